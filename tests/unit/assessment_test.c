#include "cwp/assessment.h"

#include "support/failing_allocator.h"
#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Standings. */

START_TEST(nothing_on_record_is_no_evidence) {
  const cwp_judgement *judgement = person_judgement(&she, "TOP.B1");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_NO_EVIDENCE);
  ck_assert_uint_eq(judgement->evidence, SIZE_MAX);
  ck_assert_uint_eq(judgement->map, CWP_NONE);
  ck_assert_int_eq(judgement->until, CWP_DATE_NONE);
}
END_TEST

START_TEST(evidence_that_is_strong_enough_meets) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->from = day("2025-01-01");
  evidence->until = day("2027-01-01");
  const cwp_judgement *judgement = person_judgement(&she, "TOP.B1");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_MET);
  ck_assert_uint_eq(judgement->evidence, 0);
  ck_assert_uint_eq(judgement->map, CWP_NONE);
  ck_assert_int_eq(judgement->until, day("2027-01-01"));
  ck_standing("TOP.B2", "no-evidence");
}
END_TEST

START_TEST(evidence_without_dates_holds_for_ever) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  ck_standing("TOP.B1", "met");
  ck_assert_int_eq(person_judgement(&she, "TOP.B1")->until, CWP_DATE_NONE);
  she.question.on = CWP_DATE_MAX;
  ck_standing("TOP.B1", "met");
  she.question.on = CWP_DATE_MIN;
  ck_standing("TOP.B1", "met");
}
END_TEST

/* With a window of 90 days, what ends on 31 August is expiring from 2 June on. */
START_TEST(evidence_expires_after_its_last_day_and_not_before) {
  static const struct {
    const char *on, *standing;
  } days[] = {{"2026-05-31", "met"},      {"2026-06-01", "met"},      {"2026-06-02", "expiring"},
              {"2026-08-30", "expiring"}, {"2026-08-31", "expiring"}, {"2026-09-01", "expired"},
              {"9999-12-31", "expired"}};
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->until = day("2026-08-31");
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    she.question.on = day(days[i].on);
    ck_standing("TOP.B1", days[i].standing);
    ck_assert_int_eq(person_judgement(&she, "TOP.B1")->until, day("2026-08-31"));
  }
}
END_TEST

START_TEST(a_window_of_no_days_is_the_last_day_alone) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED)->until = day("2026-06-01");
  person_has(&she, "TOP.B2", CWP_EVIDENCE_ASSESSED)->until = day("2026-06-02");
  she.policy.expiring_days = 0;
  ck_standing("TOP.B1", "expiring");
  ck_standing("TOP.B2", "met");
}
END_TEST

START_TEST(evidence_begins_on_its_first_day) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED)->from = day("2026-06-01");
  ck_standing("TOP.B1", "met");
  she.question.on = day("2026-05-31");
  ck_standing("TOP.B1", "in-progress"); /* it counts as booked until then */
}
END_TEST

START_TEST(evidence_of_too_weak_a_kind_is_a_claim_while_it_holds) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_TRAINED)->until = day("2026-06-01");
  ck_standing("TOP.B1", "claimed");
  she.question.on++;
  ck_standing("TOP.B1", "no-evidence");
  ck_assert_uint_eq(person_judgement(&she, "TOP.B1")->evidence, 0); /* it is there, but counts for nothing */
}
END_TEST

START_TEST(kinds_are_judged_by_the_policy) {
  static const struct {
    const char *line;
    int needed; /* weakest kind by default */
  } lines[] = {
      {"TOP.B1", CWP_EVIDENCE_ASSESSED}, {"BASE.K1.1", CWP_EVIDENCE_TRAINED}, {"P.dementia", CWP_EVIDENCE_TRAINED}};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    for (int kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++) {
      she.count = 0;
      person_has(&she, lines[i].line, (cwp_evidence_kind)kind);
      ck_standing(lines[i].line, kind >= lines[i].needed ? "met" : "claimed");
      she.policy.least_must = she.policy.least_should = she.policy.least_can = CWP_EVIDENCE_DECLARED;
      ck_standing(lines[i].line, "met");
      she.policy = (cwp_policy)CWP_POLICY_INIT;
      she.policy.least_must = she.policy.least_should = she.policy.least_can = CWP_EVIDENCE_ACCREDITED;
      ck_standing(lines[i].line, kind == CWP_EVIDENCE_ACCREDITED ? "met" : "claimed");
      she.policy = (cwp_policy)CWP_POLICY_INIT;
    }
}
END_TEST

START_TEST(each_kind_of_requirement_has_its_own_least_kind) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_TRAINED);
  person_has(&she, "TOP.K1.1", CWP_EVIDENCE_TRAINED);
  person_has(&she, "P.dementia", CWP_EVIDENCE_TRAINED);
  she.policy.least_must = CWP_EVIDENCE_TRAINED;
  she.policy.least_should = CWP_EVIDENCE_ASSESSED;
  ck_standing("TOP.B1", "met");
  ck_standing("TOP.K1.1", "claimed");
  ck_standing("P.dementia", "met");
  she.policy.least_should = CWP_EVIDENCE_DECLARED;
  she.policy.least_can = CWP_EVIDENCE_ACCREDITED;
  ck_standing("TOP.K1.1", "met");
  ck_standing("P.dementia", "claimed");
}
END_TEST

START_TEST(evidence_for_a_part_is_partly_while_it_holds) {
  cwp_evidence *evidence = person_has(&she, "ASC.T1", CWP_EVIDENCE_ASSESSED);
  evidence->until = day("2026-06-01");
  const cwp_judgement *judgement = person_judgement(&she, "TOP.B1");
  ck_assert_int_eq(judgement->standing, CWP_STANDING_PARTLY);
  ck_assert_str_eq(cwp_record_code(pathway, judgement->map), "MAP.ASC.T1");
  she.question.on++;
  ck_standing("TOP.B1", "no-evidence");
  she.question.on--;
  evidence->kind = CWP_EVIDENCE_TRAINED; /* for a must both a part and too weak */
  ck_standing("TOP.B1", "claimed");
}
END_TEST

START_TEST(what_is_under_way_or_booked_is_in_progress) {
  static const cwp_result results[] = {CWP_RESULT_IN_PROGRESS, CWP_RESULT_BOOKED};
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  for (size_t i = 0; i < 2; i++) {
    evidence->result = results[i];
    evidence->from = evidence->until = CWP_DATE_NONE;
    ck_standing("TOP.B1", "in-progress");
    evidence->from = day("2026-07-01");
    ck_standing("TOP.B1", "in-progress");
    evidence->from = day("2026-01-01");
    evidence->until = day("2026-06-01");
    ck_standing("TOP.B1", "in-progress");
    evidence->until = day("2026-05-31"); /* it was to be over by then */
    ck_standing("TOP.B1", "no-evidence");
  }
}
END_TEST

