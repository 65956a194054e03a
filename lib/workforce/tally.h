#ifndef CWP_WORKFORCE_TALLY_H
#define CWP_WORKFORCE_TALLY_H

/*
 * Counting people for answers that have rows for groups of them. Each thread has a tally of its own; tallies are added
 * up in the end. A tally has a block of counters for each group and own role category of which there is anybody.
 *
 * Counters of several days lie one behind the other. Where a person's judgement changes from one day to the next it is
 * the difference that is counted, so that a person who stays the same costs nothing more; cwp__tally_finish adds the
 * differences up.
 */

#include "workforce/asked.h"

#include <stddef.h>
#include <stdint.h>

typedef struct cwp__ledger cwp__ledger;
typedef struct cwp__tally cwp__tally;

/* Somebody being counted. */
typedef struct cwp__counted {
  const cwp__member *member;
  cwp__facts facts;
  size_t day;        /* which of the days asked about */
  int64_t *counters; /* of the person's block, on that day */
  int again;         /* set by whoever finds that the next day may be another although nothing of theirs changes */
} cwp__counted;

/* What was counted of a group's people with one own role category, or none, on one day. */
typedef struct cwp__block {
  size_t group;
  uint32_t own;
  int64_t people;
  const int64_t *counters;
  size_t column; /* the first one to write */
} cwp__block;

/* What kind of answer is counted. */
typedef struct cwp__count_kind {
  int takes_unknown; /* whether people without a role category are counted */
  int has_days;
  /* Makes the tables of a ledger; sets `widths`. */
  cwp_status (*prepare)(cwp__ledger *self, cwp_error *error);
  void (*clear)(cwp__ledger *self);
  /* Judges somebody on a day, who is as they were on the day before unless `day` is 0 or this is called; adds what has
     changed to the counters. */
  cwp_status (*add)(cwp__tally *self, cwp__desk *desk, cwp__counted *person, cwp_error *error);
  /* Adds columns behind those of the groups, and of the day where there is one; returns how many. */
  size_t (*columns)(const cwp__ledger *self, cwp__column *out);
  /* Writes the rows of one block and day from `row` on; returns how many. */
  size_t (*write)(const cwp__ledger *self, const cwp__block *block, cwp__batch *batch, size_t row);
  size_t (*most_rows)(const cwp__ledger *self); /* of one block and day */
} cwp__count_kind;

enum { CWP__COUNT_MOST_COLUMNS = 16 };

/* What all tallies of a question share. */
struct cwp__ledger {
  const cwp__asked *asked;
  const cwp__count_kind *kind;
  const cwp__groups *groups;
  size_t days;
  size_t *widths; /* counters of a day, by own role category; the last one is for those without */
  void *tables;   /* the kind's own */
};

struct cwp__tally {
  const cwp__ledger *ledger;
  int64_t **blocks; /* by group and own role category: people, then counters; NULL for nobody */
  int64_t *before;  /* what was counted of the person at hand on the day before */
  int64_t *now;
  uint64_t *lines;     /* how the lines of the person at hand stood on the day before */
  cwp__fact_room room; /* scratch */
};

/* The kind of an answer that counts people; NULL for any other. */
const cwp__count_kind *cwp__count_kind_of(cwp_workforce_answer answer);

extern const cwp__count_kind cwp__count_gaps, cwp__count_readiness, cwp__count_course, cwp__count_consistency;

/* Starts a ledger for a question that counts. The groups are borrowed. To be cleared in any case. */
cwp_status cwp__ledger_start(cwp__ledger *self, const cwp__asked *asked, const cwp__groups *groups, cwp_error *error);
void cwp__ledger_clear(cwp__ledger *self);

/* To be cleared in any case. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__tally_start(cwp__tally *self, const cwp__ledger *ledger, cwp_error *error);
void cwp__tally_clear(cwp__tally *self);

/* Counts people; `groups` has the group of each, or is NULL where there is only one. */
cwp_status cwp__tally_add(cwp__tally *self, cwp__desk *desk, const cwp__stretch *stretch, const uint32_t *groups,
                          cwp_error *error);

/* For counters that a person has few of: counts what is in `now` and was not so on the day before. */
void cwp__tally_differ(cwp__tally *self, const cwp__counted *person, size_t width);

/* Takes over what another one has counted, which is empty afterwards. */
void cwp__tally_join(cwp__tally *self, cwp__tally *other);

/* Adds up the differences between days, once all people are counted. */
void cwp__tally_finish(cwp__tally *self);

/* Where writing an answer has got to. */
typedef struct cwp__tally_place {
  size_t block;
  size_t day;
} cwp__tally_place;

/* The answer's columns; returns how many there are. `out` has room for CWP__COUNT_MOST_COLUMNS and those of the groups.
 */
size_t cwp__tally_columns(const cwp__ledger *self, cwp__column *out);

/* Rows that a batch must have room for. */
size_t cwp__tally_room(const cwp__ledger *self);

/* Fills a batch with room for so many rows, from a place on. */
void cwp__tally_write(const cwp__tally *self, cwp__tally_place *place, cwp__batch *batch, size_t capacity);

#endif
