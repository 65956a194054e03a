#ifndef CWP_BASE_EIGHTS_H
#define CWP_BASE_EIGHTS_H

/*
 * Bits in words that come in eights, for many lists of bits at once. A row is some eights of words, a bit for each
 * thing that there is; eight rows say eight things of them. A line is the eight words, one of each row, that speak of
 * the same bits. There is a portable way for all of it, and faster ones where the processor has them; all give the
 * same.
 */

#include <stddef.h>
#include <stdint.h>

enum { CWP__EIGHT = 8 };

/* Rows, lines and masks may lie anywhere; what begins at a multiple of this many bytes is read faster. */
enum { CWP__EIGHT_ALIGNMENT = CWP__EIGHT * sizeof(uint64_t) };

/* The first such place at or behind one. */
static inline uint64_t *cwp__eight_aligned(uint64_t *words) {
  return words + (0 - (uintptr_t)words) % CWP__EIGHT_ALIGNMENT / sizeof *words;
}

/* Bits of a line that are counted. */
typedef struct cwp__eight_sum {
  uint64_t bits;
  uint32_t line;
} cwp__eight_sum;

/* What a row of totals adds up: a row that was added up before, if any, and sums, from `first` up to `end` of a list
   of their places. */
typedef struct cwp__eight_total {
  uint32_t row;
  uint32_t base;
  uint32_t first;
  uint32_t end;
} cwp__eight_total;

#define CWP__EIGHT_NO_ROW UINT32_MAX

/* Ways of working, the plainest first. */
typedef enum cwp__eight_way {
  CWP__EIGHT_PORTABLE = 0,
  CWP__EIGHT_FOURS, /* AVX2: vectors of four words, and an instruction that counts the bits of a word */
  CWP__EIGHT_WHOLE, /* AVX-512: vectors of eight words, whose bits are counted all at once */
  CWP__EIGHT_WAYS
} cwp__eight_way;

/* A row of counts: one for each of the eight words of a line. */
typedef uint16_t cwp__eight_row[CWP__EIGHT];

/* Two rows of masks, by the number of the two, with a turn of 0 to 2. Of each bit they say together which of three ways
   it goes, if any: both that it goes the first way, the former alone the second, the latter alone the third. */
typedef uint32_t cwp__eight_pick;

enum { CWP__EIGHT_MASKS = 2, CWP__EIGHT_TURNS = 4, CWP__EIGHT_PLACES = INT32_MAX / CWP__EIGHT_TURNS };

static inline cwp__eight_pick cwp__eight_pick_of(uint32_t place, uint32_t turn) {
  return place * CWP__EIGHT_TURNS + turn;
}

enum { CWP__EIGHT_GATHERED = 5 };

/* Sets the bits of masks in rows of `eights` words times eight. Of each pick, bits that go the first way are set in the
   row to[turn], and, unless the turn is 2, those that go the second in the row to[3] and the third in to[4]. */
void cwp__eight_gather(cwp__eight_way way, const uint64_t *masks, const cwp__eight_pick *picks, size_t count,
                       size_t eights, const uint8_t to[CWP__EIGHT_GATHERED], uint64_t *rows);

/* Leaves each bit in the first of seven rows that has it. They come out as lines; the eighth word of each has all bits
   that are set in any. What is in the eighth row is passed over. */
void cwp__eight_sift(cwp__eight_way way, const uint64_t *rows, size_t eights, uint64_t *lines);

/* The fastest way that this processor has. */
cwp__eight_way cwp__eight_best(void);

/* Counts the bits of sums, a row each. The last word of a line says which bits are set in any of the others. The way
   must be one that the processor has. */
void cwp__eight_count(cwp__eight_way way, const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                      cwp__eight_row *found);

/* Adds rows of `found` up to those of totals, in their order. */
void cwp__eight_add_up(cwp__eight_row *found, const uint32_t *parts, const cwp__eight_total *totals, size_t count,
                       cwp__eight_row *rows);

/* Adds one row of counts to another. */
static inline void cwp__eight_row_add(cwp__eight_row row, const cwp__eight_row more) {
  for (int k = 0; k < CWP__EIGHT; k++)
    row[k] = (uint16_t)(row[k] + more[k]);
}

/* Turns eight rows around: out[i][k] = rows[k][i]. */
void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]);

#endif
