/*
 * What a person holds of what rules need, by the meaning of docs/assessment.md: evidence counts for the record that it
 * is about, for a group's statements, and for what evidence maps say; only what is completed, in full, and of a kind
 * that is enough makes a need held; an assessor's finding of not yet competent ends what was completed before.
 */

#include "advice/rota.h"
#include "base/error.h"
#include "person/weigh.h"

/* Called for each need that a piece of evidence reaches. */
typedef struct visit {
  const cwp_rota_rules *rules;
  const cwp_portfolio *portfolio;
  uint32_t *counts;     /* when counting: holdings by need, one place on; else where the next one goes */
  cwp__holding *items;  /* NULL when counting */
  cwp_date *refuted;    /* findings of not yet competent: need and day, ... */
  uint32_t *refuted_by; /* ... side by side */
  size_t refuted_count;
} visit;

static cwp_extent weaker(cwp_extent a, cwp_extent b) {
  return a < b ? a : b;
}

/* What a piece is worth for a need while it holds, if that is not enough. */
static cwp_standing worth(const cwp_evidence *evidence, int strong, int full) {
  if (evidence->result == CWP_RESULT_IN_PROGRESS || evidence->result == CWP_RESULT_BOOKED)
    return CWP_STANDING_IN_PROGRESS;
  if (evidence->result != CWP_RESULT_COMPLETED) return CWP_STANDING_NO_EVIDENCE;
  if (!strong) return CWP_STANDING_CLAIMED;
  return full ? CWP_STANDING_MET : CWP_STANDING_PARTLY;
}

/* The first day, not before `from`, on which an assessor found otherwise; CWP_DATE_NONE if none did. */
static cwp_date refuted_on(const visit *self, uint32_t need, cwp_date from) {
  cwp_date first = CWP_DATE_NONE;
  for (size_t i = 0; i < self->refuted_count; i++) {
    if (self->refuted_by[i] != need || self->refuted[i] < from) continue;
    if (first == CWP_DATE_NONE || self->refuted[i] < first) first = self->refuted[i];
  }
  return first;
}

/* How a piece of evidence gets to a record. */
typedef struct way {
  uint32_t index; /* of the piece */
  const cwp_evidence *evidence;
  cwp_extent extent;
  int is_itself; /* 1 if an assessor's finding goes this way too: the record, a group's statement, the one successor */
} way;

static void reach_need(visit *self, const way *by, uint32_t need) {
  const cwp_evidence *evidence = by->evidence;
  if (!self->items) {
    self->counts[need + 1]++;
    return;
  }
  int strong = evidence->kind >= self->rules->needs[need].least;
  int full = by->extent == CWP_EXTENT_FULL;
  cwp__holding one = {.evidence = by->index,
                      .from = evidence->from,
                      .until = evidence->until,
                      .refuted = CWP_DATE_NONE,
                      .finding = CWP_DATE_NONE,
                      .standing = worth(evidence, strong, full),
                      .kind = (uint8_t)evidence->kind,
                      .enough = (uint8_t)(strong && full)};
  if (evidence->result == CWP_RESULT_COMPLETED) one.refuted = refuted_on(self, need, one.from);
  if (by->is_itself && cwp__refutes_on(evidence, CWP_DATE_MAX)) one.finding = evidence->from;
  self->items[self->counts[need]++] = one;
}

static void reach(visit *self, const way *by, cwp_id record) {
  for (uint32_t need = self->rules->need_of[record]; need != CWP__NO_PLACE; need = self->rules->needs[need].next)
    reach_need(self, by, need);
}

/* Whether a finding about a record speaks of what it covers: a group's statements, a retired code's one successor. */
static int is_the_same(const cwp_cover *cover) {
  return cover->map == CWP_NONE && cover->extent == CWP_EXTENT_FULL;
}

/* All needs that a portfolio's evidence reaches. A record is reached by the best of the ways that lead to it. */
static void reach_all(visit *self) {
  const cwp_pathway *pathway = self->rules->pathway;
  size_t count = cwp_portfolio_count(self->portfolio);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, i);
    cwp_id about = cwp_pathway_id(pathway, evidence->about);
    if (about == CWP_NONE || evidence->result == CWP_RESULT_NOT_APPLICABLE) continue;
    cwp_extent extent = evidence->extent == CWP_EXTENT_PART ? CWP_EXTENT_PART : CWP_EXTENT_FULL;
    way by = {(uint32_t)i, evidence, extent, 1};
    reach(self, &by, about);
    size_t covers = cwp_record_cover_count(pathway, about);
    for (size_t k = 0; k < covers; k++) {
      cwp_cover cover = cwp_record_cover(pathway, about, k);
      by.extent = weaker(cover.extent, extent);
      by.is_itself = is_the_same(&cover);
      reach(self, &by, cover.target);
    }
  }
}

