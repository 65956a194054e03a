#include "cwp/date.h"

#include "base/date.h"
#include "base/error.h"

#include <string.h>

/*
 * Years are counted from 1 March of the year 0, so that the leap day is the last of its year and months have the same
 * beginnings in every year. 400 years have 146,097 days; 1970-01-01 is day 719,468 of that count.
 */
enum { DAYS_OF_400_YEARS = 146097, EPOCH = 719468 };

static int is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int last_day(int year, int month) {
  static const signed char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static cwp_date days_from(int year, int month, int day) {
  int from_march = month > 2 ? month - 3 : month + 9;
  int whole = month > 2 ? year : year - 1;
  int day_of_year = (153 * from_march + 2) / 5 + day - 1;
  return (cwp_date)(whole * 365 + whole / 4 - whole / 100 + whole / 400 + day_of_year - EPOCH);
}

cwp_status cwp_date_make(int year, int month, int day, cwp_date *out, cwp_error *error) {
  if (out == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the date");
  *out = CWP_DATE_NONE;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > last_day(year, month))
    return cwp__fail(error, CWP_ERROR_INVALID, "there is no day %04d-%02d-%02d", year, month, day);
  *out = days_from(year, month, day);
  return CWP_OK;
}

/* The number that `count` digits make, or -1 when one is no digit. */
static int digits(const char *text, int count) {
  int value = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

cwp_status cwp_date_parse(const char *text, cwp_date *out, cwp_error *error) {
  if (out == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the date");
  *out = CWP_DATE_NONE;
  if (text == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no text to read a date from");
  /* Lengths first: the pieces may only be looked at when they are there. */
  if (memchr(text, '\0', CWP_DATE_TEXT_SIZE) != text + CWP_DATE_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-' ||
      digits(text, 4) < 0 || digits(text + 5, 2) < 0 || digits(text + 8, 2) < 0)
    return cwp__fail(error, CWP_ERROR_SYNTAX, "a date is written YYYY-MM-DD, not \"%.40s\"", text);
  return cwp_date_make(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2), out, error);
}

int cwp__date_span(const char *text, cwp_date *first, cwp_date *last) {
  size_t length = strlen(text);
  int year = length >= 4 ? digits(text, 4) : -1;
  int month = length >= 7 && text[4] == '-' ? digits(text + 5, 2) : -1;
  if (length == 10) {
    cwp_status status = cwp_date_parse(text, first, NULL);
    *last = *first;
    return status == CWP_OK;
  }
  if (year < 1 || (length != 4 && (length != 7 || month < 1 || month > 12))) return 0;
  *first = days_from(year, length == 7 ? month : 1, 1);
  *last = length == 7 ? days_from(year, month, last_day(year, month)) : days_from(year, 12, 31);
  return 1;
}

int cwp_date_is_valid(cwp_date date) {
  return date >= CWP_DATE_MIN && date <= CWP_DATE_MAX;
}

/* For a valid date only. */
static void split(cwp_date date, int *year, int *month, int *day) {
  int days = (int)date + EPOCH;
  int era = days / DAYS_OF_400_YEARS;
  int of_era = days % DAYS_OF_400_YEARS;
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int from_march = (5 * of_year + 2) / 153;
  *day = of_year - (153 * from_march + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = era * 400 + year_of_era + (*month <= 2);
}

void cwp_date_split(cwp_date date, int *year, int *month, int *day) {
  int parts[3] = {0, 0, 0};
  if (cwp_date_is_valid(date)) split(date, &parts[0], &parts[1], &parts[2]);
  if (year != NULL) *year = parts[0];
  if (month != NULL) *month = parts[1];
  if (day != NULL) *day = parts[2];
}

static char *put_digits(char *text, int value, int count) {
  for (int i = count - 1; i >= 0; i--) {
    text[i] = (char)('0' + value % 10);
    value /= 10;
  }
  return text + count;
}

char *cwp_date_format(cwp_date date, char text[CWP_DATE_TEXT_SIZE]) {
  text[0] = '\0';
  if (!cwp_date_is_valid(date)) return text;
  int year, month, day;
  split(date, &year, &month, &day);
  char *end = put_digits(text, year, 4);
  *end++ = '-';
  end = put_digits(end, month, 2);
  *end++ = '-';
  end = put_digits(end, day, 2);
  *end = '\0';
  return text;
}

cwp_date cwp_date_add_months(cwp_date date, int months) {
  if (!cwp_date_is_valid(date)) return CWP_DATE_NONE;
  int year, month, day;
  split(date, &year, &month, &day);
  int64_t month_count = (int64_t)year * 12 + (month - 1) + months;
  if (month_count < 12 || month_count >= (int64_t)10000 * 12) return CWP_DATE_NONE;
  year = (int)(month_count / 12);
  month = (int)(month_count % 12) + 1;
  int last = last_day(year, month);
  return days_from(year, month, day < last ? day : last);
}

cwp_date cwp_date_valid_until(cwp_date from, int months) {
  cwp_date first_after = cwp_date_add_months(from, months);
  return first_after == CWP_DATE_NONE || first_after == CWP_DATE_MIN ? CWP_DATE_NONE : first_after - 1;
}

cwp_date cwp_date_expiry(cwp_date completed, int months, cwp_expiry_rule rule) {
  if (!cwp_date_is_valid(completed)) return CWP_DATE_NONE;
  int day;
  cwp_date_split(completed, NULL, NULL, &day);
  /* On the 1st the day before is a month's last, and so is the end that the screen sets: both rules say the same. */
  if (rule == CWP_EXPIRY_UPLOAD || (rule == CWP_EXPIRY_SCREEN && day == 1))
    return cwp_date_valid_until(completed, months);
  return rule == CWP_EXPIRY_SCREEN ? cwp_date_add_months(completed - 1, months) : CWP_DATE_NONE;
}
