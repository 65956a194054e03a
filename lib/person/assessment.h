#ifndef CWP_PERSON_ASSESSMENT_H
#define CWP_PERSON_ASSESSMENT_H

/* An assessment from the inside: an overview of one role category, and its judgements. */

#include "cwp/assessment.h"
#include "person/overview.h"

/* One block of memory holds the assessment, its overview and its judgements. */
struct cwp_assessment {
  cwp_allocator allocator;
  cwp_overview *overview; /* the block begins with it */
  cwp_id role;
  const cwp_judgement *judgements;
  size_t count;
};

#endif
