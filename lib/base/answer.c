/* Answers as Arrow. Whatever is given away can be moved and released on its own, in any order and any thread: each
   column of a batch, each dictionary, the schema, and the stream. Only dictionaries' texts are shared, and counted. */

#include "base/answer.h"

#include "base/error.h"
#include "base/memory.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

/* ---- Labels ---- */

/* The texts of a dictionary. */
typedef struct texts {
  cwp_allocator allocator;
  atomic_size_t holders;
  size_t count;
  int32_t *ends;
  char *bytes;
} texts;

static void texts_drop(texts *self) {
  if (self == NULL || atomic_fetch_sub_explicit(&self->holders, 1, memory_order_acq_rel) > 1) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self->ends);
  cwp__release(&memory, self->bytes);
  cwp__release(&memory, self);
}

static cwp_status texts_make(const cwp__column *column, const cwp_allocator *allocator, texts **out, cwp_error *error) {
  size_t length = 0;
  texts *self = cwp__allocate_zeroed(allocator, 1, sizeof *self);
  *out = self;
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = *allocator;
  atomic_init(&self->holders, 1);
  for (size_t i = 0; i < column->label_count; i++)
    length += strlen(column->labels[i]);
  if (length > INT32_MAX || column->label_count > INT32_MAX)
    return cwp__fail(error, CWP_ERROR_LIMIT, "the values of \"%s\" have more than 2,147,483,647 bytes", column->name);
  self->count = column->label_count;
  self->ends = cwp__allocate(allocator, self->count + 1, sizeof *self->ends);
  self->bytes = cwp__allocate(allocator, length + 1, 1);
  if (self->ends == NULL || self->bytes == NULL) return cwp__fail_memory(error);
  self->ends[0] = 0;
  for (size_t i = 0; i < self->count; i++) {
    size_t label = strlen(column->labels[i]);
    memcpy(self->bytes + self->ends[i], column->labels[i], label);
    self->ends[i + 1] = self->ends[i] + (int32_t)label;
  }
  return CWP_OK;
}

/* ---- The stream ---- */

/* A column, kept. */
typedef struct kept {
  char *name;
  cwp__column_type type;
  int nullable;
  texts *labels;
} kept;

typedef struct cwp__answer {
  cwp_allocator allocator;
  cwp__answer_maker maker;
  kept *columns;
  size_t count;
  int is_over;
  int code;        /* of the error that ended it, as errno has it */
  cwp_error error; /* with the words for it */
} answer;

static const struct {
  const char *format;
  size_t width;
} types[CWP__COLUMN_TYPE_END] = {
    [CWP__COLUMN_INT16] = {"s", 2},    [CWP__COLUMN_INT32] = {"i", 4},       [CWP__COLUMN_INT64] = {"l", 8},
    [CWP__COLUMN_DATE32] = {"tdD", 4}, [CWP__COLUMN_BOOLEAN] = {"b", 0},     [CWP__COLUMN_TEXT] = {"u", 8},
    [CWP__COLUMN_LABEL] = {"i", 4},    [CWP__COLUMN_SMALL_LABEL] = {"c", 1},
};

