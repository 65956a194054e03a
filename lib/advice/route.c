/*
 * Routes over the pathway's moves. Begun routes are kept in a heap, the best first, and the best one is gone on with.
 * What a begun route will cost at least never falls as it grows: the requirements of its targets and the goal's only
 * ever add up, as do its moves. So the first route to come out at the goal is the best, the second the next best.
 */

#include "advice/target.h"
#include "base/bitset.h"
#include "base/error.h"
#include "base/memory.h"
#include "cwp/next.h"

#include <string.h>

enum { MOST_ROUTES = 100, MOST_MOVES = 20, MOST_BEGUN = 50000 };

#define NOT_BEGUN UINT32_MAX
#define FAR UINT32_MAX

/* A role category, for the search. */
typedef struct place {
  uint32_t distance; /* moves from there to the goal at least, FAR if none that are looked at lead there */
  size_t first_edge, edge_count;
  uint64_t *missing;  /* musts and shoulds that remain, a bit each; NULL before the first visit */
  int summary;        /* the data holds only a summary */
  cwp__target target; /* filled once it is part of a route that was found */
} place;

typedef struct edge {
  cwp_id move;
  cwp_id from;
  cwp_id to;
} edge;

/* A route that has been begun: its last move, and the route before that. */
typedef struct begun {
  uint32_t before; /* NOT_BEGUN if this move is the first */
  uint32_t edge;
  uint32_t moves;
  uint32_t untold;    /* at least so many summaries among its targets and the goal */
  uint32_t remaining; /* at least so many musts and shoulds */
} begun;

typedef struct search {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  cwp_id start;
  cwp_id goal;
  cwp_route_options options;
  cwp_allocator memory; /* of what is thrown away after the search */
  cwp__arena *kept;
  cwp_error *error;
  place *places; /* by role category, from the first */
  edge *edges;
  size_t edge_count;
  begun *routes;
  size_t count, capacity;
  uint32_t *heap;
  size_t heap_count, heap_capacity;
  uint64_t *sum; /* requirements of one route */
  int stopped;
} search;

typedef struct step {
  cwp_route_step about;
  const cwp_assessment *assessment;
  const cwp_judgement **added;
  size_t added_count;
} step;

typedef struct route {
  cwp_route about;
  step *steps;
} route;

struct cwp_routes {
  cwp__arena arena;
  route *routes;
  size_t count;
  int complete;
};

/* Requirements as bits: behaviours, statements, rules and practice areas lie one after the other in a pathway. */

static size_t line_count(const cwp_pathway *pathway) {
  return cwp_pathway_count(pathway, CWP_KIND_BEHAVIOUR) + cwp_pathway_count(pathway, CWP_KIND_STATEMENT) +
         cwp_pathway_count(pathway, CWP_KIND_RULE) + cwp_pathway_count(pathway, CWP_KIND_PRACTICE_AREA);
}

static size_t bit_of(const cwp_pathway *pathway, cwp_id line) {
  return line - cwp_pathway_first(pathway, CWP_KIND_BEHAVIOUR);
}

static place *place_of(const search *self, cwp_id role) {
  return &self->places[role - cwp_pathway_first(self->pathway, CWP_KIND_ROLE)];
}

/* Notes what remains of a role category. */
static cwp_status look_at(search *self, place *at, const cwp_assessment *assessment) {
  size_t lines = line_count(self->pathway);
  at->missing = cwp__arena_allocate(self->kept, cwp__bitset_words(lines), sizeof(*at->missing));
  if (!at->missing) return cwp__fail_memory(self->error);
  cwp__bitset_clear(at->missing, lines);
  at->summary = cwp_assessment_coverage(assessment) == CWP_COVERAGE_SUMMARY;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (judgement->requirement.kind != CWP_CAN && cwp__is_missing(judgement->standing))
      cwp__bitset_set(at->missing, bit_of(self->pathway, judgement->requirement.line));
  }
  return CWP_OK;
}

