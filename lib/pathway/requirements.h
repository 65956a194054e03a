#ifndef CWP_PATHWAY_REQUIREMENTS_H
#define CWP_PATHWAY_REQUIREMENTS_H

/* What a role category asks, for the floors that judge it. What a line asks for depends on the settings and never on
   the role category: whoever asks for it asks for the same. */

#include "pathway/model.h"

/* Most role categories that one can build on, itself included. */
enum { CWP__MOST_BASELINES = 64 };

/* The role category and its baselines, nearest first, each once. Returns how many. */
size_t cwp__role_baselines(const cwp_pathway *pathway, cwp_id role, cwp_id found[CWP__MOST_BASELINES]);

/* 1 for a kind of healthcare activity that regulated professionals delegate. */
int cwp__is_activity(const cwp_pathway *pathway, cwp_id id);

/* Errors: CWP_ERROR_ARGUMENT when a setting is neither a practice area nor a delegated activity. */
cwp_status cwp__settings_check(const cwp_pathway *pathway, const cwp_id *settings, size_t count, cwp_error *error);

/* How strongly a rule is asked: it is a must in a setting that it names, and where the work has an activity that it
   speaks of. */
cwp_requirement_kind cwp__rule_kind(const cwp_pathway *pathway, cwp_id rule, const cwp_id *settings, size_t count);

/* Which of the 64 practice areas from `first` on are open to a role category: a bit each, the first one lowest. */
uint64_t cwp__areas_open(const cwp_pathway *pathway, cwp_id role, cwp_id first);

/* Writes what cwp_role_requirements lists, `stride` bytes from one to the next; returns how many there are. The role
   category and the settings have been checked. */
size_t cwp__requirements_list(const cwp_pathway *pathway, cwp_id role, const cwp_id *settings, size_t setting_count,
                              void *out, size_t stride, size_t capacity);

#endif
