#include "person/weigh.h"

#include "cwp/date.h"
#include "person/policy.h"

/* Where the parts of a worth stand. The last day is counted from the first date there is; no last day is the latest. */
enum { KIND_SHIFT = 32, RANK_SHIFT = 34 };
#define NO_LAST_DAY UINT32_MAX

static const uint8_t ONLY_COMPLETED = 1u << CWP_RESULT_COMPLETED;

cwp__worth cwp__worth_of(cwp__rank rank, cwp_evidence_kind kind, cwp_date until) {
  uint32_t day = until == CWP_DATE_NONE ? NO_LAST_DAY : (uint32_t)(until - CWP_DATE_MIN);
  return (cwp__worth)rank << RANK_SHIFT | (cwp__worth)kind << KIND_SHIFT | day;
}

cwp__rank cwp__worth_rank(cwp__worth worth) {
  return (cwp__rank)(worth >> RANK_SHIFT);
}

cwp_evidence_kind cwp__worth_kind(cwp__worth worth) {
  return (cwp_evidence_kind)(worth >> KIND_SHIFT & 3);
}

cwp_date cwp__worth_until(cwp__worth worth) {
  uint32_t day = (uint32_t)worth;
  return worth == 0 || day == NO_LAST_DAY ? CWP_DATE_NONE : (cwp_date)day + CWP_DATE_MIN;
}

uint32_t cwp__scales_add(cwp__scales *self, cwp_id record, unsigned least) {
  uint32_t place = self->cell_count++;
  self->cells[place] = (cwp__cell){.evidence = CWP__NO_EVIDENCE,
                                   .map = CWP_NONE,
                                   .next = self->cell_of[record],
                                   .least = (uint8_t)least,
                                   .accepts = ONLY_COMPLETED,
                                   .refuted = CWP_DATE_NONE,
                                   .refuted_by = CWP__NO_EVIDENCE};
  self->cell_of[record] = place;
  return place;
}

void cwp__scales_add_requirements(cwp__scales *self, const cwp_requirement *requirements, size_t count,
                                  const cwp_policy *policy) {
  unsigned least[CWP_REQUIREMENT_KIND_END];
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    least[kind] = cwp__policy_least(policy, (cwp_requirement_kind)kind);
  for (size_t i = 0; i < count; i++)
    cwp__scales_add(self, requirements[i].line, least[requirements[i].kind]);
}

/* A piece of evidence as it stands on the day asked about. */
typedef struct piece {
  uint32_t index;
  cwp_date from;
  unsigned kind;
  cwp_result result;
  int over;
  int ends_soon;
  cwp__worth unranked;                        /* its worth but for the rank */
  cwp__worth usual[CWP_EVIDENCE_KIND_END][2]; /* its worth where only what is completed is enough, by the weakest kind
                                                 that is enough, and for a part or in full */
} piece;

static cwp__rank rank_of(const piece *self, unsigned accepts, unsigned least, int full) {
  int strong = self->kind >= least;
  int enough = strong && full;
  if (!(accepts >> self->result & 1)) {
    if (self->over || self->result == CWP_RESULT_FAILED || self->result == CWP_RESULT_WITHDRAWN) return CWP__RANK_IDLE;
    return enough ? CWP__RANK_IN_PROGRESS : CWP__RANK_STARTED;
  }
  if (self->over) return enough ? CWP__RANK_EXPIRED : CWP__RANK_IDLE;
  if (!strong) return CWP__RANK_CLAIMED;
  if (!enough) return CWP__RANK_PARTLY;
  return self->ends_soon ? CWP__RANK_EXPIRING : CWP__RANK_MET;
}

static cwp__worth worth_of(const piece *self, unsigned accepts, unsigned least, int full) {
  return self->unranked | (cwp__worth)rank_of(self, accepts, least, full) << RANK_SHIFT;
}

cwp_result cwp__result_on(const cwp_evidence *evidence, cwp_date on) {
  if (evidence->result == CWP_RESULT_FAILED || evidence->result == CWP_RESULT_WITHDRAWN) return evidence->result;
  return evidence->from > on ? CWP_RESULT_BOOKED : evidence->result;
}

static piece look_at(const cwp__scales *scales, const cwp_evidence *evidence, size_t index) {
  piece self = {.index = (uint32_t)index,
                .from = evidence->from,
                .kind = evidence->kind,
                .result = cwp__result_on(evidence, scales->on)};
  if (evidence->until != CWP_DATE_NONE) {
    self.over = evidence->until < scales->on;
    self.ends_soon = evidence->until - scales->on <= scales->expiring_days;
  }
  self.unranked = cwp__worth_of(CWP__RANK_NOTHING, evidence->kind, evidence->until);
  for (unsigned least = 0; least < CWP_EVIDENCE_KIND_END; least++)
    for (int full = 0; full < 2; full++)
      self.usual[least][full] = worth_of(&self, ONLY_COMPLETED, least, full);
  return self;
}

