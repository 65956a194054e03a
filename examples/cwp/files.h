#ifndef COMMAND_FILES_H
#define COMMAND_FILES_H

/* Reads the files that a verb was given, "-" among them, into an import, or one by one as portfolios. */

#include "arguments.h"

typedef struct cmd_files {
  cwp_import *import;
  cwp_team *team;
  char *mapping;     /* of training matrices; NULL without one */
  size_t failed;     /* files that could not be read to their end */
  cwp_error failure; /* of the first of those */
} cmd_files;

/*
 * Reads every file that was named, and joins them to a team. A file that fails is counted, and the others are read all
 * the same. CODE_GO_ON, CODE_USAGE or CODE_INTERNAL; free in every case.
 */
int files_read(cmd_files *self, const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_date on);
void files_free(cmd_files *self);

/* Standard input as a stream of bytes. */
cwp_input files_standard_input(void);

/* 1 if standard input is named no more than once; otherwise it is explained, and 0. */
int files_are_distinct(const cmd_arguments *arguments);

/* Reads a catalogue's JSON file, or standard input. Free with cwp_catalogue_free. */
cwp_status files_read_catalogue(const char *path, cwp_catalogue **out, cwp_error *error);

/* Reads a catalogue of courses in any format that can be tagged, or standard input. */
cwp_status files_read_tagged(const char *path, cwp_tagged *out, cwp_error *error);

/* Reads one portfolio's JSON file, or standard input. Free with cwp_portfolio_free. */
cwp_status files_read_portfolio(const char *path, cwp_portfolio **out, cwp_error *error);

/* Reads a whole file, or standard input ("-"), in memory to free. CODE_GO_ON, or a code after it was explained. */
int files_read_text(const char *path, char **text, size_t *length);

/* The same for text that people write: bytes that are no UTF-8, and NUL bytes, are refused with line and column. */
int files_read_utf8(const char *path, char **text, size_t *length);

/* The same for prose, such as a job description: JSON and files of the national data set are refused by name too. */
int files_read_prose(const char *path, char **text, size_t *length);

#endif
