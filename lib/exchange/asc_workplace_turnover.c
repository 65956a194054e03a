/*
 * Staff numbers of a workplace: the total, starters, leavers and vacancies by job role, matched by position, and the
 * reasons for leaving.
 */

#include "exchange/asc_workplace.h"

#include <stdio.h>

enum { REGISTERED_MANAGER = 4, HEAD_OFFICE = 72, MOST_STAFF = 999 };

static void report(const cwp__row *row, cwp__rule rule, cwp__workplace_column column) {
  cwp__row_report(row, rule, column, NULL);
}

static void check_total(const cwp__row *row, cwp__workplace *workplace) {
  const cwp__workplace_column column = CWP__WORKPLACE_TOTALPERMTEMP;
  cwp__number total = cwp__row_number(row, column);
  if (total.form == CWP__NUMBER_NONE || total.value < 0 || total.value > MOST_STAFF) {
    report(row, CWP__RULE_WORKPLACE_TOTALPERMTEMP_RANGE, column);
  } else if (total.value == 0 && workplace->service > 0 && workplace->service != HEAD_OFFICE) {
    report(row, CWP__RULE_WORKPLACE_TOTALPERMTEMP_ZERO, column);
  } else {
    workplace->staff = total.value;
    (void)cwp__row_accept(row, column, total);
  }
}

/* One of the lists that go with ALLJOBROLES. */
typedef struct counts {
  cwp__workplace_column column;
  const char *pair;
  cwp__rule count;
  cwp__rule range;
} counts;

enum { VACANCIES, STARTERS, LEAVERS, COUNT_LISTS };

/* In the order in which the service looks at them. */
static const counts count_lists[COUNT_LISTS] = {
    {CWP__WORKPLACE_VACANCIES, "ALLJOBROLES/VACANCIES", CWP__RULE_WORKPLACE_VACANCIES_COUNT,
     CWP__RULE_WORKPLACE_VACANCIES_RANGE},
    {CWP__WORKPLACE_STARTERS, "ALLJOBROLES/STARTERS", CWP__RULE_WORKPLACE_STARTERS_COUNT,
     CWP__RULE_WORKPLACE_STARTERS_RANGE},
    {CWP__WORKPLACE_LEAVERS, "ALLJOBROLES/LEAVERS", CWP__RULE_WORKPLACE_LEAVERS_COUNT,
     CWP__RULE_WORKPLACE_LEAVERS_RANGE},
};

/* What ALLJOBROLES and the lists with it say. */
typedef struct turnover {
  cwp__items jobs;
  cwp__items lists[COUNT_LISTS];
  int has_jobs;
  int jobs_are_good; /* the lists are held against them only then */
  int leavers_are_good;
  int lists_are_bad; /* there is an error in them already */
} turnover;

/* What the service makes of a list when it adds up: 999 does not count, and what is no number spoils the sum. */
static int64_t sum_of(const cwp__items *items) {
  int64_t sum = 0;
  for (size_t i = 0; i < items->count; i++) {
    if (cwp__span_is(items->at[i], "999")) continue;
    cwp__number number = cwp__asc_number(items->at[i]);
    if (number.form == CWP__NUMBER_NONE) return CWP__NOT_GIVEN;
    sum += number.value;
  }
  return sum;
}

static int has_vacancy_of_manager(const turnover *all) {
  if (!all->has_jobs) return 0;
  for (size_t i = 0; i < all->jobs.count && i < all->lists[VACANCIES].count; i++) {
    cwp__number job = cwp__asc_number(all->jobs.at[i]);
    cwp__number vacancies = cwp__asc_number(all->lists[VACANCIES].at[i]);
    if (job.form != CWP__NUMBER_NONE && job.value == REGISTERED_MANAGER && vacancies.value > 0) return 1;
  }
  return 0;
}

