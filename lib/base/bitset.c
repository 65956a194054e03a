#include "base/bitset.h"

#include <string.h>

size_t cwp__bitset_words(size_t bits) {
  return bits / 64 + (bits % 64 != 0);
}

void cwp__bitset_clear(uint64_t *words, size_t bits) {
  if (bits > 0) memset(words, 0, cwp__bitset_words(bits) * sizeof *words);
}

static uint64_t bit_of(size_t bit) {
  return UINT64_C(1) << (bit % 64);
}

void cwp__bitset_set(uint64_t *words, size_t bit) {
  words[bit / 64] |= bit_of(bit);
}

void cwp__bitset_unset(uint64_t *words, size_t bit) {
  words[bit / 64] &= ~bit_of(bit);
}

int cwp__bitset_has(const uint64_t *words, size_t bit) {
  return (words[bit / 64] & bit_of(bit)) != 0;
}

/* The last word without what lies behind the set's end. */
static uint64_t tail_of(uint64_t word, size_t bits) {
  return word & (bit_of(bits) - 1);
}

size_t cwp__bitset_count(const uint64_t *words, size_t bits) {
  size_t count = 0;
  size_t whole = bits / 64;
  for (size_t i = 0; i < whole; i++)
    count += cwp__word_count(words[i]);
  if (bits % 64 != 0) count += cwp__word_count(tail_of(words[whole], bits));
  return count;
}

size_t cwp__bitset_count_missing(const uint64_t *a, const uint64_t *b, size_t bits) {
  size_t count = 0;
  size_t whole = bits / 64;
  for (size_t i = 0; i < whole; i++)
    count += cwp__word_count(a[i] & ~b[i]);
  if (bits % 64 != 0) count += cwp__word_count(tail_of(a[whole] & ~b[whole], bits));
  return count;
}
