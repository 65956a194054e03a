#ifndef CWP_BASE_BITSET_H
#define CWP_BASE_BITSET_H

/* Bit sets in 64-bit words that the caller owns. */

#include <stddef.h>
#include <stdint.h>

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
