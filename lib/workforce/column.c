/* Columns, read block by block. */

#include "workforce/column.h"

#include "base/memory.h"
#include "base/passes.h"
#include "cwp/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- Getting at values ---- */

static size_t width_of(cwp__value_type type) {
  switch (type) {
  case CWP__VALUE_INT8:
  case CWP__VALUE_UINT8:
    return 1;
  case CWP__VALUE_INT16:
  case CWP__VALUE_UINT16:
    return 2;
  case CWP__VALUE_INT32:
  case CWP__VALUE_UINT32:
  case CWP__VALUE_DATE32:
    return 4;
  default:
    return 8;
  }
}

/* The elements of the rows. */
static const void *elements(const cwp__values *values, size_t width, const cwp__rows *rows) {
  return (const char *)values->data + (values->offset + rows->first) * width;
}

/* Bits of the rows: a byte each. */
static void read_bits(const uint8_t *bits, size_t offset, const cwp__rows *rows, uint8_t *out) {
  cwp__pass_bits(bits, offset + rows->first, rows->count, out);
}

void cwp__read_known(const cwp__field *field, size_t column, const cwp__rows *rows, uint8_t *out) {
  uint8_t also[CWP__BLOCK];
  const cwp__chunk *chunk = rows->chunk;
  const cwp__values *values = &chunk->pieces[column].values;
  if (field->type == CWP__VALUE_NULL)
    memset(out, 0, rows->count);
  else if (values->valid == NULL)
    memset(out, 1, rows->count);
  else
    read_bits(values->valid, values->offset, rows, out);
  if (chunk->valid == NULL) return;
  read_bits(chunk->valid, chunk->offset, rows, also);
  for (size_t i = 0; i < rows->count; i++)
    out[i] &= also[i];
}

/* 1 if there is a row whose value may be unknown. */
static int may_be_unknown(const cwp__chunk *chunk, const cwp__values *values) {
  return chunk->valid != NULL || values->valid != NULL;
}

/* ---- Numbers ---- */

void cwp__read_numbers(const cwp__field *field, size_t column, const cwp__rows *rows, int64_t *out) {
  cwp__value_type type = field->index != CWP__VALUE_OTHER ? field->index : field->type;
  const void *at = elements(&rows->chunk->pieces[column].values, width_of(type), rows);
  size_t count = rows->count;
  switch (type) {
  case CWP__VALUE_INT8:
    for (size_t i = 0; i < count; i++)
      out[i] = (int64_t)((const int8_t *)at)[i]; /* below 0 where it is so */
    break;
  case CWP__VALUE_UINT8:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const uint8_t *)at)[i];
    break;
  case CWP__VALUE_INT16:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const int16_t *)at)[i];
    break;
  case CWP__VALUE_UINT16:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const uint16_t *)at)[i];
    break;
  case CWP__VALUE_INT32:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const int32_t *)at)[i];
    break;
  case CWP__VALUE_UINT32:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const uint32_t *)at)[i];
    break;
  default:
    memcpy(out, at, count * sizeof *out);
  }
}

void cwp__read_booleans(size_t column, const cwp__rows *rows, uint8_t *out) {
  const cwp__values *values = &rows->chunk->pieces[column].values;
  read_bits(values->data, values->offset, rows, out);
}

int64_t cwp__read_number(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index) {
  const cwp__values *values = &chunk->pieces[column].values;
  size_t at = values->offset + index;
  switch (field->index != CWP__VALUE_OTHER ? field->index : field->type) {
  case CWP__VALUE_INT8:
    return ((const int8_t *)values->data)[at];
  case CWP__VALUE_UINT8:
    return ((const uint8_t *)values->data)[at];
  case CWP__VALUE_INT16:
    return ((const int16_t *)values->data)[at];
  case CWP__VALUE_UINT16:
    return ((const uint16_t *)values->data)[at];
  case CWP__VALUE_INT32:
    return ((const int32_t *)values->data)[at];
  case CWP__VALUE_UINT32:
    return ((const uint32_t *)values->data)[at];
  default:
    return ((const int64_t *)values->data)[at];
  }
}

/* ---- Days ---- */

