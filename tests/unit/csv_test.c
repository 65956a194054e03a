/*
 * The CSV reader. What it read is written out as one text, so that cases are pairs of texts:
 *
 *   0@1[a][b] 1@2["c"] end       records with their number and line; quoted fields in quotes; the end
 *   ... syntax 2:3 @7            or the error, its line, column and offset
 */

#include "base/csv.h"

#include "base/file.h"
#include "base/memory.h"

#include "support/failing_allocator.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* An input that gives `step` bytes at a time. */
typedef struct memory_input {
  const char *text;
  size_t length;
  size_t at;
  size_t step;
} memory_input;

static size_t read_memory(void *context, void *buffer, size_t capacity) {
  memory_input *self = context;
  size_t size = self->length - self->at;
  if (size > self->step) size = self->step;
  if (size > capacity) size = capacity;
  if (size > 0) memcpy(buffer, self->text + self->at, size);
  self->at += size;
  return size;
}

static cwp_input input_of(memory_input *self) {
  return (cwp_input){read_memory, self, "test.csv"};
}

static void dump_field(cwp__buffer *out, const char *text, size_t length, int quoted) {
  cwp__buffer_add_text(out, quoted ? "[\"" : "[");
  cwp__buffer_add(out, text, length);
  cwp__buffer_add_text(out, quoted ? "\"]" : "]");
}

static void dump_record(cwp__buffer *out, const cwp__csv *csv) {
  cwp__buffer_format(out, "%llu@%llu", (unsigned long long)cwp__csv_record(csv),
                     (unsigned long long)cwp__csv_line(csv));
  for (size_t i = 0; i < cwp__csv_field_count(csv); i++) {
    cwp__csv_field field = cwp__csv_field_at(csv, i);
    if (field.value.text[field.value.length] != '\0') ck_abort_msg("a field without a zero at its end");
    dump_field(out, field.value.text, field.value.length, field.quoted);
  }
  cwp__buffer_add_text(out, " ");
}

static void dump_error(cwp__buffer *out, const char *name, uint64_t line, uint64_t column, uint64_t offset) {
  cwp__buffer_format(out, "%s %llu:%llu @%llu", name, (unsigned long long)line, (unsigned long long)column,
                     (unsigned long long)offset);
}

/* Reads it all and writes out what was read; `error` has the error, if there was one. Free the result. */
static cwp__buffer dump_with(const char *text, size_t length, size_t step, const cwp_limits *limits, cwp_error *error) {
  memory_input memory = {text, length, 0, step};
  cwp_input input = input_of(&memory);
  cwp__buffer out;
  cwp__csv *csv;
  int more = 1;
  cwp__buffer_init(&out, NULL);
  ck_assert_int_eq(cwp__csv_new(&input, limits, NULL, &csv, error), CWP_OK);
  cwp_status status = CWP_OK;
  while (more && (status = cwp__csv_next(csv, &more, error)) == CWP_OK && more)
    dump_record(&out, csv);
  if (status == CWP_OK) {
    cwp__buffer_add_text(&out, "end");
    if (cwp__csv_bytes(csv) != length) ck_abort_msg("bytes were lost");
  } else {
    if (more || error->code != status || strcmp(error->path, "test.csv") != 0) ck_abort_msg("a wrong error");
    dump_error(&out, cwp_status_name(status), error->line, error->column, error->offset);
  }
  cwp__csv_free(csv);
  return out;
}

static const size_t steps[] = {1, 2, 3, 7, 1000, SIZE_MAX};
enum { STEPS = sizeof steps / sizeof *steps };

static void check_with(const char *text, size_t length, const cwp_limits *limits, const char *wanted) {
  for (size_t i = 0; i < STEPS; i++) {
    cwp_error error = CWP_ERROR_INIT;
    cwp__buffer out = dump_with(text, length, steps[i], limits, &error);
    ck_assert_msg(strcmp(out.text, wanted) == 0, "by %zu bytes: %s\nwanted: %s", steps[i], out.text, wanted);
    cwp__buffer_free(&out);
  }
}

static void check(const char *text, const char *wanted) {
  check_with(text, strlen(text), NULL, wanted);
}

