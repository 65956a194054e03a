/* What is not asked of a person: rules that are due within a span after the start in the post, and what somebody
   decided. Retired codes, and windows without an end, beside them. */

#include "cwp/cwp.h"
#include "support/framework.h"
#include "support/planning.h"
#include "support/suite.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* R1 is due within 12 weeks, R2 within a month and ten days, R3 always; R4 within a week and accepts what is booked. */
static const char text[] =
    "{'format': 'cwp-pathway', 'format_version': 1,"
    " 'edition': {'code': 'made-up', 'title': 'Made up', 'date': '2026-01-01', 'text': 'For tests.', 'status': "
    "'editorial',"
    "   'source': 'S'},"
    " 'sources': [{'code': 'S', 'title': 'Source', 'text': 'All of it.', 'status': 'editorial'}],"
    " 'learning': [{'code': 'L.first', 'title': 'First', 'kind': 'course', 'text': 'A course.', 'status': 'editorial',"
    "   'source': 'S'}],"
    " 'practice_areas': [{'code': 'P.area', 'slug': 'area', 'title': 'Area', 'text': 'An area.', 'status': 'editorial',"
    "   'source': 'S'}],"
    " 'code_lists': [{'list': 'retired', 'title': 'Retired', 'status': 'editorial', 'source': 'S', 'items': ["
    "   {'code': 'NEW.K9.1', 'title': 'Once', 'retired': '2025-01-01', 'successor': 'NEW.K1.1', 'status': 'editorial',"
    "    'source': 'S'},"
    "   {'code': 'NEW.K9.2', 'title': 'Once', 'retired': '2025-01-01', 'successor': ['NEW.K1.1', 'NEW.K1.2'],"
    "    'status': 'editorial', 'source': 'S'},"
    "   {'code': 'NEW.K9.3', 'title': 'Once', 'retired': '2024-01-01', 'successor': 'NEW.K9.1', 'status': 'editorial',"
    "    'source': 'S'},"
    "   {'code': 'NEW.K9.4', 'title': 'Once', 'retired': '2024-01-01', 'successor': ['NEW.K1.1', 'NEW.K1.2'],"
    "    'status': 'editorial', 'source': 'S'},"
    "   {'code': 'NEW.K9', 'title': 'Once', 'retired': '2024-01-01', 'successor': 'NEW.K1', 'status': 'editorial',"
    "    'source': 'S'},"
    "   {'code': 'L.once', 'title': 'Once', 'retired': '2024-01-01', 'successor': 'L.first', 'status': 'editorial',"
    "    'source': 'S'}]}],"
    " 'evidence_maps': [{'from': 'NEW.K9.4', 'covers': [{'to': 'NEW.K1.2', 'extent': 'full'}], 'text': 'It does.',"
    "   'status': 'editorial', 'source': 'S'}],"
    " 'role_categories': [{'code': 'NEW', 'slug': 'newcomer', 'title': 'New', 'text': 'Is new.', 'coverage': "
    "'complete',"
    "   'status': 'editorial', 'source': 'S', 'areas': [{'area': 'P.area'}],"
    "   'behaviours': [{'code': 'NEW.B1', 'text': 'Shows it.', 'status': 'editorial', 'source': 'S'}],"
    "   'groups': [{'code': 'NEW.K1', 'title': 'Group', 'text': 'A group.', 'status': 'editorial', 'source': 'S',"
    "    'statements': [{'code': 'NEW.K1.1', 'text': 'Knows it.', 'status': 'editorial', 'source': 'S'},"
    "     {'code': 'NEW.K1.2', 'text': 'Knows it.', 'status': 'editorial', 'source': 'S'}]}],"
    "   'rules': ["
    "   {'code': 'NEW.R1', 'title': 'Rule', 'kind': 'must', 'text': 'A rule.', 'of': ['L.first'], 'within_weeks': 12,"
    "    'least_kind': 'trained', 'status': 'editorial', 'source': 'S'},"
    "   {'code': 'NEW.R2', 'title': 'Rule', 'kind': 'should', 'text': 'A rule.', 'within_months': 1,"
    "    'within_days': 10, 'status': 'editorial', 'source': 'S'},"
    "   {'code': 'NEW.R3', 'title': 'Rule', 'kind': 'should', 'text': 'A rule.', 'status': 'editorial', 'source': 'S'},"
    "   {'code': 'NEW.R4', 'title': 'Rule', 'kind': 'can', 'text': 'A rule.', 'within_weeks': 1, 'of': ['L.first'],"
    "    'accepts': ['booked'], 'status': 'editorial', 'source': 'S'}]},"
    "  {'code': 'OLD', 'slug': 'old-hand', 'title': 'Old', 'text': 'Is not new.', 'coverage': 'complete',"
    "   'status': 'editorial', 'source': 'S'}]}";

