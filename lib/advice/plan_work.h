#ifndef CWP_ADVICE_PLAN_WORK_H
#define CWP_ADVICE_PLAN_WORK_H

/*
 * The making of a plan, in steps. A planner gets ready for one person once: their gaps, and the courses on offer that
 * give to them. It can then be asked for a choice several times, with more or fewer places left, and write one down.
 */

#include "advice/plan_catalogue.h"
#include "advice/plan_cover.h"
#include "base/memory.h"

/* No run: a course without starts. */
#define CWP__NO_RUN UINT32_MAX

/* What a claim window is made of: months, and the first part's share in per cent. */
typedef struct cwp__claim_rules {
  int course_months;
  int first_months;
  int second_months;
  int first_percent;
} cwp__claim_rules;

/* A course that gives to gaps, or that has to come before one that does. */
typedef struct cwp__offer {
  const cwp_course *course;
  uint32_t place;           /* in the catalogue */
  const cwp__share *shares; /* by gap, ascending */
  uint32_t share_count;
  const uint32_t *needs; /* offers that have to come before it, all the way down */
  uint32_t need_count;
  int lacks_need; /* something has to come before it that is neither on offer nor on record */
} cwp__offer;

/* What becomes of an offer, as things stand. */
typedef struct cwp__outlook {
  int is_barred;
  cwp_bar bar;
  uint32_t run; /* which of the course's starts */
  cwp_date start;
  cwp_date end;
  int64_t reimbursed;
} cwp__outlook;

/* Places left for each run of each course: those of a course lie side by side. A course without starts has one. */
typedef struct cwp__seats {
  const uint32_t *first; /* by place in the catalogue */
  int32_t *left;         /* below 0: as many as are wanted */
} cwp__seats;

typedef struct cwp__planner {
  cwp_allocator allocator;
  const cwp_pathway *pathway;
  const cwp_portfolio *portfolio;
  const cwp_catalogue *catalogue;
  cwp_question question; /* with the role category and the policy that are in force */
  cwp_policy policy;
  cwp_plan_options options; /* claim days in order */
  cwp__claim_rules claims;
  cwp__arena arena; /* of all arrays here */

  cwp_gap *gaps; /* fates as far as they are known: at best what courses would make of them */
  uint32_t gap_count;
  uint8_t *demand; /* by gap: parts that it asks for */

  cwp__offer *offers; /* by code */
  uint32_t offer_count;
  uint32_t *by_depth; /* offers, each behind all that it needs */
} cwp__planner;

/* Whether courses can cover a gap. */
enum { CWP__OUT_OF_REACH = 0, CWP__REACHED, CWP__BARRED /* some of those that would may not be chosen */ };

/* One answer. By offer. */
typedef struct cwp__choice {
  cwp__outlook *outlook;
  uint8_t *chosen;
  uint8_t *reachable; /* by gap */
  cwp__cover_answer answer;
  uint32_t left[2]; /* gaps that are neither covered nor under way: musts, and others */
  int64_t value;
} cwp__choice;

/* Checks options and copies them, with the claim days in order. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. */
cwp_status cwp__plan_take_options(cwp__planner *self, const cwp_plan_options *options, cwp_error *error);

/* Gets ready. Errors as for cwp_plan_make. Free with cwp__planner_free, also after an error. */
cwp_status cwp__planner_init(cwp__planner *self, const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                             const cwp_catalogue *catalogue, const cwp_question *question,
                             const cwp_plan_options *options, const cwp_allocator *allocator, cwp_error *error);
void cwp__planner_free(cwp__planner *self);

/* The steps of cwp__planner_init: finds the gaps, and what they ask for; finds what is on offer for them. */
cwp_status cwp__plan_find_gaps(cwp__planner *self, cwp_error *error);
cwp_status cwp__plan_find_offers(cwp__planner *self, cwp_error *error);

/* Makes room for a choice. Errors: CWP_ERROR_MEMORY. Memory is that of the arena. */
cwp_status cwp__choice_init(cwp__choice *self, const cwp__planner *planner, cwp__arena *arena, cwp_error *error);

/* Makes a choice of one planner's the same as another one. */
void cwp__choice_copy(cwp__choice *self, const cwp__choice *other, const cwp__planner *planner);

/* Chooses, with the places that are left; NULL if places do not matter. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__plan_choose(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice, cwp_error *error);

/* The steps of cwp__plan_choose: when each offer would take place and whether it may be chosen; and, once it is chosen,
   whether it takes a later start so as not to clash. */
void cwp__plan_look_out(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice);
void cwp__plan_avoid_clashes(const cwp__planner *self, const cwp__seats *seats, cwp__choice *choice);

/* 1 if a course would take place on one day only, a set one. */
int cwp__is_set_day(const cwp__offer *offer, const cwp__outlook *outlook);

/* The order of two offers in a plan: below 0 if the first goes before the other. */
int cwp__plan_compare(const cwp__choice *choice, uint32_t a, uint32_t b);

/* The claims that an offer gives rise to, at most two; returns how many. `course` of them is not set. */
enum { CWP__MOST_CLAIMS = 2 };
size_t cwp__plan_claims(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook,
                        cwp_claim claims[CWP__MOST_CLAIMS]);

/* What its claims bring. */
int64_t cwp__plan_reimbursed(const cwp__planner *self, const cwp_course *course, const cwp__outlook *outlook);

/* What a course counts towards the objective. */
int64_t cwp__plan_value(const cwp__planner *self, const cwp_course *course, int64_t reimbursed);

/* Writes a choice down. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__plan_write(const cwp__planner *self, const cwp__choice *choice, cwp_plan **out, cwp_error *error);

#endif
