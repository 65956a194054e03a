/* "At least" among role categories. */

#include "advice/rota_roles.h"
#include "base/bitset.h"

static size_t number_of(const cwp_pathway *pathway, cwp_id role) {
  return role - cwp_pathway_first(pathway, CWP_KIND_ROLE);
}

void cwp__role_set_only(const cwp_pathway *pathway, cwp_id role, uint64_t *set) {
  cwp__bitset_set(set, number_of(pathway, role));
}

int cwp__role_set_has(const cwp_pathway *pathway, cwp_id role, const uint64_t *set) {
  if (cwp_record_kind(pathway, role) != CWP_KIND_ROLE) return 0;
  return cwp__bitset_has(set, number_of(pathway, role));
}

/* Adds `to` if `from` is in the set. Returns 1 if that was new. */
static int follow(const cwp_pathway *pathway, cwp_id from, cwp_id to, uint64_t *set) {
  if (!cwp__role_set_has(pathway, from, set) || cwp_record_kind(pathway, to) != CWP_KIND_ROLE) return 0;
  if (cwp__role_set_has(pathway, to, set)) return 0;
  cwp__role_set_only(pathway, to, set);
  return 1;
}

static cwp_id end_of(const cwp_pathway *pathway, cwp_id move, cwp_relation relation) {
  cwp_link link;
  return cwp_record_link(pathway, move, relation, 0, &link, NULL) == CWP_OK ? link.to : CWP_NONE;
}

static int follow_moves(const cwp_pathway *pathway, uint64_t *set) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_MOVE);
  size_t count = cwp_pathway_count(pathway, CWP_KIND_MOVE);
  int added = 0;
  for (cwp_id move = first; move < first + count; move++)
    added |= follow(pathway, end_of(pathway, move, CWP_RELATION_FROM), end_of(pathway, move, CWP_RELATION_TO), set);
  return added;
}

static int follow_baselines(const cwp_pathway *pathway, uint64_t *set) {
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  size_t count = cwp_pathway_count(pathway, CWP_KIND_ROLE);
  int added = 0;
  for (cwp_id role = first; role < first + count; role++) {
    cwp_link link;
    for (size_t i = 0; cwp_record_link(pathway, role, CWP_RELATION_BASELINE, i, &link, NULL) == CWP_OK; i++)
      added |= follow(pathway, link.to, role, set);
  }
  return added;
}

void cwp__role_set_at_least(const cwp_pathway *pathway, cwp_id role, uint64_t *set) {
  cwp__role_set_only(pathway, role, set);
  while (follow_moves(pathway, set) | follow_baselines(pathway, set)) {
  }
}
