/* Making an index of a pathway's text. */

#include "text/index.h"

#include "base/error.h"
#include "base/memory.h"
#include "text/window.h"

#include <string.h>

enum { TITLE_WORDS = 16 };

/* How much a word weighs by where it stands. */
static const float in_title = 3.0f, in_name = 2.0f, in_text = 1.0f;

/* How surely a phrase speaks of its subject. */
static const float of_name = 1.0f, of_kind = 0.7f, of_several_words = 1.3f;

/* How much of a group's subject comes from its text, and from its statements if one or all speak of it. */
static const float by_text = 0.6f, by_one_statement = 0.28f, by_statements = 0.52f;

typedef struct maker {
  cwp_index *index;
  cwp__bag_filler records, subjects, groups;
  size_t stem_capacity;
  float *seen; /* by subject: how surely the text in hand speaks of it */
} maker;

/* The number of a word's stem, both being noted if new. Returns 0 when there is no memory. */
static int note_word(maker *self, const cwp__word *word, uint32_t *stem) {
  cwp_index *index = self->index;
  uint32_t surface;
  void *stems = index->surface_stem;
  if (!cwp__interner_add(&index->stems, word->stem, word->stem_length, stem)) return 0;
  if (!cwp__interner_add(&index->surfaces, word->text, word->length, &surface)) return 0;
  int fits = cwp__reserve(&index->allocator, &stems, &self->stem_capacity, (size_t)surface + 1, sizeof(uint32_t));
  index->surface_stem = stems;
  if (fits) index->surface_stem[surface] = *stem;
  return fits;
}

float cwp__phrase_strength(const cwp__found_phrase *found, size_t meaning) {
  float strength = found->first[meaning].narrow ? of_kind : of_name;
  return found->words > 1 ? strength * of_several_words : strength;
}

/* Notes the subjects of a phrase in `seen`, as surely as the surest of its phrases. */
static void note_subjects(maker *self, const cwp__found_phrase *found) {
  for (size_t i = 0; i < found->count; i++) {
    float strength = cwp__phrase_strength(found, i);
    if (strength > self->seen[found->first[i].target]) self->seen[found->first[i].target] = strength;
  }
}

/* Reads a text into a bag, and its subjects into `seen`. Returns 0 when there is no memory. */
static int read_text(maker *self, cwp__bag_filler *bag, uint32_t document, const char *text, float weight) {
  cwp__window window;
  size_t taken = 0; /* words of a phrase that was found */
  memset(self->seen, 0, cwp__subject_count * sizeof *self->seen);
  cwp__window_start(&window, text, strlen(text), SIZE_MAX);
  for (; cwp__window_more(&window); window.at++) {
    uint32_t stem;
    cwp__found_phrase found = {NULL, 0, 0};
    if (taken > 0)
      taken--;
    else
      found = cwp__phrase_find(&cwp__subject_phrases, window.list, window.count, window.at);
    if (found.words > 0) {
      note_subjects(self, &found);
      taken = found.words - 1;
    }
    if (cwp__word_is_common(&window.list[window.at])) continue;
    if (!note_word(self, &window.list[window.at], &stem)) return 0;
    cwp__bag_fill(bag, stem, document, weight);
  }
  return 1;
}

/* Notes the subjects that the last text speaks of in the bag of subjects. */
static void fill_subjects(maker *self, uint32_t document, float weight) {
  for (uint32_t subject = 0; subject < cwp__subject_count; subject++)
    if (self->seen[subject] > 0) cwp__bag_fill(&self->subjects, subject, document, weight * self->seen[subject]);
}

static int read_record(maker *self, cwp_id id) {
  const cwp_pathway *pathway = self->index->pathway;
  const char *alias;
  cwp_id parent = cwp_record_parent(pathway, id);
  int own_title = parent == CWP_NONE || cwp_record_kind(pathway, id) == CWP_KIND_CODE;
  float title = own_title ? in_title : in_text;
  if (!read_text(self, &self->records, id, cwp_record_title(pathway, id), title)) return 0;
  if (own_title) fill_subjects(self, id, title);
  if (!read_text(self, &self->records, id, cwp_record_text(pathway, id), in_text)) return 0;
  fill_subjects(self, id, in_text);
  if (!read_text(self, &self->records, id, cwp_record_code(pathway, id), in_name)) return 0;
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++)
    if (!read_text(self, &self->records, id, alias, in_name)) return 0;
  return 1;
}

