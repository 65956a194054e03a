#include "layout.h"
#include "messages.h"
#include "outlook.h"
#include "output.h"

enum { TEXT_SIZE = 1024 };

/* What ends on one day and made several requirements met: "ASC.T20 Safeguarding adults: 5 should". */
static size_t print_ending(const cmd_assess *self, const assessed *one, size_t start, size_t end) {
  const cwp_lapse *first = cwp_forecast_lapse(one->forecast, start), *lapse = first;
  const cwp_evidence *evidence = cwp_portfolio_evidence(one->portfolio, first->evidence);
  size_t counts[CWP_REQUIREMENT_KIND_END] = {0}, next = start;
  char text[TEXT_SIZE], words[TEXT_SIZE / 2], date[CWP_DATE_TEXT_SIZE];
  while (next < end && lapse->last == first->last && lapse->evidence == first->evidence) {
    counts[lapse->requirement.kind]++;
    lapse = cwp_forecast_lapse(one->forecast, ++next);
    if (!lapse) break;
  }
  words[0] = '\0';
  if (evidence) assess_evidence_words(self, evidence, words, sizeof words);
  text[0] = '\0';
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++) {
    if (counts[kind] > 0)
      compose_more(text, sizeof text, "%s%zu %s", text[0] ? ", " : "", counts[kind],
                   cwp_requirement_kind_name((cwp_requirement_kind)kind));
  }
  compose_more(text, sizeof text, ": %s %s", evidence ? evidence->about : "", words);
  out_labelled(cwp_date_format(first->last, date), text);
  return next;
}

static void print_month(const cmd_assess *self, const assessed *one, const cwp_month *month) {
  char text[TEXT_SIZE], date[CWP_DATE_TEXT_SIZE], label[64];
  const size_t end = month->first_lapse + month->lapse_count;
  compose(text, sizeof text, "met then:");
  for (int kind = 0; kind < CWP_REQUIREMENT_KIND_END; kind++)
    compose_more(text, sizeof text, "%s %s %zu of %zu", kind ? "," : "",
                 cwp_requirement_kind_name((cwp_requirement_kind)kind), met_of(&month->counts[kind]),
                 month->counts[kind].needed);
  for (size_t i = month->first_lapse; i < end;)
    i = print_ending(self, one, i, end);
  compose(label, sizeof label, "by %s", cwp_date_format(month->last, date));
  out_labelled(label, text);
}

void outlook_print_person(const cmd_assess *self, const assessed *one) {
  if (!one->forecast) return;
  out_heading("What stops being met, and on which last day, if nothing new comes");
  for (size_t i = 0; i < cwp_forecast_month_count(one->forecast); i++)
    print_month(self, one, cwp_forecast_month(one->forecast, i));
}

void outlook_print_team(const cmd_assess *self) {
  static const char *const headings[] = {"by", "people", "must", "should", "can"};
  char numbers[4][NUMBER_SIZE], date[CWP_DATE_TEXT_SIZE];
  cmd_table table;
  if (self->months == 0 || self->tally.assessed == 0) return;
  out_heading("Requirements that stop being met month by month, if nothing new comes");
  table_start(&table, 2);
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
    table_column(&table, headings[i], i == 0 ? SIDE_LEFT : SIDE_RIGHT, 0);
  for (int print = 0; print <= 1; print++) {
    for (int i = 0; i < self->months; i++) {
      const outlook_month *month = &self->outlook[i];
      const char *cells[] = {cwp_date_format(month->last, date), number_text(month->people, numbers[0]),
                             number_text(month->lapses[CWP_MUST], numbers[1]),
                             number_text(month->lapses[CWP_SHOULD], numbers[2]),
                             number_text(month->lapses[CWP_CAN], numbers[3])};
      if (print) table_row(&table, cells, STYLE_PLAIN, 0);
      if (!print) table_measure(&table, cells);
    }
  }
}
