#ifndef CWP_EXCHANGE_MATRIX_NAMES_H
#define CWP_EXCHANGE_MATRIX_NAMES_H

/*
 * Which training category or learning opportunity the name of a course stands for. All that the matrix reader knows of
 * names stands behind this one call, so that another matcher can take its place.
 */

#include "base/text.h"
#include "cwp/pathway.h"

enum { CWP__COURSE_REASON_SIZE = 200 };

/* What a name was found to stand for. */
typedef struct cwp__course {
  cwp_id about; /* in the pathway whose lists are used; CWP_NONE to abstain */
  double score; /* 0 to 1: how much of the words of both agree; of the nearest when abstaining */
  char reason[CWP__COURSE_REASON_SIZE]; /* a few words on it, without the name itself */
} cwp__course;

/* Finds out. `lists` is the pathway whose code lists are used. Allocates nothing. */
void cwp__course_find(const cwp_pathway *lists, cwp__span name, cwp__course *out);

/* The least score with which a name is taken for something, and by how much it must lead what comes next. */
#define CWP__COURSE_LEAST 0.62
#define CWP__COURSE_LEAD 0.08

#endif
