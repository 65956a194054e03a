/* Several tables as one. */

#include "base/error.h"
#include "base/memory.h"
#include "cwp/workforce.h"
#include "workforce/table.h"

#include <errno.h>
#include <string.h>

/* The stream's own. */
typedef struct chain {
  cwp_allocator allocator;
  cwp_workforce_part *parts; /* borrowed */
  size_t count;
  size_t at; /* the one that is read */
  size_t column_count;
  size_t *places;    /* of the first one's columns, in each part: `column_count` a part */
  uint8_t *may_lack; /* of each column: 1 if it may be null in any part */
  int is_out_of_memory;
} chain;

/* ---- Columns ---- */

static const char *text_or_nothing(const char *text) {
  return text ? text : "";
}

/* Whether a schema has the children that it says it has, and no more than anybody reads. */
static int has_children(const struct ArrowSchema *schema) {
  if (schema->n_children < 0 || schema->n_children > UINT16_MAX) return 0;
  for (int64_t i = 0; i < schema->n_children; i++)
    if (!schema->children || !schema->children[i] || !schema->children[i]->release) return 0;
  return 1;
}

/* Whether both are of the same type; names count within structs only, which nobody reads. */
static int is_same_type(const struct ArrowSchema *a, const struct ArrowSchema *b) {
  if (strcmp(text_or_nothing(a->format), text_or_nothing(b->format)) != 0 || a->n_children != b->n_children) return 0;
  if (!a->dictionary != !b->dictionary || !has_children(a) || !has_children(b)) return 0;
  if (a->dictionary && !is_same_type(a->dictionary, b->dictionary)) return 0;
  for (int64_t i = 0; i < a->n_children; i++)
    if (!is_same_type(a->children[i], b->children[i])) return 0;
  return 1;
}

static int is_column(const struct ArrowSchema *schema, size_t i, const char *name) {
  return strcmp(text_or_nothing(schema->children[i]->name), name) == 0;
}

/* The first column of that name that was not taken yet, and most likely that at `near`; SIZE_MAX if there is none. */
static size_t find_column(const struct ArrowSchema *schema, const char *name, size_t near, const uint8_t *taken) {
  const size_t count = (size_t)schema->n_children;
  if (near < count && !taken[near] && is_column(schema, near, name)) return near;
  for (size_t i = 0; i < count; i++)
    if (!taken[i] && is_column(schema, i, name)) return i;
  return SIZE_MAX;
}

static const char *within(const struct ArrowSchema *column) {
  return column->dictionary ? "a dictionary of " : "";
}

/* The type of a column in words. */
static const char *type_of(const struct ArrowSchema *column) {
  return cwp__format_words(text_or_nothing(column->dictionary ? column->dictionary->format : column->format));
}

/* What the part says of its own failure has its name in it, if it is a file's. */
static cwp_status fail_part(cwp_workforce_part *part, int code, cwp_error *error) {
  const char *words = part->stream.get_last_error ? part->stream.get_last_error(&part->stream) : NULL;
  if (code == ENOMEM) return cwp__fail_memory(error);
  if (words && *words) return cwp__fail(error, CWP_ERROR_IO, "%s (error %d)", words, code);
  const cwp__place where = {.path = part->name};
  return cwp__fail_at(error, CWP_ERROR_IO, &where, "the stream failed, and does not say why (error %d)", code);
}

/* Finds the first part's columns in another; `taken` has a zero for each of the other's. */
static cwp_status match(chain *self, size_t part, const struct ArrowSchema *first, const struct ArrowSchema *other,
                        uint8_t *taken, cwp_error *error) {
  const char *one = self->parts[0].name;
  const cwp__place where = {.path = self->parts[part].name};
  size_t *places = self->places + part * self->column_count;
  for (size_t i = 0; i < self->column_count; i++) {
    const struct ArrowSchema *column = first->children[i];
    const char *name = text_or_nothing(column->name);
    places[i] = find_column(other, name, i, taken);
    if (places[i] == SIZE_MAX)
      return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "there is no column \"%s\", which %s has", name, one);
    const struct ArrowSchema *here = other->children[places[i]];
    if (!is_same_type(column, here))
      return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "column \"%s\" is of type %s%s, and in %s of type %s%s",
                          name, within(here), type_of(here), one, within(column), type_of(column));
    if (here->flags & ARROW_FLAG_NULLABLE) self->may_lack[i] = 1;
    taken[places[i]] = 1;
  }
  return CWP_OK;
}

/* What has all columns of the first part must have no others. */
static cwp_status match_exactly(chain *self, size_t part, const struct ArrowSchema *first,
                                const struct ArrowSchema *other, cwp_error *error) {
  const size_t count = (size_t)other->n_children;
  uint8_t *taken = cwp__allocate_zeroed(&self->allocator, count + 1, sizeof *taken);
  if (!taken) return cwp__fail_memory(error);
  cwp_status status = match(self, part, first, other, taken, error);
  for (size_t i = 0; i < count && !status; i++) {
    const cwp__place where = {.path = self->parts[part].name};
    if (!taken[i])
      status = cwp__fail_at(error, CWP_ERROR_INVALID, &where, "there is a column \"%s\", which %s has not",
                            text_or_nothing(other->children[i]->name), self->parts[0].name);
  }
  cwp__release(&self->allocator, taken);
  return status;
}

