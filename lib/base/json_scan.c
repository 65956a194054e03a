#include "base/json_scan.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/*
 * A recursive descent, as deep as the limit at most. Functions that can fail return 1 when all went well, and 0 when
 * the error is filled in and its code is in `status`.
 */

/* A key of an object that is still open. */
typedef struct cwp__json_key {
  uint64_t hash; /* of the text that it stands for */
  size_t at;     /* where its opening quote is */
} cwp__json_key;

typedef struct cwp__json_scanner {
  const char *text;
  size_t length;
  size_t at;
  const char *name;
  const cwp_limits *limits;
  const cwp_allocator *allocator;
  cwp_error *error;
  cwp_status status;
  size_t depth;
  uint64_t values;
  cwp__json_key *keys; /* of all open objects, the innermost's last */
  size_t key_count;
  size_t key_capacity;
} cwp__json_scanner;

size_t cwp__json_mark(const char *text, size_t length) {
  return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

cwp__place cwp__json_place_at(const char *text, size_t length, const char *name, size_t at) {
  size_t line_start = cwp__json_mark(text, length);
  uint64_t line = 1;
  for (size_t i = line_start; i < at; i++) {
    if (text[i] != '\n' && text[i] != '\r') continue;
    if (text[i] == '\r' && i + 1 < at && text[i + 1] == '\n') i++;
    line++;
    line_start = i + 1;
  }
  size_t column = at > line_start ? cwp__utf8_count(text + line_start, at - line_start) : 0;
  return (cwp__place){name, line, column + 1, at};
}

/* Errors. */

enum { SEEN_SIZE = 32 };

/* What stands at `at`, for a message: a character in quotes, or that the text ends. */
static const char *seen_at(const cwp__json_scanner *self, size_t at, char seen[SEEN_SIZE]) {
  if (at >= self->length) return "the end of the text";
  size_t size = 1;
  while (size < 4 && at + size < self->length && ((unsigned char)self->text[at + size] & 0xc0) == 0x80)
    size++;
  seen[0] = '\'';
  size_t shown = cwp__show(seen + 1, SEEN_SIZE - 2, self->text + at, size);
  memcpy(seen + 1 + shown, "'", 2);
  return seen;
}

/* What should have stood at `at`, or what is wrong there, and what does stand there. */
static int fail_syntax(cwp__json_scanner *self, size_t at, const char *what) {
  char seen[SEEN_SIZE];
  cwp__place place = cwp__json_place_at(self->text, self->length, self->name, at);
  self->status = cwp__fail_at(self->error, CWP_ERROR_SYNTAX, &place, "%s, not %s", what, seen_at(self, at, seen));
  return 0;
}

/* The same where what stands there needs no showing. */
static int fail_plainly(cwp__json_scanner *self, size_t at, const char *what) {
  cwp__place place = cwp__json_place_at(self->text, self->length, self->name, at);
  self->status = cwp__fail_at(self->error, CWP_ERROR_SYNTAX, &place, "%s", what);
  return 0;
}

static int fail_limit(cwp__json_scanner *self, size_t at, const char *what, uint64_t limit) {
  cwp__place place = cwp__json_place_at(self->text, self->length, self->name, at);
  self->status = cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "%s %llu", what, (unsigned long long)limit);
  return 0;
}

/* Reading on. */

/* The byte at hand; 0, which no JSON text holds outside strings, at the end. */
static char peek(const cwp__json_scanner *self) {
  return self->at < self->length ? self->text[self->at] : '\0';
}

static void skip_space(cwp__json_scanner *self) {
  while (self->at < self->length) {
    char c = self->text[self->at];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
    self->at++;
  }
}

/* Strings. */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* The four digits at `at`; where one is wrong, its place in `*at` and UINT32_MAX. */
static uint32_t hex_four(const cwp__json_scanner *self, size_t *at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; i++) {
    int digit = *at + i < self->length ? hex_digit(self->text[*at + i]) : -1;
    if (digit < 0) {
      *at += i;
      return UINT32_MAX;
    }
    value = value * 16 + (uint32_t)digit;
  }
  return value;
}

