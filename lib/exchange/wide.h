#ifndef CWP_EXCHANGE_WIDE_H
#define CWP_EXCHANGE_WIDE_H

/*
 * The shape that analysts of the national data set work with: a row a worker, and columns for each training category
 * and qualification. Columns go by their names, in any order and case; numbers in them are codes of the upload files,
 * with or without zeros in front.
 */

#include "base/csv.h"
#include "exchange/additions.h"
#include "exchange/people.h"

/* What a column holds. */
typedef enum cwp__wide_what {
  CWP__WIDE_OTHER, /* nothing that is used */
  CWP__WIDE_WORKER,
  CWP__WIDE_SITE,
  CWP__WIDE_JOB,
  CWP__WIDE_CARE_CERTIFICATE,
  CWP__WIDE_FLAG, /* trNNflag, and so on */
  CWP__WIDE_COUNT,
  CWP__WIDE_ACCREDITED,
  CWP__WIDE_NOT_ACCREDITED,
  CWP__WIDE_NOT_KNOWN,
  CWP__WIDE_LATEST,
  CWP__WIDE_HELD,      /* qlNNachqL */
  CWP__WIDE_YEAR,      /* qlNNyearL */
  CWP__WIDE_APPRENTICE /* qlNNapp */
} cwp__wide_what;

typedef struct cwp__wide_column {
  uint8_t what;  /* cwp__wide_what */
  uint16_t code; /* of the training category or qualification */
} cwp__wide_column;

/* What a column of that name holds. */
cwp__wide_column cwp__wide_column_of(cwp__span name);

/* 1 if the record just read is the header of such a file: it names a worker and holds a column that is used. */
int cwp__wide_is_header(const cwp__csv *header);

/* What a file is read with and into. */
typedef struct cwp__wide_reading {
  cwp__csv *csv; /* its header has just been read */
  const cwp__codes *codes;
  const cwp_allocator *allocator;
  cwp__sink *sink;
  cwp__people *people; /* NULL: the file is only checked */
  const char *path;
  const char *name; /* of the file, for the origin of its evidence */
  uint16_t file;
  cwp_date on;       /* the day on which it is read, or CWP_DATE_NONE */
  uint64_t *records; /* counted here */
} cwp__wide_reading;

/* Reads the rows to the end. Errors as for cwp__csv_next. */
cwp_status cwp__wide_read(const cwp__wide_reading *reading, cwp_error *error);

#endif
