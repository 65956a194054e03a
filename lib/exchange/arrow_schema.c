/* The schema of a file of Arrow columns. */

#include "exchange/arrow_schema.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_FIELDS = 100000, MOST_DEPTH = 32, MOST_NAME = 4096, VERSION_5 = 4 };

/* Slots of the tables. */
enum { SCHEMA_ENDIANNESS, SCHEMA_FIELDS };
enum { FIELD_NAME, FIELD_NULLABLE, FIELD_KIND, FIELD_TYPE, FIELD_DICTIONARY, FIELD_CHILDREN };
enum { DICTIONARY_ID, DICTIONARY_INDEX, DICTIONARY_ORDERED };
enum { UNION_MODE };

/* Reading a schema. */
typedef struct reading {
  cwp__arrow_schema *schema;
  int64_t version;
  const cwp_arrow_options *options;
  cwp__arrow_place place;
  cwp_error *error;
} reading;

static cwp_status refuse(const reading *self, cwp_status code, const char *reason) {
  return cwp__arrow_fail(&self->place, self->error, code, "%s", reason);
}

/* What columns in columns take. */

static size_t union_buffers(const reading *self, const cwp__flat_table *field) {
  cwp__flat_table type = cwp__flat_child(field, FIELD_TYPE);
  size_t buffers = cwp__flat_number(&type, UNION_MODE, 2, 0) ? 2 : 1;
  return self->version < VERSION_5 ? buffers + 1 : buffers;
}

static size_t own_buffers(const reading *self, int64_t kind, const cwp__flat_table *field) {
  switch (kind) {
  case CWP__ARROW_NULL:
  case CWP__ARROW_RUN_ENDS:
    return 0;
  case CWP__ARROW_STRUCT:
  case CWP__ARROW_FIXED_LIST:
    return 1;
  case CWP__ARROW_UNION:
    return union_buffers(self, field);
  case CWP__ARROW_UTF8:
  case CWP__ARROW_BINARY:
  case CWP__ARROW_LARGE_UTF8:
  case CWP__ARROW_LARGE_BINARY:
  case CWP__ARROW_LIST_VIEW:
  case CWP__ARROW_LARGE_LIST_VIEW:
    return 3;
  default:
    return 2;
  }
}

static cwp_status count_parts(reading *self, const cwp__flat_table *field, size_t depth, cwp__arrow_field *out) {
  cwp__flat_table dictionary = cwp__flat_child(field, FIELD_DICTIONARY);
  int64_t kind = (uint8_t)cwp__flat_number(field, FIELD_KIND, 1, 0);
  if (++self->schema->seen > MOST_FIELDS || depth > MOST_DEPTH)
    return refuse(self, CWP_ERROR_LIMIT, "more columns, or columns nested deeper, than are read");
  out->nodes++;
  if (dictionary.at) {
    out->buffers += 2;
    return CWP_OK;
  }
  if (kind == CWP__ARROW_NONE || kind >= CWP__ARROW_KIND_END)
    return refuse(self, CWP_ERROR_UNSUPPORTED, "a type that is not known");
  out->buffers += own_buffers(self, kind, field);
  out->views += kind == CWP__ARROW_UTF8_VIEW || kind == CWP__ARROW_BINARY_VIEW;
  cwp__flat_vector children = cwp__flat_items(field, FIELD_CHILDREN, 4);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < children.count && !status; i++) {
    cwp__flat_table child = cwp__flat_child_at(&children, i);
    status = count_parts(self, &child, depth + 1, out);
  }
  return status;
}

/* Dictionaries. */

static cwp_status add_dictionary(reading *self, int64_t id, const cwp__arrow_type *type, size_t *out) {
  cwp__arrow_schema *schema = self->schema;
  size_t index = 0;
  while (index < schema->dictionary_count && schema->dictionaries[index].id != id)
    index++;
  *out = index;
  if (index == schema->dictionary_count) {
    cwp__arrow_dictionary *added = &schema->dictionaries[schema->dictionary_count++];
    added->id = id;
    added->type = *type;
    added->buffers.count = type->layout == CWP__ARROW_EMPTY ? 0 : type->layout == CWP__ARROW_FIXED ? 2 : 3;
    added->memory = cwp__arrow_memory_new(&schema->allocator);
    if (!added->memory) return cwp__fail_memory(self->error);
    const cwp__arrow_type shape = cwp__arrow_type_given(type);
    return cwp__arrow_check(&shape, &added->buffers, &self->place, self->error);
  }
  if (strcmp(schema->dictionaries[index].type.format, type->format) == 0) return CWP_OK;
  return refuse(self, CWP_ERROR_INVALID, "its dictionary is that of a column of another type");
}

/* The type of a column with a dictionary is that of its indices. */
static cwp_status read_dictionary(reading *self, const cwp__flat_table *table, cwp__arrow_field *out) {
  cwp__arrow_type values = out->type;
  cwp__flat_table index = cwp__flat_child(table, DICTIONARY_INDEX);
  if (index.at && !cwp__arrow_type_read(CWP__ARROW_INT, &index, &out->type))
    return refuse(self, CWP_ERROR_INVALID, "indices of a dictionary of a width that is none");
  cwp__arrow_kind kind;
  if (!index.at) cwp__arrow_type_parse("i", &out->type, &kind);
  out->is_signed = strchr("csil", out->type.format[0]) != NULL;
  out->is_ordered = cwp__flat_number(table, DICTIONARY_ORDERED, 1, 0) != 0;
  return add_dictionary(self, cwp__flat_number(table, DICTIONARY_ID, 8, 0), &values, &out->dictionary);
}

