/* JSON: what is let through, what is refused and where, places of values, members, and printing. */

#include "base/json.h"

#include "base/json_scan.h"
#include "base/limits.h"
#include "base/text.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MARK "\xEF\xBB\xBF"

static cwp_status parse(cwp__json *json, const char *text, const cwp_limits *limits, cwp_error *error) {
  return cwp__json_parse(json, text, strlen(text), "test.json", limits, error);
}

/* Printed on one line, so that cases are short; texts in the cases hold no line ends or double spaces. */
static void check_printed(const cJSON *root, const char *wanted) {
  char *text, *to;
  size_t length;
  ck_assert_int_eq(cwp__json_print(root, NULL, &text, &length, NULL), CWP_OK);
  ck_assert_uint_eq(length, strlen(text));
  ck_assert_int_eq(text[length - 1], '\n');
  to = text;
  for (const char *from = text; *from != '\0'; from++)
    if (*from == '\n')
      from += strspn(from + 1, " ");
    else
      *to++ = *from;
  *to = '\0';
  ck_assert_str_eq(text, wanted);
  free(text);
}

static void check_document(const char *text, const char *wanted) {
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_msg(parse(&json, text, NULL, &error) == CWP_OK, "%s: %s", text, error.message);
  check_printed(json.root, wanted);
  cwp__json_free(&json);
  cwp__json_free(&json);
}

START_TEST(documents) {
  check_document("{}", "{}");
  check_document(" [ ] ", "[]");
  check_document("\t\r\n[\t1\r,\n2 ]\n", "[1,2]");
  check_document("true", "true");
  check_document("false", "false");
  check_document("null", "null");
  check_document("\"\"", "\"\"");
  check_document("-0", "-0");
  check_document(MARK "{\"a\":[1,{\"b\":null}],\"c\":\"d\"}", "{\"a\": [1,{\"b\": null}],\"c\": \"d\"}");
  check_document("{\"\":0,\" \":{\"\":1}}", "{\"\": 0,\" \": {\"\": 1}}");
  check_document("{\"a\":1,\"A\":2,\"b\":{\"a\":3}}", "{\"a\": 1,\"A\": 2,\"b\": {\"a\": 3}}");
  check_document("[{\"a\":1},{\"a\":1}]", "[{\"a\": 1},{\"a\": 1}]");
}
END_TEST

