#ifndef CWP_TEXT_GENERATE_VALUES_H
#define CWP_TEXT_GENERATE_VALUES_H

#include "cwp/status.h"

/* Makes the tables of what values speak of out of lib/text/values.json. Errors: with the place in the file. */
cwp_status cwp__generate_values(const char *tables, const char *file, cwp_error *error);

#endif
