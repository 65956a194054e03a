/* Routes of several moves to a goal: asking for them, and what each step of one adds. */

#include "advice/route.h"

#include "base/bitset.h"
#include "base/error.h"
#include "person/policy.h"

#include <string.h>

enum { MOST_ROUTES = 100 };

typedef struct found_step {
  cwp_route_step about;
  const cwp_assessment *assessment;
  const cwp_judgement **added;
  size_t added_count;
} found_step;

typedef struct found_route {
  cwp_route about;
  found_step *steps;
} found_route;

struct cwp_routes {
  cwp__arena arena;
  found_route *routes;
  size_t count;
  int complete;
};

/* What was found. */

/* Notes what a step adds: what remains for its target and was asked by no step before, whose requirements `asked` has.
 */
static cwp_status list_added(const cwp__route_search *self, found_step *one, uint64_t *asked) {
  size_t count = cwp_assessment_count(one->assessment);
  one->added = cwp__arena_allocate(self->kept, count, sizeof(*one->added));
  if (!one->added) return cwp__fail_memory(self->error);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    for (size_t i = 0; i < count; i++) {
      const cwp_judgement *judgement = cwp_assessment_at(one->assessment, i);
      cwp_id line = judgement->requirement.line;
      if ((int)judgement->requirement.kind != kind || !cwp__is_missing(judgement->standing)) continue;
      if (cwp__bitset_has(asked, line)) continue;
      cwp__bitset_set(asked, line);
      one->added[one->added_count++] = judgement;
      one->about.adds[kind]++;
    }
  return CWP_OK;
}

static cwp_status fill_step(const cwp__route_search *self, found_step *one, const cwp__route_edge *way) {
  cwp__target *target = &cwp__route_search_stop(self, way->to)->target;
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

static cwp_status write_route(cwp__route_search *self, uint32_t index, found_route *out) {
  uint32_t edges[CWP__MOST_MOVES];
  memset(out, 0, sizeof(*out));
  out->about.step_count = cwp__route_search_moves(self, index, edges);
  out->about.untold = self->routes[index].untold;
  out->steps = cwp__arena_allocate(self->kept, out->about.step_count, sizeof(*out->steps));
  if (!out->steps) return cwp__fail_memory(self->error);
  cwp__bitset_clear(self->sum, cwp_pathway_count(self->pathway, CWP_KIND_END));
  for (size_t i = 0; i < out->about.step_count; i++) {
    found_step *one = &out->steps[i];
    cwp_status status = fill_step(self, one, &self->edges[edges[i]]);
    if (!status) status = list_added(self, one, self->sum);
    if (status) return status;
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
      out->about.remaining[kind] += one->about.adds[kind];
  }
  return CWP_OK;
}

static cwp_status look(cwp__route_search *self, cwp_routes *out) {
  uint32_t found;
  out->routes = cwp__arena_allocate(self->kept, self->options.most_routes, sizeof(*out->routes));
  if (!out->routes) return cwp__fail_memory(self->error);
  cwp_status status = cwp__route_search_start(self);
  while (!status && out->count < self->options.most_routes) {
    status = cwp__route_search_next(self, &found);
    if (status || found == CWP__NOT_BEGUN) break;
    status = write_route(self, found, &out->routes[out->count]);
    out->count++;
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
  if (options->most_moves < 1 || options->most_moves > CWP__MOST_MOVES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "most_moves is %zu, not 1 to %d", options->most_moves, CWP__MOST_MOVES);
  *out = *options;
  return CWP_OK;
}

static cwp_status take_question(cwp__route_search *self, const cwp_route_options *options) {
  cwp_error *error = self->error;
  cwp_status status = cwp__question_check(self->pathway, self->portfolio, self->question, error);
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

cwp_status cwp_route_find(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                          cwp_id goal, const cwp_route_options *options, const cwp_allocator *allocator,
                          cwp_routes **out, cwp_error *error) {
  cwp__route_search self = {
      .pathway = pathway, .portfolio = portfolio, .question = question, .goal = goal, .error = error};
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
  cwp__route_search_free(&self);
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

static const found_step *step_at(const cwp_routes *self, size_t route, size_t index) {
  const cwp_route *about = cwp_routes_at(self, route);
  return about && index < about->step_count ? &self->routes[route].steps[index] : NULL;
}

const cwp_route_step *cwp_routes_step(const cwp_routes *self, size_t route, size_t index) {
  const found_step *one = step_at(self, route, index);
  return one ? &one->about : NULL;
}

const cwp_assessment *cwp_routes_assessment(const cwp_routes *self, size_t route, size_t index) {
  const found_step *one = step_at(self, route, index);
  return one ? one->assessment : NULL;
}

const cwp_judgement *cwp_routes_added(const cwp_routes *self, size_t route, size_t step_index, size_t index) {
  const found_step *one = step_at(self, route, step_index);
  return one && index < one->added_count ? one->added[index] : NULL;
}

int cwp_routes_is_complete(const cwp_routes *self) {
  return self ? self->complete : 1;
}
