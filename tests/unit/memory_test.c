/* Blocks, growing arrays and the arena, and the failing allocator that tests all of them. */

#include "base/memory.h"

#include "base/error.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdint.h>
#include <string.h>

START_TEST(the_default_is_the_c_library) {
  cwp_allocator with = cwp__allocator_or_default(NULL);
  char *block = with.allocate(with.context, 8);
  ck_assert_ptr_nonnull(block);
  memcpy(block, "1234567", 8);
  block = with.reallocate(with.context, block, 8, 4000);
  ck_assert_ptr_nonnull(block);
  ck_assert_str_eq(block, "1234567");
  with.release(with.context, block);

  failing_allocator own;
  cwp_allocator mine = failing_allocator_start(&own, FAIL_NEVER, 0);
  cwp_allocator same = cwp__allocator_or_default(&mine);
  ck_assert(same.allocate == mine.allocate && same.context == &own);
}
END_TEST

START_TEST(products_that_overflow_are_refused) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  ck_assert_ptr_null(cwp__allocate(&with, SIZE_MAX / 2 + 1, 2));
  ck_assert_ptr_null(cwp__allocate_zeroed(&with, SIZE_MAX, SIZE_MAX));
  ck_assert_uint_eq(counts.calls, 0);
  void *items = NULL;
  size_t capacity = 0;
  ck_assert_int_eq(cwp__reserve(&with, &items, &capacity, SIZE_MAX / 8 + 1, 8), 0);
  ck_assert_int_eq(cwp__reserve(&with, &items, &capacity, 1, 0), 0);
  ck_assert_ptr_null(items);
  ck_assert_uint_eq(capacity, 0);
  cwp__arena arena;
  cwp__arena_init(&arena, &with);
  ck_assert_ptr_null(cwp__arena_allocate(&arena, SIZE_MAX / 2 + 1, 2));
  ck_assert_ptr_null(cwp__arena_allocate(&arena, SIZE_MAX - 4, 1));
  ck_assert_ptr_null(cwp__arena_text(&arena, "", SIZE_MAX));
  cwp__arena_free(&arena);
  ck_assert_uint_eq(counts.calls, 0);
}
END_TEST

START_TEST(nothing_is_a_block_too) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  void *block = cwp__allocate(&with, 0, 100);
  ck_assert_ptr_nonnull(block);
  cwp__release(&with, block);
  cwp__release(&with, NULL);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(zeroed_blocks) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  unsigned char *block = cwp__allocate_zeroed(&with, 10, 10);
  for (size_t i = 0; i < 100; i++)
    ck_assert_uint_eq(block[i], 0);
  cwp__release(&with, block);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(arrays_grow_by_half_at_least) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  void *memory = NULL;
  size_t capacity = 0;
  for (uint32_t i = 0; i < 100000; i++) {
    if (!cwp__reserve(&with, &memory, &capacity, i + 1, sizeof i)) ck_abort_msg("no memory");
    ((uint32_t *)memory)[i] = i;
  }
  for (uint32_t i = 0; i < 100000; i++)
    if (((uint32_t *)memory)[i] != i) ck_abort_msg("item %u is lost", i);
  ck_assert_uint_ge(capacity, 100000);
  ck_assert_uint_lt(counts.calls, 30);
  size_t before = counts.calls;
  ck_assert_int_eq(cwp__reserve(&with, &memory, &capacity, capacity, sizeof(uint32_t)), 1);
  ck_assert_uint_eq(counts.calls, before);
  ck_assert_int_eq(cwp__reserve(&with, &memory, &capacity, 1000000, sizeof(uint32_t)), 1);
  ck_assert_uint_ge(capacity, 1000000);
  cwp__release(&with, memory);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(an_array_that_cannot_grow_stays) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_FROM, 1);
  void *memory = NULL;
  size_t capacity = 0;
  ck_assert_int_eq(cwp__reserve(&with, &memory, &capacity, 3, 1), 1);
  memcpy(memory, "abc", 3);
  void *before = memory;
  size_t before_capacity = capacity;
  ck_assert_int_eq(cwp__reserve(&with, &memory, &capacity, capacity + 1, 1), 0);
  ck_assert_ptr_eq(memory, before);
  ck_assert_uint_eq(capacity, before_capacity);
  ck_assert_mem_eq(memory, "abc", 3);
  cwp__release(&with, memory);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(the_arena_aligns_and_keeps_apart) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  cwp__arena arena;
  cwp__arena_init(&arena, &with);
  ck_assert_uint_eq(counts.calls, 0);
  enum { COUNT = 3000 };
  static unsigned char *blocks[COUNT];
  static char *texts[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    char text[16];
    memset(text, 'a' + (int)(i % 26), sizeof text);
    blocks[i] = cwp__arena_allocate(&arena, i % 97, 1);
    texts[i] = cwp__arena_text(&arena, text, i % 16);
    ck_assert_uint_eq((uintptr_t)blocks[i] % _Alignof(long double), 0);
    memset(blocks[i], (int)(i % 251), i % 97);
  }
  for (size_t i = 0; i < COUNT; i++) {
    if (strlen(texts[i]) != i % 16 || (i % 16 > 0 && texts[i][0] != 'a' + (char)(i % 26))) ck_abort_msg("text %zu", i);
    for (size_t j = 0; j < i % 97; j++)
      if (blocks[i][j] != i % 251) ck_abort_msg("block %zu", i);
  }
  ck_assert_uint_lt(counts.calls, 20);
  cwp__arena_free(&arena);
  failing_allocator_check(&counts);
}
END_TEST

