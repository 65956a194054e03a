#ifndef COMMAND_COLUMNS_H
#define COMMAND_COLUMNS_H

/* A stream of Arrow columns, as answers about a workforce are: row by row, cell by cell. */

#include "cwp/cwp.h"

#include <stddef.h>
#include <stdint.h>

typedef enum cmd_cell { CELL_NUMBER, CELL_DAY, CELL_TRUTH, CELL_TEXT, CELL_OTHER } cmd_cell;

typedef struct cmd_column {
  const char *name;
  cmd_cell what;
  const struct ArrowSchema *schema;
} cmd_column;

typedef struct cmd_columns {
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray batch;
  cmd_column *columns;
  size_t count;
  int64_t row; /* of the batch */
  char *text;  /* the cell that was asked for last */
  size_t text_room;
  /* Set by who opened it, where the stream's errors are to be said in other words; returns the code to end with. */
  int (*explain)(const void *context, const cwp_error *error);
  const void *explain_context;
} cmd_columns;

/* Takes a stream over. CODE_GO_ON, or a code to end with after it was explained; close in every case. */
int columns_open(cmd_columns *self, struct ArrowArrayStream *stream);
void columns_close(cmd_columns *self);

/* Goes to the next row: CODE_GO_ON, CODE_FINE at the end, or a code to end with. */
int columns_next(cmd_columns *self);

/* Which column has that name; SIZE_MAX if none. */
size_t columns_find(const cmd_columns *self, const char *name);

/* A cell of the row. Null is 0, and "" as text; a text lasts until the next is asked for. */
int columns_is_null(const cmd_columns *self, size_t column);
int64_t columns_number(const cmd_columns *self, size_t column);
const char *columns_text(cmd_columns *self, size_t column);

#endif
