#include "cwp/template.h"

#include "support/failing_allocator.h"
#include "support/moves.h"
#include "support/suite.h"

#include "cwp/assessment.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static cwp_pathway *pathway;
static cwp_findings *findings;
static cwp_template_counts counts;
static cwp_portfolio *portfolio;
static cwp_error error;

static void set_up(void) {
  pathway = moves_parse();
}

static void forget(void) {
  cwp_findings_free(findings);
  cwp_portfolio_free(portfolio);
  findings = NULL;
  portfolio = NULL;
}

static void tear_down(void) {
  forget();
  cwp_pathway_free(pathway);
}

/* Writing. */

static char *print(const cwp_pathway *in, const char *role, cwp_template_format format, int own_only) {
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  char *text = NULL;
  size_t length;
  options.format = format;
  options.own_only = own_only;
  ck_assert_msg(cwp_template_print(in, framework_id(in, role), &options, NULL, &text, &length, &error) == CWP_OK, "%s",
                error.message);
  ck_assert_uint_eq(strlen(text), length);
  return text;
}

START_TEST(a_form_has_a_row_for_each_behaviour_and_statement) {
  char *text = print(pathway, "B", CWP_TEMPLATE_CSV, 0);
  ck_assert_str_eq(text, "code,group,text,rating,note\r\n"
                         "B.B1,Behaviours,Shows B.B1.,,\r\n"
                         "B.B2,Behaviours,Shows B.B2.,,\r\n"
                         "B.K1.1,Group B.K1,Knows B.K1.1.,,\r\n"
                         "A.K1.1,Group A.K1,Knows A.K1.1.,,\r\n"
                         "A.K1.2,Group A.K1,Knows A.K1.2.,,\r\n");
  cwp_text_free(NULL, text);
  text = print(pathway, "B", CWP_TEMPLATE_CSV, 1);
  ck_assert_ptr_null(strstr(text, "A.K1"));
  cwp_text_free(NULL, text);
  text = print(pathway, "D", CWP_TEMPLATE_CSV, 0); /* rules are no lines to rate oneself by */
  ck_assert_str_eq(text, "code,group,text,rating,note\r\n");
  cwp_text_free(NULL, text);
}
END_TEST

static cwp_status print_for(const char *whose, cwp_template_format format, char **text) {
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  options.format = format;
  options.own_only = 1;
  options.person = whose;
  return cwp_template_print(pathway, framework_id(pathway, "F"), &options, NULL, text, NULL, &error);
}

