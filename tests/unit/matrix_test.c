#include "cwp/matrix.h"

#include "cwp/exchange.h"
#include "exchange/matrix_cell.h"
#include "exchange/matrix_findings.h"
#include "exchange/matrix_names.h"
#include "support/failing_allocator.h"
#include "support/moves.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MATRICES CWP_SOURCE_DIR "/tests/data/matrices/"

static cwp_matrix *matrix;
static cwp_team *team;
static cwp_error error;

static void tear_down(void) {
  cwp_team_free(team);
  cwp_matrix_free(matrix);
  team = NULL;
  matrix = NULL;
}

typedef struct in_memory {
  const char *text;
  size_t length;
  size_t at;
} in_memory;

/* Gives a few bytes at a time, as a slow stream does. */
static size_t read_some(void *context, void *buffer, size_t capacity) {
  in_memory *self = context;
  size_t left = self->length - self->at, count = left < 997 ? left : 997;
  if (count > capacity) count = capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static void start(const char *name) {
  cwp_matrix_options options = CWP_MATRIX_OPTIONS_INIT;
  tear_down();
  options.name = name;
  options.on = day("2026-11-21");
  ck_assert_int_eq(cwp_matrix_new(cwp_edition_default(), &options, NULL, &matrix, &error), CWP_OK);
}

static cwp_status add_text(const char *text) {
  in_memory memory = {text, strlen(text), 0};
  cwp_input input = {read_some, &memory, NULL};
  return cwp_matrix_read(matrix, &input, &error);
}

static void finish(void) {
  ck_assert_msg(cwp_matrix_finish(matrix, &error) == CWP_OK, "%s", error.message);
  const cwp_matrix_summary *summary = cwp_matrix_summarise(matrix);
  ck_assert_uint_eq(summary->used + summary->named, summary->cells);
  ck_assert_int_eq(cwp_matrix_take_team(matrix, &team, &error), CWP_OK);
  ck_assert_uint_eq(cwp_team_count(team), summary->people);
}

static void read_text(const char *text) {
  start("dir/matrix.csv");
  ck_assert_msg(add_text(text) == CWP_OK, "%s", error.message);
  finish();
}

static void read_sample(const char *name) {
  char path[512];
  start(name);
  snprintf(path, sizeof path, MATRICES "%s", name);
  ck_assert_msg(cwp_matrix_read_file(matrix, path, &error) == CWP_OK, "%s", error.message);
  finish();
}

/* The evidence of one person, a line each: "ASC.T6 trained completed 2025-03-31..2026-03-31". */
static const char *evidence_of(const char *id) {
  static char text[4096];
  char from[CWP_DATE_TEXT_SIZE], until[CWP_DATE_TEXT_SIZE];
  size_t length = 0;
  const cwp_portfolio *portfolio = cwp_team_find(team, id);
  ck_assert_msg(portfolio != NULL, "nobody is called %s", id);
  text[0] = '\0';
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    length += (size_t)snprintf(text + length, sizeof text - length, "%s %s %s %s..%s\n", evidence->about,
                               cwp_evidence_kind_name(evidence->kind), cwp_result_name(evidence->result),
                               cwp_date_format(evidence->from, from), cwp_date_format(evidence->until, until));
  }
  return text;
}

static size_t count_findings(const char *id) {
  const cwp_findings *findings = cwp_matrix_findings(matrix);
  size_t count = 0;
  for (size_t i = 0; i < cwp_findings_count(findings); i++)
    count += strcmp(cwp_findings_at(findings, i)->id, id) == 0;
  return count;
}

static void ck_finding(const char *id, uint64_t line, uint64_t record, const char *column, const char *value) {
  const cwp_findings *findings = cwp_matrix_findings(matrix);
  for (size_t i = 0; i < cwp_findings_count(findings); i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    if (strcmp(finding->id, id) == 0 && finding->line == line && finding->record == record &&
        strcmp(finding->column, column) == 0 && strcmp(finding->value, value) == 0)
      return;
  }
  ck_abort_msg("there is no %s on line %u, record %u, column %s, value %s", id, (unsigned)line, (unsigned)record,
               column, value);
}

static void ck_column(size_t index, const char *heading, const char *meaning, const char *about, const char *dates) {
  const cwp_matrix_column *column = cwp_matrix_column_at(matrix, index);
  ck_assert_ptr_nonnull(column);
  ck_assert_str_eq(column->heading, heading);
  ck_assert_str_eq(cwp_matrix_meaning_name(column->meaning), meaning);
  ck_assert_str_eq(column->about, about);
  if (dates) ck_assert_str_eq(cwp_matrix_dates_name(column->dates), dates);
}

/* Names of courses. */

