#ifndef CWP_WORKFORCE_MERGE_H
#define CWP_WORKFORCE_MERGE_H

/*
 * Two tables that are both sorted by worker, read side by side: of either only the batches of those who are being
 * answered are there. Each time some thousands of workers become people 0, 1, ..., with evidence or without.
 */

#include "cwp/workforce.h"

typedef struct cwp__merge cwp__merge;

/* Takes the stream of workers over, whose columns have been looked up. Errors: CWP_ERROR_MEMORY. To be cleared, also
   after an error. */
cwp_status cwp__merge_start(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error);
void cwp__merge_clear(cwp_workforce *self);

/* Lets those go who were answered, and goes on to the next ones; nobody where there are none. Errors: as for
   cwp_workforce_stream. */
cwp_status cwp__merge_advance(cwp_workforce *self, cwp_error *error);

#endif
