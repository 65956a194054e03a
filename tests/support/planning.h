#ifndef SUPPORT_PLANNING_H
#define SUPPORT_PLANNING_H

/* A small framework to plan for (planning.json), catalogues written in a few words, and plans read as a line.
 *
 * X     complete, builds on BASE; behaviours X.B1 to X.B3; X.K1 of four statements; rules X.R1 to X.R5; area P.dementia
 * BASE  complete; BASE.K1 of two statements
 * OWN   complete; OWN.B1 only
 *
 * X.R1 must    L.diploma, completed or in progress; trained will do
 * X.R2 should  two of L.first, L.second, L.third
 * X.R3 should  nothing else than evidence about itself, accredited
 * X.R4 can     L.first
 * X.R5 can     L.third; a must where dementia is a setting
 *
 * L.whole covers X.K1 in full and X.B1 in part; L.bit X.K1.1 in part; L.base covers BASE.K1 in full; ASC.T1 is L.base.
 */

#include "cwp/plan.h"
#include "support/framework.h"

/* Reads the framework; fails the test when it cannot. */
cwp_pathway *planning_parse(void);

/* Parses a catalogue of these courses: the list of them as JSON without its brackets, single quotes standing for double
   ones. Fails the test when it cannot. */
cwp_catalogue *catalogue_of(const char *courses);

/* Somebody, and their plan. */
typedef struct planning {
  person who;
  cwp_portfolio *portfolio;
  cwp_catalogue *catalogue;
  cwp_plan_options options;
  cwp_plan *plan;
} planning;

/* Somebody with nothing on record, planned for from 1 June 2026 on. */
void planning_start(planning *self, const cwp_pathway *pathway, const char *role);

/* Sets the catalogue. */
void planning_with(planning *self, const char *courses);

/* Plans; fails the test when it cannot. */
const cwp_plan *planning_make(planning *self);

/* Plans, and gives the codes of the courses in the order of the plan: "a c b". */
const char *planning_codes(planning *self);

/* Plans, and tells what becomes of a gap: "covered", ...; "no gap" if it is none. */
const char *planning_fate(planning *self, const char *line);

/* Plans, and gives what the course of that code covers: "X.B1 X.K1.1". Fails the test when it is not in the plan. */
const char *planning_covers(planning *self, const char *code);

/* The course of that code in the plan made last; fails the test when there is none. */
const cwp_planned_course *planning_course(const planning *self, const char *code);

void planning_end(planning *self);

#endif
