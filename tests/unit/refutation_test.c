/* An assessor's finding of not yet competent, and delegated healthcare activities that the work has. */

#include "cwp/cwp.h"
#include "support/framework.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

static cwp_pathway *pathway;
static person somebody;

static void set_up(void) {
  pathway = framework_parse();
  person_start(&somebody, pathway, "TOP", "2026-06-15");
}

static void tear_down(void) {
  person_end(&somebody);
  cwp_pathway_free(pathway);
}

/* Gives them assessed evidence about a record from a day. */
static cwp_evidence *seen(const char *about, const char *from, cwp_result result) {
  cwp_evidence *evidence = person_has(&somebody, about, CWP_EVIDENCE_ASSESSED);
  evidence->from = day(from);
  evidence->result = result;
  return evidence;
}

START_TEST(a_later_finding_outranks_what_was_met_before) {
  seen("TOP.B1", "2026-01-01", CWP_RESULT_COMPLETED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "met");
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "no-evidence");
  ck_assert_uint_eq(person_judgement(&somebody, "TOP.B1")->evidence, 1);
  ck_assert_ptr_nonnull(strstr(person_why(&somebody, "TOP.B1"), "not yet competent on 2026-03-01"));
}
END_TEST

START_TEST(what_begins_after_the_finding_counts_again) {
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  seen("TOP.B1", "2026-03-02", CWP_RESULT_COMPLETED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "met");
}
END_TEST

START_TEST(on_the_same_day_the_finding_stands) {
  seen("TOP.B1", "2026-03-01", CWP_RESULT_COMPLETED);
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "no-evidence");
}
END_TEST

START_TEST(a_finding_in_the_future_or_without_a_date_changes_nothing) {
  seen("TOP.B1", "2026-01-01", CWP_RESULT_COMPLETED);
  seen("TOP.B1", "2026-06-16", CWP_RESULT_FAILED);
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED)->from = CWP_DATE_NONE;
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "met");
}
END_TEST

START_TEST(only_an_assessor_s_finding_outranks) {
  seen("TOP.B1", "2026-01-01", CWP_RESULT_COMPLETED);
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED)->kind = CWP_EVIDENCE_DECLARED;
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED)->kind = CWP_EVIDENCE_TRAINED;
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED)->kind = CWP_EVIDENCE_ACCREDITED;
  seen("TOP.B1", "2026-03-01", CWP_RESULT_WITHDRAWN);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "met");
}
END_TEST

START_TEST(a_finding_about_a_group_reaches_its_statements_and_one_about_a_course_does_not) {
  person_has(&somebody, "BASE.K1.1", CWP_EVIDENCE_TRAINED);
  seen("BASE.K1", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "BASE.K1.1"), "no-evidence");
  person_end(&somebody);
  person_start(&somebody, pathway, "TOP", "2026-06-15");
  person_has(&somebody, "BASE.K1.1", CWP_EVIDENCE_TRAINED);
  seen("L.course", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "BASE.K1.1"), "met");
}
END_TEST

START_TEST(what_is_under_way_is_still_under_way) {
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  seen("TOP.B1", "2026-02-01", CWP_RESULT_IN_PROGRESS);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "in-progress");
}
END_TEST