/* The whole parts in a number, rounded down. */
static inline int64_t whole(int64_t value, int64_t part) {
  return value / part - (value % part < 0);
}

static inline int32_t day_of(int64_t day) {
  return day < CWP_DATE_MIN || day > CWP_DATE_MAX ? CWP__BAD_DAY : (int32_t)day;
}

/* The days in which moments fall. Each unit has a loop of its own: to divide by a number that is known is far quicker.
 */
static void read_moments(cwp__value_type type, const int64_t *moments, size_t count, int32_t *out) {
  enum { DAY = 86400 };
  switch (type) {
  case CWP__VALUE_SECONDS:
    for (size_t i = 0; i < count; i++)
      out[i] = day_of(whole(moments[i], DAY));
    break;
  case CWP__VALUE_MICROSECONDS:
    for (size_t i = 0; i < count; i++)
      out[i] = day_of(whole(moments[i], DAY * INT64_C(1000000)));
    break;
  case CWP__VALUE_NANOSECONDS:
    for (size_t i = 0; i < count; i++)
      out[i] = day_of(whole(moments[i], DAY * INT64_C(1000000000)));
    break;
  default:
    for (size_t i = 0; i < count; i++)
      out[i] = day_of(whole(moments[i], DAY * INT64_C(1000)));
  }
}

/* Days that are there as such. Their bits are looked at in passing. */
static void read_days(const cwp__values *values, const cwp__rows *rows, int32_t *out) {
  static const cwp__pass_range range = {CWP_DATE_MIN, CWP_DATE_MAX, CWP__BAD_DAY, CWP_DATE_NONE};
  const cwp__known_bits known = {values->valid, values->offset + rows->first};
  cwp__pass_numbers(cwp__eight_best(), elements(values, sizeof *out, rows), rows->count, known, &range, out);
}

void cwp__read_days(const cwp__field *field, size_t column, const cwp__rows *rows, int32_t *out) {
  uint8_t known[CWP__BLOCK];
  const cwp__values *values = &rows->chunk->pieces[column].values;
  if (field->type == CWP__VALUE_NULL) {
    for (size_t i = 0; i < rows->count; i++)
      out[i] = CWP_DATE_NONE;
    return;
  }
  if (field->type == CWP__VALUE_DATE32) {
    read_days(values, rows, out);
    if (rows->chunk->valid == NULL) return;
  } else {
    read_moments(field->type, elements(values, width_of(field->type), rows), rows->count, out);
  }
  if (!may_be_unknown(rows->chunk, values)) return;
  cwp__read_known(field, column, rows, known);
  for (size_t i = 0; i < rows->count; i++)
    out[i] = known[i] ? out[i] : CWP_DATE_NONE;
}

/* ---- Codes ---- */

/* Up to 16 bytes in two numbers, which say all there is to say of them beside how many they are. */
typedef struct packed {
  uint64_t head;
  uint64_t tail;
} packed;

static inline packed pack(cwp__span text) {
  packed out = {0, 0};
  if (text.length >= 8) {
    memcpy(&out.head, text.text, 8);
    memcpy(&out.tail, text.text + text.length - 8, 8);
  } else if (text.length >= 4) {
    uint32_t first, last;
    memcpy(&first, text.text, 4);
    memcpy(&last, text.text + text.length - 4, 4);
    out.head = (uint64_t)first << 32 | last;
  } else {
    for (size_t i = 0; i < text.length; i++)
      out.head = out.head << 8 | (uint8_t)text.text[i];
  }
  return out;
}

static inline uint64_t mix(packed text, size_t length) {
  uint64_t mixed = (text.head ^ text.tail * UINT64_C(0x9e3779b97f4a7c15) ^ length) * UINT64_C(0xff51afd7ed558ccd);
  return mixed ^ mixed >> 32;
}

int cwp__exact_start(cwp__exact *self, const cwp_allocator *allocator) {
  self->count = 0;
  self->of = cwp__allocate_zeroed(allocator, CWP__EXACT, sizeof *self->of);
  return self->of != NULL;
}

