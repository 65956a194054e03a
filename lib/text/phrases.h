#ifndef CWP_TEXT_PHRASES_H
#define CWP_TEXT_PHRASES_H

/*
 * Words of the sector: what phrases such as "manual handling" or "DoLS" mean. lib/text/words.json holds them; at build
 * time cwp-generate-words (lib/text/generate.c) splits and stems them into the constant tables declared here.
 */

#include "text/words.h"

#include <stddef.h>
#include <stdint.h>

enum { CWP__NEAR_MOST = 4, CWP__CUE_ROLES_MOST = 12, CWP__PHRASE_KEY_SIZE = 128 };

/* A phrase and one thing that it means. Its key is the stems of its words with a space between them, the common words
   left out. */
typedef struct cwp__phrase {
  uint16_t key;   /* place in cwp__phrase_pool */
  uint8_t target; /* index of the subject or of the cue; 0 for plain words */
  uint8_t narrow; /* 1 if it is a kind of its subject, no name of it */
} cwp__phrase;

/* Phrases of one sort, ordered by key; the same key may stand more than once. */
typedef struct cwp__phrase_table {
  const cwp__phrase *phrases;
  size_t count;
} cwp__phrase_table;

typedef struct cwp__subject {
  uint16_t name; /* place in cwp__phrase_pool */
  uint8_t near_count;
  uint8_t near[CWP__NEAR_MOST];
} cwp__subject;

extern const char cwp__phrase_pool[];
extern const cwp__phrase_table cwp__subject_phrases, cwp__cue_phrases, cwp__plain_phrases;
extern const cwp__subject cwp__subjects[];
extern const size_t cwp__subject_count;

/* Slugs of role categories that cues name, and how likely each cue makes them, in hundredths. */
extern const char *const cwp__cue_roles[];
extern const size_t cwp__cue_role_count;
extern const uint8_t cwp__cue_weights[][CWP__CUE_ROLES_MOST];

/* An abbreviation as a folded word, and what it is short for. */
typedef struct cwp__short {
  const char *word, *meaning;
} cwp__short;

/* Ordered by word. */
extern const cwp__short cwp__shorts[];
extern const size_t cwp__short_count;

/* What an abbreviation of the sector, such as "MCA", is short for, or NULL. */
const char *cwp__abbreviation(const cwp__word *word);

/* A phrase that was found. */
typedef struct cwp__found_phrase {
  const cwp__phrase *first; /* its meanings, side by side */
  size_t count;
  size_t words; /* words that it takes, from the one it was looked for at; 0 if none was found */
} cwp__found_phrase;

/* The longest phrase of the table that begins with words[at]. It goes over no end of a phrase (cwp__word.cut). */
cwp__found_phrase cwp__phrase_find(const cwp__phrase_table *table, const cwp__word *words, size_t count, size_t at);

/* 1 if the word is one that many course titles have and that says little. */
int cwp__word_is_plain(const cwp__word *word);

#endif
