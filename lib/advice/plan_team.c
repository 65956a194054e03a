/* One schedule for several people. */

#include "advice/plan_team.h"

#include "advice/plan.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PEOPLE = 1000 };

struct cwp_team_plan {
  cwp_allocator allocator;
  cwp__arena arena; /* of all arrays here */
  cwp_plan **plans;
  size_t count;
  cwp_team_run *runs;
  size_t run_count;
  cwp_plan_totals totals;
  cwp_proof proof;
};

/* Getting ready. */

/* Tells whose plan it was that failed. */
static cwp_status fail_for(const cwp_portfolio *portfolio, const cwp_error *cause, cwp_error *error) {
  if (cause->code == CWP_ERROR_MEMORY) return cwp__fail_memory(error);
  return cwp__fail(error, cause->code, "person \"%s\": %s", cwp_portfolio_person(portfolio)->id, cause->message);
}

static cwp_status make_ready(cwp__schedule *self, const cwp_learner *learner, const cwp_pathway *pathway,
                             const cwp_catalogue *catalogue, const cwp_question *question,
                             const cwp_plan_options *options, cwp_error *error) {
  cwp__member *member = &self->members[self->ready++];
  cwp_question own = *question;
  if (learner->role != CWP_NONE) own.role = learner->role;
  cwp_status status = cwp__planner_init(&member->planner, pathway, learner->portfolio, catalogue, &own, options,
                                        &self->allocator, error);
  if (!status) status = cwp__choice_init(&member->best, &member->planner, &member->planner.arena, error);
  if (!status) status = cwp__choice_init(&member->now, &member->planner, &member->planner.arena, error);
  if (!status) status = cwp__choice_init(&member->spare, &member->planner, &member->planner.arena, error);
  if (!status) status = cwp__plan_choose(&member->planner, NULL, &member->best, error);
  if (!status) self->nodes += member->best.answer.nodes;
  return status;
}

/* Counts the places of each start of each course. */
static cwp_status set_up_seats(cwp__schedule *self, const cwp_catalogue *catalogue, cwp_error *error) {
  size_t courses = cwp_catalogue_count(catalogue), seats = 0;
  uint32_t *first = cwp__arena_allocate(&self->arena, courses, sizeof(*first));
  if (!first) return cwp__fail_memory(error);
  for (size_t i = 0; i < courses; i++) {
    size_t starts = cwp_catalogue_at(catalogue, i)->start_count;
    first[i] = (uint32_t)seats;
    seats += starts ? starts : 1;
  }
  self->seats.first = first;
  self->seats.left = cwp__arena_allocate(&self->arena, seats, sizeof(*self->seats.left));
  if (!self->seats.left) return cwp__fail_memory(error);
  for (size_t i = 0; i < courses; i++) {
    const cwp_course *course = cwp_catalogue_at(catalogue, i);
    size_t starts = course->start_count ? course->start_count : 1;
    for (size_t k = 0; k < starts; k++)
      self->seats.left[first[i] + k] = course->places ? course->places : -1;
  }
  return CWP_OK;
}

/* Writing. */

/* One person in one start of one course. */
typedef struct attendance {
  const cwp_course *course;
  cwp_date start; /* CWP_DATE_NONE where the course has no starts */
  cwp_date end;
  uint32_t seat;
  size_t person;
} attendance;

static int compare_attendances(const void *a, const void *b) {
  const attendance *first = a, *second = b;
  if (first->start != second->start) return first->start < second->start ? -1 : 1;
  if (first->end != second->end) return first->end < second->end ? -1 : 1;
  int codes = strcmp(first->course->code, second->course->code);
  if (codes) return codes;
  if (first->seat != second->seat) return first->seat < second->seat ? -1 : 1;
  return (first->person > second->person) - (first->person < second->person);
}

