#ifndef CWP_SEARCH_H
#define CWP_SEARCH_H

/**
 * @file search.h
 * An index of a pathway's text, and finding records by words.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The words of all records of one pathway, weighed: what searching (here) and tagging courses (cwp/tag.h) read.
 * Immutable once made: any number of threads may use one. It borrows the pathway, which must live as long.
 */
typedef struct cwp_index cwp_index;

/**
 * Makes an index. It takes milliseconds and, for a built-in edition, less than a megabyte. `allocator` may be NULL.
 * Errors: CWP_ERROR_ARGUMENT for a NULL, CWP_ERROR_MEMORY. Owned by the caller; free with cwp_index_free.
 */
CWP_CHECKED cwp_status cwp_index_make(const cwp_pathway *pathway, const cwp_allocator *allocator, cwp_index **out,
                                      cwp_error *error);

/** Frees an index. Takes NULL. */
CWP_API void cwp_index_free(cwp_index *self);

/** The pathway that it was made of. Borrowed; NULL for NULL. */
CWP_API const cwp_pathway *cwp_index_pathway(const cwp_index *self);

/** Bytes of memory that it holds; 0 for NULL. */
CWP_API size_t cwp_index_bytes(const cwp_index *self);

/** What is searched. Set it up with CWP_SEARCH_OPTIONS_INIT, or pass NULL for everything. */
typedef struct cwp_search_options {
  size_t size;   /**< sizeof(cwp_search_options) */
  cwp_kind kind; /**< records of this kind only; CWP_KIND_END = all kinds but sources and evidence maps */
  cwp_id role;   /**< records of this role category only; CWP_NONE = all */
} cwp_search_options;

/** Everything. */
#define CWP_SEARCH_OPTIONS_INIT                                                                                        \
  { sizeof(cwp_search_options), CWP_KIND_END, CWP_NONE }

/** A record that was found. This struct will not grow. */
typedef struct cwp_hit {
  cwp_id record;
  double score; /**< above 0; higher is nearer; comparable within one search only */
} cwp_hit;

/**
 * Finds records whose code, names, title or text speak of the words of `query` (UTF-8; at most 16 words count, those
 * that say nothing, such as "the", not among them). A word matches itself without regard to case and accents, and its
 * plural and other endings. One that the pathway does not have matches words that it begins, and words one typing error
 * away, or two for 8 letters or more. Abbreviations of the sector match what they are short for ("DoLS"), and names of
 * a subject its other names ("manual handling", "moving and assisting"), more weakly.
 *
 * Records that have more of the words come before those that have fewer, and only those with the most are found.
 * Within them words weigh more that few records have, and more in titles than in text; the pathway's own lines come
 * before lists of courses and codes.
 *
 * Puts the best `capacity` hits into `out`, best first, ties in the pathway's order, and their number into `*count`.
 * Allocates nothing; safe from any thread. Errors: CWP_ERROR_ARGUMENT when the query has no word or is no valid UTF-8.
 */
CWP_CHECKED cwp_status cwp_index_search(const cwp_index *self, const char *query, const cwp_search_options *options,
                                        cwp_hit *out, size_t capacity, size_t *count, cwp_error *error);

/** A run of bytes of a text. This struct will not grow. */
typedef struct cwp_span {
  size_t start; /**< from 0 */
  size_t length;
} cwp_span;

/**
 * Where the words of `text` stand that match words of `query`, by the rules of cwp_index_search: what to mark when a
 * hit is shown. Puts the first `capacity` places into `out`, ascending and not overlapping, and returns how many there
 * are in all. 0 for NULLs. Allocates nothing; safe from any thread.
 */
CWP_API size_t cwp_index_marks(const cwp_index *self, const char *query, const char *text, cwp_span *out,
                               size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
