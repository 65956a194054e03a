/* What changed from one edition to another, for people: kind by kind, what is alike told once. */

#include "difference.h"
#include "framework.h"
#include "messages.h"
#include "output.h"

#include <string.h>

enum { TEXT_SIZE = 2048, SHOWN = 10, ALIKE_LEAST = 3, CHANGE_WIDTH = 9, SHORT = 60, COUNTERPARTS = 16, NAMED = 4 };

/* What is being printed, and in which column its details stand. */
typedef struct printer {
  const cmd_diff *diff;
  int all; /* 1 if every record is listed */
  size_t column;
} printer;

/* The kinds in the order in which people are told of them: as `cwp list` has them, then the edition itself. */
static cwp_kind kind_at(size_t index) {
  return index == record_plural_count ? CWP_KIND_EDITION : record_plurals[index].kind;
}

static const char *kind_words(size_t index) {
  return index == record_plural_count ? "the edition itself" : record_plurals[index].words;
}

static size_t count_of(const cmd_diff *self, cwp_kind kind, cwp_change_kind wanted) {
  const cwp_change *change;
  size_t count = 0;
  for (size_t i = 0; (change = cwp_diff_at(self->made, i)) != NULL; i++)
    count += change->kind == wanted && diff_kind(self, change) == kind;
  return count;
}

static void print_intro(const cmd_diff *self) {
  const cwp_pathway *const editions[] = {self->from, self->to};
  char text[TEXT_SIZE];
  compose(text, sizeof text, "From edition %s to edition %s", framework_edition(self->from),
          framework_edition(self->to));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  for (size_t i = 0; i < 2; i++) {
    const char *date = cwp_record_property(editions[i], 0, "date");
    compose(text, sizeof text, "%s%s%s", cwp_record_title(editions[i], 0), date[0] ? ", " : "", date);
    out_labelled(framework_edition(editions[i]), text);
  }
  out_text("\n");
}

static void print_counts(const cmd_diff *self) {
  char numbers[CWP_CHANGE_END + 2][NUMBER_SIZE];
  const char *headings[] = {
      "", framework_edition(self->from), framework_edition(self->to), "added", "removed", "changed", "moved"};
  cmd_table table;
  table_start(&table, 2);
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    table_column(&table, headings[i], i == 0 ? SIDE_LEFT : SIDE_RIGHT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i <= record_plural_count; i++) {
      size_t differing = 0;
      const char *cells[TABLE_COLUMNS] = {kind_words(i),
                                          number_text(cwp_pathway_count(self->from, kind_at(i)), numbers[0]),
                                          number_text(cwp_pathway_count(self->to, kind_at(i)), numbers[1])};
      for (size_t change = 0; change < CWP_CHANGE_END; change++) {
        size_t count = count_of(self, kind_at(i), (cwp_change_kind)change);
        differing += count;
        cells[3 + change] = count > 0 ? number_text(count, numbers[2 + change]) : "-";
      }
      if (differing == 0) continue;
      if (print) table_row(&table, cells, STYLE_PLAIN, 0);
      if (!print) table_measure(&table, cells);
    }
  }
}

/* ---- What differs in one record ---- */

static void out_faint(const char *text) {
  out_style(STYLE_FAINT);
  out_shown(text);
  out_style(STYLE_PLAIN);
}

/* "label: text". */
static void print_item(const printer *self, const char *label, const char *text) {
  out_spaces(self->column);
  out_faint(label);
  out_text(": ");
  out_paragraph(text, self->column + 2, self->column + text_width(label) + 2);
}

