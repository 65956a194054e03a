#ifndef CWP_BASE_LIMITS_H
#define CWP_BASE_LIMITS_H

/* The limits in force: the caller's, with defaults where a field is 0 or was not known to the caller's version. */

#include "cwp/input.h"

cwp_limits cwp__limits_or_default(const cwp_limits *limits);

#endif
