#include "cells.h"

#include "people.h"
#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_SIZE = 64, MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* What a column is read as, beyond what view.h reads. */
typedef enum form { FORM_VIEW = 0, FORM_FLAG, FORM_REAL, FORM_TIME, FORM_LIST } form;

typedef struct column {
  form form;
  view view;     /* of the column, or of what its lists hold */
  int width;     /* bytes of a number, or of a list's offset */
  int64_t ticks; /* of a time stamp, in a second */
  int is_zoned;
} column;

typedef struct writing {
  char *text;
  size_t length, capacity;
  int failed; /* no memory */
} writing;

typedef struct reading {
  struct ArrowSchema schema;
  column *columns;
  writing out;
} reading;

/* ---- Writing ---- */

static void put(writing *out, const char *text, size_t length) {
  if (out->failed) return;
  if (length > out->capacity - out->length) {
    const size_t capacity = (out->capacity + length) * 2 + 4096;
    char *grown = realloc(out->text, capacity);
    out->failed = grown == NULL;
    if (grown == NULL) return;
    out->text = grown;
    out->capacity = capacity;
  }
  if (length > 0) memcpy(out->text + out->length, text, length);
  out->length += length;
}

/* Quotes within a cell are doubled. */
static void put_cell_part(writing *out, const char *text, size_t length) {
  for (size_t start = 0; start < length;) {
    const char *quote = memchr(text + start, '"', length - start);
    const size_t end = quote == NULL ? length : (size_t)(quote - text) + 1;
    put(out, text + start, end - start);
    if (quote != NULL) put(out, "\"", 1);
    start = end;
  }
}

/* ---- Columns ---- */

/* "tss:", "tsm:", "tsu:", "tsn:", and a time zone behind it. */
static int64_t ticks_of(const char *format) {
  if (strncmp(format, "ts", 2) != 0 || strlen(format) < 4 || format[3] != ':') return 0;
  static const char units[] = "smun";
  static const int64_t ticks[] = {1, 1000, 1000000, 1000000000};
  const char *found = strchr(units, format[2]);
  return found == NULL ? 0 : ticks[found - units];
}

static int open_list(const struct ArrowSchema *schema, column *out) {
  out->form = FORM_LIST;
  out->width = schema->format[1] == 'l' ? 4 : 8;
  if (schema->n_children != 1 || view_open(schema->children[0], &out->view) != 0) return -1;
  return out->view.form == VIEW_FLAGS ? -1 : 0;
}

/* How a column is read; -1 if it is not. */
static int open_column(const struct ArrowSchema *schema, column *out) {
  const char *format = schema->format;
  memset(out, 0, sizeof *out);
  if (schema->dictionary != NULL) return view_open(schema, &out->view);
  if (strcmp(format, "+l") == 0 || strcmp(format, "+L") == 0) return open_list(schema, out);
  out->ticks = ticks_of(format);
  if (out->ticks != 0) {
    out->form = FORM_TIME;
    out->is_zoned = format[4] != '\0';
  } else if (strcmp(format, "b") == 0) {
    out->form = FORM_FLAG;
  } else if (strcmp(format, "f") == 0 || strcmp(format, "g") == 0) {
    out->form = FORM_REAL;
    out->width = format[0] == 'f' ? 4 : 8;
  } else {
    return view_open(schema, &out->view);
  }
  return 0;
}

/* ---- Cells ---- */

static void put_view(writing *out, const view *how, const struct ArrowArray *array, int64_t row) {
  char number[VIEW_NUMBER_SIZE], date[CWP_DATE_TEXT_SIZE];
  size_t length = 0;
  if (how->form == VIEW_DAYS || how->form == VIEW_TICKS) {
    const int32_t day = view_day(how, array, row);
    cwp_date_format(day == INT32_MAX ? CWP_DATE_NONE : day, date);
    put_cell_part(out, date, strlen(date));
    return;
  }
  const char *text = view_text(how, array, row, number, &length);
  if (text != NULL) put_cell_part(out, text, length);
}

static void put_list(writing *out, const column *how, const struct ArrowArray *array, int64_t row) {
  const int64_t at = row + array->offset;
  int64_t start, end;
  if (how->width == 4) {
    const int32_t *ends = (const int32_t *)array->buffers[1] + at;
    start = ends[0];
    end = ends[1];
  } else {
    const int64_t *ends = (const int64_t *)array->buffers[1] + at;
    start = ends[0];
    end = ends[1];
  }
  for (int64_t i = start; i < end; i++) {
    if (i > start) put(out, ";", 1);
    put_view(out, &how->view, array->children[0], i);
  }
}

static void put_real(writing *out, const column *how, const struct ArrowArray *array, int64_t row) {
  const int64_t at = row + array->offset;
  const double value =
      how->width == 4 ? (double)((const float *)array->buffers[1])[at] : ((const double *)array->buffers[1])[at];
  char number[NUMBER_SIZE];
  if (value != value) return;
  const int is_whole = value > -1e15 && value < 1e15 && (double)(int64_t)value == value;
  snprintf(number, sizeof number, is_whole ? "%.0f" : "%.17g", value);
  put(out, number, strlen(number));
}

