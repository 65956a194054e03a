/* What a role category asks. */

#include "base/error.h"
#include "pathway/model.h"

#include <stdlib.h>
#include <string.h>

/* Where requirements go: at most `capacity` are kept, all are counted. */
typedef struct sink {
  const cwp_pathway *pathway;
  cwp_requirement *out;
  size_t capacity;
  size_t count;
} sink;

static void put(sink *self, cwp_id line, cwp_id role, cwp_requirement_kind kind, cwp_requirement_kind stated) {
  if (self->count < self->capacity)
    self->out[self->count] = (cwp_requirement){.line = line, .role = role, .kind = kind, .stated_kind = stated};
  self->count++;
}

/* First record of a kind whose role category is `role` or a later one: a kind's records are sorted by role category. */
static cwp_id first_of_role(const cwp_pathway *pathway, cwp_kind kind, cwp_id role) {
  cwp_id low = pathway->first[kind], high = pathway->first[kind + 1];
  while (low < high) {
    cwp_id middle = low + (high - low) / 2;
    if (pathway->rows[middle].role < role)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Every record of a kind that belongs to the role category, as one kind of requirement. */
static void put_all(sink *self, cwp_kind kind, cwp_id role, cwp_requirement_kind requirement) {
  cwp_id end = first_of_role(self->pathway, kind, role + 1);
  for (cwp_id id = first_of_role(self->pathway, kind, role); id < end; id++)
    put(self, id, role, requirement, requirement);
}

/* Most role categories that one can build on, itself included. */
enum { MOST_BASELINES = 64 };

/* The role category and its baselines, nearest first, each once. */
static size_t find_baselines(const cwp_pathway *pathway, cwp_id role, cwp_id found[MOST_BASELINES]) {
  size_t count = 0;
  found[count++] = role;
  for (size_t next = 0; next < count; next++) {
    const cwp__row *row = pathway->rows + found[next];
    for (uint32_t i = row[0].first_link; i < row[1].first_link; i++) {
      const cwp__link *link = pathway->links + i;
      if (link->relation != CWP_RELATION_BASELINE) continue;
      size_t known = 0;
      while (known < count && found[known] != link->to)
        known++;
      if (known == count && count < MOST_BASELINES) found[count++] = link->to;
    }
  }
  return count;
}

/* 1 for a kind of healthcare activity that regulated professionals delegate. */
static int is_activity(const cwp_pathway *pathway, cwp_id id) {
  return cwp_record_kind(pathway, id) == CWP_KIND_CODE &&
         strcmp(cwp_record_property(pathway, cwp_record_parent(pathway, id), "list"),
                "delegated-healthcare-activity") == 0;
}

static int is_among(cwp_id id, const cwp_id *ids, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (ids[i] == id) return 1;
  return 0;
}

static cwp_requirement_kind stated_kind(const cwp_pathway *pathway, cwp_id rule) {
  const char *name = cwp_record_property(pathway, rule, "kind");
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    if (strcmp(name, cwp_requirement_kind_name((cwp_requirement_kind)kind)) == 0) return (cwp_requirement_kind)kind;
  return CWP_CAN;
}

/* A rule is a must in a setting that it names, and where the work has an activity that it speaks of. */
static cwp_requirement_kind kind_in(const cwp_pathway *pathway, cwp_id rule, cwp_requirement_kind stated,
                                    const cwp_id *settings, size_t setting_count) {
  const cwp__row *row = pathway->rows + rule;
  for (uint32_t i = row[0].first_link; i < row[1].first_link; i++)
    if ((pathway->links[i].relation == CWP_RELATION_SETTING || is_activity(pathway, pathway->links[i].to)) &&
        is_among(pathway->links[i].to, settings, setting_count))
      return CWP_MUST;
  return stated;
}

static void put_rules(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  cwp_id end = first_of_role(self->pathway, CWP_KIND_RULE, role + 1);
  for (cwp_id rule = first_of_role(self->pathway, CWP_KIND_RULE, role); rule < end; rule++) {
    cwp_requirement_kind stated = stated_kind(self->pathway, rule);
    put(self, rule, role, kind_in(self->pathway, rule, stated, settings, setting_count), stated);
  }
}

/* Practice areas open to the role category; one that the setting names is a must, whether open or not. */
static void put_areas(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  const cwp__row *row = self->pathway->rows + role;
  for (cwp_id area = self->pathway->first[CWP_KIND_PRACTICE_AREA];
       area < self->pathway->first[CWP_KIND_PRACTICE_AREA + 1]; area++) {
    int open = 0;
    for (uint32_t i = row[0].first_link; i < row[1].first_link; i++)
      if (self->pathway->links[i].relation == CWP_RELATION_AREA && self->pathway->links[i].to == area) open = 1;
    int named = is_among(area, settings, setting_count);
    if (open || named) put(self, area, role, named ? CWP_MUST : CWP_CAN, CWP_CAN);
  }
}

/* Each delegated activity that the work has is a must of its own: competence in one says nothing of another. */
static void put_activities(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  for (size_t i = 0; i < setting_count; i++)
    if (is_activity(self->pathway, settings[i]) && !is_among(settings[i], settings, i))
      put(self, settings[i], role, CWP_MUST, CWP_CAN);
}

static cwp_status check_question(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings, size_t setting_count,
                                 cwp_error *error) {
  if (cwp_record_kind(pathway, role) != CWP_KIND_ROLE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category", cwp_record_code(pathway, role));
  for (size_t i = 0; i < setting_count; i++)
    if (!settings ||
        (cwp_record_kind(pathway, settings[i]) != CWP_KIND_PRACTICE_AREA && !is_activity(pathway, settings[i])))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "setting %zu is neither a practice area nor a delegated activity",
                       i + 1);
  return CWP_OK;
}

cwp_status cwp_role_requirements(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings, size_t setting_count,
                                 cwp_requirement *out, size_t capacity, size_t *count, cwp_error *error) {
  cwp_id roles[MOST_BASELINES];
  if (!pathway || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a place for the count are needed");
  *count = 0;
  cwp_status status = check_question(pathway, role, settings, setting_count, error);
  if (status != CWP_OK) return status;
  sink self = {.pathway = pathway, .out = out, .capacity = capacity};
  put_all(&self, CWP_KIND_BEHAVIOUR, role, CWP_MUST);
  size_t role_count = find_baselines(pathway, role, roles);
  for (size_t i = 0; i < role_count; i++)
    put_all(&self, CWP_KIND_STATEMENT, roles[i], CWP_SHOULD);
  put_rules(&self, role, settings, setting_count);
  put_areas(&self, role, settings, setting_count);
  put_activities(&self, role, settings, setting_count);
  *count = self.count;
  return CWP_OK;
}
