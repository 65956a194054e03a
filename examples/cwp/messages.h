#ifndef COMMAND_MESSAGES_H
#define COMMAND_MESSAGES_H

/* What goes to standard error, and how the end of a run is named. Untrusted text may go in as it is. */

#include "cwp/cwp.h"
#include "verb.h"

#include <stddef.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

/* Prints "cwp: " and one line. */
void complain(const char *format, ...) PRINTF_LIKE(1, 2);

/* Prints a line without the name in front. */
void remark(const char *format, ...) PRINTF_LIKE(1, 2);

/* Says what is wrong with how a verb (or, with NULL, the command) was called, and where help is. Gives CODE_USAGE. */
int wrong_usage(const cmd_verb *verb, const char *format, ...) PRINTF_LIKE(2, 3);

/* Says that there is no memory. Gives CODE_INTERNAL. */
int out_of_memory(void);

/* Prints an error of the library with its place, and gives the code that it ends with. */
int explain_error(const cwp_error *error);

/* The code that an error of the library while reading an input ends with. */
int code_of(cwp_status status);

/* snprintf that never leaves half a character at the end. */
void compose(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

/* The same behind what the text holds already. */
void compose_more(char *text, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
