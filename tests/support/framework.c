#include "support/framework.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define MADE_UP "'status': 'editorial', 'source': 'S'"
#define LINE(code) "{'code': '" code "', 'text': 'Does " code ".', " MADE_UP "}"

/* In two halves, since a longer text need not compile. */
static const char records_text[] =
    "{'format': 'cwp-pathway', 'format_version': 1,"
    "'edition': {'code': 'made-up', 'title': 'Made up', 'date': '2026-01-01', 'text': 'For tests.', " MADE_UP "},"
    "'sources': [{'code': 'S', 'title': 'Tests', 'publisher': 'Tests', 'text': 'All.', 'status': 'official'}],"
    "'practice_areas': ["
    "  {'code': 'P.dementia', 'slug': 'dementia', 'title': 'Dementia', 'text': 'Dementia.', " MADE_UP "},"
    "  {'code': 'P.autism', 'slug': 'autism', 'title': 'Autism', 'text': 'Autism.', " MADE_UP "}],"
    "'learning': ["
    "  {'code': 'L.course', 'title': 'Course', 'kind': 'course', 'text': 'A course.', " MADE_UP "},"
    "  {'code': 'L.diploma', 'title': 'Diploma', 'kind': 'qualification', 'text': 'A diploma.', " MADE_UP "}],"
    "'code_lists': [{'list': 'training-category', 'title': 'Training', " MADE_UP ", 'items': ["
    "  {'code': 'ASC.T1', 'title': 'One', 'bulk': '1', " MADE_UP "},"
    "  {'code': 'ASC.T2', 'title': 'Two', 'bulk': '2', " MADE_UP "},"
    "  {'code': 'ASC.T3', 'title': 'Three', 'bulk': '3', " MADE_UP "},"
    "  {'code': 'ASC.T4', 'title': 'Four', 'bulk': '4', " MADE_UP "},"
    "  {'code': 'ASC.T5', 'title': 'Five', 'bulk': '5', " MADE_UP "}]}],"
    "'evidence_maps': ["
    "  {'from': 'ASC.T1', 'covers': [{'to': 'TOP.K1.1', 'extent': 'full'}, {'to': 'TOP.B1', 'extent': 'part'}],"
    "   'text': 'Says so.', " MADE_UP "},"
    "  {'from': 'ASC.T2', 'covers': [{'to': 'L.course', 'extent': 'full'}], 'text': 'Says so.', " MADE_UP "},"
    "  {'from': 'L.course', 'covers': [{'to': 'BASE.K1', 'extent': 'full'}, {'to': 'BASE.K2', 'extent': 'part'}],"
    "   'text': 'Says so.', " MADE_UP "},"
    "  {'from': 'ASC.T3', 'covers': [{'to': 'P.dementia', 'extent': 'full'}, {'to': 'L.diploma', 'extent': 'part'}],"
    "   'text': 'Says so.', " MADE_UP "},"
    "  {'from': 'ASC.T4', 'covers': [{'to': 'TOP.R4', 'extent': 'full'}, {'to': 'TOP.R3', 'extent': 'part'}],"
    "   'text': 'Says so.', " MADE_UP "}],";