/* 1 if any list has a number that needs a job role. */
static int needs_jobs(const turnover *all) {
  for (size_t list = 0; list < COUNT_LISTS; list++) {
    for (size_t i = 0; i < all->lists[list].count; i++) {
      int32_t value = cwp__asc_number(all->lists[list].at[i]).value;
      if (value > 0 && value != MOST_STAFF) return 1;
    }
  }
  return 0;
}

static void check_jobs(const cwp__row *row, const cwp__workplace *workplace, turnover *all) {
  const cwp__workplace_column column = CWP__WORKPLACE_ALLJOBROLES;
  all->jobs_are_good = 1;
  if (!all->has_jobs) {
    if (needs_jobs(all)) report(row, CWP__RULE_WORKPLACE_ALLJOBROLES_MISSING, column);
    return;
  }
  if (!cwp__items_are_numbers(&all->jobs)) {
    report(row, CWP__RULE_WORKPLACE_ALLJOBROLES_FORM, column);
    all->jobs_are_good = 0;
  }
  if (!workplace->says_regulated && workplace->has_vacancy_of_manager) {
    cwp__report_add(row->report, CWP__RULE_WORKPLACE_VACANCIES_NOT_CQC, "VACANCY", row->cells[column], NULL);
    all->jobs_are_good = 0;
  }
}

static void check_job_codes(const cwp__row *row, const turnover *all) {
  if (!all->has_jobs || !all->jobs_are_good) return;
  for (size_t i = 0; i < all->jobs.count; i++) {
    int32_t job = cwp__asc_number(all->jobs.at[i]).value;
    int is_known = cwp__codes_marked(row->codes, CWP__DATASET_JOB_ROLE, job, CWP__MARK_KNOWN) &&
                   !cwp__codes_marked(row->codes, CWP__DATASET_JOB_ROLE, job, CWP__MARK_RETIRED);
    if (!is_known)
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_ALLJOBROLES_UNKNOWN, CWP__WORKPLACE_ALLJOBROLES,
                                  all->jobs.at[i]);
  }
}

/* The first item that is not a number from 0 to 999, or the number of items. */
static size_t bad_count(const cwp__items *items) {
  size_t i = 0;
  for (; i < items->count; i++) {
    cwp__number number = cwp__asc_number(items->at[i]);
    if (number.form == CWP__NUMBER_NONE || number.value < 0 || number.value > MOST_STAFF) break;
  }
  return i;
}

/* The lists must have as many items as there are job roles, or be 999 alone. */
static int check_counts(const cwp__row *row, const turnover *all) {
  int is_good = 1;
  for (size_t list = 0; list < COUNT_LISTS; list++) {
    const cwp__items *items = &all->lists[list];
    int is_unknown = items->count == 1 && cwp__span_is(items->at[0], "999");
    if (is_unknown || items->count == all->jobs.count) continue;
    cwp__row_report_pair(row, count_lists[list].count, count_lists[list].column, count_lists[list].pair);
    is_good = 0;
  }
  for (size_t list = 0; list < COUNT_LISTS; list++) {
    size_t bad = bad_count(&all->lists[list]);
    if (bad == all->lists[list].count) continue;
    cwp__workplace_report_item(row, count_lists[list].range, count_lists[list].column, bad);
    is_good = 0;
  }
  return is_good;
}

/* Without job roles a list says 0, 999 or nothing; anything else is passed over. */
static void check_counts_alone(const cwp__row *row, const turnover *all) {
  for (size_t list = 0; list < COUNT_LISTS; list++) {
    cwp__span cell = row->cells[count_lists[list].column];
    if (!cwp__row_has(row, count_lists[list].column) || cwp__span_is(cell, "0") || cwp__span_is(cell, "999")) continue;
    if (all->has_jobs || !needs_jobs(all)) report(row, CWP__RULE_WORKPLACE_TURNOVER_NOT_USED, count_lists[list].column);
  }
}

