/*
 * cwp-generate-words: the words of the sector into constant tables in C.
 *
 *   cwp-generate-words TABLES.c WORDS.json
 *   cwp-generate-words --names TABLES.c COURSE-NAMES.json
 *   cwp-generate-words --values TABLES.c VALUES.json
 *
 * It splits and stems with the code that reads texts at run time, so that both always agree. The output depends on
 * nothing but the file.
 */

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "text/generate_names.h"
#include "text/generate_values.h"
#include "text/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PHRASES = 8000, MOST_WORDS = 12, MOST_SHORTS = 300 };

/* A phrase on its way into a table. */
typedef struct entry {
  char key[CWP__PHRASE_KEY_SIZE];
  size_t target;
  int narrow;
} entry;

typedef struct entries {
  entry *list;
  size_t count;
} entries;

typedef struct generator {
  cwp__json json;
  entries subjects, cues, plain;
  const char *roles[CWP__CUE_ROLES_MOST];
  size_t role_count;
  size_t pool_size;
  FILE *out;
} generator;

static void stop(const char *message, const char *what) {
  (void)fprintf(stderr, "cwp-generate-words: %s%s%s\n", message, what ? ": " : "", what ? what : "");
  exit(1);
}

/* The key of a phrase: the stems of its words that are not common. */
static void make_key(const char *text, char key[CWP__PHRASE_KEY_SIZE]) {
  cwp__word words[MOST_WORDS];
  size_t count = cwp__words_split(text, strlen(text), words, MOST_WORDS), length = 0;
  for (size_t i = 0; i < count; i++) {
    if (cwp__word_is_common(&words[i])) continue;
    if (length + words[i].stem_length + 2 > CWP__PHRASE_KEY_SIZE) stop("this phrase is too long", text);
    if (length > 0) key[length++] = ' ';
    memcpy(key + length, words[i].stem, words[i].stem_length);
    length += words[i].stem_length;
  }
  if (length == 0) stop("this phrase has no word", text);
  key[length] = '\0';
}

/* Adds a list of phrases. One that the target has already is left out: "fall" and "falls" are the same. */
static void add_phrases(entries *self, const cJSON *phrases, size_t target, int narrow) {
  const cJSON *phrase;
  cJSON_ArrayForEach(phrase, phrases) {
    entry *made = self->list + self->count;
    int known = 0;
    if (!cJSON_IsString(phrase)) stop("a phrase is no text", NULL);
    if (self->count == MOST_PHRASES) stop("there are too many phrases", NULL);
    make_key(phrase->valuestring, made->key);
    for (size_t i = 0; i < self->count; i++)
      known = known || (self->list[i].target == target && strcmp(self->list[i].key, made->key) == 0);
    if (known) continue;
    made->target = target;
    made->narrow = narrow;
    self->count++;
  }
}

static const cJSON *need(const cJSON *object, const char *key) {
  const cJSON *value = cwp__json_get(object, key);
  if (!value) stop("this key is missing", key);
  return value;
}

static size_t subject_index(const cJSON *subjects, const char *name) {
  for (int i = 0; i < cJSON_GetArraySize(subjects); i++)
    if (strcmp(need(cJSON_GetArrayItem(subjects, i), "name")->valuestring, name) == 0) return (size_t)i;
  stop("there is no such subject", name);
  return 0;
}

static size_t role_index(generator *self, const char *slug) {
  for (size_t i = 0; i < self->role_count; i++)
    if (strcmp(self->roles[i], slug) == 0) return i;
  if (self->role_count == CWP__CUE_ROLES_MOST) stop("there are too many role categories", NULL);
  self->roles[self->role_count] = slug;
  return self->role_count++;
}

static int by_key(const void *a, const void *b) {
  const entry *left = a, *right = b;
  int order = strcmp(left->key, right->key);
  if (order != 0) return order;
  if (left->narrow != right->narrow) return left->narrow - right->narrow;
  return (left->target > right->target) - (left->target < right->target);
}

