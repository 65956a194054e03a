#ifndef COMMAND_PEOPLE_H
#define COMMAND_PEOPLE_H

/* The people that a verb is about: read from its files, or the one of them that --person names. */

#include "arguments.h"
#include "files.h"
#include "findings.h"

/*
 * Reads the files and finds the person, NULL without --person. A file that could not be read to its end is explained
 * and, unless --keep-going was given, ends the verb. CODE_GO_ON or a code to end with; free `files` in every case.
 */
int people_read(const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_date on, cmd_files *files,
                const cwp_portfolio **person);

/*
 * Sees that there is one person: the one that --person named or the only one in the files. `what` says what they are
 * chosen for, "whom the page is for". CODE_GO_ON or CODE_USAGE.
 */
int people_choose_one(const cmd_arguments *arguments, const cwp_team *team, const char *what,
                      const cwp_portfolio **person);

/* Says on standard error how many findings there are in the `where`, "files", with an example of each. */
int people_remark_findings(const finding_list *findings, const char *where);

/* Why nothing could be said of somebody, in words that say what to do about it. */
void people_problem(const cwp_person *person, const cwp_error *error, char *text, size_t size);

/* The code of a role category that the edition knows; what it does not know, as the person's record has it. */
const char *people_role_code(const cwp_pathway *pathway, const char *role);

#endif
