/*
 * What expires, month by month. What a person meets can change only on a day on which a piece of evidence begins or the
 * day after its last one, so those days are assessed and no others; and each month's last day, for its counts.
 */

#include "cwp/forecast.h"

#include "base/error.h"
#include "base/memory.h"
#include "person/policy.h"

#include <stdlib.h>
#include <string.h>

/* One block holds the forecast and its months; lapses are an array of their own. */
struct cwp_forecast {
  cwp_allocator allocator;
  cwp_id role;
  cwp_counts counts[CWP_REQUIREMENT_KIND_END];
  cwp_lapse *lapses;
  size_t lapse_count, lapse_capacity;
  size_t month_count;
  cwp_month months[];
};

/* A forecast in the making. */
typedef struct making {
  cwp_forecast *self;
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  cwp_question question; /* `on` is the day being looked at */
  cwp_date first, last;  /* the days that the forecast is about */
  cwp_date *days;        /* on which something changes, in ascending order */
  size_t day_count;
  cwp_assessment *before; /* as of the day before, for all that can change */
  cwp_error *error;
} making;

static int is_met(const cwp_judgement *judgement) {
  return judgement->standing == CWP_STANDING_MET || judgement->standing == CWP_STANDING_EXPIRING;
}

static cwp_status assess(making *of, cwp_date on, cwp_assessment **out) {
  of->question.on = on;
  return cwp_assessment_make(of->pathway, of->portfolio, &of->question, &of->self->allocator, out, of->error);
}

static void take_counts(const cwp_assessment *assessment, cwp_counts counts[CWP_REQUIREMENT_KIND_END]) {
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    counts[kind] = *cwp_assessment_counts(assessment, (cwp_requirement_kind)kind);
}

/* Days on which something changes. */

static int compare_days(const void *left, const void *right) {
  cwp_date a = *(const cwp_date *)left, b = *(const cwp_date *)right;
  return (a > b) - (a < b);
}

/* The day after the last one counts too: what holds to the last day lapses then. */
static void add_day(making *of, cwp_date day) {
  if (day > of->first && day - 1 <= of->last) of->days[of->day_count++] = day;
}

static cwp_status find_days(making *of) {
  size_t count = cwp_portfolio_count(of->portfolio), unique = 0;
  of->days = cwp__allocate(&of->self->allocator, 2 * count, sizeof(*of->days));
  if (!of->days) return cwp__fail_memory(of->error);
  for (size_t i = 0; i < count; i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(of->portfolio, i);
    if (evidence->from != CWP_DATE_NONE) add_day(of, evidence->from);
    if (evidence->until != CWP_DATE_NONE && evidence->until < CWP_DATE_MAX) add_day(of, evidence->until + 1);
  }
  if (of->day_count > 1) qsort(of->days, of->day_count, sizeof(*of->days), compare_days);
  for (size_t i = 0; i < of->day_count; i++)
    if (unique == 0 || of->days[unique - 1] != of->days[i]) of->days[unique++] = of->days[i];
  of->day_count = unique;
  return CWP_OK;
}

/* Lapses. */

static cwp_status add_lapse(making *of, const cwp_judgement *before, cwp_standing after, cwp_date last) {
  cwp_forecast *self = of->self;
  if (!cwp__reserve(&self->allocator, (void **)&self->lapses, &self->lapse_capacity, self->lapse_count + 1,
                    sizeof(*self->lapses)))
    return cwp__fail_memory(of->error);
  self->lapses[self->lapse_count++] = (cwp_lapse){before->requirement, last, before->evidence, before->map, after};
  return CWP_OK;
}

/* Notes what was met on the day before and is not on this one. */
static cwp_status compare(making *of, const cwp_assessment *now, cwp_date day) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < cwp_assessment_count(now) && !status; i++) {
    const cwp_judgement *before = cwp_assessment_at(of->before, i), *after = cwp_assessment_at(now, i);
    if (is_met(before) && !is_met(after)) status = add_lapse(of, before, after->standing, day - 1);
  }
  return status;
}

static cwp_status pass_day(making *of, cwp_date day) {
  cwp_assessment *now;
  cwp_status status = assess(of, day, &now);
  if (status) return status;
  status = compare(of, now, day);
  cwp_assessment_free(of->before);
  of->before = now;
  return status;
}

