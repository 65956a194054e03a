#ifndef CWP_WORKFORCE_LAID_H
#define CWP_WORKFORCE_LAID_H

/*
 * Facts put away in 8 bytes each: two days in 22 bits each, kind, result and extent in 6, and the record in what is
 * left. A pathway of more than 16,384 records takes one byte more.
 */

#include "workforce/crowd.h"

typedef struct cwp__laid {
  uint64_t *words;
  uint8_t *high; /* of each record's number what goes beyond the word; NULL where none does */
} cwp__laid;

enum { CWP__LAID_UNTIL = 22, CWP__LAID_MANNER = 44, CWP__LAID_ABOUT = 50, CWP__LAID_ABOUT_BITS = 14 };

_Static_assert(CWP_DATE_MAX - CWP_DATE_MIN + 1 < 1 << CWP__LAID_UNTIL, "a day takes more bits");
_Static_assert((int)CWP_RESULT_END *(int)CWP__MANNER_RESULT <= 1 << (CWP__LAID_ABOUT - CWP__LAID_MANNER),
               "kind, result and extent take more bits");

/* The bits of a day: 0 for none. */
static inline uint64_t cwp__laid_day(cwp_date day) {
  return day == CWP_DATE_NONE ? 0 : (uint64_t)(day - CWP_DATE_MIN + 1);
}

static inline cwp_date cwp__day_laid(uint64_t bits) {
  cwp_date day = (cwp_date)(bits & ((1u << CWP__LAID_UNTIL) - 1));
  return day == 0 ? CWP_DATE_NONE : day + CWP_DATE_MIN - 1;
}

/* A fact as a word; its record without what goes beyond. */
static inline uint64_t cwp__laid_word(const cwp__facts *facts, size_t i) {
  return cwp__laid_day(facts->from[i]) | cwp__laid_day(facts->until[i]) << CWP__LAID_UNTIL |
         (uint64_t)facts->manner[i] << CWP__LAID_MANNER | (uint64_t)facts->about[i] << CWP__LAID_ABOUT;
}

/* Puts `count` facts from `first` on side by side. */
static inline void cwp__laid_get(const cwp__laid *self, uint64_t first, size_t count, cwp__facts *out) {
  for (size_t i = 0; i < count; i++) {
    uint64_t word = self->words[first + i];
    unsigned high = self->high != NULL ? self->high[first + i] : 0;
    out->from[i] = cwp__day_laid(word);
    out->until[i] = cwp__day_laid(word >> CWP__LAID_UNTIL);
    out->manner[i] = word >> CWP__LAID_MANNER & ((1u << (CWP__LAID_ABOUT - CWP__LAID_MANNER)) - 1);
    out->about[i] = (uint16_t)(word >> CWP__LAID_ABOUT | high << CWP__LAID_ABOUT_BITS);
  }
}

#endif
