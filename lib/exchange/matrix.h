#ifndef CWP_EXCHANGE_MATRIX_H
#define CWP_EXCHANGE_MATRIX_H

/* A training matrix while it is read: rows in memory, then columns, then people. */

#include "base/text.h"
#include "cwp/matrix.h"
#include "cwp/portfolio.h"
#include "exchange/asc_codes.h"
#include "exchange/matrix_findings.h"
#include "exchange/names.h"

/* A cell. Texts have no space at either end; what is not UTF-8 is kept as escapes. */
typedef struct cwp__mcell {
  const char *text; /* zero-terminated; of a number or date as it is shown */
  uint32_t length;
  uint8_t kind;   /* cwp_matrix_cell_kind */
  uint8_t is_bad; /* 1 if it was not UTF-8 */
  cwp_date date;  /* of a date, or of a number that can be one; CWP_DATE_NONE otherwise */
} cwp__mcell;

typedef struct cwp__mrow {
  const cwp__mcell *cells;
  size_t count;
  uint64_t line;
} cwp__mrow;

/* A column and what its cells are like. */
typedef struct cwp__mcolumn {
  cwp_matrix_column shown;
  cwp_id about;
  size_t group;       /* position of the first column of the same course */
  int is_sense_given; /* the heading says what the dates are */
  size_t dates;
  size_t ahead; /* dates after the day on which the file is read */
  size_t ticks;
  size_t crosses;
  size_t orders[4]; /* dates by cwp__day_order */
} cwp__mcolumn;

typedef struct cwp__mcourse {
  cwp_matrix_course shown;
  cwp_id about;
  uint64_t line; /* of the first row with it */
  uint64_t record;
} cwp__mcourse;

typedef struct cwp__mperson {
  cwp_portfolio_builder *builder;
  cwp_portfolio *portfolio; /* once made */
  const char *job_title;
  const char *workplace;
  uint64_t line;
} cwp__mperson;

/* What a mapping says. -1, CWP_NONE and NULL stand for what it does not say. */
typedef struct cwp__mapped {
  const char *heading; /* of a column, or the name of a course */
  size_t position;     /* SIZE_MAX if not said */
  int meaning;
  int dates;
  int months;
  cwp_id about;
  int is_used;
} cwp__mapped;

typedef struct cwp__mapping {
  uint64_t heading_line; /* 0 if not said */
  int heading_rows;
  int month_first;
  int cross; /* 1 done, 0 not done */
  cwp__mapped *columns;
  size_t column_count;
  cwp__mapped *courses;
  size_t course_count;
} cwp__mapping;

struct cwp_matrix {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  const cwp_pathway *lists;
  cwp__codes *codes;
  const char *name;
  cwp_date on;
  cwp_limits limits;
  cwp__arena texts;
  uint64_t text_bytes;
  cwp__mrow *rows;
  size_t row_count;
  size_t row_capacity;
  size_t widest;
  size_t heading;    /* row of the heading */
  size_t first;      /* first row of data */
  size_t months_row; /* row that says how often courses are refreshed; SIZE_MAX if none does */
  cwp__mcolumn *columns;
  size_t column_count;
  cwp__names course_names;
  cwp__mcourse *courses;
  size_t course_capacity;
  cwp__mapping *mapping; /* NULL without one */
  cwp_findings *findings;
  cwp_matrix_summary summary;
  cwp__names ids;
  cwp__mperson *people;
  size_t person_capacity;
  uint8_t *done;    /* of the cells of a row: 0 not yet, 1 used, 2 named by a finding */
  cwp__buffer note; /* room for notes */
  int is_finished;
  int is_taken;
};

enum { CWP__MATRIX_PLAIN_SIZE = 128 };

/* A heading in small letters, with single spaces for all that is neither letter nor digit. Returns its length. */
size_t cwp__matrix_plain(cwp__span text, char out[CWP__MATRIX_PLAIN_SIZE]);

/* The cell of a row, blank past its end. */
const cwp__mcell *cwp__matrix_cell(const cwp__mrow *row, size_t position);
int cwp__matrix_is_blank(const cwp__mcell *cell);
cwp__span cwp__matrix_text(const cwp__mcell *cell);

/* Adds a finding about a cell, which may be used all the same. `record` is 0 above the first row of data. */
cwp_status cwp__matrix_find(cwp_matrix *self, size_t row, size_t position, cwp__matrix_rule rule, cwp_error *error);

/* The same about a column or a mapping as a whole, with a count of cells in front of the message if it is not 0. */
cwp_status cwp__matrix_find_in(cwp_matrix *self, const char *column, cwp__span value, size_t count,
                               cwp__matrix_rule rule, cwp_error *error);

/* "F" for position 5. */
void cwp__matrix_letters(size_t position, char out[16]);

/* Finds the heading and what the columns mean (matrix_columns.c). */
cwp_status cwp__matrix_find_columns(cwp_matrix *self, cwp_error *error);

/* What a column is called in findings: its heading, or "column F"; of the same heading twice, both. */
void cwp__matrix_label(const cwp_matrix *self, size_t position, char *text, size_t size);

/* Months that words such as "annual" or "every 3 years" speak of; 0 if they speak of none. */
int cwp__matrix_months(cwp__span text);

/* Makes the columns as a mapping has them (matrix_mapping.c), before their cells are looked at. */
void cwp__matrix_map_columns(cwp_matrix *self);
void cwp__matrix_map_course(cwp_matrix *self, cwp__mcourse *course);

/* Reports what of a mapping is about nothing here. */
cwp_status cwp__matrix_report_mapping(cwp_matrix *self, cwp_error *error);

/* Looks at what the cells of columns are like, and reports it (matrix_values.c). */
cwp_status cwp__matrix_look_at_values(cwp_matrix *self, cwp_error *error);

/* 1 if an x in that column stands for done, 0 for not done, -1 if that cannot be told. */
int cwp__matrix_cross(const cwp_matrix *self, const cwp__mcolumn *column);

/* Makes people and evidence of the rows (matrix_rows.c). */
cwp_status cwp__matrix_take_rows(cwp_matrix *self, cwp_error *error);

/* The person of a row, made if they are new; NULL in `*out` where the row is about nobody who can be used, its cells
   being named then (matrix_people.c). */
cwp_status cwp__matrix_person(cwp_matrix *self, size_t row, cwp__mperson **out, cwp_error *error);

/* Marks a cell as used. */
void cwp__matrix_use(cwp_matrix *self, size_t position);

/* Names a cell that is not used, unless it was used or named already. */
cwp_status cwp__matrix_leave(cwp_matrix *self, size_t row, size_t position, cwp__matrix_rule rule, cwp_error *error);

/* Names all cells of a row that are left. */
cwp_status cwp__matrix_leave_row(cwp_matrix *self, size_t row, cwp__matrix_rule rule, cwp_error *error);

/* 1 if what was found is so clearly a matrix that a file among others may be taken for one (after finding columns). */
int cwp__matrix_is_clear(const cwp_matrix *self);

#endif
