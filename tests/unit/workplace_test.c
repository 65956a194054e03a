/* Workplace files, row by row: every column of today's layout, and those that it no longer has. */

#include "base/memory.h"
#include "exchange/asc_columns.h"
#include "support/asc_files.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static file_text one;

/* Changes to the good row, and the findings that come of them. */
typedef struct rule_case {
  const char *changes;
  const char *findings;
} rule_case;

#define X10 "xxxxxxxxxx"
#define X40 X10 X10 X10 X10
#define X120 X40 X40 X40
#define W "ASC-WORKPLACE-"
/* A service that is not regulated, and everything that would follow from being so taken away. */
#define PLAIN "REGTYPE=0|PROVNUM=|LOCATIONID=|VACANCIES=1;0"
/* One service only, whose capacity is asked. */
#define HOME "MAINSERVICE=2|ALLSERVICES=2|SERVICEDESC=|UTILISATION=28"
#define STAY "TRAVELTIME=|TTDIFFRATE="

static const rule_case cases[] = {
    {"", ""},
    /* keys and status */
    {"LOCALESTID=", W "LOCALESTID-MISSING:LOCALESTID"},
    {"LOCALESTID=" X40 "xxxxxxxxx", ""},
    {"LOCALESTID=" X40 X10, W "LOCALESTID-LENGTH:LOCALESTID"},
    {"LOCALESTID=\xFF", "ASC-KEY-NOT-UTF8:LOCALESTID"},
    {"LOCALESTID=" X120 X120, W "LOCALESTID-LENGTH:LOCALESTID ASC-KEY-TOO-LONG:LOCALESTID"},
    {"STATUS=", W "STATUS-UNKNOWN:STATUS"},
    {"STATUS=Update", ""},
    {"STATUS=OLD", W "STATUS-UNKNOWN:STATUS"},
    {"STATUS=NOCHANGE|ESTTYPE=99", ""},
    {"STATUS=UNCHECKED|MAINSERVICE=", ""},
    {"STATUS=DELETE|MAINSERVICE=", W "STATUS-DELETE:STATUS"},
    {"STATUS=NOCHANGE|ESTNAME=", W "ESTNAME-MISSING:ESTNAME"},
    /* name and address */
    {"ESTNAME=", W "ESTNAME-MISSING:ESTNAME"},
    {"ESTNAME=" X120, ""},
    {"ESTNAME=" X120 "x", W "ESTNAME-LENGTH:ESTNAME"},
    {"ADDRESS1=", W "ADDRESS1-MISSING:ADDRESS1"},
    {"ADDRESS1=" X40 "|ADDRESS2=" X40 "|ADDRESS3=" X40 "|POSTTOWN=" X40, ""},
    {"ADDRESS1=" X40 "x|ADDRESS2=" X40 "x|ADDRESS3=" X40 "x|POSTTOWN=" X40 "x",
     W "ADDRESS1-LENGTH:ADDRESS1 " W "ADDRESS2-LENGTH:ADDRESS2 " W "ADDRESS3-LENGTH:ADDRESS3 " W
       "POSTTOWN-LENGTH:POSTTOWN"},
    {"POSTCODE=", W "POSTCODE-MISSING:POSTCODE"},
    {"POSTCODE=LS11AA", W "POSTCODE-FORM:POSTCODE"},
    {"POSTCODE=LS1 1AA LS1", W "POSTCODE-LENGTH:POSTCODE"},
    {"ESTNAME=caf\xE9", "ASC-TEXT-NOT-UTF8:ESTNAME"},
    /* employer */
    {"ESTTYPE=", W "ESTTYPE-UNKNOWN:ESTTYPE"},
    {"ESTTYPE=x", W "ESTTYPE-UNKNOWN:ESTTYPE"},
    {"ESTTYPE=0", W "ESTTYPE-UNKNOWN:ESTTYPE"},
    {"ESTTYPE=9", W "ESTTYPE-UNKNOWN:ESTTYPE"},
    {"ESTTYPE=2", W "ESTTYPE-UNKNOWN:ESTTYPE"},
    {"ESTTYPE=1", ""},
    {"ESTTYPE=06", "ASC-CODE-PADDED:ESTTYPE"},
    {"ESTTYPE=6x", "ASC-CODE-INEXACT:ESTTYPE"},
    {"ESTTYPE=8", W "OTHERTYPE-MISSING:OTHERTYPE"},
    {"ESTTYPE=8|OTHERTYPE=" X120 X120, ""},
    {"ESTTYPE=8|OTHERTYPE=" X120 X120 "x", W "OTHERTYPE-LENGTH:OTHERTYPE"},
    {"ESTTYPE=6|OTHERTYPE=x", W "OTHERTYPE-NOT-NEEDED:OTHERTYPE"},
    {"ESTTYPE=2|OTHERTYPE=x", W "OTHERTYPE-NOT-NEEDED:OTHERTYPE " W "ESTTYPE-UNKNOWN:ESTTYPE"},
    /* sharing */
    {"PERMCQC=|PERMLA=0", ""},
    {"PERMCQC=2|PERMLA=01", W "PERMCQC-UNKNOWN:PERMCQC " W "PERMLA-UNKNOWN:PERMLA"},
    /* regulation */
    {"REGTYPE=", W "REGTYPE-UNKNOWN:REGTYPE " W "VACANCIES-NOT-CQC:VACANCY " W "REASONS-NOT-USED:REASONS " W
                   "REASONS-NOT-USED:REASONNOS " W "TURNOVER-NOT-USED:VACANCIES " W "TURNOVER-NOT-USED:STARTERS " W
                   "TURNOVER-NOT-USED:LEAVERS"},
    {"REGTYPE=1|VACANCIES=1;0", W "REGTYPE-UNKNOWN:REGTYPE"},
    {"REGTYPE=2x", "ASC-CODE-INEXACT:REGTYPE"},
    {PLAIN, W "REGTYPE-CQC:REGTYPE/MAINSERVICE"},
    {"MAINSERVICE=6|ALLSERVICES=6;12|SLEEPINS=|SLEEPINPAY=|TRAVELTIME=|TTDIFFRATE=",
     W "REGTYPE-NOT-CQC:REGTYPE/MAINSERVICE"},
    {"PROVNUM=", W "PROVNUM-MISSING:PROVNUM"},
    {"PROVNUM=1-1234567", W "PROVNUM-FORM:PROVNUM"},
    {"PROVNUM=1-123456789012", ""},
    {"PROVNUM=1-1234567890123", W "PROVNUM-FORM:PROVNUM"},
    {"PROVNUM=12-12345678", W "PROVNUM-FORM:PROVNUM"},
    {"PROVNUM=x-12345678", W "PROVNUM-FORM:PROVNUM"},
    {"LOCATIONID=", W "LOCATIONID-MISSING:LOCATIONID"},
    {"LOCATIONID=1 23456789", W "LOCATIONID-FORM:LOCATIONID"},
    {"REGTYPE=0|MAINSERVICE=12|ALLSERVICES=12;8|SERVICEDESC=x;|VACANCIES=1;0",
     W "PROVNUM-NOT-NEEDED:PROVNUM " W "LOCATIONID-NOT-NEEDED:LOCATIONID"},
    /* a head office may be either, and needs no location */
    {"MAINSERVICE=72|ALLSERVICES=72|CAPACITY=|UTILISATION=|SERVICEDESC=|LOCATIONID=|DHA=|DHAACTIVITIES=|SLEEPINS=|"
     "SLEEPINPAY=|TRAVELTIME=|TTDIFFRATE=|TOTALPERMTEMP=0",
     ""},
    /* services */
    {"MAINSERVICE=", W "MAINSERVICE-MISSING:MAINSERVICE " W "ALLSERVICES-MAINSERVICE:ALLSERVICES " W
                       "REGTYPE-NOT-CQC:REGTYPE/MAINSERVICE"},
    {"MAINSERVICE=99|ALLSERVICES=99;12", W "MAINSERVICE-UNKNOWN:MAINSERVICE " W "REGTYPE-NOT-CQC:REGTYPE/MAINSERVICE " W
                                           "ALLSERVICES-UNKNOWN:ALLSERVICES " W "UTILISATION-NOT-NEEDED:UTILISATION"},
    {"MAINSERVICE=08", "ASC-CODE-PADDED:MAINSERVICE " W "ALLSERVICES-MAINSERVICE:ALLSERVICES"},
    {HOME "|CAPACITY=30|" STAY, ""},
    {HOME "|CAPACITY=;30;|" STAY, ""},
    {"ALLSERVICES=12;5", W "ALLSERVICES-MAINSERVICE:ALLSERVICES"},
    {"ALLSERVICES=8;0|UTILISATION=20;|SERVICEDESC=;", ""},
    {"ALLSERVICES=8;0|UTILISATION=20;0|CAPACITY=;0|SERVICEDESC=;", ""},
    {"ALLSERVICES=0;8|UTILISATION=;20|CAPACITY=;|SERVICEDESC=;", W "UTILISATION-NOT-NEEDED:UTILISATION"},
    {"ALLSERVICES=8;0;12|UTILISATION=20;;10|CAPACITY=;;|SERVICEDESC=;;",
     W "ALLSERVICES-NONE:ALLSERVICES " W "ALLSERVICES-COUNT:ALLSERVICES/CAPACITY/UTILISATION/SERVICEDESC"},
    {"ALLSERVICES=8;", W "ALLSERVICES-FORM:ALLSERVICES"},
    {"ALLSERVICES=8;x", W "ALLSERVICES-FORM:ALLSERVICES"},
    {"ALLSERVICES=8;12x", "ASC-ITEM-INEXACT:ALLSERVICES"},
    {"ALLSERVICES=8;99|SERVICEDESC=;", W "ALLSERVICES-UNKNOWN:ALLSERVICES " W "UTILISATION-NOT-NEEDED:UTILISATION"},
    {"SERVICEDESC=", W "ALLSERVICES-COUNT:ALLSERVICES/CAPACITY/UTILISATION/SERVICEDESC"},
    {"SERVICEDESC=;" X120, ""},
    {"SERVICEDESC=;" X120 "x", W "SERVICEDESC-LENGTH:SERVICEDESC"},
    {"SERVICEDESC=lost;x", W "SERVICEDESC-NOT-NEEDED:SERVICEDESC"},
    /* capacities */
    {"CAPACITY=", W "CAPACITY-COUNT:CAPACITY/UTILISATION " W "CAPACITY-SERVICES:CAPACITY/UTILISATION"},
    {"UTILISATION=20", W "CAPACITY-COUNT:CAPACITY/UTILISATION"},
    {"CAPACITY=;;|UTILISATION=;;", W "CAPACITY-SERVICES:CAPACITY/UTILISATION"},
    {"CAPACITY=5;", W "CAPACITY-NOT-NEEDED:CAPACITY"},
    {"UTILISATION=9998;0", ""},
    {"UTILISATION=9999;0", W "UTILISATION-RANGE:UTILISATION"},
    {"UTILISATION=x;0", W "UTILISATION-RANGE:UTILISATION"},
    {"UTILISATION=2x;0", "ASC-ITEM-INEXACT:UTILISATION"},
    {HOME "|CAPACITY=10000|" STAY, W "CAPACITY-RANGE:CAPACITY"},
    {"CAPACITY=x;", W "CAPACITY-RANGE:CAPACITY"},
    /* people who use the services */
    {"SERVICEUSERS=|OTHERUSERDESC=", ""},
    {"SERVICEUSERS=", W "OTHERUSERDESC-ALONE:OTHERUSERDESC"},
    {"SERVICEUSERS=1;x", W "SERVICEUSERS-FORM:SERVICEUSERS"},
    {"SERVICEUSERS=1", W "SERVICEUSERS-COUNT:SERVICEUSERS/OTHERUSERDESC"},
    {"SERVICEUSERS=10;3", W "SERVICEUSERS-UNKNOWN:SERVICEUSERS"},
    {"SERVICEUSERS=45;46|OTHERUSERDESC=;", ""},
    {"OTHERUSERDESC=;", W "OTHERUSERDESC-MISSING:OTHERUSERDESC"},
    {"OTHERUSERDESC=;" X120 "x", W "OTHERUSERDESC-LENGTH:OTHERUSERDESC"},
    {"OTHERUSERDESC=lost;x", W "OTHERUSERDESC-NOT-NEEDED:OTHERUSERDESC"},
    /* delegated healthcare */
    {"DHA=|DHAACTIVITIES=", ""},
    {"DHA=3|DHAACTIVITIES=", W "DHA-UNKNOWN:DHA"},
    {"DHA=01|DHAACTIVITIES=", W "DHA-UNKNOWN:DHA"},
    {"DHA=2", W "DHAACTIVITIES-NOT-NEEDED:DHAACTIVITIES"},
    {"DHAACTIVITIES=999", ""},
    {"DHAACTIVITIES=1;999", W "DHAACTIVITIES-UNKNOWN:DHAACTIVITIES"},
    {"DHAACTIVITIES=0;9", W "DHAACTIVITIES-UNKNOWN:DHAACTIVITIES " W "DHAACTIVITIES-UNKNOWN:DHAACTIVITIES"},
    {PLAIN "|MAINSERVICE=10|ALLSERVICES=10;12|DHAACTIVITIES=|SLEEPINS=|SLEEPINPAY=|TRAVELTIME=|TTDIFFRATE=",
     W "DHA-MAINSERVICE:DHA"},
    /* staff numbers */
    {"TOTALPERMTEMP=", W "TOTALPERMTEMP-RANGE:TOTALPERMTEMP"},
    {"TOTALPERMTEMP=-1", W "TOTALPERMTEMP-RANGE:TOTALPERMTEMP"},
    {"TOTALPERMTEMP=999", ""},
    {"TOTALPERMTEMP=1000", W "TOTALPERMTEMP-RANGE:TOTALPERMTEMP"},
    {"TOTALPERMTEMP=0", W "TOTALPERMTEMP-ZERO:TOTALPERMTEMP"},
    {"ALLJOBROLES=|STARTERS=|LEAVERS=|VACANCIES=|REASONS=|REASONNOS=", ""},
    {"ALLJOBROLES=|STARTERS=0|LEAVERS=999|VACANCIES=0|REASONS=|REASONNOS=", ""},
    {"ALLJOBROLES=|STARTERS=1|LEAVERS=|VACANCIES=|REASONS=|REASONNOS=", W "ALLJOBROLES-MISSING:ALLJOBROLES"},
    {"ALLJOBROLES=|STARTERS=x|LEAVERS=|VACANCIES=|REASONS=|REASONNOS=", W "TURNOVER-NOT-USED:STARTERS"},
    {"ALLJOBROLES=8;x|REASONS=|REASONNOS=", W "ALLJOBROLES-FORM:ALLJOBROLES " W "TURNOVER-NOT-USED:STARTERS " W
                                              "TURNOVER-NOT-USED:LEAVERS " W "TURNOVER-NOT-USED:VACANCIES"},
    {"ALLJOBROLES=8;22", W "ALLJOBROLES-UNKNOWN:ALLJOBROLES"},
    {"ALLJOBROLES=8;53", W "ALLJOBROLES-UNKNOWN:ALLJOBROLES"},
    {"STARTERS=3", W "STARTERS-COUNT:ALLJOBROLES/STARTERS"},
    {"STARTERS=999", ""},
    {"STARTERS=3;1000", W "STARTERS-RANGE:STARTERS"},
    {"STARTERS=3;-1", W "STARTERS-RANGE:STARTERS"},
    {"LEAVERS=2|REASONS=|REASONNOS=", W "LEAVERS-COUNT:ALLJOBROLES/LEAVERS"},
    {"LEAVERS=2;x|REASONS=|REASONNOS=", W "LEAVERS-RANGE:LEAVERS"},
    {"VACANCIES=1", W "VACANCIES-COUNT:ALLJOBROLES/VACANCIES"},
    {"VACANCIES=1;", W "VACANCIES-RANGE:VACANCIES"},
    {"REGTYPE=0|MAINSERVICE=12|ALLSERVICES=12;8|SERVICEDESC=x;|PROVNUM=|LOCATIONID=|REASONS=|REASONNOS=",
     W "VACANCIES-NOT-CQC:VACANCY " W "TURNOVER-NOT-USED:STARTERS " W "TURNOVER-NOT-USED:LEAVERS " W
       "TURNOVER-NOT-USED:VACANCIES"},
    /* reasons for leaving */
    {"REASONS=|REASONNOS=", ""},
    {"REASONS=1;x", W "REASONS-FORM:REASONS"},
    {"REASONS=1;10", W "REASONS-UNKNOWN:REASONS"},
    {"REASONNOS=1;x", W "REASONNOS-FORM:REASONNOS " W "REASONNOS-SUM:REASONNOS/LEAVERS"},
    {"REASONNOS=2", W "REASONNOS-COUNT:REASONS/REASONNOS"},
    {"REASONNOS=1;2", W "REASONNOS-SUM:REASONNOS/LEAVERS"},
    {"LEAVERS=999", W "REASONS-NOT-USED:REASONS " W "REASONS-NOT-USED:REASONNOS"},
    {"LEAVERS=0;0", W "REASONS-NOT-USED:REASONS " W "REASONS-NOT-USED:REASONNOS"},
    {"REASONS=", W "REASONS-NOT-USED:REASONNOS"},
    /* the pathway */
    {"REPEATTRAINING=4", ""},
    {"REPEATTRAINING=5", W "REPEATTRAINING-UNKNOWN:REPEATTRAINING"},
    {"CWPAWARE=5", W "CWPAWARE-UNKNOWN:CWPAWARE"},
    {"CWPAWARE=01", W "CWPAWARE-UNKNOWN:CWPAWARE"},
    {"CWPAWARE=", ""},
    {"CWPAWARE=4", W "CWPUSE-NOT-AWARE:CWPUSE"},
    {"CWPAWARE=999|CWPUSE=|CWPUSEDESC=", ""},
    {"CWPUSE=3", W "CWPUSE-UNKNOWN:CWPUSE " W "CWPUSEDESC-NOT-NEEDED:CWPUSEDESC"},
    {"CWPUSE=2;1|CWPUSEDESC=", W "CWPUSE-REASONS-NOT-USED:CWPUSE"},
    {"CWPUSE=999|CWPUSEDESC=", ""},
    {"CWPUSE=1;11;10", W "CWPUSE-REASON-UNKNOWN:CWPUSE"},
    {"CWPUSE=1;;10", W "CWPUSE-REASON-UNKNOWN:CWPUSE"},
    {"CWPUSE=1;10;10", W "CWPUSE-REASON-REPEATED:CWPUSE"},
    {"CWPUSE=1", W "CWPUSEDESC-NOT-NEEDED:CWPUSEDESC"},
    {"CWPUSEDESC=" X120, ""},
    {"CWPUSEDESC=" X120 "x", W "CWPUSEDESC-LENGTH:CWPUSEDESC"},
    /* pay and terms */
    {"SICKPAY=Unknown|PENSION=UNKNOWN|ACTUALCONT=", ""},
    {"SICKPAY=2", W "SICKPAY-UNKNOWN:SICKPAY"},
    {"SICKPAY=unknowns", W "SICKPAY-UNKNOWN:SICKPAY"},
    {"PENSION=no one|ACTUALCONT=", W "PENSION-UNKNOWN:PENSION"},
    {"ACTUALCONT=3", W "ACTUALCONT-RANGE:ACTUALCONT"},
    {"ACTUALCONT=3.1", ""},
    {"ACTUALCONT=100", ""},
    {"ACTUALCONT=100.1", W "ACTUALCONT-RANGE:ACTUALCONT"},
    {"ACTUALCONT=x", W "ACTUALCONT-RANGE:ACTUALCONT"},
    {"PENSION=0", W "ACTUALCONT-NOT-NEEDED:ACTUALCONT"},
    {"OPTOUTPEN=3", W "OPTOUTPEN-UNKNOWN:OPTOUTPEN"},
    {"HOLIDAY=28.5", W "HOLIDAY-FORM:HOLIDAY"},
    {"HOLIDAY=", ""},
    {"SLEEPINS=3|SLEEPINPAY=", W "SLEEPINS-UNKNOWN:SLEEPINS"},
    {"SLEEPINPAY=3", W "SLEEPINPAY-UNKNOWN:SLEEPINPAY"},
    {"SLEEPINS=2", W "SLEEPINPAY-NOT-NEEDED:SLEEPINPAY"},
    {"TRAVELTIME=7|TTDIFFRATE=", W "TRAVELTIME-UNKNOWN:TRAVELTIME"},
    {"TRAVELTIME=6", W "TTDIFFRATE-NOT-NEEDED:TTDIFFRATE"},
    {"TTDIFFRATE=2.4", W "TTDIFFRATE-RANGE:TTDIFFRATE"},
    {"TTDIFFRATE=2.5", ""},
    {"TTDIFFRATE=200", ""},
    {"TTDIFFRATE=200.01", W "TTDIFFRATE-RANGE:TTDIFFRATE"},
    {HOME "|CAPACITY=30|TRAVELTIME=1|TTDIFFRATE=", W "TRAVELTIME-MAINSERVICE:TRAVELTIME"},
    {HOME "|CAPACITY=30|TRAVELTIME=3|TTDIFFRATE=9",
     W "TRAVELTIME-MAINSERVICE:TRAVELTIME " W "TTDIFFRATE-MAINSERVICE:TTDIFFRATE"},
    {"REGTYPE=0|PROVNUM=|LOCATIONID=|VACANCIES=1;0|MAINSERVICE=6|ALLSERVICES=6;12|TRAVELTIME=|TTDIFFRATE=",
     W "SLEEPINS-MAINSERVICE:SLEEPINS " W "SLEEPINPAY-MAINSERVICE:SLEEPINPAY"},
};

