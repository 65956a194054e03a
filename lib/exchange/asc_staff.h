#ifndef CWP_EXCHANGE_ASC_STAFF_H
#define CWP_EXCHANGE_ASC_STAFF_H

/*
 * A staff row: a person, their role category and the evidence that the row holds. All columns are checked
 * (asc_staff_checks.c); those that say something about the pathway are used.
 *
 * DHA is not used: that a worker carries out delegated healthcare activities says what they do, not that anybody saw
 * them able to. It is not evidence.
 */

#include "cwp/portfolio.h"
#include "exchange/asc_role.h"
#include "exchange/asc_row.h"
#include "exchange/asc_workplace.h"

/* One piece of evidence in a staff row. */
typedef struct cwp__staff_fact {
  cwp_id about; /* an item of the code lists */
  cwp_evidence_kind kind;
  cwp_result result;
  int year;          /* in which it was completed, 0 if not known */
  const char *title; /* borrowed from the pathway */
  cwp__span notes;   /* borrowed from the row */
} cwp__staff_fact;

enum { CWP__STAFF_FACTS_MOST = CWP__QUALIFICATIONS_MOST + 2 };

/* What a staff row says. Texts are borrowed from the row. */
typedef struct cwp__staff {
  cwp__status_word status;
  int is_deleted;            /* the row asks for the worker's record to be removed */
  int is_new;                /* the row says that the national service does not hold the worker yet */
  int is_unchecked;          /* the national service checks only the keys of the row */
  uint16_t healthcare;       /* the answer to DHA, 0 for none that the service takes */
  uint64_t ni_number;        /* packed, 0 for none */
  uint32_t salary;           /* a year's, 0 for none */
  int contracted_half_hours; /* -1 where not known */
  int average_half_hours;    /* 0 where not known */
  cwp__span changed_key;     /* CHGUNIQUEWRKID */
  cwp__span moves_to;        /* TRANSFERSTAFFRECORD */
  cwp__worker_key key;       /* not put together for a row that is only checked */
  cwp_date born;             /* as far as the national service takes it */
  cwp_date written_birth;    /* as DOB is written, of any age */
  cwp_date started;
  cwp_id job;                /* job role, or CWP_NONE */
  cwp__span job_description; /* what the job is where the job role is an "other" one */
  cwp__role_said role;
  size_t fact_count;
  cwp__staff_fact facts[CWP__STAFF_FACTS_MOST]; /* last, because only those that there are are written */
} cwp__staff;

/* Reads and checks a row whose cells have been taken in. Returns 0 if it names nobody. `csv` is the record's. */
int cwp__staff_read(cwp__row *row, const cwp__csv *csv, cwp__staff *staff);

/* Checks the columns that are not used; called by cwp__staff_read. They set `born`, the NI number, the
   hours and the salary. */
void cwp__staff_check_person(const cwp__row *row, cwp__staff *staff);
void cwp__staff_check_post(const cwp__row *row, cwp__staff *staff);

#endif
