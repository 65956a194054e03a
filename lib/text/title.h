#ifndef CWP_TEXT_TITLE_H
#define CWP_TEXT_TITLE_H

/* Reading a title, step by step: words -> parts of meaning -> phrases with a head -> scores of categories. */

#include "cwp/title.h"
#include "text/title_lexicon.h"

#include <stddef.h>
#include <stdint.h>

enum { CWP__TITLE_WORDS = 48, CWP__TITLE_REASONS = 8 };

/* What stands between a word and the one before it, each ending more than the one before. */
typedef enum cwp__title_gap {
  CWP__TITLE_JOINED, /* a hyphen and nothing else */
  CWP__TITLE_SPACE,
  CWP__TITLE_OR,    /* a slash or comma: what follows goes on, or stands for the same */
  CWP__TITLE_BREAK, /* a dash, bracket, bar or line end: something else begins */
  CWP__TITLE_GAP_END
} cwp__title_gap;

/* A phrase of the lexicon in a title, or one word that is in none: then parts[0] is 0. */
typedef struct cwp__title_item {
  size_t start, end; /* bytes in the title */
  cwp__title_gap gap;
  uint8_t parts[CWP__TITLE_PHRASE_PARTS];
  uint8_t edits; /* how many typing errors were forgiven */
} cwp__title_item;

typedef struct cwp__title_items {
  cwp__title_item item[CWP__TITLE_WORDS];
  size_t count;
  int more; /* 1 if the title goes on behind the words that count */
} cwp__title_items;

/* Splits a title and finds the lexicon's phrases in it. Allocates nothing. */
void cwp__title_items_find(const char *title, size_t length, cwp__title_items *out);

/* All parts that a longer text speaks of; there no typing error is forgiven. Allocates nothing; linear time. */
cwp__title_parts cwp__title_parts_of(const char *text, size_t length);

/* One reason: a sentence about one category, or about all of them. */
typedef struct cwp__title_reason {
  const char *sentence;
  uint8_t category; /* CWP__TITLE_CATEGORIES for all */
} cwp__title_reason;

/* How strongly a title speaks for each of the lexicon's categories, and why. */
typedef struct cwp__title_scores {
  double score[CWP__TITLE_CATEGORIES];
  cwp__title_reason reasons[CWP__TITLE_REASONS];
  size_t reason_count;
  int divided; /* 1 if the title names two jobs */
} cwp__title_scores;

/* By the title alone. */
void cwp__title_judge(const cwp__title_items *items, cwp__title_scores *out);

/* The rest of what is known weighs in: `role` is a job role of the pathway, or CWP_NONE. */
void cwp__title_weigh(const cwp_pathway *pathway, const cwp_title_context *context, cwp__title_scores *scores);

/* A sentence more, if there is room. */
void cwp__title_explain(cwp__title_scores *self, const char *sentence, uint8_t category);

/* The best category and its score. */
uint8_t cwp__title_best(const cwp__title_scores *self);

/* The category of that name in the lexicon's own order, by its first code; CWP__TITLE_CATEGORIES if there is none. */
uint8_t cwp__title_category_named(const char *code);

static inline int cwp__title_has(const cwp__title_parts *self, uint8_t part) {
  return (int)(self->bits[part / 64] >> part % 64 & 1);
}

static inline void cwp__title_put(cwp__title_parts *self, uint8_t part) {
  self->bits[part / 64] |= UINT64_C(1) << part % 64;
}

static inline int cwp__title_meet(const cwp__title_parts *a, const cwp__title_parts *b) {
  return ((a->bits[0] & b->bits[0]) | (a->bits[1] & b->bits[1])) != 0;
}

static inline int cwp__title_is_empty(const cwp__title_parts *self) {
  return (self->bits[0] | self->bits[1]) == 0;
}

#endif
