/* An organisation's values beside the pathway's: the worked examples of docs/values.md, and what may be in a file. */

#include "base/file.h"
#include "base/memory.h"
#include "cwp/cwp.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_values *compare(const char *text, size_t length) {
  cwp_values *values = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_values_compare(cwp_edition_default(), text, length, NULL, &values, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return values;
}

static cwp_values *compare_file(const char *path) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  char *text = NULL;
  size_t length = 0;
  ck_assert_int_eq(cwp__file_read_all(path, 1 << 20, &memory, &text, &length, NULL), CWP_OK);
  cwp_values *values = compare(text, length);
  free(text);
  return values;
}

/* "compassion: narrower V.kind-…; overlaps V.…" for each value that the organisation has. */
static const char *summary(const cwp_values *values, size_t index) {
  static char text[512];
  size_t length = (size_t)snprintf(text, sizeof text, "%s:", cwp_values_at(values, index)->name);
  for (size_t i = 0; i < cwp_values_match_count(values, index); i++) {
    const cwp_value_match *match = cwp_values_match_at(values, index, i);
    length += (size_t)snprintf(text + length, sizeof text - length, " %s %s;", cwp_value_relation_name(match->relation),
                               cwp_record_code(cwp_edition_default(), match->value));
  }
  return text;
}

static void hold(const char *path, const char *const *expected, size_t count, const char *uncovered) {
  char seen[256] = "";
  cwp_values *values = compare_file(path);
  ck_assert_uint_eq(cwp_values_count(values), count);
  for (size_t i = 0; i < count; i++)
    ck_assert_str_eq(summary(values, i), expected[i]);
  for (size_t i = 0; i < cwp_values_uncovered_count(values); i++) {
    size_t length = strlen(seen);
    snprintf(seen + length, sizeof seen - length, "%s ",
             cwp_record_code(cwp_edition_default(), cwp_values_uncovered_at(values, i)));
  }
  ck_assert_str_eq(seen, uncovered);
  cwp_values_free(values);
}

START_TEST(the_worked_examples_come_out_as_the_page_says) {
  static const char *const regulator[] = {
      "Excellence: overlaps V.proud-positive;", "Caring: narrower V.kind-compassionate-empathetic;",
      "Integrity: narrower V.courageous-principled; overlaps V.honest-trustworthy-reliable;", "Teamwork:"};
  static const char *const six[] = {"Care: narrower V.kind-compassionate-empathetic;",
                                    "Compassion: narrower V.kind-compassionate-empathetic;",
                                    "Competence: overlaps V.flexible-open-learning;",
                                    "Communication: overlaps V.see-the-whole-person;",
                                    "Courage: narrower V.courageous-principled;",
                                    "Commitment: overlaps V.honest-trustworthy-reliable; overlaps V.proud-positive;"};
  static const char *const social_workers[] = {
      "Service:",
      "Social justice: narrower V.courageous-principled;",
      "Dignity and worth of the person: narrower V.respect;",
      "Importance of human relationships: narrower V.see-the-whole-person;",
      "Integrity: narrower V.courageous-principled; overlaps V.honest-trustworthy-reliable;",
      "Competence: overlaps V.flexible-open-learning;"};
  static const char *const york[] = {"Seeing the whole person: equal V.see-the-whole-person;",
                                     "Showing kindness: narrower V.kind-compassionate-empathetic;",
                                     "An open and learning attitude: narrower V.flexible-open-learning;",
                                     "A commitment to human rights: narrower V.courageous-principled;",
                                     "Valuing the caring role: narrower V.proud-positive;"};
  hold("examples/data/values/cqc.txt", regulator, 4,
       "V.honest-trustworthy-reliable V.respect V.see-the-whole-person V.flexible-open-learning V.proud-positive ");
  hold("examples/data/values/nhs-six-cs.txt", six, 6,
       "V.honest-trustworthy-reliable V.respect V.see-the-whole-person V.flexible-open-learning V.proud-positive ");
  hold("examples/data/values/nasw.txt", social_workers, 6,
       "V.kind-compassionate-empathetic V.honest-trustworthy-reliable V.flexible-open-learning V.proud-positive ");
  hold("examples/data/values/york.txt", york, 5, "V.honest-trustworthy-reliable V.respect ");
}
END_TEST

