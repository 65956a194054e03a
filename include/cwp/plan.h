#ifndef CWP_PLAN_H
#define CWP_PLAN_H

/**
 * @file plan.h
 * Learning plans: which courses of a catalogue close somebody's gaps, in which order, for how many hours and pounds.
 * docs/plan.md says what a plan means and shows one.
 *
 * A plan is the best there is by a rule that is written down (cwp_plan_make), and says whether that is proved. It says
 * as plainly what no course covers. "Gap" means that there is no evidence on record that is enough, never that somebody
 * is not able.
 */

#include "cwp/allocator.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @name Catalogues: the courses that may be chosen @{ */

/** Hours or a price that nobody has stated. */
#define CWP_UNKNOWN (-1)

/** How the Learning and Development Support Scheme (LDSS) gives money back. */
typedef enum cwp_funding {
  CWP_FUNDING_NONE = 0, /**< it does not */
  CWP_FUNDING_FULL,     /**< one claim, once the course is completed: training courses */
  CWP_FUNDING_SPLIT,    /**< a first part once it is paid for and started, the rest once completed: qualifications */
  CWP_FUNDING_END
} cwp_funding;

/** "none", "full", "split"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_funding_name(cwp_funding funding);

/** What a course covers. This struct will not grow. */
typedef struct cwp_course_cover {
  const char *to;    /**< code of a statement, behaviour, group, rule, practice area or learning opportunity; a group
                          stands for its statements, learning for what evidence maps say of it */
  cwp_extent extent; /**< in full, or in part */
} cwp_course_cover;

/**
 * One course. For cwp_catalogue_builder_add, set it up with CWP_COURSE_INIT and fill what is known; everything is
 * copied, and a NULL text means not given. From a catalogue, all is borrowed and no text is NULL.
 */
typedef struct cwp_course {
  size_t size;                    /**< sizeof(cwp_course) */
  const char *code;               /**< the provider's code for it, unique in the catalogue without regard to ASCII case;
                                       required, at most 200 bytes */
  const char *title;              /**< what it is called */
  const char *provider;           /**< who gives it */
  const char *mode;               /**< how: "e-learning", "classroom", or any other word */
  const char *learning;           /**< code of the learning opportunity, or of the item of a code list ("ASC.T20"), that
                                       it is: evidence maps then say what it covers, beside `covers` */
  const cwp_course_cover *covers; /**< what the provider says that it covers */
  size_t cover_count;             /**< how many */
  cwp_evidence_kind kind;         /**< what completing it is evidence of: trained, assessed or accredited */
  int32_t centihours;             /**< hundredths of an hour: 125 is an hour and a quarter; or CWP_UNKNOWN */
  int64_t cost;                   /**< pence for one person; or CWP_UNKNOWN */
  int64_t reimbursement;          /**< pence that the scheme gives back at most; never more than the course costs */
  cwp_funding funding;            /**< how it gives them back */
  const cwp_date *starts;         /**< days on which it begins, in any order; none = any day */
  const cwp_date *ends;           /**< the last day of each of them; NULL = as `duration_days` says */
  size_t start_count;             /**< how many days there are */
  int duration_days;        /**< calendar days from the first to the last, both counted: 1 = it is done in a day */
  cwp_date last_start;      /**< last day on which it may be begun, or CWP_DATE_NONE */
  int places;               /**< for each of its starts; 0 = as many as are wanted */
  const char *const *after; /**< codes of courses that have to be completed before it begins */
  size_t after_count;       /**< how many */
} cwp_course;

/** A course of one day, on any day, that gives trained evidence. Hours and price are not known. */
#define CWP_COURSE_INIT                                                                                                \
  {                                                                                                                    \
    sizeof(cwp_course), 0, 0, 0, 0, 0, 0, 0, CWP_EVIDENCE_TRAINED, CWP_UNKNOWN, CWP_UNKNOWN, 0, CWP_FUNDING_NONE, 0,   \
        0, 0, 1, CWP_DATE_NONE, 0, 0, 0                                                                                \
  }

/**
 * Courses that may be chosen. It names things by code, as text, so it belongs to no edition; codes that a pathway does
 * not know are passed over, and cwp_catalogue_check finds them. Immutable; readable from any thread.
 */
typedef struct cwp_catalogue cwp_catalogue;

