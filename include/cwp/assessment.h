#ifndef CWP_ASSESSMENT_H
#define CWP_ASSESSMENT_H

/**
 * @file assessment.h
 * Where a person stands: portfolio x role category x date x settings x policy -> a status and a reason for every
 * requirement. docs/assessment.md says what each status means and how evidence is weighed.
 *
 * "No evidence on record" is not "not able". Results are counts and lists; there is no single score.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where a person stands with one requirement. These are no ranks: docs/assessment.md says which is better. */
typedef enum cwp_standing {
  CWP_STANDING_MET = 0,        /**< evidence that is strong enough holds on the day */
  CWP_STANDING_EXPIRING,       /**< met, but its evidence stops holding within the policy's window */
  CWP_STANDING_EXPIRED,        /**< was met; the evidence has stopped holding */
  CWP_STANDING_IN_PROGRESS,    /**< under way or booked */
  CWP_STANDING_CLAIMED,        /**< there is evidence, of too weak a kind */
  CWP_STANDING_PARTLY,         /**< there is evidence for a part of it */
  CWP_STANDING_NO_EVIDENCE,    /**< nothing on record: says nothing about what the person is able to do */
  CWP_STANDING_NOT_APPLICABLE, /**< not asked of this person, or not yet: no gap, and not counted as needed */
  CWP_STANDING_END
} cwp_standing;

/** "met", "expiring", "expired", "in-progress", "claimed", "partly", "no-evidence", "not-applicable"; "unknown" else.
 */
CWP_API const char *cwp_standing_name(cwp_standing standing);

/** A window without an end, for `expiring_days`: whatever has a last day at all, and has not passed it, is expiring. */
enum { CWP_EXPIRING_ANY = INT32_MAX };

/** How evidence is judged. Set it up with CWP_POLICY_INIT; the defaults are those values. Printed with every result. */
typedef struct cwp_policy {
  size_t size;                    /**< sizeof(cwp_policy) */
  cwp_evidence_kind least_must;   /**< weakest kind that meets a must; default assessed */
  cwp_evidence_kind least_should; /**< weakest kind that meets a should; default trained */
  cwp_evidence_kind least_can;    /**< weakest kind that meets a can; default trained */
  int expiring_days;              /**< evidence that ends within so many days of the date asked about, that date
                                       included as day 0, is expiring; 0 to 3,660 or CWP_EXPIRING_ANY; default 90 */
} cwp_policy;

/** The default policy. */
#define CWP_POLICY_INIT                                                                                                \
  { sizeof(cwp_policy), CWP_EVIDENCE_ASSESSED, CWP_EVIDENCE_TRAINED, CWP_EVIDENCE_TRAINED, 90 }

/** What is asked about a person. Set it up with CWP_QUESTION_INIT. */
typedef struct cwp_question {
  size_t size;              /**< sizeof(cwp_question) */
  cwp_id role;              /**< the role category; CWP_NONE = the person's own, as the portfolio has it */
  cwp_date on;              /**< the day asked about; required */
  const cwp_id *settings;   /**< practice areas that the setting names, and delegated healthcare
                                 activities that the work has */
  size_t setting_count;     /**< how many */
  const cwp_policy *policy; /**< NULL = the default policy */
} cwp_question;

/** A question about nothing yet. */
#define CWP_QUESTION_INIT                                                                                              \
  { sizeof(cwp_question), CWP_NONE, CWP_DATE_NONE, 0, 0, 0 }

/** Counts of one kind of requirement. All but `needed` add up to `needed`; what is not applicable is in none. */
typedef struct cwp_counts {
  size_t needed;
  size_t standing[CWP_STANDING_NOT_APPLICABLE]; /**< indexed by cwp_standing, MET to NO_EVIDENCE */
} cwp_counts;

/** The answer. Immutable; readable from any thread; it borrows the pathway and the portfolio, which must outlive it. */
typedef struct cwp_assessment cwp_assessment;

/**
 * Assesses one person. Errors: CWP_ERROR_ARGUMENT when the date is missing, the role category is none of the pathway's,
 * a setting is no practice area, or a field of the policy is out of its range; CWP_ERROR_NOT_FOUND when the person's
 * own role category is asked for and not known; CWP_ERROR_MEMORY. Owned by the caller; free with cwp_assessment_free.
 */
CWP_CHECKED cwp_status cwp_assessment_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                           const cwp_question *question, const cwp_allocator *allocator,
                                           cwp_assessment **out, cwp_error *error);

/** Frees an assessment. Takes NULL. */
CWP_API void cwp_assessment_free(cwp_assessment *self);

/** The role category that was asked about. */
CWP_API cwp_id cwp_assessment_role(const cwp_assessment *self);

/**
 * How much of what that role category asks the edition holds: the least coverage among it and all that it builds on.
 * With CWP_COVERAGE_PARTIAL or less, no gap is not readiness.
 */
CWP_API cwp_coverage cwp_assessment_coverage(const cwp_assessment *self);

