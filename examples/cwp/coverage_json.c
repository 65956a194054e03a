/* cwp coverage --json. */

#include "json.h"
#include "reach.h"
#include "record.h"

static void print_totals(cmd_json *json, const cwp_reach_totals *totals) {
  json_key(json, "totals");
  json_flat_object(json);
  json_member_number(json, "courses", (int64_t)totals->courses);
  json_member_number(json, "untagged", (int64_t)totals->untagged);
  json_member_number(json, "decided", (int64_t)totals->decided);
  json_member_number(json, "groups", (int64_t)totals->groups);
  json_member_number(json, "groups_covered", (int64_t)totals->groups_covered);
  json_member_number(json, "statements", (int64_t)totals->statements);
  json_member_number(json, "statements_covered", (int64_t)totals->statements_covered);
  json_end(json);
}

/* Code, title and role category of a record. */
static void print_named(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  json_member(json, "code", cwp_record_code(pathway, id));
  json_member(json, "title", cwp_record_title(pathway, id));
  json_member(json, "role", record_code_or_none(pathway, cwp_record_role(pathway, id)));
}

static void print_group(cmd_json *json, const cmd_reach *self, size_t index) {
  const cwp_reach_group *group = cwp_reach_group_at(self->reach, index);
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  json_flat_object(json);
  print_named(json, self->pathway, group->group);
  json_member_number(json, "courses", (int64_t)group->courses);
  json_member_number(json, "decided", (int64_t)group->decided);
  json_member_number(json, "statements", (int64_t)group->statements);
  json_member_number(json, "statements_covered", (int64_t)group->statements_covered);
  json_key(json, "asked_by");
  json_array(json);
  for (size_t role = 0; role < cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    cwp_reach_cell cell = cwp_reach_cell_at(self->reach, role, index);
    if (!cell.asked) continue;
    json_object(json);
    json_member(json, "role", cwp_record_code(self->pathway, first + (cwp_id)role));
    json_member_number(json, "courses", (int64_t)cell.for_role);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

static void print_uncovered(cmd_json *json, const cmd_reach *self) {
  json_key(json, "uncovered");
  json_array(json);
  for (size_t i = 0; i < cwp_reach_uncovered_count(self->reach); i++) {
    cwp_id id = cwp_reach_uncovered_at(self->reach, i);
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, id));
    json_member(json, "text", cwp_record_text(self->pathway, id));
    json_member(json, "group", record_code_or_none(self->pathway, cwp_record_parent(self->pathway, id)));
    json_member(json, "role", record_code_or_none(self->pathway, cwp_record_role(self->pathway, id)));
    json_end(json);
  }
  json_end(json);
}

static void print_twins(cmd_json *json, const cmd_reach *self) {
  json_key(json, "duplicates");
  json_array(json);
  for (size_t i = 0; i < cwp_reach_twins_count(self->reach); i++) {
    const cwp_reach_twins *twins = cwp_reach_twins_at(self->reach, i);
    json_object(json);
    json_member_boolean(json, "same_title", twins->same_title);
    json_key(json, "courses");
    json_array(json);
    for (size_t k = 0; k < twins->count; k++) {
      const cwp_tagged_course *course = cwp_tagged_at(self->tagged, twins->courses[k]);
      json_flat_object(json);
      json_member_number(json, "record", (int64_t)course->record);
      json_optional(json, "id", course->id);
      json_member(json, "title", course->text.title);
      json_end(json);
    }
    json_end(json);
    json_end(json);
  }
  json_end(json);
}

static void print_gains(cmd_json *json, const cmd_reach *self) {
  json_key(json, "next");
  json_array(json);
  for (size_t i = 0; i < cwp_reach_gain_count(self->reach); i++) {
    const cwp_reach_gain *gain = cwp_reach_gain_at(self->reach, i);
    json_flat_object(json);
    print_named(json, self->pathway, gain->group);
    json_member_number(json, "statements", (int64_t)gain->statements);
    json_member_number(json, "asked_by", (int64_t)gain->asked_by);
    json_end(json);
  }
  json_end(json);
}

void reach_print_json(const cmd_reach *self) {
  cmd_json json;
  record_json_start(&json, self->pathway);
  json_key(&json, "least");
  json_decimal(&json, self->options.least);
  json_key(&json, "least_statement");
  json_decimal(&json, self->options.least_statement);
  print_totals(&json, cwp_reach_total(self->reach));
  json_key(&json, "groups");
  json_array(&json);
  for (size_t i = 0; i < cwp_reach_group_count(self->reach); i++)
    print_group(&json, self, i);
  json_end(&json);
  print_uncovered(&json, self);
  print_twins(&json, self);
  print_gains(&json, self);
  json_finish(&json);
}
