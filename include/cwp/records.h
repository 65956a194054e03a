#ifndef CWP_RECORDS_H
#define CWP_RECORDS_H

/**
 * @file records.h
 * Files of the national data set (ASC-WDS), cell by cell: read, written, and turned from one dated layout into another.
 *
 * Where exchange.h makes people of staff and training files, this leaves every cell as it is: what is read and written
 * again is the same in every cell. Both ways are streamed: no more than a row is held at once.
 *
 * A layout is named by the kind of file and the day from which the national service took it, "2026-07-21". Layouts
 * differ in which columns they have; a column is known by its name. `DESCRIPTION` of training files is `TRAININGNAME`
 * since January 2026: it is one column, and both names find it.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/exchange.h"
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

/** @name Layouts @{ */
/** How many layouts are known of a kind of file; 0 for kinds that are none of the national data set's. */
CWP_API size_t cwp_layout_count(cwp_file_kind kind);

/** The day of the layout at `index`, from 0, the oldest first: "2019-10-03"; NULL past the end. Static. */
CWP_API const char *cwp_layout_version(cwp_file_kind kind, size_t index);
/** @} */

/** @name Reading @{ */
/** A file on its way in. One thread at a time. It borrows its input, which must outlive it. */
typedef struct cwp_records cwp_records;

/**
 * Starts reading: reads the header. Errors: CWP_ERROR_UNSUPPORTED when the header is none that is known, with the
 * nearest kind and the first difference; CWP_ERROR_SYNTAX, CWP_ERROR_LIMIT, CWP_ERROR_IO, CWP_ERROR_MEMORY,
 * CWP_ERROR_ARGUMENT. `limits` and `allocator` may be NULL. Free with cwp_records_free.
 */
CWP_CHECKED cwp_status cwp_records_open(const cwp_input *input, const cwp_limits *limits,
                                        const cwp_allocator *allocator, cwp_records **out, cwp_error *error);

CWP_API cwp_file_kind cwp_records_kind(const cwp_records *self);  /**< staff, training or workplaces */
CWP_API const char *cwp_records_version(const cwp_records *self); /**< day of the layout, "2026-07-21" */
CWP_API size_t cwp_records_column_count(const cwp_records *self); /**< columns of the header */

/** The name of the column at `index`, from 0, as the header has it; NULL past the end. Borrowed. */
CWP_API const char *cwp_records_column(const cwp_records *self, size_t index);

/** Where the column of that name stands, or SIZE_MAX. */
CWP_API size_t cwp_records_find(const cwp_records *self, const char *column);

/**
 * Reads the next row. `*more` is 1 if there was one, 0 at the end; blank lines are passed over. Errors, after which the
 * file can only be freed: CWP_ERROR_SYNTAX for a quote that is never closed, text behind a closing quote, or a NUL
 * byte; CWP_ERROR_LIMIT; CWP_ERROR_IO; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_records_next(cwp_records *self, int *more, cwp_error *error);

/** How many cells the row has: it may be fewer than there are columns, or more. */
CWP_API size_t cwp_records_cell_count(const cwp_records *self);

/**
 * The cell at `index` as it stands in the row, without the quotes around it, not trimmed and perhaps not UTF-8;
 * zero-terminated, its length in `*length` (which may be NULL). "" past the end. Borrowed until the next row is read.
 */
CWP_API const char *cwp_records_cell(const cwp_records *self, size_t index, size_t *length);

CWP_API uint64_t cwp_records_line(const cwp_records *self);   /**< line on which the row starts, from 1 */
CWP_API uint64_t cwp_records_record(const cwp_records *self); /**< number of the row, from 1; 0 before the first */

/** Frees a reader. Takes NULL. */
CWP_API void cwp_records_free(cwp_records *self);
/** @} */

/** @name Writing @{ */
/** A file on its way out. One thread at a time. */
typedef struct cwp_records_writer cwp_records_writer;

/** What is written. Set it up with CWP_RECORDS_WRITING_INIT. */
typedef struct cwp_records_writing {
  size_t size;           /**< sizeof(cwp_records_writing) */
  cwp_file_kind kind;    /**< staff, training or workplaces; must be given */
  const char *day;       /**< "2025-09-30": the layout that was taken on that day; NULL or "today" = today's */
  int with_new_ids;      /**< 1: staff files with the optional column CHGUNIQUEWRKID */
  int with_transfers;    /**< 1: staff files with the optional column TRANSFERSTAFFRECORD */
  size_t qualifications; /**< pairs QUALACHnn, QUALACHnnNOTES of staff files, 3 to 99; 0 = 3 */
} cwp_records_writing;

/** Today's staff file. */
#define CWP_RECORDS_WRITING_INIT                                                                                       \
  { sizeof(cwp_records_writing), CWP_FILE_ASC_STAFF, 0, 0, 0, 0 }

