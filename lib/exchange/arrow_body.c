/* The body of a message of a file of Arrow columns. */

#include "exchange/arrow_body.h"

#include <inttypes.h>
#include <string.h>

enum { BATCH_LENGTH, BATCH_NODES, BATCH_BUFFERS, BATCH_COMPRESSION, BATCH_VIEWS };
enum { PAIR = 16, FIRST_STEP = 1 << 20, SKIP_STEP = 1 << 16, ROWS_WITHOUT_BYTES = 1000000, SHORT_VIEW = 12 };

/* Bytes. */

cwp_status cwp__arrow_cut_off(const cwp__arrow_source *self, cwp_error *error) {
  const cwp__place where = {self->input.name, 0, 0, self->at};
  return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "the file is cut off after %" PRIu64 " bytes", self->at);
}

cwp_status cwp__arrow_pull(cwp__arrow_source *self, void *out, size_t length, size_t *got, cwp_error *error) {
  *got = 0;
  while (*got < length) {
    size_t count = self->input.read(self->input.context, (char *)out + *got, length - *got);
    const cwp__place where = {self->input.name, 0, 0, self->at};
    if (count > length - *got) return cwp__fail_at(error, CWP_ERROR_IO, &where, "the file cannot be read");
    if (count == 0) break;
    *got += count;
    self->at += count;
  }
  return CWP_OK;
}

cwp_status cwp__arrow_skip(cwp__arrow_source *self, uint64_t length, cwp_error *error) {
  char bytes[SKIP_STEP];
  while (length > 0) {
    size_t step = length < sizeof bytes ? (size_t)length : sizeof bytes, got;
    cwp_status status = cwp__arrow_pull(self, bytes, step, &got, error);
    if (status) return status;
    if (got < step) return cwp__arrow_cut_off(self, error);
    length -= step;
  }
  return CWP_OK;
}

/* Reads so many bytes into a piece of memory that grows with what is there: a length that lies takes no memory. */
static cwp_status pull_piece(cwp__arrow_source *self, cwp__arrow_memory *memory, uint64_t length, void **out,
                             cwp_error *error) {
  size_t room = length < FIRST_STEP ? (size_t)length : FIRST_STEP, filled = 0, got;
  *out = length <= SIZE_MAX ? cwp__arrow_memory_piece(memory, room) : NULL;
  for (;;) {
    if (!*out) return cwp__fail_memory(error);
    cwp_status status = cwp__arrow_pull(self, (char *)*out + filled, room - filled, &got, error);
    if (status) return status;
    filled += got;
    if (filled < room) return cwp__arrow_cut_off(self, error);
    if (filled == length) return CWP_OK;
    size_t more = length - room < room ? (size_t)length : room * 2;
    *out = cwp__arrow_memory_grow(memory, room, more);
    room = more;
  }
}

/* What is to be read. */

/* A buffer in the body. */
typedef struct range {
  uint64_t offset, length;
  int is_passing; /* not kept: views are made into something else */
  const void *bytes;
} range;

/* The ranges of one wanted column. */
typedef struct planned {
  const cwp__arrow_field *field;
  size_t first, count;
} planned;

typedef struct work {
  cwp__arrow_body *body;
  cwp__flat_vector nodes, buffers, views;
  size_t node, buffer, view; /* that come next */
  planned *columns;
  size_t column_count;
  range *ranges;
  size_t range_count;
  cwp__arrow_memory *passing;
  int64_t rows;
  cwp_error *error;
} work;

static cwp_status invalid(const work *self, const char *reason) {
  return cwp__arrow_fail(&self->body->place, self->error, CWP_ERROR_INVALID, "%s", reason);
}

/* How many buffers a column has in this batch. */
static cwp_status count_buffers(work *self, const cwp__arrow_field *field, size_t *out) {
  *out = field->buffers;
  for (size_t i = 0; i < field->views; i++) {
    int64_t more = cwp__flat_number_at(&self->views, self->view, 8, 0);
    if (self->view++ >= self->views.count || more < 0 || (uint64_t)more > self->buffers.count)
      return invalid(self, "the number of buffers of its views is missing or wrong");
    *out += (size_t)more;
  }
  if (*out > self->buffers.count - self->buffer || field->nodes > self->nodes.count - self->node)
    return invalid(self, "there are fewer buffers than the columns have");
  return CWP_OK;
}

static cwp_status add_range(work *self, const cwp__arrow_field *field, size_t place) {
  int64_t offset = cwp__flat_number_at(&self->buffers, self->buffer + place, PAIR, 0);
  int64_t length = cwp__flat_number_at(&self->buffers, self->buffer + place, PAIR, 8);
  const uint64_t bytes = self->body->bytes;
  if (offset < 0 || length < 0 || (uint64_t)offset > bytes || (uint64_t)length > bytes - (uint64_t)offset)
    return invalid(self, "a buffer lies outside of the batch");
  if (offset % 8 != 0 && length > 0) return invalid(self, "a buffer does not start at a multiple of 8 bytes");
  self->ranges[self->range_count++] =
      (range){(uint64_t)offset, (uint64_t)length, field->type.layout == CWP__ARROW_VIEWS && place > 0, NULL};
  return CWP_OK;
}

