#ifndef CWP_MATRIX_H
#define CWP_MATRIX_H

/**
 * @file matrix.h
 * The training matrix: the spreadsheet in which a provider keeps who was trained in what.
 *
 * A matrix is wide (a row a person, a column a course) or long (a row a person and a course). Rows of cells come from
 * CSV (cwp_matrix_read) or, for a host that reads spreadsheets itself, one by one with their types
 * (cwp_matrix_add_row). cwp_matrix_finish finds the heading and what each column means, and makes evidence of the
 * cells. What it took each column for can be looked at, written as a mapping, changed, and handed in again.
 * docs/matrix.md has the details.
 *
 * Nothing is dropped in silence: every cell with something in it either became part of the result or is named by a
 * finding with its line, record, column and value. The files hold personal data, and so may findings: the value that
 * was seen, never more.
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

/** A matrix that is being read. One thread at a time; it borrows the pathway, which must outlive it. */
typedef struct cwp_matrix cwp_matrix;

/** What a cell is to the spreadsheet. CSV has texts only. */
typedef enum cwp_matrix_cell_kind {
  CWP_MATRIX_BLANK = 0,
  CWP_MATRIX_TEXT,
  CWP_MATRIX_NUMBER, /**< a number; as a date, days since the end of 1899 */
  CWP_MATRIX_DATE,   /**< a day */
  CWP_MATRIX_CELL_KIND_END
} cwp_matrix_cell_kind;

/** One cell. This struct will not grow. */
typedef struct cwp_matrix_cell {
  cwp_matrix_cell_kind kind;
  const char *text; /**< of a text, `length` bytes of UTF-8; copied */
  size_t length;
  double number; /**< of a number */
  cwp_date date; /**< of a date */
} cwp_matrix_cell;

/** How a matrix is read. Set it up with CWP_MATRIX_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_matrix_options {
  size_t size;      /**< sizeof(cwp_matrix_options) */
  const char *name; /**< shown in findings and origins, such as "matrix.csv"; copied */
  cwp_date on;      /**< the day on which it is read: dates after it are no completions, and "booked 12/5" is the
                         next 12 May. CWP_DATE_NONE leaves such things open */
  const cwp_limits *limits; /**< NULL = the defaults. A matrix is kept in memory: `input_bytes` limits its texts */
} cwp_matrix_options;

/** The default options. */
#define CWP_MATRIX_OPTIONS_INIT                                                                                        \
  { sizeof(cwp_matrix_options), 0, CWP_DATE_NONE, 0 }

/** Starts a matrix. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Free with cwp_matrix_free. */
CWP_CHECKED cwp_status cwp_matrix_new(const cwp_pathway *pathway, const cwp_matrix_options *options,
                                      const cwp_allocator *allocator, cwp_matrix **out, cwp_error *error);

/**
 * Adds a row of cells as it stands in the sheet, headings and titles included, in order; `line` is its number there,
 * from 1. Errors: CWP_ERROR_ARGUMENT for a cell that is none, a date out of range, or a matrix that is finished;
 * CWP_ERROR_LIMIT; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_matrix_add_row(cwp_matrix *self, const cwp_matrix_cell *cells, size_t count, uint64_t line,
                                          cwp_error *error);

/** Adds all rows of a CSV file. Errors: CWP_ERROR_IO, CWP_ERROR_SYNTAX, and those of cwp_matrix_add_row. */
CWP_CHECKED cwp_status cwp_matrix_read(cwp_matrix *self, const cwp_input *input, cwp_error *error);

/** The same from a file by its path. Errors: CWP_ERROR_NOT_FOUND too. */
CWP_CHECKED cwp_status cwp_matrix_read_file(cwp_matrix *self, const char *path, cwp_error *error);

/**
 * Takes a mapping (docs/matrix.md, docs/json/matrix-mapping.schema.json): what it says of a column or a course holds in
 * place of what would be guessed. Call it before cwp_matrix_finish. `name` stands in errors. Errors: CWP_ERROR_SYNTAX,
 * CWP_ERROR_INVALID with the place, CWP_ERROR_UNSUPPORTED for another format or version, CWP_ERROR_ARGUMENT when it
 * comes too late or a second time, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_matrix_use_mapping(cwp_matrix *self, const char *text, size_t length, const char *name,
                                              cwp_error *error);

/** The same from a file by its path. Errors: CWP_ERROR_NOT_FOUND and CWP_ERROR_IO too. */
CWP_CHECKED cwp_status cwp_matrix_use_mapping_file(cwp_matrix *self, const char *path, cwp_error *error);

