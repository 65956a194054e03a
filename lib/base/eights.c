#include "base/eights.h"

#include "base/bitset.h"
#include "base/vectors.h"

#include <string.h>

/* The portable way. */

static inline const uint64_t *masks_of(const uint64_t *masks, cwp__eight_pick pick, size_t words) {
  return masks + (size_t)(pick / CWP__EIGHT_TURNS) * CWP__EIGHT_MASKS * words;
}

static void gather_portable(const uint64_t *masks, const cwp__eight_pick *picks, size_t count, size_t words,
                            const uint8_t *to, uint64_t *rows) {
  uint64_t *second = rows + to[3] * words, *third = rows + to[4] * words;
  for (size_t i = 0; i < count; i++) {
    const uint64_t *former = masks_of(masks, picks[i], words), *latter = former + words;
    unsigned turn = picks[i] % CWP__EIGHT_TURNS;
    uint64_t *first = rows + to[turn] * words, others = turn == 2 ? 0 : UINT64_MAX;
    for (size_t k = 0; k < words; k++) {
      first[k] |= former[k] & latter[k];
      second[k] |= former[k] & ~latter[k] & others;
      third[k] |= latter[k] & ~former[k] & others;
    }
  }
}

static void sift_portable(const uint64_t *rows, size_t words, uint64_t *lines) {
  for (size_t k = 0; k < words; k++) {
    uint64_t seen = 0, *line = lines + k * CWP__EIGHT;
    for (size_t row = 0; row < CWP__EIGHT - 1; row++) {
      line[row] = rows[row * words + k] & ~seen;
      seen |= line[row];
    }
    line[CWP__EIGHT - 1] = seen;
  }
}

static void count_portable(const uint64_t *lines, const cwp__eight_sum *sums, size_t count, cwp__eight_row *found) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t *line = lines + (size_t)sums[i].line * CWP__EIGHT;
    int is_any = (line[CWP__EIGHT - 1] & sums[i].bits) != 0;
    for (int k = 0; k < CWP__EIGHT; k++)
      found[i][k] = is_any ? (uint16_t)cwp__word_count(line[k] & sums[i].bits) : 0;
  }
}

#if defined(CWP__HAS_WAYS)

/* In fours. */

#define IN_FOURS __attribute__((target("avx2,popcnt")))

IN_FOURS static inline __m256i four(const uint64_t *words) {
  return _mm256_loadu_si256((const __m256i *)(const void *)words);
}

IN_FOURS static inline void put_four(uint64_t *words, __m256i more) {
  _mm256_storeu_si256((__m256i *)(void *)words, _mm256_or_si256(four(words), more));
}

IN_FOURS static void gather_fours(const uint64_t *masks, const cwp__eight_pick *picks, size_t count, size_t words,
                                  const uint8_t *to, uint64_t *rows) {
  for (size_t from = 0; from < words; from += 4) {
    __m256i found[CWP__EIGHT_GATHERED] = {{0}};
    for (size_t i = 0; i < count; i++) {
      const uint64_t *mask = masks_of(masks, picks[i], words) + from;
      __m256i turn = _mm256_set1_epi64x((long long)(picks[i] % CWP__EIGHT_TURNS));
      __m256i is_over = _mm256_cmpeq_epi64(turn, _mm256_set1_epi64x(2));
      __m256i is_held = _mm256_cmpeq_epi64(turn, _mm256_setzero_si256());
      __m256i former = four(mask), latter = four(mask + words), first = _mm256_and_si256(former, latter);
      found[0] = _mm256_or_si256(found[0], _mm256_and_si256(first, is_held));
      found[1] = _mm256_or_si256(found[1], _mm256_andnot_si256(_mm256_or_si256(is_held, is_over), first));
      found[2] = _mm256_or_si256(found[2], _mm256_and_si256(first, is_over));
      found[3] = _mm256_or_si256(found[3], _mm256_andnot_si256(_mm256_or_si256(latter, is_over), former));
      found[4] = _mm256_or_si256(found[4], _mm256_andnot_si256(_mm256_or_si256(former, is_over), latter));
    }
    for (int i = 0; i < CWP__EIGHT_GATHERED; i++)
      put_four(rows + to[i] * words + from, found[i]);
  }
}

IN_FOURS static void count_fours(const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                                 cwp__eight_row *found) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t *line = lines + (size_t)sums[i].line * CWP__EIGHT;
    for (int k = 0; k < CWP__EIGHT; k++)
      found[i][k] = (uint16_t)__builtin_popcountll(line[k] & sums[i].bits);
  }
}

