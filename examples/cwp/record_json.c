#include "cwp/wording.h"
#include "framework.h"
#include "messages.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

void record_json_start(cmd_json *json, const cwp_pathway *pathway) {
  json_start(json);
  json_member_number(json, "schema_version", 1);
  json_member(json, "edition", framework_edition(pathway));
  json_member(json, "dataset", cwp_dataset_version());
}

static int is_one_of(const char *name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (strcmp(name, names[i]) == 0) return 1;
  }
  return 0;
}

#define IS_ONE_OF(name, names) is_one_of(name, names, sizeof(names) / sizeof *(names))

/* Words with a space between them, as an array. */
static void write_words(cmd_json *json, const char *words) {
  char word[64];
  json_flat_array(json);
  for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
    size_t length = strcspn(words, " ");
    compose(word, sizeof word, "%.*s", (int)length, words);
    json_text(json, word);
    words += length;
  }
  json_end(json);
}

/* Properties are texts in the library. Those that are numbers or lists of words by nature are written as such. */
static void write_property(cmd_json *json, const char *key, const char *name, const char *value) {
  static const char *const numbers[] = {
      "level", "at_least",   "within_months", "within_weeks",     "within_days",      "hours",         "value",
      "rank",  "asc_wds.id", "asc_wds.bulk",  "asc_wds.analysis", "span.months_from", "span.months_to"};
  static const char *const lists[] = {"flags", "accepts", "triggers"};
  size_t digits = strspn(value, "0123456789");
  /* Every document names its own edition under "edition"; that of a crosswalk is the other one. */
  json_key(json, strcmp(name, "edition") == 0 ? "from_edition" : key);
  if (IS_ONE_OF(name, numbers) && digits > 0 && digits < 10 && value[digits] == '\0') {
    json_number(json, strtol(value, NULL, 10));
  } else if (IS_ONE_OF(name, lists)) {
    write_words(json, value);
  } else {
    json_text(json, value);
  }
}

/* 1 if an earlier property belongs to the same object, such as "asc_wds.id" to that of "asc_wds.bulk". */
static int object_is_written(const cwp_pathway *pathway, cwp_id id, size_t index, size_t prefix) {
  const char *name = cwp_record_property_name(pathway, id, index);
  for (size_t i = 0; i < index; i++) {
    if (strncmp(cwp_record_property_name(pathway, id, i), name, prefix + 1) == 0) return 1;
  }
  return 0;
}

/* An object of all the properties that share the beginning of the one at `index`. */
static void write_object(cmd_json *json, const cwp_pathway *pathway, cwp_id id, size_t index, size_t prefix) {
  const char *first = cwp_record_property_name(pathway, id, index), *name;
  char key[64];
  compose(key, sizeof key, "%.*s", (int)prefix, first);
  json_key(json, key);
  json_flat_object(json);
  for (size_t i = index; (name = cwp_record_property_name(pathway, id, i)) != NULL; i++) {
    if (strncmp(name, first, prefix + 1) == 0)
      write_property(json, name + prefix + 1, name, cwp_record_property(pathway, id, name));
  }
  json_end(json);
}

static void write_properties(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  const char *name;
  for (size_t i = 0; (name = cwp_record_property_name(pathway, id, i)) != NULL; i++) {
    size_t prefix = strcspn(name, ".");
    if (strcmp(name, "coverage") == 0) continue; /* written for every role category, where its title is */
    if (!name[prefix]) write_property(json, name, name, cwp_record_property(pathway, id, name));
    if (name[prefix] && !object_is_written(pathway, id, i, prefix)) write_object(json, pathway, id, i, prefix);
  }
}

void record_json_official(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  if (!cwp_record_official_text(pathway, id)[0]) return;
  json_key(json, "official_text");
  json_flat_object(json);
  json_member(json, "text", cwp_record_official_text(pathway, id));
  json_member(json, "source", cwp_record_property(pathway, id, "official_text.source"));
  json_member(json, "date", cwp_record_property(pathway, id, "official_text.date"));
  json_end(json);
}

