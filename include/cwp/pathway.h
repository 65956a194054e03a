#ifndef CWP_PATHWAY_H
#define CWP_PATHWAY_H

/**
 * @file pathway.h
 * The Care Workforce Pathway: editions, role categories, behaviours, groups, statements, rules and all other records.
 *
 * A pathway is one edition. The library carries some editions as constant tables: cwp_pathway_edition hands them out
 * without allocating anything, and they need no freeing. An organisation's own framework is read at run time with
 * cwp_pathway_read or cwp_pathway_parse, goes through the same checks and answers the same calls.
 *
 * Everything in a pathway is a record. A record is named to people by its code ("CSW.K7.2") and to the program by its
 * cwp_id, a small number that is valid for that pathway only. The records of one kind lie side by side, in the
 * pathway's own order, from cwp_pathway_first to cwp_pathway_first + cwp_pathway_count - 1; record 0 is the edition
 * itself.
 *
 * Pathways are immutable: any number of threads may read one. Every pointer that comes out of a pathway is borrowed
 * from it and lives as long as it does; no getter allocates. A getter that is given an id outside the pathway returns
 * "", 0, CWP_NONE or NULL, as its type has it.
 */

#include "cwp/allocator.h"
#include "cwp/date.h"
#include "cwp/export.h"
#include "cwp/input.h"
#include "cwp/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One edition of the pathway, or an organisation's framework. */
typedef struct cwp_pathway cwp_pathway;

/** A record of one pathway. */
typedef uint32_t cwp_id;

/** No record. */
#define CWP_NONE UINT32_MAX

/** What a record is. The order is that of the records in a pathway. */
typedef enum cwp_kind {
  CWP_KIND_EDITION = 0,
  CWP_KIND_SOURCE,        /**< a document that records rest on */
  CWP_KIND_VALUE,         /**< one of the universal sector values */
  CWP_KIND_ROLE,          /**< a role category */
  CWP_KIND_BEHAVIOUR,     /**< a line that people in a role category must show */
  CWP_KIND_STATEMENT,     /**< a line of knowledge or skill that they should have */
  CWP_KIND_RULE,          /**< a requirement of one role category that is neither of the two */
  CWP_KIND_PRACTICE_AREA, /**< a specific area of practice, such as dementia */
  CWP_KIND_GROUP,         /**< a titled group of statements */
  CWP_KIND_LEARNING,      /**< a learning opportunity */
  CWP_KIND_PROGRESSION,   /**< how people go on from a role category, in words */
  CWP_KIND_PERSONA,       /**< an example person */
  CWP_KIND_TERM,          /**< a word that a role category's page defines */
  CWP_KIND_MOVE,          /**< a step from one role category to another */
  CWP_KIND_CODE_LIST,     /**< a list of codes of the national data set (ASC-WDS) */
  CWP_KIND_CODE,          /**< one code of such a list */
  CWP_KIND_MAP,           /**< what evidence about one thing says about others */
  CWP_KIND_SUGGESTION,    /**< which role category a job role suggests */
  CWP_KIND_VOICE,         /**< what people who draw on care said of a quality that they look for */
  CWP_KIND_I_STATEMENT,   /**< what good support is like, said by the person supported */
  CWP_KIND_CHECKLIST,     /**< points for an organisation to look at itself by */
  CWP_KIND_POINT,         /**< one point of a checklist */
  CWP_KIND_UNIT,          /**< a part of a learning opportunity: a standard, a unit */
  CWP_KIND_TIMING,        /**< a rule with a number: how often, within what time, what share */
  CWP_KIND_CROSSWALK,     /**< how a record of another edition relates to one of this */
  CWP_KIND_THEME,         /**< what groups of several role categories are about: communication, safeguarding, ... */
  CWP_KIND_END
} cwp_kind;

