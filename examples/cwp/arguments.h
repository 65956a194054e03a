#ifndef COMMAND_ARGUMENTS_H
#define COMMAND_ARGUMENTS_H

/* The words behind the verb, taken apart by the verb's option tables. */

#include "cwp/cwp.h"
#include "verb.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cmd_given {
  const cmd_option *spec;
  const char *value; /* NULL for a switch */
} cmd_given;

typedef struct cmd_arguments {
  const cmd_verb *verb;
  cmd_given *given; /* as they came */
  size_t given_count;
  const char **operands;
  size_t operand_count;
} cmd_arguments;

/*
 * Takes `count` words apart. Options may stand before and after operands; "--" ends them; "-" alone is an operand.
 * Gives CODE_GO_ON, or a code to end with after help was printed or a mistake explained. Free in every case.
 */
int arguments_parse(cmd_arguments *self, const cmd_verb *verb, int count, char **words);
void arguments_free(cmd_arguments *self);

/* 1 if the option was given. */
int arguments_has(const cmd_arguments *self, const char *name);

/* The value of an option, or NULL if it was not given. */
const char *arguments_value(const cmd_arguments *self, const char *name);

/* Values of an option that repeats, one after the other; NULL past the last. */
const char *arguments_value_at(const cmd_arguments *self, const char *name, size_t index);

/* Finds a value among `count` names; where there is none, explains it with a suggestion and gives CODE_USAGE. */
int arguments_choice(const cmd_arguments *self, const char *option, const char *value, const char *const *names,
                     size_t count, size_t *chosen);

/* --on, or else today by the system's clock. CODE_GO_ON or CODE_USAGE. */
int arguments_date(const cmd_arguments *self, cwp_date *on);

/* The day that the option gives at that place; `*day` stays as it is when there is none. CODE_GO_ON or CODE_USAGE. */
int arguments_day(const cmd_arguments *self, const char *option, size_t index, cwp_date *day);

/* A number from 0 to `most` with at most two decimals, in hundredths; `*number` stays as it is when it was not given.
 */
int arguments_hundredths(const cmd_arguments *self, const char *option, int most, int64_t *number);

/* What --expiring says: a number of days from 0 to 3660, or "any"; `*days` stays as it is when it was not given. */
int arguments_window(const cmd_arguments *self, int *days);

/* A number from 0 to 1 with at most two decimals; `*share` stays as it is when it was not given. */
int arguments_share(const cmd_arguments *self, const char *option, double *share);

/* A whole number from `least` to `most`; `*number` stays as it is when the option was not given. */
int arguments_number(const cmd_arguments *self, const char *option, int least, int most, int *number);

#endif
