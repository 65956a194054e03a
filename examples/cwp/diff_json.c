#include "difference.h"
#include "framework.h"
#include "record.h"

enum { COUNTERPARTS = 64 };

static void write_edition(cmd_json *json, const char *key, const cwp_pathway *pathway) {
  json_key(json, key);
  json_flat_object(json);
  json_member(json, "code", framework_edition(pathway));
  json_member(json, "title", cwp_record_title(pathway, 0));
  json_member(json, "date", cwp_record_property(pathway, 0, "date"));
  json_end(json);
}

static size_t count_of(const cmd_diff *self, cwp_kind kind, cwp_change_kind wanted) {
  const cwp_change *change;
  size_t count = 0;
  for (size_t i = 0; (change = cwp_diff_at(self->made, i)) != NULL; i++)
    count += change->kind == wanted && diff_kind(self, change) == kind;
  return count;
}

static void write_kinds(cmd_json *json, const cmd_diff *self) {
  json_key(json, "kinds");
  json_array(json);
  for (size_t i = 0; i < record_plural_count; i++) {
    const record_plural *plural = &record_plurals[i];
    if (self->kind && self->kind != plural) continue;
    json_flat_object(json);
    json_member(json, "kind", plural->name);
    json_member_number(json, "before", (int64_t)cwp_pathway_count(self->from, plural->kind));
    json_member_number(json, "after", (int64_t)cwp_pathway_count(self->to, plural->kind));
    for (int kind = 0; kind < CWP_CHANGE_END; kind++)
      json_member_number(json, cwp_change_kind_name((cwp_change_kind)kind),
                         (int64_t)count_of(self, plural->kind, (cwp_change_kind)kind));
    json_end(json);
  }
  json_end(json);
}

static void write_text(void *context, cwp_field field, const char *name, const char *before, const char *after) {
  cmd_json *json = context;
  json_flat_object(json);
  json_member(json, "field", cwp_field_name(field));
  if (field == CWP_FIELD_PROPERTIES) json_member(json, "name", name);
  json_member(json, "before", before);
  json_member(json, "after", after);
  json_end(json);
}

static void write_alias(void *context, const char *alias) {
  json_text(context, alias);
}

static void write_link(void *context, const cwp_pathway *pathway, const cwp_link *link) {
  record_json_link(context, pathway, link, link->to);
}

/* Fields that are lists: what only the first has, and what only the second has. */
static void write_lists(cmd_json *json, const cmd_diff *self, const cwp_change *change, cwp_field field) {
  static const char *const keys[] = {"before", "after"};
  if (!(change->fields & (unsigned)field)) return;
  json_flat_object(json);
  json_member(json, "field", cwp_field_name(field));
  for (int after = 0; after <= 1; after++) {
    json_key(json, keys[after]);
    json_array(json);
    if (field == CWP_FIELD_ALIASES) diff_each_alias(self, change, after, write_alias, json);
    if (field == CWP_FIELD_LINKS) diff_each_link(self, change, after, write_link, json);
    json_end(json);
  }
  json_end(json);
}

static void write_counterparts(cmd_json *json, const cmd_diff *self, const cwp_change *change) {
  cwp_counterpart found[COUNTERPARTS];
  size_t count = diff_counterparts(self, change, found, COUNTERPARTS);
  const cwp_pathway *other = diff_other_edition(self, change);
  json_key(json, "counterparts");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    const cwp_pathway *told_by = found[i].told_by;
    json_flat_object(json);
    json_member(json, "code", record_code_or_none(other, found[i].record));
    json_member(json, "title", found[i].record == CWP_NONE ? "" : record_name(other, found[i].record));
    json_member(json, "relation", cwp_relation_of_sets_name(found[i].relation));
    json_member(json, "crosswalk", told_by ? cwp_record_code(told_by, found[i].crosswalk) : "");
    json_member(json, "text", told_by ? cwp_record_text(told_by, found[i].crosswalk) : "");
    json_end(json);
  }
  json_end(json);
}

static void write_change(cmd_json *json, const cmd_diff *self, const cwp_change *change) {
  const cwp_pathway *edition = diff_edition(self, change);
  cwp_id id = diff_record(change);
  json_object(json);
  json_member(json, "change", cwp_change_kind_name(change->kind));
  json_member(json, "code", cwp_record_code(edition, id));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(edition, id)));
  json_member(json, "title", cwp_record_title(edition, id));
  json_member(json, "text", cwp_record_text(edition, id));
  json_member(json, "role", record_code_or_none(edition, cwp_record_role(edition, id)));
  json_key(json, "fields");
  json_array(json);
  if (change->fields) diff_each_text(self, change, write_text, json);
  write_lists(json, self, change, CWP_FIELD_ALIASES);
  write_lists(json, self, change, CWP_FIELD_LINKS);
  json_end(json);
  write_counterparts(json, self, change);
  json_end(json);
}

void diff_print_json(const cmd_diff *self) {
  const cwp_change *change;
  cmd_json json;
  record_json_start(&json, self->to);
  write_edition(&json, "from", self->from);
  write_edition(&json, "to", self->to);
  json_member(&json, "kind", self->kind ? self->kind->name : "");
  json_key(&json, "counts");
  json_flat_object(&json);
  for (int kind = 0; kind < CWP_CHANGE_END; kind++)
    json_member_number(&json, cwp_change_kind_name((cwp_change_kind)kind),
                       (int64_t)cwp_diff_count_of(self->made, (cwp_change_kind)kind));
  json_end(&json);
  write_kinds(&json, self);
  json_key(&json, "changes");
  json_array(&json);
  for (size_t i = 0; (change = cwp_diff_at(self->made, i)) != NULL; i++)
    write_change(&json, self, change);
  json_end(&json);
  json_finish(&json);
}
