/* Types of Arrow columns. */

#include "exchange/arrow_types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WIDTH = 1 << 20, MOST_PRECISION = 76, MOST_ZONE = 64 };

/* Those whose text is all that is to say. `first` and `second` are the numbers in the table of the type, -1 where it
   has none; the widths are those of the numbers. */
static const struct fixed_type {
  const char *format;
  cwp__arrow_kind kind;
  cwp__arrow_layout layout;
  unsigned bits;
  int is_text;
  int first, second;
} fixed_types[] = {
    {"n", CWP__ARROW_NULL, CWP__ARROW_EMPTY, 0, 0, -1, -1},
    {"b", CWP__ARROW_BOOL, CWP__ARROW_FIXED, 1, 0, -1, -1},
    {"c", CWP__ARROW_INT, CWP__ARROW_FIXED, 8, 0, 8, 1},
    {"C", CWP__ARROW_INT, CWP__ARROW_FIXED, 8, 0, 8, 0},
    {"s", CWP__ARROW_INT, CWP__ARROW_FIXED, 16, 0, 16, 1},
    {"S", CWP__ARROW_INT, CWP__ARROW_FIXED, 16, 0, 16, 0},
    {"i", CWP__ARROW_INT, CWP__ARROW_FIXED, 32, 0, 32, 1},
    {"I", CWP__ARROW_INT, CWP__ARROW_FIXED, 32, 0, 32, 0},
    {"l", CWP__ARROW_INT, CWP__ARROW_FIXED, 64, 0, 64, 1},
    {"L", CWP__ARROW_INT, CWP__ARROW_FIXED, 64, 0, 64, 0},
    {"e", CWP__ARROW_FLOAT, CWP__ARROW_FIXED, 16, 0, 0, -1},
    {"f", CWP__ARROW_FLOAT, CWP__ARROW_FIXED, 32, 0, 1, -1},
    {"g", CWP__ARROW_FLOAT, CWP__ARROW_FIXED, 64, 0, 2, -1},
    {"u", CWP__ARROW_UTF8, CWP__ARROW_OFFSETS, 32, 1, -1, -1},
    {"U", CWP__ARROW_LARGE_UTF8, CWP__ARROW_OFFSETS, 64, 1, -1, -1},
    {"z", CWP__ARROW_BINARY, CWP__ARROW_OFFSETS, 32, 0, -1, -1},
    {"Z", CWP__ARROW_LARGE_BINARY, CWP__ARROW_OFFSETS, 64, 0, -1, -1},
    {"tdD", CWP__ARROW_DATE, CWP__ARROW_FIXED, 32, 0, 0, -1},
    {"tdm", CWP__ARROW_DATE, CWP__ARROW_FIXED, 64, 0, 1, -1},
    {"tts", CWP__ARROW_TIME, CWP__ARROW_FIXED, 32, 0, 0, 32},
    {"ttm", CWP__ARROW_TIME, CWP__ARROW_FIXED, 32, 0, 1, 32},
    {"ttu", CWP__ARROW_TIME, CWP__ARROW_FIXED, 64, 0, 2, 64},
    {"ttn", CWP__ARROW_TIME, CWP__ARROW_FIXED, 64, 0, 3, 64},
    {"tDs", CWP__ARROW_DURATION, CWP__ARROW_FIXED, 64, 0, 0, -1},
    {"tDm", CWP__ARROW_DURATION, CWP__ARROW_FIXED, 64, 0, 1, -1},
    {"tDu", CWP__ARROW_DURATION, CWP__ARROW_FIXED, 64, 0, 2, -1},
    {"tDn", CWP__ARROW_DURATION, CWP__ARROW_FIXED, 64, 0, 3, -1},
    {"tiM", CWP__ARROW_INTERVAL, CWP__ARROW_FIXED, 32, 0, 0, -1},
    {"tiD", CWP__ARROW_INTERVAL, CWP__ARROW_FIXED, 64, 0, 1, -1},
    {"tin", CWP__ARROW_INTERVAL, CWP__ARROW_FIXED, 128, 0, 2, -1},
};
enum { FIXED_TYPES = sizeof fixed_types / sizeof *fixed_types };

static const char units[] = "smun"; /* seconds, milliseconds, microseconds, nanoseconds */

/* The widths of the numbers in the tables of types, and what they are where they are absent. */
static const struct type_table {
  cwp__arrow_kind kind;
  unsigned first_width, second_width;
  int first_absent, second_absent;
} type_tables[] = {
    {CWP__ARROW_INT, 4, 1, 0, 0},   {CWP__ARROW_FLOAT, 2, 0, 0, 0},    {CWP__ARROW_DATE, 2, 0, 1, 0},
    {CWP__ARROW_TIME, 2, 4, 1, 32}, {CWP__ARROW_DURATION, 2, 0, 1, 0}, {CWP__ARROW_INTERVAL, 2, 0, 0, 0},
};
enum { TYPE_TABLES = sizeof type_tables / sizeof *type_tables };

