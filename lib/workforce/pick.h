#ifndef CWP_WORKFORCE_PICK_H
#define CWP_WORKFORCE_PICK_H

/* Which masks pieces of evidence are looked up as. There is a portable way, and a faster one where the processor has
   it; both find the same. */

#include "workforce/crowd.h"
#include "workforce/reach.h"

/* Facts that are picked for in one go, at most. */
enum { CWP__PICKED = 64 };

/* The day asked about, as it is compared with those on which evidence begins and ends. */
typedef struct cwp__pick_day {
  cwp_date on;
  uint32_t day; /* the same, and the last day that is soon, by cwp__day_key */
  uint32_t last_soon;
} cwp__pick_day;

/* Days as numbers in their order, where no day at all is the last. */
static inline uint32_t cwp__day_key(cwp_date day) {
  return (uint32_t)day + UINT32_C(0x7fffffff);
}

_Static_assert((uint32_t)CWP_DATE_NONE + UINT32_C(0x7fffffff) == UINT32_MAX, "no last day comes after all days");

/* Finds the masks of up to CWP__PICKED facts, a pick each; the turns are what is held for long yet, ends soon, is over.
   What is not completed, or has not begun, finds the masks of nothing: returns a bit for each of them. */
uint64_t cwp__pick(cwp__eight_way way, const cwp__pick_day *day, const uint32_t *slots, const cwp__facts *facts,
                   cwp__eight_pick picks[CWP__PICKED]);

/* The first day after `on` on which a piece of evidence begins, begins to be soon over, or is over; CWP_DATE_MAX + 1
   for none. `soon` is how many days before the end it is soon over. */
cwp_date cwp__pick_next(cwp__eight_way way, cwp_date on, int soon, const cwp__facts *facts);

#endif
