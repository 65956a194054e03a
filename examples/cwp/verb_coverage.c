/* cwp coverage: what a catalogue covers of the pathway. */

#include "files.h"
#include "framework.h"
#include "layout.h"
#include "messages.h"
#include "reach.h"
#include "tagging.h"

static const cmd_option own_options[] = {
    {"least", "SCORE", "Count suggested groups and role categories from this score on, from 0 to 1; 0.5 without it.",
     0},
    {"all", NULL, "Show every list whole.", 0},
    {"csv", NULL, "Print the matrix as CSV.", 0},
    OPTIONS_END,
};

static int print(const cmd_arguments *arguments, const cmd_reach *self) {
  cwp_error error;
  char *text;
  size_t length;
  if (arguments_has(arguments, "json")) {
    reach_print_json(self);
    return CODE_FINE;
  }
  if (!arguments_has(arguments, "csv")) {
    reach_print_text(self);
    return CODE_FINE;
  }
  if (cwp_reach_print_csv(self->reach, NULL, &text, &length, &error) != CWP_OK) return explain_error(&error);
  out_csv(text);
  cwp_text_free(NULL, text);
  return CODE_FINE;
}

static int cover(const cmd_arguments *arguments, cmd_reach *self, cwp_index **index, cwp_tagged **tagged,
                 cwp_reach **reach) {
  cwp_error error;
  cwp_status status = cwp_index_make(self->pathway, NULL, index, &error);
  if (!status) status = cwp_tagged_new(*index, NULL, NULL, tagged, &error);
  if (!status) status = files_read_tagged(arguments->operands[0], *tagged, &error);
  if (!status) status = cwp_reach_make(*tagged, &self->options, NULL, reach, &error);
  if (status) return explain_error(&error);
  self->tagged = *tagged;
  self->reach = *reach;
  int code = print(arguments, self);
  tagging_remark_bare(*tagged, arguments->operands[0]);
  return code;
}

static int run(const cmd_arguments *arguments) {
  cwp_reach_options options = CWP_REACH_OPTIONS_INIT;
  cwp_pathway *own = NULL;
  cwp_index *index = NULL;
  cwp_tagged *tagged = NULL;
  cwp_reach *reach = NULL;
  cmd_reach self = {.options = options, .all = arguments_has(arguments, "all")};
  if (arguments_has(arguments, "csv") && arguments_has(arguments, "json"))
    return wrong_usage(arguments->verb, "--csv and --json exclude each other");
  int code = arguments_share(arguments, "least", &self.options.least);
  if (code == CODE_GO_ON) code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = cover(arguments, &self, &index, &tagged, &reach);
  cwp_reach_free(reach);
  cwp_tagged_free(tagged);
  cwp_index_free(index);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_coverage = {
    .name = "coverage",
    .summary = "show what a catalogue of courses covers, and what nobody teaches",
    .operands = "CATALOGUE",
    .about =
        "CATALOGUE is what `cwp tag` takes or has written; - is standard input. You see which groups the courses "
        "cover and for which role categories, statements that no course covers, courses that do the same, and what "
        "one more course would add most.\n\n"
        "It counts tags that somebody accepted or added, and suggestions that are sure enough; rejected ones never. "
        "So tag the catalogue first and decide on what is suggested: `cwp help tag`.",
    .examples = "cwp coverage tagged.csv\n"
                "cwp coverage tagged.json --edition 2024 --least 0.7 --all\n"
                "cwp coverage catalogue.csv --csv > matrix.csv\n"
                "cwp coverage tagged.json --json",
    .options = {own_options, options_pathway, options_common},
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
