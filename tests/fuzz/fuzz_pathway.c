/* A framework file's JSON, in any bytes. */

#include "fuzz.h"

static void look_at_text(const char *text) {
  REQUIRE(text && strlen(text) < SIZE_MAX);
}

static void look_at_links(const cwp_pathway *pathway, cwp_id id) {
  size_t all = cwp_pathway_count(pathway, CWP_KIND_END);
  for (cwp_relation relation = CWP_RELATION_BASELINE; relation < CWP_RELATION_END; relation++) {
    size_t count = cwp_record_link_count(pathway, id, relation);
    cwp_link link;
    for (size_t i = 0; i < count; i++) {
      REQUIRE(cwp_record_link(pathway, id, relation, i, &link, NULL) == CWP_OK);
      REQUIRE(link.from == id && link.relation == relation && (link.to == CWP_NONE || link.to < all));
      look_at_text(link.text);
    }
    REQUIRE(cwp_record_link(pathway, id, relation, count, &link, NULL) == CWP_ERROR_NOT_FOUND);
  }
}

static void look_at_record(const cwp_pathway *pathway, cwp_id id) {
  const char *code = cwp_record_code(pathway, id);
  look_at_text(cwp_record_title(pathway, id));
  look_at_text(cwp_record_text(pathway, id));
  look_at_text(cwp_record_note(pathway, id));
  cwp_id source = cwp_record_source(pathway, id);
  cwp_id role = cwp_record_role(pathway, id);
  REQUIRE(source == CWP_NONE || cwp_record_kind(pathway, source) == CWP_KIND_SOURCE);
  REQUIRE(role == CWP_NONE || cwp_record_kind(pathway, role) == CWP_KIND_ROLE);
  REQUIRE(cwp_record_kind(pathway, id) < CWP_KIND_END);
  REQUIRE(cwp_record_status(pathway, id) < CWP_PROVENANCE_END);
  if (code[0]) REQUIRE(cwp_pathway_id(pathway, code) == id);
  cwp_id child = cwp_record_first_child(pathway, id);
  for (cwp_id i = 0; i < cwp_record_child_count(pathway, id); i++)
    REQUIRE(cwp_record_parent(pathway, child + i) == id);
  for (size_t i = 0; cwp_record_property_name(pathway, id, i); i++)
    look_at_text(cwp_record_property(pathway, id, cwp_record_property_name(pathway, id, i)));
  for (size_t i = 0; cwp_record_alias(pathway, id, i); i++)
    look_at_text(cwp_record_alias(pathway, id, i));
  look_at_links(pathway, id);
  for (size_t i = 0; i < cwp_record_cover_count(pathway, id); i++) {
    cwp_cover cover = cwp_record_cover(pathway, id, i);
    REQUIRE(cover.target != id && cwp_record_kind(pathway, cover.target) < CWP_KIND_END);
  }
}

static void look_at_role(const cwp_pathway *pathway, cwp_id role) {
  size_t count = 0;
  size_t again = 0;
  REQUIRE(cwp_role_requirements(pathway, role, NULL, 0, NULL, 0, &count, NULL) == CWP_OK);
  cwp_requirement *requirements = malloc((count + 1) * sizeof *requirements);
  REQUIRE(requirements);
  REQUIRE(cwp_role_requirements(pathway, role, NULL, 0, requirements, count, &again, NULL) == CWP_OK);
  REQUIRE(count == again);
  for (size_t i = 0; i < count; i++)
    REQUIRE(requirements[i].kind < CWP_REQUIREMENT_KIND_END);
  free(requirements);
  REQUIRE(cwp_role_coverage(pathway, role) != CWP_COVERAGE_NONE);
  REQUIRE(cwp_role_bulk_code(pathway, role) >= 0);
}

/* A code by its date, known or not, and what the record is in a built-in edition. */
static void look_elsewhere(const cwp_pathway *pathway, cwp_id id, const cwp_pathway *other) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_counterpart found[4];
  size_t count = 0;
  REQUIRE(worked(cwp_record_counterparts(pathway, id, other, found, 4, &count, &error), &error));
  for (size_t i = 0; i < count && i < 4; i++) {
    REQUIRE(found[i].relation < CWP_SETS_END);
    REQUIRE(found[i].record == CWP_NONE || cwp_record_kind(other, found[i].record) < CWP_KIND_END);
    REQUIRE(!found[i].told_by == (found[i].crosswalk == CWP_NONE));
  }
  REQUIRE(cwp_record_official_text(pathway, id)[0] == '\0');
  cwp_id theme = cwp_group_theme(pathway, id), item = id;
  REQUIRE(theme == CWP_NONE || cwp_record_kind(pathway, theme) == CWP_KIND_THEME);
  const char *list = cwp_record_property(pathway, cwp_record_parent(pathway, id), "list");
  if (worked(cwp_code_on(pathway, list, cwp_record_property(pathway, id, "bulk"), 20000, &item, &error), &error))
    REQUIRE(cwp_record_kind(pathway, item) < CWP_KIND_END);
}

