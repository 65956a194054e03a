/* What a piece of learning would change if everybody in a group had it: each is judged without it and with it. */

#include "base/bitset.h"
#include "base/error.h"
#include "workforce/tally.h"

#include <string.h>

enum { HELPED, CLOSED, READY_BEFORE, READY_AFTER, COUNTERS };

static cwp_status prepare(cwp__ledger *self, cwp_error *error) {
  (void)error;
  for (size_t own = 0; own < self->asked->reaches.role_count; own++)
    self->widths[own] = COUNTERS;
  return CWP_OK;
}

static int is_ready(const cwp__desk *desk, uint32_t role) {
  cwp__own_counts counted;
  unsigned open = 0;
  cwp__desk_count_own(desk, role, &counted);
  for (unsigned kind = CWP_MUST; kind <= CWP_SHOULD; kind++)
    open += (unsigned)desk->reach->needed[kind * desk->reaches->role_room + role] -
            counted.of[kind][CWP__LANE_NOT_ASKED] - counted.of[kind][CWP__LANE_MET] -
            counted.of[kind][CWP__LANE_EXPIRING];
  return desk->reaches->coverage[role] == CWP_COVERAGE_COMPLETE && open == 0;
}

/* Lines of the own role category that are asked for and open in `before`, and met or expiring now. */
static int64_t count_closed(const cwp__desk *desk, uint32_t role, const uint64_t *before) {
  const cwp__reach *reach = desk->reach;
  int64_t closed = 0;
  for (uint32_t i = cwp__reach_own(reach, role, 0); i < cwp__reach_own(reach, role + 1, 0); i++) {
    const cwp__eight_sum *tract = &reach->own[i];
    const uint64_t *was = before + (size_t)tract->line * CWP__LANE_END;
    const uint64_t *is = desk->lines + (size_t)tract->line * CWP__LANE_END;
    uint64_t done = was[CWP__LANE_MET] | was[CWP__LANE_EXPIRING] | was[CWP__LANE_NOT_ASKED];
    closed += cwp__word_count((is[CWP__LANE_MET] | is[CWP__LANE_EXPIRING]) & ~done & tract->bits);
  }
  return closed;
}

/* The person's evidence with the course, taken on the day asked about. */
static cwp_status take_course(cwp__tally *self, const cwp__counted *person, cwp_date on, cwp_error *error) {
  const cwp__asked *asked = self->ledger->asked;
  const cwp__facts *own = &person->facts;
  cwp__fact course = asked->course;
  course.from = on;
  if (!cwp__fact_room_make(&self->room, own->count + 1, &asked->allocator)) return cwp__fail_memory(error);
  cwp__facts *facts = &self->room.facts;
  memcpy(facts->from, own->from, own->count * sizeof *own->from);
  memcpy(facts->until, own->until, own->count * sizeof *own->until);
  memcpy(facts->about, own->about, own->count * sizeof *own->about);
  memcpy(facts->manner, own->manner, own->count * sizeof *own->manner);
  cwp__fact_put(facts, own->count, &course);
  facts->count = own->count + 1;
  return CWP_OK;
}

static cwp_status add(cwp__tally *self, cwp__desk *desk, cwp__counted *person, cwp_error *error) {
  uint32_t role = person->member->role;
  cwp_status status = take_course(self, person, desk->on, error);
  if (status) return status;
  cwp__desk_judge(desk, person->member, &person->facts);
  memcpy(self->lines, desk->lines, desk->line_bytes);
  self->now[READY_BEFORE] = is_ready(desk, role);
  cwp__desk_judge(desk, person->member, &self->room.facts);
  self->now[READY_AFTER] = is_ready(desk, role);
  self->now[CLOSED] = count_closed(desk, role, self->lines);
  self->now[HELPED] = self->now[CLOSED] > 0;
  person->again = desk->is_refuted; /* a finding of the very day takes away what begins on it, and not the day after */
  cwp__tally_differ(self, person, COUNTERS);
  return CWP_OK;
}

/* Writing. */

enum { ROLE, PEOPLE, COUNTS, COLUMNS = COUNTS + COUNTERS };

static size_t columns(const cwp__ledger *self, cwp__column *out) {
  static const char *const names[COUNTERS] = {"helped", "closed", "ready_before", "ready_after"};
  out[ROLE] = cwp__role_column(self->asked, "role", 0);
  out[PEOPLE] = (cwp__column){.name = "people", .type = CWP__COLUMN_INT64};
  for (size_t i = 0; i < COUNTERS; i++)
    out[COUNTS + i] = (cwp__column){.name = names[i], .type = CWP__COLUMN_INT64};
  return COLUMNS;
}

static size_t write(const cwp__ledger *self, const cwp__block *block, cwp__batch *batch, size_t row) {
  void *const *values = batch->values + block->column;
  cwp__put_role(self->asked, values[ROLE], row, block->own);
  ((int64_t *)values[PEOPLE])[row] = block->people;
  for (size_t i = 0; i < COUNTERS; i++)
    ((int64_t *)values[COUNTS + i])[row] = block->counters[i];
  return 1;
}

static size_t most_rows(const cwp__ledger *self) {
  (void)self;
  return 1;
}

const cwp__count_kind cwp__count_course = {
    .has_days = 1, .prepare = prepare, .add = add, .columns = columns, .write = write, .most_rows = most_rows};
