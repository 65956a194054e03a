/* An organisation's values: reading them, and what comes of comparing them. */

#include "text/values.h"

#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 10 << 20 };

/* A match of this score or more reflects the pathway's value. */
static const double reflects = 0.35;

const char *cwp_value_relation_name(cwp_value_relation relation) {
  static const char *const names[] = {"equal", "broader", "narrower", "overlaps"};
  return relation >= CWP_VALUE_EQUAL && relation < CWP_VALUE_RELATION_END ? names[relation] : "unknown";
}

/* ---- Reading ---- */

/* Bytes of a bullet or number before a name. */
static size_t bullet_length(const char *text, size_t length) {
  size_t at = 0;
  while (at < length && text[at] >= '0' && text[at] <= '9')
    at++;
  if (at > 0 && at < length && (text[at] == '.' || text[at] == ')')) return at + 1;
  if (length >= 3 && memcmp(text, "\xe2\x80\xa2", 3) == 0) return 3;
  return length > 1 && (text[0] == '-' || text[0] == '*') && text[1] == ' ' ? 1 : 0;
}

/* Where the name ends, and where the statement begins. */
static size_t name_length(cwp__span line, size_t *statement) {
  for (size_t i = 0; i < line.length; i++) {
    int dash =
        line.text[i] == '-' && i > 0 && line.text[i - 1] == ' ' && i + 1 < line.length && line.text[i + 1] == ' ';
    int long_dash = line.length - i > 3 && memcmp(line.text + i, "\xe2\x80\x93", 3) == 0;
    if (line.text[i] != ':' && !dash && !long_dash) continue;
    *statement = i + (long_dash ? 3 : 1);
    return i;
  }
  *statement = line.length;
  return line.length;
}

/* What both parts of a value speak of. Its texts are copies in the arena, so that words can point into them. */
static void find_words(cwp_values *self, cwp__own *own) {
  cwp__spoken spoken[CWP__VALUE_WORDS];
  const char *const texts[] = {own->shown.name, own->shown.statement};
  size_t named = 0;
  for (size_t part = 0; part < 2; part++) {
    size_t room = CWP__VALUE_WORDS - own->word_count;
    size_t count = cwp__value_phrases_find(texts[part], strlen(texts[part]), spoken, room);
    for (size_t i = 0; i < count; i++) {
      const cwp__facet *facet = cwp__facets + spoken[i].facet;
      own->facets[own->word_count] = spoken[i].facet;
      own->words[own->word_count++] = (cwp_value_word){.written = texts[part] + spoken[i].start,
                                                       .length = spoken[i].end - spoken[i].start,
                                                       .meaning = cwp__facet_text(facet->meaning),
                                                       .value = cwp__value_of(self->pathway, facet->value)};
      self->spoken |= UINT64_C(1) << spoken[i].facet;
    }
    if (part == 0) named = own->word_count;
  }
  own->shown.abstained = own->word_count == 0;
  cwp__values_match(self->pathway, own, named);
}

static cwp_status add_value(cwp_values *self, cwp__span line, uint64_t number, cwp_error *error) {
  size_t statement = 0, length = name_length(line, &statement);
  cwp__span name = cwp__span_trim((cwp__span){line.text, length});
  cwp__span rest = cwp__span_trim((cwp__span){line.text + statement, line.length - statement});
  void *list = self->own;
  if (self->count == CWP__VALUES_MOST)
    return cwp__fail(error, CWP_ERROR_LIMIT, "there are more than %d values", CWP__VALUES_MOST);
  int room = cwp__reserve(&self->allocator, &list, &self->capacity, self->count + 1, sizeof *self->own);
  self->own = list;
  if (!room) return cwp__fail_memory(error);
  cwp__own *own = self->own + self->count;
  memset(own, 0, sizeof *own);
  own->shown.name = cwp__arena_text(&self->arena, name.text, name.length);
  own->shown.statement = cwp__arena_text(&self->arena, rest.text, rest.length);
  own->shown.line = number;
  if (!own->shown.name || !own->shown.statement) return cwp__fail_memory(error);
  self->count++;
  find_words(self, own);
  return CWP_OK;
}

