/* A staff file with role categories that somebody agreed to. */

#include "cwp/fill.h"

#include "base/csv_write.h"
#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_codes.h"
#include "exchange/asc_findings.h"
#include "exchange/asc_patch.h"
#include "exchange/asc_records.h"
#include "exchange/asc_values.h"
#include "exchange/category_rules.h"

#include <stdio.h>
#include <string.h>

enum { WHY_SIZE = 2048, CODE_SIZE = 12 };

/* A row and what was decided. */
typedef struct fill_row {
  cwp_fill_row shown;
  char chosen[CODE_SIZE];
} fill_row;

struct cwp_fill {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  cwp__arena texts;
  fill_row *rows;
  size_t count;
  size_t capacity;
  size_t field; /* where CWPCATEGORY stands */
};

/* A file on its way in. */
typedef struct reading {
  cwp_fill *fill;
  cwp_records *records;
  cwp_date on;
  cwp__sink sink;
  cwp__report report;
  cwp_findings *own;
  cwp__span cells[CWP__COLUMNS_MOST];
} reading;

size_t cwp_fill_count(const cwp_fill *self) {
  return self != NULL ? self->count : 0;
}

const cwp_fill_row *cwp_fill_at(const cwp_fill *self, size_t index) {
  return self != NULL && index < self->count ? &self->rows[index].shown : NULL;
}

void cwp_fill_free(cwp_fill *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__arena_free(&self->texts);
  cwp__release(&with, self->rows);
  cwp__release(&with, self);
}

/* ---- Reading ---- */

static void take_cells(reading *self) {
  const cwp__layout *layout = &self->records->layout;
  for (unsigned column = 0; column < layout->columns; column++) {
    self->cells[column] = (cwp__span){"", 0};
    if (layout->position[column] == CWP__NO_POSITION) continue;
    self->cells[column] = cwp__asc_trim(cwp__csv_field_at(self->records->csv, layout->position[column]).value);
  }
}

static void append(char *text, size_t size, const char *first, const char *then) {
  size_t length = strlen(text);
  snprintf(text + length, size - length, "%s%s", length > 0 ? first : "", then);
}

/* What speaks for the candidate, or why none is proposed. */
static void write_why(const cwp_category_suggestion *suggestion, char why[WHY_SIZE]) {
  why[0] = '\0';
  if (suggestion->abstains) append(why, WHY_SIZE, "", suggestion->why);
  for (size_t i = 0; !suggestion->abstains && i < suggestion->candidates[0].reason_count; i++)
    append(why, WHY_SIZE, " ", suggestion->candidates[0].reasons[i]);
  if (!suggestion->abstains && suggestion->candidates[0].answer[0] == '\0')
    append(why, WHY_SIZE, " ", "The national service takes no code for it.");
}

/* "Enhanced care worker (fair); ..." */
static void write_others(const cwp_category_suggestion *suggestion, char others[WHY_SIZE]) {
  others[0] = '\0';
  for (size_t i = suggestion->abstains ? 0 : 1; i < suggestion->count; i++) {
    char one[160];
    snprintf(one, sizeof one, "%.120s (%s)", suggestion->candidates[i].title,
             cwp_category_strength_name(suggestion->candidates[i].strength));
    append(others, WHY_SIZE, "; ", one);
  }
}

static const char *keep(cwp_fill *self, cwp__span text) {
  return cwp__arena_text(&self->texts, text.text, text.length);
}

static const char *job_title(const cwp_pathway *pathway, int job_role) {
  char bulk[16];
  snprintf(bulk, sizeof bulk, "%d", job_role);
  cwp_id job = cwp_pathway_bulk_code(pathway, "job-role", bulk);
  return job == CWP_NONE ? "" : cwp_record_title(pathway, job);
}

