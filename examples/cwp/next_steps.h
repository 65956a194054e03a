#ifndef COMMAND_NEXT_STEPS_H
#define COMMAND_NEXT_STEPS_H

/* The parts of `cwp next`: people's next steps, and two ways to print them. */

#include "cwp/next.h"
#include "files.h"
#include "findings.h"
#include "question.h"
#include "record.h"

typedef struct cmd_next {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question question;
  cwp_id goal; /* the role category that routes are looked for, or CWP_NONE */
  cwp_route_options route_options;
  cmd_files files;
  finding_list findings;
  const cwp_portfolio *person; /* the one person asked about, or NULL */
} cmd_next;

/* One person and where they can go. */
typedef struct stepping {
  const cwp_portfolio *portfolio;
  cwp_next *next;     /* NULL if it could not be found out */
  char problem[512];  /* why, then */
  cwp_routes *routes; /* to the goal; NULL without one, or if they could not be looked for */
  char route_problem[512];
} stepping;

/* Finds everybody's steps, one after the other, and calls `print` for each. CODE_GO_ON or CODE_INTERNAL. */
typedef void stepping_printer(const cmd_next *self, const stepping *one, void *context);
int next_everybody(const cmd_next *self, stepping_printer *print, void *context);

/* What is new in a step and remains, told by topic (see tally_topic): up to `capacity` of them in the order in which
 * they are asked, each with how many requirements remain there. Gives how many topics there are in all. */
typedef struct step_topic {
  cwp_id topic;
  size_t remaining;
} step_topic;

size_t next_new_topics(const cmd_next *self, const cwp_next *next, size_t step, step_topic *out, size_t capacity);

/* Somebody's routes to the goal: the member "goal", and lines for people. */
void next_routes_json(cmd_json *json, const cmd_next *self, const stepping *one);
void next_routes_text(const cmd_next *self, const stepping *one);

/* What remains, {"must": 1, …} under a key, and in words: "8 must, 37 should, 3 can" or "nothing". */
void next_kinds_json(cmd_json *json, const char *key, const size_t counts[CWP_REQUIREMENT_KIND_END]);
void next_kinds_text(const size_t counts[CWP_REQUIREMENT_KIND_END], char *text, size_t size);

/* Each prints all there is to print and gives CODE_GO_ON or a code to end with. */
int next_print_json(const cmd_next *self);
int next_print_text(const cmd_next *self);

#endif
