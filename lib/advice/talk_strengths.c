/* What somebody brings: behaviours, whole groups of statements and other requirements that are met. */

#include "advice/sentence.h"
#include "advice/talk.h"
#include "advice/target.h"

/* A heading with the points under it, said only if there are any. */
typedef struct heading {
  const char *text;
  size_t said;
} heading;

static void begin_point(cwp__talk *talk, heading *under, cwp_id record) {
  if (under->said++ == 0) cwp__talk_say(talk, CWP_TALK_STRENGTHS, 0, under->text, "");
  cwp__talk_begin(talk, CWP_TALK_STRENGTHS, 1);
  talk->point.record = record;
}

/* Ends a point with the evidence behind it. */
static void end_point(cwp__talk *talk, const char *lead, size_t evidence) {
  talk->point.evidence = evidence;
  if (evidence != SIZE_MAX) {
    cwp__buffer_add_text(&talk->why, lead);
    cwp__talk_evidence(talk, &talk->why, evidence);
    cwp__buffer_add_text(&talk->why, ".");
  }
  cwp__talk_end(talk);
}

/* A behaviour is said in its words, and anything else by its title. */
static void say_line(cwp__talk *talk, heading *under, const cwp_judgement *judgement) {
  cwp_id line = judgement->requirement.line;
  begin_point(talk, under, line);
  if (cwp_record_kind(talk->pathway, line) == CWP_KIND_BEHAVIOUR)
    cwp__talk_line(talk, &talk->text, line);
  else
    cwp__talk_record(talk, &talk->text, line);
  end_point(talk, "By ", judgement->evidence);
}

/* Requirements of one kind of record that are met, one by one. */
static void say_lines(cwp__talk *talk, cwp_kind kind, const char *text) {
  heading under = {text, 0};
  for (size_t i = 0; i < talk->line_count; i++)
    if (cwp_record_kind(talk->pathway, talk->lines[i]->requirement.line) == kind &&
        cwp__is_held(talk->lines[i]->standing))
      say_line(talk, &under, talk->lines[i]);
}

/* Says a group if all of it is met. Its statements lie side by side among the requirements, from `first` on. */
static void say_group(cwp__talk *talk, heading *under, size_t first, cwp_id group) {
  size_t strongest = SIZE_MAX, count = cwp_record_child_count(talk->pathway, group);
  for (size_t i = first; i < first + count; i++) {
    if (i == talk->line_count || !cwp__is_held(talk->lines[i]->standing)) return;
    size_t evidence = talk->lines[i]->evidence;
    if (evidence != SIZE_MAX && cwp__talk_is_stronger(talk->portfolio, evidence, strongest)) strongest = evidence;
  }
  if (talk->threads.whole_group == CWP_NONE) talk->threads.whole_group = group;
  begin_point(talk, under, group);
  cwp__talk_record(talk, &talk->text, group);
  if (count == 1)
    cwp__buffer_add_text(&talk->text, ": its one statement");
  else
    cwp__buffer_format(&talk->text, ": all %lu statements", (unsigned long)count);
  end_point(talk, "Strongest evidence: ", strongest);
}

static void say_groups(cwp__talk *talk) {
  heading under = {"Knowledge and skills: groups of which every statement is met.", 0};
  for (size_t i = 0; i < talk->line_count; i++) {
    cwp_id line = talk->lines[i]->requirement.line, group = cwp_record_parent(talk->pathway, line);
    if (cwp_record_kind(talk->pathway, line) == CWP_KIND_STATEMENT &&
        line == cwp_record_first_child(talk->pathway, group))
      say_group(talk, &under, i, group);
  }
}

void cwp__talk_strengths(cwp__talk *self) {
  size_t before = self->count;
  say_lines(self, CWP_KIND_BEHAVIOUR, "Behaviours that are met.");
  say_groups(self);
  say_lines(self, CWP_KIND_RULE, "Other requirements that are met.");
  say_lines(self, CWP_KIND_PRACTICE_AREA, "Practice areas that there is evidence of.");
  say_lines(self, CWP_KIND_CODE, "Delegated activities that you are assessed as competent in.");
  if (self->count > before || self->failed) return;
  if (cwp_portfolio_count(self->portfolio) == 0)
    cwp__talk_say(self, CWP_TALK_STRENGTHS, 0,
                  "There is no evidence on record. What you bring is known to you and to those who work with you: put "
                  "it into words here first.",
                  "A record that is empty says nothing about what you are able to do.");
  else
    cwp__talk_say(
        self, CWP_TALK_STRENGTHS, 0,
        "What is on record meets no behaviour and no whole group of statements yet. What you bring beyond the "
        "record is known to you and to those who work with you.",
        "\"No evidence on record\" never means \"not able\".");
}
