/* A pathway's records, read back; reading a framework file. */

#include "base/error.h"
#include "base/memory.h"
#include "pathway/model.h"

#include <string.h>

/* The id of a 16-bit place. */
static cwp_id id_of(uint16_t record) {
  return record == CWP__NO_RECORD ? CWP_NONE : record;
}

cwp_id cwp_pathway_first(const cwp_pathway *self, cwp_kind kind) {
  return self && (unsigned)kind < CWP_KIND_END ? self->first[kind] : 0;
}

size_t cwp_pathway_count(const cwp_pathway *self, cwp_kind kind) {
  if (!self || (unsigned)kind > CWP_KIND_END) return 0;
  return kind == CWP_KIND_END ? cwp__record_count(self) : self->first[kind + 1] - self->first[kind];
}

cwp_kind cwp_record_kind(const cwp_pathway *pathway, cwp_id id) {
  unsigned kind = 0;
  if (!cwp__row_of(pathway, id)) return CWP_KIND_END;
  while (id >= pathway->first[kind + 1])
    kind++;
  return (cwp_kind)kind;
}

const char *cwp_record_code(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, row->code) : "";
}

const char *cwp_record_title(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, row->title) : "";
}

const char *cwp_record_text(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, row->text) : "";
}

const char *cwp_record_note(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, row->note) : "";
}

cwp_provenance cwp_record_status(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? (cwp_provenance)row->status : CWP_PROVENANCE_END;
}

cwp_id cwp_record_source(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? id_of(row->source) : CWP_NONE;
}

cwp_id cwp_record_role(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? id_of(row->role) : CWP_NONE;
}

cwp_id cwp_record_parent(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? id_of(row->parent) : CWP_NONE;
}

size_t cwp_record_child_count(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? row->child_count : 0;
}

cwp_id cwp_record_first_child(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? id_of(row->first_child) : CWP_NONE;
}

const char *cwp_record_property(const cwp_pathway *pathway, cwp_id id, const char *name) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row || !name) return "";
  for (uint32_t i = row[0].first_property; i < row[1].first_property; i++)
    if (strcmp(cwp__pool_text(pathway, pathway->properties[i].name), name) == 0)
      return cwp__pool_text(pathway, pathway->properties[i].value);
  return "";
}

const char *cwp_record_property_name(const cwp_pathway *pathway, cwp_id id, size_t index) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row || index >= row[1].first_property - row[0].first_property) return NULL;
  return cwp__pool_text(pathway, pathway->properties[row->first_property + index].name);
}

const char *cwp_record_alias(const cwp_pathway *pathway, cwp_id id, size_t index) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row || index >= row[1].first_alias - row[0].first_alias) return NULL;
  return cwp__pool_text(pathway, pathway->aliases[row->first_alias + index]);
}

/* First link of a relation and how many there are: a record's links are sorted by relation. */
static uint32_t links_of(const cwp_pathway *pathway, const cwp__row *row, cwp_relation relation, size_t *count) {
  uint32_t first = row[0].first_link, end = row[1].first_link;
  while (first < end && pathway->links[first].relation < relation)
    first++;
  uint32_t last = first;
  while (last < end && pathway->links[last].relation == relation)
    last++;
  *count = last - first;
  return first;
}

size_t cwp_record_link_count(const cwp_pathway *pathway, cwp_id id, cwp_relation relation) {
  const cwp__row *row = cwp__row_of(pathway, id);
  size_t count = 0;
  if (row) links_of(pathway, row, relation, &count);
  return count;
}

