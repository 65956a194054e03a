/* Official wording laid over a pathway: what then can be read, and how exactly bad files are refused. */

#include "cwp/wording.h"

#include "cwp/compare.h"
#include "support/failing_allocator.h"
#include "support/framework.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\"format\": \"cwp-official-wording\", \"format_version\": 1,\n"
#define SOURCE                                                                                                         \
  "\"source\": {\"title\": \"A page\", \"publisher\": \"A ministry\", \"date\": \"2024-01-10\", \"url\": "             \
  "\"https://example.org/page\"},\n"
#define WORDING(edition, texts) HEAD "\"edition\": \"" edition "\",\n" SOURCE "\"texts\": {" texts "}}"

static const cwp_pathway *edition(const char *code) {
  const cwp_pathway *found = NULL;
  ck_assert_int_eq(cwp_edition_find(code, &found, NULL), CWP_OK);
  return found;
}

static cwp_pathway *lay(const cwp_pathway *base, const char *text) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *out = NULL;
  cwp_status status = cwp_pathway_lay_wording(base, text, strlen(text), "page.json", NULL, NULL, &out, &error);
  ck_assert_msg(status == CWP_OK, "%d:%d: %s", (int)error.line, (int)error.column, error.message);
  return out;
}

/* Lays over 2024 what must be refused, at that place and with that in the message. */
static void refuse(const char *text, cwp_status expected, unsigned line, unsigned column, const char *mention) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *out = NULL;
  cwp_status status =
      cwp_pathway_lay_wording(edition("2024"), text, strlen(text), "page.json", NULL, NULL, &out, &error);
  ck_assert_msg(status == expected, "%s: %s", cwp_status_name(status), error.message);
  ck_assert_ptr_null(out);
  ck_assert_str_eq(error.path, "page.json");
  ck_assert_msg(error.line == line && error.column == column, "%d:%d: %s", (int)error.line, (int)error.column,
                error.message);
  ck_assert_msg(strstr(error.message, mention) != NULL, "\"%s\" does not say \"%s\"", error.message, mention);
}

START_TEST(both_texts_of_a_record_can_be_read) {
  const cwp_pathway *base = edition("2024");
  cwp_pathway *laid = lay(base, WORDING("2024", "\"CSW.K7.2\": \"Official words.\", \"CSW\": \"More words.\""));
  cwp_id id = framework_id(laid, "CSW.K7.2");
  ck_assert_str_eq(cwp_record_official_text(laid, id), "Official words.");
  ck_assert_str_eq(cwp_record_text(laid, id), cwp_record_text(base, framework_id(base, "CSW.K7.2")));
  ck_assert_str_eq(cwp_record_official_text(laid, framework_id(laid, "care-or-support-worker")), "More words.");
  ck_assert_str_eq(cwp_record_official_text(laid, framework_id(laid, "CSW.K7.1")), "");
  ck_assert_str_eq(cwp_record_official_text(laid, CWP_NONE), "");
  ck_assert_str_eq(cwp_record_official_text(base, framework_id(base, "CSW.K7.2")), "");
  cwp_pathway_free(laid);
}
END_TEST

START_TEST(each_text_says_where_it_comes_from) {
  cwp_pathway *laid = lay(edition("2024"), WORDING("2024", "\"csw.k7.2\": \"Official words.\""));
  cwp_id id = framework_id(laid, "CSW.K7.2");
  ck_assert_str_eq(cwp_record_property(laid, id, "official_text.date"), "2024-01-10");
  cwp_id source = framework_id(laid, cwp_record_property(laid, id, "official_text.source"));
  ck_assert_int_eq(cwp_record_kind(laid, source), CWP_KIND_SOURCE);
  ck_assert_str_eq(cwp_record_title(laid, source), "A page");
  ck_assert_int_eq(cwp_record_status(laid, source), CWP_PROVENANCE_OFFICIAL);
  ck_assert_str_eq(cwp_record_property(laid, source, "publisher"), "A ministry");
  ck_assert_str_eq(cwp_record_property(laid, source, "date"), "2024-01-10");
  ck_assert_str_eq(cwp_record_property(laid, source, "url"), "https://example.org/page");
  cwp_pathway_free(laid);
}
END_TEST

