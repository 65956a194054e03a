/* Workers and evidence that go by side by side, both sorted by worker. */

#include "workforce/merge.h"

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Workers that are answered together, at most. */
enum { PEOPLE = 1 << 16 };

/* Where one of the tables has got to: in a block of its rows. */
typedef struct cursor {
  cwp__table *table;
  struct ArrowArrayStream *stream;
  cwp__key_block *keys; /* of the block at hand */
  uint64_t row;         /* behind the block */
  size_t at;            /* in the block */
  int is_over;
  int has_last;  /* there was a key, ... */
  cwp__key last; /* ... and the last one was this; of texts the bytes are in `text` once its batch is let go of */
  char *text;
  size_t text_capacity;
} cursor;

struct cwp__merge {
  struct ArrowArrayStream stream; /* of workers */
  cursor workers;
  cursor evidence;
  cwp__member_block *block;
  size_t coded; /* so many batches of workers have codes */
  cwp__key_block keys;
  uint8_t placed[CWP__BLOCK];
  cwp__lanes lanes;
  uint64_t placed_rows; /* of those who are here */
  uint32_t person;      /* of the last key of evidence, or CWP__NOBODY */
};

/* ---- Starting and ending ---- */

cwp_status cwp__merge_start(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error) {
  cwp__merge *merge = cwp__allocate_zeroed(&self->allocator, 1, sizeof *merge);
  if (merge == NULL) return cwp__fail_memory(error);
  self->flow->merge = merge;
  merge->stream = *workers;
  workers->release = NULL;
  merge->block = cwp__member_block_new(&self->members, &self->findings);
  if (merge->block == NULL) return cwp__fail_memory(error);
  merge->workers = (cursor){.table = &self->members.table, .stream = &merge->stream, .keys = &merge->block->keys};
  merge->evidence = (cursor){.table = &self->evidence.table, .stream = &self->flow->evidence, .keys = &merge->keys};
  merge->person = CWP__NOBODY;
  cwp__lanes_start(&merge->lanes, &self->evidence);
  cwp__people_start(&self->people, &self->members.table, self->members.worker, 0, &self->allocator);
  const cwp__field *key = &self->evidence.table.fields[self->evidence.worker];
  self->people.are_text |= cwp__field_uses(key) == CWP__AS_TEXT;
  return CWP_OK;
}

void cwp__merge_clear(cwp_workforce *self) {
  cwp__merge *merge = self->flow->merge;
  if (merge == NULL) return;
  if (merge->stream.release != NULL) merge->stream.release(&merge->stream);
  cwp__release(&self->allocator, merge->workers.text);
  cwp__release(&self->allocator, merge->evidence.text);
  cwp__release(&self->allocator, merge->block);
  cwp__release(&self->allocator, merge);
  self->flow->merge = NULL;
}

/* ---- Rows ---- */

/* Takes batches in until there is a row behind the block; `*rows` is the next block then. */
static cwp_status take_rows(cursor *self, cwp__rows *rows, cwp_error *error) {
  *rows = (cwp__rows){NULL, 0, 0};
  while (self->row == self->table->rows && !self->is_over) {
    int more;
    cwp_status status = cwp__table_take(self->table, self->stream, &more, error);
    if (status != CWP_OK) return status;
    self->is_over = !more;
  }
  if (self->row == self->table->rows) return CWP_OK;
  const cwp__chunk *chunk = &self->table->chunks[cwp__table_chunk_of(self->table, self->row, 0)];
  size_t first = (size_t)(self->row - chunk->first), left = chunk->rows - first;
  *rows = (cwp__rows){chunk, first, left < CWP__BLOCK ? left : CWP__BLOCK};
  self->row += rows->count;
  self->at = 0;
  return CWP_OK;
}

/* Gives up the block, but for its rows before the one at hand: the others are read again. */
static void rewind_block(cursor *self) {
  self->row -= self->keys->rows.count - self->at;
  self->keys->rows.count = self->at = 0;
}

/* Sees that there is a worker at hand, unless there are no more. */
static cwp_status see_to_worker(cwp_workforce *self, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  cwp__rows rows;
  if (merge->workers.at < merge->block->keys.rows.count) return CWP_OK;
  rewind_block(&merge->workers);
  cwp_status status = take_rows(&merge->workers, &rows, error);
  if (status == CWP_OK) status = cwp__members_code(&self->members, merge->coded, error);
  if (status != CWP_OK || rows.count == 0) return status;
  merge->coded = self->members.table.chunk_count;
  return cwp__member_block_read(merge->block, &rows, error);
}

