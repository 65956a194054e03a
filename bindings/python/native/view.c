#include "view.h"

#include <cwp/date.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int view_is_valid(const struct ArrowArray *array, int64_t row) {
  if (array->null_count == 0 || array->n_buffers == 0 || array->buffers[0] == NULL) return 1;
  const int64_t at = row + array->offset;
  return (((const uint8_t *)array->buffers[0])[at / 8] >> (at % 8)) & 1;
}

/* The forms of numbers by their letter in the format, and whether they have a sign. */
static int integer_width(char letter, int *is_signed) {
  static const char letters[] = "cCsSiIlL";
  const char *found = letter == '\0' ? NULL : strchr(letters, letter);
  if (found == NULL) return 0;
  const long place = (long)(found - letters);
  *is_signed = place % 2 == 0;
  return 1 << (place / 2);
}

/* A time stamp's unit; one with a time zone is no day of anybody's calendar, and not read. */
static int64_t ticks_of(const char *format) {
  const size_t length = strlen(format);
  if (strcmp(format, "tdm") == 0) return 86400000;
  if (strncmp(format, "ts", 2) != 0 || length != 4 || format[3] != ':') return 0;
  switch (format[2]) {
  case 's':
    return 86400;
  case 'm':
    return 86400000;
  case 'u':
    return 86400000000;
  case 'n':
    return 86400000000000;
  default:
    return 0;
  }
}

static view_form form_of(const char *format, view *out) {
  if (strcmp(format, "n") == 0) return VIEW_NULLS;
  if (strcmp(format, "u") == 0) return VIEW_TEXT;
  if (strcmp(format, "U") == 0) return VIEW_LONG_TEXT;
  if (strcmp(format, "vu") == 0) return VIEW_TEXT_VIEW;
  if (strcmp(format, "b") == 0) return VIEW_FLAGS;
  if (strcmp(format, "tdD") == 0) return VIEW_DAYS;
  if ((out->ticks = ticks_of(format)) != 0) return VIEW_TICKS;
  out->width = format[1] == '\0' ? integer_width(format[0], &out->is_signed) : 0;
  return out->width != 0 ? VIEW_INTEGER : VIEW_UNKNOWN;
}

int view_open(const struct ArrowSchema *schema, view *out) {
  memset(out, 0, sizeof *out);
  out->form = form_of(schema->format, out);
  if (schema->dictionary == NULL) return out->form == VIEW_UNKNOWN ? -1 : 0;
  view inner = {0};
  out->is_dictionary = 1;
  out->dictionary_form = form_of(schema->dictionary->format, &inner);
  const int is_text = out->dictionary_form == VIEW_TEXT || out->dictionary_form == VIEW_LONG_TEXT ||
                      out->dictionary_form == VIEW_TEXT_VIEW;
  return out->form == VIEW_INTEGER && is_text ? 0 : -1;
}

static uint64_t unsigned_at(const void *values, int64_t at, int width) {
  switch (width) {
  case 1:
    return ((const uint8_t *)values)[at];
  case 2:
    return ((const uint16_t *)values)[at];
  case 4:
    return ((const uint32_t *)values)[at];
  default:
    return ((const uint64_t *)values)[at];
  }
}

static int64_t signed_at(const void *values, int64_t at, int width) {
  switch (width) {
  case 1:
    return ((const int8_t *)values)[at];
  case 2:
    return ((const int16_t *)values)[at];
  case 4:
    return ((const int32_t *)values)[at];
  default:
    return ((const int64_t *)values)[at];
  }
}

/* A view is the length and, up to 12 bytes, the text itself; longer ones are a prefix, a buffer's number, a place. */
static const char *text_view_at(const struct ArrowArray *array, int64_t at, size_t *length) {
  const unsigned char *cell = (const unsigned char *)array->buffers[1] + at * 16;
  int32_t size = 0, buffer = 0, offset = 0;
  memcpy(&size, cell, sizeof size);
  *length = (size_t)size;
  if (size <= 12) return (const char *)cell + 4;
  memcpy(&buffer, cell + 8, sizeof buffer);
  memcpy(&offset, cell + 12, sizeof offset);
  return (const char *)array->buffers[2 + buffer] + offset;
}

/* A place in a text column that is known to be valid. */
static const char *plain_text(view_form form, const struct ArrowArray *array, int64_t row, size_t *length) {
  const int64_t at = row + array->offset;
  const char *bytes = NULL;
  if (form == VIEW_TEXT_VIEW) return text_view_at(array, at, length);
  if (form == VIEW_TEXT) {
    const int32_t *ends = (const int32_t *)array->buffers[1] + at;
    *length = (size_t)(ends[1] - ends[0]);
    bytes = array->buffers[2] == NULL ? NULL : (const char *)array->buffers[2] + ends[0];
  } else {
    const int64_t *ends = (const int64_t *)array->buffers[1] + at;
    *length = (size_t)(ends[1] - ends[0]);
    bytes = array->buffers[2] == NULL ? NULL : (const char *)array->buffers[2] + ends[0];
  }
  return *length == 0 || bytes == NULL ? "" : bytes;
}

int64_t view_integer(const view *self, const struct ArrowArray *array, int64_t row) {
  const int64_t at = row + array->offset;
  return self->is_signed ? signed_at(array->buffers[1], at, self->width)
                         : (int64_t)unsigned_at(array->buffers[1], at, self->width);
}

int view_flag(const struct ArrowArray *array, int64_t row) {
  const int64_t at = row + array->offset;
  return (((const uint8_t *)array->buffers[1])[at / 8] >> (at % 8)) & 1;
}

static const char *number_text(const view *self, const struct ArrowArray *array, int64_t row,
                               char number[VIEW_NUMBER_SIZE], size_t *length) {
  const int64_t at = row + array->offset;
  const int written =
      self->is_signed ? snprintf(number, VIEW_NUMBER_SIZE, "%" PRId64, signed_at(array->buffers[1], at, self->width))
                      : snprintf(number, VIEW_NUMBER_SIZE, "%" PRIu64, unsigned_at(array->buffers[1], at, self->width));
  *length = (size_t)written;
  return number;
}

const char *view_text(const view *self, const struct ArrowArray *array, int64_t row, char number[VIEW_NUMBER_SIZE],
                      size_t *length) {
  *length = 0;
  if (self->form == VIEW_NULLS || !view_is_valid(array, row)) return NULL;
  if (self->is_dictionary) {
    const int64_t index = view_integer(self, array, row);
    const struct ArrowArray *words = array->dictionary;
    if (words == NULL || index < 0 || index >= words->length || !view_is_valid(words, index)) return NULL;
    return plain_text(self->dictionary_form, words, index, length);
  }
  if (self->form == VIEW_INTEGER) return number_text(self, array, row, number, length);
  if (self->form == VIEW_DAYS || self->form == VIEW_TICKS || self->form == VIEW_FLAGS) return NULL;
  return plain_text(self->form, array, row, length);
}

int32_t view_day(const view *self, const struct ArrowArray *array, int64_t row) {
  if (!view_is_valid(array, row)) return CWP_DATE_NONE;
  int64_t day = signed_at(array->buffers[1], row + array->offset, self->form == VIEW_DAYS ? 4 : 8);
  if (self->form == VIEW_TICKS) {
    const int64_t rest = day % self->ticks;
    day = day / self->ticks - (rest < 0 ? 1 : 0);
  }
  return day < CWP_DATE_MIN || day > CWP_DATE_MAX ? INT32_MAX : (int32_t)day;
}
