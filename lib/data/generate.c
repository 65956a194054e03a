/*
 * cwp-generate: the dataset's JSON files into constant tables in C.
 *
 *   cwp-generate TABLES.c DATASET.json --common FILE… --alone FILE… --shared FILE… --editions FILE… --names FILE
 *
 * The common files go into every edition that extends no other, the shared ones into those after --editions only; an
 * edition after --alone stands by itself. The file after --names belongs to no edition: it is the names of courses,
 * whose codes are looked up.
 *
 * It reads with the code that reads a framework file at run time, so that both go through the same checks. The output
 * depends on nothing but the files: not on their paths, the date, or the order of a directory.
 */

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "data/generate_rules.h"
#include "data/generate_titles.h"
#include "pathway/document.h"
#include "pathway/model.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 32, MOST_EDITIONS = 16 };

/* What a file is to the dataset, after the option that it was named by. */
typedef enum part { PART_NONE, PART_COMMON, PART_ALONE, PART_SHARED, PART_EDITION, PART_NAMES } part;

/* A file in memory and its document. */
typedef struct source_file {
  part part;
  const char *path;
  char *text;
  size_t length;
  cwp__json document;
} source_file;

typedef struct generator {
  source_file files[MOST_FILES];
  size_t file_count;
  source_file dataset;
  cwp_pathway *editions[MOST_EDITIONS];
  size_t edition_count;
  size_t default_edition;
  const char *version, *date;
  uint64_t checksum;
  cwp_error error;
} generator;

static cwp_status read_file(source_file *file, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  cwp_status status = cwp__file_read_all(file->path, cwp__limits_or_default(NULL).input_bytes, &memory, &file->text,
                                         &file->length, error);
  if (status == CWP_OK) status = cwp__json_parse(&file->document, file->text, file->length, file->path, NULL, error);
  return status;
}

/* The edition that another one extends: one of those made already. */
static const cwp_pathway *find_made(const generator *self, const char *code) {
  for (size_t i = 0; i < self->edition_count; i++)
    if (strcmp(cwp_record_code(self->editions[i], 0), code) == 0) return self->editions[i];
  return NULL;
}

/* Whether a file goes into an edition that extends no other. */
static int goes_into(const source_file *file, const source_file *edition) {
  return file == edition || file->part == PART_COMMON || (file->part == PART_SHARED && edition->part == PART_EDITION);
}

/* Every document that an edition is made of: its own alone, if it extends one that has the others already. */
static cwp_status read_documents(generator *self, cwp__builder *builder, const source_file *edition, int extends) {
  cwp_status status = CWP_OK;
  for (int linking = 0; linking <= 1; linking++)
    for (const source_file *file = self->files; file < self->files + self->file_count && status == CWP_OK; file++) {
      if (extends ? file != edition : !goes_into(file, edition)) continue;
      status = linking ? cwp__document_link(builder, &file->document, &self->error)
                       : cwp__document_define(builder, &file->document, &self->error);
    }
  return status;
}

static cwp_status make_edition(generator *self, const source_file *file) {
  const char *extends = NULL;
  int carry = 0;
  cwp__builder builder;
  cwp__builder_init(&builder, NULL);
  cwp_status status = cwp__document_head(&file->document, &extends, &carry, &self->error);
  const cwp_pathway *base = status == CWP_OK && extends ? find_made(self, extends) : NULL;
  if (status == CWP_OK && extends && !base)
    status = cwp__fail(&self->error, CWP_ERROR_INVALID, "edition %s comes after the one that extends it", extends);
  if (status == CWP_OK && base) status = cwp__builder_start_from(&builder, base, carry, &self->error);
  if (status == CWP_OK) status = read_documents(self, &builder, file, base != NULL);
  if (status == CWP_OK) status = cwp__builder_freeze(&builder, self->editions + self->edition_count, &self->error);
  if (status == CWP_OK) self->edition_count++;
  cwp__builder_free(&builder);
  return status;
}