/** A catalogue in the making. One thread at a time. */
typedef struct cwp_catalogue_builder cwp_catalogue_builder;

/** Starts an empty catalogue. Errors: CWP_ERROR_MEMORY. `allocator` may be NULL. */
CWP_CHECKED cwp_status cwp_catalogue_builder_new(const cwp_allocator *allocator, cwp_catalogue_builder **out,
                                                 cwp_error *error);

/**
 * Adds a course. Errors, each leaving the builder as it was: CWP_ERROR_ARGUMENT when the course has no code or one that
 * is too long, a text is no valid UTF-8, a value is none of its enumeration or range, or the catalogue is made already;
 * CWP_ERROR_INVALID when there is a course of that code, or one ends before it begins; CWP_ERROR_LIMIT above 20,000
 * courses, or 10,000 covers, starts or courses to come before it, in one; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_catalogue_builder_add(cwp_catalogue_builder *self, const cwp_course *course,
                                                 cwp_error *error);

/**
 * Makes the catalogue and empties the builder, which takes nothing more and is still to be freed. Errors, the builder
 * then being as it was: CWP_ERROR_INVALID when courses have to come before each other in a circle; CWP_ERROR_MEMORY;
 * CWP_ERROR_ARGUMENT when the catalogue is made already.
 */
CWP_CHECKED cwp_status cwp_catalogue_builder_finish(cwp_catalogue_builder *self, cwp_catalogue **out, cwp_error *error);

/** Frees a builder, finished or not. Takes NULL. */
CWP_API void cwp_catalogue_builder_free(cwp_catalogue_builder *self);

/**
 * Reads a catalogue's JSON file (docs/plan.md). Errors as for cwp_pathway_read; what breaks a rule is given with line
 * and column. Owned by the caller; free with cwp_catalogue_free. `limits` and `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_catalogue_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                                          cwp_catalogue **out, cwp_error *error);

/** The same from memory: `length` bytes, called `name` in errors. */
CWP_CHECKED cwp_status cwp_catalogue_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                                           const cwp_allocator *allocator, cwp_catalogue **out, cwp_error *error);

/**
 * The learning opportunities of a pathway for which it knows the hours, as a catalogue: among them what the scheme
 * funds. Codes and titles are the pathway's, hours, funding and reimbursement as it has them, and the provider is the
 * awarding organisation. Qualifications and apprenticeships give accredited evidence, everything else trained. Prices
 * and dates are not known to it. Errors: CWP_ERROR_MEMORY, CWP_ERROR_ARGUMENT for a NULL. Owned by the caller; free
 * with cwp_catalogue_free. It does not need the pathway afterwards.
 */
CWP_CHECKED cwp_status cwp_catalogue_of_pathway(const cwp_pathway *pathway, const cwp_allocator *allocator,
                                                cwp_catalogue **out, cwp_error *error);

/** Frees a catalogue. Takes NULL. */
CWP_API void cwp_catalogue_free(cwp_catalogue *self);

/** How many courses there are. */
CWP_API size_t cwp_catalogue_count(const cwp_catalogue *self);

/** The course at `index`, from 0, in the order in which they were added; NULL past the end. Borrowed. */
CWP_API const cwp_course *cwp_catalogue_at(const cwp_catalogue *self, size_t index);

/** The course of that code, without regard to ASCII case, or NULL. Borrowed. One hash look-up. */
CWP_API const cwp_course *cwp_catalogue_find(const cwp_catalogue *self, const char *code);

/**
 * Adds a finding, a warning, for each code that leads nowhere: CATALOGUE-CODE-UNKNOWN for what the pathway does not
 * know, with the nearest code that it does; CATALOGUE-REQUIRES-UNKNOWN for a course to come before that is not in the
 * catalogue, and so can only be one that somebody has on record. A finding's record is the course, counted from 1; its
 * column the key of the JSON file. Errors: CWP_ERROR_MEMORY, the findings so far staying; CWP_ERROR_ARGUMENT.
 */
CWP_CHECKED cwp_status cwp_catalogue_check(const cwp_catalogue *self, const cwp_pathway *pathway,
                                           cwp_findings *findings, cwp_error *error);
/** @} */

/** @name What is asked of a plan @{ */

