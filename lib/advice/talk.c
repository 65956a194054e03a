/* Writing points of a career conversation's page. */

#include "advice/talk.h"

#include <string.h>

enum { MOST_SHOWN = 1000 };

void cwp__talk_begin(cwp__talk *self, cwp_talk_section section, unsigned depth) {
  self->point = (cwp_talk_point){section, depth, CWP_NONE, SIZE_MAX, CWP_DATE_NONE, "", ""};
  self->text.length = self->why.length = 0;
}

/* A copy of what a buffer holds. */
static const char *keep(cwp__talk *self, const cwp__buffer *buffer) {
  if (buffer->length == 0) return "";
  return cwp__arena_text(self->texts, buffer->text, buffer->length);
}

void cwp__talk_end(cwp__talk *self) {
  self->failed |= self->text.failed | self->why.failed;
  if (self->failed) return;
  self->point.text = keep(self, &self->text);
  self->point.why = keep(self, &self->why);
  if (!self->point.text || !self->point.why ||
      !cwp__reserve(&self->memory, (void **)&self->points, &self->capacity, self->count + 1, sizeof(*self->points))) {
    self->failed = 1;
    return;
  }
  self->points[self->count++] = self->point;
}

void cwp__talk_say(cwp__talk *self, cwp_talk_section section, unsigned depth, const char *text, const char *why) {
  cwp__talk_begin(self, section, depth);
  cwp__buffer_add_text(&self->text, text);
  cwp__buffer_add_text(&self->why, why);
  cwp__talk_end(self);
}

void cwp__talk_show(cwp__buffer *buffer, const char *text) {
  char shown[MOST_SHOWN + 1];
  cwp__buffer_add(buffer, shown, cwp__show(shown, sizeof shown, text, strlen(text)));
}

void cwp__talk_record(const cwp__talk *self, cwp__buffer *buffer, cwp_id record) {
  cwp__talk_show(buffer, cwp_record_title(self->pathway, record));
  cwp__buffer_add_text(buffer, " (");
  cwp__talk_show(buffer, cwp_record_code(self->pathway, record));
  cwp__buffer_add_text(buffer, ")");
}

void cwp__talk_line(const cwp__talk *self, cwp__buffer *buffer, cwp_id line) {
  cwp__talk_show(buffer, cwp_record_code(self->pathway, line));
  cwp__buffer_add_text(buffer, ": ");
  cwp__talk_show(buffer, cwp_record_text(self->pathway, line));
}

void cwp__talk_number(cwp__buffer *buffer, size_t count, const char *word) {
  cwp__buffer_format(buffer, "%lu %s%s", (unsigned long)count, word, count == 1 ? "" : "s");
}

/* What a piece of evidence is called: by its own title, or by that of what it is about. Behaviours have no title of
   their own. */
static const char *name_of(const cwp__talk *self, const cwp_evidence *evidence) {
  cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
  if (*evidence->title || about == CWP_NONE || cwp_record_kind(self->pathway, about) == CWP_KIND_BEHAVIOUR)
    return evidence->title;
  return cwp_record_title(self->pathway, about);
}

void cwp__talk_evidence_name(const cwp__talk *self, cwp__buffer *buffer, size_t index) {
  const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, index);
  const char *name = name_of(self, evidence);
  if (*name) {
    cwp__buffer_add_text(buffer, "\"");
    cwp__talk_show(buffer, name);
    cwp__buffer_add_text(buffer, "\" (");
  }
  cwp__talk_show(buffer, evidence->about);
  if (*name) cwp__buffer_add_text(buffer, ")");
}

void cwp__talk_evidence(const cwp__talk *self, cwp__buffer *buffer, size_t index) {
  const cwp_evidence *evidence = cwp_portfolio_evidence(self->portfolio, index);
  char date[CWP_DATE_TEXT_SIZE];
  cwp__talk_evidence_name(self, buffer, index);
  cwp__buffer_format(buffer, ", %s", cwp_evidence_kind_name(evidence->kind));
  if (*evidence->assessor) {
    cwp__buffer_add_text(buffer, ", seen by ");
    cwp__talk_show(buffer, evidence->assessor);
  }
  if (evidence->from != CWP_DATE_NONE) cwp__buffer_format(buffer, ", from %s", cwp_date_format(evidence->from, date));
  if (evidence->until != CWP_DATE_NONE)
    cwp__buffer_format(buffer, ", until %s", cwp_date_format(evidence->until, date));
}

int cwp__talk_is_stronger(const cwp_portfolio *portfolio, size_t a, size_t b) {
  const cwp_evidence *one = cwp_portfolio_evidence(portfolio, a), *other = cwp_portfolio_evidence(portfolio, b);
  if (!other) return 1;
  if (one->kind != other->kind) return one->kind > other->kind;
  if (one->until != other->until) {
    if (one->until == CWP_DATE_NONE || other->until == CWP_DATE_NONE) return one->until == CWP_DATE_NONE;
    return one->until > other->until;
  }
  if (one->from != other->from) return one->from > other->from;
  int order = strcmp(one->about, other->about);
  if (order == 0) order = strcmp(one->title, other->title);
  if (order == 0) order = strcmp(one->assessor, other->assessor);
  return order < 0;
}
