#ifndef CWP_TEXT_COURSE_WORDS_H
#define CWP_TEXT_COURSE_WORDS_H

/*
 * Names of courses as words: in small letters, without endings of plurals and without words that say nothing of the
 * subject. cwp-generate-words splits the names that are known with it, and what reads names at run time splits theirs.
 */

#include "base/text.h"

enum { CWP__COURSE_WORDS_MOST = 16, CWP__COURSE_WORD_SIZE = 24 };

typedef struct cwp__course_word {
  uint32_t letters; /* which letters it has, a bit each from a to z, and one for all other bytes */
  char text[CWP__COURSE_WORD_SIZE];
  uint8_t length;
  uint8_t is_weak; /* 1 if it tells courses apart only where nothing else does: "care", "support" */
} cwp__course_word;

typedef struct cwp__course_words {
  cwp__course_word list[CWP__COURSE_WORDS_MOST];
  size_t count;
} cwp__course_words;

/* Splits a name, any bytes. Words after the sixteenth are left out, and a longer word than fits is cut. */
void cwp__course_split(cwp__span name, cwp__course_words *out);

/* 1 if two words are the same, or one is a slip of the other. */
int cwp__course_word_is_like(const cwp__course_word *a, const cwp__course_word *b);

/* 1 if two words are the same to the letter. */
int cwp__course_word_is_same(const cwp__course_word *a, const cwp__course_word *b);

/* 1 if two words have their first two letters in common, or the one that there is. */
int cwp__course_words_begin_alike(const cwp__course_word *a, const cwp__course_word *b);

/* Looks at a text that has not been split, to see if splitting it is worth while: 0 if no word of the name can begin
   alike with one of the text. */
int cwp__course_may_share(const char *text, const cwp__course_words *name);

/* The same: 0 if the text cannot have every word of the name. */
int cwp__course_may_have(const char *text, const cwp__course_words *name);

#endif
