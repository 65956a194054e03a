#ifndef CWP_PYTHON_CELLS_H
#define CWP_PYTHON_CELLS_H

/* Somebody else's Arrow table as CSV, for readers that take files. */

#include <cwp/arrow.h>
#include <cwp/status.h>

#include <stddef.h>

/* Reads a stream to its end and releases it. `*out`, `*length` bytes, is to be freed with free(): the names of the
   columns, then a line for each row, every cell in quotes. A null and a not-a-number are empty, a flag is yes or no, a
   time stamp is YYYY-MM-DDTHH:MM, with Z behind it if its column has a time zone, and a list of texts has semicolons
   between. Errors: CWP_ERROR_UNSUPPORTED for a column of another type, CWP_ERROR_IO when the stream fails,
   CWP_ERROR_MEMORY. */
cwp_status cells_csv(struct ArrowArrayStream *stream, char **out, size_t *length, cwp_error *error);

#endif
