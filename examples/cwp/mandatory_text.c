/* cwp mandatory, for people: a table of people and categories, as wide as the terminal, in several bands if need be. */

#include "layout.h"
#include "mandatory.h"
#include "output.h"

#include <string.h>

enum { TEXT_SIZE = 1024, CELL_WIDTH = 7, LEAST_ID = 6, MOST_ID = 32, NAMED = 12 };

/* "T20": the code without the list's name. */
static const char *short_code(const cwp_mandatory_category *category) {
  const char *dot = strrchr(category->code, '.');
  return dot ? dot + 1 : category->code;
}

static cmd_style style_of(const cwp_mandatory_cell *cell) {
  if (cell->lacking || cell->standing == CWP_MANDATORY_EXPIRED) return STYLE_BAD;
  if (cell->standing == CWP_MANDATORY_EXPIRING) return STYLE_SOON;
  return cell->standing == CWP_MANDATORY_NOT_ASKED ? STYLE_FAINT : STYLE_PLAIN;
}

/* What stands in the table: a few letters. */
static void cell_text(const cmd_mandatory *self, const cwp_mandatory_cell *cell, char text[16]) {
  static const char *const words[CWP_MANDATORY_STANDING_END] = {".", "ok", "", "expired", "none"};
  compose(text, 16, "%s", words[cell->standing]);
  if (cell->standing == CWP_MANDATORY_EXPIRING) compose(text, 16, "%ldd", (long)(cell->until - self->question.on));
  if (cell->standing == CWP_MANDATORY_MISSING && cell->booked != SIZE_MAX) compose(text, 16, "booked");
}

static size_t count_shown(const cmd_mandatory *self, size_t *width) {
  size_t shown = 0;
  *width = LEAST_ID;
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report); i++) {
    const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, i);
    if (!mandatory_is_shown(self, person)) continue;
    size_t needed = text_width(cwp_portfolio_person(person->portfolio)->id);
    if (needed > *width) *width = needed < MOST_ID ? needed : MOST_ID;
    shown++;
  }
  return shown;
}

static void print_row(const cmd_mandatory *self, size_t index, size_t width, size_t first, size_t end) {
  const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, index);
  out_cell(cwp_portfolio_person(person->portfolio)->id, width, SIDE_LEFT);
  out_text(person->job_unknown ? " ?" : "  ");
  for (size_t i = first; i < end; i++) {
    char text[16];
    cwp_mandatory_cell cell = cwp_mandatory_report_cell(self->report, index, i);
    cell_text(self, &cell, text);
    out_text(" ");
    out_style(style_of(&cell));
    out_cell(text, CELL_WIDTH, SIDE_RIGHT);
    out_style(STYLE_PLAIN);
  }
  out_text("\n");
}

static void print_band(const cmd_mandatory *self, size_t width, size_t first, size_t end) {
  out_text("\n");
  out_style(STYLE_FAINT);
  out_cell("person", width, SIDE_LEFT);
  out_text("  ");
  for (size_t i = first; i < end; i++) {
    out_text(" ");
    out_cell(short_code(cwp_mandatory_report_category_at(self->report, i)), CELL_WIDTH, SIDE_RIGHT);
  }
  out_style(STYLE_PLAIN);
  out_text("\n");
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report) && !out_failed(); i++)
    if (mandatory_is_shown(self, cwp_mandatory_report_person_at(self->report, i)))
      print_row(self, i, width, first, end);
}

static void print_people(const cmd_mandatory *self) {
  size_t width, count = cwp_mandatory_report_category_count(self->report);
  size_t shown = count_shown(self, &width);
  size_t room = terminal_width() - width - 2;
  size_t a_band = room / (CELL_WIDTH + 1) > 0 ? room / (CELL_WIDTH + 1) : 1;
  if (shown == 0) out_text(self->only_lacking ? "\nNobody lacks anything.\n" : "\nThere is nobody in the files.\n");
  for (size_t first = 0; first < count && shown > 0; first += a_band)
    print_band(self, width, first, first + a_band < count ? first + a_band : count);
}

static void print_categories(const cmd_mandatory *self) {
  cmd_table table;
  out_heading("Categories: how many people");
  table_start(&table, 2);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "lack it", SIDE_RIGHT, 0);
  table_column(&table, "missing", SIDE_RIGHT, 0);
  table_column(&table, "expired", SIDE_RIGHT, 0);
  table_column(&table, "expiring", SIDE_RIGHT, 0);
  table_column(&table, "present", SIDE_RIGHT, 0);
  table_column(&table, "training category", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < cwp_mandatory_report_category_count(self->report); i++) {
      const cwp_mandatory_category *category = cwp_mandatory_report_category_at(self->report, i);
      char numbers[5][NUMBER_SIZE];
      const char *cells[] = {short_code(category),
                             number_text(category->lacking, numbers[0]),
                             number_text(category->people[CWP_MANDATORY_MISSING], numbers[1]),
                             number_text(category->people[CWP_MANDATORY_EXPIRED], numbers[2]),
                             number_text(category->people[CWP_MANDATORY_EXPIRING], numbers[3]),
                             number_text(category->people[CWP_MANDATORY_PRESENT], numbers[4]),
                             category->title};
      if (print) table_row(&table, cells, STYLE_PLAIN, 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

static void print_words(void) {
  out_text("\n");
  out_paragraph("ok: there is a record. 30d: it ends in 30 days. expired: the last record has ended. none: there is no "
                "record; booked: nor yet, but it is booked or under way. A dot: not asked of them.",
                0, 0);
}

static void print_unknown_jobs(const cmd_mandatory *self) {
  char text[TEXT_SIZE], named[TEXT_SIZE / 2] = "";
  size_t unknown = 0;
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report); i++) {
    const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, i);
    if (!person->job_unknown || !mandatory_is_shown(self, person)) continue;
    if (unknown++ < NAMED)
      compose_more(named, sizeof named, "%s%s", named[0] ? ", " : "", cwp_portfolio_person(person->portfolio)->id);
  }
  if (unknown == 0) return;
  compose(text, sizeof text, "? the job role is not known, so only what is mandatory for all is asked: %s", named);
  if (unknown > NAMED) compose_more(text, sizeof text, " and %zu more", unknown - NAMED);
  out_paragraph(text, 2, 0);
}

