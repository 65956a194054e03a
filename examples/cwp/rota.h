#ifndef COMMAND_ROTA_H
#define COMMAND_ROTA_H

/* What `cwp rota` has read and checked, for its three ways to print it. */

#include "people.h"

typedef struct cmd_rota {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cwp_date on;
  cwp_rota_rules *rules;
  cwp_rota_files *rota_files;
  const char **people_files; /* the operands that are no files of a rota */
  cmd_files files;
  cwp_rota *board;
  size_t *order;              /* shifts by day, and in a day the worst first */
  finding_list findings;      /* of the people's files */
  finding_list rota_findings; /* of the rota's */
  int fixes, demand, eligibility, notes;
} cmd_rota;

/* The day on which a shift starts. */
cwp_date rota_day(const cmd_rota *self, size_t shift);

/* The id of a person; "" for CWP_NO_INDEX. */
const char *rota_person(const cmd_rota *self, size_t person);

/* The id of a shift; "" for CWP_NO_INDEX. */
const char *rota_shift(const cmd_rota *self, size_t shift);

/* The id of a rule; "" for CWP_NO_INDEX. */
const char *rota_rule(const cmd_rota *self, size_t rule);

/* The first and the last moment of all shifts; 0 if there is none. */
int rota_period(const cmd_rota *self, cwp_moment *from, cwp_moment *until);

/* CODE_GO_ON or CODE_INTERNAL. */
int rota_print_text(const cmd_rota *self);
int rota_print_json(const cmd_rota *self);
int rota_print_csv(const cmd_rota *self);

#endif
