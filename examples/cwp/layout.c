#include "layout.h"

#include "output.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 16, LAST_CELL_LEAST = 24 };

static void out_word(const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    cmd_glyph glyph = glyph_at(text + i, length - i);
    out_bytes(glyph.shown, glyph.length);
    i += glyph.taken;
  }
}

void out_shown(const char *text) {
  out_word(text, strlen(text));
}

/* Prints as much of a text as fits `width` columns; gives the columns used. */
static size_t out_fitting(const char *text, size_t width) {
  size_t length = strlen(text), used = 0;
  for (size_t i = 0; i < length;) {
    cmd_glyph glyph = glyph_at(text + i, length - i);
    if (used + glyph.width > width) break;
    out_bytes(glyph.shown, glyph.length);
    used += glyph.width;
    i += glyph.taken;
  }
  return used;
}

void out_cell(const char *text, size_t width, cmd_side side) {
  size_t wanted = text_width(text);
  if (wanted > width) {
    size_t used = out_fitting(text, width > 0 ? width - 1 : 0);
    if (width > 0) out_text("…");
    out_spaces(width > used + 1 ? width - used - 1 : 0);
    return;
  }
  if (side == SIDE_RIGHT) out_spaces(width - wanted);
  out_shown(text);
  if (side == SIDE_LEFT) out_spaces(width - wanted);
}

/* Bytes `at` to `at + length` of a text, with the words in it marked that were searched for. */
static void out_marked_word(const char *text, size_t at, size_t length, const cmd_marks *marks) {
  for (size_t end = at + length; at < end;) {
    int marked;
    size_t run = marks_run(marks, at, end - at, &marked);
    if (marked) out_style(STYLE_STRONG);
    out_word(text + at, run);
    if (marked) out_style(STYLE_PLAIN);
    at += run;
  }
}

/* Length of the word at the start of a text of so many bytes, and its width. */
static size_t word_at(const char *text, size_t rest, size_t *width) {
  size_t length = 0;
  while (length < rest && text[length] != ' ')
    length++;
  *width = 0;
  for (size_t i = 0; i < length;) {
    cmd_glyph glyph = glyph_at(text + i, length - i);
    *width += glyph.width;
    i += glyph.taken;
  }
  return length;
}

/* Prints so many bytes of a text as a paragraph; `marks` may be NULL. */
static void out_span(const char *text, size_t rest, size_t indent, size_t column, const cmd_marks *marks) {
  const char *start = text, *end = text + rest;
  size_t limit = terminal_width(), width = 0;
  int first_of_line = 1;
  for (text += strspn(text, " "); text < end; text += strspn(text, " ")) {
    size_t length = word_at(text, (size_t)(end - text), &width);
    size_t needed = width + (first_of_line ? 0 : 1);
    if (!first_of_line && column + needed > limit) {
      out_text("\n");
      out_spaces(indent);
      column = indent;
      first_of_line = 1;
      needed = width;
    }
    if (!first_of_line) out_text(" ");
    if (marks) out_marked_word(start, (size_t)(text - start), length, marks);
    if (!marks) out_word(text, length);
    column += needed;
    first_of_line = 0;
    text += length;
  }
  out_text("\n");
}

void out_paragraph(const char *text, size_t indent, size_t column) {
  out_span(text, strlen(text), indent, column, NULL);
}

void out_marked(const char *text, size_t indent, size_t column, const cmd_marks *marks) {
  out_span(text, strlen(text), indent, column, marks);
}

void out_lines(const char *text, size_t indent, size_t column) {
  for (text += strspn(text, "\r\n"); *text; text += strspn(text, "\r\n")) {
    size_t length = strcspn(text, "\r\n");
    if (column == 0) out_spaces(indent);
    out_span(text, length, indent, column ? column : indent, NULL);
    text += length;
    column = 0;
  }
}

void out_csv(const char *text) {
  size_t length = strlen(text);
  for (size_t i = 0; i < length;) {
    cmd_glyph glyph = glyph_at(text + i, length - i);
    if (text[i] == '\n') {
      out_text("\n");
    } else if (text[i] != '\r') {
      out_bytes(glyph.shown, glyph.length);
    }
    i += glyph.taken;
  }
}

void out_heading(const char *text) {
  out_text("\n");
  out_style(STYLE_STRONG);
  out_shown(text);
  out_style(STYLE_PLAIN);
  out_text("\n");
}

