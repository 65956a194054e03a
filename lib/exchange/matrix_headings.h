#ifndef CWP_EXCHANGE_MATRIX_HEADINGS_H
#define CWP_EXCHANGE_MATRIX_HEADINGS_H

/* What the headings of training matrices say, but for the names of courses. */

#include "base/text.h"
#include "cwp/matrix.h"

/* What a heading means by itself; CWP_MATRIX_UNKNOWN for the name of a course, or anything else. */
cwp_matrix_meaning cwp__heading_meaning(cwp__span text);

/* 1 if a heading that means people speaks of a number or reference and not of a name. */
int cwp__heading_is_id(const char *heading);

/* What the dates below a heading are, if the heading is about that alone ("completed", "expiry date"). */
int cwp__heading_sense(cwp__span text, cwp_matrix_dates *dates);
int cwp__heading_is_sense(cwp__span text);

/* 1 for "frequency", "renew every", …: the first cell of a row that says how often courses are refreshed. */
int cwp__heading_is_frequency(cwp__span text);

/* 1 for the first cell of a row of totals, of a key or of notes. */
int cwp__heading_is_totals(cwp__span text);

/* A heading taken apart: the course, and what it says of dates. */
typedef struct cwp__heading_parts {
  cwp__span course;
  int has_sense;
  cwp_matrix_dates dates;
} cwp__heading_parts;

cwp__heading_parts cwp__heading_split(cwp__span text);

#endif
