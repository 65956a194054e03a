/* Finding records by words: one pass to learn how rare each word is, one to score. */

#include "cwp/search.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { MOST_WORDS = 16, MOST_WORD = 32 };

/* A word in ASCII lower case; bytes beyond ASCII stay as they are. */
typedef struct word {
  char text[MOST_WORD];
  size_t length;
} word;

/* What is looked for, and in how many records each word was seen. */
typedef struct search {
  const cwp_pathway *pathway;
  cwp_search_options options;
  word words[MOST_WORDS];
  size_t seen_in[MOST_WORDS];
  size_t word_count;
  size_t searched; /* records looked at */
} search;

static int is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Takes the next word of a text. Returns what comes after it, or NULL when there is none. */
static const char *next_word(const char *text, word *out) {
  while (*text && !is_letter((unsigned char)*text))
    text++;
  if (!*text) return NULL;
  out->length = 0;
  for (; is_letter((unsigned char)*text); text++) {
    char c = *text >= 'A' && *text <= 'Z' ? (char)(*text + ('a' - 'A')) : *text;
    if (out->length + 1 < MOST_WORD) out->text[out->length++] = c;
  }
  out->text[out->length] = '\0';
  return text;
}

/* Words that say nothing of what is looked for. */
static int is_common(const word *candidate) {
  static const char *const common[] = {"a",  "an", "and", "for", "in", "is",   "it",
                                       "of", "on", "or",  "the", "to", "with", "their"};
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (strcmp(candidate->text, common[i]) == 0) return 1;
  return 0;
}

/* Length of the word without a common English ending. */
static size_t stem_length(const word *self) {
  static const char *const endings[] = {"ities", "ing", "ies", "ity", "ed", "es", "s", "y", "e"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t length = strlen(endings[i]);
    if (self->length >= length + 3 && strcmp(self->text + self->length - length, endings[i]) == 0)
      return self->length - length;
  }
  return self->length;
}

/* How well a word of a record answers one that is looked for: 1 the same, 0 not at all. */
static double likeness(const word *wanted, const word *seen) {
  if (wanted->length == seen->length && memcmp(wanted->text, seen->text, seen->length) == 0) return 1.0;
  size_t stem = stem_length(wanted);
  if (stem >= 3 && stem == stem_length(seen) && memcmp(wanted->text, seen->text, stem) == 0) return 0.9;
  if (wanted->length >= 3 && seen->length > wanted->length && memcmp(wanted->text, seen->text, wanted->length) == 0)
    return 0.6;
  size_t longer = wanted->length > seen->length ? wanted->length : seen->length;
  size_t shorter = wanted->length + seen->length - longer;
  if (shorter >= 5 && longer - shorter <= 1 && cwp__distance(wanted->text, seen->text, 1) <= 1) return 0.4;
  return 0;
}

/* Raises what is known of each wanted word by what a text has, `weight` being that of the field. */
static void read_text(const search *self, const char *text, double weight, double best[MOST_WORDS]) {
  word seen;
  for (const char *rest = next_word(text, &seen); rest; rest = next_word(rest, &seen))
    for (size_t i = 0; i < self->word_count; i++) {
      double found = likeness(self->words + i, &seen) * weight;
      if (found > best[i]) best[i] = found;
    }
}

/* What each wanted word finds in a record: names weigh more than text. */
static void read_record(const search *self, cwp_id id, double best[MOST_WORDS]) {
  for (size_t i = 0; i < self->word_count; i++)
    best[i] = 0;
  read_text(self, cwp_record_title(self->pathway, id), 3.0, best);
  read_text(self, cwp_record_text(self->pathway, id), 2.0, best);
  read_text(self, cwp_record_code(self->pathway, id), 3.0, best);
  for (size_t i = 0; cwp_record_alias(self->pathway, id, i); i++)
    read_text(self, cwp_record_alias(self->pathway, id, i), 2.0, best);
}

static int is_searched(const search *self, cwp_id id) {
  cwp_kind kind = cwp_record_kind(self->pathway, id);
  if (self->options.kind != CWP_KIND_END && kind != self->options.kind) return 0;
  if (self->options.kind == CWP_KIND_END && (kind == CWP_KIND_SOURCE || kind == CWP_KIND_MAP)) return 0;
  return self->options.role == CWP_NONE || cwp_record_role(self->pathway, id) == self->options.role;
}

/* First pass: in how many records each word is, and the most wanted words that any one record has. */
static size_t learn(search *self) {
  double best[MOST_WORDS];
  size_t most = 0;
  for (cwp_id id = 0; id < cwp_pathway_count(self->pathway, CWP_KIND_END); id++) {
    size_t found = 0;
    if (!is_searched(self, id)) continue;
    read_record(self, id, best);
    self->searched++;
    for (size_t i = 0; i < self->word_count; i++) {
      if (best[i] <= 0) continue;
      self->seen_in[i]++;
      found++;
    }
    if (found > most) most = found;
  }
  return most;
}

/* How much a word weighs: the share of records without it, so that a word that all have weighs next to nothing. */
static double rarity(const search *self, size_t i) {
  return 1.05 - (double)self->seen_in[i] / (double)self->searched;
}

/* The score of a record that has at least `needed` of the words, or 0. */
static double score(const search *self, cwp_id id, size_t needed) {
  double best[MOST_WORDS], sum = 0;
  size_t found = 0;
  read_record(self, id, best);
  for (size_t i = 0; i < self->word_count; i++) {
    if (best[i] > 0) found++;
    sum += best[i] * rarity(self, i);
  }
  return found >= needed ? sum : 0;
}

/* Keeps the best hits, sorted. */
static size_t keep(cwp_hit *out, size_t count, size_t capacity, cwp_id id, double value) {
  size_t place = count;
  while (place > 0 && out[place - 1].score < value)
    place--;
  if (place == capacity) return count;
  if (count == capacity) count--;
  memmove(out + place + 1, out + place, (count - place) * sizeof *out);
  out[place] = (cwp_hit){.record = id, .score = value};
  return count + 1;
}

static void read_query(search *self, const char *query) {
  word next;
  for (const char *rest = next_word(query, &next); rest && self->word_count < MOST_WORDS; rest = next_word(rest, &next))
    if (!is_common(&next)) self->words[self->word_count++] = next;
}

/* The caller's options as far as its version knew them. */
static cwp_search_options options_or_default(const cwp_search_options *options) {
  cwp_search_options known = CWP_SEARCH_OPTIONS_INIT;
  if (options) memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
  return known;
}

cwp_status cwp_pathway_search(const cwp_pathway *self, const char *query, const cwp_search_options *options,
                              cwp_hit *out, size_t capacity, size_t *count, cwp_error *error) {
  search state = {.pathway = self, .options = options_or_default(options)};
  if (!self || !query || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a query and a place for the hits are needed");
  *count = 0;
  if (!cwp__utf8_is_valid(query, strlen(query)))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the query \"%s\" is no valid UTF-8", query);
  read_query(&state, query);
  if (state.word_count == 0) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the query \"%s\" has no word", query);
  size_t needed = learn(&state);
  for (cwp_id id = 0; needed > 0 && id < cwp_pathway_count(self, CWP_KIND_END); id++) {
    double value = is_searched(&state, id) ? score(&state, id, needed) : 0;
    if (value > 0) *count = keep(out, *count, capacity, id, value);
  }
  return CWP_OK;
}
