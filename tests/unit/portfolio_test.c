#include "cwp/portfolio.h"

#include "person/portfolio.h"
#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static cwp_error error;

static cwp_date day(const char *text) {
  cwp_date date = CWP_DATE_NONE;
  ck_assert_int_eq(cwp_date_parse(text, &date, &error), CWP_OK);
  return date;
}

static cwp_portfolio *parse(const char *text) {
  cwp_portfolio *portfolio = NULL;
  cwp_status status = cwp_portfolio_parse(text, strlen(text), "passport.json", NULL, NULL, &portfolio, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return portfolio;
}

static char *print(const cwp_portfolio *portfolio) {
  char *text = NULL;
  size_t length = 0;
  ck_assert_int_eq(cwp_portfolio_print(portfolio, NULL, &text, &length, &error), CWP_OK);
  ck_assert_uint_eq(strlen(text), length);
  return text;
}

static cwp_person somebody(void) {
  cwp_person person = CWP_PERSON_INIT;
  person.id = "R017";
  return person;
}

static cwp_evidence something(void) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.about = "ASC.T20";
  return evidence;
}

static cwp_portfolio_builder *start(void) {
  cwp_person person = somebody();
  cwp_portfolio_builder *builder = NULL;
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, &builder, &error), CWP_OK);
  return builder;
}

/* Building. */

/* Everything that can be said of a person and a piece of evidence. */
static const cwp_person full_person = {.size = sizeof(cwp_person),
                                       .id = "R017",
                                       .site = "ROWAN-HC",
                                       .job_title = "Senior carer",
                                       .role = "CSW",
                                       .role_basis = CWP_ROLE_SUGGESTED,
                                       .role_reason = "A senior care worker is one.",
                                       .role_other = "supervisor-or-leader",
                                       .started = 17000};
static const cwp_evidence full_evidence = {.size = sizeof(cwp_evidence),
                                           .about = "ASC.T20",
                                           .kind = CWP_EVIDENCE_ASSESSED,
                                           .result = CWP_RESULT_COMPLETED,
                                           .from = 20000,
                                           .until = 20365,
                                           .assessor = "registered manager",
                                           .title = "Safeguarding adults",
                                           .origin = "training.csv:14",
                                           .note = "by observation",
                                           .extent = CWP_EXTENT_PART,
                                           .carried_from = "2024:NTC.K11"};

static void check_full_person(const cwp_person *person) {
  ck_assert_str_eq(person->id, "R017");
  ck_assert_str_eq(person->site, "ROWAN-HC");
  ck_assert_str_eq(person->job_title, "Senior carer");
  ck_assert_str_eq(person->role, "CSW");
  ck_assert_int_eq(person->role_basis, CWP_ROLE_SUGGESTED);
  ck_assert_str_eq(person->role_reason, "A senior care worker is one.");
  ck_assert_str_eq(person->role_other, "supervisor-or-leader");
  ck_assert_int_eq(person->started, 17000);
}

static void check_full_evidence(const cwp_evidence *evidence) {
  ck_assert_str_eq(evidence->about, "ASC.T20");
  ck_assert_int_eq(evidence->kind, CWP_EVIDENCE_ASSESSED);
  ck_assert_int_eq(evidence->result, CWP_RESULT_COMPLETED);
  ck_assert_int_eq(evidence->from, 20000);
  ck_assert_int_eq(evidence->until, 20365);
  ck_assert_str_eq(evidence->assessor, "registered manager");
  ck_assert_str_eq(evidence->title, "Safeguarding adults");
  ck_assert_str_eq(evidence->origin, "training.csv:14");
  ck_assert_str_eq(evidence->note, "by observation");
  ck_assert_int_eq(evidence->extent, CWP_EXTENT_PART);
  ck_assert_str_eq(evidence->carried_from, "2024:NTC.K11");
}

