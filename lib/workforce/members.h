#ifndef CWP_WORKFORCE_MEMBERS_H
#define CWP_WORKFORCE_MEMBERS_H

/* The table of workers: who they are, their role categories, starts in the post and settings. */

#include "workforce/crowd.h"
#include "workforce/findings.h"
#include "workforce/people.h"

/* The sets of settings that people have. */
typedef struct cwp__settings {
  const cwp_pathway *pathway;
  cwp_allocator allocator;
  cwp__arena ids;
  cwp__setting_set *sets; /* the first is the empty one */
  size_t count;
  size_t capacity;
  uint16_t *slots; /* an open-addressing table: 0, or the place of a set that is not empty */
  cwp_status status;
} cwp__settings;

typedef struct cwp__members {
  cwp__table table;
  cwp__arena codes; /* of dictionaries */
  size_t worker;    /* columns, or CWP__NO_FIELD */
  size_t role;
  size_t started;
  size_t settings;
  cwp__coding role_coding;
  cwp__coding setting_coding;
  uint16_t *roles; /* the codes of role categories by the number of their record */
  cwp__settings sets;
  cwp__member *of; /* each person; NULL where there is no table */
  size_t capacity;
  uint64_t refused;
} cwp__members;

/* Up to a block of workers, being read. */
typedef struct cwp__member_block {
  cwp__members *members;
  cwp__findings *findings;
  cwp__key_block keys;
  uint16_t roles[CWP__BLOCK];
  uint16_t settings[CWP__BLOCK];
  int32_t started[CWP__BLOCK];
  cwp__recent recent_roles;
  cwp__recent recent_settings;
} cwp__member_block;

/* Reads the schema and looks the columns up; the stream stays the caller's. Start it with cwp__members_start; clear it,
   also after an error. Errors as for cwp_workforce_make. */
cwp_status cwp__members_start(cwp__members *self, const cwp_pathway *pathway, const cwp_allocator *allocator,
                              cwp_error *error);
cwp_status cwp__members_open(cwp__members *self, struct ArrowArrayStream *stream, cwp_error *error);

/* Reads the people of the table, whose batches are all in. Errors as for cwp_workforce_make. */
cwp_status cwp__members_read(cwp__members *self, cwp__people *people, cwp__findings *findings, cwp_error *error);
void cwp__members_clear(cwp__members *self);

/* The same by hand, for workers who go by. Gives dictionaries of the batches from `chunk` on their codes. Errors:
   CWP_ERROR_MEMORY, CWP_ERROR_LIMIT. */
cwp_status cwp__members_code(cwp__members *self, size_t chunk, cwp_error *error);

/* A block for reading, without rows; release it. NULL when there is no memory. */
cwp__member_block *cwp__member_block_new(cwp__members *members, cwp__findings *findings);

/* Reads rows. Errors: CWP_ERROR_INVALID, CWP_ERROR_LIMIT. */
cwp_status cwp__member_block_read(cwp__member_block *self, const cwp__rows *rows, cwp_error *error);

/* Takes a row of the block in as a person, for whom there is room in `of`. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__member_block_take(cwp__member_block *self, size_t i, uint32_t person, cwp_error *error);

/* Refuses a row of the block: it has no key, or somebody's who was there before. Errors: CWP_ERROR_MEMORY. */
cwp_status cwp__member_block_refuse(cwp__member_block *self, size_t i, cwp_error *error);

#endif
