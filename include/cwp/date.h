#ifndef CWP_DATE_H
#define CWP_DATE_H

/**
 * @file date.h
 * Civil dates of the proleptic Gregorian calendar, without clock or time zone.
 *
 * All functions are pure and safe from any thread.
 */

#include "cwp/export.h"
#include "cwp/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Days since 1970-01-01; negative before. From 0001-01-01 to 9999-12-31. */
typedef int32_t cwp_date;

/** No date: evidence that does not expire, a start that is not known. */
#define CWP_DATE_NONE INT32_MIN
#define CWP_DATE_MIN ((cwp_date)-719162) /**< 0001-01-01 */
#define CWP_DATE_MAX ((cwp_date)2932896) /**< 9999-12-31 */

/** Room for a date as text: "YYYY-MM-DD" and the terminating zero. */
enum { CWP_DATE_TEXT_SIZE = 11 };

/**
 * Makes a date of a year (1 to 9999), a month (1 to 12) and a day (1 to the month's last).
 * Errors: CWP_ERROR_INVALID when there is no such day; `*out` is then CWP_DATE_NONE. CWP_ERROR_ARGUMENT when `out` is
 * NULL.
 */
CWP_CHECKED cwp_status cwp_date_make(int year, int month, int day, cwp_date *out, cwp_error *error);

/**
 * Reads exactly "YYYY-MM-DD", a zero-terminated text.
 * Errors: CWP_ERROR_SYNTAX when it is not of that form, CWP_ERROR_INVALID when there is no such day; `*out` is then
 * CWP_DATE_NONE. CWP_ERROR_ARGUMENT when `text` or `out` is NULL.
 */
CWP_CHECKED cwp_status cwp_date_parse(const char *text, cwp_date *out, cwp_error *error);

/** Splits a date; any of the outputs may be NULL. All are 0 for CWP_DATE_NONE or a date out of range. */
CWP_API void cwp_date_split(cwp_date date, int *year, int *month, int *day);

/** Writes "YYYY-MM-DD" into `text`, or "" for CWP_DATE_NONE or a date out of range; returns `text`. */
CWP_API char *cwp_date_format(cwp_date date, char text[CWP_DATE_TEXT_SIZE]);

/** 1 if the date is within CWP_DATE_MIN and CWP_DATE_MAX, 0 otherwise (so also for CWP_DATE_NONE). */
CWP_API int cwp_date_is_valid(cwp_date date);

/**
 * The same day of the month so many months later (or earlier, for a negative count). Where that month is shorter, its
 * last day: 31 January + 1 month = 28 or 29 February. CWP_DATE_NONE when the date is not valid or the result is out of
 * range.
 */
CWP_API cwp_date cwp_date_add_months(cwp_date date, int months);

/**
 * The last day on which something holds that was done on `from` and is valid for `months` months: the day before
 * cwp_date_add_months(from, months). Done on 1 March 2025 and valid for 12 months: until 28 February 2026. This is the
 * rule by which the national data set's bulk upload sets an expiry. CWP_DATE_NONE as for cwp_date_add_months.
 */
CWP_API cwp_date cwp_date_valid_until(cwp_date from, int months);

/**
 * How an expiry follows from a day of completion and a validity in months. The national data set has two ways, which
 * agree but for completions on the 29th to the 31st; what a file was written by decides which one to expect there.
 */
typedef enum cwp_expiry_rule {
  CWP_EXPIRY_UPLOAD = 0, /**< as the bulk upload: the months are added, then a day is taken off (cwp_date_valid_until).
                              Completed on 31 March for six months: until 29 September */
  CWP_EXPIRY_SCREEN,     /**< as the screen: a day is taken off, then the months are added; completed on the 1st, it is
                              the month's last day. Completed on 31 March for six months: until 30 September */
  CWP_EXPIRY_RULE_END
} cwp_expiry_rule;

/**
 * The last day on which something holds that was completed on `completed` and is valid for `months` months, by that
 * rule. CWP_DATE_NONE as for cwp_date_add_months, and for a rule that is none of the enumeration.
 */
CWP_API cwp_date cwp_date_expiry(cwp_date completed, int months, cwp_expiry_rule rule);

#ifdef __cplusplus
}
#endif

#endif
