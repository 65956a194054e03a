#include "cwp/portfolio.h"

#include "support/failing_allocator.h"
#include "support/moves.h"
#include "support/suite.h"

#include <stdint.h>
#include <string.h>

static cwp_portfolio *older, *newer, *merged;
static cwp_findings *findings;
static cwp_error error;

static void forget(void) {
  cwp_portfolio_free(older);
  cwp_portfolio_free(newer);
  cwp_portfolio_free(merged);
  cwp_findings_free(findings);
  older = newer = merged = NULL;
  findings = NULL;
}

/* A portfolio from JSON, in which single quotes stand for double ones: what follows the id, and the evidence. */
static cwp_portfolio *parse(const char *who, const char *evidence, const char *rest) {
  char text[4096];
  cwp_portfolio *portfolio = NULL;
  snprintf(text, sizeof text,
           "{'format': 'cwp-portfolio', 'format_version': 1, 'person': {'id': 'R017'%s}, 'evidence': [%s]%s}", who,
           evidence, rest);
  for (char *at = text; *at; at++)
    if (*at == '\'') *at = '"';
  ck_assert_msg(cwp_portfolio_parse(text, strlen(text), "text", NULL, NULL, &portfolio, &error) == CWP_OK, "%s: %s",
                error.message, text);
  return portfolio;
}

static void merge(cwp_portfolio *a, cwp_portfolio *b) {
  forget();
  older = a;
  newer = b;
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_msg(cwp_portfolio_merge(older, newer, NULL, findings, &merged, &error) == CWP_OK, "%s", error.message);
}

static void merge_evidence(const char *a, const char *b) {
  merge(parse("", a, ""), parse("", b, ""));
}

static void ck_about(const char *abouts) {
  char text[512] = "";
  for (size_t i = 0; i < cwp_portfolio_count(merged); i++) {
    if (i > 0) strcat(text, " ");
    strcat(text, cwp_portfolio_evidence(merged, i)->about);
  }
  ck_assert_str_eq(text, abouts);
}

static void ck_finding(size_t index, const char *id, size_t record, const char *column, const char *value) {
  const cwp_finding *finding = cwp_findings_at(findings, index);
  ck_assert_msg(finding != NULL, "there is no finding %zu", index);
  ck_assert_str_eq(finding->id, id);
  ck_assert_uint_eq(finding->record, record);
  ck_assert_str_eq(finding->column, column);
  ck_assert_str_eq(finding->value, value);
  ck_assert_int_eq(finding->severity, CWP_SEVERITY_WARNING);
}

#define PIECE(about) "{'about': '" about "', 'kind': 'trained', 'from': '2026-01-01', 'until': '2026-12-31'}"

/* Evidence. */

START_TEST(all_evidence_of_both_comes_once_in_its_order) {
  merge_evidence(PIECE("X.1") ", " PIECE("X.2"), PIECE("X.3") ", " PIECE("X.1") ", " PIECE("x.2") ", " PIECE("X.4"));
  ck_about("X.1 X.2 X.3 X.4");
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
}
END_TEST

START_TEST(what_stands_twice_in_one_portfolio_comes_once_too) {
  merge_evidence(PIECE("X.1") ", " PIECE("X.1"), PIECE("X.2") ", " PIECE("X.2"));
  ck_about("X.1 X.2");
}
END_TEST

START_TEST(pieces_that_differ_in_anything_else_are_two) {
  static const char *const others[] = {
      "{'about': 'X.2', 'kind': 'trained'}",
      "{'about': 'X.1', 'kind': 'assessed'}",
      "{'about': 'X.1', 'kind': 'trained', 'result': 'booked'}",
      "{'about': 'X.1', 'kind': 'trained', 'from': '2026-01-01'}",
      "{'about': 'X.1', 'kind': 'trained', 'until': '2026-01-01'}",
      "{'about': 'X.1', 'kind': 'trained', 'assessor': 'a'}",
      "{'about': 'X.1', 'kind': 'trained', 'title': 't'}",
      "{'about': 'X.1', 'kind': 'trained', 'extent': 'part'}",
  };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    merge_evidence("{'about': 'X.1', 'kind': 'trained'}", others[i]);
    ck_assert_msg(cwp_portfolio_count(merged) == 2, "%s", others[i]);
  }
}
END_TEST

