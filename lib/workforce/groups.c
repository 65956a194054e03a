/* Groups of people by columns of the workers. */

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* In place of a label: not known. And: not looked up yet. */
#define NO_LABEL UINT32_MAX
#define NOT_YET (UINT32_MAX - 1)

enum { FIRST_SLOTS = 64, NUMBERS = 4096 };

/* ---- Numbering what is different ---- */

/* An open-addressing table of numbers, of whatever has a hash: 0, or the number and one. */
typedef struct numbering {
  cwp_allocator allocator;
  uint32_t *slots;
  uint32_t *hashes; /* of each number */
  size_t slot_count;
  size_t count;
  size_t capacity;
} numbering;

static void numbering_clear(numbering *self) {
  cwp__release(&self->allocator, self->slots);
  cwp__release(&self->allocator, self->hashes);
}

static void numbering_place(numbering *self, uint32_t number) {
  size_t at = self->hashes[number] & (self->slot_count - 1);
  while (self->slots[at] != 0)
    at = (at + 1) & (self->slot_count - 1);
  self->slots[at] = number + 1;
}

/* Takes the next number for that hash. Returns 0 when there is no memory. */
static int numbering_add(numbering *self, uint32_t hash) {
  if (!cwp__reserve(&self->allocator, (void **)&self->hashes, &self->capacity, self->count + 1, sizeof *self->hashes))
    return 0;
  if (self->count + 1 > self->slot_count / 2) {
    size_t wanted = self->slot_count == 0 ? FIRST_SLOTS : self->slot_count * 2;
    uint32_t *slots = cwp__allocate_zeroed(&self->allocator, wanted, sizeof *slots);
    if (slots == NULL) return 0;
    cwp__release(&self->allocator, self->slots);
    self->slots = slots;
    self->slot_count = wanted;
    for (size_t i = 0; i < self->count; i++)
      numbering_place(self, (uint32_t)i);
  }
  self->hashes[self->count] = hash;
  numbering_place(self, (uint32_t)self->count++);
  return 1;
}

/* The next number of that hash: begin with `*at` as the hash, end when it is NO_LABEL. */
static uint32_t numbering_next(const numbering *self, uint32_t hash, size_t *at) {
  if (self->slot_count == 0) return NO_LABEL;
  for (;; ++*at) {
    uint32_t slot = self->slots[*at & (self->slot_count - 1)];
    if (slot == 0) return NO_LABEL;
    if (self->hashes[slot - 1] != hash) continue;
    ++*at;
    return slot - 1;
  }
}

static uint32_t folded(uint64_t hash) {
  hash *= UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(hash >> 32 ^ hash);
}

/* ---- Labels of one column ---- */

typedef struct labelling {
  const cwp_workforce *self;
  cwp__groups *groups;
  cwp__labels *labels;
  size_t column;
  numbering numbers;
  cwp__span *raw; /* the values as they stand in the column */
  size_t raw_capacity;
  size_t text_capacity;
  const cwp__values *dictionary; /* whose labels are in `of_dictionary` */
  uint32_t *of_dictionary;
  struct {
    int64_t number;
    uint32_t label;
    int is_set;
  } recent[NUMBERS]; /* labels of numbers seen lately */
} labelling;

static cwp_status fail_groups(const labelling *work, cwp_error *error) {
  return cwp__fail(error, CWP_ERROR_LIMIT, "by \"%s\" there are more than %zu groups", work->labels->name,
                   work->self->options.most_groups);
}

/* The value as a label may have it. */
static const char *clean(labelling *work, cwp__span value) {
  if (memchr(value.text, '\0', value.length) == NULL && cwp__utf8_is_valid(value.text, value.length))
    return cwp__arena_text(&work->groups->texts, value.text, value.length);
  size_t size = value.length * 8 + 16;
  char *room = cwp__arena_allocate(&work->groups->texts, size, 1);
  if (room != NULL) cwp__show(room, size, value.text, value.length);
  return room;
}

