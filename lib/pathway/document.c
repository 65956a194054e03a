/* Framework files into a builder: one table says what each kind of record holds, one walk visits them all. */

#include "pathway/document.h"

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_VERSION = 1, MOST_CODE = 80, MOST_CHILDREN = 7 };

/* A property of a record: its name in the file ("framework.title" is "title" of the object "framework"), and the words
   that it may be, `a_date` for a date, or NULL for any text. */
typedef struct property {
  const char *name;
  const char *const *words;
} property;

typedef struct record_spec record_spec;

/* Records that stand in a record: under `key`, as an array or as a single object. */
typedef struct child_spec {
  const char *key;
  const record_spec *spec;
  int single;
} child_spec;

/* What a kind of record holds beside what all records hold. */
struct record_spec {
  cwp_kind kind;
  int needs_title;
  int needs_text;
  const char *prefix;           /* of a code that is made from the members `coded_by` */
  const char *coded_by[3];      /* none: the record has a "code" */
  const property *properties;   /* ends with a NULL name */
  const char *const *relations; /* members that link to other records; ends with NULL */
  child_spec children[MOST_CHILDREN];
};

static const char *const learning_kinds[] = {"qualification", "course",          "apprenticeship", "programme",
                                             "standards",     "framework-level", "resource",       NULL};
static const char *const move_kinds[] = {"up", "sideways", "specialise", "onward", NULL};
static const char *const coverages[] = {"complete", "partial", "summary", NULL};
static const char *const stages[] = {"minimum", "consolidation", "additional", NULL};
static const char *const requirement_kinds[] = {"must", "should", "can", NULL};
static const char *const evidence_kinds[] = {"declared", "trained", "assessed", "accredited", NULL};
static const char *const fundings[] = {"full", "split", NULL};
static const char *const timing_standings[] = {"official", "superseded", "convention", NULL};
static const char *const timing_kinds[] = {"refresh",      "complete-within", "span", "interval",
                                           "claim-window", "share",           NULL};
static const char *const timing_units[] = {"months", "weeks", "days", "a-year", "percent", NULL};
static const char *const timing_triggers[] = {"new-risk",        "new-activity",       "law-change",
                                              "guidance-change", "competence-concern", NULL};
static const char *const crosswalk_words[] = {"equal", "subset", "superset", "intersects", "none", NULL};
static const char *const nominated_words[] = {"asked", NULL};
static const char *const a_date[] = {"YYYY, YYYY-MM or YYYY-MM-DD", NULL};     /* not words but a form */
static const char *const a_length[] = {"a whole number from 1 to 1200", NULL}; /* likewise */
static const char *const accepted_results[] = {"completed", "in-progress", "booked", NULL};

static const property no_properties[] = {{NULL, NULL}};
static const property edition_properties[] = {{"date", NULL}, {NULL, NULL}};
static const property source_properties[] = {{"publisher", NULL}, {"date", NULL}, {"url", NULL}, {NULL, NULL}};
static const property area_properties[] = {
    {"slug", NULL}, {"framework.title", NULL}, {"framework.url", NULL}, {NULL, NULL}};
static const property voice_properties[] = {{"rank", NULL}, {NULL, NULL}};
static const property learning_properties[] = {{"kind", learning_kinds},
                                               {"level", NULL},
                                               {"type", NULL},
                                               {"category", NULL},
                                               {"awarding_organisation", NULL},
                                               {"number", NULL},
                                               {"hours", NULL},
                                               {"hours_as_printed", NULL},
                                               {"funding", fundings},
                                               {"reimbursement", NULL},
                                               {"valid_until", NULL},
                                               {"url", NULL},
                                               {NULL, NULL}};
static const property timing_properties[] = {
    {"standing", timing_standings}, {"kind", timing_kinds},        {"value", NULL},
    {"unit", timing_units},         {"triggers", timing_triggers}, {NULL, NULL}};
static const property crosswalk_properties[] = {
    {"edition", NULL}, {"from", NULL}, {"relation", crosswalk_words}, {NULL, NULL}};
static const property role_properties[] = {{"slug", NULL},
                                           {"coverage", coverages},
                                           {"coverage_note", NULL},
                                           {"asc_wds.id", NULL},
                                           {"asc_wds.bulk", NULL},
                                           {"asc_wds.analysis", NULL},
                                           {"category_group", NULL},
                                           {"nominated_individual", nominated_words},
                                           {"span.months_from", NULL},
                                           {"span.months_to", NULL},
                                           {NULL, NULL}};
static const property behaviour_properties[] = {{"tag", NULL}, {NULL, NULL}};
static const property group_properties[] = {{"stage", stages}, {NULL, NULL}};
static const property rule_properties[] = {{"kind", requirement_kinds},   {"at_least", NULL},
                                           {"accepts", accepted_results}, {"least_kind", evidence_kinds},
                                           {"within_months", a_length},   {"within_weeks", a_length},
                                           {"within_days", a_length},     {NULL, NULL}};
static const property move_properties[] = {{"kind", move_kinds}, {NULL, NULL}};
static const property list_properties[] = {{"list", NULL}, {NULL, NULL}};
static const property code_properties[] = {{"bulk", NULL},  {"id", NULL},        {"analysis", NULL}, {"group", NULL},
                                           {"level", NULL}, {"retired", a_date}, {"from", a_date},   {"until", a_date},
                                           {"flags", NULL}, {NULL, NULL}};

