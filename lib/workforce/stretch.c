/* People that lie side by side, with their facts. */

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <string.h>

/* Facts of a stretch, unless the first person alone has more. */
enum { FACTS = 100000 };

/* Filling a stretch. Rows come in blocks; whose they are follows from how many each person has. */
typedef struct filling {
  const cwp_workforce *self;
  cwp__stretch *stretch;
  size_t count;     /* facts so far */
  uint32_t *counts; /* of rows of each person from here on, and of facts up to here */
  uint32_t left;    /* rows of the person at `counts` that are still to come */
  size_t hint;      /* the batch of the row before */
  cwp__lanes lanes;
} filling;

static uint32_t rows_of(const cwp_workforce *self, uint64_t person) {
  return person < self->places.people ? self->places.counts[person] : 0;
}

/* Most facts of what a person is counted by: of a row, unless it is facts that lie there. */
static size_t most_facts(const cwp_workforce *self) {
  return self->places.laid.words != NULL ? 1 : cwp__evidence_most(&self->evidence);
}

int cwp__fact_room_make(cwp__fact_room *self, size_t count, const cwp_allocator *allocator) {
  cwp__facts *facts = &self->facts;
  const size_t each = sizeof *facts->from + sizeof *facts->until + sizeof *facts->about + sizeof *facts->manner;
  if (self->capacity > 0 && count <= self->capacity) return 1;
  cwp__fact_room_clear(self, allocator);
  if (count > SIZE_MAX / 2 - CWP__FACTS_BEYOND) return 0;
  size_t places = count + count / 4 + CWP__FACTS_BEYOND;
  facts->from = cwp__allocate_zeroed(allocator, places, each);
  if (facts->from == NULL) return 0;
  facts->until = facts->from + places;
  facts->about = (uint16_t *)(void *)(facts->until + places);
  facts->manner = (uint8_t *)(void *)(facts->about + places);
  self->capacity = places - CWP__FACTS_BEYOND;
  return 1;
}

void cwp__fact_room_clear(cwp__fact_room *self, const cwp_allocator *allocator) {
  cwp__release(allocator, self->facts.from);
  *self = (cwp__fact_room){.capacity = 0};
}

/* How many people there is room for, and the rows of each behind the first of `starts`. */
static size_t count_rows(const cwp_workforce *self, uint64_t first, size_t most, uint32_t *starts, size_t *rows) {
  size_t people = 0, limit = FACTS / most_facts(self);
  *rows = 0;
  for (; people < most; people++) {
    uint32_t count = rows_of(self, first + people);
    if (people > 0 && *rows + count > limit) break;
    starts[people + 1] = count;
    *rows += count;
  }
  return people;
}

/* What was there before is of no use any more, so nothing is carried over. */
static cwp_status see_to_people(const cwp_workforce *self, cwp__stretch *stretch, size_t people, cwp_error *error) {
  if (people < stretch->people_capacity) return CWP_OK;
  cwp__release(&self->allocator, stretch->members);
  cwp__release(&self->allocator, stretch->starts);
  stretch->people_capacity = 0;
  stretch->members = cwp__allocate(&self->allocator, people + 1, sizeof *stretch->members);
  stretch->starts = cwp__allocate(&self->allocator, people + 1, sizeof *stretch->starts);
  if (stretch->members == NULL || stretch->starts == NULL) return cwp__fail_memory(error);
  stretch->people_capacity = people + 1;
  return CWP_OK;
}

/* Facts that rows gave, by row: counted for the people whose rows they are. */
static void count_facts(filling *work, const uint16_t *kept, size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    while (work->left == 0) {
      work->left = *++work->counts;
      *work->counts = 0;
    }
    *work->counts += kept[i];
    work->left--;
  }
}