const char *cwp__arrow_kind_name(int64_t kind) {
  static const char *const names[CWP__ARROW_KIND_END] = {
      [CWP__ARROW_LIST] = "list",        [CWP__ARROW_STRUCT] = "struct",  [CWP__ARROW_UNION] = "union",
      [CWP__ARROW_FIXED_LIST] = "list",  [CWP__ARROW_MAP] = "map",        [CWP__ARROW_LARGE_LIST] = "list",
      [CWP__ARROW_RUN_ENDS] = "run-end", [CWP__ARROW_LIST_VIEW] = "list", [CWP__ARROW_LARGE_LIST_VIEW] = "list"};
  return kind >= 0 && kind < CWP__ARROW_KIND_END && names[kind] ? names[kind] : "unknown";
}

uint64_t cwp__arrow_bytes(uint64_t count, uint64_t bits, int *fits) {
  if (bits > 0 && count > (UINT64_MAX >> 1) / bits) *fits = 0;
  return *fits ? (count * bits + 7) / 8 : 0;
}

static void set(cwp__arrow_type *out, cwp__arrow_layout layout, uint64_t bits, int is_text, const char *format) {
  out->layout = layout;
  out->bits = bits;
  out->is_text = is_text;
  snprintf(out->format, sizeof out->format, "%s", format);
}

static int set_fixed(cwp__arrow_type *out, const struct fixed_type *type) {
  set(out, type->layout, type->bits, type->is_text, type->format);
  return 1;
}

/* Reading. */

static const struct type_table *table_of(int64_t kind) {
  for (size_t i = 0; i < TYPE_TABLES; i++)
    if ((int64_t)type_tables[i].kind == kind) return &type_tables[i];
  return NULL;
}

static int read_fixed(int64_t kind, const cwp__flat_table *table, cwp__arrow_type *out) {
  const struct type_table *of = table_of(kind);
  int64_t first = -1, second = -1;
  if (of) first = cwp__flat_number(table, 0, of->first_width, of->first_absent);
  if (of && of->second_width) second = cwp__flat_number(table, 1, of->second_width, of->second_absent);
  if (kind == CWP__ARROW_INT) second = second != 0;
  for (size_t i = 0; i < FIXED_TYPES; i++)
    if ((int64_t)fixed_types[i].kind == kind && fixed_types[i].first == first && fixed_types[i].second == second)
      return set_fixed(out, &fixed_types[i]);
  return 0;
}

static int read_timestamp(const cwp__flat_table *table, cwp__arrow_type *out) {
  char format[CWP__ARROW_FORMAT_SIZE];
  int64_t unit = cwp__flat_number(table, 0, 2, 0);
  cwp__span zone = cwp__flat_text(table, 1);
  if (unit < 0 || unit > 3 || zone.length > MOST_ZONE || memchr(zone.text, '\0', zone.length)) return 0;
  snprintf(format, sizeof format, "ts%c:%.*s", units[unit], (int)zone.length, zone.text);
  set(out, CWP__ARROW_FIXED, 64, 0, format);
  return 1;
}

static int read_decimal(const cwp__flat_table *table, cwp__arrow_type *out) {
  char format[CWP__ARROW_FORMAT_SIZE];
  int64_t precision = cwp__flat_number(table, 0, 4, 0), scale = cwp__flat_number(table, 1, 4, 0);
  int64_t bits = cwp__flat_number(table, 2, 4, 128);
  if (precision < 1 || precision > MOST_PRECISION || scale < -MOST_PRECISION || scale > MOST_PRECISION) return 0;
  if (bits != 32 && bits != 64 && bits != 128 && bits != 256) return 0;
  snprintf(format, sizeof format, bits == 128 ? "d:%d,%d" : "d:%d,%d,%d", (int)precision, (int)scale, (int)bits);
  set(out, CWP__ARROW_FIXED, (uint64_t)bits, 0, format);
  return 1;
}

static int set_width(cwp__arrow_type *out, int64_t width) {
  char format[CWP__ARROW_FORMAT_SIZE];
  if (width < 1 || width > MOST_WIDTH) return 0;
  snprintf(format, sizeof format, "w:%d", (int)width);
  set(out, CWP__ARROW_FIXED, (uint64_t)width * 8, 0, format);
  return 1;
}

int cwp__arrow_type_read(int64_t kind, const cwp__flat_table *table, cwp__arrow_type *out) {
  memset(out, 0, sizeof *out);
  switch (kind) {
  case CWP__ARROW_TIMESTAMP:
    return read_timestamp(table, out);
  case CWP__ARROW_DECIMAL:
    return read_decimal(table, out);
  case CWP__ARROW_FIXED_BINARY:
    return set_width(out, cwp__flat_number(table, 0, 4, 0));
  case CWP__ARROW_UTF8_VIEW:
    set(out, CWP__ARROW_VIEWS, 0, 1, "U");
    return 1;
  case CWP__ARROW_BINARY_VIEW:
    set(out, CWP__ARROW_VIEWS, 0, 0, "Z");
    return 1;
  default:
    if (strcmp(cwp__arrow_kind_name(kind), "unknown") == 0) return read_fixed(kind, table, out);
    set(out, CWP__ARROW_NESTED, 0, 0, "");
    return 1;
  }
}

