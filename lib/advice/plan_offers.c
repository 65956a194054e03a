/* Courses that give to somebody's gaps, and what has to come before them. */

#include "advice/plan_gaps.h"
#include "advice/plan_work.h"
#include "base/error.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* No offer. */
#define NO_OFFER UINT32_MAX

/* Looking for offers. */
typedef struct seeker {
  cwp__planner *planner;
  cwp__arena arena; /* of what is not needed afterwards */
  cwp__targets targets;
  uint64_t *given;   /* by gap: parts that the course in hand gives */
  uint32_t *touched; /* gaps of which it gives parts */
  uint32_t touched_count;
  uint32_t *offer_of; /* by place in the catalogue */
  uint32_t *queue;    /* places of offers, in the order in which they were found */
  uint32_t queue_count;
  cwp_error *error;
} seeker;

/* What a course gives. */

static void better_fate(cwp_gap *gap, cwp_gap_fate fate) {
  if (fate < gap->fate) gap->fate = fate;
}

/* The course is evidence about a record. */
static void reach_record(seeker *self, cwp_id record, cwp_extent extent, cwp_evidence_kind kind) {
  uint32_t place = self->targets.of[record];
  for (; place != CWP__NO_TARGET; place = self->targets.list[place].next) {
    const cwp__target *target = &self->targets.list[place];
    cwp_gap *gap = &self->planner->gaps[target->gap];
    if (extent != CWP_EXTENT_FULL) {
      better_fate(gap, CWP_GAP_IN_PART);
    } else if ((unsigned)kind < target->least) {
      better_fate(gap, CWP_GAP_TOO_WEAK);
    } else {
      if (self->planner->demand[target->gap] > 1) better_fate(gap, CWP_GAP_IN_PART); /* until others help */
      if (!self->given[target->gap]) self->touched[self->touched_count++] = target->gap;
      self->given[target->gap] |= target->parts;
    }
  }
}

/* The same by a code, over evidence maps to their end. What the pathway does not know is passed over. */
static void reach_code(seeker *self, const char *code, cwp_extent extent, cwp_evidence_kind kind) {
  const cwp_pathway *pathway = self->planner->pathway;
  cwp_id record = cwp_pathway_id(pathway, code);
  if (record == CWP_NONE) return;
  reach_record(self, record, extent, kind);
  size_t count = cwp_record_cover_count(pathway, record);
  for (size_t i = 0; i < count; i++) {
    cwp_cover cover = cwp_record_cover(pathway, record, i);
    reach_record(self, cover.target, cover.extent < extent ? cover.extent : extent, kind);
  }
}

static int compare_numbers(const void *a, const void *b) {
  const uint32_t *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

/* Lists what was given, and forgets it. */
static cwp_status list_shares(seeker *self, cwp__offer *offer) {
  cwp__share *shares = cwp__arena_allocate(&self->planner->arena, self->touched_count, sizeof(*shares));
  if (!shares) return cwp__fail_memory(self->error);
  qsort(self->touched, self->touched_count, sizeof(*self->touched), compare_numbers);
  for (uint32_t i = 0; i < self->touched_count; i++) {
    uint32_t gap = self->touched[i];
    shares[i] = (cwp__share){gap, self->given[gap]};
    self->given[gap] = 0;
  }
  offer->shares = shares;
  offer->share_count = self->touched_count;
  self->touched_count = 0;
  return CWP_OK;
}

static cwp_status reach(seeker *self, cwp__offer *offer) {
  const cwp_course *course = offer->course;
  if (*course->learning) reach_code(self, course->learning, CWP_EXTENT_FULL, course->kind);
  for (size_t i = 0; i < course->cover_count; i++)
    reach_code(self, course->covers[i].to, course->covers[i].extent, course->kind);
  return list_shares(self, offer);
}

/* What has to come before. */

static int is_about(const seeker *self, const cwp_evidence *evidence, const char *code) {
  if (!*code) return 0;
  if (cwp__compare_fold(evidence->about, code) == 0) return 1;
  cwp_id id = cwp_pathway_id(self->planner->pathway, code);
  return id != CWP_NONE && id == cwp_pathway_id(self->planner->pathway, evidence->about);
}

/* 1 if somebody has a course on record, by its own code or as the learning that it is: completed, and holding. */
static int has_taken(const seeker *self, const char *code, uint32_t place) {
  const cwp_portfolio *portfolio = self->planner->portfolio;
  const cwp_course *course = place == CWP__NO_COURSE ? NULL : cwp_catalogue_at(self->planner->catalogue, place);
  cwp_date on = self->planner->question.on;
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    if (evidence->result != CWP_RESULT_COMPLETED || evidence->extent == CWP_EXTENT_PART) continue;
    if (evidence->from > on || (evidence->until != CWP_DATE_NONE && evidence->until < on)) continue;
    if (is_about(self, evidence, code) || (course && is_about(self, evidence, course->learning))) return 1;
  }
  return 0;
}

