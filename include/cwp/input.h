#ifndef CWP_INPUT_H
#define CWP_INPUT_H

/**
 * @file input.h
 * Where bytes come from and go to, and how much of them is too much.
 */

#include "cwp/export.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stream of bytes that the library reads from start to end: standard input, a socket, a zip member, memory. */
typedef struct cwp_input {
  /**
   * Puts up to `capacity` bytes into `buffer` and returns how many; 0 at the end. On failure it returns SIZE_MAX; the
   * library then reports CWP_ERROR_IO.
   */
  size_t (*read)(void *context, void *buffer, size_t capacity);
  void *context;    /**< handed to `read` untouched */
  const char *name; /**< shown in errors and findings, such as "staff.csv"; must outlive the call */
} cwp_input;

/**
 * Opens a file as a stream, from which it can be read once; its name is `path` itself, which must outlive it. Errors:
 * CWP_ERROR_NOT_FOUND, CWP_ERROR_IO (also for a directory), CWP_ERROR_ARGUMENT for a NULL or empty path,
 * CWP_ERROR_MEMORY. Close with cwp_file_close.
 */
CWP_CHECKED cwp_status cwp_file_open(const char *path, cwp_input *out, cwp_error *error);

/**
 * Goes back to the start of a stream of cwp_file_open, for whoever looked at its first bytes. Returns 1, or 0 for what
 * can be read once only, such as a pipe, and for any other stream.
 */
CWP_API int cwp_file_rewind(cwp_input *input);

/** Closes a stream of cwp_file_open. It may be closed again, and one that could not be opened may be closed too. */
CWP_API void cwp_file_close(cwp_input *input);

/**
 * How much a reader takes before it says CWP_ERROR_LIMIT. Set it up with CWP_LIMITS_INIT or pass NULL for the defaults.
 * A field of 0 means its default.
 */
typedef struct cwp_limits {
  size_t size;          /**< sizeof(cwp_limits), so that later versions can add fields */
  uint64_t input_bytes; /**< of a JSON document; default 64 MiB. CSV is streamed and has no such limit */
  size_t record_bytes;  /**< of one CSV record or one JSON text; default 1 MiB */
  size_t fields;        /**< in one CSV record; default 1,024 */
  size_t depth;         /**< of JSON nesting; default 64 */
  uint64_t records;     /**< rows of a CSV file, or items of a JSON document; default 100 million */
} cwp_limits;

/** The default limits. */
#define CWP_LIMITS_INIT                                                                                                \
  { sizeof(cwp_limits), 0, 0, 0, 0, 0 }

#ifdef __cplusplus
}
#endif

#endif
