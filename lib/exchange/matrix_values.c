/* Training matrices: what the cells of a column are like, as far as its heading leaves that open. */

#include "exchange/matrix.h"

#include "exchange/matrix_cell.h"

#include <string.h>

enum { LABEL_SIZE = 256, LEAST_DATES = 3 };

static int is_dated(const cwp__mcolumn *column) {
  cwp_matrix_meaning meaning = column->shown.meaning;
  return meaning == CWP_MATRIX_COURSE || meaning == CWP_MATRIX_COMPLETED || meaning == CWP_MATRIX_EXPIRES ||
         meaning == CWP_MATRIX_STATUS || meaning == CWP_MATRIX_COMPETENCE || meaning == CWP_MATRIX_STARTED;
}

static void count_date(const cwp_matrix *self, const cwp__day *day, cwp__date_sense sense, cwp__mcolumn *column) {
  cwp_date first, last;
  column->orders[day->order]++;
  if (sense != CWP__SENSE_PLAIN || !cwp__day_settle(day, column->shown.month_first, &first, &last)) return;
  column->dates++;
  if (self->on != CWP_DATE_NONE && first > self->on) column->ahead++;
}

static void count_cell(const cwp_matrix *self, const cwp__mcell *cell, cwp__mcolumn *column) {
  cwp__cell_read read;
  if (cwp__matrix_is_blank(cell)) return;
  column->shown.cells++;
  if (cell->kind != CWP_MATRIX_TEXT) {
    if (cell->date == CWP_DATE_NONE) return;
    column->dates++;
    if (self->on != CWP_DATE_NONE && cell->date > self->on) column->ahead++;
    return;
  }
  if (!is_dated(column)) return;
  cwp__cell_read_text(cwp__matrix_text(cell), &read);
  column->ticks += read.kind == CWP__CELL_TICK;
  column->crosses += read.kind == CWP__CELL_CROSS;
  for (size_t i = 0; i < read.day_count; i++)
    count_date(self, &read.days[i], read.senses[i], column);
}

static void count_all(cwp_matrix *self) {
  for (size_t row = self->first; row < self->row_count; row++)
    for (size_t i = 0; i < self->rows[row].count && i < self->column_count; i++)
      count_cell(self, &self->rows[row].cells[i], &self->columns[i]);
}

/* Settles which of two numbers is the month, by the column's other dates, or else by the file's. */
static void settle_order(cwp_matrix *self) {
  size_t all[4] = {0};
  for (size_t i = 0; i < self->column_count; i++)
    for (int order = 0; order < 4; order++)
      all[order] += self->columns[i].orders[order];
  for (size_t i = 0; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    size_t day_first = column->orders[CWP__ORDER_DAY_FIRST], month_first = column->orders[CWP__ORDER_MONTH_FIRST];
    if (day_first + month_first == 0) {
      day_first = all[CWP__ORDER_DAY_FIRST];
      month_first = all[CWP__ORDER_MONTH_FIRST];
    }
    column->shown.month_first = month_first > 0 && day_first == 0;
    if (self->mapping && self->mapping->month_first >= 0) column->shown.month_first = self->mapping->month_first;
  }
}

static cwp_status report_order(cwp_matrix *self, size_t position, cwp_error *error) {
  char label[LABEL_SIZE];
  const cwp__mcolumn *column = &self->columns[position];
  size_t either = column->orders[CWP__ORDER_EITHER];
  int is_told = self->mapping && self->mapping->month_first >= 0;
  int is_mixed = column->orders[CWP__ORDER_DAY_FIRST] > 0 && column->orders[CWP__ORDER_MONTH_FIRST] > 0;
  if (either == 0 || is_told || (!column->shown.month_first && !is_mixed)) return CWP_OK;
  cwp__matrix_label(self, position, label, sizeof label);
  return cwp__matrix_find_in(self, label, (cwp__span){"", 0}, either,
                             is_mixed ? CWP__MATRIX_DATES_MIXED : CWP__MATRIX_DATES_MONTH_FIRST, error);
}