/* Holds a role category against the person, once. */
static cwp_status visit(search *self, cwp_id role) {
  place *at = place_of(self, role);
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
static int edge_of(const cwp_pathway *pathway, cwp_id move, edge *out) {
  *out = (edge){move, cwp__linked(pathway, move, CWP_RELATION_FROM), cwp__linked(pathway, move, CWP_RELATION_TO)};
  return cwp_record_kind(pathway, out->from) == CWP_KIND_ROLE && cwp_record_kind(pathway, out->to) == CWP_KIND_ROLE;
}

/* Puts the moves side by side by where they start, each in the pathway's order. */
static void draw_edges(search *self) {
  const cwp_pathway *pathway = self->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_MOVE);
  size_t place_count = cwp_pathway_count(pathway, CWP_KIND_ROLE), next = 0;
  edge one;
  for (cwp_id move = first; move < first + count; move++)
    if (edge_of(pathway, move, &one)) place_of(self, one.from)->edge_count++;
  for (size_t i = 0; i < place_count; i++) {
    self->places[i].first_edge = next;
    next += self->places[i].edge_count;
    self->places[i].edge_count = 0;
  }
  for (cwp_id move = first; move < first + count; move++) {
    if (!edge_of(pathway, move, &one)) continue;
    place *from = place_of(self, one.from);
    self->edges[from->first_edge + from->edge_count++] = one;
  }
  self->edge_count = next;
}

/* How far each role category is from the goal: a route never goes where the goal is out of reach. */
static void measure(search *self) {
  for (size_t i = 0; i < cwp_pathway_count(self->pathway, CWP_KIND_ROLE); i++)
    self->places[i].distance = FAR;
  place_of(self, self->goal)->distance = 0;
  for (uint32_t distance = 0; distance < self->options.most_moves; distance++)
    for (size_t i = 0; i < self->edge_count; i++) {
      place *from = place_of(self, self->edges[i].from);
      if (from->distance == FAR && place_of(self, self->edges[i].to)->distance == distance)
        from->distance = distance + 1;
    }
}

static cwp_status draw_map(search *self) {
  const cwp_pathway *pathway = self->pathway;
  self->edges = cwp__allocate(&self->memory, cwp_pathway_count(pathway, CWP_KIND_MOVE), sizeof(*self->edges));
  self->places = cwp__allocate_zeroed(&self->memory, cwp_pathway_count(pathway, CWP_KIND_ROLE), sizeof(*self->places));
  self->sum = cwp__allocate(&self->memory, cwp__bitset_words(line_count(pathway)), sizeof(*self->sum));
  if (!self->edges || !self->places || !self->sum) return cwp__fail_memory(self->error);
  draw_edges(self);
  measure(self);
  return CWP_OK;
}

/* The heap. */

/* The moves of a begun route in their order; returns how many. */
static size_t moves_of(const search *self, uint32_t index, uint32_t edges[MOST_MOVES]) {
  size_t count = self->routes[index].moves;
  for (size_t i = count; i > 0; i--) {
    edges[i - 1] = self->routes[index].edge;
    index = self->routes[index].before;
  }
  return count;
}

/* Moves by the pathway's order; of two routes that begin alike the shorter one first. */
static int compare_moves(const search *self, uint32_t a, uint32_t b) {
  uint32_t a_edges[MOST_MOVES], b_edges[MOST_MOVES];
  size_t a_count = moves_of(self, a, a_edges), b_count = moves_of(self, b, b_edges);
  for (size_t i = 0; i < a_count && i < b_count; i++)
    if (a_edges[i] != b_edges[i]) return a_edges[i] < b_edges[i] ? -1 : 1;
  return (a_count > b_count) - (a_count < b_count);
}

/* Moves that a begun route has at least once it is at the goal. */
static uint32_t least_moves(const search *self, const begun *one) {
  return one->moves + place_of(self, self->edges[one->edge].to)->distance;
}