static cwp_status read_dataset(generator *self) {
  cwp_status status = read_file(&self->dataset, &self->error);
  if (status != CWP_OK) return status;
  const cJSON *root = self->dataset.document.root;
  const char *edition = cwp__json_text(root, "default_edition");
  self->version = cwp__json_text(root, "version");
  self->date = cwp__json_text(root, "date");
  if (!self->version || !self->date || !edition)
    return cwp__fail(&self->error, CWP_ERROR_INVALID, "\"version\", \"date\" and \"default_edition\" are needed");
  for (size_t i = 0; i < self->edition_count; i++)
    if (strcmp(cwp_record_code(self->editions[i], 0), edition) == 0) {
      self->default_edition = i;
      return CWP_OK;
    }
  return cwp__fail(&self->error, CWP_ERROR_NOT_FOUND, "there is no edition %s to be the default", edition);
}

/* ---- Writing ---- */

/* A text of an edition's own pool. */
typedef struct pooled {
  const char *text;
  size_t length;
  size_t edition, from; /* its place in the edition's own pool */
  size_t holder;        /* the text that it is the end of: itself, or a longer one */
  uint32_t to;          /* its place in the common pool, once it is there */
} pooled;

/* What the editions share: one pool of texts, in which a text that another one ends with is not kept twice; and one
   array of words and one of properties, in which what is equal stands once. */
typedef struct common {
  cwp__buffer pool;
  uint32_t *moved[MOST_EDITIONS]; /* places in the common pool, indexed by place in the edition's own */
  cwp__words *words;
  size_t word_count, word_capacity;
  cwp__grounds *grounds;
  size_t ground_count, ground_capacity;
  cwp__property *properties;
  size_t property_count, property_capacity;
} common;

static const pooled *all_texts; /* for comparing: qsort hands on no context */

/* Compares from the end of the texts to their beginning, so that a text stands right before those that end with it. */
static int compare_ends(const void *left, const void *right) {
  size_t a_index = *(const size_t *)left, b_index = *(const size_t *)right;
  const pooled *a = all_texts + a_index, *b = all_texts + b_index;
  for (size_t i = 1; i <= a->length && i <= b->length; i++)
    if (a->text[a->length - i] != b->text[b->length - i])
      return (unsigned char)a->text[a->length - i] < (unsigned char)b->text[b->length - i] ? -1 : 1;
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  return a_index < b_index ? 1 : -1; /* of equal ones the first holds the others */
}

static int ends_with(const pooled *longer, const pooled *text) {
  return longer->length >= text->length &&
         memcmp(longer->text + longer->length - text->length, text->text, text->length) == 0;
}

static size_t count_texts(const generator *self) {
  size_t count = 0;
  for (size_t i = 0; i < self->edition_count; i++)
    for (size_t place = 1; place < self->editions[i]->pool_size; count++)
      place += strlen(self->editions[i]->pool + place) + 1;
  return count;
}

static void list_texts(const generator *self, pooled *texts) {
  for (size_t i = 0; i < self->edition_count; i++)
    for (size_t place = 1; place < self->editions[i]->pool_size;) {
      const char *text = self->editions[i]->pool + place;
      *texts++ = (pooled){.text = text, .length = strlen(text), .edition = i, .from = place};
      place += strlen(text) + 1;
    }
}

/* Lays the texts out in the order in which the editions have them, each where the text that holds it is. */
static void place_texts(common *out, pooled *texts, size_t *order, size_t count) {
  for (size_t i = 0; i < count; i++)
    order[i] = i;
  all_texts = texts;
  qsort(order, count, sizeof *order, compare_ends);
  for (size_t i = count; i-- > 0;) {
    size_t next = i + 1 < count ? texts[order[i + 1]].holder : order[i];
    texts[order[i]].holder = ends_with(texts + next, texts + order[i]) ? next : order[i];
  }
  for (size_t i = 0; i < count; i++) {
    pooled *holder = texts + texts[i].holder;
    if (holder->to == 0) {
      holder->to = (uint32_t)out->pool.length;
      cwp__buffer_add(&out->pool, holder->text, holder->length + 1);
    }
    out->moved[texts[i].edition][texts[i].from] = holder->to + (uint32_t)(holder->length - texts[i].length);
  }
}

