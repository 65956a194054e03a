/* cwp assess: where people stand. */

#include "assess.h"
#include "explain.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "outlook.h"
#include "output.h"
#include "people.h"
#include "terminal.h"

static const cmd_option own_options[] = {
    {"role", "ID",
     "The role category to hold people against, such as CSW or care-or-support-worker; own, the default, takes "
     "everybody's own.",
     0},
    {"person", "ID",
     "Only this person, with every requirement, its status and why. The worker's own id is enough where one workplace "
     "only has it.",
     0},
    {"why", "CODE",
     "With --person: explain this requirement, or every statement of this group: what it asks and what that rests on, "
     "where the person stands and why, and everything on record that reaches it.",
     0},
    {"forecast", "MONTHS",
     "Also say what stops being met in this month and the ones after it, so many in all, 1 to 120, if nothing new "
     "comes: for the team in numbers, with --person piece by piece.",
     0},
    {"fail-on", "KIND",
     "End with exit status 1 when somebody lacks a must (must), a must or a should (should), or anything at all or "
     "could "
     "not be assessed (any).",
     0},
    {"keep-going", NULL,
     "Assess with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

size_t met_of(const cwp_counts *counts) {
  return counts->standing[CWP_STANDING_MET] + counts->standing[CWP_STANDING_EXPIRING];
}

static int assess_one(const cmd_assess *self, assessed *one) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  one->problem[0] = '\0';
  cwp_status status = cwp_assessment_make(self->pathway, one->portfolio, &question, NULL, &one->assessment, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  one->assessment = NULL;
  if (status != CWP_ERROR_NOT_FOUND) return explain_error(&error);
  people_problem(cwp_portfolio_person(one->portfolio), &error, one->problem, sizeof one->problem);
  return CODE_GO_ON;
}

int assess_everybody(cmd_assess *self, assessed_printer *print, void *context) {
  size_t count = cwp_team_count(self->files.team);
  int code = CODE_GO_ON;
  progress_start();
  for (size_t i = 0; i < count && code == CODE_GO_ON && !out_failed(); i++) {
    assessed one = {cwp_team_at(self->files.team, i), NULL, NULL, ""};
    if (self->person && self->person != one.portfolio) continue;
    progress_show("assessing", i, "people");
    code = assess_one(self, &one);
    if (code == CODE_GO_ON) code = outlook_add(self, &one);
    if (code == CODE_GO_ON) {
      tally_add(&self->tally, one.portfolio, one.assessment);
      print(self, &one, context);
    }
    cwp_forecast_free(one.forecast);
    cwp_assessment_free(one.assessment);
  }
  progress_clear();
  return code;
}

static int print_results(cmd_assess *self) {
  if (arguments_has(self->arguments, "json")) return assess_print_json(self);
  return self->person ? assess_print_person(self) : assess_print_team(self);
}

/* How --fail-on was answered. */
static int verdict(const cmd_assess *self, size_t fail_on) {
  const cmd_tally *tally = &self->tally;
  size_t failing[] = {0, tally->lacking_must, tally->lacking_must + tally->lacking_should,
                      tally->lacking_any + tally->not_assessed.count};
  if (self->files.failed > 0) return CODE_INPUT;
  return failing[fail_on] > 0 ? CODE_FOUND : CODE_FINE;
}

static int read_fail_on(const cmd_assess *self, size_t *fail_on) {
  static const char *const names[] = {"must", "should", "any"};
  const char *value = arguments_value(self->arguments, "fail-on");
  *fail_on = 0;
  if (!value) return CODE_GO_ON;
  int code = arguments_choice(self->arguments, "fail-on", value, names, 3, fail_on);
  *fail_on += 1;
  return code;
}

static int assess(cmd_assess *self) {
  size_t fail_on;
  int code = read_fail_on(self, &fail_on);
  if (code == CODE_GO_ON) code = explain_read(self);
  if (code == CODE_GO_ON) code = question_read(&self->question, self->arguments, self->pathway);
  if (code == CODE_GO_ON) code = outlook_read(self);
  if (code == CODE_GO_ON)
    code = people_read(self->arguments, self->pathway, self->question.on, &self->files, &self->person);
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON) code = tally_start(&self->tally, self->pathway);
  if (code == CODE_GO_ON) code = print_results(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "files");
  return code == CODE_GO_ON ? verdict(self, fail_on) : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_assess self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = assess(&self);
  outlook_free(&self);
  tally_free(&self.tally);
  findings_free(&self.findings);
  files_free(&self.files);
  question_free(&self.question);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_assess = {
    .name = "assess",
    .summary = "say where people stand: what is met, expiring, expired and missing",
    .operands = "FILE…",
    .about =
        "FILE is a staff or training file of the national data set (ASC-WDS), or a portfolio; give the files that "
        "belong together at once, in any order. - is standard input.\n\n"
        "Every person is held against the role category that is recorded for them, or that their job role suggests "
        "(marked ?), or that --role names. You see how many requirements are met of those that there are, what is "
        "expiring or has expired, and the next gaps: first what has expired, then rules that bind, then knowledge and "
        "skills, then behaviours. Below stand the team's commonest gaps.\n\n"
        "No evidence on record does not mean that somebody is not able to do something.",
    .examples = "cwp assess staff.csv training.csv\n"
                "cwp assess staff.csv training.csv --on 2026-11-21 --setting dementia\n"
                "cwp assess staff.csv training.csv --person R016\n"
                "cwp assess staff.csv training.csv --person R016 --why CSW.K7.2\n"
                "cwp assess staff.csv training.csv --forecast 12\n"
                "cwp assess passport.json --role deputy-manager --json",
    .options = {own_options, options_question, options_date, options_matrix, options_pathway, options_wording,
                options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
