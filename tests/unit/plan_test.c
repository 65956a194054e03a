#include "cwp/plan.h"

#include "support/failing_allocator.h"
#include "support/planning.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_pathway *pathway;
static planning hers;

static void set_up(void) {
  pathway = planning_parse();
  planning_start(&hers, pathway, "X");
}

static void tear_down(void) {
  planning_end(&hers);
  cwp_pathway_free(pathway);
}

static void ck_plan(const char *codes) {
  ck_assert_str_eq(planning_codes(&hers), codes);
}

static void ck_fate(const char *line, const char *fate) {
  const char *found = planning_fate(&hers, line);
  ck_assert_msg(strcmp(found, fate) == 0, "%s is %s, not %s", line, found, fate);
}

static const cwp_proof *proof(void) {
  return cwp_plan_proof(hers.plan);
}

static const cwp_plan_totals *total(void) {
  return cwp_plan_total(hers.plan);
}

/* Gaps. */

START_TEST(musts_and_shoulds_that_are_not_met_are_gaps) {
  static const char *const lines[] = {"X.B1",   "X.B2",      "X.B3",      "X.K1.1", "X.K1.2", "X.K1.3",
                                      "X.K1.4", "BASE.K1.1", "BASE.K1.2", "X.R1",   "X.R2",   "X.R3"};
  planning_with(&hers, "");
  const cwp_plan *plan = planning_make(&hers);
  ck_assert_uint_eq(cwp_plan_gap_count(plan), 12);
  for (size_t i = 0; i < 12; i++) {
    const cwp_gap *gap = cwp_plan_gap_at(plan, i);
    ck_assert_str_eq(cwp_record_code(pathway, gap->requirement.line), lines[i]);
    ck_assert_int_eq(gap->standing, CWP_STANDING_NO_EVIDENCE);
    ck_assert_int_eq(gap->fate, CWP_GAP_NO_COURSE);
    ck_assert_uint_eq(gap->course, SIZE_MAX);
  }
  ck_assert_uint_eq(total()->gaps[CWP_MUST], 4);
  ck_assert_uint_eq(total()->gaps[CWP_SHOULD], 8);
  ck_assert_uint_eq(total()->gaps[CWP_CAN], 0);
  ck_assert_uint_eq(cwp_plan_role(plan), framework_id(pathway, "X"));
  ck_plan("");
  ck_assert_int_eq(proof()->proved, 1); /* there is nothing to choose */
}
END_TEST

START_TEST(what_is_met_or_expiring_is_no_gap) {
  planning_with(&hers, "");
  person_has(&hers.who, "X.B1", CWP_EVIDENCE_ASSESSED);
  person_has(&hers.who, "X.B2", CWP_EVIDENCE_ASSESSED)->until = day("2026-06-30");
  person_has(&hers.who, "X.B3", CWP_EVIDENCE_TRAINED);
  person_has(&hers.who, "X.K1.1", CWP_EVIDENCE_TRAINED)->until = day("2026-05-31");
  ck_fate("X.B1", "no gap");
  ck_fate("X.B2", "no gap");
  ck_fate("X.B3", "no-course"); /* claimed */
  ck_fate("X.K1.1", "no-course");
}
END_TEST

START_TEST(what_a_setting_makes_a_must_is_a_gap) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'dementia'}]},"
                       "{'code': 'b', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'L.third'}]}");
  ck_fate("P.dementia", "no gap");
  ck_fate("X.R5", "no gap");
  person_works_in(&hers.who, "dementia");
  ck_fate("P.dementia", "covered");
  ck_fate("X.R5", "covered");
  ck_assert_uint_eq(total()->gaps[CWP_MUST], 6);
}
END_TEST

START_TEST(what_ends_too_soon_is_a_gap_if_it_is_to_be_renewed) {
  cwp_evidence *evidence = person_has(&hers.who, "X.B1", CWP_EVIDENCE_ASSESSED);
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'X.B1'}]}");
  evidence->until = day("2026-12-31");
  hers.options.renew = 1;
  ck_fate("X.B1", "no gap"); /* met, and no day that it is to last for */
  evidence->until = day("2026-06-30");
  ck_fate("X.B1", "covered"); /* expiring */
  ck_assert_int_eq(cwp_plan_gap_at(hers.plan, 0)->standing, CWP_STANDING_EXPIRING);
  hers.options.latest = day("2026-06-30");
  ck_fate("X.B1", "no gap");
  hers.options.latest = day("2026-07-01");
  ck_fate("X.B1", "covered");
  evidence->until = CWP_DATE_NONE;
  ck_fate("X.B1", "no gap");
  evidence->until = day("2026-06-30");
  hers.options.renew = 0;
  ck_fate("X.B1", "no gap");
}
END_TEST

START_TEST(what_is_under_way_is_left_alone) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'learning': 'L.whole'}");
  cwp_evidence *evidence = person_has(&hers.who, "L.whole", CWP_EVIDENCE_TRAINED);
  evidence->result = CWP_RESULT_BOOKED;
  evidence->from = day("2026-07-01");
  ck_fate("X.K1.1", "under-way");
  ck_assert_uint_eq(total()->under_way[CWP_SHOULD], 4);
  ck_fate("X.B1", "in-part"); /* it will be a part of it, and so will the course */
  ck_plan("");
  hers.options.repeat = 1;
  ck_fate("X.K1.1", "covered");
  hers.options.repeat = 0;
  evidence->result = CWP_RESULT_COMPLETED; /* it begins later */
  ck_fate("X.K1.1", "under-way");
  hers.options.latest = day("2026-06-30");
  ck_fate("X.K1.1", "covered"); /* it would come too late */
  hers.options.latest = day("2026-07-01");
  ck_fate("X.K1.1", "under-way");
  evidence->result = CWP_RESULT_IN_PROGRESS;
  ck_fate("X.K1.1", "under-way");
  evidence->from = CWP_DATE_NONE;
  ck_fate("X.K1.1", "under-way");
  evidence->until = day("2026-05-31"); /* that was to be its last day */
  ck_fate("X.K1.1", "covered");
  evidence->until = CWP_DATE_NONE;
  evidence->result = CWP_RESULT_WITHDRAWN;
  ck_fate("X.K1.1", "covered");
}
END_TEST

START_TEST(what_is_under_way_and_will_not_be_enough_is_a_gap) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'X.B1'}, {'to': 'X.B2'}]}");
  person_has(&hers.who, "X.B1", CWP_EVIDENCE_TRAINED)->result = CWP_RESULT_IN_PROGRESS;
  person_has(&hers.who, "X.B2", CWP_EVIDENCE_ASSESSED)->result = CWP_RESULT_IN_PROGRESS;
  ck_fate("X.B1", "covered");
  ck_assert_int_eq(cwp_plan_gap_at(hers.plan, 0)->standing, CWP_STANDING_IN_PROGRESS);
  ck_fate("X.B2", "under-way");
}
END_TEST

START_TEST(gaps_are_judged_by_the_policy) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'X.B1'}, {'to': 'X.K1'}]}");
  hers.who.policy.least_must = CWP_EVIDENCE_ACCREDITED;
  ck_fate("X.B1", "too-weak");
  ck_fate("X.K1.1", "covered");
  hers.who.policy.least_should = CWP_EVIDENCE_ACCREDITED;
  ck_fate("X.K1.1", "too-weak");
  ck_plan("");
  hers.who.question.policy = NULL;
  ck_plan("a");
}
END_TEST

/* What courses cover. */

