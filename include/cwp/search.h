#ifndef CWP_SEARCH_H
#define CWP_SEARCH_H

/**
 * @file search.h
 * Finding records by words.
 */

#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

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
 * Finds records whose code, names, title or text speak of the words of `query` (UTF-8; at most 16 words count). A word
 * matches itself, its plural and other endings, longer words that it begins, and words one typing error away, each
 * weaker than the one before; words that few records have weigh more; every word of the query that has a match anywhere
 * in the pathway must match in a record for it to be found, unless no record has them all: then the records with the
 * most are found.
 *
 * Puts the best `capacity` hits into `out`, best first, ties in the pathway's order, and their number into `*count`.
 * Allocates nothing; safe from any thread. Errors: CWP_ERROR_ARGUMENT when the query has no word or is no valid UTF-8.
 */
CWP_CHECKED cwp_status cwp_pathway_search(const cwp_pathway *self, const char *query, const cwp_search_options *options,
                                          cwp_hit *out, size_t capacity, size_t *count, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