static void share_texts(const generator *self, common *out) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  size_t count = count_texts(self);
  memset(out, 0, sizeof *out);
  cwp__buffer_init(&out->pool, &memory);
  cwp__buffer_add(&out->pool, "", 1);
  pooled *texts = cwp__allocate(&memory, count, sizeof *texts);
  size_t *order = cwp__allocate(&memory, count, sizeof *order);
  int failed = !texts || !order;
  for (size_t i = 0; i < self->edition_count; i++) {
    out->moved[i] = cwp__allocate_zeroed(&memory, self->editions[i]->pool_size, sizeof *out->moved[i]);
    failed |= !out->moved[i];
  }
  if (failed) {
    out->pool.failed = 1;
  } else {
    list_texts(self, texts);
    place_texts(out, texts, order, count);
  }
  cwp__release(&memory, texts);
  cwp__release(&memory, order);
}

/* The place of an item in a common array, put there if it is new. Slow and simple: it runs once a build. */
static uint32_t share(common *out, void **items, size_t *count, size_t *capacity, const void *item, size_t size) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  for (size_t i = 0; i < *count; i++)
    if (memcmp((const char *)*items + i * size, item, size) == 0) return (uint32_t)i;
  if (!cwp__reserve(&memory, items, capacity, *count + 1, size)) {
    out->pool.failed = 1;
    return 0;
  }
  memcpy((char *)*items + *count * size, item, size);
  return (uint32_t)(*count)++;
}

static uint32_t share_words(common *out, cwp__words words) {
  return share(out, (void **)&out->words, &out->word_count, &out->word_capacity, &words, sizeof words);
}

static uint32_t share_grounds(common *out, cwp__grounds grounds) {
  return share(out, (void **)&out->grounds, &out->ground_count, &out->ground_capacity, &grounds, sizeof grounds);
}

/* The place of a list of properties in the common array; its last one has no name. Slow and simple, too. */
static uint32_t share_properties(common *out, const cwp__property *list, const uint32_t *moved) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  size_t count = 1;
  while (list[count - 1].name)
    count++;
  if (!cwp__reserve(&memory, (void **)&out->properties, &out->property_capacity, out->property_count + count,
                    sizeof *list)) {
    out->pool.failed = 1;
    return 0;
  }
  cwp__property *added = out->properties + out->property_count; /* it stays if there is no other like it */
  for (size_t i = 0; i < count; i++)
    added[i] = (cwp__property){moved[list[i].name], moved[list[i].value]};
  for (const cwp__property *found = out->properties; found + count <= added; found++)
    if (memcmp(found, added, count * sizeof *list) == 0) return (uint32_t)(found - out->properties);
  out->property_count += count;
  return (uint32_t)(added - out->properties);
}

static void free_common(common *self) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  cwp__buffer_free(&self->pool);
  cwp__release(&memory, self->words);
  cwp__release(&memory, self->grounds);
  cwp__release(&memory, self->properties);
  for (size_t i = 0; i < MOST_EDITIONS; i++)
    cwp__release(&memory, self->moved[i]);
}

static void write_common(cwp__buffer *out, const common *shared) {
  cwp__buffer_format(out, "static const char pool[%zu] = {", shared->pool.length);
  for (size_t i = 0; i < shared->pool.length; i++)
    cwp__buffer_format(out, "%s%d,", i % 32 == 0 ? "\n" : "", shared->pool.text[i]);
  cwp__buffer_add_text(out, "\n};\n\nstatic const cwp__words words[] = {\n");
  for (size_t i = 0; i < shared->word_count; i++) {
    const cwp__words *words = shared->words + i;
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u},\n", words->code, words->title, words->text, words->note,
                       words->properties);
  }
  cwp__buffer_add_text(out, "};\n\nstatic const cwp__grounds grounds[] = {\n");
  for (size_t i = 0; i < shared->ground_count; i++)
    cwp__buffer_format(out, "{%u,%u,%u},\n", shared->grounds[i].text, (unsigned)shared->grounds[i].about,
                       (unsigned)shared->grounds[i].source);
  cwp__buffer_add_text(out, "};\n\nstatic const cwp__property properties[] = {\n");
  for (size_t i = 0; i < shared->property_count; i++)
    cwp__buffer_format(out, "{%u,%u},\n", shared->properties[i].name, shared->properties[i].value);
  cwp__buffer_add_text(out, "};\n\n");
}

