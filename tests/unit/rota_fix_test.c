#include "cwp/rota.h"

#include "support/board.h"
#include "support/suite.h"

#define MEDICINES                                                                                                      \
  "{'id':'M','severity':'block','measure':'least','amount':1,'leaving_out':['trainee'],"                               \
  "'fits':{'about':'ASC.T13','kind':'assessed'}}"
#define DAY "2026-11-21T07:00", "2026-11-21T15:00"

static board b;

static void tear_down(void) {
  board_end(&b);
}

static void expect(size_t shift, const char *fixes) {
  ck_assert_str_eq(board_fixes(&b, shift), fixes);
}

START_TEST(seeks_nothing_where_nothing_is_blocked) {
  board_start(&b, "{'id':'E','severity':'warn','fits':{'about':'ASC.T20'}}");
  size_t shift = board_shift(&b, "D1", DAY, "", 1);
  board_put(&b, shift, board_person(&b, "ann", "CSW", 0, ""), CWP_ROTA_WORKING);
  expect(shift, "");
}

START_TEST(adds_and_swaps_who_is_free) {
  board_start(&b, MEDICINES ",{'id':'T','measure':'most','amount':2,'severity':'warn'}");
  size_t shift = board_shift(&b, "D1", DAY, "", 2);
  size_t ann = board_person(&b, "ann", "CSW", 0, "ASC.T13 trained");
  size_t bea = board_person(&b, "bea", "CSW", CWP_ROTA_TRAINEE, "ASC.T13 assessed");
  size_t cy = board_person(&b, "cy", "CSW", 0, "ASC.T13 assessed");
  size_t di = board_person(&b, "di", "CSW", 0, "ASC.T13 assessed");
  board_person(&b, "away", "CSW", 0, "ASC.T13 assessed");
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  board_put(&b, shift, bea, CWP_ROTA_WORKING);
  board_free_time(&b, cy, "2026-11-21T06:00", "2026-11-21T10:00");
  board_free_time(&b, cy, "2026-11-21T10:00", "2026-11-21T15:00");
  board_free_time(&b, di, "2026-11-21T07:00", "2026-11-21T14:59");
  expect(shift, "add cy 1>0; swap cy for ann 1>0; swap cy for bea 1>0; learn ann ASC.T13 assessed 1>0");
  board_put(&b, shift, cy, CWP_ROTA_WORKING);
  ck_assert_str_eq(board_told(&b, shift), "warn T 3/2");
}

START_TEST(puts_who_works_least_first) {
  board_start(&b, MEDICINES);
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  size_t other = board_shift(&b, "D0", "2026-11-20T07:00", "2026-11-20T15:00", "", 0);
  size_t cy = board_person(&b, "cy", "CSW", 0, "ASC.T13 assessed");
  size_t di = board_person(&b, "di", "CSW", 0, "ASC.T13 assessed");
  board_free_time(&b, cy, DAY);
  board_free_time(&b, di, DAY);
  expect(shift, "add cy 1>0; add di 1>0");
  board_put(&b, other, cy, CWP_ROTA_WORKING);
  expect(shift, "add di 1>0; add cy 1>0");
}

START_TEST(moves_only_who_can_be_spared) {
  board_start(&b, MEDICINES);
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  size_t other = board_shift(&b, "D2", "2026-11-21T09:00", "2026-11-21T20:00", "", 0);
  size_t cy = board_person(&b, "cy", "CSW", 0, "ASC.T13 assessed");
  size_t di = board_person(&b, "di", "CSW", 0, "ASC.T13 assessed");
  board_put(&b, other, cy, CWP_ROTA_WORKING);
  board_free_time(&b, cy, "2026-11-21T07:00", "2026-11-21T09:00");
  expect(shift, "");
  board_put(&b, other, di, CWP_ROTA_WORKING);
  expect(shift, "move cy from D2 1>0");
  board_take(&b, other, cy);
  board_put(&b, shift, cy, CWP_ROTA_WORKING);
  ck_assert_str_eq(board_told(&b, shift), "pass");
  ck_assert_str_eq(board_told(&b, other), "pass");
}

START_TEST(takes_off_who_is_there_twice) {
  board_start(&b, "");
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  size_t other = board_shift(&b, "D2", DAY, "", 0);
  size_t ann = board_person(&b, "ann", "CSW", 0, "");
  board_put(&b, shift, ann, CWP_ROTA_WORKING);
  board_put(&b, other, ann, CWP_ROTA_WORKING);
  expect(shift, "remove ann 1>0");
}

START_TEST(learns_no_more_than_it_says) {
  board_start(&b, "{'id':'A','fits':{'about':'ASC.T13','kind':'trained'}},"
                  "{'id':'B','fits':{'about':'ASC.T13','kind':'assessed'}}");
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  board_put(&b, shift, board_person(&b, "ann", "CSW", 0, ""), CWP_ROTA_WORKING);
  expect(shift, "remove ann 2>0; learn ann ASC.T13 assessed 2>0; learn ann ASC.T13 trained 2>1");
}

