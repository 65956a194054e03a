#ifndef COMMAND_LAYOUT_H
#define COMMAND_LAYOUT_H

/* Results for people: text in columns, wrapped to the terminal's width. All text may be untrusted. */

#include "marks.h"
#include "terminal.h"

#include <stddef.h>

/* Prints a text on one line, with what is unsafe escaped. */
void out_shown(const char *text);

/* Prints a text cut to `width` columns with "…" at the end, or filled up with spaces in front or behind. */
typedef enum cmd_side { SIDE_LEFT, SIDE_RIGHT } cmd_side;
void out_cell(const char *text, size_t width, cmd_side side);

/*
 * Prints a text as a paragraph that ends with a line feed: its lines start at column `indent` and break between words
 * at the terminal's width; the first goes on at column `column`, where the caller has got to.
 */
void out_paragraph(const char *text, size_t indent, size_t column);

/* The same with the words marked that were searched for. */
void out_marked(const char *text, size_t indent, size_t column, const cmd_marks *marks);

/* The same for a text of several lines, each of which is a paragraph. */
void out_lines(const char *text, size_t indent, size_t column);

/* Prints CSV for a terminal, or a file by way of it: lines end in a line feed alone, and what a terminal must not see
 * is shown as an escape. */
void out_csv(const char *text);

/* Prints a heading with an empty line before it. */
void out_heading(const char *text);

/* Prints "  label   text" with texts lined up at one column; nothing where the text is empty. */
void out_labelled(const char *label, const char *text);

/* A table whose last column, if on the left side, takes what is left of the line, or, where the others leave too
 * little, lines of its own. Measure every row first, then print them in the same order. */
enum { TABLE_COLUMNS = 28 };

typedef struct cmd_table {
  size_t columns;
  size_t indent;
  int started; /* headings stand already */
  struct table_column {
    const char *heading;
    cmd_side side;
    size_t most;  /* widest that the column may get; 0 = as wide as its texts */
    size_t width; /* found by measuring */
  } column[TABLE_COLUMNS];
} cmd_table;

void table_start(cmd_table *self, size_t indent);
void table_column(cmd_table *self, const char *heading, cmd_side side, size_t most);
void table_measure(cmd_table *self, const char *const *cells);

/* Prints the headings, for those who want something between them and the first row. */
void table_headings(cmd_table *self);

/* Prints the headings before the first row. `style` is that of the row; `last_wraps` lets its last cell take lines. */
void table_row(cmd_table *self, const char *const *cells, cmd_style style, int last_wraps);

/* The column at which the last cell's further lines start. */
size_t table_last_column(const cmd_table *self);

/* A number with commas between thousands: "100,000". */
enum { NUMBER_SIZE = 28 };
const char *number_text(uint64_t number, char text[NUMBER_SIZE]);

/* "1 person", "60 people". */
const char *count_text(uint64_t count, const char *one, const char *many, char *text, size_t size);

#endif
