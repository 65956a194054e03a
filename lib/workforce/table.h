#ifndef CWP_WORKFORCE_TABLE_H
#define CWP_WORKFORCE_TABLE_H

/*
 * Arrow tables in: a stream's batches, checked against its schema and kept as they are. Nothing here knows what columns
 * mean. Only columns that are going to be read are checked and can be read; the others are passed over, of whatever
 * type they are.
 */

#include "base/text.h"
#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What values are, whatever their width. */
typedef enum cwp__value_type {
  CWP__VALUE_OTHER = 0, /* of no type that is read here */
  CWP__VALUE_NULL,      /* not known, all of them */
  CWP__VALUE_BOOLEAN,
  CWP__VALUE_INT8,
  CWP__VALUE_UINT8,
  CWP__VALUE_INT16,
  CWP__VALUE_UINT16,
  CWP__VALUE_INT32,
  CWP__VALUE_UINT32,
  CWP__VALUE_INT64,
  CWP__VALUE_UINT64,
  CWP__VALUE_DATE32,
  CWP__VALUE_DATE64,
  CWP__VALUE_SECONDS,
  CWP__VALUE_MILLISECONDS,
  CWP__VALUE_MICROSECONDS,
  CWP__VALUE_NANOSECONDS,
  CWP__VALUE_TEXT32, /* with offsets of 32 bits */
  CWP__VALUE_TEXT64,
  CWP__VALUE_TEXT_VIEW, /* of 16 bytes each, that hold a short text or say where a longer one is */
  CWP__VALUE_TYPE_END
} cwp__value_type;

/* What values are good for, a bit each: several types may do for a column. */
enum { CWP__AS_NULL = 1, CWP__AS_BOOLEAN = 2, CWP__AS_INTEGER = 4, CWP__AS_DAY = 8, CWP__AS_TEXT = 16 };

/* A column's name and type. */
typedef struct cwp__field {
  const char *name;      /* borrowed from the schema */
  const char *format;    /* likewise; of the values, where they are in a dictionary */
  cwp__value_type type;  /* of the values */
  cwp__value_type index; /* of the indices into the dictionary; OTHER where the values stand in the column itself */
  uint8_t is_used;       /* set by whoever reads the column, before batches are taken in */
} cwp__field;

/* Values side by side, in the caller's memory. Value i is the one at `offset` + i of the buffers. */
typedef struct cwp__values {
  const uint8_t *valid;       /* a bit each, or NULL where all are known */
  const void *data;           /* integers, days, bits or the offsets of texts */
  const char *bytes;          /* of texts */
  const void *const *buffers; /* of text views: where the longer texts are */
  size_t offset;
  size_t count;
} cwp__values;

/* What one batch has of a column. */
typedef struct cwp__piece {
  cwp__values values;     /* or indices */
  cwp__values dictionary; /* where there is one */
  const uint16_t *codes;  /* of the dictionary's values, where somebody made them; borrowed */
} cwp__piece;

/* One batch. */
typedef struct cwp__chunk {
  uint64_t first; /* of its rows, in the table */
  size_t rows;
  const uint8_t *valid; /* of the rows themselves, or NULL; its bit 0 belongs to row -`offset` */
  size_t offset;
  cwp__piece *pieces; /* of each column; only of those that are used is there more than zeros */
  struct ArrowArray array;
} cwp__chunk;

typedef struct cwp__table {
  cwp_allocator allocator;
  const char *name; /* in errors: "workers", "evidence" */
  struct ArrowSchema schema;
  cwp__field *fields;
  size_t field_count;
  cwp__chunk *chunks; /* none is empty */
  size_t chunk_count;
  size_t chunk_capacity;
  uint64_t rows;
} cwp__table;

/* No column. */
#define CWP__NO_FIELD SIZE_MAX

/* Rows beyond which a batch's length, or a dictionary's, is not believed. */
#define CWP__MOST_ROWS ((int64_t)1 << 40)
#define CWP__MOST_DICTIONARY ((int64_t)INT32_MAX)