START_TEST(a_form_may_say_whose_it_is) {
  char *text, id[202];
  ck_assert_int_eq(print_for("=R,16", CWP_TEMPLATE_CSV, &text), CWP_OK);
  ck_assert_str_eq(text, "person,code,group,text,rating,note\r\n\"'=R,16\",F.B1,Behaviours,Shows F.B1.,,\r\n");
  cwp_text_free(NULL, text);
  ck_assert_int_eq(print_for("R016", CWP_TEMPLATE_JSON, &text), CWP_OK);
  ck_assert_ptr_nonnull(strstr(text, "\"person\": \"R016\""));
  cwp_text_free(NULL, text);
  memset(id, 'x', sizeof id);
  id[201] = '\0';
  ck_assert_int_eq(print_for(id, CWP_TEMPLATE_CSV, &text), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(text);
  ck_assert_int_eq(print_for("\xFF", CWP_TEMPLATE_CSV, &text), CWP_ERROR_ARGUMENT);
  id[200] = '\0';
  ck_assert_int_eq(print_for(id, CWP_TEMPLATE_CSV, &text), CWP_OK);
  cwp_text_free(NULL, text);
}
END_TEST

START_TEST(a_form_in_json_says_what_it_is) {
  char *text = print(pathway, "F", CWP_TEMPLATE_JSON, 0);
  ck_assert_str_eq(text, "{\n"
                         "  \"format\": \"cwp-self-assessment\",\n"
                         "  \"format_version\": 1,\n"
                         "  \"edition\": \"moves\",\n"
                         "  \"role\": \"F\",\n"
                         "  \"title\": \"Role F\",\n"
                         "  \"date\": \"\",\n"
                         "  \"rows\": [\n"
                         "    {\n"
                         "      \"code\": \"F.B1\",\n"
                         "      \"group\": \"Behaviours\",\n"
                         "      \"text\": \"Shows F.B1.\",\n"
                         "      \"rating\": \"\",\n"
                         "      \"note\": \"\"\n"
                         "    }\n"
                         "  ]\n"
                         "}\n");
  cwp_text_free(NULL, text);
}
END_TEST

#define REST "'status': 'editorial', 'source': 'S'"

/* A framework whose texts a spreadsheet would take for formulas. */
static cwp_pathway *parse_formulas(void) {
  static const char text[] =
      "{'format': 'cwp-pathway', 'format_version': 1, 'edition': {'code': 'formulas', 'title': 'M', 'date': "
      "'2026-01-01', 'text': 'M.', " REST "}, 'sources': [{'code': 'S', 'title': 'S', 'publisher': 'S', 'text': 'S.', "
      "'status': 'official'}], 'role_categories': [{'code': 'X', 'slug': 'x-role', 'title': 'X', 'text': 'X.', "
      "'coverage': 'complete', " REST ", 'behaviours': [{'code': 'X.B1', 'text': '=1+1', " REST
      "}, {'code': 'X.B2', 'text': '+a, b', " REST "}, {'code': 'X.B3', 'text': '-a \\'b\\'', " REST
      "}, {'code': 'X.B4', 'text': '@a', " REST "}, {'code': 'X.B5', 'text': '\\ta', " REST
      "}, {'code': 'X.B6', 'text': '\\ra', " REST "}, {'code': 'X.B7', 'text': ' a=b', " REST "}]}]}";
  return framework_parse_text(text);
}

START_TEST(no_cell_is_taken_for_a_formula) {
  /* The backslashes before single quotes stand for quotes in quotes: they become \" in the text. */
  cwp_pathway *in = parse_formulas();
  char *text = print(in, "X", CWP_TEMPLATE_CSV, 0);
  ck_assert_str_eq(text, "code,group,text,rating,note\r\n"
                         "X.B1,Behaviours,'=1+1,,\r\n"
                         "X.B2,Behaviours,\"'+a, b\",,\r\n"
                         "X.B3,Behaviours,\"'-a \"\"b\"\"\",,\r\n"
                         "X.B4,Behaviours,'@a,,\r\n"
                         "X.B5,Behaviours,\"'\ta\",,\r\n"
                         "X.B6,Behaviours,\"'\ra\",,\r\n"
                         "X.B7,Behaviours,\" a=b\",,\r\n");
  cwp_text_free(NULL, text);
  cwp_pathway_free(in);
}
END_TEST

/* Every cell of every form of the built-in editions is plain text for a spreadsheet. */
START_TEST(no_cell_of_the_built_in_editions_is_taken_for_a_formula) {
  for (size_t i = 0; i < cwp_edition_count(); i++) {
    const cwp_pathway *in = cwp_edition_at(i);
    cwp_id first = cwp_pathway_first(in, CWP_KIND_ROLE);
    for (cwp_id role = first; role < first + cwp_pathway_count(in, CWP_KIND_ROLE); role++) {
      char *text = print(in, cwp_record_code(in, role), CWP_TEMPLATE_CSV, 0);
      for (const char *at = text; *at; at++) {
        int begins =
            at == text || at[-1] == '\n' || at[-1] == ',' || (at[-1] == '"' && (at - 1 == text || at[-2] == ','));
        ck_assert(!begins || !strchr("=+-@\t", *at));
      }
      cwp_text_free(NULL, text);
    }
  }
}
END_TEST

START_TEST(wrong_forms_are_refused) {
  char *text = NULL;
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  cwp_id role = framework_id(pathway, "A");
  ck_assert_int_eq(cwp_template_print(pathway, CWP_NONE, NULL, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_print(pathway, framework_id(pathway, "P.x"), NULL, NULL, &text, NULL, &error),
                   CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_print(NULL, role, NULL, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_print(pathway, role, NULL, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  options.format = CWP_TEMPLATE_FORMAT_END;
  ck_assert_int_eq(cwp_template_print(pathway, role, &options, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  options.size = 1;
  ck_assert_int_eq(cwp_template_print(pathway, role, &options, NULL, &text, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_ptr_null(text);
  ck_assert_str_eq(cwp_template_format_name(CWP_TEMPLATE_CSV), "csv");
  ck_assert_str_eq(cwp_template_format_name(CWP_TEMPLATE_JSON), "json");
  ck_assert_str_eq(cwp_template_format_name(CWP_TEMPLATE_FORMAT_END), "unknown");
}
END_TEST

/* Reading. */

typedef struct in_memory {
  const char *text;
  size_t length;
  size_t at;
} in_memory;

/* Gives a few bytes at a time, as a slow stream does. */
static size_t read_some(void *context, void *buffer, size_t capacity) {
  in_memory *self = context;
  size_t left = self->length - self->at, count = left < 7 ? left : 7;
  if (count > capacity) count = capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static cwp_status read_into(const cwp_pathway *in, const char *text, size_t length, cwp_portfolio_builder *builder,
                            const cwp_allocator *allocator, cwp_error *why) {
  in_memory memory = {text, length, 0};
  cwp_input input = {read_some, &memory, "form.csv"};
  cwp_template_reading how = CWP_TEMPLATE_READING_INIT;
  how.on = day("2026-06-01");
  how.allocator = allocator;
  return cwp_template_read(in, &input, &how, builder, findings, &counts, why);
}

/* Reads a form into a new portfolio; returns what reading it returned. */
static cwp_status read_form(const cwp_pathway *in, const char *text) {
  cwp_person somebody = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  forget();
  somebody.id = "R017";
  ck_assert_int_eq(cwp_findings_new(NULL, &findings, NULL), CWP_OK);
  ck_assert_int_eq(cwp_portfolio_builder_new(&somebody, NULL, &builder, NULL), CWP_OK);
  cwp_status status = read_into(in, text, strlen(text), builder, NULL, &error);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, NULL), CWP_OK);
  cwp_portfolio_builder_free(builder);
  return status;
}

static void ck_read(const char *text) {
  ck_assert_msg(read_form(pathway, text) == CWP_OK, "%s", error.message);
  ck_assert_uint_eq(counts.yes + counts.partly + counts.not_yet + counts.blank + counts.refused, counts.rows);
  ck_assert_uint_eq(counts.yes + counts.partly, cwp_portfolio_count(portfolio));
}

static void ck_finding(size_t index, const char *id, uint64_t line, uint64_t record, const char *column,
                       const char *value) {
  const cwp_finding *finding = cwp_findings_at(findings, index);
  ck_assert_msg(finding != NULL, "there is no finding %zu", index);
  ck_assert_str_eq(finding->id, id);
  ck_assert_uint_eq(finding->line, line);
  ck_assert_uint_eq(finding->record, record);
  ck_assert_str_eq(finding->column, column);
  ck_assert_str_eq(finding->value, value);
  ck_assert_str_eq(finding->path, "form.csv");
}

START_TEST(ratings_become_declared_evidence) {
  ck_read("code,group,text,rating,note\r\n"
          "B.B1,Behaviours,Shows B.B1.,yes,Every day\r\n"
          "B.B2,Behaviours,Shows B.B2.,partly,\r\n"
          "B.K1.1,Group B.K1,Knows B.K1.1.,not yet,\"Next\nyear\"\r\n"
          "A.K1.1,Group A.K1,Knows A.K1.1.,,\r\n");
  ck_assert_uint_eq(counts.rows, 4);
  ck_assert_uint_eq(counts.yes, 1);
  ck_assert_uint_eq(counts.partly, 1);
  ck_assert_uint_eq(counts.not_yet, 1);
  ck_assert_uint_eq(counts.blank, 1);
  const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, 0);
  ck_assert_str_eq(evidence->about, "B.B1");
  ck_assert_int_eq(evidence->kind, CWP_EVIDENCE_DECLARED);
  ck_assert_int_eq(evidence->result, CWP_RESULT_COMPLETED);
  ck_assert_int_eq(evidence->extent, CWP_EXTENT_FULL);
  ck_assert_int_eq(evidence->from, day("2026-06-01"));
  ck_assert_int_eq(evidence->until, CWP_DATE_NONE);
  ck_assert_str_eq(evidence->title, "Self-assessment");
  ck_assert_str_eq(evidence->origin, "form.csv:2");
  ck_assert_str_eq(evidence->note, "Every day");
  evidence = cwp_portfolio_evidence(portfolio, 1);
  ck_assert_int_eq(evidence->extent, CWP_EXTENT_PART);
  ck_assert_str_eq(evidence->origin, "form.csv:3");
  ck_assert_str_eq(evidence->note, "");
}
END_TEST

START_TEST(ratings_are_read_as_people_write_them) {
  ck_read("Rating;, code ,RATING\n"
          "x,B.B1, YES \n"
          "x,b.b2,Not-Yet\n"
          "x,B.K1.1,not_yet\n"
          "x,A.K1.1,Partly\n");
  ck_assert_uint_eq(counts.yes, 1);
  ck_assert_uint_eq(counts.not_yet, 2);
  ck_assert_uint_eq(counts.partly, 1);
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->about, "B.B1");
}
END_TEST

START_TEST(declared_evidence_does_not_meet_what_asks_for_more) {
  cwp_question question = CWP_QUESTION_INIT;
  cwp_assessment *assessment = NULL;
  ck_read("code,rating\nB.B1,yes\nB.B2,partly\nB.K1.1,not yet\n");
  question.role = framework_id(pathway, "B");
  question.on = day("2026-07-01");
  ck_assert_int_eq(cwp_assessment_make(pathway, portfolio, &question, NULL, &assessment, NULL), CWP_OK);
  ck_assert_int_eq(cwp_assessment_at(assessment, 0)->standing, CWP_STANDING_CLAIMED);
  ck_assert_int_eq(cwp_assessment_at(assessment, 1)->standing, CWP_STANDING_CLAIMED);
  ck_assert_int_eq(cwp_assessment_at(assessment, 2)->standing, CWP_STANDING_NO_EVIDENCE);
  ck_assert_uint_eq(cwp_assessment_at(assessment, 2)->evidence, SIZE_MAX); /* not even a mark against anybody */
  cwp_assessment_free(assessment);
}
END_TEST

START_TEST(bad_cells_are_findings_and_the_other_rows_count) {
  ck_read("code,rating,note\n"
          "B.B1,maybe,\n"
          ",yes,\n"
          "B.B9,yes,\n"
          "B.K1,yes,a group\n"
          "P.x,partly,\n"
          "B.B2,yes,first\n"
          "b.b2,yes,again\n"
          "B.K1.1,yes,\xff\n"
          "A.K1.1,not yet and not soon,\n"
          "nonsense,,\n");
  ck_assert_uint_eq(counts.rows, 10);
  ck_assert_uint_eq(counts.refused, 7);
  ck_assert_uint_eq(counts.blank, 1);
  ck_assert_uint_eq(counts.yes, 2);
  ck_finding(0, "SELF-RATING-UNKNOWN", 2, 1, "rating", "maybe");
  ck_finding(1, "SELF-CODE-MISSING", 3, 2, "code", "");
  ck_finding(2, "SELF-CODE-UNKNOWN", 4, 3, "code", "B.B9");
  ck_finding(3, "SELF-CODE-KIND", 5, 4, "code", "B.K1");
  ck_finding(4, "SELF-CODE-KIND", 6, 5, "code", "P.x");
  ck_finding(5, "SELF-CODE-REPEATED", 8, 7, "code", "b.b2");
  ck_finding(6, "SELF-TEXT-NOT-UTF8", 9, 8, "note", "\\xFF");
  ck_finding(7, "SELF-RATING-UNKNOWN", 10, 9, "rating", "not yet and not soon");
  ck_assert_uint_eq(cwp_findings_count(findings), 8);
  ck_assert_uint_eq(cwp_findings_count_of(findings, CWP_SEVERITY_ERROR), 7);
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->note, "first");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 1)->note, "");
}
END_TEST

START_TEST(what_keeps_cells_from_being_formulas_is_taken_off_again) {
  cwp_pathway *in = parse_formulas();
  ck_assert_int_eq(read_form(in, "code,rating,note\nX.B1,yes,'=sum\nX.B2,yes,'plain\n"), CWP_OK);
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->about, "X.B1");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->note, "=sum");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 1)->note, "'plain");
  cwp_pathway_free(in);
}
END_TEST

