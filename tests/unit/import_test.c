/* The import: files in any order, of every kind, good and bad, joined to a team. */

#include "support/asc_files.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static file_text staff;
static file_text training;
static file_text other;

/* Joining. */

/* Two workers and their training. */
static void make_pair_of_files(void) {
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "UNIQUEWORKERID=W1|CARECERT=1");
  file_add_staff(&staff, "UNIQUEWORKERID=W2");
  file_start(&training, "training.csv");
  file_add_training(&training, "UNIQUEWORKERID=W2");
  file_add_training(&training, "UNIQUEWORKERID=W1|CATEGORY=6|VALIDITY=12");
  file_add_training(&training, "UNIQUEWORKERID=W 1|CATEGORY=2");
}

START_TEST(files_come_in_any_order) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_pair_of_files();
  import_add(&result, _i == 0 ? &staff : &training);
  import_add(&result, _i == 0 ? &training : &staff);
  import_end(&result);
  import_expect(&result, "", "both orders");
  ck_assert_uint_eq(cwp_team_count(result.team), 2);
  ck_assert_str_eq(cwp_portfolio_person(cwp_team_at(result.team, 0))->id, "SITE1/W1");
  import_expect_evidence(&result, "SITE1/W1",
                         _i == 0 ? "ASC.C1 assessed completed ..\n"
                                   "ASC.T6 trained completed 2025-03-01..2026-02-28\n"
                                   "ASC.T2 trained completed 2025-03-01..\n"
                                 : "ASC.T6 trained completed 2025-03-01..2026-02-28\n"
                                   "ASC.T2 trained completed 2025-03-01..\n"
                                   "ASC.C1 assessed completed ..\n");
  import_expect_evidence(&result, "SITE1/W2", "ASC.T20 trained completed 2025-03-01..\n");
  ck_assert_uint_eq(cwp_import_file_count(result.import), 2);
  ck_assert_uint_eq(cwp_import_file_at(result.import, 0)->records, _i == 0 ? 2 : 3);
  ck_assert_ptr_null(cwp_import_file_at(result.import, 2));
  import_free(&result);
}
END_TEST

START_TEST(training_alone_names_people_too) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_pair_of_files();
  import_add(&result, &training);
  import_end(&result);
  import_expect(&result, "", "training alone");
  ck_assert_uint_eq(cwp_team_count(result.team), 2);
  const cwp_person *person = cwp_portfolio_person(cwp_team_at(result.team, 0));
  ck_assert_str_eq(person->id, "SITE1/W2");
  ck_assert_str_eq(person->site, "SITE1");
  ck_assert_str_eq(person->role, "");
  ck_assert_str_eq(person->role_reason, "No staff file was read.");
  import_free(&result);
}
END_TEST

START_TEST(repeated_workers_count_once) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "LOCALESTID=A B|UNIQUEWORKERID=1|CARECERT=1");
  file_add_staff(&staff, "LOCALESTID=AB|UNIQUEWORKERID=1|CARECERT=3");
  file_start(&other, "more.csv");
  file_add_staff(&other, "LOCALESTID=AB|UNIQUEWORKERID= 1 |CARECERT=3");
  import_add(&result, &staff);
  import_add(&result, &other);
  import_expect(&result,
                "ASC-STAFF-UNIQUEWORKERID-REPEATED:UNIQUEWORKERID ASC-STAFF-UNIQUEWORKERID-REPEATED:UNIQUEWORKERID",
                "repeated");
  const cwp_finding *finding = import_finding(&result, "ASC-STAFF-UNIQUEWORKERID-REPEATED");
  ck_assert_str_eq(finding->upstream, "998");
  ck_assert_str_eq(finding->value, "AB/1");
  ck_assert_uint_eq(finding->line, 3);
  ck_assert_int_eq(finding->severity, CWP_SEVERITY_ERROR);
  ck_assert_ptr_nonnull(strstr(finding->message, "read before, on line 2;"));
  import_end(&result);
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_expect_evidence(&result, "A B/1", "ASC.C1 assessed completed ..\n");
  import_free(&result);
}
END_TEST

/* The service joins the keys without anything between them. */
START_TEST(colliding_keys_are_two_people_here) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "LOCALESTID=A1|UNIQUEWORKERID=23");
  file_add_staff(&staff, "LOCALESTID=A12|UNIQUEWORKERID=3");
  import_add(&result, &staff);
  import_expect(&result, "ASC-STAFF-UNIQUEWORKERID-COLLIDES:UNIQUEWORKERID", "collision");
  ck_assert_ptr_nonnull(strstr(import_finding(&result, "ASC-STAFF-UNIQUEWORKERID-COLLIDES")->message, "on line 2"));
  import_end(&result);
  ck_assert_uint_eq(cwp_team_count(result.team), 2);
  import_free(&result);
}
END_TEST

START_TEST(training_of_unknown_workers_is_an_error) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "");
  file_start(&training, "training.csv");
  file_add_training(&training, "");
  file_add_training(&training, "UNIQUEWORKERID=W9");
  import_add(&result, &training);
  import_add(&result, &staff);
  import_expect(&result, "", "before joining");
  import_end(&result);
  import_expect(&result, "ASC-TRAINING-UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID", "after joining");
  const cwp_finding *finding = cwp_findings_at(cwp_import_findings(result.import), 0);
  ck_assert_str_eq(finding->path, "training.csv");
  ck_assert_uint_eq(finding->line, 3);
  ck_assert_uint_eq(finding->record, 2);
  ck_assert_str_eq(finding->value, "SITE1/W9");
  ck_assert_str_eq(finding->upstream, "996");
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_free(&result);
}
END_TEST

