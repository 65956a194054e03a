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
  return row ? cwp__pool_text(pathway, cwp__words_of(pathway, row)->code) : "";
}

const char *cwp_record_title(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, cwp__words_of(pathway, row)->title) : "";
}

const char *cwp_record_text(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, cwp__words_of(pathway, row)->text) : "";
}

const char *cwp_record_note(const cwp_pathway *pathway, cwp_id id) {
  const cwp__row *row = cwp__row_of(pathway, id);
  return row ? cwp__pool_text(pathway, cwp__words_of(pathway, row)->note) : "";
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
  for (const cwp__property *property = cwp__properties_of(pathway, row); property->name; property++)
    if (strcmp(cwp__pool_text(pathway, property->name), name) == 0) return cwp__pool_text(pathway, property->value);
  return "";
}

const char *cwp_record_property_name(const cwp_pathway *pathway, cwp_id id, size_t index) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row) return NULL;
  const cwp__property *property = cwp__properties_of(pathway, row);
  while (property->name && index > 0) {
    property++;
    index--;
  }
  return property->name ? cwp__pool_text(pathway, property->name) : NULL;
}

const char *cwp_record_alias(const cwp_pathway *pathway, cwp_id id, size_t index) {
  const cwp__row *row = cwp__row_of(pathway, id);
  if (!row || index >= (size_t)(row[1].first_alias - row[0].first_alias)) return NULL;
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
  const cwp__grounds *grounds = cwp__grounds_of(pathway, found);
  *link = (cwp_link){.relation = relation,
                     .from = id,
                     .to = id_of(found->to),
                     .about = id_of(grounds->about),
                     .extent = (cwp_extent)(found->extent_and_status & 15),
                     .status = (cwp_provenance)(found->extent_and_status >> 4),
                     .source = id_of(grounds->source),
                     .text = cwp__pool_text(pathway, grounds->text)};
  return CWP_OK;
}

static uint32_t stored_runs(const cwp__row *row) {
  return row[1].first_cover - row[0].first_cover;
}

/* The cover that stands for a whole list, or NULL: model.h. */
static const cwp__cover *stand_in(const cwp_pathway *pathway, const cwp__row *row) {
  if (stored_runs(row) != 1) return NULL; /* where there are none at all, there is no array either */
  const cwp__cover *first = pathway->covers + row->first_cover;
  return cwp__cover_extent(first) == CWP_EXTENT_NONE ? first : NULL;
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
  covers.count = stored_runs(row);
  if (covers.count) covers.list = pathway->covers + row->first_cover;
  return covers;
}

size_t cwp_record_cover_count(const cwp_pathway *pathway, cwp_id id) {
  if (!cwp__row_of(pathway, id)) return 0;
  cwp__covers covers = cwp__covers_of(pathway, id);
  size_t count = covers.through == CWP__NO_RECORD ? 0 : 1;
  for (uint32_t i = 0; i < covers.count; i++)
    count += covers.list[i].count;
  return count;
}

/* How many of a run come before a record that is none of them. */
static size_t count_before(const cwp__cover *run, uint16_t record) {
  return run->target < record ? run->count : 0;
}

/* The cover at `index` of those that are stored. */
static cwp_cover cover_at(const cwp_pathway *pathway, const cwp__covers *covers, size_t index) {
  uint32_t at = 0;
  while (at < covers->count && index >= covers->list[at].count)
    index -= covers->list[at++].count;
  if (at == covers->count) return (cwp_cover){CWP_NONE, CWP_NONE, CWP_EXTENT_NONE};
  const cwp__cover *run = &covers->list[at];
  uint16_t map = covers->through == CWP__NO_RECORD ? cwp__cover_map(pathway, run) : covers->map;
  return (cwp_cover){.target = run->target + (cwp_id)index, .map = id_of(map), .extent = cwp__cover_extent(run)};
}

cwp_cover cwp_record_cover(const cwp_pathway *pathway, cwp_id id, size_t index) {
  if (!cwp__row_of(pathway, id)) return (cwp_cover){CWP_NONE, CWP_NONE, CWP_EXTENT_NONE};
  cwp__covers covers = cwp__covers_of(pathway, id);
  if (covers.through == CWP__NO_RECORD) return cover_at(pathway, &covers, index);
  size_t place = 0; /* of the one that stands in, among those that it covers */
  for (uint32_t i = 0; i < covers.count; i++)
    place += count_before(&covers.list[i], covers.through);
  if (index == place) return (cwp_cover){.target = covers.through, .map = id_of(covers.map), .extent = CWP_EXTENT_FULL};
  return cover_at(pathway, &covers, index < place ? index : index - 1);
}

cwp_coverage cwp_role_coverage(const cwp_pathway *pathway, cwp_id role) {
  const cwp__row *row = cwp__row_of(pathway, role);
  return row ? (cwp_coverage)row->coverage : CWP_COVERAGE_NONE;
}

void cwp_pathway_free(cwp_pathway *self) {
  if (!self || !self->allocator.release) return; /* a built-in edition has no allocator */
  cwp_allocator allocator = self->allocator;
  const void *const arrays[] = {self->pool,    self->words,  self->rows,  self->links, self->grounds, self->properties,
                                self->aliases, self->covers, self->slots, self->terms, self->lines};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    cwp__release(&allocator, (void *)(uintptr_t)arrays[i]);
  cwp__release(&allocator, self);
}
