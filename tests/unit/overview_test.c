/* One person against all role categories at once: the same as one assessment after the other, without any memory but
   the caller's. */

#include "cwp/assessment.h"

#include "support/framework.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 400, MOST_EVIDENCE = 24, MOST_SETTINGS = 3, MOST_LINES = 600 };

static uint32_t dice = 7;

static unsigned roll(unsigned sides) {
  dice = dice * UINT32_C(1664525) + UINT32_C(1013904223);
  return dice / 65536 % sides;
}

/* Whoever is asked about, and how. */
typedef struct asked {
  const cwp_pathway *pathway;
  cwp_portfolio *portfolio;
  cwp_policy policy;
  cwp_id settings[MOST_SETTINGS];
  cwp_question question;
} asked;

/* A record that evidence is often about, or any. */
static cwp_id roll_record(const cwp_pathway *pathway) {
  static const cwp_kind kinds[] = {CWP_KIND_BEHAVIOUR, CWP_KIND_STATEMENT, CWP_KIND_RULE, CWP_KIND_PRACTICE_AREA,
                                   CWP_KIND_GROUP,     CWP_KIND_LEARNING,  CWP_KIND_CODE, CWP_KIND_END};
  cwp_kind kind = kinds[roll(sizeof kinds / sizeof *kinds)];
  size_t count = cwp_pathway_count(pathway, kind);
  return count == 0 ? 0 : (kind == CWP_KIND_END ? 0 : cwp_pathway_first(pathway, kind)) + roll((unsigned)count);
}

static cwp_evidence roll_evidence(const asked *self) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.about = cwp_record_code(self->pathway, roll_record(self->pathway));
  evidence.kind = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  evidence.result = roll(3) ? CWP_RESULT_COMPLETED : (cwp_result)roll(CWP_RESULT_END);
  evidence.extent = roll(4) ? CWP_EXTENT_FULL : CWP_EXTENT_PART;
  if (roll(4)) evidence.from = self->question.on - 400 + (cwp_date)roll(430);
  cwp_date first = evidence.from == CWP_DATE_NONE ? self->question.on - 50 : evidence.from;
  if (roll(3)) evidence.until = first + (cwp_date)roll(500);
  return evidence;
}

static void roll_settings(asked *self) {
  self->question.settings = self->settings;
  for (unsigned tries = roll(MOST_SETTINGS + 1); tries > 0; tries--) {
    cwp_id setting = roll_record(self->pathway);
    size_t count = 0;
    if (roll(2)) setting = cwp_pathway_id(self->pathway, "ASC.D2");
    self->settings[self->question.setting_count] = setting;
    if (cwp_role_requirements(self->pathway, cwp_pathway_first(self->pathway, CWP_KIND_ROLE),
                              &self->settings[self->question.setting_count], 1, NULL, 0, &count, NULL) == CWP_OK)
      self->question.setting_count++;
  }
}

static void roll_person(asked *self, const cwp_pathway *pathway, unsigned most) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_person about = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  *self = (asked){.pathway = pathway, .policy = CWP_POLICY_INIT, .question = CWP_QUESTION_INIT};
  self->question.on = day("2026-06-01") + (cwp_date)roll(200);
  self->policy.least_must = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  self->policy.least_should = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  self->policy.least_can = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  self->policy.expiring_days = (int)roll(200);
  roll_settings(self);
  about.id = "R017";
  ck_assert_int_eq(cwp_portfolio_builder_new(&about, NULL, &builder, &error), CWP_OK);
  for (unsigned i = roll(most + 1); i > 0; i--) {
    cwp_evidence evidence = roll_evidence(self);
    ck_assert_msg(cwp_portfolio_builder_add(builder, &evidence, &error) == CWP_OK, "%s", error.message);
  }
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &self->portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
}

/* The question, with its policy where it now lies. */
static const cwp_question *question_of(asked *self) {
  self->question.policy = &self->policy;
  self->question.settings = self->settings;
  return &self->question;
}

