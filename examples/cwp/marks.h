#ifndef COMMAND_MARKS_H
#define COMMAND_MARKS_H

/* Which words of a text answer those that were searched for, so that they can be marked where the text is shown. */

#include "cwp/search.h"

#include <stddef.h>

enum { MARKED_WORDS = 64 };

typedef struct cmd_marks {
  cwp_span words[MARKED_WORDS]; /* ascending; those past the room are not marked */
  size_t count;
} cmd_marks;

/* Finds the words of a text that answer a query. */
void marks_find(cmd_marks *self, const cwp_index *index, const char *query, const char *text);

/* How many bytes from `at` on, at most `rest`, are alike: all marked, or none. */
size_t marks_run(const cmd_marks *self, size_t at, size_t rest, int *marked);

#endif
