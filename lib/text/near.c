/* Words that are not in the pathway's text: which of its words they may stand for. */

#include "base/memory.h"
#include "base/text.h"
#include "text/index.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4096, MOST_GRAMS = CWP__WORD_SIZE, LEAST_BEGINNING = 3, LEAST_WITH_ERROR = 4, LEAST_WITH_TWO = 8 };

/* How likely it is that a word stands for one that it begins, and for one so many typing errors away. */
static const float of_beginning = 0.6f, of_error = 0.55f, of_two_errors = 0.35f;

/* The bucket of three letters. */
static uint32_t bucket_of(const char *three) {
  const unsigned char *letters = (const unsigned char *)three;
  uint32_t mixed =
      letters[0] * UINT32_C(0x9e3779b1) ^ letters[1] * UINT32_C(0x85ebca77) ^ letters[2] * UINT32_C(0xc2b2ae3d);
  return (mixed >> 16) % CWP__GRAM_BUCKETS;
}

/* The buckets of a word's runs of three letters, its ends counting as letters. Each bucket once. Returns how many. */
static size_t grams_of(const char *text, size_t length, uint32_t out[MOST_GRAMS]) {
  char padded[CWP__WORD_SIZE + 2] = "^";
  size_t count = 0;
  memcpy(padded + 1, text, length);
  padded[length + 1] = '$';
  for (size_t i = 0; i + 2 < length + 2 && count < MOST_GRAMS; i++) {
    uint32_t bucket = bucket_of(padded + i);
    size_t known = 0;
    while (known < count && out[known] != bucket)
      known++;
    if (known == count) out[count++] = bucket;
  }
  return count;
}

/* Counting first, then laying out, so that the surfaces of a bucket lie in ascending order. */
static void lay_out_grams(cwp_index *self, int counting) {
  uint32_t grams[MOST_GRAMS];
  for (uint32_t surface = 0; surface < self->surfaces.count; surface++) {
    const char *text = cwp__interner_text(&self->surfaces, surface);
    size_t count = grams_of(text, strlen(text), grams);
    for (size_t i = 0; i < count; i++) {
      if (counting)
        self->gram_starts[grams[i] + 2]++;
      else
        self->gram_surfaces[self->gram_starts[grams[i] + 1]++] = surface;
    }
  }
}

static void swap(uint32_t *a, uint32_t *b) {
  uint32_t kept = *a;
  *a = *b;
  *b = kept;
}

static const char *text_at(const cwp_index *self, size_t place) {
  return cwp__interner_text(&self->surfaces, self->sorted[place]);
}

/* Lets the entry at `root` sink in a heap with the greatest on top. */
static void sink(cwp_index *self, size_t root, size_t count) {
  for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
    if (child + 1 < count && strcmp(text_at(self, child), text_at(self, child + 1)) < 0) child++;
    if (strcmp(text_at(self, root), text_at(self, child)) >= 0) return;
    swap(&self->sorted[root], &self->sorted[child]);
    root = child;
  }
}

/* Heap sort: the order needs the index, which qsort has no way to hand on. */
static void sort_surfaces(cwp_index *self) {
  size_t count = self->surfaces.count;
  for (uint32_t i = 0; i < count; i++)
    self->sorted[i] = i;
  for (size_t root = count / 2; root-- > 0;)
    sink(self, root, count);
  for (size_t end = count; end-- > 1;) {
    swap(&self->sorted[0], &self->sorted[end]);
    sink(self, 0, end);
  }
}

int cwp__index_sort_words(cwp_index *self) {
  self->sorted = cwp__allocate(&self->allocator, self->surfaces.count, sizeof *self->sorted);
  self->gram_starts = cwp__allocate_zeroed(&self->allocator, CWP__GRAM_BUCKETS + 2, sizeof *self->gram_starts);
  if (!self->sorted || !self->gram_starts) return 0;
  sort_surfaces(self);
  lay_out_grams(self, 1);
  for (size_t i = 1; i < CWP__GRAM_BUCKETS + 2; i++)
    self->gram_starts[i] += self->gram_starts[i - 1];
  self->gram_surfaces =
      cwp__allocate(&self->allocator, self->gram_starts[CWP__GRAM_BUCKETS + 1], sizeof *self->gram_surfaces);
  if (!self->gram_surfaces) return 0;
  lay_out_grams(self, 0);
  return 1;
}