START_TEST(what_is_under_way_is_in_progress_even_if_it_will_not_be_enough) {
  person_has(&she, "TOP.B2", CWP_EVIDENCE_DECLARED)->result = CWP_RESULT_IN_PROGRESS;
  person_has(&she, "ASC.T1", CWP_EVIDENCE_ASSESSED)->result = CWP_RESULT_BOOKED;
  ck_standing("TOP.B1", "in-progress"); /* a part */
  ck_standing("TOP.B2", "in-progress"); /* too weak */
  ck_standing("TOP.K1.1", "in-progress");
}
END_TEST

START_TEST(what_failed_or_was_withdrawn_never_counts) {
  static const cwp_result results[] = {CWP_RESULT_FAILED, CWP_RESULT_WITHDRAWN};
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ACCREDITED);
  for (size_t i = 0; i < 2; i++) {
    evidence->result = results[i];
    evidence->from = CWP_DATE_NONE;
    ck_standing("TOP.B1", "no-evidence");
    evidence->from = day("2026-07-01");
    ck_standing("TOP.B1", "no-evidence");
  }
}
END_TEST

/* Puts two pieces on record, in both orders; the better must decide. */
static void ck_better(cwp_evidence better, cwp_evidence worse, const char *standing) {
  she.evidence[0] = better;
  she.evidence[1] = worse;
  she.count = 2;
  ck_standing("TOP.B1", standing);
  ck_assert_uint_eq(person_judgement(&she, "TOP.B1")->evidence, 0);
  she.evidence[0] = worse;
  she.evidence[1] = better;
  ck_standing("TOP.B1", standing);
  ck_assert_uint_eq(person_judgement(&she, "TOP.B1")->evidence, 1);
}

START_TEST(the_better_piece_of_evidence_decides) {
  cwp_evidence pieces[7];
  static const char *const standings[] = {"met",    "expiring", "in-progress", "expired",
                                          "partly", "claimed",  "no-evidence"};
  for (size_t i = 0; i < 7; i++)
    pieces[i] = *person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  pieces[1].until = day("2026-06-30");
  pieces[2].result = CWP_RESULT_IN_PROGRESS;
  pieces[3].until = day("2026-05-31");
  pieces[4].about = "ASC.T1";
  pieces[5].kind = CWP_EVIDENCE_DECLARED;
  pieces[6].result = CWP_RESULT_FAILED;
  for (size_t better = 0; better < 7; better++)
    for (size_t worse = better + 1; worse < 7; worse++)
      ck_better(pieces[better], pieces[worse], standings[better]);
}
END_TEST

START_TEST(of_two_that_do_as_well_the_stronger_the_later_and_the_first_decides) {
  cwp_evidence plain = *person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  plain.from = day("2025-01-01");
  plain.until = day("2027-01-01");
  cwp_evidence other = plain;
  other.kind = CWP_EVIDENCE_ACCREDITED; /* stronger, though it ends earlier */
  other.until = day("2026-12-31");
  ck_better(other, plain, "met");
  other = plain;
  other.until = day("2027-01-02");
  ck_better(other, plain, "met");
  other.until = CWP_DATE_NONE;
  ck_better(other, plain, "met");
  other = plain;
  other.from = day("2025-01-02");
  ck_better(other, plain, "met");
  other.from = CWP_DATE_NONE; /* not known, so not later */
  ck_better(plain, other, "met");
  she.evidence[0] = she.evidence[1] = plain;
  ck_assert_uint_eq(person_judgement(&she, "TOP.B1")->evidence, 0);
}
END_TEST

/* What evidence reaches. */

START_TEST(evidence_about_a_group_counts_for_its_statements) {
  person_has(&she, "BASE.K1", CWP_EVIDENCE_TRAINED);
  ck_standing("BASE.K1.1", "met");
  ck_standing("BASE.K1.2", "met");
  ck_standing("BASE.K2.1", "no-evidence");
  ck_assert_uint_eq(person_judgement(&she, "BASE.K1.2")->map, CWP_NONE);
}
END_TEST

START_TEST(evidence_reaches_statements_over_chains_of_maps) {
  person_has(&she, "asc.t2", CWP_EVIDENCE_TRAINED); /* codes are told apart without regard to case */
  ck_standing("BASE.K1.1", "met");
  ck_standing("BASE.K1.2", "met");
  ck_standing("BASE.K2.1", "partly");
  ck_assert_str_eq(cwp_record_code(pathway, person_judgement(&she, "BASE.K1.1")->map), "MAP.ASC.T2");
}
END_TEST

START_TEST(practice_areas_are_met_by_evidence_about_them_or_learning_that_covers_them) {
  person_has(&she, "P.dementia", CWP_EVIDENCE_TRAINED);
  ck_standing("P.dementia", "met");
  she.evidence[0].about = "dementia";
  ck_standing("P.dementia", "met");
  she.evidence[0].about = "ASC.T3";
  ck_standing("P.dementia", "met");
}
END_TEST

START_TEST(codes_of_other_editions_are_passed_over) {
  person_has(&she, "NTC.B99", CWP_EVIDENCE_ASSESSED);
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  person_has(&she, "ASC.T5", CWP_EVIDENCE_ASSESSED);  /* known, and covers nothing */
  person_has(&she, "BASE.B1", CWP_EVIDENCE_ASSESSED); /* a behaviour of another category */
  person_has(&she, "TOP", CWP_EVIDENCE_ASSESSED);
  ck_standing("TOP.B1", "met");
  ck_assert_uint_eq(person_judgement(&she, "TOP.B1")->evidence, 1);
  ck_assert_uint_eq(cwp_assessment_counts(she.answer, CWP_MUST)->standing[CWP_STANDING_MET], 1);
}
END_TEST

START_TEST(knowledge_of_the_baseline_is_asked_for_and_its_behaviours_are_not) {
  const cwp_assessment *answer = person_assess(&she);
  size_t statements = 0;
  for (size_t i = 0; i < cwp_assessment_count(answer); i++) {
    const cwp_requirement *requirement = &cwp_assessment_at(answer, i)->requirement;
    const char *code = cwp_record_code(pathway, requirement->line);
    ck_assert_str_ne(code, "BASE.B1");
    if (requirement->role == framework_id(pathway, "BASE")) statements++;
  }
  ck_assert_uint_eq(statements, 3);
  ck_assert_uint_eq(cwp_assessment_count(answer), 2 + 4 + 5 + 1);
}
END_TEST

/* Counts, settings and readiness. */

static void ck_counts(cwp_requirement_kind kind, size_t needed, size_t met) {
  const cwp_counts *counts = cwp_assessment_counts(person_assess(&she), kind);
  size_t sum = 0;
  for (size_t i = 0; i < CWP_STANDING_NOT_APPLICABLE; i++)
    sum += counts->standing[i];
  ck_assert_uint_eq(counts->needed, needed);
  ck_assert_uint_eq(sum, needed);
  ck_assert_uint_eq(counts->standing[CWP_STANDING_MET], met);
}

