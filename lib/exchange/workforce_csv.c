/* Tables for a workforce from CSV. */

#include "base/answer.h"
#include "base/csv.h"
#include "base/csv_write.h"
#include "base/file.h"
#include "base/memory.h"
#include "cwp/workforce_files.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BATCH_ROWS = 65536, SHOWN = 220, MOST_NUMBER = 20 };

/* What a column is read as. */
typedef enum column_kind { KIND_TEXT, KIND_KEY, KIND_DAY } column_kind;

typedef struct column {
  char *name; /* owned */
  size_t position;
  column_kind kind;
  int is_needed; /* a row without it is left out */
} column;

/* The stream's own. */
typedef struct csv_table {
  cwp_allocator allocator;
  cwp_input file;
  int owns_file;
  char *path; /* owned */
  cwp__csv *csv;
  cwp_workforce_table table;
  cwp_workforce_csv_options options;
  column *columns;
  size_t count;
  size_t header_count;
} csv_table;

/* What is known of a column by its name. */
static const struct known {
  const char *name, *stands_for;
  unsigned tables; /* a bit for each */
  column_kind kind;
  unsigned needed; /* a bit for each table */
} known_columns[] = {
    {"worker", "worker", 3, KIND_KEY, 3},    {"person", "worker", 1, KIND_KEY, 1},
    {"subject", "subject", 1, KIND_TEXT, 1}, {"about", "subject", 1, KIND_TEXT, 1},
    {"kind", "kind", 1, KIND_TEXT, 0},       {"result", "result", 1, KIND_TEXT, 0},
    {"from", "from", 1, KIND_DAY, 0},        {"until", "until", 1, KIND_DAY, 0},
    {"extent", "extent", 1, KIND_TEXT, 0},   {"role", "role", 2, KIND_TEXT, 0},
    {"started", "started", 2, KIND_DAY, 0},  {"settings", "settings", 2, KIND_TEXT, 0},
};
enum { KNOWN = sizeof known_columns / sizeof *known_columns };

/* The known column of that name, without regard to case; NULL if there is none in the table. */
static const struct known *find_known(cwp_workforce_table table, cwp__span name) {
  char text[16];
  if (name.length >= sizeof text) return NULL;
  memcpy(text, name.text, name.length);
  text[name.length] = '\0';
  for (size_t i = 0; i < KNOWN; i++)
    if (known_columns[i].tables >> table & 1 && cwp__compare_fold(known_columns[i].name, text) == 0)
      return &known_columns[i];
  return NULL;
}

/* Findings. */

static cwp_status find(const csv_table *self, const char *id, cwp_severity severity, const char *name, cwp__span value,
                       const char *message, cwp_error *error) {
  char shown[SHOWN];
  const cwp__place where = {self->path, cwp__csv_line(self->csv), 0, 0};
  cwp__show(shown, sizeof shown, value.text, value.length);
  const cwp_finding finding = {.id = id,
                               .severity = severity,
                               .path = self->path,
                               .line = where.line,
                               .record = cwp__csv_record(self->csv),
                               .column = name,
                               .value = shown,
                               .message = message,
                               .upstream = "",
                               .upstream_severity = "",
                               .upstream_action = ""};
  if (!self->options.found)
    return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "column '%s', \"%s\": %s", name, shown, message);
  if (self->options.found(self->options.found_context, &finding) == 0) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled");
}

/* Cells. */

/* A cell without white space around it, and without the mark that keeps spreadsheets from taking it for a formula. */
static cwp__span cell_of(const csv_table *self, const column *of) {
  return cwp__csv_shown(cwp__span_trim(cwp__csv_field_at(self->csv, of->position).value));
}

static int read_day(cwp__span cell, cwp_date *out) {
  char text[CWP_DATE_TEXT_SIZE];
  if (cell.length >= sizeof text) return 0;
  memcpy(text, cell.text, cell.length);
  text[cell.length] = '\0';
  return cwp_date_parse(text, out, NULL) == CWP_OK;
}

static int read_number(cwp__span cell, int64_t *out) {
  const int is_negative = cell.length > 0 && cell.text[0] == '-';
  uint64_t number = 0;
  if (cell.length == (size_t)is_negative || cell.length > MOST_NUMBER) return 0;
  for (size_t i = (size_t)is_negative; i < cell.length; i++) {
    const unsigned digit = (unsigned)((unsigned char)cell.text[i] - '0');
    if (digit > 9 || number > ((uint64_t)INT64_MAX - digit) / 10) return 0;
    number = number * 10 + digit;
  }
  *out = is_negative ? -(int64_t)number : (int64_t)number;
  return 1;
}

