#ifndef COMMAND_TITLE_ANSWER_H
#define COMMAND_TITLE_ANSWER_H

/* What verbs about titles and job descriptions share: what is known beside a title, and showing an answer. */

#include "arguments.h"
#include "json.h"

/* The job role that a bulk upload code or a code names. Returns 0, and leaves CWP_NONE, when there is none. */
int answer_find_job_role(const cwp_pathway *pathway, const char *text, cwp_id *role);

/* --job-role and --employer. CODE_GO_ON or CODE_USAGE. */
int answer_options(const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_id *role, cwp_employer *employer);

/* The code of a candidate's role category, or "". */
const char *answer_role(const cwp_pathway *pathway, const cwp_title *title, size_t index);

/* The answer in words: the category's name, or that it is none, or to be asked. */
const char *answer_words(const cwp_pathway *pathway, const cwp_title *title);

/* The members `abstained`, `answer`, `role`, `candidates`, `why` and `read_as` of the object that is open. */
void answer_json(cmd_json *json, const cwp_pathway *pathway, const cwp_title *title);

/* The answer with its candidates, what was read, and the reasons, each line at `indent`. */
void answer_print(const cwp_pathway *pathway, const cwp_title *title, size_t indent);

#endif
