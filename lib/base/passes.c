#include "base/passes.h"

#include "base/vectors.h"

#include <string.h>

/* The portable way. */

static inline int is_known(cwp__known_bits known, size_t i) {
  size_t bit = known.first + i;
  return known.bits == NULL || (known.bits[bit / 8] >> bit % 8 & 1);
}

static void pass_numbers(const int32_t *restrict values, size_t count, const cwp__pass_range *range,
                         int32_t *restrict out) {
  const int32_t least = range->least, most = range->most, beyond = range->beyond;
  for (size_t i = 0; i < count; i++)
    out[i] = values[i] < least || values[i] > most ? beyond : values[i];
}

static void numbers_portable(const int32_t *values, size_t count, cwp__known_bits known, const cwp__pass_range *range,
                             int32_t *out) {
  enum { AT_ONCE = 64 };
  uint8_t are_known[AT_ONCE];
  pass_numbers(values, count, range, out);
  for (size_t done = 0; known.bits != NULL && done < count; done += AT_ONCE) {
    size_t some = count - done < AT_ONCE ? count - done : AT_ONCE;
    cwp__pass_bits(known.bits, known.first + done, some, are_known);
    for (size_t i = 0; i < some; i++)
      out[done + i] = are_known[i] ? out[done + i] : range->unknown;
  }
}

static void codes_portable(const int8_t *indices, size_t count, const uint16_t *codes, size_t code_count,
                           uint16_t beyond, uint16_t *out) {
  for (size_t i = 0; i < count; i++) {
    uint8_t index = (uint8_t)indices[i];
    out[i] = index < code_count ? codes[index] : beyond;
  }
}

/* Eight bits as eight bytes of 0 and 1, the lowest first. */
static inline uint64_t spread(unsigned bits) {
  uint64_t each = (bits & 0xff) * UINT64_C(0x0101010101010101) & UINT64_C(0x8040201008040201);
  return (each + UINT64_C(0x7f7f7f7f7f7f7f7f)) >> 7 & UINT64_C(0x0101010101010101);
}

void cwp__pass_bits(const uint8_t *bits, size_t first, size_t count, uint8_t *out) {
  const uint8_t *at = bits + first / 8;
  unsigned shift = first % 8;
  size_t i = 0;
  for (; i + 8 <= count; i += 8, at++) {
    uint64_t eight = spread((unsigned)at[0] >> shift | (shift > 0 ? (unsigned)at[1] << (8 - shift) : 0));
    for (size_t k = 0; k < 8; k++)
      out[i + k] = (uint8_t)(eight >> 8 * k);
  }
  for (; i < count; i++)
    out[i] = (uint8_t)is_known((cwp__known_bits){bits, first}, i);
}

#if defined(CWP__HAS_WAYS)

/* In sixteens, and thirty-twos of halves. */

#define IN_SIXTEENS __attribute__((target("avx512f,avx512vl,avx512bw")))

enum { THIRTY_TWO = 32 };

/* A bit for each of the next sixteen values, or of as many as are left. No byte beyond theirs is read. */
static inline __mmask16 known_sixteen(cwp__known_bits known, size_t i, size_t left) {
  size_t first = known.first + i, count = left < CWP__SIXTEEN ? left : CWP__SIXTEEN;
  const uint8_t *at = known.bits + first / 8;
  uint32_t bits = at[0];
  if (first % 8 + count > 8) bits |= (uint32_t)at[1] << 8;
  if (first % 8 + count > 16) bits |= (uint32_t)at[2] << 16;
  return (__mmask16)(bits >> first % 8);
}

IN_SIXTEENS static void numbers_sixteens(const int32_t *values, size_t count, cwp__known_bits known,
                                         const cwp__pass_range *range, int32_t *out) {
  const __m512i least = _mm512_set1_epi32(range->least), most = _mm512_set1_epi32(range->most);
  const __m512i beyond = _mm512_set1_epi32(range->beyond), unknown = _mm512_set1_epi32(range->unknown);
  for (size_t i = 0; i < count; i += CWP__SIXTEEN) {
    size_t left = count - i;
    __mmask16 are_there = cwp__sixteen_there(left);
    __mmask16 are_known = known.bits == NULL ? are_there : known_sixteen(known, i, left);
    __m512i some = _mm512_maskz_loadu_epi32(are_there, values + i);
    __mmask16 are_beyond = _mm512_cmplt_epi32_mask(some, least) | _mm512_cmpgt_epi32_mask(some, most);
    some = _mm512_mask_mov_epi32(some, are_beyond, beyond);
    _mm512_mask_storeu_epi32(out + i, are_there, _mm512_mask_mov_epi32(unknown, are_known, some));
  }
}

/* The codes lie in two vectors, which are looked up as one. */
IN_SIXTEENS static void codes_thirty_twos(const int8_t *indices, size_t count, const uint16_t *codes, size_t code_count,
                                          uint16_t beyond, uint16_t *out) {
  uint16_t room[CWP__PASS_CODES] = {0};
  memcpy(room, codes, code_count * sizeof *codes);
  const __m512i lower = _mm512_loadu_si512(room), upper = _mm512_loadu_si512(room + THIRTY_TWO);
  const __m512i end = _mm512_set1_epi16((short)code_count), else_ = _mm512_set1_epi16((short)beyond);
  for (size_t i = 0; i < count; i += THIRTY_TWO) {
    size_t left = count - i;
    __mmask32 are_there = left < THIRTY_TWO ? (__mmask32)((1u << left) - 1) : UINT32_MAX;
    __m512i index = _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(are_there, indices + i));
    __mmask32 are_below = _mm512_cmplt_epu16_mask(index, end);
    __m512i found = _mm512_permutex2var_epi16(lower, index, upper);
    _mm512_mask_storeu_epi16(out + i, are_there, _mm512_mask_mov_epi16(else_, are_below, found));
  }
}

#endif

/* Which way is taken. */

void cwp__pass_numbers(cwp__eight_way way, const int32_t *values, size_t count, cwp__known_bits known,
                       const cwp__pass_range *range, int32_t *out) {
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) {
    numbers_sixteens(values, count, known, range, out);
    return;
  }
#endif
  (void)way;
  numbers_portable(values, count, known, range, out);
}

void cwp__pass_codes(cwp__eight_way way, const int8_t *indices, size_t count, const uint16_t *codes, size_t code_count,
                     uint16_t beyond, uint16_t *out) {
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) {
    codes_thirty_twos(indices, count, codes, code_count, beyond, out);
    return;
  }
#endif
  (void)way;
  codes_portable(indices, count, codes, code_count, beyond, out);
}