static void read_words(generator *self) {
  const cJSON *root = self->json.root, *item;
  size_t index = 0;
  cJSON_ArrayForEach(item, need(root, "subjects")) {
    add_phrases(&self->subjects, need(item, "names"), index, 0);
    add_phrases(&self->subjects, cwp__json_get(item, "kinds"), index++, 1);
  }
  index = 0;
  cJSON_ArrayForEach(item, need(root, "cues")) add_phrases(&self->cues, need(item, "words"), index++, 0);
  add_phrases(&self->plain, need(need(root, "plain"), "words"), 0, 0);
  qsort(self->subjects.list, self->subjects.count, sizeof(entry), by_key);
  qsort(self->cues.list, self->cues.count, sizeof(entry), by_key);
  qsort(self->plain.list, self->plain.count, sizeof(entry), by_key);
}

/* Writes a text into the pool. Returns its place. */
static size_t write_pooled(generator *self, const char *text) {
  size_t place = self->pool_size;
  (void)fprintf(self->out, "    \"%s\\0\"\n", text);
  self->pool_size += strlen(text) + 1;
  if (self->pool_size > UINT16_MAX) stop("the phrases are too long altogether", NULL);
  return place;
}

static void pool_entries(generator *self, const entries *list, size_t *places) {
  for (size_t i = 0; i < list->count; i++) {
    int same = i > 0 && strcmp(list->list[i].key, list->list[i - 1].key) == 0;
    places[i] = same ? places[i - 1] : write_pooled(self, list->list[i].key);
  }
}

static void write_table(generator *self, const char *name, const entries *list, const size_t *places) {
  (void)fprintf(self->out, "static const cwp__phrase %s_list[] = {\n", name);
  for (size_t i = 0; i < list->count; i++)
    (void)fprintf(self->out, "    {%zu, %zu, %d},\n", places[i], list->list[i].target, list->list[i].narrow);
  (void)fprintf(self->out, "};\nconst cwp__phrase_table cwp__%s_phrases = {%s_list, %zu};\n", name, name, list->count);
}

static void write_subjects(generator *self, const size_t *names) {
  const cJSON *subjects = need(self->json.root, "subjects"), *item, *near;
  size_t index = 0;
  (void)fprintf(self->out, "const cwp__subject cwp__subjects[] = {\n");
  cJSON_ArrayForEach(item, subjects) {
    const cJSON *list = cwp__json_get(item, "near");
    int count = cJSON_GetArraySize(list);
    if (count > CWP__NEAR_MOST) stop("too many subjects are near", need(item, "name")->valuestring);
    (void)fprintf(self->out, "    {%zu, %d, {", names[index++], count);
    cJSON_ArrayForEach(near, list)(void) fprintf(self->out, "%zu, ", subject_index(subjects, near->valuestring));
    (void)fprintf(self->out, "%s}},\n", count ? "" : "0");
  }
  (void)fprintf(self->out, "};\nconst size_t cwp__subject_count = %zu;\n", index);
}

static void write_cues(generator *self) {
  const cJSON *item, *role;
  cJSON_ArrayForEach(item, need(self->json.root, "cues")) cJSON_ArrayForEach(role, need(item, "roles"))
      role_index(self, role->string);
  (void)fprintf(self->out, "const uint8_t cwp__cue_weights[][CWP__CUE_ROLES_MOST] = {\n");
  cJSON_ArrayForEach(item, need(self->json.root, "cues")) {
    (void)fprintf(self->out, "    {");
    for (size_t i = 0; i < self->role_count; i++) {
      const cJSON *weight = cwp__json_get(need(item, "roles"), self->roles[i]);
      (void)fprintf(self->out, "%d, ", weight ? (int)(weight->valuedouble * 100 + 0.5) : 0);
    }
    (void)fprintf(self->out, "},\n");
  }
  (void)fprintf(self->out, "};\nconst char *const cwp__cue_roles[] = {");
  for (size_t i = 0; i < self->role_count; i++)
    (void)fprintf(self->out, "\"%s\", ", self->roles[i]);
  (void)fprintf(self->out, "};\nconst size_t cwp__cue_role_count = %zu;\n", self->role_count);
}

static int by_word(const void *a, const void *b) {
  const cwp__short *left = a, *right = b;
  return strcmp(left->word, right->word);
}

