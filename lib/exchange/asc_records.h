#ifndef CWP_EXCHANGE_ASC_RECORDS_H
#define CWP_EXCHANGE_ASC_RECORDS_H

/* What reading, writing and converting files cell by cell know of each other. */

#include "cwp/records.h"
#include "exchange/asc_columns.h"

struct cwp_records {
  cwp_allocator allocator;
  cwp_input input;
  cwp__csv *csv;
  cwp__layout layout;
  cwp__fields fields;
};

/* A cell of the row in the making: a run of `texts`, or blank. */
typedef struct cwp__written_cell {
  size_t start;
  size_t length;
} cwp__written_cell;

struct cwp_records_writer {
  cwp_allocator allocator;
  cwp_output output;
  cwp__layout layout;
  cwp__fields fields;
  cwp__written_cell cells[CWP__FIELDS_MOST];
  cwp__buffer texts; /* of the row in the making */
  cwp__buffer line;  /* room for what is written next */
};

/* Sets the cell of a field that the layout has. Returns 0 when there is no memory. */
int cwp__records_put(cwp_records_writer *self, size_t field, const char *text, size_t length);

#endif
