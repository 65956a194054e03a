/*
 * Routes over the pathway's moves. Begun routes are kept in a heap, the best first, and the best one is gone on with.
 * What a begun route will cost at least never falls as it grows: the requirements of its targets and the goal's only
 * ever add up, as do its moves. So the first route to come out at the goal is the best, the second the next best.
 */

#include "advice/route.h"

#include "base/bitset.h"
#include "base/error.h"

#include <string.h>

enum { MOST_BEGUN = 50000 };

cwp__route_stop *cwp__route_search_stop(const cwp__route_search *self, cwp_id role) {
  return &self->stops[role - cwp_pathway_first(self->pathway, CWP_KIND_ROLE)];
}

/* Notes what remains of a role category. */
static cwp_status look_at(cwp__route_search *self, cwp__route_stop *at, const cwp_assessment *assessment) {
  size_t lines = cwp_pathway_count(self->pathway, CWP_KIND_END);
  at->missing = cwp__arena_allocate(self->kept, cwp__bitset_words(lines), sizeof(*at->missing));
  if (!at->missing) return cwp__fail_memory(self->error);
  cwp__bitset_clear(at->missing, lines);
  at->summary = cwp_assessment_coverage(assessment) == CWP_COVERAGE_SUMMARY;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (judgement->requirement.kind != CWP_CAN && cwp__is_missing(judgement->standing))
      cwp__bitset_set(at->missing, judgement->requirement.line);
  }
  return CWP_OK;
}

/* Holds a role category against the person, once. */
static cwp_status visit(cwp__route_search *self, cwp_id role) {
  cwp__route_stop *at = cwp__route_search_stop(self, role);
  cwp_question asked = *self->question;
  cwp_assessment *assessment;
  if (at->missing) return CWP_OK;
  asked.role = role;
  cwp_status status =
      cwp_assessment_make(self->pathway, self->portfolio, &asked, &self->memory, &assessment, self->error);
  if (status) return status;
  status = look_at(self, at, assessment);
  cwp_assessment_free(assessment);
  return status;
}

/* The map. */

/* The move as an edge, if it leads from one role category to another. */
static int edge_of(const cwp_pathway *pathway, cwp_id move, cwp__route_edge *out) {
  *out = (cwp__route_edge){move, cwp__linked(pathway, move, CWP_RELATION_FROM),
                           cwp__linked(pathway, move, CWP_RELATION_TO)};
  return cwp_record_kind(pathway, out->from) == CWP_KIND_ROLE && cwp_record_kind(pathway, out->to) == CWP_KIND_ROLE;
}

/* Puts the moves side by side by where they start, each in the pathway's order. */
static void draw_edges(cwp__route_search *self) {
  const cwp_pathway *pathway = self->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_MOVE);
  size_t stop_count = cwp_pathway_count(pathway, CWP_KIND_ROLE), next = 0;
  cwp__route_edge one;
  for (cwp_id move = first; move < first + count; move++)
    if (edge_of(pathway, move, &one)) cwp__route_search_stop(self, one.from)->edge_count++;
  for (size_t i = 0; i < stop_count; i++) {
    self->stops[i].first_edge = next;
    next += self->stops[i].edge_count;
    self->stops[i].edge_count = 0;
  }
  for (cwp_id move = first; move < first + count; move++) {
    if (!edge_of(pathway, move, &one)) continue;
    cwp__route_stop *from = cwp__route_search_stop(self, one.from);
    self->edges[from->first_edge + from->edge_count++] = one;
  }
  self->edge_count = next;
}

/* How far each role category is from the goal: a route never goes where the goal is out of reach. */
static void measure(cwp__route_search *self) {
  for (size_t i = 0; i < cwp_pathway_count(self->pathway, CWP_KIND_ROLE); i++)
    self->stops[i].distance = CWP__FAR;
  cwp__route_search_stop(self, self->goal)->distance = 0;
  for (uint32_t distance = 0; distance < self->options.most_moves; distance++)
    for (size_t i = 0; i < self->edge_count; i++) {
      cwp__route_stop *from = cwp__route_search_stop(self, self->edges[i].from);
      if (from->distance == CWP__FAR && cwp__route_search_stop(self, self->edges[i].to)->distance == distance)
        from->distance = distance + 1;
    }
}

