/* Streams of Arrow columns, written to files. */

#include "exchange/arrow_write.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 100000 };

/* What is being written. */
typedef struct writing {
  cwp__arrow_out out;
  struct ArrowArrayStream *stream;
  cwp_arrow_format format;
  struct ArrowSchema schema;
  cwp__arrow_column *columns;
  size_t count;
  cwp__arrow_buffers *buffers; /* of the batch */
  cwp__arena moved;
  cwp__arrow_blocks dictionaries, batches;
  uint64_t rows;
  cwp__arrow_place place;
} writing;

static cwp_status refuse(const writing *self, cwp_status code, const char *reason) {
  return cwp__arrow_fail(&self->place, self->out.error, code, "%s", reason);
}

/* What a stream's own failure is. */
static cwp_status stream_failed(const writing *self, int number) {
  const char *reason = self->stream->get_last_error ? self->stream->get_last_error(self->stream) : NULL;
  if (number == ENOMEM) return cwp__fail_memory(self->out.error);
  if (!reason || !*reason)
    return cwp__fail(self->out.error, CWP_ERROR_IO, "the stream of columns failed, and does not say why (error %d)",
                     number);
  return cwp__fail(self->out.error, number == EINVAL ? CWP_ERROR_INVALID : CWP_ERROR_IO, "%s", reason);
}

/* The schema. */

static cwp_status read_type(const writing *self, const struct ArrowSchema *schema, cwp__arrow_type *type,
                            cwp__arrow_kind *kind) {
  if (!schema->release || !schema->format) return refuse(self, CWP_ERROR_INVALID, "its schema is released");
  if (cwp__arrow_type_parse(schema->format, type, kind)) return CWP_OK;
  return cwp__arrow_fail(&self->place, self->out.error, CWP_ERROR_UNSUPPORTED, "type '%s' cannot be written",
                         schema->format);
}

static cwp_status read_column(writing *self, const struct ArrowSchema *schema, cwp__arrow_column *out) {
  out->name = schema->name ? schema->name : "";
  out->flags = schema->flags;
  self->place.column = out->name;
  for (size_t i = 0; i < 3; i++)
    cwp__buffer_init(&out->parts[i], &self->out.allocator);
  cwp_status status = read_type(self, schema, &out->type, &out->kind);
  if (status || !schema->dictionary) return status;
  out->has_dictionary = 1;
  if (out->kind != CWP__ARROW_INT)
    return refuse(self, CWP_ERROR_INVALID, "indices of a dictionary that are no integers");
  if (schema->dictionary->dictionary)
    return refuse(self, CWP_ERROR_UNSUPPORTED, "a dictionary of a dictionary cannot be written");
  return read_type(self, schema->dictionary, &out->values, &out->values_kind);
}

static cwp_status read_schema(writing *self) {
  int number = self->stream->get_schema(self->stream, &self->schema);
  if (number) return stream_failed(self, number);
  const struct ArrowSchema *schema = &self->schema;
  if (!schema->release || !schema->format || strcmp(schema->format, "+s") != 0)
    return refuse(self, CWP_ERROR_INVALID, "the stream is none of tables");
  if (schema->n_children < 0 || schema->n_children > MOST_COLUMNS || (schema->n_children && !schema->children))
    return refuse(self, CWP_ERROR_INVALID, "a number of columns that cannot be");
  self->count = (size_t)schema->n_children;
  self->columns = cwp__allocate_zeroed(&self->out.allocator, self->count + 1, sizeof *self->columns);
  self->buffers = cwp__allocate_zeroed(&self->out.allocator, self->count + 1, sizeof *self->buffers);
  if (!self->columns || !self->buffers) return cwp__fail_memory(self->out.error);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->count && !status; i++) {
    if (!schema->children[i]) return refuse(self, CWP_ERROR_INVALID, "a column is missing");
    status = read_column(self, schema->children[i], &self->columns[i]);
  }
  self->place.column = "";
  return status;
}

/* Dictionaries. */

/* 1 if the dictionary that was written begins with these values, or they begin with it. */
static int begin_alike(const cwp__arrow_column *column, const cwp__arrow_buffers *values) {
  const int64_t rows = column->rows < values->length ? column->rows : values->length;
  int fits = 1;
  const uint64_t ends = column->values.layout == CWP__ARROW_OFFSETS;
  uint64_t bytes = cwp__arrow_bytes((uint64_t)rows + ends, column->values.bits, &fits);
  if (column->values.layout == CWP__ARROW_EMPTY || rows == 0) return 1;
  if (column->null_count || values->null_count || column->values.bits == 1) return 0;
  if (memcmp(column->parts[1].text, values->buffers[1], (size_t)bytes) != 0) return 0;
  if (!ends) return 1;
  bytes = column->parts[2].length < values->sizes[2] ? column->parts[2].length : values->sizes[2];
  return bytes == 0 || memcmp(column->parts[2].text, values->buffers[2], (size_t)bytes) == 0;
}

