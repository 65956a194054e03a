/* cwp workforce: the tables, from files of several kinds. */

#include "messages.h"
#include "people.h"
#include "terminal.h"
#include "workforce.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FINDINGS = 10000, CATEGORIES = 100, WIDE_NAME = 20 };

/* Files. */

static size_t read_source(void *context, void *buffer, size_t capacity) {
  workforce_source *self = context;
  size_t left = self->length - self->taken, count = left < capacity ? left : capacity;
  if (left == 0) return self->inner.read(self->inner.context, buffer, capacity);
  memcpy(buffer, self->head + self->taken, count);
  self->taken += count;
  return count;
}

/* A file that could be gone back in is handed on as it is, so that its reader can go back too. */
static cwp_input input_of(workforce_source *self) {
  return self->taken < self->length ? (cwp_input){read_source, self, self->inner.name} : self->inner;
}

/* Opens a file and sees what it is. */
static int open_source(workforce_source *self, const char *path) {
  cwp_error error;
  size_t got = 1;
  self->path = path;
  if (strcmp(path, "-") == 0)
    self->inner = files_standard_input();
  else if (cwp_file_open(path, &self->inner, &error) != CWP_OK)
    return explain_error(&error);
  self->owns_file = strcmp(path, "-") != 0;
  while (self->length < sizeof self->head && got > 0) {
    got = self->inner.read(self->inner.context, self->head + self->length, sizeof self->head - self->length);
    if (got == SIZE_MAX) {
      complain("%s: cannot be read", self->inner.name);
      return CODE_INPUT;
    }
    self->length += got;
  }
  if (cwp_file_rewind(&self->inner)) self->taken = self->length; /* nothing has to be given again */
  self->is_arrow = cwp_arrow_is(self->head, self->length);
  self->csv = self->is_arrow ? CWP_WORKFORCE_TABLE_END : cwp_workforce_csv_guess(self->head, self->length, NULL);
  return CODE_GO_ON;
}

static void close_source(workforce_source *self) {
  if (self->owns_file) cwp_file_close(&self->inner);
}

/* Findings of CSV rows; those beyond a bound are not kept, but counted by what becomes of the rows. */
static int hear(void *context, const cwp_finding *finding) {
  workforce_tables *self = context;
  cwp_error error;
  if (cwp_findings_count(self->findings) >= MOST_FINDINGS) return 0;
  return cwp_findings_add(self->findings, finding, &error) != CWP_OK;
}

/* Tables. */

static int open_arrow(workforce_source *source, const char *const *columns, size_t count,
                      struct ArrowArrayStream *out) {
  cwp_error error;
  cwp_arrow_options options = CWP_ARROW_OPTIONS_INIT;
  const cwp_input input = input_of(source);
  options.columns = columns;
  options.column_count = count;
  return cwp_arrow_read(&input, &options, NULL, out, &error) == CWP_OK ? CODE_GO_ON : explain_error(&error);
}

static int open_csv(workforce_tables *self, workforce_source *source, cwp_workforce_table table, int integer_keys,
                    struct ArrowArrayStream *out) {
  cwp_error error;
  cwp_workforce_csv_options options = CWP_WORKFORCE_CSV_OPTIONS_INIT;
  const cwp_input input = input_of(source);
  options.integer_keys = integer_keys;
  options.found = hear;
  options.found_context = self;
  self->has_csv[table] = 1;
  return cwp_workforce_csv_read(&input, table, &options, NULL, out, &error) == CWP_OK ? CODE_GO_ON
                                                                                      : explain_error(&error);
}

/* Names of the columns of the wide shape, of categories up to 99, with and without a 0 in front, in both cases. */
static void name_wide(char text[4][WIDE_NAME], unsigned category, int is_day) {
  snprintf(text[0], WIDE_NAME, "tr%u%s", category, is_day ? "latestdate" : "flag");
  snprintf(text[1], WIDE_NAME, "tr%02u%s", category, is_day ? "latestdate" : "flag");
  snprintf(text[2], WIDE_NAME, "TR%u%s", category, is_day ? "LATESTDATE" : "FLAG");
  snprintf(text[3], WIDE_NAME, "TR%02u%s", category, is_day ? "LATESTDATE" : "FLAG");
}

