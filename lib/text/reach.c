/* What a tagged catalogue covers. */

#include "cwp/coverage.h"

#include "base/csv_write.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "text/index.h"

#include <stdlib.h>
#include <string.h>

struct cwp_reach {
  cwp__arena arena;
  const cwp_tagged *tagged;
  const cwp_pathway *pathway;
  cwp_reach_options options;
  cwp_reach_totals totals;
  cwp_reach_group *groups;
  size_t role_count;
  uint8_t *asked;       /* by role category and group */
  size_t *for_role;     /* by role category and group: courses */
  size_t *of_statement; /* by number of the statement: courses */
  cwp_id *uncovered;
  size_t uncovered_count;
  cwp_reach_twins *twins;
  size_t twins_count;
  cwp_reach_gain *gains;
  size_t gain_count;
};

static cwp_id first_of(const cwp_reach *self, cwp_kind kind) {
  return cwp_pathway_first(self->pathway, kind);
}

/* Whether a tag counts: decided for, or suggested surely enough and not decided. */
static int counts(const cwp_tag *tag, double least) {
  if (tag->decision == CWP_DECISION_ACCEPTED || tag->decision == CWP_DECISION_ADDED) return 1;
  return tag->decision == CWP_DECISION_NONE && tag->score >= least;
}

static int is_decided_for(const cwp_tag *tag) {
  return tag->decision == CWP_DECISION_ACCEPTED || tag->decision == CWP_DECISION_ADDED;
}

/* ---- What is asked ---- */

/* Notes the groups of the statements that a role category asks for. */
static int read_asked(cwp_reach *self, size_t role) {
  cwp_id id = first_of(self, CWP_KIND_ROLE) + (cwp_id)role;
  size_t count = 0;
  if (cwp_role_requirements(self->pathway, id, NULL, 0, NULL, 0, &count, NULL) != CWP_OK) return 0;
  cwp_requirement *asked = cwp__allocate(&self->arena.allocator, count, sizeof *asked);
  if (!asked) return 0;
  int fine = cwp_role_requirements(self->pathway, id, NULL, 0, asked, count, &count, NULL) == CWP_OK;
  for (size_t i = 0; fine && i < count; i++) {
    if (cwp_record_kind(self->pathway, asked[i].line) != CWP_KIND_STATEMENT) continue;
    size_t group = cwp_record_parent(self->pathway, asked[i].line) - first_of(self, CWP_KIND_GROUP);
    uint8_t *cell = &self->asked[role * self->totals.groups + group];
    if (!*cell) self->groups[group].asked_by++;
    *cell = 1;
  }
  cwp__release(&self->arena.allocator, asked);
  return fine;
}

/* ---- What is covered ---- */

static void cover_statements(cwp_reach *self, const cwp_tags *tags) {
  cwp_id first = first_of(self, CWP_KIND_STATEMENT);
  for (size_t i = 0; i < cwp_tags_count(tags, CWP_TAG_STATEMENT); i++) {
    const cwp_tag *tag = cwp_tags_at(tags, CWP_TAG_STATEMENT, i);
    if (counts(tag, self->options.least_statement)) self->of_statement[tag->record - first]++;
  }
}

/* A group that somebody decided for stands for all its statements. */
static void cover_whole_group(cwp_reach *self, cwp_id group) {
  cwp_id first = cwp_record_first_child(self->pathway, group);
  for (size_t i = 0; i < cwp_record_child_count(self->pathway, group); i++)
    self->of_statement[first - first_of(self, CWP_KIND_STATEMENT) + i]++;
}

/* Counts a course among those of a group, and for the role categories that it is for. */
static void cover_group(cwp_reach *self, const cwp_tags *tags, const cwp_tag *tag) {
  size_t group = tag->record - first_of(self, CWP_KIND_GROUP);
  self->groups[group].courses++;
  if (is_decided_for(tag)) {
    self->groups[group].decided++;
    cover_whole_group(self, tag->record);
  }
  for (size_t i = 0; i < cwp_tags_count(tags, CWP_TAG_ROLE); i++) {
    const cwp_tag *role = cwp_tags_at(tags, CWP_TAG_ROLE, i);
    if (role->record == CWP_NONE || !counts(role, self->options.least)) continue;
    self->for_role[(role->record - first_of(self, CWP_KIND_ROLE)) * self->totals.groups + group]++;
  }
}

