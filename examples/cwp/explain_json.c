#include "explain.h"

/* The document that a record rests on; null where it names none. */
static void write_source(cmd_json *json, const cwp_pathway *pathway, cwp_id source) {
  json_key(json, "source");
  if (source == CWP_NONE) {
    json_null(json);
    return;
  }
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(pathway, source));
  json_member(json, "title", cwp_record_title(pathway, source));
  json_member(json, "date", cwp_record_property(pathway, source, "date"));
  json_member(json, "url", cwp_record_property(pathway, source, "url"));
  json_end(json);
}

static void write_map(cmd_json *json, const cwp_pathway *pathway, cwp_id map) {
  json_key(json, "map");
  if (map == CWP_NONE) {
    json_null(json);
    return;
  }
  json_object(json);
  json_member(json, "code", cwp_record_code(pathway, map));
  json_member(json, "reason", cwp_record_text(pathway, map));
  json_member(json, "note", cwp_record_note(pathway, map));
  json_member(json, "provenance", cwp_provenance_name(cwp_record_status(pathway, map)));
  write_source(json, pathway, cwp_record_source(pathway, map));
  json_end(json);
}

static void write_evidence(cmd_json *json, const cmd_assess *self, const cwp_evidence *evidence, cwp_id line) {
  char date[CWP_DATE_TEXT_SIZE];
  explained_reach reach;
  int reaches = explain_reach(self, evidence, line, &reach);
  json_object(json);
  json_member(json, "about", evidence->about);
  json_member(json, "title", evidence->title);
  json_member(json, "kind", cwp_evidence_kind_name(evidence->kind));
  json_member(json, "result", cwp_result_name(evidence->result));
  json_member(json, "from", cwp_date_format(evidence->from, date));
  json_member(json, "until", cwp_date_format(evidence->until, date));
  json_member(json, "assessor", evidence->assessor);
  json_member(json, "origin", evidence->origin);
  json_member(json, "note", evidence->note);
  json_member(json, "extent", cwp_extent_name(evidence->extent));
  json_member(json, "carried_from", evidence->carried_from);
  json_member(json, "reaches", record_code_or_none(self->pathway, reach.target));
  json_member(json, "reaches_in", reaches ? cwp_extent_name(reach.extent) : "");
  write_map(json, self->pathway, reach.map);
  json_end(json);
}

/* Everything else on record that reaches the requirement. */
static void write_others(cmd_json *json, const cmd_assess *self, const assessed *one, const cwp_judgement *judgement) {
  explained_reach reach;
  json_key(json, "other_evidence");
  json_array(json);
  for (size_t i = 0; i < cwp_portfolio_count(one->portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, i);
    if (i != judgement->evidence && explain_reach(self, evidence, judgement->requirement.line, &reach))
      write_evidence(json, self, evidence, judgement->requirement.line);
  }
  json_end(json);
}

static void write_record(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  json_member(json, "code", cwp_record_code(pathway, id));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(pathway, id)));
  json_member(json, "title", record_name(pathway, id));
  json_member(json, "text", cwp_record_text(pathway, id));
  record_json_official(json, pathway, id);
  json_member(json, "note", cwp_record_note(pathway, id));
  json_member(json, "provenance", cwp_provenance_name(cwp_record_status(pathway, id)));
  write_source(json, pathway, cwp_record_source(pathway, id));
}

static void write_settings(cmd_json *json, const cmd_assess *self, const cwp_requirement *requirement) {
  json_key(json, "must_by_setting");
  json_flat_array(json);
  for (size_t i = 0; i < self->question.setting_count; i++) {
    if (explain_is_made_must(self, requirement, self->question.settings[i]))
      json_text(json, cwp_record_code(self->pathway, self->question.settings[i]));
  }
  json_end(json);
}

static void write_requirement(cmd_json *json, const cmd_assess *self, const assessed *one, size_t index) {
  const cwp_judgement *judgement = cwp_assessment_at(one->assessment, index);
  const cwp_requirement *requirement = &judgement->requirement;
  const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, judgement->evidence);
  char why[CWP_WHY_SIZE], date[CWP_DATE_TEXT_SIZE];
  cwp_assessment_why(one->assessment, index, why, sizeof why);
  json_object(json);
  write_record(json, self->pathway, requirement->line);
  json_member(json, "role", cwp_record_code(self->pathway, requirement->role));
  json_member(json, "kind", cwp_requirement_kind_name(requirement->kind));
  json_member(json, "stated_kind", cwp_requirement_kind_name(requirement->stated_kind));
  write_settings(json, self, requirement);
  json_member(json, "status", cwp_standing_name(judgement->standing));
  json_member(json, "why", why);
  json_member(json, "until", cwp_date_format(judgement->until, date));
  write_map(json, self->pathway, judgement->map);
  json_key(json, "evidence");
  if (evidence) write_evidence(json, self, evidence, requirement->line);
  if (!evidence) json_null(json);
  write_others(json, self, one, judgement);
  json_end(json);
}

void explain_json(cmd_json *json, const cmd_assess *self, const assessed *one) {
  if (self->why == CWP_NONE) return;
  json_key(json, "why");
  json_object(json);
  write_record(json, self->pathway, self->why);
  json_member_boolean(json, "asked", explain_count(self, one->assessment) > 0);
  json_key(json, "requirements");
  json_array(json);
  for (size_t i = 0; i < cwp_assessment_count(one->assessment); i++) {
    if (explain_is_about(self, cwp_assessment_at(one->assessment, i))) write_requirement(json, self, one, i);
  }
  json_end(json);
  json_end(json);
}
