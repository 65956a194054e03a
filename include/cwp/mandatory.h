#ifndef CWP_MANDATORY_H
#define CWP_MANDATORY_H

/**
 * @file mandatory.h
 * Training that a workplace has made mandatory: which training categories of the national data set (ASC-WDS) it asks of
 * which job roles, and who has them. docs/mandatory-training.md shows the file and what each standing means.
 *
 * The national rule is followed: training is matched by its category and nothing else, and a record at all counts as
 * present, one that has expired being counted apart. `strict` takes expired training as lacking.
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
#include "cwp/team.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is mandatory for whom. Immutable once read; readable from any thread. It borrows nothing. */
typedef struct cwp_mandatory cwp_mandatory;

/** One line of it. Texts are borrowed and never NULL. */
typedef struct cwp_mandatory_rule {
  const char *category;  /**< code of the training category, "ASC.T20" */
  const char *title;     /**< its title */
  const char *job_role;  /**< the job role it is for: a title of the national list, or a job title of the workplace's
                              own; "" for everybody */
  const char *workplace; /**< key of the one workplace it holds in; "" for all */
  int months;            /**< refreshed after so many months; 0 if the file does not say */
  uint64_t line;         /**< line of the file, 0 where it is not known */
} cwp_mandatory_rule;

/**
 * Reads what is mandatory from CSV or JSON, told apart by the first character. In CSV the columns are `category`, `job
 * role`, and optionally `refresh months` and `workplace`. A category is its code ("ASC.T20"), its bulk upload code
 * ("20") or its title; a job role likewise, "all", or a job title of the workplace's own.
 *
 * What is wrong with one rule is a finding with its line, column and value, and the others count: MANDATORY-CATEGORY-
 * MISSING, -CATEGORY-UNKNOWN, -JOB-MISSING, -MONTHS, -TEXT-NOT-UTF8 (errors: the rule is not used), -JOB-OWN,
 * -REPEATED, -COLUMN-UNKNOWN (notes). `findings` may be NULL.
 *
 * Errors: CWP_ERROR_ARGUMENT without pathway or input; CWP_ERROR_IO; CWP_ERROR_SYNTAX for malformed CSV or JSON;
 * CWP_ERROR_UNSUPPORTED when it is no such file; CWP_ERROR_INVALID when a JSON file has another shape;
 * CWP_ERROR_LIMIT; CWP_ERROR_MEMORY. `*out` is NULL then. Owned by the caller; free with cwp_mandatory_free.
 */
CWP_CHECKED cwp_status cwp_mandatory_read(const cwp_pathway *pathway, const cwp_input *input, const cwp_limits *limits,
                                          const cwp_allocator *allocator, cwp_findings *findings, cwp_mandatory **out,
                                          cwp_error *error);

/** The same from a file. Errors: CWP_ERROR_NOT_FOUND too. */
CWP_CHECKED cwp_status cwp_mandatory_read_file(const cwp_pathway *pathway, const char *path, const cwp_limits *limits,
                                               const cwp_allocator *allocator, cwp_findings *findings,
                                               cwp_mandatory **out, cwp_error *error);

/** How many rules there are. */
CWP_API size_t cwp_mandatory_count(const cwp_mandatory *self);

/** The rule at `index`, from 0, in the order of the file; NULL past the end. Borrowed. */
CWP_API const cwp_mandatory_rule *cwp_mandatory_at(const cwp_mandatory *self, size_t index);

/** Frees it. Takes NULL. */
CWP_API void cwp_mandatory_free(cwp_mandatory *self);

/** Where a person stands with one training category. */
typedef enum cwp_mandatory_standing {
  CWP_MANDATORY_NOT_ASKED = 0, /**< no rule asks it of them */
  CWP_MANDATORY_PRESENT,       /**< there is a record, and it does not end within the window */
  CWP_MANDATORY_EXPIRING,      /**< there is a record, which ends within the window */
  CWP_MANDATORY_EXPIRED,       /**< there are records, and all of them have ended */
  CWP_MANDATORY_MISSING,       /**< there is no record of completed training in the category */
  CWP_MANDATORY_STANDING_END
} cwp_mandatory_standing;