static int has_decision(const cwp_tags *tags) {
  for (int kind = 0; kind < CWP_TAG_KIND_END; kind++)
    for (size_t i = 0; i < cwp_tags_count(tags, (cwp_tag_kind)kind); i++)
      if (cwp_tags_at(tags, (cwp_tag_kind)kind, i)->decision != CWP_DECISION_NONE) return 1;
  return 0;
}

static void cover_course(cwp_reach *self, const cwp_tags *tags) {
  size_t before = 0;
  for (size_t i = 0; i < cwp_tags_count(tags, CWP_TAG_GROUP); i++) {
    const cwp_tag *tag = cwp_tags_at(tags, CWP_TAG_GROUP, i);
    if (!counts(tag, self->options.least)) continue;
    cover_group(self, tags, tag);
    before++;
  }
  if (before == 0) self->totals.untagged++;
  if (has_decision(tags)) self->totals.decided++;
  cover_statements(self, tags);
}

/* ---- What nothing covers, and what would help ---- */

static void add_up(cwp_reach *self) {
  cwp_id first = first_of(self, CWP_KIND_STATEMENT);
  for (size_t i = 0; i < self->totals.groups; i++) {
    cwp_reach_group *group = &self->groups[i];
    cwp_id statement = cwp_record_first_child(self->pathway, group->group);
    for (size_t k = 0; k < group->statements; k++)
      if (self->of_statement[statement - first + k] > 0) group->statements_covered++;
    if (group->courses > 0) self->totals.groups_covered++;
    self->totals.statements_covered += group->statements_covered;
  }
  for (size_t i = 0; i < self->totals.statements; i++)
    if (self->of_statement[i] == 0) self->uncovered[self->uncovered_count++] = first + (cwp_id)i;
}

static size_t worth(const cwp_reach_gain *gain) {
  return gain->statements * gain->asked_by;
}

static void find_gains(cwp_reach *self) {
  for (size_t i = 0; i < self->totals.groups; i++) {
    const cwp_reach_group *group = &self->groups[i];
    cwp_reach_gain gain = {group->group, group->statements - group->statements_covered, group->asked_by};
    size_t place = self->gain_count;
    if (gain.statements == 0) continue;
    while (place > 0 && worth(&self->gains[place - 1]) < worth(&gain))
      place--;
    memmove(self->gains + place + 1, self->gains + place, (self->gain_count - place) * sizeof gain);
    self->gains[place] = gain;
    self->gain_count++;
  }
}

/* ---- Courses that do the same ---- */

/* What a course is among others: a hash of the groups that count and of its level, and one of its title. */
typedef struct likeness {
  uint64_t same, title;
  size_t course;
} likeness;

static int by_likeness(const void *a, const void *b) {
  const likeness *left = a, *right = b;
  if (left->same != right->same) return left->same < right->same ? -1 : 1;
  return (left->course > right->course) - (left->course < right->course);
}

/* The level that a text names with a digit from 1 to 8 behind "level", or 0. */
static char level_in(const char *text) {
  cwp__word words[32];
  size_t count = cwp__words_split(text, strlen(text), words, 32);
  for (size_t i = 0; i + 1 < count; i++)
    if (strcmp(words[i].text, "level") == 0 && words[i + 1].length == 1) return words[i + 1].text[0];
  return 0;
}

static char level_of(const cwp_course_text *text) {
  if (text->level[0] >= '1' && text->level[0] <= '8' && !text->level[1]) return text->level[0];
  char level = level_in(text->level);
  if (!level) level = level_in(text->type);
  return level ? level : level_in(text->title);
}

static uint64_t hash_title(const char *title) {
  cwp__word words[32];
  uint64_t hash = CWP__HASH_START;
  size_t count = cwp__words_split(title, strlen(title), words, 32);
  for (size_t i = 0; i < count; i++)
    if (!cwp__word_is_common(&words[i])) hash = cwp__hash_bytes(hash, words[i].stem, words[i].stem_length + 1);
  return hash;
}

/* Returns 0 for a course without groups that count. */
static int describe(const cwp_reach *self, size_t course, likeness *out) {
  const cwp_tags *tags = cwp_tagged_tags(self->tagged, course);
  const cwp_course_text *text = &cwp_tagged_at(self->tagged, course)->text;
  uint64_t sum = 0; /* of the groups' hashes, so that their order does not matter */
  char level = level_of(text);
  for (size_t i = 0; i < cwp_tags_count(tags, CWP_TAG_GROUP); i++) {
    const cwp_tag *tag = cwp_tags_at(tags, CWP_TAG_GROUP, i);
    if (counts(tag, self->options.least)) sum += cwp__hash_bytes(CWP__HASH_START, &tag->record, sizeof tag->record);
  }
  *out = (likeness){cwp__hash_bytes(sum, &level, 1), hash_title(text->title), course};
  return sum != 0;
}

