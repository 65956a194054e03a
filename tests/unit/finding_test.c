/* Lists of findings. */

#include "cwp/finding.h"

#include "base/text.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

START_TEST(severities) {
  ck_assert_str_eq(cwp_severity_name(CWP_SEVERITY_NOTE), "note");
  ck_assert_str_eq(cwp_severity_name(CWP_SEVERITY_WARNING), "warning");
  ck_assert_str_eq(cwp_severity_name(CWP_SEVERITY_ERROR), "error");
  ck_assert_str_eq(cwp_severity_name(CWP_SEVERITY_END), "unknown");
  static const int outside[] = {-1, CWP_SEVERITY_END + 1, 9001};
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    cwp_severity severity;
    memcpy(&severity, &outside[i], sizeof severity);
    ck_assert_str_eq(cwp_severity_name(severity), "unknown");
  }
}
END_TEST

START_TEST(an_empty_list) {
  cwp_findings *findings;
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_ERROR), 0);
  ck_assert_ptr_null(cwp_findings_at(findings, 0));
  cwp_findings_free(findings);
  cwp_findings_free(NULL);
}
END_TEST

START_TEST(texts_are_copied) {
  char texts[8][32] = {"ASC-X", "staff.csv", "POSTCODE", "LS1", "No such postcode.", "5650", "warning", "taken as 2"};
  cwp_finding finding = {
      texts[0], CWP_SEVERITY_WARNING, texts[1], 12, 11, texts[2], texts[3], texts[4], texts[5], texts[6], texts[7]};
  cwp_findings *findings;
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_int_eq(cwp_findings_add(findings, &finding, NULL), CWP_OK);
  memset(texts, 'z', sizeof texts);
  const cwp_finding *kept = cwp_findings_at(findings, 0);
  ck_assert_str_eq(kept->id, "ASC-X");
  ck_assert_str_eq(kept->path, "staff.csv");
  ck_assert_str_eq(kept->column, "POSTCODE");
  ck_assert_str_eq(kept->value, "LS1");
  ck_assert_str_eq(kept->message, "No such postcode.");
  ck_assert_str_eq(kept->upstream, "5650");
  ck_assert_str_eq(kept->upstream_severity, "warning");
  ck_assert_str_eq(kept->upstream_action, "taken as 2");
  ck_assert_uint_eq(kept->line, 12);
  ck_assert_uint_eq(kept->record, 11);
  ck_assert_int_eq(kept->severity, CWP_SEVERITY_WARNING);
  cwp_findings_free(findings);
}
END_TEST

START_TEST(texts_not_given_are_empty) {
  static const cwp_finding bare = {0};
  cwp_findings *findings;
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  for (size_t i = 0; i < 2; i++) {
    ck_assert_int_eq(cwp_findings_add(findings, &bare, NULL), CWP_OK);
    const cwp_finding *kept = cwp_findings_at(findings, i);
    const char *const texts[] = {kept->id, kept->path, kept->column, kept->value, kept->message, kept->upstream};
    for (size_t j = 0; j < 6; j++)
      ck_assert_str_eq(texts[j], "");
  }
  cwp_findings_free(findings);
}
END_TEST

/* Adds a finding with that value and returns how it is kept. */
static const char *kept_value(cwp_findings *findings, const char *value) {
  cwp_finding finding = {0};
  finding.value = value;
  ck_assert_int_eq(cwp_findings_add(findings, &finding, NULL), CWP_OK);
  return cwp_findings_at(findings, cwp_findings_count(findings) - 1)->value;
}

START_TEST(values_are_safe_and_short) {
  cwp_findings *findings;
  char value[400];
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_str_eq(kept_value(findings, "a\n\xff\x1b"), "a\\n\\xFF\\x1B");
  ck_assert_str_eq(kept_value(findings, "\\x00"), "\\x00");
  for (size_t length = 190; length < 399; length++) {
    memset(value, 'v', length);
    value[length] = '\0';
    const char *kept = kept_value(findings, value);
    ck_assert_uint_eq(strlen(kept), length <= 200 ? length : 200);
    ck_assert_int_eq(strcmp(kept + strlen(kept) - 3, "...") == 0, length > 200);
  }
  memset(value, '\xff', sizeof value - 1);
  value[sizeof value - 1] = '\0';
  ck_assert_uint_le(strlen(kept_value(findings, value)), 200);
  cwp_findings_free(findings);
}
END_TEST

