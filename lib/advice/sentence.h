#ifndef CWP_ADVICE_SENTENCE_H
#define CWP_ADVICE_SENTENCE_H

/* Sentences in the caller's memory: cut where they do not fit, with the length counted that they have whole. */

#include "base/error.h"
#include "cwp/assessment.h"

#include <stddef.h>

typedef struct cwp__sentence {
  char *text; /* may be NULL with no capacity */
  size_t capacity;
  size_t length; /* of the whole, without the zero */
} cwp__sentence;

void cwp__sentence_start(cwp__sentence *self, char *text, size_t capacity);
void cwp__say(cwp__sentence *self, const char *format, ...) CWP__PRINTF(2, 3);

/* Adds a text that nobody has vouched for: control characters are shown as escapes, and it is cut at `most` bytes, 500
   at most. */
void cwp__say_shown(cwp__sentence *self, const char *text, size_t most);

/* "1 must", "3 musts": a number with its word, in the plural where it is not 1. */
void cwp__say_count(cwp__sentence *self, size_t count, const char *word);

/* A standing as people say it: "met", "under way", "no evidence on record". */
const char *cwp__standing_words(cwp_standing standing);

/* Cuts at a whole character where it did not fit; returns the length of the whole. */
size_t cwp__sentence_end(cwp__sentence *self);

#endif
