#include "exchange/asc_file.h"

#include "base/file.h"
#include "exchange/wide.h"

#include <string.h>

enum { ROWS_BETWEEN_PROGRESS = 512 };

static cwp__report report_of(const cwp__asc_reading *reading, const cwp__csv *csv) {
  return (cwp__report){
      .sink = reading->sink, .path = reading->about->path, .line = cwp__csv_line(csv), .record = cwp__csv_record(csv)};
}

static uint32_t cut(uint64_t number) {
  return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

/* One row of each kind. They return 0 when there is no memory. */

static int read_staff(const cwp__asc_reading *reading, cwp__row *row, const cwp__csv *csv, cwp__origin origin) {
  cwp__staff staff;
  int is_repeated;
  if (!cwp__staff_read(row, csv, &staff)) return 1;
  if (!cwp__together_add_staff(reading->together, row, &staff, origin, &is_repeated)) return 0;
  return is_repeated || reading->people == NULL || cwp__people_add_staff(reading->people, row, &staff, origin);
}

static int read_training(const cwp__asc_reading *reading, cwp__row *row, cwp__origin origin) {
  cwp__training training;
  int is_usable = cwp__training_read(row, reading->note_room, &training);
  if (reading->note_room->failed) return 0;
  if (reading->people == NULL)
    return !training.has_key || cwp__together_check_training(reading->together, row, training.from);
  return !is_usable || cwp__people_add_training(reading->people, row, &training, origin);
}

static int read_workplace(const cwp__asc_reading *reading, cwp__row *row, cwp__origin origin) {
  cwp__workplace workplace;
  return !cwp__workplace_read(row, &workplace) ||
         cwp__together_add_workplace(reading->together, row, &workplace, origin);
}

static cwp_status read_row(const cwp__asc_reading *reading, const cwp__csv *csv, cwp__row *row, cwp_error *error) {
  cwp__report report = report_of(reading, csv);
  const cwp__origin origin = {cut(report.line), cut(report.record), reading->file};
  int has_memory = 1;
  row->report = &report;
  if (cwp__row_read(row, csv)) {
    if (row->layout->kind == CWP_FILE_ASC_STAFF)
      has_memory = read_staff(reading, row, csv, origin);
    else if (row->layout->kind == CWP_FILE_ASC_TRAINING)
      has_memory = read_training(reading, row, origin);
    else
      has_memory = read_workplace(reading, row, origin);
  }
  row->report = NULL;
  return has_memory && report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status show_progress(const cwp__asc_reading *reading, const cwp__csv *csv, cwp_error *error) {
  if (reading->progress == NULL) return CWP_OK;
  if (reading->progress(reading->progress_context, reading->bytes_before + cwp__csv_bytes(csv)) == 0) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled");
}

static cwp_status read_rows(const cwp__asc_reading *reading, cwp__csv *csv, const cwp__layout *layout,
                            cwp_error *error) {
  cwp__row row = {
      .layout = layout, .codes = reading->codes, .stored = reading->stored, .is_checked_only = reading->people == NULL};
  cwp__row_start(&row, reading->on);
  for (;;) {
    int more;
    cwp_status status = cwp__csv_next(csv, &more, error);
    if (status == CWP_OK && more) status = read_row(reading, csv, &row, error);
    if (status == CWP_OK && reading->sink->is_stopped) status = cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled");
    if (status == CWP_OK && (!more || cwp__csv_record(csv) % ROWS_BETWEEN_PROGRESS == 0))
      status = show_progress(reading, csv, error);
    if (status != CWP_OK || !more) return status;
    reading->about->records = cwp__csv_record(csv);
  }
}

/* Reads the header, and says what is remarkable about it. */
static cwp_status read_header(cwp__asc_reading *reading, cwp__csv *csv, cwp__layout *layout, cwp_error *error) {
  int more;
  cwp_status status = cwp__csv_next(csv, &more, error);
  if (status != CWP_OK) return status;
  if (!more) {
    reading->is_empty = 1;
    return cwp__fail(error, CWP_ERROR_UNSUPPORTED, "there is nothing in the file");
  }
  if (cwp__wide_is_header(csv)) {
    reading->is_wide = 1;
    reading->about->kind = CWP_FILE_WIDE;
    return CWP_OK;
  }
  status = cwp__layout_find(csv, layout, error);
  if (status != CWP_OK) {
    if (error != NULL) error->line = cwp__csv_line(csv);
    return status;
  }
  const cwp__span none = {"", 0};
  cwp__report report = report_of(reading, csv);
  reading->about->kind = layout->kind;
  reading->together->has_staff |= layout->kind == CWP_FILE_ASC_STAFF;
  reading->together->has_workplaces |= layout->kind == CWP_FILE_ASC_WORKPLACE;
  reading->about->version = layout->version;
  if (layout->historic) cwp__report_add(&report, CWP__RULE_HEADER_HISTORIC, "", none, layout->version);
  if (layout->blank_tail) cwp__report_add(&report, CWP__RULE_HEADER_BLANK_TAIL, "", none, NULL);
  return report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

/* What is to be said of the file as a whole. */
static cwp_status close_file(const cwp__asc_reading *reading, cwp_error *error) {
  const cwp__span none = {"", 0};
  cwp__report report = {.sink = reading->sink, .path = reading->about->path};
  if (reading->about->records == 0) cwp__report_add(&report, CWP__RULE_FILE_NO_RECORDS, "", none, NULL);
  return report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status read_wide(const cwp__asc_reading *reading, cwp__csv *csv, cwp_error *error) {
  const cwp__wide_reading wide = {.csv = csv,
                                  .codes = reading->codes,
                                  .allocator = reading->allocator,
                                  .sink = reading->sink,
                                  .people = reading->people,
                                  .path = reading->about->path,
                                  .name = reading->name,
                                  .file = reading->file,
                                  .on = reading->on,
                                  .records = &reading->about->records};
  return cwp__wide_read(&wide, error);
}

cwp_status cwp__asc_file_read(cwp__asc_reading *reading, cwp_error *error) {
  cwp__layout layout;
  cwp__csv *csv;
  cwp_status status = cwp__csv_new(reading->input, reading->limits, reading->allocator, &csv, error);
  if (status != CWP_OK) return status;
  status = read_header(reading, csv, &layout, error);
  if (status == CWP_OK && reading->is_wide) {
    status = read_wide(reading, csv, error);
    cwp__csv_free(csv);
    return status;
  }
  if (status == CWP_OK) status = read_rows(reading, csv, &layout, error);
  if (status == CWP_OK) status = close_file(reading, error);
  cwp__csv_free(csv);
  return status;
}

/* Guessing. */

cwp_file_kind cwp_file_kind_guess(const char *head, size_t length, const cwp_allocator *allocator) {
  cwp__span left = {head, length};
  const cwp_input input = cwp__span_input(&left, "head");
  cwp__layout layout = {.kind = CWP_FILE_UNKNOWN};
  cwp__csv *csv;
  int more;
  if (cwp__csv_new(&input, NULL, allocator, &csv, NULL) != CWP_OK) return CWP_FILE_UNKNOWN;
  if (cwp__csv_next(csv, &more, NULL) != CWP_OK || !more)
    layout.kind = CWP_FILE_UNKNOWN;
  else if (cwp__wide_is_header(csv))
    layout.kind = CWP_FILE_WIDE;
  else if (cwp__layout_find(csv, &layout, NULL) != CWP_OK)
    layout.kind = CWP_FILE_UNKNOWN;
  cwp__csv_free(csv);
  return layout.kind;
}
