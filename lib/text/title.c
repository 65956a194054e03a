/* A title that was read: what was understood, the candidates, and the reasons. */

#include "text/title.h"

#include "base/error.h"
#include "base/memory.h"
#include "pathway/code_lists.h"

#include <string.h>

/*
 * From what score on a candidate is an answer, and by how much it must be ahead of the next. Of managers more is asked:
 * taking somebody for a registered manager by mistake does the most harm.
 */
static const double enough = 0.55, enough_for_managers = 0.7, ahead = 0.08, least_shown = 0.1;
/* A text of many words is no title, and what its first words say counts for less. */
static const double no_title = 0.5;

static const char not_known[] = "Nothing in the title names a job that is known.";
static const char too_long[] = "The title is longer than titles are, and only its first words were read.";
static const char not_in_edition[] = "This edition has no role category for that work.";
static const char nearest_in_edition[] = "It is the category of this edition that comes nearest.";

struct cwp_title {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  cwp_title_answer answer;
  double outside;
  cwp_title_candidate candidates[CWP__TITLE_CATEGORIES];
  uint8_t categories[CWP__TITLE_CATEGORIES]; /* of the lexicon, that of each candidate */
  size_t candidate_count;
  cwp__title_reason reasons[CWP__TITLE_REASONS];
  size_t reason_count;
  cwp_title_part parts[CWP__TITLE_WORDS];
  size_t part_count;
  char text[]; /* the title as far as it was understood */
};

const char *cwp_employer_name(cwp_employer employer) {
  static const char *const names[] = {"unknown", "regulated", "not-regulated", "individual"};
  return employer >= CWP_EMPLOYER_UNKNOWN && employer < CWP_EMPLOYER_END ? names[employer] : "unknown";
}

const char *cwp_title_answer_name(cwp_title_answer answer) {
  static const char *const names[] = {"category", "outside", "ask"};
  return answer >= CWP_TITLE_CATEGORY && answer < CWP_TITLE_ANSWER_END ? names[answer] : "unknown";
}

/* The role category that a category of the lexicon is in this edition, or CWP_NONE; `*nearest` is 1 if it is not the
   same but the nearest. */
static cwp_id role_of(const cwp_pathway *pathway, uint8_t category, int *nearest) {
  for (size_t i = 0; i < CWP__TITLE_CODES && cwp__titles.categories[category].codes[i]; i++) {
    cwp_id id = cwp_pathway_id(pathway, cwp__titles.categories[category].codes[i]);
    *nearest = i > 0;
    if (id != CWP_NONE && cwp_record_kind(pathway, id) == CWP_KIND_ROLE) return id;
  }
  return CWP_NONE;
}

/* Puts a candidate in its place, or raises it if it is there already. */
static void add_candidate(cwp_title *self, cwp_id role, uint8_t category, double score) {
  size_t at = 0, end = self->candidate_count;
  while (at < end && self->candidates[at].role != role)
    at++;
  if (at < end && self->candidates[at].score >= score) return;
  if (at == end) self->candidate_count++;
  for (; at > 0 && self->candidates[at - 1].score < score; at--) {
    self->candidates[at] = self->candidates[at - 1];
    self->categories[at] = self->categories[at - 1];
  }
  self->candidates[at] = (cwp_title_candidate){.role = role, .score = score};
  self->categories[at] = category;
}

/* Categories of the lexicon into role categories of the edition; what the edition does not have lies outside. */
static void find_candidates(cwp_title *self, cwp__title_scores *scores) {
  uint8_t outside = cwp__title_category_named("outside");
  double sum = 0, largest = scores->score[outside];
  int absent = 0;
  for (uint8_t i = 0; i < cwp__titles.category_count; i++) {
    int nearest = 0;
    cwp_id role = i == outside ? CWP_NONE : role_of(self->pathway, i, &nearest);
    if (scores->score[i] < least_shown) continue;
    if (role != CWP_NONE) {
      add_candidate(self, role, i, scores->score[i]);
      if (nearest) cwp__title_explain(scores, nearest_in_edition, i);
      continue;
    }
    sum += scores->score[i];
    if (scores->score[i] > largest) largest = scores->score[i];
    if (i != outside) absent = 1;
  }
  self->outside = self->candidate_count > 0 ? largest : sum < 1 ? sum : 1;
  if (absent) cwp__title_explain(scores, not_in_edition, CWP__TITLE_CATEGORIES);
}

static int is_manager(uint8_t category) {
  return category == cwp__title_category_named("RM") || category == cwp__title_category_named("DM");
}

static void decide(cwp_title *self) {
  double best = self->candidate_count > 0 ? self->candidates[0].score : 0;
  double next = self->candidate_count > 1 ? self->candidates[1].score : 0;
  self->answer = CWP_TITLE_ASK;
  if (self->outside >= enough && self->outside - best >= ahead) {
    self->answer = CWP_TITLE_OUTSIDE;
    self->candidate_count = 0;
    return;
  }
  if (self->outside > next) next = self->outside;
  double needed = self->candidate_count > 0 && is_manager(self->categories[0]) ? enough_for_managers : enough;
  if (best >= needed && best - next >= ahead) self->answer = CWP_TITLE_CATEGORY;
  self->outside = 0;
}