/* Raises what a group has of each subject to what the last text has of it. */
static void raise_subjects(maker *self, float *of_group, float weight) {
  for (size_t i = 0; i < cwp__subject_count; i++)
    if (self->seen[i] * weight > of_group[i]) of_group[i] = self->seen[i] * weight;
}

/* Reads a group's statements, and adds the subjects that they have in common. */
static int read_statements(maker *self, cwp_id group, uint32_t number, float *of_group) {
  const cwp_pathway *pathway = self->index->pathway;
  size_t count = cwp_record_child_count(pathway, group);
  cwp_id first = cwp_record_first_child(pathway, group);
  float *sums = cwp__allocate_zeroed(&self->index->allocator, cwp__subject_count, sizeof *sums);
  int fine = sums != NULL;
  for (size_t i = 0; fine && i < count; i++) {
    fine = read_text(self, &self->groups, number, cwp_record_text(pathway, first + (cwp_id)i), in_text);
    for (size_t subject = 0; subject < cwp__subject_count; subject++)
      sums[subject] += self->seen[subject];
  }
  for (size_t subject = 0; fine && subject < cwp__subject_count; subject++) {
    float part = sums[subject] > 0 ? by_one_statement + by_statements * sums[subject] / (float)count : 0;
    if (part > of_group[subject]) of_group[subject] = part;
  }
  cwp__release(&self->index->allocator, sums);
  return fine;
}

static int read_group(maker *self, size_t number) {
  cwp_index *index = self->index;
  cwp_id group = index->first_group + (cwp_id)number;
  float *of_group = index->group_subjects + number * cwp__subject_count;
  if (!read_text(self, &self->groups, (uint32_t)number, cwp_record_title(index->pathway, group), in_title)) return 0;
  raise_subjects(self, of_group, 1.0f);
  if (!read_text(self, &self->groups, (uint32_t)number, cwp_record_text(index->pathway, group), in_text)) return 0;
  raise_subjects(self, of_group, by_text);
  return read_statements(self, group, (uint32_t)number, of_group);
}

/* A subject that few groups have tells more: as rarity in a bag, but never nothing. */
static void weigh_subjects(cwp_index *self) {
  for (size_t subject = 0; subject < cwp__subject_count; subject++) {
    size_t with = 0;
    for (size_t group = 0; group < self->group_count; group++)
      if (self->group_subjects[group * cwp__subject_count + subject] > 0) with++;
    self->subject_rarity[subject] =
        with > 0 ? (float)cwp__natural_log(1 + (double)self->group_count / (double)with) : 0.0f;
  }
}

/* The subject of a practice area: the first that its title names, or 255. */
static uint8_t subject_of(const cwp_pathway *pathway, cwp_id area) {
  const char *title = cwp_record_title(pathway, area);
  cwp__word words[TITLE_WORDS];
  size_t count = cwp__words_split(title, strlen(title), words, TITLE_WORDS);
  for (size_t i = 0; i < count; i++) {
    cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, words, count, i);
    if (found.words > 0 && !found.first->narrow) return found.first->target;
  }
  return UINT8_MAX;
}

static int read_areas(cwp_index *self) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_PRACTICE_AREA);
  size_t count = cwp_pathway_count(self->pathway, CWP_KIND_PRACTICE_AREA);
  self->area_subjects = cwp__allocate(&self->allocator, count, sizeof *self->area_subjects);
  for (size_t i = 0; self->area_subjects && i < count; i++)
    self->area_subjects[i] = subject_of(self->pathway, first + (cwp_id)i);
  return self->area_subjects != NULL;
}

