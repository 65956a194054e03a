/* cwp next: where people can go from where they are. */

#include "framework.h"
#include "messages.h"
#include "next_steps.h"
#include "output.h"
#include "people.h"
#include "tally.h"
#include "terminal.h"

enum { MOST_ROUTES = 100 };

static const cmd_option own_options[] = {
    {"person", "ID",
     "Only this person. The worker's own id is enough where one workplace only has it. With --json every step then has "
     "its requirements.",
     0},
    {"role", "FROM",
     "The role category where people start, such as CSW or care-or-support-worker; own, the default, takes everybody's "
     "own.",
     0},
    {"goal", "ROLE",
     "Look for routes of several moves to this role category, such as RM. In text they stand in place of the steps.",
     0},
    {"routes", "N", "With --goal: at most so many routes for each person, 1 to 100; 3 if not given.", 0},
    {"all", NULL, "Also show the role categories that no move of the pathway leads to from there.", 0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

static int find_routes(const cmd_next *self, stepping *one) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  if (self->goal == CWP_NONE) return CODE_GO_ON;
  cwp_status status = cwp_route_find(self->pathway, one->portfolio, &question, self->goal, &self->route_options, NULL,
                                     &one->routes, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  one->routes = NULL;
  if (status != CWP_ERROR_NOT_FOUND) return explain_error(&error);
  people_problem(cwp_portfolio_person(one->portfolio), &error, one->route_problem, sizeof one->route_problem);
  return CODE_GO_ON;
}

static int find_steps(const cmd_next *self, stepping *one) {
  cwp_error error;
  cwp_question question = question_of(&self->question);
  cwp_next_options options = CWP_NEXT_OPTIONS_INIT;
  options.all = arguments_has(self->arguments, "all");
  cwp_status status = cwp_next_make(self->pathway, one->portfolio, &question, &options, NULL, &one->next, &error);
  if (status == CWP_OK) return find_routes(self, one);
  one->next = NULL;
  if (status != CWP_ERROR_NOT_FOUND) return explain_error(&error);
  people_problem(cwp_portfolio_person(one->portfolio), &error, one->problem, sizeof one->problem);
  return CODE_GO_ON;
}

int next_everybody(const cmd_next *self, stepping_printer *print, void *context) {
  size_t count = cwp_team_count(self->files.team);
  int code = CODE_GO_ON;
  progress_start();
  for (size_t i = 0; i < count && code == CODE_GO_ON && !out_failed(); i++) {
    stepping one = {.portfolio = cwp_team_at(self->files.team, i)};
    if (self->person && self->person != one.portfolio) continue;
    progress_show("finding steps", i, "people");
    code = find_steps(self, &one);
    if (code == CODE_GO_ON) print(self, &one, context);
    cwp_routes_free(one.routes);
    cwp_next_free(one.next);
  }
  progress_clear();
  return code;
}

size_t next_new_topics(const cmd_next *self, const cwp_next *next, size_t step, step_topic *out, size_t capacity) {
  const cwp_step_line *line;
  size_t topics = 0, place = 0;
  cwp_id last = CWP_NONE;
  for (size_t i = 0; (line = cwp_next_line_at(next, step, i)) != NULL; i++) {
    if (line->carried || !line->added) continue;
    cwp_id topic = tally_topic(self->pathway, line->judgement->requirement.line);
    if (topic != last) {
      place = topics++;
      if (place < capacity) out[place] = (step_topic){topic, 0};
    }
    last = topic;
    if (place < capacity) out[place].remaining++;
  }
  return topics;
}

static int print_results(const cmd_next *self) {
  return arguments_has(self->arguments, "json") ? next_print_json(self) : next_print_text(self);
}

static int read_goal(cmd_next *self) {
  const char *goal = arguments_value(self->arguments, "goal");
  int routes = 3;
  self->goal = CWP_NONE;
  self->route_options = (cwp_route_options)CWP_ROUTE_OPTIONS_INIT;
  if (!goal && arguments_has(self->arguments, "routes"))
    return wrong_usage(self->arguments->verb, "--routes goes with --goal");
  int code = arguments_number(self->arguments, "routes", 1, MOST_ROUTES, &routes);
  self->route_options.most_routes = (size_t)routes;
  if (code == CODE_GO_ON && goal) code = framework_role(self->arguments, self->pathway, goal, &self->goal);
  return code;
}

static int find_and_print(cmd_next *self) {
  int code = question_read(&self->question, self->arguments, self->pathway);
  if (code == CODE_GO_ON) code = read_goal(self);
  if (code == CODE_GO_ON)
    code = people_read(self->arguments, self->pathway, self->question.on, &self->files, &self->person);
  if (code == CODE_GO_ON) code = findings_list(&self->findings, cwp_import_findings(self->files.import), NULL, 0);
  if (code == CODE_GO_ON) code = print_results(self);
  if (code == CODE_GO_ON) code = people_remark_findings(&self->findings, "files");
  if (code != CODE_GO_ON) return code;
  return self->files.failed > 0 ? CODE_INPUT : CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_next self = {.arguments = arguments};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = find_and_print(&self);
  findings_free(&self.findings);
  files_free(&self.files);
  question_free(&self.question);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_next = {
    .name = "next",
    .summary = "say where people can go from where they are, and what remains on each way",
    .operands = "FILE…",
    .about =
        "FILE is a staff or training file of the national data set (ASC-WDS), or a portfolio, as for cwp assess; give "
        "the files that belong together at once, in any order.\n\n"
        "For every person you see the moves of the pathway (up, sideways, into a specialism, onward) and the practice "
        "areas open to them, those first of which the least remains: what remains by must, should and can, what "
        "carries "
        "over, what is new, and what the step rests on. Somebody whose role category is not known can start anywhere, "
        "or where --role says.\n\n"
        "How much of each target the edition holds is always said. Of a target that it only summarises, nobody can "
        "tell how much remains. Steps are put in an order; people are given no score.\n\n"
        "With --goal you see routes of several moves, those first that the edition knows most about and that leave the "
        "least to do; each requirement counts once, for the first move that asks it.",
    .examples = "cwp next staff.csv training.csv --person R016\n"
                "cwp next passport.json --goal registered-manager\n"
                "cwp next passport.json --all --on 2026-11-21\n"
                "cwp next passport.json --role care-or-support-worker --setting dementia --json",
    .options = {own_options, options_question, options_date, options_matrix, options_pathway, options_wording,
                options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
