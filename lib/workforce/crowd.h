#ifndef CWP_WORKFORCE_CROWD_H
#define CWP_WORKFORCE_CROWD_H

/*
 * What questions see of a workforce: people by number, and their evidence decoded. How it lies in the caller's columns,
 * of which type, in which order and in how many chunks, is known behind these calls alone.
 */

#include "base/answer.h"
#include "base/memory.h"
#include "cwp/workforce.h"
#include "pathway/model.h"

#include <stddef.h>
#include <stdint.h>

/* One piece of evidence. */
typedef struct cwp__fact {
  cwp_date from;  /* or CWP_DATE_NONE */
  cwp_date until; /* or CWP_DATE_NONE */
  uint16_t about; /* the record of the pathway; one behind the last for a row that does not count */
  uint8_t kind;   /* cwp_evidence_kind */
  uint8_t result; /* cwp_result */
  uint8_t extent; /* cwp_extent, full or part */
} cwp__fact;

/* Pieces of evidence side by side, in 11 bytes each: what is asked of all of them is asked of several at once. Behind
   the last there is room for CWP__FACTS_BEYOND more, which are read in passing and mean nothing. */
typedef struct cwp__facts {
  cwp_date *from;
  cwp_date *until;
  uint16_t *about;
  uint8_t *manner; /* kind, result and extent in one */
  size_t count;
} cwp__facts;

enum { CWP__FACTS_BEYOND = 16 };

/* Kind and extent are in the lowest bits, so that those of completed evidence come first. */
enum { CWP__MANNER_RESULT = 8, CWP__MANNER_KIND = 2 };

static inline uint8_t cwp__manner_of(unsigned kind, unsigned result, unsigned is_part) {
  return (uint8_t)(result * CWP__MANNER_RESULT + kind * CWP__MANNER_KIND + is_part);
}

static inline cwp__fact cwp__fact_at(const cwp__facts *facts, size_t i) {
  unsigned manner = facts->manner[i];
  return (cwp__fact){.from = facts->from[i],
                     .until = facts->until[i],
                     .about = facts->about[i],
                     .kind = (uint8_t)(manner % CWP__MANNER_RESULT / CWP__MANNER_KIND),
                     .result = (uint8_t)(manner / CWP__MANNER_RESULT),
                     .extent = manner % CWP__MANNER_KIND ? CWP_EXTENT_PART : CWP_EXTENT_FULL};
}

static inline void cwp__fact_put(cwp__facts *facts, size_t i, const cwp__fact *fact) {
  facts->from[i] = fact->from;
  facts->until[i] = fact->until;
  facts->about[i] = fact->about;
  facts->manner[i] = cwp__manner_of(fact->kind, fact->result, fact->extent == CWP_EXTENT_PART);
}

/* Those from `first` on, up to `end`. */
static inline cwp__facts cwp__facts_part(const cwp__facts *facts, size_t first, size_t end) {
  return (cwp__facts){facts->from + first, facts->until + first, facts->about + first, facts->manner + first,
                      end - first};
}

/* Memory for facts, in one block. */
typedef struct cwp__fact_room {
  cwp__facts facts;
  size_t capacity;
} cwp__fact_room;

/* Sees that there is room for so many, whose number the caller keeps; what was there is lost when more is needed.
   Returns 0 when there is no memory. */
int cwp__fact_room_make(cwp__fact_room *self, size_t count, const cwp_allocator *allocator);
void cwp__fact_room_clear(cwp__fact_room *self, const cwp_allocator *allocator);

/* What is known of a person beside evidence. */
typedef struct cwp__member {
  uint16_t role;     /* counted from the pathway's first role category, or CWP__NO_RECORD */
  uint16_t settings; /* which of the workforce's sets of settings; 0 is the empty one */
  cwp_date started;  /* or CWP_DATE_NONE */
} cwp__member;

/* One of the sets of settings that people have of their own, sorted and without repeats. Borrowed. */
typedef struct cwp__setting_set {
  const cwp_id *settings;
  size_t count;
} cwp__setting_set;

enum { CWP__MOST_SETTING_SETS = 4096 };

/* People that lie side by side, from `first` on, with their facts decoded: those of person first + i are starts[i] up
   to starts[i + 1], in the order of the rows. Made anew for each stretch; a thread has its own. */
