/* Learning plans as JSON: the schedule, what nothing covers, and everybody's own plan. */

#include "messages.h"
#include "people.h"
#include "planning.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

static void member_date(cmd_json *json, const char *key, cwp_date date) {
  char text[CWP_DATE_TEXT_SIZE];
  json_member(json, key, cwp_date_format(date, text));
}

static void member_or_null(cmd_json *json, const char *key, int64_t number) {
  json_key(json, key);
  if (number < 0) json_null(json);
  if (number >= 0) json_number(json, number);
}

/* ---- What was asked ---- */

static void write_limits(cmd_json *json, const cmd_plan *self) {
  const cwp_plan_options *options = &self->options;
  json_key(json, "limits");
  json_object(json);
  json_member_hundredths(json, "cost", options->most_cost);
  json_member_hundredths(json, "net_cost", options->most_net_cost);
  json_member_hundredths(json, "hours", options->most_centihours);
  member_or_null(json, "courses", options->most_courses);
  member_date(json, "latest", options->latest);
  json_member_boolean(json, "funded", options->funded_only);
  json_member_boolean(json, "renew", options->renew);
  json_member_boolean(json, "repeat", options->repeat);
  json_key(json, "claim_days");
  json_flat_array(json);
  for (size_t i = 0; i < options->claim_day_count; i++) {
    char date[CWP_DATE_TEXT_SIZE];
    json_text(json, cwp_date_format(options->claim_days[i], date));
  }
  json_end(json);
  member_date(json, "paid_on", options->paid_on);
  member_or_null(json, "nodes", options->most_nodes ? (int64_t)options->most_nodes : CWP_NO_LIMIT);
  json_end(json);
}

static void write_catalogue(cmd_json *json, const cmd_plan *self) {
  const char *path = arguments_value(self->arguments, "catalogue");
  json_key(json, "catalogue");
  json_object(json);
  json_member(json, "path", path ? path : "");
  json_member_number(json, "courses", (int64_t)cwp_catalogue_count(self->catalogue));
  findings_json_counts(json, "findings", &self->catalogue_list);
  json_end(json);
}

/* ---- What plans add up to ---- */

/* A value in the objective's unit: hours or pounds with two decimals, or courses. */
static void member_value(cmd_json *json, const char *key, const cmd_plan *self, int64_t value) {
  if (self->options.objective == CWP_PLAN_FEWEST_COURSES) {
    json_member_number(json, key, value);
  } else {
    json_member_hundredths(json, key, value);
  }
}

static void write_kinds(cmd_json *json, const char *key, const size_t counts[CWP_REQUIREMENT_KIND_END]) {
  json_key(json, key);
  json_flat_object(json);
  json_member_number(json, "must", (int64_t)counts[CWP_MUST]);
  json_member_number(json, "should", (int64_t)counts[CWP_SHOULD]);
  json_end(json);
}

/* Of nobody there is nothing to prove. */
static void write_proof(cmd_json *json, const cmd_plan *self, const cwp_proof *proof) {
  static const cwp_proof nothing = {0};
  if (!proof) proof = &nothing;
  json_member_boolean(json, "proved", proof->proved);
  member_value(json, "bound", self, proof->bound);
  json_key(json, "proof");
  json_object(json);
  member_value(json, "value", self, proof->value);
  json_member_number(json, "musts_left", (int64_t)proof->musts_left);
  json_member_number(json, "least_musts_left", (int64_t)proof->least_musts_left);
  json_member_number(json, "shoulds_left", (int64_t)proof->shoulds_left);
  json_member_number(json, "least_shoulds_left", (int64_t)proof->least_shoulds_left);
  json_member_number(json, "nodes", (int64_t)proof->nodes);
  json_end(json);
}

static void write_total(cmd_json *json, const cwp_plan_totals *total) {
  static const cwp_plan_totals nothing = {0};
  if (!total) total = &nothing;
  json_key(json, "total");
  json_object(json);
  json_member_number(json, "courses", (int64_t)total->courses);
  json_member_hundredths(json, "hours", total->centihours);
  json_member_number(json, "hours_unknown", (int64_t)total->hours_unknown);
  json_member_hundredths(json, "cost", total->cost);
  json_member_hundredths(json, "net_cost", total->net_cost);
  json_member_number(json, "cost_unknown", (int64_t)total->cost_unknown);
  json_member_hundredths(json, "reimbursed", total->reimbursed);
  write_kinds(json, "gaps", total->gaps);
  write_kinds(json, "covered", total->covered);
  write_kinds(json, "under_way", total->under_way);
  json_end(json);
}

