/* A career conversation's page. */

#include "cwp/conversation.h"

#include "advice/talk.h"
#include "advice/target.h"
#include "base/bitset.h"
#include "base/error.h"

struct cwp_conversation {
  cwp__arena texts;
  cwp_next *next;
  cwp_talk_point *points;
  size_t count;
};

enum { MOST_OPTION = 20 };

static const char *const names[CWP_TALK_SECTION_END] = {"where",      "strengths", "expiring", "steps",
                                                        "behaviours", "questions", "limits"};
static const char *const titles[CWP_TALK_SECTION_END] = {
    "Where you are",
    "What you bring",
    "What runs out",
    "Where you could go",
    "Behaviours and values to talk about",
    "Questions to talk over",
    "What this page does not know",
};

const char *cwp_talk_section_name(cwp_talk_section section) {
  return (unsigned)section < CWP_TALK_SECTION_END ? names[section] : "unknown";
}

const char *cwp_talk_section_title(cwp_talk_section section) {
  return (unsigned)section < CWP_TALK_SECTION_END ? titles[section] : "unknown";
}

/* What there is to talk about: the judgements of the person's own role category, or, where they have none, those of all
   role categories, each line once. */

static void add_lines(cwp__talk *talk, const cwp_assessment *assessment, uint64_t *seen) {
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (cwp__bitset_has(seen, judgement->requirement.line)) continue;
    cwp__bitset_set(seen, judgement->requirement.line);
    talk->lines[talk->line_count++] = judgement;
  }
}

static int gather_lines(cwp__talk *talk) {
  const cwp_assessment *own = cwp_next_own(talk->next);
  size_t records = cwp_pathway_count(talk->pathway, CWP_KIND_END);
  uint64_t *seen = cwp__allocate(&talk->memory, cwp__bitset_words(records), sizeof(*seen));
  talk->lines = cwp__allocate(&talk->memory, records, sizeof(*talk->lines));
  if (seen && talk->lines) {
    cwp__bitset_clear(seen, records);
    if (own) add_lines(talk, own, seen);
    for (size_t i = 0; i < cwp_next_count(talk->next) && !own; i++)
      add_lines(talk, cwp_next_assessment(talk->next, i), seen);
  }
  int enough = seen && talk->lines;
  cwp__release(&talk->memory, seen);
  return enough;
}

static void write_sections(cwp__talk *talk) {
  cwp__talk_where(talk);
  cwp__talk_strengths(talk);
  cwp__talk_expiring(talk);
  cwp__talk_steps(talk);
  cwp__talk_behaviours(talk);
  cwp__talk_questions(talk);
  cwp__talk_limits(talk);
}

/* Writes the page; returns 0 when there is no memory. */
static int write_page(cwp_conversation *self, cwp__talk *talk) {
  talk->texts = &self->texts;
  cwp__buffer_init(&talk->text, &talk->memory);
  cwp__buffer_init(&talk->why, &talk->memory);
  if (gather_lines(talk))
    write_sections(talk);
  else
    talk->failed = 1;
  cwp__buffer_free(&talk->text);
  cwp__buffer_free(&talk->why);
  cwp__release(&talk->memory, talk->lines);
  self->points = talk->points;
  self->count = talk->count;
  return !talk->failed;
}

static int is_option(size_t value) {
  return value >= 1 && value <= MOST_OPTION;
}

static cwp_status take_options(const cwp_conversation_options *options, cwp_conversation_options *out,
                               cwp_error *error) {
  const cwp_conversation_options defaults = CWP_CONVERSATION_OPTIONS_INIT;
  *out = defaults;
  if (!options) return CWP_OK;
  if (options->size < sizeof(*options))
    return cwp__fail(error, CWP_ERROR_ARGUMENT,
                     "the options have size %zu: set them up with CWP_CONVERSATION_OPTIONS_INIT", options->size);
  if (!is_option(options->most_steps) || !is_option(options->most_first))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "most_steps and most_first are %zu and %zu, not 1 to %d",
                     options->most_steps, options->most_first, MOST_OPTION);
  *out = *options;
  return CWP_OK;
}

cwp_status cwp_conversation_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                 const cwp_question *question, const cwp_conversation_options *options,
                                 const cwp_allocator *allocator, cwp_conversation **out, cwp_error *error) {
  const cwp_policy usual = CWP_POLICY_INIT;
  cwp__talk talk = {.pathway = pathway, .portfolio = portfolio, .question = question};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the page");
  *out = NULL;
  talk.threads = (cwp__talk_threads){CWP_NONE, SIZE_MAX, CWP_NONE};
  talk.memory = cwp__allocator_or_default(allocator);
  cwp_status status = take_options(options, &talk.options, error);
  if (status) return status;
  cwp_conversation *self = cwp__allocate_zeroed(&talk.memory, 1, sizeof(*self));
  if (!self) return cwp__fail_memory(error);
  cwp__arena_init(&self->texts, &talk.memory);
  status = cwp_next_make(pathway, portfolio, question, NULL, &talk.memory, &self->next, error);
  if (!status) {
    talk.next = self->next;
    talk.expiring_days = question->policy ? question->policy->expiring_days : usual.expiring_days;
    if (!write_page(self, &talk)) status = cwp__fail_memory(error);
  }
  if (status)
    cwp_conversation_free(self);
  else
    *out = self;
  return status;
}

void cwp_conversation_free(cwp_conversation *self) {
  if (!self) return;
  cwp_allocator memory = self->texts.allocator;
  cwp_next_free(self->next);
  cwp__release(&memory, self->points);
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self);
}

const cwp_next *cwp_conversation_next(const cwp_conversation *self) {
  return self ? self->next : NULL;
}

size_t cwp_conversation_count(const cwp_conversation *self) {
  return self ? self->count : 0;
}

const cwp_talk_point *cwp_conversation_at(const cwp_conversation *self, size_t index) {
  return self && index < self->count ? &self->points[index] : NULL;
}