START_TEST(counts_add_up_to_what_is_needed) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  person_has(&she, "BASE.K1", CWP_EVIDENCE_TRAINED);
  person_has(&she, "P.dementia", CWP_EVIDENCE_TRAINED);
  ck_counts(CWP_MUST, 3, 1);
  ck_counts(CWP_SHOULD, 6, 2);
  ck_counts(CWP_CAN, 3, 1);
  ck_assert_ptr_null(cwp_assessment_counts(she.answer, CWP_REQUIREMENT_KIND_END));
  ck_assert_ptr_null(cwp_assessment_counts(she.answer, (cwp_requirement_kind)-1));
}
END_TEST

START_TEST(a_setting_turns_a_can_into_a_must_that_is_judged_and_counted_as_one) {
  person_has(&she, "P.dementia", CWP_EVIDENCE_TRAINED);
  person_works_in(&she, "dementia");
  ck_standing("P.dementia", "claimed"); /* a must asks for assessed evidence */
  ck_assert_int_eq(person_judgement(&she, "P.dementia")->requirement.kind, CWP_MUST);
  ck_assert_int_eq(person_judgement(&she, "P.dementia")->requirement.stated_kind, CWP_CAN);
  ck_counts(CWP_MUST, 4, 0);
  ck_counts(CWP_CAN, 2, 0);
  she.evidence[0].kind = CWP_EVIDENCE_ASSESSED;
  ck_counts(CWP_MUST, 4, 1);
}
END_TEST

START_TEST(a_setting_turns_rules_that_name_it_into_musts) {
  person_works_in(&she, "autism");
  ck_assert_int_eq(person_judgement(&she, "TOP.R3")->requirement.kind, CWP_MUST);
  ck_counts(CWP_MUST, 5, 0); /* the rule, and autism itself */
}
END_TEST

/* Gives her all that TOP asks for as must or should. */
static void meet_all(void) {
  static const char *const codes[] = {"TOP.B1", "TOP.B2", "TOP.K1", "BASE.K1", "BASE.K2", "TOP.R1", "TOP.R2", "TOP.R4"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    person_has(&she, codes[i], CWP_EVIDENCE_ASSESSED);
}

START_TEST(ready_is_who_meets_every_must_and_should) {
  meet_all();
  ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), 1);
  for (size_t i = 0; i < she.count; i++) {
    she.evidence[i].until = day("2026-06-01"); /* expiring is still held */
    ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), 1);
    she.evidence[i].until = day("2026-05-31");
    ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), 0);
    she.evidence[i].until = CWP_DATE_NONE;
    she.evidence[i].result = CWP_RESULT_IN_PROGRESS;
    int rule_accepts = strcmp(she.evidence[i].about, "TOP.R1") == 0;
    ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), rule_accepts);
    she.evidence[i].result = CWP_RESULT_COMPLETED;
  }
}
END_TEST

START_TEST(a_setting_can_make_somebody_unready) {
  meet_all();
  person_works_in(&she, "dementia");
  ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), 0);
  person_has(&she, "dementia", CWP_EVIDENCE_ASSESSED);
  ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&she)), 1);
}
END_TEST

START_TEST(a_short_list_does_not_pass_for_readiness) {
  person_start(&she, pathway, "THIN", "2026-06-01");
  person_has(&she, "THIN.B1", CWP_EVIDENCE_ASSESSED);
  ck_counts(CWP_MUST, 1, 1);
  ck_assert_int_eq(cwp_assessment_coverage(she.answer), CWP_COVERAGE_PARTIAL);
  ck_assert_int_eq(cwp_assessment_is_ready(she.answer), 0);
}
END_TEST

START_TEST(what_a_baseline_leaves_out_is_left_out_of_what_builds_on_it) {
  person_start(&she, pathway, "OVER", "2026-06-01");
  person_has(&she, "OVER.B1", CWP_EVIDENCE_ASSESSED);
  ck_counts(CWP_MUST, 1, 1);
  ck_assert_int_eq(cwp_assessment_coverage(she.answer), CWP_COVERAGE_PARTIAL);
  ck_assert_int_eq(cwp_assessment_is_ready(she.answer), 0);
}
END_TEST

START_TEST(who_is_asked_for_nothing_is_ready) {
  person_start(&she, pathway, "FREE", "2026-06-01");
  ck_assert_uint_eq(cwp_assessment_count(person_assess(&she)), 0);
  ck_assert_int_eq(cwp_assessment_is_ready(she.answer), 1);
  ck_assert_ptr_null(cwp_assessment_at(she.answer, 0));
}
END_TEST

/* Questions. */

static void refuse(cwp_status wanted, const char *mention) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_assessment *answer = (cwp_assessment *)(void *)&error;
  if (!she.portfolio) {
    cwp_portfolio_builder *builder = NULL;
    ck_assert_int_eq(cwp_portfolio_builder_new(&she.about, NULL, &builder, &error), CWP_OK);
    ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &she.portfolio, &error), CWP_OK);
    cwp_portfolio_builder_free(builder);
  }
  ck_assert_int_eq(cwp_assessment_make(pathway, she.portfolio, &she.question, NULL, &answer, &error), wanted);
  ck_assert_ptr_null(answer);
  ck_assert_msg(strstr(error.message, mention) != NULL, "\"%s\" does not say \"%s\"", error.message, mention);
  ck_assert_int_eq(cwp_assessment_make(pathway, she.portfolio, &she.question, NULL, &answer, NULL), wanted);
  cwp_portfolio_free(she.portfolio);
  she.portfolio = NULL;
}

START_TEST(a_question_needs_a_day) {
  she.question.on = CWP_DATE_NONE;
  refuse(CWP_ERROR_ARGUMENT, "day");
  she.question.on = CWP_DATE_MAX + 1;
  refuse(CWP_ERROR_ARGUMENT, "day");
  she.question.on = CWP_DATE_MIN - 1;
  refuse(CWP_ERROR_ARGUMENT, "day");
}
END_TEST

START_TEST(a_question_is_about_a_role_category_and_settings_that_there_are) {
  she.question.role = framework_id(pathway, "TOP.B1");
  refuse(CWP_ERROR_ARGUMENT, "TOP.B1");
  she.question.role = CWP_NONE - 1;
  refuse(CWP_ERROR_ARGUMENT, "role category");
  she.question.role = framework_id(pathway, "TOP");
  person_works_in(&she, "dementia");
  person_works_in(&she, "TOP.B1");
  refuse(CWP_ERROR_ARGUMENT, "setting");
  she.question.settings = NULL;
  refuse(CWP_ERROR_ARGUMENT, "setting");
  she.question.size = sizeof she.question - 1;
  refuse(CWP_ERROR_ARGUMENT, "CWP_QUESTION_INIT");
}
END_TEST

