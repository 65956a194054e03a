#ifndef CWP_EXCHANGE_ASC_FILE_H
#define CWP_EXCHANGE_ASC_FILE_H

/* One file of the national data set, read row by row. */

#include "exchange/people.h"

/* What one file is read with and into. */
typedef struct cwp__asc_reading {
  const cwp_input *input;
  const cwp_limits *limits;
  const cwp_allocator *allocator;
  const cwp__codes *codes;
  cwp_date on;
  cwp_stored stored;
  int (*progress)(void *context, uint64_t bytes); /* may be NULL */
  void *progress_context;
  uint64_t bytes_before;  /* of files read earlier, for the progress */
  uint16_t file;          /* position of the file */
  cwp_import_file *about; /* kind, version and records go here */
  cwp__sink *sink;
  cwp__together *together;
  cwp__people *people; /* NULL where rows are only checked */
  cwp__buffer *note_room;
  const char *name; /* of the file, for the origin of evidence */
  int is_wide;      /* comes out as 1 where it is in the analyst's wide shape, and nobody's staff or training file */
  int is_empty;     /* comes out as 1 where the failure is that there is nothing in the file */
} cwp__asc_reading;

/* Reads the file to its end. Errors as for cwp_import_add_input. */
cwp_status cwp__asc_file_read(cwp__asc_reading *reading, cwp_error *error);

#endif
