#include "support/failing_allocator.h"

#include <check.h>
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What stands before each block. */
typedef union header {
  struct {
    uint64_t mark;
    size_t size;
  } block;
  long double real;
  void *pointer;
} header;

static const uint64_t live = UINT64_C(0x11FEB10C11FEB10C);
static const uint64_t dead = UINT64_C(0xDEADB10CDEADB10C);

static header *header_of(void *memory) {
  header *block = (header *)memory - 1;
  ck_assert_msg(block->block.mark == live, "a block that is not the allocator's, or not any more");
  return block;
}

static int is_refused(failing_allocator *self) {
  size_t number = self->calls++;
  int refused = (self->mode == FAIL_FROM && number >= self->allowed) || //
                (self->mode == FAIL_ONCE && number == self->allowed);
  self->failed += (size_t)refused;
  return refused;
}

static void *give(failing_allocator *self, size_t size) {
  header *block = malloc(sizeof *block + size);
  ck_assert_ptr_nonnull(block);
  block->block.mark = live;
  block->block.size = size;
  memset(block + 1, 0xa5, size);
  self->blocks++;
  self->bytes += size;
  if (self->bytes > self->most_bytes) self->most_bytes = self->bytes;
  return block + 1;
}

static void take_back(failing_allocator *self, void *memory) {
  header *block = header_of(memory);
  self->blocks--;
  self->bytes -= block->block.size;
  memset(memory, 0xdd, block->block.size);
  block->block.mark = dead;
  free(block);
}

static void *failing_allocate(void *context, size_t size) {
  ck_assert_msg(size > 0, "an allocation of 0 bytes");
  return is_refused(context) ? NULL : give(context, size);
}

static void *failing_reallocate(void *context, void *memory, size_t old_size, size_t size) {
  ck_assert_msg(size > 0, "a reallocation to 0 bytes");
  ck_assert_uint_eq(header_of(memory)->block.size, old_size);
  if (is_refused(context)) return NULL;
  void *moved = give(context, size);
  memcpy(moved, memory, old_size < size ? old_size : size);
  take_back(context, memory);
  return moved;
}

static void failing_release(void *context, void *memory) {
  ck_assert_msg(memory != NULL, "NULL given back");
  take_back(context, memory);
}

cwp_allocator failing_allocator_start(failing_allocator *self, failing_mode mode, size_t allowed) {
  *self = (failing_allocator){mode, allowed, 0, 0, 0, 0, 0};
  return (cwp_allocator){failing_allocate, failing_reallocate, failing_release, self};
}

void failing_allocator_check(const failing_allocator *self) {
  ck_assert_msg(self->blocks == 0, "%zu blocks of %zu bytes were not given back", self->blocks, self->bytes);
}

/* cJSON's hooks have no context. */
static failing_allocator *cjson_allocator;

static void *cjson_allocate(size_t size) {
  return failing_allocate(cjson_allocator, size);
}

static void cjson_release(void *memory) {
  if (memory != NULL) failing_release(cjson_allocator, memory);
}

void failing_allocator_hook_cjson(failing_allocator *self) {
  cJSON_Hooks hooks = {cjson_allocate, cjson_release};
  cjson_allocator = self;
  cJSON_InitHooks(self == NULL ? NULL : &hooks);
}

/* One attempt; 1 if it was not refused anything. */
static int try_once(failing_attempt *attempt, void *context, failing_mode mode, size_t allowed, int hook_cjson) {
  failing_allocator self;
  cwp_allocator allocator = failing_allocator_start(&self, mode, allowed);
  cwp_error error = CWP_ERROR_INIT;
  if (hook_cjson) failing_allocator_hook_cjson(&self);
  cwp_status status = attempt(&allocator, context, &error);
  if (hook_cjson) failing_allocator_hook_cjson(NULL);
  failing_allocator_check(&self);
  if (self.failed == 0) {
    ck_assert_msg(status == CWP_OK, "%s: %s", cwp_status_name(status), error.message);
    return 1;
  }
  ck_assert_msg(status == CWP_ERROR_MEMORY, "allocation %zu failed unseen: %s", allowed, cwp_status_name(status));
  ck_assert_int_eq(error.code, CWP_ERROR_MEMORY);
  ck_assert_msg(error.message[0] != '\0', "no message");
  return 0;
}

void failing_allocator_try_all(failing_attempt *attempt, void *context, size_t most, int hook_cjson) {
  static const failing_mode modes[] = {FAIL_FROM, FAIL_ONCE};
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
    size_t allowed = 0;
    while (allowed <= most && !try_once(attempt, context, modes[i], allowed, hook_cjson))
      allowed++;
    ck_assert_msg(allowed > 0, "there was no allocation to fail");
    ck_assert_msg(allowed <= most, "more than %zu allocations", most);
  }
}