START_TEST(the_pathways_own_names_are_equal_to_themselves) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_VALUE);
  for (cwp_id id = first; id < first + cwp_pathway_count(pathway, CWP_KIND_VALUE); id++) {
    const char *title = cwp_record_title(pathway, id);
    cwp_values *values = compare(title, strlen(title));
    const cwp_value_match *match = cwp_values_match_at(values, 0, 0);
    ck_assert_msg(match && match->value == id && match->relation == CWP_VALUE_EQUAL && match->score > 0.99, "%s",
                  title);
    ck_assert_uint_eq(cwp_values_uncovered_count(values), 6);
    ck_assert_ptr_null(cwp_values_missing(values, id, 0));
    cwp_values_free(values);
  }
}
END_TEST

START_TEST(a_value_that_takes_in_two_is_broader_than_either) {
  cwp_values *values = compare("Respect, kindness, compassion, empathy", 38);
  ck_assert_str_eq(summary(values, 0), "Respect, kindness, compassion, empathy: equal V.kind-compassionate-empathetic; "
                                       "broader V.respect;");
  cwp_values_free(values);
}
END_TEST

START_TEST(lines_are_read_with_their_bullets_and_statements) {
  static const char text[] =
      "\xef\xbb\xbf# ours\r\n\r\n1. Kindness: we care\r\n\xe2\x80\xa2 Respect\n- Fun \xe2\x80\x93 "
      "every day\n   \n* Courage - we speak up";
  cwp_values *values = compare(text, sizeof text - 1);
  ck_assert_uint_eq(cwp_values_count(values), 4);
  ck_assert_str_eq(cwp_values_at(values, 0)->name, "Kindness");
  ck_assert_str_eq(cwp_values_at(values, 0)->statement, "we care");
  ck_assert_uint_eq(cwp_values_at(values, 0)->line, 3);
  ck_assert_str_eq(cwp_values_at(values, 1)->name, "Respect");
  ck_assert_str_eq(cwp_values_at(values, 1)->statement, "");
  ck_assert_str_eq(cwp_values_at(values, 2)->name, "Fun");
  ck_assert_str_eq(cwp_values_at(values, 3)->statement, "we speak up");
  ck_assert_ptr_null(cwp_values_at(values, 4));
  cwp_values_free(values);
}
END_TEST

START_TEST(words_of_one_stem_may_speak_of_different_things) {
  static const char *const wanted[] = {
      "accountability",
      "accountability",
      "flexibility",
      "competence",
      "strengths, hopes and independence",
      "positivity",
      "wellbeing",
      "friendliness and enjoyment",
  };
  static const char text[] = "Responsible\nResponsibility\nResponsive\nCapability\nHope\nHopeful\nHappiness\nHappy\n";
  cwp_values *values = compare(text, sizeof text - 1);
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    ck_assert_uint_eq(cwp_values_word_count(values, i), 1);
    ck_assert_str_eq(cwp_values_word_at(values, i, 0)->meaning, wanted[i]);
  }
  cwp_values_free(values);
}
END_TEST

START_TEST(reasons_name_the_words) {
  char why[CWP_VALUES_WHY_SIZE];
  cwp_values *values = compare("Compassion\nSynergy\nTeamwork", 27);
  ck_assert_uint_gt(cwp_values_why(values, 0, 0, 0, why, sizeof why), 0);
  ck_assert_str_eq(why, "\"Compassion\" names a part of \"Kind, compassionate and empathetic\".");
  ck_assert_uint_gt(cwp_values_why(values, 0, 0, 1, why, sizeof why), 0);
  ck_assert_str_eq(why, "\"Compassion\" speaks of compassion.");
  ck_assert_uint_eq(cwp_values_why(values, 0, 0, 2, why, sizeof why), 0);
  ck_assert_int_eq(cwp_values_at(values, 1)->abstained, 1);
  ck_assert_int_eq(cwp_values_at(values, 2)->abstained, 0);
  ck_assert_uint_eq(cwp_values_match_count(values, 2), 0);
  ck_assert_uint_gt(cwp_values_why(values, 1, CWP_VALUES_WHOLE, 0, why, sizeof why), 0);
  ck_assert_str_eq(why, "None of its words is one that values are known to speak of.");
  ck_assert_uint_eq(cwp_values_why(values, 1, 0, 0, why, sizeof why), 0);
  ck_assert_uint_eq(cwp_values_why(values, 9, CWP_VALUES_WHOLE, 0, why, sizeof why), 0);
  ck_assert_uint_eq(cwp_values_why(values, 0, 0, 0, why, 5), strlen("\"Compassion\" names a part of \"Kind, "
                                                                    "compassionate and empathetic\"."));
  ck_assert_str_eq(why, "\"Com");
  ck_assert_uint_eq(cwp_values_word_count(values, 0), 1);
  ck_assert_str_eq(cwp_values_word_at(values, 0, 0)->meaning, "compassion");
  ck_assert_ptr_null(cwp_values_word_at(values, 0, 1));
  ck_assert_str_eq(cwp_values_missing(values, cwp_values_match_at(values, 0, 0)->value, 0), "kindness");
  cwp_values_free(values);
}
END_TEST

