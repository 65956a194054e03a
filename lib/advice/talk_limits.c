/* Where somebody is, and what the data does not know. */

#include "advice/talk.h"
#include "advice/target.h"

/* Where the person is. */

static void say_person(cwp__talk *talk, const cwp_person *person) {
  char date[CWP_DATE_TEXT_SIZE];
  cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
  cwp__buffer_add_text(&talk->text, "Person: ");
  cwp__talk_show(&talk->text, person->id);
  if (*person->site) {
    cwp__buffer_add_text(&talk->text, ". Workplace: ");
    cwp__talk_show(&talk->text, person->site);
  }
  if (*person->job_title) {
    cwp__buffer_add_text(&talk->text, ". Job role: ");
    cwp__talk_show(&talk->text, person->job_title);
  }
  cwp__buffer_add_text(&talk->text, ".");
  cwp__talk_end(talk);
  cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
  talk->point.date = talk->question->on;
  cwp__buffer_format(&talk->text, "As of %s, by edition ", cwp_date_format(talk->question->on, date));
  cwp__talk_show(&talk->text, cwp_record_code(talk->pathway, 0));
  cwp__buffer_add_text(&talk->text, " of the pathway.");
  cwp__talk_end(talk);
}

static void say_basis(cwp__talk *talk, const cwp_person *person) {
  if (talk->question->role != CWP_NONE) {
    cwp__buffer_add_text(&talk->text, ", as asked.");
    cwp__buffer_add_text(&talk->why, "This page was asked for from there.");
    return;
  }
  cwp__buffer_add_text(&talk->text,
                       person->role_basis == CWP_ROLE_SUGGESTED ? ", suggested and not confirmed." : ", as recorded.");
  if (*person->role_reason)
    cwp__talk_show(&talk->why, person->role_reason);
  else if (person->role_basis == CWP_ROLE_SUGGESTED)
    cwp__buffer_add_text(&talk->why, "The record does not say what suggested it.");
}

static void say_role(cwp__talk *talk, const cwp_person *person) {
  cwp_id from = cwp_next_from(talk->next);
  cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
  talk->point.record = from;
  cwp__buffer_add_text(&talk->text, "Role category: ");
  if (from == CWP_NONE) {
    cwp__buffer_add_text(&talk->text, "not known. Agree on one first; until then this page looks at all of them.");
    cwp__buffer_add_text(&talk->why, "The record names none.");
  } else {
    cwp__talk_record(talk, &talk->text, from);
    say_basis(talk, person);
  }
  cwp__talk_end(talk);
  cwp_id other = cwp_pathway_id(talk->pathway, person->role_other);
  if (talk->question->role != CWP_NONE || cwp_record_kind(talk->pathway, other) != CWP_KIND_ROLE) return;
  cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
  talk->point.record = other;
  cwp__buffer_add_text(&talk->text, "The job role suggests another one: ");
  cwp__talk_record(talk, &talk->text, other);
  cwp__buffer_add_text(&talk->text, ". Which is right?");
  cwp__talk_end(talk);
}

/* Whole months from one day to a later one. */
static int months_between(cwp_date from, cwp_date to) {
  int year, month, to_year, to_month;
  cwp_date_split(from, &year, &month, NULL);
  cwp_date_split(to, &to_year, &to_month, NULL);
  int months = (to_year - year) * 12 + to_month - month;
  return cwp_date_add_months(from, months) > to ? months - 1 : months;
}

static void say_start(cwp__talk *talk, const cwp_person *person) {
  char date[CWP_DATE_TEXT_SIZE];
  if (person->started == CWP_DATE_NONE || person->started > talk->question->on) return;
  int months = months_between(person->started, talk->question->on);
  cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
  talk->point.date = person->started;
  cwp__buffer_format(&talk->text, "In post since %s: ", cwp_date_format(person->started, date));
  if (months >= 12) cwp__talk_number(&talk->text, (size_t)months / 12, "year");
  if (months >= 12 && months % 12 > 0) cwp__buffer_add_text(&talk->text, " and ");
  if (months < 12 || months % 12 > 0) cwp__talk_number(&talk->text, (size_t)months % 12, "month");
  cwp__buffer_add_text(&talk->text, ".");
  cwp__talk_end(talk);
}