START_TEST(a_course_covers_in_full_and_with_strong_enough_evidence) {
  planning_with(&hers,
                "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.B1'}, {'to': 'X.K1.1'}, {'to': 'X.K1.2', 'extent': "
                "'part'}]}, {'code': 'b', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'X.B2'}, {'to': 'X.B3', "
                "'extent': 'part'}]}");
  ck_fate("X.B1", "too-weak"); /* a must asks for assessed evidence */
  ck_fate("X.B2", "covered");
  ck_fate("X.B3", "in-part");
  ck_fate("X.K1.1", "covered");
  ck_fate("X.K1.2", "in-part");
  ck_fate("X.K1.3", "no-course");
  ck_plan("a b");
  ck_assert_str_eq(planning_covers(&hers, "a"), "X.K1.1");
  ck_assert_str_eq(planning_covers(&hers, "b"), "X.B2");
  ck_assert_uint_eq(cwp_plan_gap_at(hers.plan, 1)->course, 1);
  ck_assert_uint_eq(cwp_plan_gap_at(hers.plan, 3)->course, 0);
}
END_TEST

START_TEST(evidence_maps_say_what_a_course_covers) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'learning': 'l.whole'},"
                       "{'code': 'b', 'hours': 1, 'learning': 'ASC.T1'}");
  ck_assert_str_eq(planning_covers(&hers, "a"), "X.K1.1 X.K1.2 X.K1.3 X.K1.4");
  ck_assert_str_eq(planning_covers(&hers, "b"), "BASE.K1.1 BASE.K1.2"); /* over two maps */
  ck_fate("X.B1", "in-part");
}
END_TEST

START_TEST(a_group_stands_for_its_statements_and_learning_for_what_it_covers) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'BASE.K1'}, {'to': 'L.whole', 'extent': 'part'}]}");
  ck_assert_str_eq(planning_covers(&hers, "a"), "BASE.K1.1 BASE.K1.2");
  ck_fate("X.K1.1", "in-part");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'L.whole'}]}");
  ck_assert_str_eq(planning_covers(&hers, "a"), "X.K1.1 X.K1.2 X.K1.3 X.K1.4");
}
END_TEST

START_TEST(codes_that_the_pathway_does_not_know_are_passed_over) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.nothing', 'covers': [{'to': 'Y.B1'}, {'to': 'X'},"
                       "{'to': 'X.K1.1'}]}");
  ck_assert_str_eq(planning_covers(&hers, "a"), "X.K1.1");
}
END_TEST

START_TEST(a_rule_is_covered_by_evidence_about_itself) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'X.R1'}, {'to': 'X.R2'}, "
                       "{'to': 'X.R3'}]}");
  ck_fate("X.R1", "covered");
  ck_fate("X.R2", "covered");
  ck_fate("X.R3", "too-weak"); /* the rule asks for accredited evidence, whatever the policy says */
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'kind': 'accredited', 'covers': [{'to': 'X.R3'}]}");
  ck_fate("X.R3", "covered");
}
END_TEST

START_TEST(a_rule_is_covered_by_what_it_needs) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.diploma'}"); /* trained will do for this must */
  ck_fate("X.R1", "covered");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'L.diploma', 'extent': 'part'}]}");
  ck_fate("X.R1", "in-part");
}
END_TEST

START_TEST(a_rule_that_needs_two_is_covered_by_two) {
  planning_with(&hers, "{'code': 'a', 'hours': 5, 'learning': 'L.first'}, {'code': 'b', 'hours': 1, 'learning': "
                       "'L.first'}");
  ck_fate("X.R2", "in-part"); /* twice the same */
  ck_plan("");
  planning_with(&hers, "{'code': 'a', 'hours': 5, 'learning': 'L.first'}, {'code': 'b', 'hours': 1, 'learning': "
                       "'L.first'}, {'code': 'c', 'hours': 1, 'learning': 'L.third'}");
  ck_plan("b c");
  ck_assert_str_eq(planning_covers(&hers, "b"), "X.R2");
  ck_assert_str_eq(planning_covers(&hers, "c"), "X.R2");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'L.first'}, {'to': 'L.second'}]}, {'code': 'b', "
                       "'hours': 0.5, 'learning': 'L.first'}, {'code': 'c', 'hours': 0.6, 'learning': 'L.third'}");
  ck_plan("a");
}
END_TEST

START_TEST(what_of_a_rule_is_held_already_is_not_needed_again) {
  cwp_evidence *evidence = person_has(&hers.who, "L.first", CWP_EVIDENCE_TRAINED);
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.first'}, {'code': 'b', 'hours': 5, 'learning': "
                       "'L.third'}");
  ck_plan("b");
  ck_assert_int_eq(cwp_plan_gap_at(hers.plan, 10)->standing, CWP_STANDING_PARTLY);
  evidence->until = day("2026-05-31");
  ck_plan("a b");
  evidence->until = day("2026-12-31");
  ck_plan("b");
  hers.options.renew = 1;
  hers.options.latest = day("2027-06-30"); /* it will not hold as long */
  ck_plan("a b");
  hers.options.renew = 0;
  evidence->kind = CWP_EVIDENCE_DECLARED;
  ck_plan("a b");
}
END_TEST

/* When courses take place. */

static void ck_dates(const char *code, const char *start, const char *end) {
  char text[CWP_DATE_TEXT_SIZE];
  const cwp_planned_course *course = planning_course(&hers, code);
  ck_assert_str_eq(cwp_date_format(course->start, text), start);
  ck_assert_str_eq(cwp_date_format(course->end, text), end);
}

START_TEST(a_course_without_starts_begins_at_once) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base'},"
                       "{'code': 'b', 'hours': 1, 'learning': 'L.whole', 'duration_days': 30}");
  ck_plan("a b");
  ck_dates("a", "2026-06-01", "2026-06-01");
  ck_dates("b", "2026-06-01", "2026-06-30");
}
END_TEST

START_TEST(a_course_takes_place_at_the_start_that_is_over_first) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'starts': ['2026-09-01', '2026-05-31', "
                       "'2026-06-01']}, {'code': 'b', 'hours': 1, 'learning': 'L.whole', 'starts': ['2026-06-02', "
                       "'2026-06-10', '2026-06-11'], 'ends': ['2026-07-30', '2026-07-01', '2026-07-01']}");
  ck_plan("a b");
  ck_dates("a", "2026-06-01", "2026-06-01");
  ck_dates("b", "2026-06-10", "2026-07-01");
}
END_TEST

START_TEST(what_has_to_come_before_does) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'requires': ['Q', 'p'], 'starts': "
                       "['2026-06-12', '2026-06-13']}, {'code': 'p', 'hours': 1, 'duration_days': 10, 'requires': "
                       "['q']}, {'code': 'q', 'hours': 1, 'duration_days': 2}, {'code': 'z', 'hours': 9, 'learning': "
                       "'L.whole'}");
  ck_plan("z q p a");
  ck_dates("q", "2026-06-01", "2026-06-02");
  ck_dates("p", "2026-06-03", "2026-06-12");
  ck_dates("a", "2026-06-13", "2026-06-13"); /* on a later day than what has to come before */
  ck_assert_uint_eq(planning_course(&hers, "p")->cover_count, 0);
  ck_assert_int_eq(total()->centihours, 1200);
}
END_TEST

START_TEST(what_is_on_record_need_not_come_before) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'requires': ['q', 'gone']},"
                       "{'code': 'q', 'hours': 1, 'learning': 'L.bit'}");
  ck_plan("");
  ck_fate("BASE.K1.1", "barred");
  cwp_evidence *gone = person_has(&hers.who, "GONE", CWP_EVIDENCE_TRAINED);
  ck_plan("q a");
  cwp_evidence *bit = person_has(&hers.who, "L.bit", CWP_EVIDENCE_TRAINED); /* q is that */
  ck_plan("a");
  bit->about = "q";
  ck_plan("a");
  bit->until = day("2026-05-31");
  ck_plan("q a");
  bit->until = CWP_DATE_NONE;
  bit->result = CWP_RESULT_IN_PROGRESS;
  ck_plan("q a");
  bit->result = CWP_RESULT_COMPLETED;
  bit->from = day("2026-06-02");
  ck_plan("q a");
  bit->from = day("2026-06-01");
  ck_plan("a");
  gone->extent = CWP_EXTENT_PART;
  ck_plan("");
}
END_TEST

