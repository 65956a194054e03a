/* How a record of one edition relates to records of another: by its code, or by the crosswalks of either. */

#include "cwp/crosswalk.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

static const char *const relation_names[CWP_SETS_END] = {"equal", "subset", "superset", "intersects", "none"};

const char *cwp_relation_of_sets_name(cwp_relation_of_sets relation) {
  return (unsigned)relation < CWP_SETS_END ? relation_names[relation] : "unknown";
}

cwp_relation_of_sets cwp_relation_of_sets_reverse(cwp_relation_of_sets relation) {
  if (relation == CWP_SETS_SUBSET) return CWP_SETS_SUPERSET;
  return relation == CWP_SETS_SUPERSET ? CWP_SETS_SUBSET : relation;
}

/* One question, and where the answers go: at most `capacity` are kept, all are counted. */
typedef struct search {
  const cwp_pathway *pathway;
  cwp_id id;
  const cwp_pathway *other;
  cwp_id same; /* the record of the same code and kind in `other`, or CWP_NONE */
  cwp_counterpart *out;
  size_t capacity;
  size_t count;
} search;

static void put(search *self, cwp_counterpart counterpart) {
  if (self->count < self->capacity) self->out[self->count] = counterpart;
  self->count++;
}

/* The record with that very code: other names are not its code. */
static cwp_id with_code(const cwp_pathway *pathway, const char *code) {
  cwp_id id = cwp_pathway_id(pathway, code);
  return id != CWP_NONE && cwp__compare_fold(cwp_record_code(pathway, id), code) == 0 ? id : CWP_NONE;
}

/* Whether a crosswalk that names an edition speaks of a pathway. A framework that is no published edition goes by what
   is said of the one that it extends. */
static int is_edition(const cwp_pathway *pathway, const char *name) {
  const cwp_pathway *published = NULL;
  const char *code = cwp_record_code(pathway, 0);
  if (cwp__compare_fold(code, name) == 0) return 1;
  return cwp__compare_fold(cwp_record_property(pathway, 0, "extends"), name) == 0 &&
         cwp_edition_find(code, &published, NULL) != CWP_OK;
}

static cwp_relation_of_sets relation_of(const cwp_pathway *pathway, cwp_id crosswalk) {
  const char *name = cwp_record_property(pathway, crosswalk, "relation");
  unsigned relation = 0;
  while (relation < CWP_SETS_END && strcmp(relation_names[relation], name) != 0)
    relation++;
  return (cwp_relation_of_sets)relation;
}

/* What a crosswalk of `other` says of the record. Returns 1 if it says anything. */
static int read_forward(const search *self, cwp_id crosswalk, cwp_counterpart *out) {
  cwp_link to;
  const char *from = cwp_record_property(self->other, crosswalk, "from");
  if (cwp__compare_fold(from, cwp_record_code(self->pathway, self->id)) != 0) return 0;
  if (!is_edition(self->pathway, cwp_record_property(self->other, crosswalk, "edition"))) return 0;
  if (cwp_record_link(self->other, crosswalk, CWP_RELATION_TO, 0, &to, NULL) != CWP_OK) return 0;
  *out = (cwp_counterpart){to.to, relation_of(self->other, crosswalk), crosswalk, self->other};
  return out->relation == CWP_SETS_NONE || (to.to != CWP_NONE && out->relation < CWP_SETS_END);
}

/* What a crosswalk of the record's own edition says of it, read the other way round. */
static int read_backward(const search *self, cwp_id crosswalk, cwp_counterpart *out) {
  cwp_link to;
  if (cwp_record_link(self->pathway, crosswalk, CWP_RELATION_TO, 0, &to, NULL) != CWP_OK || to.to != self->id) return 0;
  if (!is_edition(self->other, cwp_record_property(self->pathway, crosswalk, "edition"))) return 0;
  cwp_id from = with_code(self->other, cwp_record_property(self->pathway, crosswalk, "from"));
  cwp_relation_of_sets relation = cwp_relation_of_sets_reverse(relation_of(self->pathway, crosswalk));
  *out = (cwp_counterpart){from, relation, crosswalk, self->pathway};
  return from != CWP_NONE && relation < CWP_SETS_END;
}

