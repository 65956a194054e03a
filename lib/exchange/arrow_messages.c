/* Messages of a file of Arrow columns, to be written. */

#include "exchange/arrow_write.h"

#include <string.h>

enum { ALIGNMENT = 64, PREFIX = 8, VERSION_5 = 4, OF_SCHEMA = 1, OF_DICTIONARY, OF_BATCH, BLOCK = 24 };

/* Bytes. */

cwp_status cwp__arrow_put_bytes(cwp__arrow_out *self, const void *bytes, uint64_t length) {
  if (length == 0) return CWP_OK;
  self->at += length;
  if (self->output->write(self->output->context, bytes, (size_t)length) == 0) return CWP_OK;
  const cwp__place where = {self->output->name, 0, 0, 0};
  return cwp__fail_at(self->error, CWP_ERROR_IO, &where, "cannot be written to");
}

static uint64_t padding(uint64_t length) {
  return (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
}

static cwp_status put_padding(cwp__arrow_out *self, uint64_t length) {
  static const char zeros[ALIGNMENT];
  return cwp__arrow_put_bytes(self, zeros, padding(length));
}

/* Writes the metadata that was made, filled up so that the body is aligned in the file. */
static cwp_status put_metadata(cwp__arrow_out *self) {
  unsigned char prefix[PREFIX];
  uint64_t length = self->flat.length;
  if (self->flat.failed) return cwp__fail_memory(self->error);
  length += padding(self->at + PREFIX + length);
  if (length > INT32_MAX) return cwp__fail(self->error, CWP_ERROR_LIMIT, "too many columns for one batch");
  cwp__put_little(prefix, 4, UINT32_MAX);
  cwp__put_little(prefix + 4, 4, length);
  cwp_status status = cwp__arrow_put_bytes(self, prefix, sizeof prefix);
  if (!status) status = cwp__arrow_put_bytes(self, self->flat.text, self->flat.length);
  return status ? status : put_padding(self, self->at);
}

/* Starts a message; returns where its header's offset stands. */
static size_t start_message(cwp__arrow_out *self, unsigned kind, uint64_t body) {
  cwp__flat_slot slots[4] = {{2, VERSION_5, 0}, {1, kind, 0}, {4, 0, 0}, {8, body, 0}};
  cwp__flat_start(&self->flat);
  cwp__flat_put_table(&self->flat, slots, 4);
  return slots[2].at;
}

/* The schema. */

static size_t put_dictionary_type(cwp__buffer *out, const cwp__arrow_column *column, size_t id) {
  cwp__flat_slot slots[3] = {{8, id, 0}, {4, 0, 0}, {1, (column->flags & ARROW_FLAG_DICTIONARY_ORDERED) != 0, 0}};
  size_t table = cwp__flat_put_table(out, slots, 3);
  cwp__flat_point(out, slots[1].at, cwp__arrow_type_put(out, column->kind, column->type.format));
  return table;
}

static size_t put_field(cwp__buffer *out, const cwp__arrow_column *column, size_t id) {
  const cwp__arrow_kind kind = column->has_dictionary ? column->values_kind : column->kind;
  const char *format = column->has_dictionary ? column->values.format : column->type.format;
  cwp__flat_slot slots[6] = {{4, 0, 0},
                             {1, (column->flags & ARROW_FLAG_NULLABLE) != 0, 0},
                             {1, (uint64_t)kind, 0},
                             {4, 0, 0},
                             {column->has_dictionary ? 4 : 0, 0, 0},
                             {4, 0, 0}};
  size_t table = cwp__flat_put_table(out, slots, 6);
  cwp__flat_point(out, slots[0].at, cwp__flat_put_text(out, column->name));
  cwp__flat_point(out, slots[3].at, cwp__arrow_type_put(out, kind, format));
  if (column->has_dictionary) cwp__flat_point(out, slots[4].at, put_dictionary_type(out, column, id));
  cwp__flat_point(out, slots[5].at, cwp__flat_put_vector(out, 0, 4));
  return table;
}

static size_t put_schema_table(cwp__buffer *out, const cwp__arrow_column *columns, size_t count) {
  cwp__flat_slot slots[2] = {{2, 0, 0}, {4, 0, 0}};
  size_t table = cwp__flat_put_table(out, slots, 2);
  size_t fields = cwp__flat_put_vector(out, count, 4), items = fields + 4;
  cwp__flat_point(out, slots[1].at, fields);
  for (size_t i = 0; i < count; i++)
    cwp__flat_put_number(out, 4, 0);
  for (size_t i = 0; i < count; i++)
    cwp__flat_point(out, items + i * 4, put_field(out, &columns[i], i));
  return table;
}

cwp_status cwp__arrow_put_schema(cwp__arrow_out *self, const cwp__arrow_column *columns, size_t count) {
  size_t header = start_message(self, OF_SCHEMA, 0);
  cwp__flat_point(&self->flat, header, put_schema_table(&self->flat, columns, count));
  return put_metadata(self);
}

/* Batches. */

static size_t put_batch_table(cwp__buffer *out, int64_t rows, const cwp__arrow_buffers *columns, size_t count) {
  cwp__flat_slot slots[3] = {{8, (uint64_t)rows, 0}, {4, 0, 0}, {4, 0, 0}};
  size_t table = cwp__flat_put_table(out, slots, 3), buffers = 0;
  uint64_t at = 0;
  cwp__flat_point(out, slots[1].at, cwp__flat_put_vector(out, count, 8));
  for (size_t i = 0; i < count; i++) {
    cwp__flat_put_number(out, 8, (uint64_t)columns[i].length);
    cwp__flat_put_number(out, 8, (uint64_t)columns[i].null_count);
    buffers += columns[i].count;
  }
  cwp__flat_point(out, slots[2].at, cwp__flat_put_vector(out, buffers, 8));
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < columns[i].count; k++) {
      cwp__flat_put_number(out, 8, at);
      cwp__flat_put_number(out, 8, columns[i].sizes[k]);
      at += columns[i].sizes[k] + padding(columns[i].sizes[k]);
    }
  }
  return table;
}

