#ifndef CWP_EXCHANGE_ARROW_CHECK_H
#define CWP_EXCHANGE_ARROW_CHECK_H

/* Holds the buffers of Arrow columns to what their types ask of them. */

#include "exchange/arrow_memory.h"
#include "exchange/arrow_types.h"

/* Which column of which batch of which file is being looked at, for messages. */
typedef struct cwp__arrow_place {
  const char *path;
  uint64_t batch;     /* from 1; 0 for none */
  const char *column; /* "" for none */
} cwp__arrow_place;

/* Fails with "batch 3, column 'from': ..." of that file. */
cwp_status cwp__arrow_fail(const cwp__arrow_place *place, cwp_error *error, cwp_status code, const char *format, ...)
    CWP__PRINTF(4, 5);

/* 1 if the row is there, by the bits of a buffer, of which there may be none. */
int cwp__arrow_is_there(const void *bits, uint64_t row);

/*
 * Checks the buffers of a column, whose sizes are known, and puts empty ones in the place of those that are not there.
 * Errors: CWP_ERROR_INVALID.
 */
cwp_status cwp__arrow_check(const cwp__arrow_type *type, cwp__arrow_buffers *buffers, const cwp__arrow_place *place,
                            cwp_error *error);

/* Checks that indices, signed or not, lie within a dictionary of that length. */
cwp_status cwp__arrow_check_indices(const cwp__arrow_type *type, int is_signed, const cwp__arrow_buffers *buffers,
                                    uint64_t length, const cwp__arrow_place *place, cwp_error *error);

#endif
