/* Catalogues as JSON: docs/plan.md. */

#include "advice/plan_catalogue.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "person/policy.h"

#include <string.h>

enum { FORMAT_VERSION = 1 };
static const char format_name[] = "cwp-catalogue";

/* A document being read. Lists of the course in hand lie in `scratch`. */
typedef struct reader {
  cwp__json json;
  cwp__arena scratch;
  cwp_error *error;
} reader;

/* Reads a number with two decimals at most as hundredths; `*out` is left alone when it is absent. */
static cwp_status read_hundredths(const reader *self, const cJSON *object, const char *key, int64_t most,
                                  int64_t *out) {
  const cJSON *value;
  cwp_status status = cwp__json_want(&self->json, object, key, cJSON_Number, &value, self->error);
  if (status || !value) return status;
  double hundredths = value->valuedouble * 100;
  if (!(hundredths >= 0 && hundredths <= (double)most))
    return cwp__json_fail(&self->json, value, self->error, "\"%s\" must be from 0 to %lld, not %.15g", key,
                          (long long)(most / 100), value->valuedouble);
  int64_t whole = (int64_t)(hundredths + 0.5);
  double rest = hundredths - (double)whole;
  if (rest > 1e-6 || rest < -1e-6)
    return cwp__json_fail(&self->json, value, self->error, "\"%s\" has more than two decimals: %.15g", key,
                          value->valuedouble);
  *out = whole;
  return CWP_OK;
}

static cwp_status read_integer(const reader *self, const cJSON *object, const char *key, int high, int *out) {
  int64_t number = *out;
  cwp_status status = cwp__json_want_integer(&self->json, object, key, 1, high, &number, self->error);
  *out = (int)number;
  return status;
}

static cwp_status date_of(const reader *self, const cJSON *value, const char *key, cwp_date *out) {
  cwp_error cause;
  if (!cJSON_IsString(value))
    return cwp__json_fail(&self->json, value, self->error, "\"%s\" must be a date, as text", key);
  if (cwp_date_parse(value->valuestring, out, &cause) == CWP_OK) return CWP_OK;
  return cwp__json_fail(&self->json, value, self->error, "\"%s\": %s", key, cause.message);
}

static const char *kind_name(unsigned value) {
  return cwp_evidence_kind_name((cwp_evidence_kind)value);
}

static const char *funding_name(unsigned value) {
  return cwp_funding_name((cwp_funding)value);
}

static const char *extent_name(unsigned value) {
  return cwp_extent_name((cwp_extent)value);
}

/* Finds a list, and makes room for its items of `size` bytes. */
static cwp_status read_list(reader *self, const cJSON *object, const char *key, size_t size, const cJSON **list,
                            void **items, size_t *count) {
  cwp_status status = cwp__json_want(&self->json, object, key, cJSON_Array, list, self->error);
  *items = NULL;
  *count = 0;
  if (status || !*list) return status;
  for (const cJSON *item = (*list)->child; item; item = item->next)
    ++*count;
  if (*count > CWP__MOST_LISTED) {
    cwp__place place = cwp__json_place(&self->json, *list);
    return cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "\"%s\" has %zu items, %d at most", key, *count,
                        CWP__MOST_LISTED);
  }
  *items = cwp__arena_allocate(&self->scratch, *count, size);
  return *items ? CWP_OK : cwp__fail_memory(self->error);
}

static cwp_status read_cover(const reader *self, const cJSON *object, cwp_course_cover *cover) {
  static const char *const keys[] = {"to", "extent", NULL};
  unsigned extent = CWP_EXTENT_FULL;
  if (!cJSON_IsObject(object))
    return cwp__json_fail(&self->json, object, self->error, "what a course covers must be an object");
  cwp_status status = cwp__json_only(&self->json, object, keys, self->error);
  if (!status) status = cwp__json_want_text(&self->json, object, "to", &cover->to, self->error);
  if (!status)
    status = cwp__json_want_name(&self->json, object, "extent", CWP_EXTENT_PART, CWP_EXTENT_END, extent_name, &extent,
                                 self->error);
  cover->extent = (cwp_extent)extent;
  if (!status && (!cover->to || !*cover->to))
    status = cwp__json_fail(&self->json, object, self->error, "what the course covers has no \"to\"");
  return status;
}