/** How a record came to say what it says. */
typedef enum cwp_provenance {
  CWP_PROVENANCE_OFFICIAL = 0, /**< a name, a code, a number read in the source */
  CWP_PROVENANCE_PARAPHRASE,   /**< our words for a statement that was read */
  CWP_PROVENANCE_CARRIED,      /**< an earlier edition's, assumed unchanged */
  CWP_PROVENANCE_SECOND_HAND,  /**< read in somebody's account of the source */
  CWP_PROVENANCE_EDITORIAL,    /**< the judgement of whoever wrote the data */
  CWP_PROVENANCE_DRAFT,        /**< published as a draft */
  CWP_PROVENANCE_END
} cwp_provenance;

/** How much of a role category the records of an edition hold. */
typedef enum cwp_coverage {
  CWP_COVERAGE_NONE = 0, /**< not a role category */
  CWP_COVERAGE_COMPLETE, /**< all that the edition says */
  CWP_COVERAGE_PARTIAL,  /**< some of it: a short list of gaps is not readiness */
  CWP_COVERAGE_SUMMARY,  /**< a description, and single rules at most */
  CWP_COVERAGE_END
} cwp_coverage;

/** How strongly a role category asks for something. */
typedef enum cwp_requirement_kind {
  CWP_MUST = 0, /**< behaviours, and rules that bind */
  CWP_SHOULD,   /**< knowledge and skills */
  CWP_CAN,      /**< practice areas and what else is open to people */
  CWP_REQUIREMENT_KIND_END
} cwp_requirement_kind;

/** How much of its target a piece of learning covers. */
typedef enum cwp_extent { CWP_EXTENT_NONE = 0, CWP_EXTENT_PART, CWP_EXTENT_FULL, CWP_EXTENT_END } cwp_extent;

/** @name Names of the enumerations, as they stand in JSON: "practice-area", "second-hand", "partial", "must", "full".
 *  Never NULL; "unknown" outside the enumeration. Safe from any thread. @{ */
CWP_API const char *cwp_kind_name(cwp_kind kind);
CWP_API const char *cwp_provenance_name(cwp_provenance provenance);
CWP_API const char *cwp_coverage_name(cwp_coverage coverage);
CWP_API const char *cwp_requirement_kind_name(cwp_requirement_kind kind);
CWP_API const char *cwp_extent_name(cwp_extent extent);
/** @} */

/** @name The editions that the library carries. Nothing is allocated or parsed; safe from any thread. @{ */

/** How many editions are built in. */
CWP_API size_t cwp_edition_count(void);

/** The built-in edition at `index`, oldest first, or NULL past the end. Static: never freed. */
CWP_API const cwp_pathway *cwp_edition_at(size_t index);

/** The default edition. Static: never freed. */
CWP_API const cwp_pathway *cwp_edition_default(void);

/**
 * The built-in edition with that code, such as "2024"; NULL or "" gives the default one.
 * Errors: CWP_ERROR_NOT_FOUND, with the codes that there are. Static: never freed.
 */
CWP_CHECKED cwp_status cwp_edition_find(const char *code, const cwp_pathway **out, cwp_error *error);

/** Version of the dataset, such as "2026.11.0": it moves on its own, apart from the library's. */
CWP_API const char *cwp_dataset_version(void);

/** Date of the dataset's last change, "YYYY-MM-DD". */
CWP_API const char *cwp_dataset_date(void);

/** FNV-1a checksum of the dataset's files, 16 hexadecimal digits. The words and rules that texts are read with are no
 *  part of them: they change with cwp_version. */
CWP_API const char *cwp_dataset_checksum(void);
/** @} */

/**
 * Reads a framework file: JSON as documented in lib/data/README.md and pathway.schema.json. With "extends" it starts
 * from a built-in edition. `limits` and `allocator` may be NULL.
 *
 * Errors: CWP_ERROR_IO or CWP_ERROR_NOT_FOUND when the file cannot be read; CWP_ERROR_SYNTAX when it is not JSON;
 * CWP_ERROR_INVALID with line and column when it breaks a rule; CWP_ERROR_UNSUPPORTED for another format or version;
 * CWP_ERROR_LIMIT; CWP_ERROR_MEMORY. `*out` is NULL then. Owned by the caller; free with cwp_pathway_free.
 */
