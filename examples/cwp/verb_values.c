/* cwp values: an organisation's values beside the pathway's. */

#include "files.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

enum { WRITTEN_SIZE = 256, INDENT = 4, DEEPER = 6, MOST_VOICES = 32 };

static const cmd_option own_options[] = {
    {"suggest", NULL,
     "For each of the pathway's values that is not reflected, or in part only, print our wording of it and what people "
     "who draw on care look for.",
     0},
    OPTIONS_END,
};

typedef struct alignment {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_values *values;
} alignment;

static cwp_id value_at(const alignment *self, size_t index) {
  return cwp_pathway_first(self->pathway, CWP_KIND_VALUE) + (cwp_id)index;
}

static int is_uncovered(const alignment *self, cwp_id value) {
  for (size_t i = 0; i < cwp_values_uncovered_count(self->values); i++)
    if (cwp_values_uncovered_at(self->values, i) == value) return 1;
  return 0;
}

/* ---- JSON ---- */

static void json_why(cmd_json *json, const alignment *self, size_t index, size_t match) {
  char why[CWP_VALUES_WHY_SIZE];
  json_key(json, "why");
  json_array(json);
  for (size_t i = 0; cwp_values_why(self->values, index, match, i, why, sizeof why) > 0; i++)
    json_text(json, why);
  json_end(json);
}

static void json_words(cmd_json *json, const alignment *self, size_t index) {
  char written[WRITTEN_SIZE];
  json_key(json, "words");
  json_array(json);
  for (size_t i = 0; i < cwp_values_word_count(self->values, index); i++) {
    const cwp_value_word *word = cwp_values_word_at(self->values, index, i);
    compose(written, sizeof written, "%.*s", (int)(word->length < WRITTEN_SIZE ? word->length : WRITTEN_SIZE),
            word->written);
    json_flat_object(json);
    json_member(json, "written", written);
    json_member(json, "meaning", word->meaning);
    json_member(json, "value", record_code_or_none(self->pathway, word->value));
    json_end(json);
  }
  json_end(json);
}

static void json_match(cmd_json *json, const alignment *self, size_t index, size_t match) {
  const cwp_value_match *found = cwp_values_match_at(self->values, index, match);
  json_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, found->value));
  json_member(json, "title", cwp_record_title(self->pathway, found->value));
  json_member(json, "relation", cwp_value_relation_name(found->relation));
  json_key(json, "score");
  json_decimal(json, found->score);
  json_why(json, self, index, match);
  json_end(json);
}

static void json_own(cmd_json *json, const alignment *self, size_t index) {
  const cwp_own_value *own = cwp_values_at(self->values, index);
  json_object(json);
  json_key(json, "name");
  json_text(json, own->name);
  json_member(json, "statement", own->statement);
  json_member_number(json, "line", (int64_t)own->line);
  json_member_boolean(json, "abstained", own->abstained);
  json_key(json, "matches");
  json_array(json);
  for (size_t i = 0; i < cwp_values_match_count(self->values, index); i++)
    json_match(json, self, index, i);
  json_end(json);
  json_why(json, self, index, CWP_VALUES_WHOLE);
  json_words(json, self, index);
  json_end(json);
}

/* What people look for behind a value: the voices and the behaviours that they named. */
static void json_voices(cmd_json *json, const alignment *self, cwp_id value) {
  cwp_id voices[MOST_VOICES];
  size_t count = cwp_value_voices(self->pathway, value, voices, MOST_VOICES);
  json_key(json, "people_look_for");
  json_array(json);
  for (size_t i = 0; i < count && i < MOST_VOICES; i++) {
    json_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, voices[i]));
    json_member(json, "title", cwp_record_title(self->pathway, voices[i]));
    json_member(json, "text", cwp_record_text(self->pathway, voices[i]));
    json_key(json, "behaviours");
    json_array(json);
    for (size_t k = 0; k < cwp_record_link_count(self->pathway, voices[i], CWP_RELATION_EXAMPLE); k++) {
      cwp_link link;
      if (cwp_record_link(self->pathway, voices[i], CWP_RELATION_EXAMPLE, k, &link, NULL) == CWP_OK)
        json_text(json, link.text);
    }
    json_end(json);
    json_end(json);
  }
  json_end(json);
}

static void json_value(cmd_json *json, const alignment *self, cwp_id value) {
  const char *missing;
  json_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, value));
  json_member(json, "title", cwp_record_title(self->pathway, value));
  json_member_boolean(json, "reflected", !is_uncovered(self, value));
  json_key(json, "missing");
  json_flat_array(json);
  for (size_t i = 0; (missing = cwp_values_missing(self->values, value, i)); i++)
    json_text(json, missing);
  json_end(json);
  json_member(json, "wording", cwp_record_text(self->pathway, value));
  json_voices(json, self, value);
  json_end(json);
}

static void print_json(const alignment *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  json_key(&json, "values");
  json_array(&json);
  for (size_t i = 0; i < cwp_values_count(self->values); i++)
    json_own(&json, self, i);
  json_end(&json);
  json_key(&json, "uncovered");
  json_array(&json);
  for (size_t i = 0; i < cwp_values_uncovered_count(self->values); i++) {
    cwp_id value = cwp_values_uncovered_at(self->values, i);
    json_flat_object(&json);
    json_member(&json, "code", cwp_record_code(self->pathway, value));
    json_member(&json, "title", cwp_record_title(self->pathway, value));
    json_end(&json);
  }
  json_end(&json);
  json_key(&json, "pathway");
  json_array(&json);
  for (size_t i = 0; i < cwp_pathway_count(self->pathway, CWP_KIND_VALUE); i++)
    json_value(&json, self, value_at(self, i));
  json_end(&json);
  json_finish(&json);
}

