#ifndef CWP_BASE_CSV_H
#define CWP_BASE_CSV_H

/*
 * RFC 4180 CSV, streamed. A byte order mark is skipped; lines end in CRLF, LF or CR, mixed as they come; quotes are
 * doubled inside quoted fields, which may hold line ends; a quote inside an unquoted field stands for itself; blank
 * lines are skipped. Lines count from 1 and are those of the file; records count data rows: the first record read, the
 * header, is 0.
 */

#include "base/text.h"
#include "cwp/allocator.h"
#include "cwp/input.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

/* A field of the current record: unquoted, not trimmed, zero-terminated, perhaps not valid UTF-8. */
typedef struct cwp__csv_field {
  cwp__span value;
  int quoted; /* 1 if it stood in quotes */
} cwp__csv_field;

typedef struct cwp__csv cwp__csv;

/* Starts reading. It borrows the input and its name. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__csv_new(const cwp_input *input, const cwp_limits *limits, const cwp_allocator *allocator,
                        cwp__csv **out, cwp_error *error);

/*
 * Reads the next record. `*more` is 1 if there was one, 0 at the end. Errors, after which only cwp__csv_free may
 * follow: CWP_ERROR_SYNTAX for a quote that is never closed (the place is where it was opened), text after a closing
 * quote, or a NUL byte; CWP_ERROR_LIMIT for a record, field count or record count over the limits; CWP_ERROR_IO;
 * CWP_ERROR_MEMORY.
 */
cwp_status cwp__csv_next(cwp__csv *self, int *more, cwp_error *error);

/* Fields of the record just read, valid until the next call. */
size_t cwp__csv_field_count(const cwp__csv *self);
cwp__csv_field cwp__csv_field_at(const cwp__csv *self, size_t index); /* an empty one past the end */

/* The values of up to `most` fields of the record, from the first on; returns how many. */
size_t cwp__csv_values(const cwp__csv *self, cwp__span *values, size_t most);

/* What to add to an error about a header in which a column was not found: ": ..." where the record is one field with
   semicolons or tabs in it, "" for others. */
const char *cwp__csv_hint(const cwp__csv *self);

/* The same of a header of so many fields, of which this is the first. */
const char *cwp__csv_hint_of(size_t fields, cwp__span first);

/* 1 if all of the record is ASCII. */
int cwp__csv_is_ascii(const cwp__csv *self);

uint64_t cwp__csv_line(const cwp__csv *self);   /* line on which the record just read starts */
uint64_t cwp__csv_record(const cwp__csv *self); /* its number: 0 the header, 1 the first data row */
uint64_t cwp__csv_bytes(const cwp__csv *self);  /* bytes taken from the input so far */

void cwp__csv_free(cwp__csv *self);

#endif
