#ifndef CWP_BASE_JSON_H
#define CWP_BASE_JSON_H

/*
 * JSON over cJSON. cJSON is lenient and forgets positions, so a document is first checked against RFC 8259 by a scanner
 * of our own (UTF-8, depth, sizes, duplicate keys, no \u0000), which gives exact positions; cJSON then builds the tree.
 * A place for a later complaint about one value is found again by walking text and tree side by side.
 */

#include "base/error.h"
#include "cwp/allocator.h"
#include "cwp/input.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

/* A parsed document; it borrows text and name. */
typedef struct cwp__json {
  cJSON *root;
  const char *text;
  size_t length;
  const char *name;
} cwp__json;

/* Parses. Errors: CWP_ERROR_SYNTAX, CWP_ERROR_LIMIT, CWP_ERROR_MEMORY, with the place. A byte order mark is skipped. */
cwp_status cwp__json_parse(cwp__json *json, const char *text, size_t length, const char *name, const cwp_limits *limits,
                           cwp_error *error);

void cwp__json_free(cwp__json *json);

/* Where a value of the document stands in its text. Never fails: the start of the document for a foreign value. */
cwp__place cwp__json_place(const cwp__json *json, const cJSON *value);

/* Fails with CWP_ERROR_INVALID at a value of the document. */
cwp_status cwp__json_fail(const cwp__json *json, const cJSON *value, cwp_error *error, const char *format, ...)
    CWP__PRINTF(4, 5);

/* The member of that name, case-sensitively, or NULL. */
const cJSON *cwp__json_get(const cJSON *object, const char *key);

/* The text of that member, or NULL if it is absent or no text. */
const char *cwp__json_text(const cJSON *object, const char *key);

/* Fails with CWP_ERROR_UNSUPPORTED, at what says otherwise, unless the document says that it has that "format" and
   "format_version". `refusal` is what is said of another format: "this is no portfolio". */
cwp_status cwp__json_want_format(const cwp__json *json, const char *format, int version, const char *refusal,
                                 cwp_error *error);

/* Reads a member that must, if there, be text: CWP_ERROR_INVALID otherwise. `*out` is NULL when absent. */
cwp_status cwp__json_want_text(const cwp__json *json, const cJSON *object, const char *key, const char **out,
                               cwp_error *error);

/* Reads a member that must, if there, be a whole number from `low` to `high`. `*out` is left alone when absent. */
cwp_status cwp__json_want_integer(const cwp__json *json, const cJSON *object, const char *key, int64_t low,
                                  int64_t high, int64_t *out, cwp_error *error);

/* Reads a member that must, if there, be one of the names of the values from `first` to before `end`. `*out` is left
   alone when absent. */
cwp_status cwp__json_want_name(const cwp__json *json, const cJSON *object, const char *key, unsigned first,
                               unsigned end, const char *(*name_of)(unsigned), unsigned *out, cwp_error *error);

/* Reads a member that must, if there, be an array or an object of the given cJSON type. `*out` is NULL when absent. */
cwp_status cwp__json_want(const cwp__json *json, const cJSON *object, const char *key, int cjson_type,
                          const cJSON **out, cwp_error *error);

/* Errors when the object has a member that is not in the NULL-terminated list, naming it and the nearest known one. */
cwp_status cwp__json_only(const cwp__json *json, const cJSON *object, const char *const *keys, cwp_error *error);

/* Prints with two-space indents and a final newline into memory of `allocator`. Texts in the tree are valid UTF-8; raw
   items are printed as they are, and numbers that JSON does not have as null. */
cwp_status cwp__json_print(const cJSON *root, const cwp_allocator *allocator, char **out, size_t *length,
                           cwp_error *error);

#endif