/* A cell that cannot be read; `*good` is 0 if the row goes with it. */
static cwp_status refuse_cell(const csv_table *self, const column *of, cwp__span cell, int *good, cwp_error *error) {
  const int is_loose = of->kind == KIND_DAY && self->table == CWP_WORKFORCE_WORKERS;
  *good = is_loose;
  if (of->is_needed && cell.length == 0)
    return find(self, "WORKFORCE-CELL-MISSING", CWP_SEVERITY_ERROR, of->name, cell,
                "there is nothing here; the row is not used", error);
  if (of->kind == KIND_DAY)
    return find(self, "WORKFORCE-DATE", is_loose ? CWP_SEVERITY_WARNING : CWP_SEVERITY_ERROR, of->name, cell,
                is_loose ? "no day of the form YYYY-MM-DD; it is taken as not known"
                         : "no day of the form YYYY-MM-DD; the row is not used",
                error);
  if (!cwp__utf8_is_valid(cell.text, cell.length))
    return find(self, "WORKFORCE-TEXT-NOT-UTF8", CWP_SEVERITY_ERROR, of->name, cell,
                "the text is not UTF-8; the row is not used", error);
  return find(self, "WORKFORCE-KEY-NO-NUMBER", CWP_SEVERITY_ERROR, of->name, cell,
              "the other table has numbers here, and this is none; the row is not used", error);
}

static int is_readable(const csv_table *self, const column *of, cwp__span cell) {
  cwp_date day;
  int64_t number;
  if (cell.length == 0) return !of->is_needed;
  if (of->kind == KIND_DAY) return read_day(cell, &day);
  if (of->kind == KIND_KEY && self->options.integer_keys) return read_number(cell, &number);
  return cwp__csv_is_ascii(self->csv) || cwp__utf8_is_valid(cell.text, cell.length);
}

/* Looks at all of a row before any of it is taken. */
static cwp_status check_row(const csv_table *self, int *good, cwp_error *error) {
  size_t fields = cwp__csv_field_count(self->csv);
  cwp_status status = CWP_OK;
  *good = fields <= self->header_count;
  if (!*good)
    return find(self, "WORKFORCE-CELLS", CWP_SEVERITY_ERROR, "", cwp__csv_field_at(self->csv, self->header_count).value,
                "more cells than the header has; the row is not used", error);
  for (size_t i = 0; i < self->count && *good && !status; i++) {
    cwp__span cell = cell_of(self, &self->columns[i]);
    if (!is_readable(self, &self->columns[i], cell)) status = refuse_cell(self, &self->columns[i], cell, good, error);
  }
  return status;
}

/* Rows. */

static cwp_status put_text(const csv_table *self, cwp__batch *batch, size_t index, cwp__span cell, cwp_error *error) {
  int64_t *ends = batch->values[index];
  const size_t start = (size_t)ends[batch->rows];
  cwp_status status = cwp__batch_text(batch, index, start + cell.length, &self->allocator, error);
  if (status) return status;
  if (cell.length) memcpy(batch->text[index] + start, cell.text, cell.length);
  ends[batch->rows + 1] = (int64_t)(start + cell.length);
  return CWP_OK;
}

static cwp_status put_cell(const csv_table *self, cwp__batch *batch, size_t index, cwp_error *error) {
  const column *of = &self->columns[index];
  cwp__span cell = cell_of(self, of);
  cwp_date day = CWP_DATE_NONE;
  int is_there = cell.length > 0;
  if (of->kind == KIND_DAY) {
    is_there = is_there && read_day(cell, &day);
    ((int32_t *)batch->values[index])[batch->rows] = is_there ? day : 0;
  }
  if (!is_there && batch->valid[index]) batch->valid[index][batch->rows / 8] &= (uint8_t) ~(1u << (batch->rows % 8));
  if (of->kind == KIND_DAY) return CWP_OK;
  if (of->kind == KIND_TEXT || !self->options.integer_keys) return put_text(self, batch, index, cell, error);
  read_number(cell, &((int64_t *)batch->values[index])[batch->rows]);
  return CWP_OK;
}

/* A stream hands on a message alone, so the place goes into it. */
static cwp_status with_place(const csv_table *self, cwp_status status, const cwp_error *cause, cwp_error *error) {
  if (status == CWP_OK || status == CWP_ERROR_MEMORY) return status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
  if (cause->line == 0) return cwp__fail(error, status, "%s: %s", self->path, cause->message);
  return cwp__fail(error, status, "%s, line %" PRIu64 ": %s", self->path, cause->line, cause->message);
}