/* The label of a text, which must stay where it is. */
static cwp_status label_of(labelling *work, cwp__span value, uint32_t *out, cwp_error *error) {
  uint32_t hash = folded(cwp__hash_bytes(CWP__HASH_START, value.text, value.length));
  cwp__labels *labels = work->labels;
  const cwp_allocator *memory = &work->self->allocator;
  size_t at = hash;
  for (uint32_t found; (found = numbering_next(&work->numbers, hash, &at)) != NO_LABEL;) {
    const cwp__span *other = &work->raw[found];
    if (other->length != value.length || memcmp(other->text, value.text, value.length) != 0) continue;
    *out = found;
    return CWP_OK;
  }
  if (labels->count >= work->self->options.most_groups) return fail_groups(work, error);
  if (!cwp__reserve(memory, (void **)&work->raw, &work->raw_capacity, labels->count + 1, sizeof *work->raw) ||
      !cwp__reserve(memory, (void **)&labels->texts, &work->text_capacity, labels->count + 1, sizeof *labels->texts))
    return cwp__fail_memory(error);
  const char *text = clean(work, value);
  if (text == NULL || !numbering_add(&work->numbers, hash)) return cwp__fail_memory(error);
  work->raw[labels->count] = value;
  labels->texts[labels->count] = text;
  *out = (uint32_t)labels->count++;
  return CWP_OK;
}

/* The label of a number, by its text. */
static cwp_status label_of_number(labelling *work, int64_t number, int is_unsigned, uint32_t *out, cwp_error *error) {
  char text[24];
  size_t at = folded((uint64_t)number) % NUMBERS;
  if (work->recent[at].is_set && work->recent[at].number == number) {
    *out = work->recent[at].label;
    return CWP_OK;
  }
  int length = is_unsigned ? snprintf(text, sizeof text, "%" PRIu64, (uint64_t)number)
                           : snprintf(text, sizeof text, "%" PRId64, number);
  size_t before = work->labels->count;
  cwp_status status = label_of(work, (cwp__span){text, (size_t)length}, out, error);
  if (status != CWP_OK) return status;
  if (work->labels->count > before) work->raw[*out].text = work->labels->texts[*out];
  work->recent[at].number = number;
  work->recent[at].label = *out;
  work->recent[at].is_set = 1;
  return CWP_OK;
}

/* ---- Reading the column ---- */

/* Sees that labels of the batch's dictionary can be kept. */
static cwp_status take_dictionary(labelling *work, const cwp__values *dictionary, cwp_error *error) {
  const cwp_allocator *memory = &work->self->allocator;
  if (work->dictionary != NULL && work->dictionary->data == dictionary->data &&
      work->dictionary->offset == dictionary->offset && work->dictionary->count == dictionary->count)
    return CWP_OK;
  cwp__release(memory, work->of_dictionary);
  work->dictionary = NULL;
  work->of_dictionary = cwp__allocate(memory, dictionary->count, sizeof *work->of_dictionary);
  if (work->of_dictionary == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < dictionary->count; i++)
    work->of_dictionary[i] = NOT_YET;
  work->dictionary = dictionary;
  return CWP_OK;
}

static cwp_status label_of_index(labelling *work, size_t index, uint32_t *out, cwp_error *error) {
  const cwp__field *field = &work->self->members.table.fields[work->column];
  uint32_t *known = &work->of_dictionary[index];
  cwp_status status = CWP_OK;
  if (*known == NOT_YET && !cwp__value_is_known(work->dictionary, index)) *known = NO_LABEL;
  if (*known == NOT_YET) status = label_of(work, cwp__value_text(work->dictionary, field->type, index), known, error);
  *out = *known;
  return status;
}

/* Labels of up to a block of rows. */
static cwp_status label_block(labelling *work, const cwp__rows *rows, uint32_t *out, cwp_error *error) {
  uint8_t known[CWP__BLOCK], bits[CWP__BLOCK];
  int64_t numbers[CWP__BLOCK];
  static const cwp__span words[] = {{"false", 5}, {"true", 4}};
  const cwp__field *field = &work->self->members.table.fields[work->column];
  const cwp__values *values = &rows->chunk->pieces[work->column].values;
  int is_text = cwp__field_uses(field) == CWP__AS_TEXT, is_coded = field->index != CWP__VALUE_OTHER;
  cwp_status status = CWP_OK;
  cwp__read_known(field, work->column, rows, known);
  if (field->type == CWP__VALUE_BOOLEAN)
    cwp__read_booleans(work->column, rows, bits);
  else if (field->type != CWP__VALUE_NULL && (is_coded || !is_text))
    cwp__read_numbers(field, work->column, rows, numbers);
  for (size_t i = 0; i < rows->count && status == CWP_OK; i++) {
    out[i] = NO_LABEL;
    if (!known[i]) continue;
    if (is_coded)
      status = label_of_index(work, (size_t)numbers[i], &out[i], error);
    else if (is_text)
      status = label_of(work, cwp__value_text(values, field->type, cwp__row_at(rows, i)), &out[i], error);
    else if (field->type == CWP__VALUE_BOOLEAN)
      status = label_of(work, words[bits[i]], &out[i], error);
    else
      status = label_of_number(work, numbers[i], field->type == CWP__VALUE_UINT64, &out[i], error);
  }
  return status;
}

