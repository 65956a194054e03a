#include "people.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

people *people_new(size_t count, int owned) {
  people *self = calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->portfolios = calloc(count > 0 ? count : 1, sizeof *self->portfolios);
  if (self->portfolios == NULL) {
    free(self);
    return NULL;
  }
  self->count = count;
  self->owned = owned;
  return self;
}

void people_free(people *self) {
  if (self == NULL) return;
  for (size_t i = 0; self->owned && i < self->count; i++)
    cwp_portfolio_free((cwp_portfolio *)self->portfolios[i]);
  free(self->portfolios);
  free(self);
}

cwp_status people_fail(cwp_error *error, cwp_status code, const char *format, ...) {
  memset(error, 0, sizeof *error);
  error->code = code;
  va_list values;
  va_start(values, format);
  vsnprintf(error->message, sizeof error->message, format, values);
  va_end(values);
  return code;
}

/* ---- The tables of an assessment of everybody ---- */

enum {
  PERSON_ID = 0,
  PERSON_SITE,
  PERSON_JOB_TITLE,
  PERSON_ROLE,
  PERSON_COVERAGE,
  PERSON_READY,
  PERSON_COUNTS, /* what is needed and each standing, by must, should and can */
  COUNTS_EACH = 1 + CWP_STANDING_NOT_APPLICABLE,
  PERSON_COLUMNS = PERSON_COUNTS + CWP_REQUIREMENT_KIND_END * COUNTS_EACH
};

enum {
  LINE_ID = 0,
  LINE_SITE,
  LINE_ROLE,
  LINE_CODE,
  LINE_TITLE,
  LINE_KIND,
  LINE_STANDING,
  LINE_UNTIL,
  LINE_EVIDENCE,
  LINE_COLUMNS
};

/* "must_in_progress": the kind, and the standing with underscores. */
static void count_name(char *name, size_t size, int kind, int part) {
  const char *what = part == 0 ? "needed" : cwp_standing_name((cwp_standing)(part - 1));
  snprintf(name, size, "%s_%s", cwp_requirement_kind_name((cwp_requirement_kind)kind), what);
  for (char *at = name; *at != '\0'; at++) {
    if (*at == '-') *at = '_';
  }
}

static table *new_persons(void) {
  static const char *const names[] = {"person", "site", "job_title", "role", "coverage", "ready"};
  table *made = table_new(PERSON_COLUMNS);
  int failed = made == NULL;
  for (size_t i = 0; !failed && i < PERSON_COUNTS; i++) {
    failed = table_define(made, i, names[i], i == PERSON_READY ? TABLE_FLAG : TABLE_TEXT);
  }
  for (int i = 0; !failed && i < CWP_REQUIREMENT_KIND_END * COUNTS_EACH; i++) {
    char name[64];
    count_name(name, sizeof name, i / COUNTS_EACH, i % COUNTS_EACH);
    failed = table_define(made, (size_t)(PERSON_COUNTS + i), name, TABLE_INTEGER);
  }
  if (!failed) return made;
  table_release(made);
  return NULL;
}

static table *new_lines(void) {
  static const char *const names[] = {"person", "site",     "role",  "code",    "title",
                                      "kind",   "standing", "until", "evidence"};
  table *made = table_new(LINE_COLUMNS);
  int failed = made == NULL;
  for (size_t i = 0; !failed && i < LINE_COLUMNS; i++) {
    const table_kind kind = i == LINE_UNTIL ? TABLE_DATE : i == LINE_EVIDENCE ? TABLE_INTEGER : TABLE_TEXT;
    failed = table_define(made, i, names[i], kind);
  }
  if (!failed) return made;
  table_release(made);
  return NULL;
}

/* An empty text is nothing known. */
static int add_known(table *rows, size_t column, const char *text) {
  table_column *at = table_at(rows, column);
  return text == NULL || text[0] == '\0' ? table_add_null(at) : table_add_text(at, text);
}

static int add_counts(table *persons, const cwp_assessment *assessment) {
  int failed = 0;
  for (int i = 0; !failed && i < CWP_REQUIREMENT_KIND_END * COUNTS_EACH; i++) {
    table_column *column = table_at(persons, (size_t)(PERSON_COUNTS + i));
    if (assessment == NULL) {
      failed = table_add_null(column);
      continue;
    }
    const cwp_counts *counts = cwp_assessment_counts(assessment, (cwp_requirement_kind)(i / COUNTS_EACH));
    const int part = i % COUNTS_EACH;
    failed = table_add_integer(column, (int64_t)(part == 0 ? counts->needed : counts->standing[part - 1]));
  }
  return failed;
}

