#include "workforce/tally.h"

#include "base/error.h"

#include <string.h>

enum { USUAL_ROWS = 65536 };

const cwp__count_kind *cwp__count_kind_of(cwp_workforce_answer answer) {
  static const cwp__count_kind *const kinds[CWP_ANSWER_END] = {
      [CWP_ANSWER_GAPS] = &cwp__count_gaps,
      [CWP_ANSWER_READINESS] = &cwp__count_readiness,
      [CWP_ANSWER_COURSE] = &cwp__count_course,
      [CWP_ANSWER_CONSISTENCY] = &cwp__count_consistency,
  };
  return kinds[answer];
}

/* Own role categories, and none. */
static size_t owns(const cwp__ledger *self) {
  return self->asked->reaches.role_count + 1u;
}

static size_t block_count(const cwp__ledger *self) {
  return self->groups->count * owns(self);
}

cwp_status cwp__ledger_start(cwp__ledger *self, const cwp__asked *asked, const cwp__groups *groups, cwp_error *error) {
  *self = (cwp__ledger){.asked = asked, .kind = cwp__count_kind_of(asked->answer), .groups = groups};
  self->days = self->kind->has_days ? asked->on_count : 1;
  self->widths = cwp__allocate_zeroed(&asked->allocator, owns(self), sizeof *self->widths);
  if (!self->widths) return cwp__fail_memory(error);
  return self->kind->prepare(self, error);
}

void cwp__ledger_clear(cwp__ledger *self) {
  if (!self->asked) return;
  if (self->kind->clear) self->kind->clear(self);
  cwp__release(&self->asked->allocator, self->widths);
  *self = (cwp__ledger){0};
}

/* Tallies. */

static size_t widest(const cwp__ledger *self) {
  size_t most = 0;
  for (size_t i = 0; i < owns(self); i++)
    if (self->widths[i] > most) most = self->widths[i];
  return most;
}

cwp_status cwp__tally_start(cwp__tally *self, const cwp__ledger *ledger, cwp_error *error) {
  const cwp_allocator *allocator = &ledger->asked->allocator;
  const size_t words = (size_t)ledger->asked->reaches.eights * CWP__EIGHT * CWP__LANE_END;
  *self = (cwp__tally){.ledger = ledger};
  self->blocks = cwp__allocate_zeroed(allocator, block_count(ledger), sizeof *self->blocks);
  self->before = cwp__allocate_zeroed(allocator, widest(ledger), sizeof *self->before);
  self->now = cwp__allocate_zeroed(allocator, widest(ledger), sizeof *self->now);
  self->lines = cwp__allocate_zeroed(allocator, words, sizeof *self->lines);
  return self->blocks && self->before && self->now && self->lines ? CWP_OK : cwp__fail_memory(error);
}

void cwp__tally_clear(cwp__tally *self) {
  if (!self->ledger) return;
  const cwp_allocator *allocator = &self->ledger->asked->allocator;
  for (size_t i = 0; self->blocks && i < block_count(self->ledger); i++)
    cwp__release(allocator, self->blocks[i]);
  cwp__release(allocator, self->blocks);
  cwp__release(allocator, self->before);
  cwp__release(allocator, self->now);
  cwp__release(allocator, self->lines);
  cwp__fact_room_clear(&self->room, allocator);
  *self = (cwp__tally){0};
}

/* Counters of a block; the people come before them. */
static size_t size_of(const cwp__ledger *self, size_t block) {
  return self->widths[block % owns(self)] * self->days;
}

static int64_t *block_of(cwp__tally *self, size_t place) {
  int64_t **block = &self->blocks[place];
  if (!*block)
    *block = cwp__allocate_zeroed(&self->ledger->asked->allocator, size_of(self->ledger, place) + 1, sizeof **block);
  return *block;
}

static cwp_status add_days(cwp__tally *self, cwp__desk *desk, cwp__counted *person, size_t width, cwp_error *error) {
  const cwp__ledger *ledger = self->ledger;
  const cwp__asked *asked = ledger->asked;
  int64_t *counters = person->counters, changes = INT64_MIN;
  for (person->day = 0; person->day < ledger->days; person->day++) {
    if (asked->on[person->day] < changes) continue;
    person->counters = counters + person->day * width;
    person->again = 0;
    cwp__desk_set_day(desk, asked->on[person->day]);
    cwp_status status = ledger->kind->add(self, desk, person, error);
    if (status) return status;
    changes = asked->on[person->day];
    if (ledger->days > 1 && !person->again) changes = cwp__desk_next_change(desk, person->member, &person->facts);
  }
  return CWP_OK;
}

