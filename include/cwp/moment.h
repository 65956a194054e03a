#ifndef CWP_MOMENT_H
#define CWP_MOMENT_H

/**
 * @file moment.h
 * Moments of a shift: minutes, and the clocks of England.
 *
 * A moment counts minutes since 1970-01-01T00:00 UTC, so the length of a night in which the clocks change is what it
 * really is. People write the time that the clock on the wall shows; these functions turn one into the other. Clocks in
 * England are one hour ahead of UTC from 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of
 * October (The Summer Time Order 2002), which is applied to the years 1996 to 2100; other years are out of range.
 *
 * All functions are pure and safe from any thread.
 */

#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Minutes since 1970-01-01T00:00 UTC. */
typedef int64_t cwp_moment;

/** No moment. */
#define CWP_MOMENT_NONE INT64_MIN

/** Room for a moment as text: "YYYY-MM-DDTHH:MM+01:00" and the terminating zero. */
enum { CWP_MOMENT_TEXT_SIZE = 23 };

/** What a time on the wall was found to be. */
typedef enum cwp_clock {
  CWP_CLOCK_PLAIN = 0, /**< there is one such moment */
  CWP_CLOCK_TWICE,     /**< the clocks went back over it: of the two moments the first, in summer time, was taken */
  CWP_CLOCK_SKIPPED,   /**< the clocks went forward over it: there is no such moment */
  CWP_CLOCK_END
} cwp_clock;

/**
 * The moment at which the clocks of England show a day and a minute of the day (0 to 1440; 1440 is the midnight that
 * ends the day). `*clock`, which may be NULL, says whether that was plain. Errors, each leaving `*out` CWP_MOMENT_NONE:
 * CWP_ERROR_INVALID for a time that the clocks skip (CWP_CLOCK_SKIPPED); CWP_ERROR_ARGUMENT for a NULL, a year that is
 * out of range or a minute that is.
 */
CWP_CHECKED cwp_status cwp_moment_make(cwp_date date, int minute, cwp_moment *out, cwp_clock *clock, cwp_error *error);

/**
 * Reads "YYYY-MM-DDTHH:MM", with a space for the T if you like, seconds ":00" behind it, and then either nothing, for
 * the clocks of England, or "Z", "+01:00", "-05:30" for that distance from UTC; "24:00" ends a day. Zero-terminated.
 * Errors, each leaving `*out` CWP_MOMENT_NONE: CWP_ERROR_SYNTAX when it is not of that form, CWP_ERROR_INVALID when
 * there is no such day or time, CWP_ERROR_ARGUMENT for a NULL or a year that is out of range. `clock` may be NULL.
 */
CWP_CHECKED cwp_status cwp_moment_parse(const char *text, cwp_moment *out, cwp_clock *clock, cwp_error *error);

/** Writes "YYYY-MM-DDTHH:MM+00:00", by the clocks of England, or "" for a moment out of range; returns `text`. */
CWP_API char *cwp_moment_format(cwp_moment moment, char text[CWP_MOMENT_TEXT_SIZE]);

/** The day that calendars in England show at that moment; CWP_DATE_NONE out of range. */
CWP_API cwp_date cwp_moment_date(cwp_moment moment);

/** The minute of that day, 0 to 1439, by the clocks of England; -1 out of range. */
CWP_API int cwp_moment_minute(cwp_moment moment);

#ifdef __cplusplus
}
#endif

#endif
