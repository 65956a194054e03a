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

static int add_counts(table *persons, const cwp_overview *overview, cwp_id role) {
  int failed = 0;
  for (int i = 0; !failed && i < CWP_REQUIREMENT_KIND_END * COUNTS_EACH; i++) {
    table_column *column = table_at(persons, (size_t)(PERSON_COUNTS + i));
    if (overview == NULL) {
      failed = table_add_null(column);
      continue;
    }
    const cwp_counts *counts = cwp_overview_counts(overview, role, (cwp_requirement_kind)(i / COUNTS_EACH));
    const int part = i % COUNTS_EACH;
    failed = table_add_integer(column, (int64_t)(part == 0 ? counts->needed : counts->standing[part - 1]));
  }
  return failed;
}

/* A person's row; without an overview, one of somebody whose role category is not known: what is on record of it. */
static int add_person(table *persons, const cwp_pathway *pathway, const cwp_person *person,
                      const cwp_overview *overview, cwp_id role) {
  int failed = add_known(persons, PERSON_ID, person->id);
  if (!failed) failed = add_known(persons, PERSON_SITE, person->site);
  if (!failed) failed = add_known(persons, PERSON_JOB_TITLE, person->job_title);
  if (!failed && overview == NULL) {
    failed = add_known(persons, PERSON_ROLE, person->role);
    if (!failed) failed = table_add_null(table_at(persons, PERSON_COVERAGE));
    if (!failed) failed = table_add_null(table_at(persons, PERSON_READY));
  } else if (!failed) {
    failed = add_known(persons, PERSON_ROLE, cwp_record_code(pathway, role));
    const char *coverage = cwp_coverage_name(cwp_overview_coverage(overview, role));
    if (!failed) failed = table_add_text(table_at(persons, PERSON_COVERAGE), coverage);
    if (!failed) failed = table_add_flag(table_at(persons, PERSON_READY), cwp_overview_is_ready(overview, role));
  }
  return failed ? failed : add_counts(persons, overview, role);
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

/* What one assessment of everybody shares: the question, and room that serves one person after the other. */
typedef struct job {
  const cwp_pathway *pathway;
  cwp_question question;
  people_lines which;
  table *persons, *lines;
  void *memory;
  size_t size;
  cwp_judgement *judgements;
  size_t capacity;
} job;

/* All judgements of a role category, in the job's room; how many, or SIZE_MAX without memory. */
static size_t judge(job *self, const cwp_overview *overview, cwp_id role) {
  size_t count = 0;
  cwp_status status = cwp_overview_judgements(overview, role, self->judgements, self->capacity, &count, NULL);
  if (status == CWP_OK && count > self->capacity) {
    cwp_judgement *room = realloc(self->judgements, count * sizeof *room);
    if (room == NULL) return SIZE_MAX;
    self->judgements = room;
    self->capacity = count;
    status = cwp_overview_judgements(overview, role, room, count, &count, NULL);
  }
  return status == CWP_OK ? count : SIZE_MAX;
}

static int add_lines(job *self, const cwp_person *person, const cwp_overview *overview, cwp_id role) {
  if (self->which == PEOPLE_NO_LINES) return 0;
  const size_t count = judge(self, overview, role);
  if (count == SIZE_MAX) return ENOMEM;
  for (size_t i = 0; i < count; i++) {
    if (self->which == PEOPLE_GAPS && !is_gap(&self->judgements[i])) continue;
    const char *code = cwp_record_code(self->pathway, role);
    const int failed = add_line(self->lines, self->pathway, person, code, &self->judgements[i]);
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

/* The role category that somebody is asked about, or CWP_NONE if theirs is not known. */
static cwp_id role_of(const job *self, const cwp_person *person) {
  if (self->question.role != CWP_NONE) return self->question.role;
  const cwp_id found = person->role[0] == '\0' ? CWP_NONE : cwp_pathway_id(self->pathway, person->role);
  return found != CWP_NONE && cwp_record_kind(self->pathway, found) == CWP_KIND_ROLE ? found : CWP_NONE;
}

static cwp_status assess_one(job *self, const cwp_portfolio *portfolio, cwp_error *error) {
  const cwp_person *person = cwp_portfolio_person(portfolio);
  const cwp_overview *overview = NULL;
  cwp_question question = self->question;
  question.role = role_of(self, person);
  if (question.role != CWP_NONE) {
    const cwp_status status =
        cwp_overview_make(self->pathway, portfolio, &question, self->memory, self->size, &overview, error);
    if (status != CWP_OK) return name_person(error, person);
  }
  int failed = add_person(self->persons, self->pathway, person, overview, question.role);
  if (!failed && overview != NULL) failed = add_lines(self, person, overview, question.role);
  if (failed == EOVERFLOW) {
    return people_fail(error, CWP_ERROR_LIMIT, "a column of text above 2 GiB: assess fewer people at a time");
  }
  return failed ? people_fail(error, CWP_ERROR_MEMORY, "out of memory") : CWP_OK;
}

cwp_status people_assess(const people *self, const cwp_pathway *pathway, const cwp_question *question,
                         people_lines which, table **persons, table **lines, cwp_error *error) {
  job work = {.pathway = pathway, .question = *question, .which = which};
  work.persons = new_persons();
  work.lines = which == PEOPLE_NO_LINES ? NULL : new_lines();
  work.size = cwp_overview_size(pathway, question->setting_count);
  work.memory = work.size < SIZE_MAX ? malloc(work.size) : NULL;
  cwp_status status = CWP_OK;
  if (work.persons == NULL || (work.lines == NULL && which != PEOPLE_NO_LINES) || work.memory == NULL) {
    status = people_fail(error, CWP_ERROR_MEMORY, "out of memory");
  }
  for (size_t i = 0; status == CWP_OK && i < self->count; i++)
    status = assess_one(&work, self->portfolios[i], error);
  free(work.memory);
  free(work.judgements);
  if (status != CWP_OK) {
    table_release(work.persons);
    table_release(work.lines);
    work.persons = work.lines = NULL;
  }
  *persons = work.persons;
  *lines = work.lines;
  return status;
}