START_TEST(a_portfolio_says_what_the_builder_was_told) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  ck_assert_int_eq(cwp_portfolio_builder_new(&full_person, NULL, &builder, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &full_evidence, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  check_full_person(cwp_portfolio_person(portfolio));
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 1);
  check_full_evidence(cwp_portfolio_evidence(portfolio, 0));
  ck_assert_uint_eq(cwp_portfolio_evidence(portfolio, 0)->size, sizeof(cwp_evidence));
  ck_assert_ptr_null(cwp_portfolio_evidence(portfolio, 1));
  ck_assert_ptr_null(cwp_portfolio_evidence(portfolio, SIZE_MAX));
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(the_builder_copies_texts) {
  char id[] = "R017", about[] = "ASC.T20";
  cwp_person person = CWP_PERSON_INIT;
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  person.id = id;
  evidence.about = about;
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, &builder, &error), CWP_OK);
  memset(id, 'x', sizeof id);
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  memset(about, 'x', sizeof about);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  ck_assert_str_eq(cwp_portfolio_person(portfolio)->id, "R017");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->about, "ASC.T20");
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(what_is_not_given_reads_as_empty_text) {
  cwp_portfolio_builder *builder = start();
  cwp_evidence evidence = something();
  cwp_portfolio *portfolio = NULL;
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  const cwp_person *person = cwp_portfolio_person(portfolio);
  ck_assert_str_eq(person->site, "");
  ck_assert_str_eq(person->job_title, "");
  ck_assert_str_eq(person->role, "");
  ck_assert_str_eq(person->role_reason, "");
  ck_assert_str_eq(person->role_other, "");
  ck_assert_int_eq(person->role_basis, CWP_ROLE_UNKNOWN);
  ck_assert_int_eq(person->started, CWP_DATE_NONE);
  const cwp_evidence *piece = cwp_portfolio_evidence(portfolio, 0);
  ck_assert_str_eq(piece->assessor, "");
  ck_assert_str_eq(piece->title, "");
  ck_assert_str_eq(piece->origin, "");
  ck_assert_str_eq(piece->note, "");
  ck_assert_int_eq(piece->extent, CWP_EXTENT_FULL);
  ck_assert_str_eq(piece->carried_from, "");
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(pieces_keep_the_order_in_which_they_were_added) {
  enum { PIECES = 1000 };
  cwp_portfolio_builder *builder = start();
  cwp_portfolio *portfolio = NULL;
  char code[16];
  for (int i = 0; i < PIECES; i++) {
    cwp_evidence evidence = CWP_EVIDENCE_INIT;
    snprintf(code, sizeof code, "X.%d", i);
    evidence.about = code;
    ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  }
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), PIECES);
  for (int i = 0; i < PIECES; i++) {
    snprintf(code, sizeof code, "X.%d", i);
    ck_assert_str_eq(cwp_portfolio_evidence(portfolio, (size_t)i)->about, code);
  }
  cwp_portfolio_free(portfolio);
}
END_TEST

/* A person that the builder must not take, and what of it must show in the message. */
static void refuse_person(const cwp_person *person, const char *mention) {
  cwp_portfolio_builder *builder = (cwp_portfolio_builder *)(void *)&error;
  ck_assert_int_eq(cwp_portfolio_builder_new(person, NULL, &builder, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(builder);
  ck_assert_msg(strstr(error.message, mention) != NULL, "\"%s\" does not say \"%s\"", error.message, mention);
}

START_TEST(a_person_needs_an_id_of_a_sensible_length) {
  char id[202];
  memset(id, 'x', sizeof id);
  id[200] = '\0';
  cwp_person person = CWP_PERSON_INIT;
  refuse_person(&person, "no id");
  person.id = "";
  refuse_person(&person, "no id");
  person.id = id;
  cwp_portfolio_builder *builder = NULL;
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, &builder, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  id[200] = 'x';
  id[201] = '\0';
  refuse_person(&person, "200 bytes");
}
END_TEST

START_TEST(a_person_must_make_sense) {
  cwp_person person = somebody();
  refuse_person(NULL, "no person");
  person.site = "a\xff";
  refuse_person(&person, "site");
  person = somebody();
  person.role_basis = CWP_ROLE_BASIS_END;
  refuse_person(&person, "role_basis");
  person = somebody();
  person.started = CWP_DATE_MAX + 1;
  refuse_person(&person, "started");
  person = somebody();
  person.size = 0;
  refuse_person(&person, "CWP_PERSON_INIT");
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
}
END_TEST

/* Evidence that the builder must not take; it must be as it was afterwards. */
static void refuse_evidence(const cwp_evidence *evidence, cwp_status status, const char *mention) {
  cwp_portfolio_builder *builder = start();
  cwp_portfolio *portfolio = NULL;
  cwp_evidence good = something();
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &good, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, evidence, &error), status);
  ck_assert_msg(strstr(error.message, mention) != NULL, "\"%s\" does not say \"%s\"", error.message, mention);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 1);
  cwp_portfolio_free(portfolio);
  cwp_portfolio_builder_free(builder);
}

START_TEST(evidence_must_make_sense) {
  refuse_evidence(NULL, CWP_ERROR_ARGUMENT, "no evidence");
  cwp_evidence evidence = something();
  evidence.about = NULL;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "about nothing");
  evidence.about = "";
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "about nothing");
  evidence = something();
  evidence.title = "caf\xe9";
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "title is not valid UTF-8: \"caf\\xE9\"");
  evidence = something();
  evidence.kind = CWP_EVIDENCE_KIND_END;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "kind 4");
  evidence = something();
  evidence.result = CWP_RESULT_END;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "result 6");
  evidence = something();
  evidence.extent = CWP_EXTENT_END;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "extent 3");
  evidence = something();
  evidence.carried_from = "\xff";
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "carried_from is not valid UTF-8");
  evidence = something();
  evidence.size = sizeof evidence - 1;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "CWP_EVIDENCE_INIT");
}
END_TEST

