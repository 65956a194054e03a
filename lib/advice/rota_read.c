/* Sets of rules as JSON: docs/rota.md. */

#include "advice/rota_fits.h"
#include "advice/rota_ready.h"
#include "base/bitset.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "pathway/requirements.h"

#include <string.h>

enum { FORMAT_VERSION = 1 };

/* One rule's "when": which shifts it speaks of. */
typedef struct occasion {
  unsigned part;
  cwp_id *settings; /* with room for one more */
  size_t setting_count;
  const char **services;
  size_t service_count;
  cwp_kind each; /* it is one rule for each such setting: a practice area, or a code, of delegated activities; or
                    CWP_KIND_END */
} occasion;

static const char *severity_name(unsigned value) {
  return cwp_rota_severity_name((cwp_rota_severity)value);
}

static const char *part_name(unsigned value) {
  return cwp_shift_part_name((cwp_shift_part)value);
}

static const char *measure_name(unsigned value) {
  return cwp_rota_measure_name((cwp_rota_measure)value);
}

static const char *status_name(unsigned value) {
  static const char *const names[] = {"official", "convention", "editorial"};
  return names[value];
}

/* A copy of a member in the arena; "" when it is absent. */
static cwp_status keep_text(const cwp__rota_reader *self, const cJSON *object, const char *key, const char **out) {
  const char *text;
  cwp_status status = cwp__json_want_text(&self->json, object, key, &text, self->error);
  *out = "";
  if (status || !text) return status;
  *out = cwp__arena_text(&self->rules->arena, text, strlen(text));
  return *out ? CWP_OK : cwp__fail_memory(self->error);
}

/* Which shifts. */

static cwp_status read_setting(const cwp__rota_reader *self, const cJSON *item, cwp_id *out) {
  const cwp_pathway *pathway = self->rules->pathway;
  cwp_error cause;
  if (!cJSON_IsString(item)) return cwp__json_fail(&self->json, item, self->error, "a setting must be a code, as text");
  if (cwp_pathway_find(pathway, item->valuestring, CWP_KIND_END, out, &cause) != CWP_OK)
    return cwp__json_fail(&self->json, item, self->error, "%s", cause.message);
  if (cwp__is_rota_setting(pathway, *out)) return CWP_OK;
  return cwp__json_fail(&self->json, item, self->error, "'%s' is neither a practice area nor a delegated activity",
                        item->valuestring);
}

static cwp_status read_settings(const cwp__rota_reader *self, const cJSON *object, occasion *when) {
  const cJSON *list = NULL;
  size_t room = 1;
  cwp_status status =
      object ? cwp__json_want(&self->json, object, "settings", cJSON_Array, &list, self->error) : CWP_OK;
  if (status) return status;
  for (const cJSON *item = list ? list->child : NULL; item; item = item->next)
    room++;
  when->settings = cwp__arena_allocate(&self->rules->arena, room, sizeof *when->settings);
  if (!when->settings) return cwp__fail_memory(self->error);
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next)
    status = read_setting(self, item, &when->settings[when->setting_count++]);
  return status;
}

static cwp_status read_services(const cwp__rota_reader *self, const cJSON *object, occasion *when) {
  const cJSON *list;
  size_t room = 0;
  cwp_status status = cwp__json_want(&self->json, object, "services", cJSON_Array, &list, self->error);
  if (status || !list) return status;
  for (const cJSON *item = list->child; item; item = item->next, room++)
    if (!cJSON_IsString(item) || !*item->valuestring)
      return cwp__json_fail(&self->json, item, self->error, "a service must be a text, as the shifts name it");
  if (!room) return cwp__json_fail(&self->json, list, self->error, "\"services\" is empty");
  when->services = cwp__arena_allocate(&self->rules->arena, room, sizeof *when->services);
  if (!when->services) return cwp__fail_memory(self->error);
  for (const cJSON *item = list->child; item; item = item->next) {
    const char *text = cwp__arena_text(&self->rules->arena, item->valuestring, strlen(item->valuestring));
    if (!text) return cwp__fail_memory(self->error);
    when->services[when->service_count++] = text;
  }
  return CWP_OK;
}

