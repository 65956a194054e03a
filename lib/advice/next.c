/* Next steps: every move from where somebody is, and every practice area open there, held against them and ranked. */

#include "cwp/next.h"
#include "advice/target.h"
#include "base/bitset.h"
#include "base/error.h"
#include "base/memory.h"
#include "person/policy.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
  cwp_step step;
  const cwp_assessment *assessment;
  cwp_step_line *lines;
  size_t line_count;
} entry;

struct cwp_next {
  cwp__arena arena; /* everything but this struct */
  const cwp_pathway *pathway;
  cwp_id from;
  const cwp_assessment *own; /* NULL if the person starts from anywhere */
  entry *entries;
  size_t count;
};

/* Next steps in the making. */
typedef struct making {
  cwp_next *self;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  uint64_t *asked; /* records that the start asks, a bit each */
  cwp_error *error;
} making;

static const char area_basis[] = "The practice area is open to people in the role category.";
static const char area_note[] =
    "The data holds the area's name and the learning suggested for it, not what its framework "
    "asks.";
static const char other_basis[] = "No move of the pathway leads there; it is listed because every role category is.";

/* Filling in a step. */

/* Adds the requirements of one kind that are carried, or that are not. */
static void add_lines(const making *of, entry *one, cwp_requirement_kind kind, int carried) {
  size_t count = cwp_assessment_count(one->assessment);
  for (size_t i = 0; i < count; i++) {
    const cwp_judgement *judgement = cwp_assessment_at(one->assessment, i);
    cwp_standing standing = judgement->standing;
    if (judgement->requirement.kind != kind || !(carried ? cwp__is_held(standing) : cwp__is_missing(standing)))
      continue;
    int added = !cwp__bitset_has(of->asked, judgement->requirement.line);
    one->lines[one->line_count++] = (cwp_step_line){judgement, i, carried, added};
    if (added && !carried) one->step.added_remaining[kind]++;
    if (added) one->step.added++;
  }
}

/* An entry of no kind yet, after the others. */
static entry *new_entry(const making *of, cwp_id target) {
  entry *one = &of->self->entries[of->self->count];
  memset(one, 0, sizeof(*one));
  one->step.target = target;
  one->step.move = CWP_NONE;
  one->step.basis = one->step.note = one->step.coverage_note = "";
  one->step.status = CWP_PROVENANCE_EDITORIAL;
  one->step.source = CWP_NONE;
  return one;
}

/* Holds a role category against the person and adds it as a step. */
static cwp_status add_role(const making *of, cwp_id role, entry **out) {
  cwp__target target;
  cwp__arena *arena = &of->self->arena;
  cwp_status status =
      cwp__target_assess(of->self->pathway, of->portfolio, of->question, role, arena, &target, of->error);
  if (status) return status;
  entry *one = new_entry(of, role);
  one->assessment = target.assessment;
  one->lines = cwp__arena_allocate(arena, cwp_assessment_count(target.assessment), sizeof(*one->lines));
  if (!one->lines) return cwp__fail_memory(of->error);
  for (int carried = 0; carried <= 1; carried++)
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
      add_lines(of, one, (cwp_requirement_kind)kind, carried);
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    one->step.counts[kind] = *cwp_assessment_counts(target.assessment, (cwp_requirement_kind)kind);
  memcpy(one->step.remaining, target.remaining, sizeof(target.remaining));
  one->step.carried = target.carried;
  one->step.coverage = cwp_assessment_coverage(target.assessment);
  one->step.coverage_note = target.coverage_note;
  one->step.ready = cwp_assessment_is_ready(target.assessment);
  of->self->count++;
  *out = one;
  return CWP_OK;
}

static cwp_status add_move(const making *of, cwp_id move) {
  const cwp_pathway *pathway = of->self->pathway;
  entry *one;
  cwp_status status = add_role(of, cwp__linked(pathway, move, CWP_RELATION_TO), &one);
  if (status) return status;
  one->step.kind = cwp__step_kind_of_move(pathway, move);
  one->step.move = move;
  one->step.basis = cwp_record_text(pathway, move);
  one->step.note = cwp_record_note(pathway, move);
  one->step.status = cwp_record_status(pathway, move);
  one->step.source = cwp_record_source(pathway, move);
  return CWP_OK;
}

static cwp_status add_other(const making *of, cwp_id role) {
  entry *one;
  cwp_status status = add_role(of, role, &one);
  if (status) return status;
  one->step.kind = CWP_STEP_OTHER;
  one->step.basis = other_basis;
  return CWP_OK;
}

/* The place of a practice area among what the role category asks where the person starts. */
static size_t find_area(const cwp_assessment *own, cwp_id area) {
  size_t place = 0;
  while (place < cwp_assessment_count(own) && cwp_assessment_at(own, place)->requirement.line != area)
    place++;
  return place;
}