START_TEST(pieces_that_differ_in_origin_and_note_are_one) {
  merge_evidence("{'about': 'X.1', 'kind': 'trained', 'origin': 'a.csv:2', 'note': 'old'}, "
                 "{'about': 'X.2', 'kind': 'trained', 'note': 'only here', 'origin': 'a.csv:3'}",
                 "{'about': 'X.1', 'kind': 'trained', 'origin': 'b.csv:9', 'note': 'new'}, "
                 "{'about': 'X.2', 'kind': 'trained'}");
  ck_about("X.1 X.2");
  ck_assert_str_eq(cwp_portfolio_evidence(merged, 0)->origin, "b.csv:9");
  ck_assert_str_eq(cwp_portfolio_evidence(merged, 0)->note, "new");
  ck_assert_str_eq(cwp_portfolio_evidence(merged, 1)->origin, "a.csv:3");
  ck_assert_str_eq(cwp_portfolio_evidence(merged, 1)->note, "only here");
  ck_assert_uint_eq(cwp_findings_count(findings), 1);
  ck_finding(0, "MERGE-NOTE", 1, "note", "old");
}
END_TEST

START_TEST(an_extent_that_is_not_said_is_full) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  cwp_person somebody = CWP_PERSON_INIT;
  somebody.id = "R017";
  evidence.about = "X.1";
  evidence.extent = CWP_EXTENT_NONE;
  merge(portfolio_make(&somebody, &evidence, 1, 0), parse("", "{'about': 'X.1', 'kind': 'trained'}", ""));
  ck_assert_uint_eq(cwp_portfolio_count(merged), 1);
}
END_TEST

START_TEST(many_pieces_are_told_apart) {
  enum { MANY = 300 };
  static cwp_evidence evidence[MANY];
  static char codes[MANY][12];
  cwp_person somebody = CWP_PERSON_INIT;
  const cwp_evidence usual = CWP_EVIDENCE_INIT;
  somebody.id = "R017";
  for (int i = 0; i < MANY; i++) {
    snprintf(codes[i], sizeof codes[i], "X.%d", i / 3);
    evidence[i] = usual;
    evidence[i].about = codes[i];
    evidence[i].from = day("2026-01-01") + i % 3;
  }
  merge(portfolio_make(&somebody, evidence, 200, 0), portfolio_make(&somebody, evidence, MANY, 1));
  ck_assert_uint_eq(cwp_portfolio_count(merged), MANY);
  for (size_t i = 0; i < 200; i++)
    ck_assert_str_eq(cwp_portfolio_evidence(merged, i)->about, codes[i]);
}
END_TEST

/* The person. */

START_TEST(what_only_one_says_of_the_person_is_kept) {
  merge(parse(", 'site': 'S', 'role': 'CSW', 'role_reason': 'r', 'started': '2024-01-01'", "", ""),
        parse(", 'job_title': 'Carer'", "", ""));
  const cwp_person *somebody = cwp_portfolio_person(merged);
  ck_assert_str_eq(somebody->site, "S");
  ck_assert_str_eq(somebody->job_title, "Carer");
  ck_assert_str_eq(somebody->role, "CSW");
  ck_assert_int_eq(somebody->role_basis, CWP_ROLE_RECORDED);
  ck_assert_str_eq(somebody->role_reason, "r");
  ck_assert_int_eq(somebody->started, day("2024-01-01"));
  ck_assert_uint_eq(cwp_findings_count(findings), 0);
}
END_TEST

START_TEST(where_they_differ_the_newer_holds_and_says_so) {
  merge(parse(", 'site': 'S', 'job_title': 'Carer', 'role': 'CSW', 'role_reason': 'old', 'started': '2024-01-01'", "",
              ""),
        parse(", 'site': 'T', 'job_title': 'Carer', 'role': 'SL', 'role_basis': 'suggested', 'started': '2025-01-01'",
              "", ""));
  const cwp_person *somebody = cwp_portfolio_person(merged);
  ck_assert_str_eq(somebody->site, "T");
  ck_assert_str_eq(somebody->role, "SL");
  ck_assert_int_eq(somebody->role_basis, CWP_ROLE_SUGGESTED);
  ck_assert_str_eq(somebody->role_reason, ""); /* not the other role category's */
  ck_assert_int_eq(somebody->started, day("2025-01-01"));
  ck_assert_uint_eq(cwp_findings_count(findings), 3);
  ck_finding(0, "MERGE-PERSON", 0, "site", "S");
  ck_finding(1, "MERGE-PERSON", 0, "role", "CSW");
  ck_finding(2, "MERGE-PERSON", 0, "started", "2024-01-01");
}
END_TEST

START_TEST(the_same_role_category_known_from_elsewhere_is_said) {
  merge(parse(", 'role': 'csw', 'role_basis': 'suggested'", "", ""), parse(", 'role': 'CSW'", "", ""));
  ck_assert_int_eq(cwp_portfolio_person(merged)->role_basis, CWP_ROLE_RECORDED);
  ck_assert_uint_eq(cwp_findings_count(findings), 1);
  ck_finding(0, "MERGE-PERSON", 0, "role_basis", "suggested");
}
END_TEST

