#ifndef SUPPORT_TOGETHER_H
#define SUPPORT_TOGETHER_H

/* Several threads that do the same at once, and must come to the same. For programs that link threads. */

#include <check.h>
#include <pthread.h>
#include <stdint.h>

enum { TOGETHER_MOST = 8 };

/* What each of them does: gives a sum over all it saw, weighted so that a swap shows, and whether it came through. It
   checks nothing itself, since Check's assertions belong to the first thread. */
typedef int together_pass(uint64_t *sum);

typedef struct together_thread {
  pthread_t thread;
  together_pass *pass;
  uint64_t sum;
} together_thread;

static inline void *together_run(void *context) {
  together_thread *self = context;
  return self->pass(&self->sum) ? context : NULL;
}

/* Has so many threads at it at once; each must come through, and to this sum, which must not be 0. */
static inline void together_come_to(uint64_t expected, together_pass *pass, size_t count) {
  together_thread threads[TOGETHER_MOST];
  ck_assert_uint_ne(expected, 0);
  ck_assert_uint_le(count, TOGETHER_MOST);
  for (size_t i = 0; i < count; i++) {
    threads[i].pass = pass;
    ck_assert_int_eq(pthread_create(&threads[i].thread, NULL, together_run, &threads[i]), 0);
  }
  for (size_t i = 0; i < count; i++) {
    void *finished = NULL;
    ck_assert_int_eq(pthread_join(threads[i].thread, &finished), 0);
    ck_assert_ptr_nonnull(finished);
    ck_assert_uint_eq(threads[i].sum, expected);
  }
}

/* The same, where the sum is what this thread comes to alone. */
static inline void together_as_alone(together_pass *pass, size_t count) {
  uint64_t alone = 0;
  ck_assert_int_ne(pass(&alone), 0);
  together_come_to(alone, pass, count);
}

#endif
