/* FlatBuffers, as far as Arrow's metadata needs them. */

#include "exchange/flat.h"

#include <string.h>

enum { OFFSET = 4, PLACE = 2, PLACES_HEAD = 4, MOST_SLOTS = 16 };

uint32_t cwp__little_32(const void *bytes) {
  const unsigned char *at = bytes;
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint64_t cwp__little_64(const void *bytes) {
  const unsigned char *at = bytes;
  return (uint64_t)cwp__little_32(at) | (uint64_t)cwp__little_32(at + 4) << 32;
}

void cwp__put_little(void *bytes, size_t width, uint64_t number) {
  unsigned char *at = bytes;
  for (size_t i = 0; i < width; i++)
    at[i] = (unsigned char)(number >> (8 * i));
}

/* Reading. */

/* 1 if so many bytes are there; else the whole is broken. */
static int has(cwp__flat *flat, size_t at, size_t length) {
  if (at <= flat->length && length <= flat->length - at) return 1;
  flat->broken = 1;
  return 0;
}

static int64_t number_at(cwp__flat *flat, size_t at, size_t width) {
  if (!has(flat, at, width)) return 0;
  const unsigned char *bytes = flat->bytes + at;
  switch (width) {
  case 1:
    return (int8_t)bytes[0];
  case 2:
    return (int16_t)((unsigned)bytes[0] | (unsigned)bytes[1] << 8);
  case 4:
    return (int32_t)cwp__little_32(bytes);
  default:
    return (int64_t)cwp__little_64(bytes);
  }
}

/* Where the offset at that place points to; 0 if nowhere. */
static size_t follow(cwp__flat *flat, size_t at) {
  if (!has(flat, at, OFFSET)) return 0;
  size_t distance = cwp__little_32(flat->bytes + at);
  return distance > 0 && has(flat, at, distance) ? at + distance : 0;
}

static cwp__flat_table no_table(cwp__flat *flat) {
  return (cwp__flat_table){flat, 0, 0, 0, 0};
}

static cwp__flat_table broken_table(cwp__flat *flat) {
  flat->broken = 1;
  return no_table(flat);
}

static cwp__flat_table table_at(cwp__flat *flat, size_t at) {
  cwp__flat_table table = {flat, at, 0, 0, 0};
  if (at == 0 || !has(flat, at, OFFSET)) return no_table(flat);
  int64_t places = (int64_t)at - number_at(flat, at, OFFSET);
  if (places < 0 || !has(flat, (size_t)places, PLACES_HEAD)) return broken_table(flat);
  table.places = (size_t)places;
  table.places_size = (size_t)(uint16_t)number_at(flat, table.places, PLACE);
  table.size = (size_t)(uint16_t)number_at(flat, table.places + PLACE, PLACE);
  if (table.places_size < PLACES_HEAD || table.size < OFFSET || !has(flat, table.places, table.places_size) ||
      !has(flat, at, table.size))
    return broken_table(flat);
  return table;
}

cwp__flat_table cwp__flat_root(cwp__flat *flat) {
  return table_at(flat, follow(flat, 0));
}

/* Where a field stands; 0 if the table has it not. */
static size_t field_at(const cwp__flat_table *table, unsigned slot, size_t width) {
  size_t place = PLACES_HEAD + (size_t)slot * PLACE;
  if (table->at == 0 || table->flat->broken || place + PLACE > table->places_size) return 0;
  size_t inside = (size_t)(uint16_t)number_at(table->flat, table->places + place, PLACE);
  if (inside == 0) return 0;
  if (inside >= OFFSET && inside + width <= table->size) return table->at + inside;
  table->flat->broken = 1;
  return 0;
}

int64_t cwp__flat_number(const cwp__flat_table *table, unsigned slot, size_t width, int64_t absent) {
  size_t at = field_at(table, slot, width);
  return at ? number_at(table->flat, at, width) : absent;
}

cwp__flat_table cwp__flat_child(const cwp__flat_table *table, unsigned slot) {
  size_t at = field_at(table, slot, OFFSET);
  return at ? table_at(table->flat, follow(table->flat, at)) : no_table(table->flat);
}

cwp__flat_vector cwp__flat_items(const cwp__flat_table *table, unsigned slot, size_t item_size) {
  cwp__flat_vector vector = {table->flat, 0, 0};
  size_t at = field_at(table, slot, OFFSET);
  size_t start = at ? follow(table->flat, at) : 0;
  if (start == 0 || !has(table->flat, start, OFFSET)) return vector;
  size_t count = cwp__little_32(table->flat->bytes + start);
  if (count > table->flat->length / item_size || !has(table->flat, start + OFFSET, count * item_size)) {
    table->flat->broken = 1;
    return vector;
  }
  vector.at = start + OFFSET;
  vector.count = count;
  return vector;
}

cwp__span cwp__flat_text(const cwp__flat_table *table, unsigned slot) {
  cwp__flat_vector bytes = cwp__flat_items(table, slot, 1);
  if (bytes.count == 0) return (cwp__span){"", 0};
  return (cwp__span){(const char *)table->flat->bytes + bytes.at, bytes.count};
}

cwp__flat_table cwp__flat_child_at(const cwp__flat_vector *vector, size_t index) {
  if (index >= vector->count || vector->flat->broken) return no_table(vector->flat);
  return table_at(vector->flat, follow(vector->flat, vector->at + index * OFFSET));
}

int64_t cwp__flat_number_at(const cwp__flat_vector *vector, size_t index, size_t item_size, size_t offset) {
  if (index >= vector->count) return 0;
  return number_at(vector->flat, vector->at + index * item_size + offset, 8);
}

/* Writing. */

static void put_zeros(cwp__buffer *out, size_t count) {
  static const char zeros[8];
  for (; count > 8; count -= 8)
    cwp__buffer_add(out, zeros, 8);
  cwp__buffer_add(out, zeros, count);
}

/* Zeros until the length leaves `rest` when it is divided by `alignment`. */
static void align(cwp__buffer *out, size_t alignment, size_t rest) {
  put_zeros(out, (alignment + rest - out->length % alignment) % alignment);
}

void cwp__flat_put_number(cwp__buffer *out, size_t width, uint64_t number) {
  char bytes[8];
  cwp__put_little(bytes, width, number);
  cwp__buffer_add(out, bytes, width);
}

void cwp__flat_start(cwp__buffer *out) {
  out->length = 0;
  cwp__flat_put_number(out, OFFSET, 0);
}

/* Gives the fields their places in the table, the widest first, so that all are aligned. Returns the table's size. */
static size_t place_fields(const cwp__flat_slot *slots, size_t count, uint16_t *inside) {
  size_t size = OFFSET;
  for (unsigned width = 8; width > 0; width /= 2) {
    for (size_t i = 0; i < count; i++) {
      if (slots[i].width != width) continue;
      inside[i] = (uint16_t)size;
      size += width;
    }
  }
  return size;
}

size_t cwp__flat_put_table(cwp__buffer *out, cwp__flat_slot *slots, size_t count) {
  uint16_t inside[MOST_SLOTS] = {0};
  char fields[OFFSET + MOST_SLOTS * 8] = {0};
  size_t size = place_fields(slots, count, inside);
  align(out, 2, 0);
  size_t places = out->length;
  cwp__flat_put_number(out, PLACE, PLACES_HEAD + count * PLACE);
  cwp__flat_put_number(out, PLACE, size);
  for (size_t i = 0; i < count; i++)
    cwp__flat_put_number(out, PLACE, inside[i]);
  align(out, 8, OFFSET); /* what follows the first four bytes is aligned to 8 */
  size_t table = out->length;
  cwp__put_little(fields, OFFSET, table - places);
  for (size_t i = 0; i < count; i++) {
    slots[i].at = table + inside[i];
    if (slots[i].width) cwp__put_little(fields + inside[i], slots[i].width, slots[i].number);
  }
  cwp__buffer_add(out, fields, size);
  if (places == OFFSET) cwp__flat_point(out, 0, table);
  return table;
}

size_t cwp__flat_put_vector(cwp__buffer *out, size_t count, size_t item_size) {
  align(out, OFFSET, 0);
  if (item_size > OFFSET) align(out, 8, OFFSET);
  size_t at = out->length;
  cwp__flat_put_number(out, OFFSET, count);
  return at;
}

size_t cwp__flat_put_text(cwp__buffer *out, const char *text) {
  size_t length = strlen(text);
  size_t at = cwp__flat_put_vector(out, length, 1);
  cwp__buffer_add(out, text, length);
  put_zeros(out, 1);
  return at;
}

void cwp__flat_point(cwp__buffer *out, size_t from, size_t to) {
  if (!out->failed) cwp__put_little(out->text + from, OFFSET, to - from);
}
