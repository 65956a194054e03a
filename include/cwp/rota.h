#ifndef CWP_ROTA_H
#define CWP_ROTA_H

/**
 * @file rota.h
 * Rotas: may this person take this shift, and does this team have, together, what the people they support need?
 * docs/rota.md says what rules mean and shows a check.
 *
 * Rules are data (cwp_rota_rules). A board (cwp_rota) holds people, shifts and who is on them; every assignment is
 * checked again the moment it changes, so a rota product can call it for each drag of the mouse. "No evidence on
 * record" is not "not able": a block says what is not on record for the days of the shift, and whoever plans decides.
 */

#include "cwp/allocator.h"
#include "cwp/assessment.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/moment.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** No person, no shift, no rule: in place of an index. */
#define CWP_NO_INDEX SIZE_MAX

/** @name Rules @{ */

/** What a broken rule does, lightest first. */
typedef enum cwp_rota_severity {
  CWP_ROTA_PASS = 0, /**< no rule is broken */
  CWP_ROTA_NOTE,     /**< worth knowing */
  CWP_ROTA_WARN,     /**< somebody should look at it */
  CWP_ROTA_BLOCK,    /**< should not go ahead like this */
  CWP_ROTA_SEVERITY_END
} cwp_rota_severity;

/** "pass", "note", "warn", "block"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_rota_severity_name(cwp_rota_severity severity);

/** Which shifts a rule speaks of, by their time. */
typedef enum cwp_shift_part {
  CWP_SHIFT_ANY_TIME = 0,
  CWP_SHIFT_DAY,   /**< shifts that are no night shifts */
  CWP_SHIFT_NIGHT, /**< shifts with at least three hours between 23:00 and 06:00 by the clocks of England */
  CWP_SHIFT_PART_END
} cwp_shift_part;

/** "any", "day", "night"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_shift_part_name(cwp_shift_part part);

/** What a rule measures. */
typedef enum cwp_rota_measure {
  CWP_MEASURE_EACH = 0, /**< each person who works the shift fits */
  CWP_MEASURE_NONE,     /**< nobody who works the shift fits: exclusions */
  CWP_MEASURE_LEAST,    /**< at least `amount` of them fit */
  CWP_MEASURE_MOST,     /**< at most `amount` of them fit */
  CWP_MEASURE_SHARE,    /**< at least `amount` per cent of them fit */
  CWP_MEASURE_PER,      /**< at least one fits for each `amount` of the others, or part of it */
  CWP_MEASURE_FAMILIAR, /**< at least `amount` of them were on a shift at the same place in the 28 days before */
  CWP_MEASURE_END
} cwp_rota_measure;

/** "each", "none", "least", "most", "share", "per", "familiar"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_rota_measure_name(cwp_rota_measure measure);

/** A set of rules for one kind of service, bound to a pathway, which must outlive it. Immutable; any thread. */
typedef struct cwp_rota_rules cwp_rota_rules;

/** How many ready-made sets there are. */
CWP_API size_t cwp_rota_ready_count(void);

/** The id of a ready-made set, such as "care-home", from 0; NULL past the end. Static. */
CWP_API const char *cwp_rota_ready_id(size_t index);

/**
 * A ready-made set, by its id. Errors: CWP_ERROR_NOT_FOUND, with the ids that there are; CWP_ERROR_INVALID when the
 * pathway lacks a code that the set names; CWP_ERROR_MEMORY. Owned by the caller; free with cwp_rota_rules_free.
 */
CWP_CHECKED cwp_status cwp_rota_rules_ready(const cwp_pathway *pathway, const char *id, const cwp_allocator *allocator,
                                            cwp_rota_rules **out, cwp_error *error);

/**
 * Reads a set of rules from its JSON file (docs/rota.md). Errors as for cwp_catalogue_read; CWP_ERROR_INVALID with line
 * and column also for a code that the pathway does not know. Owned by the caller; free with cwp_rota_rules_free.
 */
CWP_CHECKED cwp_status cwp_rota_rules_read(const cwp_pathway *pathway, const char *path, const cwp_limits *limits,
                                           const cwp_allocator *allocator, cwp_rota_rules **out, cwp_error *error);

/** The same from memory: `length` bytes, called `name` in errors. */
CWP_CHECKED cwp_status cwp_rota_rules_parse(const cwp_pathway *pathway, const char *text, size_t length,
                                            const char *name, const cwp_limits *limits, const cwp_allocator *allocator,
                                            cwp_rota_rules **out, cwp_error *error);

