/* Arrays against what their type says of them. Only what can be seen from outside is checked: nobody says how long a
   buffer is. */

#include "workforce/table.h"

/* Bytes of each value in the buffer of data: of texts, those of an offset. */
static size_t width_of(cwp__value_type type) {
  switch (type) {
  case CWP__VALUE_BOOLEAN:
  case CWP__VALUE_INT8:
  case CWP__VALUE_UINT8:
    return 1;
  case CWP__VALUE_INT16:
  case CWP__VALUE_UINT16:
    return 2;
  case CWP__VALUE_INT32:
  case CWP__VALUE_UINT32:
  case CWP__VALUE_DATE32:
  case CWP__VALUE_TEXT32:
  case CWP__VALUE_TEXT_VIEW:
    return 4;
  default:
    return 8;
  }
}

static int is_text(cwp__value_type type) {
  return type == CWP__VALUE_TEXT32 || type == CWP__VALUE_TEXT64;
}

/* Of text views: which buffer has the texts' first bytes. Behind the last of them is one of their lengths. */
enum { VIEW_BUFFERS = 2 };

static int has_buffers(cwp__value_type type, const struct ArrowArray *array) {
  if (type == CWP__VALUE_TEXT_VIEW) return array->n_buffers > VIEW_BUFFERS && array->n_buffers <= INT32_MAX;
  if (type == CWP__VALUE_NULL) return array->n_buffers == 0 || array->n_buffers == 1; /* 1, as Arrow once had it */
  return array->n_buffers == (is_text(type) ? 3 : 2);
}

/* Lengths, counts and buffers, without a look at what is in them. */
static const char *check_shape(cwp__value_type type, const struct ArrowArray *array, int64_t needed) {
  if (array->length < 0 || array->offset < 0 || array->offset > INT64_MAX - array->length)
    return "its length or offset is negative";
  if (array->length < needed) return "it is shorter than the batch";
  if (array->length > CWP__MOST_ROWS || array->offset > CWP__MOST_ROWS) return "its length or offset is beyond belief";
  if (array->null_count < -1 || array->null_count > array->length) return "its count of nulls is out of range";
  if (array->n_children != 0) return "it has columns of its own, which its type has not";
  if (!has_buffers(type, array)) return "it has another number of buffers than its type";
  if (type == CWP__VALUE_NULL) return NULL;
  if (array->buffers == NULL) return "it has no buffers";
  if (array->null_count > 0 && array->buffers[0] == NULL) return "it counts nulls and has no bits that say which";
  if (array->length > 0 && array->buffers[1] == NULL) return "its buffer of values is missing";
  if ((uintptr_t)array->buffers[1] % width_of(type) != 0) return "its buffer of values is not aligned to its type";
  return NULL;
}

/* Offsets must not go down: then none reaches beyond the last. Written so that it becomes vector code. */
static int go_up32(const int32_t *offsets, size_t count) {
  int down = offsets[0] < 0;
  for (size_t i = 0; i < count; i++)
    down |= offsets[i + 1] < offsets[i];
  return !down;
}

static int go_up64(const int64_t *offsets, size_t count) {
  int down = offsets[0] < 0;
  for (size_t i = 0; i < count; i++)
    down |= offsets[i + 1] < offsets[i];
  return !down;
}

static const char *check_texts(const cwp__values *values, cwp__value_type type) {
  if (values->count == 0) return NULL;
  int is_wide = type == CWP__VALUE_TEXT64;
  const int32_t *narrow = values->data;
  const int64_t *wide = values->data;
  int up = is_wide ? go_up64(wide + values->offset, values->count) : go_up32(narrow + values->offset, values->count);
  if (!up) return "the offsets of its texts are negative or go down";
  size_t end = values->offset + values->count;
  if ((is_wide ? wide[end] : narrow[end]) > 0 && values->bytes == NULL) return "the bytes of its texts are missing";
  return NULL;
}

/* A view must lie within the buffer that it names. */
static const char *check_views(const cwp__values *values, const struct ArrowArray *array) {
  const int64_t *lengths = array->buffers[array->n_buffers - 1];
  const int64_t count = array->n_buffers - VIEW_BUFFERS - 1;
  if (count > 0 && lengths == NULL) return "the lengths of its buffers of texts are missing";
  for (size_t i = 0; i < values->count; i++) {
    int32_t parts[4];
    if (!cwp__value_is_known(values, i)) continue;
    memcpy(parts, (const char *)values->data + (values->offset + i) * CWP__VIEW_SIZE, sizeof parts);
    if (parts[0] < 0) return "the length of one of its texts is negative";
    if (parts[0] <= CWP__VIEW_SHORT) continue;
    if (parts[2] < 0 || parts[2] >= count) return "one of its texts is in a buffer that it has not";
    if (parts[3] < 0 || (int64_t)parts[3] + parts[0] > lengths[parts[2]])
      return "one of its texts is beyond its buffer";
    if (values->buffers[parts[2]] == NULL) return "the bytes of its texts are missing";
  }
  return NULL;
}