static void enqueue(seeker *self, uint32_t place) {
  if (self->offer_of[place] != NO_OFFER) return;
  self->offer_of[place] = self->queue_count;
  self->queue[self->queue_count++] = place;
}

/* Puts what has to come before an offer on offer too. */
static void enqueue_needs(seeker *self, cwp__offer *offer) {
  for (size_t i = 0; i < offer->course->after_count; i++) {
    const char *code = offer->course->after[i];
    uint32_t place = cwp__catalogue_place(self->planner->catalogue, code);
    if (has_taken(self, code, place)) continue;
    if (place == CWP__NO_COURSE)
      offer->lacks_need = 1;
    else
      enqueue(self, place);
  }
}

/* The offers as found: first those that give something, then what has to come before. */
static cwp_status find_offers(seeker *self) {
  cwp__planner *planner = self->planner;
  uint32_t count = (uint32_t)cwp_catalogue_count(planner->catalogue);
  cwp__offer *found = cwp__arena_allocate(&self->arena, count, sizeof(*found));
  cwp_status status = found ? CWP_OK : cwp__fail_memory(self->error);
  for (uint32_t place = 0; place < count && !status; place++) {
    found[place] = (cwp__offer){.course = cwp_catalogue_at(planner->catalogue, place), .place = place};
    status = reach(self, &found[place]);
    if (!status && found[place].share_count) enqueue(self, place);
  }
  for (uint32_t i = 0; i < self->queue_count && !status; i++)
    enqueue_needs(self, &found[self->queue[i]]);
  if (status) return status;
  if (self->queue_count > CWP__MOST_OPTIONS)
    return cwp__fail(self->error, CWP_ERROR_LIMIT, "%u courses give to the gaps, and a plan is made of %d at most",
                     (unsigned)self->queue_count, CWP__MOST_OPTIONS);
  planner->offer_count = self->queue_count;
  planner->offers = cwp__arena_allocate(&planner->arena, planner->offer_count, sizeof(*planner->offers));
  if (!planner->offers) return cwp__fail_memory(self->error);
  for (uint32_t i = 0; i < self->queue_count; i++)
    planner->offers[i] = found[self->queue[i]];
  return CWP_OK;
}

static int compare_codes(const void *a, const void *b) {
  const cwp__offer *first = a, *second = b;
  return strcmp(first->course->code, second->course->code);
}

/* Needs, all the way down. There is no circle, as the catalogue has seen to. */

/* Marks all offers that have to come before one; `marks` is by offer, and holds `mark` where it was marked. */
static void mark_needs(seeker *self, uint32_t offer, uint32_t *marks, uint32_t mark, uint32_t *stack) {
  const cwp__planner *planner = self->planner;
  uint32_t depth = 0;
  stack[depth++] = offer;
  while (depth > 0) {
    const cwp_course *course = planner->offers[stack[--depth]].course;
    for (size_t i = 0; i < course->after_count; i++) {
      uint32_t place = cwp__catalogue_place(planner->catalogue, course->after[i]);
      if (place == CWP__NO_COURSE || has_taken(self, course->after[i], place)) continue;
      uint32_t need = self->offer_of[place];
      if (marks[need] == mark) continue;
      marks[need] = mark;
      stack[depth++] = need;
    }
  }
}

