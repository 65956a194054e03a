/* One sentence on why a requirement stands as it does. */

#include "base/error.h"
#include "base/text.h"
#include "person/assessment.h"
#include "person/policy.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Most bytes that a text of the portfolio or the pathway takes up in a sentence: all of them fit CWP_WHY_SIZE then. */
enum { MOST_CODE = 60, MOST_TITLE = 100, MOST_TEXT = 60 };

/* A sentence in the making. */
typedef struct sentence {
  char text[CWP_WHY_SIZE];
  size_t length;
} sentence;

static void say(sentence *self, const char *format, ...) CWP__PRINTF(2, 3);

static void say(sentence *self, const char *format, ...) {
  size_t room = sizeof(self->text) - self->length;
  va_list arguments;
  va_start(arguments, format);
  int written = vsnprintf(self->text + self->length, room, format, arguments);
  va_end(arguments);
  if (written > 0) self->length += (size_t)written < room ? (size_t)written : room - 1;
}

/* Adds a text that nobody has vouched for, of at most `most` bytes as shown. */
static void say_shown(sentence *self, const char *text, size_t most) {
  char shown[MOST_TITLE + 1];
  cwp__show(shown, most + 1, text, strlen(text));
  say(self, "%s", shown);
}

/* What is known of a judgement when it is explained. */
typedef struct story {
  const cwp__scales *scales;
  const cwp_judgement *judgement;
  const cwp__cell *cell;
  const cwp_evidence *evidence; /* NULL if there is none */
} story;

/* `assessed evidence "Safeguarding adults" (ASC.T20; training.csv:14), seen by registered manager` */
static void say_evidence(sentence *self, const cwp_evidence *evidence) {
  say(self, "%s evidence ", cwp_evidence_kind_name(evidence->kind));
  if (*evidence->title) {
    say(self, "\"");
    say_shown(self, evidence->title, MOST_TITLE);
    say(self, "\" (");
  }
  say_shown(self, evidence->about, MOST_CODE);
  if (*evidence->origin) {
    say(self, *evidence->title ? "; " : " (");
    say_shown(self, evidence->origin, MOST_TEXT);
  }
  if (*evidence->title || *evidence->origin) say(self, ")");
  if (*evidence->assessor) {
    say(self, ", seen by ");
    say_shown(self, evidence->assessor, MOST_TEXT);
  }
}

static void say_dates(sentence *self, const cwp_evidence *evidence) {
  char date[CWP_DATE_TEXT_SIZE];
  if (evidence->from != CWP_DATE_NONE) say(self, ", from %s", cwp_date_format(evidence->from, date));
  if (evidence->until != CWP_DATE_NONE) say(self, ", until %s", cwp_date_format(evidence->until, date));
}

/* How many records took the place of what the evidence is about. */
static size_t count_successors(const story *of) {
  const cwp_pathway *pathway = of->scales->pathway;
  cwp_id about = of->evidence ? cwp_pathway_id(pathway, of->evidence->about) : CWP_NONE;
  if (about == CWP_NONE || about == of->judgement->requirement.line) return 0;
  return cwp_record_link_count(pathway, about, CWP_RELATION_SUCCESSOR);
}

/* That the evidence is about a retired code. */
static void say_retired(sentence *self, const story *of) {
  if (count_successors(of) == 0) return;
  say(self, "; ");
  say_shown(self, of->evidence->about, MOST_CODE);
  say(self, " is retired, and counts for what took its place");
}

/* The evidence map by which the evidence counts. */
static void say_map(sentence *self, const story *of) {
  if (of->judgement->map == CWP_NONE) return;
  say(self, ", as ");
  say_shown(self, cwp_record_code(of->scales->pathway, of->judgement->map), MOST_CODE);
  say(self, " says");
}

static void say_met(sentence *self, const story *of) {
  cwp_result result = cwp__result_on(of->evidence, of->scales->on);
  say(self, "Met by ");
  if (result != CWP_RESULT_COMPLETED)
    say(self, "what is %s, which the rule accepts: ", result == CWP_RESULT_BOOKED ? "booked" : "under way");
  say_evidence(self, of->evidence);
  say_dates(self, of->evidence);
}