static void ck_barred(const char *code, const char *bar) {
  planning_make(&hers);
  for (size_t i = 0; i < cwp_plan_barred_count(hers.plan); i++) {
    const cwp_barred_course *barred = cwp_plan_barred_at(hers.plan, i);
    if (strcmp(barred->course->code, code) != 0) continue;
    ck_assert_str_eq(cwp_bar_name(barred->bar), bar);
    return;
  }
  ck_assert_msg(strcmp(bar, "") == 0, "%s is not barred", code);
}

START_TEST(a_course_that_would_end_too_late_is_barred) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'duration_days': 30, 'starts': "
                       "['2026-07-02', '2026-07-01']}");
  hers.options.latest = day("2026-07-30");
  ck_barred("a", "");
  hers.options.latest = day("2026-07-29");
  ck_barred("a", "late");
  ck_fate("BASE.K1.1", "barred");
  ck_assert_uint_eq(total()->courses, 0);
  ck_assert_int_eq(proof()->proved, 1);
}
END_TEST

START_TEST(a_course_without_a_start_left_is_barred) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'starts': ['2026-05-31']},"
                       "{'code': 'b', 'hours': 1, 'learning': 'L.whole', 'last_start': '2026-05-31'},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'last_start': '2026-06-01'},"
                       "{'code': 'd', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'starts': ['2026-06-02'], "
                       "'last_start': '2026-06-01'}");
  ck_barred("a", "no-start");
  ck_barred("b", "no-start");
  ck_barred("c", "");
  ck_barred("d", "no-start");
}
END_TEST

START_TEST(a_course_is_barred_by_what_has_to_come_before_it) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'requires': ['b']},"
                       "{'code': 'b', 'hours': 1, 'starts': ['2026-01-01']},"
                       "{'code': 'c', 'hours': 1, 'learning': 'L.whole', 'requires': ['nowhere']}");
  ck_barred("a", "after");
  ck_barred("b", ""); /* it covers nothing itself */
  ck_barred("c", "after");
}
END_TEST

START_TEST(a_course_without_numbers_that_matter_is_barred) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base'}, {'code': 'b', 'cost': 5, 'learning': "
                       "'L.whole'}");
  ck_barred("b", "hours-unknown");
  hers.options.objective = CWP_PLAN_LOWEST_COST;
  ck_barred("a", "cost-unknown");
  hers.options.objective = CWP_PLAN_FEWEST_COURSES;
  ck_plan("a b");
  ck_assert_uint_eq(total()->hours_unknown, 1);
  ck_assert_uint_eq(total()->cost_unknown, 1);
  ck_assert_int_eq(total()->centihours, 100);
  ck_assert_int_eq(total()->cost, 500);
  hers.options.most_centihours = 100000;
  ck_barred("b", "hours-unknown");
  hers.options.most_centihours = CWP_NO_LIMIT;
  hers.options.most_cost = 100000;
  ck_barred("a", "cost-unknown");
  hers.options.most_cost = CWP_NO_LIMIT;
  hers.options.most_net_cost = 100000;
  ck_barred("a", "cost-unknown");
}
END_TEST

START_TEST(only_funded_courses_if_it_is_so_wished) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base'}, {'code': 'b', 'hours': 2, 'learning': "
                       "'L.base', 'funding': 'full', 'reimbursement': 10}, {'code': 'c', 'hours': 1, 'learning': "
                       "'L.whole'}");
  ck_plan("a c");
  hers.options.funded_only = 1;
  ck_plan("b");
  ck_barred("c", "not-funded");
  ck_fate("X.K1.1", "barred");
}
END_TEST

START_TEST(courses_are_in_an_order_in_which_they_can_be_taken) {
  planning_with(&hers, "{'code': 'd', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'starts': ['2026-06-05']},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.2'}], 'starts': ['2026-06-03'], "
                       "'duration_days': 9},"
                       "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.3'}], 'starts': ['2026-06-03'], "
                       "'duration_days': 2},"
                       "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.4'}], 'starts': ['2026-06-03'], "
                       "'duration_days': 9}");
  ck_plan("b a c d");
}
END_TEST

/* Clashes. */

static size_t clash_of(const char *code) {
  return planning_course(&hers, code)->clash;
}

START_TEST(courses_on_one_and_the_same_day_are_moved_apart) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'starts': ['2026-06-05']},"
                       "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.2'}], 'starts': ['2026-06-05', "
                       "'2026-06-08', '2026-06-09']},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.3'}], 'starts': ['2026-06-05', "
                       "'2026-06-08', '2026-06-09']},"
                       "{'code': 'd', 'hours': 1, 'covers': [{'to': 'X.K1.4'}]}"); /* on whatever hour of that day */
  ck_plan("d a b c");
  ck_dates("b", "2026-06-08", "2026-06-08");
  ck_dates("c", "2026-06-09", "2026-06-09");
  ck_assert_uint_eq(clash_of("a"), SIZE_MAX);
  ck_assert_uint_eq(clash_of("b"), SIZE_MAX);
  ck_assert_uint_eq(clash_of("c"), SIZE_MAX);
}
END_TEST

START_TEST(courses_that_cannot_be_moved_say_what_they_clash_with) {
  static const char two[] =
      "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'starts': ['2026-06-05']},"
      "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.2'}], 'starts': ['2026-06-05', '2026-06-08'], "
      "'funding': 'full', 'cost': 5, 'reimbursement': 5}";
  cwp_date claim_day = day("2026-09-05");
  planning_with(&hers, two);
  ck_plan("a b");
  ck_assert_uint_eq(clash_of("b"), SIZE_MAX);
  hers.options.latest = day("2026-06-07");
  ck_plan("a b");
  ck_dates("b", "2026-06-05", "2026-06-05");
  ck_assert_uint_eq(clash_of("b"), 0);
  hers.options.latest = CWP_DATE_NONE;
  hers.options.claim_days = &claim_day; /* in time for both starts */
  hers.options.claim_day_count = 1;
  ck_plan("a b");
  ck_dates("b", "2026-06-08", "2026-06-08");
  claim_day = day("2026-06-07"); /* not for the later one */
  ck_plan("a b");
  ck_assert_uint_eq(clash_of("b"), 0);
}
END_TEST

START_TEST(a_course_that_another_one_waits_for_is_not_moved) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}], 'starts': ['2026-06-05']},"
                       "{'code': 'b', 'hours': 1, 'starts': ['2026-06-05', '2026-06-08']},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.2'}], 'requires': ['b']}");
  ck_plan("a b c");
  ck_dates("b", "2026-06-05", "2026-06-05");
  ck_assert_uint_eq(clash_of("b"), 0);
}
END_TEST

/* What is best. */

static const char several[] =
    "{'code': 'a', 'hours': 10, 'cost': 100, 'learning': 'L.whole'},"
    "{'code': 'b', 'hours': 2, 'cost': 90, 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
    "{'code': 'c', 'hours': 2, 'cost': 80, 'covers': [{'to': 'X.K1.3'}]},"
    "{'code': 'd', 'hours': 2, 'cost': 70, 'covers': [{'to': 'X.K1.4'}]},"
    "{'code': 'e', 'hours': 12, 'cost': 200, 'funding': 'full', 'reimbursement': 150, 'learning': 'L.whole'}";

