/* What somebody still lacks, and what evidence would close it. */

#include "advice/plan_gaps.h"

#include "base/error.h"
#include "person/policy.h"
#include "person/weigh.h"

#include <string.h>

/* What is under way. */

/* 1 if a requirement is not asked of the person, or is met and need not be renewed in time for the latest day. */
static int is_closed(const cwp__planner *self, const cwp_judgement *judgement) {
  cwp_date latest = self->options.latest;
  if (judgement->standing == CWP_STANDING_NOT_APPLICABLE) return 1;
  if (judgement->standing != CWP_STANDING_MET && judgement->standing != CWP_STANDING_EXPIRING) return 0;
  if (!self->options.renew || judgement->until == CWP_DATE_NONE) return 1;
  return latest == CWP_DATE_NONE ? judgement->standing == CWP_STANDING_MET : judgement->until >= latest;
}

/* 1 if a piece is under way, or begins later but in time, and may still come to something. */
static int is_under_way(const cwp__planner *self, const cwp_evidence *evidence) {
  cwp_date on = self->question.on, latest = self->options.latest;
  cwp_result result = cwp__result_on(evidence, on);
  if (result != CWP_RESULT_IN_PROGRESS && result != CWP_RESULT_BOOKED) return 0;
  if (evidence->until != CWP_DATE_NONE && evidence->until < on) return 0;
  return latest == CWP_DATE_NONE || evidence->from <= latest;
}

/* The portfolio as if what is under way were completed on the day asked about. `*out` is NULL if nothing is. */
static cwp_status imagine(const cwp__planner *self, cwp_portfolio **out, cwp_error *error) {
  cwp_portfolio_builder *builder = NULL;
  size_t count = cwp_portfolio_count(self->portfolio), under_way = 0;
  *out = NULL;
  for (size_t i = 0; i < count; i++)
    under_way += (size_t)is_under_way(self, cwp_portfolio_evidence(self->portfolio, i));
  if (!under_way) return CWP_OK;
  cwp_status status =
      cwp_portfolio_builder_new(cwp_portfolio_person(self->portfolio), &self->allocator, &builder, error);
  for (size_t i = 0; i < count && !status; i++) {
    cwp_evidence evidence = *cwp_portfolio_evidence(self->portfolio, i);
    if (is_under_way(self, &evidence)) {
      evidence.result = CWP_RESULT_COMPLETED;
      evidence.from = self->question.on;
    }
    status = cwp_portfolio_builder_add(builder, &evidence, error);
  }
  if (!status) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

/* The assessment of that portfolio, or NULL where it would be no other. */
static cwp_status assess_imagined(const cwp__planner *self, cwp_portfolio **portfolio, cwp_assessment **out,
                                  cwp_error *error) {
  *portfolio = NULL;
  *out = NULL;
  if (self->options.repeat) return CWP_OK;
  cwp_status status = imagine(self, portfolio, error);
  if (status || !*portfolio) return status;
  return cwp_assessment_make(self->pathway, *portfolio, &self->question, &self->allocator, out, error);
}

static cwp_status list_gaps(cwp__planner *self, const cwp_assessment *now, const cwp_assessment *then,
                            cwp_error *error) {
  size_t count = cwp_assessment_count(now), found = 0;
  self->gaps = cwp__arena_allocate(&self->arena, count, sizeof(*self->gaps));
  self->demand = cwp__arena_allocate(&self->arena, count, 1);
  if (!self->gaps || !self->demand) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    const cwp_judgement *judgement = cwp_assessment_at(now, i);
    if (judgement->requirement.kind == CWP_CAN || is_closed(self, judgement)) continue;
    int under_way = then && is_closed(self, cwp_assessment_at(then, i));
    cwp_gap_fate fate = under_way ? CWP_GAP_UNDER_WAY : CWP_GAP_NO_COURSE;
    self->demand[found] = 1;
    self->gaps[found++] = (cwp_gap){judgement->requirement, judgement->standing, fate, SIZE_MAX};
  }
  if (found > CWP__MOST_GAPS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "there are %zu gaps, and a plan is for %d at most", found, CWP__MOST_GAPS);
  self->gap_count = (uint32_t)found;
  return CWP_OK;
}

cwp_status cwp__plan_find_gaps(cwp__planner *self, cwp_error *error) {
  cwp_assessment *now, *then = NULL;
  cwp_portfolio *imagined = NULL;
  cwp_status status =
      cwp_assessment_make(self->pathway, self->portfolio, &self->question, &self->allocator, &now, error);
  if (status) return status;
  self->question.role = cwp_assessment_role(now);
  status = assess_imagined(self, &imagined, &then, error);
  if (!status) status = list_gaps(self, now, then, error);
  cwp_assessment_free(then);
  cwp_assessment_free(now);
  cwp_portfolio_free(imagined);
  return status;
}

/* What closes gaps. */

static int is_rule(const cwp__planner *self, uint32_t gap) {
  return cwp_record_kind(self->pathway, self->gaps[gap].requirement.line) == CWP_KIND_RULE;
}

