#include "advice/plan_cover_bound.h"

#include "base/error.h"

#include <string.h>

/* A stock is cut into so many shares, so that tolls on hours and on pence are of one size. */
enum { WHOLE_STOCK = 4096, STOCK_PART = WHOLE_STOCK / 2, HIGHEST_SCALE = 24 };

/* Strides are 64ths of the way to the cutoff. They are halved after so many steps in vain, or a
   quarter of all steps. */
enum { WHOLE_WAY = 64, MOST_IN_VAIN = 15 };

static int allocate(cwp__bounder *self, cwp__arena *arena) {
  const cwp__cover_task *task = self->state->task;
  size_t options = task->option_count, gaps = task->gap_count;
  self->price = cwp__arena_allocate(arena, gaps, sizeof(*self->price));
  self->gaps = cwp__arena_allocate(arena, gaps, sizeof(*self->gaps));
  self->place_of = cwp__arena_allocate(arena, gaps, sizeof(*self->place_of));
  self->prices = cwp__arena_allocate(arena, gaps, sizeof(*self->prices));
  self->slacks = cwp__arena_allocate(arena, gaps, sizeof(*self->slacks));
  self->options = cwp__arena_allocate(arena, options + 1, sizeof(*self->options));
  self->excess = cwp__arena_allocate(arena, options, sizeof(*self->excess));
  self->shares = cwp__arena_allocate(arena, task->first_share[options], sizeof(*self->shares));
  for (uint32_t k = 0; k < task->stock_count; k++) {
    self->share_of_stock[k] = cwp__arena_allocate(arena, options, sizeof(int64_t));
    if (!self->share_of_stock[k]) return 0;
  }
  return self->price && self->gaps && self->place_of && self->prices && self->slacks && self->options && self->excess &&
         self->shares;
}

/* What an amount is of a whole, in 4096ths, rounded down. More than the whole counts as a bit more than the whole. */
static int64_t share_of(int64_t amount, int64_t whole) {
  if (amount > whole) return WHOLE_STOCK + 1;
  if (whole > INT64_MAX / WHOLE_STOCK) return amount / (whole / WHOLE_STOCK + 1);
  return whole ? amount * WHOLE_STOCK / whole : 0;
}

cwp_status cwp__bounder_init(cwp__bounder *self, cwp__state *state, cwp_error *error) {
  const cwp__cover_task *task = state->task;
  memset(self, 0, sizeof(*self));
  self->state = state;
  if (!allocate(self, &state->arena)) return cwp__fail_memory(error);
  for (uint32_t k = 0; k < task->stock_count; k++)
    for (uint32_t option = 0; option < task->option_count; option++)
      self->share_of_stock[k][option] = share_of(task->use[k][option], task->stock[k]);
  return CWP_OK;
}

/* Bits that a scaled cost may have so that sums over all options and gaps do not overflow. */
static int room_for(const cwp__cover_task *task) {
  int bits = 58;
  for (uint64_t size = ((uint64_t)task->gap_count + 8) * ((uint64_t)task->option_count + 8); size; size >>= 1)
    bits--;
  return bits < 40 ? bits : 40;
}

void cwp__bounder_start(cwp__bounder *self, int64_t top) {
  self->scale = room_for(self->state->task);
  for (int64_t rest = top; rest; rest >>= 1)
    self->scale--;
  if (self->scale > HIGHEST_SCALE) self->scale = HIGHEST_SCALE;
  memset(self->price, 0, self->state->task->gap_count * sizeof(*self->price));
  memset(self->toll, 0, sizeof(self->toll));
  self->fresh = 1;
}

/* A cost, 0 or more, in scaled units, rounded down. */
static int64_t scaled(const cwp__bounder *self, int64_t cost) {
  return self->scale >= 0 ? cost * (INT64_C(1) << self->scale) : cost >> -self->scale;
}

/* The cost that a scaled bound stands for, rounded up, for costs are whole. None is below 0. */
static int64_t unscaled(const cwp__bounder *self, int64_t bound) {
  if (bound <= 0) return 0;
  if (self->scale < 0) return bound * (INT64_C(1) << -self->scale);
  return (bound + (INT64_C(1) << self->scale) - 1) >> self->scale;
}

/* How far the cost may still rise. */
static int64_t room(const cwp__bounder *self) {
  return scaled(self, self->state->cutoff - self->state->cost);
}

static void list_gaps(cwp__bounder *self) {
  const cwp__state *state = self->state;
  self->gap_count = 0;
  for (uint32_t gap = 0; gap < state->task->gap_count; gap++) {
    if (state->gap_state[gap] != CWP__OPEN) continue;
    cwp__live_gap *live = &self->gaps[self->gap_count];
    self->place_of[gap] = self->gap_count++;
    live->gap = gap;
    live->may_give_up = cwp__state_may_give_up(state, gap);
    live->lack = cwp__lacking(state, gap);
    live->forfeit = scaled(self, state->forfeit[gap]);
    live->most = room(self) / live->lack;
    self->prices[self->place_of[gap]] = self->price[gap] < live->most ? self->price[gap] : live->most;
  }
}

