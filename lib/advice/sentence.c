#include "advice/sentence.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MOST_SHOWN = 500 };

void cwp__sentence_start(cwp__sentence *self, char *text, size_t capacity) {
  self->text = text;
  self->capacity = text ? capacity : 0;
  self->length = 0;
  if (self->capacity > 0) text[0] = '\0';
}

void cwp__say(cwp__sentence *self, const char *format, ...) {
  size_t used = self->length < self->capacity ? self->length : self->capacity;
  va_list arguments;
  va_start(arguments, format);
  int written = vsnprintf(used < self->capacity ? self->text + used : NULL, self->capacity - used, format, arguments);
  va_end(arguments);
  if (written > 0) self->length += (size_t)written;
}

void cwp__say_shown(cwp__sentence *self, const char *text, size_t most) {
  char shown[MOST_SHOWN + 1];
  size_t length = cwp__show(shown, (most < MOST_SHOWN ? most : MOST_SHOWN) + 1, text, strlen(text));
  cwp__say(self, "%.*s", (int)length, shown);
}

void cwp__say_count(cwp__sentence *self, size_t count, const char *word) {
  cwp__say(self, "%lu %s%s", (unsigned long)count, word, count == 1 ? "" : "s");
}

const char *cwp__standing_words(cwp_standing standing) {
  static const char *const words[CWP_STANDING_END] = {
      "met",     "met, and expiring soon", "expired",        "under way or booked", "evidence of too weak a kind",
      "in part", "no evidence on record",  "not asked here",
  };
  return (unsigned)standing < CWP_STANDING_END ? words[standing] : "not known";
}

size_t cwp__sentence_end(cwp__sentence *self) {
  if (self->capacity == 0 || self->length < self->capacity) return self->length;
  self->text[cwp__utf8_valid_prefix(self->text, self->capacity - 1)] = '\0';
  return self->length;
}
