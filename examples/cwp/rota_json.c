/* cwp rota --json and --csv. */

#include "json.h"
#include "output.h"
#include "record.h"
#include "rota.h"
#include "sheet.h"

#include <string.h>

static void member_moment(cmd_json *json, const char *key, cwp_moment moment) {
  char text[CWP_MOMENT_TEXT_SIZE];
  json_member(json, key, cwp_moment_format(moment, text));
}

static const char *code_of_record(const cmd_rota *self, cwp_id record) {
  return record == CWP_NONE ? "" : cwp_record_code(self->pathway, record);
}

/* Rules. */

static void put_rules(cmd_json *json, const cmd_rota *self) {
  json_key(json, "rules");
  json_object(json);
  json_member(json, "id", cwp_rota_rules_id(self->rules));
  json_member(json, "title", cwp_rota_rules_title(self->rules));
  json_key(json, "rules");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_rules_count(self->rules); i++) {
    const cwp_rota_rule *rule = cwp_rota_rules_at(self->rules, i);
    json_flat_object(json);
    json_member(json, "id", rule->id);
    json_member(json, "title", rule->title);
    json_member(json, "severity", cwp_rota_severity_name(rule->severity));
    json_member(json, "measure", cwp_rota_measure_name(rule->measure));
    json_member_number(json, "amount", rule->amount);
    json_member(json, "part", cwp_shift_part_name(rule->part));
    json_member(json, "who", rule->fits);
    json_member(json, "basis", rule->basis);
    json_member(json, "status", rule->status);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

/* Shifts. */

static void put_people(cmd_json *json, const cmd_rota *self, size_t shift) {
  cwp_rota_as as;
  json_key(json, "people");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_on_count(self->board, shift); i++) {
    size_t person = cwp_rota_on_at(self->board, shift, i, &as);
    json_flat_object(json);
    json_member(json, "id", rota_person(self, person));
    json_member(json, "as", cwp_rota_as_name(as));
    json_member(json, "verdict", cwp_rota_severity_name(cwp_rota_person_verdict(self->board, shift, person)));
    json_end(json);
  }
  json_end(json);
}

static void put_issue(cmd_json *json, const cmd_rota *self, size_t shift, size_t index) {
  char why[CWP_ROTA_WHY_SIZE], day[CWP_DATE_TEXT_SIZE];
  const cwp_rota_issue *issue = cwp_rota_issue_at(self->board, shift, index);
  const cwp_portfolio *portfolio = cwp_rota_person(self->board, issue->person);
  const cwp_evidence *evidence = portfolio ? cwp_portfolio_evidence(portfolio, issue->evidence) : NULL;
  int has_numbers = issue->have || issue->need;
  cwp_rota_issue_why(self->board, shift, index, why, sizeof why);
  json_flat_object(json);
  json_member(json, "severity", cwp_rota_severity_name(issue->severity));
  json_member(json, "cause", cwp_rota_cause_name(issue->cause));
  json_member(json, "rule", rota_rule(self, issue->rule));
  json_member(json, "person", rota_person(self, issue->person));
  json_member(json, "other_shift", rota_shift(self, issue->other_shift));
  json_key(json, "have");
  if (has_numbers) json_number(json, (int64_t)issue->have);
  if (!has_numbers) json_null(json);
  json_key(json, "need");
  if (has_numbers) json_number(json, (int64_t)issue->need);
  if (!has_numbers) json_null(json);
  json_member(json, "about", code_of_record(self, issue->about));
  json_member(json, "standing", issue->about == CWP_NONE ? "" : cwp_standing_name(issue->standing));
  json_member(json, "day", cwp_date_format(issue->day, day));
  json_member(json, "evidence", evidence ? evidence->about : "");
  json_member(json, "origin", evidence ? evidence->origin : "");
  json_member(json, "why", why);
  json_end(json);
}

static void put_fix(cmd_json *json, const cmd_rota *self, const cwp_rota_fix *fix) {
  int learns = fix->kind == CWP_ROTA_FIX_LEARN;
  json_flat_object(json);
  json_member(json, "kind", cwp_rota_fix_kind_name(fix->kind));
  json_member(json, "person", rota_person(self, fix->person));
  json_member(json, "leaves", rota_person(self, fix->leaves));
  json_member(json, "from_shift", rota_shift(self, fix->from_shift));
  json_member(json, "about", code_of_record(self, fix->about));
  json_member(json, "evidence_kind", learns ? cwp_evidence_kind_name(fix->kind_needed) : "");
  json_member_number(json, "blocks_before", (int64_t)fix->blocks_before);
  json_member_number(json, "blocks_after", (int64_t)fix->blocks_after);
  json_member_number(json, "warns_after", (int64_t)fix->warns_after);
  json_end(json);
}