/* ---- Text ---- */

static void print_why(const alignment *self, size_t index, size_t match) {
  char why[CWP_VALUES_WHY_SIZE];
  for (size_t i = match == CWP_VALUES_WHOLE ? 0 : 1; cwp_values_why(self->values, index, match, i, why, sizeof why) > 0;
       i++) {
    out_spaces(DEEPER);
    out_paragraph(why, DEEPER, DEEPER);
  }
}

/* A value's name; of a whole paragraph on one line, its beginning. */
static void print_name(const alignment *self, size_t index) {
  const char *name = cwp_values_at(self->values, index)->name;
  char start[WRITTEN_SIZE];
  compose(start, sizeof start, "%s", name);
  out_shown(start);
  if (strlen(start) < strlen(name)) out_text("…");
}

static void print_own(const alignment *self, size_t index) {
  out_text("  ");
  out_style(STYLE_STRONG);
  print_name(self, index);
  out_style(STYLE_PLAIN);
  out_text("\n");
  if (cwp_values_match_count(self->values, index) == 0) print_why(self, index, CWP_VALUES_WHOLE);
  for (size_t i = 0; i < cwp_values_match_count(self->values, index); i++) {
    const cwp_value_match *match = cwp_values_match_at(self->values, index, i);
    out_format("    %-9s %.2f  ", cwp_value_relation_name(match->relation), match->score);
    out_shown(cwp_record_title(self->pathway, match->value));
    out_text("\n");
    print_why(self, index, i);
  }
}

static void print_voices(const alignment *self, cwp_id value) {
  cwp_id voices[MOST_VOICES];
  size_t count = cwp_value_voices(self->pathway, value, voices, MOST_VOICES);
  for (size_t i = 0; i < count && i < MOST_VOICES; i++) {
    out_spaces(INDENT);
    out_paragraph(cwp_record_text(self->pathway, voices[i]), INDENT, INDENT);
    for (size_t k = 0; k < cwp_record_link_count(self->pathway, voices[i], CWP_RELATION_EXAMPLE); k++) {
      cwp_link link;
      if (cwp_record_link(self->pathway, voices[i], CWP_RELATION_EXAMPLE, k, &link, NULL) != CWP_OK) continue;
      out_spaces(INDENT);
      out_text("- ");
      out_paragraph(link.text, DEEPER, DEEPER);
    }
  }
}

/* Values of the organisation that have a little in common with one that they do not reflect. */
static void print_touches(const alignment *self, cwp_id value) {
  int first = 1;
  for (size_t i = 0; i < cwp_values_count(self->values); i++)
    for (size_t k = 0; k < cwp_values_match_count(self->values, i); k++) {
      if (cwp_values_match_at(self->values, i, k)->value != value) continue;
      out_text(first ? ", only touched on by " : ", ");
      print_name(self, i);
      first = 0;
    }
}

static void print_value(const alignment *self, cwp_id value) {
  const char *missing = cwp_values_missing(self->values, value, 0);
  int uncovered = is_uncovered(self, value);
  if (!uncovered && !missing) return;
  out_text("  ");
  out_style(STYLE_STRONG);
  out_shown(cwp_record_title(self->pathway, value));
  out_style(STYLE_PLAIN);
  out_text(uncovered ? "  is not reflected" : "  is reflected, but not ");
  if (uncovered) print_touches(self, value);
  for (size_t i = 0; !uncovered && (missing = cwp_values_missing(self->values, value, i)); i++) {
    out_text(i ? ", " : "");
    out_shown(missing);
  }
  out_text("\n");
  if (!arguments_has(self->arguments, "suggest")) return;
  out_spaces(INDENT);
  out_paragraph(cwp_record_text(self->pathway, value), INDENT, INDENT);
  print_voices(self, value);
}

static void print_text(const alignment *self) {
  out_style(STYLE_STRONG);
  out_text("Your values\n");
  out_style(STYLE_PLAIN);
  for (size_t i = 0; i < cwp_values_count(self->values); i++)
    print_own(self, i);
  out_heading("The pathway's values that yours do not name, or not in full");
  for (size_t i = 0; i < cwp_pathway_count(self->pathway, CWP_KIND_VALUE); i++)
    print_value(self, value_at(self, i));
}

static int compare(alignment *self) {
  char *text = NULL;
  size_t length = 0;
  cwp_error error;
  int code = files_read_prose(self->arguments->operands[0], &text, &length);
  if (code == CODE_GO_ON && cwp_values_compare(self->pathway, text, length, NULL, &self->values, &error) != CWP_OK)
    code = explain_error(&error);
  free(text);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json")) print_json(self);
  if (!arguments_has(self->arguments, "json")) print_text(self);
  if (cwp_values_count(self->values) == 0) remark("%s has no value in it.", self->arguments->operands[0]);
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own = NULL;
  alignment self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = compare(&self);
  cwp_values_free(self.values);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_values = {
    .name = "values",
    .summary = "an organisation's own values beside the pathway's",
    .operands = "FILE",
    .about =
        "FILE has a value a line: a name, or \"Name: statement\"; - is standard input. Each is held against the "
        "pathway's values: it is equal, broader or narrower, the two overlap, or have nothing in common, with a score "
        "and the words that show it. Then come the pathway's values that yours do not name, or not in full.\n\n"
        "It reads words, not deeds: what an organisation writes of itself says nothing about how people are supported. "
        "docs/values.md has worked examples.",
    .examples = "cwp values ours.txt\n"
                "cwp values ours.txt --suggest\n"
                "printf 'Compassion\\nTeamwork: we stand together\\n' | cwp values - --json",
    .options = {own_options, options_pathway, options_wording, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
