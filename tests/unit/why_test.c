/* The sentence that says why a requirement stands as it does. */

#include "cwp/assessment.h"

#include "support/she.h"
#include "support/suite.h"

#include <stdint.h>
#include <string.h>

static void ck_why(const char *line, const char *sentence) {
  ck_assert_str_eq(person_why(&she, line), sentence);
}

START_TEST(no_evidence_is_said_to_be_just_that) {
  ck_why("TOP.B1", "No evidence on record.");
  ck_why("TOP.R1", "No evidence on record.");
}
END_TEST

START_TEST(what_is_met_names_its_evidence_and_how_long_it_holds) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  ck_why("TOP.B1", "Met by assessed evidence TOP.B1.");
  evidence->title = "Safeguarding adults";
  ck_why("TOP.B1", "Met by assessed evidence \"Safeguarding adults\" (TOP.B1).");
  evidence->from = day("2025-03-01");
  ck_why("TOP.B1", "Met by assessed evidence \"Safeguarding adults\" (TOP.B1), from 2025-03-01.");
  evidence->until = day("2027-02-28");
  evidence->origin = "training.csv:14";
  evidence->assessor = "registered manager";
  ck_why("TOP.B1", "Met by assessed evidence \"Safeguarding adults\" (TOP.B1; training.csv:14), seen by registered "
                   "manager, from 2025-03-01, until 2027-02-28.");
  evidence->title = NULL;
  evidence->assessor = NULL;
  ck_why("TOP.B1", "Met by assessed evidence TOP.B1 (training.csv:14), from 2025-03-01, until 2027-02-28.");
}
END_TEST

START_TEST(the_evidence_map_is_named) {
  person_has(&she, "ASC.T1", CWP_EVIDENCE_TRAINED);
  ck_why("TOP.K1.1", "Met by trained evidence ASC.T1, as MAP.ASC.T1 says.");
  she.policy.least_must = CWP_EVIDENCE_TRAINED;
  ck_why("TOP.B1", "Covered in part by trained evidence ASC.T1, as MAP.ASC.T1 says.");
}
END_TEST

START_TEST(what_is_expiring_says_how_soon) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->until = day("2026-06-01");
  ck_why("TOP.B1", "Met only until 2026-06-01, the day asked about: assessed evidence TOP.B1.");
  evidence->until = day("2026-06-02");
  ck_why("TOP.B1", "Met only until 2026-06-02, 1 day after the day asked about: assessed evidence TOP.B1.");
  evidence->until = day("2026-06-03");
  ck_why("TOP.B1", "Met only until 2026-06-03, 2 days after the day asked about: assessed evidence TOP.B1.");
}
END_TEST

START_TEST(what_is_expired_says_since_when) {
  cwp_evidence *evidence = person_has(&she, "ASC.T1", CWP_EVIDENCE_TRAINED);
  evidence->until = day("2026-01-31");
  evidence->origin = "training.csv:14";
  ck_why("TOP.K1.1", "Expired after 2026-01-31: trained evidence ASC.T1 (training.csv:14), as MAP.ASC.T1 says.");
}
END_TEST

START_TEST(what_is_under_way_says_whether_it_is_booked) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->result = CWP_RESULT_IN_PROGRESS;
  ck_why("TOP.B1", "Under way: assessed evidence TOP.B1.");
  evidence->from = day("2026-06-01");
  ck_why("TOP.B1", "Under way: assessed evidence TOP.B1, from 2026-06-01.");
  evidence->from = day("2026-06-02");
  ck_why("TOP.B1", "Booked: assessed evidence TOP.B1, from 2026-06-02.");
  evidence->result = CWP_RESULT_BOOKED;
  evidence->from = day("2026-05-01");
  ck_why("TOP.B1", "Booked: assessed evidence TOP.B1, from 2026-05-01.");
  evidence->result = CWP_RESULT_COMPLETED;
  evidence->from = day("2026-06-02");
  ck_why("TOP.B1", "Does not hold yet: assessed evidence TOP.B1, from 2026-06-02.");
}
END_TEST

