#ifndef CWP_BASE_MEMORY_H
#define CWP_BASE_MEMORY_H

/* Memory by the caller's allocator: single blocks, growing arrays, and an arena for what is freed all at once. */

#include "cwp/allocator.h"

#include <stddef.h>

/* A copy of the caller's allocator, or malloc, realloc and free when there is none. */
cwp_allocator cwp__allocator_or_default(const cwp_allocator *allocator);

/* `count` items of `size` bytes, not cleared; NULL when there is no memory or the product overflows. Never 0 bytes. */
void *cwp__allocate(const cwp_allocator *allocator, size_t count, size_t size);

/* The same, cleared. */
void *cwp__allocate_zeroed(const cwp_allocator *allocator, size_t count, size_t size);

/* Gives a block back. Takes NULL. */
void cwp__release(const cwp_allocator *allocator, void *memory);

/*
 * Sees that `*items`, an array of `*capacity` items of `size` bytes, has room for `needed` of them, growing by half at
 * least. Returns 1, or 0 when there is no memory, the array then being as it was. `*items` may be NULL with capacity 0.
 */
int cwp__reserve(const cwp_allocator *allocator, void **items, size_t *capacity, size_t needed, size_t size);

/* Memory that is only ever freed as a whole. */
typedef struct cwp__arena {
  cwp_allocator allocator;
  struct cwp__arena_block *blocks; /* newest first */
  size_t used;                     /* bytes used of the newest block */
  size_t next_size;                /* bytes of the next block */
} cwp__arena;

/* Starts an empty arena; allocates nothing. */
void cwp__arena_init(cwp__arena *arena, const cwp_allocator *allocator);

/* `count` items of `size` bytes, aligned for any object, not cleared; NULL when there is no memory. */
void *cwp__arena_allocate(cwp__arena *arena, size_t count, size_t size);

/* A zero-terminated copy of `length` bytes; NULL when there is no memory. Text is not aligned and so packs tightly. */
char *cwp__arena_text(cwp__arena *arena, const char *text, size_t length);

/* Frees everything; the arena is empty then and may be used again. */
void cwp__arena_free(cwp__arena *arena);

#endif
