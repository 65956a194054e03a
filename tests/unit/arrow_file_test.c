/* Files of Arrow columns. That others read and write the same is for tests/reference/arrow_files.py to see. */

#include "cwp/arrow_file.h"

#include "exchange/flat.h"

#include "support/arrow.h"
#include "support/arrow_walk.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIXTURES CWP_SOURCE_DIR "/tests/data/arrow/"

static cwp_error error;

/* Bytes in memory, read and written. */
typedef struct bytes {
  char *text;
  size_t length, at;
  size_t step; /* most that is read at a time; 0 = all */
} bytes;

static size_t read_some(void *context, void *buffer, size_t capacity) {
  bytes *self = context;
  size_t left = self->length - self->at, count = left < capacity ? left : capacity;
  if (self->step && count > self->step) count = self->step;
  if (count > 0) memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static int write_some(void *context, const void *from, size_t length) {
  bytes *self = context;
  self->text = realloc(self->text, self->length + length);
  ck_assert_ptr_nonnull(self->text);
  memcpy(self->text + self->length, from, length);
  self->length += length;
  return 0;
}

static int write_none(void *context, const void *from, size_t length) {
  (void)context;
  (void)from;
  return length > 100;
}

static bytes read_fixture(const char *name) {
  char path[512];
  bytes file = {NULL, 0, 0, 0};
  snprintf(path, sizeof path, FIXTURES "%s", name);
  FILE *stream = fopen(path, "rb");
  ck_assert_ptr_nonnull(stream);
  char part[4096];
  size_t got;
  while ((got = fread(part, 1, sizeof part, stream)) > 0)
    write_some(&file, part, got);
  fclose(stream);
  return file;
}

static cwp_status open_bytes(bytes *from, const cwp_arrow_options *options, struct ArrowArrayStream *out) {
  const cwp_input input = {read_some, from, "in.arrow"};
  from->at = 0;
  return cwp_arrow_read(&input, options, NULL, out, &error);
}

static bytes written(struct ArrowArrayStream *stream, cwp_arrow_format format, uint64_t *rows) {
  bytes out = {NULL, 0, 0, 0};
  const cwp_output output = {write_some, &out, "out.arrow"};
  ck_assert_msg(cwp_arrow_write(stream, format, &output, NULL, rows, &error) == CWP_OK, "%s", error.message);
  ck_assert(!stream->release);
  return out;
}

/* ---- Reading ---- */

START_TEST(what_others_wrote_is_read) {
  static const struct {
    const char *name;
    uint64_t rows;
  } cases[] = {{"everything.arrow", 20}, {"everything.arrows", 20}, {"deltas.arrows", 12}, {"polars.arrow", 4}};
  uint64_t sums[4] = {0};
  for (size_t i = 0; i < 4; i++) {
    bytes file = read_fixture(cases[i].name);
    for (file.step = 0; file.step < 40; file.step += 13) {
      struct ArrowArrayStream stream;
      uint64_t rows;
      int number;
      ck_assert_msg(open_bytes(&file, NULL, &stream) == CWP_OK, "%s: %s", cases[i].name, error.message);
      sums[i] = walk_stream(&stream, &rows, &number);
      ck_assert_msg(number == 0, "%s: %s", cases[i].name, stream.get_last_error(&stream));
      ck_assert_uint_eq(rows, cases[i].rows);
      ck_assert_ptr_null(stream.get_last_error(&stream));
      stream.release(&stream);
      ck_assert(!stream.release);
    }
    free(file.text);
  }
  ck_assert_uint_eq(sums[0], sums[1]); /* both formats hold the same */
}
END_TEST

START_TEST(wanted_columns_alone) {
  static const char *const wanted[] = {"day", "no such", "text_view", "site1"};
  const cwp_arrow_options options = {sizeof options, wanted, 4, 0};
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray batch;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrow", &options, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
  ck_assert_int_eq(schema.n_children, 3);
  ck_assert_str_eq(schema.format, "+s");
  ck_assert_str_eq(schema.children[0]->name, "text_view");
  ck_assert_str_eq(schema.children[0]->format, "U");
  ck_assert_str_eq(schema.children[1]->name, "day");
  ck_assert_str_eq(schema.children[1]->format, "tdD");
  ck_assert_str_eq(schema.children[2]->name, "site1");
  ck_assert_str_eq(schema.children[2]->format, "C");
  ck_assert_str_eq(schema.children[2]->dictionary->format, "u");
  schema.release(&schema);
  ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
  stream.release(&stream);
  /* The batch outlives the stream, and each column the batch. */
  struct ArrowArray day = *batch.children[1];
  batch.children[1]->release = NULL;
  batch.release(&batch);
  ck_assert_int_eq(day.length, 8);
  ck_assert_int_eq(day.null_count, 3);
  ck_assert_int_eq(((const int32_t *)day.buffers[1])[1], 20778 + 1); /* 2026-11-22 */
  day.release(&day);
}
END_TEST

START_TEST(dictionaries_grow_and_are_replaced) {
  struct ArrowArrayStream stream;
  struct ArrowArray batches[4];
  static const int64_t lengths[] = {2, 3, 5, 1};
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "deltas.arrows", NULL, NULL, &stream, &error), CWP_OK);
  for (size_t i = 0; i < 4; i++)
    ck_assert_int_eq(stream.get_next(&stream, &batches[i]), 0);
  stream.release(&stream);
  /* Each batch keeps the version that it came with. */
  for (size_t i = 0; i < 4; i++) {
    const struct ArrowArray *values = batches[i].children[0]->dictionary;
    ck_assert_int_eq(values->length, lengths[i]);
    const int32_t *ends = values->buffers[1];
    const char *text = values->buffers[2];
    for (int64_t k = 0; k < lengths[i]; k++)
      ck_assert_int_eq(text[ends[k]], i == 3 ? 'x' : 'a' + (char)k);
    batches[i].release(&batches[i]);
  }
}
END_TEST

