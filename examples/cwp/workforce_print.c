/* cwp workforce: the answer, for people and as CSV and JSON. */

#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "terminal.h"
#include "workforce.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 2000, CELL_SIZE = 200, EXPRESSION = 96 };

/* What --fail-on looks at. */

static int64_t number_of(const cmd_workforce *self, const char *name) {
  size_t column = columns_find(&self->answer, name);
  return column == SIZE_MAX ? 0 : columns_number(&self->answer, column);
}

void workforce_count(cmd_workforce *self) {
  char name[EXPRESSION];
  if (self->question.answer == CWP_ANSWER_GAPS) {
    const char *kind = columns_text(&self->answer, columns_find(&self->answer, "kind"));
    for (int i = 0; i < CWP_REQUIREMENT_KIND_END; i++)
      if (strcmp(kind, cwp_requirement_kind_name((cwp_requirement_kind)i)) == 0)
        self->lacking[i] += number_of(self, "needed") - number_of(self, "met") - number_of(self, "expiring");
    return;
  }
  for (int i = 0; i < CWP_REQUIREMENT_KIND_END && self->question.answer == CWP_ANSWER_OWN; i++) {
    const char *kind = cwp_requirement_kind_name((cwp_requirement_kind)i);
    static const char *const parts[] = {"needed", "met", "expiring"};
    for (int k = 0; k < 3; k++) {
      compose(name, sizeof name, "%s_%s", kind, parts[k]);
      self->lacking[i] += k == 0 ? number_of(self, name) : -number_of(self, name);
    }
  }
}

/* CSV. */

/* A cell that no spreadsheet takes for a formula, with what a terminal must not see as escapes. */
static void csv_cell(const char *text, int first) {
  const size_t length = strlen(text);
  const int quoted = strpbrk(text, ",\"") != NULL;
  if (!first) out_text(",");
  if (quoted) out_text("\"");
  if (text[0] && strchr("=+-@\t\r", text[0])) out_text("'");
  for (size_t at = 0; at < length;) {
    const cmd_glyph glyph = glyph_at(text + at, length - at);
    if (glyph.shown[0] == '"') out_text("\"");
    out_text(glyph.shown);
    at += glyph.taken;
  }
  if (quoted) out_text("\"");
}

int workforce_print_csv(cmd_workforce *self) {
  cmd_columns *answer = &self->answer;
  int code;
  for (size_t i = 0; i < answer->count; i++)
    csv_cell(answer->columns[i].name, i == 0);
  out_text("\n");
  while ((code = columns_next(answer)) == CODE_GO_ON && !out_failed()) {
    workforce_count(self);
    for (size_t i = 0; i < answer->count; i++) {
      if (answer->columns[i].what != CELL_NUMBER || columns_is_null(answer, i))
        csv_cell(columns_text(answer, i), i == 0);
      else
        out_format("%s%" PRId64, i ? "," : "", columns_number(answer, i));
    }
    out_text("\n");
  }
  return code == CODE_FINE ? CODE_GO_ON : code;
}

/* JSON. */

static void json_cell(cmd_json *json, cmd_columns *answer, size_t column) {
  json_key(json, answer->columns[column].name);
  if (columns_is_null(answer, column))
    json_null(json);
  else if (answer->columns[column].what == CELL_NUMBER)
    json_number(json, columns_number(answer, column));
  else if (answer->columns[column].what == CELL_TRUTH)
    json_boolean(json, columns_number(answer, column) != 0);
  else
    json_text(json, columns_text(answer, column));
}

/* With --stream nobody knows how many there are until all are read. */
static void json_count(cmd_json *json, const char *key, const cmd_workforce *self, uint64_t count) {
  json_key(json, key);
  if (self->is_streamed)
    json_null(json);
  else
    json_number(json, (int64_t)count);
}