/* Of evidence only the columns that mean something are read, so that others may be of any type. */
static int open_evidence(workforce_source *source, struct ArrowArrayStream *out) {
  static const char *const names[] = {"worker", "subject", "kind", "result", "from", "until", "extent"};
  enum { NAMES = sizeof names / sizeof *names, WIDE = 2 * CATEGORIES * 4 };
  char(*texts)[WIDE_NAME] = calloc(WIDE, sizeof *texts);
  const char **wanted = calloc(NAMES + WIDE, sizeof *wanted);
  int code = texts && wanted ? CODE_GO_ON : out_of_memory();
  for (unsigned i = 0; i < 2 * CATEGORIES && code == CODE_GO_ON; i++)
    name_wide(texts + (size_t)4 * i, i / 2, i % 2 != 0);
  for (size_t i = 0; i < NAMES + WIDE && code == CODE_GO_ON; i++)
    wanted[i] = i < NAMES ? names[i] : texts[i - NAMES];
  if (code == CODE_GO_ON) code = open_arrow(source, wanted, NAMES + WIDE, out);
  free(texts);
  free((void *)wanted);
  return code;
}

/* 1 if the column `worker` of a stream has numbers. */
static int has_integer_keys(struct ArrowArrayStream *stream) {
  struct ArrowSchema schema = {.release = NULL};
  int found = 0;
  if (stream->get_schema(stream, &schema) != 0) return 0;
  for (int64_t i = 0; i < schema.n_children; i++) {
    const struct ArrowSchema *child = schema.children[i];
    if (strcmp(child->name, "worker") == 0)
      found = !child->dictionary && strlen(child->format) == 1 && strchr("cCsSiIlL", child->format[0]) != NULL;
  }
  schema.release(&schema);
  return found;
}

static int open_workers(workforce_tables *self, int integer_keys, const char *const *columns, size_t count) {
  const char *wanted[CWP_WORKFORCE_KEYS + 6] = {"worker", "role", "started", "settings", "job_role"};
  if (!self->workers_source.is_arrow)
    return open_csv(self, &self->workers_source, CWP_WORKFORCE_WORKERS, integer_keys, &self->workers);
  for (size_t i = 0; i < count; i++)
    wanted[5 + i] = columns[i];
  return open_arrow(&self->workers_source, wanted, 5 + count, &self->workers);
}

/* The tables of evidence that are Arrow, or those that are CSV. */
static int open_parts(workforce_tables *self, int are_arrow, int integer_keys) {
  int code = CODE_GO_ON;
  for (size_t i = 0; i < self->source_count && code == CODE_GO_ON; i++) {
    workforce_source *source = &self->sources[i];
    if (source->is_arrow != are_arrow) continue;
    self->parts[i].name = source->inner.name;
    code = are_arrow ? open_evidence(source, &self->parts[i].stream)
                     : open_csv(self, source, CWP_WORKFORCE_EVIDENCE, integer_keys, &self->parts[i].stream);
  }
  return code;
}

/* Arrow tables first: they say whether people go by number. */
static int open_tables(workforce_tables *self, const char *const *columns, size_t count) {
  cwp_error error;
  const int has_workers = self->workers_source.path != NULL;
  int integer_keys = 0;
  self->parts = calloc(self->source_count, sizeof *self->parts);
  if (!self->parts) return out_of_memory();
  int code = open_parts(self, 1, 0);
  if (code == CODE_GO_ON && has_workers && self->workers_source.is_arrow) code = open_workers(self, 0, columns, count);
  for (size_t i = 0; i < self->source_count; i++)
    if (self->parts[i].stream.release) integer_keys |= has_integer_keys(&self->parts[i].stream);
  if (self->workers.release) integer_keys |= has_integer_keys(&self->workers);
  if (code == CODE_GO_ON) code = open_parts(self, 0, integer_keys);
  if (code == CODE_GO_ON && has_workers && !self->workers.release)
    code = open_workers(self, integer_keys, columns, count);
  if (code != CODE_GO_ON) return code;
  return cwp_workforce_chain(self->parts, self->source_count, NULL, &self->evidence, &error) == CWP_OK
             ? CODE_GO_ON
             : explain_error(&error);
}

/* People's files of other kinds, all read before anything is asked. */
static int open_people(workforce_tables *self, const cmd_arguments *arguments, const cwp_pathway *pathway,
                       cwp_date on) {
  cwp_error error;
  const cwp_portfolio *nobody;
  if (arguments_value(arguments, "workers"))
    return wrong_usage(arguments->verb,
                       "--workers goes with a table of evidence; %s is a file that says who people are",
                       arguments->operands[0]);
  int code = people_read(arguments, pathway, on, &self->files, &nobody);
  if (code != CODE_GO_ON) return code;
  return cwp_workforce_team(self->files.team, pathway, NULL, &self->workers, &self->evidence, &error) == CWP_OK
             ? CODE_GO_ON
             : explain_error(&error);
}

