/* cwp advert: a job description beside a role category. */

#include "files.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"
#include "title_answer.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_SHOWN = 8, PASSAGE_SIZE = 512, INDENT = 4 };

static const cmd_option own_options[] = {
    {"title", "TITLE", "The job title; the first line of the text if not given.", 0},
    {"role", "ID", "The role category to hold it against; the one that it reads like if not given.", 0},
    {"job-role", "CODE", "The job role of the national data set, such as 8 or ASC.J8.", 0},
    {"employer", "KIND",
     "Who employs the person: regulated (by the Care Quality Commission), not-regulated, or individual (the person "
     "supported).",
     0},
    {"all", NULL, "List every behaviour and statement, in place of the first of each sort.", 0},
    OPTIONS_END,
};

typedef struct description {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_index *index;
  cwp_advert *advert;
  char *text;
  size_t length;
} description;

static const char *extent_word(cwp_extent extent) {
  return extent == CWP_EXTENT_FULL ? "covered" : extent == CWP_EXTENT_PART ? "touched" : "lacking";
}

/* The passage on one line, cut where it is long. */
static void passage_of(const description *self, const cwp_advert_line *line, char *out, size_t size) {
  size_t length = line->length < size ? line->length : size - 1;
  compose(out, size, "%.*s", (int)length, self->text + line->start);
  for (char *at = out; *at; at++)
    if (*at == '\n' || *at == '\r' || *at == '\t') *at = ' ';
}

/* ---- JSON ---- */

static void json_line(cmd_json *json, const description *self, const cwp_advert_line *line) {
  char passage[PASSAGE_SIZE];
  passage_of(self, line, passage, sizeof passage);
  json_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, line->line));
  json_member(json, "title", cwp_record_title(self->pathway, line->line));
  json_member(json, "text", cwp_record_text(self->pathway, line->line));
  json_member(json, "role", cwp_record_code(self->pathway, line->role));
  json_member(json, "kind", cwp_requirement_kind_name(line->kind));
  json_member(json, "extent", extent_word(line->extent));
  json_key(json, "score");
  json_decimal(json, line->score);
  json_member(json, "passage", line->extent == CWP_EXTENT_NONE ? "" : passage);
  json_end(json);
}

static void print_json(const description *self) {
  cmd_json json;
  cwp_id role = cwp_advert_role(self->advert);
  record_json_start(&json, self->pathway);
  json_key(&json, "reads_like");
  json_object(&json);
  answer_json(&json, self->pathway, cwp_advert_title(self->advert));
  json_end(&json);
  json_member(&json, "role", record_code_or_none(self->pathway, role));
  json_member(&json, "coverage", role == CWP_NONE ? "" : cwp_coverage_name(cwp_role_coverage(self->pathway, role)));
  json_key(&json, "counts");
  json_flat_object(&json);
  for (cwp_extent extent = CWP_EXTENT_END; extent-- > CWP_EXTENT_NONE;)
    json_member_number(&json, extent_word(extent), (int64_t)cwp_advert_extent_count(self->advert, extent));
  json_end(&json);
  json_key(&json, "lines");
  json_array(&json);
  for (size_t i = 0; i < cwp_advert_count(self->advert); i++)
    json_line(&json, self, cwp_advert_at(self->advert, i));
  json_end(&json);
  json_finish(&json);
}

/* ---- Text ---- */

static void print_line(const description *self, const cwp_advert_line *line) {
  char passage[PASSAGE_SIZE];
  const char *code = cwp_record_code(self->pathway, line->line);
  out_text("  ");
  out_shown(code);
  out_text("  ");
  out_paragraph(cwp_record_text(self->pathway, line->line), INDENT, text_width(code) + INDENT);
  if (line->extent == CWP_EXTENT_NONE) return;
  passage_of(self, line, passage, sizeof passage);
  out_spaces(INDENT);
  out_style(STYLE_FAINT);
  out_paragraph(passage, INDENT, INDENT);
  out_style(STYLE_PLAIN);
}

