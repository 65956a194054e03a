/*
 * Facts of people whose rows lie apart, laid person by person. Rows are read from front to back, and the facts of each
 * go to those of some thousands of people, a few at a time; then each of these parts is put in order, which the caches
 * hold. So nothing far away is touched a fact at a time.
 */

#include "base/error.h"
#include "base/memory.h"
#include "pathway/model.h"
#include "workforce/state.h"

#include <string.h>

/* People of a part, and facts that go there together. */
enum { PART_BITS = 12, PART = 1 << PART_BITS, TOGETHER = 16 };

/* Facts on their way to a part. */
typedef struct hold {
  uint64_t next; /* where they go */
  uint64_t words[TOGETHER];
  uint16_t people[TOGETHER]; /* whose they are, counted from the part's first */
  uint8_t high[TOGETHER];
  uint8_t count;
} hold;

typedef struct laying {
  cwp_workforce *self;
  cwp__laid *laid;
  cwp__lanes lanes;
  uint16_t kept[CWP__BLOCK]; /* facts of each row of the block */
  cwp__fact_room room;       /* for the facts of a block */
  hold *holds;
  size_t parts;
  uint16_t *people; /* whose each fact is that is laid, as in a hold */
  uint64_t *words;  /* a part that is put in order */
  uint8_t *high;
} laying;

/* ---- Rows ---- */

/* Reads a block of rows; says how many facts each row has. */
static void read_block(laying *work, const cwp__rows *rows) {
  const cwp__evidence *evidence = &work->self->evidence;
  cwp__facts_read(evidence, rows, &work->lanes, &work->room.facts, work->kept);
  for (size_t i = 0; evidence->wide == NULL && i < rows->count; i++)
    work->kept[i] = 1;
}

/* Counts facts in place of rows. */
static cwp_status count_block(laying *work, const cwp__rows *rows, cwp_error *error) {
  cwp__places *places = &work->self->places;
  const uint32_t *whose = places->whose + rows->chunk->first + rows->first;
  cwp_status status = CWP_OK;
  read_block(work, rows);
  for (size_t i = 0; i < rows->count && status == CWP_OK; i++)
    if (whose[i] != CWP__NOBODY) status = cwp__places_count(places, whose[i], work->kept[i], error);
  return status;
}

/* Lets go of what is on its way to a part. */
static void let_go(laying *work, hold *from) {
  memcpy(work->laid->words + from->next, from->words, from->count * sizeof *from->words);
  memcpy(work->people + from->next, from->people, from->count * sizeof *from->people);
  if (work->laid->high != NULL) memcpy(work->laid->high + from->next, from->high, from->count);
  from->next += from->count;
  from->count = 0;
}

/* Sends the facts of a block on their way. */
static cwp_status send_block(laying *work, const cwp__rows *rows, cwp_error *error) {
  const uint32_t *whose = work->self->places.whose + rows->chunk->first + rows->first;
  const cwp__facts *facts = &work->room.facts;
  size_t fact = 0;
  (void)error;
  read_block(work, rows);
  for (size_t i = 0; i < rows->count; fact += work->kept[i], i++)
    for (size_t k = fact; whose[i] != CWP__NOBODY && k < fact + work->kept[i]; k++) {
      hold *to = &work->holds[whose[i] >> PART_BITS];
      to->words[to->count] = cwp__laid_word(facts, k);
      to->high[to->count] = (uint8_t)(facts->about[k] >> CWP__LAID_ABOUT_BITS);
      to->people[to->count] = whose[i] & (PART - 1);
      if (++to->count == TOGETHER) let_go(work, to);
    }
  return CWP_OK;
}

/* Does something with all blocks of rows. */
static cwp_status go_over(laying *work, cwp_status (*with)(laying *, const cwp__rows *, cwp_error *),
                          cwp_error *error) {
  const cwp__table *table = &work->self->evidence.table;
  cwp_status status = CWP_OK;
  for (size_t c = 0; c < table->chunk_count && status == CWP_OK; c++) {
    const cwp__chunk *chunk = &table->chunks[c];
    for (size_t row = 0; row < chunk->rows && status == CWP_OK; row += CWP__BLOCK) {
      size_t count = chunk->rows - row < CWP__BLOCK ? chunk->rows - row : CWP__BLOCK;
      const cwp__rows rows = {chunk, row, count};
      status = with(work, &rows, error);
    }
    if (status == CWP_OK) status = cwp__workforce_progress(work->self, 0, error); /* it may be cancelled */
  }
  return status;
}

/* ---- Parts ---- */