static int goes_before(const search *self, uint32_t a, uint32_t b) {
  const begun *one = &self->routes[a], *other = &self->routes[b];
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

static void sift_up(search *self) {
  size_t at = self->heap_count - 1;
  while (at > 0 && goes_before(self, self->heap[at], self->heap[(at - 1) / 2])) {
    swap(&self->heap[at], &self->heap[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
}

static uint32_t take_best(search *self) {
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
static void weigh(const search *self, begun *one) {
  size_t lines = line_count(self->pathway), words = cwp__bitset_words(lines);
  const place *goal = place_of(self, self->goal);
  if (words > 0) memcpy(self->sum, goal->missing, words * sizeof(*self->sum));
  one->untold = (uint32_t)goal->summary;
  for (const begun *at = one;; at = &self->routes[at->before]) {
    cwp_id role = self->edges[at->edge].to;
    add_bits(self->sum, place_of(self, role)->missing, words);
    if (role != self->goal) one->untold += (uint32_t)place_of(self, role)->summary;
    if (at->before == NOT_BEGUN) break;
  }
  one->remaining = (uint32_t)cwp__bitset_count(self->sum, lines);
}

static cwp_status keep(search *self, const begun *one) {
  if (!cwp__reserve(&self->memory, (void **)&self->routes, &self->capacity, self->count + 1, sizeof(*self->routes)) ||
      !cwp__reserve(&self->memory, (void **)&self->heap, &self->heap_capacity, self->heap_count + 1,
                    sizeof(*self->heap)))
    return cwp__fail_memory(self->error);
  self->routes[self->count] = *one;
  self->heap[self->heap_count++] = (uint32_t)self->count++;
  sift_up(self);
  return CWP_OK;
}

static int goes_through(const search *self, uint32_t index, cwp_id role) {
  while (index != NOT_BEGUN && self->edges[self->routes[index].edge].to != role)
    index = self->routes[index].before;
  return index != NOT_BEGUN || role == self->start;
}

/* 1 if a move leads on: to where the route has not been, and from where the goal is near enough. */
static int leads_on(const search *self, uint32_t index, uint32_t moves, cwp_id to) {
  uint32_t distance = place_of(self, to)->distance;
  return distance != FAR && moves + 1 + distance <= self->options.most_moves && !goes_through(self, index, to);
}

/* Goes on from the end of a begun route, or from the start for NOT_BEGUN, by every move that leads on. */
static cwp_status go_on(search *self, uint32_t index) {
  const place *at = place_of(self, index == NOT_BEGUN ? self->start : self->edges[self->routes[index].edge].to);
  uint32_t moves = index == NOT_BEGUN ? 0 : self->routes[index].moves;
  for (size_t i = at->first_edge; i < at->first_edge + at->edge_count; i++) {
    cwp_id to = self->edges[i].to;
    if (!leads_on(self, index, moves, to)) continue;
    if (self->count == MOST_BEGUN) {
      self->stopped = 1;
      return CWP_OK;
    }
    begun one = {.before = index, .edge = (uint32_t)i, .moves = moves + 1};
    cwp_status status = visit(self, to);
    if (status) return status;
    weigh(self, &one);
    status = keep(self, &one);
    if (status) return status;
  }
  return CWP_OK;
}

/* What was found. */

/* Notes what a step adds: what remains for its target and was asked by no step before, whose requirements `asked` has.
 */
static cwp_status list_added(const search *self, step *one, uint64_t *asked) {
  size_t count = cwp_assessment_count(one->assessment);
  one->added = cwp__arena_allocate(self->kept, count, sizeof(*one->added));
  if (!one->added) return cwp__fail_memory(self->error);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    for (size_t i = 0; i < count; i++) {
      const cwp_judgement *judgement = cwp_assessment_at(one->assessment, i);
      size_t bit = bit_of(self->pathway, judgement->requirement.line);
      if ((int)judgement->requirement.kind != kind || !cwp__is_missing(judgement->standing)) continue;
      if (cwp__bitset_has(asked, bit)) continue;
      cwp__bitset_set(asked, bit);
      one->added[one->added_count++] = judgement;
      one->about.adds[kind]++;
    }
  return CWP_OK;
}

static cwp_status fill_step(const search *self, step *one, const edge *way) {
  cwp__target *target = &place_of(self, way->to)->target;
  memset(one, 0, sizeof(*one));
  if (!target->assessment) {
    cwp_status status =
        cwp__target_assess(self->pathway, self->portfolio, self->question, way->to, self->kept, target, self->error);
    if (status) return status;
  }
  one->assessment = target->assessment;
  one->about.move = way->move;
  one->about.kind = cwp__step_kind_of_move(self->pathway, way->move);
  one->about.from = way->from;
  one->about.target = way->to;
  one->about.coverage = cwp_assessment_coverage(target->assessment);
  one->about.coverage_note = target->coverage_note;
  memcpy(one->about.remaining, target->remaining, sizeof(target->remaining));
  one->about.carried = target->carried;
  return CWP_OK;
}

static cwp_status write_route(search *self, uint32_t index, route *out) {
  uint32_t edges[MOST_MOVES];
  memset(out, 0, sizeof(*out));
  out->about.step_count = moves_of(self, index, edges);
  out->about.untold = self->routes[index].untold;
  out->steps = cwp__arena_allocate(self->kept, out->about.step_count, sizeof(*out->steps));
  if (!out->steps) return cwp__fail_memory(self->error);
  cwp__bitset_clear(self->sum, line_count(self->pathway));
  for (size_t i = 0; i < out->about.step_count; i++) {
    step *one = &out->steps[i];
    cwp_status status = fill_step(self, one, &self->edges[edges[i]]);
    if (!status) status = list_added(self, one, self->sum);
    if (status) return status;
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
      out->about.remaining[kind] += one->about.adds[kind];
  }
  return CWP_OK;
}

static cwp_status look(search *self, cwp_routes *out) {
  cwp_status status = draw_map(self);
  if (status) return status;
  out->routes = cwp__arena_allocate(self->kept, self->options.most_routes, sizeof(*out->routes));
  if (!out->routes) return cwp__fail_memory(self->error);
  if (self->start == self->goal || place_of(self, self->start)->distance == FAR) return CWP_OK;
  status = visit(self, self->goal);
  if (!status) status = go_on(self, NOT_BEGUN);
  while (!status && self->heap_count > 0 && out->count < self->options.most_routes) {
    uint32_t best = take_best(self);
    if (self->edges[self->routes[best].edge].to != self->goal)
      status = go_on(self, best);
    else
      status = write_route(self, best, &out->routes[out->count++]);
  }
  out->complete = !self->stopped;
  return status;
}

/* Asking. */

static cwp_status take_options(const cwp_route_options *options, cwp_route_options *out, cwp_error *error) {
  const cwp_route_options defaults = CWP_ROUTE_OPTIONS_INIT;
  *out = defaults;
  if (!options) return CWP_OK;
  if (options->size < sizeof(*options))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_ROUTE_OPTIONS_INIT",
                     options->size);
  if (options->most_routes < 1 || options->most_routes > MOST_ROUTES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "most_routes is %zu, not 1 to %d", options->most_routes, MOST_ROUTES);
  if (options->most_moves < 1 || options->most_moves > MOST_MOVES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "most_moves is %zu, not 1 to %d", options->most_moves, MOST_MOVES);
  *out = *options;
  return CWP_OK;
}

static cwp_status take_question(search *self, const cwp_route_options *options) {
  cwp_error *error = self->error;
  cwp_status status = cwp__check_question(self->pathway, self->portfolio, self->question, error);
  if (!status) status = take_options(options, &self->options, error);
  if (!status) status = cwp__find_start(self->pathway, self->portfolio, self->question, &self->start, error);
  if (status) return status;
  if (self->start == CWP_NONE)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "the role category of \"%s\" is not known: say where routes start",
                     cwp_portfolio_person(self->portfolio)->id);
  if (cwp_record_kind(self->pathway, self->goal) == CWP_KIND_ROLE) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category to go to",
                   cwp_record_code(self->pathway, self->goal));
}

static void throw_away(search *self) {
  cwp__release(&self->memory, self->places);
  cwp__release(&self->memory, self->edges);
  cwp__release(&self->memory, self->routes);
  cwp__release(&self->memory, self->heap);
  cwp__release(&self->memory, self->sum);
}

cwp_status cwp_route_find(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                          cwp_id goal, const cwp_route_options *options, const cwp_allocator *allocator,
                          cwp_routes **out, cwp_error *error) {
  search self = {.pathway = pathway, .portfolio = portfolio, .question = question, .goal = goal, .error = error};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the routes");
  *out = NULL;
  cwp_status status = take_question(&self, options);
  if (status) return status;
  self.memory = cwp__allocator_or_default(allocator);
  cwp_routes *found = cwp__allocate_zeroed(&self.memory, 1, sizeof(*found));
  if (!found) return cwp__fail_memory(error);
  cwp__arena_init(&found->arena, &self.memory);
  found->complete = 1;
  self.kept = &found->arena;
  status = look(&self, found);
  throw_away(&self);
  if (status)
    cwp_routes_free(found);
  else
    *out = found;
  return status;
}

void cwp_routes_free(cwp_routes *self) {
  if (!self) return;
  cwp_allocator memory = self->arena.allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

size_t cwp_routes_count(const cwp_routes *self) {
  return self ? self->count : 0;
}

const cwp_route *cwp_routes_at(const cwp_routes *self, size_t index) {
  return self && index < self->count ? &self->routes[index].about : NULL;
}

static const step *step_at(const cwp_routes *self, size_t route, size_t index) {
  const cwp_route *about = cwp_routes_at(self, route);
  return about && index < about->step_count ? &self->routes[route].steps[index] : NULL;
}

const cwp_route_step *cwp_routes_step(const cwp_routes *self, size_t route, size_t index) {
  const step *one = step_at(self, route, index);
  return one ? &one->about : NULL;
}

const cwp_assessment *cwp_routes_assessment(const cwp_routes *self, size_t route, size_t index) {
  const step *one = step_at(self, route, index);
  return one ? one->assessment : NULL;
}

const cwp_judgement *cwp_routes_added(const cwp_routes *self, size_t route, size_t step_index, size_t index) {
  const step *one = step_at(self, route, step_index);
  return one && index < one->added_count ? one->added[index] : NULL;
}

int cwp_routes_is_complete(const cwp_routes *self) {
  return self ? self->complete : 1;
}
