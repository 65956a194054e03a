/* A table of evidence, one row a piece, becomes portfolios. */

#include "people.h"
#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const COLUMNS[EVIDENCE_COLUMN_END] = {"worker", "subject",      "kind",  "result",    "from",
                                                         "until",  "assessor",     "title", "origin",    "note",
                                                         "extent", "carried_from", "site",  "job_title", "role"};

const char *evidence_column_name(evidence_column column) {
  return column < EVIDENCE_COLUMN_END ? COLUMNS[column] : "unknown";
}

/* Somebody whose portfolio is being built, found by a hash of the id. */
typedef struct worker {
  char *id;
  cwp_portfolio_builder *builder;
} worker;

typedef struct reading {
  struct ArrowSchema schema;
  struct ArrowArray batch;
  const struct ArrowArray *arrays[EVIDENCE_COLUMN_END]; /* NULL where the table has no such column */
  int64_t place[EVIDENCE_COLUMN_END];                   /* the child, or -1 */
  view views[EVIDENCE_COLUMN_END];
  int64_t rows; /* of the batches before */
  worker *workers;
  size_t worker_count, worker_capacity;
  size_t *slots; /* worker + 1, or 0; a power of two of them */
  size_t slot_count;
  char *texts; /* room for the zero-terminated texts of a row */
  size_t texts_capacity;
} reading;

static cwp_status no_memory(cwp_error *error) {
  return people_fail(error, CWP_ERROR_MEMORY, "out of memory");
}

/* ---- Columns ---- */

static int is_date_column(int column) {
  return column == EVIDENCE_FROM || column == EVIDENCE_UNTIL;
}

static int fits(const view *how, int column) {
  if (how->form == VIEW_FLAGS) return 0;
  const int is_day = how->form == VIEW_DAYS || how->form == VIEW_TICKS;
  const int is_number = how->form == VIEW_INTEGER && !how->is_dictionary;
  if (is_date_column(column)) return !is_number;
  return !is_day && (!is_number || column == EVIDENCE_WORKER || column == EVIDENCE_SITE);
}

static cwp_status find_columns(reading *self, cwp_error *error) {
  if (strcmp(self->schema.format, "+s") != 0) {
    return people_fail(error, CWP_ERROR_UNSUPPORTED, "evidence must be a table, not a column of Arrow format \"%.20s\"",
                       self->schema.format);
  }
  for (int column = 0; column < EVIDENCE_COLUMN_END; column++)
    self->place[column] = -1;
  for (int64_t i = 0; i < self->schema.n_children; i++) {
    const struct ArrowSchema *child = self->schema.children[i];
    for (int column = 0; column < EVIDENCE_COLUMN_END; column++) {
      if (child->name == NULL || strcmp(child->name, COLUMNS[column]) != 0) continue;
      self->place[column] = i;
      if (view_open(child, &self->views[column]) != 0 || !fits(&self->views[column], column)) {
        return people_fail(error, CWP_ERROR_UNSUPPORTED, "column \"%s\" is of Arrow format \"%.40s\", not %s",
                           COLUMNS[column], child->format, is_date_column(column) ? "text or a date" : "text");
      }
    }
  }
  for (int column = EVIDENCE_WORKER; column <= EVIDENCE_KIND; column++) {
    if (self->place[column] < 0) {
      return people_fail(error, CWP_ERROR_INVALID, "the table of evidence has no column \"%s\"", COLUMNS[column]);
    }
  }
  return CWP_OK;
}

/* ---- Workers ---- */

static uint64_t hash(const char *text) {
  uint64_t value = 14695981039346656037U;
  for (; *text != '\0'; text++)
    value = (value ^ (unsigned char)*text) * 1099511628211U;
  return value;
}

static size_t *slot_of(const reading *self, const char *id) {
  size_t at = (size_t)hash(id) & (self->slot_count - 1);
  while (self->slots[at] != 0 && strcmp(self->workers[self->slots[at] - 1].id, id) != 0) {
    at = (at + 1) & (self->slot_count - 1);
  }
  return &self->slots[at];
}