START_TEST(names_of_courses_are_known) {
  static const struct {
    const char *name;
    const char *about; /* "" to abstain */
  } names[] = {
      {"Fire Saftey (annual)", "ASC.T6"},
      {"M&H", "ASC.T15"},
      {"Manual Handling - Objects", "ASC.T45"},
      {"H & S", "ASC.T9"},
      {"Mental Health", "ASC.T31"},
      {"MCA/DoLS", "ASC.T14"},
      {"BLS", "ASC.T7"},
      {"IPC Level 2", "ASC.T10"},
      {"Safeguarding Adults L2", "ASC.T20"},
      {"safeguarding children", "ASC.T25"},
      {"Food Hygiene", "ASC.T8"},
      {"Meds", "ASC.T13"},
      {"Epilepsy / Buccal", "ASC.T27"},
      {"Catheter care", "ASC.T33"},
      {"PEG", "L.delegated-peg-feeding"},
      {"OMMT Tier 1", "ASC.T42"},
      {"Oliver McGowan Tier 2", "ASC.T43"},
      {"Oliver McGowan (e-learning)", "ASC.T41"},
      {"Oliver McGowan", ""},
      {"GDPR", "ASC.T26"},
      {"PMVA", "ASC.T1"},
      {"PBS", "ASC.T19"},
      {"Care Certificate", "L.care-certificate"},
      {"NVQ Level 3", "L.level-3-diploma-in-adult-care"},
      {"ASC.T20", "ASC.T20"},
      {"LD & Autism", ""},
      {"Lone working", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    cwp__course course;
    cwp__course_find(cwp_edition_default(), cwp__span_of(names[i].name), &course);
    const char *about = course.about == CWP_NONE ? "" : cwp_record_code(cwp_edition_default(), course.about);
    ck_assert_msg(strcmp(about, names[i].about) == 0, "%s: %s", names[i].name, about);
    ck_assert(course.score >= 0 && course.score <= 1);
    ck_assert_str_ne(course.reason, "");
  }
}
END_TEST

/* Days, in all spellings and back. */

static void ck_day(const char *text, cwp_date expected) {
  cwp__cell_read read;
  cwp_date first, last;
  cwp__cell_read_text(cwp__span_of(text), &read);
  ck_assert_msg(read.kind == CWP__CELL_DATED && read.day_count == 1, "%s", text);
  ck_assert_msg(cwp__day_settle(&read.days[0], 0, &first, &last) && first == expected, "%s", text);
  ck_assert_int_eq(last, expected);
}

START_TEST(days_are_read_in_all_spellings) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  for (cwp_date date = day("1999-12-25"); date < day("2036-02-01"); date += 17) {
    int y, m, d;
    char text[64];
    cwp_date_split(date, &y, &m, &d);
    const char *name = months[m - 1];
#define SPELLED(...)                                                                                                   \
  snprintf(text, sizeof text, __VA_ARGS__);                                                                            \
  ck_day(text, date)
    SPELLED("%02d/%02d/%04d", d, m, y);
    SPELLED("%d-%d-%02d", d, m, y % 100);
    SPELLED("%d.%d.%04d", d, m, y);
    SPELLED("%d %.3s %d", d, name, y);
    SPELLED("%d-%.3s-%02d", d, name, y % 100);
    SPELLED("%dth of %s %d", d, name, y);
    SPELLED("%s %d, %d", name, d, y);
    SPELLED("%04d-%02d-%02d", y, m, d);
    SPELLED("%04d-%02d-%02dT09:30:00Z", y, m, d);
    SPELLED("%02d/%02d/%04d 00:00:00", d, m, y);
    SPELLED("%04d%02d%02d", y, m, d);
    SPELLED("%d", date + 25569);
    SPELLED("%d.75", date + 25569);
#undef SPELLED
  }
}
END_TEST

START_TEST(cells_are_read_as_people_write_them) {
  static const struct {
    const char *text;
    cwp__cell_kind kind;
  } cells[] = {
      {"", CWP__CELL_BLANK},
      {" \xC2\xA0", CWP__CELL_BLANK},
      {"March 2025", CWP__CELL_DATED},
      {"exp 03/2026", CWP__CELL_DATED},
      {"12/03/24 (exp 12/03/25)", CWP__CELL_DATED},
      {"31/03/2025 (online)", CWP__CELL_DATED},
      {"due 05/2026", CWP__CELL_DATED},
      {"Expired 03/2024", CWP__CELL_DATED},
      {"booked 12/5", CWP__CELL_BOOKED},
      {"Booked", CWP__CELL_BOOKED},
      {"in progress", CWP__CELL_IN_PROGRESS},
      {"started 1/3/25", CWP__CELL_IN_PROGRESS},
      {"failed 1/2/2025", CWP__CELL_FAILED},
      {"cancelled", CWP__CELL_WITHDRAWN},
      {"expired", CWP__CELL_EXPIRED},
      {"due", CWP__CELL_DUE},
      {"N/A", CWP__CELL_NOT_APPLICABLE},
      {"refused", CWP__CELL_REFUSED},
      {"\xE2\x9C\x93", CWP__CELL_TICK},
      {"Y", CWP__CELL_TICK},
      {"completed (e-learning)", CWP__CELL_TICK},
      {"x", CWP__CELL_CROSS},
      {"not done", CWP__CELL_NO},
      {"-", CWP__CELL_NO},
      {"31/02/2025", CWP__CELL_UNKNOWN},
      {"31/03/2025 not attended", CWP__CELL_UNKNOWN},
      {"not due until 05/2026", CWP__CELL_UNKNOWN},
      {"50%", CWP__CELL_UNKNOWN},
      {"1", CWP__CELL_UNKNOWN},
      {"exp", CWP__CELL_UNKNOWN},
      {"see notes", CWP__CELL_UNKNOWN},
  };
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    cwp__cell_read read;
    cwp__cell_read_text(cwp__span_of(cells[i].text), &read);
    ck_assert_msg(read.kind == cells[i].kind, "%s: %d", cells[i].text, (int)read.kind);
  }
}
END_TEST

/* Whole matrices. */