#define MARK "\xEF\xBB\xBF"

START_TEST(records_and_fields) {
  check("a,b\n1,2\n", "0@1[a][b] 1@2[1][2] end");
  check("a,b\n1,2", "0@1[a][b] 1@2[1][2] end");
  check("a,b", "0@1[a][b] end");
  check("a", "0@1[a] end");
  check("a,b,c,\n,,,\n", "0@1[a][b][c][] 1@2[][][][] end");
  check(",", "0@1[][] end");
  check(" a , b \n", "0@1[ a ][ b ] end");
  check(" \n", "0@1[ ] end");
  check("caf\xc3\xa9,\xff\n", "0@1[caf\xc3\xa9][\xff] end");
  check("a long text with spaces & signs (!#$%&'*+-./),short\n",
        "0@1[a long text with spaces & signs (!#$%&'*+-./)][short] end");
}
END_TEST

START_TEST(nothing_and_nearly_nothing) {
  check("", "end");
  check(MARK, "end");
  check("\n", "end");
  check("\r\n\r\n\n\r", "end");
  check(MARK "\n\n", "end");
  check("\"\"", "0@1[\"\"] end");
  check("\n\na\n\n\nb\n\n", "0@3[a] 1@6[b] end");
}
END_TEST

START_TEST(line_ends) {
  check("a\nb\nc\n", "0@1[a] 1@2[b] 2@3[c] end");
  check("a\r\nb\r\nc\r\n", "0@1[a] 1@2[b] 2@3[c] end");
  check("a\rb\rc\r", "0@1[a] 1@2[b] 2@3[c] end");
  check("a\rb\nc\r\nd", "0@1[a] 1@2[b] 2@3[c] 3@4[d] end");
  check("a\n\rb", "0@1[a] 1@3[b] end");
  check("a\r\r\nb", "0@1[a] 1@3[b] end");
  check("a\r\n\nb", "0@1[a] 1@3[b] end");
  check("a,\rb,\r\nc,", "0@1[a][] 1@2[b][] 2@3[c][] end");
  check("\"a\"\r\"b\"\r\n\"c\"\n", "0@1[\"a\"] 1@2[\"b\"] 2@3[\"c\"] end");
}
END_TEST

START_TEST(byte_order_marks) {
  check(MARK "a,b\n", "0@1[a][b] end");
  check(MARK "\"a\",b\n", "0@1[\"a\"][b] end");
  check("a" MARK "\n", "0@1[a" MARK "] end");
  check(MARK MARK "a\n", "0@1[" MARK "a] end");
  check("\xEF\xBB", "0@1[\xEF\xBB] end");
  check("\xEF", "0@1[\xEF] end");
  check("\xEF\xBB,a", "0@1[\xEF\xBB][a] end");
}
END_TEST

START_TEST(quotes) {
  check("\"a\",\"b\"\n", "0@1[\"a\"][\"b\"] end");
  check("\"a,b\",c\n", "0@1[\"a,b\"][c] end");
  check("\"a\"\"b\",c\n", "0@1[\"a\"b\"][c] end");
  check("\"\"\"\",\"\"\"\"\"\"\n", "0@1[\"\"\"][\"\"\"\"] end");
  check("\"\"\"a\"\"\",x", "0@1[\"\"a\"\"][x] end");
  check("\"\",\"\"\n", "0@1[\"\"][\"\"] end");
  check("a\"b,c\"\n", "0@1[a\"b][c\"] end");
  check(" \"a\",b\n", "0@1[ \"a\"][b] end");
  check("5'6\"\"\n", "0@1[5'6\"\"] end");
}
END_TEST

START_TEST(line_ends_in_quotes) {
  check("a,\"b\nc\"\nd,e\n", "0@1[a][\"b\nc\"] 1@3[d][e] end");
  check("a,\"b\r\nc\"\r\nd,e\r\n", "0@1[a][\"b\r\nc\"] 1@3[d][e] end");
  check("a,\"b\rc\"\rd,e\r", "0@1[a][\"b\rc\"] 1@3[d][e] end");
  check("\"\n\r\n\r\r\n\n\"\nz", "0@1[\"\n\r\n\r\r\n\n\"] 1@7[z] end");
  check("\"a\n\"\"\nb\"\nz", "0@1[\"a\n\"\nb\"] 1@4[z] end");
}
END_TEST