CWP_CHECKED cwp_status cwp_pathway_read(const char *path, const cwp_limits *limits, const cwp_allocator *allocator,
                                        cwp_pathway **out, cwp_error *error);

/** The same from memory: `length` bytes of UTF-8, called `name` in errors. */
CWP_CHECKED cwp_status cwp_pathway_parse(const char *text, size_t length, const char *name, const cwp_limits *limits,
                                         const cwp_allocator *allocator, cwp_pathway **out, cwp_error *error);

/** Frees a pathway that was read or parsed. Takes NULL, and does nothing for a built-in edition. */
CWP_API void cwp_pathway_free(cwp_pathway *self);

/** @name Finding records @{ */

/** First record of a kind; meaningful only when cwp_pathway_count of that kind is not 0. */
CWP_API cwp_id cwp_pathway_first(const cwp_pathway *self, cwp_kind kind);

/** How many records of a kind there are; of all kinds for CWP_KIND_END. */
CWP_API size_t cwp_pathway_count(const cwp_pathway *self, cwp_kind kind);

/**
 * The record with that code, alias or slug ("CSW.K7.2", "care-or-support-worker", "B"), without regard to ASCII case;
 * CWP_NONE if there is none. One hash look-up.
 */
CWP_API cwp_id cwp_pathway_id(const cwp_pathway *self, const char *code);

/**
 * The same, with an error: CWP_ERROR_NOT_FOUND names the nearest codes. With a kind other than CWP_KIND_END a record of
 * another kind is an error too (CWP_ERROR_ARGUMENT).
 */
CWP_CHECKED cwp_status cwp_pathway_find(const cwp_pathway *self, const char *code, cwp_kind kind, cwp_id *out,
                                        cwp_error *error);

/**
 * The up to `capacity` codes that are nearest to a mistyped one, best first, none when none is near. Returns how many
 * were put into `out`.
 */
CWP_API size_t cwp_pathway_suggest(const cwp_pathway *self, const char *code, cwp_id *out, size_t capacity);

/**
 * The item with that bulk upload code in a list of ASC-WDS ("training-category", "20"); CWP_NONE if there is none.
 * Where the code has had several meanings, the latest: cwp_code_on gives that of a day.
 */
CWP_API cwp_id cwp_pathway_bulk_code(const cwp_pathway *self, const char *list, const char *bulk);

/**
 * What a bulk upload code meant on a day: the item of the list whose dates ("from", "until") take that day in. Where
 * dates are known to the month or year only, all its days count; of two meanings that then hold on the same day, the
 * one that began later. An item without dates holds on every day. CWP_DATE_NONE asks for the latest meaning.
 *
 * Errors, each leaving `*out` CWP_NONE: CWP_ERROR_NOT_FOUND when the list has no such code, or it had no meaning on
 * that day, with the dates that it has; CWP_ERROR_ARGUMENT for a NULL or a date out of range. Safe from any thread.
 */
CWP_CHECKED cwp_status cwp_code_on(const cwp_pathway *pathway, const char *list, const char *bulk, cwp_date date,
                                   cwp_id *out, cwp_error *error);

/** The role category with that bulk upload code of CWPCATEGORY, or CWP_NONE. Personal assistant has none. */
CWP_API cwp_id cwp_pathway_role_by_bulk_code(const cwp_pathway *self, const char *bulk);
/** @} */

/** @name What every record says @{ */
CWP_API cwp_kind cwp_record_kind(const cwp_pathway *pathway, cwp_id id);    /**< CWP_KIND_END if no record */
CWP_API const char *cwp_record_code(const cwp_pathway *pathway, cwp_id id); /**< stable code */
CWP_API const char *cwp_record_title(const cwp_pathway *pathway,
                                     cwp_id id); /**< official name; a line's is that of its group */
