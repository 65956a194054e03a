#ifndef CWP_EXCHANGE_PEOPLE_H
#define CWP_EXCHANGE_PEOPLE_H

/*
 * People and evidence while files are still coming, in any order: small records that are joined in the end (join.h).
 * Evidence names its worker by key, so training may be read before the staff file that the worker is in.
 */

#include "exchange/asc_training.h"
#include "exchange/together.h"

/* A worker's key, by its number in `keys`. */
typedef struct cwp__keyed {
  uint32_t worker; /* position among the workers plus one; 0 if there is none yet */
  uint32_t id;     /* "SITE/WORKER" as first written */
  uint32_t site;   /* as first written; CWP__NO_NAME for portfolios */
} cwp__keyed;

/* Somebody of whom a file tells. Texts are numbers of `texts`. */
typedef struct cwp__worker {
  cwp__origin origin;
  uint32_t key;
  uint32_t id;
  uint32_t site;
  uint32_t job_title; /* or CWP__NO_NAME */
  cwp__role_said role;
  cwp_date born;
  cwp_date started;
  uint8_t is_deleted;       /* the row asked for the record to be removed: they are not in the team */
  uint8_t has_row;          /* 1 if they stand in a staff file */
  cwp_portfolio *portfolio; /* read as such; NULL for workers of national files */
} cwp__worker;

/* A piece of evidence: 36 bytes, of which there may be millions. */
typedef struct cwp__fact {
  uint32_t line;
  uint32_t record;
  uint32_t key; /* whose */
  cwp_id about; /* item of the code lists */
  cwp_date from;
  cwp_date until;
  uint32_t title; /* number of a text, or CWP__NO_NAME */
  uint32_t note;  /* likewise */
  uint16_t file;
  uint8_t kind;   /* cwp_evidence_kind; CWP_EVIDENCE_TRAINED if and only if it comes from a training file */
  uint8_t result; /* cwp_result */
} cwp__fact;

typedef struct cwp__people {
  cwp_allocator allocator;
  const cwp__codes *codes;
  cwp__names keys; /* "SITE/WORKER" without white space */
  cwp__names texts;
  cwp__keyed *keyed; /* by number of the key */
  size_t keyed_capacity;
  cwp__worker *workers;
  size_t worker_count;
  size_t worker_capacity;
  cwp__fact *facts;
  size_t fact_count;
  size_t fact_capacity;
} cwp__people;

/* Starts with nobody; allocates nothing. `codes` is borrowed. */
void cwp__people_init(cwp__people *people, const cwp_allocator *allocator, const cwp__codes *codes);
void cwp__people_free(cwp__people *people);

/* Adds the worker of a staff row with the row's evidence. Where a portfolio has that id already, it is reported, and
   the row left out. Returns 0 when there is no memory. */
int cwp__people_add_staff(cwp__people *people, const cwp__row *row, const cwp__staff *staff, cwp__origin origin);

/* Adds the evidence of a training row. Returns 0 when there is no memory. */
int cwp__people_add_training(cwp__people *people, const cwp__row *row, const cwp__training *training,
                             cwp__origin origin);

/* Adds somebody with a portfolio, and takes it over, unless somebody of that id is there: then `*is_new` is 0. Returns
   0 when there is no memory, the portfolio then staying the caller's. */
int cwp__people_add_portfolio(cwp__people *people, cwp_portfolio *portfolio, cwp__origin origin, int *is_new);

/* Makes a worker of every key that has none: for training without a staff file. Returns 0 when there is no memory. */
int cwp__people_add_from_keys(cwp__people *people);

#endif