START_TEST(removed_workers_are_left_out_with_their_training) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "STATUS=DELETE");
  file_start(&training, "training.csv");
  file_add_training(&training, "");
  import_add(&result, &staff);
  import_add(&result, &training);
  import_end(&result);
  import_expect(&result, "ASC-STAFF-STATUS-DELETE:STATUS", "removed");
  ck_assert_uint_eq(cwp_team_count(result.team), 0);
  ck_assert_ptr_null(cwp_team_find(result.team, "SITE1/W1"));
  import_free(&result);
}
END_TEST

START_TEST(training_before_the_fourteenth_birthday_is_an_error) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "DOB=10/12/1982");
  file_start(&training, "training.csv");
  file_add_training(&training, "DATECOMPLETED=09/12/1996");
  file_add_training(&training, "DATECOMPLETED=10/12/1996");
  import_add(&result, &staff);
  import_add(&result, &training);
  import_end(&result);
  import_expect(&result, "ASC-TRAINING-DATECOMPLETED-TOO-YOUNG:DATECOMPLETED", "too young");
  import_expect_evidence(&result, "SITE1/W1", "ASC.T20 trained completed 1996-12-10..\n");
  import_free(&result);
}
END_TEST

/* A workplace file with one workplace. */
static void make_workplaces(const char *changes) {
  file_start(&other, "workplace.csv");
  file_add_workplace(&other, changes);
}

START_TEST(rows_are_held_against_workplaces) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "LOCALESTID=SITE 1");
  file_add_staff(&staff, "LOCALESTID=SITE2");
  file_start(&training, "training.csv");
  file_add_training(&training, "LOCALESTID=SITE2");
  import_add(&result, &staff);
  import_add(&result, &training);
  make_workplaces("");
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result,
                "ASC-WORKPLACE-TOTALPERMTEMP-DIFFERS:TOTALPERMTEMP ASC-STAFF-LOCALESTID-NO-WORKPLACE:LOCALESTID "
                "ASC-TRAINING-LOCALESTID-NO-WORKPLACE:LOCALESTID",
                "workplaces");
  ck_assert_uint_eq(cwp_team_count(result.team), 2);
  ck_assert_int_eq(cwp_import_file_at(result.import, 2)->kind, CWP_FILE_ASC_WORKPLACE);
  ck_assert_uint_eq(cwp_import_file_at(result.import, 2)->records, 1);
  import_free(&result);
}
END_TEST

/* The service asks this with the workplaces at hand, and so is it asked here. */
START_TEST(delegated_healthcare_is_held_against_the_job_role) {
  for (int with_workplaces = 0; with_workplaces < 2; with_workplaces++) {
    imported result = import_start(CWP_STORED_UNKNOWN);
    file_start(&staff, "staff.csv");
    file_add_staff(&staff, "MAINJOBROLE=25|CWPCATEGORY=|DHA=999");
    file_add_staff(&staff, "MAINJOBROLE=25|CWPCATEGORY=|DHA=1|STATUS=NOCHANGE|UNIQUEWORKERID=W2");
    file_add_staff(&staff, "MAINJOBROLE=25|CWPCATEGORY=|DHA=|UNIQUEWORKERID=W3");
    import_add(&result, &staff);
    make_workplaces("");
    if (with_workplaces) import_add(&result, &other);
    import_end(&result);
    import_expect(&result,
                  with_workplaces ? "ASC-STAFF-DHA-JOB-ROLE:DHA ASC-WORKPLACE-TOTALPERMTEMP-DIFFERS:TOTALPERMTEMP" : "",
                  "DHA");
    if (with_workplaces) {
      const cwp_finding *finding = import_finding(&result, "ASC-STAFF-DHA-JOB-ROLE");
      ck_assert_str_eq(finding->value, "999");
      ck_assert_str_eq(finding->upstream, "5661");
      ck_assert_uint_eq(finding->line, 2);
    }
    import_free(&result);
  }
}
END_TEST

/* Rows as they come. */

START_TEST(lines_are_those_of_the_file) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&training, "training.csv");
  file_add_training(&training, "TRAININGNAME=\"two\nlines, and \"\"quotes\"\"\"");
  file_add_text(&training, "\r\n\r\n");
  file_add_training(&training, "CATEGORY=3");
  file_add_text(&training, "SITE1,W1,2,,,,,,,01/03/2025,,"); /* no line end */
  import_add(&result, &training);
  const cwp_finding *finding = import_finding(&result, "ASC-TRAINING-CATEGORY-UNKNOWN");
  ck_assert_uint_eq(finding->line, 6);
  ck_assert_uint_eq(finding->record, 2);
  import_end(&result);
  const cwp_portfolio *person = import_person(&result, "SITE1/W1");
  ck_assert_uint_eq(cwp_portfolio_count(person), 2);
  ck_assert_str_eq(cwp_portfolio_evidence(person, 0)->title, "two\nlines, and \"quotes\"");
  ck_assert_str_eq(cwp_portfolio_evidence(person, 1)->origin, "training.csv:7");
  import_free(&result);
}
END_TEST

