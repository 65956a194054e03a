#ifndef CWP_TAG_H
#define CWP_TAG_H

/**
 * @file tag.h
 * What a course is about: suggested tags from its title and description, each with a score and reasons.
 *
 * Tags are suggestions of a machine that reads words: somebody who knows the course decides. A score says how often
 * suggestions like this one are right, as far as that was measured (docs/course-tags.md). Where the words say too
 * little nothing is suggested: the tags abstain.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/search.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What is known of a course, as texts in UTF-8: NULL or "" where it is not. Set it up with CWP_COURSE_TEXT_INIT. HTML
 * may be in them; so may anything else: bytes that are no text count as gaps between words. Of each text at most the
 * first 4,096 words count.
 */
typedef struct cwp_course_text {
  size_t size;             /**< sizeof(cwp_course_text) */
  const char *title;       /**< what it is called */
  const char *description; /**< what it says of itself */
  const char *category;    /**< where the provider's catalogue has it */
  const char *keywords;    /**< subjects that the provider gave it */
  const char *level;       /**< "2", "Level 3", "beginner" */
  const char *audience;    /**< whom it is for */
  const char *type;        /**< "Level 2 Certificate", "e-learning" */
} cwp_course_text;

/** Nothing known. */
#define CWP_COURSE_TEXT_INIT                                                                                           \
  { sizeof(cwp_course_text), "", "", "", "", "", "", "" }

/** What a tag names. */
typedef enum cwp_tag_kind {
  CWP_TAG_GROUP = 0, /**< a group of knowledge and skills */
  CWP_TAG_STATEMENT, /**< a statement of a group that is tagged */
  CWP_TAG_AREA,      /**< a practice area */
  CWP_TAG_ROLE,      /**< a role category that the course is for */
  CWP_TAG_KIND_END
} cwp_tag_kind;

/** "group", "statement", "practice-area", "role-category"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_tag_kind_name(cwp_tag_kind kind);

/** What somebody decided of a tag. */
typedef enum cwp_decision {
  CWP_DECISION_NONE = 0, /**< nothing yet: it is a suggestion */
  CWP_DECISION_ACCEPTED, /**< a suggestion that is right */
  CWP_DECISION_REJECTED, /**< a suggestion that is wrong */
  CWP_DECISION_ADDED,    /**< right, and not suggested */
  CWP_DECISION_END
} cwp_decision;

/** "suggested", "accepted", "rejected", "added"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_decision_name(cwp_decision decision);

/** How to tag. Set it up with CWP_TAG_OPTIONS_INIT, or pass NULL for that. */
typedef struct cwp_tag_options {
  size_t size;  /**< sizeof(cwp_tag_options) */
  double least; /**< groups, statements and areas below this score are left out; 0.05 */
  double sure;  /**< if no group reaches this score, none is suggested: the tags abstain; 0.2 */
  size_t most;  /**< at most so many groups; statements three times as many; 10 */
  int known; /**< 1: a title that is one of the pathway's learning opportunities or codes has its evidence maps too */
} cwp_tag_options;

/** The usual. */
#define CWP_TAG_OPTIONS_INIT                                                                                           \
  { sizeof(cwp_tag_options), 0.05, 0.2, 10, 1 }

/** One tag. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_tag {
  cwp_id record;         /**< what is named; CWP_NONE for a role category that only the default edition has */
  const char *code;      /**< its code */
  const char *title;     /**< its title */
  double score;          /**< 0 to 1: of suggestions with 0.7, about 70 in 100 are right */
  double strength;       /**< what the score was made of: above 0, with no unit; to compare within one course */
  cwp_decision decision; /**< what was decided of it; CWP_DECISION_NONE fresh from cwp_tags_make */
} cwp_tag;

/** Tags of one course. Immutable; readable from any thread. It borrows the index's pathway. */
typedef struct cwp_tags cwp_tags;

/**
 * Suggests tags. Role categories: an edition without a category for managers has courses for managers all the same;
 * such a tag has the code of the default edition and CWP_NONE as its record.
 *
 * `options` and `allocator` may be NULL. Errors: CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_MEMORY. A course without
 * words is no error: the tags abstain. Owned by the caller; free with cwp_tags_free. Safe from any thread.
 */
CWP_CHECKED cwp_status cwp_tags_make(const cwp_index *index, const cwp_course_text *course,
                                     const cwp_tag_options *options, const cwp_allocator *allocator, cwp_tags **out,
                                     cwp_error *error);

/** Frees tags. Takes NULL. */
CWP_API void cwp_tags_free(cwp_tags *self);

/** 1 if no group is suggested because none is sure enough; 0 otherwise, and for NULL. */
CWP_API int cwp_tags_abstained(const cwp_tags *self);

/** How many tags of a kind there are. */
CWP_API size_t cwp_tags_count(const cwp_tags *self, cwp_tag_kind kind);

/** The tag at `index`, from 0, the likeliest first; NULL past the end. Borrowed. */
CWP_API const cwp_tag *cwp_tags_at(const cwp_tags *self, cwp_tag_kind kind, size_t index);

/** Room that every reason fits in, in bytes. */
enum { CWP_TAG_WHY_SIZE = 512 };

/** How many reasons a tag has: 1 to 3, the strongest first; 0 past the end. */
CWP_API size_t cwp_tags_why_count(const cwp_tags *self, cwp_tag_kind kind, size_t index);

/**
 * Writes one reason, from 0, as a sentence with the course's own words in quotes, into `text`, zero-terminated, cut at
 * `capacity`. The words are shown so that they are safe on one line. Returns the length without the zero that the whole
 * sentence has; 0 past the end.
 */
