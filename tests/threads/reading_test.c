/* What is built once may be read from any number of threads: several threads assess the same team against the same
   pathway and must come to the same counts. The thread sanitizer's tree runs this too. */

#include "support/sample.h"
#include "support/suite.h"
#include "support/together.h"

#include "cwp/cwp.h"

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
static int pass(uint64_t *sum) {
  cwp_id first_role = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  cwp_id roles = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_ROLE);
  char why[CWP_WHY_SIZE];
  *sum = 0;
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    cwp_question question = CWP_QUESTION_INIT;
    cwp_assessment *assessment = NULL;
    question.role = first_role + (cwp_id)i % roles;
    question.on = day;
    if (cwp_assessment_make(pathway, cwp_team_at(team, i), &question, NULL, &assessment, NULL) != CWP_OK) return 0;
    for (size_t j = 0; j < cwp_assessment_count(assessment); j++)
      *sum = *sum * 31 + (uint64_t)cwp_assessment_at(assessment, j)->standing +
             cwp_assessment_why(assessment, j, why, sizeof why);
    cwp_assessment_free(assessment);
    *sum = *sum * 31 + look_over(i);
  }
  return 1;
}

static void set_up(void) {
  pathway = cwp_edition_default();
  ck_assert_int_eq(cwp_date_make(2026, 11, 21, &day, NULL), CWP_OK);
  team = sample_team(pathway);
}

static void tear_down(void) {
  cwp_team_free(team);
}

START_TEST(threads_that_read_the_same_team_come_to_the_same_counts) {
  together_as_alone(pass, THREADS);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("threads");
  TCase *reading = suite_case(suite, "reading");
  tcase_add_checked_fixture(reading, set_up, tear_down);
  tcase_add_test(reading, threads_that_read_the_same_team_come_to_the_same_counts);
  return suite_run(suite);
}