/* In eights. */

#define IN_EIGHTS __attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq")))

IN_EIGHTS static inline void put_eight(uint64_t *words, __m512i more) {
  _mm512_storeu_si512(words, _mm512_or_si512(_mm512_loadu_si512(words), more));
}

IN_EIGHTS static void gather_eights(const uint64_t *masks, const cwp__eight_pick *picks, size_t count, size_t words,
                                    const uint8_t *to, uint64_t *rows) {
  enum { BOTH = 0xf8, FORMER_ALONE = 0xf4, LATTER_ALONE = 0xf2 }; /* added to what there is, as truth tables */
  static const uint8_t whole[] = {0xff, 0, 0, 0xff, 0}; /* from the turn on: held, over, soon; no branch to guess */
  for (size_t from = 0; from < words; from += CWP__EIGHT) {
    __m512i held = _mm512_setzero_si512(), soon = held, over = held, second = held, third = held;
    for (size_t i = 0; i < count; i++) {
      const uint64_t *mask = masks_of(masks, picks[i], words) + from;
      uint32_t turn = picks[i] % CWP__EIGHT_TURNS;
      __mmask8 is_held = whole[turn], is_soon = whole[turn + 2], is_over = whole[turn + 1];
      __mmask8 is_other = (__mmask8)~is_over;
      __m512i former = _mm512_loadu_si512(mask), latter = _mm512_loadu_si512(mask + words);
      held = _mm512_mask_ternarylogic_epi64(held, is_held, former, latter, BOTH);
      soon = _mm512_mask_ternarylogic_epi64(soon, is_soon, former, latter, BOTH);
      over = _mm512_mask_ternarylogic_epi64(over, is_over, former, latter, BOTH);
      second = _mm512_mask_ternarylogic_epi64(second, is_other, former, latter, FORMER_ALONE);
      third = _mm512_mask_ternarylogic_epi64(third, is_other, former, latter, LATTER_ALONE);
    }
    put_eight(rows + to[0] * words + from, held);
    put_eight(rows + to[1] * words + from, soon);
    put_eight(rows + to[2] * words + from, over);
    put_eight(rows + to[3] * words + from, second);
    put_eight(rows + to[4] * words + from, third);
  }
}

/* Turns eight rows of eight words around, by halves, quarters and eighths. */
IN_EIGHTS static inline void turn_words(__m512i rows[CWP__EIGHT]) {
  __m512i a[CWP__EIGHT], b[CWP__EIGHT];
  for (size_t i = 0; i < 4; i++) {
    a[2 * i] = _mm512_unpacklo_epi64(rows[2 * i], rows[2 * i + 1]);
    a[2 * i + 1] = _mm512_unpackhi_epi64(rows[2 * i], rows[2 * i + 1]);
  }
  for (size_t i = 0; i < 2; i++)
    for (size_t k = 0; k < 2; k++) {
      b[4 * i + k] = _mm512_shuffle_i64x2(a[4 * i + k], a[4 * i + k + 2], 0x88);
      b[4 * i + k + 2] = _mm512_shuffle_i64x2(a[4 * i + k], a[4 * i + k + 2], 0xdd);
    }
  for (size_t k = 0; k < 4; k++) {
    rows[k] = _mm512_shuffle_i64x2(b[k], b[k + 4], 0x88);
    rows[k + 4] = _mm512_shuffle_i64x2(b[k], b[k + 4], 0xdd);
  }
}

IN_EIGHTS static void sift_eights(const uint64_t *rows, size_t words, uint64_t *lines) {
  for (size_t from = 0; from < words; from += CWP__EIGHT) {
    __m512i found[CWP__EIGHT], seen = _mm512_setzero_si512();
    for (size_t row = 0; row < CWP__EIGHT - 1; row++) {
      found[row] = _mm512_andnot_si512(seen, _mm512_loadu_si512(rows + row * words + from));
      seen = _mm512_or_si512(seen, found[row]);
    }
    found[CWP__EIGHT - 1] = seen;
    turn_words(found);
    for (size_t k = 0; k < CWP__EIGHT; k++)
      _mm512_storeu_si512(lines + (from + k) * CWP__EIGHT, found[k]);
  }
}