START_TEST(texts) {
  check_document("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
  check_document("\"\\u0001\\u001F\\u007f\"", "\"\\u0001\\u001f\x7f\"");
  check_document("\"\\u00e9\\u20AC\\ud83d\\uDE00\"", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
  check_document("\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbf\"",
                 "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbf\"");
  check_document("\"\xe2\x80\xa8\"", "\"\xe2\x80\xa8\"");
}
END_TEST

START_TEST(numbers) {
  check_document("[0,1,-1,10,1234567890]", "[0,1,-1,10,1234567890]");
  check_document("[0.5,-0.25,1.0,1e2,1E+2,1e-2,0e0,0E5]", "[0.5,-0.25,1,100,100,0.01,0,0]");
  check_document("[9007199254740991,-9007199254740991]", "[9007199254740991,-9007199254740991]");
  check_document("[0.1,1e21,1e307,-1e-307,3.141592653589793]", "[0.1,1e+21,1e+307,-1e-307,3.141592653589793]");
  check_document("[0.30000000000000004,1e-400]", "[0.30000000000000004,0]");
}
END_TEST

/* Refused with that status, at that place, with a message that says that. */
static void check_refused(const char *text, size_t length, const cwp_limits *limits, cwp_status wanted,
                          const char *place, const char *message) {
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  char seen[64];
  cwp_status status = cwp__json_parse(&json, text, length, "test.json", limits, &error);
  snprintf(seen, sizeof seen, "%llu:%llu @%llu", (unsigned long long)error.line, (unsigned long long)error.column,
           (unsigned long long)error.offset);
  ck_assert_msg(status == wanted, "%.60s: %s: %s", text, cwp_status_name(status), error.message);
  ck_assert_msg(strcmp(seen, place) == 0, "%.60s: at %s, not %s: %s", text, seen, place, error.message);
  ck_assert_msg(strstr(error.message, message) != NULL, "%.60s: %s", text, error.message);
  ck_assert_str_eq(error.path, "test.json");
  ck_assert_ptr_null(json.root);
  cwp__json_free(&json);
}

static void refused(const char *text, const char *place, const char *message) {
  check_refused(text, strlen(text), NULL, CWP_ERROR_SYNTAX, place, message);
}

START_TEST(what_is_no_document) {
  refused("", "1:1 @0", "expected a value, not the end of the text");
  refused(MARK, "1:1 @3", "expected a value, not the end of the text");
  refused(" \n ", "2:2 @3", "expected a value");
  refused("{} x", "1:4 @3", "expected the end of the document, not 'x'");
  refused("1 2", "1:3 @2", "expected the end of the document, not '2'");
  refused("[]]", "1:3 @2", "not ']'");
  refused(MARK MARK "1", "1:1 @3", "expected a value");
  refused("nul", "1:1 @0", "expected a value, not 'n'");
  refused("True", "1:1 @0", "expected a value, not 'T'");
  refused("nullx", "1:5 @4", "expected the end");
  refused("'a'", "1:1 @0", "expected a value, not '''");
  refused("NaN", "1:1 @0", "expected a value");
  refused("[Infinity]", "1:2 @1", "expected a value");
  refused("// a\n1", "1:1 @0", "expected a value, not '/'");
  refused("[1,/* a */2]", "1:4 @3", "expected a value, not '/'");
  refused("\xc2\xa0[]", "1:1 @0", "expected a value, not '\xc2\xa0'");
  refused("\f[]", "1:1 @0", "not '\\x0C'");
  check_refused("[1,\0]", 5, NULL, CWP_ERROR_SYNTAX, "1:4 @3", "not '\\x00'");
  check_refused("1\0", 2, NULL, CWP_ERROR_SYNTAX, "1:2 @1", "not '\\x00'");
}
END_TEST

START_TEST(broken_arrays_and_objects) {
  refused("[", "1:2 @1", "expected a value, not the end");
  refused("[1", "1:3 @2", "expected ',' or ']', not the end");
  refused("[1,", "1:4 @3", "expected a value");
  refused("[1,]", "1:4 @3", "expected a value, not ']'");
  refused("[,1]", "1:2 @1", "expected a value, not ','");
  refused("[1 2]", "1:4 @3", "expected ',' or ']', not '2'");
  refused("[1}", "1:3 @2", "expected ',' or ']', not '}'");
  refused("{", "1:2 @1", "expected a key in double quotes, not the end");
  refused("{a:1}", "1:2 @1", "expected a key in double quotes, not 'a'");
  refused("{1:1}", "1:2 @1", "expected a key");
  refused("{\"a\"}", "1:5 @4", "expected ':' behind the key, not '}'");
  refused("{\"a\" 1}", "1:6 @5", "expected ':'");
  refused("{\"a\":}", "1:6 @5", "expected a value");
  refused("{\"a\":1,}", "1:8 @7", "expected a key");
  refused("{\"a\":1 \"b\":2}", "1:8 @7", "expected ',' or '}', not '\"'");
  refused("{\"a\":1]", "1:7 @6", "expected ',' or '}', not ']'");
  refused("{,}", "1:2 @1", "expected a key");
}
END_TEST

START_TEST(places_count_lines_and_characters) {
  refused("[\n1,\r\n2,\r3,\n\rx]", "6:1 @13", "not 'x'");
  refused("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\",x]", "1:8 @13", "not 'x'");
  refused(MARK "[\"\xc3\xa9\",x]", "1:6 @9", "not 'x'");
  refused(MARK "\n[x]", "2:2 @5", "not 'x'");
  refused("[\n\n", "3:1 @3", "not the end");
}
END_TEST

START_TEST(broken_texts) {
  refused("\"a", "1:1 @0", "never closed");
  refused("[\n \"a\\\"]", "2:2 @3", "never closed");
  refused("\"a\nb\"", "1:3 @2", "control character in a text must be written as an escape, not '\\n'");
  refused("\"\x1f\"", "1:2 @1", "'\\x1F'");
  refused("\"\\x\"", "1:3 @2", "a backslash wants one of");
  refused("\"\\", "1:3 @2", "not the end");
  refused("\"\\'\"", "1:3 @2", "not '''");
  refused("\"\\u12g4\"", "1:6 @5", "\\u wants four hexadecimal digits, not 'g'");
  refused("\"\\u12", "1:6 @5", "not the end");
  refused("\"\\U0041\"", "1:3 @2", "not 'U'");
  refused("\"a\\u0000b\"", "1:3 @2", "\\u0000 cannot stand");
  refused("{\"a\\u0000b\":1}", "1:4 @3", "\\u0000 cannot stand");
  check_refused("\"a\0b\"", 5, NULL, CWP_ERROR_SYNTAX, "1:3 @2", "'\\x00'");
}
END_TEST

START_TEST(half_surrogate_pairs) {
  refused("\"\\ud83d\"", "1:2 @1", "first half");
  refused("\"a\\ude00\"", "1:3 @2", "second half");
  refused("\"\\ud83d\\ud83d\\ude00\"", "1:2 @1", "first half");
  refused("\"\\ud83d\\u0041\"", "1:2 @1", "first half");
  refused("\"\\ud83dx\\ude00\"", "1:2 @1", "first half");
  refused("\"\\ud83d\\n\"", "1:2 @1", "first half");
  refused("\"\\ud83d\\ude0", "1:2 @1", "first half");
  refused("\"\\ud83d\\", "1:2 @1", "first half");
  refused("\"\\ude00\\ud83d\"", "1:2 @1", "second half");
}
END_TEST

START_TEST(what_is_not_utf8) {
  refused("\"a\xff\"", "1:3 @2", "expected UTF-8, not '\\xFF'");
  refused("[\n\"\xc3\xa9\xc3\"]", "2:3 @5", "expected UTF-8, not '\\xC3'");
  refused("\"\xed\xa0\x80\"", "1:2 @1", "expected UTF-8");
  refused("\"\xc0\x80\"", "1:2 @1", "expected UTF-8");
  check_refused("\xff\xfe[\0]\0", 6, NULL, CWP_ERROR_SYNTAX, "1:1 @0", "expected UTF-8");
}
END_TEST

START_TEST(broken_numbers) {
  refused("01", "1:1 @0", "needless 0");
  refused("-01", "1:1 @0", "needless 0");
  refused("00", "1:1 @0", "needless 0");
  refused("-", "1:2 @1", "expected a digit, not the end");
  refused("-x", "1:2 @1", "expected a digit, not 'x'");
  refused("+1", "1:1 @0", "expected a value, not '+'");
  refused(".5", "1:1 @0", "expected a value, not '.'");
  refused("1.", "1:3 @2", "expected a digit behind the point");
  refused("[1.]", "1:4 @3", "expected a digit behind the point, not ']'");
  refused("1.e3", "1:3 @2", "expected a digit behind the point");
  refused("1e", "1:3 @2", "expected a digit of an exponent");
  refused("1e+", "1:4 @3", "expected a digit of an exponent");
  refused("1ex", "1:3 @2", "expected a digit of an exponent, not 'x'");
  refused("0x10", "1:2 @1", "expected the end");
  refused("1_000", "1:2 @1", "expected the end");
  refused("1 000", "1:3 @2", "expected the end");
}
END_TEST

static void too_much(const char *text, const cwp_limits *limits, const char *place, const char *message) {
  check_refused(text, strlen(text), limits, CWP_ERROR_LIMIT, place, message);
}

START_TEST(numbers_out_of_range) {
  too_much("1e308", NULL, "1:1 @0", "not below 10 to the 308");
  too_much("[1,-1e99999999999999999999]", NULL, "1:4 @3", "not below");
  too_much("12345678901234567890e300", NULL, "1:1 @0", "not below");
  too_much("1234567890123456789012345678901234567890123456789012345678901234", NULL, "1:1 @0",
           "more characters than 63");
  check_document("[100000000000000000000000000000000000000000000000000000000000000]", "[1e+62]");
  check_document("[1e-99999999999999999999]", "[0]");
}
END_TEST

START_TEST(keys_that_stand_twice) {
  refused("{\"a\":1,\"a\":2}", "1:8 @7", "the key \"a\" stands twice in one object");
  refused("{\"a\":1,\n \"b\":{\"c\":1,\"d\":2,\n\"c\":3}}", "3:1 @27", "\"c\"");
  refused("{\"a\":1,\"b\":2,\"\\u0061\":3}", "1:14 @13", "\"\\u0061\"");
  refused("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}", "1:19 @18", "stands twice");
  refused("{\"\\u00e9\":1,\"\xc3\xa9\":2}", "1:13 @12", "stands twice");
  refused("{\"\\u20ac\":1,\"\xe2\x82\xac\":2}", "1:13 @12", "stands twice");
  refused("{\"\\/\\n\":1,\"/\\u000a\":2}", "1:11 @10", "stands twice");
  refused("{\"\":1,\"\":2}", "1:7 @6", "\"\"");
  refused("{\"a\":1,\"b\":2,\"b\":3,\"a\":4}", "1:14 @13", "\"b\"");
  refused("{\"a\":1,\"a\":2,\"a\":3}", "1:8 @7", "\"a\"");
  refused("{\"b\":0,\"a\":1,\"a\":2,\"a\":3,\"a\":4,\"a\":5,\"a\":6}", "1:14 @13", "\"a\"");
  refused("{\"a\\\"b\":1,\"a\\\"b\":2}", "1:11 @10", "the key \"a\\\"b\" stands");
}
END_TEST

/* Two texts whose hashes are known to be equal. */
#define TWIN "8yn0iYCKYHlIj4-BwPqk"
#define OTHER_TWIN "GReLUrM4wMqfg9yzV3KQ"

START_TEST(keys_of_equal_hash_are_not_equal) {
  ck_assert_uint_eq(cwp__hash_bytes(CWP__HASH_START, TWIN, 20), cwp__hash_bytes(CWP__HASH_START, OTHER_TWIN, 20));
  check_document("{\"" TWIN "\":1,\"" OTHER_TWIN "\":2}", "{\"" TWIN "\": 1,\"" OTHER_TWIN "\": 2}");
  refused("{\"" TWIN "\":1,\"" OTHER_TWIN "\":2,\"" TWIN "\":3}", "1:52 @51", TWIN);
  refused("{\"" OTHER_TWIN "\":1,\"" TWIN "\":2,\"" TWIN "\":3}", "1:52 @51", TWIN);
  refused("{\"" TWIN "\":1,\"" OTHER_TWIN "\":2,\"" OTHER_TWIN "\":3}", "1:52 @51", OTHER_TWIN);
}
END_TEST

/* An object of that many keys, the last of which is as numbered. Free the text. */
static cwp__buffer many_keys(unsigned count, unsigned last) {
  cwp__buffer text;
  cwp__buffer_init(&text, NULL);
  cwp__buffer_add_text(&text, "{");
  for (unsigned i = 0; i + 1 < count; i++)
    cwp__buffer_format(&text, "\"key %u\":0,", i);
  cwp__buffer_format(&text, "\"key %u\":0}", last);
  return text;
}

START_TEST(many_keys_in_one_object) {
  enum { COUNT = 100000 };
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  cwp_limits limits = cwp__limits_or_default(NULL);
  clock_t before = clock();
  cwp__buffer text = many_keys(COUNT, COUNT);
  ck_assert_int_eq(cwp__json_parse(&json, text.text, text.length, "many", &limits, &error), CWP_OK);
  cwp__json_free(&json);
  cwp__buffer_free(&text);
  static const unsigned again[] = {0, 1, COUNT / 2, COUNT - 2};
  for (size_t i = 0; i < 4; i++) {
    text = many_keys(COUNT, again[i]);
    ck_assert_int_eq(cwp__json_parse(&json, text.text, text.length, "many", &limits, &error), CWP_ERROR_SYNTAX);
    ck_assert_uint_eq(error.offset, (uint64_t)(strrchr(text.text, 'k') - text.text - 1));
    cwp__buffer_free(&text);
  }
  ck_assert((clock() - before) / CLOCKS_PER_SEC < 20); /* a comparison of each with each takes minutes */
}
END_TEST

START_TEST(nesting) {
  static char text[200000];
  cwp__json json;
  cwp_limits deep = CWP_LIMITS_INIT;
  memset(text, '[', 100000);
  too_much(text, NULL, "1:65 @64", "nested more deeply than 64");
  memset(text + 100000, ']', sizeof text - 100001);
  too_much(text, NULL, "1:65 @64", "nested more deeply than 64");
  deep.depth = 100000;
  too_much(text, &deep, "1:1001 @1000", "nested more deeply than 1000");
  static const size_t depths[] = {1, 64, 999, 1000};
  for (size_t i = 0; i < 4; i++) {
    size_t depth = depths[i];
    memset(text, '[', depth + 1);
    memset(text + depth + 1, ']', depth + 1);
    deep.depth = depth;
    ck_assert_int_eq(cwp__json_parse(&json, text + 1, 2 * depth, "deep", &deep, NULL), CWP_OK);
    cwp__json_free(&json);
    ck_assert_int_eq(cwp__json_parse(&json, text, 2 * depth + 2, "deep", &deep, NULL), CWP_ERROR_LIMIT);
  }
  for (size_t i = 0; i < 20000; i++)
    memcpy(text + 5 * i, "{\"a\":", 5);
  text[100000] = '\0';
  too_much(text, NULL, "1:321 @320", "nested more deeply than 64");
}
END_TEST

START_TEST(limits_of_a_document) {
  cwp_limits limits = CWP_LIMITS_INIT;
  cwp__json json;
  limits.input_bytes = 5;
  too_much("[1,23]", &limits, "1:1 @0", "a document of more bytes than 5");
  limits = (cwp_limits)CWP_LIMITS_INIT;
  limits.records = 4;
  too_much("[1,{\"a\":2},3]", &limits, "1:12 @11", "more values than 4");
  ck_assert_int_eq(parse(&json, "[1,{\"a\":2}]", &limits, NULL), CWP_OK);
  cwp__json_free(&json);
  limits = (cwp_limits)CWP_LIMITS_INIT;
  limits.record_bytes = 3;
  too_much("[\"abc\",\n\"abcd\"]", &limits, "2:1 @8", "a text of more bytes than 3");
  too_much("{\"abcd\":1}", &limits, "1:2 @1", "a text of more bytes than 3");
  too_much("\"\\u0041\"", &limits, "1:1 @0", "a text of more bytes than 3");
  ck_assert_int_eq(parse(&json, "{\"abc\":\"abc\"}", &limits, NULL), CWP_OK);
  cwp__json_free(&json);
}
END_TEST

/* Every text that is let through can be read by cJSON, and comes back the same when printed. */
static unsigned try_text(const char *text, size_t length) {
  cwp__json json, again;
  cwp_error error = CWP_ERROR_INIT;
  char *first, *second;
  size_t first_length, second_length;
  cwp_status status = cwp__json_parse(&json, text, length, "tried", NULL, &error);
  if (status != CWP_OK) {
    if ((status != CWP_ERROR_SYNTAX && status != CWP_ERROR_LIMIT) || error.offset > length || error.line == 0 ||
        error.column == 0)
      ck_abort_msg("%.*s: %s", (int)length, text, error.message);
    return 0;
  }
  if (cwp__json_print(json.root, NULL, &first, &first_length, NULL) != CWP_OK ||
      cwp__json_parse(&again, first, first_length, "again", NULL, &error) != CWP_OK ||
      cwp__json_print(again.root, NULL, &second, &second_length, NULL) != CWP_OK || strcmp(first, second) != 0)
    ck_abort_msg("%.*s does not come back: %s", (int)length, text, first);
  cwp__json_free(&json);
  cwp__json_free(&again);
  free(first);
  free(second);
  return 1;
}

static const char sample[] = "{\"id\": \"C\\u00e9\\ud83d\\ude00\", \"n\": [-1.5e+3, 0, 12],\r\n \"t\": {\"x\": true, "
                             "\"y\": false, \"z\": null}, \"e\": [{}, [], \"\\\"\\\\\\n\xc3\xa9\"]}";

START_TEST(every_change_of_one_byte) {
  char text[sizeof sample];
  unsigned fine = 0, all = 0;
  for (size_t i = 0; i + 1 < sizeof sample; i++)
    for (unsigned byte = 0; byte < 256; byte++, all++) {
      memcpy(text, sample, sizeof sample);
      text[i] = (char)(unsigned char)byte;
      fine += try_text(text, sizeof sample - 1);
    }
  ck_assert_uint_gt(fine, sizeof sample);
  ck_assert_uint_lt(fine, all / 2);
}
END_TEST

START_TEST(every_text_cut_short_or_with_a_byte_left_out) {
  char text[sizeof sample];
  size_t whole = sizeof sample - 1;
  ck_assert_uint_eq(try_text(sample, whole), 1);
  for (size_t length = 0; length < whole; length++) {
    /* In memory of just that size, so that reading beyond it is seen. */
    char *exact = malloc(length == 0 ? 1 : length);
    memcpy(exact, sample, length);
    ck_assert_uint_eq(try_text(exact, length), 0);
    free(exact);
    memcpy(text, sample, length);
    memcpy(text + length, sample + length + 1, whole - length - 1);
    try_text(text, whole - 1);
  }
}
END_TEST

/* Checks the place of a value and all below it by what stands there. */
static unsigned check_places(const cwp__json *json, const cJSON *value) {
  static const struct {
    int type;
    char first;
  } firsts[] = {{cJSON_Object, '{'}, {cJSON_Array, '['}, {cJSON_String, '"'},
                {cJSON_True, 't'},   {cJSON_False, 'f'}, {cJSON_NULL, 'n'}};
  cwp__place place = cwp__json_place(json, value);
  const char *here = json->text + place.offset;
  ck_assert_str_eq(place.path, "test.json");
  for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
    if (value->type == firsts[i].type) ck_assert_int_eq(*here, firsts[i].first);
  if (cJSON_IsNumber(value)) ck_assert_double_eq(strtod(here, NULL), value->valuedouble);
  if (cJSON_IsString(value)) ck_assert(strncmp(here + 1, value->valuestring, strlen(value->valuestring)) == 0);
  unsigned count = 1;
  for (const cJSON *child = value->child; child != NULL; child = child->next) {
    ck_assert_uint_gt(cwp__json_place(json, child).offset, place.offset);
    count += check_places(json, child);
  }
  return count;
}

START_TEST(places_of_values) {
  cwp__json json;
  const char text[] = MARK " {\"a}\\\"\" : 1 ,\n\"b\":[ 2, \"t[,]\" ,[],[ [3]],{},{\"k\":-4.5e1}],\"c\":{\"a\":true,\r"
                           "\"b\":false},\r\n\"d\":null,\"e\":\"\",\"f\":[5]}";
  ck_assert_int_eq(parse(&json, text, NULL, NULL), CWP_OK);
  ck_assert_uint_eq(check_places(&json, json.root), 19);
  cwp__place place = cwp__json_place(&json, cwp__json_get(cwp__json_get(json.root, "c"), "b"));
  ck_assert_uint_eq(place.line, 3);
  ck_assert_uint_eq(place.column, 5);
  place = cwp__json_place(&json, json.root);
  ck_assert(place.line == 1 && place.column == 2 && place.offset == 4);
  cJSON *foreign = cJSON_CreateNull();
  place = cwp__json_place(&json, foreign);
  ck_assert(place.line == 1 && place.column == 1 && place.offset == 3);
  place = cwp__json_place(&json, NULL);
  ck_assert(place.line == 1 && place.column == 1 && place.offset == 3);
  cJSON_Delete(foreign);
  cwp__json_free(&json);
}
END_TEST

START_TEST(members) {
  cwp__json json;
  ck_assert_int_eq(parse(&json, "{\"a\":\"x\",\"A\":1,\"b\":null,\"c\":[1]}", NULL, NULL), CWP_OK);
  ck_assert_str_eq(cwp__json_text(json.root, "a"), "x");
  ck_assert_ptr_null(cwp__json_text(json.root, "A"));
  ck_assert_ptr_null(cwp__json_text(json.root, "b"));
  ck_assert_ptr_null(cwp__json_text(json.root, "B"));
  ck_assert(cJSON_IsNumber(cwp__json_get(json.root, "A")));
  ck_assert_ptr_null(cwp__json_get(json.root, "d"));
  ck_assert_ptr_null(cwp__json_get(cwp__json_get(json.root, "c"), "a"));
  ck_assert_ptr_null(cwp__json_get(NULL, "a"));
  ck_assert_ptr_null(cwp__json_text(NULL, "a"));
  cwp__json_free(&json);
}
END_TEST

START_TEST(members_of_a_kind) {
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  const char *text = "unset";
  const cJSON *value;
  ck_assert_int_eq(parse(&json, "{\"t\":\"x\",\n\"n\":1,\"a\":[],\"o\":{},\"b\":true,\"z\":null}", NULL, NULL), CWP_OK);
  const cJSON *root = json.root;
  ck_assert_int_eq(cwp__json_want_text(&json, root, "t", &text, &error), CWP_OK);
  ck_assert_str_eq(text, "x");
  ck_assert_int_eq(cwp__json_want_text(&json, root, "none", &text, &error), CWP_OK);
  ck_assert_ptr_null(text);
  ck_assert_int_eq(cwp__json_want_text(&json, root, "n", &text, &error), CWP_ERROR_INVALID);
  ck_assert_ptr_null(text);
  ck_assert_str_eq(error.message, "\"n\" must be a text, not a number");
  ck_assert(error.line == 2 && error.column == 5 && error.offset == 14);
  ck_assert_str_eq(error.path, "test.json");
  ck_assert_int_eq(cwp__json_want_text(&json, root, "z", &text, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "\"z\" must be a text, not null");

  ck_assert_int_eq(cwp__json_want(&json, root, "a", cJSON_Array, &value, &error), CWP_OK);
  ck_assert(cJSON_IsArray(value));
  ck_assert_int_eq(cwp__json_want(&json, root, "o", cJSON_Object, &value, &error), CWP_OK);
  ck_assert(cJSON_IsObject(value));
  ck_assert_int_eq(cwp__json_want(&json, root, "b", cJSON_False, &value, &error), CWP_OK);
  ck_assert(cJSON_IsTrue(value));
  ck_assert_int_eq(cwp__json_want(&json, root, "none", cJSON_Object, &value, &error), CWP_OK);
  ck_assert_ptr_null(value);
  ck_assert_int_eq(cwp__json_want(&json, root, "a", cJSON_Object, &value, &error), CWP_ERROR_INVALID);
  ck_assert_ptr_null(value);
  ck_assert_str_eq(error.message, "\"a\" must be an object, not an array");
  ck_assert_int_eq(cwp__json_want(&json, root, "o", cJSON_True, &value, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "\"o\" must be true or false, not an object");
  cwp__json_free(&json);
}
END_TEST

static void check_integer(const char *number, int64_t low, int64_t high, int fine, int64_t wanted) {
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  char text[100];
  int64_t value = 77;
  snprintf(text, sizeof text, "{\"n\":%s}", number);
  ck_assert_int_eq(parse(&json, text, NULL, NULL), CWP_OK);
  cwp_status status = cwp__json_want_integer(&json, json.root, "n", low, high, &value, &error);
  ck_assert_msg(status == (fine ? CWP_OK : CWP_ERROR_INVALID), "%s: %s", number, error.message);
  ck_assert_int_eq(value, fine ? wanted : 77);
  cwp__json_free(&json);
}

START_TEST(whole_numbers) {
  check_integer("0", 0, 10, 1, 0);
  check_integer("10", 0, 10, 1, 10);
  check_integer("1e1", 0, 10, 1, 10);
  check_integer("10.0", 0, 10, 1, 10);
  check_integer("11", 0, 10, 0, 0);
  check_integer("-1", 0, 10, 0, 0);
  check_integer("0.5", 0, 10, 0, 0);
  check_integer("9.999999", 0, 10, 0, 0);
  check_integer("\"1\"", 0, 10, 0, 0);
  check_integer("null", 0, 10, 0, 0);
  check_integer("9007199254740992", INT64_MIN, INT64_MAX, 1, INT64_C(9007199254740992));
  check_integer("-9007199254740992", INT64_MIN, INT64_MAX, 1, -INT64_C(9007199254740992));
  check_integer("9007199254740994", INT64_MIN, INT64_MAX, 0, 0);
  check_integer("1e300", INT64_MIN, INT64_MAX, 0, 0);
  check_integer("-1e300", INT64_MIN, INT64_MAX, 0, 0);
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  int64_t value = 77;
  ck_assert_int_eq(parse(&json, "{\"n\":1.5}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_want_integer(&json, json.root, "m", 1, 2, &value, NULL), CWP_OK);
  ck_assert_int_eq(value, 77);
  ck_assert_int_eq(cwp__json_want_integer(&json, json.root, "n", 1, 2, &value, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "\"n\" must be a whole number from 1 to 2, not 1.5");
  cwp__json_free(&json);
}
END_TEST

START_TEST(formats) {
  cwp__json json;
  cwp_error error;
  static const struct {
    const char *text;
    uint64_t column;
    const char *message;
  } wrong[] = {
      {"[]", 1, "\"format\" is not \"cwp-test\": this is no test"},
      {"{\"format\": 7}", 1, "\"format\" is not \"cwp-test\": this is no test"},
      {"{\"format\": \"cwp-rest\", \"format_version\": 2}", 12, "\"format\" is not \"cwp-test\": this is no test"},
      {"{\"format\": \"cwp-test\"}", 1, "\"format_version\" is not 2, the one that is read here"},
      {"{\"format\": \"cwp-test\", \"format_version\": 1}", 42,
       "\"format_version\" is not 2, the one that is read here"},
      {"{\"format\": \"cwp-test\", \"format_version\": \"2\"}", 42,
       "\"format_version\" is not 2, the one that is read here"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_int_eq(parse(&json, wrong[i].text, NULL, NULL), CWP_OK);
    ck_assert_int_eq(cwp__json_want_format(&json, "cwp-test", 2, "this is no test", &error), CWP_ERROR_UNSUPPORTED);
    ck_assert_str_eq(error.message, wrong[i].message);
    ck_assert_uint_eq(error.column, wrong[i].column);
    cwp__json_free(&json);
  }
  ck_assert_int_eq(parse(&json, "{\"format_version\": 2.0, \"format\": \"cwp-test\"}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_want_format(&json, "cwp-test", 2, "this is no test", &error), CWP_OK);
  cwp__json_free(&json);
}
END_TEST

static const char *letter_name(unsigned value) {
  static const char *const names[] = {"none", "alpha", "beta", "gamma"};
  return names[value];
}

START_TEST(names_of_values) {
  cwp__json json;
  cwp_error error;
  unsigned value = 9;
  ck_assert_int_eq(parse(&json, "{\"a\": \"beta\", \"b\": \"none\", \"c\": \"gamma\", \"d\": 1}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_want_name(&json, json.root, "absent", 1, 3, letter_name, &value, &error), CWP_OK);
  ck_assert_uint_eq(value, 9);
  ck_assert_int_eq(cwp__json_want_name(&json, json.root, "a", 1, 3, letter_name, &value, &error), CWP_OK);
  ck_assert_uint_eq(value, 2);
  ck_assert_int_eq(cwp__json_want_name(&json, json.root, "b", 1, 3, letter_name, &value, &error), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "\"b\" cannot be \"none\"");
  ck_assert_uint_eq(error.column, 20);
  ck_assert_int_eq(cwp__json_want_name(&json, json.root, "c", 1, 3, letter_name, &value, &error), CWP_ERROR_INVALID);
  ck_assert_int_eq(cwp__json_want_name(&json, json.root, "d", 1, 3, letter_name, &value, &error), CWP_ERROR_INVALID);
  ck_assert_uint_eq(value, 2);
  cwp__json_free(&json);
}
END_TEST

START_TEST(members_that_are_not_known) {
  static const char *const keys[] = {"id", "role", "evidence", "started", NULL};
  static const char *const none[] = {NULL};
  static const char *const cases[][2] = {
      {"{\"rolle\":1}", "there is no key \"rolle\" here; is it \"role\"?"},
      {"{\"Role\":1}", "there is no key \"Role\" here; is it \"role\"?"},
      {"{\"evidnece\":1}", "there is no key \"evidnece\" here; is it \"evidence\"?"},
      {"{\"if\":1}", "there is no key \"if\" here; is it \"id\"?"},
      {"{\"colour\":1}", "there is no key \"colour\" here"},
      {"{\"a\\nb\":1}", "there is no key \"a\\nb\" here"},
  };
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_int_eq(parse(&json, cases[i][0], NULL, NULL), CWP_OK);
    ck_assert_int_eq(cwp__json_only(&json, json.root, keys, &error), CWP_ERROR_INVALID);
    ck_assert_str_eq(error.message, cases[i][1]);
    ck_assert_int_eq(cwp__json_only(&json, json.root, none, NULL), CWP_ERROR_INVALID);
    cwp__json_free(&json);
  }
  ck_assert_int_eq(parse(&json, "{\"role\":1,\"id\":2}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_only(&json, json.root, keys, &error), CWP_OK);
  cwp__json_free(&json);
  ck_assert_int_eq(parse(&json, "{}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_only(&json, json.root, none, &error), CWP_OK);
  cwp__json_free(&json);
}
END_TEST

START_TEST(failing_at_a_value) {
  cwp__json json;
  cwp_error error = CWP_ERROR_INIT;
  ck_assert_int_eq(parse(&json, "[1,\n 2]", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_fail(&json, json.root->child->next, &error, "%d is %s", 2, "odd\n"), CWP_ERROR_INVALID);
  ck_assert_str_eq(error.message, "2 is odd\\n");
  ck_assert(error.line == 2 && error.column == 2 && error.offset == 5);
  ck_assert_str_eq(error.path, "test.json");
  ck_assert_int_eq(cwp__json_fail(&json, json.root, NULL, "no"), CWP_ERROR_INVALID);
  cwp__json_free(&json);
}
END_TEST

START_TEST(printing_lays_out) {
  cwp__json json;
  char *text;
  ck_assert_int_eq(parse(&json, "{\"a\":[1,[],{}],\"b\":{\"c\":[{\"d\":null}]}}", NULL, NULL), CWP_OK);
  ck_assert_int_eq(cwp__json_print(json.root, NULL, &text, NULL, NULL), CWP_OK);
  ck_assert_str_eq(text, "{\n"
                         "  \"a\": [\n"
                         "    1,\n"
                         "    [],\n"
                         "    {}\n"
                         "  ],\n"
                         "  \"b\": {\n"
                         "    \"c\": [\n"
                         "      {\n"
                         "        \"d\": null\n"
                         "      }\n"
                         "    ]\n"
                         "  }\n"
                         "}\n");
  free(text);
  cwp__json_free(&json);
}
END_TEST

START_TEST(printing_raw_text) {
  cJSON *root = cJSON_CreateObject();
  cJSON_AddRawToObject(root, "kept", "[1.50,  {}]");
  cJSON_AddStringToObject(root, "text", "x");
  char *text;
  ck_assert_int_eq(cwp__json_print(root, NULL, &text, NULL, NULL), CWP_OK);
  ck_assert_str_eq(text, "{\n  \"kept\": [1.50,  {}],\n  \"text\": \"x\"\n}\n");
  free(text);
  cJSON_Delete(root);
}
END_TEST

START_TEST(printing_numbers_that_json_does_not_have) {
  cJSON *root = cJSON_CreateArray();
  cJSON_AddItemToArray(root, cJSON_CreateNumber((double)INFINITY));
  cJSON_AddItemToArray(root, cJSON_CreateNumber(-(double)INFINITY));
  cJSON_AddItemToArray(root, cJSON_CreateNumber((double)NAN));
  check_printed(root, "[null,null,null]");
  cJSON_Delete(root);
}
END_TEST

/* The host may have set a locale with another decimal point. */
START_TEST(other_locales) {
  static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "nl_NL.UTF-8", "pl_PL.UTF-8"};
  const char *found = NULL;
  for (size_t i = 0; i < sizeof locales / sizeof *locales && found == NULL; i++)
    found = setlocale(LC_ALL, locales[i]);
  if (found == NULL) {
    fprintf(stderr, "skipped: printing in a locale with a decimal comma, for there is none here\n");
    return;
  }
  check_document("[0.5,-1.25e-10]", "[0.5,-1.25e-10]");
  setlocale(LC_ALL, "C");
}
END_TEST

static cwp_status parse_sample(const cwp_allocator *allocator, void *context, cwp_error *error) {
  cwp__json json;
  (void)allocator;
  (void)context;
  cwp_status status = cwp__json_parse(&json, sample, sizeof sample - 1, "sample", NULL, error);
  if (status != CWP_OK) ck_assert_str_eq(error->path, "sample");
  cwp__json_free(&json);
  return status;
}

START_TEST(every_allocation_of_parsing_fails_in_turn) {
  failing_allocator_try_all(parse_sample, NULL, 200, 1);
}
END_TEST

static cwp_status print_sample(const cwp_allocator *allocator, void *context, cwp_error *error) {
  char *text;
  cwp_status status = cwp__json_print(context, allocator, &text, NULL, error);
  if (status == CWP_OK)
    allocator->release(allocator->context, text);
  else
    ck_assert_ptr_null(text);
  return status;
}

START_TEST(every_allocation_of_printing_fails_in_turn) {
  cwp__json json;
  ck_assert_int_eq(parse(&json, sample, NULL, NULL), CWP_OK);
  failing_allocator_try_all(print_sample, json.root, 50, 0);
  cwp__json_free(&json);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("json");
  TCase *tcase = suite_case(suite, "json");
  tcase_add_test(tcase, documents);
  tcase_add_test(tcase, texts);
  tcase_add_test(tcase, numbers);
  tcase_add_test(tcase, what_is_no_document);
  tcase_add_test(tcase, broken_arrays_and_objects);
  tcase_add_test(tcase, places_count_lines_and_characters);
  tcase_add_test(tcase, broken_texts);
  tcase_add_test(tcase, half_surrogate_pairs);
  tcase_add_test(tcase, what_is_not_utf8);
  tcase_add_test(tcase, broken_numbers);
  tcase_add_test(tcase, numbers_out_of_range);
  tcase_add_test(tcase, keys_that_stand_twice);
  tcase_add_test(tcase, keys_of_equal_hash_are_not_equal);
  tcase_add_test(tcase, many_keys_in_one_object);
  tcase_add_test(tcase, nesting);
  tcase_add_test(tcase, limits_of_a_document);
  tcase_add_test(tcase, every_change_of_one_byte);
  tcase_add_test(tcase, every_text_cut_short_or_with_a_byte_left_out);
  tcase_add_test(tcase, places_of_values);
  tcase_add_test(tcase, members);
  tcase_add_test(tcase, members_of_a_kind);
  tcase_add_test(tcase, whole_numbers);
  tcase_add_test(tcase, formats);
  tcase_add_test(tcase, names_of_values);
  tcase_add_test(tcase, members_that_are_not_known);
  tcase_add_test(tcase, failing_at_a_value);
  tcase_add_test(tcase, printing_lays_out);
  tcase_add_test(tcase, printing_raw_text);
  tcase_add_test(tcase, printing_numbers_that_json_does_not_have);
  tcase_add_test(tcase, other_locales);
  tcase_add_test(tcase, every_allocation_of_parsing_fails_in_turn);
  tcase_add_test(tcase, every_allocation_of_printing_fails_in_turn);
  return suite_run(suite);
}
