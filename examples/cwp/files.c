#include "files.h"

#include "messages.h"
#include "terminal.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

enum { DOCUMENT_MOST = 64 << 20 };

static size_t read_stream(void *context, void *buffer, size_t capacity) {
  size_t count = fread(buffer, 1, capacity, context);
  return count == 0 && ferror((FILE *)context) ? SIZE_MAX : count;
}

cwp_input files_standard_input(void) {
#if defined(_WIN32)
  _setmode(_fileno(stdin), _O_BINARY);
#endif
  return (cwp_input){read_stream, stdin, "standard input"};
}

static int show_reading(void *context, uint64_t bytes) {
  (void)context;
  progress_show("reading", bytes / 1000000, "MB");
  return 0;
}

static int add_file(cmd_files *self, const char *path) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_input input = files_standard_input();
  cwp_status status = strcmp(path, "-") == 0 ? cwp_import_add_input(self->import, &input, &error)
                                             : cwp_import_add_file(self->import, path, &error);
  if (status == CWP_OK) return CODE_GO_ON;
  if (code_of(status) == CODE_INTERNAL) return explain_error(&error);
  if (self->failed++ == 0) self->failure = error;
  return CODE_GO_ON;
}

int files_are_distinct(const cmd_arguments *arguments) {
  int standard_inputs = 0;
  for (size_t i = 0; i < arguments->operand_count; i++) {
    if (strcmp(arguments->operands[i], "-") == 0) standard_inputs++;
  }
  if (standard_inputs > 1) wrong_usage(arguments->verb, "- can be given once only: it is standard input");
  return standard_inputs <= 1;
}

/* All of an input, in memory to free, or NULL with an error. What is beyond the limit of a document stays unread, and
 * the parser says so. */
static char *read_all(cwp_input input, size_t *length, cwp_error *error) {
  size_t room = 1 << 16, got = 1;
  char *text = malloc(room);
  for (*length = 0; text && got > 0 && *length <= DOCUMENT_MOST; *length += got) {
    if (*length == room) {
      char *larger = realloc(text, room *= 2);
      if (!larger) free(text);
      text = larger;
    }
    got = text ? input.read(input.context, text + *length, room - *length) : 0;
    if (got == SIZE_MAX) break;
  }
  int reason = errno;
  if (text && got != SIZE_MAX) return text;
  *error = (cwp_error)CWP_ERROR_INIT;
  error->code = text ? CWP_ERROR_IO : CWP_ERROR_MEMORY;
  compose(error->path, sizeof error->path, "%s", input.name);
  if (text) compose(error->message, sizeof error->message, "cannot read: %s", strerror(reason));
  if (!text) compose(error->message, sizeof error->message, "%s", cwp_status_text(error->code));
  free(text);
  return NULL;
}

cwp_status files_read_portfolio(const char *path, cwp_portfolio **out, cwp_error *error) {
  size_t length;
  *out = NULL;
  if (strcmp(path, "-") != 0) return cwp_portfolio_read(path, NULL, NULL, out, error);
  char *text = read_all(files_standard_input(), &length, error);
  if (!text) return error->code;
  cwp_status status = cwp_portfolio_parse(text, length, files_standard_input().name, NULL, NULL, out, error);
  free(text);
  return status;
}

cwp_status files_read_catalogue(const char *path, cwp_catalogue **out, cwp_error *error) {
  size_t length;
  *out = NULL;
  if (strcmp(path, "-") != 0) return cwp_catalogue_read(path, NULL, NULL, out, error);
  char *text = read_all(files_standard_input(), &length, error);
  if (!text) return error->code;
  cwp_status status = cwp_catalogue_parse(text, length, files_standard_input().name, NULL, NULL, out, error);
  free(text);
  return status;
}

cwp_status files_read_tagged(const char *path, cwp_tagged *out, cwp_error *error) {
  size_t length;
  if (strcmp(path, "-") != 0) return cwp_tagged_read(out, path, NULL, error);
  char *text = read_all(files_standard_input(), &length, error);
  if (!text) return error->code;
  cwp_status status = cwp_tagged_parse(out, text, length, files_standard_input().name, NULL, error);
  free(text);
  return status;
}

/* --mapping, of verbs that have it. */
static int read_mapping(cmd_files *self, const cmd_arguments *arguments, cwp_import_options *options) {
  const char *path = arguments_value(arguments, "mapping");
  if (!path) return CODE_GO_ON;
  int code = files_read_text(path, &self->mapping, &options->matrix_mapping_length);
  options->matrix_mapping = self->mapping;
  return code;
}