START_TEST(rows_of_another_length_are_said) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&training, "training.csv");
  file_add_training(&training, "");
  file_add_text(&training, "SITE1,W1,2,,,,,,,01/03/2025\r\n");
  file_add_text(&training, "SITE1,W1,8,Food, safety,,,,,,01/03/2025,,notes\r\n");
  file_add_text(&training, "SITE1,W1,8,Food, safety,,,,,,01/03/2025,,\r\n");
  import_add(&result, &training);
  import_expect(&result, "ASC-ROW-SHORT: ASC-ROW-LONG: ASC-ROW-LONG:", "lengths");
  ck_assert_uint_eq(import_finding(&result, "ASC-ROW-SHORT")->line, 3);
  ck_assert_uint_eq(import_finding(&result, "ASC-ROW-LONG")->line, 4);
  ck_assert_str_eq(import_finding(&result, "ASC-ROW-LONG")->value, "notes");
  ck_assert_uint_eq(cwp_import_file_at(result.import, 0)->records, 4);
  import_free(&result);
}
END_TEST

START_TEST(text_that_is_not_utf8_is_said) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&training, "training.csv");
  file_add_training(&training, "TRAININGNAME=Caf\xE9 \x01");
  import_add(&result, &training);
  import_expect(&result, "ASC-TEXT-NOT-UTF8:TRAININGNAME", "Latin-1");
  ck_assert_str_eq(import_finding(&result, "ASC-TEXT-NOT-UTF8")->value, "Caf\\xE9 \\x01");
  import_end(&result);
  import_expect_evidence(&result, "SITE1/W1", "ASC.T20 trained completed 2025-03-01..\n");
  ck_assert_str_eq(cwp_portfolio_evidence(import_person(&result, "SITE1/W1"), 0)->title, "");
  import_free(&result);
}
END_TEST

/* JSON. */

static const char passport[] =
    "{\"format\": \"cwp-portfolio\", \"format_version\": 1, \"passport\": 7,\n"
    " \"person\": {\"id\": \"SITE1/W1\", \"role\": \"CSW\", \"role_basis\": \"recorded\"},\n"
    " \"evidence\": [{\"about\": \"CSW.B1\", \"kind\": \"assessed\", \"result\": \"completed\",\n"
    "   \"mentor\": \"yes\"}]}\n";

static void make_passport(void) {
  file_start(&other, "passport.json");
  file_add_text(&other, "\xEF\xBB\xBF\n ");
  file_add_text(&other, passport);
}

START_TEST(portfolios_join_the_team) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_passport();
  import_add(&result, &other);
  const cwp_import_file *file = cwp_import_file_at(result.import, 0);
  ck_assert_int_eq(file->kind, CWP_FILE_PORTFOLIO);
  ck_assert_str_eq(file->version, "1");
  ck_assert_uint_eq(file->records, 1);
  import_end(&result);
  import_expect(&result, "", "a portfolio");
  import_expect_evidence(&result, "SITE1/W1", "CSW.B1 assessed completed ..\n");
  import_free(&result);
}
END_TEST

START_TEST(training_joins_portfolios) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_passport();
  file_start(&training, "training.csv");
  file_add_training(&training, "LOCALESTID=SITE 1");
  import_add(&result, &training);
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result, "", "a portfolio and training");
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_expect_evidence(&result, "SITE1/W1", "CSW.B1 assessed completed ..\nASC.T20 trained completed 2025-03-01..\n");
  /* What the portfolio's file said beyond what is known stays with it. */
  char *text;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(cwp_portfolio_print(import_person(&result, "SITE1/W1"), NULL, &text, NULL, &error), CWP_OK);
  ck_assert_ptr_nonnull(strstr(text, "\"passport\""));
  ck_assert_ptr_nonnull(strstr(text, "\"mentor\""));
  cwp_text_free(NULL, text);
  import_free(&result);
}
END_TEST

/* A portfolio is added to what is known of the person; a staff row comes too late for somebody who is there. */
START_TEST(people_are_there_once) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_passport();
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "CARECERT=1");
  import_add(&result, _i == 0 ? &staff : &other);
  import_add(&result, _i == 0 ? &other : &staff);
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result,
                _i == 0 ? "PORTFOLIO-JOINED:id PORTFOLIO-JOINED:id"
                        : "ASC-STAFF-UNIQUEWORKERID-REPEATED:UNIQUEWORKERID PORTFOLIO-JOINED:id",
                "repeated");
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_expect_evidence(&result, "SITE1/W1",
                         _i == 0 ? "ASC.C1 assessed completed ..\nCSW.B1 assessed completed ..\n"
                                 : "CSW.B1 assessed completed ..\n");
  import_free(&result);
}
END_TEST

START_TEST(portfolios_of_an_id_with_white_space_are_said) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_passport();
  import_add(&result, &other);
  file_start(&training, "spaced.json");
  file_add_text(&training, "{\"format\": \"cwp-portfolio\", \"format_version\": 1,"
                           " \"person\": {\"id\": \"SITE1/ W1\"}}");
  import_add(&result, &training);
  import_end(&result);
  import_expect(&result, "PORTFOLIO-REPEATED:id", "white space");
  import_free(&result);
}
END_TEST

