/* cwp title: which role category job titles are. */

#include "files.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"
#include "sheet.h"
#include "title_answer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_SIZE = 256, TITLE_WIDTH = 48, INDENT = 2 };

static const cmd_option own_options[] = {
    {"file", "FILE", "Take the titles from a CSV file; - is standard input.", 0},
    {"column", "NAME", "With --file: the column of the titles; 'title' if not given.", 0},
    {"job-role", "CODE", "The job role of the national data set, such as 8 or ASC.J8, for all titles.", 0},
    {"job-role-column", "NAME", "With --file: the column of the job roles.", 0},
    {"employer", "KIND",
     "Who employs the person: regulated (by the Care Quality Commission), not-regulated, or individual (the person "
     "supported).",
     0},
    {"employer-column", "NAME", "With --file: the column of the kinds of employer.", 0},
    {"description", "FILE", "A text file with the job description or advert, for all titles.", 0},
    {"description-column", "NAME", "With --file: the column of the descriptions.", 0},
    {"csv", NULL, "Print CSV: one row a title, with no field that a spreadsheet takes for a formula.", 0},
    {"why", NULL, "Print for each title what it was read as and every reason.", 0},
    OPTIONS_END,
};

typedef enum form { FORM_TEXT, FORM_WHY, FORM_CSV, FORM_JSON } form;

typedef struct titles {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_title_context context;
  char *description;
  form form;
  cmd_json json;
  cwp_error error;
  size_t count[CWP_TITLE_ANSWER_END];
  int has_begun; /* something stands on standard output */
} titles;

/* ---- What is known beside the title ---- */

static int find_employer(const char *text, cwp_employer *employer) {
  for (cwp_employer kind = CWP_EMPLOYER_UNKNOWN; kind < CWP_EMPLOYER_END; kind++)
    if (strcmp(text, cwp_employer_name(kind)) == 0) {
      *employer = kind;
      return 1;
    }
  return 0;
}

static int read_context(titles *self) {
  const char *description = arguments_value(self->arguments, "description");
  int code = answer_options(self->arguments, self->pathway, &self->context.job_role, &self->context.employer);
  if (code == CODE_GO_ON && description) {
    code = files_read_prose(description, &self->description, &self->context.description_length);
    self->context.description = self->description;
  }
  return code;
}

/* ---- Showing an answer ---- */

static void json_title(titles *self, const char *text, uint64_t record, const cwp_title *title) {
  cmd_json *json = &self->json;
  json_object(json);
  json_key(json, "title");
  json_text(json, text);
  if (record > 0) json_member_number(json, "record", (int64_t)record);
  answer_json(json, self->pathway, title);
  json_end(json);
}

static void csv_title(const titles *self, const char *text, uint64_t record, const cwp_title *title) {
  char number[CELL_SIZE];
  const cwp_title_candidate *first = cwp_title_candidate_at(title, 0);
  int category = cwp_title_answered(title) == CWP_TITLE_CATEGORY;
  const char *why = cwp_title_why(title, first ? 0 : CWP_TITLE_WHOLE, 0);
  double score = category ? first->score : cwp_title_outside_score(title);
  compose(number, sizeof number, "%llu", (unsigned long long)record);
  sheet_write(number, 1);
  sheet_write(text, 0);
  sheet_write(cwp_title_answer_name(cwp_title_answered(title)), 0);
  sheet_write(category ? answer_role(self->pathway, title, 0) : "", 0);
  compose(number, sizeof number, "%.3f", score);
  sheet_write(score > 0 ? number : "", 0);
  sheet_write(answer_role(self->pathway, title, category ? 1 : 0), 0);
  sheet_write(why ? why : "", 0);
  out_text("\n");
}

static void print_why(const titles *self, const char *text, const cwp_title *title) {
  out_style(STYLE_STRONG);
  out_shown(text);
  out_style(STYLE_PLAIN);
  out_text("\n");
  answer_print(self->pathway, title, INDENT);
}

