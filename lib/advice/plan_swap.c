/* Giving out places: first come, first served, and then exchanges. */

#include "advice/plan_team.h"

/* Exchanges that are tried, for each person. */
enum { MOST_TRIES = 20 };

uint32_t cwp__seat_of(const cwp__schedule *self, const cwp__member *member, const cwp__choice *choice, uint32_t offer) {
  uint32_t run = choice->outlook[offer].run;
  return self->seats.first[member->planner.offers[offer].place] + (run == CWP__NO_RUN ? 0 : run);
}

/* Takes the places of a choice, or gives them back. Where there are as many as are wanted, nothing is counted. */
static void count_seats(const cwp__schedule *self, const cwp__member *member, const cwp__choice *choice, int32_t by) {
  for (uint32_t i = 0; i < member->planner.offer_count; i++) {
    int32_t *left = &self->seats.left[cwp__seat_of(self, member, choice, i)];
    if (choice->chosen[i] && *left >= 0) *left += by;
  }
}

static int has_seats(const cwp__schedule *self, const cwp__member *member, const cwp__choice *choice) {
  for (uint32_t i = 0; i < member->planner.offer_count; i++)
    if (choice->chosen[i] && self->seats.left[cwp__seat_of(self, member, choice, i)] == 0) return 0;
  return 1;
}

/* What two people's choices come to, musts and shoulds left before value: below 0 if the first pair is better. */
static int compare_pairs(const cwp__choice *a, const cwp__choice *a2, const cwp__choice *b, const cwp__choice *b2) {
  for (int i = 0; i < 2; i++) {
    uint64_t first = (uint64_t)a->left[i] + (a2 ? a2->left[i] : 0);
    uint64_t second = (uint64_t)b->left[i] + (b2 ? b2->left[i] : 0);
    if (first != second) return first < second ? -1 : 1;
  }
  int64_t first = a->value + (a2 ? a2->value : 0), second = b->value + (b2 ? b2->value : 0);
  return (first > second) - (first < second);
}

static int is_short(const cwp__member *member) {
  return compare_pairs(&member->now, NULL, &member->best, NULL) > 0;
}

static void swap_choices(cwp__choice *a, cwp__choice *b) {
  cwp__choice kept = *a;
  *a = *b;
  *b = kept;
}

static cwp_status choose(cwp__schedule *self, cwp__member *member, cwp__choice *choice, cwp_error *error) {
  cwp_status status = cwp__plan_choose(&member->planner, &self->seats, choice, error);
  self->nodes += choice->answer.nodes;
  return status;
}

/* Plans one person anew with the places that are left, and keeps what comes of it if it is better. */
static cwp_status plan_again(cwp__schedule *self, cwp__member *member, int *better, cwp_error *error) {
  count_seats(self, member, &member->now, 1);
  cwp_status status = choose(self, member, &member->spare, error);
  if (status) return status;
  if (compare_pairs(&member->spare, NULL, &member->now, NULL) < 0) {
    swap_choices(&member->spare, &member->now);
    *better = 1;
  }
  count_seats(self, member, &member->now, -1);
  return CWP_OK;
}

static int holds_seat(const cwp__schedule *self, const cwp__member *member, uint32_t seat) {
  for (uint32_t i = 0; i < member->planner.offer_count; i++)
    if (member->now.chosen[i] && cwp__seat_of(self, member, &member->now, i) == seat) return 1;
  return 0;
}

/* Plans the holder of a place without it, and then the other one with it; keeps that if the two are better off. */
static cwp_status exchange(cwp__schedule *self, cwp__member *holder, cwp__member *other, uint32_t seat, int *better,
                           cwp_error *error) {
  count_seats(self, holder, &holder->now, 1);
  count_seats(self, other, &other->now, 1);
  int32_t left = self->seats.left[seat];
  self->seats.left[seat] = 0; /* the holder may not have it, nor any place in this start */
  cwp_status status = choose(self, holder, &holder->spare, error);
  self->seats.left[seat] = left;
  if (status) return status;
  count_seats(self, holder, &holder->spare, -1);
  status = choose(self, other, &other->spare, error);
  count_seats(self, holder, &holder->spare, 1);
  if (status) return status;
  if (compare_pairs(&holder->spare, &other->spare, &holder->now, &other->now) < 0) {
    swap_choices(&holder->spare, &holder->now);
    swap_choices(&other->spare, &other->now);
    *better = 1;
  }
  count_seats(self, holder, &holder->now, -1);
  count_seats(self, other, &other->now, -1);
  return CWP_OK;
}

/* Tries to get one person a place that they would have if all were free. */
static cwp_status help(cwp__schedule *self, cwp__member *member, size_t *tries, int *better, cwp_error *error) {
  cwp_status status = plan_again(self, member, better, error);
  for (uint32_t i = 0; i < member->planner.offer_count && !status && !*better; i++) {
    if (!member->best.chosen[i]) continue;
    uint32_t seat = cwp__seat_of(self, member, &member->best, i);
    if (self->seats.left[seat] != 0) continue;
    for (size_t k = 0; k < self->count && !status && !*better && *tries > 0; k++) {
      if (&self->members[k] == member || !holds_seat(self, &self->members[k], seat)) continue;
      --*tries;
      status = exchange(self, &self->members[k], member, seat, better, error);
    }
  }
  return status;
}

/* In their order, everybody takes the best that is left. */
static cwp_status serve(cwp__schedule *self, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < self->count && !status; i++) {
    cwp__member *member = &self->members[i];
    /* What is best with all places free is best with fewer as long as it can be had. */
    if (has_seats(self, member, &member->best))
      cwp__choice_copy(&member->now, &member->best, &member->planner);
    else
      status = choose(self, member, &member->now, error);
    if (!status) count_seats(self, member, &member->now, -1);
  }
  return status;
}

cwp_status cwp__schedule_fill(cwp__schedule *self, cwp_error *error) {
  size_t tries = MOST_TRIES * self->count;
  int better = 1;
  cwp_status status = serve(self, error);
  while (better && tries > 0 && !status) {
    better = 0;
    for (size_t i = 0; i < self->count && !status; i++) {
      int helped = 0;
      if (is_short(&self->members[i])) status = help(self, &self->members[i], &tries, &helped, error);
      better |= helped;
    }
  }
  return status;
}
