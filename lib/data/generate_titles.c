/* The words, phrases and rules of job titles (titles.json) into constant tables: see text/title_lexicon.h. */

#include "data/generate_titles.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The shapes are those of text/title_lexicon.h, which no floor below text may include: the tables that come out hold
   the two to each other when they are compiled. */
enum {
  MOST_WORDS = 6000,
  MOST_PHRASES = 6000,
  MOST_PARTS = 128,
  MOST_CATEGORIES = 24,
  PHRASE_WORDS = 8,
  PHRASE_PARTS = 3,
  RULE_ROLES = 4,
  CUE_CHANGES = 8,
  CODES = 4,
  WORD_SIZE = 32,
  SLOTS = 8192
};

static const char *const kinds[] = {"none",    "head", "weak", "topic", "foreign", "rank", "pattern",
                                    "setting", "cue",  "link", "of",    "and",     "skip"};
enum { KIND_CUE = 8, KIND_SKIP = 12, KIND_COUNT = sizeof kinds / sizeof *kinds };

typedef struct word {
  char text[WORD_SIZE];
  char meant[WORD_SIZE]; /* the word it is another spelling of, or "" */
  int unit;
  int says; /* stands in a phrase that says something of a title */
} word;

typedef struct phrase {
  char text[160];
  uint8_t parts[PHRASE_PARTS];
  size_t first, count; /* place of its words in `phrase_words` */
} phrase;

typedef struct lexicon {
  cwp__json document;
  word words[MOST_WORDS];
  size_t word_count;
  phrase phrases[MOST_PHRASES];
  size_t phrase_count;
  const char *parts[MOST_PARTS];
  int kind_of[MOST_PARTS];
  size_t part_count;
  const char *categories[MOST_CATEGORIES];
  size_t category_count;
  cwp__buffer out;
  cwp_error *error;
} lexicon;

static cwp_status refuse(lexicon *self, const cJSON *value, const char *what, const char *seen) {
  return cwp__json_fail(&self->document, value, self->error, "%s: \"%s\"", what, seen);
}

/* ---- Reading ---- */

static word *find_word(lexicon *self, const char *text) {
  for (size_t i = 0; i < self->word_count; i++)
    if (strcmp(self->words[i].text, text) == 0) return self->words + i;
  return NULL;
}

static word *add_word(lexicon *self, const char *text) {
  word *found = find_word(self, text);
  if (found) return found;
  if (self->word_count == MOST_WORDS || strlen(text) >= WORD_SIZE) return NULL;
  found = self->words + self->word_count++;
  memset(found, 0, sizeof *found);
  memcpy(found->text, text, strlen(text) + 1);
  return found;
}

static int is_plain(const char *text) {
  for (; *text; text++)
    if (!(*text >= 'a' && *text <= 'z') && !(*text >= '0' && *text <= '9') && *text != ' ') return 0;
  return 1;
}

/* Adds a phrase and its words. */
static cwp_status add_phrase(lexicon *self, const cJSON *value, const uint8_t parts[PHRASE_PARTS]) {
  const char *text = cJSON_IsString(value) ? value->valuestring : "";
  if (!text[0] || !is_plain(text) || strlen(text) >= sizeof self->phrases[0].text)
    return refuse(self, value, "a phrase is of small letters, digits and single spaces", text);
  for (size_t i = 0; i < self->phrase_count; i++)
    if (strcmp(self->phrases[i].text, text) == 0) return refuse(self, value, "the phrase stands twice", text);
  if (self->phrase_count == MOST_PHRASES) return refuse(self, value, "too many phrases", text);
  phrase *made = self->phrases + self->phrase_count++;
  memset(made, 0, sizeof *made);
  memcpy(made->text, text, strlen(text) + 1);
  memcpy(made->parts, parts, PHRASE_PARTS);
  char copy[sizeof made->text];
  memcpy(copy, text, strlen(text) + 1);
  for (char *next = copy; next;) {
    char *space = strchr(next, ' ');
    if (space) *space = '\0';
    word *known = next[0] ? add_word(self, next) : NULL;
    if (!known || ++made->count > PHRASE_WORDS) return refuse(self, value, "a phrase with a word too many", text);
    if (self->kind_of[parts[0]] != KIND_SKIP && self->kind_of[parts[0]] != KIND_CUE) known->says = 1;
    next = space ? space + 1 : NULL;
  }
  return CWP_OK;
}

static size_t find_name(const char *const *names, size_t count, const char *name) {
  for (size_t i = 0; name && i < count; i++)
    if (strcmp(names[i], name) == 0) return i;
  return SIZE_MAX;
}

