/* Dictionaries of a file of Arrow columns. */

#include "exchange/arrow_dictionary.h"

#include <inttypes.h>
#include <string.h>

enum { NULLS, VALUES, TEXT, BUFFERS };

void cwp__arrow_dictionary_replace(cwp__arrow_dictionary *self, const cwp__arrow_buffers *values,
                                   cwp__arrow_memory *memory) {
  cwp__arrow_memory_hold(memory);
  cwp__arrow_memory_drop(self->memory);
  self->memory = memory;
  self->buffers = *values;
  memset(self->room, 0, sizeof self->room);
}

/* Values of a dictionary to which others are added. */
typedef struct growth {
  cwp__arrow_dictionary *self;
  const cwp__arrow_buffers *values;
  uint64_t old_rows, new_rows;
  int has_nulls;
  uint64_t width;          /* bits of a value, or of an end */
  uint64_t used[BUFFERS];  /* bytes that there are */
  uint64_t needs[BUFFERS]; /* bytes with what is added */
} growth;

static int64_t end_at(const cwp__arrow_buffers *buffers, uint64_t width, uint64_t index) {
  const void *ends = buffers->buffers[VALUES];
  return width == 32 ? ((const int32_t *)ends)[index] : ((const int64_t *)ends)[index];
}

static uint64_t last_end(const cwp__arrow_buffers *buffers, uint64_t width) {
  return buffers->length ? (uint64_t)end_at(buffers, width, (uint64_t)buffers->length) : 0;
}

static cwp_status measure(growth *now, uint64_t most_bytes, const cwp__arrow_place *place, cwp_error *error) {
  const cwp__arrow_type *type = &now->self->type;
  const int is_text = type->layout == CWP__ARROW_OFFSETS || type->layout == CWP__ARROW_VIEWS;
  const uint64_t rows = now->old_rows + now->new_rows;
  int fits = 1;
  now->width = type->layout == CWP__ARROW_VIEWS ? 64 : type->bits;
  now->has_nulls = now->self->buffers.null_count > 0 || now->values->null_count > 0;
  now->used[VALUES] = cwp__arrow_bytes(now->old_rows + (uint64_t)is_text, now->width, &fits);
  now->needs[VALUES] = cwp__arrow_bytes(rows + (uint64_t)is_text, now->width, &fits);
  if (now->has_nulls) {
    now->used[NULLS] = (now->old_rows + 7) / 8;
    now->needs[NULLS] = (rows + 7) / 8;
  }
  if (is_text) {
    now->used[TEXT] = last_end(&now->self->buffers, now->width);
    now->needs[TEXT] = now->used[TEXT];
    if (now->new_rows)
      now->needs[TEXT] += last_end(now->values, now->width) - (uint64_t)end_at(now->values, now->width, 0);
  }
  if (fits && now->needs[VALUES] <= most_bytes && now->needs[TEXT] <= most_bytes &&
      (!is_text || now->width == 64 || now->needs[TEXT] <= INT32_MAX))
    return CWP_OK;
  return cwp__arrow_fail(place, error, CWP_ERROR_LIMIT, "its dictionary grows to more than %" PRIu64 " bytes",
                         most_bytes < INT32_MAX || now->width == 64 ? most_bytes : (uint64_t)INT32_MAX);
}

/* Bits share bytes with those that arrays show already, so they are never added in place. */
static int has_room(const growth *now) {
  return !now->has_nulls && now->width >= 8 && now->needs[VALUES] <= now->self->room[VALUES] &&
         now->needs[TEXT] <= now->self->room[TEXT];
}

