/* Where somebody could go: the first few next steps, what to do first on each way, and learning for it. */

#include "advice/sentence.h"
#include "advice/talk.h"
#include "advice/target.h"

#include <stdlib.h>
#include <string.h>

/* What belongs together among what remains of a step: the behaviours, a group, a rule. */
typedef struct topic {
  cwp_id record; /* the group or rule; CWP_NONE for the behaviours */
  cwp_requirement_kind kind;
  cwp_id first; /* the first line of it that remains */
  size_t remaining;
  size_t needed;
  size_t place; /* among the topics as the pathway has them */
} topic;

static cwp_id topic_of(const cwp_pathway *pathway, cwp_id line) {
  cwp_kind kind = cwp_record_kind(pathway, line);
  if (kind == CWP_KIND_BEHAVIOUR) return CWP_NONE;
  return kind == CWP_KIND_STATEMENT ? cwp_record_parent(pathway, line) : line;
}

/* Musts before shoulds, then what needs least: a beginning that can be finished. */
static int compare(const void *left, const void *right) {
  const topic *a = left, *b = right;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->remaining != b->remaining) return a->remaining < b->remaining ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

/* The topics of a role category with something that remains, in order; what is only a can is left out. */
static size_t find_topics(const cwp__talk *talk, const cwp_assessment *assessment, topic *topics) {
  size_t count = 0, kept = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(assessment, i);
    cwp_id line = judgement->requirement.line, record = topic_of(talk->pathway, line);
    if (judgement->requirement.kind == CWP_CAN) continue;
    if (count == 0 || topics[count - 1].record != record || topics[count - 1].kind != judgement->requirement.kind) {
      topics[count] = (topic){record, judgement->requirement.kind, line, 0, 0, count};
      count++;
    }
    topic *one = &topics[count - 1];
    one->needed++;
    if (!cwp__is_missing(judgement->standing)) continue;
    if (one->remaining++ == 0) one->first = line;
  }
  for (size_t i = 0; i < count; i++)
    if (topics[i].remaining > 0) topics[kept++] = topics[i];
  if (kept > 1) qsort(topics, kept, sizeof(*topics), compare);
  return kept;
}

/* `3 of 4 statements remain, beginning with CSW.K4.2: …` */
static void say_remaining(cwp__talk *talk, const topic *one) {
  cwp__buffer_format(&talk->text, "%lu of ", (unsigned long)one->remaining);
  cwp__talk_number(&talk->text, one->needed, one->record == CWP_NONE ? "behaviour" : "statement");
  cwp__buffer_add_text(&talk->text, one->remaining == 1 ? " remains, " : " remain, beginning with ");
  cwp__talk_line(talk, &talk->text, one->first);
}

static void say_topic(cwp__talk *talk, const topic *one, size_t place) {
  cwp__talk_begin(talk, CWP_TALK_STEPS, 1);
  talk->point.record = one->record == CWP_NONE ? one->first : one->record;
  cwp__buffer_add_text(&talk->text, place == 0 ? "First: " : "Then: ");
  if (one->record == CWP_NONE)
    cwp__buffer_add_text(&talk->text, "behaviours");
  else
    cwp__talk_record(talk, &talk->text, one->record);
  cwp__buffer_add_text(&talk->text, ".");
  int is_whole = one->record != CWP_NONE && cwp_record_kind(talk->pathway, one->record) != CWP_KIND_GROUP;
  const char *words = is_whole ? cwp_record_text(talk->pathway, one->record) : "";
  if (!is_whole || *words) cwp__buffer_add_text(&talk->text, " ");
  if (is_whole)
    cwp__talk_show(&talk->text, words);
  else
    say_remaining(talk, one);
  cwp__buffer_add_text(&talk->why, one->kind == CWP_MUST ? "It is a must, and musts come before shoulds."
                                                         : "It is a should, and what needs least comes first.");
  cwp__talk_end(talk);
}