START_TEST(unclosed_quotes) {
  check("\"", "syntax 1:1 @0");
  check(MARK "\"", "syntax 1:1 @3");
  check("a\n1,\"2\n3\n4", "0@1[a] syntax 2:3 @4");
  check("a\n\"\"\"", "0@1[a] syntax 2:1 @2");
  check("\"x\ny\",\xc3\xa9\xc3\xa9,\"z\nz", "syntax 2:7 @11");
  check("\"x\"\"y\",\"z", "syntax 1:8 @7");
}
END_TEST

START_TEST(text_behind_a_closing_quote) {
  check("\"a\"b,c\n", "syntax 1:4 @3");
  check("\"a\" ,c\n", "syntax 1:4 @3");
  check("h\r\n\"\xc3\xa9\n\xc3\xa9\"z", "0@1[h] syntax 3:3 @10");
  check("\"a\"\"\"b", "syntax 1:6 @5");
  cwp_error error = CWP_ERROR_INIT;
  cwp__buffer out = dump_with("h\n\"a\nb,\"\xc3\xa9", 10, SIZE_MAX, NULL, &error);
  ck_assert_ptr_nonnull(strstr(error.message, "'\xc3\xa9' stands between"));
  ck_assert_ptr_nonnull(strstr(error.message, "opened on line 2"));
  cwp__buffer_free(&out);
  out = dump_with("\"a\"bcd", 6, SIZE_MAX, NULL, &error);
  ck_assert_ptr_nonnull(strstr(error.message, "'b' stands between"));
  cwp__buffer_free(&out);
  out = dump_with("\"a\"\xff\xc3\xa9", 6, SIZE_MAX, NULL, &error);
  ck_assert_ptr_nonnull(strstr(error.message, "'\\xFF' stands between"));
  cwp__buffer_free(&out);
}
END_TEST

START_TEST(bytes_of_zero) {
  check_with("a,b\0c\n", 6, NULL, "syntax 1:4 @3");
  check_with("a,\"b\nc\0\"\n", 9, NULL, "syntax 2:2 @6");
  check_with("a,\"b\"\0\n", 7, NULL, "syntax 1:6 @5");
  check_with("\0", 1, NULL, "syntax 1:1 @0");
  check_with("abcdefghi,\0", 11, NULL, "syntax 1:11 @10");
  check_with("\xff\xfe"
             "a\0,\0",
             6, NULL, "syntax 1:4 @3");
}
END_TEST

/*
 * The same reading, done without any cleverness: one byte after another of a text that is all there.
 */
typedef struct plain_reader {
  const char *text;
  size_t length;
  size_t at;
  uint64_t line;
  size_t line_start;
} plain_reader;

static size_t characters(const plain_reader *self, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = from; i < to; i++)
    count += ((unsigned char)self->text[i] & 0xc0) != 0x80; /* true of valid UTF-8, which the generator makes */
  return count;
}

static int plain_peek(const plain_reader *self) {
  return self->at < self->length ? (int)(unsigned char)self->text[self->at] : -1;
}

static void plain_error(cwp__buffer *out, const plain_reader *self, uint64_t line, size_t line_start, size_t at) {
  dump_error(out, "syntax", line, characters(self, line_start, at) + 1, at);
}

/* Goes past one line end. */
static void plain_line_end(plain_reader *self) {
  if (plain_peek(self) == '\r') {
    self->at++;
    if (plain_peek(self) == '\n') self->at++;
  } else {
    self->at++;
  }
  self->line++;
  self->line_start = self->at;
}

