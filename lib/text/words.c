#include "text/words.h"

#include "base/text.h"
#include "text/fold.h"
#include "text/markup.h"
#include "text/stem.h"

#include <string.h>

/* One character of a text, folded, or what stands in its place. */
typedef struct glyph {
  cwp__fold_kind kind;
  size_t size; /* bytes in the original */
  size_t folded_size;
  int is_markup;
  char folded[CWP__FOLD_SIZE];
} glyph;

void cwp__words_start(cwp__words *self, const char *text, size_t length) {
  *self = (cwp__words){.text = text, .length = length, .cut = 1};
}

static void read_glyph(cwp__words *self, size_t at, glyph *out) {
  uint32_t point = ' ';
  *out = (glyph){.kind = CWP__FOLD_BREAK, .size = 1};
  if (self->text[at] == '<') {
    size_t size = cwp__markup_length(self->text, self->length, at, &self->unclosed);
    out->is_markup = size > 0;
    if (size > 0) out->size = size;
    return;
  }
  size_t size = 0;
  if (self->text[at] == '&') size = cwp__entity_length(self->text, self->length, at, &point);
  if (size == 0) size = cwp__utf8_decode(self->text + at, self->length - at, &point);
  if (size == 0) return;
  out->size = size;
  out->kind = cwp__fold(point, out->folded, &out->folded_size);
}

static int ends_phrase(const cwp__words *self, const glyph *seen) {
  return seen->is_markup || (seen->size == 1 && strchr(".,;:!?()|\n\r", self->text[self->at]) != NULL);
}

/* Goes on to where a word begins. Returns 0 when none does. */
static int skip_to_word(cwp__words *self) {
  glyph seen;
  while (self->at < self->length) {
    read_glyph(self, self->at, &seen);
    if (seen.kind == CWP__FOLD_WORD) return 1;
    if (seen.kind == CWP__FOLD_BREAK && ends_phrase(self, &seen)) self->cut = 1;
    self->at += seen.size;
  }
  return 0;
}

static void add_glyph(cwp__word *out, const glyph *seen) {
  if (out->length + seen->folded_size >= CWP__WORD_SIZE) return;
  memcpy(out->text + out->length, seen->folded, seen->folded_size);
  out->length += seen->folded_size;
}

/* Whether a letter begins at a place, and no further letter follows if it is to be a single one. */
static int is_letter_at(cwp__words *self, size_t at, int single) {
  glyph seen;
  if (at >= self->length) return 0;
  read_glyph(self, at, &seen);
  if (seen.kind != CWP__FOLD_WORD) return 0;
  return !single || !is_letter_at(self, at + seen.size, 0);
}

/* An apostrophe: 1 if the word goes on behind it. A possessive s is left out, but belongs to the word's place. */
static int passes_apostrophe(cwp__words *self, size_t size) {
  size_t behind = self->at + size;
  if (!is_letter_at(self, behind, 0)) return 0;
  if ((self->text[behind] == 's' || self->text[behind] == 'S') && is_letter_at(self, behind, 1)) {
    self->at = behind + 1;
    return 0;
  }
  self->at = behind;
  return 1;
}

/* A dot after a single letter, as in "M.C.A.": 1 if the word goes on behind it. The last dot is the word's own. */
static int passes_dot(cwp__words *self, size_t letters, int *dotted) {
  if (letters != 1 || self->text[self->at] != '.') return 0;
  int more = is_letter_at(self, self->at + 1, 1);
  if (more || *dotted) self->at++;
  *dotted = 1;
  return more;
}

static void take_word(cwp__words *self, cwp__word *out) {
  size_t letters = 0; /* since the last dot */
  int dotted = 0;
  while (self->at < self->length) {
    glyph seen;
    read_glyph(self, self->at, &seen);
    if (seen.kind == CWP__FOLD_APOSTROPHE) {
      if (!passes_apostrophe(self, seen.size)) return;
    } else if (seen.kind == CWP__FOLD_BREAK) {
      if (!passes_dot(self, letters, &dotted)) return;
      letters = 0;
    } else {
      add_glyph(out, &seen);
      self->at += seen.size;
      if (seen.kind == CWP__FOLD_WORD) letters++;
    }
  }
}

int cwp__words_next(cwp__words *self, cwp__word *out) {
  if (!skip_to_word(self)) return 0;
  out->start = self->at;
  out->length = 0;
  out->cut = self->cut;
  take_word(self, out);
  out->end = self->at;
  out->text[out->length] = '\0';
  memcpy(out->stem, out->text, out->length + 1);
  out->stem_length = cwp__stem(out->stem, out->length);
  self->cut = 0;
  return 1;
}

size_t cwp__words_split(const char *text, size_t length, cwp__word *out, size_t capacity) {
  cwp__words words;
  size_t count = 0;
  cwp__words_start(&words, text, length);
  while (count < capacity && cwp__words_next(&words, out + count))
    count++;
  return count;
}

int cwp__word_is_common(const cwp__word *word) {
  static const char *const common[] = {
      "a",   "an",   "and",  "any",  "are",   "as",    "at",    "be",    "been",  "by",   "can",  "for",   "from",
      "has", "have", "how",  "if",   "in",    "into",  "is",    "it",    "its",   "of",   "on",   "or",    "our",
      "so",  "than", "that", "the",  "their", "them",  "then",  "there", "these", "they", "this", "those", "to",
      "was", "we",   "were", "what", "when",  "where", "which", "who",   "will",  "with", "you",  "your"};
  size_t low = 0, high = sizeof common / sizeof *common;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(word->text, common[middle]);
    if (order == 0) return 1;
    if (order < 0) high = middle;
    if (order > 0) low = middle + 1;
  }
  return 0;
}
