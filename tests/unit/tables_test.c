#include "cwp/tables.h"

#include "support/asc_files.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include "exchange/wide.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_error error;
static file_text file;
static file_text written;
static cwp_table_counts counts;

static int keep_bytes(void *context, const void *bytes, size_t length) {
  (void)context;
  if (written.length + length >= sizeof written.text) return 1;
  memcpy(written.text + written.length, bytes, length);
  written.length += length;
  written.text[written.length] = '\0';
  return 0;
}

static cwp_output start_output(void) {
  file_start(&written, "out.csv");
  written.text[0] = '\0';
  return (cwp_output){keep_bytes, NULL, "out.csv"};
}

static imported import_file(const char *text) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&file, "wide.csv");
  file_add_text(&file, text);
  import_add(&result, &file);
  import_end(&result);
  return result;
}

/* ---- Names of columns ---- */

START_TEST(columns_go_by_their_names) {
  static const struct {
    const char *name;
    cwp__wide_what what;
    unsigned code;
  } cases[] = {
      {"tr20flag", CWP__WIDE_FLAG, 20},
      {"TR020Count", CWP__WIDE_COUNT, 20},
      {" tr1ac ", CWP__WIDE_ACCREDITED, 1},
      {"tr01nac", CWP__WIDE_NOT_ACCREDITED, 1},
      {"tr01dn", CWP__WIDE_NOT_KNOWN, 1},
      {"tr51latestdate", CWP__WIDE_LATEST, 51},
      {"ql01achq2", CWP__WIDE_HELD, 1},
      {"ql01achq", CWP__WIDE_HELD, 1},
      {"ql132year4", CWP__WIDE_YEAR, 132},
      {"ql302app", CWP__WIDE_APPRENTICE, 302},
      {"workerid", CWP__WIDE_WORKER, 0},
      {"mainjrid", CWP__WIDE_JOB, 0},
      {"ql01achq22", CWP__WIDE_OTHER, 1},
      {"ql01achqx", CWP__WIDE_OTHER, 1},
      {"trflag", CWP__WIDE_OTHER, 0},
      {"tr20", CWP__WIDE_OTHER, 20},
      {"tr12345678901flag", CWP__WIDE_OTHER, 0},
      {"tribalid", CWP__WIDE_OTHER, 0},
      {"", CWP__WIDE_OTHER, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cwp__wide_column column = cwp__wide_column_of(cwp__span_of(cases[i].name));
    ck_assert_msg(column.what == cases[i].what && column.code == cases[i].code, "%s: %d, %d", cases[i].name,
                  (int)column.what, (int)column.code);
  }
}
END_TEST

/* ---- Reading ---- */

START_TEST(flags_become_evidence) {
  imported result = import_file("period,establishmentid,workerid,mainjrid,ccstatus,tr20flag,tr20count,tr20ac,tr20nac,"
                                "tr20dn,tr20latestdate,ql04achq2,ql04year2,tr05flag\n"
                                "M2026,S1,W1,8,1,1,3,3,0,0,01/03/2025,1,2019,1\n"
                                "M2026,,W2,41,2,0,0,0,0,0,,0,,-1\n"
                                "M2026,S1,W3,-1,-2,,,,,,2025-03-01,,,0\n");
  import_expect(&result, "WIDE-COLUMNS-NOT-USED: WIDE-SHAPE:", "three rows");
  import_expect_evidence(&result, "S1/W1",
                         "ASC.C1 assessed completed ..\n"
                         "ASC.Q4 accredited completed 2019-01-01..\n"
                         "ASC.T5 trained completed ..\n"
                         "ASC.T20 trained completed 2025-03-01..\n");
  const cwp_portfolio *portfolio = import_person(&result, "S1/W1");
  ck_assert_str_eq(cwp_portfolio_person(portfolio)->job_title, "Care worker");
  ck_assert_str_eq(cwp_portfolio_person(portfolio)->role, "CSW");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 1)->note, "Level 2. Year only: 2019.");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 3)->note, "Accredited. 3 records, of which this is the latest.");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 3)->origin, "wide.csv:2");
  ck_assert_str_eq(cwp_portfolio_person(import_person(&result, "W2"))->job_title, "Care co-ordinator");
  import_expect_evidence(&result, "W2", "");
  import_expect_evidence(&result, "S1/W3", "");
  import_free(&result);
}
END_TEST

