#include "text/course_words.h"

#include <string.h>

enum { LEAST_TYPO_LENGTH = 6, LETTERS_ALIKE = 2 };

/* In alphabetical order. Words that tell one course from another only where nothing else does. */
static const char *const weak_words[] = {
    "act",    "adult",      "basic",  "care",    "centred", "control",  "digital",   "first", "handling",
    "health", "management", "need",   "people",  "person",  "practice", "principle", "risk",  "safe",
    "safety", "skill",      "social", "support", "use",     "work",     "working",   NULL};

/* In alphabetical order. Words that say how, how often or how deep, and not about what. */
static const char *const empty_words[] = {
    "a",     "all",       "an",        "and",     "annual",    "annually",  "at",           "aware",    "awareness",
    "cert",  "classroom", "course",    "date",    "e",         "elearning", "every",        "f2f",      "face",
    "for",   "in",        "inc",       "incl",    "including", "intro",     "introduction", "learning", "level",
    "lvl",   "mandatory", "module",    "month",   "monthly",   "of",        "on",           "online",   "or",
    "part",  "practical", "refresher", "session", "staff",     "statutory", "the",          "theory",   "to",
    "train", "training",  "update",    "with",    "workshop",  "year",      "yearly",       "yr",       NULL};

/* 1 if the word is in a list in alphabetical order. */
static int is_in(const char *word, const char *const *list) {
  while (*list && (*list)[0] < word[0])
    list++;
  for (; *list && (*list)[0] == word[0]; list++)
    if ((*list)[1] == word[1] && strcmp(*list, word) == 0) return 1;
  return 0;
}

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Takes the ending of a plural off. Returns the length that is left. */
static size_t cut_plural(char *word, size_t length) {
  if (length <= 3 || word[length - 1] != 's' || word[length - 2] == 's') return length;
  word[length - 1] = '\0';
  return length - 1;
}

/* Adds a word, unless it is empty. A number belongs to the word before it, tier or part, or says nothing. */
static void add_word(cwp__course_words *self, const char *text, size_t length, int keep_empty) {
  char word[CWP__COURSE_WORD_SIZE] = "";
  if (self->count == CWP__COURSE_WORDS_MOST || length == 0) return;
  if (length >= sizeof word) length = sizeof word - 1;
  for (size_t i = 0; i < length; i++)
    word[i] = cwp__lower(text[i]);
  length = cut_plural(word, length);
  if (!keep_empty && is_in(word, empty_words)) return;
  cwp__course_word *added = &self->list[self->count++];
  *added = (cwp__course_word){.length = (uint8_t)length, .is_weak = (uint8_t)is_in(word, weak_words)};
  memcpy(added->text, word, sizeof word);
}

/* A number tells tiers, parts and diplomas apart, and nothing else. */
static void add_number(cwp__course_words *self, char digit, size_t length) {
  static const char *const numbered[] = {"diploma", "l", "level", "nvq", "part", "qcf", "rqf", "t", "tier", NULL};
  if (self->count == 0 || length != 1) return;
  cwp__course_word *last = &self->list[self->count - 1];
  if (!is_in(last->text, numbered)) return;
  if (strcmp(last->text, "t") == 0) memcpy(last->text, "tier", sizeof "tier");
  if (strcmp(last->text, "l") == 0) memcpy(last->text, "level", sizeof "level");
  size_t end = strlen(last->text);
  last->text[end] = digit;
  last->text[end + 1] = '\0';
  last->length = (uint8_t)(end + 1);
}

static int begins_with_any(const cwp__course_words *self, const char *const *beginnings) {
  for (size_t i = 0; i < self->count; i++) {
    const char *word = self->list[i].text;
    for (size_t k = 0; beginnings[k]; k++)
      if (word[0] == beginnings[k][0] && strncmp(word, beginnings[k], strlen(beginnings[k])) == 0) return 1;
  }
  return 0;
}

/* "level 2" tells diplomas apart and "e-learning" the parts of one training; of anything else they say nothing. */
static void drop_levels(cwp__course_words *self) {
  static const char *const diplomas[] = {"diploma", "nvq", "qcf", "rqf", NULL};
  static const char *const parted[] = {"oliver", "ommt", NULL};
  int is_diploma = begins_with_any(self, diplomas), is_parted = begins_with_any(self, parted);
  size_t kept = 0;
  for (size_t i = 0; i < self->count; i++) {
    const char *word = self->list[i].text;
    int is_level = strncmp(word, "level", 5) == 0;
    int is_part = strcmp(word, "elearning") == 0 || strncmp(word, "part", 4) == 0;
    if (is_level && (!is_diploma || word[5] == '\0')) continue;
    if (is_part && !is_parted) continue;
    if (kept != i) self->list[kept] = self->list[i];
    kept++;
  }
  self->count = kept;
}