/* Words found, the likeliest first. */
typedef struct found {
  cwp__near_word *list;
  size_t count, capacity;
} found;

/* Keeps a stem in its place, once, as likely as it was at its likeliest. */
static void keep(found *self, uint32_t stem, float likeness) {
  size_t place = self->count;
  for (size_t i = 0; i < self->count; i++)
    if (self->list[i].stem == stem) {
      if (self->list[i].likeness >= likeness) return;
      memmove(self->list + i, self->list + i + 1, (self->count - i - 1) * sizeof *self->list);
      self->count--;
      break;
    }
  place = self->count;
  while (place > 0 && self->list[place - 1].likeness < likeness)
    place--;
  if (place == self->capacity) return;
  if (self->count == self->capacity) self->count--;
  memmove(self->list + place + 1, self->list + place, (self->count - place) * sizeof *self->list);
  self->list[place] = (cwp__near_word){stem, likeness};
  self->count++;
}

static void keep_beginnings(const cwp_index *self, const cwp__word *word, found *out) {
  size_t low = 0, high = self->surfaces.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(text_at(self, middle), word->text) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < self->surfaces.count && strncmp(text_at(self, low), word->text, word->length) == 0; low++)
    keep(out, self->surface_stem[self->sorted[low]], of_beginning);
}

/* Whether few enough typing errors lie between the word and a surface, and how likely it makes the surface. */
static float likeness_of(const cwp_index *self, const cwp__word *word, uint32_t surface, unsigned most_errors) {
  const char *text = cwp__interner_text(&self->surfaces, surface);
  size_t length = strlen(text), longer = length > word->length ? length : word->length;
  if (longer - (length + word->length - longer) > most_errors) return 0;
  unsigned errors = cwp__distance(text, word->text, most_errors);
  if (errors > most_errors) return 0;
  return errors <= 1 ? of_error : of_two_errors;
}

/* Looks at the surfaces of one block that have enough runs of three letters in common with the word. */
static void keep_of_block(const cwp_index *self, const cwp__word *word, const uint32_t *grams, size_t gram_count,
                          uint32_t first, found *out) {
  uint8_t shared[BLOCK] = {0};
  unsigned most_errors = word->length >= LEAST_WITH_TWO ? 2 : 1;
  size_t spoiled = most_errors == 2 ? 7 : 4; /* as many runs can typing errors change */
  size_t needed = gram_count > spoiled ? gram_count - spoiled : 1;
  uint32_t end = first + BLOCK;
  for (size_t i = 0; i < gram_count; i++)
    for (uint32_t at = self->gram_starts[grams[i]]; at < self->gram_starts[grams[i] + 1]; at++) {
      uint32_t surface = self->gram_surfaces[at];
      if (surface >= first && surface < end) shared[surface - first]++;
    }
  for (uint32_t i = 0; i < BLOCK && first + i < self->surfaces.count; i++) {
    if (shared[i] < needed) continue;
    float likeness = likeness_of(self, word, first + i, most_errors);
    if (likeness > 0) keep(out, self->surface_stem[first + i], likeness);
  }
}

size_t cwp__index_near(const cwp_index *self, const cwp__word *word, cwp__near_word *out, size_t capacity) {
  uint32_t grams[MOST_GRAMS], stem = cwp__interner_find(&self->stems, word->stem, word->stem_length);
  found state = {out, 0, capacity};
  if (stem != UINT32_MAX) {
    keep(&state, stem, 1.0f);
    return state.count;
  }
  if (word->length >= LEAST_BEGINNING) keep_beginnings(self, word, &state);
  if (word->length < LEAST_WITH_ERROR) return state.count;
  size_t count = grams_of(word->text, word->length, grams);
  for (size_t first = 0; first < self->surfaces.count; first += BLOCK)
    keep_of_block(self, word, grams, count, (uint32_t)first, &state);
  return state.count;
}