static void say_expiring(sentence *self, const story *of) {
  char date[CWP_DATE_TEXT_SIZE];
  int days = of->evidence->until - of->scales->on;
  say(self, "Met only until %s, ", cwp_date_format(of->evidence->until, date));
  if (days == 0)
    say(self, "the day asked about: ");
  else
    say(self, "%d %s after the day asked about: ", days, days == 1 ? "day" : "days");
  say_evidence(self, of->evidence);
}

static void say_expired(sentence *self, const story *of) {
  char date[CWP_DATE_TEXT_SIZE];
  say(self, "Expired after %s: ", cwp_date_format(of->evidence->until, date));
  say_evidence(self, of->evidence);
}

/* What is asked for: "a must asks for assessed evidence", or the rule where it has a kind of its own. */
static void say_asked(sentence *self, const story *of) {
  cwp_requirement_kind kind = of->judgement->requirement.kind;
  int own = of->cell->least != (uint8_t)cwp__policy_least(&of->scales->policy, kind);
  say(self, "%s%s asks for %s evidence", own ? "the rule" : "a ", own ? "" : cwp_requirement_kind_name(kind),
      cwp_evidence_kind_name((cwp_evidence_kind)of->cell->least));
}

static void say_under_way(sentence *self, const story *of) {
  const cwp_evidence *evidence = of->evidence;
  if (evidence->result == CWP_RESULT_COMPLETED)
    say(self, "Does not hold yet: ");
  else
    say(self, cwp__result_on(evidence, of->scales->on) == CWP_RESULT_BOOKED ? "Booked: " : "Under way: ");
  say_evidence(self, evidence);
  say_dates(self, evidence);
  if (cwp__worth_rank(of->cell->worth) == CWP__RANK_STARTED) {
    say(self, "; it will not be enough, for ");
    if ((uint8_t)evidence->kind < of->cell->least)
      say_asked(self, of);
    else
      say(self, "it covers a part only");
  }
}

static void say_claimed(sentence *self, const story *of) {
  say(self, "Evidence is of kind %s, but ", cwp_evidence_kind_name(of->evidence->kind));
  say_asked(self, of);
  say(self, ": ");
  say_evidence(self, of->evidence);
}

static void say_partly(sentence *self, const story *of) {
  say(self, "Covered in part by ");
  say_evidence(self, of->evidence);
  say_dates(self, of->evidence);
}

static void say_refuted(sentence *self, const story *of) {
  char date[CWP_DATE_TEXT_SIZE];
  say(self,
      "Found not yet competent on %s, and nothing later says otherwise: ", cwp_date_format(of->evidence->from, date));
  say_evidence(self, of->evidence);
}

static void say_idle(sentence *self, const story *of) {
  const cwp_evidence *evidence = of->evidence;
  char date[CWP_DATE_TEXT_SIZE];
  /* By way of a map it is no finding: whoever fails a course has not been seen failing at what it covers. */
  if (of->cell->map == CWP__NO_RECORD && count_successors(of) < 2 && cwp__refutes_on(evidence, of->scales->on)) {
    say_refuted(self, of);
    return;
  }
  say(self, "Nothing on record is enough: ");
  say_evidence(self, evidence);
  if (evidence->result == CWP_RESULT_FAILED || evidence->result == CWP_RESULT_WITHDRAWN)
    say(self, ", %s", cwp_result_name(evidence->result));
  else if (evidence->until != CWP_DATE_NONE && evidence->until < of->scales->on)
    say(self, ", ended on %s", cwp_date_format(evidence->until, date));
}

/* `Not asked of the person, as registered manager decided about CSW.K7, from 2026-01-01: "the note"` */
static void say_waived(sentence *self, const story *of) {
  const cwp_evidence *evidence = of->evidence;
  say(self, "Not asked of the person, as ");
  say_shown(self, *evidence->assessor ? evidence->assessor : "somebody", MOST_TEXT);
  say(self, " decided about ");
  say_shown(self, evidence->about, MOST_CODE);
  say_dates(self, evidence);
  if (*evidence->note) {
    say(self, ": \"");
    say_shown(self, evidence->note, MOST_TITLE);
    say(self, "\"");
  }
}