/* Fields. */

static int is_wanted(const cwp_arrow_options *options, const char *name) {
  if (!options->columns) return 1;
  for (size_t i = 0; i < options->column_count; i++)
    if (strcmp(options->columns[i], name) == 0) return 1;
  return 0;
}

static cwp_status read_type(reading *self, const cwp__flat_table *table, cwp__arrow_field *out) {
  int64_t kind = (uint8_t)cwp__flat_number(table, FIELD_KIND, 1, 0);
  cwp__flat_table type = cwp__flat_child(table, FIELD_TYPE);
  cwp__flat_table dictionary = cwp__flat_child(table, FIELD_DICTIONARY);
  if (!cwp__arrow_type_read(kind, &type, &out->type))
    return refuse(self, CWP_ERROR_UNSUPPORTED, "a type that is not read");
  if (out->type.layout == CWP__ARROW_NESTED)
    return cwp__arrow_fail(&self->place, self->error, CWP_ERROR_UNSUPPORTED,
                           "columns of type %s are not read: write the file without it, or leave it out",
                           cwp__arrow_kind_name(kind));
  return dictionary.at ? read_dictionary(self, &dictionary, out) : CWP_OK;
}

static cwp_status read_field(reading *self, const cwp__flat_table *table, cwp__arrow_field *out) {
  cwp__span name = cwp__flat_text(table, FIELD_NAME);
  out->dictionary = SIZE_MAX;
  if (name.length > MOST_NAME || memchr(name.text, '\0', name.length) || !cwp__utf8_is_valid(name.text, name.length))
    return refuse(self, CWP_ERROR_INVALID, "the name of a column is too long, or no UTF-8");
  out->name = cwp__arena_text(&self->schema->texts, name.text, name.length);
  if (!out->name) return cwp__fail_memory(self->error);
  self->place.column = out->name;
  out->is_nullable = cwp__flat_number(table, FIELD_NULLABLE, 1, 0) != 0;
  out->is_wanted = is_wanted(self->options, out->name);
  cwp_status status = count_parts(self, table, 0, out);
  if (!status && out->is_wanted) status = read_type(self, table, out);
  self->schema->wanted += (size_t)out->is_wanted;
  self->place.column = "";
  return status;
}

cwp_status cwp__arrow_schema_read(cwp__arrow_schema *self, const cwp__flat_table *table, int64_t version,
                                  const cwp_arrow_options *options, const cwp_allocator *allocator, const char *path,
                                  cwp_error *error) {
  reading now = {self, version, options, {path, 0, ""}, error};
  cwp_status status = CWP_OK;
  memset(self, 0, sizeof *self);
  self->allocator = *allocator;
  cwp__arena_init(&self->texts, allocator);
  if (cwp__flat_number(table, SCHEMA_ENDIANNESS, 2, 0) != 0)
    return refuse(&now, CWP_ERROR_UNSUPPORTED, "the file is big-endian: write it on a little-endian machine");
  cwp__flat_vector fields = cwp__flat_items(table, SCHEMA_FIELDS, 4);
  if (fields.count > MOST_FIELDS) return refuse(&now, CWP_ERROR_LIMIT, "more columns than are read");
  self->fields = cwp__allocate_zeroed(allocator, fields.count + 1, sizeof *self->fields);
  self->dictionaries = cwp__allocate_zeroed(allocator, fields.count + 1, sizeof *self->dictionaries);
  if (!self->fields || !self->dictionaries) return cwp__fail_memory(error);
  for (size_t i = 0; i < fields.count && !status; i++) {
    cwp__flat_table field = cwp__flat_child_at(&fields, i);
    status = read_field(&now, &field, &self->fields[i]);
    self->count++;
  }
  if (table->flat->broken) return refuse(&now, CWP_ERROR_INVALID, "the schema contradicts itself");
  return status;
}

void cwp__arrow_schema_clear(cwp__arrow_schema *self) {
  if (!self->fields && !self->dictionaries) return;
  for (size_t i = 0; self->dictionaries && i < self->dictionary_count; i++)
    cwp__arrow_memory_drop(self->dictionaries[i].memory);
  cwp__release(&self->allocator, self->dictionaries);
  cwp__release(&self->allocator, self->fields);
  cwp__arena_free(&self->texts);
}

static int export_field(const cwp__arrow_schema *self, const cwp__arrow_field *field, struct ArrowSchema *out) {
  const int has_dictionary = field->dictionary != SIZE_MAX;
  int64_t flags = field->is_nullable ? ARROW_FLAG_NULLABLE : 0;
  if (field->is_ordered) flags |= ARROW_FLAG_DICTIONARY_ORDERED;
  if (!cwp__arrow_schema_make(field->type.format, field->name, flags, 0, has_dictionary, &self->allocator, out))
    return 0;
  if (!has_dictionary) return 1;
  return cwp__arrow_schema_make(self->dictionaries[field->dictionary].type.format, "", ARROW_FLAG_NULLABLE, 0, 0,
                                &self->allocator, out->dictionary);
}

int cwp__arrow_schema_export(const cwp__arrow_schema *self, struct ArrowSchema *out) {
  size_t column = 0;
  int good = cwp__arrow_schema_make("+s", "", 0, self->wanted, 0, &self->allocator, out);
  if (!good) return 0;
  for (size_t i = 0; i < self->count && good; i++)
    if (self->fields[i].is_wanted) good = export_field(self, &self->fields[i], out->children[column++]);
  if (!good) out->release(out);
  return good;
}
