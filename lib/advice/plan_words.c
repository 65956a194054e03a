/* Names of what plans tell of, and the sentence on a claim. */

#include "advice/plan.h"

#include <stdio.h>

static const char *name_at(const char *const *names, unsigned end, unsigned value) {
  return value < end ? names[value] : "unknown";
}

const char *cwp_gap_fate_name(cwp_gap_fate fate) {
  static const char *const names[CWP_GAP_FATE_END] = {"covered",  "under-way", "left",     "barred",
                                                      "too-weak", "in-part",   "no-course"};
  return name_at(names, CWP_GAP_FATE_END, (unsigned)fate);
}

const char *cwp_bar_name(cwp_bar bar) {
  static const char *const names[CWP_BAR_END] = {"late",          "no-start",     "not-funded",
                                                 "hours-unknown", "cost-unknown", "after"};
  return name_at(names, CWP_BAR_END, (unsigned)bar);
}

const char *cwp_claim_state_name(cwp_claim_state state) {
  static const char *const names[CWP_CLAIM_STATE_END] = {"in-time", "too-late", "no-day"};
  return name_at(names, CWP_CLAIM_STATE_END, (unsigned)state);
}

/* What opens a claim's window. */
static const char *reason_of(const cwp_claim *claim) {
  if (claim->percent == 100 || claim->part == 2) return "once it is completed";
  return "once it is paid for and started";
}

/* What becomes of it on the days on which claims are sent in. */
static void write_end(const cwp_claim *claim, char *text, size_t capacity) {
  char day[CWP_DATE_TEXT_SIZE];
  cwp_date_format(claim->on, day);
  if (claim->state == CWP_CLAIM_NO_DAY)
    snprintf(text, capacity, "; no day on which claims are sent in comes then, so it is missed");
  else if (claim->state == CWP_CLAIM_TOO_LATE)
    snprintf(text, capacity, "; the next day on which claims are sent in, %s, is too late", day);
  else if (claim->on != CWP_DATE_NONE)
    snprintf(text, capacity, "; it is sent in on %s", day);
  else
    *text = '\0';
}

size_t cwp_plan_claim_why(const cwp_plan *self, size_t index, char *text, size_t capacity) {
  const cwp_claim *claim = cwp_plan_claim_at(self, index);
  char from[CWP_DATE_TEXT_SIZE], until[CWP_DATE_TEXT_SIZE], end[128];
  if (text && capacity) *text = '\0';
  if (!claim) return 0;
  write_end(claim, end, sizeof end);
  int length =
      snprintf(text, text ? capacity : 0, "%lld.%02d pounds, %d per cent, can be claimed from %s to %s, %s%s.",
               (long long)(claim->amount / 100), (int)(claim->amount % 100), claim->percent,
               cwp_date_format(claim->from, from), cwp_date_format(claim->until, until), reason_of(claim), end);
  return length > 0 ? (size_t)length : 0;
}