static void say_not_due(sentence *self, const story *of) {
  (void)of;
  say(self, "Not asked of the person yet");
}

static void say_nothing(sentence *self, const story *of) {
  (void)of;
  say(self, "No evidence on record");
}

/* Where a rule needs several records, how many of them are held. */
static void say_needs(sentence *self, const story *of) {
  for (size_t i = 0; i < of->scales->rule_count; i++) {
    const cwp__rule *rule = &of->scales->rules[i];
    if (&of->scales->cells[rule->own] == of->cell && rule->at_least > 1 &&
        cwp__worth_rank(of->cell->worth) != CWP__RANK_WAIVED)
      say(self, "; the rule needs %lu records and %lu %s held", (unsigned long)rule->at_least,
          (unsigned long)rule->held, rule->held == 1 ? "is" : "are");
  }
}

static void say_length(sentence *self, unsigned count, const char *unit, int *said) {
  if (count == 0) return;
  say(self, "%s%u %s%s", *said ? " and " : "", count, unit, count == 1 ? "" : "s");
  *said = 1;
}

/* Of a rule that is due within a span after the start: when that was, or that no start is on record. */
static void say_due(sentence *self, const story *of) {
  cwp_id line = of->judgement->requirement.line;
  const cwp__scales *scales = of->scales;
  char date[CWP_DATE_TEXT_SIZE];
  int said = 0;
  if (!cwp__scales_has_span(scales, line)) return;
  const cwp__terms *terms = scales->pathway->terms + (line - scales->pathway->first[CWP_KIND_RULE]);
  cwp_date due = cwp__scales_due(scales, line);
  unsigned days = terms->within_days;
  if (due != CWP_DATE_NONE)
    say(self, due < scales->on ? "; it was due by %s, " : "; it is due by %s, ", cwp_date_format(due, date));
  else
    say(self, "; it is due ");
  say_length(self, terms->within_months, "month", &said);
  say_length(self, days % 7 ? days : days / 7, days % 7 ? "day" : "week", &said);
  say(self, " after the start in the post");
  if (due == CWP_DATE_NONE) say(self, ", and no start in that post is on record");
}

/* Copies as many whole characters as there is room for. */
static void hand_out(const sentence *self, char *text, size_t capacity) {
  if (!text || capacity == 0) return;
  size_t length = self->length < capacity ? self->length : capacity - 1;
  length = cwp__utf8_valid_prefix(self->text, length);
  memcpy(text, self->text, length);
  text[length] = '\0';
}

size_t cwp_assessment_why(const cwp_assessment *self, size_t index, char *text, size_t capacity) {
  static void (*const tell[CWP__RANK_END])(sentence *, const story *) = {
      [CWP__RANK_NOTHING] = say_nothing,   [CWP__RANK_IDLE] = say_idle,
      [CWP__RANK_NOT_DUE] = say_not_due,   [CWP__RANK_CLAIMED] = say_claimed,
      [CWP__RANK_PARTLY] = say_partly,     [CWP__RANK_EXPIRED] = say_expired,
      [CWP__RANK_STARTED] = say_under_way, [CWP__RANK_IN_PROGRESS] = say_under_way,
      [CWP__RANK_WAIVED] = say_waived,     [CWP__RANK_EXPIRING] = say_expiring,
      [CWP__RANK_MET] = say_met,
  };
  sentence words = {.length = 0};
  words.text[0] = '\0';
  const cwp_judgement *judgement = cwp_assessment_at(self, index);
  if (judgement) {
    const cwp__scales *scales = &self->overview->scales;
    story of = {.scales = scales, .judgement = judgement};
    of.cell = &scales->cells[cwp__scales_place(scales, judgement->requirement.line)];
    of.evidence = cwp_portfolio_evidence(self->overview->portfolio, judgement->evidence);
    tell[cwp__worth_rank(of.cell->worth)](&words, &of);
    say_map(&words, &of);
    say_retired(&words, &of);
    say_needs(&words, &of);
    if (cwp__worth_rank(of.cell->worth) < CWP__RANK_WAIVED) say_due(&words, &of);
    say(&words, ".");
  }
  hand_out(&words, text, capacity);
  return words.length;
}
