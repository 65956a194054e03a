#include "base/error.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *cwp_status_name(cwp_status status) {
  static const char *const names[CWP_STATUS_END] = {"ok",     "memory",  "argument", "not-found",   "io",
                                                    "syntax", "invalid", "limit",    "unsupported", "internal"};
  return (unsigned)status < CWP_STATUS_END ? names[status] : "unknown";
}

const char *cwp_status_text(cwp_status status) {
  static const char *const texts[CWP_STATUS_END] = {
      "It worked",
      "There is not enough memory",
      "The function was called with something that it does not take",
      "There is no such code, edition, file or record",
      "The system could not read or write",
      "The input is not well-formed",
      "The input is well-formed but breaks a rule of its format",
      "The input is larger, deeper or more than the limit",
      "This version does not read this kind or version of file",
      "There is a defect in the library",
  };
  return (unsigned)status < CWP_STATUS_END ? texts[status] : "The status is not one that this version knows";
}

/* The name, safe to show; where all of it does not fit its end, because names differ at the end. */
static void set_path(cwp_error *error, const char *path) {
  char shown[4 * CWP_ERROR_PATH_SIZE]; /* an escape takes at most four times its bytes */
  static const char dots[] = "...";
  size_t room = CWP_ERROR_PATH_SIZE - sizeof dots;
  size_t length = path == NULL ? 0 : strlen(path);
  const char *from = path;
  if (length > CWP_ERROR_PATH_SIZE - 1) {
    from += length - room;
    length = room;
  }
  size_t bytes = cwp__show(shown, sizeof shown, from, length);
  if (from == path && bytes < CWP_ERROR_PATH_SIZE) {
    memcpy(error->path, shown, bytes + 1);
    return;
  }
  /* Shorter until it fits, and then on to where a character starts. */
  while (length > 0 && (bytes > room || ((unsigned char)*from & 0xc0) == 0x80)) {
    from++;
    length--;
    bytes = cwp__show(shown, sizeof shown, from, length);
  }
  memcpy(error->path, dots, sizeof dots - 1);
  memcpy(error->path + sizeof dots - 1, shown, bytes + 1);
}

CWP__PRINTF(4, 0)
static void fill(cwp_error *error, cwp_status code, const cwp__place *place, const char *format, va_list arguments) {
  /* Longer than the message, so that what is cut off here is cut off there too, and seen to be. */
  char raw[2 * CWP_ERROR_MESSAGE_SIZE] = "";
  if (vsnprintf(raw, sizeof raw, format, arguments) < 0) raw[0] = '\0';
  cwp__show(error->message, sizeof error->message, raw, strlen(raw));
  error->code = code;
  error->line = place->line;
  error->column = place->column;
  error->offset = place->offset;
  set_path(error, place->path);
}

cwp_status cwp__fail(cwp_error *error, cwp_status code, const char *format, ...) {
  if (error == NULL) return code;
  const cwp__place nowhere = {NULL, 0, 0, 0};
  va_list arguments;
  va_start(arguments, format);
  fill(error, code, &nowhere, format, arguments);
  va_end(arguments);
  return code;
}

cwp_status cwp__fail_at(cwp_error *error, cwp_status code, const cwp__place *place, const char *format, ...) {
  if (error == NULL) return code;
  va_list arguments;
  va_start(arguments, format);
  fill(error, code, place, format, arguments);
  va_end(arguments);
  return code;
}

cwp_status cwp__fail_memory(cwp_error *error) {
  return cwp__fail(error, CWP_ERROR_MEMORY, "out of memory");
}

cwp_status cwp__fail_in(cwp_error *error, cwp_status code, const char *path) {
  if (error != NULL && error->path[0] == '\0') set_path(error, path);
  return code;
}