START_TEST(nothing_else_of_a_pathway_changes) {
  for (size_t e = 0; e < cwp_edition_count(); e++) {
    const cwp_pathway *base = cwp_edition_at(e);
    char text[512];
    cwp_diff *diff = NULL;
    const char *code = cwp_record_code(base, 0), *role = cwp_record_code(base, cwp_pathway_first(base, CWP_KIND_ROLE));
    snprintf(text, sizeof text, WORDING("%s", "\"%s\": \"Words.\", \"%s\": \"W.\""), code, role, code);
    cwp_pathway *laid = lay(base, text);
    ck_assert_str_eq(cwp_record_code(laid, 0), code);
    ck_assert_uint_eq(cwp_pathway_count(laid, CWP_KIND_END), cwp_pathway_count(base, CWP_KIND_END) + 1);
    ck_assert_int_eq(cwp_pathway_diff(base, laid, NULL, NULL, &diff, NULL), CWP_OK);
    ck_assert_uint_eq(cwp_diff_count(diff), 3); /* the edition, its new source, and the role category */
    ck_assert_uint_eq(cwp_diff_count_of(diff, CWP_CHANGE_ADDED), 1);
    ck_assert_uint_eq(cwp_diff_at(diff, 0)->fields, CWP_FIELD_PROPERTIES);
    ck_assert_uint_eq(cwp_diff_at(diff, 2)->fields, CWP_FIELD_PROPERTIES);
    cwp_diff_free(diff);
    cwp_pathway_free(laid);
  }
}
END_TEST

START_TEST(what_a_pathway_asks_and_covers_stays_the_same) {
  const cwp_pathway *base = edition("2025");
  cwp_pathway *laid = lay(base, WORDING("2025", "\"NTC.K1.1\": \"Words.\""));
  cwp_requirement ours[600], theirs[600];
  for (cwp_id i = 0; i < cwp_pathway_count(base, CWP_KIND_ROLE); i++) {
    size_t our_count = 0, their_count = 0;
    cwp_id role = cwp_pathway_first(base, CWP_KIND_ROLE) + i;
    cwp_id same = framework_id(laid, cwp_record_code(base, role));
    ck_assert_int_eq(cwp_role_requirements(base, role, NULL, 0, theirs, 600, &their_count, NULL), CWP_OK);
    ck_assert_int_eq(cwp_role_requirements(laid, same, NULL, 0, ours, 600, &our_count, NULL), CWP_OK);
    ck_assert_uint_eq(our_count, their_count);
    for (size_t j = 0; j < our_count; j++)
      ck_assert_str_eq(cwp_record_code(laid, ours[j].line), cwp_record_code(base, theirs[j].line));
  }
  for (cwp_id id = 0; id < cwp_pathway_count(base, CWP_KIND_END); id++)
    ck_assert_uint_eq(cwp_record_cover_count(laid, framework_id(laid, cwp_record_code(base, id))),
                      cwp_record_cover_count(base, id));
  cwp_pathway_free(laid);
}
END_TEST

START_TEST(files_can_be_laid_one_over_another) {
  cwp_pathway *one = lay(edition("2024"), WORDING("2024", "\"NTC.K1.1\": \"One.\", \"NTC.K1.2\": \"One.\""));
  cwp_pathway *two = lay(one, WORDING("2024", "\"NTC.K1.2\": \"Two.\", \"NTC.K1.3\": \"Two.\""));
  cwp_pathway_free(one); /* what was laid over it does not need it */
  ck_assert_str_eq(cwp_record_official_text(two, framework_id(two, "NTC.K1.1")), "One.");
  ck_assert_str_eq(cwp_record_official_text(two, framework_id(two, "NTC.K1.2")), "Two.");
  ck_assert_str_eq(cwp_record_official_text(two, framework_id(two, "NTC.K1.3")), "Two.");
  ck_assert_str_eq(cwp_record_property(two, framework_id(two, "NTC.K1.1"), "official_text.source"), "OFFICIAL-WORDING");
  ck_assert_str_eq(cwp_record_property(two, framework_id(two, "NTC.K1.2"), "official_text.source"),
                   "OFFICIAL-WORDING.2");
  cwp_pathway_free(two);
}
END_TEST

