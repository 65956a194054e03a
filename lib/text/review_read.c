/* Reading a questionnaire back. */

#include "text/review.h"

#include "base/csv.h"
#include "base/csv_write.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

#include <string.h>

enum { CODE_SIZE = 84, ANSWER_SIZE = 24 };

static int find_answer(cwp__span cell, cwp_review_answer *answer) {
  char word[ANSWER_SIZE];
  cell = cwp__span_trim(cell);
  if (cell.length >= sizeof word) return 0;
  for (size_t i = 0; i < cell.length; i++)
    word[i] = cell.text[i] == ' ' || cell.text[i] == '_' ? '-' : cell.text[i];
  word[cell.length] = '\0';
  *answer = CWP_REVIEW_BLANK;
  if (cell.length == 0) return 1;
  for (cwp_review_answer i = CWP_REVIEW_WELL; i < CWP_REVIEW_ANSWER_END; i++)
    if (cwp__compare_fold(word, cwp_review_answer_name(i)) == 0) {
      *answer = i;
      return 1;
    }
  return 0;
}

static cwp_review_point *find_point(const cwp_review *self, cwp__span cell) {
  char code[CODE_SIZE];
  cell = cwp__span_trim(cell);
  if (cell.length >= sizeof code) return NULL;
  memcpy(code, cell.text ? cell.text : "", cell.length);
  code[cell.length] = '\0';
  cwp_id id = cwp_pathway_id(self->pathway, code);
  for (size_t i = 0; id != CWP_NONE && i < self->count; i++)
    if (self->points[i].point == id) return self->points + i;
  return NULL;
}

/* Takes one row's answer. `seen` has a place for each point. */
static cwp_status take_row(cwp_review *self, unsigned char *seen, const cwp__place *place, cwp__span code,
                           cwp__span answer, cwp__span note, cwp_error *error) {
  cwp_review_point *point = find_point(self, code);
  cwp_review_answer found;
  if (!point)
    return cwp__fail_at(error, CWP_ERROR_INVALID, place, "\"%.*s\" is no point of the questionnaire",
                        (int)(code.length < CODE_SIZE ? code.length : CODE_SIZE), code.text ? code.text : "");
  if (seen[point - self->points]++)
    return cwp__fail_at(error, CWP_ERROR_INVALID, place, "%s stands twice",
                        cwp_record_code(self->pathway, point->point));
  if (!find_answer(answer, &found))
    return cwp__fail_at(error, CWP_ERROR_INVALID, place,
                        "\"%.*s\" is no answer: well, partly, not-yet, not-applicable or nothing",
                        (int)(answer.length < CODE_SIZE ? answer.length : CODE_SIZE), answer.text);
  note = cwp__span_trim(note);
  point->answer = found;
  point->note = cwp__arena_text(&self->arena, note.text ? note.text : "", note.length);
  return point->note ? CWP_OK : cwp__fail_memory(error);
}

/* ---- CSV ---- */

static cwp_status find_columns(const cwp__csv *csv, size_t columns[CWP__REVIEW_KEYS], const char *name,
                               cwp_error *error) {
  for (size_t key = 0; key < CWP__REVIEW_KEYS; key++) {
    columns[key] = SIZE_MAX;
    for (size_t i = 0; i < cwp__csv_field_count(csv); i++)
      if (cwp__span_is(cwp__span_trim(cwp__csv_field_at(csv, i).value), cwp__review_keys[key])) columns[key] = i;
  }
  if (columns[0] != SIZE_MAX && columns[4] != SIZE_MAX) return CWP_OK;
  cwp__place place = {.path = name, .line = 1};
  return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place,
                      "this is no questionnaire: the columns \"code\" and \"answer\" are needed%s", cwp__csv_hint(csv));
}

static cwp__span cell(const cwp__csv *csv, size_t column) {
  return column == SIZE_MAX ? (cwp__span){"", 0} : cwp__csv_shown(cwp__csv_field_at(csv, column).value);
}

static cwp_status read_rows(cwp_review *self, cwp__csv *csv, unsigned char *seen, const char *name, cwp_error *error) {
  size_t columns[CWP__REVIEW_KEYS];
  int more = 0;
  cwp_status status = cwp__csv_next(csv, &more, error);
  if (status == CWP_OK) status = find_columns(csv, columns, name, error);
  while (status == CWP_OK && (status = cwp__csv_next(csv, &more, error)) == CWP_OK && more) {
    cwp__place place = {.path = name, .line = cwp__csv_line(csv)};
    if (cwp__span_trim(cell(csv, columns[0])).length == 0) continue;
    status = take_row(self, seen, &place, cell(csv, columns[0]), cell(csv, columns[4]), cell(csv, columns[5]), error);
  }
  return status;
}

