#ifndef CWP_EXCHANGE_ASC_RECODE_H
#define CWP_EXCHANGE_ASC_RECODE_H

/*
 * Codes of the national data set from one day to another: what a code meant on the first is looked for on the second.
 * The code lists of the dataset say what meant what when (lib/data/code-lists.json); nothing here knows a code.
 */

#include "base/text.h"
#include "cwp/date.h"
#include "cwp/exchange.h"
#include "cwp/pathway.h"

#include <stdint.h>

/* Lists whose codes stand in columns that are gone through. */
typedef enum cwp__recode_list {
  CWP__RECODE_JOB_ROLE,
  CWP__RECODE_SERVICE,
  CWP__RECODE_QUALIFICATION,
  CWP__RECODE_TRAINING,
  CWP__RECODE_PROVIDER,
  CWP__RECODE_ROLE_CATEGORY,
  CWP__RECODE_LIST_END
} cwp__recode_list;

/* How codes stand in a column. */
typedef enum cwp__recode_form {
  CWP__RECODE_NONE,  /* the column holds no codes that are gone through */
  CWP__RECODE_ONE,   /* one code */
  CWP__RECODE_FIRST, /* one code, and more behind a semicolon that is none */
  CWP__RECODE_ALL    /* codes with semicolons between them */
} cwp__recode_form;

/* What a column holds. */
cwp__recode_form cwp__recode_column(cwp_file_kind kind, const char *column, cwp__recode_list *list);

/* What becomes of a code. */
typedef enum cwp__recode_outcome {
  CWP__RECODE_UNKNOWN, /* not looked up yet */
  CWP__RECODE_SAME,    /* it stays, or nothing is known of it */
  CWP__RECODE_OTHER,   /* its meaning has another code */
  CWP__RECODE_UNCLEAR  /* it means something else, or nothing, and its meaning has no code */
} cwp__recode_outcome;

typedef struct cwp__recoded {
  uint8_t outcome; /* cwp__recode_outcome */
  uint16_t code;   /* the other code */
  cwp_id meaning;  /* what it meant when it was written, or CWP_NONE */
  cwp_id then;     /* what means the same by then, or, where that is unclear, what the code means by then; CWP_NONE */
} cwp__recoded;

enum { CWP__RECODE_CODES = 1000 };

typedef struct cwp__recoder {
  const cwp_pathway *codes;
  cwp_date written;
  cwp_date wanted;
  cwp__recoded known[CWP__RECODE_LIST_END][CWP__RECODE_CODES];
} cwp__recoder;

void cwp__recoder_init(cwp__recoder *self, const cwp_pathway *codes, cwp_date written, cwp_date wanted);

/* What becomes of a code; one look-up a code, however many cells hold it. NULL for what is written as no code. */
const cwp__recoded *cwp__recode(cwp__recoder *self, cwp__recode_list list, cwp__span code);

#endif
