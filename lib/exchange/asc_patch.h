#ifndef CWP_EXCHANGE_ASC_PATCH_H
#define CWP_EXCHANGE_ASC_PATCH_H

/*
 * A CSV file passed on byte by byte, with other text in some of its cells. It takes records and fields apart as
 * base/csv.h does, and touches nothing else: line ends, quotes, spaces, blank lines and byte order mark stay.
 */

#include "cwp/input.h"
#include "cwp/output.h"

#include <stddef.h>
#include <stdint.h>

/* A cell to be replaced: of data row `record`, from 1. */
typedef struct cwp__patch {
  uint64_t record;
  const char *old; /* what stands there, without white space around it */
  const char *text;
} cwp__patch;

/* The next patch, in the order of records; 0 when there is none. */
typedef int cwp__patch_source(void *context, cwp__patch *patch);

/*
 * Passes on the file with patches in field `field`, from 0. `*patched` is how many cells were. Errors:
 * CWP_ERROR_INVALID when a cell does not hold what it should; CWP_ERROR_IO.
 */
cwp_status cwp__patch_file(const cwp_input *input, size_t field, cwp__patch_source *next, void *context,
                           const cwp_output *output, uint64_t *patched, cwp_error *error);

#endif
