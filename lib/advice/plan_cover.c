/* The stages of a cover task: plan_cover.h says what is looked for. */

#include "advice/plan_cover.h"

#include "advice/plan_cover_search.h"
#include "base/error.h"

#include <string.h>

/* More than any cost, and so little that sums do not overflow. */
#define UNLIMITED (INT64_MAX / 4)

typedef struct solver {
  const cwp__cover_task *task;
  cwp__search search;
  int64_t *weight;    /* by option: value, and the options counted, in one number */
  int64_t *no_weight; /* all 0 */
  int64_t *penalty;   /* by gap: a must is more than all others */
  int64_t *no_penalty;
  uint32_t *part; /* by option, and then by gap: which part of the task it belongs to */
  uint8_t *chosen;
  int64_t divisor;       /* of all values */
  int64_t step;          /* what a unit of value weighs, once divided */
  int64_t must_penalty;  /* what a must counts */
  int64_t whole_penalty; /* what all gaps count */
  int64_t whole_weight;
} solver;

/* What a stage came to. */
typedef struct outcome {
  int64_t cost;
  int64_t bound; /* no choice costs less */
  int found;     /* there is a choice: in `chosen` of the solver */
  int settled;   /* it is the first among equals */
} outcome;

static int64_t common_divisor(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* A choice with nothing to spare has no more options than gaps ask for parts, and what those need. */
static int64_t most_options(const cwp__cover_task *task) {
  int64_t most = task->first_need[task->option_count];
  for (uint32_t gap = 0; gap < task->gap_count; gap++)
    most += task->demand[gap];
  return most < task->option_count ? most : task->option_count;
}

/* Value goes before the number of options, so that one number holds both: `self->step` is what a unit of value weighs.
   Values are divided by what they have in common, so that bounds on them are sharper; where all are the same there is
   nothing to count but options. */
static void set_weights(solver *self) {
  const cwp__cover_task *task = self->task;
  int64_t divisor = 0;
  int same = 1;
  for (uint32_t option = 0; option < task->option_count; option++) {
    divisor = common_divisor(divisor, task->value[option]);
    same &= task->value[option] == task->value[0];
  }
  self->divisor = divisor ? divisor : 1;
  self->step = same && divisor ? 1 : most_options(task) + 1;
  self->whole_weight = 0;
  for (uint32_t option = 0; option < task->option_count; option++) {
    self->weight[option] = same && divisor ? 1 : task->value[option] / self->divisor * self->step + 1;
    self->whole_weight += self->weight[option];
  }
}

/* In the same way one number holds how many musts are given up, and how many others. */
static void set_penalties(solver *self) {
  const cwp__cover_task *task = self->task;
  self->must_penalty = 1;
  self->whole_penalty = 0;
  for (uint32_t gap = 0; gap < task->gap_count; gap++)
    self->must_penalty += !task->must[gap];
  for (uint32_t gap = 0; gap < task->gap_count; gap++) {
    self->penalty[gap] = task->must[gap] ? self->must_penalty : 1;
    self->whole_penalty += self->penalty[gap];
  }
}

static cwp_status solver_init(solver *self, const cwp__cover_task *task, cwp_error *error) {
  size_t options = task->option_count, gaps = task->gap_count;
  memset(self, 0, sizeof(*self));
  self->task = task;
  cwp_status status = cwp__search_init(&self->search, task, error);
  if (status) return status;
  cwp__arena *arena = &self->search.state.arena;
  self->weight = cwp__arena_allocate(arena, options, sizeof(int64_t));
  self->no_weight = cwp__arena_allocate(arena, options, sizeof(int64_t));
  self->penalty = cwp__arena_allocate(arena, gaps, sizeof(int64_t));
  self->no_penalty = cwp__arena_allocate(arena, gaps, sizeof(int64_t));
  self->part = cwp__arena_allocate(arena, options + gaps, sizeof(uint32_t));
  self->chosen = cwp__arena_allocate(arena, options, 1);
  if (!self->weight || !self->no_weight || !self->penalty || !self->no_penalty || !self->part || !self->chosen)
    return cwp__fail_memory(error);
  memset(self->no_weight, 0, options * sizeof(int64_t));
  memset(self->no_penalty, 0, gaps * sizeof(int64_t));
  set_weights(self);
  set_penalties(self);
  return CWP_OK;
}

/* Sets the stage: what costs, how much may be given up, and whether stocks are looked at. */
static void set_cover_stage(solver *self) {
  cwp__state *state = &self->search.state;
  state->weight = self->no_weight;
  state->forfeit = state->penalty = self->penalty;
  state->allowance = UNLIMITED;
  state->stock_count = self->task->stock_count;
  self->search.by_worth = 1;
  cwp__bounder_start(&self->search.bounder, self->whole_penalty + 1);
}

static void set_value_stage(solver *self, int64_t allowance, int with_stocks) {
  cwp__state *state = &self->search.state;
  state->weight = self->weight;
  state->forfeit = self->no_penalty;
  state->penalty = self->penalty;
  state->allowance = allowance;
  state->stock_count = with_stocks ? self->task->stock_count : 0;
  self->search.by_worth = 0;
  cwp__bounder_start(&self->search.bounder, self->whole_weight + 1);
}

/* 1 if, besides what was decided before, a choice with this option costs no more; it is then in `best`. `*open` is set
   to 1 if the search was stopped before that was sure. */
static int can_do_with(cwp__search *search, uint32_t option, int64_t cost, int *open) {
  cwp__state *state = &search->state;
  size_t mark = cwp__state_mark(state);
  state->cutoff = cost + 1;
  search->found = 0;
  search->first_only = 1;
  if (cwp__state_choose(state, option)) *open = cwp__search_run(search) < state->cutoff && !search->found;
  search->first_only = 0;
  state->cutoff = cost + 1;
  cwp__state_undo(state, mark);
  return search->found;
}

/*
 * Makes `best`, which costs no more than any other choice, the first among equals: goes through the options in order,
 * and takes in each one that some choice of that cost has together with what was taken in before. 0 if the search was
 * stopped.
 */
static int settle_ties(cwp__search *search) {
  cwp__state *state = &search->state;
  size_t mark = cwp__state_mark(state);
  int64_t cost = state->cutoff, bound;
  int open = 0;
  state->cutoff = cost + 1;
  int alive = cwp__search_narrow(search, 100, &bound);
  for (uint32_t option = 0; alive && option < state->task->option_count && state->open_count > 0; option++) {
    if (state->option_state[option] != CWP__FREE) continue;
    int in = search->best[option] || can_do_with(search, option, cost, &open);
    if (open) break;
    alive = (in ? cwp__state_choose(state, option) : cwp__state_drop(state, option)) && cwp__state_settle(state);
  }
  state->cutoff = cost;
  cwp__state_undo(state, mark);
  return alive && !open;
}

/* The value stage of what is still open: all of the task, or one part of it. `best` may hold a choice already, which
   then costs as much as the cutoff. */
static outcome solve_part(cwp__search *search, int has_best) {
  cwp__state *state = &search->state;
  search->found = 0;
  cwp__search_try_greedily(search);
  int greedy = search->found;
  outcome result = {.bound = cwp__search_run(search)};
  result.found = has_best || greedy || search->found;
  result.cost = state->cutoff;
  if (result.found && result.bound >= result.cost) result.settled = settle_ties(search);
  return result;
}

static uint32_t part_of(uint32_t *part, uint32_t item) {
  while (part[item] != item)
    item = part[item] = part[part[item]];
  return item;
}

static void join(uint32_t *part, uint32_t a, uint32_t b) {
  a = part_of(part, a);
  b = part_of(part, b);
  part[a > b ? a : b] = a > b ? b : a;
}

/* Finds what hangs together: options by the gaps that they give to, and by what they need. */
static void find_parts(solver *self) {
  const cwp__state *state = &self->search.state;
  const cwp__cover_task *task = self->task;
  uint32_t options = task->option_count;
  for (uint32_t item = 0; item < options + task->gap_count; item++)
    self->part[item] = item;
  for (uint32_t option = 0; option < options; option++) {
    if (state->option_state[option] != CWP__FREE) continue;
    for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++)
      if (state->gap_state[task->shares[i].gap] == CWP__OPEN) join(self->part, option, options + task->shares[i].gap);
    for (uint32_t i = task->first_need[option]; i < task->first_need[option + 1]; i++)
      if (state->option_state[task->needs[i]] == CWP__FREE) join(self->part, option, task->needs[i]);
  }
}

