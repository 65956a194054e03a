/* What a workplace says of delegated healthcare, the pathway, training, pay and other terms. */

#include "exchange/asc_workplace.h"

#include <string.h>

static void report(const cwp__row *row, cwp__rule rule, cwp__workplace_column column) {
  cwp__row_report(row, rule, column, NULL);
}

static int is_one_of(cwp__span cell, const char *const *words) {
  for (; *words != NULL; words++)
    if (cwp__span_is(cell, *words)) return 1;
  return 0;
}

static const char *const yes_no_unknown[] = {"1", "2", "999", NULL};

static int service_has(const cwp__row *row, const cwp__workplace *workplace, unsigned mark) {
  return cwp__codes_marked(row->codes, CWP__DATASET_SERVICE, workplace->service, mark);
}

/* Delegated healthcare. */

static void check_activities(const cwp__row *row) {
  enum { LAST_ACTIVITY = 8 };
  const cwp__workplace_column column = CWP__WORKPLACE_DHAACTIVITIES;
  if (!cwp__row_has(row, column)) return;
  if (!cwp__span_is(row->cells[CWP__WORKPLACE_DHA], "1")) {
    report(row, CWP__RULE_WORKPLACE_DHAACTIVITIES_NOT_NEEDED, column);
    return;
  }
  cwp__items items;
  cwp__workplace_items(row, column, &items);
  if (items.count == 1 && cwp__span_is(items.at[0], "999")) return;
  for (size_t i = 0; i < items.count; i++) {
    cwp__number activity = cwp__asc_number(items.at[i]);
    int is_known = activity.form == CWP__NUMBER_EXACT && activity.value >= 1 && activity.value <= LAST_ACTIVITY;
    if (!is_known) cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_DHAACTIVITIES_UNKNOWN, column, items.at[i]);
  }
}

static void check_healthcare(const cwp__row *row, cwp__workplace *workplace) {
  const cwp__workplace_column column = CWP__WORKPLACE_DHA;
  if (cwp__row_has(row, column)) {
    int is_known_service = service_has(row, workplace, CWP__MARK_KNOWN);
    if (!is_one_of(row->cells[column], yes_no_unknown))
      report(row, CWP__RULE_WORKPLACE_DHA_UNKNOWN, column);
    else if (is_known_service && !service_has(row, workplace, CWP__MARK_HEALTHCARE))
      report(row, CWP__RULE_WORKPLACE_DHA_MAINSERVICE, column);
    else
      workplace->healthcare = cwp__asc_number(row->cells[column]).value;
  }
  check_activities(row);
}

/* The pathway. */

/* Looks at the reasons behind 1; returns 1 if the tenth, something else, is among them. */
static int check_reasons(const cwp__row *row, const cwp__items *items) {
  enum { LAST_REASON = 10 };
  unsigned seen = 0;
  for (size_t i = 1; i < items->count; i++) {
    cwp__number reason = cwp__asc_number(items->at[i]);
    int is_known = reason.form == CWP__NUMBER_EXACT && reason.value >= 1 && reason.value <= LAST_REASON;
    if (!is_known) {
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_CWPUSE_REASON_UNKNOWN, CWP__WORKPLACE_CWPUSE, items->at[i]);
      continue;
    }
    if ((seen >> reason.value & 1) != 0)
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_CWPUSE_REASON_REPEATED, CWP__WORKPLACE_CWPUSE, items->at[i]);
    seen |= 1U << reason.value;
  }
  return (seen >> LAST_REASON & 1) != 0;
}

