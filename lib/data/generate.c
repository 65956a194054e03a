/*
 * cwp-generate: the dataset's JSON files into constant tables in C.
 *
 *   cwp-generate TABLES.c DATASET.json --common FILE… --alone FILE… --shared FILE… --editions FILE…
 *
 * The common files go into every edition that extends no other, the shared ones into those after --editions only; an
 * edition after --alone stands by itself.
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
#include "pathway/document.h"
#include "pathway/model.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILES = 32, MOST_EDITIONS = 16 };

/* What a file is to the dataset, after the option that it was named by. */
typedef enum part { PART_NONE, PART_COMMON, PART_ALONE, PART_SHARED, PART_EDITION } part;

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

/* One pool for all editions: each edition's places in its own pool, moved to places in the common one. */
typedef struct pools {
  cwp__buffer common;
  uint32_t *moved[MOST_EDITIONS]; /* indexed by place in the edition's own pool */
} pools;

/* The place of a text in the common pool. Slow and simple: it runs once a build. */
static uint32_t common_place(cwp__buffer *common, const char *text) {
  for (size_t place = 0; place < common->length; place += strlen(common->text + place) + 1)
    if (strcmp(common->text + place, text) == 0) return (uint32_t)place;
  size_t place = common->length;
  cwp__buffer_add(common, text, strlen(text) + 1);
  return (uint32_t)place;
}

static void merge_pools(generator *self, pools *out) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  memset(out, 0, sizeof *out);
  cwp__buffer_init(&out->common, &memory);
  cwp__buffer_add(&out->common, "", 1);
  for (size_t i = 0; i < self->edition_count; i++) {
    const cwp_pathway *edition = self->editions[i];
    out->moved[i] = cwp__allocate_zeroed(&memory, edition->pool_size, sizeof *out->moved[i]);
    for (size_t place = 1; out->moved[i] && place < edition->pool_size; place += strlen(edition->pool + place) + 1)
      out->moved[i][place] = common_place(&out->common, edition->pool + place);
    if (!out->moved[i]) out->common.failed = 1;
  }
}

static void free_pools(pools *self) {
  cwp_allocator memory = cwp__allocator_or_default(NULL);
  cwp__buffer_free(&self->common);
  for (size_t i = 0; i < MOST_EDITIONS; i++)
    cwp__release(&memory, self->moved[i]);
}

static void write_pool(cwp__buffer *out, const cwp__buffer *pool) {
  cwp__buffer_format(out, "static const char pool[%zu] = {", pool->length);
  for (size_t i = 0; i < pool->length; i++)
    cwp__buffer_format(out, "%s%d,", i % 32 == 0 ? "\n" : "", pool->text[i]);
  cwp__buffer_add_text(out, "\n};\n\n");
}

static void write_rows(cwp__buffer *out, const cwp_pathway *edition, const uint32_t *moved, const char *name) {
  cwp__buffer_format(out, "static const cwp__row rows_%s[] = {\n", name);
  for (uint32_t i = 0; i <= cwp__record_count(edition); i++) {
    const cwp__row *row = edition->rows + i;
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u,%u},\n", moved[row->code], moved[row->title],
                       moved[row->text], moved[row->note], row->first_link, row->first_property, row->first_alias,
                       row->first_cover, (unsigned)row->source, (unsigned)row->role, (unsigned)row->parent,
                       (unsigned)row->first_child, (unsigned)row->child_count, (unsigned)row->status,
                       (unsigned)row->coverage);
  }
  cwp__buffer_add_text(out, "};\n\n");
}

static void write_links(cwp__buffer *out, const cwp_pathway *edition, const uint32_t *moved, const char *name) {
  cwp__buffer_format(out, "static const cwp__link links_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[cwp__record_count(edition)].first_link; i++) {
    const cwp__link *link = edition->links + i;
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u,%u},\n", moved[link->text], (unsigned)link->to, (unsigned)link->about,
                       (unsigned)link->source, (unsigned)link->relation, (unsigned)link->extent_and_status);
  }
  cwp__buffer_add_text(out, "{0,0,0,0,0,0}};\n\n");
}