static cwp_status read_when(const cwp__rota_reader *self, const cJSON *rule, occasion *when) {
  static const char *const keys[] = {"part", "settings", "services", "each", NULL};
  const cJSON *object;
  const char *each = NULL;
  *when = (occasion){.each = CWP_KIND_END};
  cwp_status status = cwp__json_want(&self->json, rule, "when", cJSON_Object, &object, self->error);
  if (!status && object) status = cwp__json_only(&self->json, object, keys, self->error);
  if (!status && object)
    status =
        cwp__json_want_name(&self->json, object, "part", 0, CWP_SHIFT_PART_END, part_name, &when->part, self->error);
  if (!status && object) status = cwp__json_want_text(&self->json, object, "each", &each, self->error);
  if (!status && object) status = read_services(self, object, when);
  if (!status) status = read_settings(self, object, when);
  if (status || !each) return status;
  if (strcmp(each, "practice-area") == 0) when->each = CWP_KIND_PRACTICE_AREA;
  if (strcmp(each, "delegated-activity") == 0) when->each = CWP_KIND_CODE;
  if (when->each != CWP_KIND_END) return CWP_OK;
  return cwp__json_fail(&self->json, cwp__json_get(object, "each"), self->error,
                        "\"each\" is practice-area or delegated-activity, not \"%s\"", each);
}

/* One rule. */

static cwp_status read_leaving_out(const cwp__rota_reader *self, const cJSON *object, unsigned *out) {
  const cJSON *list;
  cwp_status status = cwp__json_want(&self->json, object, "leaving_out", cJSON_Array, &list, self->error);
  for (const cJSON *item = status || !list ? NULL : list->child; item; item = item->next) {
    unsigned flag = cJSON_IsString(item) ? cwp__rota_flag(item->valuestring) : 0;
    if (!flag)
      return cwp__json_fail(&self->json, item, self->error, "\"leaving_out\" holds agency, trainee and senior alone");
    *out |= flag;
  }
  return status;
}

static cwp_status read_amount(const cwp__rota_reader *self, const cJSON *object, cwp_rota_rule *told) {
  static const int64_t usual[CWP_MEASURE_END] = {0, 0, 1, 0, 100, 1, 1};
  int64_t amount = usual[told->measure];
  int64_t least = told->measure == CWP_MEASURE_PER ? 1 : 0;
  int64_t most = told->measure == CWP_MEASURE_SHARE ? 100 : CWP__MOST_ROTA_AMOUNT;
  cwp_status status = cwp__json_want_integer(&self->json, object, "amount", least, most, &amount, self->error);
  told->amount = (int)amount;
  return status;
}

static cwp_status read_told(const cwp__rota_reader *self, const cJSON *object, cwp_rota_rule *told) {
  unsigned severity = CWP_ROTA_BLOCK, measure = CWP_MEASURE_EACH, standing = 2;
  cwp_status status = keep_text(self, object, "id", &told->id);
  if (!status && !*told->id) status = cwp__json_fail(&self->json, object, self->error, "the rule has no \"id\"");
  if (!status) status = keep_text(self, object, "title", &told->title);
  if (!status) status = keep_text(self, object, "basis", &told->basis);
  if (!status) status = keep_text(self, object, "who", &told->fits);
  if (!status)
    status = cwp__json_want_name(&self->json, object, "severity", 0, CWP_ROTA_SEVERITY_END, severity_name, &severity,
                                 self->error);
  if (!status)
    status =
        cwp__json_want_name(&self->json, object, "measure", 0, CWP_MEASURE_END, measure_name, &measure, self->error);
  if (!status) status = cwp__json_want_name(&self->json, object, "status", 0, 3, status_name, &standing, self->error);
  if (status) return status;
  if (severity == CWP_ROTA_PASS)
    return cwp__json_fail(&self->json, cwp__json_get(object, "severity"), self->error,
                          "a rule's \"severity\" is note, warn or block");
  told->severity = (cwp_rota_severity)severity;
  told->measure = (cwp_rota_measure)measure;
  told->status = status_name(standing);
  return read_amount(self, object, told);
}

static cwp_status add_rule(cwp__rota_reader *self, const cJSON *object, const cwp__rota_rule *rule) {
  cwp_rota_rules *rules = self->rules;
  void *all = rules->rules;
  for (size_t i = 0; i < rules->rule_count; i++)
    if (strcmp(rules->rules[i].told.id, rule->told.id) == 0)
      return cwp__json_fail(&self->json, object, self->error, "there is a rule '%s' already", rule->told.id);
  if (rules->rule_count >= CWP__MOST_ROTA_RULES) {
    cwp__place place = cwp__json_place(&self->json, object);
    return cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "there are more than %d rules", CWP__MOST_ROTA_RULES);
  }
  if (!cwp__reserve(&rules->allocator, &all, &self->rule_capacity, rules->rule_count + 1, sizeof *rules->rules))
    return cwp__fail_memory(self->error);
  rules->rules = all;
  rules->rules[rules->rule_count++] = *rule;
  if (rule->told.measure == CWP_MEASURE_FAMILIAR) rules->asks_familiar = 1;
  return CWP_OK;
}

