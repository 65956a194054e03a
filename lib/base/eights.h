#ifndef CWP_BASE_EIGHTS_H
#define CWP_BASE_EIGHTS_H

/*
 * Counting bits in words that come in eights: a line is eight words that lie side by side, and what is counted is
 * counted in each of the eight alike. There is a portable way, and faster ones where the processor has them; all give
 * the same.
 */

#include <stddef.h>
#include <stdint.h>

enum { CWP__EIGHT = 8 };

/* Bits of a line that are counted for the targets from `first` up to `end`, of a list that goes with it. */
typedef struct cwp__eight_sum {
  uint64_t bits;
  uint32_t line;
  uint32_t first;
  uint32_t end;
} cwp__eight_sum;

/* A row of counts: one for each of the eight words. */
typedef uint16_t cwp__eight_row[CWP__EIGHT];

/* Ways of counting, the plainest first. */
typedef enum cwp__eight_way {
  CWP__EIGHT_PORTABLE = 0,
  CWP__EIGHT_COUNTING, /* an instruction that counts the bits of a word */
  CWP__EIGHT_VECTOR,   /* one that counts those of eight */
  CWP__EIGHT_WAYS
} cwp__eight_way;

/* The fastest way that this processor has. */
cwp__eight_way cwp__eight_best(void);

/* Adds what each sum comes to onto the rows of its targets. The last word of a line says which bits are set in any of
   the others: where there are none, nothing is counted. The way must be one that the processor has. */
void cwp__eight_count(cwp__eight_way way, const uint64_t *lines, const cwp__eight_sum *sums, size_t count,
                      const uint32_t *targets, cwp__eight_row *rows);

/* Turns eight rows around: out[i][k] = rows[k][i]. */
void cwp__eight_turn(cwp__eight_row rows[CWP__EIGHT], cwp__eight_row out[CWP__EIGHT]);

#endif