static int is_high(uint32_t unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}
static int is_low(uint32_t unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/* Checks the \u escape whose backslash is at hand, and with it the second one of a pair; goes past them. */
static int scan_unicode(cwp__json_scanner *self) {
  size_t at = self->at + 2;
  uint32_t unit = hex_four(self, &at);
  if (unit == UINT32_MAX) return fail_syntax(self, at, "\\u wants four hexadecimal digits");
  if (unit == 0) return fail_plainly(self, self->at, "\\u0000 cannot stand in a text");
  if (is_low(unit)) return fail_plainly(self, self->at, "the second half of a surrogate pair without its first");
  if (is_high(unit)) {
    size_t second = self->at + 6;
    size_t digits = second + 2;
    if (second + 1 >= self->length || memcmp(self->text + second, "\\u", 2) != 0 || !is_low(hex_four(self, &digits)))
      return fail_plainly(self, self->at, "the first half of a surrogate pair without its second");
    self->at += 6;
  }
  self->at += 6;
  return 1;
}

static int scan_escape(cwp__json_scanner *self) {
  char c = self->at + 1 < self->length ? self->text[self->at + 1] : '\0';
  if (c == 'u') return scan_unicode(self);
  if (c == '\0' || strchr("\"\\/bfnrt", c) == NULL)
    return fail_syntax(self, self->at + 1, "a backslash wants one of \"\\/bfnrtu behind it");
  self->at += 2;
  return 1;
}

/* Checks the string whose opening quote is at hand and goes past it. */
static int scan_string(cwp__json_scanner *self) {
  size_t opening = self->at++;
  for (;;) {
    if (self->at >= self->length) return fail_plainly(self, opening, "a text that begins here is never closed");
    if (self->at - opening - 1 > self->limits->record_bytes)
      return fail_limit(self, opening, "a text of more bytes than", self->limits->record_bytes);
    unsigned char c = (unsigned char)self->text[self->at];
    if (c == '"') break;
    if (c < 0x20) return fail_syntax(self, self->at, "a control character in a text must be written as an escape");
    if (c == '\\') {
      if (!scan_escape(self)) return 0;
    } else {
      self->at++;
    }
  }
  self->at++;
  return 1;
}

/* Keys. */

/* The UTF-8 bytes of a code point. */
static size_t encode(uint32_t point, char bytes[4]) {
  if (point < 0x80) {
    bytes[0] = (char)point;
    return 1;
  }
  size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  static const unsigned char marks[5] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (size_t i = size - 1; i > 0; i--) {
    bytes[i] = (char)(0x80 | (point & 0x3f));
    point >>= 6;
  }
  bytes[0] = (char)(marks[size] | point);
  return size;
}

/* The bytes that the escape at `*at`, already checked, stands for; goes past it. */
static size_t decode_escape(const cwp__json_scanner *self, size_t *at, char bytes[4]) {
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  char c = self->text[*at + 1];
  if (c != 'u') {
    bytes[0] = to[strchr(from, c) - from];
    *at += 2;
    return 1;
  }
  size_t digits = *at + 2;
  uint32_t point = hex_four(self, &digits);
  *at += 6;
  if (is_high(point)) {
    digits = *at + 2;
    point = 0x10000 + ((point - 0xd800) << 10) + (hex_four(self, &digits) - 0xdc00);
    *at += 6;
  }
  return encode(point, bytes);
}

/* The next bytes that a checked string stands for; 0 at its closing quote. */
static size_t next_bytes(const cwp__json_scanner *self, size_t *at, char bytes[4]) {
  char c = self->text[*at];
  if (c == '"') return 0;
  if (c == '\\') return decode_escape(self, at, bytes);
  bytes[0] = c;
  ++*at;
  return 1;
}

static uint64_t hash_key(const cwp__json_scanner *self, size_t at) {
  uint64_t hash = CWP__HASH_START;
  char bytes[4];
  size_t size;
  for (at++; (size = next_bytes(self, &at, bytes)) > 0;)
    hash = cwp__hash_bytes(hash, bytes, size);
  return hash;
}

/* Orders keys by what they stand for, byte by byte. */
static int compare_texts(const cwp__json_scanner *self, size_t a, size_t b) {
  char a_bytes[4], b_bytes[4];
  size_t a_used = 0, b_used = 0;
  a++;
  b++;
  size_t a_size = next_bytes(self, &a, a_bytes);
  size_t b_size = next_bytes(self, &b, b_bytes);
  while (a_size > 0 && b_size > 0) {
    int order = (int)(unsigned char)a_bytes[a_used] - (int)(unsigned char)b_bytes[b_used];
    if (order != 0) return order;
    if (++a_used == a_size) {
      a_size = next_bytes(self, &a, a_bytes);
      a_used = 0;
    }
    if (++b_used == b_size) {
      b_size = next_bytes(self, &b, b_bytes);
      b_used = 0;
    }
  }
  return (a_size > 0) - (b_size > 0);
}

/* Orders keys so that equal ones are neighbours, in the order of the text. */
static int compare_keys(const cwp__json_scanner *self, cwp__json_key a, cwp__json_key b) {
  if (a.hash != b.hash) return a.hash < b.hash ? -1 : 1;
  int order = compare_texts(self, a.at, b.at);
  if (order != 0) return order;
  return a.at < b.at ? -1 : a.at > b.at;
}

/* Lets the key at `root` of a heap sink to where it belongs. */
static void sink(const cwp__json_scanner *self, cwp__json_key *keys, size_t root, size_t count) {
  cwp__json_key sinking = keys[root];
  for (;;) {
    size_t child = 2 * root + 1;
    if (child >= count) break;
    if (child + 1 < count && compare_keys(self, keys[child], keys[child + 1]) < 0) child++;
    if (compare_keys(self, sinking, keys[child]) >= 0) break;
    keys[root] = keys[child];
    root = child;
  }
  keys[root] = sinking;
}

/* Heapsort: without memory of its own, and no slower for keys that were chosen to make it so. */
static void sort_keys(const cwp__json_scanner *self, cwp__json_key *keys, size_t count) {
  for (size_t i = count / 2; i > 0; i--)
    sink(self, keys, i - 1, count);
  for (size_t i = count; i > 1; i--) {
    cwp__json_key largest = keys[0];
    keys[0] = keys[i - 1];
    keys[i - 1] = largest;
    sink(self, keys, 0, i - 1);
  }
}

static int fail_duplicate(cwp__json_scanner *self, size_t at) {
  size_t end = at + 1;
  while (self->text[end] != '"')
    end += self->text[end] == '\\' ? 2 : 1;
  int length = end - at > 120 ? 120 : (int)(end - at + 1);
  cwp__place place = cwp__json_place_at(self->text, self->length, self->name, at);
  self->status = cwp__fail_at(self->error, CWP_ERROR_SYNTAX, &place, "the key %.*s stands twice in one object", length,
                              self->text + at);
  return 0;
}

/* Checks that no two of the innermost object's keys, those from `first`, are equal, and forgets them. */
static int check_keys(cwp__json_scanner *self, size_t first) {
  size_t count = self->key_count - first;
  self->key_count = first;
  if (count < 2) return 1;
  cwp__json_key *keys = self->keys + first;
  sort_keys(self, keys, count);
  size_t earliest = SIZE_MAX;
  for (size_t i = 1; i < count; i++) {
    if (keys[i - 1].hash != keys[i].hash || keys[i].at > earliest) continue;
    if (compare_texts(self, keys[i - 1].at, keys[i].at) == 0) earliest = keys[i].at;
  }
  return earliest == SIZE_MAX ? 1 : fail_duplicate(self, earliest);
}

/* Checks the key at hand and remembers it. */
static int scan_key(cwp__json_scanner *self) {
  size_t at = self->at;
  if (peek(self) != '"') return fail_syntax(self, at, "expected a key in double quotes");
  if (!scan_string(self)) return 0;
  void *keys = self->keys;
  if (!cwp__reserve(self->allocator, &keys, &self->key_capacity, self->key_count + 1, sizeof *self->keys)) {
    self->status = cwp__fail_in(self->error, cwp__fail_memory(self->error), self->name);
    return 0;
  }
  self->keys = keys;
  self->keys[self->key_count++] = (cwp__json_key){hash_key(self, at), at};
  return 1;
}

/* Numbers. */

/* Goes past digits; returns how many. */
static size_t scan_digits(cwp__json_scanner *self) {
  size_t from = self->at;
  while (peek(self) >= '0' && peek(self) <= '9')
    self->at++;
  return self->at - from;
}

/* Goes past an exponent, if one is at hand; its value, as far as it matters, in `*exponent`. */
static int scan_exponent(cwp__json_scanner *self, int *exponent) {
  if (peek(self) != 'e' && peek(self) != 'E') return 1;
  self->at++;
  int sign = peek(self) == '-' ? -1 : 1;
  if (peek(self) == '-' || peek(self) == '+') self->at++;
  size_t from = self->at;
  if (scan_digits(self) == 0) return fail_syntax(self, self->at, "expected a digit of an exponent");
  for (size_t i = from; i < self->at && *exponent < 100000; i++)
    *exponent = *exponent * 10 + (self->text[i] - '0');
  *exponent *= sign;
  return 1;
}

enum { NUMBER_SIZE = 63, NUMBER_POWER = 308 }; /* what cJSON and a double hold */

static int scan_number(cwp__json_scanner *self) {
  size_t from = self->at;
  int exponent = 0;
  if (peek(self) == '-') self->at++;
  int zero = peek(self) == '0';
  size_t whole = scan_digits(self);
  if (whole == 0) return fail_syntax(self, self->at, "expected a digit");
  if (zero && whole > 1) return fail_plainly(self, from, "a number cannot begin with a needless 0");
  if (peek(self) == '.') {
    self->at++;
    if (scan_digits(self) == 0) return fail_syntax(self, self->at, "expected a digit behind the point");
  }
  if (!scan_exponent(self, &exponent)) return 0;
  if (self->at - from > NUMBER_SIZE) return fail_limit(self, from, "a number of more characters than", NUMBER_SIZE);
  if ((int)whole + exponent > NUMBER_POWER) return fail_limit(self, from, "a number not below 10 to the", NUMBER_POWER);
  return 1;
}

/* Values. */

static int scan_value(cwp__json_scanner *self);

static int scan_member(cwp__json_scanner *self) {
  if (!scan_key(self)) return 0;
  skip_space(self);
  if (peek(self) != ':') return fail_syntax(self, self->at, "expected ':' behind the key");
  self->at++;
  return scan_value(self);
}

/* Goes past what follows an item: a comma, or the end of the container, which `*more` tells apart. */
static int scan_behind_item(cwp__json_scanner *self, char closing, int *more) {
  skip_space(self);
  char c = peek(self);
  *more = c == ',';
  if (c != ',' && c != closing)
    return fail_syntax(self, self->at, closing == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
  self->at++;
  return 1;
}

/* The array or object whose opening bracket is at hand. */
static int scan_container(cwp__json_scanner *self, char closing) {
  size_t depth_most = self->limits->depth < CWP__JSON_DEPTH_MOST ? self->limits->depth : CWP__JSON_DEPTH_MOST;
  if (self->depth == depth_most) return fail_limit(self, self->at, "nested more deeply than", depth_most);
  self->depth++;
  size_t first_key = self->key_count;
  self->at++;
  skip_space(self);
  int more = peek(self) != closing;
  if (!more) self->at++;
  while (more) {
    skip_space(self);
    if (!(closing == '}' ? scan_member(self) : scan_value(self))) return 0;
    if (!scan_behind_item(self, closing, &more)) return 0;
  }
  self->depth--;
  return check_keys(self, first_key);
}

static int scan_word(cwp__json_scanner *self) {
  static const char *const words[] = {"true", "false", "null"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i]);
    if (self->length - self->at >= length && memcmp(self->text + self->at, words[i], length) == 0) {
      self->at += length;
      return 1;
    }
  }
  return fail_syntax(self, self->at, "expected a value");
}

