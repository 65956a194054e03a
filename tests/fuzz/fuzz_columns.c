/* Tables of people and evidence that say untrue things of themselves, as far as that can be seen from outside: nobody
   can see how long a buffer is, so all of these have room for what they say at most. The input is read a byte at a
   time, for one decision after the other. */

#include "fuzz.h"

#include "cwp/workforce.h"

/* ROWS: of a batch, by its length and offset together. BYTES: of texts. */
enum { ROWS = 40, COLUMNS = 6, BATCHES = 3, BYTES = 24, WIDTH = 8 };

typedef struct source {
  const uint8_t *data;
  size_t left;
} source;

static unsigned next(source *from, unsigned below) {
  if (from->left == 0) return 0;
  from->left--;
  return *from->data++ % below;
}

/* A column's array, or a dictionary's. */
typedef struct column {
  struct ArrowArray array;
  const void *buffers[3];
  uint8_t valid[ROWS / 8 + 2];
  int64_t values[2 * ROWS + 2];
  char bytes[BYTES + 1];
  struct column *dictionary;
} column;

typedef struct table {
  source *from;
  const char *names[COLUMNS];
  char formats[COLUMNS][8];
  int is_coded[COLUMNS];
  size_t columns;
  size_t batches;
  int alive;
} table;

/* ---- Schemas ---- */

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    free(schema->children[i]->dictionary);
    free(schema->children[i]);
  }
  --*(int *)schema->private_data;
  free(schema->children);
  schema->release = NULL;
}

static void keep(struct ArrowSchema *schema) {
  schema->release = NULL; /* children and dictionaries go with their table */
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  static const char *const formats[] = {"u", "U", "c", "C", "s",  "S",   "i",   "I",    "l",
                                        "L", "b", "n", "g", "vu", "tdD", "tdm", "tss:", "tsn:UTC"};
  table *self = stream->private_data;
  memset(out, 0, sizeof *out);
  out->format = next(self->from, 64) == 1 ? "i" : "+s";
  out->n_children = (int64_t)self->columns;
  out->children = calloc(self->columns + 1, sizeof *out->children);
  out->release = release_schema;
  out->private_data = &self->alive;
  self->alive++;
  for (size_t i = 0; i < self->columns; i++) {
    struct ArrowSchema *child = out->children[i] = calloc(1, sizeof *child);
    unsigned format = next(self->from, 24);
    snprintf(self->formats[i], sizeof self->formats[i], "%s", formats[format < 18 ? format : 0]);
    child->format = self->formats[i];
    child->name = self->names[i];
    child->release = keep;
    self->is_coded[i] = next(self->from, 3) == 2;
    if (!self->is_coded[i]) continue;
    child->dictionary = calloc(1, sizeof *child);
    child->dictionary->format = next(self->from, 8) == 7 ? "U" : "u";
    child->dictionary->release = next(self->from, 32) == 31 ? NULL : keep;
  }
  return 0;
}

/* ---- Arrays ---- */

static void release_part(struct ArrowArray *array) {
  array->release = NULL;
}

static void release_batch(struct ArrowArray *array) {
  column *parts = array->private_data;
  for (size_t i = 0; i < COLUMNS; i++)
    free(parts[i].dictionary);
  free(parts);
  free(array->children);
  array->release = NULL;
}

/* Lengths and counts: right as a rule. */
static void describe(source *from, struct ArrowArray *array, int64_t length, int64_t offset) {
  array->length = next(from, 32) == 31 ? (int64_t)next(from, 256) - 100 : length;
  array->offset = next(from, 32) == 31 ? (int64_t)next(from, 256) - 100 : offset;
  if (array->length > ROWS - offset && array->offset >= 0) array->length = ROWS - offset;
  if (array->offset + array->length > ROWS) array->offset = 0;
  array->null_count = next(from, 8) == 7 ? (int64_t)next(from, 64) - 3 : next(from, 2) ? -1 : 0;
  array->release = next(from, 64) == 63 ? NULL : release_part;
}

static void fill_texts(source *from, column *part, int is_large) {
  int32_t *narrow = (void *)part->values;
  int64_t at = 0;
  for (int i = 0; i <= ROWS; i++) {
    if (is_large)
      part->values[i] = at;
    else
      narrow[i] = (int32_t)at;
    unsigned step = next(from, 128);
    at = step == 127 ? (int64_t)next(from, BYTES + 4) - 3 : at + (step % 4);
    if (at > BYTES) at = next(from, 16) == 15 ? 0 : BYTES;
  }
  for (int i = 0; i < BYTES; i++)
    part->bytes[i] = next(from, 16) == 15 ? (char)next(from, 256) : "NTC.K1 a"[next(from, 8)];
}