static void say_first(cwp__talk *talk, const cwp_assessment *assessment) {
  topic *topics = cwp__allocate(&talk->memory, cwp_assessment_count(assessment), sizeof(*topics));
  if (!topics) {
    talk->failed = 1;
    return;
  }
  size_t count = find_topics(talk, assessment, topics);
  for (size_t i = 0; i < count && i < talk->options.most_first; i++)
    say_topic(talk, &topics[i], i);
  cwp__release(&talk->memory, topics);
}

/* Learning. */

/* Where learning is looked for: among what a role category suggests, for one practice area or outside of them. */
typedef struct way {
  const cwp_assessment *assessment; /* what remains is counted in it */
  cwp_id role;                      /* whose suggestions they are */
  cwp_id area;                      /* CWP_NONE = outside of practice areas */
} way;

/* A piece of learning, and how much of what remains evidence of it would cover. */
typedef struct offer {
  cwp_id learning;
  size_t in_full, in_part;
  size_t place;
} offer;

static void count_covered(const cwp__talk *talk, const way *along, offer *out) {
  size_t covers = cwp_record_cover_count(talk->pathway, out->learning);
  for (size_t i = 0; i < cwp_assessment_count(along->assessment); i++) {
    const cwp_judgement *judgement = cwp_assessment_at(along->assessment, i);
    cwp_id line = judgement->requirement.line;
    if (!cwp__is_missing(judgement->standing) || (along->area != CWP_NONE && line != along->area)) continue;
    for (size_t k = 0; k < covers; k++) {
      cwp_cover cover = cwp_record_cover(talk->pathway, out->learning, k);
      if (cover.target == line) ++*(cover.extent == CWP_EXTENT_FULL ? &out->in_full : &out->in_part);
    }
  }
}

static int offers_more(const offer *a, const offer *b) {
  if (a->in_full != b->in_full) return a->in_full > b->in_full;
  if (a->in_part != b->in_part) return a->in_part > b->in_part;
  return a->place < b->place;
}

/* The best offer along the way that is not as good as the last one; 0 if there is none left. */
static int next_offer(const cwp__talk *talk, const way *along, const offer *last, offer *out) {
  cwp_relation relation = along->area == CWP_NONE ? CWP_RELATION_SUGGESTS : CWP_RELATION_AREA_LEARNING;
  cwp_link link;
  int found = 0;
  for (size_t i = 0; cwp_record_link(talk->pathway, along->role, relation, i, &link, NULL) == CWP_OK; i++) {
    offer one = {link.to, 0, 0, i};
    if (along->area != CWP_NONE && link.about != along->area) continue;
    count_covered(talk, along, &one);
    if (last && !offers_more(last, &one)) continue;
    if (!found || offers_more(&one, out)) *out = one;
    found = 1;
  }
  return found;
}

static void say_offer(cwp__talk *talk, const offer *one) {
  cwp__talk_begin(talk, CWP_TALK_STEPS, 1);
  talk->point.record = one->learning;
  cwp__buffer_add_text(&talk->text, "Learning that the pathway suggests for it: ");
  cwp__talk_record(talk, &talk->text, one->learning);
  cwp__buffer_add_text(&talk->text, ".");
  if (one->in_full + one->in_part == 0)
    cwp__buffer_add_text(&talk->why,
                         "The pathway names it. The data does not say that it covers anything that remains.");
  else if (one->in_part == 0)
    cwp__buffer_format(&talk->why, "By the evidence maps it covers %lu of what remains.", (unsigned long)one->in_full);
  else if (one->in_full == 0)
    cwp__buffer_format(&talk->why, "By the evidence maps it covers a part of %lu of what remains.",
                       (unsigned long)one->in_part);
  else
    cwp__buffer_format(&talk->why, "By the evidence maps it covers %lu of what remains, and a part of %lu more.",
                       (unsigned long)one->in_full, (unsigned long)one->in_part);
  cwp__talk_end(talk);
}

static void say_offers(cwp__talk *talk, const way *along) {
  offer last, next;
  size_t said = 0;
  while (said < talk->options.most_first && next_offer(talk, along, said > 0 ? &last : NULL, &next)) {
    say_offer(talk, &next);
    last = next;
    said++;
  }
  if (said == 0)
    cwp__talk_say(talk, CWP_TALK_STEPS, 1, "The data holds no learning that the pathway suggests for it.",
                  "Either none was suggested, or the page that does was not found.");
}