START_TEST(evidence_of_the_first_version_is_in_full) {
  cwp_portfolio_builder *builder = start();
  cwp_portfolio *portfolio = NULL;
  cwp_evidence evidence = something();
  evidence.size = offsetof(cwp_evidence, extent);
  evidence.extent = CWP_EXTENT_END; /* what lies behind such a struct may be anything */
  evidence.carried_from = "\xff";
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  evidence = something();
  evidence.extent = CWP_EXTENT_NONE;
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  for (size_t i = 0; i < 2; i++) {
    ck_assert_int_eq(cwp_portfolio_evidence(portfolio, i)->extent, CWP_EXTENT_FULL);
    ck_assert_str_eq(cwp_portfolio_evidence(portfolio, i)->carried_from, "");
  }
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(evidence_must_not_end_before_it_begins) {
  cwp_evidence evidence = something();
  evidence.from = day("2026-03-01");
  evidence.until = day("2026-02-28");
  refuse_evidence(&evidence, CWP_ERROR_INVALID, "ends on 2026-02-28, before it begins on 2026-03-01");
  evidence.until = CWP_DATE_MAX + 1;
  refuse_evidence(&evidence, CWP_ERROR_ARGUMENT, "out of range");
  evidence.until = evidence.from; /* a single day */
  cwp_portfolio_builder *builder = start();
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
}
END_TEST

START_TEST(a_million_pieces_are_the_most) {
  cwp_portfolio_builder *builder = start();
  cwp_evidence evidence = something();
  for (int i = 0; i < 1000000; i++)
    if (cwp_portfolio_builder_add(builder, &evidence, &error)) ck_abort_msg("piece %d: %s", i, error.message);
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_ERROR_LIMIT);
  cwp_portfolio_builder_free(builder);
}
END_TEST

START_TEST(a_finished_builder_takes_no_more) {
  cwp_portfolio_builder *builder = start();
  cwp_evidence evidence = something();
  cwp_portfolio *first = NULL, *second = NULL;
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &first, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &second, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(second);
  ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_ERROR_ARGUMENT);
  cwp_portfolio_builder_free(builder);
  ck_assert_uint_eq(cwp_portfolio_count(first), 0);
  cwp_portfolio_free(first);
}
END_TEST

START_TEST(nothing_at_all_is_taken_calmly) {
  cwp_portfolio *portfolio = NULL;
  cwp_evidence evidence = something();
  ck_assert_int_eq(cwp_portfolio_builder_add(NULL, &evidence, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_builder_finish(NULL, &portfolio, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_print(NULL, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  char *text = NULL;
  ck_assert_int_eq(cwp_portfolio_print(NULL, NULL, &text, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_write(NULL, "x.json", NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_parse(NULL, 0, NULL, NULL, NULL, &portfolio, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_parse("{}", 2, NULL, NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_read("x.json", NULL, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_read(NULL, NULL, NULL, &portfolio, NULL), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(cwp_portfolio_person(NULL));
  ck_assert_uint_eq(cwp_portfolio_count(NULL), 0);
  ck_assert_ptr_null(cwp_portfolio_evidence(NULL, 0));
  cwp_portfolio_free(NULL);
  cwp_portfolio_builder_free(NULL);
  cwp_text_free(NULL, NULL);
}
END_TEST

START_TEST(names_of_kinds_results_and_bases_are_those_of_the_file) {
  ck_assert_str_eq(cwp_evidence_kind_name(CWP_EVIDENCE_DECLARED), "declared");
  ck_assert_str_eq(cwp_evidence_kind_name(CWP_EVIDENCE_TRAINED), "trained");
  ck_assert_str_eq(cwp_evidence_kind_name(CWP_EVIDENCE_ASSESSED), "assessed");
  ck_assert_str_eq(cwp_evidence_kind_name(CWP_EVIDENCE_ACCREDITED), "accredited");
  ck_assert_str_eq(cwp_evidence_kind_name(CWP_EVIDENCE_KIND_END), "unknown");
  ck_assert_str_eq(cwp_evidence_kind_name((cwp_evidence_kind)-1), "unknown");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_COMPLETED), "completed");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_IN_PROGRESS), "in-progress");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_BOOKED), "booked");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_FAILED), "failed");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_WITHDRAWN), "withdrawn");
  ck_assert_str_eq(cwp_result_name(CWP_RESULT_END), "unknown");
  ck_assert_str_eq(cwp_role_basis_name(CWP_ROLE_UNKNOWN), "unknown");
  ck_assert_str_eq(cwp_role_basis_name(CWP_ROLE_RECORDED), "recorded");
  ck_assert_str_eq(cwp_role_basis_name(CWP_ROLE_SUGGESTED), "suggested");
  ck_assert_str_eq(cwp_role_basis_name(CWP_ROLE_BASIS_END), "unknown");
}
END_TEST

/* JSON. */

