#ifndef CWP_CATEGORY_H
#define CWP_CATEGORY_H

/**
 * @file category.h
 * Which role category a worker of the national data set (ASC-WDS) may be in, and why.
 *
 * A suggestion comes from what a staff record says: job role, time in the post and in the sector, certificates,
 * delegated healthcare and the like. It is a proposal for somebody who knows the worker: each candidate comes with its
 * reasons, and where they speak for more than one category, or for none strongly enough, nothing is proposed. A
 * registered manager is suggested for the job role of that name only. The rules are text with their source
 * (lib/exchange/category-rules.json, lib/data/role-suggestions.json), all of them editorial: no official list exists.
 */

#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How much speaks for a candidate. */
typedef enum cwp_category_strength {
  CWP_CATEGORY_WEAK = 0, /**< it is possible; never proposed */
  CWP_CATEGORY_FAIR,     /**< it is likely */
  CWP_CATEGORY_STRONG,   /**< the record says as much as it can */
  CWP_CATEGORY_STRENGTH_END
} cwp_category_strength;

/** "weak", "fair", "strong"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_category_strength_name(cwp_category_strength strength);

/**
 * What a staff record says of a worker, in the codes of the upload file. 0 is not known, except for `care_level`. Set
 * it up with CWP_CATEGORY_FACTS_INIT.
 */
typedef struct cwp_category_facts {
  size_t size;              /**< sizeof(cwp_category_facts) */
  int job_role;             /**< MAINJOBROLE: 8 care worker */
  int employment;           /**< EMPLSTATUS: 1 permanent, 4 agency */
  cwp_date started;         /**< STARTDATE, or CWP_DATE_NONE */
  int sector_year;          /**< STARTINSECT: the year in which they came into the sector */
  int care_certificate;     /**< CARECERT: 1 completed, 2 no, 3 in progress */
  int level_2_certificate;  /**< L2CARECERT: 1 completed, 2 started, 3 no */
  int delegated_healthcare; /**< DHA: 1 yes, 2 no */
  int nurse_register;       /**< NMCREG: 1 to 5 */
  int care_level;           /**< level of the highest social care qualification, 0 to 8; -1 = not known, or none */
  cwp_date on;              /**< the day that is asked about, or CWP_DATE_NONE: how long ago things were is not known */
} cwp_category_facts;

/** Nothing is known. */
#define CWP_CATEGORY_FACTS_INIT                                                                                        \
  { sizeof(cwp_category_facts), 0, 0, CWP_DATE_NONE, 0, 0, 0, 0, 0, -1, CWP_DATE_NONE }

enum { CWP_CATEGORY_CANDIDATES = 8, CWP_CATEGORY_REASONS = 8 };

/** A category that the worker may be in. Texts are borrowed from the pathway and the library. */
typedef struct cwp_category_candidate {
  cwp_id role;        /**< role category, or CWP_NONE: none of them applies */
  const char *title;  /**< its name, or that of the answer that none applies */
  const char *answer; /**< code for CWPCATEGORY, "" where the national service takes none for it */
  cwp_category_strength strength;
  size_t reason_count;
  const char *reasons[CWP_CATEGORY_REASONS]; /**< sentences, those that speak for it first */
  const char *rules[CWP_CATEGORY_REASONS];   /**< code of the rule behind each, "CR.year-in-post" */
} cwp_category_candidate;

/** What may be; strongest first. Plain memory: nothing is to be freed. */
typedef struct cwp_category_suggestion {
  size_t count; /**< candidates */
  cwp_category_candidate candidates[CWP_CATEGORY_CANDIDATES];
  int abstains;    /**< 1 where the first candidate is not proposed, or there is none */
  const char *why; /**< one sentence on that; static */
} cwp_category_suggestion;

/**
 * Suggests. The first candidate is proposed (`abstains` is 0) where it is fair or strong and stronger than every other
 * one. Errors: CWP_ERROR_ARGUMENT for a NULL or a date out of range. Allocates nothing; safe from any thread.
 */
CWP_CHECKED cwp_status cwp_category_suggest(const cwp_pathway *pathway, const cwp_category_facts *facts,
                                            cwp_category_suggestion *out, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
