#ifndef CWP_TEXT_VALUE_KEYS_H
#define CWP_TEXT_VALUE_KEYS_H

/* Phrases of values as keys: the stems of their words that are not common. cwp-generate-words makes those that are
   known with it, and what reads values at run time makes theirs. */

#include "text/words.h"

enum { CWP__VALUE_KEY = 96, CWP__VALUE_PHRASE_WORDS = 4 };

/* Splits, and leaves out words that say nothing. Returns how many words there are, `capacity` at most. */
size_t cwp__value_split(const char *text, size_t length, cwp__word *out, size_t capacity);

/* Joins the stems of words with a space between them. Returns 0 where that is too long, or nothing. */
int cwp__value_key(const cwp__word *words, size_t count, char key[CWP__VALUE_KEY]);

/* The same of the words as they are written, behind an equals sign: for words of one stem that speak of different
   things, as "responsible" and "responsive" do. */
int cwp__value_key_as_written(const cwp__word *words, size_t count, char key[CWP__VALUE_KEY]);

#endif