/* A field behind its opening quote; 0 on an error, which is written out. */
static int plain_quoted(cwp__buffer *out, plain_reader *self, cwp__buffer *field) {
  uint64_t line = self->line;
  size_t line_start = self->line_start, quote = self->at++;
  for (;;) {
    int c = plain_peek(self);
    if (c < 0) {
      plain_error(out, self, line, line_start, quote);
      return 0;
    }
    if (c == 0) {
      plain_error(out, self, self->line, self->line_start, self->at);
      return 0;
    }
    size_t from = self->at;
    if (c == '\r' || c == '\n') {
      plain_line_end(self);
    } else {
      self->at++;
      if (c == '"' && plain_peek(self) != '"') break;
      from = c == '"' ? self->at++ : from;
    }
    cwp__buffer_add(field, self->text + from, self->at - from);
  }
  int c = plain_peek(self);
  if (c < 0 || c == ',' || c == '\r' || c == '\n') return 1;
  plain_error(out, self, self->line, self->line_start, self->at);
  return 0;
}

static int plain_field(cwp__buffer *out, plain_reader *self, cwp__buffer *fields) {
  cwp__buffer field;
  cwp__buffer_init(&field, NULL);
  cwp__buffer_add(&field, "", 0);
  int quoted = plain_peek(self) == '"', fine = 1;
  if (quoted) fine = plain_quoted(out, self, &field);
  while (fine && !quoted && plain_peek(self) >= 0 && strchr(",\r\n", plain_peek(self)) == NULL)
    cwp__buffer_add(&field, self->text + self->at++, 1);
  if (fine && !quoted && plain_peek(self) == 0) {
    plain_error(out, self, self->line, self->line_start, self->at);
    fine = 0;
  }
  if (fine) dump_field(fields, field.text, field.length, quoted);
  cwp__buffer_free(&field);
  return fine;
}

/* A record; 0 at the end or on an error, which is written out. */
static int plain_record(cwp__buffer *out, plain_reader *self, unsigned number) {
  while (plain_peek(self) == '\r' || plain_peek(self) == '\n')
    plain_line_end(self);
  if (plain_peek(self) < 0) {
    cwp__buffer_add_text(out, "end");
    return 0;
  }
  cwp__buffer fields;
  cwp__buffer_init(&fields, NULL);
  cwp__buffer_format(&fields, "%u@%llu", number, (unsigned long long)self->line);
  int fine = plain_field(out, self, &fields);
  while (fine && plain_peek(self) == ',') {
    self->at++;
    fine = plain_field(out, self, &fields);
  }
  if (fine) cwp__buffer_format(out, "%s ", fields.text);
  cwp__buffer_free(&fields);
  if (fine && plain_peek(self) >= 0) plain_line_end(self);
  return fine;
}

static cwp__buffer plain_dump(const char *text, size_t length) {
  plain_reader self = {text, length, 0, 1, 0};
  cwp__buffer out;
  cwp__buffer_init(&out, NULL);
  unsigned number = 0;
  while (plain_record(&out, &self, number))
    number++;
  return out;
}