/* Where the heading does not say what the dates of a course are: if most of them lie ahead they are no completions. */
static void settle_senses(cwp_matrix *self) {
  size_t dates = 0, ahead = 0;
  for (size_t i = 0; i < self->column_count; i++) {
    const cwp__mcolumn *column = &self->columns[i];
    if (column->shown.meaning != CWP_MATRIX_COURSE || column->is_sense_given || column->shown.is_set) continue;
    dates += column->dates;
    ahead += column->ahead;
  }
  int all_ahead = 2 * ahead > dates;
  for (size_t i = 0; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    if (column->shown.meaning != CWP_MATRIX_COURSE || column->is_sense_given || column->shown.is_set) continue;
    int is_ahead = column->dates >= LEAST_DATES && 3 * column->ahead >= 2 * column->dates;
    int is_past = column->dates >= LEAST_DATES && 3 * column->ahead < column->dates;
    if (is_ahead || (all_ahead && !is_past)) column->shown.dates = CWP_MATRIX_DATES_EXPIRES;
  }
}

/* What was settled by the values and not by a heading is said. */
static cwp_status report_sense(cwp_matrix *self, size_t position, cwp_error *error) {
  char label[LABEL_SIZE];
  const cwp__mcolumn *column = &self->columns[position];
  if (column->shown.meaning != CWP_MATRIX_COURSE || column->is_sense_given || column->shown.is_set) return CWP_OK;
  if (column->shown.dates != CWP_MATRIX_DATES_EXPIRES) return CWP_OK;
  cwp__matrix_label(self, position, label, sizeof label);
  return cwp__matrix_find_in(self, label, (cwp__span){"", 0}, column->dates, CWP__MATRIX_COLUMN_SENSE, error);
}

int cwp__matrix_cross(const cwp_matrix *self, const cwp__mcolumn *column) {
  size_t ticks = 0;
  if (self->mapping && self->mapping->cross >= 0) return self->mapping->cross;
  for (size_t i = 0; i < self->column_count; i++)
    ticks += self->columns[i].ticks;
  return ticks == 0 && column->dates == 0 ? 1 : -1;
}

static cwp_status report_column(cwp_matrix *self, size_t position, cwp_error *error) {
  char label[LABEL_SIZE];
  const cwp__mcolumn *column = &self->columns[position];
  cwp_matrix_meaning meaning = column->shown.meaning;
  cwp__span heading = cwp__span_of(column->shown.heading);
  size_t ticks = column->ticks + (cwp__matrix_cross(self, column) == 1 ? column->crosses : 0);
  cwp__matrix_label(self, position, label, sizeof label);
  if (meaning == CWP_MATRIX_UNKNOWN)
    return cwp__matrix_find_in(self, label, heading, column->shown.cells, CWP__MATRIX_COLUMN_UNKNOWN, error);
  if (meaning == CWP_MATRIX_OTHER_NAME || meaning == CWP_MATRIX_PRIVATE || meaning == CWP_MATRIX_IGNORED)
    return cwp__matrix_find_in(self, label, heading, column->shown.cells, CWP__MATRIX_COLUMN_IGNORED, error);
  if (meaning == CWP_MATRIX_COURSE && ticks > 0 && column->shown.months == 0)
    return cwp__matrix_find_in(self, label, (cwp__span){"", 0}, ticks, CWP__MATRIX_COLUMN_TICKS, error);
  return CWP_OK;
}

cwp_status cwp__matrix_look_at_values(cwp_matrix *self, cwp_error *error) {
  cwp_status status = CWP_OK;
  count_all(self);
  settle_order(self);
  settle_senses(self);
  for (size_t i = 0; i < self->column_count && status == CWP_OK; i++) {
    status = report_column(self, i, error);
    if (status == CWP_OK) status = report_order(self, i, error);
    if (status == CWP_OK) status = report_sense(self, i, error);
  }
  return status;
}
