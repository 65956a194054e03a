#ifndef COMMAND_ASSESS_H
#define COMMAND_ASSESS_H

/* The parts of `cwp assess`: everything that it knows while it runs, and its three ways to print. */

#include "cwp/forecast.h"
#include "files.h"
#include "findings.h"
#include "question.h"
#include "record.h"
#include "tally.h"

/* One month of --forecast, for everybody together. */
typedef struct outlook_month {
  cwp_date first, last;
  size_t people;                           /* for whom something stops being met in it */
  size_t lapses[CWP_REQUIREMENT_KIND_END]; /* requirements that do */
} outlook_month;

typedef struct cmd_assess {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question question;
  cmd_files files;
  finding_list findings;
  cmd_tally tally;
  const cwp_portfolio *person; /* the one person asked about, or NULL */
  cwp_id why;                  /* what --why asks to explain, or CWP_NONE */
  int months;                  /* of --forecast; 0 without it */
  outlook_month *outlook;      /* that many */
} cmd_assess;

/* One person and what came of assessing them. */
typedef struct assessed {
  const cwp_portfolio *portfolio;
  cwp_assessment *assessment; /* NULL if it could not be done */
  cwp_forecast *forecast;     /* NULL without --forecast */
  char problem[512];          /* why, then */
} assessed;

/* Assesses everybody, one after the other, calls `print` for each and counts them. CODE_GO_ON or CODE_INTERNAL. */
typedef void assessed_printer(const cmd_assess *self, const assessed *one, void *context);
int assess_everybody(cmd_assess *self, assessed_printer *print, void *context);

/* Each prints all there is to print and gives CODE_GO_ON or a code to end with. */
int assess_print_team(cmd_assess *self);
int assess_print_person(cmd_assess *self);
int assess_print_json(cmd_assess *self);

/* The member "counts", by must, should and can. */
void assess_json_counts(cmd_json *json, const cwp_counts counts[CWP_REQUIREMENT_KIND_END]);

/* Requirements that are met, those that are expiring among them. */
size_t met_of(const cwp_counts *counts);

/* A piece of evidence in words: "Safeguarding adults: trained, until 2027-05-31 (training.csv:14)". */
void assess_evidence_words(const cmd_assess *self, const cwp_evidence *evidence, char *text, size_t size);

#endif