static int have_same_title(const likeness *list, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (list[i].title != list[0].title) return 0;
  return 1;
}

/* Keeps a set of courses that do the same, in the order of their first. */
static int keep_twins(cwp_reach *self, const likeness *list, size_t count) {
  size_t *courses = cwp__arena_allocate(&self->arena, count, sizeof *courses), place = self->twins_count;
  if (!courses) return 0;
  for (size_t i = 0; i < count; i++)
    courses[i] = list[i].course;
  while (place > 0 && self->twins[place - 1].courses[0] > courses[0])
    place--;
  memmove(self->twins + place + 1, self->twins + place, (self->twins_count - place) * sizeof *self->twins);
  self->twins[place] = (cwp_reach_twins){courses, count, have_same_title(list, count)};
  self->twins_count++;
  return 1;
}

static int find_twins(cwp_reach *self) {
  size_t count = 0, all = self->totals.courses;
  likeness *list = cwp__allocate(&self->arena.allocator, all, sizeof *list);
  self->twins = cwp__arena_allocate(&self->arena, all / 2 + 1, sizeof *self->twins);
  int fine = list && self->twins;
  for (size_t i = 0; fine && i < all; i++)
    count += (size_t)describe(self, i, &list[count]);
  if (fine) qsort(list, count, sizeof *list, by_likeness);
  for (size_t from = 0, to; fine && from < count; from = to) {
    for (to = from + 1; to < count && list[to].same == list[from].same;)
      to++;
    if (to - from > 1) fine = keep_twins(self, list + from, to - from);
  }
  cwp__release(&self->arena.allocator, list);
  return fine;
}

/* ---- Making it ---- */

static int make_room(cwp_reach *self) {
  cwp__arena *arena = &self->arena;
  size_t cells = self->role_count * self->totals.groups, groups = self->totals.groups;
  size_t statements = self->totals.statements;
  self->groups = cwp__arena_allocate(arena, groups + 1, sizeof *self->groups);
  self->asked = cwp__arena_allocate(arena, cells + 1, sizeof *self->asked);
  self->for_role = cwp__arena_allocate(arena, cells + 1, sizeof *self->for_role);
  self->of_statement = cwp__arena_allocate(arena, statements + 1, sizeof *self->of_statement);
  self->uncovered = cwp__arena_allocate(arena, statements + 1, sizeof *self->uncovered);
  self->gains = cwp__arena_allocate(arena, groups + 1, sizeof *self->gains);
  if (!self->groups || !self->asked || !self->for_role || !self->of_statement || !self->uncovered || !self->gains)
    return 0;
  memset(self->asked, 0, cells * sizeof *self->asked);
  memset(self->for_role, 0, cells * sizeof *self->for_role);
  memset(self->of_statement, 0, statements * sizeof *self->of_statement);
  for (size_t i = 0; i < groups; i++) {
    cwp_id id = first_of(self, CWP_KIND_GROUP) + (cwp_id)i;
    self->groups[i] = (cwp_reach_group){.group = id, .statements = cwp_record_child_count(self->pathway, id)};
  }
  return 1;
}

static int run(cwp_reach *self) {
  if (!make_room(self)) return 0;
  for (size_t i = 0; i < self->role_count; i++)
    if (!read_asked(self, i)) return 0;
  for (size_t i = 0; i < self->totals.courses; i++)
    cover_course(self, cwp_tagged_tags(self->tagged, i));
  add_up(self);
  find_gains(self);
  return find_twins(self);
}

