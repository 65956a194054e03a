/* Portfolios as JSON: docs/portfolio.md. */

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "person/kept.h"
#include "person/policy.h"
#include "person/portfolio.h"

#include <string.h>

enum { FORMAT_VERSION = 1 };
static const char format_name[] = "cwp-portfolio";

/* Reading. */

/* Borrows the texts of an object; what is absent stays NULL. */
static cwp_status read_texts(const cwp__json *json, const cJSON *object, void *record, const cwp__text_field *fields,
                             size_t count, cwp_error *error) {
  for (size_t i = 0; i < count; i++) {
    cwp_status status = cwp__json_want_text(json, object, fields[i].name, cwp__text_at(record, &fields[i]), error);
    if (status) return status;
  }
  return CWP_OK;
}

static cwp_status read_date(const cwp__json *json, const cJSON *object, const char *key, cwp_date *out,
                            cwp_error *error) {
  const char *text;
  cwp_error cause;
  cwp_status status = cwp__json_want_text(json, object, key, &text, error);
  if (status || !text) return status;
  if (cwp_date_parse(text, out, &cause) == CWP_OK) return CWP_OK;
  return cwp__json_fail(json, cwp__json_get(object, key), error, "\"%s\": %s", key, cause.message);
}

static const char *kind_name(unsigned value) {
  return cwp_evidence_kind_name((cwp_evidence_kind)value);
}

static const char *result_name(unsigned value) {
  return cwp_result_name((cwp_result)value);
}

static const char *basis_name(unsigned value) {
  return cwp_role_basis_name((cwp_role_basis)value);
}

static const char *extent_name(unsigned value) {
  return cwp_extent_name((cwp_extent)value);
}

/* Passes on why the builder did not take what stands at `value`: its own rules are then broken by the document. */
static cwp_status refuse(const cwp__json *json, const cJSON *value, const cwp_error *cause, cwp_error *error) {
  if (cause->code == CWP_ERROR_MEMORY) return cwp__fail_memory(error);
  if (cause->code != CWP_ERROR_LIMIT) return cwp__json_fail(json, value, error, "%s", cause->message);
  cwp__place place = cwp__json_place(json, value);
  return cwp__fail_at(error, CWP_ERROR_LIMIT, &place, "%s", cause->message);
}

/* Reads the person and starts their portfolio. */
static cwp_status read_person(const cwp__json *json, const cwp_allocator *allocator, cwp_portfolio_builder **out,
                              cwp_error *error) {
  const cJSON *object;
  cwp_person person = CWP_PERSON_INIT;
  cwp_error cause;
  cwp_status status = cwp__json_want(json, json->root, "person", cJSON_Object, &object, error);
  if (!status && !object) status = cwp__json_fail(json, json->root, error, "there is no \"person\"");
  if (!status) status = read_texts(json, object, &person, cwp__person_texts, CWP__PERSON_TEXTS, error);
  if (status) return status;
  unsigned basis = person.role && *person.role ? CWP_ROLE_RECORDED : CWP_ROLE_UNKNOWN;
  status =
      cwp__json_want_name(json, object, "role_basis", CWP_ROLE_UNKNOWN, CWP_ROLE_BASIS_END, basis_name, &basis, error);
  person.role_basis = (cwp_role_basis)basis;
  if (!status) status = read_date(json, object, "started", &person.started, error);
  if (!status && cwp_portfolio_builder_new(&person, allocator, out, &cause) != CWP_OK)
    status = refuse(json, object, &cause, error);
  return status;
}

