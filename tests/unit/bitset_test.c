/* Bit sets, against plain arrays of flags. */

#include "base/bitset.h"

#include "support/suite.h"

#include <string.h>

enum { MOST = 200, WORDS = 4 };

START_TEST(words_that_bits_take) {
  ck_assert_uint_eq(cwp__bitset_words(0), 0);
  ck_assert_uint_eq(cwp__bitset_words(1), 1);
  ck_assert_uint_eq(cwp__bitset_words(64), 1);
  ck_assert_uint_eq(cwp__bitset_words(65), 2);
  ck_assert_uint_eq(cwp__bitset_words(128), 2);
  ck_assert_uint_eq(cwp__bitset_words(SIZE_MAX), SIZE_MAX / 64 + 1);
}
END_TEST

START_TEST(each_bit_alone) {
  for (size_t bit = 0; bit < MOST; bit++) {
    uint64_t words[WORDS];
    memset(words, 0xff, sizeof words);
    cwp__bitset_clear(words, MOST);
    cwp__bitset_set(words, bit);
    cwp__bitset_set(words, bit);
    for (size_t other = 0; other < MOST; other++)
      ck_assert_int_eq(cwp__bitset_has(words, other), other == bit);
    ck_assert_uint_eq(cwp__bitset_count(words, MOST), 1);
    cwp__bitset_unset(words, bit);
    cwp__bitset_unset(words, bit);
    ck_assert_uint_eq(cwp__bitset_count(words, MOST), 0);
  }
}
END_TEST

START_TEST(clearing_leaves_later_words_alone) {
  uint64_t words[2] = {1, 1};
  cwp__bitset_clear(words, 64);
  ck_assert_uint_eq(words[0], 0);
  ck_assert_uint_eq(words[1], 1);
  cwp__bitset_clear(words, 0);
  ck_assert_uint_eq(words[1], 1);
}
END_TEST

/* A fixed sequence of numbers without pattern. */
static uint64_t scramble(uint64_t *state) {
  *state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = *state;
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

START_TEST(counts_against_counting) {
  uint64_t state = 1;
  for (size_t bits = 0; bits <= MOST; bits++) {
    uint64_t a[WORDS], b[WORDS]; /* with rubbish behind the end, which must not count */
    size_t held = 0, missing = 0;
    for (size_t i = 0; i < WORDS; i++) {
      a[i] = scramble(&state);
      b[i] = scramble(&state);
    }
    for (size_t bit = 0; bit < bits; bit++) {
      held += (size_t)cwp__bitset_has(a, bit);
      missing += (size_t)(cwp__bitset_has(a, bit) && !cwp__bitset_has(b, bit));
    }
    ck_assert_uint_eq(cwp__bitset_count(a, bits), held);
    ck_assert_uint_eq(cwp__bitset_count_missing(a, b, bits), missing);
  }
}
END_TEST

START_TEST(full_and_empty) {
  uint64_t full[WORDS], empty[WORDS];
  memset(full, 0xff, sizeof full);
  memset(empty, 0, sizeof empty);
  for (size_t bits = 0; bits <= 64 * WORDS; bits++) {
    ck_assert_uint_eq(cwp__bitset_count(full, bits), bits);
    ck_assert_uint_eq(cwp__bitset_count_missing(full, empty, bits), bits);
    ck_assert_uint_eq(cwp__bitset_count_missing(full, full, bits), 0);
    ck_assert_uint_eq(cwp__bitset_count_missing(empty, full, bits), 0);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("bitset");
  TCase *tcase = suite_case(suite, "bitset");
  tcase_add_test(tcase, words_that_bits_take);
  tcase_add_test(tcase, each_bit_alone);
  tcase_add_test(tcase, clearing_leaves_later_words_alone);
  tcase_add_test(tcase, counts_against_counting);
  tcase_add_test(tcase, full_and_empty);
  return suite_run(suite);
}
