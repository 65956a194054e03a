/* cwp matrix: what a training matrix was taken for. */

#include "files.h"
#include "findings.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"
#include "terminal.h"

#include <string.h>

enum { TEXT_SIZE = 1024 };

static const cmd_option own_options[] = {
    {"mapping", "FILE",
     "What columns and courses mean, in JSON, as --write makes it: it holds in place of what would be guessed.", 0},
    {"write", "FILE", "Write what the file was taken for to FILE, to be changed and handed back with --mapping.", 0},
    {"fail-on", "KIND",
     "End with exit status 1 when there is an error, a warning or worse, or a note or worse: error, warning or note. "
     "Without it findings do not change the exit status.",
     0},
    OPTIONS_END,
};

typedef struct matrix_verb {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_date on;
  cwp_matrix *matrix;
  finding_list findings;
} matrix_verb;

/* "F" for position 5. */
static const char *letters_of(size_t position, char text[16]) {
  size_t at = 15;
  text[at] = '\0';
  for (size_t left = position + 1; left > 0 && at > 0; left = (left - 1) / 26)
    text[--at] = (char)('A' + (left - 1) % 26);
  return text + at;
}

/* JSON. */

static void json_guess(cmd_json *json, const char *about, const char *title, int months, int is_set, double score,
                       const char *reason) {
  json_member(json, "about", about);
  json_member(json, "title", title);
  json_member_position(json, "months", (uint64_t)months);
  json_member_boolean(json, "set", is_set);
  json_key(json, "score");
  json_decimal(json, score);
  json_member(json, "reason", reason);
}

static void json_columns(cmd_json *json, const cwp_matrix *matrix) {
  char letters[16];
  json_key(json, "columns");
  json_array(json);
  for (size_t i = 0; i < cwp_matrix_column_count(matrix); i++) {
    const cwp_matrix_column *column = cwp_matrix_column_at(matrix, i);
    int is_course = column->meaning == CWP_MATRIX_COURSE;
    json_flat_object(json);
    json_member(json, "column", letters_of(column->position, letters));
    json_member(json, "heading", column->heading);
    json_member(json, "means", cwp_matrix_meaning_name(column->meaning));
    json_member(json, "dates", is_course ? cwp_matrix_dates_name(column->dates) : "");
    json_member_boolean(json, "month_first", column->month_first);
    json_guess(json, column->about, column->title, column->months, column->is_set, column->score, column->reason);
    json_member_number(json, "cells", (int64_t)column->cells);
    json_member_number(json, "used", (int64_t)column->used);
    json_end(json);
  }
  json_end(json);
}

static void json_courses(cmd_json *json, const cwp_matrix *matrix) {
  json_key(json, "courses");
  json_array(json);
  for (size_t i = 0; i < cwp_matrix_course_count(matrix); i++) {
    const cwp_matrix_course *course = cwp_matrix_course_at(matrix, i);
    json_flat_object(json);
    json_member(json, "name", course->name);
    json_guess(json, course->about, course->title, course->months, course->is_set, course->score, course->reason);
    json_member_number(json, "rows", (int64_t)course->rows);
    json_end(json);
  }
  json_end(json);
}

static void print_json(const matrix_verb *self) {
  cmd_json json;
  char date[CWP_DATE_TEXT_SIZE];
  const cwp_matrix_summary *summary = cwp_matrix_summarise(self->matrix);
  record_json_start(&json, self->pathway);
  json_member(&json, "on", cwp_date_format(self->on, date));
  json_member(&json, "path", self->arguments->operands[0]);
  json_member(&json, "shape", cwp_matrix_shape_name(summary->shape));
  json_member_position(&json, "heading_line", summary->heading_line);
  json_member_number(&json, "heading_rows", (int64_t)summary->heading_rows);
  json_member_number(&json, "records", (int64_t)summary->records);
  json_member_number(&json, "people", (int64_t)summary->people);
  json_member_number(&json, "evidence", (int64_t)summary->evidence);
  json_member_number(&json, "cells", (int64_t)summary->cells);
  json_member_number(&json, "used", (int64_t)summary->used);
  json_member_number(&json, "named", (int64_t)summary->named);
  json_columns(&json, self->matrix);
  json_courses(&json, self->matrix);
  findings_json_counts(&json, "counts", &self->findings);
  json_key(&json, "findings");
  json_array(&json);
  for (size_t i = 0; i < self->findings.count && !out_failed(); i++)
    finding_json(&json, self->findings.items[i].finding);
  json_end(&json);
  json_finish(&json);
}

/* Text. */