START_TEST(a_framework_takes_its_own_wording_and_that_of_the_edition_that_it_extends) {
  cwp_pathway *own = framework_parse_text(
      "{'format': 'cwp-pathway', 'format_version': 1, 'extends': '2024', 'edition': {'code': 'own', 'title': 'T', "
      "'text': 'W.', 'status': 'editorial', 'source': 'LIBCWP'}, 'hide': ['NTC.K22']}");
  cwp_pathway *laid = lay(own, WORDING("2024", "\"CSW.K7.2\": \"Words.\""));
  ck_assert_str_eq(cwp_record_official_text(laid, framework_id(laid, "CSW.K7.2")), "Words.");
  cwp_pathway *again = lay(laid, WORDING("own", "\"CSW.K7.3\": \"Words.\""));
  cwp_pathway_free(again);
  cwp_pathway_free(laid);
  cwp_error error = CWP_ERROR_INIT;
  static const char hidden[] = WORDING("2024", "\"NTC.K22\": \"Words.\"");
  ck_assert_int_eq(cwp_pathway_lay_wording(own, hidden, sizeof hidden - 1, "x", NULL, NULL, &again, &error),
                   CWP_ERROR_INVALID);
  cwp_pathway_free(own);
}
END_TEST

START_TEST(publisher_and_url_may_be_left_out) {
  cwp_pathway *laid = lay(edition("2024"), HEAD "\"edition\": \"2024\", \"source\": {\"title\": \"A\", \"date\": "
                                                "\"2024\"}, \"texts\": {\"V.respect\": \"W.\"}}");
  cwp_id source = framework_id(laid, "OFFICIAL-WORDING");
  ck_assert_str_eq(cwp_record_property(laid, source, "publisher"), "");
  ck_assert_str_eq(cwp_record_property(laid, source, "date"), "2024");
  cwp_pathway_free(laid);
}
END_TEST

START_TEST(a_file_of_another_kind_or_version_is_not_supported) {
  refuse("{}", CWP_ERROR_UNSUPPORTED, 1, 1, "format");
  refuse("[]", CWP_ERROR_UNSUPPORTED, 1, 1, "format");
  refuse("{\"format\": \"cwp-pathway\", \"format_version\": 1}", CWP_ERROR_UNSUPPORTED, 1, 12, "format");
  refuse("{\"format\": \"cwp-official-wording\"}", CWP_ERROR_UNSUPPORTED, 1, 1, "format_version");
  refuse("{\"format\": \"cwp-official-wording\",\n\"format_version\": 2}", CWP_ERROR_UNSUPPORTED, 2, 19,
         "format_version");
  refuse("{\"format\": ", CWP_ERROR_SYNTAX, 1, 12, "");
}
END_TEST

START_TEST(wording_of_another_edition_is_refused) {
  refuse(WORDING("2025", "\"CSW.K7.2\": \"W.\""), CWP_ERROR_INVALID, 2, 12,
         "this is the wording of edition 2025, not of 2024");
  refuse(HEAD SOURCE "\"texts\": {}}", CWP_ERROR_INVALID, 1, 1, "there is no \"edition\"");
  refuse(HEAD "\"edition\": 2024}", CWP_ERROR_INVALID, 2, 12, "edition");
  cwp_pathway *out = NULL;
  static const char older[] = WORDING("2024", "\"CSW.K7.2\": \"W.\"");
  /* 2025 was published with wording of its own. */
  ck_assert_int_eq(cwp_pathway_lay_wording(edition("2025"), older, sizeof older - 1, "x", NULL, NULL, &out, NULL),
                   CWP_ERROR_INVALID);
}
END_TEST