/* Lists the open gaps that an option gives to, behind the `count` shares that there are; returns how many there are
   then. */
static uint32_t list_shares(cwp__bounder *self, uint32_t option, uint32_t count) {
  const cwp__state *state = self->state;
  const cwp__cover_task *task = state->task;
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++) {
    const cwp__share *share = &task->shares[i];
    if (state->gap_state[share->gap] != CWP__OPEN) continue;
    uint32_t parts = cwp__count_parts(share->parts & ~state->covered[share->gap]);
    uint32_t place = self->place_of[share->gap], lack = (uint32_t)self->gaps[place].lack;
    if (parts) self->shares[count++] = (cwp__live_share){place, parts < lack ? parts : lack};
  }
  return count;
}

static void list_options(cwp__bounder *self) {
  const cwp__state *state = self->state;
  uint32_t count = 0;
  self->option_count = 0;
  for (uint32_t option = 0; option < state->task->option_count; option++) {
    self->excess[option] = INT64_MAX;
    if (state->option_state[option] != CWP__FREE) continue;
    uint32_t first = count;
    count = list_shares(self, option, first);
    if (count == first) continue;
    cwp__live_option *live = &self->options[self->option_count++];
    live->option = option;
    live->first_share = first;
    live->weight = scaled(self, state->weight[option]);
  }
  self->options[self->option_count].first_share = count;
}

/* The allowance is a stock like others, which giving up uses. */
static void measure_stocks(cwp__bounder *self) {
  const cwp__state *state = self->state;
  memset(self->left, 0, sizeof(self->left));
  for (uint32_t k = 0; k < state->stock_count; k++)
    self->left[k] = share_of(state->stock_left[k], state->task->stock[k]);
  self->left[CWP__ALLOWANCE] = WHOLE_STOCK;
}

static int64_t share_of_allowance(const cwp__bounder *self, const cwp__live_gap *live) {
  return share_of(self->state->penalty[live->gap], self->state->allowance - self->state->given_up);
}

/* Prices to begin with: of each gap, as much as the cheapest option that gives to it costs for each of its parts. No
   option is worth more than it costs then. */
static void set_first_prices(cwp__bounder *self) {
  self->fresh = 0;
  for (uint32_t i = 0; i < self->gap_count; i++)
    self->prices[i] = self->gaps[i].most;
  for (uint32_t i = 0; i < self->option_count; i++) {
    const cwp__live_option *live = &self->options[i];
    int64_t parts = 0;
    for (uint32_t s = live->first_share; s < live[1].first_share; s++)
      parts += self->shares[s].parts;
    for (uint32_t s = live->first_share; s < live[1].first_share; s++) {
      int64_t *price = &self->prices[self->shares[s].place];
      if (live->weight / parts < *price) *price = live->weight / parts;
    }
  }
}

/* What the options that are worth taking save, 0 or less, and what they use. */
static int64_t take_worthy_options(cwp__bounder *self) {
  uint32_t stocks = self->state->stock_count;
  int64_t saved = 0;
  for (uint32_t i = 0; i < self->option_count; i++) {
    cwp__live_option *live = &self->options[i];
    int64_t excess = live->weight;
    for (uint32_t k = 0; k < stocks; k++)
      excess += self->toll[k] * self->share_of_stock[k][live->option];
    for (uint32_t s = live->first_share; s < live[1].first_share; s++)
      excess -= self->shares[s].parts * self->prices[self->shares[s].place];
    live->excess = excess;
    if (excess >= 0) continue;
    saved += excess;
    for (uint32_t s = live->first_share; s < live[1].first_share; s++)
      self->slacks[self->shares[s].place] -= self->shares[s].parts;
    for (uint32_t k = 0; k < stocks; k++)
      self->used[k] += self->share_of_stock[k][live->option];
  }
  return saved;
}

/* The same for giving up gaps. */
static int64_t give_up_dear_gaps(cwp__bounder *self) {
  int64_t saved = 0;
  for (uint32_t i = 0; i < self->gap_count; i++) {
    cwp__live_gap *live = &self->gaps[i];
    if (!live->may_give_up) continue;
    int64_t share = share_of_allowance(self, live);
    int64_t excess = live->forfeit + self->toll[CWP__ALLOWANCE] * share - live->lack * self->prices[i];
    if (excess >= 0) continue;
    saved += excess;
    self->slacks[i] -= live->lack;
    self->used[CWP__ALLOWANCE] += share;
  }
  return saved;
}