START_TEST(learns_what_evidence_reaches) {
  /* Whoever learns the group learns its statement, of which nobody here may know. */
  board_start(&b, "{'id':'A','measure':'least','fits':{'about':'CSW.K7','kind':'trained'}},"
                  "{'id':'B','measure':'none','fits':{'about':'CSW.K7.1','kind':'declared'}}");
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  board_put(&b, shift, board_person(&b, "ann", "CSW", 0, ""), CWP_ROTA_WORKING);
  expect(shift, "");
}

START_TEST(offers_a_few_of_each_kind) {
  cwp_rota_fixes *fixes;
  board_start(&b, MEDICINES);
  size_t shift = board_shift(&b, "D1", DAY, "", 0);
  for (int i = 0; i < 12; i++) {
    char id[2] = {(char)('a' + i), '\0'};
    board_free_time(&b, board_person(&b, id, "CSW", 0, "ASC.T13 assessed"), DAY);
  }
  ck_assert_int_eq(cwp_rota_seek_fixes(b.rota, shift, 0, &fixes, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_rota_fixes_count(fixes), 10);
  ck_assert_ptr_null(cwp_rota_fixes_at(fixes, 10));
  cwp_rota_fixes_free(fixes);
  ck_assert_int_eq(cwp_rota_seek_fixes(b.rota, shift, 3, &fixes, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_rota_fixes_count(fixes), 3);
  cwp_rota_fixes_free(fixes);
  ck_assert_int_eq(cwp_rota_seek_fixes(b.rota, 9, 3, &fixes, NULL), CWP_ERROR_ARGUMENT);
}

START_TEST(adds_up_what_is_needed) {
  cwp_rota_demands *demands;
  board_start(&b, MEDICINES ",{'id':'X','measure':'most','amount':0}");
  size_t day = board_shift(&b, "D1", DAY, "", 0);
  size_t night = board_shift(&b, "N1", "2026-11-21T22:00", "2026-11-22T06:00", "", 0);
  board_shift(&b, "N2", "2026-11-22T22:00", "2026-11-23T06:00", "", 0);
  board_shift(&b, "N9", "2026-11-29T22:00", "2026-11-30T06:00", "", 0);
  board_person(&b, "ann", "CSW", 0, "ASC.T13 assessed ..2026-11-21");
  size_t bea = board_person(&b, "bea", "CSW", 0, "ASC.T13 assessed ..2026-11-22");
  board_put(&b, day, bea, CWP_ROTA_WORKING);
  board_put(&b, night, bea, CWP_ROTA_WORKING);
  ck_assert_int_eq(cwp_rota_add_up(b.rota, at("2026-11-21T00:00"), at("2026-11-29T22:00"), &demands, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_rota_demands_count(demands), 2);
  const cwp_rota_demand *days = cwp_rota_demands_at(demands, 0), *nights = cwp_rota_demands_at(demands, 1);
  ck_assert_int_eq(days->part, CWP_SHIFT_DAY);
  ck_assert_int_eq((int)days->needed, 480);
  ck_assert_int_eq((int)days->held, 480);
  ck_assert_uint_eq(days->able, 2);
  ck_assert_uint_eq(days->only, CWP_NO_INDEX);
  ck_assert_int_eq(nights->part, CWP_SHIFT_NIGHT);
  ck_assert_uint_eq(nights->shifts, 2);
  ck_assert_uint_eq(nights->broken, 1);
  ck_assert_int_eq((int)nights->needed, 960);
  ck_assert_int_eq((int)nights->held, 480);
  ck_assert_uint_eq(nights->able, 1);
  ck_assert_uint_eq(nights->only, bea);
  ck_assert_uint_eq(nights->rests_on_one, 1);
  ck_assert_uint_eq(nights->freed, 1);
  ck_assert_ptr_null(cwp_rota_demands_at(demands, 2));
  cwp_rota_demands_free(demands);
  cwp_rota_demands_free(NULL);
  cwp_rota_fixes_free(NULL);
}

int main(void) {
  Suite *suite = suite_create("rota fixes");
  TCase *tcase = suite_case(suite, "fixes");
  tcase_add_checked_fixture(tcase, NULL, tear_down);
  tcase_add_test(tcase, seeks_nothing_where_nothing_is_blocked);
  tcase_add_test(tcase, adds_and_swaps_who_is_free);
  tcase_add_test(tcase, puts_who_works_least_first);
  tcase_add_test(tcase, moves_only_who_can_be_spared);
  tcase_add_test(tcase, takes_off_who_is_there_twice);
  tcase_add_test(tcase, learns_no_more_than_it_says);
  tcase_add_test(tcase, learns_what_evidence_reaches);
  tcase_add_test(tcase, offers_a_few_of_each_kind);
  tcase_add_test(tcase, adds_up_what_is_needed);
  return suite_run(suite);
}