START_TEST(behind_each_value_stand_voices_with_behaviours) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_id voices[8], respect = cwp_pathway_id(pathway, "V.respect");
  size_t count = cwp_value_voices(pathway, respect, voices, 8);
  ck_assert_uint_ge(count, 2);
  ck_assert_uint_eq(cwp_value_voices(pathway, respect, NULL, 0), count);
  ck_assert_str_eq(cwp_record_code(pathway, voices[0]), "VO.respect");
  ck_assert_uint_gt(cwp_record_link_count(pathway, voices[0], CWP_RELATION_EXAMPLE), 0);
  ck_assert_uint_eq(cwp_value_voices(pathway, CWP_NONE, voices, 8), 0);
}
END_TEST

START_TEST(bad_input_is_an_answer_or_a_refusal) {
  size_t length = (10u << 20) + 1;
  char *text = malloc(length);
  cwp_error error = CWP_ERROR_INIT;
  cwp_values *values = NULL;
  ck_assert_ptr_nonnull(text);
  memset(text, 'x', length);
  ck_assert_int_eq(cwp_values_compare(cwp_edition_default(), text, length, NULL, &values, &error), CWP_ERROR_LIMIT);
  values = compare(text, length - 1);
  ck_assert_int_eq(cwp_values_at(values, 0)->abstained, 1);
  cwp_values_free(values);
  for (size_t i = 1; i < length; i += 2)
    text[i] = '\n';
  ck_assert_int_eq(cwp_values_compare(cwp_edition_default(), text, 4000, NULL, &values, &error), CWP_ERROR_LIMIT);
  ck_assert_int_eq(cwp_values_compare(NULL, text, 1, NULL, &values, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_values_compare(cwp_edition_default(), NULL, 1, NULL, &values, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(values);
  values = compare("", 0);
  ck_assert_uint_eq(cwp_values_count(values), 0);
  ck_assert_uint_eq(cwp_values_uncovered_count(values), 7);
  cwp_values_free(values);
  values = compare("\xff\xfe\x01 <b>Respect</b>", 19);
  ck_assert_uint_eq(cwp_values_count(values), 1);
  cwp_values_free(values);
  cwp_values_free(NULL);
  ck_assert_str_eq(cwp_value_relation_name(CWP_VALUE_RELATION_END), "unknown");
  free(text);
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_values *values = NULL;
  (void)context;
  cwp_status status =
      cwp_values_compare(cwp_edition_default(), "Kindness: we care\nRespect\n", 26, allocator, &values, error);
  ck_assert((values != NULL) == (status == CWP_OK));
  cwp_values_free(values);
  return status;
}

START_TEST(every_allocation_may_fail) {
  failing_allocator_try_all(attempt, NULL, 40, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("values");
  TCase *values = suite_case(suite, "values");
  tcase_add_test(values, the_worked_examples_come_out_as_the_page_says);
  tcase_add_test(values, the_pathways_own_names_are_equal_to_themselves);
  tcase_add_test(values, a_value_that_takes_in_two_is_broader_than_either);
  tcase_add_test(values, lines_are_read_with_their_bullets_and_statements);
  tcase_add_test(values, words_of_one_stem_may_speak_of_different_things);
  tcase_add_test(values, reasons_name_the_words);
  tcase_add_test(values, behind_each_value_stand_voices_with_behaviours);
  tcase_add_test(values, bad_input_is_an_answer_or_a_refusal);
  tcase_add_test(values, every_allocation_may_fail);
  return suite_run(suite);
}
