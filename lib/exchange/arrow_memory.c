/* Arrays and schemas of the C data interface, and the memory that they share. */

#include "exchange/arrow_memory.h"

#include "base/memory.h"

#include <stdatomic.h>
#include <string.h>

struct cwp__arrow_memory {
  cwp_allocator allocator;
  atomic_size_t holders;
  void **pieces;
  size_t count, capacity;
};

cwp__arrow_memory *cwp__arrow_memory_new(const cwp_allocator *allocator) {
  cwp__arrow_memory *self = cwp__allocate_zeroed(allocator, 1, sizeof *self);
  if (!self) return NULL;
  self->allocator = *allocator;
  atomic_init(&self->holders, 1);
  return self;
}

cwp__arrow_memory *cwp__arrow_memory_hold(cwp__arrow_memory *self) {
  atomic_fetch_add_explicit(&self->holders, 1, memory_order_relaxed);
  return self;
}

void cwp__arrow_memory_drop(cwp__arrow_memory *self) {
  if (!self || atomic_fetch_sub_explicit(&self->holders, 1, memory_order_acq_rel) > 1) return;
  cwp_allocator allocator = self->allocator;
  for (size_t i = 0; i < self->count; i++)
    cwp__release(&allocator, self->pieces[i]);
  cwp__release(&allocator, self->pieces);
  cwp__release(&allocator, self);
}

const cwp_allocator *cwp__arrow_memory_allocator(const cwp__arrow_memory *self) {
  return &self->allocator;
}

void *cwp__arrow_memory_piece(cwp__arrow_memory *self, size_t size) {
  void *items = self->pieces;
  if (!cwp__reserve(&self->allocator, &items, &self->capacity, self->count + 1, sizeof *self->pieces)) return NULL;
  self->pieces = items;
  void *piece = cwp__allocate(&self->allocator, size ? size : 1, 1);
  if (piece) self->pieces[self->count++] = piece;
  return piece;
}

void *cwp__arrow_memory_grow(cwp__arrow_memory *self, size_t old_size, size_t size) {
  void **last = &self->pieces[self->count - 1];
  void *grown = self->allocator.reallocate(self->allocator.context, *last, old_size, size);
  if (grown) *last = grown;
  return grown;
}

/* Arrays. */

/* What belongs to one array: it and what it points to are one block of memory. */
typedef struct array_block {
  cwp_allocator allocator;
  cwp__arrow_memory *memory; /* NULL for a table */
  struct ArrowArray dictionary;
  const void *buffers[3];
  struct ArrowArray **pointers;
  struct ArrowArray *children;
} array_block;

static void release_array(struct ArrowArray *array) {
  array_block *block = array->private_data;
  cwp_allocator allocator = block->allocator;
  for (int64_t i = 0; i < array->n_children; i++)
    if (array->children[i]->release) array->children[i]->release(array->children[i]);
  if (array->dictionary && array->dictionary->release) array->dictionary->release(array->dictionary);
  cwp__arrow_memory_drop(block->memory);
  cwp__release(&allocator, block->pointers);
  cwp__release(&allocator, block->children);
  cwp__release(&allocator, block);
  array->release = NULL;
}

static array_block *start_array(const cwp_allocator *allocator, struct ArrowArray *out) {
  array_block *block = cwp__allocate_zeroed(allocator, 1, sizeof *block);
  memset(out, 0, sizeof *out);
  if (!block) return NULL;
  block->allocator = *allocator;
  out->private_data = block;
  out->buffers = block->buffers;
  out->release = release_array;
  return block;
}

int cwp__arrow_array_make(const cwp__arrow_buffers *buffers, cwp__arrow_memory *memory, struct ArrowArray *out) {
  array_block *block = start_array(&memory->allocator, out);
  if (!block) return 0;
  block->memory = cwp__arrow_memory_hold(memory);
  memcpy(block->buffers, buffers->buffers, sizeof block->buffers);
  out->length = buffers->length;
  out->null_count = buffers->null_count;
  out->n_buffers = (int64_t)buffers->count;
  return 1;
}

int cwp__arrow_array_add_dictionary(struct ArrowArray *array) {
  array_block *block = array->private_data;
  array->dictionary = &block->dictionary;
  return 1;
}

int cwp__arrow_table_make(int64_t rows, size_t columns, const cwp_allocator *allocator, struct ArrowArray *out) {
  array_block *block = start_array(allocator, out);
  if (!block) return 0;
  out->length = rows;
  out->n_buffers = 1; /* which rows there are: NULL, all */
  block->children = cwp__allocate_zeroed(allocator, columns ? columns : 1, sizeof *block->children);
  block->pointers = cwp__allocate_zeroed(allocator, columns ? columns : 1, sizeof *block->pointers);
  if (!block->children || !block->pointers) {
    release_array(out);
    return 0;
  }
  for (size_t i = 0; i < columns; i++)
    block->pointers[i] = &block->children[i];
  out->children = block->pointers;
  out->n_children = (int64_t)columns;
  return 1;
}

/* Schemas. */

typedef struct schema_block {
  cwp_allocator allocator;
  char *texts; /* format and name */
  struct ArrowSchema dictionary;
  struct ArrowSchema **pointers;
  struct ArrowSchema *children;
} schema_block;

static void release_schema(struct ArrowSchema *schema) {
  schema_block *block = schema->private_data;
  cwp_allocator allocator = block->allocator;
  for (int64_t i = 0; i < schema->n_children; i++)
    if (schema->children[i]->release) schema->children[i]->release(schema->children[i]);
  if (schema->dictionary && schema->dictionary->release) schema->dictionary->release(schema->dictionary);
  cwp__release(&allocator, block->texts);
  cwp__release(&allocator, block->pointers);
  cwp__release(&allocator, block->children);
  cwp__release(&allocator, block);
  schema->release = NULL;
}

int cwp__arrow_schema_make(const char *format, const char *name, int64_t flags, size_t children, int has_dictionary,
                           const cwp_allocator *allocator, struct ArrowSchema *out) {
  size_t format_size = strlen(format) + 1, name_size = strlen(name) + 1;
  schema_block *block = cwp__allocate_zeroed(allocator, 1, sizeof *block);
  memset(out, 0, sizeof *out);
  if (!block) return 0;
  block->allocator = *allocator;
  out->private_data = block;
  out->release = release_schema;
  block->texts = cwp__allocate(allocator, format_size + name_size, 1);
  block->children = cwp__allocate_zeroed(allocator, children ? children : 1, sizeof *block->children);
  block->pointers = cwp__allocate_zeroed(allocator, children ? children : 1, sizeof *block->pointers);
  if (!block->texts || !block->children || !block->pointers) {
    release_schema(out);
    return 0;
  }
  memcpy(block->texts, format, format_size);
  memcpy(block->texts + format_size, name, name_size);
  for (size_t i = 0; i < children; i++)
    block->pointers[i] = &block->children[i];
  out->format = block->texts;
  out->name = block->texts + format_size;
  out->flags = flags;
  out->n_children = (int64_t)children;
  out->children = children ? block->pointers : NULL;
  if (has_dictionary) out->dictionary = &block->dictionary;
  return 1;
}
