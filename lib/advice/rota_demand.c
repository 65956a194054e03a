/*
 * What rules ask for over a period, and who has it. Who fits depends on the days of a shift alone, so that shifts of
 * the same days are looked at together and each person is asked once for them.
 */

#include "advice/rota.h"
#include "base/bitset.h"
#include "base/error.h"

#include <stdlib.h>

struct cwp_rota_demands {
  cwp_allocator allocator;
  cwp_rota_demand *items;
  size_t count;
};

/* Adding up one rule in one part of the day. */
typedef struct tally {
  const cwp_rota *board;
  const uint32_t *shifts; /* of the period, by the days that they touch */
  size_t shift_count;
  uint64_t *able; /* people who fit on any of them, a bit each */
  cwp_rota_demand demand;
} tally;

static int is_measured(const cwp__rota_rule *rule) {
  switch (rule->told.measure) {
  case CWP_MEASURE_EACH:
  case CWP_MEASURE_LEAST:
  case CWP_MEASURE_SHARE:
  case CWP_MEASURE_PER:
    return 1;
  default:
    return 0;
  }
}

/* How many people of the board fit on a shift's days. */
static size_t count_able(tally *self, const cwp__rota_rule *rule, uint32_t shift) {
  const cwp_rota *board = self->board;
  cwp__view view = cwp__view_of(board, shift);
  size_t count = 0;
  for (uint32_t person = 0; person < board->person_count; person++) {
    if (board->people[person].flags & rule->leaving_out || !cwp__fits(board, &view, rule, person, NULL)) continue;
    cwp__bitset_set(self->able, person);
    count++;
  }
  return count;
}

/* Whether one more person who fits, or one who is there and learns, would mend a broken rule. */
static int would_free(const cwp__rota_rule *rule, size_t fitting, size_t counting) {
  size_t more = rule->told.measure == CWP_MEASURE_EACH ? counting : counting + 1;
  return fitting + 1 >= cwp__needed(rule, fitting + 1, more);
}

static void add_shift(tally *self, const cwp__rota_rule *rule, uint32_t shift) {
  const cwp__slot *slot = &self->board->shifts[shift];
  cwp__view view = cwp__view_of(self->board, shift);
  int64_t minutes = slot->shift.end - slot->shift.start;
  size_t counting = 0, fitting = 0;
  for (size_t i = 0; i < slot->on_count; i++) {
    if (!cwp__counts(self->board, rule, &slot->on[i])) continue;
    counting++;
    fitting += (size_t)cwp__fits(self->board, &view, rule, slot->on[i].person, NULL);
  }
  size_t needed = cwp__needed(rule, fitting, counting);
  self->demand.shifts++;
  self->demand.needed += (int64_t)needed * minutes;
  self->demand.held += (int64_t)(fitting < needed ? fitting : needed) * minutes;
  if (fitting >= needed) return;
  self->demand.broken++;
  self->demand.freed += (size_t)would_free(rule, fitting, counting);
}

static int same_days(const cwp__slot *a, const cwp__slot *b) {
  return a->first == b->first && a->last == b->last;
}

static void add_shifts(tally *self, const cwp__rota_rule *rule, int night) {
  const cwp__slot *before = NULL;
  size_t able = 0;
  for (size_t i = 0; i < self->shift_count; i++) {
    const cwp__slot *slot = &self->board->shifts[self->shifts[i]];
    if (slot->is_night != night || !cwp__rule_applies(rule, slot)) continue;
    if (!before || !same_days(before, slot)) able = count_able(self, rule, self->shifts[i]);
    before = slot;
    self->demand.rests_on_one += able == 1;
    add_shift(self, rule, self->shifts[i]);
  }
}

static void add_rule(tally *self, size_t index, int night, cwp_rota_demands *out) {
  size_t people = self->board->person_count;
  cwp__bitset_clear(self->able, people);
  self->demand =
      (cwp_rota_demand){.rule = index, .part = night ? CWP_SHIFT_NIGHT : CWP_SHIFT_DAY, .only = CWP_NO_INDEX};
  add_shifts(self, &self->board->rules->rules[index], night);
  if (!self->demand.shifts) return;
  self->demand.able = cwp__bitset_count(self->able, people);
  for (size_t i = 0; i < people && self->demand.able == 1; i++)
    if (cwp__bitset_has(self->able, i)) self->demand.only = i;
  out->items[out->count++] = self->demand;
}

/* The shifts of the period, by days. */

typedef struct dated {
  cwp_date first, last;
  uint32_t shift;
} dated;

static int compare(const void *a, const void *b) {
  const dated *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->last != y->last) return x->last < y->last ? -1 : 1;
  return (x->shift > y->shift) - (x->shift < y->shift);
}

static int order_shifts(const cwp_rota *board, cwp_moment from, cwp_moment until, uint32_t *out, size_t *count) {
  dated *list = cwp__allocate(&board->allocator, board->shift_count, sizeof *list);
  *count = 0;
  if (!list) return 0;
  for (uint32_t i = 0; i < board->shift_count; i++) {
    const cwp__slot *slot = &board->shifts[i];
    if (slot->shift.start >= from && slot->shift.start < until) list[(*count)++] = (dated){slot->first, slot->last, i};
  }
  if (*count) qsort(list, *count, sizeof *list, compare);
  for (size_t i = 0; i < *count; i++)
    out[i] = list[i].shift;
  cwp__release(&board->allocator, list);
  return 1;
}

static cwp_rota_demands *make_demands(const cwp_rota *board) {
  cwp_rota_demands *demands = cwp__allocate_zeroed(&board->allocator, 1, sizeof *demands);
  if (!demands) return NULL;
  demands->allocator = board->allocator;
  demands->items = cwp__allocate(&board->allocator, board->rules->rule_count * 2, sizeof *demands->items);
  if (demands->items) return demands;
  cwp_rota_demands_free(demands);
  return NULL;
}

cwp_status cwp_rota_add_up(const cwp_rota *self, cwp_moment from, cwp_moment until, cwp_rota_demands **out,
                           cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the demand");
  *out = NULL;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a board is needed");
  tally of = {.board = self};
  uint32_t *shifts = cwp__allocate(&self->allocator, self->shift_count, sizeof *shifts);
  of.able = cwp__allocate(&self->allocator, cwp__bitset_words(self->person_count), sizeof *of.able);
  cwp_rota_demands *demands = make_demands(self);
  int ready = shifts && of.able && demands && order_shifts(self, from, until, shifts, &of.shift_count);
  of.shifts = shifts;
  for (size_t i = 0; ready && i < self->rules->rule_count; i++)
    for (int night = 0; night < 2 && is_measured(&self->rules->rules[i]); night++)
      add_rule(&of, i, night, demands);
  cwp__release(&self->allocator, shifts);
  cwp__release(&self->allocator, of.able);
  if (ready)
    *out = demands;
  else
    cwp_rota_demands_free(demands);
  return ready ? CWP_OK : cwp__fail_memory(error);
}

void cwp_rota_demands_free(cwp_rota_demands *self) {
  if (!self) return;
  cwp_allocator allocator = self->allocator;
  cwp__release(&allocator, self->items);
  cwp__release(&allocator, self);
}

size_t cwp_rota_demands_count(const cwp_rota_demands *self) {
  return self ? self->count : 0;
}

const cwp_rota_demand *cwp_rota_demands_at(const cwp_rota_demands *self, size_t index) {
  return self && index < self->count ? &self->items[index] : NULL;
}
