#ifndef CWP_ADVICE_PLAN_CATALOGUE_H
#define CWP_ADVICE_PLAN_CATALOGUE_H

/* A catalogue from the inside. */

#include "cwp/plan.h"

#include <stddef.h>
#include <stdint.h>

/* No course. */
#define CWP__NO_COURSE UINT32_MAX

/* Most courses, and most of whatever a course has several of. */
enum { CWP__MOST_COURSES = 20000, CWP__MOST_LISTED = 10000 };

/* Highest numbers that a course may have: pence, hundredths of an hour, days, places. */
enum {
  CWP__MOST_PENCE = 100000000,
  CWP__MOST_CENTIHOURS = 10000000,
  CWP__MOST_DAYS = 3660,
  CWP__MOST_PLACES = 1000000
};

/* The place of the course of that code, or CWP__NO_COURSE. */
uint32_t cwp__catalogue_place(const cwp_catalogue *self, const char *code);

/* As cwp_catalogue_builder_finish; `*culprit` is the place of a course in a circle where there is one. */
cwp_status cwp__catalogue_builder_finish(cwp_catalogue_builder *self, cwp_catalogue **out, uint32_t *culprit,
                                         cwp_error *error);

#endif