void cwp__exact_add(cwp__exact *self, cwp__span text, uint16_t code) {
  if (text.length == 0 || text.length > CWP__EXACT_MOST || self->count >= CWP__EXACT / 2) return;
  packed name = pack(text);
  size_t at = (size_t)mix(name, text.length) % CWP__EXACT;
  for (; self->of[at].length != 0; at = (at + 1) % CWP__EXACT)
    if (self->of[at].head == name.head && self->of[at].tail == name.tail && self->of[at].length == text.length) return;
  self->of[at].head = name.head;
  self->of[at].tail = name.tail;
  self->of[at].code = code;
  self->of[at].length = (uint8_t)text.length;
  self->count++;
}

/* The code of a name as it is written, or CWP__CODE_UNKNOWN. */
static inline uint16_t code_of_exact(const cwp__exact *self, cwp__span text) {
  if (text.length > CWP__EXACT_MOST) return CWP__CODE_UNKNOWN;
  packed name = pack(text);
  size_t at = (size_t)mix(name, text.length) % CWP__EXACT;
  for (; self->of[at].length != 0; at = (at + 1) % CWP__EXACT)
    if (self->of[at].head == name.head && self->of[at].tail == name.tail && self->of[at].length == text.length)
      return self->of[at].code;
  return CWP__CODE_UNKNOWN;
}

/* The code of a text: of a name, or perhaps remembered. */
static uint16_t code_of_text(const cwp__coding *coding, cwp__recent *recent, cwp__span text) {
  if (text.length == 0) return coding->of_null;
  uint16_t code = coding->names != NULL ? code_of_exact(coding->names, text) : (uint16_t)CWP__CODE_UNKNOWN;
  if (code != CWP__CODE_UNKNOWN) return code;
  if (text.length > CWP__RECENT_TEXT) return coding->of_text(coding->context, text);
  size_t at = (size_t)mix(pack(text), text.length) % CWP__RECENT;
  if (recent->of[at].length == text.length + 1 && memcmp(recent->of[at].text, text.text, text.length) == 0)
    return recent->of[at].code;
  recent->of[at].code = coding->of_text(coding->context, text);
  recent->of[at].length = (uint8_t)(text.length + 1);
  memcpy(recent->of[at].text, text.text, text.length);
  return recent->of[at].code;
}

static inline uint16_t code_at(const uint16_t *codes, uint64_t count, int64_t number) {
  return (uint64_t)number < count ? codes[number] : CWP__CODE_UNKNOWN;
}

/* Codes of integers, or of a dictionary's values by their indices. The usual widths have loops of their own. */
static void read_from_table(const cwp__field *field, size_t column, const cwp__rows *rows, const uint16_t *codes,
                            size_t code_count, uint16_t *out) {
  int64_t numbers[CWP__BLOCK];
  cwp__value_type type = field->index != CWP__VALUE_OTHER ? field->index : field->type;
  const cwp__values *values = &rows->chunk->pieces[column].values;
  if (type == CWP__VALUE_INT32) {
    const int32_t *at = elements(values, sizeof *at, rows);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, at[i]);
  } else if (type == CWP__VALUE_INT16) {
    const int16_t *at = elements(values, sizeof *at, rows);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, at[i]);
  } else if (type == CWP__VALUE_INT8 && code_count <= CWP__PASS_CODES) {
    const int8_t *at = elements(values, sizeof *at, rows);
    cwp__pass_codes(cwp__eight_best(), at, rows->count, codes, code_count, CWP__CODE_UNKNOWN, out);
  } else {
    cwp__read_numbers(field, column, rows, numbers);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, numbers[i]);
  }
}

static void read_from_texts(const cwp__field *field, const cwp__values *values, const cwp__rows *rows,
                            const cwp__coding *coding, cwp__recent *recent, uint16_t *out) {
  for (size_t i = 0; i < rows->count; i++) {
    size_t at = cwp__row_at(rows, i);
    out[i] = cwp__value_is_known(values, at) ? code_of_text(coding, recent, cwp__value_text(values, field->type, at))
                                             : coding->of_null;
  }
}

