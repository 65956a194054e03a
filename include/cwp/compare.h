#ifndef CWP_COMPARE_H
#define CWP_COMPARE_H

/**
 * @file compare.h
 * Two role categories side by side, and two editions.
 *
 * cwp_comparison_make says what moving from one role category to another asks: what both ask for, what is added, what
 * is left behind, what is asked more or less strongly, and which themes deepen. cwp_pathway_diff says what changed from
 * one edition, or an organisation's framework, to another. Both answers are immutable, may be read from any number of
 * threads, and borrow the pathways, which must outlive them.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @name Comparing two role categories @{ */

/** How a requirement stands in two role categories. */
typedef enum cwp_difference {
  CWP_DIFFERENCE_SHARED = 0, /**< both ask for it, as strongly */
  CWP_DIFFERENCE_KIND,       /**< both ask for it, one of them more strongly: must before should before can */
  CWP_DIFFERENCE_ADDED,      /**< only the second asks for it */
  CWP_DIFFERENCE_DROPPED,    /**< only the first asks for it */
  CWP_DIFFERENCE_END
} cwp_difference;

/** "shared", "kind", "added", "dropped"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_difference_name(cwp_difference difference);

/** What is compared. Set it up with CWP_COMPARISON_QUESTION_INIT. */
typedef struct cwp_comparison_question {
  size_t size;               /**< sizeof(cwp_comparison_question) */
  cwp_id from;               /**< a role category */
  cwp_id to;                 /**< another one, or the same in other settings */
  const cwp_id *settings;    /**< settings of both, as cwp_role_requirements takes them */
  size_t setting_count;      /**< how many */
  const cwp_id *to_settings; /**< settings that only `to` has */
  size_t to_setting_count;   /**< how many */
} cwp_comparison_question;

/** A question about nothing yet. */
#define CWP_COMPARISON_QUESTION_INIT                                                                                   \
  { sizeof(cwp_comparison_question), CWP_NONE, CWP_NONE, 0, 0, 0, 0 }

/**
 * One line of a comparison. Rules belong to one role category each; two of them are the same requirement if they need
 * the same records, or, needing none, have the same title. This struct will not grow.
 */
typedef struct cwp_compared {
  cwp_difference difference;
  cwp_requirement from; /**< as the first role category asks for it; its `line` is CWP_NONE if it does not */
  cwp_requirement to;   /**< as the second one does */
  cwp_id theme;         /**< the theme that a statement's group belongs to, or CWP_NONE */
} cwp_compared;

/** What two role categories ask under one theme, in statements. This struct will not grow. */
typedef struct cwp_compared_theme {
  cwp_id theme;
  size_t shared;  /**< statements that both ask for */
  size_t added;   /**< those that only the second asks for */
  size_t dropped; /**< those that only the first asks for */
  int deepens;    /**< 1 if the first asks for something under the theme, and the second adds to it */
} cwp_compared_theme;

/** Two role categories side by side. */
typedef struct cwp_comparison cwp_comparison;

/**
 * Compares two role categories of one pathway, each with what it takes over from its baselines. Owned by the caller;
 * free with cwp_comparison_free. Errors: CWP_ERROR_ARGUMENT when one of them is no role category or a setting no
 * practice area; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_comparison_make(const cwp_pathway *pathway, const cwp_comparison_question *question,
                                           const cwp_allocator *allocator, cwp_comparison **out, cwp_error *error);

/** Frees a comparison. Takes NULL. */
CWP_API void cwp_comparison_free(cwp_comparison *self);

/** How many lines there are. */
CWP_API size_t cwp_comparison_count(const cwp_comparison *self);

/** How many lines of one difference there are. */
CWP_API size_t cwp_comparison_count_of(const cwp_comparison *self, cwp_difference difference);

/**
 * The line at `index`, from 0: first what the second role category asks for, in the order of cwp_role_requirements,
 * then what only the first does, in its order. NULL past the end. Borrowed.
 */
CWP_API const cwp_compared *cwp_comparison_at(const cwp_comparison *self, size_t index);

/** How many themes have statements that either role category asks for. */
CWP_API size_t cwp_comparison_theme_count(const cwp_comparison *self);

/** The theme at `index`, from 0, in the pathway's order; NULL past the end. Borrowed. */
CWP_API const cwp_compared_theme *cwp_comparison_theme_at(const cwp_comparison *self, size_t index);

