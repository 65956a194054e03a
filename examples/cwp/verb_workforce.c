/* cwp workforce: questions about everybody at once. */

#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "people.h"
#include "workforce.h"

#include <stdlib.h>
#include <string.h>

static const cmd_option own_options[] = {
    {"workers", "FILE",
     "Who there is, as CSV or Arrow: a row a person with worker, role, and any columns to group by. It goes with a "
     "table "
     "of evidence; without it nobody's role category is known.",
     0},
    {"answer", "WHAT",
     "own: each person against the own role category. moves: each person against every role category. gaps: of each "
     "requirement, how many people stand where. readiness: who is ready for what. course: what a piece of learning "
     "would "
     "change. consistency: role categories against job roles. gaps if not given.",
     0},
    {"by", "COLUMNS",
     "Columns of the people to group by, such as site,role, with commas between them. For people from files of the "
     "national data set: site, role, role_basis, job_title, job_role.",
     1},
    {"months", "NUMBER",
     "Ask about so many days, a month apart, the first being that of --on: how gaps grow as evidence expires. 1 to "
     "1200.",
     0},
    {"course", "CODE",
     "With --answer course: what everybody would have learned: a learning opportunity or any code that "
     "evidence can be about.",
     0},
    {"kind", "KIND",
     "With --answer course: as what it would count: declared, trained, assessed or accredited; trained if not given.",
     0},
    {"job-role", "COLUMN",
     "With --answer consistency: the column that holds the job role as a code of the national data set; job_role if "
     "not "
     "given.",
     0},
    {"threads", "NUMBER", "How many threads: 0, which is also what it is without the option, is one for each core.", 0},
    {"stream", NULL,
     "Read the evidence while the question is answered, for tables larger than memory. Each person's must lie "
     "together; "
     "without --workers it must be sorted by worker. Rows for people then come in the order of the evidence.",
     0},
    {"sorted", NULL,
     "With --stream and --workers: both tables are sorted by worker, numbers by size and texts by their bytes, so that "
     "workers too are let go of as they go by, unless --by or settings need all of them.",
     0},
    {"output", "FILE",
     "Write the whole answer to a file of Arrow columns, whole or not at all: in the streaming format if its name ends "
     "in "
     ".arrows, or if it is - (standard output), else in the file format.",
     0},
    {"csv", NULL, "Print the whole answer as CSV.", 0},
    {"fail-on", "WHAT",
     "End with exit status 1 when people lack a must; or a must or should (should); or anything asked of them (any): "
     "with "
     "--answer own or gaps. Or when something in the files could not be used (findings).",
     0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

static const char *const fail_on_names[] = {"must", "should", "any", "findings"};
enum { FAIL_ON_FINDINGS = 4, FAIL_ONS = 4 };

/* Options. */

/* All that --by was given, with a comma behind each. */
static char *join_by(const cmd_arguments *arguments) {
  size_t size = 1, length = 0;
  const char *value;
  for (size_t i = 0; (value = arguments_value_at(arguments, "by", i)) != NULL; i++)
    size += strlen(value) + 1;
  char *text = calloc(size, 1);
  for (size_t i = 0; text && (value = arguments_value_at(arguments, "by", i)) != NULL; i++) {
    memcpy(text + length, value, strlen(value));
    length += strlen(value);
    text[length++] = ',';
  }
  return text;
}

static int read_by(cmd_workforce *self) {
  self->by_text = join_by(self->arguments);
  if (!self->by_text) return out_of_memory();
  for (char *at = self->by_text, *end; (end = strchr(at, ',')) != NULL; at = end + 1) {
    *end = '\0';
    if (*at == '\0') continue;
    if (self->question.by_count == CWP_WORKFORCE_KEYS)
      return wrong_usage(self->arguments->verb, "--by takes up to %d columns", CWP_WORKFORCE_KEYS);
    self->by[self->question.by_count++] = at;
  }
  self->question.by = self->by;
  return CODE_GO_ON;
}

/* The days, a month apart. */
static int read_days(cmd_workforce *self) {
  int months = 1;
  int code = arguments_number(self->arguments, "months", 1, CWP_WORKFORCE_DATES, &months);
  if (code != CODE_GO_ON) return code;
  self->days = calloc((size_t)months, sizeof *self->days);
  if (!self->days) return out_of_memory();
  for (int i = 0; i < months; i++) {
    self->days[i] = cwp_date_add_months(self->asked.on, i);
    if (self->days[i] == CWP_DATE_NONE) return wrong_usage(self->arguments->verb, "--months goes beyond the last day");
  }
  self->question.on = self->days;
  self->question.on_count = (size_t)months;
  return CODE_GO_ON;
}

static int read_course(cmd_workforce *self) {
  cwp_error error;
  const char *course = arguments_value(self->arguments, "course"), *kind = arguments_value(self->arguments, "kind");
  const char *kinds[CWP_EVIDENCE_KIND_END];
  size_t chosen;
  const int is_course = self->question.answer == CWP_ANSWER_COURSE;
  if (is_course && !course)
    return wrong_usage(self->arguments->verb, "--course is missing: --answer course asks what it would change");
  if (!is_course && (course || kind))
    return wrong_usage(self->arguments->verb, "--%s goes with --answer course", course ? "course" : "kind");
  if (course && cwp_pathway_find(self->pathway, course, CWP_KIND_END, &self->question.course, &error) != CWP_OK)
    return framework_refuse(self->arguments, &error);
  if (!kind) return CODE_GO_ON;
  for (int i = 0; i < CWP_EVIDENCE_KIND_END; i++)
    kinds[i] = cwp_evidence_kind_name((cwp_evidence_kind)i);
  int code = arguments_choice(self->arguments, "kind", kind, kinds, CWP_EVIDENCE_KIND_END, &chosen);
  if (code == CODE_GO_ON) self->question.kind = (cwp_evidence_kind)chosen;
  return code;
}

static int read_answer(cmd_workforce *self) {
  const char *names[CWP_ANSWER_END], *value = arguments_value(self->arguments, "answer");
  size_t chosen = CWP_ANSWER_GAPS;
  int code = CODE_GO_ON, threads = 0;
  for (int i = 0; i < CWP_ANSWER_END; i++)
    names[i] = cwp_workforce_answer_name((cwp_workforce_answer)i);
  if (value) code = arguments_choice(self->arguments, "answer", value, names, CWP_ANSWER_END, &chosen);
  if (code == CODE_GO_ON) code = arguments_number(self->arguments, "threads", 0, 1024, &threads);
  self->question.answer = (cwp_workforce_answer)chosen;
  self->question.threads = (unsigned)threads;
  self->question.job_role = arguments_value(self->arguments, "job-role");
  if (code == CODE_GO_ON && self->question.job_role && self->question.answer != CWP_ANSWER_CONSISTENCY)
    return wrong_usage(self->arguments->verb, "--job-role goes with --answer consistency");
  return code;
}

static int read_fail_on(const cmd_workforce *self, size_t *fail_on) {
  const char *value = arguments_value(self->arguments, "fail-on");
  const cwp_workforce_answer answer = self->question.answer;
  *fail_on = 0;
  if (!value) return CODE_GO_ON;
  int code = arguments_choice(self->arguments, "fail-on", value, fail_on_names, FAIL_ONS, fail_on);
  *fail_on += 1;
  if (code != CODE_GO_ON || *fail_on == FAIL_ON_FINDINGS) return code;
  if (answer != CWP_ANSWER_OWN && answer != CWP_ANSWER_GAPS)
    return wrong_usage(self->arguments->verb, "--fail-on %s goes with --answer own or gaps", value);
  if (arguments_has(self->arguments, "output"))
    return wrong_usage(self->arguments->verb, "--fail-on %s needs an answer that is printed: leave --output out",
                       value);
  return CODE_GO_ON;
}

static int read_forms(const cmd_workforce *self) {
  const char *output = arguments_value(self->arguments, "output");
  const int json = arguments_has(self->arguments, "json"), csv = arguments_has(self->arguments, "csv");
  if (json + csv + (output != NULL) > 1)
    return wrong_usage(self->arguments->verb, "one of --json, --csv and --output, not several");
  if (output && strcmp(output, "-") == 0 && out_is_terminal())
    return wrong_usage(self->arguments->verb, "--output - would put Arrow columns on the terminal: redirect it");
  return CODE_GO_ON;
}

static int read_options(cmd_workforce *self, size_t *fail_on) {
  const cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  self->question = question;
  int code = question_read(&self->asked, self->arguments, self->pathway);
  if (code == CODE_GO_ON) code = read_answer(self);
  if (code == CODE_GO_ON) code = read_course(self);
  if (code == CODE_GO_ON) code = read_by(self);
  if (code == CODE_GO_ON) code = read_days(self);
  if (code == CODE_GO_ON) code = read_fail_on(self, fail_on);
  if (code == CODE_GO_ON) code = read_forms(self);
  self->question.settings = self->asked.settings;
  self->question.setting_count = self->asked.setting_count;
  self->question.policy = &self->asked.policy;
  return code;
}

/* Asking. */

static int show_rows(void *context, uint64_t rows) {
  (void)context;
  progress_show("reading and judging", rows, "rows");
  return 0;
}

static int make(cmd_workforce *self) {
  cwp_error error;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  struct ArrowArrayStream *workers = self->tables.workers.release ? &self->tables.workers : NULL;
  options.progress = show_rows;
  cwp_status status =
      cwp_workforce_make(self->pathway, workers, &self->tables.evidence, &options, NULL, &self->workforce, &error);
  return status == CWP_OK ? CODE_GO_ON : workforce_tables_explain(&self->tables, &error);
}

static int write_bytes(void *context, const void *bytes, size_t length) {
  (void)context;
  out_bytes(bytes, length);
  return out_failed();
}

static int write_output(const cmd_workforce *self, const char *path, struct ArrowArrayStream *answer) {
  cwp_error error;
  const size_t length = strlen(path);
  const int is_stream = length >= 7 && strcmp(path + length - 7, ".arrows") == 0;
  uint64_t rows;
  char number[64];
  if (strcmp(path, "-") == 0) {
    const cwp_output output = {write_bytes, NULL, "standard output"};
    return cwp_arrow_write(answer, CWP_ARROW_STREAM, &output, NULL, &rows, &error) == CWP_OK
               ? CODE_GO_ON
               : workforce_tables_explain(&self->tables, &error);
  }
  if (cwp_arrow_write_file(answer, is_stream ? CWP_ARROW_STREAM : CWP_ARROW_FILE, path, NULL, &rows, &error) != CWP_OK)
    return workforce_tables_explain(&self->tables, &error);
  remark("%s written to %s", count_text(rows, "row", "rows", number, sizeof number), path);
  return CODE_GO_ON;
}

/* Asks with all tables in memory, or, with --stream, while the evidence is read. */
static int start_answer(cmd_workforce *self, struct ArrowArrayStream *out) {
  cwp_error error;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  struct ArrowArrayStream *workers = self->tables.workers.release ? &self->tables.workers : NULL;
  cwp_status status = CWP_OK;
  options.progress = show_rows;
  options.sorted = arguments_has(self->arguments, "sorted");
  self->is_streamed = arguments_has(self->arguments, "stream");
  if (options.sorted && !self->is_streamed) return wrong_usage(self->arguments->verb, "--sorted goes with --stream");
  if (self->is_streamed) {
    status = cwp_workforce_stream(self->pathway, workers, &self->tables.evidence, &options, &self->question, NULL, out,
                                  &self->stream_findings, &error);
  } else {
    int code = make(self);
    if (code != CODE_GO_ON) return code;
    status = cwp_workforce_ask(self->workforce, &self->question, out, &error);
  }
  if (status == CWP_OK) return CODE_GO_ON;
  return status == CWP_ERROR_ARGUMENT ? framework_refuse(self->arguments, &error)
                                      : workforce_tables_explain(&self->tables, &error);
}

static int print_answer(cmd_workforce *self) {
  if (arguments_has(self->arguments, "json")) return workforce_print_json(self);
  int code = arguments_has(self->arguments, "csv") ? workforce_print_csv(self) : workforce_print_text(self);
  /* Findings of a stream are there once it was read to its end. */
  return code == CODE_GO_ON && self->is_streamed ? workforce_hear(self) : code;
}

static int answer(cmd_workforce *self) {
  struct ArrowArrayStream stream = {.release = NULL};
  const char *output = arguments_value(self->arguments, "output");
  progress_start();
  int code = start_answer(self, &stream);
  if (code == CODE_GO_ON && !self->is_streamed) code = workforce_hear(self);
  if (code == CODE_GO_ON && output) {
    code = write_output(self, output, &stream);
    if (code == CODE_GO_ON && self->is_streamed) code = workforce_hear(self);
  } else if (code == CODE_GO_ON) {
    code = columns_open(&self->answer, &stream);
    self->answer.explain = workforce_tables_explain;
    self->answer.explain_context = &self->tables;
  }
  progress_clear();
  return code != CODE_GO_ON || output ? code : print_answer(self);
}

static int verdict(const cmd_workforce *self, size_t fail_on) {
  int64_t failing = 0;
  if (self->tables.files.failed > 0) return CODE_INPUT;
  if (fail_on == FAIL_ON_FINDINGS) return self->findings.count > 0 ? CODE_FOUND : CODE_FINE;
  for (size_t i = 0; i < fail_on; i++)
    failing += self->lacking[i];
  return failing > 0 ? CODE_FOUND : CODE_FINE;
}

static int ask(cmd_workforce *self) {
  size_t fail_on, count = 0;
  const char *columns[CWP_WORKFORCE_KEYS + 1];
  int code = read_options(self, &fail_on);
  for (; count < self->question.by_count; count++)
    columns[count] = self->by[count];
  if (self->question.job_role) columns[count++] = self->question.job_role;
  if (code == CODE_GO_ON)
    code = workforce_tables_open(&self->tables, self->arguments, self->pathway, self->asked.on, columns, count);
  if (code == CODE_GO_ON) code = answer(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "tables");
  return code == CODE_GO_ON ? verdict(self, fail_on) : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_workforce *self = calloc(1, sizeof *self);
  if (!self) return out_of_memory();
  self->arguments = arguments;
  int code = framework_open(arguments, &own, &self->pathway);
  if (code == CODE_GO_ON) code = ask(self);
  columns_close(&self->answer);
  if (self->stream_findings.release) self->stream_findings.release(&self->stream_findings);
  cwp_workforce_free(self->workforce);
  workforce_tables_close(&self->tables);
  findings_free(&self->findings);
  cwp_findings_free(self->all_findings);
  question_free(&self->asked);
  free(self->by_text);
  free(self->days);
  cwp_pathway_free(own);
  free(self);
  return code;
}

const cmd_verb verb_workforce = {
    .name = "workforce",
    .summary = "ask about everybody at once: gaps, readiness and expiry, by site, role category or month",
    .operands = "FILE…",
    .about =
        "FILE is a table of evidence, a row a piece, as CSV or Arrow (worker, subject, kind, result, from, until; "
        "docs/workforce-files.md), with --workers beside it; several, with the same columns, are read as one. Or any "
        "number of files about people, as for cwp assess. - is standard input, for a table. The answer says of each "
        "person what cwp assess says of them.\n\n"
        "You see the answer's main columns; --csv, --json and --output give all of it. Parquet is read by way of "
        "Python (docs/python.md).\n\n"
        "No evidence on record does not mean that somebody is not able.",
    .examples =
        "cwp workforce staff.csv training.csv --by site\n"
        "cwp workforce --workers workers.arrow evidence.arrow --by site,role --on 2026-11-21 --months 12 --csv\n"
        "cwp workforce --workers workers.csv 2025.csv 2026.csv --answer own --output own.arrow\n"
        "cwp workforce staff.csv training.csv --answer course --course L.level-2-adult-social-care-certificate "
        "--json",
    .options = {own_options, options_question, options_date, options_matrix, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