START_TEST(each_objective_has_its_plan) {
  planning_with(&hers, several);
  ck_plan("b c d");
  ck_assert_int_eq(proof()->value, 600);
  ck_assert_int_eq(proof()->bound, 600);
  hers.options.objective = CWP_PLAN_LOWEST_COST;
  ck_plan("e");
  ck_assert_int_eq(proof()->value, 5000);
  ck_assert_int_eq(total()->cost, 20000);
  ck_assert_int_eq(total()->net_cost, 5000);
  ck_assert_int_eq(total()->reimbursed, 15000);
  hers.options.objective = CWP_PLAN_FEWEST_COURSES;
  ck_plan("a"); /* the first of two */
  ck_assert_int_eq(proof()->value, 1);
  ck_assert_int_eq(proof()->proved, 1);
  ck_assert_int_eq(cwp_plan_asked(hers.plan)->objective, CWP_PLAN_FEWEST_COURSES);
}
END_TEST

START_TEST(limits_are_kept_to_and_as_much_as_can_be_is_covered) {
  planning_with(&hers, several);
  hers.options.most_courses = 2;
  ck_plan("a"); /* all four in ten hours go before three in four hours */
  hers.options.most_centihours = 900;
  ck_plan("b c");
  ck_assert_uint_eq(total()->covered[CWP_SHOULD], 3);
  ck_assert_uint_eq(proof()->shoulds_left, 1);
  ck_assert_uint_eq(proof()->least_shoulds_left, 1);
  ck_fate("X.K1.4", "left");
  hers.options.most_cost = 16000;
  ck_plan("b d");
  hers.options.most_cost = 15999;
  ck_plan("b");
  hers.options.most_cost = 6999;
  ck_plan("");
  ck_fate("X.K1.1", "left");
  hers.options.most_cost = CWP_NO_LIMIT;
  hers.options.most_centihours = CWP_NO_LIMIT;
  hers.options.most_net_cost = 5000;
  ck_plan("e");
  hers.options.most_net_cost = 4999;
  ck_plan("");
  ck_assert_int_eq(proof()->proved, 1);
  hers.options.most_net_cost = CWP_NO_LIMIT;
  hers.options.most_courses = 0;
  ck_plan("");
}
END_TEST

START_TEST(musts_go_before_shoulds) {
  planning_with(&hers, "{'code': 'a', 'hours': 9, 'kind': 'assessed', 'covers': [{'to': 'X.B1'}]},"
                       "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1'}, {'to': 'BASE.K1'}]}");
  ck_plan("a b");
  hers.options.most_courses = 1;
  ck_plan("a");
  ck_fate("X.K1.1", "left");
  hers.options.most_centihours = 899;
  ck_plan("b");
}
END_TEST

START_TEST(of_equals_the_fewest_courses_and_then_the_first_codes_win) {
  planning_with(&hers, "{'code': 'd', 'hours': 2, 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
                       "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}]},"
                       "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.2'}]}");
  ck_plan("d");
  planning_with(&hers, "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.2'}, {'to': 'X.K1.3'}]},"
                       "{'code': 'd', 'hours': 1, 'covers': [{'to': 'X.K1.4'}, {'to': 'X.K1.1'}]},"
                       "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.3'}, {'to': 'X.K1.4'}]}");
  ck_plan("a c");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}]}, {'code': 'B', 'hours': 1, 'covers': "
                       "[{'to': 'X.K1.1'}]}, {'code': 'A1', 'hours': 1, 'covers': [{'to': 'X.K1.1'}]}");
  ck_plan("A1"); /* byte by byte */
}
END_TEST

START_TEST(a_course_that_costs_nothing_is_not_taken_for_nothing) {
  planning_with(&hers, "{'code': 'a', 'hours': 0, 'covers': [{'to': 'X.K1.1'}]}, {'code': 'b', 'hours': 0, 'covers': "
                       "[{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]}, {'code': 'c', 'hours': 0}");
  ck_plan("b");
}
END_TEST

START_TEST(what_has_to_come_before_counts) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.whole', 'requires': ['p']}, {'code': 'p', 'hours': "
                       "4}, {'code': 'z', 'hours': 4, 'learning': 'L.whole'}");
  ck_plan("z");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.whole', 'requires': ['p']}, {'code': 'p', 'hours': "
                       "4}, {'code': 'z', 'hours': 6, 'learning': 'L.whole'}");
  ck_plan("p a");
  hers.options.most_courses = 1;
  ck_plan("z");
}
END_TEST

/* Claims. */

static void ck_claim(size_t index, const char *from, const char *until, int64_t amount, const char *state) {
  char text[CWP_DATE_TEXT_SIZE];
  const cwp_claim *claim = cwp_plan_claim_at(hers.plan, index);
  ck_assert_ptr_nonnull(claim);
  ck_assert_str_eq(cwp_date_format(claim->from, text), from);
  ck_assert_str_eq(cwp_date_format(claim->until, text), until);
  ck_assert_int_eq(claim->amount, amount);
  ck_assert_str_eq(cwp_claim_state_name(claim->state), state);
}

START_TEST(a_training_course_is_claimed_for_once_it_is_completed) {
  static const struct {
    const char *day, *state;
  } days[] = {
      {"2026-11-29", "no-day"}, {"2026-11-30", "in-time"}, {"2027-02-28", "in-time"}, {"2027-03-01", "too-late"}};
  cwp_date claim_day;
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'cost': 60, 'learning': 'L.base', 'funding': 'full', "
                       "'reimbursement': 50, 'starts': ['2026-11-28'], 'duration_days': 3}");
  planning_make(&hers);
  ck_assert_uint_eq(cwp_plan_claim_count(hers.plan), 1);
  ck_claim(0, "2026-11-30", "2027-02-28", 5000, "in-time"); /* three months on, and there is no 30 February */
  ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 0)->on, CWP_DATE_NONE);
  ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 0)->part, 1);
  ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 0)->percent, 100);
  hers.options.claim_days = &claim_day;
  hers.options.claim_day_count = 1;
  for (size_t i = 0; i < 4; i++) {
    claim_day = day(days[i].day);
    planning_make(&hers);
    ck_claim(0, "2026-11-30", "2027-02-28", 5000, days[i].state);
    int in_time = strcmp(days[i].state, "in-time") == 0;
    ck_assert_int_eq(cwp_plan_at(hers.plan, 0)->reimbursed, in_time ? 5000 : 0);
    ck_assert_int_eq(total()->net_cost, in_time ? 1000 : 6000);
  }
}
END_TEST

START_TEST(a_qualification_is_claimed_for_in_two_parts) {
  static const struct {
    const char *paid, *claimed, *from, *first, *second;
    int64_t reimbursed;
  } cases[] = {
      {"", "2026-07-01", "2026-07-01", "in-time", "no-day", 60060},
      {"", "2026-06-30", "2026-07-01", "no-day", "no-day", 0},
      {"", "2026-10-01", "2026-07-01", "in-time", "no-day", 60060},
      {"", "2026-10-02", "2026-07-01", "too-late", "no-day", 0},
      {"", "2027-06-30", "2026-07-01", "too-late", "in-time", 40041},
      {"", "2027-09-30", "2026-07-01", "too-late", "in-time", 40041},
      {"", "2027-10-01", "2026-07-01", "too-late", "too-late", 0},
      {"2026-06-15", "2026-10-02", "2026-07-01", "too-late", "no-day", 0}, /* paid before it was started */
      {"2026-08-15", "2026-08-14", "2026-08-15", "no-day", "no-day", 0},   /* paid after it was started */
      {"2026-08-15", "2026-11-15", "2026-08-15", "in-time", "no-day", 60060},
      {"2026-08-15", "2026-11-16", "2026-08-15", "too-late", "no-day", 0},
  };
  cwp_date claim_day;
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'cost': 1001.01, 'kind': 'accredited', 'learning': 'L.diploma', "
                       "'funding': 'split', 'reimbursement': 1500, 'starts': ['2026-07-01'], 'ends': ['2027-06-30']}");
  hers.options.claim_days = &claim_day;
  hers.options.claim_day_count = 1;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char until[CWP_DATE_TEXT_SIZE];
    claim_day = day(cases[i].claimed);
    hers.options.paid_on = *cases[i].paid ? day(cases[i].paid) : CWP_DATE_NONE;
    planning_make(&hers);
    ck_assert_uint_eq(cwp_plan_claim_count(hers.plan), 2);
    cwp_date_format(cwp_date_add_months(day(cases[i].from), 3), until);
    ck_claim(0, cases[i].from, until, 60060, cases[i].first); /* of what it costs, since that is less */
    ck_claim(1, "2027-06-30", "2027-09-30", 40041, cases[i].second);
    ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 1)->part, 2);
    ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 1)->percent, 40);
    ck_assert_int_eq(total()->reimbursed, cases[i].reimbursed);
  }
}
END_TEST

