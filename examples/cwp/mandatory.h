#ifndef COMMAND_MANDATORY_H
#define COMMAND_MANDATORY_H

/* What `cwp mandatory` has read and found, for its two ways to print it. */

#include "people.h"

typedef struct cmd_mandatory {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  const char *rules_path;
  cwp_mandatory *rules;
  cwp_findings *rule_findings;
  size_t broken_rules; /* rules that could not be used */
  cwp_mandatory_question question;
  cmd_files files;
  finding_list findings;       /* of the files */
  const cwp_portfolio *person; /* NULL = everybody */
  int only_lacking;
  cwp_mandatory_report *report;
} cmd_mandatory;

/* 1 if the person was asked for. */
int mandatory_is_shown(const cmd_mandatory *self, const cwp_mandatory_person *person);

void mandatory_print_text(const cmd_mandatory *self);
void mandatory_print_json(const cmd_mandatory *self);

#endif
