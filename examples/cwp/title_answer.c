#include "title_answer.h"

#include "layout.h"
#include "messages.h"
#include "output.h"

#include <string.h>

enum { LINE_SIZE = 256, SHOWN_MOST = 64, DEEPER = 2 };

int answer_find_job_role(const cwp_pathway *pathway, const char *text, cwp_id *role) {
  *role = cwp_pathway_bulk_code(pathway, "job-role", text);
  if (*role == CWP_NONE) *role = cwp_pathway_id(pathway, text);
  if (*role != CWP_NONE && strncmp(cwp_record_code(pathway, *role), "ASC.J", 5) == 0) return 1;
  *role = CWP_NONE;
  return 0;
}

int answer_options(const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_id *role, cwp_employer *employer) {
  static const char *const kinds[] = {"unknown", "regulated", "not-regulated", "individual"};
  const char *code = arguments_value(arguments, "job-role"), *kind = arguments_value(arguments, "employer");
  size_t chosen = 0;
  if (code && !answer_find_job_role(pathway, code, role))
    return wrong_usage(arguments->verb, "--job-role: '%s' is no job role of the national data set", code);
  int result = kind ? arguments_choice(arguments, "employer", kind, kinds, CWP_EMPLOYER_END, &chosen) : CODE_GO_ON;
  *employer = (cwp_employer)chosen;
  return result;
}

const char *answer_role(const cwp_pathway *pathway, const cwp_title *title, size_t index) {
  const cwp_title_candidate *candidate = cwp_title_candidate_at(title, index);
  return candidate ? cwp_record_code(pathway, candidate->role) : "";
}

const char *answer_words(const cwp_pathway *pathway, const cwp_title *title) {
  switch (cwp_title_answered(title)) {
  case CWP_TITLE_CATEGORY:
    return cwp_record_title(pathway, cwp_title_candidate_at(title, 0)->role);
  case CWP_TITLE_OUTSIDE:
    return "none of the role categories";
  default:
    return "ask: the title does not tell";
  }
}

static void json_reasons(cmd_json *json, const cwp_title *title, size_t candidate) {
  const char *sentence;
  json_key(json, "why");
  json_array(json);
  for (size_t i = 0; (sentence = cwp_title_why(title, candidate, i)); i++)
    json_text(json, sentence);
  json_end(json);
}

static void json_parts(cmd_json *json, const cwp_title *title) {
  char written[LINE_SIZE];
  json_key(json, "read_as");
  json_array(json);
  for (size_t i = 0; i < cwp_title_part_count(title); i++) {
    const cwp_title_part *part = cwp_title_part_at(title, i);
    compose(written, sizeof written, "%.*s", (int)(part->length < LINE_SIZE ? part->length : LINE_SIZE), part->written);
    json_flat_object(json);
    json_member(json, "written", written);
    json_member(json, "meaning", part->meaning);
    json_member_boolean(json, "guessed", part->guessed);
    json_end(json);
  }
  json_end(json);
}

void answer_json(cmd_json *json, const cwp_pathway *pathway, const cwp_title *title) {
  cwp_title_answer answer = cwp_title_answered(title);
  json_member_boolean(json, "abstained", answer == CWP_TITLE_ASK);
  json_member(json, "answer", cwp_title_answer_name(answer));
  json_member(json, "role", answer == CWP_TITLE_CATEGORY ? answer_role(pathway, title, 0) : "");
  json_key(json, "candidates");
  json_array(json);
  for (size_t i = 0; i < cwp_title_candidate_count(title); i++) {
    json_object(json);
    json_member(json, "role", answer_role(pathway, title, i));
    json_key(json, "score");
    json_decimal(json, cwp_title_candidate_at(title, i)->score);
    json_reasons(json, title, i);
    json_end(json);
  }
  json_end(json);
  json_reasons(json, title, CWP_TITLE_WHOLE);
  json_parts(json, title);
}

void answer_print(const cwp_pathway *pathway, const cwp_title *title, size_t indent) {
  const char *sentence;
  size_t deeper = indent + DEEPER;
  out_spaces(indent);
  out_shown(answer_words(pathway, title));
  out_text("\n");
  for (size_t i = 0; i < cwp_title_candidate_count(title); i++) {
    out_spaces(deeper);
    out_format("%-4s %.2f\n", answer_role(pathway, title, i), cwp_title_candidate_at(title, i)->score);
  }
  for (size_t i = 0; i < cwp_title_part_count(title); i++) {
    const cwp_title_part *part = cwp_title_part_at(title, i);
    char line[LINE_SIZE];
    compose(line, sizeof line, "\"%.*s\" is read as %s%s.",
            (int)(part->length < SHOWN_MOST ? part->length : SHOWN_MOST), part->written, part->meaning,
            part->guessed ? " (taken for a misspelling)" : "");
    out_spaces(deeper);
    out_paragraph(line, deeper, deeper);
  }
  size_t about = cwp_title_candidate_count(title) > 0 ? 0 : CWP_TITLE_WHOLE;
  for (size_t i = 0; (sentence = cwp_title_why(title, about, i)); i++) {
    out_spaces(deeper);
    out_paragraph(sentence, deeper, deeper);
  }
}