START_TEST(a_file_is_known_by_its_header) {
  ck_assert_int_eq(cwp_file_kind_guess("workerid,tr20flag\n", 18, NULL), CWP_FILE_WIDE);
  ck_assert_int_eq(cwp_file_kind_guess("workerid,name\n", 14, NULL), CWP_FILE_UNKNOWN);
  ck_assert_int_eq(cwp_file_kind_guess("tr20flag,name\n", 14, NULL), CWP_FILE_UNKNOWN);
}
END_TEST

START_TEST(what_is_wrong_is_said) {
  static const char *const cases[][2] = {
      {"W1,2,,,", "WIDE-VALUE-UNKNOWN:tr20flag"},
      {"W1,yes,,,", "WIDE-VALUE-UNKNOWN:tr20flag"},
      {"W1,1,-3,,", "WIDE-VALUE-UNKNOWN:tr20count"},
      {"W1,0,2,,", "WIDE-FLAG-DIFFERS:tr20flag"},
      {"W1,1,0,,", "WIDE-FLAG-DIFFERS:tr20flag"},
      {"W1,1,1,31/02/2025,", "WIDE-VALUE-UNKNOWN:tr20latestdate"},
      {"W1,1,1,22/11/2026,", "WIDE-DAY-FUTURE:tr20latestdate"},
      {",1,1,,", "WIDE-WORKER-MISSING:workerid"},
      {"\xFF,1,1,,", "ASC-KEY-NOT-UTF8:workerid"},
      {"W1,1,1", "ASC-ROW-SHORT:"},
      {"W1,1,1,,,", "ASC-ROW-LONG:"},
      {"W1,1,1,,\nW 1,1,1,,", "WIDE-WORKER-REPEATED:workerid"},
  };
  char text[256], expected[128];
  snprintf(text, sizeof text, "workerid,tr20flag,tr20count,tr20latestdate,tr99flag\n%s\n", cases[_i][0]);
  snprintf(expected, sizeof expected, "WIDE-CODE-UNKNOWN:tr99flag WIDE-SHAPE: %s", cases[_i][1]);
  imported result = import_file(text);
  import_expect(&result, expected, cases[_i][0]);
  import_free(&result);
}
END_TEST

/* ---- Writing ---- */

static void write_wide(const imported *result) {
  const cwp_output output = start_output();
  ck_assert_int_eq(cwp_table_wide(result->team, cwp_edition_default(), &output, NULL, &counts, &error), CWP_OK);
}

/* Once a file has been through it, it comes out the same again and again. */
START_TEST(the_wide_shape_comes_back) {
  static file_text first;
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&file, "staff.csv");
  file_add_staff(&file, "CARECERT=1|QUALACH01=4;2019|MAINJOBROLE=8");
  file_add_staff(&file, "UNIQUEWORKERID==1+1|CARECERT=3|MAINJOBROLE=27|MAINJRDESC=Driver: nights|QUALACH01=1");
  import_add(&result, &file);
  file_start(&file, "training.csv");
  file_add_training(&file, "ACCREDITED=1");
  file_add_training(&file, "CATEGORY=5|ACCREDITED=0|DATECOMPLETED=");
  import_add(&result, &file);
  import_end(&result);
  write_wide(&result);
  ck_assert_uint_eq(counts.rows, 2);
  ck_assert_uint_eq(counts.left_out, 0);
  ck_assert_ptr_nonnull(strstr(written.text, "SITE1,W1,8,1,"));
  ck_assert_ptr_nonnull(strstr(written.text, "SITE1,'=1+1,27,3,"));
  ck_assert_ptr_nonnull(strstr(written.text, ",1,1,1,0,0,01/03/2025,"));
  ck_assert_ptr_nonnull(strstr(written.text, ",1,1,0,1,0,,"));
  import_free(&result);
  first = written;
  result = import_file(first.text);
  import_expect(&result, "WIDE-SHAPE:", "the file that was written");
  ck_assert_ptr_nonnull(cwp_team_find(result.team, "SITE1/=1+1"));
  write_wide(&result);
  ck_assert_uint_eq(written.length, first.length);
  ck_assert_mem_eq(written.text, first.text, first.length);
  import_free(&result);
}
END_TEST

