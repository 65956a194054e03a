/* People by their keys. */

#include "workforce/people.h"

#include "base/error.h"
#include "base/memory.h"

/* MOST_PROBES: further on than this a key is only by bad luck or by design: the table is made again with another seed,
   MOST_SEEDS times at most. At two thirds full, ten million good keys stay under 500. */
enum { FIRST_SLOTS = 256, MOST_PROBES = 1024, MOST_SEEDS = 8, GUESSES = 4 };

void cwp__people_start(cwp__people *self, const cwp__table *table, size_t column, size_t expected,
                       const cwp_allocator *allocator) {
  *self = (cwp__people){.allocator = *allocator, .table = table, .column = column, .expected = expected};
  self->is_ascending = 1;
  self->are_text = cwp__field_uses(&table->fields[column]) == CWP__AS_TEXT;
}

void cwp__people_settle(cwp__people *self) {
  cwp__release(&self->allocator, self->slots);
  cwp__release(&self->allocator, self->ranks);
  cwp__release(&self->allocator, self->ranked);
  self->slots = NULL;
  self->ranks = NULL;
  self->ranked = NULL;
  self->slot_count = self->indexed = self->rank_count = 0;
  self->is_settled = 0;
}

void cwp__people_clear(cwp__people *self) {
  cwp__people_settle(self);
  cwp__release(&self->allocator, self->rows);
  self->rows = NULL;
}

/* ---- Keys ---- */

cwp_status cwp__keys_read(const cwp__table *table, size_t column, cwp__key_block *block, cwp_error *error) {
  const cwp__field *field = &table->fields[column];
  const cwp__piece *piece = &block->rows.chunk->pieces[column];
  cwp__read_known(field, column, &block->rows, block->known);
  if (field->type == CWP__VALUE_NULL) return CWP_OK;
  int is_text = cwp__field_uses(field) == CWP__AS_TEXT, is_good = 1;
  if (!is_text || field->index != CWP__VALUE_OTHER) cwp__read_numbers(field, column, &block->rows, block->numbers);
  for (size_t i = 0; is_text && i < block->rows.count; i++) {
    const cwp__values *values = field->index != CWP__VALUE_OTHER ? &piece->dictionary : &piece->values;
    size_t at = field->index != CWP__VALUE_OTHER ? (size_t)block->numbers[i] : cwp__row_at(&block->rows, i);
    if (!block->known[i]) continue;
    if (field->index != CWP__VALUE_OTHER && !cwp__value_is_known(values, at)) {
      block->known[i] = 0;
      continue;
    }
    block->texts[i] = cwp__value_text(values, field->type, at);
    if (block->texts[i].length == 0) block->known[i] = 0;
  }
  for (size_t i = 0; field->type == CWP__VALUE_UINT64 && i < block->rows.count; i++)
    is_good &= !block->known[i] || block->numbers[i] >= 0;
  if (is_good) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_INVALID, "%s: column \"%s\" has a key above 9223372036854775807", table->name,
                   field->name);
}

cwp__key cwp__key_at(const cwp__table *table, size_t column, const cwp__chunk *chunk, size_t index) {
  const cwp__field *field = &table->fields[column];
  if (cwp__field_uses(field) == CWP__AS_TEXT) return (cwp__key){0, cwp__read_text(field, column, chunk, index)};
  return (cwp__key){cwp__read_number(field, column, chunk, index), {"", 0}};
}

static cwp__key key_of_person(const cwp__people *self, size_t person, size_t *hint) {
  uint64_t row = cwp__people_row(self, person);
  *hint = cwp__table_chunk_of(self->table, row, *hint);
  const cwp__chunk *chunk = &self->table->chunks[*hint];
  return cwp__key_at(self->table, self->column, chunk, (size_t)(row - chunk->first));
}

size_t cwp__keys_run(const cwp__key_block *keys, size_t i, int are_text) {
  size_t end = i + 1;
  if (!keys->known[i]) {
    while (end < keys->rows.count && !keys->known[end])
      end++;
  } else if (are_text) {
    cwp__key first = cwp__key_of(keys, i);
    for (; end < keys->rows.count && keys->known[end]; end++) {
      cwp__key key = cwp__key_of(keys, end);
      if (!cwp__keys_are_same(&first, &key, 1)) break;
    }
  } else {
    while (end < keys->rows.count && keys->known[end] && keys->numbers[end] == keys->numbers[i])
      end++;
  }
  return end - i;
}

