/* Files of the national data set from one layout to another, cell by cell. */

#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_findings.h"
#include "exchange/asc_recode.h"
#include "exchange/asc_records.h"
#include "exchange/asc_values.h"

#include <stdio.h>
#include <string.h>

/* What becomes of one field of the file. */
typedef struct course {
  size_t to; /* field of the other layout, or SIZE_MAX */
  cwp__recode_form form;
  cwp__recode_list list;
} course;

typedef struct conversion {
  cwp_records_conversion options;
  cwp_allocator allocator;
  cwp_records *records;
  cwp_records_writer *writer;
  cwp__recoder *recoder; /* NULL where codes stay */
  cwp__sink sink;
  cwp__report report;
  cwp_findings *own; /* where the caller wants no findings */
  cwp_records_counts counts;
  cwp__buffer cell; /* room for a cell with other codes in it */
  course courses[CWP__FIELDS_MOST];
} conversion;

/* Starting. */

static cwp_records_conversion options_of(const cwp_records_conversion *given) {
  cwp_records_conversion all = CWP_RECORDS_CONVERSION_INIT;
  if (given != NULL) memcpy(&all, given, given->size < sizeof all ? given->size : sizeof all);
  all.size = sizeof all;
  if (all.codes == NULL) all.codes = cwp_edition_default();
  return all;
}

static cwp_date day_of(const char *version) {
  cwp_date day = CWP_DATE_NONE;
  return version != NULL && cwp_date_parse(version, &day, NULL) == CWP_OK ? day : CWP_DATE_NONE;
}

/* The last day on which a layout was taken; CWP_DATE_NONE for today's. */
static cwp_date last_day_of(cwp_file_kind kind, const char *version) {
  for (size_t i = 0; i + 1 < cwp__layout_count(kind); i++)
    if (strcmp(cwp__layout_version(kind, i), version) == 0) return day_of(cwp__layout_version(kind, i + 1)) - 1;
  return CWP_DATE_NONE;
}

/* The day as of which codes are wanted, CWP_DATE_NONE where they stay. In an older layout codes are the latest that it
   can have had; in its own layout nothing is known that would change a code. */
static cwp_date day_wanted(const conversion *self) {
  cwp_date wanted = self->options.wanted;
  if (self->options.keep_codes || wanted != CWP_DATE_NONE) return self->options.keep_codes ? CWP_DATE_NONE : wanted;
  int order = strcmp(self->counts.version_to, self->counts.version_from);
  if (order == 0) return CWP_DATE_NONE;
  return order > 0 ? day_of(self->counts.version_to) : last_day_of(self->counts.kind, self->counts.version_to);
}

static cwp_status start_recoder(conversion *self, cwp_error *error) {
  cwp_date wanted = day_wanted(self);
  cwp_date written = self->options.written != CWP_DATE_NONE ? self->options.written : day_of(self->counts.version_from);
  if (wanted == CWP_DATE_NONE) return CWP_OK;
  self->recoder = cwp__allocate(&self->allocator, 1, sizeof *self->recoder);
  if (self->recoder == NULL) return cwp__fail_memory(error);
  cwp__recoder_init(self->recoder, self->options.codes, written, wanted);
  return CWP_OK;
}

/* Moving a worker's record began in November 2024: layouts that were given up before know nothing of it. */
static int knows_transfers(const conversion *self, const char *day) {
  const char *const first = "2024-09-03";
  return strcmp(self->counts.version_from, day) == 0 || strcmp(day, first) >= 0;
}

static cwp_status start_writer(conversion *self, const cwp_output *output, cwp_error *error) {
  const cwp__layout *layout = &self->records->layout;
  cwp_records_writing writing = CWP_RECORDS_WRITING_INIT;
  writing.kind = layout->kind;
  writing.day = self->options.day != NULL ? self->options.day : layout->version;
  if (layout->kind == CWP_FILE_ASC_STAFF) {
    writing.with_new_ids = layout->position[CWP__STAFF_CHGUNIQUEWRKID] != CWP__NO_POSITION;
    writing.with_transfers =
        layout->position[CWP__STAFF_TRANSFERSTAFFRECORD] != CWP__NO_POSITION && knows_transfers(self, writing.day);
    writing.qualifications = layout->qualifications;
  }
  return cwp_records_writer_new(&writing, output, &self->allocator, &self->writer, error);
}

static size_t field_of(const cwp__fields *fields, unsigned column) {
  for (size_t i = 0; i < fields->count; i++)
    if (fields->column[i] == column) return i;
  return SIZE_MAX;
}

