/*
 * No value is lost without a finding: in every layout of every kind of file, in every column that holds more than
 * words, each of many faults is put into a good row, and some finding must name the column. The good row itself gives
 * none. Then rows with several faults at once, drawn with a fixed seed, in files with mixed line ends and blank lines:
 * every row with a fault has a finding, on the line on which it starts, and no row without one.
 */

#include "base/memory.h"
#include "base/text.h"
#include "exchange/asc_columns.h"
#include "support/asc_files.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { COLUMNS_MOST = 64, NAME_SIZE = 32, HEADER_SIZE = 2048, ROW_SIZE = 4096 };

/* What is wrong nearly everywhere: as text, as a code, as a number, as a date, as UTF-8. */
static const char *const faults[] = {"x",   "-1",           "2abc", "3.9",        "1;2",  "99999", "?",
                                     "0x1", "\xEF\xBC\x91", "\xFF", "31/02/2010", "nine", "7 7"};

/* Columns of words and keys, in which nothing but its length is wrong. */
static const char *const words[] = {"LOCALESTID",  "UNIQUEWORKERID", "DISPLAYID",    "ESTNAME",    "ADDRESS1",
                                    "ADDRESS2",    "ADDRESS3",       "POSTTOWN",     "CWPUSEDESC", "TRAININGNAME",
                                    "DESCRIPTION", "NOTES",          "OTHERUSERDESC"};

/* Where a fault is none. */
static const char *const fine[][2] = {
    {"UTILISATION", "1;2"},   {"SCQUAL", "1;2"},    {"ALLJOBROLES", "1;2"}, {"NONSCQUAL", "1;2"},
    {"SALARY", "99999"},      {"HOLIDAY", "99999"}, {"ACTUALCONT", "3.9"},  {"TTDIFFRATE", "3.9"},
    {"DHAACTIVITIES", "1;2"}, {"CWPUSE", "1;2"},    {"REASONS", "1;2"},     {"SERVICEUSERS", "1;2"},
    {"STARTERS", "1;2"},      {"VACANCIES", "1;2"},
};

/* A layout, column by column. */
typedef struct table {
  cwp_file_kind kind;
  char header[HEADER_SIZE];
  char names[COLUMNS_MOST][NAME_SIZE];
  size_t count;
} table;

static table layout;

static void take_layout(cwp_file_kind kind, size_t index) {
  const cwp_allocator with = cwp__allocator_or_default(NULL);
  cwp__buffer text;
  cwp__buffer_init(&text, &with);
  cwp__layout_header(kind, index, &text);
  snprintf(layout.header, sizeof layout.header, "%s", text.text);
  cwp__buffer_free(&text);
  layout.kind = kind;
  layout.count = 0;
  for (const char *at = layout.header; *at != '\0';) {
    size_t length = strcspn(at, ",");
    snprintf(layout.names[layout.count++], NAME_SIZE, "%.*s", (int)length, at);
    at += length + (at[length] == ',');
  }
}

static int is_listed(const char *const *list, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i], name) == 0) return 1;
  return 0;
}

/* 1 if the fault must be said of the column. */
static int is_fault(const char *name, const char *fault) {
  /* Text that is not UTF-8 is wrong anywhere. */
  if (strcmp(fault, "\xFF") == 0) return 1;
  if (is_listed(words, COUNT(words), name)) return 0;
  for (size_t i = 0; i < COUNT(fine); i++)
    if (strcmp(fine[i][0], name) == 0 && strcmp(fine[i][1], fault) == 0) return 0;
  return 1;
}

/* Writes the good row with one cell changed; SIZE_MAX changes none. */
static void write_row(char *out, size_t changed, const char *value) {
  size_t length = 0;
  for (size_t i = 0; i < layout.count; i++) {
    const char *cell = i == changed ? value : file_good_value(layout.kind, layout.names[i]);
    length += (size_t)snprintf(out + length, ROW_SIZE - length, "%s%s", i > 0 ? "," : "", cell);
    ck_assert_uint_lt(length, ROW_SIZE);
  }
}

/* What is found in one file. */
typedef struct heard {
  const char *column; /* that must be named; NULL for any */
  int is_named;
  size_t count; /* of findings about rows */
  uint64_t lines[1024];
} heard;

/* 1 if the column is one of those that a finding is about, which are joined by slashes. */
static int names_column(const char *columns, const char *column) {
  size_t length = strlen(column);
  for (const char *at = strstr(columns, column); at != NULL; at = strstr(at + 1, column))
    if ((at == columns || at[-1] == '/') && (at[length] == '\0' || at[length] == '/')) return 1;
  return 0;
}

static int hear(void *context, const cwp_finding *finding) {
  heard *self = context;
  if (finding->record == 0) return 0;
  ck_assert_uint_lt(self->count, COUNT(self->lines));
  self->lines[self->count++] = finding->line;
  if (self->column != NULL && names_column(finding->column, self->column)) self->is_named = 1;
  return 0;
}

static void check_text(file_text *file, heard *to) {
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_import *import;
  cwp_error error = CWP_ERROR_INIT;
  const cwp_input input = file_input(file);
  options.check_only = 1;
  options.found = hear;
  options.found_context = to;
  ck_assert_int_eq(cwp_date_parse("2026-11-21", &options.on, NULL), CWP_OK);
  ck_assert_int_eq(cwp_import_new(cwp_edition_default(), &options, NULL, &import, NULL), CWP_OK);
  ck_assert_msg(cwp_import_add_input(import, &input, &error) == CWP_OK, "%s", error.message);
  cwp_import_free(import);
}

