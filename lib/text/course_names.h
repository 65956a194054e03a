#ifndef CWP_TEXT_COURSE_NAMES_H
#define CWP_TEXT_COURSE_NAMES_H

/*
 * What people call training in lists of their own: lib/data/course-names.json, split into words at build time by
 * cwp-generate-words (lib/text/generate_names.c). Places in a pool stand for texts, which pointers to would have to be
 * relocated.
 */

#include "text/course_words.h"

typedef struct cwp__course_name {
  uint16_t about; /* place in cwp__course_codes: the training category or learning opportunity it is taken for */
  uint16_t first; /* the first of its words; the next name's is one past the last */
} cwp__course_name;

/* Codes, each zero-terminated. */
extern const char cwp__course_codes[];

/* In the order of the file, and one more behind the last. */
extern const cwp__course_name cwp__course_names[];
extern const size_t cwp__course_name_count;

/* The words of the names one after another, each as its number in the vocabulary. */
extern const uint16_t cwp__course_name_words[];

/* Every word that a name has, once. */
enum { CWP__COURSE_VOCABULARY_MOST = 1024 };
extern const cwp__course_word cwp__course_vocabulary[];
extern const size_t cwp__course_vocabulary_count;

#endif