static void write_rows(cwp__buffer *out, const cwp_pathway *edition, common *shared, const uint32_t *moved,
                       const char *name) {
  cwp__buffer_format(out, "static const cwp__row rows_%s[] = {\n", name);
  for (uint32_t i = 0; i <= cwp__record_count(edition); i++) {
    const cwp__row *row = edition->rows + i;
    const cwp__words *own = cwp__words_of(edition, row);
    uint32_t properties = share_properties(shared, cwp__properties_of(edition, row), moved);
    uint32_t words = share_words(
        shared, (cwp__words){moved[own->code], moved[own->title], moved[own->text], moved[own->note], properties});
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u},\n", row->first_link, row->first_cover, words,
                       (unsigned)row->first_alias, (unsigned)row->source, (unsigned)row->role, (unsigned)row->parent,
                       (unsigned)row->first_child, (unsigned)row->child_count, (unsigned)row->status,
                       (unsigned)row->coverage);
  }
  cwp__buffer_add_text(out, "};\n\n");
}

static void write_links(cwp__buffer *out, const cwp_pathway *edition, common *shared, const uint32_t *moved,
                        const char *name) {
  cwp__buffer_format(out, "static const cwp__link links_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[cwp__record_count(edition)].first_link; i++) {
    const cwp__link *link = edition->links + i;
    const cwp__grounds *own = cwp__grounds_of(edition, link);
    uint32_t grounds = share_grounds(shared, (cwp__grounds){moved[own->text], own->about, own->source});
    cwp__buffer_format(out, "{%u,%u,%u,%u},\n", (unsigned)link->to, grounds, (unsigned)link->relation,
                       (unsigned)link->extent_and_status);
  }
  cwp__buffer_add_text(out, "{0,0,0,0}};\n\n");
}

static void write_belongings(cwp__buffer *out, const cwp_pathway *edition, const uint32_t *moved, const char *name) {
  uint32_t records = cwp__record_count(edition);
  cwp__buffer_format(out, "static const cwp__text aliases_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[records].first_alias; i++)
    cwp__buffer_format(out, "%u,\n", moved[edition->aliases[i]]);
  cwp__buffer_format(out, "0};\n\nstatic const cwp__cover covers_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[records].first_cover; i++) {
    const cwp__cover *cover = edition->covers + i;
    cwp__buffer_format(out, "{%u,%u,%u},\n", (unsigned)cover->target, (unsigned)cover->count,
                       (unsigned)cover->map_and_extent);
  }
  cwp__buffer_add_text(out, "{0,0,0}};\n\n");
}

/* Terms of rules and places of lines; a row of zeros for rules where there are none. */
static void write_numbers(cwp__buffer *out, const cwp_pathway *edition, const char *name) {
  cwp__buffer_format(out, "static const cwp__terms terms_%s[] = {\n", name);
  for (size_t i = 0; i < cwp_pathway_count(edition, CWP_KIND_RULE); i++) {
    const cwp__terms *terms = edition->terms + i;
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u,%u,%u,%u},\n", terms->at_least, terms->first_need, terms->need_count,
                       (unsigned)terms->kind, (unsigned)terms->least, (unsigned)terms->accepts,
                       (unsigned)terms->within_months, (unsigned)terms->within_days);
  }
  cwp__buffer_format(out, "{0,0,0,0,0,0,0,0}};\n\nstatic const cwp__lines lines_%s[] = {\n", name);
  for (size_t i = 0; i <= cwp_pathway_count(edition, CWP_KIND_ROLE); i++) {
    const cwp__lines *lines = edition->lines + i;
    cwp__buffer_format(out, "{%u,%u,%u},\n", (unsigned)lines->behaviours, (unsigned)lines->statements,
                       (unsigned)lines->rules);
  }
  cwp__buffer_add_text(out, "};\n\n");
}

