/* Which of the courses on offer to take: the care of it put into numbers, and the answer read back. */

#include "advice/plan_work.h"
#include "base/error.h"

#include <string.h>

/* Searching takes about as long as so many shares, options and gaps looked at, at the least so many nodes. */
enum { USUAL_EFFORT = 1250000, LEAST_NODES = 100, MOST_NODES = 20000 };

/* No option. */
#define NO_OPTION UINT32_MAX

/* The task, and what its options and gaps are. */
typedef struct brief {
  cwp__cover_task task;
  uint32_t *offer_of;  /* by option */
  uint32_t *option_of; /* by offer */
  uint32_t *gap_of;    /* by gap of the planner: that of the task, or NO_OPTION */
  cwp__arena arena;
} brief;

cwp_status cwp__choice_init(cwp__choice *self, const cwp__planner *planner, cwp__arena *arena, cwp_error *error) {
  memset(self, 0, sizeof(*self));
  self->outlook = cwp__arena_allocate(arena, planner->offer_count, sizeof(*self->outlook));
  self->chosen = cwp__arena_allocate(arena, planner->offer_count, 1);
  self->reachable = cwp__arena_allocate(arena, planner->gap_count, 1);
  if (!self->outlook || !self->chosen || !self->reachable) return cwp__fail_memory(error);
  return CWP_OK;
}

void cwp__choice_copy(cwp__choice *self, const cwp__choice *other, const cwp__planner *planner) {
  cwp__choice copy = *other;
  copy.outlook = self->outlook;
  copy.chosen = self->chosen;
  copy.reachable = self->reachable;
  *self = copy;
  if (planner->offer_count) {
    memcpy(self->outlook, other->outlook, planner->offer_count * sizeof(*self->outlook));
    memcpy(self->chosen, other->chosen, planner->offer_count);
  }
  if (planner->gap_count) memcpy(self->reachable, other->reachable, planner->gap_count);
}

/* What offers give to each gap: those that may be chosen, or all of them, or only those that are. */
static void add_up(const cwp__planner *self, const cwp__choice *choice, int with_barred, int only_chosen,
                   uint64_t *given) {
  memset(given, 0, self->gap_count * sizeof(*given));
  for (uint32_t i = 0; i < self->offer_count; i++) {
    if ((!with_barred && choice->outlook[i].is_barred) || (only_chosen && !choice->chosen[i])) continue;
    for (uint32_t k = 0; k < self->offers[i].share_count; k++)
      given[self->offers[i].shares[k].gap] |= self->offers[i].shares[k].parts;
  }
}

/* Says of each gap whether courses can cover it at all. */
static void find_reachable(const cwp__planner *self, cwp__choice *choice, uint64_t *given) {
  add_up(self, choice, 1, 0, given);
  for (uint32_t gap = 0; gap < self->gap_count; gap++)
    choice->reachable[gap] = cwp__count_parts(given[gap]) >= self->demand[gap] ? CWP__BARRED : CWP__OUT_OF_REACH;
  add_up(self, choice, 0, 0, given);
  for (uint32_t gap = 0; gap < self->gap_count; gap++)
    if (cwp__count_parts(given[gap]) >= self->demand[gap]) choice->reachable[gap] = CWP__REACHED;
}

/* The gaps that can be covered, and what they ask for. */
static cwp_status brief_gaps(const cwp__planner *self, const cwp__choice *choice, brief *all, cwp_error *error) {
  uint8_t *demand = cwp__arena_allocate(&all->arena, self->gap_count, 1);
  uint8_t *must = cwp__arena_allocate(&all->arena, self->gap_count, 1);
  uint32_t count = 0;
  if (!demand || !must) return cwp__fail_memory(error);
  for (uint32_t gap = 0; gap < self->gap_count; gap++) {
    all->gap_of[gap] = NO_OPTION;
    if (choice->reachable[gap] != CWP__REACHED) continue;
    demand[count] = self->demand[gap];
    must[count] = self->gaps[gap].requirement.kind == CWP_MUST;
    all->gap_of[gap] = count++;
  }
  all->task.gap_count = count;
  all->task.demand = demand;
  all->task.must = must;
  return CWP_OK;
}

