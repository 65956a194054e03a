#include "person/weigh.h"

#include "cwp/date.h"
#include "pathway/requirements.h"
#include "person/policy.h"

#include <string.h>

/* Where the parts of a worth stand. The last day is counted from the first date there is; no last day is the latest. */
enum { KIND_SHIFT = 32 };
#define NO_LAST_DAY UINT32_MAX

static const uint8_t ONLY_COMPLETED = 1u << CWP_RESULT_COMPLETED;

/* The terms of rules are written down on a floor that does not know evidence. */
_Static_assert(CWP__ACCEPTS_COMPLETED == 1 << CWP_RESULT_COMPLETED, "results have the bits of the rules' terms");
_Static_assert(CWP__ACCEPTS_IN_PROGRESS == 1 << CWP_RESULT_IN_PROGRESS, "results have the bits of the rules' terms");
_Static_assert(CWP__ACCEPTS_BOOKED == 1 << CWP_RESULT_BOOKED, "results have the bits of the rules' terms");
_Static_assert(CWP_EVIDENCE_DECLARED == 0 && CWP_EVIDENCE_TRAINED == 1 && CWP_EVIDENCE_ASSESSED == 2 &&
                   CWP_EVIDENCE_ACCREDITED == 3,
               "kinds of evidence are numbered as the rules' terms have them");

const uint8_t cwp__standings[CWP__RANK_END] = {
    [CWP__RANK_NOTHING] = CWP_STANDING_NO_EVIDENCE,
    [CWP__RANK_IDLE] = CWP_STANDING_NO_EVIDENCE,
    [CWP__RANK_NOT_DUE] = CWP_STANDING_NOT_APPLICABLE,
    [CWP__RANK_CLAIMED] = CWP_STANDING_CLAIMED,
    [CWP__RANK_PARTLY] = CWP_STANDING_PARTLY,
    [CWP__RANK_EXPIRED] = CWP_STANDING_EXPIRED,
    [CWP__RANK_STARTED] = CWP_STANDING_IN_PROGRESS,
    [CWP__RANK_IN_PROGRESS] = CWP_STANDING_IN_PROGRESS,
    [CWP__RANK_WAIVED] = CWP_STANDING_NOT_APPLICABLE,
    [CWP__RANK_EXPIRING] = CWP_STANDING_EXPIRING,
    [CWP__RANK_MET] = CWP_STANDING_MET,
};

cwp__worth cwp__worth_of(cwp__rank rank, cwp_evidence_kind kind, cwp_date until) {
  uint32_t day = until == CWP_DATE_NONE ? NO_LAST_DAY : (uint32_t)(until - CWP_DATE_MIN);
  return (cwp__worth)rank << CWP__WORTH_RANK_SHIFT | (cwp__worth)kind << KIND_SHIFT | day;
}

cwp_evidence_kind cwp__worth_kind(cwp__worth worth) {
  return (cwp_evidence_kind)(worth >> KIND_SHIFT & 3);
}

cwp_date cwp__worth_until(cwp__worth worth) {
  uint32_t day = (uint32_t)worth;
  return worth == 0 || day == NO_LAST_DAY ? CWP_DATE_NONE : (cwp_date)day + CWP_DATE_MIN;
}

/* Setting up. */

static size_t count_needs(const cwp_pathway *pathway) {
  size_t rules = cwp_pathway_count(pathway, CWP_KIND_RULE), needs = 0;
  for (size_t i = 0; i < rules; i++)
    needs += pathway->terms[i].need_count;
  return needs;
}

static uint32_t count_lines(const cwp_pathway *pathway) {
  return pathway->first[CWP_KIND_PRACTICE_AREA + 1] - pathway->first[CWP_KIND_BEHAVIOUR];
}

size_t cwp__scales_size(const cwp_pathway *pathway, size_t setting_count) {
  const size_t each_setting = sizeof(cwp__cell) + 2 * sizeof(cwp_id);
  if (setting_count > SIZE_MAX / 2 / each_setting) return SIZE_MAX;
  return (count_lines(pathway) + count_needs(pathway)) * sizeof(cwp__cell) +
         cwp_pathway_count(pathway, CWP_KIND_RULE) * sizeof(cwp__rule) +
         cwp_pathway_count(pathway, CWP_KIND_END) * sizeof(uint32_t) + setting_count * each_setting;
}

/* Shares the memory out; what needs the widest alignment comes first. */
static void lay_out(cwp__scales *self, void *memory, const cwp_question *question) {
  size_t cells = self->line_count + count_needs(self->pathway) + question->setting_count;
  self->cells = memory;
  self->rules = (cwp__rule *)(void *)(self->cells + cells);
  self->cell_of = (uint32_t *)(void *)(self->rules + cwp_pathway_count(self->pathway, CWP_KIND_RULE));
  cwp_id *settings = self->cell_of + cwp_pathway_count(self->pathway, CWP_KIND_END);
  if (question->setting_count) memcpy(settings, question->settings, question->setting_count * sizeof *settings);
  self->settings = settings;
  self->setting_count = question->setting_count;
  self->activities = settings + question->setting_count;
}