/** Frees a set. Takes NULL. */
CWP_API void cwp_rota_rules_free(cwp_rota_rules *self);

/** What a rule says. Handed out by pointer only; it may grow at its end. All texts are borrowed and never NULL. */
typedef struct cwp_rota_rule {
  const char *id;             /**< "RR.medicines" */
  const char *title;          /**< what it asks, in a few words */
  const char *basis;          /**< what it rests on */
  const char *status;         /**< "official", "convention" or "editorial": how far the basis carries */
  cwp_rota_severity severity; /**< when it is broken */
  cwp_shift_part part;        /**< of which shifts it speaks, by time */
  cwp_rota_measure measure;   /**< what it measures */
  int amount;                 /**< how many, or per cent */
  const char *fits;           /**< who fits, as a readable sentence part */
} cwp_rota_rule;

/** Id, title and number of rules of the set. */
CWP_API const char *cwp_rota_rules_id(const cwp_rota_rules *self);
CWP_API const char *cwp_rota_rules_title(const cwp_rota_rules *self); /**< what it is for */
CWP_API size_t cwp_rota_rules_count(const cwp_rota_rules *self);      /**< how many rules it has */

/** The rule at `index`, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_rota_rule *cwp_rota_rules_at(const cwp_rota_rules *self, size_t index);
/** @} */

/** @name The board @{ */

/** Facts about a person that no portfolio holds; or-ed together. */
enum {
  CWP_ROTA_AGENCY = 1,  /**< sent by an agency */
  CWP_ROTA_TRAINEE = 2, /**< in training: not yet counted by rules that leave trainees out */
  CWP_ROTA_SENIOR = 4   /**< the provider has named them as somebody who may be in charge of a shift */
};

/** How somebody is on a shift. */
typedef enum cwp_rota_as {
  CWP_ROTA_WORKING = 0, /**< one of the team */
  CWP_ROTA_SHADOWING,   /**< there to learn: no rule counts them, and none asks anything of them */
  CWP_ROTA_AS_END
} cwp_rota_as;

/** "working", "shadowing"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_rota_as_name(cwp_rota_as as);

/** One shift or visit. For cwp_rota_add_shift, set it up with CWP_SHIFT_INIT; texts and lists are copied. */
typedef struct cwp_shift {
  size_t size;            /**< sizeof(cwp_shift) */
  const char *id;         /**< the host's key; required, unique on the board, at most 200 bytes */
  cwp_moment start;       /**< first minute */
  cwp_moment end;         /**< the minute after its last */
  const char *place;      /**< where: a home, a unit, a person's address as the host names it; NULL or "" = not said */
  const cwp_id *settings; /**< practice areas of the people supported, delegated healthcare activities that are due */
  size_t setting_count;   /**< how many */
  size_t required;        /**< how many people have to work it; 0 = not said */
  const char *service; /**< what kind of shift, service or visit it is, as the host names it; NULL or "" = not said */
} cwp_shift;

/** A shift of which nothing is known yet. */
#define CWP_SHIFT_INIT                                                                                                 \
  { sizeof(cwp_shift), 0, CWP_MOMENT_NONE, CWP_MOMENT_NONE, 0, 0, 0, 0, 0 }

/**
 * People, shifts, and who is on them. One thread at a time may change it; while none does, any number may read it, with
 * the functions that take it as const (cwp_rota_try and cwp_rota_seek_fixes too). It borrows rules and portfolios.
 */
typedef struct cwp_rota cwp_rota;

/**
 * Starts an empty board. `policy` gives the window of what expires soon; its least kinds do not matter, since rules say
 * what they need; NULL = the default. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Free with cwp_rota_free.
 */
CWP_CHECKED cwp_status cwp_rota_new(const cwp_rota_rules *rules, const cwp_policy *policy,
                                    const cwp_allocator *allocator, cwp_rota **out, cwp_error *error);

/** Frees a board. Takes NULL. */
CWP_API void cwp_rota_free(cwp_rota *self);

