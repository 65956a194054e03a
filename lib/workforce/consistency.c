/* How many people of each job role are in which role category, and what the pathway's suggestions have for the job
   role. The job role is the last of the columns that people are grouped by. */

#include "base/error.h"
#include "workforce/tally.h"

#include <string.h>

typedef struct job_tables {
  uint32_t *suggested; /* of each job role: the place in `labels`, or NOTHING */
  uint8_t *agrees;     /* of each job role, a byte for each role category that is suggested */
  const char **labels; /* each once */
  size_t label_count;
  cwp__arena texts;
} job_tables;

#define NOTHING UINT32_MAX

/* The code of a job role: by its code, or by the number that the national data set has for it; CWP_NONE for none. What
   is retired stands for what took its place. */
static cwp_id job_of(const cwp_pathway *pathway, const char *text) {
  cwp_link link;
  cwp_id job = cwp_pathway_id(pathway, text);
  if (job == CWP_NONE || cwp_record_kind(pathway, job) != CWP_KIND_CODE)
    job = cwp_pathway_bulk_code(pathway, "job-role", text);
  if (job == CWP_NONE || cwp_record_property(pathway, job, "retired")[0] == '\0' ||
      cwp_record_link(pathway, job, CWP_RELATION_SUCCESSOR, 0, &link, NULL) != CWP_OK)
    return job;
  return link.to;
}

/* Marks the role categories that a suggestion has. Returns how many bytes their codes take, with a space each. */
static size_t mark_roles(const cwp_pathway *pathway, cwp_id suggestion, uint8_t *is_suggested) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  size_t roles = cwp_pathway_count(pathway, CWP_KIND_ROLE), bytes = 0;
  cwp_link link;
  for (size_t i = 0; cwp_record_link(pathway, suggestion, CWP_RELATION_TO, i, &link, NULL) == CWP_OK; i++) {
    if (link.to < first || link.to - first >= roles || is_suggested[link.to - first]) continue;
    is_suggested[link.to - first] = 1;
    bytes += strlen(cwp_record_code(pathway, link.to)) + 1;
  }
  return bytes;
}

/* What all suggestions have for a job role. */
static size_t find_roles(const cwp_pathway *pathway, cwp_id job, uint8_t *is_suggested) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_SUGGESTION);
  size_t bytes = 0;
  cwp_link link;
  for (cwp_id id = first; job != CWP_NONE && id < first + cwp_pathway_count(pathway, CWP_KIND_SUGGESTION); id++)
    for (size_t i = 0; cwp_record_link(pathway, id, CWP_RELATION_FROM, i, &link, NULL) == CWP_OK; i++)
      if (link.to == job) bytes += mark_roles(pathway, id, is_suggested);
  return bytes;
}

/* The codes of the marked role categories with spaces between. */
static char *join_codes(const cwp__asked *asked, const uint8_t *is_suggested, size_t bytes, cwp__arena *texts) {
  char *text = cwp__arena_allocate(texts, bytes, 1), *end = text;
  for (uint32_t role = 0; text && role < asked->reaches.role_count; role++) {
    if (!is_suggested[role]) continue;
    size_t length = strlen(asked->labels[role]);
    if (end > text) *end++ = ' ';
    memcpy(end, asked->labels[role], length);
    end += length;
  }
  if (text) *end = '\0';
  return text;
}

static cwp_status look_up(const cwp__asked *asked, job_tables *tables, size_t job, const char *name, cwp_error *error) {
  uint8_t *is_suggested = tables->agrees + job * asked->reaches.role_count;
  size_t bytes = find_roles(asked->pathway, job_of(asked->pathway, name), is_suggested);
  tables->suggested[job] = NOTHING;
  if (bytes == 0) return CWP_OK;
  char *text = join_codes(asked, is_suggested, bytes, &tables->texts);
  if (!text) return cwp__fail_memory(error);
  size_t place = 0;
  while (place < tables->label_count && strcmp(tables->labels[place], text) != 0)
    place++;
  if (place == tables->label_count) tables->labels[tables->label_count++] = text;
  tables->suggested[job] = (uint32_t)place;
  return CWP_OK;
}

