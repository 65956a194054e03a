#ifndef CWP_WORKFORCE_FLOW_H
#define CWP_WORKFORCE_FLOW_H

/*
 * A workforce whose evidence is read as it is answered: of all its people only those of a few batches are there at a
 * time. cwp__workforce_advance goes on to the next ones; until then they are people 0, 1, ... as of any workforce.
 */

#include "cwp/workforce.h"
#include "workforce/merge.h"
#include "workforce/people.h"
#include "workforce/places.h"

typedef struct cwp__flow {
  struct ArrowArrayStream evidence;
  uint32_t *people; /* where there are workers: which of them each one is */
  size_t people_capacity;
  size_t total;      /* people whose evidence is here */
  size_t count;      /* of them, those who are complete: all but the last, until the evidence is over */
  uint64_t placed;   /* rows so far */
  uint8_t *seen;     /* a bit for each worker: whether there was evidence of theirs */
  uint64_t rows;     /* how many are read before they are answered, at least */
  uint64_t tail;     /* the next worker to be looked at for having none */
  int is_over;       /* there is no more evidence */
  int is_done;       /* nor anybody without */
  cwp__merge *merge; /* where workers go by too; NULL else, and `people` is not used then */
} cwp__flow;

/* Makes a workforce whose evidence is read as it is answered, of which nobody is there yet. Takes the stream of
   evidence over; what is left of both is the caller's to release, also after an error. `*out` may be a workforce that
   is half made then, to be dropped. `keeps_workers` says that all of them are needed at once, sorted or not. */
cwp_status cwp__flow_open(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                          struct ArrowArrayStream *evidence, int keeps_workers, const cwp_workforce_options *options,
                          const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error);
void cwp__flow_clear(cwp_workforce *self);

/* The place among those who are here of whoever a row is about: `*person` is their number among the workers, if there
   are any, and their place then. Errors: CWP_ERROR_INVALID where their rows do not lie together, CWP_ERROR_MEMORY. */
cwp_status cwp__flow_find(cwp_workforce *self, const cwp__key *key, uint64_t row, uint32_t *person, cwp_error *error);

/* Lets go of the batches of evidence that end before a row. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__flow_forget(cwp_workforce *self, uint64_t until, cwp_error *error);

/* CWP_ERROR_INVALID: the rows of a key do not lie together. */
cwp_status cwp__flow_fail_apart(const cwp_workforce *self, const cwp__key *key, uint64_t row, cwp_error *error);

/* A key as it is shown. */
void cwp__flow_show_key(const cwp_workforce *self, const cwp__key *key, char room[CWP__SHOWN]);

#endif
