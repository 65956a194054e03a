#ifndef CWP_BASE_TEXT_H
#define CWP_BASE_TEXT_H

/* Text: UTF-8, comparing and hashing without regard to ASCII case, showing untrusted text, growing buffers. */

#include "base/error.h"
#include "cwp/allocator.h"

#include <stddef.h>
#include <stdint.h>

/* A run of bytes in somebody else's memory. */
typedef struct cwp__span {
  const char *text;
  size_t length;
} cwp__span;

/* The span of a zero-terminated text; NULL gives an empty one. */
cwp__span cwp__span_of(const char *text);

/* The span without ASCII space, tab, CR and LF at either end. */
cwp__span cwp__span_trim(cwp__span span);

/* 1 if the span is that text, to the byte. */
int cwp__span_is(cwp__span span, const char *text);

/* The same without regard to ASCII case. */
int cwp__span_is_fold(cwp__span span, const char *text);

/*
 * Bytes of the longest beginning that is valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF). Equal to `length` when all of it is.
 */
size_t cwp__utf8_valid_prefix(const char *text, size_t length);

/* Reads the character that stands at `text`. Returns its bytes, 0 when none does; `length` is at least 1. */
size_t cwp__utf8_decode(const char *text, size_t length, uint32_t *point);

/* 1 if all of it is valid UTF-8. */
int cwp__utf8_is_valid(const char *text, size_t length);

/* Characters in valid UTF-8. In invalid UTF-8 every byte that starts no character counts as one. */
size_t cwp__utf8_count(const char *text, size_t length);

/*
 * Writes `text` so that it is safe to show on one line: control characters (C0, DEL, C1), line and paragraph
 * separators, bidirectional controls and bytes that are not UTF-8 become \n, \r, \t, \xNN or \u{NNNN}. Zero-terminated;
 * cut at a whole character, with "..." at the end, where it would not fit `capacity` (at least 8). Returns the bytes
 * written without the zero.
 */
size_t cwp__show(char *out, size_t capacity, const char *text, size_t length);

/* A letter from A to Z in lower case; any other byte as it is. */
static inline char cwp__lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Compares without regard to ASCII case: below 0, 0, above 0. */
int cwp__compare_fold(const char *a, const char *b);

/* FNV-1a, 32 bits, of the text in ASCII lower case. */
uint32_t cwp__hash_fold(const char *text, size_t length);

/* FNV-1a, 64 bits, of bytes, going on from `hash`; begin with CWP__HASH_START. */
#define CWP__HASH_START UINT64_C(14695981039346656037)
uint64_t cwp__hash_bytes(uint64_t hash, const void *bytes, size_t length);

/* Number of single-character insertions, deletions, replacements and swaps of neighbours between two texts without
   regard to ASCII case, or `limit` + 1 when there are more. Texts above 64 bytes give `limit` + 1. */
unsigned cwp__distance(const char *a, const char *b, unsigned limit);

/* A growing text. After a failed allocation `failed` stays set and further calls do nothing, so it is enough to look
   at the end. */
typedef struct cwp__buffer {
  cwp_allocator allocator;
  char *text; /* zero-terminated once anything was added; NULL before */
  size_t length;
  size_t capacity;
  int failed;
} cwp__buffer;

void cwp__buffer_init(cwp__buffer *buffer, const cwp_allocator *allocator);
void cwp__buffer_add(cwp__buffer *buffer, const char *text, size_t length);
void cwp__buffer_add_text(cwp__buffer *buffer, const char *text);
void cwp__buffer_format(cwp__buffer *buffer, const char *format, ...) CWP__PRINTF(2, 3);
void cwp__buffer_free(cwp__buffer *buffer);

#endif