static file_text file;

static void check_row(const char *row, heard *to) {
  file_start(&file, "file.csv");
  file_add_text(&file, layout.header);
  file_add_text(&file, "\n");
  file_add_text(&file, row);
  file_add_text(&file, "\n");
  check_text(&file, to);
}

static const cwp_file_kind kinds[] = {CWP_FILE_ASC_WORKPLACE, CWP_FILE_ASC_STAFF, CWP_FILE_ASC_TRAINING};

START_TEST(every_fault_in_every_column_is_named) {
  char row[ROW_SIZE];
  for (size_t version = 0; version < cwp__layout_count(kinds[_i]); version++) {
    take_layout(kinds[_i], version);
    heard good = {.column = NULL};
    write_row(row, SIZE_MAX, "");
    check_row(row, &good);
    ck_assert_msg(good.count == 0, "%s: the good row has findings", cwp__layout_version(kinds[_i], version));
    for (size_t column = 0; column < layout.count; column++) {
      for (size_t i = 0; i < COUNT(faults); i++) {
        if (!is_fault(layout.names[column], faults[i])) continue;
        heard seen = {.column = layout.names[column]};
        write_row(row, column, faults[i]);
        check_row(row, &seen);
        ck_assert_msg(seen.is_named, "%s, %s: nothing is said of \"%s\"", cwp__layout_version(kinds[_i], version),
                      layout.names[column], faults[i]);
      }
    }
  }
}
END_TEST

/* xorshift: the same numbers everywhere. */
static uint32_t draw(uint32_t *state, uint32_t below) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state % below;
}

/* Writes the good row of one of many workers, with a fault in a column; SIZE_MAX for none. Keys are the row's own, so
   that no two rows are of one worker. */
static void write_own_row(char *out, int number, size_t column, const char *fault) {
  char key[32];
  size_t length = 0;
  snprintf(key, sizeof key, "K%d", number);
  for (size_t i = 0; i < layout.count; i++) {
    const char *cell = file_good_value(layout.kind, layout.names[i]);
    if (strcmp(layout.names[i], "UNIQUEWORKERID") == 0) cell = key;
    if (i == column) cell = fault;
    length += (size_t)snprintf(out + length, ROW_SIZE - length, "%s%s", i > 0 ? "," : "", cell);
  }
}

/* Adds rows, some with a fault, and blank lines; gives the lines of the rows with a fault. */
static size_t add_rows(uint32_t *state, uint64_t *bad_lines, size_t most) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  enum { ROWS = 40, KEYS = 2 };
  char row[ROW_SIZE];
  size_t bad = 0;
  uint64_t line = 2;
  for (int i = 0; i < ROWS; i++) {
    size_t column = draw(state, (uint32_t)layout.count);
    const char *fault = faults[draw(state, COUNT(faults))];
    int is_bad = draw(state, 3) == 0 && column >= KEYS && is_fault(layout.names[column], fault);
    write_own_row(row, i, is_bad ? column : SIZE_MAX, fault);
    ck_assert_uint_lt(bad, most);
    if (is_bad) bad_lines[bad++] = line;
    file_add_text(&file, row);
    file_add_text(&file, ends[draw(state, 3)]);
    line++;
    if (draw(state, 5) != 0) continue;
    file_add_text(&file, "\r\n");
    line++;
  }
  return bad;
}

static int has_line(const heard *seen, uint64_t line) {
  for (size_t i = 0; i < seen->count; i++)
    if (seen->lines[i] == line) return 1;
  return 0;
}

START_TEST(rows_with_faults_are_found_on_their_lines) {
  uint64_t bad_lines[64];
  uint32_t state = 2026 + (uint32_t)_i;
  const cwp_file_kind kind = _i % 2 == 0 ? CWP_FILE_ASC_STAFF : CWP_FILE_ASC_TRAINING;
  take_layout(kind, draw(&state, (uint32_t)cwp__layout_count(kind)));
  file_start(&file, "file.csv");
  file_add_text(&file, layout.header);
  file_add_text(&file, "\n");
  size_t bad = add_rows(&state, bad_lines, COUNT(bad_lines));
  heard seen = {.column = NULL};
  check_text(&file, &seen);
  for (size_t i = 0; i < bad; i++)
    ck_assert_msg(has_line(&seen, bad_lines[i]), "seed %d: line %d has a fault that is not said", _i,
                  (int)bad_lines[i]);
  for (size_t i = 0; i < seen.count; i++) {
    int is_bad = 0;
    for (size_t j = 0; j < bad; j++)
      is_bad |= bad_lines[j] == seen.lines[i];
    ck_assert_msg(is_bad, "seed %d: line %d has a finding and no fault", _i, (int)seen.lines[i]);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("no silent loss");
  TCase *all = suite_case(suite, "faults");
  tcase_add_loop_test(all, every_fault_in_every_column_is_named, 0, (int)COUNT(kinds));
  tcase_add_loop_test(all, rows_with_faults_are_found_on_their_lines, 0, 60);
  return suite_run(suite);
}
