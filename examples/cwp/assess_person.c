/* One person's page: every requirement by group, with its status and why. */

#include "assess.h"
#include "explain.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "outlook.h"
#include "output.h"

#include <string.h>

enum { TEXT_SIZE = 1024, STATUS_WIDTH = 14, CODE_WIDTH = 24 };

static cmd_style standing_style(cwp_standing standing) {
  switch (standing) {
  case CWP_STANDING_MET:
    return STYLE_GOOD;
  case CWP_STANDING_EXPIRING:
  case CWP_STANDING_IN_PROGRESS:
    return STYLE_SOON;
  case CWP_STANDING_EXPIRED:
    return STYLE_BAD;
  default:
    return STYLE_PLAIN;
  }
}

static void role_text(const cmd_assess *self, const char *code, char *text, size_t size) {
  cwp_id role = cwp_pathway_id(self->pathway, code);
  compose(text, size, "%s", code);
  if (role != CWP_NONE)
    compose(text, size, "%s (%s)", cwp_record_title(self->pathway, role), cwp_record_code(self->pathway, role));
}

static void print_person(const cmd_assess *self, const cwp_person *person) {
  char text[TEXT_SIZE], date[CWP_DATE_TEXT_SIZE];
  out_style(STYLE_STRONG);
  out_shown(person->id);
  out_style(STYLE_PLAIN);
  out_text("\n\n");
  out_labelled("site", person->site);
  out_labelled("job role", person->job_title);
  role_text(self, person->role, text, sizeof text);
  if (person->role[0]) compose_more(text, sizeof text, ", %s", cwp_role_basis_name(person->role_basis));
  out_labelled("role category", text[0] ? text : "not known");
  out_labelled("", person->role_reason);
  role_text(self, person->role_other, text, sizeof text);
  if (person->role_other[0]) out_labelled("job role says", text);
  out_labelled("in post since", cwp_date_format(person->started, date));
}

static void ready_text(const cwp_assessment *assessment, char *text, size_t size) {
  const cwp_counts *must = cwp_assessment_counts(assessment, CWP_MUST);
  const cwp_counts *should = cwp_assessment_counts(assessment, CWP_SHOULD);
  size_t musts = must->needed - met_of(must), shoulds = should->needed - met_of(should);
  if (cwp_assessment_is_ready(assessment)) {
    compose(text, size, "yes: every must and should is met");
  } else if (musts + shoulds > 0) {
    compose(text, size, "no: of what is needed, %zu must and %zu should are not met", musts, shoulds);
  } else {
    compose(text, size, "not known: all that the edition holds is met, but it does not hold all");
  }
}

static void print_question(const cmd_assess *self, const cwp_assessment *assessment) {
  char text[TEXT_SIZE], date[CWP_DATE_TEXT_SIZE];
  cwp_id role = cwp_assessment_role(assessment);
  const char *note = cwp_record_property(self->pathway, role, "coverage_note");
  compose(text, sizeof text, "%s (%s) of edition %s, on %s", cwp_record_title(self->pathway, role),
          cwp_record_code(self->pathway, role), framework_edition(self->pathway),
          cwp_date_format(self->question.on, date));
  out_labelled("held against", text);
  question_describe(&self->question, text, sizeof text);
  out_labelled("policy", text);
  compose(text, sizeof text, "%s. %s", cwp_coverage_name(cwp_assessment_coverage(assessment)), note);
  out_labelled("coverage", text);
  ready_text(assessment, text, sizeof text);
  out_labelled("ready", text);
}

