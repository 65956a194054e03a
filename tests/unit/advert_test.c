/* Job descriptions beside role categories. */

#include "base/file.h"
#include "base/memory.h"
#include "cwp/cwp.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static cwp_index *words;

static void set_up(void) {
  ck_assert_int_eq(cwp_index_make(cwp_edition_default(), NULL, &words, NULL), CWP_OK);
}

static void tear_down(void) {
  cwp_index_free(words);
}

static cwp_advert *read_text(const char *text, const cwp_advert_options *options) {
  cwp_advert *advert = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_advert_read(words, text, strlen(text), options, NULL, &advert, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return advert;
}

static const cwp_advert_line *line_of(const cwp_advert *advert, const char *code) {
  cwp_id id = cwp_pathway_id(cwp_edition_default(), code);
  for (size_t i = 0; i < cwp_advert_count(advert); i++)
    if (cwp_advert_at(advert, i)->line == id) return cwp_advert_at(advert, i);
  ck_abort_msg("%s is not asked", code);
  return NULL;
}

START_TEST(the_sample_is_read_as_its_page_says) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  char *text = NULL;
  size_t length = 0;
  cwp_advert *advert = NULL;
  ck_assert_int_eq(cwp__file_read_all("examples/data/support-worker.txt", 1 << 20, &memory, &text, &length, NULL),
                   CWP_OK);
  ck_assert_int_eq(cwp_advert_read(words, text, length, NULL, NULL, &advert, NULL), CWP_OK);
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), cwp_advert_role(advert)), "CSW");
  ck_assert_int_eq(cwp_title_answered(cwp_advert_title(advert)), CWP_TITLE_CATEGORY);
  const cwp_advert_line *abuse = line_of(advert, "CSW.K2.2");
  ck_assert_int_eq(abuse->extent, CWP_EXTENT_FULL);
  ck_assert_mem_eq(text + abuse->start, "Recognise signs of abuse or neglect", 35);
  ck_assert_int_eq(line_of(advert, "CSW.K2.1")->extent, CWP_EXTENT_PART);
  ck_assert_int_eq(line_of(advert, "CSW.B2")->extent, CWP_EXTENT_NONE);
  ck_assert_uint_eq(line_of(advert, "CSW.B2")->length, 0);
  size_t sum = 0;
  for (cwp_extent extent = CWP_EXTENT_NONE; extent < CWP_EXTENT_END; extent++)
    sum += cwp_advert_extent_count(advert, extent);
  ck_assert_uint_eq(sum, cwp_advert_count(advert));
  ck_assert_ptr_null(cwp_advert_at(advert, sum));
  cwp_advert_free(advert);
  free(text);
}
END_TEST

START_TEST(without_a_category_nothing_is_held_against_it) {
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  cwp_advert *advert = read_text("Home Manager\n\nYou will love it here.", NULL);
  ck_assert_int_eq(cwp_title_answered(cwp_advert_title(advert)), CWP_TITLE_ASK);
  ck_assert_uint_eq(cwp_advert_role(advert), CWP_NONE);
  ck_assert_uint_eq(cwp_advert_count(advert), 0);
  cwp_advert_free(advert);
  options.role = cwp_pathway_id(cwp_edition_default(), "NTC");
  advert = read_text("Home Manager\n\nYou will love it here.", &options);
  ck_assert_uint_eq(cwp_advert_role(advert), options.role);
  ck_assert_uint_gt(cwp_advert_count(advert), 50);
  ck_assert_uint_eq(cwp_advert_extent_count(advert, CWP_EXTENT_FULL), 0);
  cwp_advert_free(advert);
}
END_TEST

START_TEST(what_the_text_says_settles_the_title) {
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  options.title = "Home Manager";
  cwp_advert *advert = read_text("You will be registered with the CQC as the manager of this home.", &options);
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), cwp_advert_role(advert)), "RM");
  cwp_advert_free(advert);
}
END_TEST

/* A statement's own words are found again, whatever stands around them. */
START_TEST(a_text_of_its_own_statements_covers_them) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  options.role = cwp_pathway_id(pathway, "CSW");
  cwp_advert *all = read_text("", &options);
  size_t count = cwp_advert_count(all), covered = 0;
  for (size_t i = 0; i < count; i++) {
    cwp_id line = cwp_advert_at(all, i)->line;
    cwp_advert *advert = read_text(cwp_record_text(pathway, line), &options);
    covered += cwp_advert_at(advert, i)->extent == CWP_EXTENT_FULL;
    cwp_advert_free(advert);
  }
  ck_assert_msg(covered * 100 >= count * 95, "%zu of %zu", covered, count);
  ck_assert_uint_eq(cwp_advert_extent_count(all, CWP_EXTENT_NONE), count);
  cwp_advert_free(all);
}
END_TEST

START_TEST(bad_input_is_an_answer_or_a_refusal) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_advert_options options = CWP_ADVERT_OPTIONS_INIT;
  cwp_advert *advert = NULL;
  size_t length = 10u << 20;
  char *text = malloc(length);
  ck_assert_ptr_nonnull(text);
  ck_assert_int_eq(cwp_advert_read(NULL, "x", 1, NULL, NULL, &advert, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_advert_read(words, NULL, 0, NULL, NULL, &advert, &error), CWP_ERROR_ARGUMENT);
  options.role = 0;
  ck_assert_int_eq(cwp_advert_read(words, "x", 1, &options, NULL, &advert, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_eq(error.message, "\"2025\" is no role category");
  ck_assert_ptr_null(advert);
  options.role = cwp_pathway_id(cwp_edition_default(), "NTC");
  for (size_t i = 0; i < length; i++)
    text[i] = "abuse. \xff<"[i % 9];
  ck_assert_int_eq(cwp_advert_read(words, text, length, &options, NULL, &advert, &error), CWP_OK);
  cwp_advert_free(advert);
  cwp_advert_free(NULL);
  ck_assert_ptr_null(cwp_advert_title(NULL));
  free(text);
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  static const char text[] = "Carer\nYou recognise signs of abuse and neglect. You move people safely.";
  cwp_advert *advert = NULL;
  (void)context;
  cwp_status status = cwp_advert_read(words, text, sizeof text - 1, NULL, allocator, &advert, error);
  ck_assert((advert != NULL) == (status == CWP_OK));
  cwp_advert_free(advert);
  return status;
}

START_TEST(every_allocation_may_fail) {
  failing_allocator_try_all(attempt, NULL, 60, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("advert");
  TCase *adverts = suite_case(suite, "adverts");
  tcase_add_checked_fixture(adverts, set_up, tear_down);
  tcase_add_test(adverts, the_sample_is_read_as_its_page_says);
  tcase_add_test(adverts, without_a_category_nothing_is_held_against_it);
  tcase_add_test(adverts, what_the_text_says_settles_the_title);
  tcase_add_test(adverts, a_text_of_its_own_statements_covers_them);
  tcase_add_test(adverts, bad_input_is_an_answer_or_a_refusal);
  tcase_add_test(adverts, every_allocation_may_fail);
  return suite_run(suite);
}
