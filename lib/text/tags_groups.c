/* Groups, statements and practice areas of a course. */

#include "text/tags.h"

#include <string.h>

/* How much of a group's strength subjects make, the rest being words. */
static const float of_words = 0.1f, of_subjects = 1.0f;

/* How much words on whom the course is for count: a group of a role category that they make unlikely loses some. */
static const float least_factor = 0.8f, more_by_cue = 0.5f, leading_without_cue = 0.85f;

/* What a course's known evidence makes of a group all or some of whose statements it covers. */
static const double known_whole = 0.9, known_part = 0.8, known_statement = 0.85;

static int is_subject(const cwp__mention *mention) {
  return mention->kind == CWP__MENTION_SUBJECT || mention->kind == CWP__MENTION_NEAR;
}

/* What one mention gives to one group. */
static float share_of(const cwp__tagging *self, const cwp__mention *mention, size_t group) {
  const cwp_index *index = self->index;
  if (mention->kind == CWP__MENTION_WORD)
    return of_words * mention->weight * cwp__bags_impact(&index->groups, mention->target, (uint32_t)group);
  if (!is_subject(mention)) return 0;
  return of_subjects * mention->weight * index->group_subjects[group * cwp__subject_count + mention->target] *
         index->subject_rarity[mention->target];
}

/* Adds up what all mentions give to all groups. */
static void weigh(cwp__tagging *self) {
  const cwp_index *index = self->index;
  for (size_t i = 0; i < self->mention_count; i++) {
    const cwp__mention *mention = &self->mentions[i];
    size_t count;
    if (mention->kind == CWP__MENTION_WORD) {
      const cwp__posting *postings = cwp__bags_postings(&index->groups, mention->target, &count);
      for (size_t k = 0; k < count; k++)
        self->strengths[postings[k].document] += of_words * mention->weight * postings[k].impact;
    } else if (is_subject(mention)) {
      for (size_t group = 0; group < index->group_count; group++)
        self->strengths[group] += share_of(self, mention, group);
    }
  }
}

/* How much whom the course is for makes of a group. */
static float factor_of(const cwp__tagging *self, cwp_id role) {
  if (self->has_cues) return least_factor + more_by_cue * cwp__tagging_cue(self, role);
  const char *slug = cwp_record_property(self->index->pathway, role, "slug");
  int leads = strcmp(slug, "supervisor-or-leader") == 0 || strcmp(slug, "practice-leader") == 0;
  return leads ? leading_without_cue : 1.0f;
}

/*
 * How often a group of that strength is right: its odds grow with the cube. Fitted to titles of the dataset whose
 * evidence maps say what is right, and measured on others: docs/course-tags.md.
 */
static double calibrate(double strength) {
  const double even = 34.0; /* at its cube root right and wrong are as likely */
  double cube = strength * strength * strength;
  return cube / (cube + even);
}

/* The statements of a group that a known course covers, in `*full` those that it covers fully. */
static size_t known_covers(const cwp__tagging *self, cwp_id group, size_t *full) {
  const cwp_pathway *pathway = self->index->pathway;
  cwp_id first = cwp_record_first_child(pathway, group);
  size_t count = cwp_record_child_count(pathway, group), found = 0;
  *full = 0;
  for (size_t i = 0; i < self->cover_count; i++) {
    if (self->covers[i].target < first || self->covers[i].target - first >= count) continue;
    found++;
    if (self->covers[i].extent == CWP_EXTENT_FULL) ++*full;
  }
  return found;
}

/* The mention of the record that has the course's title. */
static size_t known_mention(const cwp__tagging *self) {
  size_t i = 0;
  while (self->mentions[i].kind != CWP__MENTION_KNOWN)
    i++;
  return i;
}

/* Raises a tag's score to what the known course says. */
static void use_known(const cwp__tagging *self, cwp__tag_made *made, double score) {
  if (made->tag.score < score) made->tag.score = score;
  cwp__tag_add_reason(made, known_mention(self), 1000.0f);
}

/* The tag of a group, with its reasons. */
static cwp__tag_made tag_group(const cwp__tagging *self, size_t group) {
  const cwp_index *index = self->index;
  cwp_id id = index->first_group + (cwp_id)group;
  cwp__tag_made made = {.tag = {.record = id}};
  size_t full, covered = known_covers(self, id, &full);
  made.tag.strength = (double)self->strengths[group];
  made.tag.score = calibrate(made.tag.strength);
  if (covered > 0)
    use_known(self, &made, full == cwp_record_child_count(index->pathway, id) ? known_whole : known_part);
  return made;
}

static void add_reasons(const cwp__tagging *self, cwp__tag_made *made) {
  for (size_t i = 0; i < self->mention_count; i++) {
    float share = share_of(self, &self->mentions[i], made->tag.record - self->index->first_group);
    if (share > 0) cwp__tag_add_reason(made, i, share);
  }
}

static void name(const cwp__tagging *self, cwp_tag *tag) {
  tag->code = cwp_record_code(self->index->pathway, tag->record);
  tag->title = cwp_record_title(self->index->pathway, tag->record);
}

/* Room for a kind of tags. Returns 0 when there is no memory. */
static int make_room(cwp__tagging *self, cwp_tag_kind kind, size_t capacity) {
  cwp__tag_list *list = &self->out->tags[kind];
  list->list = cwp__arena_allocate(&self->out->arena, capacity + 1, sizeof *list->list);
  return list->list != NULL;
}

