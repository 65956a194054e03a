#include "cwp/fill.h"

#include "support/asc_files.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_error error;
static cwp_findings *findings;
static cwp_fill *fill;
static file_text staff;
static file_text written;

static void set_up(void) {
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, &error), CWP_OK);
  file_start(&staff, "staff.csv");
  fill = NULL;
}

static void tear_down(void) {
  cwp_fill_free(fill);
  cwp_findings_free(findings);
}

static cwp_date today(void) {
  cwp_date date;
  ck_assert_int_eq(cwp_date_make(2026, 11, 21, &date, NULL), CWP_OK);
  return date;
}

static cwp_status read_staff(const cwp_allocator *allocator, cwp_error *failure) {
  const cwp_input input = file_input(&staff);
  return cwp_fill_read(cwp_edition_default(), &input, today(), NULL, allocator, findings, &fill, failure);
}

static void read_well(void) {
  ck_assert_msg(read_staff(NULL, &error) == CWP_OK, "%s", error.message);
}

static int keep_bytes(void *context, const void *bytes, size_t length) {
  (void)context;
  if (written.length + length >= sizeof written.text) return 1;
  memcpy(written.text + written.length, bytes, length);
  written.length += length;
  written.text[written.length] = '\0';
  return 0;
}

/* Writes the file; `filled` is how many cells must have been filled. */
static void write_well(uint64_t filled) {
  uint64_t count;
  const cwp_input input = file_input(&staff);
  const cwp_output output = {keep_bytes, NULL, "out.csv"};
  file_start(&written, "out.csv");
  ck_assert_msg(cwp_fill_write(fill, &input, &output, &count, &error) == CWP_OK, "%s", error.message);
  ck_assert_uint_eq(count, filled);
}

static size_t count_of(const char *id) {
  size_t count = 0;
  for (size_t i = 0; i < cwp_findings_count(findings); i++)
    count += strcmp(cwp_findings_at(findings, i)->id, id) == 0;
  return count;
}

START_TEST(rows_without_a_category_are_suggested_one) {
  file_add_staff(&staff, "CWPCATEGORY=");                                   /* settled, delegated healthcare */
  file_add_staff(&staff, "UNIQUEWORKERID=W2|CWPCATEGORY=999|DHA=2");        /* settled */
  file_add_staff(&staff, "UNIQUEWORKERID=W3|DHA=2");                        /* recorded, and agrees */
  file_add_staff(&staff, "UNIQUEWORKERID=W4|CWPCATEGORY=5|MAINJOBROLE=43"); /* recorded, and differs */
  file_add_staff(&staff, "UNIQUEWORKERID=W5|CWPCATEGORY=|STATUS=DELETE");
  file_add_staff(&staff, "UNIQUEWORKERID=W6|CWPCATEGORY=|MAINJOBROLE=4|STATUS=NOCHANGE");
  read_well();
  ck_assert_uint_eq(cwp_fill_count(fill), 4);
  ck_assert_ptr_null(cwp_fill_at(fill, 4));
  const cwp_fill_row *row = cwp_fill_at(fill, 0);
  ck_assert_uint_eq(row->line, 2);
  ck_assert_uint_eq(row->record, 1);
  ck_assert_str_eq(row->worker, "W1");
  ck_assert_str_eq(row->job_role, "Care worker");
  ck_assert_str_eq(row->answer, "");
  ck_assert_str_eq(row->others, "Care or support worker (fair); Enhanced care worker (fair)");
  row = cwp_fill_at(fill, 1);
  ck_assert_str_eq(row->current, "999");
  ck_assert_str_eq(row->answer, "2");
  ck_assert_str_eq(row->strength, "strong");
  ck_assert_ptr_nonnull(strstr(row->why, "a year or more"));
  row = cwp_fill_at(fill, 2);
  ck_assert_str_eq(row->worker, "W4");
  ck_assert_str_eq(row->answer, "6");
  ck_assert_uint_eq(count_of("ASC-FILL-NOT-LOOKED-AT"), 1);
  ck_assert_uint_eq(cwp_findings_count(findings), 1);
  ck_assert_uint_eq(cwp_fill_agree_all(fill, CWP_CATEGORY_STRONG), 2); /* W4 has an answer already */
  ck_assert_uint_eq(cwp_fill_agree_all(fill, CWP_CATEGORY_FAIR), 0);
  ck_assert_str_eq(cwp_fill_at(fill, 1)->chosen, "2");
  ck_assert_str_eq(cwp_fill_at(fill, 2)->chosen, "");
  write_well(2);
}
END_TEST

/* ---- The bytes ---- */