/* Finds where each field goes, and says which columns of the other layout nothing goes to. */
static void chart(conversion *self) {
  const cwp__fields *from = &self->records->fields;
  const cwp__fields *to = &self->writer->fields;
  const cwp__span none = {"", 0};
  for (size_t i = 0; i < from->count; i++) {
    course *where = &self->courses[i];
    where->to = field_of(to, from->column[i]);
    where->form = cwp__recode_column(self->counts.kind, from->name[i], &where->list);
  }
  for (size_t i = 0; i < to->count; i++)
    if (field_of(from, to->column[i]) == SIZE_MAX)
      cwp__report_add(&self->report, CWP__RULE_CONVERT_COLUMN_BLANK, to->name[i], none, self->counts.version_to);
}

static cwp_status start(conversion *self, const cwp_input *input, const cwp_output *output, cwp_error *error) {
  cwp_status status = cwp_records_open(input, self->options.limits, &self->allocator, &self->records, error);
  if (status != CWP_OK) return status;
  self->counts.kind = self->records->layout.kind;
  self->counts.version_from = self->records->layout.version;
  self->report.path = self->records->input.name;
  if (self->options.kind != CWP_FILE_UNKNOWN && self->options.kind != self->counts.kind)
    return cwp__fail_in(error,
                        cwp__fail(error, CWP_ERROR_INVALID, "the file is of the kind %s, not %s",
                                  cwp_file_kind_name(self->counts.kind), cwp_file_kind_name(self->options.kind)),
                        self->report.path);
  status = start_writer(self, output, error);
  if (status != CWP_OK) return status;
  self->counts.version_to = self->writer->layout.version;
  status = start_recoder(self, error);
  if (status == CWP_OK) chart(self);
  return status;
}

/* Cells. */

/* Reports a cell; of personal values only their form is shown. */
static void report_cell(conversion *self, cwp__rule rule, size_t field, cwp__span value, const char *detail) {
  char form[CWP__MASK_SIZE];
  const cwp__fields *fields = &self->records->fields;
  if (cwp__column_is_personal(self->counts.kind, fields->column[field]))
    value = cwp__span_of(cwp__asc_mask(cwp__asc_trim(value), form));
  cwp__report_add(&self->report, rule, fields->name[field], value, detail);
}

/* 1 if the code stands in the list already. */
static int holds_code(cwp__span list, uint16_t code) {
  for (cwp__span rest = list; rest.text != NULL;) {
    cwp__number number = cwp__asc_number(cwp__asc_trim(cwp__asc_first(rest, &rest)));
    if (number.form != CWP__NUMBER_NONE && number.value == code) return 1;
  }
  return 0;
}

static void report_unclear(conversion *self, size_t field, cwp__span code, const cwp__recoded *found) {
  char detail[400];
  const cwp_pathway *codes = self->recoder->codes;
  char day[CWP_DATE_TEXT_SIZE];
  cwp_date_format(self->recoder->wanted, day);
  if (found->then == CWP_NONE)
    snprintf(detail, sizeof detail, "meant %.150s and means nothing on %s", cwp_record_title(codes, found->meaning),
             day);
  else
    snprintf(detail, sizeof detail, "meant %.150s and means %.150s on %s", cwp_record_title(codes, found->meaning),
             cwp_record_title(codes, found->then), day);
  report_cell(self, CWP__RULE_CONVERT_CODE_MEANING, field, code, detail);
}

/* The code to write in place of one that stands, trimmed, in `list`; -1 where it stays. */
static int other_code(conversion *self, size_t field, cwp__span code, cwp__span list) {
  char detail[240];
  const cwp__recoded *found = cwp__recode(self->recoder, self->courses[field].list, code);
  if (found == NULL || found->outcome == CWP__RECODE_SAME) return -1;
  if (found->outcome == CWP__RECODE_UNCLEAR) {
    report_unclear(self, field, code, found);
    return -1;
  }
  snprintf(detail, sizeof detail, "%u (%.200s)", (unsigned)found->code,
           cwp_record_title(self->recoder->codes, found->then));
  int is_twice = self->courses[field].form == CWP__RECODE_ALL && holds_code(list, found->code);
  report_cell(self, is_twice ? CWP__RULE_CONVERT_CODE_TWICE : CWP__RULE_CONVERT_RECODED, field, code, detail);
  return is_twice ? -1 : found->code;
}

/* The cell with its codes as of the day wanted: itself, or a text in `self->cell`. */
static cwp__span recode_cell(conversion *self, size_t field, cwp__span cell) {
  cwp__recode_form form = self->courses[field].form;
  cwp__span rest = cell;
  int changed = 0;
  self->cell.length = 0;
  for (size_t part = 0; rest.text != NULL; part++) {
    cwp__span item = form == CWP__RECODE_ONE ? cell : cwp__asc_first(rest, &rest);
    if (form == CWP__RECODE_ONE) rest.text = NULL;
    int code = -1;
    if (part == 0 || form == CWP__RECODE_ALL) code = other_code(self, field, cwp__asc_trim(item), cell);
    if (part > 0) cwp__buffer_add_text(&self->cell, ";");
    if (code < 0) {
      cwp__buffer_add(&self->cell, item.text, item.length);
    } else {
      cwp__buffer_format(&self->cell, "%d", code);
      self->counts.recoded++;
      changed = 1;
    }
  }
  return changed && !self->cell.failed ? (cwp__span){self->cell.text, self->cell.length} : cell;
}

