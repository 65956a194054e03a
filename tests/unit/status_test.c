/* Statuses, errors, limits and the version. */

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "cwp/version.h"

#include "support/suite.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

START_TEST(names_and_texts_of_every_status) {
  for (int i = 0; i < CWP_STATUS_END; i++) {
    const char *name = cwp_status_name((cwp_status)i);
    const char *text = cwp_status_text((cwp_status)i);
    ck_assert_str_ne(name, "unknown");
    ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
    ck_assert_uint_gt(strlen(text), 5);
    ck_assert_int_ne(text[strlen(text) - 1], '.');
    for (int j = 0; j < i; j++) {
      ck_assert_str_ne(name, cwp_status_name((cwp_status)j));
      ck_assert_str_ne(text, cwp_status_text((cwp_status)j));
    }
  }
  ck_assert_str_eq(cwp_status_name(CWP_OK), "ok");
  ck_assert_str_eq(cwp_status_name(CWP_ERROR_NOT_FOUND), "not-found");
  ck_assert_str_eq(cwp_status_name(CWP_ERROR_INTERNAL), "internal");
}
END_TEST

START_TEST(statuses_outside_the_enumeration) {
  static const int outside[] = {-1, CWP_STATUS_END, CWP_STATUS_END + 1, 9001, INT_MAX, INT_MIN};
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    /* Read as bytes: the values are none of the enumeration. */
    cwp_status status;
    memcpy(&status, &outside[i], sizeof status);
    ck_assert_str_eq(cwp_status_name(status), "unknown");
    ck_assert_ptr_nonnull(cwp_status_text(status));
  }
}
END_TEST

static void fill_with_rubbish(cwp_error *error) {
  memset(error, 0x5a, sizeof *error);
}

START_TEST(a_failure_fills_every_field) {
  cwp_error error;
  fill_with_rubbish(&error);
  ck_assert_int_eq(cwp__fail(&error, CWP_ERROR_INVALID, "%d of %s", 3, "four"), CWP_ERROR_INVALID);
  ck_assert_int_eq(error.code, CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "3 of four");
  ck_assert_str_eq(error.path, "");
  ck_assert(error.line == 0 && error.column == 0 && error.offset == 0);

  fill_with_rubbish(&error);
  const cwp__place place = {"staff.csv", 4, 5, 678};
  ck_assert_int_eq(cwp__fail_at(&error, CWP_ERROR_SYNTAX, &place, "no"), CWP_ERROR_SYNTAX);
  ck_assert_int_eq(error.code, CWP_ERROR_SYNTAX);
  ck_assert_str_eq(error.message, "no");
  ck_assert_str_eq(error.path, "staff.csv");
  ck_assert(error.line == 4 && error.column == 5 && error.offset == 678);

  fill_with_rubbish(&error);
  ck_assert_int_eq(cwp__fail_memory(&error), CWP_ERROR_MEMORY);
  ck_assert_int_eq(error.code, CWP_ERROR_MEMORY);
  ck_assert_str_eq(error.path, "");
  ck_assert_int_eq(cwp__fail_in(&error, CWP_ERROR_MEMORY, "a.json"), CWP_ERROR_MEMORY);
  ck_assert_str_eq(error.path, "a.json");
  ck_assert_int_eq(cwp__fail_in(&error, CWP_ERROR_MEMORY, "b.json"), CWP_ERROR_MEMORY);
  ck_assert_str_eq(error.path, "a.json");
}
END_TEST

START_TEST(no_error_struct_is_needed) {
  const cwp__place place = {"staff.csv", 4, 5, 678};
  ck_assert_int_eq(cwp__fail(NULL, CWP_ERROR_IO, "%s", "x"), CWP_ERROR_IO);
  ck_assert_int_eq(cwp__fail_at(NULL, CWP_ERROR_IO, &place, "%s", "x"), CWP_ERROR_IO);
  ck_assert_int_eq(cwp__fail_memory(NULL), CWP_ERROR_MEMORY);
  ck_assert_int_eq(cwp__fail_in(NULL, CWP_ERROR_IO, "x"), CWP_ERROR_IO);
}
END_TEST

START_TEST(messages_are_one_safe_line) {
  cwp_error error;
  cwp__fail(&error, CWP_ERROR_INVALID, "\"%s\"", "a\nb\r\t\x1b[31m\x7f\xc2\x9b\xff\xe2\x80\xae");
  ck_assert_str_eq(error.message, "\"a\\nb\\r\\t\\x1B[31m\\x7F\\u{009B}\\xFF\\u{202E}\"");
  cwp__fail(&error, CWP_ERROR_INVALID, "100%% of %s", "%s%n");
  ck_assert_str_eq(error.message, "100% of %s%n");
}
END_TEST

START_TEST(long_messages_are_cut_at_a_character) {
  char text[3000];
  for (size_t length = CWP_ERROR_MESSAGE_SIZE - 8; length < sizeof text - 1; length++) {
    /* Two bytes a character from an odd place, so that a careless cut would halve one. */
    for (size_t i = 0; i < length; i++)
      text[i] = i == 0 ? 'a' : i % 2 == 1 ? '\xc3' : '\xa9';
    if (length % 2 == 0) text[length - 1] = 'z';
    text[length] = '\0';
    cwp_error error;
    cwp__fail(&error, CWP_ERROR_INVALID, "%s", text);
    size_t shown = strlen(error.message);
    ck_assert(cwp__utf8_is_valid(error.message, shown));
    if (length < CWP_ERROR_MESSAGE_SIZE)
      ck_assert_str_eq(error.message, text);
    else
      ck_assert_str_eq(error.message + shown - 3, "...");
  }
}
END_TEST