START_TEST(what_is_not_read_is_said) {
  static const struct {
    const char *name, *bytes;
    size_t length;
    cwp_status status;
    const char *said;
  } cases[] = {
      {"nested.arrows", NULL, 0, CWP_ERROR_UNSUPPORTED, "column 'list': columns of type list are not read"},
      {NULL, "", 0, CWP_ERROR_UNSUPPORTED, "no file of Arrow columns"},
      {NULL, "worker,subject\n", 15, CWP_ERROR_UNSUPPORTED, "no file of Arrow columns"},
      {NULL, "PAR1....", 8, CWP_ERROR_UNSUPPORTED, "Parquet"},
      {NULL, "FEA1....", 8, CWP_ERROR_UNSUPPORTED, "version 1 of Feather"},
      {NULL, "ARROW1\0\0", 8, CWP_ERROR_INVALID, "cut off after 8 bytes"},
      {NULL, "\xff\xff\xff\xff\0\0\0\x7f", 8, CWP_ERROR_UNSUPPORTED, "no file of Arrow columns"},
      {NULL, "\xff\xff\xff\xff\0\0\0\3", 8, CWP_ERROR_INVALID, "cut off"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ArrowArrayStream stream;
    bytes file = {NULL, 0, 0, 0};
    if (cases[i].name)
      file = read_fixture(cases[i].name);
    else
      write_some(&file, cases[i].bytes, cases[i].length);
    ck_assert_msg(open_bytes(&file, NULL, &stream) == cases[i].status, "case %zu: %s", i, error.message);
    ck_assert_msg(strstr(error.message, cases[i].said) != NULL, "case %zu: %s", i, error.message);
    ck_assert_str_eq(error.path, "in.arrow");
    ck_assert(!stream.release);
    free(file.text);
  }
}
END_TEST

START_TEST(compressed_columns_are_refused_with_advice) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "lz4.arrow", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL);
  ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "LZ4"));
  ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "compression=\"uncompressed\""));
  ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL); /* it stays so */
  stream.release(&stream);
}
END_TEST