/* Reads a stream's schema. `stream` stays the caller's; clear the table, also after an error. Errors: CWP_ERROR_INVALID
   when the schema is none of a table, CWP_ERROR_IO with the stream's own words, CWP_ERROR_MEMORY. */
cwp_status cwp__table_open(cwp__table *self, const char *name, struct ArrowArrayStream *stream,
                           const cwp_allocator *allocator, cwp_error *error);

/* Looks a column up by its name and says that it is going to be used: `*out` is its place, or CWP__NO_FIELD where there
   is none. `uses` are the types that will do, bits of CWP__AS_... Errors: CWP_ERROR_INVALID when it is of another type,
   or there are two of that name. */
cwp_status cwp__table_use(cwp__table *self, const char *name, unsigned uses, size_t *out, cwp_error *error);

/* What a column's values are good for; 0 for one that cannot be read. */
unsigned cwp__field_uses(const cwp__field *field);

/* Takes the next batch of the stream in, unless it is empty. `*more` is 0 at the end. Errors: CWP_ERROR_INVALID with
   column and reason when an array contradicts itself or the schema, CWP_ERROR_IO, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY. */
cwp_status cwp__table_take(cwp__table *self, struct ArrowArrayStream *stream, int *more, cwp_error *error);

/* Gives the first `count` batches back; the rows of the others keep their numbers. */
void cwp__table_forget(cwp__table *self, size_t count);

void cwp__table_clear(cwp__table *self);

/* The batch that holds a row; `hint` is one to look at first. */
size_t cwp__table_chunk_of(const cwp__table *self, uint64_t row, size_t hint);

/* Checks what an array has of a column against its type, `needed` values from `from` on. Returns NULL and fills
   `piece`, or the reason why not. `before` is the piece of the batch before, or NULL: a dictionary that is the very
   same is not checked again. (In table_check.c.) */
const char *cwp__piece_check(const cwp__field *field, const struct ArrowArray *array, int64_t from, int64_t needed,
                             const cwp__piece *before, cwp__piece *piece);

/* Reads an Arrow format; OTHER where it is none of ours. */
cwp__value_type cwp__value_type_of(const char *format);

/* What a format is, in words, such as "float64"; "an unknown type" for others. */
const char *cwp__format_words(const char *format);

/* 1 if the value is known. */
static inline int cwp__value_is_known(const cwp__values *values, size_t index) {
  size_t bit = values->offset + index;
  return values->valid == NULL || (values->valid[bit / 8] >> bit % 8 & 1);
}

/* Bytes of a text view: its length; then the text itself, up to 12 bytes, or its first four, a buffer and a place. */
enum { CWP__VIEW_SIZE = 16, CWP__VIEW_SHORT = 12 };

static inline cwp__span cwp__view_text(const cwp__values *values, size_t at) {
  const char *view = (const char *)values->data + at * CWP__VIEW_SIZE;
  int32_t parts[4];
  memcpy(parts, view, sizeof parts);
  if (parts[0] <= CWP__VIEW_SHORT) return (cwp__span){view + 4, (size_t)parts[0]};
  return (cwp__span){(const char *)values->buffers[parts[2]] + parts[3], (size_t)parts[0]};
}

/* A text of a column of texts that stand in the column or the dictionary itself; it must be known. */
static inline cwp__span cwp__value_text(const cwp__values *values, cwp__value_type type, size_t index) {
  size_t at = values->offset + index;
  if (type == CWP__VALUE_TEXT_VIEW) return cwp__view_text(values, at);
  if (type == CWP__VALUE_TEXT32) {
    const int32_t *ends = values->data;
    return (cwp__span){values->bytes + ends[at], (size_t)(ends[at + 1] - ends[at])};
  }
  const int64_t *ends = values->data;
  return (cwp__span){values->bytes + ends[at], (size_t)(ends[at + 1] - ends[at])};
}

#endif
