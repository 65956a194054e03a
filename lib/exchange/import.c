#include "cwp/exchange.h"

#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "exchange/additions.h"
#include "exchange/asc_file.h"
#include "exchange/join.h"
#include "exchange/matrix_sniff.h"
#include "exchange/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct cwp_import {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  cwp_import_options options;
  cwp_limits limits;
  cwp__codes codes;
  cwp__people people;
  cwp__additions additions;
  cwp__together together;
  cwp__buffer note_room;
  cwp__arena texts;
  cwp_import_file **files;
  size_t file_count;
  size_t file_capacity;
  cwp_findings *findings;
  cwp__sink sink;
  uint64_t bytes; /* of the files that have been read */
  int is_broken;  /* memory ran out: it can only be freed */
  int is_finished;
};

const char *cwp_file_kind_name(cwp_file_kind kind) {
  static const char *const names[CWP_FILE_KIND_END] = {"unknown",         "asc-staff", "asc-training",
                                                       "asc-workplace",   "portfolio", "pathway",
                                                       "self-assessment", "wide",      "training-matrix"};
  return (unsigned)kind < CWP_FILE_KIND_END ? names[kind] : names[CWP_FILE_UNKNOWN];
}

/* Starting. */

/* The caller's options; those that the caller's version does not know get their defaults. */
static cwp_import_options options_or_default(const cwp_import_options *options) {
  cwp_import_options all = CWP_IMPORT_OPTIONS_INIT;
  if (options != NULL) memcpy(&all, options, options->size < sizeof all ? options->size : sizeof all);
  all.size = sizeof all;
  return all;
}

