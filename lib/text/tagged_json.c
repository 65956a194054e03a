/* Catalogues as JSON: this project's, schema.org's, and others that have titles. */

#include "base/json.h"
#include "base/text.h"
#include "text/tagged.h"

#include <string.h>

enum { FORMAT_VERSION = 1, MOST_NESTED = 4 };

typedef struct reader {
  cwp_tagged *out;
  cwp__json json;
  cwp_error *error;
} reader;

/* Keys that the same thing stands under, the first that is there counting. */
static const char *const keys_of_id[] = {"id", "code", "courseCode", "identifier", "@id", NULL};
static const char *const keys_of_title[] = {"title", "name", NULL};
static const char *const keys_of_description[] = {"description", "abstract", "summary", NULL};
static const char *const keys_of_category[] = {"category", "groupCategory", NULL};
static const char *const keys_of_keywords[] = {"keywords", "about", "teaches", "tags", NULL};
static const char *const keys_of_level[] = {"level", "educationalLevel", NULL};
static const char *const keys_of_audience[] = {"audience", NULL};
static const char *const keys_of_type[] = {"type", "types", "educationalCredentialAwarded", NULL};

/* Adds what is text in a value: itself, what names an object, or each item of a list, with a comma between them. */
static void add_text(cwp__buffer *out, const cJSON *value, int depth) {
  static const char *const names[] = {"name", "title", "audienceType", "educationalRole", "termCode", "@value", NULL};
  if (cJSON_IsString(value) && value->valuestring[0]) {
    if (out->length > 0) cwp__buffer_add_text(out, ", ");
    cwp__buffer_add_text(out, value->valuestring);
  }
  if (cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble < 10)
    cwp__buffer_format(out, "%s%d", out->length > 0 ? ", " : "", (int)value->valuedouble);
  if (depth == MOST_NESTED) return;
  if (cJSON_IsArray(value))
    for (const cJSON *item = value->child; item; item = item->next)
      add_text(out, item, depth + 1);
  if (cJSON_IsObject(value))
    for (size_t i = 0; names[i]; i++)
      add_text(out, cwp__json_get(value, names[i]), depth + 1);
}

/* The text under the first of some keys that has one, in the catalogue's memory. `all` takes all of them. */
static int take_text(const reader *self, const cJSON *object, const char *const *keys, int all, const char **out) {
  cwp__buffer text;
  cwp__buffer_init(&text, &self->out->allocator);
  for (; *keys && (all || text.length == 0); keys++)
    add_text(&text, cwp__json_get(object, *keys), 0);
  *out = text.length > 0 && !text.failed ? cwp__arena_text(&self->out->arena, text.text, text.length) : "";
  int fine = !text.failed && *out;
  cwp__buffer_free(&text);
  return fine;
}

static int take_texts(const reader *self, const cJSON *object, cwp_tagged_course *course) {
  cwp_course_text *text = &course->text;
  return take_text(self, object, keys_of_id, 0, &course->id) &&
         take_text(self, object, keys_of_title, 0, &text->title) &&
         take_text(self, object, keys_of_description, 0, &text->description) &&
         take_text(self, object, keys_of_category, 0, &text->category) &&
         take_text(self, object, keys_of_keywords, 1, &text->keywords) &&
         take_text(self, object, keys_of_level, 0, &text->level) &&
         take_text(self, object, keys_of_audience, 0, &text->audience) &&
         take_text(self, object, keys_of_type, 0, &text->type);
}

/* Passes on why a decision was not taken, at its place. */
static cwp_status refuse(const reader *self, const cJSON *value, const cwp_error *cause) {
  if (cause->code == CWP_ERROR_MEMORY) return cwp__fail_memory(self->error);
  return cwp__json_fail(&self->json, value, self->error, "%s", cause->message);
}

static cwp_status decide(const reader *self, const cJSON *value, const char *code, cwp_decision decision) {
  cwp_error cause = CWP_ERROR_INIT;
  if (cwp_tagged_decide(self->out, self->out->count - 1, code, decision, &cause) == CWP_OK) return CWP_OK;
  return refuse(self, value, &cause);
}

/* The decisions of one list of a tagged catalogue's course. */
static cwp_status read_decisions(const reader *self, const cJSON *object, const char *key, const char *code_key) {
  const cJSON *list;
  cwp_status status = cwp__json_want(&self->json, object, key, cJSON_Array, &list, self->error);
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next) {
    const char *code = NULL, *decision = NULL;
    cwp_decision decided;
    if (!cJSON_IsObject(item)) return cwp__json_fail(&self->json, item, self->error, "a tag must be an object");
    status = cwp__json_want_text(&self->json, item, code_key, &code, self->error);
    if (!status) status = cwp__json_want_text(&self->json, item, "decision", &decision, self->error);
    if (status) return status;
    if (!code) return cwp__json_fail(&self->json, item, self->error, "the tag has no \"%s\"", code_key);
    if (!cwp__decision_named(decision ? decision : "", &decided))
      return cwp__json_fail(&self->json, cwp__json_get(item, "decision"), self->error,
                            "\"decision\" cannot be \"%s\": it is suggested, accepted, rejected or added", decision);
    if (decided != CWP_DECISION_NONE) status = decide(self, item, code, decided);
  }
  return status;
}

