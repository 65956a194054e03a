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
  cmd_files files;
  finding_list findings;
  const cwp_portfolio *person; /* the one person asked about, or NULL */
} cmd_next;

/* One person and where they can go. */
typedef struct stepping {
  const cwp_portfolio *portfolio;
  cwp_next *next;    /* NULL if it could not be found out */
  char problem[512]; /* why, then */
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

/* Each prints all there is to print and gives CODE_GO_ON or a code to end with. */
int next_print_json(const cmd_next *self);
int next_print_text(const cmd_next *self);

#endif
