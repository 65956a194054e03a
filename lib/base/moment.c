/* Moments by the clocks of England. */

#include "cwp/moment.h"
#include "base/error.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 1440, HOUR = 60, FIRST_YEAR = 1996, LAST_YEAR = 2100, CHANGE_MINUTE = 60, NO_TIME = 9999 };

static int year_of(cwp_date date) {
  int year;
  cwp_date_split(date, &year, NULL, NULL);
  return year;
}

static int is_in_range(cwp_date date) {
  int year = cwp_date_is_valid(date) ? year_of(date) : 0;
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* The last Sunday of March or October; 1970-01-01 was a Thursday. */
static cwp_date last_sunday(int year, int month) {
  cwp_date last;
  if (cwp_date_make(year, month, 31, &last, NULL)) return CWP_DATE_NONE;
  return last - (last + 4) % 7;
}

/* 1 if the clocks are an hour ahead of UTC. */
static int is_summer(cwp_moment moment) {
  cwp_date utc = (cwp_date)(moment >= 0 ? moment / DAY : (moment - DAY + 1) / DAY);
  int year = year_of(utc);
  cwp_moment begins = (cwp_moment)last_sunday(year, 3) * DAY + CHANGE_MINUTE;
  cwp_moment ends = (cwp_moment)last_sunday(year, 10) * DAY + CHANGE_MINUTE;
  return moment >= begins && moment < ends;
}

/* CWP_DATE_NONE is out of range too. */
static cwp_status check_range(cwp_date date, cwp_error *error) {
  if (is_in_range(date)) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "moments are known from %d to %d", FIRST_YEAR, LAST_YEAR);
}

/* The moment that the wall clock shows as so many minutes since 1970. */
static cwp_clock from_wall(cwp_moment wall, cwp_moment *out) {
  int summer = is_summer(wall - HOUR);
  int winter = !is_summer(wall);
  *out = summer ? wall - HOUR : wall;
  if (summer && winter) return CWP_CLOCK_TWICE;
  return summer || winter ? CWP_CLOCK_PLAIN : CWP_CLOCK_SKIPPED;
}

cwp_status cwp_moment_make(cwp_date date, int minute, cwp_moment *out, cwp_clock *clock, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the moment");
  *out = CWP_MOMENT_NONE;
  cwp_status status = check_range(date, error);
  if (status) return status;
  if (minute < 0 || minute > DAY)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a day has minutes 0 to %d, not %d", DAY, minute);
  cwp_moment moment;
  cwp_clock found = from_wall((cwp_moment)date * DAY + minute, &moment);
  if (clock) *clock = found;
  if (found == CWP_CLOCK_SKIPPED) {
    char day[CWP_DATE_TEXT_SIZE];
    return cwp__fail(error, CWP_ERROR_INVALID, "there is no %02d:%02d on %s: the clocks go forward then", minute / HOUR,
                     minute % HOUR, cwp_date_format(date, day));
  }
  *out = moment;
  return CWP_OK;
}

/* Showing. */

/* Minutes since 1970 as the wall clock shows them, or CWP_MOMENT_NONE out of range. */
static cwp_moment wall_of(cwp_moment moment) {
  if (moment < (cwp_moment)CWP_DATE_MIN * DAY || moment > (cwp_moment)CWP_DATE_MAX * DAY) return CWP_MOMENT_NONE;
  cwp_moment wall = moment + (is_summer(moment) ? HOUR : 0);
  cwp_moment day = wall >= 0 ? wall / DAY : (wall - DAY + 1) / DAY;
  return is_in_range((cwp_date)day) ? wall : CWP_MOMENT_NONE;
}

cwp_date cwp_moment_date(cwp_moment moment) {
  cwp_moment wall = wall_of(moment);
  return wall == CWP_MOMENT_NONE ? CWP_DATE_NONE : (cwp_date)(wall / DAY);
}

int cwp_moment_minute(cwp_moment moment) {
  cwp_moment wall = wall_of(moment);
  return wall == CWP_MOMENT_NONE ? -1 : (int)(wall % DAY);
}

char *cwp_moment_format(cwp_moment moment, char text[CWP_MOMENT_TEXT_SIZE]) {
  char day[CWP_DATE_TEXT_SIZE];
  cwp_date date = cwp_moment_date(moment);
  int minute = cwp_moment_minute(moment);
  text[0] = '\0';
  if (date != CWP_DATE_NONE)
    (void)snprintf(text, CWP_MOMENT_TEXT_SIZE, "%sT%02d:%02d+0%d:00", cwp_date_format(date, day), minute / HOUR,
                   minute % HOUR, is_summer(moment));
  return text;
}

/* Reading. */

static int two_digits(const char *text) {
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "HH:MM" as minutes; -1 when it is not of that form, NO_TIME when there is no such minute. */
static int minutes_of(const char *text) {
  int hours = two_digits(text);
  if (hours < 0 || text[2] != ':') return -1;
  int minutes = two_digits(text + 3);
  if (minutes >= HOUR) return NO_TIME;
  return minutes < 0 ? -1 : hours * HOUR + minutes;
}

static cwp_status fail_form(const char *text, cwp_error *error) {
  return cwp__fail(error, CWP_ERROR_SYNTAX, "'%.40s' is no time of the form YYYY-MM-DDTHH:MM", text);
}

/* Reads "Z" or "+HH:MM". Returns 1, or 0 when it is neither. */
static int read_distance(const char *text, int *out) {
  *out = 0;
  if (strcmp(text, "Z") == 0) return 1;
  if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6) return 0;
  int minutes = minutes_of(text + 1);
  if (minutes < 0 || minutes > 14 * HOUR) return 0;
  *out = text[0] == '-' ? -minutes : minutes;
  return 1;
}

static cwp_status read_day(const char *text, cwp_date *date, cwp_error *error) {
  char day[CWP_DATE_TEXT_SIZE];
  memcpy(day, text, CWP_DATE_TEXT_SIZE - 1);
  day[CWP_DATE_TEXT_SIZE - 1] = '\0';
  return cwp_date_parse(day, date, error);
}

cwp_status cwp_moment_parse(const char *text, cwp_moment *out, cwp_clock *clock, cwp_error *error) {
  cwp_date date;
  int distance = 0;
  if (!text || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a text and somewhere to put the moment are needed");
  *out = CWP_MOMENT_NONE;
  if (clock) *clock = CWP_CLOCK_PLAIN;
  if (strlen(text) < 16 || (text[10] != 'T' && text[10] != ' ')) return fail_form(text, error);
  int minute = minutes_of(text + 11);
  const char *rest = text + 16;
  if (strncmp(rest, ":00", 3) == 0) rest += 3;
  if (minute < 0 || (*rest && !read_distance(rest, &distance))) return fail_form(text, error);
  cwp_status status = read_day(text, &date, error);
  if (status) return status;
  if (minute > DAY) return cwp__fail(error, CWP_ERROR_INVALID, "there is no time %.5s", text + 11);
  if (!*rest) return cwp_moment_make(date, minute, out, clock, error);
  cwp_moment moment = (cwp_moment)date * DAY + minute - distance;
  status = check_range(cwp_moment_date(moment), error);
  if (!status) *out = moment;
  return status;
}
