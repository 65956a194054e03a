#ifndef CWP_ADVICE_ROTA_H
#define CWP_ADVICE_ROTA_H

/*
 * The board from the inside. What a person holds is sorted by need when they are added, so that a check looks at a few
 * dated entries and never at evidence maps. A check is a pure function of a view: the people on one shift, as they are
 * or as they would be. So what is tried for a fix and what stands on the board are judged by the same lines.
 */

#include "advice/rota_rules.h"
#include "base/memory.h"
#include "cwp/rota.h"

#include <stddef.h>
#include <stdint.h>

/* Limits of a board. */
enum {
  CWP__MOST_ROTA_PEOPLE = 100000,
  CWP__MOST_ROTA_SHIFTS = 1000000,
  CWP__MOST_ON_SHIFT = 1000,
  CWP__MOST_SPANS = 10000,
  CWP__MOST_SHIFT_MINUTES = 7 * 1440,
  CWP__LONG_SHIFT_MINUTES = 24 * 60,
  CWP__FAMILIAR_DAYS = 28
};

/* A piece of evidence that bears on a need. */
typedef struct cwp__holding {
  uint32_t evidence;
  cwp_date from;         /* first day, or CWP_DATE_NONE */
  cwp_date until;        /* last day, or CWP_DATE_NONE */
  cwp_date refuted;      /* from this day on it counts for nothing: an assessor found otherwise; or CWP_DATE_NONE */
  cwp_date finding;      /* it is such a finding, of that day; or CWP_DATE_NONE */
  cwp_standing standing; /* what it is worth while it holds: met if that is enough */
  uint8_t kind;          /* cwp_evidence_kind */
  uint8_t enough;        /* 1 if it would do once completed */
} cwp__holding;

/* What a person holds, by need: those of need n are items[first[n]] to items[first[n + 1]] - 1. */
typedef struct cwp__held {
  uint32_t *first;
  cwp__holding *items;
} cwp__held;

/* Finds what a portfolio holds of the needs of a set. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__held_find(const cwp_rota_rules *rules, const cwp_portfolio *portfolio, const cwp_allocator *allocator,
                          cwp__held *out, cwp_error *error);

void cwp__held_free(cwp__held *self, const cwp_allocator *allocator);

/* Where a person stands with a need on a day. `*item` is the holding that says so, or NULL. */
cwp_standing cwp__held_standing(const cwp__held *self, uint32_t need, cwp_date day, int expiring_days,
                                const cwp__holding **item);

/* The last day from `first` on up to which a need is held without a break, CWP_DATE_MAX for ever; CWP_DATE_NONE if it
   is not held on `first`. `*item` is the holding that lasts to that day. */
cwp_date cwp__held_until(const cwp__held *self, uint32_t need, cwp_date first, const cwp__holding **item);

/* A person on the board. */
typedef struct cwp__worker {
  const cwp_portfolio *portfolio;
  cwp_id role; /* of the rules' pathway, or CWP_NONE */
  unsigned flags;
  cwp__held held;
  uint32_t *shifts; /* that they are on, in no order */
  size_t shift_count, shift_capacity;
  struct cwp__free_time {
    cwp_moment start, end;
  } * spans; /* when they could work */
  size_t span_count, span_capacity;
  int64_t minutes; /* on the board, shadowing left out */
} cwp__worker;

/* Somebody on a shift. */
typedef struct cwp__on {
  uint32_t person;
  cwp_rota_as as;
} cwp__on;

typedef struct cwp__slot {
  cwp_shift shift;      /* copied: texts and settings in the arena */
  cwp_date first, last; /* days that it touches, by the clocks of England */
  int is_night;
  uint32_t place; /* number of its place, or CWP__NO_PLACE if it has none */
  cwp__on *on;
  size_t on_count, on_capacity;
  cwp_rota_issue *issues; /* heaviest first */
  size_t issue_count;
} cwp__slot;

/* Ids without regard to case: an open hash table of places in an array. */
typedef struct cwp__index {
  uint32_t *slots;
  size_t size; /* a power of two, or 0 */
  size_t used;
} cwp__index;

struct cwp_rota {
  cwp_allocator allocator;
  cwp__arena arena;
  const cwp_rota_rules *rules;
  cwp_policy policy;
  cwp__worker *people;
  size_t person_count, person_capacity;
  cwp__slot *shifts;
  size_t shift_count, shift_capacity;
  const char **places;
  size_t place_count, place_capacity;
  cwp__index person_index, shift_index, place_index;
};

/* A shift as it is, or as it would be with other people on it. */
typedef struct cwp__view {
  uint32_t shift;
  const cwp__on *on;
  size_t on_count;
  uint32_t without_shift; /* this shift is not looked at for overlaps of `mover`: they would leave it */
  uint32_t mover;
  uint32_t learner; /* this person is taken to hold `learnt`, or CWP__NO_PLACE */
  uint32_t learnt;  /* the leaf of a rule that asks for it */
} cwp__view;

cwp__view cwp__view_of(const cwp_rota *self, uint32_t shift);

/* Issues as they are found. `items` grows; `failed` is 1 once there was no memory. */
typedef struct cwp__issues {
  const cwp_allocator *allocator;
  cwp_rota_issue *items;
  size_t count, capacity;
  int failed;
} cwp__issues;

/* Finds all issues of a view and sorts them, the heaviest first. */
void cwp__check_view(const cwp_rota *self, const cwp__view *view, cwp__issues *out);

size_t cwp__issues_of(const cwp__issues *self, cwp_rota_severity severity);

/* Whether a rule speaks of a shift. */
int cwp__rule_applies(const cwp__rota_rule *rule, const cwp__slot *slot);

/* Whether a person fits a rule on the days of a view's shift. The first leaf whose need is not held is put into
   `*miss`, or CWP__NO_PLACE; `miss` may be NULL. */
int cwp__fits(const cwp_rota *self, const cwp__view *view, const cwp__rota_rule *rule, uint32_t person, uint32_t *miss);

/* Whether somebody is counted by a rule: they work the shift and are not left out. */
int cwp__counts(const cwp_rota *self, const cwp__rota_rule *rule, const cwp__on *on);

/* What a rule that counts people needs of so many who fit among so many who count. */
size_t cwp__needed(const cwp__rota_rule *rule, size_t fitting, size_t counting);

/* Whether two shifts have a minute in common. */
int cwp__overlap(const cwp__slot *a, const cwp__slot *b);

/* The place of somebody among those on a shift, or SIZE_MAX. */
size_t cwp__place_on(const cwp__slot *slot, size_t person);

#endif