/* What options give, and what has to come before them. */
static cwp_status brief_lists(const cwp__planner *self, brief *all, cwp_error *error) {
  uint32_t options = all->task.option_count, shares = 0, needs = 0;
  for (uint32_t i = 0; i < options; i++) {
    shares += self->offers[all->offer_of[i]].share_count;
    needs += self->offers[all->offer_of[i]].need_count;
  }
  uint32_t *first_share = cwp__arena_allocate(&all->arena, (size_t)options + 1, sizeof(*first_share));
  uint32_t *first_need = cwp__arena_allocate(&all->arena, (size_t)options + 1, sizeof(*first_need));
  cwp__share *share = cwp__arena_allocate(&all->arena, shares, sizeof(*share));
  uint32_t *need = cwp__arena_allocate(&all->arena, needs, sizeof(*need));
  if (!first_share || !first_need || !share || !need) return cwp__fail_memory(error);
  shares = needs = 0;
  for (uint32_t i = 0; i < options; i++) {
    const cwp__offer *offer = &self->offers[all->offer_of[i]];
    first_share[i] = shares;
    first_need[i] = needs;
    for (uint32_t k = 0; k < offer->share_count; k++)
      if (all->gap_of[offer->shares[k].gap] != NO_OPTION)
        share[shares++] = (cwp__share){all->gap_of[offer->shares[k].gap], offer->shares[k].parts};
    for (uint32_t k = 0; k < offer->need_count; k++)
      need[needs++] = all->option_of[offer->needs[k]];
  }
  first_share[options] = shares;
  first_need[options] = needs;
  all->task.first_share = first_share;
  all->task.first_need = first_need;
  all->task.shares = share;
  all->task.needs = need;
  return CWP_OK;
}

typedef int64_t measure(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook);

static int64_t cost_of(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  (void)self;
  (void)outlook;
  return course->cost;
}

static int64_t net_cost_of(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  (void)self;
  return course->cost - outlook->reimbursed;
}

static int64_t hours_of(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  (void)self;
  (void)outlook;
  return course->centihours;
}

static int64_t one(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  (void)self;
  (void)course;
  (void)outlook;
  return 1;
}

static int64_t value_of(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  return cwp__plan_value(self, course, outlook->reimbursed);
}

/* A number of each option. NULL when there is no memory. */
static int64_t *measure_options(const cwp__planner *self, const cwp__choice *choice, brief *all, measure *of) {
  int64_t *numbers = cwp__arena_allocate(&all->arena, all->task.option_count, sizeof(*numbers));
  for (uint32_t i = 0; numbers && i < all->task.option_count; i++) {
    uint32_t offer = all->offer_of[i];
    numbers[i] = of(self, self->offers[offer].course, &choice->outlook[offer]);
  }
  return numbers;
}

/* A limit, if there is one that all courses together go beyond, becomes a stock. */
static cwp_status add_stock(const cwp__planner *self, const cwp__choice *choice, brief *all, int64_t limit, measure *of,
                            cwp_error *error) {
  if (limit == CWP_NO_LIMIT) return CWP_OK;
  const int64_t *use = measure_options(self, choice, all, of);
  if (!use) return cwp__fail_memory(error);
  int64_t whole = 0;
  for (uint32_t i = 0; i < all->task.option_count; i++)
    whole += use[i];
  if (whole <= limit) return CWP_OK;
  all->task.use[all->task.stock_count] = use;
  all->task.stock[all->task.stock_count++] = limit;
  return CWP_OK;
}

static cwp_status brief_numbers(const cwp__planner *self, const cwp__choice *choice, brief *all, cwp_error *error) {
  const cwp_plan_options *options = &self->options;
  all->task.value = measure_options(self, choice, all, value_of);
  if (!all->task.value) return cwp__fail_memory(error);
  cwp_status status = add_stock(self, choice, all, options->most_cost, cost_of, error);
  if (!status) status = add_stock(self, choice, all, options->most_net_cost, net_cost_of, error);
  if (!status) status = add_stock(self, choice, all, options->most_centihours, hours_of, error);
  if (!status) status = add_stock(self, choice, all, options->most_courses, one, error);
  return status;
}

