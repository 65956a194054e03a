/* cwp plan: which courses close people's gaps, in which order, for how many hours and pounds. */

#include "framework.h"
#include "messages.h"
#include "output.h"
#include "people.h"
#include "planning.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_POUNDS = 1000000000, MOST_HOURS = 1000000000, MOST_COURSES = 20000, MOST_NODES = 1000000000 };

static const cmd_option own_options[] = {
    {"catalogue", "FILE",
     "The courses that may be chosen, a JSON file as docs/plan.md describes it. Without it the pathway's own learning "
     "opportunities are taken whose hours it knows, among them what the Learning and Development Support Scheme funds; "
     "their prices and dates are not known.",
     0},
    {"person", "ID",
     "Only this person. The worker's own id is enough where one workplace only has it. Without it everybody in the "
     "files is planned for, and they share the courses' places.",
     0},
    {"role", "ID", "The role category to plan for, such as SL; own, the default, takes everybody's own.", 0},
    {"objective", "WHAT", "What there is to be least of: hours (the default), cost after reimbursement, or courses.",
     0},
    {"budget", "POUNDS", "At most so much to be paid for one person, before anything is claimed back.", 0},
    {"net-budget", "POUNDS", "The same after reimbursement.", 0},
    {"hours", "N", "At most so many hours of learning for one person.", 0},
    {"most", "N", "At most so many courses for one person.", 0},
    {"latest", "YYYY-MM-DD", "The last day on which a course may end.", 0},
    {"funded", NULL, "Only courses that the scheme funds.", 0},
    {"renew", NULL, "Also plan for what is met now but ends before the latest day, or, without --latest, is expiring.",
     0},
    {"repeat", NULL, "Also plan for what is under way or booked, as if it were not.", 0},
    {"claim-day", "YYYY-MM-DD",
     "A day on which claims are sent in; without it they are sent in when they are due. May be given more than once.",
     1},
    {"paid-on", "YYYY-MM-DD", "The day on which courses are paid for; without it, by the day on which they begin.", 0},
    {"nodes", "N",
     "How long to search: partial plans looked at; without it, about a tenth of a second for each person.", 0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

/* ---- What is asked ---- */

static int read_limits(cmd_plan *self) {
  const cmd_arguments *arguments = self->arguments;
  int nodes = 0, courses = CWP_NO_LIMIT;
  int code = arguments_hundredths(arguments, "budget", MOST_POUNDS, &self->options.most_cost);
  if (code == CODE_GO_ON)
    code = arguments_hundredths(arguments, "net-budget", MOST_POUNDS, &self->options.most_net_cost);
  if (code == CODE_GO_ON) code = arguments_hundredths(arguments, "hours", MOST_HOURS, &self->options.most_centihours);
  if (code == CODE_GO_ON) code = arguments_number(arguments, "most", 0, MOST_COURSES, &courses);
  if (code == CODE_GO_ON) code = arguments_number(arguments, "nodes", 1, MOST_NODES, &nodes);
  if (code == CODE_GO_ON) code = arguments_day(arguments, "latest", 0, &self->options.latest);
  if (code == CODE_GO_ON) code = arguments_day(arguments, "paid-on", 0, &self->options.paid_on);
  self->options.most_courses = courses;
  self->options.most_nodes = (uint64_t)nodes;
  if (code == CODE_GO_ON && self->options.latest != CWP_DATE_NONE && self->options.latest < self->question.on)
    return wrong_usage(arguments->verb, "--latest is before the day asked about: nothing can be planned");
  return code;
}

static int read_claim_days(cmd_plan *self) {
  size_t count = 0;
  while (arguments_value_at(self->arguments, "claim-day", count))
    count++;
  if (count == 0) return CODE_GO_ON;
  self->claim_days = malloc(count * sizeof *self->claim_days);
  if (!self->claim_days) return out_of_memory();
  for (size_t i = 0; i < count; i++) {
    int code = arguments_day(self->arguments, "claim-day", i, &self->claim_days[i]);
    if (code != CODE_GO_ON) return code;
  }
  self->options.claim_days = self->claim_days;
  self->options.claim_day_count = count;
  return CODE_GO_ON;
}

static int read_options(cmd_plan *self) {
  const char *names[CWP_PLAN_OBJECTIVE_END], *objective = arguments_value(self->arguments, "objective");
  size_t chosen = 0;
  self->options = (cwp_plan_options)CWP_PLAN_OPTIONS_INIT;
  for (int i = 0; i < CWP_PLAN_OBJECTIVE_END; i++)
    names[i] = cwp_plan_objective_name((cwp_plan_objective)i);
  if (objective &&
      arguments_choice(self->arguments, "objective", objective, names, CWP_PLAN_OBJECTIVE_END, &chosen) != CODE_GO_ON)
    return CODE_USAGE;
  self->options.objective = (cwp_plan_objective)chosen;
  self->options.funded_only = arguments_has(self->arguments, "funded");
  self->options.renew = arguments_has(self->arguments, "renew");
  self->options.repeat = arguments_has(self->arguments, "repeat");
  int code = read_limits(self);
  return code == CODE_GO_ON ? read_claim_days(self) : code;
}

static int read_catalogue(cmd_plan *self) {
  const char *path = arguments_value(self->arguments, "catalogue");
  cwp_error error;
  cwp_status status = path ? files_read_catalogue(path, &self->catalogue, &error)
                           : cwp_catalogue_of_pathway(self->pathway, NULL, &self->catalogue, &error);
  if (status == CWP_OK) status = cwp_findings_new(NULL, &self->catalogue_findings, &error);
  if (status == CWP_OK) status = cwp_catalogue_check(self->catalogue, self->pathway, self->catalogue_findings, &error);
  if (status != CWP_OK) return explain_error(&error);
  return findings_list(&self->catalogue_list, self->catalogue_findings, NULL, 0);
}

/* Standard input is either one of the files or the catalogue. */
static int check_inputs(const cmd_plan *self) {
  const char *path = arguments_value(self->arguments, "catalogue");
  for (size_t i = 0; path && strcmp(path, "-") == 0 && i < self->arguments->operand_count; i++) {
    if (strcmp(self->arguments->operands[i], "-") == 0)
      return wrong_usage(self->arguments->verb, "- can be given once only: it is standard input");
  }
  return CODE_GO_ON;
}

/* ---- Planning ---- */

/* Whether there is a role category to plan for; where there is none the person is left out, with the reason. */
static int check_person(const cmd_plan *self, planned_person *one) {
  cwp_error error;
  cwp_assessment *assessment;
  cwp_question question = question_of(&self->question);
  cwp_status status = cwp_assessment_make(self->pathway, one->portfolio, &question, NULL, &assessment, &error);
  if (status == CWP_OK) {
    cwp_assessment_free(assessment);
    return CODE_GO_ON;
  }
  if (status != CWP_ERROR_NOT_FOUND) return explain_error(&error);
  people_problem(cwp_portfolio_person(one->portfolio), &error, one->problem, sizeof one->problem);
  return CODE_GO_ON;
}

static int choose_people(cmd_plan *self) {
  size_t count = self->person ? 1 : cwp_team_count(self->files.team);
  self->people = calloc(count + 1, sizeof *self->people);
  self->place = calloc(count + 1, sizeof *self->place);
  if (!self->people || !self->place) return out_of_memory();
  for (self->count = 0; self->count < count; self->count++) {
    planned_person *one = &self->people[self->count];
    one->portfolio = self->person ? self->person : cwp_team_at(self->files.team, self->count);
    int code = check_person(self, one);
    if (code != CODE_GO_ON) return code;
    if (!one->problem[0]) self->place[self->planned++] = self->count;
  }
  return CODE_GO_ON;
}

static int plan_single(cmd_plan *self) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  planned_person *one = &self->people[self->place[0]];
  if (cwp_plan_make(self->pathway, one->portfolio, self->catalogue, &question, &self->options, NULL, &self->single,
                    &error) != CWP_OK)
    return framework_refuse(self->arguments, &error);
  one->plan = self->single;
  return CODE_GO_ON;
}

static int plan_team(cmd_plan *self) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  cwp_learner *learners = calloc(self->planned, sizeof *learners);
  if (!learners) return out_of_memory();
  for (size_t i = 0; i < self->planned; i++)
    learners[i] = (cwp_learner){self->people[self->place[i]].portfolio, CWP_NONE};
  cwp_status status = cwp_team_plan_make(self->pathway, learners, self->planned, self->catalogue, &question,
                                         &self->options, NULL, &self->team, &error);
  free(learners);
  if (status != CWP_OK) return framework_refuse(self->arguments, &error);
  for (size_t i = 0; i < self->planned; i++)
    self->people[self->place[i]].plan = cwp_team_plan_at(self->team, i);
  return CODE_GO_ON;
}

