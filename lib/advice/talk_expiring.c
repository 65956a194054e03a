/* What runs out within the window, and what has run out: by piece of evidence, with what rests on it. */

#include "advice/talk.h"
#include "base/text.h"

#include <stdlib.h>

/* A piece of evidence, and how many requirements have a standing by it. */
typedef struct rest {
  const cwp_portfolio *portfolio;
  size_t evidence;
  size_t count;
  cwp_date until; /* the first day on which one of them is met for the last time; its own last day if there are none */
} rest;

static const cwp_evidence *evidence_of(const rest *one) {
  return cwp_portfolio_evidence(one->portfolio, one->evidence);
}

/* The one that ends first; of two that end on the same day that on which more rests, then the stronger. */
static int compare(const void *left, const void *right) {
  const rest *a = left, *b = right;
  if (a->until != b->until) return a->until < b->until ? -1 : 1;
  if (a->count != b->count) return a->count > b->count ? -1 : 1;
  if (cwp__talk_is_stronger(a->portfolio, a->evidence, b->evidence)) return -1;
  return cwp__talk_is_stronger(a->portfolio, b->evidence, a->evidence);
}

/* Evidence of the same side by side, what ends last first. */
static int compare_about(const void *left, const void *right) {
  const cwp_evidence *a = evidence_of(left), *b = evidence_of(right);
  int order = cwp__compare_fold(a->about, b->about);
  if (order != 0) return order;
  if (a->until == b->until) return compare(left, right);
  if (a->until == CWP_DATE_NONE || b->until == CWP_DATE_NONE) return a->until == CWP_DATE_NONE ? -1 : 1;
  return a->until > b->until ? -1 : 1;
}

/* Counts what has that standing by each piece of evidence. */
static size_t count_rests(const cwp__talk *talk, cwp_standing standing, rest *rests) {
  size_t pieces = cwp_portfolio_count(talk->portfolio);
  for (size_t i = 0; i < pieces; i++)
    rests[i] = (rest){talk->portfolio, i, 0, cwp_portfolio_evidence(talk->portfolio, i)->until};
  for (size_t i = 0; i < talk->line_count; i++) {
    const cwp_judgement *judgement = talk->lines[i];
    if (judgement->standing != standing || judgement->evidence >= pieces || judgement->until == CWP_DATE_NONE) continue;
    rest *one = &rests[judgement->evidence];
    if (one->count++ == 0 || judgement->until < one->until) one->until = judgement->until;
  }
  return pieces;
}

/* 1 if a piece ends within the window, whether anything rests on it or not. */
static int ends_soon(const cwp__talk *talk, const rest *one) {
  const cwp_evidence *evidence = evidence_of(one);
  return evidence->result == CWP_RESULT_COMPLETED && evidence->from <= talk->question->on &&
         evidence->until >= talk->question->on && evidence->until - talk->question->on <= talk->expiring_days;
}

/* Keeps the pieces to speak of: those that something rests on, and, of what runs out, those that end soon where there
   is nothing of the same that holds longer. Returns how many. */
static size_t keep_rests(const cwp__talk *talk, cwp_standing standing, rest *rests, size_t count) {
  size_t kept = 0;
  const char *last = NULL;
  if (count > 1) qsort(rests, count, sizeof(*rests), compare_about);
  for (size_t i = 0; i < count; i++) {
    const char *about = evidence_of(&rests[i])->about;
    int first = !last || cwp__compare_fold(last, about) != 0;
    last = about;
    if (rests[i].count > 0 || (standing == CWP_STANDING_EXPIRING && first && ends_soon(talk, &rests[i])))
      rests[kept++] = rests[i];
  }
  if (kept > 1) qsort(rests, kept, sizeof(*rests), compare);
  return kept;
}

static size_t find_rests(const cwp__talk *talk, cwp_standing standing, rest *rests) {
  return keep_rests(talk, standing, rests, count_rests(talk, standing, rests));
}

static void say_days(cwp__buffer *buffer, cwp_date on, cwp_date until) {
  int days = until > on ? until - on : on - until;
  if (days == 0)
    cwp__buffer_add_text(buffer, "today");
  else
    cwp__buffer_format(buffer, "%d %s %s", days, days == 1 ? "day" : "days", until > on ? "from now" : "ago");
}

static void say_what_rests(cwp__buffer *why, size_t count, int over) {
  if (count == 0) {
    cwp__buffer_add_text(why, "No requirement rests on it alone, but it may have to be renewed all the same.");
    return;
  }
  cwp__talk_number(why, count, "requirement");
  cwp__buffer_format(why, over ? " rested on it and %s not met now." : " rest%s on it.",
                     over ? (count == 1 ? "is" : "are") : (count == 1 ? "s" : ""));
}

static void say_rest(cwp__talk *talk, const rest *one, int over) {
  char date[CWP_DATE_TEXT_SIZE];
  cwp__talk_begin(talk, CWP_TALK_EXPIRING, 0);
  talk->point.evidence = one->evidence;
  talk->point.date = one->until;
  talk->point.record = cwp_pathway_id(talk->pathway, evidence_of(one)->about);
  cwp__talk_evidence_name(talk, &talk->text, one->evidence);
  cwp__buffer_format(&talk->text, over ? " ran out after %s, " : " holds until %s, ",
                     cwp_date_format(one->until, date));
  say_days(&talk->text, talk->question->on, one->until);
  cwp__buffer_add_text(&talk->text, ".");
  say_what_rests(&talk->why, one->count, over);
  cwp__talk_end(talk);
}

static void say_none(cwp__talk *talk) {
  cwp__talk_begin(talk, CWP_TALK_EXPIRING, 0);
  cwp__buffer_add_text(&talk->text, "Nothing on record runs out");
  if (talk->expiring_days != CWP_EXPIRING_ANY)
    cwp__buffer_format(&talk->text, " within %d %s", talk->expiring_days, talk->expiring_days == 1 ? "day" : "days");
  cwp__buffer_add_text(&talk->text, ", and no requirement has lapsed.");
  cwp__talk_end(talk);
}

void cwp__talk_expiring(cwp__talk *self) {
  size_t before = self->count, pieces = cwp_portfolio_count(self->portfolio);
  rest *rests = cwp__allocate(&self->memory, pieces, sizeof(*rests));
  if (!rests) {
    self->failed = 1;
    return;
  }
  size_t count = find_rests(self, CWP_STANDING_EXPIRING, rests);
  if (count > 0) self->threads.first_expiring = rests[0].evidence;
  for (size_t i = 0; i < count; i++)
    say_rest(self, &rests[i], 0);
  count = find_rests(self, CWP_STANDING_EXPIRED, rests);
  for (size_t i = 0; i < count; i++)
    say_rest(self, &rests[i], 1);
  if (self->count == before) say_none(self);
  cwp__release(&self->memory, rests);
}
