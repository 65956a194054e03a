#ifndef CWP_BASE_CSV_WRITE_H
#define CWP_BASE_CSV_WRITE_H

/* Cells of CSV files, put behind what a buffer holds already. Commas and line ends are the caller's. */

#include "base/text.h"

/* A cell that reads back to the byte: in quotes if it holds a comma, a quote, or white space other than spaces. */
void cwp__csv_put(cwp__buffer *out, const char *text, size_t length);

/* A cell for people and spreadsheets: one that could be taken for a formula gets an apostrophe in front. */
void cwp__csv_put_shown(cwp__buffer *out, const char *text);

/* 1 if a spreadsheet may take a cell that begins so for a formula. */
int cwp__csv_is_formula(char first);

/* A cell of cwp__csv_put_shown that was read, without the apostrophe. */
cwp__span cwp__csv_shown(cwp__span cell);

#endif
