#include "marks.h"

void marks_find(cmd_marks *self, const cwp_index *index, const char *query, const char *text) {
  size_t count = cwp_index_marks(index, query, text, self->words, MARKED_WORDS);
  self->count = count < MARKED_WORDS ? count : MARKED_WORDS;
}

size_t marks_run(const cmd_marks *self, size_t at, size_t rest, int *marked) {
  *marked = 0;
  for (size_t i = 0; i < self->count; i++) {
    const cwp_span *word = &self->words[i];
    if (at >= word->start + word->length) continue;
    *marked = at >= word->start;
    size_t end = *marked ? word->start + word->length : word->start;
    return end - at < rest ? end - at : rest;
  }
  return rest;
}
