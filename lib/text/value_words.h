#ifndef CWP_TEXT_VALUE_WORDS_H
#define CWP_TEXT_VALUE_WORDS_H

/* What words in values speak of, as constant tables. lib/text/values.json holds them for people; cwp-generate writes
   the tables. */

#include <stddef.h>
#include <stdint.h>

enum { CWP__FACET_ALSO = 2, CWP__FACETS_MOST = 64 };

/* Something that values speak of. */
typedef struct cwp__facet {
  const char *meaning;               /* what it is called in reasons */
  const char *value;                 /* code of the value that it is a part of, or NULL */
  const char *also[CWP__FACET_ALSO]; /* codes of values that it touches, or NULL */
  const char *const *words;          /* NULL behind the last */
  uint8_t core;                      /* 1 if the value's own name says it */
  uint8_t weak;                      /* 1 if it counts only where nothing else is spoken of */
} cwp__facet;

extern const cwp__facet cwp__facets[];
extern const size_t cwp__facet_count;

#endif
