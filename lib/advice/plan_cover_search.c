#include "advice/plan_cover_search.h"

#include "base/error.h"

#include <string.h>

/* Steps of the bound before the first branch and after it, and rounds of narrowing at one place. */
enum { FIRST_STEPS = 300, LATER_STEPS = 24, MOST_ROUNDS = 4 };

cwp_status cwp__search_init(cwp__search *self, const cwp__cover_task *task, cwp_error *error) {
  memset(self, 0, sizeof(*self));
  cwp_status status = cwp__state_init(&self->state, task, error);
  if (!status) status = cwp__bounder_init(&self->bounder, &self->state, error);
  if (status) return status;
  self->branches = cwp__arena_allocate(&self->state.arena, (size_t)task->option_count + 1, sizeof(cwp__branch));
  self->best = cwp__arena_allocate(&self->state.arena, task->option_count, 1);
  self->trial = cwp__arena_allocate(&self->state.arena, task->option_count, 1);
  self->shared = cwp__arena_allocate(&self->state.arena, task->gap_count, sizeof(uint32_t));
  if (!self->branches || !self->best || !self->trial || !self->shared) return cwp__fail_memory(error);
  memset(self->best, 0, task->option_count);
  return CWP_OK;
}

void cwp__search_free(cwp__search *self) {
  cwp__arena_free(&self->state.arena);
}

/* 1 if a trial covers a gap that the state covers, without one of its options. */
static int covers_without(const cwp__search *self, uint32_t gap, uint32_t option) {
  const cwp__state *state = &self->state;
  uint64_t parts = 0;
  for (uint32_t i = state->first_giver[gap]; i < state->first_giver[gap + 1]; i++)
    if (state->givers[i].option != option && self->trial[state->givers[i].option]) parts |= state->givers[i].parts;
  return cwp__count_parts(parts) >= state->task->demand[gap];
}

/* 1 if a trial is as good without one of its options. */
static int is_spare(const cwp__search *self, uint32_t option) {
  const cwp__state *state = &self->state;
  const cwp__cover_task *task = state->task;
  for (uint32_t i = state->first_dependent[option]; i < state->first_dependent[option + 1]; i++)
    if (self->trial[state->dependents[i]]) return 0;
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++)
    if (state->gap_state[task->shares[i].gap] == CWP__COVERED && !covers_without(self, task->shares[i].gap, option))
      return 0;
  return 1;
}

/* Takes spare options out of a trial, the heaviest first, and returns what that saves. */
static int64_t trim(cwp__search *self) {
  const cwp__state *state = &self->state;
  int64_t saved = 0;
  for (;;) {
    uint32_t count = state->task->option_count, heaviest = count;
    for (uint32_t option = 0; option < count; option++) {
      if (!self->trial[option] || (heaviest < count && state->weight[option] <= state->weight[heaviest])) continue;
      if (is_spare(self, option)) heaviest = option;
    }
    if (heaviest == count) return saved;
    self->trial[heaviest] = 0;
    saved += state->weight[heaviest];
  }
}

/* Keeps the state, in which no gap is open, as the best choice so far. */
static void keep(cwp__search *self) {
  cwp__state *state = &self->state;
  for (uint32_t option = 0; option < state->task->option_count; option++)
    self->trial[option] = state->option_state[option] == CWP__IN;
  int64_t cost = state->cost - trim(self);
  if (cost >= state->cutoff) return;
  memcpy(self->best, self->trial, state->task->option_count);
  state->cutoff = cost;
  self->found = 1;
}

/* How many parts an option gives that open gaps still lack, each as much as giving its gap up would cost. */
static int64_t gain_of(const cwp__state *state, uint32_t option) {
  const cwp__cover_task *task = state->task;
  int64_t gain = 0;
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++) {
    const cwp__share *share = &task->shares[i];
    if (state->gap_state[share->gap] != CWP__OPEN) continue;
    unsigned parts = cwp__count_parts(share->parts & ~state->covered[share->gap]);
    unsigned lack = cwp__lacking(state, share->gap);
    gain += (parts < lack ? parts : lack) * (state->forfeit[share->gap] + 1);
  }
  return gain;
}

/* What an option takes: its weight, or, where options weigh nothing, its share of the stocks. */
static int64_t price_of(const cwp__search *self, uint32_t option) {
  const cwp__state *state = &self->state;
  int64_t price = cwp__state_price(state, option);
  if (price) return price;
  for (uint32_t k = 0; k < state->stock_count; k++)
    price += self->bounder.share_of_stock[k][option];
  return price;
}

/* 1 if a price for a gain is better than another, or as good and the gain is more. Done so that nothing overflows. */
static int is_better_buy(int64_t price, int64_t gain, int64_t other_price, int64_t other_gain) {
  int64_t each = price / gain, other_each = other_price / other_gain;
  if (each != other_each) return each < other_each;
  int64_t rest = price % gain * other_gain, other_rest = other_price % other_gain * gain;
  return rest != other_rest ? rest < other_rest : gain > other_gain;
}

static uint32_t best_buy(const cwp__search *self) {
  const cwp__state *state = &self->state;
  uint32_t best = state->task->option_count;
  int64_t best_price = 0, best_gain = 0;
  for (uint32_t option = 0; option < state->task->option_count; option++) {
    if (state->option_state[option] != CWP__FREE) continue;
    int64_t gain = gain_of(state, option), price = price_of(self, option);
    if (!gain || (best_gain && !is_better_buy(price, gain, best_price, best_gain))) continue;
    best = option;
    best_price = price;
    best_gain = gain;
  }
  return best;
}

