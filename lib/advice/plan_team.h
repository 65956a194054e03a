#ifndef CWP_ADVICE_PLAN_TEAM_H
#define CWP_ADVICE_PLAN_TEAM_H

/* Several people's plans in the making. */

#include "advice/plan_work.h"

/* One person: ready to plan for, what they would have with all places free, and what they have so far. */
typedef struct cwp__member {
  cwp__planner planner;
  cwp__choice best;
  cwp__choice now;
  cwp__choice spare; /* room for what is tried */
} cwp__member;

typedef struct cwp__schedule {
  cwp_allocator allocator;
  cwp__arena arena; /* of all arrays here */
  cwp__member *members;
  size_t count;
  size_t ready; /* members whose planners are to be freed */
  cwp__seats seats;
  uint64_t nodes;
} cwp__schedule;

/* The place of an offer's seat, as a choice has it. */
uint32_t cwp__seat_of(const cwp__schedule *self, const cwp__member *member, const cwp__choice *choice, uint32_t offer);

/* Gives everybody their best plan with the places left, in their order, and then exchanges places while that helps.
   Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__schedule_fill(cwp__schedule *self, cwp_error *error);

#endif
