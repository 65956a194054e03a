/* What rows and files of the national data set say together, as files are imported and as they are only checked. */

#include "support/asc_files.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static provider_files files;

/* Rows, and what comes of them: "ID:COLUMN@LINE", in any order. */
typedef struct together_case {
  const char *rows;
  const char *findings;
} together_case;

#define W "ASC-WORKPLACE-"
#define S "ASC-STAFF-"
#define T "ASC-TRAINING-"
/* One workplace and its only worker, whose numbers agree. */
#define SITE "W:TOTALPERMTEMP=1|STARTERS=0;0|LEAVERS=0;0|VACANCIES=0;1|REASONS=|REASONNOS="
#define MANY W "VACANCIES-MANY:VACANCIES@2"

static const together_case cases[] = {
    /* workplaces */
    {"W:", ""},
    {"W: + W:LOCALESTID=SITE2|LOCATIONID=1-99999999", ""},
    {"W: + W:LOCALESTID=S ITE1|LOCATIONID=1-99999999", W "LOCALESTID-REPEATED:LOCALESTID@3"},
    {"W: + W:LOCALESTID=SITE2", W "LOCATIONID-REPEATED:LOCATIONID@3"},
    {"W: + W:LOCALESTID=SITE2|STATUS=UNCHECKED", ""},
    /* keys of workers */
    {"S: + S:UNIQUEWORKERID=W2", ""},
    {"S: + S:UNIQUEWORKERID=W 1", S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    {"S:LOCALESTID=A B|UNIQUEWORKERID=1 + S:LOCALESTID=AB|UNIQUEWORKERID=1",
     S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    {"S:LOCALESTID=A1|UNIQUEWORKERID=23 + S:LOCALESTID=A12|UNIQUEWORKERID=3",
     S "UNIQUEWORKERID-COLLIDES:UNIQUEWORKERID@3"},
    {"S:STATUS=DELETE + S:", S "STATUS-DELETE:STATUS@2 " S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    {"S:CHGUNIQUEWRKID=W2", ""},
    {"S:CHGUNIQUEWRKID=W1", S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@2"},
    {"S:CHGUNIQUEWRKID=W 2 + S:UNIQUEWORKERID=W2", S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@2"},
    {"S:UNIQUEWORKERID=W2 + S:CHGUNIQUEWRKID=W2", S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@3"},
    {"S:CHGUNIQUEWRKID=W9 + S:UNIQUEWORKERID=W2|CHGUNIQUEWRKID=W9", S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@3"},
    {"S:CHGUNIQUEWRKID=W2 + S:UNIQUEWORKERID=W2|CHGUNIQUEWRKID=W1",
     S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@2 " S "CHGUNIQUEWRKID-REPEATED:CHGUNIQUEWRKID@3"},
    {"S:CHGUNIQUEWRKID=W2 + S:CHGUNIQUEWRKID=W3", S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    {"S:CHGUNIQUEWRKID=W2 + S:", S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    {"S: + S:CHGUNIQUEWRKID=W2", S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@3"},
    /* moves */
    {"S:TRANSFERSTAFFRECORD=SITE2", ""},
    {"S:TRANSFERSTAFFRECORD=SITE2 + S:LOCALESTID=SITE2", S "TRANSFERSTAFFRECORD-TAKEN:UNIQUEWORKERID@2"},
    {"S:TRANSFERSTAFFRECORD=SITE2|CHGUNIQUEWRKID=W2 + S:LOCALESTID=SITE2", ""},
    {"S:TRANSFERSTAFFRECORD=SITE2 + S:LOCALESTID=SITE2|STATUS=NEW", S "TRANSFERSTAFFRECORD-TWICE:UNIQUEWORKERID@2"},
    {"S:TRANSFERSTAFFRECORD=SITE3 + S:LOCALESTID=SITE2|TRANSFERSTAFFRECORD=SITE3",
     S "TRANSFERSTAFFRECORD-TWICE:UNIQUEWORKERID@3"},
    {"S:TRANSFERSTAFFRECORD=SITE2|STATUS=NOCHANGE + S:LOCALESTID=SITE2", ""},
    {"S:STATUS=NEW|TRANSFERSTAFFRECORD=SITE2", S "TRANSFERSTAFFRECORD-NEW:LOCALESTID@2"},
    {SITE " + S:TRANSFERSTAFFRECORD=SITE2", MANY " " S "TRANSFERSTAFFRECORD-NO-WORKPLACE:TRANSFERSTAFFRECORD@2"},
    {SITE " + W:LOCALESTID=SITE2|LOCATIONID=1-99999999|STATUS=NOCHANGE + S:TRANSFERSTAFFRECORD=SITE2", MANY},
    {SITE " + W:LOCALESTID=SITE2|LOCATIONID=1-99999999|STATUS=NEW|TOTALPERMTEMP=2 + S:TRANSFERSTAFFRECORD=SITE2",
     MANY " " S "TRANSFERSTAFFRECORD-NO-WORKPLACE:TRANSFERSTAFFRECORD@2 " W "TOTALPERMTEMP-DIFFERS:TOTALPERMTEMP@3"},
    /* one NI number: 75 hours in all are fine */
    {"S:NINUMBER=AB123456C|CONTHOURS=37.5 + S:UNIQUEWORKERID=W2|NINUMBER=AB123456C|CONTHOURS=37.5", ""},
    {"S:NINUMBER=AB123456C|CONTHOURS=37.5 + S:UNIQUEWORKERID=W2|NINUMBER=ab 12 34 56 c|CONTHOURS=38",
     S "NINUMBER-HOURS:NINUMBER@2 " S "NINUMBER-HOURS:NINUMBER@3"},
    {"S:NINUMBER=AB123456C|CONTHOURS=75", ""},
    {"S:NINUMBER=AB123456C|CONTHOURS=999 + S:UNIQUEWORKERID=W2|NINUMBER=AB123456C|CONTHOURS=70", ""},
    {"S:NINUMBER=AB123456C|CONTHOURS=50 + S:UNIQUEWORKERID=W2|NINUMBER=AB123456D|CONTHOURS=50", ""},
    {"S:NINUMBER=AB123456C|CONTHOURS=|AVGHOURS=50|EMPLSTATUS=3|ZEROHRCONT= + S:UNIQUEWORKERID=W2|NINUMBER=AB123456C|"
     "CONTHOURS=50",
     S "NINUMBER-HOURS:NINUMBER@2 " S "NINUMBER-HOURS:NINUMBER@3"},
    {"S:NINUMBER=AB123456C|CONTHOURS=70|STATUS=NOCHANGE + S:UNIQUEWORKERID=W2|NINUMBER=AB123456C|CONTHOURS=70", ""},
    /* salaries: under 37 hours against more than 36, in one job role */
    {"S: + S:UNIQUEWORKERID=W2|CONTHOURS=37", S "SALARY-FULL-TIME:SALARY@2"},
    {"S:CONTHOURS=37 + S:UNIQUEWORKERID=W2", S "SALARY-FULL-TIME:SALARY@3"},
    {"S: + S:UNIQUEWORKERID=W2|CONTHOURS=36", ""},
    {"S: + S:UNIQUEWORKERID=W2|CONTHOURS=37|SALARY=20001", ""},
    {"S: + S:UNIQUEWORKERID=W2|CONTHOURS=37|MAINJOBROLE=7|CWPCATEGORY=", ""},
    {"S:CONTHOURS=36.5", S "SALARY-FULL-TIME:SALARY@2"},
    {"S: + S:UNIQUEWORKERID=W2|CONTHOURS=37|STATUS=NOCHANGE", ""},
    /* staff against their workplace */
    {SITE " + S:", MANY},
    {SITE " + S: + S:UNIQUEWORKERID=W2|LOCALESTID=SITE2", MANY " " S "LOCALESTID-NO-WORKPLACE:LOCALESTID@3"},
    {SITE " + S:MAINJOBROLE=4|CWPCATEGORY=7", MANY},
    {"W:REGTYPE=0|PROVNUM=|LOCATIONID=|MAINSERVICE=12|ALLSERVICES=12;8|SERVICEDESC=;|TOTALPERMTEMP=1|STARTERS=0;0|"
     "LEAVERS=0;0|VACANCIES=0;0|REASONS=|REASONNOS= + S:MAINJOBROLE=4|CWPCATEGORY=7",
     S "MAINJOBROLE-NOT-CQC:MAINJOBROLE@2"},
    {"W:REGTYPE=0|STATUS=NOCHANGE + S:MAINJOBROLE=4|CWPCATEGORY=7", ""},
    {"W:STATUS=DELETE + S:MAINJOBROLE=4|CWPCATEGORY=7",
     W "STATUS-DELETE:STATUS@2 " S "MAINJOBROLE-NOT-CQC:MAINJOBROLE@2"},
    {SITE "|DHA=2|DHAACTIVITIES= + S:", MANY " " S "DHA-WORKPLACE:DHA@2"},
    {SITE "|DHA=2|DHAACTIVITIES= + S:DHA=", MANY},
    {SITE "|DHA=2|DHAACTIVITIES= + S:STATUS=NOCHANGE", MANY},
    {SITE " + S:MAINJOBROLE=25|CWPCATEGORY=", MANY " " S "DHA-JOB-ROLE:DHA@2"},
    /* totals */
    {"W:TOTALPERMTEMP=2 + S:", W "TOTALPERMTEMP-DIFFERS:TOTALPERMTEMP@2"},
    {"W:TOTALPERMTEMP=1|STARTERS=2;0|LEAVERS=1;0|REASONS=|REASONNOS=|VACANCIES=0;1 + S:",
     W "STARTERS-MANY:STARTERS@2 " W "LEAVERS-MANY:LEAVERS@2 " MANY},
    {SITE "|VACANCIES=0;0 + S:", MANY},
    {"W:TOTALPERMTEMP=1|STARTERS=999|LEAVERS=999|VACANCIES=999|REASONS=|REASONNOS= + S:",
     W "VACANCIES-NO-MANAGER:VACANCIES@2"},
    {"W:TOTALPERMTEMP=1|STARTERS=999|LEAVERS=999|VACANCIES=999|REASONS=|REASONNOS= + S:MAINJOBROLE=4|CWPCATEGORY=7",
     ""},
    /* training */
    {"S: + T:", ""},
    {"S: + T:UNIQUEWORKERID=W2", T "UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID@2"},
    {"S: + T:UNIQUEWORKERID=W2 + T: + T:UNIQUEWORKERID=W2",
     T "UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID@2 " T "UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID@4"},
    {"W: + T:LOCALESTID=SITE2", T "LOCALESTID-NO-WORKPLACE:LOCALESTID@2"},
    {"W:STATUS=NOCHANGE + S: + T:LOCALESTID=SITE2",
     T "LOCALESTID-NO-WORKPLACE:LOCALESTID@2 " T "UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID@2"},
    {"S: + T:DATECOMPLETED=09/12/1996", T "DATECOMPLETED-TOO-YOUNG:DATECOMPLETED@2"},
    {"S: + T:DATECOMPLETED=10/12/1996", ""},
};

/* Findings as they are handed out. */
typedef struct heard {
  char text[4096];
  size_t length;
  size_t count;
  size_t most;
} heard;

static int hear(void *context, const cwp_finding *finding) {
  heard *self = context;
  if (self->count++ == self->most) return 1;
  self->length += (size_t)snprintf(self->text + self->length, sizeof self->text - self->length, "%s:%s@%d ",
                                   finding->id, finding->column, (int)finding->line);
  ck_assert_uint_lt(self->length, sizeof self->text);
  return 0;
}

static imported start(heard *to, int check_only) {
  imported self = {NULL, NULL};
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  *to = (heard){.most = SIZE_MAX};
  ck_assert_int_eq(cwp_date_parse("2026-11-21", &options.on, NULL), CWP_OK);
  options.check_only = check_only;
  options.found = hear;
  options.found_context = to;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &self.import, NULL), CWP_OK);
  return self;
}

/* Fails unless the words of one text are those of the other. */
static void expect_words(const heard *seen, const char *wanted, const char *about, int check_only) {
  char word[128];
  size_t words = 0;
  for (const char *at = wanted; *at != '\0'; at += strspn(at, " ")) {
    size_t length = strcspn(at, " ");
    ck_assert_uint_lt(length + 1, sizeof word);
    snprintf(word, sizeof word, "%.*s ", (int)length, at);
    ck_assert_msg(strstr(seen->text, word) != NULL, "%s (%d): no %s in %s", about, check_only, word, seen->text);
    at += length;
    words++;
  }
  ck_assert_msg(words == seen->count, "%s (%d): %s", about, check_only, seen->text);
}

/* The same comes of importing files and of checking them only. */
START_TEST(rows_together) {
  heard seen;
  for (int check_only = 0; check_only < 2; check_only++) {
    imported result = start(&seen, check_only);
    provider_start(&files, cases[_i].rows);
    provider_add(&files, &result);
    import_end(&result);
    expect_words(&seen, cases[_i].findings, cases[_i].rows, check_only);
    ck_assert_uint_eq(cwp_findings_count(cwp_import_findings(result.import)), 0);
    if (check_only) ck_assert_uint_eq(cwp_team_count(result.team), 0);
    import_free(&result);
  }
}
END_TEST

/* An import takes files in any order; it comes to the same. */
START_TEST(order_does_not_matter_to_an_import) {
  heard seen;
  imported result = start(&seen, 0);
  provider_start(&files, cases[_i].rows);
  if (files.training.length > 0) import_add(&result, &files.training);
  if (files.staff.length > 0) import_add(&result, &files.staff);
  if (files.workplace.length > 0) import_add(&result, &files.workplace);
  import_end(&result);
  expect_words(&seen, cases[_i].findings, cases[_i].rows, 2);
  import_free(&result);
}
END_TEST

/* The service says 997 of training in an unknown workplace, and does not come to the worker. */
START_TEST(the_service_looks_for_nobody_in_an_unknown_workplace) {
  imported result = import_start(CWP_STORED_UNKNOWN);
  provider_start(&files, "W:STATUS=NOCHANGE + S: + T:LOCALESTID=SITE2");
  provider_add(&files, &result);
  import_end(&result);
  ck_assert_str_eq(import_finding(&result, T "LOCALESTID-NO-WORKPLACE")->upstream, "997");
  ck_assert_str_eq(import_finding(&result, T "UNIQUEWORKERID-NO-WORKER")->upstream, "");
  import_free(&result);
}
END_TEST

START_TEST(whoever_hears_findings_may_stop) {
  heard seen;
  cwp_error error = CWP_ERROR_INIT;
  imported result = start(&seen, 1);
  seen.most = 1;
  provider_start(&files, "S:GENDER=9 + S:GENDER=8|UNIQUEWORKERID=W2 + S:GENDER=7|UNIQUEWORKERID=W3");
  ck_assert_int_eq(import_add_bad(&result, &files.staff, &error), CWP_ERROR_ARGUMENT);
  ck_assert_str_eq(error.message, "cancelled");
  ck_assert_uint_eq(seen.count, 2);
  import_free(&result);
}
END_TEST

/* Tables grow many times over, and still know everybody. */
START_TEST(thousands_of_workers_are_told_apart) {
  enum { WORKERS = 300 };
  heard seen;
  char changes[128];
  imported result = start(&seen, 1);
  provider_start(&files, "");
  for (int i = 0; i < WORKERS; i++) {
    snprintf(changes, sizeof changes, "UNIQUEWORKERID=W%d|NINUMBER=AB%06d|CONTHOURS=%d|SALARY=%d", i, i,
             i % 2 ? 38 : 20, 10000 + i);
    file_add_wide_staff(&files.staff, changes);
    snprintf(changes, sizeof changes, "UNIQUEWORKERID=W%d", i);
    file_add_training(&files.training, changes);
  }
  file_add_wide_staff(&files.staff, "UNIQUEWORKERID=W137");
  file_add_training(&files.training, "UNIQUEWORKERID=W1370");
  provider_add(&files, &result);
  import_end(&result);
  expect_words(&seen, S "UNIQUEWORKERID-REPEATED:UNIQUEWORKERID@302 " T "UNIQUEWORKERID-NO-WORKER:UNIQUEWORKERID@302",
               "thousands", 1);
  import_free(&result);
}
END_TEST

static cwp_status check_all(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_import *import = NULL;
  cwp_team *team = NULL;
  options.check_only = *(const int *)context;
  cwp_status status = cwp_import_new(cwp_edition_default(), &options, allocator, &import, error);
  file_text *const all[] = {&files.workplace, &files.staff, &files.training};
  for (size_t i = 0; i < COUNT(all) && status == CWP_OK; i++) {
    const cwp_input input = file_input(all[i]);
    status = cwp_import_add_input(import, &input, error);
  }
  if (status == CWP_OK) status = cwp_import_finish(import, &team, error);
  cwp_team_free(team);
  cwp_import_free(import);
  return status;
}

/* Everything that is kept fails in turn. */
START_TEST(no_memory_is_an_error_everywhere) {
  provider_start(&files,
                 "W: + S:NINUMBER=AB123456C|CHGUNIQUEWRKID=W2 + S:UNIQUEWORKERID=W4|TRANSFERSTAFFRECORD=SITE2 + "
                 "S:UNIQUEWORKERID=W5|CONTHOURS=40 + T:");
  failing_allocator_try_all(check_all, &_i, 2000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("together");
  TCase *all = suite_case(suite, "rows and files");
  tcase_add_loop_test(all, rows_together, 0, (int)COUNT(cases));
  tcase_add_loop_test(all, order_does_not_matter_to_an_import, 0, (int)COUNT(cases));
  tcase_add_test(all, the_service_looks_for_nobody_in_an_unknown_workplace);
  tcase_add_test(all, whoever_hears_findings_may_stop);
  tcase_add_test(all, thousands_of_workers_are_told_apart);
  tcase_add_loop_test(all, no_memory_is_an_error_everywhere, 0, 2);
  return suite_run(suite);
}
