#ifndef SUPPORT_SAMPLE_H
#define SUPPORT_SAMPLE_H

/* The sample provider of examples/data. */

#include "cwp/exchange.h"

/* Its people, read from their staff and training files without a day; fails the test when it cannot. The caller's. */
cwp_team *sample_team(const cwp_pathway *pathway);

#endif
