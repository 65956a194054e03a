/* Files of a rota: reading rows from CSV and JSON. What they mean is found when the board is filled. */

#include "exchange/rota_files.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "exchange/source.h"

#include <stdio.h>
#include <string.h>

#define FORMAT "cwp-rota"
enum { FORMAT_VERSION = 1, SHOWN_SIZE = 256, NUMBER_SIZE = 24 };

const char *const cwp__rota_columns[CWP__ROTA_COLUMN_END] = {
    "shift", "person", "start", "end", "place", "service", "settings", "required", "as", "agency", "trainee", "senior"};

/* The columns of each table, a bit each: those that it must have, and those that it may. */
#define BIT(column) (1u << CWP__ROTA_##column)
static const struct {
  const char *name; /* key in JSON */
  unsigned must, may;
} tables[CWP__ROTA_TABLE_END] = {
    {"shifts", BIT(SHIFT) | BIT(START) | BIT(FINISH), BIT(PLACE) | BIT(SERVICE) | BIT(SETTINGS) | BIT(REQUIRED)},
    {"assignments", BIT(SHIFT) | BIT(PERSON), BIT(AS_WHAT)},
    {"availability", BIT(PERSON) | BIT(START) | BIT(FINISH), 0},
    {"people", BIT(PERSON), BIT(IS_AGENCY) | BIT(IS_TRAINEE) | BIT(IS_SENIOR)},
};

cwp_status cwp__rota_find(cwp_rota_files *self, const cwp__rota_row *row, cwp_severity severity, const char *id,
                          cwp__rota_column column, const char *message, cwp_error *error) {
  int has_column = column < CWP__ROTA_COLUMN_END;
  cwp_finding finding = {.id = id,
                         .severity = severity,
                         .path = row->path,
                         .line = row->line,
                         .record = row->record,
                         .column = has_column ? cwp__rota_columns[column] : "",
                         .value = has_column ? row->cells[column] : "",
                         .message = message};
  return cwp_findings_add(self->findings, &finding, error);
}

/* Keeping. */

static cwp_status keep_cell(cwp_rota_files *self, cwp__span cell, const char **out, cwp_error *error) {
  *out = cell.length ? cwp__arena_text(&self->texts, cell.text, cell.length) : "";
  return *out ? CWP_OK : cwp__fail_memory(error);
}

static cwp_status refuse_text(cwp_rota_files *self, const cwp__rota_row *row, size_t column, cwp__span cell,
                              cwp_error *error) {
  char shown[SHOWN_SIZE];
  cwp__rota_row seen = *row;
  cwp__show(shown, sizeof shown, cell.text, cell.length);
  seen.cells[column] = shown;
  return cwp__rota_find(self, &seen, CWP_SEVERITY_ERROR, "ROTA-TEXT-NOT-UTF8", (cwp__rota_column)column,
                        "the text is not UTF-8; the row is not used", error);
}

/* Keeps a row, unless it is blank. */
static cwp_status keep_row(cwp_rota_files *self, cwp__rota_row *row, const cwp__span cells[CWP__ROTA_COLUMN_END],
                           cwp_error *error) {
  size_t filled = 0;
  struct cwp__rota_rows *rows = &self->tables[row->table];
  void *items = rows->items;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < CWP__ROTA_COLUMN_END; i++) {
    filled += cells[i].length;
    if (cells[i].length && !cwp__utf8_is_valid(cells[i].text, cells[i].length))
      return refuse_text(self, row, i, cells[i], error);
  }
  if (!filled) return CWP_OK;
  if (!cwp__reserve(&self->allocator, &items, &rows->capacity, rows->count + 1, sizeof *rows->items))
    return cwp__fail_memory(error);
  rows->items = items;
  for (size_t i = 0; i < CWP__ROTA_COLUMN_END && !status; i++)
    status = keep_cell(self, cells[i], &row->cells[i], error);
  if (!status) rows->items[rows->count++] = *row;
  return status;
}

/* CSV. */

