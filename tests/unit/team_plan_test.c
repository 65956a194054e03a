#include "cwp/plan.h"

#include "support/failing_allocator.h"
#include "support/planning.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PEOPLE = 8 };

static cwp_pathway *pathway;
static cwp_catalogue *catalogue;
static cwp_portfolio *portfolios[MOST_PEOPLE];
static cwp_learner learners[MOST_PEOPLE];
static size_t people;
static cwp_question question;
static cwp_plan_options options;
static cwp_team_plan *plan;

static void set_up(void) {
  pathway = planning_parse();
  question = (cwp_question)CWP_QUESTION_INIT;
  question.role = framework_id(pathway, "X");
  question.on = day("2026-06-01");
  options = (cwp_plan_options)CWP_PLAN_OPTIONS_INIT;
}

static void forget_people(void) {
  cwp_team_plan_free(plan);
  plan = NULL;
  while (people > 0)
    cwp_portfolio_free(portfolios[--people]);
}

static void tear_down(void) {
  forget_people();
  cwp_catalogue_free(catalogue);
  cwp_pathway_free(pathway);
  catalogue = NULL;
}

/* Adds somebody who has learned these things: codes with spaces between. */
static void add_person(const char *id, const char *codes) {
  cwp_person about = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  about.id = id;
  ck_assert_int_eq(cwp_portfolio_builder_new(&about, NULL, &builder, NULL), CWP_OK);
  while (*codes) {
    char code[32];
    cwp_evidence evidence = CWP_EVIDENCE_INIT;
    size_t length = strcspn(codes, " ");
    ck_assert_uint_lt(length, sizeof code);
    memcpy(code, codes, length);
    code[length] = '\0';
    evidence.about = code;
    evidence.kind = CWP_EVIDENCE_ACCREDITED;
    ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, NULL), CWP_OK);
    codes += length + strspn(codes + length, " ");
  }
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolios[people], NULL), CWP_OK);
  cwp_portfolio_builder_free(builder);
  learners[people] = (cwp_learner){portfolios[people], CWP_NONE};
  people++;
}

static void offer(const char *courses) {
  cwp_catalogue_free(catalogue);
  catalogue = catalogue_of(courses);
}

static const cwp_team_plan *make(void) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_team_plan_free(plan);
  plan = NULL;
  ck_assert_msg(cwp_team_plan_make(pathway, learners, people, catalogue, &question, &options, NULL, &plan, &error) ==
                    CWP_OK,
                "%s", error.message);
  return plan;
}

/* Everybody's courses: "a b | a | ". */
static const char *all_codes(void) {
  static char line[512];
  make();
  line[0] = '\0';
  for (size_t i = 0; i < cwp_team_plan_count(plan); i++) {
    const cwp_plan *own = cwp_team_plan_at(plan, i);
    if (i) strcat(line, " | ");
    for (size_t k = 0; k < cwp_plan_count(own); k++) {
      if (k) strcat(line, " ");
      strcat(line, cwp_plan_at(own, k)->course->code);
    }
  }
  return line;
}

/* The starts of courses with who goes there: "a 2026-06-08: 0 2; b: 1". */
static const char *all_runs(void) {
  static char line[1024];
  size_t length = 0;
  line[0] = '\0';
  for (size_t i = 0; i < cwp_team_plan_run_count(plan); i++) {
    const cwp_team_run *run = cwp_team_plan_run_at(plan, i);
    char start[CWP_DATE_TEXT_SIZE];
    cwp_date_format(run->start, start);
    length += (size_t)snprintf(line + length, sizeof line - length, "%s%s%s%s:", i ? "; " : "", run->course->code,
                               *start ? " " : "", start);
    for (size_t k = 0; k < run->people_count; k++)
      length += (size_t)snprintf(line + length, sizeof line - length, " %zu", run->people[k]);
    ck_assert_uint_lt(length, sizeof line);
  }
  return line;
}

