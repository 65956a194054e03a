/*
 * Members of a portfolio's JSON that this version does not know. They are kept as text, not as values, so that nothing
 * of them is lost: not the digits of a number, not the order of keys. The text and the tree that was made of it are
 * walked side by side. The text is known to be well-formed and begins with an object, so no walk can leave it.
 */

#include "person/kept.h"

#include <string.h>

static const char *const document_keys[] = {"format", "format_version", "person", "evidence", NULL};
static const char *const person_keys[] = {"id",          "site",       "job_title", "role", "role_basis",
                                          "role_reason", "role_other", "started",   NULL};
static const char *const evidence_keys[] = {"about", "kind",   "result", "from",         "until",  "assessor",
                                            "title", "origin", "note",   "carried_from", "extent", NULL};

static int is_among(const char *const *keys, const char *key) {
  while (*keys && strcmp(*keys, key) != 0)
    keys++;
  return *keys != NULL;
}

static const char *after_space(const char *at) {
  return at + strspn(at, " \t\r\n");
}

/* Behind the text that begins at `at`, a quote. */
static const char *after_text(const char *at) {
  for (at++; *at != '"'; at++)
    if (*at == '\\') at++;
  return at + 1;
}

/* Behind the array or object that begins at `at`. */
static const char *after_nest(const char *at) {
  size_t depth = 0;
  do {
    if (*at == '"') {
      at = after_text(at);
      continue;
    }
    if (*at == '[' || *at == '{') depth++;
    if (*at == ']' || *at == '}') depth--;
    at++;
  } while (depth > 0);
  return at;
}

static const char *after_value(const char *at) {
  if (*at == '"') return after_text(at);
  return *at == '[' || *at == '{' ? after_nest(at) : at + strcspn(at, " \t\r\n,]}");
}

/* From behind the bracket or comma before a member's key to its value. */
static const char *value_of_member(const char *at) {
  at = after_space(after_text(after_space(at)));
  return after_space(at + 1);
}

/* Behind the comma, or closing bracket, that follows the value at `at`. */
static const char *after_comma(const char *at) {
  return after_space(after_value(at)) + 1;
}

/* Keeps what is not known among the members of the object whose text begins at `at`. */
static cwp_status keep_members(const cJSON *object, const char *at, const char *const *known, size_t owner,
                               cwp_portfolio_builder *builder, cwp_error *error) {
  at++;
  for (const cJSON *member = object->child; member; member = member->next) {
    const char *value = value_of_member(at);
    at = after_comma(value);
    if (is_among(known, member->string)) continue;
    cwp__kept kept = {owner, member->string, value};
    cwp_status status = cwp__portfolio_builder_keep(builder, &kept, (size_t)(after_value(value) - value), error);
    if (status) return status;
  }
  return CWP_OK;
}

/* The text of a member's value in the object whose text begins at `at`; the member is there. */
static const char *text_of(const cJSON *object, const char *at, const cJSON *wanted) {
  at++;
  for (const cJSON *member = object->child; member != wanted; member = member->next)
    at = after_comma(value_of_member(at));
  return value_of_member(at);
}

static cwp_status keep_of_evidence(const cJSON *list, const char *at, cwp_portfolio_builder *builder,
                                   cwp_error *error) {
  size_t owner = CWP__KEPT_OF_EVIDENCE;
  at++;
  for (const cJSON *item = list->child; item; item = item->next) {
    at = after_space(at);
    cwp_status status = keep_members(item, at, evidence_keys, owner++, builder, error);
    if (status) return status;
    at = after_comma(at);
  }
  return CWP_OK;
}

cwp_status cwp__keep_unknown(const cwp__json *json, cwp_portfolio_builder *builder, cwp_error *error) {
  const cJSON *root = json->root;
  const char *text = strchr(json->text, '{'); /* behind a byte order mark or space at most */
  cwp_status status = keep_members(root, text, document_keys, CWP__KEPT_OF_DOCUMENT, builder, error);
  const cJSON *person = cwp__json_get(root, "person");
  if (!status)
    status = keep_members(person, text_of(root, text, person), person_keys, CWP__KEPT_OF_PERSON, builder, error);
  const cJSON *list = cwp__json_get(root, "evidence");
  if (!status && list) status = keep_of_evidence(list, text_of(root, text, list), builder, error);
  return status;
}