cwp_status cwp_record_link(const cwp_pathway *pathway, cwp_id id, cwp_relation relation, size_t index, cwp_link *link,
                           cwp_error *error) {
  const cwp__row *row = cwp__row_of(pathway, id);
  size_t count = 0;
  if (!link) return cwp__fail(error, CWP_ERROR_ARGUMENT, "no memory was given for the link");
  uint32_t first = row ? links_of(pathway, row, relation, &count) : 0;
  if (index >= count)
    return cwp__fail(error, CWP_ERROR_NOT_FOUND, "no link %zu of relation %s: there are %zu", index,
                     cwp_relation_name(relation), count);
  const cwp__link *found = pathway->links + first + index;
  *link = (cwp_link){.relation = relation,
                     .from = id,
                     .to = id_of(found->to),
                     .about = id_of(found->about),
                     .extent = (cwp_extent)(found->extent_and_status & 15),
                     .status = (cwp_provenance)(found->extent_and_status >> 4),
                     .source = id_of(found->source),
                     .text = cwp__pool_text(pathway, found->text)};
  return CWP_OK;
}

static uint32_t stored_covers(const cwp__row *row) {
  return row[1].first_cover - row[0].first_cover;
}

/* The cover that stands for a whole list, or NULL: model.h. */
static const cwp__cover *stand_in(const cwp_pathway *pathway, const cwp__row *row) {
  if (stored_covers(row) != 1) return NULL; /* where there are none at all, there is no array either */
  const cwp__cover *first = pathway->covers + row->first_cover;
  return cwp__cover_extent(first) == CWP_EXTENT_NONE ? first : NULL;
}

size_t cwp_record_cover_count(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row) return 0;
  const cwp__cover *other = stand_in(pathway, row);
  return other ? stored_covers(pathway->rows + other->target) + 1 : stored_covers(row);
}

cwp__covers cwp__covers_of(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = pathway->rows + id;
  cwp__covers covers = {.through = CWP__NO_RECORD, .map = CWP__NO_RECORD};
  const cwp__cover *other = stand_in(pathway, row);
  if (other) {
    covers.through = other->target;
    covers.map = cwp__cover_map(pathway, other);
    row = pathway->rows + other->target;
  }
  covers.count = stored_covers(row);
  if (covers.count) covers.list = pathway->covers + row->first_cover;
  return covers;
}

static cwp_cover cover_of(const cwp_pathway *pathway, const cwp__cover *stored) {
  return (cwp_cover){
      .target = stored->target, .map = id_of(cwp__cover_map(pathway, stored)), .extent = cwp__cover_extent(stored)};
}

/* One of the covers of a record that another stands in for: the other's covers, and itself in its place among them. */
static cwp_cover cover_through(const cwp_pathway *pathway, const cwp__cover *other, size_t index) {
  const cwp__row *row = pathway->rows + other->target;
  const cwp__cover *covers = pathway->covers + row->first_cover;
  size_t place = stored_covers(row);
  while (place > 0 && covers[place - 1].target > other->target) /* learning comes late: few steps */
    place--;
  cwp_cover itself = cover_of(pathway, other);
  itself.extent = CWP_EXTENT_FULL;
  if (index == place) return itself;
  cwp_cover cover = cover_of(pathway, covers + (index < place ? index : index - 1));
  cover.map = itself.map;
  return cover;
}

cwp_cover cwp_record_cover(const cwp_pathway *pathway, cwp_id id, size_t index) {
  if (index >= cwp_record_cover_count(pathway, id)) return (cwp_cover){CWP_NONE, CWP_NONE, CWP_EXTENT_NONE};
  const cwp__row *row = pathway->rows + id;
  const cwp__cover *other = stand_in(pathway, row);
  return other ? cover_through(pathway, other, index) : cover_of(pathway, pathway->covers + row->first_cover + index);
}

cwp_coverage cwp_role_coverage(const cwp_pathway *pathway, cwp_id role) {
  const cwp__row *row = cwp__row_of(pathway, role);
  return row ? (cwp_coverage)row->coverage : CWP_COVERAGE_NONE;
}

void cwp_pathway_free(cwp_pathway *self) {
  if (!self || !self->allocator.release) return; /* a built-in edition has no allocator */
  cwp_allocator allocator = self->allocator;
  const void *const arrays[] = {self->pool,   self->rows,  self->links, self->properties, self->aliases,
                                self->covers, self->slots, self->terms, self->lines};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    cwp__release(&allocator, (void *)(uintptr_t)arrays[i]);
  cwp__release(&allocator, self);
}
