#include "exchange/matrix_names.h"

#include "pathway/code_lists.h"
#include "pathway/course_names.h"

#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 16, WORD_SIZE = 24, LEAST_TYPO_LENGTH = 6 };

/* A name as words: small letters, without endings of plurals and without words that say nothing of the subject. */
typedef struct words {
  char word[MOST_WORDS][WORD_SIZE];
  double weight[MOST_WORDS];
  size_t count;
} words;

/* Words that tell one course from another only where nothing else does. */
static const char *const weak_words[] = {"care",  "management", "support",  "skill",    "health", "person",  "people",
                                         "adult", "work",       "working",  "social",   "safe",   "control", "digital",
                                         "basic", "principle",  "handling", "practice", "first",  "person",  "centred",
                                         "need",  "risk",       "safety",   "use",      "act",    NULL};

/* Words that say how, how often or how deep, and not about what. */
static const char *const empty_words[] = {
    "training", "train",     "course",    "awareness", "aware", "mandatory", "statutory",    "refresher", "update",
    "annual",   "annually",  "yearly",    "year",      "yr",    "month",     "monthly",      "elearning", "learning",
    "online",   "classroom", "practical", "theory",    "face",  "f2f",       "introduction", "intro",     "session",
    "module",   "workshop",  "a",         "an",        "the",   "of",        "in",           "for",       "to",
    "and",      "with",      "at",        "on",        "e",     "level",     "lvl",          "every",     "staff",
    "date",     "inc",       "incl",      "including", "or",    "cert",      "part",         "all",       NULL};