void cwp__search_try_greedily(cwp__search *self) {
  cwp__state *state = &self->state;
  size_t mark = cwp__state_mark(state);
  while (cwp__state_settle(state)) {
    if (state->open_count == 0) {
      keep(self);
      break;
    }
    uint32_t option = best_buy(self);
    if (option == state->task->option_count || !cwp__state_choose(state, option)) break;
  }
  cwp__state_undo(state, mark);
}

int cwp__search_narrow(cwp__search *self, unsigned steps, int64_t *bound) {
  cwp__state *state = &self->state;
  self->nodes++;
  for (unsigned round = 0; round < MOST_ROUNDS; round++) {
    if (!cwp__state_settle(state)) return 0;
    *bound = state->cost;
    if (state->open_count == 0) return 1;
    *bound = cwp__bounder_bound(&self->bounder, round ? LATER_STEPS : steps);
    if (*bound >= state->cutoff) return 0;
    size_t mark = cwp__state_mark(state);
    if (!cwp__bounder_fix(&self->bounder)) return 0;
    if (cwp__state_mark(state) == mark) break;
  }
  return cwp__state_settle(state);
}

/* The open gap that has the fewest candidates. */
static uint32_t narrowest_gap(const cwp__state *state) {
  uint32_t best = state->task->gap_count;
  for (uint32_t gap = 0; gap < state->task->gap_count; gap++)
    if (state->gap_state[gap] == CWP__OPEN &&
        (best == state->task->gap_count || state->candidates[gap] < state->candidates[best]))
      best = gap;
  return best;
}

/* Of two free options, the one that is worth more; of those that are worth the same, the one that gives more. */
static int is_worth_more(const cwp__search *self, uint32_t a, uint32_t b) {
  const int64_t *excess = self->bounder.excess;
  if (excess[a] != excess[b]) return excess[a] < excess[b];
  return gain_of(&self->state, a) > gain_of(&self->state, b);
}

static uint32_t worthiest_option(const cwp__search *self) {
  const cwp__state *state = &self->state;
  uint32_t count = state->task->option_count, best = count;
  for (uint32_t option = 0; option < count; option++)
    if (state->option_state[option] == CWP__FREE && self->bounder.excess[option] != INT64_MAX &&
        (best == count || is_worth_more(self, option, best)))
      best = option;
  return best;
}

/* The option to branch on. A gap that is open has a candidate. */
static uint32_t next_option(const cwp__search *self) {
  const cwp__state *state = &self->state;
  uint32_t best = self->by_worth ? worthiest_option(self) : state->task->option_count;
  if (best < state->task->option_count) return best;
  uint32_t gap = narrowest_gap(state);
  for (uint32_t i = state->first_giver[gap]; i < state->first_giver[gap + 1]; i++) {
    uint32_t option = state->givers[i].option;
    if (state->option_state[option] != CWP__FREE) continue;
    if (best == state->task->option_count || is_worth_more(self, option, best)) best = option;
  }
  return best;
}

/* Goes back to the last branch of which only one side was looked at, and on to the other. 0 if there is none. */
static int turn(cwp__search *self) {
  while (self->branch_count > 0) {
    cwp__branch *branch = &self->branches[self->branch_count - 1];
    cwp__state_undo(&self->state, branch->mark);
    if (branch->is_out || branch->bound >= self->state.cutoff) {
      self->branch_count--;
      continue;
    }
    branch->is_out = 1;
    if (cwp__state_drop(&self->state, branch->option)) return 1;
  }
  return 0;
}

/* The least cost of what was not looked at when the search is stopped: what is left of its branches, the place where it
   is being one of them. */
static int64_t least_open(const cwp__search *self) {
  int64_t least = self->branch_count ? self->branches[self->branch_count - 1].bound : self->state.cost;
  for (uint32_t i = 0; i < self->branch_count; i++)
    if (!self->branches[i].is_out && self->branches[i].bound < least) least = self->branches[i].bound;
  return least < self->state.cutoff ? least : self->state.cutoff;
}

static int branch(cwp__search *self, int64_t bound) {
  uint32_t option = next_option(self);
  self->branches[self->branch_count++] = (cwp__branch){cwp__state_mark(&self->state), bound, option, 0};
  return cwp__state_choose(&self->state, option);
}

int64_t cwp__search_run(cwp__search *self) {
  cwp__state *state = &self->state;
  size_t mark = cwp__state_mark(state);
  int64_t bound = state->cost;
  self->found = 0;
  self->branch_count = 0;
  int alive = cwp__search_narrow(self, self->first_only ? LATER_STEPS : FIRST_STEPS, &bound);
  for (;;) {
    if (alive && state->open_count == 0) {
      keep(self);
      if (self->first_only) break;
      alive = 0;
    }
    if (!alive && !turn(self)) break;
    if (alive && !branch(self, bound)) {
      alive = 0;
      continue;
    }
    if (self->nodes >= self->most_nodes) {
      bound = least_open(self);
      cwp__state_undo(state, mark);
      return bound;
    }
    alive = cwp__search_narrow(self, LATER_STEPS, &bound);
  }
  cwp__state_undo(state, mark);
  return state->cutoff;
}