/* How many targets there are at most: one a gap, and one for each record that a rule needs. */
static size_t count_targets(const cwp__planner *self) {
  size_t count = self->gap_count;
  for (uint32_t gap = 0; gap < self->gap_count; gap++)
    if (is_rule(self, gap))
      count += cwp_record_link_count(self->pathway, self->gaps[gap].requirement.line, CWP_RELATION_NEEDS);
  return count;
}

static void add_target(cwp__targets *targets, cwp_id record, uint32_t gap, uint64_t parts, unsigned least) {
  uint32_t place = targets->count++;
  targets->list[place] = (cwp__target){gap, targets->of[record], parts, (uint8_t)least};
  targets->of[record] = place;
}

/* 1 if somebody has what a rule needs, for as long as is asked. */
static int is_held(const cwp__planner *self, const cwp__cell *need) {
  cwp__rank rank = cwp__worth_rank(need->worth);
  cwp_date until = cwp__worth_until(need->worth);
  if (rank < CWP__RANK_EXPIRING) return 0;
  if (!self->options.renew || until == CWP_DATE_NONE) return 1;
  return self->options.latest == CWP_DATE_NONE ? rank == CWP__RANK_MET : until >= self->options.latest;
}

/* Records that a rule needs and that are missing, each a part of the gap; where one is enough they are one and the
   same part. What covers the rule itself gives all parts. */
static cwp_status add_rule(cwp__planner *self, uint32_t gap, const cwp__scales *scales, const cwp__rule *rule,
                           cwp__targets *targets, cwp_error *error) {
  cwp_id line = self->gaps[gap].requirement.line;
  uint32_t held = 0, missing = 0;
  for (uint32_t i = 0; i < rule->need_count; i++)
    held += (uint32_t)is_held(self, &scales->cells[rule->first_need + i]);
  uint32_t lacking = rule->at_least > held ? rule->at_least - held : 1;
  int can_be = lacking <= rule->need_count - held, several = can_be && lacking > 1;
  uint32_t parts = several ? rule->need_count - held : 1;
  if (parts > CWP__MOST_PARTS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "rule %s needs several of %u records, and a plan takes %d at most",
                     cwp_record_code(self->pathway, line), (unsigned)parts, CWP__MOST_PARTS);
  unsigned least = scales->cells[rule->own].least;
  self->demand[gap] = (uint8_t)(several ? lacking : 1);
  add_target(targets, line, gap, parts == CWP__MOST_PARTS ? UINT64_MAX : (UINT64_C(1) << parts) - 1, least);
  for (uint32_t i = 0; i < rule->need_count && can_be; i++) {
    cwp_link link;
    if (is_held(self, &scales->cells[rule->first_need + i]) ||
        cwp_record_link(self->pathway, line, CWP_RELATION_NEEDS, i, &link, NULL) != CWP_OK)
      continue;
    add_target(targets, link.to, gap, UINT64_C(1) << (several ? missing++ : 0), least);
  }
  return CWP_OK;
}

/* What meets a rule, whether its records meet it together or not; a rule that needs none asks for itself alone. */
static cwp__rule find_rule(const cwp__scales *scales, cwp_id line) {
  uint32_t own = cwp__scales_place(scales, line);
  for (uint32_t i = 0; i < scales->rule_count; i++)
    if (scales->rules[i].own == own) return scales->rules[i];
  return (cwp__rule){.own = own, .at_least = 1};
}

static cwp_status add_rules(cwp__planner *self, cwp__targets *targets, cwp_error *error) {
  cwp__scales scales;
  size_t size = cwp__scales_size(self->pathway, self->question.setting_count);
  void *memory = cwp__allocate(&self->allocator, size, 1);
  if (!memory) return cwp__fail_memory(error);
  cwp__scales_start(&scales, memory, self->pathway, &self->question, &self->policy);
  cwp__scales_weigh(&scales, self->portfolio);
  cwp_status status = CWP_OK;
  for (uint32_t gap = 0; gap < self->gap_count && !status; gap++) {
    if (!is_rule(self, gap) || self->gaps[gap].fate == CWP_GAP_UNDER_WAY) continue;
    cwp__rule rule = find_rule(&scales, self->gaps[gap].requirement.line);
    status = add_rule(self, gap, &scales, &rule, targets, error);
  }
  cwp__release(&self->allocator, memory);
  return status;
}

cwp_status cwp__targets_init(cwp__targets *targets, cwp__planner *self, cwp__arena *arena, cwp_error *error) {
  size_t records = cwp_pathway_count(self->pathway, CWP_KIND_END);
  targets->list = cwp__arena_allocate(arena, count_targets(self), sizeof(*targets->list));
  targets->of = cwp__arena_allocate(arena, records, sizeof(*targets->of));
  targets->count = 0;
  if (!targets->list || !targets->of) return cwp__fail_memory(error);
  memset(targets->of, 0xff, records * sizeof(*targets->of)); /* CWP__NO_TARGET */
  for (uint32_t gap = 0; gap < self->gap_count; gap++) {
    const cwp_requirement *requirement = &self->gaps[gap].requirement;
    if (self->gaps[gap].fate != CWP_GAP_UNDER_WAY && !is_rule(self, gap))
      add_target(targets, requirement->line, gap, 1, cwp__policy_least(&self->policy, requirement->kind));
  }
  return add_rules(self, targets, error);
}
