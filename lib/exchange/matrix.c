/* Training matrices: rows in, and what is known in the end. */

#include "exchange/matrix.h"

#include "base/csv.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "exchange/listed.h"
#include "exchange/matrix_day.h"
#include "person/team.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_SIZE = 256, MESSAGE_SIZE = 256 };

const char *cwp_matrix_shape_name(cwp_matrix_shape shape) {
  static const char *const names[CWP_MATRIX_SHAPE_END] = {"unknown", "wide", "long"};
  return (unsigned)shape < CWP_MATRIX_SHAPE_END ? names[shape] : "unknown";
}

const char *cwp_matrix_meaning_name(cwp_matrix_meaning meaning) {
  static const char *const names[CWP_MATRIX_MEANING_END] = {
      "unknown",    "person", "forename", "surname",   "other-name", "job-title", "workplace",
      "started",    "course", "training", "completed", "expires",    "status",    "competence",
      "signed-off", "remark", "private",  "ignored",   "nothing"};
  return (unsigned)meaning < CWP_MATRIX_MEANING_END ? names[meaning] : "unknown";
}

const char *cwp_matrix_dates_name(cwp_matrix_dates dates) {
  static const char *const names[CWP_MATRIX_DATES_END] = {"completed", "expires", "booked", "status"};
  return (unsigned)dates < CWP_MATRIX_DATES_END ? names[dates] : "unknown";
}

/* Starting and ending. */

static cwp_status check_options(const cwp_pathway *pathway, const cwp_matrix_options *options, cwp_error *error) {
  if (!pathway) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a matrix cannot be read without a pathway");
  if (options && options->size < sizeof *options)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_MATRIX_OPTIONS_INIT",
                     options->size);
  if (options && options->on != CWP_DATE_NONE && !cwp_date_is_valid(options->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day on which the matrix is read, %ld, is no date",
                     (long)options->on);
  return CWP_OK;
}

cwp_status cwp_matrix_new(const cwp_pathway *pathway, const cwp_matrix_options *options, const cwp_allocator *allocator,
                          cwp_matrix **out, cwp_error *error) {
  *out = NULL;
  cwp_status status = check_options(pathway, options, error);
  if (status != CWP_OK) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_matrix *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  self->lists = cwp__listed_in(pathway);
  self->on = options ? options->on : CWP_DATE_NONE;
  self->limits = cwp__limits_or_default(options ? options->limits : NULL);
  self->months_row = SIZE_MAX;
  cwp__arena_init(&self->texts, &memory);
  cwp__names_init(&self->course_names, &memory);
  cwp__names_init(&self->ids, &memory);
  cwp__buffer_init(&self->note, &memory);
  const char *name = options && options->name ? options->name : "matrix";
  self->name = cwp__arena_text(&self->texts, name, strlen(name));
  status = self->name ? cwp_findings_new(&memory, &self->findings, error) : cwp__fail_memory(error);
  if (status == CWP_OK)
    *out = self;
  else
    cwp_matrix_free(self);
  return status;
}

void cwp_matrix_free(cwp_matrix *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  for (size_t i = 0; i < self->ids.count; i++) {
    cwp_portfolio_builder_free(self->people[i].builder);
    cwp_portfolio_free(self->people[i].portfolio);
  }
  cwp__release(&memory, self->people);
  cwp__release(&memory, self->courses);
  cwp__release(&memory, self->rows);
  cwp__names_free(&self->course_names);
  cwp__names_free(&self->ids);
  cwp__buffer_free(&self->note);
  cwp_findings_free(self->findings);
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self);
}

/* Rows in. */

/* A text without white space at either end; spaces that do not break are white space too. */
static cwp__span trim(cwp__span text) {
  for (;;) {
    text = cwp__span_trim(text);
    if (text.length >= 2 && memcmp(text.text, "\xC2\xA0", 2) == 0) {
      text.text += 2;
      text.length -= 2;
    } else if (text.length >= 2 && memcmp(text.text + text.length - 2, "\xC2\xA0", 2) == 0) {
      text.length -= 2;
    } else {
      return text;
    }
  }
}

static int keep_text(cwp_matrix *self, cwp__span text, cwp__mcell *out) {
  text = trim(text);
  *out = (cwp__mcell){.text = "", .kind = CWP_MATRIX_TEXT, .date = CWP_DATE_NONE};
  if (text.length == 0) {
    out->kind = CWP_MATRIX_BLANK;
    return 1;
  }
  out->is_bad = !cwp__utf8_is_valid(text.text, text.length) || memchr(text.text, '\0', text.length) != NULL;
  if (out->is_bad) {
    char *shown = cwp__arena_allocate(&self->texts, text.length * 4 + 8, 1);
    if (!shown) return 0;
    out->length = (uint32_t)cwp__show(shown, text.length * 4 + 8, text.text, text.length);
    out->text = shown;
    return 1;
  }
  out->text = cwp__arena_text(&self->texts, text.text, text.length);
  out->length = (uint32_t)text.length;
  return out->text != NULL;
}