START_TEST(a_policy_must_make_sense) {
  static const int days[] = {-1, 3661, INT32_MAX - 1, INT32_MIN};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    she.policy.expiring_days = days[i];
    refuse(CWP_ERROR_ARGUMENT, "expiring_days");
  }
  cwp_evidence_kind *const kinds[] = {&she.policy.least_must, &she.policy.least_should, &she.policy.least_can};
  for (size_t i = 0; i < 3; i++) {
    she.policy = (cwp_policy)CWP_POLICY_INIT;
    *kinds[i] = CWP_EVIDENCE_KIND_END;
    refuse(CWP_ERROR_ARGUMENT, "kind");
    *kinds[i] = (cwp_evidence_kind)-1;
    refuse(CWP_ERROR_ARGUMENT, "kind");
  }
  she.policy = (cwp_policy)CWP_POLICY_INIT;
  she.policy.size = 0;
  refuse(CWP_ERROR_ARGUMENT, "CWP_POLICY_INIT");
  she.policy = (cwp_policy)CWP_POLICY_INIT;
  she.policy.expiring_days = 3660;
  person_assess(&she);
}
END_TEST

START_TEST(a_later_version_may_know_more_of_a_policy) {
  struct {
    cwp_policy policy;
    int later;
  } wide = {CWP_POLICY_INIT, 7};
  wide.policy.size = sizeof wide;
  wide.policy.least_must = CWP_EVIDENCE_TRAINED;
  she.question.policy = &wide.policy;
  person_has(&she, "TOP.B1", CWP_EVIDENCE_TRAINED);
  ck_standing("TOP.B1", "met");
  ck_assert_uint_eq(cwp_assessment_policy(she.answer)->size, sizeof(cwp_policy));
}
END_TEST

START_TEST(without_a_policy_the_default_one_is_applied_and_said) {
  she.question.policy = NULL;
  const cwp_policy *policy = cwp_assessment_policy(person_assess(&she));
  ck_assert_int_eq(policy->least_must, CWP_EVIDENCE_ASSESSED);
  ck_assert_int_eq(policy->least_should, CWP_EVIDENCE_TRAINED);
  ck_assert_int_eq(policy->least_can, CWP_EVIDENCE_TRAINED);
  ck_assert_int_eq(policy->expiring_days, 90);
  ck_assert_int_eq(cwp_assessment_on(she.answer), day("2026-06-01"));
  ck_assert_uint_eq(cwp_assessment_role(she.answer), framework_id(pathway, "TOP"));
  ck_assert_int_eq(cwp_assessment_coverage(she.answer), CWP_COVERAGE_COMPLETE);
}
END_TEST

START_TEST(the_person_s_own_role_category_is_asked_about_where_none_is_named) {
  she.question.role = CWP_NONE;
  refuse(CWP_ERROR_NOT_FOUND, "the role category of \"R017\" is not known");
  she.about.role = "nobody";
  refuse(CWP_ERROR_NOT_FOUND, "\"nobody\", the role category of \"R017\", is none of edition made-up");
  she.about.role = "TOP.B1";
  refuse(CWP_ERROR_NOT_FOUND, "\"TOP.B1\"");
  she.about.role = "Z"; /* an alias */
  ck_assert_uint_eq(cwp_assessment_role(person_assess(&she)), framework_id(pathway, "TOP"));
}
END_TEST

