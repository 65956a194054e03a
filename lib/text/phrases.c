#include "text/phrases.h"

#include <string.h>

/* The first phrase of the table whose key is not below `key` in its first `length` bytes. */
static size_t lower(const cwp__phrase_table *table, const char *key, size_t length, size_t low) {
  size_t high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strncmp(cwp__phrase_pool + table->phrases[middle].key, key, length) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Takes what has exactly that key, if anything has. */
static void take(const cwp__phrase_table *table, const char *key, size_t at, size_t words, cwp__found_phrase *found) {
  size_t end = at;
  while (end < table->count && strcmp(cwp__phrase_pool + table->phrases[end].key, key) == 0)
    end++;
  if (end > at) *found = (cwp__found_phrase){table->phrases + at, end - at, words};
}

cwp__found_phrase cwp__phrase_find(const cwp__phrase_table *table, const cwp__word *words, size_t count, size_t at) {
  char key[CWP__PHRASE_KEY_SIZE];
  size_t length = 0, low = 0;
  cwp__found_phrase found = {NULL, 0, 0};
  for (size_t i = at; i < count; i++) {
    if (i > at && words[i].cut) break;
    if (cwp__word_is_common(&words[i])) {
      if (i == at) break;
      continue;
    }
    if (length + words[i].stem_length + 2 > sizeof key) break;
    if (length > 0) key[length++] = ' ';
    memcpy(key + length, words[i].stem, words[i].stem_length + 1);
    length += words[i].stem_length;
    low = lower(table, key, length, low);
    if (low == table->count || strncmp(cwp__phrase_pool + table->phrases[low].key, key, length) != 0) break;
    take(table, key, low, i + 1 - at, &found);
  }
  return found;
}

int cwp__word_is_plain(const cwp__word *word) {
  cwp__word alone = *word;
  return cwp__phrase_find(&cwp__plain_phrases, &alone, 1, 0).words == 1;
}

const char *cwp__abbreviation(const cwp__word *word) {
  size_t low = 0, high = cwp__short_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(word->text, cwp__shorts[middle].word);
    if (order == 0) return cwp__shorts[middle].meaning;
    if (order < 0) high = middle;
    if (order > 0) low = middle + 1;
  }
  return NULL;
}
