#ifndef COMMAND_FINDINGS_H
#define COMMAND_FINDINGS_H

/* Findings, worst first, grouped and counted. */

#include "cwp/cwp.h"
#include "json.h"

#include <stddef.h>

typedef struct listed_finding {
  const cwp_finding *finding;
  size_t order; /* in which the findings were met */
} listed_finding;

typedef struct finding_list {
  listed_finding *items; /* worst first, then as they were met */
  size_t count;
} finding_list;

/*
 * Findings of one file, or of all files where `path` is NULL; with `upstream_only` those that the national service has
 * a code for. CODE_GO_ON or CODE_INTERNAL; free with findings_free.
 */
int findings_list(finding_list *self, const cwp_findings *findings, const char *path, int upstream_only);
void findings_free(finding_list *self);

/* How many of a list have that severity. */
size_t findings_count_of(const finding_list *self, cwp_severity severity);

/* "2 errors, 14 warnings and 1 note", or "nothing". */
void findings_counts_text(const finding_list *self, char *text, size_t size);

/* {"error": 2, "warning": 14, "note": 1} under a key. */
void findings_json_counts(cmd_json *json, const char *key, const finding_list *self);

/* The finding as an object of an array. */
void finding_json(cmd_json *json, const cwp_finding *finding);

/* `line 12, STARTDATE "31/02/2025"`: where it is, and what was seen; with the file's name in front if asked. */
void finding_place(const cwp_finding *finding, int with_path, char *text, size_t size);

/*
 * Calls `show` for each group of findings with the same id and column: the worst first, then the most frequent.
 * `members` are in the order in which they were met. CODE_GO_ON or CODE_INTERNAL.
 */
typedef void finding_group_shower(const listed_finding *members, size_t count, const void *context);
int findings_each_group(const finding_list *self, finding_group_shower *show, const void *context);

#endif