IN_EIGHTS static void count_eights(const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                                   cwp__eight_row *found) {
  for (size_t i = 0; i < count; i++) {
    __m512i line = _mm512_loadu_si512(lines + (size_t)sums[i].line * CWP__EIGHT);
    __m512i bits = _mm512_and_si512(line, _mm512_set1_epi64((long long)sums[i].bits));
    _mm_storeu_si128((__m128i *)(void *)found[i], _mm512_cvtepi64_epi16(_mm512_popcnt_epi64(bits)));
  }
}

cwp__eight_way cwp__eight_best(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vpopcntdq"))
    return CWP__EIGHT_WHOLE;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") ? CWP__EIGHT_FOURS : CWP__EIGHT_PORTABLE;
}

/* What every processor of this kind has. */

static inline __m128i row_at(const cwp__eight_row row) {
  return _mm_loadu_si128((const __m128i *)(const void *)row);
}

void cwp__eight_add_up(cwp__eight_row *found, const uint32_t *parts, const cwp__eight_total *totals, size_t count,
                       cwp__eight_row *rows) {
  for (size_t i = 0; i < count; i++) {
    __m128i sum = totals[i].base == CWP__EIGHT_NO_ROW ? _mm_setzero_si128() : row_at(rows[totals[i].base]);
    for (uint32_t k = totals[i].first; k < totals[i].end; k++)
      sum = _mm_add_epi16(sum, row_at(found[parts[k]]));
    _mm_storeu_si128((__m128i *)(void *)rows[totals[i].row], sum);
  }
}

/* Interleaves each half with the other: three times, and eight rows are turned around. */
static inline void interleave(const __m128i a[CWP__EIGHT], __m128i b[CWP__EIGHT]) {
  b[0] = _mm_unpacklo_epi16(a[0], a[4]);
  b[1] = _mm_unpackhi_epi16(a[0], a[4]);
  b[2] = _mm_unpacklo_epi16(a[1], a[5]);
  b[3] = _mm_unpackhi_epi16(a[1], a[5]);
  b[4] = _mm_unpacklo_epi16(a[2], a[6]);
  b[5] = _mm_unpackhi_epi16(a[2], a[6]);
  b[6] = _mm_unpacklo_epi16(a[3], a[7]);
  b[7] = _mm_unpackhi_epi16(a[3], a[7]);
}

void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]) {
  __m128i a[CWP__EIGHT], b[CWP__EIGHT];
  memcpy(a, rows, sizeof a);
  interleave(a, b);
  interleave(b, a);
  interleave(a, b);
  memcpy(out, b, sizeof b);
}

#else

cwp__eight_way cwp__eight_best(void) {
  return CWP__EIGHT_PORTABLE;
}

void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]) {
  for (int i = 0; i < CWP__EIGHT; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      out[i][k] = rows[k][i];
}

void cwp__eight_add_up(cwp__eight_row *found, const uint32_t *parts, const cwp__eight_total *totals, size_t count,
                       cwp__eight_row *rows) {
  for (size_t i = 0; i < count; i++) {
    cwp__eight_row sum = {0};
    if (totals[i].base != CWP__EIGHT_NO_ROW) memcpy(sum, rows[totals[i].base], sizeof sum);
    for (uint32_t k = totals[i].first; k < totals[i].end; k++)
      cwp__eight_row_add(sum, found[parts[k]]);
    memcpy(rows[totals[i].row], sum, sizeof sum);
  }
}

#endif

/* Which way is taken. */

void cwp__eight_gather(cwp__eight_way way, const uint64_t *masks, const cwp__eight_pick *picks, size_t count,
                       size_t eights, const uint8_t to[CWP__EIGHT_GATHERED], uint64_t *rows) {
  size_t words = eights * CWP__EIGHT;
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) {
    gather_eights(masks, picks, count, words, to, rows);
    return;
  }
  if (way == CWP__EIGHT_FOURS) {
    gather_fours(masks, picks, count, words, to, rows);
    return;
  }
#endif
  (void)way;
  gather_portable(masks, picks, count, words, to, rows);
}

void cwp__eight_sift(cwp__eight_way way, const uint64_t *rows, size_t eights, uint64_t *lines) {
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) {
    sift_eights(rows, eights * CWP__EIGHT, lines);
    return;
  }
#endif
  (void)way;
  sift_portable(rows, eights * CWP__EIGHT, lines);
}

void cwp__eight_count(cwp__eight_way way, const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                      cwp__eight_row *found) {
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) {
    count_eights(lines, sums, count, found);
    return;
  }
  if (way == CWP__EIGHT_FOURS) {
    count_fours(lines, sums, count, found);
    return;
  }
#endif
  (void)way;
  count_portable(lines, sums, count, found);
}