START_TEST(json_is_read_back_too) {
  ck_read("{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"edition\": \"moves\", \"role\": \"B\",\n"
          "\"date\": \"2026-05-04\", \"rows\": [\n"
          "{\"code\": \"B.B1\", \"rating\": \"yes\", \"note\": \"n\"},\n"
          "{\"code\": \"B.B2\", \"rating\": \"sometimes\"},\n"
          "{\"code\": \"B.K1.1\", \"group\": 1, \"rating\": \"\"},\n"
          "{\"code\": \"A.K1.1\"}\n"
          "]}");
  ck_assert_uint_eq(counts.yes, 1);
  ck_assert_uint_eq(counts.blank, 2);
  ck_finding(0, "SELF-RATING-UNKNOWN", 4, 2, "rating", "sometimes");
  ck_assert_int_eq(cwp_portfolio_evidence(portfolio, 0)->from, day("2026-05-04"));
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->origin, "form.csv, row 1");
  ck_assert_str_eq(cwp_portfolio_evidence(portfolio, 0)->note, "n");
}
END_TEST

START_TEST(a_form_of_another_edition_is_noted) {
  ck_read("{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"edition\": \"2025\", \"rows\": [\n"
          "{\"code\": \"B.B1\", \"rating\": \"yes\"}, {\"code\": \"CSW.B1\", \"rating\": \"yes\"}]}");
  ck_assert_uint_eq(counts.yes, 1);
  ck_finding(0, "SELF-EDITION", 0, 0, "edition", "2025");
  ck_assert_int_eq(cwp_findings_at(findings, 0)->severity, CWP_SEVERITY_NOTE);
  ck_finding(1, "SELF-CODE-UNKNOWN", 2, 2, "code", "CSW.B1");
}
END_TEST

