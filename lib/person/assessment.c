#include "person/assessment.h"

#include "base/error.h"
#include "base/memory.h"
#include "pathway/requirements.h"

/* The role category asked about: the question's, or the person's own. */
static cwp_status find_role(cwp__inquiry *self, cwp_error *error) {
  const cwp_person *person = cwp_portfolio_person(self->portfolio);
  if (self->role != CWP_NONE) {
    if (cwp_record_kind(self->pathway, self->role) == CWP_KIND_ROLE) return CWP_OK;
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category",
                     cwp_record_code(self->pathway, self->role));
  }
  if (!*person->role)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "the role category of \"%s\" is not known: ask about one", person->id);
  self->role = cwp_pathway_id(self->pathway, person->role);
  if (cwp_record_kind(self->pathway, self->role) == CWP_KIND_ROLE) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "\"%s\", the role category of \"%s\", is none of edition %s",
                   person->role, person->id, cwp_record_code(self->pathway, 0));
}

/* One block for everything: the overview, which wants the widest alignment, then the assessment, then its judgements.
 */
static cwp_status answer(const cwp__inquiry *asked, const cwp_allocator *allocator, cwp_assessment **out,
                         cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  const cwp_question *question = asked->question;
  size_t overview = cwp__overview_size(asked->pathway, question->setting_count);
  size_t count = cwp__requirements_list(asked->pathway, asked->role, question->settings, question->setting_count, NULL,
                                        sizeof(cwp_judgement), 0);
  size_t rest = sizeof(cwp_assessment) + count * sizeof(cwp_judgement);
  char *block = overview < SIZE_MAX - rest ? cwp__allocate(&memory, overview + rest, 1) : NULL;
  if (!block) return cwp__fail_memory(error);
  cwp_assessment *self = (cwp_assessment *)(void *)(block + overview);
  cwp_judgement *judgements = (cwp_judgement *)(void *)(self + 1);
  *self = (cwp_assessment){.allocator = memory,
                           .overview = cwp__overview_place(block, asked),
                           .role = asked->role,
                           .judgements = judgements,
                           .count = count};
  cwp__overview_judge(self->overview, self->role, judgements, count);
  *out = self;
  return CWP_OK;
}

cwp_status cwp_assessment_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                               const cwp_allocator *allocator, cwp_assessment **out, cwp_error *error) {
  cwp__inquiry asked;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the assessment");
  *out = NULL;
  cwp_status status = cwp__inquiry_take(&asked, pathway, portfolio, question, error);
  if (!status) status = find_role(&asked, error);
  return status ? status : answer(&asked, allocator, out, error);
}

void cwp_assessment_free(cwp_assessment *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self->overview); /* the block begins there */
}

cwp_id cwp_assessment_role(const cwp_assessment *self) {
  return self ? self->role : CWP_NONE;
}

cwp_coverage cwp_assessment_coverage(const cwp_assessment *self) {
  return self ? cwp_overview_coverage(self->overview, self->role) : CWP_COVERAGE_NONE;
}

cwp_date cwp_assessment_on(const cwp_assessment *self) {
  return self ? self->overview->scales.on : CWP_DATE_NONE;
}

const cwp_policy *cwp_assessment_policy(const cwp_assessment *self) {
  return self ? &self->overview->scales.policy : NULL;
}

const cwp_counts *cwp_assessment_counts(const cwp_assessment *self, cwp_requirement_kind kind) {
  return self ? cwp_overview_counts(self->overview, self->role, kind) : NULL;
}

size_t cwp_assessment_count(const cwp_assessment *self) {
  return self ? self->count : 0;
}

const cwp_judgement *cwp_assessment_at(const cwp_assessment *self, size_t index) {
  return self && index < self->count ? &self->judgements[index] : NULL;
}

int cwp_assessment_is_ready(const cwp_assessment *self) {
  return self && cwp_overview_is_ready(self->overview, self->role);
}
