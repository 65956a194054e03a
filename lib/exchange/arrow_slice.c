/* Arrays of the C data interface as buffers that start at their first row. */

#include "exchange/arrow_slice.h"

#include <inttypes.h>
#include <string.h>

/* Bits from any place on: as they lie, where that is the start of a byte, or else moved there. */
static const void *slice_bits(const void *bits, uint64_t offset, uint64_t rows, cwp__arena *moved) {
  const unsigned char *from = (const unsigned char *)bits + offset / 8;
  const uint64_t bytes = (rows + 7) / 8, shift = offset % 8, there = (rows + shift + 7) / 8;
  if (shift == 0 || rows == 0) return from;
  unsigned char *to = cwp__arena_allocate(moved, (size_t)bytes, 1);
  for (uint64_t i = 0; to && i < bytes; i++) {
    unsigned high = i + 1 < there ? from[i + 1] : 0;
    to[i] = (unsigned char)(from[i] >> shift | high << (8 - shift));
  }
  return to;
}

static int64_t count_nulls(const void *bits, uint64_t rows) {
  int64_t nulls = 0;
  for (uint64_t i = 0; bits && i < rows; i++)
    nulls += !cwp__arrow_is_there(bits, i);
  return nulls;
}

/* Has the ends of texts start at 0, and the text with the first of them. */
static cwp_status start_ends(cwp__arrow_buffers *self, uint64_t bits, cwp__arena *moved, cwp_error *error) {
  const size_t width = (size_t)bits / 8, count = (size_t)self->length + 1;
  const int32_t *short_from = self->buffers[1];
  const int64_t *long_from = self->buffers[1];
  const int64_t first = bits == 32 ? short_from[0] : long_from[0];
  const int64_t last = bits == 32 ? short_from[count - 1] : long_from[count - 1];
  self->sizes[1] = (uint64_t)count * width;
  self->sizes[2] = (uint64_t)(last - first);
  self->buffers[2] = (const char *)self->buffers[2] + first;
  if (first == 0) return CWP_OK;
  void *to = cwp__arena_allocate(moved, count, width);
  if (!to) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    if (bits == 32)
      ((int32_t *)to)[i] = (int32_t)(short_from[i] - first);
    else
      ((int64_t *)to)[i] = long_from[i] - first;
  }
  self->buffers[1] = to;
  return CWP_OK;
}

static cwp_status check_array(const struct ArrowArray *array, const cwp__arrow_type *type, int64_t offset, int64_t rows,
                              const cwp__arrow_place *place, cwp_error *error) {
  const int64_t buffers = type->layout == CWP__ARROW_EMPTY ? 0 : type->layout == CWP__ARROW_FIXED ? 2 : 3;
  if (!array || !array->release) return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "the array is released");
  if (array->n_buffers != buffers || (buffers && !array->buffers))
    return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "%" PRId64 " buffers, where its type has %" PRId64,
                           array->n_buffers, buffers);
  if (array->offset < 0 || array->length < 0 || offset > array->length || rows > array->length - offset ||
      array->offset > INT64_MAX - array->length)
    return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "an offset or a length that cannot be");
  for (int64_t i = 1; i < buffers && rows > 0; i++)
    if (!array->buffers[i] && i == 1) return cwp__arrow_fail(place, error, CWP_ERROR_INVALID, "a buffer is missing");
  return CWP_OK;
}

cwp_status cwp__arrow_slice(const struct ArrowArray *array, const cwp__arrow_type *type, int64_t offset, int64_t rows,
                            cwp__arena *moved, const cwp__arrow_place *place, cwp__arrow_buffers *out,
                            cwp_error *error) {
  cwp_status status = check_array(array, type, offset, rows, place, error);
  memset(out, 0, sizeof *out);
  if (status) return status;
  const uint64_t first = (uint64_t)(array->offset + offset), count = (uint64_t)rows;
  int fits = 1;
  out->length = rows;
  out->count = (size_t)array->n_buffers;
  if (out->count == 0) return cwp__arrow_check(type, out, place, error);
  if (array->buffers[0] && array->null_count != 0) {
    out->buffers[0] = slice_bits(array->buffers[0], first, count, moved);
    if (!out->buffers[0]) return cwp__fail_memory(error);
    out->null_count = count_nulls(out->buffers[0], count);
  }
  if (array->buffers[1] && type->bits == 1)
    out->buffers[1] = slice_bits(array->buffers[1], first, count, moved);
  else if (array->buffers[1])
    out->buffers[1] = (const char *)array->buffers[1] + first * (type->bits / 8);
  if (rows > 0 && !out->buffers[1]) return cwp__fail_memory(error);
  if (out->count == 3) out->buffers[2] = array->buffers[2];
  out->sizes[0] = out->sizes[1] = UINT64_MAX;
  out->sizes[2] = out->buffers[2] ? (uint64_t)INT64_MAX : 0; /* unknown */
  status = cwp__arrow_check(type, out, place, error);
  out->sizes[0] = out->buffers[0] ? (count + 7) / 8 : 0;
  out->sizes[1] = cwp__arrow_bytes(count, type->bits, &fits);
  return !status && type->layout == CWP__ARROW_OFFSETS ? start_ends(out, type->bits, moved, error) : status;
}

cwp_status cwp__arrow_slice_rest(const cwp__arrow_buffers *buffers, const cwp__arrow_type *type, int64_t from,
                                 cwp__arena *moved, cwp__arrow_buffers *out, cwp_error *error) {
  int fits = 1;
  *out = *buffers;
  out->length -= from;
  out->buffers[1] = (const char *)buffers->buffers[1] + (uint64_t)from * (type->bits / 8);
  out->sizes[1] = cwp__arrow_bytes((uint64_t)out->length, type->bits, &fits);
  return type->layout == CWP__ARROW_OFFSETS ? start_ends(out, type->bits, moved, error) : CWP_OK;
}
