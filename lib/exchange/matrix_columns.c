/* Training matrices: the heading, and what the columns mean. */

#include "exchange/matrix.h"

#include "base/csv.h"
#include "base/error.h"
#include "exchange/matrix_cell.h"
#include "exchange/matrix_headings.h"
#include "exchange/matrix_names.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_SEARCHED = 40, CANDIDATES = 4, HEADING_SIZE = 240 };

/* Where a heading may be, and what speaks for it. */
typedef struct candidate {
  size_t row;
  size_t rows;
  double score;
} candidate;

/* The two cells of a heading over a column: `top` is that of merged cells further left where its own is blank. */
typedef struct heading_cells {
  cwp__span top;
  cwp__span bottom;
} heading_cells;

static heading_cells cells_over(const cwp_matrix *self, const candidate *at, size_t position) {
  heading_cells cells = {cwp__matrix_text(cwp__matrix_cell(&self->rows[at->row], position)), {"", 0}};
  if (at->rows < 2) return cells;
  cells.bottom = cwp__matrix_text(cwp__matrix_cell(&self->rows[at->row + 1], position));
  if (cells.top.length > 0 || !cwp__heading_is_sense(cells.bottom)) return cells;
  for (size_t left = position; left > 0 && cells.top.length == 0; left--)
    cells.top = cwp__matrix_text(cwp__matrix_cell(&self->rows[at->row], left - 1));
  return cells;
}

/* Searching. */

/* How much a row looks like a heading at first sight: words that are nothing that stands under one. */
static double promise_of(const cwp__mrow *row) {
  double promise = 0;
  size_t words = 0;
  for (size_t i = 0; i < row->count; i++) {
    cwp__cell_read read;
    cwp__span text = cwp__matrix_text(&row->cells[i]);
    if (cwp__matrix_is_blank(&row->cells[i]) || row->cells[i].kind != CWP_MATRIX_TEXT) continue;
    cwp_matrix_meaning meaning = cwp__heading_meaning(text);
    if (meaning != CWP_MATRIX_UNKNOWN)
      promise += meaning == CWP_MATRIX_PERSON || meaning == CWP_MATRIX_TRAINING ? 5 : 1;
    cwp__cell_read_text(text, &read);
    if (read.kind == CWP__CELL_UNKNOWN) words++;
  }
  return (double)words + promise >= 2 ? promise + (double)words : 0;
}

/* What speaks for a heading: people, courses, and the columns of a long matrix. */
static double score_of(const cwp_matrix *self, const candidate *at) {
  double score = 0;
  int has_person = 0, has_training = 0, has_dates = 0;
  for (size_t i = 0; i < self->widest; i++) {
    cwp__course course;
    heading_cells cells = cells_over(self, at, i);
    cwp__span text = cells.bottom.length > 0 && !cwp__heading_is_sense(cells.bottom) ? cells.bottom : cells.top;
    cwp_matrix_meaning meaning = cwp__heading_meaning(text);
    if (text.length == 0) continue;
    has_person |= meaning == CWP_MATRIX_PERSON || meaning == CWP_MATRIX_FORENAME;
    has_training |= meaning == CWP_MATRIX_TRAINING;
    has_dates |= meaning == CWP_MATRIX_COMPLETED || meaning == CWP_MATRIX_EXPIRES || meaning == CWP_MATRIX_STATUS;
    if (meaning != CWP_MATRIX_UNKNOWN) {
      score += 0.5;
      continue;
    }
    cwp__course_find(self->lists, cwp__heading_split(text).course, &course);
    if (course.about != CWP_NONE) score += 2;
    if (course.about != CWP_NONE && at->rows == 2 && cells.bottom.length > 0) score += 0.1;
  }
  return score + 3 * has_person + (has_training && has_dates ? 8 : 0);
}

/* 1 if a row says of the courses above it what its dates are: "completed", "expires". */
static int is_second_heading(const cwp__mrow *row) {
  size_t senses = 0;
  for (size_t i = 0; i < row->count; i++) {
    cwp__span text = cwp__matrix_text(&row->cells[i]);
    if (text.length == 0) continue;
    if (cwp__heading_is_sense(text))
      senses++;
    else if (cwp__heading_meaning(text) == CWP_MATRIX_UNKNOWN)
      return 0;
  }
  return senses >= 2;
}

