#ifndef COMMAND_TERMINAL_H
#define COMMAND_TERMINAL_H

/*
 * What is safe and fitting to show: untrusted text with its control characters escaped, widths in columns, colour where
 * it is wanted, progress where somebody watches. Nothing here depends on the locale: text is UTF-8.
 */

#include <stddef.h>
#include <stdint.h>

/* One thing to show: a character as it is, or the escape of one that must not reach a terminal. */
typedef struct cmd_glyph {
  char shown[12];  /* zero-terminated */
  unsigned length; /* bytes of `shown` */
  unsigned taken;  /* bytes of the text that it stands for */
  unsigned width;  /* columns: 0, 1 or 2; an escape's own length */
} cmd_glyph;

/*
 * The glyph at the start of a text of `length` bytes (not 0). Control characters (C0, DEL, C1), line separators,
 * controls of writing direction, invisible characters and bytes that are not UTF-8 become \n, \r, \t, \xNN or \u{NNNN}.
 */
cmd_glyph glyph_at(const char *text, size_t length);

/*
 * Reads one character: gives the bytes that it takes and the character in `*point`; 0 where the bytes are no UTF-8.
 */
unsigned utf8_read(const char *text, size_t length, uint32_t *point);

/* Length of the text without a character that is cut off at its end. */
size_t utf8_whole(const char *text, size_t length);

/* 1 for characters that can lead a terminal or a reader astray: what glyph_at escapes. */
int is_unsafe(uint32_t point);

/* Columns that a text takes as shown. */
size_t text_width(const char *text);

/* Writes the text as shown into `out`, zero-terminated, cut at a whole glyph. */
void show_text(char *out, size_t size, const char *text);

/* What a piece of output is like. Colour follows where it is on. */
typedef enum cmd_style {
  STYLE_PLAIN,
  STYLE_STRONG,
  STYLE_FAINT,
  STYLE_GOOD,
  STYLE_SOON,
  STYLE_BAD,
  STYLE_END
} cmd_style;

/* Finds out what standard output and standard error are, and reads NO_COLOR, TERM and COLUMNS. Call it first. */
void terminal_start(void);

/* Columns to lay results out for: the terminal's, or COLUMNS, or else 120; 60 at least. */
size_t terminal_width(void);

/* 1 if standard output is a terminal, where the bytes of a file do not belong. */
int out_is_terminal(void);

/* Starts a style on standard output; STYLE_PLAIN ends it. Prints nothing where colour is off. */
void out_style(cmd_style style);

/*
 * Work that may take long: says on standard error how far it is, once it has lasted a second, if that is a terminal.
 * `progress_start` before it, `progress_show` often, `progress_clear` at its end.
 */
void progress_start(void);
void progress_show(const char *what, uint64_t done, const char *unit);
void progress_clear(void);

#endif
