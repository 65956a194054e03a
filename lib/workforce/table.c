/* Taking a stream's batches in. */

#include "workforce/table.h"

#include "base/error.h"
#include "base/memory.h"

#include <errno.h>
#include <string.h>

/* ---- Types ---- */

static const struct {
  const char *format;
  const char *words;
  cwp__value_type type;
} formats[] = {
    {"n", "null", CWP__VALUE_NULL},
    {"b", "boolean", CWP__VALUE_BOOLEAN},
    {"c", "int8", CWP__VALUE_INT8},
    {"C", "uint8", CWP__VALUE_UINT8},
    {"s", "int16", CWP__VALUE_INT16},
    {"S", "uint16", CWP__VALUE_UINT16},
    {"i", "int32", CWP__VALUE_INT32},
    {"I", "uint32", CWP__VALUE_UINT32},
    {"l", "int64", CWP__VALUE_INT64},
    {"L", "uint64", CWP__VALUE_UINT64},
    {"u", "text", CWP__VALUE_TEXT32},
    {"U", "large text", CWP__VALUE_TEXT64},
    {"tdD", "date32", CWP__VALUE_DATE32},
    {"tdm", "date64", CWP__VALUE_DATE64},
    {"vu", "text view", CWP__VALUE_TEXT_VIEW},
    {"z", "binary", CWP__VALUE_OTHER},
    {"Z", "large binary", CWP__VALUE_OTHER},
    {"vz", "binary view", CWP__VALUE_OTHER},
    {"e", "float16", CWP__VALUE_OTHER},
    {"f", "float32", CWP__VALUE_OTHER},
    {"g", "float64", CWP__VALUE_OTHER},
    {"+l", "list", CWP__VALUE_OTHER},
    {"+L", "large list", CWP__VALUE_OTHER},
    {"+vl", "list view", CWP__VALUE_OTHER},
    {"+vL", "large list view", CWP__VALUE_OTHER},
    {"+s", "struct", CWP__VALUE_OTHER},
    {"+m", "map", CWP__VALUE_OTHER},
    {"+r", "run-end encoded", CWP__VALUE_OTHER},
};

/* Formats that something follows: a time zone, a width. */
static const struct {
  const char *start;
  const char *words;
  cwp__value_type type;
} starts[] = {
    {"tss:", "timestamp in seconds", CWP__VALUE_SECONDS},
    {"tsm:", "timestamp in milliseconds", CWP__VALUE_MILLISECONDS},
    {"tsu:", "timestamp in microseconds", CWP__VALUE_MICROSECONDS},
    {"tsn:", "timestamp in nanoseconds", CWP__VALUE_NANOSECONDS},
    {"tt", "time of day", CWP__VALUE_OTHER},
    {"tD", "duration", CWP__VALUE_OTHER},
    {"ti", "interval", CWP__VALUE_OTHER},
    {"d:", "decimal", CWP__VALUE_OTHER},
    {"w:", "fixed-width binary", CWP__VALUE_OTHER},
    {"+w:", "fixed-size list", CWP__VALUE_OTHER},
    {"+u", "union", CWP__VALUE_OTHER},
};

enum { FORMATS = sizeof formats / sizeof *formats, STARTS = sizeof starts / sizeof *starts };

cwp__value_type cwp__value_type_of(const char *format) {
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp(formats[i].format, format) == 0) return formats[i].type;
  for (size_t i = 0; i < STARTS; i++)
    if (strncmp(starts[i].start, format, strlen(starts[i].start)) == 0) return starts[i].type;
  return CWP__VALUE_OTHER;
}

const char *cwp__format_words(const char *format) {
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp(formats[i].format, format) == 0) return formats[i].words;
  for (size_t i = 0; i < STARTS; i++)
    if (strncmp(starts[i].start, format, strlen(starts[i].start)) == 0) return starts[i].words;
  return "an unknown type";
}

unsigned cwp__field_uses(const cwp__field *field) {
  switch (field->type) {
  case CWP__VALUE_NULL:
    return CWP__AS_NULL;
  case CWP__VALUE_BOOLEAN:
    return CWP__AS_BOOLEAN;
  case CWP__VALUE_TEXT32:
  case CWP__VALUE_TEXT64:
  case CWP__VALUE_TEXT_VIEW:
    return CWP__AS_TEXT;
  case CWP__VALUE_DATE32:
  case CWP__VALUE_DATE64:
  case CWP__VALUE_SECONDS:
  case CWP__VALUE_MILLISECONDS:
  case CWP__VALUE_MICROSECONDS:
  case CWP__VALUE_NANOSECONDS:
    return CWP__AS_DAY;
  case CWP__VALUE_OTHER:
  case CWP__VALUE_TYPE_END:
    return 0;
  default:
    return CWP__AS_INTEGER;
  }
}

/* ---- Schema ---- */

