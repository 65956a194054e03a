#ifndef CWP_BASE_ERROR_H
#define CWP_BASE_ERROR_H

/* Filling in the caller's cwp_error. */

#include "cwp/status.h"

#include <stdint.h>

#if defined(__GNUC__)
#define CWP__PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CWP__PRINTF(text, first)
#endif

/*
 * Fills `error`, if there is one, and returns `code`. The message is a printf format; in the finished message control
 * characters and bytes that are not UTF-8 are shown as escapes, so untrusted text may go in as it is.
 */
cwp_status cwp__fail(cwp_error *error, cwp_status code, const char *format, ...) CWP__PRINTF(3, 4);

/* A place in an input: name, line, column in characters, and offset in bytes; 0 or NULL where unknown. */
typedef struct cwp__place {
  const char *path;
  uint64_t line;
  uint64_t column;
  uint64_t offset;
} cwp__place;

/* The same with a place. */
cwp_status cwp__fail_at(cwp_error *error, cwp_status code, const cwp__place *place, const char *format, ...)
    CWP__PRINTF(4, 5);

/* CWP_ERROR_MEMORY with its one message. */
cwp_status cwp__fail_memory(cwp_error *error);

/* Puts the name of the input into an error that has none yet, and returns the error's code. */
cwp_status cwp__fail_in(cwp_error *error, cwp_status code, const char *path);

#endif