/* ---- Courses ---- */

static void write_course(cmd_json *json, const cwp_course *course, cwp_date start, cwp_date end) {
  json_member(json, "code", course->code);
  json_member(json, "title", course->title);
  json_member(json, "provider", course->provider);
  json_member(json, "mode", course->mode);
  json_member(json, "kind", cwp_evidence_kind_name(course->kind));
  json_member(json, "funding", cwp_funding_name(course->funding));
  json_member_hundredths(json, "hours", course->centihours);
  json_member_hundredths(json, "cost", course->cost);
  json_member_boolean(json, "dated", course->start_count > 0);
  member_date(json, "start", start);
  member_date(json, "end", end);
}

static void write_covers(cmd_json *json, const cmd_plan *self, const cwp_planned_course *planned) {
  json_key(json, "covers");
  json_flat_array(json);
  for (size_t i = 0; i < planned->cover_count; i++)
    json_text(json, cwp_record_code(self->pathway, planned->covers[i]));
  json_end(json);
}

static const cwp_plan *plan_of(const cmd_plan *self, size_t goer) {
  return self->people[self->place[goer]].plan;
}

/* What a run covers for any of those who go to it, in the pathway's order. CODE_GO_ON or CODE_INTERNAL. */
static int write_run_covers(cmd_json *json, const cmd_plan *self, const plan_run *run) {
  size_t count = cwp_pathway_count(self->pathway, CWP_KIND_END);
  char *covered = calloc(count + 1, 1);
  if (!covered) return out_of_memory();
  for (size_t i = 0; i < run->goer_count; i++) {
    const cwp_planned_course *planned = plan_course_of(plan_of(self, run->goers[i]), run);
    for (size_t k = 0; planned && k < planned->cover_count; k++)
      covered[planned->covers[k]] = 1;
  }
  json_key(json, "covers");
  json_flat_array(json);
  for (cwp_id id = 0; id < count; id++) {
    if (covered[id]) json_text(json, cwp_record_code(self->pathway, id));
  }
  json_end(json);
  free(covered);
  return CODE_GO_ON;
}

static int write_schedule(cmd_json *json, const cmd_plan *self) {
  plan_run run;
  int code = CODE_GO_ON;
  json_key(json, "courses");
  json_array(json);
  for (size_t i = 0; code == CODE_GO_ON && plan_run_at(self, i, &run); i++) {
    json_object(json);
    write_course(json, run.course, run.start, run.end);
    json_key(json, "places");
    if (run.course->places == 0) json_null(json);
    if (run.course->places > 0) json_number(json, run.course->places);
    json_key(json, "people");
    json_flat_array(json);
    for (size_t k = 0; k < run.goer_count; k++)
      json_text(json, cwp_portfolio_person(self->people[self->place[run.goers[k]]].portfolio)->id);
    json_end(json);
    code = write_run_covers(json, self, &run);
    json_end(json);
  }
  json_end(json);
  return code;
}

static int write_uncovered(cmd_json *json, const cmd_plan *self) {
  plan_lack *lacks;
  size_t count;
  int code = plan_find_lacks(self, &lacks, &count);
  if (code != CODE_GO_ON) return code;
  json_key(json, "uncovered");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, lacks[i].line));
    json_member(json, "title", record_name(self->pathway, lacks[i].line));
    json_member(json, "kind", cwp_requirement_kind_name(lacks[i].kind));
    json_member(json, "fate", cwp_gap_fate_name(lacks[i].fate));
    json_member_number(json, "people", (int64_t)lacks[i].people);
    json_end(json);
  }
  json_end(json);
  free(lacks);
  return CODE_GO_ON;
}

/* ---- One person ---- */

static const char *course_code(const cwp_plan *plan, size_t index) {
  const cwp_planned_course *planned = cwp_plan_at(plan, index);
  return planned ? planned->course->code : "";
}

static void write_own_courses(cmd_json *json, const cmd_plan *self, const cwp_plan *plan) {
  const cwp_planned_course *planned;
  json_key(json, "courses");
  json_array(json);
  for (size_t i = 0; (planned = cwp_plan_at(plan, i)) != NULL; i++) {
    json_object(json);
    write_course(json, planned->course, planned->start, planned->end);
    json_member_hundredths(json, "reimbursed", planned->reimbursed);
    json_member(json, "clash", course_code(plan, planned->clash));
    write_covers(json, self, planned);
    json_end(json);
  }
  json_end(json);
}

