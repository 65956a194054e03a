/* Files of Arrow columns: messages, one after the other, as a stream. */

#include "base/file.h"
#include "base/memory.h"
#include "cwp/arrow_file.h"
#include "exchange/arrow_body.h"
#include "exchange/arrow_dictionary.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
  MAGIC = 6,
  HEAD = 8,
  TAIL = 4 + MAGIC,
  PREFIX = 4,
  VERSION_4 = 3,
  VERSION_5 = 4,
  MOST_ROOT = 1024,
  LEAST_SCHEMA = 32,
  MOST_BARE = 1 << 20
};
#define MOST_METADATA (UINT64_C(64) << 20)
#define MOST_BATCH (UINT64_C(4) << 30)
static const char magic[] = "ARROW1";

/* Slots of the tables. */
enum { MESSAGE_VERSION, MESSAGE_KIND, MESSAGE_TABLE, MESSAGE_BYTES };
enum { DICTIONARY_ID, DICTIONARY_BATCH, DICTIONARY_DELTA };
enum { FOOTER_VERSION, FOOTER_SCHEMA, FOOTER_DICTIONARIES, FOOTER_BATCHES };
enum { OF_SCHEMA = 1, OF_DICTIONARY, OF_BATCH, BLOCK = 24 };

/* A batch that was read and not given yet. */
typedef struct held_batch {
  struct held_batch *next;
  uint64_t number;
  int64_t rows;
  cwp__arrow_memory *memory;
  cwp__arrow_buffers *columns; /* the wanted ones */
} held_batch;

/* The stream's own. */
typedef struct reader {
  cwp_allocator allocator;
  cwp_input file;
  int owns_file;
  char *path; /* owned */
  cwp__arrow_source source;
  char first[HEAD]; /* of the input, read to tell the format */
  size_t first_length, first_taken;
  int is_file;
  int at_end;
  uint64_t most_bytes;
  cwp__arrow_schema schema;
  uint64_t batches;
  held_batch *held; /* the oldest first */
  held_batch **last_held;
  int is_waiting;           /* for a dictionary */
  int has_all_dictionaries; /* of the file: those that come were read already */
  char *metadata;
  size_t metadata_room;
  cwp_error error; /* of the call that failed; its message is the stream's */
  char text[CWP_ERROR_MESSAGE_SIZE + CWP_ERROR_PATH_SIZE];
} reader;

/* A message without its body. */
typedef struct message {
  cwp__flat flat;
  int64_t kind; /* 0 at the end */
  int64_t version;
  cwp__flat_table table;
  uint64_t bytes; /* of the body */
} message;

static cwp_status fail(const reader *self, cwp_error *error, cwp_status code, const char *reason) {
  const cwp__place where = {self->source.input.name, 0, 0, self->source.at};
  return cwp__fail_at(error, code, &where, "%s", reason);
}

/* The input with the bytes that told the format in front. */
static size_t read_on(void *context, void *buffer, size_t capacity) {
  reader *self = context;
  size_t left = self->first_length - self->first_taken, count = left < capacity ? left : capacity;
  if (left == 0) return self->file.read(self->file.context, buffer, capacity);
  memcpy(buffer, self->first + self->first_taken, count);
  self->first_taken += count;
  return count;
}

/* Reads bytes that must be there. */
static cwp_status pull(reader *self, void *out, size_t length, cwp_error *error) {
  size_t got;
  cwp_status status = cwp__arrow_pull(&self->source, out, length, &got, error);
  return status == CWP_OK && got < length ? cwp__arrow_cut_off(&self->source, error) : status;
}

/* Messages. */

/* Reads metadata, whose memory grows with what is there. */
static cwp_status pull_metadata(reader *self, size_t length, cwp_error *error) {
  void *items = self->metadata;
  size_t filled = 0, step = 1 << 16;
  while (filled < length) {
    if (step > length - filled) step = length - filled;
    if (!cwp__reserve(&self->allocator, &items, &self->metadata_room, filled + step, 1)) return cwp__fail_memory(error);
    self->metadata = items;
    cwp_status status = pull(self, self->metadata + filled, step, error);
    if (status) return status;
    filled += step;
    step *= 2;
  }
  return CWP_OK;
}