static cwp_status read_lines(cwp_values *self, cwp__span text, cwp_error *error) {
  cwp_status status = CWP_OK;
  uint64_t number = 1;
  size_t at = text.length >= 3 && memcmp(text.text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  for (; at < text.length && status == CWP_OK; number++) {
    const char *end = memchr(text.text + at, '\n', text.length - at);
    size_t length = end ? (size_t)(end - (text.text + at)) : text.length - at;
    cwp__span line = cwp__span_trim((cwp__span){text.text + at, length});
    size_t bullet = bullet_length(line.text, line.length);
    line = cwp__span_trim((cwp__span){line.text + bullet, line.length - bullet});
    if (line.length > 0 && line.text[0] != '#') status = add_value(self, line, number, error);
    at += length + 1;
  }
  return status;
}

cwp_status cwp_values_compare(const cwp_pathway *pathway, const char *text, size_t length,
                              const cwp_allocator *allocator, cwp_values **out, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  if (out) *out = NULL;
  if (!pathway || !text || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a text and a place for the comparison are needed");
  if (length > MOST_BYTES) return cwp__fail(error, CWP_ERROR_LIMIT, "the text is longer than %d bytes", MOST_BYTES);
  cwp_values *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  cwp__arena_init(&self->arena, &memory);
  cwp_status status = read_lines(self, (cwp__span){text, length}, error);
  if (status == CWP_OK)
    *out = self;
  else
    cwp_values_free(self);
  return status;
}

void cwp_values_free(cwp_values *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self->own);
  cwp__release(&memory, self);
}

/* ---- What came of it ---- */

static const cwp__own *own_at(const cwp_values *self, size_t index) {
  return self && index < self->count ? self->own + index : NULL;
}

size_t cwp_values_count(const cwp_values *self) {
  return self ? self->count : 0;
}

const cwp_own_value *cwp_values_at(const cwp_values *self, size_t index) {
  const cwp__own *own = own_at(self, index);
  return own ? &own->shown : NULL;
}

size_t cwp_values_match_count(const cwp_values *self, size_t index) {
  const cwp__own *own = own_at(self, index);
  return own ? own->match_count : 0;
}

const cwp_value_match *cwp_values_match_at(const cwp_values *self, size_t index, size_t match) {
  const cwp__own *own = own_at(self, index);
  return own && match < own->match_count ? own->matches + match : NULL;
}

size_t cwp_values_word_count(const cwp_values *self, size_t index) {
  const cwp__own *own = own_at(self, index);
  return own ? own->word_count : 0;
}

const cwp_value_word *cwp_values_word_at(const cwp_values *self, size_t index, size_t word) {
  const cwp__own *own = own_at(self, index);
  return own && word < own->word_count ? own->words + word : NULL;
}

/* The index-th word that has to do with the value; with CWP_NONE, the index-th of all. */
static const cwp_value_word *word_about(const cwp_values *self, const cwp__own *own, cwp_id value, size_t index) {
  for (size_t i = 0; i < own->word_count; i++) {
    int fits = value == CWP_NONE || own->words[i].value == value ||
               cwp__facet_touches(cwp__facets + own->facets[i], self->pathway, value);
    if (fits && index-- == 0) return own->words + i;
  }
  return NULL;
}

static size_t write_relation(const cwp_values *self, const cwp__own *own, const cwp_value_match *match, char *text,
                             size_t capacity) {
  static const char *const middles[] = {"names what", "names what", "names a part of", "has something in common with"};
  static const char *const ends[] = {" names.", " names, and more that belongs elsewhere.", ".",
                                     ", and neither takes the other in."};
  char name[128];
  cwp__show(name, sizeof name, own->shown.name, strlen(own->shown.name));
  int length = snprintf(text, capacity, "\"%s\" %s \"%s\"%s", name, middles[match->relation],
                        cwp_record_title(self->pathway, match->value), ends[match->relation]);
  return length > 0 ? (size_t)length : 0;
}

static size_t write_word(const cwp_value_word *word, char *text, size_t capacity) {
  char written[128];
  cwp__show(written, sizeof written, word->written, word->length);
  int length = snprintf(text, capacity, "\"%s\" speaks of %s.", written, word->meaning);
  return length > 0 ? (size_t)length : 0;
}

static size_t write_whole(const cwp__own *own, char *text, size_t capacity) {
  const char *sentence = own->word_count == 0    ? "None of its words is one that values are known to speak of."
                         : own->match_count == 0 ? "It speaks of something that none of the pathway's values names."
                                                 : "It speaks of what the pathway's values name.";
  int length = snprintf(text, capacity, "%s", sentence);
  return length > 0 ? (size_t)length : 0;
}

size_t cwp_values_why(const cwp_values *self, size_t index, size_t match, size_t reason, char *text, size_t capacity) {
  const cwp__own *own = own_at(self, index);
  const cwp_value_match *found = cwp_values_match_at(self, index, match);
  if (text && capacity > 0) text[0] = '\0';
  if (!own || (!found && match != CWP_VALUES_WHOLE)) return 0;
  if (reason == 0) return found ? write_relation(self, own, found, text, capacity) : write_whole(own, text, capacity);
  const cwp_value_word *word = word_about(self, own, found ? found->value : CWP_NONE, reason - 1);
  return word ? write_word(word, text, capacity) : 0;
}

static int is_reflected(const cwp_values *self, cwp_id value) {
  for (size_t i = 0; i < self->count; i++)
    for (size_t k = 0; k < self->own[i].match_count; k++)
      if (self->own[i].matches[k].value == value && self->own[i].matches[k].score >= reflects) return 1;
  return 0;
}

size_t cwp_values_uncovered_count(const cwp_values *self) {
  size_t count = 0;
  while (cwp_values_uncovered_at(self, count) != CWP_NONE)
    count++;
  return count;
}

cwp_id cwp_values_uncovered_at(const cwp_values *self, size_t index) {
  cwp_id first = self ? cwp_pathway_first(self->pathway, CWP_KIND_VALUE) : 0;
  for (size_t i = 0; self && i < cwp_pathway_count(self->pathway, CWP_KIND_VALUE); i++)
    if (!is_reflected(self, first + (cwp_id)i) && index-- == 0) return first + (cwp_id)i;
  return CWP_NONE;
}

const char *cwp_values_missing(const cwp_values *self, cwp_id value, size_t index) {
  for (size_t i = 0; self && i < cwp__facet_count; i++) {
    int asked = cwp__facets[i].core && cwp__value_of(self->pathway, cwp__facets[i].value) == value;
    if (asked && !(self->spoken >> i & 1) && index-- == 0) return cwp__facet_text(cwp__facets[i].meaning);
  }
  return NULL;
}

size_t cwp_value_voices(const cwp_pathway *pathway, cwp_id value, cwp_id *out, size_t capacity) {
  size_t count = 0;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_VOICE);
  for (size_t i = 0; i < cwp_pathway_count(pathway, CWP_KIND_VOICE); i++) {
    cwp_id voice = first + (cwp_id)i;
    for (size_t k = 0; k < cwp_record_link_count(pathway, voice, CWP_RELATION_SHOWS); k++) {
      cwp_link link;
      if (cwp_record_link(pathway, voice, CWP_RELATION_SHOWS, k, &link, NULL) != CWP_OK || link.to != value) continue;
      if (count < capacity) out[count] = voice;
      count++;
    }
  }
  return count;
}
