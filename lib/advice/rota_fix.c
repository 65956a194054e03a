/*
 * Seeking fixes: each is tried as a view and judged by the same check as the board, so that what is offered is proved.
 */

#include "advice/rota.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_MOST = 10 };

struct cwp_rota_fixes {
  cwp_allocator allocator;
  cwp_rota_fix *items;
  size_t count;
};

/* A fix, and what it is ranked by beside itself. */
typedef struct candidate {
  cwp_rota_fix fix;
  int64_t minutes; /* of the person on the board */
} candidate;

/* Fixes being sought for one shift. */
typedef struct search {
  const cwp_rota *board;
  uint32_t shift;
  size_t blocks; /* on it now */
  cwp__on *on;   /* room for the people on it and one more */
  cwp__issues issues;
  candidate *found;
  size_t count, capacity;
  int failed;
} search;

const char *cwp_rota_fix_kind_name(cwp_rota_fix_kind kind) {
  static const char *const names[] = {"add", "swap", "move", "remove", "learn"};
  return (unsigned)kind < CWP_ROTA_FIX_KIND_END ? names[kind] : "unknown";
}

/* Trying. */

static cwp__view view_with(const search *self, size_t on_count) {
  cwp__view view = cwp__view_of(self->board, self->shift);
  view.on = self->on;
  view.on_count = on_count;
  return view;
}

static size_t copy_on(search *self) {
  const cwp__slot *slot = &self->board->shifts[self->shift];
  if (slot->on_count) memcpy(self->on, slot->on, slot->on_count * sizeof *self->on);
  return slot->on_count;
}

/* Blocks that a view would have; SIZE_MAX when there was no memory. */
static size_t blocks_of(search *self, const cwp__view *view) {
  cwp__check_view(self->board, view, &self->issues);
  if (self->issues.failed) self->failed = 1;
  return self->failed ? SIZE_MAX : cwp__issues_of(&self->issues, CWP_ROTA_BLOCK);
}

/* Keeps a fix that leaves fewer blocks than there are. The issues of its view have just been found. */
static void keep(search *self, cwp_rota_fix fix, size_t blocks) {
  void *found = self->found;
  if (self->failed || blocks >= self->blocks) return;
  if (!cwp__reserve(&self->board->allocator, &found, &self->capacity, self->count + 1, sizeof *self->found)) {
    self->failed = 1;
    return;
  }
  self->found = found;
  fix.blocks_before = self->blocks;
  fix.blocks_after = blocks;
  fix.warns_after = cwp__issues_of(&self->issues, CWP_ROTA_WARN);
  self->found[self->count++] = (candidate){fix, self->board->people[fix.person].minutes};
}

static cwp_rota_fix fix_of(cwp_rota_fix_kind kind, size_t person) {
  return (cwp_rota_fix){kind, person, CWP_NO_INDEX, CWP_NO_INDEX, CWP_NONE, CWP_EVIDENCE_KIND_END, 0, 0, 0};
}

/* People who could come. */

/* The last moment up to which the person is available without a break from `at` on; `at` itself if they are not. */
static cwp_moment available_until(const cwp__worker *worker, cwp_moment at) {
  cwp_moment until = at;
  for (size_t i = 0; i < worker->span_count; i++)
    if (worker->spans[i].start <= at && worker->spans[i].end > until) until = worker->spans[i].end;
  return until;
}

/* Whether the person is available for all of a shift, or, with `left`, for what of it lies outside that shift. */
static int is_available(const cwp__worker *worker, const cwp__slot *slot, const cwp__slot *left) {
  for (cwp_moment at = slot->shift.start; at < slot->shift.end;) {
    cwp_moment until = available_until(worker, at);
    if (left && left->shift.start <= at && left->shift.end > until) until = left->shift.end;
    if (until == at) return 0;
    at = until;
  }
  return 1;
}

int cwp_rota_available(const cwp_rota *self, size_t shift, size_t person) {
  if (!self || shift >= self->shift_count || person >= self->person_count) return 0;
  return is_available(&self->people[person], &self->shifts[shift], NULL);
}

/* The only other shift of the person that overlaps: CWP__NO_PLACE if none does; SIZE_MAX for several. */
static size_t overlapping(const search *self, const cwp__worker *worker) {
  size_t found = CWP__NO_PLACE;
  for (size_t i = 0; i < worker->shift_count; i++) {
    if (!cwp__overlap(&self->board->shifts[worker->shifts[i]], &self->board->shifts[self->shift])) continue;
    if (found != CWP__NO_PLACE) return SIZE_MAX;
    found = worker->shifts[i];
  }
  return found;
}

