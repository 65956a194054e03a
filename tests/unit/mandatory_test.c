#include "cwp/mandatory.h"

#include "cwp/exchange.h"
#include "support/failing_allocator.h"
#include "support/moves.h"
#include "support/sample.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static cwp_findings *findings;
static cwp_mandatory *rules;
static cwp_team *team;
static cwp_mandatory_report *report;
static cwp_error error;

static void forget_rules(void) {
  cwp_findings_free(findings);
  cwp_mandatory_free(rules);
  findings = NULL;
  rules = NULL;
}

static void tear_down(void) {
  cwp_mandatory_report_free(report);
  cwp_team_free(team);
  forget_rules();
  report = NULL;
  team = NULL;
}

typedef struct in_memory {
  const char *text;
  size_t length;
  size_t at;
} in_memory;

/* Gives a few bytes at a time, as a slow stream does. */
static size_t read_some(void *context, void *buffer, size_t capacity) {
  in_memory *self = context;
  size_t left = self->length - self->at, count = left < 7 ? left : 7;
  if (count > capacity) count = capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static cwp_status read_with(const char *text, const cwp_allocator *allocator, cwp_error *why) {
  in_memory memory = {text, strlen(text), 0};
  cwp_input input = {read_some, &memory, "rules.csv"};
  cwp_status status = cwp_findings_new(allocator, &findings, why);
  if (status == CWP_OK)
    status = cwp_mandatory_read(cwp_edition_default(), &input, NULL, allocator, findings, &rules, why);
  return status;
}

static cwp_status read_text(const char *text) {
  forget_rules();
  return read_with(text, NULL, &error);
}

static void ck_read(const char *text, size_t count) {
  ck_assert_msg(read_text(text) == CWP_OK, "%s", error.message);
  ck_assert_uint_eq(cwp_mandatory_count(rules), count);
}

static void ck_finding(size_t index, const char *id, uint64_t line, uint64_t record, const char *column,
                       const char *value) {
  const cwp_finding *finding = cwp_findings_at(findings, index);
  ck_assert_msg(finding != NULL, "there is no finding %zu", index);
  ck_assert_str_eq(finding->id, id);
  ck_assert_uint_eq(finding->line, line);
  ck_assert_uint_eq(finding->record, record);
  ck_assert_str_eq(finding->column, column);
  ck_assert_str_eq(finding->value, value);
}

static void ck_rule(size_t index, const char *category, const char *job, int months, const char *workplace) {
  const cwp_mandatory_rule *rule = cwp_mandatory_at(rules, index);
  ck_assert_ptr_nonnull(rule);
  ck_assert_str_eq(rule->category, category);
  ck_assert_str_eq(rule->job_role, job);
  ck_assert_int_eq(rule->months, months);
  ck_assert_str_eq(rule->workplace, workplace);
}

/* Reading. */

START_TEST(rules_are_read_by_code_number_and_title) {
  ck_read("Category,Job_Role,refresh-months,WORKPLACE\r\n"
          "asc.t20,ALL,36,\r\n"
          " 15 ,8,12,ROWAN-HC\r\n"
          "fire safety,Senior care worker,,\r\n",
          3);
  ck_rule(0, "ASC.T20", "", 36, "");
  ck_rule(1, "ASC.T15", "Care worker", 12, "ROWAN-HC");
  ck_rule(2, "ASC.T6", "Senior care worker", 0, "");
  ck_assert_str_eq(cwp_mandatory_at(rules, 2)->title, "Fire safety");
  ck_assert_uint_eq(cwp_mandatory_at(rules, 2)->line, 4);
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
  ck_assert_ptr_null(cwp_mandatory_at(rules, 3));
}
END_TEST

START_TEST(rules_are_read_from_json) {
  ck_read("{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"title\": \"Ours\", \"rules\": [\n"
          "{\"category\": \"ASC.T20\", \"job_role\": \"all\", \"months\": 36},\n"
          "{\"category\": \"15\", \"job_role\": \"Care worker\", \"workplace\": \"W\"},\n"
          "{\"category\": \"nothing\", \"job_role\": \"all\"}]}",
          2);
  ck_rule(0, "ASC.T20", "", 36, "");
  ck_rule(1, "ASC.T15", "Care worker", 0, "W");
  ck_finding(0, "MANDATORY-CATEGORY-UNKNOWN", 4, 3, "category", "nothing");
}
END_TEST

START_TEST(what_is_wrong_with_a_rule_is_a_finding_and_the_others_count) {
  ck_read("category,job role,refresh months,colour,category\n"
          ",all,,,\n"
          "Astrology,all,,,\n"
          "20,,,,\n"
          "20,all,0,,\n"
          "20,all,a year,,\n"
          "20,all,1000,,\n"
          "\xff,all,,,\n"
          "20,Carer,,,\n"
          ",,,,\n"
          "20,carer,12,,\n",
          2);
  ck_finding(0, "MANDATORY-COLUMN-UNKNOWN", 1, 0, "", "colour");
  ck_finding(1, "MANDATORY-COLUMN-UNKNOWN", 1, 0, "", "category");
  ck_finding(2, "MANDATORY-CATEGORY-MISSING", 2, 1, "category", "");
  ck_finding(3, "MANDATORY-CATEGORY-UNKNOWN", 3, 2, "category", "Astrology");
  ck_finding(4, "MANDATORY-JOB-MISSING", 4, 3, "job role", "");
  ck_finding(5, "MANDATORY-MONTHS", 5, 4, "refresh months", "0");
  ck_finding(6, "MANDATORY-MONTHS", 6, 5, "refresh months", "a year");
  ck_finding(7, "MANDATORY-MONTHS", 7, 6, "refresh months", "1000");
  ck_finding(8, "MANDATORY-TEXT-NOT-UTF8", 8, 7, "category", "\\xFF");
  ck_finding(9, "MANDATORY-JOB-OWN", 9, 8, "job role", "Carer");
  ck_finding(10, "MANDATORY-JOB-OWN", 11, 10, "job role", "carer");
  ck_finding(11, "MANDATORY-REPEATED", 11, 10, "category", "20");
  ck_assert_uint_eq(cwp_findings_count(findings), 12);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_ERROR), 7);
}
END_TEST

