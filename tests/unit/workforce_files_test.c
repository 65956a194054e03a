/* Tables for a workforce from CSV and from teams. */

#include "cwp/workforce_files.h"

#include "cwp/cwp.h"
#include "support/arrow_walk.h"
#include "support/failing_allocator.h"
#include "support/sample.h"
#include "support/suite.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_error error;

/* A text that is read a few bytes at a time. */
typedef struct text_source {
  const char *text;
  size_t length, at;
} text_source;

static size_t read_some(void *context, void *buffer, size_t capacity) {
  text_source *self = context;
  size_t left = self->length - self->at, count = left < 7 ? left : 7;
  if (count > capacity) count = capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

/* Findings, written one after the other. */
static char heard[4096];

static int hear(void *context, const cwp_finding *finding) {
  (void)context;
  size_t length = strlen(heard);
  snprintf(heard + length, sizeof heard - length, "%s %s %d:%d %s=%s|", finding->id,
           cwp_severity_name(finding->severity), (int)finding->line, (int)finding->record, finding->column,
           finding->value);
  return 0;
}

static cwp_status read_text(text_source *source, const char *text, cwp_workforce_table table,
                            cwp_workforce_csv_options *options, struct ArrowArrayStream *out) {
  const cwp_input input = {read_some, source, "in.csv"};
  *source = (text_source){text, strlen(text), 0};
  heard[0] = '\0';
  return cwp_workforce_csv_read(&input, table, options, NULL, out, &error);
}

/* One batch of a stream, which is released. */
static struct ArrowArray first_batch(struct ArrowArrayStream *stream) {
  struct ArrowArray batch = {.release = NULL};
  int number = stream->get_next(stream, &batch);
  ck_assert_msg(number == 0, "%s", stream->get_last_error(stream));
  return batch;
}

static const char *text_at(const struct ArrowArray *batch, size_t column, size_t row) {
  static char text[256];
  const struct ArrowArray *array = batch->children[column];
  const int32_t *ends = array->buffers[1];
  size_t length = (size_t)(ends[row + 1] - ends[row]);
  memcpy(text, (const char *)array->buffers[2] + ends[row], length);
  text[length] = '\0';
  return text;
}

static int is_there(const struct ArrowArray *batch, size_t column, size_t row) {
  const uint8_t *bits = batch->children[column]->buffers[0];
  return !bits || bits[row / 8] >> (row % 8) & 1;
}

/* ---- Which table it is ---- */

START_TEST(tables_are_told_by_their_headers) {
  static const struct {
    const char *head;
    cwp_workforce_table table;
  } cases[] = {
      {"worker,subject\n", CWP_WORKFORCE_EVIDENCE},
      {"\xEF\xBB\xBF\"Subject\",from, WORKER \r\n1", CWP_WORKFORCE_EVIDENCE},
      {"person,site,about,kind\n", CWP_WORKFORCE_EVIDENCE},
      {"worker,site,role\nA,B,subject\n", CWP_WORKFORCE_WORKERS},
      {"worker,role", CWP_WORKFORCE_WORKERS},
      {"person,agency\n", CWP_WORKFORCE_TABLE_END},
      {"workerid,tr20flag\n", CWP_WORKFORCE_TABLE_END},
      {"worker;subject;kind\n", CWP_WORKFORCE_EVIDENCE}, /* opening it says what is wrong */
      {"role\tworker\n", CWP_WORKFORCE_WORKERS},
      {"{\"worker\": 1, \"subject\": 2}", CWP_WORKFORCE_TABLE_END},
      {"", CWP_WORKFORCE_TABLE_END},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_msg(cwp_workforce_csv_guess(cases[i].head, strlen(cases[i].head), NULL) == cases[i].table, "case %zu", i);
  ck_assert_int_eq(cwp_workforce_csv_guess(NULL, 0, NULL), CWP_WORKFORCE_TABLE_END);
}
END_TEST

/* ---- Evidence ---- */

START_TEST(evidence_is_read_by_the_names_of_columns) {
  static const char text[] = "until,note,SUBJECT,worker,from\r\n"
                             "2027-01-31,\"a, b\",CSW.K7.2,W1,2024-02-01\r\n"
                             ",,ASC.T20,\"W \"\"2\"\"\",\n"
                             "\n"
                             " 2027-02-28 ,x, '=L.x ,W3\n";
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  text_source source;
  cwp_workforce_csv_options options = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  options.found = hear;
  ck_assert_msg(read_text(&source, text, CWP_WORKFORCE_EVIDENCE, &options, &stream) == CWP_OK, "%s", error.message);
  ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
  ck_assert_int_eq(schema.n_children, 4);
  static const char *const names[] = {"until", "subject", "worker", "from"}, *const formats[] = {"tdD", "u", "u",
                                                                                                 "tdD"};
  for (size_t i = 0; i < 4; i++) {
    ck_assert_str_eq(schema.children[i]->name, names[i]);
    ck_assert_str_eq(schema.children[i]->format, formats[i]);
  }
  schema.release(&schema);
  struct ArrowArray batch = first_batch(&stream);
  ck_assert_int_eq(batch.length, 3);
  ck_assert_str_eq(text_at(&batch, 2, 0), "W1");
  ck_assert_str_eq(text_at(&batch, 2, 1), "W \"2\"");
  ck_assert_str_eq(text_at(&batch, 1, 2), "=L.x"); /* what kept it from being a formula is gone */
  ck_assert_int_eq(((const int32_t *)batch.children[0]->buffers[1])[0], 20849); /* 2027-01-31 */
  ck_assert(is_there(&batch, 0, 0) && !is_there(&batch, 0, 1) && is_there(&batch, 0, 2));
  ck_assert(is_there(&batch, 3, 0) && !is_there(&batch, 3, 1) && !is_there(&batch, 3, 2));
  batch.release(&batch);
  ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
  ck_assert(!batch.release);
  stream.release(&stream);
  ck_assert_str_eq(heard, "");
}
END_TEST

START_TEST(bad_rows_are_findings_and_the_rest_counts) {
  static const char text[] = "worker,subject,from,until\n"
                             "W1,CSW.K7.2,2024-02-30,\n"
                             "W2,CSW.K7.2,,01/02/2024\n"
                             ",CSW.K7.2,,\n"
                             "\"W\n4\",,,\n"
                             "W5,\xff,,\n"
                             "W6,CSW.K7.2,,,,\n"
                             "W7,CSW.K7.2,2024-02-29,2024-02-28\n";
  struct ArrowArrayStream stream;
  text_source source;
  cwp_workforce_csv_options options = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  options.found = hear;
  ck_assert_int_eq(read_text(&source, text, CWP_WORKFORCE_EVIDENCE, &options, &stream), CWP_OK);
  struct ArrowArray batch = first_batch(&stream);
  ck_assert_int_eq(batch.length, 1);
  ck_assert_str_eq(text_at(&batch, 0, 0), "W7");
  batch.release(&batch);
  stream.release(&stream);
  ck_assert_str_eq(heard, "WORKFORCE-DATE error 2:1 from=2024-02-30|"
                          "WORKFORCE-DATE error 3:2 until=01/02/2024|"
                          "WORKFORCE-CELL-MISSING error 4:3 worker=|"
                          "WORKFORCE-CELL-MISSING error 5:4 subject=|"
                          "WORKFORCE-TEXT-NOT-UTF8 error 7:5 subject=\\xFF|"
                          "WORKFORCE-CELLS error 8:6 =|");
}
END_TEST

START_TEST(without_a_listener_the_first_bad_row_ends_it) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  text_source source;
  ck_assert_int_eq(read_text(&source, "worker,subject,from\nW1,X,1\n", CWP_WORKFORCE_EVIDENCE, NULL, &stream), CWP_OK);
  ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL);
  const char *said = stream.get_last_error(&stream);
  ck_assert_msg(strstr(said, "column 'from', \"1\": no day of the form YYYY-MM-DD") != NULL, "%s", said);
  stream.release(&stream);
}
END_TEST

