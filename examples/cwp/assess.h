#ifndef COMMAND_ASSESS_H
#define COMMAND_ASSESS_H

/* The parts of `cwp assess`: everything that it knows while it runs, and its three ways to print. */

#include "files.h"
#include "findings.h"
#include "question.h"
#include "record.h"
#include "tally.h"

typedef struct cmd_assess {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question question;
  cmd_files files;
  finding_list findings;
  cmd_tally tally;
  const cwp_portfolio *person; /* the one person asked about, or NULL */
  cwp_id why;                  /* what --why asks to explain, or CWP_NONE */
} cmd_assess;

/* One person and what came of assessing them. */
typedef struct assessed {
  const cwp_portfolio *portfolio;
  cwp_assessment *assessment; /* NULL if it could not be done */
  char problem[512];          /* why, then */
} assessed;

/* Assesses everybody, one after the other, calls `print` for each and counts them. CODE_GO_ON or CODE_INTERNAL. */
typedef void assessed_printer(const cmd_assess *self, const assessed *one, void *context);
int assess_everybody(cmd_assess *self, assessed_printer *print, void *context);

/* Each prints all there is to print and gives CODE_GO_ON or a code to end with. */
int assess_print_team(cmd_assess *self);
int assess_print_person(cmd_assess *self);
int assess_print_json(cmd_assess *self);

/* Requirements that are met, those that are expiring among them. */
size_t met_of(const cwp_counts *counts);

/* A piece of evidence in words: "Safeguarding adults: trained, until 2027-05-31 (training.csv:14)". */
void assess_evidence_words(const cmd_assess *self, const cwp_evidence *evidence, char *text, size_t size);

#endif
