/* cwp check: what is wrong in files. */

#include "check.h"

#include "files.h"
#include "framework.h"
#include "messages.h"
#include "output.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_SIZE = 64 * 1024 };

static const cmd_option own_options[] = {
    {"all", NULL, "List every finding on a line of its own, in place of groups with an example each.", 0},
    {"csv", NULL, "Print every finding as a line of CSV, with a header.", 0},
    {"fail-on", "KIND",
     "End with exit status 1 when there is an error (the default), a warning or worse, or a note or "
     "worse: error, warning or note.",
     0},
    {"strict", NULL, "Treat warnings as failing: the same as --fail-on warning.", 0},
    {"as", "upstream",
     "Show the national service's verdict only: the findings that it has a code for, with its code and its severity, "
     "and of several with one code in a row the first, as it does.",
     0},
    {"stored", "WHICH",
     "What the national service holds already of the workplaces and workers in the files: none or all of them. Without "
     "it STATUS is not held against that.",
     0},
    OPTIONS_END,
};

static int read_fail_on(cmd_check *self) {
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

static int read_view(cmd_check *self) {
  int is_json = arguments_has(self->arguments, "json"), is_csv = arguments_has(self->arguments, "csv");
  if (is_json && is_csv) return wrong_usage(self->arguments->verb, "--json and --csv exclude each other");
  self->view = arguments_has(self->arguments, "all") ? CHECK_EACH : CHECK_GROUPS;
  if (is_json) self->view = CHECK_JSON;
  if (is_csv) self->view = CHECK_CSV;
  return CODE_GO_ON;
}

static int read_options(cmd_check *self) {
  static const char *const views[] = {"upstream"};
  static const char *const stored[] = {"none", "all"};
  const char *view = arguments_value(self->arguments, "as"), *which = arguments_value(self->arguments, "stored");
  size_t chosen;
  int code = read_fail_on(self);
  if (code == CODE_GO_ON) code = read_view(self);
  if (code == CODE_GO_ON) code = arguments_date(self->arguments, &self->on);
  if (code == CODE_GO_ON && view) code = arguments_choice(self->arguments, "as", view, views, 1, &chosen);
  if (code == CODE_GO_ON && which) {
    code = arguments_choice(self->arguments, "stored", which, stored, 2, &chosen);
    self->stored = chosen == 0 ? CWP_STORED_NONE : CWP_STORED_ALL;
  }
  self->upstream_only = view != NULL;
  return code;
}

/* The beginning of standard input, which can be read once only, and what follows it. */
typedef struct standard_head {
  char bytes[HEAD_SIZE];
  size_t length;
  size_t taken;
} standard_head;

static size_t read_on(void *context, void *buffer, size_t capacity) {
  standard_head *self = context;
  size_t left = self->length - self->taken;
  if (left == 0) {
    cwp_input input = files_standard_input();
    return input.read(input.context, buffer, capacity);
  }
  if (left > capacity) left = capacity;
  memcpy(buffer, self->bytes + self->taken, left);
  self->taken += left;
  return left;
}

/* Looks at the beginning of a file, to know when to read it. */
static void look_at(check_file *file, standard_head *head) {
  char bytes[HEAD_SIZE];
  if (strcmp(file->operand, "-") == 0) {
    cwp_input input = files_standard_input();
    size_t got = input.read(input.context, head->bytes, sizeof head->bytes);
    head->length = got <= sizeof head->bytes ? got : 0;
    file->path = input.name;
    file->kind = cwp_file_kind_guess(head->bytes, head->length, NULL);
    return;
  }
  FILE *from = fopen(file->operand, "rb");
  size_t length = from ? fread(bytes, 1, sizeof bytes, from) : 0;
  if (from) fclose(from);
  file->path = file->operand;
  file->kind = cwp_file_kind_guess(bytes, length, NULL);
}

/* National files are read in the order in which one is held against another; anything else comes between. */
static int turn_of(cwp_file_kind kind) {
  if (kind == CWP_FILE_ASC_WORKPLACE) return 0;
  if (kind == CWP_FILE_ASC_STAFF) return 2;
  return kind == CWP_FILE_ASC_TRAINING ? 3 : 1;
}

static int is_national(cwp_file_kind kind) {
  return turn_of(kind) != 1;
}

static int list_files(cmd_check *self, standard_head *head) {
  const cmd_arguments *arguments = self->arguments;
  self->files = calloc(arguments->operand_count + 1, sizeof *self->files);
  if (!self->files) return out_of_memory();
  self->file_count = arguments->operand_count;
  for (size_t i = 0; i < self->file_count; i++) {
    self->files[i].operand = arguments->operands[i];
    look_at(&self->files[i], head);
    for (size_t j = 0; j < i; j++)
      self->files[i].is_repeated |= strcmp(self->files[i].path, self->files[j].path) == 0;
  }
  return CODE_GO_ON;
}

static int read_file(cmd_check *self, size_t index, standard_head *head) {
  cwp_error error = CWP_ERROR_INIT;
  const cwp_input input = {read_on, head, self->files[index].path};
  self->current = index;
  self->files[index].read = cwp_import_file_count(self->import);
  cwp_status status = strcmp(self->files[index].operand, "-") == 0
                          ? cwp_import_add_input(self->import, &input, &error)
                          : cwp_import_add_file(self->import, self->files[index].operand, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  if (self->is_broken) return CODE_INTERNAL;
  if (code_of(status) == CODE_INTERNAL) return explain_error(&error);
  self->failed++;
  return CODE_GO_ON;
}

static int show_reading(void *context, uint64_t bytes) {
  (void)context;
  progress_show("reading", bytes / 1000000, "MB");
  return 0;
}

static int start_import(cmd_check *self) {
  cwp_error error;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  options.on = self->on;
  options.stored = self->stored;
  options.progress = show_reading;
  options.found = check_hear;
  options.found_context = self;
  options.matrix_mapping = self->mapping;
  options.matrix_mapping_length = self->mapping_length;
  options.check_only = 1;
  for (size_t i = 0; i < self->file_count; i++)
    if (!is_national(self->files[i].kind)) options.check_only = 0;
  return cwp_import_new(self->pathway, &options, NULL, &self->import, &error) == CWP_OK ? CODE_GO_ON
                                                                                        : explain_error(&error);
}

static int read_files(cmd_check *self, standard_head *head) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_team *team = NULL;
  int code = start_import(self);
  if (code == CODE_GO_ON && !spool_start(&self->spool, self->file_count * CWP_SEVERITY_END)) code = out_of_memory();
  progress_start();
  for (int turn = 0; turn <= 3; turn++)
    for (size_t i = 0; i < self->file_count && code == CODE_GO_ON; i++)
      if (turn_of(self->files[i].kind) == turn) code = read_file(self, i, head);
  self->current = self->file_count;
  if (code == CODE_GO_ON && cwp_import_finish(self->import, &team, &error) != CWP_OK)
    code = self->is_broken ? CODE_INTERNAL : explain_error(&error);
  progress_clear();
  if (self->is_broken) complain("findings could not be kept: out of memory, or no room for a temporary file");
  cwp_team_free(team);
  return code;
}

/* What the findings come to, for the shell. */
static int verdict(const cmd_check *self) {
  if (self->failed > 0) return CODE_INPUT;
  for (size_t i = 0; i < self->file_count; i++)
    for (int severity = (int)self->fail_on; severity < CWP_SEVERITY_END; severity++)
      if (self->files[i].counts[severity] > 0) return CODE_FOUND;
  return CODE_FINE;
}

static int check_files(cmd_check *self) {
  standard_head *head = calloc(1, sizeof *head);
  int code = head ? read_options(self) : out_of_memory();
  const char *mapping = arguments_value(self->arguments, "mapping");
  if (code == CODE_GO_ON && !files_are_distinct(self->arguments)) code = CODE_USAGE;
  if (code == CODE_GO_ON && mapping) code = files_read_text(mapping, &self->mapping, &self->mapping_length);
  if (code == CODE_GO_ON) code = list_files(self, head);
  if (code == CODE_GO_ON) code = read_files(self, head);
  if (code == CODE_GO_ON) code = check_print(self);
  if (code == CODE_GO_ON) code = verdict(self);
  free(head);
  return code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_check self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = check_files(&self);
  check_free(&self);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_check = {
    .name = "check",
    .summary = "say what is wrong in files, and where",
    .operands = "FILE…",
    .about =
        "FILE is a workplace, staff or training file of the national data set (ASC-WDS), a portfolio, a form for "
        "self-assessment, or a framework file; its kind is found from what it holds, never from its name. Give the "
        "files that belong together at once, in any order, so that they can be held against each other. - is standard "
        "input. National files of any size are read in little memory; findings wait in a temporary file.\n\n"
        "An error means that a record, or the whole file, could not be used; a warning, that one value could not be "
        "used and the rest of the record counts; a note, that nothing is lost.\n\n"
        "The exit status is 3 when a file could not be read to its end, or else 1 when there is a finding of the kind "
        "to fail on.",
    .examples = "cwp check staff.csv training.csv\n"
                "cwp check staff.csv --all --strict\n"
                "cwp check workplace.csv staff.csv training.csv --as upstream --json\n"
                "cwp check staff.csv --csv > findings.csv",
    .options = {own_options, options_date, options_matrix, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
