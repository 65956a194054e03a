#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The strictest alignment that we hand out. (max_align_t is missing from some C libraries.) */
typedef union cwp__any {
  long double real;
  long long integer;
  void *pointer;
  void (*function)(void);
} cwp__any;

struct cwp__arena_block {
  struct cwp__arena_block *next;
  size_t size;
  cwp__any data[]; /* `size` bytes */
};

enum { ARENA_FIRST = 1024, ARENA_LARGEST = 1024 * 1024 };

static void *libc_allocate(void *context, size_t size) {
  (void)context;
  return malloc(size);
}

static void *libc_reallocate(void *context, void *memory, size_t old_size, size_t size) {
  (void)context;
  (void)old_size;
  return realloc(memory, size);
}

static void libc_release(void *context, void *memory) {
  (void)context;
  free(memory);
}

cwp_allocator cwp__allocator_or_default(const cwp_allocator *allocator) {
  if (allocator != NULL) return *allocator;
  return (cwp_allocator){libc_allocate, libc_reallocate, libc_release, NULL};
}

/* The product, or 0 when it overflows; never 0 otherwise. */
static size_t bytes_of(size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) return 0;
  return count * size == 0 ? 1 : count * size;
}

void *cwp__allocate(const cwp_allocator *allocator, size_t count, size_t size) {
  size_t bytes = bytes_of(count, size);
  return bytes == 0 ? NULL : allocator->allocate(allocator->context, bytes);
}

void *cwp__allocate_zeroed(const cwp_allocator *allocator, size_t count, size_t size) {
  void *memory = cwp__allocate(allocator, count, size);
  if (memory != NULL) memset(memory, 0, bytes_of(count, size));
  return memory;
}

void cwp__release(const cwp_allocator *allocator, void *memory) {
  if (memory != NULL) allocator->release(allocator->context, memory);
}

/* The capacity to grow to: by half at least, a few items at least. */
static size_t grown(size_t capacity, size_t needed) {
  size_t more = capacity > SIZE_MAX - capacity / 2 ? SIZE_MAX : capacity + capacity / 2;
  if (more < needed) more = needed;
  return more < 8 ? 8 : more;
}

int cwp__reserve(const cwp_allocator *allocator, void **items, size_t *capacity, size_t needed, size_t size) {
  if (needed <= *capacity) return 1;
  size_t wanted = grown(*capacity, needed);
  if (size == 0 || needed > SIZE_MAX / size) return 0;
  if (wanted > SIZE_MAX / size) wanted = needed;

  /* The caller's pointer is of some other pointer type, so it is read and written as bytes. */
  void *old;
  memcpy(&old, items, sizeof old);
  void *memory = old == NULL ? allocator->allocate(allocator->context, wanted * size)
                             : allocator->reallocate(allocator->context, old, *capacity * size, wanted * size);
  if (memory == NULL) return 0;
  memcpy(items, &memory, sizeof memory);
  *capacity = wanted;
  return 1;
}

void cwp__arena_init(cwp__arena *arena, const cwp_allocator *allocator) {
  arena->allocator = cwp__allocator_or_default(allocator);
  arena->blocks = NULL;
  arena->used = 0;
  arena->next_size = ARENA_FIRST;
}

/* Puts a block of at least `bytes` in front. */
static int arena_grow(cwp__arena *arena, size_t bytes) {
  size_t size = bytes > arena->next_size ? bytes : arena->next_size;
  if (size > SIZE_MAX - sizeof(struct cwp__arena_block)) return 0;
  struct cwp__arena_block *block = cwp__allocate(&arena->allocator, 1, sizeof(struct cwp__arena_block) + size);
  if (block == NULL) return 0;
  block->next = arena->blocks;
  block->size = size;
  arena->blocks = block;
  arena->used = 0;
  if (arena->next_size < ARENA_LARGEST) arena->next_size *= 2;
  return 1;
}

/* `bytes` bytes whose place in the block is a multiple of `alignment`, a power of two. */
static void *arena_take(cwp__arena *arena, size_t bytes, size_t alignment) {
  size_t from = (arena->used + alignment - 1) & ~(alignment - 1);
  if (arena->blocks == NULL || from > arena->blocks->size || bytes > arena->blocks->size - from) {
    if (!arena_grow(arena, bytes)) return NULL;
    from = 0;
  }
  arena->used = from + bytes;
  return (unsigned char *)arena->blocks->data + from;
}

void *cwp__arena_allocate(cwp__arena *arena, size_t count, size_t size) {
  size_t bytes = bytes_of(count, size);
  return bytes == 0 ? NULL : arena_take(arena, bytes, _Alignof(cwp__any));
}

char *cwp__arena_text(cwp__arena *arena, const char *text, size_t length) {
  if (length == SIZE_MAX) return NULL;
  char *copy = arena_take(arena, length + 1, 1);
  if (copy == NULL) return NULL;
  if (length > 0) memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

void cwp__arena_free(cwp__arena *arena) {
  struct cwp__arena_block *block = arena->blocks;
  while (block != NULL) {
    struct cwp__arena_block *next = block->next;
    cwp__release(&arena->allocator, block);
    block = next;
  }
  arena->blocks = NULL;
  arena->used = 0;
  arena->next_size = ARENA_FIRST;
}
