/* Two small tables of people and their evidence, made by hand as Arrow, and what they are asked. docs/workforce.md.
   With pandas, Polars, DuckDB or any Arrow library the tables come from there instead.

   usage: workforce YYYY-MM-DD [own|moves|gaps|readiness|course|consistency] */

#include <cwp/cwp.h>
#include <stdio.h>
#include <string.h>

enum { MOST_COLUMNS = 6 };

/* A table of text columns. It stands still while it is read, so that nothing is to be freed. */
typedef struct table {
  const char *names[MOST_COLUMNS];
  const char **cells[MOST_COLUMNS];
  int columns;
  int rows;
  int is_read;
  char bytes[MOST_COLUMNS][512];
  int32_t ends[MOST_COLUMNS][16];
  const void *buffers[MOST_COLUMNS][3];
  const void *none[1];
  struct ArrowSchema schemas[MOST_COLUMNS], *schema_of[MOST_COLUMNS];
  struct ArrowArray arrays[MOST_COLUMNS], *array_of[MOST_COLUMNS];
} table;

static void release_schema(struct ArrowSchema *schema) {
  schema->release = NULL;
}

static void release_array(struct ArrowArray *array) {
  array->release = NULL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  table *self = stream->private_data;
  memset(out, 0, sizeof *out);
  for (int i = 0; i < self->columns; i++) {
    memset(&self->schemas[i], 0, sizeof self->schemas[i]);
    self->schemas[i].format = "u";
    self->schemas[i].name = self->names[i];
    self->schemas[i].release = release_schema;
    self->schema_of[i] = &self->schemas[i];
  }
  out->format = "+s";
  out->name = "";
  out->n_children = self->columns;
  out->children = self->schema_of;
  out->release = release_schema;
  return 0;
}

/* Text lies end to end, with the places of the ends beside. */
static void fill(table *self, int column) {
  int32_t end = 0;
  for (int row = 0; row < self->rows; row++) {
    self->ends[column][row] = end;
    memcpy(self->bytes[column] + end, self->cells[column][row], strlen(self->cells[column][row]));
    end += (int32_t)strlen(self->cells[column][row]);
  }
  self->ends[column][self->rows] = end;
  self->buffers[column][1] = self->ends[column];
  self->buffers[column][2] = self->bytes[column];
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  table *self = stream->private_data;
  memset(out, 0, sizeof *out);
  if (self->is_read++) return 0;
  for (int i = 0; i < self->columns; i++) {
    fill(self, i);
    memset(&self->arrays[i], 0, sizeof self->arrays[i]);
    self->arrays[i].length = self->rows;
    self->arrays[i].n_buffers = 3;
    self->arrays[i].buffers = self->buffers[i];
    self->arrays[i].release = release_array;
    self->array_of[i] = &self->arrays[i];
  }
  out->length = self->rows;
  out->n_buffers = 1;
  out->buffers = self->none;
  out->n_children = self->columns;
  out->children = self->array_of;
  out->release = release_array;
  return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}

static void release_stream(struct ArrowArrayStream *stream) {
  stream->release = NULL;
}

static const char *keys[] = {"R017", "R018", "R019"}, *roles[] = {"CSW", "CSW", "NTC"}, *jobs[] = {"8", "8", "5"};
static const char *whose[] = {"R017", "R017", "R018", "R019"}, *about[] = {"ASC.T20", "CSW.B1", "ASC.T1", "NTC.K1"};
static const char *kinds[] = {"trained", "assessed", "trained", "assessed"};
static table workers = {{"worker", "role", "job_role"}, {keys, roles, jobs}, .columns = 3, .rows = 3};
static table evidence = {{"worker", "subject", "kind"}, {whose, about, kinds}, .columns = 3, .rows = 4};

static void count(struct ArrowArrayStream *answer) {
  struct ArrowArray batch;
  struct ArrowSchema schema;
  long long rows = 0;
  if (answer->get_schema(answer, &schema)) return;
  while (answer->get_next(answer, &batch) == 0 && batch.release) {
    rows += (long long)batch.length;
    batch.release(&batch);
  }
  printf("%lld rows of %lld columns, from %s to %s\n", rows, (long long)schema.n_children, schema.children[0]->name,
         schema.children[schema.n_children - 1]->name);
  schema.release(&schema);
}

int main(int argc, char **argv) {
  struct ArrowArrayStream people = {get_schema, get_next, get_last_error, release_stream, &workers};
  struct ArrowArrayStream pieces = {get_schema, get_next, get_last_error, release_stream, &evidence}, answer;
  cwp_workforce_question question = CWP_WORKFORCE_QUESTION_INIT;
  cwp_workforce *workforce = NULL;
  cwp_date on;
  cwp_error error = CWP_ERROR_INIT;
  if (cwp_date_parse(argc > 1 ? argv[1] : "2026-11-21", &on, &error) ||
      cwp_workforce_make(cwp_edition_default(), &people, &pieces, NULL, NULL, &workforce, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  question.on = &on;
  question.on_count = 1;
  question.course = cwp_pathway_id(cwp_edition_default(), "ASC.T20");
  for (int i = 0; i < CWP_ANSWER_END; i++) {
    question.answer = (cwp_workforce_answer)i;
    if (argc > 2 && strcmp(argv[2], cwp_workforce_answer_name(question.answer)) != 0) continue;
    if (cwp_workforce_ask(workforce, &question, &answer, &error)) break;
    printf("%s: ", cwp_workforce_answer_name(question.answer));
    count(&answer);
    answer.release(&answer);
  }
  cwp_workforce_free(workforce);
  if (error.code) fprintf(stderr, "%s\n", error.message);
  return error.code != CWP_OK;
}