/* More room, at most half of the slots taken. */
static int grow_workers(reading *self) {
  const size_t capacity = self->worker_capacity == 0 ? 64 : self->worker_capacity * 2;
  worker *workers = realloc(self->workers, capacity * sizeof *workers);
  if (workers == NULL) return -1;
  self->workers = workers;
  size_t *slots = calloc(capacity * 2, sizeof *slots);
  if (slots == NULL) return -1;
  free(self->slots);
  self->slots = slots;
  self->slot_count = capacity * 2;
  self->worker_capacity = capacity;
  for (size_t i = 0; i < self->worker_count; i++)
    *slot_of(self, workers[i].id) = i + 1;
  return 0;
}

/* What a row says, its texts in `texts` of the reading. */
typedef struct row {
  const char *texts[EVIDENCE_COLUMN_END]; /* NULL where nothing is given */
  cwp_date from, until;
  int64_t number; /* from 1, of all batches */
} row;

static cwp_status add_worker(reading *self, const row *given, size_t *slot, cwp_error *error) {
  cwp_person person = CWP_PERSON_INIT;
  person.id = given->texts[EVIDENCE_WORKER];
  person.site = given->texts[EVIDENCE_SITE];
  person.job_title = given->texts[EVIDENCE_JOB_TITLE];
  person.role = given->texts[EVIDENCE_ROLE];
  person.role_basis = person.role == NULL ? CWP_ROLE_UNKNOWN : CWP_ROLE_RECORDED;
  worker made = {NULL, NULL};
  const size_t size = strlen(person.id) + 1;
  made.id = malloc(size);
  if (made.id == NULL) return no_memory(error);
  memcpy(made.id, person.id, size);
  const cwp_status status = cwp_portfolio_builder_new(&person, NULL, &made.builder, error);
  if (status != CWP_OK) {
    free(made.id);
    return status;
  }
  self->workers[self->worker_count++] = made;
  *slot = self->worker_count;
  return CWP_OK;
}

/* The worker of a row, made if it is the first of theirs: its site, job title and role category are theirs. */
static cwp_status find_worker(reading *self, const row *given, worker **out, cwp_error *error) {
  if (self->worker_count == self->worker_capacity && grow_workers(self) != 0) return no_memory(error);
  size_t *slot = slot_of(self, given->texts[EVIDENCE_WORKER]);
  if (*slot == 0) {
    const cwp_status status = add_worker(self, given, slot, error);
    if (status != CWP_OK) return status;
  }
  *out = &self->workers[*slot - 1];
  return CWP_OK;
}

/* ---- Rows ---- */

/* The value of an enumeration by its name in JSON, or -1. */
static int named(const char *text, const char *(*name)(int), int end) {
  for (int i = 0; i < end; i++) {
    if (strcmp(text, name(i)) == 0) return i;
  }
  return -1;
}

static const char *kind_name(int value) {
  return cwp_evidence_kind_name((cwp_evidence_kind)value);
}
static const char *result_name(int value) {
  return cwp_result_name((cwp_result)value);
}
static const char *extent_name(int value) {
  return cwp_extent_name((cwp_extent)value);
}

static cwp_status bad_value(const row *given, int column, const char *what, cwp_error *error) {
  return people_fail(error, CWP_ERROR_INVALID, "row %lld, column \"%s\": %s", (long long)given->number, COLUMNS[column],
                     what);
}

static cwp_status bad_word(const row *given, int column, cwp_error *error) {
  return people_fail(error, CWP_ERROR_INVALID, "row %lld, column \"%s\": \"%.100s\" is none of its words",
                     (long long)given->number, COLUMNS[column], given->texts[column]);
}

