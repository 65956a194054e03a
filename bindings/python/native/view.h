#ifndef CWP_PYTHON_VIEW_H
#define CWP_PYTHON_VIEW_H

/* Reading the cells of somebody else's Arrow column, as text or as a day. */

#include <cwp/arrow.h>

#include <stddef.h>
#include <stdint.h>

/* How a column stores what it holds. */
typedef enum view_form {
  VIEW_UNKNOWN = 0,
  VIEW_NULLS,
  VIEW_TEXT,      /* 32-bit offsets */
  VIEW_LONG_TEXT, /* 64-bit offsets */
  VIEW_TEXT_VIEW, /* views of 16 bytes */
  VIEW_INTEGER,   /* of `width` bytes */
  VIEW_DAYS,      /* 32-bit days */
  VIEW_TICKS,     /* 64-bit time since 1970, `ticks` a day */
  VIEW_FLAGS      /* a bit each */
} view_form;

typedef struct view {
  view_form form;
  int width;
  int is_signed;
  int64_t ticks;
  int is_dictionary; /* the column has indices (form, width) into `dictionary` */
  const struct ArrowSchema *dictionary_schema;
  view_form dictionary_form;
} view;

/* How a column is read. 0, or -1 if it is of a type that is not read here. */
int view_open(const struct ArrowSchema *schema, view *out);

/* Whether a cell is no null. */
int view_is_valid(const struct ArrowArray *array, int64_t row);

/* Room for a number as text. */
enum { VIEW_NUMBER_SIZE = 24 };

/* The text of a cell, not terminated, its length in `*length`; NULL for a null. Numbers are written into `number`. */
const char *view_text(const view *self, const struct ArrowArray *array, int64_t row, char number[VIEW_NUMBER_SIZE],
                      size_t *length);

/* The number of a cell that is known, of a column of integers; above INT64_MAX it comes out negative. */
int64_t view_integer(const view *self, const struct ArrowArray *array, int64_t row);

/* 0 or 1 of a cell that is known, of a column of flags. */
int view_flag(const struct ArrowArray *array, int64_t row);

/* The day of a cell that holds one; CWP_DATE_NONE for a null, INT32_MAX for one out of range. */
int32_t view_day(const view *self, const struct ArrowArray *array, int64_t row);

#endif
