#include "text/markup.h"

#include "base/text.h"

#include <string.h>

enum { MOST_ENTITY = 12 };

/* Kinds of markup with an end of their own, as bits of `unclosed`. */
enum { UNCLOSED_COMMENT = 1, UNCLOSED_SCRIPT = 2, UNCLOSED_STYLE = 4 };

static int is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int starts_with(const char *text, size_t length, const char *word) {
  for (size_t i = 0; word[i]; i++) {
    if (i >= length) return 0;
    char c = cwp__lower(text[i]);
    if (c != word[i]) return 0;
  }
  return 1;
}

/* Where `word` comes next, or `length`. */
static size_t find(const char *text, size_t length, size_t from, const char *word) {
  while (from < length && !starts_with(text + from, length - from, word))
    from++;
  return from;
}

/* The end of a tag: '>' before the next '<'. 0 when there is none. */
static size_t tag_length(const char *text, size_t length, size_t at) {
  for (size_t end = at + 1; end < length && text[end] != '<'; end++)
    if (text[end] == '>') return end + 1 - at;
  return 0;
}

/* The length up to and with `close`, and the rest of the tag if it is one; or 0, noting that there is none. */
static size_t closed_length(const char *text, size_t length, size_t at, const char *close, unsigned bit,
                            unsigned *unclosed) {
  if (*unclosed & bit) return 0;
  size_t end = find(text, length, at + 1, close);
  if (end < length && close[0] == '<') return end + tag_length(text, length, end) - at;
  if (end < length) return end + strlen(close) - at;
  *unclosed |= bit;
  return 0;
}

/* Whether a tag of that name begins here, and not one whose name only begins so. */
static int is_element(const char *text, size_t length, const char *start) {
  size_t size = strlen(start);
  return starts_with(text, length, start) && (length == size || !is_letter(text[size]));
}

size_t cwp__markup_length(const char *text, size_t length, size_t at, unsigned *unclosed) {
  const char *here = text + at;
  size_t left = length - at, found = 0;
  if (left < 2 || !(is_letter(here[1]) || here[1] == '/' || here[1] == '!' || here[1] == '?')) return 0;
  if (starts_with(here, left, "<!--")) found = closed_length(text, length, at, "-->", UNCLOSED_COMMENT, unclosed);
  if (is_element(here, left, "<script")) found = closed_length(text, length, at, "</script", UNCLOSED_SCRIPT, unclosed);
  if (is_element(here, left, "<style")) found = closed_length(text, length, at, "</style", UNCLOSED_STYLE, unclosed);
  return found > 0 ? found : tag_length(text, length, at);
}

static uint32_t named(const char *name, size_t length) {
  static const struct {
    const char *name;
    uint32_t point;
  } known[] = {{"amp", '&'},     {"apos", '\''},   {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"agrave", 0xe0},
               {"aacute", 0xe1}, {"acirc", 0xe2},  {"auml", 0xe4},    {"ccedil", 0xe7},  {"egrave", 0xe8},
               {"eacute", 0xe9}, {"ecirc", 0xea},  {"euml", 0xeb},    {"iacute", 0xed},  {"iuml", 0xef},
               {"ntilde", 0xf1}, {"oacute", 0xf3}, {"ocirc", 0xf4},   {"ouml", 0xf6},    {"uacute", 0xfa},
               {"uuml", 0xfc},   {"shy", 0xad},    {"zwnj", 0x200c},  {"zwj", 0x200d}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].name) == length && starts_with(name, length, known[i].name)) return known[i].point;
  return ' ';
}

/* The number after "&#", decimal or with an x; a space when it is none. */
static uint32_t numbered(const char *digits, size_t length) {
  uint32_t point = 0;
  int hexadecimal = length > 1 && (digits[0] == 'x' || digits[0] == 'X');
  for (size_t i = hexadecimal ? 1 : 0; i < length; i++) {
    char c = digits[i];
    uint32_t digit = 16;
    if (c >= '0' && c <= '9') digit = (uint32_t)(c - '0');
    if (hexadecimal && c >= 'a' && c <= 'f') digit = (uint32_t)(c - 'a') + 10;
    if (hexadecimal && c >= 'A' && c <= 'F') digit = (uint32_t)(c - 'A') + 10;
    if (digit >= (hexadecimal ? 16u : 10u)) return ' ';
    point = point * (hexadecimal ? 16u : 10u) + digit;
    if (point > 0x10ffff) return ' ';
  }
  return point >= 0xd800 && point <= 0xdfff ? ' ' : point;
}

size_t cwp__entity_length(const char *text, size_t length, size_t at, uint32_t *point) {
  size_t end = at + 1;
  while (end < length && end - at < MOST_ENTITY &&
         (is_letter(text[end]) || (text[end] >= '0' && text[end] <= '9') || (text[end] == '#' && end == at + 1)))
    end++;
  if (end == at + 1 || end >= length || text[end] != ';') return 0;
  if (text[at + 1] == '#' && end == at + 2) return 0;
  *point = text[at + 1] == '#' ? numbered(text + at + 2, end - at - 2) : named(text + at + 1, end - at - 1);
  return end + 1 - at;
}