/** What there is to be least of. */
typedef enum cwp_plan_objective {
  CWP_PLAN_FEWEST_HOURS = 0, /**< in hundredths of an hour */
  CWP_PLAN_LOWEST_COST,      /**< in pence, after reimbursement */
  CWP_PLAN_FEWEST_COURSES,   /**< counted */
  CWP_PLAN_OBJECTIVE_END
} cwp_plan_objective;

/** "hours", "cost", "courses"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_plan_objective_name(cwp_plan_objective objective);

/** No limit. */
#define CWP_NO_LIMIT (-1)

/** What a plan may and should be. Set it up with CWP_PLAN_OPTIONS_INIT, or pass NULL for fewest hours and no limits. */
typedef struct cwp_plan_options {
  size_t size; /**< sizeof(cwp_plan_options) */
  cwp_plan_objective objective;
  int64_t most_cost;       /**< pence to be paid, before anything is claimed back; or CWP_NO_LIMIT */
  int64_t most_net_cost;   /**< pence after reimbursement; or CWP_NO_LIMIT */
  int64_t most_centihours; /**< hundredths of an hour; or CWP_NO_LIMIT */
  int64_t most_courses;    /**< or CWP_NO_LIMIT */
  cwp_date latest;         /**< last day on which a course may be completed, or CWP_DATE_NONE */
  int funded_only;         /**< 1: only courses that the scheme funds */
  int renew;               /**< 1: what is met counts as a gap if its evidence ends before `latest`; without `latest`,
                                if it is expiring */
  int repeat;              /**< 1: what is under way or booked counts as a gap as well, as if it were not */
  const cwp_date *claim_days; /**< days on which claims are sent in, in any order; none = whenever they are due */
  size_t claim_day_count;     /**< how many */
  cwp_date paid_on;           /**< day on which courses are paid for; CWP_DATE_NONE = by the day on which they begin */
  uint64_t most_nodes;        /**< how much searching: partial plans looked at; 0 = as many as take about a tenth of a
                                   second: 100 to 20,000, the fewer the more courses cover the more gaps */
} cwp_plan_options;

/** Fewest hours without limits. */
#define CWP_PLAN_OPTIONS_INIT                                                                                          \
  {                                                                                                                    \
    sizeof(cwp_plan_options), CWP_PLAN_FEWEST_HOURS, CWP_NO_LIMIT, CWP_NO_LIMIT, CWP_NO_LIMIT, CWP_NO_LIMIT,           \
        CWP_DATE_NONE, 0, 0, 0, 0, 0, CWP_DATE_NONE, 0                                                                 \
  }
/** @} */

/** @name Plans @{ */

/** One person's learning plan. Immutable; readable from any thread; it borrows the pathway and the catalogue. */
typedef struct cwp_plan cwp_plan;

/**
 * Plans learning for one person. The gaps are what `question` asks (role category, day, settings, policy, as for
 * cwp_assessment_make), as a must or a should, and is neither met nor expiring; cans are no gaps. What is under way or
 * booked and will be enough is left alone. A course covers a gap if it covers it in full with evidence of a kind that
 * is strong enough for it by the policy, or by the rule itself. A rule is covered by what covers the rule itself, or as
 * many of the records that it needs as are missing.
 *
 * A course takes place, on or after the day asked about and after the last day of every course that has to come before
 * it, at its start that is over first, and of those at the first; a course without starts begins on the first such day.
 * A course to come before that the person has on record, completed and holding, need not be chosen again. A course may
 * be chosen unless it would end after `latest`, has no start left, is not funded where it must be, has no hours or
 * price where they matter, or has to come after one that cannot be had. Courses may run side by side.
 *
 * Of all sets of such courses that are within the limits and hold what has to come before each of them, the plan is the
 * one that, the first difference deciding,
 *   1. leaves the fewest musts uncovered,
 *   2. leaves the fewest shoulds uncovered,
 *   3. has the least of the objective,
 *   4. has the fewest courses,
 *   5. holds, of two sets, the course that is first by its code (byte by byte) among those that only one of them holds.
 * So it is one and the same plan in whatever order the catalogue lists its courses. The search is exact and stops after
 * `most_nodes`: cwp_plan_proof says whether it came to its end, and how far from the best the plan can be.
 *
 * `options` and `allocator` may be NULL. Errors: as for cwp_assessment_make; CWP_ERROR_ARGUMENT also when an option is
 * out of its range; CWP_ERROR_LIMIT when there are more than 5,000 gaps or courses that cover them, or a rule needs
 * several of more than 64 records; CWP_ERROR_MEMORY. Owned by the caller; free with cwp_plan_free.
 */