START_TEST(with_places_for_all_everybody_has_their_own_plan) {
  offer("{'code': 'a', 'hours': 2, 'learning': 'L.base'}, {'code': 'b', 'hours': 3, 'learning': 'L.whole', 'places': "
        "3, 'starts': ['2026-06-08']}");
  add_person("one", "");
  add_person("two", "L.base");
  add_person("three", "L.whole");
  ck_assert_str_eq(all_codes(), "a b | b | a");
  ck_assert_str_eq(all_runs(), "a: 0 2; b 2026-06-08: 0 1");
  ck_assert_int_eq(cwp_team_plan_run_at(plan, 1)->places, 3);
  ck_assert_int_eq(cwp_team_plan_run_at(plan, 1)->end, day("2026-06-08"));
  ck_assert_int_eq(cwp_team_plan_run_at(plan, 0)->end, CWP_DATE_NONE);
  const cwp_proof *proof = cwp_team_plan_proof(plan);
  ck_assert_int_eq(proof->proved, 1);
  ck_assert_int_eq(proof->value, 1000);
  ck_assert_int_eq(proof->bound, 1000);
  const cwp_plan_totals *total = cwp_team_plan_total(plan);
  ck_assert_uint_eq(total->courses, 4);
  ck_assert_int_eq(total->centihours, 1000);
  ck_assert_uint_eq(total->covered[CWP_SHOULD], 6 + 4 + 2);
  ck_assert_uint_eq(total->gaps[CWP_MUST], 12);
}
END_TEST

START_TEST(who_comes_first_is_served_first) {
  offer("{'code': 'a', 'hours': 2, 'learning': 'L.base', 'places': 1}, {'code': 'b', 'hours': 5, 'learning': "
        "'L.base'}");
  add_person("one", "");
  add_person("two", "");
  ck_assert_str_eq(all_codes(), "a | b");
  const cwp_proof *proof = cwp_team_plan_proof(plan);
  ck_assert_int_eq(proof->value, 700);
  ck_assert_int_eq(proof->bound, 400); /* what both would have with all places free */
  ck_assert_int_eq(proof->proved, 0);
  ck_assert_int_eq(cwp_plan_proof(cwp_team_plan_at(plan, 1))->proved, 1); /* with the places that are left */
}
END_TEST

START_TEST(places_are_those_of_each_start) {
  offer("{'code': 'a', 'hours': 2, 'learning': 'L.base', 'places': 1, 'starts': ['2026-07-06', '2026-06-08', "
        "'2026-08-03']}");
  add_person("one", "");
  add_person("two", "");
  add_person("three", "L.base");
  add_person("four", "");
  add_person("five", "");
  ck_assert_str_eq(all_codes(), "a | a |  | a | ");
  ck_assert_str_eq(all_runs(), "a 2026-06-08: 0; a 2026-07-06: 1; a 2026-08-03: 3");
  const cwp_plan *last = cwp_team_plan_at(plan, 4);
  ck_assert_uint_eq(cwp_plan_barred_count(last), 1);
  ck_assert_int_eq(cwp_plan_barred_at(last, 0)->bar, CWP_BAR_NO_START);
  ck_assert_int_eq(cwp_plan_gap_at(last, 7)->fate, CWP_GAP_BARRED);
  const cwp_proof *proof = cwp_team_plan_proof(plan);
  ck_assert_uint_eq(proof->shoulds_left, 2);
  ck_assert_uint_eq(proof->least_shoulds_left, 0); /* a bound that no schedule reaches is a bound */
  ck_assert_int_eq(proof->bound, 0);
  ck_assert_int_eq(proof->proved, 0);
}
END_TEST

START_TEST(places_are_exchanged_where_that_helps_the_team) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base', 'places': 1}, {'code': 'b', 'hours': 2, 'learning': "
        "'L.base', 'requires': ['p']}");
  add_person("one", "p"); /* could take b for one hour more */
  add_person("two", "");  /* could take nothing else, for p is not to be had */
  ck_assert_str_eq(all_codes(), "b | a");
  ck_assert_uint_eq(cwp_team_plan_proof(plan)->shoulds_left, 0);
}
END_TEST