static void try_add(search *self, uint32_t person) {
  size_t count = copy_on(self);
  self->on[count++] = (cwp__on){person, CWP_ROTA_WORKING};
  cwp__view view = view_with(self, count);
  size_t blocks = blocks_of(self, &view);
  keep(self, fix_of(CWP_ROTA_FIX_ADD, person), blocks);
}

static void try_swaps(search *self, uint32_t person) {
  size_t count = copy_on(self);
  for (size_t i = 0; i < count && !self->failed; i++) {
    cwp__on leaves = self->on[i];
    if (leaves.as != CWP_ROTA_WORKING) continue;
    self->on[i] = (cwp__on){person, CWP_ROTA_WORKING};
    cwp__view view = view_with(self, count);
    cwp_rota_fix fix = fix_of(CWP_ROTA_FIX_SWAP, person);
    fix.leaves = leaves.person;
    size_t blocks = blocks_of(self, &view);
    keep(self, fix, blocks);
    self->on[i] = leaves;
  }
}

/* Whether a shift stays without a block once somebody leaves it. */
static int can_leave(search *self, uint32_t from, uint32_t person) {
  const cwp__slot *slot = &self->board->shifts[from];
  cwp__on *left = cwp__allocate(&self->board->allocator, slot->on_count, sizeof *left);
  size_t count = 0;
  if (!left) {
    self->failed = 1;
    return 0;
  }
  for (size_t i = 0; i < slot->on_count; i++)
    if (slot->on[i].person != person) left[count++] = slot->on[i];
  cwp__view view = cwp__view_of(self->board, from);
  view.on = left;
  view.on_count = count;
  size_t blocks = blocks_of(self, &view);
  cwp__release(&self->board->allocator, left);
  return blocks == 0;
}

static void try_move(search *self, uint32_t person, uint32_t from) {
  if (!can_leave(self, from, person)) return;
  size_t count = copy_on(self);
  self->on[count++] = (cwp__on){person, CWP_ROTA_WORKING};
  cwp__view view = view_with(self, count);
  view.mover = person;
  view.without_shift = from;
  cwp_rota_fix fix = fix_of(CWP_ROTA_FIX_MOVE, person);
  fix.from_shift = from;
  size_t blocks = blocks_of(self, &view);
  keep(self, fix, blocks);
}

static void try_person(search *self, uint32_t person) {
  const cwp__slot *slot = &self->board->shifts[self->shift];
  const cwp__worker *worker = &self->board->people[person];
  if (cwp__place_on(slot, person) != SIZE_MAX) return;
  size_t other = overlapping(self, worker);
  if (other == SIZE_MAX) return;
  if (!is_available(worker, slot, other == CWP__NO_PLACE ? NULL : &self->board->shifts[other])) return;
  if (other != CWP__NO_PLACE) {
    try_move(self, person, (uint32_t)other);
  } else {
    try_add(self, person);
    try_swaps(self, person);
  }
}

/* People who are on it. */

static void try_removals(search *self) {
  size_t count = copy_on(self);
  for (size_t i = 0; i < count && !self->failed; i++) {
    size_t left = copy_on(self);
    uint32_t person = self->on[i].person;
    memmove(&self->on[i], &self->on[i + 1], (left - i - 1) * sizeof *self->on);
    cwp__view view = view_with(self, left - 1);
    size_t blocks = blocks_of(self, &view);
    keep(self, fix_of(CWP_ROTA_FIX_REMOVE, person), blocks);
  }
}

static int is_found(const search *self, const cwp_rota_fix *fix) {
  for (size_t i = 0; i < self->count; i++) {
    const cwp_rota_fix *other = &self->found[i].fix;
    if (other->kind == fix->kind && other->person == fix->person && other->about == fix->about &&
        other->kind_needed == fix->kind_needed)
      return 1;
  }
  return 0;
}

/* What a rule does not find of somebody: one thing to learn, if that alone mends a block. */
static void try_learning(search *self, const cwp__rota_rule *rule, uint32_t person) {
  cwp__view view = cwp__view_of(self->board, self->shift);
  uint32_t leaf;
  if (cwp__fits(self->board, &view, rule, person, &leaf) || leaf == CWP__NO_PLACE) return;
  const cwp__fit *fit = &self->board->rules->fits[leaf];
  cwp_rota_fix fix = fix_of(CWP_ROTA_FIX_LEARN, person);
  fix.about = fit->about;
  fix.kind_needed = (cwp_evidence_kind)self->board->rules->needs[fit->value].least;
  if (is_found(self, &fix)) return;
  view.learner = person;
  view.learnt = leaf;
  size_t blocks = blocks_of(self, &view);
  keep(self, fix, blocks);
}