START_TEST(merged_headings_are_two_rows) {
  read_sample("merged-headings.csv");
  ck_assert_int_eq(cwp_matrix_summarise(matrix)->shape, CWP_MATRIX_WIDE);
  ck_assert_uint_eq(cwp_matrix_summarise(matrix)->heading_line, 4);
  ck_assert_uint_eq(cwp_matrix_summarise(matrix)->heading_rows, 2);
  ck_column(0, "Staff Name", "person", "", NULL);
  ck_column(3, "Fire Safety / Completed", "course", "ASC.T6", "completed");
  ck_column(4, "Fire Safety / Expires", "course", "ASC.T6", "expires");
  ck_column(8, "Lone working", "unknown", "", NULL);
  ck_assert_int_eq(cwp_matrix_column_at(matrix, 5)->months, 12);
  ck_assert_str_eq(evidence_of("Ann Example"), "ASC.T6 trained completed 2025-03-31..2026-03-31\n"
                                               "ASC.T15 trained completed 2026-05-12..2027-05-11\n"
                                               "ASC.T20 trained completed 2025-03-31..\n"
                                               "ASC.T13 trained booked 2027-05-12..\n");
  ck_assert_str_eq(evidence_of("Bob Sample"), "ASC.T6 trained completed 2025-03-31..2026-03-30\n"
                                              "ASC.T15 trained completed 2026-03-01..2027-02-28\n"
                                              "ASC.T20 trained completed ..2026-03-31\n");
  ck_assert_str_eq(evidence_of("Cy Test"), "ASC.T15 trained completed ..2026-11-20\n"
                                           "ASC.T13 trained in-progress ..\n");
  ck_assert_str_eq(evidence_of("Dee Try"), "");
  ck_assert_str_eq(cwp_portfolio_person(cwp_team_find(team, "Ann Example"))->role, "CSW");
  ck_assert_int_eq(cwp_portfolio_person(cwp_team_find(team, "Bob Sample"))->started, day("2019-03-03"));
  ck_assert_str_eq(cwp_portfolio_evidence(cwp_team_find(team, "Ann Example"), 0)->origin, "merged-headings.csv:6");
  ck_finding("MATRIX-CELL-CROSS", 8, 3, "Safeguarding Adults", "x");
  ck_finding("MATRIX-DATE-ORDER", 9, 4, "Fire Safety / Completed", "31/03/2025");
  ck_finding("MATRIX-CELL-UNKNOWN", 9, 4, "Meds", "???");
  ck_finding("MATRIX-COLUMN-UNKNOWN", 4, 0, "Lone working", "Lone working");
  ck_finding("MATRIX-CELL-UNMAPPED", 6, 1, "Lone working", "y");
  ck_finding("MATRIX-ROW-TOTALS", 11, 6, "Staff Name", "TOTAL");
  ck_finding("MATRIX-ROW-TITLE", 1, 0, "Staff Name", "Rowan House - Training Matrix 2026");
}
END_TEST

START_TEST(ticks_count_without_dates_and_private_values_are_masked) {
  read_sample("ticks.csv");
  ck_column(0, "Employee No", "person", "", NULL);
  ck_column(2, "Surname", "other-name", "", NULL);
  ck_column(8, "PEG", "course", "L.delegated-peg-feeding", "completed");
  ck_assert_str_eq(evidence_of("0012"), "ASC.T7 trained completed ..\nASC.T10 trained completed ..\n"
                                        "ASC.T8 trained completed ..\n");
  ck_assert_str_eq(cwp_portfolio_evidence(cwp_team_find(team, "0012"), 0)->note, "Ticked without a date.");
  ck_finding("MATRIX-CELL-UNMAPPED", 2, 1, "Date of Birth", "99/99/9999");
  ck_assert_uint_eq(count_findings("MATRIX-COLUMN-TICKS"), 5);
}
END_TEST

START_TEST(dates_that_lie_ahead_are_expiries) {
  read_sample("expiry-dates.csv");
  ck_column(1, "Fire", "course", "ASC.T6", "expires");
  ck_column(4, "COSHH", "course", "ASC.T30", "expires");
  ck_assert_int_eq(cwp_matrix_column_at(matrix, 2)->months, 36);
  ck_assert_str_eq(evidence_of("Jo Nobody"), "ASC.T6 trained completed ..2026-12-31\n"
                                             "ASC.T7 trained completed ..2027-02-28\n"
                                             "ASC.T8 trained completed ..2027-12-31\n");
  ck_assert_uint_eq(count_findings("MATRIX-COLUMN-SENSE"), 4);
  ck_finding("MATRIX-END-UNKNOWN", 5, 3, "COSHH", "done");
  ck_finding("MATRIX-ROW-TOTALS", 6, 4, "Name", "% compliant");
}
END_TEST

START_TEST(a_long_matrix_has_a_row_a_course) {
  read_sample("long.csv");
  ck_assert_int_eq(cwp_matrix_summarise(matrix)->shape, CWP_MATRIX_LONG);
  ck_assert_uint_eq(cwp_matrix_course_count(matrix), 6);
  ck_assert_str_eq(cwp_matrix_course_at(matrix, 0)->about, "ASC.T15");
  ck_assert_str_eq(cwp_matrix_course_at(matrix, 2)->about, "");
  ck_assert_str_eq(evidence_of("S1"), "ASC.T15 trained completed 2026-03-01..2027-02-28\n"
                                      "ASC.T15 assessed completed 2026-03-15..2027-02-28\n"
                                      "ASC.T13 trained completed 2026-04-10..\n"
                                      "ASC.T13 assessed completed 2026-04-10..\n");
  ck_assert_str_eq(evidence_of("S2"), "ASC.T20 trained completed ..2026-12-31\n"
                                      "ASC.T6 trained booked 2027-01-04..\n");
  const cwp_evidence *seen = cwp_portfolio_evidence(cwp_team_find(team, "S1"), 1);
  ck_assert_str_eq(seen->assessor, "Registered manager");
  ck_assert_str_eq(seen->note, "Who signed off: Registered manager. Where the evidence is: HR drive / S1.");
  ck_assert_str_eq(cwp_portfolio_evidence(cwp_team_find(team, "S1"), 3)->assessor, ""); /* a name is no assessor */
  ck_finding("MATRIX-COURSE-UNKNOWN", 4, 3, "Training", "Underwater basket weaving");
  ck_finding("MATRIX-PERSON-DIFFERS", 7, 6, "Job role", "Care worker");
  ck_finding("MATRIX-ROW-NO-PERSON", 8, 7, "Training", "Infection control");
  ck_finding("MATRIX-ROW-NO-EVIDENCE", 7, 6, "Training", "Dementia");
  ck_finding("MATRIX-CELL-NO", 5, 4, "Competence checked", "no");
}
END_TEST

