/* Passes over columns: every way that this processor has gives what looking at one value after the other does. */

#include "support/suite.h"

#include "base/passes.h"

#include <string.h>

enum { ROUNDS = 300, MOST = 200, BITS = 64 };

static uint64_t dice = 5;

static uint64_t roll(void) {
  dice ^= dice << 13;
  dice ^= dice >> 7;
  return dice ^= dice << 17;
}

static int bit_at(const uint8_t *bits, size_t bit) {
  return bits[bit / 8] >> bit % 8 & 1;
}

/* Bits in a block of just their size, so that nothing can be read behind them without being noticed. */
static uint8_t *draw_bits(size_t bits) {
  size_t size = (bits + 7) / 8;
  uint8_t *out = malloc(size + !size);
  ck_assert_ptr_nonnull(out);
  for (size_t i = 0; i < size; i++)
    out[i] = (uint8_t)roll();
  return out;
}

START_TEST(bits_become_bytes) {
  for (int round = 0; round < ROUNDS; round++) {
    size_t first = (size_t)(roll() % BITS), count = (size_t)(roll() % MOST);
    uint8_t *bits = draw_bits(first + count), out[MOST + 1];
    out[count] = 7;
    cwp__pass_bits(bits, first, count, out);
    for (size_t i = 0; i < count; i++)
      ck_assert_int_eq(out[i], bit_at(bits, first + i));
    ck_assert_int_eq(out[count], 7);
    free(bits);
  }
}
END_TEST

static int32_t expected_number(int32_t value, int is_known, const cwp__pass_range *range) {
  if (!is_known) return range->unknown;
  return value < range->least || value > range->most ? range->beyond : value;
}

START_TEST(all_ways_keep_the_same_numbers) {
  static const cwp__pass_range range = {-100, 100, INT32_MAX, INT32_MIN};
  for (int round = 0; round < ROUNDS; round++) {
    size_t first = (size_t)(roll() % BITS), count = (size_t)(roll() % MOST);
    uint8_t *bits = draw_bits(first + count);
    int32_t *values = malloc((count + 1) * sizeof *values), out[MOST + 1];
    for (size_t i = 0; i < count; i++)
      values[i] = roll() % 9 ? (int32_t)(roll() % 230) - 115 : (roll() % 2 ? INT32_MIN : INT32_MAX);
    const cwp__known_bits known = {roll() % 4 ? bits : NULL, first};
    for (cwp__eight_way way = CWP__EIGHT_PORTABLE; way <= cwp__eight_best(); way++) {
      out[count] = 7;
      cwp__pass_numbers(way, values, count, known, &range, out);
      for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(out[i], expected_number(values[i], !known.bits || bit_at(bits, first + i), &range));
      ck_assert_int_eq(out[count], 7);
    }
    free(values);
    free(bits);
  }
}
END_TEST

START_TEST(all_ways_find_the_same_codes) {
  for (int round = 0; round < ROUNDS; round++) {
    size_t count = (size_t)(roll() % MOST), code_count = (size_t)(roll() % (CWP__PASS_CODES + 1));
    int8_t *indices = malloc(count + 1);
    uint16_t *codes = malloc((code_count + 1) * sizeof *codes), out[MOST + 1];
    for (size_t i = 0; i < count; i++)
      indices[i] = (int8_t)(roll() % 8 ? roll() % (code_count + 1) : roll() % 256);
    for (size_t i = 0; i < code_count; i++)
      codes[i] = (uint16_t)roll();
    for (cwp__eight_way way = CWP__EIGHT_PORTABLE; way <= cwp__eight_best(); way++) {
      out[count] = 7;
      cwp__pass_codes(way, indices, count, codes, code_count, UINT16_MAX, out);
      for (size_t i = 0; i < count; i++)
        ck_assert_uint_eq(out[i], (uint8_t)indices[i] < code_count ? codes[(uint8_t)indices[i]] : UINT16_MAX);
      ck_assert_uint_eq(out[count], 7);
    }
    free(codes);
    free(indices);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("passes");
  tcase_add_test(suite_case(suite, "bits"), bits_become_bytes);
  tcase_add_test(suite_case(suite, "numbers"), all_ways_keep_the_same_numbers);
  tcase_add_test(suite_case(suite, "codes"), all_ways_find_the_same_codes);
  return suite_run(suite);
}
