#ifndef CWP_ADVICE_ROUTE_H
#define CWP_ADVICE_ROUTE_H

/* Looking for routes over the pathway's moves, the best first. */

#include "advice/target.h"
#include "base/memory.h"
#include "cwp/next.h"

#include <stdint.h>

enum { CWP__MOST_MOVES = 20 };

/* No route, no distance. */
#define CWP__NOT_BEGUN UINT32_MAX
#define CWP__FAR UINT32_MAX

/* A role category, for the search. */
typedef struct cwp__route_stop {
  uint32_t distance; /* moves from there to the goal at least, CWP__FAR if none that are looked at lead there */
  size_t first_edge, edge_count;
  uint64_t *missing;  /* musts and shoulds that remain, a bit for each record; NULL before the first visit */
  int summary;        /* the data holds only a summary */
  cwp__target target; /* filled once it is part of a route that was found */
} cwp__route_stop;

typedef struct cwp__route_edge {
  cwp_id move;
  cwp_id from;
  cwp_id to;
} cwp__route_edge;

/* A route that has been begun: its last move, and the route before that. */
typedef struct cwp__route_begun {
  uint32_t before; /* CWP__NOT_BEGUN if this move is the first */
  uint32_t edge;
  uint32_t moves;
  uint32_t untold;    /* at least so many summaries among its targets and the goal */
  uint32_t remaining; /* at least so many musts and shoulds */
} cwp__route_begun;

typedef struct cwp__route_search {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  cwp_id start;
  cwp_id goal;
  cwp_route_options options;
  cwp_allocator memory; /* of what is thrown away after the search */
  cwp__arena *kept;
  cwp_error *error;
  cwp__route_stop *stops; /* by role category, from the first */
  cwp__route_edge *edges;
  size_t edge_count;
  cwp__route_begun *routes;
  size_t count, capacity;
  uint32_t *heap;
  size_t heap_count, heap_capacity;
  uint64_t *sum; /* requirements of one route */
  int stopped;
} cwp__route_search;

/* Draws the map of moves. What it allocates is freed by cwp__route_search_free. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__route_search_start(cwp__route_search *self);

/* Finds the next best route. `*found` is its place in `routes`, or CWP__NOT_BEGUN when there is none left. */
cwp_status cwp__route_search_next(cwp__route_search *self, uint32_t *found);

void cwp__route_search_free(cwp__route_search *self);

/* The moves of a begun route, as places in `edges`, in their order; returns how many. */
size_t cwp__route_search_moves(const cwp__route_search *self, uint32_t index, uint32_t edges[CWP__MOST_MOVES]);

/* A role category on the map. */
cwp__route_stop *cwp__route_search_stop(const cwp__route_search *self, cwp_id role);

#endif
