#ifndef CWP_WORKFORCE_ASKED_H
#define CWP_WORKFORCE_ASKED_H

/* A question that has been checked, with all that answering it takes, but for the people. It may be asked of people
   that lie in memory and of a stream of them, by any number of threads. */

#include "workforce/judge.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cwp__asked {
  const cwp_pathway *pathway;
  cwp_allocator allocator;
  cwp_workforce_answer answer;
  cwp_date *on;
  size_t on_count;
  cwp__reaches reaches; /* a set of settings for each of the people's, with the question's */
  cwp__fact course;     /* CWP_ANSWER_COURSE: the evidence that everybody would have, of the day asked about */
  unsigned threads;
  size_t batch_rows;
  const char **labels; /* codes of the role categories */
  char *role_values;   /* and their places, as columns of labels have them */
  const char *coverages[CWP_COVERAGE_END];
  const char *kinds[CWP_REQUIREMENT_KIND_END];
} cwp__asked;

/* Checks a question and makes its tables for people with these sets of settings of their own. Nothing of the question
   is kept. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY. To be cleared in any case. */
cwp_status cwp__asked_make(cwp__asked *self, const cwp_pathway *pathway, const cwp_workforce_question *question,
                           const cwp__setting_set *sets, size_t set_count, const cwp_allocator *allocator,
                           cwp_error *error);
void cwp__asked_clear(cwp__asked *self);

/* How role categories are told in an answer. */
cwp__column cwp__role_column(const cwp__asked *self, const char *name, int nullable);
cwp__column cwp__coverage_column(const cwp__asked *self, int nullable);
cwp__column cwp__kind_column(const cwp__asked *self);

/* Bytes of a value of such a column. */
size_t cwp__role_width(const cwp__asked *self);

/* Puts the place of a label into a column of labels, small or not. */
void cwp__put_role(const cwp__asked *self, void *values, size_t row, uint32_t role);

static inline void cwp__put_bit(uint8_t *bits, size_t row, int value) {
  uint8_t bit = (uint8_t)(1u << row % 8);
  bits[row / 8] = (uint8_t)(value ? bits[row / 8] | bit : bits[row / 8] & ~bit);
}

#endif
