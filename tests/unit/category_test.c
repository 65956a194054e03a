#include "cwp/category.h"

#include "support/suite.h"

#include "exchange/asc_columns.h"
#include "exchange/category_rules.h"

#include <stdio.h>
#include <string.h>

static cwp_error error;
static cwp_category_suggestion got;

static cwp_date day(const char *text) {
  cwp_date date;
  ck_assert_int_eq(cwp_date_parse(text, &date, &error), CWP_OK);
  return date;
}

/* A worker on 21 November 2026. */
static cwp_category_facts worker(int job_role, const char *started, int sector_year) {
  cwp_category_facts facts = CWP_CATEGORY_FACTS_INIT;
  facts.job_role = job_role;
  if (started != NULL) facts.started = day(started);
  facts.sector_year = sector_year;
  facts.on = day("2026-11-21");
  return facts;
}

static const char *code_of(const cwp_pathway *pathway, const cwp_category_candidate *candidate) {
  return candidate->role == CWP_NONE ? "none" : cwp_record_code(pathway, candidate->role);
}

/* "NTC strong, CSW weak", with "-" in front where nothing is proposed. */
static void expect_in(const cwp_pathway *pathway, const cwp_category_facts *facts, const char *expected) {
  char text[256] = "";
  ck_assert_int_eq(cwp_category_suggest(pathway, facts, &got, &error), CWP_OK);
  if (got.abstains) strcat(text, "-");
  for (size_t i = 0; i < got.count; i++) {
    const cwp_category_candidate *candidate = &got.candidates[i];
    size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "%s%s %s", i > 0 ? ", " : "", code_of(pathway, candidate),
             cwp_category_strength_name(candidate->strength));
    ck_assert_uint_gt(candidate->reason_count, 0);
    for (size_t j = 0; j < candidate->reason_count; j++) {
      ck_assert_uint_gt(strlen(candidate->reasons[j]), 10);
      ck_assert_uint_gt(strlen(candidate->rules[j]), 3);
    }
  }
  ck_assert_str_eq(text, expected);
  ck_assert_uint_gt(strlen(got.why), 10);
}

static void expect(const cwp_category_facts *facts, const char *expected) {
  expect_in(cwp_edition_default(), facts, expected);
}

START_TEST(time_tells_new_from_settled) {
  cwp_category_facts facts = worker(8, "2026-03-01", 2026);
  expect(&facts, "NTC strong, CSW weak");
  ck_assert_str_eq(got.candidates[0].answer, "1");
  facts = worker(8, "2025-11-21", 2025); /* a year to the day */
  expect(&facts, "CSW strong");
  facts = worker(8, "2025-11-22", 2025);
  expect(&facts, "NTC strong, CSW weak");
  facts = worker(8, "2026-03-01", 2019); /* another post in care */
  expect(&facts, "CSW strong");
  facts = worker(8, "2026-03-01", 0);
  expect(&facts, "CSW fair, NTC weak");
  facts = worker(8, NULL, 2026);
  expect(&facts, "-CSW fair, NTC fair");
  facts = worker(8, "2026-12-01", 2026); /* in the future: of no use */
  expect(&facts, "-CSW fair, NTC fair");
  facts = worker(8, "2026-03-01", 2026);
  facts.on = CWP_DATE_NONE;
  expect(&facts, "CSW fair");
  facts = worker(8, "2026-03-01", 2026);
  facts.employment = 4;
  expect(&facts, "NTC fair, CSW weak");
}
END_TEST

START_TEST(delegated_healthcare_speaks_for_an_enhanced_care_worker) {
  cwp_category_facts facts = worker(8, "2019-03-01", 2015);
  facts.delegated_healthcare = 1;
  expect(&facts, "-CSW fair, ECW fair");
  facts.care_level = 3;
  expect(&facts, "ECW strong, CSW fair");
  facts.care_level = 2;
  expect(&facts, "-CSW fair, ECW fair");
  facts.delegated_healthcare = 2;
  expect(&facts, "CSW strong");
  facts = worker(8, "2026-03-01", 2026);
  facts.delegated_healthcare = 1;
  facts.care_level = 3;
  expect(&facts, "NTC strong, CSW weak, ECW weak");
}
END_TEST

