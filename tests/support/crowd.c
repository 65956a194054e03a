#include "support/crowd.h"

#include <check.h>

static uint64_t dice = 11;

unsigned crowd_roll(unsigned sides) {
  dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(dice >> 33) % sides;
}

static cwp_id roll_of(const cwp_pathway *pathway, cwp_kind kind) {
  size_t count = cwp_pathway_count(pathway, kind);
  return count == 0 ? 0 : (kind == CWP_KIND_END ? 0 : cwp_pathway_first(pathway, kind)) + crowd_roll((unsigned)count);
}

/* Anything, rules rather often. */
static cwp_id roll_record(const cwp_pathway *pathway) {
  static const cwp_kind kinds[] = {CWP_KIND_BEHAVIOUR, CWP_KIND_STATEMENT,     CWP_KIND_RULE,
                                   CWP_KIND_RULE,      CWP_KIND_GROUP,         CWP_KIND_LEARNING,
                                   CWP_KIND_CODE,      CWP_KIND_PRACTICE_AREA, CWP_KIND_END};
  return roll_of(pathway, kinds[crowd_roll(sizeof kinds / sizeof *kinds)]);
}

cwp_id crowd_roll_setting(const cwp_pathway *pathway) {
  cwp_id role = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  for (int tries = 0; tries < 4; tries++) {
    size_t count = 0;
    cwp_id setting = crowd_roll(2) ? roll_of(pathway, CWP_KIND_PRACTICE_AREA) : cwp_pathway_id(pathway, "ASC.D2");
    if (crowd_roll(3) == 0) setting = roll_of(pathway, CWP_KIND_CODE);
    if (cwp_role_requirements(pathway, role, &setting, 1, NULL, 0, &count, NULL) == CWP_OK) return setting;
  }
  return CWP_NONE;
}

cwp_pathway *crowd_framework(void) {
  cwp_pathway *full = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_pathway_read("tests/reference/framework.json", NULL, NULL, &full, &error) == CWP_OK, "%s",
                error.message);
  return full;
}

static void roll_settings(crowd *self) {
  self->set_count = 1 + crowd_roll(CROWD_SETS);
  for (size_t set = 0; set < self->set_count; set++) {
    size_t count = 0;
    for (unsigned tries = set == 0 && crowd_roll(2) ? 0 : crowd_roll(CROWD_SETTINGS + 1); tries > 0; tries--) {
      self->settings[set][count] = crowd_roll_setting(self->pathway);
      if (self->settings[set][count] != CWP_NONE) count++;
    }
    self->sets[set] = (cwp__setting_set){self->settings[set], count};
  }
}

void crowd_start(crowd *self, const cwp_pathway *pathway) {
  static const int windows[] = {90, 0, 1, 30, 3660, CWP_EXPIRING_ANY};
  *self = (crowd){.pathway = pathway, .policy = CWP_POLICY_INIT};
  ck_assert_int_eq(cwp_date_make(2026, 6, 1, &self->on, NULL), CWP_OK);
  self->on += (cwp_date)crowd_roll(200);
  if (crowd_roll(3)) {
    self->policy.least_must = (cwp_evidence_kind)crowd_roll(CWP_EVIDENCE_KIND_END);
    self->policy.least_should = (cwp_evidence_kind)crowd_roll(CWP_EVIDENCE_KIND_END);
    self->policy.least_can = (cwp_evidence_kind)crowd_roll(CWP_EVIDENCE_KIND_END);
  }
  self->policy.expiring_days = windows[crowd_roll(sizeof windows / sizeof *windows)];
  roll_settings(self);
  for (int i = 0; i < CROWD_HOT; i++)
    self->hot[i] = roll_record(pathway);
}

static cwp_date roll_day(const crowd *self) {
  if (crowd_roll(3) == 0) return self->on - 2 + (cwp_date)crowd_roll(5);
  if (crowd_roll(3) == 0 && self->policy.expiring_days <= 3660)
    return self->on + self->policy.expiring_days - 2 + (cwp_date)crowd_roll(5);
  return self->on - 400 + (cwp_date)crowd_roll(800);
}

static cwp__fact roll_fact(const crowd *self) {
  cwp__fact fact = {.from = CWP_DATE_NONE, .until = CWP_DATE_NONE, .extent = CWP_EXTENT_FULL};
  fact.about = (uint16_t)(crowd_roll(4) ? self->hot[crowd_roll(CROWD_HOT)] : roll_record(self->pathway));
  fact.kind = (uint8_t)crowd_roll(CWP_EVIDENCE_KIND_END);
  fact.result = crowd_roll(3) ? (uint8_t)CWP_RESULT_COMPLETED : (uint8_t)crowd_roll(CWP_RESULT_END);
  if (crowd_roll(4) == 0) fact.extent = CWP_EXTENT_PART;
  if (crowd_roll(4)) fact.from = roll_day(self);
  if (crowd_roll(3)) fact.until = roll_day(self);
  if (fact.until != CWP_DATE_NONE && fact.until < fact.from) fact.until = fact.from;
  if (crowd_roll(200) == 0) fact.from = CWP_DATE_MIN;
  if (crowd_roll(200) == 0) fact.until = CWP_DATE_MAX;
  return fact;
}

static void add(const crowd *self, cwp_portfolio_builder *builder, const cwp__fact *fact) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.about = cwp_record_code(self->pathway, fact->about);
  ck_assert_uint_eq(cwp_pathway_id(self->pathway, evidence.about), fact->about);
  evidence.kind = (cwp_evidence_kind)fact->kind;
  evidence.result = (cwp_result)fact->result;
  evidence.extent = (cwp_extent)fact->extent;
  evidence.from = fact->from;
  evidence.until = fact->until;
  ck_assert_msg(cwp_portfolio_builder_add(builder, &evidence, &error) == CWP_OK, "%s", error.message);
}

cwp_portfolio *crowd_portfolio(const crowd *self, const somebody *one, const cwp__fact *more) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person about = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  about.id = "R017";
  about.started = one->member.started;
  if (one->member.role != CWP__NO_RECORD)
    about.role = cwp_record_code(self->pathway, cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + one->member.role);
  ck_assert_int_eq(cwp_portfolio_builder_new(&about, NULL, &builder, &error), CWP_OK);
  for (size_t i = 0; i < one->count; i++)
    add(self, builder, &one->facts[i]);
  if (more) add(self, builder, more);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

void crowd_draw(const crowd *self, somebody *out) {
  unsigned roles = (unsigned)cwp_pathway_count(self->pathway, CWP_KIND_ROLE), role = crowd_roll(roles + 1);
  *out = (somebody){.member = {.role = role == roles ? (uint16_t)CWP__NO_RECORD : (uint16_t)role,
                               .settings = (uint16_t)crowd_roll((unsigned)self->set_count),
                               .started = CWP_DATE_NONE}};
  if (crowd_roll(2)) out->member.started = self->on - (cwp_date)crowd_roll(120);
  out->count = crowd_roll(10) ? crowd_roll(CROWD_FACTS + 1) : 0;
  for (size_t i = 0; i < out->count; i++)
    out->facts[i] = roll_fact(self);
  if (out->count > 1 && crowd_roll(3) == 0) out->facts[1] = out->facts[0];
  out->portfolio = crowd_portfolio(self, out, NULL);
}

void crowd_end(somebody *one) {
  cwp_portfolio_free(one->portfolio);
}
