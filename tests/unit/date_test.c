/* Dates, against a calendar that is counted day by day. */

#include "cwp/date.h"

#include "base/date.h"
#include "support/outside.h"
#include "support/suite.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The length of a month by the rule as it is taught. */
static int month_days(int year, int month) {
  switch (month) {
  case 4:
  case 6:
  case 9:
  case 11:
    return 30;
  case 2:
    if (year % 400 == 0) return 29;
    if (year % 100 == 0) return 28;
    return year % 4 == 0 ? 29 : 28;
  default:
    return 31;
  }
}

/* Every first of a month, counted from 0001-01-01; [1][1] is the first month. */
static cwp_date first_of[10000][13];

static void count_calendar(void) {
  cwp_date date = -719162; /* 1970 years earlier, less the years' lengths: an almanac's number, not computed here */
  for (int year = 1; year <= 9999; year++)
    for (int month = 1; month <= 12; month++) {
      first_of[year][month] = date;
      date += month_days(year, month);
    }
  ck_assert_int_eq(first_of[1970][1], 0);
  ck_assert_int_eq(first_of[2000][1], 10957);
  ck_assert_int_eq(date - 1, CWP_DATE_MAX);
}

static void check_round_trip(int year, int month, int day) {
  cwp_date wanted = first_of[year][month] + day - 1;
  char text[32];
  char shown[CWP_DATE_TEXT_SIZE];
  snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  cwp_date made, parsed;
  int y, m, d;
  if (cwp_date_make(year, month, day, &made, NULL) != CWP_OK || made != wanted) ck_abort_msg("make %s", text);
  if (cwp_date_parse(text, &parsed, NULL) != CWP_OK || parsed != wanted) ck_abort_msg("parse %s", text);
  cwp_date_split(wanted, &y, &m, &d);
  if (y != year || m != month || d != day) ck_abort_msg("split %s", text);
  if (strcmp(cwp_date_format(wanted, shown), text) != 0) ck_abort_msg("format %s", text);
}

START_TEST(every_date_comes_back) {
  count_calendar();
  for (int year = 1; year <= 9999; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= month_days(year, month); day++)
        check_round_trip(year, month, day);
}
END_TEST

