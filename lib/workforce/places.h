#ifndef CWP_WORKFORCE_PLACES_H
#define CWP_WORKFORCE_PLACES_H

/*
 * Which rows of evidence are whose. As long as each person's lie side by side, a start and a count say it. From the
 * first time that they do not, it is written down whose each row is, in 4 bytes each; once all rows are in, their facts
 * are laid person by person (laying.c), which is read from front to back as often as anything is asked.
 */

#include "workforce/laid.h"
#include "workforce/people.h"

typedef struct cwp__places {
  cwp_allocator allocator;
  uint64_t *first;  /* of each person: the first row, or the first of what is laid */
  uint32_t *counts; /* how many rows they have, or facts */
  size_t first_capacity, count_capacity;
  size_t people;
  uint32_t *whose; /* each row is, while rows are added that lie apart; NULL else */
  cwp__laid laid;  /* facts, each one's in the order of their rows; nothing where rows lie side by side */
  uint64_t rows;   /* of the table: all of them */
} cwp__places;

/* For a table of so many rows. */
void cwp__places_start(cwp__places *self, uint64_t rows, const cwp_allocator *allocator);
void cwp__places_clear(cwp__places *self);

/* Sees that there is room for so many people. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__places_grow(cwp__places *self, size_t people, cwp_error *error);

/* Says that `count` rows from `row` on are a person's, or nobody's. Rows are added in order, none left out. Errors:
   CWP_ERROR_MEMORY; CWP_ERROR_LIMIT when one person has too many. */
cwp_status cwp__places_add(cwp__places *self, uint32_t person, uint64_t row, size_t count, cwp_error *error);

/* The same of `count` rows that may each be of somebody else; only once it is written down whose each row is. */
cwp_status cwp__places_add_each(cwp__places *self, const uint32_t *people, uint64_t row, size_t count,
                                cwp_error *error);

/* Adds to a person's count, unless that is too much: CWP_ERROR_LIMIT. */
cwp_status cwp__places_count(cwp__places *self, uint32_t person, size_t count, cwp_error *error);

/* Where each person's begin, one person's behind the other's; returns where they end. */
uint64_t cwp__places_lay_out(cwp__places *self);

#endif