/* Forms for self-assessment. */

static const char form_rows[] = "code,rating,note\nCSW.B1,yes,Every day\nCSW.B2,partly,\nCSW.B3,not yet,\n";

static const char declared[] = "CSW.B1 declared completed 2026-11-21..\nCSW.B2 declared completed 2026-11-21..\n";

static void make_form(const char *name, const char *text) {
  file_start(&other, name);
  file_add_text(&other, text);
}

START_TEST(forms_alone_are_of_somebody_called_like_the_file) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_form("here/jo.2026.csv", form_rows);
  import_add(&result, &other);
  const cwp_import_file *file = cwp_import_file_at(result.import, 0);
  ck_assert_int_eq(file->kind, CWP_FILE_SELF_ASSESSMENT);
  ck_assert_str_eq(cwp_file_kind_name(file->kind), "self-assessment");
  ck_assert_uint_eq(file->records, 3);
  import_end(&result);
  import_expect(&result, "", "a form alone");
  import_expect_evidence(&result, "jo.2026", declared);
  const cwp_evidence *first = cwp_portfolio_evidence(import_person(&result, "jo.2026"), 0);
  ck_assert_str_eq(first->origin, "jo.2026.csv:2");
  ck_assert_str_eq(first->note, "Every day");
  ck_assert_int_eq(cwp_portfolio_evidence(import_person(&result, "jo.2026"), 1)->extent, CWP_EXTENT_PART);
  import_free(&result);
}
END_TEST

START_TEST(forms_belong_to_the_only_person) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_form("form.csv", form_rows);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "CARECERT=1");
  import_add(&result, _i == 0 ? &other : &staff);
  import_add(&result, _i == 0 ? &staff : &other);
  import_end(&result);
  import_expect(&result, "", "one person");
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  char expected[256];
  snprintf(expected, sizeof expected, "ASC.C1 assessed completed ..\n%s", declared);
  import_expect_evidence(&result, "SITE1/W1", expected);
  ck_assert_str_eq(cwp_portfolio_person(import_person(&result, "SITE1/W1"))->job_title, "Care worker");
  import_free(&result);
}
END_TEST

START_TEST(forms_may_say_whose_they_are) {
  static const char *const texts[] = {
      "\xEF\xBB\xBF\"rating\", Person,CODE\r\nyes,W2,CSW.B1\r\npartly,W2,CSW.B2\r\n",
      "person,code,rating\nSITE1/W2,CSW.B1,yes\nSITE1/W2,CSW.B2,partly\n",
      ("{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"person\": \"W2\", \"role\": \"CSW\",\n"
       " \"rows\": [{\"code\": \"CSW.B1\", \"rating\": \"yes\"}, {\"code\": \"CSW.B2\", \"rating\": \"partly\"}]}")};
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "");
  file_add_staff(&staff, "UNIQUEWORKERID=W2");
  make_form("form", texts[_i]);
  import_add(&result, &staff);
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result, "", texts[_i]);
  import_expect_evidence(&result, "SITE1/W1", "");
  import_expect_evidence(&result, "SITE1/W2", declared);
  import_free(&result);
}
END_TEST

START_TEST(forms_of_nobody_known_are_said) {
  static const struct {
    const char *text;
    const char *findings;
  } cases[] = {{"code,rating\nCSW.B1,yes\n", "SELF-PERSON-MISSING:person"},
               {"person,code,rating\nW9,CSW.B1,yes\n", "SELF-PERSON-UNKNOWN:person"},
               {"person,code,rating\nW1,CSW.B1,yes\n", "SELF-PERSON-UNKNOWN:person"},
               {"person,code,rating\nA/W1,CSW.B99,yes\n", "SELF-CODE-UNKNOWN:code"}};
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&staff, "staff.csv");
  file_add_staff(&staff, "LOCALESTID=A");
  file_add_staff(&staff, "LOCALESTID=B");
  make_form("form.csv", cases[_i].text);
  import_add(&result, &staff);
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result, cases[_i].findings, cases[_i].text);
  import_expect_evidence(&result, "A/W1", "");
  import_expect_evidence(&result, "B/W1", "");
  import_free(&result);
}
END_TEST

START_TEST(forms_make_people_where_no_staff_file_does) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  make_form("form.json", "{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"person\": \"jo\","
                         " \"role\": \"CSW\", \"date\": \"2026-10-01\", \"edition\": \"2025\",\n"
                         " \"rows\": [{\"code\": \"CSW.B1\", \"rating\": \"yes\"}]}");
  import_add(&result, &other);
  import_add(&result, &other);
  import_end(&result);
  import_expect(&result, "", "a form with a name");
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_expect_evidence(&result, "jo", "CSW.B1 declared completed 2026-10-01..\n");
  const cwp_person *jo = cwp_portfolio_person(import_person(&result, "jo"));
  ck_assert_str_eq(jo->role, "CSW");
  ck_assert_int_eq(jo->role_basis, CWP_ROLE_SUGGESTED);
  import_free(&result);
}
END_TEST

