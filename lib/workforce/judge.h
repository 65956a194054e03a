#ifndef CWP_WORKFORCE_JUDGE_H
#define CWP_WORKFORCE_JUDGE_H

/* One person after the other, judged by bits: each piece of evidence is looked up and its bits are set, and then each
   bit keeps the best that was said of it. What comes out is what cwp_overview_make would say; a test holds the two
   together.
 */

#include "workforce/crowd.h"
#include "workforce/pick.h"
#include "workforce/reach.h"

/* A desk to judge at: one person and one day at a time. A thread has its own. */
typedef struct cwp__desk {
  const cwp__reaches *reaches;
  cwp_allocator allocator;
  cwp_date on;
  cwp__pick_day day;
  const cwp__reach *reach; /* of the person at hand */
  uint64_t *words;         /* memory for both of these */
  uint64_t *rows;          /* of each lane: what is said of each bit, before it is settled */
  uint64_t *lines;         /* then, of each word, one word of each lane */
  size_t line_bytes;       /* of either */
  uint64_t *refuted;       /* bits of what an assessor found the person not yet competent in, ... */
  cwp_date *refuted_on;    /* ... and of each of them the last day of such a finding */
  int is_refuted;          /* whether there is any: the two are not looked at else */
  cwp__eight_row *counts;  /* of each kind and role category, by lane: by cwp__desk_count */
  cwp__eight_row *found;   /* sums */
  cwp__eight_way way;
  cwp__scales scales; /* for spans after the start in the post */
} cwp__desk;

/* Errors: CWP_ERROR_MEMORY. To be cleared in any case. */
cwp_status cwp__desk_start(cwp__desk *self, const cwp__reaches *reaches, const cwp_allocator *allocator,
                           cwp_error *error);
void cwp__desk_clear(cwp__desk *self);

/* The day that is asked about from here on. */
void cwp__desk_set_day(cwp__desk *self, cwp_date on);

/* Puts a person's evidence down: afterwards a bit may be set in several lanes. */
void cwp__desk_weigh(cwp__desk *self, const cwp__member *member, const cwp__facts *facts);

/* Lets rules and spans speak, and leaves each bit in its best lane alone, and in CWP__LANE_ANY. */
void cwp__desk_settle(cwp__desk *self, const cwp__member *member);

/* Both. */
void cwp__desk_judge(cwp__desk *self, const cwp__member *member, const cwp__facts *facts);

/* The first day after the one asked about on which the judgement of a person may be another; CWP_DATE_MAX + 1 for none.
 */
cwp_date cwp__desk_next_change(const cwp__desk *self, const cwp__member *member, const cwp__facts *facts);

/* Counts, for all role categories, into `counts`. */
void cwp__desk_count(cwp__desk *self);

/* How many lines of one kind stand in one lane, of a role category counted from the first. */
static inline unsigned cwp__desk_counted(const cwp__desk *self, unsigned kind, unsigned lane, uint32_t role) {
  return self->counts[kind * self->reaches->role_room + role][lane];
}

/* How many lines of one role category stand where. */
typedef struct cwp__own_counts {
  cwp__eight_row of[CWP_REQUIREMENT_KIND_END];
} cwp__own_counts;

/* Counts, for one role category. */
void cwp__desk_count_own(const cwp__desk *self, uint32_t role, cwp__own_counts *out);

#endif
