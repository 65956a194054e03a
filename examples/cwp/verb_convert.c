/* cwp convert: from one form of a file to another. */

#include "convert.h"
#include "files.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "people.h"
#include "record.h"
#include "terminal.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const cmd_option own_options[] = {
    {"to", "FORM",
     "What to make of the files: staff, training or workplace (a file of the national data set, from one of that "
     "kind); or of the people in them: portfolio (a JSON file a person, in a folder), portfolio-lines (one file, a "
     "line "
     "of JSON a person), csv (a row a piece of evidence) or wide (a row a worker, as analysts have it). Without it, "
     "each "
     "file stays what it is.",
     0},
    {"layout", "DAY",
     "Write files of the national data set in the layout that was taken on that day, such as 2025-06-24, or in "
     "today's: "
     "today. Without it, each keeps its own.",
     0},
    {"output", "PATH",
     "Write to this file, which is replaced whole or not at all; with several files, to this folder, under the names "
     "that they have. Without it, standard output, if that is no terminal.",
     0},
    {"codes-of", "DAY",
     "When the codes in the files were chosen; without it, on the day of the file's layout. Some codes changed their "
     "meaning.",
     0},
    {"codes-on", "DAY", "The day as of which codes are wanted; without it, as of the layout that is written.", 0},
    {"keep-codes", NULL, "Leave codes as they are, whatever became of them.", 0},
    {"fill-categories", NULL,
     "Suggest role categories for the workers of a staff file who have none: a table to be answered with yes, no or a "
     "code in the column agree.",
     0},
    {"agree", "ANSWERS",
     "With --fill-categories, write the staff file with what was agreed to, every other byte as it was: the answered "
     "table, or strong or all for the suggestions that are strong, or strong and fair.",
     0},
    {"without", "WHAT",
     "With portfolio, portfolio-lines and csv, leave out notes, assessors, origins (where records come from) or "
     "unknown "
     "(keys that are none of the format's), several with commas between them. May be given more than once.",
     1},
    {"keep-going", NULL, "Write what could be used where rows, or whole files, could not.", 0},
    OPTIONS_END,
};

/* ---- What the ways share ---- */

static int write_standard_output(void *context, const void *bytes, size_t length) {
  (void)context;
  out_bytes(bytes, length);
  return out_failed();
}

int convert_check_folder(const char *path) {
  char inside[4096];
  compose(inside, sizeof inside, "%s/.", path);
  FILE *folder = fopen(inside, "rb"); /* opens, or is refused for another reason, where the folder is there */
  int reason = errno;
  if (folder) fclose(folder);
  if (folder || (reason != ENOENT && reason != ENOTDIR)) return CODE_GO_ON;
  if (reason == ENOENT) complain("the folder '%s' does not exist", path);
  if (reason == ENOTDIR) complain("'%s' is no folder: --output takes one here, for several files are written", path);
  return CODE_INPUT;
}

int convert_target_open(convert_target *self, const char *path) {
  cwp_error error;
  *self = (convert_target){NULL, {write_standard_output, NULL, "standard output"}};
  if (!path) return CODE_GO_ON;
  if (cwp_file_writer_open(path, NULL, &self->writer, &error) != CWP_OK) return explain_error(&error);
  self->output = cwp_file_writer_output(self->writer);
  return CODE_GO_ON;
}

int convert_target_close(convert_target *self, int gives_up) {
  cwp_error error;
  int code = CODE_GO_ON;
  if (self->writer && !gives_up && cwp_file_writer_commit(self->writer, &error) != CWP_OK) code = explain_error(&error);
  cwp_file_writer_free(self->writer);
  self->writer = NULL;
  return code;
}

int convert_report(cmd_convert *self, const char *path, const converted_file *about) {
  converted_file *files = realloc(self->files, (self->file_count + 1) * sizeof *files);
  if (!files) return out_of_memory();
  self->files = files;
  files[self->file_count] = *about;
  const char *name = path ? path : "";
  char *copy = malloc(strlen(name) + 1);
  if (!copy) return out_of_memory();
  files[self->file_count++].path = memcpy(copy, name, strlen(name) + 1);
  return CODE_GO_ON;
}

/* ---- The report ---- */