/**
 * Starts a file: writes its header. Lines end in CR LF; a cell stands in quotes where it holds a comma, a quote, or
 * white space other than spaces, as in the files that the national service gives out. Errors: CWP_ERROR_NOT_FOUND for a
 * kind without layouts and a day before the first, CWP_ERROR_INVALID for a day that is none, CWP_ERROR_ARGUMENT,
 * CWP_ERROR_IO, CWP_ERROR_MEMORY. The output is borrowed and must outlive the writer. Free with
 * cwp_records_writer_free.
 */
CWP_CHECKED cwp_status cwp_records_writer_new(const cwp_records_writing *writing, const cwp_output *output,
                                              const cwp_allocator *allocator, cwp_records_writer **out,
                                              cwp_error *error);

/**
 * Sets a cell of the row in the making: `length` bytes, or, with SIZE_MAX, up to a zero; without a NUL byte in them.
 * What is not set is blank. Setting a cell again takes the place of what was set. Errors: CWP_ERROR_NOT_FOUND when the
 * layout has no such column, and CWP_ERROR_ARGUMENT, each leaving the row as it was; CWP_ERROR_MEMORY, after which the
 * writer can only be freed.
 */
CWP_CHECKED cwp_status cwp_records_writer_set(cwp_records_writer *self, const char *column, const char *text,
                                              size_t length, cwp_error *error);

/** Writes the row and starts the next. Errors, after which the writer can only be freed: CWP_ERROR_IO,
    CWP_ERROR_MEMORY. */
CWP_CHECKED cwp_status cwp_records_writer_end_row(cwp_records_writer *self, cwp_error *error);

/** Frees a writer; a row that was not ended is not written. Takes NULL. */
CWP_API void cwp_records_writer_free(cwp_records_writer *self);
/** @} */

/** @name From one layout to another @{ */
/** How a file is turned into another layout. Set it up with CWP_RECORDS_CONVERSION_INIT. */
typedef struct cwp_records_conversion {
  size_t size;              /**< sizeof(cwp_records_conversion) */
  const char *day;          /**< "2025-09-30": the layout that was taken on that day; "today" = today's; NULL = that of
                                 the file itself */
  cwp_file_kind kind;       /**< what the file must be; CWP_FILE_UNKNOWN = any of the three */
  const cwp_pathway *codes; /**< whose code lists say what a code meant when; NULL = the default edition */
  cwp_date written;         /**< when the codes in the file were chosen; CWP_DATE_NONE = on the day of its layout */
  cwp_date wanted;          /**< the day as of which codes are wanted; CWP_DATE_NONE = the day of a newer layout, the
                                 last day of an older one, and in the file's own layout codes stay */
  int keep_codes;           /**< 1: codes stay as they are, whatever became of them */
  const cwp_limits *limits; /**< NULL = the defaults */
} cwp_records_conversion;

/** The layout stays, and codes are as of its day. */
#define CWP_RECORDS_CONVERSION_INIT                                                                                    \
  { sizeof(cwp_records_conversion), 0, CWP_FILE_UNKNOWN, 0, CWP_DATE_NONE, CWP_DATE_NONE, 0, 0 }

/** What came of it. */
typedef struct cwp_records_counts {
  cwp_file_kind kind;       /**< of the file */
  const char *version_from; /**< layout that the file had; static */
  const char *version_to;   /**< layout that was written; static */
  uint64_t rows;            /**< rows read */
  uint64_t written;         /**< rows written: fewer where rows could not be used */
  uint64_t lost;            /**< values that the layout has no column for, and rows that could not be used */
  uint64_t recoded;         /**< codes that were changed */
} cwp_records_counts;

/**
 * Reads a file and writes it in another layout, or in its own. Every cell that the other layout has a column for is
 * the same, but for codes whose meaning has another code by then ("41" was retired in May 2024 in favour of "40").
 * Nothing is lost in silence: each value without a column is a finding (ASC-CONVERT-COLUMN-LOST), as are columns that
 * the file did not have (ASC-CONVERT-COLUMN-BLANK), codes that were changed (ASC-CONVERT-RECODED) or whose meaning is
 * not clear (ASC-CONVERT-CODE-MEANING), and rows that cannot be used (ASC-ROW-LONG).
 *
 * A row left out of a staff file makes the national service delete the worker: look at `lost` before you pass a file
 * on. Errors: those of cwp_records_open, cwp_records_next and cwp_records_writer_new; CWP_ERROR_INVALID when the file
 * is of another kind than it must be. `findings` and `counts` may be NULL. The input's name is the findings' path.
 */
CWP_CHECKED cwp_status cwp_records_convert(const cwp_input *input, const cwp_records_conversion *conversion,
                                           const cwp_output *output, const cwp_allocator *allocator,
                                           cwp_findings *findings, cwp_records_counts *counts, cwp_error *error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
