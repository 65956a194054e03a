/* Rules of a role category: what meets them, and how several records do so together. */

#include "cwp/assessment.h"

#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>

/* A rule that one record meets. */

START_TEST(a_rule_without_evidence_has_none) {
  static const char *const rules[] = {"TOP.R1", "TOP.R2", "TOP.R3", "TOP.R4", "TOP.R5"};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    ck_standing(rules[i], "no-evidence");
    ck_assert_uint_eq(person_judgement(&she, rules[i])->evidence, SIZE_MAX);
  }
}
END_TEST

START_TEST(evidence_about_the_rule_itself_counts) {
  person_has(&she, "TOP.R4", CWP_EVIDENCE_DECLARED);
  ck_standing("TOP.R4", "claimed");
  person_has(&she, "TOP.R4", CWP_EVIDENCE_TRAINED);
  ck_standing("TOP.R4", "met");
  person_has(&she, "TOP.R2", CWP_EVIDENCE_TRAINED); /* instead of the two that it names */
  ck_standing("TOP.R2", "met");
  ck_assert_uint_eq(person_judgement(&she, "TOP.R2")->evidence, 2);
}
END_TEST

START_TEST(evidence_that_reaches_the_rule_by_a_map_counts) {
  person_has(&she, "ASC.T4", CWP_EVIDENCE_ASSESSED);
  ck_standing("TOP.R4", "met");
  ck_standing("TOP.R3", "partly");
  ck_assert_str_eq(cwp_record_code(pathway, person_judgement(&she, "TOP.R4")->map), "MAP.ASC.T4");
}
END_TEST

START_TEST(the_record_that_a_rule_names_meets_it) {
  cwp_evidence *diploma = person_has(&she, "L.diploma", CWP_EVIDENCE_ACCREDITED);
  diploma->until = day("2027-01-01");
  const cwp_judgement *judgement = person_judgement(&she, "TOP.R1");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_MET);
  ck_assert_uint_eq(judgement->evidence, 0);
  ck_assert_uint_eq(judgement->map, CWP_NONE);
  ck_assert_int_eq(judgement->until, day("2027-01-01"));
  diploma->until = day("2026-06-01");
  ck_standing("TOP.R1", "expiring");
  diploma->until = day("2026-05-31");
  ck_standing("TOP.R1", "expired");
}
END_TEST

START_TEST(what_covers_the_record_in_full_meets_the_rule_too) {
  person_has(&she, "ASC.T2", CWP_EVIDENCE_ASSESSED); /* L.course in full */
  ck_standing("TOP.R3", "met");
  ck_assert_str_eq(cwp_record_code(pathway, person_judgement(&she, "TOP.R3")->map), "MAP.ASC.T2");
  person_has(&she, "ASC.T3", CWP_EVIDENCE_ACCREDITED); /* L.diploma in part */
  ck_standing("TOP.R1", "partly");
}
END_TEST

