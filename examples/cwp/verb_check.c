/* cwp check: what is wrong in files. */

#include "files.h"
#include "findings.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_SIZE = 1024, LINES_SHOWN = 8, SEVERITY_WIDTH = 9 };

static const cmd_option own_options[] = {
    {"all", NULL, "List every finding on a line of its own, in place of groups with an example each.", 0},
    {"fail-on", "KIND",
     "End with exit status 1 when there is an error (the default), a warning or worse, or a note or "
     "worse: error, warning or note.",
     0},
    {"strict", NULL, "Treat warnings as failing: the same as --fail-on warning.", 0},
    {"as", "upstream", "Show the national service's verdict only: the findings that it has a code for, with that code.",
     0},
    OPTIONS_END,
};

typedef struct check {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  const cwp_import *import;
  cwp_date on;
  cwp_severity fail_on;
  int upstream_only;
} check;

static int read_fail_on(check *self) {
  static const char *const names[] = {"note", "warning", "error"};
  const char *value = arguments_value(self->arguments, "fail-on");
  size_t chosen = CWP_SEVERITY_ERROR;
  if (value && arguments_has(self->arguments, "strict"))
    return wrong_usage(self->arguments->verb, "--strict and --fail-on exclude each other");
  if (value) {
    int code = arguments_choice(self->arguments, "fail-on", value, names, 3, &chosen);
    if (code != CODE_GO_ON) return code;
  }
  self->fail_on = arguments_has(self->arguments, "strict") ? CWP_SEVERITY_WARNING : (cwp_severity)chosen;
  return CODE_GO_ON;
}

static int read_options(check *self) {
  static const char *const views[] = {"upstream"};
  const char *view = arguments_value(self->arguments, "as");
  size_t chosen;
  int code = read_fail_on(self);
  if (code == CODE_GO_ON) code = arguments_date(self->arguments, &self->on);
  if (code == CODE_GO_ON && view) code = arguments_choice(self->arguments, "as", view, views, 1, &chosen);
  self->upstream_only = view != NULL;
  return code;
}

/* A file that was named twice has its findings under the first naming only. */
static int is_repeated(const cwp_import *import, size_t index) {
  const char *path = cwp_import_file_at(import, index)->path;
  for (size_t i = 0; i < index; i++) {
    if (strcmp(cwp_import_file_at(import, i)->path, path) == 0) return 1;
  }
  return 0;
}

static int file_findings(const check *self, size_t index, finding_list *list) {
  int code = findings_list(list, cwp_import_findings(self->import), cwp_import_file_at(self->import, index)->path,
                           self->upstream_only);
  if (code == CODE_GO_ON && is_repeated(self->import, index)) list->count = 0;
  return code;
}

static const char *kind_words(cwp_file_kind kind) {
  switch (kind) {
  case CWP_FILE_ASC_STAFF:
    return "staff records of the national data set (ASC-WDS)";
  case CWP_FILE_ASC_TRAINING:
    return "training records of the national data set (ASC-WDS)";
  case CWP_FILE_ASC_WORKPLACE:
    return "workplaces of the national data set (ASC-WDS)";
  case CWP_FILE_PORTFOLIO:
    return "a portfolio";
  case CWP_FILE_PATHWAY:
    return "a framework";
  default:
    return "a file of a kind that is not known";
  }
}

static const char *version_word(cwp_file_kind kind) {
  return kind == CWP_FILE_PORTFOLIO || kind == CWP_FILE_PATHWAY ? "format version" : "layout of";
}

static void json_file(cmd_json *json, const cwp_import_file *file, const finding_list *list) {
  json_object(json);
  json_member(json, "path", file->path);
  json_member(json, "kind", cwp_file_kind_name(file->kind));
  json_member(json, "format_version", file->version);
  json_member_number(json, "records", (int64_t)file->records);
  findings_json_counts(json, "counts", list);
  json_key(json, "findings");
  json_array(json);
  for (size_t i = 0; i < list->count && !out_failed(); i++)
    finding_json(json, list->items[i].finding);
  json_end(json);
  json_end(json);
}

static int print_json(const check *self) {
  cmd_json json;
  char date[CWP_DATE_TEXT_SIZE];
  int code = CODE_GO_ON;
  json_start(&json);
  json_member_number(&json, "schema_version", 1);
  json_member(&json, "edition", framework_edition(self->pathway));
  json_member(&json, "dataset", cwp_dataset_version());
  json_member(&json, "on", cwp_date_format(self->on, date));
  json_member(&json, "as", self->upstream_only ? "upstream" : "");
  json_key(&json, "files");
  json_array(&json);
  for (size_t i = 0; i < cwp_import_file_count(self->import) && code == CODE_GO_ON; i++) {
    finding_list list;
    code = file_findings(self, i, &list);
    if (code == CODE_GO_ON) json_file(&json, cwp_import_file_at(self->import, i), &list);
    findings_free(&list);
  }
  json_end(&json);
  json_finish(&json);
  return code;
}

static cmd_style severity_style(cwp_severity severity) {
  return severity == CWP_SEVERITY_ERROR ? STYLE_BAD : severity == CWP_SEVERITY_WARNING ? STYLE_SOON : STYLE_FAINT;
}