START_TEST(frameworks_are_checked) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&other, "ours.json");
  file_add_text(&other, "{\"format\": \"cwp-pathway\", \"format_version\": 1, \"extends\": \"2024\",\n"
                        " \"edition\": {\"code\": \"ours\", \"title\": \"Ours\", \"date\": \"2026-01-01\",\n"
                        "   \"text\": \"Ours.\", \"status\": \"editorial\", \"source\": \"LIBCWP\"}}");
  import_add(&result, &other);
  ck_assert_int_eq(cwp_import_file_at(result.import, 0)->kind, CWP_FILE_PATHWAY);
  import_expect(&result, "PATHWAY-CHECKED:", "a framework");
  import_end(&result);
  ck_assert_uint_eq(cwp_team_count(result.team), 0);
  import_free(&result);
}
END_TEST

/* Bad files. */

typedef struct bad_file {
  const char *text;
  size_t length; /* 0 = that of the text */
  cwp_status status;
  const char *finding;
  const char *message;
} bad_file;

#define TRAINING_HEADER                                                                                                \
  "LOCALESTID,UNIQUEWORKERID,CATEGORY,TRAININGNAME,ACCREDITED,WHODELIVERED,PROVIDERNAME,HOWDELIVERED,VALIDITY,"        \
  "DATECOMPLETED,EXPIRYDATE,NOTES\n"

static const bad_file bad_files[] = {
    {"", 0, CWP_ERROR_UNSUPPORTED, "FILE-EMPTY:", "nothing in the file"},
    {"\xEF\xBB\xBF", 0, CWP_ERROR_UNSUPPORTED, "FILE-EMPTY:", "nothing in the file"},
    {"\n\r\n\n", 0, CWP_ERROR_UNSUPPORTED, "FILE-EMPTY:", "nothing in the file"},
    {" , ,\n", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "of 0 columns"},
    {"person,course\nA,B\n", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "no file that is known"},
    {"\xFF\xFE,\xFF\n", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "no file that is known"},
    {TRAINING_HEADER "SITE1,W1,20,\"Safe", 0, CWP_ERROR_SYNTAX, "FILE-MALFORMED:", "never closed"},
    {TRAINING_HEADER "SITE1,W1,20,a\0b,,,,,,,,\n", sizeof(TRAINING_HEADER "SITE1,W1,20,a\0b,,,,,,,,\n") - 1,
     CWP_ERROR_SYNTAX, "FILE-MALFORMED:", "byte of zero"},
    {"\0\0\0\0", 4, CWP_ERROR_SYNTAX, "FILE-MALFORMED:", "byte of zero"},
    {"{\"format\": \"cwp-portfolio\"", 0, CWP_ERROR_SYNTAX, "FILE-MALFORMED:", ""},
    {"{\"format\": \"cwp-portfolio\", \"format_version\": 1}", 0, CWP_ERROR_INVALID, "FILE-INVALID:", "person"},
    {"{\"format\": \"cwp-portfolio\", \"format_version\": 99}", 0, CWP_ERROR_UNSUPPORTED,
     "FILE-KIND-UNKNOWN:", "format_version"},
    {"{\"format\": \"clr\"}", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "none of \"cwp-portfolio\""},
    {"{}", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "none of"},
    {"[{\"format\": \"cwp-portfolio\"}]", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "none of"},
    {"{\"format\": 7, \"format_version\": \"x\"}", 0, CWP_ERROR_UNSUPPORTED, "FILE-KIND-UNKNOWN:", "none of"},
    {"{\"format\": \"cwp-pathway\", \"format_version\": 1, \"statements\": []}", 0, CWP_ERROR_INVALID,
     "FILE-INVALID:", "statements"},
};

START_TEST(bad_files_are_said) {
  const bad_file *bad = &bad_files[_i];
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  file_start(&other, "bad");
  file_add(&other, bad->text, bad->length > 0 ? bad->length : strlen(bad->text));
  cwp_status status = import_add_bad(&result, &other, &error);
  ck_assert_msg(status == bad->status, "%s: %s", cwp_status_name(status), error.message);
  ck_assert_str_eq(error.path, "bad");
  ck_assert_msg(strstr(error.message, bad->message) != NULL, "%s", error.message);
  import_expect(&result, bad->finding, bad->text);
  const cwp_finding *finding = cwp_findings_at(cwp_import_findings(result.import), 0);
  ck_assert_int_eq(finding->severity, CWP_SEVERITY_ERROR);
  ck_assert_ptr_nonnull(strstr(finding->message, error.message));
  ck_assert_uint_eq(finding->line, error.line);
  /* It counts as a file, and others may follow. */
  ck_assert_uint_eq(cwp_import_file_count(result.import), 1);
  make_pair_of_files();
  import_add(&result, &staff);
  import_end(&result);
  ck_assert_uint_eq(cwp_team_count(result.team), 2);
  import_free(&result);
}
END_TEST

START_TEST(places_in_json_are_said) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  file_start(&other, "other.json");
  file_add_text(&other, "{\n  \"format\": \"clr\"\n}\n");
  ck_assert_int_eq(import_add_bad(&result, &other, &error), CWP_ERROR_UNSUPPORTED);
  ck_assert_uint_eq(error.line, 2);
  ck_assert_uint_eq(error.column, 13);
  ck_assert_ptr_nonnull(strstr(import_finding(&result, "FILE-KIND-UNKNOWN")->message, "(at character 13)"));
  import_free(&result);
}
END_TEST