static void print_line(const titles *self, const char *text, const cwp_title *title) {
  char scored[CELL_SIZE] = "";
  cwp_title_answer answer = cwp_title_answered(title);
  if (answer == CWP_TITLE_CATEGORY)
    compose(scored, sizeof scored, "%-4s %.2f", answer_role(self->pathway, title, 0),
            cwp_title_candidate_at(title, 0)->score);
  if (answer == CWP_TITLE_OUTSIDE) compose(scored, sizeof scored, "none %.2f", cwp_title_outside_score(title));
  out_cell(text, TITLE_WIDTH, SIDE_LEFT);
  out_text("  ");
  if (answer == CWP_TITLE_ASK) out_style(STYLE_SOON);
  out_cell(answer == CWP_TITLE_ASK ? "ask" : scored, 9, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_text("  ");
  const char *why = cwp_title_why(title, answer == CWP_TITLE_CATEGORY ? 0 : CWP_TITLE_WHOLE, 0);
  out_paragraph(why ? why : "", TITLE_WIDTH + 13, TITLE_WIDTH + 13);
}

static int one(titles *self, const char *text, uint64_t record) {
  cwp_title *title;
  if (cwp_title_read(self->pathway, text, strlen(text), &self->context, NULL, &title, &self->error) != CWP_OK)
    return explain_error(&self->error);
  self->count[cwp_title_answered(title)]++;
  if (self->form == FORM_JSON) json_title(self, text, record, title);
  if (self->form == FORM_CSV) csv_title(self, text, record, title);
  if (self->form == FORM_WHY) print_why(self, text, title);
  if (self->form == FORM_TEXT) print_line(self, text, title);
  cwp_title_free(title);
  return out_failed() ? CODE_INPUT : CODE_GO_ON;
}

/* ---- Where titles come from ---- */

static int from_operands(titles *self) {
  int code = CODE_GO_ON;
  for (size_t i = 0; i < self->arguments->operand_count && code == CODE_GO_ON; i++)
    code = one(self, self->arguments->operands[i], 0);
  return code;
}

/* A title a line; empty lines are skipped. */
static int from_lines(titles *self) {
  char *text = NULL;
  size_t length = 0;
  uint64_t record = 0;
  int code = files_read_utf8("-", &text, &length);
  for (size_t at = 0; code == CODE_GO_ON && at < length;) {
    size_t end = at;
    while (end < length && text[end] != '\n')
      end++;
    char *line = calloc(end - at + 1, 1);
    if (!line) code = out_of_memory();
    if (line) memcpy(line, text + at, end - at);
    if (line && strlen(line) > 0 && line[strlen(line) - 1] == '\r') line[strlen(line) - 1] = '\0';
    if (line && line[0]) code = one(self, line, ++record);
    free(line);
    at = end + 1;
  }
  free(text);
  return code;
}

typedef struct title_columns {
  size_t title, job_role, employer, description; /* SIZE_MAX where not given */
} title_columns;

static int find_columns(const titles *self, const cmd_sheet *sheet, title_columns *out) {
  const char *const options[] = {"column", "job-role-column", "employer-column", "description-column"};
  size_t *const places[] = {&out->title, &out->job_role, &out->employer, &out->description};
  int code = CODE_GO_ON;
  for (size_t i = 0; i < 4 && code == CODE_GO_ON; i++) {
    const char *name = arguments_value(self->arguments, options[i]);
    *places[i] = SIZE_MAX;
    if (!name && i == 0) name = "title";
    if (name) code = sheet_column(sheet, self->arguments, options[i], name, places[i]);
  }
  return code;
}

/* What a row says beside its title; what is not understood is said and left out. */
static void read_row(titles *self, const cmd_sheet *sheet, const title_columns *columns) {
  const char *role = columns->job_role == SIZE_MAX ? "" : sheet_field(sheet, columns->job_role);
  const char *employer = columns->employer == SIZE_MAX ? "" : sheet_field(sheet, columns->employer);
  const char *description = columns->description == SIZE_MAX ? "" : sheet_field(sheet, columns->description);
  if (role[0] && !answer_find_job_role(self->pathway, role, &self->context.job_role))
    remark("%s:%llu: '%s' is no job role and is left out.", sheet->path, (unsigned long long)sheet->line, role);
  if (employer[0] && !find_employer(employer, &self->context.employer))
    remark("%s:%llu: '%s' is no kind of employer and is left out.", sheet->path, (unsigned long long)sheet->line,
           employer);
  if (description[0]) {
    self->context.description = description;
    self->context.description_length = strlen(description);
  }
}

static void begin(titles *self) {
  self->has_begun = 1;
  if (self->form == FORM_CSV) out_text("record,title,answer,role,score,other,why\n");
  if (self->form != FORM_JSON) return;
  record_json_start(&self->json, self->pathway);
  json_key(&self->json, "titles");
  json_array(&self->json);
}

static int from_file(titles *self, const char *path) {
  cmd_sheet sheet;
  title_columns columns;
  cwp_title_context for_all = self->context;
  int code = sheet_open(&sheet, path);
  if (code == CODE_GO_ON) code = find_columns(self, &sheet, &columns);
  if (code == CODE_GO_ON)
    begin(self); /* not before: of a file that cannot be used nothing is said on standard output */
  while (code == CODE_GO_ON && (code = sheet_next(&sheet)) == CODE_GO_ON) {
    self->context = for_all;
    read_row(self, &sheet, &columns);
    code = one(self, sheet_field(&sheet, columns.title), sheet.record);
  }
  sheet_close(&sheet);
  return code == CODE_FINE ? CODE_GO_ON : code;
}

static void finish(titles *self) {
  if (self->form != FORM_JSON || !self->has_begun) return;
  json_end(&self->json);
  json_finish(&self->json);
}

static int check_usage(titles *self) {
  const cmd_arguments *arguments = self->arguments;
  static const char *const of_files[] = {"column", "job-role-column", "employer-column", "description-column"};
  int file = arguments_has(arguments, "file");
  if (arguments_has(arguments, "csv") && arguments_has(arguments, "json"))
    return wrong_usage(arguments->verb, "--csv and --json exclude each other");
  if (file && arguments->operand_count > 0)
    return wrong_usage(arguments->verb, "titles are given in words or with --file, not both");
  if (!file && arguments->operand_count == 0) return wrong_usage(arguments->verb, "a TITLE is missing, or --file");
  for (size_t i = 0; i < sizeof of_files / sizeof *of_files; i++)
    if (!file && arguments_has(arguments, of_files[i]))
      return wrong_usage(arguments->verb, "--%s goes with --file", of_files[i]);
  self->form = arguments_has(arguments, "json")  ? FORM_JSON
               : arguments_has(arguments, "csv") ? FORM_CSV
               : arguments_has(arguments, "why") ? FORM_WHY
                                                 : FORM_TEXT;
  return CODE_GO_ON;
}

static int answer_all(titles *self) {
  const cmd_arguments *arguments = self->arguments;
  int code = read_context(self);
  if (code != CODE_GO_ON) return code;
  if (!arguments_has(arguments, "file")) begin(self);
  if (arguments_has(arguments, "file"))
    code = from_file(self, arguments_value(arguments, "file"));
  else if (arguments->operand_count == 1 && strcmp(arguments->operands[0], "-") == 0)
    code = from_lines(self);
  else
    code = from_operands(self);
  finish(self);
  return code == CODE_GO_ON ? CODE_FINE : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own = NULL;
  titles self = {.arguments = arguments, .context = CWP_TITLE_CONTEXT_INIT};
  int code = check_usage(&self);
  if (code == CODE_GO_ON) code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = answer_all(&self);
  free(self.description);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_title = {
    .name = "title",
    .summary = "which role category a job title is, with reasons, or a question back",
    .operands = "TITLE…",
    .about =
        "Each title is read by a small grammar: who somebody is, what the work is about, in what rank, where. The "
        "answer "
        "is a role category with a score from 0 to 1, none of the edition's role categories, or a question: where the "
        "title does not tell, no guess is made. A title alone never makes somebody a registered or deputy manager "
        "unless "
        "it says so.\n\n"
        "- alone is a title a line from standard input. What is known beside the title counts too: the job role of the "
        "national data set, who the employer is, the description. docs/job-titles.md tells how titles are read, how "
        "often that is right, and where it goes wrong.",
    .examples = "cwp title \"Snr Carer - Nights (36hrs)\" \"Head Chef\"\n"
                "cwp title --why \"Home Manager\" --job-role 4\n"
                "cwp title --file people.csv --column \"Job title\" --csv\n"
                "cwp title --json - < titles.txt",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 0,
    .most_operands = SIZE_MAX,
    .run = run,
};