static int is_same(const cwp__arrow_column *column, const cwp__arrow_buffers *values) {
  if (column->rows != values->length || column->null_count != values->null_count) return 0;
  for (int64_t i = 0; i < values->length && values->null_count; i++)
    if (cwp__arrow_is_there(column->parts[0].text, (uint64_t)i) != cwp__arrow_is_there(values->buffers[0], (uint64_t)i))
      return 0;
  for (size_t i = 1; i < values->count; i++)
    if (column->parts[i].length != values->sizes[i] ||
        (values->sizes[i] && memcmp(column->parts[i].text, values->buffers[i], (size_t)values->sizes[i]) != 0))
      return 0;
  return 1;
}

static cwp_status keep_dictionary(writing *self, cwp__arrow_column *column, const cwp__arrow_buffers *values) {
  int failed = 0;
  for (size_t i = 0; i < values->count; i++) {
    column->parts[i].length = 0;
    cwp__buffer_add(&column->parts[i], values->buffers[i], (size_t)values->sizes[i]);
    failed |= column->parts[i].failed;
  }
  column->was_written = 1;
  column->rows = values->length;
  column->null_count = values->null_count;
  return failed ? cwp__fail_memory(self->out.error) : CWP_OK;
}

static cwp_status add_block(writing *self, cwp__arrow_blocks *blocks, const cwp__arrow_block *block) {
  void *items = blocks->items;
  if (self->format != CWP_ARROW_FILE) return CWP_OK;
  if (!cwp__reserve(&self->out.allocator, &items, &blocks->capacity, blocks->count + 1, sizeof *blocks->items))
    return cwp__fail_memory(self->out.error);
  blocks->items = items;
  blocks->items[blocks->count++] = *block;
  return CWP_OK;
}

/* Writes what a dictionary has that is not written yet. */
static cwp_status put_dictionary(writing *self, size_t index, const struct ArrowArray *array) {
  cwp__arrow_column *column = &self->columns[index];
  cwp__arrow_buffers values, rest;
  cwp__arrow_block block;
  if (!array) return refuse(self, CWP_ERROR_INVALID, "its dictionary is missing");
  cwp_status status =
      cwp__arrow_slice(array, &column->values, 0, array->length, &self->moved, &self->place, &values, self->out.error);
  if (status) return status;
  const int is_like = column->was_written && begin_alike(column, &values);
  if (column->was_written && (is_same(column, &values) || (is_like && values.length <= column->rows))) return CWP_OK;
  if (column->was_written && !is_like && self->format == CWP_ARROW_FILE)
    return refuse(self, CWP_ERROR_UNSUPPORTED,
                  "its dictionary is another one in a later batch, which only the streaming format can hold");
  rest = values;
  if (is_like && column->values.layout != CWP__ARROW_EMPTY)
    status = cwp__arrow_slice_rest(&values, &column->values, column->rows, &self->moved, &rest, self->out.error);
  else if (is_like)
    rest.length = rest.null_count = values.length - column->rows;
  if (!status) status = cwp__arrow_put_batch(&self->out, (int64_t)index, is_like, rest.length, &rest, 1, &block);
  if (!status) status = add_block(self, &self->dictionaries, &block);
  return status ? status : keep_dictionary(self, column, &values);
}

/* Batches. */

static cwp_status check_batch(const writing *self, const struct ArrowArray *batch) {
  if (batch->n_children != (int64_t)self->count || (self->count && !batch->children))
    return refuse(self, CWP_ERROR_INVALID, "the batch has another number of columns than the schema");
  if (batch->length < 0 || batch->offset < 0 || batch->offset > INT64_MAX - batch->length)
    return refuse(self, CWP_ERROR_INVALID, "an offset or a length that cannot be");
  if (batch->n_buffers == 1 && batch->buffers && batch->buffers[0] && batch->null_count != 0)
    return refuse(self, CWP_ERROR_UNSUPPORTED, "rows that are not there as a whole cannot be written");
  return CWP_OK;
}

