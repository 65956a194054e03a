/* Whose each row of evidence is, and whether it can count. */

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <string.h>

/* Rows between two calls of the caller's progress function; a multiple of a block. */
enum { ROWS_OF_PROGRESS = 128 * CWP__BLOCK };

/* So many wrong guesses, one after the other, and there are no more until one would have been right. */
enum { MOST_MISSES = 8 };

/* In place of a person: not looked up yet. */
#define NOT_YET (CWP__NOBODY - 1)

typedef struct placing {
  cwp_workforce *self;
  unsigned misses; /* guesses of who comes next that were wrong, one after the other */
  uint32_t person; /* of the row before, or CWP__NOBODY */
  int is_first;    /* there is no row before */
  cwp__key key;    /* of the row before, if it had one */
  int has_key;
  const void *dictionary; /* whose texts `people_of` knows the people of */
  uint32_t *people_of;
  size_t dictionary_count;
  size_t dictionary_offset;
  cwp__key_block keys;
  uint8_t placed[CWP__BLOCK];
  cwp__lanes lanes;
} placing;

/* ---- Dictionaries of keys ---- */

/* Where a dictionary of keys is not much larger than the batch, each of its texts is looked up once. */
static cwp_status take_dictionary(placing *work, const cwp__chunk *chunk, cwp_error *error) {
  cwp_workforce *self = work->self;
  const cwp__evidence *evidence = &self->evidence;
  const cwp__values *values = &chunk->pieces[evidence->worker].dictionary;
  int is_small = values->count / 4 <= chunk->rows;
  int is_coded = evidence->table.fields[evidence->worker].index != CWP__VALUE_OTHER;
  if (is_coded && values->data == work->dictionary && values->count == work->dictionary_count &&
      values->offset == work->dictionary_offset)
    return CWP_OK;
  cwp__release(&self->allocator, work->people_of);
  work->people_of = NULL;
  work->dictionary = NULL;
  if (!is_coded || !is_small || values->count == 0) return CWP_OK;
  work->people_of = cwp__allocate(&self->allocator, values->count, sizeof *work->people_of);
  if (work->people_of == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < values->count; i++)
    work->people_of[i] = NOT_YET;
  work->dictionary = values->data;
  work->dictionary_count = values->count;
  work->dictionary_offset = values->offset;
  return CWP_OK;
}

/* ---- People ---- */

cwp_status cwp__workforce_refuse(cwp_workforce *self, const cwp__key_block *keys, size_t i, size_t count,
                                 cwp_error *error) {
  char room[CWP__SHOWN];
  const cwp__evidence *evidence = &self->evidence;
  const cwp__chunk *chunk = keys->rows.chunk;
  size_t at = keys->rows.first + i;
  cwp__found found = {CWP__WF_NO_WORKER, 0, evidence->table.name, "", NULL, count, chunk->first + at};
  if (keys->known[i]) {
    const cwp__field *field = &evidence->table.fields[evidence->worker];
    found.finding = CWP__WF_UNKNOWN_WORKER;
    found.column = field->name;
    found.value = cwp__read_shown(field, evidence->worker, chunk, at, room);
  }
  self->unplaced += count;
  return cwp__findings_add(&self->findings, &found) ? CWP_OK : cwp__fail_memory(error);
}

/* The person of a key that is not that of the row before; without workers they may be new. */
static cwp_status find_person(placing *work, size_t i, cwp_error *error) {
  cwp_workforce *self = work->self;
  int is_new;
  uint32_t *known = work->people_of != NULL ? &work->people_of[work->keys.numbers[i]] : NULL;
  if (known != NULL && *known != NOT_YET) {
    work->person = *known;
    return CWP_OK;
  }
  cwp_status status;
  uint32_t next = work->person < NOT_YET ? work->person + 1 : 0;
  uint64_t row = work->keys.rows.chunk->first + work->keys.rows.first + i;
  if (self->has_workers)
    status = cwp__people_find(&self->people, &work->key, work->misses < MOST_MISSES ? next : CWP__NOBODY, &work->person,
                              error);
  else if (self->flow != NULL)
    return CWP_OK; /* cwp__flow_find knows */
  else
    status = cwp__people_add(&self->people, &work->key, row, &work->person, &is_new, error);
  work->misses = work->person - next < MOST_MISSES ? 0 : work->misses + (work->misses < MOST_MISSES);
  if (status == CWP_OK && self->flow == NULL) status = cwp__places_grow(&self->places, self->people.count, error);
  if (status == CWP_OK && known != NULL) *known = work->person;
  return status;
}