/* Reads what a rule asks, now that it is known which setting it is about, and adds it. */
static cwp_status finish_rule(cwp__rota_reader *self, const cJSON *object, cwp__rota_rule *rule) {
  const cJSON *fits = cwp__json_get(object, "fits");
  cwp_status status = CWP_OK;
  rule->fits = CWP__NO_PLACE;
  if (fits)
    status = cwp__rota_read_fits(self, fits, &rule->fits);
  else if (rule->told.measure != CWP_MEASURE_FAMILIAR && rule->told.measure != CWP_MEASURE_MOST)
    status = cwp__json_fail(&self->json, object, self->error, "the rule does not say who \"fits\"");
  rule->asks_role = fits ? self->asks_role : 0;
  return status ? status : add_rule(self, object, rule);
}

/* The same rule for one of the settings that it has each of: its id ends in the setting's code. */
static cwp_status add_for_setting(cwp__rota_reader *self, const cJSON *object, const cwp__rota_rule *rule,
                                  cwp_id setting) {
  const char *code = cwp_record_code(self->rules->pathway, setting);
  size_t stem = strlen(rule->told.id), length = strlen(code);
  cwp__rota_rule one = *rule;
  cwp_id *settings = cwp__arena_allocate(&self->rules->arena, rule->setting_count + 1, sizeof *settings);
  char *id = cwp__arena_allocate(&self->rules->arena, stem + length + 2, 1);
  if (!settings || !id) return cwp__fail_memory(self->error);
  if (rule->setting_count) memcpy(settings, rule->settings, rule->setting_count * sizeof *settings);
  settings[one.setting_count++] = setting;
  memcpy(id, rule->told.id, stem);
  id[stem] = ':';
  memcpy(id + stem + 1, code, length + 1);
  one.settings = settings;
  one.told.id = id;
  self->setting = setting;
  cwp_status status = finish_rule(self, object, &one);
  self->setting = CWP_NONE;
  return status;
}

static cwp_status add_for_each(cwp__rota_reader *self, const cJSON *object, const cwp__rota_rule *rule, cwp_kind kind) {
  const cwp_pathway *pathway = self->rules->pathway;
  cwp_id first = cwp_pathway_first(pathway, kind);
  size_t count = cwp_pathway_count(pathway, kind);
  cwp_status status = CWP_OK;
  for (cwp_id id = first; id < first + count && !status; id++)
    if (cwp__is_rota_setting(pathway, id)) status = add_for_setting(self, object, rule, id);
  return status;
}

static cwp_status read_rule(cwp__rota_reader *self, const cJSON *object) {
  static const char *const keys[] = {"id",      "title",  "basis", "status",      "severity", "when",
                                     "measure", "amount", "fits",  "leaving_out", "who",      NULL};
  cwp__rota_rule rule = {.fits = CWP__NO_PLACE};
  occasion when;
  if (!cJSON_IsObject(object)) return cwp__json_fail(&self->json, object, self->error, "a rule must be an object");
  cwp_status status = cwp__json_only(&self->json, object, keys, self->error);
  if (!status) status = read_told(self, object, &rule.told);
  if (!status) status = read_leaving_out(self, object, &rule.leaving_out);
  if (!status) status = read_when(self, object, &when);
  if (status) return status;
  rule.told.part = (cwp_shift_part)when.part;
  rule.settings = when.settings;
  rule.setting_count = when.setting_count;
  rule.services = when.services;
  rule.service_count = when.service_count;
  return when.each == CWP_KIND_END ? finish_rule(self, object, &rule) : add_for_each(self, object, &rule, when.each);
}

/* A set. */

int cwp__is_rota_setting(const cwp_pathway *pathway, cwp_id record) {
  return cwp_record_kind(pathway, record) == CWP_KIND_PRACTICE_AREA || cwp__is_activity(pathway, record);
}

static cwp_status start(cwp__rota_reader *self, const cwp_pathway *pathway, const cwp_allocator *allocator) {
  size_t records = cwp_pathway_count(pathway, CWP_KIND_END);
  cwp_rota_rules *rules = cwp__allocate_zeroed(allocator, 1, sizeof *rules);
  if (!rules) return cwp__fail_memory(self->error);
  cwp__arena_init(&rules->arena, allocator);
  rules->allocator = *allocator;
  rules->pathway = pathway;
  rules->id = rules->title = "";
  rules->role_words = cwp__bitset_words(cwp_pathway_count(pathway, CWP_KIND_ROLE));
  self->rules = rules;
  self->setting = CWP_NONE;
  rules->need_of = cwp__allocate(allocator, records, sizeof *rules->need_of);
  if (!rules->need_of) return cwp__fail_memory(self->error);
  for (size_t i = 0; i < records; i++)
    rules->need_of[i] = CWP__NO_PLACE;
  return CWP_OK;
}

