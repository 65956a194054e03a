#include "explain.h"

#include "framework.h"
#include "messages.h"

/* 1 if records of that kind can be asked of people, or hold what is. */
static int can_be_asked(cwp_kind kind) {
  return kind == CWP_KIND_BEHAVIOUR || kind == CWP_KIND_STATEMENT || kind == CWP_KIND_RULE ||
         kind == CWP_KIND_PRACTICE_AREA || kind == CWP_KIND_CODE || kind == CWP_KIND_GROUP;
}

int explain_read(cmd_assess *self) {
  const char *code = arguments_value(self->arguments, "why");
  char what[256];
  cwp_error error;
  self->why = CWP_NONE;
  if (!code) return CODE_GO_ON;
  if (!arguments_has(self->arguments, "person"))
    return wrong_usage(self->arguments->verb, "--why explains where one person stands: name them with --person ID");
  if (cwp_pathway_find(self->pathway, code, CWP_KIND_END, &self->why, &error) != CWP_OK)
    return framework_refuse(self->arguments, &error);
  if (can_be_asked(cwp_record_kind(self->pathway, self->why))) return CODE_GO_ON;
  record_describe(self->pathway, self->why, what, sizeof what);
  return wrong_usage(self->arguments->verb,
                     "--why takes the code of a requirement, or of a group of them; %s is a record of another kind: %s",
                     cwp_record_code(self->pathway, self->why), what);
}

int explain_is_about(const cmd_assess *self, const cwp_judgement *judgement) {
  cwp_id line = judgement->requirement.line;
  return line == self->why || record_group(self->pathway, line) == self->why;
}

size_t explain_count(const cmd_assess *self, const cwp_assessment *assessment) {
  size_t count = 0;
  for (size_t i = 0; i < cwp_assessment_count(assessment); i++)
    count += explain_is_about(self, cwp_assessment_at(assessment, i)) ? 1 : 0;
  return count;
}

static int is_linked(const cwp_pathway *pathway, cwp_id from, cwp_relation relation, cwp_id to) {
  cwp_link link;
  for (size_t i = 0; cwp_record_link(pathway, from, relation, i, &link, NULL) == CWP_OK; i++) {
    if (link.to == to) return 1;
  }
  return 0;
}

int explain_is_made_must(const cmd_assess *self, const cwp_requirement *requirement, cwp_id setting) {
  cwp_id line = requirement->line;
  if (requirement->kind != CWP_MUST) return 0;
  if (line == setting) return 1;
  if (requirement->stated_kind == CWP_MUST) return 0;
  return is_linked(self->pathway, line, CWP_RELATION_SETTING, setting) ||
         (cwp_record_kind(self->pathway, setting) == CWP_KIND_CODE &&
          is_linked(self->pathway, line, CWP_RELATION_NEEDS, setting));
}

/* Looks whether evidence about a record reaches `target`, and keeps the fuller of that and what was found before. */
static void reach_target(const cmd_assess *self, cwp_id about, cwp_extent extent, cwp_id target,
                         explained_reach *reach) {
  explained_reach found = {target, CWP_NONE, about == target ? extent : CWP_EXTENT_NONE};
  for (size_t i = 0; about != target && i < cwp_record_cover_count(self->pathway, about); i++) {
    cwp_cover cover = cwp_record_cover(self->pathway, about, i);
    if (cover.target != target) continue;
    found.map = cover.map;
    found.extent = cover.extent < extent ? cover.extent : extent;
  }
  if (found.extent > reach->extent) *reach = found;
}

int explain_reach(const cmd_assess *self, const cwp_evidence *evidence, cwp_id line, explained_reach *reach) {
  cwp_id about = cwp_pathway_id(self->pathway, evidence->about);
  cwp_link link;
  *reach = (explained_reach){CWP_NONE, CWP_NONE, CWP_EXTENT_NONE};
  if (about == CWP_NONE) return 0; /* another edition's */
  reach_target(self, about, evidence->extent, line, reach);
  for (size_t i = 0; cwp_record_link(self->pathway, line, CWP_RELATION_NEEDS, i, &link, NULL) == CWP_OK; i++)
    reach_target(self, about, evidence->extent, link.to, reach);
  return reach->extent != CWP_EXTENT_NONE;
}
