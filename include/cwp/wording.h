#ifndef CWP_WORDING_H
#define CWP_WORDING_H

/**
 * @file wording.h
 * Official wording, laid over a pathway at run time.
 *
 * The dataset says what the pathway says in words of its own. Who needs it word for word takes the texts from their own
 * copy of the official pages into a file of official wording (docs/official-wording.md) and lays it over an edition:
 * every record then has its own words, cwp_record_text, and beside them the official ones, cwp_record_official_text.
 *
 * Laying wording makes a new pathway and leaves the old one as it was. Files can be laid one over another, say one for
 * each page. Ids of the new pathway are its own: find records in it by their codes.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The longest official text of one record, in bytes. */
enum { CWP_OFFICIAL_TEXT_MOST = 16384 };

/**
 * Lays official wording over `base`: `length` bytes of JSON as docs/official-wording.md has it, called `name` in
 * errors.
 * `*out` is a pathway of its own, which `base` need not outlive; its edition has the same code. `limits` and
 * `allocator` may be NULL.
 *
 * Errors: CWP_ERROR_SYNTAX when it is not JSON; CWP_ERROR_UNSUPPORTED for another format or version; CWP_ERROR_INVALID,
 * with line and column, for wording of another edition, a code that the pathway does not have, or an empty text;
 * CWP_ERROR_LIMIT for a text above CWP_OFFICIAL_TEXT_MOST bytes, and above the limits; CWP_ERROR_MEMORY. `*out` is NULL
 * then. Owned by the caller; free with cwp_pathway_free.
 */
CWP_CHECKED cwp_status cwp_pathway_lay_wording(const cwp_pathway *base, const char *text, size_t length,
                                               const char *name, const cwp_limits *limits,
                                               const cwp_allocator *allocator, cwp_pathway **out, cwp_error *error);

/** The same from a file. Errors: CWP_ERROR_IO or CWP_ERROR_NOT_FOUND when it cannot be read, and those above. */
CWP_CHECKED cwp_status cwp_pathway_read_wording(const cwp_pathway *base, const char *path, const cwp_limits *limits,
                                                const cwp_allocator *allocator, cwp_pathway **out, cwp_error *error);

/**
 * The official text of a record, or "" if none was laid over it. Where it comes from: the property
 * "official_text.source" is the code of a source record with title, publisher, date and url, and "official_text.date"
 * its date. Borrowed from the pathway; safe from any thread.
 */
CWP_API const char *cwp_record_official_text(const cwp_pathway *pathway, cwp_id id);

#ifdef __cplusplus
}
#endif

#endif
