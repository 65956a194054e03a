/*
 * tests/data/national-codes.csv has a line for every error and warning of the national service: rows that bring it
 * about, or the reason why no file can. The rules have no other codes than those, and each of them is brought about.
 */

#include "exchange/asc_findings.h"
#include "support/asc_files.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

enum { LINES_MOST = 200, FIELDS = 5, CODES_EXPECTED = 165 };

typedef struct code_line {
  char text[512];
  char *fields[FIELDS]; /* file, code, severity, rows, reason */
} code_line;

static code_line lines[LINES_MOST];
static size_t line_count;
static provider_files files;

/* Cuts a line at its commas; quotes stand around whole fields only, and no quote in one. */
static void cut_line(code_line *line) {
  char *at = line->text;
  for (size_t i = 0; i < FIELDS; i++) {
    int is_quoted = *at == '"';
    line->fields[i] = at + is_quoted;
    char *end = is_quoted ? strchr(at + 1, '"') : at + strcspn(at, ",\r\n");
    ck_assert_ptr_nonnull(end);
    at = end + is_quoted;
    ck_assert_msg(i + 1 == FIELDS || *at == ',', "%s", line->text);
    *end = '\0';
    at++;
  }
}

static void read_lines(void) {
  FILE *file = fopen(CWP_SOURCE_DIR "/tests/data/national-codes.csv", "rb");
  char header[512];
  ck_assert_ptr_nonnull(file);
  ck_assert_ptr_nonnull(fgets(header, sizeof header, file));
  for (line_count = 0; fgets(lines[line_count].text, sizeof lines[line_count].text, file) != NULL; line_count++) {
    ck_assert_uint_lt(line_count + 1, LINES_MOST);
    cut_line(&lines[line_count]);
  }
  fclose(file);
}

/* 1 if a rule's codes, joined by slashes, have that code. */
static int has_code(const char *codes, const char *code) {
  size_t length = strlen(code);
  for (const char *at = codes; at != NULL && *at != '\0'; at = strchr(at, '/')) {
    at += *at == '/';
    if (strncmp(at, code, length) == 0 && (at[length] == '/' || at[length] == '\0')) return 1;
  }
  return 0;
}

/* The part of a rule's id that says which file it is about: "ASC-STAFF-" for staff. */
static int is_of_file(const char *id, const char *file) {
  static const char *const files_and_ids[][2] = {
      {"workplace", "ASC-WORKPLACE-"}, {"staff", "ASC-STAFF-"}, {"training", "ASC-TRAINING-"}};
  for (size_t i = 0; i < 3; i++)
    if (strcmp(file, files_and_ids[i][0]) == 0)
      return strncmp(id, files_and_ids[i][1], strlen(files_and_ids[i][1])) == 0;
  ck_abort_msg("no such file: %s", file);
  return 0;
}

static int is_said(const cwp_findings *findings, const code_line *line) {
  for (size_t i = 0; i < cwp_findings_count(findings); i++) {
    const cwp_finding *finding = cwp_findings_at(findings, i);
    if (strcmp(finding->upstream, line->fields[1]) == 0 && strcmp(finding->upstream_severity, line->fields[2]) == 0 &&
        is_of_file(finding->id, line->fields[0]))
      return 1;
  }
  return 0;
}

START_TEST(every_code_is_brought_about_or_argued) {
  size_t argued = 0;
  read_lines();
  ck_assert_uint_eq(line_count, CODES_EXPECTED);
  for (size_t i = 0; i < line_count; i++) {
    const code_line *line = &lines[i];
    ck_assert_msg((line->fields[3][0] == '\0') != (line->fields[4][0] == '\0'), "%s %s", line->fields[0],
                  line->fields[1]);
    argued += line->fields[4][0] != '\0';
    if (line->fields[4][0] != '\0') continue;
    imported result = import_start(CWP_STORED_UNKNOWN);
    provider_start(&files, line->fields[3]);
    provider_add(&files, &result);
    import_end(&result);
    ck_assert_msg(is_said(cwp_import_findings(result.import), line), "%s %s is not said of %s", line->fields[0],
                  line->fields[1], line->fields[3]);
    import_free(&result);
  }
  ck_assert_uint_le(argued, 7);
}
END_TEST

START_TEST(no_rule_has_a_code_of_its_own) {
  read_lines();
  for (int i = 0; i < CWP__RULE_END; i++) {
    const cwp__rule_row *row = cwp__rule_at((cwp__rule)i);
    int found = row->upstream[0] == '\0';
    for (size_t j = 0; j < line_count && !found; j++)
      found = has_code(row->upstream, lines[j].fields[1]) && is_of_file(row->id, lines[j].fields[0]) &&
              strcmp(cwp_severity_name(row->service), lines[j].fields[2]) == 0;
    ck_assert_msg(found, "%s: the national service has no such %s", row->id, cwp_severity_name(row->service));
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("national codes");
  TCase *all = suite_case(suite, "codes");
  tcase_add_test(all, every_code_is_brought_about_or_argued);
  tcase_add_test(all, no_rule_has_a_code_of_its_own);
  return suite_run(suite);
}
