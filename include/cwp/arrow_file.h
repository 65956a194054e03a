#ifndef CWP_ARROW_FILE_H
#define CWP_ARROW_FILE_H

/**
 * @file arrow_file.h
 * Files of Arrow columns, read and written as streams of the C data interface (cwp/arrow.h): the IPC file format (also
 * known as Feather, version 2; files begin with "ARROW1") and the IPC streaming format. docs/workforce-files.md shows
 * how to write such files from elsewhere. No Arrow library is linked.
 *
 * **Read:** columns of nulls, booleans, integers, floating point, decimals, dates, times, timestamps, durations,
 * intervals, text, binary, and dictionaries of any of these, which may grow (delta) or be replaced between batches.
 * Text and binary in views come out as large ones ("U", "Z"). **Not read:** columns of lists, structs, maps, unions
 * and run-ends, unless `columns` leaves them out; compressed columns; big-endian files; tensors. Metadata of the schema
 * is not handed on.
 *
 * An input is read from its start to its end, so it may be a pipe. What comes out has been checked: buffers are as long
 * as they must be, offsets of text ascend within it, text is UTF-8, dictionary indices are in range. In the file format
 * a dictionary may stand behind the batches that need it (Polars writes it so): from a file, which can be gone back in,
 * it is read before them; from any other input these are held in memory until then.
 */

#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/export.h"
#include "cwp/input.h"
#include "cwp/output.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a file is read. Set it up with CWP_ARROW_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_arrow_options {
  size_t size;                /**< sizeof(cwp_arrow_options) */
  const char *const *columns; /**< names of the columns wanted, borrowed for the call; the others are passed over, and
                                   names that the file has not are no error. NULL = all columns */
  size_t column_count;        /**< how many */
  uint64_t batch_bytes;       /**< most bytes of one batch in the file; 0 = 4 GiB. More is CWP_ERROR_LIMIT */
} cwp_arrow_options;

/** The default options. */
#define CWP_ARROW_OPTIONS_INIT                                                                                         \
  { sizeof(cwp_arrow_options), 0, 0, 0 }

/** The two formats. Both are told apart when they are read. */
typedef enum cwp_arrow_format {
  CWP_ARROW_FILE = 0, /**< IPC file format: ".arrow", ".feather"; can be read from any place in it */
  CWP_ARROW_STREAM,   /**< IPC streaming format: ".arrows"; can be read from a pipe as it is being written */
  CWP_ARROW_FORMAT_END
} cwp_arrow_format;

/**
 * 1 if a file that begins with these bytes, `length` of them, is taken for one of Arrow columns; 8 bytes are enough,
 * fewer than 6 are not. Such a file may prove damaged all the same.
 */
CWP_API int cwp_arrow_is(const void *head, size_t length);

/**
 * Opens a file and reads its schema. Batches are read as they are asked for; their memory is theirs, so a stream takes
 * as much as the batches that are still held. The stream is the caller's to release, which closes the file; batches may
 * outlive it, and may be released in any thread: `allocator` must allow for that.
 *
 * Errors: CWP_ERROR_NOT_FOUND, CWP_ERROR_IO; CWP_ERROR_UNSUPPORTED for what is no such file, and for columns that are
 * not read, named in the message; CWP_ERROR_INVALID for a file that contradicts itself or is cut off; CWP_ERROR_LIMIT;
 * CWP_ERROR_ARGUMENT; CWP_ERROR_MEMORY. The stream's own errors are EIO, EINVAL and ENOMEM, with a message that names
 * file, batch and column. `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_arrow_open(const char *path, const cwp_arrow_options *options,
                                      const cwp_allocator *allocator, struct ArrowArrayStream *out, cwp_error *error);

/** The same from a stream of bytes, which with its name must outlive the columns' stream. */
CWP_CHECKED cwp_status cwp_arrow_read(const cwp_input *input, const cwp_arrow_options *options,
                                      const cwp_allocator *allocator, struct ArrowArrayStream *out, cwp_error *error);

/**
 * Writes all that a stream gives, batch by batch. The stream is taken over, read to its end and released, whatever
 * comes of it. Columns may be of the types that are read, but for views. In the streaming format dictionaries may be
 * replaced; in the file format they may only grow.
 *
 * Errors: CWP_ERROR_INVALID when an array contradicts itself, with the column's name; CWP_ERROR_UNSUPPORTED for a type,
 * or a dictionary, that cannot be written; CWP_ERROR_IO, also with the stream's own error; CWP_ERROR_ARGUMENT;
 * CWP_ERROR_MEMORY. `rows`, which may be NULL, gets how many were written. `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_arrow_write(struct ArrowArrayStream *stream, cwp_arrow_format format,
                                       const cwp_output *output, const cwp_allocator *allocator, uint64_t *rows,
                                       cwp_error *error);

/** The same to a file, which is replaced whole or not at all. */
CWP_CHECKED cwp_status cwp_arrow_write_file(struct ArrowArrayStream *stream, cwp_arrow_format format, const char *path,
                                            const cwp_allocator *allocator, uint64_t *rows, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
