/* What can be left out of a search before it begins. */

#include "advice/plan_cover_search.h"

#include <string.h>

/* What an option gives that is still lacking of a gap. */
static uint64_t lacking_parts(const cwp__state *state, const cwp__share *share) {
  return state->gap_state[share->gap] == CWP__OPEN ? share->parts & ~state->covered[share->gap] : 0;
}

/* 1 if `a` gives all that `b` gives. Shares are in the order of the gaps. `*more` is set to 1 if it gives more. */
static int gives_all(const cwp__state *state, uint32_t a, uint32_t b, int *more) {
  const cwp__cover_task *task = state->task;
  uint32_t i = task->first_share[a], end = task->first_share[a + 1];
  *more = 0;
  for (uint32_t j = task->first_share[b]; j < task->first_share[b + 1]; j++) {
    uint64_t parts = lacking_parts(state, &task->shares[j]);
    if (!parts) continue;
    for (; i < end && task->shares[i].gap < task->shares[j].gap; i++)
      if (lacking_parts(state, &task->shares[i])) *more = 1;
    if (i == end || task->shares[i].gap != task->shares[j].gap || (parts & ~task->shares[i].parts)) return 0;
    if (lacking_parts(state, &task->shares[i]) != parts) *more = 1;
    i++;
  }
  for (; i < end; i++)
    if (lacking_parts(state, &task->shares[i])) *more = 1;
  return 1;
}

/* 1 if some option that is not out needs this one. */
static int is_needed(const cwp__state *state, uint32_t option) {
  for (uint32_t i = state->first_dependent[option]; i < state->first_dependent[option + 1]; i++)
    if (state->option_state[state->dependents[i]] != CWP__OUT) return 1;
  return 0;
}

/* 1 if whoever takes `b` has all that `a` needs. */
static int has_needs_of(const cwp__state *state, uint32_t b, uint32_t a) {
  const cwp__cover_task *task = state->task;
  for (uint32_t i = task->first_need[a]; i < task->first_need[a + 1]; i++) {
    uint32_t j = task->first_need[b];
    while (j < task->first_need[b + 1] && task->needs[j] != task->needs[i])
      j++;
    if (j == task->first_need[b + 1] && state->option_state[task->needs[i]] != CWP__IN) return 0;
  }
  return 1;
}

/* 1 if option `a` can stand in for `b` in any choice, and be no worse. Of two that can stand in for each other it is
   the first one. With `ties`, a choice with `a` in the place of `b` goes before it. */
static int stands_in(const cwp__state *state, uint32_t a, uint32_t b, int ties) {
  int better = 0;
  if (a == b || state->option_state[a] != CWP__FREE || state->weight[a] > state->weight[b]) return 0;
  for (uint32_t k = 0; k < state->stock_count; k++) {
    if (state->task->use[k][a] > state->task->use[k][b]) return 0;
    better |= state->task->use[k][a] < state->task->use[k][b];
  }
  int gives_more;
  if (!has_needs_of(state, b, a) || !gives_all(state, a, b, &gives_more)) return 0;
  if (a < b || state->weight[a] < state->weight[b]) return 1;
  return !ties && (better || gives_more);
}

/* The open gap with the fewest candidates that an option gives to, or the number of gaps if there is none. */
static uint32_t rarest_gap(const cwp__state *state, uint32_t option) {
  const cwp__cover_task *task = state->task;
  uint32_t rarest = task->gap_count;
  for (uint32_t i = task->first_share[option]; i < task->first_share[option + 1]; i++) {
    uint32_t gap = task->shares[i].gap;
    if (!lacking_parts(state, &task->shares[i])) continue;
    if (rarest == task->gap_count || state->candidates[gap] < state->candidates[rarest]) rarest = gap;
  }
  return rarest;
}

static int is_replaceable(const cwp__state *state, uint32_t option, int ties) {
  if (is_needed(state, option)) return 0;
  uint32_t gap = rarest_gap(state, option);
  if (gap == state->task->gap_count) return 1; /* it gives nothing */
  for (uint32_t i = state->first_giver[gap]; i < state->first_giver[gap + 1]; i++)
    if (stands_in(state, state->givers[i].option, option, ties)) return 1;
  return 0;
}

/* Counts, for each gap, how many candidates of one gap give to it. */
static void count_shared(const cwp__state *state, uint32_t gap, uint32_t *shared) {
  const cwp__cover_task *task = state->task;
  memset(shared, 0, task->gap_count * sizeof(*shared));
  for (uint32_t i = state->first_giver[gap]; i < state->first_giver[gap + 1]; i++) {
    uint32_t option = state->givers[i].option;
    if (state->option_state[option] != CWP__FREE) continue;
    for (uint32_t j = task->first_share[option]; j < task->first_share[option + 1]; j++)
      shared[task->shares[j].gap]++;
  }
}

static int is_plain(const cwp__state *state, uint32_t gap) {
  return state->gap_state[gap] == CWP__OPEN && state->task->demand[gap] == 1;
}

/* Lays aside the gaps that every candidate of `gap`, which has to be covered, gives to. */
static void lay_aside_implied(cwp__state *state, uint32_t gap, uint32_t *shared) {
  count_shared(state, gap, shared);
  for (uint32_t other = 0; other < state->task->gap_count; other++) {
    if (other == gap || !is_plain(state, other) || shared[other] < state->candidates[gap]) continue;
    if (state->candidates[other] > state->candidates[gap] || other > gap) cwp__state_lay_aside(state, other);
  }
}

int cwp__search_reduce(cwp__search *self, int ties) {
  cwp__state *state = &self->state;
  for (;;) {
    if (!cwp__state_settle(state)) return 0;
    size_t before = cwp__state_mark(state);
    for (uint32_t option = 0; option < state->task->option_count; option++)
      if (state->option_state[option] == CWP__FREE && is_replaceable(state, option, ties) &&
          !cwp__state_drop(state, option))
        return 0;
    for (uint32_t gap = 0; gap < state->task->gap_count; gap++)
      if (is_plain(state, gap) && !cwp__state_may_give_up(state, gap)) lay_aside_implied(state, gap, self->shared);
    if (cwp__state_mark(state) == before) return 1;
  }
}
