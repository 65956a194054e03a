#ifndef CWP_EXCHANGE_ASC_ROW_H
#define CWP_EXCHANGE_ASC_ROW_H

/* One data row of a national file, read by column, and what it is checked against. */

#include "cwp/exchange.h"
#include "exchange/asc_codes.h"
#include "exchange/asc_columns.h"
#include "exchange/asc_findings.h"
#include "exchange/asc_values.h"

typedef struct cwp__row {
  const cwp__layout *layout;
  const cwp__codes *codes;
  cwp__report *report;
  cwp_date on;                        /* "today", or CWP_DATE_NONE */
  cwp_date youngest;                  /* who was born after that is under 14 today */
  cwp_date oldest;                    /* who was born then or before is over 100 for the service */
  int year;                           /* of today; one past all others if today is not known */
  cwp_stored stored;                  /* what the national service holds already */
  int is_checked_only;                /* 1 where nothing of the row is kept, so that nothing need be put together */
  cwp__span cells[CWP__COLUMNS_MOST]; /* trimmed; empty where the layout has no such column */
  uint64_t unreadable;                /* columns, by bit, whose text is not UTF-8 */
} cwp__row;

/* Takes the record just read into the row, and reports cells that are missing, too many or not UTF-8. Returns 0 if the
   row cannot be used. */
int cwp__row_read(cwp__row *row, const cwp__csv *csv);

/* 1 if the file has the column and something readable stands there. */
static inline int cwp__row_has(const cwp__row *row, unsigned column) {
  return row->cells[column].length > 0 && (row->unreadable >> column & 1) == 0;
}

/* 1 if the file has the column and nothing stands there. */
static inline int cwp__row_is_blank(const cwp__row *row, unsigned column) {
  return row->cells[column].length == 0 && row->layout->position[column] != CWP__NO_POSITION;
}

/* The cell as a number, CWP__NUMBER_NONE where nothing readable stands. */
cwp__number cwp__row_number(const cwp__row *row, unsigned column);

/* 1 if the national service takes the cell as that code. */
int cwp__row_is(const cwp__row *row, unsigned column, int32_t code);

/* Reports a cell. Of personal values only their form is shown. */
void cwp__row_report(const cwp__row *row, cwp__rule rule, unsigned column, const char *detail);
void cwp__row_report_number(const cwp__row *row, cwp__rule rule, unsigned column, int64_t detail);

/* Reports a cell as one of two columns that do not agree: "CONTHOURS/ZEROHRCONT". */
void cwp__row_report_pair(const cwp__row *row, cwp__rule rule, unsigned column, const char *columns);

/* Reports a text of more than `most` characters, showing its length only. */
void cwp__row_check_length(const cwp__row *row, unsigned column, size_t most, cwp__rule rule);

/*
 * Reads a cell that must be a code of a list. Returns 1 with the code if it is one. A code that is not in the list is
 * reported as `rule`; one that the national service would only find by reading leniently is reported as inexact. A
 * blank cell is neither.
 */
int cwp__row_code(const cwp__row *row, unsigned column, cwp__code_list list, cwp__rule rule, int32_t *code);

/* Reports how a number that was found good is written, and tells whether it may be used. */
int cwp__row_accept(const cwp__row *row, unsigned column, cwp__number number);

/* Starts a row of files that are read on that day, or CWP_DATE_NONE. */
void cwp__row_start(cwp__row *row, cwp_date on);

/* Year of the day on which the files are read; a year past all others if it is not known. */
int cwp__row_year(const cwp__row *row);

#endif