START_TEST(a_rule_accepts_the_results_that_it_names_and_what_is_completed) {
  static const struct {
    cwp_result result;
    const char *r1, *r3, *r5; /* accept in-progress, nothing more, booked */
  } cases[] = {{CWP_RESULT_COMPLETED, "met", "met", "met"},
               {CWP_RESULT_IN_PROGRESS, "met", "in-progress", "in-progress"},
               {CWP_RESULT_BOOKED, "in-progress", "in-progress", "met"},
               {CWP_RESULT_FAILED, "no-evidence", "no-evidence", "no-evidence"},
               {CWP_RESULT_WITHDRAWN, "no-evidence", "no-evidence", "no-evidence"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    she.count = 0;
    person_has(&she, "L.diploma", CWP_EVIDENCE_ACCREDITED)->result = cases[i].result;
    person_has(&she, "L.course", CWP_EVIDENCE_ACCREDITED)->result = cases[i].result;
    ck_standing("TOP.R1", cases[i].r1);
    ck_standing("TOP.R3", cases[i].r3);
    ck_standing("TOP.R5", cases[i].r5);
    she.evidence[0].about = "TOP.R1"; /* the same results are accepted of the rule itself */
    ck_standing("TOP.R1", cases[i].r1);
  }
}
END_TEST

START_TEST(what_is_under_way_meets_only_from_its_first_day_to_its_last) {
  cwp_evidence *diploma = person_has(&she, "L.diploma", CWP_EVIDENCE_ACCREDITED);
  diploma->result = CWP_RESULT_IN_PROGRESS;
  diploma->from = day("2026-06-02");
  ck_standing("TOP.R1", "in-progress"); /* booked, as of 1 June */
  ck_standing("TOP.R5", "met");         /* which this rule accepts */
  diploma->from = day("2026-06-01");
  ck_standing("TOP.R1", "met");
  diploma->until = day("2026-06-30");
  ck_standing("TOP.R1", "expiring");
  she.question.on = day("2026-07-01");
  ck_standing("TOP.R1", "expired");
}
END_TEST

START_TEST(a_rule_asks_for_the_kind_of_evidence_of_its_own) {
  person_has(&she, "L.course", CWP_EVIDENCE_TRAINED);
  person_has(&she, "L.diploma", CWP_EVIDENCE_TRAINED);
  ck_standing("TOP.R3", "claimed"); /* assessed, though the policy lets trained meet a can */
  ck_standing("TOP.R1", "claimed"); /* a must, so assessed by the policy */
  she.evidence[1].kind = CWP_EVIDENCE_DECLARED;
  ck_standing("TOP.R5", "met");
  she.evidence[0].kind = CWP_EVIDENCE_ASSESSED;
  she.policy.least_can = she.policy.least_must = CWP_EVIDENCE_ACCREDITED;
  ck_standing("TOP.R3", "met");
  person_works_in(&she, "autism"); /* a must now, and still by its own kind */
  ck_standing("TOP.R3", "met");
}
END_TEST

START_TEST(of_evidence_about_the_rule_and_about_what_it_names_the_better_decides) {
  person_has(&she, "TOP.R1", CWP_EVIDENCE_ASSESSED)->until = day("2026-05-01");
  ck_standing("TOP.R1", "expired");
  person_has(&she, "L.diploma", CWP_EVIDENCE_ACCREDITED);
  ck_standing("TOP.R1", "met");
  ck_assert_uint_eq(person_judgement(&she, "TOP.R1")->evidence, 1);
  she.evidence[0].until = CWP_DATE_NONE;
  she.evidence[1].until = day("2026-05-01");
  ck_standing("TOP.R1", "met");
  ck_assert_uint_eq(person_judgement(&she, "TOP.R1")->evidence, 0);
}
END_TEST

/* A rule that two of three records meet: L.course, ASC.T1, BASE.K2.1. */

START_TEST(one_record_where_two_are_needed_is_a_part) {
  person_has(&she, "ASC.T1", CWP_EVIDENCE_TRAINED)->until = day("2030-01-01");
  const cwp_judgement *judgement = person_judgement(&she, "TOP.R2");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_PARTLY);
  ck_assert_uint_eq(judgement->evidence, 0);
  ck_assert_int_eq(judgement->until, day("2030-01-01"));
}
END_TEST

START_TEST(the_weakest_of_the_best_two_decides) {
  static const struct {
    cwp_evidence_kind kind;
    cwp_result result;
    const char *until; /* of the second */
    const char *standing;
  } cases[] = {
      {CWP_EVIDENCE_TRAINED, CWP_RESULT_COMPLETED, NULL, "met"},
      {CWP_EVIDENCE_TRAINED, CWP_RESULT_COMPLETED, "2026-06-01", "expiring"},
      {CWP_EVIDENCE_TRAINED, CWP_RESULT_COMPLETED, "2026-05-31", "expired"},
      {CWP_EVIDENCE_TRAINED, CWP_RESULT_IN_PROGRESS, NULL, "in-progress"},
      {CWP_EVIDENCE_DECLARED, CWP_RESULT_COMPLETED, NULL, "partly"}, /* the first is held */
      {CWP_EVIDENCE_TRAINED, CWP_RESULT_FAILED, NULL, "partly"},
  };
  person_has(&she, "ASC.T1", CWP_EVIDENCE_TRAINED);
  cwp_evidence *second = person_has(&she, "BASE.K2.1", CWP_EVIDENCE_TRAINED);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    second->kind = cases[i].kind;
    second->result = cases[i].result;
    second->until = cases[i].until ? day(cases[i].until) : CWP_DATE_NONE;
    ck_standing("TOP.R2", cases[i].standing);
  }
}
END_TEST

START_TEST(two_that_are_not_enough_are_not_a_part) {
  person_has(&she, "ASC.T1", CWP_EVIDENCE_DECLARED);
  ck_standing("TOP.R2", "no-evidence"); /* nothing is known of a second one */
  ck_assert_uint_eq(person_judgement(&she, "TOP.R2")->evidence, 0);
  person_has(&she, "BASE.K2.1", CWP_EVIDENCE_DECLARED);
  ck_standing("TOP.R2", "claimed");
  she.evidence[0].kind = CWP_EVIDENCE_TRAINED;
  she.evidence[0].until = day("2026-05-31"); /* expired, so not held */
  ck_standing("TOP.R2", "claimed");
}
END_TEST

START_TEST(two_hold_until_the_second_last_of_all_lapses) {
  person_has(&she, "ASC.T1", CWP_EVIDENCE_TRAINED)->until = day("2028-01-01");
  person_has(&she, "BASE.K2.1", CWP_EVIDENCE_ACCREDITED)->until = day("2027-01-01");
  person_has(&she, "ASC.T2", CWP_EVIDENCE_TRAINED)->until = day("2030-01-01");
  const cwp_judgement *judgement = person_judgement(&she, "TOP.R2");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_MET);
  ck_assert_int_eq(judgement->until, day("2028-01-01"));
  ck_assert_uint_eq(judgement->evidence, 0);
  she.question.on = day("2028-01-01");
  ck_standing("TOP.R2", "expiring");
  she.question.on = day("2028-01-02");
  ck_standing("TOP.R2", "expired");
}
END_TEST

