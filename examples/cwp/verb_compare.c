/* cwp compare: what one role category asks beside what another one asks. */

#include "comparison.h"
#include "framework.h"
#include "messages.h"

#include <stdlib.h>

static const cmd_option own_options[] = {
    {"setting", "ID",
     "A practice area that the setting names, such as dementia for a dementia home, or a delegated healthcare activity "
     "that the work has, such as ASC.D2: what can be asked of people there is asked, by both. May be given more than "
     "once.",
     1},
    {"to-setting", "ID",
     "The same for a setting that only TO has: what changes for somebody who goes there. May be given more "
     "than once.",
     1},
    OPTIONS_END,
};

const cwp_requirement *comparison_requirement(const cwp_compared *line) {
  return line->difference == CWP_DIFFERENCE_DROPPED ? &line->from : &line->to;
}

int comparison_rests_on(const cmd_comparison *self, cwp_id role) {
  const cwp_compared *line;
  if (role == self->question.from || role == self->question.to) return 1;
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if ((line->from.line != CWP_NONE && line->from.role == role) ||
        (line->to.line != CWP_NONE && line->to.role == role))
      return 1;
  }
  return 0;
}

static int ask(cmd_comparison *self) {
  const cmd_arguments *arguments = self->arguments;
  cwp_comparison_question *question = &self->question;
  cwp_error error;
  int code = framework_role(arguments, self->pathway, arguments->operands[0], &question->from);
  if (code == CODE_GO_ON) code = framework_role(arguments, self->pathway, arguments->operands[1], &question->to);
  if (code == CODE_GO_ON)
    code = framework_settings(arguments, self->pathway, "setting", &self->settings, &question->setting_count);
  if (code == CODE_GO_ON)
    code = framework_settings(arguments, self->pathway, "to-setting", &self->to_settings, &question->to_setting_count);
  if (code != CODE_GO_ON) return code;
  question->settings = self->settings;
  question->to_settings = self->to_settings;
  if (cwp_comparison_make(self->pathway, question, NULL, &self->made, &error) != CWP_OK) return explain_error(&error);
  return CODE_GO_ON;
}

static int compare(cmd_comparison *self) {
  int code = ask(self);
  if (code != CODE_GO_ON) return code;
  if (arguments_has(self->arguments, "json")) comparison_print_json(self);
  if (!arguments_has(self->arguments, "json")) comparison_print_text(self);
  return CODE_FINE;
}

static int run(const cmd_arguments *arguments) {
  cwp_pathway *own;
  cmd_comparison self = {.arguments = arguments, .question = CWP_COMPARISON_QUESTION_INIT};
  int code = framework_open(arguments, &own, &self.pathway);
  if (code == CODE_GO_ON) code = compare(&self);
  cwp_comparison_free(self.made);
  free(self.settings);
  free(self.to_settings);
  cwp_pathway_free(own);
  return code;
}

const cmd_verb verb_compare = {
    .name = "compare",
    .summary = "say what a move from one role category to another adds",
    .operands = "FROM TO",
    .about =
        "FROM and TO are role categories of one edition, each with the knowledge and skills that it takes over from "
        "its "
        "baselines. You see what TO adds, group by group; which themes deepen; what both ask for more or less "
        "strongly; what they share; and what only FROM asks for.\n\n"
        "Behaviours are each category's own, so those of one never meet those of another. Rules of two categories are "
        "the same where they need the same, or, needing nothing by name, have the same title.\n\n"
        "What the edition does not hold cannot be compared: how much it holds of each category stands at the end.",
    .examples = "cwp compare CSW SL\n"
                "cwp compare new-to-care care-or-support-worker --edition 2024 --json\n"
                "cwp compare CSW CSW --to-setting dementia",
    .options = {own_options, options_pathway, options_wording, options_common},
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
