#ifndef SUPPORT_SUITE_H
#define SUPPORT_SUITE_H

/* Running one suite of Check tests as a program. */

#include <check.h>
#include <stdlib.h>

/* A test case with time enough for exhaustive tests under sanitizers and valgrind. */
static inline TCase *suite_case(Suite *suite, const char *name) {
  TCase *tcase = tcase_create(name);
  tcase_set_timeout(tcase, 240);
  suite_add_tcase(suite, tcase);
  return tcase;
}

/*
 * Runs the suite and returns what main returns. Each test runs in a process of its own (unless CK_FORK=no), so that a
 * leak is found at the end of the test that made it.
 */
static inline int suite_run(Suite *suite) {
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  int run = srunner_ntests_run(runner);
  srunner_free(runner);
  return failed == 0 && run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
