/* What somebody decided of tags. */

#include "text/tags.h"

#include <string.h>

cwp_tag_kind cwp__tag_kind_of(cwp_kind kind) {
  switch (kind) {
  case CWP_KIND_GROUP:
    return CWP_TAG_GROUP;
  case CWP_KIND_STATEMENT:
    return CWP_TAG_STATEMENT;
  case CWP_KIND_PRACTICE_AREA:
    return CWP_TAG_AREA;
  case CWP_KIND_ROLE:
    return CWP_TAG_ROLE;
  default:
    return CWP_TAG_KIND_END;
  }
}

/* Decided for, then not decided, then decided against. */
static int rank_of(cwp_decision decision) {
  if (decision == CWP_DECISION_NONE) return 1;
  return decision == CWP_DECISION_REJECTED ? 2 : 0;
}

/* Puts the tag at `place` where its decision has it, behind those of its rank. */
static void move(cwp__tag_list *list, size_t place) {
  cwp__tag_made moved = list->list[place];
  size_t to = 0;
  memmove(list->list + place, list->list + place + 1, (list->count - place - 1) * sizeof moved);
  while (to + 1 < list->count && (rank_of(list->list[to].tag.decision) < rank_of(moved.tag.decision) ||
                                  (rank_of(list->list[to].tag.decision) == rank_of(moved.tag.decision) &&
                                   list->list[to].tag.score >= moved.tag.score)))
    to++;
  memmove(list->list + to + 1, list->list + to, (list->count - to - 1) * sizeof moved);
  list->list[to] = moved;
}

static size_t find(const cwp__tag_list *list, const char *code) {
  size_t i = 0;
  while (i < list->count && strcmp(list->list[i].tag.code, code) != 0)
    i++;
  return i;
}

/* Adds a tag that was not suggested, in a list with room for one more. */
static int add(cwp_tags *self, cwp__tag_list *list, const cwp_tag *named) {
  cwp__tag_made *grown = cwp__arena_allocate(&self->arena, list->count + 1, sizeof *grown);
  if (!grown) return 0;
  if (list->count > 0) memcpy(grown, list->list, list->count * sizeof *grown);
  grown[list->count] = (cwp__tag_made){.tag = *named};
  grown[list->count].tag.score = 0;
  grown[list->count].tag.strength = 0;
  list->list = grown;
  list->count++;
  return 1;
}

/* The decision as it stands in the list: what was suggested is accepted, what was not is added. */
static cwp_decision as_kept(const cwp__tag_made *made, cwp_decision decision) {
  int wanted = decision == CWP_DECISION_ACCEPTED || decision == CWP_DECISION_ADDED;
  if (!wanted) return decision;
  return made->tag.score > 0 ? CWP_DECISION_ACCEPTED : CWP_DECISION_ADDED;
}

/* Whether a group was decided for, which ends an abstention. */
static void settle(cwp_tags *self) {
  const cwp__tag_list *groups = &self->tags[CWP_TAG_GROUP];
  double best = 0;
  self->abstained = 1;
  for (size_t i = 0; i < groups->count; i++) {
    if (rank_of(groups->list[i].tag.decision) == 0) self->abstained = 0;
    if (groups->list[i].tag.score > best) best = groups->list[i].tag.score;
  }
  if (best > 0) self->abstained = 0;
}

int cwp__tags_decide(cwp_tags *self, cwp_tag_kind kind, const cwp_tag *named, cwp_decision decision) {
  cwp__tag_list *list = &self->tags[kind];
  size_t place = find(list, named->code);
  if (place == list->count) {
    if (decision == CWP_DECISION_NONE) return 1;
    if (!add(self, list, named)) return 0;
  }
  cwp__tag_made *made = &list->list[place];
  made->tag.decision = as_kept(made, decision);
  if (decision == CWP_DECISION_NONE && made->tag.score <= 0) {
    memmove(made, made + 1, (list->count - place - 1) * sizeof *made);
    list->count--;
  } else {
    move(list, place);
  }
  settle(self);
  return 1;
}