static size_t list_attendances(const cwp__schedule *self, attendance *list) {
  size_t count = 0;
  for (size_t person = 0; person < self->count; person++) {
    const cwp__member *member = &self->members[person];
    for (uint32_t i = 0; i < member->planner.offer_count; i++) {
      if (!member->now.chosen[i]) continue;
      const cwp__outlook *outlook = &member->now.outlook[i];
      if (list) {
        int set = outlook->run != CWP__NO_RUN;
        list[count] = (attendance){.course = member->planner.offers[i].course, .person = person};
        list[count].start = set ? outlook->start : CWP_DATE_NONE;
        list[count].end = set ? outlook->end : CWP_DATE_NONE;
        list[count].seat = cwp__seat_of(self, member, &member->now, i);
      }
      count++;
    }
  }
  return count;
}

static cwp_status write_runs(const cwp__schedule *self, cwp_team_plan *plan, cwp_error *error) {
  size_t count = list_attendances(self, NULL);
  attendance *list = cwp__arena_allocate(&plan->arena, count, sizeof(*list));
  size_t *people = cwp__arena_allocate(&plan->arena, count, sizeof(*people));
  plan->runs = cwp__arena_allocate(&plan->arena, count, sizeof(*plan->runs));
  if (!list || !people || !plan->runs) return cwp__fail_memory(error);
  list_attendances(self, list);
  if (count) qsort(list, count, sizeof(*list), compare_attendances);
  for (size_t i = 0; i < count; i++) {
    people[i] = list[i].person;
    if (i == 0 || list[i].seat != list[i - 1].seat)
      plan->runs[plan->run_count++] = (cwp_team_run){.course = list[i].course,
                                                     .start = list[i].start,
                                                     .end = list[i].end,
                                                     .places = list[i].course->places,
                                                     .people = &people[i]};
    plan->runs[plan->run_count - 1].people_count++;
  }
  return CWP_OK;
}

static void add_totals(cwp_plan_totals *sum, const cwp_plan_totals *totals) {
  sum->courses += totals->courses;
  sum->centihours += totals->centihours;
  sum->hours_unknown += totals->hours_unknown;
  sum->cost += totals->cost;
  sum->net_cost += totals->net_cost;
  sum->cost_unknown += totals->cost_unknown;
  sum->reimbursed += totals->reimbursed;
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    sum->gaps[kind] += totals->gaps[kind];
    sum->covered[kind] += totals->covered[kind];
    sum->under_way[kind] += totals->under_way[kind];
  }
}

static cwp_status write_plans(const cwp__schedule *self, cwp_team_plan *plan, cwp_error *error) {
  cwp_status status = CWP_OK;
  plan->plans = cwp__arena_allocate(&plan->arena, self->count, sizeof(cwp_plan *));
  if (!plan->plans) return cwp__fail_memory(error);
  for (size_t i = 0; i < self->count && !status; i++) {
    status = cwp__plan_write(&self->members[i].planner, &self->members[i].now, &plan->plans[i], error);
    if (status) break;
    plan->count++;
    add_totals(&plan->totals, cwp_plan_total(plan->plans[i]));
  }
  return status;
}

/* What everybody would have with all places free bounds what they have together. Where somebody leaves more gaps than
   they would then, nothing is known of how little of the objective that could take. */
static void write_proof(const cwp__schedule *self, cwp_team_plan *plan) {
  cwp_proof *proof = &plan->proof;
  int proved = 1;
  int64_t bound = 0;
  for (size_t i = 0; i < self->count; i++) {
    const cwp__choice *now = &self->members[i].now, *best = &self->members[i].best;
    proved &= best->answer.proved;
    bound += best->answer.bound;
    proof->value += now->value;
    /* Nobody leaves fewer than what no course covers. */
    proof->musts_left += now->left[0] - (best->left[0] - best->answer.musts_left);
    proof->shoulds_left += now->left[1] - (best->left[1] - best->answer.others_left);
    proof->least_musts_left += best->answer.least_musts_left;
    proof->least_shoulds_left += best->answer.least_others_left;
  }
  if (proof->musts_left > proof->least_musts_left) proof->least_shoulds_left = 0;
  int as_few = proof->musts_left == proof->least_musts_left && proof->shoulds_left == proof->least_shoulds_left;
  proof->bound = as_few ? bound : 0;
  proof->proved = proved && as_few && proof->value == proof->bound;
  proof->nodes = self->nodes;
}