START_TEST(rows_before_the_end_count) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  file_start(&training, "training.csv");
  file_add_training(&training, "");
  file_add_text(&training, "SITE1,W2,20,\"Saf");
  ck_assert_int_eq(import_add_bad(&result, &training, &error), CWP_ERROR_SYNTAX);
  ck_assert_uint_eq(error.line, 3);
  ck_assert_uint_eq(error.column, 13);
  ck_assert_uint_eq(cwp_import_file_at(result.import, 0)->records, 1);
  import_end(&result);
  ck_assert_uint_eq(cwp_team_count(result.team), 1);
  import_free(&result);
}
END_TEST

/* Bytes without end: what comes before `limit` is one character, or an opening bracket for JSON. */
typedef struct endless {
  const char *start;
  char fill;
  size_t limit;
  size_t taken;
} endless;

static size_t read_endless(void *context, void *buffer, size_t capacity) {
  endless *self = context;
  size_t start = strlen(self->start);
  size_t count = 0;
  for (char *out = buffer; count < capacity && self->taken < self->limit; count++, self->taken++)
    out[count] = self->taken < start ? self->start[self->taken] : self->fill;
  return count;
}

START_TEST(limits_are_kept) {
  static endless sources[] = {
      {TRAINING_HEADER, 'x', 10 * 1024 * 1024, 0},
      {"", 'x', 10 * 1024 * 1024, 0},
      {"", ',', 4096, 0},
      {"{\"a\":", '[', 100 * 1000, 0},
  };
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  endless *source = &sources[_i];
  const cwp_input input = {read_endless, source, "endless"};
  ck_assert_int_eq(cwp_import_add_input(result.import, &input, &error), CWP_ERROR_LIMIT);
  import_expect(&result, "FILE-TOO-LARGE:", "endless");
  import_free(&result);
}
END_TEST

START_TEST(limits_may_be_set) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_limits limits = CWP_LIMITS_INIT;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  imported result = {NULL, NULL};
  limits.records = 1;
  options.limits = &limits;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &result.import, &error), CWP_OK);
  memset(&limits, 0x7F, sizeof limits); /* they were copied */
  make_pair_of_files();
  ck_assert_int_eq(import_add_bad(&result, &staff, &error), CWP_ERROR_LIMIT);
  ck_assert_uint_eq(cwp_import_file_at(result.import, 0)->records, 1);
  import_free(&result);
}
END_TEST

static size_t read_failing(void *context, void *buffer, size_t capacity) {
  int *calls = context;
  (void)buffer;
  (void)capacity;
  if ((*calls)++ > 0) return SIZE_MAX;
  memcpy(buffer, "LOCALESTID", 10);
  return 10;
}

START_TEST(inputs_that_fail_are_said) {
  int calls = _i; /* at once, or on the second call */
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  const cwp_input input = {read_failing, &calls, NULL};
  ck_assert_int_eq(cwp_import_add_input(result.import, &input, &error), CWP_ERROR_IO);
  ck_assert_str_eq(error.path, "input");
  import_expect(&result, "FILE-UNREADABLE:", "failing input");
  import_free(&result);
}
END_TEST

