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

enum {
  CWP__LAID_UNTIL = 22,
  CWP__LAID_KIND = 44,
  CWP__LAID_RESULT = 46,
  CWP__LAID_PART = 49,
  CWP__LAID_ABOUT = 50,
  CWP__LAID_ABOUT_BITS = 14
};

_Static_assert(CWP_DATE_MAX - CWP_DATE_MIN + 1 < 1 << CWP__LAID_UNTIL, "a day takes more bits");
_Static_assert((int)CWP_EVIDENCE_KIND_END <= 1 << (CWP__LAID_RESULT - CWP__LAID_KIND), "a kind takes more bits");
_Static_assert((int)CWP_RESULT_END <= 1 << (CWP__LAID_PART - CWP__LAID_RESULT), "a result takes more bits");

/* The bits of a day: 0 for none. */
static inline uint64_t cwp__laid_day(cwp_date day) {
  return day == CWP_DATE_NONE ? 0 : (uint64_t)(day - CWP_DATE_MIN + 1);
}

static inline cwp_date cwp__day_laid(uint64_t bits) {
  cwp_date day = (cwp_date)(bits & ((1u << CWP__LAID_UNTIL) - 1));
  return day == 0 ? CWP_DATE_NONE : day + CWP_DATE_MIN - 1;
}

/* A fact as a word; its record without what goes beyond. */
static inline uint64_t cwp__laid_word(const cwp__fact *fact) {
  return cwp__laid_day(fact->from) | cwp__laid_day(fact->until) << CWP__LAID_UNTIL |
         (uint64_t)fact->kind << CWP__LAID_KIND | (uint64_t)fact->result << CWP__LAID_RESULT |
         (uint64_t)(fact->extent == CWP_EXTENT_PART) << CWP__LAID_PART | (uint64_t)fact->about << CWP__LAID_ABOUT;
}

static inline cwp__fact cwp__laid_get(const cwp__laid *self, uint64_t at) {
  uint64_t word = self->words[at];
  unsigned high = self->high != NULL ? self->high[at] : 0;
  return (cwp__fact){.from = cwp__day_laid(word),
                     .until = cwp__day_laid(word >> CWP__LAID_UNTIL),
                     .about = (uint16_t)(word >> CWP__LAID_ABOUT | high << CWP__LAID_ABOUT_BITS),
                     .kind = word >> CWP__LAID_KIND & 3,
                     .result = word >> CWP__LAID_RESULT & 7,
                     .extent = word >> CWP__LAID_PART & 1 ? CWP_EXTENT_PART : CWP_EXTENT_FULL};
}

#endif