static cwp_pathway *pathway;
static person she;

static void set_up(void) {
  pathway = framework_parse_text(text);
  person_start(&she, pathway, "NEW", "2026-03-01");
  she.about.started = day("2026-01-31");
}

static void tear_down(void) {
  person_end(&she);
  cwp_pathway_free(pathway);
}

static void ck_standing(const char *on, const char *line, const char *standing) {
  she.question.on = day(on);
  ck_assert_str_eq(person_standing(&she, line), standing);
}

static void ck_why(const char *on, const char *line, const char *sentence) {
  she.question.on = day(on);
  ck_assert_str_eq(person_why(&she, line), sentence);
}

START_TEST(a_rule_is_not_asked_up_to_and_including_its_last_day) {
  ck_standing("2026-04-25", "NEW.R1", "not-applicable"); /* 84 days after the start */
  ck_standing("2026-04-26", "NEW.R1", "no-evidence");
  ck_standing("2026-03-10", "NEW.R2", "not-applicable"); /* a month is 28 February, and ten days */
  ck_standing("2026-03-11", "NEW.R2", "no-evidence");
  ck_standing("2026-02-01", "NEW.R3", "no-evidence");
  ck_standing("2026-01-01", "NEW.R1", "not-applicable"); /* before the start */
}
END_TEST

START_TEST(the_reason_names_the_day) {
  ck_why("2026-03-01", "NEW.R1",
         "Not asked of the person yet; it is due by 2026-04-25, 12 weeks after the start in the post.");
  ck_why("2026-04-26", "NEW.R1",
         "No evidence on record; it was due by 2026-04-25, 12 weeks after the start in the post.");
  ck_why("2026-03-01", "NEW.R2",
         "Not asked of the person yet; it is due by 2026-03-10, 1 month and 10 days after the start in the post.");
  ck_why("2026-03-01", "NEW.R3", "No evidence on record.");
}
END_TEST

START_TEST(without_a_start_it_is_due) {
  she.about.started = CWP_DATE_NONE;
  ck_standing("2026-02-01", "NEW.R1", "no-evidence");
  ck_why("2026-02-01", "NEW.R1",
         "No evidence on record; it is due 12 weeks after the start in the post, and no start in that post is on "
         "record.");
}
END_TEST

/* Time in one post says nothing of another. */
START_TEST(the_start_counts_for_the_role_category_of_the_post_alone) {
  she.about.role = "old-hand";
  ck_standing("2026-02-01", "NEW.R1", "no-evidence");
  she.about.role = "newcomer";
  ck_standing("2026-02-01", "NEW.R1", "not-applicable");
  she.about.role = "of-another-edition";
  ck_standing("2026-02-01", "NEW.R1", "not-applicable");
}
END_TEST

START_TEST(what_is_on_record_is_judged_before_the_last_day_too) {
  cwp_evidence *evidence = person_has(&she, "L.first", CWP_EVIDENCE_DECLARED);
  ck_standing("2026-02-01", "NEW.R1", "claimed");
  ck_why(
      "2026-02-01", "NEW.R1",
      "Evidence is of kind declared, but the rule asks for trained evidence: declared evidence L.first; it is due by "
      "2026-04-25, 12 weeks after the start in the post.");
  evidence->kind = CWP_EVIDENCE_TRAINED;
  ck_standing("2026-02-01", "NEW.R1", "met");
  ck_why("2026-02-01", "NEW.R1", "Met by trained evidence L.first.");
  evidence->result = CWP_RESULT_BOOKED;
  ck_standing("2026-02-01", "NEW.R1", "in-progress");
  ck_standing("2026-02-01", "NEW.R4", "met");
  evidence->result = CWP_RESULT_FAILED; /* counts for nothing, and there is time yet */
  ck_standing("2026-02-01", "NEW.R1", "not-applicable");
  ck_assert_uint_eq(person_judgement(&she, "NEW.R1")->evidence, SIZE_MAX);
  ck_standing("2026-04-26", "NEW.R1", "no-evidence");
  ck_assert_uint_eq(person_judgement(&she, "NEW.R1")->evidence, 0);
}
END_TEST