static cwp_status draw_map(cwp__route_search *self) {
  const cwp_pathway *pathway = self->pathway;
  self->edges = cwp__allocate(&self->memory, cwp_pathway_count(pathway, CWP_KIND_MOVE), sizeof(*self->edges));
  self->stops = cwp__allocate_zeroed(&self->memory, cwp_pathway_count(pathway, CWP_KIND_ROLE), sizeof(*self->stops));
  self->sum =
      cwp__allocate(&self->memory, cwp__bitset_words(cwp_pathway_count(pathway, CWP_KIND_END)), sizeof(*self->sum));
  if (!self->edges || !self->stops || !self->sum) return cwp__fail_memory(self->error);
  draw_edges(self);
  measure(self);
  return CWP_OK;
}

/* The heap. */

/* The moves of a begun route in their order; returns how many. */
size_t cwp__route_search_moves(const cwp__route_search *self, uint32_t index, uint32_t edges[CWP__MOST_MOVES]) {
  size_t count = self->routes[index].moves;
  for (size_t i = count; i > 0; i--) {
    edges[i - 1] = self->routes[index].edge;
    index = self->routes[index].before;
  }
  return count;
}

/* Moves by the pathway's order; of two routes that begin alike the shorter one first. */
static int compare_moves(const cwp__route_search *self, uint32_t a, uint32_t b) {
  uint32_t a_edges[CWP__MOST_MOVES], b_edges[CWP__MOST_MOVES];
  size_t a_count = cwp__route_search_moves(self, a, a_edges), b_count = cwp__route_search_moves(self, b, b_edges);
  for (size_t i = 0; i < a_count && i < b_count; i++)
    if (a_edges[i] != b_edges[i]) return a_edges[i] < b_edges[i] ? -1 : 1;
  return (a_count > b_count) - (a_count < b_count);
}

/* Moves that a begun route has at least once it is at the goal. */
static uint32_t least_moves(const cwp__route_search *self, const cwp__route_begun *one) {
  return one->moves + cwp__route_search_stop(self, self->edges[one->edge].to)->distance;
}

static int goes_before(const cwp__route_search *self, uint32_t a, uint32_t b) {
  const cwp__route_begun *one = &self->routes[a], *other = &self->routes[b];
  if (one->untold != other->untold) return one->untold < other->untold;
  if (one->remaining != other->remaining) return one->remaining < other->remaining;
  if (least_moves(self, one) != least_moves(self, other)) return least_moves(self, one) < least_moves(self, other);
  return compare_moves(self, a, b) < 0;
}

static void swap(uint32_t *a, uint32_t *b) {
  uint32_t kept = *a;
  *a = *b;
  *b = kept;
}

