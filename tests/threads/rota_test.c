/* A board that nobody changes may be read from any number of threads: each tries every person on every shift, seeks
   fixes and adds up, and must come to the same sum. The thread sanitizer's tree runs this too. */

#include "support/sample.h"
#include "support/suite.h"
#include "support/together.h"

#include "cwp/cwp.h"

enum { THREADS = 4, ISSUES = 8 };

static cwp_team *team;
static cwp_rota_files *files;
static cwp_rota_rules *rules;
static cwp_rota *board;

/* What there is to say of a shift as it stands: verdict, issues with their reasons, and fixes. */
static cwp_status add_shift(size_t shift, uint64_t *sum) {
  char why[CWP_ROTA_WHY_SIZE];
  cwp_rota_fixes *fixes = NULL;
  for (size_t i = 0; i < cwp_rota_issue_count(board, shift); i++)
    *sum = *sum * 31 + cwp_rota_issue_why(board, shift, i, why, sizeof why) + (uint64_t)why[0];
  cwp_status status = cwp_rota_seek_fixes(board, shift, 3, &fixes, NULL);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++)
    *sum = *sum * 31 + cwp_rota_fixes_at(fixes, i)->person + cwp_rota_fixes_at(fixes, i)->blocks_after;
  cwp_rota_fixes_free(fixes);
  return status;
}

/* What would come of each person on a shift. */
static cwp_status add_tries(size_t shift, uint64_t *sum) {
  for (size_t person = 0; person < cwp_rota_person_count(board); person++) {
    cwp_rota_issue issues[ISSUES];
    size_t count;
    cwp_status status = cwp_rota_try(board, shift, person, CWP_ROTA_WORKING, issues, ISSUES, &count, NULL);
    if (status) return status;
    for (size_t i = 0; i < count && i < ISSUES; i++)
      *sum = *sum * 31 + (uint64_t)issues[i].severity * 8 + (uint64_t)issues[i].cause;
    for (size_t rule = 0; rule < cwp_rota_rules_count(rules); rule++)
      *sum = *sum * 31 + (uint64_t)cwp_rota_fits(board, shift, person, rule);
    *sum = *sum * 31 + (uint64_t)cwp_rota_available(board, shift, person);
  }
  return CWP_OK;
}

static cwp_status add_demand(uint64_t *sum) {
  cwp_rota_demands *demands = NULL;
  cwp_moment from = cwp_rota_shift(board, 0)->start;
  cwp_status status = cwp_rota_add_up(board, from, from + 7 * 1440, &demands, NULL);
  for (size_t i = 0; i < cwp_rota_demands_count(demands); i++)
    *sum = *sum * 31 + (uint64_t)cwp_rota_demands_at(demands, i)->held + cwp_rota_demands_at(demands, i)->freed;
  cwp_rota_demands_free(demands);
  return status;
}

/* One reading of the whole board. */
static int pass(uint64_t *sum) {
  *sum = 0;
  for (size_t shift = 0; shift < cwp_rota_shift_count(board); shift++)
    if (add_shift(shift, sum) || add_tries(shift, sum)) return 0;
  return add_demand(sum) == CWP_OK;
}

static void set_up(void) {
  static const char *const names[] = {"examples/data/shifts.csv", "examples/data/assignments.csv",
                                      "examples/data/availability.csv", "examples/data/people.csv"};
  const cwp_pathway *pathway = cwp_edition_default();
  team = sample_team(pathway);
  ck_assert_int_eq(cwp_rota_files_new(pathway, NULL, NULL, &files, NULL), CWP_OK);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    ck_assert_int_eq(cwp_rota_files_add_file(files, names[i], NULL), CWP_OK);
  ck_assert_int_eq(cwp_rota_rules_ready(pathway, "care-home", NULL, &rules, NULL), CWP_OK);
  ck_assert_int_eq(cwp_rota_new(rules, NULL, NULL, &board, NULL), CWP_OK);
  ck_assert_int_eq(cwp_rota_files_fill(files, team, board, NULL), CWP_OK);
  ck_assert_uint_gt(cwp_rota_shift_count(board), 0);
}

static void tear_down(void) {
  cwp_rota_free(board);
  cwp_rota_rules_free(rules);
  cwp_rota_files_free(files);
  cwp_team_free(team);
}

START_TEST(threads_that_read_the_same_board_come_to_the_same_sum) {
  together_as_alone(pass, THREADS);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("threads");
  TCase *reading = suite_case(suite, "rota");
  tcase_add_checked_fixture(reading, set_up, tear_down);
  tcase_add_test(reading, threads_that_read_the_same_board_come_to_the_same_sum);
  return suite_run(suite);
}
