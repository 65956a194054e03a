#ifndef CWP_PORTFOLIO_H
#define CWP_PORTFOLIO_H

/**
 * @file portfolio.h
 * One person's evidence: the skills passport.
 *
 * A portfolio is made with a builder, or read from JSON (docs/portfolio.md), and is immutable then: any number of
 * threads may read it. It names things by code, as text, so it belongs to no edition; codes that a pathway does not
 * know are kept. It holds personal data: what leaves the process, and who may see it, is the host's to decide.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How strong a piece of evidence is, weakest first. */
typedef enum cwp_evidence_kind {
  CWP_EVIDENCE_DECLARED = 0, /**< the person says so */
  CWP_EVIDENCE_TRAINED,      /**< attended, completed */
  CWP_EVIDENCE_ASSESSED,     /**< seen competent by a named kind of assessor */
  CWP_EVIDENCE_ACCREDITED,   /**< a qualification */
  CWP_EVIDENCE_KIND_END
} cwp_evidence_kind;

/** What came of it. Only CWP_RESULT_COMPLETED can meet a requirement, unless a rule says that others do. */
typedef enum cwp_result {
  CWP_RESULT_COMPLETED = 0,
  CWP_RESULT_IN_PROGRESS,
  CWP_RESULT_BOOKED,
  CWP_RESULT_FAILED,
  CWP_RESULT_WITHDRAWN,
  CWP_RESULT_NOT_APPLICABLE, /**< somebody decided that it is not asked of the person (docs/assessment.md) */
  CWP_RESULT_END
} cwp_result;

/** "declared", "trained", …; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_evidence_kind_name(cwp_evidence_kind kind);

/** "completed", "in-progress", …; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_result_name(cwp_result result);

/**
 * One dated fact about a person. For cwp_portfolio_builder_add, set it up with CWP_EVIDENCE_INIT and fill what is
 * known; texts are copied, NULL means not given. From cwp_portfolio_evidence, texts are borrowed and never NULL.
 */
typedef struct cwp_evidence {
  size_t size;            /**< sizeof(cwp_evidence) */
  const char *about;      /**< code of a statement, behaviour, group, rule, practice area, learning opportunity, or a
                               code of a code list ("ASC.T20"); required */
  cwp_evidence_kind kind; /**< how strong */
  cwp_result result;      /**< what came of it */
  cwp_date from;          /**< first day on which it holds, or CWP_DATE_NONE: not known, taken as already holding */
  cwp_date until;         /**< last day on which it holds, or CWP_DATE_NONE: does not expire */
  const char *assessor;   /**< who saw it: a kind of assessor, not a name ("registered manager", "person supported") */
  const char *title;      /**< what it was called, such as the course's name */
  const char *origin;     /**< where the record comes from, such as "training.csv:14" */
  const char *note;       /**< anything else */
  cwp_extent extent;      /**< how much of what it is about it is evidence for, full or part; CWP_EXTENT_NONE, as
                               zeroed memory has it, is taken as full */
  const char *carried_from; /**< what it was about in other editions: "2024:NTC.K4.2", with ":part" behind if that was
                                 in part, spaces between several; cwp_portfolio_carry writes and reads it */
} cwp_evidence;

/** Completed training about nothing yet, without dates, in full. */
#define CWP_EVIDENCE_INIT                                                                                              \
  {                                                                                                                    \
    sizeof(cwp_evidence), 0, CWP_EVIDENCE_TRAINED, CWP_RESULT_COMPLETED, CWP_DATE_NONE, CWP_DATE_NONE, 0, 0, 0, 0,     \
        CWP_EXTENT_FULL, 0                                                                                             \
  }

/** How a person's role category came to be known. */
typedef enum cwp_role_basis {
  CWP_ROLE_UNKNOWN = 0, /**< it is not known */
  CWP_ROLE_RECORDED,    /**< the record says so */
  CWP_ROLE_SUGGESTED,   /**< suggested, from the job role for instance; the reason says why */
  CWP_ROLE_BASIS_END
} cwp_role_basis;

/** "unknown", "recorded", "suggested"; "unknown" outside the enumeration. */
CWP_API const char *cwp_role_basis_name(cwp_role_basis basis);

/** Who the person is to the host, and what they do. Texts as in cwp_evidence; all may be absent but `id`. */
typedef struct cwp_person {
  size_t size;               /**< sizeof(cwp_person) */
  const char *id;            /**< the host's key for the person; required, at most 200 bytes */
  const char *site;          /**< the workplace's key */
  const char *job_title;     /**< the job role as the employer has it */
  const char *role;          /**< code of the role category */
  cwp_role_basis role_basis; /**< how the role category came to be known */
  const char *role_reason;   /**< one sentence on that */
  const char *role_other;    /**< code of the role category that the job role suggests, where it differs from `role` */
  cwp_date started;          /**< start in the post, or CWP_DATE_NONE */
} cwp_person;

/** A person of whom nothing is known yet. */
#define CWP_PERSON_INIT                                                                                                \
  { sizeof(cwp_person), 0, 0, 0, 0, CWP_ROLE_UNKNOWN, 0, 0, CWP_DATE_NONE }

/** A person and their evidence. Immutable. */
typedef struct cwp_portfolio cwp_portfolio;

/** A portfolio in the making. One thread at a time. */
typedef struct cwp_portfolio_builder cwp_portfolio_builder;

