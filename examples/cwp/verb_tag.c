/* cwp tag: what courses are about. */

#include "files.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "tagging.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 100 };

static const cmd_option own_options[] = {
    {"text", "TEXT", "Tag this text: its first line is the title, the rest the description. No FILE then.", 0},
    {"level", "LEVEL", "With --text: the level of the course, such as 2.", 0},
    {"audience", "TEXT", "With --text: whom the course is for.", 0},
    {"statements", NULL, "Show the statements too; --json and --csv always have them.", 0},
    {"csv", NULL, "Print the tagged catalogue as CSV.", 0},
    {"output", "FILE",
     "Write the tagged catalogue there, whole or not at all: as CSV with --csv or where its name ends in .csv, as JSON "
     "otherwise.",
     0},
    {"least", "SCORE", "Leave out what scores less, from 0 to 1; 0.05 without it.", 0},
    {"sure", "SCORE", "Suggest no group where none scores as much, from 0 to 1; 0.2 without it.", 0},
    {"limit", "N", "At most so many groups for a course; 10 without it.", 0},
    {"no-known", NULL, "Go by the words alone, even where the dataset knows the title and what the course covers.", 0},
    OPTIONS_END,
};

typedef struct tagging {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_index *index;
  cwp_tag_options options;
  cwp_tagged *tagged;
} tagging;

static int read_options(tagging *self) {
  cwp_tag_options defaults = CWP_TAG_OPTIONS_INIT;
  int limit = (int)defaults.most;
  self->options = defaults;
  self->options.known = !arguments_has(self->arguments, "no-known");
  int code = arguments_share(self->arguments, "least", &self->options.least);
  if (code == CODE_GO_ON) code = arguments_share(self->arguments, "sure", &self->options.sure);
  if (code == CODE_GO_ON) code = arguments_number(self->arguments, "limit", 1, MOST_GROUPS, &limit);
  self->options.most = (size_t)limit;
  return code;
}

/* What was given has to go together. */
static int check_usage(const tagging *self) {
  const cmd_arguments *arguments = self->arguments;
  int text = arguments_has(arguments, "text");
  if (text && arguments->operand_count > 0) return wrong_usage(arguments->verb, "--text and FILE exclude each other");
  if (!text && arguments->operand_count == 0)
    return wrong_usage(arguments->verb, "nothing to tag: give a FILE, - for standard input, or --text TEXT");
  if (!text && (arguments_has(arguments, "level") || arguments_has(arguments, "audience")))
    return wrong_usage(arguments->verb, "--level and --audience go with --text");
  if (arguments_has(arguments, "csv") && arguments_has(arguments, "json"))
    return wrong_usage(arguments->verb, "--csv and --json exclude each other");
  return CODE_GO_ON;
}

/* One course of the text that was given: its first line is the title. */
static int tag_text(tagging *self) {
  cwp_error error;
  cwp_course_text course = CWP_COURSE_TEXT_INIT;
  const char *text = arguments_value(self->arguments, "text");
  size_t length = strcspn(text, "\r\n");
  char *title = malloc(length + 1);
  if (!title) return out_of_memory();
  memcpy(title, text, length);
  title[length] = '\0';
  course.title = title;
  course.description = text + length + strspn(text + length, "\r\n");
  course.level = arguments_value(self->arguments, "level");
  course.audience = arguments_value(self->arguments, "audience");
  cwp_status status = cwp_tagged_new(self->index, &self->options, NULL, &self->tagged, &error);
  if (!status) status = cwp_tagged_add(self->tagged, NULL, &course, &error);
  free(title);
  return status ? explain_error(&error) : CODE_GO_ON;
}

static int tag_file(tagging *self) {
  cwp_error error;
  cwp_status status = cwp_tagged_new(self->index, &self->options, NULL, &self->tagged, &error);
  if (!status) status = files_read_tagged(self->arguments->operands[0], self->tagged, &error);
  return status ? explain_error(&error) : CODE_GO_ON;
}