static void print_side(const printer *self, const cwp_pathway *edition, const char *text) {
  const char *code = framework_edition(edition);
  size_t from = text_width(framework_edition(self->diff->from)), to = text_width(framework_edition(self->diff->to));
  size_t indent = self->column + 2, width = from > to ? from : to, column = indent + width + 2;
  out_spaces(indent);
  out_style(STYLE_FAINT);
  out_cell(code, width, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_spaces(2);
  out_paragraph(text[0] ? text : "-", column, column);
}

/* A short text stands before and behind an arrow, a long one on lines of its own. */
static void print_text(void *context, cwp_field field, const char *name, const char *before, const char *after) {
  const printer *self = context;
  char label[128], text[TEXT_SIZE];
  compose(label, sizeof label, "%s", name[0] ? name : cwp_field_name(field));
  for (char *c = label; *c; c++) {
    if (*c == '_' || *c == '.') *c = ' ';
  }
  if (text_width(before) + text_width(after) <= SHORT) {
    const char *behind = field == CWP_FIELD_PLACE ? "behind " : "", *none = field == CWP_FIELD_PLACE ? "first" : "-";
    compose(text, sizeof text, "%s%s → %s%s", before[0] ? behind : "", before[0] ? before : none,
            after[0] ? behind : "", after[0] ? after : none);
    print_item(self, label, text);
    return;
  }
  out_spaces(self->column);
  out_faint(label);
  out_text("\n");
  print_side(self, self->diff->from, before);
  print_side(self, self->diff->to, after);
}

static void print_old_alias(void *context, const char *alias) {
  print_item(context, "name taken away", alias);
}

static void print_new_alias(void *context, const char *alias) {
  print_item(context, "name added", alias);
}

static void print_link(const printer *self, const char *what, const cwp_pathway *pathway, const cwp_link *link) {
  char label[64], text[TEXT_SIZE] = "";
  compose(label, sizeof label, "%s %s", cwp_relation_name(link->relation), what);
  if (link->to != CWP_NONE)
    compose_more(text, sizeof text, "%s %s (%s)", cwp_record_code(pathway, link->to), record_words(pathway, link->to),
                 cwp_provenance_name(link->status));
  if (link->about != CWP_NONE) compose_more(text, sizeof text, ", for %s", cwp_record_title(pathway, link->about));
  if (link->extent != CWP_EXTENT_NONE) compose_more(text, sizeof text, ", %s", cwp_extent_name(link->extent));
  if (link->text[0]) compose_more(text, sizeof text, "%s%s", text[0] ? ": " : "", link->text);
  print_item(self, label, text[0] ? text : "none");
}

static void print_old_link(void *context, const cwp_pathway *pathway, const cwp_link *link) {
  print_link(context, "taken away", pathway, link);
}

static void print_new_link(void *context, const cwp_pathway *pathway, const cwp_link *link) {
  print_link(context, "added", pathway, link);
}

static void print_fields(printer *self, const cwp_change *change) {
  if (change->fields == 0) return;
  diff_each_text(self->diff, change, print_text, self);
  if (change->fields & CWP_FIELD_ALIASES) {
    diff_each_alias(self->diff, change, 0, print_old_alias, self);
    diff_each_alias(self->diff, change, 1, print_new_alias, self);
  }
  if (change->fields & CWP_FIELD_LINKS) {
    diff_each_link(self->diff, change, 0, print_old_link, self);
    diff_each_link(self->diff, change, 1, print_new_link, self);
  }
}

/* How the record stands to what corresponds to it, with the reason. */
static void print_counterparts(const printer *self, const cwp_change *change) {
  static const char *const words[CWP_SETS_END] = {"asks for the same as", "asks for a part of what is asked for by",
                                                  "asks for all, and more, of what is asked for by",
                                                  "has a part in common with", "nothing corresponds"};
  cwp_counterpart found[COUNTERPARTS];
  size_t count = diff_counterparts(self->diff, change, found, COUNTERPARTS);
  const cwp_pathway *other = diff_other_edition(self->diff, change);
  for (size_t i = 0; i < count; i++) {
    char text[TEXT_SIZE];
    const cwp_pathway *told_by = found[i].told_by;
    compose(text, sizeof text, "%s", words[found[i].relation]);
    if (found[i].record != CWP_NONE && found[i].relation != CWP_SETS_NONE)
      compose_more(text, sizeof text, " %s %s", cwp_record_code(other, found[i].record),
                   record_words(other, found[i].record));
    compose_more(text, sizeof text, " %s edition %s", found[i].relation == CWP_SETS_NONE ? "in" : "of",
                 framework_edition(other));
    if (told_by) compose_more(text, sizeof text, ": %s", cwp_record_text(told_by, found[i].crosswalk));
    print_item(self, "crosswalk", text);
  }
}

/* ---- The records that differ ---- */

static void print_change_name(const cwp_change *change) {
  static const cmd_style styles[CWP_CHANGE_END] = {STYLE_GOOD, STYLE_BAD, STYLE_SOON, STYLE_SOON};
  out_spaces(2);
  out_style(styles[change->kind]);
  out_cell(cwp_change_kind_name(change->kind), CHANGE_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
}

static void print_change(printer *self, const cwp_change *change) {
  const cwp_pathway *edition = diff_edition(self->diff, change);
  const char *code = cwp_record_code(edition, diff_record(change));
  print_change_name(change);
  out_shown(code);
  out_spaces(2);
  out_paragraph(record_words(edition, diff_record(change)), self->column, self->column + text_width(code) + 2);
  print_fields(self, change);
  print_counterparts(self, change);
}

/* 1 if two records differ in nothing but status and source, and in those alike. */
static int is_alike(const cmd_diff *self, const cwp_change *a, const cwp_change *b) {
  const unsigned small = CWP_FIELD_STATUS | CWP_FIELD_SOURCE;
  if (a->kind != CWP_CHANGE_CHANGED || b->kind != CWP_CHANGE_CHANGED || a->fields != b->fields) return 0;
  if ((a->fields & ~small) != 0 || diff_kind(self, a) != diff_kind(self, b)) return 0;
  if (cwp_record_status(self->from, a->before) != cwp_record_status(self->from, b->before) ||
      cwp_record_status(self->to, a->after) != cwp_record_status(self->to, b->after))
    return 0;
  return !(a->fields & CWP_FIELD_SOURCE) ||
         (cwp_record_source(self->from, a->before) == cwp_record_source(self->from, b->before) &&
          cwp_record_source(self->to, a->after) == cwp_record_source(self->to, b->after));
}

/* How many records are alike to one, itself included, and whether it is the first of them. */
static size_t count_alike(const cmd_diff *self, size_t index, int *is_first) {
  const cwp_change *change = cwp_diff_at(self->made, index), *other;
  size_t count = 0;
  *is_first = 1;
  for (size_t i = 0; (other = cwp_diff_at(self->made, i)) != NULL; i++) {
    if (i != index && !is_alike(self, change, other)) continue;
    if (i < index) *is_first = 0;
    count++;
  }
  return count;
}

/* Records that are alike, with what differs in all of them. */
static void print_alike(printer *self, size_t index, size_t count, const char *words) {
  const cmd_diff *diff = self->diff;
  const cwp_change *change = cwp_diff_at(diff->made, index), *other;
  char text[TEXT_SIZE], number[NUMBER_SIZE];
  size_t named = 0, most = count <= NAMED + 1 ? count : NAMED;
  compose(text, sizeof text, "%s %s: ", number_text(count, number), words);
  for (size_t i = index; named < most && (other = cwp_diff_at(diff->made, i)) != NULL; i++) {
    if (!is_alike(diff, change, other)) continue;
    compose_more(text, sizeof text, "%s%s", named++ ? ", " : "", cwp_record_code(diff->to, other->after));
  }
  if (count > named) compose_more(text, sizeof text, " and %s more", number_text(count - named, number));
  print_change_name(change);
  out_paragraph(text, self->column, self->column);
  print_fields(self, change);
}

/* The records of a kind with one change. */
static void print_changes(printer *self, size_t kind, cwp_change_kind wanted) {
  const cwp_change *change;
  size_t shown = 0, left = 0;
  for (size_t i = 0; (change = cwp_diff_at(self->diff->made, i)) != NULL; i++) {
    int is_first;
    if (change->kind != wanted || diff_kind(self->diff, change) != kind_at(kind)) continue;
    size_t alike = self->all ? 1 : count_alike(self->diff, i, &is_first);
    if (alike >= ALIKE_LEAST) {
      if (is_first) print_alike(self, i, alike, kind_words(kind));
    } else if (self->all || shown < SHOWN) {
      print_change(self, change);
      shown++;
    } else {
      left++;
    }
  }
  if (left > 0) out_format("  %-*sand %zu more: --all lists them\n", CHANGE_WIDTH, cwp_change_kind_name(wanted), left);
}

static void print_kind(printer *self, size_t kind) {
  char heading[128];
  size_t differing = 0;
  for (int change = 0; change < CWP_CHANGE_END; change++)
    differing += count_of(self->diff, kind_at(kind), (cwp_change_kind)change);
  if (differing == 0) return;
  compose(heading, sizeof heading, "%s", kind_words(kind));
  if (heading[0] >= 'a' && heading[0] <= 'z') heading[0] = (char)(heading[0] - 'a' + 'A');
  out_heading(heading);
  for (int change = 0; change < CWP_CHANGE_END; change++)
    print_changes(self, kind, (cwp_change_kind)change);
}

void diff_print_text(const cmd_diff *self, int all) {
  printer printing = {self, all, 2 + CHANGE_WIDTH};
  print_intro(self);
  if (cwp_diff_count(self->made) == 0) {
    out_text("Nothing differs.\n");
    return;
  }
  print_counts(self);
  for (size_t i = 0; i <= record_plural_count; i++)
    print_kind(&printing, i);
}