/* The length of the metadata that follows; 0 at the end. Older files have no mark in front of it. */
static cwp_status pull_length(reader *self, uint64_t *length, cwp_error *error) {
  unsigned char bytes[PREFIX];
  size_t got;
  *length = 0;
  cwp_status status = cwp__arrow_pull(&self->source, bytes, PREFIX, &got, error);
  if (status) return status;
  if (got == 0 && !self->is_file) return CWP_OK; /* a stream may just stop */
  if (got < PREFIX) return cwp__arrow_cut_off(&self->source, error);
  if (cwp__little_32(bytes) == UINT32_MAX) status = pull(self, bytes, PREFIX, error);
  *length = cwp__little_32(bytes);
  return status;
}

/* Gives bytes back that were read last. */
static void push_back(reader *self, const void *bytes) {
  memcpy(self->first, bytes, HEAD);
  self->first_length = HEAD;
  self->first_taken = 0;
  self->source.at -= HEAD;
}

/*
 * Some writers of the file format, such as Polars, put the schema at the start without its length, since they read it
 * from the end. It is known by its first word, which is too small for a length; it ends where the mark of the next
 * message stands. `*length` is 0 where the schema has its length in front.
 */
static cwp_status pull_bare_schema(reader *self, uint64_t *length, cwp_error *error) {
  unsigned char word[HEAD];
  *length = 0;
  cwp_status status = pull(self, word, sizeof word, error);
  int is_bare = !status && cwp__little_32(word) >= PREFIX && cwp__little_32(word) < LEAST_SCHEMA;
  if (!status && !is_bare) push_back(self, word);
  while (!status && is_bare) {
    void *items = self->metadata;
    if (*length > MOST_BARE) return fail(self, error, CWP_ERROR_INVALID, "the schema does not end");
    if (!cwp__reserve(&self->allocator, &items, &self->metadata_room, (size_t)*length + HEAD, 1))
      return cwp__fail_memory(error);
    self->metadata = items;
    memcpy(self->metadata + *length, word, HEAD);
    *length += HEAD;
    status = pull(self, word, sizeof word, error);
    if (status || cwp__little_32(word) != UINT32_MAX || cwp__little_32(word + PREFIX) > MOST_METADATA) continue;
    push_back(self, word);
    is_bare = 0;
  }
  return status;
}

static cwp_status check_message(const reader *self, message *out, const cwp__flat_table *root, cwp_error *error) {
  int64_t bytes = cwp__flat_number(root, MESSAGE_BYTES, 8, 0);
  out->version = cwp__flat_number(root, MESSAGE_VERSION, 2, 0);
  out->kind = cwp__flat_number(root, MESSAGE_KIND, 1, 0);
  out->table = cwp__flat_child(root, MESSAGE_TABLE);
  out->bytes = (uint64_t)bytes;
  if (out->flat.broken || !out->table.at || bytes < 0)
    return fail(self, error, CWP_ERROR_INVALID, "a message contradicts itself");
  if (out->version != VERSION_4 && out->version != VERSION_5)
    return fail(self, error, CWP_ERROR_UNSUPPORTED, "a version of the format that is not read");
  if (out->kind < OF_SCHEMA || out->kind > OF_BATCH)
    return fail(self, error, CWP_ERROR_UNSUPPORTED, "the file holds tensors, not columns");
  return CWP_OK;
}

/* Takes the metadata that was read for a message. */
static cwp_status take_metadata(const reader *self, uint64_t length, message *out, cwp_error *error) {
  out->flat = (cwp__flat){(const unsigned char *)self->metadata, (size_t)length, 0};
  cwp__flat_table root = cwp__flat_root(&out->flat);
  return check_message(self, out, &root, error);
}