START_TEST(nothing_at_all_is_taken_calmly) {
  cwp_assessment *answer = NULL;
  char text[8] = "x";
  person_assess(&she);
  const cwp_portfolio *theirs = she.portfolio;
  const cwp_question *question = &she.question;
  ck_assert_int_eq(cwp_assessment_make(NULL, theirs, question, NULL, &answer, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_assessment_make(pathway, NULL, question, NULL, &answer, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_assessment_make(pathway, theirs, NULL, NULL, &answer, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_assessment_make(pathway, theirs, question, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  cwp_assessment_free(NULL);
  ck_assert_uint_eq(cwp_assessment_role(NULL), CWP_NONE);
  ck_assert_int_eq(cwp_assessment_coverage(NULL), CWP_COVERAGE_NONE);
  ck_assert_int_eq(cwp_assessment_on(NULL), CWP_DATE_NONE);
  ck_assert_ptr_null(cwp_assessment_policy(NULL));
  ck_assert_ptr_null(cwp_assessment_counts(NULL, CWP_MUST));
  ck_assert_uint_eq(cwp_assessment_count(NULL), 0);
  ck_assert_ptr_null(cwp_assessment_at(NULL, 0));
  ck_assert_int_eq(cwp_assessment_is_ready(NULL), 0);
  ck_assert_uint_eq(cwp_assessment_why(NULL, 0, text, sizeof text), 0);
  ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(names_of_standings_are_those_of_the_interface) {
  static const char *const names[] = {"met",     "expiring", "expired",     "in-progress",
                                      "claimed", "partly",   "no-evidence", "not-applicable"};
  for (int i = 0; i < CWP_STANDING_END; i++)
    ck_assert_str_eq(cwp_standing_name((cwp_standing)i), names[i]);
  ck_assert_str_eq(cwp_standing_name(CWP_STANDING_END), "unknown");
  ck_assert_str_eq(cwp_standing_name((cwp_standing)-1), "unknown");
}
END_TEST

/* Properties, on random portfolios. */

static uint32_t dice = 1;

static unsigned roll(unsigned sides) {
  dice = dice * UINT32_C(1664525) + UINT32_C(1013904223);
  return dice / 65536 % sides;
}

static void roll_evidence(cwp_evidence *evidence) {
  static const char *const codes[] = {"TOP.B1",    "TOP.B2", "TOP.K1.1", "BASE.K1", "BASE.K2.1", "L.course",
                                      "L.diploma", "ASC.T1", "ASC.T2",   "ASC.T3",  "ASC.T4",    "TOP.R1",
                                      "TOP.R2",    "TOP.R3", "TOP.R4",   "TOP.R5",  "TOP.K1",    "P.dementia"};
  evidence->about = codes[roll(sizeof codes / sizeof *codes)];
  evidence->kind = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
  evidence->result = roll(3) ? CWP_RESULT_COMPLETED : (cwp_result)roll(CWP_RESULT_END);
  if (roll(4)) evidence->from = she.question.on - 200 + (cwp_date)roll(220);
  cwp_date first = evidence->from == CWP_DATE_NONE ? she.question.on - 50 : evidence->from;
  if (roll(3)) evidence->until = first + (cwp_date)roll(300);
}

static void roll_person(unsigned most) {
  person_end(&she);
  person_start(&she, pathway, "TOP", "2026-06-01");
  for (unsigned i = roll(most + 1); i > 0; i--)
    roll_evidence(person_has(&she, "", CWP_EVIDENCE_DECLARED));
  if (roll(2)) person_works_in(&she, roll(2) ? "dementia" : "autism");
}

enum { MOST_LINES = 16, PEOPLE = 3000 };

/* How good a standing is, the more the better. */
static int worth_of(cwp_standing standing) {
  static const int worth[] = {
      [CWP_STANDING_MET] = 7,         [CWP_STANDING_EXPIRING] = 6,   [CWP_STANDING_NOT_APPLICABLE] = 5,
      [CWP_STANDING_IN_PROGRESS] = 4, [CWP_STANDING_EXPIRED] = 3,    [CWP_STANDING_PARTLY] = 2,
      [CWP_STANDING_CLAIMED] = 1,     [CWP_STANDING_NO_EVIDENCE] = 0};
  return worth[standing];
}

static size_t note(cwp_judgement out[MOST_LINES]) {
  const cwp_assessment *answer = person_assess(&she);
  size_t count = cwp_assessment_count(answer);
  ck_assert_uint_le(count, MOST_LINES);
  for (size_t i = 0; i < count; i++)
    out[i] = *cwp_assessment_at(answer, i);
  return count;
}

START_TEST(the_order_of_evidence_does_not_matter) {
  cwp_judgement before[MOST_LINES], after[MOST_LINES];
  for (int nth = 0; nth < PEOPLE; nth++) {
    roll_person(12);
    size_t count = note(before);
    for (size_t i = she.count; i > 1; i--) {
      size_t other = roll((unsigned)i);
      cwp_evidence swap = she.evidence[i - 1];
      she.evidence[i - 1] = she.evidence[other];
      she.evidence[other] = swap;
    }
    note(after);
    for (size_t i = 0; i < count; i++) {
      ck_assert_int_eq(before[i].standing, after[i].standing);
      ck_assert_int_eq(before[i].until, after[i].until);
    }
  }
}
END_TEST

/* An assessor's finding of not yet competent, as of the day asked about. */
static int is_finding(const cwp_evidence *evidence) {
  return evidence->kind == CWP_EVIDENCE_ASSESSED && evidence->result == CWP_RESULT_FAILED &&
         evidence->from != CWP_DATE_NONE && evidence->from <= she.question.on;
}

START_TEST(more_evidence_never_lowers_a_standing_but_for_a_finding) {
  cwp_judgement before[MOST_LINES], after[MOST_LINES];
  for (int nth = 0; nth < PEOPLE; nth++) {
    roll_person(8);
    size_t count = note(before);
    cwp_evidence *more = person_has(&she, "", CWP_EVIDENCE_DECLARED);
    roll_evidence(more);
    if (is_finding(more)) more->result = CWP_RESULT_COMPLETED;
    note(after);
    for (size_t i = 0; i < count; i++)
      ck_assert_int_ge(worth_of(after[i].standing), worth_of(before[i].standing));
  }
}
END_TEST

START_TEST(a_stricter_policy_never_meets_more) {
  cwp_judgement before[MOST_LINES], after[MOST_LINES];
  for (int nth = 0; nth < PEOPLE; nth++) {
    roll_person(8);
    cwp_evidence_kind *const kinds[] = {&she.policy.least_must, &she.policy.least_should, &she.policy.least_can};
    for (size_t i = 0; i < 3; i++)
      *kinds[i] = (cwp_evidence_kind)roll(CWP_EVIDENCE_ACCREDITED);
    she.policy.expiring_days = (int)roll(200);
    size_t count = note(before);
    unsigned stricter = roll(4);
    if (stricter < 3)
      *kinds[stricter] = (cwp_evidence_kind)(*kinds[stricter] + 1);
    else
      she.policy.expiring_days += (int)roll(100);
    note(after);
    for (size_t i = 0; i < count; i++)
      ck_assert_int_le(worth_of(after[i].standing), worth_of(before[i].standing));
  }
}
END_TEST

/* Where nothing new begins between two days, standings only fall from the earlier to the later. */
START_TEST(a_later_day_never_makes_expired_evidence_hold_again) {
  cwp_judgement before[MOST_LINES], after[MOST_LINES];
  for (int nth = 0; nth < PEOPLE; nth++) {
    roll_person(8);
    for (size_t i = 0; i < she.count; i++)
      if (she.evidence[i].from > she.question.on) she.evidence[i].from = she.question.on;
    size_t count = note(before);
    she.question.on += (cwp_date)roll(300);
    note(after);
    for (size_t i = 0; i < count; i++) {
      int was_over = before[i].standing == CWP_STANDING_EXPIRED || before[i].standing == CWP_STANDING_NO_EVIDENCE;
      int holds = after[i].standing == CWP_STANDING_MET || after[i].standing == CWP_STANDING_EXPIRING;
      ck_assert(!(was_over && holds));
    }
  }
}
END_TEST

/* The last day of a standing is right: it is met up to that day, and less on the next. */
START_TEST(what_is_met_is_met_up_to_its_last_day) {
  cwp_judgement judgements[MOST_LINES];
  for (int nth = 0; nth < PEOPLE / 10; nth++) {
    roll_person(8);
    she.policy.expiring_days = 0;
    size_t count = note(judgements);
    for (size_t i = 0; i < count; i++) {
      if (judgements[i].standing != CWP_STANDING_MET || judgements[i].until == CWP_DATE_NONE) continue;
      she.question.on = judgements[i].until;
      cwp_standing standing = cwp_assessment_at(person_assess(&she), i)->standing;
      ck_assert(standing == CWP_STANDING_MET || standing == CWP_STANDING_EXPIRING);
      she.question.on = day("2026-06-01");
    }
  }
}
END_TEST

/* A plain reading of docs/assessment.md, slow and without any of the library's short cuts. */

typedef struct view {
  int worth;   /* as worth_of */
  int promise; /* 1 for what is under way and will be enough */
  cwp_evidence_kind kind;
  cwp_date until; /* CWP_DATE_MAX + 1 for none */
} view;

static int holds_no_more(const cwp_evidence *evidence) {
  return evidence->until != CWP_DATE_NONE && evidence->until < she.question.on;
}

/* What one piece of evidence, which covers a record to that extent, is to a requirement of a least kind. */
static int plain_worth(const cwp_evidence *evidence, cwp_extent extent, cwp_evidence_kind least, const char *accepts) {
  cwp_result result = evidence->result;
  if (extent == CWP_EXTENT_NONE || result >= CWP_RESULT_FAILED) return 0;
  if (evidence->from != CWP_DATE_NONE && evidence->from > she.question.on) result = CWP_RESULT_BOOKED;
  int enough = extent == CWP_EXTENT_FULL && evidence->kind >= least;
  int accepted = result == CWP_RESULT_COMPLETED || strstr(accepts, cwp_result_name(result)) != NULL;
  if (holds_no_more(evidence)) return worth_of(enough && accepted ? CWP_STANDING_EXPIRED : CWP_STANDING_NO_EVIDENCE);
  if (!accepted) return worth_of(CWP_STANDING_IN_PROGRESS);
  if (evidence->kind < least) return worth_of(CWP_STANDING_CLAIMED);
  if (extent == CWP_EXTENT_PART) return worth_of(CWP_STANDING_PARTLY);
  int soon = evidence->until != CWP_DATE_NONE && evidence->until <= she.question.on + she.policy.expiring_days;
  return worth_of(soon ? CWP_STANDING_EXPIRING : CWP_STANDING_MET);
}

static cwp_extent plain_extent(const char *about, cwp_id record) {
  cwp_id id = cwp_pathway_id(pathway, about);
  if (id == record) return CWP_EXTENT_FULL;
  for (size_t i = 0; i < cwp_record_cover_count(pathway, id); i++)
    if (cwp_record_cover(pathway, id, i).target == record) return cwp_record_cover(pathway, id, i).extent;
  return CWP_EXTENT_NONE;
}

/* 1 if `a` is the better by standing, then kind, then last day; or, with `by_day`, by standing, last day, kind. */
static int is_better(view a, view b, int by_day) {
  if (a.worth != b.worth) return a.worth > b.worth;
  if (a.promise != b.promise) return a.promise > b.promise;
  if (by_day && a.until != b.until) return a.until > b.until;
  return a.kind != b.kind ? a.kind > b.kind : a.until > b.until;
}

static const view plain_nothing = {0, 0, CWP_EVIDENCE_DECLARED, CWP_DATE_MIN};

/* The last day on which an assessor found them not yet competent in a record, or in the group that it stands in. */
static cwp_date plain_finding(cwp_id record) {
  cwp_date last = CWP_DATE_NONE;
  for (size_t i = 0; i < she.count; i++) {
    cwp_id about = cwp_pathway_id(pathway, she.evidence[i].about);
    int speaks = about == record || about == cwp_record_parent(pathway, record);
    if (speaks && is_finding(&she.evidence[i]) && she.evidence[i].from > last) last = she.evidence[i].from;
  }
  return last;
}

static int plain_is_refuted(const cwp_evidence *evidence, cwp_date finding) {
  return finding != CWP_DATE_NONE && evidence->result == CWP_RESULT_COMPLETED && evidence->from <= finding;
}

static view plain_best(cwp_id record, cwp_evidence_kind least, const char *accepts) {
  view best = plain_nothing;
  for (size_t i = 0; i < she.count; i++) {
    const cwp_evidence *evidence = &she.evidence[i];
    if (plain_is_refuted(evidence, plain_finding(record))) continue;
    cwp_extent extent = plain_extent(evidence->about, record);
    view one = {plain_worth(evidence, extent, least, accepts), 0, evidence->kind,
                evidence->until == CWP_DATE_NONE ? CWP_DATE_MAX + 1 : evidence->until};
    one.promise = one.worth == worth_of(CWP_STANDING_IN_PROGRESS) && extent == CWP_EXTENT_FULL && one.kind >= least;
    if (is_better(one, best, 0)) best = one;
  }
  return best;
}

/* How a rule stands by what it needs: the best that as many needs as are wanted come up to. */
static view plain_needs(cwp_id rule, cwp_evidence_kind least, const char *accepts) {
  view needs[8], reached = plain_nothing, best = plain_nothing;
  size_t count = cwp_record_link_count(pathway, rule, CWP_RELATION_NEEDS);
  const char *number = cwp_record_property(pathway, rule, "at_least");
  size_t wanted = *number ? (size_t)atoi(number) : 1;
  for (size_t i = 0; i < count; i++) {
    cwp_link link;
    ck_assert_int_eq(cwp_record_link(pathway, rule, CWP_RELATION_NEEDS, i, &link, NULL), CWP_OK);
    needs[i] = plain_best(link.to, least, accepts);
  }
  for (size_t i = 0; i < count; i++) {
    size_t as_good = 0;
    for (size_t k = 0; k < count; k++)
      as_good += !is_better(needs[i], needs[k], 1);
    if (as_good >= wanted && is_better(needs[i], reached, 1)) reached = needs[i];
    if (is_better(needs[i], best, 1)) best = needs[i];
  }
  if (best.worth >= worth_of(CWP_STANDING_EXPIRING) && reached.worth < worth_of(CWP_STANDING_PARTLY)) {
    reached = best;
    reached.worth = worth_of(CWP_STANDING_PARTLY);
  }
  return reached;
}

/* The best decision that a line, or the group that it stands in, is not asked. */
static view plain_decision(cwp_id line) {
  view best = plain_nothing;
  for (size_t i = 0; i < she.count; i++) {
    const cwp_evidence *evidence = &she.evidence[i];
    cwp_id about = cwp_pathway_id(pathway, evidence->about);
    if (evidence->result != CWP_RESULT_NOT_APPLICABLE || evidence->kind < CWP_EVIDENCE_ASSESSED) continue;
    if (about != line && about != cwp_record_parent(pathway, line)) continue;
    if (evidence->from > she.question.on || holds_no_more(evidence)) continue;
    view one = {worth_of(CWP_STANDING_NOT_APPLICABLE), 0, evidence->kind,
                evidence->until == CWP_DATE_NONE ? CWP_DATE_MAX + 1 : evidence->until};
    if (is_better(one, best, 0)) best = one;
  }
  return best;
}

static view plain_view(const cwp_requirement *requirement) {
  cwp_id line = requirement->line;
  const char *accepts = cwp_record_property(pathway, line, "accepts");
  const char *least_kind = cwp_record_property(pathway, line, "least_kind");
  cwp_evidence_kind least = requirement->kind == CWP_MUST     ? she.policy.least_must
                            : requirement->kind == CWP_SHOULD ? she.policy.least_should
                                                              : she.policy.least_can;
  for (int kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
    if (strcmp(least_kind, cwp_evidence_kind_name((cwp_evidence_kind)kind)) == 0) least = (cwp_evidence_kind)kind;
  view own = plain_best(line, least, accepts), needs = plain_needs(line, least, accepts);
  if (is_better(needs, own, 0)) own = needs;
  view decision = requirement->kind == CWP_MUST ? plain_nothing : plain_decision(line);
  return is_better(decision, own, 0) ? decision : own;
}

START_TEST(a_plain_reading_of_the_rules_comes_to_the_same) {
  cwp_judgement judgements[MOST_LINES];
  size_t seen[CWP_STANDING_END] = {0};
  for (int nth = 0; nth < 10 * PEOPLE; nth++) {
    roll_person(10);
    she.policy.least_must = (cwp_evidence_kind)roll(CWP_EVIDENCE_KIND_END);
    she.policy.expiring_days = (int)roll(120);
    size_t count = note(judgements);
    for (size_t i = 0; i < count; i++) {
      view plain = plain_view(&judgements[i].requirement);
      ck_assert_int_eq(worth_of(judgements[i].standing), plain.worth);
      seen[judgements[i].standing]++;
      if (!plain.worth) continue;
      ck_assert_int_eq(judgements[i].until, plain.until > CWP_DATE_MAX ? CWP_DATE_NONE : plain.until);
    }
  }
  for (int standing = 0; standing < CWP_STANDING_END; standing++)
    ck_assert_uint_gt(seen[standing], 1000);
}
END_TEST

/* Size and memory. */

START_TEST(ten_thousand_pieces_of_evidence_are_weighed) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *theirs = NULL;
  cwp_error error;
  ck_assert_int_eq(cwp_portfolio_builder_new(&she.about, NULL, &builder, &error), CWP_OK);
  for (int i = 0; i < 10000; i++) {
    cwp_evidence evidence = CWP_EVIDENCE_INIT;
    roll_evidence(&evidence);
    evidence.result = CWP_RESULT_WITHDRAWN;
    if (i == 5000) evidence = *person_has(&she, "TOP.B2", CWP_EVIDENCE_ASSESSED);
    ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  }
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &theirs, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  cwp_assessment *answer = NULL;
  ck_assert_int_eq(cwp_assessment_make(pathway, theirs, &she.question, NULL, &answer, &error), CWP_OK);
  ck_assert_uint_eq(cwp_assessment_at(answer, 1)->evidence, 5000);
  ck_assert_uint_eq(cwp_assessment_counts(answer, CWP_MUST)->standing[CWP_STANDING_MET], 1);
  cwp_assessment_free(answer);
  cwp_portfolio_free(theirs);
}
END_TEST

/* A framework whose one category has so many statements. */
static cwp_pathway *framework_of(int statements) {
  char *text = malloc(1000 + (size_t)statements * 100);
  int length =
      sprintf(text, "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'large', 'title': 'Big', "
                    "'date': '2026-01-01', 'text': 'Big.', 'status': 'editorial', 'source': 'S'}, 'sources': "
                    "[{'code': 'S', 'title': 'T', 'publisher': 'T', 'text': 'T.', 'status': 'official'}], "
                    "'role_categories': [{'code': 'BIG', 'slug': 'big', 'title': 'Big', 'text': 'Big.', "
                    "'coverage': 'complete', 'status': 'editorial', 'source': 'S', 'groups': [{'code': 'BIG.K1', "
                    "'title': 'G', 'text': 'G.', 'status': 'editorial', 'source': 'S', 'statements': [");
  for (int i = 1; i <= statements; i++)
    length += sprintf(text + length, "%s{'code': 'BIG.K1.%d', 'text': 'T.', 'status': 'editorial', 'source': 'S'}",
                      i > 1 ? "," : "", i);
  sprintf(text + length, "]}]}]}");
  cwp_pathway *big = framework_parse_text(text);
  free(text);
  return big;
}

START_TEST(role_categories_of_any_size_are_assessed) {
  static const int sizes[] = {511, 512, 513, 5000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    cwp_pathway *big = framework_of(sizes[i]);
    person he;
    person_start(&he, big, "BIG", "2026-06-01");
    person_has(&he, "BIG.K1", CWP_EVIDENCE_TRAINED);
    ck_assert_int_eq(cwp_assessment_is_ready(person_assess(&he)), 1);
    ck_assert_uint_eq(cwp_assessment_counts(he.answer, CWP_SHOULD)->needed, (size_t)sizes[i]);
    person_end(&he);
    cwp_pathway_free(big);
  }
}
END_TEST

static cwp_status assess_once(const cwp_allocator *allocator, void *context, cwp_error *why) {
  person *him = context;
  cwp_assessment *answer = NULL;
  cwp_status status = cwp_assessment_make(him->pathway, him->portfolio, &him->question, allocator, &answer, why);
  ck_assert_int_eq(answer == NULL, status != CWP_OK);
  cwp_assessment_free(answer);
  return status;
}

START_TEST(assessing_survives_every_failed_allocation) {
  meet_all();
  person_assess(&she);
  failing_allocator_try_all(assess_once, &she, 10, 0);
  cwp_pathway *big = framework_of(1000);
  person he;
  person_start(&he, big, "BIG", "2026-06-01");
  person_assess(&he);
  failing_allocator_try_all(assess_once, &he, 10, 0);
  person_end(&he);
  cwp_pathway_free(big);
}
END_TEST

START_TEST(an_assessment_is_one_allocation) {
  failing_allocator state;
  cwp_allocator allocator = failing_allocator_start(&state, FAIL_NEVER, 0);
  cwp_error error;
  meet_all();
  person_assess(&she);
  ck_assert_int_eq(assess_once(&allocator, &she, &error), CWP_OK);
  ck_assert_uint_eq(state.calls, 1);
  failing_allocator_check(&state);
}
END_TEST

/* The built-in editions. */

START_TEST(the_edition_of_2024_counts_what_it_asks) {
  static const struct {
    const char *role;
    size_t behaviours, statements;
  } roles[] = {{"A", 8, 103}, {"B", 8, 103 + 59}, {"C", 8, 103 + 59 + 37}, {"D", 7, 103 + 59 + 37 + 85}};
  const cwp_pathway *edition = NULL;
  cwp_error error;
  ck_assert_int_eq(cwp_edition_find("2024", &edition, &error), CWP_OK);
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
    person he;
    size_t behaviours = 0, statements = 0;
    person_start(&he, edition, roles[i].role, "2026-06-01");
    const cwp_assessment *answer = person_assess(&he);
    for (size_t k = 0; k < cwp_assessment_count(answer); k++) {
      cwp_kind kind = cwp_record_kind(edition, cwp_assessment_at(answer, k)->requirement.line);
      behaviours += kind == CWP_KIND_BEHAVIOUR;
      statements += kind == CWP_KIND_STATEMENT;
    }
    ck_assert_uint_eq(behaviours, roles[i].behaviours);
    ck_assert_uint_eq(statements, roles[i].statements);
    ck_assert_int_eq(cwp_assessment_coverage(answer), CWP_COVERAGE_COMPLETE);
    person_end(&he);
  }
}
END_TEST

START_TEST(in_the_built_in_editions_whoever_has_everything_lacks_nothing) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    const cwp_pathway *edition = cwp_edition_at(e);
    cwp_portfolio_builder *builder = NULL;
    cwp_portfolio *theirs = NULL;
    cwp_error error;
    ck_assert_int_eq(cwp_portfolio_builder_new(&she.about, NULL, &builder, &error), CWP_OK);
    for (cwp_id id = 0; id < cwp_pathway_count(edition, CWP_KIND_END); id++) {
      cwp_evidence evidence = CWP_EVIDENCE_INIT;
      evidence.about = cwp_record_code(edition, id);
      evidence.kind = CWP_EVIDENCE_ACCREDITED;
      ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
    }
    ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &theirs, &error), CWP_OK);
    cwp_portfolio_builder_free(builder);
    for (size_t r = 0; r < cwp_pathway_count(edition, CWP_KIND_ROLE); r++) {
      cwp_question question = CWP_QUESTION_INIT;
      cwp_assessment *answer = NULL;
      question.role = cwp_pathway_first(edition, CWP_KIND_ROLE) + (cwp_id)r;
      question.on = day("2026-06-01");
      ck_assert_int_eq(cwp_assessment_make(edition, theirs, &question, NULL, &answer, &error), CWP_OK);
      for (size_t i = 0; i < cwp_assessment_count(answer); i++)
        ck_assert_int_eq(cwp_assessment_at(answer, i)->standing, CWP_STANDING_MET);
      ck_assert_int_eq(cwp_assessment_is_ready(answer), cwp_assessment_coverage(answer) == CWP_COVERAGE_COMPLETE);
      cwp_assessment_free(answer);
    }
    cwp_portfolio_free(theirs);
  }
}
END_TEST

START_TEST(a_registered_manager_holds_the_diploma_or_works_towards_it) {
  const cwp_pathway *edition = NULL;
  cwp_error error;
  person he;
  ck_assert_int_eq(cwp_edition_find("2025", &edition, &error), CWP_OK);
  person_start(&he, edition, "registered-manager", "2026-06-01");
  ck_assert_str_eq(person_standing(&he, "RM.R1"), "no-evidence");
  person_has(&he, "L.level-5-diploma-leadership-management", CWP_EVIDENCE_ACCREDITED)->result = CWP_RESULT_IN_PROGRESS;
  ck_assert_str_eq(person_standing(&he, "RM.R1"), "met");
  he.evidence[0].result = CWP_RESULT_BOOKED;
  ck_assert_str_eq(person_standing(&he, "RM.R1"), "in-progress");
  he.evidence[0].result = CWP_RESULT_COMPLETED;
  ck_assert_str_eq(person_standing(&he, "RM.R1"), "met");
  he.evidence[0].kind = CWP_EVIDENCE_DECLARED;
  ck_assert_str_eq(person_standing(&he, "RM.R1"), "claimed");
  person_end(&he);
}
END_TEST

static TCase *add_case(Suite *suite, const char *name) {
  TCase *tcase = suite_case(suite, name);
  tcase_add_checked_fixture(tcase, she_is_assessed, she_ends);
  return tcase;
}

static void add_standings(TCase *standings) {
  tcase_add_test(standings, nothing_on_record_is_no_evidence);
  tcase_add_test(standings, evidence_that_is_strong_enough_meets);
  tcase_add_test(standings, evidence_without_dates_holds_for_ever);
  tcase_add_test(standings, evidence_expires_after_its_last_day_and_not_before);
  tcase_add_test(standings, a_window_of_no_days_is_the_last_day_alone);
  tcase_add_test(standings, evidence_begins_on_its_first_day);
  tcase_add_test(standings, evidence_of_too_weak_a_kind_is_a_claim_while_it_holds);
  tcase_add_test(standings, kinds_are_judged_by_the_policy);
  tcase_add_test(standings, each_kind_of_requirement_has_its_own_least_kind);
  tcase_add_test(standings, evidence_for_a_part_is_partly_while_it_holds);
  tcase_add_test(standings, what_is_under_way_or_booked_is_in_progress);
  tcase_add_test(standings, what_is_under_way_is_in_progress_even_if_it_will_not_be_enough);
  tcase_add_test(standings, what_failed_or_was_withdrawn_never_counts);
  tcase_add_test(standings, the_better_piece_of_evidence_decides);
  tcase_add_test(standings, of_two_that_do_as_well_the_stronger_the_later_and_the_first_decides);
}

static void add_questions(TCase *questions) {
  tcase_add_test(questions, a_question_needs_a_day);
  tcase_add_test(questions, a_question_is_about_a_role_category_and_settings_that_there_are);
  tcase_add_test(questions, a_policy_must_make_sense);
  tcase_add_test(questions, a_later_version_may_know_more_of_a_policy);
  tcase_add_test(questions, without_a_policy_the_default_one_is_applied_and_said);
  tcase_add_test(questions, the_person_s_own_role_category_is_asked_about_where_none_is_named);
  tcase_add_test(questions, nothing_at_all_is_taken_calmly);
  tcase_add_test(questions, names_of_standings_are_those_of_the_interface);
}

int main(void) {
  Suite *suite = suite_create("assessment");
  add_standings(add_case(suite, "standings"));
  TCase *reach = add_case(suite, "reach");
  tcase_add_test(reach, evidence_about_a_group_counts_for_its_statements);
  tcase_add_test(reach, evidence_reaches_statements_over_chains_of_maps);
  tcase_add_test(reach, practice_areas_are_met_by_evidence_about_them_or_learning_that_covers_them);
  tcase_add_test(reach, codes_of_other_editions_are_passed_over);
  tcase_add_test(reach, knowledge_of_the_baseline_is_asked_for_and_its_behaviours_are_not);
  TCase *counts = add_case(suite, "counts");
  tcase_add_test(counts, counts_add_up_to_what_is_needed);
  tcase_add_test(counts, a_setting_turns_a_can_into_a_must_that_is_judged_and_counted_as_one);
  tcase_add_test(counts, a_setting_turns_rules_that_name_it_into_musts);
  tcase_add_test(counts, ready_is_who_meets_every_must_and_should);
  tcase_add_test(counts, a_setting_can_make_somebody_unready);
  tcase_add_test(counts, a_short_list_does_not_pass_for_readiness);
  tcase_add_test(counts, what_a_baseline_leaves_out_is_left_out_of_what_builds_on_it);
  tcase_add_test(counts, who_is_asked_for_nothing_is_ready);
  add_questions(add_case(suite, "questions"));
  TCase *properties = add_case(suite, "properties");
  tcase_add_test(properties, the_order_of_evidence_does_not_matter);
  tcase_add_test(properties, more_evidence_never_lowers_a_standing_but_for_a_finding);
  tcase_add_test(properties, a_stricter_policy_never_meets_more);
  tcase_add_test(properties, a_later_day_never_makes_expired_evidence_hold_again);
  tcase_add_test(properties, what_is_met_is_met_up_to_its_last_day);
  tcase_add_test(properties, a_plain_reading_of_the_rules_comes_to_the_same);
  TCase *size = add_case(suite, "size");
  tcase_add_test(size, ten_thousand_pieces_of_evidence_are_weighed);
  tcase_add_test(size, role_categories_of_any_size_are_assessed);
  tcase_add_test(size, assessing_survives_every_failed_allocation);
  tcase_add_test(size, an_assessment_is_one_allocation);
  TCase *editions = add_case(suite, "editions");
  tcase_add_test(editions, the_edition_of_2024_counts_what_it_asks);
  tcase_add_test(editions, in_the_built_in_editions_whoever_has_everything_lacks_nothing);
  tcase_add_test(editions, a_registered_manager_holds_the_diploma_or_works_towards_it);
  return suite_run(suite);
}
