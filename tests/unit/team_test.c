#include "cwp/team.h"

#include "person/team.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static cwp_error error;

/* A portfolio of somebody with that id, or NULL when there is no memory. */
static cwp_portfolio *portfolio_of(const char *id, const cwp_allocator *allocator) {
  cwp_person person = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  person.id = id;
  if (cwp_portfolio_builder_new(&person, allocator, &builder, NULL) == CWP_OK &&
      cwp_portfolio_builder_finish(builder, &portfolio, NULL) != CWP_OK)
    portfolio = NULL;
  cwp_portfolio_builder_free(builder);
  return portfolio;
}

static void add(cwp_team *team, const char *id) {
  ck_assert_int_eq(cwp__team_add(team, portfolio_of(id, NULL), &error), CWP_OK);
}

static cwp_team *nobody(void) {
  cwp_team *team = NULL;
  ck_assert_int_eq(cwp__team_new(NULL, &team, &error), CWP_OK);
  return team;
}

START_TEST(a_team_of_nobody_is_empty) {
  cwp_team *team = nobody();
  ck_assert_uint_eq(cwp_team_count(team), 0);
  ck_assert_ptr_null(cwp_team_at(team, 0));
  ck_assert_ptr_null(cwp_team_find(team, "R001"));
  ck_assert_ptr_null(cwp_team_find(team, ""));
  cwp_team_free(team);
}
END_TEST

START_TEST(no_team_at_all_is_taken_calmly) {
  ck_assert_uint_eq(cwp_team_count(NULL), 0);
  ck_assert_ptr_null(cwp_team_at(NULL, 0));
  ck_assert_ptr_null(cwp_team_find(NULL, "R001"));
  cwp_team_free(NULL);
}
END_TEST

START_TEST(people_keep_their_order_and_are_found_by_their_ids) {
  cwp_team *team = nobody();
  add(team, "R002");
  add(team, "R001");
  add(team, "r001");
  ck_assert_uint_eq(cwp_team_count(team), 3);
  ck_assert_str_eq(cwp_portfolio_person(cwp_team_at(team, 0))->id, "R002");
  ck_assert_str_eq(cwp_portfolio_person(cwp_team_at(team, 2))->id, "r001");
  ck_assert_ptr_null(cwp_team_at(team, 3));
  ck_assert_ptr_null(cwp_team_at(team, SIZE_MAX));
  ck_assert_ptr_eq(cwp_team_find(team, "R001"), cwp_team_at(team, 1));
  ck_assert_ptr_eq(cwp_team_find(team, "r001"), cwp_team_at(team, 2));
  ck_assert_ptr_null(cwp_team_find(team, "R003"));
  ck_assert_ptr_null(cwp_team_find(team, "R00"));
  ck_assert_ptr_null(cwp_team_find(team, NULL));
  cwp_team_free(team);
}
END_TEST

START_TEST(nobody_is_in_a_team_twice) {
  cwp_team *team = nobody();
  cwp_portfolio *twin = portfolio_of("R\x01", NULL);
  add(team, "R\x01");
  ck_assert_int_eq(cwp__team_add(team, twin, &error), CWP_ERROR_INVALID);
  ck_assert_ptr_nonnull(strstr(error.message, "\"R\\x01\" is in the team already"));
  ck_assert_uint_eq(cwp_team_count(team), 1);
  cwp_portfolio_free(twin); /* it stayed ours */
  cwp_team_free(team);
}
END_TEST

START_TEST(ten_thousand_people_are_all_found) {
  enum { PEOPLE = 10000 };
  cwp_team *team = nobody();
  char id[16];
  for (int i = 0; i < PEOPLE; i++) {
    snprintf(id, sizeof id, "W%d", i);
    add(team, id);
  }
  for (int i = 0; i < PEOPLE; i++) {
    snprintf(id, sizeof id, "W%d", i);
    ck_assert_ptr_eq(cwp_team_find(team, id), cwp_team_at(team, (size_t)i));
    snprintf(id, sizeof id, "X%d", i);
    ck_assert_ptr_null(cwp_team_find(team, id));
  }
  cwp_team_free(team);
}
END_TEST

static cwp_status make_team(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_team *team = NULL;
  char id[16];
  (void)context;
  cwp_status status = cwp__team_new(allocator, &team, why);
  for (int i = 0; i < 40 && !status; i++) {
    snprintf(id, sizeof id, "W%d", i);
    cwp_portfolio *portfolio = portfolio_of(id, NULL);
    status = cwp__team_add(team, portfolio, why);
    if (status) cwp_portfolio_free(portfolio);
    ck_assert_int_eq(cwp_team_find(team, id) == NULL, status != CWP_OK);
  }
  cwp_team_free(team);
  return status;
}

START_TEST(making_a_team_survives_every_failed_allocation) {
  failing_allocator_try_all(make_team, NULL, 100, 0);
}
END_TEST

START_TEST(a_team_frees_its_portfolios_with_their_own_allocators) {
  failing_allocator state;
  cwp_allocator allocator = failing_allocator_start(&state, FAIL_NEVER, 0);
  cwp_team *team = nobody();
  ck_assert_int_eq(cwp__team_add(team, portfolio_of("R001", &allocator), &error), CWP_OK);
  ck_assert_uint_eq(state.blocks, 1);
  cwp_team_free(team);
  failing_allocator_check(&state);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("team");
  TCase *team = suite_case(suite, "team");
  tcase_add_test(team, a_team_of_nobody_is_empty);
  tcase_add_test(team, no_team_at_all_is_taken_calmly);
  tcase_add_test(team, people_keep_their_order_and_are_found_by_their_ids);
  tcase_add_test(team, nobody_is_in_a_team_twice);
  tcase_add_test(team, ten_thousand_people_are_all_found);
  tcase_add_test(team, making_a_team_survives_every_failed_allocation);
  tcase_add_test(team, a_team_frees_its_portfolios_with_their_own_allocators);
  return suite_run(suite);
}
