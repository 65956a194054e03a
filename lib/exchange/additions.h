#ifndef CWP_EXCHANGE_ADDITIONS_H
#define CWP_EXCHANGE_ADDITIONS_H

/*
 * What is added to people once all files are read: further portfolios of somebody who has been read before, and forms
 * for self-assessment.
 */

#include "cwp/team.h"
#include "exchange/asc_findings.h"
#include "exchange/template.h"

typedef struct cwp__addition {
  cwp_portfolio *portfolio; /* of a form: what it says, of nobody in particular */
  uint16_t file;            /* position among the files */
  int is_form;
  int is_matrix;             /* somebody of a training matrix */
  cwp__template_about about; /* of a form */
} cwp__addition;

typedef struct cwp__additions {
  cwp_allocator allocator;
  cwp__addition *items;
  size_t count;
  size_t capacity;
} cwp__additions;

void cwp__additions_init(cwp__additions *self, const cwp_allocator *allocator);
void cwp__additions_free(cwp__additions *self);

/* Takes a portfolio over. Returns 0 when there is no memory, the portfolio then staying the caller's. */
int cwp__additions_add(cwp__additions *self, const cwp__addition *addition);

/* Where to: paths and names of the files by position, and whether a staff file says who there is. */
typedef struct cwp__adding {
  cwp_team *team;
  const char *const *paths;
  const char *const *names;
  int has_staff;
  cwp__sink *sink;
} cwp__adding;

/* Adds all of them to the team, in the order of the files; it takes portfolios over that need no joining, and may be
   called once. Errors: CWP_ERROR_MEMORY, CWP_ERROR_LIMIT. */
cwp_status cwp__additions_join(cwp__additions *self, const cwp__adding *to, cwp_error *error);

#endif