typedef struct cwp__stretch {
  uint64_t first;
  size_t count;
  const uint32_t *people; /* which of the workers each one is; NULL: first, first + 1, ... Borrowed */
  cwp__member *members;
  uint32_t *starts; /* count + 1 */
  cwp__fact_room room;
  size_t people_capacity;
} cwp__stretch;

/* The facts of the i-th of them. */
static inline cwp__facts cwp__stretch_facts(const cwp__stretch *self, size_t i) {
  return cwp__facts_part(&self->room.facts, self->starts[i], self->starts[i + 1]);
}

/* How many sets of settings there are, at least 1, and each. */
size_t cwp__workforce_setting_sets(const cwp_workforce *self);
cwp__setting_set cwp__workforce_setting_set(const cwp_workforce *self, size_t index);

/* Fills a stretch with up to `most` people from `first` on: fewer where they have more than some 100,000 facts
   together, but at least one. Grows the stretch's memory by the workforce's allocator. Errors: CWP_ERROR_MEMORY. Any
   number of threads may read stretches of one workforce, each into one of its own. */
cwp_status cwp__workforce_stretch(const cwp_workforce *self, uint64_t first, size_t most, cwp__stretch *stretch,
                                  cwp_error *error);
void cwp__stretch_clear(const cwp_workforce *self, cwp__stretch *stretch);

/* A workforce may be one whose evidence is read as it is answered. Then there is nobody until this is called, and those
   who are there, as people 0, 1, ..., are others each time; `*more` is 0 when there are no more. Of a workforce that is
   there as a whole it is 0 at once. One thread at a time, while nobody reads stretches or keys. Errors: as for
   cwp_workforce_stream. */
cwp_status cwp__workforce_advance(cwp_workforce *self, int *more, cwp_error *error);

/* Answers hold the workforce that they read. */
cwp_workforce *cwp__workforce_hold(const cwp_workforce *self);
void cwp__workforce_drop(cwp_workforce *self);

const cwp_pathway *cwp__workforce_pathway(const cwp_workforce *self);
const cwp_allocator *cwp__workforce_allocator(const cwp_workforce *self);
const cwp_workforce_options *cwp__workforce_options_of(const cwp_workforce *self);

/* The keys of people, for answers: 1 where they are texts, 0 where they are integers (CWP__COLUMN_INT64). */
int cwp__workforce_keys_are_text(const cwp_workforce *self);

/* Appends the keys of `count` people from `first` on, each `times` times, to a column of a batch that holds `row` rows
   so far. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__workforce_put_keys(const cwp_workforce *self, uint64_t first, size_t count, size_t times,
                                   cwp__batch *batch, size_t column, size_t row, cwp_error *error);

/* Adds rows to what `progress` is told. Errors: CWP_ERROR_ARGUMENT ("cancelled"). One thread at a time. */
cwp_status cwp__workforce_progress(const cwp_workforce *self, uint64_t rows, cwp_error *error);

/* Groups by columns of the workers: each combination of values that occurs has a number, in the order in which it first
   occurs. Null is a value of its own. */
typedef struct cwp__groups {
  uint32_t *of_person; /* NULL when there is one group, of everybody */
  size_t count;
  uint32_t *labels; /* count rows of key_count: place of the value among those of its column, UINT32_MAX for null */
  size_t key_count;
  struct cwp__labels *keys; /* the values of each column, as texts */
  cwp__arena texts;         /* of the labels */
} cwp__groups;

/* The different values of a column, as texts. */
typedef struct cwp__labels {
  const char *name; /* of the column; borrowed from the workforce */
  size_t count;
  const char **texts; /* zero-terminated UTF-8; NUL bytes, and what is no UTF-8, are shown as escapes */
} cwp__labels;

/* Errors: CWP_ERROR_ARGUMENT for a column that the workers have not, or of a type that cannot be grouped by;
   CWP_ERROR_LIMIT above the most groups; CWP_ERROR_MEMORY. */
cwp_status cwp__groups_make(const cwp_workforce *self, const char *const *by, size_t by_count, cwp__groups *out,
                            cwp_error *error);
void cwp__groups_clear(const cwp_workforce *self, cwp__groups *groups);

#endif