cwp_status cwp__tally_add(cwp__tally *self, cwp__desk *desk, const cwp__stretch *stretch, const uint32_t *groups,
                          cwp_error *error) {
  const cwp__ledger *ledger = self->ledger;
  const uint32_t unknown = ledger->asked->reaches.role_count;
  for (size_t i = 0; i < stretch->count; i++) {
    const cwp__member *member = &stretch->members[i];
    uint32_t own = member->role == CWP__NO_RECORD ? unknown : member->role;
    if (own == unknown && !ledger->kind->takes_unknown) continue;
    int64_t *block = block_of(self, (groups ? groups[i] : 0) * owns(ledger) + own);
    if (!block) return cwp__fail_memory(error);
    block[0]++;
    cwp__counted person = {.member = member, .facts = cwp__stretch_facts(stretch, i), .counters = block + 1};
    cwp_status status = ledger->widths[own] ? add_days(self, desk, &person, ledger->widths[own], error) : CWP_OK;
    if (status) return status;
  }
  return CWP_OK;
}

void cwp__tally_differ(cwp__tally *self, const cwp__counted *person, size_t width) {
  for (size_t i = 0; i < width; i++) {
    person->counters[i] += self->now[i] - (person->day == 0 ? 0 : self->before[i]);
    self->before[i] = self->now[i];
  }
}

void cwp__tally_join(cwp__tally *self, cwp__tally *other) {
  const cwp__ledger *ledger = self->ledger;
  for (size_t i = 0; i < block_count(ledger); i++) {
    if (!other->blocks[i]) continue;
    if (!self->blocks[i]) {
      self->blocks[i] = other->blocks[i];
      other->blocks[i] = NULL;
      continue;
    }
    for (size_t k = 0; k <= size_of(ledger, i); k++)
      self->blocks[i][k] += other->blocks[i][k];
  }
}

void cwp__tally_finish(cwp__tally *self) {
  const cwp__ledger *ledger = self->ledger;
  for (size_t i = 0; i < block_count(ledger); i++) {
    size_t width = ledger->widths[i % owns(ledger)];
    for (size_t k = width; self->blocks[i] && k < width * ledger->days; k++)
      self->blocks[i][1 + k] += self->blocks[i][1 + k - width];
  }
}

/* Writing. */

size_t cwp__tally_columns(const cwp__ledger *self, cwp__column *out) {
  size_t count = 0;
  for (; count < self->groups->key_count; count++)
    out[count] = (cwp__column){.name = self->groups->keys[count].name,
                               .type = CWP__COLUMN_LABEL,
                               .nullable = 1,
                               .labels = self->groups->keys[count].texts,
                               .label_count = self->groups->keys[count].count};
  if (self->kind->has_days) out[count++] = (cwp__column){.name = "on", .type = CWP__COLUMN_DATE32};
  return count + self->kind->columns(self, out + count);
}

size_t cwp__tally_room(const cwp__ledger *self) {
  size_t most = self->kind->most_rows(self);
  return most > USUAL_ROWS ? most : USUAL_ROWS;
}

/* The columns that say which group and day rows are of. */
static void write_keys(const cwp__ledger *self, const cwp__tally_place *place, cwp__batch *batch, size_t row,
                       size_t count) {
  size_t column = 0, group = place->block / owns(self);
  for (; column < self->groups->key_count; column++) {
    uint32_t label = self->groups->labels[group * self->groups->key_count + column];
    for (size_t i = row; i < row + count; i++) {
      ((int32_t *)batch->values[column])[i] = label == UINT32_MAX ? 0 : (int32_t)label;
      if (label == UINT32_MAX) cwp__put_bit(batch->valid[column], i, 0);
    }
  }
  for (size_t i = row; self->kind->has_days && i < row + count; i++)
    ((int32_t *)batch->values[column])[i] = self->asked->on[place->day];
}

/* The rows of one block and day. */
static void write_block(const cwp__tally *self, const cwp__tally_place *place, cwp__batch *batch) {
  const cwp__ledger *ledger = self->ledger;
  size_t own = place->block % owns(ledger);
  const int64_t *counted = self->blocks[place->block];
  const cwp__block block = {.group = place->block / owns(ledger),
                            .own = (uint32_t)own,
                            .people = counted[0],
                            .counters = counted + 1 + place->day * ledger->widths[own],
                            .column = ledger->groups->key_count + (ledger->kind->has_days ? 1 : 0)};
  size_t count = ledger->kind->write(ledger, &block, batch, batch->rows);
  write_keys(ledger, place, batch, batch->rows, count);
  batch->rows += count;
}

void cwp__tally_write(const cwp__tally *self, cwp__tally_place *place, cwp__batch *batch, size_t capacity) {
  const cwp__ledger *ledger = self->ledger;
  size_t most = ledger->kind->most_rows(ledger);
  batch->rows = 0;
  for (; place->block < block_count(ledger); place->block++, place->day = 0)
    for (; self->blocks[place->block] && place->day < ledger->days; place->day++) {
      if (batch->rows + most > capacity) return;
      write_block(self, place, batch);
    }
}
