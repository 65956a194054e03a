/* Role categories that a course is for: what its words say of whom it is for, and whose groups it is about. */

#include "text/tags.h"

#include <string.h>

/* How much a group's tag says of its role category, and how likely a role category must be to be named. */
static const double of_group = 0.85, least_named = 0.25;

/* A role category that the audience does not name loses this share, where an audience is given. */
static const double not_in_audience = 0.5;

/* The number of a role category among those of the cues, or cwp__cue_role_count. */
static size_t cue_role(const cwp_pathway *pathway, cwp_id role) {
  const char *slug = cwp_record_property(pathway, role, "slug");
  size_t i = 0;
  while (i < cwp__cue_role_count && strcmp(slug, cwp__cue_roles[i]) != 0)
    i++;
  return i;
}

float cwp__tagging_cue(const cwp__tagging *self, cwp_id role) {
  size_t number = cue_role(self->index->pathway, role);
  if (!self->has_cues) return 0.5f;
  return number < cwp__cue_role_count ? self->cues[number] : 0.0f;
}

/* Takes the cues that speak for a role category as its reasons. */
static void add_cues(const cwp__tagging *self, size_t number, cwp__tag_made *made) {
  for (size_t i = 0; i < self->mention_count; i++) {
    const cwp__mention *mention = &self->mentions[i];
    if (mention->kind != CWP__MENTION_CUE) continue;
    float share = mention->weight * (float)cwp__cue_weights[mention->target][number] / 100.0f;
    if (share > 0) cwp__tag_add_reason(made, i, share);
  }
}

/* Raises a role category by the likeliest tag of its groups, with that tag's reason. */
static void add_groups(const cwp__tagging *self, cwp_id role, cwp__tag_made *made) {
  const cwp__tag_list *groups = &self->out->tags[CWP_TAG_GROUP];
  for (size_t i = 0; i < groups->count; i++) {
    const cwp__tag_made *group = &groups->list[i];
    if (cwp_record_role(self->index->pathway, group->tag.record) != role) continue;
    made->tag.score = 1 - (1 - made->tag.score) * (1 - of_group * group->tag.score);
    if (group->reason_count > 0)
      cwp__tag_add_reason(made, group->reasons[0].mention, (float)(of_group * group->tag.score));
    return;
  }
}

static void keep_role(cwp__tagging *self, size_t capacity, cwp__tag_made *made) {
  made->tag.strength = made->tag.score;
  if (made->tag.score >= least_named && made->reason_count > 0)
    cwp__tag_keep(&self->out->tags[CWP_TAG_ROLE], capacity, made);
}

/* A role category of the cues that the pathway does not have, but the default edition has. */
static void tag_elsewhere(cwp__tagging *self, size_t number, size_t capacity) {
  const cwp_pathway *edition = cwp_edition_default();
  cwp__tag_made made = {.tag = {.record = CWP_NONE, .score = (double)self->cues[number]}};
  cwp_id role = cwp_pathway_id(edition, cwp__cue_roles[number]);
  if (role == CWP_NONE || cwp_pathway_id(self->index->pathway, cwp__cue_roles[number]) != CWP_NONE) return;
  made.tag.code = cwp_record_code(edition, role);
  made.tag.title = cwp_record_title(edition, role);
  add_cues(self, number, &made);
  keep_role(self, capacity, &made);
}

static void tag_role(cwp__tagging *self, cwp_id role, size_t capacity) {
  size_t number = cue_role(self->index->pathway, role);
  cwp__tag_made made = {.tag = {.record = role}};
  if (number < cwp__cue_role_count) {
    made.tag.score = (double)self->cues[number];
    add_cues(self, number, &made);
  }
  int named = made.reason_count > 0;
  add_groups(self, role, &made);
  if (self->has_audience && !named) made.tag.score *= not_in_audience;
  made.tag.code = cwp_record_code(self->index->pathway, role);
  made.tag.title = cwp_record_title(self->index->pathway, role);
  keep_role(self, capacity, &made);
}

int cwp__tagging_roles(cwp__tagging *self) {
  const cwp_pathway *pathway = self->index->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_ROLE);
  size_t count = cwp_pathway_count(pathway, CWP_KIND_ROLE), capacity = count + cwp__cue_role_count;
  cwp__tag_list *out = &self->out->tags[CWP_TAG_ROLE];
  out->list = cwp__arena_allocate(&self->out->arena, capacity + 1, sizeof *out->list);
  if (!out->list) return 0;
  for (size_t i = 0; i < count; i++)
    tag_role(self, first + (cwp_id)i, capacity);
  for (size_t i = 0; i < cwp__cue_role_count; i++)
    tag_elsewhere(self, i, capacity);
  return 1;
}