START_TEST(what_is_no_form_is_refused_with_its_place) {
  static const struct {
    const char *text;
    cwp_status status;
    uint64_t line;
  } wrong[] = {
      {"", CWP_ERROR_UNSUPPORTED, 0},
      {"code,note\nB.B1,yes\n", CWP_ERROR_UNSUPPORTED, 1},
      {"\n\nrating\n", CWP_ERROR_UNSUPPORTED, 3},
      {"code,rating\n\"B.B1,yes\n", CWP_ERROR_SYNTAX, 2},
      {"{", CWP_ERROR_SYNTAX, 1},
      {"{}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-portfolio\", \"format_version\": 1}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 2}", CWP_ERROR_UNSUPPORTED, 1},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 1}", CWP_ERROR_INVALID, 1},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 1,\n\"rows\": 1}", CWP_ERROR_INVALID, 2},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"rows\": [\n1]}", CWP_ERROR_INVALID, 2},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 1,\n\"date\": \"soon\", \"rows\": []}",
       CWP_ERROR_INVALID, 2},
      {"{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"rows\": [\n{\"code\": 1}]}", CWP_ERROR_INVALID,
       2},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_msg(read_form(pathway, wrong[i].text) == wrong[i].status, "%s", wrong[i].text);
    ck_assert_str_eq(error.path, "form.csv");
    ck_assert_uint_eq(error.line, wrong[i].line);
    ck_assert_str_ne(error.message, "");
  }
}
END_TEST