START_TEST(a_long_wait_is_exchanged_too) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base', 'places': 1, 'starts': ['2026-06-08', '2026-09-07']},"
        "{'code': 'b', 'hours': 1, 'learning': 'L.whole', 'starts': ['2026-06-15'], 'requires': ['a']}");
  add_person("one", "L.whole"); /* may go later */
  add_person("two", "");        /* needs a before b */
  options.latest = day("2026-12-31");
  ck_assert_str_eq(all_codes(), "a | a b");
  ck_assert_str_eq(all_runs(), "a 2026-06-08: 1; b 2026-06-15: 1; a 2026-09-07: 0");
  ck_assert_int_eq(cwp_team_plan_proof(plan)->proved, 1);
}
END_TEST

START_TEST(a_place_that_an_exchange_leaves_goes_to_somebody_else) {
  offer("{'code': 'b', 'hours': 1, 'places': 1, 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
        "{'code': 'd', 'hours': 2, 'requires': ['p'], 'covers': [{'to': 'X.K1.1'}, {'to': 'X.K1.2'}]},"
        "{'code': 'e', 'hours': 1, 'places': 1, 'covers': [{'to': 'X.K1.1'}]},"
        "{'code': 'f', 'hours': 5, 'covers': [{'to': 'X.K1.2'}]},"
        "{'code': 'g', 'hours': 3, 'requires': ['z'], 'covers': [{'to': 'X.K1.1'}]}");
  add_person("one", "p");          /* b, or else d */
  add_person("two", "");           /* b, or else e and f */
  add_person("three", "z X.K1.2"); /* e, or else g */
  ck_assert_str_eq(all_codes(), "d | b | e");
  ck_assert_int_eq(cwp_team_plan_proof(plan)->value, 400);
}
END_TEST

START_TEST(a_clash_moves_only_to_where_there_is_a_place) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base', 'starts': ['2026-06-08']},"
        "{'code': 'b', 'hours': 1, 'learning': 'L.whole', 'places': 1, 'starts': ['2026-06-08', '2026-06-09']}");
  add_person("one", "L.base");
  add_person("two", "");
  ck_assert_str_eq(all_codes(), "b | a b");
  ck_assert_str_eq(all_runs(), "a 2026-06-08: 1; b 2026-06-08: 0; b 2026-06-09: 1");
  add_person("three", "");
  ck_assert_str_eq(all_codes(), "b | a b | a");
}
END_TEST

START_TEST(everybody_has_a_role_category_of_their_own) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base'}, {'code': 'b', 'hours': 1, 'learning': 'L.whole'}");
  add_person("one", "");
  add_person("two", "");
  learners[1].role = framework_id(pathway, "BASE");
  ck_assert_str_eq(all_codes(), "a b | a");
  ck_assert_uint_eq(cwp_plan_role(cwp_team_plan_at(plan, 1)), framework_id(pathway, "BASE"));
}
END_TEST

START_TEST(nobody_is_a_team_too) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base'}");
  make();
  ck_assert_uint_eq(cwp_team_plan_count(plan), 0);
  ck_assert_uint_eq(cwp_team_plan_run_count(plan), 0);
  ck_assert_int_eq(cwp_team_plan_proof(plan)->proved, 1);
  ck_assert_ptr_null(cwp_team_plan_at(plan, 0));
  ck_assert_ptr_null(cwp_team_plan_run_at(plan, 0));
}
END_TEST

/* Small teams against brute force: everybody may take any set of the courses. */

enum { COURSES = 5, SETS = 1 << COURSES, TEAMS = 300 };

static uint32_t below(uint32_t count) {
  static uint64_t state = UINT64_C(2463534242);
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 20) % count;
}

typedef struct small_course {
  uint32_t lines; /* of six shoulds */
  int hours;
  int places; /* of one start, or 0 */
} small_course;

static const char *const shoulds[] = {"X.K1.1", "X.K1.2", "X.K1.3", "X.K1.4", "BASE.K1.1", "BASE.K1.2"};

