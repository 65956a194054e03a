#ifndef CWP_TEXT_GENERATE_NAMES_H
#define CWP_TEXT_GENERATE_NAMES_H

#include "cwp/status.h"

/* Writes the names of courses as tables (text/course_names.h). That their codes exist is what cwp-generate looks at. */
cwp_status cwp__generate_names(const char *table, const char *names, cwp_error *error);

#endif
