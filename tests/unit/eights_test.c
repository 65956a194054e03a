/* Counting bits in eights: all ways that the processor has give what counting one by one gives. */

#include "base/eights.h"

#include "support/suite.h"

#include <string.h>

enum { LINES = 9, SUMS = 40, TARGETS = 100, ROWS = 17, ROUNDS = 500 };

static uint64_t dice = 3;

static uint64_t roll(void) {
  dice ^= dice << 13;
  dice ^= dice >> 7;
  return dice ^= dice << 17;
}

typedef struct drawn {
  uint64_t lines[LINES * CWP__EIGHT];
  cwp__eight_sum sums[SUMS];
  uint32_t targets[TARGETS];
  cwp__eight_row rows[ROWS];
} drawn;

static void draw(drawn *self) {
  for (int i = 0; i < LINES; i++) {
    uint64_t any = 0, density = roll() % 3;
    for (int k = 0; k < CWP__EIGHT - 1; k++)
      any |= self->lines[i * CWP__EIGHT + k] = density == 0 ? 0 : (density == 1 ? roll() & roll() & roll() : roll());
    self->lines[i * CWP__EIGHT + CWP__EIGHT - 1] = any;
  }
  for (int i = 0; i < TARGETS; i++)
    self->targets[i] = (uint32_t)(roll() % ROWS);
  for (int i = 0; i < SUMS; i++) {
    uint32_t first = (uint32_t)(roll() % TARGETS), end = first + (uint32_t)(roll() % (TARGETS - first + 1));
    self->sums[i] = (cwp__eight_sum){roll() % 5 ? roll() : UINT64_MAX, (uint32_t)(roll() % LINES), first, end};
  }
  for (int i = 0; i < ROWS; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      self->rows[i][k] = (uint16_t)(roll() % 1000);
}

static void count_one_by_one(drawn *self) {
  for (int i = 0; i < SUMS; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      for (int bit = 0; bit < 64; bit++)
        for (uint32_t t = self->sums[i].first; t < self->sums[i].end; t++)
          if ((self->lines[self->sums[i].line * CWP__EIGHT + (uint32_t)k] & self->sums[i].bits) >> bit & 1)
            self->rows[self->targets[t]][k]++;
}

START_TEST(all_ways_count_the_same) {
  for (int round = 0; round < ROUNDS; round++) {
    static drawn given, expected, found;
    draw(&given);
    expected = given;
    count_one_by_one(&expected);
    for (cwp__eight_way way = CWP__EIGHT_PORTABLE; way <= cwp__eight_best(); way++) {
      found = given;
      cwp__eight_count(way, found.lines, found.sums, SUMS, found.targets, found.rows);
      ck_assert_mem_eq(found.rows, expected.rows, sizeof found.rows);
    }
  }
}
END_TEST

START_TEST(rows_are_turned_around) {
  cwp__eight_row rows[CWP__EIGHT], turned[CWP__EIGHT];
  for (int i = 0; i < CWP__EIGHT; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      rows[i][k] = (uint16_t)(i * 100 + k);
  cwp__eight_turn(rows, turned);
  for (int i = 0; i < CWP__EIGHT; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      ck_assert_int_eq(turned[k][i], i * 100 + k);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("eights");
  TCase *counting = suite_case(suite, "counting");
  tcase_add_test(counting, all_ways_count_the_same);
  tcase_add_test(counting, rows_are_turned_around);
  return suite_run(suite);
}
