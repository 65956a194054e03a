#include "text/stem.h"

#include <string.h>

/* A word on its way to its stem. `Y` stands for a y that is a consonant. */
typedef struct work {
  char *text;
  size_t length;
  size_t r1; /* after the first consonant that follows a vowel */
  size_t r2; /* the same once more, from there */
} work;

/* An ending and what takes its place. */
typedef struct ending {
  const char *from;
  const char *to;
} ending;

static int is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int has_vowel(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (is_vowel(text[i])) return 1;
  return 0;
}

static int is_one_of(const char *text, const char *const *list) {
  for (; *list; list++)
    if (strcmp(text, *list) == 0) return 1;
  return 0;
}

static int ends(const work *self, const char *suffix) {
  size_t length = strlen(suffix);
  return self->length >= length && memcmp(self->text + self->length - length, suffix, length) == 0;
}

static void cut(work *self, size_t by) {
  self->length -= by;
  self->text[self->length] = '\0';
}

/* Puts `to`, which is no longer, in the place of the last `by` letters. */
static void put(work *self, size_t by, const char *to) {
  cut(self, by);
  size_t length = strlen(to);
  memcpy(self->text + self->length, to, length + 1);
  self->length += length;
}

/*
 * The longest ending of the list that the word has, or NULL. The lists have longer ones before those they end in.
 * `lasts` are the letters that any of them ends in: most words are told by those alone.
 */
static const ending *find_ending(const work *self, const ending *list, const char *lasts) {
  if (self->length == 0 || !strchr(lasts, self->text[self->length - 1])) return NULL;
  for (; list->from; list++)
    if (ends(self, list->from)) return list;
  return NULL;
}

static int is_in(const work *self, size_t region, const char *suffix) {
  return self->length - strlen(suffix) >= region;
}

static size_t region_after(const work *self, size_t from) {
  for (size_t i = from; i + 1 < self->length; i++)
    if (is_vowel(self->text[i]) && !is_vowel(self->text[i + 1])) return i + 2;
  return self->length;
}

static void mark_regions(work *self) {
  static const char *const starts[] = {"gener", "commun", "arsen", NULL};
  for (size_t i = 0; i < self->length; i++)
    if (self->text[i] == 'y' && (i == 0 || is_vowel(self->text[i - 1]))) self->text[i] = 'Y';
  self->r1 = region_after(self, 0);
  for (size_t i = 0; starts[i]; i++)
    if (strncmp(self->text, starts[i], strlen(starts[i])) == 0) self->r1 = strlen(starts[i]);
  self->r2 = region_after(self, self->r1);
}

/* Whether the first `length` letters end in a short syllable. */
static int ends_short(const char *text, size_t length) {
  if (length == 2) return is_vowel(text[0]) && !is_vowel(text[1]);
  if (length < 3) return 0;
  char last = text[length - 1];
  return !is_vowel(last) && last != 'w' && last != 'x' && last != 'Y' && is_vowel(text[length - 2]) &&
         !is_vowel(text[length - 3]);
}

/* Plurals. */
static void step_1a(work *self) {
  if (ends(self, "sses")) {
    cut(self, 2);
  } else if (ends(self, "ied") || ends(self, "ies")) {
    cut(self, self->length > 4 ? 2 : 1);
  } else if (ends(self, "s") && !ends(self, "us") && !ends(self, "ss")) {
    if (self->length > 2 && has_vowel(self->text, self->length - 2)) cut(self, 1);
  }
}

/* After -ed or -ing went: "hoping" gives "hope", "hopping" gives "hop". */
static void mend(work *self) {
  static const char *const doubles[] = {"bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt", NULL};
  if (ends(self, "at") || ends(self, "bl") || ends(self, "iz")) {
    put(self, 0, "e");
    return;
  }
  for (size_t i = 0; doubles[i]; i++)
    if (ends(self, doubles[i])) {
      cut(self, 1);
      return;
    }
  if (self->r1 >= self->length && ends_short(self->text, self->length)) put(self, 0, "e");
}

static void step_1b(work *self) {
  static const ending list[] = {{"eedly", "ee"}, {"ingly", ""}, {"edly", ""}, {"eed", "ee"},
                                {"ing", ""},     {"ed", ""},    {NULL, NULL}};
  const ending *found = find_ending(self, list, "ydg");
  if (!found) return;
  size_t length = strlen(found->from);
  if (found->to[0]) {
    if (is_in(self, self->r1, found->from)) put(self, length, found->to);
  } else if (has_vowel(self->text, self->length - length)) {
    cut(self, length);
    mend(self);
  }
}

static void step_1c(work *self) {
  if (self->length > 2 && (ends(self, "y") || ends(self, "Y")) && !is_vowel(self->text[self->length - 2]))
    self->text[self->length - 1] = 'i';
}

