/* A job description into passages: sentences and list items. */

#include "text/advert.h"

#include "base/text.h"
#include "text/window.h"

#include <string.h>

enum { MOST_WORDS = 20000, PASSAGE_WORDS = 120 };

/* 1 if a sentence or list item ends between two words. */
static int ends_passage(const char *text, size_t start, size_t end) {
  for (size_t at = start; at < end; at++) {
    unsigned char c = (unsigned char)text[at];
    if (c == '.' || c == '!' || c == '?' || c == ';' || c == '\n' || c == '<') return 1;
    if (end - at >= 3 && memcmp(text + at, "\xe2\x80\xa2", 3) == 0) return 1;
  }
  return 0;
}

static uint32_t hash_of(const cwp__word *word) {
  return cwp__hash_fold(word->stem, word->stem_length);
}

size_t cwp__advert_stems(const char *text, uint32_t *out, size_t capacity) {
  cwp__words words;
  cwp__word word;
  size_t count = 0;
  cwp__words_start(&words, text, strlen(text));
  while (count < capacity && cwp__words_next(&words, &word))
    if (!cwp__word_is_common(&word)) out[count++] = hash_of(&word);
  return count;
}

static cwp__passage *start_passage(cwp__passages *self, size_t start, const cwp_allocator *memory) {
  void *list = self->list;
  int room = cwp__reserve(memory, &list, &self->capacity, self->count + 1, sizeof *self->list);
  self->list = list;
  if (!room) return NULL;
  cwp__passage *made = self->list + self->count++;
  *made = (cwp__passage){.start = start, .first_stem = self->stem_count};
  return made;
}

static int add_stem(cwp__passages *self, cwp__passage *passage, uint32_t stem, const cwp_allocator *memory) {
  void *stems = self->stems;
  int room = cwp__reserve(memory, &stems, &self->stem_capacity, self->stem_count + 1, sizeof *self->stems);
  self->stems = stems;
  if (!room) return 0;
  self->stems[self->stem_count++] = stem;
  passage->stem_count++;
  return 1;
}

static void note_subjects(cwp__passage *passage, const cwp__window *window) {
  cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, window->list, window->count, window->at);
  for (size_t i = 0; i < found.count; i++) {
    uint8_t subject = found.first[i].target;
    passage->subjects[subject / 64] |= UINT64_C(1) << subject % 64;
  }
}

int cwp__passages_make(const char *text, size_t length, const cwp_allocator *memory, cwp__passages *out) {
  cwp__window window;
  cwp__passage *passage = NULL;
  size_t words = 0;
  memset(out, 0, sizeof *out);
  cwp__window_start(&window, text, length, MOST_WORDS);
  for (; cwp__window_more(&window); window.at++) {
    const cwp__word *word = window.list + window.at;
    if (!passage || words == PASSAGE_WORDS || ends_passage(text, passage->end, word->start)) {
      passage = start_passage(out, word->start, memory);
      words = 0;
    }
    if (!passage) return 0;
    passage->end = word->end;
    words++;
    note_subjects(passage, &window);
    if (!cwp__word_is_common(word) && !add_stem(out, passage, hash_of(word), memory)) return 0;
  }
  return 1;
}

void cwp__passages_free(cwp__passages *self, const cwp_allocator *memory) {
  cwp__release(memory, self->list);
  cwp__release(memory, self->stems);
}
