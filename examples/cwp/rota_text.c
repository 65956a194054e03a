/* cwp rota, for people: by day, the worst shift first, with reasons and fixes. */

#include "layout.h"
#include "output.h"
#include "rota.h"

#include <string.h>

enum { TEXT_SIZE = 2048, LABEL = 7, DETAIL = 13 };

static cmd_style style_of(cwp_rota_severity severity) {
  if (severity == CWP_ROTA_BLOCK) return STYLE_BAD;
  if (severity == CWP_ROTA_WARN) return STYLE_SOON;
  return severity == CWP_ROTA_NOTE ? STYLE_FAINT : STYLE_GOOD;
}

static void label(const char *word, cmd_style style, size_t indent) {
  out_spaces(indent);
  out_style(style);
  out_cell(word, LABEL - 2, SIDE_LEFT);
  out_style(STYLE_PLAIN);
  out_text("  ");
}

/* "22:00": a time of the day, by the clocks of England. */
static void clock_text(cwp_moment moment, char text[8]) {
  compose(text, 8, "%02d:%02d", cwp_moment_minute(moment) / 60 % 24, cwp_moment_minute(moment) % 60);
}

static void team_text(const cmd_rota *self, size_t shift, char *text, size_t size) {
  size_t count = cwp_rota_on_count(self->board, shift);
  cwp_rota_as as;
  text[0] = '\0';
  if (count == 0) compose(text, size, "nobody is on it");
  for (size_t i = 0; i < count; i++) {
    size_t person = cwp_rota_on_at(self->board, shift, i, &as);
    compose_more(text, size, "%s%s%s", i ? ", " : "", rota_person(self, person),
                 as == CWP_ROTA_SHADOWING ? " (shadowing)" : "");
  }
}

/* "22:00 to 07:00", and what these two do not tell: the day on which it ends, how long it is when the clocks change. */
static void span_text(const cwp_shift *shift, char *text, size_t size) {
  char start[8], end[8], date[CWP_DATE_TEXT_SIZE];
  cwp_date first = cwp_moment_date(shift->start), last = cwp_moment_date(shift->end);
  int clocks = cwp_moment_minute(shift->end) - cwp_moment_minute(shift->start);
  cwp_moment shown = (cwp_moment)(last - first) * 1440 + clocks, minutes = shift->end - shift->start;
  clock_text(shift->start, start);
  clock_text(shift->end, end);
  compose_more(text, size, "%s to %s", start, end);
  if (last > first && shown >= 1440) compose_more(text, size, " on %s", cwp_date_format(last, date));
  if (shown != minutes)
    compose_more(text, size, " (%d h %02d min: the clocks change)", (int)(minutes / 60), (int)(minutes % 60));
}

static void print_head(const cmd_rota *self, size_t shift) {
  const cwp_shift *about = cwp_rota_shift(self->board, shift);
  cwp_rota_severity verdict = cwp_rota_verdict(self->board, shift);
  char text[TEXT_SIZE], team[TEXT_SIZE / 2];
  team_text(self, shift, team, sizeof team);
  compose(text, sizeof text, "%s, ", about->id);
  span_text(about, text, sizeof text);
  if (about->place[0]) compose_more(text, sizeof text, ", %s", about->place);
  if (about->service[0]) compose_more(text, sizeof text, ", %s", about->service);
  compose_more(text, sizeof text, ": %s", team);
  label(cwp_rota_severity_name(verdict), style_of(verdict), 2);
  out_paragraph(text, 2 + LABEL, 2 + LABEL);
}