START_TEST(two_people_are_not_merged) {
  cwp_person other = CWP_PERSON_INIT;
  other.id = "r017";
  older = parse("", "", "");
  newer = portfolio_make(&other, NULL, 0, 0);
  ck_assert_int_eq(cwp_portfolio_merge(older, newer, NULL, NULL, &merged, &error), CWP_ERROR_INVALID);
  ck_assert_ptr_null(merged);
  ck_assert_ptr_nonnull(strstr(error.message, "r017"));
  forget();
}
END_TEST

/* Keys that the library does not know. */

START_TEST(unknown_keys_of_both_are_kept_and_the_newer_hold) {
  char *text = NULL;
  merge(parse(", 'a': 1, 'b': [1, 2]", "{'about': 'X.1', 'kind': 'trained', 'x': 'old', 'y': 1}, " PIECE("X.2"),
              ", 'd': {'k': 1.50}"),
        parse(", 'b': [1, 2], 'c': null", PIECE("X.3") ", {'about': 'X.1', 'kind': 'trained', 'x': 'new', 'z': true}",
              ", 'd': 2, 'e': 3"));
  ck_assert_int_eq(cwp_portfolio_print(merged, NULL, &text, NULL, &error), CWP_OK);
  ck_assert_str_eq(text, "{\n"
                         "  \"format\": \"cwp-portfolio\",\n"
                         "  \"format_version\": 1,\n"
                         "  \"d\": 2,\n"
                         "  \"e\": 3,\n"
                         "  \"person\": {\n"
                         "    \"id\": \"R017\",\n"
                         "    \"a\": 1,\n"
                         "    \"b\": [1, 2],\n"
                         "    \"c\": null\n"
                         "  },\n"
                         "  \"evidence\": [\n"
                         "    {\n"
                         "      \"about\": \"X.1\",\n"
                         "      \"kind\": \"trained\",\n"
                         "      \"result\": \"completed\",\n"
                         "      \"y\": 1,\n"
                         "      \"x\": \"new\",\n"
                         "      \"z\": true\n"
                         "    },\n"
                         "    {\n"
                         "      \"about\": \"X.2\",\n"
                         "      \"kind\": \"trained\",\n"
                         "      \"result\": \"completed\",\n"
                         "      \"from\": \"2026-01-01\",\n"
                         "      \"until\": \"2026-12-31\"\n"
                         "    },\n"
                         "    {\n"
                         "      \"about\": \"X.3\",\n"
                         "      \"kind\": \"trained\",\n"
                         "      \"result\": \"completed\",\n"
                         "      \"from\": \"2026-01-01\",\n"
                         "      \"until\": \"2026-12-31\"\n"
                         "    }\n"
                         "  ]\n"
                         "}\n");
  cwp_text_free(NULL, text);
  ck_assert_uint_eq(cwp_findings_count(findings), 2);
  ck_finding(0, "MERGE-UNKNOWN", 0, "d", "{\"k\": 1.50}");
  ck_finding(1, "MERGE-UNKNOWN", 1, "x", "\"old\"");
}
END_TEST

/* Properties. */

static char *text_of(const cwp_portfolio *portfolio) {
  char *text = NULL;
  ck_assert_int_eq(cwp_portfolio_print(portfolio, NULL, &text, NULL, &error), CWP_OK);
  return text;
}

START_TEST(merging_with_itself_changes_nothing) {
  static const char *const names[] = {"laura", "paul", "poonam", "kelly"};
  for (size_t i = 0; i < 4; i++) {
    merge(persona_read(names[i]), persona_read(names[i]));
    char *before = text_of(older), *after = text_of(merged);
    ck_assert_str_eq(before, after);
    ck_assert_uint_eq(cwp_findings_count(findings), 0);
    cwp_text_free(NULL, before);
    cwp_text_free(NULL, after);
  }
}
END_TEST

START_TEST(merging_again_adds_nothing) {
  merge(parse("", PIECE("X.1") ", " PIECE("X.2"), ""), parse("", PIECE("X.2") ", " PIECE("X.3"), ""));
  cwp_portfolio *again = NULL;
  ck_assert_int_eq(cwp_portfolio_merge(merged, newer, NULL, NULL, &again, &error), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(again), 3);
  cwp_portfolio_free(again);
  ck_assert_int_eq(cwp_portfolio_merge(merged, older, NULL, NULL, &again, &error), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(again), 3);
  cwp_portfolio_free(again);
}
END_TEST