/* Places the `count` rows from `i` on, which have one key, or none. */
static cwp_status place_run(placing *work, size_t i, size_t count, cwp_error *error) {
  cwp_workforce *self = work->self;
  cwp_status status = CWP_OK;
  cwp__key key = cwp__key_of(&work->keys, i);
  int is_known = work->keys.known[i];
  int is_same = work->has_key && is_known && cwp__keys_are_same(&work->key, &key, self->people.are_text);
  uint32_t person = CWP__NOBODY;
  if (is_known && !is_same) {
    work->key = key;
    work->has_key = 1;
    status = find_person(work, i, error);
  }
  if (is_known) person = work->person;
  uint64_t row = work->keys.rows.chunk->first + work->keys.rows.first + i;
  if (status == CWP_OK && self->flow != NULL && person != CWP__NOBODY)
    status = cwp__flow_find(self, &key, row, &person, error);
  if (status == CWP_OK && person == CWP__NOBODY) status = cwp__workforce_refuse(self, &work->keys, i, count, error);
  memset(work->placed + i, person != CWP__NOBODY, count);
  return status == CWP_OK ? cwp__places_add(&self->places, person, row, count, error) : status;
}

/* Places a block run by run. */
static cwp_status place_runs(placing *work, cwp_error *error) {
  cwp_status status = CWP_OK;
  if (work->misses == MOST_MISSES && work->people_of == NULL) cwp__people_warm(&work->self->people, &work->keys);
  for (size_t i = 0; i < work->keys.rows.count && status == CWP_OK;) {
    size_t count = cwp__keys_run(&work->keys, i, work->self->people.are_text);
    status = place_run(work, i, count, error);
    i += count;
  }
  return status;
}

/* Places a block whose rows may be of anybody, in no order. */
static cwp_status place_each(placing *work, cwp_error *error) {
  uint32_t people[CWP__BLOCK];
  cwp_workforce *self = work->self;
  const cwp__rows *rows = &work->keys.rows;
  cwp_status status = cwp__people_find_each(&self->people, &work->keys, people, error);
  for (size_t i = 0; i < rows->count && status == CWP_OK; i++) {
    work->placed[i] = people[i] != CWP__NOBODY;
    if (!work->placed[i]) status = cwp__workforce_refuse(self, &work->keys, i, 1, error);
  }
  if (status != CWP_OK) return status;
  return cwp__places_add_each(&self->places, people, rows->chunk->first + rows->first, rows->count, error);
}

static cwp_status place_block(placing *work, cwp_error *error) {
  cwp_workforce *self = work->self;
  int is_apart = self->places.whose != NULL && self->has_workers && work->people_of == NULL;
  cwp_status status = cwp__keys_read(&self->evidence.table, self->evidence.worker, &work->keys, error);
  if (status != CWP_OK) return status;
  status = is_apart ? place_each(work, error) : place_runs(work, error);
  if (status == CWP_OK &&
      !cwp__facts_check(&self->evidence, &work->keys.rows, &work->lanes, work->placed, &self->findings, &self->refused))
    return cwp__fail_memory(error);
  return status;
}

/* ---- Batches ---- */

static cwp_status place_chunk(placing *work, const cwp__chunk *chunk, cwp_error *error) {
  cwp_status status = take_dictionary(work, chunk, error);
  for (size_t row = 0; row < chunk->rows && status == CWP_OK; row += CWP__BLOCK) {
    size_t count = chunk->rows - row < CWP__BLOCK ? chunk->rows - row : CWP__BLOCK;
    work->keys.rows = (cwp__rows){chunk, row, count};
    status = place_block(work, error);
    size_t done = row + count;
    if (status == CWP_OK && (done % ROWS_OF_PROGRESS == 0 || done == chunk->rows))
      status = cwp__workforce_progress(work->self, (done - 1) % ROWS_OF_PROGRESS + 1, error);
  }
  return status;
}

cwp_status cwp__workforce_place(cwp_workforce *self, cwp_error *error) {
  cwp_status status = cwp__evidence_code_batches(&self->evidence, error);
  placing *work = status == CWP_OK ? cwp__allocate_zeroed(&self->allocator, 1, sizeof *work) : NULL;
  if (status != CWP_OK) return status;
  if (work == NULL) return cwp__fail_memory(error);
  work->self = self;
  work->person = self->flow != NULL && !self->has_workers ? 0 : CWP__NOBODY;
  cwp__lanes_start(&work->lanes, &self->evidence);
  if (self->flow == NULL) status = cwp__places_grow(&self->places, self->people.count, error);
  uint64_t first = self->flow != NULL ? self->flow->placed : 0;
  for (size_t c = 0; c < self->evidence.table.chunk_count && status == CWP_OK; c++)
    if (self->evidence.table.chunks[c].first >= first)
      status = place_chunk(work, &self->evidence.table.chunks[c], error);
  cwp__release(&self->allocator, work->people_of);
  cwp__release(&self->allocator, work);
  return status;
}
