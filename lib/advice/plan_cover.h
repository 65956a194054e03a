#ifndef CWP_ADVICE_PLAN_COVER_H
#define CWP_ADVICE_PLAN_COVER_H

/*
 * Choosing options that cover gaps: the search behind a plan. It knows nothing of care, dates or money.
 *
 * A gap asks for so many of its parts (mostly one of one). An option gives parts of gaps, has a value to be kept small,
 * uses up stocks that are limited, and may need other options before it. Of all choices that the stocks allow, the one
 * is looked for that leaves the fewest musts, then the fewest other gaps, then has the least value, then the fewest
 * options, then, of two, holds the lowest option among those that only one of them holds.
 *
 * It is done in two stages, cover and value. Each is a branch and bound, depth first, whose bound is the Lagrangian
 * dual of the linear relaxation: a price on each gap and on each stock, improved by subgradient steps. All of it is
 * whole numbers, so that a bound is never wrong by rounding and every machine takes the same way.
 */

#include "cwp/allocator.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

/* What an option gives to a gap: a bit for each of its parts. */
typedef struct cwp__share {
  uint32_t gap;
  uint64_t parts;
} cwp__share;

/* How many parts those are. */
unsigned cwp__count_parts(uint64_t parts);

/* Most parts that a gap may have, and limited stocks. */
enum { CWP__MOST_PARTS = 64, CWP__MOST_STOCKS = 4 };

/* What is asked. Lists of options and gaps: what belongs to one goes from its `first_…` to that of the next, and there
   is one more of them than there are options. */
typedef struct cwp__cover_task {
  cwp_allocator allocator;
  uint32_t option_count;
  const uint32_t *first_share; /* by option */
  const cwp__share *shares;    /* each gap once an option, ascending */
  const uint32_t *first_need;  /* by option */
  const uint32_t *needs; /* options that are to be chosen with it; theirs are among them, and there is no circle */
  const int64_t *value;  /* by option, 0 or more */
  uint32_t gap_count;
  const uint8_t *demand; /* by gap: how many of its parts, 1 to 64; all options together give them */
  const uint8_t *must;   /* by gap: 1 for a must */
  uint32_t stock_count;
  const int64_t *use[CWP__MOST_STOCKS]; /* by option, 0 or more */
  int64_t stock[CWP__MOST_STOCKS];      /* how much there is, 0 or more */
  uint64_t most_nodes;
} cwp__cover_task;

/* What came of it. */
typedef struct cwp__cover_answer {
  uint8_t *chosen; /* by option: the caller's memory, filled with 1 and 0 */
  int proved;
  uint32_t musts_left, others_left;             /* gaps that the choice leaves */
  uint32_t least_musts_left, least_others_left; /* no choice leaves fewer */
  int64_t value;
  int64_t bound; /* no choice that leaves as few has less value */
  uint64_t nodes;
} cwp__cover_answer;

/* Most options and gaps, and most that values and uses of all options may add up to, each. */
enum { CWP__MOST_OPTIONS = 5000, CWP__MOST_GAPS = 5000 };
#define CWP__MOST_VALUE INT64_C(500000000000)

/* Errors: CWP_ERROR_MEMORY. The task must keep to the bounds above. */
cwp_status cwp__cover_solve(const cwp__cover_task *task, cwp__cover_answer *answer, cwp_error *error);

#endif
