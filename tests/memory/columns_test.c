/* Tables taken in and given out with every allocation failed in turn, and how much memory a person takes. */

#include "cwp/workforce.h"
#include "support/arrow.h"
#include "support/failing_allocator.h"
#include "support/suite.h"
#include "workforce/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ALLOCATIONS = 3000 };

/* Reads a stream to its end: CWP_ERROR_MEMORY when that is what it says. */
static cwp_status read_all(struct ArrowArrayStream *stream, cwp_error *error) {
  struct ArrowSchema schema;
  struct ArrowArray batch;
  int code = stream->get_schema(stream, &schema);
  if (code == 0) schema.release(&schema);
  while (code == 0) {
    code = stream->get_next(stream, &batch);
    if (code != 0 || !batch.release) break;
    batch.release(&batch);
  }
  if (code != 0) {
    error->code = CWP_ERROR_MEMORY;
    snprintf(error->message, sizeof error->message, "%s", stream->get_last_error(stream));
  }
  stream->release(stream);
  ck_assert(code == 0 || code == 12);
  return code == 0 ? CWP_OK : CWP_ERROR_MEMORY;
}

static cwp_status look_at(const cwp_workforce *self, const char *by, cwp_error *error) {
  struct ArrowArrayStream stream;
  cwp__groups groups;
  cwp__stretch stretch = {.first = 0};
  cwp_status status = cwp__workforce_stretch(self, 0, 10, &stretch, error);
  cwp__stretch_clear(self, &stretch);
  if (status == CWP_OK) status = cwp__groups_make(self, &by, by != NULL, &groups, error);
  if (status == CWP_OK) cwp__groups_clear(self, &groups);
  if (status == CWP_OK) status = cwp_workforce_findings(self, &stream, error);
  return status == CWP_OK ? read_all(&stream, error) : status;
}

/* Tables with dictionaries and without, rows that lie apart, people who are new, findings. */
static cwp_status take_in(const cwp_allocator *allocator, void *context, cwp_error *error) {
  int shape = *(const int *)context;
  const char *keys[] = {"bob", "ann", "bob", NULL}, *roles[] = {"NTC", "X", NULL, NULL};
  const char *settings[] = {"dementia X", "autism", NULL, NULL}, *sites[] = {"north", "south", NULL, NULL};
  const char *whose[] = {"ann", "bob", "ann", "eve"}, *subjects[] = {"NTC.K1", "X", "ASC.T20", "NTC.K2"};
  const int64_t numbers[] = {20, 21, 22, 1}, flags[] = {1, 0, 1, 3};
  struct ArrowArrayStream people, pieces;
  cwp_workforce *self = NULL;
  arrow_table workers = {.rows = 4, .batch = 3}, evidence = {.rows = 4, .batch = 2};
  const char *index = shape % 2 ? "i" : NULL;
  arrow_texts(&workers, "worker", "u", index, keys);
  arrow_texts(&workers, "role", "u", index, roles);
  arrow_texts(&workers, "settings", "u", index, settings);
  arrow_texts(&workers, "site", "u", index, sites);
  arrow_texts(&evidence, "worker", "u", index, whose);
  if (shape / 4)
    arrow_numbers(&evidence, "tr20flag", "i", flags);
  else if (shape / 2)
    arrow_numbers(&evidence, "subject", "i", numbers);
  else
    arrow_texts(&evidence, "subject", "u", index, subjects);
  arrow_stream_of(&workers, &people);
  arrow_stream_of(&evidence, &pieces);
  struct ArrowArrayStream *first = shape / 2 % 2 ? NULL : &people;
  cwp_status status = cwp_workforce_make(cwp_edition_default(), first, &pieces, NULL, allocator, &self, error);
  if (!first) people.release(&people);
  if (status == CWP_OK) status = look_at(self, first ? "site" : NULL, error);
  cwp_workforce_free(self);
  ck_assert_int_eq(arrow_alive(), 0);
  return status;
}

START_TEST(every_failure_is_said) {
  int shape = _i;
  failing_allocator_try_all(take_in, &shape, MOST_ALLOCATIONS, 0);
}
END_TEST

