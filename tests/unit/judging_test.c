/* People judged by bits, as workforces are: what comes out is what an overview of each of them says, to the last
   standing. Drawn at random; `test_unit_judging COUNT` draws more. */

#include "workforce/judge.h"

#include "support/framework.h"
#include "support/suite.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_CROWDS = 1500, MOST_FACTS = 30, MOST_SETS = 3, MOST_SETTINGS = 3, MOST_LINES = 800, CROWD = 8, HOT = 7 };

static unsigned long crowds = USUAL_CROWDS;
static uint64_t dice = 11;

static unsigned roll(unsigned sides) {
  dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(dice >> 33) % sides;
}

/* Some people who are asked about together. */
typedef struct crowd {
  const cwp_pathway *pathway;
  cwp_policy policy;
  cwp_date on;
  cwp_id settings[MOST_SETS][MOST_SETTINGS];
  cwp__setting_set sets[MOST_SETS];
  size_t set_count;
  cwp_id hot[HOT]; /* what evidence is mostly about, so that pieces meet */
  cwp__reaches reaches;
  cwp__desk desk;
} crowd;

/* One of them, as columns have them and as a portfolio. */
typedef struct somebody {
  cwp__member member;
  cwp__fact facts[MOST_FACTS];
  size_t count;
  cwp_portfolio *portfolio;
} somebody;

static cwp_id roll_record(const cwp_pathway *pathway) {
  static const cwp_kind kinds[] = {CWP_KIND_BEHAVIOUR, CWP_KIND_STATEMENT, CWP_KIND_RULE, CWP_KIND_PRACTICE_AREA,
                                   CWP_KIND_GROUP,     CWP_KIND_LEARNING,  CWP_KIND_CODE, CWP_KIND_END};
  cwp_kind kind = kinds[roll(sizeof kinds / sizeof *kinds)];
  size_t count = cwp_pathway_count(pathway, kind);
  return count == 0 ? 0 : (kind == CWP_KIND_END ? 0 : cwp_pathway_first(pathway, kind)) + roll((unsigned)count);
}

static void roll_settings(crowd *self) {
  self->set_count = 1 + roll(MOST_SETS);
  for (size_t set = 0; set < self->set_count; set++) {
    size_t count = 0, requirements = 0;
    for (unsigned tries = set == 0 && roll(2) ? 0 : 3 * roll(MOST_SETTINGS + 1); tries > 0; tries--) {
      cwp_id setting = roll(3) ? roll_record(self->pathway) : cwp_pathway_id(self->pathway, "ASC.D2");
      if (roll(2) && cwp_pathway_count(self->pathway, CWP_KIND_PRACTICE_AREA))
        setting = cwp_pathway_first(self->pathway, CWP_KIND_PRACTICE_AREA) +
                  roll((unsigned)cwp_pathway_count(self->pathway, CWP_KIND_PRACTICE_AREA));
      if (count < MOST_SETTINGS &&
          cwp_role_requirements(self->pathway, cwp_pathway_first(self->pathway, CWP_KIND_ROLE), &setting, 1, NULL, 0,
                                &requirements, NULL) == CWP_OK)
        self->settings[set][count++] = setting;
    }
    self->sets[set] = (cwp__setting_set){self->settings[set], count};
  }
}

static void roll_crowd(crowd *self, const cwp_pathway *pathway) {
  cwp_error error = CWP_ERROR_INIT;
  const cwp_allocator allocator = cwp__allocator_or_default(NULL);
  *self = (crowd){.pathway = pathway, .policy = CWP_POLICY_INIT, .on = day("2026-06-01") + (cwp_date)roll(200)};
  static const int windows[] = {90, 0, 1, 30, 3660, CWP_EXPIRING_ANY};
  if (roll(3)) {
    self->policy.least_must = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
    self->policy.least_should = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
    self->policy.least_can = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  }
  self->policy.expiring_days = windows[roll(sizeof windows / sizeof *windows)];
  roll_settings(self);
  for (int i = 0; i < HOT; i++)
    self->hot[i] = roll_record(pathway);
  ck_assert_msg(cwp__reaches_make(&self->reaches, pathway, &self->policy, self->sets, self->set_count, &allocator,
                                  &error) == CWP_OK,
                "%s", error.message);
  ck_assert_int_eq(cwp__desk_start(&self->desk, &self->reaches, &allocator, &error), CWP_OK);
}

static void crowd_end(crowd *self) {
  cwp__desk_clear(&self->desk);
  cwp__reaches_clear(&self->reaches);
}