static void offer_random(small_course *courses) {
  static char text[4096];
  size_t length = 0;
  for (int i = 0; i < COURSES; i++) {
    courses[i] = (small_course){1 + below(63), 1 + (int)below(4), (int)below(3)};
    length += (size_t)snprintf(text + length, sizeof text - length, "%s{'code': '%c', 'hours': %d, ", i ? "," : "",
                               'a' + i, courses[i].hours);
    if (courses[i].places)
      length += (size_t)snprintf(text + length, sizeof text - length, "'starts': ['2026-07-%02d'], 'places': %d, ",
                                 i + 1, courses[i].places);
    length += (size_t)snprintf(text + length, sizeof text - length, "'covers': [");
    for (int k = 0, count = 0; k < 6; k++)
      if (courses[i].lines >> k & 1)
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%s{'to': '%s'}", count++ ? "," : "", shoulds[k]);
    length += (size_t)snprintf(text + length, sizeof text - length, "]}");
  }
  offer(text);
}

/* What a set of courses leaves and takes, in one number. */
static int64_t worth_of(const small_course *courses, uint32_t lacking, uint32_t set) {
  int64_t left = 0, hours = 0;
  for (int i = 0; i < COURSES; i++) {
    if (!(set >> i & 1)) continue;
    lacking &= ~courses[i].lines;
    hours += courses[i].hours;
  }
  for (; lacking; lacking &= lacking - 1)
    left++;
  return left * 1000 + hours;
}

/* The least that people from one on can come to, with the places that are left. */
static int64_t least_worth(const small_course *courses, const uint32_t *lacking, size_t from, int *left) {
  int64_t least = INT64_MAX;
  if (from == people) return 0;
  for (uint32_t set = 0; set < SETS; set++) {
    int possible = 1;
    for (int i = 0; i < COURSES; i++)
      if ((set >> i & 1) && courses[i].places && left[i] == 0) possible = 0;
    if (!possible) continue;
    for (int i = 0; i < COURSES; i++)
      left[i] -= (int)(set >> i & 1);
    int64_t own = worth_of(courses, lacking[from], set) + least_worth(courses, lacking, from + 1, left);
    for (int i = 0; i < COURSES; i++)
      left[i] += (int)(set >> i & 1);
    if (own < least) least = own;
  }
  return least;
}

static void add_random_people(uint32_t *lacking) {
  size_t count = 1 + below(3);
  for (size_t i = 0; i < count; i++) {
    char codes[128] = "";
    lacking[i] = below(64);
    for (int k = 0; k < 6; k++)
      if (!(lacking[i] >> k & 1)) strcat(strcat(codes, *codes ? " " : ""), shoulds[k]);
    add_person("somebody", codes);
  }
}

static void ck_places(void) {
  for (size_t i = 0; i < cwp_team_plan_run_count(plan); i++) {
    const cwp_team_run *run = cwp_team_plan_run_at(plan, i);
    ck_assert(run->places == 0 || run->people_count <= (size_t)run->places);
    for (size_t k = 0; k < run->people_count; k++) {
      const cwp_plan *own = cwp_team_plan_at(plan, run->people[k]);
      size_t at = 0;
      while (cwp_plan_at(own, at)->course != run->course)
        at++;
      if (run->start != CWP_DATE_NONE) ck_assert_int_eq(cwp_plan_at(own, at)->start, run->start);
      if (k) ck_assert_uint_lt(run->people[k - 1], run->people[k]);
    }
  }
}

START_TEST(small_teams_are_bounded_and_proved_truly) {
  size_t best = 0, proved = 0;
  for (int i = 0; i < TEAMS; i++) {
    small_course courses[COURSES];
    uint32_t lacking[3];
    int left[COURSES];
    offer_random(courses);
    add_random_people(lacking);
    for (int k = 0; k < COURSES; k++)
      left[k] = courses[k].places;
    int64_t least = least_worth(courses, lacking, 0, left);
    make();
    ck_places();
    const cwp_plan_totals *total = cwp_team_plan_total(plan);
    const cwp_proof *proof = cwp_team_plan_proof(plan);
    int64_t gaps = (int64_t)total->gaps[CWP_SHOULD] - (int64_t)total->covered[CWP_SHOULD] - 2 * (int64_t)people;
    int64_t own = gaps * 1000 + total->centihours / 100; /* X.R2 and X.R3 are left by everybody */
    int64_t uncoverable = gaps - (int64_t)proof->shoulds_left;
    ck_assert_int_ge(own, least);
    ck_assert_int_le((int64_t)proof->least_shoulds_left + uncoverable, least / 1000);
    if (own / 1000 == least / 1000) ck_assert_int_le(proof->bound / 100, least % 1000);
    if (proof->proved) ck_assert_int_eq(own, least);
    best += own == least;
    proved += (size_t)proof->proved;
    forget_people();
  }
  ck_assert_uint_gt(proved, TEAMS / 4);
  ck_assert_uint_gt(best, TEAMS * 9 / 10); /* as docs/plan.md says, not always the best */
}
END_TEST

