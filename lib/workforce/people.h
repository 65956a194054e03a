#ifndef CWP_WORKFORCE_PEOPLE_H
#define CWP_WORKFORCE_PEOPLE_H

/*
 * Who there is: people by number, in the order in which they first occur, found by their keys. Keys stay in the table
 * that they came in; here is only where. As long as keys go up from row to row nothing is kept to find them by; later
 * it is a bit for each number that there may be, where they are numbers without wide gaps, and a table of hashes else.
 */

#include "workforce/column.h"

#include <string.h>

/* A key: a number, or a text that is not empty. */
typedef struct cwp__key {
  int64_t number;
  cwp__span text;
} cwp__key;

/* No person. */
#define CWP__NOBODY UINT32_MAX

/* 64 numbers, of which some are keys. */
typedef struct cwp__ranks {
  uint64_t keys;   /* a bit each */
  uint32_t before; /* keys below */
} cwp__ranks;

typedef struct cwp__people {
  cwp_allocator allocator;
  const cwp__table *table; /* whose column `column` has the keys */
  size_t column;
  int are_text;
  size_t count;
  uint64_t *rows; /* the row of each one's key */
  size_t row_capacity;
  int is_every_row; /* each row is a person: there are no `rows` */
  int is_ascending; /* the keys go up from one person to the next: nobody is looked up before that ends */
  uint64_t *slots;  /* an open-addressing table: 0, or the hash above, and the person and one below */
  size_t slot_count;
  size_t expected;   /* how many people there may be; 0 where nobody knows */
  size_t indexed;    /* so many people are in it */
  unsigned seed;     /* how many times a table was too crowded in one place */
  int is_settled;    /* everybody is there, and looked up by `ranks` or, without, by `slots` */
  cwp__ranks *ranks; /* of the numbers from `least` on; NULL where keys are no numbers, or lie too far apart */
  size_t rank_count;
  int64_t least;
  uint32_t *ranked; /* whose each key is, by size; NULL where people's keys go up */
  int64_t warmth;   /* of no use but to be computed */
} cwp__people;

/* Nobody yet, with keys in that column; `expected` people, or 0 where nobody knows. */
void cwp__people_start(cwp__people *self, const cwp__table *table, size_t column, size_t expected,
                       const cwp_allocator *allocator);
void cwp__people_clear(cwp__people *self);

/* Adds the person whose key is in that row, unless they are there: `*person` is their number, `*is_new` whether they
   were added. Rows must come in order. Errors: CWP_ERROR_MEMORY; CWP_ERROR_LIMIT when there are too many, or too many
   keys that cannot be told apart quickly. */
cwp_status cwp__people_add(cwp__people *self, const cwp__key *key, uint64_t row, uint32_t *person, int *is_new,
                           cwp_error *error);

/* The person of that key, or CWP__NOBODY, once everybody is there. `guess` is somebody to look at first, with the few
   who follow, or CWP__NOBODY. Errors as for cwp__people_add. */
cwp_status cwp__people_find(cwp__people *self, const cwp__key *key, uint32_t guess, uint32_t *person, cwp_error *error);

/* Gives back what people are found by. */
void cwp__people_settle(cwp__people *self);

/* The row of a person's key. */
static inline uint64_t cwp__people_row(const cwp__people *self, size_t person) {
  return self->is_every_row ? person : self->rows[person];
}

/* Keys of up to a block of rows. */
typedef struct cwp__key_block {
  cwp__rows rows;
  uint8_t known[CWP__BLOCK];
  int64_t numbers[CWP__BLOCK]; /* of number keys; of texts in a dictionary, their indices */
  cwp__span texts[CWP__BLOCK]; /* of text keys */
} cwp__key_block;

/* Reads the keys of the block's rows. Errors: CWP_ERROR_INVALID when a number is beyond INT64_MAX. */
cwp_status cwp__keys_read(const cwp__table *table, size_t column, cwp__key_block *block, cwp_error *error);

/* The key in a row of a batch, which must be known. */
cwp__key cwp__key_at(const cwp__table *table, size_t column, const cwp__chunk *chunk, size_t index);

/* The people of all keys of a block; CWP__NOBODY where a key is not known, or nobody's. Errors as for
   cwp__people_find. */
cwp_status cwp__people_find_each(cwp__people *self, const cwp__key_block *block, uint32_t *people, cwp_error *error);

/* Brings near what finding these keys' people is going to touch: what is far away is fetched all at once, instead of
   one after the other. */
void cwp__people_warm(cwp__people *self, const cwp__key_block *block);

static inline cwp__key cwp__key_of(const cwp__key_block *block, size_t i) {
  return (cwp__key){block->numbers[i], block->texts[i]};
}

/* How many rows from `i` on are plainly of one person: their keys are the same, or none is known. */
size_t cwp__keys_run(const cwp__key_block *keys, size_t i, int are_text);

/* Numbers by size, texts by their bytes: below 0, 0, above 0. */
int cwp__keys_compare(const cwp__key *a, const cwp__key *b, int are_text);

static inline int cwp__keys_are_same(const cwp__key *a, const cwp__key *b, int are_text) {
  if (!are_text) return a->number == b->number;
  return a->text.length == b->text.length && memcmp(a->text.text, b->text.text, a->text.length) == 0;
}

#endif
