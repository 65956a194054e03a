#include "exchange/matrix_day.h"

#include "base/text.h"

#include <string.h>

enum { LEAST_SERIAL = 20000, MOST_SERIAL = 79999, SERIAL_EPOCH = 25569, LEAST_YEAR = 1940, MOST_YEAR = 2199 };

/* A text that is being read. */
typedef struct scan {
  const char *text;
  size_t length;
  size_t at;
} scan;

static char peek(const scan *self) {
  return self->at < self->length ? self->text[self->at] : '\0';
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static int is_letter(char c) {
  return (cwp__lower(c) >= 'a' && cwp__lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* Reads a number of at most eight digits. Returns how many digits it has, 0 if there is none. */
static size_t take_number(scan *self, int *value) {
  size_t digits = 0;
  *value = 0;
  while (is_digit(peek(self)) && digits < 9) {
    *value = digits < 8 ? *value * 10 + (peek(self) - '0') : 0;
    self->at++;
    digits++;
  }
  return digits <= 8 && !is_digit(peek(self)) ? digits : 0;
}

/* Passes any of the characters. Returns how many. */
static size_t pass(scan *self, const char *any) {
  size_t start = self->at;
  while (peek(self) != '\0' && strchr(any, peek(self)))
    self->at++;
  return self->at - start;
}

/* Passes a word in small letters, if it stands there and ends there. */
static int pass_word(scan *self, const char *word) {
  size_t length = strlen(word);
  if (self->length - self->at < length) return 0;
  for (size_t i = 0; i < length; i++)
    if (cwp__lower(self->text[self->at + i]) != word[i]) return 0;
  if (self->at + length < self->length && is_letter(self->text[self->at + length])) return 0;
  self->at += length;
  return 1;
}

/* The name of a month, whole or cut. Returns 0 if there is none. */
static int take_month(scan *self) {
  static const char *const names[12] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
  size_t length = 0;
  while (self->at + length < self->length && is_letter(self->text[self->at + length]))
    length++;
  for (int month = 0; month < 12 && length >= 3; month++) {
    size_t i = 0;
    while (i < length && names[month][i] && cwp__lower(self->text[self->at + i]) == names[month][i])
      i++;
    if (i < length) continue;
    self->at += length;
    return month + 1;
  }
  return 0;
}

static int full_year(int year, size_t digits) {
  if (digits == 4) return year;
  return year < 80 ? 2000 + year : 1900 + year;
}

static void pass_ordinal(scan *self) {
  (void)(pass_word(self, "st") || pass_word(self, "nd") || pass_word(self, "rd") || pass_word(self, "th"));
}

/* Passes a time of day, if one stands there. */
static void pass_time(scan *self) {
  scan ahead = *self;
  int number;
  pass(&ahead, "Tt ,");
  if (ahead.at == self->at || take_number(&ahead, &number) == 0 || number > 24 || peek(&ahead) != ':') return;
  while (peek(&ahead) == ':' || peek(&ahead) == '.') {
    ahead.at++;
    if (take_number(&ahead, &number) == 0) return;
  }
  size_t end = ahead.at;
  pass(&ahead, " ");
  if (pass_word(&ahead, "am") || pass_word(&ahead, "pm") || pass_word(&ahead, "z")) end = ahead.at;
  self->at = end;
}

/* A year of two or four digits behind what separates it. Returns 0, passing nothing, if there is none. */
static int take_year(scan *self, const char *separators, int *year) {
  scan ahead = *self;
  int number;
  pass(&ahead, separators);
  size_t digits = take_number(&ahead, &number);
  if (ahead.at == self->at || (digits != 2 && digits != 4)) return 0;
  *year = full_year(number, digits);
  *self = ahead;
  return 1;
}

/* Two numbers and perhaps a year: 31/3/25, 03/2025, 12/5. */
static int read_numbers(scan *self, int first, cwp__day *out) {
  int second;
  char separator = peek(self);
  char both[2] = {separator, '\0'};
  if (!strchr("-/.", separator)) return 0;
  self->at++;
  size_t digits = take_number(self, &second);
  if (digits == 4) {
    *out = (cwp__day){second, first, 1, CWP__PRECISION_MONTH, CWP__ORDER_CLEAR};
    return 1;
  }
  if (digits == 0 || digits > 2) return 0;
  *out = (cwp__day){0, second, first, CWP__PRECISION_DAY, CWP__ORDER_EITHER};
  if (!take_year(self, both, &out->year)) {
    out->precision = CWP__PRECISION_NO_YEAR;
    if (first <= 12 && second > 12) *out = (cwp__day){full_year(second, 2), first, 1, CWP__PRECISION_MONTH, 0};
    if (first <= 12 && second > 12) return digits == 2;
  }
  if (first == second) out->order = CWP__ORDER_CLEAR;
  if (first > 12) out->order = CWP__ORDER_DAY_FIRST;
  if (first <= 12 && second > 12) {
    out->order = CWP__ORDER_MONTH_FIRST;
    out->day = second;
    out->month = first;
  }
  return 1;
}

/* 2025-03-31, 2025/3, 2025. */
static int read_year_first(scan *self, int year, cwp__day *out) {
  int month, day;
  *out = (cwp__day){year, 1, 1, CWP__PRECISION_YEAR, CWP__ORDER_CLEAR};
  if (peek(self) == '\0' || !strchr("-/.", peek(self))) return 1;
  scan ahead = *self;
  ahead.at++;
  size_t digits = take_number(&ahead, &month);
  if (digits == 0) return 1;
  if (digits > 2) return 0;
  out->month = month;
  out->precision = CWP__PRECISION_MONTH;
  *self = ahead;
  if (peek(self) == '\0' || !strchr("-/.", peek(self))) return 1;
  self->at++;
  digits = take_number(self, &day);
  out->day = day;
  out->precision = CWP__PRECISION_DAY;
  return digits == 1 || digits == 2;
}

/* Eight, six or five digits in a row. */
static int read_compact(scan *self, int value, size_t digits, cwp__day *out) {
  *out = (cwp__day){0, 0, 0, CWP__PRECISION_DAY, CWP__ORDER_CLEAR};
  if (digits == 8) {
    int is_year_first = value / 10000 >= LEAST_YEAR && value / 10000 <= MOST_YEAR;
    if (is_year_first) *out = (cwp__day){value / 10000, value / 100 % 100, value % 100, CWP__PRECISION_DAY, 0};
    if (!is_year_first) *out = (cwp__day){value % 10000, value / 10000 % 100, value / 1000000, CWP__PRECISION_DAY, 0};
    return 1;
  }
  if (digits == 6) {
    *out = (cwp__day){full_year(value % 100, 2), value / 100 % 100, value / 10000, CWP__PRECISION_DAY, 0};
    return 1;
  }
  if (digits != 5) return 0;
  cwp_date date = cwp__day_of_serial(value);
  cwp_date_split(date, &out->year, &out->month, &out->day);
  scan ahead = *self;
  if (peek(&ahead) == '.') {
    int fraction;
    ahead.at++;
    while (is_digit(peek(&ahead)))
      ahead.at++;
    fraction = ahead.at > self->at + 1;
    if (fraction) *self = ahead;
  }
  return date != CWP_DATE_NONE;
}

/* 31 Mar 2025, 31st of March, 12 May. */
static int read_day_first(scan *self, int day, cwp__day *out) {
  pass_ordinal(self);
  pass(self, " -/.");
  if (pass_word(self, "of")) pass(self, " ");
  int month = take_month(self);
  if (month == 0) return 0;
  *out = (cwp__day){0, month, day, CWP__PRECISION_DAY, CWP__ORDER_CLEAR};
  if (take_year(self, " -/.,'", &out->year)) return 1;
  int number;
  scan ahead = *self;
  size_t digits = take_number(&ahead, &number); /* 31Mar25 */
  if (digits == 2 || digits == 4) {
    out->year = full_year(number, digits);
    *self = ahead;
    return 1;
  }
  out->precision = CWP__PRECISION_NO_YEAR;
  return 1;
}

/* March 2025, Mar-25, March 31, 2025, March 31st. */
static int read_month_first(scan *self, cwp__day *out) {
  int number, month = take_month(self);
  if (month == 0) return 0;
  pass(self, " -/.,'");
  size_t digits = take_number(self, &number);
  *out = (cwp__day){full_year(number, digits), month, 1, CWP__PRECISION_MONTH, CWP__ORDER_CLEAR};
  if (digits == 4) return 1;
  if (digits == 0 || digits > 2) return 0;
  size_t before = self->at;
  pass_ordinal(self);
  int is_day = self->at > before || digits == 1;
  int year;
  if (take_year(self, " ,", &year)) {
    *out = (cwp__day){year, month, number, CWP__PRECISION_DAY, CWP__ORDER_CLEAR};
  } else if (is_day) {
    *out = (cwp__day){0, month, number, CWP__PRECISION_NO_YEAR, CWP__ORDER_CLEAR};
  }
  return 1;
}

static int read_any(scan *self, cwp__day *out) {
  int value;
  if (!is_digit(peek(self))) return read_month_first(self, out);
  size_t digits = take_number(self, &value);
  if (digits == 4) return read_year_first(self, value, out);
  if (digits > 4) return read_compact(self, value, digits, out);
  if (digits != 1 && digits != 2) return 0;
  scan ahead = *self;
  if (read_day_first(&ahead, value, out)) {
    *self = ahead;
    return 1;
  }
  return peek(self) != '\0' && read_numbers(self, value, out);
}

size_t cwp__day_read(const char *text, size_t length, cwp__day *out) {
  scan self = {text, length, 0};
  cwp_date first, last;
  if (!read_any(&self, out)) return 0;
  if (out->precision == CWP__PRECISION_DAY) pass_time(&self);
  if (is_digit(peek(&self)) || is_letter(peek(&self)) || peek(&self) == '%') return 0;
  if (out->precision == CWP__PRECISION_NO_YEAR) {
    cwp__day leap = *out;
    leap.year = 2000;
    leap.precision = CWP__PRECISION_DAY;
    return cwp__day_settle(&leap, 0, &first, &last) ? self.at : 0;
  }
  if (out->year < LEAST_YEAR || out->year > MOST_YEAR) return 0;
  return cwp__day_settle(out, 0, &first, &last) ? self.at : 0;
}

cwp_date cwp__day_of_serial(double serial) {
  if (!(serial >= LEAST_SERIAL && serial < MOST_SERIAL + 1)) return CWP_DATE_NONE;
  return (cwp_date)serial - SERIAL_EPOCH;
}

int cwp__day_settle(const cwp__day *day, int month_first, cwp_date *first, cwp_date *last) {
  int is_swapped = month_first && day->order == CWP__ORDER_EITHER;
  int month = is_swapped ? day->day : day->month;
  int date = is_swapped ? day->month : day->day;
  *first = *last = CWP_DATE_NONE;
  if (day->precision == CWP__PRECISION_NO_YEAR) return 0;
  if (cwp_date_make(day->year, month, date, first, NULL) != CWP_OK) return 0;
  *last = *first;
  if (day->precision == CWP__PRECISION_MONTH) *last = cwp_date_add_months(*first, 1) - 1;
  if (day->precision == CWP__PRECISION_YEAR) *last = cwp_date_add_months(*first, 12) - 1;
  return 1;
}

cwp_date cwp__day_after(const cwp__day *day, int month_first, cwp_date on) {
  cwp__day tried = *day;
  cwp_date first, last;
  if (!cwp_date_is_valid(on)) return CWP_DATE_NONE;
  cwp_date_split(on, &tried.year, NULL, NULL);
  tried.precision = CWP__PRECISION_DAY;
  for (int i = 0; i < 8; i++, tried.year++)
    if (cwp__day_settle(&tried, month_first, &first, &last) && first >= on) return first;
  return CWP_DATE_NONE;
}
