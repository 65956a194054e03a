#include "cwp/forecast.h"

#include "support/failing_allocator.h"
#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <string.h>

static cwp_forecast *forecast;

static void set_up(void) {
  she_starts(framework_parse(), "TOP", "2026-06-10");
}

static void forget(void) {
  cwp_forecast_free(forecast);
  forecast = NULL;
}

static void tear_down(void) {
  forget();
  she_ends();
}

static void look(int months) {
  cwp_error error = CWP_ERROR_INIT;
  forget();
  she_packs();
  ck_assert_msg(cwp_forecast_make(pathway, portfolio, &she.question, months, NULL, &forecast, &error) == CWP_OK, "%s",
                error.message);
}

static cwp_evidence *has(const char *about, const char *until) {
  cwp_evidence *evidence = person_has(&she, about, CWP_EVIDENCE_ASSESSED);
  if (until) evidence->until = day(until);
  return evidence;
}

static void ck_lapse(size_t index, const char *line, const char *last, const char *after, size_t evidence) {
  const cwp_lapse *lapse = cwp_forecast_lapse(forecast, index);
  ck_assert_ptr_nonnull(lapse);
  ck_assert_str_eq(cwp_record_code(pathway, lapse->requirement.line), line);
  ck_assert_int_eq(lapse->last, day(last));
  ck_assert_str_eq(cwp_standing_name(lapse->after), after);
  ck_assert_uint_eq(lapse->evidence, evidence);
}

static size_t held(const cwp_counts *counts) {
  return counts->standing[CWP_STANDING_MET] + counts->standing[CWP_STANDING_EXPIRING];
}

START_TEST(months_are_those_of_the_calendar_and_the_first_begins_today) {
  look(14);
  static const char *const ends[] = {"2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
                                     "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"};
  ck_assert_uint_eq(cwp_forecast_month_count(forecast), 14);
  ck_assert_uint_eq(cwp_forecast_role(forecast), framework_id(pathway, "TOP"));
  ck_assert_int_eq(cwp_forecast_month(forecast, 0)->first, day("2026-06-10"));
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    const cwp_month *month = cwp_forecast_month(forecast, i);
    ck_assert_int_eq(month->last, day(ends[i]));
    if (i > 0) ck_assert_int_eq(month->first, cwp_forecast_month(forecast, i - 1)->last + 1);
  }
  ck_assert_ptr_null(cwp_forecast_month(forecast, 14));
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 0);
  ck_assert_ptr_null(cwp_forecast_lapse(forecast, 0));
}
END_TEST

START_TEST(a_requirement_lapses_in_the_month_of_its_last_day) {
  has("TOP.B1", "2026-06-30");
  has("TOP.B2", "2026-07-01");
  look(2);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 2);
  ck_lapse(0, "TOP.B1", "2026-06-30", "expired", 0);
  ck_lapse(1, "TOP.B2", "2026-07-01", "expired", 1);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 0)->first_lapse, 0);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 0)->lapse_count, 1);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 1)->first_lapse, 1);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 1)->lapse_count, 1);
  ck_assert_uint_eq(held(cwp_forecast_counts(forecast, CWP_MUST)), 2);
  ck_assert_uint_eq(held(&cwp_forecast_month(forecast, 0)->counts[CWP_MUST]), 2); /* met on the last day still */
  ck_assert_uint_eq(held(&cwp_forecast_month(forecast, 1)->counts[CWP_MUST]), 0);
}
END_TEST

START_TEST(today_counts_and_yesterday_does_not) {
  has("TOP.B1", "2026-06-10");
  has("TOP.B2", "2026-06-09");
  look(1);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 1);
  ck_lapse(0, "TOP.B1", "2026-06-10", "expired", 0);
}
END_TEST

START_TEST(other_evidence_takes_over) {
  has("TOP.B1", "2026-06-20");
  has("TOP.B1", "2026-08-15");
  person_has(&she, "TOP.B1", CWP_EVIDENCE_TRAINED); /* too weak for a must */
  look(3);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 1);
  ck_lapse(0, "TOP.B1", "2026-08-15", "expired", 1);
}
END_TEST

START_TEST(evidence_that_begins_later_counts_from_then) {
  has("TOP.B1", "2026-07-10");
  has("TOP.B1", "2026-09-10")->from = day("2026-08-01");
  look(4);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 2);
  ck_lapse(0, "TOP.B1", "2026-07-10", "in-progress", 0);
  ck_lapse(1, "TOP.B1", "2026-09-10", "expired", 1);
  ck_assert_uint_eq(held(&cwp_forecast_month(forecast, 1)->counts[CWP_MUST]), 0);
  ck_assert_uint_eq(held(&cwp_forecast_month(forecast, 2)->counts[CWP_MUST]), 1);
}
END_TEST

