#include "exchange/asc_row.h"

#include <limits.h>
#include <stdio.h>

/* The keys of workplace and worker come first in files of staff and of training. */
static int is_key(unsigned column) {
  return column == CWP__STAFF_LOCALESTID || column == CWP__STAFF_UNIQUEWORKERID;
}

_Static_assert((int)CWP__STAFF_LOCALESTID == (int)CWP__TRAINING_LOCALESTID &&
                   (int)CWP__STAFF_UNIQUEWORKERID == (int)CWP__TRAINING_UNIQUEWORKERID,
               "keys are the same columns in both files");

/* The cells by column, trimmed. Those that the record has not come out empty. */
static void take_cells(cwp__row *row, const cwp__csv *csv) {
  cwp__span values[CWP__COLUMNS_MOST + 2 * CWP__QUALIFICATIONS_MOST];
  const cwp__layout *layout = row->layout;
  size_t count = cwp__csv_values(csv, values, sizeof values / sizeof values[0]);
  row->unreadable = 0;
  for (unsigned column = 0; column < layout->columns; column++) {
    size_t position = layout->position[column];
    row->cells[column] = position < count ? cwp__asc_trim(values[position]) : (cwp__span){"", 0};
  }
}

/* Finds and reports cells that are not UTF-8. */
static void find_unreadable(cwp__row *row) {
  for (unsigned column = 0; column < row->layout->columns; column++) {
    if (cwp__asc_is_utf8(row->cells[column])) continue;
    row->unreadable |= UINT64_C(1) << column;
    cwp__row_report(row, is_key(column) ? CWP__RULE_KEY_NOT_UTF8 : CWP__RULE_TEXT_NOT_UTF8, column, NULL);
  }
}

int cwp__row_read(cwp__row *row, const cwp__csv *csv) {
  const cwp__layout *layout = row->layout;
  size_t fields = cwp__csv_field_count(csv);
  size_t last = fields;
  while (last > layout->fields && cwp__asc_trim(cwp__csv_field_at(csv, last - 1).value).length == 0)
    last--;
  /* Even a blank cell too many shows that values have moved: most often the last column is blank itself. */
  if (fields > layout->cells || last > layout->fields) {
    cwp__span first = cwp__csv_field_at(csv, layout->fields).value;
    cwp__report_number(row->report, CWP__RULE_ROW_LONG, "", first, (int64_t)(fields - layout->fields));
    return 0;
  }
  if (fields < layout->fields)
    cwp__report_number(row->report, CWP__RULE_ROW_SHORT, "", (cwp__span){"", 0}, (int64_t)(layout->fields - fields));

  take_cells(row, csv);
  if (!cwp__csv_is_ascii(csv)) find_unreadable(row);
  return 1;
}

static int is_readable(const cwp__row *row, unsigned column) {
  return (row->unreadable >> column & 1) == 0;
}

cwp__number cwp__row_number(const cwp__row *row, unsigned column) {
  if (!cwp__row_has(row, column)) return (cwp__number){CWP__NUMBER_NONE, 0};
  return cwp__asc_number(row->cells[column]);
}

int cwp__row_is(const cwp__row *row, unsigned column, int32_t code) {
  cwp__number number = cwp__row_number(row, column);
  return number.form != CWP__NUMBER_NONE && number.value == code;
}

void cwp__row_report_pair(const cwp__row *row, cwp__rule rule, unsigned column, const char *columns) {
  cwp__report_add(row->report, rule, columns, row->cells[column], NULL);
}

void cwp__row_report(const cwp__row *row, cwp__rule rule, unsigned column, const char *detail) {
  char form[CWP__MASK_SIZE];
  cwp__span value = row->cells[column];
  if (cwp__column_is_personal(row->layout->kind, column)) value = cwp__span_of(cwp__asc_mask(value, form));
  cwp__report_add(row->report, rule, row->layout->name[column], value, detail);
}

void cwp__row_report_number(const cwp__row *row, cwp__rule rule, unsigned column, int64_t detail) {
  char text[32];
  snprintf(text, sizeof text, "%lld", (long long)detail);
  cwp__row_report(row, rule, column, text);
}

void cwp__row_check_length(const cwp__row *row, unsigned column, size_t most, cwp__rule rule) {
  char text[48];
  cwp__span cell = row->cells[column];
  if (cell.length <= most || !is_readable(row, column)) return; /* no text has more characters than bytes */
  size_t length = cwp__asc_length(cell);
  if (length <= most) return;
  snprintf(text, sizeof text, "%zu", length);
  cwp__report_add(row->report, rule, row->layout->name[column], (cwp__span){"", 0}, text);
}

int cwp__row_accept(const cwp__row *row, unsigned column, cwp__number number) {
  if (number.form == CWP__NUMBER_PADDED) cwp__row_report_number(row, CWP__RULE_CODE_PADDED, column, number.value);
  if (number.form != CWP__NUMBER_LENIENT) return 1;
  cwp__row_report_number(row, CWP__RULE_CODE_INEXACT, column, number.value);
  return 0;
}

int cwp__row_code(const cwp__row *row, unsigned column, cwp__code_list list, cwp__rule rule, int32_t *code) {
  if (!cwp__row_has(row, column)) return 0;
  cwp__number number = cwp__row_number(row, column);
  if (number.form == CWP__NUMBER_NONE || !cwp__codes_known(row->codes, list, number.value)) {
    cwp__row_report(row, rule, column, NULL);
    return 0;
  }
  *code = number.value;
  return cwp__row_accept(row, column, number);
}

/* Whoever turns 100 today is over it for the service, which compares with the time of day. Where there is no day of a
 * hundred years before, nobody is: CWP_DATE_NONE, which is before every day of birth. */
static cwp_date find_oldest(cwp_date on) {
  enum { MOST_AGE = 100 };
  cwp_date born = cwp_date_add_months(on, -MOST_AGE * 12);
  for (;; born++) {
    cwp_date next_turns = cwp_date_add_months(born + 1, MOST_AGE * 12);
    if (next_turns == CWP_DATE_NONE || next_turns > on) return born;
  }
}

void cwp__row_start(cwp__row *row, cwp_date on) {
  enum { LEAST_AGE = 14 };
  row->on = on;
  row->year = INT_MAX;
  if (on == CWP_DATE_NONE) return;
  cwp_date_split(on, &row->year, NULL, NULL);
  row->youngest = cwp_date_add_months(on, -LEAST_AGE * 12);
  row->oldest = find_oldest(on);
}

int cwp__row_year(const cwp__row *row) {
  return row->year;
}