/* Days fall on each boundary, or one off it. */
static cwp_date roll_day(const crowd *self) {
  if (roll(3) == 0) return self->on - 2 + (cwp_date)roll(5);
  if (roll(3) == 0 && self->policy.expiring_days <= 3660)
    return self->on + self->policy.expiring_days - 2 + (cwp_date)roll(5);
  return self->on - 400 + (cwp_date)roll(800);
}

static cwp__fact roll_fact(const crowd *self) {
  cwp__fact fact = {.from = CWP_DATE_NONE, .until = CWP_DATE_NONE, .extent = CWP_EXTENT_FULL};
  fact.about = (uint16_t)(roll(4) ? self->hot[roll(HOT)] : roll_record(self->pathway));
  fact.kind = (uint8_t)roll(CWP_EVIDENCE_KIND_END);
  fact.result = roll(3) ? (uint8_t)CWP_RESULT_COMPLETED : (uint8_t)roll(CWP_RESULT_END);
  if (roll(4) == 0) fact.extent = CWP_EXTENT_PART;
  if (roll(4)) fact.from = roll_day(self);
  if (roll(3)) fact.until = roll_day(self);
  if (fact.until != CWP_DATE_NONE && fact.until < fact.from) fact.until = fact.from;
  if (roll(200) == 0) fact.from = CWP_DATE_MIN;
  if (roll(200) == 0) fact.until = CWP_DATE_MAX;
  return fact;
}

/* The same person as a portfolio; a record goes by its code. */
static void build(const crowd *self, somebody *one) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person about = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  about.id = "R017";
  about.started = one->member.started;
  if (one->member.role != CWP__NO_RECORD)
    about.role = cwp_record_code(self->pathway, cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + one->member.role);
  ck_assert_int_eq(cwp_portfolio_builder_new(&about, NULL, &builder, &error), CWP_OK);
  for (size_t i = 0; i < one->count; i++) {
    cwp_evidence evidence = CWP_EVIDENCE_INIT;
    evidence.about = cwp_record_code(self->pathway, one->facts[i].about);
    ck_assert_uint_eq(cwp_pathway_id(self->pathway, evidence.about), one->facts[i].about);
    evidence.kind = (cwp_evidence_kind)one->facts[i].kind;
    evidence.result = (cwp_result)one->facts[i].result;
    evidence.extent = (cwp_extent)one->facts[i].extent;
    evidence.from = one->facts[i].from;
    evidence.until = one->facts[i].until;
    ck_assert_msg(cwp_portfolio_builder_add(builder, &evidence, &error) == CWP_OK, "%s", error.message);
  }
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &one->portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
}

static void roll_somebody(const crowd *self, somebody *one) {
  unsigned roles = (unsigned)cwp_pathway_count(self->pathway, CWP_KIND_ROLE), role = roll(roles + 1);
  *one = (somebody){.member = {.role = role == roles ? (uint16_t)CWP__NO_RECORD : (uint16_t)role,
                               .settings = (uint16_t)roll((unsigned)self->set_count),
                               .started = CWP_DATE_NONE}};
  if (roll(2)) one->member.started = self->on - (cwp_date)roll(120);
  one->count = roll(10) ? roll(MOST_FACTS + 1) : 0;
  for (size_t i = 0; i < one->count; i++)
    one->facts[i] = roll_fact(self);
  if (one->count > 1 && roll(3) == 0) one->facts[1] = one->facts[0];
  build(self, one);
}

/* Holding the two together. */

static void ck_same_row(const cwp_counts *expected, const uint16_t found[CWP__LANE_END], unsigned needed,
                        const char *what) {
  size_t open = needed - found[CWP__LANE_NOT_ASKED];
  ck_assert_msg(expected->needed == open, "%s: %zu are needed, not %zu", what, expected->needed, open);
  for (unsigned lane = 0; lane < CWP__LANE_ANY; lane++) {
    if (lane == CWP__LANE_NOT_ASKED) continue;
    size_t there = expected->standing[cwp__lane_standings[lane]];
    ck_assert_msg(there == found[lane], "%s: %zu are %s, not %u", what, there,
                  cwp_standing_name((cwp_standing)cwp__lane_standings[lane]), (unsigned)found[lane]);
    open -= there;
  }
  ck_assert_uint_eq(open, expected->standing[CWP_STANDING_NO_EVIDENCE]);
}