static void read_block(filling *work, const cwp__rows *rows) {
  uint16_t kept[CWP__BLOCK];
  const cwp__evidence *evidence = &work->self->evidence;
  cwp__facts rest = cwp__facts_part(&work->stretch->room.facts, work->count, work->count);
  work->count += cwp__facts_read(evidence, rows, &work->lanes, &rest, kept);
  if (evidence->wide != NULL) count_facts(work, kept, rows->count);
}

/* Reads rows that lie side by side. */
static void read_run(filling *work, uint64_t row, size_t count) {
  const cwp__table *table = &work->self->evidence.table;
  while (count > 0) {
    work->hint = cwp__table_chunk_of(table, row, work->hint);
    const cwp__chunk *chunk = &table->chunks[work->hint];
    size_t at = (size_t)(row - chunk->first), most = chunk->rows - at;
    if (most > count) most = count;
    if (most > CWP__BLOCK) most = CWP__BLOCK;
    const cwp__rows rows = {chunk, at, most};
    read_block(work, &rows);
    row += most;
    count -= most;
  }
}

/* Reads the facts of `count` people: those whose rows follow each other in one go. */
static void read_people(filling *work, uint64_t first, size_t count, size_t rows) {
  const cwp__places *places = &work->self->places;
  if (places->laid.words != NULL) {
    cwp__laid_get(&places->laid, places->first[first], rows, &work->stretch->room.facts);
    return;
  }
  uint64_t row = 0;
  size_t run = 0;
  for (uint64_t person = first; person < first + count; person++) {
    uint32_t own = rows_of(work->self, person);
    if (own == 0) continue;
    if (run > 0 && places->first[person] != row + run) {
      read_run(work, row, run);
      run = 0;
    }
    if (run == 0) row = places->first[person];
    run += own;
  }
  read_run(work, row, run);
}

static void read_members(const cwp_workforce *self, cwp__stretch *stretch) {
  const cwp__member nobody = {CWP__NO_RECORD, 0, CWP_DATE_NONE};
  const cwp__member *members = self->members.of;
  if (members != NULL && stretch->people != NULL)
    for (size_t i = 0; i < stretch->count; i++)
      stretch->members[i] = members[stretch->people[i]];
  else if (members != NULL)
    memcpy(stretch->members, members + stretch->first, stretch->count * sizeof *stretch->members);
  for (size_t i = 0; members == NULL && i < stretch->count; i++)
    stretch->members[i] = nobody;
}

cwp_status cwp__workforce_stretch(const cwp_workforce *self, uint64_t first, size_t most, cwp__stretch *stretch,
                                  cwp_error *error) {
  size_t rows;
  stretch->first = first;
  stretch->count = 0;
  stretch->people = self->flow != NULL && self->flow->people != NULL ? self->flow->people + first : NULL;
  uint64_t everybody = cwp_workforce_people(self);
  if (first >= everybody) most = 0;
  if (most > everybody - first) most = (size_t)(everybody - first);
  cwp_status status = see_to_people(self, stretch, most, error);
  if (status != CWP_OK) return status;
  stretch->starts[0] = 0;
  size_t people = count_rows(self, first, most, stretch->starts, &rows);
  if (!cwp__fact_room_make(&stretch->room, rows * most_facts(self), &self->allocator)) return cwp__fail_memory(error);
  stretch->count = people;
  read_members(self, stretch);
  filling work;
  work.self = self;
  work.stretch = stretch;
  work.count = work.left = 0;
  work.counts = stretch->starts;
  work.hint = 0;
  cwp__lanes_start(&work.lanes, &self->evidence);
  read_people(&work, first, people, rows);
  for (size_t i = 0; i < people; i++)
    stretch->starts[i + 1] += stretch->starts[i];
  return CWP_OK;
}

void cwp__stretch_clear(const cwp_workforce *self, cwp__stretch *stretch) {
  cwp__release(&self->allocator, stretch->members);
  cwp__release(&self->allocator, stretch->starts);
  cwp__fact_room_clear(&stretch->room, &self->allocator);
  *stretch = (cwp__stretch){.first = 0};
}