static void answer_free(answer *self) {
  for (size_t i = 0; self->columns != NULL && i < self->count; i++) {
    cwp__release(&self->allocator, self->columns[i].name);
    texts_drop(self->columns[i].labels);
  }
  cwp__release(&self->allocator, self->columns);
  self->maker.release(self->maker.context);
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

/* ---- Schemas ---- */

static void release_schema(struct ArrowSchema *schema) {
  cwp_allocator *memory = schema->private_data; /* at the beginning of a block that holds all of this one's */
  for (int64_t i = 0; i < schema->n_children; i++)
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
  if (schema->dictionary != NULL && schema->dictionary->release != NULL)
    schema->dictionary->release(schema->dictionary);
  schema->release = NULL;
  cwp_allocator allocator = *memory;
  cwp__release(&allocator, memory);
}

/* A block of a schema: a dictionary's schema where there is one, and the name behind it. */
typedef struct schema_block {
  cwp_allocator allocator;
  struct ArrowSchema dictionary;
  char name[];
} schema_block;

static cwp_status make_schema(const cwp_allocator *allocator, const char *name, const char *format,
                              struct ArrowSchema *out, cwp_error *error) {
  schema_block *block = cwp__allocate(allocator, 1, sizeof *block + strlen(name) + 1);
  if (block == NULL) return cwp__fail_memory(error);
  memset(block, 0, sizeof *block);
  block->allocator = *allocator;
  memcpy(block->name, name, strlen(name) + 1);
  *out = (struct ArrowSchema){.format = format, .name = block->name, .release = release_schema, .private_data = block};
  return CWP_OK;
}

static cwp_status make_column_schema(const answer *self, const kept *column, struct ArrowSchema *out,
                                     cwp_error *error) {
  cwp_status status = make_schema(&self->allocator, column->name, types[column->type].format, out, error);
  if (status != CWP_OK) return status;
  out->flags = column->nullable ? ARROW_FLAG_NULLABLE : 0;
  if (column->labels == NULL) return CWP_OK;
  schema_block *block = out->private_data;
  out->dictionary = &block->dictionary;
  return make_schema(&self->allocator, "", "u", out->dictionary, error);
}

/* A block of a table's schema: those of its columns, and pointers to them. */
typedef struct table_schema {
  cwp_allocator allocator;
  struct ArrowSchema **children;
  struct ArrowSchema columns[];
} table_schema;

static cwp_status make_table_schema(const answer *self, struct ArrowSchema *out, cwp_error *error) {
  size_t each = sizeof(struct ArrowSchema) + sizeof(struct ArrowSchema *);
  table_schema *block = cwp__allocate_zeroed(&self->allocator, 1, sizeof *block + self->count * each);
  if (block == NULL) return cwp__fail_memory(error);
  block->allocator = self->allocator;
  block->children = (struct ArrowSchema **)(void *)(block->columns + self->count);
  *out = (struct ArrowSchema){.format = "+s",
                              .name = "",
                              .n_children = (int64_t)self->count,
                              .children = block->children,
                              .release = release_schema,
                              .private_data = block};
  for (size_t i = 0; i < self->count; i++)
    block->children[i] = &block->columns[i];
  for (size_t i = 0; i < self->count; i++) {
    cwp_status status = make_column_schema(self, &self->columns[i], &block->columns[i], error);
    if (status == CWP_OK) continue;
    release_schema(out);
    return status;
  }
  return CWP_OK;
}

/* ---- Room ---- */

/* One block for all columns of a batch, kept by whoever has one of them. */
typedef struct cwp__answer_room {
  cwp_allocator allocator;
  atomic_size_t holders;
} room;

static void room_drop(room *self) {
  if (self == NULL || atomic_fetch_sub_explicit(&self->holders, 1, memory_order_acq_rel) > 1) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

/* ---- Arrays ---- */

/* A block of a column: its buffers, what they lie in, and a dictionary's array. */
typedef struct array_block {
  cwp_allocator allocator;
  const void *buffers[3];
  room *room;
  char *text;
  texts *labels;
  struct ArrowArray dictionary;
} array_block;

static void release_column(struct ArrowArray *array) {
  array_block *block = array->private_data;
  cwp_allocator memory = block->allocator;
  if (array->dictionary != NULL && array->dictionary->release != NULL) array->dictionary->release(array->dictionary);
  room_drop(block->room);
  cwp__release(&memory, block->text);
  texts_drop(block->labels);
  array->release = NULL;
  cwp__release(&memory, block);
}

static cwp_status make_array(const cwp_allocator *allocator, size_t rows, int64_t buffers, struct ArrowArray *out,
                             cwp_error *error) {
  array_block *block = cwp__allocate_zeroed(allocator, 1, sizeof *block);
  if (block == NULL) return cwp__fail_memory(error);
  block->allocator = *allocator;
  *out = (struct ArrowArray){.length = (int64_t)rows,
                             .n_buffers = buffers,
                             .buffers = block->buffers,
                             .release = release_column,
                             .private_data = block};
  return CWP_OK;
}

/* The array of a dictionary's texts. */
static cwp_status make_dictionary(const cwp_allocator *allocator, texts *labels, struct ArrowArray *out,
                                  cwp_error *error) {
  cwp_status status = make_array(allocator, labels->count, 3, out, error);
  if (status != CWP_OK) return status;
  array_block *block = out->private_data;
  atomic_fetch_add_explicit(&labels->holders, 1, memory_order_relaxed);
  block->labels = labels;
  block->buffers[1] = labels->ends;
  block->buffers[2] = labels->bytes;
  return CWP_OK;
}

static int64_t count_nulls(const uint8_t *valid, size_t rows) {
  int64_t nulls = 0;
  for (size_t i = 0; i < rows; i++)
    nulls += !(valid[i / 8] >> i % 8 & 1);
  return nulls;
}

/* Makes ends of 64 bits to ones of 32, in place; 0 where they do not fit. */
static int narrow(void *values, size_t rows) {
  const int64_t *wide = values;
  int32_t *ends = values;
  if (wide[rows] > INT32_MAX) return 0;
  for (size_t i = 0; i <= rows; i++) {
    int64_t end = wide[i];
    memcpy(&ends[i], &(int32_t){(int32_t)end}, sizeof *ends);
  }
  return 1;
}

/* Gives a column of a batch away. */
static cwp_status give_column(const answer *self, const kept *column, cwp__batch *batch, size_t i,
                              struct ArrowArray *out, cwp_error *error) {
  int is_text = column->type == CWP__COLUMN_TEXT;
  cwp_status status = make_array(&self->allocator, batch->rows, is_text ? 3 : 2, out, error);
  if (status != CWP_OK) return status;
  array_block *block = out->private_data;
  if (column->nullable) {
    out->null_count = count_nulls(batch->valid[i], batch->rows);
    block->buffers[0] = batch->valid[i];
  }
  atomic_fetch_add_explicit(&batch->room->holders, 1, memory_order_relaxed);
  block->room = batch->room;
  block->buffers[1] = batch->values[i];
  block->buffers[2] = block->text = batch->text[i];
  batch->text[i] = NULL;
  if (is_text && !narrow(batch->values[i], batch->rows))
    return cwp__fail(error, CWP_ERROR_LIMIT,
                     "the texts of a batch have more than 2,147,483,647 bytes: ask for "
                     "smaller batches");
  if (column->labels == NULL) return CWP_OK;
  out->dictionary = &block->dictionary;
  return make_dictionary(&self->allocator, column->labels, out->dictionary, error);
}

/* A block of a table: its columns' arrays, and pointers to them. */
typedef struct table_block {
  cwp_allocator allocator;
  const void *buffers[1];
  struct ArrowArray **children;
  struct ArrowArray columns[];
} table_block;

static void release_table(struct ArrowArray *array) {
  table_block *block = array->private_data;
  for (int64_t i = 0; i < array->n_children; i++)
    if (array->children[i]->release != NULL) array->children[i]->release(array->children[i]);
  array->release = NULL;
  cwp_allocator memory = block->allocator;
  cwp__release(&memory, block);
}

static cwp_status give_batch(const answer *self, cwp__batch *batch, struct ArrowArray *out, cwp_error *error) {
  size_t each = sizeof(struct ArrowArray) + sizeof(struct ArrowArray *);
  table_block *block = cwp__allocate_zeroed(&self->allocator, 1, sizeof *block + self->count * each);
  if (block == NULL) return cwp__fail_memory(error);
  block->allocator = self->allocator;
  block->children = (struct ArrowArray **)(void *)(block->columns + self->count);
  *out = (struct ArrowArray){.length = (int64_t)batch->rows,
                             .n_buffers = 1,
                             .n_children = (int64_t)self->count,
                             .buffers = block->buffers,
                             .children = block->children,
                             .release = release_table,
                             .private_data = block};
  for (size_t i = 0; i < self->count; i++)
    block->children[i] = &block->columns[i];
  for (size_t i = 0; i < self->count; i++) {
    cwp_status status = give_column(self, &self->columns[i], batch, i, &block->columns[i], error);
    if (status == CWP_OK) continue;
    release_table(out);
    return status;
  }
  return CWP_OK;
}

/* ---- Batches ---- */

static void batch_clear(const answer *self, cwp__batch *batch) {
  for (size_t i = 0; i < self->count && batch->text != NULL; i++)
    cwp__release(&self->allocator, batch->text[i]);
  cwp__release(&self->allocator, batch->values);
  cwp__release(&self->allocator, batch->valid);
  cwp__release(&self->allocator, batch->text);
  cwp__release(&self->allocator, batch->text_capacity);
  room_drop(batch->room);
}

/* Buffers begin at multiples of this, as Arrow would have it, with a gap between them: where columns are as long as
   many pages, they would all begin at the same place in theirs, and push each other out of the nearest cache. */
enum { ALIGNMENT = 64, GAP = 3 * ALIGNMENT };

/* Takes the next `size` bytes of a block; NULL where they are only counted. */
static void *take(char *block, size_t *used, size_t size) {
  void *memory = block == NULL ? NULL : block + *used;
  *used += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + GAP;
  return memory;
}

/* Lays the columns of a batch out in a block. Texts have one end more. Returns how many bytes that takes. */
static size_t lay_out(const answer *self, size_t rows, cwp__batch *batch, char *block) {
  size_t used = 0, bits = rows / 8 + 1;
  for (size_t i = 0; i < self->count; i++) {
    const kept *column = &self->columns[i];
    int is_text = column->type == CWP__COLUMN_TEXT, is_bits = column->type == CWP__COLUMN_BOOLEAN;
    size_t size = is_bits ? bits : (rows + (size_t)is_text) * types[column->type].width;
    batch->values[i] = take(block, &used, size);
    if (column->nullable) batch->valid[i] = take(block, &used, bits);
    if (block == NULL) continue;
    if (is_bits) memset(batch->values[i], 0, bits);
    if (is_text) memset(batch->values[i], 0, sizeof(int64_t));
    if (column->nullable) memset(batch->valid[i], 0xff, bits);
  }
  return used;
}

cwp_status cwp__batch_room(cwp__batch *self, size_t rows, cwp_error *error) {
  enum { WIDEST = 32 }; /* bytes of a row in a column, and more */
  const answer *whose = self->answer;
  if (rows > SIZE_MAX / WIDEST / (whose->count + 1) - ALIGNMENT) return cwp__fail_memory(error);
  size_t head = (sizeof(room) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  size_t size = lay_out(whose, rows, self, NULL) + head + ALIGNMENT;
  room *block = cwp__allocate(&whose->allocator, size, 1);
  if (block == NULL) return cwp__fail_memory(error);
  block->allocator = whose->allocator;
  atomic_init(&block->holders, 1);
  self->room = block;
  lay_out(whose, rows, self, (char *)block + head + (ALIGNMENT - (uintptr_t)block % ALIGNMENT) % ALIGNMENT);
  return CWP_OK;
}

static cwp_status batch_start(const answer *self, cwp__batch *batch, cwp_error *error) {
  *batch = (cwp__batch){.answer = self};
  batch->values = cwp__allocate_zeroed(&self->allocator, self->count, sizeof *batch->values);
  batch->valid = cwp__allocate_zeroed(&self->allocator, self->count, sizeof *batch->valid);
  batch->text = cwp__allocate_zeroed(&self->allocator, self->count, sizeof *batch->text);
  batch->text_capacity = cwp__allocate_zeroed(&self->allocator, self->count, sizeof *batch->text_capacity);
  if (!batch->values || !batch->valid || !batch->text || !batch->text_capacity) return cwp__fail_memory(error);
  return self->maker.capacity > 0 ? cwp__batch_room(batch, self->maker.capacity, error) : CWP_OK;
}

cwp_status cwp__batch_text(cwp__batch *self, size_t column, size_t bytes, const cwp_allocator *allocator,
                           cwp_error *error) {
  if (cwp__reserve(allocator, (void **)&self->text[column], &self->text_capacity[column], bytes, 1)) return CWP_OK;
  return cwp__fail_memory(error);
}

/* ---- What the stream's reader calls ---- */

/* Ends the stream with the error in hand. */
static int fail(answer *self, cwp_status status) {
  self->is_over = 1;
  self->code = status == CWP_ERROR_MEMORY ? ENOMEM : status == CWP_ERROR_IO ? EIO : EINVAL;
  return self->code;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  answer *self = stream->private_data;
  out->release = NULL;
  cwp_status status = make_table_schema(self, out, &self->error);
  return status == CWP_OK ? 0 : status == CWP_ERROR_MEMORY ? ENOMEM : EINVAL;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  answer *self = stream->private_data;
  cwp__batch batch;
  out->release = NULL;
  if (self->is_over) return self->code;
  cwp_status status = batch_start(self, &batch, &self->error);
  if (status == CWP_OK) status = self->maker.next(self->maker.context, &batch, &self->error);
  if (status == CWP_OK && batch.rows > 0) status = give_batch(self, &batch, out, &self->error);
  if (status == CWP_OK && batch.rows == 0) self->is_over = 1;
  batch_clear(self, &batch);
  return status == CWP_OK ? 0 : fail(self, status);
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  const answer *self = stream->private_data;
  return self->error.message[0] != '\0' ? self->error.message : NULL;
}

static void release_stream(struct ArrowArrayStream *stream) {
  answer_free(stream->private_data);
  stream->release = NULL;
}

/* ---- Making it ---- */

static cwp_status keep_column(answer *self, const cwp__column *column, kept *out, cwp_error *error) {
  size_t size = strlen(column->name) + 1;
  *out = (kept){.type = column->type, .nullable = column->nullable};
  out->name = cwp__allocate(&self->allocator, size, 1);
  if (out->name == NULL) return cwp__fail_memory(error);
  memcpy(out->name, column->name, size);
  if (column->type != CWP__COLUMN_LABEL && column->type != CWP__COLUMN_SMALL_LABEL) return CWP_OK;
  return texts_make(column, &self->allocator, &out->labels, error);
}

cwp_status cwp__answer_stream(const cwp__column *columns, size_t count, const cwp__answer_maker *maker,
                              const cwp_allocator *allocator, struct ArrowArrayStream *out, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  answer *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (self == NULL) {
    maker->release(maker->context);
    return cwp__fail_memory(error);
  }
  self->allocator = memory;
  self->maker = *maker;
  self->count = count;
  self->columns = cwp__allocate_zeroed(&memory, count, sizeof *self->columns);
  cwp_status status = self->columns == NULL ? cwp__fail_memory(error) : CWP_OK;
  for (size_t i = 0; i < count && status == CWP_OK; i++)
    status = keep_column(self, &columns[i], &self->columns[i], error);
  if (status != CWP_OK) {
    answer_free(self);
    return status;
  }
  *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, self};
  return CWP_OK;
}
