#ifndef CWP_ADVICE_ROTA_ROLES_H
#define CWP_ADVICE_ROTA_ROLES_H

/*
 * "At least" among role categories: one is at least another if it is that one, builds on it, or can be reached from it
 * by the pathway's moves. A set of role categories is a bit for each, in the pathway's order.
 */

#include "cwp/pathway.h"

#include <stdint.h>

/* Sets the bit of the role category. */
void cwp__role_set_only(const cwp_pathway *pathway, cwp_id role, uint64_t *set);

/* Sets the bits of all role categories that are at least that one. */
void cwp__role_set_at_least(const cwp_pathway *pathway, cwp_id role, uint64_t *set);

/* 1 if the role category, which may be CWP_NONE, is in the set. */
int cwp__role_set_has(const cwp_pathway *pathway, cwp_id role, const uint64_t *set);

#endif