static void column_words(const cwp_matrix_column *column, char *text, size_t size) {
  compose(text, size, "%s", cwp_matrix_meaning_name(column->meaning));
  if (column->meaning != CWP_MATRIX_COURSE) return;
  compose(text, size, "%s %s, %s", column->about, column->title, cwp_matrix_dates_name(column->dates));
  if (column->months > 0) compose_more(text, size, ", %d months", column->months);
}

static void print_columns(const matrix_verb *self) {
  cmd_table table;
  char letters[16], words[TEXT_SIZE], reason[TEXT_SIZE], used[64];
  out_heading("Columns");
  table_start(&table, 2);
  table_column(&table, "", SIDE_LEFT, 0);
  table_column(&table, "heading", SIDE_LEFT, 34);
  table_column(&table, "taken for", SIDE_LEFT, 52);
  table_column(&table, "used", SIDE_RIGHT, 0);
  table_column(&table, "why", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < cwp_matrix_column_count(self->matrix); i++) {
      const cwp_matrix_column *column = cwp_matrix_column_at(self->matrix, i);
      if (column->meaning == CWP_MATRIX_NOTHING) continue;
      column_words(column, words, sizeof words);
      compose(used, sizeof used, "%zu/%zu", column->used, column->cells);
      compose(reason, sizeof reason, "%s", column->reason);
      if (!column->is_set && column->score < 1) compose_more(reason, sizeof reason, " (%.2f)", column->score);
      if (column->month_first) compose_more(reason, sizeof reason, "; month first");
      const char *cells[] = {letters_of(column->position, letters), column->heading, words, used, reason};
      if (print)
        table_row(&table, cells, column->meaning == CWP_MATRIX_UNKNOWN ? STYLE_SOON : STYLE_PLAIN, 1);
      else
        table_measure(&table, cells);
    }
  }
}

static void print_courses(const matrix_verb *self) {
  cmd_table table;
  char about[TEXT_SIZE], number[NUMBER_SIZE], reason[TEXT_SIZE];
  if (cwp_matrix_course_count(self->matrix) == 0) return;
  out_heading("Courses");
  table_start(&table, 2);
  table_column(&table, "name", SIDE_LEFT, 40);
  table_column(&table, "rows", SIDE_RIGHT, 0);
  table_column(&table, "taken for", SIDE_LEFT, 52);
  table_column(&table, "why", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < cwp_matrix_course_count(self->matrix); i++) {
      const cwp_matrix_course *course = cwp_matrix_course_at(self->matrix, i);
      compose(about, sizeof about, "%s", course->about[0] ? course->about : "unknown");
      if (course->about[0]) compose_more(about, sizeof about, " %s", course->title);
      compose(reason, sizeof reason, "%s", course->reason);
      if (!course->is_set && course->score < 1) compose_more(reason, sizeof reason, " (%.2f)", course->score);
      const char *cells[] = {course->name, number_text(course->rows, number), about, reason};
      if (print)
        table_row(&table, cells, course->about[0] ? STYLE_PLAIN : STYLE_SOON, 1);
      else
        table_measure(&table, cells);
    }
  }
}

static void print_group(const listed_finding *members, size_t count, const void *context) {
  (void)context;
  char text[TEXT_SIZE], number[NUMBER_SIZE];
  const cwp_finding *first = members->finding;
  out_text("  ");
  out_cell(cwp_severity_name(first->severity), 9, SIDE_LEFT);
  out_shown(first->id);
  out_format("%s%s\n", count > 1 ? "  × " : "", count > 1 ? number_text(count, number) : "");
  finding_place(first, 0, text, sizeof text);
  compose_more(text, sizeof text, "%s%s", text[0] ? ": " : "", first->message);
  out_spaces(11);
  out_paragraph(text, 11, 11);
}

static int print_text(const matrix_verb *self) {
  char text[TEXT_SIZE], people[64], evidence[64], counts[128], date[CWP_DATE_TEXT_SIZE];
  const cwp_matrix_summary *summary = cwp_matrix_summarise(self->matrix);
  out_style(STYLE_STRONG);
  out_shown(self->arguments->operands[0]);
  out_style(STYLE_PLAIN);
  out_text("\n");
  count_text(summary->people, "person", "people", people, sizeof people);
  count_text(summary->evidence, "piece of evidence", "pieces of evidence", evidence, sizeof evidence);
  compose(text, sizeof text,
          "A %s matrix, its heading on line %llu, read on %s: %s, %s. Of %zu cells with something in them %zu are used "
          "and %zu are named below.",
          cwp_matrix_shape_name(summary->shape), (unsigned long long)summary->heading_line,
          cwp_date_format(self->on, date), people, evidence, summary->cells, summary->used, summary->named);
  out_text("  ");
  out_paragraph(text, 2, 2);
  print_columns(self);
  print_courses(self);
  findings_counts_text(&self->findings, counts, sizeof counts);
  compose(text, sizeof text, "Findings: %s", counts);
  out_heading(text);
  return findings_each_group(&self->findings, print_group, NULL);
}

