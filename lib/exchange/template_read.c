/* Forms for self-assessment: reading them back. */

#include "base/bitset.h"
#include "base/csv.h"
#include "base/csv_write.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "cwp/template.h"
#include "exchange/source.h"
#include "exchange/template.h"

#include <stdio.h>
#include <string.h>

/* Lines of a JSON text are found again by walking it, so they are looked up for the first findings only. */
enum { MOST_JSON_LINES = 200, ORIGIN_SIZE = 320, WORD_SIZE = 16 };

typedef enum rating { RATING_BLANK, RATING_NOT_YET, RATING_PARTLY, RATING_YES, RATING_END } rating;

/* A form that is being read. */
typedef struct reading {
  const cwp_pathway *pathway;
  const char *path;
  cwp_date on;
  cwp_portfolio_builder *builder;
  cwp_findings *findings;
  cwp_template_counts counts;
  cwp__template_about about;
  uint64_t *seen; /* records that a row was about, a bit each */
  cwp_limits limits;
  cwp_allocator memory;
  cwp_error *error;
} reading;

/* A row as it stands in the file. */
typedef struct row {
  cwp__span code, rating, note, person;
  uint64_t line; /* 0 if it is not known */
  uint64_t record;
  const cwp__json *json; /* where the line can be looked up, or NULL */
  const cJSON *item;
} row;

/* Findings. */

static uint64_t line_of(const reading *self, const row *at) {
  if (at->line > 0 || !at->json || cwp_findings_count(self->findings) >= MOST_JSON_LINES) return at->line;
  return cwp__json_place(at->json, at->item).line;
}

static cwp_status find(reading *self, const row *at, cwp_severity severity, const char *id, const char *column,
                       cwp__span value, const char *message) {
  char shown[256];
  if (!self->findings) return CWP_OK;
  cwp__show(shown, sizeof shown, value.text ? value.text : "", value.text ? value.length : 0);
  cwp_finding finding = {.id = id,
                         .severity = severity,
                         .path = self->path,
                         .line = line_of(self, at),
                         .record = at->record,
                         .column = column,
                         .value = shown,
                         .message = message};
  return cwp_findings_add(self->findings, &finding, self->error);
}

/* A row that cannot be used. */
static cwp_status refuse(reading *self, const row *at, const char *id, const char *column, cwp__span value,
                         const char *message) {
  self->counts.refused++;
  return find(self, at, CWP_SEVERITY_ERROR, id, column, value, message);
}

/* Rows. */

/* A cell as a word that can be compared, hyphens taken as spaces; 0 if it is too long to be one. */
static int word_of(cwp__span cell, char word[WORD_SIZE]) {
  if (cell.length >= WORD_SIZE) return 0;
  for (size_t i = 0; i < cell.length; i++)
    word[i] = cell.text[i] == '-' || cell.text[i] == '_' ? ' ' : cell.text[i];
  word[cell.length] = '\0';
  return 1;
}

static rating rating_of(cwp__span cell) {
  static const char *const words[RATING_END] = {"", "not yet", "partly", "yes"};
  char word[WORD_SIZE];
  int said = 0;
  if (!word_of(cell, word)) return RATING_END;
  while (said < RATING_END && cwp__compare_fold(word, words[said]) != 0)
    said++;
  return (rating)said;
}

/* The record of a code, or CWP_NONE. */
static cwp_id record_of(const reading *self, cwp__span code) {
  char text[256];
  if (code.length >= sizeof text) return CWP_NONE;
  memcpy(text, code.text, code.length);
  text[code.length] = '\0';
  return cwp_pathway_id(self->pathway, text);
}

/* Adds what a row says to the portfolio. */
static cwp_status add(reading *self, const row *at, cwp_id line, rating said) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  char origin[ORIGIN_SIZE], path[ORIGIN_SIZE - 40];
  char *note = NULL;
  const char *name = self->about.origin ? self->about.origin : self->path;
  cwp__show(path, sizeof path, name, strlen(name));
  snprintf(origin, sizeof origin, at->line ? "%s:%lu" : "%s, row %lu", path,
           (unsigned long)(at->line ? at->line : at->record));
  evidence.about = cwp_record_code(self->pathway, line);
  evidence.kind = CWP_EVIDENCE_DECLARED;
  evidence.from = self->on;
  evidence.title = "Self-assessment";
  evidence.origin = origin;
  evidence.extent = said == RATING_YES ? CWP_EXTENT_FULL : CWP_EXTENT_PART;
  if (at->note.length > 0) {
    note = cwp__allocate(&self->memory, at->note.length + 1, 1);
    if (!note) return cwp__fail_memory(self->error);
    memcpy(note, at->note.text, at->note.length);
    note[at->note.length] = '\0';
    evidence.note = note;
  }
  cwp_status status = cwp_portfolio_builder_add(self->builder, &evidence, self->error);
  cwp__release(&self->memory, note);
  return status;
}