START_TEST(a_rule_s_needs_are_refuted_too) {
  seen("L.diploma", "2026-01-01", CWP_RESULT_COMPLETED)->kind = CWP_EVIDENCE_ACCREDITED;
  ck_assert_str_eq(person_standing(&somebody, "TOP.R1"), "met");
  seen("L.diploma", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.R1"), "no-evidence");
}
END_TEST

START_TEST(the_order_of_evidence_does_not_matter) {
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  seen("TOP.B1", "2026-01-01", CWP_RESULT_COMPLETED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "no-evidence");
  ck_assert_uint_eq(person_judgement(&somebody, "TOP.B1")->evidence, 0);
}
END_TEST

START_TEST(what_is_told_of_a_finding_is_the_finding) {
  seen("TOP.B1", "2026-01-01", CWP_RESULT_COMPLETED)->kind = CWP_EVIDENCE_ACCREDITED;
  seen("TOP.B1", "2026-03-01", CWP_RESULT_FAILED);
  person_has(&somebody, "TOP.B1", CWP_EVIDENCE_ACCREDITED)->until = day("2026-12-31");
  ck_assert_str_eq(person_standing(&somebody, "TOP.B1"), "no-evidence");
  ck_assert_uint_eq(person_judgement(&somebody, "TOP.B1")->evidence, 1);
  ck_assert_int_eq(person_judgement(&somebody, "TOP.B1")->until, CWP_DATE_NONE);
}
END_TEST

START_TEST(a_finding_about_a_rule_is_told_before_what_counts_for_nothing) {
  seen("L.diploma", "2026-05-01", CWP_RESULT_WITHDRAWN)->kind = CWP_EVIDENCE_ACCREDITED;
  ck_assert_uint_eq(person_judgement(&somebody, "TOP.R1")->evidence, 0);
  seen("TOP.R1", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "TOP.R1"), "no-evidence");
  ck_assert_uint_eq(person_judgement(&somebody, "TOP.R1")->evidence, 1);
}
END_TEST

START_TEST(failing_a_course_is_no_finding_about_what_it_covers) {
  seen("L.course", "2026-03-01", CWP_RESULT_FAILED);
  ck_assert_str_eq(person_standing(&somebody, "BASE.K1.1"), "no-evidence");
  ck_assert_ptr_null(strstr(person_why(&somebody, "BASE.K1.1"), "not yet competent"));
  ck_assert_ptr_nonnull(strstr(person_why(&somebody, "BASE.K1.1"), "failed, as MAP.L.course says"));
}
END_TEST

START_TEST(an_activity_that_the_work_has_is_a_must) {
  const cwp_pathway *edition = cwp_edition_default();
  person_end(&somebody);
  person_start(&somebody, edition, "ECW", "2026-06-15");
  ck_assert_int_eq(person_judgement(&somebody, "ECW.R1")->requirement.kind, CWP_CAN);
  person_works_in(&somebody, "ASC.D2");
  ck_assert_int_eq(person_judgement(&somebody, "ECW.R1")->requirement.kind, CWP_MUST);
  ck_assert_int_eq(person_judgement(&somebody, "ASC.D2")->requirement.kind, CWP_MUST);
  ck_assert_int_eq(person_judgement(&somebody, "ASC.D2")->requirement.stated_kind, CWP_CAN);
  person_has(&somebody, "ASC.D3", CWP_EVIDENCE_ASSESSED);
  ck_assert_str_eq(person_standing(&somebody, "ASC.D2"), "no-evidence");
  person_has(&somebody, "ASC.D2", CWP_EVIDENCE_TRAINED);
  ck_assert_str_eq(person_standing(&somebody, "ASC.D2"), "claimed");
  person_has(&somebody, "ASC.D2", CWP_EVIDENCE_ASSESSED);
  ck_assert_str_eq(person_standing(&somebody, "ASC.D2"), "met");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("refutation");
  TCase *cases = suite_case(suite, "not yet competent");
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, a_later_finding_outranks_what_was_met_before);
  tcase_add_test(cases, what_begins_after_the_finding_counts_again);
  tcase_add_test(cases, on_the_same_day_the_finding_stands);
  tcase_add_test(cases, a_finding_in_the_future_or_without_a_date_changes_nothing);
  tcase_add_test(cases, only_an_assessor_s_finding_outranks);
  tcase_add_test(cases, a_finding_about_a_group_reaches_its_statements_and_one_about_a_course_does_not);
  tcase_add_test(cases, what_is_under_way_is_still_under_way);
  tcase_add_test(cases, a_rule_s_needs_are_refuted_too);
  tcase_add_test(cases, the_order_of_evidence_does_not_matter);
  tcase_add_test(cases, what_is_told_of_a_finding_is_the_finding);
  tcase_add_test(cases, a_finding_about_a_rule_is_told_before_what_counts_for_nothing);
  tcase_add_test(cases, failing_a_course_is_no_finding_about_what_it_covers);
  tcase_add_test(cases, an_activity_that_the_work_has_is_a_must);
  return suite_run(suite);
}