/* Returns NULL, or why the type of a column cannot be read as it is given. */
static const char *read_field(const struct ArrowSchema *schema, cwp__field *field) {
  if (schema->format == NULL) return "has no format";
  field->name = schema->name != NULL ? schema->name : "";
  field->format = schema->format;
  field->type = cwp__value_type_of(schema->format);
  if (schema->dictionary == NULL) return NULL;
  const struct ArrowSchema *values = schema->dictionary;
  if (values->release == NULL || values->format == NULL) return "has a dictionary that is released or has no format";
  field->index = field->type;
  field->type = CWP__VALUE_OTHER;
  field->format = values->format;
  cwp__field index = {.type = field->index};
  /* What a dictionary holds beside texts is passed over as any other type. */
  if (cwp__field_uses(&index) == CWP__AS_INTEGER && values->dictionary == NULL) {
    field->type = cwp__value_type_of(values->format);
    if (cwp__field_uses(field) != CWP__AS_TEXT) field->type = CWP__VALUE_OTHER;
  }
  return NULL;
}

static cwp_status read_schema(cwp__table *self, cwp_error *error) {
  const struct ArrowSchema *schema = &self->schema;
  const char *format = schema->format != NULL ? schema->format : "";
  if (strcmp(format, "+s") != 0)
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: the stream is no table: its type is %s (\"%s\"), not struct",
                     self->name, cwp__format_words(format), format);
  if (schema->n_children < 0 || schema->n_children > UINT16_MAX || (schema->n_children > 0 && schema->children == NULL))
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: the schema says that it has %lld columns, and has %s", self->name,
                     (long long)schema->n_children, schema->children != NULL ? "others" : "none");
  size_t count = (size_t)schema->n_children;
  self->fields = cwp__allocate_zeroed(&self->allocator, count, sizeof *self->fields);
  if (self->fields == NULL) return cwp__fail_memory(error);
  self->field_count = count;
  for (size_t i = 0; i < count; i++) {
    const struct ArrowSchema *child = schema->children[i];
    const char *reason = child == NULL || child->release == NULL ? "has no schema, or a released one"
                                                                 : read_field(child, &self->fields[i]);
    if (reason == NULL) continue;
    const char *name = child != NULL && child->release != NULL && child->name != NULL ? child->name : "";
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: column %zu, \"%s\", %s", self->name, i + 1, name, reason);
  }
  return CWP_OK;
}

/* What the stream itself says of its failure: ENOMEM is what it is everywhere. */
static cwp_status fail_stream(const cwp__table *self, struct ArrowArrayStream *stream, int code, cwp_error *error) {
  const char *words = stream->get_last_error != NULL ? stream->get_last_error(stream) : NULL;
  if (code == ENOMEM) return cwp__fail_memory(error);
  if (words == NULL || words[0] == '\0') words = "the stream failed, and does not say why";
  return cwp__fail(error, CWP_ERROR_IO, "%s: %s (error %d)", self->name, words, code);
}

cwp_status cwp__table_open(cwp__table *self, const char *name, struct ArrowArrayStream *stream,
                           const cwp_allocator *allocator, cwp_error *error) {
  *self = (cwp__table){.allocator = cwp__allocator_or_default(allocator), .name = name};
  if (stream->release == NULL || stream->get_schema == NULL || stream->get_next == NULL)
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: the stream is released, or never was one", name);
  int code = stream->get_schema(stream, &self->schema);
  if (code != 0) {
    self->schema.release = NULL;
    return fail_stream(self, stream, code, error);
  }
  if (self->schema.release == NULL)
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: the stream gave a released schema", name);
  return read_schema(self, error);
}

/* ---- Columns ---- */

/* What types are wanted, in words. */
static const char *wanted(unsigned uses) {
  if (uses & CWP__AS_BOOLEAN) return "text, an integer or boolean";
  if ((uses & CWP__AS_DAY) && (uses & CWP__AS_TEXT)) return "a day: date32, date64, a timestamp or text";
  if (uses & CWP__AS_DAY) return "a day: date32, date64 or a timestamp";
  return uses & CWP__AS_INTEGER ? "text or an integer" : "text";
}

static cwp_status fail_type(const cwp__table *self, const cwp__field *field, unsigned uses, cwp_error *error) {
  const char *within = field->index != CWP__VALUE_OTHER ? "a dictionary of " : "";
  return cwp__fail(error, CWP_ERROR_INVALID, "%s: column \"%s\" is of type %s%s (\"%s\"), and must be %s", self->name,
                   field->name, within, cwp__format_words(field->format), field->format, wanted(uses));
}

cwp_status cwp__table_use(cwp__table *self, const char *name, unsigned uses, size_t *out, cwp_error *error) {
  *out = CWP__NO_FIELD;
  for (size_t i = 0; i < self->field_count; i++) {
    cwp__field *field = &self->fields[i];
    if (strcmp(field->name, name) != 0) continue;
    if (*out != CWP__NO_FIELD)
      return cwp__fail(error, CWP_ERROR_INVALID, "%s: there are two columns \"%s\"", self->name, name);
    *out = i;
    field->is_used = 1;
    if ((cwp__field_uses(field) & (uses | CWP__AS_NULL)) == 0) return fail_type(self, field, uses, error);
  }
  return CWP_OK;
}

/* ---- Batches ---- */