static const char full_text[] = "{\n"
                                "  \"format\": \"cwp-portfolio\",\n"
                                "  \"format_version\": 1,\n"
                                "  \"person\": {\n"
                                "    \"id\": \"R017\",\n"
                                "    \"site\": \"ROWAN-HC\",\n"
                                "    \"job_title\": \"Senior carer\",\n"
                                "    \"role\": \"CSW\",\n"
                                "    \"role_basis\": \"suggested\",\n"
                                "    \"role_reason\": \"A senior care worker is one.\",\n"
                                "    \"role_other\": \"supervisor-or-leader\",\n"
                                "    \"started\": \"2016-07-18\"\n"
                                "  },\n"
                                "  \"evidence\": [\n"
                                "    {\n"
                                "      \"about\": \"ASC.T20\",\n"
                                "      \"kind\": \"assessed\",\n"
                                "      \"result\": \"completed\",\n"
                                "      \"from\": \"2024-10-04\",\n"
                                "      \"until\": \"2025-10-04\",\n"
                                "      \"extent\": \"part\",\n"
                                "      \"assessor\": \"registered manager\",\n"
                                "      \"title\": \"Safeguarding adults\",\n"
                                "      \"origin\": \"training.csv:14\",\n"
                                "      \"note\": \"by observation\",\n"
                                "      \"carried_from\": \"2024:NTC.K11\"\n"
                                "    }\n"
                                "  ]\n"
                                "}\n";