static void sift_up(cwp__route_search *self) {
  size_t at = self->heap_count - 1;
  while (at > 0 && goes_before(self, self->heap[at], self->heap[(at - 1) / 2])) {
    swap(&self->heap[at], &self->heap[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
}

static uint32_t take_best(cwp__route_search *self) {
  uint32_t best = self->heap[0];
  size_t at = 0, child;
  self->heap[0] = self->heap[--self->heap_count];
  while ((child = 2 * at + 1) < self->heap_count) {
    if (child + 1 < self->heap_count && goes_before(self, self->heap[child + 1], self->heap[child])) child++;
    if (!goes_before(self, self->heap[child], self->heap[at])) break;
    swap(&self->heap[child], &self->heap[at]);
    at = child;
  }
  return best;
}

/* Going on. */

static void add_bits(uint64_t *sum, const uint64_t *bits, size_t words) {
  for (size_t i = 0; i < words; i++)
    sum[i] |= bits[i];
}

/* What a begun route costs at least: its targets and the goal. All of them have been visited. */
static void weigh(const cwp__route_search *self, cwp__route_begun *one) {
  size_t lines = cwp_pathway_count(self->pathway, CWP_KIND_END), words = cwp__bitset_words(lines);
  const cwp__route_stop *goal = cwp__route_search_stop(self, self->goal);
  if (words > 0) memcpy(self->sum, goal->missing, words * sizeof(*self->sum));
  one->untold = (uint32_t)goal->summary;
  for (const cwp__route_begun *at = one;; at = &self->routes[at->before]) {
    cwp_id role = self->edges[at->edge].to;
    add_bits(self->sum, cwp__route_search_stop(self, role)->missing, words);
    if (role != self->goal) one->untold += (uint32_t)cwp__route_search_stop(self, role)->summary;
    if (at->before == CWP__NOT_BEGUN) break;
  }
  one->remaining = (uint32_t)cwp__bitset_count(self->sum, lines);
}

static cwp_status keep(cwp__route_search *self, const cwp__route_begun *one) {
  if (!cwp__reserve(&self->memory, (void **)&self->routes, &self->capacity, self->count + 1, sizeof(*self->routes)) ||
      !cwp__reserve(&self->memory, (void **)&self->heap, &self->heap_capacity, self->heap_count + 1,
                    sizeof(*self->heap)))
    return cwp__fail_memory(self->error);
  self->routes[self->count] = *one;
  self->heap[self->heap_count++] = (uint32_t)self->count++;
  sift_up(self);
  return CWP_OK;
}

static int goes_through(const cwp__route_search *self, uint32_t index, cwp_id role) {
  while (index != CWP__NOT_BEGUN && self->edges[self->routes[index].edge].to != role)
    index = self->routes[index].before;
  return index != CWP__NOT_BEGUN || role == self->start;
}

/* 1 if a move leads on: to where the route has not been, and from where the goal is near enough. */
static int leads_on(const cwp__route_search *self, uint32_t index, uint32_t moves, cwp_id to) {
  uint32_t distance = cwp__route_search_stop(self, to)->distance;
  return distance != CWP__FAR && moves + 1 + distance <= self->options.most_moves && !goes_through(self, index, to);
}

/* 1 if there is no room for another begun route: from then on routes only go straight for the goal, so that they end.
 */
static int is_crowded(cwp__route_search *self, const cwp__route_stop *from, cwp_id to) {
  if (self->count < MOST_BEGUN) return 0;
  self->stopped = 1;
  return cwp__route_search_stop(self, to)->distance >= from->distance;
}

/* Goes on from the end of a begun route, or from the start for CWP__NOT_BEGUN, by every move that leads on. */
static cwp_status go_on(cwp__route_search *self, uint32_t index) {
  const cwp__route_stop *at =
      cwp__route_search_stop(self, index == CWP__NOT_BEGUN ? self->start : self->edges[self->routes[index].edge].to);
  uint32_t moves = index == CWP__NOT_BEGUN ? 0 : self->routes[index].moves;
  for (size_t i = at->first_edge; i < at->first_edge + at->edge_count; i++) {
    cwp_id to = self->edges[i].to;
    if (!leads_on(self, index, moves, to) || is_crowded(self, at, to)) continue;
    cwp__route_begun one = {.before = index, .edge = (uint32_t)i, .moves = moves + 1};
    cwp_status status = visit(self, to);
    if (status) return status;
    weigh(self, &one);
    status = keep(self, &one);
    if (status) return status;
  }
  return CWP_OK;
}

cwp_status cwp__route_search_start(cwp__route_search *self) {
  cwp_status status = draw_map(self);
  if (status || self->start == self->goal || cwp__route_search_stop(self, self->start)->distance == CWP__FAR)
    return status;
  status = visit(self, self->goal);
  return status ? status : go_on(self, CWP__NOT_BEGUN);
}

cwp_status cwp__route_search_next(cwp__route_search *self, uint32_t *found) {
  cwp_status status = CWP_OK;
  *found = CWP__NOT_BEGUN;
  while (!status && self->heap_count > 0) {
    uint32_t best = take_best(self);
    if (self->edges[self->routes[best].edge].to == self->goal) {
      *found = best;
      return CWP_OK;
    }
    status = go_on(self, best);
  }
  return status;
}

void cwp__route_search_free(cwp__route_search *self) {
  cwp__release(&self->memory, self->stops);
  cwp__release(&self->memory, self->edges);
  cwp__release(&self->memory, self->routes);
  cwp__release(&self->memory, self->heap);
  cwp__release(&self->memory, self->sum);
}