static void write_properties(cwp__buffer *out, const cwp_pathway *edition, const uint32_t *moved, const char *name) {
  uint32_t records = cwp__record_count(edition);
  cwp__buffer_format(out, "static const cwp__property properties_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[records].first_property; i++)
    cwp__buffer_format(out, "{%u,%u},\n", moved[edition->properties[i].name], moved[edition->properties[i].value]);
  cwp__buffer_format(out, "{0,0}};\n\nstatic const cwp__text aliases_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[records].first_alias; i++)
    cwp__buffer_format(out, "%u,\n", moved[edition->aliases[i]]);
  cwp__buffer_format(out, "0};\n\nstatic const cwp__cover covers_%s[] = {\n", name);
  for (uint32_t i = 0; i < edition->rows[records].first_cover; i++) {
    const cwp__cover *cover = edition->covers + i;
    cwp__buffer_format(out, "{%u,%u},\n", (unsigned)cover->target, (unsigned)cover->map_and_extent);
  }
  cwp__buffer_add_text(out, "{0,0}};\n\n");
}

/* Terms of rules and places of lines; a row of zeros for rules where there are none. */
static void write_numbers(cwp__buffer *out, const cwp_pathway *edition, const char *name) {
  cwp__buffer_format(out, "static const cwp__terms terms_%s[] = {\n", name);
  for (size_t i = 0; i < cwp_pathway_count(edition, CWP_KIND_RULE); i++) {
    const cwp__terms *terms = edition->terms + i;
    cwp__buffer_format(out, "{%u,%u,%u,%u,%u,%u},\n", terms->at_least, terms->first_need, terms->need_count,
                       (unsigned)terms->kind, (unsigned)terms->least, (unsigned)terms->accepts);
  }
  cwp__buffer_format(out, "{0,0,0,0,0,0}};\n\nstatic const cwp__lines lines_%s[] = {\n", name);
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
                     "  .pool = pool, .rows = rows_%s, .links = links_%s, .properties = properties_%s,\n"
                     "  .aliases = aliases_%s, .covers = covers_%s, .slots = slots_%s,\n"
                     "  .terms = terms_%s, .lines = lines_%s,\n"
                     "  .pool_size = %zu, .slot_count = %u,\n  .first = {",
                     name, name, name, name, name, name, name, name, name, pool_size, edition->slot_count);
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

static void write_edition(cwp__buffer *out, const cwp_pathway *edition, const uint32_t *moved, size_t pool_size) {
  char name[128];
  c_name(cwp_record_code(edition, 0), name, sizeof name);
  write_rows(out, edition, moved, name);
  write_links(out, edition, moved, name);
  write_properties(out, edition, moved, name);
  write_numbers(out, edition, name);
  write_slots(out, edition, name);
  write_pathway(out, edition, name, pool_size);
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

static cwp_status write_tables(generator *self, const char *path) {
  pools common;
  cwp__buffer out;
  cwp__buffer_init(&out, NULL);
  merge_pools(self, &common);
  cwp__buffer_add_text(&out, "/* Made by cwp-generate from lib/data. Not to be edited. */\n\n"
                             "#include \"pathway/model.h\"\n\n");
  if (!common.common.failed) {
    write_pool(&out, &common.common);
    for (size_t i = 0; i < self->edition_count; i++)
      write_edition(&out, self->editions[i], common.moved[i], common.common.length);
    write_list(self, &out);
  }
  cwp_status status = out.failed || common.common.failed ? cwp__fail_memory(&self->error)
                                                         : cwp__file_replace(path, out.text, out.length, &self->error);
  cwp__buffer_free(&out);
  free_pools(&common);
  return status;
}

/* ---- The command ---- */

static part part_of(const char *option) {
  static const struct {
    const char *option;
    part part;
  } parts[] = {
      {"--common", PART_COMMON}, {"--alone", PART_ALONE}, {"--shared", PART_SHARED}, {"--editions", PART_EDITION}};
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

int main(int count, char **arguments) {
  static generator self;
  if (!read_arguments(&self, count, arguments)) {
    fprintf(stderr, "usage: cwp-generate TABLES.c DATASET.json --common FILE... --alone FILE... --shared FILE... "
                    "--editions FILE...\n");
    return 2;
  }
  cwp_status status = run(&self, arguments[1]);
  if (status != CWP_OK)
    fprintf(stderr, "%s:%" PRIu64 ":%" PRIu64 ": error: %s\n", self.error.path, self.error.line, self.error.column,
            self.error.message);
  clean_up(&self);
  return status == CWP_OK ? 0 : 1;
}
