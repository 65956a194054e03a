#ifndef CWP_TEXT_VALUE_WORDS_H
#define CWP_TEXT_VALUE_WORDS_H

/*
 * What words in values speak of, as constant tables. lib/text/values.json holds them for people; cwp-generate-words
 * (lib/text/generate_values.c) writes the tables. Places in a pool stand for texts, which pointers to would have to be
 * relocated; place 0 is "".
 */

#include <stddef.h>
#include <stdint.h>

enum { CWP__FACET_ALSO = 2, CWP__FACETS_MOST = 64 };

/* Something that values speak of. */
typedef struct cwp__facet {
  uint16_t meaning;               /* what it is called in reasons */
  uint16_t value;                 /* code of the value that it is a part of, or "" */
  uint16_t also[CWP__FACET_ALSO]; /* codes of values that it touches, or "" */
  uint8_t core;                   /* 1 if the value's own name says it */
  uint8_t weak;                   /* 1 if it counts only where nothing else is spoken of */
} cwp__facet;

/* A word or phrase that speaks of one, by its key (text/value_keys.h). */
typedef struct cwp__value_phrase {
  uint16_t key;
  uint8_t facet;
} cwp__value_phrase;

extern const char cwp__facet_pool[];
extern const cwp__facet cwp__facets[];
extern const size_t cwp__facet_count;

/* Ordered by key; no key stands twice. */
extern const cwp__value_phrase cwp__value_phrases[];
extern const size_t cwp__value_phrase_count;

static inline const char *cwp__facet_text(uint16_t place) {
  return cwp__facet_pool + place;
}

#endif
