/* Columns, read block by block. */

#include "workforce/column.h"

#include "base/memory.h"
#include "cwp/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- Getting at values ---- */

/* Elements of a buffer that were picked, side by side. */
typedef union picked {
  int64_t of8[CWP__BLOCK];
  int32_t of4[CWP__BLOCK];
  int16_t of2[CWP__BLOCK];
  int8_t of1[CWP__BLOCK];
} picked;

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

/* The elements of the rows, side by side: where they are, or picked into `room`. */
static const void *elements(const cwp__values *values, size_t width, const cwp__rows *rows, picked *room) {
  const char *data = values->data;
  const uint32_t *at = rows->picked;
  if (at == NULL) return data + (values->offset + rows->first) * width;
  data += values->offset * width;
  const int64_t *of8 = (const void *)data;
  const int32_t *of4 = (const void *)data;
  const int16_t *of2 = (const void *)data;
  switch (width) {
  case 1:
    for (size_t i = 0; i < rows->count; i++)
      room->of1[i] = ((const int8_t *)data)[at[i]];
    break;
  case 2:
    for (size_t i = 0; i < rows->count; i++)
      room->of2[i] = of2[at[i]];
    break;
  case 4:
    for (size_t i = 0; i < rows->count; i++)
      room->of4[i] = of4[at[i]];
    break;
  default:
    for (size_t i = 0; i < rows->count; i++)
      room->of8[i] = of8[at[i]];
  }
  return room;
}

/* Bits of the rows: a byte each. */
static void read_bits(const uint8_t *bits, size_t offset, const cwp__rows *rows, uint8_t *out) {
  for (size_t i = 0; i < rows->count; i++) {
    size_t bit = offset + cwp__row_at(rows, i);
    out[i] = bits[bit / 8] >> bit % 8 & 1;
  }
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
  picked room;
  cwp__value_type type = field->index != CWP__VALUE_OTHER ? field->index : field->type;
  const void *at = elements(&rows->chunk->pieces[column].values, width_of(type), rows, &room);
  size_t count = rows->count;
  switch (type) {
  case CWP__VALUE_INT8:
    for (size_t i = 0; i < count; i++)
      out[i] = ((const int8_t *)at)[i];
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

void cwp__read_days(const cwp__field *field, size_t column, const cwp__rows *rows, int32_t *out) {
  picked room;
  uint8_t known[CWP__BLOCK];
  const cwp__values *values = &rows->chunk->pieces[column].values;
  if (field->type == CWP__VALUE_NULL) {
    for (size_t i = 0; i < rows->count; i++)
      out[i] = CWP_DATE_NONE;
    return;
  }
  const void *at = elements(values, width_of(field->type), rows, &room);
  if (field->type == CWP__VALUE_DATE32) {
    const int32_t *days = at;
    for (size_t i = 0; i < rows->count; i++)
      out[i] = day_of(days[i]);
  } else {
    read_moments(field->type, at, rows->count, out);
  }
  if (!may_be_unknown(rows->chunk, values)) return;
  cwp__read_known(field, column, rows, known);
  for (size_t i = 0; i < rows->count; i++)
    out[i] = known[i] ? out[i] : CWP_DATE_NONE;
}

/* ---- Codes ---- */

/* The code of a text, perhaps remembered. */
static uint16_t code_of_text(const cwp__coding *coding, cwp__recent *recent, cwp__span text) {
  if (text.length == 0) return coding->of_null;
  if (text.length > CWP__RECENT_TEXT) return coding->of_text(coding->context, text);
  uint64_t head = 0, tail = 0;
  size_t part = text.length < 8 ? text.length : 8;
  memcpy(&head, text.text, part);
  memcpy(&tail, text.text + text.length - part, part);
  uint64_t mixed = (head ^ tail * UINT64_C(0x9e3779b97f4a7c15) ^ text.length) * UINT64_C(0xff51afd7ed558ccd);
  size_t at = (size_t)(mixed >> 56) % CWP__RECENT;
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
  picked room;
  int64_t numbers[CWP__BLOCK];
  cwp__value_type type = field->index != CWP__VALUE_OTHER ? field->index : field->type;
  const cwp__values *values = &rows->chunk->pieces[column].values;
  if (type == CWP__VALUE_INT32) {
    const int32_t *at = elements(values, sizeof *at, rows, &room);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, at[i]);
  } else if (type == CWP__VALUE_INT16) {
    const int16_t *at = elements(values, sizeof *at, rows, &room);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, at[i]);
  } else if (type == CWP__VALUE_INT8) {
    const int8_t *at = elements(values, sizeof *at, rows, &room);
    for (size_t i = 0; i < rows->count; i++)
      out[i] = code_at(codes, code_count, at[i]);
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

/* The row alone. */
static cwp__rows one_row(const cwp__chunk *chunk, size_t index) {
  return (cwp__rows){chunk, index, NULL, 1};
}

int cwp__is_known(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index) {
  cwp__rows row = one_row(chunk, index);
  uint8_t known;
  cwp__read_known(field, column, &row, &known);
  if (!known || field->index == CWP__VALUE_OTHER) return known;
  int64_t at;
  cwp__read_numbers(field, column, &row, &at);
  return cwp__value_is_known(&chunk->pieces[column].dictionary, (size_t)at);
}

cwp__span cwp__read_text(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index) {
  const cwp__piece *piece = &chunk->pieces[column];
  if (!cwp__is_known(field, column, chunk, index)) return (cwp__span){"", 0};
  if (field->index == CWP__VALUE_OTHER) return cwp__value_text(&piece->values, field->type, index);
  cwp__rows row = one_row(chunk, index);
  int64_t at;
  cwp__read_numbers(field, column, &row, &at);
  return cwp__value_text(&piece->dictionary, field->type, (size_t)at);
}

const char *cwp__read_shown(const cwp__field *field, size_t column, const cwp__chunk *chunk, size_t index,
                            char room[CWP__SHOWN]) {
  cwp__rows row = one_row(chunk, index);
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
  int64_t number;
  cwp__read_numbers(field, column, &row, &number);
  if (field->type == CWP__VALUE_UINT64)
    snprintf(room, CWP__SHOWN, "%" PRIu64, (uint64_t)number);
  else
    snprintf(room, CWP__SHOWN, "%" PRId64, number);
  return room;
}
