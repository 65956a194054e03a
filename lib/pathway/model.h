#ifndef CWP_PATHWAY_MODEL_H
#define CWP_PATHWAY_MODEL_H

/*
 * How a pathway lies in memory: arrays of small integers and one pool of texts. There are no pointers between records,
 * so the built-in editions are constant data that the loader maps without touching, and a pathway that was read at run
 * time has the very same shape.
 */

#include "cwp/allocator.h"
#include "cwp/pathway.h"

#include <stdint.h>

/* Place of a zero-terminated text in the pool; 0 is "". */
typedef uint32_t cwp__text;

/* Most records, names and so on that 16-bit fields allow; UINT16_MAX stands for "none". */
enum { CWP__MOST_RECORDS = 65000, CWP__NO_RECORD = UINT16_MAX };

/* What a record says. The built-in editions share one array of them, since most records say the same in each. */
typedef struct cwp__words {
  cwp__text code;
  cwp__text title;
  cwp__text text;
  cwp__text note;
  uint32_t properties; /* the first of its properties, which end with one without a name */
} cwp__words;

/* One record, in 24 bytes. What belongs to it in the other arrays goes from its `first_…` to that of the next row;
   there is one row more than there are records. */
typedef struct cwp__row {
  uint32_t first_link;
  uint32_t first_cover;
  uint16_t words;
  uint16_t first_alias;
  uint16_t source;
  uint16_t role;
  uint16_t parent;
  uint16_t first_child;
  uint16_t child_count;
  uint8_t status;
  uint8_t coverage;
} cwp__row;

/* What a link says beside where it leads: most links say nothing of their own. */
typedef struct cwp__grounds {
  cwp__text text;
  uint16_t about;
  uint16_t source;
} cwp__grounds;

/* A link, in six bytes; those of one record are sorted by relation. The last two are enumerations, packed. */
typedef struct cwp__link {
  uint16_t to;
  uint16_t grounds;
  uint8_t relation;
  uint8_t extent_and_status; /* the extent in the low four bits */
} cwp__link;

/* A run of covers: records that lie side by side, such as a group's statements, covered in the same way. The map is
   counted from the first one, and the last two bits are the extent. A list that is one run without an extent stands for
   that record, in full, and all that it covers. */
typedef struct cwp__cover {
  uint16_t target; /* the first one */
  uint16_t count;
  uint16_t map_and_extent;
} cwp__cover;

enum { CWP__NO_MAP = 0x3fff }; /* the map's bits when there is none */

/* A property; equal lists of them are shared too. */
typedef struct cwp__property {
  cwp__text name;
  cwp__text value;
} cwp__property;

/* What a rule says, in numbers. Kinds of evidence and results are those of the floor above, which holds them to this.
 */
typedef struct cwp__terms {
  uint32_t at_least;   /* how many of its needs it asks for, from 1 */
  uint32_t first_need; /* its links of CWP_RELATION_NEEDS lie side by side */
  uint32_t need_count;
  uint8_t kind;           /* cwp_requirement_kind outside any setting */
  uint8_t least;          /* weakest kind of evidence that meets it, from 0, or CWP__BY_POLICY */
  uint8_t accepts;        /* results that meet it, a bit each */
  uint16_t within_months; /* it is due so many months after the start in the post, ... */
  uint16_t within_days;   /* ... and so many days after that; both 0: it is due always */
} cwp__terms;

/* Longest time after a start, in each unit that a rule can say it in. */
enum { CWP__MOST_WITHIN = 1200 };

enum { CWP__BY_POLICY = UINT8_MAX };
enum { CWP__ACCEPTS_COMPLETED = 1, CWP__ACCEPTS_IN_PROGRESS = 2, CWP__ACCEPTS_BOOKED = 4 };

/* The first line of each kind that belongs to a role category or a later one: its own go up to those of the next. */
typedef struct cwp__lines {
  uint16_t behaviours;
  uint16_t statements;
  uint16_t rules;
} cwp__lines;