/* Whether the output is to be CSV, by its option or the file's name. */
static int wants_csv(const tagging *self, const char *output) {
  size_t length = output ? strlen(output) : 0;
  if (arguments_has(self->arguments, "csv")) return 1;
  return length > 4 && strcmp(output + length - 4, ".csv") == 0;
}

static int write_file(const tagging *self, const char *path) {
  cwp_error error;
  char *text = NULL;
  size_t length = 0;
  cwp_file_writer *writer = NULL;
  cwp_status status = wants_csv(self, path) ? cwp_tagged_print_csv(self->tagged, NULL, &text, &length, &error)
                                            : cwp_tagged_print_json(self->tagged, NULL, &text, &length, &error);
  if (!status) status = cwp_file_writer_open(path, NULL, &writer, &error);
  if (!status) {
    cwp_output output = cwp_file_writer_output(writer);
    (void)output.write(output.context, text, length); /* the commit says what failed */
    status = cwp_file_writer_commit(writer, &error);
  }
  cwp_file_writer_free(writer);
  cwp_text_free(NULL, text);
  return status ? explain_error(&error) : CODE_FINE;
}

static int print(const tagging *self) {
  cwp_error error;
  char *text = NULL;
  size_t length;
  int csv = arguments_has(self->arguments, "csv");
  if (!csv && !arguments_has(self->arguments, "json")) {
    tagging_print(self->tagged, self->pathway, arguments_has(self->arguments, "statements"));
    return CODE_FINE;
  }
  cwp_status status = csv ? cwp_tagged_print_csv(self->tagged, NULL, &text, &length, &error)
                          : cwp_tagged_print_json(self->tagged, NULL, &text, &length, &error);
  if (status) return explain_error(&error);
  if (csv) out_csv(text);
  if (!csv) json_document(text);
  cwp_text_free(NULL, text);
  return CODE_FINE;
}

static int tag(tagging *self) {
  cwp_error error;
  const char *output = arguments_value(self->arguments, "output");
  int code = read_options(self);
  if (code != CODE_GO_ON) return code;
  if (cwp_index_make(self->pathway, NULL, &self->index, &error) != CWP_OK) return explain_error(&error);
  code = arguments_has(self->arguments, "text") ? tag_text(self) : tag_file(self);
  if (code != CODE_GO_ON) return code;
  code = output ? write_file(self, output) : print(self);
  if (self->arguments->operand_count > 0) tagging_remark_bare(self->tagged, self->arguments->operands[0]);
  return code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own = NULL;
  tagging self = {.arguments = arguments};
  int code = check_usage(&self);
  if (code == CODE_GO_ON) code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = tag(&self);
  cwp_tagged_free(self.tagged);
  cwp_index_free(self.index);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_tag = {
    .name = "tag",
    .summary = "suggest what courses cover of the pathway, and whom they are for",
    .operands = "[FILE]",
    .about =
        "FILE is a catalogue of courses: CSV with a title in its header, JSON, schema.org Course JSON-LD, or a "
        "catalogue that this verb has tagged; - is standard input. Each course gets groups of knowledge and skills, "
        "their statements, practice areas and role categories, each with a score and a reason. A score says how often "
        "suggestions like it are right; where none is sure enough, none is made.\n\n"
        "The tagged catalogue, written by --output, --json or --csv, takes your decisions: put accepted, rejected or "
        "added as a tag's decision, add rows or tags of your own, and tag the file again. Decisions win over "
        "suggestions and are kept.",
    .examples = "cwp tag --text 'Safe handling of medicines' --level 2\n"
                "cwp tag catalogue.csv --output tagged.csv\n"
                "cwp tag tagged.csv --json\n"
                "cwp tag courses.jsonld --edition 2024 --csv > tagged.csv",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 0,
    .most_operands = 1,
    .run = run,
};
