#ifndef CWP_TEXT_INDEX_H
#define CWP_TEXT_INDEX_H

/* What an index of a pathway's text is made of. */

#include "cwp/search.h"
#include "text/bags.h"
#include "text/interner.h"
#include "text/phrases.h"

enum { CWP__GRAM_BUCKETS = 4096 };

struct cwp_index {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  cwp__interner surfaces; /* every word as it stands in texts, folded */
  cwp__interner stems;    /* the terms of the bags */
  uint32_t *surface_stem; /* by surface: its stem */
  uint32_t *sorted;       /* surfaces by their text */
  uint32_t *gram_starts;  /* by bucket of three letters: surfaces that have them, for words with typing errors */
  uint32_t *gram_surfaces;
  cwp__bags records;          /* stems in records */
  cwp__bags record_subjects;  /* subjects in records */
  cwp__bags groups;           /* stems in groups with all their statements, by number of the group */
  float *group_subjects;      /* by group and subject: how much the group is about it, 0 to about 1.5 */
  float *subject_rarity;      /* by subject: how much it tells groups apart */
  cwp__interner known_titles; /* of records that evidence maps speak of */
  cwp_id *known_records;      /* by number of the title */
  uint8_t *area_subjects;     /* by number of the practice area: its subject, or 255 */
  cwp_id first_group;
  size_t group_count;
};

/* What a word of a query may stand for, and how surely. */
typedef struct cwp__near_word {
  uint32_t stem;
  float likeness; /* 1 the word itself or another form of it */
} cwp__near_word;

enum { CWP__NEAR_WORDS_MOST = 12 };

/* The stems that a word stands for: itself, or, where the pathway's text does not have it, words that it begins, and
   words that few typing errors turn into it. Puts at most `capacity` into `out`, the likeliest first. */
size_t cwp__index_near(const cwp_index *self, const cwp__word *word, cwp__near_word *out, size_t capacity);

/* How surely a phrase that was found speaks of the subject of one of its meanings, about 0.7 to 1.3. */
float cwp__phrase_strength(const cwp__found_phrase *found, size_t meaning);

/* Fills in surface_stem's companions, once all words are there. Returns 0 when there is no memory. */
int cwp__index_sort_words(cwp_index *self);

/* Reads the titles that are known. Returns 0 when there is no memory. */
int cwp__index_read_known(cwp_index *self);

/* The learning or code that has this title, without regard to case, endings and small words, or CWP_NONE. */
cwp_id cwp__index_known(const cwp_index *self, const char *title);

#endif