START_TEST(the_arena_packs_texts_and_takes_large_blocks) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  cwp__arena arena;
  cwp__arena_init(&arena, &with);
  char *first = cwp__arena_text(&arena, "ab", 2);
  char *second = cwp__arena_text(&arena, NULL, 0);
  char *third = cwp__arena_text(&arena, "a\0b", 3);
  ck_assert_ptr_eq(second, first + 3);
  ck_assert_ptr_eq(third, second + 1);
  ck_assert_str_eq(second, "");
  ck_assert_mem_eq(third, "a\0b", 4);
  char *large = cwp__arena_allocate(&arena, 10, 1000000);
  ck_assert_ptr_nonnull(large);
  memset(large, 1, 10000000);
  ck_assert_str_eq(first, "ab");
  cwp__arena_free(&arena);
  failing_allocator_check(&counts);
  ck_assert_str_eq(cwp__arena_text(&arena, "again", 5), "again");
  cwp__arena_free(&arena);
  cwp__arena_free(&arena);
  failing_allocator_check(&counts);
}
END_TEST

static cwp_status fill_arena(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp__arena arena;
  cwp_status status = CWP_OK;
  (void)context;
  cwp__arena_init(&arena, allocator);
  for (size_t i = 0; i < 500 && status == CWP_OK; i++)
    if (cwp__arena_allocate(&arena, i, 8) == NULL || cwp__arena_text(&arena, "text", 4) == NULL)
      status = cwp__fail_memory(error);
  cwp__arena_free(&arena);
  return status;
}

START_TEST(every_allocation_of_the_arena_fails_in_turn) {
  failing_allocator_try_all(fill_arena, NULL, 100, 0);
}
END_TEST

START_TEST(the_failing_allocator_fails_when_told) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_ONCE, 1);
  void *first = cwp__allocate(&with, 1, 10);
  ck_assert_ptr_null(cwp__allocate(&with, 1, 20));
  void *third = cwp__allocate(&with, 1, 30);
  ck_assert(first != NULL && third != NULL);
  ck_assert_uint_eq(counts.calls, 3);
  ck_assert_uint_eq(counts.failed, 1);
  ck_assert_uint_eq(counts.blocks, 2);
  ck_assert_uint_eq(counts.bytes, 40);
  cwp__release(&with, first);
  ck_assert_uint_eq(counts.bytes, 30);
  ck_assert_uint_eq(counts.most_bytes, 40);
  cwp__release(&with, third);
  failing_allocator_check(&counts);

  with = failing_allocator_start(&counts, FAIL_FROM, 0);
  ck_assert_ptr_null(cwp__allocate(&with, 1, 10));
  ck_assert_ptr_null(cwp__allocate(&with, 1, 10));
  ck_assert_uint_eq(counts.failed, 2);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("memory");
  TCase *tcase = suite_case(suite, "memory");
  tcase_add_test(tcase, the_default_is_the_c_library);
  tcase_add_test(tcase, products_that_overflow_are_refused);
  tcase_add_test(tcase, nothing_is_a_block_too);
  tcase_add_test(tcase, zeroed_blocks);
  tcase_add_test(tcase, arrays_grow_by_half_at_least);
  tcase_add_test(tcase, an_array_that_cannot_grow_stays);
  tcase_add_test(tcase, the_arena_aligns_and_keeps_apart);
  tcase_add_test(tcase, the_arena_packs_texts_and_takes_large_blocks);
  tcase_add_test(tcase, every_allocation_of_the_arena_fails_in_turn);
  tcase_add_test(tcase, the_failing_allocator_fails_when_told);
  return suite_run(suite);
}
