#ifndef CWP_TEMPLATE_H
#define CWP_TEMPLATE_H

/**
 * @file template.h
 * Self-assessment: a form for a role category, one row a behaviour or statement, and reading it back once somebody has
 * filled it in. docs/self-assessment.md shows both.
 *
 * What people say of themselves becomes evidence of kind `declared`, the weakest there is: it never outranks what
 * somebody else has seen.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a form is written as. */
typedef enum cwp_template_format {
  CWP_TEMPLATE_CSV = 0, /**< for a spreadsheet */
  CWP_TEMPLATE_JSON,    /**< for a program */
  CWP_TEMPLATE_FORMAT_END
} cwp_template_format;

/** "csv", "json"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_template_format_name(cwp_template_format format);

/** What a form holds. Set it up with CWP_TEMPLATE_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_template_options {
  size_t size;                /**< sizeof(cwp_template_options) */
  cwp_template_format format; /**< default CSV */
  int own_only; /**< 1: without the knowledge and skills of the role categories that this one builds on; default 0 */
  const char *person; /**< whose form it is to be, the host's key; NULL = the form does not say */
} cwp_template_options;

/** CSV with everything that the role category asks. */
#define CWP_TEMPLATE_OPTIONS_INIT                                                                                      \
  { sizeof(cwp_template_options), CWP_TEMPLATE_CSV, 0, 0 }

/**
 * Writes the form of a role category: its behaviours and the knowledge and skills that it asks, in the order of
 * cwp_role_requirements, with the columns (in JSON, keys) `code`, `group`, `text`, `rating`, `note`, the last two
 * empty. In CSV a cell that begins with = + - @, a tab or a carriage return gets an apostrophe in front, so that no
 * spreadsheet takes it for a formula; reading takes it off again. With a person, CSV has a column `person` in front
 * with their id in every row, and JSON a key `person`: cwp_import then knows whose form it is.
 *
 * `*out` is zero-terminated, `*length` (which may be NULL) its length without the zero. Owned by the caller; free with
 * cwp_text_free and the same allocator. Errors: CWP_ERROR_ARGUMENT when `role` is no role category, the format none
 * that there is, or the person's id longer than 200 bytes or no UTF-8; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_template_print(const cwp_pathway *pathway, cwp_id role, const cwp_template_options *options,
                                          const cwp_allocator *allocator, char **out, size_t *length, cwp_error *error);

/** How a form is read back. Set it up with CWP_TEMPLATE_READING_INIT. */
typedef struct cwp_template_reading {
  size_t size;              /**< sizeof(cwp_template_reading) */
  cwp_date on;              /**< the day on which the person filled it in; a "date" in a JSON form goes before it */
  const cwp_limits *limits; /**< NULL = the defaults */
  const cwp_allocator *allocator; /**< of what is thrown away after reading; NULL = malloc */
} cwp_template_reading;

/** A form that was filled in on a day still to be set. */
#define CWP_TEMPLATE_READING_INIT                                                                                      \
  { sizeof(cwp_template_reading), CWP_DATE_NONE, 0, 0 }

/** What was in a form. This struct will not grow. */
typedef struct cwp_template_counts {
  size_t rows;    /**< all rows; the others add up to it */
  size_t yes;     /**< became evidence, in full */
  size_t partly;  /**< became evidence, in part */
  size_t not_yet; /**< no evidence, and no mark against anybody */
  size_t blank;   /**< not answered */
  size_t refused; /**< could not be used: a finding says why */
} cwp_template_counts;

/**
 * Reads a form in CSV or JSON, told apart by its first character, and adds what it says to a portfolio in the making:
 * declared, completed evidence from the day on which it was filled in, about each row rated "yes" (in full) or "partly"
 * (in part), with the row's note. "Not yet" and no rating add nothing. Case, and hyphens for spaces, do not matter.
 *
 * A row that cannot be used is a finding with its line and column, and the others still count: SELF-CODE-MISSING,
 * SELF-CODE-UNKNOWN, SELF-CODE-KIND, SELF-CODE-REPEATED, SELF-RATING-UNKNOWN (errors), SELF-TEXT-NOT-UTF8 (a warning:
 * the note is left out), SELF-EDITION (a note: the form is of another edition). `findings` and `counts` may be NULL.
 *
 * Errors, after which the builder holds what was read before: CWP_ERROR_ARGUMENT when there is no day; CWP_ERROR_IO;
 * CWP_ERROR_SYNTAX for a quote that is never closed or malformed JSON; CWP_ERROR_UNSUPPORTED when it is no such form;
 * CWP_ERROR_INVALID when its date or shape is wrong; CWP_ERROR_LIMIT; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_template_read(const cwp_pathway *pathway, const cwp_input *input,
                                         const cwp_template_reading *how, cwp_portfolio_builder *builder,
                                         cwp_findings *findings, cwp_template_counts *counts, cwp_error *error);

/** The same from a file. Errors: CWP_ERROR_NOT_FOUND too. */
CWP_CHECKED cwp_status cwp_template_read_file(const cwp_pathway *pathway, const char *path,
                                              const cwp_template_reading *how, cwp_portfolio_builder *builder,
                                              cwp_findings *findings, cwp_template_counts *counts, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