/* The crosswalks of both editions, those of the other one first, are numbered from 0. */
static size_t crosswalk_count(const search *self) {
  return cwp_pathway_count(self->other, CWP_KIND_CROSSWALK) + cwp_pathway_count(self->pathway, CWP_KIND_CROSSWALK);
}

static int read_crosswalk(const search *self, size_t number, cwp_counterpart *out) {
  size_t count = cwp_pathway_count(self->other, CWP_KIND_CROSSWALK);
  if (number < count)
    return read_forward(self, cwp_pathway_first(self->other, CWP_KIND_CROSSWALK) + (cwp_id)number, out);
  return read_backward(self, cwp_pathway_first(self->pathway, CWP_KIND_CROSSWALK) + (cwp_id)(number - count), out);
}

/* Finds the first crosswalk, before the one of a number, that leads to a record. Returns 1 if there is one. */
static int find_crosswalk_to(const search *self, cwp_id record, size_t before, cwp_counterpart *out) {
  for (size_t i = 0; i < before; i++)
    if (read_crosswalk(self, i, out) && out->record == record) return 1;
  return 0;
}

/* How many statements of a group the other group has too, by code. */
static size_t count_shared(const search *self) {
  size_t shared = 0;
  cwp_id first = cwp_record_first_child(self->pathway, self->id);
  for (cwp_id i = 0; i < cwp_record_child_count(self->pathway, self->id); i++) {
    cwp_id there = with_code(self->other, cwp_record_code(self->pathway, first + i));
    shared += there != CWP_NONE && cwp_record_parent(self->other, there) == self->same;
  }
  return shared;
}

/* A record of the same code is the same record; a group is what its statements are. */
static cwp_relation_of_sets relation_by_code(const search *self) {
  if (cwp_record_kind(self->pathway, self->id) != CWP_KIND_GROUP) return CWP_SETS_EQUAL;
  size_t here = cwp_record_child_count(self->pathway, self->id);
  size_t there = cwp_record_child_count(self->other, self->same);
  size_t shared = count_shared(self);
  if (shared == here && shared == there) return CWP_SETS_EQUAL;
  if (shared == 0) return CWP_SETS_NONE;
  if (shared == here) return CWP_SETS_SUBSET;
  return shared == there ? CWP_SETS_SUPERSET : CWP_SETS_INTERSECTS;
}

static void put_same(search *self) {
  cwp_counterpart told;
  if (find_crosswalk_to(self, self->same, crosswalk_count(self), &told))
    put(self, told); /* the code is the same, and its meaning has changed */
  else
    put(self, (cwp_counterpart){self->same, relation_by_code(self), CWP_NONE, NULL});
}

static void put_crosswalks(search *self) {
  size_t count = crosswalk_count(self);
  for (size_t i = 0; i < count; i++) {
    cwp_counterpart told, earlier;
    if (!read_crosswalk(self, i, &told) || (told.record == self->same && told.record != CWP_NONE)) continue;
    if (!find_crosswalk_to(self, told.record, i, &earlier)) put(self, told);
  }
}

cwp_status cwp_record_counterparts(const cwp_pathway *pathway, cwp_id id, const cwp_pathway *other,
                                   cwp_counterpart *out, size_t capacity, size_t *count, cwp_error *error) {
  if (!pathway || !other || !count || (!out && capacity > 0))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "two editions and a place for the count are needed");
  *count = 0;
  if (cwp_record_kind(pathway, id) == CWP_KIND_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the record is none of edition %s", cwp_record_code(pathway, 0));
  search self = {.pathway = pathway, .id = id, .other = other, .out = out, .capacity = capacity};
  self.same = with_code(other, cwp_record_code(pathway, id));
  if (cwp_record_kind(other, self.same) != cwp_record_kind(pathway, id)) self.same = CWP_NONE;
  if (self.same != CWP_NONE) put_same(&self);
  put_crosswalks(&self);
  *count = self.count;
  return CWP_OK;
}