/* 1 if the key is that of the person. */
static int is_of(const cwp__people *self, const cwp__key *key, size_t person) {
  size_t hint = 0;
  cwp__key other = key_of_person(self, person, &hint);
  return cwp__keys_are_same(key, &other, self->are_text);
}

int cwp__keys_compare(const cwp__key *a, const cwp__key *b, int are_text) {
  if (!are_text) return (a->number > b->number) - (a->number < b->number);
  size_t length = a->text.length < b->text.length ? a->text.length : b->text.length;
  int order = memcmp(a->text.text, b->text.text, length);
  return order != 0 ? order : (a->text.length > b->text.length) - (a->text.length < b->text.length);
}

/* 1 if the key comes behind that of the person. */
static int is_behind(const cwp__people *self, const cwp__key *key, size_t person) {
  size_t hint = self->table->chunk_count - 1;
  cwp__key other = key_of_person(self, person, &hint);
  return cwp__keys_compare(key, &other, self->are_text) > 0;
}

/* ---- A table of hashes ---- */

static uint64_t mixed(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= UINT64_C(0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  hash *= UINT64_C(0xd6e8feb86659fd93);
  return hash ^ hash >> 32;
}

/* The upper half of a slot. */
static uint64_t tag_of(const cwp__people *self, const cwp__key *key) {
  uint64_t hash = mixed(self->seed + UINT64_C(0x9e3779b97f4a7c15));
  if (!self->are_text) return mixed(hash ^ (uint64_t)key->number) >> 32 << 32;
  const char *text = key->text.text;
  size_t length = key->text.length;
  for (; length >= 8; length -= 8, text += 8) {
    uint64_t part;
    memcpy(&part, text, 8);
    hash = mixed(hash ^ part);
  }
  uint64_t part = length;
  memcpy((char *)&part + 1, text, length);
  return mixed(hash ^ part) >> 32 << 32;
}

/* Where a tag's search begins. Tags in order have places in order, so a table can be made larger without the keys. */
static size_t place_of(const cwp__people *self, uint64_t tag) {
  return (size_t)((tag >> 32) * self->slot_count >> 32);
}

/* Puts a person into a free slot. Returns 0 when there is none near enough. */
static int put(cwp__people *self, uint64_t tag, size_t person) {
  size_t at = place_of(self, tag);
  for (unsigned probes = 0; probes < MOST_PROBES; probes++) {
    if (self->slots[at] == 0) {
      self->slots[at] = tag | (person + 1);
      return 1;
    }
    at = at + 1 < self->slot_count ? at + 1 : 0;
  }
  return 0;
}

/* The slot's person whose key it is, or CWP__NOBODY. */
static uint32_t look_up(const cwp__people *self, const cwp__key *key, uint64_t tag) {
  size_t at = place_of(self, tag);
  for (unsigned probes = 0; probes < MOST_PROBES && self->slots[at] != 0; probes++) {
    uint64_t slot = self->slots[at];
    if ((slot ^ tag) >> 32 == 0 && is_of(self, key, (uint32_t)slot - 1)) return (uint32_t)slot - 1;
    at = at + 1 < self->slot_count ? at + 1 : 0;
  }
  return CWP__NOBODY;
}

/* Puts everybody into an empty table. Returns 0 when it is too crowded in one place. */
static int put_all(cwp__people *self) {
  size_t hint = 0;
  for (size_t person = 0; person < self->count; person++) {
    cwp__key key = key_of_person(self, person, &hint);
    if (!put(self, tag_of(self, &key), person)) return 0;
  }
  self->indexed = self->count;
  return 1;
}

/* Makes the table anew for so many people. */
static cwp_status build(cwp__people *self, size_t people, cwp_error *error) {
  size_t wanted = people / 2 * 3 + FIRST_SLOTS;
  for (; self->seed < MOST_SEEDS; self->seed++) {
    cwp__people_settle(self); /* first, so that there are never two tables */
    self->slots = cwp__allocate_zeroed(&self->allocator, wanted, sizeof *self->slots);
    if (self->slots == NULL) return cwp__fail_memory(error);
    self->slot_count = wanted;
    if (put_all(self)) return CWP_OK;
  }
  return cwp__fail(error, CWP_ERROR_LIMIT, "%s: too many keys of column \"%s\" are made so that they look alike",
                   self->table->name, self->table->fields[self->column].name);
}

/* Sees that everybody is in the table, with room for one more. */
static cwp_status see_to_table(cwp__people *self, cwp_error *error) {
  size_t room = self->slot_count / 3 * 2;
  if (self->slots != NULL && self->indexed == self->count && self->count < room) return CWP_OK;
  return build(self, self->expected > self->count ? self->expected : self->count * 2, error);
}

/* ---- Numbers without wide gaps ---- */

/* Ones among bits: by twos, fours, bytes, and all bytes together. */
static uint32_t ones(uint64_t bits) {
  bits -= bits >> 1 & UINT64_C(0x5555555555555555);
  bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
  bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* The person of a number, or CWP__NOBODY. */
static inline uint32_t ranked(const cwp__people *self, int64_t number) {
  uint64_t at = (uint64_t)number - (uint64_t)self->least;
  if (at / 64 >= self->rank_count) return CWP__NOBODY;
  const cwp__ranks *ranks = &self->ranks[at / 64];
  uint64_t bit = UINT64_C(1) << at % 64;
  if (!(ranks->keys & bit)) return CWP__NOBODY;
  uint32_t rank = ranks->before + ones(ranks->keys & (bit - 1));
  return self->ranked != NULL ? self->ranked[rank] : rank;
}

/* The least key and the range up to the largest. */
static uint64_t range_of(const cwp__people *self, int64_t *least) {
  int64_t largest = INT64_MIN;
  size_t hint = 0;
  *least = INT64_MAX;
  for (size_t person = 0; person < self->count; person++) {
    int64_t number = key_of_person(self, person, &hint).number;
    if (number < *least) *least = number;
    if (number > largest) largest = number;
  }
  return (uint64_t)largest - (uint64_t)*least;
}

/* Sets everybody's bit, and adds them up. */
static void set_ranks(cwp__people *self) {
  uint32_t before = 0;
  size_t hint = 0;
  for (size_t person = 0; person < self->count; person++) {
    uint64_t at = (uint64_t)key_of_person(self, person, &hint).number - (uint64_t)self->least;
    self->ranks[at / 64].keys |= UINT64_C(1) << at % 64;
  }
  for (size_t i = 0; i < self->rank_count; i++) {
    self->ranks[i].before = before;
    before += ones(self->ranks[i].keys);
  }
}

/* Says whose each key is, where their order is not that of the people. */
static cwp_status set_ranked(cwp__people *self, cwp_error *error) {
  size_t hint = 0;
  uint32_t *of = cwp__allocate(&self->allocator, self->count, sizeof *of);
  if (of == NULL) return cwp__fail_memory(error);
  for (size_t person = 0; person < self->count; person++)
    of[ranked(self, key_of_person(self, person, &hint).number)] = (uint32_t)person;
  self->ranked = of;
  return CWP_OK;
}

/* Has people found by a bit for each number, unless that would be more than a word a person. */
static cwp_status rank(cwp__people *self, cwp_error *error) {
  int64_t least;
  if (self->are_text) return CWP_OK;
  uint64_t words = range_of(self, &least) / 64 + 1;
  if (words > self->count) return CWP_OK;
  cwp__people_settle(self); /* first: it is as large */
  self->ranks = cwp__allocate_zeroed(&self->allocator, (size_t)words, sizeof *self->ranks);
  if (self->ranks == NULL) return cwp__fail_memory(error);
  self->rank_count = (size_t)words;
  self->least = least;
  set_ranks(self);
  return self->is_ascending ? CWP_OK : set_ranked(self, error);
}

/* Sees that people can be looked up, now that everybody is there. */
static cwp_status settle_down(cwp__people *self, cwp_error *error) {
  if (self->is_settled || self->count == 0) return CWP_OK;
  cwp_status status = rank(self, error);
  if (status == CWP_OK && self->ranks == NULL && self->slots == NULL) status = build(self, self->count, error);
  self->is_settled = status == CWP_OK;
  return status;
}

/* ---- Finding ---- */

/* Looks somebody up. */
static uint32_t find(const cwp__people *self, const cwp__key *key) {
  if (self->count == 0) return CWP__NOBODY;
  return self->ranks != NULL ? ranked(self, key->number) : look_up(self, key, tag_of(self, key));
}

cwp_status cwp__people_find(cwp__people *self, const cwp__key *key, uint32_t guess, uint32_t *person,
                            cwp_error *error) {
  *person = CWP__NOBODY;
  for (uint32_t i = 0; i < GUESSES && guess != CWP__NOBODY && (size_t)guess + i < self->count; i++) {
    if (!is_of(self, key, guess + i)) continue;
    *person = guess + i;
    return CWP_OK;
  }
  cwp_status status = settle_down(self, error);
  if (status == CWP_OK) *person = find(self, key);
  return status;
}

cwp_status cwp__people_find_each(cwp__people *self, const cwp__key_block *block, uint32_t *people, cwp_error *error) {
  cwp_status status = settle_down(self, error);
  if (status != CWP_OK) return status;
  cwp__people_warm(self, block);
  for (size_t i = 0; self->ranks != NULL && i < block->rows.count; i++)
    people[i] = block->known[i] ? ranked(self, block->numbers[i]) : CWP__NOBODY;
  for (size_t i = 0; self->ranks == NULL && i < block->rows.count; i++) {
    cwp__key key = cwp__key_of(block, i);
    people[i] = block->known[i] ? find(self, &key) : CWP__NOBODY;
  }
  return CWP_OK;
}

void cwp__people_warm(cwp__people *self, const cwp__key_block *block) {
  uint32_t people[CWP__BLOCK];
  size_t hint = 0;
  for (size_t i = 0; self->slots != NULL && i < block->rows.count; i++) {
    cwp__key key = cwp__key_of(block, i);
    people[i] = block->known[i] ? (uint32_t)self->slots[place_of(self, tag_of(self, &key))] : 0;
  }
  for (size_t i = 0; self->slots != NULL && i < block->rows.count; i++) {
    if (people[i] == 0) continue;
    cwp__key key = key_of_person(self, people[i] - 1, &hint);
    self->warmth += self->are_text ? key.text.text[0] : key.number & 1;
  }
}

/* ---- Adding ---- */

/* Writes down who has which row, now that not every row is somebody's. */
static cwp_status write_rows(cwp__people *self, cwp_error *error) {
  if (!cwp__reserve(&self->allocator, (void **)&self->rows, &self->row_capacity, self->count + 1, sizeof *self->rows))
    return cwp__fail_memory(error);
  for (size_t i = 0; self->is_every_row && i < self->count; i++)
    self->rows[i] = i;
  self->is_every_row = 0;
  return CWP_OK;
}

static cwp_status append(cwp__people *self, uint64_t row, cwp_error *error) {
  cwp_status status = CWP_OK;
  if (self->count >= UINT32_MAX - 1)
    return cwp__fail(error, CWP_ERROR_LIMIT, "%s: there are more than 4,294,967,293 people", self->table->name);
  if (self->count == 0) self->is_every_row = 1;
  if (!self->is_every_row || row != self->count) status = write_rows(self, error);
  if (status != CWP_OK) return status;
  if (!self->is_every_row) self->rows[self->count] = row;
  self->count++;
  return CWP_OK;
}

/* Adds somebody who is in the table by then, if there is one. */
static cwp_status append_and_put(cwp__people *self, const cwp__key *key, uint64_t row, cwp_error *error) {
  cwp_status status = see_to_table(self, error);
  if (status == CWP_OK) status = append(self, row, error);
  if (status != CWP_OK) return status;
  if (put(self, tag_of(self, key), self->count - 1)) {
    self->indexed++;
    return CWP_OK;
  }
  self->seed++;
  return build(self, self->count, error);
}

cwp_status cwp__people_add(cwp__people *self, const cwp__key *key, uint64_t row, uint32_t *person, int *is_new,
                           cwp_error *error) {
  cwp_status status = CWP_OK;
  *is_new = 1;
  *person = (uint32_t)self->count;
  if (self->is_ascending && (self->count == 0 || is_behind(self, key, self->count - 1)))
    return append(self, row, error);
  if (self->is_ascending) {
    self->is_ascending = 0;
    status = see_to_table(self, error);
    if (status != CWP_OK) return status;
  }
  uint32_t found = look_up(self, key, tag_of(self, key));
  if (found == CWP__NOBODY) return append_and_put(self, key, row, error);
  *person = found;
  *is_new = 0;
  return CWP_OK;
}