/* Findings of not yet competent. They speak of the record itself, of a group's statements and of the one successor of a
   retired code, not through maps. */

static void refute(visit *self, cwp_id record, cwp_date day, int keep) {
  for (uint32_t need = self->rules->need_of[record]; need != CWP__NO_PLACE; need = self->rules->needs[need].next) {
    if (keep) {
      self->refuted[self->refuted_count] = day;
      self->refuted_by[self->refuted_count] = need;
    }
    self->refuted_count++;
  }
}

static void refute_all(visit *self, int keep) {
  const cwp_pathway *pathway = self->rules->pathway;
  size_t count = cwp_portfolio_count(self->portfolio);
  self->refuted_count = 0;
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, i);
    if (!cwp__refutes_on(evidence, CWP_DATE_MAX)) continue;
    cwp_id about = cwp_pathway_id(pathway, evidence->about);
    if (about == CWP_NONE) continue;
    refute(self, about, evidence->from, keep);
    for (size_t k = 0; k < cwp_record_cover_count(pathway, about); k++) {
      cwp_cover cover = cwp_record_cover(pathway, about, k);
      if (is_the_same(&cover)) refute(self, cover.target, evidence->from, keep);
    }
  }
}

static int make_room_for_refutations(visit *self, const cwp_allocator *allocator) {
  refute_all(self, 0);
  if (!self->refuted_count) return 1;
  self->refuted = cwp__allocate(allocator, self->refuted_count, sizeof *self->refuted);
  self->refuted_by = cwp__allocate(allocator, self->refuted_count, sizeof *self->refuted_by);
  if (!self->refuted || !self->refuted_by) return 0;
  refute_all(self, 1);
  return 1;
}

/* Turns counts by need into where each need's holdings begin. */
static uint32_t add_up(uint32_t *first, size_t needs) {
  for (size_t i = 1; i <= needs; i++)
    first[i] += first[i - 1];
  return first[needs];
}

static int fill(visit *self, cwp__held *out, const cwp_allocator *allocator) {
  size_t needs = self->rules->need_count;
  out->first = cwp__allocate_zeroed(allocator, needs + 1, sizeof *out->first);
  self->counts = out->first;
  if (!out->first || !make_room_for_refutations(self, allocator)) return 0;
  reach_all(self);
  out->items = cwp__allocate(allocator, add_up(out->first, needs), sizeof *out->items);
  uint32_t *next = cwp__allocate(allocator, needs + 1, sizeof *next);
  if (out->items && next) {
    for (size_t i = 0; i <= needs; i++)
      next[i] = out->first[i];
    self->counts = next;
    self->items = out->items;
    reach_all(self);
  }
  int done = out->items && next;
  cwp__release(allocator, next);
  return done;
}

cwp_status cwp__held_find(const cwp_rota_rules *rules, const cwp_portfolio *portfolio, const cwp_allocator *allocator,
                          cwp__held *out, cwp_error *error) {
  visit self = {.rules = rules, .portfolio = portfolio};
  *out = (cwp__held){0};
  int done = fill(&self, out, allocator);
  cwp__release(allocator, self.refuted);
  cwp__release(allocator, self.refuted_by);
  if (done) return CWP_OK;
  cwp__held_free(out, allocator);
  return cwp__fail_memory(error);
}

void cwp__held_free(cwp__held *self, const cwp_allocator *allocator) {
  cwp__release(allocator, self->first);
  cwp__release(allocator, self->items);
  *self = (cwp__held){0};
}

/* Asking. */

static int begins_by(const cwp__holding *item, cwp_date day) {
  return item->from == CWP_DATE_NONE || item->from <= day;
}

static int is_over(const cwp__holding *item, cwp_date day) {
  return item->until != CWP_DATE_NONE && item->until < day;
}

static int is_refuted(const cwp__holding *item, cwp_date day) {
  return item->refuted != CWP_DATE_NONE && item->refuted <= day;
}

