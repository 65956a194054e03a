#include "base/csv.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/memory.h"

#include <string.h>

/*
 * One window onto the input holds at least the record in hand. It is only scanned until the record is complete, so a
 * fault is found in the very bytes that were read; then fields are unquoted and terminated where they stand.
 *
 *        begin           scan          end        capacity - 1
 *   used | record so far | not seen yet | free      | room for a zero
 */

typedef enum cwp__csv_state {
  AT_FIELD,  /* at the beginning of a field */
  IN_PLAIN,  /* in an unquoted field */
  IN_QUOTES, /* behind an opening quote */
  AT_QUOTE   /* behind a quote that closes the field, unless another one follows */
} cwp__csv_state;

/* What scanning came to. */
typedef enum cwp__csv_step { STEP_MORE, STEP_RECORD, STEP_FAILED } cwp__csv_step;

/* A field of the record in hand, relative to its beginning. */
typedef struct cwp__csv_cell {
  size_t start;
  size_t length;
  unsigned char quoted;
  unsigned char doubled; /* 1 if a doubled quote is in it */
} cwp__csv_cell;

/* A place in the record in hand, for errors: relative to its beginning. */
typedef struct cwp__csv_spot {
  size_t at;
  size_t line_start;
  uint64_t line;
} cwp__csv_spot;

struct cwp__csv {
  cwp_allocator allocator;
  cwp_input input;
  cwp_limits limits;

  char *window;
  size_t capacity;
  size_t begin;
  size_t scan;
  size_t end;
  uint64_t bytes;
  int at_end;
  cwp_status status; /* CWP_OK until an error was returned */

  cwp__csv_state state;
  cwp__csv_cell cell;  /* the field in hand */
  int skip_feed;       /* the line before ended in CR: an LF belongs to it */
  uint64_t line;       /* line of `scan` */
  size_t line_start;   /* where it starts, relative to `begin` */
  cwp__csv_spot quote; /* the last opening quote */

  cwp__csv_cell *cells;
  size_t cell_count;
  size_t cell_capacity;
  uint64_t records; /* read so far, with the header */
  uint64_t record_line;
};

enum { WINDOW_SIZE = 128 * 1024 };

cwp_status cwp__csv_new(const cwp_input *input, const cwp_limits *limits, const cwp_allocator *allocator,
                        cwp__csv **out, cwp_error *error) {
  *out = NULL;
  cwp_allocator with = cwp__allocator_or_default(allocator);
  cwp__csv *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_in(error, cwp__fail_memory(error), input->name);
  self->allocator = with;
  self->input = *input;
  self->limits = cwp__limits_or_default(limits);
  if (self->limits.record_bytes > SIZE_MAX / 4) self->limits.record_bytes = SIZE_MAX / 4;
  self->line = 1;
  self->capacity = WINDOW_SIZE;
  self->window = cwp__allocate(&with, self->capacity, 1);
  if (self->window == NULL) {
    cwp__csv_free(self);
    return cwp__fail_in(error, cwp__fail_memory(error), input->name);
  }
  *out = self;
  return CWP_OK;
}

void cwp__csv_free(cwp__csv *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__release(&with, self->cells);
  cwp__release(&with, self->window);
  cwp__release(&with, self);
}

/* Errors. */

static cwp__csv_spot spot_at(const cwp__csv *self, size_t window_index) {
  return (cwp__csv_spot){window_index - self->begin, self->line_start, self->line};
}

static cwp__place place_of(const cwp__csv *self, cwp__csv_spot spot) {
  const char *record = self->window + self->begin;
  cwp__place place = {self->input.name, spot.line, 0, 0};
  place.column = cwp__utf8_count(record + spot.line_start, spot.at - spot.line_start) + 1;
  place.offset = self->bytes - self->end + self->begin + spot.at;
  return place;
}

static void fail_unclosed(cwp__csv *self, cwp_error *error) {
  cwp__place place = place_of(self, self->quote);
  self->status = cwp__fail_at(error, CWP_ERROR_SYNTAX, &place, "a quote is opened here and never closed");
}

static cwp__csv_step fail_nul(cwp__csv *self, cwp_error *error) {
  cwp__place place = place_of(self, spot_at(self, self->scan));
  self->status = cwp__fail_at(error, CWP_ERROR_SYNTAX, &place,
                              "a byte of zero, which text does not have; is it a CSV file in UTF-8?");
  return STEP_FAILED;
}

