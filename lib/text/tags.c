#include "text/tags.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

const char *cwp_tag_kind_name(cwp_tag_kind kind) {
  static const char *const names[] = {"group", "statement", "practice-area", "role-category"};
  return (size_t)kind < CWP_TAG_KIND_END ? names[kind] : "unknown";
}

const char *cwp_decision_name(cwp_decision decision) {
  static const char *const names[] = {"suggested", "accepted", "rejected", "added"};
  return (size_t)decision < CWP_DECISION_END ? names[decision] : "unknown";
}

void cwp__tag_add_reason(cwp__tag_made *tag, size_t mention, float share) {
  size_t place = tag->reason_count;
  while (place > 0 && tag->reasons[place - 1].share < share)
    place--;
  if (place == CWP__REASONS_MOST) return;
  if (tag->reason_count == CWP__REASONS_MOST) tag->reason_count--;
  memmove(tag->reasons + place + 1, tag->reasons + place, (tag->reason_count - place) * sizeof *tag->reasons);
  tag->reasons[place] = (cwp__reason){(uint16_t)mention, share};
  tag->reason_count++;
}

void cwp__tag_keep(cwp__tag_list *list, size_t capacity, const cwp__tag_made *tag) {
  size_t place = list->count;
  while (place > 0 &&
         (list->list[place - 1].tag.score < tag->tag.score || (list->list[place - 1].tag.score <= tag->tag.score &&
                                                               list->list[place - 1].tag.strength < tag->tag.strength)))
    place--;
  if (place == capacity) return;
  if (list->count == capacity) list->count--;
  memmove(list->list + place + 1, list->list + place, (list->count - place) * sizeof *list->list);
  list->list[place] = *tag;
  list->count++;
}

/* The mentions with copies of their words, so that the course's texts may go. */
static int keep_mentions(cwp__tagging *self) {
  cwp_tags *out = self->out;
  out->mentions = cwp__arena_allocate(&out->arena, self->mention_count + 1, sizeof *out->mentions);
  if (!out->mentions) return 0;
  for (size_t i = 0; i < self->mention_count; i++) {
    cwp__mention *kept = &out->mentions[i];
    *kept = self->mentions[i];
    if (kept->length > CWP__MENTION_SHOWN) kept->length = cwp__utf8_valid_prefix(kept->text, CWP__MENTION_SHOWN);
    kept->text = cwp__arena_text(&out->arena, kept->text, kept->length);
    if (!kept->text) return 0;
  }
  out->mention_count = self->mention_count;
  return 1;
}

static int run(cwp__tagging *self) {
  const cwp_index *index = self->index;
  const cwp_allocator *allocator = &self->out->arena.allocator;
  self->mention_of_stem = cwp__allocate_zeroed(allocator, index->stems.count, sizeof *self->mention_of_stem);
  self->strengths = cwp__allocate_zeroed(allocator, index->group_count, sizeof *self->strengths);
  int fine = self->mention_of_stem && self->strengths;
  fine = fine && cwp__tagging_read(self) && cwp__tagging_groups(self) && cwp__tagging_statements(self) &&
         cwp__tagging_areas(self) && cwp__tagging_roles(self) && keep_mentions(self);
  cwp__release(allocator, self->mention_of_stem);
  cwp__release(allocator, self->strengths);
  return fine;
}

cwp_status cwp_tags_make(const cwp_index *index, const cwp_course_text *course, const cwp_tag_options *options,
                         const cwp_allocator *allocator, cwp_tags **out, cwp_error *error) {
  cwp__tagging state = {.index = index, .options = CWP_TAG_OPTIONS_INIT, .course = CWP_COURSE_TEXT_INIT};
  if (!index || !course || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "an index, a course and a place for its tags are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  *out = NULL;
  if (options)
    memcpy(&state.options, options, options->size < sizeof state.options ? options->size : sizeof state.options);
  memcpy(&state.course, course, course->size < sizeof state.course ? course->size : sizeof state.course);
  state.out = cwp__allocate_zeroed(&memory, 1, sizeof *state.out);
  if (!state.out) return cwp__fail_memory(error);
  state.out->index = index;
  cwp__arena_init(&state.out->arena, &memory);
  if (!run(&state)) {
    cwp_tags_free(state.out);
    return cwp__fail_memory(error);
  }
  *out = state.out;
  return CWP_OK;
}

void cwp_tags_free(cwp_tags *self) {
  if (!self) return;
  cwp_allocator memory = self->arena.allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

int cwp_tags_abstained(const cwp_tags *self) {
  return self && self->abstained;
}

size_t cwp_tags_count(const cwp_tags *self, cwp_tag_kind kind) {
  return self && (size_t)kind < CWP_TAG_KIND_END ? self->tags[kind].count : 0;
}

const cwp_tag *cwp_tags_at(const cwp_tags *self, cwp_tag_kind kind, size_t index) {
  return index < cwp_tags_count(self, kind) ? &self->tags[kind].list[index].tag : NULL;
}