START_TEST(rules) {
  const rule_case *at = &cases[_i];
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&one, "workplace.csv");
  file_add_workplace(&one, at->changes);
  import_add(&result, &one);
  import_expect(&result, at->findings, at->changes);
  const cwp_findings *findings = cwp_import_findings(result.import);
  for (size_t i = 0; i < cwp_findings_count(findings); i++) {
    ck_assert_uint_eq(cwp_findings_at(findings, i)->line, 2);
    ck_assert_uint_eq(cwp_findings_at(findings, i)->record, 1);
  }
  import_free(&result);
}
END_TEST

START_TEST(status_is_held_against_what_is_stored) {
  static const struct {
    cwp_stored stored;
    const char *status;
    const char *findings;
  } known[] = {
      {CWP_STORED_NONE, "STATUS=NEW", ""},
      {CWP_STORED_NONE, "STATUS=UPDATE", W "STATUS-NOT-STORED:STATUS"},
      {CWP_STORED_NONE, "STATUS=DELETE", W "STATUS-NOT-STORED:STATUS " W "STATUS-DELETE:STATUS"},
      {CWP_STORED_ALL, "STATUS=NEW", W "STATUS-STORED:STATUS"},
      {CWP_STORED_ALL, "STATUS=NOCHANGE", ""},
  };
  for (size_t i = 0; i < COUNT(known); i++) {
    imported result = import_start(known[i].stored);
    file_start(&one, "workplace.csv");
    file_add_workplace(&one, known[i].status);
    import_add(&result, &one);
    import_expect(&result, known[i].findings, known[i].status);
    import_free(&result);
  }
}
END_TEST