/* Adds the row in hand. Returns 0 when there is no memory. */
static int add_row(reading *self, const cwp_category_facts *facts, const cwp_category_suggestion *suggestion) {
  cwp_fill *fill = self->fill;
  char why[WHY_SIZE], others[WHY_SIZE];
  void *rows = fill->rows;
  if (!cwp__reserve(&fill->allocator, &rows, &fill->capacity, fill->count + 1, sizeof *fill->rows)) return 0;
  fill->rows = rows;
  fill_row *row = &fill->rows[fill->count];
  const cwp_category_candidate *first = suggestion->abstains ? NULL : &suggestion->candidates[0];
  write_why(suggestion, why);
  write_others(suggestion, others);
  *row = (fill_row){.shown = {.line = self->report.line,
                              .record = self->report.record,
                              .site = keep(fill, self->cells[CWP__STAFF_LOCALESTID]),
                              .worker = keep(fill, self->cells[CWP__STAFF_UNIQUEWORKERID]),
                              .job_role = job_title(fill->pathway, facts->job_role),
                              .current = keep(fill, self->cells[CWP__STAFF_CWPCATEGORY]),
                              .role = first != NULL ? first->role : CWP_NONE,
                              .title = first != NULL ? first->title : "",
                              .answer = first != NULL ? first->answer : "",
                              .strength = first != NULL ? cwp_category_strength_name(first->strength) : "",
                              .why = keep(fill, cwp__span_of(why)),
                              .others = keep(fill, cwp__span_of(others)),
                              .chosen = ""}};
  if (!row->shown.site || !row->shown.worker || !row->shown.current || !row->shown.why || !row->shown.others) return 0;
  fill->count++;
  return 1;
}

/* 1 if nothing is recorded: blank, or not known. */
static int is_open(const char *current) {
  return current[0] == '\0' || strcmp(current, "999") == 0;
}

/* 1 if the row is to be shown: it has no category, or another one than is suggested. */
static int is_shown(const reading *self, const cwp_category_suggestion *suggestion) {
  cwp__span current = self->cells[CWP__STAFF_CWPCATEGORY];
  if (current.length == 0 || cwp__span_is(current, "999")) return 1;
  const cwp_category_candidate *first = &suggestion->candidates[0];
  return !suggestion->abstains && first->answer[0] != '\0' && !cwp__span_is(current, first->answer);
}

static int has_status(const reading *self, const char *status) {
  return cwp__span_is_fold(self->cells[CWP__STAFF_STATUS], status);
}

/* The service looks at CWPCATEGORY in rows that are new or updated. Returns 0 if the row is not to be filled. */
static int check_row(reading *self) {
  const cwp__csv *csv = self->records->csv;
  const cwp__span none = {"", 0};
  if (has_status(self, "DELETE")) return 0;
  size_t cells = cwp__csv_field_count(csv), most = self->records->layout.cells;
  if (cells > most) {
    cwp__report_number(&self->report, CWP__RULE_ROW_LONG, "", none, (int64_t)(cells - most));
    return 0;
  }
  if (cells <= self->fill->field) {
    cwp__report_add(&self->report, CWP__RULE_FILL_CELL_MISSING, "CWPCATEGORY", none, NULL);
    return 0;
  }
  if (has_status(self, "UNCHECKED") || has_status(self, "NOCHANGE"))
    cwp__report_add(&self->report, CWP__RULE_FILL_NOT_LOOKED_AT, "STATUS", self->cells[CWP__STAFF_STATUS], NULL);
  return 1;
}

