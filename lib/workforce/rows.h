#ifndef CWP_WORKFORCE_ROWS_H
#define CWP_WORKFORCE_ROWS_H

/* Answers with rows for people: each against their own role category, or against every one. */

#include "workforce/asked.h"

/* The first column has the people's keys, which are the asker's to put; the others are put here. */
enum { CWP__ROWS_KEY = 0, CWP__ROWS_ON, CWP__ROWS_MOST_COLUMNS = 32 };

/* 1 if the answer has rows for people. */
int cwp__rows_are_asked(const cwp__asked *self);

/* Its columns, the first being of type `key`. Returns how many there are. */
size_t cwp__rows_columns(const cwp__asked *self, cwp__column_type key, cwp__column out[CWP__ROWS_MOST_COLUMNS]);

/* Rows of each person. */
size_t cwp__rows_each(const cwp__asked *self);

/* People in a batch. */
size_t cwp__rows_people(const cwp__asked *self);

/* Judges people and puts their rows into a batch, from `row` on. Several threads may put rows into one batch where they
   begin at a multiple of 8. */
void cwp__rows_put(const cwp__asked *self, cwp__desk *desk, const cwp__stretch *stretch, cwp__batch *batch, size_t row);

#endif