/* Leaves one part open and lays everything else aside. */
static void isolate(solver *self, uint32_t part) {
  cwp__state *state = &self->search.state;
  uint32_t options = self->task->option_count;
  for (uint32_t gap = 0; gap < self->task->gap_count; gap++)
    if (state->gap_state[gap] == CWP__OPEN && part_of(self->part, options + gap) != part)
      cwp__state_lay_aside(state, gap);
  for (uint32_t option = 0; option < options; option++)
    if (state->option_state[option] == CWP__FREE && part_of(self->part, option) != part)
      (void)cwp__state_drop(state, option); /* what needs it is of its part, and not in */
}

/* 1 if a part, which is known by its first item, has an open gap: what has none is of no use. */
static int is_open(const solver *self, uint32_t part) {
  const cwp__state *state = &self->search.state;
  for (uint32_t gap = 0; gap < self->task->gap_count; gap++)
    if (state->gap_state[gap] == CWP__OPEN && part_of(self->part, self->task->option_count + gap) == part) return 1;
  return 0;
}

static void take_over_best(solver *self) {
  for (uint32_t option = 0; option < self->task->option_count; option++)
    self->chosen[option] |= self->search.best[option];
}

/* The value stage where everything has to be covered and no stock is looked at: part by part. */
static outcome solve_freely(solver *self) {
  cwp__state *state = &self->search.state;
  outcome whole = {.found = 1, .settled = 1};
  set_value_stage(self, 0, 0);
  state->cutoff = self->whole_weight + 1;
  (void)cwp__search_reduce(&self->search, 1); /* it can all be covered */
  for (uint32_t option = 0; option < self->task->option_count; option++)
    self->chosen[option] = state->option_state[option] == CWP__IN;
  whole.cost = whole.bound = state->cost;
  find_parts(self);
  for (uint32_t part = 0; part < self->task->option_count; part++) {
    if (self->part[part] != part || state->option_state[part] != CWP__FREE || !is_open(self, part)) continue;
    size_t mark = cwp__state_mark(state);
    int64_t before = state->cost;
    isolate(self, part);
    cwp__bounder_start(&self->search.bounder, self->whole_weight + 1);
    outcome result = solve_part(&self->search, 0);
    take_over_best(self);
    whole.cost += result.cost - before;
    whole.bound += result.bound - before;
    whole.settled &= result.settled;
    cwp__state_undo(state, mark);
    state->cutoff = self->whole_weight + 1;
  }
  cwp__state_undo(state, 0);
  return whole;
}

