#ifndef SUPPORT_SHE_H
#define SUPPORT_SHE_H

/*
 * The fixture of tests about one person: a framework, somebody who is asked about, and, where a test wants it, her
 * portfolio. A program of tests has one of each.
 */

#include "support/moves.h"

static cwp_pathway *pathway;
static person she;
static cwp_portfolio *portfolio;

/* Somebody with nothing on record, who is asked about a role category on a day. The framework is freed by she_ends. */
static inline void she_starts(cwp_pathway *framework, const char *role, const char *on) {
  pathway = framework;
  person_start(&she, pathway, role, on);
}

/* Somebody of the small framework of assessments, who is asked about its fullest role category. */
static inline void she_is_assessed(void) {
  she_starts(framework_parse(), "TOP", "2026-06-01");
}

/* Somebody of the framework with moves who is in its first role category, from where she may move on. */
static inline void she_moves(void) {
  she_starts(moves_parse(), "A", "2026-06-01");
  she.about.role = "A";
  she.question.role = CWP_NONE;
}

/* Takes her portfolio away. */
static inline void she_forgets(void) {
  cwp_portfolio_free(portfolio);
  portfolio = NULL;
}

/* Makes her portfolio anew of the evidence that she has by now. */
static inline void she_packs(void) {
  she_forgets();
  portfolio = person_portfolio(&she);
}

static inline void she_ends(void) {
  she_forgets();
  person_end(&she);
  cwp_pathway_free(pathway);
}

static inline void ck_standing(const char *line, const char *standing) {
  ck_assert_str_eq(person_standing(&she, line), standing);
}

#endif
