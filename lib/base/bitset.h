#ifndef CWP_BASE_BITSET_H
#define CWP_BASE_BITSET_H

/* Bit sets in 64-bit words that the caller owns. */

#include <stddef.h>
#include <stdint.h>

/* How many bits of a word are set. */
static inline unsigned cwp__word_count(uint64_t word) {
  word -= (word >> 1) & UINT64_C(0x5555555555555555);
  word = (word & UINT64_C(0x3333333333333333)) + ((word >> 2) & UINT64_C(0x3333333333333333));
  word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (unsigned)((word * UINT64_C(0x0101010101010101)) >> 56);
}

/* The place of the lowest bit of a word that has one. */
static inline unsigned cwp__word_lowest(uint64_t word) {
#if defined(__GNUC__) || defined(__clang__)
  return (unsigned)__builtin_ctzll(word); /* one instruction */
#else
  return cwp__word_count(~word & (word - 1));
#endif
}

/* Words that `bits` bits take. */
size_t cwp__bitset_words(size_t bits);

void cwp__bitset_clear(uint64_t *words, size_t bits);
void cwp__bitset_set(uint64_t *words, size_t bit);
void cwp__bitset_unset(uint64_t *words, size_t bit);
int cwp__bitset_has(const uint64_t *words, size_t bit);

/* How many bits are set. */
size_t cwp__bitset_count(const uint64_t *words, size_t bits);

/* How many bits are set in `a` and not in `b`: what is needed and not held. */
size_t cwp__bitset_count_missing(const uint64_t *a, const uint64_t *b, size_t bits);

#endif