cwp__arrow_type cwp__arrow_type_given(const cwp__arrow_type *type) {
  cwp__arrow_type given = *type;
  if (type->layout != CWP__ARROW_VIEWS) return given;
  given.layout = CWP__ARROW_OFFSETS;
  given.bits = 64;
  return given;
}

/* The C data interface. */

static int parse_timestamp(const char *format, cwp__arrow_type *out) {
  if (strlen(format) > MOST_ZONE + 4 || format[2] == '\0' || !strchr(units, format[2]) || format[3] != ':') return 0;
  set(out, CWP__ARROW_FIXED, 64, 0, format);
  return 1;
}

/* Reads up to three numbers with commas between them; returns how many, 0 if that is not all that there is. */
static int parse_numbers(const char *text, long numbers[3]) {
  for (int count = 0; count < 3; count++) {
    char *end;
    numbers[count] = strtol(text, &end, 10);
    if (end == text) return 0;
    if (*end == '\0') return count + 1;
    if (*end != ',') return 0;
    text = end + 1;
  }
  return 0;
}

static int parse_decimal(const char *format, cwp__arrow_type *out) {
  long numbers[3] = {0, 0, 128};
  if (parse_numbers(format + 2, numbers) < 2 || numbers[0] < 1 || numbers[0] > MOST_PRECISION) return 0;
  if (numbers[1] < -MOST_PRECISION || numbers[1] > MOST_PRECISION) return 0;
  if (numbers[2] != 32 && numbers[2] != 64 && numbers[2] != 128 && numbers[2] != 256) return 0;
  set(out, CWP__ARROW_FIXED, (uint64_t)numbers[2], 0, format);
  return strlen(format) < CWP__ARROW_FORMAT_SIZE;
}

int cwp__arrow_type_parse(const char *format, cwp__arrow_type *out, cwp__arrow_kind *kind) {
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < FIXED_TYPES; i++) {
    if (strcmp(fixed_types[i].format, format) != 0) continue;
    *kind = fixed_types[i].kind;
    return set_fixed(out, &fixed_types[i]);
  }
  *kind = CWP__ARROW_NONE;
  if (strncmp(format, "ts", 2) == 0) {
    *kind = CWP__ARROW_TIMESTAMP;
    return parse_timestamp(format, out);
  }
  if (strncmp(format, "d:", 2) == 0) {
    *kind = CWP__ARROW_DECIMAL;
    return parse_decimal(format, out);
  }
  long numbers[3];
  if (strncmp(format, "w:", 2) != 0 || parse_numbers(format + 2, numbers) != 1) return 0;
  *kind = CWP__ARROW_FIXED_BINARY;
  return set_width(out, numbers[0]);
}

/* Writing. */

static size_t put_timestamp(cwp__buffer *out, const char *format) {
  cwp__flat_slot slots[2] = {{2, (uint64_t)(strchr(units, format[2]) - units), 0}, {0, 0, 0}};
  if (format[4]) slots[1].width = 4;
  size_t table = cwp__flat_put_table(out, slots, 2);
  if (format[4]) cwp__flat_point(out, slots[1].at, cwp__flat_put_text(out, format + 4));
  return table;
}

static size_t put_numbers(cwp__buffer *out, const char *format, size_t count) {
  long numbers[3] = {0, 0, 128};
  cwp__flat_slot slots[3];
  parse_numbers(format + 2, numbers);
  for (size_t i = 0; i < count; i++)
    slots[i] = (cwp__flat_slot){4, (uint64_t)numbers[i], 0};
  return cwp__flat_put_table(out, slots, count);
}

size_t cwp__arrow_type_put(cwp__buffer *out, cwp__arrow_kind kind, const char *format) {
  const struct type_table *of = table_of((int64_t)kind);
  cwp__flat_slot slots[2] = {{0, 0, 0}, {0, 0, 0}};
  if (kind == CWP__ARROW_TIMESTAMP) return put_timestamp(out, format);
  if (kind == CWP__ARROW_DECIMAL) return put_numbers(out, format, 3);
  if (kind == CWP__ARROW_FIXED_BINARY) return put_numbers(out, format, 1);
  for (size_t i = 0; of && i < FIXED_TYPES; i++) {
    if (strcmp(fixed_types[i].format, format) != 0) continue;
    slots[0] = (cwp__flat_slot){of->first_width, (uint64_t)fixed_types[i].first, 0};
    slots[1] = (cwp__flat_slot){of->second_width, (uint64_t)fixed_types[i].second, 0};
  }
  return cwp__flat_put_table(out, slots, 2);
}
