#ifndef CWP_WORKFORCE_COLUMN_H
#define CWP_WORKFORCE_COLUMN_H

/*
 * Reading columns a block at a time, by loops that know their type before they begin: numbers, days, texts, and codes,
 * which are the small numbers that a column's values stand for.
 */

#include "base/memory.h"
#include "workforce/table.h"

/* Most rows of a block: few enough that a block of every column fits the nearest cache. */
enum { CWP__BLOCK = 512 };

/* Rows to be read, side by side in one batch. */
typedef struct cwp__rows {
  const cwp__chunk *chunk;
  size_t first; /* in the batch */
  size_t count; /* up to CWP__BLOCK */
} cwp__rows;

/* The row's place in its batch. */
static inline size_t cwp__row_at(const cwp__rows *rows, size_t i) {
  return rows->first + i;
}

/* A day that is none of cwp_date's range. */
#define CWP__BAD_DAY INT32_MAX

/* Codes beyond all records. What is not known often has a code of its own. */
enum { CWP__CODE_UNKNOWN = UINT16_MAX, CWP__CODE_NULL = UINT16_MAX - 1 };

/* Names and their codes, to be looked up as they are written: texts of up to 16 bytes, which are two numbers. */
enum { CWP__EXACT = 1 << 14, CWP__EXACT_MOST = 16 };

typedef struct cwp__exact {
  struct {
    uint64_t head;
    uint64_t tail;
    uint16_t code;
    uint8_t length; /* 0 where there is none */
  } * of;
  size_t count;
} cwp__exact;

/* Returns 0 when there is no memory. `of` is the caller's to release. */
int cwp__exact_start(cwp__exact *self, const cwp_allocator *allocator);

/* Adds a name, unless it is there, or too long, or there are too many. */
void cwp__exact_add(cwp__exact *self, cwp__span text, uint16_t code);

/* What values stand for. */
typedef struct cwp__coding {
  void *context;
  /* The code of a text, which may hold anything. */
  uint16_t (*of_text)(void *context, cwp__span text);
  /* Codes of the integers from 0 up. */
  const uint16_t *of_number;
  size_t number_count;
  uint16_t of_null;        /* of what is not known, and of empty texts */
  const cwp__exact *names; /* to be looked among first, or NULL */
} cwp__coding;

/* Texts whose codes were looked up lately, with the codes. Anything in it is right, so losing one costs only time. */
enum { CWP__RECENT = 256, CWP__RECENT_TEXT = 21 };

typedef struct cwp__recent {
  struct {
    uint16_t code;
    uint8_t length; /* and one; 0 where there is none */
    char text[CWP__RECENT_TEXT];
  } of[CWP__RECENT];
} cwp__recent;

/* 1 where the row and its value are known, 0 elsewhere. */
void cwp__read_known(const cwp__field *field, size_t column, const cwp__rows *rows, uint8_t *out);

/* Integers, and indices into a dictionary. Those of unknown values may be anything. uint64 above INT64_MAX come out
   negative. */
void cwp__read_numbers(const cwp__field *field, size_t column, const cwp__rows *rows, int64_t *out);

/* The same of one row, counted in the batch. */
int64_t cwp__read_number(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index);

/* Booleans as 0 and 1; those of unknown values may be anything. */
void cwp__read_booleans(size_t column, const cwp__rows *rows, uint8_t *out);

/* Days: CWP_DATE_NONE where not known, CWP__BAD_DAY out of the range. */
void cwp__read_days(const cwp__field *field, size_t column, const cwp__rows *rows, int32_t *out);

/* Codes of texts or integers. Dictionaries must have their codes (cwp__table_code). */
void cwp__read_codes(const cwp__field *field, size_t column, const cwp__rows *rows, const cwp__coding *coding,
                     cwp__recent *recent, uint16_t *out);

/* Codes a column's dictionaries: those of the batches from `chunk` on. The tables are put into `arena`.
   Returns 0 when there is no memory. */
int cwp__table_code(cwp__table *table, size_t column, size_t chunk, const cwp__coding *coding, cwp__arena *arena);

/* The value of a text column: empty where it is not known. `index` counts in the batch. */
cwp__span cwp__read_text(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index);

/* 1 where the value of a row is known, that of its dictionary included. */
int cwp__is_known(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index);

/* Room for any value as cwp__read_shown gives it. */
enum { CWP__SHOWN = 256 };

/* A value as a text that is safe to show; NULL where it is not known. Texts are put into `room` too. */
const char *cwp__read_shown(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index,
                            char room[CWP__SHOWN]);

#endif