/* A row with a rating: holds its code and note to what they may be, and adds it. */
static cwp_status take_rating(reading *self, row *at, rating said) {
  if (at->code.length == 0)
    return refuse(self, at, "SELF-CODE-MISSING", "code", at->code, "there is no code; the row is not used");
  cwp_id line = record_of(self, at->code);
  cwp_kind kind = cwp_record_kind(self->pathway, line);
  if (line == CWP_NONE)
    return refuse(self, at, "SELF-CODE-UNKNOWN", "code", at->code,
                  "this edition of the pathway has no such code; the row is not used");
  if (kind != CWP_KIND_BEHAVIOUR && kind != CWP_KIND_STATEMENT)
    return refuse(self, at, "SELF-CODE-KIND", "code", at->code,
                  "this is neither a behaviour nor a statement; the row is not used");
  if (cwp__bitset_has(self->seen, line))
    return refuse(self, at, "SELF-CODE-REPEATED", "code", at->code,
                  "an earlier row is about the same; this one is not used");
  cwp__bitset_set(self->seen, line);
  cwp_status status = CWP_OK;
  if (!cwp__utf8_is_valid(at->note.text, at->note.length)) {
    status = find(self, at, CWP_SEVERITY_WARNING, "SELF-TEXT-NOT-UTF8", "note", at->note,
                  "the note is not UTF-8; it is left out");
    at->note.length = 0;
  }
  if (status || said == RATING_NOT_YET) return status;
  return add(self, at, line, said);
}

/* Keeps what a form says of itself, unless it is too long to be that. */
static void keep_about(char kept[CWP__TEMPLATE_PERSON_SIZE], cwp__span said) {
  if (kept[0] || said.length == 0 || said.length >= CWP__TEMPLATE_PERSON_SIZE) return;
  memcpy(kept, said.text, said.length);
  kept[said.length] = '\0';
}

static cwp_status take_row(reading *self, row *at) {
  size_t refused = self->counts.refused;
  keep_about(self->about.person, cwp__csv_shown(cwp__span_trim(at->person)));
  self->counts.rows++;
  at->code = cwp__csv_shown(cwp__span_trim(at->code));
  at->rating = cwp__csv_shown(cwp__span_trim(at->rating));
  at->note = cwp__csv_shown(at->note);
  rating said = rating_of(at->rating);
  if (said == RATING_BLANK) {
    self->counts.blank++;
    return CWP_OK;
  }
  if (said == RATING_END)
    return refuse(self, at, "SELF-RATING-UNKNOWN", "rating", at->rating,
                  "none of \"not yet\", \"partly\", \"yes\" or nothing; the row is not used");
  cwp_status status = take_rating(self, at, said);
  if (status || self->counts.refused > refused) return status;
  if (said == RATING_YES) self->counts.yes++;
  if (said == RATING_PARTLY) self->counts.partly++;
  if (said == RATING_NOT_YET) self->counts.not_yet++;
  return CWP_OK;
}

/* CSV. */

enum { COLUMN_CODE, COLUMN_RATING, COLUMN_NOTE, COLUMN_PERSON, COLUMN_COUNT };

/* The first column of that name, or SIZE_MAX. */
static size_t find_column(const cwp__csv *csv, const char *name) {
  char word[WORD_SIZE];
  for (size_t i = 0; i < cwp__csv_field_count(csv); i++)
    if (word_of(cwp__span_trim(cwp__csv_field_at(csv, i).value), word) && cwp__compare_fold(word, name) == 0) return i;
  return SIZE_MAX;
}

/* Finds the columns by their names; others are passed over. */
static cwp_status find_columns(const reading *self, const cwp__csv *csv, size_t columns[COLUMN_COUNT]) {
  static const char *const names[COLUMN_COUNT] = {"code", "rating", "note", "person"};
  for (size_t i = 0; i < COLUMN_COUNT; i++)
    columns[i] = find_column(csv, names[i]);
  if (columns[COLUMN_CODE] != SIZE_MAX && columns[COLUMN_RATING] != SIZE_MAX) return CWP_OK;
  cwp__place place = {self->path, cwp__csv_line(csv), 1, 0};
  return cwp__fail_at(self->error, CWP_ERROR_UNSUPPORTED, &place,
                      "the header has no column \"%s\": this is no form for self-assessment%s",
                      columns[COLUMN_CODE] == SIZE_MAX ? "code" : "rating", cwp__csv_hint(csv));
}