/* Reads the next message but for its body. */
static cwp_status next_message(reader *self, message *out, cwp_error *error) {
  uint64_t length;
  memset(out, 0, sizeof *out);
  cwp_status status = pull_length(self, &length, error);
  if (status || length == 0) return status;
  if (length > MOST_METADATA) return fail(self, error, CWP_ERROR_LIMIT, "a message is longer than 64 MiB");
  status = pull_metadata(self, (size_t)length, error);
  return status ? status : take_metadata(self, length, out, error);
}

/* Reads the message of the schema. */
static cwp_status first_message(reader *self, message *out, cwp_error *error) {
  uint64_t bare = 0;
  memset(out, 0, sizeof *out);
  cwp_status status = self->is_file ? pull_bare_schema(self, &bare, error) : CWP_OK;
  if (status) return status;
  return bare ? take_metadata(self, bare, out, error) : next_message(self, out, error);
}

static cwp_status check_size(const reader *self, const message *from, cwp_error *error) {
  if (from->bytes <= self->most_bytes) return CWP_OK;
  const cwp__place where = {self->source.input.name, 0, 0, self->source.at};
  return cwp__fail_at(error, CWP_ERROR_LIMIT, &where, "a batch of %" PRIu64 " bytes; at most %" PRIu64 " are read",
                      from->bytes, self->most_bytes);
}

/* Dictionaries. */

static cwp_status read_dictionary(reader *self, const message *from, const cwp__flat_table *batch,
                                  cwp__arrow_dictionary *into, cwp_error *error) {
  const cwp__arrow_layout layout = into->type.layout;
  cwp__arrow_field field = {.name = "dictionary", .type = into->type, .is_wanted = 1, .nodes = 1};
  field.buffers = layout == CWP__ARROW_EMPTY ? 0 : layout == CWP__ARROW_OFFSETS ? 3 : 2;
  field.views = layout == CWP__ARROW_VIEWS;
  cwp__arrow_memory *memory = cwp__arrow_memory_new(&self->allocator);
  cwp__arrow_body body = {.source = &self->source,
                          .fields = &field,
                          .field_count = 1,
                          .table = batch,
                          .bytes = from->bytes,
                          .most_bytes = self->most_bytes,
                          .memory = memory,
                          .allocator = self->allocator,
                          .place = {self->path, self->batches + 1, ""}};
  cwp__arrow_buffers values;
  int64_t rows;
  if (!memory) return cwp__fail_memory(error);
  cwp_status status = cwp__arrow_body_read(&body, &values, &rows, error);
  if (!status && cwp__flat_number(&from->table, DICTIONARY_DELTA, 1, 0))
    status = cwp__arrow_dictionary_append(into, &values, self->most_bytes, &body.place, error);
  else if (!status)
    cwp__arrow_dictionary_replace(into, &values, memory);
  cwp__arrow_memory_drop(memory);
  return status;
}

static cwp_status take_dictionary(reader *self, message *from, cwp_error *error) {
  int64_t id = cwp__flat_number(&from->table, DICTIONARY_ID, 8, 0);
  cwp__flat_table batch = cwp__flat_child(&from->table, DICTIONARY_BATCH);
  if (from->flat.broken || !batch.at) return fail(self, error, CWP_ERROR_INVALID, "a dictionary contradicts itself");
  for (size_t i = 0; i < self->schema.dictionary_count; i++) {
    if (self->schema.dictionaries[i].id != id) continue;
    cwp_status status = check_size(self, from, error);
    return status ? status : read_dictionary(self, from, &batch, &self->schema.dictionaries[i], error);
  }
  return cwp__arrow_skip(&self->source, from->bytes, error);
}

/* Batches. */

static cwp_status give_dictionary(const cwp__arrow_dictionary *from, struct ArrowArray *to, cwp_error *error) {
  if (cwp__arrow_array_add_dictionary(to) && cwp__arrow_array_make(&from->buffers, from->memory, to->dictionary))
    return CWP_OK;
  return cwp__fail_memory(error);
}

