#include "workforce/rows.h"

#include <string.h>

/* The most rows of a batch, whatever the question says: a batch is given away whole. */
enum { MOST_ROWS = 1 << 22 };

/* Counts of one kind, in the order of their columns. */
enum { NEEDED, MET, EXPIRING, EXPIRED, IN_PROGRESS, CLAIMED, PARTLY, NO_EVIDENCE, COUNTS };

/* Of all kinds. */
enum { ALL_COUNTS = CWP_REQUIREMENT_KIND_END * COUNTS };

static const char *const count_names[CWP_REQUIREMENT_KIND_END][COUNTS] = {
    {"must_needed", "must_met", "must_expiring", "must_expired", "must_in_progress", "must_claimed", "must_partly",
     "must_no_evidence"},
    {"should_needed", "should_met", "should_expiring", "should_expired", "should_in_progress", "should_claimed",
     "should_partly", "should_no_evidence"},
    {"can_needed", "can_met", "can_expiring", "can_expired", "can_in_progress", "can_claimed", "can_partly",
     "can_no_evidence"},
};

int cwp__rows_are_asked(const cwp__asked *self) {
  return self->answer == CWP_ANSWER_OWN || self->answer == CWP_ANSWER_MOVES;
}

/* Where columns are. */
enum { OWN_ROLE = 2, OWN_COVERAGE, OWN_COUNTS };
enum { MOVES_OWN = 2, MOVES_ROLE, MOVES_COVERAGE, MOVES_COUNTS };