/* What a catalogue of learning plans says that a course covers, as tags that were added. */
static cwp_status read_covers(const reader *self, const cJSON *object) {
  const cwp_pathway *pathway = cwp_index_pathway(self->out->index);
  const cJSON *list;
  cwp_status status = cwp__json_want(&self->json, object, "covers", cJSON_Array, &list, self->error);
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next) {
    const char *code = cJSON_IsObject(item) ? cwp__json_text(item, "to") : NULL;
    cwp_kind kind = code ? cwp_record_kind(pathway, cwp_pathway_id(pathway, code)) : CWP_KIND_END;
    int named = kind == CWP_KIND_GROUP || kind == CWP_KIND_STATEMENT || kind == CWP_KIND_PRACTICE_AREA;
    if (named) status = decide(self, item, code, CWP_DECISION_ADDED);
  }
  return status;
}

/* Whether an object of JSON-LD is something else than a course, such as the organisation that gives it. */
static int is_other(const cJSON *object) {
  const cJSON *type = cwp__json_get(object, "@type");
  if (cJSON_IsString(type)) return !strstr(type->valuestring, "Course") && !strstr(type->valuestring, "Program");
  for (const cJSON *item = cJSON_IsArray(type) ? type->child : NULL; item; item = item->next)
    if (cJSON_IsString(item) && strstr(item->valuestring, "Course")) return 0;
  return cJSON_IsArray(type);
}

static cwp_status read_course(const reader *self, const cJSON *object, uint64_t record) {
  cwp_tagged_course course = {.text = CWP_COURSE_TEXT_INIT, .record = record};
  const cJSON *inner = cwp__json_get(object, "item");
  if (!cJSON_IsObject(object)) return cwp__json_fail(&self->json, object, self->error, "a course must be an object");
  if (cJSON_IsObject(inner)) object = inner; /* an item of schema.org's ItemList */
  if (is_other(object)) return CWP_OK;
  if (!take_texts(self, object, &course)) return cwp__fail_memory(self->error);
  return cwp__tagged_add(self->out, &course, self->error);
}

/* The list of courses: the document itself, or under one of some keys; NULL where the document is one course. */
static const cJSON *find_list(const cJSON *root) {
  static const char *const keys[] = {"items", "courses", "@graph", "itemListElement", NULL};
  if (cJSON_IsArray(root)) return root;
  for (size_t i = 0; keys[i]; i++)
    if (cJSON_IsArray(cwp__json_get(root, keys[i]))) return cwp__json_get(root, keys[i]);
  return NULL;
}

/* What the document is: 't' tagged, 'c' a catalogue of learning plans, 'o' any other. */
static cwp_status find_format(const reader *self, char *format) {
  const cJSON *root = self->json.root, *version = cwp__json_get(root, "format_version");
  const char *name = cwp__json_text(root, "format");
  *format = 'o';
  if (!name) return CWP_OK;
  if (strcmp(name, "cwp-tags") == 0) *format = 't';
  if (strcmp(name, "cwp-catalogue") == 0) *format = 'c';
  if (*format != 'o' && (!cJSON_IsNumber(version) || version->valuedouble != FORMAT_VERSION)) {
    cwp__place place = cwp__json_place(&self->json, version ? version : root);
    return cwp__fail_at(self->error, CWP_ERROR_UNSUPPORTED, &place,
                        "\"format_version\" is not %d, the one that is read here", FORMAT_VERSION);
  }
  if (*format != 'o' || strncmp(name, "cwp-", 4) != 0) return CWP_OK;
  cwp__place place = cwp__json_place(&self->json, cwp__json_get(root, "format"));
  return cwp__fail_at(self->error, CWP_ERROR_UNSUPPORTED, &place, "\"%s\" is no catalogue of courses", name);
}

static cwp_status read_item(const reader *self, const cJSON *item, char format, uint64_t record) {
  size_t before = self->out->count;
  cwp_status status = read_course(self, item, record);
  if (status || self->out->count == before) return status;
  if (format == 'c') return read_covers(self, item);
  if (format != 't') return CWP_OK;
  status = read_decisions(self, item, "groups", "code");
  if (!status) status = read_decisions(self, item, "statements", "code");
  if (!status) status = read_decisions(self, item, "practice_areas", "code");
  if (!status) status = read_decisions(self, item, "roles", "role");
  return status;
}

static cwp_status read_document(reader *self) {
  const cJSON *root = self->json.root, *list = find_list(root);
  uint64_t record = 0;
  char format;
  cwp_status status = find_format(self, &format);
  if (status) return status;
  if (!list && cJSON_IsObject(root) && format == 'o') return read_item(self, root, format, 1);
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next)
    status = read_item(self, item, format, ++record);
  return status;
}

/* Nothing in the document is a course that says what it is about. */
static cwp_status refuse_empty(const reader *self) {
  const cJSON *root = self->json.root, *list = find_list(root);
  return cwp__json_fail(&self->json, list ? list : root, self->error,
                        "no course is in it: a course is an object with a \"title\" or \"name\", and in JSON-LD of the "
                        "type Course");
}

cwp_status cwp__tagged_read_json(cwp_tagged *self, const char *text, size_t length, const char *name,
                                 const cwp_limits *limits, cwp_error *error) {
  reader state = {.out = self, .error = error};
  size_t before = self->count;
  cwp_status status = cwp__json_parse(&state.json, text, length, name, limits, error);
  if (status) return status;
  status = read_document(&state);
  if (!status && !cwp__tagged_has_text(self, before)) status = refuse_empty(&state);
  cwp__json_free(&state.json);
  return status;
}