START_TEST(lapses_name_the_map_and_go_by_day_then_by_requirement) {
  person_has(&she, "ASC.T2", CWP_EVIDENCE_TRAINED)->until = day("2026-07-31"); /* covers L.course, and so BASE.K1 */
  has("TOP.B2", "2026-07-31");
  has("TOP.B1", "2026-07-30");
  look(3);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 4);
  ck_lapse(0, "TOP.B1", "2026-07-30", "expired", 2);
  ck_lapse(1, "TOP.B2", "2026-07-31", "expired", 1);
  ck_lapse(2, "BASE.K1.1", "2026-07-31", "expired", 0);
  ck_lapse(3, "BASE.K1.2", "2026-07-31", "expired", 0);
  ck_assert_uint_eq(cwp_forecast_lapse(forecast, 1)->map, CWP_NONE);
  ck_assert_uint_eq(cwp_forecast_lapse(forecast, 2)->map, framework_id(pathway, "MAP.ASC.T2"));
}
END_TEST

START_TEST(the_end_of_time_is_reached_and_not_passed) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_forecast *out = NULL;
  she.question.on = day("9999-11-30");
  has("TOP.B1", "9999-12-31");
  look(2);
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), 0);
  ck_assert_int_eq(cwp_forecast_month(forecast, 1)->last, CWP_DATE_MAX);
  ck_assert_int_eq(cwp_forecast_make(pathway, portfolio, &she.question, 3, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(out);
  she.question.on = CWP_DATE_MIN;
  look(120);
}
END_TEST

/* Against brute force: the assessment of every single day. */

static cwp_assessment *assess(cwp_date on) {
  cwp_question question = she.question;
  cwp_assessment *assessment = NULL;
  question.on = on;
  ck_assert_int_eq(cwp_assessment_make(pathway, portfolio, &question, NULL, &assessment, NULL), CWP_OK);
  return assessment;
}

static int is_met(const cwp_judgement *judgement) {
  return judgement->standing == CWP_STANDING_MET || judgement->standing == CWP_STANDING_EXPIRING;
}

/* Every lapse of a day is in the forecast, in order; returns how many there are. */
static size_t ck_day(const cwp_assessment *now, const cwp_assessment *after, size_t lapses) {
  size_t count = 0;
  for (size_t i = 0; i < cwp_assessment_count(now); i++) {
    const cwp_judgement *before = cwp_assessment_at(now, i), *then = cwp_assessment_at(after, i);
    if (!is_met(before) || is_met(then)) continue;
    const cwp_lapse *lapse = cwp_forecast_lapse(forecast, lapses + count++);
    ck_assert_ptr_nonnull(lapse);
    ck_assert_uint_eq(lapse->requirement.line, before->requirement.line);
    ck_assert_int_eq(lapse->last, cwp_assessment_on(now));
    ck_assert_uint_eq(lapse->evidence, before->evidence);
    ck_assert_int_eq(lapse->after, then->standing);
  }
  return count;
}

static void ck_every_day(size_t months) {
  size_t lapses = 0;
  for (size_t i = 0; i < months; i++) {
    const cwp_month *month = cwp_forecast_month(forecast, i);
    size_t before = lapses;
    ck_assert_uint_eq(month->first_lapse, lapses);
    for (cwp_date on = month->first; on <= month->last; on++) {
      cwp_assessment *now = assess(on), *after = assess(on + 1);
      lapses += ck_day(now, after, lapses);
      if (on == month->last)
        for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
          ck_assert_mem_eq(&month->counts[kind], cwp_assessment_counts(now, (cwp_requirement_kind)kind),
                           sizeof(cwp_counts));
      cwp_assessment_free(now);
      cwp_assessment_free(after);
    }
    ck_assert_uint_eq(month->lapse_count, lapses - before);
  }
  ck_assert_uint_eq(cwp_forecast_lapse_count(forecast), lapses);
}

START_TEST(a_forecast_is_what_the_assessment_of_every_day_says) {
  static const char *const about[] = {"TOP.B1", "TOP.B2", "TOP.K1", "BASE.K1",   "BASE.K2",
                                      "TOP.R1", "TOP.R2", "TOP.R4", "L.diploma", "L.course",
                                      "ASC.T1", "ASC.T2", "ASC.T3", "ASC.T4",    "dementia"};
  unsigned long state = 4;
  for (int round = 0; round < 40; round++) {
    she.count = 0;
    she.question.on = day("2026-01-01") + (cwp_date)chance(&state, 400);
    for (int i = 0; i < 12; i++) {
      cwp_evidence *evidence =
          person_has(&she, about[chance(&state, 15)], (cwp_evidence_kind)chance(&state, CWP_EVIDENCE_KIND_END));
      evidence->result = chance(&state, 4) ? CWP_RESULT_COMPLETED : (cwp_result)chance(&state, CWP_RESULT_END);
      if (chance(&state, 2)) evidence->from = day("2025-06-01") + (cwp_date)chance(&state, 500);
      if (chance(&state, 4))
        evidence->until =
            (evidence->from == CWP_DATE_NONE ? day("2026-01-01") : evidence->from) + (cwp_date)chance(&state, 400);
    }
    look(4);
    ck_every_day(4);
  }
}
END_TEST

START_TEST(the_order_of_evidence_does_not_matter) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *forwards = persona_read("laura"), *backwards = portfolio_backwards(forwards);
  cwp_question question = story_question();
  cwp_forecast *a = NULL, *b = NULL;
  ck_assert_int_eq(cwp_forecast_make(in, forwards, &question, 24, NULL, &a, NULL), CWP_OK);
  ck_assert_int_eq(cwp_forecast_make(in, backwards, &question, 24, NULL, &b, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_forecast_lapse_count(a), cwp_forecast_lapse_count(b));
  for (size_t i = 0; i < cwp_forecast_lapse_count(a); i++)
    ck_assert_uint_eq(cwp_forecast_lapse(a, i)->requirement.line, cwp_forecast_lapse(b, i)->requirement.line);
  cwp_forecast_free(a);
  cwp_forecast_free(b);
  cwp_portfolio_free(forwards);
  cwp_portfolio_free(backwards);
}
END_TEST

START_TEST(lauras_moving_people_runs_out_but_her_manager_has_seen_her_do_it) {
  const cwp_pathway *in = edition("2025");
  cwp_portfolio *laura = persona_read("laura");
  cwp_question question = story_question();
  cwp_forecast *year = NULL;
  ck_assert_int_eq(cwp_forecast_make(in, laura, &question, 12, NULL, &year, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_forecast_lapse_count(year), 0);
  cwp_forecast_free(year);
  cwp_portfolio_free(laura);
}
END_TEST

/* Wrong questions. */

static cwp_status ask(const cwp_question *question, int months, cwp_error *error) {
  cwp_forecast *out = (cwp_forecast *)&she;
  cwp_status status = cwp_forecast_make(pathway, portfolio, question, months, NULL, &out, error);
  if (status)
    ck_assert_ptr_null(out);
  else
    cwp_forecast_free(out);
  return status;
}

START_TEST(wrong_questions_are_refused) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_question question = she.question;
  look(1);
  ck_assert_int_eq(ask(&question, 0, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(&question, 121, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(ask(&question, 120, NULL), CWP_OK);
  ck_assert_int_eq(ask(NULL, 1, &error), CWP_ERROR_ARGUMENT);
  question.size = 1;
  ck_assert_int_eq(ask(&question, 1, &error), CWP_ERROR_ARGUMENT);
  question = she.question;
  question.on = CWP_DATE_NONE;
  ck_assert_int_eq(ask(&question, 1, &error), CWP_ERROR_ARGUMENT);
  question = she.question;
  question.role = CWP_NONE;
  ck_assert_int_eq(ask(&question, 1, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_forecast_make(pathway, portfolio, &she.question, 1, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(nothing_has_nothing) {
  cwp_forecast_free(NULL);
  ck_assert_uint_eq(cwp_forecast_role(NULL), CWP_NONE);
  ck_assert_uint_eq(cwp_forecast_month_count(NULL), 0);
  ck_assert_ptr_null(cwp_forecast_month(NULL, 0));
  ck_assert_uint_eq(cwp_forecast_lapse_count(NULL), 0);
  ck_assert_ptr_null(cwp_forecast_lapse(NULL, 0));
  ck_assert_ptr_null(cwp_forecast_counts(NULL, CWP_MUST));
  look(1);
  ck_assert_ptr_null(cwp_forecast_counts(forecast, CWP_REQUIREMENT_KIND_END));
  ck_assert_ptr_null(cwp_forecast_counts(forecast, (cwp_requirement_kind)-1));
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_forecast *out = NULL;
  cwp_status status = cwp_forecast_make(pathway, context, &she.question, 3, allocator, &out, error);
  cwp_forecast_free(out);
  return status;
}

START_TEST(every_allocation_may_fail) {
  has("TOP.B1", "2026-06-30");
  has("TOP.B2", "2026-07-01");
  look(3);
  failing_allocator_try_all(attempt, portfolio, 1000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("forecast");
  TCase *months = suite_case(suite, "months");
  tcase_add_checked_fixture(months, set_up, tear_down);
  tcase_add_test(months, months_are_those_of_the_calendar_and_the_first_begins_today);
  tcase_add_test(months, a_requirement_lapses_in_the_month_of_its_last_day);
  tcase_add_test(months, today_counts_and_yesterday_does_not);
  tcase_add_test(months, other_evidence_takes_over);
  tcase_add_test(months, evidence_that_begins_later_counts_from_then);
  tcase_add_test(months, lapses_name_the_map_and_go_by_day_then_by_requirement);
  tcase_add_test(months, the_end_of_time_is_reached_and_not_passed);
  tcase_add_test(months, a_forecast_is_what_the_assessment_of_every_day_says);
  tcase_add_test(months, the_order_of_evidence_does_not_matter);
  tcase_add_test(months, lauras_moving_people_runs_out_but_her_manager_has_seen_her_do_it);
  TCase *errors = suite_case(suite, "errors");
  tcase_add_checked_fixture(errors, set_up, tear_down);
  tcase_add_test(errors, wrong_questions_are_refused);
  tcase_add_test(errors, nothing_has_nothing);
  tcase_add_test(errors, every_allocation_may_fail);
  return suite_run(suite);
}
