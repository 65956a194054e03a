#ifndef CWP_TITLE_H
#define CWP_TITLE_H

/**
 * @file title.h
 * Which role category a job title is: candidates with reasons, or none, or a question back. docs/job-titles.md tells
 * how titles are read, how that was measured, and where it goes wrong.
 *
 * A title is what an employer happened to write. It is read by a small grammar, not guessed: who somebody is ("worker",
 * "manager"), what about ("care", "kitchen"), and in what rank ("trainee", "deputy"). What the title does not tell is
 * asked: many managers' titles, for one, do not say whether they are registered with the Care Quality Commission.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Who employs the person. */
typedef enum cwp_employer {
  CWP_EMPLOYER_UNKNOWN = 0,   /**< not told */
  CWP_EMPLOYER_REGULATED,     /**< a provider that the Care Quality Commission regulates */
  CWP_EMPLOYER_NOT_REGULATED, /**< an organisation that it does not regulate */
  CWP_EMPLOYER_INDIVIDUAL,    /**< the person supported, or somebody on their behalf */
  CWP_EMPLOYER_END
} cwp_employer;

/** "unknown", "regulated", "not-regulated", "individual"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_employer_name(cwp_employer employer);

/** What is known beside the title. Set it up with CWP_TITLE_CONTEXT_INIT, or pass NULL for nothing. */
typedef struct cwp_title_context {
  size_t size;               /**< sizeof(cwp_title_context) */
  cwp_id job_role;           /**< a code of the national data set's job roles (ASC.J8), or CWP_NONE */
  cwp_employer employer;     /**< who employs the person */
  const char *description;   /**< a job description or advert, or NULL */
  size_t description_length; /**< its bytes */
} cwp_title_context;

/** Nothing beside the title. */
#define CWP_TITLE_CONTEXT_INIT                                                                                         \
  { sizeof(cwp_title_context), CWP_NONE, CWP_EMPLOYER_UNKNOWN, 0, 0 }

/** What came of reading a title. */
typedef enum cwp_title_answer {
  CWP_TITLE_CATEGORY = 0, /**< the first candidate is its role category */
  CWP_TITLE_OUTSIDE,      /**< it is understood, and none of the edition's role categories */
  CWP_TITLE_ASK,          /**< the title does not tell: abstained */
  CWP_TITLE_ANSWER_END
} cwp_title_answer;

/** "category", "outside", "ask"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_title_answer_name(cwp_title_answer answer);

/** A role category that the title may be. This struct will not grow. */
typedef struct cwp_title_candidate {
  cwp_id role;  /**< of the pathway that was asked about */
  double score; /**< from 0 to 1: how strongly the title speaks for it; docs/job-titles.md says how often it is right */
} cwp_title_candidate;

/** A title that was read. Immutable; readable from any thread; it borrows the pathway. */
typedef struct cwp_title cwp_title;

/**
 * Reads `length` bytes of a title. They need not be valid UTF-8, and HTML in them is left out. Only the first 48 words
 * count. The same title gives the same answer, always. `context` and `allocator` may be NULL.
 *
 * Errors: CWP_ERROR_ARGUMENT when pathway, title or `out` is NULL, the job role is no code of the pathway's list of job
 * roles, or the employer is none of the enumeration; CWP_ERROR_MEMORY. `*out` is NULL then. A title that says nothing
 * is no error: it is asked. Owned by the caller; free with cwp_title_free.
 */
CWP_CHECKED cwp_status cwp_title_read(const cwp_pathway *pathway, const char *title, size_t length,
                                      const cwp_title_context *context, const cwp_allocator *allocator, cwp_title **out,
                                      cwp_error *error);

/** Frees it. Takes NULL. */
CWP_API void cwp_title_free(cwp_title *self);

/** What came of it; CWP_TITLE_ASK for NULL. */
CWP_API cwp_title_answer cwp_title_answered(const cwp_title *self);

/** How sure the answer is that the title is none of the role categories, from 0 to 1; 0 unless it is that answer. */
CWP_API double cwp_title_outside_score(const cwp_title *self);

/** How many candidates there are: none when the answer is outside, and maybe none when it is to ask. */
CWP_API size_t cwp_title_candidate_count(const cwp_title *self);

/** A candidate, from 0, best first; NULL past the end. Borrowed. */
CWP_API const cwp_title_candidate *cwp_title_candidate_at(const cwp_title *self, size_t index);

/** What in the title was understood, in its order. This struct will not grow. */
typedef struct cwp_title_part {
  const char *written; /**< as it stands in the title, not zero-terminated; it may hold anything */
  size_t length;       /**< its bytes */
  const char *meaning; /**< what it was read as, such as "a manager" */
  int guessed;         /**< 1 if it was taken for a misspelling of a word that is known */
} cwp_title_part;

/** How many parts of the title were understood. */
CWP_API size_t cwp_title_part_count(const cwp_title *self);

/** One of them, from 0; NULL past the end. Borrowed. */
CWP_API const cwp_title_part *cwp_title_part_at(const cwp_title *self, size_t index);

/** For the reasons of the answer as a whole. */
#define CWP_TITLE_WHOLE ((size_t)-1)

/**
 * One reason, a whole sentence, from 0: of the candidate at that index, or of the answer as a whole (CWP_TITLE_WHOLE).
 * NULL past the end. Static: never freed.
 */
CWP_API const char *cwp_title_why(const cwp_title *self, size_t candidate, size_t index);

#ifdef __cplusplus
}
#endif

#endif
