/* Rules of a role category: what meets them beside evidence about themselves, and when they are due. */

#include "person/weigh.h"

void cwp__scales_add_needs(cwp__scales *self, const cwp__terms *terms, uint32_t own) {
  if (terms->need_count == 0) return;
  self->rules[self->rule_count++] = (cwp__rule){
      .own = own, .first_need = self->cell_count, .need_count = terms->need_count, .at_least = terms->at_least};
  for (uint32_t i = 0; i < terms->need_count; i++) {
    uint32_t need = self->cell_count++;
    uint32_t *first = &self->cell_of[self->pathway->links[terms->first_need + i].to];
    self->cells[need] = (cwp__cell){.evidence = CWP__NO_EVIDENCE,
                                    .next = *first,
                                    .refuted = CWP_DATE_NONE,
                                    .refuted_by = CWP__NO_EVIDENCE,
                                    .map = CWP__NO_RECORD,
                                    .least = self->cells[own].least,
                                    .accepts = (uint8_t)(self->cells[own].accepts & ~CWP__MAY_BE_WAIVED)};
    *first = need;
  }
}

/* Needs go by rank and then by their last day, so that the last of the best few is the first to lapse; after that by
   kind, start and index, so that the order of evidence does not show. */
static int need_goes_before(const cwp__cell *a, const cwp__cell *b) {
  cwp__rank a_rank = cwp__worth_rank(a->worth), b_rank = cwp__worth_rank(b->worth);
  if (a_rank != b_rank) return a_rank > b_rank;
  uint32_t a_day = (uint32_t)a->worth, b_day = (uint32_t)b->worth;
  if (a_day != b_day) return a_day > b_day;
  if (a->worth != b->worth) return a->worth > b->worth;
  return a->worth && (a->from != b->from ? a->from > b->from : a->evidence < b->evidence);
}

/* A Shell sort: in place, and quick for the few that there are and for many. Cells may move, as all is weighed. */
static void sort_needs(cwp__cell *needs, uint32_t count) {
  for (uint32_t gap = count / 2; gap > 0; gap /= 2)
    for (uint32_t i = gap; i < count; i++) {
      cwp__cell need = needs[i];
      uint32_t place = i;
      for (; place >= gap && need_goes_before(&need, &needs[place - gap]); place -= gap)
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
  cwp__cell together = {.evidence = CWP__NO_EVIDENCE, .map = CWP__NO_RECORD};
  cwp__rank otherwise = rule->held > 0 ? CWP__RANK_PARTLY : CWP__RANK_IDLE;
  if (rule->at_least <= rule->need_count) together = needs[rule->at_least - 1];
  if (needs[0].worth && cwp__worth_rank(together.worth) < otherwise) {
    together = needs[0];
    together.worth = cwp__worth_of(otherwise, cwp__worth_kind(needs[0].worth), cwp__worth_until(needs[0].worth));
  }
  return together;
}

/* Spans after a start. */

static const cwp__terms *terms_of(const cwp__scales *self, cwp_id rule) {
  return self->pathway->terms + (rule - self->pathway->first[CWP_KIND_RULE]);
}

int cwp__scales_has_span(const cwp__scales *self, cwp_id rule) {
  return cwp_record_kind(self->pathway, rule) == CWP_KIND_RULE &&
         (terms_of(self, rule)->within_months > 0 || terms_of(self, rule)->within_days > 0);
}

/* Time in one post says nothing of another: of a role category that the person is not in there is no start. */
cwp_date cwp__scales_due(const cwp__scales *self, cwp_id rule) {
  if (!cwp__scales_has_span(self, rule) || self->started == CWP_DATE_NONE) return CWP_DATE_NONE;
  if (self->post != CWP_NONE && self->post != cwp_record_role(self->pathway, rule)) return CWP_DATE_NONE;
  cwp_date due = cwp_date_add_months(self->started, terms_of(self, rule)->within_months);
  if (due == CWP_DATE_NONE || CWP_DATE_MAX - due < terms_of(self, rule)->within_days) return CWP_DATE_MAX;
  return due + terms_of(self, rule)->within_days;
}

/* What is not due yet is not asked for while nothing counts. A finding is told all the same. */
static void settle_spans(const cwp__scales *self) {
  cwp_id end = self->pathway->first[CWP_KIND_RULE + 1];
  for (cwp_id rule = self->pathway->first[CWP_KIND_RULE]; rule < end; rule++) {
    cwp_date due = cwp__scales_due(self, rule);
    cwp__cell *own = &self->cells[rule - self->first_line];
    if (due == CWP_DATE_NONE || due < self->on || own->refuted != CWP_DATE_NONE ||
        cwp__worth_rank(own->worth) > CWP__RANK_IDLE)
      continue;
    own->worth = cwp__worth_of(CWP__RANK_NOT_DUE, CWP_EVIDENCE_DECLARED, CWP_DATE_NONE);
    own->evidence = CWP__NO_EVIDENCE;
    own->map = CWP__NO_RECORD;
  }
}

static void settle_needs(const cwp__scales *self) {
  for (uint32_t i = 0; i < self->rule_count; i++) {
    cwp__rule *rule = &self->rules[i];
    cwp__cell *needs = &self->cells[rule->first_need];
    sort_needs(needs, rule->need_count);
    rule->held = count_held(needs, rule->need_count);
    cwp__cell together = needs_together(rule, needs);
    cwp__cell *own = &self->cells[rule->own];
    if (together.worth <= own->worth) continue;
    /* Where nothing counts, a finding about the rule itself is told, and not what else lies there. */
    if (own->refuted != CWP_DATE_NONE && cwp__worth_rank(together.worth) <= CWP__RANK_IDLE) continue;
    own->worth = together.worth;
    own->evidence = together.evidence;
    own->from = together.from;
    own->map = together.map;
  }
}

void cwp__scales_settle_rules(const cwp__scales *self) {
  settle_needs(self);
  settle_spans(self);
}