static uint64_t usual_nodes(const cwp__cover_task *task) {
  uint64_t size = (uint64_t)task->first_share[task->option_count] + task->option_count + task->gap_count + 1;
  uint64_t nodes = USUAL_EFFORT / size;
  return nodes < LEAST_NODES ? LEAST_NODES : (nodes > MOST_NODES ? MOST_NODES : nodes);
}

static cwp_status brief_init(const cwp__planner *self, cwp__choice *choice, brief *all, cwp_error *error) {
  uint32_t count = 0;
  all->task.allocator = self->allocator;
  all->offer_of = cwp__arena_allocate(&all->arena, self->offer_count, sizeof(uint32_t));
  all->option_of = cwp__arena_allocate(&all->arena, self->offer_count, sizeof(uint32_t));
  all->gap_of = cwp__arena_allocate(&all->arena, self->gap_count, sizeof(uint32_t));
  uint64_t *given = cwp__arena_allocate(&all->arena, self->gap_count, sizeof(*given));
  if (!all->offer_of || !all->option_of || !all->gap_of || !given) return cwp__fail_memory(error);
  find_reachable(self, choice, given);
  for (uint32_t i = 0; i < self->offer_count; i++) {
    all->option_of[i] = choice->outlook[i].is_barred ? NO_OPTION : count;
    if (!choice->outlook[i].is_barred) all->offer_of[count++] = i;
  }
  all->task.option_count = count;
  cwp_status status = brief_gaps(self, choice, all, error);
  if (!status) status = brief_lists(self, all, error);
  if (!status) status = brief_numbers(self, choice, all, error);
  if (!status) all->task.most_nodes = self->options.most_nodes ? self->options.most_nodes : usual_nodes(&all->task);
  return status;
}

/* Reads the answer back: what is chosen, and what is left of all gaps. */
static cwp_status take_answer(const cwp__planner *self, cwp__choice *choice, const brief *all, cwp_error *error) {
  cwp_allocator memory = self->allocator;
  memset(choice->chosen, 0, self->offer_count);
  for (uint32_t i = 0; i < all->task.option_count; i++)
    choice->chosen[all->offer_of[i]] = choice->answer.chosen[i];
  choice->value = choice->answer.value;
  choice->left[0] = choice->left[1] = 0;
  uint64_t *given = cwp__allocate(&memory, self->gap_count, sizeof(*given));
  if (!given) return cwp__fail_memory(error);
  add_up(self, choice, 0, 1, given);
  for (uint32_t gap = 0; gap < self->gap_count; gap++) {
    if (self->gaps[gap].fate == CWP_GAP_UNDER_WAY || cwp__count_parts(given[gap]) >= self->demand[gap]) continue;
    choice->left[self->gaps[gap].requirement.kind == CWP_MUST ? 0 : 1]++;
  }
  cwp__release(&memory, given);
  return CWP_OK;
}

cwp_status cwp__plan_choose(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice, cwp_error *error) {
  brief all;
  memset(&all, 0, sizeof(all));
  cwp__arena_init(&all.arena, &self->allocator);
  memset(&choice->answer, 0, sizeof(choice->answer));
  cwp__plan_look_out(self, seats, choice);
  cwp_status status = brief_init(self, choice, &all, error);
  if (!status) {
    choice->answer.chosen = cwp__arena_allocate(&all.arena, all.task.option_count, 1);
    if (!choice->answer.chosen) status = cwp__fail_memory(error);
  }
  if (!status) memset(choice->answer.chosen, 0, all.task.option_count);
  choice->answer.proved = 1;
  if (!status && all.task.gap_count) status = cwp__cover_solve(&all.task, &choice->answer, error);
  if (!status) status = take_answer(self, choice, &all, error);
  choice->answer.chosen = NULL;
  if (!status) cwp__plan_avoid_clashes(self, seats, choice);
  cwp__arena_free(&all.arena);
  return status;
}