static cwp_status read_row(reading *self, cwp_error *error) {
  cwp_category_facts facts;
  cwp_category_suggestion suggestion;
  self->report.line = cwp__csv_line(self->records->csv);
  self->report.record = cwp__csv_record(self->records->csv);
  take_cells(self);
  if (!check_row(self)) return self->report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
  cwp__category_read(self->cells, self->on, &facts);
  cwp_status status = cwp_category_suggest(self->fill->pathway, &facts, &suggestion, error);
  if (status != CWP_OK || !is_shown(self, &suggestion)) return status;
  return add_row(self, &facts, &suggestion) && self->report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status read_rows(reading *self, cwp_error *error) {
  for (;;) {
    int more;
    cwp_status status = cwp_records_next(self->records, &more, error);
    if (status == CWP_OK && more) status = read_row(self, error);
    if (status != CWP_OK || !more) return status;
  }
}

static cwp_status check_layout(const reading *self, cwp_error *error) {
  const cwp__layout *layout = &self->records->layout;
  if (layout->kind != CWP_FILE_ASC_STAFF)
    return cwp__fail(error, CWP_ERROR_INVALID, "role categories stand in staff files, and this is of the kind %s",
                     cwp_file_kind_name(layout->kind));
  if (layout->position[CWP__STAFF_CWPCATEGORY] != CWP__NO_POSITION) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_UNSUPPORTED,
                   "the layout of %s has no column CWPCATEGORY, which came on 2025-06-24: convert the file to a newer "
                   "layout first",
                   layout->version);
}

static cwp_status read_file(reading *self, const cwp_input *input, const cwp_limits *limits, cwp_error *error) {
  cwp_status status = cwp_records_open(input, limits, &self->fill->allocator, &self->records, error);
  if (status != CWP_OK) return status;
  self->report.path = self->records->input.name;
  status = check_layout(self, error);
  if (status == CWP_OK) {
    self->fill->field = self->records->layout.position[CWP__STAFF_CWPCATEGORY];
    status = read_rows(self, error);
  }
  if (status != CWP_OK) cwp__fail_in(error, status, self->records->input.name);
  cwp_records_free(self->records);
  return status;
}

cwp_status cwp_fill_read(const cwp_pathway *pathway, const cwp_input *input, cwp_date on, const cwp_limits *limits,
                         const cwp_allocator *allocator, cwp_findings *findings, cwp_fill **out, cwp_error *error) {
  const cwp_allocator with = cwp__allocator_or_default(allocator);
  reading self = {.on = on, .sink = {.findings = findings}};
  self.report.sink = &self.sink;
  *out = NULL;
  if (pathway == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "suggestions want a pathway");
  self.fill = cwp__allocate_zeroed(&with, 1, sizeof *self.fill);
  if (self.fill == NULL) return cwp__fail_memory(error);
  self.fill->allocator = with;
  self.fill->pathway = pathway;
  cwp__arena_init(&self.fill->texts, &with);
  cwp_status status = findings == NULL ? cwp_findings_new(&with, &self.own, error) : CWP_OK;
  if (findings == NULL) self.sink.findings = self.own;
  if (status == CWP_OK) status = read_file(&self, input, limits, error);
  cwp_findings_free(self.own);
  if (status == CWP_OK)
    *out = self.fill;
  else
    cwp_fill_free(self.fill);
  return status;
}

/* ---- The table ---- */

enum { TABLE_COLUMNS = 12 };

static const char *const table_columns[TABLE_COLUMNS] = {"line",     "record",      "LOCALESTID", "UNIQUEWORKERID",
                                                         "job_role", "CWPCATEGORY", "suggested",  "category",
                                                         "strength", "agree",       "why",        "others"};

static void put_cells(cwp__buffer *out, const char *const cells[TABLE_COLUMNS]) {
  for (size_t i = 0; i < TABLE_COLUMNS; i++) {
    if (i > 0) cwp__buffer_add_text(out, ",");
    cwp__csv_put_shown(out, cells[i]);
  }
  cwp__buffer_add_text(out, "\r\n");
}