/**
 * Adds a person with flags (CWP_ROTA_AGENCY, …). Their evidence is weighed here, once, for every day. `*out`, which may
 * be NULL, is the person's number, from 0. Errors, the board staying as it was: CWP_ERROR_ARGUMENT for a person of that
 * id on the board, without regard to ASCII case, or an unknown flag; CWP_ERROR_LIMIT above 100,000; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_rota_add_person(cwp_rota *self, const cwp_portfolio *portfolio, unsigned flags, size_t *out,
                                           cwp_error *error);

/**
 * Adds a shift. It may be of any length from 1 minute to 7 days. Errors, the board staying as it was:
 * CWP_ERROR_ARGUMENT for a shift without id or times, an id that is taken, or a setting that is no practice area and no
 * delegated healthcare activity; CWP_ERROR_INVALID when it does not end after it starts, or is too long;
 * CWP_ERROR_LIMIT above a million; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_rota_add_shift(cwp_rota *self, const cwp_shift *shift, size_t *out, cwp_error *error);

/**
 * Says that a person could work from one moment to another; spans may touch and overlap. Who has no such span on the
 * board is taken as not available when fixes are sought. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_INVALID when it does not
 * end after it starts, CWP_ERROR_LIMIT above 10,000 for one person, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_rota_add_availability(cwp_rota *self, size_t person, cwp_moment start, cwp_moment end,
                                                 cwp_error *error);

/**
 * Puts a person on a shift, or changes how they are on it, and checks again what that touches: the shift, and the other
 * shifts of the person that it may overlap. Errors, the board staying as it was: CWP_ERROR_ARGUMENT; CWP_ERROR_LIMIT
 * above 1,000 people on one shift; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_rota_assign(cwp_rota *self, size_t shift, size_t person, cwp_rota_as as, cwp_error *error);

/** Takes a person off a shift. Errors: CWP_ERROR_NOT_FOUND when they are not on it; else as for cwp_rota_assign. */
CWP_CHECKED cwp_status cwp_rota_unassign(cwp_rota *self, size_t shift, size_t person, cwp_error *error);

CWP_API size_t cwp_rota_person_count(const cwp_rota *self); /**< how many people are on the board */
CWP_API size_t cwp_rota_shift_count(const cwp_rota *self);  /**< how many shifts */

/** The portfolio of a person; NULL past the end. Borrowed. */
CWP_API const cwp_portfolio *cwp_rota_person(const cwp_rota *self, size_t person);

/** A shift as it was added; NULL past the end. Borrowed. */
CWP_API const cwp_shift *cwp_rota_shift(const cwp_rota *self, size_t shift);

/** The person or shift with that id, without regard to ASCII case, or CWP_NO_INDEX. One hash look-up. */
CWP_API size_t cwp_rota_find_person(const cwp_rota *self, const char *id);
CWP_API size_t cwp_rota_find_shift(const cwp_rota *self, const char *id); /**< the same for a shift */

/** How many people are on a shift, and who, in the order in which they came. CWP_NO_INDEX past the end. */
CWP_API size_t cwp_rota_on_count(const cwp_rota *self, size_t shift);
CWP_API size_t cwp_rota_on_at(const cwp_rota *self, size_t shift, size_t index, cwp_rota_as *as); /**< `as` may be NULL
                                                                                                   */
/** @} */

/** @name What is wrong @{ */

/** What an issue is about. */
typedef enum cwp_rota_cause {
  CWP_ROTA_RULE = 0, /**< a rule of the set is broken */
  CWP_ROTA_SHORT,    /**< fewer people work the shift than it requires: block */
  CWP_ROTA_OVERLAP,  /**< a person works another shift at the same time: block */
  CWP_ROTA_LONG,     /**< the shift is longer than 24 hours: warn */
  CWP_ROTA_ROLE,     /**< the person's role category is not known, and a rule asks for one: warn */
  CWP_ROTA_EXPIRES,  /**< something that a rule counts for somebody ends within the policy's window after it: note */
  CWP_ROTA_CAUSE_END
} cwp_rota_cause;

/** "rule", "short", "overlap", "long", "role", "expires"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_rota_cause_name(cwp_rota_cause cause);

/** One thing wrong with a shift. Handed out by pointer only; it may grow at its end. */
typedef struct cwp_rota_issue {
  cwp_rota_cause cause;
  cwp_rota_severity severity;
  size_t rule;           /**< index in the rules, or CWP_NO_INDEX */
  size_t person;         /**< whom it is about, or CWP_NO_INDEX for the team */
  size_t other_shift;    /**< the shift that overlaps, or CWP_NO_INDEX */
  size_t have;           /**< how many fit, or work the shift */
  size_t need;           /**< how many would have to, or may at most */
  cwp_id about;          /**< what is not on record, or expires, for the person, or CWP_NONE */
  cwp_standing standing; /**< where the person stands with it on the first day of the shift on which it is not held */
  size_t evidence; /**< index in the person's portfolio of the evidence that comes nearest or expires, or SIZE_MAX */
  cwp_date day;    /**< that day; for CWP_ROTA_EXPIRES the last day on which it holds; or CWP_DATE_NONE */
} cwp_rota_issue;