START_TEST(the_column_tells_day_from_month) {
  read_sample("month-first.csv");
  ck_assert_int_eq(cwp_matrix_column_at(matrix, 1)->month_first, 1);
  ck_assert_int_eq(cwp_matrix_column_at(matrix, 2)->month_first, 0);
  ck_assert_str_eq(evidence_of("Mo Untrue"), "ASC.T6 trained completed 2025-05-06..\n"
                                             "ASC.T15 trained completed 2025-02-28..\n"
                                             "ASC.T26 trained completed 2025-01-03..\n");
  ck_assert_uint_eq(count_findings("MATRIX-DATES-MONTH-FIRST"), 1);
  ck_assert_uint_eq(count_findings("MATRIX-DATES-MIXED"), 1);
}
END_TEST

START_TEST(odd_rows_and_cells_are_named) {
  read_text("Name,Fire,IPC\n"
            "A,2027-01-01,booked 30/2\n"
            "A,12/5,\xE9t\xE9\n"
            "Name,Fire,IPC\n"
            "B\n"
            ",01/01/2026,\n"
            "C,01/01/2025 01/01/2026 02/01/2026,,beyond\n");
  ck_finding("MATRIX-DATE-FUTURE", 2, 1, "Fire", "2027-01-01");
  ck_finding("MATRIX-CELL-UNKNOWN", 2, 1, "IPC", "booked 30/2");
  ck_finding("MATRIX-PERSON-REPEATED", 3, 2, "Name", "A");
  ck_finding("MATRIX-DATE-NO-YEAR", 3, 2, "Fire", "12/5");
  ck_finding("MATRIX-CELL-NOT-UTF8", 3, 2, "IPC", "\\xE9t\\xE9");
  ck_finding("MATRIX-ROW-HEADING", 4, 3, "Fire", "Fire");
  ck_finding("MATRIX-ROW-NO-CELLS", 5, 4, "Name", "B");
  ck_finding("MATRIX-ROW-NO-PERSON", 6, 5, "Fire", "01/01/2026");
  ck_finding("MATRIX-DATE-REPEATED", 7, 6, "Fire", "01/01/2025 01/01/2026 02/01/2026");
  ck_finding("MATRIX-CELL-UNMAPPED", 7, 6, "column D", "beyond");
}
END_TEST

