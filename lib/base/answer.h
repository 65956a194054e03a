#ifndef CWP_BASE_ANSWER_H
#define CWP_BASE_ANSWER_H

/*
 * Writing answers as Arrow: columns that are filled and given away whole, and streams of batches that are made when
 * they are asked for. Knows nothing of pathways.
 */

#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

/* The types that answers have. Dictionaries are of plain text. */
typedef enum cwp__column_type {
  CWP__COLUMN_INT16 = 0,
  CWP__COLUMN_INT32,
  CWP__COLUMN_INT64,
  CWP__COLUMN_DATE32,
  CWP__COLUMN_BOOLEAN, /* a bit each, the lowest first */
  CWP__COLUMN_TEXT,
  CWP__COLUMN_LABEL,       /* int32 into a dictionary */
  CWP__COLUMN_SMALL_LABEL, /* int8 into a dictionary of up to 127 */
  CWP__COLUMN_TYPE_END
} cwp__column_type;

/* What a column is called and of what type it is. */
typedef struct cwp__column {
  const char *name; /* copied */
  cwp__column_type type;
  int nullable;
  const char *const *labels; /* LABEL: the dictionary's texts, copied when the answer is started */
  size_t label_count;
} cwp__column;

/* One batch in the making: room for `capacity` rows of all columns, to be filled at the bare arrays and given away. */
typedef struct cwp__batch {
  size_t rows;     /* set by whoever fills it */
  void **values;   /* of each column: int16_t, ..., bits for BOOLEAN; for TEXT, int64_t ends of `rows` + 1 */
  uint8_t **valid; /* of each nullable column, a bit each, all set at first; NULL for the others */
  char **text;     /* of each TEXT column, its bytes; room is made by cwp__batch_text */
  size_t *text_capacity;
  const struct cwp__answer *answer; /* whose batch it is */
  struct cwp__answer_room *room;    /* where all columns are, but for the bytes of texts */
} cwp__batch;

/* Who fills batches. */
typedef struct cwp__answer_maker {
  void *context;
  size_t capacity; /* rows of a batch; 0 where whoever fills it says each time (cwp__batch_room) */
  /* Fills a batch; leaves `rows` at 0 at the end. */
  cwp_status (*next)(void *context, cwp__batch *batch, cwp_error *error);
  void (*release)(void *context);
} cwp__answer_maker;

/* Makes a stream of it. The stream owns the context from here on, on errors too. Batches go out without a copy.
   Errors of `next` come out of get_next as EINVAL, ENOMEM or EIO, with the message. */
cwp_status cwp__answer_stream(const cwp__column *columns, size_t count, const cwp__answer_maker *maker,
                              const cwp_allocator *allocator, struct ArrowArrayStream *out, cwp_error *error);

/* Makes room for so many rows in a batch that has none yet. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__batch_room(cwp__batch *self, size_t rows, cwp_error *error);

/* Makes room for `bytes` of text in a column of a batch, in all. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__batch_text(cwp__batch *self, size_t column, size_t bytes, const cwp_allocator *allocator,
                           cwp_error *error);

#endif