static cwp_status read_set(cwp__rota_reader *self, const cJSON *object) {
  static const char *const keys[] = {"format", "format_version", "id", "title", "note", "rules", NULL};
  const cJSON *list = NULL;
  cwp_status status = cwp__json_only(&self->json, object, keys, self->error);
  if (!status) status = keep_text(self, object, "id", &self->rules->id);
  if (!status) status = keep_text(self, object, "title", &self->rules->title);
  if (!status) status = cwp__json_want(&self->json, object, "rules", cJSON_Array, &list, self->error);
  if (!status && !list) status = cwp__json_fail(&self->json, object, self->error, "there are no \"rules\"");
  for (const cJSON *item = status ? NULL : list->child; item && !status; item = item->next)
    status = read_rule(self, item);
  return status;
}

/* The set of that id in a document that has several, or the document itself. */
static const cJSON *set_of(const cJSON *root, const char *id) {
  const cJSON *set = id ? cwp__json_get(root, "sets")->child : root;
  while (id && set && strcmp(cwp__json_text(set, "id"), id) != 0)
    set = set->next;
  return set;
}

/* As many parameters as every parser has, and which set of several is meant. */
/* NOLINTNEXTLINE(readability-function-size) */
static cwp_status parse(const cwp_pathway *pathway, const char *text, size_t length, const char *name, const char *id,
                        const cwp_limits *limits, const cwp_allocator *allocator, cwp_rota_rules **out,
                        cwp_error *error) {
  cwp__rota_reader self = {.error = error};
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_status status = cwp__json_parse(&self.json, text, length, name, limits, error);
  if (status) return cwp__fail_in(error, status, name);
  status = cwp__json_want_format(&self.json, "cwp-rota-rules", FORMAT_VERSION, "these are no rules", error);
  if (!status) status = start(&self, pathway, &memory);
  if (!status) status = read_set(&self, set_of(self.json.root, id));
  cwp__json_free(&self.json);
  if (!status)
    *out = self.rules;
  else
    cwp_rota_rules_free(self.rules);
  return status ? cwp__fail_in(error, status, name) : CWP_OK;
}

cwp_status cwp_rota_rules_parse(const cwp_pathway *pathway, const char *text, size_t length, const char *name,
                                const cwp_limits *limits, const cwp_allocator *allocator, cwp_rota_rules **out,
                                cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the rules");
  *out = NULL;
  if (!pathway || !text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a text are needed");
  return parse(pathway, text, length, name ? name : "rules", NULL, limits, allocator, out, error);
}

cwp_status cwp_rota_rules_read(const cwp_pathway *pathway, const char *path, const cwp_limits *limits,
                               const cwp_allocator *allocator, cwp_rota_rules **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the rules");
  *out = NULL;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  char *text;
  size_t length;
  cwp_status status =
      cwp__file_read_all(path, cwp__limits_or_default(limits).input_bytes, &memory, &text, &length, error);
  if (status) return status;
  status = cwp_rota_rules_parse(pathway, text, length, path, limits, &memory, out, error);
  cwp__release(&memory, text);
  return status;
}

/* Ready-made sets. */

static const char *const ready_ids[] = {"care-home", "nursing-home", "home-care", "supported-living",
                                        "personal-assistant"};
enum { READY_COUNT = sizeof ready_ids / sizeof *ready_ids };

size_t cwp_rota_ready_count(void) {
  return READY_COUNT;
}

const char *cwp_rota_ready_id(size_t index) {
  return index < READY_COUNT ? ready_ids[index] : NULL;
}

cwp_status cwp_rota_rules_ready(const cwp_pathway *pathway, const char *id, const cwp_allocator *allocator,
                                cwp_rota_rules **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the rules");
  *out = NULL;
  if (!pathway || !id) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and an id are needed");
  for (size_t i = 0; i < READY_COUNT; i++)
    if (strcmp(id, ready_ids[i]) == 0)
      return parse(pathway, (const char *)cwp__rota_ready, cwp__rota_ready_length, "ready-made rules", id, NULL,
                   allocator, out, error);
  return cwp__fail(error, CWP_ERROR_NOT_FOUND,
                   "there are no ready-made rules '%s'; there are care-home, nursing-home, home-care, supported-living "
                   "and personal-assistant",
                   id);
}
