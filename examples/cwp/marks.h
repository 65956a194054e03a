#ifndef COMMAND_MARKS_H
#define COMMAND_MARKS_H

/* Which words of a text answer those that were searched for, so that they can be marked where the text is shown. */

#include <stddef.h>

enum { MARKED_WORDS = 16, MARKED_LENGTH = 32 };

typedef struct cmd_mark {
  char text[MARKED_LENGTH]; /* in lower case, cut if it is longer */
  size_t length;
} cmd_mark;

typedef struct cmd_marks {
  cmd_mark words[MARKED_WORDS];
  size_t count;
} cmd_marks;

void marks_start(cmd_marks *self, const char *query);

/* Length of the word that a text begins with, in bytes; 0 if it begins with something between words. */
size_t marks_word(const char *text);

/* 1 if that word answers one that was searched for: as cwp_pathway_search has it. */
int marks_match(const cmd_marks *self, const char *word, size_t length);

#endif