cwp_status cwp_reach_make(const cwp_tagged *tagged, const cwp_reach_options *options, const cwp_allocator *allocator,
                          cwp_reach **out, cwp_error *error) {
  if (!tagged || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue and a place for its reach are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  *out = NULL;
  cwp_reach *made = cwp__allocate_zeroed(&memory, 1, sizeof *made);
  if (!made) return cwp__fail_memory(error);
  cwp__arena_init(&made->arena, &memory);
  made->tagged = tagged;
  made->pathway = cwp_index_pathway(cwp_tagged_index(tagged));
  made->options = (cwp_reach_options)CWP_REACH_OPTIONS_INIT;
  if (options)
    memcpy(&made->options, options, options->size < sizeof made->options ? options->size : sizeof made->options);
  made->role_count = cwp_pathway_count(made->pathway, CWP_KIND_ROLE);
  made->totals.courses = cwp_tagged_count(tagged);
  made->totals.groups = cwp_pathway_count(made->pathway, CWP_KIND_GROUP);
  made->totals.statements = cwp_pathway_count(made->pathway, CWP_KIND_STATEMENT);
  if (!run(made)) {
    cwp_reach_free(made);
    return cwp__fail_memory(error);
  }
  *out = made;
  return CWP_OK;
}

void cwp_reach_free(cwp_reach *self) {
  if (!self) return;
  cwp_allocator memory = self->arena.allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

/* ---- Looking at it ---- */

const cwp_reach_totals *cwp_reach_total(const cwp_reach *self) {
  return self ? &self->totals : NULL;
}

size_t cwp_reach_group_count(const cwp_reach *self) {
  return self ? self->totals.groups : 0;
}

const cwp_reach_group *cwp_reach_group_at(const cwp_reach *self, size_t index) {
  return index < cwp_reach_group_count(self) ? &self->groups[index] : NULL;
}

cwp_reach_cell cwp_reach_cell_at(const cwp_reach *self, size_t role, size_t group) {
  cwp_reach_cell cell = {0, 0, 0};
  if (!self || role >= self->role_count || group >= self->totals.groups) return cell;
  size_t at = role * self->totals.groups + group;
  return (cwp_reach_cell){self->asked[at], self->groups[group].courses, self->for_role[at]};
}

size_t cwp_reach_uncovered_count(const cwp_reach *self) {
  return self ? self->uncovered_count : 0;
}

cwp_id cwp_reach_uncovered_at(const cwp_reach *self, size_t index) {
  return index < cwp_reach_uncovered_count(self) ? self->uncovered[index] : CWP_NONE;
}

size_t cwp_reach_twins_count(const cwp_reach *self) {
  return self ? self->twins_count : 0;
}

const cwp_reach_twins *cwp_reach_twins_at(const cwp_reach *self, size_t index) {
  return index < cwp_reach_twins_count(self) ? &self->twins[index] : NULL;
}

size_t cwp_reach_gain_count(const cwp_reach *self) {
  return self ? self->gain_count : 0;
}

const cwp_reach_gain *cwp_reach_gain_at(const cwp_reach *self, size_t index) {
  return index < cwp_reach_gain_count(self) ? &self->gains[index] : NULL;
}

/* ---- CSV ---- */

static void put_group(const cwp_reach *self, size_t index, cwp__buffer *out) {
  const cwp_reach_group *group = &self->groups[index];
  cwp__csv_put_shown(out, cwp_record_code(self->pathway, group->group));
  cwp__buffer_add_text(out, ",");
  cwp__csv_put_shown(out, cwp_record_title(self->pathway, group->group));
  cwp__buffer_format(out, ",%zu,%zu,%zu,%zu", group->courses, group->decided, group->statements,
                     group->statements_covered);
  for (size_t role = 0; role < self->role_count; role++) {
    cwp_reach_cell cell = cwp_reach_cell_at(self, role, index);
    cwp__buffer_add_text(out, ",");
    if (cell.asked) cwp__buffer_format(out, "%zu", cell.for_role);
  }
  cwp__buffer_add_text(out, "\r\n");
}

cwp_status cwp_reach_print_csv(const cwp_reach *self, const cwp_allocator *allocator, char **out, size_t *length,
                               cwp_error *error) {
  cwp__buffer text;
  if (!self || !out || !length)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a reach and a place for its text are needed");
  *out = NULL;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp__buffer_init(&text, &memory);
  cwp__buffer_add_text(&text, "group,title,courses,decided,statements,statements covered");
  for (size_t role = 0; role < self->role_count; role++) {
    cwp__buffer_add_text(&text, ",");
    cwp__csv_put_shown(&text, cwp_record_code(self->pathway, first_of(self, CWP_KIND_ROLE) + (cwp_id)role));
  }
  cwp__buffer_add_text(&text, "\r\n");
  for (size_t i = 0; i < self->totals.groups; i++)
    put_group(self, i, &text);
  if (text.failed) {
    cwp__buffer_free(&text);
    return cwp__fail_memory(error);
  }
  *out = text.text;
  *length = text.length;
  return CWP_OK;
}
