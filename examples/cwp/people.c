#include "people.h"

#include "layout.h"
#include "messages.h"
#include "suggest.h"

#include <string.h>

enum { PLACE_SIZE = 512 };

static void remark_group(const listed_finding *members, size_t count, const void *context) {
  (void)context;
  char place[PLACE_SIZE], times[32] = "", number[NUMBER_SIZE];
  if (count > 1) compose(times, sizeof times, " × %s", number_text(count, number));
  finding_place(members->finding, 1, place, sizeof place);
  remark("  %-8s %s%s  %s: %s", cwp_severity_name(members->finding->severity), members->finding->id, times, place,
         members->finding->message);
}

int people_remark_findings(const finding_list *findings, const char *where) {
  char counts[128];
  if (findings->count == 0) return CODE_GO_ON;
  findings_counts_text(findings, counts, sizeof counts);
  remark("Findings in the %s: %s. An example of each%s:", where, counts,
         strcmp(where, "files") == 0 ? " (cwp check lists them)" : "");
  return findings_each_group(findings, remark_group, NULL);
}

/* A file that broke off would make people look as if they lacked what it held. */
static int check_files(const cmd_arguments *arguments, const cmd_files *files) {
  if (files->failed == 0) return CODE_GO_ON;
  int code = explain_error(&files->failure);
  if (files->failed == 2) complain("another file could not be read to its end either");
  if (files->failed > 2) complain("%zu other files could not be read to their end either", files->failed - 1);
  if (arguments_has(arguments, "keep-going")) return CODE_GO_ON;
  complain("the rest was not used, for people would seem to lack what is missing; --keep-going goes on with it");
  return code;
}

/* The worker's own part of an id such as SITE/WORKER. */
static const char *short_id(const cwp_portfolio *portfolio) {
  const char *id = cwp_portfolio_person(portfolio)->id, *slash = strrchr(id, '/');
  return slash ? slash + 1 : id;
}

static int nobody(const cmd_arguments *arguments, const cwp_team *team, const char *id) {
  cmd_suggestion nearest;
  suggest_start(&nearest, id, strlen(id));
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    suggest_try(&nearest, cwp_portfolio_person(cwp_team_at(team, i))->id);
    suggest_try(&nearest, short_id(cwp_team_at(team, i)));
  }
  const char *best = suggest_best(&nearest);
  if (best) return wrong_usage(arguments->verb, "nobody in the files has the id '%s'; did you mean %s?", id, best);
  return wrong_usage(arguments->verb, "nobody in the files has the id '%s'", id);
}

/* --person names somebody by the whole id or, where that is clear, by the part behind the workplace. */
static int find_person(const cmd_arguments *arguments, const cwp_team *team, const cwp_portfolio **person) {
  const char *id = arguments_value(arguments, "person");
  size_t found = 0;
  if (!id) return CODE_GO_ON;
  *person = cwp_team_find(team, id);
  if (*person) return CODE_GO_ON;
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    const cwp_portfolio *portfolio = cwp_team_at(team, i);
    if (strcmp(short_id(portfolio), id) != 0) continue;
    *person = portfolio;
    found++;
  }
  if (found > 1)
    return wrong_usage(arguments->verb, "%zu people have the id '%s': put the workplace in front, as in %s", found, id,
                       cwp_portfolio_person(*person)->id);
  return found == 1 ? CODE_GO_ON : nobody(arguments, team, id);
}

int people_read(const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_date on, cmd_files *files,
                const cwp_portfolio **person) {
  *person = NULL;
  int code = files_read(files, arguments, pathway, on);
  if (code == CODE_GO_ON) code = check_files(arguments, files);
  if (code == CODE_GO_ON) code = find_person(arguments, files->team, person);
  return code;
}

int people_choose_one(const cmd_arguments *arguments, const cwp_team *team, const char *what,
                      const cwp_portfolio **person) {
  size_t count = cwp_team_count(team);
  if (*person) return CODE_GO_ON;
  if (count == 0) {
    complain("there is nobody in the files");
    return CODE_INPUT;
  }
  if (count > 1)
    return wrong_usage(arguments->verb, "there are %zu people in the files: say %s with --person ID", count, what);
  *person = cwp_team_at(team, 0);
  return CODE_GO_ON;
}

void people_problem(const cwp_person *person, const cwp_error *error, char *text, size_t size) {
  if (person->role[0]) {
    compose(text, size, "%s", error->message);
  } else {
    compose(text, size, "%s", person->role_reason[0] ? person->role_reason : "No role category is known.");
  }
}

const char *people_role_code(const cwp_pathway *pathway, const char *role) {
  cwp_id id = cwp_pathway_id(pathway, role);
  return id == CWP_NONE ? role : cwp_record_code(pathway, id);
}
