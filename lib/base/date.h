#ifndef CWP_BASE_DATE_H
#define CWP_BASE_DATE_H

#include "cwp/date.h"

/* Reads a date as exact as it is known, "YYYY", "YYYY-MM" or "YYYY-MM-DD", into its first and last day. Returns 1, or 0
   when it is not of that form or there is no such month or day. */
int cwp__date_span(const char *text, cwp_date *first, cwp_date *last);

#endif