static const char *const no_relations[] = {NULL};
static const char *const edition_relations[] = {"gaps", NULL};
static const char *const value_relations[] = {"values", NULL};
static const char *const voice_relations[] = {"values", "examples", NULL};
static const char *const behaviour_relations[] = {"shows", NULL};
static const char *const unit_relations[] = {"merges", NULL};
static const char *const timing_relations[] = {"about", "waived_by", NULL};
static const char *const crosswalk_relations[] = {"to", NULL};
static const char *const theme_relations[] = {"groups", NULL};
static const char *const role_relations[] = {"baselines", "areas", "suggested", NULL};
static const char *const rule_relations[] = {"of", "settings", NULL};
static const char *const move_relations[] = {"from", "to", NULL};
static const char *const code_relations[] = {"successor", NULL};
static const char *const map_relations[] = {"from", "covers", NULL};
static const char *const suggestion_relations[] = {"from", "role", NULL};

static const record_spec edition_spec = {.kind = CWP_KIND_EDITION,
                                         .needs_title = 1,
                                         .needs_text = 1,
                                         .properties = edition_properties,
                                         .relations = edition_relations};
static const record_spec source_spec = {.kind = CWP_KIND_SOURCE,
                                        .needs_title = 1,
                                        .needs_text = 1,
                                        .properties = source_properties,
                                        .relations = no_relations};
static const record_spec value_spec = {
    .kind = CWP_KIND_VALUE, .needs_title = 1, .needs_text = 1, .properties = no_properties, .relations = no_relations};
static const record_spec voice_spec = {.kind = CWP_KIND_VOICE,
                                       .needs_title = 1,
                                       .needs_text = 1,
                                       .properties = voice_properties,
                                       .relations = voice_relations};
static const record_spec i_statement_spec = {.kind = CWP_KIND_I_STATEMENT,
                                             .needs_title = 1,
                                             .needs_text = 1,
                                             .properties = no_properties,
                                             .relations = value_relations};
static const record_spec point_spec = {.kind = CWP_KIND_POINT,
                                       .needs_title = 1,
                                       .needs_text = 1,
                                       .properties = no_properties,
                                       .relations = value_relations};
static const record_spec checklist_spec = {.kind = CWP_KIND_CHECKLIST,
                                           .needs_title = 1,
                                           .needs_text = 1,
                                           .prefix = "LIST.",
                                           .coded_by = {"list"},
                                           .properties = list_properties,
                                           .relations = no_relations,
                                           .children = {{"items", &point_spec, 0}}};
static const record_spec area_spec = {.kind = CWP_KIND_PRACTICE_AREA,
                                      .needs_title = 1,
                                      .needs_text = 1,
                                      .properties = area_properties,
                                      .relations = no_relations};
static const record_spec unit_spec = {
    .kind = CWP_KIND_UNIT, .needs_title = 1, .needs_text = 1, .properties = no_properties, .relations = unit_relations};
static const record_spec learning_spec = {.kind = CWP_KIND_LEARNING,
                                          .needs_title = 1,
                                          .needs_text = 1,
                                          .properties = learning_properties,
                                          .relations = no_relations,
                                          .children = {{"units", &unit_spec, 0}}};
static const record_spec timing_spec = {.kind = CWP_KIND_TIMING,
                                        .needs_title = 1,
                                        .needs_text = 1,
                                        .properties = timing_properties,
                                        .relations = timing_relations};
static const record_spec behaviour_spec = {
    .kind = CWP_KIND_BEHAVIOUR, .needs_text = 1, .properties = behaviour_properties, .relations = behaviour_relations};
static const record_spec statement_spec = {
    .kind = CWP_KIND_STATEMENT, .needs_text = 1, .properties = no_properties, .relations = no_relations};
static const record_spec group_spec = {.kind = CWP_KIND_GROUP,
                                       .needs_title = 1,
                                       .needs_text = 1,
                                       .properties = group_properties,
                                       .relations = no_relations,
                                       .children = {{"statements", &statement_spec, 0}}};
static const record_spec rule_spec = {.kind = CWP_KIND_RULE,
                                      .needs_title = 1,
                                      .needs_text = 1,
                                      .properties = rule_properties,
                                      .relations = rule_relations};
static const record_spec progression_spec = {.kind = CWP_KIND_PROGRESSION,
                                             .needs_title = 1,
                                             .needs_text = 1,
                                             .properties = no_properties,
                                             .relations = no_relations};
static const record_spec persona_spec = {.kind = CWP_KIND_PERSONA,
                                         .needs_title = 1,
                                         .needs_text = 1,
                                         .properties = no_properties,
                                         .relations = no_relations};
static const record_spec term_spec = {
    .kind = CWP_KIND_TERM, .needs_title = 1, .needs_text = 1, .properties = no_properties, .relations = no_relations};
static const record_spec role_spec = {.kind = CWP_KIND_ROLE,
                                      .needs_title = 1,
                                      .needs_text = 1,
                                      .properties = role_properties,
                                      .relations = role_relations,
                                      .children = {{"behaviours", &behaviour_spec, 0},
                                                   {"groups", &group_spec, 0},
                                                   {"rules", &rule_spec, 0},
                                                   {"terms", &term_spec, 0},
                                                   {"progression", &progression_spec, 1},
                                                   {"persona", &persona_spec, 1}}};
static const record_spec move_spec = {
    .kind = CWP_KIND_MOVE, .needs_text = 1, .properties = move_properties, .relations = move_relations};
static const record_spec code_spec = {
    .kind = CWP_KIND_CODE, .needs_title = 1, .properties = code_properties, .relations = code_relations};
static const record_spec list_spec = {.kind = CWP_KIND_CODE_LIST,
                                      .needs_title = 1,
                                      .prefix = "LIST.",
                                      .coded_by = {"list"},
                                      .properties = list_properties,
                                      .relations = no_relations,
                                      .children = {{"items", &code_spec, 0}}};
static const record_spec map_spec = {.kind = CWP_KIND_MAP,
                                     .needs_text = 1,
                                     .prefix = "MAP.",
                                     .coded_by = {"from"},
                                     .properties = no_properties,
                                     .relations = map_relations};
