#include "advice/target.h"

#include "base/error.h"

#include <string.h>

int cwp__is_held(cwp_standing standing) {
  return standing == CWP_STANDING_MET || standing == CWP_STANDING_EXPIRING;
}

int cwp__is_missing(cwp_standing standing) {
  return !cwp__is_held(standing) && standing != CWP_STANDING_NOT_APPLICABLE;
}

cwp_status cwp__find_start(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                           cwp_id *start, cwp_error *error) {
  const cwp_person *person = cwp_portfolio_person(portfolio);
  *start = question->role;
  if (*start != CWP_NONE) {
    if (cwp_record_kind(pathway, *start) == CWP_KIND_ROLE) return CWP_OK;
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "\"%s\" is no role category to start from",
                     cwp_record_code(pathway, *start));
  }
  if (!*person->role) return CWP_OK;
  *start = cwp_pathway_id(pathway, person->role);
  if (cwp_record_kind(pathway, *start) == CWP_KIND_ROLE) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "\"%s\", the role category of \"%s\", is none of edition %s",
                   person->role, person->id, cwp_record_code(pathway, 0));
}

/* An arena as an allocator. Assessments ask for blocks and never for more room in one. */

static void *take_from_arena(void *context, size_t size) {
  return cwp__arena_allocate(context, size, 1);
}

static void *move_in_arena(void *context, void *memory, size_t old_size, size_t size) {
  void *moved = cwp__arena_allocate(context, size, 1);
  if (moved) memcpy(moved, memory, old_size < size ? old_size : size);
  return moved;
}

static void leave_in_arena(void *context, void *memory) {
  (void)context;
  (void)memory;
}

static void count_standings(cwp__target *self) {
  size_t count = cwp_assessment_count(self->assessment);
  for (size_t i = 0; i < count; i++) {
    const cwp_judgement *judgement = cwp_assessment_at(self->assessment, i);
    if (cwp__is_held(judgement->standing)) self->carried++;
    if (cwp__is_missing(judgement->standing)) self->remaining[judgement->requirement.kind]++;
  }
}

cwp_status cwp__target_assess(const cwp_pathway *pathway, const cwp_portfolio *portfolio, const cwp_question *question,
                              cwp_id role, cwp__arena *arena, cwp__target *out, cwp_error *error) {
  const cwp_allocator memory = {take_from_arena, move_in_arena, leave_in_arena, arena};
  cwp_question asked = *question;
  asked.role = role;
  memset(out, 0, sizeof(*out));
  cwp_status status = cwp_assessment_make(pathway, portfolio, &asked, &memory, &out->assessment, error);
  if (status) return status;
  out->coverage_note = cwp__coverage_note(pathway, role);
  count_standings(out);
  return CWP_OK;
}

/* Most role categories that one builds on, itself included, that are looked at for a note. */
enum { MOST_BASELINES = 64 };

static size_t add_baselines(const cwp_pathway *pathway, cwp_id role, cwp_id roles[MOST_BASELINES], size_t count) {
  cwp_link link;
  for (size_t i = 0; cwp_record_link(pathway, role, CWP_RELATION_BASELINE, i, &link, NULL) == CWP_OK; i++) {
    size_t known = 0;
    while (known < count && roles[known] != link.to)
      known++;
    if (known == count && count < MOST_BASELINES) roles[count++] = link.to;
  }
  return count;
}

const char *cwp__coverage_note(const cwp_pathway *pathway, cwp_id role) {
  cwp_id roles[MOST_BASELINES] = {role};
  size_t count = 1;
  cwp_id weakest = role;
  for (size_t i = 0; i < count; i++) {
    if (cwp_role_coverage(pathway, roles[i]) > cwp_role_coverage(pathway, weakest)) weakest = roles[i];
    count = add_baselines(pathway, roles[i], roles, count);
  }
  return cwp_record_property(pathway, weakest, "coverage_note");
}

cwp_id cwp__linked(const cwp_pathway *pathway, cwp_id record, cwp_relation relation) {
  cwp_link link;
  return cwp_record_link(pathway, record, relation, 0, &link, NULL) == CWP_OK ? link.to : CWP_NONE;
}

cwp_step_kind cwp__step_kind_of_move(const cwp_pathway *pathway, cwp_id move) {
  const char *name = cwp_record_property(pathway, move, "kind");
  int kind = 0;
  while (kind < CWP_STEP_OTHER && strcmp(name, cwp_step_kind_name((cwp_step_kind)kind)) != 0)
    kind++;
  return (cwp_step_kind)kind;
}
