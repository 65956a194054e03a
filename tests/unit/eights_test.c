/* Bits in eights: all ways that the processor has give what doing it one by one gives. */

#include "base/eights.h"

#include "support/suite.h"

#include <string.h>

enum { LINES = 9, SUMS = 40, PARTS = 100, ROWS = 17, ROUNDS = 500 };

static uint64_t dice = 3;

static uint64_t roll(void) {
  dice ^= dice << 13;
  dice ^= dice >> 7;
  return dice ^= dice << 17;
}

typedef struct drawn {
  uint64_t lines[LINES * CWP__EIGHT];
  cwp__eight_sum sums[SUMS];
  cwp__eight_row found[SUMS];
  uint32_t parts[PARTS];
  cwp__eight_total totals[ROWS];
  cwp__eight_row rows[ROWS];
} drawn;

/* Totals in their order; each but the first may have one before it for a base. */
static void draw_totals(drawn *self) {
  for (int i = 0; i < PARTS; i++)
    self->parts[i] = (uint32_t)(roll() % SUMS);
  for (uint32_t i = 0; i < ROWS; i++) {
    uint32_t first = (uint32_t)(roll() % PARTS), end = first + (uint32_t)(roll() % (PARTS - first + 1));
    uint32_t base = i > 0 && roll() % 2 ? (uint32_t)(roll() % i) : CWP__EIGHT_NO_ROW;
    self->totals[i] = (cwp__eight_total){i, base, first, end};
  }
}

static void draw(drawn *self) {
  for (int i = 0; i < LINES; i++) {
    uint64_t any = 0, density = roll() % 3;
    for (int k = 0; k < CWP__EIGHT - 1; k++)
      any |= self->lines[i * CWP__EIGHT + k] = density == 0 ? 0 : (density == 1 ? roll() & roll() & roll() : roll());
    self->lines[i * CWP__EIGHT + CWP__EIGHT - 1] = any;
  }
  for (int i = 0; i < SUMS; i++)
    self->sums[i] = (cwp__eight_sum){roll() % 5 ? roll() : UINT64_MAX, (uint32_t)(roll() % LINES)};
  draw_totals(self);
}

static void count_one_by_one(drawn *self) {
  memset(self->found, 0, sizeof self->found);
  memset(self->rows, 0, sizeof self->rows);
  for (int i = 0; i < SUMS; i++)
    for (int k = 0; k < CWP__EIGHT; k++)
      for (int bit = 0; bit < 64; bit++)
        if ((self->lines[self->sums[i].line * CWP__EIGHT + (uint32_t)k] & self->sums[i].bits) >> bit & 1)
          self->found[i][k]++;
  for (int i = 0; i < ROWS; i++)
    for (int k = 0; k < CWP__EIGHT; k++) {
      const cwp__eight_total *total = &self->totals[i];
      if (total->base != CWP__EIGHT_NO_ROW) self->rows[i][k] = self->rows[total->base][k];
      for (uint32_t part = total->first; part < total->end; part++)
        self->rows[i][k] = (uint16_t)(self->rows[i][k] + self->found[self->parts[part]][k]);
    }
}

START_TEST(all_ways_count_the_same) {
  for (int round = 0; round < ROUNDS; round++) {
    static drawn given, expected, found;
    draw(&given);
    expected = given;
    count_one_by_one(&expected);
    for (cwp__eight_way way = CWP__EIGHT_PORTABLE; way <= cwp__eight_best(); way++) {
      found = given;
      cwp__eight_count(way, found.lines, found.sums, SUMS, found.found);
      ck_assert_mem_eq(found.found, expected.found, sizeof found.found);
      cwp__eight_add_up(found.found, found.parts, found.totals, ROWS, found.rows);
      ck_assert_mem_eq(found.rows, expected.rows, sizeof found.rows);
    }
  }
}
END_TEST

enum { EIGHTS = 3, WORDS = EIGHTS * CWP__EIGHT, PLACES = 11, MOST_PICKS = 70 };

typedef struct heap {
  uint64_t masks[PLACES * CWP__EIGHT_MASKS * WORDS];
  cwp__eight_pick picks[MOST_PICKS];
  size_t count;
  uint64_t rows[CWP__EIGHT * WORDS];
} heap;

static void draw_heap(heap *self) {
  for (size_t i = 0; i < PLACES * CWP__EIGHT_MASKS * WORDS; i++)
    self->masks[i] = roll() & roll() & roll() & roll();
  self->count = roll() % (MOST_PICKS + 1);
  for (size_t i = 0; i < self->count; i++)
    self->picks[i] = cwp__eight_pick_of((uint32_t)(roll() % PLACES), (uint32_t)(roll() % 3));
  for (size_t i = 0; i < CWP__EIGHT * WORDS; i++)
    self->rows[i] = roll() & roll() & roll();
}

static const uint8_t to[CWP__EIGHT_GATHERED] = {0, 1, 4, 5, 6};

static void gather_one_by_one(heap *self, size_t eights) {
  size_t words = eights * CWP__EIGHT;
  for (size_t i = 0; i < self->count; i++) {
    unsigned turn = self->picks[i] % CWP__EIGHT_TURNS;
    const uint64_t *mask = self->masks + self->picks[i] / CWP__EIGHT_TURNS * CWP__EIGHT_MASKS * words;
    for (size_t bit = 0; bit < words * 64; bit++) {
      int former = mask[bit / 64] >> bit % 64 & 1, latter = mask[words + bit / 64] >> bit % 64 & 1;
      size_t row = former && latter ? to[turn] : former ? to[3] : to[4];
      if ((former || latter) && (turn != 2 || (former && latter)))
        self->rows[row * words + bit / 64] |= UINT64_C(1) << bit % 64;
    }
  }
}

static void sift_one_by_one(const heap *self, size_t eights, uint64_t *lines) {
  size_t words = eights * CWP__EIGHT;
  memset(lines, 0, CWP__EIGHT * words * sizeof *lines);
  for (size_t bit = 0; bit < words * 64; bit++)
    for (size_t row = 0; row < CWP__EIGHT - 1; row++) {
      if (!(self->rows[row * words + bit / 64] >> bit % 64 & 1)) continue;
      lines[bit / 64 * CWP__EIGHT + row] |= UINT64_C(1) << bit % 64;
      lines[bit / 64 * CWP__EIGHT + CWP__EIGHT - 1] |= UINT64_C(1) << bit % 64;
      break;
    }
}

START_TEST(all_ways_gather_and_sift_the_same) {
  static uint64_t expected_lines[CWP__EIGHT * WORDS], found_lines[CWP__EIGHT * WORDS];
  for (int round = 0; round < ROUNDS; round++) {
    static heap given, expected, found;
    size_t eights = 1 + (size_t)(round % EIGHTS);
    draw_heap(&given);
    expected = given;
    gather_one_by_one(&expected, eights);
    sift_one_by_one(&expected, eights, expected_lines);
    for (cwp__eight_way way = CWP__EIGHT_PORTABLE; way <= cwp__eight_best(); way++) {
      found = given;
      cwp__eight_gather(way, found.masks, found.picks, found.count, eights, to, found.rows);
      ck_assert_mem_eq(found.rows, expected.rows, sizeof found.rows);
      cwp__eight_sift(way, found.rows, eights, found_lines);
      ck_assert_mem_eq(found_lines, expected_lines, eights * CWP__EIGHT * CWP__EIGHT * sizeof *found_lines);
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
  tcase_add_test(counting, all_ways_gather_and_sift_the_same);
  tcase_add_test(counting, rows_are_turned_around);
  return suite_run(suite);
}
