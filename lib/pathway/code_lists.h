#ifndef CWP_PATHWAY_CODE_LISTS_H
#define CWP_PATHWAY_CODE_LISTS_H

/* The code lists of the national data set, by the names that they have there: "job-role", "training-category".
   The case of letters does not matter. */

#include "cwp/pathway.h"

/* The list of that name; its items are its children. CWP_NONE if there is none. */
cwp_id cwp__list_named(const cwp_pathway *pathway, const char *list);

/* 1 if the record is an item of the list that is called so. */
int cwp__is_of_list(const cwp_pathway *pathway, cwp_id record, const char *list);

#endif
