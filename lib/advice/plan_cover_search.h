#ifndef CWP_ADVICE_PLAN_COVER_SEARCH_H
#define CWP_ADVICE_PLAN_COVER_SEARCH_H

/* Branch and bound over a state. */

#include "advice/plan_cover_bound.h"

/* A node of the search tree: what its parent decides, and one option more, in or out. The root is node 0. */
typedef struct cwp__node {
  int64_t bound;
  uint32_t parent;
  uint32_t option;
  uint8_t is_out;
} cwp__node;

typedef struct cwp__search {
  cwp__state state;
  cwp__bounder bounder;
  cwp__node *tree;
  size_t tree_capacity;
  uint32_t tree_count;
  uint32_t *waiting; /* nodes that were not looked at */
  size_t waiting_capacity;
  uint32_t waiting_count;
  uint8_t *best;  /* by option: of the best choice found, 1 for what is in */
  int found;      /* one was found in the last run */
  uint8_t *trial; /* room for a choice, and for a count by gap */
  uint32_t *shared;
  uint64_t nodes;
  uint64_t most_nodes; /* the search stops there */
  int out_of_memory;   /* a run was cut short for want of memory */
  int first_only;      /* the first choice below the cutoff will do */
  int by_worth;        /* branch on the option that is worth most, not on the gap that has the fewest */
} cwp__search;

/* Errors: CWP_ERROR_MEMORY. Free with cwp__search_free, also after an error. */
cwp_status cwp__search_init(cwp__search *self, const cwp__cover_task *task, cwp_error *error);
void cwp__search_free(cwp__search *self);

/*
 * Looks for the cheapest choice below the state's cutoff that the state can become. Each one found is put into `best`,
 * sets `found`, and lowers the cutoff to its cost. Goes back to the state as it was, but for the cutoff. Returns a cost
 * that no choice is below; where the search came to its end, that is the cutoff.
 */
int64_t cwp__search_run(cwp__search *self);

/* Takes in, one after the other, the option that gives most for its price, until every gap is settled; keeps what comes
   of it if that is below the cutoff, as above. */
void cwp__search_try_greedily(cwp__search *self);

/* Draws what bound and state say, before any branching. 0 if there is no choice below the cutoff. */
int cwp__search_narrow(cwp__search *self, unsigned steps, int64_t *bound);

/* Leaves out options that another one can always stand in for, and lays gaps aside that are covered whenever another
   one is. With `ties`, what is left out is in no choice that would be first among equals. 0 if there is no choice. */
int cwp__search_reduce(cwp__search *self, int ties);

#endif
