#ifndef CWP_EXCHANGE_NAMES_H
#define CWP_EXCHANGE_NAMES_H

/* Texts kept once each and known by number. Names of courses and sites repeat by the thousand in a provider's files. */

#include "base/memory.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* No text. */
#define CWP__NO_NAME UINT32_MAX

typedef struct cwp__name {
  const char *text;
  uint32_t length;
  uint32_t hash;
} cwp__name;

/* Slots are an open-addressing table, a power of two long, of positions in `items` plus one; 0 is free. */
typedef struct cwp__names {
  cwp_allocator allocator;
  cwp__arena texts;
  cwp__name *items;
  size_t count;
  size_t capacity;
  uint32_t *slots;
  size_t slot_count;
} cwp__names;

/* Starts an empty collection; allocates nothing. */
void cwp__names_init(cwp__names *names, const cwp_allocator *allocator);

/* The number of a text, which is copied if it is new. Returns 0 when there is no memory. */
int cwp__names_add(cwp__names *names, cwp__span text, uint32_t *number);

/* The number of a text, or CWP__NO_NAME. */
uint32_t cwp__names_find(const cwp__names *names, cwp__span text);

/* The text of a number, zero-terminated; NULL for CWP__NO_NAME. */
const char *cwp__names_at(const cwp__names *names, uint32_t number);

void cwp__names_free(cwp__names *names);

#endif
