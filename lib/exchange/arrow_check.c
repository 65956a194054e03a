/* Holds the buffers of Arrow columns to what their types ask of them. */

#include "exchange/arrow_check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An empty buffer, and the end of no text. */
static const uint64_t nothing[2];

cwp_status cwp__arrow_fail(const cwp__arrow_place *place, cwp_error *error, cwp_status code, const char *format, ...) {
  char reason[CWP_ERROR_MESSAGE_SIZE], batch[32] = "", column[160] = "", shown[128];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  cwp__show(shown, sizeof shown, place->column, strlen(place->column));
  if (place->batch) snprintf(batch, sizeof batch, "batch %" PRIu64, place->batch);
  if (*shown) snprintf(column, sizeof column, "%scolumn '%s'", *batch ? ", " : "", shown);
  const cwp__place where = {place->path, 0, 0, 0};
  return cwp__fail_at(error, code, &where, "%s%s%s%s", batch, column, *batch || *column ? ": " : "", reason);
}

int cwp__arrow_is_there(const void *bits, uint64_t row) {
  return !bits || ((const unsigned char *)bits)[row / 8] >> (row % 8) & 1;
}

static cwp_status too_short(const cwp__arrow_place *place, cwp_error *error, const char *what, uint64_t has,
                            uint64_t needs) {
  return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "the buffer of %s has %" PRIu64 " bytes and needs %" PRIu64,
                         what, has, needs);
}

static cwp_status check_nulls(cwp__arrow_buffers *self, const cwp__arrow_place *place, cwp_error *error) {
  uint64_t needs = ((uint64_t)self->length + 7) / 8;
  if (self->null_count < 0 || self->null_count > self->length)
    return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "%" PRId64 " nulls among %" PRId64 " rows",
                           self->null_count, self->length);
  if (self->null_count > 0 && self->sizes[0] < needs) return too_short(place, error, "nulls", self->sizes[0], needs);
  if (self->null_count == 0) self->buffers[0] = NULL;
  return CWP_OK;
}

/* Ends of texts. */

static int64_t end_at(const void *ends, uint64_t bits, uint64_t index) {
  return bits == 32 ? ((const int32_t *)ends)[index] : ((const int64_t *)ends)[index];
}

/* 1 if so many ends ascend, from the first on, which is not below 0. */
static int ascend(const void *ends, uint64_t bits, uint64_t count) {
  int good = 1;
  if (bits == 32) {
    const int32_t *at = ends;
    for (uint64_t i = 1; i < count; i++)
      good &= at[i - 1] <= at[i];
    return good && at[0] >= 0;
  }
  const int64_t *at = ends;
  for (uint64_t i = 1; i < count; i++)
    good &= at[i - 1] <= at[i];
  return good && at[0] >= 0;
}

static int is_ascii(const unsigned char *text, size_t length) {
  uint64_t all = 0, word;
  for (; length >= sizeof word; length -= sizeof word, text += sizeof word) {
    memcpy(&word, text, sizeof word);
    all |= word;
  }
  for (; length > 0; length--, text++)
    all |= (uint64_t)*text << 56;
  return (all & UINT64_C(0x8080808080808080)) == 0;
}

static cwp_status check_utf8(const cwp__arrow_buffers *self, uint64_t bits, const cwp__arrow_place *place,
                             cwp_error *error) {
  const char *text = self->buffers[2];
  const uint64_t rows = (uint64_t)self->length;
  const int64_t first = end_at(self->buffers[1], bits, 0), last = end_at(self->buffers[1], bits, rows);
  if (is_ascii((const unsigned char *)text + first, (size_t)(last - first))) return CWP_OK;
  for (uint64_t i = 0; i < rows; i++) {
    const int64_t start = end_at(self->buffers[1], bits, i), end = end_at(self->buffers[1], bits, i + 1);
    if (cwp__utf8_is_valid(text + start, (size_t)(end - start)) || !cwp__arrow_is_there(self->buffers[0], i)) continue;
    return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "the text in row %" PRIu64 " is not UTF-8", i + 1);
  }
  return CWP_OK;
}

