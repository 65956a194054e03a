/* cwp mandatory --json. */

#include "json.h"
#include "mandatory.h"
#include "output.h"
#include "record.h"

/* "missing", "not_asked": the standing as a key. */
static const char *const standing_keys[CWP_MANDATORY_STANDING_END] = {"not_asked", "present", "expiring", "expired",
                                                                      "missing"};

static void put_counts(cmd_json *json, const size_t counts[CWP_MANDATORY_STANDING_END], size_t lacking) {
  json_key(json, "counts");
  json_flat_object(json);
  for (int standing = 0; standing < CWP_MANDATORY_STANDING_END; standing++)
    json_member_number(json, standing_keys[standing], (int64_t)counts[standing]);
  json_member_number(json, "lacking", (int64_t)lacking);
  json_end(json);
}

static void put_rules(cmd_json *json, const cmd_mandatory *self) {
  json_key(json, "rules");
  json_array(json);
  for (size_t i = 0; i < cwp_mandatory_count(self->rules); i++) {
    const cwp_mandatory_rule *rule = cwp_mandatory_at(self->rules, i);
    json_flat_object(json);
    json_member(json, "category", rule->category);
    json_member(json, "title", rule->title);
    json_member(json, "job_role", rule->job_role);
    json_member_position(json, "months", (uint64_t)rule->months);
    json_member(json, "workplace", rule->workplace);
    json_member_position(json, "line", rule->line);
    json_end(json);
  }
  json_end(json);
}

static void put_categories(cmd_json *json, const cmd_mandatory *self) {
  json_key(json, "categories");
  json_array(json);
  for (size_t i = 0; i < cwp_mandatory_report_category_count(self->report); i++) {
    const cwp_mandatory_category *category = cwp_mandatory_report_category_at(self->report, i);
    json_object(json);
    json_member(json, "code", category->code);
    json_member(json, "title", category->title);
    put_counts(json, category->people, category->lacking);
    json_end(json);
  }
  json_end(json);
}

static void put_cell(cmd_json *json, const cmd_mandatory *self, const cwp_mandatory_person *person, size_t category,
                     const cwp_mandatory_cell *cell) {
  char date[CWP_DATE_TEXT_SIZE];
  const cwp_evidence *record = cwp_portfolio_evidence(person->portfolio, cell->evidence);
  const cwp_evidence *booked = cwp_portfolio_evidence(person->portfolio, cell->booked);
  json_flat_object(json);
  json_member(json, "category", cwp_mandatory_report_category_at(self->report, category)->code);
  json_member(json, "standing", cwp_mandatory_standing_name(cell->standing));
  json_member_boolean(json, "lacking", cell->lacking);
  json_member(json, "from", record ? cwp_date_format(record->from, date) : "");
  json_member(json, "until", cwp_date_format(cell->until, date));
  json_member_boolean(json, "undated", cell->is_undated);
  json_member_boolean(json, "booked", booked != NULL);
  json_member(json, "booked_for", booked ? cwp_date_format(booked->from, date) : "");
  json_member(json, "title", record ? record->title : "");
  json_member(json, "origin", record ? record->origin : "");
  json_end(json);
}

static void put_person(cmd_json *json, const cmd_mandatory *self, size_t index) {
  const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, index);
  const cwp_person *who = cwp_portfolio_person(person->portfolio);
  json_object(json);
  json_member(json, "id", who->id);
  json_member(json, "workplace", who->site);
  json_member(json, "job_title", who->job_title);
  json_member_boolean(json, "job_unknown", person->job_unknown);
  put_counts(json, person->categories, person->lacking);
  json_key(json, "training");
  json_array(json);
  for (size_t i = 0; i < cwp_mandatory_report_category_count(self->report); i++) {
    cwp_mandatory_cell cell = cwp_mandatory_report_cell(self->report, index, i);
    if (cell.standing != CWP_MANDATORY_NOT_ASKED) put_cell(json, self, person, i, &cell);
  }
  json_end(json);
  json_end(json);
}

void mandatory_print_json(const cmd_mandatory *self) {
  cmd_json json;
  char date[CWP_DATE_TEXT_SIZE];
  record_json_start(&json, self->pathway);
  json_member(&json, "on", cwp_date_format(self->question.on, date));
  json_member_window(&json, "expiring_days", self->question.expiring_days);
  json_member_boolean(&json, "strict", self->question.strict);
  put_rules(&json, self);
  json_key(&json, "rule_findings");
  json_array(&json);
  for (size_t i = 0; i < cwp_findings_count(self->rule_findings); i++)
    finding_json(&json, cwp_findings_at(self->rule_findings, i));
  json_end(&json);
  put_categories(&json, self);
  json_key(&json, "people");
  json_array(&json);
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report) && !out_failed(); i++)
    if (mandatory_is_shown(self, cwp_mandatory_report_person_at(self->report, i))) put_person(&json, self, i);
  json_end(&json);
  findings_json_counts(&json, "findings", &self->findings);
  json_finish(&json);
}