static void print_counts(const cwp_assessment *assessment) {
  static const char *const headings[] = {"",        "needed", "met",        "expiring", "expired", "in progress",
                                         "claimed", "partly", "no evidence"};
  char numbers[CWP_STANDING_NOT_APPLICABLE + 1][32];
  cmd_table table;
  out_text("\n");
  table_start(&table, 2);
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    table_column(&table, headings[i], i == 0 ? SIDE_LEFT : SIDE_RIGHT, 0);
  for (int print = 0; print <= 1; print++) {
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
      const cwp_counts *counts = cwp_assessment_counts(assessment, (cwp_requirement_kind)kind);
      const char *cells[TABLE_COLUMNS] = {cwp_requirement_kind_name((cwp_requirement_kind)kind), numbers[0]};
      compose(numbers[0], sizeof numbers[0], "%zu", counts->needed);
      for (size_t i = 0; i < CWP_STANDING_NOT_APPLICABLE; i++) {
        compose(numbers[i + 1], sizeof numbers[i + 1], "%zu", counts->standing[i]);
        cells[i + 2] = numbers[i + 1];
      }
      if (print) table_row(&table, cells, STYLE_PLAIN, 0);
      if (!print) table_measure(&table, cells);
    }
  }
}

/* What is judged but not counted. */
static void print_not_asked(const cwp_assessment *assessment) {
  char text[TEXT_SIZE];
  size_t count = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++)
    count += cwp_assessment_at(assessment, i)->standing == CWP_STANDING_NOT_APPLICABLE;
  if (count == 0) return;
  compose(text, sizeof text, "%zu more %s not asked of the person, or not yet, and not counted: not-applicable below.",
          count, count == 1 ? "is" : "are");
  out_text("  ");
  out_paragraph(text, 2, 2);
}

/* A line's own words; of a rule its title and what it says. */
static void requirement_words(const cmd_assess *self, cwp_id line, char *text, size_t size) {
  compose(text, size, "%s", record_words(self->pathway, line));
  if (cwp_record_kind(self->pathway, line) == CWP_KIND_RULE)
    compose_more(text, size, ": %s", cwp_record_text(self->pathway, line));
}

/* How wide the codes of a kind of requirement are. */
static size_t code_width(const cmd_assess *self, const cwp_assessment *assessment, cwp_requirement_kind kind) {
  size_t widest = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_requirement *requirement = &cwp_assessment_at(assessment, i)->requirement;
    size_t width = text_width(cwp_record_code(self->pathway, requirement->line));
    if (requirement->kind == kind && width > widest) widest = width;
  }
  return widest < CODE_WIDTH ? widest : CODE_WIDTH;
}

static void print_judgement(const cmd_assess *self, const cwp_assessment *assessment, size_t index, size_t width) {
  const cwp_judgement *judgement = cwp_assessment_at(assessment, index);
  cwp_id line = judgement->requirement.line;
  const size_t column = 4 + width + 2 + STATUS_WIDTH + 2;
  char words[TEXT_SIZE], why[CWP_WHY_SIZE];
  out_spaces(4);
  out_cell(cwp_record_code(self->pathway, line), width, SIDE_LEFT);
  out_spaces(2);
  out_style(standing_style(judgement->standing));
  out_cell(cwp_standing_name(judgement->standing), STATUS_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_spaces(2);
  requirement_words(self, line, words, sizeof words);
  out_paragraph(words, column, column);
  record_print_official(self->pathway, line, column);
  if (judgement->standing == CWP_STANDING_NO_EVIDENCE && judgement->evidence == SIZE_MAX) return; /* says it already */
  cwp_assessment_why(assessment, index, why, sizeof why);
  out_spaces(column);
  out_style(STYLE_FAINT);
  out_paragraph(why, column, column);
  out_style(STYLE_PLAIN);
}

/* The heading that a requirement stands under, where it is not that of the one before. */
static void print_topic(const cmd_assess *self, cwp_id topic, cwp_id line) {
  char text[TEXT_SIZE], title[TEXT_SIZE / 2];
  cwp_kind kind = cwp_record_kind(self->pathway, line);
  if (kind == CWP_KIND_STATEMENT || kind == CWP_KIND_BEHAVIOUR) {
    tally_topic_title(self->pathway, topic, title, sizeof title);
    compose(text, sizeof text, "%s%s%s", kind == CWP_KIND_STATEMENT ? cwp_record_code(self->pathway, topic) : "",
            kind == CWP_KIND_STATEMENT ? " " : "", title);
  } else {
    compose(text, sizeof text, "%s", record_topic(kind));
  }
  out_text("\n  ");
  out_style(STYLE_STRONG);
  out_paragraph(text, 2, 2);
  out_style(STYLE_PLAIN);
}

/* Rules share a heading, as do practice areas and delegated healthcare activities. */
static cwp_id heading_of(const cwp_pathway *pathway, cwp_id line) {
  cwp_kind kind = cwp_record_kind(pathway, line);
  if (kind == CWP_KIND_RULE || kind == CWP_KIND_PRACTICE_AREA || kind == CWP_KIND_CODE)
    return cwp_pathway_first(pathway, kind);
  return tally_topic(pathway, line);
}

static void print_kind(const cmd_assess *self, const cwp_assessment *assessment, cwp_requirement_kind kind) {
  static const char *const headings[CWP_REQUIREMENT_KIND_END] = {"Must", "Should", "Can"};
  const cwp_counts *counts = cwp_assessment_counts(assessment, kind);
  size_t width = code_width(self, assessment, kind);
  cwp_id last = CWP_NONE;
  char heading[64];
  if (counts->needed == 0) return;
  compose(heading, sizeof heading, "%s: %zu of %zu met", headings[kind], met_of(counts), counts->needed);
  out_heading(heading);
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_requirement *requirement = &cwp_assessment_at(assessment, i)->requirement;
    if (requirement->kind != kind) continue;
    cwp_id topic = heading_of(self->pathway, requirement->line);
    if (topic != last) print_topic(self, topic, requirement->line);
    last = topic;
    print_judgement(self, assessment, i, width);
  }
}