START_TEST(a_code_that_there_is_not_is_refused_where_it_stands) {
  refuse(WORDING("2024", "\n\"CSW.K7.22\": \"W.\""), CWP_ERROR_INVALID, 5, 14,
         "edition 2024 has no record CSW.K7.22; the nearest is CSW.K7.2");
  refuse(WORDING("2024", "\n\"zzzzzzzzzzzz\": \"W.\""), CWP_ERROR_INVALID, 5, 17, "has no record zzzzzzzzzzzz");
  refuse(WORDING("2024", "\n\"care-or-support-worker\": \"W.\""), CWP_ERROR_INVALID, 5, 27,
         "CSW"); /* a name, no code */
  refuse(WORDING("2024", "\n\"OFFICIAL-WORDING\": \"W.\""), CWP_ERROR_INVALID, 5, 21, "has no record");
  refuse(WORDING("2024", "\"V.respect\": \"W.\",\n\"v.respect\": \"W.\""), CWP_ERROR_INVALID, 5, 14,
         "v.respect has two texts");
}
END_TEST

START_TEST(texts_must_be_texts_of_a_sensible_length) {
  refuse(WORDING("2024", "\n\"V.respect\": \"\""), CWP_ERROR_INVALID, 5, 14, "V.respect is empty");
  refuse(WORDING("2024", "\n\"V.respect\": \" \\n\\t\""), CWP_ERROR_INVALID, 5, 14, "V.respect is empty");
  refuse(WORDING("2024", "\n\"V.respect\": 7"), CWP_ERROR_INVALID, 5, 14, "V.respect is no text");
  refuse(WORDING("2024", ""), CWP_ERROR_INVALID, 4, 10, "there are no \"texts\"");
  refuse(HEAD "\"edition\": \"2024\", " SOURCE "\"texts\": []}", CWP_ERROR_INVALID, 3, 10, "texts");
  refuse(HEAD "\"edition\": \"2024\", " SOURCE "\"text\": {}}", CWP_ERROR_INVALID, 3, 9, "texts");
  char *longest = malloc(CWP_OFFICIAL_TEXT_MOST + 512), *at = longest;
  ck_assert_ptr_nonnull(longest);
  at += sprintf(at, HEAD "\"edition\": \"2024\", " SOURCE "\"texts\": {\"V.respect\": \"");
  memset(at, 'x', CWP_OFFICIAL_TEXT_MOST);
  strcpy(at + CWP_OFFICIAL_TEXT_MOST, "\"}}");
  cwp_pathway_free(lay(edition("2024"), longest));
  strcpy(at + CWP_OFFICIAL_TEXT_MOST, "x\"}}");
  refuse(longest, CWP_ERROR_LIMIT, 3, 24, "has 16385 bytes; 16384 at most");
  free(longest);
}
END_TEST

START_TEST(the_source_must_be_told) {
#define WITH_SOURCE(source) HEAD "\"edition\": \"2024\",\n" source "\"texts\": {\"V.respect\": \"W.\"}}"
  refuse(WITH_SOURCE(""), CWP_ERROR_INVALID, 1, 1, "there is no \"source\"");
  refuse(WITH_SOURCE("\"source\": \"A\","), CWP_ERROR_INVALID, 3, 11, "source");
  refuse(WITH_SOURCE("\"source\": {\"date\": \"2024\"},"), CWP_ERROR_INVALID, 3, 11, "no \"title\"");
  refuse(WITH_SOURCE("\"source\": {\"title\": \"\", \"date\": \"2024\"},"), CWP_ERROR_INVALID, 3, 11, "no \"title\"");
  refuse(WITH_SOURCE("\"source\": {\"title\": \"A\"},"), CWP_ERROR_INVALID, 3, 11, "no \"date\"");
  refuse(WITH_SOURCE("\"source\": {\"title\": \"A\", \"date\": \"2024-02-30\"},"), CWP_ERROR_INVALID, 3, 34,
         "not \"2024-02-30\"");
  refuse(WITH_SOURCE("\"source\": {\"title\": \"A\", \"date\": \"2024\", \"url\": 7},"), CWP_ERROR_INVALID, 3, 49,
         "url");
  refuse(WITH_SOURCE("\"source\": {\"title\": \"A\", \"date\": \"2024\", \"by\": \"\"},"), CWP_ERROR_INVALID, 3, 48,
         "by");
}
END_TEST

