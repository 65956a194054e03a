/* Training matrices: mappings, read and written. */

#include "exchange/matrix.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>

#define FORMAT "cwp-matrix-mapping"

enum { VERSION = 1, MOST_MONTHS = 999, MOST_ENTRIES = 20000 };

/* A mapping that is being read. */
typedef struct reading {
  cwp_matrix *matrix;
  const cwp__json *json;
  cwp__mapping *into;
  cwp_error *error;
} reading;

/* Reading. */

/* The place of a word in a list that ends at `count`; -1 if it is none. */
static int place_of(const char *word, const char *(*name)(int), int count) {
  for (int i = 0; i < count; i++)
    if (strcmp(name(i), word) == 0) return i;
  return -1;
}

static const char *meaning_at(int index) {
  return cwp_matrix_meaning_name((cwp_matrix_meaning)index);
}

static const char *dates_at(int index) {
  return cwp_matrix_dates_name((cwp_matrix_dates)index);
}

/* Reads a member that is a text or null. */
static cwp_status want_text(const reading *self, const cJSON *item, const char *key, const char **out) {
  const cJSON *member = cwp__json_get(item, key);
  *out = NULL;
  return cJSON_IsNull(member) ? CWP_OK : cwp__json_want_text(self->json, item, key, out, self->error);
}

static cwp_status want_word(const reading *self, const cJSON *item, const char *key, const char *(*name)(int),
                            int count, int *out) {
  const char *word;
  *out = -1;
  cwp_status status = want_text(self, item, key, &word);
  if (status != CWP_OK || !word) return status;
  *out = place_of(word, name, count);
  if (*out >= 0) return CWP_OK;
  return cwp__json_fail(self->json, cwp__json_get(item, key), self->error, "\"%s\" knows no \"%s\"", key, word);
}

/* What an entry is about, and how long that holds. */
static cwp_status read_about(const reading *self, const cJSON *item, cwp__mapped *out) {
  const char *about;
  int64_t months = -1;
  const cJSON *member = cwp__json_get(item, "months");
  out->about = CWP_NONE;
  cwp_status status = want_text(self, item, "about", &about);
  if (status != CWP_OK) return status;
  if (about && about[0]) {
    out->about = cwp_pathway_id(self->matrix->lists, about);
    if (out->about == CWP_NONE)
      return cwp__json_fail(self->json, cwp__json_get(item, "about"), self->error, "there is no code \"%s\"", about);
  }
  if (!cJSON_IsNull(member))
    status = cwp__json_want_integer(self->json, item, "months", 0, MOST_MONTHS, &months, self->error);
  out->months = (int)months;
  return status;
}

static const char *keep(const reading *self, const char *text) {
  return cwp__arena_text(&self->matrix->texts, text ? text : "", text ? strlen(text) : 0);
}

/* "F" is 5; SIZE_MAX for what is no letters. */
static size_t position_of(const char *letters) {
  size_t position = 0;
  for (; *letters; letters++) {
    if (*letters < 'A' || *letters > 'Z' || position > 1 << 20) return SIZE_MAX;
    position = position * 26 + (size_t)(*letters - 'A') + 1;
  }
  return position - 1;
}

static cwp_status read_column(const reading *self, const cJSON *item, cwp__mapped *out) {
  static const char *const known[] = {"column", "heading", "means", "about",  "dates",
                                      "months", "title",   "score", "reason", NULL};
  const char *letters, *heading;
  *out = (cwp__mapped){.position = SIZE_MAX};
  if (!cJSON_IsObject(item)) return cwp__json_fail(self->json, item, self->error, "a column must be an object");
  cwp_status status = cwp__json_only(self->json, item, known, self->error);
  if (status == CWP_OK) status = want_text(self, item, "column", &letters);
  if (status == CWP_OK) status = want_text(self, item, "heading", &heading);
  if (status == CWP_OK) status = want_word(self, item, "means", meaning_at, CWP_MATRIX_MEANING_END, &out->meaning);
  if (status == CWP_OK) status = want_word(self, item, "dates", dates_at, CWP_MATRIX_DATES_END, &out->dates);
  if (status == CWP_OK) status = read_about(self, item, out);
  if (status != CWP_OK) return status;
  if (!letters && !heading)
    return cwp__json_fail(self->json, item, self->error, "a column needs its \"heading\" or its letter, \"column\"");
  if (letters && letters[0]) out->position = position_of(letters);
  if (letters && letters[0] && out->position == SIZE_MAX)
    return cwp__json_fail(self->json, cwp__json_get(item, "column"), self->error, "\"%s\" is no column", letters);
  if (out->about != CWP_NONE && (out->meaning < 0 || out->meaning == CWP_MATRIX_UNKNOWN))
    out->meaning = CWP_MATRIX_COURSE;
  if (out->meaning == CWP_MATRIX_COURSE && out->about == CWP_NONE)
    return cwp__json_fail(self->json, item, self->error, "a course needs \"about\", the code that it is about");
  out->heading = keep(self, heading);
  return out->heading ? CWP_OK : cwp__fail_memory(self->error);
}