/* The bound that prices and tolls give. */
static int64_t evaluate(cwp__bounder *self) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < self->gap_count; i++) {
    self->slacks[i] = self->gaps[i].lack;
    bound += self->gaps[i].lack * self->prices[i];
  }
  memset(self->used, 0, sizeof(self->used));
  bound += take_worthy_options(self) + give_up_dear_gaps(self);
  for (uint32_t k = 0; k < CWP__TOLLS; k++)
    bound -= self->toll[k] * self->left[k];
  return bound;
}

static void keep_best(cwp__bounder *self, int64_t bound) {
  self->best = bound;
  memcpy(self->best_toll, self->toll, sizeof(self->toll));
  for (uint32_t i = 0; i < self->gap_count; i++)
    self->gaps[i].best = self->prices[i];
  for (uint32_t i = 0; i < self->option_count; i++)
    self->options[i].best = self->options[i].excess;
}

static int64_t between(int64_t low, int64_t value, int64_t high) {
  return value < low ? low : (value > high ? high : value);
}

/* How much is missing everywhere, or there too much, squared and added up. A whole stock counts as two parts do: tolls
   are then found about as fast as prices. */
static int64_t imbalance(const cwp__bounder *self) {
  int64_t prices = 0, tolls = 0;
  for (uint32_t i = 0; i < self->gap_count; i++)
    prices += self->slacks[i] * self->slacks[i];
  for (uint32_t k = 0; k < CWP__TOLLS; k++) {
    int64_t over = (self->used[k] - self->left[k]) / STOCK_PART;
    tolls += over * over;
  }
  return prices + tolls + 1;
}

/* Moves prices up where parts are missing and down where there are too many, and tolls up where more is used than there
   is and down where less is. 0 if none moves. */
static int move(cwp__bounder *self, int64_t length) {
  int64_t most = room(self) / WHOLE_WAY;
  int moved = 0;
  for (uint32_t i = 0; i < self->gap_count; i++) {
    int64_t most_price = self->gaps[i].most;
    int64_t price = self->prices[i] + between(-most_price, length * self->slacks[i], most_price);
    price = between(0, price, most_price);
    moved |= price != self->prices[i];
    self->prices[i] = price;
  }
  for (uint32_t k = 0; k < CWP__TOLLS; k++) {
    int64_t over = self->used[k] - self->left[k];
    int64_t toll = self->toll[k] + between(-most, length / STOCK_PART * over / STOCK_PART, most);
    toll = between(0, toll, most);
    moved |= toll != self->toll[k];
    self->toll[k] = toll;
  }
  return moved;
}

static void go_back_to_best(cwp__bounder *self) {
  memcpy(self->toll, self->best_toll, sizeof(self->toll));
  for (uint32_t i = 0; i < self->gap_count; i++)
    self->prices[i] = self->gaps[i].best;
  (void)evaluate(self);
}

/* Takes up to so many steps, or fewer if the cutoff is reached. A step is as long as would take the bound to the cutoff
   if it went on rising as it does here, times the stride; that is halved after some steps in vain. */
static void climb(cwp__bounder *self, unsigned steps) {
  int64_t stride = WHOLE_WAY, needed = self->state->cutoff - self->state->cost;
  unsigned in_vain = 0, patience = steps / 4 < MOST_IN_VAIN ? steps / 4 : MOST_IN_VAIN;
  for (unsigned i = 0;; i++) {
    int64_t bound = evaluate(self);
    if (i == 0 || bound > self->best) {
      keep_best(self, bound);
      if (unscaled(self, bound) >= needed) return;
      in_vain = 0;
    } else if (++in_vain > patience) {
      in_vain = 0;
      stride /= 2;
      go_back_to_best(self);
      bound = self->best;
    }
    if (i == steps || stride == 0) return;
    int64_t length = (room(self) - bound) / imbalance(self);
    if (!move(self, length / WHOLE_WAY * stride + length % WHOLE_WAY * stride / WHOLE_WAY)) return;
  }
}

int64_t cwp__bounder_bound(cwp__bounder *self, unsigned steps) {
  list_gaps(self);
  list_options(self);
  measure_stocks(self);
  if (self->fresh) set_first_prices(self);
  climb(self, steps);
  memcpy(self->toll, self->best_toll, sizeof(self->toll));
  for (uint32_t i = 0; i < self->gap_count; i++)
    self->price[self->gaps[i].gap] = self->gaps[i].best;
  for (uint32_t i = 0; i < self->option_count; i++)
    self->excess[self->options[i].option] = self->options[i].best;
  return self->state->cost + unscaled(self, self->best);
}

int cwp__bounder_fix(cwp__bounder *self) {
  cwp__state *state = self->state;
  int64_t needed = state->cutoff - state->cost;
  for (uint32_t i = 0; i < self->option_count; i++) {
    const cwp__live_option *live = &self->options[i];
    int64_t excess = live->best < 0 ? -live->best : live->best;
    if (unscaled(self, self->best + excess) < needed) continue;
    if (!(live->best < 0 ? cwp__state_choose(state, live->option) : cwp__state_drop(state, live->option))) return 0;
  }
  return 1;
}