static void say_settings(cwp__talk *talk) {
  for (size_t i = 0; i < talk->question->setting_count; i++) {
    cwp__talk_begin(talk, CWP_TALK_WHERE, 0);
    talk->point.record = talk->question->settings[i];
    cwp_id setting = talk->question->settings[i];
    int is_area = cwp_record_kind(talk->pathway, setting) == CWP_KIND_PRACTICE_AREA;
    cwp__buffer_add_text(&talk->text, is_area ? "The setting is one of: " : "The work has this delegated activity: ");
    cwp__talk_record(talk, &talk->text, setting);
    cwp__buffer_add_text(&talk->text, ".");
    cwp__buffer_add_text(&talk->why, is_area ? "What can be asked of people elsewhere is asked of them there."
                                             : "Competence in it is asked of whoever does it.");
    cwp__talk_end(talk);
  }
}

void cwp__talk_where(cwp__talk *self) {
  const cwp_person *person = cwp_portfolio_person(self->portfolio);
  say_person(self, person);
  say_role(self, person);
  say_start(self, person);
  say_settings(self);
}

/* What the data does not know. */

static void say_coverage(cwp__talk *talk, cwp_id role, cwp_coverage coverage) {
  if (coverage == CWP_COVERAGE_COMPLETE) return;
  const char *note = cwp__coverage_note(talk->pathway, role);
  cwp__talk_begin(talk, CWP_TALK_LIMITS, 0);
  talk->point.record = role;
  cwp__buffer_add_text(&talk->text, "Of ");
  cwp__talk_record(talk, &talk->text, role);
  cwp__buffer_add_text(&talk->text,
                       coverage == CWP_COVERAGE_SUMMARY
                           ? " the data holds only a summary: most of what is asked there is not on this page."
                           : " the data holds a part: more may be asked there than this page shows.");
  cwp__talk_show(&talk->why, note);
  cwp__talk_end(talk);
}

static int was_shown(const cwp__talk *talk, size_t step) {
  cwp_id target = cwp_next_at(talk->next, step)->target;
  size_t i = 0;
  while (i < step && cwp_next_at(talk->next, i)->target != target)
    i++;
  return i < step;
}

static void say_coverages(cwp__talk *talk) {
  const cwp_assessment *own = cwp_next_own(talk->next);
  if (own) say_coverage(talk, cwp_assessment_role(own), cwp_assessment_coverage(own));
  for (size_t i = 0; i < cwp_next_count(talk->next) && i < talk->options.most_steps; i++) {
    const cwp_step *step = cwp_next_at(talk->next, i);
    if (cwp_record_kind(talk->pathway, step->target) == CWP_KIND_ROLE && !was_shown(talk, i))
      say_coverage(talk, step->target, step->coverage);
  }
}

/* Evidence about codes that this edition does not know. */
static void say_passed_over(cwp__talk *talk) {
  enum { MOST_NAMED = 5 };
  size_t count = 0, pieces = cwp_portfolio_count(talk->portfolio);
  cwp__talk_begin(talk, CWP_TALK_LIMITS, 0);
  for (size_t i = 0; i < pieces; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(talk->portfolio, i);
    if (cwp_pathway_id(talk->pathway, evidence->about) != CWP_NONE || count++ >= MOST_NAMED) continue;
    cwp__buffer_add_text(&talk->why, count == 1 ? "They are about " : ", ");
    cwp__talk_show(&talk->why, evidence->about);
  }
  if (count == 0) return;
  cwp__buffer_add_text(&talk->why, count > MOST_NAMED ? " and others." : ".");
  cwp__talk_number(&talk->text, count, "piece");
  cwp__buffer_add_text(&talk->text, " of evidence could not be used: this edition does not know the codes.");
  cwp__talk_end(talk);
}

void cwp__talk_limits(cwp__talk *self) {
  size_t gaps = cwp_record_link_count(self->pathway, 0, CWP_RELATION_GAP);
  cwp__talk_say(
      self, CWP_TALK_LIMITS, 0,
      "This page shows what is on record. \"No evidence on record\" never means \"not able\", and nothing here "
      "is a score.",
      "");
  say_coverages(self);
  say_passed_over(self);
  if (gaps == 0) return;
  cwp__talk_begin(self, CWP_TALK_LIMITS, 0);
  self->point.record = 0;
  cwp__buffer_add_text(&self->text, "The edition names ");
  cwp__talk_number(&self->text, gaps, "gap");
  cwp__buffer_add_text(&self->text, " in its sources; its record lists them.");
  cwp__talk_end(self);
}
