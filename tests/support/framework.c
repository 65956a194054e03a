#include "support/framework.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

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
  cwp_pathway *pathway = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_read(CWP_SOURCE_DIR "/tests/support/framework.json", NULL, NULL, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "line %lu: %s", (unsigned long)error.line, error.message);
  return pathway;
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