static void clear(cwp__ledger *self) {
  const cwp_allocator *allocator = &self->asked->allocator;
  job_tables *tables = self->tables;
  if (!tables) return;
  cwp__release(allocator, tables->suggested);
  cwp__release(allocator, tables->agrees);
  cwp__release(allocator, (void *)tables->labels);
  cwp__arena_free(&tables->texts);
  cwp__release(allocator, tables);
}

static cwp_status prepare(cwp__ledger *self, cwp_error *error) {
  const cwp_allocator *allocator = &self->asked->allocator;
  const cwp__labels *jobs = &self->groups->keys[self->groups->key_count - 1];
  job_tables *tables = cwp__allocate_zeroed(allocator, 1, sizeof *tables);
  self->tables = tables;
  if (!tables) return cwp__fail_memory(error);
  cwp__arena_init(&tables->texts, allocator);
  tables->suggested = cwp__allocate(allocator, jobs->count, sizeof *tables->suggested);
  tables->agrees = cwp__allocate_zeroed(allocator, jobs->count, self->asked->reaches.role_count + 1u);
  tables->labels = cwp__allocate(allocator, jobs->count, sizeof *tables->labels);
  if (!tables->suggested || !tables->agrees || !tables->labels) return cwp__fail_memory(error);
  cwp_status status = CWP_OK;
  for (size_t job = 0; job < jobs->count && !status; job++)
    status = look_up(self->asked, tables, job, jobs->texts[job], error);
  return status;
}

/* Nobody's evidence is looked at: the people of a block are all that is counted. */
static cwp_status add(cwp__tally *self, cwp__desk *desk, cwp__counted *person, cwp_error *error) {
  (void)self;
  (void)desk;
  (void)person;
  (void)error;
  return CWP_OK;
}

enum { ROLE, PEOPLE, SUGGESTED, AGREES, COLUMNS };

static size_t columns(const cwp__ledger *self, cwp__column *out) {
  const job_tables *tables = self->tables;
  (out - 1)->name = "job_role"; /* whatever the host calls it */
  out[ROLE] = cwp__role_column(self->asked, "role", 1);
  out[PEOPLE] = (cwp__column){.name = "people", .type = CWP__COLUMN_INT64};
  out[SUGGESTED] = (cwp__column){.name = "suggested",
                                 .type = CWP__COLUMN_LABEL,
                                 .nullable = 1,
                                 .labels = tables->labels,
                                 .label_count = tables->label_count};
  out[AGREES] = (cwp__column){.name = "agrees", .type = CWP__COLUMN_BOOLEAN, .nullable = 1};
  return COLUMNS;
}

static size_t write(const cwp__ledger *self, const cwp__block *block, cwp__batch *batch, size_t row) {
  const job_tables *tables = self->tables;
  void *const *values = batch->values + block->column;
  uint8_t *const *valid = batch->valid + block->column;
  const uint32_t roles = self->asked->reaches.role_count;
  const size_t keys = self->groups->key_count;
  uint32_t job = self->groups->labels[block->group * keys + keys - 1];
  uint32_t suggested = job == UINT32_MAX ? NOTHING : tables->suggested[job];
  int is_known = block->own < roles, is_told = is_known && suggested != NOTHING;
  cwp__put_role(self->asked, values[ROLE], row, is_known ? block->own : 0);
  cwp__put_bit(valid[ROLE], row, is_known);
  ((int64_t *)values[PEOPLE])[row] = block->people;
  ((int32_t *)values[SUGGESTED])[row] = suggested == NOTHING ? 0 : (int32_t)suggested;
  cwp__put_bit(valid[SUGGESTED], row, suggested != NOTHING);
  cwp__put_bit(values[AGREES], row, is_told && tables->agrees[(size_t)job * roles + block->own]);
  cwp__put_bit(valid[AGREES], row, is_told);
  return 1;
}

static size_t most_rows(const cwp__ledger *self) {
  (void)self;
  return 1;
}

const cwp__count_kind cwp__count_consistency = {.takes_unknown = 1,
                                                .prepare = prepare,
                                                .clear = clear,
                                                .add = add,
                                                .columns = columns,
                                                .write = write,
                                                .most_rows = most_rows};
