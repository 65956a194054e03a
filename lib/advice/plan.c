/* A plan, written down, and the calls that read it. cwp/plan.h says what it means. */

#include "advice/plan.h"

#include "base/error.h"

#include <string.h>

/* Writing. */

/* The chosen offers in the order of the plan: a Shell sort. */
static void sort_offers(const cwp__choice *choice, uint32_t *offers, size_t count) {
  for (size_t gap = count / 2; gap > 0; gap /= 2)
    for (size_t i = gap; i < count; i++) {
      uint32_t offer = offers[i];
      size_t at = i;
      for (; at >= gap && cwp__plan_compare(choice, offer, offers[at - gap]) < 0; at -= gap)
        offers[at] = offers[at - gap];
      offers[at] = offer;
    }
}

/* A plan in the making. */
typedef struct writer {
  const cwp__planner *planner;
  const cwp__choice *choice;
  cwp_plan *plan;
  uint32_t *offers; /* the chosen ones, in the order of the plan */
  uint64_t *given;  /* by gap: parts that they give */
  cwp_error *error;
} writer;

static int is_covered(const writer *self, uint32_t gap) {
  return cwp__count_parts(self->given[gap]) >= self->planner->demand[gap];
}

static cwp_status list_chosen(writer *self) {
  const cwp__planner *planner = self->planner;
  cwp_plan *plan = self->plan;
  self->offers = cwp__arena_allocate(&plan->arena, planner->offer_count, sizeof(*self->offers));
  self->given = cwp__arena_allocate(&plan->arena, planner->gap_count, sizeof(*self->given));
  if (!self->offers || !self->given) return cwp__fail_memory(self->error);
  memset(self->given, 0, planner->gap_count * sizeof(*self->given));
  for (uint32_t i = 0; i < planner->offer_count; i++) {
    if (!self->choice->chosen[i]) continue;
    self->offers[plan->count++] = i;
    for (uint32_t k = 0; k < planner->offers[i].share_count; k++)
      self->given[planner->offers[i].shares[k].gap] |= planner->offers[i].shares[k].parts;
  }
  sort_offers(self->choice, self->offers, plan->count);
  return CWP_OK;
}

/* What a course covers of the gaps that the plan closes. */
static cwp_status write_covers(const writer *self, const cwp__offer *offer, cwp_planned_course *course) {
  cwp_id *covers = cwp__arena_allocate(&self->plan->arena, offer->share_count, sizeof(*covers));
  if (!covers) return cwp__fail_memory(self->error);
  course->covers = covers;
  for (uint32_t i = 0; i < offer->share_count; i++)
    if (is_covered(self, offer->shares[i].gap))
      covers[course->cover_count++] = self->planner->gaps[offer->shares[i].gap].requirement.line;
  return CWP_OK;
}

/* The first course of the plan, before this one, that fills the same day. */
static size_t find_clash(const writer *self, size_t index) {
  const cwp__outlook *outlook = self->choice->outlook;
  uint32_t own = self->offers[index];
  if (!cwp__is_set_day(&self->planner->offers[own], &outlook[own])) return SIZE_MAX;
  for (size_t i = 0; i < index; i++) {
    uint32_t other = self->offers[i];
    if (outlook[other].start == outlook[own].start && cwp__is_set_day(&self->planner->offers[other], &outlook[other]))
      return i;
  }
  return SIZE_MAX;
}

static cwp_status write_courses(const writer *self) {
  cwp_plan *plan = self->plan;
  plan->courses = cwp__arena_allocate(&plan->arena, plan->count, sizeof(*plan->courses));
  cwp_status status = plan->courses ? CWP_OK : cwp__fail_memory(self->error);
  for (size_t i = 0; i < plan->count && !status; i++) {
    const cwp__offer *offer = &self->planner->offers[self->offers[i]];
    const cwp__outlook *outlook = &self->choice->outlook[self->offers[i]];
    plan->courses[i] = (cwp_planned_course){.course = offer->course, .start = outlook->start, .end = outlook->end};
    plan->courses[i].reimbursed = outlook->reimbursed;
    plan->courses[i].clash = find_clash(self, i);
    status = write_covers(self, offer, &plan->courses[i]);
  }
  return status;
}

