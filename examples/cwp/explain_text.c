/* Requirements explained for people: what is asked, by whom, where the person stands, and what on record speaks of it.
 */

#include "explain.h"
#include "layout.h"
#include "messages.h"
#include "output.h"

enum { TEXT_SIZE = 2048 };

/* "official; Title of the document (code), 2025-03-20", and the record's own note. */
static void source_words(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  cwp_id source = cwp_record_source(pathway, id);
  compose(text, size, "%s", cwp_provenance_name(cwp_record_status(pathway, id)));
  if (source != CWP_NONE)
    compose_more(text, size, ": %s (%s)", cwp_record_title(pathway, source), cwp_record_code(pathway, source));
  if (cwp_record_note(pathway, id)[0]) compose_more(text, size, ". %s", cwp_record_note(pathway, id));
}

static void print_requirement(const cmd_assess *self, const cwp_requirement *requirement) {
  char text[TEXT_SIZE], heading[256];
  cwp_id line = requirement->line, group = record_group(self->pathway, line);
  compose(heading, sizeof heading, "Why %s", cwp_record_code(self->pathway, line));
  out_heading(heading);
  out_labelled("asks", record_words(self->pathway, line));
  if (cwp_record_kind(self->pathway, line) == CWP_KIND_RULE) out_labelled("", cwp_record_text(self->pathway, line));
  out_labelled("officially", cwp_record_property(self->pathway, line, "official_text.text"));
  compose(text, sizeof text, "%s %s", record_code_or_none(self->pathway, group),
          group == CWP_NONE ? "" : cwp_record_title(self->pathway, group));
  if (group != CWP_NONE) out_labelled("group", text);
  source_words(self->pathway, line, text, sizeof text);
  out_labelled("rests on", text);
  compose(text, sizeof text, "%s, by %s (%s)", cwp_requirement_kind_name(requirement->kind),
          cwp_record_title(self->pathway, requirement->role), cwp_record_code(self->pathway, requirement->role));
  if (requirement->kind != requirement->stated_kind)
    compose_more(text, sizeof text, "; %s where no setting asks for it",
                 cwp_requirement_kind_name(requirement->stated_kind));
  out_labelled("asked as", text);
  for (size_t i = 0; i < self->question.setting_count; i++) {
    cwp_id setting = self->question.settings[i];
    compose(text, sizeof text, "%s (%s)", cwp_record_title(self->pathway, setting),
            cwp_record_code(self->pathway, setting));
    if (explain_is_made_must(self, requirement, setting)) out_labelled("a must by", text);
  }
}

static void print_map(const cmd_assess *self, cwp_id map) {
  char text[TEXT_SIZE], source[TEXT_SIZE / 2];
  if (map == CWP_NONE) return;
  source_words(self->pathway, map, source, sizeof source);
  compose(text, sizeof text, "%s: %s (%s)", cwp_record_code(self->pathway, map), cwp_record_text(self->pathway, map),
          source);
  out_labelled("by the map", text);
}

/* A piece of evidence with all that it says. */
static void print_evidence(const cmd_assess *self, const cwp_evidence *evidence, const char *label, cwp_id line) {
  char text[TEXT_SIZE], words[TEXT_SIZE / 2];
  explained_reach reach;
  int reaches = explain_reach(self, evidence, line, &reach);
  assess_evidence_words(self, evidence, words, sizeof words);
  compose(text, sizeof text, "%s %s", evidence->about, words);
  if (evidence->extent == CWP_EXTENT_PART) compose_more(text, sizeof text, "; about a part of it");
  if (reaches && reach.extent == CWP_EXTENT_PART)
    compose_more(text, sizeof text, "; it covers a part of what is asked");
  if (reaches && reach.target != line)
    compose_more(text, sizeof text, "; it meets %s, which the rule takes",
                 cwp_record_code(self->pathway, reach.target));
  out_labelled(label, text);
  print_map(self, reach.map);
  out_labelled("its note", evidence->note);
  out_labelled("carried from", evidence->carried_from);
}

static void print_others(const cmd_assess *self, const assessed *one, const cwp_judgement *judgement) {
  cwp_id line = judgement->requirement.line;
  explained_reach reach;
  for (size_t i = 0; i < cwp_portfolio_count(one->portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, i);
    if (i != judgement->evidence && explain_reach(self, evidence, line, &reach))
      print_evidence(self, evidence, "also on record", line);
  }
}

static void print_one(const cmd_assess *self, const assessed *one, size_t index) {
  const cwp_judgement *judgement = cwp_assessment_at(one->assessment, index);
  const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, judgement->evidence);
  char why[CWP_WHY_SIZE];
  print_requirement(self, &judgement->requirement);
  cwp_assessment_why(one->assessment, index, why, sizeof why);
  out_labelled("standing", cwp_standing_name(judgement->standing));
  out_labelled("because", why);
  if (evidence) print_evidence(self, evidence, "evidence", judgement->requirement.line);
  print_others(self, one, judgement);
}

/* What --why names is asked by somebody else only. */
static void print_not_asked(const cmd_assess *self, const cwp_assessment *assessment) {
  char text[TEXT_SIZE], what[TEXT_SIZE / 4];
  cwp_id role = cwp_assessment_role(assessment);
  record_describe(self->pathway, self->why, what, sizeof what);
  compose(text, sizeof text, "%s (%s) does not ask %s, a %s, in the settings asked about.",
          cwp_record_title(self->pathway, role), cwp_record_code(self->pathway, role),
          cwp_record_code(self->pathway, self->why), what);
  out_text("\n");
  out_paragraph(text, 0, 0);
}

void explain_print(const cmd_assess *self, const assessed *one) {
  if (explain_count(self, one->assessment) == 0) print_not_asked(self, one->assessment);
  for (size_t i = 0; i < cwp_assessment_count(one->assessment); i++) {
    if (explain_is_about(self, cwp_assessment_at(one->assessment, i))) print_one(self, one, i);
  }
}
