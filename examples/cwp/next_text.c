/* Next steps for people: a ranked list for each person. */

#include "framework.h"
#include "messages.h"
#include "next_steps.h"
#include "output.h"
#include "tally.h"

enum { TEXT_SIZE = 2048, NEW_TOPICS = 4 };

static void print_intro(const cmd_next *self) {
  char text[TEXT_SIZE], people[64], date[CWP_DATE_TEXT_SIZE];
  count_text(self->person ? 1 : cwp_team_count(self->files.team), "person", "people", people, sizeof people);
  if (self->goal == CWP_NONE) compose(text, sizeof text, "Next steps of %s", people);
  if (self->goal != CWP_NONE)
    compose(text, sizeof text, "Routes of %s to %s (%s)", people, cwp_record_title(self->pathway, self->goal),
            cwp_record_code(self->pathway, self->goal));
  compose_more(text, sizeof text, " on %s, by edition %s.", cwp_date_format(self->question.on, date),
               framework_edition(self->pathway));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  question_describe(&self->question, text, sizeof text);
  out_paragraph(text, 0, 0);
}

static void print_person(const cmd_next *self, const stepping *one) {
  const cwp_person *person = cwp_portfolio_person(one->portfolio);
  cwp_id from = one->next ? cwp_next_from(one->next) : CWP_NONE;
  char text[TEXT_SIZE];
  out_heading(person->id);
  if (from == CWP_NONE)
    compose(text, sizeof text, "not known: %s", person->role_reason[0] ? person->role_reason : "nothing says it.");
  if (from != CWP_NONE)
    compose(text, sizeof text, "%s (%s)%s", cwp_record_title(self->pathway, from), cwp_record_code(self->pathway, from),
            self->question.role != CWP_NONE            ? ", as asked"
            : person->role_basis == CWP_ROLE_SUGGESTED ? ", suggested by the job role"
                                                       : "");
  out_labelled("job role", person->job_title);
  out_labelled("from", text);
}

void next_kinds_text(const size_t counts[CWP_REQUIREMENT_KIND_END], char *text, size_t size) {
  text[0] = '\0';
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    if (counts[kind] > 0)
      compose_more(text, size, "%s%zu %s", text[0] ? ", " : "", counts[kind],
                   cwp_requirement_kind_name((cwp_requirement_kind)kind));
  }
  if (!text[0]) compose(text, size, "nothing");
}

static void print_remaining(const cwp_step *step) {
  char text[TEXT_SIZE], kinds[128];
  next_kinds_text(step->remaining, kinds, sizeof kinds);
  compose(text, sizeof text, "%s%s", kinds, step->ready ? ": every must and should is met" : "");
  if (step->coverage == CWP_COVERAGE_PARTIAL)
    compose_more(text, sizeof text, " of what the edition holds, which is a part");
  if (step->coverage == CWP_COVERAGE_SUMMARY)
    compose(text, sizeof text, "cannot be told: the edition holds only a summary; of that, %s", kinds);
  out_labelled("remains", text);
  compose(text, sizeof text, "%zu met already", step->carried);
  out_labelled("carries over", text);
}

static void print_new(const cmd_next *self, const cwp_next *next, size_t index) {
  step_topic topics[NEW_TOPICS];
  char text[TEXT_SIZE] = "", title[256];
  size_t count = next_new_topics(self, next, index, topics, NEW_TOPICS);
  for (size_t i = 0; i < count && i < NEW_TOPICS; i++) {
    tally_topic_title(self->pathway, topics[i].topic, title, sizeof title);
    compose_more(text, sizeof text, "%s%s %s (%zu)", i ? "; " : "", cwp_record_code(self->pathway, topics[i].topic),
                 title, topics[i].remaining);
  }
  if (count > NEW_TOPICS) compose_more(text, sizeof text, "; and %zu more", count - NEW_TOPICS);
  out_labelled("new", text);
}

static void print_basis(const cmd_next *self, const cwp_step *step) {
  char text[TEXT_SIZE];
  compose(text, sizeof text, "%s (%s", step->basis, cwp_provenance_name(step->status));
  if (step->move != CWP_NONE) compose_more(text, sizeof text, "; %s", cwp_record_code(self->pathway, step->move));
  if (step->source != CWP_NONE) compose_more(text, sizeof text, "; %s", cwp_record_code(self->pathway, step->source));
  compose_more(text, sizeof text, ")%s%s", step->note[0] ? " " : "", step->note);
  out_labelled("rests on", text);
}

static void print_step(const cmd_next *self, const cwp_next *next, size_t index) {
  const cwp_step *step = cwp_next_at(next, index);
  char text[TEXT_SIZE];
  compose(text, sizeof text, "%zu. %s %s: %s%s", index + 1, cwp_record_code(self->pathway, step->target),
          record_name(self->pathway, step->target), cwp_step_kind_name(step->kind),
          step->taken ? ", with evidence on record already" : "");
  out_text("\n  ");
  out_style(STYLE_STRONG);
  out_paragraph(text, 4, 2);
  out_style(STYLE_PLAIN);
  print_remaining(step);
  print_new(self, next, index);
  print_basis(self, step);
  compose(text, sizeof text, "%s%s%s", cwp_coverage_name(step->coverage), step->coverage_note[0] ? ". " : "",
          step->coverage_note);
  out_labelled("coverage", text);
}

static void print_one(const cmd_next *self, const stepping *one, void *context) {
  (void)context;
  print_person(self, one);
  if (self->goal != CWP_NONE) {
    next_routes_text(self, one);
    return;
  }
  if (!one->next) {
    out_labelled("no steps", one->problem);
    out_labelled("", "Say where they start with --role.");
    return;
  }
  if (cwp_next_count(one->next) == 0)
    out_labelled("steps", "The edition knows of no step from here; --all shows every other role category.");
  for (size_t i = 0; i < cwp_next_count(one->next); i++)
    print_step(self, one->next, i);
}

int next_print_text(const cmd_next *self) {
  print_intro(self);
  if (cwp_team_count(self->files.team) == 0) out_text("\nThere is nobody in the files.\n");
  int code = next_everybody(self, print_one, NULL);
  if (code != CODE_GO_ON) return code;
  out_text("\n");
  out_paragraph(
      "What remains has no evidence on record that is enough; that does not mean that somebody is not able to "
      "do it.",
      0, 0);
  return CODE_GO_ON;
}