START_TEST(what_is_no_such_file_is_refused_with_its_place) {
  static const struct {
    const char *text;
    cwp_status status;
    uint64_t line;
  } wrong[] = {
      {"", CWP_ERROR_UNSUPPORTED, 0},
      {"category\n20\n", CWP_ERROR_UNSUPPORTED, 1},
      {"job role,training\n", CWP_ERROR_UNSUPPORTED, 1},
      {"category,job role\n\"20,all\n", CWP_ERROR_SYNTAX, 2},
      {"{", CWP_ERROR_SYNTAX, 1},
      {"[]", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-portfolio\", \"format_version\": 1}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 2}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 1}", CWP_ERROR_INVALID, 1},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"rule\": []}", CWP_ERROR_INVALID, 1},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"rules\": [\n1]}", CWP_ERROR_INVALID, 2},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"rules\": [\n{\"category\": 1}]}",
       CWP_ERROR_INVALID, 2},
      {"{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"rules\": [\n{\"months\": 0}]}",
       CWP_ERROR_INVALID, 2},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_msg(read_text(wrong[i].text) == wrong[i].status, "%s", wrong[i].text);
    ck_assert_ptr_null(rules);
    ck_assert_str_eq(error.path, "rules.csv");
    ck_assert_uint_eq(error.line, wrong[i].line);
    ck_assert_str_ne(error.message, "");
  }
  ck_assert_int_eq(cwp_mandatory_read(NULL, NULL, NULL, NULL, NULL, &rules, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_mandatory_read_file(cwp_edition_default(), "/no/such/file", NULL, NULL, NULL, &rules, &error),
                   CWP_ERROR_NOT_FOUND);
}
END_TEST