/* Returns 1 if the use of the pathway is explained in words. */
static int check_use(const cwp__row *row) {
  const cwp__workplace_column column = CWP__WORKPLACE_CWPUSE;
  if (!cwp__row_has(row, column)) return 0;
  cwp__items items;
  cwp__workplace_items(row, column, &items);
  if (!is_one_of(items.at[0], yes_no_unknown)) {
    report(row, CWP__RULE_WORKPLACE_CWPUSE_UNKNOWN, column);
    return 0;
  }
  cwp__span aware = row->cells[CWP__WORKPLACE_CWPAWARE];
  if (cwp__span_is(aware, "4") || cwp__span_is(aware, "999")) report(row, CWP__RULE_WORKPLACE_CWPUSE_NOT_AWARE, column);
  if (cwp__span_is(items.at[0], "1")) return check_reasons(row, &items);
  if (items.count > 1) report(row, CWP__RULE_WORKPLACE_CWPUSE_REASONS_NOT_USED, column);
  return 0;
}

static void check_pathway(const cwp__row *row) {
  enum { DESCRIPTION_MOST = 120 };
  static const char *const awareness[] = {"1", "2", "3", "4", "999", NULL};
  const cwp__workplace_column words = CWP__WORKPLACE_CWPUSEDESC;
  if (cwp__row_has(row, CWP__WORKPLACE_CWPAWARE) && !is_one_of(row->cells[CWP__WORKPLACE_CWPAWARE], awareness))
    report(row, CWP__RULE_WORKPLACE_CWPAWARE_UNKNOWN, CWP__WORKPLACE_CWPAWARE);
  int is_explained = check_use(row);
  if (!cwp__row_has(row, words)) return;
  if (cwp__asc_length(row->cells[words]) > DESCRIPTION_MOST)
    cwp__row_check_length(row, words, DESCRIPTION_MOST, CWP__RULE_WORKPLACE_CWPUSEDESC_LENGTH);
  else if (!is_explained)
    report(row, CWP__RULE_WORKPLACE_CWPUSEDESC_NOT_NEEDED, words);
}

/* Pay and terms. */

/* 0, 1 or the word unknown. */
static void check_known_or_not(const cwp__row *row, cwp__workplace_column column, cwp__rule unknown) {
  cwp__span cell = row->cells[column];
  if (!cwp__row_has(row, column) || cwp__span_is(cell, "0") || cwp__span_is(cell, "1")) return;
  if (!cwp__span_is_fold(cell, "unknown")) report(row, unknown, column);
}

static void check_contribution(const cwp__row *row) {
  const cwp__workplace_column column = CWP__WORKPLACE_ACTUALCONT;
  if (!cwp__row_has(row, column)) return;
  cwp__decimal rate = cwp__asc_decimal(row->cells[column]);
  int is_good = rate.form == CWP__NUMBER_EXACT && rate.value > 3 && rate.value <= 100;
  if (!is_good)
    report(row, CWP__RULE_WORKPLACE_ACTUALCONT_RANGE, column);
  else if (!cwp__span_is(row->cells[CWP__WORKPLACE_PENSION], "1"))
    report(row, CWP__RULE_WORKPLACE_ACTUALCONT_NOT_NEEDED, column);
}

/* A column with a code that only some services are asked for, and perhaps only after another answer. */
typedef struct asked_column {
  cwp__workplace_column column;
  const char *const *words;
  unsigned services; /* marks, any of which the main service must have; 0 for all services */
  cwp__rule unknown;
  cwp__rule service;
  cwp__workplace_column after; /* the column that must be `answer` */
  const char *answer;          /* NULL for none */
  cwp__rule not_needed;
} asked_column;

static void check_asked(const cwp__row *row, const cwp__workplace *workplace, const asked_column *of) {
  if (!cwp__row_has(row, of->column)) return;
  int is_asked =
      of->services == 0 || !service_has(row, workplace, CWP__MARK_KNOWN) || service_has(row, workplace, of->services);
  if (!is_one_of(row->cells[of->column], of->words))
    report(row, of->unknown, of->column);
  else if (!is_asked)
    report(row, of->service, of->column);
  else if (of->answer != NULL && !cwp__span_is(row->cells[of->after], of->answer))
    report(row, of->not_needed, of->column);
}

