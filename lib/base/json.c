#include "base/json.h"

#include "base/json_scan.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* While a document is read, cJSON's own hooks serve it: the scanner's memory is theirs too. */

static void *hook_allocate(void *context, size_t size) {
  (void)context;
  return cJSON_malloc(size);
}

static void *hook_reallocate(void *context, void *memory, size_t old_size, size_t size) {
  void *larger = hook_allocate(context, size);
  if (larger == NULL) return NULL;
  memcpy(larger, memory, old_size < size ? old_size : size);
  cJSON_free(memory);
  return larger;
}

static void hook_release(void *context, void *memory) {
  (void)context;
  cJSON_free(memory);
}

cwp_status cwp__json_parse(cwp__json *json, const char *text, size_t length, const char *name, const cwp_limits *limits,
                           cwp_error *error) {
  static const cwp_allocator hooks = {hook_allocate, hook_reallocate, hook_release, NULL};
  *json = (cwp__json){NULL, text, length, name};
  cwp_limits all = cwp__limits_or_default(limits);
  cwp_status status = cwp__json_scan(text, length, name, &all, &hooks, error);
  if (status != CWP_OK) return status;

  /* What the scanner lets through is JSON that cJSON reads, so only memory can fail it. That it clears its process-wide
     note of the last error no call of cJSON's can prevent; docs/threads.md tells of it. */
  size_t mark = cwp__json_mark(text, length);
  json->root = cJSON_ParseWithLengthOpts(text + mark, length - mark, NULL, 0);
  return json->root != NULL ? CWP_OK : cwp__fail_in(error, cwp__fail_memory(error), name);
}

void cwp__json_free(cwp__json *json) {
  cJSON_Delete(json->root);
  json->root = NULL;
}

/* Places: the text is walked along with the tree. It was checked, so it is only measured here. */

static void skip_to_token(const cwp__json *json, size_t *at) {
  while (*at < json->length && strchr(" \t\r\n,:", json->text[*at]) != NULL)
    ++*at;
}

static void skip_text(const cwp__json *json, size_t *at) {
  for (++*at; *at < json->length && json->text[*at] != '"'; ++*at)
    if (json->text[*at] == '\\') ++*at;
  ++*at;
}

static void skip_word(const cwp__json *json, size_t *at) {
  while (*at < json->length && strchr(" \t\r\n,:]}", json->text[*at]) == NULL)
    ++*at;
}

/* Walks `value`, which begins at `*at`, to behind its end; 1 as soon as the one looked for is at `*at`. */
static int find_value(const cwp__json *json, const cJSON *value, const cJSON *wanted, size_t *at) {
  skip_to_token(json, at);
  if (value == wanted) return 1;
  if (cJSON_IsString(value)) {
    skip_text(json, at);
  } else if (cJSON_IsObject(value) || cJSON_IsArray(value)) {
    ++*at;
    for (const cJSON *child = value->child; child != NULL; child = child->next) {
      if (cJSON_IsObject(value)) {
        skip_to_token(json, at);
        skip_text(json, at);
      }
      if (find_value(json, child, wanted, at)) return 1;
    }
    skip_to_token(json, at);
    ++*at;
  } else {
    skip_word(json, at);
  }
  return 0;
}

cwp__place cwp__json_place(const cwp__json *json, const cJSON *value) {
  size_t at = cwp__json_mark(json->text, json->length);
  if (json->root == NULL || !find_value(json, json->root, value, &at)) at = cwp__json_mark(json->text, json->length);
  return cwp__json_place_at(json->text, json->length, json->name, at);
}

cwp_status cwp__json_fail(const cwp__json *json, const cJSON *value, cwp_error *error, const char *format, ...) {
  if (error == NULL) return CWP_ERROR_INVALID;
  char message[2 * CWP_ERROR_MESSAGE_SIZE] = "";
  va_list arguments;
  va_start(arguments, format);
  if (vsnprintf(message, sizeof message, format, arguments) < 0) message[0] = '\0';
  va_end(arguments);
  cwp__place place = cwp__json_place(json, value);
  return cwp__fail_at(error, CWP_ERROR_INVALID, &place, "%s", message);
}

/* Members. */

const cJSON *cwp__json_get(const cJSON *object, const char *key) {
  return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}

const char *cwp__json_text(const cJSON *object, const char *key) {
  const cJSON *value = cwp__json_get(object, key);
  return cJSON_IsString(value) ? value->valuestring : NULL;
}

