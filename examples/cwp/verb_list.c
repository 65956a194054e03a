/* cwp list: the records of one kind. */

#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"
#include "suggest.h"

#include <string.h>

static const cmd_option own_options[] = {
    {"role", "ID", "Only what belongs to this role category, such as CSW or care-or-support-worker.", 0},
    {"codes", NULL, "Print the codes alone, one a line.", 0},
    OPTIONS_END,
};

/* What is listed: one kind of record, all of them or those of one role category. */
typedef struct selection {
  const cwp_pathway *pathway;
  cwp_kind kind;
  const char *plural;
  cwp_id role; /* CWP_NONE = all */
} selection;

static int find_kind(const cmd_arguments *arguments, selection *self) {
  const char *name = arguments->operands[0];
  cmd_suggestion nearest;
  char list[512] = "";
  suggest_start(&nearest, name, strlen(name));
  for (size_t i = 0; i < record_plural_count; i++) {
    if (strcmp(name, record_plurals[i].name) == 0) {
      self->kind = record_plurals[i].kind;
      self->plural = record_plurals[i].name;
      return CODE_GO_ON;
    }
    suggest_try(&nearest, record_plurals[i].name);
    compose_more(list, sizeof list, "%s%s", i ? " " : "", record_plurals[i].name);
  }
  const char *best = suggest_best(&nearest);
  if (best) return wrong_usage(arguments->verb, "'%s' cannot be listed; did you mean %s?", name, best);
  return wrong_usage(arguments->verb, "'%s' cannot be listed; there are: %s", name, list);
}

/* 1 if the role category has a link of that relation to the record. */
static int is_linked(const cwp_pathway *pathway, cwp_id from, cwp_relation relation, cwp_id to) {
  cwp_link link;
  size_t count = cwp_record_link_count(pathway, from, relation);
  for (size_t i = 0; i < count; i++) {
    if (cwp_record_link(pathway, from, relation, i, &link, NULL) == CWP_OK && link.to == to) return 1;
  }
  return 0;
}

static int belongs(const selection *self, cwp_id id) {
  const cwp_pathway *pathway = self->pathway;
  cwp_id role = self->role;
  if (role == CWP_NONE) return 1;
  switch (self->kind) {
  case CWP_KIND_ROLE:
    return id == role;
  case CWP_KIND_PRACTICE_AREA:
    return is_linked(pathway, role, CWP_RELATION_AREA, id);
  case CWP_KIND_LEARNING:
    return is_linked(pathway, role, CWP_RELATION_SUGGESTS, id) ||
           is_linked(pathway, role, CWP_RELATION_AREA_LEARNING, id);
  case CWP_KIND_MOVE:
    return is_linked(pathway, id, CWP_RELATION_FROM, role) || is_linked(pathway, id, CWP_RELATION_TO, role);
  case CWP_KIND_SUGGESTION:
    return is_linked(pathway, id, CWP_RELATION_TO, role);
  default:
    return cwp_record_role(pathway, id) == role;
  }
}

/* Kinds that are about single role categories. */
static int takes_role(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_ROLE:
  case CWP_KIND_BEHAVIOUR:
  case CWP_KIND_GROUP:
  case CWP_KIND_STATEMENT:
  case CWP_KIND_RULE:
  case CWP_KIND_PRACTICE_AREA:
  case CWP_KIND_LEARNING:
  case CWP_KIND_MOVE:
  case CWP_KIND_PROGRESSION:
  case CWP_KIND_PERSONA:
  case CWP_KIND_TERM:
  case CWP_KIND_SUGGESTION:
    return 1;
  default:
    return 0;
  }
}

static void print_json(const selection *self) {
  cmd_json json;
  cwp_id first = cwp_pathway_first(self->pathway, self->kind);
  json_start(&json);
  json_member_number(&json, "schema_version", 1);
  json_member(&json, "edition", framework_edition(self->pathway));
  record_json_dataset(&json);
  json_member(&json, "kind", self->plural);
  json_key(&json, "items");
  json_array(&json);
  for (cwp_id id = first; id < first + cwp_pathway_count(self->pathway, self->kind); id++) {
    if (!belongs(self, id)) continue;
    json_object(&json);
    record_json_members(&json, self->pathway, id);
    json_end(&json);
  }
  json_end(&json);
  json_finish(&json);
}

