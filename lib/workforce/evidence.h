#ifndef CWP_WORKFORCE_EVIDENCE_H
#define CWP_WORKFORCE_EVIDENCE_H

/* The columns of evidence, and facts read from them a block at a time: a row a piece (facts.c), or wide (wide.c). */

#include "workforce/column.h"
#include "workforce/crowd.h"
#include "workforce/findings.h"

/* The columns of a row a piece, and what is known of the values of those that have codes. */
typedef enum cwp__evidence_code {
  CWP__EVIDENCE_SUBJECT = 0,
  CWP__EVIDENCE_OF_KIND,
  CWP__EVIDENCE_OF_RESULT,
  CWP__EVIDENCE_OF_EXTENT,
  CWP__EVIDENCE_CODES
} cwp__evidence_code;

typedef enum cwp__evidence_day { CWP__EVIDENCE_FROM = 0, CWP__EVIDENCE_UNTIL, CWP__EVIDENCE_DAYS } cwp__evidence_day;

/* What the columns of the wide shape are about, in the order in which facts come. */
typedef enum cwp__wide_group {
  CWP__WIDE_CERTIFICATE = 0, /* the Care Certificate */
  CWP__WIDE_QUALIFICATION,
  CWP__WIDE_TRAINING
} cwp__wide_group;

/* One training category or qualification of the wide shape, or the certificate. */
typedef struct cwp__wide_item {
  cwp__wide_group group;
  unsigned number; /* of the national data set */
  cwp_id about;    /* or CWP_NONE */
  size_t flag;     /* columns, or CWP__NO_FIELD */
  size_t count;
  size_t latest; /* the day of the latest training, or a qualification's year */
} cwp__wide_item;

typedef struct cwp__evidence {
  const cwp_pathway *pathway;
  cwp__table table;
  cwp__arena codes; /* of dictionaries */
  size_t worker;
  size_t coded[CWP__EVIDENCE_CODES]; /* columns, or CWP__NO_FIELD */
  size_t days[CWP__EVIDENCE_DAYS];
  cwp__coding codings[CWP__EVIDENCE_CODES];
  cwp__exact names;     /* of subjects that are texts, where they are not in a dictionary */
  uint16_t *subjects;   /* the codes of subjects by their number */
  cwp__wide_item *wide; /* in the order of their numbers; NULL where a row is a piece */
  size_t wide_count;
  size_t coded_chunks; /* so many batches have the codes of their dictionaries */
  int has_bad;         /* there are rows that cannot count */
} cwp__evidence;

/* Reads the schema and looks the columns up; the stream stays the caller's. Clear it, also after an error. Errors as
   for cwp_workforce_make. */
cwp_status cwp__evidence_open(cwp__evidence *self, const cwp_pathway *pathway, struct ArrowArrayStream *stream,
                              const cwp_allocator *allocator, cwp_error *error);
void cwp__evidence_clear(cwp__evidence *self);

/* Gives the dictionaries of newly taken batches their codes. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__evidence_code_batches(cwp__evidence *self, cwp_error *error);

/* Most facts that a row gives. */
size_t cwp__evidence_most(const cwp__evidence *self);

/* What reading blocks takes: it belongs to one thread. */
typedef struct cwp__lanes {
  uint16_t codes[CWP__EVIDENCE_CODES][CWP__BLOCK];
  int32_t days[CWP__EVIDENCE_DAYS][CWP__BLOCK];
  cwp__recent recent[CWP__EVIDENCE_CODES];
} cwp__lanes;

void cwp__lanes_start(cwp__lanes *self, const cwp__evidence *evidence);

/* Reads the facts of a block of rows; returns how many there are. Of the wide shape `kept` gets how many each row
   gives; else it is one, which says nothing where the row cannot count. `out` has room for the most. */
size_t cwp__facts_read(const cwp__evidence *self, const cwp__rows *rows, cwp__lanes *lanes, cwp__facts *out,
                       uint16_t *kept);

/* Finds what cannot count among the rows of a block that are somebody's: `placed` is 1 for them. Adds to `*refused` how
   many rows that are. Returns 0 when there is no memory. */
int cwp__facts_check(cwp__evidence *self, const cwp__rows *rows, cwp__lanes *lanes, const uint8_t *placed,
                     cwp__findings *findings, uint64_t *refused);

/* The same for the wide shape, for cwp__facts_read and cwp__facts_check. */
size_t cwp__wide_read_facts(const cwp__evidence *self, const cwp__rows *rows, cwp__facts *out, uint16_t *kept);
int cwp__wide_check(const cwp__evidence *self, const cwp__rows *rows, const uint8_t *placed, cwp__findings *findings);

/* Looks for the columns of the wide shape. Errors: CWP_ERROR_INVALID for a column of a type that it cannot have;
   CWP_ERROR_MEMORY. Without any, `wide_count` stays 0. */
cwp_status cwp__wide_open(cwp__evidence *self, cwp_error *error);
int cwp__wide_code_batches(cwp__evidence *self);

/* The record of a code, name or alias, or CWP__CODE_UNKNOWN. */
uint16_t cwp__record_of_text(const cwp_pathway *pathway, cwp__span text);

#endif
