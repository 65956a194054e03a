#ifndef CWP_EXCHANGE_FLAT_H
#define CWP_EXCHANGE_FLAT_H

/*
 * FlatBuffers, as far as Arrow's metadata needs them: tables whose fields are found by way of a table of places, with
 * everything little-endian. Sources: https://flatbuffers.dev/internals/ and the page "Arrow Columnar Format" of
 * https://arrow.apache.org
 *
 * Reading never leaves the bytes: what points elsewhere marks the whole as broken, and reads as absent from then on. So
 * it is enough to look at the mark in the end, if loops are bounded by what was read.
 */

#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cwp__flat {
  const unsigned char *bytes;
  size_t length;
  int broken;
} cwp__flat;

/* A table, or the absence of one (`at` is 0). */
typedef struct cwp__flat_table {
  cwp__flat *flat;
  size_t at;          /* of the table */
  size_t places;      /* of its table of places */
  size_t places_size; /* bytes of that */
  size_t size;        /* bytes of the table */
} cwp__flat_table;

/* A vector of items of one size, or an empty one. */
typedef struct cwp__flat_vector {
  cwp__flat *flat;
  size_t at; /* of the first item */
  size_t count;
} cwp__flat_vector;

/* The table that all else hangs from. */
cwp__flat_table cwp__flat_root(cwp__flat *flat);

/* A number of 1, 2, 4 or 8 bytes, the sign extended; `absent` where the table has none. */
int64_t cwp__flat_number(const cwp__flat_table *table, unsigned slot, size_t width, int64_t absent);

cwp__flat_table cwp__flat_child(const cwp__flat_table *table, unsigned slot);
cwp__span cwp__flat_text(const cwp__flat_table *table, unsigned slot);
cwp__flat_vector cwp__flat_items(const cwp__flat_table *table, unsigned slot, size_t item_size);

/* The table to which the item at `index` of a vector of offsets points. */
cwp__flat_table cwp__flat_child_at(const cwp__flat_vector *vector, size_t index);

/* A number of 8 bytes that stands `offset` bytes into the item at `index`; the items are `item_size` bytes long. */
int64_t cwp__flat_number_at(const cwp__flat_vector *vector, size_t index, size_t item_size, size_t offset);

/* Little-endian numbers at any place. */
uint32_t cwp__little_32(const void *bytes);
uint64_t cwp__little_64(const void *bytes);
void cwp__put_little(void *bytes, size_t width, uint64_t number);

/* Writing: what is pointed to is put behind what points to it. */

/* A field of a table to be written. */
typedef struct cwp__flat_slot {
  unsigned width; /* 1, 2, 4 or 8; 0 for an absent one; offsets have 4 */
  uint64_t number;
  size_t at; /* where it came to stand */
} cwp__flat_slot;

/* Starts the bytes; cwp__flat_put_table is due, to hang all else from. */
void cwp__flat_start(cwp__buffer *out);

/* Writes a table; returns where it is. */
size_t cwp__flat_put_table(cwp__buffer *out, cwp__flat_slot *slots, size_t count);

/* Writes a vector's count, so that items of that size will be aligned; returns where it is. Items follow. */
size_t cwp__flat_put_vector(cwp__buffer *out, size_t count, size_t item_size);
size_t cwp__flat_put_text(cwp__buffer *out, const char *text);
void cwp__flat_put_number(cwp__buffer *out, size_t width, uint64_t number);

/* Has the offset at `from` point to `to`. */
void cwp__flat_point(cwp__buffer *out, size_t from, size_t to);

#endif