static void print_intro(const cmd_mandatory *self) {
  char text[TEXT_SIZE], people[64], rules[64], window[64], date[CWP_DATE_TEXT_SIZE];
  count_text(cwp_team_count(self->files.team), "person", "people", people, sizeof people);
  count_text(cwp_mandatory_count(self->rules), "rule", "rules", rules, sizeof rules);
  compose(text, sizeof text, "Mandatory training of %s on %s, by %s in %s.", people,
          cwp_date_format(self->question.on, date), rules, self->rules_path);
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  compose(window, sizeof window, "%s", "at all");
  if (self->question.expiring_days != CWP_EXPIRING_ANY)
    compose(window, sizeof window, "within %d days", self->question.expiring_days);
  compose(text, sizeof text,
          "%s Training that ends %s is expiring. Matched by category only. No record does not mean that "
          "somebody was not trained.",
          self->question.strict
              ? "Strict: expired training is lacking too."
              : "The national rule: a record at all counts as present; expired ones are counted apart.",
          window);
  out_paragraph(text, 0, 0);
}

/* One person. */

static void cell_words(const cmd_mandatory *self, const cwp_mandatory_person *person, const cwp_mandatory_cell *cell,
                       char *text, size_t size) {
  char date[CWP_DATE_TEXT_SIZE];
  const cwp_evidence *record = cwp_portfolio_evidence(person->portfolio, cell->evidence);
  const cwp_evidence *booked = cwp_portfolio_evidence(person->portfolio, cell->booked);
  const cwp_mandatory_rule *rule = cwp_mandatory_at(self->rules, cell->rule);
  text[0] = '\0';
  if (record && record->from != CWP_DATE_NONE)
    compose_more(text, size, "completed %s", cwp_date_format(record->from, date));
  else if (record)
    compose_more(text, size, "completed, the day is not on record");
  if (record && cell->until != CWP_DATE_NONE)
    compose_more(text, size, ", %s %s", cell->standing == CWP_MANDATORY_EXPIRED ? "ended" : "until",
                 cwp_date_format(cell->until, date));
  if (cell->is_undated) compose_more(text, size, ", so when to refresh it cannot be told");
  if (record && record->title[0]) compose_more(text, size, ": %s", record->title);
  if (record && record->origin[0]) compose_more(text, size, " (%s)", record->origin);
  if (booked) compose_more(text, size, "%sbooked or under way", text[0] ? "; " : "");
  if (booked && booked->from != CWP_DATE_NONE) compose_more(text, size, " for %s", cwp_date_format(booked->from, date));
  if (rule && rule->months > 0) compose_more(text, size, "%severy %d months", text[0] ? "; " : "", rule->months);
}

static void print_one(const cmd_mandatory *self, size_t index) {
  const cwp_mandatory_person *person = cwp_mandatory_report_person_at(self->report, index);
  const cwp_person *who = cwp_portfolio_person(person->portfolio);
  char text[TEXT_SIZE];
  cmd_table table;
  compose(text, sizeof text, "%s%s%s%s: lacks %zu of %zu", who->id, who->job_title[0] ? " (" : "", who->job_title,
          who->job_title[0] ? ")" : "", person->lacking,
          cwp_mandatory_report_category_count(self->report) - person->categories[CWP_MANDATORY_NOT_ASKED]);
  out_heading(text);
  table_start(&table, 2);
  table_column(&table, "code", SIDE_LEFT, 0);
  table_column(&table, "standing", SIDE_LEFT, 0);
  table_column(&table, "training category", SIDE_LEFT, 40);
  table_column(&table, "on record", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++) {
    for (size_t i = 0; i < cwp_mandatory_report_category_count(self->report); i++) {
      const cwp_mandatory_category *category = cwp_mandatory_report_category_at(self->report, i);
      cwp_mandatory_cell cell = cwp_mandatory_report_cell(self->report, index, i);
      if (cell.standing == CWP_MANDATORY_NOT_ASKED) continue;
      cell_words(self, person, &cell, text, sizeof text);
      const char *cells[] = {short_code(category), cwp_mandatory_standing_name(cell.standing), category->title, text};
      if (print) table_row(&table, cells, style_of(&cell), 1);
      if (!print) table_measure(&table, cells);
    }
  }
}

void mandatory_print_text(const cmd_mandatory *self) {
  print_intro(self);
  if (!self->person) {
    print_people(self);
    print_words();
    print_unknown_jobs(self);
    print_categories(self);
    return;
  }
  for (size_t i = 0; i < cwp_mandatory_report_person_count(self->report); i++)
    if (cwp_mandatory_report_person_at(self->report, i)->portfolio == self->person) print_one(self, i);
  print_unknown_jobs(self);
}