/* A list of more items than a person could mean is said, and not walked into. */
START_TEST(endless_lists_are_said) {
  char changes[1024] = "REASONS=|REASONNOS=|LEAVERS=";
  for (int i = 0; i < 200; i++)
    strcat(changes, "1;");
  imported result = import_start(CWP_STORED_UNKNOWN);
  file_start(&one, "workplace.csv");
  file_add_workplace(&one, changes);
  import_add(&result, &one);
  const cwp_finding *finding = import_finding(&result, "ASC-LIST-LENGTH");
  ck_assert_str_eq(finding->column, "LEAVERS");
  ck_assert_ptr_nonnull(strstr(finding->message, "201"));
  import_free(&result);
}
END_TEST

START_TEST(what_the_service_does_is_said) {
  static const struct {
    const char *changes, *id, *code, *severity, *action;
  } known[] = {
      {"CWPAWARE=5", W "CWPAWARE-UNKNOWN", "2480", "warning", "value dropped"},
      {"PERMLA=x", W "PERMLA-UNKNOWN", "1090", "error", "file rejected"},
      {"ESTTYPE=6x", "ASC-CODE-INEXACT", "", "", "taken as 6"},
      {"SERVICEUSERS=10;3", W "SERVICEUSERS-UNKNOWN", "1130", "warning", "item dropped"},
  };
  for (size_t i = 0; i < COUNT(known); i++) {
    imported result = import_start(CWP_STORED_UNKNOWN);
    file_start(&one, "workplace.csv");
    file_add_workplace(&one, known[i].changes);
    import_add(&result, &one);
    const cwp_finding *finding = import_finding(&result, known[i].id);
    ck_assert_str_eq(finding->upstream, known[i].code);
    ck_assert_str_eq(finding->upstream_severity, known[i].severity);
    ck_assert_str_eq(finding->upstream_action, known[i].action);
    import_free(&result);
  }
}
END_TEST