/* What kind of thing a value is, for messages. */
static const char *kind_of(int cjson_type) {
  switch (cjson_type & 0xff) {
  case cJSON_False:
  case cJSON_True:
    return "true or false";
  case cJSON_NULL:
    return "null";
  case cJSON_Number:
    return "a number";
  case cJSON_String:
    return "a text";
  case cJSON_Array:
    return "an array";
  case cJSON_Object:
    return "an object";
  default:
    return "something else";
  }
}

static int is_kind(const cJSON *value, int cjson_type) {
  int boolean = cJSON_True | cJSON_False;
  if ((cjson_type & boolean) != 0) return cJSON_IsBool(value);
  return (value->type & 0xff) == cjson_type;
}

cwp_status cwp__json_want(const cwp__json *json, const cJSON *object, const char *key, int cjson_type,
                          const cJSON **out, cwp_error *error) {
  *out = NULL;
  const cJSON *value = cwp__json_get(object, key);
  if (value == NULL) return CWP_OK;
  if (!is_kind(value, cjson_type))
    return cwp__json_fail(json, value, error, "\"%s\" must be %s, not %s", key, kind_of(cjson_type),
                          kind_of(value->type));
  *out = value;
  return CWP_OK;
}

cwp_status cwp__json_want_text(const cwp__json *json, const cJSON *object, const char *key, const char **out,
                               cwp_error *error) {
  const cJSON *value;
  cwp_status status = cwp__json_want(json, object, key, cJSON_String, &value, error);
  *out = value == NULL ? NULL : value->valuestring;
  return status;
}

cwp_status cwp__json_want_format(const cwp__json *json, const char *format, int version, const char *refusal,
                                 cwp_error *error) {
  const cJSON *said = cwp__json_get(json->root, "format");
  int is_other = !cJSON_IsString(said) || strcmp(said->valuestring, format) != 0;
  if (!is_other) {
    said = cwp__json_get(json->root, "format_version");
    if (cJSON_IsNumber(said) && said->valuedouble == version) return CWP_OK;
  }
  if (is_other && !cJSON_IsString(said)) said = NULL;
  cwp__place place = cwp__json_place(json, said ? said : json->root);
  if (is_other)
    return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place, "\"format\" is not \"%s\": %s", format, refusal);
  return cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place, "\"format_version\" is not %d, the one that is read here",
                      version);
}

cwp_status cwp__json_want_name(const cwp__json *json, const cJSON *object, const char *key, unsigned first,
                               unsigned end, const char *(*name_of)(unsigned), unsigned *out, cwp_error *error) {
  const char *name;
  cwp_status status = cwp__json_want_text(json, object, key, &name, error);
  if (status != CWP_OK || name == NULL) return status;
  for (unsigned value = first; value < end; value++)
    if (strcmp(name, name_of(value)) == 0) {
      *out = value;
      return CWP_OK;
    }
  return cwp__json_fail(json, cwp__json_get(object, key), error, "\"%s\" cannot be \"%s\"", key, name);
}

cwp_status cwp__json_want_integer(const cwp__json *json, const cJSON *object, const char *key, int64_t low,
                                  int64_t high, int64_t *out, cwp_error *error) {
  const double exact = 9007199254740992.0; /* 2 to the 53: above it doubles skip whole numbers */
  const cJSON *value;
  cwp_status status = cwp__json_want(json, object, key, cJSON_Number, &value, error);
  if (status != CWP_OK || value == NULL) return status;
  double number = value->valuedouble;
  if (!(number >= -exact && number <= exact) || number != (double)(int64_t)number || (int64_t)number < low ||
      (int64_t)number > high)
    return cwp__json_fail(json, value, error, "\"%s\" must be a whole number from %lld to %lld, not %.15g", key,
                          (long long)low, (long long)high, number);
  *out = (int64_t)number;
  return CWP_OK;
}

/* The one of `keys` that is most like `key`, or NULL when none is. */
static const char *nearest(const char *key, const char *const *keys) {
  const char *best = NULL;
  unsigned most = strlen(key) < 5 ? 1 : 2;
  for (; *keys != NULL; keys++) {
    unsigned distance = cwp__distance(key, *keys, most);
    if (distance > most) continue;
    best = *keys;
    if (distance == 0) break;
    most = distance - 1;
  }
  return best;
}

static int is_among(const char *key, const char *const *keys) {
  while (*keys != NULL && strcmp(key, *keys) != 0)
    keys++;
  return *keys != NULL;
}

