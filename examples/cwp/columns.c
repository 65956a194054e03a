#include "columns.h"

#include "messages.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_TEXT = 256 };

static int explain(cmd_columns *self, int number) {
  const char *reason = self->stream.get_last_error(&self->stream);
  if (number == ENOMEM) return out_of_memory();
  cwp_error error = {.code = number == EINVAL ? CWP_ERROR_INVALID : CWP_ERROR_IO};
  compose(error.message, sizeof error.message, "%s", reason && *reason ? reason : strerror(number));
  return self->explain ? self->explain(self->explain_context, &error) : explain_error(&error);
}

/* The type of the values that indices stand for is that of the cell. */
static cmd_cell what_of(const struct ArrowSchema *schema) {
  const char *format = schema->dictionary ? schema->dictionary->format : schema->format;
  if (strcmp(format, "tdD") == 0) return CELL_DAY;
  if (strcmp(format, "b") == 0) return CELL_TRUTH;
  if (strlen(format) != 1) return CELL_OTHER;
  return strchr("uU", format[0]) ? CELL_TEXT : strchr("cCsSiIlL", format[0]) ? CELL_NUMBER : CELL_OTHER;
}

int columns_open(cmd_columns *self, struct ArrowArrayStream *stream) {
  *self = (cmd_columns){.stream = *stream};
  stream->release = NULL;
  int number = self->stream.get_schema(&self->stream, &self->schema);
  if (number) return explain(self, number);
  self->count = (size_t)self->schema.n_children;
  self->columns = calloc(self->count + 1, sizeof *self->columns);
  self->text_room = LEAST_TEXT;
  self->text = malloc(self->text_room);
  if (!self->columns || !self->text) return out_of_memory();
  for (size_t i = 0; i < self->count; i++) {
    const struct ArrowSchema *child = self->schema.children[i];
    self->columns[i] = (cmd_column){child->name, what_of(child), child};
  }
  return CODE_GO_ON;
}

void columns_close(cmd_columns *self) {
  if (self->batch.release) self->batch.release(&self->batch);
  if (self->schema.release) self->schema.release(&self->schema);
  if (self->stream.release) self->stream.release(&self->stream);
  free(self->columns);
  free(self->text);
  *self = (cmd_columns){.count = 0};
}

int columns_next(cmd_columns *self) {
  if (self->batch.release && self->row + 1 < self->batch.length) {
    self->row++;
    return CODE_GO_ON;
  }
  self->row = 0;
  do {
    if (self->batch.release) self->batch.release(&self->batch);
    self->batch.release = NULL;
    int number = self->stream.get_next(&self->stream, &self->batch);
    if (number) return explain(self, number);
  } while (self->batch.release && self->batch.length == 0);
  return self->batch.release ? CODE_GO_ON : CODE_FINE;
}

size_t columns_find(const cmd_columns *self, const char *name) {
  for (size_t i = 0; i < self->count; i++)
    if (strcmp(self->columns[i].name, name) == 0) return i;
  return SIZE_MAX;
}

/* Cells. */

static int is_null_at(const struct ArrowArray *array, int64_t at) {
  const uint8_t *bits = array->n_buffers ? array->buffers[0] : NULL;
  return array->n_buffers == 0 || (array->null_count != 0 && bits && !(bits[at / 8] >> (at % 8) & 1));
}

static int64_t number_at(const char *format, const struct ArrowArray *array, int64_t at) {
  const void *values = array->buffers[1];
  switch (format[0]) {
  case 'b':
    return ((const uint8_t *)values)[at / 8] >> (at % 8) & 1;
  case 'c':
    return ((const int8_t *)values)[at];
  case 'C':
    return ((const uint8_t *)values)[at];
  case 's':
    return ((const int16_t *)values)[at];
  case 'S':
    return ((const uint16_t *)values)[at];
  case 'I':
    return ((const uint32_t *)values)[at];
  case 'l':
  case 'L':
    return ((const int64_t *)values)[at];
  default: /* i and tdD */
    return ((const int32_t *)values)[at];
  }
}

/* Where the cell's own value stands: in the column, or in its dictionary. */
static const struct ArrowArray *place_of(const cmd_columns *self, size_t column, const char **format, int64_t *at) {
  const struct ArrowSchema *schema = self->columns[column].schema;
  const struct ArrowArray *array = self->batch.children[column];
  *at = self->batch.offset + array->offset + self->row;
  *format = schema->format;
  if (!schema->dictionary || is_null_at(array, *at)) return array;
  *at = number_at(schema->format, array, *at) + array->dictionary->offset;
  *format = schema->dictionary->format;
  return array->dictionary;
}

int columns_is_null(const cmd_columns *self, size_t column) {
  const char *format;
  int64_t at;
  const struct ArrowArray *array = place_of(self, column, &format, &at);
  return is_null_at(array, at);
}

int64_t columns_number(const cmd_columns *self, size_t column) {
  const char *format;
  int64_t at;
  const struct ArrowArray *array = place_of(self, column, &format, &at);
  return is_null_at(array, at) || self->columns[column].what >= CELL_TEXT ? 0 : number_at(format, array, at);
}

static int make_room(cmd_columns *self, size_t size) {
  if (size <= self->text_room) return 1;
  char *larger = realloc(self->text, size * 2);
  if (!larger) return 0;
  self->text = larger;
  self->text_room = size * 2;
  return 1;
}

const char *columns_text(cmd_columns *self, size_t column) {
  const char *format;
  int64_t at;
  const struct ArrowArray *array = place_of(self, column, &format, &at);
  if (is_null_at(array, at) || self->columns[column].what == CELL_OTHER) return "";
  switch (self->columns[column].what) {
  case CELL_NUMBER:
    snprintf(self->text, self->text_room, "%" PRId64, number_at(format, array, at));
    return self->text;
  case CELL_DAY:
    return cwp_date_format((cwp_date)number_at(format, array, at), self->text);
  case CELL_TRUTH:
    return number_at(format, array, at) ? "yes" : "no";
  default:
    break;
  }
  const int32_t *small = array->buffers[1];
  const int64_t *large = array->buffers[1];
  const int64_t start = format[0] == 'U' ? large[at] : small[at];
  const size_t length = (size_t)((format[0] == 'U' ? large[at + 1] : small[at + 1]) - start);
  if (!make_room(self, length + 1)) return "";
  if (length) memcpy(self->text, (const char *)array->buffers[2] + start, length);
  self->text[length] = '\0';
  return self->text;
}
