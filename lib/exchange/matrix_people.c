/* Training matrices: who a row is about. */

#include "exchange/matrix.h"

#include "base/error.h"
#include "exchange/listed.h"
#include "exchange/matrix_cell.h"
#include "exchange/matrix_headings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_MOST = 200, ID_SIZE = 512, REASON_SIZE = 512 };

/* The position of the first column with that meaning, SIZE_MAX if there is none. */
static size_t position_of(const cwp_matrix *self, cwp_matrix_meaning meaning) {
  for (size_t i = 0; i < self->column_count; i++)
    if (self->columns[i].shown.meaning == meaning) return i;
  return SIZE_MAX;
}

static const cwp__mcell *cell_of(const cwp_matrix *self, size_t row, cwp_matrix_meaning meaning) {
  return cwp__matrix_cell(&self->rows[row], position_of(self, meaning));
}

/* The person's id: one cell, or the parts of the name. Returns its length; SIZE_MAX if it is too long. */
static size_t id_of(const cwp_matrix *self, size_t row, char id[ID_SIZE]) {
  const cwp__mcell *whole = cell_of(self, row, CWP_MATRIX_PERSON);
  const cwp__mcell *forename = cell_of(self, row, CWP_MATRIX_FORENAME);
  const cwp__mcell *surname = cell_of(self, row, CWP_MATRIX_SURNAME);
  id[0] = '\0';
  if (whole->is_bad || forename->is_bad || surname->is_bad) return 0;
  if (whole->length + forename->length + surname->length > ID_MOST - 1) return SIZE_MAX;
  if (whole->length > 0)
    snprintf(id, ID_SIZE, "%s", whole->text);
  else
    snprintf(id, ID_SIZE, "%s%s%s", forename->text, forename->length > 0 && surname->length > 0 ? " " : "",
             surname->text);
  return strlen(id);
}

/* The role category that a job title suggests by having the name of a job role. */
static void suggest_role(const cwp_matrix *self, cwp_person *person, char *reason, size_t size) {
  cwp_id job = cwp__listed_find(self->lists, "job-role", cwp__span_of(person->job_title));
  const char *bulk = cwp_record_property(self->lists, job, "bulk");
  long code = bulk[0] ? strtol(bulk, NULL, 10) : 0;
  cwp_id role = code > 0 && code < CWP__CODES_MOST ? self->codes->suggestions[code].role : CWP_NONE;
  person->role_reason = reason;
  if (!person->job_title || !person->job_title[0]) {
    snprintf(reason, size, "The training matrix gives no job title to suggest one.");
  } else if (job == CWP_NONE) {
    snprintf(reason, size, "The training matrix gives a job title that is no job role of the national list.");
  } else if (role == CWP_NONE) {
    snprintf(reason, size, "The job role %s suggests none.", cwp_record_title(self->lists, job));
  } else {
    person->role = cwp_record_code(self->pathway, role);
    person->role_basis = CWP_ROLE_SUGGESTED;
    snprintf(reason, size, "The training matrix records none; the job role %s suggests %s.",
             cwp_record_title(self->lists, job), cwp_record_title(self->pathway, role));
  }
}

static const char *usable_text(const cwp__mcell *cell) {
  return cell->is_bad ? "" : cell->text;
}

/* The day on which somebody started, if the cell says one. */
static cwp_date started_of(const cwp_matrix *self, size_t row) {
  size_t position = position_of(self, CWP_MATRIX_STARTED);
  const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
  cwp__cell_read read;
  cwp_date first, last;
  if (cell->kind == CWP_MATRIX_DATE || cell->kind == CWP_MATRIX_NUMBER) return cell->date;
  cwp__cell_read_text(cwp__matrix_text(cell), &read);
  if (read.kind != CWP__CELL_DATED || read.day_count != 1 || read.days[0].precision != CWP__PRECISION_DAY)
    return CWP_DATE_NONE;
  return cwp__day_settle(&read.days[0], self->columns[position].shown.month_first, &first, &last) ? first
                                                                                                  : CWP_DATE_NONE;
}

static cwp_status make_person(cwp_matrix *self, size_t row, const char *id, cwp__mperson *out, cwp_error *error) {
  char reason[REASON_SIZE];
  cwp_person person = CWP_PERSON_INIT;
  person.id = id;
  person.site = out->workplace = usable_text(cell_of(self, row, CWP_MATRIX_WORKPLACE));
  person.job_title = out->job_title = usable_text(cell_of(self, row, CWP_MATRIX_JOB_TITLE));
  person.started = started_of(self, row);
  out->line = self->rows[row].line;
  suggest_role(self, &person, reason, sizeof reason);
  return cwp_portfolio_builder_new(&person, &self->allocator, &out->builder, error);
}