static cwp_status read_course(const reading *self, const cJSON *item, cwp__mapped *out) {
  static const char *const known[] = {"name", "about", "months", "title", "score", "reason", NULL};
  const char *name;
  *out = (cwp__mapped){.position = SIZE_MAX};
  if (!cJSON_IsObject(item)) return cwp__json_fail(self->json, item, self->error, "a course must be an object");
  cwp_status status = cwp__json_only(self->json, item, known, self->error);
  if (status == CWP_OK) status = want_text(self, item, "name", &name);
  if (status == CWP_OK) status = read_about(self, item, out);
  if (status != CWP_OK) return status;
  if (!name) return cwp__json_fail(self->json, item, self->error, "a course needs its \"name\"");
  out->heading = keep(self, name);
  return out->heading ? CWP_OK : cwp__fail_memory(self->error);
}

typedef cwp_status entry_reader(const reading *self, const cJSON *item, cwp__mapped *out);

static cwp_status read_list(const reading *self, const char *key, entry_reader *read, cwp__mapped **out,
                            size_t *count) {
  const cJSON *list;
  cwp_status status = cwp__json_want(self->json, self->json->root, key, cJSON_Array, &list, self->error);
  *count = 0;
  if (status != CWP_OK || !list) return status;
  size_t length = (size_t)cJSON_GetArraySize(list);
  if (length > MOST_ENTRIES)
    return cwp__fail(self->error, CWP_ERROR_LIMIT, "more than %d entries in \"%s\"", (int)MOST_ENTRIES, key);
  *out = cwp__arena_allocate(&self->matrix->texts, length + 1, sizeof **out);
  if (!*out) return cwp__fail_memory(self->error);
  for (const cJSON *item = list->child; item && status == CWP_OK; item = item->next) {
    status = read(self, item, &(*out)[*count]);
    if (status == CWP_OK) *count += 1;
  }
  return status;
}

static const char *cross_at(int index) {
  return index == 1 ? "done" : "not-done";
}

static const char *order_at(int index) {
  return index == 1 ? "month-first" : "day-first";
}

static cwp_status read_document(const reading *self) {
  static const char *const known[] = {"format", "format_version", "heading_line", "heading_rows", "order",
                                      "cross",  "shape",          "columns",      "courses",      NULL};
  const cJSON *root = self->json->root;
  cwp__mapping *into = self->into;
  int64_t line = 0, rows = 1;
  cwp_status status =
      cwp__json_want_format(self->json, FORMAT, VERSION, "this is no mapping of a training matrix", self->error);
  if (status == CWP_OK) status = cwp__json_only(self->json, root, known, self->error);
  if (status == CWP_OK)
    status = cwp__json_want_integer(self->json, root, "heading_line", 1, INT32_MAX, &line, self->error);
  if (status == CWP_OK) status = cwp__json_want_integer(self->json, root, "heading_rows", 1, 2, &rows, self->error);
  if (status == CWP_OK) status = want_word(self, root, "order", order_at, 2, &into->month_first);
  if (status == CWP_OK) status = want_word(self, root, "cross", cross_at, 2, &into->cross);
  into->heading_line = (uint64_t)line;
  into->heading_rows = (int)rows;
  if (status == CWP_OK) status = read_list(self, "columns", read_column, &into->columns, &into->column_count);
  if (status == CWP_OK) status = read_list(self, "courses", read_course, &into->courses, &into->course_count);
  return status;
}

