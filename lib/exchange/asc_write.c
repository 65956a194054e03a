/* Files of the national data set cell by cell: writing them. */

#include "base/csv_write.h"
#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_records.h"

#include <string.h>

static cwp_status send(cwp_records_writer *self, cwp_error *error) {
  if (self->line.failed || self->texts.failed) return cwp__fail_in(error, cwp__fail_memory(error), self->output.name);
  int failed = self->output.write(self->output.context, self->line.text, self->line.length);
  self->line.length = 0;
  if (!failed) return CWP_OK;
  return cwp__fail_in(error, cwp__fail(error, CWP_ERROR_IO, "cannot be written"), self->output.name);
}

static cwp_status write_header(cwp_records_writer *self, cwp_error *error) {
  for (size_t i = 0; i < self->fields.count; i++) {
    if (i > 0) cwp__buffer_add_text(&self->line, ",");
    cwp__buffer_add_text(&self->line, self->fields.name[i]);
  }
  cwp__buffer_add_text(&self->line, "\r\n");
  return send(self, error);
}

static cwp_status check_wish(const cwp__layout_wish *wish, cwp__layout *layout, cwp_error *error) {
  if (wish->qualifications > CWP__QUALIFICATIONS_MOST)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a staff file has up to %d qualifications, not %zu",
                     (int)CWP__QUALIFICATIONS_MOST, wish->qualifications);
  if (cwp__layout_count(wish->kind) == 0)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "files of the kind %s have no layouts",
                     cwp_file_kind_name(wish->kind));
  cwp_date day;
  if (wish->day != NULL && cwp_date_parse(wish->day, &day, error) != CWP_OK) return CWP_ERROR_INVALID;
  if (cwp__layout_make(wish, layout)) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "no layout of %s files is known of %s: the first is of %s",
                   cwp_file_kind_name(wish->kind), wish->day, cwp__layout_version(wish->kind, 0));
}

/* The caller's wishes; those that the caller's version does not know get their defaults. */
static cwp__layout_wish wish_of(const cwp_records_writing *writing) {
  cwp_records_writing all = CWP_RECORDS_WRITING_INIT;
  if (writing != NULL) memcpy(&all, writing, writing->size < sizeof all ? writing->size : sizeof all);
  if (all.day != NULL && strcmp(all.day, "today") == 0) all.day = NULL;
  return (cwp__layout_wish){all.kind, all.day, all.with_new_ids, all.with_transfers, all.qualifications};
}

cwp_status cwp_records_writer_new(const cwp_records_writing *writing, const cwp_output *output,
                                  const cwp_allocator *allocator, cwp_records_writer **out, cwp_error *error) {
  cwp__layout layout;
  cwp__layout_wish wish = wish_of(writing);
  *out = NULL;
  if (output == NULL || output->write == NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no output to write to");
  cwp_status status = check_wish(&wish, &layout, error);
  if (status != CWP_OK) return status;
  cwp_allocator with = cwp__allocator_or_default(allocator);
  cwp_records_writer *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = with;
  self->output = *output;
  self->layout = layout;
  if (self->output.name == NULL) self->output.name = "output";
  cwp__buffer_init(&self->texts, &with);
  cwp__buffer_init(&self->line, &with);
  cwp__fields_of(&self->layout, &self->fields);
  status = write_header(self, error);
  if (status != CWP_OK) {
    cwp_records_writer_free(self);
    return status;
  }
  *out = self;
  return CWP_OK;
}

void cwp_records_writer_free(cwp_records_writer *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__buffer_free(&self->texts);
  cwp__buffer_free(&self->line);
  cwp__release(&with, self);
}

int cwp__records_put(cwp_records_writer *self, size_t field, const char *text, size_t length) {
  cwp__written_cell cell = {self->texts.length, length};
  cwp__buffer_add(&self->texts, text, length);
  if (self->texts.failed) return 0;
  self->cells[field] = cell;
  return 1;
}

cwp_status cwp_records_writer_set(cwp_records_writer *self, const char *column, const char *text, size_t length,
                                  cwp_error *error) {
  if (column == NULL || (text == NULL && length > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no %s to write", column == NULL ? "column" : "text");
  if (length == SIZE_MAX) length = strlen(text);
  size_t field = cwp__fields_find(&self->fields, column);
  if (field == SIZE_MAX)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "the layout of %s has no column %s", self->layout.version, column);
  if (length > 0 && memchr(text, '\0', length) != NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a NUL byte in %s: such a file could not be read", column);
  return cwp__records_put(self, field, length > 0 ? text : "", length) ? CWP_OK : cwp__fail_memory(error);
}

cwp_status cwp_records_writer_end_row(cwp_records_writer *self, cwp_error *error) {
  for (size_t i = 0; i < self->fields.count; i++) {
    cwp__written_cell *cell = &self->cells[i];
    if (i > 0) cwp__buffer_add_text(&self->line, ",");
    if (cell->length > 0) cwp__csv_put(&self->line, self->texts.text + cell->start, cell->length);
    *cell = (cwp__written_cell){0, 0};
  }
  cwp__buffer_add_text(&self->line, "\r\n");
  self->texts.length = 0;
  return send(self, error);
}