START_TEST(rows_of_typed_cells_can_be_handed_in) {
  const cwp_matrix_cell heading[] = {{CWP_MATRIX_TEXT, "Name", 4, 0, 0},
                                     {CWP_MATRIX_TEXT, "Fire", 4, 0, 0},
                                     {CWP_MATRIX_TEXT, "IPC", 3, 0, 0},
                                     {CWP_MATRIX_TEXT, "Meds", 4, 0, 0}};
  const cwp_matrix_cell row[] = {{CWP_MATRIX_NUMBER, NULL, 0, 12, 0},
                                 {CWP_MATRIX_NUMBER, NULL, 0, 45747.5, 0},
                                 {CWP_MATRIX_DATE, NULL, 0, 0, day("2026-01-02")},
                                 {CWP_MATRIX_NUMBER, NULL, 0, 2025, 0}};
  cwp_matrix_cell bad = {CWP_MATRIX_CELL_KIND_END, NULL, 0, 0, 0};
  start("sheet");
  ck_assert_int_eq(cwp_matrix_add_row(matrix, heading, 4, 3, &error), CWP_OK);
  ck_assert_int_eq(cwp_matrix_add_row(matrix, row, 4, 7, &error), CWP_OK);
  ck_assert_int_eq(cwp_matrix_add_row(matrix, &bad, 1, 8, &error), CWP_ERROR_ARGUMENT);
  bad = (cwp_matrix_cell){CWP_MATRIX_DATE, NULL, 0, 0, CWP_DATE_NONE};
  ck_assert_int_eq(cwp_matrix_add_row(matrix, &bad, 1, 8, &error), CWP_ERROR_ARGUMENT);
  finish();
  ck_assert_str_eq(evidence_of("12"),
                   "ASC.T6 trained completed 2025-03-31..\nASC.T10 trained completed 2026-01-02..\n");
  ck_finding("MATRIX-CELL-UNKNOWN", 7, 1, "Meds", "2025");
  ck_assert_int_eq(cwp_matrix_add_row(matrix, row, 4, 9, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_matrix_finish(matrix, &error), CWP_ERROR_ARGUMENT);
  cwp_team *again;
  ck_assert_int_eq(cwp_matrix_take_team(matrix, &again, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(what_is_no_matrix_is_refused) {
  static const char *const texts[] = {"", "a,b\n1,2\n", "code,group,text,rating\nCSW.B1,x,y,yes\n", "Name,Age\nA,5\n",
                                      "Fire\n01/01/2025\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    start("x.csv");
    ck_assert_int_eq(add_text(texts[i]), CWP_OK);
    ck_assert_msg(cwp_matrix_finish(matrix, &error) == CWP_ERROR_UNSUPPORTED, "%s", texts[i]);
    ck_assert_str_eq(error.path, "x.csv");
    ck_assert_str_ne(error.message, "");
  }
}
END_TEST

/* Mappings. */

static const char mapping_text[] =
    "{\"format\": \"cwp-matrix-mapping\", \"format_version\": 1, \"cross\": \"not-done\", \"columns\": [\n"
    "{\"heading\": \"Lone working\", \"means\": \"course\", \"about\": \"ASC.T9\", \"dates\": \"completed\"},\n"
    "{\"column\": \"J\", \"heading\": \"Notes\", \"means\": \"ignored\"},\n"
    "{\"heading\": \"M&H (annual)\", \"about\": \"ASC.T45\", \"months\": 0},\n"
    "{\"heading\": \"Elsewhere\", \"means\": \"ignored\"}]}";

START_TEST(a_mapping_holds_in_place_of_guesses) {
  start("merged-headings.csv");
  ck_assert_msg(cwp_matrix_use_mapping(matrix, mapping_text, strlen(mapping_text), "map", &error) == CWP_OK, "%s",
                error.message);
  ck_assert_int_eq(cwp_matrix_read_file(matrix, MATRICES "merged-headings.csv", &error), CWP_OK);
  finish();
  ck_column(8, "Lone working", "course", "ASC.T9", "completed");
  ck_assert_int_eq(cwp_matrix_column_at(matrix, 8)->is_set, 1);
  ck_assert_str_eq(evidence_of("Ann Example"), "ASC.T6 trained completed 2025-03-31..2026-03-31\n"
                                               "ASC.T45 trained completed 2026-05-12..\n"
                                               "ASC.T20 trained completed 2025-03-31..\n"
                                               "ASC.T13 trained booked 2027-05-12..\n"
                                               "ASC.T9 trained completed ..\n");
  ck_finding("MATRIX-CELL-NO", 8, 3, "Safeguarding Adults", "x");
  ck_finding("MATRIX-MAPPING-UNUSED", 4, 0, "", "Elsewhere");
}
END_TEST

START_TEST(a_mapping_that_is_written_reads_the_same_again) {
  static const char *const samples[] = {"merged-headings.csv", "ticks.csv", "long.csv", "expiry-dates.csv",
                                        "month-first.csv"};
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    char *text = NULL, *again = NULL, path[512];
    size_t length;
    read_sample(samples[i]);
    size_t used = cwp_matrix_summarise(matrix)->used;
    ck_assert_int_eq(cwp_matrix_mapping_print(matrix, NULL, &text, &length, &error), CWP_OK);
    start(samples[i]);
    ck_assert_int_eq(cwp_matrix_mapping_print(matrix, NULL, &again, NULL, &error), CWP_ERROR_ARGUMENT);
    ck_assert_msg(cwp_matrix_use_mapping(matrix, text, length, "map", &error) == CWP_OK, "%s", error.message);
    ck_assert_int_eq(cwp_matrix_use_mapping(matrix, text, length, "map", &error), CWP_ERROR_ARGUMENT);
    snprintf(path, sizeof path, MATRICES "%s", samples[i]);
    ck_assert_int_eq(cwp_matrix_read_file(matrix, path, &error), CWP_OK);
    finish();
    ck_assert_uint_eq(cwp_matrix_summarise(matrix)->used, used);
    ck_assert_uint_eq(count_findings("MATRIX-MAPPING-UNUSED"), 0);
    ck_assert_int_eq(cwp_matrix_mapping_write(matrix, CWP_SCRATCH_DIR "/matrix_test_mapping.json", &error), CWP_OK);
    start(samples[i]);
    ck_assert_int_eq(cwp_matrix_use_mapping_file(matrix, CWP_SCRATCH_DIR "/matrix_test_mapping.json", &error), CWP_OK);
    ck_assert_int_eq(cwp_matrix_use_mapping_file(matrix, "/no/such/mapping.json", &error), CWP_ERROR_NOT_FOUND);
    cwp_text_free(NULL, text);
  }
}
END_TEST

START_TEST(wrong_mappings_are_refused_with_their_place) {
  static const struct {
    const char *text;
    cwp_status status;
    uint64_t line;
  } wrong[] = {
      {"", CWP_ERROR_SYNTAX, 1},
      {"{}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-matrix-mapping\", \"format_version\": 2}", CWP_ERROR_UNSUPPORTED, 1},
#define HEAD "{\"format\": \"cwp-matrix-mapping\", \"format_version\": 1,\n"
      {HEAD "\"colums\": []}", CWP_ERROR_INVALID, 2},
      {HEAD "\"order\": \"year-first\"}", CWP_ERROR_INVALID, 2},
      {HEAD "\"columns\": [{}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"columns\": [{\"heading\": \"a\", \"means\": \"nonsense\"}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"columns\": [{\"heading\": \"a\", \"about\": \"ASC.T999\"}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"columns\": [{\"heading\": \"a\", \"means\": \"course\"}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"columns\": [{\"column\": \"7\", \"means\": \"person\"}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"courses\": [{\"about\": \"ASC.T6\"}]}", CWP_ERROR_INVALID, 2},
      {HEAD "\"courses\": [3]}", CWP_ERROR_INVALID, 2},
#undef HEAD
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    start("x.csv");
    ck_assert_msg(cwp_matrix_use_mapping(matrix, wrong[i].text, strlen(wrong[i].text), "map", &error) ==
                      wrong[i].status,
                  "%s", wrong[i].text);
    ck_assert_str_eq(error.path, "map");
    ck_assert_uint_eq(error.line, wrong[i].line);
  }
}
END_TEST

/* Among other files. */

static void import_file(cwp_import *import, const char *path) {
  ck_assert_msg(cwp_import_add_file(import, path, &error) == CWP_OK, "%s", error.message);
}

START_TEST(a_matrix_joins_other_files) {
  cwp_import *import = NULL;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  static const char text[] = "Staff No,Fire safety,Infection control\nR017,01/02/2026,\nNew Starter,,02/02/2026\n";
  in_memory memory = {text, sizeof text - 1, 0};
  cwp_input input = {read_some, &memory, "matrix.csv"};
  options.on = day("2026-11-21");
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &import, &error), CWP_OK);
  ck_assert_int_eq(cwp_import_add_input(import, &input, &error), CWP_OK);
  import_file(import, "examples/data/staff.csv");
  import_file(import, "examples/data/training.csv");
  ck_assert_str_eq(cwp_file_kind_name(cwp_import_file_at(import, 0)->kind), "training-matrix");
  ck_assert_str_eq(cwp_import_file_at(import, 0)->version, "wide");
  ck_assert_uint_eq(cwp_import_file_at(import, 0)->records, 2);
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  ck_assert_ptr_nonnull(strstr(evidence_of("ROWAN-HC/R017"), "ASC.T6 trained completed 2026-02-01..\n"));
  ck_assert_str_eq(evidence_of("New Starter"), "ASC.T10 trained completed 2026-02-02..\n");
  const cwp_findings *findings = cwp_import_findings(import);
  size_t strangers = 0;
  for (size_t i = 0; i < cwp_findings_count(findings); i++)
    strangers += strcmp(cwp_findings_at(findings, i)->id, "MATRIX-PERSON-NO-WORKER") == 0;
  ck_assert_uint_eq(strangers, 1);
  cwp_import_free(import);
}
END_TEST

static void import_text(cwp_import *import, const char *text) {
  in_memory memory = {text, strlen(text), 0};
  cwp_input input = {read_some, &memory, "matrix.csv"};
  ck_assert_msg(cwp_import_add_input(import, &input, &error) == CWP_OK, "%s", error.message);
}

START_TEST(people_are_known_by_their_own_part_of_an_id_if_nobody_shares_it) {
  cwp_import *import = NULL;
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), CWP_OK);
  import_text(import, "Staff No,Fire safety,IPC\nA/W1,1/2/25,\nB/W1,1/2/25,\nA/W2,1/2/25,\n");
  import_text(import, "Staff No,Fire safety,IPC\nW1,,3/2/25\nW2,,3/2/25\nA/W1,,3/2/25\n");
  ck_assert_int_eq(cwp_import_finish(import, &team, &error), CWP_OK);
  ck_assert_uint_eq(cwp_team_count(team), 4);
  ck_assert_str_eq(evidence_of("A/W1"),
                   "ASC.T6 trained completed 2025-02-01..\nASC.T10 trained completed 2025-02-03..\n");
  ck_assert_str_eq(evidence_of("B/W1"), "ASC.T6 trained completed 2025-02-01..\n");
  ck_assert_str_eq(evidence_of("A/W2"),
                   "ASC.T6 trained completed 2025-02-01..\nASC.T10 trained completed 2025-02-03..\n");
  ck_assert_str_eq(evidence_of("W1"), "ASC.T10 trained completed 2025-02-03..\n");
  cwp_import_free(import);
}
END_TEST

