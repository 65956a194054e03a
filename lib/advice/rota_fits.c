/* Who fits a rule: {"all": […]}, {"any": […]}, {"not": …}, {"about": …, "kind": …}, {"role": …}, {"flag": …}. */

#include "advice/rota_fits.h"
#include "advice/rota_roles.h"
#include "base/bitset.h"
#include "base/error.h"
#include "pathway/requirements.h"

#include <string.h>

static cwp_status read_node(cwp__rota_reader *self, const cJSON *object, int depth, uint32_t *out);

unsigned cwp__rota_flag(const char *name) {
  if (strcmp(name, "agency") == 0) return CWP_ROTA_AGENCY;
  if (strcmp(name, "trainee") == 0) return CWP_ROTA_TRAINEE;
  if (strcmp(name, "senior") == 0) return CWP_ROTA_SENIOR;
  return 0;
}

static cwp_status add_node(cwp__rota_reader *self, cwp__fit_op op, uint32_t value, cwp_id about, uint32_t *out) {
  cwp_rota_rules *rules = self->rules;
  void *fits = rules->fits;
  if (rules->fit_count >= CWP__MOST_ROTA_NODES)
    return cwp__fail(self->error, CWP_ERROR_LIMIT, "the rules have more than %d conditions", CWP__MOST_ROTA_NODES);
  if (!cwp__reserve(&rules->allocator, &fits, &self->fit_capacity, rules->fit_count + 1, sizeof *rules->fits))
    return cwp__fail_memory(self->error);
  rules->fits = fits;
  *out = (uint32_t)rules->fit_count++;
  rules->fits[*out] = (cwp__fit){op, value, CWP__NO_PLACE, CWP__NO_PLACE, about};
  return CWP_OK;
}

static void hang(cwp__rota_reader *self, uint32_t parent, uint32_t *last, uint32_t child) {
  cwp__fit *fits = self->rules->fits;
  if (*last == CWP__NO_PLACE)
    fits[parent].child = child;
  else
    fits[*last].next = child;
  *last = child;
}

/* Leaves about evidence. */

static cwp_status need_for(cwp__rota_reader *self, cwp_id record, uint8_t least, uint32_t *out) {
  cwp_rota_rules *rules = self->rules;
  for (*out = rules->need_of[record]; *out != CWP__NO_PLACE; *out = rules->needs[*out].next)
    if (rules->needs[*out].least == least) return CWP_OK;
  void *needs = rules->needs;
  if (!cwp__reserve(&rules->allocator, &needs, &self->need_capacity, rules->need_count + 1, sizeof *rules->needs))
    return cwp__fail_memory(self->error);
  rules->needs = needs;
  *out = (uint32_t)rules->need_count++;
  rules->needs[*out] = (cwp__need){record, least, rules->need_of[record]};
  rules->need_of[record] = *out;
  return CWP_OK;
}

static cwp_status add_leaf(cwp__rota_reader *self, cwp_id record, uint8_t least, cwp_id about, uint32_t *out) {
  uint32_t need;
  cwp_status status = need_for(self, record, least, &need);
  return status ? status : add_node(self, CWP__FIT_NEED, need, about, out);
}

/* A group is held by whoever holds each of its statements. */
static cwp_status add_group(cwp__rota_reader *self, cwp_id group, uint8_t least, uint32_t *out) {
  uint32_t last = CWP__NO_PLACE, child;
  cwp_id first = cwp_record_first_child(self->rules->pathway, group);
  size_t count = cwp_record_child_count(self->rules->pathway, group);
  cwp_status status = add_node(self, CWP__FIT_ALL, 0, group, out);
  for (size_t i = 0; i < count && !status; i++) {
    status = add_leaf(self, first + (cwp_id)i, least, group, &child);
    if (!status) hang(self, *out, &last, child);
  }
  return status;
}