START_TEST(a_finding_of_not_yet_competent_is_told_all_the_same) {
  cwp_evidence *evidence = person_has(&she, "NEW.R1", CWP_EVIDENCE_ASSESSED);
  evidence->result = CWP_RESULT_FAILED;
  evidence->from = day("2026-02-10");
  ck_standing("2026-02-09", "NEW.R1", "not-applicable");
  ck_standing("2026-02-10", "NEW.R1", "no-evidence");
}
END_TEST

static size_t needed(cwp_requirement_kind kind) {
  return cwp_assessment_counts(she.answer, kind)->needed;
}

START_TEST(what_is_not_asked_is_not_counted_and_no_hindrance) {
  static const char *const all[] = {"NEW.R3", "NEW.K1", "NEW.B1"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    person_has(&she, all[i], CWP_EVIDENCE_ASSESSED);
  ck_standing("2026-02-01", "NEW.R1", "not-applicable");
  ck_assert_uint_eq(needed(CWP_MUST), 1);
  ck_assert_uint_eq(needed(CWP_SHOULD), 3);
  ck_assert_uint_eq(needed(CWP_CAN), 1);
  ck_assert_uint_eq(cwp_assessment_count(she.answer), 8);
  ck_assert_int_eq(cwp_assessment_is_ready(she.answer), 1);
  ck_standing("2026-04-26", "NEW.R1", "no-evidence");
  ck_assert_uint_eq(needed(CWP_MUST), 2);
  ck_assert_uint_eq(needed(CWP_SHOULD), 4);
  ck_assert_int_eq(cwp_assessment_is_ready(she.answer), 0);
}
END_TEST

START_TEST(an_end_behind_the_last_date_is_never_reached) {
  she.about.started = CWP_DATE_MAX - 3;
  ck_standing("9999-12-31", "NEW.R1", "not-applicable");
  ck_standing("9999-12-31", "NEW.R2", "not-applicable");
}
END_TEST

START_TEST(what_is_due_later_falls_due_in_a_forecast) {
  cwp_forecast *forecast = NULL;
  person_assess(&she);
  she.question.on = day("2026-02-01");
  ck_assert_int_eq(cwp_forecast_make(pathway, she.portfolio, &she.question, 3, NULL, &forecast, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 0)->counts[CWP_MUST].needed, 1);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 1)->counts[CWP_MUST].needed, 1);
  ck_assert_uint_eq(cwp_forecast_month(forecast, 2)->counts[CWP_MUST].needed, 2);
  cwp_forecast_free(forecast);
}
END_TEST

START_TEST(a_plan_leaves_out_what_is_not_asked) {
  cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  const char *course = "{'code': 'first', 'title': 'First', 'hours': 1, 'covers': [{'to': 'L.first'}]}";
  cwp_catalogue *courses = catalogue_of(course);
  for (int due = 0; due < 2; due++) {
    cwp_plan *plan = NULL;
    she.question.on = day(due ? "2026-04-26" : "2026-02-01");
    person_assess(&she);
    ck_assert_int_eq(cwp_plan_make(pathway, she.portfolio, courses, &she.question, &options, NULL, &plan, NULL),
                     CWP_OK);
    ck_assert_uint_eq(cwp_plan_gap_count(plan), due ? 6 : 4);
    cwp_plan_free(plan);
  }
  cwp_catalogue_free(courses);
}
END_TEST

/* Decisions. */

/* Somebody decides that a line is not asked. */
static cwp_evidence *decided(const char *about, cwp_evidence_kind kind) {
  cwp_evidence *decision = person_has(&she, about, kind);
  decision->result = CWP_RESULT_NOT_APPLICABLE;
  return decision;
}

START_TEST(what_somebody_decided_is_not_asked_while_the_decision_holds) {
  cwp_evidence *decision = decided("NEW.K1.1", CWP_EVIDENCE_ASSESSED);
  decision->from = day("2026-02-01");
  decision->until = day("2026-03-31");
  ck_standing("2026-01-31", "NEW.K1.1", "no-evidence");
  ck_assert_uint_eq(person_judgement(&she, "NEW.K1.1")->evidence, SIZE_MAX);
  ck_standing("2026-02-01", "NEW.K1.1", "not-applicable");
  ck_assert_uint_eq(person_judgement(&she, "NEW.K1.1")->evidence, 0);
  ck_assert_int_eq(person_judgement(&she, "NEW.K1.1")->until, day("2026-03-31"));
  ck_assert_uint_eq(needed(CWP_SHOULD), 2); /* NEW.K1.2 and NEW.R3; NEW.R2 is not due */
  ck_standing("2026-03-31", "NEW.K1.1", "not-applicable");
  ck_standing("2026-04-01", "NEW.K1.1", "no-evidence");
  ck_standing("2026-02-01", "NEW.K1.2", "no-evidence");
}
END_TEST