cwp_status cwp_matrix_use_mapping(cwp_matrix *self, const char *text, size_t length, const char *name,
                                  cwp_error *error) {
  cwp__json json;
  if (!self || !text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a matrix and a mapping are needed");
  if (self->is_finished || self->mapping)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a mapping comes once, before the matrix is finished");
  const char *path = name ? name : "mapping";
  cwp__mapping *mapping = cwp__arena_allocate(&self->texts, 1, sizeof *mapping);
  if (!mapping) return cwp__fail_memory(error);
  memset(mapping, 0, sizeof *mapping);
  cwp_status status = cwp__json_parse(&json, text, length, path, &self->limits, error);
  if (status == CWP_OK) {
    const reading how = {self, &json, mapping, error};
    status = read_document(&how);
    cwp__json_free(&json);
  }
  if (status == CWP_OK) self->mapping = mapping;
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, path);
}

cwp_status cwp_matrix_use_mapping_file(cwp_matrix *self, const char *path, cwp_error *error) {
  char *text;
  size_t length;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a matrix is needed");
  cwp_status status = cwp__file_read_all(path, self->limits.input_bytes, &self->allocator, &text, &length, error);
  if (status != CWP_OK) return status;
  status = cwp_matrix_use_mapping(self, text, length, path, error);
  cwp__release(&self->allocator, text);
  return status;
}

/* Using. */

/* The entry for a column: that of its heading and place, or of its heading, or, without headings, of its place. */
static cwp__mapped *entry_of(cwp__mapping *mapping, const cwp_matrix_column *column) {
  cwp__mapped *by_heading = NULL;
  for (size_t i = 0; i < mapping->column_count; i++) {
    cwp__mapped *entry = &mapping->columns[i];
    int is_same = cwp__compare_fold(entry->heading, column->heading) == 0;
    int is_there = entry->position == column->position;
    if (is_same && is_there) return entry;
    if (is_same && entry->heading[0] && (!by_heading || (by_heading->is_used && !entry->is_used))) by_heading = entry;
    if (is_there && !entry->heading[0] && column->heading[0]) return entry; /* by its letter alone */
  }
  return by_heading;
}

static void map_column(cwp_matrix *self, cwp__mcolumn *column, cwp__mapped *entry) {
  cwp_matrix_column *shown = &column->shown;
  entry->is_used = 1;
  if (entry->meaning < 0 && entry->dates < 0 && entry->months < 0) return;
  shown->is_set = 1;
  shown->reason = "the mapping says so";
  if (entry->meaning >= 0) {
    shown->meaning = (cwp_matrix_meaning)entry->meaning;
    shown->score = 1;
    column->about = CWP_NONE;
    shown->about = shown->title = "";
  }
  if (entry->about != CWP_NONE) {
    column->about = entry->about;
    shown->about = cwp_record_code(self->lists, entry->about);
    shown->title = cwp_record_title(self->lists, entry->about);
    if (!shown->course[0]) shown->course = shown->heading[0] ? shown->heading : shown->title;
  }
  if (entry->dates >= 0) {
    shown->dates = (cwp_matrix_dates)entry->dates;
    column->is_sense_given = 1;
  }
  if (entry->months >= 0) shown->months = entry->months;
}

void cwp__matrix_map_columns(cwp_matrix *self) {
  for (size_t i = 0; self->mapping && i < self->column_count; i++) {
    cwp__mapped *entry = entry_of(self->mapping, &self->columns[i].shown);
    if (entry) map_column(self, &self->columns[i], entry);
  }
}

void cwp__matrix_map_course(cwp_matrix *self, cwp__mcourse *course) {
  for (size_t i = 0; self->mapping && i < self->mapping->course_count; i++) {
    cwp__mapped *entry = &self->mapping->courses[i];
    if (cwp__compare_fold(entry->heading, course->shown.name) != 0) continue;
    entry->is_used = 1;
    if (entry->months >= 0) course->shown.months = entry->months;
    if (entry->about == CWP_NONE) return;
    course->about = entry->about;
    course->shown.is_set = 1;
    course->shown.score = 1;
    course->shown.reason = "the mapping says so";
    return;
  }
}

cwp_status cwp__matrix_report_mapping(cwp_matrix *self, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; self->mapping && i < self->mapping->column_count && status == CWP_OK; i++)
    if (!self->mapping->columns[i].is_used)
      status = cwp__matrix_find_in(self, "", cwp__span_of(self->mapping->columns[i].heading), 0,
                                   CWP__MATRIX_MAPPING_UNUSED, error);
  for (size_t i = 0; self->mapping && i < self->mapping->course_count && status == CWP_OK; i++)
    if (!self->mapping->courses[i].is_used)
      status = cwp__matrix_find_in(self, "", cwp__span_of(self->mapping->courses[i].heading), 0,
                                   CWP__MATRIX_MAPPING_UNUSED, error);
  return status;
}

