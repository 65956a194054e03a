#include "cwp/rota.h"

#include "support/board.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define MEDICINES                                                                                                      \
  "{'id':'M','severity':'block','measure':'least','amount':1,'leaving_out':['trainee'],"                               \
  "'fits':{'about':'ASC.T13','kind':'assessed'}}"
#define EVERYBODY "{'id':'E','severity':'warn','measure':'each','fits':{'about':'ASC.T20'}}"
#define DAY "2026-11-21T07:00", "2026-11-21T15:00"
#define NIGHT "2026-11-21T22:00", "2026-11-22T07:00"

static board b;
static cwp_error error;

static void tear_down(void) {
  board_end(&b);
}

static void expect(size_t shift, const char *told) {
  ck_assert_str_eq(board_told(&b, shift), told);
}

/* One rule on one night with one person. */
static void expect_one(const char *rule, const char *role, unsigned flags, const char *evidence, const char *told) {
  board_start(&b, rule);
  size_t night = board_shift(&b, "N1", NIGHT, "", 0);
  board_put(&b, night, board_person(&b, "ann", role, flags, evidence), CWP_ROTA_WORKING);
  expect(night, told);
  board_end(&b);
}

START_TEST(asks_each_person) {
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 trained", "pass");
  expect_one(EVERYBODY, "CSW", 0, "", "warn E ann ASC.T20 no-evidence 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 declared", "warn E ann ASC.T20 claimed 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 booked", "warn E ann ASC.T20 in-progress 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 part", "warn E ann ASC.T20 partly 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 2026-11-22..", "warn E ann ASC.T20 in-progress 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 ..2026-11-20", "warn E ann ASC.T20 expired 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 failed", "warn E ann ASC.T20 no-evidence 2026-11-21");
}

START_TEST(weighs_as_an_assessment_does) {
  const char *none = "warn E ann ASC.T20 no-evidence 2026-11-21";
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 assessed not-applicable", none);
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 withdrawn", none);
  /* A finding about a retired code is one about its one successor. */
  expect_one("{'id':'E','severity':'warn','fits':{'about':'ASC.TP56'}}", "CSW", 0,
             "ASC.TP56, ASC.TP57-2025 assessed failed 2026-11-01..", "warn E ann ASC.TP56 no-evidence 2026-11-21");
}

static void expect_why(size_t shift, size_t index, const char *sentence);

START_TEST(names_the_piece_that_an_assessment_names) {
  board_start(&b, "{'id':'E','title':'All','severity':'warn','fits':{'about':'ASC.T20','kind':'assessed'}}");
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  board_put(&b, shift,
            board_person(&b, "ann", "CSW", 0, "ASC.T20 declared, ASC.T20 trained ..2026-12-01, ASC.T20 trained"),
            CWP_ROTA_WORKING);
  board_put(&b, shift, board_person(&b, "bea", "CSW", 0, "ASC.T20 assessed, ASC.T20 assessed failed 2026-11-01.."),
            CWP_ROTA_WORKING);
  expect_why(shift, 0,
             "ann: All: ASC.T20 Safeguarding adults, on 2026-11-21: evidence of too weak a kind (trained ASC.T20).");
  expect_why(shift, 1,
             "bea: All: ASC.T20 Safeguarding adults, on 2026-11-21: no evidence on record (found not yet competent: "
             "ASC.T20, 2026-11-01).");
}

START_TEST(minds_every_day_of_the_shift) {
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 ..2026-11-21", "warn E ann ASC.T20 expired 2026-11-22");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 ..2026-11-22", "note expires ann ASC.T20 expiring 2026-11-22");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 ..2026-11-21, ASC.T20 2026-11-22..", "pass");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20 ..2026-11-20, ASC.T20 2026-11-22..",
             "warn E ann ASC.T20 in-progress 2026-11-21");
  expect_one(EVERYBODY, "CSW", 0, "ASC.T20, ASC.T20 assessed failed 2026-11-22..",
             "warn E ann ASC.T20 no-evidence 2026-11-22");
}

