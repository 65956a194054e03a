#include "text/tagged.h"

#include "base/file.h"
#include "base/json_scan.h"
#include "base/text.h"
#include "text/tags.h"

#include <string.h>

int cwp__decision_named(const char *name, cwp_decision *out) {
  *out = CWP_DECISION_NONE;
  if (!name[0]) return 1;
  for (int i = 0; i < CWP_DECISION_END; i++)
    if (cwp__compare_fold(name, cwp_decision_name((cwp_decision)i)) == 0) {
      *out = (cwp_decision)i;
      return 1;
    }
  return 0;
}

/* Copies a text into the arena; NULL is "". Returns 0 when there is no memory. */
static int keep(cwp__arena *arena, const char **text) {
  if (!*text || !**text) {
    *text = "";
    return 1;
  }
  *text = cwp__arena_text(arena, *text, strlen(*text));
  return *text != NULL;
}

static int keep_texts(cwp__arena *arena, cwp_tagged_course *course) {
  cwp_course_text *text = &course->text;
  text->size = sizeof *text;
  return keep(arena, &course->id) && keep(arena, &text->title) && keep(arena, &text->description) &&
         keep(arena, &text->category) && keep(arena, &text->keywords) && keep(arena, &text->level) &&
         keep(arena, &text->audience) && keep(arena, &text->type);
}

cwp_status cwp__tagged_add(cwp_tagged *self, const cwp_tagged_course *course, cwp_error *error) {
  void *items = self->items;
  int fits = cwp__reserve(&self->allocator, &items, &self->capacity, self->count + 1, sizeof *self->items);
  self->items = items;
  if (!fits) return cwp__fail_memory(error);
  cwp__tagged_item *item = &self->items[self->count];
  *item = (cwp__tagged_item){.course = *course};
  if (!keep_texts(&self->arena, &item->course)) return cwp__fail_memory(error);
  cwp_status status =
      cwp_tags_make(self->index, &item->course.text, &self->options, &self->allocator, &item->tags, error);
  if (!status) self->count++;
  return status;
}

int cwp__tagged_has_text(const cwp_tagged *self, size_t first) {
  for (size_t i = first; i < self->count; i++) {
    const cwp_course_text *text = &self->items[i].course.text;
    if (text->title[0] || text->description[0] || text->category[0] || text->keywords[0]) return 1;
  }
  return 0;
}

/* 1 if the first thing in the text, other than white space and a byte order mark, is a bracket of JSON. */
static int is_json(const char *text, size_t length) {
  size_t at = cwp__json_mark(text, length);
  while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n'))
    at++;
  return at < length && (text[at] == '{' || text[at] == '[');
}

cwp_status cwp_tagged_new(const cwp_index *index, const cwp_tag_options *options, const cwp_allocator *allocator,
                          cwp_tagged **out, cwp_error *error) {
  if (!index || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "an index and a place for the catalogue are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_tagged *made = *out = cwp__allocate_zeroed(&memory, 1, sizeof *made);
  if (!made) return cwp__fail_memory(error);
  made->allocator = memory;
  made->index = index;
  made->options = (cwp_tag_options)CWP_TAG_OPTIONS_INIT;
  if (options)
    memcpy(&made->options, options, options->size < sizeof made->options ? options->size : sizeof made->options);
  cwp__arena_init(&made->arena, &memory);
  return CWP_OK;
}

cwp_status cwp_tagged_add(cwp_tagged *self, const char *id, const cwp_course_text *course, cwp_error *error) {
  cwp_tagged_course added = {.id = id, .text = CWP_COURSE_TEXT_INIT};
  if (!self || !course) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue and a course are needed");
  memcpy(&added.text, course, course->size < sizeof added.text ? course->size : sizeof added.text);
  added.record = self->count + 1;
  return cwp__tagged_add(self, &added, error);
}

/* Lets go of the courses past the first so many. */
static void cut(cwp_tagged *self, size_t count) {
  while (self->count > count)
    cwp_tags_free(self->items[--self->count].tags);
}

cwp_status cwp_tagged_parse(cwp_tagged *self, const char *text, size_t length, const char *name,
                            const cwp_limits *limits, cwp_error *error) {
  if (!self || !text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue and a text are needed");
  const char *shown = name ? name : "catalogue";
  size_t before = self->count;
  cwp_status status = is_json(text, length) ? cwp__tagged_read_json(self, text, length, shown, limits, error)
                                            : cwp__tagged_read_csv(self, text, length, shown, limits, error);
  if (!status) return CWP_OK;
  cut(self, before);
  return cwp__fail_in(error, status, shown);
}

cwp_status cwp_tagged_read(cwp_tagged *self, const char *path, const cwp_limits *limits, cwp_error *error) {
  cwp__file_text file;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue is needed");
  cwp_status status = cwp__file_text_read(&file, path, limits, &self->allocator, error);
  if (!status) status = cwp_tagged_parse(self, file.text, file.length, path, limits, error);
  cwp__file_text_free(&file);
  return status;
}

void cwp_tagged_free(cwp_tagged *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cut(self, 0);
  cwp__release(&memory, self->items);
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

const cwp_index *cwp_tagged_index(const cwp_tagged *self) {
  return self ? self->index : NULL;
}

size_t cwp_tagged_count(const cwp_tagged *self) {
  return self ? self->count : 0;
}

const cwp_tagged_course *cwp_tagged_at(const cwp_tagged *self, size_t index) {
  return index < cwp_tagged_count(self) ? &self->items[index].course : NULL;
}

const cwp_tags *cwp_tagged_tags(const cwp_tagged *self, size_t index) {
  return index < cwp_tagged_count(self) ? self->items[index].tags : NULL;
}

/* The record of a code, in the catalogue's pathway, or, for role categories, in the default edition. */
static cwp_status name(const cwp_tagged *self, const char *code, cwp_tag_kind *kind, cwp_tag *out, cwp_error *error) {
  const cwp_pathway *pathway = cwp_index_pathway(self->index);
  cwp_id id = cwp_pathway_id(pathway, code);
  *out = (cwp_tag){.record = id};
  if (id == CWP_NONE) {
    pathway = cwp_edition_default();
    id = cwp_pathway_id(pathway, code);
    if (id == CWP_NONE || cwp_record_kind(pathway, id) != CWP_KIND_ROLE)
      return cwp_pathway_find(cwp_index_pathway(self->index), code, CWP_KIND_END, &id, error);
  }
  *kind = cwp__tag_kind_of(cwp_record_kind(pathway, id));
  out->code = cwp_record_code(pathway, id);
  out->title = cwp_record_title(pathway, id);
  if (*kind != CWP_TAG_KIND_END) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT,
                   "\"%s\" is a %s: tags name groups, statements, practice areas and role categories", code,
                   cwp_kind_name(cwp_record_kind(pathway, id)));
}

cwp_status cwp_tagged_decide(cwp_tagged *self, size_t index, const char *code, cwp_decision decision,
                             cwp_error *error) {
  cwp_tag_kind kind;
  cwp_tag named;
  if (!self || !code || (size_t)decision >= CWP_DECISION_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a catalogue, a code and a decision are needed");
  if (index >= self->count)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "there is no course %zu: there are %zu", index, self->count);
  cwp_status status = name(self, code, &kind, &named, error);
  if (status) return status;
  return cwp__tags_decide(self->items[index].tags, kind, &named, decision) ? CWP_OK : cwp__fail_memory(error);
}