START_TEST(the_first_day_that_comes_is_the_one_on_which_a_claim_is_sent_in) {
  cwp_date claim_days[] = {day("2026-12-31"), day("2026-05-01"), day("2026-09-01"), day("2026-09-02")};
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base', 'funding': 'full', 'reimbursement': 50},"
                       "{'code': 'b', 'hours': 1, 'learning': 'L.whole', 'funding': 'full'},"
                       "{'code': 'c', 'hours': 1, 'learning': 'L.diploma'}");
  hers.options.claim_days = claim_days;
  hers.options.claim_day_count = 4;
  planning_make(&hers);
  ck_assert_uint_eq(cwp_plan_claim_count(hers.plan), 1); /* where there is nothing to claim there is no claim */
  ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 0)->on, day("2026-09-01"));
  ck_claim(0, "2026-06-01", "2026-09-01", 5000, "in-time"); /* its price is not known */
  ck_assert_int_eq(total()->reimbursed, 5000);
  ck_assert_int_eq(total()->net_cost, 0);
  claim_days[2] = day("2026-09-03");
  planning_make(&hers);
  ck_claim(0, "2026-06-01", "2026-09-01", 5000, "too-late");
  ck_assert_int_eq(cwp_plan_claim_at(hers.plan, 0)->on, day("2026-09-02"));
}
END_TEST

START_TEST(claims_that_are_missed_make_a_course_dearer) {
  cwp_date claim_day = day("2026-12-31");
  planning_with(&hers, "{'code': 'a', 'cost': 100, 'learning': 'L.base', 'funding': 'full', 'reimbursement': 90},"
                       "{'code': 'b', 'cost': 50, 'learning': 'L.base'}");
  hers.options.objective = CWP_PLAN_LOWEST_COST;
  ck_plan("a");
  hers.options.claim_days = &claim_day;
  hers.options.claim_day_count = 1;
  ck_plan("b");
}
END_TEST

START_TEST(a_claim_says_why) {
  char why[CWP_CLAIM_WHY_SIZE], cut[10];
  cwp_date claim_day = day("2027-01-01");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'cost': 100, 'learning': 'L.diploma', 'funding': 'split', "
                       "'reimbursement': 50.05, 'duration_days': 200}");
  planning_make(&hers);
  ck_assert_uint_gt(cwp_plan_claim_why(hers.plan, 0, why, sizeof why), 0);
  ck_assert_str_eq(why, "30.03 pounds, 60 per cent, can be claimed from 2026-06-01 to 2026-09-01, once it is paid for "
                        "and started.");
  cwp_plan_claim_why(hers.plan, 1, why, sizeof why);
  ck_assert_str_eq(why, "20.02 pounds, 40 per cent, can be claimed from 2026-12-17 to 2027-03-17, once it is "
                        "completed.");
  hers.options.claim_days = &claim_day;
  hers.options.claim_day_count = 1;
  planning_make(&hers);
  cwp_plan_claim_why(hers.plan, 0, why, sizeof why);
  ck_assert_ptr_nonnull(strstr(why, "the next day on which claims are sent in, 2027-01-01, is too late."));
  size_t length = cwp_plan_claim_why(hers.plan, 1, why, sizeof why);
  ck_assert_ptr_nonnull(strstr(why, "; it is sent in on 2027-01-01."));
  ck_assert_uint_eq(length, strlen(why));
  ck_assert_uint_eq(cwp_plan_claim_why(hers.plan, 1, cut, sizeof cut), length);
  ck_assert_uint_eq(strlen(cut), sizeof cut - 1);
  ck_assert_uint_eq(cwp_plan_claim_why(hers.plan, 1, NULL, 0), length);
  claim_day = day("2026-05-01");
  planning_make(&hers);
  cwp_plan_claim_why(hers.plan, 0, why, sizeof why);
  ck_assert_ptr_nonnull(strstr(why, "no day on which claims are sent in comes then, so it is missed."));
  ck_assert_uint_eq(cwp_plan_claim_why(hers.plan, 2, why, sizeof why), 0);
  ck_assert_str_eq(why, "");
}
END_TEST

START_TEST(a_framework_may_have_claim_windows_of_its_own) {
  cwp_pathway *own = framework_parse_text(
      "{'format': 'cwp-pathway', 'format_version': 1, 'extends': '2025', 'hide': ['TI.ldss-course-claim', "
      "'TI.ldss-qualification-first-claim'], 'edition': {'code': 'own', 'title': 'Own', 'date': '2026-01-01', 'text': "
      "'Own.', 'status': 'editorial', 'source': 'LIBCWP'}, 'timings': [{'code': 'TI.ldss-qualification-first-claim', "
      "'title': 'T', 'text': 'T.', 'standing': 'official', 'kind': 'claim-window', 'value': 1, 'unit': 'months', "
      "'status': 'editorial', 'source': 'LIBCWP'}]}");
  planning_end(&hers);
  planning_start(&hers, own, "SL");
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'SL.K1'}], 'funding': 'split', 'reimbursement': "
                       "10}, {'code': 'b', 'hours': 1, 'covers': [{'to': 'SL.K2'}], 'funding': 'full', "
                       "'reimbursement': 10}");
  ck_plan("a b");
  ck_claim(0, "2026-06-01", "2026-07-01", 600, "in-time");
  ck_claim(1, "2026-06-01", "2026-09-01", 400, "in-time");
  ck_claim(2, "2026-06-01", "2026-09-01", 1000, "in-time"); /* the default edition's */
  planning_end(&hers);
  cwp_pathway_free(own);
  planning_start(&hers, pathway, "X");
}
END_TEST

/* The searching. */

/* A catalogue of courses that each cover some of the lines that a role category asks for, at random. */
static cwp_catalogue *random_catalogue(cwp_id role, uint32_t courses, uint32_t lines, uint32_t seed) {
  static cwp_requirement asked[512];
  cwp_catalogue_builder *builder = NULL;
  cwp_catalogue *catalogue = NULL;
  size_t count = 0;
  ck_assert_int_eq(cwp_catalogue_builder_new(NULL, &builder, NULL), CWP_OK);
  ck_assert_int_eq(cwp_role_requirements(cwp_edition_default(), role, NULL, 0, asked, 512, &count, NULL), CWP_OK);
  for (uint32_t i = 0; i < courses; i++) {
    cwp_course_cover covers[32];
    cwp_course course = CWP_COURSE_INIT;
    char code[32];
    snprintf(code, sizeof code, "c%u", (unsigned)i);
    course.code = code;
    course.kind = CWP_EVIDENCE_ASSESSED;
    course.covers = covers;
    course.cover_count = lines;
    for (uint32_t k = 0; k < lines; k++) {
      seed = seed * 1103515245u + 12345u;
      covers[k] = (cwp_course_cover){
          cwp_record_code(cwp_edition_default(), asked[seed / 65536 % (count < 160 ? count : 160)].line),
          CWP_EXTENT_FULL};
    }
    seed = seed * 1103515245u + 12345u;
    course.centihours = (int32_t)(100 + seed / 65536 % 900);
    course.cost = course.centihours * 7 % 500;
    ck_assert_int_eq(cwp_catalogue_builder_add(builder, &course, NULL), CWP_OK);
  }
  ck_assert_int_eq(cwp_catalogue_builder_finish(builder, &catalogue, NULL), CWP_OK);
  cwp_catalogue_builder_free(builder);
  return catalogue;
}