/* Moves the values to new memory with room for more. */
static cwp_status move(growth *now, cwp_error *error) {
  cwp__arrow_dictionary *self = now->self;
  cwp__arrow_memory *memory = cwp__arrow_memory_new(cwp__arrow_memory_allocator(self->memory));
  void *pieces[BUFFERS] = {NULL, NULL, NULL};
  if (!memory) return cwp__fail_memory(error);
  for (size_t i = 0; i < BUFFERS; i++) {
    if (i == NULLS && !now->has_nulls) continue;
    uint64_t room = now->needs[i] > 2 * now->used[i] ? now->needs[i] : 2 * now->used[i];
    pieces[i] = cwp__arrow_memory_piece(memory, (size_t)room + 8);
    if (!pieces[i]) {
      cwp__arrow_memory_drop(memory);
      return cwp__fail_memory(error);
    }
    if (i == NULLS && !self->buffers.buffers[i])
      memset(pieces[i], 0xFF, (size_t)now->used[i]);
    else if (now->used[i])
      memcpy(pieces[i], self->buffers.buffers[i], (size_t)(now->old_rows ? now->used[i] : 0));
    self->room[i] = room;
  }
  memcpy(self->buffers.buffers, pieces, sizeof pieces);
  cwp__arrow_memory_drop(self->memory);
  self->memory = memory;
  return CWP_OK;
}

static void add_bits(unsigned char *to, uint64_t at, const void *from, uint64_t count) {
  for (uint64_t i = 0; i < count; i++) {
    unsigned char bit = (unsigned char)(1u << ((at + i) % 8));
    if (cwp__arrow_is_there(from, i))
      to[(at + i) / 8] |= bit;
    else
      to[(at + i) / 8] &= (unsigned char)~bit;
  }
}

static void add_ends(growth *now, void *ends) {
  const int64_t base = (int64_t)now->used[TEXT] - (now->new_rows ? end_at(now->values, now->width, 0) : 0);
  int32_t *short_ends = ends;
  int64_t *long_ends = ends;
  if (now->old_rows == 0) memset(ends, 0, (size_t)now->width / 8);
  for (uint64_t i = 1; i <= now->new_rows; i++) {
    int64_t end = base + end_at(now->values, now->width, i);
    if (now->width == 32)
      short_ends[now->old_rows + i] = (int32_t)end;
    else
      long_ends[now->old_rows + i] = end;
  }
}

/* Puts the new values where there is room for them. */
static void add(growth *now) {
  cwp__arrow_buffers *buffers = &now->self->buffers;
  unsigned char *to[BUFFERS];
  for (size_t i = 0; i < BUFFERS; i++)
    to[i] = (unsigned char *)(uintptr_t)buffers->buffers[i];
  if (now->has_nulls) add_bits(to[NULLS], now->old_rows, now->values->buffers[NULLS], now->new_rows);
  if (buffers->count == 3) {
    add_ends(now, to[VALUES]);
    if (now->new_rows)
      memcpy(to[TEXT] + now->used[TEXT], (const char *)now->values->buffers[TEXT] + end_at(now->values, now->width, 0),
             (size_t)(now->needs[TEXT] - now->used[TEXT]));
  } else if (now->width == 1) {
    add_bits(to[VALUES], now->old_rows, now->values->buffers[VALUES], now->new_rows);
  } else {
    memcpy(to[VALUES] + now->used[VALUES], now->values->buffers[VALUES],
           (size_t)(now->needs[VALUES] - now->used[VALUES]));
  }
  buffers->length += now->values->length;
  buffers->null_count += now->values->null_count;
}

cwp_status cwp__arrow_dictionary_append(cwp__arrow_dictionary *self, const cwp__arrow_buffers *values,
                                        uint64_t most_bytes, const cwp__arrow_place *place, cwp_error *error) {
  growth now = {
      .self = self, .values = values, .old_rows = (uint64_t)self->buffers.length, .new_rows = (uint64_t)values->length};
  if (self->type.layout == CWP__ARROW_EMPTY) {
    self->buffers.length += values->length;
    self->buffers.null_count = self->buffers.length;
    return CWP_OK;
  }
  cwp_status status = measure(&now, most_bytes, place, error);
  if (!status && !has_room(&now)) status = move(&now, error);
  if (!status) add(&now);
  return status;
}
