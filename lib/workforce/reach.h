#ifndef CWP_WORKFORCE_REACH_H
#define CWP_WORKFORCE_REACH_H

/*
 * What evidence reaches, as bits. A person's standing with everything that a pathway asks is a few words: each line
 * that any role category asks for, each delegated activity that a setting names and each need of a rule has a bit. Made
 * once for a question, from the scales of lib/person: a piece of evidence of each sort is put onto them, and what they
 * say of it is written down. So what evidence means is said in one place, and looking it up takes no thought.
 */

#include "base/eights.h"
#include "base/memory.h"
#include "person/weigh.h"
#include "workforce/crowd.h"

#include <stddef.h>
#include <stdint.h>

/* What a bit can say of a person, the best first. The words of a person lie side by side, one for each lane. */
typedef enum cwp__lane {
  CWP__LANE_MET = 0,
  CWP__LANE_EXPIRING,
  CWP__LANE_NOT_ASKED, /* decided so, or not due yet */
  CWP__LANE_IN_PROGRESS,
  CWP__LANE_EXPIRED,
  CWP__LANE_PARTLY,
  CWP__LANE_CLAIMED,
  CWP__LANE_ANY, /* any of these */
  CWP__LANE_END
} cwp__lane;

_Static_assert((int)CWP__LANE_END == (int)CWP__EIGHT, "the lanes of a word are a line of eight");

/* The standing that a lane stands for; CWP__LANE_ANY, where it is not set, is CWP_STANDING_NO_EVIDENCE. */
extern const uint8_t cwp__lane_standings[CWP__LANE_ANY];

/* Bits of one word in the row of a lane: `place` is that of the word among all rows. A list of them ends with one
   without bits. */
typedef struct cwp__mark {
  uint64_t bits;
  uint32_t place;
} cwp__mark;

/* How a piece of evidence stands on a day: completed, in progress or booked; held, ending soon or over. */
enum { CWP__TIMINGS = 3, CWP__LIVE_RESULTS = 3, CWP__EXTENTS = 2 };
enum {
  CWP__SORTS = CWP_EVIDENCE_KIND_END * CWP__EXTENTS * CWP__LIVE_RESULTS * CWP__TIMINGS,
  CWP__LIST_WAIVED = CWP__SORTS, /* what a decision speaks of, in the lane of what is not asked */
  CWP__LIST_REFUTED,             /* what a finding of not yet competent speaks of, in the lane of any */
  CWP__LISTS
};

/* The place of a sort of evidence among the lists of what it is about. */
static inline unsigned cwp__sort_of(unsigned kind, unsigned is_part, unsigned result, unsigned timing) {
  return ((kind * CWP__EXTENTS + is_part) * CWP__LIVE_RESULTS + result) * CWP__TIMINGS + timing;
}

/* What is completed, and has begun, is looked up as masks for each kind and extent, which say what is enough in full,
   what is enough in part, and what is too weak. */
enum { CWP__MASKS = CWP_EVIDENCE_KIND_END * CWP__EXTENTS };

static inline unsigned cwp__mask_of(unsigned kind, unsigned is_part) {
  return kind * CWP__EXTENTS + is_part;
}

/* A rule that records meet. */
typedef struct cwp__needs {
  uint32_t own; /* the rule's own bit */
  uint32_t at_least;
  uint32_t first; /* where its sums are */
  uint32_t end;
} cwp__needs;

/* What is asked, and what evidence reaches, in one set of settings. */
typedef struct cwp__reach {
  const cwp_id *settings;
  size_t setting_count;
  uint32_t *slots;        /* of each record: where its lists are; 0 where it reaches nothing */
  cwp__eight_sum *tracts; /* lines that the same role categories ask for, and as the same kind: counted together, ... */
  uint32_t tract_count;
  uint32_t *parts;          /* ... and added up for ... */
  cwp__eight_total *totals; /* ... each kind and role category: kind * role_room + role category */
  uint16_t *needed;         /* of each such row, how many lines there are */
  uint32_t *own_first;      /* of each role category and kind, and one more: its tracts in `own` */
  cwp__eight_sum *own;
} cwp__reach;