int cwp__goes_before(const cwp_portfolio *portfolio, uint32_t a, uint32_t b) {
  cwp_date a_from = cwp_portfolio_evidence(portfolio, a)->from;
  cwp_date b_from = cwp_portfolio_evidence(portfolio, b)->from;
  return a_from != b_from ? a_from > b_from : a < b;
}

/* What was completed before, or on, the day on which an assessor found the person not yet competent counts no more. */
static int is_refuted(const piece *self, const cwp__cell *cell) {
  return cell->refuted != CWP_DATE_NONE && self->result == CWP_RESULT_COMPLETED && self->from <= cell->refuted;
}

/* Puts a piece of evidence about a record, or covering it, into the record's cells. */
static void put(const cwp__scales *scales, const piece *self, cwp_id record, cwp_extent extent, cwp_id map) {
  int full = extent == CWP_EXTENT_FULL;
  for (uint32_t place = scales->cell_of[record]; place != CWP__NO_CELL; place = scales->cells[place].next) {
    cwp__cell *cell = &scales->cells[place];
    cwp__worth worth = self->usual[cell->least][full];
    if (cell->accepts != ONLY_COMPLETED) worth = worth_of(self, cell->accepts, cell->least, full);
    if (is_refuted(self, cell)) worth = self->unranked | (cwp__worth)CWP__RANK_IDLE << RANK_SHIFT;
    if (worth < cell->worth) continue;
    if (worth == cell->worth && !cwp__goes_before(scales->portfolio, self->index, cell->evidence)) continue;
    cell->worth = worth;
    cell->evidence = self->index;
    cell->map = map;
  }
}

static cwp_extent weaker(cwp_extent a, cwp_extent b) {
  return a < b ? a : b;
}

int cwp__refutes_on(const cwp_evidence *evidence, cwp_date on) {
  return evidence->result == CWP_RESULT_FAILED && evidence->kind == CWP_EVIDENCE_ASSESSED &&
         evidence->from != CWP_DATE_NONE && evidence->from <= on;
}

static void refute(const cwp__scales *self, cwp_id record, const cwp_evidence *evidence, size_t index) {
  for (uint32_t place = self->cell_of[record]; place != CWP__NO_CELL; place = self->cells[place].next) {
    cwp__cell *cell = &self->cells[place];
    if (evidence->from <= cell->refuted) continue;
    cell->refuted = evidence->from;
    cell->refuted_by = (uint32_t)index;
  }
}

/* Findings of not yet competent, before all else. They speak of the record itself, or of a group's statements; not
   through evidence maps: whoever fails a course has not been seen failing at each thing that it covers. */
static void refute_all(const cwp__scales *self) {
  size_t count = cwp_portfolio_count(self->portfolio);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, i);
    if (!cwp__refutes_on(evidence, self->on)) continue;
    cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
    if (about == CWP_NONE) continue;
    refute(self, about, evidence, i);
    for (size_t k = 0; k < cwp_record_cover_count(self->pathway, about); k++) {
      cwp_cover cover = cwp_record_cover(self->pathway, about, k);
      if (cover.map == CWP_NONE) refute(self, cover.target, evidence, i);
    }
  }
}

/* Where nothing counts, the finding is what is to be told. It has no last day of its own. */
static void tell_refutations(const cwp__scales *self) {
  for (uint32_t i = 0; i < self->cell_count; i++) {
    cwp__cell *cell = &self->cells[i];
    if (cell->refuted == CWP_DATE_NONE || cwp__worth_rank(cell->worth) > CWP__RANK_IDLE) continue;
    cell->worth = cwp__worth_of(CWP__RANK_IDLE, CWP_EVIDENCE_ASSESSED, CWP_DATE_NONE);
    cell->evidence = cell->refuted_by;
    cell->map = CWP_NONE;
  }
}

void cwp__scales_weigh(const cwp__scales *self) {
  size_t count = cwp_portfolio_count(self->portfolio);
  refute_all(self);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, i);
    cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
    if (about == CWP_NONE) continue; /* another edition's */
    piece one = look_at(self, evidence, i);
    put(self, &one, about, evidence->extent, CWP_NONE);
    size_t cover_count = cwp_record_cover_count(self->pathway, about);
    for (size_t k = 0; k < cover_count; k++) {
      cwp_cover cover = cwp_record_cover(self->pathway, about, k);
      put(self, &one, cover.target, weaker(cover.extent, evidence->extent), cover.map);
    }
  }
  tell_refutations(self);
  cwp__scales_settle_rules(self);
}
