/* Where a person stands with every role category at once: evidence is weighed once, and each role category counts its
   own lines. */

#include "person/overview.h"

#include "base/error.h"
#include "pathway/requirements.h"
#include "person/policy.h"

#include <stddef.h>
#include <string.h>

/* What any object is aligned to. */
enum { ALIGNMENT = _Alignof(max_align_t) };

/* Standings counted. */
typedef struct tally {
  uint32_t of[CWP_STANDING_END];
} tally;

cwp_status cwp__inquiry_take(cwp__inquiry *self, const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                             const cwp_question *question, cwp_error *error) {
  *self = (cwp__inquiry){.pathway = pathway, .portfolio = portfolio, .question = question};
  cwp_status status = cwp__question_check(pathway, portfolio, question, error);
  if (status) return status;
  self->role = question->role;
  status = cwp__policy_take(question->policy, &self->policy, error);
  if (!status) status = cwp__settings_check(pathway, question->settings, question->setting_count, error);
  return status;
}

static size_t rounded_up(size_t size) {
  return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t role_count(const cwp_pathway *pathway) {
  return cwp_pathway_count(pathway, CWP_KIND_ROLE);
}

/* The arrays lie behind the overview: the scales', the counts, and a tally for each role category. */
static size_t counts_place(const cwp_pathway *pathway, size_t setting_count) {
  return rounded_up(sizeof(cwp_overview)) + rounded_up(cwp__scales_size(pathway, setting_count));
}

size_t cwp__overview_size(const cwp_pathway *pathway, size_t setting_count) {
  if (cwp__scales_size(pathway, setting_count) == SIZE_MAX) return SIZE_MAX;
  return rounded_up(counts_place(pathway, setting_count) +
                    role_count(pathway) * (CWP_REQUIREMENT_KIND_END * sizeof(cwp_counts) + sizeof(tally)));
}

/* Counting. */

static cwp_standing standing_at(const cwp_overview *self, uint32_t place) {
  return (cwp_standing)cwp__standings[cwp__worth_rank(self->scales.cells[place].worth)];
}

/* The standings of the lines from `first` up to `end`. */
static tally tally_lines(const cwp_overview *self, cwp_id first, cwp_id end) {
  tally found = {{0}};
  for (cwp_id line = first; line < end; line++)
    found.of[standing_at(self, line - self->scales.first_line)]++;
  return found;
}

/* What is not asked of the person is not needed. */
static void count_one(cwp_counts *counts, cwp_standing standing) {
  if (standing == CWP_STANDING_NOT_APPLICABLE) return;
  counts->needed++;
  counts->standing[standing]++;
}

static void count_all(cwp_counts *counts, const tally *found) {
  for (int standing = 0; standing < CWP_STANDING_NOT_APPLICABLE; standing++) {
    counts->needed += found->of[standing];
    counts->standing[standing] += found->of[standing];
  }
}

static int is_must(const cwp__scales *scales, cwp_id area) {
  for (size_t i = 0; i < scales->setting_count; i++)
    if (scales->settings[i] == area) return 1;
  return 0;
}

/* Practice areas: those open to the role category, and those that the setting names. */
static void count_areas(const cwp_overview *self, cwp_id role, cwp_counts *counts) {
  const cwp_pathway *pathway = self->scales.pathway;
  cwp_id first = pathway->first[CWP_KIND_PRACTICE_AREA], end = pathway->first[CWP_KIND_PRACTICE_AREA + 1];
  uint64_t open = 0;
  for (cwp_id area = first; area < end; area++) {
    if ((area - first) % 64 == 0) open = cwp__areas_open(pathway, role, area);
    int named = is_must(&self->scales, area);
    if (named || (open >> (area - first) % 64 & 1))
      count_one(&counts[named ? CWP_MUST : CWP_CAN], standing_at(self, area - self->scales.first_line));
  }
}

static void count_role(const cwp_overview *self, cwp_id role, const tally *statements) {
  const cwp__scales *scales = &self->scales;
  const cwp_pathway *pathway = scales->pathway;
  cwp_id first_role = pathway->first[CWP_KIND_ROLE], roles[CWP__MOST_BASELINES];
  const cwp__lines *lines = pathway->lines + (role - first_role);
  cwp_counts *counts = self->counts + (size_t)(role - first_role) * CWP_REQUIREMENT_KIND_END;
  tally behaviours = tally_lines(self, lines[0].behaviours, lines[1].behaviours);
  count_all(&counts[CWP_MUST], &behaviours);
  size_t role_count = cwp__role_baselines(pathway, role, roles);
  for (size_t i = 0; i < role_count; i++)
    count_all(&counts[CWP_SHOULD], &statements[roles[i] - first_role]);
  for (cwp_id rule = lines[0].rules; rule < lines[1].rules; rule++)
    count_one(&counts[cwp__rule_kind(pathway, rule, scales->settings, scales->setting_count)],
              standing_at(self, rule - scales->first_line));
  count_areas(self, role, counts);
  for (uint32_t i = 0; i < scales->activity_count; i++)
    count_one(&counts[CWP_MUST], standing_at(self, scales->line_count + i));
}

static void count_roles(const cwp_overview *self, tally *statements) {
  const cwp_pathway *pathway = self->scales.pathway;
  cwp_id first = pathway->first[CWP_KIND_ROLE];
  for (uint32_t i = 0; i < role_count(pathway); i++)
    statements[i] = tally_lines(self, pathway->lines[i].statements, pathway->lines[i + 1].statements);
  for (uint32_t i = 0; i < role_count(pathway); i++)
    if (self->role == CWP_NONE || self->role == first + i) count_role(self, first + i, statements);
}

cwp_overview *cwp__overview_place(void *memory, const cwp__inquiry *asked) {
  cwp_overview *self = memory;
  char *bytes = memory;
  size_t counts = role_count(asked->pathway) * CWP_REQUIREMENT_KIND_END;
  self->portfolio = asked->portfolio;
  self->role = asked->role;
  self->counts = (cwp_counts *)(void *)(bytes + counts_place(asked->pathway, asked->question->setting_count));
  memset(self->counts, 0, counts * sizeof *self->counts);
  cwp__scales_start(&self->scales, bytes + rounded_up(sizeof *self), asked->pathway, asked->question, &asked->policy);
  cwp__scales_weigh(&self->scales, asked->portfolio);
  cwp__scales_settle_rules(&self->scales);
  count_roles(self, (tally *)(void *)(self->counts + counts));
  return self;
}

/* Judgements. */

static void judge(const cwp_overview *self, cwp_judgement *judgement) {
  const cwp__cell *cell = &self->scales.cells[cwp__scales_place(&self->scales, judgement->requirement.line)];
  judgement->standing = (cwp_standing)cwp__standings[cwp__worth_rank(cell->worth)];
  judgement->evidence = cell->evidence == CWP__NO_EVIDENCE ? SIZE_MAX : cell->evidence;
  judgement->map = cell->map == CWP__NO_RECORD ? CWP_NONE : cell->map;
  judgement->until = cwp__worth_until(cell->worth);
}

size_t cwp__overview_judge(const cwp_overview *self, cwp_id role, cwp_judgement *out, size_t capacity) {
  const cwp__scales *scales = &self->scales;
  /* A judgement begins with its requirement. */
  size_t count = cwp__requirements_list(scales->pathway, role, scales->settings, scales->setting_count, out,
                                        sizeof *out, capacity);
  for (size_t i = 0; i < count && i < capacity; i++)
    judge(self, &out[i]);
  return count;
}

/* What is exported. */

size_t cwp_overview_size(const cwp_pathway *pathway, size_t setting_count) {
  size_t size = pathway ? cwp__overview_size(pathway, setting_count) : 0;
  return size && size < SIZE_MAX - ALIGNMENT ? size + ALIGNMENT - 1 : size;
}

cwp_status cwp_overview_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                             void *memory, size_t size, const cwp_overview **out, cwp_error *error) {
  cwp__inquiry asked;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the overview");
  *out = NULL;
  cwp_status status = cwp__inquiry_take(&asked, pathway, portfolio, question, error);
  if (status) return status;
  if (asked.role != CWP_NONE && cwp_record_kind(pathway, asked.role) != CWP_KIND_ROLE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category", cwp_record_code(pathway, asked.role));
  size_t needed = cwp__overview_size(pathway, question->setting_count);
  size_t skipped = (ALIGNMENT - (size_t)((uintptr_t)memory % ALIGNMENT)) % ALIGNMENT;
  if (!memory || size < skipped || size - skipped < needed)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the memory has %zu bytes and %zu are needed: cwp_overview_size",
                     memory ? size : 0, needed + skipped);
  *out = cwp__overview_place((char *)memory + skipped, &asked);
  return CWP_OK;
}