static cwp_status read_csv(cwp_review *self, const char *text, size_t length, const char *name,
                           const cwp_limits *limits, unsigned char *seen, cwp_error *error) {
  cwp__span left = {text, length};
  const cwp_input input = cwp__span_input(&left, name);
  cwp__csv *csv = NULL;
  cwp_status status = cwp__csv_new(&input, limits, &self->allocator, &csv, error);
  if (status == CWP_OK) status = read_rows(self, csv, seen, name, error);
  cwp__csv_free(csv);
  return status;
}

/* ---- JSON ---- */

static cwp_status read_item(cwp_review *self, const cwp__json *json, const cJSON *item, unsigned char *seen,
                            cwp_error *error) {
  const char *code = NULL, *answer = NULL, *note = NULL;
  if (!cJSON_IsObject(item)) return cwp__json_fail(json, item, error, "a row is an object");
  cwp_status status = cwp__json_want_text(json, item, "code", &code, error);
  if (status == CWP_OK) status = cwp__json_want_text(json, item, "answer", &answer, error);
  if (status == CWP_OK) status = cwp__json_want_text(json, item, "note", &note, error);
  if (status != CWP_OK) return status;
  cwp__place place = cwp__json_place(json, item);
  return take_row(self, seen, &place, cwp__span_of(code), cwp__span_of(answer), cwp__span_of(note), error);
}

static cwp_status read_json(cwp_review *self, const char *text, size_t length, const char *name,
                            const cwp_limits *limits, unsigned char *seen, cwp_error *error) {
  cwp__json json = {0};
  cwp_status status = cwp__json_parse(&json, text, length, name, limits, error);
  const cJSON *rows = NULL;
  if (status == CWP_OK)
    status = cwp__json_want_format(&json, CWP__REVIEW_FORMAT, CWP__REVIEW_VERSION, "this is no questionnaire", error);
  if (status == CWP_OK) status = cwp__json_want(&json, json.root, "rows", cJSON_Array, &rows, error);
  if (status == CWP_OK && !rows) status = cwp__json_fail(&json, json.root, error, "there are no \"rows\"");
  for (const cJSON *item = status == CWP_OK ? rows->child : NULL; item && status == CWP_OK; item = item->next)
    status = read_item(self, &json, item, seen, error);
  cwp__json_free(&json);
  return status;
}

/* ---- All of it ---- */

static cwp_status make_points(cwp_review *self, cwp_error *error) {
  size_t most = cwp_pathway_count(self->pathway, CWP_KIND_POINT);
  self->points = cwp__arena_allocate(&self->arena, most + 1, sizeof *self->points);
  if (!self->points) return cwp__fail_memory(error);
  for (cwp_id point = cwp__review_next(self->pathway, CWP_NONE); point != CWP_NONE;
       point = cwp__review_next(self->pathway, point))
    self->points[self->count++] = (cwp_review_point){.point = point, .answer = CWP_REVIEW_BLANK, .note = ""};
  return CWP_OK;
}

static cwp_status read_any(cwp_review *self, const char *text, size_t length, const char *name,
                           const cwp_limits *limits, cwp_error *error) {
  cwp__span shown = cwp__span_trim((cwp__span){text, length});
  size_t mark = cwp__span_is((cwp__span){shown.text, shown.length < 3 ? 0 : 3}, "\xef\xbb\xbf") ? 3 : 0;
  cwp_status status = make_points(self, error);
  unsigned char *seen = NULL;
  if (status == CWP_OK && !(seen = cwp__allocate_zeroed(&self->allocator, self->count + 1, 1)))
    status = cwp__fail_memory(error);
  if (status == CWP_OK && shown.length > mark && shown.text[mark] == '{')
    status = read_json(self, text, length, name, limits, seen, error);
  else if (status == CWP_OK)
    status = read_csv(self, text, length, name, limits, seen, error);
  cwp__release(&self->allocator, seen);
  return status;
}

cwp_status cwp_review_parse(const cwp_pathway *pathway, const char *text, size_t length, const char *name,
                            const cwp_limits *limits, const cwp_allocator *allocator, cwp_review **out,
                            cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  if (out) *out = NULL;
  if (!pathway || !text || !out)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a text and a place for the review are needed");
  cwp_review *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  cwp__arena_init(&self->arena, &memory);
  cwp_status status = read_any(self, text, length, name ? name : "questionnaire", limits, error);
  if (status == CWP_OK)
    *out = self;
  else
    cwp_review_free(self);
  return status;
}