START_TEST(the_reason_tells_who_decided_and_why) {
  cwp_evidence *decision = decided("NEW.K1", CWP_EVIDENCE_ASSESSED);
  ck_why("2026-03-01", "NEW.K1.1", "Not asked of the person, as somebody decided about NEW.K1.");
  decision->assessor = "registered manager";
  decision->from = day("2026-02-01");
  decision->note = "Nobody here takes medicines.";
  ck_why("2026-03-01", "NEW.K1.2",
         "Not asked of the person, as registered manager decided about NEW.K1, from 2026-02-01: \"Nobody here takes "
         "medicines.\".");
}
END_TEST

START_TEST(nobody_waives_a_must_or_anything_for_themselves) {
  static const struct {
    const char *line;
    cwp_evidence_kind kind;
    const char *standing;
  } decisions[] = {
      {"NEW.K1.1", CWP_EVIDENCE_DECLARED, "no-evidence"},    {"NEW.K1.1", CWP_EVIDENCE_TRAINED, "no-evidence"},
      {"NEW.K1.1", CWP_EVIDENCE_ASSESSED, "not-applicable"}, {"NEW.K1.1", CWP_EVIDENCE_ACCREDITED, "not-applicable"},
      {"NEW.B1", CWP_EVIDENCE_ACCREDITED, "no-evidence"},    {"NEW.R1", CWP_EVIDENCE_ACCREDITED, "no-evidence"},
      {"NEW.R3", CWP_EVIDENCE_ASSESSED, "not-applicable"},   {"P.area", CWP_EVIDENCE_ASSESSED, "not-applicable"},
  };
  for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
    she.count = 0;
    decided(decisions[i].line, decisions[i].kind);
    ck_standing("2026-12-01", decisions[i].line, decisions[i].standing);
  }
  person_works_in(&she, "area"); /* it is a must then */
  ck_standing("2026-12-01", "P.area", "no-evidence");
}
END_TEST

START_TEST(what_is_met_is_met_and_all_else_gives_way_to_a_decision) {
  decided("NEW.K1.1", CWP_EVIDENCE_ASSESSED)->from = day("2026-01-01");
  cwp_evidence *evidence = person_has(&she, "NEW.K1.1", CWP_EVIDENCE_TRAINED);
  ck_standing("2026-03-01", "NEW.K1.1", "met");
  evidence->until = day("2026-03-01");
  ck_standing("2026-03-01", "NEW.K1.1", "expiring");
  ck_standing("2026-03-02", "NEW.K1.1", "not-applicable");
  evidence->result = CWP_RESULT_IN_PROGRESS;
  ck_standing("2026-03-01", "NEW.K1.1", "not-applicable");
  evidence->kind = CWP_EVIDENCE_ASSESSED;
  evidence->result = CWP_RESULT_FAILED;
  evidence->from = day("2026-02-01");
  ck_standing("2026-03-01", "NEW.K1.1", "not-applicable");
}
END_TEST

START_TEST(a_decision_about_a_course_or_for_a_part_waives_nothing) {
  decided("L.first", CWP_EVIDENCE_ASSESSED);
  decided("NEW.K9.4", CWP_EVIDENCE_ASSESSED); /* a map leads from there to NEW.K1.2 in full */
  decided("NEW.R3", CWP_EVIDENCE_ASSESSED)->extent = CWP_EXTENT_PART;
  ck_standing("2026-12-01", "NEW.R4", "no-evidence");
  ck_standing("2026-12-01", "NEW.K1.2", "no-evidence");
  ck_standing("2026-12-01", "NEW.R3", "no-evidence");
}
END_TEST

START_TEST(of_several_decisions_the_one_that_holds_longest_is_named) {
  decided("NEW.K1.1", CWP_EVIDENCE_ASSESSED)->until = day("2026-06-01");
  decided("NEW.K1", CWP_EVIDENCE_ASSESSED);
  decided("NEW.K1.1", CWP_EVIDENCE_ASSESSED)->until = day("2026-07-01");
  ck_standing("2026-03-01", "NEW.K1.1", "not-applicable");
  ck_assert_uint_eq(person_judgement(&she, "NEW.K1.1")->evidence, 1);
}
END_TEST

