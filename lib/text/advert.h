#ifndef CWP_TEXT_ADVERT_H
#define CWP_TEXT_ADVERT_H

/* Passages of a job description, and how much of a line one of them says. */

#include "base/memory.h"
#include "base/text.h"
#include "cwp/advert.h"
#include "text/index.h"

#include <stdint.h>

/* A stem by its hash, and how much it tells. */
typedef struct cwp__advert_stem {
  uint32_t stem;
  float weight;
} cwp__advert_stem;

/* A sentence of a text. */
typedef struct cwp__passage {
  size_t start, end;
  size_t first_stem, stem_count;
  uint64_t subjects[4]; /* of words.json, a bit each */
} cwp__passage;

typedef struct cwp__passages {
  cwp__passage *list;
  size_t count, capacity;
  uint32_t *stems; /* of all passages, one behind the other */
  size_t stem_count, stem_capacity;
} cwp__passages;

/* Takes a text apart. Returns 0 when there is no memory; free either way. */
int cwp__passages_make(const char *text, size_t length, const cwp_allocator *memory, cwp__passages *out);
void cwp__passages_free(cwp__passages *self, const cwp_allocator *memory);

/* Puts the hashes of a text's stems into `out`, those that say nothing left out. Returns how many. */
size_t cwp__advert_stems(const char *text, uint32_t *out, size_t capacity);

#endif
