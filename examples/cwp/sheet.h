#ifndef COMMAND_SHEET_H
#define COMMAND_SHEET_H

/*
 * A spreadsheet's CSV file, row by row, for verbs that take a column of anything: RFC 4180, with a header. It reads by
 * itself because the library's readers each read a format of their own, a catalogue or a matrix, and hand no cells out.
 */

#include "arguments.h"

#include <stddef.h>
#include <stdint.h>

enum { SHEET_COLUMNS = 512 };

typedef struct cmd_sheet {
  const char *path;
  char *text; /* all of the file; fields are unquoted in place */
  size_t length;
  size_t at;
  uint64_t line;                     /* of the file, on which the row begins */
  uint64_t reached;                  /* the line that reading has got to */
  uint64_t record;                   /* data rows, from 1; 0 is the header */
  size_t count;                      /* fields of the row */
  const char *fields[SHEET_COLUMNS]; /* zero-terminated */
  size_t header_count;
  char *header[SHEET_COLUMNS]; /* owned */
} cmd_sheet;

/* Reads the file ("-" is standard input) and its header. CODE_GO_ON or a code to end with; close in every case. */
int sheet_open(cmd_sheet *self, const char *path);
void sheet_close(cmd_sheet *self);

/* The next row: CODE_GO_ON, CODE_FINE at the end, or CODE_INPUT after a mistake in it was explained. */
int sheet_next(cmd_sheet *self);

/* The field of the row in that column; "" where the row is too short. */
const char *sheet_field(const cmd_sheet *self, size_t column);

/* Finds the column that an option names, without regard to case. CODE_GO_ON or CODE_USAGE. */
int sheet_column(const cmd_sheet *self, const cmd_arguments *arguments, const char *option, const char *name,
                 size_t *column);

/* Writes a field so that no spreadsheet takes it for a formula, with a comma before it unless it is the first. */
void sheet_write(const char *text, int first);

#endif