START_TEST(days_that_are_not_there_are_refused) {
  for (int year = 0; year <= 10000; year++)
    for (int month = 0; month <= 13; month++)
      for (int day = 0; day <= 32; day++) {
        int is_there = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1;
        if (is_there) is_there = day <= month_days(year, month);
        cwp_date date = 7;
        cwp_status status = cwp_date_make(year, month, day, &date, NULL);
        if (is_there ? status != CWP_OK : status != CWP_ERROR_INVALID || date != CWP_DATE_NONE)
          ck_abort_msg("%d-%d-%d: %s", year, month, day, cwp_status_name(status));
      }
  cwp_date date;
  ck_assert_int_eq(cwp_date_make(INT_MAX, INT_MAX, INT_MAX, &date, NULL), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_date_make(INT_MIN, INT_MIN, INT_MIN, &date, NULL), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_date_make(2025, 1, 1, NULL, NULL), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(other_forms_are_refused) {
  static const char *const texts[] = {
      "",
      "2",
      "2025",
      "2025-01-0",
      "2025-01-011",
      "2025/01/01",
      "2025-1-1",
      " 2025-01-01",
      "2025-01-01 ",
      "01/02/2025",
      "2025-01-0x",
      "-025-01-01",
      "+025-01-01",
      "2025-01-1\n",
      "20250101",
      "2025-01--1",
      "2025-+1-01",
      "2025-01-01T00:00",
      "\xd9\xa2\xd9\xa0-01-01",
      "2025:01-01",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    cwp_date date = 7;
    cwp_error error = CWP_ERROR_INIT;
    ck_assert_msg(cwp_date_parse(texts[i], &date, &error) == CWP_ERROR_SYNTAX, "\"%s\"", texts[i]);
    ck_assert_int_eq(date, CWP_DATE_NONE);
    ck_assert_int_eq(error.code, CWP_ERROR_SYNTAX);
    ck_assert_ptr_nonnull(strstr(error.message, "YYYY-MM-DD"));
  }
  cwp_date date;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_date_parse("2025-02-29", &date, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "there is no day 2025-02-29");
  ck_assert_int_eq(cwp_date_parse("0000-01-01", &date, &error), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_date_parse("2025-00-10", &date, &error), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_date_parse("2025-10-00", &date, &error), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_date_parse(NULL, &date, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_date_parse("2025-01-01", NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(dates_out_of_range_have_no_parts) {
  static const cwp_date dates[] = {CWP_DATE_NONE, CWP_DATE_MIN - 1, CWP_DATE_MAX + 1, INT32_MAX};
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
    int year = 1, month = 1, day = 1;
    char text[CWP_DATE_TEXT_SIZE] = "x";
    cwp_date_split(dates[i], &year, &month, &day);
    ck_assert_int_eq(year + month + day, 0);
    ck_assert_str_eq(cwp_date_format(dates[i], text), "");
    ck_assert_int_eq(cwp_date_is_valid(dates[i]), 0);
    ck_assert_int_eq(cwp_date_add_months(dates[i], 0), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_valid_until(dates[i], 1), CWP_DATE_NONE);
  }
  ck_assert_int_eq(cwp_date_is_valid(CWP_DATE_MIN), 1);
  ck_assert_int_eq(cwp_date_is_valid(CWP_DATE_MAX), 1);
  cwp_date_split(0, NULL, NULL, NULL);
}
END_TEST

/* Steps to the month `months` later one by one; 0 when that leaves the calendar. */
static int step_months(int *year, int *month, int months) {
  for (; months > 0; months--)
    if (++*month == 13) {
      *month = 1;
      ++*year;
    }
  for (; months < 0; months++)
    if (--*month == 0) {
      *month = 12;
      --*year;
    }
  return *year >= 1 && *year <= 9999;
}

/* The last day of validity as one would find it in a diary: the day before the same day, or before the month's last. */
static cwp_date diary_until(int year, int month, int day) {
  int last = month_days(year, month);
  if (day > last) return first_of[year][month] + last - 2;
  if (day > 1) return first_of[year][month] + day - 2;
  if (month > 1) return first_of[year][month - 1] + month_days(year, month - 1) - 1;
  return year > 1 ? first_of[year - 1][12] + 30 : CWP_DATE_NONE;
}

static void check_months(int year, int month, int day, int months) {
  cwp_date from = first_of[year][month] + day - 1;
  int to_year = year, to_month = month;
  cwp_date later = CWP_DATE_NONE, until = CWP_DATE_NONE;
  if (step_months(&to_year, &to_month, months)) {
    int last = month_days(to_year, to_month);
    later = first_of[to_year][to_month] + (day < last ? day : last) - 1;
    until = diary_until(to_year, to_month, day);
  }
  if (cwp_date_add_months(from, months) != later) ck_abort_msg("%d-%d-%d + %d months", year, month, day, months);
  if (cwp_date_valid_until(from, months) != until) ck_abort_msg("%d-%d-%d for %d months", year, month, day, months);
}

START_TEST(months_later_by_every_day_of_leap_and_common_years) {
  static const int years[] = {1, 2, 3, 4, 5, 1899, 1900, 1999, 2000, 2023, 2024, 2025, 2100, 9995, 9996, 9998, 9999};
  count_calendar();
  for (size_t i = 0; i < sizeof years / sizeof *years; i++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= month_days(years[i], month); day++)
        for (int months = -61; months <= 121; months++)
          check_months(years[i], month, day, months);
}
END_TEST

START_TEST(months_later_by_every_month_end) {
  count_calendar();
  for (int year = 1; year <= 9999; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 28; day <= month_days(year, month); day++)
        for (int months = -13; months <= 37; months += 1)
          check_months(year, month, day, months);
}
END_TEST

START_TEST(months_out_of_range) {
  static const int months[] = {INT_MIN, INT_MIN + 1, -12 * 10000, 12 * 10000, INT_MAX - 1, INT_MAX};
  for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
    ck_assert_int_eq(cwp_date_add_months(0, months[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_valid_until(CWP_DATE_MAX, months[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_valid_until(CWP_DATE_MIN, months[i]), CWP_DATE_NONE);
  }
  ck_assert_int_eq(cwp_date_valid_until(CWP_DATE_MIN, 0), CWP_DATE_NONE);
  ck_assert_int_eq(cwp_date_valid_until(0, 0), -1);
}
END_TEST

/* The month's last day `months` after the month of that date, by stepping through the calendar. */
static cwp_date month_end(int year, int month, int months) {
  if (!step_months(&year, &month, months)) return CWP_DATE_NONE;
  return first_of[year][month] + month_days(year, month) - 1;
}

/* The screen's rule word by word: a day earlier, so many months later, the month's last day if completed on the 1st. */
static cwp_date screen_until(int year, int month, int day, int months) {
  if (day == 1) return month_end(year, month, months - 1);
  if (!step_months(&year, &month, months)) return CWP_DATE_NONE;
  int last = month_days(year, month);
  return first_of[year][month] + (day - 1 < last ? day - 1 : last) - 1;
}

START_TEST(expiry_by_two_rules_on_every_day) {
  static const int years[] = {2, 4, 1899, 1900, 2000, 2024, 2025, 2026, 2027, 2100, 9990};
  count_calendar();
  for (size_t i = 0; i < sizeof years / sizeof *years; i++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= month_days(years[i], month); day++)
        for (int months = -12; months <= 61; months++) {
          cwp_date completed = first_of[years[i]][month] + day - 1;
          cwp_date upload = cwp_date_expiry(completed, months, CWP_EXPIRY_UPLOAD);
          cwp_date screen = cwp_date_expiry(completed, months, CWP_EXPIRY_SCREEN);
          if (upload != cwp_date_valid_until(completed, months) || screen != screen_until(years[i], month, day, months))
            ck_abort_msg("%d-%d-%d for %d months", years[i], month, day, months);
        }
}
END_TEST

/* The validities that are usual, in months: with 9 in place of 3, or 60 of one of the years, the count is the same. */
static const int usual[] = {1, 3, 6, 12, 18, 24, 36};

START_TEST(the_two_rules_differ_at_month_ends_only) {
  int cases = 0, different = 0;
  cwp_date first, last;
  ck_assert_int_eq(cwp_date_make(2024, 1, 1, &first, NULL), CWP_OK);
  ck_assert_int_eq(cwp_date_make(2027, 12, 31, &last, NULL), CWP_OK);
  for (cwp_date completed = first; completed <= last; completed++)
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
      int day;
      cases++;
      if (cwp_date_expiry(completed, usual[i], CWP_EXPIRY_UPLOAD) ==
          cwp_date_expiry(completed, usual[i], CWP_EXPIRY_SCREEN))
        continue;
      different++;
      cwp_date_split(completed, NULL, NULL, &day);
      ck_assert_int_ge(day, 29);
    }
  ck_assert_int_eq(cases, 10227);
  ck_assert_int_eq(different, 103);
}
END_TEST

START_TEST(expiry_that_there_is_not) {
  static const cwp_expiry_rule rules[] = {CWP_EXPIRY_UPLOAD, CWP_EXPIRY_SCREEN};
  for (size_t i = 0; i < 2; i++) {
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_NONE, 1, rules[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MAX + 1, 1, rules[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MAX, 1, rules[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MAX, INT_MAX, rules[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MIN, 0, rules[i]), CWP_DATE_NONE);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MIN, 1, rules[i]), CWP_DATE_MIN + 30);
    ck_assert_int_eq(cwp_date_expiry(CWP_DATE_MIN, INT_MIN, rules[i]), CWP_DATE_NONE);
  }
  ck_assert_int_eq(cwp_date_expiry(0, 1, CWP_EXPIRY_RULE_END), CWP_DATE_NONE);
}
END_TEST

START_TEST(expiry_as_the_national_service_sets_it) {
  FILE *file = outside_open("ascwds/observed_expiry_bulk_vs_screen.csv");
  if (file == NULL) return;
  char line[256];
  int rows = 0;
  ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file) != NULL) {
    char done[16], months[16], until[2][16], shown[CWP_DATE_TEXT_SIZE];
    ck_assert_int_eq(sscanf(line, "%15[^,],%15[^,],%15[^,],%15[0-9-]", done, months, until[0], until[1]), 4);
    cwp_date from;
    ck_assert_int_eq(cwp_date_parse(done, &from, NULL), CWP_OK);
    for (int rule = CWP_EXPIRY_UPLOAD; rule < CWP_EXPIRY_RULE_END; rule++) {
      cwp_date_format(cwp_date_expiry(from, (int)strtol(months, NULL, 10), (cwp_expiry_rule)rule), shown);
      ck_assert_msg(strcmp(shown, until[rule]) == 0, "%s for %s months by rule %d: %s, not %s", done, months, rule,
                    shown, until[rule]);
    }
    rows++;
  }
  fclose(file);
  ck_assert_int_gt(rows, 0);
}
END_TEST

START_TEST(a_date_may_be_known_to_the_month_or_year_only) {
  static const struct {
    const char *text, *first, *last;
  } spans[] = {{"2026", "2026-01-01", "2026-12-31"},    {"2026-02", "2026-02-01", "2026-02-28"},
               {"2024-02", "2024-02-01", "2024-02-29"}, {"2026-11-21", "2026-11-21", "2026-11-21"},
               {"9999-12", "9999-12-01", "9999-12-31"}, {"0001", "0001-01-01", "0001-12-31"}};
  static const char *const others[] = {"",           "202",        "20260",   "2026-",      "2026-1",
                                       "2026-13",    "2026-00",    "0000",    "2026/02",    "x026",
                                       "2026-02-30", "2026-02-1x", "2026-0x", "2026-02-011"};
  cwp_date first, last;
  char text[CWP_DATE_TEXT_SIZE];
  for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
    ck_assert(cwp__date_span(spans[i].text, &first, &last));
    ck_assert_str_eq(cwp_date_format(first, text), spans[i].first);
    ck_assert_str_eq(cwp_date_format(last, text), spans[i].last);
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    ck_assert_msg(!cwp__date_span(others[i], &first, &last), "%s", others[i]);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("date");
  TCase *tcase = suite_case(suite, "date");
  tcase_add_test(tcase, every_date_comes_back);
  tcase_add_test(tcase, days_that_are_not_there_are_refused);
  tcase_add_test(tcase, other_forms_are_refused);
  tcase_add_test(tcase, dates_out_of_range_have_no_parts);
  tcase_add_test(tcase, months_later_by_every_day_of_leap_and_common_years);
  tcase_add_test(tcase, months_later_by_every_month_end);
  tcase_add_test(tcase, months_out_of_range);
  tcase_add_test(tcase, expiry_by_two_rules_on_every_day);
  tcase_add_test(tcase, the_two_rules_differ_at_month_ends_only);
  tcase_add_test(tcase, expiry_that_there_is_not);
  tcase_add_test(tcase, expiry_as_the_national_service_sets_it);
  tcase_add_test(tcase, a_date_may_be_known_to_the_month_or_year_only);
  return suite_run(suite);
}
