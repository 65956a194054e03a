/* Two role categories side by side, for people. */

#include "comparison.h"
#include "framework.h"
#include "messages.h"
#include "output.h"

#include <string.h>

enum { TEXT_SIZE = 1024, CODE_WIDTH = 24 };

static const char *the_code(const cmd_comparison *self, cwp_id id) {
  return cwp_record_code(self->pathway, id);
}

static void add_settings(const cmd_comparison *self, const char *label, const cwp_id *settings, size_t count,
                         char *text, size_t size) {
  for (size_t i = 0; i < count; i++)
    compose_more(text, size, "%s%s", i ? ", " : label, cwp_record_title(self->pathway, settings[i]));
  if (count > 0) compose_more(text, size, ".");
}

static void print_intro(const cmd_comparison *self) {
  const cwp_comparison_question *question = &self->question;
  char text[TEXT_SIZE];
  compose(text, sizeof text, "From %s %s to %s %s, edition %s", the_code(self, question->from),
          cwp_record_title(self->pathway, question->from), the_code(self, question->to),
          cwp_record_title(self->pathway, question->to), framework_edition(self->pathway));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  text[0] = '\0';
  add_settings(self, "Setting: ", question->settings, question->setting_count, text, sizeof text);
  add_settings(self,
               text[0] ? " Setting of the second alone: " : "Setting of the second alone: ", question->to_settings,
               question->to_setting_count, text, sizeof text);
  if (text[0]) out_paragraph(text, 0, 0);
  out_text("\n");
}

/* How many requirements of a kind there are with each difference; all that each of the two asks for comes first. */
enum { ALL_FROM = CWP_DIFFERENCE_END, ALL_TO, COUNTS };

static void count_kind(const cmd_comparison *self, cwp_requirement_kind kind, size_t counts[COUNTS]) {
  const cwp_compared *line;
  for (size_t i = 0; i < COUNTS; i++)
    counts[i] = 0;
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if (line->from.line != CWP_NONE && line->from.kind == kind) counts[ALL_FROM]++;
    if (line->to.line != CWP_NONE && line->to.kind == kind) counts[ALL_TO]++;
    if (comparison_requirement(line)->kind == kind) counts[line->difference]++;
  }
}

static void print_counts(const cmd_comparison *self) {
  static const size_t order[] = {
      ALL_FROM, ALL_TO, CWP_DIFFERENCE_ADDED, CWP_DIFFERENCE_KIND, CWP_DIFFERENCE_SHARED, CWP_DIFFERENCE_DROPPED};
  char from[64], to[64], dropped[64], numbers[COUNTS][32];
  cmd_table table;
  int same = self->question.from == self->question.to; /* the same one in another setting */
  compose(from, sizeof from, "%s %s", the_code(self, self->question.from), same ? "here" : "asks");
  compose(to, sizeof to, "%s %s", the_code(self, self->question.to), same ? "there" : "asks");
  compose(dropped, sizeof dropped, "%s only", the_code(self, self->question.from));
  const char *headings[] = {"", from, to, "added", "kind changed", "shared", dropped};
  table_start(&table, 2);
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    table_column(&table, headings[i], i == 0 ? SIDE_LEFT : SIDE_RIGHT, 0);
  for (int print = 0; print <= 1; print++) {
    for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
      size_t counts[COUNTS];
      const char *cells[TABLE_COLUMNS] = {cwp_requirement_kind_name((cwp_requirement_kind)kind)};
      count_kind(self, (cwp_requirement_kind)kind, counts);
      for (size_t i = 0; i < COUNTS; i++) {
        compose(numbers[i], sizeof numbers[i], "%zu", counts[order[i]]);
        cells[i + 1] = numbers[i];
      }
      if (print) table_row(&table, cells, STYLE_PLAIN, 0);
      if (!print) table_measure(&table, cells);
    }
  }
}

/* What requirements stand under: a statement under its group, others under what is said of their kind. */
static cwp_id topic_of(const cmd_comparison *self, const cwp_compared *line) {
  cwp_id id = comparison_requirement(line)->line, group = record_group(self->pathway, id);
  return group != CWP_NONE ? group : cwp_pathway_first(self->pathway, cwp_record_kind(self->pathway, id));
}

static void print_topic(const cmd_comparison *self, const cwp_compared *line) {
  cwp_id id = comparison_requirement(line)->line, group = record_group(self->pathway, id);
  char text[TEXT_SIZE];
  compose(text, sizeof text, "%s", record_topic(cwp_record_kind(self->pathway, id)));
  if (group != CWP_NONE)
    compose(text, sizeof text, "%s %s", the_code(self, group), cwp_record_title(self->pathway, group));
  if (line->theme != CWP_NONE)
    compose_more(text, sizeof text, " (theme: %s)", cwp_record_title(self->pathway, line->theme));
  out_text("\n  ");
  out_style(STYLE_STRONG);
  out_paragraph(text, 2, 2);
  out_style(STYLE_PLAIN);
}

