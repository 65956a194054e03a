/* Learning plans for people: courses in their order, claims, what they add up to, and what nothing covers. */

#include "framework.h"
#include "messages.h"
#include "output.h"
#include "planning.h"
#include "tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 4096, AMOUNT_SIZE = 32, NAMED_TOPICS = 8, LABEL_COLUMN = 2 };

/* "12.5", "14", or "not known". */
static const char *hours_text(int64_t centihours, char text[AMOUNT_SIZE]) {
  if (centihours < 0) compose(text, AMOUNT_SIZE, "not known");
  if (centihours >= 0) compose(text, AMOUNT_SIZE, "%" PRId64 ".%02d", centihours / 100, (int)(centihours % 100));
  for (size_t end = strlen(text); centihours >= 0 && (text[end - 1] == '0' || text[end - 1] == '.'); end--) {
    int point = text[end - 1] == '.';
    text[end - 1] = '\0';
    if (point) break;
  }
  return text;
}

/* The same with its unit. */
static const char *hours_words(int64_t centihours, char text[AMOUNT_SIZE]) {
  char number[AMOUNT_SIZE];
  compose(text, AMOUNT_SIZE, "%s hour%s", hours_text(centihours, number), centihours == 100 ? "" : "s");
  if (centihours < 0) compose(text, AMOUNT_SIZE, "hours not known");
  return text;
}

/* "£85.00", or "not known". */
static const char *pounds_text(int64_t pence, char text[AMOUNT_SIZE]) {
  if (pence < 0) compose(text, AMOUNT_SIZE, "not known");
  if (pence >= 0) compose(text, AMOUNT_SIZE, "£%" PRId64 ".%02d", pence / 100, (int)(pence % 100));
  return text;
}

/* A value in the objective's unit: "14 hours", "£85.00", "3 courses". */
static const char *value_text(const cmd_plan *self, int64_t value, char text[AMOUNT_SIZE]) {
  if (self->options.objective == CWP_PLAN_FEWEST_HOURS) hours_words(value, text);
  if (self->options.objective == CWP_PLAN_LOWEST_COST) pounds_text(value, text);
  if (self->options.objective == CWP_PLAN_FEWEST_COURSES)
    count_text((uint64_t)value, "course", "courses", text, AMOUNT_SIZE);
  return text;
}

/* ---- What was asked ---- */

static void limits_text(const cmd_plan *self, char *text, size_t size) {
  static const char *const objectives[CWP_PLAN_OBJECTIVE_END] = {"fewest hours", "lowest cost after reimbursement",
                                                                 "fewest courses"};
  const cwp_plan_options *options = &self->options;
  char amount[AMOUNT_SIZE], date[CWP_DATE_TEXT_SIZE];
  compose(text, size, "Wanted: %s", objectives[options->objective]);
  if (options->most_cost >= 0)
    compose_more(text, size, "; at most %s to be paid", pounds_text(options->most_cost, amount));
  if (options->most_net_cost >= 0)
    compose_more(text, size, "; at most %s after reimbursement", pounds_text(options->most_net_cost, amount));
  if (options->most_centihours >= 0)
    compose_more(text, size, "; at most %s", hours_words(options->most_centihours, amount));
  if (options->most_courses >= 0)
    compose_more(text, size, "; at most %s",
                 count_text((uint64_t)options->most_courses, "course", "courses", amount, sizeof amount));
  if (options->latest != CWP_DATE_NONE)
    compose_more(text, size, "; completed by %s", cwp_date_format(options->latest, date));
  if (options->funded_only) compose_more(text, size, "; funded courses only");
  if (options->renew) compose_more(text, size, "; what ends is renewed");
  if (options->repeat) compose_more(text, size, "; what is under way counts as a gap");
  compose_more(text, size, "%s.", self->count > 1 ? ", for each person" : "");
}

static void print_intro(const cmd_plan *self) {
  const char *path = arguments_value(self->arguments, "catalogue");
  char text[TEXT_SIZE], people[64], courses[64], date[CWP_DATE_TEXT_SIZE];
  count_text(self->count, "person", "people", people, sizeof people);
  count_text(cwp_catalogue_count(self->catalogue), "course", "courses", courses, sizeof courses);
  compose(text, sizeof text, "Learning plan for %s from %s, by edition %s.", people,
          cwp_date_format(self->question.on, date), framework_edition(self->pathway));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  if (path) compose(text, sizeof text, "Catalogue: %s, %s.", path, courses);
  if (!path)
    compose(text, sizeof text,
            "Catalogue: the pathway's own learning opportunities whose hours it knows, %s. Their prices, dates and "
            "lengths are not known: days are the first possible, and windows for claims move with them.",
            courses);
  out_paragraph(text, 0, 0);
  limits_text(self, text, sizeof text);
  out_paragraph(text, 0, 0);
  question_describe(&self->question, text, sizeof text);
  out_paragraph(text, 0, 0);
}

