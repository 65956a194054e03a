#ifndef CWP_ADVICE_PLAN_GAPS_H
#define CWP_ADVICE_PLAN_GAPS_H

/* Which records evidence has to be about to close gaps. */

#include "advice/plan_work.h"

#define CWP__NO_TARGET UINT32_MAX

/* Evidence about a record, in full and of this kind or a stronger one, gives these parts of a gap. */
typedef struct cwp__target {
  uint32_t gap;
  uint32_t next; /* another target for the same record, or CWP__NO_TARGET */
  uint64_t parts;
  uint8_t least;
} cwp__target;

typedef struct cwp__targets {
  cwp__target *list;
  uint32_t count;
  uint32_t *of; /* first target of each record of the pathway */
} cwp__targets;

/* Finds all targets of a planner's gaps, and how many parts each gap asks for. Errors: CWP_ERROR_MEMORY,
   CWP_ERROR_LIMIT. Memory is that of the arena. */
cwp_status cwp__targets_init(cwp__targets *targets, cwp__planner *self, cwp__arena *arena, cwp_error *error);

#endif