static cwp_status read_covers(reader *self, const cJSON *object, cwp_course *course) {
  const cJSON *list;
  void *items;
  cwp_status status = read_list(self, object, "covers", sizeof(cwp_course_cover), &list, &items, &course->cover_count);
  if (status || !list) return status;
  cwp_course_cover *covers = items;
  course->covers = covers;
  for (const cJSON *item = list->child; item && !status; item = item->next)
    status = read_cover(self, item, covers++);
  return status;
}

static cwp_status read_dates(reader *self, const cJSON *object, const char *key, const cwp_date **out, size_t *count) {
  const cJSON *list;
  void *items;
  cwp_status status = read_list(self, object, key, sizeof(cwp_date), &list, &items, count);
  if (status || !list) return status;
  cwp_date *dates = items;
  *out = dates;
  for (const cJSON *item = list->child; item && !status; item = item->next)
    status = date_of(self, item, key, dates++);
  return status;
}

static cwp_status read_starts(reader *self, const cJSON *object, cwp_course *course) {
  size_t end_count;
  cwp_status status = read_dates(self, object, "starts", &course->starts, &course->start_count);
  if (!status) status = read_dates(self, object, "ends", &course->ends, &end_count);
  if (status || !course->ends || end_count == course->start_count) return status;
  return cwp__json_fail(&self->json, cwp__json_get(object, "ends"), self->error,
                        "there are %zu \"ends\" for %zu \"starts\"", end_count, course->start_count);
}

static cwp_status read_requires(reader *self, const cJSON *object, cwp_course *course) {
  const cJSON *list;
  void *items;
  cwp_status status = read_list(self, object, "requires", sizeof(const char *), &list, &items, &course->after_count);
  if (status || !list) return status;
  const char **codes = items;
  course->after = codes;
  for (const cJSON *item = list->child; item; item = item->next) {
    if (!cJSON_IsString(item) || !*item->valuestring)
      return cwp__json_fail(&self->json, item, self->error, "\"requires\" must hold codes of courses");
    *codes++ = item->valuestring;
  }
  return CWP_OK;
}

static cwp_status read_texts(const reader *self, const cJSON *object, cwp_course *course) {
  const cwp__json *json = &self->json;
  cwp_status status = cwp__json_want_text(json, object, "code", &course->code, self->error);
  if (!status && !course->code) status = cwp__json_fail(json, object, self->error, "the course has no \"code\"");
  if (!status) status = cwp__json_want_text(json, object, "title", &course->title, self->error);
  if (!status) status = cwp__json_want_text(json, object, "provider", &course->provider, self->error);
  if (!status) status = cwp__json_want_text(json, object, "mode", &course->mode, self->error);
  if (!status) status = cwp__json_want_text(json, object, "learning", &course->learning, self->error);
  return status;
}

static cwp_status read_numbers(const reader *self, const cJSON *object, cwp_course *course) {
  int64_t centihours = CWP_UNKNOWN;
  cwp_status status = read_hundredths(self, object, "hours", CWP__MOST_CENTIHOURS, &centihours);
  course->centihours = (int32_t)centihours;
  if (!status) status = read_hundredths(self, object, "cost", CWP__MOST_PENCE, &course->cost);
  if (!status) status = read_hundredths(self, object, "reimbursement", CWP__MOST_PENCE, &course->reimbursement);
  if (!status) status = read_integer(self, object, "duration_days", CWP__MOST_DAYS, &course->duration_days);
  if (!status) status = read_integer(self, object, "places", CWP__MOST_PLACES, &course->places);
  const cJSON *last = cwp__json_get(object, "last_start");
  if (!status && last) status = date_of(self, last, "last_start", &course->last_start);
  return status;
}

