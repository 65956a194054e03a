#include "cwp/moment.h"

#include "support/suite.h"

static cwp_error error;

static void expect(const char *text, const char *shown, cwp_clock wanted) {
  char found[CWP_MOMENT_TEXT_SIZE];
  cwp_moment moment;
  cwp_clock clock = CWP_CLOCK_END;
  ck_assert_msg(cwp_moment_parse(text, &moment, &clock, &error) == CWP_OK, "%s: %s", text, error.message);
  ck_assert_str_eq(cwp_moment_format(moment, found), shown);
  ck_assert_int_eq(clock, wanted);
}

static void refuse(const char *text, cwp_status status, const char *message) {
  cwp_moment moment = 0;
  ck_assert_msg(cwp_moment_parse(text, &moment, NULL, &error) == status, "%s", text);
  ck_assert_msg(moment == CWP_MOMENT_NONE, "%s", text);
  ck_assert_str_eq(error.message, message);
}

START_TEST(reads_what_clocks_show) {
  expect("2026-11-21T22:00", "2026-11-21T22:00+00:00", CWP_CLOCK_PLAIN);
  expect("2026-06-21 07:30:00", "2026-06-21T07:30+01:00", CWP_CLOCK_PLAIN);
  expect("2026-06-21T24:00", "2026-06-22T00:00+01:00", CWP_CLOCK_PLAIN);
  expect("2026-06-21T06:30Z", "2026-06-21T07:30+01:00", CWP_CLOCK_PLAIN);
  expect("2026-06-21T06:30:00-05:30", "2026-06-21T13:00+01:00", CWP_CLOCK_PLAIN);
  expect("1996-01-01T00:00", "1996-01-01T00:00+00:00", CWP_CLOCK_PLAIN);
  expect("2100-12-31T23:59", "2100-12-31T23:59+00:00", CWP_CLOCK_PLAIN);
}

START_TEST(knows_when_clocks_change) {
  expect("2026-03-29T00:59", "2026-03-29T00:59+00:00", CWP_CLOCK_PLAIN);
  expect("2026-03-29T02:00", "2026-03-29T02:00+01:00", CWP_CLOCK_PLAIN);
  refuse("2026-03-29T01:00", CWP_ERROR_INVALID, "there is no 01:00 on 2026-03-29: the clocks go forward then");
  refuse("2026-03-29T01:59", CWP_ERROR_INVALID, "there is no 01:59 on 2026-03-29: the clocks go forward then");
  expect("2026-10-25T00:59", "2026-10-25T00:59+01:00", CWP_CLOCK_PLAIN);
  expect("2026-10-25T01:00", "2026-10-25T01:00+01:00", CWP_CLOCK_TWICE);
  expect("2026-10-25T01:59", "2026-10-25T01:59+01:00", CWP_CLOCK_TWICE);
  expect("2026-10-25T01:30+00:00", "2026-10-25T01:30+00:00", CWP_CLOCK_PLAIN);
  expect("2026-10-25T02:00", "2026-10-25T02:00+00:00", CWP_CLOCK_PLAIN);
}

START_TEST(refuses_what_is_no_time) {
  refuse("", CWP_ERROR_SYNTAX, "'' is no time of the form YYYY-MM-DDTHH:MM");
  refuse("2026-11-21", CWP_ERROR_SYNTAX, "'2026-11-21' is no time of the form YYYY-MM-DDTHH:MM");
  refuse("21/11/2026 22:00", CWP_ERROR_SYNTAX, "a date is written YYYY-MM-DD, not \"21/11/2026\"");
  refuse("2026-11-21T22:00:30", CWP_ERROR_SYNTAX, "'2026-11-21T22:00:30' is no time of the form YYYY-MM-DDTHH:MM");
  refuse("2026-11-21T22:00+1:00", CWP_ERROR_SYNTAX, "'2026-11-21T22:00+1:00' is no time of the form YYYY-MM-DDTHH:MM");
  refuse("2026-11-21T22:60", CWP_ERROR_INVALID, "there is no time 22:60");
  refuse("2026-11-21T22:75", CWP_ERROR_INVALID, "there is no time 22:75");
  refuse("2026-11-21T22:00+01:60", CWP_ERROR_SYNTAX,
         "'2026-11-21T22:00+01:60' is no time of the form YYYY-MM-DDTHH:MM");
  refuse("2026-11-21T24:01", CWP_ERROR_INVALID, "there is no time 24:01");
  refuse("1995-12-31T23:59", CWP_ERROR_ARGUMENT, "moments are known from 1996 to 2100");
  refuse("2101-01-01T00:00", CWP_ERROR_ARGUMENT, "moments are known from 1996 to 2100");
  refuse("2100-12-31T24:00-01:00", CWP_ERROR_ARGUMENT, "moments are known from 1996 to 2100");
  ck_assert_int_eq(cwp_moment_parse(NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}

START_TEST(lasts_as_long_as_it_does) {
  cwp_moment start, end;
  ck_assert_int_eq(cwp_moment_parse("2026-10-24T22:00", &start, NULL, &error), CWP_OK);
  ck_assert_int_eq(cwp_moment_parse("2026-10-25T07:00", &end, NULL, &error), CWP_OK);
  ck_assert_int_eq((int)(end - start), 10 * 60);
  ck_assert_int_eq(cwp_moment_parse("2026-03-28T22:00", &start, NULL, &error), CWP_OK);
  ck_assert_int_eq(cwp_moment_parse("2026-03-29T07:00", &end, NULL, &error), CWP_OK);
  ck_assert_int_eq((int)(end - start), 8 * 60);
}

START_TEST(is_made_of_days_and_minutes) {
  cwp_moment moment;
  cwp_date day;
  cwp_clock clock;
  char text[CWP_MOMENT_TEXT_SIZE];
  ck_assert_int_eq(cwp_date_make(2026, 7, 1, &day, &error), CWP_OK);
  ck_assert_int_eq(cwp_moment_make(day, 1440, &moment, &clock, &error), CWP_OK);
  ck_assert_str_eq(cwp_moment_format(moment, text), "2026-07-02T00:00+01:00");
  ck_assert_int_eq(cwp_moment_date(moment), day + 1);
  ck_assert_int_eq(cwp_moment_minute(moment), 0);
  ck_assert_int_eq(cwp_moment_minute(moment - 1), 1439);
  ck_assert_int_eq(cwp_moment_make(day, 1441, &moment, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_moment_make(day, -1, &moment, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_moment_make(CWP_DATE_NONE, 0, &moment, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_moment_make(day, 0, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  const cwp_moment outside[] = {CWP_MOMENT_NONE, INT64_MAX, -1};
  for (size_t i = 0; i < 3; i++) {
    ck_assert_str_eq(cwp_moment_format(outside[i], text), "");
    ck_assert_int_eq(cwp_moment_date(outside[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_moment_minute(outside[i]), -1);
  }
}

int main(void) {
  Suite *suite = suite_create("moment");
  TCase *tcase = suite_case(suite, "moment");
  tcase_add_test(tcase, reads_what_clocks_show);
  tcase_add_test(tcase, knows_when_clocks_change);
  tcase_add_test(tcase, refuses_what_is_no_time);
  tcase_add_test(tcase, lasts_as_long_as_it_does);
  tcase_add_test(tcase, is_made_of_days_and_minutes);
  return suite_run(suite);
}
