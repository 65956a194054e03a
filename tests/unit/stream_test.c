/* Evidence larger than memory: cwp_workforce_stream says what cwp_workforce_ask says of the same tables. */

#include "cwp/workforce.h"
#include "support/arrow.h"
#include "support/suite.h"
#include "workforce/state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PEOPLE = 120, EACH = 6, ROWS = PEOPLE * EACH };

static cwp_error error;
static const cwp_date days[] = {20300, 20400, 20800};

/* Two tables: of every tenth person there is no evidence, and some rows cannot count. */
typedef struct tables {
  char names[PEOPLE][8];
  const char *keys[PEOPLE], *roles[PEOPLE], *sites[PEOPLE], *whose[ROWS], *subjects[ROWS];
  int64_t jobs[PEOPLE], from[ROWS], until[ROWS];
  arrow_table workers;
  arrow_table evidence;
} tables;

static void tables_start(tables *self, size_t batch) {
  static const char *const roles[] = {"NTC", "CSW", NULL, "ECW", "SL"};
  static const char *const subjects[] = {"ASC.T20", "NTC.K1", "CSW.K2", "ASC.T1", "nothing", "NTC.B1", "ASC.T5"};
  memset(self, 0, sizeof *self);
  for (size_t i = 0; i < PEOPLE; i++) {
    snprintf(self->names[i], sizeof self->names[i], "p%03zu", i);
    self->keys[i] = self->names[i];
    self->roles[i] = roles[i % 5];
    self->sites[i] = i % 3 ? i % 2 ? "north" : "south" : NULL;
    self->jobs[i] = (int64_t)(i % 9);
  }
  for (size_t row = 0; row < ROWS; row++) {
    size_t person = row / EACH;
    self->whose[row] = self->keys[person % 10 == 3 ? person + 1 : person];
    self->subjects[row] = subjects[row * 5 % 7];
    self->from[row] = row % 4 ? 20000 + (int64_t)(row * 37 % 900) : ARROW_NULL;
    self->until[row] = row % 3 ? 20950 : ARROW_NULL;
  }
  self->workers = (arrow_table){.rows = PEOPLE, .batch = batch * 3};
  self->evidence = (arrow_table){.rows = ROWS, .batch = batch};
  arrow_texts(&self->workers, "worker", "u", NULL, self->keys);
  arrow_texts(&self->workers, "role", "u", "c", self->roles);
  arrow_texts(&self->workers, "site", "u", NULL, self->sites);
  arrow_numbers(&self->workers, "job_role", "s", self->jobs);
  arrow_texts(&self->evidence, "worker", "u", NULL, self->whose);
  arrow_texts(&self->evidence, "subject", "u", "i", self->subjects);
  arrow_numbers(&self->evidence, "from", "tdD", self->from);
  arrow_numbers(&self->evidence, "until", "tdD", self->until);
}

static cwp_workforce_question question_of(cwp_workforce_answer answer, int has_workers) {
  static const char *const by[] = {"site"};
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  question.answer = answer;
  question.on = days;
  question.on_count = 3;
  question.batch_rows = 32;
  question.course = cwp_pathway_id(cwp_edition_default(), "ASC.T20");
  if (has_workers && answer != CWP_ANSWER_OWN && answer != CWP_ANSWER_MOVES) {
    question.by = by;
    question.by_count = 1;
  }
  return question;
}

