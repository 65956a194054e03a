#ifndef CWP_TEAM_H
#define CWP_TEAM_H

/**
 * @file team.h
 * Several people's portfolios, as they come out of a provider's files. Immutable once made; readable from any thread.
 */

#include "cwp/export.h"
#include "cwp/portfolio.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** People with their portfolios, in the order of the files. */
typedef struct cwp_team cwp_team;

/** How many people there are. */
CWP_API size_t cwp_team_count(const cwp_team *self);

/** The portfolio at `index`, from 0, or NULL past the end. Borrowed from the team. */
CWP_API const cwp_portfolio *cwp_team_at(const cwp_team *self, size_t index);

/** The portfolio of the person with that id, or NULL. Borrowed. One hash look-up. */
CWP_API const cwp_portfolio *cwp_team_find(const cwp_team *self, const char *id);

/** Frees the team and its portfolios. Takes NULL. */
CWP_API void cwp_team_free(cwp_team *self);

#ifdef __cplusplus
}
#endif

#endif