cwp_status cwp_fill_print(const cwp_fill *self, char **out, size_t *length, cwp_error *error) {
  cwp__buffer text;
  *out = NULL;
  cwp__buffer_init(&text, &self->allocator);
  put_cells(&text, table_columns);
  for (size_t i = 0; i < self->count; i++) {
    char line[24], record[24];
    const cwp_fill_row *row = &self->rows[i].shown;
    snprintf(line, sizeof line, "%llu", (unsigned long long)row->line);
    snprintf(record, sizeof record, "%llu", (unsigned long long)row->record);
    const char *const cells[TABLE_COLUMNS] = {line,          record,       row->site,   row->worker,
                                              row->job_role, row->current, row->answer, row->title,
                                              row->strength, row->chosen,  row->why,    row->others};
    put_cells(&text, cells);
  }
  if (text.failed) {
    cwp__buffer_free(&text);
    return cwp__fail_memory(error);
  }
  *out = text.text;
  if (length != NULL) *length = text.length;
  return CWP_OK;
}

/* ---- Agreeing ---- */

static void choose(fill_row *row, cwp__span code) {
  snprintf(row->chosen, sizeof row->chosen, "%.*s", (int)code.length, code.text);
  row->shown.chosen = row->chosen;
}

size_t cwp_fill_agree_all(cwp_fill *self, cwp_category_strength least) {
  size_t agreed = 0;
  for (size_t i = 0; i < self->count; i++) {
    fill_row *row = &self->rows[i];
    int is_strong = strcmp(row->shown.strength, "strong") == 0;
    if (!is_open(row->shown.current) || row->shown.answer[0] == '\0' || row->chosen[0] != '\0') continue;
    if (least == CWP_CATEGORY_STRONG && !is_strong) continue;
    choose(row, cwp__span_of(row->shown.answer));
    agreed++;
  }
  return agreed;
}

/* Columns of the answers that are used. */
typedef enum answer_column {
  ANSWER_RECORD,
  ANSWER_SITE,
  ANSWER_WORKER,
  ANSWER_SUGGESTED,
  ANSWER_AGREE,
  ANSWER_END
} answer_column;

static const char *const answer_columns[ANSWER_END] = {"record", "LOCALESTID", "UNIQUEWORKERID", "suggested", "agree"};

typedef struct answering {
  cwp_fill *fill;
  cwp__csv *csv;
  cwp__sink sink;
  cwp__report report;
  cwp_findings *own;
  size_t fields[ANSWER_END];
  cwp__span cells[ANSWER_END];
} answering;

static cwp_status find_columns(answering *self, cwp_error *error) {
  int more;
  cwp_status status = cwp__csv_next(self->csv, &more, error);
  if (status != CWP_OK) return status;
  for (size_t column = 0; column < ANSWER_END; column++) {
    self->fields[column] = SIZE_MAX;
    for (size_t i = 0; i < cwp__csv_field_count(self->csv); i++)
      if (cwp__span_is(cwp__asc_trim(cwp__csv_field_at(self->csv, i).value), answer_columns[column]))
        self->fields[column] = i;
    if (self->fields[column] == SIZE_MAX)
      return cwp__fail(error, CWP_ERROR_INVALID, "the answers have no column \"%s\"%s", answer_columns[column],
                       cwp__csv_hint(self->csv));
  }
  return CWP_OK;
}

/* The row of that number, or NULL. Rows are in the order of their numbers. */
static fill_row *row_of(cwp_fill *self, cwp__span text) {
  cwp__number number = cwp__asc_number(text);
  size_t low = 0, high = self->count;
  if (number.form != CWP__NUMBER_EXACT) return NULL;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (self->rows[middle].shown.record < (uint64_t)number.value)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->count && self->rows[low].shown.record == (uint64_t)number.value ? &self->rows[low] : NULL;
}

static int is_word(cwp__span text, const char *word, const char *letter) {
  return cwp__span_is_fold(text, word) || cwp__span_is_fold(text, letter);
}

static int is_code(cwp__span text) {
  cwp__number number = cwp__asc_number(text);
  return number.form == CWP__NUMBER_EXACT && cwp__code_known(CWP__LIST_ROLE_CATEGORY, number.value);
}

