/* What the words of a value speak of. */

#include "text/values.h"
#include "text/words.h"

#include <stdlib.h>
#include <string.h>

enum { PHRASE_WORDS = 4, WRITTEN_WORDS = 10, TEXT_WORDS = 160 };

/* Joins the stems of words with a space between them. Returns 0 where that is too long. */
static int join(const cwp__word *words, size_t count, char key[CWP__VALUE_KEY]) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    if (length + words[i].stem_length + 2 > CWP__VALUE_KEY) return 0;
    if (i > 0) key[length++] = ' ';
    memcpy(key + length, words[i].stem, words[i].stem_length);
    length += words[i].stem_length;
  }
  key[length] = '\0';
  return length > 0;
}

/* Splits, and leaves out words that say nothing. */
static size_t split(const char *text, size_t length, cwp__word *out, size_t capacity) {
  size_t count = cwp__words_split(text, length, out, capacity), kept = 0;
  for (size_t i = 0; i < count; i++)
    if (!cwp__word_is_common(out + i)) out[kept++] = out[i];
  return kept;
}

static int by_key(const void *a, const void *b) {
  return strcmp(((const cwp__value_phrase *)a)->key, ((const cwp__value_phrase *)b)->key);
}

int cwp__value_phrases_make(cwp__arena *arena, cwp__value_phrases *out) {
  size_t total = 0;
  cwp__word words[WRITTEN_WORDS];
  for (size_t i = 0; i < cwp__facet_count; i++)
    for (const char *const *text = cwp__facets[i].words; *text; text++)
      total++;
  out->count = 0;
  out->list = cwp__arena_allocate(arena, total, sizeof *out->list);
  if (!out->list) return 0;
  for (size_t i = 0; i < cwp__facet_count; i++)
    for (const char *const *text = cwp__facets[i].words; *text; text++) {
      cwp__value_phrase *made = out->list + out->count;
      size_t count = split(*text, strlen(*text), words, WRITTEN_WORDS);
      made->facet = (uint8_t)i;
      if (count > 0 && count <= PHRASE_WORDS && join(words, count, made->key)) out->count++;
    }
  qsort(out->list, out->count, sizeof *out->list, by_key);
  return 1;
}

/* The phrase of at most `count` words that begins with words[0], the longest first. */
static const cwp__value_phrase *find(const cwp__value_phrases *self, const cwp__word *words, size_t count,
                                     size_t *taken) {
  cwp__value_phrase wanted;
  for (size_t length = count < PHRASE_WORDS ? count : PHRASE_WORDS; length > 0; length--) {
    if (!join(words, length, wanted.key)) continue;
    *taken = length;
    const cwp__value_phrase *found = bsearch(&wanted, self->list, self->count, sizeof *self->list, by_key);
    if (found) return found;
  }
  return NULL;
}

size_t cwp__value_phrases_find(const cwp__value_phrases *self, const char *text, size_t length, cwp__spoken *out,
                               size_t capacity) {
  cwp__word words[TEXT_WORDS];
  size_t count = split(text, length, words, TEXT_WORDS), found = 0;
  for (size_t at = 0; at < count && found < capacity;) {
    size_t taken = 1;
    const cwp__value_phrase *phrase = find(self, words + at, count - at, &taken);
    if (phrase)
      out[found++] = (cwp__spoken){.start = words[at].start, .end = words[at + taken - 1].end, .facet = phrase->facet};
    at += phrase ? taken : 1;
  }
  return found;
}