/* ---- Courses ---- */

/* "SL.K2 Reflective practice (4); …": what is covered, topic by topic. */
static void covers_text(const cmd_plan *self, const cwp_planned_course *planned, char *text, size_t size) {
  char title[256];
  text[0] = '\0';
  for (size_t i = 0; i < planned->cover_count;) {
    cwp_id topic = tally_topic(self->pathway, planned->covers[i]);
    size_t first = i;
    while (i < planned->cover_count && tally_topic(self->pathway, planned->covers[i]) == topic)
      i++;
    tally_topic_title(self->pathway, topic, title, sizeof title);
    compose_more(text, size, "%s%s %s (%zu)", first ? "; " : "", cwp_record_code(self->pathway, topic), title,
                 i - first);
  }
  if (planned->cover_count == 0)
    compose(text, size, "nothing that is missing: it has to come before another course of the plan");
}

static void days_text(cwp_date start, cwp_date end, char *text, size_t size) {
  char first[CWP_DATE_TEXT_SIZE], last[CWP_DATE_TEXT_SIZE];
  if (start == CWP_DATE_NONE) {
    compose(text, size, "any day");
  } else if (start == end) {
    compose(text, size, "%s", cwp_date_format(start, first));
  } else {
    compose(text, size, "%s to %s", cwp_date_format(start, first), cwp_date_format(end, last));
  }
}

static void print_claims(const cwp_plan *plan, size_t course) {
  const cwp_claim *claim;
  char text[TEXT_SIZE], why[CWP_CLAIM_WHY_SIZE];
  for (size_t i = 0; (claim = cwp_plan_claim_at(plan, i)) != NULL; i++) {
    if (claim->course != course) continue;
    cwp_plan_claim_why(plan, i, why, sizeof why);
    compose(text, sizeof text, "%s%s", claim->state == CWP_CLAIM_IN_TIME ? "" : "OUTSIDE ITS WINDOW: ", why);
    if (claim->state != CWP_CLAIM_IN_TIME) out_style(STYLE_BAD);
    out_labelled("claim", text);
    out_style(STYLE_PLAIN);
  }
}

/* Says plainly how many claims would come too late, and what that costs. */
static void print_missed(const cwp_plan *plan) {
  const cwp_claim *claim;
  char text[TEXT_SIZE], amount[AMOUNT_SIZE];
  size_t missed = 0, count = cwp_plan_claim_count(plan);
  int64_t lost = 0;
  for (size_t i = 0; (claim = cwp_plan_claim_at(plan, i)) != NULL; i++) {
    if (claim->state == CWP_CLAIM_IN_TIME) continue;
    missed++;
    lost += claim->amount;
  }
  if (missed == 0) return;
  compose(text, sizeof text, "%zu of %zu fall outside their windows: %s is not counted as given back", missed, count,
          pounds_text(lost, amount));
  out_style(STYLE_BAD);
  out_labelled("claims", text);
  out_style(STYLE_PLAIN);
}

static void print_course(const cmd_plan *self, const cwp_plan *plan, size_t index) {
  const cwp_planned_course *planned = cwp_plan_at(plan, index), *other = cwp_plan_at(plan, planned->clash);
  const cwp_course *course = planned->course;
  char text[TEXT_SIZE], hours[AMOUNT_SIZE], cost[AMOUNT_SIZE], date[CWP_DATE_TEXT_SIZE];
  days_text(planned->start, planned->end, text, sizeof text);
  if (course->start_count == 0) compose(text, sizeof text, "from %s", cwp_date_format(planned->start, date));
  char heading[TEXT_SIZE];
  compose(heading, sizeof heading, "%zu. %s  %s%s%s", index + 1, text, course->code, course->title[0] ? " " : "",
          course->title);
  out_text("\n  ");
  out_style(STYLE_STRONG);
  out_paragraph(heading, 4, LABEL_COLUMN);
  out_style(STYLE_PLAIN);
  compose(text, sizeof text, "%s%s%s", course->provider, course->provider[0] && course->mode[0] ? ", " : "",
          course->mode);
  out_labelled("given by", text);
  covers_text(self, planned, text, sizeof text);
  out_labelled("covers", text);
  compose(text, sizeof text, "%s, ", hours_words(course->centihours, hours));
  if (course->cost < 0) compose_more(text, sizeof text, "price not known");
  if (course->cost >= 0) compose_more(text, sizeof text, "%s to be paid", pounds_text(course->cost, cost));
  compose_more(text, sizeof text, "; %s evidence", cwp_evidence_kind_name(course->kind));
  out_labelled("takes", text);
  if (other) {
    compose(text, sizeof text, "fills the same day as %s: choose another day for one of them", other->course->code);
    out_style(STYLE_SOON);
    out_labelled("clash", text);
    out_style(STYLE_PLAIN);
  }
  print_claims(plan, index);
}