static void json_head(cmd_json *json, const cmd_workforce *self) {
  char day[CWP_DATE_TEXT_SIZE];
  json_member_number(json, "schema_version", 1);
  json_member(json, "edition", framework_edition(self->pathway));
  json_member(json, "dataset", cwp_dataset_version());
  json_member(json, "answer", cwp_workforce_answer_name(self->question.answer));
  question_json(json, &self->asked);
  json_key(json, "days");
  json_flat_array(json);
  for (size_t i = 0; i < self->question.on_count; i++)
    json_text(json, cwp_date_format(self->question.on[i], day));
  json_end(json);
  json_key(json, "by");
  json_flat_array(json);
  for (size_t i = 0; i < self->question.by_count; i++)
    json_text(json, self->question.by[i]);
  json_end(json);
  if (self->question.course != CWP_NONE)
    json_member(json, "course", cwp_record_code(self->pathway, self->question.course));
  json_count(json, "people", self, cwp_workforce_people(self->workforce));
  json_count(json, "evidence", self, cwp_workforce_evidence(self->workforce));
  json_count(json, "refused", self, cwp_workforce_refused(self->workforce));
}

int workforce_print_json(cmd_workforce *self) {
  cmd_json json;
  int code;
  json_start(&json);
  json_head(&json, self);
  json_key(&json, "rows");
  json_array(&json);
  while ((code = columns_next(&self->answer)) == CODE_GO_ON && !out_failed()) {
    workforce_count(self);
    json_flat_object(&json);
    for (size_t i = 0; i < self->answer.count; i++)
      json_cell(&json, &self->answer, i);
    json_end(&json);
  }
  json_end(&json);
  if (code == CODE_FINE && self->is_streamed && workforce_hear(self) != CODE_GO_ON) code = CODE_INTERNAL;
  json_key(&json, "findings");
  json_array(&json);
  for (size_t i = 0; i < self->findings.count; i++)
    finding_json(&json, self->findings.items[i].finding);
  json_end(&json);
  json_finish(&json);
  return code == CODE_FINE ? CODE_GO_ON : code;
}

/* For people. */

/* A column as shown: the value of one, a sum of several ("a+b"), or one against another ("a+b/c"). */
typedef struct shown_column {
  const char *heading, *value;
  cmd_side side;
} shown_column;

static const shown_column own_columns[] = {{"worker", "worker", SIDE_LEFT},
                                           {"role", "role", SIDE_LEFT},
                                           {"must", "must_met+must_expiring/must_needed", SIDE_RIGHT},
                                           {"should", "should_met+should_expiring/should_needed", SIDE_RIGHT},
                                           {"can", "can_met+can_expiring/can_needed", SIDE_RIGHT},
                                           {"expiring", "must_expiring+should_expiring+can_expiring", SIDE_RIGHT},
                                           {"expired", "must_expired+should_expired+can_expired", SIDE_RIGHT},
                                           {"ready", "ready", SIDE_LEFT},
                                           {NULL, NULL, SIDE_LEFT}};
static const shown_column gaps_columns[] = {
    {"role", "role", SIDE_LEFT},        {"code", "code", SIDE_LEFT},
    {"kind", "kind", SIDE_LEFT},        {"needed", "needed", SIDE_RIGHT},
    {"met", "met", SIDE_RIGHT},         {"expiring", "expiring", SIDE_RIGHT},
    {"expired", "expired", SIDE_RIGHT}, {"open", "in_progress+claimed+partly+no_evidence", SIDE_RIGHT},
    {"title", "title", SIDE_LEFT},      {NULL, NULL, SIDE_LEFT}};
static const shown_column readiness_columns[] = {
    {"own role", "own", SIDE_LEFT},          {"role", "role", SIDE_LEFT},
    {"people", "people", SIDE_RIGHT},        {"ready", "ready", SIDE_RIGHT},
    {"all musts", "musts_met", SIDE_RIGHT},  {"nearest", "nearest", SIDE_RIGHT},
    {"musts open", "must_open", SIDE_RIGHT}, {"shoulds open", "should_open", SIDE_RIGHT},
    {"coverage", "coverage", SIDE_LEFT},     {NULL, NULL, SIDE_LEFT}};
static const shown_column course_columns[] = {{"role", "role", SIDE_LEFT},
                                              {"people", "people", SIDE_RIGHT},
                                              {"helped", "helped", SIDE_RIGHT},
                                              {"closed", "closed", SIDE_RIGHT},
                                              {"ready before", "ready_before", SIDE_RIGHT},
                                              {"ready after", "ready_after", SIDE_RIGHT},
                                              {NULL, NULL, SIDE_LEFT}};
static const shown_column consistency_columns[] = {
    {"job role", "job_role", SIDE_LEFT}, {"role", "role", SIDE_LEFT},           {"people", "people", SIDE_RIGHT},
    {"agrees", "agrees", SIDE_LEFT},     {"suggested", "suggested", SIDE_LEFT}, {NULL, NULL, SIDE_LEFT}};
