/* The editions that the library carries, and framework files that start from them. */

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "pathway/document.h"
#include "pathway/model.h"

#include <string.h>

size_t cwp_edition_count(void) {
  return cwp__edition_count;
}

const cwp_pathway *cwp_edition_at(size_t index) {
  return index < cwp__edition_count ? cwp__editions[index] : NULL;
}

const cwp_pathway *cwp_edition_default(void) {
  return cwp__editions[cwp__edition_default_index];
}

const char *cwp_dataset_version(void) {
  return cwp__dataset_version_text;
}

const char *cwp_dataset_date(void) {
  return cwp__dataset_date_text;
}

const char *cwp_dataset_checksum(void) {
  return cwp__dataset_checksum_text;
}

/* "2024, 2025" into `list`. */
static void list_editions(char *list, size_t capacity) {
  size_t used = 0;
  list[0] = '\0';
  for (uint32_t i = 0; i < cwp__edition_count; i++) {
    const char *code = cwp_record_code(cwp__editions[i], 0);
    size_t length = strlen(code);
    if (used + length + 3 > capacity) return;
    if (used > 0) {
      memcpy(list + used, ", ", 2);
      used += 2;
    }
    memcpy(list + used, code, length + 1);
    used += length;
  }
}

cwp_status cwp_edition_find(const char *code, const cwp_pathway **out, cwp_error *error) {
  char known[128];
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no place was given for the edition");
  *out = NULL;
  if (!code || !code[0]) {
    *out = cwp_edition_default();
    return CWP_OK;
  }
  for (uint32_t i = 0; i < cwp__edition_count; i++)
    if (cwp__compare_fold(cwp_record_code(cwp__editions[i], 0), code) == 0) *out = cwp__editions[i];
  if (*out) return CWP_OK;
  list_editions(known, sizeof known);
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "no edition \"%s\"; there are %s", code, known);
}

/* A document into a pathway of its own. */
static cwp_status build(const cwp__json *document, const cwp_allocator *allocator, cwp_pathway **out,
                        cwp_error *error) {
  const char *extends = NULL;
  const cwp_pathway *base = NULL;
  int carry = 0;
  cwp__builder builder;
  cwp__builder_init(&builder, allocator);
  cwp_status status = cwp__document_head(document, &extends, &carry, error);
  if (status == CWP_OK && extends) {
    status = cwp_edition_find(extends, &base, NULL);
    if (status != CWP_OK)
      status = cwp__json_fail(document, cwp__json_get(document->root, "extends"), error,
                              "it extends \"%s\", which is no built-in edition", extends);
  }
  if (status == CWP_OK && base) status = cwp__builder_start_from(&builder, base, carry, error);
  if (status == CWP_OK) status = cwp__document_define(&builder, document, error);
  if (status == CWP_OK) status = cwp__document_link(&builder, document, error);
  if (status == CWP_OK) status = cwp__builder_freeze(&builder, out, error);
  cwp__builder_free(&builder);
  return status;
}

cwp_status cwp_pathway_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                             const cwp_allocator *allocator, cwp_pathway **out, cwp_error *error) {
  cwp__json document = {0};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no place was given for the pathway");
  *out = NULL;
  if (!text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no text was given");
  if (!name) name = "";
  cwp_status status = cwp__json_parse(&document, text, length, name, limits, error);
  if (status == CWP_OK) status = build(&document, allocator, out, error);
  cwp__json_free(&document);
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, name);
}

cwp_status cwp_pathway_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                            cwp_pathway **out, cwp_error *error) {
  cwp__file_text file;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no place was given for the pathway");
  *out = NULL;
  cwp_status status = cwp__file_text_read(&file, path, limits, allocator, error);
  if (!status) status = cwp_pathway_parse(file.text, file.length, path, limits, allocator, out, error);
  cwp__file_text_free(&file);
  return status;
}