/* ---- Sums ---- */

static void print_total(const cwp_plan_totals *total) {
  char text[TEXT_SIZE], courses[64], hours[AMOUNT_SIZE], cost[AMOUNT_SIZE], net[AMOUNT_SIZE];
  count_text(total->courses, "course", "courses", courses, sizeof courses);
  compose(text, sizeof text, "%s, %s", courses, hours_words(total->centihours, hours));
  if (total->cost_unknown < total->courses || total->courses == 0)
    compose_more(text, sizeof text, ", %s to be paid, %s after reimbursement", pounds_text(total->cost, cost),
                 pounds_text(total->net_cost, net));
  if (total->hours_unknown > 0)
    compose_more(text, sizeof text, "; the hours of %zu of them are not known", total->hours_unknown);
  if (total->cost_unknown > 0)
    compose_more(text, sizeof text, "; the price of %zu of them is not known", total->cost_unknown);
  out_labelled("adds up to", text);
  compose(text, sizeof text, "%zu of %zu must, %zu of %zu should", total->covered[CWP_MUST], total->gaps[CWP_MUST],
          total->covered[CWP_SHOULD], total->gaps[CWP_SHOULD]);
  if (total->under_way[CWP_MUST] + total->under_way[CWP_SHOULD] > 0)
    compose_more(text, sizeof text, "; %zu must and %zu should are under way already", total->under_way[CWP_MUST],
                 total->under_way[CWP_SHOULD]);
  out_labelled("gaps covered", text);
}

static void print_proof(const cmd_plan *self, const cwp_proof *proof) {
  char text[TEXT_SIZE], value[AMOUNT_SIZE], bound[AMOUNT_SIZE];
  int covers_most = proof->musts_left == proof->least_musts_left && proof->shoulds_left == proof->least_shoulds_left;
  value_text(self, proof->value, value);
  value_text(self, proof->bound, bound);
  if (proof->proved) {
    compose(text, sizeof text, "proved: %s",
            self->team ? "nobody could do better, even with every place to themselves"
                       : "there is no better plan from these courses");
  } else if (covers_most && proof->value == proof->bound) {
    compose(text, sizeof text, "no plan has better numbers; which of equals it is was left open");
  } else {
    compose(text, sizeof text, "not proved. ");
    if (!covers_most)
      compose_more(text, sizeof text,
                   "It leaves %zu must and %zu should that courses cover; no plan leaves fewer than %zu and %zu. ",
                   proof->musts_left, proof->shoulds_left, proof->least_musts_left, proof->least_shoulds_left);
    compose_more(text, sizeof text, "It takes %s", value);
    if (proof->bound > 0) compose_more(text, sizeof text, "; no plan that covers as much takes less than %s", bound);
  }
  out_labelled("best", text);
}

/* "9 must, 85 should" of the gaps that have that fate. */
static void print_fate(const cmd_plan *self, const plan_lack *lacks, size_t count, cwp_gap_fate fate) {
  static const char *const words[CWP_GAP_FATE_END] = {
      [CWP_GAP_LEFT] = "courses cover them, but not within the limits or not together with what goes first",
      [CWP_GAP_BARRED] = "the courses that cover them may not be chosen, or have no place left",
      [CWP_GAP_TOO_WEAK] = "courses cover them, with evidence of too weak a kind",
      [CWP_GAP_IN_PART] = "courses cover a part of them",
      [CWP_GAP_NO_COURSE] = "no course covers them"};
  char text[TEXT_SIZE], title[256], topics[TEXT_SIZE / 2] = "";
  size_t kinds[CWP_REQUIREMENT_KIND_END] = {0}, topic_count = 0;
  cwp_id last = CWP_NONE;
  for (size_t i = 0; i < count; i++) {
    if (lacks[i].fate != fate) continue;
    kinds[lacks[i].kind]++;
    cwp_id topic = tally_topic(self->pathway, lacks[i].line);
    if (topic == last) continue;
    last = topic;
    tally_topic_title(self->pathway, topic, title, sizeof title);
    if (topic_count++ < NAMED_TOPICS)
      compose_more(topics, sizeof topics, "%s%s %s", topics[0] ? "; " : "", cwp_record_code(self->pathway, topic),
                   title);
  }
  if (topic_count == 0) return;
  if (topic_count > NAMED_TOPICS) compose_more(topics, sizeof topics, "; and %zu more", topic_count - NAMED_TOPICS);
  compose(text, sizeof text, "%zu%s must, %zu should: %s. %s", kinds[CWP_MUST], self->team ? " different" : "",
          kinds[CWP_SHOULD], words[fate], topics);
  out_labelled(cwp_gap_fate_name(fate), text);
}

