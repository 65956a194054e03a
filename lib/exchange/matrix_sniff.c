#include "exchange/matrix_sniff.h"

#include "base/csv.h"
#include "base/file.h"
#include "exchange/matrix.h"
#include "exchange/wide.h"

#include <string.h>

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

/* 1 if the file begins with the header of the analyst's wide shape, -1 when there is no memory to find out. */
static int is_wide(const cwp_allocator *allocator, cwp__span head) {
  const cwp_input input = cwp__span_input(&head, "head");
  cwp__csv *csv;
  int more = 0;
  if (cwp__csv_new(&input, NULL, allocator, &csv, NULL) != CWP_OK) return -1;
  cwp_status status = cwp__csv_next(csv, &more, NULL);
  int found = status == CWP_OK && more && cwp__wide_is_header(csv);
  cwp__csv_free(csv);
  return status == CWP_ERROR_MEMORY ? -1 : found;
}

/* Looks at the heading. What cannot be read of the file does not matter yet. */
static int look_at(cwp_matrix *matrix, cwp__span head) {
  const cwp_input input = cwp__span_input(&head, "head");
  cwp_status status = cwp_matrix_read(matrix, &input, NULL);
  if (status == CWP_ERROR_MEMORY) return -1;
  status = cwp__matrix_find_columns(matrix, NULL);
  if (status == CWP_ERROR_MEMORY) return -1;
  return status == CWP_OK && cwp__matrix_is_clear(matrix);
}

int cwp__matrix_is_one(const cwp_pathway *pathway, const cwp_allocator *allocator, const char *head, size_t length,
                       int is_whole) {
  cwp_matrix *matrix;
  if (length == 0 || is_national(head, length)) return 0;
  const cwp__span lines = {head, is_whole ? length : whole_lines(head, length)};
  int wide = is_wide(allocator, lines);
  if (wide != 0) return wide < 0 ? -1 : 0;
  if (cwp_matrix_new(pathway, NULL, allocator, &matrix, NULL) != CWP_OK) return -1;
  int found = look_at(matrix, lines);
  cwp_matrix_free(matrix);
  return found;
}

cwp_portfolio *cwp__matrix_take(cwp_matrix *self, size_t person) {
  if (person >= self->ids.count) return NULL;
  cwp_portfolio *portfolio = self->people[person].portfolio;
  self->people[person].portfolio = NULL;
  return portfolio;
}