START_TEST(a_framework_without_lists_takes_the_national_ones) {
  cwp_pathway *own = moves_parse();
  in_memory memory = {"category,job role\n20,all\n", 25, 0};
  cwp_input input = {read_some, &memory, NULL};
  ck_assert_uint_eq(cwp_pathway_bulk_code(own, "training-category", "20"), CWP_NONE);
  ck_assert_int_eq(cwp_mandatory_read(own, &input, NULL, NULL, NULL, &rules, &error), CWP_OK);
  cwp_pathway_free(own); /* the rules borrow nothing from it */
  ck_assert_uint_eq(cwp_mandatory_count(rules), 1);
}
END_TEST

/* Asking. */

/* A team of one, of a job title and evidence in JSON. */
static void team_of(const char *job, const char *evidence) {
  char text[2048];
  cwp_import *import = NULL;
  int length =
      snprintf(text, sizeof text,
               "{\"format\": \"cwp-portfolio\", \"format_version\": 1, \"person\": {\"id\": \"W/1\", \"site\": "
               "\"W\", \"job_title\": \"%s\"}, \"evidence\": [%s]}",
               job, evidence);
  in_memory memory = {text, (size_t)length, 0};
  cwp_input input = {read_some, &memory, "p.json"};
  cwp_team_free(team);
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), CWP_OK);
  ck_assert_msg(cwp_import_add_input(import, &input, &error) == CWP_OK, "%s", error.message);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  cwp_import_free(import);
}

/* Where that one stands with the first category of the rules. */
static cwp_mandatory_cell ask_about(const char *on, int strict) {
  cwp_mandatory_question question = CWP_MANDATORY_QUESTION_INIT;
  question.on = day(on);
  question.strict = strict;
  cwp_mandatory_report_free(report);
  ck_assert_msg(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error) == CWP_OK, "%s",
                error.message);
  return cwp_mandatory_report_cell(report, 0, 0);
}

static const char *standing_on(const char *on) {
  return cwp_mandatory_standing_name(ask_about(on, 0).standing);
}

#define TRAINED "{\"about\": \"ASC.T20\", \"kind\": \"trained\""

START_TEST(a_record_at_all_is_present_and_an_expired_one_is_counted_apart) {
  ck_read("category,job role\n20,all\n", 1);
  team_of("Care worker", TRAINED ", \"from\": \"2024-01-10\", \"until\": \"2025-01-09\"}");
  ck_assert_str_eq(standing_on("2024-06-01"), "present");
  ck_assert_str_eq(standing_on("2024-10-10"), "present"); /* 91 days before its last day */
  ck_assert_str_eq(standing_on("2024-10-11"), "expiring");
  ck_assert_str_eq(standing_on("2025-01-09"), "expiring");
  ck_assert_str_eq(standing_on("2025-01-10"), "expired");
  ck_assert_int_eq(ask_about("2025-01-10", 0).lacking, 0);
  ck_assert_int_eq(ask_about("2025-01-10", 1).lacking, 1);
  ck_assert_uint_eq(cwp_mandatory_report_person_at(report, 0)->lacking, 1);
  ck_assert_uint_eq(cwp_mandatory_report_category_at(report, 0)->lacking, 1);
  ck_assert_uint_eq(cwp_mandatory_report_category_at(report, 0)->people[CWP_MANDATORY_EXPIRED], 1);
}
END_TEST

START_TEST(only_completed_training_in_the_category_counts) {
  static const char *const others[] = {
      "{\"about\": \"ASC.T6\", \"kind\": \"trained\"}",
      "{\"about\": \"CSW.K7\", \"kind\": \"trained\"}",
      "{\"about\": \"ASC.T20\", \"kind\": \"declared\"}",
      TRAINED ", \"result\": \"failed\"}",
      TRAINED ", \"result\": \"withdrawn\"}",
      TRAINED ", \"result\": \"booked\", \"from\": \"2026-12-01\"}",
      TRAINED ", \"result\": \"in-progress\"}",
      TRAINED ", \"from\": \"2027-01-01\"}",
  };
  ck_read("category,job role\n20,all\n", 1);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    team_of("Care worker", others[i]);
    ck_assert_msg(strcmp(standing_on("2026-11-21"), "missing") == 0, "%s", others[i]);
    cwp_mandatory_cell cell = cwp_mandatory_report_cell(report, 0, 0);
    ck_assert_int_eq(cell.lacking, 1);
    ck_assert_uint_eq(cell.evidence, SIZE_MAX);
    ck_assert_uint_eq(cell.booked, i >= 5 ? 0 : SIZE_MAX);
  }
  team_of("Care worker", "{\"about\": \"asc.t20\", \"kind\": \"assessed\"}");
  ck_assert_str_eq(standing_on("2026-11-21"), "present");
}
END_TEST

