#ifndef CWP_CROSSWALK_H
#define CWP_CROSSWALK_H

/**
 * @file crosswalk.h
 * How a record of one edition relates to records of another, as sets of what they ask for.
 *
 * The same code in two editions is the same record, and equal to itself. For the rest, and where a code has come to ask
 * for more or less, the later edition has crosswalks (records of CWP_KIND_CROSSWALK): how a record of an earlier one
 * stands to one of its own. They are read both ways round: what is a subset this way is a superset that way.
 *
 * An organisation's own framework goes by the crosswalks of the edition that it extends as well.
 */

#include "cwp/export.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How what one record asks for stands to what another one asks for. */
typedef enum cwp_relation_of_sets {
  CWP_SETS_EQUAL = 0,  /**< it asks for the same */
  CWP_SETS_SUBSET,     /**< it asks for less: for a part of what the other asks for */
  CWP_SETS_SUPERSET,   /**< it asks for more: for all that the other asks for, and something else */
  CWP_SETS_INTERSECTS, /**< they have a part in common */
  CWP_SETS_NONE,       /**< they have nothing in common, or nothing corresponds */
  CWP_SETS_END
} cwp_relation_of_sets;

/** "equal", "subset", "superset", "intersects", "none"; "unknown" outside the enumeration. Never NULL. */
CWP_API const char *cwp_relation_of_sets_name(cwp_relation_of_sets relation);

/** The same relation seen from the other record: subset and superset change places. */
CWP_API cwp_relation_of_sets cwp_relation_of_sets_reverse(cwp_relation_of_sets relation);

/** What corresponds to a record in another edition. This struct will not grow. */
typedef struct cwp_counterpart {
  cwp_id record;                 /**< of the other edition; CWP_NONE: a crosswalk says that nothing there corresponds */
  cwp_relation_of_sets relation; /**< how the record that was asked about stands to it */
  cwp_id crosswalk;           /**< the crosswalk that says so, with its reason; CWP_NONE where the code is the same */
  const cwp_pathway *told_by; /**< the edition that the crosswalk belongs to; NULL where the code is the same */
} cwp_counterpart;

/**
 * What corresponds to a record of `pathway` in `other`: the record of the same code and kind first, then what the
 * crosswalks of either edition say, each record once. A group of the same code is equal only if it has the same
 * statements; otherwise it stands to the other as its statements do. Puts up to `capacity` counterparts into `out`
 * (which may be NULL when `capacity` is 0) and the whole count into `*count`: 0 means that nothing is known. Allocates
 * nothing; safe from any thread. Errors: CWP_ERROR_ARGUMENT when the record is none of the pathway's, or for a NULL.
 */
CWP_CHECKED cwp_status cwp_record_counterparts(const cwp_pathway *pathway, cwp_id id, const cwp_pathway *other,
                                               cwp_counterpart *out, size_t capacity, size_t *count, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
