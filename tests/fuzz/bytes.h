#ifndef CWP_TESTS_FUZZ_BYTES_H
#define CWP_TESTS_FUZZ_BYTES_H

/* Bytes in memory as inputs and outputs: what a harness was given, and what it had written. */

#include <stdlib.h>
#include <string.h>

typedef struct bytes {
  const char *text;
  size_t length;
  size_t at;   /* how many were read */
  size_t most; /* to be written; more is an error of the output */
  char *owned; /* of what was written: the same as text, to be freed */
} bytes;

/* Bytes to read, which stay the caller's. */
static inline bytes bytes_of(const void *text, size_t length) {
  return (bytes){.text = text, .length = length};
}

static inline size_t read_some(void *context, void *buffer, size_t capacity) {
  bytes *self = context;
  size_t left = self->length - self->at, count = left < capacity ? left : capacity;
  if (count > 0) memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

static inline int write_some(void *context, const void *from, size_t length) {
  bytes *self = context;
  char *owned = self->length + length > self->most ? NULL : realloc(self->owned, self->length + length + 1);
  if (!owned) return 1;
  memcpy(owned + self->length, from, length);
  self->text = self->owned = owned;
  self->length += length;
  return 0;
}

static inline int bytes_same(const bytes *one, const bytes *other) {
  if (one->length != other->length) return 0;
  return one->length == 0 || memcmp(one->text, other->text, one->length) == 0;
}

#endif
