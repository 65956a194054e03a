#ifndef SUPPORT_ARROW_WALK_H
#define SUPPORT_ARROW_WALK_H

/* Reads every value of Arrow columns, so that a sanitizer sees where a buffer is shorter than it says. */

#include "cwp/arrow.h"

#include <stdint.h>
#include <string.h>

/* Bits of a value of a format of fixed width; 0 for any other. */
static inline uint64_t walk_bits(const char *format) {
  static const char *const formats[] = {"b",   "c",   "C",   "s",   "S",   "e",   "i",   "I",   "f",
                                        "l",   "L",   "g",   "tdD", "tdm", "tts", "ttm", "ttu", "ttn",
                                        "tDs", "tDm", "tDu", "tDn", "tiM", "tiD", "tin"};
  static const uint8_t bits[] = {1,  8,  8,  16, 16, 16, 32, 32, 32, 64, 64, 64, 32,
                                 64, 32, 32, 64, 64, 64, 64, 64, 64, 32, 64, 128};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (strcmp(formats[i], format) == 0) return bits[i];
  return strncmp(format, "ts", 2) == 0 ? 64 : 0;
}

static inline uint64_t walk_bytes(const void *from, uint64_t length) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < length; i++)
    sum = sum * 31 + ((const unsigned char *)from)[i];
  return sum;
}

/* A sum over all that a column holds. */
static inline uint64_t walk_array(const struct ArrowSchema *schema, const struct ArrowArray *array) {
  const uint64_t rows = (uint64_t)array->length, bits = walk_bits(schema->format);
  uint64_t sum = rows;
  for (int64_t i = 0; i < array->n_children; i++)
    sum = sum * 31 + walk_array(schema->children[i], array->children[i]);
  if (array->dictionary) sum = sum * 31 + walk_array(schema->dictionary, array->dictionary);
  if (array->n_buffers > 0 && array->buffers[0]) sum += walk_bytes(array->buffers[0], (rows + 7) / 8);
  if (bits) sum = sum * 31 + walk_bytes(array->buffers[1], (rows * bits + 7) / 8);
  if (array->n_buffers < 3) return sum;
  const int is_large = schema->format[0] == 'U' || schema->format[0] == 'Z';
  const int64_t *large = array->buffers[1];
  const int32_t *small = array->buffers[1];
  const int64_t first = is_large ? large[0] : small[0], last = is_large ? large[rows] : small[rows];
  if (first == last) return sum; /* there may be no buffer then */
  return sum * 31 + walk_bytes((const char *)array->buffers[2] + first, (uint64_t)(last - first));
}

/* The same over all that a stream gives; the number of its error in `*number`. It is not released. */
static inline uint64_t walk_stream(struct ArrowArrayStream *stream, uint64_t *rows, int *number) {
  struct ArrowSchema schema = {.release = NULL};
  uint64_t sum = 0;
  *rows = 0;
  *number = stream->get_schema(stream, &schema);
  while (!*number) {
    struct ArrowArray batch = {.release = NULL};
    *number = stream->get_next(stream, &batch);
    if (*number || !batch.release) break;
    *rows += (uint64_t)batch.length;
    sum = sum * 31 + walk_array(&schema, &batch);
    batch.release(&batch);
  }
  if (schema.release) schema.release(&schema);
  return sum;
}

#endif