START_TEST(files_that_are_cut_off_are_not_read) {
  static const char *const names[] = {"everything.arrow", "polars.arrow"};
  for (size_t i = 0; i < 2; i++) {
    bytes file = read_fixture(names[i]);
    const size_t whole = file.length;
    for (file.length = 0; file.length < whole; file.length += 1 + file.length / 97) {
      struct ArrowArrayStream stream;
      uint64_t rows;
      int number = EINVAL;
      if (open_bytes(&file, NULL, &stream) != CWP_OK) continue;
      walk_stream(&stream, &rows, &number);
      ck_assert_msg(number == EINVAL, "%s: %zu of %zu bytes are read", names[i], file.length, whole);
      stream.release(&stream);
    }
    free(file.text);
  }
}
END_TEST

START_TEST(limits_hold) {
  const cwp_arrow_options options = {sizeof options, NULL, 0, 100};
  cwp_arrow_options broken = CWP_ARROW_OPTIONS_INIT;
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrow", &options, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL);
  ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "at most 100 are read"));
  stream.release(&stream);
  broken.size = 0;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrow", &broken, NULL, &stream, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "nowhere.arrow", NULL, NULL, &stream, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrow", NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_arrow_read(NULL, NULL, NULL, &stream, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(a_length_that_lies_takes_no_memory) {
  bytes file = read_fixture("everything.arrows");
  failing_allocator counter;
  const cwp_allocator allocator = failing_allocator_start(&counter, FAIL_NEVER, 0);
  size_t tried = 0;
  /* Every eight bytes in turn are made a number of 3 GB. */
  for (size_t at = 0; at + 8 <= file.length; at += 8) {
    char kept[8];
    struct ArrowArrayStream stream;
    uint64_t rows;
    int number;
    const cwp_input input = {read_some, &file, "in.arrow"};
    memcpy(kept, file.text + at, 8);
    cwp__put_little(file.text + at, 8, UINT64_C(3) << 30);
    file.at = 0;
    if (cwp_arrow_read(&input, NULL, &allocator, &stream, &error) == CWP_OK) {
      walk_stream(&stream, &rows, &number);
      stream.release(&stream);
      tried++;
    }
    memcpy(file.text + at, kept, 8);
  }
  failing_allocator_check(&counter);
  ck_assert_uint_gt(tried, 1000);
  ck_assert_uint_lt(counter.most_bytes, (size_t)8 << 20);
  free(file.text);
}
END_TEST

/* ---- Dictionaries behind their batches ---- */

enum { LATE_BATCHES = 200, LATE_ROWS = 500 };
static const char late_path[] = CWP_SCRATCH_DIR "/arrow_file_test_late.arrow";

/* Bytes of the message there: its length, metadata and body. 0 at the end. */
static size_t message_size(const char *at) {
  const size_t length = cwp__little_32(at + 4);
  cwp__flat flat = {(const unsigned char *)at + 8, length, 0};
  cwp__flat_table root = cwp__flat_root(&flat);
  return length ? 8 + length + (size_t)cwp__flat_number(&root, 3, 8, 0) : 0;
}

/* A file of many batches whose one dictionary stands `times` times behind all of them, as Polars has it once. */
static bytes late_file(int times) {
  static const char *labels[] = {"one", "two", "three"}, *texts[LATE_BATCHES * LATE_ROWS];
  static int64_t numbers[LATE_BATCHES * LATE_ROWS];
  arrow_table table = {.rows = LATE_BATCHES * LATE_ROWS, .batch = LATE_ROWS};
  struct ArrowArrayStream stream;
  bytes out = {NULL, 0, 0, 0};
  for (size_t i = 0; i < table.rows; i++) {
    texts[i] = labels[i % LATE_ROWS % 3];
    numbers[i] = (int64_t)i;
  }
  arrow_texts(&table, "label", "u", "c", texts);
  arrow_numbers(&table, "number", "l", numbers);
  arrow_stream_of(&table, &stream);
  bytes plain = written(&stream, CWP_ARROW_FILE, NULL);
  const size_t schema = 8 + message_size(plain.text + 8), dictionary = message_size(plain.text + schema);
  size_t end = schema + dictionary;
  for (size_t size; (size = message_size(plain.text + end)) > 0;)
    end += size;
  write_some(&out, plain.text, schema);
  write_some(&out, plain.text + schema + dictionary, end - schema - dictionary);
  for (int i = 0; i < times; i++)
    write_some(&out, plain.text + schema, dictionary);
  write_some(&out, plain.text + end, plain.length - end);
  free(plain.text);
  return out;
}

static void put_file(const bytes *file, size_t length) {
  FILE *out = fopen(late_path, "wb");
  ck_assert_ptr_nonnull(out);
  ck_assert_uint_eq(fwrite(file->text, 1, length, out), length);
  ck_assert_int_eq(fclose(out), 0);
}

/* From a file they are read ahead, and a few batches are in memory at a time; from elsewhere all of them. */
START_TEST(dictionaries_behind_their_batches_are_read_ahead) {
  bytes file = late_file(1);
  struct ArrowArrayStream stream;
  uint64_t rows[2], sums[2];
  size_t most[2];
  int number;
  put_file(&file, file.length);
  for (int by_path = 0; by_path < 2; by_path++) {
    failing_allocator counter;
    const cwp_allocator allocator = failing_allocator_start(&counter, FAIL_NEVER, 0);
    const cwp_input input = {read_some, &file, "in.arrow"};
    file.at = 0;
    cwp_status status = by_path ? cwp_arrow_open(late_path, NULL, &allocator, &stream, &error)
                                : cwp_arrow_read(&input, NULL, &allocator, &stream, &error);
    ck_assert_msg(status == CWP_OK, "%s", error.message);
    sums[by_path] = walk_stream(&stream, &rows[by_path], &number);
    ck_assert_msg(number == 0, "%s", stream.get_last_error(&stream));
    stream.release(&stream);
    failing_allocator_check(&counter);
    most[by_path] = counter.most_bytes;
  }
  ck_assert_uint_eq(rows[0], LATE_BATCHES * LATE_ROWS);
  ck_assert_uint_eq(rows[1], rows[0]);
  ck_assert_uint_eq(sums[1], sums[0]);
  ck_assert_uint_gt(most[0], LATE_BATCHES * LATE_ROWS * 9);
  ck_assert_uint_lt(most[1], 100000);
  free(file.text);
  remove(late_path);
}
END_TEST

START_TEST(reading_ahead_finds_what_is_wrong) {
  bytes twice = late_file(2), file = late_file(1);
  struct ArrowArrayStream stream;
  uint64_t rows;
  int number;
  put_file(&twice, twice.length);
  ck_assert_int_eq(cwp_arrow_open(late_path, NULL, NULL, &stream, &error), CWP_OK);
  walk_stream(&stream, &rows, &number);
  ck_assert_int_eq(number, EINVAL);
  ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "a dictionary is there twice"));
  stream.release(&stream);
  for (size_t length = 2000; length < file.length; length += file.length / 23) {
    put_file(&file, length);
    ck_assert_int_eq(cwp_arrow_open(late_path, NULL, NULL, &stream, &error), CWP_OK);
    walk_stream(&stream, &rows, &number);
    ck_assert_int_eq(number, EINVAL);
    ck_assert_ptr_nonnull(strstr(stream.get_last_error(&stream), "cut off"));
    stream.release(&stream);
  }
  free(twice.text);
  free(file.text);
  remove(late_path);
}
END_TEST