static cwp_status read_rows(csv_table *self, cwp__batch *batch, cwp_error *error) {
  const size_t most = self->options.batch_rows;
  int more = 1, good;
  for (size_t i = 0; i < self->count; i++)
    if (self->columns[i].kind != KIND_DAY) ((int64_t *)batch->values[i])[0] = 0;
  while (batch->rows < most) {
    cwp_status status = cwp__csv_next(self->csv, &more, error);
    if (!status && more) status = check_row(self, &good, error);
    if (status) return status;
    if (!more) return CWP_OK;
    for (size_t i = 0; i < self->count && good && !status; i++)
      status = put_cell(self, batch, i, error);
    if (status) return status;
    batch->rows += (size_t)good;
  }
  return CWP_OK;
}

static cwp_status next_rows(void *context, cwp__batch *batch, cwp_error *error) {
  cwp_error cause = CWP_ERROR_INIT;
  return with_place(context, read_rows(context, batch, &cause), &cause, error);
}

static void free_table(void *context) {
  csv_table *self = context;
  cwp_allocator allocator = self->allocator;
  for (size_t i = 0; self->columns && i < self->count; i++)
    cwp__release(&allocator, self->columns[i].name);
  cwp__release(&allocator, self->columns);
  cwp__csv_free(self->csv);
  if (self->owns_file) cwp__file_close(&self->file);
  cwp__release(&allocator, self->path);
  cwp__release(&allocator, self);
}

/* The header. */

static char *copy(const cwp_allocator *allocator, const char *text, size_t length) {
  char *out = cwp__allocate(allocator, length + 1, 1);
  if (!out) return NULL;
  if (length) memcpy(out, text, length);
  out[length] = '\0';
  return out;
}

static int has_column(const csv_table *self, const char *name) {
  for (size_t i = 0; i < self->count; i++)
    if (strcmp(self->columns[i].name, name) == 0) return 1;
  return 0;
}

static cwp_status fail_header(const csv_table *self, cwp_error *error, const char *name, const char *problem) {
  const cwp__place where = {self->path, 1, 0, 0};
  return cwp__fail_at(error, CWP_ERROR_INVALID, &where, "the header has column '%s' %s%s", name, problem,
                      cwp__csv_hint(self->csv));
}

static cwp_status add_column(csv_table *self, size_t position, cwp__span heading, cwp_error *error) {
  const struct known *known = find_known(self->table, heading);
  if (heading.length == 0 || (!known && self->table == CWP_WORKFORCE_EVIDENCE)) return CWP_OK;
  column *added = &self->columns[self->count];
  added->name = known ? copy(&self->allocator, known->stands_for, strlen(known->stands_for))
                      : copy(&self->allocator, heading.text, heading.length);
  if (!added->name) return cwp__fail_memory(error);
  const int is_twice = has_column(self, added->name);
  self->count++;
  added->position = position;
  added->kind = known ? known->kind : KIND_TEXT;
  added->is_needed = known && known->needed >> self->table & 1;
  if (is_twice) return fail_header(self, error, added->name, "twice");
  if (cwp__utf8_is_valid(heading.text, heading.length)) return CWP_OK;
  return fail_header(self, error, added->name, "whose name is not UTF-8");
}

static cwp_status read_header(csv_table *self, cwp_error *error) {
  int more;
  cwp_status status = cwp__csv_next(self->csv, &more, error);
  if (status) return cwp__fail_in(error, status, self->path);
  self->header_count = more ? cwp__csv_field_count(self->csv) : 0;
  self->columns = cwp__allocate_zeroed(&self->allocator, self->header_count + 1, sizeof *self->columns);
  if (!self->columns) return cwp__fail_memory(error);
  for (size_t i = 0; i < self->header_count && !status; i++)
    status = add_column(self, i, cwp__span_trim(cwp__csv_field_at(self->csv, i).value), error);
  if (status) return status;
  if (!has_column(self, "worker")) return fail_header(self, error, "worker", "nowhere");
  if (self->table == CWP_WORKFORCE_EVIDENCE && !has_column(self, "subject"))
    return fail_header(self, error, "subject", "nowhere");
  return CWP_OK;
}

cwp_workforce_table cwp_workforce_csv_guess(const char *head, size_t length, const cwp_allocator *allocator) {
  const cwp_allocator own = cwp__allocator_or_default(allocator);
  const char *end = head ? memchr(head, '\n', length) : NULL;
  unsigned seen = 0;
  size_t size = end ? (size_t)(end - head) : length;
  if (!head || (!end && memchr(head, '\r', length))) size = 0;
  char *line = copy(&own, head, size);
  /* A header is simple: no name that matters has a comma or a quote in it. What stands in place of commas does not
     matter yet: opening the file says it. */
  for (char *at = line, *next; at && *at; at = next) {
    next = at + strcspn(at, ",;\t");
    cwp__span name = cwp__span_trim((cwp__span){at, (size_t)(next - at)});
    next += *next != '\0';
    if (name.length >= 3 && memcmp(name.text, "\xEF\xBB\xBF", 3) == 0)
      name = (cwp__span){name.text + 3, name.length - 3};
    if (name.length >= 2 && name.text[0] == '"' && name.text[name.length - 1] == '"')
      name = (cwp__span){name.text + 1, name.length - 2};
    const struct known *known = find_known(CWP_WORKFORCE_EVIDENCE, name);
    if (known && known->needed) seen |= strcmp(known->stands_for, "worker") == 0 ? 1 : 2;
    if (known && strcmp(known->name, "worker") == 0) seen |= 4;
  }
  cwp__release(&own, line);
  if ((seen & 3) == 3) return CWP_WORKFORCE_EVIDENCE;
  return seen & 4 ? CWP_WORKFORCE_WORKERS : CWP_WORKFORCE_TABLE_END;
}