/* The one requirement of a practice area, in the assessment of the role category that it is open to. */
static void fill_area(entry *one, size_t place) {
  const cwp_judgement *judgement = cwp_assessment_at(one->assessment, place);
  cwp_requirement_kind kind = judgement->requirement.kind;
  int carried = cwp__is_held(judgement->standing);
  one->lines[0] = (cwp_step_line){judgement, place, carried, 0};
  one->line_count = 1;
  one->step.counts[kind].needed = 1;
  one->step.counts[kind].standing[judgement->standing] = 1;
  one->step.remaining[kind] = cwp__is_missing(judgement->standing) ? 1 : 0;
  one->step.carried = (size_t)carried;
  one->step.taken = carried;
}

/* An area that somebody decided is not asked of the person is no step. */
static cwp_status add_area(const making *of, const cwp_link *link) {
  entry *one = new_entry(of, link->to);
  size_t place = find_area(of->self->own, link->to);
  const cwp_judgement *judgement = cwp_assessment_at(of->self->own, place);
  if (judgement && judgement->standing == CWP_STANDING_NOT_APPLICABLE) return CWP_OK;
  one->assessment = of->self->own;
  one->lines = cwp__arena_allocate(&of->self->arena, 1, sizeof(*one->lines));
  if (!one->lines) return cwp__fail_memory(of->error);
  if (judgement) fill_area(one, place);
  one->step.kind = CWP_STEP_SPECIALISE;
  one->step.basis = area_basis;
  one->step.note = link->text;
  one->step.status = link->status;
  one->step.source = link->source;
  one->step.coverage = CWP_COVERAGE_SUMMARY;
  one->step.coverage_note = area_note;
  of->self->count++;
  return CWP_OK;
}

/* Listing steps. */

/* 1 if the move leads from that role category to another one. */
static int leads_on(const cwp_pathway *pathway, cwp_id move, cwp_id from) {
  cwp_id to = cwp__linked(pathway, move, CWP_RELATION_TO);
  return from != CWP_NONE && cwp__linked(pathway, move, CWP_RELATION_FROM) == from && to != from &&
         cwp_record_kind(pathway, to) == CWP_KIND_ROLE;
}

static cwp_status add_moves(const making *of) {
  const cwp_pathway *pathway = of->self->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_MOVE);
  cwp_status status = CWP_OK;
  for (cwp_id i = 0; i < count && !status; i++)
    if (leads_on(pathway, first + i, of->self->from)) status = add_move(of, first + i);
  return status;
}

static cwp_status add_areas(const making *of) {
  cwp_link link;
  cwp_status status = CWP_OK;
  size_t i = 0;
  if (of->self->from == CWP_NONE) return CWP_OK;
  while (!status && cwp_record_link(of->self->pathway, of->self->from, CWP_RELATION_AREA, i++, &link, NULL) == CWP_OK)
    status = add_area(of, &link);
  return status;
}

static int is_listed(const cwp_next *self, cwp_id target) {
  size_t i = 0;
  while (i < self->count && self->entries[i].step.target != target)
    i++;
  return i < self->count;
}

static cwp_status add_others(const making *of) {
  const cwp_pathway *pathway = of->self->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_ROLE);
  cwp_status status = CWP_OK;
  for (cwp_id i = 0; i < count && !status; i++)
    if (first + i != of->self->from && !is_listed(of->self, first + i)) status = add_other(of, first + i);
  return status;
}

/* Room for every step that there can be. */
static int make_room(cwp_next *self, int all) {
  const cwp_pathway *pathway = self->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE), count = (cwp_id)cwp_pathway_count(pathway, CWP_KIND_MOVE);
  size_t most = cwp_record_link_count(pathway, self->from, CWP_RELATION_AREA);
  for (cwp_id i = 0; i < count; i++)
    most += (size_t)leads_on(pathway, first + i, self->from);
  if (all) most += cwp_pathway_count(pathway, CWP_KIND_ROLE);
  self->entries = cwp__arena_allocate(&self->arena, most, sizeof(*self->entries));
  return self->entries != NULL;
}

/* Notes what the role category where the person starts asks, and where they stand with it. */
static cwp_status look_at_start(making *of) {
  cwp_next *self = of->self;
  size_t records = cwp_pathway_count(self->pathway, CWP_KIND_END);
  of->asked = cwp__arena_allocate(&self->arena, cwp__bitset_words(records), sizeof(*of->asked));
  if (!of->asked) return cwp__fail_memory(of->error);
  cwp__bitset_clear(of->asked, records);
  if (self->from == CWP_NONE) return CWP_OK;
  cwp__target own;
  cwp_status status =
      cwp__target_assess(self->pathway, of->portfolio, of->question, self->from, &self->arena, &own, of->error);
  if (status) return status;
  self->own = own.assessment;
  for (size_t i = 0; i < cwp_assessment_count(self->own); i++)
    cwp__bitset_set(of->asked, cwp_assessment_at(self->own, i)->requirement.line);
  return CWP_OK;
}

/* The order. */

