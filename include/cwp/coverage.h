#ifndef CWP_COVERAGE_H
#define CWP_COVERAGE_H

/**
 * @file coverage.h
 * What a catalogue of courses covers of the pathway, what nobody teaches, and what is taught twice.
 *
 * It counts what courses are tagged with (cwp/tag.h): what somebody accepted or added, and suggestions that are sure
 * enough. Rejected tags never count. So it is as good as the tags: the counts of suggestions and of decisions stand
 * apart.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"
#include "cwp/tag.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which suggestions count. Set it up with CWP_REACH_OPTIONS_INIT, or pass NULL for that. */
typedef struct cwp_reach_options {
  size_t size;            /**< sizeof(cwp_reach_options) */
  double least;           /**< groups and role categories suggested with at least this score; 0.5 */
  double least_statement; /**< statements, whose scores are lower than their group's; 0.3 */
} cwp_reach_options;

/** The usual. */
#define CWP_REACH_OPTIONS_INIT                                                                                         \
  { sizeof(cwp_reach_options), 0.5, 0.3 }

/** How far a catalogue reaches. Immutable; readable from any thread; it borrows the tagged catalogue. */
typedef struct cwp_reach cwp_reach;

/**
 * Adds up a catalogue. `options` and `allocator` may be NULL. Errors: CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_MEMORY.
 * Owned by the caller; free with cwp_reach_free.
 */
CWP_CHECKED cwp_status cwp_reach_make(const cwp_tagged *tagged, const cwp_reach_options *options,
                                      const cwp_allocator *allocator, cwp_reach **out, cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_reach_free(cwp_reach *self);

/** What the catalogue adds up to. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_reach_totals {
  size_t courses;
  size_t untagged;           /**< courses with no group that counts */
  size_t decided;            /**< courses of which somebody decided something */
  size_t groups;             /**< in the pathway */
  size_t groups_covered;     /**< with a course at least */
  size_t statements;         /**< in the pathway */
  size_t statements_covered; /**< with a course at least */
} cwp_reach_totals;

/** The totals. Borrowed; NULL for NULL. */
CWP_API const cwp_reach_totals *cwp_reach_total(const cwp_reach *self);

/** How a group is covered. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_reach_group {
  cwp_id group;
  size_t courses;            /**< that cover it */
  size_t decided;            /**< of them, accepted or added */
  size_t statements;         /**< that it has */
  size_t statements_covered; /**< of them, with a course at least */
  size_t asked_by;           /**< role categories that ask for it: its own, and those that build on it */
} cwp_reach_group;

/** How many groups there are: all of the pathway, in its order. */
CWP_API size_t cwp_reach_group_count(const cwp_reach *self);

/** One of them, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_reach_group *cwp_reach_group_at(const cwp_reach *self, size_t index);

/** A role category and a group. This struct will not grow. */
typedef struct cwp_reach_cell {
  int asked;       /**< 1 if the role category asks for the group */
  size_t courses;  /**< that cover the group */
  size_t for_role; /**< of them, for the role category */
} cwp_reach_cell;

/**
 * The cell of a role category and a group, both by their number from 0 in the pathway's order. All zero past the ends.
 */
CWP_API cwp_reach_cell cwp_reach_cell_at(const cwp_reach *self, size_t role, size_t group);

/** How many statements no course covers. */
CWP_API size_t cwp_reach_uncovered_count(const cwp_reach *self);

/** One of them, from 0, in the pathway's order; CWP_NONE past the end. */
CWP_API cwp_id cwp_reach_uncovered_at(const cwp_reach *self, size_t index);

/** Courses that cover the same groups at the same level. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_reach_twins {
  const size_t *courses; /**< numbers in the catalogue, from 0, ascending */
  size_t count;          /**< 2 or more */
  int same_title;        /**< 1 if they have the same title too, but for case and small words */
} cwp_reach_twins;

/** How many such sets there are. */
CWP_API size_t cwp_reach_twins_count(const cwp_reach *self);

/** One of them, from 0, by their first course; NULL past the end. Borrowed. */
CWP_API const cwp_reach_twins *cwp_reach_twins_at(const cwp_reach *self, size_t index);

/** What one more course would add. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_reach_gain {
  cwp_id group;      /**< what it would be about */
  size_t statements; /**< of the group that no course covers */
  size_t asked_by;   /**< role categories that ask for them */
} cwp_reach_gain;

/** How many groups have a statement that no course covers. */
CWP_API size_t cwp_reach_gain_count(const cwp_reach *self);

/**
 * One of them, from 0: what would add most first, by statements times the role categories that ask for them, ties in
 * the pathway's order. NULL past the end. Borrowed.
 */
CWP_API const cwp_reach_gain *cwp_reach_gain_at(const cwp_reach *self, size_t index);

/**
 * Prints the matrix of groups and role categories as CSV, safe to open in a spreadsheet, into memory of `allocator`
 * (which may be NULL): a row for each group with its courses and statements, and for each role category that asks for
 * it how many of the courses are for it. Owned by the caller; free with cwp_text_free and the same allocator. Errors:
 * CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_reach_print_csv(const cwp_reach *self, const cwp_allocator *allocator, char **out,
                                           size_t *length, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
