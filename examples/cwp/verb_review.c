/* cwp review: an organisation looks at itself by what people who draw on care named. */

#include "files.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 4 };

static const cmd_option own_options[] = {
    {"as", "FORMAT", "Without FILE: print the questionnaire as text (the default), csv or json.", 0},
    OPTIONS_END,
};

/* ---- The questionnaire ---- */

/* Line by line, because a framework of your own may have anything in its texts. */
static void print_lines(char *text) {
  for (char *line = text; *line;) {
    char *end = strchr(line, '\n');
    if (end) *end = '\0';
    out_shown(line);
    out_text("\n");
    line = end ? end + 1 : line + strlen(line);
  }
}

static int print_questions(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  static const char *const names[] = {"text", "csv", "json"};
  const char *as = arguments_value(arguments, "as");
  size_t chosen = CWP_REVIEW_TEXT, length = 0;
  cwp_error error;
  char *text = NULL;
  int code = as ? arguments_choice(arguments, "as", as, names, 3, &chosen) : CODE_GO_ON;
  if (code != CODE_GO_ON) return code;
  if (cwp_review_print(pathway, (cwp_review_format)chosen, NULL, &text, &length, &error) != CWP_OK)
    return explain_error(&error);
  if (chosen == CWP_REVIEW_TEXT) print_lines(text);
  if (chosen != CWP_REVIEW_TEXT) out_bytes(text, length);
  cwp_text_free(NULL, text);
  return CODE_FINE;
}

/* ---- The result ---- */

static void json_point(cmd_json *json, const cwp_pathway *pathway, const cwp_review_point *point) {
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(pathway, point->point));
  json_member(json, "list", cwp_record_property(pathway, cwp_record_parent(pathway, point->point), "list"));
  json_member(json, "title", cwp_record_title(pathway, point->point));
  json_member(json, "question", cwp_record_text(pathway, point->point));
  json_member(json, "answer", cwp_review_answer_name(point->answer));
  json_member(json, "note", point->note);
  json_end(json);
}

static void print_json(const cwp_pathway *pathway, const cwp_review *review) {
  cmd_json json;
  record_json_start(&json, pathway);
  json_key(&json, "counts");
  json_flat_object(&json);
  for (cwp_review_answer answer = CWP_REVIEW_BLANK; answer < CWP_REVIEW_ANSWER_END; answer++)
    json_member_number(&json, cwp_review_answer_name(answer), (int64_t)cwp_review_answered(review, CWP_NONE, answer));
  json_end(&json);
  json_key(&json, "points");
  json_array(&json);
  for (size_t i = 0; i < cwp_review_count(review); i++)
    json_point(&json, pathway, cwp_review_at(review, i));
  json_end(&json);
  json_finish(&json);
}

static void print_points(const cwp_pathway *pathway, const cwp_review *review, cwp_review_answer answer,
                         const char *heading) {
  if (cwp_review_answered(review, CWP_NONE, answer) == 0) return;
  out_heading(heading);
  for (size_t i = 0; i < cwp_review_count(review); i++) {
    const cwp_review_point *point = cwp_review_at(review, i);
    if (point->answer != answer) continue;
    out_text("  ");
    out_style(STYLE_STRONG);
    out_shown(cwp_record_title(pathway, point->point));
    out_style(STYLE_PLAIN);
    out_text("\n");
    out_spaces(INDENT);
    out_paragraph(cwp_record_text(pathway, point->point), INDENT, INDENT);
    if (!point->note[0]) continue;
    out_spaces(INDENT);
    out_style(STYLE_FAINT);
    out_paragraph(point->note, INDENT, INDENT);
    out_style(STYLE_PLAIN);
  }
}

static void print_text(const cwp_pathway *pathway, const cwp_review *review) {
  out_format("%zu points: %zu well, %zu partly, %zu not yet, %zu not applicable, %zu not answered\n",
             cwp_review_count(review), cwp_review_answered(review, CWP_NONE, CWP_REVIEW_WELL),
             cwp_review_answered(review, CWP_NONE, CWP_REVIEW_PARTLY),
             cwp_review_answered(review, CWP_NONE, CWP_REVIEW_NOT_YET),
             cwp_review_answered(review, CWP_NONE, CWP_REVIEW_NOT_APPLICABLE),
             cwp_review_answered(review, CWP_NONE, CWP_REVIEW_BLANK));
  print_points(pathway, review, CWP_REVIEW_NOT_YET, "To work on");
  print_points(pathway, review, CWP_REVIEW_PARTLY, "Partly there");
  print_points(pathway, review, CWP_REVIEW_WELL, "Going well");
  print_points(pathway, review, CWP_REVIEW_BLANK, "Not answered");
}

static int show_result(const cmd_arguments *arguments, const cwp_pathway *pathway, const char *text, size_t length,
                       const char *name) {
  cwp_review *review = NULL;
  cwp_error error;
  if (cwp_review_parse(pathway, text, length, name, NULL, NULL, &review, &error) != CWP_OK)
    return explain_error(&error);
  if (arguments_has(arguments, "json")) print_json(pathway, review);
  if (!arguments_has(arguments, "json")) print_text(pathway, review);
  cwp_review_free(review);
  return CODE_FINE;
}

static int print_result(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  char *text = NULL;
  size_t length = 0;
  const char *path = arguments->operands[0];
  if (arguments_has(arguments, "as"))
    return wrong_usage(arguments->verb, "--as is for the questionnaire, and FILE is one that was filled in");
  int code = files_read_text(path, &text, &length);
  if (code == CODE_GO_ON)
    code = show_result(arguments, pathway, text, length, strcmp(path, "-") == 0 ? "standard input" : path);
  free(text);
  return code;
}

/* With --json alone, every point and no answer. */
static int print_blank(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  static const char nothing[] = "code,answer\n";
  if (arguments_has(arguments, "as")) return wrong_usage(arguments->verb, "--as and --json exclude each other");
  return show_result(arguments, pathway, nothing, sizeof nothing - 1, "nothing");
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own = NULL;
  const cwp_pathway *pathway;
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON && arguments->operand_count > 0)
    code = print_result(arguments, pathway);
  else if (code == CODE_GO_ON)
    code = arguments_has(arguments, "json") ? print_blank(arguments, pathway) : print_questions(arguments, pathway);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_review = {
    .name = "review",
    .summary = "how an organisation stands with what people who draw on care named",
    .operands = "[FILE]",
    .about =
        "Without FILE it prints a questionnaire: the barriers that people named which keep workers from acting on "
        "their "
        "values, and what they ask for on behalf of the workforce. Each point is answered with well, partly, not yet "
        "or "
        "not applicable, and a note.\n\n"
        "FILE is such a questionnaire, filled in, as CSV or JSON; - is standard input. The result is counts and lists, "
        "what there is to work on first, and no score.",
    .examples = "cwp review --as csv > review.csv\n"
                "cwp review review.csv\n"
                "cwp review review.csv --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 0,
    .most_operands = 1,
    .run = run,
};