static int make(cmd_plan *self) {
  int code = choose_people(self);
  if (code != CODE_GO_ON || self->planned == 0) return code;
  return self->planned == 1 ? plan_single(self) : plan_team(self);
}

/* ---- What came of it ---- */

int plan_run_at(const cmd_plan *self, size_t index, plan_run *run) {
  static const size_t first = 0;
  if (self->team) {
    const cwp_team_run *at = cwp_team_plan_run_at(self->team, index);
    if (at) *run = (plan_run){at->course, at->start, at->end, at->people, at->people_count};
    return at != NULL;
  }
  const cwp_planned_course *at = self->single ? cwp_plan_at(self->single, index) : NULL;
  if (at) *run = (plan_run){at->course, at->start, at->end, &first, 1};
  return at != NULL;
}

const cwp_planned_course *plan_course_of(const cwp_plan *plan, const plan_run *run) {
  const cwp_planned_course *at;
  for (size_t i = 0; (at = cwp_plan_at(plan, i)) != NULL; i++) {
    if (at->course == run->course && (run->start == CWP_DATE_NONE || at->start == run->start)) return at;
  }
  return NULL;
}

const cwp_plan_totals *plan_total(const cmd_plan *self) {
  return self->team ? cwp_team_plan_total(self->team) : cwp_plan_total(self->single);
}