/* The facts of all people before somebody. */
static uint64_t start_of(const cwp__places *places, size_t person, uint64_t all) {
  return person < places->people ? places->first[person] : all;
}

/* Makes room for all facts, and for the largest part of them. */
static cwp_status see_to_room(laying *work, uint64_t all, cwp_error *error) {
  const cwp__places *places = &work->self->places;
  const cwp_allocator *memory = &places->allocator;
  int is_large = cwp__record_count(work->self->pathway) >= 1u << CWP__LAID_ABOUT_BITS;
  uint64_t largest = 0;
  work->parts = places->people / PART + 1;
  for (size_t part = 0; part < work->parts; part++) {
    uint64_t count = start_of(places, (part + 1) * PART, all) - start_of(places, part * PART, all);
    if (count > largest) largest = count;
  }
  work->laid->words = cwp__allocate(memory, (size_t)all, sizeof *work->laid->words);
  work->people = cwp__allocate(memory, (size_t)all, sizeof *work->people);
  work->holds = cwp__allocate_zeroed(memory, work->parts, sizeof *work->holds);
  work->words = cwp__allocate(memory, (size_t)largest, sizeof *work->words);
  if (is_large) work->laid->high = cwp__allocate(memory, (size_t)all, sizeof *work->laid->high);
  if (is_large) work->high = cwp__allocate(memory, (size_t)largest, sizeof *work->high);
  int is_there = work->laid->words != NULL && work->people != NULL && work->holds != NULL && work->words != NULL;
  if (!is_there || (is_large && (work->laid->high == NULL || work->high == NULL))) return cwp__fail_memory(error);
  for (size_t part = 0; part < work->parts; part++)
    work->holds[part].next = start_of(places, part * PART, all);
  return CWP_OK;
}

/* Puts a part in order: of each person facts stay as they came. */
static void put_in_order(laying *work, size_t part, uint64_t all) {
  cwp__places *places = &work->self->places;
  const cwp__laid *laid = work->laid;
  uint64_t first = start_of(places, part * PART, all);
  size_t count = (size_t)(start_of(places, (part + 1) * PART, all) - first);
  const uint16_t *people = work->people + first;
  uint64_t *next = places->first + part * PART;
  memcpy(work->words, laid->words + first, count * sizeof *work->words);
  if (laid->high != NULL) memcpy(work->high, laid->high + first, count);
  for (size_t i = 0; i < count; i++) {
    uint64_t at = next[people[i]]++;
    laid->words[at] = work->words[i];
    if (laid->high != NULL) laid->high[at] = work->high[i];
  }
  for (size_t person = part * PART; person < (part + 1) * PART && person < places->people; person++)
    places->first[person] -= places->counts[person];
}

/* ---- All of it ---- */

static cwp_status lay(laying *work, cwp_error *error) {
  cwp__places *places = &work->self->places;
  cwp_status status = CWP_OK;
  if (work->self->evidence.wide != NULL) {
    memset(places->counts, 0, places->people * sizeof *places->counts);
    status = go_over(work, count_block, error);
  }
  if (status != CWP_OK) return status;
  uint64_t all = cwp__places_lay_out(places);
  status = see_to_room(work, all, error);
  if (status == CWP_OK) status = go_over(work, send_block, error);
  for (size_t part = 0; part < work->parts && status == CWP_OK; part++)
    let_go(work, &work->holds[part]);
  for (size_t part = 0; part < work->parts && status == CWP_OK; part++)
    put_in_order(work, part, all);
  return status;
}

static void clear(laying *work) {
  const cwp_allocator memory = work->self->allocator;
  cwp__fact_room_clear(&work->room, &memory);
  cwp__release(&memory, work->holds);
  cwp__release(&memory, work->people);
  cwp__release(&memory, work->words);
  cwp__release(&memory, work->high);
  cwp__release(&memory, work);
}

cwp_status cwp__workforce_lay(cwp_workforce *self, cwp_error *error) {
  if (self->places.whose == NULL) return CWP_OK;
  laying *work = cwp__allocate_zeroed(&self->allocator, 1, sizeof *work);
  if (work == NULL) return cwp__fail_memory(error);
  work->self = self;
  work->laid = &self->places.laid;
  int has_room = cwp__fact_room_make(&work->room, CWP__BLOCK * cwp__evidence_most(&self->evidence), &self->allocator);
  cwp__lanes_start(&work->lanes, &self->evidence);
  cwp_status status = has_room ? lay(work, error) : cwp__fail_memory(error);
  clear(work);
  cwp__release(&self->allocator, self->places.whose);
  self->places.whose = NULL;
  return status;
}