static int keep_cell(cwp_matrix *self, const cwp_matrix_cell *cell, cwp__mcell *out) {
  char text[40];
  if (cell->kind == CWP_MATRIX_TEXT && cell->length > 0)
    return keep_text(self, (cwp__span){cell->text, cell->length}, out);
  text[0] = '\0';
  if (cell->kind == CWP_MATRIX_NUMBER) snprintf(text, sizeof text, "%.15g", cell->number);
  if (cell->kind == CWP_MATRIX_DATE) cwp_date_format(cell->date, text);
  if (!keep_text(self, cwp__span_of(text), out)) return 0;
  if (cell->kind == CWP_MATRIX_DATE) out->date = cell->date;
  if (cell->kind == CWP_MATRIX_NUMBER) out->date = cwp__day_of_serial(cell->number);
  if (out->kind != CWP_MATRIX_BLANK) out->kind = (uint8_t)cell->kind;
  return 1;
}

static cwp_status check_cells(cwp_matrix *self, const cwp_matrix_cell *cells, size_t count, cwp_error *error) {
  if (self->is_finished) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the matrix is finished");
  if (count > self->limits.fields)
    return cwp__fail(error, CWP_ERROR_LIMIT, "a row of %zu cells; the limit is %zu", count, self->limits.fields);
  if (self->row_count >= self->limits.records || self->row_count >= UINT32_MAX / 2)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %zu rows", self->row_count);
  for (size_t i = 0; i < count; i++) {
    if ((unsigned)cells[i].kind >= CWP_MATRIX_CELL_KIND_END)
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "cell %zu is of kind %d, which there is not", i, (int)cells[i].kind);
    if (cells[i].kind == CWP_MATRIX_DATE && !cwp_date_is_valid(cells[i].date))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "cell %zu is a date out of range", i);
    if (cells[i].kind == CWP_MATRIX_NUMBER && !isfinite(cells[i].number))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "cell %zu is no number", i);
    if (cells[i].kind != CWP_MATRIX_TEXT) continue;
    if (cells[i].length > self->limits.record_bytes)
      return cwp__fail(error, CWP_ERROR_LIMIT, "a cell of %zu bytes; the limit is %zu", cells[i].length,
                       self->limits.record_bytes);
    self->text_bytes += cells[i].length;
  }
  if (self->text_bytes > self->limits.input_bytes)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %llu bytes of text",
                     (unsigned long long)self->limits.input_bytes);
  return CWP_OK;
}

cwp_status cwp_matrix_add_row(cwp_matrix *self, const cwp_matrix_cell *cells, size_t count, uint64_t line,
                              cwp_error *error) {
  if (!self || (!cells && count > 0)) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a matrix and its cells are needed");
  cwp_status status = check_cells(self, cells, count, error);
  if (status != CWP_OK) return status;
  void *rows = self->rows;
  cwp__mcell *kept = cwp__arena_allocate(&self->texts, count + 1, sizeof *kept);
  if (!kept || !cwp__reserve(&self->allocator, &rows, &self->row_capacity, self->row_count + 1, sizeof *self->rows))
    return cwp__fail_memory(error);
  self->rows = rows;
  for (size_t i = 0; i < count; i++)
    if (!keep_cell(self, &cells[i], &kept[i])) return cwp__fail_memory(error);
  while (count > 0 && kept[count - 1].kind == CWP_MATRIX_BLANK)
    count--;
  if (count > self->widest) self->widest = count;
  self->rows[self->row_count++] = (cwp__mrow){kept, count, line};
  return CWP_OK;
}

static cwp_status add_record(cwp_matrix *self, const cwp__csv *csv, cwp_matrix_cell *cells, cwp_error *error) {
  size_t count = cwp__csv_field_count(csv);
  for (size_t i = 0; i < count; i++) {
    cwp__span value = cwp__csv_field_at(csv, i).value;
    cells[i] = (cwp_matrix_cell){CWP_MATRIX_TEXT, value.text, value.length, 0, CWP_DATE_NONE};
  }
  return cwp_matrix_add_row(self, cells, count, cwp__csv_line(csv), error);
}