const cwp_proof *plan_proof(const cmd_plan *self) {
  return self->team ? cwp_team_plan_proof(self->team) : cwp_plan_proof(self->single);
}

int plan_is_lack(const cwp_gap *gap) {
  return gap->fate != CWP_GAP_COVERED && gap->fate != CWP_GAP_UNDER_WAY;
}

static int compare_lacks(const void *a, const void *b) {
  const plan_lack *first = a, *second = b;
  if (first->line != second->line) return first->line < second->line ? -1 : 1;
  if (first->kind != second->kind) return first->kind < second->kind ? -1 : 1;
  return (first->fate > second->fate) - (first->fate < second->fate);
}

/* Puts equals next to each other and counts them. */
static size_t join_lacks(plan_lack *lacks, size_t count) {
  size_t kept = 0;
  qsort(lacks, count, sizeof *lacks, compare_lacks);
  for (size_t i = 0; i < count; i++) {
    if (kept > 0 && compare_lacks(&lacks[kept - 1], &lacks[i]) == 0) {
      lacks[kept - 1].people++;
    } else {
      lacks[kept++] = lacks[i];
    }
  }
  return kept;
}

int plan_find_lacks(const cmd_plan *self, plan_lack **out, size_t *count) {
  size_t room = 1;
  for (size_t i = 0; i < self->planned; i++)
    room += cwp_plan_gap_count(self->people[self->place[i]].plan);
  plan_lack *lacks = calloc(room, sizeof *lacks);
  if (!lacks) return out_of_memory();
  *count = 0;
  for (size_t i = 0; i < self->planned; i++) {
    const cwp_gap *gap;
    for (size_t k = 0; (gap = cwp_plan_gap_at(self->people[self->place[i]].plan, k)) != NULL; k++) {
      if (plan_is_lack(gap))
        lacks[(*count)++] = (plan_lack){gap->requirement.line, gap->requirement.kind, gap->fate, 1};
    }
  }
  if (*count > 1) *count = join_lacks(lacks, *count);
  *out = lacks;
  return CODE_GO_ON;
}

/* ---- The verb ---- */

static int plan(cmd_plan *self) {
  int code = check_inputs(self);
  if (code == CODE_GO_ON) code = question_read(&self->question, self->arguments, self->pathway);
  if (code == CODE_GO_ON) code = read_options(self);
  if (code == CODE_GO_ON) code = read_catalogue(self);
  if (code == CODE_GO_ON)
    code = people_read(self->arguments, self->pathway, self->question.on, &self->files, &self->person);
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON) code = make(self);
  if (code == CODE_GO_ON) code = arguments_has(self->arguments, "json") ? plan_print_json(self) : plan_print_text(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->catalogue_list, "catalogue");
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "files");
  if (code != CODE_GO_ON) return code;
  return self->files.failed > 0 ? CODE_INPUT : CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_plan self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = plan(&self);
  cwp_team_plan_free(self.team);
  cwp_plan_free(self.single);
  free(self.place);
  free(self.people);
  free(self.claim_days);
  findings_free(&self.catalogue_list);
  cwp_findings_free(self.catalogue_findings);
  cwp_catalogue_free(self.catalogue);
  findings_free(&self.findings);
  files_free(&self.files);
  question_free(&self.question);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_plan = {
    .name = "plan",
    .summary = "choose and order the learning that closes people's gaps",
    .operands = "FILE…",
    .about =
        "FILE is a portfolio, or a staff or training file of the national data set (ASC-WDS), as for cwp assess. The "
        "courses come from --catalogue, or from the pathway's own learning opportunities.\n\n"
        "For one person you see the courses in their order with their days, what each covers, hours and pounds, what "
        "can be claimed back and which claims would come too late, and what no course covers and why. For several "
        "people you see one schedule that keeps to the places of each start. Limits are each person's.\n\n"
        "The plan leaves the fewest musts uncovered, then the fewest shoulds, then takes the least of the objective, "
        "then the fewest courses. Whether that is proved is said, and else how much better a plan could be. No "
        "evidence on record does not mean that somebody is not able to do something.",
    .examples = "cwp plan passport.json --role SL\n"
                "cwp plan staff.csv training.csv --person R016 --catalogue courses.json --objective cost --budget 300\n"
                "cwp plan staff.csv training.csv --catalogue courses.json --latest 2027-03-31 --json",
    .options = {own_options, options_question, options_date, options_matrix, options_pathway, options_wording,
                options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