/** The first theme, in the pathway's order, that a group belongs to; CWP_NONE if none, or for any other record. */
CWP_API cwp_id cwp_group_theme(const cwp_pathway *pathway, cwp_id group);
/** @} */

/** @name Comparing two editions @{ */

/** What became of a record from one edition to another. */
typedef enum cwp_change_kind {
  CWP_CHANGE_ADDED = 0, /**< only the second has it */
  CWP_CHANGE_REMOVED,   /**< only the first has it */
  CWP_CHANGE_CHANGED,   /**< it says something else; it may have moved as well */
  CWP_CHANGE_MOVED,     /**< it says the same, and stands elsewhere */
  CWP_CHANGE_END
} cwp_change_kind;

/** "added", "removed", "changed", "moved"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_change_kind_name(cwp_change_kind kind);

/** What of a record differs: a bit each. */
typedef enum cwp_field {
  CWP_FIELD_TITLE = 1,       /**< its title; a statement has that of its group, and does not change with it */
  CWP_FIELD_TEXT = 2,        /**< its text in our own words */
  CWP_FIELD_NOTE = 4,        /**< how sure it is */
  CWP_FIELD_STATUS = 8,      /**< how it came to say so */
  CWP_FIELD_SOURCE = 16,     /**< the document that it rests on */
  CWP_FIELD_PROPERTIES = 32, /**< any of its further properties */
  CWP_FIELD_ALIASES = 64,    /**< its other names */
  CWP_FIELD_LINKS = 128,     /**< what it is linked to, how, and on what basis */
  CWP_FIELD_ROLE = 256,      /**< moved: to another role category */
  CWP_FIELD_PARENT = 512,    /**< moved: to another group or list */
  CWP_FIELD_PLACE = 1024,    /**< moved: to another place among those that it stands with */
  CWP_FIELD_ALL = 2047
} cwp_field;

/** "title", "text", "note", "status", "source", "properties", "aliases", "links", "role", "parent", "place"; "unknown"
 *  for anything but one bit of the enumeration. Never NULL. */
CWP_API const char *cwp_field_name(cwp_field field);

/** What is looked at. Set it up with CWP_DIFF_OPTIONS_INIT, or pass NULL for everything. */
typedef struct cwp_diff_options {
  size_t size;           /**< sizeof(cwp_diff_options) */
  const cwp_kind *kinds; /**< kinds of records; NULL for all */
  size_t kind_count;     /**< how many */
  unsigned fields;       /**< bits of cwp_field: what counts as a difference */
} cwp_diff_options;

/** Everything. */
#define CWP_DIFF_OPTIONS_INIT                                                                                          \
  { sizeof(cwp_diff_options), 0, 0, CWP_FIELD_ALL }

/** One record that differs. This struct will not grow. */
typedef struct cwp_change {
  cwp_change_kind kind;
  cwp_id before;   /**< in the first edition, or CWP_NONE */
  cwp_id after;    /**< in the second, or CWP_NONE */
  unsigned fields; /**< bits of cwp_field: what differs; 0 for a record that was added or removed */
} cwp_change;

/** What changed from one edition to another. */
typedef struct cwp_diff cwp_diff;

/**
 * Compares two editions, or frameworks, record by record: records are the same if code and kind are, and the two
 * edition records are compared with each other. `options` may be NULL. Owned by the caller; free with cwp_diff_free.
 * Errors: CWP_ERROR_ARGUMENT for a NULL pathway or an option out of range; CWP_ERROR_MEMORY.
 */
CWP_CHECKED cwp_status cwp_pathway_diff(const cwp_pathway *from, const cwp_pathway *to, const cwp_diff_options *options,
                                        const cwp_allocator *allocator, cwp_diff **out, cwp_error *error);

/** Frees a diff. Takes NULL. */
CWP_API void cwp_diff_free(cwp_diff *self);

/** How many records differ. */
CWP_API size_t cwp_diff_count(const cwp_diff *self);

/** How many of them were added, removed, changed or moved. */
CWP_API size_t cwp_diff_count_of(const cwp_diff *self, cwp_change_kind kind);

/**
 * The change at `index`, from 0: kind by kind, and within a kind those that the second edition has, in its order, then
 * those that only the first has, in its order. NULL past the end. Borrowed.
 */
CWP_API const cwp_change *cwp_diff_at(const cwp_diff *self, size_t index);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
