/* cwp portfolio: one person's portfolio from all files that tell of them, with something left out if asked. */

#include "files.h"
#include "findings.h"
#include "framework.h"
#include "json.h"
#include "messages.h"
#include "people.h"
#include "without.h"

#include <string.h>

static const cmd_option own_options[] = {
    {"person", "ID",
     "Whose portfolio it is to be; it can be left out where the files hold one person only. The worker's own id is "
     "enough where one workplace only has it.",
     0},
    {"without", "WHAT",
     "Leave out notes, assessors, origins (where records come from) or unknown (keys that are none of the format's), "
     "several with commas between them. May be given more than once.",
     1},
    {"output", "FILE", "Write the portfolio to this file, whole or not at all, in place of standard output.", 0},
    {"keep-going", NULL,
     "Go on with what could be read even when a file could not be read to its end; the exit status is 3 all the same.",
     0},
    OPTIONS_END,
};

/* The file is written from what was printed, so that what is left out is left out of it too. */
static int write_file(const char *path, const char *text) {
  cwp_error error;
  cwp_portfolio *portfolio;
  if (cwp_portfolio_parse(text, strlen(text), "portfolio", NULL, NULL, &portfolio, &error) != CWP_OK)
    return explain_error(&error);
  cwp_status status = cwp_portfolio_write(portfolio, path, &error);
  if (status == CWP_OK)
    remark("%zu pieces of evidence of %s written to %s", cwp_portfolio_count(portfolio),
           cwp_portfolio_person(portfolio)->id, path);
  cwp_portfolio_free(portfolio);
  return status == CWP_OK ? CODE_GO_ON : explain_error(&error);
}

static int print_portfolio(const cmd_arguments *arguments, const cwp_portfolio *portfolio) {
  cwp_error error;
  char *text;
  const char *path = arguments_value(arguments, "output");
  cwp_print_options options = CWP_PRINT_OPTIONS_INIT;
  int code = without_read(arguments, &options);
  if (code != CODE_GO_ON) return code;
  if (path && strcmp(path, "-") == 0) return wrong_usage(arguments->verb, "--output takes the name of a file");
  if (cwp_portfolio_print_with(portfolio, &options, NULL, &text, NULL, &error) != CWP_OK) return explain_error(&error);
  if (path) code = write_file(path, text);
  if (!path || (code == CODE_GO_ON && arguments_has(arguments, "json"))) json_document(text);
  cwp_text_free(NULL, text);
  return code;
}

static int portfolio(const cmd_arguments *arguments, const cwp_pathway *pathway, cmd_files *files,
                     finding_list *findings) {
  const cwp_portfolio *person;
  cwp_date on;
  int code = arguments_date(arguments, &on);
  if (code == CODE_GO_ON) code = people_read(arguments, pathway, on, files, &person);
  if (code == CODE_GO_ON) code = people_choose_one(arguments, files->team, "whose portfolio it is to be", &person);
  if (code == CODE_GO_ON) code = findings_list(findings, cwp_import_findings(files->import), NULL, 0);
  if (code == CODE_GO_ON) code = print_portfolio(arguments, person);
  if (code == CODE_GO_ON) code = people_remark_findings(findings, "files");
  if (code != CODE_GO_ON) return code;
  return files->failed > 0 ? CODE_INPUT : CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  const cwp_pathway *pathway;
  cmd_files files = {0};
  finding_list findings = {0};
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON) code = portfolio(arguments, pathway, &files, &findings);
  findings_free(&findings);
  files_free(&files);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_portfolio = {
    .name = "portfolio",
    .summary = "bring what files say of one person together, as a portfolio to keep or pass on",
    .operands = "FILE…",
    .about =
        "FILE is a portfolio, a staff or training file of the national data set (ASC-WDS), or a form for "
        "self-assessment that was filled in. What they say of one person is put together, each piece of evidence once; "
        "where two portfolios say different things, the one that is named later holds, and you are told.\n\n"
        "The result is a portfolio in JSON (docs/portfolio.md), with --json and without. It holds personal data: who "
        "may "
        "see it is yours to decide. --without leaves out what is not to be passed on.",
    .examples = "cwp portfolio old.json new.json --output passport.json\n"
                "cwp portfolio staff.csv training.csv --person R016 --output R016.json\n"
                "cwp portfolio passport.json --without notes,assessors",
    .options = {own_options, options_date, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .run = run,
};
