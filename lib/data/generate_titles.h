#ifndef CWP_DATA_GENERATE_TITLES_H
#define CWP_DATA_GENERATE_TITLES_H

#include "cwp/status.h"

/* Makes the tables of job titles out of lib/text/titles.json. Errors: with the place in the file. */
cwp_status cwp__generate_titles(const char *tables, const char *file, cwp_error *error);

#endif