START_TEST(json_says_all_that_a_portfolio_does) {
  cwp_portfolio *portfolio = parse(full_text);
  check_full_person(cwp_portfolio_person(portfolio));
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 1);
  check_full_evidence(cwp_portfolio_evidence(portfolio, 0));
  char *text = print(portfolio);
  ck_assert_str_eq(text, full_text);
  cwp_text_free(NULL, text);
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(json_leaves_out_what_is_not_given) {
  static const char least[] = "{\"format\":\"cwp-portfolio\",\"format_version\":1,\"person\":{\"id\":\"R017\"}}";
  cwp_portfolio *portfolio = parse(least);
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 0);
  ck_assert_int_eq(cwp_portfolio_person(portfolio)->role_basis, CWP_ROLE_UNKNOWN);
  char *text = print(portfolio);
  ck_assert_str_eq(text, "{\n  \"format\": \"cwp-portfolio\",\n  \"format_version\": 1,\n"
                         "  \"person\": {\n    \"id\": \"R017\"\n  },\n  \"evidence\": []\n}\n");
  cwp_text_free(NULL, text);
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(a_role_without_a_basis_is_recorded_and_evidence_without_a_result_completed) {
  cwp_portfolio *portfolio =
      parse("{\"format\":\"cwp-portfolio\",\"format_version\":1,\"person\":{\"id\":\"a\",\"role\":\"CSW\"},"
            "\"evidence\":[{\"about\":\"X\",\"kind\":\"declared\"}]}");
  ck_assert_int_eq(cwp_portfolio_person(portfolio)->role_basis, CWP_ROLE_RECORDED);
  ck_assert_int_eq(cwp_portfolio_evidence(portfolio, 0)->result, CWP_RESULT_COMPLETED);
  ck_assert_int_eq(cwp_portfolio_evidence(portfolio, 0)->from, CWP_DATE_NONE);
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(a_role_of_unknown_basis_stays_so) {
  cwp_person person = somebody();
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  person.role = "CSW";
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, NULL, &builder, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  char *text = print(portfolio);
  cwp_portfolio *again = parse(text);
  ck_assert_int_eq(cwp_portfolio_person(again)->role_basis, CWP_ROLE_UNKNOWN);
  cwp_portfolio_free(again);
  cwp_text_free(NULL, text);
  cwp_portfolio_free(portfolio);
  cwp_portfolio_builder_free(builder);
}
END_TEST

START_TEST(every_kind_and_result_makes_the_round_trip) {
  for (int kind = 0; kind < CWP_EVIDENCE_KIND_END; kind++)
    for (int result = 0; result < CWP_RESULT_END; result++) {
      cwp_portfolio_builder *builder = start();
      cwp_portfolio *portfolio = NULL;
      cwp_evidence evidence = something();
      evidence.kind = (cwp_evidence_kind)kind;
      evidence.result = (cwp_result)result;
      evidence.from = CWP_DATE_MIN;
      evidence.until = CWP_DATE_MAX;
      evidence.title = "\"Ol\xc3\xa9\" \\ \t\n\x01 \xf0\x9f\x8f\xa5";
      ck_assert_int_eq(cwp_portfolio_builder_add(builder, &evidence, &error), CWP_OK);
      ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
      cwp_portfolio_builder_free(builder);
      char *text = print(portfolio);
      cwp_portfolio *again = parse(text);
      const cwp_evidence *piece = cwp_portfolio_evidence(again, 0);
      ck_assert_int_eq(piece->kind, kind);
      ck_assert_int_eq(piece->result, result);
      ck_assert_int_eq(piece->from, CWP_DATE_MIN);
      ck_assert_int_eq(piece->until, CWP_DATE_MAX);
      ck_assert_str_eq(piece->title, evidence.title);
      cwp_text_free(NULL, text);
      cwp_portfolio_free(again);
      cwp_portfolio_free(portfolio);
    }
}
END_TEST

/* What is unknown, wherever it stands, in the layout in which it is written again. */
static const char text_with_unknown[] =
    "{\n"
    "  \"format\": \"cwp-portfolio\",\n"
    "  \"format_version\": 1,\n"
    "  \"signature\": {\"by\":\"}]\\\"\\\\\", \"n\":[ 12345678901234567890, -0.10e+1,{}, [] ]},\n"
    "  \"issued\": \"\\u00e9\\\"\",\n"
    "  \"person\": {\n"
    "    \"id\": \"R017\",\n"
    "    \"pronouns\": null,\n"
    "    \"\": true\n"
    "  },\n"
    "  \"evidence\": [\n"
    "    {\n"
    "      \"about\": \"A\",\n"
    "      \"kind\": \"trained\",\n"
    "      \"result\": \"completed\",\n"
    "      \"hours\": 7.50\n"
    "    },\n"
    "    {\n"
    "      \"about\": \"B\",\n"
    "      \"kind\": \"trained\",\n"
    "      \"result\": \"completed\"\n"
    "    },\n"
    "    {\n"
    "      \"about\": \"C\",\n"
    "      \"kind\": \"trained\",\n"
    "      \"result\": \"completed\",\n"
    "      \"About\": [1,\n 2],\n"
    "      \"k\\\"ey\": \"a, b: {c}\"\n"
    "    }\n"
    "  ]\n"
    "}\n";

START_TEST(unknown_members_make_the_round_trip_to_the_letter) {
  cwp_portfolio *portfolio = parse(text_with_unknown);
  const cwp__kept *kept;
  ck_assert_uint_eq(cwp__portfolio_kept(portfolio, &kept), 7);
  char *text = print(portfolio);
  ck_assert_str_eq(text, text_with_unknown);
  cwp_text_free(NULL, text);
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(unknown_members_are_found_between_known_ones_and_in_tight_json) {
  cwp_portfolio *portfolio =
      parse("\xef\xbb\xbf \r\n{\"evidence\":[{\"x\":1,\"kind\":\"trained\",\"y\":\"\\\\\",\"about\":\"A\"}],"
            "\"z\":[[],\"]\"],\"person\":{\"w\":{},\"id\":\"R\",\"v\":-1},\"format_version\":1,"
            "\"format\":\"cwp-portfolio\"}");
  static const struct {
    size_t owner;
    const char *key, *value;
  } wanted[] = {{0, "z", "[[],\"]\"]"}, {1, "w", "{}"}, {1, "v", "-1"}, {2, "x", "1"}, {2, "y", "\"\\\\\""}};
  const cwp__kept *kept;
  ck_assert_uint_eq(cwp__portfolio_kept(portfolio, &kept), 5);
  for (size_t i = 0; i < 5; i++) {
    ck_assert_uint_eq(kept[i].owner, wanted[i].owner);
    ck_assert_str_eq(kept[i].key, wanted[i].key);
    ck_assert_str_eq(kept[i].value, wanted[i].value);
  }
  cwp_portfolio_free(portfolio);
}
END_TEST

#define HEAD "{\"format\":\"cwp-portfolio\",\"format_version\":1,\n"
#define PERSON "\"person\":{\"id\":\"a\"},\n"

static const struct bad_text {
  const char *text;
  cwp_status status;
  unsigned line, column; /* 0 = not looked at */
  const char *mention;
} bad_texts[] = {
    {"", CWP_ERROR_SYNTAX, 1, 1, ""},
    {"nonsense", CWP_ERROR_SYNTAX, 1, 1, ""},
    {"[]", CWP_ERROR_UNSUPPORTED, 1, 1, "this is no portfolio"},
    {"{}", CWP_ERROR_UNSUPPORTED, 1, 1, "this is no portfolio"},
    {"{\"format\":\n \"cwp-pathway\"}", CWP_ERROR_UNSUPPORTED, 2, 2, "this is no portfolio"},
    {"{\"format\":1}", CWP_ERROR_UNSUPPORTED, 1, 1, "this is no portfolio"},
    {"{\"format\":\"cwp-portfolio\"}", CWP_ERROR_UNSUPPORTED, 1, 1, "format_version"},
    {"{\"format\":\"cwp-portfolio\",\"format_version\":2}", CWP_ERROR_UNSUPPORTED, 1, 44, "is not 1"},
    {"{\"format\":\"cwp-portfolio\",\"format_version\":\"1\"}", CWP_ERROR_UNSUPPORTED, 1, 44, "is not 1"},
    {HEAD "\"evidence\":[]}", CWP_ERROR_INVALID, 1, 1, "there is no \"person\""},
    {HEAD "\"person\":[]}", CWP_ERROR_INVALID, 2, 10, "person"},
    {HEAD "\"person\":{}}", CWP_ERROR_INVALID, 2, 10, "the person has no id"},
    {HEAD "\"person\":{\"id\":\"\"}}", CWP_ERROR_INVALID, 2, 10, "the person has no id"},
    {HEAD "\"person\":{\"id\":7}}", CWP_ERROR_INVALID, 2, 16, "id"},
    {HEAD "\"person\":{\"id\":\"a\",\"site\":null}}", CWP_ERROR_INVALID, 2, 27, "site"},
    {HEAD "\"person\":{\"id\":\"a\",\"role_basis\":\"guessed\"}}", CWP_ERROR_INVALID, 2, 33,
     "\"role_basis\" cannot be \"guessed\""},
    {HEAD "\"person\":{\"id\":\"a\",\"role_basis\":1}}", CWP_ERROR_INVALID, 2, 33, "role_basis"},
    {HEAD "\"person\":{\"id\":\"a\",\"started\":\"1/2/2020\"}}", CWP_ERROR_INVALID, 2, 30, "started"},
    {HEAD "\"person\":{\"id\":\"a\",\"started\":20200101}}", CWP_ERROR_INVALID, 2, 30, "started"},
    {HEAD "\"person\":{\"id\":\"a\",\"id\":\"b\"}}", CWP_ERROR_SYNTAX, 2, 0, "id"},
    {HEAD PERSON "\"evidence\":{}}", CWP_ERROR_INVALID, 3, 12, "evidence"},
    {HEAD PERSON "\"evidence\":[7]}", CWP_ERROR_INVALID, 3, 13, "must be an object"},
    {HEAD PERSON "\"evidence\":[{}]}", CWP_ERROR_INVALID, 3, 13, "\"kind\""},
    {HEAD PERSON "\"evidence\":[{\"kind\":\"trained\"}]}", CWP_ERROR_INVALID, 3, 13, "about nothing"},
    {HEAD PERSON "\"evidence\":[{\"about\":\"\",\"kind\":\"trained\"}]}", CWP_ERROR_INVALID, 3, 13, "about nothing"},
    {HEAD PERSON "\"evidence\":[{\"about\":[],\"kind\":\"trained\"}]}", CWP_ERROR_INVALID, 3, 22, "about"},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\"}]}", CWP_ERROR_INVALID, 3, 13, "has no \"kind\""},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"Trained\"}]}", CWP_ERROR_INVALID, 3, 33,
     "\"kind\" cannot be \"Trained\""},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"trained\",\"extent\":\"none\"}]}", CWP_ERROR_INVALID, 3, 52,
     "\"extent\" cannot be \"none\""},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"trained\",\"result\":\"passed\"}]}", CWP_ERROR_INVALID, 3,
     52, "\"result\" cannot be \"passed\""},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"trained\",\n\"from\":\"2025-02-29\"}]}", CWP_ERROR_INVALID,
     4, 8, "\"from\": "},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"trained\",\n\"until\":\"\"}]}", CWP_ERROR_INVALID, 4, 9,
     "\"until\": "},
    {HEAD PERSON "\"evidence\":[{\"about\":\"A\",\"kind\":\"trained\"},\n {\"about\":\"B\",\"kind\":\"trained\","
                 "\"from\":\"2025-02-02\",\"until\":\"2025-02-01\"}]}",
     CWP_ERROR_INVALID, 4, 2, "ends on 2025-02-01, before it begins on 2025-02-02"},
    {HEAD PERSON "\"x\":\"\\u0000\"}", CWP_ERROR_SYNTAX, 3, 0, ""},
    {HEAD PERSON "\"x\":\"\xff\"}", CWP_ERROR_SYNTAX, 3, 0, ""},
    {HEAD "\"person\":{\"id\":\"a\"", CWP_ERROR_SYNTAX, 2, 0, ""},
};

