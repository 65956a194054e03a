/* Finding records by words. */

#include "cwp/cwp.h"
#include "cwp/search.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

enum { ROOM = 10 };

static cwp_hit hits[ROOM];
static cwp_index *index_in_use; /* of the default edition */

static void make_index(void) {
  ck_assert_int_eq(cwp_index_make(cwp_edition_default(), NULL, &index_in_use, NULL), CWP_OK);
}

static void free_index(void) {
  cwp_index_free(index_in_use);
}

static size_t look_for(const char *query, const cwp_search_options *options) {
  size_t count = 0;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_index_search(index_in_use, query, options, hits, ROOM, &count, &error);
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
  ck_assert_int_eq(cwp_index_search(index_in_use, "", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_index_search(index_in_use, "the of ...", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_index_search(index_in_use, "\xff", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_index_search(NULL, "care", NULL, hits, ROOM, &count, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_index_search(index_in_use, "care", NULL, NULL, 0, &count, NULL), CWP_OK);
  ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(other_names_and_abbreviations_find_too) {
  ck_assert(is_among("CSW.K3.4", look_for("DoLS", NULL)));
  ck_assert(is_among("NTC.K6", look_for("IPC", NULL)));
  ck_assert(is_among("NTC.K22", look_for("PBS awareness", NULL)));
  cwp_search_options groups = CWP_SEARCH_OPTIONS_INIT;
  groups.kind = CWP_KIND_GROUP;
  ck_assert_uint_gt(look_for("manual handling", &groups), 0);
  ck_assert_str_eq(cwp_record_code(cwp_edition_default(), hits[0].record), "NTC.K7");
}
END_TEST

START_TEST(long_words_may_have_two_typing_errors_and_short_ones_none) {
  ck_assert(is_among("NTC.K11", look_for("safegarding abuze", NULL)));
  ck_assert(is_among("NTC.K20", look_for("higeine fodd", NULL)));
  ck_assert_uint_eq(look_for("zqx", NULL), 0);
}
END_TEST

/* What is marked, with a bar before each word. */
static const char *marked(const char *query, const char *text) {
  static char shown[256];
  cwp_span spans[8];
  size_t count = cwp_index_marks(index_in_use, query, text, spans, 8);
  shown[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    strcat(shown, "|");
    strncat(shown, text + spans[i].start, spans[i].length);
  }
  return shown;
}

START_TEST(words_that_match_are_marked_where_they_stand) {
  ck_assert_str_eq(marked("safegarding adults", "Safeguarding: an adult\u2019s right"), "|Safeguarding|adult\u2019s");
  ck_assert_str_eq(marked("manual handling", "Moves people; moving and assisting"), "|Moves|people|moving|assisting");
  ck_assert_str_eq(marked("the of", "the end of"), "");
  ck_assert_uint_eq(cwp_index_marks(index_in_use, "care", "care care", NULL, 0), 2);
  ck_assert_uint_eq(cwp_index_marks(NULL, "care", "care", NULL, 0), 0);
}
END_TEST

START_TEST(an_index_knows_its_pathway_and_stays_small) {
  ck_assert_ptr_eq(cwp_index_pathway(index_in_use), cwp_edition_default());
  ck_assert_uint_gt(cwp_index_bytes(index_in_use), 100000);
  ck_assert_uint_lt(cwp_index_bytes(index_in_use), 1000000);
  ck_assert_ptr_null(cwp_index_pathway(NULL));
  ck_assert_uint_eq(cwp_index_bytes(NULL), 0);
  cwp_index_free(NULL);
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    cwp_index *index = NULL;
    size_t count = 0;
    ck_assert_int_eq(cwp_index_make(cwp_edition_at(i), NULL, &index, NULL), CWP_OK);
    ck_assert_int_eq(cwp_index_search(index, "care", NULL, hits, ROOM, &count, NULL), CWP_OK);
    ck_assert_uint_gt(count, 0);
    cwp_index_free(index);
  }
  ck_assert_int_eq(cwp_index_make(NULL, NULL, &index_in_use, NULL), CWP_ERROR_ARGUMENT);
}
END_TEST

static cwp_status make_once(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_index *index = NULL;
  (void)context;
  cwp_status status = cwp_index_make(cwp_edition_at(0), allocator, &index, error);
  ck_assert((status == CWP_OK) == (index != NULL));
  cwp_index_free(index);
  return status;
}

START_TEST(every_allocation_of_an_index_fails_in_turn) {
  failing_allocator_try_all(make_once, NULL, 2000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("search");
  TCase *cases = suite_case(suite, "words");
  tcase_add_checked_fixture(cases, make_index, free_index);
  tcase_add_test(cases, words_find_their_group);
  tcase_add_test(cases, other_endings_beginnings_and_typing_errors_find_too);
  tcase_add_test(cases, a_role_category_narrows_the_search);
  tcase_add_test(cases, hits_come_best_first_and_fit_the_room);
  tcase_add_test(cases, a_word_that_nothing_has_does_not_spoil_the_others);
  tcase_add_test(cases, other_names_and_abbreviations_find_too);
  tcase_add_test(cases, long_words_may_have_two_typing_errors_and_short_ones_none);
  tcase_add_test(cases, words_that_match_are_marked_where_they_stand);
  tcase_add_test(cases, an_index_knows_its_pathway_and_stays_small);
  tcase_add_test(cases, every_allocation_of_an_index_fails_in_turn);
  tcase_add_test(cases, a_query_without_words_is_refused);
  return suite_run(suite);
}
