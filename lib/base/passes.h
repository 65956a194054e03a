#ifndef CWP_BASE_PASSES_H
#define CWP_BASE_PASSES_H

/*
 * Passes over columns of numbers, several at once. There is a portable way for each, and a faster one where the
 * processor has it (base/eights.h); both give the same. Arrays that are written must not overlap those that are read.
 */

#include "base/eights.h"

/* Which values are known: a bit each, from the bit `first` on; NULL where all are. */
typedef struct cwp__known_bits {
  const uint8_t *bits;
  size_t first;
} cwp__known_bits;

/* What becomes of values that are out of range, and of those that are not known. */
typedef struct cwp__pass_range {
  int32_t least;
  int32_t most;
  int32_t beyond;
  int32_t unknown;
} cwp__pass_range;

/* Copies numbers that are in range and known. */
void cwp__pass_numbers(cwp__eight_way way, const int32_t *values, size_t count, cwp__known_bits known,
                       const cwp__pass_range *range, int32_t *out);

/* Most codes that are looked up in one go. */
enum { CWP__PASS_CODES = 64 };

/* The codes of indices; `beyond` for those that are not below `code_count`, which is up to CWP__PASS_CODES. */
void cwp__pass_codes(cwp__eight_way way, const int8_t *indices, size_t count, const uint16_t *codes, size_t code_count,
                     uint16_t beyond, uint16_t *out);

/* Bits from `first` on as bytes of 0 and 1. */
void cwp__pass_bits(const uint8_t *bits, size_t first, size_t count, uint8_t *out);

#endif
