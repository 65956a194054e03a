#ifndef CWP_TEXT_VALUES_H
#define CWP_TEXT_VALUES_H

/* Comparing values: finding what their words speak of, and what that makes of two values. */

#include "base/memory.h"
#include "cwp/values.h"
#include "text/value_words.h"

enum { CWP__VALUES_MOST = 1000, CWP__VALUE_WORDS = 24, CWP__VALUE_MATCHES = 3 };

/* A word or phrase of a value, by place in its text. */
typedef struct cwp__spoken {
  size_t start, end;
  uint8_t facet;
} cwp__spoken;

/* An organisation's value. */
typedef struct cwp__own {
  cwp_own_value shown;
  cwp_value_word words[CWP__VALUE_WORDS];
  uint8_t facets[CWP__VALUE_WORDS]; /* of the words */
  size_t word_count;
  cwp_value_match matches[CWP__VALUE_MATCHES];
  size_t match_count;
} cwp__own;

struct cwp_values {
  cwp__arena arena;
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  cwp__own *own;
  size_t count, capacity;
  uint64_t spoken; /* facets that any value speaks of, a bit each */
};

/* Finds what a text speaks of: at most `capacity` words and phrases, in their order. Returns how many. */
size_t cwp__value_phrases_find(const char *text, size_t length, cwp__spoken *out, size_t capacity);

/* The pathway's value whose code stands there in the pool, or CWP_NONE. */
cwp_id cwp__value_of(const cwp_pathway *pathway, uint16_t code);

/* 1 if the facet touches that value without being a part of it. */
int cwp__facet_touches(const cwp__facet *facet, const cwp_pathway *pathway, cwp_id value);

/* Finds the matches of an organisation's value by its words. `named`: words that stand in its name. */
void cwp__values_match(const cwp_pathway *pathway, cwp__own *own, size_t named);

#endif
