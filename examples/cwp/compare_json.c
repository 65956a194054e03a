#include "comparison.h"
#include "record.h"

/* The counts of one kind of requirement. A requirement of both that is asked for differently has the kind of the
 * second. */
static size_t count_of(const cmd_comparison *self, cwp_difference difference, cwp_requirement_kind kind) {
  const cwp_compared *line;
  size_t count = 0;
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++)
    count += line->difference == difference && comparison_requirement(line)->kind == kind;
  return count;
}

static void write_counts(cmd_json *json, const cmd_comparison *self) {
  json_key(json, "counts");
  json_object(json);
  for (int i = 0; i < CWP_REQUIREMENT_KIND_END; i++) {
    cwp_requirement_kind kind = (cwp_requirement_kind)i;
    json_key(json, cwp_requirement_kind_name(kind));
    json_flat_object(json);
    json_member_number(json, "added", (int64_t)count_of(self, CWP_DIFFERENCE_ADDED, kind));
    json_member_number(json, "changed", (int64_t)count_of(self, CWP_DIFFERENCE_KIND, kind));
    json_member_number(json, "shared", (int64_t)count_of(self, CWP_DIFFERENCE_SHARED, kind));
    json_member_number(json, "dropped", (int64_t)count_of(self, CWP_DIFFERENCE_DROPPED, kind));
    json_end(json);
  }
  json_end(json);
}

static void write_role(cmd_json *json, const cmd_comparison *self, cwp_id role) {
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, role));
  json_member(json, "title", cwp_record_title(self->pathway, role));
  json_member(json, "coverage", cwp_coverage_name(cwp_role_coverage(self->pathway, role)));
  json_member(json, "coverage_note", cwp_record_property(self->pathway, role, "coverage_note"));
  json_end(json);
}

/* Every role category that the comparison rests on, and how much of it the edition holds. */
static void write_coverage(cmd_json *json, const cmd_comparison *self) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  json_key(json, "coverage");
  json_array(json);
  for (cwp_id role = first; role < first + cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    if (comparison_rests_on(self, role)) write_role(json, self, role);
  }
  json_end(json);
}

static void write_settings(cmd_json *json, const cmd_comparison *self, const char *key, const cwp_id *settings,
                           size_t count) {
  json_key(json, key);
  json_flat_array(json);
  for (size_t i = 0; i < count; i++)
    json_text(json, cwp_record_code(self->pathway, settings[i]));
  json_end(json);
}

static void write_themes(cmd_json *json, const cmd_comparison *self) {
  const cwp_compared_theme *theme;
  json_key(json, "themes");
  json_array(json);
  for (size_t i = 0; (theme = cwp_comparison_theme_at(self->made, i)) != NULL; i++) {
    json_flat_object(json);
    json_member(json, "code", cwp_record_code(self->pathway, theme->theme));
    json_member(json, "title", cwp_record_title(self->pathway, theme->theme));
    json_member_number(json, "added", (int64_t)theme->added);
    json_member_number(json, "shared", (int64_t)theme->shared);
    json_member_number(json, "dropped", (int64_t)theme->dropped);
    json_member_boolean(json, "deepens", theme->deepens);
    json_end(json);
  }
  json_end(json);
}

/* The requirement as one of the two asks for it; null where it does not. */
static void write_side(cmd_json *json, const cmd_comparison *self, const char *key,
                       const cwp_requirement *requirement) {
  json_key(json, key);
  if (requirement->line == CWP_NONE) {
    json_null(json);
    return;
  }
  json_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, requirement->line));
  json_member(json, "role", cwp_record_code(self->pathway, requirement->role));
  json_member(json, "kind", cwp_requirement_kind_name(requirement->kind));
  json_end(json);
}

static void write_line(cmd_json *json, const cmd_comparison *self, const cwp_compared *line) {
  const cwp_requirement *requirement = comparison_requirement(line);
  cwp_id id = requirement->line, group = record_group(self->pathway, id);
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(self->pathway, id));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(self->pathway, id)));
  json_member(json, "title", record_name(self->pathway, id));
  json_member(json, "text", cwp_record_text(self->pathway, id));
  record_json_official(json, self->pathway, id);
  json_member(json, "role", cwp_record_code(self->pathway, requirement->role));
  json_member(json, "kind", cwp_requirement_kind_name(requirement->kind));
  json_member(json, "group", record_code_or_none(self->pathway, group));
  json_member(json, "theme", record_code_or_none(self->pathway, line->theme));
  write_side(json, self, "from", &line->from);
  write_side(json, self, "to", &line->to);
  json_end(json);
}

static void write_lines(cmd_json *json, const cmd_comparison *self, const char *key, cwp_difference difference) {
  const cwp_compared *line;
  json_key(json, key);
  json_array(json);
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if (line->difference == difference) write_line(json, self, line);
  }
  json_end(json);
}

void comparison_print_json(const cmd_comparison *self) {
  const cwp_comparison_question *question = &self->question;
  cmd_json json;
  record_json_start(&json, self->pathway);
  json_key(&json, "from");
  write_role(&json, self, question->from);
  json_key(&json, "to");
  write_role(&json, self, question->to);
  write_settings(&json, self, "settings", question->settings, question->setting_count);
  write_settings(&json, self, "to_settings", question->to_settings, question->to_setting_count);
  write_coverage(&json, self);
  write_counts(&json, self);
  write_themes(&json, self);
  write_lines(&json, self, "added", CWP_DIFFERENCE_ADDED);
  write_lines(&json, self, "changed", CWP_DIFFERENCE_KIND);
  write_lines(&json, self, "shared", CWP_DIFFERENCE_SHARED);
  write_lines(&json, self, "dropped", CWP_DIFFERENCE_DROPPED);
  json_finish(&json);
}