static cwp_status read_part(lexicon *self, const cJSON *item) {
  const char *name = cwp__json_text(item, "part");
  size_t kind = find_name(kinds, KIND_COUNT, cwp__json_text(item, "kind"));
  if (!name || kind == SIZE_MAX || self->part_count == MOST_PARTS)
    return refuse(self, item, "a part without a name or a known kind", name ? name : "");
  uint8_t parts[PHRASE_PARTS] = {(uint8_t)self->part_count, 0, 0};
  self->parts[self->part_count] = name;
  self->kind_of[self->part_count++] = (int)kind;
  const cJSON *text;
  cwp_status status = CWP_OK;
  cJSON_ArrayForEach(text, cwp__json_get(item, "words")) if (status == CWP_OK) status = add_phrase(self, text, parts);
  return status;
}

static cwp_status read_short_name(lexicon *self, const cJSON *item) {
  uint8_t parts[PHRASE_PARTS] = {0};
  size_t count = 0;
  const cJSON *text;
  cJSON_ArrayForEach(text, cwp__json_get(item, "parts")) {
    size_t part = find_name(self->parts, self->part_count, cJSON_IsString(text) ? text->valuestring : NULL);
    if (part == SIZE_MAX || count == PHRASE_PARTS) return refuse(self, text, "no such part, or one too many", "");
    parts[count++] = (uint8_t)part;
  }
  cwp_status status = CWP_OK;
  cJSON_ArrayForEach(text, cwp__json_get(item, "words")) if (status == CWP_OK) status = add_phrase(self, text, parts);
  return status;
}

static cwp_status read_spelling(lexicon *self, const cJSON *item) {
  const char *written = cwp__json_text(item, "written"), *meant = cwp__json_text(item, "meant");
  if (!written || !meant || !is_plain(written) || !find_word(self, meant) || find_word(self, written))
    return refuse(self, item, "a spelling of no known word, or a known word itself", written ? written : "");
  word *made = add_word(self, written);
  if (!made) return refuse(self, item, "too many words", written);
  memcpy(made->meant, meant, strlen(meant) + 1);
  made->says = 1;
  return CWP_OK;
}

static cwp_status read_unit(lexicon *self, const cJSON *item) {
  word *made = cJSON_IsString(item) ? add_word(self, item->valuestring) : NULL;
  if (!made) return refuse(self, item, "no unit", "");
  made->unit = 1;
  return CWP_OK;
}

static cwp_status read_category(lexicon *self, const cJSON *item) {
  const char *name = cwp__json_text(item, "category");
  if (!name || self->category_count == MOST_CATEGORIES) return refuse(self, item, "a category without a name", "");
  self->categories[self->category_count++] = name;
  return CWP_OK;
}

static int is_phrase(const lexicon *self, const char *text) {
  for (size_t i = 0; i < self->phrase_count; i++)
    if (strcmp(self->phrases[i].text, text) == 0) return 1;
  return 0;
}

/* Plurals that stand in phrases only, such as that of "my carers", are another form of a word that is known alone: what
   reads a title knows a plural by its singular. */
static void join_plurals(lexicon *self) {
  for (size_t i = 0; i < self->word_count; i++) {
    word *plural = self->words + i;
    size_t length = strlen(plural->text);
    char singular[WORD_SIZE];
    if (length < 4 || plural->meant[0] || plural->text[length - 1] != 's' || is_phrase(self, plural->text)) continue;
    memcpy(singular, plural->text, length - 1);
    singular[length - 1] = '\0';
    const word *known = find_word(self, singular);
    if (known) memcpy(plural->meant, known->meant[0] ? known->meant : known->text, sizeof plural->meant);
  }
}

typedef cwp_status read_item(lexicon *self, const cJSON *item);

static cwp_status read_list(lexicon *self, const char *key, read_item *read) {
  cwp_status status = CWP_OK;
  const cJSON *item, *list = cwp__json_get(self->document.root, key);
  if (!cJSON_IsArray(list)) return refuse(self, self->document.root, "a list is missing", key);
  cJSON_ArrayForEach(item, list) if (status == CWP_OK) status = read(self, item);
  return status;
}

static int by_text(const void *a, const void *b) {
  return strcmp(((const word *)a)->text, ((const word *)b)->text);
}

static const char *first_word_end(const char *text) {
  const char *space = strchr(text, ' ');
  return space ? space : text + strlen(text);
}