/* The rows that promise most, best first. */
static size_t find_candidates(const cwp_matrix *self, size_t rows[CANDIDATES]) {
  double promises[CANDIDATES];
  size_t count = 0;
  for (size_t row = 0; row < self->row_count && row < ROWS_SEARCHED; row++) {
    double promise = promise_of(&self->rows[row]);
    size_t place = count;
    if (promise <= 0) continue;
    while (place > 0 && promises[place - 1] < promise)
      place--;
    if (place == CANDIDATES) continue;
    if (count == CANDIDATES) count--;
    memmove(rows + place + 1, rows + place, (count - place) * sizeof *rows);
    memmove(promises + place + 1, promises + place, (count - place) * sizeof *promises);
    rows[place] = row;
    promises[place] = promise;
    count++;
  }
  return count;
}

/* The best heading of one row or two; the second of two may be the one that promises most. */
static candidate search(const cwp_matrix *self) {
  size_t rows[CANDIDATES];
  size_t count = find_candidates(self, rows);
  candidate best = {0, 1, -1};
  for (size_t i = 0; i < count; i++) {
    candidate one = {rows[i], 1, 0};
    size_t above = rows[i] > 0 && is_second_heading(&self->rows[rows[i]]) ? 1 : 0;
    one.score = score_of(self, &one);
    if (one.score > best.score || (one.score == best.score && one.row < best.row)) best = one;
    candidate two = {rows[i] - above, 2, 0};
    if (two.row + 1 >= self->row_count || !is_second_heading(&self->rows[two.row + 1])) continue;
    two.score = score_of(self, &two) + 1;
    if (two.score > best.score) best = two;
  }
  return best;
}

/* The heading that a mapping names. */
static int find_named(const cwp_matrix *self, candidate *out) {
  if (!self->mapping || self->mapping->heading_line == 0) return 0;
  for (size_t row = 0; row < self->row_count; row++) {
    if (self->rows[row].line != self->mapping->heading_line) continue;
    *out = (candidate){row, 1, 0};
    if (self->mapping->heading_rows == 2 && row + 1 < self->row_count) out->rows = 2;
    return 1;
  }
  return 0;
}

/* Columns. */

static const char *keep(cwp_matrix *self, const char *text, size_t length) {
  return cwp__arena_text(&self->texts, text, length);
}

static cwp_status set_reason(cwp_matrix *self, cwp__mcolumn *column, double score, const char *reason,
                             cwp_error *error) {
  column->shown.score = score;
  column->shown.reason = keep(self, reason, strlen(reason));
  return column->shown.reason ? CWP_OK : cwp__fail_memory(error);
}

/* Takes a column for a course, if its name is known. */
static cwp_status guess_course(cwp_matrix *self, cwp__mcolumn *column, cwp__span name, cwp__span sense_text,
                               cwp_error *error) {
  cwp__course course;
  cwp__heading_parts parts = cwp__heading_split(name);
  cwp_matrix_dates dates;
  cwp__course_find(self->lists, parts.course, &course);
  column->shown.course = keep(self, parts.course.text, parts.course.length);
  if (!column->shown.course) return cwp__fail_memory(error);
  column->shown.months = cwp__matrix_months(name);
  column->is_sense_given = parts.has_sense;
  column->shown.dates = parts.dates;
  if (sense_text.length > 0 && cwp__heading_sense(sense_text, &dates)) {
    column->is_sense_given = 1;
    column->shown.dates = dates;
  }
  column->about = course.about;
  if (course.about != CWP_NONE) {
    column->shown.meaning = CWP_MATRIX_COURSE;
    column->shown.about = cwp_record_code(self->lists, course.about);
    column->shown.title = cwp_record_title(self->lists, course.about);
  }
  return set_reason(self, column, course.score, course.reason, error);
}