/* Says what there is to say of the rows of evidence up to the one at hand, which have been placed. */
static cwp_status check_block(cwp_workforce *self, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  cwp__rows rows = merge->keys.rows;
  rows.count = merge->evidence.at;
  if (rows.count == 0) return CWP_OK;
  if (!cwp__facts_check(&self->evidence, &rows, &merge->lanes, merge->placed, &self->findings, &self->refused))
    return cwp__fail_memory(error);
  return cwp__workforce_progress(self, rows.count, error);
}

/* Sees that there is a row of evidence at hand, unless there are no more. */
static cwp_status see_to_evidence(cwp_workforce *self, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  cwp__rows rows;
  if (merge->evidence.at < merge->keys.rows.count) return CWP_OK;
  cwp_status status = check_block(self, error);
  rewind_block(&merge->evidence);
  if (status == CWP_OK) status = take_rows(&merge->evidence, &rows, error);
  if (status == CWP_OK) status = cwp__evidence_code_batches(&self->evidence, error);
  if (status != CWP_OK || rows.count == 0) return status;
  merge->keys.rows = rows;
  return cwp__keys_read(&self->evidence.table, self->evidence.worker, &merge->keys, error);
}

/* ---- Keys ---- */

/* The row at hand, of the whole table. */
static uint64_t row_of(const cursor *self) {
  return self->keys->rows.chunk->first + self->keys->rows.first + self->at;
}

/* How the key at hand stands to the last one of the table: below 0, 0, above. */
static int compare_to_last(const cwp_workforce *self, const cursor *at) {
  cwp__key key = cwp__key_of(at->keys, at->at);
  return at->has_last ? cwp__keys_compare(&key, &at->last, self->people.are_text) : 1;
}

static void remember(cursor *self) {
  self->last = cwp__key_of(self->keys, self->at);
  self->has_last = 1;
}

/* Keeps the last key, whose batch may go. */
static cwp_status keep_last(const cwp_workforce *self, cursor *at, cwp_error *error) {
  if (!at->has_last || !self->people.are_text || at->last.text.text == at->text) return CWP_OK;
  if (!cwp__reserve(&self->allocator, (void **)&at->text, &at->text_capacity, at->last.text.length, 1))
    return cwp__fail_memory(error);
  memcpy(at->text, at->last.text.text, at->last.text.length);
  at->last.text.text = at->text;
  return CWP_OK;
}

static cwp_status fail_order(const cwp_workforce *self, const cursor *at, cwp_error *error) {
  char shown[CWP__SHOWN], before[CWP__SHOWN];
  cwp__key key = cwp__key_of(at->keys, at->at);
  cwp__flow_show_key(self, &key, shown);
  cwp__flow_show_key(self, &at->last, before);
  return cwp__fail(error, CWP_ERROR_INVALID,
                   "%s: row %" PRIu64 " is of worker \"%s\", behind \"%s\": both tables were said to be sorted by "
                   "\"worker\"",
                   at->table->name, row_of(at), shown, before);
}

/* ---- Workers ---- */

/* Takes the worker at hand in, or refuses the row. */
static cwp_status take_worker(cwp_workforce *self, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  cursor *at = &merge->workers;
  size_t place = self->people.count;
  int order = merge->block->keys.known[at->at] ? compare_to_last(self, at) : 0;
  if (order < 0) return fail_order(self, at, error);
  if (order == 0) return cwp__member_block_refuse(merge->block, at->at++, error);
  if (!cwp__reserve(&self->allocator, (void **)&self->people.rows, &self->people.row_capacity, place + 1,
                    sizeof *self->people.rows) ||
      !cwp__reserve(&self->allocator, (void **)&self->members.of, &self->members.capacity, place + 1,
                    sizeof *self->members.of))
    return cwp__fail_memory(error);
  remember(at);
  self->people.rows[place] = row_of(at);
  self->people.count++;
  cwp_status status = cwp__places_grow(&self->places, self->people.count, error);
  return status == CWP_OK ? cwp__member_block_take(merge->block, at->at++, (uint32_t)place, error) : status;
}

/* 1 if there is enough to be answered. */
static int is_full(const cwp_workforce *self) {
  return self->people.count >= PEOPLE || self->flow->merge->placed_rows >= self->flow->rows;
}

/* What came of looking for a worker. */
typedef enum finding { FOUND, NONE, FULL } finding;