/* By first word, then the longest first, then by text. */
static int by_first_word(const void *a, const void *b) {
  const phrase *left = a, *right = b;
  size_t left_length = (size_t)(first_word_end(left->text) - left->text);
  size_t right_length = (size_t)(first_word_end(right->text) - right->text);
  size_t common = left_length < right_length ? left_length : right_length;
  int order = memcmp(left->text, right->text, common);
  if (order == 0 && left_length != right_length) order = left_length < right_length ? -1 : 1;
  if (order == 0 && left->count != right->count) order = left->count > right->count ? -1 : 1;
  return order != 0 ? order : strcmp(left->text, right->text);
}

/* ---- Writing ---- */

static size_t word_index(const lexicon *self, const char *text, size_t length) {
  for (size_t i = 0; i < self->word_count; i++)
    if (strlen(self->words[i].text) == length && memcmp(self->words[i].text, text, length) == 0) return i;
  return SIZE_MAX;
}

/* The word that is meant by the one at `index`. */
static size_t meant_index(const lexicon *self, size_t index) {
  const char *meant = self->words[index].meant;
  return meant[0] ? word_index(self, meant, strlen(meant)) : index;
}

static uint32_t letters_of(const char *text) {
  uint32_t letters = 0;
  for (; *text; text++)
    letters |= UINT32_C(1) << (*text >= 'a' && *text <= 'z' ? *text - 'a' : 26);
  return letters;
}

/* A text as a C string literal. */
static void write_string(cwp__buffer *out, const char *text) {
  cwp__buffer_add_text(out, "\"");
  for (; *text; text++)
    if (*text == '"' || *text == '\\')
      cwp__buffer_format(out, "\\%c", *text);
    else if ((unsigned char)*text >= 0x80)
      cwp__buffer_format(out, "\\%03o", (unsigned)(unsigned char)*text);
    else
      cwp__buffer_add(out, text, 1);
  cwp__buffer_add_text(out, "\"");
}

/* The texts of the words, one after the other: a word holds its place among them. */
static void write_pool(lexicon *self) {
  cwp__buffer_add_text(&self->out, "static const char pool[] =\n");
  for (size_t i = 0; i < self->word_count; i++) {
    write_string(&self->out, self->words[i].text);
    cwp__buffer_add_text(&self->out, " \"\\0\"\n");
  }
  cwp__buffer_add_text(&self->out, ";\n_Static_assert(sizeof pool <= UINT16_MAX, \"a place takes 16 bits\");\n\n");
}

static void write_words(lexicon *self) {
  size_t first = 0, place = 0;
  cwp__buffer_add_text(&self->out, "static const cwp__title_word words[] = {\n");
  for (size_t i = 0; i < self->word_count; i++) {
    const word *one = self->words + i;
    size_t meant = meant_index(self, i), length = strlen(one->text);
    cwp__buffer_format(&self->out, "{%" PRIu32 "u,%zu,%zu,%zu,%zu,%d,%d},\n", letters_of(one->text), place, meant,
                       first, length, one->unit, !one->says);
    while (first < self->phrase_count &&
           first_word_end(self->phrases[first].text) == self->phrases[first].text + length &&
           memcmp(self->phrases[first].text, one->text, length) == 0)
      first++;
    place += length + 1;
  }
  cwp__buffer_format(&self->out, "{0,0,0,%zu,0,0,0}};\n\n", first);
}

static void write_phrases(lexicon *self) {
  cwp__buffer_add_text(&self->out, "static const cwp__title_phrase phrases[] = {\n");
  for (size_t i = 0; i < self->phrase_count; i++) {
    const phrase *one = self->phrases + i;
    cwp__buffer_add_text(&self->out, "{{");
    for (const char *at = one->text; *at;) {
      const char *end = first_word_end(at);
      cwp__buffer_format(&self->out, "%zu,", meant_index(self, word_index(self, at, (size_t)(end - at))));
      at = *end ? end + 1 : end;
    }
    cwp__buffer_format(&self->out, "},%zu,{%d,%d,%d}},\n", one->count, one->parts[0], one->parts[1], one->parts[2]);
  }
  cwp__buffer_add_text(&self->out, "};\n\n");
}

static void write_slots(lexicon *self) {
  static uint16_t slots[SLOTS];
  memset(slots, 0xff, sizeof slots);
  for (size_t i = 0; i < self->word_count; i++) {
    uint32_t at = cwp__hash_fold(self->words[i].text, strlen(self->words[i].text)) % SLOTS;
    while (slots[at] != UINT16_MAX)
      at = (at + 1) % SLOTS;
    slots[at] = (uint16_t)i;
  }
  cwp__buffer_add_text(&self->out, "static const uint16_t slots[] = {");
  for (size_t i = 0; i < SLOTS; i++)
    cwp__buffer_format(&self->out, "%s%u,", i % 32 == 0 ? "\n" : "", (unsigned)slots[i]);
  cwp__buffer_add_text(&self->out, "};\n\n");
}