static cwp__csv_step fail_after_quote(cwp__csv *self, cwp_error *error) {
  cwp__place place = place_of(self, spot_at(self, self->scan));
  char seen[32];
  size_t length = self->end - self->scan < 4 ? self->end - self->scan : 4;
  size_t first = cwp__utf8_valid_prefix(self->window + self->scan, length);
  while (first > 1 && cwp__utf8_count(self->window + self->scan, first) > 1)
    first--;
  cwp__show(seen, sizeof seen, self->window + self->scan, first == 0 ? 1 : first);
  self->status =
      cwp__fail_at(error, CWP_ERROR_SYNTAX, &place,
                   "'%s' stands between a closing quote and the next comma; the quote was opened on line %llu", seen,
                   (unsigned long long)self->quote.line);
  return STEP_FAILED;
}

/* The field in hand is one too many. */
static cwp__csv_step fail_fields(cwp__csv *self, cwp_error *error) {
  cwp__place place = place_of(self, self->cell.quoted ? self->quote : spot_at(self, self->begin + self->cell.start));
  self->status =
      cwp__fail_at(error, CWP_ERROR_LIMIT, &place, "more than %zu fields in one record", self->limits.fields);
  return STEP_FAILED;
}

/* The usual reason for a record without end is a quote that nobody closed, so it is named. */
static cwp_status fail_record_bytes(const cwp__csv *self, cwp_error *error) {
  cwp__place place = place_of(self, (cwp__csv_spot){0, 0, self->record_line});
  if (self->state == IN_QUOTES)
    return cwp__fail_at(error, CWP_ERROR_LIMIT, &place,
                        "a record of more than %zu bytes; the quote opened on line %llu is not closed by then",
                        self->limits.record_bytes, (unsigned long long)self->quote.line);
  return cwp__fail_at(error, CWP_ERROR_LIMIT, &place, "a record of more than %zu bytes", self->limits.record_bytes);
}

/* Reading. */

/* Makes room behind `end`: moves the record in hand to the front, or takes a larger window. */
static cwp_status make_room(cwp__csv *self, cwp_error *error) {
  if (self->capacity - 1 > self->end) return CWP_OK;
  if (self->begin > 0) {
    memmove(self->window, self->window + self->begin, self->end - self->begin);
    self->scan -= self->begin;
    self->end -= self->begin;
    self->begin = 0;
    return CWP_OK;
  }
  /* One byte over the limit is enough to know; the other is for the zero. */
  size_t most = self->limits.record_bytes + 2;
  size_t wanted = self->capacity > most / 2 ? most : self->capacity * 2;
  char *window = self->allocator.reallocate(self->allocator.context, self->window, self->capacity, wanted);
  if (window == NULL) return cwp__fail_memory(error);
  self->window = window;
  self->capacity = wanted;
  return CWP_OK;
}

/* Takes more bytes from the input, or finds its end. */
static cwp_status refill(cwp__csv *self, cwp_error *error) {
  cwp_status status = make_room(self, error);
  if (status != CWP_OK) return status;
  size_t room = self->capacity - 1 - self->end;
  size_t got = self->input.read(self->input.context, self->window + self->end, room);
  if (got > room) {
    const cwp__place place = {self->input.name, self->line, 0, self->bytes};
    const char *reason = cwp__file_reason(&self->input);
    return cwp__fail_at(error, CWP_ERROR_IO, &place, "cannot read on%s%s", reason[0] != '\0' ? ": " : "", reason);
  }
  self->end += got;
  self->bytes += got;
  self->at_end = got == 0;
  return CWP_OK;
}

/* Skips a byte order mark. */
static cwp_status skip_mark(cwp__csv *self, cwp_error *error) {
  static const char mark[] = "\xEF\xBB\xBF";
  const size_t size = sizeof mark - 1;
  while (!self->at_end && self->end < size && memcmp(self->window, mark, self->end) == 0) {
    cwp_status status = refill(self, error);
    if (status != CWP_OK) return status;
  }
  if (self->end >= size && memcmp(self->window, mark, size) == 0) {
    self->begin = size;
    self->scan = size;
  }
  return CWP_OK;
}

/* Scanning. */

/* What a byte can end: a run of unquoted text, a run of quoted text. */
enum { ENDS_PLAIN = 1, ENDS_QUOTED = 2 };

static const unsigned char ends[256] = {
    ['\0'] = ENDS_PLAIN | ENDS_QUOTED,
    ['\n'] = ENDS_PLAIN | ENDS_QUOTED,
    ['\r'] = ENDS_PLAIN | ENDS_QUOTED,
    [','] = ENDS_PLAIN,
    ['"'] = ENDS_QUOTED,
};

#define ONES UINT64_C(0x0101010101010101)