static void write_claims(cmd_json *json, const cwp_plan *plan) {
  const cwp_claim *claim;
  char why[CWP_CLAIM_WHY_SIZE];
  json_key(json, "claims");
  json_array(json);
  for (size_t i = 0; (claim = cwp_plan_claim_at(plan, i)) != NULL; i++) {
    cwp_plan_claim_why(plan, i, why, sizeof why);
    json_flat_object(json);
    json_member(json, "course", course_code(plan, claim->course));
    json_member_number(json, "part", claim->part);
    json_member_number(json, "percent", claim->percent);
    json_member_hundredths(json, "amount", claim->amount);
    member_date(json, "from", claim->from);
    member_date(json, "until", claim->until);
    member_date(json, "on", claim->on);
    json_member(json, "state", cwp_claim_state_name(claim->state));
    json_member(json, "why", why);
    json_end(json);
  }
  json_end(json);
}

static void write_gaps(cmd_json *json, const cmd_plan *self, const cwp_plan *plan) {
  const cwp_gap *gap;
  json_key(json, "gaps");
  json_array(json);
  for (size_t i = 0; (gap = cwp_plan_gap_at(plan, i)) != NULL; i++) {
    const cwp_requirement *requirement = &gap->requirement;
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, requirement->line));
    json_member(json, "title", record_name(self->pathway, requirement->line));
    if (self->count == 1) { /* a team's would be the same texts over and over */
      json_member(json, "text", cwp_record_text(self->pathway, requirement->line));
      record_json_official(json, self->pathway, requirement->line);
    }
    json_member(json, "role", cwp_record_code(self->pathway, requirement->role));
    json_member(json, "kind", cwp_requirement_kind_name(requirement->kind));
    json_member(json, "status", cwp_standing_name(gap->standing));
    json_member(json, "fate", cwp_gap_fate_name(gap->fate));
    json_member(json, "course", course_code(plan, gap->course));
    json_end(json);
  }
  json_end(json);
}

static void write_barred(cmd_json *json, const cwp_plan *plan) {
  const cwp_barred_course *barred;
  json_key(json, "barred");
  json_array(json);
  for (size_t i = 0; (barred = cwp_plan_barred_at(plan, i)) != NULL; i++) {
    json_flat_object(json);
    json_member(json, "code", barred->course->code);
    json_member(json, "title", barred->course->title);
    json_member(json, "why", cwp_bar_name(barred->bar));
    json_end(json);
  }
  json_end(json);
}

static void write_person(cmd_json *json, const cmd_plan *self, const planned_person *one) {
  const cwp_person *person = cwp_portfolio_person(one->portfolio);
  json_object(json);
  json_member(json, "id", person->id);
  json_member(json, "site", person->site);
  json_member(json, "job_role", person->job_title);
  json_member(json, "role", people_role_code(self->pathway, person->role));
  if (!one->plan) {
    json_member(json, "target", "");
    json_member(json, "problem", one->problem);
  } else {
    cwp_id target = cwp_plan_role(one->plan);
    json_member(json, "target", cwp_record_code(self->pathway, target));
    json_member(json, "coverage", cwp_coverage_name(cwp_role_coverage(self->pathway, target)));
    write_proof(json, self, cwp_plan_proof(one->plan));
    write_total(json, cwp_plan_total(one->plan));
    write_own_courses(json, self, one->plan);
    write_claims(json, one->plan);
    write_gaps(json, self, one->plan);
    write_barred(json, one->plan);
  }
  json_end(json);
}

/* ---- The document ---- */

/* The one role category that everything is planned for; CWP_NONE where people have targets of their own. */
static cwp_id target_of(const cmd_plan *self) {
  cwp_id target = self->question.role;
  for (size_t i = 0; self->question.role == CWP_NONE && i < self->planned; i++) {
    cwp_id own = cwp_plan_role(self->people[self->place[i]].plan);
    if (i > 0 && own != target) return CWP_NONE;
    target = own;
  }
  return target;
}

int plan_print_json(const cmd_plan *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  question_json(&json, &self->question);
  findings_json_counts(&json, "findings", &self->findings);
  write_catalogue(&json, self);
  json_member(&json, "target", record_code_or_none(self->pathway, target_of(self)));
  json_member(&json, "objective", cwp_plan_objective_name(self->options.objective));
  write_limits(&json, self);
  write_proof(&json, self, plan_proof(self));
  write_total(&json, plan_total(self));
  int code = write_schedule(&json, self);
  if (code == CODE_GO_ON) code = write_uncovered(&json, self);
  json_key(&json, "people");
  json_array(&json);
  for (size_t i = 0; i < self->count; i++)
    write_person(&json, self, &self->people[i]);
  json_end(&json);
  json_finish(&json);
  return code;
}
