#ifndef COMMAND_TALLY_H
#define COMMAND_TALLY_H

/* What many people's assessments come to. Each is taken in and let go; the memory does not grow with their number. */

#include "cwp/cwp.h"

#include <stddef.h>
#include <stdint.h>

/* How many people are named where a list of them would get long. */
enum { TALLY_NAMED = 10 };

typedef struct tally_people {
  size_t count;
  const cwp_portfolio *first[TALLY_NAMED];
} tally_people;

/* What is counted for each record of the pathway. */
typedef struct tally_row {
  uint32_t asked;     /* people who must or should have the line, or the topic */
  uint32_t lacking;   /* of those, people who do not */
  uint32_t missing;   /* requirements that people lack, all together: breaks ties */
  uint32_t own;       /* of a role category: people whose own it is */
  uint32_t assessed;  /* of a role category: people held against it */
  uint32_t ending;    /* people whose evidence about this record ends within the window */
  cwp_date first_end; /* when the first of those does */
  const cwp_portfolio *first_ending;
  size_t asked_stamp; /* number of the person counted last, so that nobody counts twice */
  size_t lacking_stamp;
  size_t ending_stamp;
} tally_row;

typedef struct cmd_tally {
  const cwp_pathway *pathway;
  tally_row *lines;  /* by requirement */
  tally_row *topics; /* by topic: see tally_topic */
  size_t people;
  size_t assessed;
  size_t lacking_must; /* people who lack a must */
  size_t lacking_should;
  size_t lacking_any;     /* who lack anything, a can included */
  int behaviours_seen;    /* 1 if anybody has any evidence for a behaviour */
  tally_people suggested; /* role category suggested from the job role */
  tally_people disagreeing;
  tally_people not_assessed;
} cmd_tally;

/* CODE_GO_ON or CODE_INTERNAL; free in every case. */
int tally_start(cmd_tally *self, const cwp_pathway *pathway);
void tally_free(cmd_tally *self);

/* Takes in one person; `assessment` is NULL for somebody who could not be assessed. */
void tally_add(cmd_tally *self, const cwp_portfolio *portfolio, const cwp_assessment *assessment);

/*
 * What a requirement is told under: a statement under its group, a behaviour under its role category (which stands for
 * all behaviours of it), anything else under itself.
 */
cwp_id tally_topic(const cwp_pathway *pathway, cwp_id line);

/* "Behaviours of Care or support worker", or the topic's own title. */
void tally_topic_title(const cwp_pathway *pathway, cwp_id topic, char *text, size_t size);

/* 1 if a judgement is a gap: neither met nor expiring, and asked for. */
int is_gap(const cwp_judgement *judgement);

/* Up to `capacity` ids of rows, the largest number first; gives how many. `number` reads it from a row; 0 is none. */
typedef uint64_t tally_number(const tally_row *row);
size_t tally_top(const cmd_tally *self, const tally_row *rows, tally_number *number, cwp_id *out, size_t capacity);

/* People who lack it, and among equals what they lack. */
uint64_t tally_lacking(const tally_row *row);
/* People whose evidence about it ends. */
uint64_t tally_ending(const tally_row *row);

#endif