struct cwp_pathway {
  const char *pool;
  const cwp__words *words;
  const cwp__row *rows;
  const cwp__link *links;
  const cwp__grounds *grounds;
  const cwp__property *properties;
  const cwp__text *aliases;
  const cwp__cover *covers;
  const uint16_t *slots;   /* hash table of names, CWP__NO_RECORD where empty: a record for its code, or the number of
                              records and the place of an alias */
  const cwp__terms *terms; /* of each rule */
  const cwp__lines *lines; /* of each role category, and one more */
  uint32_t pool_size;
  uint32_t slot_count;              /* a power of two */
  uint32_t first[CWP_KIND_END + 1]; /* first record of each kind; the last is the number of records */
  cwp_allocator allocator;          /* of a pathway made at run time; all NULL in a built-in one */
};

/* The built-in editions, oldest first, and what is known of the dataset: in the generated tables. */
extern const cwp_pathway *const cwp__editions[];
extern const uint32_t cwp__edition_count;
extern const uint32_t cwp__edition_default_index;
extern const char cwp__dataset_version_text[];
extern const char cwp__dataset_date_text[];
extern const char cwp__dataset_checksum_text[];

/* The text at a place of the pool. */
static inline const char *cwp__pool_text(const cwp_pathway *pathway, cwp__text text) {
  return pathway->pool + text;
}

/* How many records there are. */
static inline uint32_t cwp__record_count(const cwp_pathway *pathway) {
  return pathway->first[CWP_KIND_END];
}

/* The row of a record, or NULL for a foreign id. */
static inline const cwp__row *cwp__row_of(const cwp_pathway *pathway, cwp_id id) {
  return pathway && id < cwp__record_count(pathway) ? pathway->rows + id : NULL;
}

/* What a record says. */
static inline const cwp__words *cwp__words_of(const cwp_pathway *pathway, const cwp__row *row) {
  return pathway->words + row->words;
}

/* Its properties, which end with one without a name. */
static inline const cwp__property *cwp__properties_of(const cwp_pathway *pathway, const cwp__row *row) {
  return pathway->properties + cwp__words_of(pathway, row)->properties;
}

/* What a link says. */
static inline const cwp__grounds *cwp__grounds_of(const cwp_pathway *pathway, const cwp__link *link) {
  return pathway->grounds + link->grounds;
}

/* The text of a name, as the hash table has it. */
static inline const char *cwp__name_text(const cwp_pathway *pathway, uint16_t name) {
  uint32_t records = cwp__record_count(pathway);
  return cwp__pool_text(pathway, name < records ? cwp__words_of(pathway, pathway->rows + name)->code
                                                : pathway->aliases[name - records]);
}

/* All that evidence about a record covers, as it is stored. */
typedef struct cwp__covers {
  const cwp__cover *list;
  uint32_t count;   /* runs */
  uint16_t through; /* a record that is covered in full besides, and whose covers these are; or CWP__NO_RECORD */
  uint16_t map;     /* then the map by which all of them are covered; CWP__NO_RECORD else: each says its own */
} cwp__covers;

cwp__covers cwp__covers_of(const cwp_pathway *pathway, cwp_id id);

/* The map of a stored cover, or CWP__NO_RECORD. */
static inline uint16_t cwp__cover_map(const cwp_pathway *pathway, const cwp__cover *cover) {
  uint32_t map = cover->map_and_extent & CWP__NO_MAP;
  return map == CWP__NO_MAP ? (uint16_t)CWP__NO_RECORD : (uint16_t)(pathway->first[CWP_KIND_MAP] + map);
}

static inline cwp_extent cwp__cover_extent(const cwp__cover *cover) {
  return (cwp_extent)(cover->map_and_extent >> 14);
}

/* The record that a name stands for. */
uint32_t cwp__name_record(const cwp_pathway *pathway, uint16_t name);

#endif