START_TEST(what_is_under_way_and_will_not_be_enough_says_so) {
  person_has(&she, "TOP.B2", CWP_EVIDENCE_TRAINED)->result = CWP_RESULT_BOOKED;
  ck_why("TOP.B2", "Booked: trained evidence TOP.B2; it will not be enough, for a must asks for assessed evidence.");
  person_has(&she, "ASC.T1", CWP_EVIDENCE_ACCREDITED)->result = CWP_RESULT_IN_PROGRESS;
  ck_why("TOP.B1", "Under way: accredited evidence ASC.T1; it will not be enough, for it covers a part only, as "
                   "MAP.ASC.T1 says.");
}
END_TEST

START_TEST(what_is_claimed_says_what_is_asked_for) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_DECLARED);
  ck_why("TOP.B1", "Evidence is of kind declared, but a must asks for assessed evidence: declared evidence TOP.B1.");
  person_has(&she, "TOP.K1.1", CWP_EVIDENCE_DECLARED);
  ck_why("TOP.K1.1",
         "Evidence is of kind declared, but a should asks for trained evidence: declared evidence TOP.K1.1.");
  person_has(&she, "L.course", CWP_EVIDENCE_TRAINED);
  ck_why("TOP.R3", "Evidence is of kind trained, but the rule asks for assessed evidence: trained evidence L.course.");
}
END_TEST

START_TEST(what_does_not_count_says_why) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->result = CWP_RESULT_FAILED;
  ck_why("TOP.B1", "Nothing on record is enough: assessed evidence TOP.B1, failed.");
  evidence->result = CWP_RESULT_WITHDRAWN;
  ck_why("TOP.B1", "Nothing on record is enough: assessed evidence TOP.B1, withdrawn.");
  evidence->result = CWP_RESULT_COMPLETED;
  evidence->kind = CWP_EVIDENCE_DECLARED;
  evidence->until = day("2026-05-31");
  ck_why("TOP.B1", "Nothing on record is enough: declared evidence TOP.B1, ended on 2026-05-31.");
}
END_TEST

START_TEST(a_rule_says_that_it_accepts_what_is_under_way_or_booked) {
  cwp_evidence *evidence = person_has(&she, "L.diploma", CWP_EVIDENCE_ACCREDITED);
  evidence->result = CWP_RESULT_IN_PROGRESS;
  ck_why("TOP.R1", "Met by what is under way, which the rule accepts: accredited evidence L.diploma.");
  evidence->result = CWP_RESULT_BOOKED;
  ck_why("TOP.R5", "Met by what is booked, which the rule accepts: accredited evidence L.diploma.");
  evidence->result = CWP_RESULT_COMPLETED;
  evidence->from = day("2026-07-01");
  ck_why("TOP.R5", "Met by what is booked, which the rule accepts: accredited evidence L.diploma, from 2026-07-01.");
}
END_TEST

START_TEST(a_rule_that_needs_several_records_says_how_many_are_held) {
  ck_why("TOP.R2", "No evidence on record; the rule needs 2 records and 0 are held.");
  person_has(&she, "ASC.T1", CWP_EVIDENCE_DECLARED);
  ck_why("TOP.R2", "Nothing on record is enough: declared evidence ASC.T1; the rule needs 2 records and 0 are held.");
  she.evidence[0].kind = CWP_EVIDENCE_TRAINED;
  ck_why("TOP.R2", "Covered in part by trained evidence ASC.T1; the rule needs 2 records and 1 is held.");
  person_has(&she, "BASE.K2", CWP_EVIDENCE_TRAINED);
  ck_why("TOP.R2", "Met by trained evidence BASE.K2; the rule needs 2 records and 2 are held.");
}
END_TEST

START_TEST(texts_that_nobody_vouched_for_are_shown_safely) {
  cwp_evidence *evidence = person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED);
  evidence->title = "a\nb\x1b[31m\xe2\x80\xae";
  evidence->origin = "\t";
  evidence->assessor = "\x7f";
  const char *why = person_why(&she, "TOP.B1");
  ck_assert_str_eq(why, "Met by assessed evidence \"a\\nb\\x1B[31m\\u{202E}\" (TOP.B1; \\t), seen by \\x7F.");
}
END_TEST

