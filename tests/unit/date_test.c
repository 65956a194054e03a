/* Dates, against a calendar that is counted day by day. */

#include "cwp/date.h"

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

START_TEST(expiry_as_the_bulk_upload_sets_it) {
  FILE *file = outside_open("ascwds/observed_expiry_bulk_vs_screen.csv");
  if (file == NULL) return;
  char line[256];
  int rows = 0;
  ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file) != NULL) {
    char done[16], until[16], shown[CWP_DATE_TEXT_SIZE];
    char months[16];
    ck_assert_int_eq(sscanf(line, "%15[^,],%15[^,],%15[^,],", done, months, until), 3);
    cwp_date from;
    ck_assert_int_eq(cwp_date_parse(done, &from, NULL), CWP_OK);
    cwp_date_format(cwp_date_valid_until(from, (int)strtol(months, NULL, 10)), shown);
    ck_assert_msg(strcmp(shown, until) == 0, "%s for %s months: %s, not %s", done, months, until, shown);
    rows++;
  }
  fclose(file);
  ck_assert_int_gt(rows, 0);
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
  tcase_add_test(tcase, expiry_as_the_bulk_upload_sets_it);
  return suite_run(suite);
}