static void print_extent(const description *self, cwp_extent extent, const char *heading) {
  size_t count = cwp_advert_extent_count(self->advert, extent), shown = 0;
  size_t most = arguments_has(self->arguments, "all") ? count : LINES_SHOWN;
  char number[NUMBER_SIZE];
  if (count == 0) return;
  out_heading(heading);
  for (size_t i = 0; i < cwp_advert_count(self->advert) && shown < most; i++) {
    const cwp_advert_line *line = cwp_advert_at(self->advert, i);
    if (line->extent != extent) continue;
    print_line(self, line);
    shown++;
  }
  if (count > shown) out_format("  … and %s more\n", number_text(count - shown, number));
}

static void print_text(const description *self) {
  cwp_id role = cwp_advert_role(self->advert);
  out_style(STYLE_STRONG);
  out_text("Reads like\n");
  out_style(STYLE_PLAIN);
  answer_print(self->pathway, cwp_advert_title(self->advert), 2);
  if (role == CWP_NONE) return;
  out_heading("Held against");
  out_format("  %s (%s): ", cwp_record_title(self->pathway, role), cwp_record_code(self->pathway, role));
  out_format("%zu of %zu behaviours and statements spoken of, %zu touched on, %zu not\n",
             cwp_advert_extent_count(self->advert, CWP_EXTENT_FULL), cwp_advert_count(self->advert),
             cwp_advert_extent_count(self->advert, CWP_EXTENT_PART),
             cwp_advert_extent_count(self->advert, CWP_EXTENT_NONE));
  if (cwp_role_coverage(self->pathway, role) != CWP_COVERAGE_COMPLETE)
    out_format("  The edition holds this category in part only (%s).\n",
               cwp_coverage_name(cwp_role_coverage(self->pathway, role)));
  print_extent(self, CWP_EXTENT_FULL, "The text speaks of");
  print_extent(self, CWP_EXTENT_PART, "The text touches on the subject of");
  print_extent(self, CWP_EXTENT_NONE, "The text says nothing of");
}

static int read_advert(description *self) {
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  const char *role = arguments_value(self->arguments, "role");
  cwp_error error;
  options.title = arguments_value(self->arguments, "title");
  int code = role ? framework_role(self->arguments, self->pathway, role, &options.role) : CODE_GO_ON;
  if (code == CODE_GO_ON) code = answer_options(self->arguments, self->pathway, &options.job_role, &options.employer);
  if (code == CODE_GO_ON) code = files_read_prose(self->arguments->operands[0], &self->text, &self->length);
  if (code != CODE_GO_ON) return code;
  if (cwp_index_make(self->pathway, NULL, &self->index, &error) != CWP_OK ||
      cwp_advert_read(self->index, self->text, self->length, &options, NULL, &self->advert, &error) != CWP_OK)
    return explain_error(&error);
  return CODE_GO_ON;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own = NULL;
  description self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = read_advert(&self);
  if (code == CODE_GO_ON) {
    if (arguments_has(arguments, "json")) print_json(&self);
    if (!arguments_has(arguments, "json")) print_text(&self);
    code = CODE_FINE;
  }
  cwp_advert_free(self.advert);
  cwp_index_free(self.index);
  free(self.text);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_advert = {
    .name = "advert",
    .summary = "a job description or advert beside a role category",
    .operands = "FILE",
    .about =
        "FILE is a text, or - for standard input. First comes the role category that it reads like, by its title and "
        "what it says, with reasons, or that it is to be asked; then which of that category's behaviours and "
        "statements "
        "the text speaks of, with the passage, which it touches on, and of which it says nothing.\n\n"
        "A description that leaves something out is not wrong: the lists are for whoever writes it. What the edition "
        "does not hold of a category cannot be looked for, and is said. docs/job-descriptions.md tells more.",
    .examples = "cwp advert support-worker.txt\n"
                "cwp advert advert.html --title \"Home Manager\" --employer regulated\n"
                "cwp advert description.txt --role CSW --edition 2024 --all --json",
    .options = {own_options, options_pathway, options_wording, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