int cwp__tagging_groups(cwp__tagging *self) {
  const cwp_index *index = self->index;
  cwp__tag_list *out = &self->out->tags[CWP_TAG_GROUP];
  size_t most = self->options.most < index->group_count ? self->options.most : index->group_count;
  if (!make_room(self, CWP_TAG_GROUP, most)) return 0;
  weigh(self);
  for (size_t i = 0; i < index->group_count; i++) {
    cwp_id role = cwp_record_role(index->pathway, index->first_group + (cwp_id)i);
    self->strengths[i] *= factor_of(self, role);
  }
  for (size_t i = 0; i < index->group_count; i++) {
    cwp__tag_made made = tag_group(self, i);
    if (made.tag.score >= self->options.least) cwp__tag_keep(out, most, &made);
  }
  self->out->abstained = out->count == 0 || out->list[0].tag.score < self->options.sure;
  if (self->out->abstained) out->count = 0;
  for (size_t i = 0; i < out->count; i++) {
    add_reasons(self, &out->list[i]);
    name(self, &out->list[i].tag);
  }
  return 1;
}

/* ---- Statements ---- */

/* What the course's words and subjects have in common with a statement, with the reasons. */
static double weigh_statement(const cwp__tagging *self, cwp__tag_made *made) {
  const cwp_index *index = self->index;
  double sum = 0;
  for (size_t i = 0; i < self->mention_count; i++) {
    const cwp__mention *mention = &self->mentions[i];
    float share = 0;
    if (mention->kind == CWP__MENTION_WORD)
      share = of_words * mention->weight * cwp__bags_impact(&index->records, mention->target, made->tag.record);
    if (is_subject(mention))
      share = mention->weight * cwp__bags_impact(&index->record_subjects, mention->target, made->tag.record);
    if (share > 0) cwp__tag_add_reason(made, i, share);
    sum += (double)share;
  }
  return sum;
}

static int is_known_cover(const cwp__tagging *self, cwp_id id) {
  for (size_t i = 0; i < self->cover_count; i++)
    if (self->covers[i].target == id) return 1;
  return 0;
}

/* The statements of a tagged group that the course speaks of, each as likely as the group at most. */
static void tag_statements(cwp__tagging *self, const cwp_tag *group, size_t most) {
  const cwp_pathway *pathway = self->index->pathway;
  size_t count = cwp_record_child_count(pathway, group->record);
  cwp_id first = cwp_record_first_child(pathway, group->record);
  double best = 0;
  for (size_t i = 0; i < count; i++) {
    cwp__tag_made made = {.tag = {.record = first + (cwp_id)i}};
    double strength = weigh_statement(self, &made);
    if (strength > best) best = strength;
  }
  for (size_t i = 0; i < count; i++) {
    cwp__tag_made made = {.tag = {.record = first + (cwp_id)i}};
    made.tag.strength = weigh_statement(self, &made);
    made.tag.score = best > 0 ? group->score * made.tag.strength / best * 0.9 : 0;
    if (is_known_cover(self, made.tag.record)) use_known(self, &made, known_statement);
    if (made.tag.score < self->options.least || made.reason_count == 0) continue;
    name(self, &made.tag);
    cwp__tag_keep(&self->out->tags[CWP_TAG_STATEMENT], most, &made);
  }
}

int cwp__tagging_statements(cwp__tagging *self) {
  const cwp__tag_list *groups = &self->out->tags[CWP_TAG_GROUP];
  size_t all = cwp_pathway_count(self->index->pathway, CWP_KIND_STATEMENT);
  size_t most = self->options.most < all / 3 ? self->options.most * 3 : all;
  if (!make_room(self, CWP_TAG_STATEMENT, most)) return 0;
  for (size_t i = 0; i < groups->count; i++)
    tag_statements(self, &groups->list[i].tag, most);
  return 1;
}

/* ---- Practice areas ---- */

static cwp__tag_made tag_area(const cwp__tagging *self, cwp_id area, uint8_t subject) {
  cwp__tag_made made = {.tag = {.record = area}};
  if (subject != UINT8_MAX && self->mention_of_subject[subject]) {
    size_t index = self->mention_of_subject[subject] - 1u;
    float weight = self->mentions[index].weight;
    made.tag.strength = (double)weight;
    made.tag.score = 0.9 * (weight < 1.0f ? (double)weight : 1.0);
    cwp__tag_add_reason(&made, index, weight);
  }
  if (is_known_cover(self, area)) use_known(self, &made, known_whole);
  return made;
}

int cwp__tagging_areas(cwp__tagging *self) {
  const cwp_pathway *pathway = self->index->pathway;
  cwp_id first = cwp_pathway_first(pathway, CWP_KIND_PRACTICE_AREA);
  size_t count = cwp_pathway_count(pathway, CWP_KIND_PRACTICE_AREA);
  if (!make_room(self, CWP_TAG_AREA, count)) return 0;
  for (size_t i = 0; i < count; i++) {
    cwp__tag_made made = tag_area(self, first + (cwp_id)i, self->index->area_subjects[i]);
    name(self, &made.tag);
    if (made.tag.score >= self->options.sure) cwp__tag_keep(&self->out->tags[CWP_TAG_AREA], count, &made);
  }
  return 1;
}