/* ---- Groups of several columns ---- */

/* Groups so far: of one column more than before. */
typedef struct grouping {
  const cwp_workforce *self;
  cwp__groups *groups;
  numbering numbers;
  uint64_t *pairs; /* of each group: the group before, and the label */
  size_t pair_capacity;
  uint64_t last_pair;
  uint32_t last;
} grouping;

static cwp_status group_of(grouping *work, uint32_t before, uint32_t label, uint32_t *out, cwp_error *error) {
  uint64_t pair = (uint64_t)before << 32 | label;
  uint32_t hash = folded(pair ^ pair >> 29);
  size_t at = hash;
  *out = work->last;
  if (work->numbers.count > 0 && pair == work->last_pair) return CWP_OK;
  do
    *out = numbering_next(&work->numbers, hash, &at);
  while (*out != NO_LABEL && work->pairs[*out] != pair);
  if (*out == NO_LABEL) {
    if (work->numbers.count >= work->self->options.most_groups)
      return cwp__fail(error, CWP_ERROR_LIMIT, "there are more than %zu groups", work->self->options.most_groups);
    *out = (uint32_t)work->numbers.count;
    if (!cwp__reserve(&work->self->allocator, (void **)&work->pairs, &work->pair_capacity, work->numbers.count + 1,
                      sizeof *work->pairs) ||
        !numbering_add(&work->numbers, hash))
      return cwp__fail_memory(error);
    work->pairs[*out] = pair;
  }
  work->last = *out;
  work->last_pair = pair;
  return CWP_OK;
}

/* Groups a block of rows: those of them that are people's, from `*person` on. */
static cwp_status group_block(grouping *work, const cwp__rows *rows, const uint32_t *labels, size_t *person,
                              cwp_error *error) {
  const cwp__people *people = &work->self->people;
  uint32_t *groups = work->groups->of_person;
  uint64_t first = rows->chunk->first + rows->first;
  cwp_status status = CWP_OK;
  for (; *person < people->count && status == CWP_OK; ++*person) {
    uint64_t row = cwp__people_row(people, *person);
    if (row - first >= rows->count) break;
    status = group_of(work, groups[*person], labels[row - first], &groups[*person], error);
  }
  return status;
}

static cwp_status group_rows(grouping *work, labelling *labels, cwp_error *error) {
  uint32_t block[CWP__BLOCK];
  const cwp__table *table = &work->self->members.table;
  size_t person = 0;
  cwp_status status = CWP_OK;
  for (size_t c = 0; c < table->chunk_count && status == CWP_OK; c++) {
    const cwp__chunk *chunk = &table->chunks[c];
    if (table->fields[labels->column].index != CWP__VALUE_OTHER)
      status = take_dictionary(labels, &chunk->pieces[labels->column].dictionary, error);
    for (size_t row = 0; row < chunk->rows && status == CWP_OK; row += CWP__BLOCK) {
      size_t count = chunk->rows - row < CWP__BLOCK ? chunk->rows - row : CWP__BLOCK;
      const cwp__rows rows = {chunk, row, count};
      status = label_block(labels, &rows, block, error);
      if (status == CWP_OK) status = group_block(work, &rows, block, &person, error);
    }
  }
  return status;
}

/* Writes the labels of the groups down: those of the columns before, and the last one's. */
static cwp_status write_labels(const grouping *work, size_t key, cwp_error *error) {
  cwp__groups *groups = work->groups;
  size_t count = work->numbers.count, keys = groups->key_count;
  uint32_t *labels = cwp__allocate(&work->self->allocator, count * keys, sizeof *labels);
  if (labels == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    uint64_t pair = work->pairs[i];
    if (key > 0) memcpy(labels + i * keys, groups->labels + (pair >> 32) * keys, key * sizeof *labels);
    labels[i * keys + key] = (uint32_t)pair;
  }
  cwp__release(&work->self->allocator, groups->labels);
  groups->labels = labels;
  groups->count = count;
  return CWP_OK;
}