START_TEST(long_paths_are_cut_at_the_front) {
  char path[2000];
  for (size_t length = CWP_ERROR_PATH_SIZE - 8; length < sizeof path - 1; length++) {
    for (size_t i = 0; i < length; i++)
      path[i] = i % 2 == 0 ? '\xc3' : '\xa9';
    memcpy(path + length - 5, "e.csv", 5);
    if (length % 2 == 0) path[length - 6] = 'e';
    path[length] = '\0';
    cwp_error error;
    const cwp__place place = {path, 1, 1, 0};
    cwp__fail_at(&error, CWP_ERROR_SYNTAX, &place, "no");
    size_t shown = strlen(error.path);
    ck_assert(cwp__utf8_is_valid(error.path, shown));
    ck_assert_str_eq(error.path + shown - 5, "e.csv");
    if (length < CWP_ERROR_PATH_SIZE) {
      ck_assert_str_eq(error.path, path);
    } else {
      ck_assert_uint_ge(shown, CWP_ERROR_PATH_SIZE - 3);
      ck_assert_int_eq(strncmp(error.path, "...", 3), 0);
      ck_assert_str_eq(error.path + 3, path + length - (shown - 3));
    }
  }
}
END_TEST

START_TEST(paths_are_safe_too) {
  char path[600];
  memset(path, '\n', sizeof path - 1);
  path[sizeof path - 1] = '\0';
  cwp_error error;
  const cwp__place place = {path, 0, 0, 0};
  cwp__fail_at(&error, CWP_ERROR_IO, &place, "no");
  ck_assert_int_eq(strncmp(error.path, "...\\n\\n", 7), 0);
  ck_assert_uint_lt(strlen(error.path), CWP_ERROR_PATH_SIZE);
  const cwp__place bad = {"\xff\xfe.csv", 0, 0, 0};
  cwp__fail_at(&error, CWP_ERROR_IO, &bad, "no");
  ck_assert_str_eq(error.path, "\\xFF\\xFE.csv");
}
END_TEST

START_TEST(limits_by_default) {
  static const cwp_limits init = CWP_LIMITS_INIT;
  cwp_limits none = cwp__limits_or_default(NULL);
  cwp_limits zero = cwp__limits_or_default(&init);
  ck_assert_mem_eq(&none, &zero, sizeof none);
  ck_assert_uint_eq(none.size, sizeof(cwp_limits));
  ck_assert_uint_eq(none.input_bytes, 67108864);
  ck_assert_uint_eq(none.record_bytes, 1048576);
  ck_assert_uint_eq(none.fields, 1024);
  ck_assert_uint_eq(none.depth, 64);
  ck_assert_uint_eq(none.records, 100000000);
}
END_TEST

START_TEST(limits_of_the_caller) {
  cwp_limits own = CWP_LIMITS_INIT;
  own.depth = 3;
  own.records = 4;
  cwp_limits all = cwp__limits_or_default(&own);
  ck_assert_uint_eq(all.depth, 3);
  ck_assert_uint_eq(all.records, 4);
  ck_assert_uint_eq(all.fields, 1024);

  /* A caller whose version ended before `depth`: what follows is not its to give. */
  own.fields = 5;
  own.size = offsetof(cwp_limits, depth);
  all = cwp__limits_or_default(&own);
  ck_assert_uint_eq(all.fields, 5);
  ck_assert_uint_eq(all.depth, 64);
  ck_assert_uint_eq(all.records, 100000000);

  own.size = 0;
  all = cwp__limits_or_default(&own);
  ck_assert_uint_eq(all.fields, 1024);
  ck_assert_uint_eq(all.size, sizeof(cwp_limits));

  /* A later version's struct is longer. */
  struct {
    cwp_limits known;
    size_t unknown;
  } later = {CWP_LIMITS_INIT, 1};
  later.known.size = sizeof later;
  later.known.depth = 9;
  all = cwp__limits_or_default(&later.known);
  ck_assert_uint_eq(all.depth, 9);
  ck_assert_uint_eq(all.size, sizeof(cwp_limits));
}
END_TEST

START_TEST(version_of_headers_and_library) {
  char text[64];
  snprintf(text, sizeof text, "%d.%d.%d", CWP_VERSION_MAJOR, CWP_VERSION_MINOR, CWP_VERSION_PATCH);
  ck_assert_str_eq(cwp_version(), CWP_VERSION);
  ck_assert_str_eq(cwp_version(), text);
  ck_assert(CWP_VERSION_AT_LEAST(CWP_VERSION_MAJOR, CWP_VERSION_MINOR, CWP_VERSION_PATCH));
  ck_assert(!CWP_VERSION_AT_LEAST(CWP_VERSION_MAJOR, CWP_VERSION_MINOR, CWP_VERSION_PATCH + 1));
  ck_assert(!CWP_VERSION_AT_LEAST(CWP_VERSION_MAJOR + 1, 0, 0));
}
END_TEST

int main(void) {
  Suite *suite = suite_create("status");
  TCase *tcase = suite_case(suite, "status");
  tcase_add_test(tcase, names_and_texts_of_every_status);
  tcase_add_test(tcase, statuses_outside_the_enumeration);
  tcase_add_test(tcase, a_failure_fills_every_field);
  tcase_add_test(tcase, no_error_struct_is_needed);
  tcase_add_test(tcase, messages_are_one_safe_line);
  tcase_add_test(tcase, long_messages_are_cut_at_a_character);
  tcase_add_test(tcase, long_paths_are_cut_at_the_front);
  tcase_add_test(tcase, paths_are_safe_too);
  tcase_add_test(tcase, limits_by_default);
  tcase_add_test(tcase, limits_of_the_caller);
  tcase_add_test(tcase, version_of_headers_and_library);
  return suite_run(suite);
}