static int read_all(maker *self) {
  cwp_index *index = self->index;
  const cwp_allocator *allocator = &index->allocator;
  self->seen = cwp__allocate_zeroed(allocator, cwp__subject_count, sizeof *self->seen);
  index->group_subjects =
      cwp__allocate_zeroed(allocator, index->group_count * cwp__subject_count, sizeof *index->group_subjects);
  index->subject_rarity = cwp__allocate_zeroed(allocator, cwp__subject_count, sizeof *index->subject_rarity);
  if (!self->seen || !index->group_subjects || !index->subject_rarity) return 0;
  for (cwp_id id = 0; id < cwp_pathway_count(index->pathway, CWP_KIND_END); id++)
    if (!read_record(self, id)) return 0;
  for (size_t i = 0; i < index->group_count; i++)
    if (!read_group(self, i)) return 0;
  weigh_subjects(index);
  return read_areas(index) && cwp__index_read_known(index) && cwp__index_sort_words(index);
}

/* Freezes all bags, whether or not one fails, so that every filler is freed. */
static int freeze(maker *self) {
  cwp_index *index = self->index;
  size_t records = cwp_pathway_count(index->pathway, CWP_KIND_END);
  int fine = cwp__bag_freeze(&self->records, records, &index->records);
  fine = cwp__bag_freeze(&self->subjects, records, &index->record_subjects) && fine;
  return cwp__bag_freeze(&self->groups, index->group_count, &index->groups) && fine;
}

cwp_status cwp_index_make(const cwp_pathway *pathway, const cwp_allocator *allocator, cwp_index **out,
                          cwp_error *error) {
  if (!pathway || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a place for the index are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_index *index = *out = cwp__allocate_zeroed(&memory, 1, sizeof *index);
  if (!index) return cwp__fail_memory(error);
  maker state = {.index = index};
  index->allocator = memory;
  index->pathway = pathway;
  index->first_group = cwp_pathway_first(pathway, CWP_KIND_GROUP);
  index->group_count = cwp_pathway_count(pathway, CWP_KIND_GROUP);
  cwp__interner_init(&index->surfaces, &memory);
  cwp__interner_init(&index->stems, &memory);
  cwp__interner_init(&index->known_titles, &memory);
  cwp__bag_filler_init(&state.records, &memory);
  cwp__bag_filler_init(&state.subjects, &memory);
  cwp__bag_filler_init(&state.groups, &memory);
  int fine = read_all(&state);
  fine = freeze(&state) && fine;
  cwp__release(&memory, state.seen);
  if (fine) return CWP_OK;
  cwp_index_free(index);
  *out = NULL;
  return cwp__fail_memory(error);
}

void cwp_index_free(cwp_index *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__interner_free(&self->surfaces);
  cwp__interner_free(&self->stems);
  cwp__interner_free(&self->known_titles);
  cwp__release(&memory, self->known_records);
  cwp__release(&memory, self->area_subjects);
  cwp__bags_free(&self->records);
  cwp__bags_free(&self->record_subjects);
  cwp__bags_free(&self->groups);
  cwp__release(&memory, self->surface_stem);
  cwp__release(&memory, self->sorted);
  cwp__release(&memory, self->gram_starts);
  cwp__release(&memory, self->gram_surfaces);
  cwp__release(&memory, self->group_subjects);
  cwp__release(&memory, self->subject_rarity);
  cwp__release(&memory, self);
}

const cwp_pathway *cwp_index_pathway(const cwp_index *self) {
  return self ? self->pathway : NULL;
}

size_t cwp_index_bytes(const cwp_index *self) {
  if (!self) return 0;
  size_t subjects = (self->group_count + 1) * cwp__subject_count * sizeof(float);
  size_t words = self->surfaces.count * 2 + CWP__GRAM_BUCKETS + 2 + self->gram_starts[CWP__GRAM_BUCKETS + 1];
  return sizeof *self + cwp__interner_bytes(&self->surfaces) + cwp__interner_bytes(&self->stems) +
         cwp__interner_bytes(&self->known_titles) + self->known_titles.count * sizeof(cwp_id) +
         cwp__bags_bytes(&self->records) + cwp__bags_bytes(&self->record_subjects) + cwp__bags_bytes(&self->groups) +
         subjects + words * sizeof(uint32_t);
}
