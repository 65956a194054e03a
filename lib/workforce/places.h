#ifndef CWP_WORKFORCE_PLACES_H
#define CWP_WORKFORCE_PLACES_H

/*
 * Which rows of evidence are whose. As long as each person's lie side by side, a start and a count say it; from the
 * first time that they do not, rows are put in order, in 4 bytes each and no more while it is done.
 */

#include "workforce/people.h"

typedef struct cwp__places {
  cwp_allocator allocator;
  uint64_t *first;  /* of each person: the first row, or where theirs begin in `order` */
  uint32_t *counts; /* how many rows they have */
  size_t first_capacity, count_capacity;
  size_t people;
  uint32_t *order; /* rows, person by person and upwards; NULL where each person's lie side by side. While rows are
                      being added: whose each row is */
  uint64_t rows;   /* of the table: all of them */
} cwp__places;

/* For a table of so many rows. */
void cwp__places_start(cwp__places *self, uint64_t rows, const cwp_allocator *allocator);
void cwp__places_clear(cwp__places *self);

/* Sees that there is room for so many people. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__places_grow(cwp__places *self, size_t people, cwp_error *error);

/* Says that `count` rows from `row` on are a person's, or nobody's. Rows are added in order, none left out. Errors:
   CWP_ERROR_MEMORY; CWP_ERROR_LIMIT when one person has too many, or there are too many to be put in order. */
cwp_status cwp__places_add(cwp__places *self, uint32_t person, uint64_t row, size_t count, cwp_error *error);

/* Puts rows in order where that is needed, once all are added. */
void cwp__places_finish(cwp__places *self);

#endif