static void try_all_learning(search *self) {
  const cwp__slot *slot = &self->board->shifts[self->shift];
  for (size_t r = 0; r < self->board->rules->rule_count; r++) {
    const cwp__rota_rule *rule = &self->board->rules->rules[r];
    if (rule->told.severity != CWP_ROTA_BLOCK || !cwp__rule_applies(rule, slot)) continue;
    for (size_t i = 0; i < slot->on_count && !self->failed; i++)
      if (cwp__counts(self->board, rule, &slot->on[i])) try_learning(self, rule, slot->on[i].person);
  }
}

/* Ranking. */

/* How much changes: one assignment, two, or two on two shifts; learning takes longest. */
static int changes_of(cwp_rota_fix_kind kind) {
  static const int changes[CWP_ROTA_FIX_KIND_END] = {0, 1, 2, 0, 3};
  return changes[kind];
}

static int compare_sizes(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static int compare(const void *a, const void *b) {
  const candidate *x = a, *y = b;
  int learns = (x->fix.kind == CWP_ROTA_FIX_LEARN) - (y->fix.kind == CWP_ROTA_FIX_LEARN);
  if (learns) return learns;
  if (x->fix.blocks_after != y->fix.blocks_after) return compare_sizes(x->fix.blocks_after, y->fix.blocks_after);
  int changes = changes_of(x->fix.kind) - changes_of(y->fix.kind);
  if (changes) return changes;
  if (x->fix.warns_after != y->fix.warns_after) return compare_sizes(x->fix.warns_after, y->fix.warns_after);
  if (x->minutes != y->minutes) return x->minutes < y->minutes ? -1 : 1;
  if (x->fix.person != y->fix.person) return compare_sizes(x->fix.person, y->fix.person);
  if (x->fix.leaves != y->fix.leaves) return compare_sizes(x->fix.leaves, y->fix.leaves);
  if (x->fix.about != y->fix.about) return compare_sizes(x->fix.about, y->fix.about);
  return (int)x->fix.kind_needed - (int)y->fix.kind_needed;
}

/* Puts the best of each kind into a list of its own. */
static cwp_status hand_over(search *self, size_t most, cwp_rota_fixes **out, cwp_error *error) {
  size_t taken[CWP_ROTA_FIX_KIND_END] = {0};
  cwp_rota_fixes *fixes = cwp__allocate_zeroed(&self->board->allocator, 1, sizeof *fixes);
  if (!fixes) return cwp__fail_memory(error);
  fixes->allocator = self->board->allocator;
  fixes->items = cwp__allocate(&fixes->allocator, self->count, sizeof *fixes->items);
  if (!fixes->items) {
    cwp_rota_fixes_free(fixes);
    return cwp__fail_memory(error);
  }
  if (self->count) qsort(self->found, self->count, sizeof *self->found, compare);
  for (size_t i = 0; i < self->count; i++)
    if (taken[self->found[i].fix.kind]++ < most) fixes->items[fixes->count++] = self->found[i].fix;
  *out = fixes;
  return CWP_OK;
}

static void seek(search *self) {
  for (uint32_t person = 0; person < self->board->person_count && !self->failed; person++)
    try_person(self, person);
  try_removals(self);
  try_all_learning(self);
}

cwp_status cwp_rota_seek_fixes(const cwp_rota *self, size_t shift, size_t most, cwp_rota_fixes **out,
                               cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the fixes");
  *out = NULL;
  if (!self || shift >= self->shift_count)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a shift of the board is needed");
  search of = {.board = self, .shift = (uint32_t)shift, .issues = {.allocator = &self->allocator}};
  for (size_t i = 0; i < self->shifts[shift].issue_count; i++)
    of.blocks += self->shifts[shift].issues[i].severity == CWP_ROTA_BLOCK;
  of.on = cwp__allocate(&self->allocator, self->shifts[shift].on_count + 1, sizeof *of.on);
  if (of.on && of.blocks) seek(&of);
  cwp_status status =
      !of.on || of.failed ? cwp__fail_memory(error) : hand_over(&of, most ? most : USUAL_MOST, out, error);
  cwp__release(&self->allocator, of.on);
  cwp__release(&self->allocator, of.issues.items);
  cwp__release(&self->allocator, of.found);
  return status;
}

void cwp_rota_fixes_free(cwp_rota_fixes *self) {
  if (!self) return;
  cwp_allocator allocator = self->allocator;
  cwp__release(&allocator, self->items);
  cwp__release(&allocator, self);
}

size_t cwp_rota_fixes_count(const cwp_rota_fixes *self) {
  return self ? self->count : 0;
}

const cwp_rota_fix *cwp_rota_fixes_at(const cwp_rota_fixes *self, size_t index) {
  return self && index < self->count ? &self->items[index] : NULL;
}
