/* cwp coverage, for people. */

#include "layout.h"
#include "messages.h"
#include "output.h"
#include "reach.h"
#include "terminal.h"

#include <string.h>

enum { TEXT_SIZE = 1024, INDENT = 2, CODE_WIDTH = 8, CELL_WIDTH = 5, LEAST_TITLE = 20, LISTED = 10, NAMED = 6 };

static size_t role_count(const cmd_reach *self) {
  return cwp_pathway_count(self->pathway, CWP_KIND_ROLE);
}

static void print_totals(const cmd_reach *self) {
  char text[TEXT_SIZE], courses[64];
  const cwp_reach_totals *totals = cwp_reach_total(self->reach);
  count_text(totals->courses, "course", "courses", courses, sizeof courses);
  compose(text, sizeof text, "%s cover %zu of %zu groups and %zu of %zu statements of edition %s", courses,
          totals->groups_covered, totals->groups, totals->statements_covered, totals->statements,
          cwp_record_code(self->pathway, 0));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  count_text(totals->untagged, "course has", "courses have", courses, sizeof courses);
  compose(text, sizeof text,
          "%s no group that counts; somebody decided on tags of %zu. Suggestions that nobody decided on count from a "
          "score of %u.%02u on.",
          courses, totals->decided, (unsigned)self->options.least, (unsigned)(self->options.least * 100 + 0.5) % 100);
  out_paragraph(text, 0, 0);
}

/* What stands in the matrix: courses for the role category; in brackets those for others, where it has none. */
static void cell_text(const cwp_reach_cell *cell, char text[24]) {
  text[0] = '\0';
  if (!cell->asked) return;
  compose(text, 24, cell->for_role > 0 ? "%zu" : "(%zu)", cell->for_role > 0 ? cell->for_role : cell->courses);
  if (cell->courses == 0) compose(text, 24, "-");
}

static void print_row(const cmd_reach *self, size_t index, size_t title) {
  const cwp_reach_group *group = cwp_reach_group_at(self->reach, index);
  char text[24];
  if (group->courses == 0) out_style(STYLE_BAD);
  out_cell(cwp_record_code(self->pathway, group->group), CODE_WIDTH, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_cell(cwp_record_title(self->pathway, group->group), title, SIDE_LEFT);
  compose(text, sizeof text, "%zu/%zu", group->statements_covered, group->statements);
  out_cell(text, CELL_WIDTH + 1, SIDE_RIGHT);
  for (size_t role = 0; role < role_count(self); role++) {
    cwp_reach_cell cell = cwp_reach_cell_at(self->reach, role, index);
    cell_text(&cell, text);
    out_cell(text, CELL_WIDTH, SIDE_RIGHT);
  }
  out_text("\n");
}

static void print_matrix(const cmd_reach *self) {
  size_t cells = CODE_WIDTH + CELL_WIDTH + 1 + role_count(self) * CELL_WIDTH;
  size_t title = terminal_width() > cells + LEAST_TITLE ? terminal_width() - cells : LEAST_TITLE;
  cwp_id first = cwp_pathway_first(self->pathway, CWP_KIND_ROLE);
  out_heading("Groups and the role categories that ask for them");
  out_paragraph("The number of courses for the role category; in brackets, of courses for others only; - where there "
                "is none; empty where it does not ask for the group.",
                0, 0);
  out_style(STYLE_FAINT);
  out_cell("", CODE_WIDTH, SIDE_LEFT);
  out_cell("", title, SIDE_LEFT);
  out_cell("lines", CELL_WIDTH + 1, SIDE_RIGHT);
  for (size_t role = 0; role < role_count(self); role++)
    out_cell(cwp_record_code(self->pathway, first + (cwp_id)role), CELL_WIDTH, SIDE_RIGHT);
  out_style(STYLE_PLAIN);
  out_text("\n");
  for (size_t i = 0; i < cwp_reach_group_count(self->reach) && !out_failed(); i++)
    print_row(self, i, title);
}

/* How many of a list are shown, and a line on the others. */
static size_t shown_of(const cmd_reach *self, size_t count) {
  return self->all || count <= LISTED ? count : LISTED;
}

static void print_rest(size_t count, size_t shown) {
  char text[TEXT_SIZE];
  if (shown == count) return;
  compose(text, sizeof text, "and %zu more: --all shows them", count - shown);
  out_spaces(INDENT);
  out_paragraph(text, INDENT, INDENT);
}

static void print_uncovered(const cmd_reach *self) {
  char text[TEXT_SIZE];
  size_t count = cwp_reach_uncovered_count(self->reach), shown = shown_of(self, count);
  if (count == 0) return;
  out_heading("Statements that no course covers");
  for (size_t i = 0; i < shown; i++) {
    cwp_id id = cwp_reach_uncovered_at(self->reach, i);
    compose(text, sizeof text, "%s  %s", cwp_record_code(self->pathway, id), cwp_record_text(self->pathway, id));
    out_spaces(INDENT);
    out_paragraph(text, INDENT + 4, INDENT);
  }
  print_rest(count, shown);
}

/* Whether a course of a set has the title of one before it. */
static int is_repeated(const cmd_reach *self, const cwp_reach_twins *twins, size_t index) {
  const char *title = cwp_tagged_at(self->tagged, twins->courses[index])->text.title;
  for (size_t i = 0; i < index; i++)
    if (strcmp(cwp_tagged_at(self->tagged, twins->courses[i])->text.title, title) == 0) return 1;
  return 0;
}

/* A set of courses, by its first few titles, each once. */
static void print_set(const cmd_reach *self, const cwp_reach_twins *twins) {
  char text[TEXT_SIZE];
  size_t named = 0;
  compose(text, sizeof text, "%zu courses: ", twins->count);
  for (size_t i = 0; i < twins->count && named < NAMED; i++) {
    if (is_repeated(self, twins, i)) continue;
    compose_more(text, sizeof text, "%s%s", named++ ? "; " : "",
                 cwp_tagged_at(self->tagged, twins->courses[i])->text.title);
  }
  out_spaces(INDENT);
  out_paragraph(text, INDENT + 4, INDENT);
}

static void print_twins(const cmd_reach *self) {
  size_t count = cwp_reach_twins_count(self->reach), shown = shown_of(self, count);
  if (count == 0) return;
  out_heading("Courses that cover the same groups at the same level");
  for (size_t i = 0; i < shown; i++)
    print_set(self, cwp_reach_twins_at(self->reach, i));
  print_rest(count, shown);
}

static void print_gains(const cmd_reach *self) {
  char text[TEXT_SIZE], statements[64], roles[64];
  size_t count = cwp_reach_gain_count(self->reach), shown = shown_of(self, count);
  if (count == 0) return;
  out_heading("What one more course would add most");
  for (size_t i = 0; i < shown; i++) {
    const cwp_reach_gain *gain = cwp_reach_gain_at(self->reach, i);
    count_text(gain->statements, "statement", "statements", statements, sizeof statements);
    count_text(gain->asked_by, "role category asks", "role categories ask", roles, sizeof roles);
    compose(text, sizeof text, "%s  %s: %s; %s for it", cwp_record_code(self->pathway, gain->group),
            cwp_record_title(self->pathway, gain->group), statements, roles);
    out_spaces(INDENT);
    out_paragraph(text, INDENT + 4, INDENT);
  }
  print_rest(count, shown);
}

void reach_print_text(const cmd_reach *self) {
  print_totals(self);
  print_matrix(self);
  print_uncovered(self);
  print_twins(self);
  print_gains(self);
}
