#ifndef CWP_EXCHANGE_ASC_VALUES_H
#define CWP_EXCHANGE_ASC_VALUES_H

/*
 * What stands in single cells of the national data set's files: numbers, dates, keys. Each reader takes exactly what is
 * well written, and also tells what the national service's lenient readers make of the rest.
 */

#include "base/text.h"
#include "cwp/date.h"

#include <stddef.h>
#include <stdint.h>

/* A cell without white space at either end, Unicode's included: that is how the national service reads cells. */
cwp__span cwp__asc_trim_any(cwp__span cell);

/* The same, quick for what begins and ends in neither white space nor anything beyond ASCII. */
static inline cwp__span cwp__asc_trim(cwp__span cell) {
  if (cell.length == 0) return cell;
  const char first = cell.text[0], last = cell.text[cell.length - 1];
  return first > ' ' && first < 0x7F && last > ' ' && last < 0x7F ? cell : cwp__asc_trim_any(cell);
}

/* 1 if the cell is valid UTF-8. Quick where it is ASCII. */
int cwp__asc_is_utf8(cwp__span cell);

/* How a whole number is written. */
typedef enum cwp__number_form {
  CWP__NUMBER_NONE,    /* it does not begin with a number */
  CWP__NUMBER_EXACT,   /* digits without leading zeros */
  CWP__NUMBER_PADDED,  /* digits with leading zeros */
  CWP__NUMBER_LENIENT, /* it begins with a number and goes on: the national service takes the beginning */
} cwp__number_form;

typedef struct cwp__number {
  cwp__number_form form;
  int32_t value; /* what the national service takes it as; out of its range, the nearest number in it */
} cwp__number;

cwp__number cwp__asc_number(cwp__span cell);

/* A decimal number as the national service takes it. */
typedef struct cwp__decimal {
  cwp__number_form form; /* never CWP__NUMBER_PADDED */
  double value;
} cwp__decimal;

cwp__decimal cwp__asc_decimal(cwp__span cell);

/* 1 if the text is digits and perhaps a point with `places_least` to `places_most` digits behind it. */
int cwp__asc_is_decimal(cwp__span cell, size_t places_least, size_t places_most);

/* 1 if all `count` characters from `at` on are digits; 0 past the end. */
int cwp__asc_digits(cwp__span cell, size_t at, size_t count);

/* Reads exactly DD/MM/YYYY, a day that there is. Returns 0 and CWP_DATE_NONE otherwise. */
int cwp__asc_date(cwp__span cell, cwp_date *date);

/* 1 if the text is written DD/MM/YYYY with a day from 00 to 31 and a month from 00 to 12, whether or not there is such
   a day: what the national service asks of STARTDATE. */
int cwp__asc_is_date_form(cwp__span cell);

/* Reads a date as the national service reads DOB: any characters between the numbers, single digits, years of two
   digits (69 to 99 are 1900s). Returns 0 and CWP_DATE_NONE if there is no such day. */
int cwp__asc_date_lenient(cwp__span cell, cwp_date *date);

/* Characters as the national service counts them for its lengths: UTF-16 units. */
size_t cwp__asc_length(cwp__span text);

/* The first part of a list joined by semicolons; `*rest` is what follows the semicolon, with `text` NULL if none does.
 */
cwp__span cwp__asc_first(cwp__span list, cwp__span *rest);

enum { CWP__ID_SIZE = 201 }; /* the longest id of a person, and the zero */

/* A worker as the files name them. */
typedef struct cwp__worker_key {
  char id[CWP__ID_SIZE];  /* "SITE/WORKER", as they are written: the person's id */
  char key[CWP__ID_SIZE]; /* the same without white space: what tells workers apart */
} cwp__worker_key;

/* 1 if the two are not too long for an id together. */
int cwp__asc_key_fits(cwp__span site, cwp__span worker);

/* Puts a worker's key together from trimmed cells. Returns 0 if it is too long for an id. */
int cwp__asc_key(cwp__span site, cwp__span worker, cwp__worker_key *key);

/* Writes the text without white space into `out`, of `capacity` bytes; returns the length, cut at the capacity. */
size_t cwp__asc_strip(cwp__span text, char *out, size_t capacity);

/* Writes only the form of a personal value: digits as 9, letters as A, at most 60 characters; returns `out`. */
enum { CWP__MASK_SIZE = 61 };
char *cwp__asc_mask(cwp__span value, char out[CWP__MASK_SIZE]);

/* 1 for one or two letters, one or two digits, perhaps a letter, one space, a digit, two letters. */
int cwp__asc_is_postcode(cwp__span cell);

#endif