static cwp_status read_piece(const cwp__json *json, const cJSON *object, cwp_portfolio_builder *builder,
                             cwp_error *error) {
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  unsigned kind = CWP_EVIDENCE_KIND_END, result = CWP_RESULT_COMPLETED, extent = CWP_EXTENT_FULL;
  cwp_error cause;
  if (!cJSON_IsObject(object)) return cwp__json_fail(json, object, error, "a piece of evidence must be an object");
  cwp_status status = read_texts(json, object, &evidence, cwp__evidence_texts, CWP__EVIDENCE_TEXTS, error);
  if (!status)
    status = cwp__json_want_name(json, object, "kind", CWP_EVIDENCE_DECLARED, CWP_EVIDENCE_KIND_END, kind_name, &kind,
                                 error);
  if (!status)
    status =
        cwp__json_want_name(json, object, "result", CWP_RESULT_COMPLETED, CWP_RESULT_END, result_name, &result, error);
  if (!status)
    status = cwp__json_want_name(json, object, "extent", CWP_EXTENT_PART, CWP_EXTENT_END, extent_name, &extent, error);
  if (!status) status = read_date(json, object, "from", &evidence.from, error);
  if (!status) status = read_date(json, object, "until", &evidence.until, error);
  if (status) return status;
  if (kind == CWP_EVIDENCE_KIND_END) return cwp__json_fail(json, object, error, "the evidence has no \"kind\"");
  evidence.kind = (cwp_evidence_kind)kind;
  evidence.result = (cwp_result)result;
  evidence.extent = (cwp_extent)extent;
  if (cwp_portfolio_builder_add(builder, &evidence, &cause) != CWP_OK) return refuse(json, object, &cause, error);
  return CWP_OK;
}

static cwp_status read_evidence(const cwp__json *json, cwp_portfolio_builder *builder, cwp_error *error) {
  const cJSON *list;
  cwp_status status = cwp__json_want(json, json->root, "evidence", cJSON_Array, &list, error);
  for (const cJSON *item = list ? list->child : NULL; item && !status; item = item->next)
    status = read_piece(json, item, builder, error);
  return status;
}

static cwp_status read_document(const cwp__json *json, const cwp_allocator *allocator, cwp_portfolio **out,
                                cwp_error *error) {
  cwp_portfolio_builder *builder = NULL;
  cwp_status status = cwp__json_want_format(json, format_name, FORMAT_VERSION, "this is no portfolio", error);
  if (!status) status = read_person(json, allocator, &builder, error);
  if (!status) status = read_evidence(json, builder, error);
  if (!status) status = cwp__keep_unknown(json, builder, error);
  if (!status) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

cwp_status cwp_portfolio_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                               const cwp_allocator *allocator, cwp_portfolio **out, cwp_error *error) {
  cwp__json json;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the portfolio");
  *out = NULL;
  if (!text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no text");
  const char *shown = name ? name : "portfolio";
  cwp_status status = cwp__json_parse(&json, text, length, shown, limits, error);
  if (status) return cwp__fail_in(error, status, shown);
  status = read_document(&json, allocator, out, error);
  cwp__json_free(&json);
  return status ? cwp__fail_in(error, status, shown) : CWP_OK;
}

cwp_status cwp_portfolio_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                              cwp_portfolio **out, cwp_error *error) {
  cwp__file_text file;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the portfolio");
  *out = NULL;
  cwp_status status = cwp__file_text_read(&file, path, limits, allocator, error);
  if (!status) status = cwp_portfolio_parse(file.text, file.length, path, limits, allocator, out, error);
  cwp__file_text_free(&file);
  return status;
}

/* Writing. Each function returns 1, or 0 when there is no memory. */

/* A text that is empty was not given, and is left out. */
static int write_text(cJSON *object, const char *key, const char *text) {
  return !*text || cJSON_AddStringToObject(object, key, text);
}

static int write_texts(cJSON *object, void *record, const cwp__text_field *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!write_text(object, fields[i].name, *cwp__text_at(record, &fields[i]))) return 0;
  return 1;
}

static int write_date(cJSON *object, const char *key, cwp_date date) {
  char text[CWP_DATE_TEXT_SIZE];
  return write_text(object, key, cwp_date_format(date, text));
}

/* Where writing is among the members that were kept, and what is left out of evidence. */
typedef struct kept_cursor {
  const cwp__kept *next;
  const cwp__kept *end;
  const cwp_print_options *options;
} kept_cursor;

/* Writes back the members kept of one owner. Owners come in ascending order. */
static int write_kept(cJSON *object, kept_cursor *kept, size_t owner) {
  for (; kept->next < kept->end && kept->next->owner == owner; kept->next++)
    if (!cJSON_AddRawToObject(object, kept->next->key, kept->next->value)) return 0;
  return 1;
}

