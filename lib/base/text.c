#include "base/text.h"

#include "base/memory.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

cwp__span cwp__span_of(const char *text) {
  return (cwp__span){text, text == NULL ? 0 : strlen(text)};
}

static int is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

cwp__span cwp__span_trim(cwp__span span) {
  while (span.length > 0 && is_space(span.text[0])) {
    span.text++;
    span.length--;
  }
  while (span.length > 0 && is_space(span.text[span.length - 1]))
    span.length--;
  return span;
}

int cwp__span_is(cwp__span span, const char *text) {
  size_t length = strlen(text);
  return span.length == length && (length == 0 || memcmp(span.text, text, length) == 0);
}

/* How long the character that `first` begins must be, its least code point, and the bits of `first` that count. */
static size_t shape_of(unsigned char first, uint32_t *least, uint32_t *bits) {
  if (first < 0x80) {
    *least = 0;
    *bits = first;
    return 1;
  }
  if (first >= 0xc2 && first <= 0xdf) {
    *least = 0x80;
    *bits = first & 0x1fu;
    return 2;
  }
  if (first >= 0xe0 && first <= 0xef) {
    *least = 0x800;
    *bits = first & 0x0fu;
    return 3;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    *least = 0x10000;
    *bits = first & 0x07u;
    return 4;
  }
  return 0;
}

size_t cwp__utf8_decode(const char *text, size_t length, uint32_t *point) {
  uint32_t least;
  size_t size = shape_of((unsigned char)text[0], &least, point);
  if (size == 0 || size > length) return 0;
  for (size_t i = 1; i < size; i++) {
    unsigned char next = (unsigned char)text[i];
    if ((next & 0xc0) != 0x80) return 0;
    *point = (*point << 6) | (next & 0x3fu);
  }
  if (*point < least || *point > 0x10ffff || (*point >= 0xd800 && *point <= 0xdfff)) return 0;
  return size;
}

/* Bytes of the ASCII text at the beginning, in steps of 8 while it lasts. */
static size_t ascii_prefix(const char *text, size_t length) {
  size_t at = 0;
  while (length - at >= 8) {
    uint64_t eight;
    memcpy(&eight, text + at, 8);
    if ((eight & UINT64_C(0x8080808080808080)) != 0) break;
    at += 8;
  }
  return at;
}

size_t cwp__utf8_valid_prefix(const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    at += ascii_prefix(text + at, length - at);
    /* One character at a time up to the next stretch of ASCII. */
    for (int i = 0; i < 8 && at < length; i++) {
      uint32_t point;
      size_t size = cwp__utf8_decode(text + at, length - at, &point);
      if (size == 0) return at;
      at += size;
    }
  }
  return at;
}

int cwp__utf8_is_valid(const char *text, size_t length) {
  return cwp__utf8_valid_prefix(text, length) == length;
}

size_t cwp__utf8_count(const char *text, size_t length) {
  size_t count = 0;
  for (size_t at = 0; at < length; count++) {
    uint32_t point;
    size_t size = cwp__utf8_decode(text + at, length - at, &point);
    at += size == 0 ? 1 : size;
  }
  return count;
}

/* 1 for what could end a line, move the cursor or turn the reading direction where text is shown. */
static int is_unsafe(uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x061c || point == 0x200e || point == 0x200f ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

enum { ESCAPE_SIZE = 16 };

/* The next thing to show of `text`: puts it into `shown` and its bytes into `*bytes`; returns the bytes of `text` used.
 */
static size_t show_one(const char *text, size_t length, char shown[ESCAPE_SIZE], size_t *bytes) {
  uint32_t point;
  size_t size = cwp__utf8_decode(text, length, &point);
  int written;
  if (size == 0) {
    written = snprintf(shown, ESCAPE_SIZE, "\\x%02X", (unsigned)(unsigned char)text[0]);
    size = 1;
  } else if (!is_unsafe(point)) {
    memcpy(shown, text, size);
    written = (int)size;
  } else if (point == '\n' || point == '\r' || point == '\t') {
    shown[0] = '\\';
    shown[1] = point == '\n' ? 'n' : point == '\r' ? 'r' : 't';
    written = 2;
  } else if (point < 0x80) {
    written = snprintf(shown, ESCAPE_SIZE, "\\x%02X", (unsigned)point);
  } else {
    written = snprintf(shown, ESCAPE_SIZE, "\\u{%04X}", (unsigned)point);
  }
  *bytes = (size_t)written;
  return size;
}

size_t cwp__show(char *out, size_t capacity, const char *text, size_t length) {
  static const char dots[] = "...";
  size_t written = 0;
  size_t before_dots = 0; /* the last place where the dots still fit */
  for (size_t at = 0; at < length;) {
    char shown[ESCAPE_SIZE];
    size_t bytes;
    at += show_one(text + at, length - at, shown, &bytes);
    if (written + bytes >= capacity) {
      memcpy(out + before_dots, dots, sizeof dots);
      return before_dots + sizeof dots - 1;
    }
    memcpy(out + written, shown, bytes);
    written += bytes;
    if (written + sizeof dots <= capacity) before_dots = written;
  }
  out[written] = '\0';
  return written;
}

static unsigned char fold(char c) {
  return (unsigned char)cwp__lower(c);
}

int cwp__compare_fold(const char *a, const char *b) {
  while (*a != '\0' && fold(*a) == fold(*b)) {
    a++;
    b++;
  }
  return (int)fold(*a) - (int)fold(*b);
}

int cwp__span_is_fold(cwp__span span, const char *text) {
  size_t at = 0;
  while (at < span.length && text[at] != '\0' && fold(span.text[at]) == fold(text[at]))
    at++;
  return at == span.length && text[at] == '\0';
}

uint32_t cwp__hash_fold(const char *text, size_t length) {
  uint32_t hash = UINT32_C(2166136261);
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ fold(text[i])) * UINT32_C(16777619);
  return hash;
}

