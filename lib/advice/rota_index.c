/* Ids to places: open addressing, at most half full. */

#include "advice/rota_index.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_SIZE = 64 };

uint32_t cwp__index_find(const cwp__index *self, const cwp_rota *board, cwp__id_at id_at, const char *id) {
  if (self->size == 0) return CWP__NO_PLACE;
  size_t mask = self->size - 1;
  for (size_t slot = cwp__hash_fold(id, strlen(id)) & mask; self->slots[slot] != CWP__NO_PLACE;
       slot = (slot + 1) & mask)
    if (cwp__compare_fold(id_at(board, self->slots[slot]), id) == 0) return self->slots[slot];
  return CWP__NO_PLACE;
}

static void put(uint32_t *slots, size_t size, const char *id, uint32_t place) {
  size_t mask = size - 1;
  size_t slot = cwp__hash_fold(id, strlen(id)) & mask;
  while (slots[slot] != CWP__NO_PLACE)
    slot = (slot + 1) & mask;
  slots[slot] = place;
}

int cwp__index_reserve(cwp__index *self, const cwp_rota *board, cwp__id_at id_at) {
  if (self->used * 2 < self->size) return 1;
  size_t size = self->size ? self->size * 2 : FIRST_SIZE;
  uint32_t *slots = cwp__allocate(&board->allocator, size, sizeof *slots);
  if (!slots) return 0;
  for (size_t i = 0; i < size; i++)
    slots[i] = CWP__NO_PLACE;
  for (size_t i = 0; i < self->size; i++)
    if (self->slots[i] != CWP__NO_PLACE) put(slots, size, id_at(board, self->slots[i]), self->slots[i]);
  cwp__release(&board->allocator, self->slots);
  self->slots = slots;
  self->size = size;
  return 1;
}

void cwp__index_add(cwp__index *self, const cwp_rota *board, cwp__id_at id_at, uint32_t place) {
  put(self->slots, self->size, id_at(board, place), place);
  self->used++;
}