/* Makes the wanted columns, whose buffers were read, into arrays. */
static cwp_status give_columns(const reader *self, const held_batch *from, struct ArrowArray *out, cwp_error *error) {
  size_t column = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->schema.count && !status; i++) {
    const cwp__arrow_field *field = &self->schema.fields[i];
    if (!field->is_wanted) continue;
    struct ArrowArray *array = out->children[column];
    if (!cwp__arrow_array_make(&from->columns[column++], from->memory, array)) return cwp__fail_memory(error);
    if (field->dictionary != SIZE_MAX)
      status = give_dictionary(&self->schema.dictionaries[field->dictionary], array, error);
  }
  return status;
}

/* Holds the indices of a batch to the dictionaries as they are now. */
static cwp_status check_dictionaries(const reader *self, const held_batch *batch, cwp_error *error) {
  size_t column = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->schema.count && !status; i++) {
    const cwp__arrow_field *field = &self->schema.fields[i];
    if (!field->is_wanted) continue;
    const cwp__arrow_buffers *buffers = &batch->columns[column++];
    if (field->dictionary == SIZE_MAX) continue;
    const cwp__arrow_buffers *values = &self->schema.dictionaries[field->dictionary].buffers;
    const cwp__arrow_place place = {self->path, batch->number, field->name};
    status = cwp__arrow_check_indices(&field->type, field->is_signed, buffers, (uint64_t)values->length, &place, error);
  }
  return status;
}

static void free_held(const cwp_allocator *allocator, held_batch *batch) {
  cwp__arrow_memory_drop(batch->memory);
  cwp__release(allocator, batch->columns);
  cwp__release(allocator, batch);
}

static cwp_status read_held(reader *self, const message *from, held_batch *batch, cwp_error *error) {
  batch->number = ++self->batches;
  batch->memory = cwp__arrow_memory_new(&self->allocator);
  batch->columns = cwp__allocate_zeroed(&self->allocator, self->schema.wanted + 1, sizeof *batch->columns);
  if (!batch->memory || !batch->columns) return cwp__fail_memory(error);
  cwp__arrow_body body = {.source = &self->source,
                          .fields = self->schema.fields,
                          .field_count = self->schema.count,
                          .table = &from->table,
                          .bytes = from->bytes,
                          .most_bytes = self->most_bytes,
                          .memory = batch->memory,
                          .allocator = self->allocator,
                          .place = {self->path, batch->number, ""}};
  return cwp__arrow_body_read(&body, batch->columns, &batch->rows, error);
}

static cwp_status take_batch(reader *self, const message *from, cwp_error *error) {
  cwp_status status = check_size(self, from, error);
  if (status) return status;
  held_batch *batch = cwp__allocate_zeroed(&self->allocator, 1, sizeof *batch);
  if (!batch) return cwp__fail_memory(error);
  status = read_held(self, from, batch, error);
  if (status) {
    free_held(&self->allocator, batch);
    return status;
  }
  *self->last_held = batch;
  self->last_held = &batch->next;
  return CWP_OK;
}

/* Passes over a body without reading it, but for its last byte, so that a file that ends before is found out. */
static cwp_status leap(reader *self, uint64_t length, cwp_error *error) {
  char last;
  if (length == 0) return CWP_OK;
  if (length > INT64_MAX || !cwp__file_move(&self->file, (int64_t)length - 1))
    return fail(self, error, CWP_ERROR_INVALID, "the file is cut off");
  self->source.at += length - 1;
  return pull(self, &last, 1, error);
}

/* A dictionary that stands ahead. Only in streams may one be replaced. */
static cwp_status take_ahead(reader *self, message *from, cwp_error *error) {
  const int64_t id = cwp__flat_number(&from->table, DICTIONARY_ID, 8, 0);
  const int is_more = cwp__flat_number(&from->table, DICTIONARY_DELTA, 1, 0) != 0;
  for (size_t i = 0; i < self->schema.dictionary_count && !is_more; i++)
    if (self->schema.dictionaries[i].id == id && self->schema.dictionaries[i].buffers.length > 0)
      return fail(self, error, CWP_ERROR_INVALID, "a dictionary is there twice, and the file format allows one only");
  return take_dictionary(self, from, error);
}