static int put_fixes(cmd_json *json, const cmd_rota *self, size_t shift) {
  cwp_rota_fixes *fixes;
  cwp_error error;
  if (cwp_rota_seek_fixes(self->board, shift, 0, &fixes, &error)) return explain_error(&error);
  json_key(json, "fixes");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++)
    put_fix(json, self, cwp_rota_fixes_at(fixes, i));
  json_end(json);
  cwp_rota_fixes_free(fixes);
  return CODE_GO_ON;
}

static void put_shift_head(cmd_json *json, const cmd_rota *self, size_t shift) {
  const cwp_shift *about = cwp_rota_shift(self->board, shift);
  json_member(json, "id", about->id);
  member_moment(json, "start", about->start);
  member_moment(json, "end", about->end);
  json_member(json, "place", about->place);
  json_member(json, "service", about->service);
  json_member_number(json, "required", (int64_t)about->required);
  json_key(json, "settings");
  json_flat_array(json);
  for (size_t i = 0; i < about->setting_count; i++)
    json_text(json, cwp_record_code(self->pathway, about->settings[i]));
  json_end(json);
}

static int put_shift(cmd_json *json, const cmd_rota *self, size_t shift) {
  int code = CODE_GO_ON;
  json_object(json);
  put_shift_head(json, self, shift);
  json_member(json, "verdict", cwp_rota_severity_name(cwp_rota_verdict(self->board, shift)));
  put_people(json, self, shift);
  json_key(json, "issues");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_issue_count(self->board, shift); i++)
    put_issue(json, self, shift, i);
  json_end(json);
  if (self->fixes) code = put_fixes(json, self, shift);
  json_end(json);
  return code;
}

static int put_shifts(cmd_json *json, const cmd_rota *self) {
  int code = CODE_GO_ON;
  json_key(json, "shifts");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_shift_count(self->board) && code == CODE_GO_ON && !out_failed(); i++)
    code = put_shift(json, self, self->order[i]);
  json_end(json);
  return code;
}

/* Demand. */

static int put_demand(cmd_json *json, const cmd_rota *self) {
  cwp_moment from = 0, until = 0;
  cwp_rota_demands *demands;
  cwp_error error;
  if (!rota_period(self, &from, &until)) return CODE_GO_ON;
  if (cwp_rota_add_up(self->board, from, until, &demands, &error)) return explain_error(&error);
  json_key(json, "demand");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_demands_count(demands); i++) {
    const cwp_rota_demand *one = cwp_rota_demands_at(demands, i);
    json_flat_object(json);
    json_member(json, "rule", rota_rule(self, one->rule));
    json_member(json, "part", cwp_shift_part_name(one->part));
    json_member_number(json, "shifts", (int64_t)one->shifts);
    json_member_number(json, "broken", (int64_t)one->broken);
    json_member_number(json, "needed_minutes", one->needed);
    json_member_number(json, "held_minutes", one->held);
    json_member_number(json, "able", (int64_t)one->able);
    json_member(json, "only", rota_person(self, one->only));
    json_member_number(json, "rests_on_one", (int64_t)one->rests_on_one);
    json_member_number(json, "freed", (int64_t)one->freed);
    json_end(json);
  }
  json_end(json);
  cwp_rota_demands_free(demands);
  return CODE_GO_ON;
}

/* Eligibility. */

typedef int chosen(const cmd_rota *self, size_t shift, size_t person, size_t rule);

static int breaks(const cmd_rota *self, size_t shift, size_t person, size_t rule) {
  return cwp_rota_effect_of(self->board, shift, person, rule) == CWP_ROTA_BREAKS;
}

static int helps(const cmd_rota *self, size_t shift, size_t person, size_t rule) {
  return cwp_rota_effect_of(self->board, shift, person, rule) == CWP_ROTA_HELPS;
}

static int leaves_out(const cmd_rota *self, size_t shift, size_t person, size_t rule) {
  return cwp_rota_effect_of(self->board, shift, person, rule) == CWP_ROTA_LEFT_OUT;
}

static int applies(const cmd_rota *self, size_t shift, size_t person, size_t rule) {
  (void)person;
  return cwp_rota_applies(self->board, shift, rule);
}

static void put_chosen(cmd_json *json, const cmd_rota *self, const char *key, chosen *is_chosen, size_t shift,
                       size_t person) {
  json_key(json, key);
  json_flat_array(json);
  for (size_t i = 0; i < cwp_rota_rules_count(self->rules); i++)
    if (is_chosen(self, shift, person, i)) json_text(json, rota_rule(self, i));
  json_end(json);
}

