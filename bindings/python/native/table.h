#ifndef CWP_PYTHON_TABLE_H
#define CWP_PYTHON_TABLE_H

/* Columns of results, laid out as Arrow has them. A table is filled by one thread and then never changes; whoever holds
   it, Python or a consumer of its Arrow form on any thread, holds a reference. */

#include <cwp/arrow.h>

#include <stddef.h>
#include <stdint.h>

/* What a column holds. */
typedef enum table_kind {
  TABLE_TEXT = 0, /* UTF-8 with 32-bit offsets */
  TABLE_INTEGER,  /* int64 */
  TABLE_REAL,     /* float64 */
  TABLE_FLAG,     /* bool, a bit each */
  TABLE_DATE,     /* date32, days since 1970-01-01 */
  TABLE_KIND_END
} table_kind;

typedef struct table_column {
  char *name;
  table_kind kind;
  size_t length;
  size_t nulls;
  size_t capacity; /* rows that there is room for */
  uint8_t *valid;  /* a bit a row; meant only if there are nulls */
  void *values;    /* numbers, days or bits; of texts, where each begins and the last one ends */
  char *bytes;     /* of texts */
  size_t bytes_capacity;
} table_column;

typedef struct table table;

/* A table of so many columns, without rows, with one reference; NULL without memory. */
table *table_new(size_t column_count);

/* One reference more; returns the table. */
table *table_share(table *self);

/* One reference less; the last one frees it. Takes NULL. */
void table_release(table *self);

/* Names a column and says what it holds, before its first row. 0, or ENOMEM. */
int table_define(table *self, size_t column, const char *name, table_kind kind);

size_t table_column_count(const table *self);
size_t table_row_count(const table *self);
table_column *table_at(table *self, size_t column);

/* One more row of a column. 0, ENOMEM, or EOVERFLOW when its texts take more than 2 GiB. A NULL text is a null. */
int table_add_null(table_column *column);
int table_add_text(table_column *column, const char *text);
int table_add_bytes(table_column *column, const char *bytes, size_t length);
int table_add_integer(table_column *column, int64_t value);
int table_add_real(table_column *column, double value);
int table_add_flag(table_column *column, int value);
int table_add_date(table_column *column, int32_t days); /* CWP_DATE_NONE is a null */

int table_is_null(const table_column *column, size_t row);
const char *table_text(const table_column *column, size_t row, size_t *length);
int table_flag(const table_column *column, size_t row);

/* The table in its Arrow form. What comes out shares the table's memory and holds a reference to it; `out` is the
   consumer's, to be released. 0, or ENOMEM with `out` as it was. */
int table_export_schema(table *self, struct ArrowSchema *out);
int table_export_array(table *self, struct ArrowArray *out);
int table_export_stream(table *self, struct ArrowArrayStream *out);

#endif