/* A header of today's layout, the row's cells up to CWPCATEGORY, and what stands behind. */
#define HEADER                                                                                                         \
  "LOCALESTID,UNIQUEWORKERID,STATUS,DISPLAYID,NINUMBER,POSTCODE,DOB,GENDER,ETHNICITY,NATIONALITY,BRITISHCITIZENSHIP,"  \
  "COUNTRYOFBIRTH,YEAROFENTRY,DISABLED,CARECERT,L2CARECERT,RECSOURCE,HANDCVISA,INOUTUK,STARTDATE,STARTINSECT,DHA,"     \
  "APPRENTICE,EMPLSTATUS,ZEROHRCONT,DAYSSICK,SALARYINT,SALARY,HOURLYRATE,MAINJOBROLE,MAINJRDESC,CONTHOURS,AVGHOURS,"   \
  "NMCREG,AMHP,SCQUAL,NONSCQUAL,CWPCATEGORY,QUALACH01,QUALACH01NOTES,QUALACH02,QUALACH02NOTES,QUALACH03,"              \
  "QUALACH03NOTES"
#define BEFORE(worker, job) "S," worker ",NEW,\"a \"\"b\"\",\r\nc\", ,,,,,,,,,,,,,,,,,,,,,,,,," job ",,,,,,,,"
#define AFTER ",, \"x ,,\"\"\"\",,"

/* Fills what is strong, and compares the bytes. */
static void expect_filled(const char *text, const char *expected, uint64_t filled) {
  file_start(&staff, "staff.csv");
  file_add_text(&staff, text);
  read_well();
  cwp_fill_agree_all(fill, CWP_CATEGORY_STRONG);
  write_well(filled);
  ck_assert_str_eq(written.text, expected);
  cwp_fill_free(fill);
  fill = NULL;
}

START_TEST(every_other_byte_stays) {
  expect_filled(HEADER "\r\n" BEFORE("W1", "4") "" AFTER "\r\n" BEFORE("W2", "43") "\"\"" AFTER "\r\n",
                HEADER "\r\n" BEFORE("W1", "4") "7" AFTER "\r\n" BEFORE("W2", "43") "\"6\"" AFTER "\r\n", 2);
  expect_filled("\xEF\xBB\xBF" HEADER "\n\n\n" BEFORE("W1", "4") "  " AFTER "\r" BEFORE("W2", "43") "999" AFTER,
                "\xEF\xBB\xBF" HEADER "\n\n\n" BEFORE("W1", "4") "7" AFTER "\r" BEFORE("W2", "43") "6" AFTER, 2);
  expect_filled(HEADER "\r\n\r\n" BEFORE("W1", "8") "" AFTER "\n\r\n" BEFORE("W2", "4") "\" 999 \"" AFTER "\r\n\n",
                HEADER "\r\n\r\n" BEFORE("W1", "8") "" AFTER "\n\r\n" BEFORE("W2", "4") "\"7\"" AFTER "\r\n\n", 1);
  /* A row that ends with the cell, and one that ends before it. */
  expect_filled(HEADER "\r\n" BEFORE("W1", "4"), HEADER "\r\n" BEFORE("W1", "4") "7", 1);
  expect_filled(HEADER "\r\n" BEFORE("W1", "4") "\r\n", HEADER "\r\n" BEFORE("W1", "4") "7\r\n", 1);
  expect_filled(HEADER "\r\nS,W1,NEW\r\n", HEADER "\r\nS,W1,NEW\r\n", 0);
  ck_assert_uint_eq(count_of("ASC-FILL-CELL-MISSING"), 1);
}
END_TEST

/* Whatever the file is, without an answer it stays what it is. */
START_TEST(nothing_is_filled_that_nobody_agreed_to) {
  file_add_text(&staff, HEADER "\r\n" BEFORE("W1", "4") "" AFTER "\r\n\n\r" BEFORE("W2", "4") "\"\"\"\"" AFTER);
  read_well();
  write_well(0);
  ck_assert_uint_eq(written.length, staff.length);
  ck_assert_mem_eq(written.text, staff.text, staff.length);
}
END_TEST

START_TEST(another_file_is_refused) {
  const cwp_output output = {keep_bytes, NULL, "out.csv"};
  file_add_text(&staff, HEADER "\r\n" BEFORE("W1", "4") "" AFTER "\r\n");
  read_well();
  cwp_fill_agree_all(fill, CWP_CATEGORY_STRONG);
  file_start(&written, "out.csv");
  file_start(&staff, "staff.csv");
  file_add_text(&staff, HEADER "\r\n" BEFORE("W1", "4") "2" AFTER "\r\n");
  cwp_input input = file_input(&staff);
  ck_assert_int_eq(cwp_fill_write(fill, &input, &output, NULL, &error), CWP_ERROR_INVALID);
  file_start(&staff, "staff.csv");
  file_add_text(&staff, HEADER "\r\n");
  input = file_input(&staff);
  ck_assert_int_eq(cwp_fill_write(fill, &input, &output, NULL, &error), CWP_ERROR_INVALID);
}
END_TEST