uint64_t cwp__hash_bytes(uint64_t hash, const void *bytes, size_t length) {
  const unsigned char *next = bytes;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ next[i]) * UINT64_C(1099511628211);
  return hash;
}

enum { DISTANCE_MOST = 64 };

/* The characters of a text in ASCII lower case; a byte that starts none stands for itself, above all characters. */
static size_t characters_of(const char *text, size_t length, uint32_t points[DISTANCE_MOST]) {
  size_t count = 0;
  for (size_t at = 0; at < length; count++) {
    uint32_t point;
    size_t size = cwp__utf8_decode(text + at, length - at, &point);
    if (size == 0) point = 0x110000u + (unsigned char)text[at];
    points[count] = point < 0x80 ? fold((char)point) : point;
    at += size == 0 ? 1 : size;
  }
  return count;
}

static unsigned least_of(unsigned a, unsigned b) {
  return a < b ? a : b;
}

/* The table of distances between beginnings of both, of which only three rows are kept. */
static unsigned distance_of(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
  unsigned rows[3][DISTANCE_MOST + 1];
  for (size_t j = 0; j <= b_count; j++)
    rows[0][j] = (unsigned)j;
  for (size_t i = 1; i <= a_count; i++) {
    unsigned *row = rows[i % 3];
    const unsigned *above = rows[(i - 1) % 3];
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= b_count; j++) {
      row[j] = least_of(above[j - 1] + (a[i - 1] != b[j - 1]), least_of(above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = least_of(row[j], rows[(i - 2) % 3][j - 2] + 1);
    }
  }
  return rows[a_count % 3][b_count];
}

unsigned cwp__distance(const char *a, const char *b, unsigned limit) {
  unsigned beyond = limit == UINT_MAX ? limit : limit + 1;
  size_t a_length = strlen(a);
  size_t b_length = strlen(b);
  if (a_length > DISTANCE_MOST || b_length > DISTANCE_MOST) return beyond;
  uint32_t a_points[DISTANCE_MOST];
  uint32_t b_points[DISTANCE_MOST];
  size_t a_count = characters_of(a, a_length, a_points);
  size_t b_count = characters_of(b, b_length, b_points);
  return least_of(distance_of(a_points, a_count, b_points, b_count), beyond);
}

void cwp__buffer_init(cwp__buffer *buffer, const cwp_allocator *allocator) {
  buffer->allocator = cwp__allocator_or_default(allocator);
  buffer->text = NULL;
  buffer->length = 0;
  buffer->capacity = 0;
  buffer->failed = 0;
}

/* Makes room for `more` bytes and the zero. */
static int buffer_room(cwp__buffer *buffer, size_t more) {
  if (buffer->failed) return 0;
  void *memory = buffer->text;
  if (more >= SIZE_MAX - buffer->length ||
      !cwp__reserve(&buffer->allocator, &memory, &buffer->capacity, buffer->length + more + 1, 1)) {
    buffer->failed = 1;
    return 0;
  }
  buffer->text = memory;
  return 1;
}

void cwp__buffer_add(cwp__buffer *buffer, const char *text, size_t length) {
  if (!buffer_room(buffer, length)) return;
  if (length > 0) memcpy(buffer->text + buffer->length, text, length);
  buffer->length += length;
  buffer->text[buffer->length] = '\0';
}

void cwp__buffer_add_text(cwp__buffer *buffer, const char *text) {
  cwp__buffer_add(buffer, text, strlen(text));
}

void cwp__buffer_format(cwp__buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  if (length < 0)
    buffer->failed = 1;
  else if (buffer_room(buffer, (size_t)length)) {
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
  va_end(arguments);
}

void cwp__buffer_free(cwp__buffer *buffer) {
  cwp__release(&buffer->allocator, buffer->text);
  buffer->text = NULL;
  buffer->length = 0;
  buffer->capacity = 0;
  buffer->failed = 0;
}