/* Other names. The slug stands on its own already, and "list:code" names are the data's own affair. */
static void write_aliases(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  const char *slug = cwp_record_property(pathway, id, "slug"), *alias;
  int open = 0;
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++) {
    if (strcmp(alias, slug) == 0 || strchr(alias, ':')) continue;
    if (!open) {
      json_key(json, "aliases");
      json_flat_array(json);
      open = 1;
    }
    json_text(json, alias);
  }
  if (open) json_end(json);
}

/* The code at the other end of a record's only link of a relation, or null. */
static void write_end(cmd_json *json, const cwp_pathway *pathway, cwp_id id, cwp_relation relation, const char *key) {
  cwp_link link;
  int there = cwp_record_link(pathway, id, relation, 0, &link, NULL) == CWP_OK;
  json_member(json, key, there ? record_code_or_none(pathway, link.to) : "");
}

static void write_map(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_link link;
  size_t count = cwp_record_link_count(pathway, id, CWP_RELATION_TO);
  write_end(json, pathway, id, CWP_RELATION_FROM, "from");
  json_key(json, "to");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    if (cwp_record_link(pathway, id, CWP_RELATION_TO, i, &link, NULL) != CWP_OK) continue;
    json_flat_object(json);
    json_member(json, "code", record_code_or_none(pathway, link.to));
    json_member(json, "extent", cwp_extent_name(link.extent));
    json_end(json);
  }
  json_end(json);
}

/* Links under names of their own, for records that are little more than links. */
static void write_ends(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_kind kind = cwp_record_kind(pathway, id);
  if (kind == CWP_KIND_MAP) write_map(json, pathway, id);
  if (kind == CWP_KIND_MOVE || kind == CWP_KIND_SUGGESTION) write_end(json, pathway, id, CWP_RELATION_FROM, "from");
  if (kind == CWP_KIND_MOVE || kind == CWP_KIND_SUGGESTION || kind == CWP_KIND_CROSSWALK)
    write_end(json, pathway, id, CWP_RELATION_TO, "to");
}

/* What the record belongs to. */
static void write_owner(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_id role = cwp_record_role(pathway, id), parent = cwp_record_parent(pathway, id);
  cwp_kind kind = cwp_record_kind(pathway, id);
  if (kind == CWP_KIND_ROLE) json_member(json, "coverage", cwp_coverage_name(cwp_role_coverage(pathway, id)));
  if (role != CWP_NONE && kind != CWP_KIND_ROLE) json_member(json, "role", cwp_record_code(pathway, role));
  if (parent == CWP_NONE) return;
  if (kind == CWP_KIND_STATEMENT) json_member(json, "group", cwp_record_code(pathway, parent));
  if (kind == CWP_KIND_UNIT) json_member(json, "learning", cwp_record_code(pathway, parent));
  if (kind == CWP_KIND_CODE || kind == CWP_KIND_POINT)
    json_member(json, "list", cwp_record_property(pathway, parent, "list"));
}

void record_json_members(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  json_member(json, "code", cwp_record_code(pathway, id));
  json_member(json, "record", cwp_kind_name(cwp_record_kind(pathway, id)));
  json_member(json, "title", cwp_record_title(pathway, id));
  json_member(json, "text", cwp_record_text(pathway, id));
  write_owner(json, pathway, id);
  write_properties(json, pathway, id);
  write_aliases(json, pathway, id);
  write_ends(json, pathway, id);
  json_member(json, "status", cwp_provenance_name(cwp_record_status(pathway, id)));
  json_member(json, "source", record_code_or_none(pathway, cwp_record_source(pathway, id)));
  json_optional(json, "note", cwp_record_note(pathway, id));
}

static void write_source(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_id source = cwp_record_source(pathway, id);
  json_key(json, "source_record");
  if (source == CWP_NONE) {
    json_null(json);
    return;
  }
  json_object(json);
  record_json_members(json, pathway, source);
  json_end(json);
}

static void write_children(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_child_count(pathway, id);
  cwp_id first = cwp_record_first_child(pathway, id);
  json_key(json, "children");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    json_flat_object(json);
    record_json_members(json, pathway, first + (cwp_id)i);
    json_end(json);
  }
  json_end(json);
}

