#ifndef CWP_EXCHANGE_TOGETHER_H
#define CWP_EXCHANGE_TOGETHER_H

/*
 * What rows and files of the national data set say together: keys that stand there twice, staff of workplaces that are
 * in no file, totals, registered managers, one NI number over too many hours, salaries, moves between workplaces.
 *
 * Little is kept of each row: about 50 bytes of a worker, 32 more of one with an NI number, 20 of a part-time salary,
 * and nothing of training. A worker is known by two hashes of 64 bits each, of the key as the national service joins it
 * and of the key with its two halves apart; that two workers of a file have the same ones by chance is not to be
 * expected.
 */

#include "exchange/asc_staff.h"
#include "exchange/asc_workplace.h"
#include "exchange/names.h"

/* Which row of which file a record comes from. */
typedef struct cwp__origin {
  uint32_t line; /* line of the file and number of the data row; the last that fits where there are more */
  uint32_t record;
  uint16_t file; /* position among the files */
} cwp__origin;

/* A key of a worker. */
typedef struct cwp__worker_hash {
  uint64_t joined; /* of both keys without white space, joined: all that the national service looks at */
  uint64_t apart;  /* of the same with a slash between them */
} cwp__worker_hash;

/* A worker of a staff file. */
typedef struct cwp__member {
  cwp__worker_hash key;
  uint32_t line;
  cwp_date born; /* or CWP_DATE_NONE */
  uint16_t file;
  uint8_t is_new;
  uint8_t is_moving;
} cwp__member;

/* Members by key. Slots are an open-addressing table of positions plus one; 0 is free. */
typedef struct cwp__members {
  cwp__member *items;
  size_t count;
  size_t capacity;
  uint32_t *slots;
  size_t slot_count;
} cwp__members;

/* A workplace that a file names. */
typedef struct cwp__site {
  cwp__origin origin; /* of its row */
  uint8_t has_row;
  uint8_t status; /* cwp__status_word */
  uint8_t says_regulated;
  uint8_t is_head_office;
  uint8_t has_vacancy_of_manager;
  int32_t service;
  int32_t regulated;
  int32_t healthcare;
  int32_t staff;
  int64_t starters;
  int64_t leavers;
  int64_t vacancies;
  uint32_t rows; /* staff rows of it */
  uint32_t managers;
} cwp__site;

/* What of a staff row is held against its workplace. */
typedef struct cwp__subject {
  cwp__origin origin;
  uint32_t site;    /* its workplace */
  uint32_t serving; /* the one that it moves to, or the same */
  uint16_t job;
  uint16_t healthcare; /* the answer to DHA, or 0 */
  uint8_t is_checked;  /* its status is NEW or UPDATE */
} cwp__subject;

/* A worker whose key is to change, or who moves. */
typedef struct cwp__change {
  cwp__origin origin;
  cwp__worker_hash key; /* in the workplace that the row names, or for a move in the one that it goes to */
  uint32_t site;        /* for a move: where to */
} cwp__change;

/* A worker with an NI number. */
typedef struct cwp__insured {
  uint64_t number;
  cwp__origin origin;
  uint32_t first;      /* position of the first with the number */
  uint32_t half_hours; /* of all with the number, in the first's; then their count */
  uint32_t count;
  uint16_t own_half_hours;
} cwp__insured;

/* A salary of somebody who works part of the time. */
typedef struct cwp__salary {
  cwp__origin origin;
  uint32_t salary;
  uint16_t job;
} cwp__salary;

/* A set of numbers other than 0; open addressing. */
typedef struct cwp__number_set {
  uint64_t *slots;
  size_t slot_count;
  size_t count;
} cwp__number_set;

typedef struct cwp__together {
  cwp_allocator allocator;
  const cwp__codes *codes;
  int at_once; /* rows are held against what has been read before them, so that nothing of them need be kept */
  int has_staff;
  int has_workplaces;

  cwp__names keys; /* of workplaces, without white space */
  cwp__site *sites;
  size_t site_capacity;
  cwp__names locations;
  uint32_t *site_of_location;
  size_t location_capacity;
  char last_site[CWP__ID_SIZE]; /* as written last: rows of one workplace mostly stand together */
  size_t last_site_length;
  uint32_t last_site_number;
  cwp__worker_hash last_site_hash;

  cwp__members members; /* whose key stays */
  cwp__members changed; /* whose key changes: the new one */
  cwp__members leaving; /* whose key changes: the old one */
  cwp__change *changes;
  size_t change_count;
  size_t change_capacity;
  cwp__change *moves;
  size_t move_count;
  size_t move_capacity;
  cwp__subject *subjects; /* only where they are not judged at once */
  size_t subject_count;
  size_t subject_capacity;
  cwp__insured *insured;
  size_t insured_count;
  size_t insured_capacity;
  uint32_t *insured_slots;
  size_t insured_slot_count;
  cwp__number_set full_time; /* job role and salary of those who work full time */
  cwp__number_set moved;     /* where to, and under which key */
  cwp__salary *salaries;
  size_t salary_count;
  size_t salary_capacity;
} cwp__together;

/* Starts with nothing; allocates nothing. */
void cwp__together_init(cwp__together *self, const cwp_allocator *allocator, const cwp__codes *codes, int at_once);
void cwp__together_free(cwp__together *self);

/* Takes in a row and reports what it says together with those before. They return 0 when there is no memory. */
int cwp__together_add_workplace(cwp__together *self, const cwp__row *row, const cwp__workplace *workplace,
                                cwp__origin origin);
int cwp__together_add_staff(cwp__together *self, const cwp__row *row, const cwp__staff *staff, cwp__origin origin,
                            int *is_repeated);

/* Reports a training row of somebody unknown, or too young; for rows that are judged at once. Returns 0 when there is
   no memory. */
int cwp__together_check_training(cwp__together *self, const cwp__row *row, cwp_date completed);

/* 1 if workplaces were read and this one, given as it is written, is not among them. */
int cwp__together_lacks_site(const cwp__together *self, cwp__span site);

/* Reports what only the whole tells. `paths` are those of the files, by position. The status is that of the report. */
cwp_status cwp__together_finish(cwp__together *self, cwp__sink *sink, const char *const *paths);

#endif
