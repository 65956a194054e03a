#ifndef CWP_PERSON_WEIGH_H
#define CWP_PERSON_WEIGH_H

/*
 * Weighing evidence. Whatever evidence can reach has a cell: each requirement, and each record that meets a rule. A
 * cell says what is asked there and keeps the best piece of evidence that reached it. docs/assessment.md has the rules.
 */

#include "cwp/assessment.h"

#include <stddef.h>
#include <stdint.h>

/* What one piece of evidence is to one cell, from nothing up. */
typedef enum cwp__rank {
  CWP__RANK_NOTHING = 0, /* nothing on record */
  CWP__RANK_IDLE,        /* on record, but it counts for nothing: failed, or over and never enough */
  CWP__RANK_CLAIMED,     /* holds, of too weak a kind */
  CWP__RANK_PARTLY,      /* holds, for a part */
  CWP__RANK_EXPIRED,     /* was enough, and is over */
  CWP__RANK_STARTED,     /* under way, and will not be enough */
  CWP__RANK_IN_PROGRESS, /* under way, and will be enough */
  CWP__RANK_EXPIRING,    /* enough, and ends soon */
  CWP__RANK_MET,         /* enough */
  CWP__RANK_END
} cwp__rank;

/* No cell, no piece of evidence. */
#define CWP__NO_CELL UINT32_MAX
#define CWP__NO_EVIDENCE UINT32_MAX

/* Rank, then kind, then last day, in one number: of two worths the greater is the better. 0 is nothing at all. */
typedef uint64_t cwp__worth;

cwp__worth cwp__worth_of(cwp__rank rank, cwp_evidence_kind kind, cwp_date until);
cwp__rank cwp__worth_rank(cwp__worth worth);
cwp_evidence_kind cwp__worth_kind(cwp__worth worth);
cwp_date cwp__worth_until(cwp__worth worth);

typedef struct cwp__cell {
  cwp__worth worth;    /* of the best evidence */
  uint32_t evidence;   /* which, or CWP__NO_EVIDENCE */
  cwp_id map;          /* how it reached the cell: a map, or CWP_NONE */
  uint32_t next;       /* another cell for the same record, or CWP__NO_CELL */
  uint8_t least;       /* weakest kind of evidence that is enough */
  uint8_t accepts;     /* results that are enough, a bit each */
  cwp_date refuted;    /* last day on which an assessor found them not yet competent in it, or CWP_DATE_NONE */
  uint32_t refuted_by; /* the evidence that says so */
} cwp__cell;

/* A rule with records that meet it; their cells lie side by side. */
typedef struct cwp__rule {
  uint32_t requirement; /* the rule's own cell */
  uint32_t first_need;
  uint32_t need_count;
  uint32_t at_least; /* how many of them are needed */
  uint32_t held;     /* how many of them are held */
} cwp__rule;

/* Everything that is weighed at once. The arrays are the caller's, with room for all that is added. */
typedef struct cwp__scales {
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  cwp_date on;
  int expiring_days;
  cwp__cell *cells;
  uint32_t cell_count;
  uint32_t *cell_of; /* first cell of each record of the pathway, CWP__NO_CELL where there is none yet */
  cwp__rule *rules;
  uint32_t rule_count;
} cwp__scales;

/* Adds a cell for a record, in which completed evidence of the kind `least` or stronger is enough. Returns its place.
 */
uint32_t cwp__scales_add(cwp__scales *self, cwp_id record, unsigned least);

/* Adds a cell for each requirement, in their order. */
void cwp__scales_add_requirements(cwp__scales *self, const cwp_requirement *requirements, size_t count,
                                  const cwp_policy *policy);

/* Adds what meets a rule, whose own cell is `requirement`: its terms, and cells for the records that it needs. */
void cwp__scales_add_rule(cwp__scales *self, cwp_id rule, uint32_t requirement);

/* Puts every piece of evidence into every cell that it reaches, and lets what the rules need speak for the rules. */
void cwp__scales_weigh(const cwp__scales *self);

/* The result of a piece of evidence as of a day: what has not begun by then counts as booked. */
cwp_result cwp__result_on(const cwp_evidence *evidence, cwp_date on);

/* 1 if, of two pieces of evidence that are worth the same, `a` goes before `b`: the later start, then the lower index.
 */
int cwp__goes_before(const cwp_portfolio *portfolio, uint32_t a, uint32_t b);

/* 1 if the evidence is an assessor's finding, of that day or before, that the person is not yet competent. */
int cwp__refutes_on(const cwp_evidence *evidence, cwp_date on);

/* The second half of cwp__scales_weigh, for rules. */
void cwp__scales_settle_rules(const cwp__scales *self);

#endif
