#ifndef CWP_PERSON_PORTFOLIO_H
#define CWP_PERSON_PORTFOLIO_H

/* What the readers and writers of portfolios see of one beyond its public face. */

#include "cwp/portfolio.h"

#include <stddef.h>

/* A text of a cwp_person or a cwp_evidence: its name, in messages and in JSON, and where it stands in the struct. */
typedef struct cwp__text_field {
  const char *name;
  size_t offset;
} cwp__text_field;

enum { CWP__PERSON_TEXTS = 6, CWP__EVIDENCE_TEXTS = 6 };

/* In the order in which they are written; the one that is required comes first. */
extern const cwp__text_field cwp__person_texts[CWP__PERSON_TEXTS];     /* id, site, job_title, role, then the others */
extern const cwp__text_field cwp__evidence_texts[CWP__EVIDENCE_TEXTS]; /* about, then the others */

/* The text of a struct that a field speaks of. */
const char **cwp__text_at(void *record, const cwp__text_field *field);

/* Whose a kept member is: the document's, the person's, or that of the first piece of evidence, the second, ... */
enum { CWP__KEPT_OF_DOCUMENT = 0, CWP__KEPT_OF_PERSON = 1, CWP__KEPT_OF_EVIDENCE = 2 };

/* A member of a portfolio's JSON that this version does not know. It is kept as it stood and written back. */
typedef struct cwp__kept {
  size_t owner;
  const char *key;
  const char *value; /* JSON text */
} cwp__kept;

/* Keeps a copy of a member whose value is `length` bytes long. Call it with owners in ascending order.
   Errors: CWP_ERROR_MEMORY, the builder then being as it was. */
cwp_status cwp__portfolio_builder_keep(cwp_portfolio_builder *self, const cwp__kept *member, size_t length,
                                       cwp_error *error);

/* The members kept, in ascending order of their owners; returns how many. */
size_t cwp__portfolio_kept(const cwp_portfolio *self, const cwp__kept **members);

#endif
