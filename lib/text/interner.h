#ifndef CWP_TEXT_INTERNER_H
#define CWP_TEXT_INTERNER_H

/* A set of texts, each with a number from 0 in the order of arrival. Grows while it is made; read-only afterwards. */

#include "cwp/allocator.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cwp__interner {
  cwp_allocator allocator;
  char *pool; /* the texts, each with its zero */
  size_t pool_size, pool_capacity;
  uint32_t *places; /* where in the pool each begins */
  size_t count, capacity;
  uint32_t *slots; /* hash table: number + 1, or 0 */
  size_t slot_count;
} cwp__interner;

void cwp__interner_init(cwp__interner *self, const cwp_allocator *allocator);
void cwp__interner_free(cwp__interner *self);

/* The number of a text, which is added if it is new. Returns 0 when there is no memory. */
int cwp__interner_add(cwp__interner *self, const char *text, size_t length, uint32_t *number);

/* The number of a text, or UINT32_MAX. */
uint32_t cwp__interner_find(const cwp__interner *self, const char *text, size_t length);

const char *cwp__interner_text(const cwp__interner *self, uint32_t number);

/* Bytes that it takes. */
size_t cwp__interner_bytes(const cwp__interner *self);

#endif