static const record_spec suggestion_spec = {.kind = CWP_KIND_SUGGESTION,
                                            .needs_text = 1,
                                            .prefix = "SUGGESTION.",
                                            .coded_by = {"from"},
                                            .properties = no_properties,
                                            .relations = suggestion_relations};
static const record_spec crosswalk_spec = {.kind = CWP_KIND_CROSSWALK,
                                           .needs_text = 1,
                                           .prefix = "CROSSWALK.",
                                           .coded_by = {"edition", "from", "to"},
                                           .properties = crosswalk_properties,
                                           .relations = crosswalk_relations};
static const record_spec theme_spec = {.kind = CWP_KIND_THEME,
                                       .needs_title = 1,
                                       .needs_text = 1,
                                       .properties = no_properties,
                                       .relations = theme_relations};

static const child_spec document_children[] = {
    {"edition", &edition_spec, 1},   {"sources", &source_spec, 0},
    {"values", &value_spec, 0},      {"practice_areas", &area_spec, 0},
    {"learning", &learning_spec, 0}, {"role_categories", &role_spec, 0},
    {"moves", &move_spec, 0},        {"code_lists", &list_spec, 0},
    {"evidence_maps", &map_spec, 0}, {"role_suggestions", &suggestion_spec, 0},
    {"voices", &voice_spec, 0},      {"i_statements", &i_statement_spec, 0},
    {"personas", &persona_spec, 0},  {"checklists", &checklist_spec, 0},
    {"timings", &timing_spec, 0},    {"crosswalks", &crosswalk_spec, 0},
    {"themes", &theme_spec, 0},      {NULL, NULL, 0}};

/* One walk over one document. */
typedef struct reader {
  cwp__builder *builder;
  const cwp__json *document;
  cwp_error *error;
  int linking; /* the second walk */
} reader;

/* The official heading that the behaviours of every role category stand under. */
static const char behaviours_heading[] = "The behaviours people must show";

static cwp_status fail_memory(const reader *self) {
  return cwp__fail_memory(self->error);
}

/* ---- Reading members ---- */

/* Letters, digits, single dots and hyphens between them. */
static int is_code(const char *text) {
  size_t length = 0;
  int separator = 1; /* at the start, and after a dot or hyphen, a letter or digit must come */
  for (; text[length]; length++) {
    char c = text[length];
    int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && (separator || (c != '.' && c != '-'))) return 0;
    separator = !plain;
  }
  return length > 0 && length <= MOST_CODE && !separator;
}

/* 1 for the digits of a number from 1 to CWP__MOST_WITHIN. */
static int is_length(const char *text) {
  size_t digits = strspn(text, "0123456789");
  if (digits == 0 || digits > 4 || text[digits]) return 0;
  unsigned long value = strtoul(text, NULL, 10);
  return value >= 1 && value <= CWP__MOST_WITHIN;
}

static int is_word(const char *text, const char *const *words) {
  cwp_date first, last;
  if (words == a_length) return is_length(text);
  if (words == a_date) return cwp__date_span(text, &first, &last);
  for (; *words; words++)
    if (strcmp(*words, text) == 0) return 1;
  return 0;
}

/* Says which words a member may be. */
static cwp_status fail_word(const reader *self, const cJSON *value, const char *name, const char *seen,
                            const char *const *words) {
  char list[256] = "";
  size_t used = 0;
  for (; *words && used + strlen(*words) + 3 < sizeof list; words++)
    used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", *words);
  return cwp__json_fail(self->document, value, self->error, "\"%s\" is \"%s\"; it may be %s", name, seen, list);
}

/* A text, a number, or a list of texts, as one text. NULL with an error for anything else. */
static const char *value_text(const reader *self, const cJSON *value, const char *name, const char *const *words,
                              cwp_status *status) {
  char number[24];
  const char *text = NULL;
  if (cJSON_IsString(value)) {
    text = value->valuestring;
    if (words && !is_word(text, words)) {
      *status = fail_word(self, value, name, text, words);
      return NULL;
    }
    return text;
  }
  if (cJSON_IsNumber(value) && value->valuedouble >= -1e9 && value->valuedouble <= 1e9) {
    snprintf(number, sizeof number, "%.12g", value->valuedouble);
    if (words == a_length && !is_length(number)) {
      *status = fail_word(self, value, name, number, words);
      return NULL;
    }
    text = cwp__builder_compose(self->builder, number, "", "");
    if (!text) *status = fail_memory(self);
    return text;
  }
  if (!cJSON_IsArray(value) || words == a_length) {
    *status = cwp__json_fail(self->document, value, self->error, "\"%s\" is neither a text nor a number", name);
    return NULL;
  }
  text = "";
  for (const cJSON *item = value->child; item && text && *status == CWP_OK; item = item->next) {
    const char *word = cJSON_IsArray(item) ? NULL : value_text(self, item, name, words, status);
    if (!word && *status == CWP_OK)
      *status = cwp__json_fail(self->document, item, self->error, "\"%s\" holds a list in a list", name);
    if (word) text = cwp__builder_compose(self->builder, text, text[0] ? " " : "", word);
    if (word && !text) *status = fail_memory(self);
  }
  return *status == CWP_OK ? text : NULL;
}

/* The member that a property's name stands for, "framework.title" being a member of a member. */
static const cJSON *property_value(const cJSON *object, const char *name) {
  char outer[32];
  const char *dot = strchr(name, '.');
  if (!dot) return cwp__json_get(object, name);
  memcpy(outer, name, (size_t)(dot - name));
  outer[dot - name] = '\0';
  return cwp__json_get(cwp__json_get(object, outer), dot + 1);
}