CWP_CHECKED cwp_status cwp_plan_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                     const cwp_catalogue *catalogue, const cwp_question *question,
                                     const cwp_plan_options *options, const cwp_allocator *allocator, cwp_plan **out,
                                     cwp_error *error);

/** Frees a plan. Takes NULL. */
CWP_API void cwp_plan_free(cwp_plan *self);

/** The role category that the plan is for. */
CWP_API cwp_id cwp_plan_role(const cwp_plan *self);

/** The options that were applied; `claim_days` is NULL. Borrowed. */
CWP_API const cwp_plan_options *cwp_plan_asked(const cwp_plan *self);

/** How many courses the plan has. */
CWP_API size_t cwp_plan_count(const cwp_plan *self);

/** One course of a plan. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_planned_course {
  const cwp_course *course; /**< borrowed from the catalogue */
  cwp_date start;           /**< the day on which it begins */
  cwp_date end;             /**< the day on which it is completed */
  const cwp_id *covers;     /**< the gaps that it covers, or helps to, in the pathway's order of what is asked */
  size_t cover_count;       /**< how many; 0 for a course that is there because it has to come before another */
  int64_t reimbursed; /**< pence that its claims bring, as far as they fall into their windows and its price, if it
                           is known, goes */
  size_t clash;       /**< an earlier course of the plan that fills the same single day, or SIZE_MAX */
} cwp_planned_course;

/**
 * The course at `index`, from 0, in an order in which they can be taken: by the day on which they begin, then the day
 * on which they end, then by code. What has to come before a course does. NULL past the end. Borrowed.
 *
 * Of courses with dates that begin and end on one and the same day, the later ones by that order take their next start
 * if that costs nothing: it is within `latest`, brings the same reimbursement, and no course of the plan waits for
 * them. Otherwise they say which course they clash with.
 */
CWP_API const cwp_planned_course *cwp_plan_at(const cwp_plan *self, size_t index);

/** What became of a gap. */
typedef enum cwp_gap_fate {
  CWP_GAP_COVERED = 0, /**< courses of the plan cover it */
  CWP_GAP_UNDER_WAY,   /**< what is under way or booked will be enough: nothing is planned */
  CWP_GAP_LEFT,        /**< courses cover it, but not within the limits, or not together with what goes first */
  CWP_GAP_BARRED,      /**< courses cover it, but may not be chosen: cwp_plan_barred_at */
  CWP_GAP_TOO_WEAK,    /**< courses cover it, with evidence of too weak a kind */
  CWP_GAP_IN_PART,     /**< courses cover a part of it */
  CWP_GAP_NO_COURSE,   /**< no course of the catalogue covers it */
  CWP_GAP_FATE_END
} cwp_gap_fate;

/** "covered", "under-way", "left", "barred", "too-weak", "in-part", "no-course"; "unknown" else. Never NULL. */
CWP_API const char *cwp_gap_fate_name(cwp_gap_fate fate);

/** One gap. This struct will not grow. */
typedef struct cwp_gap {
  cwp_requirement requirement; /**< what is asked */
  cwp_standing standing;       /**< where the person stands with it */
  cwp_gap_fate fate;           /**< what the plan does about it */
  size_t course;               /**< the first course of the plan that covers it, or helps to; SIZE_MAX if it is not
                                    covered */
} cwp_gap;

/** How many gaps there are. */
CWP_API size_t cwp_plan_gap_count(const cwp_plan *self);

/** The gap at `index`, from 0, in the order of cwp_role_requirements; NULL past the end. Borrowed. */
CWP_API const cwp_gap *cwp_plan_gap_at(const cwp_plan *self, size_t index);

/** What a plan adds up to. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_plan_totals {
  size_t courses;
  int64_t centihours;                         /**< of the courses whose hours are known */
  size_t hours_unknown;                       /**< courses whose hours are not */
  int64_t cost;                               /**< pence to be paid, of the courses whose price is known */
  int64_t net_cost;                           /**< the same after reimbursement */
  size_t cost_unknown;                        /**< courses whose price is not known */
  int64_t reimbursed;                         /**< pence that claims bring, of all courses */
  size_t gaps[CWP_REQUIREMENT_KIND_END];      /**< by must, should, and can (always 0) */
  size_t covered[CWP_REQUIREMENT_KIND_END];   /**< of them, covered by the plan */
  size_t under_way[CWP_REQUIREMENT_KIND_END]; /**< of them, under way; the others are left */
} cwp_plan_totals;

