/* Every allocation failed in turn on the whole path: two files in memory, imported, everybody assessed, a portfolio
   printed and read again. Each failure must be said, and leak nothing; cJSON's allocations, which are not by the
   library's allocator, are failed from outside. */

#include "support/failing_allocator.h"
#include "support/suite.h"

#include "cwp/cwp.h"

#include <stdio.h>
#include <string.h>

/* Enough of the sample files for workers with and without training, and findings. */
enum { STAFF_LINES = 4, TRAINING_LINES = 8, FILE_BYTES = 8192, MOST_ALLOCATIONS = 20000 };

typedef struct file_in_memory {
  char text[FILE_BYTES];
  size_t length;
  size_t at;
} file_in_memory;

typedef struct whole_path {
  file_in_memory staff;
  file_in_memory training;
} whole_path;

static whole_path path;

static void load(file_in_memory *file, const char *name, int lines) {
  FILE *stream = fopen(name, "rb");
  ck_assert_msg(stream != NULL, "%s is not there", name);
  file->length = 0;
  for (int i = 0; i < lines; i++) {
    char *line = file->text + file->length;
    ck_assert_ptr_nonnull(fgets(line, (int)(FILE_BYTES - file->length), stream));
    file->length += strlen(line);
  }
  fclose(stream);
}

/* A row that cannot be used, so that findings are made too. */
static void add_line(file_in_memory *file, const char *line) {
  size_t length = strlen(line);
  ck_assert_uint_lt(file->length + length, FILE_BYTES);
  memcpy(file->text + file->length, line, length + 1);
  file->length += length;
}

static size_t read_file_in_memory(void *context, void *buffer, size_t capacity) {
  file_in_memory *file = context;
  size_t left = file->length - file->at;
  size_t count = left < capacity ? left : capacity;
  memcpy(buffer, file->text + file->at, count);
  file->at += count;
  return count;
}

static cwp_status add(cwp_import *import, file_in_memory *file, const char *name, cwp_error *error) {
  cwp_input input = {read_file_in_memory, file, name};
  file->at = 0;
  return cwp_import_add_input(import, &input, error);
}

static cwp_status import_team(const cwp_allocator *allocator, cwp_team **team, cwp_error *error) {
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  cwp_import *import = NULL;
  cwp_status status = cwp_date_make(2026, 11, 21, &options.on, error);
  if (status == CWP_OK) status = cwp_import_new(cwp_edition_default(), &options, allocator, &import, error);
  if (status == CWP_OK) status = add(import, &path.staff, "staff.csv", error);
  if (status == CWP_OK) status = add(import, &path.training, "training.csv", error);
  if (status == CWP_OK) status = cwp_import_finish(import, team, error);
  if (status == CWP_OK) {
    ck_assert_uint_eq(cwp_import_file_count(import), 2);
    ck_assert_uint_gt(cwp_findings_count(cwp_import_findings(import)), 0);
  }
  cwp_import_free(import);
  return status;
}

static cwp_status assess(const cwp_portfolio *portfolio, const cwp_allocator *allocator, cwp_error *error) {
  const cwp_pathway *pathway = cwp_edition_default();
  cwp_question question = CWP_QUESTION_INIT;
  cwp_assessment *assessment = NULL;
  char why[CWP_WHY_SIZE];
  question.role = cwp_pathway_id(pathway, "CSW");
  cwp_status status = cwp_date_make(2026, 11, 21, &question.on, error);
  if (status == CWP_OK) status = cwp_assessment_make(pathway, portfolio, &question, allocator, &assessment, error);
  if (status == CWP_OK) {
    ck_assert_uint_gt(cwp_assessment_count(assessment), 0);
    ck_assert_uint_gt(cwp_assessment_why(assessment, 0, why, sizeof why), 0);
  }
  cwp_assessment_free(assessment);
  return status;
}

static cwp_status print_and_read(const cwp_portfolio *portfolio, const cwp_allocator *allocator, cwp_error *error) {
  cwp_portfolio *again = NULL;
  char *text = NULL;
  size_t length = 0;
  cwp_status status = cwp_portfolio_print(portfolio, allocator, &text, &length, error);
  if (status == CWP_OK) status = cwp_portfolio_parse(text, length, "printed", NULL, allocator, &again, error);
  if (status == CWP_OK) ck_assert_uint_eq(cwp_portfolio_count(again), cwp_portfolio_count(portfolio));
  cwp_portfolio_free(again);
  cwp_text_free(allocator, text);
  return status;
}

static cwp_status walk(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp_team *team = NULL;
  (void)context;
  cwp_status status = import_team(allocator, &team, error);
  if (status == CWP_OK) ck_assert_uint_gt(cwp_team_count(team), 1);
  for (size_t i = 0; status == CWP_OK && i < cwp_team_count(team); i++)
    status = assess(cwp_team_at(team, i), allocator, error);
  if (status == CWP_OK) status = print_and_read(cwp_team_at(team, 0), allocator, error);
  cwp_team_free(team);
  return status;
}

static void set_up(void) {
  load(&path.staff, "examples/data/staff.csv", STAFF_LINES);
  load(&path.training, "examples/data/training.csv", TRAINING_LINES);
  add_line(&path.training, "ROWAN-HC,NOBODY,9,Health and safety at work,0,1,,2,,09/04/2023,08/04/2026,\r\n");
}

START_TEST(every_allocation_of_the_library_fails_in_turn) {
  failing_allocator_try_all(walk, NULL, MOST_ALLOCATIONS, 0);
}
END_TEST

START_TEST(every_allocation_of_the_library_and_of_cjson_fails_in_turn) {
  failing_allocator_try_all(walk, NULL, MOST_ALLOCATIONS, 1);
}
END_TEST

START_TEST(the_whole_path_allocates_more_than_a_little) {
  failing_allocator self;
  cwp_allocator allocator = failing_allocator_start(&self, FAIL_NEVER, 0);
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(walk(&allocator, NULL, &error), CWP_OK);
  failing_allocator_check(&self);
  ck_assert_uint_gt(self.calls, 30);
  ck_assert_uint_lt(self.calls, MOST_ALLOCATIONS);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("whole path");
  TCase *memory = suite_case(suite, "memory");
  tcase_add_checked_fixture(memory, set_up, NULL);
  tcase_add_test(memory, every_allocation_of_the_library_fails_in_turn);
  tcase_add_test(memory, every_allocation_of_the_library_and_of_cjson_fails_in_turn);
  tcase_add_test(memory, the_whole_path_allocates_more_than_a_little);
  return suite_run(suite);
}