static cwp_status check_text(const cwp__arrow_type *type, cwp__arrow_buffers *self, const cwp__arrow_place *place,
                             cwp_error *error) {
  const uint64_t rows = (uint64_t)self->length;
  int fits = 1;
  uint64_t needs = cwp__arrow_bytes(rows + 1, type->bits, &fits);
  if (self->sizes[2] == 0) self->buffers[2] = nothing;
  if (rows == 0) {
    self->buffers[1] = nothing;
    return CWP_OK;
  }
  if (!fits || self->sizes[1] < needs) return too_short(place, error, "offsets", self->sizes[1], needs);
  if (!ascend(self->buffers[1], type->bits, rows + 1))
    return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "offsets that go down or are below 0");
  const int64_t last = end_at(self->buffers[1], type->bits, rows);
  if ((uint64_t)last > self->sizes[2]) return too_short(place, error, "text", self->sizes[2], (uint64_t)last);
  return type->is_text ? check_utf8(self, type->bits, place, error) : CWP_OK;
}

static cwp_status check_fixed(const cwp__arrow_type *type, cwp__arrow_buffers *self, const cwp__arrow_place *place,
                              cwp_error *error) {
  int fits = 1;
  uint64_t needs = cwp__arrow_bytes((uint64_t)self->length, type->bits, &fits);
  if (!fits || self->sizes[1] < needs) return too_short(place, error, "values", self->sizes[1], needs);
  if (self->sizes[1] == 0) self->buffers[1] = nothing;
  return CWP_OK;
}

cwp_status cwp__arrow_check(const cwp__arrow_type *type, cwp__arrow_buffers *buffers, const cwp__arrow_place *place,
                            cwp_error *error) {
  if (type->layout == CWP__ARROW_EMPTY) {
    buffers->null_count = buffers->length;
    return CWP_OK;
  }
  cwp_status status = check_nulls(buffers, place, error);
  if (status) return status;
  return type->layout == CWP__ARROW_OFFSETS ? check_text(type, buffers, place, error)
                                            : check_fixed(type, buffers, place, error);
}

/* Indices. */

/* The first row from `from` on whose index is not below `length`, taken as unsigned; `rows` if there is none. */
#define FIND_OUTSIDE(name, type)                                                                                       \
  static uint64_t name(const void *values, uint64_t from, uint64_t rows, uint64_t length) {                            \
    const type *at = values;                                                                                           \
    while (from < rows && at[from] < length)                                                                           \
      from++;                                                                                                          \
    return from;                                                                                                       \
  }
FIND_OUTSIDE(find_outside_8, uint8_t)
FIND_OUTSIDE(find_outside_16, uint16_t)
FIND_OUTSIDE(find_outside_32, uint32_t)
FIND_OUTSIDE(find_outside_64, uint64_t)

cwp_status cwp__arrow_check_indices(const cwp__arrow_type *type, int is_signed, const cwp__arrow_buffers *buffers,
                                    uint64_t length, const cwp__arrow_place *place, cwp_error *error) {
  /* Negative indices are above all that a signed number holds when they are taken as unsigned. */
  const uint64_t most = is_signed ? (UINT64_MAX >> (65 - type->bits)) + 1 : UINT64_MAX;
  const uint64_t rows = (uint64_t)buffers->length, bound = length < most ? length : most;
  uint64_t (*find)(const void *, uint64_t, uint64_t, uint64_t) = type->bits == 8    ? find_outside_8
                                                                 : type->bits == 16 ? find_outside_16
                                                                 : type->bits == 32 ? find_outside_32
                                                                                    : find_outside_64;
  for (uint64_t row = 0; (row = find(buffers->buffers[1], row, rows, bound)) < rows; row++)
    if (cwp__arrow_is_there(buffers->buffers[0], row))
      return cwp__arrow_fail(place, error, CWP_ERROR_INVALID,
                             "the index in row %" PRIu64 " is outside of its dictionary, which has %" PRIu64 " values",
                             row + 1, length);
  return CWP_OK;
}
