/* Behaviours to talk about, of the person's own role category and of the next one, with the values that they show. */

#include "advice/sentence.h"
#include "advice/talk.h"
#include "advice/target.h"

#include <string.h>

/* `It shows: Respect; Proud and positive.` Notes which values were named. */
static void say_values(cwp__talk *talk, cwp_id behaviour, unsigned char *named) {
  cwp_link link;
  size_t i = 0;
  for (; cwp_record_link(talk->pathway, behaviour, CWP_RELATION_SHOWS, i, &link, NULL) == CWP_OK; i++) {
    cwp__buffer_add_text(&talk->text, i == 0 ? " It shows: " : "; ");
    cwp__talk_show(&talk->text, cwp_record_title(talk->pathway, link.to));
    named[link.to - cwp_pathway_first(talk->pathway, CWP_KIND_VALUE)] = 1;
  }
  if (i > 0) cwp__buffer_add_text(&talk->text, ".");
}

static void say_behaviour(cwp__talk *talk, const cwp_judgement *judgement, unsigned char *named) {
  cwp__talk_begin(talk, CWP_TALK_BEHAVIOURS, 1);
  talk->point.record = judgement->requirement.line;
  talk->point.evidence = judgement->evidence;
  cwp__talk_line(talk, &talk->text, judgement->requirement.line);
  say_values(talk, judgement->requirement.line, named);
  cwp__buffer_format(&talk->text, " So far: %s.", cwp__standing_words(judgement->standing));
  cwp__talk_end(talk);
}

/* Says the behaviours that an assessment asks about; returns how many. */
static size_t say_behaviours(cwp__talk *talk, const cwp_assessment *assessment, int ahead, unsigned char *named) {
  size_t said = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    if (cwp_record_kind(talk->pathway, judgement->requirement.line) != CWP_KIND_BEHAVIOUR) continue;
    if (said++ == 0) {
      cwp__talk_begin(talk, CWP_TALK_BEHAVIOURS, 0);
      talk->point.record = cwp_assessment_role(assessment);
      cwp__buffer_add_text(&talk->text, ahead ? "Of a step ahead, " : "Of your role category, ");
      cwp__talk_record(talk, &talk->text, cwp_assessment_role(assessment));
      cwp__buffer_add_text(&talk->text, ".");
      cwp__buffer_add_text(&talk->why, ahead ? "They are musts on the way, and a talk shows more of them than a record."
                                             : "They are musts, and a talk shows more of them than a record.");
      cwp__talk_end(talk);
    }
    if (!cwp__is_held(judgement->standing) && talk->threads.open_behaviour == CWP_NONE)
      talk->threads.open_behaviour = judgement->requirement.line;
    say_behaviour(talk, judgement, named);
  }
  return said;
}

/* Values that no behaviour above is linked to, so that none is left out of the talk. */
static void say_other_values(cwp__talk *talk, const unsigned char *named) {
  cwp_id first = cwp_pathway_first(talk->pathway, CWP_KIND_VALUE);
  size_t count = cwp_pathway_count(talk->pathway, CWP_KIND_VALUE), said = 0;
  cwp__talk_begin(talk, CWP_TALK_BEHAVIOURS, 0);
  for (cwp_id i = 0; i < count; i++) {
    if (named[i]) continue;
    cwp__buffer_add_text(&talk->text, said++ == 0 ? "Values that nothing above is linked to: " : "; ");
    cwp__talk_show(&talk->text, cwp_record_title(talk->pathway, first + i));
  }
  if (said == 0) return;
  cwp__buffer_add_text(&talk->text, ".");
  cwp__buffer_add_text(&talk->why, "All of the pathway's values are everybody's; which behaviour shows which is the "
                                   "judgement of those who made the data.");
  cwp__talk_end(talk);
}

void cwp__talk_behaviours(cwp__talk *self) {
  unsigned char *named = cwp__allocate_zeroed(&self->memory, cwp_pathway_count(self->pathway, CWP_KIND_VALUE), 1);
  size_t said = 0;
  if (!named) {
    self->failed = 1;
    return;
  }
  const cwp_assessment *own = cwp_next_own(self->next);
  if (own) say_behaviours(self, own, 0, named);
  for (size_t i = 0; i < cwp_next_count(self->next) && i < self->options.most_steps && said == 0; i++)
    if (cwp_next_assessment(self->next, i) != own)
      said = say_behaviours(self, cwp_next_assessment(self->next, i), 1, named);
  say_other_values(self, named);
  cwp__release(&self->memory, named);
}