/* Reads all dictionaries that are still to come, and goes back. Batches in between are passed over. */
static cwp_status read_ahead(reader *self, cwp_error *error) {
  const uint64_t here = self->source.at;
  message now = {.kind = OF_BATCH};
  cwp_status status = CWP_OK;
  while (!status && now.kind != 0) {
    status = next_message(self, &now, error);
    if (!status && now.kind == OF_SCHEMA) status = fail(self, error, CWP_ERROR_INVALID, "a second schema");
    if (!status && now.kind == OF_DICTIONARY) status = take_ahead(self, &now, error);
    if (!status && now.kind == OF_BATCH) status = leap(self, now.bytes, error);
  }
  if (!status && !cwp__file_move(&self->file, -(int64_t)(self->source.at - here)))
    status = fail(self, error, CWP_ERROR_IO, "the file cannot be read twice");
  self->source.at = here;
  self->has_all_dictionaries = 1;
  return status;
}

/* In the file format a dictionary, or a part of it, may come behind the batches that need it. Where the file can be
   gone through twice, all dictionaries are read now; else the batches wait. */
static cwp_status seek_dictionaries(reader *self, cwp_error *error) {
  if (self->first_taken == self->first_length && cwp__file_move(&self->file, 0)) return read_ahead(self, error);
  self->is_waiting = 1;
  return CWP_OK;
}

/* Gives the oldest batch that was read, if its dictionaries are there. */
static cwp_status give_batch(reader *self, struct ArrowArray *out, cwp_error *error) {
  held_batch *batch = self->held;
  const int may_wait = self->is_file && !self->at_end && !self->has_all_dictionaries;
  cwp_status status = check_dictionaries(self, batch, may_wait ? NULL : error);
  if (status && may_wait) return seek_dictionaries(self, error);
  if (!status && !cwp__arrow_table_make(batch->rows, self->schema.wanted, &self->allocator, out))
    status = cwp__fail_memory(error);
  if (!status) status = give_columns(self, batch, out, error);
  if (status && out->release) out->release(out);
  self->held = batch->next;
  if (!self->held) self->last_held = &self->held;
  free_held(&self->allocator, batch);
  return status;
}

/* The end of a file in the file format: the footer must know of as many batches as were there. */
static cwp_status check_footer(reader *self, cwp_error *error) {
  size_t length = 0, got = 0, room = 1 << 16;
  do {
    void *items = self->metadata;
    if (length + room > MOST_METADATA) return fail(self, error, CWP_ERROR_LIMIT, "the footer is longer than 64 MiB");
    if (!cwp__reserve(&self->allocator, &items, &self->metadata_room, length + room, 1)) return cwp__fail_memory(error);
    self->metadata = items;
    cwp_status status = cwp__arrow_pull(&self->source, self->metadata + length, room, &got, error);
    if (status) return status;
    length += got;
  } while (got == room);
  if (length < TAIL || memcmp(self->metadata + length - MAGIC, magic, MAGIC) != 0)
    return cwp__arrow_cut_off(&self->source, error);
  size_t footer = cwp__little_32(self->metadata + length - TAIL);
  if (footer > length - TAIL) return fail(self, error, CWP_ERROR_INVALID, "the footer contradicts itself");
  cwp__flat flat = {(const unsigned char *)self->metadata + length - TAIL - footer, footer, 0};
  cwp__flat_table root = cwp__flat_root(&flat);
  cwp__flat_vector batches = cwp__flat_items(&root, FOOTER_BATCHES, BLOCK);
  if (flat.broken || batches.count != self->batches)
    return fail(self, error, CWP_ERROR_INVALID, "the footer does not list the batches that are there");
  return CWP_OK;
}