/* A text that a later row says of the person: used if it is the same. */
static cwp_status hold_against(cwp_matrix *self, size_t row, cwp_matrix_meaning meaning, const char *before,
                               cwp_error *error) {
  size_t position = position_of(self, meaning);
  const cwp__mcell *cell = cwp__matrix_cell(&self->rows[row], position);
  if (cwp__matrix_is_blank(cell)) return CWP_OK;
  if (before && cwp__compare_fold(before, cell->text) != 0)
    return cwp__matrix_leave(self, row, position, CWP__MATRIX_PERSON_DIFFERS, error);
  if (cell->is_bad) return cwp__matrix_leave(self, row, position, CWP__MATRIX_CELL_NOT_UTF8, error);
  cwp__matrix_use(self, position);
  return CWP_OK;
}

/* Marks the cells that say who it is. */
static cwp_status use_cells(cwp_matrix *self, size_t row, const cwp__mperson *known, cwp_error *error) {
  static const cwp_matrix_meaning names[] = {CWP_MATRIX_PERSON, CWP_MATRIX_FORENAME, CWP_MATRIX_SURNAME};
  size_t started = position_of(self, CWP_MATRIX_STARTED);
  for (size_t i = 0; i < 3; i++)
    if (!cwp__matrix_is_blank(cell_of(self, row, names[i]))) cwp__matrix_use(self, position_of(self, names[i]));
  cwp_status status = hold_against(self, row, CWP_MATRIX_JOB_TITLE, known ? known->job_title : NULL, error);
  if (status == CWP_OK) status = hold_against(self, row, CWP_MATRIX_WORKPLACE, known ? known->workplace : NULL, error);
  if (status != CWP_OK || cwp__matrix_is_blank(cwp__matrix_cell(&self->rows[row], started))) return status;
  if (started_of(self, row) == CWP_DATE_NONE)
    return cwp__matrix_leave(self, row, started, CWP__MATRIX_CELL_UNKNOWN, error);
  cwp__matrix_use(self, started);
  return CWP_OK;
}

/* A person who is there already. In a wide matrix that is worth saying. */
static cwp_status meet_again(cwp_matrix *self, size_t row, const cwp__mperson *known, cwp_error *error) {
  size_t position = position_of(self, CWP_MATRIX_PERSON);
  cwp_status status = use_cells(self, row, known, error);
  if (status != CWP_OK || self->summary.shape == CWP_MATRIX_LONG) return status;
  if (position == SIZE_MAX) position = position_of(self, CWP_MATRIX_SURNAME);
  if (position == SIZE_MAX) position = position_of(self, CWP_MATRIX_FORENAME);
  return cwp__matrix_find(self, row, position, CWP__MATRIX_PERSON_REPEATED, error);
}

static cwp_status meet(cwp_matrix *self, size_t row, const char *id, cwp__mperson **out, cwp_error *error) {
  uint32_t number = cwp__names_find(&self->ids, cwp__span_of(id));
  if (number != CWP__NO_NAME) {
    *out = &self->people[number];
    return meet_again(self, row, *out, error);
  }
  void *people = self->people;
  cwp__mperson made = {0};
  if (!cwp__reserve(&self->allocator, &people, &self->person_capacity, self->ids.count + 1, sizeof *self->people))
    return cwp__fail_memory(error);
  self->people = people;
  cwp_status status = make_person(self, row, id, &made, error);
  if (status != CWP_OK) return status;
  if (!cwp__names_add(&self->ids, cwp__span_of(id), &number)) {
    cwp_portfolio_builder_free(made.builder);
    return cwp__fail_memory(error);
  }
  self->people[number] = made;
  *out = &self->people[number];
  return use_cells(self, row, NULL, error);
}

/* 1 if a row has the heading's words in it again, as printed sheets do on every page. */
static int is_heading_again(const cwp_matrix *self, size_t row) {
  size_t same = 0, cells = 0;
  for (size_t i = 0; i < self->rows[row].count; i++) {
    const cwp__mcell *cell = &self->rows[row].cells[i];
    if (cwp__matrix_is_blank(cell)) continue;
    cells++;
    for (size_t above = self->heading; above < self->heading + self->summary.heading_rows; above++)
      if (cwp__compare_fold(cwp__matrix_cell(&self->rows[above], i)->text, cell->text) == 0) {
        same++;
        break;
      }
  }
  return cells > 1 && same == cells;
}

cwp_status cwp__matrix_person(cwp_matrix *self, size_t row, cwp__mperson **out, cwp_error *error) {
  char id[ID_SIZE];
  *out = NULL;
  if (is_heading_again(self, row)) return cwp__matrix_leave_row(self, row, CWP__MATRIX_ROW_HEADING, error);
  const cwp__mcell *first = cwp__matrix_cell(&self->rows[row], 0);
  size_t length = id_of(self, row, id);
  int is_totals = cwp__heading_is_totals(cwp__span_of(length == SIZE_MAX ? "" : id));
  is_totals |= length == 0 && cwp__heading_is_totals(cwp__matrix_text(first));
  if (is_totals) return cwp__matrix_leave_row(self, row, CWP__MATRIX_ROW_TOTALS, error);
  if (length == 0) return cwp__matrix_leave_row(self, row, CWP__MATRIX_ROW_NO_PERSON, error);
  if (length == SIZE_MAX) return cwp__matrix_leave_row(self, row, CWP__MATRIX_PERSON_TOO_LONG, error);
  return meet(self, row, id, out, error);
}
