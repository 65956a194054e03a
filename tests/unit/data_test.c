/* The dataset: the counts that the pathway has, and what every record must carry. */

#include "cwp/cwp.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

static const cwp_pathway *edition(const char *code) {
  const cwp_pathway *found = NULL;
  ck_assert_int_eq(cwp_edition_find(code, &found, NULL), CWP_OK);
  return found;
}

/* Records of a kind that belong to a role category. */
static size_t count_in(const cwp_pathway *pathway, cwp_kind kind, const char *role) {
  size_t found = 0;
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, kind); i++)
    if (cwp_record_role(pathway, cwp_pathway_first(pathway, kind) + i) == cwp_pathway_id(pathway, role)) found++;
  return found;
}

static const struct {
  const char *role;
  size_t behaviours, groups, statements;
} counts_2024[] = {{"NTC", 8, 24, 103}, {"CSW", 8, 16, 59}, {"SL", 8, 8, 37}, {"PL", 7, 20, 85}};

START_TEST(the_edition_of_2024_has_its_counts) {
  const cwp_pathway *pathway = edition("2024");
  for (size_t i = 0; i < sizeof counts_2024 / sizeof *counts_2024; i++) {
    const char *role = counts_2024[i].role;
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_BEHAVIOUR, role), counts_2024[i].behaviours);
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_GROUP, role), counts_2024[i].groups);
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_STATEMENT, role), counts_2024[i].statements);
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_PERSONA, role), 1);
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_PROGRESSION, role), 1);
  }
  ck_assert_uint_eq(cwp_pathway_count(pathway, CWP_KIND_ROLE), 4);
  ck_assert_uint_eq(cwp_pathway_count(pathway, CWP_KIND_VALUE), 7);
}
END_TEST

START_TEST(the_edition_of_2025_carries_them_and_adds_nothing_that_was_not_read) {
  static const char *const added[] = {"ECW", "PA", "DM", "RM"};
  const cwp_pathway *pathway = edition("2025");
  for (size_t i = 0; i < sizeof counts_2024 / sizeof *counts_2024; i++)
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_STATEMENT, counts_2024[i].role), counts_2024[i].statements);
  for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_BEHAVIOUR, added[i]), 0);
    ck_assert_uint_eq(count_in(pathway, CWP_KIND_STATEMENT, added[i]), 0);
    ck_assert_int_eq(cwp_role_coverage(pathway, cwp_pathway_id(pathway, added[i])), CWP_COVERAGE_SUMMARY);
  }
}
END_TEST

START_TEST(every_record_has_a_source_a_status_and_words) {
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    const cwp_pathway *pathway = cwp_edition_at(i);
    for (cwp_id id = 0; id < cwp_pathway_count(pathway, CWP_KIND_END); id++) {
      const char *code = cwp_record_code(pathway, id);
      cwp_kind kind = cwp_record_kind(pathway, id);
      ck_assert_msg(cwp_record_status(pathway, id) < CWP_PROVENANCE_END, "%s has no status", code);
      ck_assert_msg(kind == CWP_KIND_SOURCE || cwp_record_source(pathway, id) != CWP_NONE, "%s has no source", code);
      ck_assert_msg(cwp_record_title(pathway, id)[0], "%s has no title", code);
      ck_assert_msg(kind == CWP_KIND_CODE || kind == CWP_KIND_CODE_LIST || cwp_record_text(pathway, id)[0],
                    "%s has no text", code);
    }
  }
}
END_TEST

/* Lines of one role category may not say the same: a reader could not tell which one a person lacks. */
START_TEST(no_two_lines_of_a_group_say_the_same) {
  const cwp_pathway *pathway = edition("2024");
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_GROUP);
  for (cwp_id group = first; group < first + cwp_pathway_count(pathway, CWP_KIND_GROUP); group++) {
    cwp_id line = cwp_record_first_child(pathway, group);
    size_t count = cwp_record_child_count(pathway, group);
    ck_assert_msg(count > 0, "%s has no statement", cwp_record_code(pathway, group));
    for (cwp_id i = 0; i < count; i++)
      for (cwp_id j = 0; j < i; j++)
        ck_assert_msg(strcmp(cwp_record_text(pathway, line + i), cwp_record_text(pathway, line + j)) != 0,
                      "%s and %s say the same", cwp_record_code(pathway, line + i), cwp_record_code(pathway, line + j));
  }
}
END_TEST

START_TEST(every_text_is_utf8_and_ends_as_a_sentence) {
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    const cwp_pathway *pathway = cwp_edition_at(i);
    for (cwp_id id = 0; id < cwp_pathway_count(pathway, CWP_KIND_END); id++) {
      const char *text = cwp_record_text(pathway, id);
      size_t length = strlen(text);
      ck_assert_msg(length == 0 || text[length - 1] == '.' || text[length - 1] == '?', "%s: \"%s\"",
                    cwp_record_code(pathway, id), text);
    }
  }
}
END_TEST

START_TEST(each_baseline_and_move_has_a_basis) {
  const cwp_pathway *pathway = edition("2025");
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE);
  for (cwp_id move = first; move < first + cwp_pathway_count(pathway, CWP_KIND_MOVE); move++) {
    ck_assert_uint_eq(cwp_record_link_count(pathway, move, CWP_RELATION_FROM), 1);
    ck_assert_uint_eq(cwp_record_link_count(pathway, move, CWP_RELATION_TO), 1);
    ck_assert_str_ne(cwp_record_property(pathway, move, "kind"), "");
  }
  ck_assert_uint_eq(cwp_record_link_count(pathway, cwp_pathway_id(pathway, "CSW"), CWP_RELATION_BASELINE), 1);
  ck_assert_uint_eq(cwp_record_link_count(pathway, cwp_pathway_id(pathway, "NTC"), CWP_RELATION_BASELINE), 0);
  ck_assert_uint_eq(cwp_record_link_count(pathway, cwp_pathway_id(pathway, "DM"), CWP_RELATION_BASELINE), 0);
}
END_TEST

START_TEST(code_lists_have_the_size_of_the_national_ones) {
  static const struct {
    const char *list;
    size_t size;
  } lists[] = {{"LIST.job-role", 39},
               {"LIST.training-category", 48},
               {"LIST.qualification", 145},
               {"LIST.delegated-healthcare-activity", 8}};
  const cwp_pathway *pathway = edition("2025");
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    ck_assert_uint_eq(cwp_record_child_count(pathway, cwp_pathway_id(pathway, lists[i].list)), lists[i].size);
  cwp_link link;
  ck_assert_int_eq(cwp_record_link(pathway, cwp_pathway_id(pathway, "ASC.J41"), CWP_RELATION_SUCCESSOR, 0, &link, NULL),
                   CWP_OK);
  ck_assert_str_eq(cwp_record_code(pathway, link.to), "ASC.J40");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("data");
  TCase *cases = suite_case(suite, "records");
  tcase_add_test(cases, the_edition_of_2024_has_its_counts);
  tcase_add_test(cases, the_edition_of_2025_carries_them_and_adds_nothing_that_was_not_read);
  tcase_add_test(cases, every_record_has_a_source_a_status_and_words);
  tcase_add_test(cases, no_two_lines_of_a_group_say_the_same);
  tcase_add_test(cases, every_text_is_utf8_and_ends_as_a_sentence);
  tcase_add_test(cases, each_baseline_and_move_has_a_basis);
  tcase_add_test(cases, code_lists_have_the_size_of_the_national_ones);
  return suite_run(suite);
}