/* An area that is open to the role category is a step; one that somebody decided against is none. */
START_TEST(an_area_that_is_not_asked_is_no_next_step) {
  for (int against = 0; against < 2; against++) {
    cwp_next *next = NULL;
    if (against) decided("P.area", CWP_EVIDENCE_ASSESSED);
    person_assess(&she);
    ck_assert_int_eq(cwp_next_make(pathway, she.portfolio, &she.question, NULL, NULL, &next, NULL), CWP_OK);
    ck_assert_uint_eq(cwp_next_count(next), against ? 0 : 1);
    cwp_next_free(next);
  }
}
END_TEST

/* Retired codes. */

START_TEST(evidence_about_a_retired_code_counts_for_its_one_successor_in_full) {
  person_has(&she, "NEW.K9.3", CWP_EVIDENCE_TRAINED); /* which became NEW.K9.1, which became NEW.K1.1 */
  ck_standing("2026-03-01", "NEW.K1.1", "met");
  ck_assert_uint_eq(person_judgement(&she, "NEW.K1.1")->map, CWP_NONE);
  ck_standing("2026-03-01", "NEW.K1.2", "no-evidence");
  ck_why("2026-03-01", "NEW.K1.1",
         "Met by trained evidence NEW.K9.3; NEW.K9.3 is retired, and counts for what took its place.");
}
END_TEST

START_TEST(of_several_successors_each_is_covered_in_part_unless_a_map_says_otherwise) {
  person_has(&she, "NEW.K9.2", CWP_EVIDENCE_TRAINED);
  ck_standing("2026-03-01", "NEW.K1.1", "partly");
  ck_standing("2026-03-01", "NEW.K1.2", "partly");
  she.count = 0;
  person_has(&she, "NEW.K9.4", CWP_EVIDENCE_TRAINED);
  ck_standing("2026-03-01", "NEW.K1.1", "partly");
  ck_standing("2026-03-01", "NEW.K1.2", "met");
  ck_assert_str_eq(cwp_record_code(pathway, person_judgement(&she, "NEW.K1.2")->map), "MAP.NEW.K9.4");
}
END_TEST

START_TEST(a_retired_group_or_course_counts_for_what_its_successor_counts_for) {
  person_has(&she, "NEW.K9", CWP_EVIDENCE_TRAINED);
  ck_standing("2026-03-01", "NEW.K1.1", "met");
  ck_standing("2026-03-01", "NEW.K1.2", "met");
  person_has(&she, "L.once", CWP_EVIDENCE_TRAINED);
  ck_standing("2026-03-01", "NEW.R1", "met");
  ck_why("2026-03-01", "NEW.R1",
         "Met by trained evidence L.once; L.once is retired, and counts for what took its place.");
}
END_TEST

START_TEST(a_finding_and_a_decision_pass_to_one_successor_and_not_to_several) {
  person_has(&she, "NEW.K1", CWP_EVIDENCE_TRAINED)->from = day("2026-01-01");
  cwp_evidence *finding = person_has(&she, "NEW.K9.1", CWP_EVIDENCE_ASSESSED);
  finding->result = CWP_RESULT_FAILED;
  finding->from = day("2026-02-01");
  ck_standing("2026-03-01", "NEW.K1.1", "no-evidence");
  finding->about = "NEW.K9.2";
  ck_standing("2026-03-01", "NEW.K1.1", "met");
  she.count = 0;
  cwp_evidence *decision = decided("NEW.K9.1", CWP_EVIDENCE_ASSESSED);
  ck_standing("2026-03-01", "NEW.K1.1", "not-applicable");
  decision->about = "NEW.K9.2";
  ck_standing("2026-03-01", "NEW.K1.1", "no-evidence");
}
END_TEST

/* What failed at a retired code is no finding about one of its several successors. */
START_TEST(what_failed_at_a_code_with_several_successors_is_told_as_that) {
  cwp_evidence *finding = person_has(&she, "NEW.K9.2", CWP_EVIDENCE_ASSESSED);
  finding->result = CWP_RESULT_FAILED;
  finding->from = day("2026-02-01");
  ck_why("2026-03-01", "NEW.K1.1",
         "Nothing on record is enough: assessed evidence NEW.K9.2, failed; NEW.K9.2 is retired, and counts for what "
         "took its place.");
}
END_TEST