START_TEST(a_file_is_read_from_its_path) {
  static const char path[] = CWP_SCRATCH_DIR "/wording_test.json";
  static const char text[] = WORDING("2024", "\"V.respect\": \"Words.\"");
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *out = NULL;
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  ck_assert_uint_eq(fwrite(text, 1, sizeof text - 1, file), sizeof text - 1);
  ck_assert_int_eq(fclose(file), 0);
  ck_assert_int_eq(cwp_pathway_read_wording(edition("2024"), path, NULL, NULL, &out, &error), CWP_OK);
  ck_assert_str_eq(cwp_record_official_text(out, framework_id(out, "V.respect")), "Words.");
  cwp_pathway_free(out);
  ck_assert_int_eq(cwp_pathway_read_wording(edition("2025"), path, NULL, NULL, &out, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.path, path);
  ck_assert_int_eq(remove(path), 0);
  ck_assert_int_eq(cwp_pathway_read_wording(edition("2024"), path, NULL, NULL, &out, &error), CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(out);
  ck_assert_int_eq(cwp_pathway_read_wording(edition("2024"), path, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

START_TEST(nothing_at_all_is_refused_calmly) {
  static const char text[] = WORDING("2024", "\"V.respect\": \"Words.\"");
  cwp_pathway *out = (cwp_pathway *)(uintptr_t)edition("2024");
  ck_assert_int_eq(cwp_pathway_lay_wording(NULL, text, sizeof text - 1, "x", NULL, NULL, &out, NULL),
                   CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(out);
  ck_assert_int_eq(cwp_pathway_lay_wording(edition("2024"), NULL, 0, "x", NULL, NULL, &out, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_lay_wording(edition("2024"), text, sizeof text - 1, NULL, NULL, NULL, NULL, NULL),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_pathway_lay_wording(edition("2024"), text, sizeof text - 1, NULL, NULL, NULL, &out, NULL),
                   CWP_OK);
  cwp_pathway_free(out);
  cwp_limits limits = CWP_LIMITS_INIT;
  limits.input_bytes = 10;
  ck_assert_int_eq(cwp_pathway_lay_wording(edition("2024"), text, sizeof text - 1, "x", &limits, NULL, &out, NULL),
                   CWP_ERROR_LIMIT);
}
END_TEST

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *error) {
  static const char text[] = HEAD "\"edition\": \"made-up\",\n" SOURCE "\"texts\": {\"TOP.B1\": \"W.\"}}";
  cwp_pathway *out = NULL;
  cwp_status status = cwp_pathway_lay_wording(context, text, sizeof text - 1, "x", NULL, allocator, &out, error);
  ck_assert_int_eq(out == NULL, status != CWP_OK);
  cwp_pathway_free(out);
  return status;
}

START_TEST(laying_survives_every_failed_allocation) {
  cwp_pathway *base = framework_parse();
  cwp_pathway *once = lay(base, HEAD "\"edition\": \"made-up\",\n" SOURCE "\"texts\": {\"TOP.B1\": \"W.\"}}");
  failing_allocator_try_all(attempt, once, 5000, 1);
  cwp_pathway_free(once);
  cwp_pathway_free(base);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("wording");
  TCase *cases = suite_case(suite, "laying");
  tcase_add_test(cases, both_texts_of_a_record_can_be_read);
  tcase_add_test(cases, each_text_says_where_it_comes_from);
  tcase_add_test(cases, nothing_else_of_a_pathway_changes);
  tcase_add_test(cases, what_a_pathway_asks_and_covers_stays_the_same);
  tcase_add_test(cases, files_can_be_laid_one_over_another);
  tcase_add_test(cases, a_framework_takes_its_own_wording_and_that_of_the_edition_that_it_extends);
  tcase_add_test(cases, publisher_and_url_may_be_left_out);
  TCase *refused = suite_case(suite, "refusing");
  tcase_add_test(refused, a_file_of_another_kind_or_version_is_not_supported);
  tcase_add_test(refused, wording_of_another_edition_is_refused);
  tcase_add_test(refused, a_code_that_there_is_not_is_refused_where_it_stands);
  tcase_add_test(refused, texts_must_be_texts_of_a_sensible_length);
  tcase_add_test(refused, the_source_must_be_told);
  tcase_add_test(refused, a_file_is_read_from_its_path);
  tcase_add_test(refused, nothing_at_all_is_refused_calmly);
  tcase_add_test(suite_case(suite, "memory"), laying_survives_every_failed_allocation);
  return suite_run(suite);
}