static void keep_parts(cwp_title *self, const char *title, const cwp__title_items *items) {
  size_t kept = 0;
  for (size_t i = 0; i < items->count; i++) {
    const cwp__title_item *item = items->item + i;
    const cwp__title_part *part = cwp__titles.parts + item->parts[0];
    if (part->kind == CWP__TITLE_NONE || part->kind >= CWP__TITLE_CUE) continue;
    size_t length = item->end - item->start;
    for (size_t k = 0; k < CWP__TITLE_PHRASE_PARTS && item->parts[k] != 0; k++) {
      if (self->part_count == CWP__TITLE_WORDS) return;
      self->parts[self->part_count++] = (cwp_title_part){.written = self->text + kept,
                                                         .length = length,
                                                         .meaning = cwp__titles.parts[item->parts[k]].meaning,
                                                         .guessed = item->edits > 0};
    }
    memcpy(self->text + kept, title + item->start, length);
    kept += length;
  }
}

static size_t text_size(const cwp__title_items *items) {
  size_t size = 1;
  for (size_t i = 0; i < items->count; i++)
    size += items->item[i].end - items->item[i].start;
  return size;
}

static void fill(cwp_title *self, const char *title, const cwp_title_context *context, const cwp__title_items *items) {
  cwp__title_scores scores;
  cwp__title_judge(items, &scores);
  if (scores.reason_count == 0) cwp__title_explain(&scores, not_known, CWP__TITLE_CATEGORIES);
  for (uint8_t i = 0; items->more && i < cwp__titles.category_count; i++)
    scores.score[i] *= no_title;
  if (items->more) cwp__title_explain(&scores, too_long, CWP__TITLE_CATEGORIES);
  cwp__title_weigh(self->pathway, context, &scores);
  find_candidates(self, &scores);
  decide(self);
  memcpy(self->reasons, scores.reasons, sizeof self->reasons);
  self->reason_count = scores.reason_count;
  keep_parts(self, title, items);
}

static cwp_status check_context(const cwp_pathway *pathway, const cwp_title_context *context, cwp_error *error) {
  if (context->employer < CWP_EMPLOYER_UNKNOWN || context->employer >= CWP_EMPLOYER_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no kind of employer %d", (int)context->employer);
  if (context->job_role == CWP_NONE) return CWP_OK;
  if (!cwp__is_of_list(pathway, context->job_role, "job-role"))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no job role of the national data set",
                     cwp_record_code(pathway, context->job_role));
  return CWP_OK;
}

cwp_status cwp_title_read(const cwp_pathway *pathway, const char *title, size_t length,
                          const cwp_title_context *context, const cwp_allocator *allocator, cwp_title **out,
                          cwp_error *error) {
  cwp_title_context known = CWP_TITLE_CONTEXT_INIT;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp__title_items items;
  if (out) *out = NULL;
  if (!pathway || !title || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a title and a place for the answer are needed");
  if (context) memcpy(&known, context, context->size < sizeof known ? context->size : sizeof known);
  cwp_status status = check_context(pathway, &known, error);
  if (status != CWP_OK) return status;
  cwp__title_items_find(title, length, &items);
  cwp_title *self = cwp__allocate(&memory, 1, sizeof *self + text_size(&items));
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  self->candidate_count = self->part_count = 0;
  fill(self, title, &known, &items);
  *out = self;
  return CWP_OK;
}

void cwp_title_free(cwp_title *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

cwp_title_answer cwp_title_answered(const cwp_title *self) {
  return self ? self->answer : CWP_TITLE_ASK;
}

double cwp_title_outside_score(const cwp_title *self) {
  return self ? self->outside : 0;
}

size_t cwp_title_candidate_count(const cwp_title *self) {
  return self ? self->candidate_count : 0;
}

const cwp_title_candidate *cwp_title_candidate_at(const cwp_title *self, size_t index) {
  return self && index < self->candidate_count ? self->candidates + index : NULL;
}

size_t cwp_title_part_count(const cwp_title *self) {
  return self ? self->part_count : 0;
}

const cwp_title_part *cwp_title_part_at(const cwp_title *self, size_t index) {
  return self && index < self->part_count ? self->parts + index : NULL;
}

const char *cwp_title_why(const cwp_title *self, size_t candidate, size_t index) {
  if (!self || (candidate != CWP_TITLE_WHOLE && candidate >= self->candidate_count)) return NULL;
  for (size_t i = 0; i < self->reason_count; i++) {
    uint8_t about = self->reasons[i].category;
    int fits = about == CWP__TITLE_CATEGORIES || (candidate != CWP_TITLE_WHOLE && about == self->categories[candidate]);
    if (fits && index-- == 0) return self->reasons[i].sentence;
  }
  return NULL;
}