static cwp_status read_records(cwp_matrix *self, cwp__csv *csv, cwp_error *error) {
  int more = 1;
  cwp_status status = CWP_OK;
  cwp_matrix_cell *cells = cwp__allocate(&self->allocator, self->limits.fields + 1, sizeof *cells);
  if (!cells) return cwp__fail_memory(error);
  while (status == CWP_OK && more) {
    status = cwp__csv_next(csv, &more, error);
    if (status == CWP_OK && more) status = add_record(self, csv, cells, error);
  }
  cwp__release(&self->allocator, cells);
  return status;
}

cwp_status cwp_matrix_read(cwp_matrix *self, const cwp_input *input, cwp_error *error) {
  cwp__csv *csv;
  if (!self || !input || !input->read) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no input to read");
  cwp_input named = *input;
  named.name = self->name;
  cwp_status status = cwp__csv_new(&named, &self->limits, &self->allocator, &csv, error);
  if (status == CWP_OK) {
    status = read_records(self, csv, error);
    cwp__csv_free(csv);
  }
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, self->name);
}

cwp_status cwp_matrix_read_file(cwp_matrix *self, const char *path, cwp_error *error) {
  cwp_input input;
  cwp_status status = cwp__file_open(path, &input, error);
  if (status != CWP_OK) return status;
  status = cwp_matrix_read(self, &input, error);
  cwp__file_close(&input);
  return status;
}

/* Cells and findings. */

const cwp__mcell *cwp__matrix_cell(const cwp__mrow *row, size_t position) {
  static const cwp__mcell blank = {"", 0, CWP_MATRIX_BLANK, 0, CWP_DATE_NONE};
  return position < row->count ? &row->cells[position] : &blank;
}

int cwp__matrix_is_blank(const cwp__mcell *cell) {
  return cell->kind == CWP_MATRIX_BLANK;
}

cwp__span cwp__matrix_text(const cwp__mcell *cell) {
  return (cwp__span){cell->text, cell->length};
}

size_t cwp__matrix_plain(cwp__span text, char out[CWP__MATRIX_PLAIN_SIZE]) {
  size_t length = 0;
  int gap = 0;
  for (size_t i = 0; i < text.length; i++) {
    char c = cwp__lower(text.text[i]);
    int counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
    if (c == '\'') continue;
    if (!counts) {
      gap = length > 0;
      continue;
    }
    if (length + 2 >= CWP__MATRIX_PLAIN_SIZE) break;
    if (gap) out[length++] = ' ';
    gap = 0;
    out[length++] = c;
  }
  out[length] = '\0';
  return length;
}

void cwp__matrix_letters(size_t position, char out[16]) {
  char reversed[16];
  size_t count = 0, place = 0;
  for (size_t left = position + 1; left > 0 && count < sizeof reversed; left = (left - 1) / 26)
    reversed[count++] = (char)('A' + (left - 1) % 26);
  while (count > 0)
    out[place++] = reversed[--count];
  out[place] = '\0';
}

void cwp__matrix_label(const cwp_matrix *self, size_t position, char *text, size_t size) {
  char letters[16];
  const char *heading = position < self->column_count ? self->columns[position].shown.heading : "";
  int is_shared = 0;
  for (size_t i = 0; heading[0] && i < self->column_count; i++)
    is_shared |= i != position && strcmp(self->columns[i].shown.heading, heading) == 0;
  cwp__matrix_letters(position, letters);
  if (heading[0] && !is_shared)
    snprintf(text, size, "%s", heading);
  else if (heading[0])
    snprintf(text, size, "%.200s (column %s)", heading, letters);
  else
    snprintf(text, size, "column %s", letters);
}

/* Digits as 9 and letters as A: the form of a value that is nobody's business. */
static void mask(char *text) {
  for (; *text; text++) {
    if (*text >= '0' && *text <= '9') *text = '9';
    if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z')) *text = 'A';
  }
}

cwp_status cwp__matrix_find(cwp_matrix *self, size_t row, size_t position, cwp__matrix_rule rule, cwp_error *error) {
  char label[LABEL_SIZE], value[LABEL_SIZE];
  const cwp__matrix_rule_row *about = cwp__matrix_rule_at(rule);
  const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
  cwp__matrix_label(self, position, label, sizeof label);
  cwp__show(value, sizeof value, cell->text, cell->length);
  if (position < self->column_count && self->columns[position].shown.meaning == CWP_MATRIX_PRIVATE) mask(value);
  cwp_finding finding = {.id = about->id,
                         .severity = about->severity,
                         .path = self->name,
                         .line = self->rows[row].line,
                         .record = row >= self->first ? row - self->first + 1 : 0,
                         .column = label,
                         .value = value,
                         .message = about->message};
  return cwp_findings_add(self->findings, &finding, error);
}