static cwp_status plan_column(work *self, const cwp__arrow_field *field) {
  size_t count;
  self->body->place.column = field->name;
  cwp_status status = count_buffers(self, field, &count);
  if (status) return status;
  if (field->is_wanted) {
    self->columns[self->column_count++] = (planned){field, self->range_count, count};
    if (cwp__flat_number_at(&self->nodes, self->node, PAIR, 0) != self->rows)
      return invalid(self, "it has another number of rows than the batch");
    for (size_t i = 0; i < count && !status; i++)
      status = add_range(self, field, i);
  }
  self->node += field->nodes;
  self->buffer += count;
  return status;
}

static cwp_status plan(work *self) {
  const cwp__flat_table *table = self->body->table;
  cwp_status status = CWP_OK;
  cwp__flat_table compression = cwp__flat_child(table, BATCH_COMPRESSION);
  self->rows = cwp__flat_number(table, BATCH_LENGTH, 8, 0);
  self->nodes = cwp__flat_items(table, BATCH_NODES, PAIR);
  self->buffers = cwp__flat_items(table, BATCH_BUFFERS, PAIR);
  self->views = cwp__flat_items(table, BATCH_VIEWS, 8);
  if (table->flat->broken) return invalid(self, "its description contradicts itself");
  if (compression.at)
    return cwp__arrow_fail(&self->body->place, self->error, CWP_ERROR_UNSUPPORTED,
                           "its columns are compressed (%s), which is not read: write the file without compression, "
                           "such as compression=\"uncompressed\" of Feather writers",
                           cwp__flat_number(&compression, 0, 1, 0) == 0 ? "LZ4" : "ZSTD");
  if (self->rows < 0 || (uint64_t)self->rows / 8 > self->body->bytes + ROWS_WITHOUT_BYTES)
    return cwp__arrow_fail(&self->body->place, self->error, CWP_ERROR_LIMIT, "%" PRId64 " rows in %" PRIu64 " bytes",
                           self->rows, self->body->bytes);
  self->columns = cwp__allocate(&self->body->allocator, self->body->field_count + 1, sizeof *self->columns);
  self->ranges = cwp__allocate(&self->body->allocator, self->buffers.count + 1, sizeof *self->ranges);
  if (!self->columns || !self->ranges) return cwp__fail_memory(self->error);
  for (size_t i = 0; i < self->body->field_count && !status; i++)
    status = plan_column(self, &self->body->fields[i]);
  self->body->place.column = "";
  return status;
}

/* Reading. */

/* 1 if each buffer lies behind the one before. */
static int is_ascending(const work *self) {
  uint64_t end = 0;
  for (size_t i = 0; i < self->range_count; i++) {
    if (self->ranges[i].length == 0) continue;
    if (self->ranges[i].offset < end) return 0;
    end = self->ranges[i].offset + self->ranges[i].length;
  }
  return 1;
}

/* Reads what is wanted and passes over the rest. */
static cwp_status read_ranges(work *self) {
  cwp__arrow_source *source = self->body->source;
  uint64_t at = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->range_count && !status; i++) {
    range *now = &self->ranges[i];
    void *bytes = NULL;
    if (now->length == 0) continue;
    status = cwp__arrow_skip(source, now->offset - at, self->error);
    if (!status)
      status =
          pull_piece(source, now->is_passing ? self->passing : self->body->memory, now->length, &bytes, self->error);
    now->bytes = bytes;
    at = now->offset + now->length;
  }
  return status ? status : cwp__arrow_skip(source, self->body->bytes - at, self->error);
}

/* Buffers may lie in any order, or share bytes: then the body is read as it is. */
static cwp_status read_whole(work *self) {
  void *bytes;
  cwp_status status = pull_piece(self->body->source, self->body->memory, self->body->bytes, &bytes, self->error);
  for (size_t i = 0; i < self->range_count && !status; i++)
    self->ranges[i].bytes = (const char *)bytes + self->ranges[i].offset;
  return status;
}

/* Views. */

/* The text of a view that is there; NULL if it lies outside of its buffer. */
static const void *view_text(const work *self, const planned *of, const unsigned char *view, uint64_t *length) {
  *length = cwp__little_32(view);
  if (*length <= SHORT_VIEW) return view + 4;
  const uint64_t index = cwp__little_32(view + 8), offset = cwp__little_32(view + 12);
  if (index >= of->count - 2) return NULL;
  const range *data = &self->ranges[of->first + 2 + index];
  return offset <= data->length && *length <= data->length - offset ? (const char *)data->bytes + offset : NULL;
}