START_TEST(headers_must_have_what_is_needed) {
  static const struct {
    const char *text;
    cwp_workforce_table table;
    const char *said;
  } cases[] = {
      {"", CWP_WORKFORCE_EVIDENCE, "'worker' nowhere"},
      {"worker,from\n", CWP_WORKFORCE_EVIDENCE, "'subject' nowhere"},
      {"subject\n", CWP_WORKFORCE_WORKERS, "'worker' nowhere"},
      {"worker,subject,person\n", CWP_WORKFORCE_EVIDENCE, "'worker' twice"},
      {"worker,site,site\n", CWP_WORKFORCE_WORKERS, "'site' twice"},
      {"worker,\xff\n", CWP_WORKFORCE_WORKERS, "not UTF-8"},
      {"worker;subject\n", CWP_WORKFORCE_EVIDENCE, "separated by semicolons; commas are expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ArrowArrayStream stream;
    text_source source;
    ck_assert_int_eq(read_text(&source, cases[i].text, cases[i].table, NULL, &stream), CWP_ERROR_INVALID);
    ck_assert_msg(strstr(error.message, cases[i].said) != NULL, "case %zu: %s", i, error.message);
    ck_assert_str_eq(error.path, "in.csv");
  }
}
END_TEST

/* ---- Workers ---- */

START_TEST(workers_keep_columns_to_group_by) {
  static const char text[] = "worker,Site,role,started\n7,North,CSW,2020-01-01\n-8,,NTC,yesterday\nx,South,,\n";
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  text_source source;
  cwp_workforce_csv_options options = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  options.found = hear;
  options.integer_keys = 1;
  options.batch_rows = 1;
  ck_assert_int_eq(read_text(&source, text, CWP_WORKFORCE_WORKERS, &options, &stream), CWP_OK);
  ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
  ck_assert_str_eq(schema.children[0]->format, "l");
  ck_assert_str_eq(schema.children[1]->name, "Site");
  schema.release(&schema);
  struct ArrowArray batch = first_batch(&stream);
  ck_assert_int_eq(batch.length, 1);
  ck_assert_int_eq(((const int64_t *)batch.children[0]->buffers[1])[0], 7);
  batch.release(&batch);
  batch = first_batch(&stream);
  ck_assert_int_eq(((const int64_t *)batch.children[0]->buffers[1])[0], -8);
  ck_assert(!is_there(&batch, 1, 0) && !is_there(&batch, 3, 0));
  batch.release(&batch);
  ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
  ck_assert(!batch.release);
  stream.release(&stream);
  ck_assert_str_eq(heard, "WORKFORCE-DATE warning 3:2 started=yesterday|WORKFORCE-KEY-NO-NUMBER error 4:3 worker=x|");
}
END_TEST

START_TEST(files_are_opened_and_closed) {
  static const char path[] = CWP_SCRATCH_DIR "/workforce_files_test.csv";
  struct ArrowArrayStream stream;
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  fputs("worker,role\nW1,CSW\n", file);
  fclose(file);
  ck_assert_int_eq(cwp_workforce_csv_open(path, CWP_WORKFORCE_WORKERS, NULL, NULL, &stream, &error), CWP_OK);
  struct ArrowArray batch = first_batch(&stream);
  ck_assert_str_eq(text_at(&batch, 1, 0), "CSW");
  batch.release(&batch);
  stream.release(&stream);
  ck_assert_int_eq(cwp_workforce_csv_open(path, CWP_WORKFORCE_EVIDENCE, NULL, NULL, &stream, &error),
                   CWP_ERROR_INVALID);
  ck_assert_str_eq(error.path, path);
  remove(path);
  ck_assert_int_eq(cwp_workforce_csv_open(path, CWP_WORKFORCE_WORKERS, NULL, NULL, &stream, &error),
                   CWP_ERROR_NOT_FOUND);
}
END_TEST

/* ---- Teams ---- */

START_TEST(teams_become_tables) {
  cwp_team *team = sample_team(cwp_edition_default());
  const cwp_pathway *pathway = cwp_edition_default();
  struct ArrowArrayStream workers, evidence;
  ck_assert_int_eq(cwp_workforce_team(team, pathway, NULL, &workers, &evidence, &error), CWP_OK);
  struct ArrowArray people = first_batch(&workers), pieces = first_batch(&evidence);
  ck_assert_int_eq(people.length, (int64_t)cwp_team_count(team));
  size_t row = 0;
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    const cwp_portfolio *portfolio = cwp_team_at(team, i);
    ck_assert_str_eq(text_at(&people, 0, i), cwp_portfolio_person(portfolio)->id);
    ck_assert_str_eq(text_at(&people, 1, i), cwp_portfolio_person(portfolio)->role);
    const char *job = text_at(&people, 5, i);
    if (strcmp(cwp_portfolio_person(portfolio)->job_title, "Care worker") == 0) ck_assert_str_eq(job, "ASC.J8");
    for (size_t k = 0; k < cwp_portfolio_count(portfolio); k++, row++) {
      const cwp_evidence *piece = cwp_portfolio_evidence(portfolio, k);
      ck_assert_str_eq(text_at(&pieces, 0, row), cwp_portfolio_person(portfolio)->id);
      ck_assert_str_eq(text_at(&pieces, 1, row), piece->about);
      ck_assert_int_eq(((const int8_t *)pieces.children[2]->buffers[1])[row], (int)piece->kind);
      ck_assert_int_eq(is_there(&pieces, 5, row), piece->until != CWP_DATE_NONE);
    }
  }
  ck_assert_int_eq(pieces.length, (int64_t)row);
  people.release(&people);
  pieces.release(&pieces);
  workers.release(&workers);
  evidence.release(&evidence);
  ck_assert_int_eq(cwp_workforce_team(NULL, pathway, NULL, &workers, &evidence, &error), CWP_ERROR_ARGUMENT);
  cwp_team_free(team);
}
END_TEST

