#ifndef CWP_WORKFORCE_STATE_H
#define CWP_WORKFORCE_STATE_H

/* What a workforce is made of. Questions see crowd.h alone. */

#include "workforce/crowd.h"
#include "workforce/evidence.h"
#include "workforce/findings.h"
#include "workforce/flow.h"
#include "workforce/members.h"
#include "workforce/people.h"
#include "workforce/places.h"

#include <stdatomic.h>

struct cwp_workforce {
  cwp_allocator allocator;
  atomic_size_t holders; /* the caller, and every answer that is still being read */
  const cwp_pathway *pathway;
  cwp_workforce_options options;
  int has_workers;
  cwp__members members;
  cwp__evidence evidence;
  cwp__people people;
  cwp__places places;
  cwp__findings findings;
  cwp__flow *flow;   /* where evidence is read as it is answered; NULL else */
  uint64_t refused;  /* rows of evidence */
  uint64_t unplaced; /* rows of evidence that are nobody's; among the refused */
  atomic_ullong progressed;
};

/* Nobody yet; the options are checked. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY, `*out` then being NULL. */
cwp_status cwp__workforce_start(const cwp_pathway *pathway, const cwp_workforce_options *options,
                                const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error);

/* Opens the stream of workers, which stays the caller's. Errors as for cwp_workforce_make. */
cwp_status cwp__workforce_open_workers(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error);

/* Reads the workers of that stream to the end. Errors as for cwp_workforce_make. */
cwp_status cwp__workforce_read_workers(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error);

/* Opens the stream of evidence, which stays the caller's, and sees that its keys can be those of the workers. */
cwp_status cwp__workforce_open_evidence(cwp_workforce *self, struct ArrowArrayStream *evidence, cwp_error *error);

/* Sees whose the rows of evidence are that have been taken in, and which of them cannot count. (In placing.c.) */
cwp_status cwp__workforce_place(cwp_workforce *self, cwp_error *error);

/* Refuses `count` rows of evidence from `i` on, which have one key that is nobody's, or none. Errors: CWP_ERROR_MEMORY.
   (In placing.c.) */
cwp_status cwp__workforce_refuse(cwp_workforce *self, const cwp__key_block *keys, size_t i, size_t count,
                                 cwp_error *error);

/* Lays the facts of all people side by side where the rows of somebody lie apart. (In laying.c.) */
cwp_status cwp__workforce_lay(cwp_workforce *self, cwp_error *error);

#endif
