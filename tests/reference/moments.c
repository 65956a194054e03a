/*
 * Turns moment after moment, so that another reckoning of England's clocks can be held against the library. It uses the
 * public API only. Standard input holds one a line, standard output one answer a line:
 *
 *   YYYY-MM-DDTHH:MM   what a clock on the wall shows: minutes since 1970 in UTC, and "plain" or "twice"; or "skipped"
 *   1234567            minutes since 1970 in UTC: the moment as text, the day, and the minute of the day
 *
 * Anything else is answered with the status's name.
 */

#include "cwp/cwp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 100 };

static void answer_wall(const char *text) {
  cwp_moment moment;
  cwp_clock clock;
  cwp_status status = cwp_moment_parse(text, &moment, &clock, NULL);
  if (status == CWP_ERROR_INVALID && clock == CWP_CLOCK_SKIPPED)
    puts("skipped");
  else if (status)
    puts(cwp_status_name(status));
  else
    printf("%" PRId64 " %s\n", moment, clock == CWP_CLOCK_TWICE ? "twice" : "plain");
}

static void answer_moment(cwp_moment moment) {
  char text[CWP_MOMENT_TEXT_SIZE], day[CWP_DATE_TEXT_SIZE];
  printf("%s %s %d\n", cwp_moment_format(moment, text), cwp_date_format(cwp_moment_date(moment), day),
         cwp_moment_minute(moment));
}

int main(void) {
  char line[LINE_SIZE];
  while (fgets(line, sizeof line, stdin)) {
    char *end;
    line[strcspn(line, "\n")] = '\0';
    long long number = strtoll(line, &end, 10);
    if (*line && !*end)
      answer_moment(number);
    else
      answer_wall(line);
  }
  return ferror(stdin) || fflush(stdout) ? 3 : 0;
}
