#ifndef CWP_EXCHANGE_MATRIX_DAY_H
#define CWP_EXCHANGE_MATRIX_DAY_H

/*
 * Days as people write them: 31/03/2025, 31-3-25, 31.3.2025, 31 Mar 2025, 31st March 2025, March 31, 2025, 2025-03-31,
 * 20250331, a spreadsheet's serial number 45747, each with a time of day behind it or not; March 2025, Mar-25, 03/2025,
 * 2025-03; 2025; 12/5 and 12 May, without a year.
 */

#include "cwp/date.h"

#include <stddef.h>

typedef enum cwp__precision {
  CWP__PRECISION_DAY,
  CWP__PRECISION_MONTH,
  CWP__PRECISION_YEAR,
  CWP__PRECISION_NO_YEAR /* day and month alone */
} cwp__precision;

/* Which of two numbers is the day. */
typedef enum cwp__day_order {
  CWP__ORDER_CLEAR,       /* it cannot be mistaken, or both are the same */
  CWP__ORDER_DAY_FIRST,   /* the first is no month */
  CWP__ORDER_MONTH_FIRST, /* the second is no month */
  CWP__ORDER_EITHER       /* either could be: `day` and `month` are as day-first has them */
} cwp__day_order;

typedef struct cwp__day {
  int year;
  int month;
  int day;
  cwp__precision precision;
  cwp__day_order order;
} cwp__day;

/* Reads a day at the beginning of a text. Returns the bytes that it takes, 0 if there is none. */
size_t cwp__day_read(const char *text, size_t length, cwp__day *out);

/* The day of a spreadsheet's serial number, days since the end of 1899; CWP_DATE_NONE outside 20000 to 79999. */
cwp_date cwp__day_of_serial(double serial);

/* First and last day of what was read. Returns 0 if there is no such day, or no year. */
int cwp__day_settle(const cwp__day *day, int month_first, cwp_date *first, cwp_date *last);

/* The day of a day and month without a year: the next one on or after `on`. CWP_DATE_NONE if there is none. */
cwp_date cwp__day_after(const cwp__day *day, int month_first, cwp_date on);

#endif
