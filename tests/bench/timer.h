#ifndef CWP_TESTS_BENCH_TIMER_H
#define CWP_TESTS_BENCH_TIMER_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds since some fixed time. */
static inline uint64_t now(void) {
  struct timespec time;
  timespec_get(&time, TIME_UTC);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

#endif