static int is_in(const char *word, const char *const *list) {
  for (; *list; list++)
    if ((*list)[0] == word[0] && strcmp(*list, word) == 0) return 1;
  return 0;
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Takes the ending of a plural off. */
static void cut_plural(char *word, size_t length) {
  if (length > 3 && word[length - 1] == 's' && word[length - 2] != 's') word[length - 1] = '\0';
}

/* Adds a word, unless it is empty. A number belongs to the word before it, tier or part, or says nothing. */
static void add_word(words *self, const char *text, size_t length, int keep_empty) {
  char word[WORD_SIZE];
  if (self->count == MOST_WORDS || length == 0) return;
  if (length >= sizeof word) length = sizeof word - 1;
  for (size_t i = 0; i < length; i++)
    word[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
  word[length] = '\0';
  cut_plural(word, length);
  if (!keep_empty && is_in(word, empty_words)) return;
  memcpy(self->word[self->count], word, sizeof word);
  self->weight[self->count++] = is_in(word, weak_words) ? 0.35 : 1.0;
}

/* A number tells tiers, parts and diplomas apart, and nothing else. */
static void add_number(words *self, char digit, size_t length) {
  static const char *const numbered[] = {"tier", "t", "part", "nvq", "qcf", "rqf", "diploma", "level", "l", NULL};
  if (self->count == 0 || length != 1 || !is_in(self->word[self->count - 1], numbered)) return;
  char *last = self->word[self->count - 1];
  if (strcmp(last, "t") == 0) memcpy(last, "tier", sizeof "tier");
  if (strcmp(last, "l") == 0) memcpy(last, "level", sizeof "level");
  size_t end = strlen(last);
  last[end] = digit;
  last[end + 1] = '\0';
}

static int begins_with_any(const words *self, const char *const *beginnings) {
  for (size_t i = 0; i < self->count; i++)
    for (size_t k = 0; beginnings[k]; k++)
      if (strncmp(self->word[i], beginnings[k], strlen(beginnings[k])) == 0) return 1;
  return 0;
}

/* "level 2" tells diplomas apart and "e-learning" the parts of one training; of anything else they say nothing. */
static void drop_levels(words *self) {
  static const char *const diplomas[] = {"diploma", "nvq", "qcf", "rqf", NULL};
  static const char *const parted[] = {"oliver", "ommt", NULL};
  int is_diploma = begins_with_any(self, diplomas), is_parted = begins_with_any(self, parted);
  size_t kept = 0;
  for (size_t i = 0; i < self->count; i++) {
    int is_level = strncmp(self->word[i], "level", 5) == 0;
    int is_part = strcmp(self->word[i], "elearning") == 0 || strncmp(self->word[i], "part", 4) == 0;
    if (is_level && (!is_diploma || self->word[i][5] == '\0')) continue;
    if (is_part && !is_parted) continue;
    memmove(self->word[kept], self->word[i], WORD_SIZE);
    self->weight[kept++] = self->weight[i];
  }
  self->count = kept;
}

/* Length of "e-learning" in any of its spellings at the start of a text; 0 if it is something else. */
static size_t elearning_length(cwp__span text) {
  static const char *const spellings[] = {"elearning", "e-learning", "e learning", NULL};
  char start[12] = "";
  for (size_t i = 0; spellings[i]; i++) {
    size_t length = strlen(spellings[i]);
    if (text.length < length) continue;
    memcpy(start, text.text, length);
    start[length] = '\0';
    if (cwp__compare_fold(start, spellings[i]) == 0) return length;
  }
  return 0;
}

/* Words that drop_levels looks at, although they are empty. */
static int is_kept(const char *text, size_t length) {
  char word[8] = "";
  if (length >= sizeof word) return 0;
  memcpy(word, text, length);
  return cwp__compare_fold(word, "level") == 0 || cwp__compare_fold(word, "levels") == 0 ||
         cwp__compare_fold(word, "part") == 0;
}

static void split(cwp__span name, words *self) {
  self->count = 0;
  for (size_t i = 0; i < name.length;) {
    size_t start = i;
    size_t elearning = elearning_length((cwp__span){name.text + i, name.length - i});
    if (elearning > 0) {
      add_word(self, "elearning", 9, 1);
      i += elearning;
      continue;
    }
    while (i < name.length && (is_letter(name.text[i]) || (name.text[i] == '\'' && i > start)))
      i++;
    add_word(self, name.text + start, i - start, is_kept(name.text + start, i - start));
    start = i;
    while (i < name.length && is_digit(name.text[i]))
      i++;
    if (i > start) add_number(self, name.text[start], i - start);
    while (i < name.length && !is_letter(name.text[i]) && !is_digit(name.text[i]))
      i++;
  }
  drop_levels(self);
}

/* 1 if two words are the same, or one is a slip of the other. */
static int is_same(const char *a, const char *b) {
  size_t a_length = strlen(a), b_length = strlen(b);
  if (a_length == b_length && memcmp(a, b, a_length) == 0) return 1;
  if (a_length < LEAST_TYPO_LENGTH || b_length < LEAST_TYPO_LENGTH) return 0;
  if (a_length + 1 < b_length || b_length + 1 < a_length) return 0;
  if (is_digit(a[a_length - 1]) || is_digit(b[b_length - 1])) return 0; /* tier1 is no slip of tier2 */
  return cwp__distance(a, b, 1) <= 1;
}

/* How much of the words of both agree: twice what they share by all that they have. */
static double likeness(const words *a, const words *b) {
  double all = 0, shared = 0;
  for (size_t j = 0; j < b->count; j++)
    all += b->weight[j];
  for (size_t i = 0; i < a->count; i++) {
    all += a->weight[i];
    for (size_t j = 0; j < b->count; j++) {
      if (!is_same(a->word[i], b->word[j])) continue;
      shared += strcmp(a->word[i], b->word[j]) == 0 ? a->weight[i] + b->weight[j] : 0.9 * (a->weight[i] + b->weight[j]);
      break;
    }
  }
  return all > 0 ? shared / all : 0;
}

/* A bit for the first letter of a word, whatever its case; one for all that is no letter from a to z. */
static uint32_t bit_of(char c) {
  char small = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  return (uint32_t)1 << (small >= 'a' && small <= 'z' ? small - 'a' : 26);
}

static uint32_t first_letters(const words *self) {
  uint32_t letters = 0;
  for (size_t i = 0; i < self->count; i++)
    letters |= bit_of(self->word[i][0]);
  return letters;
}

static char small(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* 1 if one of the words begins as the text does, by two letters where there are two. */
static int begins_alike(const words *self, const char *text) {
  char first = small(text[0]), second = small(text[1]);
  for (size_t i = 0; i < self->count; i++)
    if (first == self->word[i][0] && (self->word[i][1] == '\0' || !is_letter(second) || second == self->word[i][1]))
      return 1;
  return 0;
}

/* 0 if no word of a text begins as one of the words does, so that there is no need to take it apart. `letters` are the
   first letters of the words. */
static int may_share(const words *self, uint32_t letters, const char *text) {
  int was_letter = 0;
  for (const char *at = text; *at; at++) {
    int letter = is_letter(*at);
    if (letter && !was_letter && (bit_of(*at) & letters) && begins_alike(self, at)) return 1;
    was_letter = letter;
  }
  return 0;
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

static void rank_names(const cwp_pathway *lists, const words *name, ranking *out) {
  words other;
  uint32_t letters = first_letters(name);
  for (uint32_t i = 0; i < cwp__course_name_count; i++) {
    if (!may_share(name, letters, cwp__course_names[i].name)) continue;
    split(cwp__span_of(cwp__course_names[i].name), &other);
    double score = likeness(name, &other);
    if (score <= out->second_score) continue;
    cwp_id about = cwp_pathway_id(lists, cwp__course_names[i].about);
    if (about != CWP_NONE) rank(out, about, score, 0);
  }
}

static void rank_titles(const cwp_pathway *lists, const words *name, ranking *out) {
  words other;
  uint32_t letters = first_letters(name);
  cwp_id first = cwp_pathway_first(lists, CWP_KIND_CODE);
  for (cwp_id item = first; item < first + cwp_pathway_count(lists, CWP_KIND_CODE); item++) {
    if (!may_share(name, letters, cwp_record_title(lists, item)) || !cwp__is_of_list(lists, item, "training-category"))
      continue;
    split(cwp__span_of(cwp_record_title(lists, item)), &other);
    rank(out, item, likeness(name, &other), 1);
  }
}

/* Learning by its whole title only: many titles share most of their words with those of others. */
static void rank_learning(const cwp_pathway *lists, const words *name, ranking *out) {
  words other;
  uint32_t letters = first_letters(name);
  cwp_id first = cwp_pathway_first(lists, CWP_KIND_LEARNING);
  for (cwp_id item = first; item < first + cwp_pathway_count(lists, CWP_KIND_LEARNING); item++) {
    if (out->best_score >= 1 || !may_share(name, letters, cwp_record_title(lists, item))) continue;
    split(cwp__span_of(cwp_record_title(lists, item)), &other);
    if (likeness(name, &other) >= 1) rank(out, item, 1, 1);
  }
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
  words wanted;
  ranking ranks = {CWP_NONE, CWP_NONE, 0, 0, 0};
  *out = (cwp__course){.about = CWP_NONE};
  if (find_code(lists, name, out)) return;
  split(name, &wanted);
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