/* 1 if the stocks have enough for what is chosen. */
static int keeps_to_stocks(const solver *self) {
  const cwp__cover_task *task = self->task;
  for (uint32_t k = 0; k < task->stock_count; k++) {
    int64_t left = task->stock[k];
    for (uint32_t option = 0; option < task->option_count; option++)
      if (self->chosen[option]) left -= task->use[k][option];
    if (left < 0) return 0;
  }
  return 1;
}

/* The cover stage: how little has to be given up. Taking nothing is a choice, if a poor one. */
static outcome solve_cover(solver *self) {
  cwp__search *search = &self->search;
  cwp__state *state = &search->state;
  set_cover_stage(self);
  memset(search->best, 0, self->task->option_count);
  state->cutoff = self->whole_penalty;
  outcome result = {.found = 1};
  if (cwp__search_reduce(search, 0)) {
    cwp__search_try_greedily(search);
    result.bound = cwp__search_run(search);
  } else {
    result.bound = state->cutoff;
  }
  result.cost = state->cutoff;
  cwp__state_undo(state, 0);
  return result;
}

static int64_t weight_of_best(const solver *self) {
  int64_t weight = 0;
  for (uint32_t option = 0; option < self->task->option_count; option++)
    if (self->search.best[option]) weight += self->weight[option];
  return weight;
}