const cwp_counts *cwp_overview_counts(const cwp_overview *self, cwp_id role, cwp_requirement_kind kind) {
  if (!self || (unsigned)kind >= CWP_REQUIREMENT_KIND_END || (self->role != CWP_NONE && self->role != role))
    return NULL;
  cwp_id first = cwp_pathway_first(self->scales.pathway, CWP_KIND_ROLE);
  if (role - first >= role_count(self->scales.pathway)) return NULL;
  return &self->counts[(size_t)(role - first) * CWP_REQUIREMENT_KIND_END + (size_t)kind];
}

cwp_coverage cwp__coverage_of(const cwp_pathway *pathway, cwp_id role) {
  cwp_id roles[CWP__MOST_BASELINES];
  size_t count = cwp__role_baselines(pathway, role, roles);
  cwp_coverage weakest = count == CWP__MOST_BASELINES ? CWP_COVERAGE_PARTIAL : CWP_COVERAGE_NONE;
  for (size_t i = 0; i < count; i++) {
    cwp_coverage coverage = cwp_role_coverage(pathway, roles[i]);
    if (coverage > weakest) weakest = coverage;
  }
  return weakest;
}

cwp_coverage cwp_overview_coverage(const cwp_overview *self, cwp_id role) {
  if (!self || cwp_record_kind(self->scales.pathway, role) != CWP_KIND_ROLE) return CWP_COVERAGE_NONE;
  return cwp__coverage_of(self->scales.pathway, role);
}

static int all_met(const cwp_counts *counts) {
  return counts && counts->standing[CWP_STANDING_MET] + counts->standing[CWP_STANDING_EXPIRING] == counts->needed;
}

int cwp_overview_is_ready(const cwp_overview *self, cwp_id role) {
  return cwp_overview_coverage(self, role) == CWP_COVERAGE_COMPLETE &&
         all_met(cwp_overview_counts(self, role, CWP_MUST)) && all_met(cwp_overview_counts(self, role, CWP_SHOULD));
}

cwp_status cwp_overview_judgements(const cwp_overview *self, cwp_id role, cwp_judgement *out, size_t capacity,
                                   size_t *count, cwp_error *error) {
  if (!self || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "an overview and a place for the count are needed");
  *count = 0;
  if (cwp_record_kind(self->scales.pathway, role) != CWP_KIND_ROLE)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category",
                     cwp_record_code(self->scales.pathway, role));
  *count = cwp__overview_judge(self, role, out, capacity);
  return CWP_OK;
}
