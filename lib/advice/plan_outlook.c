/* When each course on offer would take place, what it would bring back, and whether it may be chosen. */

#include "advice/plan_work.h"

#include <string.h>

/* Claims. */

static cwp_date months_after(cwp_date date, int months) {
  cwp_date later = cwp_date_add_months(date, months);
  return later == CWP_DATE_NONE ? CWP_DATE_MAX : later;
}

/* A claim whose window opens on a day. */
static cwp_claim claim_from(const cwp__planner *self, cwp_date from, int months, int part, int percent) {
  const cwp_plan_options *options = &self->options;
  cwp_claim claim = {.course = SIZE_MAX, .part = part, .percent = percent, .from = from};
  claim.until = months_after(from, months);
  claim.on = CWP_DATE_NONE;
  if (!options->claim_day_count) return claim;
  claim.state = CWP_CLAIM_NO_DAY;
  for (size_t i = 0; i < options->claim_day_count && claim.on == CWP_DATE_NONE; i++) {
    if (options->claim_days[i] < from) continue;
    claim.on = options->claim_days[i];
    claim.state = claim.on <= claim.until ? CWP_CLAIM_IN_TIME : CWP_CLAIM_TOO_LATE;
  }
  return claim;
}

size_t cwp__plan_claims(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook,
                        cwp_claim claims[CWP__MOST_CLAIMS]) {
  int64_t whole = course->reimbursement;
  if (course->cost != CWP_UNKNOWN && course->cost < whole) whole = course->cost;
  if (course->funding == CWP_FUNDING_NONE || whole == 0) return 0;
  if (course->funding == CWP_FUNDING_FULL) {
    claims[0] = claim_from(self, outlook->end, self->claims.course_months, 1, 100);
    claims[0].amount = whole;
    return 1;
  }
  int percent = self->claims.first_percent;
  cwp_date paid = self->options.paid_on, from = paid > outlook->start ? paid : outlook->start;
  claims[0] = claim_from(self, from, self->claims.first_months, 1, percent);
  claims[1] = claim_from(self, outlook->end, self->claims.second_months, 2, 100 - percent);
  claims[0].amount = whole * percent / 100;
  claims[1].amount = whole - claims[0].amount;
  return 2;
}

int64_t cwp__plan_reimbursed(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook) {
  cwp_claim claims[CWP__MOST_CLAIMS];
  size_t count = cwp__plan_claims(self, course, outlook, claims);
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++)
    if (claims[i].state == CWP_CLAIM_IN_TIME) sum += claims[i].amount;
  return sum;
}

int64_t cwp__plan_value(const cwp__planner *self, const cwp_course *course, int64_t reimbursed) {
  switch (self->options.objective) {
  case CWP_PLAN_FEWEST_HOURS:
    return course->centihours;
  case CWP_PLAN_LOWEST_COST:
    return course->cost - reimbursed;
  default:
    return 1;
  }
}

/* Dates. */

static int has_place(const cwp__seats *seats, const cwp__offer *offer, size_t run) {
  return !seats || seats->left[seats->first[offer->place] + run] != 0;
}

static int may_begin(const cwp_course *course, cwp_date day) {
  return course->last_start == CWP_DATE_NONE || day <= course->last_start;
}

/* Chooses, from a day on, the start that is over first; of those the first one. 0 if there is none. */
static int find_start(const cwp__seats *seats, const cwp__offer *offer, cwp_date ready, cwp__outlook *out) {
  const cwp_course *course = offer->course;
  int found = 0;
  if (!course->start_count) {
    out->run = CWP__NO_RUN;
    out->start = ready;
    out->end = ready <= CWP_DATE_MAX - (course->duration_days - 1) ? ready + course->duration_days - 1 : CWP_DATE_MAX;
    return may_begin(course, ready) && has_place(seats, offer, 0);
  }
  for (size_t i = 0; i < course->start_count; i++) {
    cwp_date start = course->starts[i], end = course->ends[i];
    if (start < ready || !may_begin(course, start) || !has_place(seats, offer, i)) continue;
    if (found && end >= out->end) continue;
    *out = (cwp__outlook){.run = (uint32_t)i, .start = start, .end = end};
    found = 1;
  }
  return found;
}

static int hours_matter(const cwp_plan_options *options) {
  return options->objective == CWP_PLAN_FEWEST_HOURS || options->most_centihours != CWP_NO_LIMIT;
}

static int cost_matters(const cwp_plan_options *options) {
  return options->objective == CWP_PLAN_LOWEST_COST || options->most_cost != CWP_NO_LIMIT ||
         options->most_net_cost != CWP_NO_LIMIT;
}

/* Why an offer may not be chosen, or CWP_BAR_END. `needs_end` is the last day of what has to come before it, and
   `needs_barred` that one of those may not be chosen. */
