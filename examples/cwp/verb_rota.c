/* cwp rota: shifts held against rules. */

#include "framework.h"
#include "messages.h"
#include "output.h"
#include "rota.h"

#include <stdlib.h>
#include <string.h>

static const cmd_option own_options[] = {
    {"rules", "SET",
     "What shifts are held against: care-home, nursing-home, home-care, supported-living or personal-assistant, or a "
     "file of rules in JSON. It must be given; docs/rota.md describes it.",
     0},
    {"fixes", NULL, "Say for each blocked shift what would mend it.", 0},
    {"demand", NULL, "Say what the rules ask for over all shifts, who has it, and what rests on one person.", 0},
    {"eligibility", NULL,
     "With --json or --csv: for each shift and person, whether they are available, which rules about each person they "
     "would break, and which rules about the team they would help to keep: what a solver needs.",
     0},
    {"notes", NULL, "Show notes too, such as what expires soon after a shift. Without it they are counted.", 0},
    {"csv", NULL, "Print CSV: a line for each thing wrong.", 0},
    {"fail-on", "SEVERITY", "End with exit status 1 when a shift is blocked (block), or has a warning at least (warn).",
     0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

/* Rules. */

static int read_rules(cmd_rota *self) {
  cwp_error error;
  const char *name = arguments_value(self->arguments, "rules");
  if (!name)
    return wrong_usage(self->arguments->verb, "--rules is missing: a ready-made set such as care-home, or a file");
  for (size_t i = 0; i < cwp_rota_ready_count(); i++)
    if (strcmp(name, cwp_rota_ready_id(i)) == 0)
      return cwp_rota_rules_ready(self->pathway, name, NULL, &self->rules, &error) ? explain_error(&error) : CODE_GO_ON;
  cwp_status status = cwp_rota_rules_read(self->pathway, name, NULL, NULL, &self->rules, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  if (status == CWP_ERROR_NOT_FOUND)
    return wrong_usage(self->arguments->verb,
                       "--rules: '%s' is neither a file nor one of care-home, nursing-home, home-care, "
                       "supported-living and personal-assistant",
                       name);
  return explain_error(&error);
}

/* Files. */

/* Tells the rota's files from those of people, and reads the former. */
static int read_rota_files(cmd_rota *self, cmd_arguments *people) {
  cwp_error error;
  const cmd_arguments *arguments = self->arguments;
  self->people_files = calloc(arguments->operand_count, sizeof *self->people_files);
  if (!self->people_files) return out_of_memory();
  if (cwp_rota_files_new(self->pathway, NULL, NULL, &self->rota_files, &error)) return explain_error(&error);
  *people = *arguments;
  people->operands = self->people_files;
  people->operand_count = 0;
  for (size_t i = 0; i < arguments->operand_count; i++) {
    const char *path = arguments->operands[i];
    cwp_status status =
        strcmp(path, "-") == 0 ? CWP_ERROR_UNSUPPORTED : cwp_rota_files_add_file(self->rota_files, path, &error);
    if (status == CWP_ERROR_UNSUPPORTED || status == CWP_ERROR_NOT_FOUND)
      people->operands[people->operand_count++] = path;
    else if (status)
      return explain_error(&error);
  }
  return CODE_GO_ON;
}

static int read_files(cmd_rota *self) {
  cmd_arguments people;
  const cwp_portfolio *nobody;
  int code = read_rota_files(self, &people);
  if (code == CODE_GO_ON) code = people_read(&people, self->pathway, self->on, &self->files, &nobody);
  if (code == CODE_GO_ON && cwp_rota_files_row_count(self->rota_files) == 0)
    return wrong_usage(self->arguments->verb, "no file holds shifts: docs/rota.md shows what one looks like");
  return code;
}

/* The board. */

static const cmd_rota *sorted; /* qsort hands nothing on */

static int compare(const void *a, const void *b) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  cwp_date day_x = rota_day(sorted, x), day_y = rota_day(sorted, y);
  int worse = (int)cwp_rota_verdict(sorted->board, y) - (int)cwp_rota_verdict(sorted->board, x);
  if (day_x != day_y) return day_x < day_y ? -1 : 1;
  if (worse) return worse;
  cwp_moment start_x = cwp_rota_shift(sorted->board, x)->start, start_y = cwp_rota_shift(sorted->board, y)->start;
  if (start_x != start_y) return start_x < start_y ? -1 : 1;
  return (x > y) - (x < y);
}

static int order(cmd_rota *self) {
  size_t count = cwp_rota_shift_count(self->board);
  self->order = calloc(count + 1, sizeof *self->order);
  if (!self->order) return out_of_memory();
  for (size_t i = 0; i < count; i++)
    self->order[i] = i;
  sorted = self;
  if (count) qsort(self->order, count, sizeof *self->order, compare);
  return CODE_GO_ON;
}

static int fill(cmd_rota *self) {
  cwp_error error;
  if (cwp_rota_new(self->rules, NULL, NULL, &self->board, &error) ||
      cwp_rota_files_fill(self->rota_files, self->files.team, self->board, &error))
    return explain_error(&error);
  int code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON)
    code = findings_list(&self->rota_findings, cwp_rota_files_findings(self->rota_files), NULL, 0);
  return code == CODE_GO_ON ? order(self) : code;
}

cwp_date rota_day(const cmd_rota *self, size_t shift) {
  return cwp_moment_date(cwp_rota_shift(self->board, shift)->start);
}

const char *rota_person(const cmd_rota *self, size_t person) {
  const cwp_portfolio *portfolio = cwp_rota_person(self->board, person);
  return portfolio ? cwp_portfolio_person(portfolio)->id : "";
}

const char *rota_shift(const cmd_rota *self, size_t shift) {
  const cwp_shift *found = cwp_rota_shift(self->board, shift);
  return found ? found->id : "";
}

const char *rota_rule(const cmd_rota *self, size_t rule) {
  const cwp_rota_rule *found = cwp_rota_rules_at(self->rules, rule);
  return found ? found->id : "";
}

int rota_period(const cmd_rota *self, cwp_moment *from, cwp_moment *until) {
  size_t count = cwp_rota_shift_count(self->board);
  for (size_t i = 0; i < count; i++) {
    const cwp_shift *shift = cwp_rota_shift(self->board, i);
    if (i == 0 || shift->start < *from) *from = shift->start;
    if (i == 0 || shift->start >= *until) *until = shift->start + 1;
  }
  return count > 0;
}

/* Running. */

static int verdict(const cmd_rota *self, size_t fail_on) {
  if (self->files.failed > 0 || findings_count_of(&self->rota_findings, CWP_SEVERITY_ERROR) > 0) return CODE_INPUT;
  for (size_t i = 0; i < cwp_rota_shift_count(self->board) && fail_on > 0; i++) {
    cwp_rota_severity worst = cwp_rota_verdict(self->board, i);
    if (worst == CWP_ROTA_BLOCK || (fail_on > 1 && worst == CWP_ROTA_WARN)) return CODE_FOUND;
  }
  return CODE_FINE;
}

static int read_options(cmd_rota *self, size_t *fail_on) {
  static const char *const names[] = {"block", "warn"};
  const cmd_arguments *arguments = self->arguments;
  const char *value = arguments_value(arguments, "fail-on");
  *fail_on = 0;
  self->fixes = arguments_has(arguments, "fixes");
  self->demand = arguments_has(arguments, "demand");
  self->notes = arguments_has(arguments, "notes");
  self->eligibility = arguments_has(arguments, "eligibility");
  int json = arguments_has(arguments, "json"), csv = arguments_has(arguments, "csv");
  if (json && csv) return wrong_usage(arguments->verb, "either --json or --csv, not both");
  if (self->eligibility && !json && !csv)
    return wrong_usage(arguments->verb, "--eligibility is for programs: it goes with --json or --csv");
  int code = arguments_date(arguments, &self->on);
  if (code != CODE_GO_ON || !value) return code;
  code = arguments_choice(arguments, "fail-on", value, names, 2, fail_on);
  *fail_on += 1;
  return code;
}

static int check(cmd_rota *self) {
  size_t fail_on;
  int code = read_options(self, &fail_on);
  if (code == CODE_GO_ON) code = read_rules(self);
  if (code == CODE_GO_ON) code = read_files(self);
  if (code == CODE_GO_ON) code = fill(self);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json"))
    code = rota_print_json(self);
  else
    code = arguments_has(self->arguments, "csv") ? rota_print_csv(self) : rota_print_text(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "files");
  if (code == CODE_GO_ON) code = people_remark_findings(&self->rota_findings, "rota");
  return code == CODE_GO_ON ? verdict(self, fail_on) : code;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_rota self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = check(&self);
  cwp_rota_free(self.board);
  cwp_rota_files_free(self.rota_files);
  cwp_rota_rules_free(self.rules);
  findings_free(&self.findings);
  findings_free(&self.rota_findings);
  files_free(&self.files);
  free(self.order);
  free((void *)self.people_files);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_rota = {
    .name = "rota",
    .summary = "check a rota: who may take which shift, and whether each team has what it needs",
    .operands = "FILE…",
    .about =
        "FILE is a file of a rota (shifts, assignments, availability, people's flags; docs/rota.md shows them) or of "
        "people, as for cwp assess, in any order. - is standard input, for people. Every shift is held against the "
        "rules, with the evidence that holds on its days, and against people being in two places.\n\n"
        "You see the shifts by day, the worst first, with reasons. A block says that something is not on record for "
        "the days of the shift, never that somebody is not able.",
    .examples = "cwp rota shifts.csv assignments.csv staff.csv training.csv --rules care-home\n"
                "cwp rota rota.json people/*.json --rules our-rules.json --fixes --demand\n"
                "cwp rota shifts.csv availability.csv staff.csv training.csv --rules care-home --eligibility --json",
    .options = {own_options, options_date, options_matrix, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
