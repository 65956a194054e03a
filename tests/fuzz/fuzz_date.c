/* Dates: a text, then two bytes of months. */

#include "fuzz.h"

static void months(cwp_date date, int count) {
  cwp_date later = cwp_date_add_months(date, count);
  cwp_date until = cwp_date_valid_until(date, count);
  int year, month, day, later_year, later_month, later_day;
  if (later == CWP_DATE_NONE) return;
  REQUIRE(cwp_date_is_valid(later));
  REQUIRE(until == later - 1 || (later == CWP_DATE_MIN && until == CWP_DATE_NONE));
  cwp_date_split(date, &year, &month, &day);
  cwp_date_split(later, &later_year, &later_month, &later_day);
  REQUIRE(later_year * 12 + later_month == year * 12 + month + count);
  REQUIRE(later_day <= day && (later_day == day || later_day >= 28));
  REQUIRE(cwp_date_expiry(date, count, CWP_EXPIRY_UPLOAD) == until);
  cwp_date screen = cwp_date_expiry(date, count, CWP_EXPIRY_SCREEN);
  REQUIRE(screen == until || (day >= 29 && screen == until + 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char text[64];
  char again[CWP_DATE_TEXT_SIZE];
  cwp_date date = 0;
  cwp_error error = CWP_ERROR_INIT;
  size_t length = size < sizeof text ? size : sizeof text - 1;
  memcpy(text, data, length);
  text[length] = '\0';
  if (size > 2) {
    int year = data[0] * 64 + data[1];
    if (worked(cwp_date_make(year, data[2] % 16, data[size - 1] % 40, &date, &error), &error))
      REQUIRE(cwp_date_is_valid(date));
  }
  char *end = strchr(text, ' ');
  if (end) *end = '\0';
  if (!worked(cwp_date_parse(text, &date, &error), &error)) return 0;
  REQUIRE(cwp_date_is_valid(date));
  REQUIRE(strcmp(cwp_date_format(date, again), text) == 0);
  if (size >= 13) months(date, (int)data[11] * 256 + data[12] - 32768);
  return 0;
}
