#include "clock.h"

#include <time.h>

cwp_date clock_today(void) {
  time_t now = time(NULL);
  const struct tm *local = localtime(&now);
  cwp_date today = CWP_DATE_NONE;
  if (!local || cwp_date_make(local->tm_year + 1900, local->tm_mon + 1, local->tm_mday, &today, NULL) != CWP_OK)
    return CWP_DATE_NONE;
  return today;
}

double clock_seconds(void) {
  struct timespec now;
  if (timespec_get(&now, TIME_UTC) != TIME_UTC) return 0;
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