START_TEST(a_bad_text_is_refused_where_it_is_bad) {
  const struct bad_text *bad = &bad_texts[_i];
  cwp_portfolio *portfolio = (cwp_portfolio *)(void *)&error;
  cwp_status status = cwp_portfolio_parse(bad->text, strlen(bad->text), "p.json", NULL, NULL, &portfolio, &error);
  ck_assert_msg(status == bad->status, "%s: %s: %s", bad->text, cwp_status_name(status), error.message);
  ck_assert_ptr_null(portfolio);
  ck_assert_int_eq(error.code, bad->status);
  ck_assert_str_eq(error.path, "p.json");
  ck_assert_msg(strstr(error.message, bad->mention) != NULL, "%s: %s", bad->text, error.message);
  if (bad->line) ck_assert_uint_eq(error.line, bad->line);
  if (bad->column) ck_assert_uint_eq(error.column, bad->column);
  ck_assert_int_eq(cwp_portfolio_parse(bad->text, strlen(bad->text), NULL, NULL, NULL, &portfolio, NULL), status);
}
END_TEST

START_TEST(a_text_without_a_zero_at_its_end_is_read) {
  char tight[sizeof full_text - 1];
  memcpy(tight, full_text, sizeof tight); /* a reader that looks past the end is caught by the sanitizers */
  cwp_portfolio *portfolio = NULL;
  ck_assert_int_eq(cwp_portfolio_parse(tight, sizeof tight, "p", NULL, NULL, &portfolio, &error), CWP_OK);
  cwp_portfolio_free(portfolio);
  for (size_t length = 0; length < sizeof tight - 2; length++) {
    char *cut = malloc(length + 1);
    memcpy(cut, tight, length);
    cut[length] = '?';
    ck_assert_int_eq(cwp_portfolio_parse(cut, length, "p", NULL, NULL, &portfolio, &error), CWP_ERROR_SYNTAX);
    free(cut);
  }
}
END_TEST

