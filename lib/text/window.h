#ifndef CWP_TEXT_WINDOW_H
#define CWP_TEXT_WINDOW_H

/* Going through a text of any length word by word, with the words ahead at hand, so that phrases can be found. */

#include "text/words.h"

enum { CWP__WINDOW_SIZE = 48, CWP__WINDOW_AHEAD = 12 };

typedef struct cwp__window {
  cwp__words words;
  int ended;
  size_t at, count; /* the word in hand is list[at], those ahead lie behind it up to list[count - 1] */
  size_t left;      /* words that may still be read */
  cwp__word list[CWP__WINDOW_SIZE];
} cwp__window;

/* Starts before the first word. At most `most` words are read. */
void cwp__window_start(cwp__window *self, const char *text, size_t length, size_t most);

/* Sees that a word is in hand, with those ahead. Returns 0 at the end of the text. Go on by counting `at` up. */
int cwp__window_more(cwp__window *self);

#endif
