#ifndef CWP_ADVICE_PLAN_COVER_STATE_H
#define CWP_ADVICE_PLAN_COVER_STATE_H

/* A choice in the making: what is in, what is out, what is covered, and how to go back. */

#include "advice/plan_cover.h"
#include "base/memory.h"

/* Of an option. */
enum { CWP__FREE = 0, CWP__IN, CWP__OUT };

/* Of a gap. */
enum {
  CWP__OPEN = 0,
  CWP__COVERED,
  CWP__GIVEN_UP, /* left uncovered */
  CWP__ASIDE     /* not looked at now: covered by whatever covers another gap, or of another part of the task */
};

/* What was changed, so that it can be changed back. */
typedef struct cwp__change {
  uint64_t old;
  uint32_t index;
  uint8_t what;
} cwp__change;

/* What gives to a gap. */
typedef struct cwp__giver {
  uint32_t option;
  uint64_t parts;
} cwp__giver;

/* A partial choice and what it may still become. Costs are what a stage has to keep small: in the stage of cover the
   penalties of what is given up, in the stage of value the weights of what is in. */
typedef struct cwp__state {
  const cwp__cover_task *task;
  cwp__arena arena; /* of all arrays here and in the search */

  /* The task the other way round: who gives to a gap, and what has to be out if an option is. */
  uint32_t *first_giver;
  cwp__giver *givers;
  uint32_t *first_dependent;
  uint32_t *dependents;

  /* The stage. */
  const int64_t *weight;  /* by option */
  const int64_t *forfeit; /* by gap: cost of giving it up */
  const int64_t *penalty; /* by gap: what it takes of the allowance */
  int64_t allowance;      /* how much may be given up */
  uint32_t stock_count;   /* 0 where stocks are not looked at */

  /* The partial choice. */
  uint8_t *option_state;
  uint8_t *gap_state;
  uint64_t *covered;    /* by gap: its parts that are covered */
  uint32_t *candidates; /* by gap: free options that give to it */
  uint32_t open_count;
  int64_t cost;
  int64_t given_up; /* penalties */
  int64_t stock_left[CWP__MOST_STOCKS];
  int64_t cutoff; /* only what costs less is of interest */

  cwp__change *changes;
  size_t change_count;
  size_t change_capacity;
} cwp__state;

/* Parts that a gap still lacks. */
unsigned cwp__lacking(const cwp__state *self, uint32_t gap);

/* Sets up a state in which everything is free and open. Errors: CWP_ERROR_MEMORY. The arena is the caller's to free. */
cwp_status cwp__state_init(cwp__state *self, const cwp__cover_task *task, cwp_error *error);

/* The changes so far: where to go back to. */
size_t cwp__state_mark(const cwp__state *self);

/* Goes back to a mark. */
void cwp__state_undo(cwp__state *self, size_t mark);

/* Takes an option in, with all that it needs. 0 if that cannot be; the state is then to be gone back on. */
int cwp__state_choose(cwp__state *self, uint32_t option);

/* Leaves an option out, and all that needs it. 0 if one of those is in. */
int cwp__state_drop(cwp__state *self, uint32_t option);

/* Lays a gap aside. */
void cwp__state_lay_aside(cwp__state *self, uint32_t gap);

/* 1 if a gap may be given up as things stand. */
int cwp__state_may_give_up(const cwp__state *self, uint32_t gap);

/* Draws what follows from the state: options that are too dear go out, options without which a gap could not be covered
   come in, gaps that nobody can cover are given up. 0 if nothing of interest can become of it. */
int cwp__state_settle(cwp__state *self);

/* What taking in a free option would cost, with all that it needs and that is not in. */
int64_t cwp__state_price(const cwp__state *self, uint32_t option);

#endif