/* A person's row; without an assessment, one of somebody whose role category is not known: what is on record of it. */
static int add_person(table *persons, const cwp_pathway *pathway, const cwp_person *person,
                      const cwp_assessment *assessment) {
  int failed = add_known(persons, PERSON_ID, person->id);
  if (!failed) failed = add_known(persons, PERSON_SITE, person->site);
  if (!failed) failed = add_known(persons, PERSON_JOB_TITLE, person->job_title);
  if (!failed && assessment == NULL) {
    failed = add_known(persons, PERSON_ROLE, person->role);
    if (!failed) failed = table_add_null(table_at(persons, PERSON_COVERAGE));
    if (!failed) failed = table_add_null(table_at(persons, PERSON_READY));
  } else if (!failed) {
    failed = add_known(persons, PERSON_ROLE, cwp_record_code(pathway, cwp_assessment_role(assessment)));
    const char *coverage = cwp_coverage_name(cwp_assessment_coverage(assessment));
    if (!failed) failed = table_add_text(table_at(persons, PERSON_COVERAGE), coverage);
    if (!failed) failed = table_add_flag(table_at(persons, PERSON_READY), cwp_assessment_is_ready(assessment));
  }
  return failed ? failed : add_counts(persons, assessment);
}

static int add_line(table *lines, const cwp_pathway *pathway, const cwp_person *person, const char *role,
                    const cwp_judgement *judgement) {
  const cwp_requirement *asked = &judgement->requirement;
  int failed = add_known(lines, LINE_ID, person->id);
  if (!failed) failed = add_known(lines, LINE_SITE, person->site);
  if (!failed) failed = add_known(lines, LINE_ROLE, role);
  if (!failed) failed = add_known(lines, LINE_CODE, cwp_record_code(pathway, asked->line));
  if (!failed) failed = add_known(lines, LINE_TITLE, cwp_record_title(pathway, asked->line));
  if (!failed) failed = add_known(lines, LINE_KIND, cwp_requirement_kind_name(asked->kind));
  if (!failed) failed = add_known(lines, LINE_STANDING, cwp_standing_name(judgement->standing));
  if (!failed) failed = table_add_date(table_at(lines, LINE_UNTIL), judgement->until);
  if (failed) return failed;
  table_column *evidence = table_at(lines, LINE_EVIDENCE);
  if (judgement->evidence == SIZE_MAX) return table_add_null(evidence);
  return table_add_integer(evidence, (int64_t)judgement->evidence);
}

static int is_gap(const cwp_judgement *judgement) {
  return judgement->standing != CWP_STANDING_MET && judgement->standing != CWP_STANDING_EXPIRING &&
         judgement->standing != CWP_STANDING_NOT_APPLICABLE;
}

static int add_lines(table *lines, const cwp_pathway *pathway, const cwp_person *person,
                     const cwp_assessment *assessment, people_lines which) {
  if (which == PEOPLE_NO_LINES) return 0;
  const char *role = cwp_record_code(pathway, cwp_assessment_role(assessment));
  const size_t count = cwp_assessment_count(assessment);
  for (size_t i = 0; i < count; i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (which == PEOPLE_GAPS && !is_gap(judgement)) continue;
    const int failed = add_line(lines, pathway, person, role, judgement);
    if (failed) return failed;
  }
  return 0;
}

/* The library's message, with whom it is about before it. */
static cwp_status name_person(cwp_error *error, const cwp_person *person) {
  char message[CWP_ERROR_MESSAGE_SIZE];
  memcpy(message, error->message, sizeof message);
  snprintf(error->message, sizeof error->message, "person \"%.200s\": %.290s", person->id, message);
  return error->code;
}

static cwp_status assess_one(const cwp_portfolio *portfolio, const cwp_pathway *pathway, const cwp_question *question,
                             people_lines which, table *persons, table *lines, cwp_error *error) {
  const cwp_person *person = cwp_portfolio_person(portfolio);
  cwp_assessment *assessment = NULL;
  cwp_error why; /* that no role category is known is no error here, and must not look like one */
  const cwp_status status = cwp_assessment_make(pathway, portfolio, question, NULL, &assessment, &why);
  if (status != CWP_OK && status != CWP_ERROR_NOT_FOUND) {
    *error = why;
    return name_person(error, person);
  }
  int failed = add_person(persons, pathway, person, assessment);
  if (!failed && assessment != NULL) failed = add_lines(lines, pathway, person, assessment, which);
  cwp_assessment_free(assessment);
  if (failed == EOVERFLOW) {
    return people_fail(error, CWP_ERROR_LIMIT, "a column of text above 2 GiB: assess fewer people at a time");
  }
  return failed ? people_fail(error, CWP_ERROR_MEMORY, "out of memory") : CWP_OK;
}

cwp_status people_assess(const people *self, const cwp_pathway *pathway, const cwp_question *question,
                         people_lines which, table **persons, table **lines, cwp_error *error) {
  *persons = new_persons();
  *lines = which == PEOPLE_NO_LINES ? NULL : new_lines();
  cwp_status status = CWP_OK;
  if (*persons == NULL || (*lines == NULL && which != PEOPLE_NO_LINES)) {
    status = people_fail(error, CWP_ERROR_MEMORY, "out of memory");
  }
  for (size_t i = 0; status == CWP_OK && i < self->count; i++) {
    status = assess_one(self->portfolios[i], pathway, question, which, *persons, *lines, error);
  }
  if (status == CWP_OK) return CWP_OK;
  table_release(*persons);
  table_release(*lines);
  *persons = *lines = NULL;
  return status;
}