START_TEST(ends_at_midnight_with_the_day) {
  board_start(&b, EVERYBODY);
  size_t until_midnight = board_shift(&b, "L1", "2026-11-21T14:00", "2026-11-21T24:00", "", 0);
  size_t past_midnight = board_shift(&b, "L2", "2026-11-21T14:00", "2026-11-22T00:01", "", 0);
  size_t ann = board_person(&b, "ann", "CSW", 0, "ASC.T20 ..2026-11-21");
  size_t bea = board_person(&b, "bea", "CSW", 0, "ASC.T20 ..2026-11-21");
  board_put(&b, until_midnight, ann, CWP_ROTA_WORKING);
  board_put(&b, past_midnight, bea, CWP_ROTA_WORKING);
  expect(until_midnight, "note expires ann ASC.T20 expiring 2026-11-21");
  expect(past_midnight, "warn E bea ASC.T20 expired 2026-11-22");
}

START_TEST(counts_the_team) {
  board_start(&b, MEDICINES);
  size_t shift = board_shift(&b, "D1", DAY, "", 2);
  size_t ann = board_person(&b, "ann", "CSW", 0, "ASC.T13 trained");
  size_t bea = board_person(&b, "bea", "SL", CWP_ROTA_TRAINEE, "ASC.T13 assessed");
  size_t cy = board_person(&b, "cy", "SL", CWP_ROTA_AGENCY, "ASC.T13 assessed");
  expect(shift, "block short 0/2; block M 0/1");
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  board_put(&b, shift, bea, CWP_ROTA_WORKING);
  expect(shift, "block M 0/1");
  board_put(&b, shift, cy, CWP_ROTA_SHADOWING);
  expect(shift, "block M 0/1");
  board_put(&b, shift, cy, CWP_ROTA_WORKING);
  expect(shift, "pass");
  board_take(&b, shift, ann);
  board_take(&b, shift, bea);
  expect(shift, "block short 1/2");
}

static void expect_team(const char *rule, const char *told[4]) {
  static const char *const roles[3] = {"CSW", "NTC", "NTC"};
  board_start(&b, rule);
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  expect(shift, told[0]);
  for (int i = 0; i < 3; i++) {
    char id[2] = {(char)('a' + i), '\0'};
    board_put(&b, shift, board_person(&b, id, roles[i], i == 2 ? CWP_ROTA_AGENCY : 0, ""), CWP_ROTA_WORKING);
    expect(shift, told[i + 1]);
  }
  board_end(&b);
}

START_TEST(knows_every_measure) {
  expect_team("{'id':'R','measure':'most','amount':1,'fits':{'role':'NTC'}}",
              (const char *[]){"pass", "pass", "pass", "block R 2/1"});
  expect_team("{'id':'R','measure':'share','amount':50,'fits':{'role':'NTC'}}",
              (const char *[]){"pass", "block R 0/1", "pass", "pass"});
  expect_team("{'id':'R','measure':'share','amount':51,'fits':{'role':'CSW'}}",
              (const char *[]){"pass", "pass", "block R 1/2", "block R 1/2"});
  expect_team("{'id':'R','measure':'per','amount':1,'fits':{'not':{'role':'NTC'}}}",
              (const char *[]){"pass", "pass", "pass", "block R 1/2"});
  expect_team("{'id':'R','measure':'per','amount':2,'fits':{'not':{'role':'NTC'}}}",
              (const char *[]){"pass", "pass", "pass", "pass"});
  expect_team("{'id':'R','measure':'none','severity':'note','fits':{'flag':'agency'}}",
              (const char *[]){"pass", "pass", "pass", "note R c"});
  expect_team("{'id':'R','measure':'least','amount':2,'severity':'warn','fits':{'role':'NTC'}}",
              (const char *[]){"warn R 0/2", "warn R 0/2", "warn R 1/2", "pass"});
}