/* Reading. */

static int read_matrix(matrix_verb *self) {
  cwp_error error;
  cwp_matrix_options options = CWP_MATRIX_OPTIONS_INIT;
  const char *path = self->arguments->operands[0];
  const char *mapping = arguments_value(self->arguments, "mapping");
  int is_standard = strcmp(path, "-") == 0;
  cwp_input input = files_standard_input();
  options.name = is_standard ? input.name : path;
  options.on = self->on;
  cwp_status status = cwp_matrix_new(self->pathway, &options, NULL, &self->matrix, &error);
  if (status == CWP_OK && mapping) status = cwp_matrix_use_mapping_file(self->matrix, mapping, &error);
  if (status == CWP_OK)
    status =
        is_standard ? cwp_matrix_read(self->matrix, &input, &error) : cwp_matrix_read_file(self->matrix, path, &error);
  if (status == CWP_OK) status = cwp_matrix_finish(self->matrix, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  int code = explain_error(&error);
  if (status == CWP_ERROR_UNSUPPORTED && !mapping)
    complain("--write FILE writes what its columns seem to be; changed, it can be handed back with --mapping");
  return code;
}

static int write_mapping(const matrix_verb *self) {
  cwp_error error;
  const char *path = arguments_value(self->arguments, "write");
  if (!path || !self->matrix) return CODE_GO_ON;
  if (cwp_matrix_mapping_write(self->matrix, path, &error) != CWP_OK) return explain_error(&error);
  remark("Written to %s", path);
  return CODE_GO_ON;
}

static int verdict(const matrix_verb *self, int fail_on) {
  if (fail_on < 0 || self->findings.count == 0) return CODE_FINE;
  return (int)self->findings.items[0].finding->severity >= fail_on ? CODE_FOUND : CODE_FINE;
}

static int read_fail_on(const matrix_verb *self, int *fail_on) {
  static const char *const names[] = {"note", "warning", "error"};
  size_t chosen;
  const char *value = arguments_value(self->arguments, "fail-on");
  *fail_on = -1;
  if (!value) return CODE_GO_ON;
  int code = arguments_choice(self->arguments, "fail-on", value, names, 3, &chosen);
  if (code == CODE_GO_ON) *fail_on = (int)chosen;
  return code;
}

static int show(matrix_verb *self) {
  int fail_on;
  int code = read_fail_on(self, &fail_on);
  const char *write = arguments_value(self->arguments, "write");
  if (code == CODE_GO_ON && write && strcmp(write, "-") == 0)
    return wrong_usage(self->arguments->verb, "--write takes a file");
  if (code == CODE_GO_ON) code = arguments_date(self->arguments, &self->on);
  if (code != CODE_GO_ON) return code;
  code = read_matrix(self);
  if (code != CODE_GO_ON && cwp_matrix_column_count(self->matrix) > 0) {
    (void)write_mapping(self);
    return code;
  }
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_matrix_findings(self->matrix), NULL, 0);
  if (code == CODE_GO_ON && arguments_has(self->arguments, "json"))
    print_json(self);
  else if (code == CODE_GO_ON)
    code = print_text(self);
  if (code == CODE_GO_ON) code = write_mapping(self);
  return code == CODE_GO_ON ? verdict(self, fail_on) : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  matrix_verb self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = show(&self);
  findings_free(&self.findings);
  cwp_matrix_free(self.matrix);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_matrix = {
    .name = "matrix",
    .summary = "say what each column of a training matrix was taken for",
    .operands = "FILE",
    .about =
        "FILE is a training matrix as CSV: a row a person and a column a course, or a row a person and a course. - is "
        "standard input. You see what each column was taken for and why, how many of its cells are used, and what was "
        "found. Nothing is dropped in silence: every cell is used or named by a finding.\n\n"
        "With --write the reading goes to a file, a mapping; change it and hand it back with --mapping, here or where "
        "matrices stand among other files, as in cwp assess.",
    .examples = "cwp matrix matrix.csv\n"
                "cwp matrix matrix.csv --write mapping.json\n"
                "cwp matrix matrix.csv --mapping mapping.json --json",
    .options = {own_options, options_date, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
