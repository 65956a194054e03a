#include "support/planning.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 4096 };

cwp_pathway *planning_parse(void) {
  cwp_pathway *pathway = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_read(CWP_SOURCE_DIR "/tests/support/planning.json", NULL, NULL, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "line %lu: %s", (unsigned long)error.line, error.message);
  return pathway;
}

cwp_catalogue *catalogue_of(const char *courses) {
  static const char before[] = "{\"format\": \"cwp-catalogue\", \"format_version\": 1, \"courses\": [";
  size_t length = sizeof before - 1 + strlen(courses) + 2;
  char *text = malloc(length + 1);
  ck_assert_ptr_nonnull(text);
  memcpy(text, before, sizeof before - 1);
  memcpy(text + sizeof before - 1, courses, strlen(courses));
  memcpy(text + length - 2, "]}", 3);
  for (char *c = text + sizeof before - 1; *c; c++)
    if (*c == '\'') *c = '"';
  cwp_catalogue *catalogue = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_catalogue_parse(text, length, "catalogue", NULL, NULL, &catalogue, &error);
  ck_assert_msg(status == CWP_OK, "column %lu: %s", (unsigned long)error.column, error.message);
  free(text);
  return catalogue;
}

void planning_start(planning *self, const cwp_pathway *pathway, const char *role) {
  const cwp_plan_options options = CWP_PLAN_OPTIONS_INIT;
  memset(self, 0, sizeof *self);
  person_start(&self->who, pathway, role, "2026-06-01");
  self->options = options;
}

void planning_with(planning *self, const char *courses) {
  cwp_plan_free(self->plan);
  cwp_catalogue_free(self->catalogue);
  self->plan = NULL;
  self->catalogue = catalogue_of(courses);
}

static cwp_portfolio *portfolio_of(const person *who) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_portfolio_builder_new(&who->about, NULL, &builder, &error);
  for (size_t i = 0; i < who->count && !status; i++)
    status = cwp_portfolio_builder_add(builder, &who->evidence[i], &error);
  if (!status) status = cwp_portfolio_builder_finish(builder, &portfolio, &error);
  cwp_portfolio_builder_free(builder);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return portfolio;
}

const cwp_plan *planning_make(planning *self) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_plan_free(self->plan);
  cwp_portfolio_free(self->portfolio);
  self->plan = NULL;
  self->portfolio = portfolio_of(&self->who);
  cwp_status status = cwp_plan_make(self->who.pathway, self->portfolio, self->catalogue, &self->who.question,
                                    &self->options, NULL, &self->plan, &error);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return self->plan;
}

static void add_word(char *line, const char *word) {
  ck_assert_uint_lt(strlen(line) + strlen(word) + 2, LINE_SIZE);
  if (*line) strcat(line, " ");
  strcat(line, word);
}

const char *planning_codes(planning *self) {
  static char line[LINE_SIZE];
  const cwp_plan *plan = planning_make(self);
  line[0] = '\0';
  for (size_t i = 0; i < cwp_plan_count(plan); i++)
    add_word(line, cwp_plan_at(plan, i)->course->code);
  return line;
}

const char *planning_fate(planning *self, const char *line) {
  const cwp_plan *plan = planning_make(self);
  cwp_id id = framework_id(self->who.pathway, line);
  for (size_t i = 0; i < cwp_plan_gap_count(plan); i++)
    if (cwp_plan_gap_at(plan, i)->requirement.line == id) return cwp_gap_fate_name(cwp_plan_gap_at(plan, i)->fate);
  return "no gap";
}

const cwp_planned_course *planning_course(const planning *self, const char *code) {
  for (size_t i = 0; i < cwp_plan_count(self->plan); i++)
    if (strcmp(cwp_plan_at(self->plan, i)->course->code, code) == 0) return cwp_plan_at(self->plan, i);
  ck_abort_msg("%s is not in the plan", code);
}

const char *planning_covers(planning *self, const char *code) {
  static char line[LINE_SIZE];
  planning_make(self);
  const cwp_planned_course *course = planning_course(self, code);
  line[0] = '\0';
  for (size_t i = 0; i < course->cover_count; i++)
    add_word(line, cwp_record_code(self->who.pathway, course->covers[i]));
  return line;
}

void planning_end(planning *self) {
  cwp_plan_free(self->plan);
  cwp_catalogue_free(self->catalogue);
  cwp_portfolio_free(self->portfolio);
  person_end(&self->who);
}