static void ck_same_counts(const cwp_counts *a, const cwp_counts *b) {
  ck_assert_ptr_nonnull(a);
  ck_assert_mem_eq(a, b, sizeof *a);
}

static void ck_same_judgements(const cwp_overview *overview, const cwp_assessment *assessment) {
  static cwp_judgement judgements[MOST_LINES];
  size_t count = 0;
  ck_assert_int_eq(
      cwp_overview_judgements(overview, cwp_assessment_role(assessment), judgements, MOST_LINES, &count, NULL), CWP_OK);
  ck_assert_uint_eq(count, cwp_assessment_count(assessment));
  for (size_t i = 0; i < count; i++) {
    const cwp_judgement *expected = cwp_assessment_at(assessment, i);
    ck_assert_uint_eq(judgements[i].requirement.line, expected->requirement.line);
    ck_assert_uint_eq(judgements[i].requirement.role, expected->requirement.role);
    ck_assert_int_eq(judgements[i].requirement.kind, expected->requirement.kind);
    ck_assert_int_eq(judgements[i].requirement.stated_kind, expected->requirement.stated_kind);
    ck_assert_int_eq(judgements[i].standing, expected->standing);
    ck_assert_uint_eq(judgements[i].evidence, expected->evidence);
    ck_assert_uint_eq(judgements[i].map, expected->map);
    ck_assert_int_eq(judgements[i].until, expected->until);
  }
}

/* Holds the overview to an assessment, and both to what the assessment's judgements come to when they are counted. */
static void ck_same_role(const cwp_overview *overview, asked *self, cwp_id role) {
  cwp_assessment *assessment = NULL;
  cwp_question question = *question_of(self);
  cwp_error error = CWP_ERROR_INIT;
  cwp_counts counted[CWP_REQUIREMENT_KIND_END] = {{0}};
  question.role = role;
  ck_assert_msg(cwp_assessment_make(self->pathway, self->portfolio, &question, NULL, &assessment, &error) == CWP_OK,
                "%s", error.message);
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (judgement->standing == CWP_STANDING_NOT_APPLICABLE) continue;
    counted[judgement->requirement.kind].needed++;
    counted[judgement->requirement.kind].standing[judgement->standing]++;
  }
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    ck_same_counts(cwp_assessment_counts(assessment, (cwp_requirement_kind)kind), &counted[kind]);
    ck_same_counts(cwp_overview_counts(overview, role, (cwp_requirement_kind)kind), &counted[kind]);
  }
  ck_assert_int_eq(cwp_overview_coverage(overview, role), cwp_assessment_coverage(assessment));
  ck_assert_int_eq(cwp_overview_is_ready(overview, role), cwp_assessment_is_ready(assessment));
  ck_same_judgements(overview, assessment);
  cwp_assessment_free(assessment);
}

/* The overview lies at an odd address, in memory of just the size that was said, full of what was there before. */
static void ck_same_as_assessments(asked *self) {
  const size_t shift = 1 + roll(15), size = cwp_overview_size(self->pathway, self->question.setting_count);
  const cwp_overview *overview = NULL;
  cwp_error error = CWP_ERROR_INIT;
  unsigned char *memory = malloc(shift + size);
  ck_assert_ptr_nonnull(memory);
  memset(memory, (int)roll(256), shift + size);
  ck_assert_msg(cwp_overview_make(self->pathway, self->portfolio, question_of(self), memory + shift, size, &overview,
                                  &error) == CWP_OK,
                "%s", error.message);
  for (cwp_id i = 0; i < cwp_pathway_count(self->pathway, CWP_KIND_ROLE); i++)
    ck_same_role(overview, self, cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + i);
  free(memory);
}

START_TEST(it_gives_what_assessments_give) {
  cwp_pathway *framework = framework_parse();
  for (int nth = 0; nth < PEOPLE; nth++) {
    asked self;
    size_t edition = roll((unsigned)cwp_edition_count() + 1);
    roll_person(&self, edition < cwp_edition_count() ? cwp_edition_at(edition) : framework, MOST_EVIDENCE);
    ck_same_as_assessments(&self);
    cwp_portfolio_free(self.portfolio);
  }
  cwp_pathway_free(framework);
}
END_TEST

