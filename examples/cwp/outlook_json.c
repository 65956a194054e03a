#include "outlook.h"

static void write_lapse(cmd_json *json, const cmd_assess *self, const assessed *one, const cwp_lapse *lapse) {
  const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, lapse->evidence);
  char date[CWP_DATE_TEXT_SIZE];
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, lapse->requirement.line));
  json_member(json, "title", record_name(self->pathway, lapse->requirement.line));
  json_member(json, "role", cwp_record_code(self->pathway, lapse->requirement.role));
  json_member(json, "kind", cwp_requirement_kind_name(lapse->requirement.kind));
  json_member(json, "last", cwp_date_format(lapse->last, date));
  json_member(json, "evidence", evidence ? evidence->about : "");
  json_member(json, "map", record_code_or_none(self->pathway, lapse->map));
  json_member(json, "after", cwp_standing_name(lapse->after));
  json_end(json);
}

static void write_month(cmd_json *json, const cmd_assess *self, const assessed *one, const cwp_month *month) {
  char date[CWP_DATE_TEXT_SIZE];
  json_object(json);
  json_member(json, "first", cwp_date_format(month->first, date));
  json_member(json, "last", cwp_date_format(month->last, date));
  assess_json_counts(json, month->counts);
  json_key(json, "lapses");
  json_array(json);
  for (size_t i = 0; i < month->lapse_count; i++)
    write_lapse(json, self, one, cwp_forecast_lapse(one->forecast, month->first_lapse + i));
  json_end(json);
  json_end(json);
}

void outlook_json_person(cmd_json *json, const cmd_assess *self, const assessed *one) {
  if (!one->forecast) return;
  json_key(json, "forecast");
  json_array(json);
  for (size_t i = 0; i < cwp_forecast_month_count(one->forecast); i++)
    write_month(json, self, one, cwp_forecast_month(one->forecast, i));
  json_end(json);
}

void outlook_json_team(cmd_json *json, const cmd_assess *self) {
  char date[CWP_DATE_TEXT_SIZE];
  if (self->months == 0) return;
  json_key(json, "forecast");
  json_array(json);
  for (int i = 0; i < self->months && self->tally.assessed > 0; i++) {
    const outlook_month *month = &self->outlook[i];
    json_flat_object(json);
    json_member(json, "first", cwp_date_format(month->first, date));
    json_member(json, "last", cwp_date_format(month->last, date));
    json_member_number(json, "people", (int64_t)month->people);
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
      json_member_number(json, cwp_requirement_kind_name((cwp_requirement_kind)kind), (int64_t)month->lapses[kind]);
    json_end(json);
  }
  json_end(json);
}
