#ifndef CWP_WORKFORCE_FILES_H
#define CWP_WORKFORCE_FILES_H

/**
 * @file workforce_files.h
 * Tables for a workforce (cwp/workforce.h) from CSV files, read as a stream, and from teams of people whose files are
 * of other kinds (cwp/exchange.h). Files of Arrow columns: cwp/arrow_file.h. docs/workforce-files.md shows them all.
 */

#include "cwp/allocator.h"
#include "cwp/arrow.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/status.h"
#include "cwp/team.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The two tables of a workforce. */
typedef enum cwp_workforce_table {
  CWP_WORKFORCE_EVIDENCE = 0, /**< a row a piece of evidence: columns `worker` and `subject` at least */
  CWP_WORKFORCE_WORKERS,      /**< a row a person: column `worker` at least, and no `subject` */
  CWP_WORKFORCE_TABLE_END
} cwp_workforce_table;

/** How CSV is read. Set it up with CWP_WORKFORCE_CSV_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_workforce_csv_options {
  size_t size;              /**< sizeof(cwp_workforce_csv_options) */
  const cwp_limits *limits; /**< NULL = the defaults; borrowed for the call */
  int integer_keys;         /**< 1: `worker` is a whole number, for a table of the other kind that has numbers */
  /** Called with each thing that is wrong, while the stream is read: line, column, what was seen and what became of it.
      The finding is borrowed for the call; a result other than 0 ends the stream. NULL: the first thing wrong ends the
      stream with EINVAL. */
  int (*found)(void *context, const cwp_finding *finding);
  void *found_context; /**< handed to `found` untouched */
  size_t batch_rows;   /**< rows of a batch; 0 = 65,536 */
} cwp_workforce_csv_options;

/** The default options. */
#define CWP_WORKFORCE_CSV_OPTIONS_INIT                                                                                 \
  { sizeof(cwp_workforce_csv_options), 0, 0, 0, 0, 0 }

/**
 * Which of the tables a CSV file is, by its first bytes, `length` of them, which must hold the whole header; it is
 * CWP_WORKFORCE_TABLE_END for none, or where there is no memory.
 */
CWP_API cwp_workforce_table cwp_workforce_csv_guess(const char *head, size_t length, const cwp_allocator *allocator);

/**
 * Opens a CSV file with a header: columns by the names of cwp/workforce.h, in any order and case. Of evidence,
 * `person` and `about` are read as `worker` and `subject`, and columns that are none of the table are left out; of
 * workers they are handed on as text. Days are YYYY-MM-DD; an empty cell is null.
 *
 * A row with a day that is none, a text that is not UTF-8, more cells than the header, or no worker (of evidence: or no
 * subject) is a finding and left out; so is a worker that is no whole number where `integer_keys` asks for one. Of a
 * worker's `started` only the day is left out. Memory is that of the batches that are held. The stream is the caller's
 * to release, which closes the file.
 *
 * Errors: CWP_ERROR_NOT_FOUND, CWP_ERROR_IO; CWP_ERROR_INVALID for a header without a column that must be there, or
 * with one twice; CWP_ERROR_SYNTAX, CWP_ERROR_LIMIT, CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Later ones come out of the
 * stream, with line and column in the message. `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_workforce_csv_open(const char *path, cwp_workforce_table table,
                                              const cwp_workforce_csv_options *options, const cwp_allocator *allocator,
                                              struct ArrowArrayStream *out, cwp_error *error);

/** The same from a stream of bytes, which with its name must outlive the columns' stream. */
CWP_CHECKED cwp_status cwp_workforce_csv_read(const cwp_input *input, cwp_workforce_table table,
                                              const cwp_workforce_csv_options *options, const cwp_allocator *allocator,
                                              struct ArrowArrayStream *out, cwp_error *error);

/**
 * The people of a team as both tables, in the team's order. Workers have `worker`, `role`, `role_basis`, `site`,
 * `job_title`, `job_role` (the code of the national data set whose title the job title is, such as "ASC.J.8"; null if
 * there is none) and `started`; evidence has `worker`, `subject`, `kind`, `result`, `from`, `until` and `extent`. Team
 * and pathway are borrowed until both streams, the caller's to release, are. Errors: CWP_ERROR_ARGUMENT,
 * CWP_ERROR_MEMORY. `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_workforce_team(const cwp_team *team, const cwp_pathway *pathway,
                                          const cwp_allocator *allocator, struct ArrowArrayStream *workers,
                                          struct ArrowArrayStream *evidence, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