/* Writing. */

static int add_text(cJSON *item, const char *key, const char *text) {
  return (text[0] ? cJSON_AddStringToObject(item, key, text) : cJSON_AddNullToObject(item, key)) != NULL;
}

static int add_guess(cJSON *item, const char *about, const char *title, int months, double score, const char *reason) {
  return add_text(item, "about", about) && (months == 0 || cJSON_AddNumberToObject(item, "months", months)) &&
         add_text(item, "title", title) && cJSON_AddNumberToObject(item, "score", (int)(score * 100 + 0.5) / 100.0) &&
         add_text(item, "reason", reason);
}

static int add_column(cJSON *list, const cwp_matrix_column *column) {
  char letters[16];
  cJSON *item = cJSON_CreateObject();
  if (!item || !cJSON_AddItemToArray(list, item)) {
    cJSON_Delete(item);
    return 0;
  }
  cwp__matrix_letters(column->position, letters);
  return add_text(item, "column", letters) && add_text(item, "heading", column->heading) &&
         add_text(item, "means", cwp_matrix_meaning_name(column->meaning)) &&
         (column->meaning != CWP_MATRIX_COURSE || add_text(item, "dates", cwp_matrix_dates_name(column->dates))) &&
         add_guess(item, column->about, column->title, column->months, column->score, column->reason);
}

static int add_course(cJSON *list, const cwp_matrix_course *course) {
  cJSON *item = cJSON_CreateObject();
  if (!item || !cJSON_AddItemToArray(list, item)) {
    cJSON_Delete(item);
    return 0;
  }
  return add_text(item, "name", course->name) &&
         add_guess(item, course->about, course->title, course->months, course->score, course->reason);
}

static int add_all(const cwp_matrix *self, cJSON *root) {
  const cwp__mapping *mapping = self->mapping;
  int is_fine = add_text(root, "format", FORMAT) && cJSON_AddNumberToObject(root, "format_version", VERSION) &&
                add_text(root, "shape", cwp_matrix_shape_name(self->summary.shape));
  if (mapping && mapping->heading_line > 0)
    is_fine = is_fine && cJSON_AddNumberToObject(root, "heading_line", (double)mapping->heading_line) &&
              cJSON_AddNumberToObject(root, "heading_rows", mapping->heading_rows);
  if (mapping && mapping->month_first >= 0)
    is_fine = is_fine && add_text(root, "order", order_at(mapping->month_first));
  if (mapping && mapping->cross >= 0) is_fine = is_fine && add_text(root, "cross", cross_at(mapping->cross));
  cJSON *columns = is_fine ? cJSON_AddArrayToObject(root, "columns") : NULL;
  for (size_t i = 0; columns && is_fine && i < self->column_count; i++)
    if (self->columns[i].shown.meaning != CWP_MATRIX_NOTHING) is_fine = add_column(columns, &self->columns[i].shown);
  cJSON *courses =
      columns && is_fine && self->summary.shape == CWP_MATRIX_LONG ? cJSON_AddArrayToObject(root, "courses") : columns;
  for (size_t i = 0; courses && is_fine && i < self->course_names.count; i++)
    is_fine = add_course(courses, &self->courses[i].shown);
  return is_fine && columns && courses;
}

cwp_status cwp_matrix_mapping_print(const cwp_matrix *self, const cwp_allocator *allocator, char **out, size_t *length,
                                    cwp_error *error) {
  if (!self || !out || !self->is_finished)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the matrix is not finished: there is no mapping yet");
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cJSON *root = cJSON_CreateObject();
  *out = NULL;
  cwp_status status =
      root && add_all(self, root) ? cwp__json_print(root, &memory, out, length, error) : cwp__fail_memory(error);
  cJSON_Delete(root);
  return status;
}

cwp_status cwp_matrix_mapping_write(const cwp_matrix *self, const char *path, cwp_error *error) {
  char *text;
  size_t length;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a matrix is needed");
  cwp_status status = cwp_matrix_mapping_print(self, &self->allocator, &text, &length, error);
  if (status != CWP_OK) return status;
  status = cwp__file_replace(path, text, length, error);
  cwp_text_free(&self->allocator, text);
  return status;
}
