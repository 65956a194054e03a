#ifndef CWP_DATA_GENERATE_RULES_H
#define CWP_DATA_GENERATE_RULES_H

/* The rules that suggest a role category (category-rules.json) into a constant table in C. */

#include "cwp/status.h"

cwp_status cwp__generate_rules(const char *table, const char *rules, cwp_error *error);

#endif
