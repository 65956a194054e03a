#ifndef COMMAND_EXPLAIN_H
#define COMMAND_EXPLAIN_H

/* `cwp assess --why CODE`: requirements explained in full, with everything on record that reaches them. */

#include "assess.h"

/* How a piece of evidence reaches a requirement. */
typedef struct explained_reach {
  cwp_id target; /* the requirement itself, or, of a rule, one of the things that meet it */
  cwp_id map;    /* the evidence map by which it does, or CWP_NONE if it needs none */
  cwp_extent extent;
} explained_reach;

/* Reads --why into `self->why`. CODE_GO_ON or CODE_USAGE. */
int explain_read(cmd_assess *self);

/* 1 if --why is about that requirement: it names it, or the group that it belongs to. */
int explain_is_about(const cmd_assess *self, const cwp_judgement *judgement);

/* How many requirements of the person --why is about. */
size_t explain_count(const cmd_assess *self, const cwp_assessment *assessment);

/* 1 if that setting made the requirement a must. */
int explain_is_made_must(const cmd_assess *self, const cwp_requirement *requirement, cwp_id setting);

/* 1 if a piece of evidence reaches the requirement, and how; the fullest way where there are several. */
int explain_reach(const cmd_assess *self, const cwp_evidence *evidence, cwp_id line, explained_reach *reach);

/* The member "why" of the person's object. */
void explain_json(cmd_json *json, const cmd_assess *self, const assessed *one);

/* The explanations for people. */
void explain_print(const cmd_assess *self, const assessed *one);

#endif
