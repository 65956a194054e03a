#ifndef CWP_ADVICE_TALK_H
#define CWP_ADVICE_TALK_H

/* A career conversation's page in the making: its sections and what they share. */

#include "base/memory.h"
#include "base/text.h"
#include "cwp/conversation.h"

#include <stddef.h>

/* What the questions pick up from earlier sections. */
typedef struct cwp__talk_threads {
  cwp_id whole_group;    /* a group that is met whole, or CWP_NONE */
  size_t first_expiring; /* the piece of evidence that runs out next, or SIZE_MAX */
  cwp_id open_behaviour; /* a behaviour without evidence, or CWP_NONE */
} cwp__talk_threads;

typedef struct cwp__talk {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_question *question;
  int expiring_days;
  cwp_conversation_options options;
  const cwp_next *next;
  const cwp_judgement **lines; /* what the person's own role category asks; what any asks, each line once, where the
                                  person has none */
  size_t line_count;
  cwp__talk_threads threads;
  cwp_allocator memory;
  cwp__arena *texts;
  cwp_talk_point *points;
  size_t count, capacity;
  cwp_talk_point point;  /* the one that is being written */
  cwp__buffer text, why; /* of it */
  int failed;            /* there was no memory; nothing more is added then */
} cwp__talk;

/* Starts a point; its text and why are then written into the buffers. */
void cwp__talk_begin(cwp__talk *self, cwp_talk_section section, unsigned depth);

/* Adds the point that was started. */
void cwp__talk_end(cwp__talk *self);

/* A point that is one sentence, with its reason. */
void cwp__talk_say(cwp__talk *self, cwp_talk_section section, unsigned depth, const char *text, const char *why);

/* Adds a text that nobody has vouched for, safe to print on one line; a very long one is cut. */
void cwp__talk_show(cwp__buffer *buffer, const char *text);

/* Adds `title (CODE)` of a record. */
void cwp__talk_record(const cwp__talk *self, cwp__buffer *buffer, cwp_id record);

/* Adds `CODE: text` of a behaviour or statement. */
void cwp__talk_line(const cwp__talk *self, cwp__buffer *buffer, cwp_id line);

/* Adds `"Safeguarding adults" (ASC.T20)`: what a piece of evidence is called and is about. */
void cwp__talk_evidence_name(const cwp__talk *self, cwp__buffer *buffer, size_t evidence);

/* Adds the same with kind, assessor and dates. */
void cwp__talk_evidence(const cwp__talk *self, cwp__buffer *buffer, size_t evidence);

/* Adds "1 statement" or "3 statements". */
void cwp__talk_number(cwp__buffer *buffer, size_t count, const char *word);

/* 1 if a piece of evidence is to be named rather than another: the stronger kind, the one that holds longer, the one
   that began later; what is left to decide goes by their texts, so that their order in the portfolio does not show. */
int cwp__talk_is_stronger(const cwp_portfolio *portfolio, size_t a, size_t b);

/* The sections, in their order. */
void cwp__talk_where(cwp__talk *self);
void cwp__talk_strengths(cwp__talk *self);
void cwp__talk_expiring(cwp__talk *self);
void cwp__talk_steps(cwp__talk *self);
void cwp__talk_behaviours(cwp__talk *self);
void cwp__talk_questions(cwp__talk *self);
void cwp__talk_limits(cwp__talk *self);

#endif
