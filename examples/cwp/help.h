#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

/* Help texts, made from the tables of the verbs. */

#include "verb.h"

/* Prints the help of one verb. Gives CODE_FINE. */
int help_verb(const cmd_verb *verb);

/* Prints what the command is and which verbs it has. Gives CODE_FINE. */
int help_command(void);

#endif
