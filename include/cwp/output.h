#ifndef CWP_OUTPUT_H
#define CWP_OUTPUT_H

/**
 * @file output.h
 * Where bytes go to: a stream of the caller's, or a file that is replaced whole or not at all.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A stream of bytes that the library writes from start to end: a file, a socket, memory. */
typedef struct cwp_output {
  /**
   * Takes all `length` bytes and returns 0, or anything else when it cannot; the library then stops and reports
   * CWP_ERROR_IO.
   */
  int (*write)(void *context, const void *bytes, size_t length);
  void *context;    /**< handed to `write` untouched */
  const char *name; /**< shown in errors, such as "staff.csv"; must outlive the call */
} cwp_output;

/** A file in the making. One thread at a time. */
typedef struct cwp_file_writer cwp_file_writer;

/**
 * Starts a new file beside `path`, under a name of its own. What stands at `path` stays as it is until
 * cwp_file_writer_commit; a link stays a link, and what it leads to is replaced. What is no file, such as a pipe, is
 * written to as it is. Errors: CWP_ERROR_IO, CWP_ERROR_ARGUMENT for a NULL or empty path, CWP_ERROR_MEMORY.
 * `allocator` may be NULL. Free with cwp_file_writer_free.
 */
CWP_CHECKED cwp_status cwp_file_writer_open(const char *path, const cwp_allocator *allocator, cwp_file_writer **out,
                                            cwp_error *error);

/** The file as a stream to write to. It borrows the writer. */
CWP_API cwp_output cwp_file_writer_output(cwp_file_writer *self);

/**
 * Has the file reach the disk and puts it in the place of the old one, whose owner and permissions it takes. Errors:
 * CWP_ERROR_IO, also for writing that failed before, the old file then staying; CWP_ERROR_ARGUMENT when it was called
 * before.
 */
CWP_CHECKED cwp_status cwp_file_writer_commit(cwp_file_writer *self, cwp_error *error);

/** Frees a writer; a file that was not committed is given up, and nothing has changed. Takes NULL. */
CWP_API void cwp_file_writer_free(cwp_file_writer *self);

#ifdef __cplusplus
}
#endif

#endif
