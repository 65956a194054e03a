#include "text/value_keys.h"

#include <string.h>

size_t cwp__value_split(const char *text, size_t length, cwp__word *out, size_t capacity) {
  size_t count = cwp__words_split(text, length, out, capacity), kept = 0;
  for (size_t i = 0; i < count; i++)
    if (!cwp__word_is_common(out + i)) out[kept++] = out[i];
  return kept;
}

static int join(const cwp__word *words, size_t count, int as_written, char key[CWP__VALUE_KEY]) {
  size_t length = 0;
  if (as_written) key[length++] = '=';
  size_t first = length;
  for (size_t i = 0; i < count; i++) {
    const char *text = as_written ? words[i].text : words[i].stem;
    size_t size = as_written ? words[i].length : words[i].stem_length;
    if (length + size + 2 > CWP__VALUE_KEY) return 0;
    if (i > 0) key[length++] = ' ';
    memcpy(key + length, text, size);
    length += size;
  }
  key[length] = '\0';
  return length > first;
}

int cwp__value_key(const cwp__word *words, size_t count, char key[CWP__VALUE_KEY]) {
  return join(words, count, 0, key);
}

int cwp__value_key_as_written(const cwp__word *words, size_t count, char key[CWP__VALUE_KEY]) {
  return join(words, count, 1, key);
}
