#ifndef COMMAND_TAGGING_H
#define COMMAND_TAGGING_H

/* Tagged catalogues for people. */

#include "cwp/cwp.h"

/* Prints a catalogue course by course: suggestions with their first reason. `statements` has them shown too. */
void tagging_print(const cwp_tagged *tagged, const cwp_pathway *pathway, int statements);

/* Names on standard error the courses without a title and a description, the first few of them. */
void tagging_remark_bare(const cwp_tagged *tagged, const char *path);

#endif
