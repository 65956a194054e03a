/* The assessment as JSON, person by person: nothing of one is kept when the next one's turn comes. */

#include "assess.h"
#include "explain.h"
#include "json.h"
#include "messages.h"
#include "outlook.h"
#include "output.h"
#include "people.h"
#include "record.h"

enum { TEAM_GAPS = 50 };

void assess_json_counts(cmd_json *json, const cwp_counts counts[CWP_REQUIREMENT_KIND_END]) {
  static const char *const names[CWP_STANDING_NOT_APPLICABLE] = {"met",     "expiring", "expired",    "in_progress",
                                                                 "claimed", "partly",   "no_evidence"};
  json_key(json, "counts");
  json_object(json);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    json_key(json, cwp_requirement_kind_name((cwp_requirement_kind)kind));
    json_flat_object(json);
    json_member_number(json, "needed", (int64_t)counts[kind].needed);
    for (size_t i = 0; i < CWP_STANDING_NOT_APPLICABLE; i++)
      json_member_number(json, names[i], (int64_t)counts[kind].standing[i]);
    json_end(json);
  }
  json_end(json);
}

static void write_counts(cmd_json *json, const cwp_assessment *assessment) {
  cwp_counts counts[CWP_REQUIREMENT_KIND_END] = {{0}};
  for (int kind = 0; assessment && kind < CWP_REQUIREMENT_KIND_END; kind++)
    counts[kind] = *cwp_assessment_counts(assessment, (cwp_requirement_kind)kind);
  assess_json_counts(json, counts);
}

static void write_judgement(cmd_json *json, const cmd_assess *self, const assessed *one, size_t index) {
  const cwp_judgement *judgement = cwp_assessment_at(one->assessment, index);
  const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, judgement->evidence);
  cwp_id line = judgement->requirement.line;
  char why[CWP_WHY_SIZE], date[CWP_DATE_TEXT_SIZE];
  cwp_assessment_why(one->assessment, index, why, sizeof why);
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, line));
  json_member(json, "title", record_name(self->pathway, line));
  json_member(json, "text", cwp_record_text(self->pathway, line));
  record_json_official(json, self->pathway, line);
  json_member(json, "role", cwp_record_code(self->pathway, judgement->requirement.role));
  json_member(json, "kind", cwp_requirement_kind_name(judgement->requirement.kind));
  json_member(json, "status", cwp_standing_name(judgement->standing));
  json_member(json, "why", why);
  json_member(json, "evidence", evidence ? evidence->about : "");
  json_member(json, "map", record_code_or_none(self->pathway, judgement->map));
  json_member(json, "until", cwp_date_format(judgement->until, date));
  json_end(json);
}

static int is_any(const cwp_judgement *judgement) {
  (void)judgement;
  return 1;
}

static int is_not_asked(const cwp_judgement *judgement) {
  return judgement->standing == CWP_STANDING_NOT_APPLICABLE;
}

static void write_judgements(cmd_json *json, const cmd_assess *self, const assessed *one, const char *key,
                             int (*is_wanted)(const cwp_judgement *)) {
  json_key(json, key);
  json_array(json);
  for (size_t i = 0; i < cwp_assessment_count(one->assessment); i++) {
    if (is_wanted(cwp_assessment_at(one->assessment, i))) write_judgement(json, self, one, i);
  }
  json_end(json);
}

static void write_person(cmd_json *json, const cmd_assess *self, const cwp_person *person) {
  char date[CWP_DATE_TEXT_SIZE];
  json_member(json, "id", person->id);
  json_member(json, "site", person->site);
  json_member(json, "job_role", person->job_title);
  json_member(json, "started", cwp_date_format(person->started, date));
  json_member(json, "role", people_role_code(self->pathway, person->role));
  json_member(json, "role_basis", cwp_role_basis_name(person->role_basis));
  json_member(json, "role_reason", person->role_reason);
  json_member(json, "role_by_job", people_role_code(self->pathway, person->role_other));
}

static void write_one(const cmd_assess *self, const assessed *one, void *context) {
  cmd_json *json = context;
  const cwp_assessment *assessment = one->assessment;
  json_object(json);
  write_person(json, self, cwp_portfolio_person(one->portfolio));
  json_member(json, "target", assessment ? cwp_record_code(self->pathway, cwp_assessment_role(assessment)) : "");
  if (!assessment) json_member(json, "problem", one->problem);
  json_member(json, "coverage", assessment ? cwp_coverage_name(cwp_assessment_coverage(assessment)) : "");
  json_member_boolean(json, "ready", assessment && cwp_assessment_is_ready(assessment));
  write_counts(json, assessment);
  write_judgements(json, self, one, "gaps", is_gap);
  write_judgements(json, self, one, "not_applicable", is_not_asked);
  if (self->person) write_judgements(json, self, one, "requirements", is_any);
  explain_json(json, self, one);
  if (self->person) outlook_json_person(json, self, one);
  json_end(json);
}

/* What the people have in common; behind them, for it is known only then. */
static void write_team(cmd_json *json, const cmd_assess *self) {
  const cmd_tally *tally = &self->tally;
  cwp_id top[TEAM_GAPS + 1];
  size_t count = tally_top(tally, tally->lines, tally_lacking, top, TEAM_GAPS);
  json_key(json, "team");
  json_object(json);
  json_member_number(json, "people", (int64_t)tally->people);
  json_member_number(json, "assessed", (int64_t)tally->assessed);
  json_member_number(json, "not_assessed", (int64_t)tally->not_assessed.count);
  json_key(json, "commonest_gaps");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, top[i]));
    json_member(json, "title", record_name(self->pathway, top[i]));
    json_member(json, "text", cwp_record_text(self->pathway, top[i]));
    record_json_official(json, self->pathway, top[i]);
    json_member_number(json, "people", (int64_t)tally->lines[top[i]].lacking);
    json_member_number(json, "of", (int64_t)tally->lines[top[i]].asked);
    json_end(json);
  }
  json_end(json);
  outlook_json_team(json, self);
  json_end(json);
}

int assess_print_json(cmd_assess *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  question_json(&json, &self->question);
  json_member(&json, "target", record_code_or_none(self->pathway, self->question.role));
  findings_json_counts(&json, "findings", &self->findings);
  json_key(&json, "people");
  json_array(&json);
  int code = assess_everybody(self, write_one, &json);
  json_end(&json);
  write_team(&json, self);
  json_finish(&json);
  return code;
}