static uint64_t body_bytes(const cwp__arrow_buffers *columns, size_t count) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < columns[i].count; k++)
      bytes += columns[i].sizes[k] + padding(columns[i].sizes[k]);
  return bytes;
}

static cwp_status put_body(cwp__arrow_out *self, const cwp__arrow_buffers *columns, size_t count) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < count && !status; i++) {
    for (size_t k = 0; k < columns[i].count && !status; k++) {
      status = cwp__arrow_put_bytes(self, columns[i].buffers[k], columns[i].sizes[k]);
      if (!status) status = put_padding(self, columns[i].sizes[k]);
    }
  }
  return status;
}

cwp_status cwp__arrow_put_batch(cwp__arrow_out *self, int64_t id, int is_delta, int64_t rows,
                                const cwp__arrow_buffers *columns, size_t count, cwp__arrow_block *block) {
  const uint64_t start = self->at, body = body_bytes(columns, count);
  size_t header = start_message(self, id >= 0 ? OF_DICTIONARY : OF_BATCH, body);
  if (id >= 0) {
    cwp__flat_slot slots[3] = {{8, (uint64_t)id, 0}, {4, 0, 0}, {1, (uint64_t)is_delta, 0}};
    cwp__flat_point(&self->flat, header, cwp__flat_put_table(&self->flat, slots, 3));
    header = slots[1].at;
  }
  cwp__flat_point(&self->flat, header, put_batch_table(&self->flat, rows, columns, count));
  cwp_status status = put_metadata(self);
  *block = (cwp__arrow_block){start, self->at - start, body};
  return status ? status : put_body(self, columns, count);
}

/* The end. */

cwp_status cwp__arrow_put_end(cwp__arrow_out *self) {
  unsigned char end[PREFIX] = {0};
  cwp__put_little(end, 4, UINT32_MAX);
  return cwp__arrow_put_bytes(self, end, sizeof end);
}

static size_t put_blocks(cwp__buffer *out, const cwp__arrow_blocks *blocks) {
  size_t vector = cwp__flat_put_vector(out, blocks->count, 8);
  for (size_t i = 0; i < blocks->count; i++) {
    cwp__flat_put_number(out, 8, blocks->items[i].offset);
    cwp__flat_put_number(out, 8, blocks->items[i].metadata); /* 4 bytes, and 4 that are not used */
    cwp__flat_put_number(out, 8, blocks->items[i].body);
  }
  return vector;
}

cwp_status cwp__arrow_put_footer(cwp__arrow_out *self, const cwp__arrow_column *columns, size_t count,
                                 const cwp__arrow_blocks *dictionaries, const cwp__arrow_blocks *batches) {
  cwp__flat_slot slots[4] = {{2, VERSION_5, 0}, {4, 0, 0}, {4, 0, 0}, {4, 0, 0}};
  cwp__buffer *out = &self->flat;
  unsigned char length[4];
  cwp__flat_start(out);
  cwp__flat_put_table(out, slots, 4);
  cwp__flat_point(out, slots[1].at, put_schema_table(out, columns, count));
  cwp__flat_point(out, slots[2].at, put_blocks(out, dictionaries));
  cwp__flat_point(out, slots[3].at, put_blocks(out, batches));
  if (out->failed) return cwp__fail_memory(self->error);
  cwp__put_little(length, sizeof length, out->length);
  cwp_status status = cwp__arrow_put_bytes(self, out->text, out->length);
  if (!status) status = cwp__arrow_put_bytes(self, length, sizeof length);
  return status ? status : cwp__arrow_put_bytes(self, "ARROW1", 6);
}
