/* How two values stand to each other, by what their words speak of. */

#include "text/values.h"

#include <string.h>

/* What counts of a word in the statement, beside one in the name; of one that touches a value without being a part of
   it; and how much a value may speak of other things before it is said to. */
static const double in_statement = 0.5, touching = 0.5, elsewhere = 0.6;
/* The least score that is a match; what a value is worth that names nothing of the other's name; and touching alone. */
static const double least_match = 0.2, part_only = 0.4, touch_only = 0.6;

typedef struct sums {
  double inside, touch, outside;
  size_t core, core_spoken;
} sums;

cwp_id cwp__value_of(const cwp_pathway *pathway, uint16_t code) {
  cwp_id id = code ? cwp_pathway_id(pathway, cwp__facet_text(code)) : CWP_NONE;
  return id != CWP_NONE && cwp_record_kind(pathway, id) == CWP_KIND_VALUE ? id : CWP_NONE;
}

int cwp__facet_touches(const cwp__facet *facet, const cwp_pathway *pathway, cwp_id value) {
  for (size_t i = 0; i < CWP__FACET_ALSO && facet->also[i]; i++)
    if (cwp__value_of(pathway, facet->also[i]) == value) return 1;
  return 0;
}

/* How much the value speaks of each facet: 1 in the name, less in the statement alone. */
static void weigh(const cwp__own *own, size_t named, double weights[CWP__FACETS_MOST]) {
  int strong = 0;
  for (size_t i = 0; i < CWP__FACETS_MOST; i++)
    weights[i] = 0;
  for (size_t i = own->word_count; i-- > 0;) {
    weights[own->facets[i]] = i < named ? 1 : in_statement;
    strong |= !cwp__facets[own->facets[i]].weak;
  }
  for (size_t i = 0; strong && i < cwp__facet_count; i++)
    if (cwp__facets[i].weak) weights[i] = 0;
}

static sums add_up(const cwp_pathway *pathway, cwp_id value, const double weights[CWP__FACETS_MOST]) {
  sums result = {0};
  for (size_t i = 0; i < cwp__facet_count; i++) {
    const cwp__facet *facet = cwp__facets + i;
    int own = cwp__value_of(pathway, facet->value) == value;
    if (own && facet->core) result.core++;
    if (own && facet->core && weights[i] > 0) result.core_spoken++;
    if (own)
      result.inside += weights[i];
    else if (cwp__facet_touches(facet, pathway, value))
      result.touch += weights[i] * touching;
    else
      result.outside += weights[i];
  }
  return result;
}

static cwp_value_relation relation_of(const sums *found) {
  int more = found->outside > elsewhere * (found->inside + found->touch);
  if (found->inside <= 0) return CWP_VALUE_OVERLAPS;
  if (found->core > 0 && found->core_spoken == found->core) return more ? CWP_VALUE_BROADER : CWP_VALUE_EQUAL;
  return more ? CWP_VALUE_OVERLAPS : CWP_VALUE_NARROWER;
}

static double score_of(const sums *found, cwp_value_relation relation) {
  double common = found->inside + found->touch;
  double named = found->core > 0 ? (double)found->core_spoken / (double)found->core : 0;
  if (common <= 0) return 0;
  if (relation == CWP_VALUE_EQUAL) return common / (common + found->outside * in_statement);
  if (named < part_only && found->inside > 0) named = part_only;
  return common / (common + found->outside) * (0.5 + named / 2) * (found->inside > 0 ? 1 : touch_only);
}

static void keep(cwp__own *own, cwp_value_match match) {
  size_t at = own->match_count;
  while (at > 0 && own->matches[at - 1].score < match.score)
    at--;
  if (at == CWP__VALUE_MATCHES) return;
  if (own->match_count < CWP__VALUE_MATCHES) own->match_count++;
  memmove(own->matches + at + 1, own->matches + at, (own->match_count - 1 - at) * sizeof *own->matches);
  own->matches[at] = match;
}

void cwp__values_match(const cwp_pathway *pathway, cwp__own *own, size_t named) {
  double weights[CWP__FACETS_MOST];
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_VALUE);
  weigh(own, named, weights);
  own->match_count = 0;
  for (size_t i = 0; i < cwp_pathway_count(pathway, CWP_KIND_VALUE); i++) {
    sums found = add_up(pathway, first + (cwp_id)i, weights);
    cwp_value_relation relation = relation_of(&found);
    double score = score_of(&found, relation);
    if (score >= least_match)
      keep(own, (cwp_value_match){.value = first + (cwp_id)i, .relation = relation, .score = score});
  }
}