/** The day asked about. */
CWP_API cwp_date cwp_assessment_on(const cwp_assessment *self);

/** The policy that was applied. Borrowed. */
CWP_API const cwp_policy *cwp_assessment_policy(const cwp_assessment *self);

/** Counts of must, should or can; NULL for any other kind. Borrowed. */
CWP_API const cwp_counts *cwp_assessment_counts(const cwp_assessment *self, cwp_requirement_kind kind);

/** How many requirements were judged. */
CWP_API size_t cwp_assessment_count(const cwp_assessment *self);

/** The judgement of one requirement. This struct will not grow. */
typedef struct cwp_judgement {
  cwp_requirement requirement; /**< what was asked */
  cwp_standing standing;       /**< where the person stands with it */
  size_t evidence;             /**< index in the portfolio of the evidence that made it so; SIZE_MAX if none. With no
                                    evidence that counts: what comes nearest, or SIZE_MAX if nothing is on record */
  cwp_id map;                  /**< the evidence map by which that evidence counts, or CWP_NONE if it counts directly */
  cwp_date until;              /**< last day of that evidence, or CWP_DATE_NONE */
} cwp_judgement;

/** The judgement at `index`, from 0, in the order of cwp_role_requirements; NULL past the end. Borrowed. */
CWP_API const cwp_judgement *cwp_assessment_at(const cwp_assessment *self, size_t index);

/** Room that every reason of cwp_assessment_why fits in, in bytes. */
enum { CWP_WHY_SIZE = 512 };

/**
 * Writes one sentence on why the judgement at `index` is what it is into `text`, zero-terminated, cut at `capacity`.
 * Returns the length without the zero that the whole sentence has; 0 past the end.
 */
CWP_API size_t cwp_assessment_why(const cwp_assessment *self, size_t index, char *text, size_t capacity);

/**
 * 1 if every must and should is met or expiring, and cwp_assessment_coverage is complete; 0 otherwise. With partial
 * coverage the answer is always 0: a short list does not pass for readiness.
 */
CWP_API int cwp_assessment_is_ready(const cwp_assessment *self);

/** @name One person against all role categories at once, in memory that the caller brings
 *
 * An overview weighs a person's evidence once and counts for every role category. It gives what cwp_assessment_make
 * gives, allocates nothing, and takes a few microseconds, so that it suits whoever asks about many people: the same
 * memory serves one person after the other. Any number of threads may make overviews, each in memory of its own.
 * @{ */

/** Where a person stands with every role category. It lies in the caller's memory, and borrows the pathway and the
 * portfolio, which must outlive it; of the question nothing is kept. Readable from any thread; there is nothing to
 * free. */
typedef struct cwp_overview cwp_overview;

/**
 * How many bytes of memory an overview takes for that pathway and so many settings; it does not depend on the
 * portfolio. 0 when there is no pathway, SIZE_MAX when no memory can hold it.
 */
CWP_API size_t cwp_overview_size(const cwp_pathway *pathway, size_t setting_count);

/**
 * Judges one person against all role categories, or, if the question names one, against that; the portfolio's own role
 * category plays no part. The overview is put into `memory` of `size` bytes, at least cwp_overview_size, which may
 * begin at any address and must stay as it is while the overview is in use. What was there before is gone. Errors:
 * CWP_ERROR_ARGUMENT as for cwp_assessment_make, and when the memory is too small; `*out` is NULL then. Allocates
 * nothing.
 */
CWP_CHECKED cwp_status cwp_overview_make(const cwp_pathway *pathway, const cwp_portfolio *portfolio,
                                         const cwp_question *question, void *memory, size_t size,
                                         const cwp_overview **out, cwp_error *error);

/** Counts of must, should or can of a role category; NULL for any other kind or record, or a role category that was not
 * asked about. Borrowed. */
CWP_API const cwp_counts *cwp_overview_counts(const cwp_overview *self, cwp_id role, cwp_requirement_kind kind);

/** What cwp_assessment_coverage gives for a role category; CWP_COVERAGE_NONE for any other record. */
CWP_API cwp_coverage cwp_overview_coverage(const cwp_overview *self, cwp_id role);

/** What cwp_assessment_is_ready gives for a role category; 0 for any other record or one not asked about. */
CWP_API int cwp_overview_is_ready(const cwp_overview *self, cwp_id role);

/**
 * The judgement of every requirement of a role category, in the order of cwp_role_requirements and in the settings of
 * the question. Puts up to `capacity` of them into `out` (which may be NULL when `capacity` is 0) and the whole count
 * into `*count`. Any role category may be asked about. Errors: CWP_ERROR_ARGUMENT when `role` is none, or `out` or
 * `count` is missing. Allocates nothing.
 */
CWP_CHECKED cwp_status cwp_overview_judgements(const cwp_overview *self, cwp_id role, cwp_judgement *out,
                                               size_t capacity, size_t *count, cwp_error *error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
