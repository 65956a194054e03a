/* Self-review: the questionnaire written, filled in and read back. */

#include "cwp/cwp.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <check.h>
#include <string.h>

static cwp_review *parse(const char *text) {
  cwp_review *review = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status =
      cwp_review_parse(cwp_edition_default(), text, strlen(text), "review", NULL, NULL, &review, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return review;
}

static cwp_error refuse(const char *text, cwp_status status) {
  cwp_review *review = NULL;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_review_parse(cwp_edition_default(), text, strlen(text), "review", NULL, NULL, &review, &error),
                   status);
  ck_assert_ptr_null(review);
  return error;
}

START_TEST(each_format_holds_every_point_and_is_read_back) {
  for (cwp_review_format format = CWP_REVIEW_TEXT; format < CWP_REVIEW_FORMAT_END; format++) {
    char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq(cwp_review_print(cwp_edition_default(), format, NULL, &text, &length, NULL), CWP_OK);
    ck_assert_uint_eq(strlen(text), length);
    ck_assert_ptr_nonnull(strstr(text, "CH.barriers.8"));
    ck_assert_ptr_nonnull(strstr(text, "CH.asks.15"));
    ck_assert_ptr_null(strstr(text, "CH.recommendations"));
    if (format != CWP_REVIEW_TEXT) {
      cwp_review *review = parse(text);
      ck_assert_uint_eq(cwp_review_count(review), 23);
      ck_assert_uint_eq(cwp_review_answered(review, CWP_NONE, CWP_REVIEW_BLANK), 23);
      cwp_review_free(review);
    }
    cwp_text_free(NULL, text);
  }
}
END_TEST

START_TEST(answers_and_notes_are_counted_by_list) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_review *review = parse("\xef\xbb\xbfnote,code,answer\r\n'=so,ch.barriers.2, Not Yet \r\n,CH.asks.1,WELL\r\n"
                             ",CH.asks.2,not_applicable\r\n,CH.asks.3,partly\r\n,,\r\n");
  cwp_id barriers = cwp_pathway_id(pathway, "LIST.barriers"), asks = cwp_pathway_id(pathway, "LIST.asks");
  ck_assert_uint_eq(cwp_review_answered(review, barriers, CWP_REVIEW_NOT_YET), 1);
  ck_assert_uint_eq(cwp_review_answered(review, asks, CWP_REVIEW_NOT_YET), 0);
  ck_assert_uint_eq(cwp_review_answered(review, asks, CWP_REVIEW_WELL), 1);
  ck_assert_uint_eq(cwp_review_answered(review, CWP_NONE, CWP_REVIEW_PARTLY), 1);
  ck_assert_uint_eq(cwp_review_answered(review, CWP_NONE, CWP_REVIEW_NOT_APPLICABLE), 1);
  ck_assert_uint_eq(cwp_review_answered(review, CWP_NONE, CWP_REVIEW_BLANK), 19);
  ck_assert_str_eq(cwp_record_code(pathway, cwp_review_at(review, 1)->point), "CH.barriers.2");
  ck_assert_str_eq(cwp_review_at(review, 1)->note, "=so");
  ck_assert_ptr_null(cwp_review_at(review, 23));
  cwp_review_free(review);
  review =
      parse("{\"format\":\"cwp-review\",\"format_version\":1,\"rows\":[{\"code\":\"CH.asks.1\",\"answer\":\"well\"}]}");
  ck_assert_uint_eq(cwp_review_answered(review, CWP_NONE, CWP_REVIEW_WELL), 1);
  cwp_review_free(review);
}
END_TEST

START_TEST(what_cannot_be_used_is_said_with_its_line) {
  cwp_error error = refuse("code,answer\nCH.asks.1,well\nCH.asks.99,well\n", CWP_ERROR_INVALID);
  ck_assert_uint_eq(error.line, 3);
  ck_assert_str_eq(error.message, "\"CH.asks.99\" is no point of the questionnaire");
  error = refuse("code,answer\nCH.asks.1,great\n", CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "\"great\" is no answer: well, partly, not-yet, not-applicable or nothing");
  error = refuse("code,answer\nCH.asks.1,well\nCH.asks.1,well\n", CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "CH.asks.1 stands twice");
  refuse("code,answer\nCH.recommendations.1,well\n", CWP_ERROR_INVALID);
  refuse("title\nx\n", CWP_ERROR_UNSUPPORTED);
  refuse("", CWP_ERROR_UNSUPPORTED);
  refuse("{\"format\":\"other\"}", CWP_ERROR_UNSUPPORTED);
  refuse("{\"format\":\"cwp-review\",\"format_version\":1,\"rows\":[7]}", CWP_ERROR_INVALID);
  refuse("{", CWP_ERROR_SYNTAX);
  refuse("code,answer\n\"CH.asks.1,well\n", CWP_ERROR_SYNTAX);
  ck_assert_int_eq(cwp_review_parse(NULL, "", 0, NULL, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_review_print(NULL, CWP_REVIEW_CSV, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  cwp_review_free(NULL);
  ck_assert_str_eq(cwp_review_answer_name(CWP_REVIEW_NOT_YET), "not-yet");
  ck_assert_str_eq(cwp_review_answer_name(CWP_REVIEW_ANSWER_END), "unknown");
}
END_TEST

static cwp_status print_and_read(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_review *review = NULL;
  char *text = NULL;
  size_t length = 0;
  (void)context;
  cwp_status status = cwp_review_print(cwp_edition_default(), CWP_REVIEW_CSV, allocator, &text, &length, error);
  if (status == CWP_OK)
    status = cwp_review_parse(cwp_edition_default(), text, length, "review", NULL, allocator, &review, error);
  cwp_review_free(review);
  cwp_text_free(allocator, text);
  return status;
}

static cwp_status read_json(const cwp_allocator *allocator, void *context, cwp_error *error) {
  static const char text[] = "{\"format\":\"cwp-review\",\"format_version\":1,\"rows\":[{\"code\":\"CH.asks.1\"}]}";
  cwp_review *review = NULL;
  (void)context;
  cwp_status status =
      cwp_review_parse(cwp_edition_default(), text, sizeof text - 1, "review", NULL, allocator, &review, error);
  cwp_review_free(review);
  return status;
}

START_TEST(every_allocation_may_fail) {
  failing_allocator_try_all(print_and_read, NULL, 200, 0);
  failing_allocator_try_all(read_json, NULL, 200, 1);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("review");
  TCase *reviews = suite_case(suite, "reviews");
  tcase_add_test(reviews, each_format_holds_every_point_and_is_read_back);
  tcase_add_test(reviews, answers_and_notes_are_counted_by_list);
  tcase_add_test(reviews, what_cannot_be_used_is_said_with_its_line);
  tcase_add_test(reviews, every_allocation_may_fail);
  return suite_run(suite);
}