static const char roles_text[] =
    "'role_categories': ["
    "  {'code': 'BASE', 'slug': 'base', 'title': 'Base', 'text': 'Starts.', 'coverage': 'complete', " MADE_UP ","
    "   'behaviours': [" LINE(
        "BASE.B1") "],"
                   "   'groups': ["
                   "     {'code': 'BASE.K1', 'title': 'Group 1', 'text': 'One.', " MADE_UP ","
                   "      'statements': [" LINE("BASE.K1.1") "," LINE(
                       "BASE.K1.2") "]},"
                                    "     {'code': 'BASE.K2', 'title': 'Group 2', 'text': 'Two.', " MADE_UP ","
                                    "      'statements': [" LINE(
                                        "BASE.K2.1") "]}]},"
                                                     "  {'code': 'TOP', 'slug': 'top', 'title': 'Top', 'text': 'Goes "
                                                     "on.', 'coverage': 'complete', " MADE_UP ","
                                                     "   'aliases': ['Z'], 'baselines': [{'role': 'BASE', " MADE_UP
                                                     "}],"
                                                     "   'behaviours': [" LINE("TOP.B1") "," LINE(
                                                         "TOP.B2") "],"
                                                                   "   'groups': [{'code': 'TOP.K1', 'title': 'Group', "
                                                                   "'text': 'One.', " MADE_UP ","
                                                                   "               'statements': [" LINE(
                                                                       "TOP.K1.1") "]}],"
                                                                                   "   'areas': [{'area': "
                                                                                   "'P.dementia', " MADE_UP "}],"
                                                                                   "   'rules': ["
                                                                                   "     {'code': 'TOP.R1', 'title': "
                                                                                   "'Diploma', 'kind': 'must', 'text': "
                                                                                   "'Holds or does it.', " MADE_UP ","
                                                                                   "      'of': ['L.diploma'], "
                                                                                   "'accepts': ['completed', "
                                                                                   "'in-progress']},"
                                                                                   "     {'code': 'TOP.R2', 'title': "
                                                                                   "'Two', 'kind': 'should', 'text': "
                                                                                   "'Has two.', " MADE_UP ","
                                                                                   "      'of': ['L.course', 'ASC.T1', "
                                                                                   "'BASE.K2.1'], 'at_least': 2},"
                                                                                   "     {'code': 'TOP.R3', 'title': "
                                                                                   "'Seen', 'kind': 'can', 'text': "
                                                                                   "'Was seen.', " MADE_UP ","
                                                                                   "      'of': ['L.course'], "
                                                                                   "'least_kind': 'assessed', "
                                                                                   "'settings': ['autism']},"
                                                                                   "     {'code': 'TOP.R4', 'title': "
                                                                                   "'Itself', 'kind': 'should', "
                                                                                   "'text': 'Is so.', " MADE_UP "},"
                                                                                   "     {'code': 'TOP.R5', 'title': "
                                                                                   "'Plans', 'kind': 'can', 'text': "
                                                                                   "'Plans it.', " MADE_UP ","
                                                                                   "      'of': ['L.diploma'], "
                                                                                   "'accepts': ['booked'], "
                                                                                   "'least_kind': 'declared'}]},"
                                                                                   "  {'code': 'THIN', 'slug': 'thin', "
                                                                                   "'title': 'Thin', 'text': "
                                                                                   "'Little.', 'coverage': 'partial',"
                                                                                   "   'coverage_note': 'Little is "
                                                                                   "known.', " MADE_UP
                                                                                   ", 'behaviours': [" LINE(
                                                                                       "THIN.B1") "]},"
                                                                                                  "  {'code': 'OVER', "
                                                                                                  "'slug': 'over', "
                                                                                                  "'title': 'Over', "
                                                                                                  "'text': 'Builds on "
                                                                                                  "little.', "
                                                                                                  "'coverage': "
                                                                                                  "'complete', " MADE_UP
                                                                                                  ", 'baselines': "
                                                                                                  "[{'role': "
                                                                                                  "'THIN', " MADE_UP
                                                                                                  "}], 'behaviours': "
                                                                                                  "[" LINE(
                                                                                                      "OVER.B1") "]},"
                                                                                                                 "  "
                                                                                                                 "{'"
                                                                                                                 "code'"
                                                                                                                 ": "
                                                                                                                 "'FREE"
                                                                                                                 "', "
                                                                                                                 "'slug"
                                                                                                                 "': "
                                                                                                                 "'free"
                                                                                                                 "', "
                                                                                                                 "'titl"
                                                                                                                 "e': "
                                                                                                                 "'Free"
                                                                                                                 "', "
                                                                                                                 "'text"
                                                                                                                 "': "
                                                                                                                 "'Asks"
                                                                                                                 " noth"
                                                                                                                 "ing.'"
                                                                                                                 ", "
                                                                                                                 "'cove"
                                                                                                                 "rage'"
                                                                                                                 ": "
                                                                                                                 "'comp"
                                                                                                                 "lete'"
                                                                                                                 ","
                                                                                                                 " " MADE_UP
                                                                                                                 "}]}";

