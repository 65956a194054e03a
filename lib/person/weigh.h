#ifndef CWP_PERSON_WEIGH_H
#define CWP_PERSON_WEIGH_H

/*
 * Weighing evidence. Whatever evidence can reach has a cell: each line that any role category asks for, and each record
 * that meets a rule. A cell says what is asked there and keeps the best piece of evidence that reached it. What a line
 * asks for is the same for every role category that asks it, so that evidence is weighed once for all of them.
 * docs/assessment.md has the rules.
 */

#include "cwp/assessment.h"
#include "pathway/model.h"

#include <stddef.h>
#include <stdint.h>

/* What one piece of evidence is to one cell, from nothing up. */
typedef enum cwp__rank {
  CWP__RANK_NOTHING = 0, /* nothing on record */
  CWP__RANK_IDLE,        /* on record, but it counts for nothing: failed, or over and never enough */
  CWP__RANK_NOT_DUE,     /* nothing counts, and it is not due yet */
  CWP__RANK_CLAIMED,     /* holds, of too weak a kind */
  CWP__RANK_PARTLY,      /* holds, for a part */
  CWP__RANK_EXPIRED,     /* was enough, and is over */
  CWP__RANK_STARTED,     /* under way, and will not be enough */
  CWP__RANK_IN_PROGRESS, /* under way, and will be enough */
  CWP__RANK_WAIVED,      /* decided that it is not asked */
  CWP__RANK_EXPIRING,    /* enough, and ends soon */
  CWP__RANK_MET,         /* enough */
  CWP__RANK_END
} cwp__rank;

/* No cell, no piece of evidence. */
#define CWP__NO_CELL UINT32_MAX
#define CWP__NO_EVIDENCE UINT32_MAX

/* The bit in `accepts` of what somebody may decide is not asked: lines that are no musts. */
enum { CWP__MAY_BE_WAIVED = 1 << CWP_RESULT_NOT_APPLICABLE };

/* Rank, then kind, then last day, in one number: of two worths the greater is the better. 0 is nothing at all. */
typedef uint64_t cwp__worth;

cwp__worth cwp__worth_of(cwp__rank rank, cwp_evidence_kind kind, cwp_date until);
cwp_evidence_kind cwp__worth_kind(cwp__worth worth);
cwp_date cwp__worth_until(cwp__worth worth);

enum { CWP__WORTH_RANK_SHIFT = 34 };

static inline cwp__rank cwp__worth_rank(cwp__worth worth) {
  return (cwp__rank)(worth >> CWP__WORTH_RANK_SHIFT);
}

/* 32 bytes, so that the few hundred that there are stay near. */
typedef struct cwp__cell {
  cwp__worth worth;    /* of the best evidence */
  uint32_t evidence;   /* which, or CWP__NO_EVIDENCE */
  cwp_date from;       /* the day on which it begins */
  uint32_t next;       /* another cell for the same record, or CWP__NO_CELL */
  cwp_date refuted;    /* last day on which an assessor found them not yet competent in it, or CWP_DATE_NONE */
  uint32_t refuted_by; /* the evidence that says so */
  uint16_t map;        /* how it reached the cell: a map, or CWP__NO_RECORD */
  uint8_t least;       /* weakest kind of evidence that is enough */
  uint8_t accepts;     /* results that are enough, a bit each */
} cwp__cell;

/* A rule with records that meet it; their cells lie side by side. */
typedef struct cwp__rule {
  uint32_t own; /* the rule's own cell */
  uint32_t first_need;
  uint32_t need_count;
  uint32_t at_least; /* how many of them are needed */
  uint32_t held;     /* how many of them are held */
} cwp__rule;

/* What evidence is weighed by, and everything that is weighed at once. */
typedef struct cwp__scales {
  const cwp_pathway *pathway;
  cwp_policy policy;
  cwp_date on;
  cwp_date started;  /* the person's start in the post, ... */
  cwp_id post;       /* ... and the role category that the post is of; CWP_NONE where that is not known */
  int refuted;       /* 1 once a cell is refuted */
  cwp_id first_line; /* behaviours, statements, rules and practice areas lie side by side, and so do their cells, ... */
  uint32_t line_count; /* ... the first ones; behind them are those of the activities, then what rules need */
  cwp__cell *cells;
  uint32_t cell_count;
  uint32_t *cell_of; /* first cell of each record of the pathway, CWP__NO_CELL where there is none */
  cwp__rule *rules;
  uint32_t rule_count;
  const cwp_id *settings; /* a copy */
  size_t setting_count;
  cwp_id *activities; /* the settings that are delegated activities, each once */
  uint32_t activity_count;
} cwp__scales;

/* Bytes that the arrays of scales take for so many settings; SIZE_MAX if no memory can hold them. */
size_t cwp__scales_size(const cwp_pathway *pathway, size_t setting_count);

/* Sets up scales, whose arrays lie in `memory`, aligned for any object. The question and its policy have been checked.
 */
void cwp__scales_start(cwp__scales *self, void *memory, const cwp_pathway *pathway, const cwp_question *question,
                       const cwp_policy *policy);

/* Puts one piece of evidence about a record into every cell that it reaches. Findings of not yet competent come before
   all of it: cwp__scales_refute. */
void cwp__scales_put(const cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index);

/* Marks what a finding of not yet competent speaks of; nothing for any other evidence. */
void cwp__scales_refute(cwp__scales *self, cwp_id about, const cwp_evidence *evidence, size_t index);

/* Puts every piece of evidence into every cell that it reaches. */
void cwp__scales_weigh(cwp__scales *self, const cwp_portfolio *portfolio);

/* Lets what the rules need speak for them, once all evidence is weighed. The cells of a rule's needs are in the order
   of its links before, and sorted then, the best first. */
void cwp__scales_settle_rules(const cwp__scales *self);

/* The last day on which a rule that is due within a span after the start in the post is in time; CWP_DATE_NONE where
   the rule has no such span, or the start in a post of its role category is not known. */
cwp_date cwp__scales_due(const cwp__scales *self, cwp_id rule);

/* 1 if a rule is due within a span after the start in the post. */
int cwp__scales_has_span(const cwp__scales *self, cwp_id rule);

/* Adds cells for the records that a rule needs, whose own cell is at `own`: for cwp__scales_start. */
void cwp__scales_add_needs(cwp__scales *self, const cwp__terms *terms, uint32_t own);

/* The place of the cell of a line that a role category asks for in those settings. */
uint32_t cwp__scales_place(const cwp__scales *self, cwp_id line);

/* The standing that evidence of a rank gives. */
extern const uint8_t cwp__standings[CWP__RANK_END];

/* The result of a piece of evidence as of a day: what has not begun by then counts as booked. */
cwp_result cwp__result_on(const cwp_evidence *evidence, cwp_date on);

/* 1 if the evidence is a decision, in force on that day, that what it is about is not asked of the person. */
int cwp__waives_on(const cwp_evidence *evidence, cwp_date on);

/* 1 if the evidence is an assessor's finding, of that day or before, that the person is not yet competent. */
int cwp__refutes_on(const cwp_evidence *evidence, cwp_date on);

#endif
