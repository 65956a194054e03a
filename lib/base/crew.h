#ifndef CWP_BASE_CREW_H
#define CWP_BASE_CREW_H

/* Several threads that share out the tasks of one piece of work, and are gone when it is done. */

#include "cwp/status.h"

#include <stddef.h>

enum { CWP__CREW_MOST = 256 };

/* Work in tasks, numbered from 0. */
typedef struct cwp__crew_work {
  void *context;
  size_t tasks;
  /* Does one task, in the thread `worker`, counted from 0: what belongs to a worker is no other thread's meanwhile. */
  cwp_status (*task)(void *context, size_t worker, size_t task, cwp_error *error);
  /* Called after each task that came through, by one thread at a time; may be NULL. */
  cwp_status (*after)(void *context, size_t worker, size_t task, cwp_error *error);
} cwp__crew_work;

/* How many threads can run at once; at least 1. */
unsigned cwp__crew_cores(void);

/* How many workers there are for a wish: 0 for one for each core. */
unsigned cwp__crew_size(unsigned wanted);

/* Does all tasks, with up to `workers` threads, the caller's among them; fewer where the system has no more to give.
   Tasks begin in their order. After the first error none is begun any more, and of several the one of the first task is
   returned. Allocates nothing. */
cwp_status cwp__crew_run(unsigned workers, const cwp__crew_work *work, cwp_error *error);

#endif
