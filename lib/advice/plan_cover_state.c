#include "advice/plan_cover_state.h"

#include "base/error.h"

#include <string.h>

/* What a change was to. */
enum { CHANGED_OPTION, CHANGED_GAP, CHANGED_PARTS };

unsigned cwp__count_parts(uint64_t parts) {
  unsigned count = 0;
  for (; parts; parts &= parts - 1)
    count++;
  return count;
}

unsigned cwp__lacking(const cwp__state *self, uint32_t gap) {
  unsigned demand = self->task->demand[gap], held = cwp__count_parts(self->covered[gap]);
  return held < demand ? demand - held : 0;
}

/* Turns round a list of lists: for each item, who has it. `first` has one place more than there are items, and is
   counted up behind the last use of each place. */
static void sum_up(uint32_t *first, uint32_t count) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i <= count; i++) {
    uint32_t own = first[i];
    first[i] = sum;
    sum += own;
  }
}

static void step_back(uint32_t *first, uint32_t count) {
  memmove(first + 1, first, count * sizeof(*first));
  first[0] = 0;
}

static void list_givers(cwp__state *self) {
  const cwp__cover_task *task = self->task;
  uint32_t shares = task->first_share[task->option_count];
  memset(self->first_giver, 0, (task->gap_count + 1) * sizeof(uint32_t));
  for (uint32_t i = 0; i < shares; i++)
    self->first_giver[task->shares[i].gap]++;
  memcpy(self->candidates, self->first_giver, task->gap_count * sizeof(uint32_t));
  sum_up(self->first_giver, task->gap_count);
  for (uint32_t option = 0; option < task->option_count; option++)
    for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++)
      self->givers[self->first_giver[task->shares[i].gap]++] = (cwp__giver){option, task->shares[i].parts};
  step_back(self->first_giver, task->gap_count);
}

static void list_dependents(cwp__state *self) {
  const cwp__cover_task *task = self->task;
  uint32_t needs = task->first_need[task->option_count];
  memset(self->first_dependent, 0, (task->option_count + 1) * sizeof(uint32_t));
  for (uint32_t i = 0; i < needs; i++)
    self->first_dependent[task->needs[i]]++;
  sum_up(self->first_dependent, task->option_count);
  for (uint32_t option = 0; option < task->option_count; option++)
    for (uint32_t i = task->first_need[option]; i < task->first_need[option + 1]; i++)
      self->dependents[self->first_dependent[task->needs[i]]++] = option;
  step_back(self->first_dependent, task->option_count);
}

/* An option changes once and a gap's parts at most as often as options give to it, and a gap's state once: so many
   changes there can be at any one time. */
static int allocate(cwp__state *self) {
  const cwp__cover_task *task = self->task;
  size_t options = task->option_count, gaps = task->gap_count;
  size_t shares = task->first_share[options], needs = task->first_need[options];
  self->change_capacity = options + gaps + shares;
  cwp__arena *arena = &self->arena;
  self->first_giver = cwp__arena_allocate(arena, gaps + 1, sizeof(uint32_t));
  self->givers = cwp__arena_allocate(arena, shares, sizeof(cwp__giver));
  self->first_dependent = cwp__arena_allocate(arena, options + 1, sizeof(uint32_t));
  self->dependents = cwp__arena_allocate(arena, needs, sizeof(uint32_t));
  self->option_state = cwp__arena_allocate(arena, options, 1);
  self->gap_state = cwp__arena_allocate(arena, gaps, 1);
  self->covered = cwp__arena_allocate(arena, gaps, sizeof(uint64_t));
  self->candidates = cwp__arena_allocate(arena, gaps, sizeof(uint32_t));
  self->changes = cwp__arena_allocate(arena, self->change_capacity, sizeof(cwp__change));
  return self->first_giver && self->givers && self->first_dependent && self->dependents && self->option_state &&
         self->gap_state && self->covered && self->candidates && self->changes;
}