static void print_issues(const cmd_rota *self, size_t shift) {
  size_t notes = 0;
  char why[CWP_ROTA_WHY_SIZE], number[64];
  for (size_t i = 0; i < cwp_rota_issue_count(self->board, shift); i++) {
    cwp_rota_severity severity = cwp_rota_issue_at(self->board, shift, i)->severity;
    notes += severity == CWP_ROTA_NOTE;
    if (severity == CWP_ROTA_NOTE && !self->notes) continue;
    cwp_rota_issue_why(self->board, shift, i, why, sizeof why);
    label(cwp_rota_severity_name(severity), style_of(severity), 6);
    out_paragraph(why, DETAIL, DETAIL);
  }
  if (notes == 0 || self->notes) return;
  label("", STYLE_PLAIN, 6);
  out_style(STYLE_FAINT);
  out_format("%s\n", count_text(notes, "note", "notes", number, sizeof number));
  out_style(STYLE_PLAIN);
}

static void fix_text(const cmd_rota *self, const cwp_rota_fix *fix, char *text, size_t size) {
  const char *who = rota_person(self, fix->person);
  switch (fix->kind) {
  case CWP_ROTA_FIX_ADD:
    compose(text, size, "Add %s", who);
    break;
  case CWP_ROTA_FIX_SWAP:
    compose(text, size, "Put %s in the place of %s", who, rota_person(self, fix->leaves));
    break;
  case CWP_ROTA_FIX_MOVE:
    compose(text, size, "Move %s from shift %s, which can spare them", who, rota_shift(self, fix->from_shift));
    break;
  case CWP_ROTA_FIX_REMOVE:
    compose(text, size, "Take %s off", who);
    break;
  default:
    compose(text, size, "If there were %s evidence for %s about %s %s", cwp_evidence_kind_name(fix->kind_needed), who,
            cwp_record_code(self->pathway, fix->about), cwp_record_title(self->pathway, fix->about));
  }
  if (fix->blocks_after == 0)
    compose_more(text, size, ": no block is left.");
  else
    compose_more(text, size, ": %zu of %zu blocks left.", fix->blocks_after, fix->blocks_before);
}

static int print_fixes(const cmd_rota *self, size_t shift) {
  char text[TEXT_SIZE];
  cwp_rota_fixes *fixes;
  cwp_error error;
  if (cwp_rota_seek_fixes(self->board, shift, 3, &fixes, &error)) return explain_error(&error);
  for (size_t i = 0; i < cwp_rota_fixes_count(fixes); i++) {
    fix_text(self, cwp_rota_fixes_at(fixes, i), text, sizeof text);
    label("fix", STYLE_STRONG, 6);
    out_paragraph(text, DETAIL, DETAIL);
  }
  if (cwp_rota_fixes_count(fixes) == 0 && cwp_rota_verdict(self->board, shift) == CWP_ROTA_BLOCK) {
    label("fix", STYLE_STRONG, 6);
    out_paragraph("No one change leaves fewer blocks: nobody who is available has what is missing.", DETAIL, DETAIL);
  }
  cwp_rota_fixes_free(fixes);
  return CODE_GO_ON;
}

static int print_shifts(const cmd_rota *self) {
  char heading[CWP_DATE_TEXT_SIZE];
  cwp_date day = CWP_DATE_NONE;
  int code = CODE_GO_ON;
  for (size_t i = 0; i < cwp_rota_shift_count(self->board) && code == CODE_GO_ON && !out_failed(); i++) {
    size_t shift = self->order[i];
    if (rota_day(self, shift) != day) out_heading(cwp_date_format(rota_day(self, shift), heading));
    day = rota_day(self, shift);
    print_head(self, shift);
    print_issues(self, shift);
    if (self->fixes) code = print_fixes(self, shift);
  }
  return code;
}

/* Demand. */

static void only_text(const cmd_rota *self, const cwp_rota_demand *demand, char *text, size_t size) {
  char number[NUMBER_SIZE];
  if (demand->only != CWP_NO_INDEX)
    compose(text, size, "%s only", rota_person(self, demand->only));
  else
    compose(text, size, "%s", number_text(demand->able, number));
}

