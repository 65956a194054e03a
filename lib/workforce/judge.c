#include "workforce/judge.h"

#include "base/bitset.h"
#include "base/error.h"

#include <string.h>

enum { WORD_BITS = 64 };

cwp_status cwp__desk_start(cwp__desk *self, const cwp__reaches *reaches, const cwp_allocator *allocator,
                           cwp_error *error) {
  size_t words = (size_t)reaches->eights * CWP__EIGHT;
  *self = (cwp__desk){.reaches = reaches,
                      .allocator = *allocator,
                      .scales = reaches->scales,
                      .way = cwp__eight_best(),
                      .line_bytes = words * CWP__LANE_END * sizeof *self->lines};
  self->words = cwp__allocate_zeroed(allocator, 2 * words * CWP__LANE_END + CWP__EIGHT, sizeof *self->words);
  self->refuted = cwp__allocate_zeroed(allocator, words, sizeof *self->refuted);
  self->refuted_on = cwp__allocate_zeroed(allocator, words * WORD_BITS, sizeof *self->refuted_on);
  self->counts =
      cwp__allocate_zeroed(allocator, (size_t)CWP_REQUIREMENT_KIND_END * reaches->role_room, sizeof *self->counts);
  self->found = cwp__allocate(allocator, (size_t)reaches->most_sums + 1, sizeof *self->found);
  if (!self->words || !self->refuted || !self->refuted_on || !self->counts || !self->found)
    return cwp__fail_memory(error);
  self->rows = cwp__eight_aligned(self->words);
  self->lines = self->rows + words * CWP__LANE_END;
  return CWP_OK;
}

void cwp__desk_clear(cwp__desk *self) {
  cwp__release(&self->allocator, self->words);
  cwp__release(&self->allocator, self->refuted);
  cwp__release(&self->allocator, self->refuted_on);
  cwp__release(&self->allocator, self->counts);
  cwp__release(&self->allocator, self->found);
  *self = (cwp__desk){0};
}

void cwp__desk_set_day(cwp__desk *self, cwp_date on) {
  int64_t last = (int64_t)on + self->reaches->policy.expiring_days;
  self->on = on;
  self->day = (cwp__pick_day){on, cwp__day_key(on), cwp__day_key(last < CWP_DATE_MAX ? (cwp_date)last : CWP_DATE_MAX)};
}

/* Putting evidence down. */

static size_t row_words(const cwp__desk *self) {
  return (size_t)self->reaches->eights * CWP__EIGHT;
}

static const cwp__mark *marks_of(const cwp__desk *self, const cwp__fact *fact, unsigned list) {
  return self->reaches->marks + cwp__reach_lists(self->reaches, self->reach, fact->about)[list];
}

/* Whether what ends on a day is held for long yet, ends soon, or is over: 0, 1, 2. */
static inline unsigned timing_on(const cwp__desk *self, cwp_date until) {
  uint32_t day = cwp__day_key(until);
  return (unsigned)(day <= self->day.last_soon) + (unsigned)(day < self->day.day);
}

/* The place of what a live piece of evidence reaches among the lists. */
static unsigned sort_on(const cwp__desk *self, const cwp__fact *fact) {
  unsigned result = fact->from > self->on ? (unsigned)CWP_RESULT_BOOKED : fact->result;
  return cwp__sort_of(fact->kind, fact->extent == CWP_EXTENT_PART, result, timing_on(self, fact->until));
}

static void set_marks(uint64_t *rows, const cwp__mark *mark) {
  for (; mark->bits; mark++)
    rows[mark->place] |= mark->bits;
}

static int refutes(const cwp__desk *self, const cwp__fact *fact) {
  return fact->result == CWP_RESULT_FAILED && fact->kind == CWP_EVIDENCE_ASSESSED && fact->from != CWP_DATE_NONE &&
         fact->from <= self->on;
}

static int waives(const cwp__desk *self, const cwp__fact *fact) {
  return fact->result == CWP_RESULT_NOT_APPLICABLE && fact->kind >= CWP_EVIDENCE_ASSESSED &&
         fact->extent == CWP_EXTENT_FULL && fact->from <= self->on && cwp__day_key(fact->until) >= self->day.day;
}

/* What is not completed, or not yet. Decisions count, and findings are noted; nothing comes of what failed. */
static void put_other(cwp__desk *self, const cwp__fact *fact) {
  if (fact->result < CWP_RESULT_FAILED) {
    set_marks(self->rows, marks_of(self, fact, sort_on(self, fact)));
    return;
  }
  if (refutes(self, fact)) self->is_refuted = 1;
  if (waives(self, fact)) set_marks(self->rows, marks_of(self, fact, CWP__LIST_WAIVED));
}

/* Findings of not yet competent are rare, so that everybody else is spared the question. */

