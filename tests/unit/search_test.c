/* Finding records by words. */

#include "cwp/cwp.h"
#include "cwp/search.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

enum { ROOM = 10 };

static cwp_hit hits[ROOM];

static size_t look_for(const char *query, const cwp_search_options *options) {
  size_t count = 0;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_search(cwp_edition_default(), query, options, hits, ROOM, &count, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return count;
}

static int is_among(const char *code, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(cwp_record_code(cwp_edition_default(), hits[i].record), code) == 0) return 1;
  return 0;
}

START_TEST(words_find_their_group) {
  cwp_search_options groups = CWP_SEARCH_OPTIONS_INIT;
  groups.kind = CWP_KIND_GROUP;
  ck_assert_uint_gt(look_for("mental capacity", &groups), 0);
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), hits[0].record), "CSW.K3");
}
END_TEST

START_TEST(other_endings_beginnings_and_typing_errors_find_too) {
  ck_assert(is_among("P.dementia", look_for("dementias", NULL)));
  ck_assert(is_among("P.dementia", look_for("dement", NULL)));
  ck_assert(is_among("P.dementia", look_for("demntia", NULL)));
  ck_assert(is_among("P.dementia", look_for("DEMENTIA", NULL)));
}
END_TEST

START_TEST(a_role_category_narrows_the_search) {
  cwp_search_options options = CWP_SEARCH_OPTIONS_INIT;
  options.kind = CWP_KIND_STATEMENT;
  options.role = cwp_pathway_id(cwp_edition_default(), "SL");
  size_t count = look_for("communication", &options);
  ck_assert_uint_gt(count, 0);
  for (size_t i = 0; i < count; i++)
    ck_assert_uint_eq(cwp_record_role(cwp_edition_default(), hits[i].record), options.role);
}
END_TEST

START_TEST(hits_come_best_first_and_fit_the_room) {
  size_t count = look_for("care", NULL);
  ck_assert_uint_eq(count, ROOM);
  for (size_t i = 1; i < count; i++)
    ck_assert(hits[i - 1].score >= hits[i].score);
}
END_TEST

START_TEST(a_word_that_nothing_has_does_not_spoil_the_others) {
  ck_assert(is_among("P.dementia", look_for("dementia xyzzyplugh", NULL)));
  ck_assert_uint_eq(look_for("xyzzyplugh", NULL), 0);
}
END_TEST

START_TEST(a_query_without_words_is_refused) {
  size_t count = 1;
  ck_assert_int_eq(cwp_pathway_search(cwp_edition_default(), "", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_search(cwp_edition_default(), "the of ...", NULL, hits, ROOM, &count, NULL),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_search(cwp_edition_default(), "\xff", NULL, hits, ROOM, &count, NULL),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_search(NULL, "care", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_search(cwp_edition_default(), "care", NULL, NULL, 0, &count, NULL), CWP_OK);
  ck_assert_uint_eq(count, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("search");
  TCase *cases = suite_case(suite, "words");
  tcase_add_test(cases, words_find_their_group);
  tcase_add_test(cases, other_endings_beginnings_and_typing_errors_find_too);
  tcase_add_test(cases, a_role_category_narrows_the_search);
  tcase_add_test(cases, hits_come_best_first_and_fit_the_room);
  tcase_add_test(cases, a_word_that_nothing_has_does_not_spoil_the_others);
  tcase_add_test(cases, a_query_without_words_is_refused);
  return suite_run(suite);
}