static const shown_column *const shown_columns[CWP_ANSWER_END] = {
    [CWP_ANSWER_OWN] = own_columns,       [CWP_ANSWER_MOVES] = own_columns,
    [CWP_ANSWER_GAPS] = gaps_columns,     [CWP_ANSWER_READINESS] = readiness_columns,
    [CWP_ANSWER_COURSE] = course_columns, [CWP_ANSWER_CONSISTENCY] = consistency_columns};

/* Rows of cells, kept until all of their widths are known. */
typedef struct sheet_rows {
  shown_column columns[TABLE_COLUMNS];
  size_t column_count;
  char **cells;
  size_t count, capacity; /* rows */
} sheet_rows;

static void choose_columns(const cmd_workforce *self, sheet_rows *rows) {
  const cwp_workforce_answer answer = self->question.answer;
  const int is_each = answer == CWP_ANSWER_OWN || answer == CWP_ANSWER_MOVES;
  for (size_t i = 0; i < self->question.by_count && !is_each; i++)
    rows->columns[rows->column_count++] = (shown_column){self->question.by[i], self->question.by[i], SIDE_LEFT};
  if (self->question.on_count > 1 && columns_find(&self->answer, "on") != SIZE_MAX)
    rows->columns[rows->column_count++] = (shown_column){"on", "on", SIDE_LEFT};
  for (const shown_column *at = shown_columns[answer]; at->heading; at++) {
    int is_there = 0;
    for (size_t i = 0; i < rows->column_count; i++)
      is_there |= strcmp(rows->columns[i].value, at->value) == 0;
    if (!is_there && rows->column_count < TABLE_COLUMNS) rows->columns[rows->column_count++] = *at;
  }
}

/* The sum of the columns whose names stand there, with + between them. */
static int64_t sum_of(const cmd_workforce *self, const char *names, size_t length) {
  char name[EXPRESSION];
  int64_t sum = 0;
  while (length > 0) {
    const char *plus = memchr(names, '+', length);
    size_t size = plus ? (size_t)(plus - names) : length;
    compose(name, sizeof name, "%.*s", (int)size, names);
    sum += number_of(self, name);
    names += size + (plus != NULL);
    length -= size + (plus != NULL);
  }
  return sum;
}

static void cell_text(cmd_workforce *self, const char *value, char *text, size_t size) {
  const size_t sum = strcspn(value, "/"), first = strcspn(value, "+/");
  char name[EXPRESSION], number[NUMBER_SIZE], other[NUMBER_SIZE];
  compose(name, sizeof name, "%.*s", (int)first, value);
  size_t column = columns_find(&self->answer, name);
  text[0] = '\0';
  if (column == SIZE_MAX) return;
  if (columns_is_null(&self->answer, column)) {
    if (strcmp(name, "role") == 0 || (strcmp(name, "own") == 0 && self->answer.columns[column].what == CELL_TEXT))
      compose(text, size, "not known");
    return;
  }
  if (self->answer.columns[column].what != CELL_NUMBER)
    compose(text, size, "%s", columns_text(&self->answer, column));
  else if (value[sum])
    compose(text, size, "%s/%s", number_text((uint64_t)sum_of(self, value, sum), number),
            number_text((uint64_t)sum_of(self, value + sum + 1, strlen(value + sum + 1)), other));
  else
    compose(text, size, "%s", number_text((uint64_t)sum_of(self, value, sum), number));
}

static int add_row(cmd_workforce *self, sheet_rows *rows) {
  char text[CELL_SIZE];
  if (rows->count == rows->capacity) {
    size_t room = rows->capacity ? rows->capacity * 2 : 64;
    char **larger = realloc(rows->cells, room * rows->column_count * sizeof *larger);
    if (!larger) return out_of_memory();
    rows->cells = larger;
    rows->capacity = room;
  }
  char **cells = rows->cells + rows->count * rows->column_count;
  for (size_t i = 0; i < rows->column_count; i++) {
    cell_text(self, rows->columns[i].value, text, sizeof text);
    cells[i] = malloc(strlen(text) + 1);
    if (cells[i]) memcpy(cells[i], text, strlen(text) + 1);
  }
  rows->count++;
  for (size_t i = 0; i < rows->column_count; i++)
    if (!cells[i]) return out_of_memory();
  return CODE_GO_ON;
}