cwp_status cwp__json_only(const cwp__json *json, const cJSON *object, const char *const *keys, cwp_error *error) {
  for (const cJSON *member = object->child; member != NULL; member = member->next) {
    if (is_among(member->string, keys)) continue;
    const char *near = nearest(member->string, keys);
    if (near == NULL) return cwp__json_fail(json, member, error, "there is no key \"%.100s\" here", member->string);
    return cwp__json_fail(json, member, error, "there is no key \"%.100s\" here; is it \"%s\"?", member->string, near);
  }
  return CWP_OK;
}

/* Printing. */

static void print_break(cwp__buffer *buffer, size_t depth) {
  cwp__buffer_add(buffer, "\n", 1);
  for (size_t i = 0; i < depth; i++)
    cwp__buffer_add(buffer, "  ", 2);
}

/* The two-character escape of a byte, or NULL. */
static const char *short_escape(char c) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\b':
    return "\\b";
  case '\f':
    return "\\f";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    return NULL;
  }
}

static void print_text(cwp__buffer *buffer, const char *text) {
  size_t length = strlen(text);
  size_t from = 0;
  cwp__buffer_add(buffer, "\"", 1);
  for (size_t at = 0; at < length; at++) {
    unsigned char c = (unsigned char)text[at];
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    cwp__buffer_add(buffer, text + from, at - from);
    const char *escape = short_escape(text[at]);
    if (escape != NULL)
      cwp__buffer_add(buffer, escape, 2);
    else
      cwp__buffer_format(buffer, "\\u%04x", (unsigned)c);
    from = at + 1;
  }
  cwp__buffer_add(buffer, text + from, length - from);
  cwp__buffer_add(buffer, "\"", 1);
}

/* As few digits as bring the same number back. */
static void print_number(cwp__buffer *buffer, double number) {
  char text[40];
  if (!isfinite(number)) {
    cwp__buffer_add_text(buffer, "null"); /* JSON has no such number */
    return;
  }
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, number);
    if (strtod(text, NULL) == number) break;
  }
  /* The host's locale may have another decimal point; everything else that stands there is ASCII in all of them. */
  for (char *c = text; *c != '\0'; c++)
    if (strchr("+-0123456789e", *c) == NULL) *c = '.';
  cwp__buffer_add_text(buffer, text);
}

static void print_value(cwp__buffer *buffer, const cJSON *value, size_t depth);

static void print_container(cwp__buffer *buffer, const cJSON *value, size_t depth) {
  int object = cJSON_IsObject(value);
  cwp__buffer_add(buffer, object ? "{" : "[", 1);
  for (const cJSON *child = value->child; child != NULL; child = child->next) {
    print_break(buffer, depth + 1);
    if (object) {
      print_text(buffer, child->string);
      cwp__buffer_add(buffer, ": ", 2);
    }
    print_value(buffer, child, depth + 1);
    if (child->next != NULL) cwp__buffer_add(buffer, ",", 1);
  }
  if (value->child != NULL) print_break(buffer, depth);
  cwp__buffer_add(buffer, object ? "}" : "]", 1);
}

static void print_value(cwp__buffer *buffer, const cJSON *value, size_t depth) {
  switch (value->type & 0xff) {
  case cJSON_False:
    cwp__buffer_add_text(buffer, "false");
    break;
  case cJSON_True:
    cwp__buffer_add_text(buffer, "true");
    break;
  case cJSON_Number:
    print_number(buffer, value->valuedouble);
    break;
  case cJSON_String:
    print_text(buffer, value->valuestring);
    break;
  case cJSON_Array:
  case cJSON_Object:
    print_container(buffer, value, depth);
    break;
  case cJSON_Raw: /* JSON text that somebody kept */
    cwp__buffer_add_text(buffer, value->valuestring);
    break;
  default:
    cwp__buffer_add_text(buffer, "null");
    break;
  }
}

cwp_status cwp__json_print(const cJSON *root, const cwp_allocator *allocator, char **out, size_t *length,
                           cwp_error *error) {
  cwp__buffer buffer;
  cwp__buffer_init(&buffer, allocator);
  *out = NULL;
  print_value(&buffer, root, 0);
  cwp__buffer_add(&buffer, "\n", 1);
  if (buffer.failed) {
    cwp__buffer_free(&buffer);
    return cwp__fail_memory(error);
  }
  *out = buffer.text;
  if (length != NULL) *length = buffer.length;
  return CWP_OK;
}