START_TEST(knows_roles_at_least) {
  static const char *const roles[] = {"NTC", "CSW", "ECW", "PA", "SL", "PL", "DM", "RM"};
  static const int at_least[] = {0, 0, 0, 0, 1, 1, 1, 1};
  for (size_t i = 0; i < 8; i++)
    expect_one("{'id':'R','fits':{'role_at_least':'SL'}}", roles[i], 0, "", at_least[i] ? "pass" : "block R ann");
  expect_one("{'id':'R','fits':{'role_at_least':'SL'}}", "", 0, "", "block R ann; warn role ann");
  expect_one("{'id':'R','fits':{'flag':'senior'}}", "", CWP_ROTA_SENIOR, "", "pass");
}

START_TEST(joins_conditions) {
  const char *any = "{'id':'R','fits':{'any':[{'about':'ASC.T13'},{'about':'ASC.T15'}]}}";
  const char *all = "{'id':'R','fits':{'all':[{'about':'ASC.T13'},{'about':'ASC.T15'}]}}";
  const char *not_any = "{'id':'R','fits':{'all':[{'not':{'about':'ASC.T13'}},{'about':'ASC.T15'}]}}";
  expect_one(any, "", 0, "ASC.T15", "pass");
  expect_one(any, "", 0, "", "block R ann ASC.T13 no-evidence 2026-11-21");
  expect_one(all, "", 0, "ASC.T13, ASC.T15", "pass");
  expect_one(all, "", 0, "ASC.T13", "block R ann ASC.T15 no-evidence 2026-11-21");
  expect_one(not_any, "", 0, "ASC.T15", "pass");
  expect_one(not_any, "", 0, "ASC.T13, ASC.T15", "block R ann");
  expect_one(not_any, "", 0, "", "block R ann ASC.T15 no-evidence 2026-11-21");
}

START_TEST(needs_every_statement_of_a_group) {
  const char *rule = "{'id':'R','fits':{'about':'CSW.K1','kind':'trained'}}";
  expect_one(rule, "CSW", 0, "CSW.K1 trained", "pass");
  expect_one(rule, "CSW", 0, "CSW.K1.1 trained", "block R ann CSW.K1.2 no-evidence 2026-11-21");
}

START_TEST(speaks_of_some_shifts_only) {
  board_start(&b, "{'id':'N','when':{'part':'night'},'fits':{'flag':'senior'}},"
                  "{'id':'D','when':{'part':'day'},'fits':{'flag':'agency'}},"
                  "{'id':'A','when':{'each':'practice-area'},'measure':'least','fits':{'about':'setting'}},"
                  "{'id':'S','when':{'settings':['P.dementia','P.autism']},'fits':{'flag':'agency'}},"
                  "{'id':'V','when':{'services':['Sitting','visit']},'fits':{'flag':'agency'}}");
  size_t ann = board_person(&b, "ann", "CSW", 0, "P.dementia");
  size_t night = board_shift(&b, "N1", NIGHT, "P.dementia", 0);
  size_t day = board_shift(&b, "D1", "2026-11-22T07:00", "2026-11-22T15:00", "P.autism P.dementia", 0);
  board_put(&b, night, ann, CWP_ROTA_WORKING);
  board_put(&b, day, ann, CWP_ROTA_WORKING);
  expect(night, "block N ann");
  expect(day, "block D ann; block A:P.autism 0/1; block S ann");
  cwp_shift visit = CWP_SHIFT_INIT;
  visit.id = "V1";
  visit.start = at("2026-11-23T22:00");
  visit.end = at("2026-11-24T02:00");
  visit.service = "VISIT";
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &visit, &day, &error), CWP_OK);
  board_put(&b, day, ann, CWP_ROTA_WORKING);
  expect(day, "block N ann; block V ann");
}