static void print_rows(const sheet_rows *rows) {
  cmd_table table;
  table_start(&table, 2);
  for (size_t i = 0; i < rows->column_count; i++)
    table_column(&table, rows->columns[i].heading, rows->columns[i].side, 40);
  for (size_t i = 0; i < rows->count; i++)
    table_measure(&table, (const char *const *)(rows->cells + i * rows->column_count));
  for (size_t i = 0; i < rows->count; i++)
    table_row(&table, (const char *const *)(rows->cells + i * rows->column_count), STYLE_PLAIN, 0);
}

static void print_head(const cmd_workforce *self) {
  static const char *const questions[CWP_ANSWER_END] = {
      [CWP_ANSWER_OWN] = "against their own role categories",
      [CWP_ANSWER_MOVES] = "against every role category",
      [CWP_ANSWER_GAPS] = "against the requirements of their own role categories",
      [CWP_ANSWER_READINESS] = "and who is ready for which role category",
      [CWP_ANSWER_COURSE] = "and what they would have closed if all of them had learned it",
      [CWP_ANSWER_CONSISTENCY] = "by job role and role category"};
  char text[1024], people[64], rows[64], day[CWP_DATE_TEXT_SIZE];
  if (self->is_streamed)
    compose(text, sizeof text, "People %s", questions[self->question.answer]);
  else
    compose(text, sizeof text, "%s with %s of evidence, %s",
            count_text(cwp_workforce_people(self->workforce), "person", "people", people, sizeof people),
            count_text(cwp_workforce_evidence(self->workforce), "piece", "pieces", rows, sizeof rows),
            questions[self->question.answer]);
  if (self->question.answer != CWP_ANSWER_CONSISTENCY)
    compose_more(text, sizeof text, ", on %s", cwp_date_format(self->asked.on, day));
  if (self->question.on_count > 1)
    compose_more(text, sizeof text, " and %zu days after it, a month apart", self->question.on_count - 1);
  compose_more(text, sizeof text, ".");
  out_paragraph(text, 0, 0);
  if (self->question.answer == CWP_ANSWER_CONSISTENCY) {
    out_text("\n");
    return;
  }
  if (self->question.course != CWP_NONE) {
    compose(text, sizeof text, "%s %s, as %s.", cwp_record_code(self->pathway, self->question.course),
            cwp_record_title(self->pathway, self->question.course), cwp_evidence_kind_name(self->question.kind));
    out_paragraph(text, 0, 0);
  }
  question_describe(&self->asked, text, sizeof text);
  out_paragraph(text, 0, 0);
  out_text("\n");
}

static void print_tail(cwp_workforce_answer answer, uint64_t left_out, size_t shown) {
  char number[NUMBER_SIZE];
  out_text("\n");
  if (shown == 0) out_text("There is nothing to show: nobody's role category asks for anything here.\n");
  if (left_out > 0)
    out_format("%s more rows are not shown: --csv, --json and --output give all of them.\n",
               number_text(left_out, number));
  if (answer == CWP_ANSWER_READINESS || answer == CWP_ANSWER_MOVES)
    out_paragraph(
        "Of role categories whose coverage is partial or summary the edition holds only a part of what is asked: "
        "a short list is not readiness.",
        0, 0);
  if (answer != CWP_ANSWER_CONSISTENCY)
    out_paragraph("No evidence on record does not mean that somebody is not able.", 0, 0);
}

int workforce_print_text(cmd_workforce *self) {
  sheet_rows rows = {.count = 0};
  uint64_t left_out = 0;
  int code;
  choose_columns(self, &rows);
  while ((code = columns_next(&self->answer)) == CODE_GO_ON) {
    workforce_count(self);
    if (rows.count == MOST_SHOWN)
      left_out++;
    else if ((code = add_row(self, &rows)) != CODE_GO_ON)
      break;
  }
  if (code == CODE_FINE) {
    print_head(self);
    print_rows(&rows);
    print_tail(self->question.answer, left_out, rows.count);
  }
  for (size_t i = 0; i < rows.count * rows.column_count; i++)
    free(rows.cells[i]);
  free(rows.cells);
  return code == CODE_FINE ? CODE_GO_ON : code;
}
