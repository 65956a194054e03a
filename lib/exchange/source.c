#include "exchange/source.h"

#include <string.h>

void cwp__source_init(cwp__source *source, const cwp_input *inner) {
  source->inner = *inner;
  source->head_length = 0;
  source->head_taken = 0;
  source->at_end = 0;
  source->bytes = 0;
}

static int is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The first byte of the head that is no white space, 0 if all of it is. */
static char first_byte(const cwp__source *source) {
  static const char mark[] = "\xEF\xBB\xBF";
  size_t at = source->head_length >= 3 && memcmp(source->head, mark, 3) == 0 ? 3 : 0;
  /* A mark that has not come whole yet is no first byte. */
  if (at == 0 && source->head_length < 3 && memcmp(source->head, mark, source->head_length) == 0) return 0;
  while (at < source->head_length && is_space(source->head[at]))
    at++;
  return at < source->head_length ? source->head[at] : 0;
}

char cwp__source_peek(cwp__source *source) {
  char first = 0;
  while (!source->at_end && (first = first_byte(source)) == 0 && source->head_length < sizeof source->head) {
    size_t room = sizeof source->head - source->head_length;
    size_t got = source->inner.read(source->inner.context, source->head + source->head_length, room);
    if (got > room) return 0;
    source->head_length += got;
    source->at_end = got == 0;
  }
  return first;
}

/* Reads on until the head is full or holds a byte that is looked for. */
static void fill_head(cwp__source *source, char until) {
  while (!source->at_end && source->head_length < sizeof source->head &&
         (until == '\0' || memchr(source->head, until, source->head_length) == NULL)) {
    size_t room = sizeof source->head - source->head_length;
    size_t got = source->inner.read(source->inner.context, source->head + source->head_length, room);
    if (got > room) return;
    source->head_length += got;
    source->at_end = got == 0;
  }
}

const char *cwp__source_peek_line(cwp__source *source, size_t *length) {
  fill_head(source, '\n');
  const char *end = memchr(source->head, '\n', source->head_length);
  *length = end ? (size_t)(end - source->head) : source->head_length;
  if (*length > 0 && source->head[*length - 1] == '\r') *length -= 1;
  return source->head;
}

const char *cwp__source_peek_head(cwp__source *source, size_t *length) {
  fill_head(source, '\0');
  *length = source->head_length;
  return source->head;
}

static size_t read_source(void *context, void *buffer, size_t capacity) {
  cwp__source *source = context;
  size_t left = source->head_length - source->head_taken;
  if (left > 0) {
    size_t count = left < capacity ? left : capacity;
    memcpy(buffer, source->head + source->head_taken, count);
    source->head_taken += count;
    source->bytes += count;
    return count;
  }
  if (source->at_end) return 0;
  size_t got = source->inner.read(source->inner.context, buffer, capacity);
  if (got <= capacity) source->bytes += got;
  source->at_end = got == 0;
  return got;
}

cwp_input cwp__source_input(cwp__source *source) {
  return (cwp_input){read_source, source, source->inner.name};
}
