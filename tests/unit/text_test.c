/* Text: spans, UTF-8, showing, folding, hashing, distances, buffers. */

#include "base/text.h"

#include "base/error.h"
#include "base/memory.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

START_TEST(spans) {
  ck_assert_uint_eq(cwp__span_of(NULL).length, 0);
  ck_assert_uint_eq(cwp__span_of("abc").length, 3);
  ck_assert(cwp__span_is(cwp__span_of("abc"), "abc"));
  ck_assert(!cwp__span_is(cwp__span_of("abc"), "ab"));
  ck_assert(!cwp__span_is(cwp__span_of("abc"), "abd"));
  ck_assert(!cwp__span_is(cwp__span_of("ab"), "abc"));
  ck_assert(cwp__span_is(cwp__span_of(NULL), ""));
  ck_assert(cwp__span_is_fold(cwp__span_of("aBc"), "AbC"));
  ck_assert(!cwp__span_is_fold(cwp__span_of("abc"), "ab"));
  ck_assert(!cwp__span_is_fold(cwp__span_of("ab"), "abc"));
  ck_assert(!cwp__span_is_fold(cwp__span_of("a@"), "a`"));
  ck_assert(cwp__span_is_fold(cwp__span_of(NULL), ""));
  ck_assert(!cwp__span_is_fold((cwp__span){"a\0b", 3}, "a"));
  ck_assert(!cwp__span_is((cwp__span){"a\0b", 3}, "a"));
}
END_TEST

START_TEST(trimming) {
  ck_assert(cwp__span_is(cwp__span_trim(cwp__span_of(" \t\r\n a b \n\r\t ")), "a b"));
  ck_assert(cwp__span_is(cwp__span_trim(cwp__span_of("ab")), "ab"));
  ck_assert_uint_eq(cwp__span_trim(cwp__span_of(" \t\r\n")).length, 0);
  ck_assert_uint_eq(cwp__span_trim(cwp__span_of("")).length, 0);
  ck_assert_uint_eq(cwp__span_trim(cwp__span_of(NULL)).length, 0);
  ck_assert_uint_eq(cwp__span_trim((cwp__span){" \0 ", 3}).length, 1);
  ck_assert(cwp__span_is(cwp__span_trim(cwp__span_of("\xc2\xa0 a")), "\xc2\xa0 a"));
}
END_TEST

/* The UTF-8 of a code point, put together bit by bit; what is no character too. */
static size_t encode(unsigned point, char bytes[4]) {
  if (point < 0x80) {
    bytes[0] = (char)point;
    return 1;
  }
  if (point < 0x800) {
    bytes[0] = (char)(0xc0 + point / 64);
    bytes[1] = (char)(0x80 + point % 64);
    return 2;
  }
  if (point < 0x10000) {
    bytes[0] = (char)(0xe0 + point / 4096);
    bytes[1] = (char)(0x80 + point / 64 % 64);
    bytes[2] = (char)(0x80 + point % 64);
    return 3;
  }
  bytes[0] = (char)(0xf0 + point / 262144);
  bytes[1] = (char)(0x80 + point / 4096 % 64);
  bytes[2] = (char)(0x80 + point / 64 % 64);
  bytes[3] = (char)(0x80 + point % 64);
  return 4;
}

START_TEST(every_code_point_as_utf8) {
  for (unsigned point = 0; point < 0x1fffff; point++) {
    char bytes[4];
    size_t size = encode(point, bytes);
    int is_character = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    if (cwp__utf8_is_valid(bytes, size) != is_character) ck_abort_msg("U+%04X", point);
    for (size_t cut = 1; cut < size; cut++)
      if (cwp__utf8_valid_prefix(bytes, cut) != 0) ck_abort_msg("U+%04X cut to %zu", point, cut);
    if (is_character && cwp__utf8_count(bytes, size) != 1) ck_abort_msg("U+%04X counts", point);
  }
}
END_TEST