/**
 * Finds the heading and what the columns mean, and makes evidence of the cells. Call it once. Errors:
 * CWP_ERROR_UNSUPPORTED when there is no heading in which people and courses are known, with what was missing;
 * CWP_ERROR_ARGUMENT when it was called before; CWP_ERROR_MEMORY. The matrix can then only be looked at and freed.
 */
CWP_CHECKED cwp_status cwp_matrix_finish(cwp_matrix *self, cwp_error *error);

/** Frees a matrix, finished or not. Takes NULL. */
CWP_API void cwp_matrix_free(cwp_matrix *self);

/** @name What it was taken for. All of it is there after cwp_matrix_finish, borrowed from the matrix. @{ */

/** How a matrix is laid out. */
typedef enum cwp_matrix_shape {
  CWP_MATRIX_SHAPE_UNKNOWN = 0,
  CWP_MATRIX_WIDE, /**< a row a person, a column a course */
  CWP_MATRIX_LONG, /**< a row a person and a course */
  CWP_MATRIX_SHAPE_END
} cwp_matrix_shape;

/** What a column holds. */
typedef enum cwp_matrix_meaning {
  CWP_MATRIX_UNKNOWN = 0, /**< it could not be told: its cells are not used */
  CWP_MATRIX_PERSON,      /**< who: an id or a name, which becomes the person's id */
  CWP_MATRIX_FORENAME,    /**< a part of the name, where no column has all of it */
  CWP_MATRIX_SURNAME,
  CWP_MATRIX_OTHER_NAME, /**< the name, where another column has an id: not used */
  CWP_MATRIX_JOB_TITLE,
  CWP_MATRIX_WORKPLACE,
  CWP_MATRIX_STARTED,    /**< start in the post */
  CWP_MATRIX_COURSE,     /**< wide: what is known of one course; `dates` says what its dates are */
  CWP_MATRIX_TRAINING,   /**< long: the course */
  CWP_MATRIX_COMPLETED,  /**< long: when it was completed */
  CWP_MATRIX_EXPIRES,    /**< long: when it expires or is renewed */
  CWP_MATRIX_STATUS,     /**< long: completed, booked, … */
  CWP_MATRIX_COMPETENCE, /**< long: whether, or when, the person was seen competent */
  CWP_MATRIX_SIGNED_OFF, /**< long: who signed it off */
  CWP_MATRIX_REMARK,     /**< long: where the evidence is, who gave the training, notes: goes into the note */
  CWP_MATRIX_PRIVATE,    /**< a date of birth, an address, …: not used, and its values are not shown in findings */
  CWP_MATRIX_IGNORED,    /**< not used: a mapping says so, or its heading (wide: "notes", "total") */
  CWP_MATRIX_NOTHING,    /**< neither heading nor cells */
  CWP_MATRIX_MEANING_END
} cwp_matrix_meaning;

/** What the dates of a course's column are. */
typedef enum cwp_matrix_dates {
  CWP_MATRIX_DATES_COMPLETED = 0, /**< when it was completed */
  CWP_MATRIX_DATES_EXPIRES,       /**< when it expires */
  CWP_MATRIX_DATES_BOOKED,        /**< when it is booked for */
  CWP_MATRIX_DATES_STATUS,        /**< a status, with dates of completion if any */
  CWP_MATRIX_DATES_END
} cwp_matrix_dates;

/** @name Names as they stand in JSON: "wide", "job-title", "expires". Never NULL; "unknown" outside. @{ */
CWP_API const char *cwp_matrix_shape_name(cwp_matrix_shape shape);
CWP_API const char *cwp_matrix_meaning_name(cwp_matrix_meaning meaning);
CWP_API const char *cwp_matrix_dates_name(cwp_matrix_dates dates);
/** @} */

