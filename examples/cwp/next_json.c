/* Next steps as JSON, person by person: nothing of one is kept when the next one's turn comes. */

#include "next_steps.h"
#include "people.h"
#include "record.h"
#include "tally.h"

enum { TOPICS = 512 };

void next_kinds_json(cmd_json *json, const char *key, const size_t counts[CWP_REQUIREMENT_KIND_END]) {
  json_key(json, key);
  json_flat_object(json);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    json_member_number(json, cwp_requirement_kind_name((cwp_requirement_kind)kind), (int64_t)counts[kind]);
  json_end(json);
}

/* What is new, topic by topic. */
static void write_new(cmd_json *json, const cmd_next *self, const cwp_next *next, size_t step) {
  step_topic topics[TOPICS];
  char title[512];
  size_t count = next_new_topics(self, next, step, topics, TOPICS);
  json_key(json, "new");
  json_array(json);
  for (size_t i = 0; i < count && i < TOPICS; i++) {
    tally_topic_title(self->pathway, topics[i].topic, title, sizeof title);
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, topics[i].topic));
    json_member(json, "title", title);
    json_member_number(json, "remaining", (int64_t)topics[i].remaining);
    json_end(json);
  }
  json_end(json);
}

static void write_requirements(cmd_json *json, const cmd_next *self, const cwp_next *next, size_t step) {
  const cwp_step_line *line;
  json_key(json, "requirements");
  json_array(json);
  for (size_t i = 0; (line = cwp_next_line_at(next, step, i)) != NULL; i++) {
    const cwp_requirement *requirement = &line->judgement->requirement;
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, requirement->line));
    json_member(json, "title", record_name(self->pathway, requirement->line));
    json_member(json, "text", cwp_record_text(self->pathway, requirement->line));
    record_json_official(json, self->pathway, requirement->line);
    json_member(json, "role", cwp_record_code(self->pathway, requirement->role));
    json_member(json, "kind", cwp_requirement_kind_name(requirement->kind));
    json_member(json, "status", cwp_standing_name(line->judgement->standing));
    json_member_boolean(json, "carried", line->carried);
    json_member_boolean(json, "added", line->added);
    json_end(json);
  }
  json_end(json);
}

static void write_step(cmd_json *json, const cmd_next *self, const cwp_next *next, size_t index) {
  const cwp_step *step = cwp_next_at(next, index);
  char why[CWP_NEXT_WHY_SIZE];
  cwp_next_why(next, index, why, sizeof why);
  json_object(json);
  json_member(json, "to", cwp_record_code(self->pathway, step->target));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(self->pathway, step->target)));
  json_member(json, "title", record_name(self->pathway, step->target));
  json_member(json, "kind", cwp_step_kind_name(step->kind));
  json_member(json, "move", record_code_or_none(self->pathway, step->move));
  json_member(json, "basis", step->basis);
  json_member(json, "note", step->note);
  json_member(json, "status", cwp_provenance_name(step->status));
  json_member(json, "source", record_code_or_none(self->pathway, step->source));
  json_member(json, "coverage", cwp_coverage_name(step->coverage));
  json_member(json, "coverage_note", step->coverage_note);
  next_kinds_json(json, "remaining", step->remaining);
  json_member_number(json, "carried", (int64_t)step->carried);
  json_member_number(json, "added", (int64_t)step->added);
  next_kinds_json(json, "added_remaining", step->added_remaining);
  write_new(json, self, next, index);
  json_member_boolean(json, "ready", step->ready);
  json_member_boolean(json, "taken", step->taken);
  json_member(json, "why", why);
  if (self->person) write_requirements(json, self, next, index);
  json_end(json);
}

static void write_one(const cmd_next *self, const stepping *one, void *context) {
  cmd_json *json = context;
  const cwp_person *person = cwp_portfolio_person(one->portfolio);
  json_object(json);
  json_member(json, "id", person->id);
  json_member(json, "site", person->site);
  json_member(json, "job_role", person->job_title);
  json_member(json, "role", people_role_code(self->pathway, person->role));
  json_member(json, "from", one->next ? record_code_or_none(self->pathway, cwp_next_from(one->next)) : "");
  if (!one->next) json_member(json, "problem", one->problem);
  json_key(json, "steps");
  json_array(json);
  for (size_t i = 0; one->next && i < cwp_next_count(one->next); i++)
    write_step(json, self, one->next, i);
  json_end(json);
  if (self->goal != CWP_NONE) next_routes_json(json, self, one);
  json_end(json);
}

int next_print_json(const cmd_next *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  question_json(&json, &self->question);
  json_member(&json, "from", record_code_or_none(self->pathway, self->question.role));
  findings_json_counts(&json, "findings", &self->findings);
  json_key(&json, "people");
  json_array(&json);
  int code = next_everybody(self, write_one, &json);
  json_end(&json);
  json_finish(&json);
  return code;
}
