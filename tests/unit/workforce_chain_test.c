/* Several tables as one. */

#include "cwp/cwp.h"
#include "support/arrow.h"
#include "support/arrow_walk.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cwp_error error;

static const char *workers[] = {"a", "b", "c"}, *subjects[] = {"ASC.T20", NULL, "CSW.B1"};
static const int64_t days[] = {20000, 20001, ARROW_NULL};

/* The columns worker, subject and from; the other way round, if asked for. */
static void table_of(arrow_table *out, int is_turned) {
  *out = (arrow_table){.rows = 3, .batch = 2};
  if (is_turned) arrow_numbers(out, "from", "tdD", days);
  if (is_turned) arrow_texts(out, "subject", "u", "c", subjects);
  arrow_texts(out, "worker", "u", NULL, workers);
  if (!is_turned) arrow_texts(out, "subject", "u", "c", subjects);
  if (!is_turned) arrow_numbers(out, "from", "tdD", days);
}

static void refuse(const arrow_table *first, const arrow_table *second, const char *words) {
  cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
  struct ArrowArrayStream out;
  arrow_stream_of(first, &parts[0].stream);
  arrow_stream_of(second, &parts[1].stream);
  ck_assert_int_eq(cwp_workforce_chain(parts, 2, NULL, &out, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, words);
  ck_assert_str_eq(error.path, "two");
  ck_assert(!out.release);
  ck_assert_int_eq(arrow_alive(), 0);
}

START_TEST(rows_come_one_table_behind_the_other) {
  arrow_table plain, turned, empty;
  cwp_workforce_part parts[4] = {{.name = "one"}, {.name = "two"}, {.name = "none"}, {.name = "three"}};
  struct ArrowArrayStream out;
  table_of(&plain, 0);
  table_of(&turned, 1);
  table_of(&empty, 0);
  empty.rows = 0;
  arrow_stream_of(&plain, &parts[0].stream);
  arrow_stream_of(&turned, &parts[1].stream);
  arrow_stream_of(&empty, &parts[2].stream);
  arrow_stream_of(&plain, &parts[3].stream);
  ck_assert_int_eq(cwp_workforce_chain(parts, 4, NULL, &out, &error), CWP_OK);
  char *text = arrow_print(&out);
  ck_assert_str_eq(text, "worker,subject,from\n"
                         "a,ASC.T20,2024-10-04\nb,null,2024-10-05\nc,CSW.B1,null\n"
                         "a,ASC.T20,2024-10-04\nb,null,2024-10-05\nc,CSW.B1,null\n"
                         "a,ASC.T20,2024-10-04\nb,null,2024-10-05\nc,CSW.B1,null\n");
  free(text);
  ck_assert_uint_eq(parts[0].rows, 3);
  ck_assert_uint_eq(parts[1].rows, 3);
  ck_assert_uint_eq(parts[2].rows, 0);
  ck_assert_uint_eq(parts[3].rows, 3);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

/* A batch whose columns were put in order is released as a whole, and its columns one by one, as anybody may. */
START_TEST(columns_may_be_moved_out_of_a_batch) {
  arrow_table plain, turned;
  cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
  struct ArrowArrayStream out;
  struct ArrowArray batch, column;
  table_of(&plain, 0);
  table_of(&turned, 1);
  plain.rows = 0;
  arrow_stream_of(&plain, &parts[0].stream);
  arrow_stream_of(&turned, &parts[1].stream);
  ck_assert_int_eq(cwp_workforce_chain(parts, 2, NULL, &out, &error), CWP_OK);
  do
    ck_assert_int_eq(out.get_next(&out, &batch), 0);
  while (batch.length == 0 && (batch.release(&batch), 1));
  out.release(&out);
  column = *batch.children[2];
  *batch.children[2] = (struct ArrowArray){.release = NULL};
  batch.release(&batch);
  ck_assert_int_eq(((const int32_t *)column.buffers[1])[column.offset], 20000);
  column.release(&column);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

START_TEST(other_columns_are_refused_by_name) {
  arrow_table first, second;
  table_of(&first, 0);
  second = (arrow_table){.rows = 1};
  arrow_texts(&second, "worker", "u", NULL, workers);
  refuse(&first, &second, "there is no column \"subject\", which one has");
  arrow_texts(&second, "subject", "u", NULL, subjects);
  refuse(&first, &second, "column \"subject\" is of type text, and in one of type a dictionary of text");
  table_of(&second, 1);
  arrow_texts(&second, "result", "u", NULL, workers);
  refuse(&first, &second, "there is a column \"result\", which one has not");
  table_of(&second, 0);
  second.columns[2].format = "tdm";
  refuse(&first, &second, "column \"from\" is of type date64, and in one of type date32");
  /* A name that stands twice in one of them. */
  table_of(&second, 0);
  second.columns[2].name = "worker";
  refuse(&first, &second, "there is no column \"from\", which one has");
}
END_TEST

static void lie(void *context, struct ArrowSchema *schema, struct ArrowArray *array) {
  const int *what = context;
  if (array) return;
  for (int64_t i = 0; i < schema->n_children && *what == 0; i++) {
    schema->children[i]->release(schema->children[i]);
    free(schema->children[i]);
  }
  if (*what == 0) schema->n_children = -3;
  if (*what == 1) schema->format = "u";
  if (*what == 2) schema->children[1]->release(schema->children[1]);
}

START_TEST(what_is_no_table_is_refused) {
  arrow_table first, second;
  table_of(&first, 0);
  for (int what = 0; what < 3; what++) {
    table_of(&second, 0);
    second.spoil = lie;
    second.spoil_context = &what;
    cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
    struct ArrowArrayStream out;
    arrow_stream_of(&first, &parts[0].stream);
    arrow_stream_of(&second, &parts[1].stream);
    ck_assert_int_eq(cwp_workforce_chain(parts, 2, NULL, &out, &error), CWP_ERROR_INVALID);
    ck_assert_str_eq(error.path, "two");
    ck_assert_str_eq(error.message, "the stream is no table");
  }
  cwp_workforce_part released = {.name = "gone"};
  struct ArrowArrayStream out;
  ck_assert_int_eq(cwp_workforce_chain(&released, 1, NULL, &out, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.path, "gone");
  ck_assert_int_eq(cwp_workforce_chain(&released, 0, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_workforce_chain(NULL, 1, NULL, &out, &error), CWP_ERROR_ARGUMENT);
  arrow_stream_of(&first, &released.stream);
  ck_assert_int_eq(cwp_workforce_chain(&released, 1, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

/* The error is the one of the table that failed, in its own words. */
START_TEST(a_table_that_fails_ends_the_chain) {
  arrow_table first, second;
  cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
  struct ArrowArrayStream out;
  uint64_t rows;
  int number;
  table_of(&first, 0);
  table_of(&second, 1);
  second.fail_at = 5;
  arrow_stream_of(&first, &parts[0].stream);
  arrow_stream_of(&second, &parts[1].stream);
  ck_assert_int_eq(cwp_workforce_chain(parts, 2, NULL, &out, &error), CWP_OK);
  walk_stream(&out, &rows, &number);
  ck_assert_int_eq(number, 5);
  ck_assert_uint_eq(rows, 6);
  ck_assert_str_eq(out.get_last_error(&out), "the disk is gone");
  out.release(&out);
  ck_assert_int_eq(arrow_alive(), 0);
}
END_TEST

static void never_null(void *context, struct ArrowSchema *schema, struct ArrowArray *array) {
  const char *name = context;
  for (int64_t i = 0; !array && i < schema->n_children; i++)
    if (strcmp(schema->children[i]->name, name) == 0) schema->children[i]->flags = 0;
}

/* A column may be null if it may be in any of the tables. */
START_TEST(what_may_be_null_anywhere_may_be_null) {
  static char worker[] = "worker", from[] = "from";
  for (int both = 0; both < 2; both++) {
    arrow_table first, second;
    cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
    struct ArrowArrayStream out;
    struct ArrowSchema schema;
    table_of(&first, 0);
    table_of(&second, 1);
    first.spoil = second.spoil = never_null;
    first.spoil_context = worker;
    second.spoil_context = both ? worker : from;
    arrow_stream_of(&first, &parts[0].stream);
    arrow_stream_of(&second, &parts[1].stream);
    ck_assert_int_eq(cwp_workforce_chain(parts, 2, NULL, &out, &error), CWP_OK);
    ck_assert_int_eq(out.get_schema(&out, &schema), 0);
    ck_assert_int_eq(!(schema.children[0]->flags & ARROW_FLAG_NULLABLE), both);
    for (int64_t i = 1; i < schema.n_children; i++)
      ck_assert_int_ne(schema.children[i]->flags & ARROW_FLAG_NULLABLE, 0);
    schema.release(&schema);
    out.release(&out);
  }
}
END_TEST

static cwp_status read_both(const cwp_allocator *allocator, void *context, cwp_error *failure) {
  arrow_table plain, turned;
  cwp_workforce_part parts[2] = {{.name = "one"}, {.name = "two"}};
  struct ArrowArrayStream out;
  uint64_t rows;
  int number;
  (void)context;
  table_of(&plain, 0);
  table_of(&turned, 1);
  arrow_stream_of(&plain, &parts[0].stream);
  arrow_stream_of(&turned, &parts[1].stream);
  cwp_status status = cwp_workforce_chain(parts, 2, allocator, &out, failure);
  if (status) return status;
  walk_stream(&out, &rows, &number);
  if (number == ENOMEM) ck_assert_str_eq(out.get_last_error(&out), "out of memory");
  out.release(&out);
  ck_assert_int_eq(arrow_alive(), 0);
  if (number == 0) return CWP_OK;
  ck_assert_int_eq(number, ENOMEM);
  if (failure) *failure = (cwp_error){.code = CWP_ERROR_MEMORY};
  if (failure) snprintf(failure->message, sizeof failure->message, "%s", cwp_status_text(CWP_ERROR_MEMORY));
  return CWP_ERROR_MEMORY;
}

START_TEST(every_allocation_may_fail) {
  failing_allocator_try_all(read_both, NULL, 50, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("workforce_chain");
  TCase *all = suite_case(suite, "all");
  tcase_add_test(all, rows_come_one_table_behind_the_other);
  tcase_add_test(all, columns_may_be_moved_out_of_a_batch);
  tcase_add_test(all, other_columns_are_refused_by_name);
  tcase_add_test(all, what_is_no_table_is_refused);
  tcase_add_test(all, a_table_that_fails_ends_the_chain);
  tcase_add_test(all, what_may_be_null_anywhere_may_be_null);
  tcase_add_test(all, every_allocation_may_fail);
  return suite_run(suite);
}
