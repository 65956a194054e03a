#include "text/generate_names.h"

#include "base/file.h"
#include "base/json.h"
#include "text/course_names.h"

#include <string.h>

typedef struct tables {
  const cwp__json *json;
  cwp_error *error;
  cwp__course_word vocabulary[CWP__COURSE_VOCABULARY_MOST];
  size_t vocabulary_count;
  size_t word_count; /* of all names together */
  size_t code_bytes;
  size_t name_count;
  cwp__buffer codes, names, words;
} tables;

/* The number of a word in the vocabulary, or how many there are when it is full. */
static size_t number_of(tables *self, const cwp__course_word *word) {
  size_t number = 0;
  while (number < self->vocabulary_count && !cwp__course_word_is_same(&self->vocabulary[number], word))
    number++;
  if (number == self->vocabulary_count && number < CWP__COURSE_VOCABULARY_MOST)
    self->vocabulary[self->vocabulary_count++] = *word;
  return number;
}

static cwp_status write_name(tables *self, const cJSON *name, size_t about) {
  cwp__course_words words;
  if (!cJSON_IsString(name)) return cwp__json_fail(self->json, name, self->error, "a name must be a text");
  cwp__course_split(cwp__span_of(name->valuestring), &words);
  if (words.count == 0) return cwp__json_fail(self->json, name, self->error, "the name has no word of a subject");
  cwp__buffer_format(&self->names, "    {%zu, %zu},\n", about, self->word_count);
  for (size_t i = 0; i < words.count; i++) {
    size_t number = number_of(self, &words.list[i]);
    if (number == CWP__COURSE_VOCABULARY_MOST || self->word_count == UINT16_MAX)
      return cwp__json_fail(self->json, name, self->error, "there are too many words");
    cwp__buffer_format(&self->words, "    %zu,\n", number);
    self->word_count++;
  }
  self->name_count++;
  return CWP_OK;
}

static cwp_status write_course(tables *self, const cJSON *course) {
  const char *code = cwp__json_text(course, "about");
  const cJSON *names = cwp__json_get(course, "names");
  size_t place = self->code_bytes;
  cwp_status status = CWP_OK;
  if (!code || !cJSON_IsArray(names))
    return cwp__json_fail(self->json, course, self->error, "\"about\" and \"names\" are needed");
  self->code_bytes += strlen(code) + 1;
  if (self->code_bytes > UINT16_MAX) return cwp__json_fail(self->json, course, self->error, "too many codes");
  cwp__buffer_format(&self->codes, "    \"%s\\0\"\n", code);
  for (const cJSON *name = names->child; name && status == CWP_OK; name = name->next)
    status = write_name(self, name, place);
  return status;
}

static void write_vocabulary(const tables *self, cwp__buffer *out) {
  cwp__buffer_add_text(out, "const cwp__course_word cwp__course_vocabulary[] = {\n");
  for (size_t i = 0; i < self->vocabulary_count; i++) {
    const cwp__course_word *word = &self->vocabulary[i];
    cwp__buffer_format(out, "    {%luU, \"%s\", %d, %d},\n", (unsigned long)word->letters, word->text, word->length,
                       word->is_weak);
  }
  cwp__buffer_format(out, "};\nconst size_t cwp__course_vocabulary_count = %zu;\n", self->vocabulary_count);
}

static cwp_status write_tables(tables *self, cwp__buffer *out) {
  const cJSON *courses = cwp__json_get(self->json->root, "courses");
  cwp_status status = CWP_OK;
  if (!cJSON_IsArray(courses))
    return cwp__json_fail(self->json, self->json->root, self->error, "there are no \"courses\"");
  for (const cJSON *course = courses->child; course && status == CWP_OK; course = course->next)
    status = write_course(self, course);
  if (status != CWP_OK) return status;
  cwp__buffer_add_text(out, "/* Made by cwp-generate-words. Changes go into lib/data/course-names.json. */\n\n"
                            "#include \"text/course_names.h\"\n\nconst char cwp__course_codes[] =\n");
  cwp__buffer_add(out, self->codes.text, self->codes.length);
  cwp__buffer_add_text(out, "    \"\";\nconst cwp__course_name cwp__course_names[] = {\n");
  cwp__buffer_add(out, self->names.text, self->names.length);
  cwp__buffer_format(out, "    {0, %zu}};\nconst size_t cwp__course_name_count = %zu;\n", self->word_count,
                     self->name_count);
  cwp__buffer_add_text(out, "const uint16_t cwp__course_name_words[] = {\n");
  cwp__buffer_add(out, self->words.text, self->words.length);
  cwp__buffer_add_text(out, "};\n");
  write_vocabulary(self, out);
  int failed = out->failed || self->codes.failed || self->names.failed || self->words.failed;
  return failed ? cwp__fail_memory(self->error) : CWP_OK;
}

static cwp_status write_parsed(const cwp__json *json, const char *table, cwp_error *error) {
  static tables self;
  cwp__buffer out;
  self = (tables){.json = json, .error = error};
  cwp__buffer_init(&self.codes, NULL);
  cwp__buffer_init(&self.names, NULL);
  cwp__buffer_init(&self.words, NULL);
  cwp__buffer_init(&out, NULL);
  cwp_status status = write_tables(&self, &out);
  if (status == CWP_OK) status = cwp__file_replace(table, out.text, out.length, error);
  cwp__buffer_free(&out);
  cwp__buffer_free(&self.words);
  cwp__buffer_free(&self.names);
  cwp__buffer_free(&self.codes);
  return status;
}

cwp_status cwp__generate_names(const char *table, const char *names, cwp_error *error) {
  cwp__file_text file;
  cwp__json json = {0};
  cwp_status status = cwp__file_text_read(&file, names, NULL, NULL, error);
  if (status == CWP_OK) status = cwp__json_parse(&json, file.text, file.length, names, NULL, error);
  if (status == CWP_OK) status = write_parsed(&json, table, error);
  cwp__json_free(&json);
  cwp__file_text_free(&file);
  return status;
}