static cwp__span cell_at(const cwp__csv *csv, size_t column) {
  return cwp__csv_field_at(csv, column).value;
}

static cwp_status read_records(reading *self, cwp__csv *csv) {
  size_t columns[COLUMN_COUNT];
  int more = 0;
  cwp_status status = cwp__csv_next(csv, &more, self->error);
  if (status) return status;
  if (!more) return cwp__fail(self->error, CWP_ERROR_UNSUPPORTED, "the file is empty");
  status = find_columns(self, csv, columns);
  while (!status) {
    status = cwp__csv_next(csv, &more, self->error);
    if (status || !more) return status;
    row at = {.line = cwp__csv_line(csv), .record = cwp__csv_record(csv)};
    at.code = cell_at(csv, columns[COLUMN_CODE]);
    at.rating = cell_at(csv, columns[COLUMN_RATING]);
    if (columns[COLUMN_NOTE] != SIZE_MAX) at.note = cell_at(csv, columns[COLUMN_NOTE]);
    if (columns[COLUMN_PERSON] != SIZE_MAX) at.person = cell_at(csv, columns[COLUMN_PERSON]);
    status = take_row(self, &at);
  }
  return status;
}

/* The next cell of a header's line without its quotes; moves on behind it. */
static cwp__span next_cell(const char **at, const char *end) {
  const char *start = *at;
  while (*at < end && **at != ',')
    (*at)++;
  cwp__span cell = cwp__span_trim((cwp__span){start, (size_t)(*at - start)});
  if (*at < end) (*at)++;
  if (cell.length > 1 && cell.text[0] == '"' && cell.text[cell.length - 1] == '"')
    cell = (cwp__span){cell.text + 1, cell.length - 2};
  return cwp__span_trim(cell);
}

int cwp__template_is_header(const char *line, size_t length) {
  const char *at = line, *end = line + length;
  int has_code = 0, has_rating = 0;
  if (length >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) at += 3;
  while (at < end) {
    char word[WORD_SIZE];
    if (!word_of(next_cell(&at, end), word)) continue;
    has_code |= cwp__compare_fold(word, "code") == 0;
    has_rating |= cwp__compare_fold(word, "rating") == 0;
  }
  return has_code && has_rating;
}

static cwp_status read_csv(reading *self, const cwp_input *input) {
  cwp__csv *csv;
  cwp_status status = cwp__csv_new(input, &self->limits, &self->memory, &csv, self->error);
  if (status) return status;
  status = read_records(self, csv);
  cwp__csv_free(csv);
  return status;
}

/* JSON. */

static cwp_status read_item(reading *self, const cwp__json *json, const cJSON *item, uint64_t record) {
  const char *code, *said, *note;
  if (!cJSON_IsObject(item)) return cwp__json_fail(json, item, self->error, "a row must be an object");
  cwp_status status = cwp__json_want_text(json, item, "code", &code, self->error);
  if (!status) status = cwp__json_want_text(json, item, "rating", &said, self->error);
  if (!status) status = cwp__json_want_text(json, item, "note", &note, self->error);
  if (status) return status;
  row at = {.record = record, .json = json, .item = item};
  at.code = cwp__span_of(code);
  at.rating = cwp__span_of(said);
  at.note = cwp__span_of(note);
  return take_row(self, &at);
}

/* The day on which the form was filled in, if it says so. */
static cwp_status read_date(reading *self, const cwp__json *json) {
  const char *date;
  cwp_error cause;
  cwp_status status = cwp__json_want_text(json, json->root, "date", &date, self->error);
  if (status || !date || !*date || cwp_date_parse(date, &self->on, &cause) == CWP_OK) return status;
  return cwp__json_fail(json, cwp__json_get(json->root, "date"), self->error, "\"date\": %s", cause.message);
}

/* Whose form it is, and for which role category, if it says so. */
static cwp_status read_about(reading *self, const cwp__json *json) {
  const char *person, *role;
  cwp_status status = cwp__json_want_text(json, json->root, "person", &person, self->error);
  if (!status) status = cwp__json_want_text(json, json->root, "role", &role, self->error);
  if (status) return status;
  keep_about(self->about.person, cwp__span_trim(cwp__span_of(person)));
  keep_about(self->about.role, cwp__span_trim(cwp__span_of(role)));
  return CWP_OK;
}

