/* Rules of a role category: what meets them beside evidence about themselves. */

#include "base/text.h"
#include "person/policy.h"
#include "person/weigh.h"

#include <stdlib.h>
#include <string.h>

/* Bits of the results in a list that spaces part. What is completed is accepted always: finishing something never
   leaves a person worse off. */
static uint8_t accepted_results(const char *list) {
  unsigned accepted = 1u << CWP_RESULT_COMPLETED;
  while (*list) {
    size_t length = strcspn(list, " ");
    cwp_result result = cwp__result_of(list, length);
    if (result == CWP_RESULT_IN_PROGRESS || result == CWP_RESULT_BOOKED) accepted |= 1u << result;
    list += length + strspn(list + length, " ");
  }
  return (uint8_t)accepted;
}

/* How many of its needs a rule asks for: a whole number from 1. */
static uint32_t needed_of(const char *number) {
  unsigned long value = strtoul(number, NULL, 10);
  if (value == 0) return 1;
  return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

void cwp__scales_add_rule(cwp__scales *self, cwp_id rule, uint32_t requirement) {
  cwp__cell *own = &self->cells[requirement];
  const char *least = cwp_record_property(self->pathway, rule, "least_kind");
  cwp_evidence_kind kind = cwp__evidence_kind_of(least, strlen(least));
  if (kind != CWP_EVIDENCE_KIND_END) own->least = (uint8_t)kind;
  own->accepts = accepted_results(cwp_record_property(self->pathway, rule, "accepts"));

  cwp__rule terms = {.requirement = requirement, .first_need = self->cell_count};
  terms.at_least = needed_of(cwp_record_property(self->pathway, rule, "at_least"));
  cwp_link link;
  while (cwp_record_link(self->pathway, rule, CWP_RELATION_NEEDS, terms.need_count, &link, NULL) == CWP_OK) {
    uint32_t need = cwp__scales_add(self, link.to, own->least);
    self->cells[need].accepts = own->accepts;
    terms.need_count++;
  }
  if (terms.need_count) self->rules[self->rule_count++] = terms;
}

/* Needs go by rank and then by their last day, so that the last of the best few is the first to lapse; after that by
   kind, start and index, so that the order of evidence does not show. */
static int need_goes_before(const cwp_portfolio *portfolio, const cwp__cell *a, const cwp__cell *b) {
  cwp__rank a_rank = cwp__worth_rank(a->worth), b_rank = cwp__worth_rank(b->worth);
  if (a_rank != b_rank) return a_rank > b_rank;
  uint32_t a_day = (uint32_t)a->worth, b_day = (uint32_t)b->worth;
  if (a_day != b_day) return a_day > b_day;
  if (a->worth != b->worth) return a->worth > b->worth;
  return a->worth && a->evidence != b->evidence && cwp__goes_before(portfolio, a->evidence, b->evidence);
}

/* A Shell sort: in place, and quick for the few that there are and for many. Cells may move, as all is weighed. */
static void sort_needs(const cwp_portfolio *portfolio, cwp__cell *needs, uint32_t count) {
  for (uint32_t gap = count / 2; gap > 0; gap /= 2)
    for (uint32_t i = gap; i < count; i++) {
      cwp__cell need = needs[i];
      uint32_t place = i;
      for (; place >= gap && need_goes_before(portfolio, &need, &needs[place - gap]); place -= gap)
        needs[place] = needs[place - gap];
      needs[place] = need;
    }
}

static uint32_t count_held(const cwp__cell *needs, uint32_t count) {
  uint32_t held = 0;
  while (held < count && cwp__worth_rank(needs[held].worth) >= CWP__RANK_EXPIRING)
    held++;
  return held;
}

/* What a rule's needs, sorted, come to: the weakest of the best few. Where that is less, the best of all makes a part
   while it is held, and is shown if it is not. */
static cwp__cell needs_together(const cwp__rule *rule, const cwp__cell *needs) {
  cwp__cell together = {.evidence = CWP__NO_EVIDENCE, .map = CWP_NONE};
  cwp__rank otherwise = rule->held > 0 ? CWP__RANK_PARTLY : CWP__RANK_IDLE;
  if (rule->at_least <= rule->need_count) together = needs[rule->at_least - 1];
  if (needs[0].worth && cwp__worth_rank(together.worth) < otherwise) {
    together = needs[0];
    together.worth = cwp__worth_of(otherwise, cwp__worth_kind(needs[0].worth), cwp__worth_until(needs[0].worth));
  }
  return together;
}

void cwp__scales_settle_rules(const cwp__scales *self) {
  for (uint32_t i = 0; i < self->rule_count; i++) {
    cwp__rule *rule = &self->rules[i];
    cwp__cell *needs = &self->cells[rule->first_need];
    sort_needs(self->portfolio, needs, rule->need_count);
    rule->held = count_held(needs, rule->need_count);
    cwp__cell together = needs_together(rule, needs);
    cwp__cell *own = &self->cells[rule->requirement];
    if (together.worth <= own->worth) continue;
    /* Where nothing counts, a finding about the rule itself is told, and not what else lies there. */
    if (own->refuted != CWP_DATE_NONE && cwp__worth_rank(together.worth) <= CWP__RANK_IDLE) continue;
    own->worth = together.worth;
    own->evidence = together.evidence;
    own->map = together.map;
  }
}