/* How the role category is known is left out only where nothing is known of it. */
static int write_person(cJSON *root, const cwp_person *person, kept_cursor *kept) {
  enum { BEFORE_BASIS = 4 };
  cwp_person copy = *person;
  cJSON *object = cJSON_AddObjectToObject(root, "person");
  return object && write_texts(object, &copy, cwp__person_texts, BEFORE_BASIS) &&
         (!(*person->role || person->role_basis != CWP_ROLE_UNKNOWN) ||
          write_text(object, "role_basis", cwp_role_basis_name(person->role_basis))) &&
         write_texts(object, &copy, cwp__person_texts + BEFORE_BASIS, CWP__PERSON_TEXTS - BEFORE_BASIS) &&
         write_date(object, "started", person->started) && write_kept(object, kept, CWP__KEPT_OF_PERSON);
}

static void leave_out(cwp_evidence *evidence, const cwp_print_options *options) {
  if (options->without_notes) evidence->note = "";
  if (options->without_assessors) evidence->assessor = "";
  if (options->without_origins) evidence->origin = "";
}

static int write_piece(cJSON *list, const cwp_evidence *evidence, kept_cursor *kept, size_t index) {
  cwp_evidence copy = *evidence;
  leave_out(&copy, kept->options);
  cJSON *object = cJSON_CreateObject();
  if (!object || !cJSON_AddItemToArray(list, object)) return 0;
  return write_texts(object, &copy, cwp__evidence_texts, 1) &&
         write_text(object, "kind", cwp_evidence_kind_name(evidence->kind)) &&
         write_text(object, "result", cwp_result_name(evidence->result)) &&
         write_date(object, "from", evidence->from) && write_date(object, "until", evidence->until) &&
         write_text(object, "extent", evidence->extent == CWP_EXTENT_PART ? "part" : "") &&
         write_texts(object, &copy, cwp__evidence_texts + 1, CWP__EVIDENCE_TEXTS - 1) &&
         write_kept(object, kept, CWP__KEPT_OF_EVIDENCE + index);
}

static int write_evidence(cJSON *root, const cwp_portfolio *portfolio, kept_cursor *kept) {
  cJSON *list = cJSON_AddArrayToObject(root, "evidence");
  size_t count = cwp_portfolio_count(portfolio);
  for (size_t i = 0; list && i < count; i++)
    if (!write_piece(list, cwp_portfolio_evidence(portfolio, i), kept, i)) return 0;
  return list != NULL;
}

/* The kept members of the document itself come first, as they do among all that was kept. */
static int write_document(cJSON *root, const cwp_portfolio *portfolio, const cwp_print_options *options) {
  kept_cursor kept = {.options = options};
  size_t count = cwp__portfolio_kept(portfolio, &kept.next);
  kept.end = kept.next + (options->without_unknown ? 0 : count);
  return root && cJSON_AddStringToObject(root, "format", format_name) &&
         cJSON_AddNumberToObject(root, "format_version", FORMAT_VERSION) &&
         write_kept(root, &kept, CWP__KEPT_OF_DOCUMENT) && write_person(root, cwp_portfolio_person(portfolio), &kept) &&
         write_evidence(root, portfolio, &kept);
}

cwp_status cwp_portfolio_print_with(const cwp_portfolio *self, const cwp_print_options *options,
                                    const cwp_allocator *allocator, char **out, size_t *length, cwp_error *error) {
  const cwp_print_options all = CWP_PRINT_OPTIONS_INIT;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the text");
  *out = NULL;
  if (!self) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no portfolio");
  if (options && options->size < sizeof(*options))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with CWP_PRINT_OPTIONS_INIT",
                     options->size);
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cJSON *root = cJSON_CreateObject();
  cwp_status status = write_document(root, self, options ? options : &all)
                          ? cwp__json_print(root, &memory, out, length, error)
                          : cwp__fail_memory(error);
  cJSON_Delete(root);
  return status;
}

cwp_status cwp_portfolio_print(const cwp_portfolio *self, const cwp_allocator *allocator, char **out, size_t *length,
                               cwp_error *error) {
  return cwp_portfolio_print_with(self, NULL, allocator, out, length, error);
}

cwp_status cwp_portfolio_write(const cwp_portfolio *self, const char *path, cwp_error *error) {
  char *text;
  size_t length;
  cwp_status status = cwp_portfolio_print(self, NULL, &text, &length, error);
  if (status) return status;
  status = cwp__file_replace(path, text, length, error);
  cwp_text_free(NULL, text);
  return status;
}

void cwp_text_free(const cwp_allocator *allocator, char *text) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp__release(&memory, text);
}