static cwp_status group_by(const cwp_workforce *self, cwp__groups *groups, size_t key, size_t column,
                           cwp_error *error) {
  const cwp_allocator *memory = &self->allocator;
  grouping work = {.self = self, .groups = groups, .numbers.allocator = *memory};
  labelling *labels = cwp__allocate_zeroed(memory, 1, sizeof *labels);
  if (labels == NULL) return cwp__fail_memory(error);
  labels->self = self;
  labels->groups = groups;
  labels->labels = &groups->keys[key];
  labels->column = column;
  labels->numbers.allocator = *memory;
  cwp_status status = group_rows(&work, labels, error);
  if (status == CWP_OK) status = write_labels(&work, key, error);
  numbering_clear(&work.numbers);
  numbering_clear(&labels->numbers);
  cwp__release(memory, work.pairs);
  cwp__release(memory, labels->raw);
  cwp__release(memory, labels->of_dictionary);
  cwp__release(memory, labels);
  return status;
}

/* ---- What is asked for ---- */

/* The column of a name, which must be of a type that can be grouped by. */
static cwp_status find_column(const cwp_workforce *self, const char *name, size_t *out, cwp_error *error) {
  const cwp__table *table = &self->members.table;
  *out = CWP__NO_FIELD;
  for (size_t i = 0; i < table->field_count && name != NULL; i++) {
    if (strcmp(table->fields[i].name, name) != 0) continue;
    if (*out != CWP__NO_FIELD) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the workers have two columns \"%s\"", name);
    *out = i;
  }
  if (*out == CWP__NO_FIELD)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the workers have no column \"%s\" to group by",
                     name != NULL ? name : "");
  const cwp__field *field = &table->fields[*out];
  if (field->is_used && cwp__field_uses(field) != CWP__AS_DAY) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT,
                   "column \"%s\" of the workers is of type %s, and only text, integers and booleans can be grouped by",
                   name, cwp__format_words(field->format));
}

static cwp_status start_groups(const cwp_workforce *self, size_t by_count, cwp__groups *out, cwp_error *error) {
  out->count = 1;
  out->key_count = by_count;
  out->keys = cwp__allocate_zeroed(&self->allocator, by_count, sizeof *out->keys);
  if (out->keys == NULL) return cwp__fail_memory(error);
  if (by_count == 0) return CWP_OK;
  out->of_person = cwp__allocate_zeroed(&self->allocator, self->people.count, sizeof *out->of_person);
  return out->of_person != NULL ? CWP_OK : cwp__fail_memory(error);
}

cwp_status cwp__groups_make(const cwp_workforce *self, const char *const *by, size_t by_count, cwp__groups *out,
                            cwp_error *error) {
  *out = (cwp__groups){.count = 0};
  cwp__arena_init(&out->texts, &self->allocator);
  if (by_count > CWP_WORKFORCE_KEYS + 1 || (by_count > 0 && by == NULL)) /* the job role may come beside the others */
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "of columns to group by there are %zu, and at most %d can be", by_count,
                     CWP_WORKFORCE_KEYS);
  cwp_status status = start_groups(self, by_count, out, error);
  for (size_t key = 0; key < by_count && status == CWP_OK; key++) {
    size_t column;
    status = find_column(self, by[key], &column, error);
    if (status != CWP_OK) break;
    out->keys[key].name = self->members.table.fields[column].name;
    status = group_by(self, out, key, column, error);
  }
  if (status != CWP_OK) cwp__groups_clear(self, out);
  return status;
}

void cwp__groups_clear(const cwp_workforce *self, cwp__groups *groups) {
  for (size_t i = 0; groups->keys != NULL && i < groups->key_count; i++)
    cwp__release(&self->allocator, groups->keys[i].texts);
  cwp__release(&self->allocator, groups->keys);
  cwp__release(&self->allocator, groups->labels);
  cwp__release(&self->allocator, groups->of_person);
  cwp__arena_free(&groups->texts);
  *groups = (cwp__groups){.count = 0};
}