void assess_evidence_words(const cmd_assess *self, const cwp_evidence *evidence, char *text, size_t size) {
  cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
  char date[CWP_DATE_TEXT_SIZE];
  const char *title = evidence->title[0] ? evidence->title : about == CWP_NONE ? "" : record_name(self->pathway, about);
  compose(text, size, "%s%s%s", title, title[0] ? ": " : "", cwp_evidence_kind_name(evidence->kind));
  if (evidence->result != CWP_RESULT_COMPLETED) compose_more(text, size, ", %s", cwp_result_name(evidence->result));
  if (evidence->from != CWP_DATE_NONE) compose_more(text, size, ", from %s", cwp_date_format(evidence->from, date));
  if (evidence->until != CWP_DATE_NONE) compose_more(text, size, ", until %s", cwp_date_format(evidence->until, date));
  if (evidence->assessor[0]) compose_more(text, size, ", seen by %s", evidence->assessor);
  if (evidence->origin[0]) compose_more(text, size, " (%s)", evidence->origin);
}

static void print_evidence(const cmd_assess *self, const cwp_portfolio *portfolio) {
  char text[TEXT_SIZE];
  cmd_table table;
  out_heading("Evidence on record");
  if (cwp_portfolio_count(portfolio) == 0) out_text("  none\n");
  table_start(&table, 4);
  table_column(&table, "", SIDE_LEFT, 40);
  table_column(&table, "", SIDE_LEFT, 0);
  table.started = 1;
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
      const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
      assess_evidence_words(self, evidence, text, sizeof text);
      const char *cells[] = {evidence->about, text};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static void print_page(const cmd_assess *self, const assessed *one, void *context) {
  (void)context;
  print_person(self, cwp_portfolio_person(one->portfolio));
  if (!one->assessment) {
    out_labelled("not assessed", one->problem);
    out_labelled("", "Hold them against a role category of your choice with --role.");
    print_evidence(self, one->portfolio);
    return;
  }
  print_question(self, one->assessment);
  if (self->why != CWP_NONE) {
    explain_print(self, one);
    outlook_print_person(self, one);
    return;
  }
  print_counts(one->assessment);
  print_not_asked(one->assessment);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    print_kind(self, one->assessment, (cwp_requirement_kind)kind);
  outlook_print_person(self, one);
  print_evidence(self, one->portfolio);
}

int assess_print_person(cmd_assess *self) {
  return assess_everybody(self, print_page, NULL);
}
