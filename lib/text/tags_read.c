/* Reading a course's texts: which of its words point somewhere. */

#include "text/tags.h"
#include "text/window.h"

#include <string.h>

/* How much a text counts, by what it is: for the subject, and for whom the course is. */
static const struct {
  float subject, words, cue;
} weights[CWP__FIELD_END] = {
    [CWP__FIELD_TITLE] = {1.0f, 1.0f, 0.9f},    [CWP__FIELD_CATEGORY] = {0.7f, 0.4f, 0.8f},
    [CWP__FIELD_KEYWORDS] = {0.7f, 0.4f, 0.6f}, [CWP__FIELD_DESCRIPTION] = {0.45f, 0.2f, 0.5f},
    [CWP__FIELD_LEVEL] = {0.0f, 0.0f, 1.0f},    [CWP__FIELD_AUDIENCE] = {0.0f, 0.0f, 1.0f},
    [CWP__FIELD_TYPE] = {0.0f, 0.0f, 0.9f},     [CWP__FIELD_RECORD] = {0.0f, 0.0f, 0.8f},
};

/* What words that many titles have count, and what a subject counts that is only near. */
static const float of_plain = 0.25f, of_near = 0.4f;

/* A text on its way through. */
typedef struct passage {
  cwp__tagging *tagging;
  cwp__field field;
  size_t in_phrase, in_cue; /* words left of a phrase that was found */
} passage;

/* Adds a mention, or raises the one that there is. The first mention of a target is the one that is shown. */
static void mention(const passage *self, cwp__mention_kind kind, uint32_t target, float weight, uint16_t *known,
                    const char *text, size_t length) {
  cwp__tagging *tagging = self->tagging;
  if (weight <= 0) return;
  if (*known) {
    cwp__mention *before = &tagging->mentions[*known - 1];
    if (weight <= before->weight) return;
    *before = (cwp__mention){kind, self->field, target, weight, text, length};
    return;
  }
  if (tagging->mention_count == CWP__MENTIONS_MOST) return;
  tagging->mentions[tagging->mention_count] = (cwp__mention){kind, self->field, target, weight, text, length};
  *known = (uint16_t)++tagging->mention_count;
}

static void mention_word(const passage *self, const cwp__word *word, const char *text, size_t length) {
  cwp__near_word near[3];
  float weight = weights[self->field].words * (cwp__word_is_plain(word) ? of_plain : 1.0f);
  int closely = self->field == CWP__FIELD_TITLE || self->field == CWP__FIELD_CATEGORY;
  const cwp_index *index = self->tagging->index;
  size_t count = 0;
  if (weight <= 0 || cwp__word_is_common(word)) return;
  if (closely) {
    count = cwp__index_near(index, word, near, 3);
  } else {
    uint32_t stem = cwp__interner_find(&index->stems, word->stem, word->stem_length);
    if (stem != UINT32_MAX) near[count++] = (cwp__near_word){stem, 1.0f};
  }
  for (size_t i = 0; i < count; i++)
    mention(self, CWP__MENTION_WORD, near[i].stem, weight * near[i].likeness,
            &self->tagging->mention_of_stem[near[i].stem], text, length);
}

static void mention_subjects(const passage *self, const cwp__found_phrase *found, const char *text, size_t length) {
  for (size_t i = 0; i < found->count; i++)
    mention(self, CWP__MENTION_SUBJECT, found->first[i].target,
            weights[self->field].subject * cwp__phrase_strength(found, i),
            &self->tagging->mention_of_subject[found->first[i].target], text, length);
}

/* Takes what a cue says of each role category into account: each makes it likelier. */
static void take_cue(const passage *self, const cwp__found_phrase *found, const char *text, size_t length) {
  cwp__tagging *tagging = self->tagging;
  float weight = weights[self->field].cue;
  uint16_t none = 0;
  for (size_t i = 0; i < tagging->mention_count; i++)
    if (tagging->mentions[i].kind == CWP__MENTION_CUE && tagging->mentions[i].target == found->first->target) return;
  mention(self, CWP__MENTION_CUE, found->first->target, weight, &none, text, length);
  tagging->has_cues = 1;
  if (self->field == CWP__FIELD_AUDIENCE) tagging->has_audience = 1;
  for (size_t role = 0; role < cwp__cue_role_count; role++) {
    float likely = weight * (float)cwp__cue_weights[found->first->target][role] / 100.0f;
    tagging->cues[role] = 1.0f - (1.0f - tagging->cues[role]) * (1.0f - likely);
  }
}

static const char *start_of(const cwp__window *window, const cwp__word *word) {
  return window->words.text + word->start;
}