static cwp_status check_options(const cwp_pathway *pathway, const cwp_import_options *options, cwp_error *error) {
  if (pathway == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "files cannot be read without a pathway");
  if (options->on != CWP_DATE_NONE && !cwp_date_is_valid(options->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day on which the files are read, %ld, is no date",
                     (long)options->on);
  if ((unsigned)options->stored >= CWP_STORED_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "%d says nothing of what the national service holds",
                     (int)options->stored);
  return CWP_OK;
}

cwp_status cwp_import_new(const cwp_pathway *pathway, const cwp_import_options *options, const cwp_allocator *allocator,
                          cwp_import **out, cwp_error *error) {
  cwp_import_options all = options_or_default(options);
  *out = NULL;
  cwp_status status = check_options(pathway, &all, error);
  if (status != CWP_OK) return status;
  cwp_allocator with = cwp__allocator_or_default(allocator);
  cwp_import *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = with;
  self->pathway = pathway;
  self->options = all;
  self->limits = cwp__limits_or_default(all.limits);
  cwp__codes_init(&self->codes, pathway);
  cwp__people_init(&self->people, &with, &self->codes);
  cwp__additions_init(&self->additions, &with);
  cwp__together_init(&self->together, &with, &self->codes, all.check_only);
  cwp__buffer_init(&self->note_room, &with);
  cwp__arena_init(&self->texts, &with);
  status = cwp_findings_new(&with, &self->findings, error);
  if (status != CWP_OK) {
    cwp_import_free(self);
    return status;
  }
  self->sink = (cwp__sink){self->findings, all.found, all.found_context, 0};
  *out = self;
  return CWP_OK;
}

void cwp_import_free(cwp_import *self) {
  if (self == NULL) return;
  cwp_allocator with = self->allocator;
  cwp__people_free(&self->people);
  cwp__additions_free(&self->additions);
  cwp__together_free(&self->together);
  cwp__buffer_free(&self->note_room);
  cwp__arena_free(&self->texts);
  cwp_findings_free(self->findings);
  cwp__release(&with, self->files);
  cwp__release(&with, self);
}

/* What is known. */

size_t cwp_import_file_count(const cwp_import *self) {
  return self != NULL ? self->file_count : 0;
}

const cwp_import_file *cwp_import_file_at(const cwp_import *self, size_t index) {
  return self != NULL && index < self->file_count ? self->files[index] : NULL;
}

const cwp_findings *cwp_import_findings(const cwp_import *self) {
  return self != NULL ? self->findings : NULL;
}

/* The last part of a path; of one that is not UTF-8, and so can go into no portfolio, a word instead. */
static const char *name_of(const char *path) {
  const char *name = path;
  for (const char *at = path; *at != '\0'; at++)
    if (*at == '/' || *at == '\\') name = at + 1;
  return cwp__utf8_is_valid(name, strlen(name)) ? name : "file";
}

/* Hands out findings that were kept because whoever found them keeps all. */
static cwp_status hand_out(cwp_import *self, cwp_error *error) {
  if (self->sink.found != NULL && cwp_findings_count(self->findings) > 0) {
    cwp_findings *kept = self->findings;
    cwp_status status = cwp_findings_new(&self->allocator, &self->findings, error);
    if (status != CWP_OK) {
      self->findings = kept;
      return status;
    }
    self->sink.findings = self->findings;
    for (size_t i = 0; i < cwp_findings_count(kept) && !self->sink.is_stopped; i++)
      self->sink.is_stopped = self->sink.found(self->sink.context, cwp_findings_at(kept, i)) != 0;
    cwp_findings_free(kept);
  }
  return self->sink.is_stopped ? cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled") : CWP_OK;
}

/* Adding files. */

/* Writes a file down before it is read, so that one that cannot be read is known too. */
static cwp_import_file *add_file(cwp_import *self, const char *path) {
  void *files = self->files;
  if (!cwp__reserve(&self->allocator, &files, &self->file_capacity, self->file_count + 1, sizeof *self->files))
    return NULL;
  self->files = files;
  cwp_import_file *file = cwp__arena_allocate(&self->texts, 1, sizeof *file);
  const char *copy = file != NULL ? cwp__arena_text(&self->texts, path, strlen(path)) : NULL;
  if (copy == NULL) return NULL;
  *file = (cwp_import_file){copy, CWP_FILE_UNKNOWN, "", 0};
  self->files[self->file_count++] = file;
  return file;
}

static cwp__rule rule_of(cwp_status status, int is_empty) {
  switch (status) {
  case CWP_ERROR_UNSUPPORTED:
    return is_empty ? CWP__RULE_FILE_EMPTY : CWP__RULE_FILE_KIND_UNKNOWN;
  case CWP_ERROR_SYNTAX:
    return CWP__RULE_FILE_MALFORMED;
  case CWP_ERROR_INVALID:
    return CWP__RULE_FILE_INVALID;
  case CWP_ERROR_LIMIT:
    return CWP__RULE_FILE_TOO_LARGE;
  case CWP_ERROR_ARGUMENT:
    return CWP__RULE_FILE_CANCELLED;
  default:
    return CWP__RULE_FILE_UNREADABLE;
  }
}

/* Ends the reading of a file that failed: says so among the findings too. */
static cwp_status fail_file(cwp_import *self, const cwp_import_file *file, int is_empty, const cwp_error *failure,
                            cwp_error *error) {
  cwp_status status = failure->code;
  if (status != CWP_ERROR_MEMORY) {
    cwp__report report = {.sink = &self->sink, .path = file->path};
    cwp__report_failure(&report, rule_of(status, is_empty), failure);
    if (report.status != CWP_OK) status = CWP_ERROR_MEMORY;
  }
  if (status == CWP_ERROR_MEMORY) {
    self->is_broken = 1;
    cwp__fail_memory(error);
  } else if (error != NULL) {
    *error = *failure;
  }
  return cwp__fail_in(error, status, file->path);
}

static cwp_status read_table(cwp_import *self, cwp_import_file *file, const cwp_input *input, int *is_empty,
                             cwp_error *error) {
  cwp__asc_reading reading = {.input = input,
                              .limits = &self->limits,
                              .allocator = &self->allocator,
                              .codes = &self->codes,
                              .on = self->options.on,
                              .stored = self->options.stored,
                              .progress = self->options.progress,
                              .progress_context = self->options.progress_context,
                              .bytes_before = self->bytes,
                              .file = (uint16_t)(self->file_count - 1),
                              .about = file,
                              .name = name_of(file->path),
                              .sink = &self->sink,
                              .together = &self->together,
                              .people = self->options.check_only ? NULL : &self->people,
                              .note_room = &self->note_room};
  cwp_status status = cwp__asc_file_read(&reading, error);
  *is_empty = reading.is_empty;
  return status;
}

/* A text of a JSON file. */
typedef struct document {
  const char *text;
  size_t length;
  const char *name;
} document;

static cwp_status read_portfolio(cwp_import *self, cwp_import_file *file, const document *from, cwp_error *error) {
  cwp_portfolio *portfolio;
  int is_new;
  cwp_status status =
      cwp_portfolio_parse(from->text, from->length, from->name, &self->limits, &self->allocator, &portfolio, error);
  if (status != CWP_OK) return status;
  file->records = 1;
  const cwp__origin origin = {0, 0, (uint16_t)(self->file_count - 1)};
  if (!cwp__people_add_portfolio(&self->people, portfolio, origin, &is_new)) {
    cwp_portfolio_free(portfolio);
    return cwp__fail_memory(error);
  }
  if (is_new) return CWP_OK;
  const cwp__addition addition = {.portfolio = portfolio, .file = origin.file};
  if (cwp__additions_add(&self->additions, &addition)) return CWP_OK;
  cwp_portfolio_free(portfolio);
  return cwp__fail_memory(error);
}

/* Keeps what a form says until it is known who there is. */
static cwp_status keep_form(cwp_import *self, cwp_portfolio_builder *builder, cwp__addition *form, cwp_error *error) {
  cwp_status status = cwp_portfolio_builder_finish(builder, &form->portfolio, error);
  if (status != CWP_OK) return status;
  if (cwp__additions_add(&self->additions, form)) return CWP_OK;
  cwp_portfolio_free(form->portfolio);
  return cwp__fail_memory(error);
}

static cwp_status read_form(cwp_import *self, cwp_import_file *file, const cwp_input *input, cwp_error *error) {
  cwp_portfolio_builder *builder;
  cwp_template_counts counts;
  cwp_person nobody = CWP_PERSON_INIT;
  cwp_template_reading how = CWP_TEMPLATE_READING_INIT;
  cwp__addition form = {.file = (uint16_t)(self->file_count - 1), .is_form = 1};
  nobody.id = "form";
  how.on = self->options.on;
  how.limits = &self->limits;
  how.allocator = &self->allocator;
  form.about.origin = name_of(file->path);
  file->kind = CWP_FILE_SELF_ASSESSMENT;
  cwp_status status = cwp_portfolio_builder_new(&nobody, &self->allocator, &builder, error);
  if (status != CWP_OK) return status;
  status = cwp__template_read(self->pathway, input, &how, builder, self->findings, &counts, &form.about, error);
  file->records = counts.rows;
  /* As of every file, what was read before an error counts. */
  cwp_status kept =
      status == CWP_ERROR_MEMORY ? status : keep_form(self, builder, &form, status == CWP_OK ? error : NULL);
  cwp_portfolio_builder_free(builder);
  return status == CWP_OK ? kept : status;
}

static cwp_status read_form_document(cwp_import *self, cwp_import_file *file, const document *from, cwp_error *error) {
  cwp__span left = {from->text, from->length};
  const cwp_input input = cwp__span_input(&left, from->name);
  return read_form(self, file, &input, error);
}

/* A framework file is read for what is wrong in it. */
static cwp_status read_pathway(cwp_import *self, cwp_import_file *file, const document *from, cwp_error *error) {
  cwp_pathway *pathway;
  cwp_status status =
      cwp_pathway_parse(from->text, from->length, from->name, &self->limits, &self->allocator, &pathway, error);
  if (status != CWP_OK) return status;
  file->records = 1;
  cwp_pathway_free(pathway);
  cwp__report report = {.sink = &self->sink, .path = file->path};
  cwp__report_add(&report, CWP__RULE_PATHWAY_CHECKED, "", (cwp__span){"", 0}, NULL);
  return report.status == CWP_OK ? CWP_OK : cwp__fail_memory(error);
}

/* Takes over what a matrix says of people. */
static cwp_status keep_matrix(cwp_import *self, cwp_matrix *matrix, cwp_error *error) {
  cwp__addition person = {.file = (uint16_t)(self->file_count - 1), .is_matrix = 1};
  const cwp_findings *findings = cwp_matrix_findings(matrix);
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < cwp_findings_count(findings) && status == CWP_OK; i++)
    status = cwp_findings_add(self->findings, cwp_findings_at(findings, i), error);
  if (self->options.check_only) return status;
  for (size_t i = 0; status == CWP_OK && (person.portfolio = cwp__matrix_take(matrix, i)) != NULL; i++) {
    if (cwp__additions_add(&self->additions, &person)) continue;
    cwp_portfolio_free(person.portfolio);
    status = cwp__fail_memory(error);
  }
  return status;
}

