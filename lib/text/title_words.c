/* The words of a title, typing errors forgiven, and the lexicon's phrases in them. */

#include "text/title.h"

#include "base/text.h"
#include "text/words.h"

#include <string.h>

enum {
  LEAST_FUZZY = 5, /* letters from which one typing error is forgiven */
  FUZZY_TWICE = 9, /* and two */
  LEAST_PART = 4   /* letters of each of two words that are written as one */
};

/* A word of the title: `word` is that of the lexicon, or CWP__TITLE_NO_WORD. */
typedef struct token {
  size_t start, end;
  uint16_t word;
  uint8_t edits;
  uint8_t gap;
} token;

static uint16_t exact(const char *text, size_t length) {
  uint32_t mask = cwp__titles.slot_count - 1;
  for (uint32_t at = cwp__hash_fold(text, length) & mask; cwp__titles.slots[at] != CWP__TITLE_NO_WORD;
       at = (at + 1) & mask) {
    const cwp__title_word *word = cwp__titles.words + cwp__titles.slots[at];
    if (word->length == length && memcmp(cwp__title_text(word), text, length) == 0) return cwp__titles.slots[at];
  }
  return CWP__TITLE_NO_WORD;
}

/* The word, or that of its singular: "assistants", "nurses". */
static uint16_t exact_or_singular(const char *text, size_t length) {
  uint16_t found = exact(text, length);
  if (found == CWP__TITLE_NO_WORD && length > 3 && text[length - 1] == 's') found = exact(text, length - 1);
  return found;
}

static uint32_t letters_of(const char *text) {
  uint32_t letters = 0;
  for (; *text; text++)
    letters |= UINT32_C(1) << (*text >= 'a' && *text <= 'z' ? *text - 'a' : 26);
  return letters;
}

static unsigned count_bits(uint32_t bits) {
  unsigned count = 0;
  for (; bits; bits &= bits - 1)
    count++;
  return count;
}

/* What the nearest words are so far. */
typedef struct nearness {
  unsigned distance;
  uint16_t best;
  int unclear; /* 1 where another is as near: either would be a guess */
} nearness;

/* Of words that are as near, one that says something goes first, and then the longer one: people leave letters out more
   often than they add any. */
static int goes_first(const cwp__title_word *a, const cwp__title_word *b) {
  if (a->only_skipped != b->only_skipped) return b->only_skipped;
  return a->length > b->length;
}

static void try_word(nearness *self, uint16_t i, const char *text, unsigned limit) {
  const cwp__title_word *word = cwp__titles.words + i, *best = cwp__titles.words + self->best;
  unsigned distance = cwp__distance(cwp__title_text(word), text, limit);
  if (distance > limit || distance > self->distance) return;
  if (distance < self->distance || goes_first(word, best)) {
    *self = (nearness){.distance = distance, .best = i, .unclear = 0};
  } else if (!goes_first(best, word) && word->meant != best->meant) {
    self->unclear = 1;
  }
}

/* The one word that is nearest, if it is near enough and says something. A typing error changes at most two of the
   letters that a word has, so most words are ruled out without measuring. */
static uint16_t nearest(const char *text, size_t length, uint8_t *edits) {
  unsigned limit = length < LEAST_FUZZY ? 0 : length < FUZZY_TWICE ? 1 : 2;
  nearness best = {.distance = limit + 1, .best = 0, .unclear = 1};
  uint32_t letters = letters_of(text);
  for (uint16_t i = 0; limit > 0 && i < cwp__titles.word_count; i++) {
    const cwp__title_word *word = cwp__titles.words + i;
    if (cwp__title_text(word)[0] != text[0] || word->length + limit < length || length + limit < word->length) continue;
    if (word->length < LEAST_FUZZY - 1 || count_bits(word->letters ^ letters) > 2 * limit) continue;
    try_word(&best, i, text, limit);
  }
  if (best.unclear || cwp__titles.words[best.best].only_skipped) return CWP__TITLE_NO_WORD;
  *edits = (uint8_t)best.distance;
  return best.best;
}

static int is_code(const char *text) {
  for (; *text; text++)
    if (*text >= '0' && *text <= '9') return 1;
  return 0;
}