/** A column, and what it was taken for. Texts are never NULL. This struct will not grow. */
typedef struct cwp_matrix_column {
  size_t position;            /**< in the sheet, from 0: column A */
  const char *heading;        /**< as it stands there; of two rows with " / " between them; "" if there is none */
  cwp_matrix_meaning meaning; /**< what it was taken for */
  const char *course;         /**< name of the course, without what the heading says of dates */
  const char *about; /**< code that its evidence is about, such as "ASC.T20"; "" if it is no course that is known */
  const char *title; /**< title of that */
  cwp_matrix_dates dates; /**< what its dates are */
  int month_first;        /**< 1 if 03/04/2025 was read as 4 March, for reasons that `reason` gives */
  int months;             /**< evidence holds for so many months, as the heading says; 0 if it does not */
  int is_set;             /**< 1 if a mapping says so; 0 if it was guessed */
  double score;           /**< how sure the guess is, 0 to 1 */
  const char *reason;     /**< why, in a few words */
  size_t cells;           /**< cells with something in them, below the heading */
  size_t used;            /**< how many of them became part of the result */
} cwp_matrix_column;

/** How many columns there are. */
CWP_API size_t cwp_matrix_column_count(const cwp_matrix *self);

/** The column at `index`, from 0; NULL past the end. */
CWP_API const cwp_matrix_column *cwp_matrix_column_at(const cwp_matrix *self, size_t index);

/** A course of a long matrix, each name once. Texts are never NULL. This struct will not grow. */
typedef struct cwp_matrix_course {
  const char *name;   /**< as it stands in the rows */
  const char *about;  /**< code that its evidence is about; "" if it is no course that is known */
  const char *title;  /**< title of that */
  int months;         /**< evidence holds for so many months, as a mapping says; 0 if none does */
  int is_set;         /**< 1 if a mapping says so */
  double score;       /**< how sure the guess is, 0 to 1 */
  const char *reason; /**< why */
  size_t rows;        /**< rows with that name */
} cwp_matrix_course;

/** How many courses the rows of a long matrix name; 0 for a wide one. */
CWP_API size_t cwp_matrix_course_count(const cwp_matrix *self);

/** The course at `index`, from 0; NULL past the end. */
CWP_API const cwp_matrix_course *cwp_matrix_course_at(const cwp_matrix *self, size_t index);

/** What came of it as a whole. This struct will not grow. */
typedef struct cwp_matrix_summary {
  cwp_matrix_shape shape;
  uint64_t heading_line; /**< line of the (first) heading row; 0 if none was found */
  size_t heading_rows;   /**< 1 or 2 */
  size_t records;        /**< rows below the heading with something in them */
  size_t people;
  size_t evidence; /**< pieces of evidence */
  size_t cells;    /**< cells with something in them, all rows, heading apart; the next two add up to it */
  size_t used;     /**< became part of the result */
  size_t named;    /**< not used: a finding names each */
} cwp_matrix_summary;

/** The summary. */
CWP_API const cwp_matrix_summary *cwp_matrix_summarise(const cwp_matrix *self);

/** What was found, the columns first. */
CWP_API const cwp_findings *cwp_matrix_findings(const cwp_matrix *self);
/** @} */

/**
 * The people with their portfolios, in the order of the rows; once, after cwp_matrix_finish. The team is the caller's;
 * free with cwp_team_free. It does not need the matrix. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_matrix_take_team(cwp_matrix *self, cwp_team **out, cwp_error *error);

/**
 * What the matrix was taken for as a mapping, to be looked at, changed and handed to cwp_matrix_use_mapping: JSON,
 * zero-terminated, its length without the zero in `*length` (which may be NULL). Free with cwp_text_free and the same
 * allocator. Errors: CWP_ERROR_ARGUMENT before cwp_matrix_finish, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_matrix_mapping_print(const cwp_matrix *self, const cwp_allocator *allocator, char **out,
                                                size_t *length, cwp_error *error);

/** Writes that to a file, whole or not at all. Errors: CWP_ERROR_IO too. */
CWP_CHECKED cwp_status cwp_matrix_mapping_write(const cwp_matrix *self, const char *path, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
