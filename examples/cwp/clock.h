#ifndef COMMAND_CLOCK_H
#define COMMAND_CLOCK_H

/* The system's clock. The library has none: whatever needs today's date gets it from here, once. */

#include "cwp/cwp.h"

/* Today where the computer is. */
cwp_date clock_today(void);

/* Seconds that have gone by since some fixed moment. */
double clock_seconds(void);

#endif