static void fill_numbers(source *from, column *part) {
  uint8_t *bytes = (void *)part->values;
  for (size_t i = 0; i < sizeof part->values / 2; i++)
    bytes[i] = (uint8_t)(next(from, 4) == 3 ? next(from, 256) : i % WIDTH == 0 ? next(from, 4) : 0);
}

static void fill(source *from, column *part, const char *format, int64_t length, int64_t offset) {
  int is_text = strcmp(format, "u") == 0 || strcmp(format, "U") == 0;
  describe(from, &part->array, length, offset);
  part->array.n_buffers = strcmp(format, "n") == 0 ? 0 : is_text ? 3 : 2;
  if (next(from, 64) == 63) part->array.n_buffers = next(from, 5);
  part->array.buffers = part->buffers;
  for (size_t i = 0; i < sizeof part->valid; i++)
    part->valid[i] = (uint8_t)(next(from, 3) ? 0xff : next(from, 256));
  part->buffers[0] = next(from, 2) ? part->valid : NULL;
  part->buffers[1] = next(from, 64) == 63 ? NULL : (const char *)part->values + (next(from, 64) == 63);
  part->buffers[2] = next(from, 64) == 63 ? NULL : part->bytes;
  if (is_text)
    fill_texts(from, part, format[0] == 'U');
  else
    fill_numbers(from, part);
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  static const void *no_buffers[1];
  table *self = stream->private_data;
  memset(out, 0, sizeof *out);
  if (self->batches == 0) return next(self->from, 16) == 15 ? 5 : 0;
  self->batches--;
  column *parts = calloc(COLUMNS, sizeof *parts);
  int64_t length = next(self->from, ROWS / 2), offset = next(self->from, 4) == 3 ? next(self->from, 4) : 0;
  describe(self->from, out, length, offset);
  out->null_count = next(self->from, 16) == 15 ? 1 : 0;
  out->n_buffers = 1;
  out->buffers = no_buffers;
  out->n_children = next(self->from, 64) == 63 ? 1 : (int64_t)self->columns;
  out->children = calloc(COLUMNS, sizeof *out->children);
  out->private_data = parts;
  out->release = release_batch;
  for (size_t i = 0; i < self->columns; i++) {
    fill(self->from, &parts[i], self->formats[i], length + offset, next(self->from, 3));
    out->children[i] = &parts[i].array;
    if (self->is_coded[i] != (next(self->from, 64) != 63)) continue;
    parts[i].dictionary = calloc(1, sizeof *parts[i].dictionary);
    fill(self->from, parts[i].dictionary, "u", next(self->from, ROWS), 0);
    parts[i].array.dictionary = &parts[i].dictionary->array;
  }
  return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}

static void release_stream(struct ArrowArrayStream *stream) {
  --((table *)stream->private_data)->alive;
  stream->release = NULL;
}

static struct ArrowArrayStream start(table *self, source *from, const char *const *names) {
  memset(self, 0, sizeof *self);
  self->from = from;
  self->columns = COLUMNS - next(from, 5);
  self->batches = next(from, BATCHES + 1);
  for (size_t i = 0; i < self->columns; i++)
    self->names[i] = names[i];
  self->alive = 1;
  return (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, self};
}

/* ---- What must hold ---- */

/* Reads what cannot count to its end. */
static void read_findings(const cwp_workforce *self) {
  struct ArrowArrayStream stream;
  struct ArrowArray batch;
  cwp_error error = CWP_ERROR_INIT;
  REQUIRE(cwp_workforce_findings(self, &stream, &error) == CWP_OK);
  REQUIRE(stream.get_next(&stream, &batch) == 0);
  if (batch.release) {
    const int64_t *rows = batch.children[4]->buffers[1], *first = batch.children[5]->buffers[1];
    REQUIRE(batch.length > 0 && batch.n_children == 7);
    for (int64_t i = 0; i < batch.length; i++)
      REQUIRE(rows[i] > 0 && first[i] >= 0);
    batch.release(&batch);
    REQUIRE(stream.get_next(&stream, &batch) == 0 && !batch.release);
  } else {
    REQUIRE(cwp_workforce_refused(self) == 0);
  }
  stream.release(&stream);
}