/* A fixed sequence of numbers without pattern. */
static uint64_t scramble(uint64_t *state) {
  *state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = *state;
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* Appends pieces that matter, more often in quotes that are closed than not. */
static size_t make_text(uint64_t *state, char *text, size_t most) {
  static const char *const pieces[] = {
      ",",  ",",    ",",     "\n",         "\n",       "\r\n",   "\r",          "\"",
      "a",  "word", "2025-", "two words",  "\xc3\xa9", "\"\"",   "\"quoted\"",  ",\"q,\"\"\r\n\",",
      "+(", "-",    "\t",    "0123456789", "\n\"x\"",  ",\"\",", "Smith, John", "\"a\nb\",",
  };
  enum { PIECES = sizeof pieces / sizeof *pieces };
  size_t length = 0;
  size_t wanted = scramble(state) % most;
  for (;;) {
    const char *piece = pieces[scramble(state) % PIECES];
    size_t size = strlen(piece);
    if (scramble(state) % 500 == 0) {
      piece = ""; /* its zero */
      size = 1;
    }
    if (length + size > wanted) return length;
    memcpy(text + length, piece, size);
    length += size;
  }
}

START_TEST(as_a_plain_reader_reads_it) {
  uint64_t state = 7;
  unsigned whole = 0;
  for (unsigned round = 0; round < 3000; round++) {
    char text[200];
    size_t length = make_text(&state, text, sizeof text);
    cwp__buffer wanted = plain_dump(text, length);
    whole += strstr(wanted.text, "end") != NULL;
    for (size_t i = 0; i < STEPS; i++) {
      cwp_error error = CWP_ERROR_INIT;
      cwp__buffer out = dump_with(text, length, steps[i], NULL, &error);
      if (strcmp(out.text, wanted.text) != 0)
        ck_abort_msg("round %u by %zu bytes:\n%.*s\nread: %s\nwanted: %s", round, steps[i], (int)length, text, out.text,
                     wanted.text);
      cwp__buffer_free(&out);
    }
    cwp__buffer_free(&wanted);
  }
  ck_assert_uint_gt(whole, 300); /* enough of them had no error */
  ck_assert_uint_lt(whole, 2700);
}
END_TEST

/* Records of all lengths, so that some span every edge of what is held at a time. */
START_TEST(records_across_the_edges_of_the_window) {
  cwp__buffer text, wanted;
  cwp__buffer_init(&text, NULL);
  cwp__buffer_init(&wanted, NULL);
  uint64_t state = 3;
  unsigned long line = 1;
  for (unsigned i = 0; i < 4000; i++) {
    char filler[1200];
    size_t size = scramble(&state) % sizeof filler;
    memset(filler, 'a' + (int)(i % 26), sizeof filler);
    cwp__buffer_format(&text, "%u,\"%.*s\"\"\r\n\",%.*s\r\n", i, (int)size, filler, (int)(size / 2), filler);
    cwp__buffer_format(&wanted, "%u@%lu[%u][\"%.*s\"\r\n\"][%.*s] ", i, line, i, (int)size, filler, (int)(size / 2),
                       filler);
    line += 2;
  }
  cwp__buffer_add_text(&wanted, "end");
  ck_assert_uint_gt(text.length, 3000000);
  static const size_t sizes[] = {7, 4096, 65537, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    cwp_error error = CWP_ERROR_INIT;
    cwp__buffer out = dump_with(text.text, text.length, sizes[i], NULL, &error);
    ck_assert_msg(out.length == wanted.length && memcmp(out.text, wanted.text, wanted.length) == 0, "by %zu bytes: %s",
                  sizes[i], error.message);
    cwp__buffer_free(&out);
  }
  cwp__buffer_free(&text);
  cwp__buffer_free(&wanted);
}
END_TEST

/* A header and a record of exactly `length` bytes, quoted or not, with or without a line end. Free the text. */
static cwp__buffer record_of(size_t length, int quoted, const char *line_end) {
  cwp__buffer text;
  cwp__buffer_init(&text, NULL);
  cwp__buffer_add_text(&text, "h\n");
  cwp__buffer_add_text(&text, quoted ? "\"" : "x");
  for (size_t left = length - 2; left > 0;) {
    static const char filler[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    size_t size = left < sizeof filler - 1 ? left : sizeof filler - 1;
    cwp__buffer_add(&text, filler, size);
    left -= size;
  }
  cwp__buffer_add_text(&text, quoted ? "\"" : "x");
  cwp__buffer_add_text(&text, line_end);
  return text;
}

static void check_record_limit(size_t limit, int quoted, const char *line_end, size_t step) {
  cwp_limits limits = CWP_LIMITS_INIT;
  limits.record_bytes = limit;
  for (size_t length = limit; length <= limit + 1; length++) {
    cwp__buffer text = record_of(length, quoted, line_end);
    cwp_error error = CWP_ERROR_INIT;
    cwp__buffer out = dump_with(text.text, text.length, step, &limits, &error);
    if (length == limit)
      ck_assert_str_eq(out.text + out.length - 5, "] end");
    else
      ck_assert_str_eq(out.text, "0@1[h] limit 2:1 @2");
    cwp__buffer_free(&out);
    cwp__buffer_free(&text);
  }
}

START_TEST(records_at_the_limit) {
  static const size_t limits[] = {2, 10, 1000, 131070, 131071, 131072, 131073, 131074, 300000, 1048576};
  static const char *const endings[] = {"", "\n", "\r\n", "\r"};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    for (size_t j = 0; j < 8; j++) {
      check_record_limit(limits[i], j < 4, endings[j % 4], SIZE_MAX);
      check_record_limit(limits[i], j < 4, endings[j % 4], limits[i] < 100000 ? 1 : 1021);
    }
  cwp_limits tiny = CWP_LIMITS_INIT;
  tiny.record_bytes = 1;
  check_with(MARK "a\nb\n", 7, &tiny, "0@1[a] 1@2[b] end");
  check_with(MARK "ab\n", 6, &tiny, "limit 1:1 @3");
  tiny.record_bytes = 4; /* a fault within the limit counts, one beyond it does not */
  check_with("abcd\0", 5, &tiny, "syntax 1:5 @4");
  check_with("abcde\0", 6, &tiny, "limit 1:1 @0");
  check_with("\"ab\"c", 5, &tiny, "syntax 1:5 @4");
  check_with("\"abc\"d", 6, &tiny, "limit 1:1 @0");
  tiny.fields = 2;
  check_with("a,b,,", 5, &tiny, "limit 1:5 @4");
  check_with("a,bc,d,", 7, &tiny, "limit 1:1 @0");
  tiny.record_bytes = SIZE_MAX;
  check_with("a\n", 2, &tiny, "0@1[a] end");
}
END_TEST

/* Gives a header and then the same byte without end, and counts. */
typedef struct endless_input {
  const char *start;
  char byte;
  uint64_t given;
} endless_input;

static size_t read_endless(void *context, void *buffer, size_t capacity) {
  endless_input *self = context;
  size_t size = strlen(self->start);
  if (size > 0) {
    memcpy(buffer, self->start, size);
    self->start = "";
  } else {
    size = capacity;
    memset(buffer, self->byte, size);
  }
  self->given += size;
  return size;
}

static void check_endless(const char *start, char byte, const char *message) {
  endless_input endless = {start, byte, 0};
  cwp_input input = {read_endless, &endless, "endless.csv"};
  failing_allocator counts;
  cwp_allocator with = failing_allocator_start(&counts, FAIL_NEVER, 0);
  cwp_error error = CWP_ERROR_INIT;
  cwp__csv *csv;
  int more;
  ck_assert_int_eq(cwp__csv_new(&input, NULL, &with, &csv, &error), CWP_OK);
  ck_assert_int_eq(cwp__csv_next(csv, &more, &error), CWP_OK);
  ck_assert_int_eq(cwp__csv_next(csv, &more, &error), CWP_ERROR_LIMIT);
  ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
  ck_assert_uint_eq(error.line, 2);
  /* No more was read or held than the limit, and while growing the half of it besides. */
  ck_assert_uint_le(endless.given, 1024 * 1024 + 1024);
  ck_assert_uint_le(counts.bytes, 1024 * 1024 + 64 * 1024);
  ck_assert_uint_le(counts.most_bytes, 2 * 1024 * 1024 + 64 * 1024);
  cwp__csv_free(csv);
  failing_allocator_check(&counts);
}

START_TEST(lines_without_end) {
  check_endless("h\n", 'x', "a record of more than 1048576 bytes");
  check_endless("h\nx\"\"", ' ', "a record of more than 1048576 bytes");
  check_endless("h\na,\"", '\n', "the quote opened on line 2 is not closed");
  check_endless("h\n", ',', "more than 1024 fields");
}
END_TEST

START_TEST(ten_megabytes_in_one_line) {
  cwp__buffer text = record_of(10 * 1024 * 1024, 0, "\n");
  cwp_error error = CWP_ERROR_INIT;
  clock_t before = clock();
  cwp__buffer out = dump_with(text.text, text.length, SIZE_MAX, NULL, &error);
  ck_assert_str_eq(out.text, "0@1[h] limit 2:1 @2");
  ck_assert(clock() - before < CLOCKS_PER_SEC);
  cwp__buffer_free(&out);
  cwp__buffer_free(&text);
}
END_TEST

START_TEST(other_separators_are_named) {
  static const struct {
    const char *text, *hint;
  } headers[] = {
      {"worker;subject;kind\n", ": the columns are separated by semicolons; commas are expected"},
      {"\"a\nb\";c\n", NULL}, /* text behind a closing quote */
      {"worker\tsubject\n", ": the columns are separated by tabs; commas are expected"},
      {"worker,subject;kind\n", ""},
      {"worker\n", ""},
      {"\n", ""},
  };
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
    memory_input memory = {headers[i].text, strlen(headers[i].text), 0, 100};
    const cwp_input input = input_of(&memory);
    cwp__csv *csv;
    int more;
    ck_assert_int_eq(cwp__csv_new(&input, NULL, NULL, &csv, NULL), CWP_OK);
    if (cwp__csv_next(csv, &more, NULL) == CWP_OK)
      ck_assert_str_eq(cwp__csv_hint(csv), headers[i].hint);
    else
      ck_assert_ptr_null(headers[i].hint);
    cwp__csv_free(csv);
  }
}
END_TEST

START_TEST(limits_of_fields_and_records) {
  cwp_limits limits = CWP_LIMITS_INIT;
  limits.fields = 3;
  check_with("a,b,c\n", 6, &limits, "0@1[a][b][c] end");
  check_with("a,b,c,\n", 7, &limits, "limit 1:7 @6");
  check_with("a,b,\"c\"\nd,e,f,\"g\"\n", 18, &limits, "0@1[a][b][\"c\"] limit 2:7 @14");
  limits.fields = 20;
  check_with("1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0\n", 40, &limits,
             "0@1[1][2][3][4][5][6][7][8][9][0][1][2][3][4][5][6][7][8][9][0] end");
  check_with("1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,x\n", 42, &limits, "limit 1:41 @40");
  limits.records = 2;
  check_with("h\n1\n2\n\n", 7, &limits, "0@1[h] 1@2[1] 2@3[2] end");
  check_with("h\n1\n2\n\n3", 8, &limits, "0@1[h] 1@2[1] 2@3[2] limit 5:1 @7");
}
END_TEST

/* An input that fails, or gives more than was asked for, after so many bytes. */
typedef struct broken_input {
  memory_input memory;
  size_t answer;
} broken_input;

static size_t read_broken(void *context, void *buffer, size_t capacity) {
  broken_input *self = context;
  size_t size = read_memory(&self->memory, buffer, capacity);
  if (size > 0) return size;
  return self->answer == 0 ? capacity + 1 : self->answer;
}

START_TEST(inputs_that_fail) {
  static const size_t answers[] = {SIZE_MAX, 0};
  static const char *const texts[] = {"", "\xEF", "h", "h\n", "h\n1,\"", "h\n1,\"2\""};
  for (size_t i = 0; i < 2; i++)
    for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
      broken_input broken = {{texts[j], strlen(texts[j]), 0, 3}, answers[i]};
      cwp_input input = {read_broken, &broken, "broken.csv"};
      cwp_error error = CWP_ERROR_INIT;
      cwp__csv *csv;
      int more = 1;
      ck_assert_int_eq(cwp__csv_new(&input, NULL, NULL, &csv, &error), CWP_OK);
      cwp_status status = CWP_OK;
      while (status == CWP_OK && more)
        status = cwp__csv_next(csv, &more, &error);
      ck_assert_int_eq(status, CWP_ERROR_IO);
      ck_assert_int_eq(more, 0);
      ck_assert_str_eq(error.path, "broken.csv");
      ck_assert_uint_eq(error.offset, strlen(texts[j]));
      ck_assert_uint_eq(error.column, 0);
      ck_assert_uint_eq(cwp__csv_field_count(csv), 0);
      ck_assert_int_eq(cwp__csv_next(csv, &more, &error), CWP_ERROR_IO);
      cwp__csv_free(csv);
    }
}
END_TEST