/* Opening. */

static cwp_status take_options(csv_table *self, const cwp_workforce_csv_options *given, cwp_error *error) {
  const cwp_workforce_csv_options defaults = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  self->options = defaults;
  if (given && given->size < sizeof *given)
    return cwp__fail(error, CWP_ERROR_ARGUMENT,
                     "the options have no size: set them up with CWP_WORKFORCE_CSV_OPTIONS_INIT");
  if (given) self->options = *given;
  if (self->options.batch_rows == 0) self->options.batch_rows = BATCH_ROWS;
  return CWP_OK;
}

/* Hands the table on as a stream, which owns it from here on. */
static cwp_status give(csv_table *self, struct ArrowArrayStream *out, cwp_error *error) {
  const cwp_allocator allocator = self->allocator;
  const cwp__answer_maker maker = {self, self->options.batch_rows, next_rows, free_table};
  cwp__column *columns = cwp__allocate_zeroed(&allocator, self->count, sizeof *columns);
  if (!columns) {
    free_table(self);
    return cwp__fail_memory(error);
  }
  for (size_t i = 0; i < self->count; i++) {
    const column *of = &self->columns[i];
    columns[i].name = of->name;
    columns[i].nullable = !of->is_needed;
    columns[i].type = of->kind == KIND_DAY                                 ? CWP__COLUMN_DATE32
                      : of->kind == KIND_KEY && self->options.integer_keys ? CWP__COLUMN_INT64
                                                                           : CWP__COLUMN_TEXT;
  }
  cwp_status status = cwp__answer_stream(columns, self->count, &maker, &allocator, out, error);
  cwp__release(&allocator, columns);
  return status;
}

static cwp_status start(const cwp_input *input, int owns_file, cwp_workforce_table table,
                        const cwp_workforce_csv_options *options, const cwp_allocator *given,
                        struct ArrowArrayStream *out, cwp_error *error) {
  const cwp_allocator allocator = cwp__allocator_or_default(given);
  const char *name = input->name ? input->name : "";
  csv_table *self = cwp__allocate_zeroed(&allocator, 1, sizeof *self);
  cwp_input file = *input;
  if (!self) {
    if (owns_file) cwp__file_close(&file);
    return cwp__fail_memory(error);
  }
  self->allocator = allocator;
  self->file = *input;
  self->owns_file = owns_file;
  self->table = table;
  self->path = copy(&allocator, name, strlen(name));
  cwp_status status = self->path ? take_options(self, options, error) : cwp__fail_memory(error);
  self->file.name = self->path;
  if (!status) status = cwp__csv_new(&self->file, self->options.limits, &allocator, &self->csv, error);
  if (!status) status = read_header(self, error);
  if (status) {
    free_table(self);
    return status;
  }
  return give(self, out, error);
}

static cwp_status check_arguments(cwp_workforce_table table, struct ArrowArrayStream *out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a stream is needed");
  memset(out, 0, sizeof *out);
  if ((int)table < 0 || table >= CWP_WORKFORCE_TABLE_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "table %d is none", (int)table);
  return CWP_OK;
}

cwp_status cwp_workforce_csv_read(const cwp_input *input, cwp_workforce_table table,
                                  const cwp_workforce_csv_options *options, const cwp_allocator *allocator,
                                  struct ArrowArrayStream *out, cwp_error *error) {
  cwp_status status = check_arguments(table, out, error);
  if (!status && (!input || !input->read)) status = cwp__fail(error, CWP_ERROR_ARGUMENT, "an input is needed");
  return status ? status : start(input, 0, table, options, allocator, out, error);
}

cwp_status cwp_workforce_csv_open(const char *path, cwp_workforce_table table, const cwp_workforce_csv_options *options,
                                  const cwp_allocator *allocator, struct ArrowArrayStream *out, cwp_error *error) {
  cwp_input file;
  cwp_status status = check_arguments(table, out, error);
  if (!status) status = cwp__file_open(path, &file, error);
  return status ? status : start(&file, 1, table, options, allocator, out, error);
}
