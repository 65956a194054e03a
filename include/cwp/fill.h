#ifndef CWP_FILL_H
#define CWP_FILL_H

/**
 * @file fill.h
 * A staff file of the national data set (ASC-WDS) written back with role categories that somebody agreed to.
 *
 * First the file is read, and category.h suggests for each worker without a role category. The suggestions are printed
 * as a table for somebody who knows the workers; they answer yes or no, or give another code. Then the file is written
 * with the answers in CWPCATEGORY: every byte of it is the same but for those cells, with its line ends, quotes, spaces
 * and byte order mark. Nothing is filled that nobody agreed to.
 */

#include "cwp/allocator.h"
#include "cwp/category.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/output.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Workers of one staff file and what is suggested for them. One thread at a time. It borrows the pathway. */
typedef struct cwp_fill cwp_fill;

/** One worker. Texts are borrowed and never NULL. */
typedef struct cwp_fill_row {
  uint64_t line;        /**< line of the file on which the row starts, from 1 */
  uint64_t record;      /**< number of the row, from 1 */
  const char *site;     /**< LOCALESTID, trimmed */
  const char *worker;   /**< UNIQUEWORKERID, trimmed */
  const char *job_role; /**< name of the job role, "" if it is not known */
  const char
      *current;       /**< what stands in CWPCATEGORY, trimmed: "" or "999" for most, for their category is not known */
  cwp_id role;        /**< role category that is suggested; CWP_NONE with an `answer` of 998, and where none is */
  const char *title;  /**< its name; "" where none is suggested */
  const char *answer; /**< its code; "" where none is suggested, or the national service takes none for it */
  const char *strength; /**< "weak", "fair" or "strong"; "" where none is suggested */
  const char *why;      /**< sentences: what speaks for it, or why nothing is suggested */
  const char *others;   /**< what else may be, as "Enhanced care worker (fair); …"; "" if nothing */
  const char *chosen;   /**< code that will be written; "" for none, until it was agreed to */
} cwp_fill_row;

/**
 * Reads a staff file and suggests. The rows kept are those without a category (blank or 999) and those whose category
 * is another than the one suggested. `on` is the day that is asked about. What is remarkable goes to `findings`, which
 * may be NULL: ASC-FILL-CELL-MISSING, ASC-FILL-NOT-LOOKED-AT. Errors: those of cwp_records_open and cwp_records_next;
 * CWP_ERROR_INVALID when it is no staff file; CWP_ERROR_UNSUPPORTED when its layout has no CWPCATEGORY, with the first
 * that has; CWP_ERROR_ARGUMENT. `limits` and `allocator` may be NULL. Free with cwp_fill_free.
 */
CWP_CHECKED cwp_status cwp_fill_read(const cwp_pathway *pathway, const cwp_input *input, cwp_date on,
                                     const cwp_limits *limits, const cwp_allocator *allocator, cwp_findings *findings,
                                     cwp_fill **out, cwp_error *error);

CWP_API size_t cwp_fill_count(const cwp_fill *self); /**< how many rows were kept */

/** The row at `index`, from 0, in the order of the file; NULL past the end. Borrowed. */
CWP_API const cwp_fill_row *cwp_fill_at(const cwp_fill *self, size_t index);

/**
 * The rows as CSV, with an empty column `agree` to be filled in: yes, no, or the code of another category. Cells that a
 * spreadsheet could take for formulas have an apostrophe in front. Free with cwp_text_free and the allocator that the
 * file was read with. Errors: CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_fill_print(const cwp_fill *self, char **out, size_t *length, cwp_error *error);

/**
 * Agrees to every suggestion that is at least so strong, for workers without a category; recorded categories are left
 * alone. Returns how many rows that were not agreed to before.
 */
CWP_API size_t cwp_fill_agree_all(cwp_fill *self, cwp_category_strength least);

/**
 * Takes the answers from a table that cwp_fill_print gave: columns are found by their names, and may stand in any
 * order. A yes agrees to what stands in `suggested` there, for that is what was seen. What cannot be used is a finding
 * and leaves its row open: ASC-FILL-ROW-DIFFERS, ASC-FILL-ANSWER-UNKNOWN, ASC-FILL-NOTHING-SUGGESTED. Errors:
 * CWP_ERROR_INVALID when a column is missing; CWP_ERROR_SYNTAX, CWP_ERROR_LIMIT, CWP_ERROR_IO, CWP_ERROR_MEMORY.
 * `findings` may be NULL.
 */
CWP_CHECKED cwp_status cwp_fill_agree(cwp_fill *self, const cwp_input *answers, cwp_findings *findings,
                                      cwp_error *error);

/**
 * Writes the file with what was agreed to. `input` is the same file, from its beginning; the number of cells that were
 * filled comes out in `*filled`, which may be NULL. Errors: CWP_ERROR_INVALID when it is not the file that was read;
 * CWP_ERROR_IO; CWP_ERROR_MEMORY. After an error what was written is to be thrown away.
 */
CWP_CHECKED cwp_status cwp_fill_write(const cwp_fill *self, const cwp_input *input, const cwp_output *output,
                                      uint64_t *filled, cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_fill_free(cwp_fill *self);

#ifdef __cplusplus
}
#endif

#endif