static void demand_row(const cmd_rota *self, cmd_table *table, const cwp_rota_demand *demand, int print) {
  char hours[2][32], able[256], numbers[4][NUMBER_SIZE];
  compose(hours[0], sizeof hours[0], "%.1f", (double)demand->needed / 60);
  compose(hours[1], sizeof hours[1], "%.1f", (double)demand->held / 60);
  only_text(self, demand, able, sizeof able);
  const char *cells[] = {rota_rule(self, demand->rule),
                         cwp_shift_part_name(demand->part),
                         number_text(demand->shifts, numbers[0]),
                         number_text(demand->broken, numbers[1]),
                         number_text(demand->freed, numbers[2]),
                         hours[0],
                         hours[1],
                         number_text(demand->rests_on_one, numbers[3]),
                         able};
  cmd_style style = demand->broken ? STYLE_BAD : demand->rests_on_one ? STYLE_SOON : STYLE_PLAIN;
  if (print) table_row(table, cells, style, 1);
  if (!print) table_measure(table, cells);
}

static int print_demand(const cmd_rota *self) {
  cmd_table table;
  cwp_moment from, until;
  cwp_rota_demands *demands;
  cwp_error error;
  static const char *const right[] = {"shifts", "broken", "one more mends", "hours", "held", "rest on one"};
  if (!rota_period(self, &from, &until)) return CODE_GO_ON;
  if (cwp_rota_add_up(self->board, from, until, &demands, &error)) return explain_error(&error);
  out_heading("What is needed and who has it");
  table_start(&table, 2);
  table_column(&table, "rule", SIDE_LEFT, 28);
  table_column(&table, "at", SIDE_LEFT, 0);
  for (size_t i = 0; i < sizeof right / sizeof *right; i++)
    table_column(&table, right[i], SIDE_RIGHT, 0);
  table_column(&table, "able", SIDE_LEFT, 0);
  for (int print = 0; print <= 1; print++)
    for (size_t i = 0; i < cwp_rota_demands_count(demands); i++)
      demand_row(self, &table, cwp_rota_demands_at(demands, i), print);
  cwp_rota_demands_free(demands);
  out_text("\n");
  out_paragraph(
      "Hours: of fitting people, that the rules ask for; held: that those on the shifts give. Able: people in "
      "the files who fit on any of these shifts. Rest on one: shifts for which just one of them fits. One "
      "more mends: broken shifts that one more fitting person would mend.",
      0, 0);
  return CODE_GO_ON;
}

static void print_intro(const cmd_rota *self) {
  char text[TEXT_SIZE], shifts[64], people[64];
  const char *title = cwp_rota_rules_title(self->rules);
  size_t verdicts[CWP_ROTA_SEVERITY_END] = {0}, count = cwp_rota_shift_count(self->board);
  for (size_t i = 0; i < count; i++)
    verdicts[cwp_rota_verdict(self->board, i)]++;
  count_text(count, "shift", "shifts", shifts, sizeof shifts);
  count_text(cwp_rota_person_count(self->board), "person", "people", people, sizeof people);
  compose(text, sizeof text, "%s, %s, by the rules: %s", shifts, people,
          *title ? title : cwp_rota_rules_id(self->rules));
  out_style(STYLE_STRONG);
  out_paragraph(text, 0, 0);
  out_style(STYLE_PLAIN);
  compose(text, sizeof text,
          "%zu blocked, %zu with warnings, %zu without. A block says that something is not on record for the days of "
          "the shift, not that somebody is not able.",
          verdicts[CWP_ROTA_BLOCK], verdicts[CWP_ROTA_WARN], verdicts[CWP_ROTA_NOTE] + verdicts[CWP_ROTA_PASS]);
  out_paragraph(text, 0, 0);
}

int rota_print_text(const cmd_rota *self) {
  print_intro(self);
  int code = print_shifts(self);
  return code == CODE_GO_ON && self->demand ? print_demand(self) : code;
}