static cwp_status guess_column(cwp_matrix *self, const candidate *at, size_t position, cwp_error *error) {
  char heading[HEADING_SIZE];
  cwp__mcolumn *column = &self->columns[position];
  heading_cells cells = cells_over(self, at, position);
  int is_sense = cells.bottom.length > 0 && cwp__heading_is_sense(cells.bottom);
  cwp__span text = cells.bottom.length > 0 && !is_sense ? cells.bottom : cells.top;
  snprintf(heading, sizeof heading, "%.*s%s%.*s", (int)(cells.top.length < 110 ? cells.top.length : 110),
           cells.top.text, cells.top.length > 0 && cells.bottom.length > 0 ? " / " : "",
           (int)(cells.bottom.length < 110 ? cells.bottom.length : 110), cells.bottom.text);
  *column = (cwp__mcolumn){.about = CWP_NONE, .group = position};
  column->shown = (cwp_matrix_column){.position = position, .course = "", .about = "", .title = "", .reason = ""};
  column->shown.heading = keep(self, heading, cwp__utf8_valid_prefix(heading, strlen(heading)));
  if (!column->shown.heading) return cwp__fail_memory(error);
  if (text.length == 0 && cells.bottom.length == 0) {
    column->shown.meaning = CWP_MATRIX_NOTHING;
    return set_reason(self, column, 0, "it has no heading", error);
  }
  if (text.length == 0) text = cells.bottom;
  cwp_matrix_meaning meaning = is_sense && cells.top.length > 0 ? CWP_MATRIX_UNKNOWN : cwp__heading_meaning(text);
  if (meaning == CWP_MATRIX_UNKNOWN)
    return guess_course(self, column, text, is_sense ? cells.bottom : (cwp__span){"", 0}, error);
  column->shown.meaning = meaning;
  return set_reason(self, column, 1, "its heading", error);
}

static int has_cells_below(const cwp_matrix *self, size_t position) {
  for (size_t row = self->first; row < self->row_count; row++)
    if (!cwp__matrix_is_blank(cwp__matrix_cell(&self->rows[row], position))) return 1;
  return 0;
}

static size_t count_of(const cwp_matrix *self, cwp_matrix_meaning meaning) {
  size_t count = 0;
  for (size_t i = 0; i < self->column_count; i++)
    count += self->columns[i].shown.meaning == meaning;
  return count;
}

/* The first column with that meaning, or NULL. */
static cwp__mcolumn *first_of(cwp_matrix *self, cwp_matrix_meaning meaning) {
  for (size_t i = 0; i < self->column_count; i++)
    if (self->columns[i].shown.meaning == meaning) return &self->columns[i];
  return NULL;
}

static void change(cwp__mcolumn *column, cwp_matrix_meaning meaning, const char *reason) {
  if (column->shown.is_set) return;
  column->shown.meaning = meaning;
  column->shown.reason = reason;
}

/* 1 if a column below the heading has texts that are no dates and no words about training in most rows. */
static int holds_names(const cwp_matrix *self, size_t position) {
  size_t names = 0, rows = 0;
  for (size_t row = self->first; row < self->row_count; row++) {
    cwp__cell_read read;
    const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
    if (self->rows[row].count == 0) continue;
    rows++;
    if (cwp__matrix_is_blank(cell)) continue;
    cwp__cell_read_text(cwp__matrix_text(cell), &read);
    names += read.kind == CWP__CELL_UNKNOWN;
  }
  return names > 0 && 2 * names >= rows;
}

