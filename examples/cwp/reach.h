#ifndef COMMAND_REACH_H
#define COMMAND_REACH_H

/* What a catalogue covers, for people and as JSON. */

#include "cwp/cwp.h"

typedef struct cmd_reach {
  const cwp_pathway *pathway;
  const cwp_tagged *tagged;
  const cwp_reach *reach;
  cwp_reach_options options;
  int all; /* 1 to show lists whole */
} cmd_reach;

void reach_print_text(const cmd_reach *self);
void reach_print_json(const cmd_reach *self);

#endif
