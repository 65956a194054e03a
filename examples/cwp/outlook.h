#ifndef COMMAND_OUTLOOK_H
#define COMMAND_OUTLOOK_H

/* `cwp assess --forecast MONTHS`: what stops being met month by month, if nothing new comes. */

#include "assess.h"

/* Reads --forecast, once the question is read, and makes room for its months. CODE_GO_ON or a code to end with; free in
 * every case. */
int outlook_read(cmd_assess *self);
void outlook_free(cmd_assess *self);

/* Looks ahead for one person who was assessed, and counts them. CODE_GO_ON or CODE_INTERNAL. */
int outlook_add(cmd_assess *self, assessed *one);

/* The member "forecast" of the person, and of the team. */
void outlook_json_person(cmd_json *json, const cmd_assess *self, const assessed *one);
void outlook_json_team(cmd_json *json, const cmd_assess *self);

/* The same for people. */
void outlook_print_person(const cmd_assess *self, const assessed *one);
void outlook_print_team(const cmd_assess *self);

#endif
