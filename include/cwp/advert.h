#ifndef CWP_ADVERT_H
#define CWP_ADVERT_H

/**
 * @file advert.h
 * A job description or advert beside a role category: which of its statements and behaviours the text speaks of, which
 * it does not, and which category the text reads like. docs/job-descriptions.md tells how that is found.
 *
 * A description that leaves a statement out is not wrong: few say everything. The lists are for whoever writes it.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/search.h"
#include "cwp/status.h"
#include "cwp/title.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a text is read. Set it up with CWP_ADVERT_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_advert_options {
  size_t size;           /**< sizeof(cwp_advert_options) */
  const char *title;     /**< the job title; NULL = the text's first line that is not empty */
  cwp_id role;           /**< the role category to hold it against; CWP_NONE = the one that it reads like */
  cwp_id job_role;       /**< a job role of the national data set, or CWP_NONE */
  cwp_employer employer; /**< who employs the person */
} cwp_advert_options;

/** The category is found from the text. */
#define CWP_ADVERT_OPTIONS_INIT                                                                                        \
  { sizeof(cwp_advert_options), 0, CWP_NONE, CWP_NONE, CWP_EMPLOYER_UNKNOWN }

/** What the text makes of one behaviour or statement. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_advert_line {
  cwp_id line;               /**< the behaviour or statement */
  cwp_id role;               /**< the role category that states it: the one asked about, or one of its baselines */
  cwp_requirement_kind kind; /**< how strongly it is asked */
  cwp_extent extent;         /**< FULL: a passage speaks of it; PART: one speaks of its subject; NONE: nothing does */
  double score;              /**< from 0 to 1: how much of the line's words the passage has; 0 for NONE */
  size_t start;              /**< the passage in the text, bytes from 0; 0 for NONE */
  size_t length;             /**< bytes of the passage; 0 for NONE */
} cwp_advert_line;

/** A text that was read. Immutable; readable from any thread; it borrows the index and its pathway, and no text. */
typedef struct cwp_advert cwp_advert;

/**
 * Reads `length` bytes of a job description or advert. They need not be valid UTF-8, and HTML in them is left out; the
 * first 20,000 words count. `options` and `allocator` may be NULL.
 *
 * Errors: CWP_ERROR_ARGUMENT when index, text or `out` is NULL, `options->role` is no role category, or as for
 * cwp_title_read; CWP_ERROR_MEMORY. `*out` is NULL then. A text that says nothing is no error. Owned by the caller;
 * free with cwp_advert_free.
 */
CWP_CHECKED cwp_status cwp_advert_read(const cwp_index *index, const char *text, size_t length,
                                       const cwp_advert_options *options, const cwp_allocator *allocator,
                                       cwp_advert **out, cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_advert_free(cwp_advert *self);

/** The title as it was read with the text for its description: the category that it reads like, with reasons, or a
 *  question back. Borrowed; NULL for NULL. */
CWP_API const cwp_title *cwp_advert_title(const cwp_advert *self);

/** The role category that the text was held against; CWP_NONE when none was asked for and the title does not tell. */
CWP_API cwp_id cwp_advert_role(const cwp_advert *self);

/** How many behaviours and statements the role category asks, its baselines' among them; 0 without a role category. */
CWP_API size_t cwp_advert_count(const cwp_advert *self);

/** How many of them have that extent. */
CWP_API size_t cwp_advert_extent_count(const cwp_advert *self, cwp_extent extent);

/** One of them, from 0, in the order of cwp_role_requirements; NULL past the end. Borrowed. */
CWP_API const cwp_advert_line *cwp_advert_at(const cwp_advert *self, size_t index);

#ifdef __cplusplus
}
#endif

#endif