/* Takes one message in. */
static cwp_status take_message(reader *self, cwp_error *error) {
  message now;
  cwp_status status = next_message(self, &now, error);
  if (status) return status;
  switch (now.kind) {
  case 0:
    self->at_end = 1;
    self->is_waiting = 0;
    return self->is_file ? check_footer(self, error) : CWP_OK;
  case OF_DICTIONARY:
    self->is_waiting = 0;
    if (self->has_all_dictionaries) return cwp__arrow_skip(&self->source, now.bytes, error);
    return take_dictionary(self, &now, error);
  case OF_BATCH:
    return take_batch(self, &now, error);
  default:
    return fail(self, error, CWP_ERROR_INVALID, "a second schema");
  }
}

/* The next batch; `out` stays released at the end. */
static cwp_status next_batch(reader *self, struct ArrowArray *out, cwp_error *error) {
  cwp_status status = CWP_OK;
  while (!status && !out->release) {
    if (self->held && !self->is_waiting)
      status = give_batch(self, out, error);
    else if (self->at_end)
      break;
    else
      status = take_message(self, error);
  }
  return status;
}

/* The stream. */

static int number_of(cwp_status status) {
  return status == CWP_OK ? 0 : status == CWP_ERROR_MEMORY ? ENOMEM : status == CWP_ERROR_IO ? EIO : EINVAL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  reader *self = stream->private_data;
  out->release = NULL;
  if (cwp__arrow_schema_export(&self->schema, out)) return 0;
  snprintf(self->text, sizeof self->text, "out of memory");
  return ENOMEM;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  reader *self = stream->private_data;
  out->release = NULL;
  if (self->error.code == CWP_OK && next_batch(self, out, &self->error) != CWP_OK)
    snprintf(self->text, sizeof self->text, "%s: %s", self->path, self->error.message);
  return number_of(self->error.code);
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  const reader *self = stream->private_data;
  return *self->text ? self->text : NULL;
}

static void free_reader(reader *self) {
  cwp_allocator allocator = self->allocator;
  cwp__arrow_schema_clear(&self->schema);
  while (self->held) {
    held_batch *next = self->held->next;
    free_held(&allocator, self->held);
    self->held = next;
  }
  cwp__release(&allocator, self->metadata);
  cwp__release(&allocator, self->path);
  cwp__release(&allocator, self);
}

static void release(struct ArrowArrayStream *stream) {
  reader *self = stream->private_data;
  if (self->owns_file) cwp__file_close(&self->file);
  free_reader(self);
  stream->release = NULL;
}

/* Opening. */

int cwp_arrow_is(const void *head, size_t length) {
  const unsigned char *bytes = head;
  if (!head || length < MAGIC) return 0;
  if (memcmp(head, magic, MAGIC) == 0) return 1;
  if (length < HEAD) return 0;
  const uint64_t first = cwp__little_32(bytes), second = cwp__little_32(bytes + PREFIX);
  if (first == UINT32_MAX) return second > 0 && second <= MOST_METADATA;
  /* Older streams: a length, which no text begins with, and where in the metadata its table is. */
  return first > 0 && first <= MOST_METADATA && second >= PREFIX && second <= MOST_ROOT && second < first;
}

/* Tells the format, and what people take for it. */
static cwp_status tell_format(reader *self, cwp_error *error) {
  cwp_status status = cwp__arrow_pull(&self->source, self->first, HEAD, &self->first_length, error);
  if (status) return status;
  self->is_file = self->first_length == HEAD && memcmp(self->first, magic, MAGIC) == 0;
  self->first_taken = self->is_file ? HEAD : 0;
  self->source.at = self->first_taken;
  if (cwp_arrow_is(self->first, self->first_length)) return CWP_OK;
  if (self->first_length >= 4 && memcmp(self->first, "PAR1", 4) == 0)
    return fail(self, error, CWP_ERROR_UNSUPPORTED,
                "this is a Parquet file: write it as Arrow IPC, or read it with "
                "Python");
  if (self->first_length >= 4 && memcmp(self->first, "FEA1", 4) == 0)
    return fail(self, error, CWP_ERROR_UNSUPPORTED,
                "this is version 1 of Feather: write version 2, which is Arrow IPC");
  return fail(self, error, CWP_ERROR_UNSUPPORTED, "this is no file of Arrow columns");
}

