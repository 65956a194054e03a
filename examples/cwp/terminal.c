/* isatty and the size of a terminal are the system's, not the language's. */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#endif

#include "terminal.h"

#include "clock.h"
#include "output.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

enum { WIDTH_WITHOUT_TERMINAL = 120, WIDTH_LEAST = 60, WIDTH_MOST = 1000 };

static struct {
  int output_is_terminal;
  int error_is_terminal;
  int colour;
  size_t width;
  double started;  /* when the work began that progress is shown of */
  double shown_at; /* when progress was shown last; 0 = it is not on the screen */
  unsigned calls;
} terminal;

static int is_terminal(FILE *stream) {
#if defined(_WIN32)
  return _isatty(_fileno(stream)) != 0;
#else
  return isatty(fileno(stream)) == 1;
#endif
}

static size_t columns_of_terminal(void) {
#if !defined(_WIN32) && defined(TIOCGWINSZ)
  struct winsize size;
  if (terminal.output_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) return size.ws_col;
#endif
  return 0;
}

static size_t find_width(void) {
  size_t width = columns_of_terminal();
  const char *columns = getenv("COLUMNS");
  if (width == 0 && columns) {
    long number = strtol(columns, NULL, 10);
    if (number > 0 && number <= WIDTH_MOST) width = (size_t)number;
  }
  if (width == 0) width = WIDTH_WITHOUT_TERMINAL;
  return width < WIDTH_LEAST ? WIDTH_LEAST : width;
}

void terminal_start(void) {
  const char *no_colour = getenv("NO_COLOR");
  const char *kind = getenv("TERM");
  terminal.output_is_terminal = is_terminal(stdout);
  terminal.error_is_terminal = is_terminal(stderr);
  terminal.colour = terminal.output_is_terminal && kind && strcmp(kind, "dumb") != 0 && !(no_colour && no_colour[0]);
  terminal.width = find_width();
}

int out_is_terminal(void) {
  return terminal.output_is_terminal;
}

size_t terminal_width(void) {
  return terminal.width;
}

void out_style(cmd_style style) {
  static const char *const sequences[STYLE_END] = {"\033[0m", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m"};
  if (terminal.colour) out_text(sequences[style]);
}

void progress_start(void) {
  terminal.started = clock_seconds();
  terminal.calls = 0;
}

void progress_show(const char *what, uint64_t done, const char *unit) {
  /* The clock is asked now and then only: this is called for every person. */
  if (!terminal.error_is_terminal || terminal.calls++ % 64 != 0) return;
  if (terminal.output_is_terminal && out_begun()) return; /* results on the same screen show it well enough */
  double now = clock_seconds();
  if (now - terminal.started < 1 || now - terminal.shown_at < 0.2) return;
  terminal.shown_at = now;
  fprintf(stderr, "\r%s: %" PRIu64 " %s \033[K", what, done, unit);
  fflush(stderr);
}

void progress_clear(void) {
  if (terminal.shown_at == 0) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  terminal.shown_at = 0;
}
