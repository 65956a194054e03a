#ifndef CWP_EXCHANGE_MATRIX_CELL_H
#define CWP_EXCHANGE_MATRIX_CELL_H

/* What a cell about somebody's training says: dates with the words around them, ticks, "booked", "N/A". */

#include "base/text.h"
#include "exchange/matrix_day.h"

typedef enum cwp__cell_kind {
  CWP__CELL_BLANK,
  CWP__CELL_DATED,       /* one date or more, and nothing against it having been completed */
  CWP__CELL_TICK,        /* done, without a date */
  CWP__CELL_BOOKED,      /* with or without a date */
  CWP__CELL_IN_PROGRESS, /* likewise */
  CWP__CELL_FAILED,
  CWP__CELL_WITHDRAWN,
  CWP__CELL_EXPIRED, /* without a date */
  CWP__CELL_DUE,     /* without a date */
  CWP__CELL_NO,      /* not done */
  CWP__CELL_NOT_APPLICABLE,
  CWP__CELL_REFUSED,
  CWP__CELL_CROSS,  /* x: a tick or its opposite, as the rest of the file has it */
  CWP__CELL_UNKNOWN /* cannot be read */
} cwp__cell_kind;

/* What a date in a cell is said to be. */
typedef enum cwp__date_sense {
  CWP__SENSE_PLAIN, /* nothing is said: the column says it */
  CWP__SENSE_COMPLETED,
  CWP__SENSE_EXPIRES,
  CWP__SENSE_BOOKED,
  CWP__SENSE_END
} cwp__date_sense;

enum { CWP__CELL_DATES = 3 };

typedef struct cwp__cell_read {
  cwp__cell_kind kind;
  cwp__day days[CWP__CELL_DATES];
  cwp__date_sense senses[CWP__CELL_DATES];
  size_t day_count;
} cwp__cell_read;

void cwp__cell_read_text(cwp__span text, cwp__cell_read *out);

#endif