START_TEST(a_question_about_one_role_category_counts_that_one) {
  static char memory[1 << 16];
  asked self;
  const cwp_overview *overview = NULL;
  roll_person(&self, cwp_edition_default(), MOST_EVIDENCE);
  self.question.role = cwp_pathway_id(self.pathway, "CSW");
  ck_assert_int_eq(
      cwp_overview_make(self.pathway, self.portfolio, question_of(&self), memory, sizeof memory, &overview, NULL),
      CWP_OK);
  ck_same_role(overview, &self, self.question.role);
  ck_assert_ptr_null(cwp_overview_counts(overview, cwp_pathway_id(self.pathway, "SL"), CWP_MUST));
  ck_assert_int_eq(cwp_overview_is_ready(overview, cwp_pathway_id(self.pathway, "SL")), 0);
  size_t count = 0; /* its judgements are there for the asking */
  ck_assert_int_eq(cwp_overview_judgements(overview, cwp_pathway_id(self.pathway, "SL"), NULL, 0, &count, NULL),
                   CWP_OK);
  ck_assert_uint_gt(count, 0);
  cwp_portfolio_free(self.portfolio);
}
END_TEST

START_TEST(a_listing_is_cut_where_there_is_no_room) {
  static char memory[1 << 16];
  asked self;
  const cwp_overview *overview = NULL;
  cwp_judgement judgements[3], untouched;
  size_t count = 0;
  memset(judgements, 0x5a, sizeof judgements);
  untouched = judgements[2];
  roll_person(&self, cwp_edition_default(), 0);
  cwp_id role = cwp_pathway_id(self.pathway, "CSW");
  ck_assert_int_eq(
      cwp_overview_make(self.pathway, self.portfolio, question_of(&self), memory, sizeof memory, &overview, NULL),
      CWP_OK);
  ck_assert_int_eq(cwp_overview_judgements(overview, role, judgements, 2, &count, NULL), CWP_OK);
  ck_assert_uint_gt(count, 100);
  ck_assert_int_eq(judgements[1].standing, CWP_STANDING_NO_EVIDENCE);
  ck_assert_mem_eq(&judgements[2], &untouched, sizeof untouched);
  cwp_portfolio_free(self.portfolio);
}
END_TEST

/* Wrong calls. */

static asked somebody;

static cwp_status try(const cwp_question *question, void *memory, size_t size) {
  const cwp_overview *overview = (const cwp_overview *)memory;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status =
      cwp_overview_make(somebody.pathway, somebody.portfolio, question, memory, size, &overview, &error);
  ck_assert_int_eq(error.code, status);
  if (status) ck_assert_ptr_null(overview);
  return status;
}

