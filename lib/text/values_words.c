/* What the words of a value speak of. */

#include "text/value_keys.h"
#include "text/values.h"

#include <string.h>

enum { TEXT_WORDS = 160 };

/* The phrase with that key, or NULL. */
static const cwp__value_phrase *phrase_at(const char *key) {
  size_t low = 0, high = cwp__value_phrase_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(key, cwp__facet_text(cwp__value_phrases[middle].key));
    if (order == 0) return &cwp__value_phrases[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* The phrase of at most `count` words that begins with words[0], the longest first. */
static const cwp__value_phrase *find(const cwp__word *words, size_t count, size_t *taken) {
  char key[CWP__VALUE_KEY];
  for (size_t length = count < CWP__VALUE_PHRASE_WORDS ? count : CWP__VALUE_PHRASE_WORDS; length > 0; length--) {
    const cwp__value_phrase *found = NULL;
    if (cwp__value_key_as_written(words, length, key)) found = phrase_at(key);
    if (!found && cwp__value_key(words, length, key)) found = phrase_at(key);
    *taken = length;
    if (found) return found;
  }
  return NULL;
}

size_t cwp__value_phrases_find(const char *text, size_t length, cwp__spoken *out, size_t capacity) {
  cwp__word words[TEXT_WORDS];
  size_t count = cwp__value_split(text, length, words, TEXT_WORDS), found = 0;
  for (size_t at = 0; at < count && found < capacity;) {
    size_t taken = 1;
    const cwp__value_phrase *phrase = find(words + at, count - at, &taken);
    if (phrase)
      out[found++] = (cwp__spoken){.start = words[at].start, .end = words[at + taken - 1].end, .facet = phrase->facet};
    at += phrase ? taken : 1;
  }
  return found;
}