/* What the tables say when they are there as a whole. */
static char *asked(const tables *self, int has_workers, const cwp_workforce_question *question) {
  struct ArrowArrayStream workers, evidence, answer;
  cwp_workforce *workforce;
  arrow_stream_of(&self->evidence, &evidence);
  if (has_workers) arrow_stream_of(&self->workers, &workers);
  cwp_status status = cwp_workforce_make(cwp_edition_default(), has_workers ? &workers : NULL, &evidence, NULL, NULL,
                                         &workforce, &error);
  if (status == CWP_OK) status = cwp_workforce_ask(workforce, question, &answer, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  cwp_workforce_free(workforce);
  return arrow_print(&answer);
}

/* The same, a few rows at a time. */
static char *streamed(const tables *self, int has_workers, uint64_t rows, int sorted,
                      const cwp_workforce_question *question) {
  struct ArrowArrayStream workers, evidence, answer;
  cwp_workforce *workforce = NULL;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.sorted = sorted;
  arrow_stream_of(&self->evidence, &evidence);
  if (has_workers) arrow_stream_of(&self->workers, &workers);
  cwp_status status = cwp__flow_open(cwp_edition_default(), has_workers ? &workers : NULL, &evidence,
                                     question->by_count > 0, &options, NULL, &workforce, &error);
  if (has_workers && workers.release) workers.release(&workers);
  if (status == CWP_OK) workforce->flow->rows = rows;
  if (status == CWP_OK) status = cwp_workforce_ask(workforce, question, &answer, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  cwp_workforce_free(workforce);
  return arrow_print(&answer);
}

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Rows in an order of their own: those of whom there is no evidence come last in a stream. */
static void sort_lines(char *text) {
  static const char *lines[20000];
  size_t count = 0, length = strlen(text);
  char *copy = malloc(length + 1), *at = text;
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, text, length + 1);
  for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
    lines[count++] = line;
  qsort(lines, count, sizeof *lines, compare_lines);
  for (size_t i = 0; i < count; i++)
    at += sprintf(at, "%s\n", lines[i]);
  free(copy);
}

START_TEST(a_stream_answers_as_tables_do) {
  static const uint64_t rows[] = {1, 50, 100000};
  cwp_workforce_answer answer = (cwp_workforce_answer)_i;
  static tables self;
  for (int has_workers = 0; has_workers < 2; has_workers++) {
    if (!has_workers && answer == CWP_ANSWER_CONSISTENCY) continue; /* it needs the workers' job roles */
    cwp_workforce_question question = question_of(answer, has_workers);
    tables_start(&self, 11);
    char *whole = asked(&self, has_workers, &question);
    ck_assert_uint_gt(strlen(whole), has_workers || answer == CWP_ANSWER_MOVES ? 200 : 20);
    sort_lines(whole);
    for (size_t i = 0; i < 3; i++) {
      question.threads = (unsigned)i + 1;
      char *parts = streamed(&self, has_workers, rows[i], 0, &question);
      sort_lines(parts);
      ck_assert_str_eq(parts, whole);
      free(parts);
    }
    free(whole);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Opens a stream as anybody would. */
static cwp_status stream_by(const tables *self, int sorted, const cwp_workforce_question *question,
                            struct ArrowArrayStream *answer, struct ArrowArrayStream *findings) {
  struct ArrowArrayStream workers, evidence;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.sorted = sorted;
  arrow_stream_of(&self->evidence, &evidence);
  arrow_stream_of(&self->workers, &workers);
  cwp_status status = cwp_workforce_stream(cwp_edition_default(), &workers, &evidence, &options, question, NULL, answer,
                                           findings, &error);
  ck_assert(workers.release == NULL && evidence.release == NULL);
  return status;
}

static cwp_status stream(const tables *self, const cwp_workforce_question *question, struct ArrowArrayStream *answer,
                         struct ArrowArrayStream *findings) {
  return stream_by(self, 0, question, answer, findings);
}

START_TEST(findings_come_with_the_end) {
  static tables self;
  struct ArrowArrayStream answer, findings;
  struct ArrowArray batch;
  cwp_workforce_question question = question_of(CWP_ANSWER_OWN, 1);
  tables_start(&self, 0);
  ck_assert_int_eq(stream(&self, &question, &answer, &findings), CWP_OK);
  char *text = arrow_print(&answer);
  ck_assert_ptr_nonnull(strstr(text, "p000,2025-07-31,NTC"));
  free(text);
  text = arrow_print(&findings);
  ck_assert_str_eq(strchr(text, '\n') + 1, "WF.unknown-subject,evidence,subject,nothing,103,5,false\n");
  free(text);
  ck_assert_int_eq(stream(&self, &question, &answer, &findings), CWP_OK);
  ck_assert_int_eq(findings.get_next(&findings, &batch), EINVAL);
  ck_assert_str_eq(findings.get_last_error(&findings),
                   "there are no findings before the answer has been read to its end");
  answer.release(&answer);
  findings.release(&findings);
  ck_assert_int_eq(stream(&self, &question, &answer, NULL), CWP_OK);
  answer.release(&answer);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

START_TEST(rows_that_lie_apart_are_said) {
  static tables self;
  struct ArrowArrayStream answer, findings;
  struct ArrowArray batch;
  static const char words[] =
      "evidence: row 700 is of worker \"p005\", whose rows do not lie together: a stream's must";
  tables_start(&self, 100);
  self.whose[700] = "p005";
  cwp_workforce_question question = question_of(CWP_ANSWER_MOVES, 1);
  ck_assert_int_eq(stream(&self, &question, &answer, &findings), CWP_OK);
  ck_assert_int_eq(answer.get_next(&answer, &batch), EINVAL);
  ck_assert_str_eq(answer.get_last_error(&answer), words);
  ck_assert_int_eq(findings.get_next(&findings, &batch), EINVAL);
  findings.release(&findings);
  answer.release(&answer);
  question.answer = CWP_ANSWER_GAPS;
  ck_assert_int_eq(stream(&self, &question, &answer, &findings), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, words);
  ck_assert(answer.release == NULL && findings.release == NULL);
  question.on_count = 0;
  ck_assert_int_eq(stream(&self, &question, &answer, &findings), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(stream(&self, NULL, &answer, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* ---- Both tables sorted ---- */

/* Rows that are nobody's, workers twice and without a key, in tables that are sorted all the same. */
static void tables_start_ugly(tables *self, size_t batch, int keys) {
  static int64_t ids[PEOPLE], whose[ROWS];
  static char texts[ROWS][8];
  tables_start(self, batch);
  for (size_t row = 0; row < ROWS; row++) {
    size_t person = row / EACH;
    if (person % 10 == 3) person++;
    if (row / 60 == 4) person = 45; /* many of one, and of those around none */
    snprintf(texts[row], sizeof texts[row], "p%03zu%s", person, person % 13 == 5 ? "x" : "");
    whose[row] = (int64_t)person * 2 + (person % 13 == 5);
    self->whose[row] = texts[row];
    if (person % 17 == 6) {
      self->whose[row] = NULL;
      whose[row] = ARROW_NULL;
    }
  }
  for (size_t i = 0; i < PEOPLE; i++) {
    size_t shown = i % 20 == 8 ? i - 1 : i;
    self->keys[i] = i % 30 == 2 ? NULL : self->names[shown];
    ids[i] = i % 30 == 2 ? ARROW_NULL : (int64_t)shown * 2;
  }
  if (keys == 0) return;
  self->workers.columns[0] = self->evidence.columns[0] = (arrow_column){.name = "worker"};
  if (keys == 1) {
    self->workers.columns[0].format = "l", self->workers.columns[0].numbers = ids;
    self->evidence.columns[0].format = "l", self->evidence.columns[0].numbers = whose;
    return;
  }
  self->workers.columns[0].format = "U", self->workers.columns[0].texts = self->keys;
  self->evidence.columns[0].format = "u", self->evidence.columns[0].texts = self->whose;
  self->workers.columns[0].index = self->evidence.columns[0].index = "i";
}

/* Everything comes as it does from the tables as a whole, in the same order. */
START_TEST(sorted_tables_answer_as_whole_ones) {
  static const uint64_t rows[] = {1, 50, 100000};
  static const size_t batches[] = {1, 11, 0};
  cwp_workforce_answer answer = (cwp_workforce_answer)_i;
  static tables self;
  for (int shape = 0; shape < 9; shape++) {
    cwp_workforce_question question = question_of(answer, answer == CWP_ANSWER_CONSISTENCY || shape % 2);
    question.threads = (unsigned)shape % 3 + 1;
    tables_start_ugly(&self, batches[(shape + shape / 3) % 3], shape / 3);
    char *whole = asked(&self, 1, &question), *parts = streamed(&self, 1, rows[shape % 3], 1, &question);
    if (question.by_count > 0) sort_lines(whole), sort_lines(parts);
    if (question.by_count == 0 && answer == CWP_ANSWER_CONSISTENCY) sort_lines(whole), sort_lines(parts);
    ck_assert_uint_gt(strlen(whole), 200);
    ck_assert_str_eq(parts, whole);
    free(parts);
    free(whole);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Findings of the whole tables, as text. */
static char *whole_findings(const tables *self) {
  struct ArrowArrayStream workers, evidence, findings;
  cwp_workforce *workforce;
  arrow_stream_of(&self->evidence, &evidence);
  arrow_stream_of(&self->workers, &workers);
  cwp_status status = cwp_workforce_make(cwp_edition_default(), &workers, &evidence, NULL, NULL, &workforce, &error);
  if (status == CWP_OK) status = cwp_workforce_findings(workforce, &findings, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  cwp_workforce_free(workforce);
  return arrow_print(&findings);
}

START_TEST(sorted_tables_have_the_same_findings) {
  static tables self;
  struct ArrowArrayStream answer, findings;
  cwp_workforce_question question = question_of(CWP_ANSWER_OWN, 1);
  for (int keys = 0; keys < 3; keys++) {
    tables_start_ugly(&self, 7, keys);
    self.roles[50] = "gardener";
    char *whole = whole_findings(&self);
    ck_assert_int_eq(stream_by(&self, 1, &question, &answer, &findings), CWP_OK);
    free(arrow_print(&answer));
    char *text = arrow_print(&findings);
    ck_assert_str_eq(text, whole);
    ck_assert(strstr(text, "WF.twice") && strstr(text, "WF.no-worker") && strstr(text, "WF.unknown-worker"));
    ck_assert(strstr(text, "WF.unknown-role,workers,role,gardener,1,50,true"));
    free(text);
    free(whole);
  }
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* Reads rows for people, which must end with these words. */
static void check_broken_rows(const tables *self, const char *words) {
  struct ArrowArrayStream answer, findings;
  struct ArrowArray batch;
  cwp_workforce_question question = question_of(CWP_ANSWER_OWN, 0);
  int code = 0;
  ck_assert_int_eq(stream_by(self, 1, &question, &answer, &findings), CWP_OK);
  while ((code = answer.get_next(&answer, &batch)) == 0 && batch.release)
    batch.release(&batch);
  ck_assert_int_eq(code, EINVAL);
  ck_assert_str_eq(answer.get_last_error(&answer), words);
  while (answer.get_next(&answer, &batch) == 0 && batch.release) /* it may be read on, and must stand that */
    batch.release(&batch);
  answer.release(&answer);
  findings.release(&findings);
}

/* Asks what must fail, and with what words. */
static void check_broken(const tables *self, const char *words) {
  struct ArrowArrayStream answer, findings;
  cwp_workforce_question question = question_of(CWP_ANSWER_GAPS, 0);
  check_broken_rows(self, words);
  ck_assert_int_eq(stream_by(self, 1, &question, &answer, &findings), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, words);
  ck_assert_int_eq(arrow_alive(), 0);
}

START_TEST(broken_promises_are_said) {
  static tables self;
  for (size_t batch = 0; batch < 60; batch += 29) {
    tables_start(&self, batch);
    self.keys[70] = "p002";
    check_broken(&self, "workers: row 70 is of worker \"p002\", behind \"p069\": both tables were said to be sorted by "
                        "\"worker\"");
    tables_start(&self, batch);
    self.whose[600] = "p011";
    check_broken(&self, "evidence: row 600 is of worker \"p011\", behind \"p099\": both tables were said to be sorted "
                        "by \"worker\"");
    tables_start(&self, batch);
    self.whose[601] = NULL;
    check_broken(&self, "evidence: row 602 is of worker \"p100\", whose rows do not lie together: a stream's must");
  }
}
END_TEST

/* Workers with settings of their own are read first all the same, so that they need not be sorted. */
START_TEST(settings_are_known_before_the_first_question) {
  static tables self;
  static const char *settings[PEOPLE];
  cwp_workforce_question question = question_of(CWP_ANSWER_MOVES, 0);
  tables_start(&self, 40);
  for (size_t i = 0; i < PEOPLE; i++)
    settings[i] = i % 3 ? "dementia" : i % 2 ? "autism" : NULL;
  self.keys[3] = "p013", self.keys[13] = "p003";
  arrow_texts(&self.workers, "settings", "u", NULL, settings);
  char *whole = asked(&self, 1, &question), *parts = streamed(&self, 1, 50, 1, &question);
  sort_lines(whole);
  sort_lines(parts);
  ck_assert_str_eq(parts, whole);
  free(parts);
  free(whole);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("stream");
  TCase *all = suite_case(suite, "all");
  tcase_add_loop_test(all, a_stream_answers_as_tables_do, 0, CWP_ANSWER_END);
  tcase_add_test(all, findings_come_with_the_end);
  tcase_add_test(all, rows_that_lie_apart_are_said);
  tcase_add_loop_test(all, sorted_tables_answer_as_whole_ones, 0, CWP_ANSWER_END);
  tcase_add_test(all, sorted_tables_have_the_same_findings);
  tcase_add_test(all, broken_promises_are_said);
  tcase_add_test(all, settings_are_known_before_the_first_question);
  return suite_run(suite);
}
