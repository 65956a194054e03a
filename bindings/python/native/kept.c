/* Every schema and array that is handed out, each child too, has a reference of its own: consumers may move a child out
   and release the rest, on any thread. */

#include "kept.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct kept {
  atomic_int references;
  struct ArrowSchema schema;
  char **names; /* of the schema's columns, in place of its own; NULL: its own */
  struct ArrowArray *batches;
  size_t count, capacity;
};

static kept *new_kept(void) {
  kept *self = calloc(1, sizeof *self);
  if (self != NULL) atomic_init(&self->references, 1);
  return self;
}

kept *kept_share(kept *self) {
  atomic_fetch_add_explicit(&self->references, 1, memory_order_relaxed);
  return self;
}

static void free_names(char **names, size_t count) {
  for (size_t i = 0; names != NULL && i < count; i++)
    free(names[i]);
  free(names);
}

void kept_release(kept *self) {
  if (self == NULL || atomic_fetch_sub_explicit(&self->references, 1, memory_order_acq_rel) != 1) return;
  free_names(self->names, (size_t)self->schema.n_children);
  for (size_t i = 0; i < self->count; i++)
    self->batches[i].release(&self->batches[i]);
  if (self->schema.release != NULL) self->schema.release(&self->schema);
  free(self->batches);
  free(self);
}

const struct ArrowSchema *kept_schema(const kept *self) {
  return &self->schema;
}

size_t kept_count(const kept *self) {
  return self->count;
}

const struct ArrowArray *kept_at(const kept *self, size_t batch) {
  return batch < self->count ? &self->batches[batch] : NULL;
}

int64_t kept_rows(const kept *self) {
  int64_t rows = 0;
  for (size_t i = 0; i < self->count; i++)
    rows += self->batches[i].length;
  return rows;
}

static int reserve(kept *self) {
  if (self->count < self->capacity) return 0;
  const size_t capacity = self->capacity == 0 ? 8 : self->capacity * 2;
  struct ArrowArray *batches = realloc(self->batches, capacity * sizeof *batches);
  if (batches == NULL) return ENOMEM;
  self->batches = batches;
  self->capacity = capacity;
  return 0;
}

static int read_batches(kept *self, struct ArrowArrayStream *stream) {
  for (;;) {
    if (reserve(self) != 0) return ENOMEM;
    struct ArrowArray *batch = &self->batches[self->count];
    batch->release = NULL;
    const int failed = stream->get_next(stream, batch);
    if (failed || batch->release == NULL) return failed;
    self->count++;
  }
}

int kept_read(struct ArrowArrayStream *stream, kept **out) {
  kept *self = new_kept();
  if (self == NULL) return ENOMEM;
  int failed = stream->get_schema(stream, &self->schema);
  if (!failed) failed = read_batches(self, stream);
  if (failed) {
    kept_release(self);
    return failed;
  }
  *out = self;
  return 0;
}

int kept_read_schema(struct ArrowArrayStream *stream, kept **out) {
  kept *self = new_kept();
  if (self == NULL) return ENOMEM;
  const int failed = stream->get_schema(stream, &self->schema);
  if (failed) {
    kept_release(self);
    return failed;
  }
  *out = self;
  return 0;
}

int kept_take(struct ArrowSchema *schema, struct ArrowArray *batch, kept **out) {
  kept *self = new_kept();
  if (self == NULL || reserve(self) != 0) {
    kept_release(self);
    return ENOMEM;
  }
  self->schema = *schema;
  self->batches[self->count++] = *batch;
  schema->release = NULL;
  batch->release = NULL;
  *out = self;
  return 0;
}

/* ---- Schemas ---- */

/* What a schema that was handed out owns: a reference, and its children and dictionary. */
typedef struct schema_block {
  kept *owner;
  struct ArrowSchema dictionary;
  struct ArrowSchema *children;
  struct ArrowSchema *pointers[];
} schema_block;