/* Seconds, and a fraction of one, are written too: whoever reads it then can say that it is no whole minute. */
static void put_time(writing *out, const column *how, const struct ArrowArray *array, int64_t row) {
  const int64_t ticks = ((const int64_t *)array->buffers[1])[row + array->offset];
  int64_t seconds = ticks / how->ticks, day;
  const int64_t left = ticks % how->ticks;
  char date[CWP_DATE_TEXT_SIZE], text[NUMBER_SIZE];
  if (left < 0) seconds--;
  day = seconds / DAY - (seconds % DAY < 0);
  seconds -= day * DAY;
  cwp_date_format(day < CWP_DATE_MIN || day > CWP_DATE_MAX ? CWP_DATE_NONE : (cwp_date)day, date);
  snprintf(text, sizeof text, "%sT%02d:%02d", date, (int)(seconds / HOUR), (int)(seconds % HOUR / MINUTE));
  put(out, text, strlen(text));
  if (left != 0 || seconds % MINUTE != 0) {
    snprintf(text, sizeof text, left == 0 ? ":%02d" : ":%02d.%09lld", (int)(seconds % MINUTE),
             (long long)((left < 0 ? left + how->ticks : left) * (1000000000 / how->ticks)));
    put(out, text, strlen(text));
  }
  if (how->is_zoned) put(out, "Z", 1);
}

static void put_flag(writing *out, const struct ArrowArray *array, int64_t row) {
  const int flag = view_flag(array, row);
  put(out, flag ? "yes" : "no", flag ? 3 : 2);
}

static void put_value(writing *out, const column *how, const struct ArrowArray *array, int64_t row) {
  if (how->form == FORM_VIEW) {
    put_view(out, &how->view, array, row);
    return;
  }
  if (!view_is_valid(array, row)) return;
  switch (how->form) {
  case FORM_FLAG:
    put_flag(out, array, row);
    break;
  case FORM_REAL:
    put_real(out, how, array, row);
    break;
  case FORM_TIME:
    put_time(out, how, array, row);
    break;
  default:
    put_list(out, how, array, row);
  }
}

/* ---- Tables ---- */

static cwp_status open_columns(reading *self, cwp_error *error) {
  if (strcmp(self->schema.format, "+s") != 0) {
    return people_fail(error, CWP_ERROR_UNSUPPORTED, "a table is needed, not a column of Arrow format \"%.20s\"",
                       self->schema.format);
  }
  self->columns = calloc((size_t)self->schema.n_children + 1, sizeof *self->columns);
  if (self->columns == NULL) return people_fail(error, CWP_ERROR_MEMORY, "out of memory");
  for (int64_t i = 0; i < self->schema.n_children; i++) {
    const struct ArrowSchema *child = self->schema.children[i];
    const char *name = child->name == NULL ? "" : child->name;
    if (open_column(child, &self->columns[i]) != 0) {
      return people_fail(error, CWP_ERROR_UNSUPPORTED,
                         "column \"%.80s\" is of Arrow format \"%.40s\", which is not read here: leave it out", name,
                         child->format);
    }
    put(&self->out, i == 0 ? "\"" : ",\"", i == 0 ? 1 : 2);
    put_cell_part(&self->out, name, strlen(name));
    put(&self->out, "\"", 1);
  }
  put(&self->out, "\n", 1);
  return CWP_OK;
}

/* A struct's offset counts for its columns too. */
static cwp_status put_batch(reading *self, const struct ArrowArray *batch, cwp_error *error) {
  if (batch->n_children != self->schema.n_children) {
    return people_fail(error, CWP_ERROR_INVALID, "a batch has %lld columns where its schema has %lld",
                       (long long)batch->n_children, (long long)self->schema.n_children);
  }
  for (int64_t row = 0; row < batch->length && !self->out.failed; row++) {
    for (int64_t i = 0; i < batch->n_children; i++) {
      put(&self->out, i == 0 ? "\"" : ",\"", i == 0 ? 1 : 2);
      put_value(&self->out, &self->columns[i], batch->children[i], row + batch->offset);
      put(&self->out, "\"", 1);
    }
    put(&self->out, "\n", 1);
  }
  return self->out.failed ? people_fail(error, CWP_ERROR_MEMORY, "out of memory") : CWP_OK;
}

static cwp_status read_stream(reading *self, struct ArrowArrayStream *stream, cwp_error *error) {
  struct ArrowArray batch;
  int failed = stream->get_schema(stream, &self->schema);
  cwp_status status = failed ? CWP_OK : open_columns(self, error);
  while (!failed && status == CWP_OK) {
    memset(&batch, 0, sizeof batch);
    failed = stream->get_next(stream, &batch);
    if (failed || batch.release == NULL) break;
    status = put_batch(self, &batch, error);
    batch.release(&batch);
  }
  if (!failed) return status;
  const char *why = stream->get_last_error(stream);
  return people_fail(error, CWP_ERROR_IO, "the Arrow stream failed: %.400s", why == NULL ? strerror(failed) : why);
}

cwp_status cells_csv(struct ArrowArrayStream *stream, char **out, size_t *length, cwp_error *error) {
  reading self;
  memset(&self, 0, sizeof self);
  const cwp_status status = read_stream(&self, stream, error);
  if (self.schema.release != NULL) self.schema.release(&self.schema);
  free(self.columns);
  stream->release(stream);
  if (status != CWP_OK) {
    free(self.out.text);
    return status;
  }
  *out = self.out.text;
  *length = self.out.length;
  return CWP_OK;
}