/* Which column a heading names, without regard to case; CWP__ROTA_COLUMN_END if none. */
static size_t column_of(cwp__span heading) {
  size_t found = 0;
  while (found < CWP__ROTA_COLUMN_END && !cwp__span_is_fold(heading, cwp__rota_columns[found]))
    found++;
  return found;
}

/* Where each column stands in a header, SIZE_MAX if nowhere; returns the set of those there are. */
static unsigned find_columns(const cwp__csv *csv, size_t positions[CWP__ROTA_COLUMN_END], size_t *foreign) {
  unsigned there = 0;
  *foreign = 0;
  for (size_t i = 0; i < CWP__ROTA_COLUMN_END; i++)
    positions[i] = SIZE_MAX;
  for (size_t i = 0; i < cwp__csv_field_count(csv); i++) {
    size_t column = column_of(cwp__span_trim(cwp__csv_field_at(csv, i).value));
    if (column == CWP__ROTA_COLUMN_END || there & 1u << column) {
      ++*foreign;
      continue;
    }
    there |= 1u << column;
    positions[column] = i;
  }
  return there;
}

/* The table with these columns; CWP__ROTA_TABLE_END if there is none. Flags alone do not make a file of people. */
static cwp__rota_table table_of(unsigned there, size_t foreign) {
  for (size_t i = 0; i < CWP__ROTA_TABLE_END; i++) {
    if ((there & tables[i].must) != tables[i].must) continue;
    if (i == CWP__ROTA_AVAILABILITY && there & BIT(SHIFT)) continue;
    if (i == CWP__ROTA_PEOPLE && (foreign || !(there & tables[i].may))) continue;
    return (cwp__rota_table)i;
  }
  return CWP__ROTA_TABLE_END;
}

/* Reports the columns of a header that are not read. */
static cwp_status report_columns(cwp_rota_files *self, const cwp__rota_row *header, const cwp__csv *csv,
                                 cwp_error *error) {
  unsigned known = tables[header->table].must | tables[header->table].may, there = 0;
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < cwp__csv_field_count(csv) && !status; i++) {
    char shown[SHOWN_SIZE];
    cwp__span heading = cwp__span_trim(cwp__csv_field_at(csv, i).value);
    size_t column = column_of(heading);
    unsigned bit = column < CWP__ROTA_COLUMN_END ? 1u << column : 0;
    if (bit & known & ~there || heading.length == 0) {
      there |= bit;
      continue;
    }
    cwp__show(shown, sizeof shown, heading.text, heading.length);
    cwp_finding finding = {.id = "ROTA-COLUMN-UNKNOWN",
                           .severity = CWP_SEVERITY_NOTE,
                           .path = header->path,
                           .line = header->line,
                           .value = shown,
                           .message = "no column of such a file, or a second one of that name; it is not read"};
    status = cwp_findings_add(self->findings, &finding, error);
  }
  return status;
}

static cwp_status read_records(cwp_rota_files *self, cwp__csv *csv, const char *path, cwp_error *error) {
  size_t positions[CWP__ROTA_COLUMN_END], foreign;
  int more = 0;
  cwp_status status = cwp__csv_next(csv, &more, error);
  if (status) return status;
  cwp__rota_row row = {.path = path, .line = cwp__csv_line(csv)};
  unsigned there = more ? find_columns(csv, positions, &foreign) : 0;
  row.table = more ? table_of(there, foreign) : CWP__ROTA_TABLE_END;
  if (row.table == CWP__ROTA_TABLE_END)
    return cwp__fail(error, CWP_ERROR_UNSUPPORTED, "the header is none of a file of a rota%s",
                     more ? cwp__csv_hint(csv) : "");
  unsigned known = tables[row.table].must | tables[row.table].may;
  status = report_columns(self, &row, csv, error);
  while (!status) {
    cwp__span cells[CWP__ROTA_COLUMN_END] = {{NULL, 0}};
    status = cwp__csv_next(csv, &more, error);
    if (status || !more) return status;
    row.line = cwp__csv_line(csv);
    row.record = cwp__csv_record(csv);
    for (size_t i = 0; i < CWP__ROTA_COLUMN_END; i++)
      if (there & known & 1u << i) cells[i] = cwp__span_trim(cwp__csv_field_at(csv, positions[i]).value);
    status = keep_row(self, &row, cells, error);
  }
  return status;
}