static void print_codes(const selection *self) {
  cwp_id first = cwp_pathway_first(self->pathway, self->kind);
  for (cwp_id id = first; id < first + cwp_pathway_count(self->pathway, self->kind); id++) {
    if (belongs(self, id)) out_format("%s\n", cwp_record_code(self->pathway, id));
  }
}

/* The words between code and text that matter for a kind. */
static const char *middle_cell(const selection *self, cwp_id id) {
  const cwp_pathway *pathway = self->pathway;
  switch (self->kind) {
  case CWP_KIND_ROLE:
    return cwp_coverage_name(cwp_role_coverage(pathway, id));
  case CWP_KIND_BEHAVIOUR:
    return cwp_record_property(pathway, id, "tag");
  case CWP_KIND_GROUP:
    return cwp_record_property(pathway, id, "stage");
  case CWP_KIND_RULE:
  case CWP_KIND_LEARNING:
  case CWP_KIND_MOVE:
    return cwp_record_property(pathway, id, "kind");
  case CWP_KIND_SOURCE:
    return cwp_record_property(pathway, id, "date");
  case CWP_KIND_CODE_LIST:
    return cwp_record_property(pathway, id, "list");
  case CWP_KIND_CODE:
    return cwp_record_property(pathway, cwp_record_parent(pathway, id), "list");
  default:
    return "";
  }
}

static const char *middle_heading(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_ROLE:
    return "coverage";
  case CWP_KIND_BEHAVIOUR:
    return "tag";
  case CWP_KIND_GROUP:
    return "stage";
  case CWP_KIND_RULE:
  case CWP_KIND_LEARNING:
  case CWP_KIND_MOVE:
    return "kind";
  case CWP_KIND_SOURCE:
    return "date";
  case CWP_KIND_CODE_LIST:
  case CWP_KIND_CODE:
    return "list";
  default:
    return NULL;
  }
}

static void print_table(const selection *self) {
  cwp_id first = cwp_pathway_first(self->pathway, self->kind);
  const char *middle = middle_heading(self->kind);
  cmd_table table;
  table_start(&table, 0);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "status", SIDE_LEFT, 0);
  if (middle) table_column(&table, middle, SIDE_LEFT, 0);
  table_column(&table, self->kind == CWP_KIND_BEHAVIOUR || self->kind == CWP_KIND_STATEMENT ? "text" : "title",
               SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (cwp_id id = first; id < first + cwp_pathway_count(self->pathway, self->kind); id++) {
      const char *cells[4] = {cwp_record_code(self->pathway, id),
                              cwp_provenance_name(cwp_record_status(self->pathway, id)), middle_cell(self, id),
                              record_words(self->pathway, id)};
      if (!belongs(self, id)) continue;
      if (!middle) cells[2] = cells[3];
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static int list(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  selection self = {pathway, CWP_KIND_END, "", CWP_NONE};
  const char *role = arguments_value(arguments, "role");
  int code = find_kind(arguments, &self);
  if (code == CODE_GO_ON && role) code = framework_role(arguments, pathway, role, &self.role);
  if (code != CODE_GO_ON) return code;
  if (role && !takes_role(self.kind))
    return wrong_usage(arguments->verb, "%s belong to no role category, so --role does not go with them", self.plural);
  if (arguments_has(arguments, "json")) {
    print_json(&self);
  } else if (arguments_has(arguments, "codes")) {
    print_codes(&self);
  } else {
    print_table(&self);
  }
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  const cwp_pathway *pathway;
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON) code = list(arguments, pathway);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_list = {
    .name = "list",
    .summary = "list the records of one kind",
    .operands = "KIND",
    .about =
        "KIND is one of role-categories, values, behaviours, groups, statements, rules, practice-areas, learning, "
        "moves, progressions, personas, terms, sources, code-lists, codes, maps, suggestions, voices, i-statements, "
        "checklists, points, units, timings, crosswalks and themes.\n\n"
        "The status says how a record came to say what it says: official, paraphrase, carried, second-hand, "
        "editorial or draft.",
    .examples = "cwp list role-categories\n"
                "cwp list groups --role care-or-support-worker\n"
                "cwp list statements --role CSW --edition 2024 --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