CWP_API const char *cwp_record_text(const cwp_pathway *pathway, cwp_id id);      /**< in the project's own words */
CWP_API const char *cwp_record_note(const cwp_pathway *pathway, cwp_id id);      /**< how sure, or "" */
CWP_API cwp_provenance cwp_record_status(const cwp_pathway *pathway, cwp_id id); /**< how it came to say so */
CWP_API cwp_id cwp_record_source(const cwp_pathway *pathway, cwp_id id);         /**< the document, or CWP_NONE */
CWP_API cwp_id cwp_record_role(const cwp_pathway *pathway,
                               cwp_id id); /**< the role category it belongs to, or CWP_NONE */
CWP_API cwp_id cwp_record_parent(const cwp_pathway *pathway,
                                 cwp_id id); /**< a statement's group, a code's list, or CWP_NONE */
CWP_API size_t cwp_record_child_count(const cwp_pathway *pathway,
                                      cwp_id id); /**< a group's statements, a list's codes */
CWP_API cwp_id cwp_record_first_child(const cwp_pathway *pathway, cwp_id id); /**< children lie side by side */

/**
 * A further property by its name in the framework file, or "" if the record has none: of an edition "date", "extends";
 * of a source "publisher", "date", "url"; of a role category "slug", "coverage_note", "asc_wds.id", "asc_wds.bulk",
 * "asc_wds.analysis", "coverage"; of a behaviour "tag"; of a rule
 * "kind", "at_least", "accepts", "least_kind"; of a group "stage"; of a practice area "slug", "framework.title",
 * "framework.url"; of learning "kind", "level"; of a move "kind"; of a code list "list"; of a code "bulk", "id",
 * "analysis", "group", "level", "retired", "from", "until", "flags"; of any record with official wording laid over it
 * (cwp/wording.h) "official_text.text", "official_text.source", "official_text.date".
 */
CWP_API const char *cwp_record_property(const cwp_pathway *pathway, cwp_id id, const char *name);

/** The names of the properties that the record has, one after the other; NULL past the last. */
CWP_API const char *cwp_record_property_name(const cwp_pathway *pathway, cwp_id id, size_t index);

/** Other names of the record that cwp_pathway_id understands ("B", "role category B"); NULL past the last. */
CWP_API const char *cwp_record_alias(const cwp_pathway *pathway, cwp_id id, size_t index);
/** @} */

/** @name Links between records @{ */

/** How one record stands to another. */
typedef enum cwp_relation {
  CWP_RELATION_BASELINE = 0,  /**< role category -> role category whose knowledge and skills it builds on */
  CWP_RELATION_AREA,          /**< role category -> practice area open to it */
  CWP_RELATION_SUGGESTS,      /**< role category -> suggested learning, outside a practice area */
  CWP_RELATION_AREA_LEARNING, /**< role category -> learning suggested for one of its practice areas, the link's `about`
                               */
  CWP_RELATION_NEEDS,         /**< rule -> what meets it */
  CWP_RELATION_SETTING,       /**< rule -> practice area whose setting makes the rule a must */
  CWP_RELATION_FROM,          /**< move, map, suggestion -> where it starts */
  CWP_RELATION_TO,            /**< move, map, suggestion -> where it leads; a map's with an extent */
  CWP_RELATION_SUCCESSOR,     /**< retired code -> what took its place */
  CWP_RELATION_SHOWS,         /**< behaviour, voice, I-statement, point -> value that it shows or speaks of */
  CWP_RELATION_MERGES,        /**< unit -> unit of other learning that it takes up */
  CWP_RELATION_ABOUT,         /**< timing -> what it speaks of; theme -> group that belongs to it */
  CWP_RELATION_WAIVED_BY,     /**< timing -> learning that makes it unnecessary */
  CWP_RELATION_EXAMPLE,       /**< voice -> a sentence on what it looks like: in the link's `text` */
  CWP_RELATION_GAP,           /**< edition -> a sentence on what the sources do not show: in the link's `text` */
  CWP_RELATION_END
} cwp_relation;

/** "baseline", "area", "area-learning", … ; "unknown" outside the enumeration. */
CWP_API const char *cwp_relation_name(cwp_relation relation);