static cwp_status read_properties(const reader *self, const cJSON *object, const record_spec *spec, uint32_t draft) {
  cwp_status status = CWP_OK;
  for (const property *item = spec->properties; item->name && status == CWP_OK; item++) {
    const cJSON *value = property_value(object, item->name);
    if (!value) continue;
    const char *text = value_text(self, value, item->name, item->words, &status);
    if (text) status = cwp__builder_set(self->builder, draft, item->name, text, self->error);
  }
  return status;
}

/* Members that every record may have. */
static const char *const common_keys[] = {"code", "title", "text", "status", "source", "note", "aliases"};

/* Refuses members that the kind of record does not have. */
static cwp_status check_keys(const reader *self, const cJSON *object, const record_spec *spec) {
  enum { MOST_KEYS = 32 };
  const char *keys[MOST_KEYS];
  char outers[4][32];
  size_t count = 0, outer_count = 0;
  for (size_t i = 0; i < sizeof common_keys / sizeof *common_keys; i++)
    keys[count++] = common_keys[i];
  for (const property *item = spec->properties; item->name; item++) {
    const char *dot = strchr(item->name, '.');
    if (!dot) {
      keys[count++] = item->name;
    } else if (outer_count == 0 || strncmp(outers[outer_count - 1], item->name, (size_t)(dot - item->name)) != 0) {
      snprintf(outers[outer_count], sizeof *outers, "%.*s", (int)(dot - item->name), item->name);
      keys[count++] = outers[outer_count++];
    }
  }
  for (const char *const *relation = spec->relations; *relation; relation++)
    keys[count++] = *relation;
  for (const child_spec *child = spec->children; child < spec->children + MOST_CHILDREN && child->key; child++)
    keys[count++] = child->key;
  keys[count] = NULL;
  return cwp__json_only(self->document, object, keys, self->error);
}

static cwp_status read_aliases(const reader *self, const cJSON *object, uint32_t draft) {
  const cJSON *aliases = NULL;
  const char *slug = cwp__json_text(object, "slug");
  cwp_status status = cwp__json_want(self->document, object, "aliases", cJSON_Array, &aliases, self->error);
  if (status == CWP_OK && slug) status = cwp__builder_alias(self->builder, draft, slug, self->error);
  for (const cJSON *item = aliases ? aliases->child : NULL; item && status == CWP_OK; item = item->next) {
    if (!cJSON_IsString(item) || !item->valuestring[0])
      return cwp__json_fail(self->document, item, self->error, "an alias is no text");
    status = cwp__builder_alias(self->builder, draft, item->valuestring, self->error);
  }
  return status;
}

/* The day from which an item of a code list has its meaning, "" where none is given: such texts sort by date. */
static const char *begins(const cwp__builder *builder, uint32_t draft) {
  const char *from = cwp__builder_get(builder, draft, "from");
  return from ? from : "";
}

/* Items of one list may share a bulk upload code, each for its time: the name is the latest one's. Returns 1 if that is
   `draft`, or if nobody else has the name. Two that begin on the same day are left to stand as the mistake they are. */
static int takes_name(cwp__builder *builder, uint32_t draft, const char *name) {
  uint32_t other = cwp__builder_named(builder, name);
  if (other == CWP_NONE || other == draft || builder->drafts[draft].kind != CWP_KIND_CODE) return 1;
  if (builder->drafts[other].parent != builder->drafts[draft].parent) return 1;
  int order = strcmp(begins(builder, draft), begins(builder, other));
  if (order > 0) cwp__builder_unalias(builder, other, name);
  return order >= 0;
}

/* "training-category:20": how an item of a code list, or a role category, is found by its bulk upload code. */
static cwp_status add_bulk_alias(const reader *self, uint32_t draft, const char *list, const char *property_name) {
  const char *bulk = cwp__builder_get(self->builder, draft, property_name);
  if (!bulk) return CWP_OK;
  const char *alias = cwp__builder_compose(self->builder, list, ":", bulk);
  if (!alias) return fail_memory(self);
  return takes_name(self->builder, draft, alias) ? cwp__builder_alias(self->builder, draft, alias, self->error)
                                                 : CWP_OK;
}

static cwp_status read_bulk_alias(const reader *self, uint32_t draft) {
  const cwp__draft *record = self->builder->drafts + draft;
  if (record->kind == CWP_KIND_ROLE) return add_bulk_alias(self, draft, "role-category", "asc_wds.bulk");
  if (record->kind != CWP_KIND_CODE) return CWP_OK;
  return add_bulk_alias(self, draft, cwp__builder_get(self->builder, record->parent, "list"), "bulk");
}

/* ---- First walk: defining records ---- */

static cwp_status read_status(const reader *self, const cJSON *object, cwp__draft *draft) {
  const char *name = NULL;
  cwp_status status = cwp__json_want_text(self->document, object, "status", &name, self->error);
  if (status != CWP_OK || !name) return status;
  for (int value = 0; value < CWP_PROVENANCE_END; value++)
    if (strcmp(name, cwp_provenance_name((cwp_provenance)value)) == 0) draft->status = (cwp_provenance)value;
  if (strcmp(name, cwp_provenance_name(draft->status)) == 0) return CWP_OK;
  return cwp__json_fail(self->document, cwp__json_get(object, "status"), self->error,
                        "\"status\" is \"%s\"; it may be official, paraphrase, carried, second-hand, editorial, draft",
                        name);
}

/* The texts that all records may have; what is absent stays as it is. */
static cwp_status read_texts(const reader *self, const cJSON *object, uint32_t place) {
  const char *title = NULL, *text = NULL, *note = NULL;
  cwp__draft *draft = self->builder->drafts + place;
  cwp_status status = cwp__json_want_text(self->document, object, "title", &title, self->error);
  if (status == CWP_OK) status = cwp__json_want_text(self->document, object, "text", &text, self->error);
  if (status == CWP_OK) status = cwp__json_want_text(self->document, object, "note", &note, self->error);
  if (status == CWP_OK) status = read_status(self, object, draft);
  if (title) draft->title = title;
  if (text) draft->text = text;
  if (note) draft->note = note;
  if (draft->kind == CWP_KIND_BEHAVIOUR && !draft->title[0]) draft->title = behaviours_heading;
  return status;
}

