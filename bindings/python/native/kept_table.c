/* Batches become a table, cell by cell: for those who look at an answer without a library for tables. */

#include "kept.h"
#include "view.h"

#include <cwp/date.h>

#include <errno.h>
#include <stdlib.h>

/* How a column of a batch becomes one of a table; -1 where it cannot. */
static int kind_of(const view *how) {
  if (how->is_dictionary) return TABLE_TEXT;
  switch (how->form) {
  case VIEW_NULLS:
  case VIEW_TEXT:
  case VIEW_LONG_TEXT:
  case VIEW_TEXT_VIEW:
    return TABLE_TEXT;
  case VIEW_INTEGER:
    return TABLE_INTEGER;
  case VIEW_DAYS:
  case VIEW_TICKS:
    return TABLE_DATE;
  case VIEW_FLAGS:
    return TABLE_FLAG;
  default:
    return -1;
  }
}

static int add_cell(table_column *to, const view *how, const struct ArrowArray *from, int64_t row) {
  char number[VIEW_NUMBER_SIZE];
  size_t length = 0;
  if (how->form == VIEW_NULLS || !view_is_valid(from, row)) return table_add_null(to);
  switch (to->kind) {
  case TABLE_INTEGER:
    return table_add_integer(to, view_integer(how, from, row));
  case TABLE_FLAG:
    return table_add_flag(to, view_flag(from, row));
  case TABLE_DATE: {
    const int32_t day = view_day(how, from, row);
    return table_add_date(to, day == INT32_MAX ? CWP_DATE_NONE : day);
  }
  default: {
    const char *text = view_text(how, from, row, number, &length);
    return text == NULL ? table_add_null(to) : table_add_bytes(to, text, length);
  }
  }
}

static int add_column(table_column *to, const view *how, const kept *self, int64_t column) {
  int failed = 0;
  for (size_t i = 0; !failed && i < kept_count(self); i++) {
    const struct ArrowArray *batch = kept_at(self, i);
    for (int64_t row = 0; !failed && row < batch->length; row++)
      failed = add_cell(to, how, batch->children[column], row + batch->offset);
  }
  return failed;
}

int kept_table(const kept *self, table **out) {
  const struct ArrowSchema *schema = kept_schema(self);
  table *made = table_new((size_t)schema->n_children);
  int failed = made == NULL ? ENOMEM : 0;
  for (int64_t i = 0; !failed && i < schema->n_children; i++) {
    view how;
    const int kind = view_open(schema->children[i], &how) == 0 ? kind_of(&how) : -1;
    failed = kind < 0 ? EINVAL : table_define(made, (size_t)i, schema->children[i]->name, (table_kind)kind);
    if (!failed) failed = add_column(table_at(made, (size_t)i), &how, self, i);
  }
  if (failed) {
    table_release(made);
    return failed;
  }
  *out = made;
  return 0;
}
