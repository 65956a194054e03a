/* Two role categories of one pathway side by side. */

#include "cwp/compare.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* One block of memory holds the comparison, its themes and its lines. */
struct cwp_comparison {
  cwp_allocator allocator;
  cwp_compared_theme *themes;
  size_t theme_count;
  cwp_compared *lines;
  size_t count;
  size_t counts[CWP_DIFFERENCE_END];
};

const char *cwp_difference_name(cwp_difference difference) {
  static const char *const names[CWP_DIFFERENCE_END] = {"shared", "kind", "added", "dropped"};
  return (unsigned)difference < CWP_DIFFERENCE_END ? names[difference] : "unknown";
}

/* What one role category asks. */
typedef struct side {
  cwp_requirement *requirements;
  size_t count;
} side;

/* The question, and what is needed to answer it. The arrays are freed when it is answered. */
typedef struct inquiry {
  const cwp_pathway *pathway;
  const cwp_comparison_question *question;
  cwp_allocator allocator;
  cwp_id *settings; /* those of `to`: first those of both */
  side from, to;
  uint32_t *place;      /* for each record, its place among what `from` asks, CWP_NONE if it is not there */
  unsigned char *taken; /* for each requirement of `from`: `to` asks for it too */
} inquiry;

static void clean_up(inquiry *self) {
  cwp__release(&self->allocator, self->settings);
  cwp__release(&self->allocator, self->from.requirements);
  cwp__release(&self->allocator, self->to.requirements);
  cwp__release(&self->allocator, self->place);
  cwp__release(&self->allocator, self->taken);
}

/* ---- What both ask ---- */

static cwp_status list_side(inquiry *self, cwp_id role, size_t setting_count, side *out, cwp_error *error) {
  cwp_status status =
      cwp_role_requirements(self->pathway, role, self->settings, setting_count, NULL, 0, &out->count, error);
  if (status != CWP_OK) return status;
  out->requirements = cwp__allocate(&self->allocator, out->count, sizeof *out->requirements);
  if (!out->requirements) return cwp__fail_memory(error);
  return cwp_role_requirements(self->pathway, role, self->settings, setting_count, out->requirements, out->count,
                               &out->count, error);
}

static cwp_status join_settings(inquiry *self, cwp_error *error) {
  const cwp_comparison_question *question = self->question;
  size_t both = question->setting_count, own = question->to_setting_count;
  if ((both > 0 && !question->settings) || (own > 0 && !question->to_settings))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "settings are counted but not given");
  if (both > CWP_NONE || own > CWP_NONE) return cwp__fail(error, CWP_ERROR_ARGUMENT, "too many settings");
  self->settings = cwp__allocate(&self->allocator, both + own, sizeof *self->settings);
  if (!self->settings) return cwp__fail_memory(error);
  for (size_t i = 0; i < both + own; i++)
    self->settings[i] = i < both ? question->settings[i] : question->to_settings[i - both];
  return CWP_OK;
}

static cwp_status list_both(inquiry *self, cwp_error *error) {
  const cwp_comparison_question *question = self->question;
  size_t records = cwp_pathway_count(self->pathway, CWP_KIND_END);
  cwp_status status = join_settings(self, error);
  if (status == CWP_OK) status = list_side(self, question->from, question->setting_count, &self->from, error);
  if (status == CWP_OK)
    status = list_side(self, question->to, question->setting_count + question->to_setting_count, &self->to, error);
  if (status != CWP_OK) return status;
  self->place = cwp__allocate(&self->allocator, records, sizeof *self->place);
  self->taken = cwp__allocate_zeroed(&self->allocator, self->from.count, sizeof *self->taken);
  if (!self->place || !self->taken) return cwp__fail_memory(error);
  memset(self->place, 0xff, records * sizeof *self->place); /* CWP_NONE */
  for (size_t i = 0; i < self->from.count; i++)
    self->place[self->from.requirements[i].line] = (uint32_t)i;
  return CWP_OK;
}

/* ---- Which are the same ---- */

static int needs(const cwp_pathway *pathway, cwp_id rule, cwp_id record) {
  cwp_link link;
  for (size_t i = 0; cwp_record_link(pathway, rule, CWP_RELATION_NEEDS, i, &link, NULL) == CWP_OK; i++)
    if (link.to == record) return 1;
  return 0;
}

/* How many of the records that it names a rule needs, as text. */
static const char *at_least(const cwp_pathway *pathway, cwp_id rule) {
  const char *number = cwp_record_property(pathway, rule, "at_least");
  return number[0] ? number : "1";
}

/* Two rules are one requirement if they need the same, or, needing nothing, go by the same title. */
static int is_same_rule(const cwp_pathway *pathway, cwp_id a, cwp_id b) {
  size_t count = cwp_record_link_count(pathway, a, CWP_RELATION_NEEDS);
  if (count != cwp_record_link_count(pathway, b, CWP_RELATION_NEEDS)) return 0;
  if (count == 0) return cwp__compare_fold(cwp_record_title(pathway, a), cwp_record_title(pathway, b)) == 0;
  if (strcmp(at_least(pathway, a), at_least(pathway, b)) != 0) return 0;
  cwp_link link;
  for (size_t i = 0; cwp_record_link(pathway, a, CWP_RELATION_NEEDS, i, &link, NULL) == CWP_OK; i++)
    if (!needs(pathway, b, link.to)) return 0;
  return 1;
}

