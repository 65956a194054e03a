/* What is asked of a plan, checked. */

#include "advice/plan_work.h"
#include "base/error.h"
#include "person/policy.h"

#include <stdlib.h>
#include <string.h>

static cwp_status check_limit(const char *name, int64_t limit, cwp_error *error) {
  if (limit >= 0 || limit == CWP_NO_LIMIT) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s of the options is %lld: 0 or more, or CWP_NO_LIMIT", name,
                   (long long)limit);
}

static cwp_status check_date(const char *name, cwp_date date, int or_none, cwp_error *error) {
  if (cwp_date_is_valid(date) || (or_none && date == CWP_DATE_NONE)) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s of the options is out of range: day %ld", name, (long)date);
}

static cwp_status check_options(const cwp_plan_options *options, cwp_error *error) {
  if (options->size < sizeof(*options))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_PLAN_OPTIONS_INIT",
                     options->size);
  if ((unsigned)options->objective >= CWP_PLAN_OBJECTIVE_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the objective of the options is none: %d", (int)options->objective);
  cwp_status status = check_limit("most_cost", options->most_cost, error);
  if (!status) status = check_limit("most_net_cost", options->most_net_cost, error);
  if (!status) status = check_limit("most_centihours", options->most_centihours, error);
  if (!status) status = check_limit("most_courses", options->most_courses, error);
  if (!status) status = check_date("latest", options->latest, 1, error);
  if (!status) status = check_date("paid_on", options->paid_on, 1, error);
  if (!status && options->claim_day_count && !options->claim_days)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have no list of their claim_days");
  for (size_t i = 0; i < options->claim_day_count && !status; i++)
    status = check_date("a day of claim_days", options->claim_days[i], 0, error);
  return status;
}

static int compare_dates(const void *a, const void *b) {
  const cwp_date *first = a, *second = b;
  return (*first > *second) - (*first < *second);
}

cwp_status cwp__plan_take_options(cwp__planner *self, const cwp_plan_options *options, cwp_error *error) {
  const cwp_plan_options defaults = CWP_PLAN_OPTIONS_INIT;
  self->options = defaults;
  if (!options) return CWP_OK;
  cwp_status status = check_options(options, error);
  if (status) return status;
  cwp_date *days = cwp__arena_allocate(&self->arena, options->claim_day_count, sizeof(*days));
  if (!days) return cwp__fail_memory(error);
  if (options->claim_day_count) {
    memcpy(days, options->claim_days, options->claim_day_count * sizeof(*days));
    qsort(days, options->claim_day_count, sizeof(*days), compare_dates);
  }
  self->options = *options;
  self->options.size = sizeof(self->options);
  self->options.claim_days = days;
  return CWP_OK;
}

/* A number of a timing, of the pathway or, where it does not have it, of the default edition. */
static int timing(const cwp_pathway *pathway, const char *code) {
  const cwp_pathway *edition = pathway;
  cwp_id id = cwp_pathway_id(edition, code);
  if (cwp_record_kind(edition, id) != CWP_KIND_TIMING) {
    edition = cwp_edition_default();
    id = cwp_pathway_id(edition, code);
  }
  long value = strtol(cwp_record_property(edition, id, "value"), NULL, 10);
  return value >= 0 && value <= 1200 ? (int)value : 0;
}

static void find_claim_rules(cwp__planner *self) {
  self->claims.course_months = timing(self->pathway, "TI.ldss-course-claim");
  self->claims.first_months = timing(self->pathway, "TI.ldss-qualification-first-claim");
  self->claims.second_months = timing(self->pathway, "TI.ldss-qualification-second-claim");
  self->claims.first_percent = timing(self->pathway, "TI.ldss-qualification-first-share");
  if (self->claims.first_percent > 100) self->claims.first_percent = 100;
}

static cwp_status check_given(const cwp__planner *self, const cwp_question *question, cwp_error *error) {
  const char *missing = NULL;
  if (!self->pathway) missing = "pathway";
  if (!self->portfolio) missing = "portfolio";
  if (!self->catalogue) missing = "catalogue";
  if (!question) missing = "question";
  if (missing) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no %s", missing);
  if (question->size < sizeof(*question))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_QUESTION_INIT",
                     question->size);
  return CWP_OK;
}

cwp_status cwp__planner_init(cwp__planner *self, const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                             const cwp_catalogue *catalogue, const cwp_question *question,
                             const cwp_plan_options *options, const cwp_allocator *allocator, cwp_error *error) {
  memset(self, 0, sizeof(*self));
  self->allocator = cwp__allocator_or_default(allocator);
  cwp__arena_init(&self->arena, &self->allocator);
  self->pathway = pathway;
  self->portfolio = portfolio;
  self->catalogue = catalogue;
  cwp_status status = check_given(self, question, error);
  if (!status) status = cwp__policy_take(question->policy, &self->policy, error);
  if (!status) status = cwp__plan_take_options(self, options, error);
  if (status) return status;
  self->question = *question;
  self->question.policy = &self->policy;
  find_claim_rules(self);
  status = cwp__plan_find_gaps(self, error);
  return status ? status : cwp__plan_find_offers(self, error);
}

void cwp__planner_free(cwp__planner *self) {
  cwp__arena_free(&self->arena);
}

const char *cwp_plan_objective_name(cwp_plan_objective objective) {
  static const char *const names[CWP_PLAN_OBJECTIVE_END] = {"hours", "cost", "courses"};
  return (unsigned)objective < CWP_PLAN_OBJECTIVE_END ? names[objective] : "unknown";
}