cwp_pathway *framework_parse_text(const char *text) {
  size_t length = strlen(text);
  char *json = malloc(length + 1);
  ck_assert_ptr_nonnull(json);
  for (size_t i = 0; i <= length; i++)
    json[i] = text[i] == '\'' ? '"' : text[i];
  cwp_pathway *pathway = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_parse(json, length, "framework", NULL, NULL, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "column %lu: %s", (unsigned long)error.column, error.message);
  free(json);
  return pathway;
}

cwp_pathway *framework_parse(void) {
  char text[sizeof records_text + sizeof roles_text];
  strcat(strcpy(text, records_text), roles_text);
  return framework_parse_text(text);
}

cwp_id framework_id(const cwp_pathway *pathway, const char *code) {
  cwp_id id = cwp_pathway_id(pathway, code);
  ck_assert_msg(id != CWP_NONE, "there is no %s", code);
  return id;
}

cwp_date day(const char *text) {
  cwp_date date = CWP_DATE_NONE;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(cwp_date_parse(text, &date, &error) == CWP_OK, "%s", error.message);
  return date;
}

void person_start(person *self, const cwp_pathway *pathway, const char *role, const char *on) {
  const cwp_person nobody = CWP_PERSON_INIT;
  const cwp_policy policy = CWP_POLICY_INIT;
  const cwp_question question = CWP_QUESTION_INIT;
  memset(self, 0, sizeof *self);
  self->pathway = pathway;
  self->about = nobody;
  self->about.id = "R017";
  self->policy = policy;
  self->question = question;
  self->question.role = framework_id(pathway, role);
  self->question.on = day(on);
  self->question.settings = self->settings;
  self->question.policy = &self->policy;
}

cwp_evidence *person_has(person *self, const char *about, cwp_evidence_kind kind) {
  const cwp_evidence something = CWP_EVIDENCE_INIT;
  ck_assert_uint_lt(self->count, MOST_PIECES);
  cwp_evidence *evidence = &self->evidence[self->count++];
  *evidence = something;
  evidence->about = about;
  evidence->kind = kind;
  return evidence;
}

void person_works_in(person *self, const char *area) {
  self->settings[self->question.setting_count++] = framework_id(self->pathway, area);
}

static void forget(person *self) {
  cwp_assessment_free(self->answer);
  cwp_portfolio_free(self->portfolio);
  self->answer = NULL;
  self->portfolio = NULL;
}

const cwp_assessment *person_assess(person *self) {
  cwp_portfolio_builder *builder = NULL;
  cwp_error error = CWP_ERROR_INIT;
  forget(self);
  cwp_status status = cwp_portfolio_builder_new(&self->about, NULL, &builder, &error);
  for (size_t i = 0; i < self->count && !status; i++)
    status = cwp_portfolio_builder_add(builder, &self->evidence[i], &error);
  if (!status) status = cwp_portfolio_builder_finish(builder, &self->portfolio, &error);
  cwp_portfolio_builder_free(builder);
  if (!status)
    status = cwp_assessment_make(self->pathway, self->portfolio, &self->question, NULL, &self->answer, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return self->answer;
}

static size_t place_of(person *self, const char *line) {
  cwp_id id = framework_id(self->pathway, line);
  size_t place = 0;
  person_assess(self);
  while (place < cwp_assessment_count(self->answer) && cwp_assessment_at(self->answer, place)->requirement.line != id)
    place++;
  ck_assert_msg(place < cwp_assessment_count(self->answer), "%s is not asked for", line);
  return place;
}

const cwp_judgement *person_judgement(person *self, const char *line) {
  size_t place = place_of(self, line);
  return cwp_assessment_at(self->answer, place);
}

const char *person_standing(person *self, const char *line) {
  return cwp_standing_name(person_judgement(self, line)->standing);
}

const char *person_why(person *self, const char *line) {
  static char why[CWP_WHY_SIZE];
  size_t place = place_of(self, line);
  size_t length = cwp_assessment_why(self->answer, place, why, sizeof why);
  ck_assert_uint_eq(length, strlen(why));
  return why;
}

void person_end(person *self) {
  forget(self);
}
