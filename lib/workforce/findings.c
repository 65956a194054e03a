/* Findings, added up. */

#include "workforce/findings.h"

#include "base/text.h"

#include <string.h>

/* Beside the findings with values there may be one without for each finding and column; there are few columns. */
enum { SLOTS = 1 << 15 };

void cwp__findings_start(cwp__findings *self, const cwp_allocator *allocator) {
  *self = (cwp__findings){.allocator = *allocator};
  cwp__arena_init(&self->texts, allocator);
}

void cwp__findings_clear(cwp__findings *self) {
  cwp__release(&self->allocator, self->list);
  cwp__release(&self->allocator, self->slots);
  cwp__arena_free(&self->texts);
  self->list = NULL;
  self->slots = NULL;
  self->count = self->capacity = 0;
}

const char *cwp__workforce_finding_code(cwp__workforce_finding finding) {
  static const char *const codes[CWP__WF_END] = {
      "WF.no-worker",         "WF.unknown-worker", "WF.twice",           "WF.no-subject",
      "WF.unknown-subject",   "WF.unknown-kind",   "WF.unknown-result",  "WF.unknown-extent",
      "WF.unknown-flag",      "WF.unknown-role",   "WF.unknown-setting", "WF.day-range",
      "WF.until-before-from",
  };
  return codes[finding];
}

static int are_alike(const cwp__found *a, const cwp__found *b) {
  int values = a->value != NULL && b->value != NULL ? strcmp(a->value, b->value) == 0 : a->value == b->value;
  return values && a->finding == b->finding && strcmp(a->table, b->table) == 0 && strcmp(a->column, b->column) == 0;
}

/* The slot of what is alike, or the free one where it would go. */
static uint32_t *slot_of(const cwp__findings *self, const cwp__found *seen) {
  uint64_t hash = cwp__hash_bytes(CWP__HASH_START, &seen->finding, sizeof seen->finding);
  hash = cwp__hash_bytes(hash, seen->column, strlen(seen->column));
  if (seen->value != NULL) hash = cwp__hash_bytes(hash, seen->value, strlen(seen->value));
  size_t at = (size_t)(hash ^ hash >> 32) % SLOTS;
  while (self->slots[at] != 0 && !are_alike(&self->list[self->slots[at] - 1], seen))
    at = (at + 1) % SLOTS;
  return &self->slots[at];
}

/* Adds one that is not there yet. */
static int append(cwp__findings *self, const cwp__found *seen, uint32_t *slot) {
  cwp__found kept = *seen;
  if (seen->value != NULL) kept.value = cwp__arena_text(&self->texts, seen->value, strlen(seen->value));
  kept.column = cwp__arena_text(&self->texts, seen->column, strlen(seen->column));
  if (kept.column == NULL || (seen->value != NULL && kept.value == NULL)) return 0;
  if (!cwp__reserve(&self->allocator, (void **)&self->list, &self->capacity, self->count + 1, sizeof *self->list))
    return 0;
  self->list[self->count++] = kept;
  *slot = (uint32_t)self->count;
  return 1;
}

int cwp__findings_add(cwp__findings *self, const cwp__found *seen) {
  if (self->slots == NULL) self->slots = cwp__allocate_zeroed(&self->allocator, SLOTS, sizeof *self->slots);
  if (self->slots == NULL) return 0;
  cwp__found without = *seen;
  uint32_t *slot = slot_of(self, seen);
  if (*slot == 0 && self->count >= CWP__MOST_FINDINGS && seen->value != NULL) {
    without.value = NULL;
    slot = slot_of(self, &without);
  }
  if (*slot == 0) return append(self, &without, slot);
  self->list[*slot - 1].rows += seen->rows;
  return 1;
}

/* Workers before evidence, then by row. All that tells two findings apart is looked at, so there is one order. */
static int compare(const cwp__found *a, const cwp__found *b) {
  int tables = strcmp(b->table, a->table), columns = strcmp(a->column, b->column);
  if (tables != 0) return tables;
  if (a->first_row != b->first_row) return a->first_row < b->first_row ? -1 : 1;
  if (a->finding != b->finding) return a->finding < b->finding ? -1 : 1;
  if (columns != 0) return columns;
  return strcmp(a->value != NULL ? a->value : "", b->value != NULL ? b->value : "");
}

void cwp__findings_sort(cwp__findings *self) {
  size_t gap = 1;
  while (gap < self->count / 3)
    gap = gap * 3 + 1;
  for (; gap > 0; gap /= 3)
    for (size_t i = gap; i < self->count; i++) {
      cwp__found found = self->list[i];
      size_t at = i;
      for (; at >= gap && compare(&self->list[at - gap], &found) > 0; at -= gap)
        self->list[at] = self->list[at - gap];
      self->list[at] = found;
    }
  cwp__release(&self->allocator, self->slots);
  self->slots = NULL;
}
