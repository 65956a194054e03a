/* Forms for self-assessment: writing them. */

#include "cwp/template.h"

#include "base/csv_write.h"
#include "base/error.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "exchange/template.h"

#include <string.h>

const char *const cwp__template_keys[CWP__TEMPLATE_KEYS] = {"code", "group", "text", "rating", "note"};

const char *cwp_template_format_name(cwp_template_format format) {
  static const char *const names[CWP_TEMPLATE_FORMAT_END] = {"csv", "json"};
  return (unsigned)format < CWP_TEMPLATE_FORMAT_END ? names[format] : "unknown";
}

/* A form in the making. */
typedef struct form {
  const cwp_pathway *pathway;
  cwp_id role;
  cwp_template_options options;
  cwp_allocator memory;
  cwp_requirement *lines;
  size_t count;
} form;

static int is_row(const form *self, const cwp_requirement *line) {
  cwp_kind kind = cwp_record_kind(self->pathway, line->line);
  if (kind != CWP_KIND_BEHAVIOUR && kind != CWP_KIND_STATEMENT) return 0;
  return !self->options.own_only || line->role == self->role;
}

/* The texts of a row, in the order of the keys. */
static void texts_of(const form *self, const cwp_requirement *line, const char *texts[CWP__TEMPLATE_KEYS]) {
  texts[0] = cwp_record_code(self->pathway, line->line);
  texts[1] = cwp_record_kind(self->pathway, line->line) == CWP_KIND_BEHAVIOUR
                 ? "Behaviours"
                 : cwp_record_title(self->pathway, line->line);
  texts[2] = cwp_record_text(self->pathway, line->line);
  texts[3] = texts[4] = "";
}

/* CSV: RFC 4180, with CRLF. */

/* `first` stands in front, unless it is NULL. */
static void put_record(cwp__buffer *out, const char *first, const char *const texts[CWP__TEMPLATE_KEYS]) {
  if (first) {
    cwp__csv_put_shown(out, first);
    cwp__buffer_add_text(out, ",");
  }
  for (size_t i = 0; i < CWP__TEMPLATE_KEYS; i++) {
    if (i > 0) cwp__buffer_add_text(out, ",");
    cwp__csv_put_shown(out, texts[i]);
  }
  cwp__buffer_add_text(out, "\r\n");
}

static cwp_status print_csv(const form *self, char **out, size_t *length, cwp_error *error) {
  const char *texts[CWP__TEMPLATE_KEYS];
  cwp__buffer text;
  cwp__buffer_init(&text, &self->memory);
  put_record(&text, self->options.person ? "person" : NULL, cwp__template_keys);
  for (size_t i = 0; i < self->count; i++) {
    if (!is_row(self, &self->lines[i])) continue;
    texts_of(self, &self->lines[i], texts);
    put_record(&text, self->options.person, texts);
  }
  if (text.failed) {
    cwp__buffer_free(&text);
    return cwp__fail_memory(error);
  }
  *out = text.text;
  if (length) *length = text.length;
  return CWP_OK;
}

/* JSON. Each function returns 1, or 0 when there is no memory. */

static int write_row(cJSON *rows, const char *const texts[CWP__TEMPLATE_KEYS]) {
  cJSON *row = cJSON_CreateObject();
  if (!row || !cJSON_AddItemToArray(rows, row)) {
    cJSON_Delete(row);
    return 0;
  }
  for (size_t i = 0; i < CWP__TEMPLATE_KEYS; i++)
    if (!cJSON_AddStringToObject(row, cwp__template_keys[i], texts[i])) return 0;
  return 1;
}

static int write_rows(const form *self, cJSON *root) {
  const char *texts[CWP__TEMPLATE_KEYS];
  cJSON *rows = cJSON_AddArrayToObject(root, "rows");
  for (size_t i = 0; rows && i < self->count; i++) {
    if (!is_row(self, &self->lines[i])) continue;
    texts_of(self, &self->lines[i], texts);
    if (!write_row(rows, texts)) return 0;
  }
  return rows != NULL;
}

static int write_form(const form *self, cJSON *root) {
  return root && cJSON_AddStringToObject(root, "format", CWP__TEMPLATE_FORMAT) &&
         cJSON_AddNumberToObject(root, "format_version", CWP__TEMPLATE_VERSION) &&
         cJSON_AddStringToObject(root, "edition", cwp_record_code(self->pathway, 0)) &&
         cJSON_AddStringToObject(root, "role", cwp_record_code(self->pathway, self->role)) &&
         cJSON_AddStringToObject(root, "title", cwp_record_title(self->pathway, self->role)) &&
         (!self->options.person || cJSON_AddStringToObject(root, "person", self->options.person)) &&
         cJSON_AddStringToObject(root, "date", "") && write_rows(self, root);
}

static cwp_status print_json(const form *self, char **out, size_t *length, cwp_error *error) {
  cJSON *root = cJSON_CreateObject();
  cwp_status status =
      write_form(self, root) ? cwp__json_print(root, &self->memory, out, length, error) : cwp__fail_memory(error);
  cJSON_Delete(root);
  return status;
}

/* Both. */

static cwp_status take_options(const cwp_template_options *options, cwp_template_options *out, cwp_error *error) {
  const cwp_template_options defaults = CWP_TEMPLATE_OPTIONS_INIT;
  *out = defaults;
  if (!options) return CWP_OK;
  if (options->size < sizeof(*options))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_TEMPLATE_OPTIONS_INIT",
                     options->size);
  if ((unsigned)options->format >= CWP_TEMPLATE_FORMAT_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no format %d", (int)options->format);
  if (options->person && (strlen(options->person) >= CWP__TEMPLATE_PERSON_SIZE ||
                          !cwp__utf8_is_valid(options->person, strlen(options->person))))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the person's id has more than 200 bytes or is not UTF-8");
  *out = *options;
  return CWP_OK;
}

static cwp_status list_lines(form *self, cwp_error *error) {
  cwp_status status = cwp_role_requirements(self->pathway, self->role, NULL, 0, NULL, 0, &self->count, error);
  if (status) return status;
  self->lines = cwp__allocate(&self->memory, self->count, sizeof(*self->lines));
  if (!self->lines) return cwp__fail_memory(error);
  return cwp_role_requirements(self->pathway, self->role, NULL, 0, self->lines, self->count, &self->count, error);
}

cwp_status cwp_template_print(const cwp_pathway *pathway, cwp_id role, const cwp_template_options *options,
                              const cwp_allocator *allocator, char **out, size_t *length, cwp_error *error) {
  form self = {.pathway = pathway, .role = role};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the form");
  *out = NULL;
  self.memory = cwp__allocator_or_default(allocator);
  cwp_status status = take_options(options, &self.options, error);
  if (!status) status = list_lines(&self, error);
  if (!status)
    status = self.options.format == CWP_TEMPLATE_JSON ? print_json(&self, out, length, error)
                                                      : print_csv(&self, out, length, error);
  cwp__release(&self.memory, self.lines);
  return status;
}