static cwp_status read_late(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  struct ArrowArrayStream stream;
  (void)context;
  cwp_status status = cwp_arrow_open(late_path, NULL, allocator, &stream, failure);
  if (status) return status;
  bytes out = {NULL, 0, 0, 0};
  const cwp_output output = {write_some, &out, "out.arrow"};
  status = cwp_arrow_write(&stream, CWP_ARROW_STREAM, &output, allocator, NULL, failure);
  free(out.text);
  return status;
}

START_TEST(every_allocation_of_reading_ahead_may_fail) {
  bytes file = read_fixture("polars.arrow");
  put_file(&file, file.length);
  failing_allocator_try_all(read_late, NULL, 5000, 0);
  free(file.text);
  remove(late_path);
}
END_TEST

/* ---- Writing ---- */

START_TEST(what_is_written_reads_the_same) {
  static const char *const names[] = {"everything.arrow", "deltas.arrows", "polars.arrow"};
  for (size_t i = 0; i < 3; i++) {
    bytes file = read_fixture(names[i]);
    for (cwp_arrow_format format = CWP_ARROW_FILE; format < CWP_ARROW_FORMAT_END; format++) {
      struct ArrowArrayStream stream;
      uint64_t rows, rows_again, sum, sum_again;
      int number;
      if (i == 1 && format == CWP_ARROW_FILE) continue; /* its dictionary is replaced */
      ck_assert_int_eq(open_bytes(&file, NULL, &stream), CWP_OK);
      sum = walk_stream(&stream, &rows, &number);
      stream.release(&stream);
      ck_assert_int_eq(open_bytes(&file, NULL, &stream), CWP_OK);
      bytes out = written(&stream, format, &rows_again);
      ck_assert_uint_eq(rows, rows_again);
      ck_assert_int_eq(cwp_arrow_is(out.text, out.length), 1);
      ck_assert_int_eq(open_bytes(&out, NULL, &stream), CWP_OK);
      sum_again = walk_stream(&stream, &rows_again, &number);
      ck_assert_msg(number == 0 && rows_again == rows, "%s", stream.get_last_error(&stream));
      if (i != 2) ck_assert_msg(sum == sum_again, "%s", names[i]); /* dictionaries in front may be longer */
      stream.release(&stream);
      free(out.text);
    }
    free(file.text);
  }
}
END_TEST

