#ifndef CWP_TEXT_WORDS_H
#define CWP_TEXT_WORDS_H

/*
 * Splitting any text into words, folded and stemmed, each with its place in the original. Nothing is allocated, and the
 * time is linear in the length of the text, whatever is in it.
 *
 * Letters and digits make words; all else stands between them, bytes that are no UTF-8 too. Case, accents and
 * compatibility shapes are folded (text/fold.h). "don't" is one word, "person's" is "person", "person-centred" is two
 * words, "M.C.A." is "mca". HTML tags, comments, and what is inside <script> and <style> is left out; entities count as
 * the characters that they stand for.
 */

#include <stddef.h>

/* Room for a word, with its zero. Longer words are cut at a whole character; a stem is no longer than its word. */
enum { CWP__WORD_SIZE = 32 };

typedef struct cwp__word {
  size_t start; /* bytes in the original: first of the word, and first behind it */
  size_t end;
  size_t length;             /* bytes of `text` */
  size_t stem_length;        /* bytes of `stem` */
  int cut;                   /* 1 if something that ends a phrase stands before it: any of . , ; : ! ? ( ) | or a line
                                end or markup; hyphens, slashes, & and quotes do not */
  char text[CWP__WORD_SIZE]; /* folded */
  char stem[CWP__WORD_SIZE];
} cwp__word;

/* A text on its way through. Start it with cwp__words_start; the fields are its own. */
typedef struct cwp__words {
  const char *text;
  size_t length;
  size_t at;
  int cut;
  unsigned unclosed; /* markup that was opened and never closed, so that it is looked for once only */
} cwp__words;

/* Starts at the beginning of `length` bytes, which need not be valid UTF-8 nor end in a zero. */
void cwp__words_start(cwp__words *self, const char *text, size_t length);

/* Takes the next word. Returns 1, or 0 when there is none left. */
int cwp__words_next(cwp__words *self, cwp__word *out);

/* Splits into at most `capacity` words. Returns how many; the rest of the text is not looked at. */
size_t cwp__words_split(const char *text, size_t length, cwp__word *out, size_t capacity);

/* 1 for words that say nothing of what a text is about: "the", "and", "of", … */
int cwp__word_is_common(const cwp__word *word);

#endif
