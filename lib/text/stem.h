#ifndef CWP_TEXT_STEM_H
#define CWP_TEXT_STEM_H

/* English stems by the Snowball project's published rules ("Porter 2"): "caring" and "cares" give "care". */

#include <stddef.h>

/*
 * Cuts a word to its stem in place: zero-terminated small ASCII letters, with room for `length` + 1 bytes or more.
 * Returns the stem's length, which is never more than the word's and at least 1 for a word. A word of other characters
 * stays as it is.
 */
size_t cwp__stem(char *word, size_t length);

#endif
