#ifndef CWP_FINDING_H
#define CWP_FINDING_H

/**
 * @file finding.h
 * What is wrong in a file, said so that somebody can mend it.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How much a finding matters. */
typedef enum cwp_severity {
  CWP_SEVERITY_NOTE = 0,    /**< worth knowing; nothing is lost */
  CWP_SEVERITY_WARNING = 1, /**< one value could not be used; the rest of the record counts */
  CWP_SEVERITY_ERROR = 2,   /**< the record, or the whole file, could not be used */
  CWP_SEVERITY_END
} cwp_severity;

/** "note", "warning" or "error"; "unknown" for any other value. Never NULL. */
CWP_API const char *cwp_severity_name(cwp_severity severity);

/**
 * One thing wrong in a file. All texts are zero-terminated UTF-8, never NULL, and belong to the cwp_findings that they
 * came from. `value` is as it was seen, cut at 200 bytes, with bytes that are not UTF-8 and control characters shown
 * as escapes such as \x00.
 */
typedef struct cwp_finding {
  const char *id;        /**< stable name of the rule, such as "ASC-STAFF-CWPCATEGORY-UNKNOWN" */
  cwp_severity severity; /**< how much it matters */
  const char *path;      /**< the file or input name */
  uint64_t line;         /**< line of the file on which the record starts, from 1; 0 = the file as a whole */
  uint64_t record;       /**< data row, from 1, the header not counted; 0 = not a data row */
  const char *column;    /**< name of the column or JSON key, "" if none */
  const char *value;     /**< what was seen, "" if nothing */
  const char *message;   /**< one sentence: what is wrong and what became of the value */
  const char *upstream;  /**< the national service's own code for the same thing, such as "5650"; "" if it has none */
  const char *upstream_severity; /**< the national service's severity, "error" or "warning"; "" where it says nothing */
  const char *upstream_action;   /**< what the national service does: "file rejected", "value dropped", "taken as 2"; ""
                                      where the finding is not about a file of its own */
} cwp_finding;

/** A list of findings in the order in which they were met. Not safe to read while it is being added to. */
typedef struct cwp_findings cwp_findings;

/** Makes an empty list. Errors: CWP_ERROR_MEMORY. Owned by the caller; free with cwp_findings_free. */
CWP_CHECKED cwp_status cwp_findings_new(const cwp_allocator *allocator, cwp_findings **out, cwp_error *error);

/** Frees the list and every text in it. Takes NULL. */
CWP_API void cwp_findings_free(cwp_findings *self);

/** How many findings there are. */
CWP_API size_t cwp_findings_count(const cwp_findings *self);

/** How many findings have that severity. */
CWP_API size_t cwp_findings_count_of(const cwp_findings *self, cwp_severity severity);

/** The finding at `index`, from 0, or NULL past the end. Borrowed until the list is freed or added to. */
CWP_API const cwp_finding *cwp_findings_at(const cwp_findings *self, size_t index);

/**
 * Adds a copy of a finding. NULL texts count as ""; control characters and bytes that are not UTF-8 are kept as
 * escapes. Errors, each leaving the list unchanged: CWP_ERROR_ARGUMENT for a severity outside the enumeration,
 * CWP_ERROR_MEMORY. For hosts that add findings of their own to those of the library.
 */
CWP_CHECKED cwp_status cwp_findings_add(cwp_findings *self, const cwp_finding *finding, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