START_TEST(knows_a_night) {
  static const struct {
    const char *start, *end;
    int night;
  } shifts[] = {
      {"2026-11-21T20:00", "2026-11-22T02:00", 1},       {"2026-11-21T20:00", "2026-11-22T01:59", 0},
      {"2026-11-22T03:00", "2026-11-22T11:00", 1},       {"2026-11-22T03:01", "2026-11-22T11:00", 0},
      {"2026-11-22T06:00", "2026-11-22T23:00", 0},       {"2026-03-28T23:00", "2026-03-29T03:00", 1},
      {"2026-03-28T23:00", "2026-03-29T02:59", 0},       {"2026-10-24T23:00", "2026-10-25T01:00", 0},
      {"2026-10-24T23:00", "2026-10-25T01:00+00:00", 1}, {"2026-11-21T05:00", "2026-11-23T00:00", 1},
  };
  board_start(&b, "{'id':'N','when':{'part':'night'},'measure':'least','fits':{'flag':'senior'}}");
  for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
    char id[8];
    snprintf(id, sizeof id, "S%zu", i);
    size_t shift = board_shift(&b, id, shifts[i].start, shifts[i].end, "", 0);
    ck_assert_msg((cwp_rota_verdict(b.rota, shift) == CWP_ROTA_BLOCK) == shifts[i].night, "%s", shifts[i].start);
    ck_assert_int_eq(cwp_rota_applies(b.rota, shift, 0), shifts[i].night);
  }
}

START_TEST(finds_overlaps) {
  board_start(&b, "");
  size_t ann = board_person(&b, "ann", "CSW", 0, "");
  size_t one = board_shift(&b, "N1", "2026-10-24T22:00", "2026-10-25T01:30", "", 0);
  size_t two = board_shift(&b, "N2", "2026-10-25T01:30+00:00", "2026-10-25T07:00", "", 0);
  size_t three = board_shift(&b, "N3", "2026-10-25T01:29", "2026-10-25T01:29+00:00", "", 0);
  board_put(&b, one, ann, CWP_ROTA_WORKING);
  board_put(&b, two, ann, CWP_ROTA_WORKING);
  expect(one, "pass");
  board_put(&b, three, ann, CWP_ROTA_SHADOWING);
  expect(one, "block overlap ann N3");
  expect(two, "pass");
  expect(three, "block overlap ann N1");
  board_take(&b, one, ann);
  expect(three, "pass");
}

START_TEST(knows_who_was_there_before) {
  board_start(&b, "{'id':'F','measure':'familiar','severity':'note'}");
  size_t ann = board_person(&b, "ann", "CSW", 0, "");
  size_t before = board_shift(&b, "B", "2026-10-24T07:00", "2026-10-24T15:00", "", 0);
  size_t after = board_shift(&b, "A", "2026-11-21T07:00", "2026-11-21T15:00", "", 0);
  size_t later = board_shift(&b, "L", "2026-11-21T09:01", "2026-11-21T15:00", "", 0);
  board_put(&b, after, ann, CWP_ROTA_WORKING);
  expect(after, "note F 0/1");
  board_put(&b, before, ann, CWP_ROTA_SHADOWING);
  expect(before, "note F 0/1");
  expect(after, "note F 0/1");
  expect(later, "note F 0/1");
  size_t nearer = board_shift(&b, "C", "2026-10-24T09:00", "2026-10-24T15:00", "", 0);
  board_put(&b, nearer, ann, CWP_ROTA_WORKING);
  expect(after, "pass");
  board_take(&b, nearer, ann);
  expect(after, "note F 0/1");
}