static void release_schema(struct ArrowSchema *self) {
  schema_block *block = self->private_data;
  for (int64_t i = 0; i < self->n_children; i++) {
    if (block->children[i].release != NULL) block->children[i].release(&block->children[i]);
  }
  if (block->dictionary.release != NULL) block->dictionary.release(&block->dictionary);
  kept_release(block->owner);
  free(block->children);
  free(block);
  self->release = NULL;
}

static int share_schema(const struct ArrowSchema *from, kept *owner, struct ArrowSchema *out);

static int share_fields(const struct ArrowSchema *from, kept *owner, schema_block *block) {
  int failed = 0;
  for (int64_t i = 0; !failed && i < from->n_children; i++) {
    block->pointers[i] = &block->children[i];
    failed = share_schema(from->children[i], owner, &block->children[i]);
  }
  if (!failed && from->dictionary != NULL) failed = share_schema(from->dictionary, owner, &block->dictionary);
  return failed;
}

static int share_schema(const struct ArrowSchema *from, kept *owner, struct ArrowSchema *out) {
  const size_t count = (size_t)from->n_children;
  schema_block *block = calloc(1, sizeof *block + count * sizeof *block->pointers);
  struct ArrowSchema *children = calloc(count > 0 ? count : 1, sizeof *children);
  if (block == NULL || children == NULL) {
    free(block);
    free(children);
    return ENOMEM;
  }
  block->owner = kept_share(owner);
  block->children = children;
  struct ArrowSchema made = *from;
  made.children = block->pointers;
  made.dictionary = from->dictionary == NULL ? NULL : &block->dictionary;
  made.release = release_schema;
  made.private_data = block;
  if (share_fields(from, owner, block) != 0) {
    release_schema(&made);
    return ENOMEM;
  }
  *out = made;
  return 0;
}

int kept_export_schema(kept *self, struct ArrowSchema *out) {
  struct ArrowSchema made;
  if (share_schema(&self->schema, self, &made) != 0) return ENOMEM;
  for (int64_t i = 0; self->names != NULL && i < made.n_children; i++) {
    if (self->names[i] != NULL) made.children[i]->name = self->names[i];
  }
  *out = made;
  return 0;
}

/* ---- Arrays ---- */

typedef struct array_block {
  kept *owner;
  struct ArrowArray dictionary;
  struct ArrowArray *children;
  struct ArrowArray *pointers[];
} array_block;

static void release_array(struct ArrowArray *self) {
  array_block *block = self->private_data;
  for (int64_t i = 0; i < self->n_children; i++) {
    if (block->children[i].release != NULL) block->children[i].release(&block->children[i]);
  }
  if (block->dictionary.release != NULL) block->dictionary.release(&block->dictionary);
  kept_release(block->owner);
  free(block->children);
  free(block);
  self->release = NULL;
}

static int share_array(const struct ArrowArray *from, kept *owner, struct ArrowArray *out);

static int share_columns(const struct ArrowArray *from, kept *owner, array_block *block) {
  int failed = 0;
  for (int64_t i = 0; !failed && i < from->n_children; i++) {
    block->pointers[i] = &block->children[i];
    failed = share_array(from->children[i], owner, &block->children[i]);
  }
  if (!failed && from->dictionary != NULL) failed = share_array(from->dictionary, owner, &block->dictionary);
  return failed;
}

static int share_array(const struct ArrowArray *from, kept *owner, struct ArrowArray *out) {
  const size_t count = (size_t)from->n_children;
  array_block *block = calloc(1, sizeof *block + count * sizeof *block->pointers);
  struct ArrowArray *children = calloc(count > 0 ? count : 1, sizeof *children);
  if (block == NULL || children == NULL) {
    free(block);
    free(children);
    return ENOMEM;
  }
  block->owner = kept_share(owner);
  block->children = children;
  struct ArrowArray made = *from;
  made.children = block->pointers;
  made.dictionary = from->dictionary == NULL ? NULL : &block->dictionary;
  made.release = release_array;
  made.private_data = block;
  if (share_columns(from, owner, block) != 0) {
    release_array(&made);
    return ENOMEM;
  }
  *out = made;
  return 0;
}

