/* Finding records by words: records are gone through in blocks, so that nothing needs to be allocated. */

#include "cwp/search.h"

#include "base/error.h"
#include "base/text.h"
#include "text/index.h"
#include "text/window.h"

#include <string.h>

enum { MOST_WORDS = 16, MOST_WANTED = 32, BLOCK = 1024, NO_SUBJECT = 255 };

/* How well a record of a word's subject answers it that does not have the word. */
static const float of_subject = 0.2f;

/* One word that is looked for. */
typedef struct wanted {
  cwp__near_word near[CWP__NEAR_WORDS_MOST + 1];
  size_t near_count;
  uint8_t subject; /* of a phrase that it belongs to, or NO_SUBJECT */
} wanted;

/* What is looked for. */
typedef struct query {
  const cwp_index *index;
  cwp_search_options options;
  wanted words[MOST_WANTED];
  size_t count;
} query;

/* What is known of the records of one block. */
typedef struct block {
  cwp_id first;
  size_t size;
  float best[BLOCK]; /* of the word in hand */
  float sum[BLOCK];
  uint8_t matched[BLOCK]; /* how many words */
} block;

/* The hits so far: more matched words first, then the better score. */
typedef struct hits {
  cwp_hit *list;
  size_t count, capacity;
  uint8_t most; /* words that any record matched */
} hits;

static void add_wanted(query *self, const cwp__word *word, uint32_t short_form) {
  if (self->count == MOST_WANTED || cwp__word_is_common(word)) return;
  wanted *made = &self->words[self->count++];
  made->subject = NO_SUBJECT;
  made->near_count = cwp__index_near(self->index, word, made->near, CWP__NEAR_WORDS_MOST);
  if (short_form != UINT32_MAX) made->near[made->near_count++] = (cwp__near_word){short_form, 1.0f};
}

/* Gives the words of each phrase that names a subject that subject. `words` has the common ones too. Of what names a
 * kind of the subject only, such as "hoist", those that no record has: there is nothing nearer to find by them. */
static void find_subjects(query *self, const cwp__word *words, size_t count, size_t first_wanted) {
  size_t index = first_wanted;
  for (size_t at = 0; at < count; at++) {
    cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, words, count, at);
    size_t end = at + (found.words > 0 ? found.words : 1);
    for (; at < end; at++) {
      if (cwp__word_is_common(&words[at])) continue;
      if (index == self->count) return;
      wanted *word = &self->words[index];
      int speaks = found.words > 0 && (!found.first->narrow || word->near_count == 0);
      if (speaks) word->subject = found.first->target;
      index++;
    }
    at--;
  }
}

/* A word that stands for several: all of them are looked for, and the word itself in place of each. */
static int add_abbreviation(query *self, const cwp__word *word) {
  const char *meaning = cwp__abbreviation(word);
  cwp__word words[MOST_WORDS];
  size_t first = self->count;
  if (!meaning) return 0;
  uint32_t stem = cwp__interner_find(&self->index->stems, word->stem, word->stem_length);
  size_t count = cwp__words_split(meaning, strlen(meaning), words, MOST_WORDS);
  for (size_t i = 0; i < count; i++)
    add_wanted(self, &words[i], stem);
  find_subjects(self, words, count, first);
  return 1;
}

static void read_query(query *self, const char *text) {
  cwp__word words[MOST_WORDS], next;
  cwp__words rest;
  size_t count = 0, first = 0;
  cwp__words_start(&rest, text, strlen(text));
  for (size_t counted = 0; counted < MOST_WORDS && count < MOST_WORDS && cwp__words_next(&rest, &next);) {
    if (!cwp__word_is_common(&next)) counted++;
    if (add_abbreviation(self, &next)) {
      find_subjects(self, words, count, first);
      count = 0;
      first = self->count;
      continue;
    }
    if (count == 0) first = self->count;
    words[count++] = next;
    add_wanted(self, &next, UINT32_MAX);
  }
  find_subjects(self, words, count, first);
}

/* Raises what a block's records have of the word in hand by one list of postings. */
static void read_postings(block *self, const cwp__bags *bags, uint32_t term, float likeness) {
  size_t count, low = 0;
  const cwp__posting *postings = cwp__bags_postings(bags, term, &count);
  size_t high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (postings[middle].document < self->first)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < count && postings[low].document < self->first + self->size; low++) {
    float value = postings[low].impact * likeness;
    float *best = &self->best[postings[low].document - self->first];
    if (value > *best) *best = value;
  }
}

static void read_word(block *self, const query *wanted_words, const wanted *word) {
  const cwp_index *index = wanted_words->index;
  memset(self->best, 0, sizeof self->best);
  for (size_t i = 0; i < word->near_count; i++)
    read_postings(self, &index->records, word->near[i].stem, word->near[i].likeness);
  if (word->subject != NO_SUBJECT) read_postings(self, &index->record_subjects, word->subject, of_subject);
  for (size_t i = 0; i < self->size; i++) {
    if (self->best[i] <= 0) continue;
    self->sum[i] += self->best[i];
    self->matched[i]++;
  }
}