void cwp__read_codes(const cwp__field *field, size_t column, const cwp__rows *rows, const cwp__coding *coding,
                     cwp__recent *recent, uint16_t *out) {
  uint8_t known[CWP__BLOCK];
  const cwp__piece *piece = &rows->chunk->pieces[column];
  if (field->index != CWP__VALUE_OTHER)
    read_from_table(field, column, rows, piece->codes, piece->dictionary.count, out);
  else if (cwp__field_uses(field) == CWP__AS_TEXT)
    read_from_texts(field, &piece->values, rows, coding, recent, out);
  else if (field->type != CWP__VALUE_NULL)
    read_from_table(field, column, rows, coding->of_number, coding->number_count, out);
  if (field->type != CWP__VALUE_NULL && !may_be_unknown(rows->chunk, &piece->values)) return;
  cwp__read_known(field, column, rows, known);
  for (size_t i = 0; i < rows->count; i++)
    out[i] = known[i] ? out[i] : coding->of_null;
}

int cwp__table_code(cwp__table *table, size_t column, size_t chunk, const cwp__coding *coding, cwp__arena *arena) {
  if (column == CWP__NO_FIELD || table->fields[column].index == CWP__VALUE_OTHER) return 1;
  for (; chunk < table->chunk_count; chunk++) {
    cwp__piece *piece = &table->chunks[chunk].pieces[column];
    const cwp__values *values = &piece->dictionary;
    const cwp__piece *before = chunk > 0 ? &table->chunks[chunk - 1].pieces[column] : NULL;
    if (before != NULL && before->dictionary.data == values->data && before->dictionary.valid == values->valid &&
        before->dictionary.offset == values->offset && before->dictionary.count == values->count) {
      piece->codes = before->codes;
      continue;
    }
    uint16_t *codes = cwp__arena_allocate(arena, values->count, sizeof *codes);
    if (codes == NULL) return 0;
    for (size_t i = 0; i < values->count; i++) {
      cwp__span text = {"", 0};
      if (cwp__value_is_known(values, i)) text = cwp__value_text(values, table->fields[column].type, i);
      codes[i] = text.length > 0 ? coding->of_text(coding->context, text) : coding->of_null;
    }
    piece->codes = codes;
  }
  return 1;
}

/* ---- One value ---- */

int cwp__is_known(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index) {
  size_t bit = chunk->offset + index;
  if (field->type == CWP__VALUE_NULL || (chunk->valid != NULL && !(chunk->valid[bit / 8] >> bit % 8 & 1))) return 0;
  if (!cwp__value_is_known(&chunk->pieces[column].values, index)) return 0;
  return field->index == CWP__VALUE_OTHER ||
         cwp__value_is_known(&chunk->pieces[column].dictionary, (size_t)cwp__read_number(field, column, chunk, index));
}

cwp__span cwp__read_text(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index) {
  const cwp__piece *piece = &chunk->pieces[column];
  if (!cwp__is_known(field, column, chunk, index)) return (cwp__span){"", 0};
  if (field->index == CWP__VALUE_OTHER) return cwp__value_text(&piece->values, field->type, index);
  return cwp__value_text(&piece->dictionary, field->type, (size_t)cwp__read_number(field, column, chunk, index));
}

const char *cwp__read_shown(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index,
                            char room[CWP__SHOWN]) {
  const cwp__rows row = {chunk, index, 1};
  if (!cwp__is_known(field, column, chunk, index)) return NULL;
  if (cwp__field_uses(field) == CWP__AS_TEXT) {
    cwp__span text = cwp__read_text(field, column, chunk, index);
    cwp__show(room, CWP__SHOWN, text.text, text.length);
    return room;
  }
  if (field->type == CWP__VALUE_BOOLEAN) {
    uint8_t value;
    cwp__read_booleans(column, &row, &value);
    return value ? "true" : "false";
  }
  if (field->type == CWP__VALUE_DATE32) {
    const cwp__values *values = &chunk->pieces[column].values;
    snprintf(room, CWP__SHOWN, "%" PRId32, ((const int32_t *)values->data)[values->offset + index]);
    return room;
  }
  int64_t number = cwp__read_number(field, column, chunk, index);
  if (field->type == CWP__VALUE_UINT64)
    snprintf(room, CWP__SHOWN, "%" PRIu64, (uint64_t)number);
  else
    snprintf(room, CWP__SHOWN, "%" PRId64, number);
  return room;
}