static void write_parts(lexicon *self) {
  const cJSON *item;
  cwp__buffer_add_text(&self->out, "static const cwp__title_part parts[] = {\n{\"none\",\"\",0},\n");
  size_t at = 1;
  cJSON_ArrayForEach(item, cwp__json_get(self->document.root, "parts")) {
    cwp__buffer_format(&self->out, "{\"%s\",", self->parts[at]);
    write_string(&self->out, cwp__json_text(item, "meaning") ? cwp__json_text(item, "meaning") : "");
    cwp__buffer_format(&self->out, ",%d},\n", self->kind_of[at++]);
  }
  cwp__buffer_add_text(&self->out, "};\n\n");
}

static cwp_status write_set(lexicon *self, const cJSON *item, const char *key) {
  uint64_t bits[MOST_PARTS / 64] = {0};
  const cJSON *name;
  cJSON_ArrayForEach(name, cwp__json_get(item, key)) {
    size_t part = find_name(self->parts, self->part_count, cJSON_IsString(name) ? name->valuestring : NULL);
    if (part == SIZE_MAX) return refuse(self, name, "no such part", key);
    bits[part / 64] |= UINT64_C(1) << part % 64;
  }
  cwp__buffer_format(&self->out, ".%s={{%" PRIu64 "u,%" PRIu64 "u}},", strcmp(key, "and") == 0 ? "also" : key, bits[0],
                     bits[1]);
  return CWP_OK;
}

/* The categories that a rule or cue speaks of, `number` being the key of the number. */
static cwp_status write_shares(lexicon *self, const cJSON *item, const char *key, const char *number, int most) {
  const cJSON *role, *list = cwp__json_get(item, key);
  int count = cJSON_GetArraySize(list);
  if (!cJSON_IsArray(list) || count > most) return refuse(self, item, "a list is missing or too long", key);
  cwp__buffer_format(&self->out, "%d,.%s={", count, key);
  cJSON_ArrayForEach(role, list) {
    size_t category = find_name(self->categories, self->category_count, cwp__json_text(role, "role"));
    const cJSON *value = cwp__json_get(role, number);
    if (category == SIZE_MAX || !cJSON_IsNumber(value) || value->valuedouble < -1 || value->valuedouble > 1)
      return refuse(self, role, "a known role and a number from -1 to 1 are needed", key);
    double hundredths = value->valuedouble * 100;
    cwp__buffer_format(&self->out, "{%zu,%d},", category, (int)(hundredths < 0 ? hundredths - 0.5 : hundredths + 0.5));
  }
  cwp__buffer_add_text(&self->out, "}");
  return CWP_OK;
}

static cwp_status write_rule(lexicon *self, const cJSON *item) {
  static const char *const sets[] = {"head", "with", "and", "anywhere", "lacking", "without"};
  const char *name = cwp__json_text(item, "rule"), *why = cwp__json_text(item, "why");
  cwp_status status = CWP_OK;
  if (!name || !why) return refuse(self, item, "a rule without a name or reason", name ? name : "");
  cwp__buffer_format(&self->out, "{.name=\"%s\",.why=", name);
  write_string(&self->out, why);
  cwp__buffer_add_text(&self->out, ",");
  for (size_t i = 0; i < sizeof sets / sizeof *sets && status == CWP_OK; i++)
    status = write_set(self, item, sets[i]);
  cwp__buffer_add_text(&self->out, ".role_count=");
  if (status == CWP_OK) status = write_shares(self, item, "roles", "score", RULE_ROLES);
  cwp__buffer_add_text(&self->out, "},\n");
  return status;
}

static cwp_status write_cue(lexicon *self, const cJSON *item) {
  const char *why = cwp__json_text(item, "why"), *only = cwp__json_text(item, "only_if");
  size_t category = only ? find_name(self->categories, self->category_count, only) : MOST_CATEGORIES;
  if (!why || category == SIZE_MAX) return refuse(self, item, "a cue without a reason, or about an unknown role", "");
  cwp__buffer_add_text(&self->out, "{.why=");
  write_string(&self->out, why);
  cwp__buffer_format(&self->out, ",.only_if=%zu,", category);
  cwp_status status = write_set(self, item, "any");
  if (status == CWP_OK) status = write_set(self, item, "unless");
  cwp__buffer_add_text(&self->out, ".change_count=");
  if (status == CWP_OK) status = write_shares(self, item, "changes", "by", CUE_CHANGES);
  cwp__buffer_add_text(&self->out, "},\n");
  return status;
}