static void write_slots(cwp__buffer *out, const cwp_pathway *edition, const char *name) {
  cwp__buffer_format(out, "static const uint16_t slots_%s[] = {", name);
  for (uint32_t i = 0; i < edition->slot_count; i++)
    cwp__buffer_format(out, "%s%u,", i % 32 == 0 ? "\n" : "", (unsigned)edition->slots[i]);
  cwp__buffer_add_text(out, "\n};\n\n");
}

static void write_pathway(cwp__buffer *out, const cwp_pathway *edition, const char *name, size_t pool_size) {
  cwp__buffer_format(out,
                     "static const cwp_pathway pathway_%s = {\n"
                     "  .pool = pool, .words = words, .rows = rows_%s, .links = links_%s, .grounds = grounds,\n"
                     "  .properties = properties, .aliases = aliases_%s, .covers = covers_%s, .slots = slots_%s,\n"
                     "  .terms = terms_%s, .lines = lines_%s,\n"
                     "  .pool_size = %zu, .slot_count = %u,\n  .first = {",
                     name, name, name, name, name, name, name, name, pool_size, edition->slot_count);
  for (size_t kind = 0; kind <= CWP_KIND_END; kind++)
    cwp__buffer_format(out, "%u,", edition->first[kind]);
  cwp__buffer_add_text(out, "}};\n\n");
}

/* The edition's code as part of a C name. */
static void c_name(const char *code, char *out, size_t capacity) {
  size_t i = 0;
  for (; code[i] && i + 1 < capacity; i++)
    out[i] = code[i] == '-' || code[i] == '.' ? '_' : code[i];
  out[i] = '\0';
}

static void write_edition(cwp__buffer *out, const cwp_pathway *edition, common *shared, const uint32_t *moved) {
  char name[128];
  c_name(cwp_record_code(edition, 0), name, sizeof name);
  write_rows(out, edition, shared, moved, name);
  write_links(out, edition, shared, moved, name);
  write_belongings(out, edition, moved, name);
  write_numbers(out, edition, name);
  write_slots(out, edition, name);
  write_pathway(out, edition, name, shared->pool.length);
}

static void write_list(const generator *self, cwp__buffer *out) {
  char name[128];
  cwp__buffer_add_text(out, "const cwp_pathway *const cwp__editions[] = {");
  for (size_t i = 0; i < self->edition_count; i++) {
    c_name(cwp_record_code(self->editions[i], 0), name, sizeof name);
    cwp__buffer_format(out, "&pathway_%s,", name);
  }
  cwp__buffer_format(out,
                     "};\nconst uint32_t cwp__edition_count = %zu;\nconst uint32_t cwp__edition_default_index = %zu;\n"
                     "const char cwp__dataset_version_text[] = \"%s\";\nconst char cwp__dataset_date_text[] = \"%s\";\n"
                     "const char cwp__dataset_checksum_text[] = \"%016" PRIx64 "\";\n",
                     self->edition_count, self->default_edition, self->version, self->date, self->checksum);
}

/* The names of courses go into a table by themselves (lib/text/generate_names.c); here their codes are looked up. */
static cwp_status check_names(generator *self, const source_file *file) {
  const cJSON *courses = cwp__json_get(file->document.root, "courses");
  for (const cJSON *course = courses ? courses->child : NULL; course; course = course->next) {
    const char *about = cwp__json_text(course, "about");
    if (!about || cwp_pathway_id(self->editions[self->default_edition], about) == CWP_NONE)
      return cwp__json_fail(&file->document, course, &self->error, "\"about\" is no code of the default edition");
  }
  return CWP_OK;
}

static cwp_status write_tables(generator *self, const char *path) {
  common shared;
  cwp__buffer out, editions; /* what the editions share comes first, and is known last */
  cwp__buffer_init(&out, NULL);
  cwp__buffer_init(&editions, NULL);
  share_texts(self, &shared);
  cwp__buffer_add_text(&out, "/* Made by cwp-generate from lib/data. Not to be edited. */\n\n"
                             "#include \"pathway/model.h\"\n\n");
  if (!shared.pool.failed) {
    for (size_t i = 0; i < self->edition_count; i++)
      write_edition(&editions, self->editions[i], &shared, shared.moved[i]);
    write_common(&out, &shared);
    cwp__buffer_add(&out, editions.text, editions.length);
    write_list(self, &out);
  }
  int failed = out.failed || editions.failed || shared.pool.failed;
  cwp_status status =
      failed ? cwp__fail_memory(&self->error) : cwp__file_replace(path, out.text, out.length, &self->error);
  cwp__buffer_free(&out);
  cwp__buffer_free(&editions);
  free_common(&shared);
  return status;
}

