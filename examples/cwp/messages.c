#include "messages.h"

#include "output.h"
#include "terminal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_SIZE = 2048 };

PRINTF_LIKE(3, 0)
static void compose_list(char *text, size_t size, const char *format, va_list list) {
  int length = vsnprintf(text, size, format, list);
  if (length < 0) text[0] = '\0';
  if (length >= 0 && (size_t)length >= size) text[utf8_whole(text, strlen(text))] = '\0';
}

void compose(char *text, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  compose_list(text, size, format, list);
  va_end(list);
}

void compose_more(char *text, size_t size, const char *format, ...) {
  size_t length = strlen(text);
  va_list list;
  va_start(list, format);
  compose_list(text + length, size - length, format, list);
  va_end(list);
}

/* Results printed so far go out first, so that the two streams come in order on a terminal. */
static void print_line(const char *prefix, const char *text) {
  char shown[MESSAGE_SIZE * 2];
  out_flush();
  progress_clear();
  show_text(shown, sizeof shown, text);
  fprintf(stderr, "%s%s\n", prefix, shown);
}

void complain(const char *format, ...) {
  char text[MESSAGE_SIZE];
  va_list list;
  va_start(list, format);
  compose_list(text, sizeof text, format, list);
  va_end(list);
  print_line("cwp: ", text);
}

void remark(const char *format, ...) {
  char text[MESSAGE_SIZE];
  va_list list;
  va_start(list, format);
  compose_list(text, sizeof text, format, list);
  va_end(list);
  print_line("", text);
}

int wrong_usage(const cmd_verb *verb, const char *format, ...) {
  char text[MESSAGE_SIZE];
  va_list list;
  va_start(list, format);
  compose_list(text, sizeof text, format, list);
  va_end(list);
  print_line("cwp: ", text);
  if (verb) remark("Try 'cwp help %s'.", verb->name);
  if (!verb) remark("Try 'cwp --help'.");
  return CODE_USAGE;
}

int out_of_memory(void) {
  complain("there is not enough memory");
  return CODE_INTERNAL;
}

int explain_error(const cwp_error *error) {
  char place[CWP_ERROR_PATH_SIZE + 64] = "";
  if (error->path[0]) compose_more(place, sizeof place, "%s:", error->path);
  if (error->line) compose_more(place, sizeof place, "%" PRIu64 ":", error->line);
  if (error->line && error->column) compose_more(place, sizeof place, "%" PRIu64 ":", error->column);
  complain("%s%s%s", place, place[0] ? " " : "", error->message);
  return code_of(error->code);
}

int code_of(cwp_status status) {
  if (status == CWP_OK) return CODE_FINE;
  if (status == CWP_ERROR_MEMORY || status == CWP_ERROR_INTERNAL || status == CWP_ERROR_ARGUMENT) return CODE_INTERNAL;
  return CODE_INPUT;
}