static void json_written(cmd_json *json, const converted_file *file) {
  json_flat_object(json);
  json_member(json, "path", file->path);
  json_member(json, "kind", file->kind);
  json_member(json, "from_version", file->from ? file->from : "");
  json_member(json, "format_version", file->version ? file->version : "");
  json_member_number(json, "read", (int64_t)file->read);
  json_member_number(json, "written", (int64_t)file->written);
  json_member_number(json, "lost", (int64_t)file->lost);
  json_member_number(json, "recoded", (int64_t)file->recoded);
  json_end(json);
}

static void print_json(const cmd_convert *self, const finding_list *list) {
  cmd_json json;
  char day[CWP_DATE_TEXT_SIZE];
  record_json_start(&json, self->pathway);
  json_member(&json, "on", cwp_date_format(self->on, day));
  json_key(&json, "files");
  json_array(&json);
  for (size_t i = 0; i < self->file_count; i++)
    json_written(&json, &self->files[i]);
  json_end(&json);
  findings_json_counts(&json, "counts", list);
  json_key(&json, "findings");
  json_array(&json);
  for (size_t i = 0; i < list->count && !out_failed(); i++)
    finding_json(&json, list->items[i].finding);
  json_end(&json);
  json_finish(&json);
}

static void remark_written(const converted_file *file) {
  char text[512], rows[64], number[NUMBER_SIZE];
  compose(text, sizeof text, "%s: %s, %s", file->path[0] ? file->path : "standard output", file->kind,
          count_text(file->written, "record", "records", rows, sizeof rows));
  if (file->written != file->read) compose_more(text, sizeof text, " of %s", number_text(file->read, number));
  if (file->version && file->version[0]) compose_more(text, sizeof text, ", layout of %s", file->version);
  if (file->from && file->from[0] && strcmp(file->from, file->version) != 0)
    compose_more(text, sizeof text, " (it was of %s)", file->from);
  if (file->lost) compose_more(text, sizeof text, ", %s values left out", number_text(file->lost, number));
  if (file->recoded) compose_more(text, sizeof text, ", %s codes changed", number_text(file->recoded, number));
  remark("%s", text);
}

static int report(const cmd_convert *self) {
  finding_list list;
  int code = findings_list(&list, self->findings, NULL, 0);
  if (code == CODE_GO_ON && arguments_has(self->arguments, "json")) print_json(self, &list);
  if (code == CODE_GO_ON && !arguments_has(self->arguments, "json")) {
    for (size_t i = 0; i < self->file_count; i++)
      remark_written(&self->files[i]);
    code = people_remark_findings(&list, "converted files");
  }
  findings_free(&list);
  return code;
}

/* ---- The verb ---- */

static int read_form(cmd_convert *self) {
  static const char *const forms[] = {"staff", "training", "workplace", "portfolio", "portfolio-lines", "csv", "wide"};
  static const struct {
    cwp_file_kind kind;
    convert_form form;
  } meant[] = {{CWP_FILE_ASC_STAFF, CONVERT_LAYOUT},     {CWP_FILE_ASC_TRAINING, CONVERT_LAYOUT},
               {CWP_FILE_ASC_WORKPLACE, CONVERT_LAYOUT}, {CWP_FILE_UNKNOWN, CONVERT_PORTFOLIOS},
               {CWP_FILE_UNKNOWN, CONVERT_LINES},        {CWP_FILE_UNKNOWN, CONVERT_EVIDENCE},
               {CWP_FILE_UNKNOWN, CONVERT_WIDE}};
  const char *to = arguments_value(self->arguments, "to");
  size_t chosen;
  if (!to) return CODE_GO_ON;
  int code = arguments_choice(self->arguments, "to", to, forms, sizeof forms / sizeof *forms, &chosen);
  if (code != CODE_GO_ON) return code;
  self->kind = meant[chosen].kind;
  self->form = meant[chosen].form;
  return CODE_GO_ON;
}

static int check_output(const cmd_convert *self) {
  if (self->output && self->output[0] == '\0')
    return wrong_usage(self->arguments->verb, "--output wants the name of a file or folder");
  if (self->output && strcmp(self->output, "-") == 0)
    return wrong_usage(self->arguments->verb, "--output takes the name of a file; without it, standard output is used");
  if (!self->output && arguments_has(self->arguments, "json"))
    return wrong_usage(self->arguments->verb, "--json wants --output: the report takes standard output");
  if (!self->output && out_is_terminal())
    return wrong_usage(self->arguments->verb, "standard output is a terminal: name a file with --output");
  return CODE_GO_ON;
}