START_TEST(nobody_is_taken_for_a_registered_manager) {
  cwp_category_facts facts = worker(4, NULL, 0);
  expect(&facts, "RM strong");
  for (int job = 1; job <= 60; job++) {
    if (job == 4) continue;
    facts = worker(job, "2010-01-01", 2001);
    facts.care_level = 8;
    facts.care_certificate = facts.level_2_certificate = facts.delegated_healthcare = 1;
    ck_assert_int_eq(cwp_category_suggest(cwp_edition_default(), &facts, &got, &error), CWP_OK);
    for (size_t i = 0; i < got.count; i++)
      ck_assert_str_ne(code_of(cwp_edition_default(), &got.candidates[i]), "RM");
  }
}
END_TEST

START_TEST(job_roles_outside_the_pathway_have_an_answer_of_their_own) {
  cwp_category_facts facts = worker(25, NULL, 0);
  expect(&facts, "none strong");
  ck_assert_str_eq(got.candidates[0].answer, "998");
  const cwp_pathway *draft;
  ck_assert_int_eq(cwp_edition_find("2026-draft", &draft, &error), CWP_OK);
  expect_in(draft, &facts, "ADM fair");
  ck_assert_str_eq(got.candidates[0].answer, ""); /* the service does not take its code */
  facts = worker(16, NULL, 0);
  expect(&facts, "none fair");
  facts = worker(27, NULL, 0);
  expect(&facts, "-none weak");
}
END_TEST

START_TEST(little_is_known_and_nothing_is_proposed) {
  cwp_category_facts facts = worker(0, "2026-03-01", 2026);
  expect(&facts, "-");
  facts = worker(3, NULL, 0);
  expect(&facts, "-SL weak, DM weak");
  facts = worker(7, NULL, 0);
  expect(&facts, "CSW fair, SL weak");
  facts = worker(500, NULL, 0);
  expect(&facts, "-");
}
END_TEST

START_TEST(wrong_calls_are_explained) {
  cwp_category_facts facts = worker(8, NULL, 0);
  ck_assert_int_eq(cwp_category_suggest(NULL, &facts, &got, &error), CWP_ERROR_ARGUMENT);
  facts.on = CWP_DATE_MAX + 1;
  ck_assert_int_eq(cwp_category_suggest(cwp_edition_default(), &facts, &got, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_eq(cwp_category_strength_name((cwp_category_strength)9), "unknown");
}
END_TEST

/* Cells say what they exactly say, or nothing. */
START_TEST(facts_come_out_of_cells) {
  cwp__span cells[CWP__STAFF_COLUMNS];
  cwp_category_facts facts;
  for (size_t i = 0; i < CWP__STAFF_COLUMNS; i++)
    cells[i] = cwp__span_of("");
  cells[CWP__STAFF_MAINJOBROLE] = cwp__span_of(" 08 ");
  cells[CWP__STAFF_EMPLSTATUS] = cwp__span_of("4x");
  cells[CWP__STAFF_STARTDATE] = cwp__span_of("01/02/2026");
  cells[CWP__STAFF_STARTINSECT] = cwp__span_of("999");
  cells[CWP__STAFF_L2CARECERT] = cwp__span_of("1;2025");
  cells[CWP__STAFF_SCQUAL] = cwp__span_of("1;3");
  cwp__category_read(cells, day("2026-11-21"), &facts);
  ck_assert_int_eq(facts.job_role, 8);
  ck_assert_int_eq(facts.employment, 0);
  ck_assert_int_eq(facts.started, day("2026-02-01"));
  ck_assert_int_eq(facts.sector_year, 0);
  ck_assert_int_eq(facts.level_2_certificate, 1);
  ck_assert_int_eq(facts.care_level, 3);
  cells[CWP__STAFF_SCQUAL] = cwp__span_of("2;3");
  cwp__category_read(cells, day("2026-11-21"), &facts);
  ck_assert_int_eq(facts.care_level, -1);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("category");
  TCase *tcase = suite_case(suite, "category");
  tcase_add_test(tcase, time_tells_new_from_settled);
  tcase_add_test(tcase, delegated_healthcare_speaks_for_an_enhanced_care_worker);
  tcase_add_test(tcase, nobody_is_taken_for_a_registered_manager);
  tcase_add_test(tcase, job_roles_outside_the_pathway_have_an_answer_of_their_own);
  tcase_add_test(tcase, little_is_known_and_nothing_is_proposed);
  tcase_add_test(tcase, wrong_calls_are_explained);
  tcase_add_test(tcase, facts_come_out_of_cells);
  return suite_run(suite);
}