START_TEST(calls_beyond_the_end) {
  memory_input memory = {"a,b", 3, 0, SIZE_MAX};
  cwp_input input = input_of(&memory);
  cwp__csv *csv;
  int more;
  ck_assert_int_eq(cwp__csv_new(&input, NULL, NULL, &csv, NULL), CWP_OK);
  ck_assert_uint_eq(cwp__csv_record(csv), 0);
  ck_assert_uint_eq(cwp__csv_field_count(csv), 0);
  ck_assert_int_eq(cwp__csv_next(csv, &more, NULL), CWP_OK);
  ck_assert_int_eq(more, 1);
  ck_assert_uint_eq(cwp__csv_field_at(csv, 1).value.length, 1);
  for (size_t i = 2; i < 5; i++) {
    ck_assert_str_eq(cwp__csv_field_at(csv, i).value.text, "");
    ck_assert_uint_eq(cwp__csv_field_at(csv, i).value.length, 0);
    ck_assert_int_eq(cwp__csv_field_at(csv, i).quoted, 0);
  }
  for (int i = 0; i < 3; i++) {
    ck_assert_int_eq(cwp__csv_next(csv, &more, NULL), CWP_OK);
    ck_assert_int_eq(more, 0);
    ck_assert_uint_eq(cwp__csv_field_count(csv), 0);
  }
  cwp__csv_free(csv);
  cwp__csv_free(NULL);
}
END_TEST

