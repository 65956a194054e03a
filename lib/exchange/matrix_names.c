#include "exchange/matrix_names.h"

#include "pathway/code_lists.h"
#include "text/course_names.h"

#include <stdio.h>
#include <string.h>

/* The words of a name, somewhere. */
typedef struct word_list {
  const cwp__course_word *words[CWP__COURSE_WORDS_MOST];
  size_t count;
} word_list;

static double weight_of(const cwp__course_word *word) {
  return word->is_weak ? 0.35 : 1.0;
}

/* 1 if a word of one begins as a word of the other does. */
static int any_begin_alike(const cwp__course_words *a, const word_list *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++)
      if (cwp__course_words_begin_alike(&a->list[i], b->words[j])) return 1;
  return 0;
}

/* How much of the words of both agree: twice what they share by all that they have. It is nothing if no two of them
   begin alike: "quality" is no slip of "equality", while "eqaulity and diversity" is one of "equality and diversity".
   */
static double likeness(const cwp__course_words *a, const word_list *b) {
  double all = 0, shared = 0;
  if (!any_begin_alike(a, b)) return 0;
  for (size_t j = 0; j < b->count; j++)
    all += weight_of(b->words[j]);
  for (size_t i = 0; i < a->count; i++) {
    const cwp__course_word *word = &a->list[i];
    all += weight_of(word);
    for (size_t j = 0; j < b->count; j++) {
      if (!cwp__course_word_is_like(word, b->words[j])) continue;
      double both = weight_of(word) + weight_of(b->words[j]);
      shared += cwp__course_word_is_same(word, b->words[j]) ? both : 0.9 * both;
      break;
    }
  }
  return shared / all;
}

static double likeness_of_title(const cwp__course_words *name, const char *title) {
  cwp__course_words words;
  word_list list;
  if (!cwp__course_may_share(title, name)) return 0;
  cwp__course_split(cwp__span_of(title), &words);
  list.count = words.count;
  for (size_t i = 0; i < words.count; i++)
    list.words[i] = &words.list[i];
  return likeness(name, &list);
}

/* What is nearest so far, and the nearest of those that stand for something else. */
typedef struct ranking {
  cwp_id best, second;
  double best_score, second_score;
  int is_title; /* the best is an official title */
} ranking;

static void rank(ranking *self, cwp_id about, double score, int is_title) {
  if (about == self->best) {
    if (score > self->best_score) {
      self->best_score = score;
      self->is_title = is_title;
    }
  } else if (score > self->best_score) {
    self->second = self->best;
    self->second_score = self->best_score;
    self->best = about;
    self->best_score = score;
    self->is_title = is_title;
  } else if (score > self->second_score) {
    self->second = about;
    self->second_score = score;
  }
}

/* Which words of the vocabulary a name has, itself or with a slip. */
static void find_known(const cwp__course_words *name, uint8_t known[CWP__COURSE_VOCABULARY_MOST]) {
  for (size_t word = 0; word < cwp__course_vocabulary_count; word++) {
    known[word] = 0;
    for (size_t i = 0; i < name->count && !known[word]; i++)
      known[word] = (uint8_t)cwp__course_word_is_like(&name->list[i], &cwp__course_vocabulary[word]);
  }
}

/* The words of a name in common use. Returns 0 if none of them is known. */
static int words_of(size_t name, const uint8_t *known, word_list *out) {
  size_t first = cwp__course_names[name].first, end = cwp__course_names[name + 1].first;
  int is_any = 0;
  out->count = end - first;
  for (size_t i = first; i < end; i++) {
    is_any |= known[cwp__course_name_words[i]];
    out->words[i - first] = &cwp__course_vocabulary[cwp__course_name_words[i]];
  }
  return is_any;
}

static void rank_names(const cwp_pathway *lists, const cwp__course_words *name, ranking *out) {
  uint8_t known[CWP__COURSE_VOCABULARY_MOST];
  word_list words;
  find_known(name, known);
  for (size_t i = 0; i < cwp__course_name_count; i++) {
    double score = words_of(i, known, &words) ? likeness(name, &words) : 0;
    if (score <= out->second_score) continue;
    cwp_id about = cwp_pathway_id(lists, cwp__course_codes + cwp__course_names[i].about);
    if (about != CWP_NONE) rank(out, about, score, 0);
  }
}

static void rank_titles(const cwp_pathway *lists, const cwp__course_words *name, ranking *out) {
  cwp_id list = cwp__list_named(lists, "training-category");
  cwp_id first = cwp_record_first_child(lists, list);
  for (cwp_id item = first; item < first + cwp_record_child_count(lists, list); item++)
    rank(out, item, likeness_of_title(name, cwp_record_title(lists, item)), 1);
}

/* Learning by its whole title only: many titles share most of their words with those of others. */
static void rank_learning(const cwp_pathway *lists, const cwp__course_words *name, ranking *out) {
  cwp_id first = cwp_pathway_first(lists, CWP_KIND_LEARNING);
  for (cwp_id item = first; item < first + cwp_pathway_count(lists, CWP_KIND_LEARNING); item++)
    if (out->best_score < 1 && cwp__course_may_have(cwp_record_title(lists, item), name) &&
        likeness_of_title(name, cwp_record_title(lists, item)) >= 1)
      rank(out, item, 1, 1);
}

/* The category named by its code, "ASC.T20". */
static int find_code(const cwp_pathway *lists, cwp__span name, cwp__course *out) {
  char code[64];
  if (name.length == 0 || name.length >= sizeof code || !memchr(name.text, '.', name.length)) return 0;
  memcpy(code, name.text, name.length);
  code[name.length] = '\0';
  out->about = cwp_pathway_id(lists, code);
  if (out->about == CWP_NONE) return 0;
  out->score = 1;
  snprintf(out->reason, sizeof out->reason, "it is the code");
  return 1;
}

void cwp__course_find(const cwp_pathway *lists, cwp__span name, cwp__course *out) {
  cwp__course_words wanted;
  ranking ranks = {CWP_NONE, CWP_NONE, 0, 0, 0};
  *out = (cwp__course){.about = CWP_NONE};
  if (find_code(lists, name, out)) return;
  cwp__course_split(name, &wanted);
  if (wanted.count > 0) {
    rank_titles(lists, &wanted, &ranks);
    rank_names(lists, &wanted, &ranks);
    rank_learning(lists, &wanted, &ranks);
  }
  out->score = ranks.best_score;
  if (ranks.best == CWP_NONE || ranks.best_score < CWP__COURSE_LEAST) {
    snprintf(out->reason, sizeof out->reason, "no name that is known comes near it");
  } else if (ranks.best_score - ranks.second_score < CWP__COURSE_LEAD) {
    snprintf(out->reason, sizeof out->reason, "it may be %.80s or %.80s", cwp_record_title(lists, ranks.best),
             cwp_record_title(lists, ranks.second));
  } else {
    out->about = ranks.best;
    snprintf(out->reason, sizeof out->reason, "%s",
             ranks.best_score < 1 ? "most words of a name of it"
             : ranks.is_title     ? "its title"
                                  : "a name in common use");
  }
}