static void step_2(work *self) {
  static const ending list[] = {
      {"ization", "ize"}, {"ational", "ate"}, {"fulness", "ful"}, {"ousness", "ous"}, {"iveness", "ive"},
      {"tional", "tion"}, {"biliti", "ble"},  {"lessli", "less"}, {"entli", "ent"},   {"ation", "ate"},
      {"alism", "al"},    {"aliti", "al"},    {"ousli", "ous"},   {"iviti", "ive"},   {"fulli", "ful"},
      {"enci", "ence"},   {"anci", "ance"},   {"abli", "able"},   {"izer", "ize"},    {"ator", "ate"},
      {"alli", "al"},     {"bli", "ble"},     {"ogi", "og"},      {"li", ""},         {NULL, NULL}};
  const ending *found = find_ending(self, list, "lnsmir");
  if (!found || !is_in(self, self->r1, found->from)) return;
  size_t length = strlen(found->from);
  char before = self->length > length ? self->text[self->length - length - 1] : '\0';
  if (strcmp(found->from, "ogi") == 0 && before != 'l') return;
  if (strcmp(found->from, "li") == 0 && (!before || !strchr("cdeghkmnrt", before))) return;
  put(self, length, found->to);
}

static void step_3(work *self) {
  static const ending list[] = {{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"}, {"icate", "ic"},
                                {"iciti", "ic"},    {"ative", ""},      {"ical", "ic"},  {"ness", ""},
                                {"ful", ""},        {NULL, NULL}};
  const ending *found = find_ending(self, list, "leis");
  if (!found || !is_in(self, self->r1, found->from)) return;
  if (strcmp(found->from, "ative") == 0 && !is_in(self, self->r2, found->from)) return;
  put(self, strlen(found->from), found->to);
}

static void step_4(work *self) {
  static const ending list[] = {{"ement", ""}, {"ance", ""}, {"ence", ""}, {"able", ""}, {"ible", ""},
                                {"ment", ""},  {"ant", ""},  {"ent", ""},  {"ism", ""},  {"ate", ""},
                                {"iti", ""},   {"ous", ""},  {"ive", ""},  {"ize", ""},  {"ion", ""},
                                {"al", ""},    {"er", ""},   {"ic", ""},   {NULL, NULL}};
  const ending *found = find_ending(self, list, "etmisncrl");
  if (!found || !is_in(self, self->r2, found->from)) return;
  size_t length = strlen(found->from);
  char before = self->length > length ? self->text[self->length - length - 1] : '\0';
  if (strcmp(found->from, "ion") == 0 && before != 's' && before != 't') return;
  cut(self, length);
}

static void step_5(work *self) {
  if (self->length == 0) return;
  char last = self->text[self->length - 1];
  size_t place = self->length - 1;
  if (last == 'l' && place >= self->r2 && place > 0 && self->text[place - 1] == 'l') cut(self, 1);
  if (last == 'e' && (place >= self->r2 || (place >= self->r1 && !ends_short(self->text, place)))) cut(self, 1);
}

/* Words that the rules would get wrong. Returns 1 if this is one; it is its stem then. */
static int is_exception(work *self) {
  static const ending list[] = {{"skis", "ski"},    {"skies", "sky"},   {"dying", "die"},    {"lying", "lie"},
                                {"tying", "tie"},   {"idly", "idl"},    {"gently", "gentl"}, {"ugly", "ugli"},
                                {"early", "earli"}, {"only", "onli"},   {"singly", "singl"}, {"sky", "sky"},
                                {"news", "news"},   {"howe", "howe"},   {"atlas", "atlas"},  {"cosmos", "cosmos"},
                                {"bias", "bias"},   {"andes", "andes"}, {NULL, NULL}};
  if (self->length > 6) return 0; /* none is longer */
  for (const ending *entry = list; entry->from; entry++)
    if (strcmp(self->text, entry->from) == 0) {
      put(self, self->length, entry->to);
      return 1;
    }
  return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the word is changed through self.text */
size_t cwp__stem(char *word, size_t length) {
  static const char *const done[] = {"inning",  "outing", "canning", "herring", "earring",
                                     "proceed", "exceed", "succeed", NULL};
  work self = {.text = word, .length = length};
  for (size_t i = 0; i < length; i++)
    if (word[i] < 'a' || word[i] > 'z') return length;
  if (length <= 2 || is_exception(&self)) return self.length;
  mark_regions(&self);
  step_1a(&self);
  if (self.length < 6 || self.length > 7 || !is_one_of(self.text, done)) {
    step_1b(&self);
    step_1c(&self);
    step_2(&self);
    step_3(&self);
    step_4(&self);
    step_5(&self);
  }
  for (size_t i = 0; i < self.length; i++)
    if (word[i] == 'Y') word[i] = 'y';
  return self.length;
}