static void put_eligibility_of(cmd_json *json, const cmd_rota *self, size_t shift) {
  json_object(json);
  json_member(json, "shift", rota_shift(self, shift));
  put_chosen(json, self, "rules", applies, shift, 0);
  json_key(json, "people");
  json_array(json);
  for (size_t person = 0; person < cwp_rota_person_count(self->board); person++) {
    json_flat_object(json);
    json_member(json, "id", rota_person(self, person));
    json_member_boolean(json, "available", cwp_rota_available(self->board, shift, person));
    put_chosen(json, self, "breaks", breaks, shift, person);
    put_chosen(json, self, "fits", helps, shift, person);
    put_chosen(json, self, "left_out", leaves_out, shift, person);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

static void put_eligibility(cmd_json *json, const cmd_rota *self) {
  json_key(json, "eligibility");
  json_array(json);
  for (size_t i = 0; i < cwp_rota_shift_count(self->board) && !out_failed(); i++)
    put_eligibility_of(json, self, self->order[i]);
  json_end(json);
}

static void put_findings(cmd_json *json, const cmd_rota *self) {
  json_key(json, "rota_findings");
  json_array(json);
  for (size_t i = 0; i < self->rota_findings.count; i++)
    finding_json(json, self->rota_findings.items[i].finding);
  json_end(json);
  findings_json_counts(json, "findings", &self->findings);
}

int rota_print_json(const cmd_rota *self) {
  cmd_json json;
  char date[CWP_DATE_TEXT_SIZE];
  record_json_start(&json, self->pathway);
  json_member(&json, "on", cwp_date_format(self->on, date));
  put_rules(&json, self);
  int code = put_shifts(&json, self);
  if (code == CODE_GO_ON && self->demand) code = put_demand(&json, self);
  if (code == CODE_GO_ON && self->eligibility) put_eligibility(&json, self);
  if (code == CODE_GO_ON) put_findings(&json, self);
  if (code == CODE_GO_ON) json_finish(&json);
  return code;
}

/* CSV. */

static void write_row(const char *const *cells, size_t count) {
  for (size_t i = 0; i < count; i++)
    sheet_write(cells[i], i == 0);
  out_text("\n");
}

static void write_issue(const cmd_rota *self, size_t shift, size_t index) {
  char start[CWP_MOMENT_TEXT_SIZE], end[CWP_MOMENT_TEXT_SIZE], day[CWP_DATE_TEXT_SIZE], why[CWP_ROTA_WHY_SIZE];
  const cwp_shift *about = cwp_rota_shift(self->board, shift);
  const cwp_rota_issue *issue = cwp_rota_issue_at(self->board, shift, index);
  cwp_rota_issue_why(self->board, shift, index, why, sizeof why);
  const char *cells[] = {about->id,
                         cwp_moment_format(about->start, start),
                         cwp_moment_format(about->end, end),
                         about->place,
                         cwp_rota_severity_name(issue->severity),
                         cwp_rota_cause_name(issue->cause),
                         rota_rule(self, issue->rule),
                         rota_person(self, issue->person),
                         code_of_record(self, issue->about),
                         issue->about == CWP_NONE ? "" : cwp_standing_name(issue->standing),
                         cwp_date_format(issue->day, day),
                         why};
  write_row(cells, sizeof cells / sizeof *cells);
}

/* The ids of rules with spaces between. */
static void list_chosen(const cmd_rota *self, chosen *is_chosen, size_t shift, size_t person, char *text, size_t size) {
  text[0] = '\0';
  for (size_t i = 0; i < cwp_rota_rules_count(self->rules); i++)
    if (is_chosen(self, shift, person, i)) compose_more(text, size, "%s%s", text[0] ? " " : "", rota_rule(self, i));
}

static void write_eligibility(const cmd_rota *self, size_t shift) {
  char broken[8192], fits[8192], left_out[8192];
  for (size_t person = 0; person < cwp_rota_person_count(self->board) && !out_failed(); person++) {
    list_chosen(self, breaks, shift, person, broken, sizeof broken);
    list_chosen(self, helps, shift, person, fits, sizeof fits);
    list_chosen(self, leaves_out, shift, person, left_out, sizeof left_out);
    const char *cells[] = {rota_shift(self, shift),
                           rota_person(self, person),
                           cwp_rota_available(self->board, shift, person) ? "yes" : "no",
                           broken,
                           fits,
                           left_out};
    write_row(cells, sizeof cells / sizeof *cells);
  }
}

int rota_print_csv(const cmd_rota *self) {
  out_text(self->eligibility ? "shift,person,available,breaks,fits,left_out\n"
                             : "shift,start,end,place,severity,cause,rule,person,about,standing,day,why\n");
  for (size_t i = 0; i < cwp_rota_shift_count(self->board) && !out_failed(); i++) {
    if (self->eligibility) write_eligibility(self, self->order[i]);
    for (size_t k = 0; !self->eligibility && k < cwp_rota_issue_count(self->board, self->order[i]); k++)
      write_issue(self, self->order[i], k);
  }
  return CODE_GO_ON;
}
