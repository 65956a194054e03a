#include "person/assessment.h"

#include "base/error.h"
#include "base/memory.h"
#include "person/policy.h"

#include <string.h>

/* Requirements up to so many are listed without allocating; no built-in role category has more. */
enum { USUAL_REQUIREMENTS = 512 };

/* The question once it is checked, and what it asks for. */
typedef struct inquiry {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  cwp_allocator allocator;
  cwp_policy policy;
  cwp_id role;
  const cwp_requirement *requirements;
  size_t count;
} inquiry;

/* The role category asked about: the question's, or the person's own. */
static cwp_status find_role(inquiry *self, cwp_error *error) {
  self->role = self->question->role;
  if (self->role != CWP_NONE) return CWP_OK; /* cwp_role_requirements checks it */
  const cwp_person *person = cwp_portfolio_person(self->portfolio);
  if (!*person->role)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "the role category of \"%s\" is not known: ask about one", person->id);
  self->role = cwp_pathway_id(self->pathway, person->role);
  if (cwp_record_kind(self->pathway, self->role) == CWP_KIND_ROLE) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "\"%s\", the role category of \"%s\", is none of edition %s",
                   person->role, person->id, cwp_record_code(self->pathway, 0));
}

static cwp_status take_question(inquiry *self, cwp_error *error) {
  const cwp_question *question = self->question;
  if (!self->pathway || !self->portfolio || !question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no %s",
                     !self->pathway ? "pathway" : (!self->portfolio ? "portfolio" : "question"));
  if (question->size < sizeof(*question))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_QUESTION_INIT",
                     question->size);
  if (!cwp_date_is_valid(question->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question names no day that there is: %ld", (long)question->on);
  cwp_status status = cwp__policy_take(question->policy, &self->policy, error);
  return status ? status : find_role(self, error);
}

/* The first requirement at `index` or after it that is a rule, or the count. Rules lie side by side in a pathway. */
static size_t next_rule(const inquiry *self, size_t index) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_RULE);
  size_t count = cwp_pathway_count(self->pathway, CWP_KIND_RULE);
  while (index < self->count && self->requirements[index].line - first >= count)
    index++;
  return index;
}

/* Rules among the requirements, and records that meet them: a cell is needed for each of the latter. */
static size_t count_needs(const inquiry *self, size_t *rules) {
  size_t needs = 0;
  *rules = 0;
  for (size_t i = next_rule(self, 0); i < self->count; i = next_rule(self, i + 1)) {
    needs += cwp_record_link_count(self->pathway, self->requirements[i].line, CWP_RELATION_NEEDS);
    ++*rules;
  }
  return needs;
}

/* One block for everything; the members that need the widest alignment come first. */
static cwp_assessment *allocate(const inquiry *asked, cwp__scales *scales) {
  size_t rules, records = cwp_pathway_count(asked->pathway, CWP_KIND_END);
  size_t cells = asked->count + count_needs(asked, &rules);
  size_t size = sizeof(cwp_assessment) + asked->count * sizeof(cwp_judgement) + cells * sizeof(cwp__cell) +
                rules * sizeof(cwp__rule) + records * sizeof(uint32_t);
  cwp_assessment *self = cwp__allocate(&asked->allocator, size, 1);
  if (!self) return NULL;
  memset(self, 0, sizeof(*self));
  self->judgements = (cwp_judgement *)(void *)(self + 1);
  scales->cells = (cwp__cell *)(void *)(self->judgements + asked->count);
  scales->rules = (cwp__rule *)(void *)(scales->cells + cells);
  scales->cell_of = (uint32_t *)(void *)(scales->rules + rules);
  memset(scales->cell_of, 0xff, records * sizeof(uint32_t)); /* CWP__NO_CELL */
  return self;
}

/* A cell for every requirement, in their order, and then for what their rules need. */
static void add_cells(const inquiry *asked, cwp__scales *scales) {
  cwp__scales_add_requirements(scales, asked->requirements, asked->count, &asked->policy);
  for (size_t i = next_rule(asked, 0); i < asked->count; i = next_rule(asked, i + 1))
    cwp__scales_add_rule(scales, asked->requirements[i].line, (uint32_t)i);
}

static cwp_judgement judge(const cwp_requirement *requirement, const cwp__cell *cell) {
  static const cwp_standing standings[CWP__RANK_END] = {
      [CWP__RANK_NOTHING] = CWP_STANDING_NO_EVIDENCE,
      [CWP__RANK_IDLE] = CWP_STANDING_NO_EVIDENCE,
      [CWP__RANK_CLAIMED] = CWP_STANDING_CLAIMED,
      [CWP__RANK_PARTLY] = CWP_STANDING_PARTLY,
      [CWP__RANK_EXPIRED] = CWP_STANDING_EXPIRED,
      [CWP__RANK_STARTED] = CWP_STANDING_IN_PROGRESS,
      [CWP__RANK_IN_PROGRESS] = CWP_STANDING_IN_PROGRESS,
      [CWP__RANK_EXPIRING] = CWP_STANDING_EXPIRING,
      [CWP__RANK_MET] = CWP_STANDING_MET,
  };
  return (cwp_judgement){.requirement = *requirement,
                         .standing = standings[cwp__worth_rank(cell->worth)],
                         .evidence = cell->evidence == CWP__NO_EVIDENCE ? SIZE_MAX : cell->evidence,
                         .map = cell->map,
                         .until = cwp__worth_until(cell->worth)};
}