START_TEST(limits_of_the_caller_hold) {
  cwp_limits limits = CWP_LIMITS_INIT;
  cwp_portfolio *portfolio = NULL;
  limits.depth = 2;
  ck_assert_int_eq(cwp_portfolio_parse(full_text, strlen(full_text), "p", &limits, NULL, &portfolio, &error),
                   CWP_ERROR_LIMIT);
  limits.depth = 3;
  ck_assert_int_eq(cwp_portfolio_parse(full_text, strlen(full_text), "p", &limits, NULL, &portfolio, &error), CWP_OK);
  cwp_portfolio_free(portfolio);
}
END_TEST

START_TEST(a_written_portfolio_is_read_again) {
  static const char path[] = CWP_SCRATCH_DIR "/portfolio_test.json";
  cwp_portfolio *portfolio = parse(text_with_unknown), *again = NULL;
  ck_assert_int_eq(cwp_portfolio_write(portfolio, path, &error), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_write(portfolio, path, &error), CWP_OK); /* over the old one */
  ck_assert_int_eq(cwp_portfolio_read(path, NULL, NULL, &again, &error), CWP_OK);
  char *text = print(again);
  ck_assert_str_eq(text, text_with_unknown);
  cwp_text_free(NULL, text);
  cwp_portfolio_free(again);
  cwp_portfolio_free(portfolio);
  ck_assert_int_eq(remove(path), 0);
}
END_TEST

START_TEST(files_that_cannot_be_read_or_written_are_errors) {
  cwp_portfolio *portfolio = NULL;
  ck_assert_int_eq(cwp_portfolio_read(CWP_SCRATCH_DIR "/no-such.json", NULL, NULL, &portfolio, &error),
                   CWP_ERROR_NOT_FOUND);
  ck_assert_ptr_null(portfolio);
  ck_assert_int_eq(cwp_portfolio_read(CWP_SCRATCH_DIR, NULL, NULL, &portfolio, &error), CWP_ERROR_IO);
  portfolio = parse(full_text);
  cwp_status status = cwp_portfolio_write(portfolio, CWP_SCRATCH_DIR "/no-such-folder/p.json", &error);
  ck_assert_msg(status == CWP_ERROR_IO || status == CWP_ERROR_NOT_FOUND, "%s", cwp_status_name(status));
  cwp_portfolio_free(portfolio);
}
END_TEST

/* Memory. */

static cwp_status build_all(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  (void)context;
  cwp_status status = cwp_portfolio_builder_new(&full_person, allocator, &builder, why);
  for (int i = 0; i < 100 && !status; i++)
    status = cwp_portfolio_builder_add(builder, &full_evidence, why);
  if (!status) status = cwp_portfolio_builder_finish(builder, &portfolio, why);
  cwp_portfolio_builder_free(builder);
  cwp_portfolio_free(portfolio);
  return status;
}

START_TEST(building_survives_every_failed_allocation) {
  failing_allocator_try_all(build_all, NULL, 1000, 0);
}
END_TEST

/* A failed addition or finish leaves the builder as it was: trying again is enough. */
START_TEST(a_builder_goes_on_after_a_failed_allocation) {
  failing_allocator state;
  cwp_allocator allocator = failing_allocator_start(&state, FAIL_NEVER, 0);
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  cwp_person person = somebody();
  ck_assert_int_eq(cwp_portfolio_builder_new(&person, &allocator, &builder, &error), CWP_OK);
  for (size_t added = 0; added < 200;) {
    state.mode = state.mode == FAIL_NEVER ? FAIL_ONCE : FAIL_NEVER;
    state.allowed = state.calls;
    cwp_status status = cwp_portfolio_builder_add(builder, &full_evidence, &error);
    if (!status) added++;
    ck_assert(status == CWP_OK || status == CWP_ERROR_MEMORY);
  }
  state.mode = FAIL_ONCE;
  state.allowed = state.calls;
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_ERROR_MEMORY);
  ck_assert_ptr_null(portfolio);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, &error), CWP_OK);
  cwp_portfolio_builder_free(builder);
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 200);
  check_full_evidence(cwp_portfolio_evidence(portfolio, 199));
  ck_assert_uint_eq(state.blocks, 1); /* a portfolio is one block */
  cwp_portfolio_free(portfolio);
  failing_allocator_check(&state);
}
END_TEST

static cwp_status parse_all(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_portfolio *portfolio = NULL;
  (void)context;
  cwp_status status =
      cwp_portfolio_parse(text_with_unknown, strlen(text_with_unknown), "p.json", NULL, allocator, &portfolio, why);
  ck_assert_int_eq(portfolio == NULL, status != CWP_OK);
  cwp_portfolio_free(portfolio);
  return status;
}

START_TEST(parsing_survives_every_failed_allocation) {
  failing_allocator_try_all(parse_all, NULL, 1000, 1);
}
END_TEST

static cwp_status print_all(const cwp_allocator *allocator, void *context, cwp_error *why) {
  char *text = NULL;
  size_t length = 0;
  cwp_status status = cwp_portfolio_print(context, allocator, &text, &length, why);
  ck_assert_int_eq(text == NULL, status != CWP_OK);
  cwp_text_free(allocator, text);
  return status;
}

