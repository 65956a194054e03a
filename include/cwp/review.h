#ifndef CWP_REVIEW_H
#define CWP_REVIEW_H

/**
 * @file review.h
 * Self-review: the points of the pathway's checklists on values as a questionnaire for an organisation, and what comes
 * of it once somebody has filled it in. docs/values.md shows both.
 *
 * The questions are what people who draw on care named: what keeps workers from acting on their values, and what they
 * ask for on behalf of the workforce. There is no score: the result is counts and the points to work on.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a questionnaire is written as. */
typedef enum cwp_review_format {
  CWP_REVIEW_TEXT = 0, /**< for paper */
  CWP_REVIEW_CSV,      /**< for a spreadsheet */
  CWP_REVIEW_JSON,     /**< for a program */
  CWP_REVIEW_FORMAT_END
} cwp_review_format;

/** How an organisation stands on a point. */
typedef enum cwp_review_answer {
  CWP_REVIEW_BLANK = 0,      /**< not answered */
  CWP_REVIEW_WELL,           /**< it is where it wants to be */
  CWP_REVIEW_PARTLY,         /**< in part */
  CWP_REVIEW_NOT_YET,        /**< there is work to do */
  CWP_REVIEW_NOT_APPLICABLE, /**< it is not in this organisation's hands */
  CWP_REVIEW_ANSWER_END
} cwp_review_answer;

/** "blank", "well", "partly", "not-yet", "not-applicable"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_review_answer_name(cwp_review_answer answer);

/**
 * Writes the questionnaire: a row for each point of the checklists "barriers" and "asks", with the columns (in JSON,
 * keys) `code`, `list`, `title`, `question`, `answer` and `note`, the last two empty. No cell is taken for a formula.
 *
 * `*out` is zero-terminated, `*length` (which may be NULL) its length without the zero. Owned by the caller; free with
 * cwp_text_free and the same allocator. Errors: CWP_ERROR_ARGUMENT for a NULL or a format that there is not;
 * CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_review_print(const cwp_pathway *pathway, cwp_review_format format,
                                        const cwp_allocator *allocator, char **out, size_t *length, cwp_error *error);

/** A questionnaire that was filled in. Immutable; readable from any thread; it borrows the pathway. */
typedef struct cwp_review cwp_review;

/** One point of it. `note` is zero-terminated and as it was given. This struct will not grow. */
typedef struct cwp_review_point {
  cwp_id point; /**< of the checklist */
  cwp_review_answer answer;
  const char *note;
} cwp_review_point;

/**
 * Reads a questionnaire in CSV or JSON, told apart by its first character. Columns may stand in any order; case, and
 * spaces for hyphens, do not matter in answers. Points that it leaves out are not answered.
 *
 * `limits` and `allocator` may be NULL. Errors: CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_SYNTAX; CWP_ERROR_UNSUPPORTED
 * when it is no such questionnaire; CWP_ERROR_INVALID, with the line, for a code that is no point, one that stands
 * twice, or an answer that there is not; CWP_ERROR_LIMIT; CWP_ERROR_MEMORY. `*out` is NULL then. Owned by the caller;
 * free with cwp_review_free.
 */
CWP_CHECKED cwp_status cwp_review_parse(const cwp_pathway *pathway, const char *text, size_t length, const char *name,
                                        const cwp_limits *limits, const cwp_allocator *allocator, cwp_review **out,
                                        cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_review_free(cwp_review *self);

/** How many points there are, answered or not. */
CWP_API size_t cwp_review_count(const cwp_review *self);

/** One of them, from 0, in the pathway's order; NULL past the end. Borrowed. */
CWP_API const cwp_review_point *cwp_review_at(const cwp_review *self, size_t index);

/** How many points of a checklist (CWP_NONE for all) have that answer. */
CWP_API size_t cwp_review_answered(const cwp_review *self, cwp_id checklist, cwp_review_answer answer);

#ifdef __cplusplus
}
#endif

#endif
