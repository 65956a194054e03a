/* What a role category asks. */

#include "pathway/requirements.h"

#include "base/error.h"
#include "pathway/code_lists.h"

#include <string.h>

/* Where requirements go: at most `capacity` are kept, all are counted. */
typedef struct sink {
  const cwp_pathway *pathway;
  char *out;
  size_t stride; /* bytes from one to the next */
  size_t capacity;
  size_t count;
} sink;

static void put(sink *self, cwp_id line, cwp_id role, cwp_requirement_kind kind, cwp_requirement_kind stated) {
  if (self->count < self->capacity)
    *(cwp_requirement *)(void *)(self->out + self->count * self->stride) =
        (cwp_requirement){.line = line, .role = role, .kind = kind, .stated_kind = stated};
  self->count++;
}

/* Where the lines of a role category lie. */
static const cwp__lines *lines_of(const cwp_pathway *pathway, cwp_id role) {
  return pathway->lines + (role - pathway->first[CWP_KIND_ROLE]);
}

size_t cwp__role_baselines(const cwp_pathway *pathway, cwp_id role, cwp_id found[CWP__MOST_BASELINES]) {
  size_t count = 0;
  found[count++] = role;
  for (size_t next = 0; next < count; next++) {
    const cwp__row *row = pathway->rows + found[next];
    for (uint32_t i = row[0].first_link; i < row[1].first_link; i++) {
      const cwp__link *link = pathway->links + i;
      if (link->relation > CWP_RELATION_BASELINE) break; /* a record's links are sorted by relation */
      size_t known = 0;
      while (known < count && found[known] != link->to)
        known++;
      if (known == count && count < CWP__MOST_BASELINES) found[count++] = link->to;
    }
  }
  return count;
}

int cwp__is_activity(const cwp_pathway *pathway, cwp_id id) {
  return cwp__is_of_list(pathway, id, "delegated-healthcare-activity");
}

static int is_among(cwp_id id, const cwp_id *ids, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (ids[i] == id) return 1;
  return 0;
}

static cwp_requirement_kind stated_kind(const cwp_pathway *pathway, cwp_id rule) {
  return (cwp_requirement_kind)pathway->terms[rule - pathway->first[CWP_KIND_RULE]].kind;
}

cwp_requirement_kind cwp__rule_kind(const cwp_pathway *pathway, cwp_id rule, const cwp_id *settings, size_t count) {
  const cwp__row *row = pathway->rows + rule;
  for (uint32_t i = row[0].first_link; count > 0 && i < row[1].first_link; i++)
    if (is_among(pathway->links[i].to, settings, count) &&
        (pathway->links[i].relation == CWP_RELATION_SETTING || cwp__is_activity(pathway, pathway->links[i].to)))
      return CWP_MUST;
  return stated_kind(pathway, rule);
}

uint64_t cwp__areas_open(const cwp_pathway *pathway, cwp_id role, cwp_id first) {
  const cwp__row *row = pathway->rows + role;
  uint64_t open = 0;
  for (uint32_t i = row[0].first_link; i < row[1].first_link; i++) {
    const cwp__link *link = pathway->links + i;
    if (link->relation > CWP_RELATION_AREA) break; /* a record's links are sorted by relation */
    if (link->relation == CWP_RELATION_AREA && link->to - first < 64) open |= UINT64_C(1) << (link->to - first);
  }
  return open;
}

static void put_behaviours(sink *self, cwp_id role) {
  const cwp__lines *lines = lines_of(self->pathway, role);
  for (cwp_id id = lines[0].behaviours; id < lines[1].behaviours; id++)
    put(self, id, role, CWP_MUST, CWP_MUST);
}

/* Knowledge and skills of the role category itself, and of all that it builds on. */
static void put_statements(sink *self, cwp_id role) {
  cwp_id roles[CWP__MOST_BASELINES];
  size_t count = cwp__role_baselines(self->pathway, role, roles);
  for (size_t i = 0; i < count; i++) {
    const cwp__lines *lines = lines_of(self->pathway, roles[i]);
    for (cwp_id id = lines[0].statements; id < lines[1].statements; id++)
      put(self, id, roles[i], CWP_SHOULD, CWP_SHOULD);
  }
}

static void put_rules(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  const cwp__lines *lines = lines_of(self->pathway, role);
  for (cwp_id rule = lines[0].rules; rule < lines[1].rules; rule++)
    put(self, rule, role, cwp__rule_kind(self->pathway, rule, settings, setting_count),
        stated_kind(self->pathway, rule));
}

/* Practice areas open to the role category; one that the setting names is a must, whether open or not. */
static void put_areas(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  cwp_id first = self->pathway->first[CWP_KIND_PRACTICE_AREA], end = self->pathway->first[CWP_KIND_PRACTICE_AREA + 1];
  uint64_t open = 0;
  for (cwp_id area = first; area < end; area++) {
    if ((area - first) % 64 == 0) open = cwp__areas_open(self->pathway, role, area);
    int named = is_among(area, settings, setting_count);
    if (named || (open >> (area - first) % 64 & 1)) put(self, area, role, named ? CWP_MUST : CWP_CAN, CWP_CAN);
  }
}

/* Each delegated activity that the work has is a must of its own: competence in one says nothing of another. */
static void put_activities(sink *self, cwp_id role, const cwp_id *settings, size_t setting_count) {
  for (size_t i = 0; i < setting_count; i++)
    if (cwp__is_activity(self->pathway, settings[i]) && !is_among(settings[i], settings, i))
      put(self, settings[i], role, CWP_MUST, CWP_CAN);
}

size_t cwp__requirements_list(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings, size_t setting_count,
                              void *out, size_t stride, size_t capacity) {
  sink self = {.pathway = pathway, .out = out, .stride = stride, .capacity = capacity};
  put_behaviours(&self, role);
  put_statements(&self, role);
  put_rules(&self, role, settings, setting_count);
  put_areas(&self, role, settings, setting_count);
  put_activities(&self, role, settings, setting_count);
  return self.count;
}

cwp_status cwp__settings_check(const cwp_pathway *pathway, const cwp_id *settings, size_t count, cwp_error *error) {
  for (size_t i = 0; i < count; i++)
    if (!settings ||
        (cwp_record_kind(pathway, settings[i]) != CWP_KIND_PRACTICE_AREA && !cwp__is_activity(pathway, settings[i])))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "setting %zu is neither a practice area nor a delegated activity",
                       i + 1);
  return CWP_OK;
}

cwp_status cwp_role_requirements(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings, size_t setting_count,
                                 cwp_requirement *out, size_t capacity, size_t *count, cwp_error *error) {
  if (!pathway || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a place for the count are needed");
  *count = 0;
  if (cwp_record_kind(pathway, role) != CWP_KIND_ROLE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category", cwp_record_code(pathway, role));
  cwp_status status = cwp__settings_check(pathway, settings, setting_count, error);
  if (status == CWP_OK)
    *count = cwp__requirements_list(pathway, role, settings, setting_count, out, sizeof *out, capacity);
  return status;
}