/* Months. */

/* The last day of a day's month. */
static cwp_date month_end(cwp_date day) {
  int year, month;
  cwp_date first = CWP_DATE_NONE;
  cwp_date_split(day, &year, &month, NULL);
  if (year == 9999 && month == 12) return CWP_DATE_MAX;
  if (cwp_date_make(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1, &first, NULL)) return CWP_DATE_NONE;
  return first - 1;
}

/* Passes the days on which something changes up to the day after the month's last; counts on its last. */
static cwp_status pass_month(making *of, cwp_month *month, size_t *next_day) {
  cwp_assessment *at_end;
  cwp_status status = CWP_OK;
  month->first_lapse = of->self->lapse_count;
  while (!status && *next_day < of->day_count && of->days[*next_day] - 1 <= month->last)
    status = pass_day(of, of->days[(*next_day)++]);
  month->lapse_count = of->self->lapse_count - month->first_lapse;
  if (!status) status = assess(of, month->last, &at_end);
  if (status) return status;
  take_counts(at_end, month->counts);
  cwp_assessment_free(at_end);
  return CWP_OK;
}

static void lay_out_months(making *of) {
  cwp_date first = of->first;
  for (size_t i = 0; i < of->self->month_count; i++) {
    of->self->months[i].first = first;
    of->self->months[i].last = of->last = month_end(first);
    first = of->last + 1;
  }
}

static cwp_status look_ahead(making *of) {
  size_t next_day = 0;
  cwp_status status = assess(of, of->first, &of->before);
  if (status) return status;
  of->self->role = cwp_assessment_role(of->before);
  take_counts(of->before, of->self->counts);
  status = find_days(of);
  for (size_t i = 0; i < of->self->month_count && !status; i++)
    status = pass_month(of, &of->self->months[i], &next_day);
  return status;
}

/* Asking. */

static cwp_status check(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                        int months, cwp_error *error) {
  int year, month;
  cwp_status status = cwp__question_check(pathway, portfolio, question, error);
  if (status) return status;
  if (months < 1 || months > CWP_FORECAST_MOST_MONTHS)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a forecast is of 1 to %d months, not %d", CWP_FORECAST_MOST_MONTHS,
                     months);
  cwp_date_split(question->on, &year, &month, NULL);
  if (year * 12 + month + months - 1 > 9999 * 12 + 12)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a forecast of %d months would go past 31 December 9999", months);
  return CWP_OK;
}

cwp_status cwp_forecast_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                             int months, const cwp_allocator *allocator, cwp_forecast **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the forecast");
  *out = NULL;
  cwp_status status = check(pathway, portfolio, question, months, error);
  if (status) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  size_t count = (size_t)months;
  cwp_forecast *self = cwp__allocate_zeroed(&memory, 1, sizeof(*self) + count * sizeof(*self->months));
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->month_count = count;
  making of = {.self = self,
               .pathway = pathway,
               .portfolio = portfolio,
               .question = *question,
               .first = question->on,
               .error = error};
  lay_out_months(&of);
  status = look_ahead(&of);
  cwp_assessment_free(of.before);
  cwp__release(&memory, of.days);
  if (status)
    cwp_forecast_free(self);
  else
    *out = self;
  return status;
}

void cwp_forecast_free(cwp_forecast *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self->lapses);
  cwp__release(&memory, self);
}

cwp_id cwp_forecast_role(const cwp_forecast *self) {
  return self ? self->role : CWP_NONE;
}

const cwp_counts *cwp_forecast_counts(const cwp_forecast *self, cwp_requirement_kind kind) {
  return self && (unsigned)kind < CWP_REQUIREMENT_KIND_END ? &self->counts[kind] : NULL;
}

size_t cwp_forecast_month_count(const cwp_forecast *self) {
  return self ? self->month_count : 0;
}

const cwp_month *cwp_forecast_month(const cwp_forecast *self, size_t index) {
  return self && index < self->month_count ? &self->months[index] : NULL;
}

size_t cwp_forecast_lapse_count(const cwp_forecast *self) {
  return self ? self->lapse_count : 0;
}

const cwp_lapse *cwp_forecast_lapse(const cwp_forecast *self, size_t index) {
  return self && index < self->lapse_count ? &self->lapses[index] : NULL;
}
