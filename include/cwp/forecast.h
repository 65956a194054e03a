#ifndef CWP_FORECAST_H
#define CWP_FORECAST_H

/**
 * @file forecast.h
 * What expires, month by month, if nothing new comes: for one person and one role category.
 *
 * Whatever is on record is taken as it stands: evidence holds to its last day, completed evidence that begins later
 * counts from its first day, and what is booked or under way stays so. It is the assessment of cwp/assessment.h, asked
 * about later days.
 */

#include "cwp/allocator.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Most months that can be looked ahead. */
enum { CWP_FORECAST_MOST_MONTHS = 120 };

/** One requirement that stops being met. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_lapse {
  cwp_requirement requirement; /**< what stops being met */
  cwp_date last;               /**< last day on which it is met */
  size_t evidence;             /**< index in the portfolio of the evidence that met it on that day */
  cwp_id map;                  /**< the evidence map by which it did, or CWP_NONE if directly */
  cwp_standing after;          /**< where the requirement stands on the day after */
} cwp_lapse;

/** One calendar month. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_month {
  cwp_date first;                              /**< its first day; of the first month, the day asked about */
  cwp_date last;                               /**< its last day */
  cwp_counts counts[CWP_REQUIREMENT_KIND_END]; /**< on its last day, by must, should and can */
  size_t first_lapse;                          /**< place of its first lapse */
  size_t lapse_count;                          /**< how many requirements are met for the last time in it */
} cwp_month;

/** A forecast. Immutable; readable from any thread; it borrows the pathway and the portfolio, which must outlive it. */
typedef struct cwp_forecast cwp_forecast;

/**
 * Looks ahead from the day asked about over that day's month and the ones after it, `months` of them, 1 to 120. The
 * question is that of cwp_assessment_make: role category, day, settings, policy.
 *
 * Errors as for cwp_assessment_make; CWP_ERROR_ARGUMENT also when `months` is out of range or would go past 31 December
 * 9999. Owned by the caller; free with cwp_forecast_free. It costs an assessment for each month and for each day on
 * which a piece of evidence begins or is over.
 */
CWP_CHECKED cwp_status cwp_forecast_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                         const cwp_question *question, int months, const cwp_allocator *allocator,
                                         cwp_forecast **out, cwp_error *error);

/** Frees a forecast. Takes NULL. */
CWP_API void cwp_forecast_free(cwp_forecast *self);

/** The role category that was asked about. */
CWP_API cwp_id cwp_forecast_role(const cwp_forecast *self);

/** Counts of must, should or can on the day asked about; NULL for any other kind. Borrowed. */
CWP_API const cwp_counts *cwp_forecast_counts(const cwp_forecast *self, cwp_requirement_kind kind);

/** How many months there are. */
CWP_API size_t cwp_forecast_month_count(const cwp_forecast *self);

/** The month at `index`, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_month *cwp_forecast_month(const cwp_forecast *self, size_t index);

/** How many lapses there are in all months. */
CWP_API size_t cwp_forecast_lapse_count(const cwp_forecast *self);

/**
 * The lapse at `index`, from 0, by day and then in the order of cwp_role_requirements; NULL past the end. A requirement
 * that is met again later, by evidence that begins then, and lapses again has two. Borrowed.
 */
CWP_API const cwp_lapse *cwp_forecast_lapse(const cwp_forecast *self, size_t index);

#ifdef __cplusplus
}
#endif

#endif