static cwp_status read_csv(cwp_rota_files *self, const cwp_input *input, const char *path, cwp_error *error) {
  cwp__csv *csv;
  cwp_status status = cwp__csv_new(input, &self->limits, &self->allocator, &csv, error);
  if (status) return status;
  status = read_records(self, csv, path, error);
  cwp__csv_free(csv);
  return status;
}

/* JSON. */

/* A row in the making, and room for texts that are made of other values. */
typedef struct item {
  cwp__rota_row row;
  cwp__span cells[CWP__ROTA_COLUMN_END];
  cwp__buffer settings;
  char required[NUMBER_SIZE];
} item;

static cwp_status read_settings(const cwp__json *json, const cJSON *object, item *out, cwp_error *error) {
  const cJSON *list;
  cwp_status status = cwp__json_want(json, object, "settings", cJSON_Array, &list, error);
  for (const cJSON *one = status || !list ? NULL : list->child; one; one = one->next) {
    if (!cJSON_IsString(one)) return cwp__json_fail(json, one, error, "a setting must be a code, as text");
    if (out->settings.length) cwp__buffer_add_text(&out->settings, ";");
    cwp__buffer_add_text(&out->settings, one->valuestring);
  }
  if (out->settings.failed) return cwp__fail_memory(error);
  out->cells[CWP__ROTA_SETTINGS] = (cwp__span){out->settings.text, out->settings.length};
  return status;
}

static cwp_status read_member(const cwp__json *json, const cJSON *object, size_t column, item *out, cwp_error *error) {
  const cJSON *value = cwp__json_get(object, cwp__rota_columns[column]);
  int64_t number = 0;
  const char *text = NULL;
  cwp_status status = CWP_OK;
  if (!value || column == CWP__ROTA_SETTINGS) return value ? read_settings(json, object, out, error) : CWP_OK;
  if (column >= CWP__ROTA_IS_AGENCY) {
    if (!cJSON_IsBool(value))
      return cwp__json_fail(json, value, error, "\"%s\" must be true or false", cwp__rota_columns[column]);
    text = cJSON_IsTrue(value) ? "yes" : "no";
  } else if (column == CWP__ROTA_REQUIRED) {
    status = cwp__json_want_integer(json, object, "required", 0, 1000, &number, error);
    (void)snprintf(out->required, sizeof out->required, "%d", (int)number);
    text = out->required;
  } else {
    status = cwp__json_want_text(json, object, cwp__rota_columns[column], &text, error);
  }
  out->cells[column] = cwp__span_trim(cwp__span_of(text));
  return status;
}

static cwp_status read_item(cwp_rota_files *self, const cwp__json *json, const cJSON *object, item *out,
                            cwp_error *error) {
  const char *keys[CWP__ROTA_COLUMN_END + 1];
  size_t count = 0;
  unsigned known = tables[out->row.table].must | tables[out->row.table].may;
  for (size_t i = 0; i < CWP__ROTA_COLUMN_END; i++)
    if (known & 1u << i) keys[count++] = cwp__rota_columns[i];
  keys[count] = NULL;
  out->row.line = cwp__json_place(json, object).line;
  if (!cJSON_IsObject(object))
    return cwp__json_fail(json, object, error, "an item of \"%s\" must be an object", tables[out->row.table].name);
  cwp_status status = cwp__json_only(json, object, keys, error);
  for (size_t i = 0; i < CWP__ROTA_COLUMN_END && !status; i++)
    if (known & 1u << i) status = read_member(json, object, i, out, error);
  return status ? status : keep_row(self, &out->row, out->cells, error);
}