/* The requirement of `from` that one of `to` is, or NULL. Each is taken once. */
static const cwp_requirement *take_same(inquiry *self, cwp_id line) {
  uint32_t place = self->place[line];
  if (place == CWP_NONE && cwp_record_kind(self->pathway, line) == CWP_KIND_RULE)
    for (uint32_t i = 0; i < self->from.count && place == CWP_NONE; i++) {
      cwp_id other = self->from.requirements[i].line;
      if (!self->taken[i] && cwp_record_kind(self->pathway, other) == CWP_KIND_RULE &&
          is_same_rule(self->pathway, other, line))
        place = i;
    }
  if (place == CWP_NONE || self->taken[place]) return NULL;
  self->taken[place] = 1;
  return self->from.requirements + place;
}

/* ---- The answer ---- */

cwp_id cwp_group_theme(const cwp_pathway *pathway, cwp_id group) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_THEME);
  if (cwp_record_kind(pathway, group) != CWP_KIND_GROUP) return CWP_NONE;
  for (cwp_id theme = first; theme < first + cwp_pathway_count(pathway, CWP_KIND_THEME); theme++) {
    cwp_link link;
    for (size_t i = 0; cwp_record_link(pathway, theme, CWP_RELATION_ABOUT, i, &link, NULL) == CWP_OK; i++)
      if (link.to == group) return theme;
  }
  return CWP_NONE;
}

static void count_theme(cwp_comparison *answer, const inquiry *self, const cwp_compared *line) {
  if (line->theme == CWP_NONE) return;
  cwp_compared_theme *theme = answer->themes + (line->theme - cwp_pathway_first(self->pathway, CWP_KIND_THEME));
  if (line->difference == CWP_DIFFERENCE_ADDED)
    theme->added++;
  else if (line->difference == CWP_DIFFERENCE_DROPPED)
    theme->dropped++;
  else
    theme->shared++;
}

static const cwp_requirement not_asked = {CWP_NONE, CWP_NONE, CWP_REQUIREMENT_KIND_END, CWP_REQUIREMENT_KIND_END};

/* Adds a line; either requirement may be NULL. */
static void add_line(cwp_comparison *answer, const inquiry *self, const cwp_requirement *from,
                     const cwp_requirement *to) {
  cwp_id line = to ? to->line : from->line;
  cwp_compared compared = {.from = from ? *from : not_asked, .to = to ? *to : not_asked};
  compared.difference = from ? CWP_DIFFERENCE_DROPPED : CWP_DIFFERENCE_ADDED;
  if (from && to) compared.difference = from->kind == to->kind ? CWP_DIFFERENCE_SHARED : CWP_DIFFERENCE_KIND;
  compared.theme = cwp_group_theme(self->pathway, cwp_record_parent(self->pathway, line));
  answer->lines[answer->count++] = compared;
  answer->counts[compared.difference]++;
  count_theme(answer, self, &compared);
}

/* Leaves out the themes under which neither asks for anything. */
static void settle_themes(cwp_comparison *answer, size_t theme_count) {
  for (size_t i = 0; i < theme_count; i++) {
    cwp_compared_theme theme = answer->themes[i];
    theme.deepens = theme.added > 0 && theme.shared + theme.dropped > 0;
    if (theme.added + theme.shared + theme.dropped > 0) answer->themes[answer->theme_count++] = theme;
  }
}

static cwp_status answer(inquiry *self, cwp_comparison **out, cwp_error *error) {
  size_t most = self->from.count + self->to.count;
  size_t theme_count = cwp_pathway_count(self->pathway, CWP_KIND_THEME);
  size_t size = sizeof **out + theme_count * sizeof(cwp_compared_theme) + most * sizeof(cwp_compared);
  cwp_comparison *made = cwp__allocate(&self->allocator, size, 1);
  if (!made) return cwp__fail_memory(error);
  memset(made, 0, sizeof *made);
  made->allocator = self->allocator;
  made->themes = (cwp_compared_theme *)(void *)(made + 1);
  made->lines = (cwp_compared *)(void *)(made->themes + theme_count);
  for (size_t i = 0; i < theme_count; i++)
    made->themes[i] = (cwp_compared_theme){.theme = cwp_pathway_first(self->pathway, CWP_KIND_THEME) + (cwp_id)i};
  for (size_t i = 0; i < self->to.count; i++)
    add_line(made, self, take_same(self, self->to.requirements[i].line), self->to.requirements + i);
  for (size_t i = 0; i < self->from.count; i++)
    if (!self->taken[i]) add_line(made, self, self->from.requirements + i, NULL);
  settle_themes(made, theme_count);
  *out = made;
  return CWP_OK;
}

cwp_status cwp_comparison_make(const cwp_pathway *pathway, const cwp_comparison_question *question,
                               const cwp_allocator *allocator, cwp_comparison **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the comparison");
  *out = NULL;
  if (!pathway || !question) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a question are needed");
  if (question->size < sizeof *question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with %s", question->size,
                     "CWP_COMPARISON_QUESTION_INIT");
  inquiry self = {.pathway = pathway, .question = question};
  self.allocator = cwp__allocator_or_default(allocator);
  cwp_status status = list_both(&self, error);
  if (status == CWP_OK) status = answer(&self, out, error);
  clean_up(&self);
  return status;
}

void cwp_comparison_free(cwp_comparison *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

size_t cwp_comparison_count(const cwp_comparison *self) {
  return self ? self->count : 0;
}

size_t cwp_comparison_count_of(const cwp_comparison *self, cwp_difference difference) {
  return self && (unsigned)difference < CWP_DIFFERENCE_END ? self->counts[difference] : 0;
}

const cwp_compared *cwp_comparison_at(const cwp_comparison *self, size_t index) {
  return self && index < self->count ? self->lines + index : NULL;
}

size_t cwp_comparison_theme_count(const cwp_comparison *self) {
  return self ? self->theme_count : 0;
}

const cwp_compared_theme *cwp_comparison_theme_at(const cwp_comparison *self, size_t index) {
  return self && index < self->theme_count ? self->themes + index : NULL;
}
