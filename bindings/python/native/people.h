#ifndef CWP_PYTHON_PEOPLE_H
#define CWP_PYTHON_PEOPLE_H

/* Many portfolios at once: those of a team, of a list, or read from a table of evidence. */

#include "table.h"

#include <cwp/cwp.h>

#include <stddef.h>

typedef struct people {
  const cwp_portfolio **portfolios;
  size_t count;
  int owned; /* 1: the portfolios are freed with this; 0: they belong to somebody who outlives it */
} people;

/* Takes NULL. */
void people_free(people *self);

/* Room for `count` portfolios, to be filled by the caller; NULL without memory. */
people *people_new(size_t count, int owned);

/* The columns of a table of evidence that are known; the first two and `kind` must be there. */
typedef enum evidence_column {
  EVIDENCE_WORKER = 0,
  EVIDENCE_SUBJECT,
  EVIDENCE_KIND,
  EVIDENCE_RESULT,
  EVIDENCE_FROM,
  EVIDENCE_UNTIL,
  EVIDENCE_ASSESSOR,
  EVIDENCE_TITLE,
  EVIDENCE_ORIGIN,
  EVIDENCE_NOTE,
  EVIDENCE_EXTENT,
  EVIDENCE_CARRIED_FROM,
  EVIDENCE_SITE,
  EVIDENCE_JOB_TITLE,
  EVIDENCE_ROLE,
  EVIDENCE_COLUMN_END
} evidence_column;

/* The name of a column. */
const char *evidence_column_name(evidence_column column);

/* Reads a stream of evidence, one row a piece, and makes a portfolio for each worker in the order in which they are
   met. The stream is released, whatever comes of it. Errors: CWP_ERROR_UNSUPPORTED for a type of column that is not
   read, CWP_ERROR_INVALID for a value, with its row in the message, CWP_ERROR_MEMORY, CWP_ERROR_IO when the stream
   fails. */
cwp_status people_read_evidence(struct ArrowArrayStream *stream, people **out, cwp_error *error);

/* Which requirements get a row. */
typedef enum people_lines { PEOPLE_NO_LINES = 0, PEOPLE_GAPS, PEOPLE_ALL_LINES } people_lines;

/* Assesses everybody. `*persons` gets a row for each, `*lines` (NULL with PEOPLE_NO_LINES) one for each requirement.
   People whose role category is not known to the pathway have a row without counts and no lines. Errors as for
   cwp_assessment_make; the message names the person. */
cwp_status people_assess(const people *self, const cwp_pathway *pathway, const cwp_question *question,
                         people_lines which, table **persons, table **lines, cwp_error *error);

/* Fills an error. */
cwp_status people_fail(cwp_error *error, cwp_status code, const char *format, ...);

#endif