/* What a record must say, once all that this document says of it is in. */
static cwp_status check_complete(const reader *self, const cJSON *object, const record_spec *spec, uint32_t place) {
  const cwp__draft *draft = self->builder->drafts + place;
  const char *missing = NULL;
  if (draft->status == CWP_PROVENANCE_END) missing = "status";
  if (spec->needs_text && !draft->text[0]) missing = "text";
  if (spec->needs_title && !draft->title[0]) missing = "title";
  if (spec->kind != CWP_KIND_SOURCE && !draft->based && !cwp__json_text(object, "source")) missing = "source";
  if (!missing) return CWP_OK;
  return cwp__json_fail(self->document, object, self->error, "%s has no \"%s\"", draft->code, missing);
}

/* One member that is a code or part of one; "none" for null. */
static cwp_status read_code_part(const reader *self, const cJSON *object, const record_spec *spec, const char *key,
                                 const char **out) {
  const cJSON *value = cwp__json_get(object, key);
  if (!value)
    return cwp__json_fail(self->document, object, self->error, "a %s has no \"%s\"", cwp_kind_name(spec->kind), key);
  *out = cJSON_IsNull(value) && spec->coded_by[0] ? "none" : cwp__json_text(object, key);
  if (*out && is_code(*out)) return CWP_OK;
  return cwp__json_fail(self->document, value, self->error,
                        "\"%s\" is no code: a code has letters, digits, single dots and hyphens, up to %d in all",
                        *out ? *out : key, (int)MOST_CODE);
}

/* The record's code, given or made from other members. */
static cwp_status read_code(const reader *self, const cJSON *object, const record_spec *spec, const char **out) {
  if (!spec->coded_by[0]) return read_code_part(self, object, spec, "code", out);
  *out = spec->prefix;
  for (size_t i = 0; i < sizeof spec->coded_by / sizeof *spec->coded_by && spec->coded_by[i]; i++) {
    const char *part = NULL;
    cwp_status status = read_code_part(self, object, spec, spec->coded_by[i], &part);
    if (status != CWP_OK) return status;
    *out = cwp__builder_compose(self->builder, *out, i > 0 ? "." : "", part);
    if (!*out) return fail_memory(self);
  }
  return CWP_OK;
}

/* The draft that a record of the document speaks of: a new one, or one of the base edition. */
static cwp_status claim(const reader *self, const cJSON *object, const record_spec *spec, const char *code,
                        uint32_t *out) {
  uint32_t place = cwp__builder_find(self->builder, code);
  if (place == CWP_NONE) return cwp__builder_add(self->builder, spec->kind, code, out, self->error);
  cwp__draft *draft = self->builder->drafts + place;
  if (!draft->based || draft->document == self->builder->document)
    return cwp__json_fail(self->document, object, self->error, "the code %s is given twice", code);
  if (draft->kind != spec->kind)
    return cwp__json_fail(self->document, object, self->error, "%s is a %s in the edition that this one extends", code,
                          cwp_kind_name(draft->kind));
  draft->document = self->builder->document;
  draft->hidden = 0;
  if (spec->kind == CWP_KIND_ROLE) draft->order = self->builder->next_order++;
  *out = place;
  return CWP_OK;
}

static cwp_status define_record(const reader *self, const cJSON *object, const record_spec *spec, uint32_t role,
                                uint32_t parent, uint32_t *out) {
  const char *code = NULL;
  cwp_status status = check_keys(self, object, spec);
  if (status == CWP_OK) status = read_code(self, object, spec, &code);
  if (status == CWP_OK) status = claim(self, object, spec, code, out);
  if (status != CWP_OK) return status;
  self->builder->drafts[*out].role = role;
  self->builder->drafts[*out].parent = parent;
  status = read_texts(self, object, *out);
  if (status == CWP_OK) status = read_properties(self, object, spec, *out);
  if (status == CWP_OK) status = read_aliases(self, object, *out);
  if (status == CWP_OK) status = read_bulk_alias(self, *out);
  if (status == CWP_OK) status = check_complete(self, object, spec, *out);
  return status;
}

/* ---- Second walk: linking records ---- */

/* The draft that a text of the document names. */
static cwp_status resolve(const reader *self, const cJSON *value, cwp_kind kind, uint32_t *out) {
  if (!cJSON_IsString(value))
    return cwp__json_fail(self->document, value, self->error, "the code of a record is expected here");
  uint32_t place = cwp__builder_find(self->builder, value->valuestring);
  if (place == CWP_NONE || self->builder->drafts[place].hidden)
    return cwp__json_fail(self->document, value, self->error, "there is no record %s", value->valuestring);
  if (kind != CWP_KIND_END && self->builder->drafts[place].kind != kind)
    return cwp__json_fail(self->document, value, self->error, "%s is a %s, not a %s", value->valuestring,
                          cwp_kind_name(self->builder->drafts[place].kind), cwp_kind_name(kind));
  *out = place;
  return CWP_OK;
}

/* Status, source and note of a link that is an object of its own; those of the record that it stands in otherwise. */
static cwp_status read_link_basis(const reader *self, const cJSON *object, cwp__draft_link *link) {
  cwp__draft basis = {.status = self->builder->drafts[link->from].status};
  cwp_status status = read_status(self, object, &basis);
  const cJSON *source = cwp__json_get(object, "source");
  link->status = basis.status;
  link->source = self->builder->drafts[link->from].source;
  if (status == CWP_OK && source) status = resolve(self, source, CWP_KIND_SOURCE, &link->source);
  if (status == CWP_OK) status = cwp__json_want_text(self->document, object, "note", &link->text, self->error);
  return status;
}