START_TEST(files_are_replaced_whole_or_not_at_all) {
  static const char path[] = CWP_SCRATCH_DIR "/arrow_file_test.arrow";
  struct ArrowArrayStream stream;
  uint64_t rows;
  int number;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrows", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(cwp_arrow_write_file(&stream, CWP_ARROW_FILE, path, NULL, &rows, &error), CWP_OK);
  ck_assert_uint_eq(rows, 20);
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "deltas.arrows", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(cwp_arrow_write_file(&stream, CWP_ARROW_FILE, path, NULL, NULL, &error), CWP_ERROR_UNSUPPORTED);
  ck_assert_ptr_nonnull(strstr(error.message, "batch 4, column 'site': its dictionary is another one"));
  ck_assert(!stream.release);
  ck_assert_int_eq(cwp_arrow_open(path, NULL, NULL, &stream, &error), CWP_OK);
  walk_stream(&stream, &rows, &number);
  ck_assert_uint_eq(rows, 20);
  stream.release(&stream);
  remove(path);
}
END_TEST

START_TEST(what_cannot_be_written_is_said) {
  const cwp_output full = {write_none, NULL, "full.arrow"};
  struct ArrowArrayStream stream;
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "everything.arrow", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_FILE, &full, NULL, NULL, &error), CWP_ERROR_IO);
  ck_assert_str_eq(error.path, "full.arrow");
  /* The stream's own error comes through. */
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "lz4.arrow", NULL, NULL, &stream, &error), CWP_OK);
  bytes out = {NULL, 0, 0, 0};
  const cwp_output output = {write_some, &out, "out.arrow"};
  ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_FILE, &output, NULL, NULL, &error), CWP_ERROR_INVALID);
  ck_assert_ptr_nonnull(strstr(error.message, "LZ4"));
  ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_FILE, &output, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "lz4.arrow", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_FORMAT_END, &output, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_arrow_open(FIXTURES "lz4.arrow", NULL, NULL, &stream, &error), CWP_OK);
  ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_FILE, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  free(out.text);
}
END_TEST