/* Where one holding puts somebody on a day. */
static cwp_standing standing_of(const cwp__holding *item, cwp_date day, int expiring_days) {
  int enough = item->standing == CWP_STANDING_MET;
  if (item->standing == CWP_STANDING_NO_EVIDENCE || is_refuted(item, day)) return CWP_STANDING_NO_EVIDENCE;
  if (is_over(item, day)) return enough && begins_by(item, day) ? CWP_STANDING_EXPIRED : CWP_STANDING_NO_EVIDENCE;
  if (!begins_by(item, day)) return CWP_STANDING_IN_PROGRESS;
  if (!enough) return item->standing;
  return item->until != CWP_DATE_NONE && item->until - day <= expiring_days ? CWP_STANDING_EXPIRING : CWP_STANDING_MET;
}

/* From the best to the worst, as docs/assessment.md has them. */
static int rank(cwp_standing standing) {
  static const uint8_t order[CWP_STANDING_END] = {0, 1, 3, 2, 5, 4, 6, 7};
  return order[standing];
}

static cwp_date end_of(const cwp__holding *item) {
  return item->until == CWP_DATE_NONE ? CWP_DATE_MAX : item->until;
}

/* Of two holdings that give one standing, whether the first is named before the second, which stands further ahead in
   the portfolio. */
static int is_named_before(const cwp__holding *a, const cwp__holding *b, cwp_standing standing) {
  if (standing == CWP_STANDING_IN_PROGRESS && a->enough != b->enough) return a->enough;
  if (a->kind != b->kind) return a->kind > b->kind;
  if (end_of(a) != end_of(b)) return end_of(a) > end_of(b);
  return a->from > b->from; /* a start that is not known is the earliest */
}

/* The latest finding of not yet competent by a day, or NULL. */
static const cwp__holding *latest_finding(const cwp__held *self, uint32_t need, cwp_date day) {
  const cwp__holding *latest = NULL;
  for (uint32_t i = self->first[need]; i < self->first[need + 1]; i++) {
    const cwp__holding *one = &self->items[i];
    if (one->finding == CWP_DATE_NONE || one->finding > day) continue;
    if (!latest || one->finding > latest->finding) latest = one;
  }
  return latest;
}

cwp_standing cwp__held_standing(const cwp__held *self, uint32_t need, cwp_date day, int expiring_days,
                                const cwp__holding **item) {
  cwp_standing best = CWP_STANDING_NO_EVIDENCE;
  *item = NULL;
  for (uint32_t i = self->first[need]; i < self->first[need + 1]; i++) {
    const cwp__holding *one = &self->items[i];
    cwp_standing standing = standing_of(one, day, expiring_days);
    if (*item && rank(standing) > rank(best)) continue;
    if (*item && standing == best && !is_named_before(one, *item, best)) continue;
    best = standing;
    *item = one;
  }
  const cwp__holding *finding = best == CWP_STANDING_NO_EVIDENCE ? latest_finding(self, need, day) : NULL;
  if (finding) *item = finding;
  return best;
}

/* The last day on which a holding counts. */
static cwp_date last_of(const cwp__holding *item) {
  cwp_date last = end_of(item);
  return item->refuted != CWP_DATE_NONE && item->refuted <= last ? item->refuted - 1 : last;
}

/* The last day of the holding that lasts longest of those that hold on a day; CWP_DATE_NONE if none does. */
static cwp_date reach_from(const cwp__held *self, uint32_t need, cwp_date day, const cwp__holding **item) {
  cwp_date last = CWP_DATE_NONE;
  for (uint32_t i = self->first[need]; i < self->first[need + 1]; i++) {
    const cwp__holding *one = &self->items[i];
    if (one->standing != CWP_STANDING_MET || !begins_by(one, day) || last_of(one) < day || last_of(one) <= last)
      continue;
    last = last_of(one);
    *item = one;
  }
  return last;
}

cwp_date cwp__held_until(const cwp__held *self, uint32_t need, cwp_date first, const cwp__holding **item) {
  *item = NULL;
  cwp_date last = reach_from(self, need, first, item);
  while (last != CWP_DATE_NONE && last < CWP_DATE_MAX) {
    cwp_date further = reach_from(self, need, last + 1, item);
    if (further == CWP_DATE_NONE) break;
    last = further;
  }
  return last;
}