/**
 * Starts a portfolio. Errors: CWP_ERROR_ARGUMENT when `person` has no id or one that is too long, a text is no valid
 * UTF-8, or a value is none of its enumeration or range; CWP_ERROR_MEMORY. `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_portfolio_builder_new(const cwp_person *person, const cwp_allocator *allocator,
                                                 cwp_portfolio_builder **out, cwp_error *error);

/**
 * Adds a piece of evidence. Errors, each leaving the builder as it was: CWP_ERROR_ARGUMENT when it is about nothing, a
 * text is no valid UTF-8, a value is none of its enumeration or range, or the portfolio is made already;
 * CWP_ERROR_INVALID when `until` is before `from`; CWP_ERROR_LIMIT above a million pieces; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_portfolio_builder_add(cwp_portfolio_builder *self, const cwp_evidence *evidence,
                                                 cwp_error *error);

/**
 * Makes the portfolio and empties the builder, which takes nothing more and is still to be freed. Errors:
 * CWP_ERROR_MEMORY, the builder then being as it was; CWP_ERROR_ARGUMENT when the portfolio is made already.
 */
CWP_CHECKED cwp_status cwp_portfolio_builder_finish(cwp_portfolio_builder *self, cwp_portfolio **out, cwp_error *error);

/** Frees a builder, finished or not. Takes NULL. */
CWP_API void cwp_portfolio_builder_free(cwp_portfolio_builder *self);

/**
 * Reads a portfolio's JSON file (docs/portfolio.md). Errors as for cwp_pathway_read. Owned by the caller; free with
 * cwp_portfolio_free. `limits` and `allocator` may be NULL.
 */
CWP_CHECKED cwp_status cwp_portfolio_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                                          cwp_portfolio **out, cwp_error *error);

/** The same from memory: `length` bytes, called `name` in errors. */
CWP_CHECKED cwp_status cwp_portfolio_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                                           const cwp_allocator *allocator, cwp_portfolio **out, cwp_error *error);

/**
 * Writes a portfolio's JSON file, whole or not at all: an existing file is replaced only when the new one is complete
 * on disk. Errors: CWP_ERROR_IO, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_portfolio_write(const cwp_portfolio *self, const char *path, cwp_error *error);

/**
 * The portfolio as JSON text, zero-terminated, in `*out`, and its length without the zero in `*length` (which may be
 * NULL). Owned by the caller; free with cwp_text_free and the same allocator. Errors: CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_portfolio_print(const cwp_portfolio *self, const cwp_allocator *allocator, char **out,
                                           size_t *length, cwp_error *error);

/** What is left out when a portfolio is printed. Set it up with CWP_PRINT_OPTIONS_INIT, or pass NULL for nothing. */
typedef struct cwp_print_options {
  size_t size;           /**< sizeof(cwp_print_options) */
  int without_notes;     /**< 1: no notes on evidence */
  int without_assessors; /**< 1: nothing of who saw it */
  int without_origins;   /**< 1: nothing of where the records come from */
  int without_unknown;   /**< 1: none of the keys that this library does not know, whatever they hold */
} cwp_print_options;

/** Nothing is left out. */
#define CWP_PRINT_OPTIONS_INIT                                                                                         \
  { sizeof(cwp_print_options), 0, 0, 0, 0 }

/**
 * The same with something left out: for passing a portfolio on. Ids, role category and evidence stay; who may see those
 * is the host's to decide. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_portfolio_print_with(const cwp_portfolio *self, const cwp_print_options *options,
                                                const cwp_allocator *allocator, char **out, size_t *length,
                                                cwp_error *error);

/**
 * Makes one portfolio of two of the same person: all evidence of both in their order, each piece once. Two pieces are
 * the same if they differ in nothing but origin and note; codes are told apart without regard to ASCII case. Where the
 * two portfolios say different things, the newer one's hold: site, job title, start, role category (with how it is
 * known, as a whole), notes, origins, keys that this library does not know. What only one of them says is kept.
 *
 * Each thing that was said differently is added to `findings` (which may be NULL), with what the older one said:
 * MERGE-PERSON, MERGE-NOTE, MERGE-UNKNOWN; `record` is the piece's number in the result, from 1. Differing origins are
 * none. Errors: CWP_ERROR_INVALID when the ids differ: that is two people; CWP_ERROR_LIMIT above a million pieces;
 * CWP_ERROR_ARGUMENT; CWP_ERROR_MEMORY. Owned by the caller; free with cwp_portfolio_free.
 */
CWP_CHECKED cwp_status cwp_portfolio_merge(const cwp_portfolio *older, const cwp_portfolio *newer,
                                           const cwp_allocator *allocator, cwp_findings *findings, cwp_portfolio **out,
                                           cwp_error *error);

/** Frees a text that a cwp_…_print function gave, with the allocator that it was given. Takes NULL. */
CWP_API void cwp_text_free(const cwp_allocator *allocator, char *text);

/** Frees a portfolio. Takes NULL. */
CWP_API void cwp_portfolio_free(cwp_portfolio *self);

/** The person. Borrowed, as are its texts, none of which is NULL; NULL if there is no portfolio. */
CWP_API const cwp_person *cwp_portfolio_person(const cwp_portfolio *self);

/** How many pieces of evidence there are. */
CWP_API size_t cwp_portfolio_count(const cwp_portfolio *self);

/** The piece of evidence at `index`, from 0, in the order in which they were added; NULL past the end. Borrowed. */
CWP_API const cwp_evidence *cwp_portfolio_evidence(const cwp_portfolio *self, size_t index);

#ifdef __cplusplus
}
#endif

#endif