/* A finding if the form is of another edition. */
static cwp_status read_edition(reading *self, const cwp__json *json) {
  const char *edition = cwp__json_text(json->root, "edition");
  if (!edition || cwp__compare_fold(edition, cwp_record_code(self->pathway, 0)) == 0) return CWP_OK;
  row at = {.line = 0};
  return find(self, &at, CWP_SEVERITY_NOTE, "SELF-EDITION", "edition", cwp__span_of(edition),
              "the form is of another edition than the one it is read by; codes that both have are used");
}

static cwp_status read_document(reading *self, const cwp__json *json) {
  const cJSON *rows;
  uint64_t record = 0;
  cwp_status status = cwp__json_want_format(json, CWP__TEMPLATE_FORMAT, CWP__TEMPLATE_VERSION,
                                            "this is no form for self-assessment", self->error);
  if (!status) status = read_edition(self, json);
  if (!status) status = read_date(self, json);
  if (!status) status = read_about(self, json);
  if (!status) status = cwp__json_want(json, json->root, "rows", cJSON_Array, &rows, self->error);
  if (!status && !rows) status = cwp__json_fail(json, json->root, self->error, "there are no \"rows\"");
  for (const cJSON *item = status ? NULL : rows->child; item && !status; item = item->next)
    status = read_item(self, json, item, ++record);
  return status;
}

static cwp_status read_json(reading *self, const cwp_input *input) {
  char *text;
  size_t length;
  cwp__json json;
  cwp_status status = cwp__input_read_all(input, self->limits.input_bytes, &self->memory, &text, &length, self->error);
  if (status) return status;
  status = cwp__json_parse(&json, text, length, self->path, &self->limits, self->error);
  if (!status) {
    status = read_document(self, &json);
    cwp__json_free(&json);
  }
  cwp__release(&self->memory, text);
  return status;
}

/* Both. */

static cwp_status check(const cwp_pathway *pathway, const cwp_input *input, const cwp_template_reading *how,
                        const cwp_portfolio_builder *builder, cwp_error *error) {
  if (!pathway || !input || !how || !builder)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, an input, a way to read it and a builder are needed");
  if (how->size < sizeof(*how))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the reading has size %zu: set it up with CWP_TEMPLATE_READING_INIT",
                     how->size);
  return CWP_OK;
}

cwp_status cwp_template_read(const cwp_pathway *pathway, const cwp_input *input, const cwp_template_reading *how,
                             cwp_portfolio_builder *builder, cwp_findings *findings, cwp_template_counts *counts,
                             cwp_error *error) {
  if (counts) memset(counts, 0, sizeof(*counts));
  cwp_status status = check(pathway, input, how, builder, error);
  if (status) return status;
  if (!cwp_date_is_valid(how->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day on which the form was filled in is missing");
  return cwp__template_read(pathway, input, how, builder, findings, counts, NULL, error);
}

cwp_status cwp__template_read(const cwp_pathway *pathway, const cwp_input *input, const cwp_template_reading *how,
                              cwp_portfolio_builder *builder, cwp_findings *findings, cwp_template_counts *counts,
                              cwp__template_about *about, cwp_error *error) {
  cwp__source source;
  cwp_status status;
  reading self = {.pathway = pathway, .on = how->on, .builder = builder, .findings = findings, .error = error};
  size_t records = cwp_pathway_count(pathway, CWP_KIND_END);
  self.path = input->name ? input->name : "self-assessment";
  self.limits = cwp__limits_or_default(how->limits);
  self.memory = cwp__allocator_or_default(how->allocator);
  self.seen = cwp__allocate(&self.memory, cwp__bitset_words(records), sizeof(*self.seen));
  if (!self.seen) return cwp__fail_memory(error);
  cwp__bitset_clear(self.seen, records);
  if (about) self.about.origin = about->origin;
  cwp__source_init(&source, input);
  int is_json = cwp__source_peek(&source) == '{';
  cwp_input rest = cwp__source_input(&source);
  status = is_json ? read_json(&self, &rest) : read_csv(&self, &rest);
  cwp__release(&self.memory, self.seen);
  if (counts) *counts = self.counts;
  if (about) *about = self.about;
  return status ? cwp__fail_in(error, status, self.path) : CWP_OK;
}

cwp_status cwp_template_read_file(const cwp_pathway *pathway, const char *path, const cwp_template_reading *how,
                                  cwp_portfolio_builder *builder, cwp_findings *findings, cwp_template_counts *counts,
                                  cwp_error *error) {
  cwp_input input = {NULL, NULL, NULL};
  if (counts) memset(counts, 0, sizeof(*counts));
  cwp_status status = cwp__file_open(path, &input, error);
  if (status) return status;
  status = cwp_template_read(pathway, &input, how, builder, findings, counts, error);
  cwp__file_close(&input);
  return status;
}
