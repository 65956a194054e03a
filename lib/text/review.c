/* Self-review: the questionnaire, and what comes of it. */

#include "text/review.h"

#include "base/csv_write.h"
#include "base/error.h"
#include "base/json.h"

#include <string.h>

const char *const cwp__review_keys[CWP__REVIEW_KEYS] = {"code", "list", "title", "question", "answer", "note"};

const char *cwp_review_answer_name(cwp_review_answer answer) {
  static const char *const names[] = {"blank", "well", "partly", "not-yet", "not-applicable"};
  return answer >= CWP_REVIEW_BLANK && answer < CWP_REVIEW_ANSWER_END ? names[answer] : "unknown";
}

int cwp__review_asks(const cwp_pathway *pathway, cwp_id point) {
  if (cwp_record_kind(pathway, point) != CWP_KIND_POINT) return 0;
  const char *list = cwp_record_property(pathway, cwp_record_parent(pathway, point), "list");
  return strcmp(list, "barriers") == 0 || strcmp(list, "asks") == 0;
}

cwp_id cwp__review_next(const cwp_pathway *pathway, cwp_id after) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_POINT);
  cwp_id end = first + (cwp_id)cwp_pathway_count(pathway, CWP_KIND_POINT);
  for (cwp_id point = after == CWP_NONE ? first : after + 1; point < end; point++)
    if (cwp__review_asks(pathway, point)) return point;
  return CWP_NONE;
}

/* ---- Writing ---- */

static void texts_of(const cwp_pathway *pathway, cwp_id point, const char *texts[CWP__REVIEW_KEYS]) {
  texts[0] = cwp_record_code(pathway, point);
  texts[1] = cwp_record_property(pathway, cwp_record_parent(pathway, point), "list");
  texts[2] = cwp_record_title(pathway, point);
  texts[3] = cwp_record_text(pathway, point);
  texts[4] = texts[5] = "";
}

static void put_row(cwp__buffer *out, const char *const texts[CWP__REVIEW_KEYS]) {
  for (size_t i = 0; i < CWP__REVIEW_KEYS; i++) {
    if (i > 0) cwp__buffer_add_text(out, ",");
    cwp__csv_put_shown(out, texts[i]);
  }
  cwp__buffer_add_text(out, "\r\n");
}

static void write_csv(const cwp_pathway *pathway, cwp__buffer *out) {
  const char *texts[CWP__REVIEW_KEYS];
  put_row(out, cwp__review_keys);
  for (cwp_id point = cwp__review_next(pathway, CWP_NONE); point != CWP_NONE;
       point = cwp__review_next(pathway, point)) {
    texts_of(pathway, point, texts);
    put_row(out, texts);
  }
}

static void write_text(const cwp_pathway *pathway, cwp__buffer *out) {
  cwp_id list = CWP_NONE;
  cwp__buffer_add_text(out,
                       "How does your organisation stand on each point: well, partly, not yet, or not applicable?\n");
  for (cwp_id point = cwp__review_next(pathway, CWP_NONE); point != CWP_NONE;
       point = cwp__review_next(pathway, point)) {
    cwp_id parent = cwp_record_parent(pathway, point);
    if (parent != list)
      cwp__buffer_format(out, "\n%s\n%s\n", cwp_record_title(pathway, parent), cwp_record_text(pathway, parent));
    list = parent;
    cwp__buffer_format(out, "\n%s  %s\n%s\nAnswer: ______________  Note: ____________________________\n",
                       cwp_record_code(pathway, point), cwp_record_title(pathway, point),
                       cwp_record_text(pathway, point));
  }
}

static int add_row(const cwp_pathway *pathway, cwp_id point, cJSON *rows) {
  const char *texts[CWP__REVIEW_KEYS];
  cJSON *row = cJSON_CreateObject();
  if (!row || !cJSON_AddItemToArray(rows, row)) {
    cJSON_Delete(row);
    return 0;
  }
  texts_of(pathway, point, texts);
  for (size_t i = 0; i < CWP__REVIEW_KEYS; i++)
    if (!cJSON_AddStringToObject(row, cwp__review_keys[i], texts[i])) return 0;
  return 1;
}

static int add_all(const cwp_pathway *pathway, cJSON *root) {
  cJSON *rows = root && cJSON_AddStringToObject(root, "format", CWP__REVIEW_FORMAT) &&
                        cJSON_AddNumberToObject(root, "format_version", CWP__REVIEW_VERSION)
                    ? cJSON_AddArrayToObject(root, "rows")
                    : NULL;
  if (!rows) return 0;
  for (cwp_id point = cwp__review_next(pathway, CWP_NONE); point != CWP_NONE; point = cwp__review_next(pathway, point))
    if (!add_row(pathway, point, rows)) return 0;
  return 1;
}

static cwp_status print_json(const cwp_pathway *pathway, const cwp_allocator *memory, char **out, size_t *length,
                             cwp_error *error) {
  cJSON *root = cJSON_CreateObject();
  cwp_status status =
      add_all(pathway, root) ? cwp__json_print(root, memory, out, length, error) : cwp__fail_memory(error);
  cJSON_Delete(root);
  return status;
}

cwp_status cwp_review_print(const cwp_pathway *pathway, cwp_review_format format, const cwp_allocator *allocator,
                            char **out, size_t *length, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp__buffer text;
  if (out) *out = NULL;
  if (!pathway || !out || format < CWP_REVIEW_TEXT || format >= CWP_REVIEW_FORMAT_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT,
                     "a pathway, a format that there is and a place for the text are needed");
  if (format == CWP_REVIEW_JSON) return print_json(pathway, &memory, out, length, error);
  cwp__buffer_init(&text, &memory);
  if (format == CWP_REVIEW_CSV) write_csv(pathway, &text);
  if (format == CWP_REVIEW_TEXT) write_text(pathway, &text);
  if (text.failed) {
    cwp__buffer_free(&text);
    return cwp__fail_memory(error);
  }
  *out = text.text;
  if (length) *length = text.length;
  return CWP_OK;
}

/* ---- What came of it ---- */

void cwp_review_free(cwp_review *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__arena_free(&self->arena);
  cwp__release(&memory, self);
}

size_t cwp_review_count(const cwp_review *self) {
  return self ? self->count : 0;
}

const cwp_review_point *cwp_review_at(const cwp_review *self, size_t index) {
  return self && index < self->count ? self->points + index : NULL;
}

size_t cwp_review_answered(const cwp_review *self, cwp_id checklist, cwp_review_answer answer) {
  size_t count = 0;
  for (size_t i = 0; self && i < self->count; i++) {
    int counts = checklist == CWP_NONE || cwp_record_parent(self->pathway, self->points[i].point) == checklist;
    count += counts && self->points[i].answer == answer;
  }
  return count;
}
