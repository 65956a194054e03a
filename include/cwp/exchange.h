#ifndef CWP_EXCHANGE_H
#define CWP_EXCHANGE_H

/**
 * @file exchange.h
 * The outside world's files.
 *
 * A provider's staff and training files of the national data set (ASC-WDS) become a team: a portfolio for every worker.
 * Portfolios and forms for self-assessment are added to the people that they are about: a form to the person whom it
 * names, or to the only one there is. Two portfolios of one person are merged, the later file being the newer one.
 * Files may come in any order; each one's kind is found from its header, never from its name. Nothing is dropped in
 * silence: what cannot be used is a finding, and the good rows still count.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/status.h"
#include "cwp/team.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a file is. */
typedef enum cwp_file_kind {
  CWP_FILE_UNKNOWN = 0,
  CWP_FILE_ASC_STAFF,       /**< ASC-WDS staff records */
  CWP_FILE_ASC_TRAINING,    /**< ASC-WDS training records */
  CWP_FILE_ASC_WORKPLACE,   /**< ASC-WDS workplaces: checked, and held against the other files */
  CWP_FILE_PORTFOLIO,       /**< a portfolio in JSON */
  CWP_FILE_PATHWAY,         /**< a framework file in JSON */
  CWP_FILE_SELF_ASSESSMENT, /**< a form for self-assessment that was filled in, in CSV or JSON (cwp/template.h) */
  CWP_FILE_WIDE,            /**< workers in the wide shape of analysts, a row each (cwp/tables.h) */
  CWP_FILE_TRAINING_MATRIX, /**< a training matrix in CSV (cwp/matrix.h) */
  CWP_FILE_KIND_END
} cwp_file_kind;

/** "asc-staff", "asc-training", "asc-workplace", "portfolio", "pathway", "self-assessment",
 * "training-matrix"; "unknown" otherwise. Never NULL. */
CWP_API const char *cwp_file_kind_name(cwp_file_kind kind);

/**
 * What a file is by its first bytes, `length` of them; CWP_FILE_UNKNOWN for anything but the CSV files of the national
 * data set, and where the header is not whole or there is no memory. For hosts that choose in which order to read.
 */
CWP_API cwp_file_kind cwp_file_kind_guess(const char *head, size_t length, const cwp_allocator *allocator);

/** What the national service is known to hold already of the workers in a staff file. */
typedef enum cwp_stored {
  CWP_STORED_UNKNOWN = 0, /**< not known: STATUS is not held against it */
  CWP_STORED_NONE,        /**< none of them: any STATUS but NEW is a finding */
  CWP_STORED_ALL,         /**< all of them: STATUS NEW is a finding */
  CWP_STORED_END
} cwp_stored;

/** How files are taken in. Set it up with CWP_IMPORT_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_import_options {
  size_t size; /**< sizeof(cwp_import_options) */
  cwp_date on; /**< the day on which the files are read, for "not in the future" and the like; CWP_DATE_NONE
                    leaves such checks out */
  const cwp_limits *limits; /**< NULL = the defaults */
  /** Called now and then with the bytes read so far, from all files; a result other than 0 stops the import with
      CWP_ERROR_ARGUMENT ("cancelled"). May be NULL. */
  int (*progress)(void *context, uint64_t bytes);
  void *progress_context; /**< handed to `progress` untouched */
  cwp_stored stored;      /**< what the national service holds already */
  /** 1 to check national files and keep nobody: memory then does not grow with training rows, and by about 50 bytes
     with each staff row. Rows are held against what was added before them, so add workplaces first, then staff, then
      training. The team is empty but for portfolios. */
  int check_only;
  /** Called with every finding as it is met, in place of keeping it; the finding and its texts are borrowed for the
     call. A result other than 0 stops the import with CWP_ERROR_ARGUMENT ("cancelled"). May be NULL. */
  int (*found)(void *context, const cwp_finding *finding);
  void *found_context;        /**< handed to `found` untouched */
  const char *matrix_mapping; /**< what columns of training matrices mean (cwp_matrix_use_mapping), `matrix_mapping_
                                   length` bytes of JSON; borrowed until the import is freed. NULL = all is guessed */
  size_t matrix_mapping_length;
} cwp_import_options;

/** The default options. */
#define CWP_IMPORT_OPTIONS_INIT                                                                                        \
  { sizeof(cwp_import_options), CWP_DATE_NONE, 0, 0, 0, CWP_STORED_UNKNOWN, 0, 0, 0, 0, 0 }

/** Files on their way to a team. One thread at a time; it borrows the pathway, which must outlive it. */
typedef struct cwp_import cwp_import;

/** What is known of one file that was added. Texts are borrowed from the import. */
typedef struct cwp_import_file {
  const char *path;    /**< as given */
  cwp_file_kind kind;  /**< what it is */
  const char *version; /**< date of the header's layout, "2026-07-21", or the format version of a JSON file */
  uint64_t records;    /**< data rows, or JSON documents, read */
} cwp_import_file;

/** Starts an import. Errors: CWP_ERROR_MEMORY, CWP_ERROR_ARGUMENT. Free with cwp_import_free. */
CWP_CHECKED cwp_status cwp_import_new(const cwp_pathway *pathway, const cwp_import_options *options,
                                      const cwp_allocator *allocator, cwp_import **out, cwp_error *error);

/**
 * Reads one file to its end. What is wrong in single rows becomes findings. Errors, after which the import may go on
 * with other files and rows read before the error still count: CWP_ERROR_IO, CWP_ERROR_NOT_FOUND; CWP_ERROR_UNSUPPORTED
 * when the header or format is none that is known; CWP_ERROR_SYNTAX when a quote is never closed, a NUL byte is met, or
 * JSON is malformed; CWP_ERROR_INVALID; CWP_ERROR_LIMIT; CWP_ERROR_MEMORY (then the import can only be freed). The same
 * failure is also added to the findings, except for memory.
 */
CWP_CHECKED cwp_status cwp_import_add_file(cwp_import *self, const char *path, cwp_error *error);

/** The same from a stream. */
CWP_CHECKED cwp_status cwp_import_add_input(cwp_import *self, const cwp_input *input, cwp_error *error);

/** How many files were added, those that failed included. */
CWP_API size_t cwp_import_file_count(const cwp_import *self);

/** The file at `index`, from 0, in the order in which they were added; NULL past the end. Borrowed. */
CWP_API const cwp_import_file *cwp_import_file_at(const cwp_import *self, size_t index);

/**
 * Joins the training rows to the workers and portfolios, and gives the team. Call it once, after the last file. The
 * findings so far, those of joining included (training of a worker who is in no staff file), are in
 * cwp_import_findings. Where no staff file was read, the training rows name the people; where one was, everybody stands
 * in it or in a portfolio. Errors: CWP_ERROR_MEMORY; CWP_ERROR_LIMIT when somebody has more evidence than a portfolio
 * holds; CWP_ERROR_ARGUMENT when it was called before. The team is the caller's; free with cwp_team_free.
 */
CWP_CHECKED cwp_status cwp_import_finish(cwp_import *self, cwp_team **out, cwp_error *error);

/** All findings so far, none where `found` takes them. Borrowed from the import. */
CWP_API const cwp_findings *cwp_import_findings(const cwp_import *self);

/** Frees an import, finished or not, with its findings. Takes NULL. */
CWP_API void cwp_import_free(cwp_import *self);

#ifdef __cplusplus
}
#endif

#endif