static size_t add_counts(cwp__column *out, size_t count, int nullable) {
  for (size_t kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    for (unsigned i = 0; i < COUNTS; i++)
      out[count++] = (cwp__column){.name = count_names[kind][i], .type = CWP__COLUMN_INT16, .nullable = nullable};
  out[count++] = (cwp__column){.name = "ready", .type = CWP__COLUMN_BOOLEAN, .nullable = nullable};
  return count;
}

size_t cwp__rows_columns(const cwp__asked *self, cwp__column_type key, cwp__column out[CWP__ROWS_MOST_COLUMNS]) {
  int of_own = self->answer == CWP_ANSWER_OWN;
  out[CWP__ROWS_KEY] = (cwp__column){.name = "worker", .type = key};
  out[CWP__ROWS_ON] = (cwp__column){.name = "on", .type = CWP__COLUMN_DATE32};
  if (!of_own) out[MOVES_OWN] = (cwp__column){.name = "own", .type = CWP__COLUMN_BOOLEAN, .nullable = 1};
  size_t place = of_own ? OWN_ROLE : MOVES_ROLE;
  out[place++] = cwp__role_column(self, "role", of_own);
  out[place++] = cwp__coverage_column(self, of_own);
  return add_counts(out, place, of_own);
}

size_t cwp__rows_each(const cwp__asked *self) {
  return self->on_count * (self->answer == CWP_ANSWER_OWN ? 1 : self->reaches.role_count);
}

size_t cwp__rows_people(const cwp__asked *self) {
  size_t each = cwp__rows_each(self), most = each ? MOST_ROWS / each : MOST_ROWS;
  if (most == 0) most = 1;
  return self->batch_rows < most ? self->batch_rows : most;
}

/* Where rows are put: the columns of a batch by their types. */
typedef struct sheet {
  cwp__batch *batch;
  int32_t *on;
  int16_t *counts[ALL_COUNTS];
  uint8_t *ready;
} sheet;

static sheet sheet_of(const cwp__asked *self, cwp__batch *batch) {
  sheet found = {.batch = batch, .on = batch->values[CWP__ROWS_ON]};
  size_t first = self->answer == CWP_ANSWER_OWN ? OWN_COUNTS : MOVES_COUNTS;
  for (size_t i = 0; i < ALL_COUNTS; i++)
    found.counts[i] = batch->values[first + i];
  found.ready = batch->values[first + ALL_COUNTS];
  return found;
}

/* Each person against the own role category. */

static void put_own_counts(const cwp__desk *desk, uint32_t role, const sheet *out, size_t row) {
  const cwp__reaches *reaches = desk->reaches;
  cwp__own_counts counted;
  unsigned open[CWP_REQUIREMENT_KIND_END];
  cwp__desk_count_own(desk, role, &counted);
  for (size_t kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    const uint16_t *of = counted.of[kind];
    int16_t *const *column = out->counts + kind * COUNTS;
    unsigned needed = (unsigned)desk->reach->needed[kind * reaches->role_room + role] - of[CWP__LANE_NOT_ASKED];
    open[kind] = needed - of[CWP__LANE_MET] - of[CWP__LANE_EXPIRING];
    column[NEEDED][row] = (int16_t)needed;
    column[MET][row] = (int16_t)of[CWP__LANE_MET];
    column[EXPIRING][row] = (int16_t)of[CWP__LANE_EXPIRING];
    column[EXPIRED][row] = (int16_t)of[CWP__LANE_EXPIRED];
    column[IN_PROGRESS][row] = (int16_t)of[CWP__LANE_IN_PROGRESS];
    column[CLAIMED][row] = (int16_t)of[CWP__LANE_CLAIMED];
    column[PARTLY][row] = (int16_t)of[CWP__LANE_PARTLY];
    column[NO_EVIDENCE][row] = (int16_t)(needed + of[CWP__LANE_NOT_ASKED] - of[CWP__LANE_ANY]);
  }
  cwp__put_bit(out->ready, row,
               reaches->coverage[role] == CWP_COVERAGE_COMPLETE && open[CWP_MUST] == 0 && open[CWP_SHOULD] == 0);
}

/* Nothing is known of somebody without a role category. */
static void put_own_unknown(const cwp__asked *self, const sheet *out, size_t row) {
  cwp__batch *batch = out->batch;
  cwp__put_role(self, batch->values[OWN_ROLE], row, 0);
  ((int8_t *)batch->values[OWN_COVERAGE])[row] = 0;
  for (size_t i = 0; i < ALL_COUNTS; i++)
    out->counts[i][row] = 0;
  cwp__put_bit(out->ready, row, 0);
  for (size_t column = OWN_ROLE; column <= OWN_COUNTS + ALL_COUNTS; column++)
    cwp__put_bit(batch->valid[column], row, 0);
}

static void put_own(const cwp__asked *self, const cwp__desk *desk, uint32_t role, const sheet *out, size_t row) {
  if (role == CWP__NO_RECORD) {
    put_own_unknown(self, out, row);
    return;
  }
  cwp__put_role(self, out->batch->values[OWN_ROLE], row, role);
  ((int8_t *)out->batch->values[OWN_COVERAGE])[row] = (int8_t)self->reaches.coverage[role];
  put_own_counts(desk, role, out, row);
}

/* Each person against every role category. */

/* Up to 64 bits side by side. */
static void put_bits(uint8_t *out, size_t row, uint64_t bits, uint32_t count) {
  if (row % 8 == 0 && count == 8) {
    out[row / 8] = (uint8_t)bits;
    return;
  }
  for (uint32_t i = 0; i < count; i++)
    cwp__put_bit(out, row + i, bits >> i & 1);
}

/* Counts of `count` role categories from the one of `from` on. It is inlined for eight of them, as most editions have,
   so that each column takes one store. */
static inline uint64_t put_move_counts(const cwp__desk *desk, size_t from, uint32_t count, const sheet *out,
                                       size_t row) {
  int16_t *const *column = out->counts;
  const uint32_t room = desk->reaches->role_room;
  cwp__eight_row open[CWP_REQUIREMENT_KIND_END] = {{0}};
  uint64_t ready = 0;
  for (size_t kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++, column += COUNTS) {
    const uint16_t *needed = desk->reach->needed + kind * room + from;
    cwp__eight_row lanes[CWP__LANE_END], asked, none;
    cwp__eight_turn(desk->counts + kind * room + from, lanes);
    for (uint32_t i = 0; i < count; i++) {
      asked[i] = (uint16_t)(needed[i] - lanes[CWP__LANE_NOT_ASKED][i]);
      open[kind][i] = (uint16_t)(asked[i] - lanes[CWP__LANE_MET][i] - lanes[CWP__LANE_EXPIRING][i]);
      none[i] = (uint16_t)(needed[i] - lanes[CWP__LANE_ANY][i]);
    }
    memcpy(column[NEEDED] + row, asked, count * sizeof *asked);
    memcpy(column[MET] + row, lanes[CWP__LANE_MET], count * sizeof *asked);
    memcpy(column[EXPIRING] + row, lanes[CWP__LANE_EXPIRING], count * sizeof *asked);
    memcpy(column[EXPIRED] + row, lanes[CWP__LANE_EXPIRED], count * sizeof *asked);
    memcpy(column[IN_PROGRESS] + row, lanes[CWP__LANE_IN_PROGRESS], count * sizeof *asked);
    memcpy(column[CLAIMED] + row, lanes[CWP__LANE_CLAIMED], count * sizeof *asked);
    memcpy(column[PARTLY] + row, lanes[CWP__LANE_PARTLY], count * sizeof *asked);
    memcpy(column[NO_EVIDENCE] + row, none, count * sizeof *asked);
  }
  for (uint32_t i = 0; i < count; i++)
    ready |= (uint64_t)(desk->reaches->coverage[from + i] == CWP_COVERAGE_COMPLETE &&
                        !(open[CWP_MUST][i] | open[CWP_SHOULD][i]))
             << i;
  return ready;
}

/* The role categories, which are the same for everybody. */
static void put_move_roles(const cwp__asked *self, uint32_t from, uint32_t count, cwp__batch *batch, size_t row) {
  size_t width = cwp__role_width(self);
  memcpy((char *)batch->values[MOVES_ROLE] + row * width, self->role_values + from * width, count * width);
  memcpy((int8_t *)batch->values[MOVES_COVERAGE] + row, self->reaches.coverage + from, count);
}

static void put_moves(const cwp__asked *self, const cwp__desk *desk, uint32_t role, const sheet *out, size_t row) {
  cwp__batch *batch = out->batch;
  uint32_t roles = self->reaches.role_count;
  for (uint32_t from = 0; from < roles; from += 8, row += 8) {
    uint32_t count = roles - from < 8 ? roles - from : 8;
    uint64_t bits =
        count == 8 ? put_move_counts(desk, from, 8, out, row) : put_move_counts(desk, from, count, out, row);
    put_bits(out->ready, row, bits, count);
    put_bits(batch->values[MOVES_OWN], row, role - from < 8 ? UINT64_C(1) << (role - from) : 0, count);
    if (role == CWP__NO_RECORD) put_bits(batch->valid[MOVES_OWN], row, 0, count);
    put_move_roles(self, from, count, batch, row);
  }
}

/* One person, on each of the days. */
static size_t put_person(const cwp__asked *self, cwp__desk *desk, const cwp__stretch *stretch, size_t person,
                         const sheet *out, size_t row) {
  const cwp__member *member = &stretch->members[person];
  const cwp__facts facts = cwp__stretch_facts(stretch, person);
  size_t each = cwp__rows_each(self) / self->on_count;
  int of_own = self->answer == CWP_ANSWER_OWN;
  int64_t changes = INT64_MIN;
  for (size_t i = 0; i < self->on_count; i++, row += each) {
    if (self->on[i] >= changes) {
      cwp__desk_set_day(desk, self->on[i]);
      cwp__desk_judge(desk, member, &facts);
      if (!of_own) cwp__desk_count(desk);
      if (self->on_count > 1) changes = cwp__desk_next_change(desk, member, &facts);
    }
    for (size_t k = 0; k < each; k++)
      out->on[row + k] = self->on[i];
    if (of_own)
      put_own(self, desk, member->role, out, row);
    else
      put_moves(self, desk, member->role, out, row);
  }
  return row;
}

void cwp__rows_put(const cwp__asked *self, cwp__desk *desk, const cwp__stretch *stretch, cwp__batch *batch,
                   size_t row) {
  const sheet out = sheet_of(self, batch);
  for (size_t i = 0; i < stretch->count; i++)
    row = put_person(self, desk, stretch, i, &out, row);
}
