#include "exchange/names.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

void cwp__names_init(cwp__names *names, const cwp_allocator *allocator) {
  *names = (cwp__names){.allocator = *allocator};
  cwp__arena_init(&names->texts, allocator);
}

void cwp__names_free(cwp__names *names) {
  cwp__arena_free(&names->texts);
  cwp__release(&names->allocator, names->items);
  cwp__release(&names->allocator, names->slots);
}

static uint32_t hash_of(cwp__span text) {
  uint64_t hash = cwp__hash_bytes(CWP__HASH_START, text.text, text.length);
  return (uint32_t)(hash ^ hash >> 32);
}

/* The slot of that text, or the free slot where it would go. There must be a free one. */
static uint32_t *slot_of(const cwp__names *names, cwp__span text, uint32_t hash) {
  size_t mask = names->slot_count - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    uint32_t *slot = &names->slots[at];
    if (*slot == 0) return slot;
    const cwp__name *name = &names->items[*slot - 1];
    if (name->hash == hash && name->length == text.length && memcmp(name->text, text.text, text.length) == 0)
      return slot;
  }
}

/* Sees that one more text finds a free slot, with a quarter of them free. Returns 0 when there is no memory. */
static int make_slot(cwp__names *names) {
  if (names->count + 1 <= names->slot_count / 4 * 3) return 1;
  size_t slot_count = names->slot_count == 0 ? FIRST_SLOTS : names->slot_count * 2;
  uint32_t *slots = cwp__allocate_zeroed(&names->allocator, slot_count, sizeof *slots);
  if (slots == NULL) return 0;
  cwp__release(&names->allocator, names->slots);
  names->slots = slots;
  names->slot_count = slot_count;
  for (size_t i = 0; i < names->count; i++) {
    size_t at = names->items[i].hash & (slot_count - 1);
    while (slots[at] != 0)
      at = (at + 1) & (slot_count - 1);
    slots[at] = (uint32_t)(i + 1);
  }
  return 1;
}

static int make_room(cwp__names *names) {
  void *items = names->items;
  if (names->count + 1 >= CWP__NO_NAME) return 0;
  if (!cwp__reserve(&names->allocator, &items, &names->capacity, names->count + 1, sizeof *names->items)) return 0;
  names->items = items;
  return make_slot(names);
}

int cwp__names_add(cwp__names *names, cwp__span text, uint32_t *number) {
  uint32_t hash = hash_of(text);
  if (text.length > UINT32_MAX - 1 || !make_room(names)) return 0;
  uint32_t *slot = slot_of(names, text, hash);
  if (*slot == 0) {
    const char *copy = cwp__arena_text(&names->texts, text.text, text.length);
    if (copy == NULL) return 0;
    names->items[names->count++] = (cwp__name){copy, (uint32_t)text.length, hash};
    *slot = (uint32_t)names->count;
  }
  *number = *slot - 1;
  return 1;
}

uint32_t cwp__names_find(const cwp__names *names, cwp__span text) {
  if (names->count == 0) return CWP__NO_NAME;
  uint32_t slot = *slot_of(names, text, hash_of(text));
  return slot == 0 ? CWP__NO_NAME : slot - 1;
}

const char *cwp__names_at(const cwp__names *names, uint32_t number) {
  return number == CWP__NO_NAME ? NULL : names->items[number].text;
}