/* ---- Memory ---- */

/* What a stream's number is as a status. */
static cwp_status drain(struct ArrowArrayStream *stream, cwp_error *failure) {
  uint64_t rows;
  int number;
  walk_stream(stream, &rows, &number);
  stream->release(stream);
  if (number == ENOMEM && failure) {
    failure->code = CWP_ERROR_MEMORY;
    snprintf(failure->message, sizeof failure->message, "%s", cwp_status_text(CWP_ERROR_MEMORY));
  }
  return number == 0 ? CWP_OK : number == ENOMEM ? CWP_ERROR_MEMORY : CWP_ERROR_INTERNAL;
}

static cwp_status read_csv(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  text_source source = {context, strlen(context), 0};
  const cwp_input input = {read_some, &source, "in.csv"};
  struct ArrowArrayStream stream;
  cwp_status status = cwp_workforce_csv_read(&input, CWP_WORKFORCE_EVIDENCE, NULL, allocator, &stream, failure);
  return status ? status : drain(&stream, failure);
}

static cwp_status read_team(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  struct ArrowArrayStream workers, evidence;
  cwp_status status = cwp_workforce_team(context, cwp_edition_default(), allocator, &workers, &evidence, failure);
  if (status) return status;
  status = drain(&workers, failure);
  cwp_status other = drain(&evidence, failure);
  return status ? status : other;
}

START_TEST(every_allocation_may_fail) {
  char text[] = "worker,subject,from,until\nW1,CSW.K7.2,2024-02-01,\n\"W\n2\",ASC.T20,,2027-01-31\n";
  cwp_team *team = sample_team(cwp_edition_default());
  failing_allocator_try_all(read_csv, text, 500, 0);
  failing_allocator_try_all(read_team, team, 500, 0);
  cwp_team_free(team);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("workforce_files");
  TCase *csv = suite_case(suite, "csv");
  tcase_add_test(csv, tables_are_told_by_their_headers);
  tcase_add_test(csv, evidence_is_read_by_the_names_of_columns);
  tcase_add_test(csv, bad_rows_are_findings_and_the_rest_counts);
  tcase_add_test(csv, without_a_listener_the_first_bad_row_ends_it);
  tcase_add_test(csv, headers_must_have_what_is_needed);
  tcase_add_test(csv, workers_keep_columns_to_group_by);
  tcase_add_test(csv, files_are_opened_and_closed);
  TCase *teams = suite_case(suite, "teams");
  tcase_add_test(teams, teams_become_tables);
  TCase *memory = suite_case(suite, "memory");
  tcase_add_test(memory, every_allocation_may_fail);
  return suite_run(suite);
}