static cwp_status read_schema(reader *self, const cwp_arrow_options *options, cwp_error *error) {
  message first;
  cwp_status status = first_message(self, &first, error);
  if (status) return status;
  if (first.kind != OF_SCHEMA) return fail(self, error, CWP_ERROR_INVALID, "there is no schema at the start");
  status =
      cwp__arrow_schema_read(&self->schema, &first.table, first.version, options, &self->allocator, self->path, error);
  return status ? status : cwp__arrow_skip(&self->source, first.bytes, error);
}

/* Takes the options that the caller's version knows. */
static cwp_status take_options(const cwp_arrow_options *given, cwp_arrow_options *out, cwp_error *error) {
  const cwp_arrow_options defaults = CWP_ARROW_OPTIONS_INIT;
  *out = defaults;
  if (given && given->size < sizeof *given)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have no size: set them up with CWP_ARROW_OPTIONS_INIT");
  if (given) *out = *given;
  for (size_t i = 0; out->columns && i < out->column_count; i++)
    if (!out->columns[i]) return cwp__fail(error, CWP_ERROR_ARGUMENT, "column %zu of those wanted has no name", i);
  if (out->batch_bytes == 0) out->batch_bytes = MOST_BATCH;
  return CWP_OK;
}

static reader *new_reader(const cwp_input *input, const cwp_allocator *given) {
  const cwp_allocator allocator = cwp__allocator_or_default(given);
  const char *name = input->name ? input->name : "";
  reader *self = cwp__allocate_zeroed(&allocator, 1, sizeof *self);
  if (!self) return NULL;
  self->allocator = allocator;
  self->path = cwp__allocate(&allocator, strlen(name) + 1, 1);
  if (!self->path) {
    cwp__release(&allocator, self);
    return NULL;
  }
  memcpy(self->path, name, strlen(name) + 1);
  return self;
}

static cwp_status start(const cwp_input *input, const cwp_arrow_options *options, const cwp_allocator *allocator,
                        struct ArrowArrayStream *out, cwp_error *error) {
  cwp_arrow_options now;
  cwp_status status = take_options(options, &now, error);
  if (status) return status;
  reader *self = new_reader(input, allocator);
  if (!self) return cwp__fail_memory(error);
  self->file = *input;
  self->last_held = &self->held;
  self->most_bytes = now.batch_bytes;
  self->source.input = (cwp_input){read_on, self, self->path};
  status = tell_format(self, error);
  if (!status) status = read_schema(self, &now, error);
  if (status) {
    free_reader(self);
    return status;
  }
  *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, self};
  return CWP_OK;
}

cwp_status cwp_arrow_read(const cwp_input *input, const cwp_arrow_options *options, const cwp_allocator *allocator,
                          struct ArrowArrayStream *out, cwp_error *error) {
  if (out) memset(out, 0, sizeof *out);
  if (!input || !input->read || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "an input and a stream are needed");
  return start(input, options, allocator, out, error);
}

cwp_status cwp_arrow_open(const char *path, const cwp_arrow_options *options, const cwp_allocator *allocator,
                          struct ArrowArrayStream *out, cwp_error *error) {
  cwp_input file;
  if (out) memset(out, 0, sizeof *out);
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a stream is needed");
  cwp_status status = cwp__file_open(path, &file, error);
  if (status) return status;
  status = start(&file, options, allocator, out, error);
  if (status)
    cwp__file_close(&file);
  else
    ((reader *)out->private_data)->owns_file = 1;
  return status;
}