static cwp_status write_claims(const writer *self) {
  cwp_plan *plan = self->plan;
  plan->claims = cwp__arena_allocate(&plan->arena, plan->count, CWP__MOST_CLAIMS * sizeof(*plan->claims));
  if (!plan->claims) return cwp__fail_memory(self->error);
  for (size_t i = 0; i < plan->count; i++) {
    cwp_claim claims[CWP__MOST_CLAIMS];
    const cwp__outlook *outlook = &self->choice->outlook[self->offers[i]];
    size_t count = cwp__plan_claims(self->planner, plan->courses[i].course, outlook, claims);
    for (size_t k = 0; k < count; k++) {
      claims[k].course = i;
      plan->claims[plan->claim_count++] = claims[k];
    }
  }
  return CWP_OK;
}

static size_t first_helper(const writer *self, uint32_t gap) {
  for (size_t i = 0; i < self->plan->count; i++) {
    const cwp__offer *offer = &self->planner->offers[self->offers[i]];
    for (uint32_t k = 0; k < offer->share_count; k++)
      if (offer->shares[k].gap == gap) return i;
  }
  return SIZE_MAX;
}

static void write_fate(const writer *self, uint32_t index, cwp_gap *gap) {
  if (gap->fate == CWP_GAP_UNDER_WAY) return;
  if (is_covered(self, index)) {
    gap->fate = CWP_GAP_COVERED;
    gap->course = first_helper(self, index);
  } else if (self->choice->reachable[index] == CWP__REACHED) {
    gap->fate = CWP_GAP_LEFT;
  } else if (self->choice->reachable[index] == CWP__BARRED) {
    gap->fate = CWP_GAP_BARRED;
  }
}

static cwp_status write_gaps(const writer *self) {
  cwp_plan *plan = self->plan;
  uint32_t count = self->planner->gap_count;
  plan->gaps = cwp__arena_allocate(&plan->arena, count, sizeof(*plan->gaps));
  if (!plan->gaps) return cwp__fail_memory(self->error);
  plan->gap_count = count;
  for (uint32_t i = 0; i < count; i++) {
    plan->gaps[i] = self->planner->gaps[i];
    write_fate(self, i, &plan->gaps[i]);
    cwp_requirement_kind kind = plan->gaps[i].requirement.kind;
    plan->totals.gaps[kind]++;
    plan->totals.covered[kind] += plan->gaps[i].fate == CWP_GAP_COVERED;
    plan->totals.under_way[kind] += plan->gaps[i].fate == CWP_GAP_UNDER_WAY;
  }
  return CWP_OK;
}

static cwp_status write_barred(const writer *self) {
  const cwp__planner *planner = self->planner;
  cwp_plan *plan = self->plan;
  plan->barred = cwp__arena_allocate(&plan->arena, planner->offer_count, sizeof(*plan->barred));
  if (!plan->barred) return cwp__fail_memory(self->error);
  for (uint32_t i = 0; i < planner->offer_count; i++)
    if (self->choice->outlook[i].is_barred && planner->offers[i].share_count)
      plan->barred[plan->barred_count++] = (cwp_barred_course){planner->offers[i].course, self->choice->outlook[i].bar};
  return CWP_OK;
}

static void write_totals(const writer *self) {
  cwp_plan_totals *totals = &self->plan->totals;
  totals->courses = self->plan->count;
  for (size_t i = 0; i < self->plan->count; i++) {
    const cwp_planned_course *planned = &self->plan->courses[i];
    totals->reimbursed += planned->reimbursed;
    if (planned->course->centihours == CWP_UNKNOWN)
      totals->hours_unknown++;
    else
      totals->centihours += planned->course->centihours;
    if (planned->course->cost == CWP_UNKNOWN) {
      totals->cost_unknown++;
    } else {
      totals->cost += planned->course->cost;
      totals->net_cost += planned->course->cost - planned->reimbursed;
    }
  }
}