static void print_severity(const cwp_finding *finding) {
  out_text("  ");
  out_style(severity_style(finding->severity));
  out_cell(cwp_severity_name(finding->severity), SEVERITY_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
}

/* The rule's name; the national service's own code comes first where it has one. */
static void finding_name(const cwp_finding *finding, int upstream_only, char *text, size_t size) {
  text[0] = '\0';
  if (upstream_only) compose_more(text, size, "%s ", finding->upstream);
  compose_more(text, size, "%s", finding->id);
  if (!upstream_only && finding->upstream[0])
    compose_more(text, size, " (%s in the national service)", finding->upstream);
}

static void print_other_lines(const listed_finding *members, size_t count) {
  char text[TEXT_SIZE] = "also on line", number[NUMBER_SIZE];
  if (count < 2 || !members[1].finding->line) return;
  if (count > 2) compose_more(text, sizeof text, "s");
  for (size_t i = 1; i < count && i <= LINES_SHOWN; i++)
    compose_more(text, sizeof text, "%s %" PRIu64, i > 1 ? "," : "", members[i].finding->line);
  if (count > LINES_SHOWN + 1)
    compose_more(text, sizeof text, " and %s more (--all lists them)", number_text(count - LINES_SHOWN - 1, number));
  out_spaces(SEVERITY_WIDTH + 2);
  out_paragraph(text, SEVERITY_WIDTH + 2, SEVERITY_WIDTH + 2);
}

static void print_group(const listed_finding *members, size_t count, const void *context) {
  const check *self = context;
  const cwp_finding *first = members->finding;
  char text[TEXT_SIZE], number[NUMBER_SIZE];
  print_severity(first);
  finding_name(first, self->upstream_only, text, sizeof text);
  out_style(STYLE_STRONG);
  out_shown(text);
  out_style(STYLE_PLAIN);
  out_format("%s%s\n", count > 1 ? "  × " : "", count > 1 ? number_text(count, number) : "");
  finding_place(first, 0, text, sizeof text);
  compose_more(text, sizeof text, "%s%s", text[0] ? ": " : "", first->message);
  out_spaces(SEVERITY_WIDTH + 2);
  out_paragraph(text, SEVERITY_WIDTH + 2, SEVERITY_WIDTH + 2);
  print_other_lines(members, count);
}

/* One line for each, in the form that editors and compilers have taught people. */
static void print_each(const check *self, const finding_list *list) {
  char name[256], place[TEXT_SIZE], text[TEXT_SIZE * 2];
  for (size_t i = 0; i < list->count && !out_failed(); i++) {
    const cwp_finding *finding = list->items[i].finding;
    finding_name(finding, self->upstream_only, name, sizeof name);
    finding_place(finding, 0, place, sizeof place);
    compose(text, sizeof text, "%s%s%s [%s]", place, place[0] ? ": " : "", finding->message, name);
    print_severity(finding);
    out_shown(text);
    out_text("\n");
  }
}

static int print_file(const check *self, size_t index) {
  const cwp_import_file *file = cwp_import_file_at(self->import, index);
  char text[TEXT_SIZE], counts[128], records[64];
  finding_list list;
  int code = file_findings(self, index, &list);
  if (index > 0) out_text("\n");
  out_style(STYLE_STRONG);
  out_shown(file->path);
  out_style(STYLE_PLAIN);
  out_text("\n");
  compose(text, sizeof text, "%s", kind_words(file->kind));
  if (file->version[0]) compose_more(text, sizeof text, ", %s %s", version_word(file->kind), file->version);
  compose_more(text, sizeof text, ", %s", count_text(file->records, "record", "records", records, sizeof records));
  findings_counts_text(&list, counts, sizeof counts);
  compose_more(text, sizeof text, ": %s%s", counts, list.count == 0 ? " to mend" : "");
  out_text("  ");
  out_paragraph(text, 2, 2);
  if (list.count > 0) out_text("\n");
  if (code == CODE_GO_ON && arguments_has(self->arguments, "all")) print_each(self, &list);
  if (code == CODE_GO_ON && !arguments_has(self->arguments, "all"))
    code = findings_each_group(&list, print_group, self);
  findings_free(&list);
  return code;
}

static int print_text(const check *self) {
  int code = CODE_GO_ON;
  for (size_t i = 0; i < cwp_import_file_count(self->import) && code == CODE_GO_ON; i++)
    code = print_file(self, i);
  return code;
}

/* What the findings come to, for the shell. */
static int verdict(const check *self, size_t failed_files) {
  finding_list list;
  int code = findings_list(&list, cwp_import_findings(self->import), NULL, self->upstream_only);
  if (code == CODE_GO_ON) {
    code = failed_files > 0 ? CODE_INPUT : CODE_FINE;
    if (code == CODE_FINE && list.count > 0 && list.items[0].finding->severity >= self->fail_on) code = CODE_FOUND;
  }
  findings_free(&list);
  return code;
}

static int check_files(check *self) {
  cmd_files files = {0};
  int code = read_options(self);
  if (code == CODE_GO_ON) code = files_read(&files, self->arguments, self->pathway, self->on);
  self->import = files.import;
  if (code == CODE_GO_ON) code = arguments_has(self->arguments, "json") ? print_json(self) : print_text(self);
  if (code == CODE_GO_ON) code = verdict(self, files.failed);
  files_free(&files);
  return code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  check self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = check_files(&self);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_check = {
    .name = "check",
    .summary = "say what is wrong in files, and where",
    .operands = "FILE…",
    .about =
        "FILE is a workplace, staff or training file of the national data set (ASC-WDS), a portfolio, or a framework "
        "file; its kind is found from what it holds, never from its name. Give the files that belong together at once, "
        "so that "
        "training can be held against staff. - is standard input.\n\n"
        "An error means that a record, or the whole file, could not be used; a warning, that one value could not be "
        "used and the rest of the record counts; a note, that nothing is lost.\n\n"
        "The exit status is 3 when a file could not be read to its end, or else 1 when there is a finding of the kind "
        "to fail on.",
    .examples = "cwp check staff.csv training.csv\n"
                "cwp check staff.csv --all --strict\n"
                "cwp check staff.csv --as upstream --json",
    .options = {own_options, options_date, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