/* ---- Streams ---- */

/* A reader of what is kept; or, with an inner stream, of that under other names. */
typedef struct stream_block {
  kept *owner;
  size_t next;
  struct ArrowArrayStream inner;
} stream_block;

static int kept_stream_schema(struct ArrowArrayStream *self, struct ArrowSchema *out) {
  stream_block *block = self->private_data;
  return kept_export_schema(block->owner, out);
}

static int kept_stream_next(struct ArrowArrayStream *self, struct ArrowArray *out) {
  stream_block *block = self->private_data;
  if (block->next == block->owner->count) {
    out->release = NULL;
    return 0;
  }
  const int failed = share_array(&block->owner->batches[block->next], block->owner, out);
  if (failed == 0) block->next++;
  return failed;
}

/* The only thing that fails here is an allocation. */
static const char *kept_stream_error(struct ArrowArrayStream *self) {
  (void)self;
  return "out of memory";
}

static int renamed_next(struct ArrowArrayStream *self, struct ArrowArray *out) {
  stream_block *block = self->private_data;
  return block->inner.get_next(&block->inner, out);
}

static const char *renamed_error(struct ArrowArrayStream *self) {
  stream_block *block = self->private_data;
  return block->inner.get_last_error(&block->inner);
}

static void release_stream(struct ArrowArrayStream *self) {
  stream_block *block = self->private_data;
  if (block->inner.release != NULL) block->inner.release(&block->inner);
  kept_release(block->owner);
  free(block);
  self->release = NULL;
}

int kept_export_stream(kept *self, struct ArrowArrayStream *out) {
  stream_block *block = calloc(1, sizeof *block);
  if (block == NULL) return ENOMEM;
  block->owner = kept_share(self);
  *out = (struct ArrowArrayStream){.get_schema = kept_stream_schema,
                                   .get_next = kept_stream_next,
                                   .get_last_error = kept_stream_error,
                                   .release = release_stream,
                                   .private_data = block};
  return 0;
}

static char **copy_names(const char *const *names, size_t count) {
  char **copies = calloc(count > 0 ? count : 1, sizeof *copies);
  for (size_t i = 0; copies != NULL && i < count; i++) {
    if (names[i] == NULL) continue;
    const size_t size = strlen(names[i]) + 1;
    copies[i] = malloc(size);
    if (copies[i] == NULL) {
      free_names(copies, count);
      return NULL;
    }
    memcpy(copies[i], names[i], size);
  }
  return copies;
}

/* The schema of a stream, kept under other names. */
static int keep_schema(struct ArrowArrayStream *stream, const char *const *names, size_t count, kept **out) {
  kept *self = new_kept();
  if (self == NULL) return ENOMEM;
  int failed = stream->get_schema(stream, &self->schema);
  if (!failed && self->schema.n_children != (int64_t)count) failed = EINVAL;
  if (!failed && (self->names = copy_names(names, count)) == NULL) failed = ENOMEM;
  if (failed) {
    kept_release(self);
    return failed;
  }
  *out = self;
  return 0;
}

int kept_rename(struct ArrowArrayStream *inner, const char *const *names, size_t count, struct ArrowArrayStream *out) {
  stream_block *block = calloc(1, sizeof *block);
  int failed = block == NULL ? ENOMEM : keep_schema(inner, names, count, &block->owner);
  if (failed) {
    free(block);
    inner->release(inner);
    return failed;
  }
  block->inner = *inner;
  inner->release = NULL;
  *out = (struct ArrowArrayStream){.get_schema = kept_stream_schema,
                                   .get_next = renamed_next,
                                   .get_last_error = renamed_error,
                                   .release = release_stream,
                                   .private_data = block};
  return 0;
}
