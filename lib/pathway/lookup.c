/* Finding records by code, slug, alias or code of the national data set; the nearest to a mistyped one. */

#include "base/error.h"
#include "base/text.h"
#include "pathway/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t cwp__name_record(const cwp_pathway *pathway, uint16_t name) {
  uint32_t low = 0, high = cwp__record_count(pathway);
  if (name < high) return name;
  uint32_t alias = name - high;
  while (low + 1 < high) { /* the last record whose aliases begin at the alias or before */
    uint32_t middle = low + (high - low) / 2;
    if (pathway->rows[middle].first_alias <= alias)
      low = middle;
    else
      high = middle;
  }
  return low;
}

cwp_id cwp_pathway_id(const cwp_pathway *self, const char *code) {
  if (!self || !code || self->slot_count == 0) return CWP_NONE;
  uint32_t mask = self->slot_count - 1;
  uint32_t slot = cwp__hash_fold(code, strlen(code)) & mask;
  for (; self->slots[slot] != CWP__NO_RECORD; slot = (slot + 1) & mask) {
    uint16_t name = self->slots[slot];
    if (cwp__compare_fold(cwp__name_text(self, name), code) == 0) return cwp__name_record(self, name);
  }
  return CWP_NONE;
}

/* The record that a list's name and a bulk upload code stand for: the builder gives each such code the alias
   "list:code". */
static cwp_id by_list(const cwp_pathway *self, const char *list, const char *bulk) {
  char name[96];
  int length = snprintf(name, sizeof name, "%s:%s", list, bulk);
  return length > 0 && (size_t)length < sizeof name ? cwp_pathway_id(self, name) : CWP_NONE;
}

cwp_id cwp_pathway_bulk_code(const cwp_pathway *self, const char *list, const char *bulk) {
  return list && bulk ? by_list(self, list, bulk) : CWP_NONE;
}

cwp_id cwp_pathway_role_by_bulk_code(const cwp_pathway *self, const char *bulk) {
  return bulk ? by_list(self, "role-category", bulk) : CWP_NONE;
}

int cwp_role_bulk_code(const cwp_pathway *pathway, cwp_id role) {
  return (int)strtol(cwp_record_property(pathway, role, "asc_wds.bulk"), NULL, 10);
}

/* Keeps the best few, by distance and then by code order. */
static size_t keep(cwp_id *out, unsigned *distances, size_t count, size_t capacity, cwp_id id, unsigned distance) {
  for (size_t i = 0; i < count; i++)
    if (out[i] == id) return count; /* its code or alias is as near or nearer already, or near enough */
  size_t place = count;
  while (place > 0 && distances[place - 1] > distance)
    place--;
  if (place == capacity) return count;
  if (count == capacity) count--;
  memmove(out + place + 1, out + place, (count - place) * sizeof *out);
  memmove(distances + place + 1, distances + place, (count - place) * sizeof *distances);
  out[place] = id;
  distances[place] = distance;
  return count + 1;
}

size_t cwp_pathway_suggest(const cwp_pathway *self, const char *code, cwp_id *out, size_t capacity) {
  unsigned distances[16];
  size_t count = 0;
  if (!self || !code || !out || !code[0]) return 0;
  if (capacity > sizeof distances / sizeof *distances) capacity = sizeof distances / sizeof *distances;
  /* One slip in four characters is near; names that are wholly different are not worth showing. */
  unsigned limit = (unsigned)(strlen(code) / 4 + 1);
  if (limit > 3) limit = 3;
  for (uint32_t slot = 0; slot < self->slot_count; slot++) {
    uint16_t name = self->slots[slot];
    if (name == CWP__NO_RECORD) continue;
    unsigned distance = cwp__distance(cwp__name_text(self, name), code, limit);
    if (distance <= limit) count = keep(out, distances, count, capacity, cwp__name_record(self, name), distance);
  }
  return count;
}

static cwp_status fail_unknown(const cwp_pathway *self, const char *code, cwp_error *error) {
  cwp_id near[3];
  size_t count = cwp_pathway_suggest(self, code, near, 3);
  const char *edition = cwp_record_code(self, 0);
  if (count == 0) return cwp__fail(error, CWP_ERROR_NOT_FOUND, "edition %s has no record \"%s\"", edition, code);
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "edition %s has no record \"%s\"; the nearest are %s%s%s%s%s", edition,
                   code, cwp_record_code(self, near[0]), count > 1 ? ", " : "",
                   count > 1 ? cwp_record_code(self, near[1]) : "", count > 2 ? ", " : "",
                   count > 2 ? cwp_record_code(self, near[2]) : "");
}

cwp_status cwp_pathway_find(const cwp_pathway *self, const char *code, cwp_kind kind, cwp_id *out, cwp_error *error) {
  if (!self || !code || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a code and a place are needed");
  *out = CWP_NONE;
  cwp_id id = cwp_pathway_id(self, code);
  if (id == CWP_NONE) return fail_unknown(self, code, error);
  if (kind != CWP_KIND_END && cwp_record_kind(self, id) != kind)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s is a %s, not a %s", cwp_record_code(self, id),
                     cwp_kind_name(cwp_record_kind(self, id)), cwp_kind_name(kind));
  *out = id;
  return CWP_OK;
}
