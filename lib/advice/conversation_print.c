/* A career conversation's page as plain text. */

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "cwp/conversation.h"

#include <string.h>

enum { LEAST_WIDTH = 40, MOST_WIDTH = 1000 };

/* Where writing is: words are put on a line as long as they fit. */
typedef struct printer {
  cwp__buffer out;
  size_t width;  /* 0 = as wide as it gets */
  size_t column; /* characters on the line so far */
} printer;

static void new_line(printer *self) {
  cwp__buffer_add(&self->out, "\n", 1);
  self->column = 0;
}

static void put_spaces(printer *self, size_t count) {
  for (; self->column < count; self->column++)
    cwp__buffer_add(&self->out, " ", 1);
}

static void put(printer *self, const char *text, size_t length) {
  cwp__buffer_add(&self->out, text, length);
  self->column += cwp__utf8_count(text, length);
}

/* Puts a text word by word; lines after the first begin at `indent`. `joined` is 1 if words stand before it. */
static void put_words(printer *self, const char *text, size_t indent, int joined) {
  int first = !joined;
  for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
    size_t length = strcspn(text, " ");
    size_t needed = cwp__utf8_count(text, length) + (first ? 0 : 1);
    if (!first && self->width > 0 && self->column + needed > self->width) {
      new_line(self);
      put_spaces(self, indent);
    } else if (!first) {
      put(self, " ", 1);
    }
    put(self, text, length);
    text += length;
    first = 0;
  }
}

/* How many points before this one, without a break, have the same reason. */
static size_t count_same_before(const cwp_conversation *page, size_t index) {
  const cwp_talk_point *point = cwp_conversation_at(page, index);
  size_t count = 0;
  while (count < index) {
    const cwp_talk_point *before = cwp_conversation_at(page, index - count - 1);
    if (before->section != point->section || before->depth != point->depth || strcmp(before->why, point->why) != 0)
      break;
    count++;
  }
  return count;
}

/* 1 if the next point has the same reason, which is then given after it. */
static int reason_follows(const cwp_conversation *page, size_t index) {
  return index + 1 < cwp_conversation_count(page) && count_same_before(page, index + 1) > 0;
}

/* `- text`, and below it, as far in, `Why: …`: once for points in a row that have it in common. */
static void put_point(printer *self, const cwp_conversation *page, size_t index) {
  const cwp_talk_point *point = cwp_conversation_at(page, index);
  size_t margin = 2 * (size_t)point->depth;
  put_spaces(self, margin);
  put(self, "- ", 2);
  put_words(self, point->text, margin + 2, 0);
  new_line(self);
  if (!*point->why || reason_follows(page, index)) return;
  put_spaces(self, margin + 2);
  put_words(self, count_same_before(page, index) > 0 ? "Why, for all of these:" : "Why:", margin + 2, 0);
  put_words(self, point->why, margin + 4, 1);
  new_line(self);
}

static void put_heading(printer *self, const char *text, char line) {
  put(self, text, strlen(text));
  size_t width = self->column;
  new_line(self);
  for (size_t i = 0; i < width; i++)
    cwp__buffer_add(&self->out, &line, 1);
  new_line(self);
}

static void put_page(printer *self, const cwp_conversation *page) {
  cwp_talk_section section = CWP_TALK_SECTION_END;
  put_heading(self, "Career conversation", '=');
  for (size_t i = 0; i < cwp_conversation_count(page); i++) {
    const cwp_talk_point *point = cwp_conversation_at(page, i);
    if (point->section != section) {
      section = point->section;
      new_line(self);
      put_heading(self, cwp_talk_section_title(section), '-');
    }
    put_point(self, page, i);
  }
}

cwp_status cwp_conversation_print(const cwp_conversation *self, size_t width, const cwp_allocator *allocator,
                                  char **out, size_t *length, cwp_error *error) {
  printer page = {.width = width};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the text");
  *out = NULL;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no page");
  if (width != 0 && (width < LEAST_WIDTH || width > MOST_WIDTH))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the width is %zu, not %d to %d, or 0", width, LEAST_WIDTH, MOST_WIDTH);
  cwp__buffer_init(&page.out, allocator);
  put_page(&page, self);
  if (page.out.failed) {
    cwp__buffer_free(&page.out);
    return cwp__fail_memory(error);
  }
  *out = page.out.text;
  if (length) *length = page.out.length;
  return CWP_OK;
}
