/* A table in its Arrow form. Every schema, array and stream, each child too, has a reference of its own: consumers may
   move a child out and release the rest, on any thread and after everything in Python is gone. */

#include "kept.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>

static const char *format_of(table_kind kind) {
  switch (kind) {
  case TABLE_TEXT:
    return "u";
  case TABLE_REAL:
    return "g";
  case TABLE_FLAG:
    return "b";
  case TABLE_DATE:
    return "tdD";
  default:
    return "l";
  }
}

/* ---- Schemas ---- */

/* What a struct's schema owns: its table's reference, its children and the pointers to them. */
typedef struct schema_block {
  table *owner;
  struct ArrowSchema *children;
  struct ArrowSchema *pointers[];
} schema_block;

static void release_field(struct ArrowSchema *self) {
  table_release(self->private_data);
  self->release = NULL;
}

static void release_schema(struct ArrowSchema *self) {
  schema_block *block = self->private_data;
  for (int64_t i = 0; i < self->n_children; i++) {
    if (block->children[i].release != NULL) block->children[i].release(&block->children[i]);
  }
  table_release(block->owner);
  free(block->children);
  free(block);
  self->release = NULL;
}

int table_export_schema(table *self, struct ArrowSchema *out) {
  const size_t count = table_column_count(self);
  schema_block *block = calloc(1, sizeof *block + count * sizeof *block->pointers);
  struct ArrowSchema *children = calloc(count > 0 ? count : 1, sizeof *children);
  if (block == NULL || children == NULL) {
    free(block);
    free(children);
    return ENOMEM;
  }
  block->owner = table_share(self);
  block->children = children;
  for (size_t i = 0; i < count; i++) {
    const table_column *column = table_at(self, i);
    children[i] = (struct ArrowSchema){.format = format_of(column->kind),
                                       .name = column->name,
                                       .flags = ARROW_FLAG_NULLABLE,
                                       .release = release_field,
                                       .private_data = table_share(self)};
    block->pointers[i] = &children[i];
  }
  *out = (struct ArrowSchema){.format = "+s",
                              .name = "",
                              .n_children = (int64_t)count,
                              .children = block->pointers,
                              .release = release_schema,
                              .private_data = block};
  return 0;
}

/* ---- Arrays ---- */

/* What one column's array owns. */
typedef struct column_block {
  table *owner;
  const void *buffers[3];
} column_block;

typedef struct array_block {
  table *owner;
  const void *buffers[1];
  struct ArrowArray *children;
  struct ArrowArray *pointers[];
} array_block;

static void release_column(struct ArrowArray *self) {
  column_block *block = self->private_data;
  table_release(block->owner);
  free(block);
  self->release = NULL;
}

static void release_array(struct ArrowArray *self) {
  array_block *block = self->private_data;
  for (int64_t i = 0; i < self->n_children; i++) {
    if (block->children[i].release != NULL) block->children[i].release(&block->children[i]);
  }
  table_release(block->owner);
  free(block->children);
  free(block);
  self->release = NULL;
}

static int export_column(table *self, size_t index, struct ArrowArray *out) {
  const table_column *column = table_at(self, index);
  column_block *block = calloc(1, sizeof *block);
  if (block == NULL) return ENOMEM;
  block->owner = table_share(self);
  block->buffers[0] = column->nulls > 0 ? column->valid : NULL;
  block->buffers[1] = column->values;
  block->buffers[2] = column->bytes == NULL ? "" : column->bytes;
  *out = (struct ArrowArray){.length = (int64_t)column->length,
                             .null_count = (int64_t)column->nulls,
                             .n_buffers = column->kind == TABLE_TEXT ? 3 : 2,
                             .buffers = block->buffers,
                             .release = release_column,
                             .private_data = block};
  return 0;
}

int table_export_array(table *self, struct ArrowArray *out) {
  const size_t count = table_column_count(self);
  array_block *block = calloc(1, sizeof *block + count * sizeof *block->pointers);
  struct ArrowArray *children = calloc(count > 0 ? count : 1, sizeof *children);
  if (block == NULL || children == NULL) {
    free(block);
    free(children);
    return ENOMEM;
  }
  block->owner = table_share(self);
  block->children = children;
  struct ArrowArray made = {.length = (int64_t)table_row_count(self),
                            .n_buffers = 1,
                            .n_children = (int64_t)count,
                            .buffers = block->buffers,
                            .children = block->pointers,
                            .release = release_array,
                            .private_data = block};
  for (size_t i = 0; i < count; i++) {
    block->pointers[i] = &children[i];
    if (export_column(self, i, &children[i]) != 0) {
      release_array(&made);
      return ENOMEM;
    }
  }
  *out = made;
  return 0;
}

/* ---- Streams: one array, then the end ---- */

int table_export_stream(table *self, struct ArrowArrayStream *out) {
  struct ArrowSchema schema = {.release = NULL};
  struct ArrowArray array = {.release = NULL};
  kept *made = NULL;
  int failed = table_export_schema(self, &schema);
  if (!failed) failed = table_export_array(self, &array);
  if (!failed) failed = kept_take(&schema, &array, &made);
  if (!failed) failed = kept_export_stream(made, out);
  kept_release(made);
  if (array.release != NULL) array.release(&array);
  if (schema.release != NULL) schema.release(&schema);
  return failed;
}