static cwp_status write_category(lexicon *self, const cJSON *item) {
  const cJSON *code, *codes = cwp__json_get(item, "codes");
  if (cJSON_GetArraySize(codes) >= CODES) return refuse(self, item, "too many codes", "");
  cwp__buffer_add_text(&self->out, "{{");
  cJSON_ArrayForEach(code, codes) cwp__buffer_format(&self->out, "\"%s\",", code->valuestring ? code->valuestring : "");
  cwp__buffer_add_text(&self->out, "0}},\n");
  return CWP_OK;
}

static cwp_status write_table(lexicon *self, const char *type, const char *name, read_item *write) {
  cwp__buffer_format(&self->out, "static const cwp__title_%s %s[] = {\n", type, name);
  cwp_status status = read_list(self, name, write);
  cwp__buffer_add_text(&self->out, "};\n\n");
  return status;
}

static size_t count_of(const lexicon *self, const char *key) {
  return (size_t)cJSON_GetArraySize(cwp__json_get(self->document.root, key));
}

static cwp_status write_all(lexicon *self) {
  cwp__buffer_format(&self->out,
                     "/* Made by cwp-generate from lib/text/titles.json. Not to be edited. */\n\n"
                     "#include \"text/title_lexicon.h\"\n\n"
                     "_Static_assert(CWP__TITLE_PARTS == %d && CWP__TITLE_CATEGORIES == %d && "
                     "CWP__TITLE_PHRASE_WORDS == %d && CWP__TITLE_PHRASE_PARTS == %d && CWP__TITLE_RULE_ROLES == %d && "
                     "CWP__TITLE_CUE_CHANGES == %d && CWP__TITLE_CODES == %d && CWP__TITLE_KIND_END == %d, "
                     "\"the generator and the lexicon differ\");\n\n",
                     MOST_PARTS, MOST_CATEGORIES, PHRASE_WORDS, PHRASE_PARTS, RULE_ROLES, CUE_CHANGES, CODES,
                     KIND_COUNT);
  write_pool(self);
  write_words(self);
  write_phrases(self);
  write_slots(self);
  write_parts(self);
  cwp_status status = write_table(self, "rule", "rules", write_rule);
  if (status == CWP_OK) status = write_table(self, "cue", "cues", write_cue);
  if (status == CWP_OK) status = write_table(self, "category", "categories", write_category);
  cwp__buffer_format(
      &self->out,
      "const cwp__title_lexicon cwp__titles = {pool, words, phrases, parts, rules, cues, categories, slots, %d, "
      "%zu, %zu, %zu, %zu, %zu};\n",
      SLOTS, self->word_count, self->part_count, count_of(self, "rules"), count_of(self, "cues"), self->category_count);
  return status;
}

static cwp_status read_all(lexicon *self) {
  self->parts[0] = "none";
  self->part_count = 1;
  cwp_status status = read_list(self, "categories", read_category);
  if (status == CWP_OK) status = read_list(self, "parts", read_part);
  if (status == CWP_OK) status = read_list(self, "short_names", read_short_name);
  if (status == CWP_OK) status = read_list(self, "spellings", read_spelling);
  if (status == CWP_OK) status = read_list(self, "units", read_unit);
  if (status != CWP_OK) return status;
  join_plurals(self);
  qsort(self->words, self->word_count, sizeof *self->words, by_text);
  qsort(self->phrases, self->phrase_count, sizeof *self->phrases, by_first_word);
  return CWP_OK;
}

cwp_status cwp__generate_titles(const char *tables, const char *file, cwp_error *error) {
  static lexicon self;
  cwp__file_text source;
  self.error = error;
  cwp__buffer_init(&self.out, NULL);
  cwp_status status = cwp__file_text_read(&source, file, NULL, NULL, error);
  if (status == CWP_OK) status = cwp__json_parse(&self.document, source.text, source.length, file, NULL, error);
  if (status == CWP_OK) status = read_all(&self);
  if (status == CWP_OK) status = write_all(&self);
  if (status == CWP_OK && self.out.failed) status = cwp__fail_memory(error);
  if (status == CWP_OK) status = cwp__file_replace(tables, self.out.text, self.out.length, error);
  cwp__buffer_free(&self.out);
  cwp__json_free(&self.document);
  cwp__file_text_free(&source);
  return status;
}