/* All texts of a row side by side, each with a zero. Two rounds: how much room, then the bytes. */
static cwp_status read_texts(reading *self, int64_t at, row *out, cwp_error *error) {
  char numbers[EVIDENCE_COLUMN_END][VIEW_NUMBER_SIZE];
  const char *found[EVIDENCE_COLUMN_END];
  size_t lengths[EVIDENCE_COLUMN_END], needed = 0;
  for (int i = 0; i < EVIDENCE_COLUMN_END; i++) {
    found[i] = NULL;
    if (self->place[i] < 0) continue;
    found[i] = view_text(&self->views[i], self->arrays[i], at, numbers[i], &lengths[i]);
    if (found[i] != NULL && memchr(found[i], '\0', lengths[i]) != NULL) return bad_value(out, i, "a NUL", error);
    if (found[i] != NULL) needed += lengths[i] + 1;
  }
  if (needed > self->texts_capacity) {
    char *texts = realloc(self->texts, needed * 2);
    if (texts == NULL) return no_memory(error);
    self->texts = texts;
    self->texts_capacity = needed * 2;
  }
  char *to = self->texts;
  for (int i = 0; i < EVIDENCE_COLUMN_END; i++) {
    out->texts[i] = NULL;
    if (found[i] == NULL || lengths[i] == 0) continue;
    out->texts[i] = to;
    memcpy(to, found[i], lengths[i]);
    to[lengths[i]] = '\0';
    to += lengths[i] + 1;
  }
  return CWP_OK;
}

static cwp_status read_day(const reading *self, int64_t at, int column, const row *given, cwp_date *out,
                           cwp_error *error) {
  *out = CWP_DATE_NONE;
  if (self->place[column] < 0) return CWP_OK;
  const view *how = &self->views[column];
  if (how->form == VIEW_DAYS || how->form == VIEW_TICKS) {
    *out = view_day(how, self->arrays[column], at);
    return *out == INT32_MAX ? bad_value(given, column, "a day out of range", error) : CWP_OK;
  }
  if (given->texts[column] == NULL) return CWP_OK;
  if (cwp_date_parse(given->texts[column], out, NULL) == CWP_OK) return CWP_OK;
  return people_fail(error, CWP_ERROR_INVALID, "row %lld, column \"%s\": \"%.40s\" is no day as 2026-11-21",
                     (long long)given->number, COLUMNS[column], given->texts[column]);
}

static cwp_status read_words(const row *given, cwp_evidence *out, cwp_error *error) {
  int value = named(given->texts[EVIDENCE_KIND], kind_name, CWP_EVIDENCE_KIND_END);
  if (value < 0) return bad_word(given, EVIDENCE_KIND, error);
  out->kind = (cwp_evidence_kind)value;
  if (given->texts[EVIDENCE_RESULT] != NULL) {
    value = named(given->texts[EVIDENCE_RESULT], result_name, CWP_RESULT_END);
    if (value < 0) return bad_word(given, EVIDENCE_RESULT, error);
    out->result = (cwp_result)value;
  }
  if (given->texts[EVIDENCE_EXTENT] != NULL) {
    value = named(given->texts[EVIDENCE_EXTENT], extent_name, CWP_EXTENT_END);
    if (value <= CWP_EXTENT_NONE) return bad_word(given, EVIDENCE_EXTENT, error);
    out->extent = (cwp_extent)value;
  }
  return CWP_OK;
}

/* The library's message, with the row that it is about before it. */
static cwp_status name_row(const row *given, cwp_error *error) {
  char message[CWP_ERROR_MESSAGE_SIZE];
  memcpy(message, error->message, sizeof message);
  snprintf(error->message, sizeof error->message, "row %lld: %.480s", (long long)given->number, message);
  return error->code;
}

/* A worker's row without a subject says that they are there, and brings no evidence. */
static cwp_status add_row(reading *self, const row *given, cwp_error *error) {
  worker *whose = NULL;
  cwp_status status = find_worker(self, given, &whose, error);
  if (status != CWP_OK) return status == CWP_ERROR_MEMORY ? status : name_row(given, error);
  if (given->texts[EVIDENCE_SUBJECT] == NULL) return CWP_OK;
  if (given->texts[EVIDENCE_KIND] == NULL) return bad_value(given, EVIDENCE_KIND, "is empty", error);
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  evidence.about = given->texts[EVIDENCE_SUBJECT];
  evidence.from = given->from;
  evidence.until = given->until;
  evidence.assessor = given->texts[EVIDENCE_ASSESSOR];
  evidence.title = given->texts[EVIDENCE_TITLE];
  evidence.origin = given->texts[EVIDENCE_ORIGIN];
  evidence.note = given->texts[EVIDENCE_NOTE];
  evidence.carried_from = given->texts[EVIDENCE_CARRIED_FROM];
  status = read_words(given, &evidence, error);
  if (status != CWP_OK) return status;
  status = cwp_portfolio_builder_add(whose->builder, &evidence, error);
  return status == CWP_OK || status == CWP_ERROR_MEMORY ? status : name_row(given, error);
}