static void compare_roles(const cwp_pathway *pathway, cwp_id from, cwp_id to) {
  cwp_comparison_question question = CWP_COMPARISON_QUESTION_INIT;
  cwp_error error = CWP_ERROR_INIT;
  cwp_comparison *made = NULL;
  size_t sum = 0;
  question.from = from;
  question.to = to;
  REQUIRE(worked(cwp_comparison_make(pathway, &question, NULL, &made, &error), &error));
  for (cwp_difference difference = CWP_DIFFERENCE_SHARED; difference < CWP_DIFFERENCE_END; difference++)
    sum += cwp_comparison_count_of(made, difference);
  REQUIRE(sum == cwp_comparison_count(made));
  for (size_t i = 0; i < sum; i++) {
    const cwp_compared *line = cwp_comparison_at(made, i);
    REQUIRE(line->from.line != CWP_NONE || line->to.line != CWP_NONE);
  }
  for (size_t i = 0; i < cwp_comparison_theme_count(made); i++)
    REQUIRE(cwp_record_kind(pathway, cwp_comparison_theme_at(made, i)->theme) == CWP_KIND_THEME);
  cwp_comparison_free(made);
}

static void diff(const cwp_pathway *from, const cwp_pathway *to, int same) {
  cwp_error error = CWP_ERROR_INIT;
  cwp_diff *made = NULL;
  size_t sum = 0;
  REQUIRE(worked(cwp_pathway_diff(from, to, NULL, NULL, &made, &error), &error));
  for (cwp_change_kind kind = CWP_CHANGE_ADDED; kind < CWP_CHANGE_END; kind++)
    sum += cwp_diff_count_of(made, kind);
  REQUIRE(sum == cwp_diff_count(made) && (!same || sum == 0));
  for (size_t i = 0; i < sum; i++) {
    const cwp_change *change = cwp_diff_at(made, i);
    REQUIRE((change->before == CWP_NONE) == (change->kind == CWP_CHANGE_ADDED));
    REQUIRE((change->after == CWP_NONE) == (change->kind == CWP_CHANGE_REMOVED));
  }
  cwp_diff_free(made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  cwp_limits limits = small_limits();
  cwp_error error = CWP_ERROR_INIT;
  cwp_pathway *pathway = NULL;
  if (!worked(cwp_pathway_parse((const char *)data, size, "fuzz", &limits, NULL, &pathway, &error), &error)) {
    REQUIRE(pathway == NULL);
    return 0;
  }
  size_t all = cwp_pathway_count(pathway, CWP_KIND_END);
  for (cwp_id id = 0; id < all; id++) {
    look_at_record(pathway, id);
    look_elsewhere(pathway, id, pathway);
    if (all < 1000) look_elsewhere(pathway, id, cwp_edition_default());
  }
  diff(pathway, pathway, 1);
  diff(cwp_edition_default(), pathway, 0);
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  for (cwp_id i = 0; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++)
    look_at_role(pathway, first + i);
  for (cwp_id i = 1; i < cwp_pathway_count(pathway, CWP_KIND_ROLE); i++)
    compare_roles(pathway, first + i - 1, first + i);
  /* The input's own bytes as a code: mistyped at best. */
  char code[32];
  cwp_id near[4];
  size_t length = size < sizeof code ? size : sizeof code - 1;
  memcpy(code, data, length);
  code[length] = '\0';
  if (!worked(cwp_pathway_find(pathway, code, CWP_KIND_END, &first, &error), &error))
    REQUIRE(cwp_pathway_suggest(pathway, code, near, 4) <= 4);
  (void)cwp_pathway_bulk_code(pathway, "training-category", code);
  (void)cwp_pathway_role_by_bulk_code(pathway, code);
  cwp_pathway_free(pathway);
  return 0;
}