START_TEST(files_are_read_by_path) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  cwp_error error = CWP_ERROR_INIT;
  char path[1024];
  snprintf(path, sizeof path, "%s/import_test_staff.csv", CWP_SCRATCH_DIR);
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  make_pair_of_files();
  ck_assert_uint_eq(fwrite(staff.text, 1, staff.length, file), staff.length);
  ck_assert_int_eq(fclose(file), 0);
  ck_assert_msg(cwp_import_add_file(result.import, path, &error) == CWP_OK, "%s", error.message);
  remove(path);
  ck_assert_int_eq(cwp_import_add_file(result.import, path, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_str_eq(error.path, path);
  ck_assert_int_eq(cwp_import_add_file(result.import, CWP_SCRATCH_DIR, &error), CWP_ERROR_IO);
  import_expect(&result, "FILE-UNREADABLE: FILE-UNREADABLE:", "no file, and a folder");
  ck_assert_uint_eq(cwp_import_file_count(result.import), 3);
  ck_assert_str_eq(cwp_import_file_at(result.import, 1)->path, path);
  ck_assert_int_eq(cwp_import_file_at(result.import, 1)->kind, CWP_FILE_UNKNOWN);
  ck_assert_str_eq(cwp_import_file_at(result.import, 1)->version, "");
  import_end(&result);
  const cwp_portfolio *person = import_person(&result, "SITE1/W1");
  ck_assert_str_eq(cwp_portfolio_evidence(person, 0)->origin, "import_test_staff.csv:2");
  import_free(&result);
}
END_TEST

/* The object. */

START_TEST(arguments_are_checked) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_import *import;
  cwp_team *team;
  ck_assert_int_eq(cwp_import_new(NULL, NULL, NULL, &import, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(import);
  options.on = CWP_DATE_MAX + 1;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &import, &error), CWP_ERROR_ARGUMENT);
  options.on = CWP_DATE_NONE;
  options.stored = CWP_STORED_END;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &import, &error), CWP_ERROR_ARGUMENT);
  /* A caller built with an older header has fewer options. */
  options.size = offsetof(cwp_import_options, stored);
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &import, &error), CWP_OK);
  const cwp_input nothing = {NULL, NULL, "nothing"};
  ck_assert_int_eq(cwp_import_add_input(import, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_import_add_input(import, &nothing, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_import_add_file(import, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_import_add_file(import, "", &error), CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(cwp_import_file_count(import), 0);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  ck_assert_uint_eq(cwp_team_count(team), 0);
  cwp_team_free(team);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(team);
  ck_assert_int_eq(cwp_import_add_file(import, "x", &error), CWP_ERROR_ARGUMENT);
  cwp_import_free(import);
  cwp_import_free(NULL);
  ck_assert_uint_eq(cwp_import_file_count(NULL), 0);
  ck_assert_ptr_null(cwp_import_file_at(NULL, 0));
  ck_assert_ptr_null(cwp_import_findings(NULL));
}
END_TEST

START_TEST(kinds_have_names) {
  static const char *const names[] = {"unknown", "asc-staff",       "asc-training", "asc-workplace",  "portfolio",
                                      "pathway", "self-assessment", "wide",         "training-matrix"};
  for (int i = 0; i < CWP_FILE_KIND_END; i++)
    ck_assert_str_eq(cwp_file_kind_name((cwp_file_kind)i), names[i]);
  ck_assert_str_eq(cwp_file_kind_name(CWP_FILE_KIND_END), "unknown");
}
END_TEST

typedef struct seen_progress {
  uint64_t bytes;
  int calls;
  int cancel_at;
} seen_progress;

static int see_progress(void *context, uint64_t bytes) {
  seen_progress *seen = context;
  ck_assert_uint_ge(bytes, seen->bytes);
  seen->bytes = bytes;
  return ++seen->calls == seen->cancel_at;
}

START_TEST(progress_is_shown_and_may_cancel) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  seen_progress seen = {0, 0, _i};
  imported result = {NULL, NULL};
  options.progress = see_progress;
  options.progress_context = &seen;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &result.import, &error), CWP_OK);
  make_pair_of_files();
  make_passport();
  const cwp_input first = file_input(&training);
  const cwp_input second = file_input(&other);
  cwp_status status = cwp_import_add_input(result.import, &first, &error);
  if (status == CWP_OK) status = cwp_import_add_input(result.import, &second, &error);
  if (_i == 0) {
    ck_assert_int_eq(status, CWP_OK);
    ck_assert_uint_eq(seen.bytes, training.length + other.length);
  } else {
    ck_assert_int_eq(status, CWP_ERROR_ARGUMENT);
    ck_assert_str_eq(error.message, "cancelled");
    import_expect(&result, "FILE-CANCELLED:", "cancelled");
  }
  import_free(&result);
}
END_TEST

/* An organisation's own framework has none of the national lists, and the files can be read all the same. */
START_TEST(frameworks_without_lists_read_files) {
  static const char own[] = "{\"format\": \"cwp-pathway\", \"format_version\": 1,"
                            " \"edition\": {\"code\": \"own\", \"title\": \"Own\", \"date\": \"2026-01-01\","
                            "   \"text\": \"Own.\", \"status\": \"editorial\", \"source\": \"S\"},"
                            " \"sources\": [{\"code\": \"S\", \"title\": \"Own\", \"publisher\": \"Us\", \"text\": "
                            "\"All.\", \"status\": \"official\"}]}";
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *pathway;
  imported result = {NULL, NULL};
  ck_assert_msg(cwp_pathway_parse(own, strlen(own), "own", NULL, NULL, &pathway, &error) == CWP_OK, "%s",
                error.message);
  ck_assert_int_eq(cwp_import_new(pathway, NULL, NULL, &result.import, &error), CWP_OK);
  make_pair_of_files();
  import_add(&result, &staff);
  import_add(&result, &training);
  import_end(&result);
  import_expect(&result, "ASC-STAFF-CWPCATEGORY-NO-ROLE:CWPCATEGORY ASC-STAFF-CWPCATEGORY-NO-ROLE:CWPCATEGORY",
                "own framework");
  ck_assert_str_eq(cwp_portfolio_person(import_person(&result, "SITE1/W2"))->job_title, "Care worker");
  import_expect_evidence(&result, "SITE1/W2", "ASC.T20 trained completed 2025-03-01..\n");
  import_free(&result);
  cwp_pathway_free(pathway);
}
END_TEST

/* Many people, so that every table grows. */
START_TEST(many_people_join) {
  enum { PEOPLE = 300 };
  char changes[128];
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&training, "training.csv");
  for (int i = 0; i < PEOPLE; i++) {
    snprintf(changes, sizeof changes, "UNIQUEWORKERID=W%d|TRAININGNAME=Course %d", i, i);
    file_add_training(&training, changes);
    file_add_training(&training, changes);
  }
  file_start(&staff, "staff.csv");
  for (int i = PEOPLE - 1; i >= 0; i--) {
    snprintf(changes, sizeof changes, "UNIQUEWORKERID=W%d", i);
    file_add_staff(&staff, changes);
  }
  import_add(&result, &training);
  import_add(&result, &staff);
  import_end(&result);
  import_expect(&result, "", "many people");
  ck_assert_uint_eq(cwp_team_count(result.team), PEOPLE);
  for (int i = 0; i < PEOPLE; i++) {
    snprintf(changes, sizeof changes, "SITE1/W%d", PEOPLE - 1 - i);
    const cwp_portfolio *person = cwp_team_at(result.team, (size_t)i);
    ck_assert_str_eq(cwp_portfolio_person(person)->id, changes);
    snprintf(changes, sizeof changes, "Course %d", PEOPLE - 1 - i);
    ck_assert_uint_eq(cwp_portfolio_count(person), 2);
    ck_assert_str_eq(cwp_portfolio_evidence(person, 1)->title, changes);
  }
  import_free(&result);
}
END_TEST