/* Settles who the people are where several columns, or none, could say so. */
static void settle_people(cwp_matrix *self) {
  cwp__mcolumn *person = first_of(self, CWP_MATRIX_PERSON), *id = NULL;
  cwp__mcolumn *surname = first_of(self, CWP_MATRIX_SURNAME);
  for (size_t i = 0; i < self->column_count; i++)
    if (self->columns[i].shown.meaning == CWP_MATRIX_PERSON && cwp__heading_is_id(self->columns[i].shown.heading) &&
        !id)
      id = &self->columns[i];
  if (person && !id && surname && first_of(self, CWP_MATRIX_FORENAME) == NULL) {
    change(person, CWP_MATRIX_FORENAME, "its heading, beside a column of surnames");
    person = NULL;
  }
  if (id) person = id;
  for (size_t i = 0; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    cwp_matrix_meaning meaning = column->shown.meaning;
    int is_name = meaning == CWP_MATRIX_PERSON || meaning == CWP_MATRIX_FORENAME || meaning == CWP_MATRIX_SURNAME;
    if (person && column != person && is_name)
      change(column, CWP_MATRIX_OTHER_NAME, "another column says who the people are");
  }
  if (person || first_of(self, CWP_MATRIX_FORENAME) || surname) return;
  for (size_t i = 0; i < self->column_count && i < 3; i++) {
    cwp__mcolumn *column = &self->columns[i];
    if (column->shown.meaning != CWP_MATRIX_NOTHING && column->shown.meaning != CWP_MATRIX_UNKNOWN) continue;
    if (column->shown.is_set || !holds_names(self, i)) continue;
    change(column, CWP_MATRIX_PERSON, "no heading says who the people are, and here most rows have a text");
    column->shown.score = 0.5;
    return;
  }
}

/* What only a long matrix has says nothing in a wide one; a second column of the same kind says no more. */
static void settle_rest(cwp_matrix *self) {
  int seen[CWP_MATRIX_MEANING_END] = {0};
  for (size_t i = 0; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    cwp_matrix_meaning meaning = column->shown.meaning;
    int is_long = meaning >= CWP_MATRIX_TRAINING && meaning <= CWP_MATRIX_REMARK;
    if (is_long && self->summary.shape == CWP_MATRIX_WIDE)
      change(column, CWP_MATRIX_IGNORED, "its heading names no course");
    int is_single = meaning != CWP_MATRIX_COURSE && meaning != CWP_MATRIX_UNKNOWN && meaning != CWP_MATRIX_REMARK &&
                    meaning != CWP_MATRIX_OTHER_NAME && meaning < CWP_MATRIX_PRIVATE;
    if (is_single && seen[meaning]++ > 0 && !column->shown.is_set)
      change(column, self->summary.shape == CWP_MATRIX_LONG ? CWP_MATRIX_REMARK : CWP_MATRIX_IGNORED,
             "an earlier column says the same");
    if (column->shown.meaning == CWP_MATRIX_NOTHING && has_cells_below(self, i))
      change(column, CWP_MATRIX_UNKNOWN, "it has no heading");
  }
}

/* Columns of one course that stand side by side belong together, where their dates are different things. */
static void group_columns(cwp_matrix *self) {
  for (size_t i = 1; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    const cwp__mcolumn *before = &self->columns[i - 1];
    if (column->shown.meaning != CWP_MATRIX_COURSE || before->shown.meaning != CWP_MATRIX_COURSE) continue;
    if (column->about != before->about || cwp__compare_fold(column->shown.course, before->shown.course) != 0) continue;
    int is_other = 1;
    for (size_t k = before->group; k < i; k++)
      is_other &= self->columns[k].shown.dates != column->shown.dates;
    if (is_other) column->group = before->group;
  }
}

/* A row below the heading that says how often courses are refreshed. */
static void find_months(cwp_matrix *self) {
  if (self->first >= self->row_count || self->summary.shape != CWP_MATRIX_WIDE) return;
  const cwp__mrow *row = &self->rows[self->first];
  size_t months = 0;
  for (size_t i = 0; i < row->count; i++) {
    cwp__span text = cwp__matrix_text(&row->cells[i]);
    int is_course = i < self->column_count && self->columns[i].shown.meaning == CWP_MATRIX_COURSE;
    if (text.length == 0 || (!is_course && cwp__heading_is_frequency(text))) continue;
    if (!is_course || cwp__matrix_months(text) == 0) return;
    months++;
  }
  if (months == 0) return;
  self->months_row = self->first++;
  for (size_t i = 0; i < self->column_count; i++) {
    cwp__mcolumn *column = &self->columns[i];
    int said = cwp__matrix_months(cwp__matrix_text(cwp__matrix_cell(row, i)));
    if (said > 0 && column->shown.meaning == CWP_MATRIX_COURSE && !column->shown.is_set) column->shown.months = said;
  }
}