/* The value stage within the stocks, from the choice that the cover stage has left in `best`. */
static outcome solve_within_stocks(solver *self, int64_t allowance) {
  cwp__search *search = &self->search;
  cwp__state *state = &search->state;
  set_value_stage(self, allowance, 1);
  state->cutoff = weight_of_best(self);
  outcome result = {.cost = state->cutoff, .bound = state->cutoff, .found = 1};
  /* What is reduced may leave out the choice in hand, but not one that goes before it. */
  state->cutoff++;
  if (cwp__search_reduce(search, 1)) {
    result = solve_part(search, 0);
    result.found = 1;
  }
  cwp__state_undo(state, 0);
  memcpy(self->chosen, search->best, self->task->option_count);
  return result;
}

/* What is left of musts and others, of what is chosen or of a bound on the penalties. */
static void split_penalty(const solver *self, int64_t penalty, uint32_t *musts, uint32_t *others) {
  *musts = (uint32_t)(penalty / self->must_penalty);
  *others = (uint32_t)(penalty % self->must_penalty);
}

static int64_t penalty_of_chosen(solver *self) {
  const cwp__state *state = &self->search.state;
  int64_t penalty = 0;
  for (uint32_t gap = 0; gap < self->task->gap_count; gap++) {
    uint64_t parts = 0;
    for (uint32_t i = state->first_giver[gap]; i < state->first_giver[gap + 1]; i++)
      if (self->chosen[state->givers[i].option]) parts |= state->givers[i].parts;
    if (cwp__count_parts(parts) < self->task->demand[gap]) penalty += self->penalty[gap];
  }
  return penalty;
}

static void fill_answer(solver *self, const outcome *value, int64_t least_penalty, cwp__cover_answer *answer) {
  int64_t penalty = penalty_of_chosen(self);
  answer->value = 0;
  for (uint32_t option = 0; option < self->task->option_count; option++)
    if (self->chosen[option]) answer->value += self->task->value[option];
  memcpy(answer->chosen, self->chosen, self->task->option_count);
  split_penalty(self, penalty, &answer->musts_left, &answer->others_left);
  split_penalty(self, least_penalty, &answer->least_musts_left, &answer->least_others_left);
  if (answer->least_musts_left < answer->musts_left) answer->least_others_left = 0;
  answer->bound = value->bound / self->step * self->divisor;
  answer->proved = least_penalty == penalty && value->bound >= value->cost && value->settled;
  answer->nodes = self->search.nodes;
}

/* The search may take so many more nodes, of those that are left, in a stage. */
static void allot(solver *self, uint64_t part, uint64_t of) {
  uint64_t used = self->search.nodes, most = self->task->most_nodes;
  uint64_t left = used < most ? most - used : 0;
  self->search.most_nodes = used + left / of * part + left % of * part / of;
}

/* Looks for the best without looking at the stocks first, for what keeps to them anyway is best. Otherwise, in stages.
   What everything costs that covers all without looking at the stocks bounds what it costs within them. */
static outcome solve(solver *self, int64_t *least_penalty) {
  int has_stocks = self->task->stock_count > 0;
  allot(self, 1, has_stocks ? 4 : 1);
  outcome freely = solve_freely(self), cover = {0};
  int keeps = keeps_to_stocks(self);
  *least_penalty = 0;
  if (!has_stocks || (keeps && freely.settled)) return freely;
  if (keeps) {
    memcpy(self->search.best, self->chosen, self->task->option_count);
  } else {
    allot(self, 1, 2);
    cover = solve_cover(self);
    *least_penalty = cover.bound;
  }
  allot(self, 1, 1);
  outcome value = solve_within_stocks(self, cover.cost);
  if (cover.cost == 0 && value.bound < freely.bound) value.bound = freely.bound;
  return value;
}

cwp_status cwp__cover_solve(const cwp__cover_task *task, cwp__cover_answer *answer, cwp_error *error) {
  solver self;
  int64_t least_penalty;
  cwp_status status = solver_init(&self, task, error);
  if (!status) {
    outcome value = solve(&self, &least_penalty);
    if (self.search.out_of_memory)
      status = cwp__fail_memory(error);
    else
      fill_answer(&self, &value, least_penalty, answer);
  }
  cwp__search_free(&self.search);
  return status;
}