static cwp_status read_course(reader *self, const cJSON *object, cwp_course *course) {
  static const char *const keys[] = {"code", "title",         "provider",   "mode",    "learning",      "covers",
                                     "kind", "hours",         "cost",       "funding", "reimbursement", "starts",
                                     "ends", "duration_days", "last_start", "places",  "requires",      NULL};
  unsigned kind = (unsigned)course->kind, funding = (unsigned)course->funding;
  if (!cJSON_IsObject(object)) return cwp__json_fail(&self->json, object, self->error, "a course must be an object");
  cwp_status status = cwp__json_only(&self->json, object, keys, self->error);
  if (!status) status = read_texts(self, object, course);
  if (!status)
    status = cwp__json_want_name(&self->json, object, "kind", CWP_EVIDENCE_TRAINED, CWP_EVIDENCE_KIND_END, kind_name,
                                 &kind, self->error);
  if (!status)
    status = cwp__json_want_name(&self->json, object, "funding", CWP_FUNDING_NONE, CWP_FUNDING_END, funding_name,
                                 &funding, self->error);
  course->kind = (cwp_evidence_kind)kind;
  course->funding = (cwp_funding)funding;
  if (!status) status = read_numbers(self, object, course);
  if (!status) status = read_covers(self, object, course);
  if (!status) status = read_starts(self, object, course);
  if (!status) status = read_requires(self, object, course);
  return status;
}

/* Passes on why the builder did not take a course: its rules are then broken by the document. */
static cwp_status refuse(const reader *self, const cJSON *object, const cwp_error *cause) {
  if (cause->code == CWP_ERROR_MEMORY) return cwp__fail_memory(self->error);
  if (cause->code != CWP_ERROR_LIMIT) return cwp__json_fail(&self->json, object, self->error, "%s", cause->message);
  cwp__place place = cwp__json_place(&self->json, object);
  return cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "%s", cause->message);
}

static cwp_status read_courses(reader *self, const cJSON *list, cwp_catalogue_builder *builder) {
  cwp_status status = CWP_OK;
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next) {
    cwp_course course = CWP_COURSE_INIT;
    cwp_error cause;
    status = read_course(self, item, &course);
    if (!status && cwp_catalogue_builder_add(builder, &course, &cause) != CWP_OK) status = refuse(self, item, &cause);
    cwp__arena_free(&self->scratch);
  }
  return status;
}

static cwp_status finish(const reader *self, const cJSON *list, cwp_catalogue_builder *builder, cwp_catalogue **out) {
  uint32_t culprit;
  cwp_error cause;
  if (cwp__catalogue_builder_finish(builder, out, &culprit, &cause) == CWP_OK) return CWP_OK;
  if (culprit == CWP__NO_COURSE) return cwp__fail_memory(self->error);
  const cJSON *course = list->child;
  while (culprit-- > 0)
    course = course->next;
  return refuse(self, cwp__json_get(course, "requires"), &cause);
}

static cwp_status read_document(reader *self, const cwp_allocator *allocator, cwp_catalogue **out) {
  static const char *const keys[] = {"format", "format_version", "courses", NULL};
  cwp_catalogue_builder *builder = NULL;
  const cJSON *list = NULL, *root = self->json.root;
  cwp_status status =
      cwp__json_want_format(&self->json, format_name, FORMAT_VERSION, "this is no catalogue", self->error);
  if (!status) status = cwp__json_only(&self->json, root, keys, self->error);
  if (!status) status = cwp__json_want(&self->json, root, "courses", cJSON_Array, &list, self->error);
  if (!status) status = cwp_catalogue_builder_new(allocator, &builder, self->error);
  if (!status) status = read_courses(self, list, builder);
  if (!status) status = finish(self, list, builder, out);
  cwp_catalogue_builder_free(builder);
  return status;
}

cwp_status cwp_catalogue_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                               const cwp_allocator *allocator, cwp_catalogue **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the catalogue");
  *out = NULL;
  if (!text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no text");
  reader self = {.error = error};
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  const char *shown = name ? name : "catalogue";
  cwp_status status = cwp__json_parse(&self.json, text, length, shown, limits, error);
  if (status) return cwp__fail_in(error, status, shown);
  cwp__arena_init(&self.scratch, &memory);
  status = read_document(&self, &memory, out);
  cwp__arena_free(&self.scratch);
  cwp__json_free(&self.json);
  return status ? cwp__fail_in(error, status, shown) : CWP_OK;
}

cwp_status cwp_catalogue_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                              cwp_catalogue **out, cwp_error *error) {
  cwp__file_text file;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the catalogue");
  *out = NULL;
  cwp_status status = cwp__file_text_read(&file, path, limits, allocator, error);
  if (!status) status = cwp_catalogue_parse(file.text, file.length, path, limits, allocator, out, error);
  cwp__file_text_free(&file);
  return status;
}