/** One link. This struct will not grow: further facts about links come by further calls. */
typedef struct cwp_link {
  cwp_relation relation;
  cwp_id from;
  cwp_id to;             /**< CWP_NONE where the link is a text */
  cwp_id about;          /**< the practice area of CWP_RELATION_AREA_LEARNING; CWP_NONE otherwise */
  cwp_extent extent;     /**< of CWP_RELATION_TO of a map; CWP_EXTENT_NONE otherwise */
  cwp_provenance status; /**< how it came to say so */
  cwp_id source;         /**< the document, or CWP_NONE */
  const char *text;      /**< note, or ""; borrowed */
} cwp_link;

/** How many links of that relation start at the record. */
CWP_API size_t cwp_record_link_count(const cwp_pathway *pathway, cwp_id id, cwp_relation relation);

/** The link at `index`, from 0, written into `link`. Errors: CWP_ERROR_NOT_FOUND past the end. */
CWP_CHECKED cwp_status cwp_record_link(const cwp_pathway *pathway, cwp_id id, cwp_relation relation, size_t index,
                                       cwp_link *link, cwp_error *error);
/** @} */

/** @name What evidence about a record says about others @{ */

/** Evidence about one record is evidence for `target`. This struct will not grow. */
typedef struct cwp_cover {
  cwp_id target;     /**< a behaviour, statement, rule, practice area, learning opportunity or, of a retired code, what
                          took its place; CWP_NONE past the end */
  cwp_id map;        /**< the evidence map that says so, with its reason; CWP_NONE for a group's own statements and for
                          what took a retired code's place */
  cwp_extent extent; /**< fully, or in part */
} cwp_cover;

/**
 * How many records evidence about the record covers, evidence maps and successors of retired codes followed to their
 * end; a group covers its statements. The record itself is not among them.
 */
CWP_API size_t cwp_record_cover_count(const cwp_pathway *pathway, cwp_id id);

/** The cover at `index`, from 0, in the order of their targets, each target once. */
CWP_API cwp_cover cwp_record_cover(const cwp_pathway *pathway, cwp_id id, size_t index);
/** @} */

/** @name Role categories and what they ask @{ */

/** How much of the role category the edition's records hold; CWP_COVERAGE_NONE for any other record. */
CWP_API cwp_coverage cwp_role_coverage(const cwp_pathway *pathway, cwp_id role);

/** The ASC-WDS bulk upload code of CWPCATEGORY, or 0 if the role category has none. */
CWP_API int cwp_role_bulk_code(const cwp_pathway *pathway, cwp_id role);

/** One thing that a role category asks. This struct will not grow. */
typedef struct cwp_requirement {
  cwp_id line;               /**< the behaviour, statement, rule or practice area */
  cwp_id role;               /**< the role category that states it: the one asked about, or one of its baselines */
  cwp_requirement_kind kind; /**< how strongly, in the settings asked about */
  cwp_requirement_kind stated_kind; /**< how strongly outside any setting */
} cwp_requirement;

/**
 * All that a role category asks in the given settings, in the order must lines first as stated, then knowledge and
 * skills of the category itself, then of its baselines from the nearest down, each once, then rules, then practice
 * areas in the pathway's order, then delegated healthcare activities in the order of `settings`, each once. A setting
 * is a practice area ("dementia"), which becomes a must, open to the category or not, as do rules that name it; or a
 * delegated healthcare activity that the work has ("ASC.D2"), which becomes a must of its own, as do rules that name it
 * among what meets them. Puts up to `capacity` of them into `out` (which may be NULL when `capacity` is 0) and
 * the whole count into `*count`. Elements of `out` need no initialising. Errors: CWP_ERROR_ARGUMENT when `role` is no
 * role category or a setting neither a practice area nor a delegated healthcare activity.
 */
CWP_CHECKED cwp_status cwp_role_requirements(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings,
                                             size_t setting_count, cwp_requirement *out, size_t capacity, size_t *count,
                                             cwp_error *error);
/** @} */

#ifdef __cplusplus
}
#endif

#endif