/* Cells in which completed evidence of the kind `least` or stronger is enough, for each of `count` records from `first`
   on, which have none so far. */
static void add_cells(cwp__scales *self, cwp_id first, uint32_t count, cwp_requirement_kind kind) {
  const cwp__cell empty = {.evidence = CWP__NO_EVIDENCE,
                           .next = CWP__NO_CELL,
                           .refuted = CWP_DATE_NONE,
                           .refuted_by = CWP__NO_EVIDENCE,
                           .map = CWP__NO_RECORD,
                           .least = (uint8_t)cwp__policy_least(&self->policy, kind),
                           .accepts = (uint8_t)(ONLY_COMPLETED | (kind == CWP_MUST ? 0 : CWP__MAY_BE_WAIVED))};
  uint32_t place = self->cell_count;
  for (uint32_t i = 0; i < count; i++) {
    self->cells[place + i] = empty;
    self->cell_of[first + i] = place + i;
  }
  self->cell_count += count;
}

static void add_kind(cwp__scales *self, cwp_kind kind, cwp_requirement_kind asked) {
  add_cells(self, self->pathway->first[kind], self->pathway->first[kind + 1] - self->pathway->first[kind], asked);
}

/* A cell for every line that a role category may ask for. */
static void add_lines(cwp__scales *self) {
  const cwp_pathway *pathway = self->pathway;
  add_kind(self, CWP_KIND_BEHAVIOUR, CWP_MUST);
  add_kind(self, CWP_KIND_STATEMENT, CWP_SHOULD);
  for (cwp_id rule = pathway->first[CWP_KIND_RULE]; rule < pathway->first[CWP_KIND_RULE + 1]; rule++)
    add_cells(self, rule, 1, cwp__rule_kind(pathway, rule, self->settings, self->setting_count));
  add_kind(self, CWP_KIND_PRACTICE_AREA, CWP_CAN);
}

/* What the settings name is a must. */
static void add_settings(cwp__scales *self) {
  for (size_t i = 0; i < self->setting_count; i++) {
    cwp_id setting = self->settings[i];
    uint32_t place = self->cell_of[setting];
    if (place != CWP__NO_CELL) { /* a practice area, or an activity that was named before */
      self->cells[place].least = (uint8_t)cwp__policy_least(&self->policy, CWP_MUST);
      self->cells[place].accepts = ONLY_COMPLETED;
      continue;
    }
    self->activities[self->activity_count++] = setting;
    add_cells(self, setting, 1, CWP_MUST);
  }
}

/* What the rules say of themselves goes before the policy. */
static void add_terms(cwp__scales *self) {
  const cwp_pathway *pathway = self->pathway;
  cwp_id first = pathway->first[CWP_KIND_RULE];
  for (cwp_id rule = first; rule < pathway->first[CWP_KIND_RULE + 1]; rule++) {
    const cwp__terms *terms = pathway->terms + (rule - first);
    cwp__cell *own = &self->cells[rule - self->first_line];
    if (terms->least != CWP__BY_POLICY) own->least = terms->least;
    own->accepts = (uint8_t)(terms->accepts | (own->accepts & CWP__MAY_BE_WAIVED));
    cwp__scales_add_needs(self, terms, rule - self->first_line);
  }
}

void cwp__scales_start(cwp__scales *self, void *memory, const cwp_pathway *pathway, const cwp_question *question,
                       const cwp_policy *policy) {
  *self = (cwp__scales){.pathway = pathway,
                        .policy = *policy,
                        .on = question->on,
                        .first_line = pathway->first[CWP_KIND_BEHAVIOUR],
                        .line_count = count_lines(pathway)};
  lay_out(self, memory, question);
  memset(self->cell_of, 0xff, cwp_pathway_count(pathway, CWP_KIND_END) * sizeof *self->cell_of); /* CWP__NO_CELL */
  add_lines(self);
  add_settings(self);
  add_terms(self);
}

uint32_t cwp__scales_place(const cwp__scales *self, cwp_id line) {
  if (line - self->first_line < self->line_count) return line - self->first_line;
  uint32_t activity = 0;
  while (activity < self->activity_count && self->activities[activity] != line)
    activity++;
  return self->line_count + activity;
}

/* Weighing. */