static void check_travel_rate(const cwp__row *row, const cwp__workplace *workplace) {
  const cwp__workplace_column column = CWP__WORKPLACE_TTDIFFRATE;
  if (!cwp__row_has(row, column)) return;
  cwp__decimal rate = cwp__asc_decimal(row->cells[column]);
  int is_known_service = service_has(row, workplace, CWP__MARK_KNOWN);
  if (rate.form != CWP__NUMBER_EXACT || rate.value < 2.5 || rate.value > 200)
    report(row, CWP__RULE_WORKPLACE_TTDIFFRATE_RANGE, column);
  else if (is_known_service && !service_has(row, workplace, CWP__MARK_PAY_1))
    report(row, CWP__RULE_WORKPLACE_TTDIFFRATE_MAINSERVICE, column);
  else if (!cwp__span_is(row->cells[CWP__WORKPLACE_TRAVELTIME], "3"))
    report(row, CWP__RULE_WORKPLACE_TTDIFFRATE_NOT_NEEDED, column);
}

static void check_terms(const cwp__row *row, const cwp__workplace *workplace) {
  static const char *const repeats[] = {"1", "2", "3", "4", NULL};
  static const char *const travel[] = {"1", "2", "3", "4", "5", "6", "999", NULL};
  static const asked_column columns[] = {
      {CWP__WORKPLACE_REPEATTRAINING, repeats, 0, CWP__RULE_WORKPLACE_REPEATTRAINING_UNKNOWN, CWP__RULE_END,
       CWP__WORKPLACE_COLUMNS, NULL, CWP__RULE_END},
      {CWP__WORKPLACE_OPTOUTPEN, yes_no_unknown, 0, CWP__RULE_WORKPLACE_OPTOUTPEN_UNKNOWN, CWP__RULE_END,
       CWP__WORKPLACE_COLUMNS, NULL, CWP__RULE_END},
      {CWP__WORKPLACE_SLEEPINS, yes_no_unknown, CWP__MARK_PAY_1 | CWP__MARK_PAY_2, CWP__RULE_WORKPLACE_SLEEPINS_UNKNOWN,
       CWP__RULE_WORKPLACE_SLEEPINS_MAINSERVICE, CWP__WORKPLACE_COLUMNS, NULL, CWP__RULE_END},
      {CWP__WORKPLACE_SLEEPINPAY, yes_no_unknown, CWP__MARK_PAY_1 | CWP__MARK_PAY_2,
       CWP__RULE_WORKPLACE_SLEEPINPAY_UNKNOWN, CWP__RULE_WORKPLACE_SLEEPINPAY_MAINSERVICE, CWP__WORKPLACE_SLEEPINS, "1",
       CWP__RULE_WORKPLACE_SLEEPINPAY_NOT_NEEDED},
      {CWP__WORKPLACE_TRAVELTIME, travel, CWP__MARK_PAY_1, CWP__RULE_WORKPLACE_TRAVELTIME_UNKNOWN,
       CWP__RULE_WORKPLACE_TRAVELTIME_MAINSERVICE, CWP__WORKPLACE_COLUMNS, NULL, CWP__RULE_END},
  };
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    check_asked(row, workplace, &columns[i]);
}

static void check_holiday(const cwp__row *row) {
  cwp__span cell = row->cells[CWP__WORKPLACE_HOLIDAY];
  if (cwp__row_has(row, CWP__WORKPLACE_HOLIDAY) && !cwp__asc_digits(cell, 0, cell.length))
    report(row, CWP__RULE_WORKPLACE_HOLIDAY_FORM, CWP__WORKPLACE_HOLIDAY);
}

void cwp__workplace_check_terms(const cwp__row *row, cwp__workplace *workplace) {
  check_healthcare(row, workplace);
  check_pathway(row);
  check_known_or_not(row, CWP__WORKPLACE_SICKPAY, CWP__RULE_WORKPLACE_SICKPAY_UNKNOWN);
  check_known_or_not(row, CWP__WORKPLACE_PENSION, CWP__RULE_WORKPLACE_PENSION_UNKNOWN);
  check_contribution(row);
  check_holiday(row);
  check_terms(row, workplace);
  check_travel_rate(row, workplace);
}