START_TEST(wrong_calls_are_refused) {
  older = parse("", "", "");
  ck_assert_int_eq(cwp_portfolio_merge(NULL, older, NULL, NULL, &merged, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_merge(older, NULL, NULL, NULL, &merged, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_merge(older, older, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(merged);
}
END_TEST

/* Printing with something left out. */

START_TEST(notes_assessors_origins_and_unknown_keys_can_be_left_out) {
  static const char *const words[] = {"secret note", "the manager", "a.csv:1", "unheard"};
  older =
      parse(", 'unheard': 1",
            "{'about': 'X.1', 'kind': 'assessed', 'title': 'Title', 'assessor': 'the manager', 'origin': 'a.csv:1', "
            "'note': 'secret note', 'unheard': 2}",
            ", 'unheard': 3");
  for (unsigned without = 0; without < 16; without++) {
    cwp_print_options options = CWP_PRINT_OPTIONS_INIT;
    char *text = NULL;
    size_t length;
    options.without_notes = without & 1;
    options.without_assessors = without >> 1 & 1;
    options.without_origins = without >> 2 & 1;
    options.without_unknown = without >> 3 & 1;
    ck_assert_int_eq(cwp_portfolio_print_with(older, &options, NULL, &text, &length, &error), CWP_OK);
    ck_assert_uint_eq(strlen(text), length);
    for (unsigned i = 0; i < 4; i++)
      ck_assert_int_eq(strstr(text, words[i]) == NULL, without >> i & 1);
    ck_assert_ptr_nonnull(strstr(text, "\"title\": \"Title\""));
    ck_assert_int_eq(cwp_portfolio_parse(text, length, "again", NULL, NULL, &newer, &error), CWP_OK);
    cwp_portfolio_free(newer);
    newer = NULL;
    cwp_text_free(NULL, text);
  }
}
END_TEST

START_TEST(with_nothing_left_out_both_print_the_same) {
  char *plain, *with = NULL;
  cwp_print_options small = {1, 0, 0, 0, 0};
  older = persona_read("paul");
  plain = text_of(older);
  ck_assert_int_eq(cwp_portfolio_print_with(older, NULL, NULL, &with, NULL, &error), CWP_OK);
  ck_assert_str_eq(plain, with);
  cwp_text_free(NULL, plain);
  cwp_text_free(NULL, with);
  ck_assert_int_eq(cwp_portfolio_print_with(older, &small, NULL, &with, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_print_with(NULL, NULL, NULL, &with, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_print_with(older, NULL, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(with);
}
END_TEST

/* Memory. */

static cwp_status attempt(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_portfolio *out = NULL;
  cwp_findings *found = NULL;
  (void)context;
  cwp_status status = cwp_findings_new(allocator, &found, why);
  if (!status) status = cwp_portfolio_merge(older, newer, allocator, found, &out, why);
  cwp_portfolio_free(out);
  cwp_findings_free(found);
  return status;
}

START_TEST(every_allocation_may_fail) {
  older = parse(", 'site': 'S', 'u': 1", "{'about': 'X.1', 'kind': 'trained', 'note': 'old', 'v': 1}", ", 'w': 1");
  newer = parse(", 'site': 'T', 'u': 2", "{'about': 'X.1', 'kind': 'trained', 'note': 'new', 'v': 2}", ", 'w': 2");
  failing_allocator_try_all(attempt, NULL, 1000, 0);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("merging portfolios");
  TCase *merging = suite_case(suite, "merging");
  tcase_add_checked_fixture(merging, NULL, forget);
  tcase_add_test(merging, all_evidence_of_both_comes_once_in_its_order);
  tcase_add_test(merging, what_stands_twice_in_one_portfolio_comes_once_too);
  tcase_add_test(merging, pieces_that_differ_in_anything_else_are_two);
  tcase_add_test(merging, pieces_that_differ_in_origin_and_note_are_one);
  tcase_add_test(merging, an_extent_that_is_not_said_is_full);
  tcase_add_test(merging, many_pieces_are_told_apart);
  tcase_add_test(merging, what_only_one_says_of_the_person_is_kept);
  tcase_add_test(merging, where_they_differ_the_newer_holds_and_says_so);
  tcase_add_test(merging, the_same_role_category_known_from_elsewhere_is_said);
  tcase_add_test(merging, two_people_are_not_merged);
  tcase_add_test(merging, unknown_keys_of_both_are_kept_and_the_newer_hold);
  tcase_add_test(merging, merging_with_itself_changes_nothing);
  tcase_add_test(merging, merging_again_adds_nothing);
  tcase_add_test(merging, wrong_calls_are_refused);
  tcase_add_test(merging, every_allocation_may_fail);
  TCase *printing = suite_case(suite, "printing");
  tcase_add_checked_fixture(printing, NULL, forget);
  tcase_add_test(printing, notes_assessors_origins_and_unknown_keys_can_be_left_out);
  tcase_add_test(printing, with_nothing_left_out_both_print_the_same);
  return suite_run(suite);
}