static cwp_status read_matrix(cwp_import *self, cwp_import_file *file, const cwp_input *input, cwp_error *error) {
  cwp_matrix *matrix;
  cwp_matrix_options options = CWP_MATRIX_OPTIONS_INIT;
  const char *mapping = self->options.matrix_mapping;
  file->kind = CWP_FILE_TRAINING_MATRIX;
  options.name = file->path;
  options.on = self->options.on;
  options.limits = &self->limits;
  cwp_status status = cwp_matrix_new(self->pathway, &options, &self->allocator, &matrix, error);
  if (status != CWP_OK) return status;
  if (mapping != NULL)
    status = cwp_matrix_use_mapping(matrix, mapping, self->options.matrix_mapping_length, "mapping", error);
  if (status == CWP_OK) status = cwp_matrix_read(matrix, input, error);
  if (status == CWP_OK) status = cwp_matrix_finish(matrix, error);
  if (status == CWP_OK) status = keep_matrix(self, matrix, error);
  file->version = cwp_matrix_shape_name(cwp_matrix_summarise(matrix)->shape);
  file->records = cwp_matrix_summarise(matrix)->records;
  cwp_matrix_free(matrix);
  return status;
}

/* Finds out what a JSON file is by what it says it is. */
static cwp_status find_format(cwp_import *self, cwp_import_file *file, const document *from, cwp_error *error) {
  cwp__json json;
  cwp_status status = cwp__json_parse(&json, from->text, from->length, from->name, &self->limits, error);
  if (status != CWP_OK) return status;
  const char *format = cJSON_IsObject(json.root) ? cwp__json_text(json.root, "format") : NULL;
  const cJSON *version = cJSON_IsObject(json.root) ? cwp__json_get(json.root, "format_version") : NULL;
  if (format != NULL && strcmp(format, "cwp-portfolio") == 0) file->kind = CWP_FILE_PORTFOLIO;
  if (format != NULL && strcmp(format, "cwp-pathway") == 0) file->kind = CWP_FILE_PATHWAY;
  if (format != NULL && strcmp(format, CWP__TEMPLATE_FORMAT) == 0) file->kind = CWP_FILE_SELF_ASSESSMENT;
  if (cJSON_IsNumber(version)) {
    char text[32];
    snprintf(text, sizeof text, "%.9g", version->valuedouble);
    file->version = cwp__arena_text(&self->texts, text, strlen(text));
  }
  if (file->version == NULL) {
    file->version = "";
    status = cwp__fail_memory(error);
  } else if (file->kind == CWP_FILE_UNKNOWN) {
    cwp__place place = cwp__json_place(&json, format != NULL ? cwp__json_get(json.root, "format") : json.root);
    status = cwp__fail_at(error, CWP_ERROR_UNSUPPORTED, &place,
                          "JSON with a \"format\" that is none of \"cwp-portfolio\", \"cwp-self-assessment\" and "
                          "\"cwp-pathway\"");
  }
  cwp__json_free(&json);
  return status;
}