static cwp_status read_row(reading *self, int64_t at, cwp_error *error) {
  row given = {.number = self->rows + at - self->batch.offset + 1};
  cwp_status status = read_texts(self, at, &given, error);
  if (status != CWP_OK) return status;
  if (given.texts[EVIDENCE_WORKER] == NULL) return bad_value(&given, EVIDENCE_WORKER, "is empty", error);
  status = read_day(self, at, EVIDENCE_FROM, &given, &given.from, error);
  if (status == CWP_OK) status = read_day(self, at, EVIDENCE_UNTIL, &given, &given.until, error);
  return status == CWP_OK ? add_row(self, &given, error) : status;
}

/* A struct's offset counts for its columns too. */
static cwp_status read_batch(reading *self, cwp_error *error) {
  const struct ArrowArray *batch = &self->batch;
  if (batch->n_children != self->schema.n_children) {
    return people_fail(error, CWP_ERROR_INVALID, "a batch has %lld columns where its schema has %lld",
                       (long long)batch->n_children, (long long)self->schema.n_children);
  }
  for (int i = 0; i < EVIDENCE_COLUMN_END; i++) {
    self->arrays[i] = self->place[i] < 0 ? NULL : batch->children[self->place[i]];
  }
  cwp_status status = CWP_OK;
  for (int64_t i = 0; status == CWP_OK && i < batch->length; i++)
    status = read_row(self, i + batch->offset, error);
  self->rows += batch->length;
  return status;
}

static cwp_status read_stream(reading *self, struct ArrowArrayStream *stream, cwp_error *error) {
  int failed = stream->get_schema(stream, &self->schema);
  cwp_status status = failed ? CWP_OK : find_columns(self, error);
  while (!failed && status == CWP_OK) {
    failed = stream->get_next(stream, &self->batch);
    if (failed || self->batch.release == NULL) break;
    status = read_batch(self, error);
    self->batch.release(&self->batch);
  }
  if (!failed) return status;
  const char *why = stream->get_last_error(stream);
  return people_fail(error, CWP_ERROR_IO, "the Arrow stream failed: %.400s", why == NULL ? strerror(failed) : why);
}

static cwp_status finish(reading *self, people **out, cwp_error *error) {
  *out = people_new(self->worker_count, 1);
  if (*out == NULL) return no_memory(error);
  for (size_t i = 0; i < self->worker_count; i++) {
    cwp_portfolio *made = NULL;
    const cwp_status status = cwp_portfolio_builder_finish(self->workers[i].builder, &made, error);
    (*out)->portfolios[i] = made;
    if (status == CWP_OK) continue;
    people_free(*out);
    *out = NULL;
    return status;
  }
  return CWP_OK;
}

static void close_reading(reading *self) {
  if (self->schema.release != NULL) self->schema.release(&self->schema);
  for (size_t i = 0; i < self->worker_count; i++) {
    free(self->workers[i].id);
    cwp_portfolio_builder_free(self->workers[i].builder);
  }
  free(self->workers);
  free(self->slots);
  free(self->texts);
}

cwp_status people_read_evidence(struct ArrowArrayStream *stream, people **out, cwp_error *error) {
  reading self;
  memset(&self, 0, sizeof self);
  *out = NULL;
  cwp_status status = read_stream(&self, stream, error);
  if (status == CWP_OK) status = finish(&self, out, error);
  close_reading(&self);
  stream->release(stream);
  return status;
}