static cwp_bar find_bar(const cwp__planner *self, const cwp__seats *seats, const cwp__offer *offer, cwp_date needs_end,
                        int needs_barred, cwp__outlook *out) {
  const cwp_plan_options *options = &self->options;
  const cwp_course *course = offer->course;
  cwp_date ready = needs_end >= self->question.on ? needs_end + 1 : self->question.on;
  if (options->funded_only && course->funding == CWP_FUNDING_NONE) return CWP_BAR_NOT_FUNDED;
  if (course->centihours == CWP_UNKNOWN && hours_matter(options)) return CWP_BAR_HOURS_UNKNOWN;
  if (course->cost == CWP_UNKNOWN && cost_matters(options)) return CWP_BAR_COST_UNKNOWN;
  if (offer->lacks_need || needs_barred) return CWP_BAR_AFTER;
  if (!cwp_date_is_valid(ready) || !find_start(seats, offer, ready, out)) return CWP_BAR_NO_START;
  if (options->latest != CWP_DATE_NONE && out->end > options->latest) return CWP_BAR_LATE;
  return CWP_BAR_END;
}

void cwp__plan_look_out(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice) {
  for (uint32_t i = 0; i < self->offer_count; i++) {
    const cwp__offer *offer = &self->offers[self->by_depth[i]];
    cwp__outlook *out = &choice->outlook[self->by_depth[i]];
    cwp_date needs_end = CWP_DATE_MIN;
    int needs_barred = 0;
    for (uint32_t k = 0; k < offer->need_count; k++) {
      const cwp__outlook *need = &choice->outlook[offer->needs[k]];
      needs_barred |= need->is_barred;
      if (!need->is_barred && need->end > needs_end) needs_end = need->end;
    }
    *out = (cwp__outlook){.run = CWP__NO_RUN, .start = CWP_DATE_NONE, .end = CWP_DATE_NONE};
    out->bar = find_bar(self, seats, offer, needs_end, needs_barred, out);
    out->is_barred = out->bar != CWP_BAR_END;
    out->reimbursed = out->is_barred ? 0 : cwp__plan_reimbursed(self, offer->course, out);
  }
}

/* Order. */

int cwp__is_set_day(const cwp__offer *offer, const cwp__outlook *outlook) {
  return offer->course->start_count > 0 && outlook->start == outlook->end;
}

int cwp__plan_compare(const cwp__choice *choice, uint32_t a, uint32_t b) {
  const cwp__outlook *first = &choice->outlook[a], *second = &choice->outlook[b];
  if (first->start != second->start) return first->start < second->start ? -1 : 1;
  if (first->end != second->end) return first->end < second->end ? -1 : 1;
  return a < b ? -1 : a > b; /* offers are in the order of their codes */
}

/* 1 if a chosen offer that goes before this one fills the same day. */
static int clashes(const cwp__planner *self, const cwp__choice *choice, uint32_t offer, const cwp__outlook *outlook) {
  for (uint32_t i = 0; i < self->offer_count; i++)
    if (i != offer && choice->chosen[i] && choice->outlook[i].start == outlook->start &&
        cwp__is_set_day(&self->offers[i], &choice->outlook[i]))
      return 1;
  return 0;
}

static int is_waited_for(const cwp__planner *self, const cwp__choice *choice, uint32_t offer) {
  for (uint32_t i = 0; i < self->offer_count; i++)
    for (uint32_t k = 0; choice->chosen[i] && k < self->offers[i].need_count; k++)
      if (self->offers[i].needs[k] == offer) return 1;
  return 0;
}

/* Moves an offer that fills a day to its next one-day start on a free day, if that costs nothing. */
static void move_on(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice, uint32_t offer) {
  const cwp_course *course = self->offers[offer].course;
  cwp__outlook *outlook = &choice->outlook[offer];
  cwp_date latest = self->options.latest;
  for (size_t i = outlook->run + (size_t)1; i < course->start_count; i++) {
    cwp__outlook next = *outlook;
    next.run = (uint32_t)i;
    next.start = course->starts[i];
    next.end = course->ends[i];
    if (!may_begin(course, next.start)) return;
    if (next.start != next.end || (latest != CWP_DATE_NONE && next.end > latest)) continue;
    if (!has_place(seats, &self->offers[offer], i)) continue;
    if (clashes(self, choice, offer, &next)) continue;
    if (cwp__plan_reimbursed(self, course, &next) != outlook->reimbursed) continue;
    *outlook = next;
    return;
  }
}

void cwp__plan_avoid_clashes(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice) {
  for (uint32_t later = 0; later < self->offer_count; later++) {
    if (!choice->chosen[later] || !cwp__is_set_day(&self->offers[later], &choice->outlook[later])) continue;
    int clash = 0;
    for (uint32_t i = 0; i < later && !clash; i++)
      clash = choice->chosen[i] && cwp__is_set_day(&self->offers[i], &choice->outlook[i]) &&
              choice->outlook[i].start == choice->outlook[later].start;
    if (clash && !is_waited_for(self, choice, later)) move_on(self, seats, choice, later);
  }
}
