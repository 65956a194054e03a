#ifndef CWP_ROTA_FILES_H
#define CWP_ROTA_FILES_H

/**
 * @file rota_files.h
 * Rotas from files: shifts, who is on them, who could work when, and flags of people, in CSV or JSON. docs/rota.md
 * shows the files. What a file is is found from its header, never from its name, and files may come in any order.
 *
 * Nothing is dropped in silence: what cannot be used is a finding with file, line, column and value, and the rest
 * counts.
 */

#include "cwp/allocator.h"
#include "cwp/export.h"
#include "cwp/finding.h"
#include "cwp/input.h"
#include "cwp/pathway.h"
#include "cwp/portfolio.h"
#include "cwp/rota.h"
#include "cwp/status.h"
#include "cwp/team.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Files of a rota, on their way to a board. One thread at a time; it borrows the pathway, which must outlive it. */
typedef struct cwp_rota_files cwp_rota_files;

/** Starts without a file; `limits` may be NULL. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_MEMORY. Free with
 * cwp_rota_files_free. */
CWP_CHECKED cwp_status cwp_rota_files_new(const cwp_pathway *pathway, const cwp_limits *limits,
                                          const cwp_allocator *allocator, cwp_rota_files **out, cwp_error *error);

/** Frees it, with its findings. Takes NULL. */
CWP_API void cwp_rota_files_free(cwp_rota_files *self);

/**
 * Reads one file to its end and keeps its rows. Errors: CWP_ERROR_UNSUPPORTED when it is no file of a rota, nothing of
 * it being kept: it may be one of people then; CWP_ERROR_IO; CWP_ERROR_SYNTAX and CWP_ERROR_INVALID for CSV or JSON
 * that cannot be read; CWP_ERROR_LIMIT; CWP_ERROR_MEMORY. Rows read before the error are kept in the last four cases.
 */
CWP_CHECKED cwp_status cwp_rota_files_add(cwp_rota_files *self, const cwp_input *input, cwp_error *error);

/** The same from a file. Errors: CWP_ERROR_NOT_FOUND too. */
CWP_CHECKED cwp_status cwp_rota_files_add_file(cwp_rota_files *self, const char *path, cwp_error *error);

/** How many rows were kept, of all files. */
CWP_API size_t cwp_rota_files_row_count(const cwp_rota_files *self);

/**
 * Puts everything on a board that is still empty: the people of the team, whose flags the files may give, then shifts,
 * availability and assignments. People are named by their whole id or, where that is clear, by the part behind the
 * workplace. Call it once. The board borrows the team's portfolios. Errors: CWP_ERROR_ARGUMENT, CWP_ERROR_LIMIT,
 * CWP_ERROR_MEMORY; the board then holds a part and is best freed.
 */
CWP_CHECKED cwp_status cwp_rota_files_fill(cwp_rota_files *self, const cwp_team *team, cwp_rota *board,
                                           cwp_error *error);

/** The same with portfolios that the host keeps: `count` of them, in the order in which they get on the board. */
CWP_CHECKED cwp_status cwp_rota_files_fill_with(cwp_rota_files *self, const cwp_portfolio *const *people, size_t count,
                                                cwp_rota *board, cwp_error *error);

/** All findings so far, in the order in which they were met. Borrowed. */
CWP_API const cwp_findings *cwp_rota_files_findings(const cwp_rota_files *self);

#ifdef __cplusplus
}
#endif

#endif
