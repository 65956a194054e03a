#ifndef SUPPORT_BOARD_H
#define SUPPORT_BOARD_H

/* A rota written in a few words, on the default edition, and what is wrong with it read as lines. */

#include "cwp/rota.h"

enum { BOARD_PEOPLE = 32, BOARD_TEXT = 4096 };

typedef struct board {
  cwp_rota_rules *rules;
  cwp_rota *rota;
  cwp_portfolio *people[BOARD_PEOPLE];
  size_t count;
  char text[BOARD_TEXT];
} board;

/* Parses rules: the list of them as JSON without its brackets, single quotes standing for double ones. */
cwp_status board_rules(const char *list, const cwp_allocator *allocator, cwp_rota_rules **out, cwp_error *error);

/* An empty board with these rules; fails the test when it cannot. */
void board_start(board *self, const char *list);
void board_end(board *self);

/* Somebody with evidence: "ASC.T13 assessed 2025-01-01..2026-11-21, ASC.T20 trained". A result may follow. */
cwp_portfolio *board_portfolio(const char *id, const char *role, const char *evidence);

/* Adds them to the board; it owns the portfolio. Gives their number. */
size_t board_person(board *self, const char *id, const char *role, unsigned flags, const char *evidence);

/* A shift with settings, codes with spaces between; place "Rose". Gives its number. */
size_t board_shift(board *self, const char *id, const char *start, const char *end, const char *settings,
                   size_t required);

/* The moment of a text; fails the test when it is none. */
cwp_moment at(const char *text);

/* Puts somebody on a shift; fails the test when it cannot. */
void board_put(board *self, size_t shift, size_t person, cwp_rota_as as);

void board_take(board *self, size_t shift, size_t person);
void board_free_time(board *self, size_t person, const char *start, const char *end);

/* What is wrong with a shift, one issue behind the other with a semicolon between: "block M.medicines 0/1",
   "warn M.area ann P.dementia expired 2026-11-22", "block overlap ann N2". "pass" when nothing is. */
const char *board_told(board *self, size_t shift);

/* What would mend it: "add di 2>0", "swap di for ann 2>1", "move di from N2 1>0", "learn ann ASC.T13 assessed 1>0". */
const char *board_fixes(board *self, size_t shift);

#endif