/* `needed` values from `from` on, both of which the array's length has room for. */
static const char *check_values(cwp__value_type type, const struct ArrowArray *array, int64_t from, int64_t needed,
                                cwp__values *out) {
  static const char nothing[1] = "";
  if (from > INT64_MAX - needed) return "it is shorter than the batch";
  const char *reason = check_shape(type, array, from + needed);
  if (reason != NULL) return reason;
  out->offset = (size_t)(array->offset + from);
  out->count = (size_t)needed;
  if (type == CWP__VALUE_NULL) return NULL;
  out->valid = array->null_count != 0 ? array->buffers[0] : NULL;
  out->data = array->buffers[1];
  if (type == CWP__VALUE_TEXT_VIEW) {
    out->buffers = array->buffers + VIEW_BUFFERS;
    return check_views(out, array);
  }
  if (!is_text(type)) return NULL;
  out->bytes = array->buffers[2];
  reason = check_texts(out, type);
  if (out->bytes == NULL) out->bytes = nothing; /* all texts are empty */
  return reason;
}

static uint64_t index_at(const cwp__values *values, cwp__value_type type, size_t i) {
  size_t at = values->offset + i;
  switch (type) {
  case CWP__VALUE_INT8:
    return (uint64_t)(int64_t)((const int8_t *)values->data)[at];
  case CWP__VALUE_UINT8:
    return ((const uint8_t *)values->data)[at];
  case CWP__VALUE_INT16:
    return (uint64_t)(int64_t)((const int16_t *)values->data)[at];
  case CWP__VALUE_UINT16:
    return ((const uint16_t *)values->data)[at];
  case CWP__VALUE_INT32:
    return (uint64_t)(int64_t)((const int32_t *)values->data)[at];
  case CWP__VALUE_UINT32:
    return ((const uint32_t *)values->data)[at];
  default:
    return ((const uint64_t *)values->data)[at];
  }
}

/* The greatest of indices, where a negative one is greater than all that are none. */

static uint64_t greatest8(const int8_t *at, size_t count) {
  uint8_t most = 0;
  for (size_t i = 0; i < count; i++)
    most = (uint8_t)at[i] > most ? (uint8_t)at[i] : most;
  return most > INT8_MAX ? UINT64_MAX : most;
}

static uint64_t greatest16(const int16_t *at, size_t count) {
  int16_t most = 0, least = 0;
  for (size_t i = 0; i < count; i++) {
    most = at[i] > most ? at[i] : most;
    least = at[i] < least ? at[i] : least;
  }
  return least < 0 ? UINT64_MAX : (uint64_t)most;
}

static uint64_t greatest32(const int32_t *at, size_t count) {
  uint32_t most = 0;
  for (size_t i = 0; i < count; i++)
    most = (uint32_t)at[i] > most ? (uint32_t)at[i] : most;
  return most;
}

/* The usual indices, quickly: 1 if all are good, 0 if some may not be, of unknown values perhaps. */
static int are_surely_good(const cwp__values *indices, cwp__value_type type, size_t count) {
  const void *data = indices->data;
  switch (type) {
  case CWP__VALUE_INT8:
    return greatest8((const int8_t *)data + indices->offset, indices->count) < count;
  case CWP__VALUE_INT16:
    return greatest16((const int16_t *)data + indices->offset, indices->count) < count;
  case CWP__VALUE_INT32:
    return greatest32((const int32_t *)data + indices->offset, indices->count) < count;
  default:
    return 0;
  }
}

static const char *check_indices(const cwp__values *indices, cwp__value_type type, size_t count) {
  if (indices->count == 0 || are_surely_good(indices, type, count)) return NULL;
  for (size_t i = 0; i < indices->count; i++)
    if (cwp__value_is_known(indices, i) && index_at(indices, type, i) >= count)
      return "an index is beyond its dictionary";
  return NULL;
}

static int is_same(const cwp__values *a, const struct ArrowArray *b) {
  return b->n_buffers == 3 && b->buffers != NULL && a->data == b->buffers[1] && a->bytes == b->buffers[2] &&
         a->valid == (b->null_count != 0 ? b->buffers[0] : NULL) && (uint64_t)b->offset == a->offset &&
         (uint64_t)b->length == a->count;
}

static const char *check_dictionary(const cwp__field *field, const struct ArrowArray *array, const cwp__piece *before,
                                    cwp__piece *piece) {
  const struct ArrowArray *values = array->dictionary;
  if (values == NULL || values->release == NULL) return "its dictionary is missing or released";
  if (values->dictionary != NULL) return "its dictionary has a dictionary";
  if (values->length > CWP__MOST_DICTIONARY) return "its dictionary has more than 2,147,483,647 values";
  const char *reason = NULL;
  if (before != NULL && field->type != CWP__VALUE_TEXT_VIEW && before->dictionary.data != NULL &&
      is_same(&before->dictionary, values)) {
    piece->dictionary = before->dictionary;
    piece->codes = before->codes;
  } else {
    reason = check_values(field->type, values, 0, values->length < 0 ? 0 : values->length, &piece->dictionary);
  }
  if (reason != NULL) return reason;
  return check_indices(&piece->values, field->index, piece->dictionary.count);
}

const char *cwp__piece_check(const cwp__field *field, const struct ArrowArray *array, int64_t from, int64_t needed,
                             const cwp__piece *before, cwp__piece *piece) {
  *piece = (cwp__piece){.codes = NULL};
  int is_coded = field->index != CWP__VALUE_OTHER;
  if (!is_coded && array->dictionary != NULL) return "it has a dictionary, which the schema has not";
  const char *reason = check_values(is_coded ? field->index : field->type, array, from, needed, &piece->values);
  if (reason != NULL || !is_coded) return reason;
  return check_dictionary(field, array, before, piece);
}
