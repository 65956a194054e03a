/* The grammar: phrases with a head, and the rules that make categories of them. */

#include "text/title.h"

#include <string.h>

/* A phrase of the title that is about one job: its head, and what stands with it. */
typedef struct phrase {
  cwp__title_parts own;
  uint8_t head; /* 0 = none */
  uint8_t weak; /* what may be the head if the title has no other */
  double trust; /* from 1, less for each typing error and each word that is not understood */
} phrase;

typedef struct grammar {
  const cwp__title_items *items;
  cwp__title_parts all;
  cwp__title_parts loose; /* topics and ranks of phrases without a head */
  phrase phrases[CWP__TITLE_WORDS];
  size_t count;
  double strange; /* trust that words before the next phrase cost it */
} grammar;

/* What words that are not understood cost a phrase that they stand in, and one that comes behind them; and what a
   forgiven typing error costs. */
static const double strange_inside = 0.88, strange_before = 0.95, misspelt = 0.94;

static cwp__title_kind kind_of(uint8_t part) {
  return (cwp__title_kind)cwp__titles.parts[part].kind;
}

static cwp__title_parts parts_of(const cwp__title_item *item) {
  cwp__title_parts parts = {{0}};
  for (size_t i = 0; i < CWP__TITLE_PHRASE_PARTS; i++)
    if (item->parts[i] != 0) cwp__title_put(&parts, item->parts[i]);
  return parts;
}

static void unite(cwp__title_parts *self, const cwp__title_parts *other) {
  for (size_t i = 0; i < sizeof self->bits / sizeof *self->bits; i++)
    self->bits[i] |= other->bits[i];
}

/* Takes one item into a phrase. `headless`: no head is looked for any more, as behind "of". */
static void take_item(phrase *self, const cwp__title_item *item, int headless) {
  cwp__title_parts parts = parts_of(item);
  unite(&self->own, &parts);
  for (size_t i = 0; i < CWP__TITLE_PHRASE_PARTS; i++) {
    cwp__title_kind kind = kind_of(item->parts[i]);
    if (kind == CWP__TITLE_HEAD && !headless) self->head = item->parts[i];
    if (kind == CWP__TITLE_WEAK && !headless) self->weak = item->parts[i];
  }
  for (uint8_t i = 0; i < item->edits; i++)
    self->trust *= misspelt;
}

/*
 * Takes the phrase that begins at `at`. It ends at a break, and, once it has its head, at an "or" or "and". What stands
 * behind "to" or "for" is no part of it, but the title has it.
 */
static size_t take_phrase(grammar *self, size_t at) {
  const cwp__title_items *items = self->items;
  phrase made = {.trust = self->strange};
  size_t begin = at, strange = 0;
  cwp__title_kind linked = CWP__TITLE_NONE;
  for (; at < items->count; at++) {
    const cwp__title_item *item = items->item + at;
    cwp__title_kind kind = kind_of(item->parts[0]);
    int ends = item->gap == CWP__TITLE_BREAK ||
               ((item->gap == CWP__TITLE_OR || kind == CWP__TITLE_AND) && made.head && linked != CWP__TITLE_LINK);
    if (at > begin && ends) break;
    if (at == begin && kind == CWP__TITLE_LINK) continue;
    if (kind == CWP__TITLE_LINK || kind == CWP__TITLE_OF) linked = kind;
    if (linked == CWP__TITLE_LINK) continue;
    if (item->parts[0] == 0 && !made.head) strange++;
    take_item(&made, item, linked == CWP__TITLE_OF);
  }
  for (size_t i = 0; i < strange; i++)
    made.trust *= made.head ? strange_inside : strange_before;
  if (made.head || made.weak) self->phrases[self->count++] = made;
  if (!made.head && !made.weak) unite(&self->loose, &made.own);
  if (!made.head) self->strange = made.trust;
  return at;
}

static void parse(grammar *self, const cwp__title_items *items) {
  memset(self, 0, sizeof *self);
  self->items = items;
  self->strange = 1;
  for (size_t i = 0; i < items->count; i++) {
    cwp__title_parts parts = parts_of(items->item + i);
    unite(&self->all, &parts);
  }
  for (size_t at = 0; at < items->count;)
    at = kind_of(items->item[at].parts[0]) == CWP__TITLE_AND ? at + 1 : take_phrase(self, at);
}

/* Phrases with a real head if there are any; else those that have a weak one; else all words as one. */
static void settle_heads(grammar *self) {
  size_t kept = 0;
  for (size_t i = 0; i < self->count; i++)
    if (self->phrases[i].head) self->phrases[kept++] = self->phrases[i];
  if (kept == 0)
    for (size_t i = 0; i < self->count; i++) {
      self->phrases[i].head = self->phrases[i].weak;
      self->phrases[kept++] = self->phrases[i];
    }
  if (kept == 0) self->phrases[kept++] = (phrase){.own = self->all, .trust = 1};
  self->count = kept;
}

static cwp__title_parts of_kind(const cwp__title_parts *parts, cwp__title_kind kind) {
  cwp__title_parts found = {{0}};
  for (uint16_t i = 1; i < cwp__titles.part_count; i++)
    if (cwp__title_has(parts, (uint8_t)i) && kind_of((uint8_t)i) == kind) cwp__title_put(&found, (uint8_t)i);
  return found;
}

