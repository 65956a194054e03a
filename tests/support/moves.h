#ifndef SUPPORT_MOVES_H
#define SUPPORT_MOVES_H

/*
 * A small framework with moves (moves.json), the personas of the pathway as portfolios, and short ways to make others.
 *
 * A  complete           A.B1; A.K1 of two statements; areas P.x, with learning, and P.y
 * B  complete, on A     B.B1, B.B2; B.K1 of one; suggests L.nothing, L.b, L.c
 * C  partial,  on B     C.B1; C.K1 of two
 * D  summary            rule D.R1, a must
 * E  complete, on A     E.B1; E.K1 of three
 * F  complete           F.B1; no move leads there
 * G  complete, on C     G.B1
 *
 * A-B up, A-C specialise, A-D sideways, A-E onward, B-C up, C-G up, B-G up, D-G up, C-B sideways, E-A sideways
 *
 * L.b covers B.K1 in full and A.K1.1 in part; L.c A.K1 in full; L.x P.x in full.
 */

#include "support/framework.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static inline cwp_pathway *moves_parse(void) {
  cwp_pathway *pathway = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_pathway_read(CWP_SOURCE_DIR "/tests/support/moves.json", NULL, NULL, &pathway, &error);
  ck_assert_msg(status == CWP_OK, "line %lu: %s", (unsigned long)error.line, error.message);
  return pathway;
}

/* Laura, Paul, Poonam or Kelly. */
static inline cwp_portfolio *persona_read(const char *name) {
  char path[512];
  cwp_portfolio *portfolio = NULL;
  cwp_error error = CWP_ERROR_INIT;
  snprintf(path, sizeof path, CWP_SOURCE_DIR "/tests/data/personas/%s.json", name);
  ck_assert_msg(cwp_portfolio_read(path, NULL, NULL, &portfolio, &error) == CWP_OK, "%s: line %lu: %s", name,
                (unsigned long)error.line, error.message);
  return portfolio;
}

/* A built-in edition. */
static inline const cwp_pathway *edition(const char *code) {
  const cwp_pathway *pathway = NULL;
  ck_assert_int_eq(cwp_edition_find(code, &pathway, NULL), CWP_OK);
  return pathway;
}

/* A portfolio of evidence, in that order or the other way round. */
static inline cwp_portfolio *portfolio_make(const cwp_person *about, const cwp_evidence *evidence, size_t count,
                                            int backwards) {
  cwp_portfolio_builder *builder = NULL;
  cwp_portfolio *portfolio = NULL;
  cwp_error error = CWP_ERROR_INIT;
  cwp_status status = cwp_portfolio_builder_new(about, NULL, &builder, &error);
  for (size_t i = 0; i < count && !status; i++)
    status = cwp_portfolio_builder_add(builder, &evidence[backwards ? count - 1 - i : i], &error);
  if (!status) status = cwp_portfolio_builder_finish(builder, &portfolio, &error);
  cwp_portfolio_builder_free(builder);
  ck_assert_msg(status == CWP_OK, "%s", error.message);
  return portfolio;
}

/* The portfolio of a person of framework.h. */
static inline cwp_portfolio *person_portfolio(const person *self) {
  return portfolio_make(&self->about, self->evidence, self->count, 0);
}

/* A copy of a portfolio with its evidence the other way round. */
static inline cwp_portfolio *portfolio_backwards(const cwp_portfolio *portfolio) {
  cwp_evidence evidence[256];
  size_t count = cwp_portfolio_count(portfolio);
  ck_assert_uint_le(count, sizeof evidence / sizeof *evidence);
  for (size_t i = 0; i < count; i++)
    evidence[i] = *cwp_portfolio_evidence(portfolio, i);
  return portfolio_make(cwp_portfolio_person(portfolio), evidence, count, 1);
}

/* What is asked about a persona on the day on which all their stories are told. */
static inline cwp_question story_question(void) {
  cwp_question question = CWP_QUESTION_INIT;
  question.on = day("2026-11-21");
  return question;
}

/* The next of a row of numbers that look random and are always the same. */
static inline unsigned chance(unsigned long *state, unsigned below) {
  *state = (*state * 1103515245ul + 12345ul) & 0x7ffffffful;
  return (unsigned)(*state >> 8) % below;
}

#endif