cwp_status cwp__state_init(cwp__state *self, const cwp__cover_task *task, cwp_error *error) {
  memset(self, 0, sizeof(*self));
  self->task = task;
  cwp__arena_init(&self->arena, &task->allocator);
  if (!allocate(self)) return cwp__fail_memory(error);
  list_givers(self);
  list_dependents(self);
  memset(self->option_state, CWP__FREE, task->option_count);
  memset(self->gap_state, CWP__OPEN, task->gap_count);
  memset(self->covered, 0, task->gap_count * sizeof(uint64_t));
  memcpy(self->stock_left, task->stock, sizeof(task->stock));
  self->open_count = task->gap_count;
  return CWP_OK;
}

size_t cwp__state_mark(const cwp__state *self) {
  return self->change_count;
}

static void note(cwp__state *self, uint8_t what, uint32_t index, uint64_t old) {
  self->changes[self->change_count++] = (cwp__change){old, index, what};
}

/* Counts an option among the candidates of its gaps, or not any more. */
static void count_candidate(cwp__state *self, uint32_t option, int more) {
  const cwp__cover_task *task = self->task;
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++)
    self->candidates[task->shares[i].gap] += more ? 1u : UINT32_MAX;
}

static void set_gap(cwp__state *self, uint32_t gap, uint8_t state) {
  note(self, CHANGED_GAP, gap, self->gap_state[gap]);
  if (self->gap_state[gap] == CWP__OPEN) self->open_count--;
  self->gap_state[gap] = state;
}

static void undo_option(cwp__state *self, uint32_t option) {
  if (self->option_state[option] == CWP__IN) {
    self->cost -= self->weight[option];
    for (uint32_t k = 0; k < self->stock_count; k++)
      self->stock_left[k] += self->task->use[k][option];
  }
  self->option_state[option] = CWP__FREE;
  count_candidate(self, option, 1);
}

static void undo_gap(cwp__state *self, uint32_t gap, uint8_t old) {
  if (self->gap_state[gap] == CWP__GIVEN_UP) {
    self->cost -= self->forfeit[gap];
    self->given_up -= self->penalty[gap];
  }
  self->gap_state[gap] = old;
  if (old == CWP__OPEN) self->open_count++;
}

void cwp__state_undo(cwp__state *self, size_t mark) {
  while (self->change_count > mark) {
    const cwp__change *change = &self->changes[--self->change_count];
    if (change->what == CHANGED_OPTION)
      undo_option(self, change->index);
    else if (change->what == CHANGED_GAP)
      undo_gap(self, change->index, (uint8_t)change->old);
    else
      self->covered[change->index] = change->old;
  }
}

static void cover(cwp__state *self, const cwp__share *share) {
  uint64_t old = self->covered[share->gap];
  if (self->gap_state[share->gap] != CWP__OPEN || !(share->parts & ~old)) return;
  note(self, CHANGED_PARTS, share->gap, old);
  self->covered[share->gap] = old | share->parts;
  if (!cwp__lacking(self, share->gap)) set_gap(self, share->gap, CWP__COVERED);
}

static int choose_alone(cwp__state *self, uint32_t option) {
  const cwp__cover_task *task = self->task;
  int possible = 1;
  if (self->option_state[option] != CWP__FREE) return self->option_state[option] == CWP__IN;
  note(self, CHANGED_OPTION, option, CWP__FREE);
  self->option_state[option] = CWP__IN;
  count_candidate(self, option, 0);
  self->cost += self->weight[option];
  for (uint32_t k = 0; k < self->stock_count; k++) {
    self->stock_left[k] -= task->use[k][option];
    if (self->stock_left[k] < 0) possible = 0;
  }
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++)
    cover(self, &task->shares[i]);
  return possible;
}

int cwp__state_choose(cwp__state *self, uint32_t option) {
  const cwp__cover_task *task = self->task;
  for (uint32_t i = task->first_need[option]; i < task->first_need[option + 1]; i++)
    if (!choose_alone(self, task->needs[i])) return 0;
  return choose_alone(self, option);
}

static int drop_alone(cwp__state *self, uint32_t option) {
  if (self->option_state[option] != CWP__FREE) return self->option_state[option] == CWP__OUT;
  note(self, CHANGED_OPTION, option, CWP__FREE);
  self->option_state[option] = CWP__OUT;
  count_candidate(self, option, 0);
  return 1;
}