/* Eight bytes, the first in the lowest place on every machine. Not every compiler makes one load of the second form. */
static uint64_t load_eight(const char *bytes) {
#if defined(_WIN32) || (defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
  uint64_t eight;
  memcpy(&eight, bytes, sizeof eight);
  return eight;
#else
  const unsigned char *b = (const unsigned char *)bytes;
  return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
         (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
#endif
}

/*
 * Marks, in the top bit of each, those of eight bytes that are below '-': all that ends a run is among them, and little
 * else that names, numbers and dates are made of. By borrowing, a byte behind a marked one may be marked for nothing.
 */
static uint64_t marks_of(const char *bytes) {
  uint64_t eight = load_eight(bytes);
  return (eight - ONES * '-') & ~eight & (ONES << 7);
}

/* Which of the eight has the first mark; there is one. */
static size_t first_mark(uint64_t marks) {
#if defined(__GNUC__)
  return (size_t)__builtin_ctzll(marks) / 8;
#else
  uint64_t before = ((marks - 1) & ~marks) >> 7 & ONES; /* a one for each byte in front of it */
  return (size_t)((before * ONES) >> 56);
#endif
}

/* The next byte from `at` that ends a run of that kind, or `end`. */
static size_t run_end(const char *window, size_t at, size_t end, unsigned char kind) {
  for (; end - at >= 8; at += 8) {
    for (uint64_t marks = marks_of(window + at); marks != 0; marks &= marks - 1) {
      size_t index = at + first_mark(marks);
      if ((ends[(unsigned char)window[index]] & kind) != 0) return index;
    }
  }
  while (at < end && (ends[(unsigned char)window[at]] & kind) == 0)
    at++;
  return at;
}

/* Puts the field in hand, which ends at `at`, to the others. */
static cwp__csv_step end_field(cwp__csv *self, size_t at, cwp_error *error) {
  if (self->cell_count == self->cell_capacity) {
    void *cells = self->cells;
    if (!cwp__reserve(&self->allocator, &cells, &self->cell_capacity, self->cell_count + 1, sizeof *self->cells)) {
      self->status = cwp__fail_memory(error);
      return STEP_FAILED;
    }
    self->cells = cells;
  }
  if (self->cell_count >= self->limits.fields) return fail_fields(self, error);
  self->cell.length = at - self->begin - self->cell.start;
  self->cells[self->cell_count++] = self->cell;
  self->state = AT_FIELD;
  return STEP_MORE;
}

/* Goes past the line end at `scan`; an LF behind a CR belongs to it, even if it has not been read yet. */
static void pass_line_end(cwp__csv *self) {
  self->skip_feed = self->window[self->scan] == '\r';
  self->scan++;
  self->line++;
  if (self->skip_feed && self->scan < self->end) {
    if (self->window[self->scan] == '\n') self->scan++;
    self->skip_feed = 0;
  }
}

/* At a comma or line end behind a field that ends at `at`. */
static cwp__csv_step pass_separator(cwp__csv *self, size_t at, cwp_error *error) {
  if (end_field(self, at, error) == STEP_FAILED) return STEP_FAILED;
  if (self->window[self->scan] != ',') return STEP_RECORD;
  self->scan++;
  return STEP_MORE;
}

static void open_quote(cwp__csv *self) {
  self->quote = spot_at(self, self->scan);
  self->scan++;
  self->cell = (cwp__csv_cell){self->scan - self->begin, 0, 1, 0};
  self->state = IN_QUOTES;
}

/* Goes on as in an unquoted field that began at `start` and is known up to `at`. */
static void go_on_plain(cwp__csv *self, size_t start, size_t at) {
  self->cell = (cwp__csv_cell){start - self->begin, 0, 0, 0};
  self->state = IN_PLAIN;
  self->scan = at;
}

/*
 * Takes unquoted fields that end in a comma, one after another: what most of a file is made of, and the same that
 * scan_plain does with less ado. Ends at anything else, at a quote that opens a field, and near the window's end. There
 * are at least eight bytes, the first of them no quote.
 */
static void scan_plain_fields(cwp__csv *self) {
  const char *window = self->window;
  const size_t begin = self->begin, end = self->end;
  const size_t most = self->cell_capacity < self->limits.fields ? self->cell_capacity : self->limits.fields;
  size_t start = self->scan;
  size_t at = start;
  for (; end - at >= 8; at += 8) {
    for (uint64_t marks = marks_of(window + at); marks != 0; marks &= marks - 1) {
      size_t index = at + first_mark(marks);
      if (window[index] == ',' && self->cell_count < most) {
        self->cells[self->cell_count++] = (cwp__csv_cell){start - begin, index - start, 0, 0};
        start = index + 1;
      } else if (window[index] == '"' && index == start) {
        self->scan = index;
        return;
      } else if ((ends[(unsigned char)window[index]] & ENDS_PLAIN) != 0) {
        go_on_plain(self, start, index);
        return;
      }
    }
  }
  if (start == at)
    self->scan = at;
  else
    go_on_plain(self, start, at);
}

static cwp__csv_step scan_field(cwp__csv *self) {
  if (self->window[self->scan] == '"')
    open_quote(self);
  else if (self->end - self->scan < 8)
    go_on_plain(self, self->scan, self->scan);
  else
    scan_plain_fields(self);
  return STEP_MORE;
}

static cwp__csv_step scan_plain(cwp__csv *self, cwp_error *error) {
  self->scan = run_end(self->window, self->scan, self->end, ENDS_PLAIN);
  if (self->scan == self->end) return STEP_MORE;
  if (self->window[self->scan] == '\0') return fail_nul(self, error);
  return pass_separator(self, self->scan, error);
}

static cwp__csv_step scan_quoted(cwp__csv *self, cwp_error *error) {
  self->scan = run_end(self->window, self->scan, self->end, ENDS_QUOTED);
  if (self->scan == self->end) return STEP_MORE;
  switch (self->window[self->scan]) {
  case '\0':
    return fail_nul(self, error);
  case '"':
    self->state = AT_QUOTE;
    break;
  case '\n':
    if (self->window[self->scan - 1] != '\r') self->line++;
    self->line_start = self->scan + 1 - self->begin;
    break;
  default:
    self->line++;
    self->line_start = self->scan + 1 - self->begin;
    break;
  }
  self->scan++;
  return STEP_MORE;
}

static cwp__csv_step scan_after_quote(cwp__csv *self, cwp_error *error) {
  switch (self->window[self->scan]) {
  case '"':
    self->cell.doubled = 1;
    self->state = IN_QUOTES;
    self->scan++;
    return STEP_MORE;
  case ',':
  case '\n':
  case '\r':
    return pass_separator(self, self->scan - 1, error);
  case '\0':
    return fail_nul(self, error);
  default:
    return fail_after_quote(self, error);
  }
}

/* Scans what is in the window, to the end of the record at most; `scan` is at the line end then. */
static cwp__csv_step scan_window(cwp__csv *self, cwp_error *error) {
  cwp__csv_step step = STEP_MORE;
  while (step == STEP_MORE && self->scan < self->end) {
    switch (self->state) {
    case AT_FIELD:
      step = scan_field(self);
      break;
    case IN_PLAIN:
      step = scan_plain(self, error);
      break;
    case IN_QUOTES:
      step = scan_quoted(self, error);
      break;
    default:
      step = scan_after_quote(self, error);
      break;
    }
  }
  return step;
}

/* The input ends here: so does its last record, if it has one without a line end. */
static void scan_end(cwp__csv *self, cwp_error *error) {
  if (self->state == IN_QUOTES) {
    fail_unclosed(self, error);
    return;
  }
  if (self->state == AT_FIELD) self->cell = (cwp__csv_cell){self->scan - self->begin, 0, 0, 0};
  size_t at = self->state == AT_QUOTE ? self->scan - 1 : self->scan;
  end_field(self, at, error);
}

/* Goes past line ends to the beginning of a record. `*more` is 0 if there is none. */
static cwp_status find_record(cwp__csv *self, int *more, cwp_error *error) {
  for (;;) {
    while (self->scan < self->end) {
      char next = self->window[self->scan];
      int rest_of_line_end = self->skip_feed && next == '\n';
      self->skip_feed = 0;
      if (rest_of_line_end) {
        self->scan++;
      } else if (next == '\n' || next == '\r') {
        pass_line_end(self);
      } else {
        self->begin = self->scan;
        *more = 1;
        return CWP_OK;
      }
    }
    self->begin = self->scan;
    if (self->at_end) return CWP_OK;
    cwp_status status = refill(self, error);
    if (status != CWP_OK) return status;
  }
}

/* Turns doubled quotes into single ones and returns the length that is left. */
static size_t undouble(char *text, size_t length) {
  size_t written = 0;
  size_t at = 0;
  while (at < length) {
    const char *quote = memchr(text + at, '"', length - at);
    size_t run = quote == NULL ? length - at : (size_t)(quote - text) - at + 1;
    memmove(text + written, text + at, run);
    written += run;
    at += run + (quote != NULL); /* the second of the pair is left out */
  }
  return written;
}

static void finish_fields(cwp__csv *self) {
  char *record = self->window + self->begin;
  for (size_t i = 0; i < self->cell_count; i++) {
    cwp__csv_cell *cell = &self->cells[i];
    if (cell->doubled) cell->length = undouble(record + cell->start, cell->length);
    record[cell->start + cell->length] = '\0';
  }
}

/* Scans a record to its end, reading on as needed. */
static cwp_status scan_record(cwp__csv *self, cwp_error *error) {
  while (scan_window(self, error) == STEP_MORE) {
    if (self->end - self->begin > self->limits.record_bytes) return fail_record_bytes(self, error);
    if (self->at_end) {
      scan_end(self, error);
      break;
    }
    cwp_status status = refill(self, error);
    if (status != CWP_OK) return status;
  }
  /* A fault beyond the limit is met only if that much happened to be read: the limit is what counts. */
  if (self->scan - self->begin > self->limits.record_bytes && self->status != CWP_ERROR_MEMORY)
    return fail_record_bytes(self, error);
  return self->status;
}

static cwp_status next_record(cwp__csv *self, int *more, cwp_error *error) {
  if (self->bytes == 0 && !self->at_end) {
    cwp_status status = skip_mark(self, error);
    if (status != CWP_OK) return status;
  }
  cwp_status status = find_record(self, more, error);
  if (status != CWP_OK || !*more) return status;

  self->record_line = self->line;
  self->line_start = 0;
  if (self->records > self->limits.records) {
    cwp__place place = place_of(self, spot_at(self, self->scan));
    return cwp__fail_at(error, CWP_ERROR_LIMIT, &place, "more than %llu records",
                        (unsigned long long)self->limits.records);
  }
  status = scan_record(self, error);
  if (status != CWP_OK) return status;

  if (self->scan < self->end) pass_line_end(self);
  finish_fields(self);
  self->records++;
  return CWP_OK;
}

cwp_status cwp__csv_next(cwp__csv *self, int *more, cwp_error *error) {
  *more = 0;
  self->cell_count = 0;
  if (self->status != CWP_OK) return cwp__fail(error, self->status, "reading on after an error");
  self->status = next_record(self, more, error);
  if (self->status == CWP_OK) return CWP_OK;
  *more = 0;
  self->cell_count = 0;
  return cwp__fail_in(error, self->status, self->input.name);
}

size_t cwp__csv_field_count(const cwp__csv *self) {
  return self->cell_count;
}

cwp__csv_field cwp__csv_field_at(const cwp__csv *self, size_t index) {
  if (index >= self->cell_count) return (cwp__csv_field){{"", 0}, 0};
  const cwp__csv_cell *cell = &self->cells[index];
  return (cwp__csv_field){{self->window + self->begin + cell->start, cell->length}, cell->quoted};
}

size_t cwp__csv_values(const cwp__csv *self, cwp__span *values, size_t most) {
  const char *record = self->window + self->begin;
  size_t count = self->cell_count < most ? self->cell_count : most;
  for (size_t i = 0; i < count; i++)
    values[i] = (cwp__span){record + self->cells[i].start, self->cells[i].length};
  return count;
}

const char *cwp__csv_hint_of(size_t fields, cwp__span first) {
  if (fields != 1 || first.length == 0) return "";
  if (memchr(first.text, ';', first.length)) return ": the columns are separated by semicolons; commas are expected";
  if (memchr(first.text, '\t', first.length)) return ": the columns are separated by tabs; commas are expected";
  return "";
}

const char *cwp__csv_hint(const cwp__csv *self) {
  return cwp__csv_hint_of(cwp__csv_field_count(self), cwp__csv_field_at(self, 0).value);
}

int cwp__csv_is_ascii(const cwp__csv *self) {
  if (self->cell_count == 0) return 1;
  const cwp__csv_cell *last = &self->cells[self->cell_count - 1];
  const char *at = self->window + self->begin;
  const char *end = at + last->start + last->length;
  uint64_t high = 0;
  for (; end - at >= 8; at += 8)
    high |= load_eight(at);
  for (; at < end; at++)
    high |= (unsigned char)*at;
  return (high & (ONES << 7)) == 0;
}

uint64_t cwp__csv_line(const cwp__csv *self) {
  return self->record_line;
}

uint64_t cwp__csv_record(const cwp__csv *self) {
  return self->records == 0 ? 0 : self->records - 1;
}

uint64_t cwp__csv_bytes(const cwp__csv *self) {
  return self->bytes;
}
