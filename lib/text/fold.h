#ifndef CWP_TEXT_FOLD_H
#define CWP_TEXT_FOLD_H

/*
 * What a character is to a word: case, accents and the shapes that Unicode keeps for compatibility are folded away.
 * A table of our own for what occurs in English text, so that every build gives the same answers.
 */

#include <stddef.h>
#include <stdint.h>

/* The most bytes that one character folds to. */
enum { CWP__FOLD_SIZE = 4 };

typedef enum cwp__fold_kind {
  CWP__FOLD_BREAK,   /* no part of a word: space, punctuation, symbol, emoji, control character */
  CWP__FOLD_NOTHING, /* invisible inside a word: combining accent, soft hyphen, zero width, direction mark */
  CWP__FOLD_APOSTROPHE /* joins letters: "don't", or cuts off a possessive: "person's" */,
  CWP__FOLD_WORD /* a letter or digit; `out` and `size` say what it becomes */
} cwp__fold_kind;

/* Folds one character. `out` takes CWP__FOLD_SIZE bytes: ASCII small letters and digits where the character has such a
   form ("é", "Ｅ" and "𝗘" give "e"), itself in UTF-8 otherwise. */
cwp__fold_kind cwp__fold(uint32_t point, char out[CWP__FOLD_SIZE], size_t *size);

#endif
