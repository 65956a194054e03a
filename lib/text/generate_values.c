#include "text/generate_values.h"

#include "base/file.h"
#include "base/json.h"
#include "text/value_keys.h"
#include "text/value_words.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PHRASES = 2000 };

typedef struct phrase {
  char key[CWP__VALUE_KEY];
  char as_written[CWP__VALUE_KEY];
  int facet;
  const cJSON *written;
} phrase;

typedef struct tables {
  const cwp__json *json;
  cwp_error *error;
  phrase phrases[MOST_PHRASES];
  size_t phrase_count;
  cwp__buffer pool, facets;
  size_t pool_size;
} tables;

static int is_plain(const char *text) {
  return text && text[0] && !strpbrk(text, "\"\\\n");
}

/* Puts a text into the pool, unless there is none. Returns its place. */
static size_t pool_text(tables *self, const char *text) {
  size_t place = self->pool_size;
  if (!text) return 0;
  cwp__buffer_format(&self->pool, "    \"%s\\0\"\n", text);
  self->pool_size += strlen(text) + 1;
  return place;
}

static cwp_status read_phrase(tables *self, const cJSON *written, int facet) {
  cwp__word words[CWP__VALUE_PHRASE_WORDS + 1];
  phrase *made = &self->phrases[self->phrase_count];
  if (!cJSON_IsString(written)) return cwp__json_fail(self->json, written, self->error, "a word is a plain text");
  if (self->phrase_count == MOST_PHRASES) return cwp__json_fail(self->json, written, self->error, "too many words");
  size_t count =
      cwp__value_split(written->valuestring, strlen(written->valuestring), words, CWP__VALUE_PHRASE_WORDS + 1);
  if (count > CWP__VALUE_PHRASE_WORDS || !cwp__value_key(words, count, made->key) ||
      !cwp__value_key_as_written(words, count, made->as_written))
    return cwp__json_fail(self->json, written, self->error, "the phrase is too long, or has no word");
  made->facet = facet;
  made->written = written;
  self->phrase_count++;
  return CWP_OK;
}

static cwp_status read_facet(tables *self, const cJSON *facet, int index) {
  const cJSON *word, *also = cwp__json_get(facet, "also");
  const char *meaning = cwp__json_text(facet, "meaning"), *value = cwp__json_text(facet, "value");
  cwp_status status = CWP_OK;
  if (!is_plain(meaning) || (value && !is_plain(value)) || cJSON_GetArraySize(also) > CWP__FACET_ALSO)
    return cwp__json_fail(self->json, facet, self->error, "a facet needs a meaning, and touches two values at most");
  size_t place = pool_text(self, meaning);
  cwp__buffer_format(&self->facets, "    {%zu, %zu, {", place, pool_text(self, value));
  for (int i = 0; i < CWP__FACET_ALSO; i++) {
    const cJSON *code = cJSON_GetArrayItem(also, i);
    cwp__buffer_format(&self->facets, "%zu%s", pool_text(self, cJSON_IsString(code) ? code->valuestring : NULL),
                       i + 1 < CWP__FACET_ALSO ? ", " : "");
  }
  cwp__buffer_format(&self->facets, "}, %d, %d},\n", cJSON_IsTrue(cwp__json_get(facet, "core")),
                     cJSON_IsTrue(cwp__json_get(facet, "weak")));
  cJSON_ArrayForEach(word, cwp__json_get(facet, "words")) if (status == CWP_OK) status = read_phrase(self, word, index);
  return status;
}

static int by_key(const void *a, const void *b) {
  return strcmp(((const phrase *)a)->key, ((const phrase *)b)->key);
}

/* Where several facets have words of one stem, each word goes by how it is written. `self->phrases` is in order. */
static void part_stems(tables *self) {
  for (size_t first = 0, end; first < self->phrase_count; first = end) {
    int is_shared = 0;
    for (end = first + 1; end < self->phrase_count; end++) {
      if (strcmp(self->phrases[end].key, self->phrases[first].key) != 0) break;
      is_shared |= self->phrases[end].facet != self->phrases[first].facet;
    }
    for (size_t i = first; is_shared && i < end; i++)
      memcpy(self->phrases[i].key, self->phrases[i].as_written, sizeof self->phrases[i].key);
  }
}

