#ifndef SUPPORT_ARROW_H
#define SUPPORT_ARROW_H

/* Tables as Arrow streams, built by hand: columns of any of the types that are read, in batches of any size, with
   offsets, dictionaries and unknown values; and reading what comes back. */

#include "cwp/arrow.h"

#include <stddef.h>
#include <stdint.h>

enum { ARROW_COLUMNS = 64 };

/* Not known, among numbers. */
#define ARROW_NULL INT64_MIN

/* A column: texts or numbers, as many as the table has rows. Borrowed. */
typedef struct arrow_column {
  const char *name;
  const char *format; /* of Arrow, of the values: "u", "U", "vu", "c", ..., "b", "tdD", "tss:", "n" */
  const char *index;  /* format of the indices into a dictionary, or NULL */
  const char **texts; /* NULL where not known */
  const int64_t *numbers;
} arrow_column;

/* A table. Everything is borrowed but the arrays, which are made for each stream. */
typedef struct arrow_table {
  arrow_column columns[ARROW_COLUMNS];
  size_t column_count;
  size_t rows;
  size_t batch; /* rows of a batch; 0 = all in one */
  size_t skip;  /* rows of rubbish before each array's first, by its offset ... */
  size_t outer; /* ... and by that of the batch */
  int unaware;  /* 1: counts of nulls are -1 */
  int fail_at;  /* get_next fails with this once the batches are through; 0 = it does not */
  /* Called with each batch, or with the schema and NULL, before they are given: to lie. */
  void (*spoil)(void *context, struct ArrowSchema *schema, struct ArrowArray *array);
  void *spoil_context;
} arrow_table;

void arrow_texts(arrow_table *table, const char *name, const char *format, const char *index, const char **texts);
void arrow_numbers(arrow_table *table, const char *name, const char *format, const int64_t *numbers);

/* Makes a stream of it. The table must outlive it, but not what it gives. */
void arrow_stream_of(const arrow_table *table, struct ArrowArrayStream *out);

/* How many streams, schemas and arrays are not released yet, of all that were made. */
int arrow_alive(void);

/* ---- Reading answers ---- */

/* The column of a name. Fails the test if there is none. */
const struct ArrowArray *arrow_child(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                                     const char *name);

/* A value as text, "null" where it is not known, into `room`: of any type that answers have. */
const char *arrow_show(const struct ArrowSchema *schema, const struct ArrowArray *batch, const char *name, size_t row,
                       char room[256]);

/* The whole stream as text: a line of names, and a line a row, with commas between. Releases it. The caller frees it.
 */
char *arrow_print(struct ArrowArrayStream *stream);

#endif