START_TEST(other_files_are_not_taken_for_a_matrix) {
  static const char *const texts[] = {
      "name,course,date\nSITE1,W1,x\n",           "code,title,hours\nC1,Fire safety,3\nC2,First aid,6\n",
      "shift,from,until,person\nS1,a,b,c\n",      "category,job role\n20,all\n",
      "course,provider,cost\nFire safety,X,10\n", "Name,Fire safety\nA,01/01/2025\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    cwp_import *import = NULL;
    in_memory memory = {texts[i], strlen(texts[i]), 0};
    cwp_input input = {read_some, &memory, "odd.csv"};
    ck_assert_int_eq(cwp_import_new(cwp_edition_default(), NULL, NULL, &import, &error), CWP_OK);
    ck_assert_msg(cwp_import_add_input(import, &input, &error) == CWP_ERROR_UNSUPPORTED, "%s", texts[i]);
    ck_assert_int_eq(cwp_import_file_at(import, 0)->kind, CWP_FILE_UNKNOWN);
    cwp_import_free(import);
  }
}
END_TEST

/* Properties. */

/* A cell of any kind, and now and then of none. */
static const char *any_cell(unsigned long *state, char text[64]) {
  static const char *const others[] = {
      "",        "",         "",    "n/a",          "x",           "y",        "booked 12/5", "expired",    "due",
      "refused", "see file", "???", "\xE2\x9C\x93", "in progress", "Mar 2025", "exp 03/2027", "31/02/2025", "99",
      "failed"};
  unsigned which = chance(state, 3);
  if (which == 0) return others[chance(state, sizeof others / sizeof *others)];
  snprintf(text, 64, which == 1 ? "%02u/%02u/%04u" : "%u-%u-%u", chance(state, 28) + 1, chance(state, 12) + 1,
           chance(state, 6) + 2022);
  return text;
}

