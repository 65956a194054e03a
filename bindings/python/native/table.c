#include "table.h"

#include <cwp/date.h>

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct table {
  atomic_int references;
  size_t column_count;
  table_column columns[];
};

table *table_new(size_t column_count) {
  table *self = calloc(1, sizeof *self + column_count * sizeof *self->columns);
  if (self == NULL) return NULL;
  atomic_init(&self->references, 1);
  self->column_count = column_count;
  return self;
}

table *table_share(table *self) {
  atomic_fetch_add_explicit(&self->references, 1, memory_order_relaxed);
  return self;
}

void table_release(table *self) {
  if (self == NULL || atomic_fetch_sub_explicit(&self->references, 1, memory_order_acq_rel) != 1) return;
  for (size_t i = 0; i < self->column_count; i++) {
    free(self->columns[i].name);
    free(self->columns[i].valid);
    free(self->columns[i].values);
    free(self->columns[i].bytes);
  }
  free(self);
}

size_t table_column_count(const table *self) {
  return self->column_count;
}

size_t table_row_count(const table *self) {
  return self->column_count == 0 ? 0 : self->columns[0].length;
}

table_column *table_at(table *self, size_t column) {
  return column < self->column_count ? &self->columns[column] : NULL;
}

/* Bytes that so many rows take in `values`; texts have one offset more than rows. */
static size_t value_bytes(table_kind kind, size_t rows) {
  switch (kind) {
  case TABLE_TEXT:
    return (rows + 1) * sizeof(int32_t);
  case TABLE_DATE:
    return rows * sizeof(int32_t);
  case TABLE_FLAG:
    return (rows + 7) / 8;
  default:
    return rows * sizeof(int64_t);
  }
}

/* Makes room for more rows; what is new is zero. */
static int grow(table_column *column, size_t rows) {
  const size_t old_valid = (column->capacity + 7) / 8;
  const size_t old_values = column->values == NULL ? 0 : value_bytes(column->kind, column->capacity);
  uint8_t *valid = realloc(column->valid, (rows + 7) / 8);
  if (valid == NULL) return ENOMEM;
  column->valid = valid;
  memset(valid + old_valid, 0, (rows + 7) / 8 - old_valid);
  char *values = realloc(column->values, value_bytes(column->kind, rows));
  if (values == NULL) return ENOMEM;
  column->values = values;
  memset(values + old_values, 0, value_bytes(column->kind, rows) - old_values);
  column->capacity = rows;
  return 0;
}

/* Room for one row more, never for none: Arrow has an offset even for a text column without rows. */
static int reserve(table_column *column) {
  if (column->length < column->capacity) return 0;
  return grow(column, column->capacity < 8 ? 8 : column->capacity * 2);
}

int table_define(table *self, size_t column, const char *name, table_kind kind) {
  table_column *at = &self->columns[column];
  const size_t size = strlen(name) + 1;
  at->name = malloc(size);
  if (at->name == NULL) return ENOMEM;
  memcpy(at->name, name, size);
  at->kind = kind;
  return reserve(at);
}

static void set_bit(uint8_t *bits, size_t index) {
  bits[index / 8] |= (uint8_t)(1U << (index % 8));
}

static int get_bit(const uint8_t *bits, size_t index) {
  return (bits[index / 8] >> (index % 8)) & 1;
}

/* The text's end is where the one before it ends. */
static void end_text(table_column *column, size_t length) {
  int32_t *ends = column->values;
  ends[column->length + 1] = (int32_t)((size_t)ends[column->length] + length);
}

int table_add_null(table_column *column) {
  if (reserve(column) != 0) return ENOMEM;
  if (column->kind == TABLE_TEXT) end_text(column, 0);
  column->nulls++;
  column->length++;
  return 0;
}

static int reserve_bytes(table_column *column, size_t used, size_t length) {
  if (length > (size_t)INT32_MAX - used) return EOVERFLOW;
  if (used + length <= column->bytes_capacity) return 0;
  size_t capacity = column->bytes_capacity < 64 ? 64 : column->bytes_capacity * 2;
  if (capacity < used + length) capacity = used + length;
  char *bytes = realloc(column->bytes, capacity);
  if (bytes == NULL) return ENOMEM;
  column->bytes = bytes;
  column->bytes_capacity = capacity;
  return 0;
}

int table_add_bytes(table_column *column, const char *bytes, size_t length) {
  if (reserve(column) != 0) return ENOMEM;
  const size_t used = (size_t)((int32_t *)column->values)[column->length];
  const int failed = reserve_bytes(column, used, length);
  if (failed != 0) return failed;
  if (length > 0) memcpy(column->bytes + used, bytes, length);
  end_text(column, length);
  set_bit(column->valid, column->length);
  column->length++;
  return 0;
}

int table_add_text(table_column *column, const char *text) {
  return text == NULL ? table_add_null(column) : table_add_bytes(column, text, strlen(text));
}

int table_add_integer(table_column *column, int64_t value) {
  if (reserve(column) != 0) return ENOMEM;
  ((int64_t *)column->values)[column->length] = value;
  set_bit(column->valid, column->length);
  column->length++;
  return 0;
}

int table_add_real(table_column *column, double value) {
  if (reserve(column) != 0) return ENOMEM;
  ((double *)column->values)[column->length] = value;
  set_bit(column->valid, column->length);
  column->length++;
  return 0;
}

int table_add_flag(table_column *column, int value) {
  if (reserve(column) != 0) return ENOMEM;
  if (value) set_bit(column->values, column->length);
  set_bit(column->valid, column->length);
  column->length++;
  return 0;
}

int table_add_date(table_column *column, int32_t days) {
  if (days == CWP_DATE_NONE) return table_add_null(column);
  if (reserve(column) != 0) return ENOMEM;
  ((int32_t *)column->values)[column->length] = days;
  set_bit(column->valid, column->length);
  column->length++;
  return 0;
}

int table_is_null(const table_column *column, size_t row) {
  return !get_bit(column->valid, row);
}

const char *table_text(const table_column *column, size_t row, size_t *length) {
  const int32_t *ends = column->values;
  *length = (size_t)(ends[row + 1] - ends[row]);
  return column->bytes == NULL ? "" : column->bytes + ends[row];
}

int table_flag(const table_column *column, size_t row) {
  return get_bit(column->values, row);
}