static cwp_status write_down(const cwp__schedule *self, cwp_team_plan **out, cwp_error *error) {
  cwp_allocator memory = self->allocator;
  cwp_team_plan *plan = cwp__allocate_zeroed(&memory, 1, sizeof(*plan));
  if (!plan) return cwp__fail_memory(error);
  plan->allocator = memory;
  cwp__arena_init(&plan->arena, &memory);
  cwp_status status = write_plans(self, plan, error);
  if (!status) status = write_runs(self, plan, error);
  if (status) {
    cwp_team_plan_free(plan);
    return status;
  }
  write_proof(self, plan);
  *out = plan;
  return CWP_OK;
}

/* Making. */

static cwp_status check_team(const cwp_learner *learners, size_t count, const cwp_question *question,
                             cwp_error *error) {
  if (count && !learners) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no list of the %zu people", count);
  if (!question) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no question");
  if (question->size < sizeof(*question))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_QUESTION_INIT",
                     question->size);
  if (count > MOST_PEOPLE)
    return cwp__fail(error, CWP_ERROR_LIMIT, "there are %zu people, and a team plan is for %d at most", count,
                     MOST_PEOPLE);
  for (size_t i = 0; i < count; i++)
    if (!learners[i].portfolio)
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no portfolio of person %zu", i + 1);
  return CWP_OK;
}

static cwp_status schedule_init(cwp__schedule *self, size_t count, const cwp_catalogue *catalogue,
                                const cwp_allocator *allocator, cwp_error *error) {
  memset(self, 0, sizeof(*self));
  self->allocator = cwp__allocator_or_default(allocator);
  cwp__arena_init(&self->arena, &self->allocator);
  self->count = count;
  self->members = cwp__arena_allocate(&self->arena, count, sizeof(*self->members));
  return self->members ? set_up_seats(self, catalogue, error) : cwp__fail_memory(error);
}

static void schedule_free(cwp__schedule *self) {
  for (size_t i = 0; i < self->ready; i++)
    cwp__planner_free(&self->members[i].planner);
  cwp__arena_free(&self->arena);
}

/* A list of people is two arguments, which makes one more than a function should have. */
/* NOLINTNEXTLINE(readability-function-size) */
cwp_status cwp_team_plan_make(const cwp_pathway *pathway, const cwp_learner *learners, size_t count,
                              const cwp_catalogue *catalogue, const cwp_question *question,
                              const cwp_plan_options *options, const cwp_allocator *allocator, cwp_team_plan **out,
                              cwp_error *error) {
  cwp__schedule schedule;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the team plan");
  *out = NULL;
  cwp_status status = check_team(learners, count, question, error);
  if (status) return status;
  status = schedule_init(&schedule, count, catalogue, allocator, error);
  for (size_t i = 0; i < count && !status; i++) {
    cwp_error cause;
    if (make_ready(&schedule, &learners[i], pathway, catalogue, question, options, &cause) != CWP_OK)
      status = fail_for(learners[i].portfolio, &cause, error);
  }
  if (!status) status = cwp__schedule_fill(&schedule, error);
  if (!status) status = write_down(&schedule, out, error);
  schedule_free(&schedule);
  return status;
}

void cwp_team_plan_free(cwp_team_plan *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  for (size_t i = 0; i < self->count; i++)
    cwp_plan_free(self->plans[i]);
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

/* Reading. */

size_t cwp_team_plan_count(const cwp_team_plan *self) {
  return self ? self->count : 0;
}

const cwp_plan *cwp_team_plan_at(const cwp_team_plan *self, size_t index) {
  return self && index < self->count ? self->plans[index] : NULL;
}

size_t cwp_team_plan_run_count(const cwp_team_plan *self) {
  return self ? self->run_count : 0;
}

const cwp_team_run *cwp_team_plan_run_at(const cwp_team_plan *self, size_t index) {
  return self && index < self->run_count ? &self->runs[index] : NULL;
}

const cwp_plan_totals *cwp_team_plan_total(const cwp_team_plan *self) {
  return self ? &self->totals : NULL;
}

const cwp_proof *cwp_team_plan_proof(const cwp_team_plan *self) {
  return self ? &self->proof : NULL;
}