static int print_lacks(const cmd_plan *self) {
  plan_lack *lacks;
  size_t count;
  int code = plan_find_lacks(self, &lacks, &count);
  if (code != CODE_GO_ON) return code;
  out_heading("Not covered");
  if (count == 0) out_labelled("", "Nothing: every gap is covered or under way.");
  for (int fate = CWP_GAP_LEFT; fate < CWP_GAP_FATE_END; fate++)
    print_fate(self, lacks, count, (cwp_gap_fate)fate);
  free(lacks);
  return CODE_GO_ON;
}

static void print_barred(const cwp_plan *plan) {
  static const char *const words[CWP_BAR_END] = {"it would end after the latest day",
                                                 "it has no start left, or none with a place",
                                                 "the scheme does not fund it",
                                                 "its hours are not known, and they matter here",
                                                 "its price is not known, and it matters here",
                                                 "what has to come before it cannot be had"};
  const cwp_barred_course *barred;
  cmd_table table;
  if (cwp_plan_barred_count(plan) == 0) return;
  out_heading("Courses that could not be chosen");
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; (barred = cwp_plan_barred_at(plan, i)) != NULL; i++) {
      char text[TEXT_SIZE];
      compose(text, sizeof text, "%s%s%s", barred->course->title, barred->course->title[0] ? ": " : "",
              words[barred->bar]);
      pairs_row(&table, print, barred->course->code, text);
    }
  }
}

/* ---- One person ---- */

static void print_caveat(const cmd_plan *self, cwp_id target) {
  if (cwp_role_coverage(self->pathway, target) != CWP_COVERAGE_COMPLETE) {
    out_text("\n");
    record_print_caveat(self->pathway, target, "");
  }
}

static int print_single(const cmd_plan *self) {
  const planned_person *one = &self->people[self->place[0]];
  const cwp_person *person = cwp_portfolio_person(one->portfolio);
  cwp_id target = cwp_plan_role(one->plan);
  char text[TEXT_SIZE];
  out_heading(person->id);
  out_labelled("job role", person->job_title);
  compose(text, sizeof text, "%s (%s)%s", cwp_record_title(self->pathway, target),
          cwp_record_code(self->pathway, target), self->question.role == CWP_NONE ? ", their own" : "");
  out_labelled("target", text);
  print_total(cwp_plan_total(one->plan));
  print_missed(one->plan);
  print_proof(self, cwp_plan_proof(one->plan));
  if (cwp_plan_count(one->plan) == 0) out_labelled("courses", "none that would close a gap within the limits");
  for (size_t i = 0; i < cwp_plan_count(one->plan); i++)
    print_course(self, one->plan, i);
  int code = print_lacks(self);
  print_barred(one->plan);
  print_caveat(self, target);
  return code;
}

/* ---- Several people ---- */

/* As many names as there is room for; how many more there are is said. */
static void goers_text(const cmd_plan *self, const plan_run *run, char *text, size_t size) {
  enum { ROOM = 256 };
  compose(text, size, "%s%s", run->course->title, run->course->title[0] ? ": " : "");
  for (size_t i = 0; i < run->goer_count; i++) {
    if (strlen(text) + ROOM >= size) {
      compose_more(text, size, ", and %zu more: --json lists them all", run->goer_count - i);
      return;
    }
    compose_more(text, size, "%s%s", i ? ", " : "",
                 cwp_portfolio_person(self->people[self->place[run->goers[i]]].portfolio)->id);
  }
}

