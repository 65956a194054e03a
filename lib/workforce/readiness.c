/* How many people are ready for each role category, and whose nearest next one it is. */

#include "base/error.h"
#include "workforce/tally.h"

#include <string.h>

/* Counters of a role category. */
enum { READY, MUSTS_MET, NEAREST, MUST_OPEN, SHOULD_OPEN, COUNTERS };

/* The tables: for each own role category, and none, a byte for each role category that may be the nearest next one. */

static void clear(cwp__ledger *self) {
  cwp__release(&self->asked->allocator, self->tables);
}

/* The role category at one end of a move, counted from the first; `roles` or more for none. */
static size_t end_of(const cwp_pathway *pathway, cwp_id move, cwp_relation relation) {
  cwp_link link;
  if (cwp_record_link(pathway, move, relation, 0, &link, NULL)) return SIZE_MAX;
  return (size_t)link.to - pathway->first[CWP_KIND_ROLE];
}

/* Of what is known in summary alone hardly anything is asked: it would seem near to everybody. */
static int is_measured(const cwp__reaches *reaches, size_t role) {
  return reaches->coverage[role] == CWP_COVERAGE_COMPLETE || reaches->coverage[role] == CWP_COVERAGE_PARTIAL;
}

static cwp_status prepare(cwp__ledger *self, cwp_error *error) {
  const cwp__reaches *reaches = &self->asked->reaches;
  const cwp_pathway *pathway = reaches->pathway;
  size_t roles = reaches->role_count;
  uint8_t *is_next = cwp__allocate_zeroed(&self->asked->allocator, roles + 1, roles);
  self->tables = is_next;
  if (!is_next) return cwp__fail_memory(error);
  for (cwp_id move = pathway->first[CWP_KIND_MOVE]; move < pathway->first[CWP_KIND_MOVE + 1]; move++) {
    size_t from = end_of(pathway, move, CWP_RELATION_FROM), to = end_of(pathway, move, CWP_RELATION_TO);
    if (from < roles && to < roles && from != to) is_next[from * roles + to] = (uint8_t)is_measured(reaches, to);
  }
  for (size_t role = 0; role < roles; role++)
    is_next[roles * roles + role] = (uint8_t)is_measured(reaches, role);
  for (size_t own = 0; own <= roles; own++)
    self->widths[own] = roles * COUNTERS;
  return CWP_OK;
}

/* Lines of a kind that are asked for, and neither met nor expiring. */
static int64_t open_of(const cwp__desk *desk, unsigned kind, uint32_t role) {
  return (int64_t)desk->reach->needed[kind * desk->reaches->role_room + role] -
         cwp__desk_counted(desk, kind, CWP__LANE_NOT_ASKED, role) - cwp__desk_counted(desk, kind, CWP__LANE_MET, role) -
         cwp__desk_counted(desk, kind, CWP__LANE_EXPIRING, role);
}

/* How somebody stands with each role category. */
static void look(const cwp__ledger *ledger, const cwp__desk *desk, uint32_t own, int64_t *now) {
  const cwp__reaches *reaches = desk->reaches;
  const uint8_t *is_next = (const uint8_t *)ledger->tables + (size_t)own * reaches->role_count;
  int64_t *nearest = NULL;
  for (uint32_t role = 0; role < reaches->role_count; role++) {
    int64_t *of = now + (size_t)role * COUNTERS;
    of[MUST_OPEN] = open_of(desk, CWP_MUST, role);
    of[SHOULD_OPEN] = open_of(desk, CWP_SHOULD, role);
    of[MUSTS_MET] = of[MUST_OPEN] == 0;
    of[READY] = reaches->coverage[role] == CWP_COVERAGE_COMPLETE && of[MUST_OPEN] == 0 && of[SHOULD_OPEN] == 0;
    of[NEAREST] = 0;
    if (!is_next[role]) continue;
    int64_t open = of[MUST_OPEN] + of[SHOULD_OPEN];
    int64_t least = nearest ? nearest[MUST_OPEN] + nearest[SHOULD_OPEN] : INT64_MAX;
    if (open < least || (open == least && of[MUST_OPEN] < nearest[MUST_OPEN])) nearest = of;
  }
  if (nearest) nearest[NEAREST] = 1;
}

static cwp_status add(cwp__tally *self, cwp__desk *desk, cwp__counted *person, cwp_error *error) {
  const cwp__ledger *ledger = self->ledger;
  uint32_t roles = ledger->asked->reaches.role_count;
  (void)error;
  cwp__desk_judge(desk, person->member, &person->facts);
  cwp__desk_count(desk);
  look(ledger, desk, person->member->role == CWP__NO_RECORD ? roles : person->member->role, self->now);
  cwp__tally_differ(self, person, (size_t)roles * COUNTERS);
  return CWP_OK;
}

/* Writing. */

enum { OWN, ROLE, COVERAGE, PEOPLE, COUNTS, COLUMNS = COUNTS + COUNTERS };

static size_t columns(const cwp__ledger *self, cwp__column *out) {
  static const char *const names[COUNTERS] = {"ready", "musts_met", "nearest", "must_open", "should_open"};
  out[OWN] = cwp__role_column(self->asked, "own", 1);
  out[ROLE] = cwp__role_column(self->asked, "role", 0);
  out[COVERAGE] = cwp__coverage_column(self->asked, 0);
  out[PEOPLE] = (cwp__column){.name = "people", .type = CWP__COLUMN_INT64};
  for (size_t i = 0; i < COUNTERS; i++)
    out[COUNTS + i] = (cwp__column){.name = names[i], .type = CWP__COLUMN_INT64};
  return COLUMNS;
}

static size_t write(const cwp__ledger *self, const cwp__block *block, cwp__batch *batch, size_t row) {
  const cwp__reaches *reaches = &self->asked->reaches;
  void *const *values = batch->values + block->column;
  int is_known = block->own < reaches->role_count;
  for (uint32_t role = 0; role < reaches->role_count; role++, row++) {
    cwp__put_role(self->asked, values[OWN], row, is_known ? block->own : 0);
    if (!is_known) cwp__put_bit(batch->valid[block->column + OWN], row, 0);
    cwp__put_role(self->asked, values[ROLE], row, role);
    ((int8_t *)values[COVERAGE])[row] = (int8_t)reaches->coverage[role];
    ((int64_t *)values[PEOPLE])[row] = block->people;
    for (size_t i = 0; i < COUNTERS; i++)
      ((int64_t *)values[COUNTS + i])[row] = block->counters[(size_t)role * COUNTERS + i];
  }
  return reaches->role_count;
}

static size_t most_rows(const cwp__ledger *self) {
  return self->asked->reaches.role_count;
}

const cwp__count_kind cwp__count_readiness = {.takes_unknown = 1,
                                              .has_days = 1,
                                              .prepare = prepare,
                                              .clear = clear,
                                              .add = add,
                                              .columns = columns,
                                              .write = write,
                                              .most_rows = most_rows};