/* The bytes of all texts of a column of views, and their ends. */
static cwp_status measure_views(const work *self, const planned *of, const cwp__arrow_buffers *buffers, int64_t *ends) {
  const unsigned char *views = self->ranges[of->first + 1].bytes;
  uint64_t total = 0, length;
  ends[0] = 0;
  for (uint64_t i = 0; i < (uint64_t)buffers->length; i++) {
    if (cwp__arrow_is_there(buffers->buffers[0], i)) {
      if (!view_text(self, of, views + i * CWP__ARROW_VIEW, &length))
        return invalid(self, "a view lies outside of its buffer");
      total += length;
      if (total > self->body->most_bytes)
        return cwp__arrow_fail(&self->body->place, self->error, CWP_ERROR_LIMIT, "views of more than %" PRIu64 " bytes",
                               self->body->most_bytes);
    }
    ends[i + 1] = (int64_t)total;
  }
  return CWP_OK;
}

static void copy_views(const work *self, const planned *of, const cwp__arrow_buffers *buffers, const int64_t *ends,
                       char *text) {
  const unsigned char *views = self->ranges[of->first + 1].bytes;
  uint64_t length;
  for (uint64_t i = 0; i < (uint64_t)buffers->length; i++) {
    if (ends[i + 1] == ends[i]) continue;
    const void *from = view_text(self, of, views + i * CWP__ARROW_VIEW, &length);
    memcpy(text + ends[i], from, (size_t)length);
  }
}

/* Makes views into large text, whose ends have 64 bits. */
static cwp_status convert_views(work *self, const planned *of, cwp__arrow_buffers *buffers) {
  const uint64_t rows = (uint64_t)buffers->length;
  const cwp__arrow_type check = {CWP__ARROW_FIXED, (uint64_t)8 * CWP__ARROW_VIEW, 0, ""};
  cwp_status status = cwp__arrow_check(&check, buffers, &self->body->place, self->error);
  if (status) return status;
  int64_t *ends = cwp__arrow_memory_piece(self->body->memory, (size_t)(rows + 1) * sizeof *ends);
  if (!ends) return cwp__fail_memory(self->error);
  status = measure_views(self, of, buffers, ends);
  if (status) return status;
  char *text = cwp__arrow_memory_piece(self->body->memory, (size_t)ends[rows]);
  if (!text) return cwp__fail_memory(self->error);
  copy_views(self, of, buffers, ends, text);
  buffers->buffers[1] = ends;
  buffers->sizes[1] = (rows + 1) * sizeof *ends;
  buffers->buffers[2] = text;
  buffers->sizes[2] = (uint64_t)ends[rows];
  return CWP_OK;
}

static cwp_status give_column(work *self, const planned *of, size_t node, cwp__arrow_buffers *out) {
  const cwp__arrow_type type = cwp__arrow_type_given(&of->field->type);
  memset(out, 0, sizeof *out);
  self->body->place.column = of->field->name;
  out->length = self->rows;
  out->null_count = cwp__flat_number_at(&self->nodes, node, PAIR, 8);
  for (size_t i = 0; i < of->count && i < 3; i++) {
    out->buffers[i] = self->ranges[of->first + i].bytes;
    out->sizes[i] = self->ranges[of->first + i].length;
  }
  out->count = of->field->buffers;
  cwp_status status = CWP_OK;
  if (of->field->type.layout == CWP__ARROW_VIEWS) {
    out->count = 3;
    status = convert_views(self, of, out);
  }
  return status ? status : cwp__arrow_check(&type, out, &self->body->place, self->error);
}

static cwp_status give_columns(work *self, cwp__arrow_buffers *out) {
  size_t node = 0, column = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->body->field_count && !status; i++) {
    const cwp__arrow_field *field = &self->body->fields[i];
    if (field->is_wanted) {
      status = give_column(self, &self->columns[column], node, &out[column]);
      column++;
    }
    node += field->nodes;
  }
  self->body->place.column = "";
  return status;
}

cwp_status cwp__arrow_body_read(cwp__arrow_body *self, cwp__arrow_buffers *out, int64_t *rows, cwp_error *error) {
  work now = {.body = self, .error = error};
  cwp_status status = CWP_OK;
  now.passing = cwp__arrow_memory_new(&self->allocator);
  if (!now.passing) status = cwp__fail_memory(error);
  if (!status) status = plan(&now);
  if (!status) status = is_ascending(&now) ? read_ranges(&now) : read_whole(&now);
  if (!status) status = give_columns(&now, out);
  *rows = now.rows;
  cwp__release(&self->allocator, now.columns);
  cwp__release(&self->allocator, now.ranges);
  cwp__arrow_memory_drop(now.passing);
  return status;
}