static cwp_status write_phrases(tables *self, cwp__buffer *out, size_t *count) {
  qsort(self->phrases, self->phrase_count, sizeof *self->phrases, by_key);
  part_stems(self);
  qsort(self->phrases, self->phrase_count, sizeof *self->phrases, by_key);
  *count = 0;
  for (size_t i = 0; i < self->phrase_count; i++) {
    const phrase *made = &self->phrases[i], *before = i > 0 ? made - 1 : NULL;
    int is_known = before && strcmp(before->key, made->key) == 0;
    if (is_known && before->facet != made->facet)
      return cwp__json_fail(self->json, made->written, self->error, "two facets have this word");
    if (is_known) continue;
    cwp__buffer_format(out, "    {%zu, %d},\n", pool_text(self, made->key), made->facet);
    ++*count;
  }
  return CWP_OK;
}

static cwp_status write_tables(tables *self, cwp__buffer *phrases, cwp__buffer *out) {
  const cJSON *facet, *facets = cwp__json_get(self->json->root, "facets");
  cwp_status status = CWP_OK;
  size_t phrase_count = 0;
  int count = 0;
  if (!cJSON_IsArray(facets) || cJSON_GetArraySize(facets) > CWP__FACETS_MOST)
    return cwp__json_fail(self->json, self->json->root, self->error, "a list \"facets\" of at most %d is needed",
                          CWP__FACETS_MOST);
  cwp__buffer_add_text(&self->pool, "    \"\\0\"\n");
  self->pool_size = 1;
  cJSON_ArrayForEach(facet, facets) if (status == CWP_OK) status = read_facet(self, facet, count++);
  if (status == CWP_OK) status = write_phrases(self, phrases, &phrase_count);
  if (status != CWP_OK) return status;
  if (self->pool_size > UINT16_MAX) return cwp__json_fail(self->json, facets, self->error, "too much text");
  int failed = self->pool.failed || self->facets.failed || phrases->failed;
  if (failed) return cwp__fail_memory(self->error);
  cwp__buffer_format(out,
                     "/* Made by cwp-generate-words. Changes go into lib/text/values.json. */\n\n"
                     "#include \"text/value_words.h\"\n\nconst char cwp__facet_pool[] =\n%s;\n"
                     "const cwp__facet cwp__facets[] = {\n%s};\nconst size_t cwp__facet_count = %d;\n"
                     "const cwp__value_phrase cwp__value_phrases[] = {\n%s};\n"
                     "const size_t cwp__value_phrase_count = %zu;\n",
                     self->pool.text, self->facets.text, count, phrases->text, phrase_count);
  return out->failed ? cwp__fail_memory(self->error) : CWP_OK;
}

static cwp_status write_parsed(const cwp__json *json, const char *table, cwp_error *error) {
  static tables self;
  cwp__buffer phrases, out;
  self = (tables){.json = json, .error = error};
  cwp__buffer_init(&self.pool, NULL);
  cwp__buffer_init(&self.facets, NULL);
  cwp__buffer_init(&phrases, NULL);
  cwp__buffer_init(&out, NULL);
  cwp_status status = write_tables(&self, &phrases, &out);
  if (status == CWP_OK) status = cwp__file_replace(table, out.text, out.length, error);
  cwp__buffer_free(&out);
  cwp__buffer_free(&phrases);
  cwp__buffer_free(&self.facets);
  cwp__buffer_free(&self.pool);
  return status;
}

cwp_status cwp__generate_values(const char *table, const char *values, cwp_error *error) {
  cwp__file_text file;
  cwp__json json = {0};
  cwp_status status = cwp__file_text_read(&file, values, NULL, NULL, error);
  if (status == CWP_OK) status = cwp__json_parse(&json, file.text, file.length, values, NULL, error);
  if (status == CWP_OK) status = write_parsed(&json, table, error);
  cwp__json_free(&json);
  cwp__file_text_free(&file);
  return status;
}