START_TEST(what_is_not_utf8) {
  static const char *const texts[] = {
      "\x80",
      "\xbf",
      "\xc0\x80",
      "\xc1\xbf",
      "\xc2",
      "\xc2\x41",
      "\xe0\x80\x80",
      "\xe0\x9f\xbf",
      "\xed\xa0\x80",
      "\xed\xbf\xbf",
      "\xe2\x82",
      "\xe2\x41\x80",
      "\xf0\x80\x80\x80",
      "\xf0\x8f\xbf\xbf",
      "\xf4\x90\x80\x80",
      "\xf5\x80\x80\x80",
      "\xff",
      "\xfe",
      "\xf8\x88\x80\x80\x80",
      "\xe2\x82\xc2",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (size_t before = 0; before < 20; before++) { /* across the steps of eight */
      char text[40];
      memset(text, 'a', before);
      strcpy(text + before, texts[i]);
      strcat(text, "aaaaaaaaa");
      ck_assert_uint_eq(cwp__utf8_valid_prefix(text, strlen(text)), before);
    }
  ck_assert_uint_eq(cwp__utf8_valid_prefix("", 0), 0);
  ck_assert_int_eq(cwp__utf8_is_valid(NULL, 0), 1);
  ck_assert_int_eq(cwp__utf8_is_valid("a\0\xc3\xa9", 4), 1);
}
END_TEST

START_TEST(counting_characters) {
  ck_assert_uint_eq(cwp__utf8_count("", 0), 0);
  ck_assert_uint_eq(cwp__utf8_count("h\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 10), 4);
  ck_assert_uint_eq(cwp__utf8_count("\xff\xfe", 2), 2);
  ck_assert_uint_eq(cwp__utf8_count("\xe2\x82", 2), 2);
  ck_assert_uint_eq(cwp__utf8_count("\xe2\x82z", 3), 3);
}
END_TEST

static const char *shown(const char *text, size_t length) {
  static char out[256];
  size_t written = cwp__show(out, sizeof out, text, length);
  ck_assert_uint_eq(written, strlen(out));
  return out;
}

START_TEST(showing_what_is_not_safe) {
  ck_assert_str_eq(shown("", 0), "");
  ck_assert_str_eq(shown("plain 'text' \\n \xc3\xa9", 18), "plain 'text' \\n \xc3\xa9");
  ck_assert_str_eq(shown("\n\r\t", 3), "\\n\\r\\t");
  ck_assert_str_eq(shown("\0\x01\x1f\x7f", 4), "\\x00\\x01\\x1F\\x7F");
  ck_assert_str_eq(shown("\xc2\x80\xc2\x9f\xc2\xa0", 6), "\\u{0080}\\u{009F}\xc2\xa0");
  ck_assert_str_eq(shown("\xe2\x80\xa8\xe2\x80\xa9", 6), "\\u{2028}\\u{2029}");
  ck_assert_str_eq(shown("\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf", 9), "\\u{202A}\\u{202E}\xe2\x80\xaf");
  ck_assert_str_eq(shown("\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa", 12),
                   "\xe2\x81\xa5\\u{2066}\\u{2069}\xe2\x81\xaa");
  ck_assert_str_eq(shown("\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", 8), "\\u{200E}\\u{200F}\\u{061C}");
  ck_assert_str_eq(shown("\x80\xff\xe2\x82", 4), "\\x80\\xFF\\xE2\\x82");
  ck_assert_str_eq(shown("\xf0\x9f\x98\x80", 4), "\xf0\x9f\x98\x80");
}
END_TEST

START_TEST(what_is_shown_is_safe_to_show) {
  for (unsigned point = 0; point <= 0x10ffff; point++) {
    char bytes[4], once[32], twice[32];
    size_t size = encode(point, bytes);
    size_t length = cwp__show(once, sizeof once, bytes, size);
    if (!cwp__utf8_is_valid(once, length)) ck_abort_msg("U+%04X", point);
    if (length > 4 * size) ck_abort_msg("U+%04X takes %zu bytes", point, length);
    cwp__show(twice, sizeof twice, once, length);
    if (strcmp(once, twice) != 0) ck_abort_msg("U+%04X twice", point);
  }
}
END_TEST

START_TEST(showing_into_little_room) {
  static const char text[] = "a\xc3\xa9\n\xe2\x80\xa8\xf0\x9f\x98\x80z\xff.";
  static const char whole[] = "a\xc3\xa9\\n\\u{2028}\xf0\x9f\x98\x80z\\xFF.";
  static const size_t ends[] = {0, 1, 3, 5, 13, 17, 18, 22, 23}; /* of the characters and escapes in `whole` */
  for (size_t capacity = 8; capacity <= sizeof whole; capacity++) {
    char out[64];
    memset(out, '#', sizeof out);
    size_t length = cwp__show(out, capacity, text, sizeof text - 1);
    ck_assert_uint_eq(length, strlen(out));
    ck_assert_uint_lt(length, capacity);
    ck_assert_int_eq(out[capacity], '#');
    if (capacity == sizeof whole) {
      ck_assert_str_eq(out, whole);
      continue;
    }
    size_t kept = 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
      if (ends[i] + 4 <= capacity) kept = ends[i];
    ck_assert_uint_eq(length, kept + 3);
    ck_assert_mem_eq(out, whole, kept);
    ck_assert_str_eq(out + kept, "...");
  }
}
END_TEST

START_TEST(comparing_without_case) {
  ck_assert_int_eq(cwp__compare_fold("", ""), 0);
  ck_assert_int_eq(cwp__compare_fold("CSW.K7", "csw.k7"), 0);
  ck_assert_int_lt(cwp__compare_fold("a", "B"), 0);
  ck_assert_int_gt(cwp__compare_fold("b", "A"), 0);
  ck_assert_int_lt(cwp__compare_fold("ab", "ABC"), 0);
  ck_assert_int_gt(cwp__compare_fold("abc", "AB"), 0);
  ck_assert_int_ne(cwp__compare_fold("[", "{"), 0);
  ck_assert_int_ne(cwp__compare_fold("@", "`"), 0);
  ck_assert_int_ne(cwp__compare_fold("\xc3\x89", "\xc3\xa9"), 0);
  ck_assert_int_gt(cwp__compare_fold("\xc3", "z"), 0);
}
END_TEST

START_TEST(hashes_are_fnv) {
  /* Values of the hash's own published test vectors. */
  ck_assert_uint_eq(cwp__hash_fold("", 0), UINT32_C(0x811c9dc5));
  ck_assert_uint_eq(cwp__hash_fold("a", 1), UINT32_C(0xe40c292c));
  ck_assert_uint_eq(cwp__hash_fold("foobar", 6), UINT32_C(0xbf9cf968));
  ck_assert_uint_eq(cwp__hash_fold("FooBAR", 6), UINT32_C(0xbf9cf968));
  ck_assert_uint_eq(cwp__hash_bytes(CWP__HASH_START, "", 0), UINT64_C(0xcbf29ce484222325));
  ck_assert_uint_eq(cwp__hash_bytes(CWP__HASH_START, "a", 1), UINT64_C(0xaf63dc4c8601ec8c));
  ck_assert_uint_eq(cwp__hash_bytes(CWP__HASH_START, "foobar", 6), UINT64_C(0x85944171f73967e8));
  uint64_t half = cwp__hash_bytes(CWP__HASH_START, "foo", 3);
  ck_assert_uint_eq(cwp__hash_bytes(half, "bar", 3), UINT64_C(0x85944171f73967e8));
}
END_TEST

static void check_distance(const char *a, const char *b, unsigned wanted) {
  for (unsigned limit = 0; limit < 10; limit++) {
    unsigned expected = wanted <= limit ? wanted : limit + 1;
    ck_assert_msg(cwp__distance(a, b, limit) == expected, "%s to %s within %u", a, b, limit);
    ck_assert_msg(cwp__distance(b, a, limit) == expected, "%s to %s within %u", b, a, limit);
  }
}

START_TEST(distances) {
  check_distance("", "", 0);
  check_distance("", "abc", 3);
  check_distance("Dementia", "dEMENTIA", 0);
  check_distance("dementia", "demntia", 1);
  check_distance("dementia", "dementai", 1);
  check_distance("dementia", "dementila", 1);
  check_distance("dementia", "dementza", 1);
  check_distance("kitten", "sitting", 3);
  check_distance("ca", "abc", 3); /* neighbours are swapped where they stand, nothing between them */
  check_distance("abcd", "badc", 2);
  check_distance("caf\xc3\xa9", "cafe", 1);
  check_distance("\xc3\xa9\xc3\xa8", "\xc3\xa8\xc3\xa9", 1);
  check_distance("\xff", "\xfe", 1);
}
END_TEST

START_TEST(distances_of_long_texts) {
  char a[80], b[80];
  memset(a, 'a', sizeof a);
  memset(b, 'b', sizeof b);
  a[64] = b[64] = '\0';
  ck_assert_uint_eq(cwp__distance(a, a, 3), 0);
  ck_assert_uint_eq(cwp__distance(a, b, 100), 64);
  ck_assert_uint_eq(cwp__distance(a, b, UINT_MAX), 64);
  a[64] = 'a';
  a[65] = '\0';
  ck_assert_uint_eq(cwp__distance(a, a, 3), 4);
  ck_assert_uint_eq(cwp__distance(a, "", 0), 1);
  ck_assert_uint_eq(cwp__distance(a, "", UINT_MAX), UINT_MAX);
}
END_TEST

START_TEST(buffers_grow) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  cwp__buffer buffer;
  cwp__buffer_init(&buffer, &with);
  ck_assert_ptr_null(buffer.text);
  cwp__buffer_add(&buffer, NULL, 0);
  ck_assert_str_eq(buffer.text, "");
  cwp__buffer_add(&buffer, "a\0b", 3);
  cwp__buffer_add_text(&buffer, "cd");
  cwp__buffer_format(&buffer, "%d%s", 42, "!");
  ck_assert_uint_eq(buffer.length, 8);
  ck_assert_mem_eq(buffer.text, "a\0bcd42!", 9);
  for (int i = 0; i < 10000; i++)
    cwp__buffer_format(&buffer, "%04d", i);
  ck_assert_uint_eq(buffer.length, 40008);
  ck_assert_mem_eq(buffer.text + 8, "000000010002", 12);
  ck_assert_str_eq(buffer.text + 40000, "99989999");
  ck_assert_uint_lt(counts.calls, 30);
  cwp__buffer_free(&buffer);
  cwp__buffer_free(&buffer);
  failing_allocator_check(&counts);
}
END_TEST

static cwp_status fill_buffer(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp__buffer buffer;
  (void)context;
  cwp__buffer_init(&buffer, allocator);
  for (int i = 0; i < 200; i++) {
    cwp__buffer_add_text(&buffer, "some text");
    cwp__buffer_format(&buffer, " number %d", i);
  }
  cwp_status status = buffer.failed ? cwp__fail_memory(error) : CWP_OK;
  cwp__buffer_free(&buffer);
  return status;
}

START_TEST(every_allocation_of_a_buffer_fails_in_turn) {
  failing_allocator_try_all(fill_buffer, NULL, 50, 0);
}
END_TEST

START_TEST(a_failed_buffer_stays_failed) {
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_ONCE, 1);
  char large[100] = {0};
  cwp__buffer buffer;
  cwp__buffer_init(&buffer, &with);
  cwp__buffer_add_text(&buffer, "abc");
  cwp__buffer_add(&buffer, large, sizeof large);
  ck_assert_int_eq(buffer.failed, 1);
  cwp__buffer_add_text(&buffer, "d");
  cwp__buffer_format(&buffer, "%d", 1);
  ck_assert_str_eq(buffer.text, "abc");
  ck_assert_uint_eq(buffer.length, 3);
  cwp__buffer_add(&buffer, large, SIZE_MAX);
  cwp__buffer_free(&buffer);
  ck_assert(buffer.text == NULL && buffer.length == 0 && buffer.capacity == 0 && buffer.failed == 0);
  cwp__buffer_add(&buffer, large, SIZE_MAX);
  ck_assert_int_eq(buffer.failed, 1);
  cwp__buffer_free(&buffer);
  failing_allocator_check(&counts);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("text");
  TCase *tcase = suite_case(suite, "text");
  tcase_add_test(tcase, spans);
  tcase_add_test(tcase, trimming);
  tcase_add_test(tcase, every_code_point_as_utf8);
  tcase_add_test(tcase, what_is_not_utf8);
  tcase_add_test(tcase, counting_characters);
  tcase_add_test(tcase, showing_what_is_not_safe);
  tcase_add_test(tcase, what_is_shown_is_safe_to_show);
  tcase_add_test(tcase, showing_into_little_room);
  tcase_add_test(tcase, comparing_without_case);
  tcase_add_test(tcase, hashes_are_fnv);
  tcase_add_test(tcase, distances);
  tcase_add_test(tcase, distances_of_long_texts);
  tcase_add_test(tcase, buffers_grow);
  tcase_add_test(tcase, every_allocation_of_a_buffer_fails_in_turn);
  tcase_add_test(tcase, a_failed_buffer_stays_failed);
  return suite_run(suite);
}