/** What the plan adds up to. Borrowed; NULL for NULL. */
CWP_API const cwp_plan_totals *cwp_plan_total(const cwp_plan *self);

/** How sure it is that there is no better plan. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_proof {
  int proved;              /**< 1: it is the one plan of cwp_plan_make's rule. 0: the search was stopped before that was
                                sure; if the numbers below are the plan's own, only which of equals it is is open */
  size_t least_musts_left; /**< no plan leaves fewer musts (of those that courses of the catalogue cover) */
  size_t least_shoulds_left; /**< no plan that leaves as few musts as this one leaves fewer shoulds */
  size_t musts_left;         /**< what this plan leaves of them */
  size_t shoulds_left;       /**< the same of the shoulds */
  int64_t value;             /**< this plan's hundredths of an hour, pence or courses, as the objective says */
  int64_t bound;             /**< no plan that leaves as few musts and shoulds as this one has less */
  uint64_t nodes;            /**< partial plans that were looked at */
} cwp_proof;

/** The proof. Borrowed; NULL for NULL. */
CWP_API const cwp_proof *cwp_plan_proof(const cwp_plan *self);

/** Why a course that covers gaps was not up for choice. */
typedef enum cwp_bar {
  CWP_BAR_LATE = 0,      /**< it would end after the latest day */
  CWP_BAR_NO_START,      /**< it has no start left that is not too soon, or none with a place */
  CWP_BAR_NOT_FUNDED,    /**< the scheme does not fund it */
  CWP_BAR_HOURS_UNKNOWN, /**< its hours are not known, and matter */
  CWP_BAR_COST_UNKNOWN,  /**< its price is not known, and matters */
  CWP_BAR_AFTER,         /**< what has to come before it cannot be had */
  CWP_BAR_END
} cwp_bar;

/** "late", "no-start", "not-funded", "hours-unknown", "cost-unknown", "after"; "unknown" else. Never NULL. */
CWP_API const char *cwp_bar_name(cwp_bar bar);

/** A course that covers gaps and was not up for choice. This struct will not grow. */
typedef struct cwp_barred_course {
  const cwp_course *course; /**< borrowed from the catalogue */
  cwp_bar bar;              /**< why */
} cwp_barred_course;

/** How many courses cover gaps and were not up for choice. */
CWP_API size_t cwp_plan_barred_count(const cwp_plan *self);

/** One of them, from 0, by code; NULL past the end. Borrowed. */
CWP_API const cwp_barred_course *cwp_plan_barred_at(const cwp_plan *self, size_t index);
/** @} */

/** @name Claims: what the scheme gives back, and when @{ */

/** Whether a claim can be made in time. */
typedef enum cwp_claim_state {
  CWP_CLAIM_IN_TIME = 0, /**< it can */
  CWP_CLAIM_TOO_LATE,    /**< the next day on which claims are sent in is after its last day */
  CWP_CLAIM_NO_DAY,      /**< no day on which claims are sent in comes once it may be made */
  CWP_CLAIM_STATE_END
} cwp_claim_state;

/** "in-time", "too-late", "no-day"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_claim_state_name(cwp_claim_state state);

/**
 * One claim. The months of a window and the shares of the two parts are the pathway's timings TI.ldss-course-claim,
 * TI.ldss-qualification-first-claim, …-second-claim and …-first-share, or the default edition's where it has none. A
 * window's last day is cwp_date_add_months of its first. It is handed out by pointer only and may grow at its end.
 */
typedef struct cwp_claim {
  size_t course;         /**< index in the plan */
  int part;              /**< 1, or 2 for the second part of a qualification */
  int percent;           /**< its share of the reimbursement: 100, or such as 60 and 40 */
  int64_t amount;        /**< pence */
  cwp_date from;         /**< first day of its window: completed, or paid for and started, whichever is later */
  cwp_date until;        /**< last day of its window */
  cwp_date on;           /**< the first day on which claims are sent in from then on, or CWP_DATE_NONE */
  cwp_claim_state state; /**< whether that is in time; what is not is counted as not reimbursed */
} cwp_claim;