static cwp_status put_batch(writing *self, const struct ArrowArray *batch) {
  cwp__arrow_block block;
  cwp_status status = check_batch(self, batch);
  for (size_t i = 0; i < self->count && !status; i++) {
    const struct ArrowArray *array = batch->children[i];
    self->place.column = self->columns[i].name;
    status = cwp__arrow_slice(array, &self->columns[i].type, batch->offset, batch->length, &self->moved, &self->place,
                              &self->buffers[i], self->out.error);
    if (!status && self->columns[i].has_dictionary) status = put_dictionary(self, i, array->dictionary);
  }
  self->place.column = "";
  if (!status) status = cwp__arrow_put_batch(&self->out, -1, 0, batch->length, self->buffers, self->count, &block);
  if (!status) status = add_block(self, &self->batches, &block);
  cwp__arena_free(&self->moved);
  self->rows += (uint64_t)batch->length;
  return status;
}

static cwp_status put_batches(writing *self) {
  cwp_status status = CWP_OK;
  while (!status) {
    struct ArrowArray batch = {.release = NULL};
    int number = self->stream->get_next(self->stream, &batch);
    if (number) return stream_failed(self, number);
    if (!batch.release) return CWP_OK;
    self->place.batch++;
    status = put_batch(self, &batch);
    batch.release(&batch);
  }
  return status;
}

static cwp_status write_all(writing *self) {
  cwp_status status = read_schema(self);
  if (!status && self->format == CWP_ARROW_FILE) status = cwp__arrow_put_bytes(&self->out, "ARROW1\0\0", 8);
  if (!status) status = cwp__arrow_put_schema(&self->out, self->columns, self->count);
  if (!status) status = put_batches(self);
  if (!status) status = cwp__arrow_put_end(&self->out);
  if (!status && self->format == CWP_ARROW_FILE)
    status = cwp__arrow_put_footer(&self->out, self->columns, self->count, &self->dictionaries, &self->batches);
  return status;
}

static void clear(writing *self) {
  const cwp_allocator *allocator = &self->out.allocator;
  for (size_t i = 0; self->columns && i < self->count; i++)
    for (size_t k = 0; k < 3; k++)
      if (self->columns[i].name) cwp__buffer_free(&self->columns[i].parts[k]);
  cwp__release(allocator, self->columns);
  cwp__release(allocator, self->buffers);
  cwp__release(allocator, self->dictionaries.items);
  cwp__release(allocator, self->batches.items);
  cwp__buffer_free(&self->out.flat);
  cwp__arena_free(&self->moved);
  if (self->schema.release) self->schema.release(&self->schema);
}

static void release_stream(struct ArrowArrayStream *stream) {
  if (stream && stream->release) stream->release(stream);
}

/* Writes a stream, but does not release it. */
static cwp_status write_stream(struct ArrowArrayStream *stream, cwp_arrow_format format, const cwp_output *output,
                               const cwp_allocator *given, uint64_t *rows, cwp_error *error) {
  const cwp_allocator allocator = cwp__allocator_or_default(given);
  writing self = {.out = {.allocator = allocator, .output = output, .error = error},
                  .stream = stream,
                  .format = format,
                  .place = {output->name, 0, ""}};
  cwp__buffer_init(&self.out.flat, &allocator);
  cwp__arena_init(&self.moved, &allocator);
  cwp_status status = write_all(&self);
  if (rows) *rows = self.rows;
  clear(&self);
  return status;
}

static cwp_status check_arguments(const struct ArrowArrayStream *stream, cwp_arrow_format format, cwp_error *error) {
  if (!stream || !stream->release || !stream->get_next || !stream->get_schema)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a stream of columns that is not released is needed");
  if ((int)format < 0 || format >= CWP_ARROW_FORMAT_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "format %d is none", (int)format);
  return CWP_OK;
}

cwp_status cwp_arrow_write(struct ArrowArrayStream *stream, cwp_arrow_format format, const cwp_output *output,
                           const cwp_allocator *allocator, uint64_t *rows, cwp_error *error) {
  if (rows) *rows = 0;
  cwp_status status = check_arguments(stream, format, error);
  if (!status && (!output || !output->write))
    status = cwp__fail(error, CWP_ERROR_ARGUMENT, "an output to write to is needed");
  if (!status) status = write_stream(stream, format, output, allocator, rows, error);
  release_stream(stream);
  return status;
}

cwp_status cwp_arrow_write_file(struct ArrowArrayStream *stream, cwp_arrow_format format, const char *path,
                                const cwp_allocator *allocator, uint64_t *rows, cwp_error *error) {
  cwp_file_writer *writer = NULL;
  if (rows) *rows = 0;
  cwp_status status = check_arguments(stream, format, error);
  if (!status) status = cwp_file_writer_open(path, allocator, &writer, error);
  if (!status) {
    const cwp_output output = cwp_file_writer_output(writer);
    status = write_stream(stream, format, &output, allocator, rows, error);
  }
  if (!status) status = cwp_file_writer_commit(writer, error);
  cwp_file_writer_free(writer);
  release_stream(stream);
  return status;
}