/* Lengths that are none. */
START_TEST(a_length_of_time_is_a_whole_number_in_its_range) {
  static const char *const wrong[] = {"0", "1201", "1.5", "-3", "'soon'", "''", "true", "[3]", "99999"};
  static const char *const right[] = {"1", "1200", "'7'"};
  char changed[sizeof text + 32];
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong + sizeof right / sizeof *right; i++) {
    size_t wrongs = sizeof wrong / sizeof *wrong;
    const char *length = i < wrongs ? wrong[i] : right[i - wrongs], *place = strstr(text, "12,");
    cwp_pathway *read = NULL;
    cwp_error error = CWP_ERROR_INIT;
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(place - text), text, length, place + 2);
    for (char *c = changed; *c; c++)
      if (*c == '\'') *c = '"';
    cwp_status status = cwp_pathway_parse(changed, strlen(changed), "own.json", NULL, NULL, &read, &error);
    ck_assert_msg((status == CWP_OK) == (i >= wrongs), "%s: %s", length, error.message);
    if (i < wrongs && *length != '[' && *length != 't') ck_assert_ptr_nonnull(strstr(error.message, "within_weeks"));
    cwp_pathway_free(read);
  }
}
END_TEST

START_TEST(whatever_ends_at_all_is_expiring_in_a_window_without_an_end) {
  cwp_evidence *evidence = person_has(&she, "NEW.R3", CWP_EVIDENCE_TRAINED);
  she.policy.expiring_days = CWP_EXPIRING_ANY;
  ck_standing("2026-02-01", "NEW.R3", "met");
  evidence->until = CWP_DATE_MAX;
  ck_standing("2026-02-01", "NEW.R3", "expiring");
  ck_standing("0001-01-01", "NEW.R3", "expiring");
  evidence->until = day("2026-01-31");
  ck_standing("2026-01-31", "NEW.R3", "expiring");
  ck_standing("2026-02-01", "NEW.R3", "expired");
  static const int windows[] = {-1, 3661, CWP_EXPIRING_ANY - 1};
  for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
    cwp_assessment *answer = NULL;
    she.policy.expiring_days = windows[i];
    ck_assert_int_eq(cwp_assessment_make(pathway, she.portfolio, &she.question, NULL, &answer, NULL),
                     CWP_ERROR_ARGUMENT);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("not asked");
  TCase *cases = suite_case(suite, "not asked");
  tcase_add_checked_fixture(cases, set_up, tear_down);
  tcase_add_test(cases, a_rule_is_not_asked_up_to_and_including_its_last_day);
  tcase_add_test(cases, the_reason_names_the_day);
  tcase_add_test(cases, without_a_start_it_is_due);
  tcase_add_test(cases, the_start_counts_for_the_role_category_of_the_post_alone);
  tcase_add_test(cases, what_is_on_record_is_judged_before_the_last_day_too);
  tcase_add_test(cases, a_finding_of_not_yet_competent_is_told_all_the_same);
  tcase_add_test(cases, what_is_not_asked_is_not_counted_and_no_hindrance);
  tcase_add_test(cases, an_end_behind_the_last_date_is_never_reached);
  tcase_add_test(cases, what_is_due_later_falls_due_in_a_forecast);
  tcase_add_test(cases, a_plan_leaves_out_what_is_not_asked);
  tcase_add_test(cases, what_somebody_decided_is_not_asked_while_the_decision_holds);
  tcase_add_test(cases, the_reason_tells_who_decided_and_why);
  tcase_add_test(cases, nobody_waives_a_must_or_anything_for_themselves);
  tcase_add_test(cases, what_is_met_is_met_and_all_else_gives_way_to_a_decision);
  tcase_add_test(cases, a_decision_about_a_course_or_for_a_part_waives_nothing);
  tcase_add_test(cases, of_several_decisions_the_one_that_holds_longest_is_named);
  tcase_add_test(cases, an_area_that_is_not_asked_is_no_next_step);
  tcase_add_test(cases, evidence_about_a_retired_code_counts_for_its_one_successor_in_full);
  tcase_add_test(cases, of_several_successors_each_is_covered_in_part_unless_a_map_says_otherwise);
  tcase_add_test(cases, a_retired_group_or_course_counts_for_what_its_successor_counts_for);
  tcase_add_test(cases, a_finding_and_a_decision_pass_to_one_successor_and_not_to_several);
  tcase_add_test(cases, what_failed_at_a_code_with_several_successors_is_told_as_that);
  tcase_add_test(cases, a_length_of_time_is_a_whole_number_in_its_range);
  tcase_add_test(cases, whatever_ends_at_all_is_expiring_in_a_window_without_an_end);
  return suite_run(suite);
}