/** How many claims the plan's courses give rise to. */
CWP_API size_t cwp_plan_claim_count(const cwp_plan *self);

/** The claim at `index`, from 0, in the order of the courses and then of the parts; NULL past the end. Borrowed. */
CWP_API const cwp_claim *cwp_plan_claim_at(const cwp_plan *self, size_t index);

/** Room that every reason of cwp_plan_claim_why fits in, in bytes. */
enum { CWP_CLAIM_WHY_SIZE = 256 };

/**
 * Writes one sentence on the claim's window, and on why it is missed if it is, into `text`, zero-terminated, cut at
 * `capacity`. Returns the length without the zero that the whole sentence has; 0 past the end.
 */
CWP_API size_t cwp_plan_claim_why(const cwp_plan *self, size_t index, char *text, size_t capacity);
/** @} */

/** @name Team plans: one schedule for several people, with places @{ */

/** Somebody who is to learn. This struct will not grow. */
typedef struct cwp_learner {
  const cwp_portfolio *portfolio;
  cwp_id role; /**< the role category to plan for; CWP_NONE = that of the question, or, if it has none, their own */
} cwp_learner;

/** Several people's plans that share places. Immutable; readable from any thread; borrows as cwp_plan does. */
typedef struct cwp_team_plan cwp_team_plan;

/**
 * Plans learning for several people, so that no start of a course has more people than places. Limits are each
 * person's. A course without starts has `places` in all.
 *
 * How: each person in the given order gets the best plan that the places left allow. Then whoever fell short of what
 * they would have with all places free is given a place in the way in turn, and its holder is planned anew without it;
 * an exchange stays if the two together are better off: fewer musts left, then fewer shoulds, then less of the
 * objective. That is repeated until no exchange helps, or 20 times as many were tried as there are people. So it is a
 * good schedule, found the same way every time, and not always the best. The bound is what everybody would have with
 * all places free; the schedule is proved to be a best one if it is no worse than that.
 *
 * Errors as for cwp_plan_make; the message names the person. CWP_ERROR_LIMIT above 1,000 people. Owned by the caller;
 * free with cwp_team_plan_free.
 */
CWP_CHECKED cwp_status cwp_team_plan_make(const cwp_pathway *pathway, const cwp_learner *learners, size_t count,
                                          const cwp_catalogue *catalogue, const cwp_question *question,
                                          const cwp_plan_options *options, const cwp_allocator *allocator,
                                          cwp_team_plan **out, cwp_error *error);

/** Frees a team plan, with the plans in it. Takes NULL. */
CWP_API void cwp_team_plan_free(cwp_team_plan *self);

/** How many people it is for. */
CWP_API size_t cwp_team_plan_count(const cwp_team_plan *self);

/**
 * The plan of the person at `index`, from 0, in the given order; NULL past the end. Borrowed. Its proof speaks of the
 * places that the others leave.
 */
CWP_API const cwp_plan *cwp_team_plan_at(const cwp_team_plan *self, size_t index);

/** One start of a course that people go to. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_team_run {
  const cwp_course *course; /**< borrowed from the catalogue */
  cwp_date start;           /**< CWP_DATE_NONE for a course without starts: each begins when their plan says */
  cwp_date end;             /**< CWP_DATE_NONE then as well */
  int places;               /**< 0 = as many as are wanted */
  const size_t *people;     /**< who goes: indices of the given order, ascending */
  size_t people_count;      /**< how many */
} cwp_team_run;

/** How many starts of courses people go to. */
CWP_API size_t cwp_team_plan_run_count(const cwp_team_plan *self);

/** One of them, from 0, by its first day, last day and code, those without first; NULL past the end. Borrowed. */
CWP_API const cwp_team_run *cwp_team_plan_run_at(const cwp_team_plan *self, size_t index);

/** What the plans add up to. Borrowed; NULL for NULL. */
CWP_API const cwp_plan_totals *cwp_team_plan_total(const cwp_team_plan *self);

/**
 * The proof for the team as a whole. `proved` is 1 if nobody could do better with all places free, so that no schedule
 * leaves fewer musts, then shoulds, or then has less of the objective; there may be others as good. Borrowed; NULL for
 * NULL.
 */
CWP_API const cwp_proof *cwp_team_plan_proof(const cwp_team_plan *self);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
