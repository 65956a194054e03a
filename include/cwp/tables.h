#ifndef CWP_TABLES_H
#define CWP_TABLES_H

/**
 * @file tables.h
 * People as tables in CSV: their evidence, a row a piece; or the analyst's wide shape, a row a worker.
 *
 * Tables hold personal data: who may see them is the host's to decide.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/output.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/status.h"
#include "cwp/team.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What came of it. */
typedef struct cwp_table_counts {
  uint64_t people;   /**< people in the team */
  uint64_t rows;     /**< rows written, without the header */
  uint64_t left_out; /**< pieces of evidence that the table has no place for */
} cwp_table_counts;

/**
 * Writes a row for each piece of evidence, with whose it is: `person`, `site`, `job_title`, `role`, `role_basis`,
 * `started`, `about`, `name` (what the code is called), `kind`, `result`, `from`, `until`, `extent`, `title`, and,
 * unless `options` leaves them out, `assessor`, `origin` and `note`. Somebody without evidence has no row. Cells that a
 * spreadsheet could take for formulas have an apostrophe in front. `pathway` gives the names; `options`, `counts` and
 * `allocator` may be NULL. Errors: CWP_ERROR_IO, CWP_ERROR_MEMORY, CWP_ERROR_ARGUMENT.
 */
CWP_CHECKED cwp_status cwp_table_evidence(const cwp_team *team, const cwp_pathway *pathway,
                                          const cwp_print_options *options, const cwp_output *output,
                                          const cwp_allocator *allocator, cwp_table_counts *counts, cwp_error *error);

/**
 * Writes the shape that analysts of the national data set work with: a row a worker with `establishmentid`, `workerid`,
 * `mainjrid`, `ccstatus`, six columns for each training category (`tr20flag`, `tr20count`, `tr20ac`, `tr20nac`,
 * `tr20dn`, `tr20latestdate`) and two for each qualification (`ql04achq2`, `ql04year2`; `ql302app` for an
 * apprenticeship). Codes and what each column means: docs/convert.md. Evidence of other kinds has no place in it and is
 * counted in `left_out`. Such a file can be imported (exchange.h). Errors: as for cwp_table_evidence.
 */
CWP_CHECKED cwp_status cwp_table_wide(const cwp_team *team, const cwp_pathway *pathway, const cwp_output *output,
                                      const cwp_allocator *allocator, cwp_table_counts *counts, cwp_error *error);

#ifdef __cplusplus
}
#endif

#endif