void record_json_link(cmd_json *json, const cwp_pathway *pathway, const cwp_link *link, cwp_id other_end) {
  json_flat_object(json);
  json_member(json, "relation", cwp_relation_name(link->relation));
  json_member(json, "code", record_code_or_none(pathway, other_end));
  json_member(json, "title", other_end == CWP_NONE ? "" : record_name(pathway, other_end));
  if (link->about != CWP_NONE) json_member(json, "about", cwp_record_code(pathway, link->about));
  if (link->extent != CWP_EXTENT_NONE) json_member(json, "extent", cwp_extent_name(link->extent));
  json_optional(json, "text", link->text);
  json_member(json, "status", cwp_provenance_name(link->status));
  json_member(json, "source", record_code_or_none(pathway, link->source));
  json_end(json);
}

static void write_links(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_link link;
  json_key(json, "links");
  json_array(json);
  for (int relation = 0; relation < CWP_RELATION_END; relation++) {
    size_t count = cwp_record_link_count(pathway, id, (cwp_relation)relation);
    for (size_t i = 0; i < count; i++) {
      if (cwp_record_link(pathway, id, (cwp_relation)relation, i, &link, NULL) == CWP_OK)
        record_json_link(json, pathway, &link, link.to);
    }
  }
  json_end(json);
}

/* Links of other records that lead to this one. */
static void write_linked_from(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  cwp_link link;
  json_key(json, "linked_from");
  json_array(json);
  for (cwp_id other = 0; other < cwp_pathway_count(pathway, CWP_KIND_END); other++) {
    for (int relation = 0; relation < CWP_RELATION_END; relation++) {
      for (size_t i = 0; cwp_record_link(pathway, other, (cwp_relation)relation, i, &link, NULL) == CWP_OK; i++) {
        if (link.to == id) record_json_link(json, pathway, &link, other);
      }
    }
  }
  json_end(json);
}

static void write_cover(cmd_json *json, const cwp_pathway *pathway, cwp_id other, const cwp_cover *cover) {
  json_flat_object(json);
  json_member(json, "code", cwp_record_code(pathway, other));
  json_member(json, "title", record_name(pathway, other));
  json_member(json, "extent", cwp_extent_name(cover->extent));
  json_member(json, "map", record_code_or_none(pathway, cover->map));
  json_end(json);
}

/* Both ways: what evidence about the record covers, and what evidence covers the record. */
static void write_covers(cmd_json *json, const cwp_pathway *pathway, cwp_id id) {
  size_t count = cwp_record_cover_count(pathway, id);
  json_key(json, "covers");
  json_array(json);
  for (size_t i = 0; i < count; i++) {
    cwp_cover cover = cwp_record_cover(pathway, id, i);
    write_cover(json, pathway, cover.target, &cover);
  }
  json_end(json);
  json_key(json, "covered_by");
  json_array(json);
  for (cwp_id other = 0; other < cwp_pathway_count(pathway, CWP_KIND_END); other++) {
    count = cwp_record_cover_count(pathway, other);
    for (size_t i = 0; i < count; i++) {
      cwp_cover cover = cwp_record_cover(pathway, other, i);
      if (cover.target == id) write_cover(json, pathway, other, &cover);
    }
  }
  json_end(json);
}

static void write_requirements(cmd_json *json, const cwp_pathway *pathway, const cwp_requirement *requirements,
                               size_t count) {
  json_key(json, "requirements");
  json_object(json);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    json_key(json, cwp_requirement_kind_name((cwp_requirement_kind)kind));
    json_array(json);
    for (size_t i = 0; i < count; i++) {
      if ((int)requirements[i].kind != kind) continue;
      json_flat_object(json);
      json_member(json, "code", cwp_record_code(pathway, requirements[i].line));
      json_member(json, "title", record_name(pathway, requirements[i].line));
      json_member(json, "text", cwp_record_text(pathway, requirements[i].line));
      record_json_official(json, pathway, requirements[i].line);
      json_member(json, "role", cwp_record_code(pathway, requirements[i].role));
      json_end(json);
    }
    json_end(json);
  }
  json_end(json);
}

void record_json_whole(cmd_json *json, const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements,
                       size_t count) {
  write_source(json, pathway, id);
  write_children(json, pathway, id);
  write_links(json, pathway, id);
  write_linked_from(json, pathway, id);
  write_covers(json, pathway, id);
  if (cwp_record_kind(pathway, id) == CWP_KIND_ROLE) write_requirements(json, pathway, requirements, count);
}