/* Rows. */

static int is_blank(cwp__span cell) {
  return cwp__asc_trim(cell).length == 0;
}

/* 1 if something stands beyond the last column: the values of such a row do not stand under their names. */
static int is_too_long(const conversion *self, size_t cells) {
  const cwp__layout *layout = &self->records->layout;
  if (cells > layout->cells) return 1;
  for (size_t i = layout->fields; i < cells; i++)
    if (!is_blank(cwp__csv_field_at(self->records->csv, i).value)) return 1;
  return 0;
}

static cwp_status write_row(conversion *self, cwp_error *error) {
  const cwp__csv *csv = self->records->csv;
  for (size_t i = 0; i < self->records->fields.count; i++) {
    cwp__span cell = cwp__csv_field_at(csv, i).value;
    size_t to = self->courses[i].to;
    if (cell.length == 0) continue;
    if (to == SIZE_MAX) {
      if (is_blank(cell)) continue;
      report_cell(self, CWP__RULE_CONVERT_COLUMN_LOST, i, cell, self->counts.version_to);
      self->counts.lost++;
      continue;
    }
    if (self->recoder != NULL && self->courses[i].form != CWP__RECODE_NONE) cell = recode_cell(self, i, cell);
    if (self->cell.failed || !cwp__records_put(self->writer, to, cell.text, cell.length))
      return cwp__fail_memory(error);
  }
  self->counts.written++;
  return cwp_records_writer_end_row(self->writer, error);
}

static cwp_status convert_row(conversion *self, cwp_error *error) {
  const cwp__csv *csv = self->records->csv;
  size_t cells = cwp__csv_field_count(csv);
  size_t fields = self->records->fields.count;
  cwp_status status = CWP_OK;
  self->report.line = cwp__csv_line(csv);
  self->report.record = cwp__csv_record(csv);
  if (is_too_long(self, cells)) {
    cwp__span first = cwp__csv_field_at(csv, fields).value;
    cwp__report_number(&self->report, CWP__RULE_ROW_LONG, "", first, (int64_t)(cells - fields));
    self->counts.lost++;
  } else {
    if (cells < fields)
      cwp__report_number(&self->report, CWP__RULE_ROW_SHORT, "", (cwp__span){"", 0}, (int64_t)(fields - cells));
    status = write_row(self, error);
  }
  if (status == CWP_OK && self->report.status != CWP_OK) status = cwp__fail_memory(error);
  return status;
}

static cwp_status convert_rows(conversion *self, cwp_error *error) {
  for (;;) {
    int more;
    cwp_status status = cwp_records_next(self->records, &more, error);
    if (status == CWP_OK && more) status = convert_row(self, error);
    if (status != CWP_OK) return cwp__fail_in(error, status, self->records->input.name);
    if (!more) return self->report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
    self->counts.rows = cwp__csv_record(self->records->csv);
  }
}

static cwp_status check_options(const cwp_records_conversion *options, cwp_error *error) {
  const cwp_date days[] = {options->written, options->wanted};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (days[i] != CWP_DATE_NONE && !cwp_date_is_valid(days[i]))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day %ld is no date", (long)days[i]);
  return CWP_OK;
}

static void finish(conversion *self) {
  cwp_records_free(self->records);
  cwp_records_writer_free(self->writer);
  cwp__release(&self->allocator, self->recoder);
  cwp__buffer_free(&self->cell);
  cwp_findings_free(self->own);
}

cwp_status cwp_records_convert(const cwp_input *input, const cwp_records_conversion *options, const cwp_output *output,
                               const cwp_allocator *allocator, cwp_findings *findings, cwp_records_counts *counts,
                               cwp_error *error) {
  const cwp_allocator with = cwp__allocator_or_default(allocator);
  if (counts != NULL) *counts = (cwp_records_counts){CWP_FILE_UNKNOWN, "", "", 0, 0, 0, 0};
  conversion *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = with;
  self->options = options_of(options);
  self->counts.version_from = self->counts.version_to = "";
  self->sink.findings = findings;
  self->report.sink = &self->sink;
  cwp__buffer_init(&self->cell, &with);
  cwp_status status = check_options(&self->options, error);
  if (status == CWP_OK && findings == NULL) status = cwp_findings_new(&with, &self->own, error);
  if (findings == NULL) self->sink.findings = self->own;
  if (status == CWP_OK) status = start(self, input, output, error);
  if (status == CWP_OK) status = convert_rows(self, error);
  if (counts != NULL) *counts = self->counts;
  finish(self);
  cwp__release(&with, self);
  return status;
}