/* Beside the columns, under 64 bytes a person, and 14 bytes a row more while rows that lie apart are put in order. */
START_TEST(people_take_little_memory) {
  enum { PEOPLE = 60000, EACH = 5, ROWS = PEOPLE * EACH, A_ROW = 14, FIXED = 500000 };
  static int64_t keys[PEOPLE], whose[ROWS], subjects[ROWS];
  static char names[PEOPLE][12];
  static const char *texts[PEOPLE], *owners[ROWS];
  for (int shape = 0; shape < 16; shape++) {
    int is_apart = shape & 1, is_text = shape & 2, is_unsorted = shape & 4, has_workers = shape & 8;
    for (int i = 0; i < PEOPLE; i++) {
      keys[i] = is_unsorted ? (int64_t)i * 7919 % 1000003 : i;
      snprintf(names[i], sizeof names[i], "%011lld", (long long)keys[i]);
      texts[i] = names[i];
    }
    for (int row = 0; row < ROWS; row++) {
      int person = is_apart ? row % PEOPLE : row / EACH;
      whose[row] = keys[person];
      owners[row] = names[person];
      subjects[row] = 30;
    }
    arrow_table workers = {.rows = PEOPLE}, evidence = {.rows = ROWS, .batch = 65536};
    if (is_text) {
      arrow_texts(&workers, "worker", "u", NULL, texts);
      arrow_texts(&evidence, "worker", "u", NULL, owners);
    } else {
      arrow_numbers(&workers, "worker", "l", keys);
      arrow_numbers(&evidence, "worker", "l", whose);
    }
    arrow_numbers(&evidence, "subject", "i", subjects);
    failing_allocator counting;
    cwp_allocator allocator = failing_allocator_start(&counting, FAIL_NEVER, 0);
    struct ArrowArrayStream people, pieces;
    cwp_workforce *self;
    cwp_error error;
    if (has_workers) arrow_stream_of(&workers, &people);
    arrow_stream_of(&evidence, &pieces);
    cwp_status status = cwp_workforce_make(cwp_edition_default(), has_workers ? &people : NULL, &pieces, NULL,
                                           &allocator, &self, &error);
    ck_assert_msg(status == CWP_OK, "%s", error.message);
    ck_assert_uint_eq(cwp_workforce_people(self), PEOPLE);
    size_t most = (size_t)PEOPLE * 64 + (is_apart ? (size_t)ROWS * A_ROW : 0) + FIXED;
    ck_assert_msg(counting.most_bytes < most, "shape %d: %zu bytes, %.1f a person", shape, counting.most_bytes,
                  (double)(counting.most_bytes - (is_apart ? (size_t)ROWS * A_ROW : 0)) / PEOPLE);
    cwp_workforce_free(self);
    failing_allocator_check(&counting);
  }
}
END_TEST

/* ---- Evidence larger than memory ---- */

/* Reads evidence a few batches at a time to its end: without workers, with them, and with both sorted. */
static cwp_status flow_by(const cwp_allocator *allocator, void *context, cwp_error *error) {
  int with_workers = *(const int *)context, more = 1;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.sorted = with_workers == 2;
  const char *keys[] = {"ann", "bob", "cat", "dan"}, *whose[] = {"ann", "bob", "bob", "cat"};
  const char *subjects[] = {"NTC.K1", "X", "ASC.T20", "NTC.K2"};
  struct ArrowArrayStream people, pieces;
  cwp_workforce *self = NULL;
  cwp__stretch stretch = {.first = 0};
  arrow_table workers = {.rows = 4, .batch = 3}, evidence = {.rows = 4, .batch = 1};
  const char *roles[] = {"NTC", "CSW", "gardener", NULL};
  arrow_texts(&workers, "worker", "u", "i", keys);
  arrow_texts(&workers, "role", "u", "i", roles);
  arrow_texts(&evidence, "worker", "u", "i", whose);
  arrow_texts(&evidence, "subject", "u", "i", subjects);
  arrow_stream_of(&workers, &people);
  arrow_stream_of(&evidence, &pieces);
  cwp_status status = cwp__flow_open(cwp_edition_default(), with_workers ? &people : NULL, &pieces, 0, &options,
                                     allocator, &self, error);
  if (people.release) people.release(&people);
  if (pieces.release) pieces.release(&pieces);
  if (status == CWP_OK) self->flow->rows = 1;
  while (status == CWP_OK && more) {
    status = cwp__workforce_advance(self, &more, error);
    if (status == CWP_OK) status = cwp__workforce_stretch(self, 0, 10, &stretch, error);
  }
  if (self) cwp__stretch_clear(self, &stretch);
  cwp__workforce_drop(self);
  ck_assert_int_eq(arrow_alive(), 0);
  return status;
}

START_TEST(every_failure_of_a_stream_is_said) {
  int with_workers = _i;
  failing_allocator_try_all(flow_by, &with_workers, MOST_ALLOCATIONS, 0);
}
END_TEST

