#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

/* Standard output with a large buffer. A failure to write is remembered and reported once, at the end. */

#include "messages.h"

#include <stddef.h>

void out_bytes(const char *bytes, size_t length);
void out_text(const char *text);
void out_format(const char *format, ...) PRINTF_LIKE(1, 2);
void out_spaces(size_t count);

/* 1 once anything was put out, written yet or not. */
int out_begun(void);

/* 1 once nothing more can be written: long work may stop then. */
int out_failed(void);

void out_flush(void);

/*
 * Writes what is left. Where writing failed it says so and gives CODE_INPUT; a reader that went away (as `head` does)
 * is no failure. Otherwise gives back `code`.
 */
int out_finish(int code);

#endif
