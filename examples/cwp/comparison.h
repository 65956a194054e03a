#ifndef COMMAND_COMPARISON_H
#define COMMAND_COMPARISON_H

/* The parts of `cwp compare`: two role categories side by side, and two ways to print them. */

#include "cwp/compare.h"
#include "record.h"

typedef struct cmd_comparison {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_comparison_question question;
  cwp_id *settings;    /* of both */
  cwp_id *to_settings; /* of the second alone */
  cwp_comparison *made;
} cmd_comparison;

/* The requirement as the second role category asks for it, or, where it does not, as the first does. */
const cwp_requirement *comparison_requirement(const cwp_compared *line);

/* 1 if the comparison rests on that role category: it is one of the two, or a baseline that states a requirement. */
int comparison_rests_on(const cmd_comparison *self, cwp_id role);

void comparison_print_json(const cmd_comparison *self);
void comparison_print_text(const cmd_comparison *self);

#endif
