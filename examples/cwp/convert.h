#ifndef COMMAND_CONVERT_H
#define COMMAND_CONVERT_H

/* What the parts of `cwp convert` share: where things are written to, and the report on them. */

#include "arguments.h"
#include "findings.h"

#include <stdint.h>

/* What is made. */
typedef enum convert_form {
  CONVERT_LAYOUT, /* a file of the national data set */
  CONVERT_PORTFOLIOS,
  CONVERT_LINES,
  CONVERT_EVIDENCE,
  CONVERT_WIDE
} convert_form;

/* One thing that was written. */
typedef struct converted_file {
  char *path;       /* "" for standard output */
  const char *kind; /* "asc-staff", "portfolio", ...; static */
  const char *from; /* the layout that it had, or "" */
  const char *version;
  uint64_t read;    /* rows or people */
  uint64_t written; /* rows or people */
  uint64_t lost;    /* values */
  uint64_t recoded; /* codes */
} converted_file;

typedef struct cmd_convert {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  const char *output; /* NULL for standard output */
  cwp_file_kind kind; /* what files of the national data set must be; CWP_FILE_UNKNOWN = any */
  cwp_date on;
  cwp_findings *findings;
  converted_file *files;
  size_t file_count;
  convert_form form;
  int is_broken; /* 1 if a file could not be read to its end, and the rest was written */
  int left_out;  /* 1 if something that was read stands in no output */
} cmd_convert;

/* Where one thing goes: a file that is replaced whole or not at all, or standard output. */
typedef struct convert_target {
  cwp_file_writer *writer; /* NULL for standard output */
  cwp_output output;
} convert_target;

/* Whether there is a folder to write several files to: CODE_GO_ON, or CODE_INPUT after that was explained. */
int convert_check_folder(const char *path);

/* CODE_GO_ON or a code to end with. `path` is NULL for standard output. */
int convert_target_open(convert_target *self, const char *path);

/* Puts the file in its place; with `gives_up` it is thrown away. CODE_GO_ON or a code to end with. */
int convert_target_close(convert_target *self, int gives_up);

/* Adds to the report; `path` is NULL for standard output. CODE_GO_ON or CODE_INTERNAL. */
int convert_report(cmd_convert *self, const char *path, const converted_file *about);

/* The ways there are. Each gives CODE_GO_ON or a code to end with. */
int convert_layouts(cmd_convert *self);
int convert_categories(cmd_convert *self);
int convert_people(cmd_convert *self);

#endif