/* How wide the codes are under one topic, from a line on. */
static size_t code_width(const cmd_comparison *self, size_t start) {
  const cwp_compared *first = cwp_comparison_at(self->made, start), *line;
  size_t widest = 0;
  for (size_t i = start; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    size_t width = text_width(the_code(self, comparison_requirement(line)->line));
    if (line->difference != first->difference) continue;
    if (topic_of(self, line) != topic_of(self, first)) break;
    if (width > widest) widest = width;
  }
  return widest < CODE_WIDTH ? widest : CODE_WIDTH;
}

/* Behaviours are each category's own: the one of the first that a behaviour of the second says over again, or NULL. */
static const cwp_compared *same_words(const cmd_comparison *self, const cwp_compared *added) {
  const cwp_compared *line;
  const char *text = cwp_record_text(self->pathway, added->to.line);
  if (added->difference != CWP_DIFFERENCE_ADDED) return NULL;
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if (line->difference == CWP_DIFFERENCE_DROPPED &&
        strcmp(cwp_record_text(self->pathway, line->from.line), text) == 0)
      return line;
  }
  return NULL;
}

/* A line's own words; of a rule its title and what it says. */
static void line_words(const cmd_comparison *self, const cwp_compared *line, char *text, size_t size) {
  const cwp_requirement *requirement = comparison_requirement(line);
  compose(text, size, "%s", record_words(self->pathway, requirement->line));
  if (cwp_record_kind(self->pathway, requirement->line) == CWP_KIND_RULE)
    compose_more(text, size, ": %s", cwp_record_text(self->pathway, requirement->line));
}

static void print_line(const cmd_comparison *self, const cwp_compared *line, size_t width) {
  const cwp_requirement *requirement = comparison_requirement(line);
  const cwp_compared *same = same_words(self, line);
  const size_t column = 4 + width + 2 + 6 + 2;
  char words[TEXT_SIZE];
  line_words(self, line, words, sizeof words);
  if (same) compose_more(words, sizeof words, " (as %s says)", the_code(self, same->from.line));
  out_spaces(4);
  out_cell(the_code(self, requirement->line), width, SIDE_LEFT);
  out_spaces(2);
  out_cell(cwp_requirement_kind_name(requirement->kind), 6, SIDE_LEFT);
  out_spaces(2);
  out_paragraph(words, column, column);
  record_print_official(self->pathway, requirement->line, column);
}

static void print_heading(const char *before, const char *code, const char *behind, size_t count) {
  char heading[256];
  compose(heading, sizeof heading, "%s%s%s: %zu", before, code, behind, count);
  out_heading(heading);
}

/* Requirements with one difference, each with its words, group by group. */
static void print_lines(const cmd_comparison *self, cwp_difference difference) {
  const cwp_compared *line;
  cwp_id last = CWP_NONE;
  size_t width = 0;
  for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if (line->difference != difference) continue;
    if (topic_of(self, line) != last) {
      print_topic(self, line);
      width = code_width(self, i);
    }
    last = topic_of(self, line);
    print_line(self, line, width);
  }
}

static void print_themes(const cmd_comparison *self, int deepens, const char *heading) {
  const cwp_compared_theme *theme;
  char words[TEXT_SIZE];
  cmd_table table;
  int found = 0;
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    if (print && !found) return;
    if (print) out_heading(heading);
    for (size_t i = 0; (theme = cwp_comparison_theme_at(self->made, i)) != NULL; i++) {
      if (theme->added == 0 || theme->deepens != deepens) continue;
      found = 1;
      compose(words, sizeof words, "%s: %zu added", cwp_record_title(self->pathway, theme->theme), theme->added);
      if (theme->shared > 0) compose_more(words, sizeof words, " to %zu that both ask for", theme->shared);
      if (theme->dropped > 0)
        compose_more(words, sizeof words, "%s%zu that only %s asks for",
                     theme->shared > 0 ? ", and " : " where there are ", theme->dropped,
                     the_code(self, self->question.from));
      pairs_row(&table, print, the_code(self, theme->theme), words);
    }
  }
}