static cwp_status read_much(const cwp_allocator *allocator, void *context, cwp_error *error) {
  const cwp__buffer *text = context;
  memory_input memory = {text->text, text->length, 0, 5000};
  cwp_input input = input_of(&memory);
  cwp__csv *csv;
  int more = 1;
  cwp_status status = cwp__csv_new(&input, NULL, allocator, &csv, error);
  while (status == CWP_OK && more)
    status = cwp__csv_next(csv, &more, error);
  if (status != CWP_OK) ck_assert_str_eq(error->path, "test.csv");
  cwp__csv_free(csv);
  return status;
}

START_TEST(every_allocation_fails_in_turn) {
  cwp__buffer text = record_of(900000, 1, "\n");
  for (int i = 0; i < 1000; i++)
    cwp__buffer_add_text(&text, "field,");
  failing_allocator_try_all(read_much, &text, 40, 0);
  cwp__buffer_free(&text);
}
END_TEST

START_TEST(files_are_read_too) {
  cwp_input input;
  cwp__csv *csv;
  int more = 1;
  unsigned fields = 0;
  ck_assert_int_eq(cwp__file_open(CWP_SOURCE_DIR "/examples/data/training.csv", &input, NULL), CWP_OK);
  ck_assert_int_eq(cwp__csv_new(&input, NULL, NULL, &csv, NULL), CWP_OK);
  ck_assert_int_eq(cwp__csv_next(csv, &more, NULL), CWP_OK);
  while (more) {
    if (fields == 0) fields = (unsigned)cwp__csv_field_count(csv);
    ck_assert_uint_eq(cwp__csv_field_count(csv), fields);
    ck_assert_uint_gt(cwp__csv_line(csv), cwp__csv_record(csv));
    ck_assert_int_eq(cwp__csv_next(csv, &more, NULL), CWP_OK);
  }
  ck_assert_uint_gt(cwp__csv_record(csv), 0);
  cwp__csv_free(csv);
  cwp__file_close(&input);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("csv");
  TCase *tcase = suite_case(suite, "csv");
  tcase_add_test(tcase, records_and_fields);
  tcase_add_test(tcase, nothing_and_nearly_nothing);
  tcase_add_test(tcase, line_ends);
  tcase_add_test(tcase, byte_order_marks);
  tcase_add_test(tcase, quotes);
  tcase_add_test(tcase, line_ends_in_quotes);
  tcase_add_test(tcase, unclosed_quotes);
  tcase_add_test(tcase, text_behind_a_closing_quote);
  tcase_add_test(tcase, bytes_of_zero);
  tcase_add_test(tcase, as_a_plain_reader_reads_it);
  tcase_add_test(tcase, records_across_the_edges_of_the_window);
  tcase_add_test(tcase, records_at_the_limit);
  tcase_add_test(tcase, lines_without_end);
  tcase_add_test(tcase, ten_megabytes_in_one_line);
  tcase_add_test(tcase, other_separators_are_named);
  tcase_add_test(tcase, limits_of_fields_and_records);
  tcase_add_test(tcase, inputs_that_fail);
  tcase_add_test(tcase, calls_beyond_the_end);
  tcase_add_test(tcase, every_allocation_fails_in_turn);
  tcase_add_test(tcase, files_are_read_too);
  return suite_run(suite);
}