/* Returns NULL, or why the batch as such, its columns apart, cannot be. */
static const char *check_batch(const cwp__table *self, const struct ArrowArray *array) {
  if (array->length < 0 || array->offset < 0 || array->offset > INT64_MAX - array->length)
    return "its length or offset is negative";
  if (array->null_count < -1 || array->null_count > array->length) return "its count of nulls is out of range";
  if (array->n_children < 0 || (uint64_t)array->n_children != self->field_count)
    return "it has another number of columns than the schema";
  if (array->n_children > 0 && array->children == NULL) return "it has no columns";
  if (array->n_buffers != 1 || array->buffers == NULL) return "a struct has one buffer, and it has another number";
  if (array->null_count > 0 && array->buffers[0] == NULL) return "it counts nulls and has no bits that say which";
  return NULL;
}

static cwp_status check_columns(const cwp__table *self, cwp__chunk *chunk, cwp_error *error) {
  const struct ArrowArray *array = &chunk->array;
  for (size_t i = 0; i < self->field_count; i++) {
    const cwp__field *field = &self->fields[i];
    if (!field->is_used) continue;
    const cwp__piece *before = self->chunk_count > 0 ? &self->chunks[self->chunk_count - 1].pieces[i] : NULL;
    const struct ArrowArray *child = array->children[i];
    const char *reason = child == NULL || child->release == NULL
                             ? "its array is missing or released"
                             : cwp__piece_check(field, child, array->offset, array->length, before, &chunk->pieces[i]);
    if (reason != NULL)
      return cwp__fail(error, CWP_ERROR_INVALID, "%s: column \"%s\", rows from %llu on: %s", self->name, field->name,
                       (unsigned long long)chunk->first, reason);
  }
  return CWP_OK;
}

/* Checks the batch and finds its columns. */
static cwp_status make_chunk(const cwp__table *self, cwp__chunk *chunk, cwp_error *error) {
  const struct ArrowArray *array = &chunk->array;
  const char *reason = check_batch(self, array);
  if (reason != NULL)
    return cwp__fail(error, CWP_ERROR_INVALID, "%s: the batch of rows from %llu on: %s", self->name,
                     (unsigned long long)chunk->first, reason);
  if (array->length > CWP__MOST_ROWS || array->offset > CWP__MOST_ROWS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "%s: a batch of %lld rows from %lld on is beyond belief", self->name,
                     (long long)array->length, (long long)array->offset);
  chunk->rows = (size_t)array->length;
  chunk->offset = (size_t)array->offset;
  chunk->valid = array->null_count != 0 ? array->buffers[0] : NULL;
  chunk->pieces = cwp__allocate_zeroed(&self->allocator, self->field_count, sizeof *chunk->pieces);
  if (chunk->pieces == NULL) return cwp__fail_memory(error);
  return check_columns(self, chunk, error);
}

static void clear_chunk(const cwp__table *self, cwp__chunk *chunk) {
  cwp__release(&self->allocator, chunk->pieces);
  if (chunk->array.release != NULL) chunk->array.release(&chunk->array);
}

cwp_status cwp__table_take(cwp__table *self, struct ArrowArrayStream *stream, int *more, cwp_error *error) {
  cwp__chunk chunk = {.first = self->rows};
  *more = 0;
  int code = stream->get_next(stream, &chunk.array);
  if (code != 0) return fail_stream(self, stream, code, error);
  if (chunk.array.release == NULL) return CWP_OK;
  *more = 1;
  cwp_status status = make_chunk(self, &chunk, error);
  if (status == CWP_OK && chunk.rows > 0 &&
      !cwp__reserve(&self->allocator, (void **)&self->chunks, &self->chunk_capacity, self->chunk_count + 1,
                    sizeof *self->chunks))
    status = cwp__fail_memory(error);
  if (status != CWP_OK || chunk.rows == 0) {
    clear_chunk(self, &chunk);
    return status;
  }
  self->chunks[self->chunk_count++] = chunk;
  self->rows += chunk.rows;
  return CWP_OK;
}

void cwp__table_forget(cwp__table *self, size_t count) {
  for (size_t i = 0; i < count; i++)
    clear_chunk(self, &self->chunks[i]);
  self->chunk_count -= count;
  if (count > 0) memmove(self->chunks, self->chunks + count, self->chunk_count * sizeof *self->chunks);
}

void cwp__table_clear(cwp__table *self) {
  if (self->allocator.release == NULL) return;
  cwp__table_forget(self, self->chunk_count);
  cwp__release(&self->allocator, self->chunks);
  cwp__release(&self->allocator, self->fields);
  if (self->schema.release != NULL) self->schema.release(&self->schema);
  *self = (cwp__table){.name = NULL};
}

size_t cwp__table_chunk_of(const cwp__table *self, uint64_t row, size_t hint) {
  if (hint < self->chunk_count && row - self->chunks[hint].first < self->chunks[hint].rows) return hint;
  size_t low = 0, high = self->chunk_count;
  while (low + 1 < high) {
    size_t middle = low + (high - low) / 2;
    if (self->chunks[middle].first <= row)
      low = middle;
    else
      high = middle;
  }
  return low;
}
