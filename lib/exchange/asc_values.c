#include "exchange/asc_values.h"

#include <string.h>

static int is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

static int is_letter(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* White space as the national service's trimming knows it: Unicode's space separators and line ends, and the byte order
   mark. Those beyond ASCII, as they stand in UTF-8. */
static const char *const wide_spaces[] = {
    "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84",
    "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF",
};

enum { WIDE_SPACES = sizeof wide_spaces / sizeof wide_spaces[0] };

static int is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Bytes of the white space character at the beginning, or 0. */
static size_t space_at_start(const char *text, size_t length) {
  if (length == 0) return 0;
  if (is_space(*text)) return 1;
  if ((unsigned char)*text < 0x80) return 0;
  for (size_t i = 0; i < WIDE_SPACES; i++) {
    size_t size = strlen(wide_spaces[i]);
    if (size <= length && memcmp(text, wide_spaces[i], size) == 0) return size;
  }
  return 0;
}

static size_t space_at_end(const char *text, size_t length) {
  if (length == 0) return 0;
  if (is_space(text[length - 1])) return 1;
  if ((unsigned char)text[length - 1] < 0x80) return 0;
  for (size_t i = 0; i < WIDE_SPACES; i++) {
    size_t size = strlen(wide_spaces[i]);
    if (size <= length && memcmp(text + length - size, wide_spaces[i], size) == 0) return size;
  }
  return 0;
}

/* 1 for what is neither white space nor the beginning or end of some that is not ASCII. */
static int is_plain(char byte) {
  return byte > ' ' && byte < 0x7F;
}

cwp__span cwp__asc_trim_any(cwp__span cell) {
  size_t size;
  while ((size = space_at_start(cell.text, cell.length)) > 0) {
    cell.text += size;
    cell.length -= size;
  }
  while ((size = space_at_end(cell.text, cell.length)) > 0)
    cell.length -= size;
  return cell;
}

int cwp__asc_is_utf8(cwp__span cell) {
  unsigned char high = 0;
  for (size_t i = 0; i < cell.length; i++)
    high |= (unsigned char)cell.text[i];
  return high < 0x80 || cwp__utf8_is_valid(cell.text, cell.length);
}

/* A number of up to eight digits and no more, as codes are nearly always written; 0 where it is not. */
static int read_plain_number(cwp__span cell, cwp__number *number) {
  int32_t value = 0;
  if (cell.length == 0 || cell.length > 8) return 0;
  for (size_t i = 0; i < cell.length; i++) {
    unsigned digit = (unsigned)(unsigned char)cell.text[i] - '0';
    if (digit > 9) return 0;
    value = value * 10 + (int32_t)digit;
  }
  int is_padded = cell.length > 1 && cell.text[0] == '0';
  *number = (cwp__number){is_padded ? CWP__NUMBER_PADDED : CWP__NUMBER_EXACT, value};
  return 1;
}

cwp__number cwp__asc_number(cwp__span cell) {
  enum { MOST = 1000000000 };
  cwp__number plain;
  if (read_plain_number(cell, &plain)) return plain;
  size_t at = 0;
  while (at < cell.length && is_space(cell.text[at]))
    at++;
  int negative = at < cell.length && cell.text[at] == '-';
  if (negative || (at < cell.length && cell.text[at] == '+')) at++;
  size_t first = at;
  int32_t value = 0;
  for (; at < cell.length && is_digit(cell.text[at]); at++)
    value = value >= MOST / 10 ? MOST : value * 10 + (cell.text[at] - '0');
  if (at == first) return (cwp__number){CWP__NUMBER_NONE, 0};
  cwp__number_form form = CWP__NUMBER_EXACT;
  if (first > 0 || at < cell.length)
    form = CWP__NUMBER_LENIENT;
  else if (at > 1 && cell.text[0] == '0')
    form = CWP__NUMBER_PADDED;
  return (cwp__number){form, negative ? -value : value};
}

cwp__decimal cwp__asc_decimal(cwp__span cell) {
  size_t at = 0;
  while (at < cell.length && is_space(cell.text[at]))
    at++;
  int negative = at < cell.length && cell.text[at] == '-';
  if (negative || (at < cell.length && cell.text[at] == '+')) at++;
  size_t first = at;
  size_t digits = 0;
  double value = 0;
  for (; at < cell.length && is_digit(cell.text[at]); at++, digits++)
    value = value * 10 + (cell.text[at] - '0');
  if (at < cell.length && cell.text[at] == '.') {
    double unit = 0.1;
    for (at++; at < cell.length && is_digit(cell.text[at]); at++, digits++, unit /= 10)
      value += unit * (cell.text[at] - '0');
  }
  if (digits == 0) return (cwp__decimal){CWP__NUMBER_NONE, 0};
  int exact = first == 0 && at == cell.length && is_digit(cell.text[0]) && is_digit(cell.text[at - 1]);
  return (cwp__decimal){exact ? CWP__NUMBER_EXACT : CWP__NUMBER_LENIENT, negative ? -value : value};
}

int cwp__asc_is_decimal(cwp__span cell, size_t places_least, size_t places_most) {
  size_t at = 0;
  while (at < cell.length && is_digit(cell.text[at]))
    at++;
  if (at == 0) return 0;
  if (at == cell.length) return 1;
  if (cell.text[at] != '.') return 0;
  size_t places = cell.length - at - 1;
  return places >= places_least && places <= places_most && cwp__asc_digits(cell, at + 1, places);
}

int cwp__asc_digits(cwp__span cell, size_t at, size_t count) {
  if (count > cell.length || at > cell.length - count) return 0;
  for (size_t i = 0; i < count; i++)
    if (!is_digit(cell.text[at + i])) return 0;
  return 1;
}

static int number_at(cwp__span cell, size_t at, size_t count) {
  int value = 0;
  for (size_t i = 0; i < count; i++)
    value = value * 10 + (cell.text[at + i] - '0');
  return value;
}

static int has_date_shape(cwp__span cell) {
  return cell.length == 10 && cwp__asc_digits(cell, 0, 2) && cell.text[2] == '/' && cwp__asc_digits(cell, 3, 2) &&
         cell.text[5] == '/' && cwp__asc_digits(cell, 6, 4);
}

int cwp__asc_date(cwp__span cell, cwp_date *date) {
  *date = CWP_DATE_NONE;
  if (!has_date_shape(cell)) return 0;
  return cwp_date_make(number_at(cell, 6, 4), number_at(cell, 3, 2), number_at(cell, 0, 2), date, NULL) == CWP_OK;
}

int cwp__asc_is_date_form(cwp__span cell) {
  return has_date_shape(cell) && number_at(cell, 0, 2) <= 31 && number_at(cell, 3, 2) <= 12;
}

/* Takes the next number of up to `most` digits, passing over all else. Returns its digits, 0 if there is none. */
static size_t next_number(cwp__span *rest, size_t most, int *value) {
  size_t at = 0;
  while (at < rest->length && !is_digit(rest->text[at]))
    at++;
  size_t count = 0;
  while (count < most && at + count < rest->length && is_digit(rest->text[at + count]))
    count++;
  *value = number_at(*rest, at, count);
  rest->text += at + count;
  rest->length -= at + count;
  return count;
}

/* Goes past the next slash, if there is one. */
static void pass_slash(cwp__span *rest) {
  const char *slash = rest->length > 0 ? memchr(rest->text, '/', rest->length) : NULL;
  if (slash == NULL) return;
  rest->length -= (size_t)(slash - rest->text) + 1;
  rest->text = slash + 1;
}

int cwp__asc_date_lenient(cwp__span cell, cwp_date *date) {
  *date = CWP_DATE_NONE;
  int day;
  int month;
  int year;
  if (next_number(&cell, 2, &day) == 0) return 0;
  pass_slash(&cell);
  if (next_number(&cell, 2, &month) == 0) return 0;
  pass_slash(&cell);
  size_t digits = next_number(&cell, 4, &year);
  if (digits == 0) return 0;
  if (digits == 2) year += year > 68 ? 1900 : 2000;
  return cwp_date_make(year, month, day, date, NULL) == CWP_OK;
}

size_t cwp__asc_length(cwp__span text) {
  size_t units = 0;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.text[i];
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

cwp__span cwp__asc_first(cwp__span list, cwp__span *rest) {
  const char *semicolon = list.length > 0 ? memchr(list.text, ';', list.length) : NULL;
  *rest = (cwp__span){NULL, 0};
  if (semicolon == NULL) return list;
  size_t length = (size_t)(semicolon - list.text);
  *rest = (cwp__span){semicolon + 1, list.length - length - 1};
  return (cwp__span){list.text, length};
}

size_t cwp__asc_strip(cwp__span text, char *out, size_t capacity) {
  size_t length = 0;
  for (size_t at = 0; at < text.length && length + 1 < capacity;) {
    if (is_plain(text.text[at])) {
      out[length++] = text.text[at++];
      continue;
    }
    size_t space = space_at_start(text.text + at, text.length - at);
    if (space == 0) out[length++] = text.text[at];
    at += space == 0 ? 1 : space;
  }
  out[length] = '\0';
  return length;
}

int cwp__asc_key_fits(cwp__span site, cwp__span worker) {
  return site.length < CWP__ID_SIZE && worker.length < CWP__ID_SIZE && site.length + worker.length + 2 <= CWP__ID_SIZE;
}

int cwp__asc_key(cwp__span site, cwp__span worker, cwp__worker_key *key) {
  if (!cwp__asc_key_fits(site, worker)) return 0;
  memcpy(key->id, site.text, site.length);
  key->id[site.length] = '/';
  memcpy(key->id + site.length + 1, worker.text, worker.length);
  key->id[site.length + 1 + worker.length] = '\0';

  size_t length = cwp__asc_strip(site, key->key, CWP__ID_SIZE);
  key->key[length] = '/';
  (void)cwp__asc_strip(worker, key->key + length + 1, CWP__ID_SIZE - length - 1);
  return 1;
}

char *cwp__asc_mask(cwp__span value, char out[CWP__MASK_SIZE]) {
  size_t length = 0;
  for (size_t i = 0; i < value.length && length + 1 < CWP__MASK_SIZE; i++) {
    char byte = value.text[i];
    if (((unsigned char)byte & 0xC0) == 0x80) continue; /* within a character */
    if (is_digit(byte))
      byte = '9';
    else if (is_letter(byte) || (unsigned char)byte >= 0x80)
      byte = 'A';
    out[length++] = byte;
  }
  out[length] = '\0';
  return out;
}

int cwp__asc_is_postcode(cwp__span cell) {
  /* From behind: two letters, a digit, a space; in front of them the shorter half. */
  const char *text = cell.text;
  size_t length = cell.length;
  if (length < 6 || length > 9 || !is_letter(text[length - 1]) || !is_letter(text[length - 2]) ||
      !is_digit(text[length - 3]) || text[length - 4] != ' ')
    return 0;
  size_t half = length - 4;
  size_t at = 1;
  if (!is_letter(text[0])) return 0;
  if (is_letter(text[at])) at++;
  size_t first_digit = at;
  while (at < half && at < first_digit + 2 && is_digit(text[at]))
    at++;
  if (at == first_digit) return 0;
  if (at < half && is_letter(text[at])) at++;
  return at == half;
}