/* Arguments and memory. */

START_TEST(errors_name_the_person) {
  cwp_error error = CWP_ERROR_INIT;
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base'}");
  add_person("R017", "");
  add_person("R018", "");
  question.role = CWP_NONE;
  learners[0].role = framework_id(pathway, "X");
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 2, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(plan);
  ck_assert_ptr_nonnull(strstr(error.message, "person \"R018\": "));
}
END_TEST

START_TEST(what_is_missing_is_told) {
  cwp_error error = CWP_ERROR_INIT;
  offer("");
  add_person("one", "");
  ck_assert_int_eq(cwp_team_plan_make(pathway, NULL, 1, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1, NULL, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_team_plan_make(NULL, learners, 1, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1, catalogue, NULL, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1, catalogue, &question, NULL, NULL, NULL, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1001, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_LIMIT);
  question.size--;
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
  question.size++;
  learners[0].portfolio = NULL;
  ck_assert_int_eq(cwp_team_plan_make(pathway, learners, 1, catalogue, &question, NULL, NULL, &plan, &error),
                   CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(nothing_is_taken_calmly) {
  cwp_team_plan_free(NULL);
  ck_assert_uint_eq(cwp_team_plan_count(NULL) + cwp_team_plan_run_count(NULL), 0);
  ck_assert_ptr_null(cwp_team_plan_at(NULL, 0));
  ck_assert_ptr_null(cwp_team_plan_run_at(NULL, 0));
  ck_assert_ptr_null(cwp_team_plan_total(NULL));
  ck_assert_ptr_null(cwp_team_plan_proof(NULL));
}
END_TEST

static cwp_status try_to_plan(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_team_plan *own = NULL;
  (void)context;
  cwp_status status =
      cwp_team_plan_make(pathway, learners, people, catalogue, &question, &options, allocator, &own, error);
  cwp_team_plan_free(own);
  return status;
}

START_TEST(every_allocation_may_fail) {
  offer("{'code': 'a', 'hours': 1, 'learning': 'L.base', 'places': 1, 'covers': [{'to': 'X.K1.1'}]},"
        "{'code': 'b', 'hours': 2, 'learning': 'L.base', 'requires': ['p']},"
        "{'code': 'c', 'hours': 2, 'learning': 'L.whole', 'starts': ['2026-06-08'], 'places': 2}");
  add_person("one", "p");
  add_person("two", "");
  add_person("three", "L.base");
  failing_allocator_try_all(try_to_plan, NULL, 1000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("team_plan");
  TCase *tcase = suite_case(suite, "teams");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, with_places_for_all_everybody_has_their_own_plan);
  tcase_add_test(tcase, who_comes_first_is_served_first);
  tcase_add_test(tcase, places_are_those_of_each_start);
  tcase_add_test(tcase, places_are_exchanged_where_that_helps_the_team);
  tcase_add_test(tcase, a_long_wait_is_exchanged_too);
  tcase_add_test(tcase, a_place_that_an_exchange_leaves_goes_to_somebody_else);
  tcase_add_test(tcase, a_clash_moves_only_to_where_there_is_a_place);
  tcase_add_test(tcase, everybody_has_a_role_category_of_their_own);
  tcase_add_test(tcase, nobody_is_a_team_too);
  tcase_add_test(tcase, small_teams_are_bounded_and_proved_truly);
  tcase_add_test(tcase, errors_name_the_person);
  tcase_add_test(tcase, what_is_missing_is_told);
  tcase_add_test(tcase, nothing_is_taken_calmly);
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