START_TEST(a_statement_that_a_rule_names_is_judged_for_itself_as_well) {
  she.policy.least_should = CWP_EVIDENCE_ASSESSED;
  person_has(&she, "BASE.K2", CWP_EVIDENCE_ASSESSED); /* the group covers the statement */
  person_has(&she, "ASC.T1", CWP_EVIDENCE_ASSESSED);
  ck_standing("BASE.K2.1", "met");
  ck_standing("TOP.R2", "met");
}
END_TEST

START_TEST(a_rule_of_many_needs_takes_the_best_of_them) {
  enum { NEEDS = 40, LEAST = 17 };
  static char text[NEEDS * 200 + 2000], code[NEEDS][16];
  int length = snprintf(text, sizeof text,
                        "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'many', 'title': 'T', "
                        "'date': '2026-01-01', 'text': 'T.', 'status': 'editorial', 'source': 'S'}, 'sources': "
                        "[{'code': 'S', 'title': 'T', 'publisher': 'T', 'text': 'T.', 'status': 'official'}], "
                        "'learning': [");
  for (int i = 0; i < NEEDS; i++)
    length += snprintf(text + length, sizeof text - (size_t)length,
                       "%s{'code': 'L.%d', 'title': 'T%d', 'kind': 'course', 'text': 'T.', 'status': 'editorial', "
                       "'source': 'S'}",
                       i ? "," : "", i, i);
  length += snprintf(text + length, sizeof text - (size_t)length,
                     "], 'role_categories': [{'code': 'ONE', 'slug': 'one', 'title': 'T', 'text': 'T.', 'coverage': "
                     "'complete', 'status': 'editorial', 'source': 'S', 'rules': [{'code': 'ONE.R1', 'title': 'T', "
                     "'kind': 'can', 'text': 'T.', 'status': 'editorial', 'source': 'S', 'at_least': %d, 'of': [",
                     LEAST);
  for (int i = 0; i < NEEDS; i++)
    length += snprintf(text + length, sizeof text - (size_t)length, "%s'L.%d'", i ? "," : "", i);
  snprintf(text + length, sizeof text - (size_t)length, "]}]}]}");
  cwp_pathway *many = framework_parse_text(text);
  person he;
  person_start(&he, many, "ONE", "2026-06-01");
  for (int i = 0; i < NEEDS; i++) {
    int shuffled = i * 27 % NEEDS; /* 27 and 40 have no common factor */
    snprintf(code[i], sizeof code[i], "L.%d", shuffled);
    cwp_evidence *evidence = person_has(&he, code[i], CWP_EVIDENCE_TRAINED);
    evidence->until = day("2027-01-01") + shuffled;
    const cwp_judgement *judgement = person_judgement(&he, "ONE.R1");
    ck_assert_int_eq(judgement->standing, i + 1 >= LEAST ? CWP_STANDING_MET : CWP_STANDING_PARTLY);
  }
  ck_assert_int_eq(person_judgement(&he, "ONE.R1")->until, day("2027-01-01") + NEEDS - LEAST);
  person_end(&he);
  cwp_pathway_free(many);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("rules");
  TCase *one = suite_case(suite, "one record");
  tcase_add_checked_fixture(one, she_is_assessed, she_ends);
  tcase_add_test(one, a_rule_without_evidence_has_none);
  tcase_add_test(one, evidence_about_the_rule_itself_counts);
  tcase_add_test(one, evidence_that_reaches_the_rule_by_a_map_counts);
  tcase_add_test(one, the_record_that_a_rule_names_meets_it);
  tcase_add_test(one, what_covers_the_record_in_full_meets_the_rule_too);
  tcase_add_test(one, a_rule_accepts_the_results_that_it_names_and_what_is_completed);
  tcase_add_test(one, what_is_under_way_meets_only_from_its_first_day_to_its_last);
  tcase_add_test(one, a_rule_asks_for_the_kind_of_evidence_of_its_own);
  tcase_add_test(one, of_evidence_about_the_rule_and_about_what_it_names_the_better_decides);
  TCase *several = suite_case(suite, "several records");
  tcase_add_checked_fixture(several, she_is_assessed, she_ends);
  tcase_add_test(several, one_record_where_two_are_needed_is_a_part);
  tcase_add_test(several, the_weakest_of_the_best_two_decides);
  tcase_add_test(several, two_that_are_not_enough_are_not_a_part);
  tcase_add_test(several, two_hold_until_the_second_last_of_all_lapses);
  tcase_add_test(several, a_statement_that_a_rule_names_is_judged_for_itself_as_well);
  tcase_add_test(several, a_rule_of_many_needs_takes_the_best_of_them);
  return suite_run(suite);
}