static int is_searched(const query *self, cwp_id id) {
  const cwp_pathway *pathway = self->index->pathway;
  cwp_kind kind = cwp_record_kind(pathway, id);
  if (self->options.kind != CWP_KIND_END && kind != self->options.kind) return 0;
  if (self->options.kind == CWP_KIND_END && (kind == CWP_KIND_SOURCE || kind == CWP_KIND_MAP)) return 0;
  return self->options.role == CWP_NONE || cwp_record_role(pathway, id) == self->options.role;
}

/* What the pathway is about comes before lists of what else there is. */
static double kind_weight(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_ROLE:
  case CWP_KIND_VALUE:
  case CWP_KIND_PRACTICE_AREA:
    return 1.2;
  case CWP_KIND_GROUP:
    return 1.3;
  case CWP_KIND_BEHAVIOUR:
  case CWP_KIND_STATEMENT:
  case CWP_KIND_RULE:
    return 1.1;
  case CWP_KIND_LEARNING:
  case CWP_KIND_CODE:
  case CWP_KIND_SUGGESTION:
  case CWP_KIND_CROSSWALK:
  case CWP_KIND_TIMING: /* who repeats it how often */
    return 0.7;
  default:
    return 1.0;
  }
}

/* Keeps a hit in its place. Once a record matches more words than any before, those before are let go. */
static void keep(hits *self, cwp_id id, double score, uint8_t matched) {
  if (matched < self->most) return;
  if (matched > self->most) self->count = 0;
  self->most = matched;
  size_t place = self->count;
  while (place > 0 && self->list[place - 1].score < score)
    place--;
  if (place == self->capacity) return;
  if (self->count == self->capacity) self->count--;
  memmove(self->list + place + 1, self->list + place, (self->count - place) * sizeof *self->list);
  self->list[place] = (cwp_hit){id, score};
  self->count++;
}

static void search_block(const query *self, cwp_id first, size_t size, hits *out) {
  block state = {.first = first, .size = size};
  for (size_t i = 0; i < self->count; i++)
    read_word(&state, self, &self->words[i]);
  for (size_t i = 0; i < size; i++) {
    cwp_id id = first + (cwp_id)i;
    if (state.matched[i] == 0 || state.matched[i] < out->most || !is_searched(self, id)) continue;
    keep(out, id, (double)state.sum[i] * kind_weight(cwp_record_kind(self->index->pathway, id)), state.matched[i]);
  }
}

/* The caller's options as far as its version knew them. */
static cwp_search_options options_or_default(const cwp_search_options *options) {
  cwp_search_options known = CWP_SEARCH_OPTIONS_INIT;
  if (options) memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
  return known;
}

cwp_status cwp_index_search(const cwp_index *self, const char *text, const cwp_search_options *options, cwp_hit *out,
                            size_t capacity, size_t *count, cwp_error *error) {
  query wanted_words = {.index = self, .options = options_or_default(options), .count = 0};
  hits found = {out, 0, capacity, 0};
  if (!self || !text || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "an index, a query and a place for the hits are needed");
  *count = 0;
  if (!cwp__utf8_is_valid(text, strlen(text)))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the query \"%s\" is no valid UTF-8", text);
  read_query(&wanted_words, text);
  if (wanted_words.count == 0) return cwp__fail(error, CWP_ERROR_ARGUMENT, "the query \"%s\" has no word", text);
  size_t records = cwp_pathway_count(self->pathway, CWP_KIND_END);
  for (size_t first = 0; first < records; first += BLOCK)
    search_block(&wanted_words, (cwp_id)first, records - first < BLOCK ? records - first : BLOCK, &found);
  *count = found.count;
  return CWP_OK;
}

/* ---- Marks ---- */

static int is_wanted(const query *self, const cwp__word *word) {
  uint32_t stem = cwp__interner_find(&self->index->stems, word->stem, word->stem_length);
  for (size_t i = 0; i < self->count && stem != UINT32_MAX; i++)
    for (size_t near = 0; near < self->words[i].near_count; near++)
      if (self->words[i].near[near].stem == stem) return 1;
  return 0;
}

static int is_wanted_subject(const query *self, const cwp__found_phrase *found) {
  for (size_t i = 0; i < self->count; i++)
    for (size_t meaning = 0; meaning < found->count; meaning++)
      if (self->words[i].subject == found->first[meaning].target) return 1;
  return 0;
}

size_t cwp_index_marks(const cwp_index *self, const char *text_query, const char *text, cwp_span *out,
                       size_t capacity) {
  query wanted_words = {.index = self, .options = CWP_SEARCH_OPTIONS_INIT, .count = 0};
  cwp__window window;
  size_t count = 0, of_phrase = 0;
  if (!self || !text_query || !text) return 0;
  read_query(&wanted_words, text_query);
  cwp__window_start(&window, text, strlen(text), SIZE_MAX);
  for (; cwp__window_more(&window); window.at++) {
    const cwp__word *word = &window.list[window.at];
    cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, window.list, window.count, window.at);
    if (found.words > of_phrase && is_wanted_subject(&wanted_words, &found)) of_phrase = found.words;
    int marked = !cwp__word_is_common(word) && (of_phrase > 0 || is_wanted(&wanted_words, word));
    if (of_phrase > 0) of_phrase--;
    if (!marked) continue;
    if (count < capacity) out[count] = (cwp_span){word->start, word->end - word->start};
    count++;
  }
  return count;
}