/* Requirements of both, of which one asks more strongly. */
static void print_changed(const cmd_comparison *self) {
  const cwp_compared *line;
  char words[TEXT_SIZE], text[TEXT_SIZE + 128];
  cmd_table table;
  size_t count = cwp_comparison_count_of(self->made, CWP_DIFFERENCE_KIND);
  if (count == 0) return;
  print_heading("Asked for more or less strongly", "", "", count);
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
      if (line->difference != CWP_DIFFERENCE_KIND) continue;
      line_words(self, line, words, sizeof words);
      compose(text, sizeof text, "%s, no longer %s: %s", cwp_requirement_kind_name(line->to.kind),
              cwp_requirement_kind_name(line->from.kind), words);
      pairs_row(&table, print, the_code(self, line->to.line), text);
    }
  }
}

/* Statements that both ask for from one group on, counted. */
static size_t shared_run(const cmd_comparison *self, size_t start) {
  const cwp_compared *line;
  cwp_id group = record_group(self->pathway, cwp_comparison_at(self->made, start)->to.line);
  size_t count = 0;
  for (size_t i = start; group != CWP_NONE && (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
    if (line->to.line == CWP_NONE || record_group(self->pathway, line->to.line) != group) break;
    count += line->difference == CWP_DIFFERENCE_SHARED;
  }
  return count;
}

static void shared_row(const cmd_comparison *self, cmd_table *table, int print, size_t index) {
  cwp_id line = cwp_comparison_at(self->made, index)->to.line, group = record_group(self->pathway, line);
  char words[TEXT_SIZE], counted[64];
  if (group == CWP_NONE) {
    pairs_row(table, print, the_code(self, line), record_words(self->pathway, line));
    return;
  }
  count_text(shared_run(self, index), "statement", "statements", counted, sizeof counted);
  compose(words, sizeof words, "%s (%s)", cwp_record_title(self->pathway, group), counted);
  pairs_row(table, print, the_code(self, group), words);
}

/* What both ask for, statements by their groups. */
static void print_shared(const cmd_comparison *self) {
  const cwp_compared *line;
  cmd_table table;
  size_t count = cwp_comparison_count_of(self->made, CWP_DIFFERENCE_SHARED);
  if (count == 0) return;
  print_heading("Both ask for", "", "", count);
  pairs_start(&table);
  for (int print = 0; print <= 1; print++) {
    cwp_id last = CWP_NONE;
    for (size_t i = 0; (line = cwp_comparison_at(self->made, i)) != NULL; i++) {
      if (line->difference != CWP_DIFFERENCE_SHARED) continue;
      cwp_id group = record_group(self->pathway, line->to.line);
      if (group == CWP_NONE || group != last) shared_row(self, &table, print, i);
      last = group;
    }
  }
}

/* 1 for a role category that the comparison rests on and the edition does not hold whole. */
static int is_not_whole(const cmd_comparison *self, cwp_id role) {
  return cwp_role_coverage(self->pathway, role) != CWP_COVERAGE_COMPLETE && comparison_rests_on(self, role);
}

/* A short list of what is added says little where the edition holds only a part. */
static void print_hint(const cmd_comparison *self) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  char roles[TEXT_SIZE] = "", text[TEXT_SIZE + 64];
  for (cwp_id role = first; role < first + cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    if (is_not_whole(self, role))
      compose_more(roles, sizeof roles, "%s%s %s", roles[0] ? ", " : "", the_code(self, role),
                   cwp_coverage_name(cwp_role_coverage(self->pathway, role)));
  }
  if (!roles[0]) return;
  compose(text, sizeof text, "The edition does not hold all of this: %s; see the end.", roles);
  out_text("\n  ");
  out_paragraph(text, 2, 2);
}

static void print_coverage(const cmd_comparison *self) {
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  int started = 0;
  for (cwp_id role = first; role < first + cwp_pathway_count(self->pathway, CWP_KIND_ROLE); role++) {
    if (!is_not_whole(self, role)) continue;
    if (!started) out_heading("How far this goes: what the edition does not hold cannot be compared");
    started = 1;
    record_print_caveat(self->pathway, role, "");
  }
}

void comparison_print_text(const cmd_comparison *self) {
  const char *from = the_code(self, self->question.from), *to = the_code(self, self->question.to);
  size_t added = cwp_comparison_count_of(self->made, CWP_DIFFERENCE_ADDED);
  size_t dropped = cwp_comparison_count_of(self->made, CWP_DIFFERENCE_DROPPED);
  print_intro(self);
  print_counts(self);
  print_hint(self);
  print_heading("", to, " adds", added);
  if (added == 0) out_text("  nothing that the edition holds\n");
  print_lines(self, CWP_DIFFERENCE_ADDED);
  print_themes(self, 1, "Themes that deepen, in statements");
  print_themes(self, 0, "Themes that are new, in statements");
  print_changed(self);
  print_shared(self);
  if (dropped > 0) print_heading("Only ", from, " asks for", dropped);
  print_lines(self, CWP_DIFFERENCE_DROPPED);
  print_coverage(self);
}