/* Most memory that so many rows take, with dictionaries that are others in each batch. */
static size_t memory_of(size_t rows) {
  int64_t *whose = calloc(rows, sizeof *whose);
  const char **subjects = calloc(rows, sizeof *subjects);
  for (size_t row = 0; row < rows; row++) {
    whose[row] = (int64_t)(row / 20);
    subjects[row] = row % 2 ? "NTC.K1" : "NTC.K2";
  }
  arrow_table evidence = {.rows = rows, .batch = 1000};
  arrow_numbers(&evidence, "worker", "l", whose);
  arrow_texts(&evidence, "subject", "u", "s", subjects);
  failing_allocator counting;
  cwp_allocator allocator = failing_allocator_start(&counting, FAIL_NEVER, 0);
  struct ArrowArrayStream pieces;
  cwp_workforce *self;
  cwp_error error;
  int more = 1;
  uint64_t people = 0;
  arrow_stream_of(&evidence, &pieces);
  ck_assert_int_eq(cwp__flow_open(cwp_edition_default(), NULL, &pieces, 0, NULL, &allocator, &self, &error), CWP_OK);
  self->flow->rows = 20000;
  while (more) {
    ck_assert_int_eq(cwp__workforce_advance(self, &more, &error), CWP_OK);
    people += cwp_workforce_people(self);
    ck_assert_int_lt(arrow_alive(), 200); /* the batches are let go of too */
  }
  ck_assert_uint_eq(people, rows / 20);
  cwp__workforce_drop(self);
  failing_allocator_check(&counting);
  free(whose);
  free(subjects);
  return counting.most_bytes;
}

START_TEST(streams_of_any_length_take_the_same_memory) {
  size_t few = memory_of(40000), many = memory_of(400000);
  ck_assert_msg(many < few + few / 20, "%zu bytes, and %zu for ten times the rows", few, many);
}
END_TEST

/* Reads two sorted tables to the end. Returns the most memory that took. */
static size_t memory_of_tables(const arrow_table *workers, const arrow_table *evidence) {
  failing_allocator counting;
  cwp_allocator allocator = failing_allocator_start(&counting, FAIL_NEVER, 0);
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  struct ArrowArrayStream all, pieces;
  cwp_workforce *self;
  cwp_error error;
  int more = 1;
  uint64_t met = 0;
  options.sorted = 1;
  arrow_stream_of(workers, &all);
  arrow_stream_of(evidence, &pieces);
  ck_assert_int_eq(cwp__flow_open(cwp_edition_default(), &all, &pieces, 0, &options, &allocator, &self, &error),
                   CWP_OK);
  self->flow->rows = 5000;
  for (; more; met += cwp_workforce_people(self)) {
    ck_assert_int_eq(cwp__workforce_advance(self, &more, &error), CWP_OK);
    ck_assert(cwp_workforce_people(self) <= 65536 && arrow_alive() < 300); /* the batches are let go of too */
  }
  ck_assert_uint_eq(met, workers->rows);
  cwp__workforce_drop(self);
  failing_allocator_check(&counting);
  return counting.most_bytes;
}

/* That of so many workers, with evidence about the first eighth of them and the last. */
static size_t memory_of_sorted(size_t people) {
  enum { OF_LAST = 100 };
  size_t rows = people / 4 + OF_LAST;
  char(*names)[24] = calloc(people, sizeof *names);
  const char **keys = calloc(people, sizeof *keys), **whose = calloc(rows, sizeof *whose);
  int64_t *subjects = calloc(rows, sizeof *subjects);
  for (size_t i = 0; i < people; i++) {
    snprintf(names[i], sizeof names[i], "%09zu", i);
    keys[i] = names[i];
  }
  for (size_t row = 0; row < rows; row++)
    whose[row] = row < rows - OF_LAST ? names[row / 2] : names[people - 1];
  arrow_table workers = {.rows = people, .batch = 3000}, evidence = {.rows = rows, .batch = 1000};
  arrow_texts(&workers, "worker", "u", NULL, keys);
  arrow_texts(&evidence, "worker", "u", NULL, whose);
  arrow_numbers(&evidence, "subject", "i", subjects);
  size_t most = memory_of_tables(&workers, &evidence);
  free(names);
  free(keys);
  free(whose);
  free(subjects);
  return most;
}

START_TEST(sorted_streams_take_the_same_memory_for_any_number_of_workers) {
  size_t few = memory_of_sorted(200000), many = memory_of_sorted(800000);
  ck_assert_msg(many < few + few / 20, "%zu bytes, and %zu for four times the workers", few, many);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("columns and memory");
  TCase *all = suite_case(suite, "all");
  tcase_add_loop_test(all, every_failure_is_said, 0, 8);
  tcase_add_test(all, people_take_little_memory);
  tcase_add_loop_test(all, every_failure_of_a_stream_is_said, 0, 3);
  tcase_add_test(all, streams_of_any_length_take_the_same_memory);
  tcase_add_test(all, sorted_streams_take_the_same_memory_for_any_number_of_workers);
  return suite_run(suite);
}
