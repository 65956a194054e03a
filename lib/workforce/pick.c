#include "workforce/pick.h"

#include "base/vectors.h"

_Static_assert((int)CWP__MASKS == (int)CWP__MANNER_RESULT, "the manner of completed evidence is the place of its mask");

static uint64_t pick_portable(const cwp__pick_day *day, const uint32_t *slots, const cwp__facts *facts,
                              cwp__eight_pick *picks) {
  uint64_t others = 0;
  for (size_t i = 0; i < facts->count; i++) {
    uint32_t until = cwp__day_key(facts->until[i]), is_mask = 0;
    is_mask -= (facts->manner[i] < CWP__MASKS) & (facts->from[i] <= day->on);
    uint32_t place = (slots[facts->about[i]] * CWP__MASKS + facts->manner[i]) & is_mask;
    picks[i] = cwp__eight_pick_of(place, (uint32_t)(until <= day->last_soon) + (uint32_t)(until < day->day));
    others |= (uint64_t)(~is_mask & 1) << i;
  }
  return others;
}

/* Days that are not known are the least there are, and so behind the day asked about. */
_Static_assert((int64_t)CWP_DATE_NONE < (int64_t)CWP_DATE_MIN, "no day is before all days");

static inline int32_t earlier(int32_t a, int32_t b) {
  return a < b ? a : b;
}

static cwp_date next_portable(cwp_date on, int32_t last_soon, int32_t soon, const cwp__facts *facts) {
  const cwp_date *from = facts->from, *until = facts->until;
  int32_t next = CWP_DATE_MAX + 1;
  for (size_t i = 0; i < facts->count; i++) {
    next = from[i] > on ? earlier(next, from[i]) : next;
    next = until[i] >= on ? earlier(next, until[i] + 1) : next;
    next = until[i] > last_soon ? earlier(next, until[i] - soon) : next;
  }
  return next;
}

#if defined(CWP__HAS_WAYS)

#define IN_SIXTEENS __attribute__((target("avx512f,avx512vl,avx512bw")))

_Static_assert((int)CWP__SIXTEEN <= (int)CWP__FACTS_BEYOND, "facts may be read so far beyond their end");

/* The slots of sixteen records; those of no interest are taken for the first record. */
IN_SIXTEENS static inline __m512i slots_of(const uint32_t *slots, const uint16_t *about, __mmask16 are_masks) {
  __m512i records = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)(const void *)about));
  records = _mm512_maskz_mov_epi32(are_masks, records);
  __m256i lower = _mm512_castsi512_si256(records), upper = _mm512_extracti64x4_epi64(records, 1);
  lower = _mm256_i32gather_epi32((const int *)slots, lower, sizeof *slots);
  upper = _mm256_i32gather_epi32((const int *)slots, upper, sizeof *slots);
  return _mm512_inserti64x4(_mm512_castsi256_si512(lower), upper, 1);
}

IN_SIXTEENS static uint64_t pick_sixteens(const cwp__pick_day *day, const uint32_t *slots, const cwp__facts *facts,
                                          cwp__eight_pick *picks) {
  const __m512i one = _mm512_set1_epi32(1), on = _mm512_set1_epi32(day->on);
  uint64_t others = 0;
  for (size_t i = 0; i < facts->count; i += CWP__SIXTEEN) {
    __mmask16 are_there = cwp__sixteen_there(facts->count - i);
    __m512i until = _mm512_add_epi32(_mm512_loadu_si512(facts->until + i), _mm512_set1_epi32(0x7fffffff));
    __m512i manner = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(const void *)(facts->manner + i)));
    __mmask16 have_begun = _mm512_cmple_epi32_mask(_mm512_loadu_si512(facts->from + i), on);
    __mmask16 are_masks =
        _mm512_mask_cmplt_epu32_mask((__mmask16)(are_there & have_begun), manner, _mm512_set1_epi32(CWP__MASKS));
    __m512i slot = slots_of(slots, facts->about + i, are_masks);
    __m512i place = _mm512_maskz_add_epi32(are_masks, _mm512_mullo_epi32(slot, _mm512_set1_epi32(CWP__MASKS)), manner);
    __m512i found = _mm512_mullo_epi32(place, _mm512_set1_epi32(CWP__EIGHT_TURNS));
    __mmask16 are_soon = _mm512_cmple_epu32_mask(until, _mm512_set1_epi32((int)day->last_soon));
    __mmask16 are_over = _mm512_cmplt_epu32_mask(until, _mm512_set1_epi32((int)day->day));
    found = _mm512_mask_add_epi32(found, are_soon, found, one);
    found = _mm512_mask_add_epi32(found, are_over, found, one);
    _mm512_storeu_si512(picks + i, found);
    others |= (uint64_t)(are_there & (__mmask16)~are_masks) << i;
  }
  return others;
}

IN_SIXTEENS static cwp_date next_sixteens(cwp_date on, int32_t last_soon, int32_t soon, const cwp__facts *facts) {
  const __m512i today = _mm512_set1_epi32(on), last = _mm512_set1_epi32(last_soon);
  __m512i next = _mm512_set1_epi32(CWP_DATE_MAX + 1);
  for (size_t i = 0; i < facts->count; i += CWP__SIXTEEN) {
    __mmask16 are_there = cwp__sixteen_there(facts->count - i);
    __m512i from = _mm512_loadu_si512(facts->from + i), until = _mm512_loadu_si512(facts->until + i);
    __m512i after = _mm512_add_epi32(until, _mm512_set1_epi32(1)),
            before = _mm512_sub_epi32(until, _mm512_set1_epi32(soon));
    next = _mm512_mask_min_epi32(next, _mm512_mask_cmpgt_epi32_mask(are_there, from, today), next, from);
    next = _mm512_mask_min_epi32(next, _mm512_mask_cmpge_epi32_mask(are_there, until, today), next, after);
    next = _mm512_mask_min_epi32(next, _mm512_mask_cmpgt_epi32_mask(are_there, until, last), next, before);
  }
  return _mm512_reduce_min_epi32(next);
}

#endif

/* Which way is taken. */

uint64_t cwp__pick(cwp__eight_way way, const cwp__pick_day *day, const uint32_t *slots, const cwp__facts *facts,
                   cwp__eight_pick picks[CWP__PICKED]) {
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) return pick_sixteens(day, slots, facts, picks);
#endif
  (void)way;
  return pick_portable(day, slots, facts, picks);
}

cwp_date cwp__pick_next(cwp__eight_way way, cwp_date on, int soon, const cwp__facts *facts) {
  int64_t last = (int64_t)on + soon;
  int32_t last_soon = last < CWP_DATE_MAX ? (int32_t)last : CWP_DATE_MAX;
#if defined(CWP__HAS_WAYS)
  if (way == CWP__EIGHT_WHOLE) return next_sixteens(on, last_soon, soon, facts);
#endif
  (void)way;
  return next_portable(on, last_soon, soon, facts);
}