/* Below 0, 0 or above 0 as `a` is less than, equal to or more than `b`. */
static int compare(size_t a, size_t b) {
  return (a > b) - (a < b);
}

static int is_area(const cwp_step *step) {
  return step->move == CWP_NONE && step->kind != CWP_STEP_OTHER;
}

/* 1 for a practice area that there is nothing on record of. */
static int is_untouched(const cwp_step *step) {
  size_t untouched = 0;
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END && is_area(step); kind++)
    untouched += step->counts[kind].standing[CWP_STANDING_NO_EVIDENCE];
  return untouched > 0;
}

/* By what remains. Of summaries nobody can tell, so they are all the same. */
static int compare_remaining(const cwp_step *a, const cwp_step *b) {
  if (a->coverage == CWP_COVERAGE_SUMMARY) return 0;
  int order = compare(a->remaining[CWP_MUST], b->remaining[CWP_MUST]);
  if (order == 0) order = compare(a->remaining[CWP_SHOULD], b->remaining[CWP_SHOULD]);
  return order ? order : compare(a->coverage, b->coverage);
}

static int compare_entries(const void *left, const void *right) {
  const cwp_step *a = &((const entry *)left)->step, *b = &((const entry *)right)->step;
  int order = compare((size_t)a->taken, (size_t)b->taken);
  if (order == 0) order = compare(a->kind == CWP_STEP_OTHER, b->kind == CWP_STEP_OTHER);
  if (order == 0) order = compare(a->coverage == CWP_COVERAGE_SUMMARY, b->coverage == CWP_COVERAGE_SUMMARY);
  if (order == 0) order = compare_remaining(a, b);
  if (order == 0) order = compare((size_t)is_area(a), (size_t)is_area(b));
  if (order == 0) order = compare((size_t)is_untouched(a), (size_t)is_untouched(b));
  if (order == 0) order = compare(a->kind, b->kind);
  return order ? order : compare(a->move == CWP_NONE ? a->target : a->move, b->move == CWP_NONE ? b->target : b->move);
}

/* Making and asking. */

static cwp_status fill(making *of, int all) {
  cwp_status status = look_at_start(of);
  if (!status && !make_room(of->self, all)) status = cwp__fail_memory(of->error);
  if (!status) status = add_moves(of);
  if (!status && all) status = add_others(of);
  if (!status) status = add_areas(of);
  if (!status) qsort(of->self->entries, of->self->count, sizeof(*of->self->entries), compare_entries);
  return status;
}

static cwp_status check_options(const cwp_next_options *options, cwp_error *error) {
  if (!options || options->size >= sizeof(*options)) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_NEXT_OPTIONS_INIT",
                   options->size);
}

cwp_status cwp_next_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                         const cwp_next_options *options, const cwp_allocator *allocator, cwp_next **out,
                         cwp_error *error) {
  cwp_id from;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the next steps");
  *out = NULL;
  cwp_status status = cwp__question_check(pathway, portfolio, question, error);
  if (!status) status = check_options(options, error);
  if (!status) status = cwp__find_start(pathway, portfolio, question, &from, error);
  if (status) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_next *self = cwp__allocate_zeroed(&memory, 1, sizeof(*self));
  if (!self) return cwp__fail_memory(error);
  cwp__arena_init(&self->arena, &memory);
  self->pathway = pathway;
  self->from = from;
  making of = {.self = self, .portfolio = portfolio, .question = question, .error = error};
  status = fill(&of, from == CWP_NONE || (options && options->all));
  if (status)
    cwp_next_free(self);
  else
    *out = self;
  return status;
}

void cwp_next_free(cwp_next *self) {
  if (!self) return;
  cwp_allocator memory = self->arena.allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

const cwp_pathway *cwp__next_pathway(const cwp_next *self) {
  return self->pathway;
}

cwp_id cwp_next_from(const cwp_next *self) {
  return self ? self->from : CWP_NONE;
}

const cwp_assessment *cwp_next_own(const cwp_next *self) {
  return self ? self->own : NULL;
}

size_t cwp_next_count(const cwp_next *self) {
  return self ? self->count : 0;
}

static const entry *entry_at(const cwp_next *self, size_t index) {
  return self && index < self->count ? &self->entries[index] : NULL;
}

const cwp_step *cwp_next_at(const cwp_next *self, size_t index) {
  const entry *one = entry_at(self, index);
  return one ? &one->step : NULL;
}

const cwp_assessment *cwp_next_assessment(const cwp_next *self, size_t step) {
  const entry *one = entry_at(self, step);
  return one ? one->assessment : NULL;
}

size_t cwp_next_line_count(const cwp_next *self, size_t step) {
  const entry *one = entry_at(self, step);
  return one ? one->line_count : 0;
}

const cwp_step_line *cwp_next_line_at(const cwp_next *self, size_t step, size_t index) {
  const entry *one = entry_at(self, step);
  return one && index < one->line_count ? &one->lines[index] : NULL;
}
