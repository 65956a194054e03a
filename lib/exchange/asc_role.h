#ifndef CWP_EXCHANGE_ASC_ROLE_H
#define CWP_EXCHANGE_ASC_ROLE_H

/* The role category of a staff row: what is recorded, what the job role suggests, and why it came out as it did. */

#include "cwp/portfolio.h"
#include "exchange/asc_row.h"

/* What CWPCATEGORY says. */
typedef enum cwp__role_answer {
  CWP__ROLE_NOT_ASKED = 0, /* the layout has no such column */
  CWP__ROLE_BLANK,
  CWP__ROLE_NONE_OF_THEM, /* 998 */
  CWP__ROLE_NOT_KNOWN,    /* 999 */
  CWP__ROLE_UNREADABLE,   /* something that cannot be used */
  CWP__ROLE_GIVEN
} cwp__role_answer;

/* What a staff row says of the role category; small, because one is kept for every worker. */
typedef struct cwp__role_said {
  uint8_t answer;  /* cwp__role_answer */
  uint16_t job;    /* bulk upload code of the job role, 0 if not known */
  cwp_id recorded; /* role category, or CWP_NONE */
  cwp_id likely;   /* role category that the rest of the row suggests in place of the job role's, or CWP_NONE */
  const char *why; /* sentence on that; static, or the pathway's */
} cwp__role_said;

/* Reads and checks CWPCATEGORY. `job` is the bulk upload code of the job role that is used, 0 if not known. */
cwp__role_said cwp__role_read(const cwp__row *row, uint16_t job);

/* Holds the recorded role category against the rest of the row: what does not go together is a note. Returns 1 if it
   said something. */
int cwp__role_check(const cwp__row *row, const cwp__role_said *said);

/* Finds what the rest of the row says of the role category, where none is recorded: cwp/category.h. Where that is
   another than the job role suggests, and clearly so, it is what counts. */
void cwp__role_weigh(const cwp__row *row, cwp__role_said *said);

/* Room for the sentence on a role category. */
enum { CWP__REASON_SIZE = 512 };

/* Fills role, role_basis, role_reason and role_other of a person; `reason` is room for the sentence. */
void cwp__role_settle(const cwp__codes *codes, const cwp__role_said *said, cwp_person *person,
                      char reason[CWP__REASON_SIZE]);

#endif