static int is_evidenced(const cwp_pathway *pathway, cwp_id record) {
  switch (cwp_record_kind(pathway, record)) {
  case CWP_KIND_BEHAVIOUR:
  case CWP_KIND_STATEMENT:
  case CWP_KIND_GROUP:
  case CWP_KIND_PRACTICE_AREA:
  case CWP_KIND_LEARNING:
  case CWP_KIND_UNIT:
  case CWP_KIND_CODE:
    return 1;
  default:
    return 0;
  }
}

static cwp_status find_record(const cwp__rota_reader *self, const cJSON *at, const char *code, cwp_id *out) {
  cwp_error cause;
  if (strcmp(code, "setting") == 0 && self->setting != CWP_NONE) {
    *out = self->setting;
    return CWP_OK;
  }
  if (cwp_pathway_find(self->rules->pathway, code, CWP_KIND_END, out, &cause) != CWP_OK)
    return cwp__json_fail(&self->json, at, self->error, "%s", cause.message);
  if (is_evidenced(self->rules->pathway, *out)) return CWP_OK;
  return cwp__json_fail(&self->json, at, self->error, "evidence cannot be asked for about %s, a %s", code,
                        cwp_kind_name(cwp_record_kind(self->rules->pathway, *out)));
}

static cwp_status read_kind(const cwp__rota_reader *self, const cJSON *object, uint8_t *least) {
  const char *name;
  cwp_status status = cwp__json_want_text(&self->json, object, "kind", &name, self->error);
  *least = CWP_EVIDENCE_TRAINED;
  if (status || !name) return status;
  for (*least = 0; *least < CWP_EVIDENCE_KIND_END; ++*least)
    if (strcmp(name, cwp_evidence_kind_name((cwp_evidence_kind)*least)) == 0) return CWP_OK;
  return cwp__json_fail(&self->json, cwp__json_get(object, "kind"), self->error, "\"kind\" cannot be \"%s\"", name);
}

static cwp_status read_about(cwp__rota_reader *self, const cJSON *object, uint32_t *out) {
  const char *code;
  uint8_t least;
  cwp_id record = CWP_NONE;
  cwp_status status = cwp__json_want_text(&self->json, object, "about", &code, self->error);
  if (!status) status = read_kind(self, object, &least);
  if (!status) status = find_record(self, cwp__json_get(object, "about"), code, &record);
  if (status) return status;
  if (cwp_record_kind(self->rules->pathway, record) == CWP_KIND_GROUP) return add_group(self, record, least, out);
  return add_leaf(self, record, least, record, out);
}

/* Leaves about the person. */

static cwp_status read_role(cwp__rota_reader *self, const cJSON *object, const char *key, uint32_t *out) {
  const char *code;
  cwp_rota_rules *rules = self->rules;
  cwp_id role;
  cwp_error cause;
  cwp_status status = cwp__json_want_text(&self->json, object, key, &code, self->error);
  if (status) return status;
  if (cwp_pathway_find(rules->pathway, code, CWP_KIND_ROLE, &role, &cause) != CWP_OK)
    return cwp__json_fail(&self->json, cwp__json_get(object, key), self->error, "%s", cause.message);
  void *sets = rules->role_sets;
  if (!cwp__reserve(&rules->allocator, &sets, &self->set_capacity, rules->role_set_words + rules->role_words,
                    sizeof *rules->role_sets))
    return cwp__fail_memory(self->error);
  rules->role_sets = sets;
  uint64_t *set = &rules->role_sets[rules->role_set_words];
  cwp__bitset_clear(set, cwp_pathway_count(rules->pathway, CWP_KIND_ROLE));
  if (strcmp(key, "role") == 0)
    cwp__role_set_only(rules->pathway, role, set);
  else
    cwp__role_set_at_least(rules->pathway, role, set);
  self->asks_role = 1;
  status = add_node(self, CWP__FIT_ROLE, (uint32_t)rules->role_set_words, role, out);
  rules->role_set_words += rules->role_words;
  return status;
}