static cwp__draft_link new_link(const reader *self, uint32_t from, cwp_relation relation) {
  const cwp__draft *draft = self->builder->drafts + from;
  return (cwp__draft_link){.from = from,
                           .to = CWP_NONE,
                           .about = CWP_NONE,
                           .source = draft->source,
                           .relation = relation,
                           .extent = CWP_EXTENT_NONE,
                           .status = draft->status,
                           .text = ""};
}

/* A member that is one code, or a list of codes. */
static cwp_status link_codes(const reader *self, const cJSON *value, uint32_t from, cwp_relation relation,
                             cwp_kind kind) {
  cwp_status status = CWP_OK;
  const cJSON *item = cJSON_IsArray(value) ? value->child : value;
  cwp__builder_unlink(self->builder, from, relation);
  for (; item && status == CWP_OK; item = cJSON_IsArray(value) ? item->next : NULL) {
    cwp__draft_link link = new_link(self, from, relation);
    if (!cJSON_IsNull(item)) status = resolve(self, item, kind, &link.to);
    if (status == CWP_OK) status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

/* An array of objects, each a link to the record that its member `key` names. */
static cwp_status link_objects(const reader *self, const cJSON *array, uint32_t from, cwp_relation relation,
                               const char *key, cwp_kind kind) {
  const char *const keys[] = {key, "status", "source", "note", NULL};
  cwp_status status = CWP_OK;
  cwp__builder_unlink(self->builder, from, relation);
  for (const cJSON *item = array->child; item && status == CWP_OK; item = item->next) {
    cwp__draft_link link = new_link(self, from, relation);
    status = cwp__json_only(self->document, item, keys, self->error);
    if (status == CWP_OK && !cwp__json_get(item, key))
      status = cwp__json_fail(self->document, item, self->error, "\"%s\" is missing", key);
    if (status == CWP_OK) status = resolve(self, cwp__json_get(item, key), kind, &link.to);
    if (status == CWP_OK) status = read_link_basis(self, item, &link);
    if (status == CWP_OK) status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

/* One practice area of a role category, and the learning suggested for it. */
static cwp_status link_area(const reader *self, const cJSON *item, uint32_t role) {
  static const char *const keys[] = {"area", "learning", "status", "source", "note", NULL};
  cwp__draft_link link = new_link(self, role, CWP_RELATION_AREA);
  const cJSON *learning = NULL;
  cwp_status status = cwp__json_only(self->document, item, keys, self->error);
  if (status == CWP_OK && !cwp__json_get(item, "area"))
    status = cwp__json_fail(self->document, item, self->error, "\"area\" is missing");
  if (status == CWP_OK) status = resolve(self, cwp__json_get(item, "area"), CWP_KIND_PRACTICE_AREA, &link.to);
  if (status == CWP_OK) status = read_link_basis(self, item, &link);
  if (status == CWP_OK) status = cwp__builder_link(self->builder, &link, self->error);
  if (status == CWP_OK) status = cwp__json_want(self->document, item, "learning", cJSON_Array, &learning, self->error);
  link.relation = CWP_RELATION_AREA_LEARNING;
  link.about = link.to;
  for (const cJSON *code = learning ? learning->child : NULL; code && status == CWP_OK; code = code->next) {
    status = resolve(self, code, CWP_KIND_LEARNING, &link.to);
    if (status == CWP_OK) status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

static cwp_status link_areas(const reader *self, const cJSON *array, uint32_t role) {
  cwp_status status = CWP_OK;
  cwp__builder_unlink(self->builder, role, CWP_RELATION_AREA);
  cwp__builder_unlink(self->builder, role, CWP_RELATION_AREA_LEARNING);
  for (const cJSON *item = array->child; item && status == CWP_OK; item = item->next)
    status = link_area(self, item, role);
  return status;
}

static cwp_status read_extent(const reader *self, const cJSON *item, cwp_extent *out) {
  static const char *const words[] = {"full", "part", NULL};
  const char *name = NULL;
  cwp_status status = cwp__json_want_text(self->document, item, "extent", &name, self->error);
  if (status != CWP_OK) return status;
  if (!name) return cwp__json_fail(self->document, item, self->error, "\"extent\" is missing");
  if (!is_word(name, words)) return fail_word(self, cwp__json_get(item, "extent"), "extent", name, words);
  *out = strcmp(name, "full") == 0 ? CWP_EXTENT_FULL : CWP_EXTENT_PART;
  return CWP_OK;
}

static cwp_status link_covers(const reader *self, const cJSON *array, uint32_t map) {
  static const char *const keys[] = {"to", "extent", NULL};
  cwp_status status = CWP_OK;
  cwp__builder_unlink(self->builder, map, CWP_RELATION_TO);
  for (const cJSON *item = array->child; item && status == CWP_OK; item = item->next) {
    cwp__draft_link link = new_link(self, map, CWP_RELATION_TO);
    status = cwp__json_only(self->document, item, keys, self->error);
    if (status == CWP_OK && !cwp__json_get(item, "to"))
      status = cwp__json_fail(self->document, item, self->error, "\"to\" is missing");
    if (status == CWP_OK) status = resolve(self, cwp__json_get(item, "to"), CWP_KIND_END, &link.to);
    if (status == CWP_OK) status = read_extent(self, item, &link.extent);
    if (status == CWP_OK) status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

/* Practice areas by the name of the setting: a slug or another name. */
static uint32_t find_setting(const cwp__builder *builder, const char *name) {
  for (size_t i = 0; i < builder->alias_count; i++) {
    uint32_t draft = builder->aliases[i].draft;
    if (builder->drafts[draft].kind == CWP_KIND_PRACTICE_AREA && cwp__compare_fold(builder->aliases[i].name, name) == 0)
      return draft;
  }
  return CWP_NONE;
}

static cwp_status link_settings(const reader *self, const cJSON *array, uint32_t rule) {
  cwp_status status = CWP_OK;
  cwp__builder_unlink(self->builder, rule, CWP_RELATION_SETTING);
  for (const cJSON *item = array->child; item && status == CWP_OK; item = item->next) {
    cwp__draft_link link = new_link(self, rule, CWP_RELATION_SETTING);
    link.to = cJSON_IsString(item) ? find_setting(self->builder, item->valuestring) : CWP_NONE;
    if (link.to == CWP_NONE)
      return cwp__json_fail(self->document, item, self->error, "a setting is named by the slug of a practice area");
    status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

/* Sentences that belong to a record. */
static cwp_status link_sentences(const reader *self, const cJSON *array, uint32_t from, cwp_relation relation) {
  cwp_status status = CWP_OK;
  cwp__builder_unlink(self->builder, from, relation);
  for (const cJSON *item = array->child; item && status == CWP_OK; item = item->next) {
    cwp__draft_link link = new_link(self, from, relation);
    if (!cJSON_IsString(item)) return cwp__json_fail(self->document, item, self->error, "a sentence is expected here");
    link.text = item->valuestring;
    status = cwp__builder_link(self->builder, &link, self->error);
  }
  return status;
}

/* Members that are one code or a list of codes, by what they link. */
static const struct code_member {
  const char *key;
  cwp_kind of;   /* the kind of record that has the member; CWP_KIND_END for any */
  cwp_kind kind; /* the kind that it names; CWP_KIND_END for any */
  cwp_relation relation;
  int is_list;
} code_members[] = {
    {"from", CWP_KIND_MOVE, CWP_KIND_ROLE, CWP_RELATION_FROM, 0},
    {"from", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_FROM, 0},
    {"to", CWP_KIND_MOVE, CWP_KIND_ROLE, CWP_RELATION_TO, 0},
    {"to", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_TO, 0},
    {"role", CWP_KIND_END, CWP_KIND_ROLE, CWP_RELATION_TO, 0},
    {"successor", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_SUCCESSOR, 0},
    {"of", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_NEEDS, 1},
    {"values", CWP_KIND_END, CWP_KIND_VALUE, CWP_RELATION_SHOWS, 1},
    {"merges", CWP_KIND_END, CWP_KIND_UNIT, CWP_RELATION_MERGES, 1},
    {"about", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_ABOUT, 1},
    {"groups", CWP_KIND_END, CWP_KIND_GROUP, CWP_RELATION_ABOUT, 1},
    {"waived_by", CWP_KIND_END, CWP_KIND_END, CWP_RELATION_WAIVED_BY, 1},
};

static const struct code_member *find_code_member(const char *key, cwp_kind of) {
  for (size_t i = 0; i < sizeof code_members / sizeof *code_members; i++)
    if (strcmp(code_members[i].key, key) == 0 && (code_members[i].of == of || code_members[i].of == CWP_KIND_END))
      return code_members + i;
  return NULL;
}

/* One member that links the record to others. */
static cwp_status link_member(const reader *self, const cJSON *value, const char *key, uint32_t draft) {
  const struct code_member *member = find_code_member(key, self->builder->drafts[draft].kind);
  if ((!member || member->is_list) && !cJSON_IsArray(value))
    return cwp__json_fail(self->document, value, self->error, "\"%s\" is no list", key);
  if (member) return link_codes(self, value, draft, member->relation, member->kind);
  if (strcmp(key, "settings") == 0) return link_settings(self, value, draft);
  if (strcmp(key, "gaps") == 0) return link_sentences(self, value, draft, CWP_RELATION_GAP);
  if (strcmp(key, "examples") == 0) return link_sentences(self, value, draft, CWP_RELATION_EXAMPLE);
  if (strcmp(key, "covers") == 0) return link_covers(self, value, draft);
  if (strcmp(key, "areas") == 0) return link_areas(self, value, draft);
  if (strcmp(key, "shows") == 0) return link_objects(self, value, draft, CWP_RELATION_SHOWS, "value", CWP_KIND_VALUE);
  if (strcmp(key, "baselines") == 0)
    return link_objects(self, value, draft, CWP_RELATION_BASELINE, "role", CWP_KIND_ROLE);
  return link_objects(self, value, draft, CWP_RELATION_SUGGESTS, "learning", CWP_KIND_LEARNING);
}

/* Titles that are made of other records' titles. */
static cwp_status compose_title(const reader *self, uint32_t place) {
  const cwp__draft_link *links = self->builder->links;
  cwp__draft *draft = self->builder->drafts + place;
  const char *from = "", *to = "nothing";
  if (draft->kind != CWP_KIND_MOVE && draft->kind != CWP_KIND_MAP && draft->kind != CWP_KIND_SUGGESTION &&
      draft->kind != CWP_KIND_CROSSWALK)
    return CWP_OK;
  for (size_t i = self->builder->link_count; i-- > 0 && links[i].from == place;) {
    if (links[i].to == CWP_NONE) continue;
    const char *title = self->builder->drafts[links[i].to].title;
    if (links[i].relation == CWP_RELATION_FROM) from = title;
    if (links[i].relation == CWP_RELATION_TO) to = title;
  }
  if (draft->kind == CWP_KIND_CROSSWALK) from = cwp__builder_get(self->builder, place, "from");
  int both = draft->kind == CWP_KIND_MOVE || draft->kind == CWP_KIND_CROSSWALK;
  draft->title = both ? cwp__builder_compose(self->builder, from, " to ", to) : from;
  return draft->title ? CWP_OK : fail_memory(self);
}

static cwp_status link_record(const reader *self, const cJSON *object, const record_spec *spec, uint32_t *out) {
  const char *code = NULL;
  const cJSON *source = cwp__json_get(object, "source");
  cwp_status status = read_code(self, object, spec, &code);
  if (status != CWP_OK) return status;
  *out = cwp__builder_find(self->builder, code);
  if (source && spec->kind != CWP_KIND_SOURCE)
    status = resolve(self, source, CWP_KIND_SOURCE, &self->builder->drafts[*out].source);
  for (const char *const *key = spec->relations; *key && status == CWP_OK; key++) {
    const cJSON *value = cwp__json_get(object, *key);
    if (value)
      status = link_member(self, value, *key, *out);
    else if (strcmp(*key, "from") == 0 || strcmp(*key, "to") == 0 || strcmp(*key, "covers") == 0)
      status = self->builder->drafts[*out].based
                   ? CWP_OK
                   : cwp__json_fail(self->document, object, self->error, "%s has no \"%s\"", code, *key);
  }
  return status == CWP_OK ? compose_title(self, *out) : status;
}

/* ---- The walk ---- */

static cwp_status visit_children(const reader *self, const cJSON *object, const child_spec *children, uint32_t role,
                                 uint32_t parent);

static cwp_status visit(const reader *self, const cJSON *object, const record_spec *spec, uint32_t role,
                        uint32_t parent) {
  uint32_t draft = CWP_NONE;
  if (!cJSON_IsObject(object))
    return cwp__json_fail(self->document, object, self->error, "a %s is an object", cwp_kind_name(spec->kind));
  cwp_status status =
      self->linking ? link_record(self, object, spec, &draft) : define_record(self, object, spec, role, parent, &draft);
  if (status != CWP_OK || !spec->children[0].key) return status;
  if (spec->kind == CWP_KIND_ROLE) return visit_children(self, object, spec->children, draft, CWP_NONE);
  return visit_children(self, object, spec->children, role, draft);
}

static cwp_status visit_children(const reader *self, const cJSON *object, const child_spec *children, uint32_t role,
                                 uint32_t parent) {
  cwp_status status = CWP_OK;
  for (const child_spec *child = children; child->key && status == CWP_OK; child++) {
    const cJSON *value = cwp__json_get(object, child->key);
    if (!value) continue;
    if (child->single) {
      status = visit(self, value, child->spec, role, parent);
      continue;
    }
    if (!cJSON_IsArray(value))
      return cwp__json_fail(self->document, value, self->error, "\"%s\" is no list", child->key);
    for (const cJSON *item = value->child; item && status == CWP_OK; item = item->next)
      status = visit(self, item, child->spec, role, parent);
  }
  return status;
}

static cwp_status hide_records(const reader *self) {
  const cJSON *hide = NULL;
  cwp_status status = cwp__json_want(self->document, self->document->root, "hide", cJSON_Array, &hide, self->error);
  for (const cJSON *item = hide ? hide->child : NULL; item && status == CWP_OK; item = item->next) {
    uint32_t draft = CWP_NONE;
    status = resolve(self, item, CWP_KIND_END, &draft);
    if (status == CWP_OK) cwp__builder_hide(self->builder, draft);
  }
  return status;
}

/* An edition says which one it starts from. */
static cwp_status note_base(const reader *self) {
  const char *extends = cwp__json_text(self->document->root, "extends");
  const char *code = cwp__json_text(cwp__json_get(self->document->root, "edition"), "code");
  uint32_t edition = code ? cwp__builder_find(self->builder, code) : CWP_NONE;
  if (!extends || edition == CWP_NONE) return CWP_OK;
  return cwp__builder_set(self->builder, edition, "extends", extends, self->error);
}

cwp_status cwp__document_define(cwp__builder *builder, const cwp__json *document, cwp_error *error) {
  reader self = {.builder = builder, .document = document, .error = error, .linking = 0};
  builder->document++;
  cwp_status status = hide_records(&self);
  if (status == CWP_OK) status = visit_children(&self, document->root, document_children, CWP_NONE, CWP_NONE);
  return status == CWP_OK ? note_base(&self) : status;
}

cwp_status cwp__document_link(cwp__builder *builder, const cwp__json *document, cwp_error *error) {
  reader self = {.builder = builder, .document = document, .error = error, .linking = 1};
  return visit_children(&self, document->root, document_children, CWP_NONE, CWP_NONE);
}

cwp_status cwp__document_head(const cwp__json *document, const char **extends, int *carry, cwp_error *error) {
  static const char *const keys[] = {
      "format",          "format_version", "extends",    "carry",          "hide",
      "edition",         "sources",        "values",     "practice_areas", "learning",
      "role_categories", "moves",          "code_lists", "evidence_maps",  "role_suggestions",
      "voices",          "i_statements",   "personas",   "checklists",     "timings",
      "crosswalks",      "themes",         NULL};
  const char *format = cwp__json_text(document->root, "format");
  int64_t version = 0;
  if (!cJSON_IsObject(document->root) || !format || strcmp(format, "cwp-pathway") != 0) {
    cwp__place place = cwp__json_place(document, document->root);
    return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place, "\"format\" is not \"cwp-pathway\"");
  }
  cwp_status status = cwp__json_want_integer(document, document->root, "format_version", 0, 1000000, &version, error);
  if (status != CWP_OK) return status;
  if (version != FORMAT_VERSION) {
    cwp__place place = cwp__json_place(document, document->root);
    return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place, "\"format_version\" is %d; this version reads %d",
                        (int)version, (int)FORMAT_VERSION);
  }
  status = cwp__json_only(document, document->root, keys, error);
  if (status == CWP_OK) status = cwp__json_want_text(document, document->root, "extends", extends, error);
  *carry = cJSON_IsTrue(cwp__json_get(document->root, "carry"));
  return status;
}