/* Takes workers in up to a key, or all where it is NULL, as long as there is not enough. */
static cwp_status take_workers(cwp_workforce *self, const cwp__key *until, finding *out, cwp_error *error) {
  const cwp__merge *merge = self->flow->merge;
  const cwp__key_block *keys = &merge->block->keys;
  for (*out = NONE;;) {
    cwp_status status = see_to_worker(self, error);
    if (status != CWP_OK || merge->workers.at >= keys->rows.count) return status;
    cwp__key key = cwp__key_of(keys, merge->workers.at);
    int is_before = !keys->known[merge->workers.at] || until == NULL;
    int order = is_before ? -1 : cwp__keys_compare(&key, until, self->people.are_text);
    if (order <= 0) status = take_worker(self, error);
    if (order == 0) *out = FOUND;
    if (order >= 0 || status != CWP_OK) return status;
    if (is_full(self)) {
      *out = FULL;
      return CWP_OK;
    }
  }
}

/* ---- Evidence ---- */

/* Sees whose the key at hand is, which is known. `*is_enough` where that is left for the next time. */
static cwp_status find_worker(cwp_workforce *self, int *is_enough, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  finding found;
  int order = compare_to_last(self, &merge->evidence);
  if (order < 0) return fail_order(self, &merge->evidence, error);
  if (order == 0) return CWP_OK;
  *is_enough = is_full(self);
  if (*is_enough) return CWP_OK;
  cwp__key key = cwp__key_of(&merge->keys, merge->evidence.at);
  cwp_status status = take_workers(self, &key, &found, error);
  *is_enough = found == FULL;
  if (status != CWP_OK || found == FULL) return status;
  merge->person = found == FOUND ? (uint32_t)self->people.count - 1 : CWP__NOBODY;
  remember(&merge->evidence);
  return CWP_OK;
}

/* Places the rows of one key, or of none, from the one at hand on, unless there is enough. */
static cwp_status place_run(cwp_workforce *self, int *is_enough, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  size_t at = merge->evidence.at, count = cwp__keys_run(&merge->keys, at, self->people.are_text);
  int is_known = merge->keys.known[at];
  cwp_status status = is_known ? find_worker(self, is_enough, error) : CWP_OK;
  if (status != CWP_OK || *is_enough) return status;
  uint32_t person = is_known ? merge->person : CWP__NOBODY;
  uint64_t row = row_of(&merge->evidence);
  cwp__key key = cwp__key_of(&merge->keys, at);
  if (person != CWP__NOBODY && self->places.counts[person] > 0 &&
      self->places.first[person] + self->places.counts[person] != row)
    return cwp__flow_fail_apart(self, &key, row, error);
  if (person == CWP__NOBODY) status = cwp__workforce_refuse(self, &merge->keys, at, count, error);
  memset(merge->placed + at, person != CWP__NOBODY, count);
  merge->evidence.at += count;
  merge->placed_rows += count;
  return status == CWP_OK ? cwp__places_add(&self->places, person, row, count, error) : status;
}

/* ---- Going on ---- */

/* Lets go of those who are here, and of the batches that are through; blocks are read again where those move. */
static cwp_status forget(cwp_workforce *self, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  cwp__table *workers = &self->members.table;
  cwp_status status = keep_last(self, &merge->workers, error);
  if (status == CWP_OK) status = keep_last(self, &merge->evidence, error);
  if (status != CWP_OK) return status;
  rewind_block(&merge->evidence);
  rewind_block(&merge->workers);
  self->people.count = self->places.people = 0;
  merge->placed_rows = 0;
  size_t count = 0;
  while (count < workers->chunk_count &&
         workers->chunks[count].first + workers->chunks[count].rows <= merge->workers.row)
    count++;
  cwp__table_forget(workers, count);
  cwp__arena_free(&self->members.codes);
  merge->coded = 0;
  return cwp__flow_forget(self, merge->evidence.row, error);
}

/* Takes people in until there is enough, or no more; there may be nobody among what there is. */
static cwp_status fill(cwp_workforce *self, int *is_over, cwp_error *error) {
  cwp__merge *merge = self->flow->merge;
  finding found = FULL;
  int is_enough = 0;
  cwp_status status = forget(self, error);
  while (status == CWP_OK && !is_enough) {
    status = see_to_evidence(self, error);
    if (status != CWP_OK) return status;
    is_enough = merge->keys.rows.count == 0; /* there is no more */
    status = is_enough ? take_workers(self, NULL, &found, error) : place_run(self, &is_enough, error);
  }
  *is_over = found == NONE;
  return status == CWP_OK ? check_block(self, error) : status;
}

cwp_status cwp__merge_advance(cwp_workforce *self, cwp_error *error) {
  int is_over = 0;
  cwp_status status;
  do
    status = fill(self, &is_over, error);
  while (status == CWP_OK && self->people.count == 0 && !is_over);
  self->flow->count = self->flow->total = self->people.count;
  return status;
}
