#ifndef CWP_EXCHANGE_TEMPLATE_H
#define CWP_EXCHANGE_TEMPLATE_H

/* What writing and reading a form for self-assessment have in common. */

#include "cwp/template.h"

enum { CWP__TEMPLATE_KEYS = 5, CWP__TEMPLATE_VERSION = 1, CWP__TEMPLATE_PERSON_SIZE = 201 };

#define CWP__TEMPLATE_FORMAT "cwp-self-assessment"

/* Columns in CSV, keys in JSON: code, group, text, rating, note. */
extern const char *const cwp__template_keys[CWP__TEMPLATE_KEYS];

/* What a form says of itself. */
typedef struct cwp__template_about {
  const char *origin; /* set by the caller: where evidence is said to come from; NULL = the input's name */
  char person[CWP__TEMPLATE_PERSON_SIZE]; /* whose it is, "" if it does not say */
  char role[CWP__TEMPLATE_PERSON_SIZE];   /* the role category that it is for, likewise */
} cwp__template_about;

/* cwp_template_read, which also says whose form it is, and takes CWP_DATE_NONE for a day that is not known. */
cwp_status cwp__template_read(const cwp_pathway *pathway, const cwp_input *input, const cwp_template_reading *how,
                              cwp_portfolio_builder *builder, cwp_findings *findings, cwp_template_counts *counts,
                              cwp__template_about *about, cwp_error *error);

/* 1 if the first line of a table is the header of a form: it has the columns "code" and "rating". */
int cwp__template_is_header(const char *line, size_t length);

#endif