/* Abbreviations, each a single word. */
static void write_shorts(generator *self) {
  static cwp__short shorts[MOST_SHORTS];
  static char words[MOST_SHORTS][CWP__WORD_SIZE];
  const cJSON *item;
  size_t count = 0;
  cJSON_ArrayForEach(item, need(self->json.root, "abbreviations")) {
    const char *text = need(item, "short")->valuestring;
    cwp__word split[2];
    if (count == MOST_SHORTS) stop("there are too many abbreviations", NULL);
    if (cwp__words_split(text, strlen(text), split, 2) != 1) stop("this abbreviation is not one word", text);
    memcpy(words[count], split[0].text, split[0].length + 1);
    shorts[count] = (cwp__short){words[count], need(item, "long")->valuestring};
    count++;
  }
  qsort(shorts, count, sizeof *shorts, by_word);
  (void)fprintf(self->out, "const cwp__short cwp__shorts[] = {\n");
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && strcmp(shorts[i].word, shorts[i - 1].word) == 0) stop("twice an abbreviation", shorts[i].word);
    (void)fprintf(self->out, "    {\"%s\", \"%s\"},\n", shorts[i].word, shorts[i].meaning);
  }
  (void)fprintf(self->out, "};\nconst size_t cwp__short_count = %zu;\n", count);
}

static void write_all(generator *self) {
  static size_t places[4][MOST_PHRASES];
  const cJSON *item;
  size_t index = 0;
  (void)fprintf(self->out, "/* Made by cwp-generate-words. Changes go into lib/text/words.json. */\n\n"
                           "#include \"text/phrases.h\"\n\nconst char cwp__phrase_pool[] =\n");
  cJSON_ArrayForEach(item, need(self->json.root, "subjects")) places[3][index++] =
      write_pooled(self, need(item, "name")->valuestring);
  pool_entries(self, &self->subjects, places[0]);
  pool_entries(self, &self->cues, places[1]);
  pool_entries(self, &self->plain, places[2]);
  (void)fprintf(self->out, "    \"\";\n");
  write_table(self, "subject", &self->subjects, places[0]);
  write_table(self, "cue", &self->cues, places[1]);
  write_table(self, "plain", &self->plain, places[2]);
  write_subjects(self, places[3]);
  write_cues(self);
  write_shorts(self);
}

static void generate_words(const char *tables, const char *words) {
  generator self = {0};
  cwp_error error;
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  cwp__file_text file;
  if (cwp__file_text_read(&file, words, NULL, &memory, &error) ||
      cwp__json_parse(&self.json, file.text, file.length, words, NULL, &error))
    stop(words, error.message);
  self.subjects.list = cwp__allocate(&memory, MOST_PHRASES, sizeof(entry));
  self.cues.list = cwp__allocate(&memory, MOST_PHRASES, sizeof(entry));
  self.plain.list = cwp__allocate(&memory, MOST_PHRASES, sizeof(entry));
  self.out = fopen(tables, "wb");
  if (!self.subjects.list || !self.cues.list || !self.plain.list || !self.out) stop("cannot write", tables);
  read_words(&self);
  write_all(&self);
  if (fclose(self.out) != 0) stop("cannot write", tables);
  cwp__release(&memory, self.subjects.list);
  cwp__release(&memory, self.cues.list);
  cwp__release(&memory, self.plain.list);
  cwp__json_free(&self.json);
  cwp__file_text_free(&file);
}

typedef cwp_status generate(const char *tables, const char *data, cwp_error *error);

static void generate_with(generate *with, const char *tables, const char *data) {
  cwp_error error;
  if (with(tables, data, &error) != CWP_OK) stop(data, error.message);
}

int main(int count, char **arguments) {
  if (count == 4 && strcmp(arguments[1], "--names") == 0)
    generate_with(cwp__generate_names, arguments[2], arguments[3]);
  else if (count == 4 && strcmp(arguments[1], "--values") == 0)
    generate_with(cwp__generate_values, arguments[2], arguments[3]);
  else if (count == 3)
    generate_words(arguments[1], arguments[2]);
  else
    stop("usage: cwp-generate-words [--names | --values] TABLES.c WORDS.json", NULL);
  return 0;
}