START_TEST(printing_survives_every_failed_allocation) {
  cwp_portfolio *portfolio = parse(text_with_unknown);
  failing_allocator_try_all(print_all, portfolio, 1000, 1);
  cwp_portfolio_free(portfolio);
  portfolio = parse(full_text);
  failing_allocator_try_all(print_all, portfolio, 1000, 1);
  cwp_portfolio_free(portfolio);
}
END_TEST

static cwp_status read_all(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_portfolio *portfolio = NULL;
  cwp_status status = cwp_portfolio_read(context, NULL, allocator, &portfolio, why);
  cwp_portfolio_free(portfolio);
  return status;
}

START_TEST(reading_survives_every_failed_allocation) {
  static char path[] = CWP_SCRATCH_DIR "/portfolio_memory_test.json";
  cwp_portfolio *portfolio = parse(full_text);
  ck_assert_int_eq(cwp_portfolio_write(portfolio, path, &error), CWP_OK);
  cwp_portfolio_free(portfolio);
  failing_allocator_try_all(read_all, path, 1000, 1);
  ck_assert_int_eq(remove(path), 0);
}
END_TEST

START_TEST(a_portfolio_takes_no_more_room_than_it_must) {
  failing_allocator state;
  cwp_allocator allocator = failing_allocator_start(&state, FAIL_NEVER, 0);
  cwp_portfolio *portfolio = NULL;
  ck_assert_int_eq(cwp_portfolio_parse(full_text, strlen(full_text), "p", NULL, &allocator, &portfolio, &error),
                   CWP_OK);
  size_t texts = 0;
  for (size_t i = 0; i < CWP__PERSON_TEXTS; i++) {
    cwp_person copy = full_person;
    texts += strlen(*cwp__text_at(&copy, &cwp__person_texts[i])) + 1;
  }
  for (size_t i = 0; i < CWP__EVIDENCE_TEXTS; i++) {
    cwp_evidence copy = full_evidence;
    const char *text = *cwp__text_at(&copy, &cwp__evidence_texts[i]);
    if (text) texts += strlen(text) + 1;
  }
  ck_assert_uint_eq(state.blocks, 1);
  ck_assert_uint_le(state.bytes,
                    sizeof(cwp_allocator) + sizeof(cwp_person) + sizeof(cwp_evidence) + 4 * sizeof(size_t) + texts);
  cwp_portfolio_free(portfolio);
  failing_allocator_check(&state);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("portfolio");
  TCase *build = suite_case(suite, "building");
  tcase_add_test(build, a_portfolio_says_what_the_builder_was_told);
  tcase_add_test(build, the_builder_copies_texts);
  tcase_add_test(build, what_is_not_given_reads_as_empty_text);
  tcase_add_test(build, pieces_keep_the_order_in_which_they_were_added);
  tcase_add_test(build, a_person_needs_an_id_of_a_sensible_length);
  tcase_add_test(build, a_person_must_make_sense);
  tcase_add_test(build, evidence_must_make_sense);
  tcase_add_test(build, evidence_of_the_first_version_is_in_full);
  tcase_add_test(build, evidence_must_not_end_before_it_begins);
  tcase_add_test(build, a_million_pieces_are_the_most);
  tcase_add_test(build, a_finished_builder_takes_no_more);
  tcase_add_test(build, nothing_at_all_is_taken_calmly);
  tcase_add_test(build, names_of_kinds_results_and_bases_are_those_of_the_file);
  TCase *json = suite_case(suite, "json");
  tcase_add_test(json, json_says_all_that_a_portfolio_does);
  tcase_add_test(json, json_leaves_out_what_is_not_given);
  tcase_add_test(json, a_role_without_a_basis_is_recorded_and_evidence_without_a_result_completed);
  tcase_add_test(json, a_role_of_unknown_basis_stays_so);
  tcase_add_test(json, every_kind_and_result_makes_the_round_trip);
  tcase_add_test(json, unknown_members_make_the_round_trip_to_the_letter);
  tcase_add_test(json, unknown_members_are_found_between_known_ones_and_in_tight_json);
  tcase_add_loop_test(json, a_bad_text_is_refused_where_it_is_bad, 0, sizeof bad_texts / sizeof *bad_texts);
  tcase_add_test(json, a_text_without_a_zero_at_its_end_is_read);
  tcase_add_test(json, limits_of_the_caller_hold);
  tcase_add_test(json, a_written_portfolio_is_read_again);
  tcase_add_test(json, files_that_cannot_be_read_or_written_are_errors);
  TCase *memory = suite_case(suite, "memory");
  tcase_add_test(memory, building_survives_every_failed_allocation);
  tcase_add_test(memory, a_builder_goes_on_after_a_failed_allocation);
  tcase_add_test(memory, parsing_survives_every_failed_allocation);
  tcase_add_test(memory, printing_survives_every_failed_allocation);
  tcase_add_test(memory, reading_survives_every_failed_allocation);
  tcase_add_test(memory, a_portfolio_takes_no_more_room_than_it_must);
  return suite_run(suite);
}
