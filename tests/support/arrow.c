#include "support/arrow.h"

#include "cwp/date.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int alive;

int arrow_alive(void) {
  return alive;
}

void arrow_texts(arrow_table *table, const char *name, const char *format, const char *index, const char **texts) {
  table->columns[table->column_count++] = (arrow_column){name, format, index, texts, NULL};
}

void arrow_numbers(arrow_table *table, const char *name, const char *format, const int64_t *numbers) {
  table->columns[table->column_count++] = (arrow_column){name, format, NULL, NULL, numbers};
}

static void *made(size_t size) {
  void *memory = calloc(1, size + 8);
  ck_assert_ptr_nonnull(memory);
  return memory;
}

/* ---- Schemas ---- */

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; schema->children && i < schema->n_children; i++) {
    if (schema->children[i] == NULL) continue;
    if (schema->children[i]->release) schema->children[i]->release(schema->children[i]);
    free(schema->children[i]);
  }
  if (schema->dictionary) {
    if (schema->dictionary->release) schema->dictionary->release(schema->dictionary);
    free(schema->dictionary);
  }
  free(schema->private_data);
  schema->release = NULL;
  alive--;
}

static void make_schema(struct ArrowSchema *out, const char *format, const char *name) {
  *out = (struct ArrowSchema){.format = format, .name = name, .flags = ARROW_FLAG_NULLABLE, .release = release_schema};
  alive++;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out);

/* ---- Arrays ---- */

/* What was allocated for an array, beside its children. */
enum { BUFFERS = 5 };

typedef struct owned {
  const void *buffers[BUFFERS];
  void *memory[BUFFERS];
  int64_t n_children; /* as it was made, whatever the array says by now */
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
} owned;

static void release_array(struct ArrowArray *array) {
  owned *mine = array->private_data;
  for (int64_t i = 0; i < mine->n_children; i++) {
    if (mine->children[i]->private_data) release_array(mine->children[i]);
    free(mine->children[i]);
  }
  free(mine->children);
  if (mine->dictionary) {
    release_array(mine->dictionary);
    free(mine->dictionary);
  }
  for (int i = 0; i < BUFFERS; i++)
    free(mine->memory[i]);
  free(mine);
  array->private_data = NULL;
  array->release = NULL;
  alive--;
}

static owned *make_array(struct ArrowArray *out, size_t length, size_t offset, int64_t buffers) {
  owned *mine = made(sizeof *mine);
  *out = (struct ArrowArray){.length = (int64_t)length,
                             .offset = (int64_t)offset,
                             .n_buffers = buffers,
                             .buffers = mine->buffers,
                             .release = release_array,
                             .private_data = mine};
  alive++;
  return mine;
}

static void set_buffer(owned *mine, int which, void *memory) {
  mine->memory[which] = memory;
  mine->buffers[which] = memory;
}

static void set_bit(uint8_t *bits, size_t at) {
  bits[at / 8] |= (uint8_t)(1u << at % 8);
}

static size_t width_of(const char *format) {
  if (strchr("cC", format[0]) && !format[1]) return 1;
  if (strchr("sS", format[0]) && !format[1]) return 2;
  if ((strchr("iI", format[0]) && !format[1]) || strcmp(format, "tdD") == 0) return 4;
  return 8;
}

static void put_number(void *data, const char *format, size_t at, int64_t value) {
  size_t width = width_of(format);
  if (strcmp(format, "b") == 0) {
    if (value) set_bit(data, at);
    return;
  }
  int8_t one = (int8_t)value;
  int16_t two = (int16_t)value;
  int32_t four = (int32_t)value;
  const void *from = width == 1 ? (void *)&one : width == 2 ? (void *)&two : width == 4 ? (void *)&four : &value;
  memcpy((char *)data + at * width, from, width);
}

/* Fills in which values are known; `first` is where they begin. */
static void put_known(const arrow_table *table, owned *mine, struct ArrowArray *out, const uint8_t *known, size_t first,
                      size_t count) {
  uint8_t *bits = made((first + count) / 8 + 1);
  for (size_t i = 0; i < count; i++)
    if (known[i])
      set_bit(bits, first + i);
    else
      out->null_count++;
  if (out->null_count == 0) {
    free(bits);
    return;
  }
  if (table->unaware) out->null_count = -1;
  set_buffer(mine, 0, bits);
}

static int is_views(const char *format) {
  return strcmp(format, "vu") == 0;
}

static int64_t text_buffers(const char *format) {
  return is_views(format) ? BUFFERS : 3;
}