/* What holds of every plan, however early its search is stopped. */
static void ck_sound(const planning *self) {
  const cwp_proof *own = cwp_plan_proof(self->plan);
  const cwp_plan_totals *sums = cwp_plan_total(self->plan);
  const cwp_plan_options *asked = &self->options;
  ck_assert_int_le(own->bound, own->value);
  ck_assert_uint_le(own->least_musts_left, own->musts_left);
  ck_assert(asked->most_courses == CWP_NO_LIMIT || (int64_t)sums->courses <= asked->most_courses);
  ck_assert(asked->most_centihours == CWP_NO_LIMIT || sums->centihours <= asked->most_centihours);
  ck_assert(asked->most_cost == CWP_NO_LIMIT || sums->cost <= asked->most_cost);
  int limited = asked->most_courses != CWP_NO_LIMIT || asked->most_centihours != CWP_NO_LIMIT;
  ck_assert(limited || own->musts_left + own->shoulds_left == 0);
  /* There is no course without which as much is covered. */
  for (size_t i = 0; i < cwp_plan_count(self->plan); i++) {
    const cwp_planned_course *course = cwp_plan_at(self->plan, i);
    size_t alone = 0;
    for (size_t k = 0; k < course->cover_count; k++) {
      size_t others = 0;
      for (size_t j = 0; j < cwp_plan_count(self->plan); j++)
        for (size_t l = 0; j != i && l < cwp_plan_at(self->plan, j)->cover_count; l++)
          others += cwp_plan_at(self->plan, j)->covers[l] == course->covers[k];
      alone += others == 0;
    }
    ck_assert_uint_gt(alone, 0);
  }
}

START_TEST(large_plans_are_sound_however_long_they_are_searched_for) {
  planning theirs;
  planning_start(&theirs, cwp_edition_default(), "SL");
  for (uint32_t seed = 0; seed < 6; seed++) {
    theirs.catalogue = random_catalogue(theirs.who.question.role, 240, 3 + 3 * (seed % 3), seed);
    theirs.options = (cwp_plan_options)CWP_PLAN_OPTIONS_INIT;
    theirs.options.objective = (cwp_plan_objective)(seed % 3);
    if (seed > 2) theirs.options.most_courses = 12;
    if (seed > 3) theirs.options.most_centihours = 5000;
    int64_t best = INT64_MAX;
    for (uint64_t nodes = 1; nodes < 1000; nodes *= 6) {
      theirs.options.most_nodes = nodes;
      planning_make(&theirs);
      ck_sound(&theirs);
      const cwp_proof *own = cwp_plan_proof(theirs.plan);
      if (own->musts_left + own->shoulds_left == 0 && own->value < best) best = own->value;
      ck_assert(seed > 2 || own->bound <= best);
    }
    cwp_plan_free(theirs.plan);
    cwp_catalogue_free(theirs.catalogue);
    theirs.plan = NULL;
    theirs.catalogue = NULL;
  }
  planning_end(&theirs);
}
END_TEST

/* A longer search knows no less: its bound is no lower where it has covered as much. */
START_TEST(a_search_that_ends_gives_the_same_as_a_longer_one) {
  planning theirs;
  planning_start(&theirs, cwp_edition_default(), "CSW");
  theirs.catalogue = random_catalogue(theirs.who.question.role, 60, 5, 7);
  theirs.options.most_nodes = UINT64_MAX;
  planning_make(&theirs);
  ck_assert_int_eq(cwp_plan_proof(theirs.plan)->proved, 1);
  int64_t best = cwp_plan_proof(theirs.plan)->value;
  uint64_t needed = cwp_plan_proof(theirs.plan)->nodes;
  for (uint64_t nodes = 1; nodes <= needed; nodes += 1 + needed / 20) {
    theirs.options.most_nodes = nodes;
    planning_make(&theirs);
    const cwp_proof *own = cwp_plan_proof(theirs.plan);
    ck_assert_int_le(own->bound, best);
    ck_assert_int_ge(own->value, best);
    ck_assert(!own->proved || own->value == best);
  }
  planning_end(&theirs);
}
END_TEST

START_TEST(the_funded_list_gives_a_plan_for_everyone) {
  static const char *const roles[] = {"NTC", "CSW", "ECW", "PA", "SL", "PL", "DM", "RM"};
  const cwp_pathway *edition = cwp_edition_default();
  cwp_catalogue *catalogue = NULL;
  ck_assert_int_eq(cwp_catalogue_of_pathway(edition, NULL, &catalogue, NULL), CWP_OK);
  for (size_t i = 0; i < 8; i++) {
    planning theirs;
    planning_start(&theirs, edition, roles[i]);
    theirs.catalogue = catalogue;
    planning_make(&theirs);
    ck_assert_int_eq(cwp_plan_proof(theirs.plan)->proved, 1);
    ck_assert_uint_eq(cwp_plan_proof(theirs.plan)->shoulds_left, 0);
    for (size_t k = 0; k < cwp_plan_gap_count(theirs.plan); k++)
      ck_assert_int_ne(cwp_plan_gap_at(theirs.plan, k)->fate, CWP_GAP_LEFT);
    theirs.catalogue = NULL;
    planning_end(&theirs);
  }
  cwp_catalogue_free(catalogue);
}
END_TEST

START_TEST(a_role_category_that_asks_nothing_more_needs_no_plan) {
  planning theirs;
  planning_start(&theirs, pathway, "OWN");
  planning_with(&theirs, "{'code': 'a', 'hours': 1, 'kind': 'assessed', 'covers': [{'to': 'OWN.B1'}]}");
  person_has(&theirs.who, "OWN.B1", CWP_EVIDENCE_ASSESSED);
  ck_assert_str_eq(planning_codes(&theirs), "");
  ck_assert_uint_eq(cwp_plan_gap_count(theirs.plan), 0);
  ck_assert_int_eq(cwp_plan_proof(theirs.plan)->proved, 1);
  planning_end(&theirs);
}
END_TEST

/* Arguments and memory. */

static void ck_refused(const char *part) {
  cwp_plan *plan = (cwp_plan *)&hers;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(
      cwp_plan_make(pathway, hers.portfolio, hers.catalogue, &hers.who.question, &hers.options, NULL, &plan, &error),
      CWP_ERROR_ARGUMENT);
  ck_assert_msg(strstr(error.message, part) != NULL, "\"%s\" is not in: %s", part, error.message);
  ck_assert_ptr_null(plan);
  hers.options = (cwp_plan_options)CWP_PLAN_OPTIONS_INIT;
}

START_TEST(options_out_of_their_range_are_refused) {
  cwp_date claim_days[] = {day("2026-06-01"), CWP_DATE_NONE};
  planning_with(&hers, "");
  planning_make(&hers);
  hers.options.size--;
  ck_refused("CWP_PLAN_OPTIONS_INIT");
  hers.options.objective = CWP_PLAN_OBJECTIVE_END;
  ck_refused("objective");
  hers.options.most_cost = -2;
  ck_refused("most_cost");
  hers.options.most_net_cost = -2;
  ck_refused("most_net_cost");
  hers.options.most_centihours = INT64_MIN;
  ck_refused("most_centihours");
  hers.options.most_courses = -2;
  ck_refused("most_courses");
  hers.options.latest = CWP_DATE_MAX + 1;
  ck_refused("latest");
  hers.options.paid_on = CWP_DATE_MIN - 1;
  ck_refused("paid_on");
  hers.options.claim_day_count = 1;
  ck_refused("claim_days");
  hers.options.claim_days = claim_days;
  hers.options.claim_day_count = 2;
  ck_refused("claim_days");
  hers.who.question.on = CWP_DATE_NONE;
  ck_refused("no day");
  hers.who.question.size--;
  ck_refused("CWP_QUESTION_INIT");
  hers.who.question.size++;
  hers.who.policy.expiring_days = -1;
  ck_refused("expiring_days");
}
END_TEST