/* Asks what follows from the input, and reads the answer to its end. Groups may be refused. */
static void ask(const cwp_workforce *self, unsigned what) {
  static const cwp_date on[] = {20000, 20500};
  static const char *const by[] = {"site"};
  struct ArrowArrayStream stream;
  struct ArrowArray batch = {.release = NULL};
  cwp_error error = CWP_ERROR_INIT;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  question.answer = (cwp_workforce_answer)(what % CWP_ANSWER_END);
  question.on = on;
  question.on_count = 2;
  question.by = by;
  question.by_count = what / CWP_ANSWER_END % 2;
  question.course = what;
  question.job_role = "site";
  if (!worked(cwp_workforce_ask(self, &question, &stream, &error), &error)) return;
  int64_t rows = 0;
  do {
    REQUIRE(stream.get_next(&stream, &batch) == 0);
    if (!batch.release) break;
    REQUIRE(batch.length > 0);
    rows += batch.length;
    batch.release(&batch);
  } while (1);
  if (question.answer == CWP_ANSWER_OWN) REQUIRE((uint64_t)rows == 2 * cwp_workforce_people(self));
  if (question.answer == CWP_ANSWER_MOVES) REQUIRE((uint64_t)rows == 16 * cwp_workforce_people(self));
  stream.release(&stream);
}

/* The same tables once more as a stream: no better, but for rows that must lie together. Where they are said to be
   sorted they are read by turns, and so are others. */
static void read_stream(const uint8_t *data, size_t size, const char *const *names, int with_workers, int sorted,
                        int was_good) {
  static const char *const of_workers[COLUMNS] = {"worker", "role", "started", "settings", "site", "worker"};
  const cwp_date on = 20000;
  source from = {data, size};
  table workers, evidence;
  struct ArrowArrayStream answer, findings;
  struct ArrowArray batch;
  cwp_error error = CWP_ERROR_INIT;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  cwp_workforce_options options = CWP_WORKFORCE_OPTIONS_INIT;
  options.sorted = sorted;
  question.on = &on;
  question.on_count = 1;
  next(&from, 4);
  struct ArrowArrayStream people = start(&workers, &from, of_workers);
  struct ArrowArrayStream pieces = start(&evidence, &from, names);
  cwp_status status = cwp_workforce_stream(cwp_edition_default(), with_workers ? &people : NULL, &pieces, &options,
                                           &question, NULL, &answer, &findings, &error);
  if (worked(status, &error)) {
    int code = 0;
    while ((code = answer.get_next(&answer, &batch)) == 0 && batch.release)
      batch.release(&batch);
    REQUIRE(sorted || was_good || code != 0);
    REQUIRE((findings.get_next(&findings, &batch) == 0) == (code == 0));
    if (code == 0 && batch.release) batch.release(&batch);
    answer.release(&answer);
    findings.release(&findings);
  } else {
    REQUIRE(sorted || !was_good);
  }
  REQUIRE(!pieces.release && evidence.alive == 0);
  if (with_workers) REQUIRE(!people.release && workers.alive == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const of_workers[COLUMNS] = {"worker", "role", "started", "settings", "site", "worker"};
  static const char *const of_pieces[COLUMNS] = {"worker", "subject", "from", "until", "kind", "extent"};
  static const char *const of_wide[COLUMNS] = {"worker",   "tr20flag", "tr20latestdate",
                                               "tr1count", "TR01flag", "tr999flag"};
  source from = {data, size};
  table workers, evidence;
  cwp_workforce *self = NULL;
  cwp_error error = CWP_ERROR_INIT;
  unsigned shape = next(&from, 4);
  struct ArrowArrayStream people = start(&workers, &from, of_workers);
  struct ArrowArrayStream pieces = start(&evidence, &from, shape / 2 ? of_wide : of_pieces);
  cwp_status status =
      cwp_workforce_make(cwp_edition_default(), shape % 2 ? &people : NULL, &pieces, NULL, NULL, &self, &error);
  if (worked(status, &error)) {
    REQUIRE(cwp_workforce_people(self) <= 2 * BATCHES * ROWS);
    REQUIRE(cwp_workforce_evidence(self) + cwp_workforce_refused(self) <= 2 * BATCHES * ROWS);
    read_findings(self);
    ask(self, (unsigned)size);
  } else {
    REQUIRE(status != CWP_ERROR_MEMORY && status != CWP_ERROR_ARGUMENT);
    REQUIRE(self == NULL);
  }
  cwp_workforce_free(self);
  REQUIRE(!pieces.release && evidence.alive == 0);
  if (shape % 2) REQUIRE(!people.release && workers.alive == 0);
  /* Now and then: a question takes longer than all the rest. */
  if (size % 32 == 0)
    read_stream(data, size, shape / 2 ? of_wide : of_pieces, shape % 2, size / 32 % 2, status == CWP_OK);
  return 0;
}