static cwp_status read_table(cwp_rota_files *self, const cwp__json *json, cwp__rota_table table, const char *path,
                             cwp_error *error) {
  const cJSON *list;
  uint64_t record = 0;
  cwp_status status = cwp__json_want(json, json->root, tables[table].name, cJSON_Array, &list, error);
  for (const cJSON *object = status || !list ? NULL : list->child; object && !status; object = object->next) {
    item one = {.row = {.table = table, .path = path, .record = ++record}};
    cwp__buffer_init(&one.settings, &self->allocator);
    status = read_item(self, json, object, &one, error);
    cwp__buffer_free(&one.settings);
  }
  return status;
}

static cwp_status read_document(cwp_rota_files *self, const cwp__json *json, const char *path, cwp_error *error) {
  static const char *const keys[] = {"format",      "format_version", "title",  "shifts",
                                     "assignments", "availability",   "people", NULL};
  cwp_status status = cwp__json_want_format(json, FORMAT, FORMAT_VERSION, "this is no rota", error);
  if (!status) status = cwp__json_only(json, json->root, keys, error);
  for (int table = 0; table < CWP__ROTA_TABLE_END && !status; table++)
    status = read_table(self, json, (cwp__rota_table)table, path, error);
  return status;
}

static cwp_status read_json(cwp_rota_files *self, const cwp_input *input, const char *path, cwp_error *error) {
  char *text;
  size_t length;
  cwp__json json;
  cwp_status status = cwp__input_read_all(input, self->limits.input_bytes, &self->allocator, &text, &length, error);
  if (status) return status;
  status = cwp__json_parse(&json, text, length, path, &self->limits, error);
  if (!status) {
    status = read_document(self, &json, path, error);
    cwp__json_free(&json);
  }
  cwp__release(&self->allocator, text);
  return status;
}

/* Both. */

cwp_status cwp_rota_files_new(const cwp_pathway *pathway, const cwp_limits *limits, const cwp_allocator *allocator,
                              cwp_rota_files **out, cwp_error *error) {
  if (out) *out = NULL;
  if (!pathway || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a place for the files are needed");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_rota_files *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  self->limits = cwp__limits_or_default(limits);
  cwp__arena_init(&self->texts, &memory);
  cwp__names_init(&self->short_ids, &memory);
  cwp_status status = cwp_findings_new(&memory, &self->findings, error);
  if (status)
    cwp_rota_files_free(self);
  else
    *out = self;
  return status;
}

void cwp_rota_files_free(cwp_rota_files *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp_findings_free(self->findings);
  cwp__names_free(&self->short_ids);
  cwp__release(&memory, self->short_places);
  for (size_t i = 0; i < CWP__ROTA_TABLE_END; i++)
    cwp__release(&memory, self->tables[i].items);
  cwp__arena_free(&self->texts);
  cwp__release(&memory, self);
}

cwp_status cwp_rota_files_add(cwp_rota_files *self, const cwp_input *input, cwp_error *error) {
  if (!self || !input || !input->read) return cwp__fail(error, CWP_ERROR_ARGUMENT, "files and an input are needed");
  const char *name = input->name ? input->name : "rota";
  const char *path = cwp__arena_text(&self->texts, name, strlen(name));
  if (!path) return cwp__fail_memory(error);
  cwp__source source;
  cwp__source_init(&source, input);
  char first = cwp__source_peek(&source);
  cwp_input rest = cwp__source_input(&source);
  cwp_status status =
      first == '{' || first == '[' ? read_json(self, &rest, path, error) : read_csv(self, &rest, path, error);
  return status ? cwp__fail_in(error, status, path) : CWP_OK;
}

cwp_status cwp_rota_files_add_file(cwp_rota_files *self, const char *path, cwp_error *error) {
  cwp_input input = {NULL, NULL, NULL};
  cwp_status status = cwp__file_open(path, &input, error);
  if (status) return status;
  status = cwp_rota_files_add(self, &input, error);
  cwp__file_close(&input);
  return status;
}

size_t cwp_rota_files_row_count(const cwp_rota_files *self) {
  size_t count = 0;
  for (size_t i = 0; self && i < CWP__ROTA_TABLE_END; i++)
    count += self->tables[i].count;
  return count;
}

const cwp_findings *cwp_rota_files_findings(const cwp_rota_files *self) {
  return self ? self->findings : NULL;
}
