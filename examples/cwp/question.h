#ifndef COMMAND_QUESTION_H
#define COMMAND_QUESTION_H

/* What is asked about people: role category, day, settings and policy, from options that verbs about people share. */

#include "arguments.h"
#include "json.h"

/* --setting --expiring --least. What --role is for, each verb says in an option of its own. */
extern const cmd_option options_question[];

typedef struct cmd_question {
  const cwp_pathway *pathway;
  cwp_id role; /* CWP_NONE = everybody's own */
  cwp_date on;
  cwp_id *settings;
  size_t setting_count;
  cwp_policy policy;
} cmd_question;

/* CODE_GO_ON or a code to end with; free in every case. */
int question_read(cmd_question *self, const cmd_arguments *arguments, const cwp_pathway *pathway);
void question_free(cmd_question *self);

/* The library's form of it, which borrows from this one. */
cwp_question question_of(const cmd_question *self);

/* Members "on", "settings" and "policy". */
void question_json(cmd_json *json, const cmd_question *self);

/* "Settings: dementia. A must needs assessed evidence, …": one paragraph for people. */
void question_describe(const cmd_question *self, char *text, size_t size);

#endif
