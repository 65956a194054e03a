#ifndef CWP_NEXT_H
#define CWP_NEXT_H

/**
 * @file next.h
 * Where somebody can go from where they are: single steps, and routes of several moves to a goal. docs/next-steps.md
 * says how steps are ranked and shows one person's.
 *
 * A step leads to another role category, by a move of the pathway, or into a practice area that is open to the person's
 * own one. Each says what remains, what carries over, what is new, what it rests on and how much of its target the data
 * holds. Steps are put in an order; people are given no score. "Remaining" means that there is no evidence on record
 * that is enough, never that somebody is not able.
 */

#include "cwp/allocator.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What kind of step it is. */
typedef enum cwp_step_kind {
  CWP_STEP_UP = 0,     /**< a move to more responsibility */
  CWP_STEP_SIDEWAYS,   /**< a move to other work at the same height */
  CWP_STEP_SPECIALISE, /**< a move into a specialism, or a practice area open to the person's own role category */
  CWP_STEP_ONWARD,     /**< a move out of the pathway's care roles */
  CWP_STEP_OTHER, /**< no move of the pathway leads there from where the person is, or where they are is not known */
  CWP_STEP_KIND_END
} cwp_step_kind;

/** "up", "sideways", "specialise", "onward", "other"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_step_kind_name(cwp_step_kind kind);

/** Which steps are listed. Set it up with CWP_NEXT_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_next_options {
  size_t size; /**< sizeof(cwp_next_options) */
  int all;     /**< 1: also the role categories that no move leads to, as steps of kind CWP_STEP_OTHER */
} cwp_next_options;

/** Moves and practice areas only. */
#define CWP_NEXT_OPTIONS_INIT                                                                                          \
  { sizeof(cwp_next_options), 0 }

/** One step. It is handed out by pointer only and may grow at its end. Texts are borrowed and never NULL. */
typedef struct cwp_step {
  cwp_step_kind kind;
  cwp_id target;         /**< a role category, or a practice area */
  cwp_id move;           /**< the move; CWP_NONE for a practice area and for CWP_STEP_OTHER */
  const char *basis;     /**< what the step rests on, one sentence */
  const char *note;      /**< how sure that is, or "" */
  cwp_provenance status; /**< how the data came to say so; editorial where it says nothing */
  cwp_id source;         /**< the document, or CWP_NONE */
  cwp_coverage coverage; /**< how much of what the target asks the data holds: the least among it and all that it builds
                              on. A practice area's is always CWP_COVERAGE_SUMMARY: its framework is no part of the
                              data */
  const char *coverage_note;                   /**< what is missing, or "" */
  cwp_counts counts[CWP_REQUIREMENT_KIND_END]; /**< where the person stands with what the target asks */
  size_t remaining[CWP_REQUIREMENT_KIND_END];  /**< of it, neither met nor expiring, by must, should and can */
  size_t carried;                              /**< of it, met or expiring now: it carries over */
  size_t added;                                /**< of it, not asked by the role category where the person starts */
  size_t added_remaining[CWP_REQUIREMENT_KIND_END]; /**< what of `remaining` is new in that sense */
  int ready; /**< 1 if every must and should is met and the data holds the target completely (cwp_assessment_is_ready)
              */
  int taken; /**< 1 for a practice area that the person has evidence of already */
} cwp_step;

/** One requirement of a step's target. This struct will not grow. */
typedef struct cwp_step_line {
  const cwp_judgement *judgement; /**< what is asked and where the person stands with it; borrowed */
  size_t index;                   /**< its place in cwp_next_assessment, for cwp_assessment_why */
  int carried;                    /**< 1 if it is met or expiring now, 0 if it remains */
  int added;                      /**< 1 if the role category where the person starts does not ask it */
} cwp_step_line;

/** Somebody's next steps. Immutable; readable from any thread; it borrows the pathway and the portfolio. */
typedef struct cwp_next cwp_next;

/**
 * Finds and ranks next steps. `question->role` is where the person starts: CWP_NONE means their own role category, and
 * for somebody who has none any role category is a step, of kind CWP_STEP_OTHER. Day, settings and policy are those of
 * the assessments behind it. `options` may be NULL.
 *
 * The order, the first difference deciding:
 *
 * 1. steps not taken already;
 * 2. moves and practice areas before other role categories;
 * 3. targets of which the data holds more than a summary, for of a summary nobody can tell how much remains. Among
 *    these: fewer musts remaining; then fewer shoulds remaining; then complete coverage before partial;
 * 4. role categories before practice areas;
 * 5. practice areas that something is on record of before those without;
 * 6. the kind of step, as enumerated; then the pathway's own order.
 *
 * Errors as for cwp_assessment_make, but for a person without a role category. Owned by the caller; free with
 * cwp_next_free.
 */
CWP_CHECKED cwp_status cwp_next_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                     const cwp_question *question, const cwp_next_options *options,
                                     const cwp_allocator *allocator, cwp_next **out, cwp_error *error);

/** Frees next steps. Takes NULL. */
CWP_API void cwp_next_free(cwp_next *self);

/** The role category that the steps start from, or CWP_NONE if none is known. */
CWP_API cwp_id cwp_next_from(const cwp_next *self);

/** Where the person stands with that role category, or NULL if none is known. Borrowed. */
CWP_API const cwp_assessment *cwp_next_own(const cwp_next *self);

/** How many steps there are. */
CWP_API size_t cwp_next_count(const cwp_next *self);

