/* Names of the pathway's enumerations, as they stand in JSON. */

#include "cwp/pathway.h"

/* The name at `value` of a list of `count`, or "unknown". */
static const char *name_at(const char *const *names, int count, int value) {
  return value >= 0 && value < count ? names[value] : "unknown";
}

const char *cwp_kind_name(cwp_kind kind) {
  static const char *const names[CWP_KIND_END] = {
      "edition",       "source", "value",    "role-category", "behaviour", "statement",   "rule",
      "practice-area", "group",  "learning", "progression",   "persona",   "term",        "move",
      "code-list",     "code",   "map",      "suggestion",    "voice",     "i-statement", "checklist",
      "point",         "unit",   "timing",   "crosswalk",     "theme",
  };
  return name_at(names, CWP_KIND_END, (int)kind);
}

const char *cwp_provenance_name(cwp_provenance provenance) {
  static const char *const names[CWP_PROVENANCE_END] = {"official",    "paraphrase", "carried",
                                                        "second-hand", "editorial",  "draft"};
  return name_at(names, CWP_PROVENANCE_END, (int)provenance);
}

const char *cwp_coverage_name(cwp_coverage coverage) {
  static const char *const names[CWP_COVERAGE_END] = {"none", "complete", "partial", "summary"};
  return name_at(names, CWP_COVERAGE_END, (int)coverage);
}

const char *cwp_requirement_kind_name(cwp_requirement_kind kind) {
  static const char *const names[CWP_REQUIREMENT_KIND_END] = {"must", "should", "can"};
  return name_at(names, CWP_REQUIREMENT_KIND_END, (int)kind);
}

const char *cwp_extent_name(cwp_extent extent) {
  static const char *const names[CWP_EXTENT_END] = {"none", "part", "full"};
  return name_at(names, CWP_EXTENT_END, (int)extent);
}

const char *cwp_relation_name(cwp_relation relation) {
  static const char *const names[CWP_RELATION_END] = {"baseline", "area",  "suggests",  "area-learning", "needs",
                                                      "setting",  "from",  "to",        "successor",     "shows",
                                                      "merges",   "about", "waived-by", "example",       "gap"};
  return name_at(names, CWP_RELATION_END, (int)relation);
}