/* Steps. */

static void say_step(cwp__talk *talk, size_t place) {
  const cwp_step *step = cwp_next_at(talk->next, place);
  char why[CWP_NEXT_WHY_SIZE];
  int is_area = cwp_record_kind(talk->pathway, step->target) == CWP_KIND_PRACTICE_AREA;
  way along = {cwp_next_assessment(talk->next, place), step->target, CWP_NONE};
  cwp__talk_begin(talk, CWP_TALK_STEPS, 0);
  talk->point.record = step->target;
  cwp__buffer_format(&talk->text, "Step %lu: ", (unsigned long)place + 1);
  cwp__talk_record(talk, &talk->text, step->target);
  cwp__buffer_format(&talk->text, ", %s.", cwp_step_kind_name(step->kind));
  cwp_next_why(talk->next, place, why, sizeof why);
  cwp__buffer_add_text(&talk->why, why);
  cwp__talk_end(talk);
  if (is_area) {
    along.role = cwp_next_from(talk->next);
    along.area = step->target;
  } else {
    say_first(talk, along.assessment);
  }
  say_offers(talk, &along);
}

/* What remains where the person is: to get better there is a way too. */
static void say_own(cwp__talk *talk) {
  const cwp_assessment *own = cwp_next_own(talk->next);
  size_t remaining[CWP_REQUIREMENT_KIND_END] = {0};
  if (!own) return;
  way along = {own, cwp_assessment_role(own), CWP_NONE};
  for (size_t i = 0; i < talk->line_count; i++)
    if (cwp__is_missing(talk->lines[i]->standing)) remaining[talk->lines[i]->requirement.kind]++;
  cwp__talk_begin(talk, CWP_TALK_STEPS, 0);
  talk->point.record = along.role;
  cwp__buffer_add_text(&talk->text, "Where you are, in ");
  cwp__talk_record(talk, &talk->text, along.role);
  cwp__buffer_add_text(&talk->text, ": ");
  cwp__talk_number(&talk->text, remaining[CWP_MUST], "must");
  cwp__buffer_add_text(&talk->text, " and ");
  cwp__talk_number(&talk->text, remaining[CWP_SHOULD], "should");
  cwp__buffer_add_text(&talk->text, " remain.");
  cwp__buffer_add_text(&talk->why, "To grow where you are is a way too, and what is asked here mostly carries over.");
  cwp__talk_end(talk);
  if (remaining[CWP_MUST] + remaining[CWP_SHOULD] == 0) return;
  say_first(talk, own);
  say_offers(talk, &along);
}

/* How people go on from the role category where the person is, in the pathway's words as we have them. */
static void say_progression(cwp__talk *talk) {
  cwp_id first = cwp_pathway_first(talk->pathway, CWP_KIND_PROGRESSION);
  cwp_id count = (cwp_id)cwp_pathway_count(talk->pathway, CWP_KIND_PROGRESSION);
  cwp_id from = cwp_next_from(talk->next);
  for (cwp_id id = first; id < first + count && from != CWP_NONE; id++) {
    if (cwp_record_role(talk->pathway, id) != from) continue;
    cwp__talk_begin(talk, CWP_TALK_STEPS, 0);
    talk->point.record = id;
    cwp__buffer_add_text(&talk->text, "How people go on from here: ");
    cwp__talk_show(&talk->text, cwp_record_text(talk->pathway, id));
    cwp__buffer_format(&talk->why, "The pathway says so of the role category (%s).",
                       cwp_provenance_name(cwp_record_status(talk->pathway, id)));
    cwp__talk_end(talk);
  }
}

void cwp__talk_steps(cwp__talk *self) {
  size_t count = cwp_next_count(self->next), said = 0;
  say_own(self);
  say_progression(self);
  for (; said < count && said < self->options.most_steps && !cwp_next_at(self->next, said)->taken; said++)
    say_step(self, said);
  if (said == 0)
    cwp__talk_say(self, CWP_TALK_STEPS, 0, "The data knows of no move and no practice area from here.",
                  "It lists what the pathway's pages say, and some pages were not found; other ways may be open.");
}