START_TEST(what_is_printed_is_read_back_without_a_finding) {
  for (int format = 0; format < CWP_TEMPLATE_FORMAT_END; format++) {
    char *text = print(pathway, "G", (cwp_template_format)format, 0);
    ck_read(text);
    ck_assert_uint_eq(counts.rows, 6);
    ck_assert_uint_eq(counts.blank, 6);
    ck_assert_uint_eq(cwp_findings_count(findings), 0);
    cwp_text_free(NULL, text);
  }
}
END_TEST

START_TEST(a_file_is_read_as_well) {
  const char *path = CWP_SCRATCH_DIR "/template_test_form.csv";
  cwp_person somebody = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  cwp_template_reading how = CWP_TEMPLATE_READING_INIT;
  FILE *file = fopen(path, "wb");
  ck_assert_ptr_nonnull(file);
  fputs("\xEF\xBB\xBF"
        "code,rating\nB.B1,yes\n",
        file);
  fclose(file);
  somebody.id = "R017";
  how.on = day("2026-06-01");
  ck_assert_int_eq(cwp_portfolio_builder_new(&somebody, NULL, &builder, NULL), CWP_OK);
  ck_assert_int_eq(cwp_template_read_file(pathway, path, &how, builder, NULL, NULL, &error), CWP_OK);
  ck_assert_int_eq(
      cwp_template_read_file(pathway, CWP_SCRATCH_DIR "/no-such-form.csv", &how, builder, NULL, &counts, &error),
      CWP_ERROR_NOT_FOUND);
  ck_assert_int_eq(cwp_template_read_file(pathway, NULL, &how, builder, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_portfolio_builder_finish(builder, &portfolio, NULL), CWP_OK);
  ck_assert_uint_eq(cwp_portfolio_count(portfolio), 1);
  ck_assert_int_eq(cwp_template_read_file(pathway, path, &how, builder, NULL, NULL, &error),
                   CWP_ERROR_ARGUMENT); /* the portfolio is made already */
  cwp_portfolio_builder_free(builder);
  remove(path);
}
END_TEST

START_TEST(wrong_readings_are_refused) {
  cwp_person somebody = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  in_memory memory = {"", 0, 0};
  cwp_input input = {read_some, &memory, NULL};
  cwp_template_reading how = CWP_TEMPLATE_READING_INIT;
  somebody.id = "R017";
  ck_assert_int_eq(cwp_portfolio_builder_new(&somebody, NULL, &builder, NULL), CWP_OK);
  ck_assert_int_eq(cwp_template_read(pathway, &input, &how, builder, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  how.on = day("2026-06-01");
  ck_assert_int_eq(cwp_template_read(NULL, &input, &how, builder, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_read(pathway, NULL, &how, builder, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_read(pathway, &input, NULL, builder, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  ck_assert_int_eq(cwp_template_read(pathway, &input, &how, NULL, NULL, NULL, &error), CWP_ERROR_ARGUMENT);
  how.size = 1;
  ck_assert_int_eq(cwp_template_read(pathway, &input, &how, builder, NULL, NULL, NULL), CWP_ERROR_ARGUMENT);
  cwp_portfolio_builder_free(builder);
}
END_TEST

/* Memory. */

static cwp_status attempt_print(const cwp_allocator *allocator, void *context, cwp_error *why) {
  const cwp_template_options *options = context;
  char *text = NULL;
  cwp_status status = cwp_template_print(pathway, framework_id(pathway, "B"), options, allocator, &text, NULL, why);
  cwp_text_free(allocator, text);
  return status;
}

static cwp_status attempt_read(const cwp_allocator *allocator, void *context, cwp_error *why) {
  cwp_person somebody = CWP_PERSON_INIT;
  cwp_portfolio_builder *builder = NULL;
  somebody.id = "R017";
  cwp_status status = cwp_findings_new(allocator, &findings, why);
  if (!status) status = cwp_portfolio_builder_new(&somebody, allocator, &builder, why);
  if (!status) status = read_into(pathway, context, strlen(context), builder, allocator, why);
  cwp_portfolio_builder_free(builder);
  cwp_findings_free(findings);
  findings = NULL;
  return status;
}

START_TEST(every_allocation_may_fail) {
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  static char csv[] = "code,rating,note\nB.B1,yes,a\nB.B2,maybe,\n";
  static char json[] = "{\"format\": \"cwp-self-assessment\", \"format_version\": 1, \"edition\": \"2025\", \"rows\": "
                       "[{\"code\": \"B.B1\", \"rating\": \"yes\", \"note\": \"n\"}]}";
  failing_allocator_try_all(attempt_print, &options, 1000, 0);
  options.format = CWP_TEMPLATE_JSON;
  failing_allocator_try_all(attempt_print, &options, 1000, 1);
  failing_allocator_try_all(attempt_read, csv, 1000, 0);
  failing_allocator_try_all(attempt_read, json, 1000, 1);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("self-assessment");
  TCase *writing = suite_case(suite, "writing");
  tcase_add_checked_fixture(writing, set_up, tear_down);
  tcase_add_test(writing, a_form_has_a_row_for_each_behaviour_and_statement);
  tcase_add_test(writing, a_form_may_say_whose_it_is);
  tcase_add_test(writing, a_form_in_json_says_what_it_is);
  tcase_add_test(writing, no_cell_is_taken_for_a_formula);
  tcase_add_test(writing, no_cell_of_the_built_in_editions_is_taken_for_a_formula);
  tcase_add_test(writing, wrong_forms_are_refused);
  TCase *reading = suite_case(suite, "reading");
  tcase_add_checked_fixture(reading, set_up, tear_down);
  tcase_add_test(reading, ratings_become_declared_evidence);
  tcase_add_test(reading, ratings_are_read_as_people_write_them);
  tcase_add_test(reading, declared_evidence_does_not_meet_what_asks_for_more);
  tcase_add_test(reading, bad_cells_are_findings_and_the_other_rows_count);
  tcase_add_test(reading, what_keeps_cells_from_being_formulas_is_taken_off_again);
  tcase_add_test(reading, json_is_read_back_too);
  tcase_add_test(reading, a_form_of_another_edition_is_noted);
  tcase_add_test(reading, what_is_no_form_is_refused_with_its_place);
  tcase_add_test(reading, what_is_printed_is_read_back_without_a_finding);
  tcase_add_test(reading, a_file_is_read_as_well);
  tcase_add_test(reading, wrong_readings_are_refused);
  tcase_add_test(reading, every_allocation_may_fail);
  return suite_run(suite);
}