/* Leavers as the reasons are held against them: none where they are not known or the lists are not in order. */
static int64_t known_leavers(const turnover *all) {
  const cwp__items *leavers = &all->lists[LEAVERS];
  if (!all->leavers_are_good || cwp__asc_number(leavers->at[0]).value == MOST_STAFF) return 0;
  int64_t sum = 0;
  for (size_t i = 0; i < leavers->count; i++)
    sum += cwp__asc_number(leavers->at[i]).value;
  return sum;
}

static void check_reason_numbers(const cwp__row *row, const cwp__items *reasons, int64_t leavers) {
  const cwp__workplace_column column = CWP__WORKPLACE_REASONNOS;
  cwp__items numbers;
  cwp__workplace_items(row, column, &numbers);
  int64_t sum = 0;
  for (size_t i = 0; i < numbers.count; i++)
    sum += cwp__asc_number(numbers.at[i]).value;
  if (!cwp__items_are_numbers(&numbers)) report(row, CWP__RULE_WORKPLACE_REASONNOS_FORM, column);
  if (numbers.count != reasons->count)
    cwp__row_report_pair(row, CWP__RULE_WORKPLACE_REASONNOS_COUNT, column, "REASONS/REASONNOS");
  if (sum == leavers) return;
  char text[32];
  snprintf(text, sizeof text, "%lld", (long long)leavers);
  cwp__report_add(row->report, CWP__RULE_WORKPLACE_REASONNOS_SUM, "REASONNOS/LEAVERS", row->cells[column], text);
}

static void check_reasons(const cwp__row *row, const turnover *all) {
  enum { LAST_REASON = 9 };
  const cwp__workplace_column column = CWP__WORKPLACE_REASONS;
  int64_t leavers = known_leavers(all);
  if (leavers <= 0 || !cwp__row_has(row, column)) {
    if (all->lists_are_bad) return; /* it cannot be told whether they belong to anything */
    if (cwp__row_has(row, column)) report(row, CWP__RULE_WORKPLACE_REASONS_NOT_USED, column);
    if (cwp__row_has(row, CWP__WORKPLACE_REASONNOS))
      report(row, CWP__RULE_WORKPLACE_REASONS_NOT_USED, CWP__WORKPLACE_REASONNOS);
    return;
  }
  cwp__items reasons;
  cwp__workplace_items(row, column, &reasons);
  if (!cwp__items_are_numbers(&reasons)) report(row, CWP__RULE_WORKPLACE_REASONS_FORM, column);
  for (size_t i = 0; i < reasons.count; i++) {
    cwp__number reason = cwp__asc_number(reasons.at[i]);
    if (reason.form != CWP__NUMBER_NONE && (reason.value < 1 || reason.value > LAST_REASON))
      cwp__workplace_report_value(row, CWP__RULE_WORKPLACE_REASONS_UNKNOWN, column, reasons.at[i]);
  }
  check_reason_numbers(row, &reasons, leavers);
}

void cwp__workplace_check_turnover(const cwp__row *row, cwp__workplace *workplace) {
  turnover all = {.has_jobs = cwp__row_has(row, CWP__WORKPLACE_ALLJOBROLES)};
  check_total(row, workplace);
  cwp__workplace_items(row, CWP__WORKPLACE_ALLJOBROLES, &all.jobs);
  for (size_t list = 0; list < COUNT_LISTS; list++)
    cwp__workplace_items(row, count_lists[list].column, &all.lists[list]);
  workplace->vacancies = sum_of(&all.lists[VACANCIES]);
  workplace->starters = sum_of(&all.lists[STARTERS]);
  workplace->leavers = sum_of(&all.lists[LEAVERS]);
  workplace->has_vacancy_of_manager = has_vacancy_of_manager(&all);
  check_jobs(row, workplace, &all);
  if (all.has_jobs && all.jobs_are_good)
    all.leavers_are_good = check_counts(row, &all);
  else
    check_counts_alone(row, &all);
  all.lists_are_bad = all.has_jobs && all.jobs_are_good && !all.leavers_are_good;
  check_job_codes(row, &all);
  check_reasons(row, &all);
}
