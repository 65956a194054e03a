#include "marks.h"

#include <string.h>

static int is_letter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

size_t marks_word(const char *text) {
  size_t length = 0;
  while (is_letter((unsigned char)text[length]))
    length++;
  return length;
}

static cmd_mark mark_of(const char *word, size_t length) {
  cmd_mark mark = {"", 0};
  for (size_t i = 0; i < length && mark.length + 1 < MARKED_LENGTH; i++)
    mark.text[mark.length++] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + ('a' - 'A')) : word[i];
  return mark;
}

/* Words that say nothing of what is looked for. */
static int is_common(const cmd_mark *mark) {
  static const char *const common[] = {"a",  "an", "and", "for", "in", "is",   "it",
                                       "of", "on", "or",  "the", "to", "with", "their"};
  for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
    if (strcmp(mark->text, common[i]) == 0) return 1;
  }
  return 0;
}

void marks_start(cmd_marks *self, const char *query) {
  self->count = 0;
  while (*query && self->count < MARKED_WORDS) {
    size_t length = marks_word(query);
    cmd_mark mark = mark_of(query, length);
    if (length > 0 && !is_common(&mark)) self->words[self->count++] = mark;
    query += length > 0 ? length : 1;
  }
}

/* Length of a word without a common English ending. */
static size_t stem_length(const cmd_mark *mark) {
  static const char *const endings[] = {"ities", "ing", "ies", "ity", "ed", "es", "s", "y", "e"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t length = strlen(endings[i]);
    if (mark->length >= length + 3 && strcmp(mark->text + mark->length - length, endings[i]) == 0)
      return mark->length - length;
  }
  return mark->length;
}

/* 1 if one letter more, less, other or in its neighbour's place makes one word of the other. */
static int is_one_slip(const cmd_mark *a, const cmd_mark *b) {
  const cmd_mark *longer = a->length > b->length ? a : b, *shorter = longer == a ? b : a;
  size_t same = 0, surplus = longer->length - shorter->length;
  if (shorter->length < 5 || surplus > 1) return 0;
  while (same < shorter->length && longer->text[same] == shorter->text[same])
    same++;
  const char *rest = longer->text + same, *other = shorter->text + same;
  if (surplus == 1 || same == shorter->length) return strcmp(*rest ? rest + 1 : rest, other) == 0;
  return strcmp(rest + 1, other + 1) == 0 ||
         (rest[0] == other[1] && rest[1] == other[0] && strcmp(rest + 2, other + 2) == 0);
}

static int is_like(const cmd_mark *wanted, const cmd_mark *seen) {
  size_t stem = stem_length(wanted);
  if (strcmp(wanted->text, seen->text) == 0) return 1;
  if (stem >= 3 && stem == stem_length(seen) && memcmp(wanted->text, seen->text, stem) == 0) return 1;
  if (wanted->length >= 3 && strncmp(wanted->text, seen->text, wanted->length) == 0) return 1;
  return is_one_slip(wanted, seen);
}

int marks_match(const cmd_marks *self, const char *word, size_t length) {
  cmd_mark seen = mark_of(word, length);
  for (size_t i = 0; i < self->count; i++) {
    if (is_like(&self->words[i], &seen)) return 1;
  }
  return 0;
}
