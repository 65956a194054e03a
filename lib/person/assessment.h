#ifndef CWP_PERSON_ASSESSMENT_H
#define CWP_PERSON_ASSESSMENT_H

/* An assessment from the inside. */

#include "cwp/assessment.h"
#include "person/weigh.h"

/* One block of memory holds the assessment, its judgements, and the scales' arrays. */
struct cwp_assessment {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  cwp_policy policy;
  cwp_id role;
  cwp_date on;
  cwp_coverage coverage;
  cwp_counts counts[CWP_REQUIREMENT_KIND_END];
  cwp_judgement *judgements;
  size_t count;
  const cwp__cell *cells; /* the first `count` are those of the judgements */
  const cwp__rule *rules;
  size_t rule_count;
};

#endif
