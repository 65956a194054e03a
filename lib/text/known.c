/* Titles that the pathway knows: those of learning opportunities and codes that evidence maps speak of. */

#include "base/memory.h"
#include "text/index.h"

#include <string.h>

enum { KEY_SIZE = 256, MOST_WORDS = 32 };

/* What two titles have in common that differ in case, endings and small words only. Returns its length, 0 for none. */
static size_t make_key(const char *title, char key[KEY_SIZE]) {
  cwp__word words[MOST_WORDS];
  size_t count = cwp__words_split(title, strlen(title), words, MOST_WORDS), length = 0;
  if (count == MOST_WORDS) return 0;
  for (size_t i = 0; i < count; i++) {
    if (cwp__word_is_common(&words[i])) continue;
    if (length + words[i].stem_length + 1 > KEY_SIZE) return 0;
    memcpy(key + length, words[i].stem, words[i].stem_length);
    length += words[i].stem_length;
    key[length++] = ' ';
  }
  return length;
}

static int add_title(cwp_index *self, cwp_id id, size_t *capacity) {
  char key[KEY_SIZE];
  uint32_t number;
  void *records = self->known_records;
  size_t length = make_key(cwp_record_title(self->pathway, id), key), before = self->known_titles.count;
  if (length == 0 || cwp_record_cover_count(self->pathway, id) == 0) return 1;
  if (!cwp__interner_add(&self->known_titles, key, length, &number)) return 0;
  if (self->known_titles.count == before) return 1; /* another record has the title already */
  int fits = cwp__reserve(&self->allocator, &records, capacity, (size_t)number + 1, sizeof *self->known_records);
  self->known_records = records;
  if (fits) self->known_records[number] = id;
  return fits;
}

int cwp__index_read_known(cwp_index *self) {
  static const cwp_kind kinds[] = {CWP_KIND_LEARNING, CWP_KIND_CODE};
  size_t capacity = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    cwp_id first = cwp_pathway_first(self->pathway, kinds[i]);
    size_t count = cwp_pathway_count(self->pathway, kinds[i]);
    for (size_t k = 0; k < count; k++)
      if (!add_title(self, first + (cwp_id)k, &capacity)) return 0;
  }
  return 1;
}

cwp_id cwp__index_known(const cwp_index *self, const char *title) {
  char key[KEY_SIZE];
  size_t length = make_key(title, key);
  uint32_t number = length > 0 ? cwp__interner_find(&self->known_titles, key, length) : UINT32_MAX;
  return number == UINT32_MAX ? CWP_NONE : self->known_records[number];
}