static void write_proof(const writer *self) {
  const cwp__cover_answer *answer = &self->choice->answer;
  self->plan->proof = (cwp_proof){.proved = answer->proved,
                                  .least_musts_left = answer->least_musts_left,
                                  .least_shoulds_left = answer->least_others_left,
                                  .musts_left = answer->musts_left,
                                  .shoulds_left = answer->others_left,
                                  .value = answer->value,
                                  .bound = answer->bound,
                                  .nodes = answer->nodes};
}

static cwp_status write_all(writer *self) {
  cwp_status status = list_chosen(self);
  if (!status) status = write_courses(self);
  if (!status) status = write_claims(self);
  if (!status) status = write_gaps(self);
  if (!status) status = write_barred(self);
  if (status) return status;
  write_totals(self);
  write_proof(self);
  return CWP_OK;
}

cwp_status cwp__plan_write(const cwp__planner *self, const cwp__choice *choice, cwp_plan **out, cwp_error *error) {
  cwp_allocator memory = self->allocator;
  writer all = {.planner = self, .choice = choice, .error = error};
  *out = NULL;
  cwp_plan *plan = all.plan = cwp__allocate_zeroed(&memory, 1, sizeof(*plan));
  if (!plan) return cwp__fail_memory(error);
  plan->allocator = memory;
  cwp__arena_init(&plan->arena, &memory);
  plan->role = self->question.role;
  plan->options = self->options;
  plan->options.claim_days = NULL;
  cwp_status status = write_all(&all);
  if (status)
    cwp_plan_free(plan);
  else
    *out = plan;
  return status;
}

cwp_status cwp_plan_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_catalogue *catalogue,
                         const cwp_question *question, const cwp_plan_options *options, const cwp_allocator *allocator,
                         cwp_plan **out, cwp_error *error) {
  cwp__planner planner;
  cwp__choice choice;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the plan");
  *out = NULL;
  cwp_status status = cwp__planner_init(&planner, pathway, portfolio, catalogue, question, options, allocator, error);
  if (!status) status = cwp__choice_init(&choice, &planner, &planner.arena, error);
  if (!status) status = cwp__plan_choose(&planner, NULL, &choice, error);
  if (!status) status = cwp__plan_write(&planner, &choice, out, error);
  cwp__planner_free(&planner);
  return status;
}

void cwp_plan_free(cwp_plan *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

/* Reading. */

cwp_id cwp_plan_role(const cwp_plan *self) {
  return self ? self->role : CWP_NONE;
}

const cwp_plan_options *cwp_plan_asked(const cwp_plan *self) {
  return self ? &self->options : NULL;
}

size_t cwp_plan_count(const cwp_plan *self) {
  return self ? self->count : 0;
}

const cwp_planned_course *cwp_plan_at(const cwp_plan *self, size_t index) {
  return self && index < self->count ? &self->courses[index] : NULL;
}

size_t cwp_plan_gap_count(const cwp_plan *self) {
  return self ? self->gap_count : 0;
}

const cwp_gap *cwp_plan_gap_at(const cwp_plan *self, size_t index) {
  return self && index < self->gap_count ? &self->gaps[index] : NULL;
}

size_t cwp_plan_claim_count(const cwp_plan *self) {
  return self ? self->claim_count : 0;
}

const cwp_claim *cwp_plan_claim_at(const cwp_plan *self, size_t index) {
  return self && index < self->claim_count ? &self->claims[index] : NULL;
}

size_t cwp_plan_barred_count(const cwp_plan *self) {
  return self ? self->barred_count : 0;
}

const cwp_barred_course *cwp_plan_barred_at(const cwp_plan *self, size_t index) {
  return self && index < self->barred_count ? &self->barred[index] : NULL;
}

const cwp_plan_totals *cwp_plan_total(const cwp_plan *self) {
  return self ? &self->totals : NULL;
}

const cwp_proof *cwp_plan_proof(const cwp_plan *self) {
  return self ? &self->proof : NULL;
}
