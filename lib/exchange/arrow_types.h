#ifndef CWP_EXCHANGE_ARROW_TYPES_H
#define CWP_EXCHANGE_ARROW_TYPES_H

/*
 * Types of Arrow columns: as files name them (a number and a small table), as the C data interface does (a text), and
 * how their values lie in buffers.
 */

#include "base/text.h"
#include "exchange/flat.h"

#include <stddef.h>
#include <stdint.h>

/* How the values of a column lie. All but EMPTY and NESTED have a bit for each row first: is it there? */
typedef enum cwp__arrow_layout {
  CWP__ARROW_EMPTY,   /* nulls: no buffers */
  CWP__ARROW_FIXED,   /* values of so many bits */
  CWP__ARROW_OFFSETS, /* ends of so many bits, and bytes */
  CWP__ARROW_VIEWS,   /* 16 bytes a value, short ones whole, others with their place in one of several buffers */
  CWP__ARROW_NESTED   /* columns in columns: only passed over */
} cwp__arrow_layout;

enum { CWP__ARROW_FORMAT_SIZE = 96, CWP__ARROW_VIEW = 16 };

typedef struct cwp__arrow_type {
  cwp__arrow_layout layout;
  uint64_t bits;
  int is_text;                         /* must be UTF-8 */
  char format[CWP__ARROW_FORMAT_SIZE]; /* of the C data interface; for views that of what they become */
} cwp__arrow_type;

/* The numbers that files have for types. */
typedef enum cwp__arrow_kind {
  CWP__ARROW_NONE,
  CWP__ARROW_NULL,
  CWP__ARROW_INT,
  CWP__ARROW_FLOAT,
  CWP__ARROW_BINARY,
  CWP__ARROW_UTF8,
  CWP__ARROW_BOOL,
  CWP__ARROW_DECIMAL,
  CWP__ARROW_DATE,
  CWP__ARROW_TIME,
  CWP__ARROW_TIMESTAMP,
  CWP__ARROW_INTERVAL,
  CWP__ARROW_LIST,
  CWP__ARROW_STRUCT,
  CWP__ARROW_UNION,
  CWP__ARROW_FIXED_BINARY,
  CWP__ARROW_FIXED_LIST,
  CWP__ARROW_MAP,
  CWP__ARROW_DURATION,
  CWP__ARROW_LARGE_BINARY,
  CWP__ARROW_LARGE_UTF8,
  CWP__ARROW_LARGE_LIST,
  CWP__ARROW_RUN_ENDS,
  CWP__ARROW_BINARY_VIEW,
  CWP__ARROW_UTF8_VIEW,
  CWP__ARROW_LIST_VIEW,
  CWP__ARROW_LARGE_LIST_VIEW,
  CWP__ARROW_KIND_END
} cwp__arrow_kind;

/* "list", "struct", ... of those that are nested; "unknown" else. */
const char *cwp__arrow_kind_name(int64_t kind);

/* Reads a type; 0 if it is none that is known. */
int cwp__arrow_type_read(int64_t kind, const cwp__flat_table *table, cwp__arrow_type *out);

/* How values of a type are handed on: views as text with ends of 64 bits, others as they are. */
cwp__arrow_type cwp__arrow_type_given(const cwp__arrow_type *type);

/* Reads a type of the C data interface, and the number that files have for it; 0 if it cannot be written. */
int cwp__arrow_type_parse(const char *format, cwp__arrow_type *out, cwp__arrow_kind *kind);

/* Writes the table of a type that was parsed so; returns where it is. */
size_t cwp__arrow_type_put(cwp__buffer *out, cwp__arrow_kind kind, const char *format);

/* Bytes that so many values take; 0 in `*fits` where that is beyond all bounds. */
uint64_t cwp__arrow_bytes(uint64_t count, uint64_t bits, int *fits);

#endif