CWP_API size_t cwp_tags_why(const cwp_tags *self, cwp_tag_kind kind, size_t index, size_t reason, char *text,
                            size_t capacity);

/** @name Catalogues: courses with their tags, and what somebody decided of them @{ */

/**
 * A tagged catalogue. Readable from any thread while nobody decides (cwp_tagged_decide). It borrows the index, which
 * must outlive it, with its pathway.
 */
typedef struct cwp_tagged cwp_tagged;

/** One course of a catalogue. It is handed out by pointer only and may grow at its end. */
typedef struct cwp_tagged_course {
  const char *id;       /**< the provider's code for it, or "" */
  cwp_course_text text; /**< what is known of it; no text is NULL */
  uint64_t line;        /**< line of a CSV file on which it stands, from 1; 0 in JSON */
  uint64_t record;      /**< its number in the file, from 1 */
} cwp_tagged_course;

/**
 * Starts an empty catalogue. `options` and `allocator` may be NULL. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Owned
 * by the caller; free with cwp_tagged_free.
 */
CWP_CHECKED cwp_status cwp_tagged_new(const cwp_index *index, const cwp_tag_options *options,
                                      const cwp_allocator *allocator, cwp_tagged **out, cwp_error *error);

/**
 * Reads a file's courses into a catalogue, behind those that it has, and tags them. What the file may be, told by what
 * stands in it:
 * - JSON of this project: a tagged catalogue as cwp_tagged_print_json writes it, whose decisions are taken over, or a
 *   catalogue of learning plans (docs/plan.md), whose `covers` are taken for tags that were added;
 * - other JSON: an array of objects, or an object with one as "items", "courses", "@graph" or "itemListElement", or a
 *   single one: with "title" or "name", and what else there is of description, category, keywords, level, audience and
 *   type, schema.org's Course (JSON-LD) with its "educationalLevel", "audience", "about" and "teaches" among them;
 * - CSV with a header that has a title: a tagged catalogue as cwp_tagged_print_csv writes it, or any other.
 * docs/course-tags.md names all keys and columns. Decisions win over suggestions, and are kept even where a code is no
 * longer suggested.
 *
 * `limits` may be NULL. Errors, after which the catalogue is as it was: CWP_ERROR_IO or CWP_ERROR_NOT_FOUND when the
 * file cannot be read; CWP_ERROR_SYNTAX; CWP_ERROR_INVALID with line and column, such as for a decision on a code that
 * is no group, statement, practice area or role category, or where no course of the file has a title, description,
 * category or keywords; CWP_ERROR_UNSUPPORTED for another version of a format;
 * CWP_ERROR_LIMIT; CWP_ERROR_ARGUMENT for a NULL; CWP_ERROR_MEMORY. One thread at a time.
 */
CWP_CHECKED cwp_status cwp_tagged_read(cwp_tagged *self, const char *path, const cwp_limits *limits, cwp_error *error);

/** The same from memory: `length` bytes, called `name` in errors. */
CWP_CHECKED cwp_status cwp_tagged_parse(cwp_tagged *self, const char *text, size_t length, const char *name,
                                        const cwp_limits *limits, cwp_error *error);

/**
 * Adds a course at the end and tags it. `id` may be NULL; texts are copied. Errors: CWP_ERROR_ARGUMENT for a NULL,
 * CWP_ERROR_MEMORY. One thread at a time.
 */
CWP_CHECKED cwp_status cwp_tagged_add(cwp_tagged *self, const char *id, const cwp_course_text *course,
                                      cwp_error *error);

/** Frees a tagged catalogue. Takes NULL. */
CWP_API void cwp_tagged_free(cwp_tagged *self);

/** The index that it was tagged with. Borrowed; NULL for NULL. */
CWP_API const cwp_index *cwp_tagged_index(const cwp_tagged *self);

/** How many courses there are. */
CWP_API size_t cwp_tagged_count(const cwp_tagged *self);

/** The course at `index`, from 0, in the file's order; NULL past the end. Borrowed. */
CWP_API const cwp_tagged_course *cwp_tagged_at(const cwp_tagged *self, size_t index);

/**
 * Its tags with their decisions: accepted and added ones first, rejected ones last. NULL past the end. Borrowed; valid
 * until the next decision on the course.
 */
CWP_API const cwp_tags *cwp_tagged_tags(const cwp_tagged *self, size_t index);

/**
 * Notes what somebody decided of a code for a course. Accepting what was not suggested adds it; CWP_DECISION_NONE takes
 * the decision back. Errors: CWP_ERROR_NOT_FOUND for a course past the end or a code that there is not;
 * CWP_ERROR_ARGUMENT for one that names no group, statement, practice area or role category; CWP_ERROR_MEMORY. One
 * thread at a time.
 */
CWP_CHECKED cwp_status cwp_tagged_decide(cwp_tagged *self, size_t index, const char *code, cwp_decision decision,
                                         cwp_error *error);

/**
 * Prints the tagged catalogue as JSON (docs/json/tag.schema.json), with the decisions, into memory of `allocator`
 * (which may be NULL). Reading it back gives the same. Owned by the caller; free with cwp_text_free and the same
 * allocator. Errors: CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_tagged_print_json(const cwp_tagged *self, const cwp_allocator *allocator, char **out,
                                             size_t *length, cwp_error *error);

/** The same as CSV, a row for each tag of each course, safe to open in a spreadsheet. */
CWP_CHECKED cwp_status cwp_tagged_print_csv(const cwp_tagged *self, const cwp_allocator *allocator, char **out,
                                            size_t *length, cwp_error *error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
