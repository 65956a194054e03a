/* What words in values speak of (values.json) into constant tables: see text/value_words.h. */

#include "data/generate_values.h"

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { ALSO = 2, MOST_FACETS = 64 };

/* A text as a C string literal, or 0 where there is none. What must be escaped is refused by plain(). */
static void write_text(cwp__buffer *out, const char *text) {
  cwp__buffer_format(out, text ? "\"%s\"," : "0,", text);
}

static int is_plain(const char *text) {
  return text && text[0] && !strpbrk(text, "\"\\\n");
}

static cwp_status write_words(const cwp__json *document, const cJSON *facet, int index, cwp__buffer *out,
                              cwp_error *error) {
  const cJSON *word;
  cwp__buffer_format(out, "static const char *const words_%d[] = {", index);
  cJSON_ArrayForEach(word, cwp__json_get(facet, "words")) {
    if (!cJSON_IsString(word) || !is_plain(word->valuestring))
      return cwp__json_fail(document, word, error, "a word is a plain text");
    write_text(out, word->valuestring);
  }
  cwp__buffer_add_text(out, "0};\n");
  return CWP_OK;
}

static cwp_status write_facet(const cwp__json *document, const cJSON *facet, int index, cwp__buffer *out,
                              cwp_error *error) {
  const cJSON *also = cwp__json_get(facet, "also");
  if (!is_plain(cwp__json_text(facet, "meaning")) || cJSON_GetArraySize(also) > ALSO)
    return cwp__json_fail(document, facet, error, "a facet needs a meaning, and touches two values at most");
  cwp__buffer_add_text(out, "{");
  write_text(out, cwp__json_text(facet, "meaning"));
  write_text(out, cwp__json_text(facet, "value"));
  cwp__buffer_add_text(out, "{");
  for (int i = 0; i < ALSO; i++) {
    const cJSON *code = cJSON_GetArrayItem(also, i);
    write_text(out, code ? code->valuestring : NULL);
  }
  cwp__buffer_format(out, "},words_%d,%d,%d},\n", index, cJSON_IsTrue(cwp__json_get(facet, "core")),
                     cJSON_IsTrue(cwp__json_get(facet, "weak")));
  return CWP_OK;
}

static cwp_status write_all(const cwp__json *document, cwp__buffer *out, cwp_error *error) {
  const cJSON *facet, *facets = cwp__json_get(document->root, "facets");
  cwp_status status = CWP_OK;
  int count = 0, index = 0;
  if (!cJSON_IsArray(facets) || cJSON_GetArraySize(facets) > MOST_FACETS)
    return cwp__json_fail(document, document->root, error, "a list \"facets\" of at most %d is needed", MOST_FACETS);
  cwp__buffer_format(out,
                     "/* Made by cwp-generate from lib/text/values.json. Not to be edited. */\n\n"
                     "#include \"text/value_words.h\"\n\n"
                     "_Static_assert(CWP__FACET_ALSO == %d && CWP__FACETS_MOST == %d, \"the generator differs\");\n\n",
                     ALSO, MOST_FACETS);
  cJSON_ArrayForEach(facet, facets) if (status == CWP_OK) status = write_words(document, facet, count++, out, error);
  cwp__buffer_add_text(out, "\nconst cwp__facet cwp__facets[] = {\n");
  cJSON_ArrayForEach(facet, facets) if (status == CWP_OK) status = write_facet(document, facet, index++, out, error);
  cwp__buffer_format(out, "};\nconst size_t cwp__facet_count = %d;\n", count);
  return status;
}

cwp_status cwp__generate_values(const char *tables, const char *file, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  cwp__json document = {0};
  cwp__buffer out;
  char *text = NULL;
  size_t length = 0;
  cwp__buffer_init(&out, NULL);
  cwp_status status =
      cwp__file_read_all(file, cwp__limits_or_default(NULL).input_bytes, &memory, &text, &length, error);
  if (status == CWP_OK) status = cwp__json_parse(&document, text, length, file, NULL, error);
  if (status == CWP_OK) status = write_all(&document, &out, error);
  if (status == CWP_OK && out.failed) status = cwp__fail_memory(error);
  if (status == CWP_OK) status = cwp__file_replace(tables, out.text, out.length, error);
  cwp__buffer_free(&out);
  cwp__json_free(&document);
  cwp__release(&memory, text);
  return status;
}
