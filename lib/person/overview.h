#ifndef CWP_PERSON_OVERVIEW_H
#define CWP_PERSON_OVERVIEW_H

/* An overview from the inside: an assessment is one of a single role category, with its judgements written down. */

#include "cwp/assessment.h"
#include "person/weigh.h"

/* It lies at the beginning of its memory, with its arrays behind it. */
struct cwp_overview {
  cwp__scales scales;
  const cwp_portfolio *portfolio;
  cwp_id role;        /* the only one that is counted, or CWP_NONE */
  cwp_counts *counts; /* CWP_REQUIREMENT_KIND_END of each role category */
};

/* The question once it is checked. */
typedef struct cwp__inquiry {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  cwp_policy policy;
  cwp_id role; /* CWP_NONE for all of them */
} cwp__inquiry;

/* Checks all but the role category. Errors as for cwp_assessment_make. */
cwp_status cwp__inquiry_take(cwp__inquiry *self, const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                             const cwp_question *question, cwp_error *error);

/* Bytes of an overview, a multiple of what any object is aligned to; SIZE_MAX if no memory can hold it. */
size_t cwp__overview_size(const cwp_pathway *pathway, size_t setting_count);

/* Makes an overview at `memory`, which is aligned for any object. */
cwp_overview *cwp__overview_place(void *memory, const cwp__inquiry *asked);

/* The least coverage among a role category and all that it builds on: what a baseline leaves out is left out here. */
cwp_coverage cwp__coverage_of(const cwp_pathway *pathway, cwp_id role);

/* The judgements of a role category, in the order of cwp_role_requirements. Puts up to `capacity` of them into `out`;
   returns how many there are. */
size_t cwp__overview_judge(const cwp_overview *self, cwp_id role, cwp_judgement *out, size_t capacity);

#endif