/* The longest sentences there can be still fit, whole. */
START_TEST(every_sentence_fits_the_room_that_is_promised) {
  static char wild[3000];
  memset(wild, '\x01', sizeof wild - 1);
  for (int kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
    for (int result = 0; result < CWP_RESULT_END; result++)
      for (int shift = -100; shift <= 100; shift += 50) {
        static const char *const codes[] = {"TOP.B1", "ASC.T1", "ASC.T2", "L.diploma", "TOP.R2", "BASE.K2"};
        she.count = 0;
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
          cwp_evidence *evidence = person_has(&she, codes[i], (cwp_evidence_kind)kind);
          evidence->result = (cwp_result)result;
          evidence->title = evidence->origin = evidence->assessor = wild;
          evidence->from = she.question.on + shift;
          evidence->until = evidence->from + 60;
        }
        const cwp_assessment *answer = person_assess(&she);
        for (size_t i = 0; i < cwp_assessment_count(answer); i++) {
          char why[CWP_WHY_SIZE];
          size_t length = cwp_assessment_why(answer, i, why, sizeof why);
          ck_assert_uint_lt(length, sizeof why);
          ck_assert_uint_eq(strlen(why), length);
          ck_assert_msg(why[length - 1] == '.', "%s", why);
          ck_assert_ptr_null(strchr(why, '\x01'));
        }
      }
}
END_TEST

START_TEST(a_sentence_is_cut_at_a_whole_character) {
  person_has(&she, "TOP.B1", CWP_EVIDENCE_ASSESSED)->title = "\xc3\xa9\xc3\xa9\xc3\xa9";
  const cwp_assessment *answer = person_assess(&she);
  char whole[CWP_WHY_SIZE], cut[CWP_WHY_SIZE];
  size_t length = cwp_assessment_why(answer, 0, whole, sizeof whole);
  for (size_t capacity = 1; capacity <= length + 1; capacity++) {
    memset(cut, 'x', sizeof cut);
    ck_assert_uint_eq(cwp_assessment_why(answer, 0, cut, capacity), length);
    size_t got = strlen(cut);
    ck_assert_uint_lt(got, capacity);
    ck_assert_uint_ge(got + 2, capacity);
    ck_assert_int_eq(memcmp(cut, whole, got), 0);
    ck_assert((whole[got] & 0xc0) != 0x80);
    ck_assert_int_eq(cut[capacity], 'x');
  }
  ck_assert_uint_eq(cwp_assessment_why(answer, 0, cut, 0), length);
  ck_assert_uint_eq(cwp_assessment_why(answer, 0, NULL, 100), length);
}
END_TEST

START_TEST(there_is_no_sentence_past_the_end) {
  const cwp_assessment *answer = person_assess(&she);
  char why[CWP_WHY_SIZE] = "x";
  ck_assert_uint_eq(cwp_assessment_why(answer, cwp_assessment_count(answer), why, sizeof why), 0);
  ck_assert_str_eq(why, "");
  ck_assert_uint_eq(cwp_assessment_why(answer, SIZE_MAX, why, sizeof why), 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("why");
  TCase *why = suite_case(suite, "why");
  tcase_add_checked_fixture(why, she_is_assessed, she_ends);
  tcase_add_test(why, no_evidence_is_said_to_be_just_that);
  tcase_add_test(why, what_is_met_names_its_evidence_and_how_long_it_holds);
  tcase_add_test(why, the_evidence_map_is_named);
  tcase_add_test(why, what_is_expiring_says_how_soon);
  tcase_add_test(why, what_is_expired_says_since_when);
  tcase_add_test(why, what_is_under_way_says_whether_it_is_booked);
  tcase_add_test(why, what_is_under_way_and_will_not_be_enough_says_so);
  tcase_add_test(why, what_is_claimed_says_what_is_asked_for);
  tcase_add_test(why, what_does_not_count_says_why);
  tcase_add_test(why, a_rule_says_that_it_accepts_what_is_under_way_or_booked);
  tcase_add_test(why, a_rule_that_needs_several_records_says_how_many_are_held);
  tcase_add_test(why, texts_that_nobody_vouched_for_are_shown_safely);
  tcase_add_test(why, every_sentence_fits_the_room_that_is_promised);
  tcase_add_test(why, a_sentence_is_cut_at_a_whole_character);
  tcase_add_test(why, there_is_no_sentence_past_the_end);
  return suite_run(suite);
}