/** The heaviest issue of a shift; CWP_ROTA_PASS past the end. */
CWP_API cwp_rota_severity cwp_rota_verdict(const cwp_rota *self, size_t shift);

/** The heaviest issue of a shift that is about that person. */
CWP_API cwp_rota_severity cwp_rota_person_verdict(const cwp_rota *self, size_t shift, size_t person);

/** How many issues a shift has. */
CWP_API size_t cwp_rota_issue_count(const cwp_rota *self, size_t shift);

/** One of them, from 0, heaviest first, then in the order of the rules and of the people; NULL past the end. Borrowed
 * until an assignment changes. */
CWP_API const cwp_rota_issue *cwp_rota_issue_at(const cwp_rota *self, size_t shift, size_t index);

/** Room that every reason of cwp_rota_issue_why fits in, in bytes. */
enum { CWP_ROTA_WHY_SIZE = 768 };

/**
 * Writes one sentence on an issue into `text`, zero-terminated, cut at `capacity`; texts of the host are made safe to
 * show. Returns the length without the zero that the whole sentence has; 0 past the end.
 */
CWP_API size_t cwp_rota_issue_why(const cwp_rota *self, size_t shift, size_t index, char *text, size_t capacity);

/** Whether a person has said that they could work all of a shift: 1 or 0. 0 past the end. */
CWP_API int cwp_rota_available(const cwp_rota *self, size_t shift, size_t person);

/** Whether a rule speaks of a shift: 1 or 0. 0 past the end. */
CWP_API int cwp_rota_applies(const cwp_rota *self, size_t shift, size_t rule);

/** Whether a rule looks at a person who works: 1, or 0 when it leaves out people with one of their flags. */
CWP_API int cwp_rota_counts(const cwp_rota *self, size_t person, size_t rule);

/**
 * Whether a person would fit a rule on a shift, on every day that it touches: 1 or 0, whoever is on it. 0 past the end.
 */
CWP_API int cwp_rota_fits(const cwp_rota *self, size_t shift, size_t person, size_t rule);

/** What a rule says of one person on one shift, whoever else is on it: what a solver asks. */
typedef enum cwp_rota_effect {
  CWP_ROTA_NO_EFFECT = 0, /**< nothing: it does not speak of the shift, or they count for it and do not fit */
  CWP_ROTA_BREAKS,        /**< it is about each person, and they would break it */
  CWP_ROTA_HELPS,         /**< it is about the team, and they would count for it and fit */
  CWP_ROTA_LEFT_OUT,      /**< it is about the team, and does not look at them */
  CWP_ROTA_EFFECT_END
} cwp_rota_effect;

/** That. CWP_ROTA_NO_EFFECT past the end. */
CWP_API cwp_rota_effect cwp_rota_effect_of(const cwp_rota *self, size_t shift, size_t person, size_t rule);

/**
 * What would come of putting a person on a shift: the issues that the shift would have, without changing the board; up
 * to `capacity` of them into `out`, which may be NULL for 0. `*count` is how many there are in all. Errors:
 * CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_rota_try(const cwp_rota *self, size_t shift, size_t person, cwp_rota_as as,
                                    cwp_rota_issue *out, size_t capacity, size_t *count, cwp_error *error);

/**
 * The sentence of cwp_rota_issue_why for an issue that cwp_rota_try gave for that shift. 0, and an empty text, for one
 * that cannot be of this board.
 */
CWP_API size_t cwp_rota_why(const cwp_rota *self, size_t shift, const cwp_rota_issue *issue, char *text,
                            size_t capacity);
/** @} */

/** @name What would mend it @{ */

/** How an issue could be mended. Least change first. */
typedef enum cwp_rota_fix_kind {
  CWP_ROTA_FIX_ADD = 0, /**< put an available person on the shift */
  CWP_ROTA_FIX_SWAP,    /**< put an available person on it in the place of somebody */
  CWP_ROTA_FIX_MOVE,    /**< take a person from another shift, which stays without a block of its own */
  CWP_ROTA_FIX_REMOVE,  /**< take somebody off who is one too many, or is there twice */
  CWP_ROTA_FIX_LEARN,   /**< evidence about `about` would mend it: somebody on the shift has to learn or be assessed */
  CWP_ROTA_FIX_KIND_END
} cwp_rota_fix_kind;