static cwp_status read_flag(cwp__rota_reader *self, const cJSON *object, uint32_t *out) {
  const char *name;
  cwp_status status = cwp__json_want_text(&self->json, object, "flag", &name, self->error);
  if (status) return status;
  unsigned flag = cwp__rota_flag(name);
  if (!flag)
    return cwp__json_fail(&self->json, cwp__json_get(object, "flag"), self->error,
                          "\"flag\" cannot be \"%s\", only agency, trainee or senior", name);
  return add_node(self, CWP__FIT_FLAG, flag, CWP_NONE, out);
}

/* Branches. */

static cwp_status read_branch(cwp__rota_reader *self, const cJSON *object, cwp__fit_op op, const char *key, int depth,
                              uint32_t *out) {
  const cJSON *list;
  uint32_t last = CWP__NO_PLACE, child;
  cwp_status status = cwp__json_want(&self->json, object, key, cJSON_Array, &list, self->error);
  if (!status && !list->child)
    status = cwp__json_fail(&self->json, list, self->error, "\"%s\" is empty: nothing could be asked", key);
  if (!status) status = add_node(self, op, 0, CWP_NONE, out);
  for (const cJSON *item = status ? NULL : list->child; item && !status; item = item->next) {
    status = read_node(self, item, depth + 1, &child);
    if (!status) hang(self, *out, &last, child);
  }
  return status;
}

static cwp_status read_not(cwp__rota_reader *self, const cJSON *object, int depth, uint32_t *out) {
  uint32_t last = CWP__NO_PLACE, child;
  cwp_status status = add_node(self, CWP__FIT_NOT, 0, CWP_NONE, out);
  if (!status) status = read_node(self, cwp__json_get(object, "not"), depth + 1, &child);
  if (!status) hang(self, *out, &last, child);
  return status;
}

/* The one key of a condition that says what it is; NULL, and an error, where there is none or are several. */
static const char *key_of(const cwp__rota_reader *self, const cJSON *object, cwp_status *status) {
  static const char *const known[] = {"all", "any", "not", "about", "role", "role_at_least", "flag", "kind", NULL};
  const char *found = NULL;
  *status = cwp__json_only(&self->json, object, known, self->error);
  for (size_t i = 0; !*status && i < 7; i++) {
    if (!cwp__json_get(object, known[i])) continue;
    if (found)
      *status = cwp__json_fail(&self->json, object, self->error, "a condition has either \"%s\" or \"%s\", not both",
                               found, known[i]);
    found = known[i];
  }
  if (!*status && !found)
    *status = cwp__json_fail(&self->json, object, self->error,
                             "a condition needs one of all, any, not, about, role, "
                             "role_at_least and flag");
  if (!*status && cwp__json_get(object, "kind") && strcmp(found, "about") != 0)
    *status = cwp__json_fail(&self->json, object, self->error, "\"kind\" goes with \"about\" alone");
  return found;
}

static cwp_status read_node(cwp__rota_reader *self, const cJSON *object, int depth, uint32_t *out) {
  cwp_status status;
  if (depth > CWP__MOST_ROTA_DEPTH) {
    cwp__place place = cwp__json_place(&self->json, object);
    return cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "conditions stand more than %d deep in each other",
                        CWP__MOST_ROTA_DEPTH);
  }
  if (!cJSON_IsObject(object)) return cwp__json_fail(&self->json, object, self->error, "a condition must be an object");
  const char *key = key_of(self, object, &status);
  if (status) return status;
  if (strcmp(key, "all") == 0) return read_branch(self, object, CWP__FIT_ALL, key, depth, out);
  if (strcmp(key, "any") == 0) return read_branch(self, object, CWP__FIT_ANY, key, depth, out);
  if (strcmp(key, "not") == 0) return read_not(self, object, depth, out);
  if (strcmp(key, "about") == 0) return read_about(self, object, out);
  if (strcmp(key, "flag") == 0) return read_flag(self, object, out);
  return read_role(self, object, key, out);
}

cwp_status cwp__rota_read_fits(cwp__rota_reader *self, const cJSON *object, uint32_t *root) {
  self->asks_role = 0;
  return read_node(self, object, 1, root);
}
