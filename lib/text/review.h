#ifndef CWP_TEXT_REVIEW_H
#define CWP_TEXT_REVIEW_H

/* What writing and reading questionnaires share. */

#include "base/memory.h"
#include "cwp/review.h"

#define CWP__REVIEW_FORMAT "cwp-review"

enum { CWP__REVIEW_VERSION = 1, CWP__REVIEW_KEYS = 6 };

/* Columns of CSV and keys of JSON, in their order. */
extern const char *const cwp__review_keys[CWP__REVIEW_KEYS];

struct cwp_review {
  cwp_allocator allocator;
  cwp__arena arena;
  const cwp_pathway *pathway;
  cwp_review_point *points;
  size_t count;
};

/* 1 if the record is a point that is asked about. */
int cwp__review_asks(const cwp_pathway *pathway, cwp_id point);

/* The next point that is asked about, or the first for CWP_NONE; CWP_NONE behind the last. */
cwp_id cwp__review_next(const cwp_pathway *pathway, cwp_id after);

#endif