/* Views of 16 bytes: short texts within, longer ones in two buffers by turns, whose lengths are in the last. */
static void put_views(owned *mine, const char **texts, size_t first, size_t count) {
  enum { VIEW = 16, SHORT = 12 };
  char *views = made((first + count) * VIEW), *bytes[2];
  int64_t *lengths = made(2 * sizeof *lengths);
  size_t length = 0;
  for (size_t i = 0; i < count; i++)
    length += texts[i] ? strlen(texts[i]) : 0;
  for (int i = 0; i < 2; i++)
    bytes[i] = made(length);
  for (size_t i = 0; i < count; i++) {
    if (!texts[i]) {
      memset(views + (first + i) * VIEW, 0xEE, VIEW); /* nobody may look at it */
      continue;
    }
    int32_t size = (int32_t)strlen(texts[i]), which = (int32_t)(i % 2), place = (int32_t)lengths[which];
    char *view = views + (first + i) * VIEW;
    memcpy(view, &size, sizeof size);
    memcpy(view + 4, texts[i], size <= SHORT ? (size_t)size : 4);
    if (size <= SHORT) continue;
    memcpy(view + 8, &which, sizeof which);
    memcpy(view + 12, &place, sizeof place);
    memcpy(bytes[which] + place, texts[i], (size_t)size);
    lengths[which] += size;
  }
  set_buffer(mine, 1, views);
  set_buffer(mine, 2, bytes[0]);
  set_buffer(mine, 3, bytes[1]);
  set_buffer(mine, 4, lengths);
}

static void put_texts(owned *mine, const char *format, const char **texts, size_t first, size_t count) {
  if (is_views(format)) {
    put_views(mine, texts, first, count);
    return;
  }
  size_t length = 0, at = 0;
  int is_large = strcmp(format, "U") == 0;
  for (size_t i = 0; i < count; i++)
    length += texts[i] ? strlen(texts[i]) : 0;
  char *bytes = made(length + 3);
  at = first > 0 ? 3 : 0; /* rubbish before */
  int32_t *narrow = made((first + count + 1) * sizeof *narrow);
  int64_t *wide = made((first + count + 1) * sizeof *wide);
  for (size_t i = 0; i <= count; i++) {
    narrow[first + i] = (int32_t)at;
    wide[first + i] = (int64_t)at;
    if (i == count || !texts[i]) continue;
    memcpy(bytes + at, texts[i], strlen(texts[i]));
    at += strlen(texts[i]);
  }
  set_buffer(mine, 1, is_large ? (void *)wide : (void *)narrow);
  free(is_large ? (void *)narrow : (void *)wide);
  set_buffer(mine, 2, bytes);
}

/* A dictionary of the different texts, and each one's place in it. */
static void put_dictionary(const arrow_column *column, owned *mine, struct ArrowArray *out, const char **texts,
                           size_t first, size_t count) {
  const char **different = made((count + 1) * sizeof *different);
  size_t found = 0, width = width_of(column->index);
  void *data = made((first + count) * width);
  for (size_t i = 0; i < count; i++) {
    size_t place = 0;
    while (texts[i] && place < found && strcmp(different[place], texts[i]) != 0)
      place++;
    if (texts[i] && place == found) different[found++] = texts[i];
    put_number(data, column->index, first + i, texts[i] ? (int64_t)place : 77);
  }
  set_buffer(mine, 1, data);
  mine->dictionary = made(sizeof *mine->dictionary);
  owned *values = make_array(mine->dictionary, found, 0, text_buffers(column->format));
  put_texts(values, column->format, different, 0, found);
  out->dictionary = mine->dictionary;
  free(different);
}

/* Rows from `from` on of a column. */
static void make_column(const arrow_table *table, const arrow_column *column, size_t from, size_t count,
                        struct ArrowArray *out) {
  size_t skip = table->skip, first = skip + table->outer;
  int is_text = column->texts && !column->index, is_null = strcmp(column->format, "n") == 0;
  owned *mine = make_array(out, count + table->outer, skip, is_null ? 0 : is_text ? text_buffers(column->format) : 2);
  uint8_t *known = made(count + 1);
  if (is_null) out->null_count = out->length;
  for (size_t i = 0; i < count; i++)
    known[i] =
        column->texts ? column->texts[from + i] != NULL : column->numbers && column->numbers[from + i] != ARROW_NULL;
  if (!is_null) put_known(table, mine, out, known, first, count);
  if (column->index)
    put_dictionary(column, mine, out, column->texts + from, first, count);
  else if (column->texts)
    put_texts(mine, column->format, column->texts + from, first, count);
  else if (!is_null) {
    void *data = made((first + count) * 8);
    memset(data, column->format[0] == 'b' ? 0 : 0xa5, (first + count) * 8);
    for (size_t i = 0; i < count; i++)
      if (known[i]) put_number(data, column->format, first + i, column->numbers[from + i]);
    set_buffer(mine, 1, data);
  }
  free(known);
}

/* ---- Streams ---- */