static cwp_status list_needs(seeker *self, uint32_t offer, const uint32_t *marks, uint32_t mark) {
  cwp__planner *planner = self->planner;
  cwp__offer *own = &planner->offers[offer];
  for (uint32_t i = 0; i < planner->offer_count; i++)
    own->need_count += marks[i] == mark;
  if (!own->need_count) return CWP_OK;
  uint32_t *needs = cwp__arena_allocate(&planner->arena, own->need_count, sizeof(*needs));
  if (!needs) return cwp__fail_memory(self->error);
  uint32_t count = 0;
  for (uint32_t i = 0; i < planner->offer_count; i++)
    if (marks[i] == mark) needs[count++] = i;
  own->needs = needs;
  return CWP_OK;
}

static cwp_status find_needs(seeker *self) {
  cwp__planner *planner = self->planner;
  uint32_t count = planner->offer_count;
  for (uint32_t i = 0; i < count; i++)
    self->offer_of[planner->offers[i].place] = i;
  uint32_t *marks = cwp__arena_allocate(&self->arena, count, sizeof(*marks));
  uint32_t *stack = cwp__arena_allocate(&self->arena, (size_t)count + 1, sizeof(*stack));
  if (!marks || !stack) return cwp__fail_memory(self->error);
  memset(marks, 0xff, count * sizeof(*marks));
  cwp_status status = CWP_OK;
  for (uint32_t i = 0; i < count && !status; i++) {
    if (!planner->offers[i].course->after_count) continue;
    mark_needs(self, i, marks, i, stack);
    status = list_needs(self, i, marks, i);
  }
  return status;
}

/* Whatever an offer needs has fewer needs than it has itself. A counting sort: stable, and by numbers below the count.
 */
static cwp_status sort_by_depth(seeker *self) {
  cwp__planner *planner = self->planner;
  uint32_t count = planner->offer_count;
  planner->by_depth = cwp__arena_allocate(&planner->arena, count, sizeof(uint32_t));
  uint32_t *first = cwp__arena_allocate(&self->arena, (size_t)count + 1, sizeof(*first));
  if (!planner->by_depth || !first) return cwp__fail_memory(self->error);
  memset(first, 0, ((size_t)count + 1) * sizeof(*first));
  for (uint32_t i = 0; i < count; i++)
    first[planner->offers[i].need_count + 1]++;
  for (uint32_t i = 0; i < count; i++)
    first[i + 1] += first[i];
  for (uint32_t i = 0; i < count; i++)
    planner->by_depth[first[planner->offers[i].need_count]++] = i;
  return CWP_OK;
}

static cwp_status seeker_init(seeker *self) {
  size_t gaps = self->planner->gap_count, courses = cwp_catalogue_count(self->planner->catalogue);
  self->given = cwp__arena_allocate(&self->arena, gaps, sizeof(*self->given));
  self->touched = cwp__arena_allocate(&self->arena, gaps, sizeof(*self->touched));
  self->offer_of = cwp__arena_allocate(&self->arena, courses, sizeof(*self->offer_of));
  self->queue = cwp__arena_allocate(&self->arena, courses, sizeof(*self->queue));
  if (!self->given || !self->touched || !self->offer_of || !self->queue) return cwp__fail_memory(self->error);
  memset(self->given, 0, gaps * sizeof(*self->given));
  memset(self->offer_of, 0xff, courses * sizeof(*self->offer_of)); /* NO_OFFER */
  return cwp__targets_init(&self->targets, self->planner, &self->arena, self->error);
}

cwp_status cwp__plan_find_offers(cwp__planner *self, cwp_error *error) {
  seeker all = {.planner = self, .error = error};
  cwp__arena_init(&all.arena, &self->allocator);
  cwp_status status = seeker_init(&all);
  if (!status) status = find_offers(&all);
  if (!status && self->offer_count) qsort(self->offers, self->offer_count, sizeof(*self->offers), compare_codes);
  if (!status) status = find_needs(&all);
  if (!status) status = sort_by_depth(&all);
  cwp__arena_free(&all.arena);
  return status;
}
