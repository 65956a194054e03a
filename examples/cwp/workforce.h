#ifndef COMMAND_WORKFORCE_H
#define COMMAND_WORKFORCE_H

/* What cwp workforce works with, in its several files. */

#include "arguments.h"
#include "columns.h"
#include "files.h"
#include "findings.h"
#include "question.h"

enum { WORKFORCE_HEAD = 16384 };

/* A file whose beginning was looked at, to be read from its start. */
typedef struct workforce_source {
  const char *path;
  cwp_input inner;
  int owns_file;
  char head[WORKFORCE_HEAD];
  size_t length, taken;
  int is_arrow;
  cwp_workforce_table csv; /* CWP_WORKFORCE_TABLE_END if it is none of those */
} workforce_source;

/* The streams of a workforce's tables. */
typedef struct workforce_tables {
  workforce_source *sources; /* of evidence */
  size_t source_count;
  cwp_workforce_part *parts; /* of a table of evidence: one for each source */
  workforce_source workers_source;
  struct ArrowArrayStream workers, evidence;
  cwp_findings *findings; /* of CSV rows */
  int has_csv[CWP_WORKFORCE_TABLE_END];
  cmd_files files; /* where people's files are of other kinds */
  const cwp_pathway *pathway;
} workforce_tables;

typedef struct cmd_workforce {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question asked; /* the first day, settings and policy */
  cwp_date *days;
  char *by_text; /* what `by` points into */
  const char *by[CWP_WORKFORCE_KEYS];
  cwp_workforce_question question;
  workforce_tables tables;
  cwp_workforce *workforce; /* NULL with --stream */
  int is_streamed;
  struct ArrowArrayStream stream_findings;
  cmd_columns answer;
  finding_list findings;
  cwp_findings *all_findings;
  /* What --fail-on looks at, added up while the answer is printed. */
  int64_t lacking[CWP_REQUIREMENT_KIND_END];
} cmd_workforce;

/* Opens the files that were named as tables. `columns` are the names that workers are grouped by. CODE_GO_ON or a code
   to end with; close in every case. */
int workforce_tables_open(workforce_tables *self, const cmd_arguments *arguments, const cwp_pathway *pathway,
                          cwp_date on, const char *const *columns, size_t count);
void workforce_tables_close(workforce_tables *self);

/* Prints what is wrong with the tables, naming their files where the library can only say which table it is. Returns
   the code to end with. */
int workforce_tables_explain(const void *self, const cwp_error *error);

/* The file that a row of the evidence is from, from 0 on, and the row's number there; the first one if it is in none.
 */
const char *workforce_tables_find(const workforce_tables *self, uint64_t row, uint64_t *row_there);

/* All findings, of files and of what could not count, into one list. CODE_GO_ON or a code to end with. */
int workforce_hear(cmd_workforce *self);

/* Prints the answer; adds up what --fail-on asks about. CODE_GO_ON or a code to end with. */
int workforce_print_text(cmd_workforce *self);
int workforce_print_csv(cmd_workforce *self);
int workforce_print_json(cmd_workforce *self);

/* Adds what the row lacks to that. */
void workforce_count(cmd_workforce *self);

#endif
