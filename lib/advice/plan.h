#ifndef CWP_ADVICE_PLAN_H
#define CWP_ADVICE_PLAN_H

/* A plan from the inside. */

#include "advice/plan_work.h"

struct cwp_plan {
  cwp_allocator allocator;
  cwp__arena arena; /* of all arrays here */
  cwp_id role;
  cwp_plan_options options;
  cwp_planned_course *courses;
  size_t count;
  cwp_gap *gaps;
  size_t gap_count;
  cwp_claim *claims;
  size_t claim_count;
  cwp_barred_course *barred;
  size_t barred_count;
  cwp_plan_totals totals;
  cwp_proof proof;
};

#endif