/** "not-asked", "present", "expiring", "expired", "missing"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_mandatory_standing_name(cwp_mandatory_standing standing);

/** What is asked of a team. Set it up with CWP_MANDATORY_QUESTION_INIT and set the day. */
typedef struct cwp_mandatory_question {
  size_t size;       /**< sizeof(cwp_mandatory_question) */
  cwp_date on;       /**< the day asked about; required */
  int expiring_days; /**< training that ends within so many days of it, the day itself included as day 0, is expiring;
                          0 to 3,660 or CWP_EXPIRING_ANY; default 90 */
  int strict;        /**< 1: expired training is lacking too. Default 0: only missing training is */
} cwp_mandatory_question;

/** No day yet; 90 days; the national rule. */
#define CWP_MANDATORY_QUESTION_INIT                                                                                    \
  { sizeof(cwp_mandatory_question), CWP_DATE_NONE, 90, 0 }

/** Who has what. Immutable; readable from any thread; it borrows the rules and the team, which must outlive it. */
typedef struct cwp_mandatory_report cwp_mandatory_report;

/**
 * Holds everybody in a team against the rules. A record is completed evidence about the category itself, of any kind
 * but declared, that does not begin after the day. Where it says no end and the rule has a number of months, it ends
 * that many months after it began, as cwp_date_valid_until counts; an end that it says holds. Of several records the
 * one that ends last counts, of several rules the one with the fewest months.
 *
 * Errors: CWP_ERROR_ARGUMENT when a part is missing or the question is out of range; CWP_ERROR_LIMIT when people times
 * categories is more than memory can be asked for; CWP_ERROR_MEMORY. Free with cwp_mandatory_report_free.
 */
CWP_CHECKED cwp_status cwp_mandatory_report_make(const cwp_mandatory *rules, const cwp_team *team,
                                                 const cwp_mandatory_question *question, const cwp_allocator *allocator,
                                                 cwp_mandatory_report **out, cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_mandatory_report_free(cwp_mandatory_report *self);

/** A training category that somebody may be asked for. This struct will not grow. */
typedef struct cwp_mandatory_category {
  const char *code;                          /**< "ASC.T20" */
  const char *title;                         /**< its title */
  size_t people[CWP_MANDATORY_STANDING_END]; /**< how many people stand where */
  size_t lacking;                            /**< missing, and expired where that was asked for */
} cwp_mandatory_category;

/** How many categories the rules name, each once. */
CWP_API size_t cwp_mandatory_report_category_count(const cwp_mandatory_report *self);

/** The category at `index`, from 0, in the order of the rules; NULL past the end. Borrowed. */
CWP_API const cwp_mandatory_category *cwp_mandatory_report_category_at(const cwp_mandatory_report *self, size_t index);

/** A person and how many categories stand where. This struct will not grow. */
typedef struct cwp_mandatory_person {
  const cwp_portfolio *portfolio;                /**< borrowed from the team */
  size_t categories[CWP_MANDATORY_STANDING_END]; /**< how many categories stand where */
  size_t lacking;                                /**< missing, and expired where that was asked for */
  int job_unknown; /**< 1 if there are rules for single job roles, and the person's is not on record or is neither in
                        the national list nor in the rules: what those rules ask of them cannot be told */
} cwp_mandatory_person;

/** How many people there are: as many as in the team, in its order. */
CWP_API size_t cwp_mandatory_report_person_count(const cwp_mandatory_report *self);

/** The person at `index`, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_mandatory_person *cwp_mandatory_report_person_at(const cwp_mandatory_report *self, size_t index);

/** One person and one category. This struct will not grow. */
typedef struct cwp_mandatory_cell {
  cwp_mandatory_standing standing;
  int lacking;     /**< 1 if it counts as lacking */
  int is_undated;  /**< 1 if the rule says how often it is refreshed, but the record has no day to count from */
  size_t evidence; /**< index of the record in the portfolio; SIZE_MAX if there is none */
  cwp_date until;  /**< its last day, said or counted; CWP_DATE_NONE if it has none */
  size_t booked;   /**< index of evidence that training is booked or under way; SIZE_MAX if there is none */
  size_t rule;     /**< index of the rule that asks it; SIZE_MAX if none does */
} cwp_mandatory_cell;

/** The cell of a person and a category, both from 0; not asked outside the report. */
CWP_API cwp_mandatory_cell cwp_mandatory_report_cell(const cwp_mandatory_report *self, size_t person, size_t category);

#ifdef __cplusplus
}
#endif

#endif