/* Bytes of a character at `at` that parts nothing and is not ASCII: a hard space or hyphen, a quote; else 0. */
static size_t quiet_length(const char *text, size_t at, size_t end) {
  static const char *const quiet[] = {"\xc2\xa0", "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x8b", "\xe2\x80\x91"};
  for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
    if (end - at >= strlen(quiet[i]) && memcmp(text + at, quiet[i], strlen(quiet[i])) == 0) return strlen(quiet[i]);
  return 0;
}

/* What stands between two words, `before` being the bytes of the first; notes an "&" or "+". A full stop behind a short
   word ends an abbreviation and nothing else. */
static cwp__title_gap gap_between(const char *text, size_t start, size_t end, size_t before, int *and_sign) {
  cwp__title_gap gap = CWP__TITLE_SPACE;
  if (end == start + 1 && text[start] == '-') return CWP__TITLE_JOINED;
  for (size_t at = start; at < end; at++) {
    size_t quiet = quiet_length(text, at, end);
    if (text[at] == '&' || text[at] == '+') *and_sign = 1;
    if (end - at > 4 && memcmp(text + at, "&amp;", 5) == 0) quiet = 5;
    if (quiet > 0) at += quiet - 1;
    if (quiet > 0 || strchr(" \t&+'\"", text[at]) || (text[at] == '.' && at == start && before <= 4)) continue;
    if (!strchr("/\\,", text[at])) return CWP__TITLE_BREAK;
    gap = CWP__TITLE_OR;
  }
  return gap;
}

typedef struct tokens {
  token token[CWP__TITLE_WORDS];
  size_t count;
  int forgive;    /* 1 to forgive typing errors */
  int after_code; /* 1 behind a number and its units */
} tokens;

static void add_token(tokens *self, const cwp__word *word, uint16_t known, uint8_t edits, cwp__title_gap gap) {
  self->token[self->count++] =
      (token){.start = word->start, .end = word->end, .word = known, .edits = edits, .gap = (uint8_t)gap};
}