/* 1 if a text begins with another, which is in small letters. */
static int begins_with(cwp__span text, const char *small_letters, size_t length) {
  if (text.length < length) return 0;
  for (size_t i = 0; i < length; i++)
    if (cwp__lower(text.text[i]) != small_letters[i]) return 0;
  return 1;
}

/* Length of "e-learning" in any of its spellings at the start of a text; 0 if it is something else. */
static size_t elearning_length(cwp__span text) {
  static const char *const spellings[] = {"elearning", "e-learning", "e learning", NULL};
  if (text.length == 0 || cwp__lower(text.text[0]) != 'e') return 0;
  for (size_t i = 0; spellings[i]; i++)
    if (begins_with(text, spellings[i], strlen(spellings[i]))) return strlen(spellings[i]);
  return 0;
}

/* Words that drop_levels looks at, although they are empty. */
static int is_kept(cwp__span word) {
  static const char *const kept[] = {"level", "levels", "part", NULL};
  for (size_t i = 0; kept[i]; i++)
    if (word.length == strlen(kept[i]) && begins_with(word, kept[i], word.length)) return 1;
  return 0;
}

static void note_letters(cwp__course_word *self) {
  for (const char *at = self->text; *at; at++)
    self->letters |= UINT32_C(1) << (*at >= 'a' && *at <= 'z' ? *at - 'a' : 26);
}

void cwp__course_split(cwp__span name, cwp__course_words *out) {
  out->count = 0;
  for (size_t i = 0; i < name.length;) {
    size_t start = i;
    size_t elearning = elearning_length((cwp__span){name.text + i, name.length - i});
    if (elearning > 0) {
      add_word(out, "elearning", 9, 1);
      i += elearning;
      continue;
    }
    while (i < name.length && (is_letter(name.text[i]) || (name.text[i] == '\'' && i > start)))
      i++;
    add_word(out, name.text + start, i - start, is_kept((cwp__span){name.text + start, i - start}));
    start = i;
    while (i < name.length && is_digit(name.text[i]))
      i++;
    if (i > start) add_number(out, name.text[start], i - start);
    while (i < name.length && !is_letter(name.text[i]) && !is_digit(name.text[i]))
      i++;
  }
  drop_levels(out);
  for (size_t i = 0; i < out->count; i++)
    note_letters(&out->list[i]);
}

/* 1 if the first letters of a word stand there, as many as are looked at or as the text has: "t1" is "tier1". */
static int begins_there(const cwp__course_word *word, const char *text, size_t letters) {
  for (size_t i = 0; i < letters && i < word->length; i++) {
    if (i > 0 && !is_letter(text[i])) return 1;
    if (cwp__lower(text[i]) != word->text[i]) return 0;
  }
  return 1;
}

/* 1 if a word of the text begins so. */
static int begins_in(const cwp__course_word *word, const char *text, size_t letters) {
  for (const char *at = text; *at; at++)
    if (cwp__lower(*at) == word->text[0] && (at == text || !is_letter(at[-1])) && begins_there(word, at, letters))
      return 1;
  return 0;
}

int cwp__course_may_share(const char *text, const cwp__course_words *name) {
  for (size_t i = 0; i < name->count; i++)
    if (begins_in(&name->list[i], text, LETTERS_ALIKE)) return 1;
  return 0;
}

int cwp__course_may_have(const char *text, const cwp__course_words *name) {
  for (size_t i = 0; i < name->count; i++)
    if (!begins_in(&name->list[i], text, CWP__COURSE_WORD_SIZE)) return 0;
  return 1;
}

int cwp__course_words_begin_alike(const cwp__course_word *a, const cwp__course_word *b) {
  return begins_there(a, b->text, LETTERS_ALIKE);
}

int cwp__course_word_is_same(const cwp__course_word *a, const cwp__course_word *b) {
  return a->letters == b->letters && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* 1 if at most two letters stand in only one of the words, as it is when one slip parts them. */
static int share_letters(const cwp__course_word *a, const cwp__course_word *b) {
  uint32_t other = a->letters ^ b->letters;
  other &= other - 1;
  return (other & (other - 1)) == 0;
}

int cwp__course_word_is_like(const cwp__course_word *a, const cwp__course_word *b) {
  if (cwp__course_word_is_same(a, b)) return 1;
  if (a->length < LEAST_TYPO_LENGTH || b->length < LEAST_TYPO_LENGTH) return 0;
  if (a->length + 1 < b->length || b->length + 1 < a->length) return 0;
  if (is_digit(a->text[a->length - 1]) || is_digit(b->text[b->length - 1])) return 0; /* tier1 is no slip of tier2 */
  return share_letters(a, b) && cwp__distance(a->text, b->text, 1) <= 1;
}