START_TEST(months_say_when_a_record_ends_that_does_not_say_so_itself) {
  ck_read("category,job role,refresh months\n20,all,36\n20,Care worker,12\n", 2);
  team_of("Care worker", TRAINED ", \"from\": \"2025-03-01\"}");
  ck_assert_str_eq(standing_on("2026-02-28"), "expiring");
  ck_assert_int_eq(cwp_mandatory_report_cell(report, 0, 0).until, day("2026-02-28"));
  ck_assert_uint_eq(cwp_mandatory_report_cell(report, 0, 0).rule, 1);
  ck_assert_str_eq(standing_on("2026-03-01"), "expired");
  team_of("Registered manager", TRAINED ", \"from\": \"2025-03-01\"}");
  ck_assert_str_eq(standing_on("2026-03-01"), "present"); /* three years for everybody else */
  team_of("Care worker", TRAINED ", \"from\": \"2025-03-01\", \"until\": \"2030-01-01\"}");
  ck_assert_str_eq(standing_on("2026-03-01"), "present"); /* what the record says holds */
  team_of("Care worker", TRAINED "}");
  ck_assert_str_eq(standing_on("2026-03-01"), "present");
  ck_assert_int_eq(cwp_mandatory_report_cell(report, 0, 0).is_undated, 1);
}
END_TEST

START_TEST(of_several_records_the_one_that_ends_last_counts) {
  ck_read("category,job role\n20,all\n", 1);
  team_of("", TRAINED ", \"until\": \"2025-01-01\"}, " TRAINED ", \"until\": \"2026-01-01\"}, " TRAINED
                      ", \"until\": \"2024-01-01\"}");
  ck_assert_uint_eq(ask_about("2024-06-01", 0).evidence, 1);
  team_of("", TRAINED ", \"until\": \"2025-01-01\"}, " TRAINED "}, " TRAINED ", \"until\": \"2026-01-01\"}");
  ck_assert_uint_eq(ask_about("2030-06-01", 0).evidence, 1);
  ck_assert_str_eq(standing_on("2030-06-01"), "present");
}
END_TEST

START_TEST(rules_are_asked_of_their_job_role_and_workplace_only) {
  ck_read("category,job role,workplace\n20,Care worker,W\n", 1);
  team_of("care worker", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "missing");
  team_of("Care worker: nights", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "missing");
  team_of("Care workers", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "not-asked");
  ck_assert_int_eq(cwp_mandatory_report_person_at(report, 0)->job_unknown, 1);
  team_of("Registered manager", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "not-asked");
  ck_assert_int_eq(cwp_mandatory_report_person_at(report, 0)->job_unknown, 0);
  team_of("", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "not-asked");
  ck_assert_int_eq(cwp_mandatory_report_person_at(report, 0)->job_unknown, 1);
  ck_read("category,job role,workplace\n20,Care worker,ELSEWHERE\n", 1);
  team_of("Care worker", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "not-asked");
  ck_assert_int_eq(cwp_mandatory_report_person_at(report, 0)->job_unknown, 0);
  ck_read("category,job role\n20,Night carer\n", 1);
  team_of("night carer", "");
  ck_assert_str_eq(standing_on("2026-11-21"), "missing");
}
END_TEST