static void note_finding(cwp__desk *self, const cwp__fact *fact) {
  for (const cwp__mark *mark = marks_of(self, fact, CWP__LIST_REFUTED); mark->bits; mark++) {
    size_t word = mark->place % row_words(self);
    for (uint64_t left = mark->bits; left; left &= left - 1) {
      unsigned bit = (unsigned)cwp__word_lowest(left);
      cwp_date *day = &self->refuted_on[word * WORD_BITS + bit];
      if (!(self->refuted[word] >> bit & 1) || fact->from > *day) *day = fact->from;
    }
    self->refuted[word] |= mark->bits;
  }
}

/* The bits of a mark that no finding of the day on which it begins, or later, takes away. */
static uint64_t unrefuted(const cwp__desk *self, const cwp__mark *mark, const cwp__fact *fact) {
  size_t word = mark->place % row_words(self);
  uint64_t bits = mark->bits;
  for (uint64_t left = bits & self->refuted[word]; left; left &= left - 1)
    if (fact->from <= self->refuted_on[word * WORD_BITS + (size_t)cwp__word_lowest(left)]) bits &= ~(left & (0 - left));
  return bits;
}

/* The whole person once more, with the findings. */
static void weigh_again(cwp__desk *self, const cwp__facts *facts) {
  memset(self->rows, 0, self->line_bytes);
  memset(self->refuted, 0, row_words(self) * sizeof *self->refuted);
  for (size_t i = 0; i < facts->count; i++) {
    const cwp__fact fact = cwp__fact_at(facts, i);
    if (refutes(self, &fact)) note_finding(self, &fact);
  }
  for (size_t i = 0; i < facts->count; i++) {
    const cwp__fact fact = cwp__fact_at(facts, i);
    if (waives(self, &fact)) set_marks(self->rows, marks_of(self, &fact, CWP__LIST_WAIVED));
    if (fact.result >= CWP_RESULT_FAILED) continue;
    int is_completed = fact.result == CWP_RESULT_COMPLETED && fact.from <= self->on;
    for (const cwp__mark *mark = marks_of(self, &fact, sort_on(self, &fact)); mark->bits; mark++)
      self->rows[mark->place] |= is_completed ? unrefuted(self, mark, &fact) : mark->bits;
  }
}

/* Nearly all evidence is looked up as masks; the others are put down one by one. */
void cwp__desk_weigh(cwp__desk *self, const cwp__member *member, const cwp__facts *facts) {
  static const uint8_t lanes[CWP__EIGHT_GATHERED] = {CWP__LANE_MET, CWP__LANE_EXPIRING, CWP__LANE_EXPIRED,
                                                     CWP__LANE_PARTLY, CWP__LANE_CLAIMED};
  const cwp__reaches *reaches = self->reaches;
  cwp__eight_pick picks[CWP__PICKED];
  self->reach = &reaches->sets[member->settings];
  self->is_refuted = 0;
  memset(self->rows, 0, self->line_bytes);
  for (size_t done = 0; done < facts->count; done += CWP__PICKED) {
    size_t end = facts->count - done < CWP__PICKED ? facts->count : done + CWP__PICKED;
    const cwp__facts some = cwp__facts_part(facts, done, end);
    uint64_t others = cwp__pick(self->way, &self->day, self->reach->slots, &some, picks);
    cwp__eight_gather(self->way, reaches->masks, picks, some.count, reaches->eights, lanes, self->rows);
    for (; others; others &= others - 1) {
      const cwp__fact other = cwp__fact_at(&some, cwp__word_lowest(others));
      put_other(self, &other);
    }
  }
  if (self->is_refuted) weigh_again(self, facts);
}

/* Rules and spans. */

/* The lane of the weakest of the best few; but where one is held, at least the one of what is partly met. `found` says
   how many needs stand in each lane. */
static unsigned lane_of_needs(const cwp__eight_row found, uint32_t at_least) {
  uint32_t counted = 0, held = (uint32_t)found[CWP__LANE_MET] + found[CWP__LANE_EXPIRING];
  unsigned lane = 0;
  for (; lane < CWP__LANE_ANY; lane++) {
    counted += found[lane];
    if (counted >= at_least) break;
  }
  return lane > CWP__LANE_PARTLY && held > 0 ? (unsigned)CWP__LANE_PARTLY : lane;
}

