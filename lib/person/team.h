#ifndef CWP_PERSON_TEAM_H
#define CWP_PERSON_TEAM_H

/* Making a team, for the floors that read one from files. */

#include "cwp/allocator.h"
#include "cwp/status.h"
#include "cwp/team.h"

/* Makes a team of nobody. Errors: CWP_ERROR_MEMORY, `*out` then being NULL. Free with cwp_team_free. */
cwp_status cwp__team_new(const cwp_allocator *allocator, cwp_team **out, cwp_error *error);

/*
 * Adds a person and takes over their portfolio, which cwp_team_free then frees. Ids are told apart to the byte.
 * Errors, each leaving the team as it was and the portfolio with the caller: CWP_ERROR_INVALID when somebody of that id
 * is in the team already, CWP_ERROR_MEMORY.
 */
cwp_status cwp__team_add(cwp_team *self, cwp_portfolio *portfolio, cwp_error *error);

/* Takes a portfolio over in place of that of the person of the same id, who must be in the team. */
void cwp__team_replace(cwp_team *self, cwp_portfolio *portfolio);

#endif