/* What an answer chooses: a code, an empty text for nothing. Returns 0 where it cannot be used, and says so. */
static int read_answer(answering *self, cwp__span *code) {
  cwp__span agree = self->cells[ANSWER_AGREE];
  cwp__span suggested = self->cells[ANSWER_SUGGESTED];
  *code = (cwp__span){"", 0};
  if (agree.length == 0 || is_word(agree, "no", "n")) return 1;
  int is_yes = is_word(agree, "yes", "y");
  if (is_yes && suggested.length == 0) {
    cwp__report_add(&self->report, CWP__RULE_FILL_NOTHING_SUGGESTED, "agree", agree, NULL);
    return 0;
  }
  *code = is_yes ? suggested : agree;
  if (is_code(*code)) return 1;
  cwp__report_add(&self->report, CWP__RULE_FILL_ANSWER_UNKNOWN, is_yes ? "suggested" : "agree", *code, NULL);
  return 0;
}

static void take_answer(answering *self) {
  cwp__span code;
  for (size_t column = 0; column < ANSWER_END; column++)
    self->cells[column] = cwp__csv_shown(cwp__asc_trim(cwp__csv_field_at(self->csv, self->fields[column]).value));
  fill_row *row = row_of(self->fill, self->cells[ANSWER_RECORD]);
  if (row == NULL || !cwp__span_is(self->cells[ANSWER_SITE], row->shown.site) ||
      !cwp__span_is(self->cells[ANSWER_WORKER], row->shown.worker)) {
    if (self->cells[ANSWER_AGREE].length > 0)
      cwp__report_add(&self->report, CWP__RULE_FILL_ROW_DIFFERS, "record", self->cells[ANSWER_RECORD], NULL);
    return;
  }
  if (read_answer(self, &code)) choose(row, code);
}

static cwp_status take_answers(answering *self, cwp_error *error) {
  for (;;) {
    int more;
    cwp_status status = cwp__csv_next(self->csv, &more, error);
    if (status != CWP_OK || !more) return status;
    self->report.line = cwp__csv_line(self->csv);
    self->report.record = cwp__csv_record(self->csv);
    take_answer(self);
    if (self->report.status != CWP_OK) return cwp__fail_memory(error);
  }
}

cwp_status cwp_fill_agree(cwp_fill *self, const cwp_input *answers, cwp_findings *findings, cwp_error *error) {
  answering all = {.fill = self, .sink = {.findings = findings}, .report = {.path = answers->name}};
  all.report.sink = &all.sink;
  cwp_status status = findings == NULL ? cwp_findings_new(&self->allocator, &all.own, error) : CWP_OK;
  if (findings == NULL) all.sink.findings = all.own;
  if (status == CWP_OK) status = cwp__csv_new(answers, NULL, &self->allocator, &all.csv, error);
  if (status == CWP_OK) status = find_columns(&all, error);
  if (status == CWP_OK) status = take_answers(&all, error);
  cwp__csv_free(all.csv);
  cwp_findings_free(all.own);
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, answers->name);
}

/* ---- Writing ---- */

typedef struct chosen_rows {
  const cwp_fill *fill;
  size_t next;
} chosen_rows;

static int next_chosen(void *context, cwp__patch *patch) {
  chosen_rows *self = context;
  for (; self->next < self->fill->count; self->next++) {
    const fill_row *row = &self->fill->rows[self->next];
    if (row->chosen[0] == '\0' || strcmp(row->chosen, row->shown.current) == 0) continue;
    *patch = (cwp__patch){row->shown.record, row->shown.current, row->chosen};
    self->next++;
    return 1;
  }
  return 0;
}

cwp_status cwp_fill_write(const cwp_fill *self, const cwp_input *input, const cwp_output *output, uint64_t *filled,
                          cwp_error *error) {
  chosen_rows rows = {self, 0};
  if (filled != NULL) *filled = 0;
  if (input == NULL || input->read == NULL || output == NULL || output->write == NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no input or no output");
  return cwp__patch_file(input, self->field, next_chosen, &rows, output, filled, error);
}
