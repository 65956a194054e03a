#include "exchange/matrix_sniff.h"

#include "exchange/matrix.h"
#include "exchange/wide.h"

#include <string.h>

/* Bytes in memory as an input. */
typedef struct in_memory {
  const char *text;
  size_t length;
  size_t at;
} in_memory;

static size_t read_memory(void *context, void *buffer, size_t capacity) {
  in_memory *self = context;
  size_t left = self->length - self->at, count = left < capacity ? left : capacity;
  memcpy(buffer, self->text + self->at, count);
  self->at += count;
  return count;
}

/* 1 if the first cell of a file is the first column of every file of the national data set. */
static int is_national(const char *head, size_t length) {
  static const char first[] = "LOCALESTID";
  size_t at = length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < length && strchr(" \t\r\n\"", head[at]))
    at++;
  return length - at >= sizeof first - 1 && memcmp(head + at, first, sizeof first - 1) == 0;
}

/* The length without a line that is cut off at the end. */
static size_t whole_lines(const char *head, size_t length) {
  size_t end = length;
  while (end > 0 && head[end - 1] != '\n')
    end--;
  return end > 0 ? end : length;
}

/* 1 if the first row is the header of the analyst's wide shape. */
static int is_wide(const cwp_matrix *matrix) {
  int has_worker = 0, has_use = 0;
  for (size_t i = 0; matrix->row_count > 0 && i < matrix->rows[0].count; i++) {
    cwp__wide_column column = cwp__wide_column_of(cwp__matrix_text(&matrix->rows[0].cells[i]));
    has_worker |= column.what == CWP__WIDE_WORKER;
    has_use |= column.what >= CWP__WIDE_JOB;
  }
  return has_worker && has_use;
}

/* Looks at the heading. What cannot be read of the file does not matter yet. */
static int look_at(cwp_matrix *matrix, in_memory *memory) {
  const cwp_input input = {read_memory, memory, "head"};
  cwp_status status = cwp_matrix_read(matrix, &input, NULL);
  if (status == CWP_ERROR_MEMORY) return -1;
  if (is_wide(matrix)) return 0;
  status = cwp__matrix_find_columns(matrix, NULL);
  if (status == CWP_ERROR_MEMORY) return -1;
  return status == CWP_OK && cwp__matrix_is_clear(matrix);
}

int cwp__matrix_is_one(const cwp_pathway *pathway, const cwp_allocator *allocator, const char *head, size_t length,
                       int is_whole) {
  cwp_matrix *matrix;
  if (length == 0 || is_national(head, length)) return 0;
  in_memory memory = {head, is_whole ? length : whole_lines(head, length), 0};
  if (cwp_matrix_new(pathway, NULL, allocator, &matrix, NULL) != CWP_OK) return -1;
  int found = look_at(matrix, &memory);
  cwp_matrix_free(matrix);
  return found;
}

cwp_portfolio *cwp__matrix_take(cwp_matrix *self) {
  for (size_t i = 0; i < self->ids.count; i++) {
    cwp_portfolio *portfolio = self->people[i].portfolio;
    self->people[i].portfolio = NULL;
    if (portfolio) return portfolio;
  }
  return NULL;
}