static cwp_status read_format(cwp_import *self, cwp_import_file *file, const document *from, cwp_error *error) {
  if (file->kind == CWP_FILE_PORTFOLIO) return read_portfolio(self, file, from, error);
  if (file->kind == CWP_FILE_SELF_ASSESSMENT) return read_form_document(self, file, from, error);
  return read_pathway(self, file, from, error);
}

static cwp_status read_json(cwp_import *self, cwp_import_file *file, const cwp_input *input, cwp_error *error) {
  char *text;
  document from = {NULL, 0, input->name};
  cwp_status status =
      cwp__input_read_all(input, self->limits.input_bytes, &self->allocator, &text, &from.length, error);
  if (status != CWP_OK) return status;
  from.text = text;
  status = find_format(self, file, &from, error);
  if (status == CWP_OK) status = read_format(self, file, &from, error);
  cwp__release(&self->allocator, text);
  if (status != CWP_OK || self->options.progress == NULL) return status;
  if (self->options.progress(self->options.progress_context, self->bytes + from.length) == 0) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled");
}

/* Reads a file as what its beginning shows it to be. */
static cwp_status read_kind(cwp_import *self, cwp_import_file *file, cwp__source *source, char first, int *is_empty,
                            cwp_error *error) {
  size_t length;
  const char *line = cwp__source_peek_line(source, &length);
  cwp_input input = cwp__source_input(source);
  if (first == '{' || first == '[') return read_json(self, file, &input, error);
  if (cwp__template_is_header(line, length)) return read_form(self, file, &input, error);
  const char *head = cwp__source_peek_head(source, &length);
  int is_matrix = cwp__matrix_is_one(self->pathway, &self->allocator, head, length, length < CWP__SOURCE_HEAD);
  if (is_matrix < 0) return cwp__fail_memory(error);
  if (is_matrix) return read_matrix(self, file, &input, error);
  return read_table(self, file, &input, is_empty, error);
}