/* ---- Answers ---- */

static void answer(const char *text) {
  static file_text answers;
  file_start(&answers, "answers.csv");
  file_add_text(&answers, text);
  const cwp_input input = file_input(&answers);
  ck_assert_msg(cwp_fill_agree(fill, &input, findings, &error) == CWP_OK, "%s", error.message);
}

START_TEST(answers_are_taken_row_by_row) {
  for (int i = 1; i <= 6; i++) {
    char changes[64];
    snprintf(changes, sizeof changes, "UNIQUEWORKERID=W%d|CWPCATEGORY=|DHA=2", i);
    file_add_staff(&staff, changes);
  }
  read_well();
  answer("agree,suggested,record,LOCALESTID,UNIQUEWORKERID,remark\n"
         "yes,2,1,SITE1,W1,\n"
         " Y ,2,2, SITE1 ,W2,well seen\n"
         "no,2,3,SITE1,W3,\n"
         "3,2,4,SITE1,W4,\n"
         ",2,5,SITE1,W5,\n"
         "maybe,2,6,SITE1,W6,\n"
         "yes,2,7,SITE1,W7,\n"
         "yes,2,5,SITE1,W4,\n"
         "yes,,6,SITE1,W6,\n"
         "yes,12,6,SITE1,W6,\n");
  static const char *const chosen[] = {"2", "2", "", "3", "", ""};
  for (size_t i = 0; i < 6; i++)
    ck_assert_str_eq(cwp_fill_at(fill, i)->chosen, chosen[i]);
  ck_assert_uint_eq(count_of("ASC-FILL-ANSWER-UNKNOWN"), 2);
  ck_assert_uint_eq(count_of("ASC-FILL-ROW-DIFFERS"), 2);
  ck_assert_uint_eq(count_of("ASC-FILL-NOTHING-SUGGESTED"), 1);
  write_well(3);
}
END_TEST

START_TEST(the_table_that_is_printed_is_read_back) {
  char *text;
  size_t length;
  file_add_staff(&staff, "UNIQUEWORKERID==1+1|CWPCATEGORY=|DHA=2");
  read_well();
  ck_assert_int_eq(cwp_fill_print(fill, &text, &length, &error), CWP_OK);
  ck_assert_uint_eq(strlen(text), length);
  ck_assert_ptr_nonnull(strstr(text, ",'=1+1,"));
  char *agree = strstr(text, ",strong,,");
  ck_assert_ptr_nonnull(agree);
  char answers[2048];
  snprintf(answers, sizeof answers, "%.*s,strong,yes,%s", (int)(agree - text), text, agree + strlen(",strong,,"));
  answer(answers);
  ck_assert_str_eq(cwp_fill_at(fill, 0)->chosen, "2");
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
  cwp_text_free(NULL, text);
}
END_TEST

START_TEST(files_without_the_column_are_explained) {
  file_add_text(&staff, "LOCALESTID,UNIQUEWORKERID,CATEGORY,DESCRIPTION,DATECOMPLETED,EXPIRYDATE,ACCREDITED,NOTES\n");
  ck_assert_int_eq(read_staff(NULL, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.path, "staff.csv");
  const cwp_input input = file_input(&staff);
  ck_assert_int_eq(cwp_fill_read(NULL, &input, today(), NULL, NULL, findings, &fill, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

/* ---- Memory ---- */

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  static file_text answers;
  (void)context;
  char *text = NULL;
  cwp_status status = read_staff(allocator, failure);
  if (status == CWP_OK) status = cwp_fill_print(fill, &text, NULL, failure);
  if (status == CWP_OK) {
    file_start(&answers, "answers.csv");
    file_add_text(&answers, text);
    const cwp_input input = file_input(&answers);
    status = cwp_fill_agree(fill, &input, findings, failure);
  }
  cwp_text_free(allocator, text);
  cwp_fill_free(fill);
  fill = NULL;
  return status;
}

START_TEST(every_allocation_may_fail) {
  file_add_staff(&staff, "CWPCATEGORY=");
  file_add_staff(&staff, "UNIQUEWORKERID=W2|CWPCATEGORY=");
  failing_allocator_try_all(attempt, NULL, 500, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("fill");
  TCase *tcase = suite_case(suite, "fill");
  tcase_add_checked_fixture(tcase, set_up, tear_down);
  tcase_add_test(tcase, rows_without_a_category_are_suggested_one);
  tcase_add_test(tcase, every_other_byte_stays);
  tcase_add_test(tcase, nothing_is_filled_that_nobody_agreed_to);
  tcase_add_test(tcase, another_file_is_refused);
  tcase_add_test(tcase, answers_are_taken_row_by_row);
  tcase_add_test(tcase, the_table_that_is_printed_is_read_back);
  tcase_add_test(tcase, files_without_the_column_are_explained);
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
