#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

/* What cwp check hears while files are read, kept in little memory: groups with counts, and single findings on disk. */

#include "arguments.h"
#include "spool.h"

enum { CHECK_LINES = 8, CHECK_TEXT = 400 };

/* Findings of one kind in one file. */
typedef struct check_group {
  char *id;
  char *column;
  cwp_severity severity;
  uint64_t count;
  uint64_t lines[CHECK_LINES + 1]; /* of the first ones */
  char place[CHECK_TEXT];          /* of the first */
  char message[CHECK_TEXT];        /* of the first */
  char upstream[16];
  char action[64];
  size_t order;
} check_group;

/* One file, in the order in which it was given. */
typedef struct check_file {
  const char *operand;
  const char *path;   /* as the library names it */
  size_t read;        /* its place in the order of reading */
  cwp_file_kind kind; /* as its beginning shows it */
  int is_repeated;    /* the same file stands before it, and has the findings */
  uint64_t counts[CWP_SEVERITY_END];
  check_group *groups;
  size_t group_count;
  size_t group_capacity;
} check_file;

/* How findings are shown. */
typedef enum check_view { CHECK_GROUPS, CHECK_EACH, CHECK_JSON, CHECK_CSV } check_view;

typedef struct cmd_check {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_date on;
  cwp_stored stored;
  cwp_severity fail_on;
  check_view view;
  int upstream_only; /* the national service's findings, with its severity, the first of a code in each row */

  cwp_import *import;
  char *mapping; /* of training matrices; NULL without one */
  size_t mapping_length;
  check_file *files;
  size_t file_count;
  size_t failed;  /* files that could not be read to their end */
  size_t current; /* the file being read */
  cmd_spool spool;
  int is_broken; /* no memory, or the temporary file failed */

  uint64_t row; /* the row whose codes these are */
  size_t row_file;
  size_t code_count;
  char codes[64][8];
} cmd_check;

/* Takes in a finding: a cwp_import_options.found whose context is the cmd_check. */
int check_hear(void *context, const cwp_finding *finding);

/* A finding as it comes back from the spool; texts are kept in it. */
typedef struct check_record {
  cwp_finding finding;
  char texts[4096];
} check_record;

/* Reads the next finding of a list. */
int check_next(cmd_spool_reader *reader, check_record *record);

/* The list of the spool that findings of a file and severity are in, worst first. */
size_t check_list(size_t file, cwp_severity severity);

/* Frees what was heard. */
void check_free(cmd_check *self);

/* Prints it all. CODE_GO_ON or CODE_INTERNAL. */
int check_print(cmd_check *self);

#endif
