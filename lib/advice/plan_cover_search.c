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
  self->best = cwp__arena_allocate(&self->state.arena, task->option_count, 1);
  self->trial = cwp__arena_allocate(&self->state.arena, task->option_count, 1);
  self->shared = cwp__arena_allocate(&self->state.arena, task->gap_count, sizeof(uint32_t));
  if (!self->best || !self->trial || !self->shared) return cwp__fail_memory(error);
  memset(self->best, 0, task->option_count);
  return CWP_OK;
}

void cwp__search_free(cwp__search *self) {
  cwp__release(&self->state.task->allocator, self->tree);
  cwp__release(&self->state.task->allocator, self->waiting);
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

/* The tree. Nodes that wait lie in a heap, the one with the least bound on top, and of those the newest. */

static int goes_first(const cwp__search *self, uint32_t a, uint32_t b) {
  const cwp__node *nodes = self->tree;
  return nodes[a].bound != nodes[b].bound ? nodes[a].bound < nodes[b].bound : a > b;
}

static void put_waiting(cwp__search *self, uint32_t node) {
  uint32_t place = self->waiting_count++;
  for (; place > 0 && goes_first(self, node, self->waiting[(place - 1) / 2]); place = (place - 1) / 2)
    self->waiting[place] = self->waiting[(place - 1) / 2];
  self->waiting[place] = node;
}

static uint32_t take_waiting(cwp__search *self) {
  uint32_t first = self->waiting[0], node = self->waiting[--self->waiting_count], place = 0;
  for (;;) {
    uint32_t child = 2 * place + 1;
    if (child >= self->waiting_count) break;
    if (child + 1 < self->waiting_count && goes_first(self, self->waiting[child + 1], self->waiting[child])) child++;
    if (goes_first(self, node, self->waiting[child])) break;
    self->waiting[place] = self->waiting[child];
    place = child;
  }
  self->waiting[place] = node;
  return first;
}

/* Makes room for two more nodes, both of which could come to wait. */
static int reserve(cwp__search *self) {
  const cwp_allocator *allocator = &self->state.task->allocator;
  size_t needed = (size_t)self->tree_count + 2;
  return needed < UINT32_MAX &&
         cwp__reserve(allocator, (void **)&self->tree, &self->tree_capacity, needed, sizeof(*self->tree)) &&
         cwp__reserve(allocator, (void **)&self->waiting, &self->waiting_capacity, needed, sizeof(*self->waiting));
}

static uint32_t add_node(cwp__search *self, uint32_t parent, uint32_t option, int is_out, int64_t bound) {
  self->tree[self->tree_count] = (cwp__node){bound, parent, option, (uint8_t)is_out};
  return self->tree_count++;
}

static int decide(cwp__state *state, const cwp__node *node) {
  return node->is_out ? cwp__state_drop(state, node->option) : cwp__state_choose(state, node->option);
}

/* Takes the state from that of the root to that of a node. 0 if it turns out that nothing of interest is there. */
static int go_to(cwp__search *self, uint32_t node) {
  for (; node != 0; node = self->tree[node].parent)
    if (!decide(&self->state, &self->tree[node])) return 0;
  return 1;
}

/* Branches on an option at a node: the state goes on with the option in, and the other side waits. 0 if the option
   cannot be in; `*node` is the new node in any case. */
static int branch(cwp__search *self, uint32_t *node, int64_t bound) {
  uint32_t option = next_option(self);
  put_waiting(self, add_node(self, *node, option, 1, bound));
  *node = add_node(self, *node, option, 0, bound);
  return cwp__state_choose(&self->state, option);
}

/* Goes on to the next node that waits, if it is of interest. */
static int turn(cwp__search *self, size_t root, uint32_t *node) {
  while (self->waiting_count > 0 && self->tree[self->waiting[0]].bound < self->state.cutoff) {
    *node = take_waiting(self);
    cwp__state_undo(&self->state, root);
    if (go_to(self, *node)) return 1;
  }
  return 0;
}

/* Looks at node after node from the root on, which is alive. Returns a cost that no choice is below. */
static int64_t look_through(cwp__search *self, int64_t bound) {
  cwp__state *state = &self->state;
  size_t root = cwp__state_mark(state);
  uint32_t node = 0;
  int alive = 1;
  for (;;) {
    if (alive && state->open_count == 0) {
      keep(self);
      if (self->first_only) break;
      alive = 0;
    }
    if (alive && !reserve(self)) {
      self->out_of_memory = 1;
      break;
    }
    if (!(alive && branch(self, &node, bound)) && !turn(self, root, &node)) break;
    bound = self->tree[node].bound;
    if (self->nodes >= self->most_nodes) {
      if (self->waiting_count > 0 && self->tree[self->waiting[0]].bound < bound)
        bound = self->tree[self->waiting[0]].bound;
      return bound < state->cutoff ? bound : state->cutoff;
    }
    int64_t least = bound;
    alive = cwp__search_narrow(self, LATER_STEPS, &bound);
    if (bound < least) bound = least;
  }
  return state->cutoff;
}

int64_t cwp__search_run(cwp__search *self) {
  cwp__state *state = &self->state;
  size_t mark = cwp__state_mark(state);
  int64_t bound = state->cost, lowest = state->cutoff;
  self->found = 0;
  self->tree_count = self->waiting_count = 0;
  if (!reserve(self)) {
    self->out_of_memory = 1;
    return bound;
  }
  if (cwp__search_narrow(self, self->first_only ? LATER_STEPS : FIRST_STEPS, &bound)) {
    add_node(self, 0, 0, 0, bound);
    lowest = look_through(self, bound);
  } else {
    lowest = state->cutoff;
  }
  cwp__state_undo(state, mark);
  return lowest;
}
