#ifndef COMMAND_RECORD_H
#define COMMAND_RECORD_H

/* One record of a pathway, for people and as JSON. `editions`, `list` and `show` share this. */

#include "cwp/cwp.h"
#include "json.h"

#include <stddef.h>

/* What `cwp list` calls the records of a kind, such as "role-categories". */
typedef struct record_plural {
  const char *name;
  cwp_kind kind;
} record_plural;

extern const record_plural record_plurals[];
extern const size_t record_plural_count;

/* "group of care or support worker (CSW)": what a record is and whose. */
void record_describe(const cwp_pathway *pathway, cwp_id id, char *text, size_t size);

/* The title, or where a record has none its text. */
const char *record_name(const cwp_pathway *pathway, cwp_id id);

/* A line's own words (behaviours and statements share their titles), or the name of any other record. */
const char *record_words(const cwp_pathway *pathway, cwp_id id);

/* The code of a record, or "" for CWP_NONE. */
const char *record_code_or_none(const cwp_pathway *pathway, cwp_id id);

/* Members of the JSON object of a record that `list` and `show` have in common. The caller opens and closes it. */
void record_json_members(cmd_json *json, const cwp_pathway *pathway, cwp_id id);

/* What `show` adds: the source in full, children, links, covers and, of a role category, its requirements. */
void record_json_whole(cmd_json *json, const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements,
                       size_t count);

/* The member "dataset": its version. */
void record_json_dataset(cmd_json *json);

/* Everything about a record, for people; the requirements are those of a role category. */
void record_print(const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements, size_t count);

/* Requirements of a role category outside any setting, in an array to free. CODE_GO_ON or a code to end with. */
int record_requirements(const cwp_pathway *pathway, cwp_id role, cwp_requirement **out, size_t *count);

#endif