static int read_all_files(cmd_files *self, const cmd_arguments *arguments) {
  cwp_error error;
  int code = CODE_GO_ON;
  progress_start();
  for (size_t i = 0; i < arguments->operand_count && code == CODE_GO_ON; i++)
    code = add_file(self, arguments->operands[i]);
  if (code == CODE_GO_ON && cwp_import_finish(self->import, &self->team, &error) != CWP_OK)
    code = explain_error(&error);
  progress_clear();
  return code;
}

int files_read(cmd_files *self, const cmd_arguments *arguments, const cwp_pathway *pathway, cwp_date on) {
  *self = (cmd_files){0};
  if (!files_are_distinct(arguments)) return CODE_USAGE;
  cwp_error error;
  cwp_import_options options = CWP_IMPORT_OPTIONS_INIT;
  options.on = on;
  options.progress = show_reading;
  int code = read_mapping(self, arguments, &options);
  if (code != CODE_GO_ON) return code;
  if (cwp_import_new(pathway, &options, NULL, &self->import, &error) != CWP_OK) return explain_error(&error);
  return read_all_files(self, arguments);
}

void files_free(cmd_files *self) {
  cwp_team_free(self->team);
  cwp_import_free(self->import);
  free(self->mapping);
}

int files_read_text(const char *path, char **text, size_t *length) {
  cwp_error error;
  cwp_input input = files_standard_input();
  FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
  if (!file && strcmp(path, "-") != 0) {
    complain("%s: cannot open: %s", path, strerror(errno));
    return CODE_INPUT;
  }
  if (file) input = (cwp_input){read_stream, file, path};
  *text = read_all(input, length, &error);
  if (file) fclose(file);
  if (!*text) return explain_error(&error);
  if (*length <= DOCUMENT_MOST) return CODE_GO_ON;
  complain("%s: the file is larger than %d MB", input.name, DOCUMENT_MOST >> 20);
  return CODE_INPUT;
}

static const char *shown_name(const char *path) {
  return strcmp(path, "-") == 0 ? files_standard_input().name : path;
}

/* Bytes of the text up to the first that is no part of a text: a NUL byte, or what is no UTF-8. */
static size_t readable(const char *text, size_t length) {
  uint32_t point;
  size_t at = 0;
  while (at < length && text[at]) {
    unsigned size = utf8_read(text + at, length - at, &point);
    if (size == 0) break;
    at += size;
  }
  return at;
}

/* Says which byte it is that does not belong into a text, and where. Columns count bytes, as in JSON. */
static int refuse_byte(const char *path, const char *text, size_t at) {
  size_t line = 1, start = 0;
  for (size_t i = 0; i < at; i++) {
    if (text[i] != '\n') continue;
    line++;
    start = i + 1;
  }
  if (!text[at]) complain("%s:%zu:%zu: a NUL byte: this is no text", path, line, at - start + 1);
  if (text[at])
    complain("%s:%zu:%zu: a byte 0x%02X that is no UTF-8: save the text as UTF-8", path, line, at - start + 1,
             (unsigned)(unsigned char)text[at]);
  return CODE_INPUT;
}

int files_read_utf8(const char *path, char **text, size_t *length) {
  int code = files_read_text(path, text, length);
  if (code != CODE_GO_ON) return code;
  size_t good = readable(*text, *length);
  return good == *length ? CODE_GO_ON : refuse_byte(shown_name(path), *text, good);
}

/* Whether a text begins as JSON does: a bracket alone may also begin a placeholder, such as "[Name of the home]". */
static int is_json(const char *text, size_t length) {
  size_t at = 0;
  char bracket = '\0';
  for (; at < length && (strchr(" \t\r\n", text[at]) || (!bracket && strchr("{[", text[at]))); at++)
    if (text[at] == '{' || text[at] == '[') bracket = text[at];
  if (!bracket || at == length) return 0;
  return text[at] == '"' || (bracket == '{' && text[at] == '}') || (bracket == '[' && strchr("{]", text[at]));
}

int files_read_prose(const char *path, char **text, size_t *length) {
  int code = files_read_utf8(path, text, length);
  if (code != CODE_GO_ON) return code;
  cwp_file_kind kind = cwp_file_kind_guess(*text, *length, NULL);
  int national = kind == CWP_FILE_ASC_STAFF || kind == CWP_FILE_ASC_TRAINING || kind == CWP_FILE_ASC_WORKPLACE;
  if (national)
    complain("%s:1:1: this is a file of the national data set (%s), not a text in sentences: 'cwp check' reads it",
             shown_name(path), cwp_file_kind_name(kind));
  else if (is_json(*text, *length))
    complain("%s:1:1: this is JSON, not a text in sentences: give its words as plain text", shown_name(path));
  else
    return CODE_GO_ON;
  return CODE_INPUT;
}
