#ifndef COMMAND_RECORD_H
#define COMMAND_RECORD_H

/* One record of a pathway, for people and as JSON. All verbs that show records share this. */

#include "arguments.h"
#include "json.h"
#include "layout.h"

#include <stddef.h>

/* What the records of a kind are called: by options and JSON, "role-categories", and by people, "role categories". */
typedef struct record_plural {
  const char *name;
  const char *words;
  cwp_kind kind;
} record_plural;

extern const record_plural record_plurals[];
extern const size_t record_plural_count;

/* Finds the kind that an operand (`option` is NULL) or an option's value names. CODE_GO_ON or CODE_USAGE. */
int record_find_kind(const cmd_arguments *arguments, const char *option, const char *name, const record_plural **out);

/* "group of Care or support worker (CSW)": what a record is and whose. */
void record_describe(const cwp_pathway *pathway, cwp_id id, char *text, size_t size);

/* The group that a statement belongs to; CWP_NONE for any other record. */
cwp_id record_group(const cwp_pathway *pathway, cwp_id id);

/* What requirements of a kind of record stand under, statements apart, which stand under their groups: "Behaviours". */
const char *record_topic(cwp_kind kind);

/* Says how much of a role category the edition holds, and why. `who` stands behind its title: "" or " (3 people)". */
void record_print_caveat(const cwp_pathway *pathway, cwp_id role, const char *who);

/* The title, or where a record has none its text. */
const char *record_name(const cwp_pathway *pathway, cwp_id id);

/* A line's own words (behaviours and statements share their titles, progressions have the same one), or the name of any
 * other record. */
const char *record_words(const cwp_pathway *pathway, cwp_id id);

/* Words for what a timing asks: "refresh every 36 months". */
void record_timing_words(const cwp_pathway *pathway, cwp_id id, char *text, size_t size);

/* Prints official wording that was laid over the record, from a column; nothing where there is none. */
void record_print_official(const cwp_pathway *pathway, cwp_id id, size_t column);

/* Two columns without headings: a code, and words that may take several lines. Measure every row, then print it. */
void pairs_start(cmd_table *table);
void pairs_row(cmd_table *table, int print, const char *code, const char *words);

/* The code of a record, or "" for CWP_NONE. */
const char *record_code_or_none(const cwp_pathway *pathway, cwp_id id);

/* Members of the JSON object of a record that `list` and `show` have in common. The caller opens and closes it. */
void record_json_members(cmd_json *json, const cwp_pathway *pathway, cwp_id id);

/* The member "official_text", where official wording was laid over the record. */
void record_json_official(cmd_json *json, const cwp_pathway *pathway, cwp_id id);

/* Members of an object about a link: "relation", "code" of its other end, and what else it says. */
void record_json_link(cmd_json *json, const cwp_pathway *pathway, const cwp_link *link, cwp_id other_end);

/* What `show` adds: the source in full, children, links, covers and, of a role category, its requirements. */
void record_json_whole(cmd_json *json, const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements,
                       size_t count);

/* Starts a document: the version of its schema, the edition that it speaks of and the dataset's version. */
void record_json_start(cmd_json *json, const cwp_pathway *pathway);

/* Everything about a record, for people; the requirements are those of a role category. Facts and links are parts of
 * it. */
void record_print(const cwp_pathway *pathway, cwp_id id, const cwp_requirement *requirements, size_t count);

void record_print_facts(const cwp_pathway *pathway, cwp_id id);
void record_print_links(const cwp_pathway *pathway, cwp_id id);

/* Requirements of a role category outside any setting, in an array to free. CODE_GO_ON or a code to end with. */
int record_requirements(const cwp_pathway *pathway, cwp_id role, cwp_requirement **out, size_t *count);

#endif