void out_labelled(const char *label, const char *text) {
  if (!text[0]) return;
  out_text("  ");
  out_style(STYLE_FAINT);
  out_cell(label, LABEL_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_text("  ");
  out_paragraph(text, LABEL_WIDTH + 4, LABEL_WIDTH + 4);
}

void table_start(cmd_table *self, size_t indent) {
  *self = (cmd_table){0};
  self->indent = indent;
}

void table_column(cmd_table *self, const char *heading, cmd_side side, size_t most) {
  self->column[self->columns++] = (struct table_column){heading, side, most, text_width(heading)};
}

void table_measure(cmd_table *self, const char *const *cells) {
  for (size_t i = 0; i < self->columns; i++) {
    struct table_column *column = &self->column[i];
    if (i + 1 == self->columns && column->side == SIDE_LEFT) break; /* it takes what is left of the line */
    size_t width = text_width(cells[i]);
    if (column->most && width > column->most) width = column->most;
    if (width > column->width) column->width = width;
  }
}

/* Columns of the line that are used before the last cell. */
static size_t before_last(const cmd_table *self) {
  size_t used = self->indent;
  for (size_t i = 0; i + 1 < self->columns; i++)
    used += self->column[i].width + 2;
  return used;
}

/* 1 if too little is left of the line for the last cell. */
static int last_is_below(const cmd_table *self) {
  return self->columns > 1 && before_last(self) + LAST_CELL_LEAST > terminal_width();
}

size_t table_last_column(const cmd_table *self) {
  return last_is_below(self) ? self->indent + 4 : before_last(self);
}

static void out_last_cell(const cmd_table *self, const char *text, int wraps) {
  const struct table_column *column = &self->column[self->columns - 1];
  size_t start = table_last_column(self), limit = terminal_width();
  if (column->side == SIDE_RIGHT) {
    if (text[0]) out_cell(text, column->width, SIDE_RIGHT);
    out_text("\n");
    return;
  }
  if (last_is_below(self) && text[0]) {
    out_text("\n");
    out_spaces(start);
  }
  if (wraps) {
    out_paragraph(text, start, start);
    return;
  }
  size_t wanted = text_width(text), room = limit > start + 10 ? limit - start : 10;
  out_cell(text, wanted < room ? wanted : room, SIDE_LEFT);
  out_text("\n");
}

/* 1 if no cell from one to another, that one left out, has a text. */
static int are_empty(const char *const *cells, size_t from, size_t to) {
  while (from < to && !cells[from][0])
    from++;
  return from >= to;
}

static void out_row(const cmd_table *self, const char *const *cells, cmd_style style, int last_wraps) {
  size_t last = self->columns - 1;
  int below = last_is_below(self) && self->column[last].side == SIDE_LEFT;
  size_t end = below ? last : self->columns; /* of the cells on the first line */
  out_spaces(self->indent);
  out_style(style);
  for (size_t i = 0; i < last; i++) {
    size_t wanted = text_width(cells[i]), width = self->column[i].width;
    int ends_line = are_empty(cells, i + 1, end);
    out_cell(cells[i], ends_line && self->column[i].side == SIDE_LEFT && wanted < width ? wanted : width,
             self->column[i].side);
    if (ends_line) break;
    out_text("  ");
  }
  out_last_cell(self, cells[last], last_wraps);
  out_style(STYLE_PLAIN);
}

void table_headings(cmd_table *self) {
  const char *headings[TABLE_COLUMNS];
  for (size_t i = 0; i < self->columns; i++)
    headings[i] = self->column[i].heading;
  out_row(self, headings, STYLE_STRONG, 0);
  self->started = 1;
}

void table_row(cmd_table *self, const char *const *cells, cmd_style style, int last_wraps) {
  if (!self->started) table_headings(self);
  out_row(self, cells, style, last_wraps);
}

const char *number_text(uint64_t number, char text[NUMBER_SIZE]) {
  char digits[NUMBER_SIZE];
  int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
  size_t used = 0;
  for (int i = 0; i < count; i++) {
    if (i > 0 && (count - i) % 3 == 0) text[used++] = ',';
    text[used++] = digits[i];
  }
  text[used] = '\0';
  return text;
}

const char *count_text(uint64_t count, const char *one, const char *many, char *text, size_t size) {
  char number[NUMBER_SIZE];
  compose(text, size, "%s %s", number_text(count, number), count == 1 ? one : many);
  return text;
}