START_TEST(evidence_is_a_row_a_piece) {
  cwp_print_options options = CWP_PRINT_OPTIONS_INIT;
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_output output = start_output();
  file_start(&file, "training.csv");
  file_add_training(&file, "TRAININGNAME=+course|NOTES=-x|EXPIRYDATE=01/03/2027");
  import_add(&result, &file);
  import_end(&result);
  ck_assert_int_eq(cwp_table_evidence(result.team, cwp_edition_default(), NULL, &output, NULL, &counts, &error),
                   CWP_OK);
  ck_assert_str_eq(written.text,
                   "person,site,job_title,role,role_basis,started,about,name,kind,result,from,until,extent,title,"
                   "assessor,origin,note\r\n"
                   "SITE1/W1,SITE1,,,unknown,,ASC.T20,Safeguarding adults,trained,completed,2025-03-01,2027-03-01,full,"
                   "'+course,,training.csv:2,'-x\r\n");
  options.without_notes = options.without_origins = options.without_assessors = 1;
  output = start_output();
  ck_assert_int_eq(cwp_table_evidence(result.team, cwp_edition_default(), &options, &output, NULL, NULL, &error),
                   CWP_OK);
  ck_assert_ptr_null(strstr(written.text, "-x"));
  ck_assert_ptr_null(strstr(written.text, "training.csv"));
  ck_assert_uint_eq(counts.rows, 1);
  ck_assert_int_eq(cwp_table_wide(NULL, cwp_edition_default(), &output, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  import_free(&result);
}
END_TEST

static int refuse(void *context, const void *bytes, size_t length) {
  (void)context;
  (void)bytes;
  (void)length;
  return 1;
}

START_TEST(an_output_that_fails_is_an_error) {
  imported result = import_file("workerid,tr20flag\nW1,1\n");
  const cwp_output output = {refuse, NULL, "out.csv"};
  ck_assert_int_eq(cwp_table_wide(result.team, cwp_edition_default(), &output, NULL, NULL, &error), CWP_ERROR_IO);
  ck_assert_int_eq(cwp_table_evidence(result.team, cwp_edition_default(), NULL, &output, NULL, NULL, &error),
                   CWP_ERROR_IO);
  ck_assert_str_eq(error.path, "out.csv");
  import_free(&result);
}
END_TEST

/* ---- Memory ---- */

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  const cwp_input input = file_input(&file);
  const cwp_output output = start_output();
  (void)context;
  cwp_status status = cwp_import_new(cwp_edition_default(), NULL, allocator, &import, failure);
  if (status == CWP_OK) status = cwp_import_add_input(import, &input, failure);
  if (status == CWP_OK) status = cwp_import_finish(import, &team, failure);
  if (status == CWP_OK) status = cwp_table_wide(team, cwp_edition_default(), &output, allocator, NULL, failure);
  if (status == CWP_OK)
    status = cwp_table_evidence(team, cwp_edition_default(), NULL, &output, allocator, NULL, failure);
  cwp_team_free(team);
  cwp_import_free(import);
  return status;
}

START_TEST(every_allocation_may_fail) {
  file_start(&file, "wide.csv");
  file_add_text(&file, "workerid,tr20flag,ql04achq2,tr99flag\nW1,1,1,1\nW2,x,0,0\nW1,1,1,1\n");
  failing_allocator_try_all(attempt, NULL, 800, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("tables");
  TCase *tcase = suite_case(suite, "tables");
  tcase_add_test(tcase, columns_go_by_their_names);
  tcase_add_test(tcase, flags_become_evidence);
  tcase_add_test(tcase, a_file_is_known_by_its_header);
  tcase_add_loop_test(tcase, what_is_wrong_is_said, 0, 12);
  tcase_add_test(tcase, the_wide_shape_comes_back);
  tcase_add_test(tcase, evidence_is_a_row_a_piece);
  tcase_add_test(tcase, an_output_that_fails_is_an_error);
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
