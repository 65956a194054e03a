#ifndef CWP_CARRY_H
#define CWP_CARRY_H

/**
 * @file carry.h
 * A person's evidence carried from one edition of the pathway to another, without doing assessments again.
 *
 * Codes that both editions have stay as they are. For the rest the crosswalks (cwp/crosswalk.h) say what corresponds:
 * evidence about something that asks for as much or more is kept, evidence about something that asks for a part is kept
 * in part, and what nothing corresponds to stays in the portfolio under its old code. Nothing is lost: each piece
 * remembers what it was about in the edition that it comes from (`carried_from` of cwp_evidence), and is about just
 * that again when it is carried back. Nothing is invented either: there and back, nobody meets more than before.
 */

#include "cwp/allocator.h"
#include "cwp/crosswalk.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What became of a piece of evidence, best first. */
typedef enum cwp_carry_outcome {
  CWP_CARRY_KEPT = 0, /**< it counts for as much as before */
  CWP_CARRY_PARTLY,   /**< it counts for a part: its extent is now CWP_EXTENT_PART */
  CWP_CARRY_NOT,      /**< it stays on record, and counts for nothing in the other edition */
  CWP_CARRY_OUTCOME_END
} cwp_carry_outcome;

/** "kept", "partly", "not-carried"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_carry_outcome_name(cwp_carry_outcome outcome);

/**
 * Where one piece of evidence went, or one of the places where it went: what was one statement may be two in the other
 * edition. Texts are borrowed from the report. This struct will not grow.
 */
typedef struct cwp_carried {
  size_t evidence;               /**< index in the portfolio that was carried */
  size_t becomes;                /**< index in the one that came out */
  cwp_carry_outcome outcome;     /**< what became of it there */
  const char *was;               /**< what it was about */
  const char *about;             /**< what it is about now; a code that stays in the way of another meaning has its
                                      edition before it: "2024:NTC.K1" */
  cwp_relation_of_sets relation; /**< how what it was about stands to what it is about now */
  cwp_id crosswalk;              /**< the crosswalk that says so, or CWP_NONE */
  const cwp_pathway *told_by;    /**< the edition that the crosswalk belongs to, or NULL */
  const char *why;               /**< one sentence on that */
} cwp_carried;

/** What became of each piece of evidence. Immutable; readable from any thread. */
typedef struct cwp_carry cwp_carry;

/**
 * Carries a portfolio from one edition, or framework, to another. `*out` is a portfolio of its own: the person as they
 * were, and the evidence in its order. A piece about a group is carried as that group if the group asks for no more
 * than before, and otherwise as evidence about those of its statements that correspond. What somebody failed at is
 * carried only to what asks for as much or more: whoever failed at something larger need not fail at this. `*report`
 * has what became of each piece; `report` may be NULL, and so may `allocator`.
 *
 * Errors: CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_LIMIT when more than a million pieces would come out;
 * CWP_ERROR_MEMORY. Both outputs are NULL then. Both are owned by the caller: free them with cwp_portfolio_free and
 * cwp_carry_free. The report borrows the two pathways, which must outlive it; it does not need the portfolios.
 */
CWP_CHECKED cwp_status cwp_portfolio_carry(const cwp_portfolio *self, const cwp_pathway *from, const cwp_pathway *to,
                                           const cwp_allocator *allocator, cwp_portfolio **out, cwp_carry **report,
                                           cwp_error *error);

/** Frees a report. Takes NULL. */
CWP_API void cwp_carry_free(cwp_carry *self);

/** How many lines the report has: at least one for each piece of evidence. */
CWP_API size_t cwp_carry_count(const cwp_carry *self);

/** How many pieces of evidence came to that; one that went to several places counts by the best of them. */
CWP_API size_t cwp_carry_count_of(const cwp_carry *self, cwp_carry_outcome outcome);

/** The line at `index`, from 0, in the order of the evidence; NULL past the end. Borrowed. */
CWP_API const cwp_carried *cwp_carry_at(const cwp_carry *self, size_t index);

#ifdef __cplusplus
}
#endif

#endif