static int is_table(const workforce_source *source) {
  return source->is_arrow || source->csv == CWP_WORKFORCE_EVIDENCE;
}

/* Sees what the files are: tables of evidence, or files about people. */
static int open_sources(workforce_tables *self, const cmd_arguments *arguments, size_t *tables) {
  const char *workers = arguments_value(arguments, "workers");
  int code = CODE_GO_ON;
  *tables = 0;
  self->sources = calloc(arguments->operand_count + 1, sizeof *self->sources);
  if (!self->sources) return out_of_memory();
  for (size_t i = 0; i < arguments->operand_count && code == CODE_GO_ON; i++) {
    code = open_source(&self->sources[self->source_count++], arguments->operands[i]);
    *tables += (size_t)is_table(&self->sources[i]);
  }
  if (code == CODE_GO_ON && workers) code = open_source(&self->workers_source, workers);
  return code;
}

int workforce_tables_open(workforce_tables *self, const cmd_arguments *arguments, const cwp_pathway *pathway,
                          cwp_date on, const char *const *columns, size_t count) {
  cwp_error error;
  size_t tables;
  const char *workers = arguments_value(arguments, "workers");
  self->pathway = pathway;
  if (!files_are_distinct(arguments)) return CODE_USAGE;
  if (workers && strcmp(workers, "-") == 0 && strcmp(arguments->operands[0], "-") == 0)
    return wrong_usage(arguments->verb, "- can be given once only: it is standard input");
  int code = open_sources(self, arguments, &tables);
  if (code != CODE_GO_ON) return code;
  if (cwp_findings_new(NULL, &self->findings, &error) != CWP_OK) return explain_error(&error);
  if (tables == self->source_count) return open_tables(self, columns, count);
  for (size_t i = 0; i < self->source_count && tables > 0; i++)
    if (!is_table(&self->sources[i]))
      return wrong_usage(arguments->verb, "tables of evidence go with no files of other kinds, and %s is none",
                         self->sources[i].inner.name);
  for (size_t i = 0; i < self->source_count; i++)
    if (!self->sources[i].owns_file)
      return wrong_usage(arguments->verb, "standard input holds no table of evidence; name files of other kinds");
  return open_people(self, arguments, pathway, on);
}

/* What begins an error of a table that has no file for all that the library knows. */
static const char *behind(const char *message, const char *table) {
  const size_t length = strlen(table);
  return strncmp(message, table, length) == 0 ? message + length : NULL;
}

int workforce_tables_explain(const void *context, const cwp_error *error) {
  const workforce_tables *self = context;
  cwp_error named = *error;
  const int is_of_evidence = behind(error->message, "evidence: ") != NULL;
  const char *rest = behind(error->message, is_of_evidence ? "evidence: " : "workers: ");
  if (!rest || error->path[0] || self->files.team) return explain_error(error);
  compose(named.message, sizeof named.message, "%s", rest);
  if (error->code == CWP_ERROR_IO) return explain_error(&named); /* the reader's own words, which name the file */
  const char *path = is_of_evidence ? self->sources->inner.name : self->workers_source.inner.name;
  char others[64] = "";
  if (is_of_evidence && self->source_count > 1) compose(others, sizeof others, " and %zu more", self->source_count - 1);
  compose(named.path, sizeof named.path, "%s%s", path ? path : "", others);
  return explain_error(&named);
}

const char *workforce_tables_find(const workforce_tables *self, uint64_t row, uint64_t *row_there) {
  uint64_t left = row;
  size_t i = 0;
  while (i + 1 < self->source_count && left >= self->parts[i].rows)
    left -= self->parts[i++].rows;
  *row_there = left;
  return self->sources[i].inner.name;
}

void workforce_tables_close(workforce_tables *self) {
  if (self->workers.release) self->workers.release(&self->workers);
  if (self->evidence.release) self->evidence.release(&self->evidence);
  for (size_t i = 0; self->parts && i < self->source_count; i++)
    if (self->parts[i].stream.release) self->parts[i].stream.release(&self->parts[i].stream);
  free(self->parts);
  for (size_t i = 0; i < self->source_count; i++)
    close_source(&self->sources[i]);
  close_source(&self->workers_source);
  free(self->sources);
  cwp_findings_free(self->findings);
  files_free(&self->files);
}