typedef struct state {
  const arrow_table *table;
  size_t row;
} state;

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  const arrow_table *table = ((state *)stream->private_data)->table;
  make_schema(out, "+s", "");
  out->n_children = (int64_t)table->column_count;
  out->private_data = out->children = made(table->column_count * sizeof *out->children);
  for (size_t i = 0; i < table->column_count; i++) {
    const arrow_column *column = &table->columns[i];
    out->children[i] = made(sizeof **out->children);
    make_schema(out->children[i], column->index ? column->index : column->format, column->name);
    if (!column->index) continue;
    out->children[i]->dictionary = made(sizeof *out);
    make_schema(out->children[i]->dictionary, column->format, "");
  }
  if (table->spoil) table->spoil(table->spoil_context, out, NULL);
  return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  state *self = stream->private_data;
  const arrow_table *table = self->table;
  size_t count = table->rows - self->row;
  out->release = NULL;
  if (count == 0) return table->fail_at;
  if (table->batch && count > table->batch) count = table->batch;
  owned *mine = make_array(out, count, table->outer, 1);
  mine->n_children = out->n_children = (int64_t)table->column_count;
  mine->children = out->children = made(table->column_count * sizeof *out->children);
  for (size_t i = 0; i < table->column_count; i++) {
    out->children[i] = made(sizeof **out->children);
    make_column(table, &table->columns[i], self->row, count, out->children[i]);
  }
  self->row += count;
  if (table->spoil) table->spoil(table->spoil_context, NULL, out);
  return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return "the disk is gone";
}

static void release_stream(struct ArrowArrayStream *stream) {
  free(stream->private_data);
  stream->release = NULL;
  alive--;
}

void arrow_stream_of(const arrow_table *table, struct ArrowArrayStream *out) {
  state *self = made(sizeof *self);
  self->table = table;
  *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, self};
  alive++;
}

/* ---- Reading answers ---- */

static size_t place_of(const struct ArrowSchema *schema, const char *name) {
  for (size_t i = 0; i < (size_t)schema->n_children; i++)
    if (strcmp(schema->children[i]->name, name) == 0) return i;
  ck_abort_msg("there is no column \"%s\"", name);
  return 0;
}

const struct ArrowArray *arrow_child(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                                     const char *name) {
  return batch->children[place_of(schema, name)];
}

static int64_t number_at(const char *format, const void *data, size_t at) {
  if (strcmp(format, "c") == 0) return ((const int8_t *)data)[at];
  if (strcmp(format, "s") == 0) return ((const int16_t *)data)[at];
  if (strcmp(format, "i") == 0 || strcmp(format, "tdD") == 0) return ((const int32_t *)data)[at];
  if (strcmp(format, "b") == 0) return ((const uint8_t *)data)[at / 8] >> at % 8 & 1;
  ck_assert_str_eq(format, "l");
  return ((const int64_t *)data)[at];
}

static const char *text_at(const struct ArrowArray *array, size_t at, char room[256]) {
  const int32_t *ends = array->buffers[1];
  int32_t length = ends[at + 1] - ends[at];
  snprintf(room, 256, "%.*s", (int)length, length ? (const char *)array->buffers[2] + ends[at] : "");
  return room;
}

const char *arrow_show(const struct ArrowSchema *schema, const struct ArrowArray *batch, const char *name, size_t row,
                       char room[256]) {
  size_t place = place_of(schema, name);
  const struct ArrowSchema *type = schema->children[place];
  const struct ArrowArray *array = batch->children[place];
  const uint8_t *valid = array->buffers[0];
  ck_assert_int_eq(array->length, batch->length);
  if (valid && !(valid[row / 8] >> row % 8 & 1)) return "null";
  if (strcmp(type->format, "u") == 0) return text_at(array, row, room);
  int64_t number = number_at(type->format, array->buffers[1], row);
  if (type->dictionary) {
    ck_assert(number >= 0 && number < array->dictionary->length);
    return text_at(array->dictionary, (size_t)number, room);
  }
  if (strcmp(type->format, "tdD") == 0) return cwp_date_format((cwp_date)number, room);
  if (strcmp(type->format, "b") == 0) return number ? "true" : "false";
  snprintf(room, 256, "%" PRId64, number);
  return room;
}

typedef struct printed {
  char *text;
  size_t length;
  size_t capacity;
} printed;

static void print(printed *self, const char *text, int is_last) {
  size_t more = strlen(text);
  if (self->length + more + 2 > self->capacity) {
    self->capacity = 2 * (self->length + more) + 1024;
    self->text = realloc(self->text, self->capacity);
    ck_assert_ptr_nonnull(self->text);
  }
  memcpy(self->text + self->length, text, more);
  self->length += more;
  self->text[self->length++] = is_last ? '\n' : ',';
  self->text[self->length] = '\0';
}

char *arrow_print(struct ArrowArrayStream *stream) {
  struct ArrowSchema schema;
  struct ArrowArray batch;
  char room[256];
  printed out = {NULL, 0, 0};
  ck_assert_int_eq(stream->get_schema(stream, &schema), 0);
  ck_assert_str_eq(schema.format, "+s");
  size_t columns = (size_t)schema.n_children;
  for (size_t i = 0; i < columns; i++)
    print(&out, schema.children[i]->name, i + 1 == columns);
  for (;;) {
    ck_assert_msg(stream->get_next(stream, &batch) == 0, "%s", stream->get_last_error(stream));
    if (!batch.release) break;
    ck_assert_int_eq(batch.n_children, schema.n_children);
    for (size_t row = 0; row < (size_t)batch.length; row++)
      for (size_t i = 0; i < columns; i++)
        print(&out, arrow_show(&schema, &batch, schema.children[i]->name, row, room), i + 1 == columns);
    batch.release(&batch);
  }
  schema.release(&schema);
  stream->release(stream);
  return out.text;
}
