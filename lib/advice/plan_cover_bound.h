#ifndef CWP_ADVICE_PLAN_COVER_BOUND_H
#define CWP_ADVICE_PLAN_COVER_BOUND_H

/*
 * What a partial choice costs at least, once it is whole. Each gap has a price, each stock and the allowance for giving
 * up a toll. An option is worth the prices of the parts that it gives, and costs its weight and the tolls of what it
 * uses. Whatever the prices and tolls, no choice costs less than all prices together, less the tolls of all that there
 * is, less what each option is worth above its cost. Prices and tolls are moved, step by step, to where that is most.
 */

#include "advice/plan_cover_state.h"

/* What an option gives to an open gap. */
typedef struct cwp__live_share {
  uint32_t place; /* of the gap, among those that are open */
  uint32_t parts; /* how many that it lacks */
} cwp__live_share;

typedef struct cwp__live_gap {
  uint32_t gap;
  int may_give_up;
  int64_t lack;    /* parts */
  int64_t most;    /* highest price that makes sense */
  int64_t forfeit; /* scaled */
  int64_t best;    /* price of the best bound */
} cwp__live_gap;

typedef struct cwp__live_option {
  uint32_t option;
  uint32_t first_share;
  int64_t weight; /* scaled */
  int64_t excess; /* cost less worth, scaled: below 0 where it is worth taking */
  int64_t best;   /* that of the best bound */
} cwp__live_option;

/* Stocks, and behind them the allowance. */
enum { CWP__ALLOWANCE = CWP__MOST_STOCKS, CWP__TOLLS };

typedef struct cwp__bounder {
  cwp__state *state;
  int scale; /* costs are multiplied by 2 to this power, or divided where it is below 0 */
  int fresh; /* no prices are known yet */

  int64_t *price;                            /* by gap, scaled: what they were last */
  int64_t *excess;                           /* by option, as of the last bound; INT64_MAX where it gives nothing */
  int64_t *share_of_stock[CWP__MOST_STOCKS]; /* by option, in 4096ths of the whole stock */

  cwp__live_option *options; /* and one more, for the end of the shares */
  uint32_t option_count;
  cwp__live_share *shares;
  cwp__live_gap *gaps;
  uint32_t gap_count;
  uint32_t *place_of; /* by gap */
  int64_t *prices;    /* by place of the gap: of a part, scaled */
  int64_t *slacks;    /* by place: parts that the options worth taking leave open; below 0 where they give too many */

  int64_t toll[CWP__TOLLS]; /* scaled */
  int64_t best_toll[CWP__TOLLS];
  int64_t used[CWP__TOLLS];
  int64_t left[CWP__TOLLS];
  int64_t best; /* bound, scaled */
} cwp__bounder;

/* Errors: CWP_ERROR_MEMORY. Memory is that of the state's arena. */
cwp_status cwp__bounder_init(cwp__bounder *self, cwp__state *state, cwp_error *error);

/* Gets ready for a stage: prices are set anew, and costs are at most `top`. */
void cwp__bounder_start(cwp__bounder *self, int64_t top);

/* The least that the state can come to cost, after so many steps; at least its cutoff once that is sure. */
int64_t cwp__bounder_bound(cwp__bounder *self, unsigned steps);

/* After cwp__bounder_bound: drops options that no choice below the cutoff takes, and chooses those that every one
   takes. 0 if nothing of interest is left. */
int cwp__bounder_fix(cwp__bounder *self);

#endif