static int check_filling(const cmd_convert *self) {
  static const char *const others[] = {"to", "layout", "codes-of", "codes-on", "keep-codes"};
  int fills = arguments_has(self->arguments, "fill-categories");
  if (!fills && arguments_has(self->arguments, "agree"))
    return wrong_usage(self->arguments->verb, "--agree goes with --fill-categories");
  for (size_t i = 0; fills && i < sizeof others / sizeof *others; i++) {
    if (arguments_has(self->arguments, others[i]))
      return wrong_usage(self->arguments->verb, "--fill-categories and --%s exclude each other", others[i]);
  }
  return CODE_GO_ON;
}

/* People have no layout, and files of the national data set leave nothing out. */
static int check_people(const cmd_convert *self) {
  static const char *const of_layouts[] = {"layout", "codes-of", "codes-on", "keep-codes"};
  int is_people = self->form != CONVERT_LAYOUT;
  if (!is_people && arguments_has(self->arguments, "without"))
    return wrong_usage(self->arguments->verb, "--without goes with --to portfolio, portfolio-lines and csv");
  for (size_t i = 0; is_people && i < sizeof of_layouts / sizeof *of_layouts; i++) {
    if (arguments_has(self->arguments, of_layouts[i]))
      return wrong_usage(self->arguments->verb, "--%s goes with files of the national data set", of_layouts[i]);
  }
  return CODE_GO_ON;
}

static int make(cmd_convert *self) {
  if (arguments_has(self->arguments, "fill-categories")) return convert_categories(self);
  return self->form == CONVERT_LAYOUT ? convert_layouts(self) : convert_people(self);
}

static int convert(cmd_convert *self) {
  cwp_error error;
  int code = read_form(self);
  if (code == CODE_GO_ON) code = check_filling(self);
  if (code == CODE_GO_ON) code = check_people(self);
  if (code == CODE_GO_ON) code = check_output(self);
  if (code == CODE_GO_ON && !files_are_distinct(self->arguments)) code = CODE_USAGE;
  if (code == CODE_GO_ON) code = arguments_date(self->arguments, &self->on);
  if (code != CODE_GO_ON) return code;
  if (cwp_findings_new(NULL, &self->findings, &error) != CWP_OK) return explain_error(&error);
  code = make(self);
  if (code == CODE_GO_ON) code = report(self);
  if (code != CODE_GO_ON) return code;
  if (self->is_broken) return CODE_INPUT;
  return self->left_out ? CODE_FOUND : CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_convert self = {.arguments = arguments, .output = arguments_value(arguments, "output")};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = convert(&self);
  for (size_t i = 0; i < self.file_count; i++)
    free(self.files[i].path);
  free(self.files);
  cwp_findings_free(self.findings);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_convert = {
    .name = "convert",
    .summary = "turn files into other forms and layouts",
    .operands = "FILE…",
    .about =
        "FILE is a staff, training or workplace file of the national data set (ASC-WDS), of any layout since 2019; its "
        "kind is found from its header, never from its name. - is standard input. With --to portfolio, "
        "portfolio-lines, "
        "csv and wide it may be anything that people are read from: portfolios, staff and training files, the wide "
        "shape.\n\n"
        "Every cell comes out as it went in. What the other layout has no column for is a finding, value by value; "
        "codes whose meaning has another code by then are changed, and said. Where rows cannot be used, nothing is "
        "written unless --keep-going was given.\n\n"
        "With --fill-categories nothing is guessed into a file: it gives suggestions with their reasons, and with "
        "--agree writes what somebody agreed to.\n\n"
        "The exit status is 1 when rows or answers could not be used, and 3 when a file could not be read to its end.",
    .examples = "cwp convert staff-2023.csv --layout today --output staff.csv\n"
                "cwp convert staff.csv training.csv --layout 2025-09-01 --output old\n"
                "cwp convert staff.csv training.csv --to portfolio --output passports --without notes\n"
                "cwp convert staff.csv training.csv --to wide --output wide.csv\n"
                "cwp convert staff.csv --fill-categories --output suggestions.csv\n"
                "cwp convert staff.csv --fill-categories --agree suggestions.csv --output staff.csv\n"
                "cwp convert training.csv --codes-of 2025-11-30 --codes-on 2026-02-01 --output training.csv",
    .options = {own_options, options_date, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
