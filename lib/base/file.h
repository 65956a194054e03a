#ifndef CWP_BASE_FILE_H
#define CWP_BASE_FILE_H

/* Streams and files: the one place that speaks to the system. On Windows paths are in the code page of the process. */

#include "base/text.h"
#include "cwp/allocator.h"
#include "cwp/input.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

/* Opens a file for reading as a stream; `input->name` is `path` itself. Errors: CWP_ERROR_NOT_FOUND, CWP_ERROR_IO (also
   for a directory), CWP_ERROR_ARGUMENT for a NULL or empty path. Close with cwp__file_close. */
cwp_status cwp__file_open(const char *path, cwp_input *input, cwp_error *error);

/* Goes on by so many bytes without reading them, or back; 0 only sees whether that is possible. Returns 0 where it is
   not, as of a pipe or a stream that is not of cwp__file_open. Nobody says whether the file reaches so far. */
int cwp__file_move(const cwp_input *input, int64_t by);

/* Closes a stream of cwp__file_open. Takes one that was never opened if its context is NULL. */
void cwp__file_close(cwp_input *input);

/* Why the last read of a stream of cwp__file_open failed, or "" . */
const char *cwp__file_reason(const cwp_input *input);

/* Bytes in memory as a stream, which can be read once: `left` is what is left of them. */
cwp_input cwp__span_input(cwp__span *left, const char *name);

/* Reads a whole stream, at most `limit` bytes, into a zero-terminated block (the zero is not counted).
   Errors: CWP_ERROR_IO, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY. */
cwp_status cwp__input_read_all(const cwp_input *input, uint64_t limit, const cwp_allocator *allocator, char **text,
                               size_t *length, cwp_error *error);

/* The same for a file by its path. */
cwp_status cwp__file_read_all(const char *path, uint64_t limit, const cwp_allocator *allocator, char **text,
                              size_t *length, cwp_error *error);

/* A file's text for whoever parses it whole: zero-terminated, within the limits on input. */
typedef struct cwp__file_text {
  cwp_allocator allocator;
  char *text;
  size_t length;
} cwp__file_text;

/* Reads one; `limits` and `allocator` may be NULL. Errors as for cwp__file_read_all. Free with cwp__file_text_free,
   also when it failed. */
cwp_status cwp__file_text_read(cwp__file_text *self, const char *path, const cwp_limits *limits,
                               const cwp_allocator *allocator, cwp_error *error);
void cwp__file_text_free(cwp__file_text *self);

/*
 * Replaces a file whole or not at all: writes a new file beside it, has it reach the disk, and renames it over the old
 * one, whose owner and permissions it takes. What stood there before stays when anything fails. A link stays a link:
 * what it leads to is replaced. What is no file, such as a pipe, is written to as it is. Allocates nothing. Errors:
 * CWP_ERROR_IO, CWP_ERROR_ARGUMENT for a NULL or empty path.
 */
cwp_status cwp__file_replace(const char *path, const char *text, size_t length, cwp_error *error);

#endif
