#include "text/interner.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

void cwp__interner_init(cwp__interner *self, const cwp_allocator *allocator) {
  *self = (cwp__interner){.allocator = *allocator};
}

void cwp__interner_free(cwp__interner *self) {
  cwp__release(&self->allocator, self->pool);
  cwp__release(&self->allocator, self->places);
  cwp__release(&self->allocator, self->slots);
  cwp__interner_init(self, &self->allocator);
}

const char *cwp__interner_text(const cwp__interner *self, uint32_t number) {
  return self->pool + self->places[number];
}

/* The slot of a text: its own, or the free one that it would go into. */
static size_t slot_of(const cwp__interner *self, const char *text, size_t length) {
  size_t slot = cwp__hash_fold(text, length) & (self->slot_count - 1);
  while (self->slots[slot]) {
    const char *known = cwp__interner_text(self, self->slots[slot] - 1);
    if (strncmp(known, text, length) == 0 && known[length] == '\0') break;
    slot = (slot + 1) & (self->slot_count - 1);
  }
  return slot;
}

uint32_t cwp__interner_find(const cwp__interner *self, const char *text, size_t length) {
  if (self->slot_count == 0) return UINT32_MAX;
  uint32_t known = self->slots[slot_of(self, text, length)];
  return known ? known - 1 : UINT32_MAX;
}

/* Sees that at most half of the slots are taken once one more is. */
static int grow(cwp__interner *self) {
  if ((self->count + 1) * 2 <= self->slot_count) return 1;
  size_t old_count = self->slot_count;
  uint32_t *old = self->slots;
  self->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
  self->slots = cwp__allocate_zeroed(&self->allocator, self->slot_count, sizeof *self->slots);
  if (!self->slots) {
    self->slots = old;
    self->slot_count = old_count;
    return 0;
  }
  for (uint32_t number = 0; number < self->count; number++) {
    const char *text = cwp__interner_text(self, number);
    self->slots[slot_of(self, text, strlen(text))] = number + 1;
  }
  cwp__release(&self->allocator, old);
  return 1;
}

int cwp__interner_add(cwp__interner *self, const char *text, size_t length, uint32_t *number) {
  void *pool = self->pool, *places = self->places;
  if (!grow(self)) return 0;
  size_t slot = slot_of(self, text, length);
  if (self->slots[slot]) {
    *number = self->slots[slot] - 1;
    return 1;
  }
  int fits = cwp__reserve(&self->allocator, &pool, &self->pool_capacity, self->pool_size + length + 1, 1);
  self->pool = pool;
  if (!fits) return 0;
  fits = cwp__reserve(&self->allocator, &places, &self->capacity, self->count + 1, sizeof *self->places);
  self->places = places;
  if (!fits) return 0;
  memcpy(self->pool + self->pool_size, text, length);
  self->pool[self->pool_size + length] = '\0';
  self->places[self->count] = (uint32_t)self->pool_size;
  self->pool_size += length + 1;
  *number = (uint32_t)self->count++;
  self->slots[slot] = *number + 1;
  return 1;
}

size_t cwp__interner_bytes(const cwp__interner *self) {
  return self->pool_capacity + self->capacity * sizeof *self->places + self->slot_count * sizeof *self->slots;
}