START_TEST(wrong_questions_are_refused) {
  static char memory[1 << 16];
  roll_person(&somebody, cwp_edition_default(), 4);
  cwp_question question = *question_of(&somebody), wrong = question;
  size_t size = cwp_overview_size(somebody.pathway, question.setting_count);
  ck_assert_int_eq(try(&question, memory, size), CWP_OK);
  ck_assert_int_eq(try(&question, memory, size / 2), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(try(&question, memory, 3), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(try(&question, NULL, size), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(try(NULL, memory, size), CWP_ERROR_ARGUMENT);
  wrong.size = 1;
  ck_assert_int_eq(try(&wrong, memory, size), CWP_ERROR_ARGUMENT);
  wrong = question;
  wrong.on = CWP_DATE_NONE;
  ck_assert_int_eq(try(&wrong, memory, size), CWP_ERROR_ARGUMENT);
  wrong = question;
  wrong.role = cwp_pathway_first(somebody.pathway, CWP_KIND_STATEMENT);
  ck_assert_int_eq(try(&wrong, memory, size), CWP_ERROR_ARGUMENT);
  wrong = question;
  wrong.settings = &wrong.role;
  wrong.setting_count = 1;
  wrong.role = cwp_pathway_id(somebody.pathway, "CSW");
  ck_assert_int_eq(try(&wrong, memory, sizeof memory), CWP_ERROR_ARGUMENT);
  cwp_portfolio_free(somebody.portfolio);
}
END_TEST

START_TEST(what_is_missing_is_told) {
  static char memory[1 << 16];
  const cwp_overview *overview = NULL;
  size_t count = 7;
  roll_person(&somebody, cwp_edition_default(), 4);
  ck_assert_uint_eq(cwp_overview_size(NULL, 0), 0);
  ck_assert_uint_eq(cwp_overview_size(somebody.pathway, SIZE_MAX), SIZE_MAX);
  ck_assert_uint_eq(cwp_overview_size(somebody.pathway, SIZE_MAX / 8), SIZE_MAX);
  ck_assert_int_eq(
      cwp_overview_make(NULL, somebody.portfolio, question_of(&somebody), memory, sizeof memory, &overview, NULL),
      CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(
      cwp_overview_make(somebody.pathway, NULL, question_of(&somebody), memory, sizeof memory, &overview, NULL),
      CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_overview_make(somebody.pathway, somebody.portfolio, question_of(&somebody), memory,
                                     sizeof memory, NULL, NULL),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_overview_judgements(NULL, 0, NULL, 0, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(cwp_overview_counts(NULL, 0, CWP_MUST));
  ck_assert_int_eq(cwp_overview_coverage(NULL, 0), CWP_COVERAGE_NONE);
  ck_assert_int_eq(cwp_overview_is_ready(NULL, 0), 0);
  ck_assert_int_eq(try(question_of(&somebody), memory, sizeof memory), CWP_OK);
  cwp_portfolio_free(somebody.portfolio);
}
END_TEST

START_TEST(what_is_no_role_category_has_no_counts) {
  static char memory[1 << 16];
  const cwp_overview *overview = NULL;
  size_t count = 7;
  roll_person(&somebody, cwp_edition_default(), 4);
  cwp_id role = cwp_pathway_id(somebody.pathway, "CSW"), statement = cwp_pathway_id(somebody.pathway, "CSW.B1");
  ck_assert_int_eq(cwp_overview_make(somebody.pathway, somebody.portfolio, question_of(&somebody), memory,
                                     sizeof memory, &overview, NULL),
                   CWP_OK);
  ck_assert_ptr_nonnull(cwp_overview_counts(overview, role, CWP_CAN));
  ck_assert_ptr_null(cwp_overview_counts(overview, role, CWP_REQUIREMENT_KIND_END));
  ck_assert_ptr_null(cwp_overview_counts(overview, role, (cwp_requirement_kind)-1));
  ck_assert_ptr_null(cwp_overview_counts(overview, statement, CWP_MUST));
  ck_assert_ptr_null(cwp_overview_counts(overview, CWP_NONE, CWP_MUST));
  ck_assert_int_eq(cwp_overview_coverage(overview, statement), CWP_COVERAGE_NONE);
  ck_assert_int_eq(cwp_overview_is_ready(overview, statement), 0);
  ck_assert_int_eq(cwp_overview_judgements(overview, statement, NULL, 0, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_overview_judgements(overview, role, NULL, 1, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_overview_judgements(overview, role, NULL, 0, NULL, NULL), CWP_ERROR_ARGUMENT);
  cwp_portfolio_free(somebody.portfolio);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("overview");
  TCase *same = suite_case(suite, "the same as assessments");
  tcase_add_test(same, it_gives_what_assessments_give);
  tcase_add_test(same, a_question_about_one_role_category_counts_that_one);
  tcase_add_test(same, a_listing_is_cut_where_there_is_no_room);
  TCase *wrong = suite_case(suite, "wrong calls");
  tcase_add_test(wrong, wrong_questions_are_refused);
  tcase_add_test(wrong, what_is_missing_is_told);
  tcase_add_test(wrong, what_is_no_role_category_has_no_counts);
  return suite_run(suite);
}