/* Joins a word with the one before it where the lexicon knows them as one: "co-ordinator", "re-ablement". */
static int join(tokens *self, const char *text, const cwp__word *word) {
  token *last = self->count > 0 ? self->token + self->count - 1 : NULL;
  char joined[2 * CWP__WORD_SIZE];
  size_t length = last ? last->end - last->start : 0;
  if (!last || length >= CWP__WORD_SIZE || last->end + 1 != word->start) return 0;
  for (size_t i = 0; i < length; i++) {
    char c = text[last->start + i];
    joined[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  memcpy(joined + length, word->text, word->length + 1);
  uint16_t known = exact_or_singular(joined, length + word->length);
  if (known == CWP__TITLE_NO_WORD) return 0;
  last->word = cwp__titles.words[known].meant;
  last->end = word->end;
  last->edits = 0;
  return 1;
}

/* Parts a word that is two words written as one: "careworker". */
static int part(tokens *self, const cwp__word *word, cwp__title_gap gap) {
  for (size_t at = LEAST_PART; at + LEAST_PART <= word->length; at++) {
    uint16_t left = exact(word->text, at), right = exact_or_singular(word->text + at, word->length - at);
    if (left == CWP__TITLE_NO_WORD || right == CWP__TITLE_NO_WORD) continue;
    if (cwp__titles.words[left].only_skipped || cwp__titles.words[right].only_skipped) continue;
    if (self->count + 2 >= CWP__TITLE_WORDS) return 0;
    add_token(self, word, cwp__titles.words[left].meant, 0, gap);
    add_token(self, word, cwp__titles.words[right].meant, 0, CWP__TITLE_SPACE);
    return 1;
  }
  return 0;
}

static void add_word(tokens *self, const char *text, const cwp__word *word, cwp__title_gap gap) {
  uint8_t edits = 0;
  if (gap == CWP__TITLE_JOINED && join(self, text, word)) return;
  uint16_t known = exact_or_singular(word->text, word->length);
  if (known == CWP__TITLE_NO_WORD && is_code(word->text)) {
    self->after_code = 1;
    return;
  }
  if (known != CWP__TITLE_NO_WORD && self->after_code && cwp__titles.words[known].unit) return;
  self->after_code = 0;
  if (known == CWP__TITLE_NO_WORD && part(self, word, gap)) return;
  if (known == CWP__TITLE_NO_WORD && self->forgive) known = nearest(word->text, word->length, &edits);
  if (known != CWP__TITLE_NO_WORD) known = cwp__titles.words[known].meant;
  add_token(self, word, known, edits, gap);
}

/* Words of the text until there is no room for one more and the "and" before it. Returns 1 if there was one. */
static int take_words(cwp__words *words, tokens *self) {
  static const cwp__word none = {0};
  cwp__word word = none;
  while (self->count + 1 < CWP__TITLE_WORDS) {
    size_t last_end = self->count > 0 ? self->token[self->count - 1].end : 0;
    size_t last_length = self->count > 0 ? last_end - self->token[self->count - 1].start : 0, held = self->count;
    int and_sign = 0;
    if (!cwp__words_next(words, &word)) return 0;
    cwp__title_gap gap = gap_between(words->text, last_end, word.start, last_length, &and_sign);
    if (held == 0) gap = CWP__TITLE_BREAK;
    if (and_sign && held > 0 && gap < CWP__TITLE_BREAK) {
      cwp__word sign = {.start = last_end, .end = word.start};
      add_token(self, &sign, exact("and", 3), 0, CWP__TITLE_SPACE);
      gap = CWP__TITLE_SPACE;
    }
    add_word(self, words->text, &word, gap);
  }
  return 1;
}

/* The longest phrase that begins at the token, if it ends before a break. */
static const cwp__title_phrase *phrase_at(const tokens *self, size_t at) {
  const token *first = self->token + at;
  if (first->word == CWP__TITLE_NO_WORD) return NULL;
  const cwp__title_word *word = cwp__titles.words + first->word;
  for (uint16_t i = word[0].first; i < word[1].first; i++) {
    const cwp__title_phrase *phrase = cwp__titles.phrases + i;
    size_t same = 1;
    while (same < phrase->count && at + same < self->count && first[same].word == phrase->words[same] &&
           first[same].gap < CWP__TITLE_OR)
      same++;
    if (same == phrase->count) return phrase;
  }
  return NULL;
}

void cwp__title_items_find(const char *title, size_t length, cwp__title_items *out) {
  tokens found = {.count = 0, .forgive = 1};
  cwp__words words;
  cwp__words_start(&words, title, length);
  out->more = take_words(&words, &found);
  out->count = 0;
  for (size_t at = 0; at < found.count;) {
    const cwp__title_phrase *phrase = phrase_at(&found, at);
    size_t taken = phrase ? phrase->count : 1;
    cwp__title_item *item = out->item + out->count++;
    *item = (cwp__title_item){.start = found.token[at].start,
                              .end = found.token[at + taken - 1].end,
                              .gap = (cwp__title_gap)found.token[at].gap};
    if (phrase) memcpy(item->parts, phrase->parts, sizeof item->parts);
    for (size_t i = 0; i < taken; i++)
      item->edits = (uint8_t)(item->edits + found.token[at + i].edits);
    at += taken;
  }
}

cwp__title_parts cwp__title_parts_of(const char *text, size_t length) {
  cwp__title_parts parts = {{0}};
  tokens found = {.count = 0, .forgive = 0};
  cwp__words words;
  int more = 1;
  cwp__words_start(&words, text, length);
  while (more) {
    size_t at = 0;
    more = take_words(&words, &found);
    /* What could be the beginning of a phrase that goes on is kept for the next round. */
    while (at < found.count && (!more || at + CWP__TITLE_PHRASE_WORDS < found.count)) {
      const cwp__title_phrase *phrase = phrase_at(&found, at);
      for (size_t i = 0; phrase && i < CWP__TITLE_PHRASE_PARTS; i++)
        cwp__title_put(&parts, phrase->parts[i]);
      at += phrase ? phrase->count : 1;
    }
    found.count -= at;
    memmove(found.token, found.token + at, found.count * sizeof *found.token);
  }
  return parts;
}