/* A part's schema, which must be that of a table. The caller's to release if there is one. */
static cwp_status schema_of(cwp_workforce_part *part, struct ArrowSchema *out, cwp_error *error) {
  const cwp__place where = {.path = part->name};
  out->release = NULL;
  if (!part->stream.release || !part->stream.get_schema || !part->stream.get_next)
    return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "the stream is released, or never was one");
  const int code = part->stream.get_schema(&part->stream, out);
  if (code) {
    out->release = NULL;
    return fail_part(part, code, error);
  }
  if (out->release && strcmp(text_or_nothing(out->format), "+s") == 0 && has_children(out)) return CWP_OK;
  return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "the stream is no table");
}

static cwp_status match_all(chain *self, cwp_error *error) {
  struct ArrowSchema first, other;
  cwp_status status = schema_of(&self->parts[0], &first, error);
  if (!status) {
    self->column_count = (size_t)first.n_children;
    self->places = cwp__allocate_zeroed(&self->allocator, self->count * self->column_count + 1, sizeof *self->places);
    self->may_lack = cwp__allocate_zeroed(&self->allocator, self->column_count + 1, sizeof *self->may_lack);
    if (!self->places || !self->may_lack) status = cwp__fail_memory(error);
  }
  for (size_t i = 0; i < self->count && !status; i++) {
    status = schema_of(&self->parts[i], &other, error);
    if (!status) status = match_exactly(self, i, &first, &other, error);
    if (other.release) other.release(&other);
  }
  if (first.release) first.release(&first);
  return status;
}

/* ---- Batches ---- */

/* A batch whose columns stand in another order: the arrays are the inner one's, which is released with it. */
typedef struct turned {
  cwp_allocator allocator;
  struct ArrowArray inner;
  struct ArrowArray *columns[];
} turned;

static void release_turned(struct ArrowArray *array) {
  turned *self = array->private_data;
  cwp_allocator allocator = self->allocator;
  self->inner.release(&self->inner);
  cwp__release(&allocator, self);
  array->release = NULL;
}

/* Puts a batch's columns in the order of the first part's. Returns 0 when there is no memory. */
static int turn(const chain *self, struct ArrowArray *batch) {
  const size_t *places = self->places + self->at * self->column_count;
  size_t i = 0;
  while (i < self->column_count && places[i] == i)
    i++;
  if (i == self->column_count || (size_t)batch->n_children != self->column_count) return 1; /* the reader says it */
  turned *made = cwp__allocate(&self->allocator, 1, sizeof *made + self->column_count * sizeof *made->columns);
  if (!made) return 0;
  made->allocator = self->allocator;
  made->inner = *batch;
  for (i = 0; i < self->column_count; i++)
    made->columns[i] = batch->children[places[i]];
  batch->children = made->columns;
  batch->release = release_turned;
  batch->private_data = made;
  return 1;
}

/* ---- The stream ---- */

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  chain *self = stream->private_data;
  struct ArrowArrayStream *first = &self->parts[0].stream;
  const int code = first->get_schema(first, out);
  if (code) self->at = 0; /* whose error it is */
  for (size_t i = 0; !code && i < self->column_count; i++)
    if (self->may_lack[i]) out->children[i]->flags |= ARROW_FLAG_NULLABLE;
  return code;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  chain *self = stream->private_data;
  out->release = NULL;
  for (; self->at < self->count; self->at++) {
    cwp_workforce_part *part = &self->parts[self->at];
    const int code = part->stream.get_next(&part->stream, out);
    if (code) return code;
    if (!out->release) continue;
    if (!turn(self, out)) {
      out->release(out);
      self->is_out_of_memory = 1;
      return ENOMEM;
    }
    part->rows += (uint64_t)(out->length > 0 ? out->length : 0);
    return 0;
  }
  return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  const chain *self = stream->private_data;
  if (self->is_out_of_memory) return "out of memory";
  struct ArrowArrayStream *inner = &self->parts[self->at < self->count ? self->at : self->count - 1].stream;
  return inner->get_last_error ? inner->get_last_error(inner) : NULL;
}

static void release_parts(cwp_workforce_part *parts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (parts[i].stream.release) parts[i].stream.release(&parts[i].stream);
}

static void free_chain(chain *self) {
  cwp_allocator allocator = self->allocator;
  release_parts(self->parts, self->count);
  cwp__release(&allocator, self->places);
  cwp__release(&allocator, self->may_lack);
  cwp__release(&allocator, self);
}

static void release(struct ArrowArrayStream *stream) {
  free_chain(stream->private_data);
  stream->release = NULL;
}

cwp_status cwp_workforce_chain(cwp_workforce_part *parts, size_t count, const cwp_allocator *allocator,
                               struct ArrowArrayStream *out, cwp_error *error) {
  const cwp_allocator own = cwp__allocator_or_default(allocator);
  if (out) memset(out, 0, sizeof *out);
  if (!parts || count == 0 || !out) {
    if (parts) release_parts(parts, count);
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "one table at least and a stream are needed");
  }
  chain *self = cwp__allocate_zeroed(&own, 1, sizeof *self);
  if (!self) {
    release_parts(parts, count);
    return cwp__fail_memory(error);
  }
  self->allocator = own;
  self->parts = parts;
  self->count = count;
  for (size_t i = 0; i < count; i++)
    parts[i].rows = 0;
  cwp_status status = match_all(self, error);
  if (status) {
    free_chain(self);
    return status;
  }
  *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, self};
  return CWP_OK;
}