/* ---- The command ---- */

static part part_of(const char *option) {
  static const struct {
    const char *option;
    part part;
  } parts[] = {{"--common", PART_COMMON},
               {"--alone", PART_ALONE},
               {"--shared", PART_SHARED},
               {"--editions", PART_EDITION},
               {"--names", PART_NAMES}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (strcmp(parts[i].option, option) == 0) return parts[i].part;
  return PART_NONE;
}

static int read_arguments(generator *self, int count, char **arguments) {
  part current = PART_NONE;
  size_t editions = 0;
  if (count < 5) return 0;
  self->dataset.path = arguments[2];
  for (int i = 3; i < count; i++) {
    part next = part_of(arguments[i]);
    if (next != PART_NONE) {
      current = next;
      continue;
    }
    if (current == PART_NONE || self->file_count == MOST_FILES) return 0;
    if (current == PART_ALONE || current == PART_EDITION) editions++;
    self->files[self->file_count++] = (source_file){.part = current, .path = arguments[i]};
  }
  return editions > 0 && editions <= MOST_EDITIONS;
}

/* Line ends do not count, so that a checkout with CRLF has the same checksum. */
static void add_to_checksum(generator *self, const source_file *file) {
  for (size_t i = 0; i < file->length; i++)
    if (file->text[i] != '\r') self->checksum = cwp__hash_bytes(self->checksum, file->text + i, 1);
}

static cwp_status run(generator *self, const char *path) {
  cwp_status status = CWP_OK;
  self->checksum = CWP__HASH_START;
  for (size_t i = 0; i < self->file_count && status == CWP_OK; i++) {
    status = read_file(self->files + i, &self->error);
    if (status == CWP_OK) add_to_checksum(self, self->files + i);
  }
  for (const source_file *file = self->files; file < self->files + self->file_count && status == CWP_OK; file++)
    if (file->part == PART_ALONE || file->part == PART_EDITION) status = make_edition(self, file);
  if (status == CWP_OK) status = read_dataset(self);
  for (const source_file *file = self->files; file < self->files + self->file_count && status == CWP_OK; file++)
    if (file->part == PART_NAMES) status = check_names(self, file);
  if (status == CWP_OK) status = write_tables(self, path);
  return status;
}

static void clean_up(generator *self) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  for (size_t i = 0; i < self->edition_count; i++)
    cwp_pathway_free(self->editions[i]);
  for (size_t i = 0; i < self->file_count; i++) {
    cwp__json_free(&self->files[i].document);
    cwp__release(&memory, self->files[i].text);
  }
  cwp__json_free(&self->dataset.document);
  cwp__release(&memory, self->dataset.text);
}

static int complain(cwp_status status, const cwp_error *error) {
  if (status == CWP_OK) return 0;
  fprintf(stderr, "%s:%" PRIu64 ":%" PRIu64 ": error: %s\n", error->path, error->line, error->column, error->message);
  return 1;
}

int main(int count, char **arguments) {
  static generator self;
  if (count == 4 && strcmp(arguments[1], "--titles") == 0)
    return complain(cwp__generate_titles(arguments[2], arguments[3], &self.error), &self.error);
  if (count == 4 && strcmp(arguments[1], "--rules") == 0)
    return complain(cwp__generate_rules(arguments[2], arguments[3], &self.error), &self.error);
  if (!read_arguments(&self, count, arguments)) {
    fprintf(stderr, "usage: cwp-generate TABLES.c DATASET.json --common FILE... --alone FILE... --shared FILE... "
                    "--editions FILE...\n"
                    "       cwp-generate --titles TABLES.c TITLES.json\n"
                    "       cwp-generate --rules TABLE.c RULES.json\n");
    return 2;
  }
  cwp_status status = run(&self, arguments[1]);
  int code = complain(status, &self.error);
  clean_up(&self);
  return code;
}
