#ifndef CWP_EXCHANGE_ARROW_SLICE_H
#define CWP_EXCHANGE_ARROW_SLICE_H

/* Arrays of the C data interface as buffers that start at their first row: what is written to files. */

#include "base/memory.h"
#include "exchange/arrow_check.h"

/*
 * The rows from `offset` on of an array, as buffers without an offset; what has to be moved for that goes to `moved`.
 * They are checked as far as can be, and `sizes` are what the rows take. Errors: CWP_ERROR_INVALID, CWP_ERROR_MEMORY.
 */
cwp_status cwp__arrow_slice(const struct ArrowArray *array, const cwp__arrow_type *type, int64_t offset, int64_t rows,
                            cwp__arena *moved, const cwp__arrow_place *place, cwp__arrow_buffers *out,
                            cwp_error *error);

/* The rows from `from` on of buffers that have no nulls and are no bits. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__arrow_slice_rest(const cwp__arrow_buffers *buffers, const cwp__arrow_type *type, int64_t from,
                                 cwp__arena *moved, cwp__arrow_buffers *out, cwp_error *error);

#endif
