#include "cwp/rota_files.h"

#include "cwp/exchange.h"
#include "support/board.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define STAFF "examples/data/staff.csv"
#define SHIFTS "shift,start,end,place,service,settings,required\n"

static cwp_rota_files *files;
static cwp_team *team;
static board b;
static cwp_error error;

static void tear_down(void) {
  board_end(&b);
  cwp_rota_files_free(files);
  cwp_team_free(team);
  files = NULL;
  team = NULL;
}

static void set_up(void) {
  cwp_import *import;
  board_start(&b, "{'id':'E','severity':'warn','fits':{'flag':'senior'}}");
  ck_assert_int_eq(cwp_rota_files_new(cwp_edition_default(), NULL, NULL, &files, &error), CWP_OK);
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), CWP_OK);
  ck_assert_int_eq(cwp_import_add_file(import, STAFF, &error), CWP_OK);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  cwp_import_free(import);
}

typedef struct in_memory {
  const char *text;
  size_t at;
} in_memory;

/* Gives a few bytes at a time, as a slow stream does. */
static size_t read_some(void *context, void *buffer, size_t capacity) {
  in_memory *self = context;
  size_t left = strlen(self->text) - self->at, count = left < 7 ? left : 7;
  if (count > capacity) count = capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static cwp_status add_to(cwp_rota_files *to, const char *text, cwp_error *why) {
  in_memory memory = {text, 0};
  cwp_input input = {read_some, &memory, "rota.csv"};
  return cwp_rota_files_add(to, &input, why);
}

static void add(const char *text) {
  ck_assert_msg(add_to(files, text, &error) == CWP_OK, "%s", error.message);
}

static void fill(void) {
  ck_assert_msg(cwp_rota_files_fill(files, team, b.rota, &error) == CWP_OK, "%s", error.message);
}

static void expect_finding(size_t index, const char *id, uint64_t line, const char *column, const char *value) {
  const cwp_finding *finding = cwp_findings_at(cwp_rota_files_findings(files), index);
  ck_assert_msg(finding != NULL, "%s", id);
  ck_assert_str_eq(finding->id, id);
  ck_assert_uint_eq(finding->line, line);
  ck_assert_str_eq(finding->column, column);
  ck_assert_str_eq(finding->value, value);
  ck_assert_str_eq(finding->path, "rota.csv");
}

static void expect_count(size_t count) {
  ck_assert_uint_eq(cwp_findings_count(cwp_rota_files_findings(files)), count);
}

START_TEST(fills_a_board_in_any_order) {
  add("person,as,shift\nA034,,N1\nALDER-CH/A036,Shadowing,n1\n");
  add("Person,Senior\nA034,Yes\n");
  add("\xef\xbb\xbf" SHIFTS "N1,2026-11-21T22:00,2026-11-22 07:00,Rose,sitting,P.dementia; ASC.D2,2\n\n");
  add("person,start,end\nA038,2026-11-21T20:00,2026-11-22T08:00\n");
  ck_assert_uint_eq(cwp_rota_files_row_count(files), 5);
  fill();
  expect_count(0);
  ck_assert_uint_eq(cwp_rota_person_count(b.rota), 60);
  const cwp_shift *shift = cwp_rota_shift(b.rota, 0);
  ck_assert_str_eq(shift->place, "Rose");
  ck_assert_str_eq(shift->service, "sitting");
  ck_assert_uint_eq(shift->setting_count, 2);
  ck_assert_uint_eq(shift->required, 2);
  ck_assert_str_eq(board_told(&b, 0), "block short 1/2");
  ck_assert_int_eq(cwp_rota_available(b.rota, 0, cwp_rota_find_person(b.rota, "ALDER-CH/A038")), 1);
  ck_assert_int_eq(cwp_rota_available(b.rota, 0, cwp_rota_find_person(b.rota, "ALDER-CH/A034")), 0);
  ck_assert_int_eq(cwp_rota_available(b.rota, 9, 0), 0);
  ck_assert_int_eq(cwp_rota_files_fill(files, team, b.rota, &error), CWP_ERROR_ARGUMENT);
}

START_TEST(reads_json) {
  add("{\"format\":\"cwp-rota\",\"format_version\":1,\"shifts\":[{\"shift\":\"N1\",\"start\":\"2026-11-21T22:00\","
      "\"end\":\"2026-11-22T07:00\",\"settings\":[\"P.dementia\",\"P.nowhere\"],\"required\":1}],\"assignments\":[\n"
      "{\"shift\":\"N1\",\"person\":\"A034\"}],\"people\":[{\"person\":\"A034\",\"senior\":true,\"agency\":false}],"
      "\"availability\":[{\"person\":\"A099\",\"start\":\"2026-11-21T22:00\",\"end\":\"2026-11-22T07:00\"}]}");
  fill();
  expect_count(2);
  expect_finding(0, "ROTA-SETTING-UNKNOWN", 1, "settings", "P.dementia;P.nowhere");
  expect_finding(1, "ROTA-PERSON-UNKNOWN", 2, "person", "A099");
  ck_assert_str_eq(board_told(&b, 0), "pass");
}

START_TEST(finds_what_is_wrong_with_shifts) {
  add(SHIFTS ",2026-11-21T22:00,2026-11-22T07:00,,,,\n"
             "A,21/11/2026 22:00,2026-11-22T07:00,,,,\n"
             "B,2026-03-28T22:00,2026-03-29T01:30,,,,\n"
             "C,2026-10-24T22:00,2026-10-25T01:30,,,,\n"
             "D,2026-11-21T22:00,2026-11-21T22:00,,,,\n"
             "E,2026-11-21T22:00,2026-11-21T21:00,,,,\n"
             "F,2026-11-21T22:00,2026-11-29T21:00,,,,\n"
             "c,2026-11-21T22:00,2026-11-22T07:00,,,,\n"
             "G,2026-11-21T22:00,2026-11-22T07:00,,,CSW,lots\n"
             "H\xff,2026-11-21T22:00,2026-11-22T07:00,,,,\n");
  fill();
  expect_finding(0, "ROTA-TEXT-NOT-UTF8", 11, "shift", "H\\xFF");
  expect_finding(1, "ROTA-SHIFT-MISSING", 2, "shift", "");
  expect_finding(2, "ROTA-TIME", 3, "start", "21/11/2026 22:00");
  expect_finding(3, "ROTA-TIME-SKIPPED", 4, "end", "2026-03-29T01:30");
  expect_finding(4, "ROTA-TIME-TWICE", 5, "end", "2026-10-25T01:30");
  expect_finding(5, "ROTA-TIME-ORDER", 6, "end", "2026-11-21T22:00");
  expect_finding(6, "ROTA-TIME-ORDER", 7, "end", "2026-11-21T21:00");
  expect_finding(7, "ROTA-SHIFT-INVALID", 8, "shift", "F");
  expect_finding(8, "ROTA-SHIFT-REPEATED", 9, "shift", "c");
  expect_finding(9, "ROTA-SETTING-UNKNOWN", 10, "settings", "CSW");
  expect_finding(10, "ROTA-REQUIRED", 10, "required", "lots");
  expect_count(11);
  ck_assert_uint_eq(cwp_rota_shift_count(b.rota), 2);
}

START_TEST(finds_what_is_wrong_with_people) {
  add("shift,start,end,colour\nN1,2026-11-21T22:00,2026-11-22T07:00,red\n");
  add("shift,person,as\nN2,A034,\nN1,,\nN1,A099,\nN1,A034,\nN1,ALDER-CH/A034,shadowing\nN1,A036,boss\n");
  add("person,agency\nA034,maybe\nA098,yes\n");
  fill();
  expect_finding(0, "ROTA-COLUMN-UNKNOWN", 1, "", "colour");
  expect_finding(1, "ROTA-FLAG", 2, "agency", "maybe");
  expect_finding(2, "ROTA-PERSON-UNKNOWN", 3, "person", "A098");
  expect_finding(3, "ROTA-SHIFT-UNKNOWN", 2, "shift", "N2");
  expect_finding(4, "ROTA-PERSON-MISSING", 3, "person", "");
  expect_finding(5, "ROTA-PERSON-UNKNOWN", 4, "person", "A099");
  expect_finding(6, "ROTA-ASSIGNED-TWICE", 6, "person", "ALDER-CH/A034");
  expect_finding(7, "ROTA-AS", 7, "as", "boss");
  expect_count(8);
  ck_assert_uint_eq(cwp_rota_on_count(b.rota, 0), 1);
}

static void refuse(const char *text, cwp_status status) {
  ck_assert_msg(add_to(files, text, &error) == status, "%s", text);
  ck_assert_str_eq(error.path, "rota.csv");
}

START_TEST(fills_with_portfolios_of_the_host) {
  const cwp_portfolio *people[] = {cwp_team_at(team, 1), NULL};
  const char *id = cwp_portfolio_person(people[0])->id;
  char assignments[256];
  add(SHIFTS "N1,2026-11-21T22:00,2026-11-22T07:00,,,,\n");
  snprintf(assignments, sizeof assignments, "shift,person\nN1,%s\nN1,A034\n", id);
  add(assignments);
  ck_assert_int_eq(cwp_rota_files_fill_with(files, people, 2, b.rota, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_files_fill_with(files, NULL, 1, b.rota, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_files_fill_with(files, people, 1, b.rota, &error), CWP_OK);
  ck_assert_uint_eq(cwp_rota_person_count(b.rota), 1);
  ck_assert_uint_eq(cwp_rota_on_count(b.rota, 0), 1);
  expect_count(1);
  expect_finding(0, "ROTA-PERSON-UNKNOWN", 3, "person", "A034");
  ck_assert_int_eq(cwp_rota_files_fill_with(files, people, 1, b.rota, &error), CWP_ERROR_ARGUMENT);
}

START_TEST(refuses_what_is_no_rota) {
  ck_assert_int_eq(cwp_rota_files_add_file(files, STAFF, &error), CWP_ERROR_UNSUPPORTED);
  ck_assert_int_eq(cwp_rota_files_add_file(files, "no-such-file.csv", &error), CWP_ERROR_NOT_FOUND);
  refuse("", CWP_ERROR_UNSUPPORTED);
  refuse("person,score\nA034,3\n", CWP_ERROR_UNSUPPORTED);
  refuse("person,senior,course\nA034,yes,1\n", CWP_ERROR_UNSUPPORTED);
  refuse("{\"format\":\"cwp-portfolio\"}", CWP_ERROR_UNSUPPORTED);
  refuse("[1]", CWP_ERROR_UNSUPPORTED);
  refuse("{\"format\":\"cwp-rota\"}", CWP_ERROR_UNSUPPORTED);
  refuse("{\"format\":\"cwp-rota\",\"format_version\":1,\"shifts\":[7]}", CWP_ERROR_INVALID);
  refuse("{\"format\":\"cwp-rota\",\"format_version\":1,\"shifts\":[{\"shifts\":\"N1\"}]}", CWP_ERROR_INVALID);
  refuse("{\"format\":\"cwp-rota\",\"format_version\":1,\"shifts\":[{\"settings\":[1]}]}", CWP_ERROR_INVALID);
  refuse("{\"format\":\"cwp-rota\",\"format_version\":1,\"people\":[{\"senior\":\"yes\"}]}", CWP_ERROR_INVALID);
  refuse("shift,person\nN1,\"A034\n", CWP_ERROR_SYNTAX);
  ck_assert_uint_eq(cwp_rota_files_row_count(files), 0);
  ck_assert_int_eq(cwp_rota_files_new(NULL, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_files_fill(files, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}

static cwp_status read_and_fill(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_rota_files *all = NULL;
  cwp_rota *rota = NULL;
  (void)context;
  cwp_status status = cwp_rota_files_new(cwp_edition_default(), NULL, allocator, &all, why);
  if (!status) status = add_to(all, "shift,start,end\nN1,2026-11-21T22:00,2026-11-22T07:00\n", why);
  if (!status) status = add_to(all, "shift,person\nN1,A034\nN1,A099\n", why);
  if (!status) status = cwp_rota_new(b.rules, NULL, NULL, &rota, why);
  if (!status) status = cwp_rota_files_fill(all, team, rota, why);
  cwp_rota_free(rota);
  cwp_rota_files_free(all);
  return status;
}

START_TEST(survives_want_of_memory) {
  failing_allocator_try_all(read_and_fill, NULL, 500, 0);
}

int main(void) {
  Suite *suite = suite_create("rota files");
  TCase *tcase = suite_case(suite, "files");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, fills_a_board_in_any_order);
  tcase_add_test(tcase, reads_json);
  tcase_add_test(tcase, finds_what_is_wrong_with_shifts);
  tcase_add_test(tcase, finds_what_is_wrong_with_people);
  tcase_add_test(tcase, fills_with_portfolios_of_the_host);
  tcase_add_test(tcase, refuses_what_is_no_rota);
  tcase_add_test(tcase, survives_want_of_memory);
  return suite_run(suite);
}
