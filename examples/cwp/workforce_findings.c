/* cwp workforce: what could not count, from the files and from the tables. */

#include "layout.h"
#include "messages.h"
#include "workforce.h"

#include <stdio.h>
#include <string.h>

enum { MESSAGE_SIZE = 320 };

static const struct reason {
  const char *id, *message;
} reasons[] = {
    {"WF.unknown-subject", "no code of this edition"},
    {"WF.unknown-kind", "no kind of evidence"},
    {"WF.unknown-result", "no result of evidence"},
    {"WF.unknown-extent", "neither full nor part"},
    {"WF.unknown-role", "no role category of this edition"},
    {"WF.unknown-setting", "no practice area or delegated healthcare activity"},
    {"WF.unknown-worker", "nobody in the table of workers"},
    {"WF.no-worker", "there is no worker"},
    {"WF.no-subject", "it is about nothing"},
    {"WF.twice", "the worker is there already; the first row counts"},
    {"WF.day-range", "a day that is out of range"},
    {"WF.until-before-from", "it ends before it begins"},
};

static const char *reason_of(const char *id) {
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (strcmp(reasons[i].id, id) == 0) return reasons[i].message;
  return "it cannot be used";
}

/* Where the first of the rows is: its file, and its number there from 0 on. */
static const char *path_of(const cmd_workforce *self, int is_of_workers, uint64_t *row) {
  const workforce_tables *tables = &self->tables;
  if (tables->files.team) return is_of_workers ? "people" : "their evidence";
  if (is_of_workers) return tables->workers_source.inner.name ? tables->workers_source.inner.name : "";
  return workforce_tables_find(tables, *row, row);
}

/* The text of a column of the findings, copied. */
static void take_text(cmd_columns *from, const char *name, char *text, size_t size) {
  size_t column = columns_find(from, name);
  compose(text, size, "%s", column == SIZE_MAX ? "" : columns_text(from, column));
}

static int64_t take_number(const cmd_columns *from, const char *name) {
  size_t column = columns_find(from, name);
  return column == SIZE_MAX ? 0 : columns_number(from, column);
}

static int add_row(cmd_workforce *self, cmd_columns *from) {
  char id[64], table[16], column[128], value[256], message[MESSAGE_SIZE], number[64];
  cwp_error error;
  const int counts = take_number(from, "counts") != 0;
  take_text(from, "finding", id, sizeof id);
  take_text(from, "table", table, sizeof table);
  take_text(from, "column", column, sizeof column);
  take_text(from, "value", value, sizeof value);
  const int is_of_workers = strcmp(table, "workers") == 0;
  const int64_t rows = take_number(from, "rows");
  uint64_t row = (uint64_t)take_number(from, "first_row");
  const char *path = path_of(self, is_of_workers, &row);
  const int is_in_many = !is_of_workers && self->tables.parts && self->tables.source_count > 1 && rows > 1;
  compose(message, sizeof message, "%s; %s %s%s", reason_of(id),
          count_text((uint64_t)rows, "row", "rows", number, sizeof number),
          counts ? (rows == 1 ? "counts without it" : "count without it")
                 : (rows == 1 ? "does not count" : "do not count"),
          is_in_many ? ", the first of them here" : "");
  /* Rows of people's files are not those of the table; of CSV those that could not be read are not among them. */
  const int has_rows =
      !self->tables.files.team && !self->tables.has_csv[is_of_workers ? CWP_WORKFORCE_WORKERS : CWP_WORKFORCE_EVIDENCE];
  const cwp_finding finding = {.id = id,
                               .severity = counts ? CWP_SEVERITY_WARNING : CWP_SEVERITY_ERROR,
                               .path = path,
                               .record = has_rows ? row + 1 : 0,
                               .column = column,
                               .value = value,
                               .message = message};
  return cwp_findings_add(self->all_findings, &finding, &error) == CWP_OK ? CODE_GO_ON : explain_error(&error);
}

static int add_all(cmd_workforce *self, const cwp_findings *from) {
  cwp_error error;
  for (size_t i = 0; i < cwp_findings_count(from); i++)
    if (cwp_findings_add(self->all_findings, cwp_findings_at(from, i), &error) != CWP_OK) return explain_error(&error);
  return CODE_GO_ON;
}

int workforce_hear(cmd_workforce *self) {
  cwp_error error;
  struct ArrowArrayStream stream = {.release = NULL};
  cmd_columns columns = {.count = 0};
  if (cwp_findings_new(NULL, &self->all_findings, &error) != CWP_OK) return explain_error(&error);
  if (self->is_streamed) {
    stream = self->stream_findings;
    self->stream_findings.release = NULL;
  } else if (cwp_workforce_findings(self->workforce, &stream, &error) != CWP_OK) {
    return explain_error(&error);
  }
  int code = add_all(self, self->tables.findings);
  if (code == CODE_GO_ON && self->tables.files.import)
    code = add_all(self, cwp_import_findings(self->tables.files.import));
  if (code == CODE_GO_ON) code = columns_open(&columns, &stream);
  while (code == CODE_GO_ON && (code = columns_next(&columns)) == CODE_GO_ON)
    code = add_row(self, &columns);
  columns_close(&columns);
  if (code != CODE_FINE) return code;
  return findings_list(&self->findings, self->all_findings, NULL, 0);
}