START_TEST(takes_no_shift_that_is_none) {
  board_start(&b, "");
  cwp_shift shift = CWP_SHIFT_INIT;
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_ARGUMENT);
  shift.id = "S";
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_ARGUMENT);
  shift.start = shift.end = at("2026-11-21T07:00");
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "shift 'S' does not end after it starts");
  shift.end = shift.start + 7 * 1440 + 1;
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_INVALID);
  shift.end = shift.start + 1;
  shift.place = "\xff";
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_ARGUMENT);
  shift.place = NULL;
  cwp_id role = cwp_pathway_id(cwp_edition_default(), "CSW");
  shift.settings = &role;
  shift.setting_count = 1;
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_ARGUMENT);
  shift.setting_count = 0;
  ck_assert_uint_eq(cwp_rota_shift_count(b.rota), 0);
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_OK);
  shift.id = "s";
  ck_assert_int_eq(cwp_rota_add_shift(b.rota, &shift, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_eq(error.message, "there is a shift 's' on the board already");
}

START_TEST(warns_of_long_shifts) {
  board_start(&b, "");
  expect(board_shift(&b, "S1", "2026-11-21T07:00", "2026-11-22T07:00", "", 0), "pass");
  expect(board_shift(&b, "S2", "2026-11-21T07:00", "2026-11-22T07:01", "", 0), "warn long");
  expect(board_shift(&b, "S3", "2026-10-24T07:00", "2026-10-25T07:00", "", 0), "warn long");
  expect(board_shift(&b, "S4", "2026-03-28T07:00", "2026-03-29T08:00", "", 0), "pass");
}

START_TEST(answers_about_what_is_not_there) {
  board_start(&b, MEDICINES);
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  size_t ann = board_person(&b, "ann", "CSW", CWP_ROTA_TRAINEE, "ASC.T13 assessed");
  cwp_rota_as as;
  ck_assert_int_eq(cwp_rota_assign(b.rota, shift, 7, CWP_ROTA_WORKING, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_assign(b.rota, 7, ann, CWP_ROTA_WORKING, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_assign(b.rota, shift, ann, CWP_ROTA_AS_END, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_unassign(b.rota, shift, ann, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_str_eq(error.message, "'ann' is not on shift 'D1'");
  ck_assert_int_eq(cwp_rota_add_person(b.rota, b.people[0], 0, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_add_person(b.rota, b.people[0], 64, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_rota_add_availability(b.rota, ann, 5, 5, &error), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp_rota_add_availability(b.rota, 7, 5, 6, &error), CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(cwp_rota_find_person(b.rota, "ANN"), ann);
  ck_assert_uint_eq(cwp_rota_find_person(b.rota, "bea"), CWP_NO_INDEX);
  ck_assert_uint_eq(cwp_rota_find_shift(b.rota, "d1"), shift);
  ck_assert_uint_eq(cwp_rota_find_shift(b.rota, "D2"), CWP_NO_INDEX);
  ck_assert_uint_eq(cwp_rota_person_count(b.rota), 1);
  ck_assert_uint_eq(cwp_rota_on_count(b.rota, shift), 0);
  ck_assert_uint_eq(cwp_rota_on_at(b.rota, shift, 0, &as), CWP_NO_INDEX);
  ck_assert_ptr_null(cwp_rota_person(b.rota, 1));
  ck_assert_ptr_null(cwp_rota_shift(b.rota, 1));
  ck_assert_ptr_null(cwp_rota_issue_at(b.rota, shift, 9));
  ck_assert_int_eq(cwp_rota_verdict(b.rota, 9), CWP_ROTA_PASS);
  ck_assert_int_eq(cwp_rota_person_verdict(b.rota, shift, ann), CWP_ROTA_PASS);
  ck_assert_int_eq(cwp_rota_fits(b.rota, shift, ann, 0), 1);
  ck_assert_int_eq(cwp_rota_counts(b.rota, ann, 0), 0);
  ck_assert_int_eq(cwp_rota_applies(b.rota, shift, 1), 0);
  ck_assert_uint_eq(cwp_rota_issue_why(b.rota, shift, 9, NULL, 0), 0);
  cwp_rota_free(NULL);
}

START_TEST(says_why_before_anything_is_changed) {
  char tried[CWP_ROTA_WHY_SIZE], found[CWP_ROTA_WHY_SIZE];
  board_start(&b, EVERYBODY);
  size_t shift = board_shift(&b, "D1", DAY, "", 0), count = 0;
  size_t ann = board_person(&b, "ann", "CSW", 0, "");
  cwp_rota_issue issue;
  ck_assert_int_eq(cwp_rota_try(b.rota, shift, ann, CWP_ROTA_WORKING, &issue, 1, &count, &error), CWP_OK);
  ck_assert_uint_eq(count, 1);
  size_t length = cwp_rota_why(b.rota, shift, &issue, tried, sizeof tried);
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  ck_assert_uint_eq(length, cwp_rota_issue_why(b.rota, shift, 0, found, sizeof found));
  ck_assert_str_eq(tried, found);
  ck_assert_uint_eq(cwp_rota_why(b.rota, 9, &issue, tried, sizeof tried), 0);
  ck_assert_str_eq(tried, "");
  ck_assert_uint_eq(cwp_rota_why(b.rota, shift, NULL, NULL, 0), 0);
  issue.person = 9;
  ck_assert_uint_eq(cwp_rota_why(b.rota, shift, &issue, tried, sizeof tried), 0);
  issue.person = ann;
  issue.evidence = 9;
  ck_assert_uint_eq(cwp_rota_why(b.rota, shift, &issue, tried, sizeof tried), 0);
  issue.evidence = SIZE_MAX;
  ck_assert_uint_eq(cwp_rota_why(b.rota, shift, &issue, tried, sizeof tried), length);
  issue.cause = CWP_ROTA_OVERLAP;
  ck_assert_uint_eq(cwp_rota_why(b.rota, shift, &issue, tried, sizeof tried), 0);
}

START_TEST(says_what_a_rule_does_to_somebody) {
  board_start(&b, "{'id':'E','fits':{'flag':'senior'},'leaving_out':['agency']},"
                  "{'id':'N','measure':'none','fits':{'flag':'senior'}},"
                  "{'id':'L','measure':'least','fits':{'flag':'senior'},'leaving_out':['agency']},"
                  "{'id':'X','measure':'least','fits':{'flag':'senior'},'when':{'part':'night'}}");
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  size_t plain = board_person(&b, "ann", "CSW", 0, "");
  size_t senior = board_person(&b, "bea", "CSW", CWP_ROTA_SENIOR, "");
  size_t agency = board_person(&b, "cat", "CSW", CWP_ROTA_AGENCY, "");
  static const cwp_rota_effect wanted[3][4] = {
      {CWP_ROTA_BREAKS, CWP_ROTA_NO_EFFECT, CWP_ROTA_NO_EFFECT, CWP_ROTA_NO_EFFECT},
      {CWP_ROTA_NO_EFFECT, CWP_ROTA_BREAKS, CWP_ROTA_HELPS, CWP_ROTA_NO_EFFECT},
      {CWP_ROTA_NO_EFFECT, CWP_ROTA_NO_EFFECT, CWP_ROTA_LEFT_OUT, CWP_ROTA_NO_EFFECT}};
  const size_t people[] = {plain, senior, agency};
  for (size_t i = 0; i < 3; i++)
    for (size_t rule = 0; rule < 4; rule++)
      ck_assert_msg(cwp_rota_effect_of(b.rota, shift, people[i], rule) == wanted[i][rule], "%zu %zu", i, rule);
  ck_assert_int_eq(cwp_rota_effect_of(b.rota, 9, plain, 0), CWP_ROTA_NO_EFFECT);
  ck_assert_int_eq(cwp_rota_effect_of(b.rota, shift, 9, 0), CWP_ROTA_NO_EFFECT);
  ck_assert_int_eq(cwp_rota_effect_of(b.rota, shift, plain, 9), CWP_ROTA_NO_EFFECT);
}

START_TEST(tries_without_changing) {
  board_start(&b, EVERYBODY);
  size_t shift = board_shift(&b, "D1", DAY, "", 0), count = 9;
  size_t ann = board_person(&b, "ann", "CSW", 0, "");
  cwp_rota_issue issues[2];
  ck_assert_int_eq(cwp_rota_try(b.rota, shift, ann, CWP_ROTA_WORKING, issues, 2, &count, &error), CWP_OK);
  ck_assert_uint_eq(count, 1);
  ck_assert_uint_eq(issues[0].person, ann);
  ck_assert_uint_eq(cwp_rota_on_count(b.rota, shift), 0);
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  ck_assert_int_eq(cwp_rota_person_verdict(b.rota, shift, ann), CWP_ROTA_WARN);
  ck_assert_int_eq(cwp_rota_try(b.rota, shift, ann, CWP_ROTA_SHADOWING, NULL, 0, &count, &error), CWP_OK);
  ck_assert_uint_eq(count, 0);
  expect(shift, "warn E ann ASC.T20 no-evidence 2026-11-21");
  ck_assert_int_eq(cwp_rota_try(b.rota, shift, ann, CWP_ROTA_WORKING, NULL, 1, &count, &error), CWP_ERROR_ARGUMENT);
}

static void expect_why(size_t shift, size_t index, const char *sentence) {
  char why[CWP_ROTA_WHY_SIZE];
  size_t length = cwp_rota_issue_why(b.rota, shift, index, why, sizeof why);
  ck_assert_str_eq(why, sentence);
  ck_assert_uint_eq(length, strlen(sentence));
}

START_TEST(says_why) {
  board_start(&b, "{'id':'E','title':'Safeguarding','fits':{'about':'ASC.T20'}},"
                  "{'id':'M','title':'Medicines','measure':'least','who':'seen competent','fits':{'about':'ASC.T13'}},"
                  "{'id':'X','measure':'most','amount':0,'fits':{'role':'NTC'}}");
  size_t shift = board_shift(&b, "N1", "2026-11-21T22:00", "2026-11-23T07:00", "", 9);
  size_t other = board_shift(&b, "N2", NIGHT, "", 0);
  size_t ann = board_person(&b, "ann", "", 0, "ASC.T20 2025-01-01..2026-11-21");
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  board_put(&b, other, ann, CWP_ROTA_WORKING);
  expect_why(shift, 0, "ann is on shift N2 at the same time.");
  expect_why(shift, 1, "1 of 9 people needed work this shift.");
  expect_why(shift, 2,
             "ann: Safeguarding: ASC.T20 Safeguarding adults has ended before 2026-11-22 (trained ASC.T20, until "
             "2026-11-21).");
  expect_why(shift, 3, "Medicines: 0 on the shift, 1 needed (seen competent).");
  expect_why(shift, 4, "ann: the role category is not known, and rules ask for one.");
  expect_why(shift, 5, "the shift lasts 33 hours and 0 minutes.");
}

/* Every allocation of a board's life fails once; what failed changed nothing. */
static cwp_status fill_board(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_rota *rota = NULL;
  const cwp_rota_rules *rules = context;
  cwp_shift shift = CWP_SHIFT_INIT;
  cwp_rota_fixes *fixes = NULL;
  cwp_rota_demands *demands = NULL;
  size_t count;
  shift.id = "N1";
  shift.place = "Rose";
  shift.start = at("2026-11-21T22:00");
  shift.end = at("2026-11-22T07:00");
  shift.required = 2;
  cwp_status status = cwp_rota_new(rules, NULL, allocator, &rota, why);
  for (size_t i = 0; i < 2 && !status; i++)
    status = cwp_rota_add_person(rota, b.people[i], 0, NULL, why);
  if (!status) status = cwp_rota_add_shift(rota, &shift, NULL, why);
  shift.id = "N2";
  if (!status) status = cwp_rota_add_shift(rota, &shift, NULL, why);
  if (!status) status = cwp_rota_add_availability(rota, 1, shift.start, shift.end, why);
  if (!status) status = cwp_rota_assign(rota, 0, 0, CWP_ROTA_WORKING, why);
  if (!status) status = cwp_rota_assign(rota, 1, 0, CWP_ROTA_WORKING, why);
  if (!status) {
    status = cwp_rota_unassign(rota, 1, 0, why);
    if (status) ck_assert_uint_eq(cwp_rota_issue_count(rota, 0), cwp_rota_on_count(rota, 1) ? 6u : 5u);
  }
  if (!status) status = cwp_rota_assign(rota, 0, 0, CWP_ROTA_SHADOWING, why);
  if (!status) status = cwp_rota_try(rota, 0, 1, CWP_ROTA_WORKING, NULL, 0, &count, why);
  if (!status) status = cwp_rota_seek_fixes(rota, 0, 0, &fixes, why);
  if (!status) status = cwp_rota_add_up(rota, shift.start, shift.end, &demands, why);
  cwp_rota_fixes_free(fixes);
  cwp_rota_demands_free(demands);
  cwp_rota_free(rota);
  return status;
}

START_TEST(survives_want_of_memory) {
  board_start(&b, MEDICINES "," EVERYBODY ",{'id':'F','measure':'familiar'},{'id':'R','fits':{'role':'SL'}}");
  board_person(&b, "ann", "CSW", 0, "ASC.T20 assessed failed 2026-01-01.., ASC.T20");
  board_person(&b, "bea", "SL", 0, "ASC.T13 assessed, ASC.T20");
  failing_allocator_try_all(fill_board, b.rules, 200, 0);
}

START_TEST(names_everything) {
  ck_assert_str_eq(cwp_rota_severity_name(CWP_ROTA_BLOCK), "block");
  ck_assert_str_eq(cwp_rota_severity_name(CWP_ROTA_SEVERITY_END), "unknown");
  ck_assert_str_eq(cwp_shift_part_name(CWP_SHIFT_NIGHT), "night");
  ck_assert_str_eq(cwp_shift_part_name(CWP_SHIFT_PART_END), "unknown");
  ck_assert_str_eq(cwp_rota_measure_name(CWP_MEASURE_FAMILIAR), "familiar");
  ck_assert_str_eq(cwp_rota_measure_name(CWP_MEASURE_END), "unknown");
  ck_assert_str_eq(cwp_rota_as_name(CWP_ROTA_SHADOWING), "shadowing");
  ck_assert_str_eq(cwp_rota_as_name(CWP_ROTA_AS_END), "unknown");
  ck_assert_str_eq(cwp_rota_cause_name(CWP_ROTA_EXPIRES), "expires");
  ck_assert_str_eq(cwp_rota_cause_name(CWP_ROTA_CAUSE_END), "unknown");
  ck_assert_str_eq(cwp_rota_fix_kind_name(CWP_ROTA_FIX_LEARN), "learn");
  ck_assert_str_eq(cwp_rota_fix_kind_name(CWP_ROTA_FIX_KIND_END), "unknown");
}

int main(void) {
  Suite *suite = suite_create("rota");
  TCase *tcase = suite_case(suite, "rota");
  tcase_add_checked_fixture(tcase, NULL, tear_down);
  tcase_add_test(tcase, asks_each_person);
  tcase_add_test(tcase, weighs_as_an_assessment_does);
  tcase_add_test(tcase, names_the_piece_that_an_assessment_names);
  tcase_add_test(tcase, minds_every_day_of_the_shift);
  tcase_add_test(tcase, ends_at_midnight_with_the_day);
  tcase_add_test(tcase, counts_the_team);
  tcase_add_test(tcase, knows_every_measure);
  tcase_add_test(tcase, knows_roles_at_least);
  tcase_add_test(tcase, joins_conditions);
  tcase_add_test(tcase, needs_every_statement_of_a_group);
  tcase_add_test(tcase, speaks_of_some_shifts_only);
  tcase_add_test(tcase, knows_a_night);
  tcase_add_test(tcase, finds_overlaps);
  tcase_add_test(tcase, knows_who_was_there_before);
  tcase_add_test(tcase, takes_no_shift_that_is_none);
  tcase_add_test(tcase, warns_of_long_shifts);
  tcase_add_test(tcase, answers_about_what_is_not_there);
  tcase_add_test(tcase, tries_without_changing);
  tcase_add_test(tcase, says_what_a_rule_does_to_somebody);
  tcase_add_test(tcase, says_why_before_anything_is_changed);
  tcase_add_test(tcase, says_why);
  tcase_add_test(tcase, survives_want_of_memory);
  tcase_add_test(tcase, names_everything);
  return suite_run(suite);
}
