#ifndef COMMAND_SUGGEST_H
#define COMMAND_SUGGEST_H

/* The name that somebody most likely meant. */

#include <stddef.h>

typedef struct cmd_suggestion {
  const char *typed;
  size_t length;
  const char *best; /* NULL while none is near enough */
  unsigned distance;
} cmd_suggestion;

void suggest_start(cmd_suggestion *self, const char *typed, size_t length);
void suggest_try(cmd_suggestion *self, const char *name);

/* The nearest of the names tried, or NULL when none is near. */
const char *suggest_best(const cmd_suggestion *self);

#endif
