#ifndef COMMAND_PLANNING_H
#define COMMAND_PLANNING_H

/* The parts of `cwp plan`: learning plans of one person or of several, and two ways to print them. */

#include "cwp/plan.h"
#include "files.h"
#include "findings.h"
#include "question.h"
#include "record.h"

/* One person. Somebody whose role category is not known has no plan, and the reason instead. */
typedef struct planned_person {
  const cwp_portfolio *portfolio;
  const cwp_plan *plan;
  char problem[512];
} planned_person;

typedef struct cmd_plan {
  const cmd_arguments *arguments;
  const cwp_pathway *pathway;
  cmd_question question;
  cmd_files files;
  finding_list findings;       /* in the people's files */
  const cwp_portfolio *person; /* the one person asked about, or NULL */
  cwp_catalogue *catalogue;
  cwp_findings *catalogue_findings;
  finding_list catalogue_list; /* the same, worst first */
  cwp_plan_options options;
  cwp_date *claim_days;
  planned_person *people; /* in the order of the files */
  size_t count;
  size_t *place;       /* index in `people` of each of those with a plan */
  size_t planned;      /* how many have one */
  cwp_plan *single;    /* the plan, where one person has one */
  cwp_team_plan *team; /* where several have */
} cmd_plan;

/* One start of a course and who goes to it: indices in `people` through cmd_plan.place. */
typedef struct plan_run {
  const cwp_course *course;
  cwp_date start;
  cwp_date end;
  const size_t *goers;
  size_t goer_count;
} plan_run;

/* The schedule, in its order; 0 past the end. */
int plan_run_at(const cmd_plan *self, size_t index, plan_run *run);

/* The person's planned course that this run is, or NULL if they do not go to it. */
const cwp_planned_course *plan_course_of(const cwp_plan *plan, const plan_run *run);

/* What all plans add up to and how sure that is; NULL where nobody has a plan. */
const cwp_plan_totals *plan_total(const cmd_plan *self);
const cwp_proof *plan_proof(const cmd_plan *self);

/* What no course of the plans covers: how many people have a gap in a requirement of a kind, and with which fate. */
typedef struct plan_lack {
  cwp_id line;
  cwp_requirement_kind kind;
  cwp_gap_fate fate;
  size_t people;
} plan_lack;

/* All of them, in the pathway's order, in an array to free. CODE_GO_ON or a code to end with. */
int plan_find_lacks(const cmd_plan *self, plan_lack **out, size_t *count);

/* 1 for a gap that neither a course of the plan nor anything under way closes. */
int plan_is_lack(const cwp_gap *gap);

/* Each prints all there is to print and gives CODE_GO_ON or a code to end with. */
int plan_print_json(const cmd_plan *self);
int plan_print_text(const cmd_plan *self);

#endif