START_TEST(a_stream_that_fails_is_said) {
  static const int64_t numbers[] = {1, 2};
  bytes out = {NULL, 0, 0, 0};
  const cwp_output output = {write_some, &out, "out.arrow"};
  for (int is_silent = 0; is_silent < 2; is_silent++) {
    arrow_table table = {.rows = 2, .fail_at = EIO};
    struct ArrowArrayStream stream;
    arrow_numbers(&table, "number", "l", numbers);
    arrow_stream_of(&table, &stream);
    if (is_silent) stream.get_last_error = NULL;
    ck_assert_int_eq(cwp_arrow_write(&stream, CWP_ARROW_STREAM, &output, NULL, NULL, &error), CWP_ERROR_IO);
    ck_assert_str_eq(error.message,
                     is_silent ? "the stream of columns failed, and does not say why (error 5)" : "the disk is gone");
  }
  ck_assert_int_eq(arrow_alive(), 0);
  free(out.text);
}
END_TEST

/* ---- Memory ---- */

static cwp_status read_and_write(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  bytes *file = context, out = {NULL, 0, 0, 0};
  struct ArrowArrayStream stream;
  const cwp_input input = {read_some, file, "in.arrow"};
  const cwp_output output = {write_some, &out, "out.arrow"};
  file->at = 0;
  cwp_status status = cwp_arrow_read(&input, NULL, allocator, &stream, failure);
  if (status == CWP_OK) status = cwp_arrow_write(&stream, CWP_ARROW_STREAM, &output, allocator, NULL, failure);
  free(out.text);
  return status;
}

START_TEST(every_allocation_may_fail) {
  static const char *const names[] = {"deltas.arrows", "polars.arrow", "everything.arrows"};
  for (size_t i = 0; i < 3; i++) {
    bytes file = read_fixture(names[i]);
    failing_allocator_try_all(read_and_write, &file, 5000, 0);
    free(file.text);
  }
}
END_TEST

int main(void) {
  Suite *suite = suite_create("arrow_file");
  TCase *reading = suite_case(suite, "reading");
  tcase_add_test(reading, what_others_wrote_is_read);
  tcase_add_test(reading, wanted_columns_alone);
  tcase_add_test(reading, dictionaries_grow_and_are_replaced);
  tcase_add_test(reading, what_is_not_read_is_said);
  tcase_add_test(reading, compressed_columns_are_refused_with_advice);
  tcase_add_test(reading, files_that_are_cut_off_are_not_read);
  tcase_add_test(reading, limits_hold);
  tcase_add_test(reading, a_length_that_lies_takes_no_memory);
  TCase *late = suite_case(suite, "late dictionaries");
  tcase_add_test(late, dictionaries_behind_their_batches_are_read_ahead);
  tcase_add_test(late, reading_ahead_finds_what_is_wrong);
  tcase_add_test(late, every_allocation_of_reading_ahead_may_fail);
  TCase *writing = suite_case(suite, "writing");
  tcase_add_test(writing, what_is_written_reads_the_same);
  tcase_add_test(writing, files_are_replaced_whole_or_not_at_all);
  tcase_add_test(writing, what_cannot_be_written_is_said);
  tcase_add_test(writing, a_stream_that_fails_is_said);
  TCase *memory = suite_case(suite, "memory");
  tcase_add_test(memory, every_allocation_may_fail);
  return suite_run(suite);
}
