#ifndef CWP_ADVICE_TARGET_H
#define CWP_ADVICE_TARGET_H

/* Where advice starts from, and a role category held against a person. */

#include "base/memory.h"
#include "cwp/assessment.h"
#include "cwp/next.h"

#include <stddef.h>

/* A role category held against a person. */
typedef struct cwp__target {
  cwp_assessment *assessment;
  const char *coverage_note;
  size_t remaining[CWP_REQUIREMENT_KIND_END];
  size_t carried;
} cwp__target;

/* 1 if the requirement is met on the day: it carries over. */
int cwp__is_held(cwp_standing standing);

/* 1 if the requirement is asked and not met. */
int cwp__is_missing(cwp_standing standing);

/* The role category where the person starts: the question's, or their own; CWP_NONE if they have none. Errors:
   CWP_ERROR_ARGUMENT when the question's is none, CWP_ERROR_NOT_FOUND when their own is none of the edition. */
cwp_status cwp__find_start(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                           cwp_id *start, cwp_error *error);

/* Assesses the person against a role category, out of the arena: nothing is freed alone. */
cwp_status cwp__target_assess(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                              cwp_id role, cwp__arena *arena, cwp__target *out, cwp_error *error);

/* What the data lacks of a role category: the note of the one, among it and all that it builds on, of which the data
   holds least. Never NULL. */
const char *cwp__coverage_note(const cwp_pathway *pathway, cwp_id role);

/* The record at the other end of a move, map or suggestion: of its first link of that relation; CWP_NONE if none. */
cwp_id cwp__linked(const cwp_pathway *pathway, cwp_id record, cwp_relation relation);

/* The pathway that next steps were found in. */
const cwp_pathway *cwp__next_pathway(const cwp_next *self);

/* What kind of step a move is. */
cwp_step_kind cwp__step_kind_of_move(const cwp_pathway *pathway, cwp_id move);

#endif