static void judge_all(const inquiry *asked, cwp_assessment *self) {
  for (size_t i = 0; i < asked->count; i++) {
    self->judgements[i] = judge(&asked->requirements[i], &self->cells[i]);
    cwp_counts *counts = &self->counts[asked->requirements[i].kind];
    counts->needed++;
    counts->standing[self->judgements[i].standing]++;
  }
  self->count = asked->count;
}

/* Most role categories that one builds on, itself included, for its coverage to be told. */
enum { MOST_BASELINES = 64 };

/* The least coverage among a role category and all that it builds on: what a baseline leaves out is left out here. */
static cwp_coverage weakest_coverage(const cwp_pathway *pathway, cwp_id role) {
  cwp_id roles[MOST_BASELINES] = {role};
  size_t count = 1;
  cwp_coverage weakest = CWP_COVERAGE_NONE;
  for (size_t i = 0; i < count; i++) {
    if (cwp_role_coverage(pathway, roles[i]) > weakest) weakest = cwp_role_coverage(pathway, roles[i]);
    cwp_link link;
    for (size_t k = 0; cwp_record_link(pathway, roles[i], CWP_RELATION_BASELINE, k, &link, NULL) == CWP_OK; k++) {
      size_t known = 0;
      while (known < count && roles[known] != link.to)
        known++;
      if (known == MOST_BASELINES) return CWP_COVERAGE_PARTIAL;
      if (known == count) roles[count++] = link.to;
    }
  }
  return weakest;
}

static cwp_status answer(const inquiry *asked, cwp_assessment **out, cwp_error *error) {
  cwp__scales scales = {.pathway = asked->pathway,
                        .portfolio = asked->portfolio,
                        .on = asked->question->on,
                        .expiring_days = asked->policy.expiring_days};
  cwp_assessment *self = allocate(asked, &scales);
  if (!self) return cwp__fail_memory(error);
  self->allocator = asked->allocator;
  self->pathway = asked->pathway;
  self->portfolio = asked->portfolio;
  self->policy = asked->policy;
  self->role = asked->role;
  self->on = scales.on;
  self->coverage = weakest_coverage(asked->pathway, asked->role);
  add_cells(asked, &scales);
  cwp__scales_weigh(&scales);
  self->cells = scales.cells;
  self->rules = scales.rules;
  self->rule_count = scales.rule_count;
  judge_all(asked, self);
  *out = self;
  return CWP_OK;
}

/* Lists the requirements into `room`, or, where there are more, into memory of their own, which `*own` then is. */
static cwp_status list_requirements(inquiry *self, cwp_requirement *room, size_t capacity, cwp_requirement **own,
                                    cwp_error *error) {
  const cwp_question *question = self->question;
  self->requirements = room;
  cwp_status status = cwp_role_requirements(self->pathway, self->role, question->settings, question->setting_count,
                                            room, capacity, &self->count, error);
  if (status || self->count <= capacity) return status;
  *own = cwp__allocate(&self->allocator, self->count, sizeof(**own));
  if (!*own) return cwp__fail_memory(error);
  self->requirements = *own;
  return cwp_role_requirements(self->pathway, self->role, question->settings, question->setting_count, *own,
                               self->count, &self->count, error);
}

cwp_status cwp_assessment_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                               const cwp_allocator *allocator, cwp_assessment **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the assessment");
  *out = NULL;
  inquiry asked = {.pathway = pathway, .portfolio = portfolio, .question = question};
  asked.allocator = cwp__allocator_or_default(allocator);
  cwp_status status = take_question(&asked, error);
  if (status) return status;
  cwp_requirement room[USUAL_REQUIREMENTS], *own = NULL;
  status = list_requirements(&asked, room, USUAL_REQUIREMENTS, &own, error);
  if (!status) status = answer(&asked, out, error);
  cwp__release(&asked.allocator, own);
  return status;
}

void cwp_assessment_free(cwp_assessment *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

cwp_id cwp_assessment_role(const cwp_assessment *self) {
  return self ? self->role : CWP_NONE;
}

cwp_coverage cwp_assessment_coverage(const cwp_assessment *self) {
  return self ? self->coverage : CWP_COVERAGE_NONE;
}

cwp_date cwp_assessment_on(const cwp_assessment *self) {
  return self ? self->on : CWP_DATE_NONE;
}

const cwp_policy *cwp_assessment_policy(const cwp_assessment *self) {
  return self ? &self->policy : NULL;
}

const cwp_counts *cwp_assessment_counts(const cwp_assessment *self, cwp_requirement_kind kind) {
  return self && (unsigned)kind < CWP_REQUIREMENT_KIND_END ? &self->counts[kind] : NULL;
}

size_t cwp_assessment_count(const cwp_assessment *self) {
  return self ? self->count : 0;
}

const cwp_judgement *cwp_assessment_at(const cwp_assessment *self, size_t index) {
  return self && index < self->count ? &self->judgements[index] : NULL;
}

static int all_met(const cwp_counts *counts) {
  return counts->standing[CWP_STANDING_MET] + counts->standing[CWP_STANDING_EXPIRING] == counts->needed;
}

int cwp_assessment_is_ready(const cwp_assessment *self) {
  return self && self->coverage == CWP_COVERAGE_COMPLETE && all_met(&self->counts[CWP_MUST]) &&
         all_met(&self->counts[CWP_SHOULD]);
}