START_TEST(what_is_missing_is_told) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_plan *plan = NULL;
  planning_with(&hers, "");
  planning_make(&hers);
  const cwp_question *question = &hers.who.question;
  ck_assert_int_eq(cwp_plan_make(NULL, hers.portfolio, hers.catalogue, question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_plan_make(pathway, NULL, hers.catalogue, question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_plan_make(pathway, hers.portfolio, NULL, question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_plan_make(pathway, hers.portfolio, hers.catalogue, NULL, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_plan_make(pathway, hers.portfolio, hers.catalogue, question, NULL, NULL, NULL, &error),
                   CWP_ERROR_ARGUMENT);
  hers.who.question.role = CWP_NONE;
  ck_assert_int_eq(cwp_plan_make(pathway, hers.portfolio, hers.catalogue, question, NULL, NULL, &plan, &error),
                   CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(plan);
}
END_TEST

/* A framework of one group with so many statements, or with one rule that needs two of so many. */
static cwp_pathway *wide_framework(int statements, int needs) {
  static char text[2000000];
  size_t length = 0;
#define PUT(...) length += (size_t)snprintf(text + length, sizeof text - length, __VA_ARGS__)
#define SURE "'status': 'editorial', 'source': 'S'"
  PUT("{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'e', 'title': 'E', 'date': '2026-01-01', "
      "'text': 'E.', " SURE "}, 'sources': [{'code': 'S', 'title': 'S', 'publisher': 'S', 'text': 'S.', 'status': "
      "'official'}], 'role_categories': [{'code': 'W', 'slug': 'w', 'title': 'W', 'text': 'W.', 'coverage': "
      "'complete', " SURE ", 'groups': [{'code': 'W.K1', 'title': 'G', 'text': 'G.', " SURE ", 'statements': [");
  for (int i = 0; i < statements; i++)
    PUT("%s{'code': 'W.K1.%d', 'text': 'It is.', " SURE "}", i ? "," : "", i);
  PUT("]}], 'rules': [{'code': 'W.R1', 'title': 'R', 'kind': 'should', 'text': 'R.', " SURE ", 'at_least': 2, 'of': [");
  for (int i = 0; i < needs; i++)
    PUT("%s'W.K1.%d'", i ? "," : "", i);
  PUT("]}]}]}");
#undef PUT
#undef SURE
  ck_assert_uint_lt(length, sizeof text);
  return framework_parse_text(text);
}

static cwp_status try_wide(int statements, int needs, cwp_error *error) {
  cwp_pathway *wide = wide_framework(statements, needs);
  planning theirs;
  planning_start(&theirs, wide, "W");
  planning_with(&theirs, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'W.K1'}]}");
  person_assess(&theirs.who);
  cwp_status status = cwp_plan_make(wide, theirs.who.portfolio, theirs.catalogue, &theirs.who.question, &theirs.options,
                                    NULL, &theirs.plan, error);
  if (!status) ck_assert_uint_eq(cwp_plan_count(theirs.plan), 1);
  if (!status) ck_assert_uint_eq(cwp_plan_at(theirs.plan, 0)->cover_count, (size_t)statements + 1);
  planning_end(&theirs);
  cwp_pathway_free(wide);
  return status;
}

START_TEST(what_is_too_large_is_refused) {
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(try_wide(70, 64, &error), CWP_OK);
  ck_assert_int_eq(try_wide(70, 65, &error), CWP_ERROR_LIMIT);
  ck_assert_ptr_nonnull(strstr(error.message, "W.R1"));
  ck_assert_int_eq(try_wide(4999, 3, &error), CWP_OK);
  ck_assert_int_eq(try_wide(5000, 3, &error), CWP_ERROR_LIMIT);
  ck_assert_ptr_nonnull(strstr(error.message, "5001 gaps"));
}
END_TEST

START_TEST(too_many_courses_are_refused) {
  cwp_error error = CWP_ERROR_INIT;
  planning theirs;
  planning_start(&theirs, cwp_edition_default(), "CSW");
  theirs.catalogue = random_catalogue(theirs.who.question.role, 5001, 1, 1);
  person_assess(&theirs.who);
  ck_assert_int_eq(cwp_plan_make(cwp_edition_default(), theirs.who.portfolio, theirs.catalogue, &theirs.who.question,
                                 NULL, NULL, &theirs.plan, &error),
                   CWP_ERROR_LIMIT);
  ck_assert_ptr_nonnull(strstr(error.message, "5001 courses"));
  cwp_catalogue_free(theirs.catalogue);
  theirs.catalogue = random_catalogue(theirs.who.question.role, 5000, 1, 1);
  planning_make(&theirs);
  ck_assert_int_eq(cwp_plan_proof(theirs.plan)->proved, 1);
  planning_end(&theirs);
}
END_TEST

START_TEST(the_person_s_own_role_category_is_planned_for_if_none_is_asked) {
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base'}");
  hers.who.about.role = "BASE";
  hers.who.question.role = CWP_NONE;
  ck_plan("a");
  ck_assert_uint_eq(cwp_plan_role(hers.plan), framework_id(pathway, "BASE"));
}
END_TEST

START_TEST(nothing_is_taken_calmly) {
  char why[16];
  cwp_plan_free(NULL);
  ck_assert_uint_eq(cwp_plan_role(NULL), CWP_NONE);
  ck_assert_ptr_null(cwp_plan_asked(NULL));
  ck_assert_uint_eq(cwp_plan_count(NULL) + cwp_plan_gap_count(NULL), 0);
  ck_assert_uint_eq(cwp_plan_claim_count(NULL) + cwp_plan_barred_count(NULL), 0);
  ck_assert_ptr_null(cwp_plan_at(NULL, 0));
  ck_assert_ptr_null(cwp_plan_gap_at(NULL, 0));
  ck_assert_ptr_null(cwp_plan_claim_at(NULL, 0));
  ck_assert_ptr_null(cwp_plan_barred_at(NULL, 0));
  ck_assert_ptr_null(cwp_plan_total(NULL));
  ck_assert_ptr_null(cwp_plan_proof(NULL));
  ck_assert_uint_eq(cwp_plan_claim_why(NULL, 0, why, sizeof why), 0);
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'learning': 'L.base'}");
  planning_make(&hers);
  ck_assert_ptr_null(cwp_plan_at(hers.plan, 1));
  ck_assert_ptr_null(cwp_plan_gap_at(hers.plan, 12));
  ck_assert_ptr_null(cwp_plan_claim_at(hers.plan, 0));
  ck_assert_ptr_null(cwp_plan_barred_at(hers.plan, 0));
}
END_TEST

START_TEST(everything_has_a_name) {
  static const char *const fates[] = {"covered", "under-way", "left", "barred", "too-weak", "in-part", "no-course"};
  static const char *const bars[] = {"late", "no-start", "not-funded", "hours-unknown", "cost-unknown", "after"};
  static const char *const states[] = {"in-time", "too-late", "no-day"};
  static const char *const objectives[] = {"hours", "cost", "courses"};
  for (int i = 0; i < CWP_GAP_FATE_END; i++)
    ck_assert_str_eq(cwp_gap_fate_name((cwp_gap_fate)i), fates[i]);
  for (int i = 0; i < CWP_BAR_END; i++)
    ck_assert_str_eq(cwp_bar_name((cwp_bar)i), bars[i]);
  for (int i = 0; i < CWP_CLAIM_STATE_END; i++)
    ck_assert_str_eq(cwp_claim_state_name((cwp_claim_state)i), states[i]);
  for (int i = 0; i < CWP_PLAN_OBJECTIVE_END; i++)
    ck_assert_str_eq(cwp_plan_objective_name((cwp_plan_objective)i), objectives[i]);
  ck_assert_str_eq(cwp_gap_fate_name(CWP_GAP_FATE_END), "unknown");
  ck_assert_str_eq(cwp_bar_name((cwp_bar)-1), "unknown");
  ck_assert_str_eq(cwp_claim_state_name(CWP_CLAIM_STATE_END), "unknown");
  ck_assert_str_eq(cwp_plan_objective_name(CWP_PLAN_OBJECTIVE_END), "unknown");
}
END_TEST

static cwp_status try_to_plan(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_plan *plan = NULL;
  (void)context;
  cwp_status status = cwp_plan_make(pathway, hers.portfolio, hers.catalogue, &hers.who.question, &hers.options,
                                    allocator, &plan, error);
  cwp_plan_free(plan);
  return status;
}

START_TEST(every_allocation_may_fail) {
  cwp_date claim_day = day("2026-09-05");
  person_has(&hers.who, "L.first", CWP_EVIDENCE_TRAINED)->result = CWP_RESULT_BOOKED;
  planning_with(&hers, "{'code': 'a', 'hours': 1, 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
                       "{'code': 'b', 'hours': 1, 'covers': [{'to': 'X.K1.2'}, {'to': 'X.K1.3'}], 'requires': ['p']},"
                       "{'code': 'c', 'hours': 1, 'covers': [{'to': 'X.K1.3'}, {'to': 'X.K1.1'}], 'cost': 5},"
                       "{'code': 'd', 'hours': 1, 'cost': 9, 'learning': 'L.third', 'funding': 'split', "
                       "'reimbursement': 8}, {'code': 'p', 'hours': 1}");
  hers.options.claim_days = &claim_day;
  hers.options.claim_day_count = 1;
  planning_make(&hers);
  failing_allocator_try_all(try_to_plan, NULL, 200, 0);
  hers.options.most_centihours = 200; /* a search in all its stages */
  planning_make(&hers);
  failing_allocator_try_all(try_to_plan, NULL, 200, 0);
}
END_TEST

/* A search that grows a tree. */
START_TEST(every_allocation_of_a_long_search_may_fail) {
  planning_end(&hers);
  planning_start(&hers, cwp_edition_default(), "CSW");
  hers.catalogue = random_catalogue(hers.who.question.role, 80, 6, 3);
  hers.options.most_nodes = 100;
  hers.options.most_courses = 15;
  planning_make(&hers);
  cwp_pathway *kept = pathway;
  pathway = (cwp_pathway *)(uintptr_t)cwp_edition_default();
  failing_allocator_try_all(try_to_plan, NULL, 400, 0);
  pathway = kept;
}
END_TEST

int main(void) {
  Suite *suite = suite_create("plan");
  TCase *tcase = suite_case(suite, "gaps");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, musts_and_shoulds_that_are_not_met_are_gaps);
  tcase_add_test(tcase, what_is_met_or_expiring_is_no_gap);
  tcase_add_test(tcase, what_a_setting_makes_a_must_is_a_gap);
  tcase_add_test(tcase, what_ends_too_soon_is_a_gap_if_it_is_to_be_renewed);
  tcase_add_test(tcase, what_is_under_way_is_left_alone);
  tcase_add_test(tcase, what_is_under_way_and_will_not_be_enough_is_a_gap);
  tcase_add_test(tcase, gaps_are_judged_by_the_policy);
  tcase = suite_case(suite, "covers");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, a_course_covers_in_full_and_with_strong_enough_evidence);
  tcase_add_test(tcase, evidence_maps_say_what_a_course_covers);
  tcase_add_test(tcase, a_group_stands_for_its_statements_and_learning_for_what_it_covers);
  tcase_add_test(tcase, codes_that_the_pathway_does_not_know_are_passed_over);
  tcase_add_test(tcase, a_rule_is_covered_by_evidence_about_itself);
  tcase_add_test(tcase, a_rule_is_covered_by_what_it_needs);
  tcase_add_test(tcase, a_rule_that_needs_two_is_covered_by_two);
  tcase_add_test(tcase, what_of_a_rule_is_held_already_is_not_needed_again);
  tcase = suite_case(suite, "dates");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, a_course_without_starts_begins_at_once);
  tcase_add_test(tcase, a_course_takes_place_at_the_start_that_is_over_first);
  tcase_add_test(tcase, what_has_to_come_before_does);
  tcase_add_test(tcase, what_is_on_record_need_not_come_before);
  tcase_add_test(tcase, a_course_that_would_end_too_late_is_barred);
  tcase_add_test(tcase, a_course_without_a_start_left_is_barred);
  tcase_add_test(tcase, a_course_is_barred_by_what_has_to_come_before_it);
  tcase_add_test(tcase, a_course_without_numbers_that_matter_is_barred);
  tcase_add_test(tcase, only_funded_courses_if_it_is_so_wished);
  tcase_add_test(tcase, courses_are_in_an_order_in_which_they_can_be_taken);
  tcase_add_test(tcase, courses_on_one_and_the_same_day_are_moved_apart);
  tcase_add_test(tcase, courses_that_cannot_be_moved_say_what_they_clash_with);
  tcase_add_test(tcase, a_course_that_another_one_waits_for_is_not_moved);
  tcase = suite_case(suite, "best");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, each_objective_has_its_plan);
  tcase_add_test(tcase, limits_are_kept_to_and_as_much_as_can_be_is_covered);
  tcase_add_test(tcase, musts_go_before_shoulds);
  tcase_add_test(tcase, of_equals_the_fewest_courses_and_then_the_first_codes_win);
  tcase_add_test(tcase, a_course_that_costs_nothing_is_not_taken_for_nothing);
  tcase_add_test(tcase, what_has_to_come_before_counts);
  tcase = suite_case(suite, "claims");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, a_training_course_is_claimed_for_once_it_is_completed);
  tcase_add_test(tcase, a_qualification_is_claimed_for_in_two_parts);
  tcase_add_test(tcase, the_first_day_that_comes_is_the_one_on_which_a_claim_is_sent_in);
  tcase_add_test(tcase, claims_that_are_missed_make_a_course_dearer);
  tcase_add_test(tcase, a_claim_says_why);
  tcase_add_test(tcase, a_framework_may_have_claim_windows_of_its_own);
  tcase = suite_case(suite, "searching");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, large_plans_are_sound_however_long_they_are_searched_for);
  tcase_add_test(tcase, a_search_that_ends_gives_the_same_as_a_longer_one);
  tcase_add_test(tcase, the_funded_list_gives_a_plan_for_everyone);
  tcase_add_test(tcase, a_role_category_that_asks_nothing_more_needs_no_plan);
  tcase = suite_case(suite, "arguments");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, options_out_of_their_range_are_refused);
  tcase_add_test(tcase, what_is_missing_is_told);
  tcase_add_test(tcase, what_is_too_large_is_refused);
  tcase_add_test(tcase, too_many_courses_are_refused);
  tcase_add_test(tcase, the_person_s_own_role_category_is_planned_for_if_none_is_asked);
  tcase_add_test(tcase, nothing_is_taken_calmly);
  tcase_add_test(tcase, everything_has_a_name);
  tcase_add_test(tcase, every_allocation_may_fail);
  tcase_add_test(tcase, every_allocation_of_a_long_search_may_fail);
  return suite_run(suite);
}