static int scan_value(cwp__json_scanner *self) {
  skip_space(self);
  if (++self->values > self->limits->records)
    return fail_limit(self, self->at, "more values than", self->limits->records);
  char c = peek(self);
  if (c == '{') return scan_container(self, '}');
  if (c == '[') return scan_container(self, ']');
  if (c == '"') return scan_string(self);
  if (c == '-' || (c >= '0' && c <= '9')) return scan_number(self);
  return scan_word(self);
}

static int scan_document(cwp__json_scanner *self) {
  if (self->length > self->limits->input_bytes)
    return fail_limit(self, 0, "a document of more bytes than", self->limits->input_bytes);
  size_t valid = cwp__utf8_valid_prefix(self->text, self->length);
  if (valid < self->length) return fail_syntax(self, valid, "expected UTF-8");
  self->at = cwp__json_mark(self->text, self->length);
  if (!scan_value(self)) return 0;
  skip_space(self);
  return self->at == self->length ? 1 : fail_syntax(self, self->at, "expected the end of the document");
}

cwp_status cwp__json_scan(const char *text, size_t length, const char *name, const cwp_limits *limits,
                          const cwp_allocator *allocator, cwp_error *error) {
  cwp__json_scanner self = {0};
  self.text = text;
  self.length = length;
  self.name = name;
  self.limits = limits;
  self.allocator = allocator;
  self.error = error;
  scan_document(&self);
  cwp__release(allocator, self.keys);
  return self.status;
}
