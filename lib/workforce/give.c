/* What goes out of a workforce beside answers to questions: people's keys, and what cannot count. */

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <string.h>

/* ---- Keys ---- */

/* Bytes of a key, as often as it is to be there. */
static cwp_status put_text(cwp__span text, size_t times, cwp__batch *batch, size_t column, size_t row,
                           const cwp_allocator *allocator, cwp_error *error) {
  int64_t *ends = batch->values[column];
  size_t end = (size_t)ends[row];
  if (text.length > (SIZE_MAX / 2 - end) / times) return cwp__fail_memory(error);
  cwp_status status = cwp__batch_text(batch, column, end + times * text.length + 1, allocator, error);
  for (size_t i = 0; i < times && status == CWP_OK; i++) {
    memcpy(batch->text[column] + end, text.text, text.length);
    end += text.length;
    ends[row + i + 1] = (int64_t)end;
  }
  return status;
}

cwp_status cwp__workforce_put_keys(const cwp_workforce *self, uint64_t first, size_t count, size_t times,
                                   cwp__batch *batch, size_t column, size_t row, cwp_error *error) {
  const cwp__people *people = &self->people;
  const cwp__flow *flow = self->flow;
  size_t hint = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < count && times > 0 && status == CWP_OK; i++, row += times) {
    size_t person = (size_t)first + i;
    uint64_t at = flow == NULL || flow->merge != NULL ? cwp__people_row(people, person)
                  : flow->people != NULL              ? cwp__people_row(people, flow->people[person])
                                                      : self->places.first[person];
    hint = cwp__table_chunk_of(people->table, at, hint);
    const cwp__chunk *chunk = &people->table->chunks[hint];
    cwp__key key = cwp__key_at(people->table, people->column, chunk, (size_t)(at - chunk->first));
    if (people->are_text) {
      status = put_text(key.text, times, batch, column, row, &self->allocator, error);
      continue;
    }
    int64_t *numbers = (int64_t *)batch->values[column] + row;
    for (size_t k = 0; k < times; k++)
      numbers[k] = key.number;
  }
  return status;
}

/* ---- Findings ---- */

/* More findings than CWP__MOST_FINDINGS there can be without values; of a stream they may come to a second batch. */
enum { OTHERS = 256 };

enum { FINDING = 0, TABLE, COLUMN, VALUE, ROWS, FIRST_ROW, COUNTS, COLUMNS };

typedef struct giving {
  cwp_workforce *self;
  size_t next;
  size_t most; /* in a batch */
} giving;

static cwp_status put(cwp__batch *batch, size_t column, size_t row, const char *text, const cwp_allocator *allocator,
                      cwp_error *error) {
  if (text == NULL) {
    batch->valid[column][row / 8] &= (uint8_t) ~(1u << row % 8);
    text = "";
  }
  return put_text(cwp__span_of(text), 1, batch, column, row, allocator, error);
}

static cwp_status put_finding(const cwp_workforce *self, size_t which, cwp__batch *batch, size_t row,
                              cwp_error *error) {
  const cwp__found *found = &self->findings.list[which];
  const cwp_allocator *memory = &self->allocator;
  const char *column = found->column[0] != '\0' ? found->column : NULL;
  cwp_status status = put(batch, FINDING, row, cwp__workforce_finding_code(found->finding), memory, error);
  if (status == CWP_OK) status = put(batch, TABLE, row, found->table, memory, error);
  if (status == CWP_OK) status = put(batch, COLUMN, row, column, memory, error);
  if (status == CWP_OK) status = put(batch, VALUE, row, found->value, memory, error);
  ((int64_t *)batch->values[ROWS])[row] = (int64_t)found->rows;
  ((int64_t *)batch->values[FIRST_ROW])[row] = (int64_t)found->first_row;
  if (found->counts) ((uint8_t *)batch->values[COUNTS])[row / 8] |= (uint8_t)(1u << row % 8);
  return status;
}

static cwp_status next_findings(void *context, cwp__batch *batch, cwp_error *error) {
  giving *work = context;
  cwp_status status = CWP_OK;
  size_t left = work->self->findings.count - work->next;
  if (work->self->flow != NULL && !work->self->flow->is_done)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there are no findings before the answer has been read to its end");
  batch->rows = left < work->most ? left : work->most;
  for (size_t row = 0; row < batch->rows && status == CWP_OK; row++)
    status = put_finding(work->self, work->next + row, batch, row, error);
  work->next += batch->rows;
  return status;
}

static void release_findings(void *context) {
  giving *work = context;
  cwp_workforce *self = work->self;
  cwp__release(&self->allocator, work);
  cwp__workforce_drop(self);
}

cwp_status cwp_workforce_findings(const cwp_workforce *self, struct ArrowArrayStream *out, cwp_error *error) {
  static const cwp__column columns[COLUMNS] = {
      {"finding", CWP__COLUMN_TEXT, 0, NULL, 0},   {"table", CWP__COLUMN_TEXT, 0, NULL, 0},
      {"column", CWP__COLUMN_TEXT, 1, NULL, 0},    {"value", CWP__COLUMN_TEXT, 1, NULL, 0},
      {"rows", CWP__COLUMN_INT64, 0, NULL, 0},     {"first_row", CWP__COLUMN_INT64, 0, NULL, 0},
      {"counts", CWP__COLUMN_BOOLEAN, 0, NULL, 0},
  };
  if (self == NULL || out == NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a workforce and a place for the stream are needed");
  giving *work = cwp__allocate_zeroed(&self->allocator, 1, sizeof *work);
  if (work == NULL) return cwp__fail_memory(error);
  work->self = cwp__workforce_hold(self);
  work->most = self->flow != NULL ? CWP__MOST_FINDINGS + OTHERS : self->findings.count;
  const cwp__answer_maker maker = {work, work->most, next_findings, release_findings};
  return cwp__answer_stream(columns, COLUMNS, &maker, &self->allocator, out, error);
}