/* A piece of evidence as it stands on the day asked about. */
typedef struct piece {
  uint32_t index;
  cwp_date from;
  unsigned kind;
  cwp_result result;
  int over;
  int ends_soon;
  cwp_extent extent;
  cwp__worth unranked;    /* its worth but for the rank */
  cwp__worth usual[2][2]; /* its worth where only what is completed is enough: too weak a kind or strong enough, for a
                             part or in full */
} piece;

static cwp__rank rank_of(const piece *self, unsigned accepts, int strong, int full) {
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

static cwp__worth worth_of(const piece *self, unsigned accepts, int strong, int full) {
  return self->unranked | (cwp__worth)rank_of(self, accepts, strong, full) << CWP__WORTH_RANK_SHIFT;
}

cwp_result cwp__result_on(const cwp_evidence *evidence, cwp_date on) {
  if (evidence->result >= CWP_RESULT_FAILED) return evidence->result; /* nothing comes of it any more */
  return evidence->from > on ? CWP_RESULT_BOOKED : evidence->result;
}

static piece look_at(const cwp__scales *scales, const cwp_evidence *evidence, size_t index) {
  piece self = {.index = (uint32_t)index,
                .from = evidence->from,
                .kind = evidence->kind,
                .result = cwp__result_on(evidence, scales->on),
                .extent = evidence->extent};
  if (evidence->until != CWP_DATE_NONE) {
    self.over = evidence->until < scales->on;
    self.ends_soon = evidence->until - scales->on <= scales->policy.expiring_days;
  }
  self.unranked = cwp__worth_of(CWP__RANK_NOTHING, evidence->kind, evidence->until);
  for (int strong = 0; strong < 2; strong++)
    for (int full = 0; full < 2; full++)
      self.usual[strong][full] = worth_of(&self, ONLY_COMPLETED, strong, full);
  return self;
}

/* What was completed before, or on, the day on which an assessor found the person not yet competent counts no more. */
static int is_refuted(const piece *self, const cwp__cell *cell) {
  return cell->refuted != CWP_DATE_NONE && self->result == CWP_RESULT_COMPLETED && self->from <= cell->refuted;
}

/* Puts a piece of evidence about a record, or covering it, into the record's cells. Of two that are worth the same the
   one that begins later goes before, and then the one of the lower index, which came first. */
static void put(const cwp__scales *scales, const piece *self, cwp_id record, cwp_extent extent, uint16_t map) {
  int full = extent == CWP_EXTENT_FULL;
  for (uint32_t place = scales->cell_of[record]; place != CWP__NO_CELL; place = scales->cells[place].next) {
    cwp__cell *cell = &scales->cells[place];
    int strong = self->kind >= cell->least;
    cwp__worth worth = self->usual[strong][full];
    if ((cell->accepts & ~CWP__MAY_BE_WAIVED) != ONLY_COMPLETED) worth = worth_of(self, cell->accepts, strong, full);
    if (is_refuted(self, cell)) worth = self->unranked | (cwp__worth)CWP__RANK_IDLE << CWP__WORTH_RANK_SHIFT;
    if (worth < cell->worth || (worth == cell->worth && self->from <= cell->from)) continue;
    cell->worth = worth;
    cell->evidence = self->index;
    cell->from = self->from;
    cell->map = map;
  }
}

static cwp_extent weaker(cwp_extent a, cwp_extent b) {
  return a < b ? a : b;
}

/* Puts a piece of evidence about a record into the cells of all that this covers. */
static void put_covers(const cwp__scales *scales, const piece *self, cwp_id about) {
  cwp__covers covers = cwp__covers_of(scales->pathway, about);
  int by_one = covers.through != CWP__NO_RECORD;
  if (by_one) put(scales, self, covers.through, self->extent, covers.map);
  for (uint32_t i = 0; i < covers.count; i++) {
    const cwp__cover *run = &covers.list[i];
    cwp_extent extent = weaker(cwp__cover_extent(run), self->extent);
    uint16_t map = by_one ? covers.map : cwp__cover_map(scales->pathway, run);
    for (uint32_t k = 0; k < run->count; k++)
      put(scales, self, run->target + k, extent, map);
  }
}

int cwp__refutes_on(const cwp_evidence *evidence, cwp_date on) {
  return evidence->result == CWP_RESULT_FAILED && evidence->kind == CWP_EVIDENCE_ASSESSED &&
         evidence->from != CWP_DATE_NONE && evidence->from <= on;
}

static void refute(cwp__scales *self, cwp_id record, const cwp_evidence *evidence, size_t index) {
  for (uint32_t place = self->cell_of[record]; place != CWP__NO_CELL; place = self->cells[place].next) {
    cwp__cell *cell = &self->cells[place];
    if (evidence->from <= cell->refuted) continue;
    cell->refuted = evidence->from;
    cell->refuted_by = (uint32_t)index;
    self->refuted = 1;
  }
}

/* 1 for a run of what is the same as the record that covers it: a group's statements, a retired code's one successor.
 */
static int is_the_same(const cwp__scales *self, const cwp__cover *run) {
  return cwp__cover_map(self->pathway, run) == CWP__NO_RECORD && cwp__cover_extent(run) == CWP_EXTENT_FULL;
}

/* What the record covers without a map. */
static void refute_covers(cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index) {
  cwp__covers covers = cwp__covers_of(self->pathway, about);
  if (covers.through != CWP__NO_RECORD) return; /* all by a map */
  for (uint32_t i = 0; i < covers.count; i++) {
    const cwp__cover *run = &covers.list[i];
    for (uint32_t k = 0; k < run->count && is_the_same(self, run); k++)
      refute(self, run->target + k, evidence, index);
  }
}

/* Findings of not yet competent speak of the record itself, of a group's statements, or of a retired code's one
   successor; not through evidence maps: whoever fails a course has not been seen failing at each thing that it covers.
 */
void cwp__scales_refute(cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index) {
  if (!cwp__refutes_on(evidence, self->on)) return;
  refute(self, about, evidence, index);
  refute_covers(self, about, evidence, index);
}

/* Before all else. */
static void refute_all(cwp__scales *self, const cwp_portfolio *portfolio) {
  size_t count = cwp_portfolio_count(portfolio);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    if (!cwp__refutes_on(evidence, self->on)) continue;
    cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
    if (about != CWP_NONE) cwp__scales_refute(self, about, evidence, i);
  }
}