START_TEST(other_texts_are_safe_and_whole) {
  static char message[5000];
  cwp_findings *findings;
  cwp_finding finding = {0};
  memset(message, '\n', sizeof message - 1);
  finding.message = message;
  finding.path = "\xff.csv";
  finding.column = "a\tb";
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_int_eq(cwp_findings_add(findings, &finding, NULL), CWP_OK);
  const cwp_finding *kept = cwp_findings_at(findings, 0);
  ck_assert_str_eq(kept->path, "\\xFF.csv");
  ck_assert_str_eq(kept->column, "a\\tb");
  ck_assert_uint_eq(strlen(kept->message), 2 * (sizeof message - 1));
  ck_assert_uint_eq(strspn(kept->message, "\\n"), strlen(kept->message));
  cwp_findings_free(findings);
}
END_TEST

START_TEST(many_findings_in_order) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  cwp_findings *findings;
  ck_assert_int_eq(cwp_findings_new(&with, &findings, NULL), CWP_OK);
  enum { COUNT = 50000 };
  for (unsigned i = 0; i < COUNT; i++) {
    char value[32];
    snprintf(value, sizeof value, "value %u", i);
    cwp_finding finding = {"ID",
                           (cwp_severity)(i % 3),
                           "a/rather/long/path/to/a/file.csv",
                           i + 2,
                           i + 1,
                           "COLUMN",
                           value,
                           "The value is not one of the list.",
                           NULL,
                           NULL,
                           NULL};
    if (cwp_findings_add(findings, &finding, NULL) != CWP_OK) ck_abort_msg("finding %u", i);
  }
  ck_assert_uint_eq(cwp_findings_count(findings), COUNT);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_NOTE), (COUNT + 2) / 3);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_WARNING), (COUNT + 1) / 3);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_ERROR), COUNT / 3);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_END), 0);
  for (unsigned i = 0; i < COUNT; i++) {
    char value[32];
    const cwp_finding *kept = cwp_findings_at(findings, i);
    snprintf(value, sizeof value, "value %u", i);
    if (strcmp(kept->value, value) != 0 || kept->record != i + 1) ck_abort_msg("finding %u", i);
  }
  ck_assert_ptr_null(cwp_findings_at(findings, COUNT));
  /* Texts that repeat are held once: little more than the struct and the value each, with room to grow. */
  ck_assert_uint_lt(counts.bytes, COUNT * (2 * sizeof(cwp_finding) + 32));
  cwp_findings_free(findings);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(unknown_severities_are_refused) {
  cwp_findings *findings;
  cwp_finding finding = {0};
  cwp_error error = CWP_ERROR_INIT;
  finding.severity = CWP_SEVERITY_END;
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_int_eq(cwp_findings_add(findings, &finding, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(error.code, CWP_ERROR_ARGUMENT);
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
  cwp_findings_free(findings);
}
END_TEST

static cwp_status make_list(const cwp_allocator *allocator, void *context, cwp_error *error) {
  static char long_text[2000];
  cwp_findings *findings;
  (void)context;
  memset(long_text, 'm', sizeof long_text - 1);
  cwp_status status = cwp_findings_new(allocator, &findings, error);
  for (unsigned i = 0; i < 100 && status == CWP_OK; i++) {
    char text[32];
    snprintf(text, sizeof text, "text %u", i);
    cwp_finding finding = {text, CWP_SEVERITY_NOTE, text, i, i, text, text, long_text, text, text, text};
    size_t before = cwp_findings_count(findings);
    status = cwp_findings_add(findings, &finding, error);
    ck_assert_uint_eq(cwp_findings_count(findings), before + (status == CWP_OK));
  }
  if (findings != NULL) {
    ck_assert_uint_eq(cwp_findings_count(findings), cwp_findings_count_of(findings, CWP_SEVERITY_NOTE));
    cwp_findings_free(findings);
  }
  return status;
}

START_TEST(every_allocation_fails_in_turn) {
  failing_allocator_try_all(make_list, NULL, 100, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("finding");
  TCase *tcase = suite_case(suite, "finding");
  tcase_add_test(tcase, severities);
  tcase_add_test(tcase, an_empty_list);
  tcase_add_test(tcase, texts_are_copied);
  tcase_add_test(tcase, texts_not_given_are_empty);
  tcase_add_test(tcase, values_are_safe_and_short);
  tcase_add_test(tcase, other_texts_are_safe_and_whole);
  tcase_add_test(tcase, many_findings_in_order);
  tcase_add_test(tcase, unknown_severities_are_refused);
  tcase_add_test(tcase, every_allocation_fails_in_turn);
  return suite_run(suite);
}
