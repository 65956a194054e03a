#include "base/eights.h"

#include "base/bitset.h"

#include <string.h>

#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
#define CWP__HAS_WAYS 1
#include <immintrin.h>
#endif

/* Adds one sum's counts to the rows of its targets. */
static inline void add_row(const cwp__eight_sum *sum, const uint32_t *targets, const uint16_t *counts,
                           cwp__eight_row *rows) {
  for (uint32_t i = sum->first; i < sum->end; i++) {
    uint16_t *row = rows[targets[i]];
    for (int k = 0; k < CWP__EIGHT; k++)
      row[k] = (uint16_t)(row[k] + counts[k]);
  }
}

static void count_portable(const uint64_t *lines, const cwp__eight_sum *sums, size_t count, const uint32_t *targets,
                           cwp__eight_row *rows) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t *line = lines + (size_t)sums[i].line * CWP__EIGHT;
    cwp__eight_row counts;
    if (!(line[CWP__EIGHT - 1] & sums[i].bits)) continue;
    for (int k = 0; k < CWP__EIGHT; k++)
      counts[k] = (uint16_t)cwp__word_count(line[k] & sums[i].bits);
    add_row(&sums[i], targets, counts, rows);
  }
}

#if defined(CWP__HAS_WAYS)

__attribute__((target("popcnt"))) static void count_counting(const uint64_t *lines, const cwp__eight_sum *sums,
                                                             size_t count, const uint32_t *targets,
                                                             cwp__eight_row *rows) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t *line = lines + (size_t)sums[i].line * CWP__EIGHT;
    cwp__eight_row counts;
    if (!(line[CWP__EIGHT - 1] & sums[i].bits)) continue;
    for (int k = 0; k < CWP__EIGHT; k++)
      counts[k] = (uint16_t)__builtin_popcountll(line[k] & sums[i].bits);
    add_row(&sums[i], targets, counts, rows);
  }
}

__attribute__((target("avx512f,avx512vl,avx512bw,avx512vpopcntdq"))) static void
count_vector(const uint64_t *lines, const cwp__eight_sum *sums, size_t count, const uint32_t *targets,
             cwp__eight_row *rows) {
  for (size_t i = 0; i < count; i++) {
    const uint64_t *line = lines + (size_t)sums[i].line * CWP__EIGHT;
    if (!(line[CWP__EIGHT - 1] & sums[i].bits)) continue;
    __m512i bits = _mm512_and_si512(_mm512_loadu_si512(line), _mm512_set1_epi64((long long)sums[i].bits));
    __m128i counts = _mm512_cvtepi64_epi16(_mm512_popcnt_epi64(bits));
    for (uint32_t k = sums[i].first; k < sums[i].end; k++) {
      __m128i *row = (__m128i *)(void *)rows[targets[k]];
      _mm_storeu_si128(row, _mm_add_epi16(_mm_loadu_si128(row), counts));
    }
  }
}

cwp__eight_way cwp__eight_best(void) {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vpopcntdq"))
    return CWP__EIGHT_VECTOR;
  return __builtin_cpu_supports("popcnt") ? CWP__EIGHT_COUNTING : CWP__EIGHT_PORTABLE;
}

void cwp__eight_count(cwp__eight_way way, const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                      const uint32_t *targets, cwp__eight_row *rows) {
  if (way == CWP__EIGHT_VECTOR)
    count_vector(lines, sums, count, targets, rows);
  else if (way == CWP__EIGHT_COUNTING)
    count_counting(lines, sums, count, targets, rows);
  else
    count_portable(lines, sums, count, targets, rows);
}

void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]) {
  __m128i a[CWP__EIGHT], b[CWP__EIGHT];
  for (int i = 0; i < CWP__EIGHT; i++)
    a[i] = _mm_loadu_si128((const __m128i *)(const void *)rows[i]);
  /* Three times each half is interleaved with the other. */
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < CWP__EIGHT / 2; i++) {
      b[2 * i] = _mm_unpacklo_epi16(a[i], a[i + CWP__EIGHT / 2]);
      b[2 * i + 1] = _mm_unpackhi_epi16(a[i], a[i + CWP__EIGHT / 2]);
    }
    memcpy(a, b, sizeof a);
  }
  for (int i = 0; i < CWP__EIGHT; i++)
    _mm_storeu_si128((__m128i *)(void *)out[i], a[i]);
}

#else

cwp__eight_way cwp__eight_best(void) {
  return CWP__EIGHT_PORTABLE;
}

void cwp__eight_count(cwp__eight_way way, const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                      const uint32_t *targets, cwp__eight_row *rows) {
  (void)way;
  count_portable(lines, sums, count, targets, rows);
}

void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]) {
  for (int i = 0; i < CWP__EIGHT; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      out[i][k] = rows[k][i];
}

#endif
