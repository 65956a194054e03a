/* cwp mandatory: who has the training that the workplace has made mandatory. */

#include "framework.h"
#include "layout.h"
#include "mandatory.h"
#include "messages.h"
#include "output.h"
#include "terminal.h"

static const cmd_option own_options[] = {
    {"rules", "FILE",
     "What is mandatory for whom, in CSV or JSON: a training category, a job role or all, and perhaps after how many "
     "months it is refreshed and in which workplace. It must be given; docs/mandatory-training.md describes it.",
     0},
    {"strict", NULL,
     "Take expired training as lacking. Without it the national rule holds: a record at all counts, and expired ones "
     "are counted apart.",
     0},
    {"expiring", "DAYS",
     "Training that ends within so many days is expiring: 0 to 3660, or any for all that ends at all; 90 without it.",
     0},
    {"person", "ID",
     "Only this person, category by category. The worker's own id is enough where one workplace only has it.", 0},
    {"lacking", NULL, "Only people who lack something.", 0},
    {"fail-on", "KIND",
     "End with exit status 1 when somebody lacks training (lacking), or also when some has expired (expired) or is "
     "expiring (expiring).",
     0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end, or a rule not be used; the exit "
     "status is 3 all the same.",
     0},
    OPTIONS_END,
};

/* A rule that cannot be used would make people look as if they lacked nothing. */
static int check_rules(cmd_mandatory *self) {
  char place[512];
  const cwp_finding *first = NULL;
  self->broken_rules = cwp_findings_count_of(self->rule_findings, CWP_SEVERITY_ERROR);
  for (size_t i = 0; i < cwp_findings_count(self->rule_findings) && !first; i++) {
    const cwp_finding *finding = cwp_findings_at(self->rule_findings, i);
    if (finding->severity == CWP_SEVERITY_ERROR) first = finding;
  }
  if (!first) return CODE_GO_ON;
  finding_place(first, 1, place, sizeof place);
  complain("%s: %s", place, first->message);
  if (self->broken_rules > 1) complain("%zu other rules could not be used either", self->broken_rules - 1);
  if (arguments_has(self->arguments, "keep-going")) return CODE_GO_ON;
  complain("nothing was checked; --keep-going goes on with the other rules");
  return CODE_INPUT;
}

static int read_rules(cmd_mandatory *self) {
  cwp_error error;
  self->rules_path = arguments_value(self->arguments, "rules");
  if (!self->rules_path)
    return wrong_usage(self->arguments->verb, "--rules is missing: --rules FILE says what is mandatory for whom");
  if (cwp_findings_new(NULL, &self->rule_findings, &error) != CWP_OK ||
      cwp_mandatory_read_file(self->pathway, self->rules_path, NULL, NULL, self->rule_findings, &self->rules, &error))
    return explain_error(&error);
  return check_rules(self);
}

static int read_options(cmd_mandatory *self, size_t *fail_on) {
  static const char *const names[] = {"lacking", "expired", "expiring"};
  const char *value = arguments_value(self->arguments, "fail-on");
  cwp_mandatory_question defaults = CWP_MANDATORY_QUESTION_INIT;
  self->question = defaults;
  self->question.strict = arguments_has(self->arguments, "strict");
  *fail_on = 0;
  int code = arguments_date(self->arguments, &self->question.on);
  if (code == CODE_GO_ON) code = arguments_window(self->arguments, &self->question.expiring_days);
  if (code != CODE_GO_ON || !value) return code;
  code = arguments_choice(self->arguments, "fail-on", value, names, 3, fail_on);
  *fail_on += 1;
  return code;
}

static int verdict(const cmd_mandatory *self, size_t fail_on) {
  size_t failing = 0;
  if (self->files.failed > 0 || self->broken_rules > 0) return CODE_INPUT;
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report) && fail_on > 0; i++) {
    const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, i);
    if (!mandatory_is_shown(self, person)) continue;
    failing += person->lacking;
    if (fail_on > 1) failing += person->categories[CWP_MANDATORY_EXPIRED];
    if (fail_on > 2) failing += person->categories[CWP_MANDATORY_EXPIRING];
  }
  return failing > 0 ? CODE_FOUND : CODE_FINE;
}

int mandatory_is_shown(const cmd_mandatory *self, const cwp_mandatory_person *person) {
  return (!self->person || self->person == person->portfolio) && (!self->only_lacking || person->lacking > 0);
}

static int make_report(cmd_mandatory *self) {
  cwp_error error;
  cwp_status status =
      cwp_mandatory_report_make(self->rules, self->files.team, &self->question, NULL, &self->report, &error);
  return status == CWP_OK ? CODE_GO_ON : explain_error(&error);
}

static int check(cmd_mandatory *self) {
  size_t fail_on;
  int code = read_options(self, &fail_on);
  self->only_lacking = arguments_has(self->arguments, "lacking");
  if (code == CODE_GO_ON) code = read_rules(self);
  if (code == CODE_GO_ON)
    code = people_read(self->arguments, self->pathway, self->question.on, &self->files, &self->person);
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON) code = make_report(self);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json"))
    mandatory_print_json(self);
  else
    mandatory_print_text(self);
  code = people_remark_findings(&self->findings, "files");
  return code == CODE_GO_ON ? verdict(self, fail_on) : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_mandatory self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = check(&self);
  cwp_mandatory_report_free(self.report);
  findings_free(&self.findings);
  files_free(&self.files);
  cwp_mandatory_free(self.rules);
  cwp_findings_free(self.rule_findings);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_mandatory = {
    .name = "mandatory",
    .summary = "say who has the training that a workplace has made mandatory",
    .operands = "FILE…",
    .about =
        "FILE is a staff or training file of the national data set (ASC-WDS), or a portfolio, as for cwp assess. - is "
        "standard input. --rules names the file that says which training categories are mandatory for which job "
        "roles.\n\n"
        "As in the national service, training is matched by its category and nothing else, and a record at all counts "
        "as present, whether it has expired or not; with --strict expired training is lacking too. You see a table of "
        "people and categories, then the categories with how many people lack them.\n\n"
        "No record does not mean that somebody was not trained.",
    .examples = "cwp mandatory staff.csv training.csv --rules mandatory.csv\n"
                "cwp mandatory staff.csv training.csv --rules mandatory.csv --strict --lacking\n"
                "cwp mandatory staff.csv training.csv --rules mandatory.csv --person R016\n"
                "cwp mandatory staff.csv training.csv --rules mandatory.csv --json --fail-on expired",
    .options = {own_options, options_date, options_matrix, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