int cwp__state_drop(cwp__state *self, uint32_t option) {
  for (uint32_t i = self->first_dependent[option]; i < self->first_dependent[option + 1]; i++)
    if (!drop_alone(self, self->dependents[i])) return 0;
  return drop_alone(self, option);
}

void cwp__state_lay_aside(cwp__state *self, uint32_t gap) {
  set_gap(self, gap, CWP__ASIDE);
}

int cwp__state_may_give_up(const cwp__state *self, uint32_t gap) {
  return self->penalty[gap] <= self->allowance - self->given_up && self->forfeit[gap] < self->cutoff - self->cost;
}

static int give_up(cwp__state *self, uint32_t gap) {
  if (!cwp__state_may_give_up(self, gap)) return 0;
  set_gap(self, gap, CWP__GIVEN_UP);
  self->cost += self->forfeit[gap];
  self->given_up += self->penalty[gap];
  return 1;
}

/* Parts of a gap that are covered or could be. */
static uint64_t within_reach(const cwp__state *self, uint32_t gap) {
  uint64_t parts = self->covered[gap];
  for (uint32_t i = self->first_giver[gap]; i < self->first_giver[gap + 1]; i++)
    if (self->option_state[self->givers[i].option] == CWP__FREE) parts |= self->givers[i].parts;
  return parts;
}

static uint32_t last_candidate(const cwp__state *self, uint32_t gap) {
  uint32_t i = self->first_giver[gap];
  while (self->option_state[self->givers[i].option] != CWP__FREE)
    i++;
  return self->givers[i].option;
}

/* Settles one open gap. 0 if it can neither be covered nor given up. */
static int settle_gap(cwp__state *self, uint32_t gap) {
  unsigned demand = self->task->demand[gap];
  if (self->candidates[gap] == 0 || (demand > 1 && cwp__count_parts(within_reach(self, gap)) < demand))
    return give_up(self, gap);
  if (self->candidates[gap] > 1 || cwp__state_may_give_up(self, gap)) return 1;
  return cwp__state_choose(self, last_candidate(self, gap));
}

int64_t cwp__state_price(const cwp__state *self, uint32_t option) {
  const cwp__cover_task *task = self->task;
  int64_t price = self->weight[option];
  for (uint32_t i = task->first_need[option]; i < task->first_need[option + 1]; i++)
    if (self->option_state[task->needs[i]] != CWP__IN) price += self->weight[task->needs[i]];
  return price;
}

/* 1 if the stocks have enough for a free option and all that it needs. */
static int fits(const cwp__state *self, uint32_t option) {
  const cwp__cover_task *task = self->task;
  for (uint32_t k = 0; k < self->stock_count; k++) {
    int64_t use = task->use[k][option];
    for (uint32_t i = task->first_need[option]; i < task->first_need[option + 1]; i++)
      if (self->option_state[task->needs[i]] != CWP__IN) use += task->use[k][task->needs[i]];
    if (use > self->stock_left[k]) return 0;
  }
  return 1;
}

/* Leaves out what is too dear. 0 if that cannot be. */
static int drop_dear(cwp__state *self) {
  for (uint32_t option = 0; option < self->task->option_count; option++) {
    if (self->option_state[option] != CWP__FREE) continue;
    int dear = cwp__state_price(self, option) >= self->cutoff - self->cost;
    if ((dear || !fits(self, option)) && !cwp__state_drop(self, option)) return 0;
  }
  return 1;
}

int cwp__state_settle(cwp__state *self) {
  for (;;) {
    size_t before = self->change_count;
    if (self->cost >= self->cutoff || !drop_dear(self)) return 0;
    for (uint32_t gap = 0; gap < self->task->gap_count && self->open_count > 0; gap++)
      if (self->gap_state[gap] == CWP__OPEN && !settle_gap(self, gap)) return 0;
    if (self->change_count == before || self->open_count == 0) break;
  }
  return self->cost < self->cutoff;
}