static void ck_same_counts(const crowd *self, const somebody *one, const cwp_overview *overview, uint32_t role) {
  const cwp__reaches *reaches = &self->reaches;
  cwp_id id = cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + role;
  cwp__own_counts own;
  cwp__desk_count_own(&self->desk, role, &own);
  for (unsigned kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    uint16_t row[CWP__LANE_END] = {0};
    for (unsigned lane = 0; lane < CWP__LANE_END; lane++)
      row[lane] = (uint16_t)cwp__desk_counted(&self->desk, kind, lane, role);
    unsigned needed = reaches->sets[one->member.settings].needed[kind * reaches->role_room + role];
    const cwp_counts *counts = cwp_overview_counts(overview, id, (cwp_requirement_kind)kind);
    ck_same_row(counts, row, needed, cwp_record_code(self->pathway, id));
    ck_assert_mem_eq(row, own.of[kind], sizeof row);
  }
  ck_assert_int_eq(reaches->coverage[role], cwp_overview_coverage(overview, id));
}

static cwp_standing standing_of(const crowd *self, cwp_id line) {
  uint32_t bit = self->reaches.line_bits[cwp__reaches_line(&self->reaches, line)];
  for (unsigned lane = 0; lane < CWP__LANE_ANY; lane++)
    if (self->desk.lines[bit / 64 * CWP__LANE_END + lane] >> bit % 64 & 1)
      return (cwp_standing)cwp__lane_standings[lane];
  return CWP_STANDING_NO_EVIDENCE;
}

static void ck_same_standings(const crowd *self, const cwp_overview *overview, uint32_t role) {
  static cwp_judgement judgements[MOST_LINES];
  size_t count = 0;
  cwp_id id = cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + role;
  ck_assert_int_eq(cwp_overview_judgements(overview, id, judgements, MOST_LINES, &count, NULL), CWP_OK);
  for (size_t i = 0; i < count; i++) {
    cwp_standing found = standing_of(self, judgements[i].requirement.line);
    ck_assert_msg(found == judgements[i].standing, "%s is %s, not %s",
                  cwp_record_code(self->pathway, judgements[i].requirement.line),
                  cwp_standing_name(judgements[i].standing), cwp_standing_name(found));
  }
}

/* The desk has judged somebody on its day: an overview of another day on which nothing has changed says the same. */
static void ck_same_on(crowd *self, const somebody *one, cwp_date on) {
  static char memory[1 << 17];
  const cwp_overview *overview = NULL;
  cwp_question question = CWP_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  question.on = on;
  question.policy = &self->policy;
  question.settings = self->sets[one->member.settings].settings;
  question.setting_count = self->sets[one->member.settings].count;
  ck_assert_msg(cwp_overview_make(self->pathway, one->portfolio, &question, memory, sizeof memory, &overview,
                                  &error) == CWP_OK,
                "%s", error.message);
  for (uint32_t role = 0; role < self->reaches.role_count; role++) {
    ck_same_counts(self, one, overview, role);
    ck_same_standings(self, overview, role);
  }
}

/* From change to change, for a few of them. */
static void ck_same(crowd *self, const somebody *one) {
  cwp_date on = self->on;
  for (int changes = 0; changes < 4 && on <= CWP_DATE_MAX; changes++) {
    cwp__desk_set_day(&self->desk, on);
    cwp__desk_judge(&self->desk, &one->member, one->facts, one->count);
    cwp__desk_count(&self->desk);
    ck_same_on(self, one, on);
    cwp_date next = cwp__desk_next_change(&self->desk, &one->member, one->facts, one->count);
    ck_assert_int_gt(next, on);
    ck_same_on(self, one, next - 1);
    on = next;
  }
}

static void ck_crowd(const cwp_pathway *pathway) {
  crowd self;
  roll_crowd(&self, pathway);
  for (int i = 0; i < CROWD; i++) {
    somebody one;
    roll_somebody(&self, &one);
    ck_same(&self, &one);
    cwp_portfolio_free(one.portfolio);
  }
  crowd_end(&self);
}

START_TEST(it_says_what_overviews_say) {
  cwp_pathway *small = framework_parse(), *full = NULL;
  cwp_error error = CWP_ERROR_INIT;
  size_t editions = cwp_edition_count();
  ck_assert_msg(cwp_pathway_read("tests/reference/framework.json", NULL, NULL, &full, &error) == CWP_OK, "%s",
                error.message);
  for (unsigned long nth = 0; nth < crowds; nth++) {
    size_t edition = roll((unsigned)editions + 4);
    ck_crowd(edition < editions ? cwp_edition_at(edition) : (edition == editions ? small : full));
  }
  cwp_pathway_free(full);
  cwp_pathway_free(small);
}
END_TEST

int main(int argc, char **argv) {
  if (argc > 1) crowds = strtoul(argv[1], NULL, 10) / CROWD;
  Suite *suite = suite_create("judging");
  tcase_add_test(suite_case(suite, "the same as overviews"), it_says_what_overviews_say);
  return suite_run(suite);
}
