/* What is built once may be read from any number of threads: several threads assess the same team against the same
   pathway and must come to the same counts. The thread sanitizer's tree runs this too. */

#include "support/suite.h"

#include "cwp/cwp.h"

#include <pthread.h>

enum { THREADS = 4 };

static const cwp_pathway *pathway;
static cwp_team *team;
static cwp_date day;

/* Adds up what an overview of one person, in the thread's own memory, says of all role categories. */
static uint64_t look_over(size_t person) {
  char memory[1 << 16];
  const cwp_overview *overview = NULL;
  cwp_question question = CWP_QUESTION_INIT;
  uint64_t sum = 0;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  question.on = day;
  if (cwp_overview_make(pathway, cwp_team_at(team, person), &question, memory, sizeof memory, &overview, NULL))
    return 0;
  for (cwp_id role = first; role < first + cwp_pathway_count(pathway, CWP_KIND_ROLE); role++)
    sum = sum * 31 + cwp_overview_counts(overview, role, CWP_SHOULD)->standing[CWP_STANDING_MET];
  return sum;
}

/* Adds up what one pass over the team finds, weighted so that a swap shows. */
static void *pass(void *context) {
  uint64_t *sum = context;
  cwp_id first_role = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  cwp_id roles = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_ROLE);
  char why[CWP_WHY_SIZE];
  *sum = 0;
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    cwp_question question = CWP_QUESTION_INIT;
    cwp_assessment *assessment = NULL;
    question.role = first_role + (cwp_id)i % roles;
    question.on = day;
    if (cwp_assessment_make(pathway, cwp_team_at(team, i), &question, NULL, &assessment, NULL) != CWP_OK) return NULL;
    for (size_t j = 0; j < cwp_assessment_count(assessment); j++)
      *sum = *sum * 31 + (uint64_t)cwp_assessment_at(assessment, j)->standing +
             cwp_assessment_why(assessment, j, why, sizeof why);
    cwp_assessment_free(assessment);
    *sum = *sum * 31 + look_over(i);
  }
  return context;
}

static void set_up(void) {
  cwp_import *import = NULL;
  pathway = cwp_edition_default();
  ck_assert_int_eq(cwp_date_make(2026, 11, 21, &day, NULL), CWP_OK);
  ck_assert_int_eq(cwp_import_new(pathway, NULL, NULL, &import, NULL), CWP_OK);
  ck_assert_int_eq(cwp_import_add_file(import, "examples/data/staff.csv", NULL), CWP_OK);
  ck_assert_int_eq(cwp_import_add_file(import, "examples/data/training.csv", NULL), CWP_OK);
  ck_assert_int_eq(cwp_import_finish(import, &team, NULL), CWP_OK);
  cwp_import_free(import);
}

static void tear_down(void) {
  cwp_team_free(team);
}

START_TEST(threads_that_read_the_same_team_come_to_the_same_counts) {
  pthread_t threads[THREADS];
  uint64_t sums[THREADS];
  uint64_t alone;
  ck_assert_ptr_nonnull(pass(&alone));
  ck_assert_uint_ne(alone, 0);
  for (int i = 0; i < THREADS; i++)
    ck_assert_int_eq(pthread_create(&threads[i], NULL, pass, &sums[i]), 0);
  for (int i = 0; i < THREADS; i++) {
    void *finished = NULL;
    ck_assert_int_eq(pthread_join(threads[i], &finished), 0);
    ck_assert_ptr_nonnull(finished);
    ck_assert_uint_eq(sums[i], alone);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("threads");
  TCase *reading = suite_case(suite, "reading");
  tcase_add_checked_fixture(reading, set_up, tear_down);
  tcase_add_test(reading, threads_that_read_the_same_team_come_to_the_same_counts);
  return suite_run(suite);
}