/* The sample provider: what is counted by person and by category is the same. */
START_TEST(the_sample_provider_adds_up) {
  size_t lacking = 0, cells = 0;
  ck_read("category,job role,refresh months\n20,all,36\n15,Care worker,12\n6,all,12\n10,all,\n", 4);
  team = sample_team(cwp_edition_default());
  ask_about("2026-11-21", 1);
  ck_assert_uint_eq(cwp_mandatory_report_category_count(report), 4);
  ck_assert_uint_eq(cwp_mandatory_report_person_count(report), cwp_team_count(team));
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    const cwp_mandatory_person *one = cwp_mandatory_report_person_at(report, i);
    ck_assert_ptr_eq(one->portfolio, cwp_team_at(team, i));
    lacking += one->lacking;
    for (int standing = 0; standing < CWP_MANDATORY_STANDING_END; standing++)
      cells += one->categories[standing];
  }
  ck_assert_uint_eq(cells, 4 * cwp_team_count(team));
  for (size_t i = 0; i < 4; i++)
    lacking -= cwp_mandatory_report_category_at(report, i)->lacking;
  ck_assert_uint_eq(lacking, 0);
}
END_TEST

START_TEST(wrong_questions_are_refused) {
  cwp_mandatory_question question = CWP_MANDATORY_QUESTION_INIT;
  ck_read("category,job role\n20,all\n", 1);
  team_of("", "");
  ck_assert_int_eq(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  question.on = day("2026-11-21");
  ck_assert_int_eq(cwp_mandatory_report_make(NULL, team, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_mandatory_report_make(rules, NULL, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  question.expiring_days = 3661;
  ck_assert_int_eq(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  question.expiring_days = -1;
  ck_assert_int_eq(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  question.expiring_days = 0;
  question.size = 1;
  ck_assert_int_eq(cwp_mandatory_report_make(rules, team, &question, NULL, &report, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(report);
  ck_assert_str_eq(cwp_mandatory_standing_name(CWP_MANDATORY_STANDING_END), "unknown");
  ck_assert_int_eq(cwp_mandatory_report_cell(NULL, 0, 0).standing, CWP_MANDATORY_NOT_ASKED);
  cwp_mandatory_free(NULL);
  cwp_mandatory_report_free(NULL);
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_mandatory_question question = CWP_MANDATORY_QUESTION_INIT;
  cwp_mandatory_report *made = NULL;
  question.on = day("2026-11-21");
  cwp_status status = read_with(context, allocator, why);
  if (status == CWP_OK) status = cwp_mandatory_report_make(rules, team, &question, allocator, &made, why);
  cwp_mandatory_report_free(made);
  forget_rules();
  return status;
}

START_TEST(every_allocation_may_fail) {
  char csv[] = "category,job role,refresh months\n20,all,36\nX,all,\n20,all,12\n15,Carer,1\n";
  char json[] = "{\"format\": \"cwp-mandatory-training\", \"format_version\": 1, \"rules\": [{\"category\": \"20\", "
                "\"job_role\": \"all\", \"months\": 36}, {\"category\": \"X\"}]}";
  team_of("Care worker", TRAINED "}");
  failing_allocator_try_all(attempt, csv, 500, 0);
  failing_allocator_try_all(attempt, json, 500, 1);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("mandatory");
  TCase *tcase = suite_case(suite, "mandatory");
  tcase_add_checked_fixture(tcase, NULL, tear_down);
  tcase_add_test(tcase, rules_are_read_by_code_number_and_title);
  tcase_add_test(tcase, rules_are_read_from_json);
  tcase_add_test(tcase, what_is_wrong_with_a_rule_is_a_finding_and_the_others_count);
  tcase_add_test(tcase, what_is_no_such_file_is_refused_with_its_place);
  tcase_add_test(tcase, a_framework_without_lists_takes_the_national_ones);
  tcase_add_test(tcase, a_record_at_all_is_present_and_an_expired_one_is_counted_apart);
  tcase_add_test(tcase, only_completed_training_in_the_category_counts);
  tcase_add_test(tcase, months_say_when_a_record_ends_that_does_not_say_so_itself);
  tcase_add_test(tcase, of_several_records_the_one_that_ends_last_counts);
  tcase_add_test(tcase, rules_are_asked_of_their_job_role_and_workplace_only);
  tcase_add_test(tcase, the_sample_provider_adds_up);
  tcase_add_test(tcase, wrong_questions_are_refused);
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
