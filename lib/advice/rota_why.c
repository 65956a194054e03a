/* One sentence on an issue. */

#include "advice/rota.h"
#include "advice/sentence.h"

enum { MOST_SHOWN = 80 };

const char *cwp_rota_cause_name(cwp_rota_cause cause) {
  static const char *const names[] = {"rule", "short", "overlap", "long", "role", "expires"};
  return (unsigned)cause < CWP_ROTA_CAUSE_END ? names[cause] : "unknown";
}

static void say_person(cwp__sentence *out, const cwp_rota *self, size_t person) {
  cwp__say_shown(out, cwp_portfolio_person(self->people[person].portfolio)->id, MOST_SHOWN);
}

static void say_record(cwp__sentence *out, const cwp_rota *self, cwp_id record) {
  const cwp_pathway *pathway = self->rules->pathway;
  const char *title = cwp_record_title(pathway, record);
  cwp__say(out, "%s", cwp_record_code(pathway, record));
  if (!*title) return;
  cwp__say(out, " ");
  cwp__say_shown(out, title, MOST_SHOWN);
}

static void say_rule(cwp__sentence *out, const cwp_rota *self, size_t rule) {
  const cwp_rota_rule *told = &self->rules->rules[rule].told;
  cwp__say_shown(out, *told->title ? told->title : told->id, (size_t)2 * MOST_SHOWN);
}

/* The piece that comes nearest. */
static void say_evidence(cwp__sentence *out, const cwp_evidence *evidence) {
  char day[CWP_DATE_TEXT_SIZE];
  int is_finding = evidence->result == CWP_RESULT_FAILED && evidence->kind == CWP_EVIDENCE_ASSESSED &&
                   evidence->from != CWP_DATE_NONE;
  cwp__say(out, " (%s ", is_finding ? "found not yet competent:" : cwp_evidence_kind_name(evidence->kind));
  cwp__say_shown(out, *evidence->title ? evidence->title : evidence->about, MOST_SHOWN);
  if (is_finding) cwp__say(out, ", %s", cwp_date_format(evidence->from, day));
  if (!is_finding && evidence->until != CWP_DATE_NONE)
    cwp__say(out, ", until %s", cwp_date_format(evidence->until, day));
  cwp__say(out, ")");
}

/* What of it is not there, in words that never say that somebody is not able. */
static void say_miss(cwp__sentence *out, const cwp_rota *self, const cwp_rota_issue *issue) {
  char day[CWP_DATE_TEXT_SIZE];
  cwp__say(out, ": ");
  say_record(out, self, issue->about);
  if (issue->standing == CWP_STANDING_EXPIRED)
    cwp__say(out, " has ended before %s", cwp_date_format(issue->day, day));
  else
    cwp__say(out, ", on %s: %s", cwp_date_format(issue->day, day), cwp__standing_words(issue->standing));
  if (issue->evidence == SIZE_MAX) return;
  say_evidence(out, cwp_portfolio_evidence(self->people[issue->person].portfolio, issue->evidence));
}

static void say_team(cwp__sentence *out, const cwp_rota *self, const cwp_rota_issue *issue) {
  const cwp_rota_rule *told = &self->rules->rules[issue->rule].told;
  say_rule(out, self, issue->rule);
  cwp__say(out,
           told->measure == CWP_MEASURE_MOST ? ": %zu on the shift, %zu at most" : ": %zu on the shift, %zu needed",
           issue->have, issue->need);
  if (!*told->fits) return;
  cwp__say(out, " (");
  cwp__say_shown(out, told->fits, (size_t)2 * MOST_SHOWN);
  cwp__say(out, ")");
}

static void say_each(cwp__sentence *out, const cwp_rota *self, const cwp_rota_issue *issue) {
  say_person(out, self, issue->person);
  cwp__say(out, ": ");
  say_rule(out, self, issue->rule);
  if (issue->about != CWP_NONE) say_miss(out, self, issue);
}

static void say_expiry(cwp__sentence *out, const cwp_rota *self, const cwp_rota_issue *issue, const cwp__slot *slot) {
  char day[CWP_DATE_TEXT_SIZE];
  say_person(out, self, issue->person);
  cwp__say(out, ": ");
  say_record(out, self, issue->about);
  cwp__say(out, " holds for this shift and ends on %s", cwp_date_format(issue->day, day));
  if (issue->day == slot->last) cwp__say(out, ", at the end of its last day");
}

static void say_issue(cwp__sentence *out, const cwp_rota *self, const cwp__slot *slot, const cwp_rota_issue *issue) {
  switch (issue->cause) {
  case CWP_ROTA_RULE:
    if (issue->person == CWP_NO_INDEX)
      say_team(out, self, issue);
    else
      say_each(out, self, issue);
    break;
  case CWP_ROTA_SHORT:
    cwp__say(out, "%zu of %zu people needed work this shift", issue->have, issue->need);
    break;
  case CWP_ROTA_OVERLAP:
    say_person(out, self, issue->person);
    cwp__say(out, " is on shift ");
    cwp__say_shown(out, self->shifts[issue->other_shift].shift.id, MOST_SHOWN);
    cwp__say(out, " at the same time");
    break;
  case CWP_ROTA_LONG:
    cwp__say(out, "the shift lasts %lld hours and %lld minutes", (long long)(slot->shift.end - slot->shift.start) / 60,
             (long long)(slot->shift.end - slot->shift.start) % 60);
    break;
  case CWP_ROTA_ROLE:
    say_person(out, self, issue->person);
    cwp__say(out, ": the role category is not known, and rules ask for one");
    break;
  default:
    say_expiry(out, self, issue, slot);
  }
}

static int is_below(size_t index, size_t count) {
  return index == CWP_NO_INDEX || index < count;
}

/* Whether all that an issue points to is on the board, as its cause wants it. */
static int is_of(const cwp_rota *self, const cwp_rota_issue *issue) {
  int names_person = issue->person != CWP_NO_INDEX, names_record = issue->about != CWP_NONE;
  if (!is_below(issue->rule, self->rules->rule_count) || !is_below(issue->person, self->person_count) ||
      !is_below(issue->other_shift, self->shift_count))
    return 0;
  if (names_person && issue->evidence != SIZE_MAX &&
      !cwp_portfolio_evidence(self->people[issue->person].portfolio, issue->evidence))
    return 0;
  switch (issue->cause) {
  case CWP_ROTA_RULE:
    return issue->rule != CWP_NO_INDEX;
  case CWP_ROTA_OVERLAP:
    return names_person && issue->other_shift != CWP_NO_INDEX;
  case CWP_ROTA_ROLE:
    return names_person;
  case CWP_ROTA_EXPIRES:
    return names_person && names_record;
  default:
    return issue->cause < CWP_ROTA_CAUSE_END;
  }
}

size_t cwp_rota_why(const cwp_rota *self, size_t shift, const cwp_rota_issue *issue, char *text, size_t capacity) {
  cwp__sentence out;
  cwp__sentence_start(&out, text, capacity);
  if (!self || !issue || shift >= self->shift_count || !is_of(self, issue)) return cwp__sentence_end(&out);
  say_issue(&out, self, &self->shifts[shift], issue);
  cwp__say(&out, ".");
  return cwp__sentence_end(&out);
}

size_t cwp_rota_issue_why(const cwp_rota *self, size_t shift, size_t index, char *text, size_t capacity) {
  return cwp_rota_why(self, shift, cwp_rota_issue_at(self, shift, index), text, capacity);
}