/* Moves a rule's own bit into the lane that its needs give it, where that is better. */
static void settle_rule(cwp__desk *self, const cwp__needs *rule, const cwp__eight_row found) {
  unsigned best = lane_of_needs(found, rule->at_least);
  uint64_t *line = self->lines + (size_t)(rule->own / WORD_BITS) * CWP__LANE_END;
  uint64_t bit = UINT64_C(1) << rule->own % WORD_BITS;
  if (best == CWP__LANE_ANY) return;
  for (unsigned lane = 0; lane < best; lane++)
    if (line[lane] & bit) return;
  for (unsigned lane = best; lane < CWP__LANE_ANY; lane++)
    line[lane] &= ~bit;
  line[best] |= bit;
  line[CWP__LANE_ANY] |= bit;
}

static void settle_rules(cwp__desk *self) {
  const cwp__reaches *reaches = self->reaches;
  cwp__eight_row *found = self->found;
  cwp__eight_count(self->way, self->lines, reaches->need_sums, reaches->need_sum_count, found);
  for (uint32_t i = 0; i < reaches->rule_count; i++) {
    const cwp__needs *rule = &reaches->rules[i];
    for (uint32_t k = rule->first + 1; k < rule->end; k++)
      cwp__eight_row_add(found[rule->first], found[k]);
    if (rule->first < rule->end && found[rule->first][CWP__LANE_ANY]) settle_rule(self, rule, found[rule->first]);
  }
}

/* What is not due yet is not asked for while nothing counts. */
static void settle_spans(cwp__desk *self, const cwp__member *member) {
  const cwp__reaches *reaches = self->reaches;
  self->scales.started = member->started;
  self->scales.post = member->role == CWP__NO_RECORD ? CWP_NONE : reaches->pathway->first[CWP_KIND_ROLE] + member->role;
  for (uint32_t i = 0; i < reaches->span_count; i++) {
    uint32_t bit = reaches->line_bits[reaches->spans[i] - reaches->scales.first_line], word = bit / WORD_BITS;
    uint64_t *line = self->lines + (size_t)word * CWP__LANE_END, one = UINT64_C(1) << bit % WORD_BITS;
    cwp_date due = cwp__scales_due(&self->scales, reaches->spans[i]);
    if (due == CWP_DATE_NONE || due < self->on || (line[CWP__LANE_ANY] & one) ||
        (self->is_refuted && (self->refuted[word] & one)))
      continue;
    line[CWP__LANE_NOT_ASKED] |= one;
    line[CWP__LANE_ANY] |= one;
  }
}

void cwp__desk_settle(cwp__desk *self, const cwp__member *member) {
  cwp__eight_sift(self->way, self->rows, self->reaches->eights, self->lines);
  settle_rules(self);
  if (self->reaches->span_count && member->started != CWP_DATE_NONE) settle_spans(self, member);
}

void cwp__desk_judge(cwp__desk *self, const cwp__member *member, const cwp__facts *facts) {
  cwp__desk_weigh(self, member, facts);
  cwp__desk_settle(self, member);
}

/* When it changes. */

static cwp_date earlier_change(const cwp__desk *self, cwp_date a, int64_t day) {
  return day > self->on && day < a ? (cwp_date)day : a;
}

cwp_date cwp__desk_next_change(const cwp__desk *self, const cwp__member *member, const cwp__facts *facts) {
  cwp_date next = cwp__pick_next(self->way, self->on, self->reaches->policy.expiring_days, facts);
  if (self->reaches->span_count == 0 || member->started == CWP_DATE_NONE) return next;
  cwp__scales scales = self->scales;
  scales.started = member->started;
  scales.post = member->role == CWP__NO_RECORD ? CWP_NONE : self->reaches->pathway->first[CWP_KIND_ROLE] + member->role;
  for (uint32_t i = 0; i < self->reaches->span_count; i++) {
    cwp_date due = cwp__scales_due(&scales, self->reaches->spans[i]);
    if (due != CWP_DATE_NONE) next = earlier_change(self, next, (int64_t)due + 1);
  }
  return next;
}

/* Counting. */

void cwp__desk_count(cwp__desk *self) {
  const cwp__reach *reach = self->reach;
  size_t rows = (size_t)CWP_REQUIREMENT_KIND_END * self->reaches->role_room;
  cwp__eight_count(self->way, self->lines, reach->tracts, reach->tract_count, self->found);
  cwp__eight_add_up(self->found, reach->parts, reach->totals, rows, self->counts);
}

void cwp__desk_count_own(const cwp__desk *self, uint32_t role, cwp__own_counts *out) {
  const cwp__reach *reach = self->reach;
  const uint32_t first = cwp__reach_own(reach, role, 0), end = cwp__reach_own(reach, role + 1, 0);
  memset(out, 0, sizeof *out);
  cwp__eight_count(self->way, self->lines, reach->own + first, end - first, self->found);
  for (unsigned kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    for (uint32_t i = cwp__reach_own(reach, role, kind); i < cwp__reach_own(reach, role, kind + 1); i++)
      cwp__eight_row_add(out->of[kind], self->found[i - first]);
}
