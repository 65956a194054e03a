/* Official wording laid over a pathway: docs/official-wording.md. */

#include "cwp/wording.h"

#include "base/date.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "pathway/builder.h"

#include <stdio.h>
#include <string.h>

enum { FORMAT_VERSION = 1 };
static const char format_name[] = "cwp-official-wording";

/* One file that is being laid over a pathway. */
typedef struct overlay {
  const cwp_pathway *base;
  const cwp__json *document;
  cwp__builder *builder;
  cwp_error *error;
  const char *source; /* code of the record that tells where the texts come from */
  const char *date;
} overlay;

/* ---- What the file is ---- */

/* Wording belongs to an edition. An organisation's framework takes that of the edition that it extends as well. */
static int is_of_edition(const cwp_pathway *base, const char *edition) {
  const cwp_pathway *published = NULL;
  const char *own = cwp_record_code(base, 0);
  if (cwp__compare_fold(own, edition) == 0) return 1;
  return cwp__compare_fold(cwp_record_property(base, 0, "extends"), edition) == 0 &&
         cwp_edition_find(own, &published, NULL) != CWP_OK;
}

static cwp_status check_edition(const overlay *self) {
  const char *edition = NULL;
  const cJSON *root = self->document->root;
  cwp_status status = cwp__json_want_text(self->document, root, "edition", &edition, self->error);
  if (status != CWP_OK) return status;
  if (!edition) return cwp__json_fail(self->document, root, self->error, "there is no \"edition\"");
  if (is_of_edition(self->base, edition)) return CWP_OK;
  return cwp__json_fail(self->document, cwp__json_get(root, "edition"), self->error,
                        "this is the wording of edition %s, not of %s", edition, cwp_record_code(self->base, 0));
}

/* ---- Where its texts come from ---- */

/* A code that no record has yet: OFFICIAL-WORDING, or with a number where wording was laid before. */
static const char *new_source_code(const overlay *self) {
  char number[16];
  const char *code = "OFFICIAL-WORDING";
  for (unsigned i = 2; code && cwp__builder_find(self->builder, code) != CWP_NONE; i++) {
    snprintf(number, sizeof number, "%u", i);
    code = cwp__builder_compose(self->builder, "OFFICIAL-WORDING", ".", number);
  }
  return code;
}

/* A member of the source that must be there, not empty. */
static cwp_status want_member(const overlay *self, const cJSON *source, const char *key, const char **out) {
  cwp_status status = cwp__json_want_text(self->document, source, key, out, self->error);
  if (status != CWP_OK || (*out && (*out)[0])) return status;
  return cwp__json_fail(self->document, source, self->error, "the source has no \"%s\"", key);
}

static cwp_status set_optional(const overlay *self, const cJSON *source, uint32_t draft, const char *key) {
  const char *text = NULL;
  cwp_status status = cwp__json_want_text(self->document, source, key, &text, self->error);
  if (status != CWP_OK || !text || !text[0]) return status;
  return cwp__builder_set(self->builder, draft, key, text, self->error);
}

static cwp_status add_source(overlay *self, const cJSON *source, const char *title) {
  uint32_t draft = CWP_NONE;
  self->source = new_source_code(self);
  if (!self->source) return cwp__fail_memory(self->error);
  cwp_status status = cwp__builder_add(self->builder, CWP_KIND_SOURCE, self->source, &draft, self->error);
  if (status == CWP_OK) status = set_optional(self, source, draft, "publisher");
  if (status == CWP_OK) status = cwp__builder_set(self->builder, draft, "date", self->date, self->error);
  if (status == CWP_OK) status = set_optional(self, source, draft, "url");
  if (status != CWP_OK) return status;
  self->builder->drafts[draft].title = title;
  self->builder->drafts[draft].text = "Official wording was laid over this pathway from the user's own copy.";
  self->builder->drafts[draft].status = CWP_PROVENANCE_OFFICIAL;
  return CWP_OK;
}

static cwp_status read_source(overlay *self) {
  static const char *const keys[] = {"title", "publisher", "date", "url", NULL};
  const cJSON *source = NULL, *root = self->document->root;
  const char *title = NULL;
  cwp_date first, last;
  cwp_status status = cwp__json_want(self->document, root, "source", cJSON_Object, &source, self->error);
  if (status == CWP_OK && !source) status = cwp__json_fail(self->document, root, self->error, "there is no \"source\"");
  if (status == CWP_OK) status = cwp__json_only(self->document, source, keys, self->error);
  if (status == CWP_OK) status = want_member(self, source, "title", &title);
  if (status == CWP_OK) status = want_member(self, source, "date", &self->date);
  if (status != CWP_OK) return status;
  if (!cwp__date_span(self->date, &first, &last))
    return cwp__json_fail(self->document, cwp__json_get(source, "date"), self->error,
                          "a date is written YYYY, YYYY-MM or YYYY-MM-DD, not \"%s\"", self->date);
  return add_source(self, source, title);
}

/* ---- The texts ---- */

static int is_blank(const char *text) {
  return cwp__span_trim(cwp__span_of(text)).length == 0;
}