/* Memory. */

static cwp_status import_all(const cwp_allocator *allocator, void *context, cwp_error *error) {
  int staff_first = *(const int *)context;
  file_text *files[] = {staff_first ? &staff : &training, staff_first ? &training : &staff, &other};
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  options.on = 20778; /* 2026-11-21 */
  cwp_status status = cwp_import_new(cwp_edition_default(), &options, allocator, &import, error);
  for (size_t i = 0; i < COUNT(files) && status == CWP_OK; i++) {
    const cwp_input input = file_input(files[i]);
    status = cwp_import_add_input(import, &input, error);
  }
  if (status == CWP_OK) status = cwp_import_finish(import, &team, error);
  if (status == CWP_ERROR_MEMORY && import != NULL) {
    cwp_error after = CWP_ERROR_INIT;
    cwp_team *none;
    ck_assert_int_eq(cwp_import_finish(import, &none, &after), CWP_ERROR_ARGUMENT);
    ck_assert_int_eq(cwp_import_add_file(import, "x", &after), CWP_ERROR_ARGUMENT);
  }
  cwp_team_free(team);
  cwp_import_free(import);
  return status;
}

START_TEST(no_memory_is_an_error_everywhere) {
  make_pair_of_files();
  file_add_staff(&staff, "UNIQUEWORKERID=W2|GENDER=9|CWPCATEGORY=7");
  file_add_staff(&staff, "UNIQUEWORKERID=W3|GENDER=9|QUALACH01=4;2011|QUALACH01NOTES=seen");
  file_add_training(&training, "UNIQUEWORKERID=W8|TRAININGNAME=Course|NOTES=noted");
  file_add_training(&training, "UNIQUEWORKERID=W9|VALIDITY=x");
  if (_i == 0)
    make_workplaces("LOCALESTID=SITE9");
  else if (_i == 1)
    make_passport();
  else
    make_form("form.csv", "person,code,rating\nW2,CSW.B1,yes\nW2,CSW.B99,yes\n");
  failing_allocator_try_all(import_all, &_i, 2000, _i);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("import");
  TCase *joining = suite_case(suite, "joining");
  tcase_add_loop_test(joining, files_come_in_any_order, 0, 2);
  tcase_add_test(joining, training_alone_names_people_too);
  tcase_add_test(joining, repeated_workers_count_once);
  tcase_add_test(joining, colliding_keys_are_two_people_here);
  tcase_add_test(joining, training_of_unknown_workers_is_an_error);
  tcase_add_test(joining, removed_workers_are_left_out_with_their_training);
  tcase_add_test(joining, training_before_the_fourteenth_birthday_is_an_error);
  tcase_add_test(joining, rows_are_held_against_workplaces);
  tcase_add_test(joining, delegated_healthcare_is_held_against_the_job_role);
  tcase_add_test(joining, many_people_join);
  TCase *rows = suite_case(suite, "rows");
  tcase_add_test(rows, lines_are_those_of_the_file);
  tcase_add_test(rows, rows_of_another_length_are_said);
  tcase_add_test(rows, text_that_is_not_utf8_is_said);
  TCase *json = suite_case(suite, "JSON");
  tcase_add_test(json, portfolios_join_the_team);
  tcase_add_test(json, training_joins_portfolios);
  tcase_add_loop_test(json, people_are_there_once, 0, 2);
  tcase_add_test(json, portfolios_of_an_id_with_white_space_are_said);
  tcase_add_test(json, frameworks_are_checked);
  TCase *forms = suite_case(suite, "forms");
  tcase_add_test(forms, forms_alone_are_of_somebody_called_like_the_file);
  tcase_add_loop_test(forms, forms_belong_to_the_only_person, 0, 2);
  tcase_add_loop_test(forms, forms_may_say_whose_they_are, 0, 3);
  tcase_add_loop_test(forms, forms_of_nobody_known_are_said, 0, 4);
  tcase_add_test(forms, forms_make_people_where_no_staff_file_does);
  TCase *bad = suite_case(suite, "bad files");
  tcase_add_loop_test(bad, bad_files_are_said, 0, (int)COUNT(bad_files));
  tcase_add_test(bad, places_in_json_are_said);
  tcase_add_test(bad, rows_before_the_end_count);
  tcase_add_loop_test(bad, limits_are_kept, 0, 4);
  tcase_add_test(bad, limits_may_be_set);
  tcase_add_loop_test(bad, inputs_that_fail_are_said, 0, 2);
  tcase_add_test(bad, files_are_read_by_path);
  TCase *object = suite_case(suite, "object");
  tcase_add_test(object, arguments_are_checked);
  tcase_add_test(object, kinds_have_names);
  tcase_add_loop_test(object, progress_is_shown_and_may_cancel, 0, 3);
  tcase_add_test(object, frameworks_without_lists_read_files);
  tcase_add_loop_test(object, no_memory_is_an_error_everywhere, 0, 3);
  return suite_run(suite);
}