/* Where nothing counts, the finding is what is to be told. It has no last day of its own. */
static void tell_refutations(const cwp__scales *self) {
  for (uint32_t i = 0; i < self->cell_count; i++) {
    cwp__cell *cell = &self->cells[i];
    if (cell->refuted == CWP_DATE_NONE || cwp__worth_rank(cell->worth) > CWP__RANK_IDLE) continue;
    cell->worth = cwp__worth_of(CWP__RANK_IDLE, CWP_EVIDENCE_ASSESSED, CWP_DATE_NONE);
    cell->evidence = cell->refuted_by;
    cell->from = cell->refuted;
    cell->map = CWP__NO_RECORD;
  }
}

/* Decisions that something is not asked. They reach what findings reach, and are taken back by nothing but an end. */

int cwp__waives_on(const cwp_evidence *evidence, cwp_date on) {
  return evidence->result == CWP_RESULT_NOT_APPLICABLE && evidence->kind >= CWP_EVIDENCE_ASSESSED &&
         evidence->extent == CWP_EXTENT_FULL && evidence->from <= on &&
         (evidence->until == CWP_DATE_NONE || evidence->until >= on);
}

static void waive(const cwp__scales *self, cwp_id record, const cwp_evidence *evidence, size_t index) {
  cwp__worth worth = cwp__worth_of(CWP__RANK_WAIVED, evidence->kind, evidence->until);
  for (uint32_t place = self->cell_of[record]; place != CWP__NO_CELL; place = self->cells[place].next) {
    cwp__cell *cell = &self->cells[place];
    if (!(cell->accepts & CWP__MAY_BE_WAIVED) || worth < cell->worth ||
        (worth == cell->worth && evidence->from <= cell->from))
      continue;
    cell->worth = worth;
    cell->evidence = (uint32_t)index;
    cell->from = evidence->from;
    cell->map = CWP__NO_RECORD;
  }
}

static void waive_all(const cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index) {
  if (!cwp__waives_on(evidence, self->on)) return;
  waive(self, about, evidence, index);
  cwp__covers covers = cwp__covers_of(self->pathway, about);
  for (uint32_t i = 0; covers.through == CWP__NO_RECORD && i < covers.count; i++) {
    const cwp__cover *run = &covers.list[i];
    for (uint32_t k = 0; k < run->count && is_the_same(self, run); k++)
      waive(self, run->target + k, evidence, index);
  }
}

void cwp__scales_put(const cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index) {
  if (evidence->result == CWP_RESULT_NOT_APPLICABLE) {
    waive_all(self, about, evidence, index);
    return;
  }
  piece one = look_at(self, evidence, index);
  put(self, &one, about, evidence->extent, CWP__NO_RECORD);
  put_covers(self, &one, about);
}

void cwp__scales_weigh(cwp__scales *self, const cwp_portfolio *portfolio) {
  size_t count = cwp_portfolio_count(portfolio);
  const cwp_person *person = cwp_portfolio_person(portfolio);
  self->started = person->started;
  self->post = *person->role ? cwp_pathway_id(self->pathway, person->role) : CWP_NONE;
  refute_all(self, portfolio);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
    if (about != CWP_NONE) cwp__scales_put(self, about, evidence, i); /* else it is another edition's */
  }
  if (self->refuted) tell_refutations(self);
}