/* What stands in columns that are gone is said, column by column. */
START_TEST(retired_columns_are_said) {
  cwp__buffer text;
  imported result = import_start(CWP_STORED_UNKNOWN);
  const cwp_allocator plain = cwp__allocator_or_default(NULL);
  cwp__buffer_init(&text, &plain);
  cwp__layout_header(CWP_FILE_ASC_WORKPLACE, 0, &text);
  file_start(&one, "workplace.csv");
  file_add_text(&one, text.text);
  file_add_text(&one, "\nSITE1,UPDATE,Site One,1 The Street,,,Leeds,LS1 1AA,6,,1,1,1,2,1-12345678,1-23456789,8,8,,20,"
                      ",,,20,,,,,,\n");
  import_add(&result, &one);
  import_expect(&result, "ASC-HEADER-HISTORIC: ASC-COLUMN-RETIRED:SHARELA", "layout of 2019");
  cwp__buffer_free(&text);
  import_free(&result);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("workplace files");
  TCase *all = suite_case(suite, "rules");
  tcase_add_loop_test(all, rules, 0, (int)COUNT(cases));
  tcase_add_test(all, status_is_held_against_what_is_stored);
  tcase_add_test(all, endless_lists_are_said);
  tcase_add_test(all, what_the_service_does_is_said);
  tcase_add_test(all, retired_columns_are_said);
  return suite_run(suite);
}
