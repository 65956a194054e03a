#include "sheet.h"

#include "files.h"
#include "messages.h"
#include "output.h"
#include "suggest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int sheet_open(cmd_sheet *self, const char *path) {
  memset(self, 0, sizeof *self);
  self->path = path;
  int code = files_read_utf8(path, &self->text, &self->length);
  if (code != CODE_GO_ON) return code;
  if (self->length >= 3 && memcmp(self->text, "\xef\xbb\xbf", 3) == 0) self->at = 3;
  self->reached = 1;
  code = sheet_next(self);
  if (code == CODE_FINE) {
    complain("%s: the file is empty: a header with the names of the columns is missing", path);
    return CODE_INPUT;
  }
  for (size_t i = 0; code == CODE_GO_ON && i < self->count; i++) {
    size_t size = strlen(self->fields[i]) + 1;
    self->header[i] = malloc(size);
    if (!self->header[i]) return out_of_memory();
    memcpy(self->header[i], self->fields[i], size);
    self->header_count++;
  }
  self->record = 0;
  return code;
}

void sheet_close(cmd_sheet *self) {
  for (size_t i = 0; i < self->header_count; i++)
    free(self->header[i]);
  free(self->text);
}

/* Takes a field in quotes, which are taken off in place. Returns 1, or 0 when the closing quote is missing. */
static int take_quoted(cmd_sheet *self, char **end) {
  char *to = self->text + self->at;
  for (self->at++; self->at < self->length; self->at++) {
    char c = self->text[self->at];
    if (c == '\n') self->reached++;
    if (c == '"' && (self->at + 1 == self->length || self->text[self->at + 1] != '"')) {
      self->at++;
      *end = to;
      return 1;
    }
    if (c == '"') self->at++;
    *to++ = c;
  }
  return 0;
}

static int is_end(char c) {
  return c == ',' || c == '\n' || c == '\r';
}

/* A mistake in the field that is being read: the column is the field's number, as in all CSV files. */
static int fail(const cmd_sheet *self, uint64_t line, const char *what) {
  complain("%s:%" PRIu64 ":%zu: %s", self->path, line, self->count + 1, what);
  return CODE_INPUT;
}

/* Takes one field and what ends it; `*more` is 1 if the row goes on. */
static int take_field(cmd_sheet *self, int *more) {
  char *start = self->text + self->at, *end;
  uint64_t line = self->reached;
  if (self->count == SHEET_COLUMNS) return fail(self, line, "a row with more than 512 fields");
  if (self->at < self->length && *start == '"') {
    if (!take_quoted(self, &end)) return fail(self, line, "a quote that is never closed");
  } else {
    while (self->at < self->length && !is_end(self->text[self->at]))
      self->at++;
    end = self->text + self->at;
  }
  if (self->at < self->length && !is_end(self->text[self->at])) return fail(self, line, "text behind a closing quote");
  *more = self->at < self->length && self->text[self->at] == ',';
  if (self->at < self->length && self->text[self->at] == '\r' && self->at + 1 < self->length &&
      self->text[self->at + 1] == '\n')
    self->at++;
  if (self->at < self->length && self->text[self->at++] == '\n') self->reached++;
  if (memchr(start, '\0', (size_t)(end - start))) return fail(self, line, "a NUL byte");
  *end = '\0';
  self->fields[self->count++] = start;
  return CODE_GO_ON;
}

int sheet_next(cmd_sheet *self) {
  while (self->at < self->length && (self->text[self->at] == '\n' || self->text[self->at] == '\r')) {
    if (self->text[self->at] == '\n') self->reached++;
    self->at++;
  }
  if (self->at >= self->length) return CODE_FINE;
  int more = 1, code = CODE_GO_ON;
  self->count = 0;
  self->line = self->reached;
  while (more && code == CODE_GO_ON)
    code = take_field(self, &more);
  self->record++;
  return code;
}

const char *sheet_field(const cmd_sheet *self, size_t column) {
  return column < self->count ? self->fields[column] : "";
}

static int same_name(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    char left = *a >= 'A' && *a <= 'Z' ? (char)(*a + ('a' - 'A')) : *a;
    char right = *b >= 'A' && *b <= 'Z' ? (char)(*b + ('a' - 'A')) : *b;
    if (left != right) return 0;
  }
  return *a == *b;
}

int sheet_column(const cmd_sheet *self, const cmd_arguments *arguments, const char *option, const char *name,
                 size_t *column) {
  cmd_suggestion nearest;
  suggest_start(&nearest, name, strlen(name));
  for (size_t i = 0; i < self->header_count; i++) {
    if (same_name(self->header[i], name)) {
      *column = i;
      return CODE_GO_ON;
    }
    suggest_try(&nearest, self->header[i]);
  }
  char known[512] = "";
  const char *best = suggest_best(&nearest);
  for (size_t i = 0; i < self->header_count; i++)
    compose_more(known, sizeof known, "%s'%s'", i ? ", " : "", self->header[i]);
  if (best)
    return wrong_usage(arguments->verb, "--%s: %s has no column '%s'; did you mean '%s'?", option, self->path, name,
                       best);
  return wrong_usage(arguments->verb, "--%s: %s has no column '%s'; it has: %s", option, self->path, name, known);
}

void sheet_write(const char *text, int first) {
  int quoted = text[strcspn(text, ",\"\r\n")] != '\0';
  if (!first) out_text(",");
  if (quoted) out_text("\"");
  if (text[0] && strchr("=+-@\t\r", text[0])) out_text("'");
  for (; *text; text++) {
    if (*text == '"') out_text("\"");
    out_bytes(text, 1);
  }
  if (quoted) out_text("\"");
}