static void make_matrix(unsigned long *state, char *out, size_t size) {
  static const char *const headings[] = {"Fire",        "M&H (annual)",   "Lone working", "",
                                         "Meds expiry", "Meds completed", "IPC",          "Notes",
                                         "BLS",         "Job title",      "Start date",   "Total"};
  char cell[64];
  size_t length = 0, columns = chance(state, 10) + 3, rows = chance(state, 12) + 1;
  if (chance(state, 2)) length += (size_t)snprintf(out + length, size - length, "Some title,,of ours\n,,\n");
  length += (size_t)snprintf(out + length, size - length, "Name,Fire safety,First aid");
  for (size_t i = 2; i < columns; i++)
    length += (size_t)snprintf(out + length, size - length, ",%s", headings[chance(state, 12)]);
  for (size_t row = 0; row < rows; row++) {
    length += (size_t)snprintf(out + length, size - length, "\n%s", chance(state, 9) ? "" : "Total ");
    if (chance(state, 12)) length += (size_t)snprintf(out + length, size - length, "P%u", chance(state, 9));
    for (size_t i = 0; i < columns + chance(state, 2); i++)
      length += (size_t)snprintf(out + length, size - length, ",%s", any_cell(state, cell));
  }
}

/* How many findings name a cell: its line, its column and its value. */
static size_t count_naming(uint64_t line, const char *letter, const char *heading, const char *value) {
  const cwp_findings *findings = cwp_matrix_findings(matrix);
  size_t count = 0;
  for (size_t i = 0; i < cwp_findings_count(findings); i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    int is_there = strstr(finding->column, letter) != NULL || strcmp(finding->column, heading) == 0;
    count += finding->line == line && is_there && strcmp(finding->value, value) == 0;
  }
  return count;
}

/* Every cell of the text is used or named, counted here by hand. */
static void ck_nothing_is_lost(const char *text) {
  uint64_t line = 1;
  size_t position = 0, cells = 0, unnamed = 0;
  uint64_t heading = cwp_matrix_summarise(matrix)->heading_line;
  for (const char *at = text; *at;) {
    char value[80] = "", letter[16];
    size_t length = strcspn(at, ",\n");
    memcpy(value, at, length);
    value[length] = '\0';
    while (length > 0 && value[length - 1] == ' ')
      value[--length] = '\0';
    const cwp_matrix_column *column = cwp_matrix_column_at(matrix, position);
    snprintf(letter, sizeof letter, "column %c", (char)('A' + position));
    if (value[0] && line != heading) {
      cells++;
      unnamed += count_naming(line, letter, column && column->heading[0] ? column->heading : letter, value) == 0;
    }
    at += strcspn(at, ",\n");
    position = *at == ',' ? position + 1 : 0;
    line += *at == '\n';
    if (*at) at++;
  }
  ck_assert_uint_eq(cells, cwp_matrix_summarise(matrix)->cells);
  ck_assert_uint_le(unnamed, cwp_matrix_summarise(matrix)->used); /* what no finding names was used */
  ck_assert_uint_ge(cells - unnamed, cwp_matrix_summarise(matrix)->named);
}

START_TEST(no_cell_is_lost) {
  static char text[16384];
  unsigned long state = 20261121;
  for (int i = 0; i < 600; i++) {
    make_matrix(&state, text, sizeof text);
    read_text(text);
    ck_nothing_is_lost(text);
  }
}
END_TEST

/* Every date of a wide matrix of dates comes back out of the portfolios. */
START_TEST(every_date_comes_back) {
  char text[8192], spelled[32];
  size_t length = (size_t)snprintf(text, sizeof text, "Name,Fire,IPC,Meds\n");
  for (int i = 0; i < 60; i++) {
    cwp_date date = day("2020-01-01") + i * 37;
    int y, m, d;
    cwp_date_split(date, &y, &m, &d);
    snprintf(spelled, sizeof spelled, "%d/%d/%02d", d, m, y % 100);
    length += (size_t)snprintf(text + length, sizeof text - length, "P%d,%s,%d,%04d-%02d-%02d\n", i, spelled,
                               date + 25569, y, m, d);
  }
  read_text(text);
  for (int i = 0; i < 60; i++) {
    char id[8];
    snprintf(id, sizeof id, "P%d", i);
    const cwp_portfolio *portfolio = cwp_team_find(team, id);
    ck_assert_uint_eq(cwp_portfolio_count(portfolio), 3);
    for (size_t k = 0; k < 3; k++)
      ck_assert_int_eq(cwp_portfolio_evidence(portfolio, k)->from, day("2020-01-01") + i * 37);
  }
}
END_TEST

/* The page has a row for every rule, with its severity. */
START_TEST(the_page_has_all_findings) {
  static char page[65536];
  FILE *file = fopen(CWP_SOURCE_DIR "/docs/matrix.md", "rb");
  ck_assert_ptr_nonnull(file);
  page[fread(page, 1, sizeof page - 1, file)] = '\0';
  fclose(file);
  for (int rule = 0; rule < CWP__MATRIX_RULE_END; rule++) {
    char row[128];
    const cwp__matrix_rule_row *about = cwp__matrix_rule_at((cwp__matrix_rule)rule);
    snprintf(row, sizeof row, "| `%s` | %s |", about->id, cwp_severity_name(about->severity));
    ck_assert_msg(strstr(page, row) != NULL, "%s", row);
    for (int other = 0; other < rule; other++)
      ck_assert_str_ne(about->id, cwp__matrix_rule_at((cwp__matrix_rule)other)->id);
  }
}
END_TEST