static void print_schedule(const cmd_plan *self) {
  plan_run run;
  cmd_table table;
  char days[64], places[64], goers[TEXT_SIZE];
  out_heading("Schedule");
  table_start(&table, 2);
  table_column(&table, "when", SIDE_LEFT, 0);
  table_column(&table, "course", SIDE_LEFT, 24);
  table_column(&table, "places", SIDE_RIGHT, 0);
  table_column(&table, "who goes", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; plan_run_at(self, i, &run); i++) {
      days_text(run.start, run.end, days, sizeof days);
      compose(places, sizeof places, "%zu", run.goer_count);
      if (run.course->places > 0) compose_more(places, sizeof places, " of %d", run.course->places);
      goers_text(self, &run, goers, sizeof goers);
      const char *cells[] = {days, run.course->code, places, goers};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
  if (!plan_run_at(self, 0, &run)) out_labelled("courses", "none that would close a gap within the limits");
}

static void print_person_row(const cmd_plan *self, cmd_table *table, const planned_person *one, int print) {
  char courses[NUMBER_SIZE] = "", hours[AMOUNT_SIZE] = "", cost[AMOUNT_SIZE] = "", must[64] = "", should[64] = "";
  const cwp_plan_totals *total = cwp_plan_total(one->plan);
  if (total) {
    number_text(total->courses, courses);
    hours_text(total->centihours, hours);
    pounds_text(total->courses > 0 && total->cost_unknown == total->courses ? CWP_UNKNOWN : total->net_cost, cost);
    compose(must, sizeof must, "%zu of %zu", total->covered[CWP_MUST], total->gaps[CWP_MUST]);
    compose(should, sizeof should, "%zu of %zu", total->covered[CWP_SHOULD], total->gaps[CWP_SHOULD]);
  }
  const char *target = one->plan ? cwp_record_code(self->pathway, cwp_plan_role(one->plan)) : "";
  const char *cells[] = {
      cwp_portfolio_person(one->portfolio)->id, target, courses, hours, cost, must, should, one->problem};
  if (print) table_row(table, cells, STYLE_PLAIN, 1);
  if (!print) table_measure(table, cells);
}

static void print_people(const cmd_plan *self) {
  cmd_table table;
  out_heading("People");
  table_start(&table, 2);
  table_column(&table, "who", SIDE_LEFT, 32);
  table_column(&table, "for", SIDE_LEFT, 0);
  table_column(&table, "courses", SIDE_RIGHT, 0);
  table_column(&table, "hours", SIDE_RIGHT, 0);
  table_column(&table, "net cost", SIDE_RIGHT, 0);
  table_column(&table, "must", SIDE_RIGHT, 0);
  table_column(&table, "should", SIDE_RIGHT, 0);
  table_column(&table, "", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < self->count; i++)
      print_person_row(self, &table, &self->people[i], print);
  }
}

/* Claims that nobody can make in time, person by person. */
static void print_missed_claims(const cmd_plan *self) {
  int headed = 0;
  for (size_t i = 0; i < self->planned; i++) {
    const planned_person *one = &self->people[self->place[i]];
    const cwp_claim *claim;
    for (size_t k = 0; (claim = cwp_plan_claim_at(one->plan, k)) != NULL; k++) {
      char text[TEXT_SIZE], why[CWP_CLAIM_WHY_SIZE];
      if (claim->state == CWP_CLAIM_IN_TIME) continue;
      if (!headed++) out_heading("Claims outside their windows");
      cwp_plan_claim_why(one->plan, k, why, sizeof why);
      compose(text, sizeof text, "%s, %s: %s", cwp_portfolio_person(one->portfolio)->id,
              cwp_plan_at(one->plan, claim->course)->course->code, why);
      out_style(STYLE_BAD);
      out_text("  ");
      out_paragraph(text, 4, LABEL_COLUMN);
      out_style(STYLE_PLAIN);
    }
  }
}

static void print_team_caveats(const cmd_plan *self) {
  for (cwp_id role = 0; role < cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    cwp_id id = cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + role;
    for (size_t i = 0; i < self->planned; i++) {
      if (cwp_plan_role(self->people[self->place[i]].plan) != id) continue;
      print_caveat(self, id);
      break;
    }
  }
}

static int print_team(const cmd_plan *self) {
  print_schedule(self);
  print_people(self);
  if (self->planned == 0) return CODE_GO_ON;
  out_heading("All together");
  print_total(plan_total(self));
  print_proof(self, plan_proof(self));
  print_missed_claims(self);
  int code = print_lacks(self);
  print_team_caveats(self);
  return code;
}

int plan_print_text(const cmd_plan *self) {
  int code = CODE_GO_ON;
  print_intro(self);
  if (self->count == 0) out_text("\nThere is nobody in the files.\n");
  if (self->count == 1 && self->planned == 1) {
    code = print_single(self);
  } else if (self->count > 0) {
    code = print_team(self);
  }
  if (code != CODE_GO_ON) return code;
  out_text("\n");
  out_paragraph(
      "A gap has no evidence on record that is enough; that does not mean that somebody is not able to do it. Whether "
      "the scheme has money left is not known.",
      0, 0);
  return CODE_GO_ON;
}