static cwp_status check_columns(const cwp_matrix *self, cwp_error *error) {
  cwp__place place = {self->name, self->row_count > 0 ? self->rows[self->heading].line : 0, 0, 0};
  int has_people =
      count_of(self, CWP_MATRIX_PERSON) + count_of(self, CWP_MATRIX_FORENAME) + count_of(self, CWP_MATRIX_SURNAME) > 0;
  if (self->row_count == 0) return cwp__fail(error, CWP_ERROR_UNSUPPORTED, "the file is empty");
  const cwp__span first = cwp__matrix_text(cwp__matrix_cell(&self->rows[self->heading], 0));
  if (self->summary.shape == CWP_MATRIX_SHAPE_UNKNOWN)
    return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place,
                        "no training matrix: no heading names a course that is known, nor a column of courses%s",
                        cwp__csv_hint_of(self->widest, first));
  if (!has_people)
    return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place, "no training matrix: no column says who the people are%s",
                        cwp__csv_hint_of(self->widest, first));
  return CWP_OK;
}

/* 1 if at least a third of the first rows of a long matrix name training that is known. */
static int names_courses(const cwp_matrix *self) {
  size_t position = 0, rows = 0, known = 0;
  while (position < self->column_count && self->columns[position].shown.meaning != CWP_MATRIX_TRAINING)
    position++;
  for (size_t row = self->first; row < self->row_count && rows < ROWS_SEARCHED; row++) {
    cwp__course course;
    const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
    if (cwp__matrix_is_blank(cell)) continue;
    cwp__course_find(self->lists, cwp__matrix_text(cell), &course);
    rows++;
    known += course.about != CWP_NONE;
  }
  return known > 0 && 3 * known >= rows;
}

int cwp__matrix_is_clear(const cwp_matrix *self) {
  size_t courses = count_of(self, CWP_MATRIX_COURSE);
  int has_heading = 0;
  for (size_t i = 0; i < self->column_count; i++) {
    cwp_matrix_meaning meaning = self->columns[i].shown.meaning;
    if (meaning == CWP_MATRIX_PERSON || meaning == CWP_MATRIX_FORENAME || meaning == CWP_MATRIX_SURNAME)
      has_heading |= self->columns[i].shown.is_set || self->columns[i].shown.score > 0.9;
  }
  if (self->summary.shape == CWP_MATRIX_LONG)
    return has_heading && count_of(self, CWP_MATRIX_COMPLETED) + count_of(self, CWP_MATRIX_EXPIRES) > 0 &&
           names_courses(self);
  return self->summary.shape == CWP_MATRIX_WIDE && courses >= (has_heading ? 2 : 3);
}

static void settle_shape(cwp_matrix *self) {
  if (first_of(self, CWP_MATRIX_TRAINING) && count_of(self, CWP_MATRIX_COURSE) < 2)
    self->summary.shape = CWP_MATRIX_LONG;
  else if (first_of(self, CWP_MATRIX_COURSE))
    self->summary.shape = CWP_MATRIX_WIDE;
}

cwp_status cwp__matrix_find_columns(cwp_matrix *self, cwp_error *error) {
  candidate at = {0, 1, 0};
  cwp_status status = CWP_OK;
  if (!find_named(self, &at)) at = search(self);
  self->heading = at.row;
  self->first = at.row + at.rows < self->row_count ? at.row + at.rows : self->row_count;
  self->columns = cwp__arena_allocate(&self->texts, self->widest + 1, sizeof *self->columns);
  if (!self->columns) return cwp__fail_memory(error);
  self->column_count = self->row_count > 0 ? self->widest : 0;
  memset(self->columns, 0, self->column_count * sizeof *self->columns);
  for (size_t i = 0; i < self->column_count; i++)
    self->columns[i].shown.heading = "";
  for (size_t i = 0; i < self->column_count && status == CWP_OK; i++)
    status = guess_column(self, &at, i, error);
  if (status != CWP_OK) return status;
  cwp__matrix_map_columns(self);
  settle_shape(self);
  settle_people(self);
  settle_rest(self);
  find_months(self);
  self->summary.heading_line = self->row_count > 0 ? self->rows[self->heading].line : 0;
  self->summary.heading_rows = at.rows;
  status = check_columns(self, error);
  group_columns(self);
  return status;
}