/* Reads a file that has been written down. */
static cwp_status read_file(cwp_import *self, cwp_import_file *file, const cwp_input *input, cwp_error *error) {
  cwp_error failure = CWP_ERROR_INIT;
  cwp__source source;
  int is_empty = 0;
  cwp__source_init(&source, input);
  source.inner.name = file->path;
  char first = cwp__source_peek(&source);
  cwp_status status = read_kind(self, file, &source, first, &is_empty, &failure);
  self->bytes += source.bytes;
  if (status != CWP_ERROR_MEMORY) {
    cwp_status handed = hand_out(self, status == CWP_OK ? &failure : NULL);
    if (status == CWP_OK) status = handed;
  }
  if (status == CWP_OK) return CWP_OK;
  const char *reason = cwp__file_reason(input);
  if (status == CWP_ERROR_IO && reason[0] != '\0') cwp__fail(&failure, CWP_ERROR_IO, "cannot read: %s", reason);
  return fail_file(self, file, is_empty, &failure, error);
}

static cwp_status fail_closed(const cwp_import *self, cwp_error *error) {
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "%s",
                   self->is_broken ? "memory has run out: the import can only be freed" : "the import is finished");
}

static cwp_status check_open(const cwp_import *self, cwp_error *error) {
  if (self->is_broken || self->is_finished) return fail_closed(self, error);
  if (self->file_count >= UINT16_MAX)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d files in one import", (int)UINT16_MAX);
  return CWP_OK;
}

static cwp_status fail_broken(cwp_import *self, cwp_error *error) {
  self->is_broken = 1;
  return cwp__fail_memory(error);
}

cwp_status cwp_import_add_input(cwp_import *self, const cwp_input *input, cwp_error *error) {
  cwp_status status = check_open(self, error);
  if (status != CWP_OK) return status;
  if (input == NULL || input->read == NULL) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no input to read");
  cwp_import_file *file = add_file(self, input->name != NULL ? input->name : "input");
  return file == NULL ? fail_broken(self, error) : read_file(self, file, input, error);
}

cwp_status cwp_import_add_file(cwp_import *self, const char *path, cwp_error *error) {
  cwp_status status = check_open(self, error);
  if (status != CWP_OK) return status;
  if (path == NULL || path[0] == '\0') return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no file to read");
  cwp_import_file *file = add_file(self, path);
  if (file == NULL) return fail_broken(self, error);
  cwp_error failure = CWP_ERROR_INIT;
  cwp_input input;
  if (cwp__file_open(path, &input, &failure) != CWP_OK) return fail_file(self, file, 0, &failure, error);
  status = read_file(self, file, &input, error);
  cwp__file_close(&input);
  return status;
}

/* Finishing. */

static cwp_status join_files(cwp_import *self, cwp_team **out, cwp_error *error) {
  const char **paths = cwp__allocate(&self->allocator, 2 * self->file_count + 1, sizeof *paths);
  if (paths == NULL) return cwp__fail_memory(error);
  const char **names = paths + self->file_count;
  for (size_t i = 0; i < self->file_count; i++) {
    paths[i] = self->files[i]->path;
    names[i] = name_of(paths[i]);
  }
  const cwp__join join = {.people = &self->people,
                          .paths = paths,
                          .names = names,
                          .has_staff = self->together.has_staff,
                          .together = &self->together,
                          .sink = &self->sink};
  cwp_status status = cwp__together_finish(&self->together, &self->sink, paths);
  if (status != CWP_OK)
    cwp__fail_memory(error);
  else
    status = cwp__join_people(&join, out, error);
  const cwp__adding adding = {*out, paths, names, self->together.has_staff, &self->sink};
  if (status == CWP_OK) status = cwp__additions_join(&self->additions, &adding, error);
  if (status == CWP_OK) status = hand_out(self, error);
  if (status != CWP_OK) {
    cwp_team_free(*out);
    *out = NULL;
  }
  cwp__release(&self->allocator, paths);
  return status;
}

cwp_status cwp_import_finish(cwp_import *self, cwp_team **out, cwp_error *error) {
  *out = NULL;
  if (self->is_broken || self->is_finished) return fail_closed(self, error);
  self->is_finished = 1;
  cwp_status status = join_files(self, out, error);
  if (status != CWP_OK) self->is_broken = 1;
  return status;
}