START_TEST(names_of_enumerations) {
  ck_assert_str_eq(cwp_matrix_shape_name(CWP_MATRIX_SHAPE_END), "unknown");
  ck_assert_str_eq(cwp_matrix_meaning_name(CWP_MATRIX_MEANING_END), "unknown");
  ck_assert_str_eq(cwp_matrix_dates_name(CWP_MATRIX_DATES_END), "unknown");
  cwp_matrix_free(NULL);
  ck_assert_uint_eq(cwp_matrix_column_count(NULL) + cwp_matrix_course_count(NULL), 0);
  ck_assert_int_eq(cwp_matrix_new(NULL, NULL, NULL, &matrix, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_matrix_mapping_write(NULL, "x", &error), CWP_ERROR_ARGUMENT);
}
END_TEST

typedef struct attempted {
  const char *text;
  const char *mapping;
} attempted;

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *why) {
  const attempted *what = context;
  in_memory memory = {what->text, strlen(what->text), 0};
  cwp_input input = {read_some, &memory, "m.csv"};
  cwp_matrix_options options = CWP_MATRIX_OPTIONS_INIT;
  cwp_matrix *made = NULL;
  cwp_team *people = NULL;
  char *text = NULL;
  options.on = day("2026-11-21");
  cwp_status status = cwp_matrix_new(cwp_edition_default(), &options, allocator, &made, why);
  if (status == CWP_OK && what->mapping)
    status = cwp_matrix_use_mapping(made, what->mapping, strlen(what->mapping), "map", why);
  if (status == CWP_OK) status = cwp_matrix_read(made, &input, why);
  if (status == CWP_OK) status = cwp_matrix_finish(made, why);
  if (status == CWP_OK) status = cwp_matrix_mapping_print(made, allocator, &text, NULL, why);
  if (status == CWP_OK) status = cwp_matrix_take_team(made, &people, why);
  cwp_text_free(allocator, text);
  cwp_team_free(people);
  cwp_matrix_free(made);
  return status;
}

static cwp_status attempt_import(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_import *import = NULL;
  cwp_team *people = NULL;
  in_memory memory = {context, strlen(context), 0};
  cwp_input input = {read_some, &memory, "m.csv"};
  cwp_status status = cwp_import_new(cwp_edition_default(), NULL, allocator, &import, why);
  if (status == CWP_OK) status = cwp_import_add_input(import, &input, why);
  memory.at = 0;
  if (status == CWP_OK) status = cwp_import_add_input(import, &input, why);
  if (status == CWP_OK) status = cwp_import_finish(import, &people, why);
  cwp_team_free(people);
  cwp_import_free(import);
  return status;
}

START_TEST(every_allocation_may_fail) {
  attempted wide = {"Title\nName,Job,Fire,,Odd,IPC\n,,Completed,Expires,,\nA,Care worker,1/1/25,1/1/26,?,x\nB,,"
                    "expired,,,booked\nA,Other,\xFF,,,2/2/25\n",
                    "{\"format\": \"cwp-matrix-mapping\", \"format_version\": 1, \"columns\": [{\"heading\": \"Odd\", "
                    "\"about\": \"ASC.T9\"}, {\"heading\": \"none\"}]}"};
  attempted rows = {"Person,Training,Completed,Competence,Signed off,Notes\nA,Fire,1/1/25,yes,manager,x\nB,Odd,2/2/25,"
                    ",,\n",
                    NULL};
  char imported[] = "Name,Fire,IPC\nA,1/1/25,\nB,,2/2/25\n";
  failing_allocator_try_all(attempt, &wide, 2000, 1);
  failing_allocator_try_all(attempt, &rows, 2000, 1);
  failing_allocator_try_all(attempt_import, imported, 2000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("matrix");
  TCase *tcase = suite_case(suite, "matrix");
  tcase_add_checked_fixture(tcase, NULL, tear_down);
  tcase_add_test(tcase, names_of_courses_are_known);
  tcase_add_test(tcase, days_are_read_in_all_spellings);
  tcase_add_test(tcase, cells_are_read_as_people_write_them);
  tcase_add_test(tcase, merged_headings_are_two_rows);
  tcase_add_test(tcase, ticks_count_without_dates_and_private_values_are_masked);
  tcase_add_test(tcase, dates_that_lie_ahead_are_expiries);
  tcase_add_test(tcase, a_long_matrix_has_a_row_a_course);
  tcase_add_test(tcase, the_column_tells_day_from_month);
  tcase_add_test(tcase, odd_rows_and_cells_are_named);
  tcase_add_test(tcase, rows_of_typed_cells_can_be_handed_in);
  tcase_add_test(tcase, what_is_no_matrix_is_refused);
  tcase_add_test(tcase, a_mapping_holds_in_place_of_guesses);
  tcase_add_test(tcase, a_mapping_that_is_written_reads_the_same_again);
  tcase_add_test(tcase, wrong_mappings_are_refused_with_their_place);
  tcase_add_test(tcase, a_matrix_joins_other_files);
  tcase_add_test(tcase, people_are_known_by_their_own_part_of_an_id_if_nobody_shares_it);
  tcase_add_test(tcase, other_files_are_not_taken_for_a_matrix);
  tcase_add_test(tcase, no_cell_is_lost);
  tcase_add_test(tcase, every_date_comes_back);
  tcase_add_test(tcase, the_page_has_all_findings);
  tcase_add_test(tcase, names_of_enumerations);
  tcase_add_test(tcase, every_allocation_may_fail);
  return suite_run(suite);
}
