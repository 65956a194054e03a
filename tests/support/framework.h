#ifndef SUPPORT_FRAMEWORK_H
#define SUPPORT_FRAMEWORK_H

/*
 * A small framework to assess people against (framework.json), and short ways to say what somebody has and to ask where
 * they stand.
 *
 * BASE  complete  BASE.B1; BASE.K1 of two statements, BASE.K2 of one
 * TOP   complete, builds on BASE; TOP.B1, TOP.B2; TOP.K1 of one statement; rules TOP.R1 to TOP.R5; area P.dementia
 * THIN  partial;  THIN.B1
 * OVER  complete, builds on THIN; OVER.B1
 * FREE  complete; asks for nothing
 *
 * TOP.R1 must    L.diploma, completed or in progress, policy's kind
 * TOP.R2 should  two of L.course, ASC.T1, BASE.K2.1
 * TOP.R3 can     L.course, assessed; a must where autism is a setting
 * TOP.R4 should  nothing else than evidence about itself
 * TOP.R5 can     L.diploma, booked will do, declared will do
 *
 * ASC.T1 covers TOP.K1.1 in full and TOP.B1 in part; ASC.T2 L.course in full; L.course BASE.K1 in full and BASE.K2 in
 * part; ASC.T3 P.dementia in full, L.diploma in part; ASC.T4 TOP.R4 in full and TOP.R3 in part.
 */

#include "cwp/assessment.h"

/* Reads the framework; fails the test when it cannot. */
cwp_pathway *framework_parse(void);

/* Parses any framework; single quotes in the text stand for double ones. */
cwp_pathway *framework_parse_text(const char *text);

/* The record of a code; fails the test when there is none. */
cwp_id framework_id(const cwp_pathway *pathway, const char *code);

/* A date. */
cwp_date day(const char *text);

enum { MOST_PIECES = 64 };

/* One person, what is asked about them, and the answer. */
typedef struct person {
  const cwp_pathway *pathway;
  cwp_person about;
  cwp_evidence evidence[MOST_PIECES];
  size_t count;
  cwp_policy policy;
  cwp_question question;
  cwp_id settings[4];
  cwp_portfolio *portfolio;
  cwp_assessment *answer;
} person;

/* Somebody with nothing on record, who is asked about a role category on a day. */
void person_start(person *self, const cwp_pathway *pathway, const char *role, const char *on);

/* Gives them a piece of evidence, completed and without dates; it may be changed until the next question. */
cwp_evidence *person_has(person *self, const char *about, cwp_evidence_kind kind);

/* Adds a setting to the question. */
void person_works_in(person *self, const char *area);

/* Builds the portfolio and assesses it; fails the test when it cannot. */
const cwp_assessment *person_assess(person *self);

/* The judgement of one line, after assessing; fails the test when it is not asked for. */
const cwp_judgement *person_judgement(person *self, const char *line);

/* Just its standing, by name. */
const char *person_standing(person *self, const char *line);

/* The sentence that says why. */
const char *person_why(person *self, const char *line);

void person_end(person *self);

#endif
