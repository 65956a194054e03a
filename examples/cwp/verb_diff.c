/* cwp diff: what changed from one edition to another. */

#include "difference.h"
#include "framework.h"
#include "messages.h"

static const cmd_option own_options[] = {
    {"kind", "KIND", "Only records of this kind, by the names that `cwp list` takes, such as role-categories.", 0},
    {"all", NULL, "List every record, in place of the first ten of each sort and of those that changed alike together.",
     0},
    OPTIONS_END,
};

/* The second edition: the second operand, or else the one that --edition or --pathway names, or the default one. */
static int open_second(cmd_diff *self, cwp_pathway **own) {
  const cmd_arguments *arguments = self->arguments;
  *own = NULL;
  if (arguments->operand_count < 2) return framework_open(arguments, own, &self->to);
  if (arguments_has(arguments, "edition") || arguments_has(arguments, "pathway"))
    return wrong_usage(arguments->verb, "'%s', and --edition or --pathway, exclude each other", arguments->operands[1]);
  return framework_named(arguments, arguments->operands[1], own, &self->to);
}

static int diff(cmd_diff *self) {
  const char *kind = arguments_value(self->arguments, "kind");
  cwp_diff_options options = CWP_DIFF_OPTIONS_INIT;
  cwp_error error;
  if (kind) {
    int code = record_find_kind(self->arguments, "kind", kind, &self->kind);
    if (code != CODE_GO_ON) return code;
    options.kinds = &self->kind->kind;
    options.kind_count = 1;
  }
  if (cwp_pathway_diff(self->from, self->to, &options, NULL, &self->made, &error) != CWP_OK)
    return explain_error(&error);
  if (arguments_has(self->arguments, "json")) diff_print_json(self);
  if (!arguments_has(self->arguments, "json")) diff_print_text(self, arguments_has(self->arguments, "all"));
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own_from, *own_to = NULL;
  cmd_diff self = {.arguments = arguments};
  int code = framework_named(arguments, arguments->operands[0], &own_from, &self.from);
  if (code == CODE_GO_ON) code = open_second(&self, &own_to);
  if (code == CODE_GO_ON) code = diff(&self);
  cwp_diff_free(self.made);
  cwp_pathway_free(own_from);
  cwp_pathway_free(own_to);
  return code;
}

const cmd_verb verb_diff = {
    .name = "diff",
    .summary = "say what changed from one edition to another",
    .operands = "EDITION [EDITION]",
    .about =
        "EDITION is a built-in edition, or a framework file by its path. Without the second one it is the edition that "
        "--edition or --pathway names, or the default one: `cwp diff 2024 --pathway own.json` says what your framework "
        "changes.\n\n"
        "Records are the same where code and kind are. You see those that were added, removed, changed, with every "
        "field that differs, and moved: they say the same and stand elsewhere. Where crosswalks tell what corresponds "
        "to a record in the other edition, that is said with its reason.",
    .examples = "cwp diff 2024 2025\n"
                "cwp diff 2025 2026-draft --kind role-categories\n"
                "cwp diff 2025 --pathway own.json --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = 2,
    .run = run,
};
