#ifndef CWP_EXCHANGE_MATRIX_FINDINGS_H
#define CWP_EXCHANGE_MATRIX_FINDINGS_H

/* The findings of training matrices. docs/matrix.md shows the table, and a test holds the two together. */

#include "cwp/finding.h"

typedef enum cwp__matrix_rule {
  /* columns and courses */
  CWP__MATRIX_COLUMN_UNKNOWN,
  CWP__MATRIX_COLUMN_IGNORED,
  CWP__MATRIX_COLUMN_TICKS,
  CWP__MATRIX_COLUMN_SENSE,
  CWP__MATRIX_COURSE_UNKNOWN,
  CWP__MATRIX_DATES_MONTH_FIRST,
  CWP__MATRIX_DATES_MIXED,
  CWP__MATRIX_MAPPING_UNUSED,
  /* rows */
  CWP__MATRIX_ROW_TITLE,
  CWP__MATRIX_ROW_TOTALS,
  CWP__MATRIX_ROW_NO_PERSON,
  CWP__MATRIX_ROW_HEADING,
  CWP__MATRIX_ROW_NO_CELLS,
  CWP__MATRIX_ROW_NO_COURSE,
  CWP__MATRIX_ROW_NO_EVIDENCE,
  CWP__MATRIX_PERSON_REPEATED,
  CWP__MATRIX_PERSON_DIFFERS,
  CWP__MATRIX_PERSON_TOO_LONG,
  CWP__MATRIX_PERSON_NO_WORKER,
  /* cells */
  CWP__MATRIX_CELL_UNMAPPED,
  CWP__MATRIX_CELL_UNKNOWN,
  CWP__MATRIX_CELL_NOT_UTF8,
  CWP__MATRIX_CELL_NO,
  CWP__MATRIX_CELL_NOT_APPLICABLE,
  CWP__MATRIX_CELL_REFUSED,
  CWP__MATRIX_CELL_DUE,
  CWP__MATRIX_CELL_EXPIRED,
  CWP__MATRIX_CELL_CROSS,
  CWP__MATRIX_CELL_BEYOND,
  CWP__MATRIX_DATE_FUTURE,
  CWP__MATRIX_DATE_NO_YEAR,
  CWP__MATRIX_DATE_ORDER,
  CWP__MATRIX_DATE_REPEATED,
  CWP__MATRIX_END_UNKNOWN,
  CWP__MATRIX_RULE_END
} cwp__matrix_rule;

typedef struct cwp__matrix_rule_row {
  const char *id;
  cwp_severity severity;
  const char *message;
} cwp__matrix_rule_row;

const cwp__matrix_rule_row *cwp__matrix_rule_at(cwp__matrix_rule rule);

#endif
