#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BUFFER_SIZE = 1 << 16, FORMAT_SIZE = 1024 };

/* The process has one standard output, and so one buffer for it. */
static struct {
  char bytes[BUFFER_SIZE];
  size_t used;
  int begun;
  int failure; /* errno of the first failure, 0 while there is none */
} output;

static void write_out(const char *bytes, size_t length) {
  if (output.failure || length == 0) return;
  errno = 0;
  if (fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0) output.failure = errno ? errno : EIO;
}

void out_flush(void) {
  write_out(output.bytes, output.used);
  output.used = 0;
}

void out_bytes(const char *bytes, size_t length) {
  output.begun = 1;
  if (length > BUFFER_SIZE - output.used) out_flush();
  if (length > BUFFER_SIZE) {
    write_out(bytes, length);
    return;
  }
  memcpy(output.bytes + output.used, bytes, length);
  output.used += length;
}

void out_text(const char *text) {
  out_bytes(text, strlen(text));
}

void out_format(const char *format, ...) {
  char text[FORMAT_SIZE];
  va_list list;
  va_start(list, format);
  int length = vsnprintf(text, sizeof text, format, list);
  va_end(list);
  if (length > 0) out_bytes(text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

void out_spaces(size_t count) {
  static const char spaces[] = "                                ";
  while (count > 0) {
    size_t some = count < sizeof spaces - 1 ? count : sizeof spaces - 1;
    out_bytes(spaces, some);
    count -= some;
  }
}

int out_begun(void) {
  return output.begun;
}

int out_failed(void) {
  return output.failure != 0;
}

int out_finish(int code) {
  out_flush();
  if (!output.failure) {
    errno = 0;
    if (fclose(stdout) != 0) output.failure = errno ? errno : EIO;
  }
  if (!output.failure) return code;
#ifdef EPIPE
  if (output.failure == EPIPE) return code;
#endif
  complain("standard output: could not be written: %s", strerror(output.failure));
  return CODE_INPUT;
}