/* "Support worker (senior)", "apprentice - care": what stands apart without a head belongs to the one job of the title,
   a topic if the job has none of its own. */
static void take_loose(grammar *self) {
  phrase *only = self->phrases;
  cwp__title_parts own = of_kind(&only->own, CWP__TITLE_TOPIC);
  cwp__title_parts topics = of_kind(&self->loose, CWP__TITLE_TOPIC), ranks = of_kind(&self->loose, CWP__TITLE_RANK);
  if (self->count != 1 || cwp__title_is_empty(&self->loose)) return;
  if (cwp__title_is_empty(&own)) unite(&only->own, &topics);
  unite(&only->own, &ranks);
}

static int holds(const cwp__title_rule *rule, const phrase *about, const cwp__title_parts *all) {
  if (!cwp__title_is_empty(&rule->head) && !cwp__title_has(&rule->head, about->head)) return 0;
  if (!cwp__title_is_empty(&rule->with) && !cwp__title_meet(&rule->with, &about->own)) return 0;
  if (!cwp__title_is_empty(&rule->also) && !cwp__title_meet(&rule->also, &about->own)) return 0;
  if (!cwp__title_is_empty(&rule->anywhere) && !cwp__title_meet(&rule->anywhere, all)) return 0;
  return !cwp__title_meet(&rule->lacking, &about->own) && !cwp__title_meet(&rule->without, all);
}

static void judge_phrase(const grammar *self, const phrase *about, cwp__title_scores *out) {
  memset(out, 0, sizeof *out);
  for (uint16_t i = 0; i < cwp__titles.rule_count; i++) {
    const cwp__title_rule *rule = cwp__titles.rules + i;
    if (!holds(rule, about, &self->all)) continue;
    for (uint8_t k = 0; k < rule->role_count; k++)
      out->score[rule->roles[k].category] = rule->roles[k].hundredths / 100.0 * about->trust;
    cwp__title_explain(out, rule->why, CWP__TITLE_CATEGORIES);
    return;
  }
}

void cwp__title_explain(cwp__title_scores *self, const char *sentence, uint8_t category) {
  for (size_t i = 0; i < self->reason_count; i++)
    if (self->reasons[i].sentence == sentence) return;
  if (self->reason_count < CWP__TITLE_REASONS)
    self->reasons[self->reason_count++] = (cwp__title_reason){.sentence = sentence, .category = category};
}

uint8_t cwp__title_best(const cwp__title_scores *self) {
  uint8_t best = 0;
  for (uint8_t i = 1; i < cwp__titles.category_count; i++)
    if (self->score[i] > self->score[best]) best = i;
  return best;
}

uint8_t cwp__title_category_named(const char *code) {
  for (uint8_t i = 0; i < cwp__titles.category_count; i++) {
    const char *own = cwp__titles.categories[i].codes[0];
    if (own ? strcmp(own, code) == 0 : strcmp(code, "outside") == 0) return i;
  }
  return CWP__TITLE_CATEGORIES;
}

static void scale(cwp__title_scores *self, double by) {
  for (uint8_t i = 0; i < cwp__titles.category_count; i++)
    self->score[i] *= by;
}

static void take_reasons(cwp__title_scores *self, const cwp__title_scores *other) {
  for (size_t i = 0; i < other->reason_count; i++)
    cwp__title_explain(self, other->reasons[i].sentence, other->reasons[i].category);
}

/* What speaks for a category enough to be an answer, what is left of one that another phrase allows for, and how much
   stronger a phrase must be to override another. */
static const double sure = 0.55, allowed = 0.2, stronger = 0.25, doubt = 0.9;

static const char two_jobs[] = "The title names two jobs, and does not tell which of them it is.";

/* Both phrases speak of what they speak of: neither is enough. */
static void divide(cwp__title_scores *self, const cwp__title_scores *other) {
  for (uint8_t i = 0; i < cwp__titles.category_count; i++)
    if (other->score[i] > self->score[i]) self->score[i] = other->score[i];
  scale(self, 0.5);
  take_reasons(self, other);
  cwp__title_explain(self, two_jobs, CWP__TITLE_CATEGORIES);
  self->divided = 1;
}

/* What a title says that says two things. */
static void combine(cwp__title_scores *self, const cwp__title_scores *other) {
  uint8_t own = cwp__title_best(self), its = cwp__title_best(other);
  double own_score = self->score[own], its_score = other->score[its];
  if (self->divided || other->reason_count == 0 || (its_score < sure && self->reason_count > 0)) return;
  if (own == its || self->reason_count == 0) {
    if (its_score > own_score) *self = *other;
  } else if (own_score < sure || self->score[its] >= allowed || its_score >= own_score + stronger) {
    *self = *other;
    scale(self, doubt);
  } else if (other->score[own] >= allowed || own_score >= its_score + stronger) {
    scale(self, doubt);
  } else {
    divide(self, other);
  }
}

void cwp__title_judge(const cwp__title_items *items, cwp__title_scores *out) {
  grammar read;
  cwp__title_scores other;
  parse(&read, items);
  settle_heads(&read);
  take_loose(&read);
  judge_phrase(&read, read.phrases, out);
  for (size_t i = 1; i < read.count; i++) {
    judge_phrase(&read, read.phrases + i, &other);
    combine(out, &other);
  }
}