/** The step at `index`, from 0, in their order; NULL past the end. Borrowed. */
CWP_API const cwp_step *cwp_next_at(const cwp_next *self, size_t index);

/**
 * The assessment behind a step: of its target, or, for a practice area, of the role category where the person starts.
 * NULL past the end. Borrowed.
 */
CWP_API const cwp_assessment *cwp_next_assessment(const cwp_next *self, size_t step);

/** How many requirements of a step's target are asked of the person. */
CWP_API size_t cwp_next_line_count(const cwp_next *self, size_t step);

/**
 * The requirement at `index`, from 0: first what remains, must before should before can, then what carries over in the
 * same order; each in the order of cwp_role_requirements. NULL past the end. Borrowed.
 */
CWP_API const cwp_step_line *cwp_next_line_at(const cwp_next *self, size_t step, size_t index);

/** Room that every reason of cwp_next_why fits in, in bytes. */
enum { CWP_NEXT_WHY_SIZE = 1280 };

/**
 * Writes a few sentences on a step into `text`, zero-terminated, cut at `capacity`: what it rests on, what remains and
 * carries over, and what the data does not hold. Returns the length without the zero that they have whole; 0 past the
 * end. Meant for people; it may change from version to version.
 */
CWP_API size_t cwp_next_why(const cwp_next *self, size_t step, char *text, size_t capacity);

/** @name Routes: several moves, one after the other, to a goal @{ */

/** How far routes are looked for. Set it up with CWP_ROUTE_OPTIONS_INIT, or pass NULL for the defaults. */
typedef struct cwp_route_options {
  size_t size;        /**< sizeof(cwp_route_options) */
  size_t most_routes; /**< how many are wanted, 1 to 100; default 3 */
  size_t most_moves;  /**< moves that a route may have, 1 to 20; default 8 */
} cwp_route_options;

/** Three routes of eight moves at most. */
#define CWP_ROUTE_OPTIONS_INIT                                                                                         \
  { sizeof(cwp_route_options), 3, 8 }

/** One route. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_route {
  size_t step_count;                          /**< how many moves it has */
  size_t remaining[CWP_REQUIREMENT_KIND_END]; /**< what its steps add up to: each requirement counts once, for the first
                                                   step that asks it */
  size_t untold; /**< of its targets, the goal included, those that the data holds only a summary of */
} cwp_route;

/** One step of a route. It is handed out by pointer only and may grow at its end. Texts are borrowed, never NULL. */
typedef struct cwp_route_step {
  cwp_id move;
  cwp_step_kind kind;
  cwp_id from;                                /**< the role category where it starts */
  cwp_id target;                              /**< the role category where it leads */
  cwp_coverage coverage;                      /**< as in cwp_step */
  const char *coverage_note;                  /**< as in cwp_step */
  size_t remaining[CWP_REQUIREMENT_KIND_END]; /**< all that remains for the target today */
  size_t adds[CWP_REQUIREMENT_KIND_END];      /**< of it, what no earlier step of the route asks */
  size_t carried;                             /**< of what the target asks, met or expiring today */
} cwp_route_step;

/** Routes to a goal. Immutable; readable from any thread; it borrows the pathway and the portfolio. */
typedef struct cwp_routes cwp_routes;

/**
 * Finds routes over the pathway's moves from where the person is to the role category `goal`. `question->role` is where
 * the person starts, CWP_NONE their own role category. No route visits a role category twice. `options` may be NULL.
 *
 * The order, the first difference deciding: fewer targets of which the data holds only a summary; fewer musts and
 * shoulds remaining in all; fewer moves; the pathway's own order of the moves.
 *
 * There may be none: cwp_routes_count is 0 then, as it is when the person is at the goal. Errors as for
 * cwp_assessment_make; CWP_ERROR_ARGUMENT also when `goal` is no role category or an option is out of range;
 * CWP_ERROR_NOT_FOUND when the start is not known. Owned by the caller; free with cwp_routes_free.
 */
CWP_CHECKED cwp_status cwp_route_find(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                      const cwp_question *question, cwp_id goal, const cwp_route_options *options,
                                      const cwp_allocator *allocator, cwp_routes **out, cwp_error *error);

/** Frees routes. Takes NULL. */
CWP_API void cwp_routes_free(cwp_routes *self);

/** How many routes were found. */
CWP_API size_t cwp_routes_count(const cwp_routes *self);

/** The route at `index`, from 0, in their order; NULL past the end. Borrowed. */
CWP_API const cwp_route *cwp_routes_at(const cwp_routes *self, size_t index);

/** A step of a route, from 0, in the order in which they are taken; NULL past the end. Borrowed. */
CWP_API const cwp_route_step *cwp_routes_step(const cwp_routes *self, size_t route, size_t step);

/** The assessment of a step's target as of today; NULL past the end. Borrowed. */
CWP_API const cwp_assessment *cwp_routes_assessment(const cwp_routes *self, size_t route, size_t step);

/**
 * A requirement that a step adds to the route, from 0, must before should before can; NULL past the end: there are as
 * many as the sum of the step's `adds`. Borrowed.
 */
CWP_API const cwp_judgement *cwp_routes_added(const cwp_routes *self, size_t route, size_t step, size_t index);

/**
 * 1 if no route was passed over. 0 if a framework has so many moves that the search was stopped; the routes are then
 * the best of those that were looked at.
 */
CWP_API int cwp_routes_is_complete(const cwp_routes *self);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
