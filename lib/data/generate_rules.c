#include "data/generate_rules.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

#include <string.h>

/* "months-in-post" as "MONTHS_IN_POST". */
static void write_name(cwp__buffer *out, const char *prefix, const char *name) {
  cwp__buffer_add_text(out, prefix);
  for (; *name != '\0'; name++) {
    char letter = *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name == '-' ? '_' : *name;
    cwp__buffer_add(out, &letter, 1);
  }
}

static void write_text(cwp__buffer *out, const char *text) {
  cwp__buffer_add_text(out, "\"");
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') cwp__buffer_add_text(out, "\\");
    cwp__buffer_add(out, text, 1);
  }
  cwp__buffer_add_text(out, "\"");
}

/* The numbers of a condition: a list, or the ends of a range. */
static cwp_status write_condition(const cwp__json *json, const cJSON *condition, cwp__buffer *out, cwp_error *error) {
  const cJSON *from = cwp__json_get(condition, "from"), *to = cwp__json_get(condition, "to");
  int is_range = cJSON_IsNumber(from) && cJSON_IsNumber(to);
  if (!is_range && !cJSON_IsArray(condition))
    return cwp__json_fail(json, condition, error, "a condition is a list of numbers, or \"from\" and \"to\"");
  cwp__buffer_add_text(out, "{");
  write_name(out, "CWP__FACT_", condition->string);
  cwp__buffer_format(out, ", %d, %d, {", is_range, is_range ? 2 : cJSON_GetArraySize(condition));
  if (is_range) cwp__buffer_format(out, "%d, %d", from->valueint, to->valueint);
  for (const cJSON *item = is_range ? NULL : condition->child; item; item = item->next)
    cwp__buffer_format(out, "%d%s", item->valueint, item->next ? ", " : "");
  cwp__buffer_add_text(out, "}}");
  return CWP_OK;
}

static cwp_status write_rule(const cwp__json *json, const cJSON *rule, cwp__buffer *out, cwp_error *error) {
  static const char *const keys[] = {"code", "role",   "effect", "strength", "when",
                                     "text", "status", "source", "note",     NULL};
  static const char *const texts[] = {"code", "role", "text"};
  const cJSON *when = cwp__json_get(rule, "when");
  const char *effect = cwp__json_text(rule, "effect"), *strength = cwp__json_text(rule, "strength");
  cwp_status status = cwp__json_only(json, rule, keys, error);
  if (status != CWP_OK) return status;
  if (!effect || !cJSON_IsObject(when)) return cwp__json_fail(json, rule, error, "\"effect\" and \"when\" are needed");
  cwp__buffer_add_text(out, "    {");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const char *text = cwp__json_text(rule, texts[i]);
    if (!text) return cwp__json_fail(json, rule, error, "\"%s\" is needed", texts[i]);
    write_text(out, text);
    cwp__buffer_add_text(out, ", ");
  }
  write_name(out, "CWP__EFFECT_", effect);
  write_name(out, ", CWP_CATEGORY_", strength ? strength : "weak");
  cwp__buffer_format(out, ", %d, {", cJSON_GetArraySize(when));
  for (const cJSON *condition = when->child; condition && status == CWP_OK; condition = condition->next) {
    status = write_condition(json, condition, out, error);
    if (condition->next) cwp__buffer_add_text(out, ", ");
  }
  cwp__buffer_add_text(out, "}},\n");
  return status;
}

static cwp_status write_rules(const cwp__json *json, cwp__buffer *out, cwp_error *error) {
  const cJSON *rules = cwp__json_get(json->root, "rules");
  cwp_status status = CWP_OK;
  if (!cJSON_IsArray(rules)) return cwp__json_fail(json, json->root, error, "there are no \"rules\"");
  cwp__buffer_add_text(out, "/* Made by cwp-generate from lib/exchange/category-rules.json. */\n\n"
                            "#include \"exchange/category_rules.h\"\n\n"
                            "const cwp__category_rule cwp__category_rules[] = {\n");
  for (const cJSON *rule = rules->child; rule && status == CWP_OK; rule = rule->next)
    status = write_rule(json, rule, out, error);
  cwp__buffer_format(out, "};\n\nconst size_t cwp__category_rule_count = %d;\n", cJSON_GetArraySize(rules));
  return status == CWP_OK && out->failed ? cwp__fail_memory(error) : status;
}

cwp_status cwp__generate_rules(const char *table, const char *rules, cwp_error *error) {
  cwp__file_text file;
  cwp__json json = {0};
  cwp__buffer out;
  cwp__buffer_init(&out, NULL);
  cwp_status status = cwp__file_text_read(&file, rules, NULL, NULL, error);
  if (status == CWP_OK) status = cwp__json_parse(&json, file.text, file.length, rules, NULL, error);
  if (status == CWP_OK) status = write_rules(&json, &out, error);
  if (status == CWP_OK) status = cwp__file_replace(table, out.text, out.length, error);
  cwp__buffer_free(&out);
  cwp__json_free(&json);
  cwp__file_text_free(&file);
  return status;
}