/* Of all sets of settings. */
typedef struct cwp__reaches {
  const cwp_pathway *pathway;
  cwp_policy policy;
  cwp__arena arena;
  cwp__scales scales; /* in no setting: for the spans of rules */
  uint32_t role_count;
  uint32_t role_room;  /* the same, up to a multiple of 8 */
  uint32_t word_count; /* of a person, in one lane */
  uint32_t eights;     /* the same in eights of words, at least 1 */
  uint32_t line_count; /* lines, and the activities that any setting names */
  cwp_id *line_ids;    /* of each of these, the record, ... */
  uint32_t *line_bits; /* ... and its bit; those of the pathway's lines come first, in their order */
  uint32_t *need_bits; /* of the needs of rules, in their order */
  uint32_t need_count;
  cwp__needs *rules;
  uint32_t rule_count;
  cwp__eight_sum *need_sums; /* the needs of rules, rule by rule */
  uint32_t need_sum_count;
  uint32_t most_sums; /* of tracts in any set of settings, of one role category, or of needs */
  cwp_id *spans;      /* rules that are due within a span after the start in the post */
  uint32_t span_count;
  uint8_t *coverage; /* of each role category, with all that it builds on */
  size_t slot_count;
  uint32_t *lists; /* of each slot, CWP__LISTS places in `marks` */
  size_t list_capacity;
  uint64_t *masks;       /* of each slot, CWP__MASKS pairs of rows (cwp__eight_gather) */
  uint64_t *mask_memory; /* where they are, with room to spare */
  size_t mask_capacity;
  cwp__mark *marks; /* the first one is an empty list */
  size_t mark_count, mark_capacity;
  cwp__reach *sets;
  size_t set_count;
} cwp__reaches;

/* Makes the tables; `settings` have been checked. Errors: CWP_ERROR_LIMIT where a role category asks for more than
   counts of 16 bits can tell; CWP_ERROR_MEMORY. To be cleared in any case. */
cwp_status cwp__reaches_make(cwp__reaches *self, const cwp_pathway *pathway, const cwp_policy *policy,
                             const cwp__setting_set *sets, size_t set_count, const cwp_allocator *allocator,
                             cwp_error *error);
void cwp__reaches_clear(cwp__reaches *self);

/* Where the tracts of a role category and kind begin among `own`; behind the last kind, those of the next one. */
static inline uint32_t cwp__reach_own(const cwp__reach *reach, uint32_t role, unsigned kind) {
  return reach->own_first[role * CWP_REQUIREMENT_KIND_END + kind];
}

/* The lists of what evidence about a record reaches. */
static inline const uint32_t *cwp__reach_lists(const cwp__reaches *self, const cwp__reach *reach, uint32_t about) {
  return self->lists + (size_t)reach->slots[about] * CWP__LISTS;
}

/* The place of a line, or of an activity, among `line_ids`; UINT32_MAX for what is none. */
uint32_t cwp__reaches_line(const cwp__reaches *self, cwp_id line);

/* The bit of a cell of scales, of any set of settings. */
uint32_t cwp__reaches_bit(const cwp__reaches *self, const cwp__scales *scales, uint32_t cell);

/* Makes the lists of one set of settings, whose scales these are; those of records for which settings make no
   difference are taken over from `plain`, unless that is NULL. Errors: CWP_ERROR_LIMIT, CWP_ERROR_MEMORY. (In
   reach_lists.c.) */
cwp_status cwp__reach_derive(cwp__reaches *self, cwp__reach *reach, const cwp__reach *plain, cwp__scales *scales,
                             cwp_error *error);

/* The lists of what reaches nothing, which come first. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__reach_start_lists(cwp__reaches *self, cwp_error *error);

#endif