cwp_status cwp__matrix_find_in(cwp_matrix *self, const char *column, cwp__span value, size_t count,
                               cwp__matrix_rule rule, cwp_error *error) {
  char message[MESSAGE_SIZE], shown[LABEL_SIZE];
  const cwp__matrix_rule_row *about = cwp__matrix_rule_at(rule);
  cwp__show(shown, sizeof shown, value.length > 0 ? value.text : "", value.length);
  if (count > 0)
    snprintf(message, sizeof message, "%zu of its cells: %s", count, about->message);
  else
    snprintf(message, sizeof message, "%s", about->message);
  cwp_finding finding = {.id = about->id,
                         .severity = about->severity,
                         .path = self->name,
                         .line = self->row_count > 0 ? self->rows[self->heading].line : 0,
                         .column = column,
                         .value = shown,
                         .message = message};
  return cwp_findings_add(self->findings, &finding, error);
}

void cwp__matrix_use(cwp_matrix *self, size_t position) {
  if (self->done[position] != 0) return;
  self->done[position] = 1;
  self->summary.used++;
  if (position < self->column_count) self->columns[position].shown.used++;
}

cwp_status cwp__matrix_leave(cwp_matrix *self, size_t row, size_t position, cwp__matrix_rule rule, cwp_error *error) {
  if (self->done[position] != 0) return CWP_OK;
  self->done[position] = 2;
  self->summary.named++;
  if (cwp__matrix_cell(&self->rows[row], position)->is_bad) rule = CWP__MATRIX_CELL_NOT_UTF8;
  return cwp__matrix_find(self, row, position, rule, error);
}

cwp_status cwp__matrix_leave_row(cwp_matrix *self, size_t row, cwp__matrix_rule rule, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->rows[row].count && status == CWP_OK; i++)
    if (!cwp__matrix_is_blank(&self->rows[row].cells[i])) status = cwp__matrix_leave(self, row, i, rule, error);
  return status;
}

/* The end. */

static cwp_status make_portfolios(cwp_matrix *self, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->ids.count && status == CWP_OK; i++) {
    cwp__mperson *person = &self->people[i];
    status = cwp_portfolio_builder_finish(person->builder, &person->portfolio, error);
    if (status == CWP_OK) self->summary.evidence += cwp_portfolio_count(person->portfolio);
  }
  self->summary.people = self->ids.count;
  return status;
}

cwp_status cwp_matrix_finish(cwp_matrix *self, cwp_error *error) {
  if (!self || self->is_finished) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no matrix to finish");
  self->is_finished = 1;
  self->done = cwp__arena_allocate(&self->texts, self->widest + 1, 1);
  self->codes = cwp__arena_allocate(&self->texts, 1, sizeof *self->codes);
  if (!self->done || !self->codes) return cwp__fail_memory(error);
  cwp__codes_init(self->codes, self->pathway);
  cwp_status status = cwp__matrix_find_columns(self, error);
  if (status == CWP_OK) status = cwp__matrix_look_at_values(self, error);
  if (status == CWP_OK) status = cwp__matrix_take_rows(self, error);
  if (status == CWP_OK) status = cwp__matrix_report_mapping(self, error);
  if (status == CWP_OK) status = make_portfolios(self, error);
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, self->name);
}

size_t cwp_matrix_column_count(const cwp_matrix *self) {
  return self ? self->column_count : 0;
}

const cwp_matrix_column *cwp_matrix_column_at(const cwp_matrix *self, size_t index) {
  return self && index < self->column_count ? &self->columns[index].shown : NULL;
}

size_t cwp_matrix_course_count(const cwp_matrix *self) {
  return self ? self->course_names.count : 0;
}

const cwp_matrix_course *cwp_matrix_course_at(const cwp_matrix *self, size_t index) {
  return self && index < self->course_names.count ? &self->courses[index].shown : NULL;
}

const cwp_matrix_summary *cwp_matrix_summarise(const cwp_matrix *self) {
  return self ? &self->summary : NULL;
}

const cwp_findings *cwp_matrix_findings(const cwp_matrix *self) {
  return self ? self->findings : NULL;
}

cwp_status cwp_matrix_take_team(cwp_matrix *self, cwp_team **out, cwp_error *error) {
  *out = NULL;
  if (!self || !self->is_finished || self->is_taken || self->summary.people != self->ids.count)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the matrix has no team to give");
  cwp_status status = cwp__team_new(&self->allocator, out, error);
  for (size_t i = 0; i < self->ids.count && status == CWP_OK; i++) {
    status = cwp__team_add(*out, self->people[i].portfolio, error);
    if (status == CWP_OK) self->people[i].portfolio = NULL; /* the team's now */
  }
  self->is_taken = 1;
  if (status == CWP_OK) return CWP_OK;
  cwp_team_free(*out);
  *out = NULL;
  return status;
}