/** "add", "swap", "move", "remove", "learn"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_rota_fix_kind_name(cwp_rota_fix_kind kind);

/** One way to mend a shift. Handed out by pointer only; it may grow at its end. */
typedef struct cwp_rota_fix {
  cwp_rota_fix_kind kind;
  size_t person;                 /**< who comes, goes (REMOVE) or learns */
  size_t leaves;                 /**< who goes for them (SWAP), or CWP_NO_INDEX */
  size_t from_shift;             /**< the shift that they come from (MOVE), or CWP_NO_INDEX */
  cwp_id about;                  /**< what is to be learnt (LEARN), or CWP_NONE */
  cwp_evidence_kind kind_needed; /**< of what kind at least (LEARN) */
  size_t blocks_before;          /**< blocks on the shift now */
  size_t blocks_after;           /**< blocks that would be left on it: fewer than there are, found by trying */
  size_t warns_after;            /**< warnings that would be left on it */
} cwp_rota_fix;

/** Ways to mend a shift, in order. Immutable. */
typedef struct cwp_rota_fixes cwp_rota_fixes;

/**
 * Seeks ways to mend the blocks of a shift. Each was tried: it leaves fewer blocks on the shift and no new one on any
 * other (rules that measure FAMILIAR on later shifts are not looked at). LEARN takes it that full, completed evidence
 * of `kind_needed` about `about` holds on every day of the shift. Who is added or comes for somebody is free and
 * available for the whole shift; who is moved, for what of it lies outside the shift that they leave. Order: fewest
 * blocks left, then fewest changes (ADD and REMOVE, SWAP, MOVE), then fewest warnings, then the person who works the
 * fewest hours on the board, then as they were added; LEARN comes last. At most `most` of each kind; 0 = 10. A shift
 * without blocks gives an empty list. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Owned by the caller; free with
 * cwp_rota_fixes_free.
 */
CWP_CHECKED cwp_status cwp_rota_seek_fixes(const cwp_rota *self, size_t shift, size_t most, cwp_rota_fixes **out,
                                           cwp_error *error);

/** Frees fixes. Takes NULL. */
CWP_API void cwp_rota_fixes_free(cwp_rota_fixes *self);

CWP_API size_t cwp_rota_fixes_count(const cwp_rota_fixes *self); /**< how many there are */

/** One of them, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_rota_fix *cwp_rota_fixes_at(const cwp_rota_fixes *self, size_t index);
/** @} */

/** @name What is needed and who has it @{ */

/** One rule of a set over a period. Handed out by pointer only; it may grow at its end. */
typedef struct cwp_rota_demand {
  size_t rule;         /**< which */
  cwp_shift_part part; /**< CWP_SHIFT_DAY or CWP_SHIFT_NIGHT: the two are told apart */
  size_t shifts;       /**< shifts of the period that the rule speaks of */
  size_t broken;       /**< of them, those on which it is broken */
  int64_t needed;      /**< minutes of fitting people that it asks for, over these shifts */
  int64_t held;        /**< of them, minutes that the people on these shifts give */
  size_t able;         /**< people on the board who fit on at least one of these shifts, agency staff included */
  size_t only;         /**< the one person, if there is just one who fits any of them, or CWP_NO_INDEX */
  size_t rests_on_one; /**< of these shifts, those on which just one person of the whole board fits */
  size_t freed;        /**< shifts on which the rule is broken now and would not be with one more fitting person */
} cwp_rota_demand;

/** Demand, by rule and part of the day. Immutable. */
typedef struct cwp_rota_demands cwp_rota_demands;

/**
 * Adds up, for the shifts that start from `from` up to but without `until`, what the rules ask for (those that measure
 * LEAST, SHARE or PER; EACH asks everybody) and what there is. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Owned by
 * the caller; free with cwp_rota_demands_free.
 */
CWP_CHECKED cwp_status cwp_rota_add_up(const cwp_rota *self, cwp_moment from, cwp_moment until, cwp_rota_demands **out,
                                       cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_rota_demands_free(cwp_rota_demands *self);

CWP_API size_t cwp_rota_demands_count(const cwp_rota_demands *self); /**< how many there are */

/** One of them, from 0, in the order of the rules, day before night; NULL past the end. Borrowed. */
CWP_API const cwp_rota_demand *cwp_rota_demands_at(const cwp_rota_demands *self, size_t index);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
