#ifndef CWP_EXCHANGE_MATRIX_SNIFF_H
#define CWP_EXCHANGE_MATRIX_SNIFF_H

/* Training matrices among other files. */

#include "cwp/matrix.h"
#include "cwp/portfolio.h"

/*
 * Whether a CSV file that begins so is a training matrix: 1 if its heading says so clearly, 0 if not, -1 when there is
 * no memory to find out. `is_whole` is 1 if that is all of the file. Files of the national data set never are.
 */
int cwp__matrix_is_one(const cwp_pathway *pathway, const cwp_allocator *allocator, const char *head, size_t length,
                       int is_whole);

/* Takes the portfolio of a person over, from 0 on; NULL past the last. */
cwp_portfolio *cwp__matrix_take(cwp_matrix *self, size_t person);

#endif
