/* cwp list: the records of one kind. */

#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "output.h"
#include "record.h"

static const cmd_option own_options[] = {
    {"role", "ID", "Only what belongs to this role category, such as CSW or care-or-support-worker.", 0},
    {"codes", NULL, "Print the codes alone, one a line.", 0},
    OPTIONS_END,
};

/* What is listed: one kind of record, all of them or those of one role category. */
typedef struct selection {
  const cwp_pathway *pathway;
  cwp_kind kind;
  const record_plural *plural;
  cwp_id role; /* CWP_NONE = all */
} selection;

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
  record_json_start(&json, self->pathway);
  json_member(&json, "kind", self->plural->name);
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

/* Puts what a column says of a record into words. */
typedef void cell_writer(const cwp_pathway *pathway, cwp_id id, char *text, size_t size);

static void write_coverage(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  compose(text, size, "%s", cwp_coverage_name(cwp_role_coverage(pathway, id)));
}

static void write_list(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  compose(text, size, "%s", cwp_record_property(pathway, cwp_record_parent(pathway, id), "list"));
}

/* The role category that a job role suggests. */
static void write_suggested(const cwp_pathway *pathway, cwp_id id, char *text, size_t size) {
  cwp_link link;
  int there = cwp_record_link(pathway, id, CWP_RELATION_TO, 0, &link, NULL) == CWP_OK && link.to != CWP_NONE;
  compose(text, size, "%s", there ? cwp_record_code(pathway, link.to) : "-");
}

/* Columns between status and words, for those kinds that have some: a property, or what a writer makes. */
static const struct list_column {
  cwp_kind kind;
  const char *heading;
  const char *property;
  cell_writer *write;
} columns[] = {
    {CWP_KIND_ROLE, "coverage", NULL, write_coverage},
    {CWP_KIND_BEHAVIOUR, "tag", "tag", NULL},
    {CWP_KIND_GROUP, "stage", "stage", NULL},
    {CWP_KIND_RULE, "kind", "kind", NULL},
    {CWP_KIND_LEARNING, "kind", "kind", NULL},
    {CWP_KIND_LEARNING, "level", "level", NULL},
    {CWP_KIND_MOVE, "kind", "kind", NULL},
    {CWP_KIND_SOURCE, "date", "date", NULL},
    {CWP_KIND_CODE_LIST, "list", "list", NULL},
    {CWP_KIND_CODE, "list", NULL, write_list},
    {CWP_KIND_SUGGESTION, "role", NULL, write_suggested},
    {CWP_KIND_VOICE, "rank", "rank", NULL},
    {CWP_KIND_CHECKLIST, "list", "list", NULL},
    {CWP_KIND_POINT, "list", NULL, write_list},
    {CWP_KIND_TIMING, "standing", "standing", NULL},
    {CWP_KIND_CROSSWALK, "edition", "edition", NULL},
    {CWP_KIND_CROSSWALK, "relation", "relation", NULL},
};

enum { LIST_COLUMNS = sizeof columns / sizeof *columns, CELL_SIZE = 256, WORDS_SIZE = 2048 };

/* Kinds whose titles say little without their texts, and whose texts are short. */
static int says_text(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_VALUE:
  case CWP_KIND_RULE:
  case CWP_KIND_TERM:
  case CWP_KIND_VOICE:
  case CWP_KIND_I_STATEMENT:
  case CWP_KIND_POINT:
  case CWP_KIND_THEME:
    return 1;
  default:
    return 0;
  }
}

/* What a record is, in the last column; `room` is for what its title does not say. Learning of one name comes from
 * several awarding organisations. */
static const char *last_cell(const selection *self, cwp_id id, char room[WORDS_SIZE]) {
  const char *by = cwp_record_property(self->pathway, id, "awarding_organisation");
  const char *title = cwp_record_title(self->pathway, id), *words = record_words(self->pathway, id);
  compose(room, WORDS_SIZE, "%s", words);
  if (self->kind == CWP_KIND_TIMING) {
    char rule[CELL_SIZE];
    record_timing_words(self->pathway, id, rule, sizeof rule);
    compose_more(room, WORDS_SIZE, ": %s", rule);
  } else if (says_text(self->kind) && title[0]) {
    compose_more(room, WORDS_SIZE, ": %s", cwp_record_text(self->pathway, id));
  } else if (by[0]) {
    compose_more(room, WORDS_SIZE, ", %s", by);
  } else {
    return words;
  }
  return room;
}

static void print_row(const selection *self, cmd_table *table, int print, cwp_id id) {
  char texts[LIST_COLUMNS][CELL_SIZE], room[WORDS_SIZE];
  const char *cells[TABLE_COLUMNS] = {cwp_record_code(self->pathway, id),
                                      cwp_provenance_name(cwp_record_status(self->pathway, id))};
  size_t used = 2;
  for (size_t i = 0; i < LIST_COLUMNS; i++) {
    if (columns[i].kind != self->kind) continue;
    if (columns[i].write) columns[i].write(self->pathway, id, texts[i], sizeof texts[i]);
    cells[used++] = columns[i].write ? texts[i] : cwp_record_property(self->pathway, id, columns[i].property);
  }
  cells[used] = last_cell(self, id, room);
  if (print) table_row(table, cells, STYLE_PLAIN, 1);
  if (print) record_print_official(self->pathway, id, table_last_column(table));
  if (!print) table_measure(table, cells);
}

static const char *words_heading(cwp_kind kind) {
  if (kind == CWP_KIND_BEHAVIOUR || kind == CWP_KIND_STATEMENT || kind == CWP_KIND_PROGRESSION) return "text";
  if (kind == CWP_KIND_TIMING) return "title and rule";
  return says_text(kind) ? "title and text" : "title";
}

static void print_table(const selection *self) {
  cwp_id first = cwp_pathway_first(self->pathway, self->kind);
  cmd_table table;
  table_start(&table, 0);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "status", SIDE_LEFT, 0);
  for (size_t i = 0; i < LIST_COLUMNS; i++) {
    if (columns[i].kind == self->kind) table_column(&table, columns[i].heading, SIDE_LEFT, 0);
  }
  table_column(&table, words_heading(self->kind), SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (cwp_id id = first; id < first + cwp_pathway_count(self->pathway, self->kind); id++) {
      if (belongs(self, id)) print_row(self, &table, print, id);
    }
  }
}

static int list(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  selection self = {pathway, CWP_KIND_END, NULL, CWP_NONE};
  const char *role = arguments_value(arguments, "role");
  int code = record_find_kind(arguments, NULL, arguments->operands[0], &self.plural);
  if (code == CODE_GO_ON) self.kind = self.plural->kind;
  if (code == CODE_GO_ON && role) code = framework_role(arguments, pathway, role, &self.role);
  if (code != CODE_GO_ON) return code;
  if (role && !takes_role(self.kind))
    return wrong_usage(arguments->verb, "%s belong to no role category, so --role does not go with them",
                       self.plural->words);
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
    .options = {own_options, options_pathway, options_wording, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