/* The words of an abbreviation's meaning, each with the abbreviation as what is shown. */
static void read_abbreviation(const passage *self, const cwp__word *word, const char *text) {
  const char *meaning = cwp__abbreviation(word);
  cwp__word words[16];
  if (!meaning) return;
  size_t count = cwp__words_split(meaning, strlen(meaning), words, 16);
  for (size_t i = 0; i < count; i++) {
    cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, words, count, i);
    mention_word(self, &words[i], text, word->end - word->start);
    mention_subjects(self, &found, text, word->end - word->start);
    if (found.words > 1) i += found.words - 1;
  }
}

static void read_word(passage *self, const cwp__window *window) {
  const cwp__word *word = &window->list[window->at];
  const char *text = start_of(window, word);
  if (self->in_phrase > 0) {
    self->in_phrase--;
  } else if (weights[self->field].subject > 0) {
    cwp__found_phrase found = cwp__phrase_find(&cwp__subject_phrases, window->list, window->count, window->at);
    if (found.words > 0) {
      mention_subjects(self, &found, text, window->list[window->at + found.words - 1].end - word->start);
      self->in_phrase = found.words - 1;
    } else {
      read_abbreviation(self, word, text);
    }
  }
  if (self->in_cue > 0) {
    self->in_cue--;
  } else {
    cwp__found_phrase found = cwp__phrase_find(&cwp__cue_phrases, window->list, window->count, window->at);
    if (found.words > 0) take_cue(self, &found, text, window->list[window->at + found.words - 1].end - word->start);
    self->in_cue = found.words > 0 ? found.words - 1 : 0;
  }
  mention_word(self, word, text, word->end - word->start);
}

static void read_text(cwp__tagging *self, cwp__field field, const char *text) {
  passage here = {.tagging = self, .field = field};
  cwp__window window;
  if (!text || !text[0]) return;
  cwp__window_start(&window, text, strlen(text), CWP__COURSE_WORDS_MOST);
  for (; cwp__window_more(&window); window.at++)
    read_word(&here, &window);
}

/* A level that is a mere number counts as "level 3". */
static void read_level(cwp__tagging *self) {
  static const char *const named[] = {"level 1", "level 2", "level 3", "level 4", "level 5", "level 6", "level 7"};
  const char *level = self->course.level;
  if (level && level[0] >= '1' && level[0] <= '7' && !level[1]) level = named[level[0] - '1'];
  read_text(self, CWP__FIELD_LEVEL, level);
}

/* Subjects near those that are mentioned, less strongly. */
static void add_near(cwp__tagging *self) {
  size_t count = self->mention_count;
  for (size_t i = 0; i < count; i++) {
    cwp__mention from = self->mentions[i];
    if (from.kind != CWP__MENTION_SUBJECT) continue;
    const cwp__subject *subject = &cwp__subjects[from.target];
    passage here = {.tagging = self, .field = from.field};
    for (size_t near = 0; near < subject->near_count; near++)
      if (!self->mention_of_subject[subject->near[near]])
        mention(&here, CWP__MENTION_NEAR, subject->near[near], from.weight * of_near,
                &self->mention_of_subject[subject->near[near]], from.text, from.length);
  }
}

/* What the evidence maps say of the known record, read once. Returns 0 when there is no memory. */
static int read_covers(cwp__tagging *self) {
  const cwp_pathway *pathway = self->index->pathway;
  self->cover_count = cwp_record_cover_count(pathway, self->known);
  self->covers = cwp__arena_allocate(&self->out->arena, self->cover_count + 1, sizeof *self->covers);
  for (size_t i = 0; self->covers && i < self->cover_count; i++)
    self->covers[i] = cwp_record_cover(pathway, self->known, i);
  return self->covers != NULL;
}

/* The learning or code that has the course's title, with what its record says of whom it is for. */
static int find_known(cwp__tagging *self) {
  uint16_t none = 0;
  passage here = {.tagging = self, .field = CWP__FIELD_TITLE};
  self->known = CWP_NONE;
  if (!self->options.known || !self->course.title) return 1;
  self->known = cwp__index_known(self->index, self->course.title);
  if (self->known == CWP_NONE) return 1;
  mention(&here, CWP__MENTION_KNOWN, self->known, 1.0f, &none, self->course.title, strlen(self->course.title));
  read_text(self, CWP__FIELD_RECORD, cwp_record_text(self->index->pathway, self->known));
  return read_covers(self);
}

int cwp__tagging_read(cwp__tagging *self) {
  if (!find_known(self)) return 0;
  read_text(self, CWP__FIELD_TITLE, self->course.title);
  read_text(self, CWP__FIELD_CATEGORY, self->course.category);
  read_text(self, CWP__FIELD_KEYWORDS, self->course.keywords);
  read_level(self);
  read_text(self, CWP__FIELD_AUDIENCE, self->course.audience);
  read_text(self, CWP__FIELD_TYPE, self->course.type);
  read_text(self, CWP__FIELD_DESCRIPTION, self->course.description);
  add_near(self);
  return 1;
}
