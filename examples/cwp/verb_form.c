/* cwp form: an empty form for self-assessment. */

#include "cwp/template.h"
#include "framework.h"
#include "json.h"
#include "layout.h"
#include "messages.h"
#include "output.h"

static const cmd_option own_options[] = {
    {"csv", NULL, "Print CSV for a spreadsheet; that is the default.", 0},
    {"person", "ID",
     "Whose form it is to be: their id goes into the form, so that it can be read back together with other people's "
     "files.",
     0},
    {"own-only", NULL, "Leave out the knowledge and skills of the role categories that this one builds on.", 0},
    OPTIONS_END,
};

static int print_form(const cmd_arguments *arguments, const cwp_pathway *pathway) {
  cwp_error error;
  cwp_id role;
  char *text;
  cwp_template_options options = CWP_TEMPLATE_OPTIONS_INIT;
  int json = arguments_has(arguments, "json");
  int code = framework_role(arguments, pathway, arguments->operands[0], &role);
  if (code != CODE_GO_ON) return code;
  if (json) options.format = CWP_TEMPLATE_JSON;
  options.own_only = arguments_has(arguments, "own-only");
  options.person = arguments_value(arguments, "person");
  if (cwp_template_print(pathway, role, &options, NULL, &text, NULL, &error) != CWP_OK)
    return framework_refuse(arguments, &error);
  if (json) json_document(text);
  if (!json) out_csv(text);
  cwp_text_free(NULL, text);
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  const cwp_pathway *pathway;
  if (arguments_has(arguments, "csv") && arguments_has(arguments, "json"))
    return wrong_usage(arguments->verb, "--csv and --json exclude each other");
  int code = framework_open(arguments, &own, &pathway);
  if (code == CODE_GO_ON) code = print_form(arguments, pathway);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_form = {
    .name = "form",
    .summary = "print an empty form in which people say for themselves where they stand",
    .operands = "ROLE",
    .about =
        "ROLE is a role category, such as CSW or care-or-support-worker. The form has a row for each behaviour and "
        "statement that it asks; people fill in yes, partly, not yet or nothing, and a note if they like.\n\n"
        "A form that was filled in is read back by assess, next, plan, talk, portfolio and check, among their files. "
        "What people say of themselves is declared evidence, the weakest there is: it never outranks what somebody "
        "else has seen. A form that does not say whose it is belongs to the only person in the files, or, alone, to "
        "somebody who is called like the file.",
    .examples = "cwp form CSW > form.csv\n"
                "cwp form care-or-support-worker --person R016 --own-only > R016.csv\n"
                "cwp assess staff.csv training.csv R016.csv --person R016\n"
                "cwp form SL --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