static cwp_status fail_unknown(const overlay *self, const cJSON *item) {
  cwp_id near = CWP_NONE;
  const char *edition = cwp_record_code(self->base, 0);
  if (cwp_pathway_suggest(self->base, item->string, &near, 1) == 0)
    return cwp__json_fail(self->document, item, self->error, "edition %s has no record %s", edition, item->string);
  return cwp__json_fail(self->document, item, self->error, "edition %s has no record %s; the nearest is %s", edition,
                        item->string, cwp_record_code(self->base, near));
}

static cwp_status check_text(const overlay *self, const cJSON *item) {
  if (!cJSON_IsString(item) || is_blank(item->valuestring))
    return cwp__json_fail(self->document, item, self->error, "the official text of %s is %s", item->string,
                          cJSON_IsString(item) ? "empty" : "no text");
  size_t length = strlen(item->valuestring);
  if (length <= CWP_OFFICIAL_TEXT_MOST) return CWP_OK;
  cwp__place place = cwp__json_place(self->document, item);
  return cwp__fail_at(self->error, CWP_ERROR_LIMIT, &place, "the official text of %s has %zu bytes; %d at most",
                      item->string, length, (int)CWP_OFFICIAL_TEXT_MOST);
}

static cwp_status lay_text(const overlay *self, const cJSON *item) {
  uint32_t draft = cwp__builder_find(self->builder, item->string);
  if (draft == CWP_NONE || !self->builder->drafts[draft].based) return fail_unknown(self, item);
  cwp_status status = check_text(self, item);
  if (status != CWP_OK) return status;
  /* Keys differ to the byte; codes are the same without regard to case. */
  const char *laid = cwp__builder_get(self->builder, draft, "official_text.source");
  if (laid && strcmp(laid, self->source) == 0)
    return cwp__json_fail(self->document, item, self->error, "%s has two texts", item->string);
  status = cwp__builder_set(self->builder, draft, "official_text.text", item->valuestring, self->error);
  if (status == CWP_OK)
    status = cwp__builder_set(self->builder, draft, "official_text.source", self->source, self->error);
  if (status == CWP_OK) status = cwp__builder_set(self->builder, draft, "official_text.date", self->date, self->error);
  return status;
}

static cwp_status lay_texts(const overlay *self) {
  const cJSON *texts = NULL, *root = self->document->root;
  cwp_status status = cwp__json_want(self->document, root, "texts", cJSON_Object, &texts, self->error);
  if (status == CWP_OK && (!texts || !texts->child))
    status = cwp__json_fail(self->document, texts ? texts : root, self->error, "there are no \"texts\"");
  for (const cJSON *item = texts ? texts->child : NULL; item && status == CWP_OK; item = item->next)
    status = lay_text(self, item);
  return status;
}

/* ---- The whole ---- */

static cwp_status lay(overlay *self, cwp_pathway **out) {
  static const char *const keys[] = {"format", "format_version", "edition", "source", "texts", NULL};
  cwp_status status =
      cwp__json_want_format(self->document, format_name, FORMAT_VERSION, "this is no official wording", self->error);
  if (status == CWP_OK) status = cwp__json_only(self->document, self->document->root, keys, self->error);
  if (status == CWP_OK) status = check_edition(self);
  if (status == CWP_OK) status = cwp__builder_start_as(self->builder, self->base, self->error);
  if (status == CWP_OK) status = read_source(self);
  if (status == CWP_OK) status = lay_texts(self);
  if (status == CWP_OK) status = cwp__builder_freeze(self->builder, out, self->error);
  return status;
}

cwp_status cwp_pathway_lay_wording(const cwp_pathway *base, const char *text, size_t length, const char *name,
                                   const cwp_limits *limits, const cwp_allocator *allocator, cwp_pathway **out,
                                   cwp_error *error) {
  cwp__json document = {0};
  cwp__builder builder;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no place was given for the pathway");
  *out = NULL;
  if (!base || !text) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway and a text are needed");
  if (!name) name = "";
  cwp_status status = cwp__json_parse(&document, text, length, name, limits, error);
  if (status != CWP_OK) return cwp__fail_in(error, status, name);
  cwp__builder_init(&builder, allocator);
  overlay self = {.base = base, .document = &document, .builder = &builder, .error = error};
  status = lay(&self, out);
  cwp__builder_free(&builder);
  cwp__json_free(&document);
  return status == CWP_OK ? CWP_OK : cwp__fail_in(error, status, name);
}

cwp_status cwp_pathway_read_wording(const cwp_pathway *base, const char *path, const cwp_limits *limits,
                                    const cwp_allocator *allocator, cwp_pathway **out, cwp_error *error) {
  cwp__file_text file;
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no place was given for the pathway");
  *out = NULL;
  cwp_status status = cwp__file_text_read(&file, path, limits, allocator, error);
  if (!status) status = cwp_pathway_lay_wording(base, file.text, file.length, path, limits, allocator, out, error);
  cwp__file_text_free(&file);
  return status;
}

const char *cwp_record_official_text(const cwp_pathway *pathway, cwp_id id) {
  return cwp_record_property(pathway, id, "official_text.text");
}
