/* Files of the national data set cell by cell: reading them. */

#include "cwp/records.h"

#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_records.h"

#include <string.h>

size_t cwp_layout_count(cwp_file_kind kind) {
  return cwp__layout_count(kind);
}

const char *cwp_layout_version(cwp_file_kind kind, size_t index) {
  return cwp__layout_version(kind, index);
}

static cwp_status read_header(cwp_records *self, cwp_error *error) {
  int more;
  cwp_status status = cwp__csv_next(self->csv, &more, error);
  if (status != CWP_OK) return status;
  if (!more) return cwp__fail(error, CWP_ERROR_UNSUPPORTED, "there is nothing in the file");
  status = cwp__layout_find(self->csv, &self->layout, error);
  if (status != CWP_OK && error != NULL) error->line = cwp__csv_line(self->csv);
  return status;
}

cwp_status cwp_records_open(const cwp_input *input, const cwp_limits *limits, const cwp_allocator *allocator,
                            cwp_records **out, cwp_error *error) {
  *out = NULL;
  if (input == NULL || input->read == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no input to read");
  cwp_allocator with = cwp__allocator_or_default(allocator);
  cwp_records *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_in(error, cwp__fail_memory(error), input->name);
  self->allocator = with;
  self->input = *input;
  if (self->input.name == NULL) self->input.name = "input";
  cwp_status status = cwp__csv_new(&self->input, limits, &with, &self->csv, error);
  if (status == CWP_OK) status = read_header(self, error);
  if (status != CWP_OK) {
    cwp__fail_in(error, status, self->input.name);
    cwp_records_free(self);
    return status;
  }
  cwp__fields_of(&self->layout, &self->fields);
  *out = self;
  return CWP_OK;
}

void cwp_records_free(cwp_records *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__csv_free(self->csv);
  cwp__release(&with, self);
}

cwp_file_kind cwp_records_kind(const cwp_records *self) {
  return self != NULL ? self->layout.kind : CWP_FILE_UNKNOWN;
}

const char *cwp_records_version(const cwp_records *self) {
  return self != NULL ? self->layout.version : "";
}

size_t cwp_records_column_count(const cwp_records *self) {
  return self != NULL ? self->fields.count : 0;
}

const char *cwp_records_column(const cwp_records *self, size_t index) {
  return self != NULL && index < self->fields.count ? self->fields.name[index] : NULL;
}

size_t cwp_records_find(const cwp_records *self, const char *column) {
  return self != NULL && column != NULL ? cwp__fields_find(&self->fields, column) : SIZE_MAX;
}

cwp_status cwp_records_next(cwp_records *self, int *more, cwp_error *error) {
  return cwp__csv_next(self->csv, more, error);
}

size_t cwp_records_cell_count(const cwp_records *self) {
  return cwp__csv_field_count(self->csv);
}

const char *cwp_records_cell(const cwp_records *self, size_t index, size_t *length) {
  cwp__span cell = cwp__csv_field_at(self->csv, index).value;
  if (length != NULL) *length = cell.length;
  return cell.text;
}

uint64_t cwp_records_line(const cwp_records *self) {
  return cwp__csv_line(self->csv);
}

uint64_t cwp_records_record(const cwp_records *self) {
  return cwp__csv_record(self->csv);
}
