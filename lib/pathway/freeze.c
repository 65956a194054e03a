/* From drafts to the arrays of model.h. */

#include "base/error.h"
#include "base/text.h"
#include "pathway/builder.h"

#include <stdlib.h>
#include <string.h>

/* Where a draft goes: by kind, then by its role category, then by its parent, then as it was met. */
typedef struct position {
  uint32_t kind;
  uint32_t role;
  uint32_t parent;
  uint32_t order;
  uint32_t draft;
} position;

/* The arrays of a pathway while they are filled, and the hash table that keeps each text in the pool once. */
typedef struct layout {
  cwp__builder *builder;
  cwp_pathway *pathway;
  uint32_t count; /* records */
  position *places;
  cwp__words *words;
  cwp__row *rows;
  cwp__link *links;
  cwp__grounds *grounds;
  size_t ground_count, ground_capacity;
  cwp__property *properties;
  cwp__text *aliases;
  cwp__cover *covers;
  cwp__terms *terms;
  cwp__lines *lines;
  uint16_t *slots;
  char *pool;
  size_t pool_size, pool_capacity;
  uint32_t *pool_slots;
  size_t pool_slot_count, pool_texts;
  int failed;   /* an allocation failed */
  int too_many; /* links say more different things than there are numbers for */
} layout;

static int compare_places(const void *left, const void *right) {
  const position *a = left, *b = right;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->role != b->role) return a->role < b->role ? -1 : 1;
  if (a->parent != b->parent) return a->parent < b->parent ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorts the drafts that are not hidden, and numbers them. */
static void number_drafts(layout *self) {
  cwp__builder *builder = self->builder;
  for (uint32_t i = 0; i < builder->draft_count; i++) {
    const cwp__draft *draft = builder->drafts + i;
    if (draft->hidden) continue;
    self->places[self->count++] = (position){
        .kind = (uint32_t)draft->kind,
        .role = draft->role == CWP_NONE ? 0 : builder->drafts[draft->role].order,
        .parent = draft->parent == CWP_NONE ? 0 : builder->drafts[draft->parent].order,
        .order = draft->order,
        .draft = i,
    };
  }
  qsort(self->places, self->count, sizeof *self->places, compare_places);
  for (uint32_t id = 0; id < self->count; id++)
    builder->drafts[self->places[id].draft].id = id;
}

static void count_kinds(layout *self) {
  uint32_t id = 0;
  for (uint32_t kind = 0; kind <= CWP_KIND_END; kind++) {
    self->pathway->first[kind] = id;
    while (id < self->count && self->places[id].kind == kind)
      id++;
  }
}

/* The number of a draft as it stands in a row: none where there is no draft or it is hidden. */
static uint16_t number_of(const layout *self, uint32_t draft) {
  if (draft == CWP_NONE) return CWP__NO_RECORD;
  uint32_t id = self->builder->drafts[draft].id;
  return id == CWP_NONE ? (uint16_t)CWP__NO_RECORD : (uint16_t)id;
}

static int grow_pool_slots(layout *self) {
  if ((self->pool_texts + 1) * 2 <= self->pool_slot_count) return 1;
  const cwp_allocator *allocator = &self->builder->allocator;
  size_t count = self->pool_slot_count == 0 ? 4096 : self->pool_slot_count * 2;
  uint32_t *slots = cwp__allocate_zeroed(allocator, count, sizeof *slots);
  if (!slots) return 0;
  for (size_t i = 0; i < self->pool_slot_count; i++) {
    if (self->pool_slots[i] == 0) continue;
    const char *text = self->pool + self->pool_slots[i];
    size_t slot = (size_t)cwp__hash_bytes(CWP__HASH_START, text, strlen(text)) & (count - 1);
    while (slots[slot] != 0)
      slot = (slot + 1) & (count - 1);
    slots[slot] = self->pool_slots[i];
  }
  cwp__release(allocator, self->pool_slots);
  self->pool_slots = slots;
  self->pool_slot_count = count;
  return 1;
}

/* The place of a text in the pool, put there if it is new. */
static cwp__text pool_text(layout *self, const char *text) {
  size_t length = strlen(text);
  if (length == 0 || self->failed) return 0;
  if (!grow_pool_slots(self) || self->pool_size + length + 1 > UINT32_MAX ||
      !cwp__reserve(&self->builder->allocator, (void **)&self->pool, &self->pool_capacity, self->pool_size + length + 1,
                    1)) {
    self->failed = 1;
    return 0;
  }
  size_t mask = self->pool_slot_count - 1;
  size_t slot = (size_t)cwp__hash_bytes(CWP__HASH_START, text, length) & mask;
  for (; self->pool_slots[slot] != 0; slot = (slot + 1) & mask)
    if (strcmp(self->pool + self->pool_slots[slot], text) == 0) return self->pool_slots[slot];
  cwp__text place = (cwp__text)self->pool_size;
  memcpy(self->pool + place, text, length + 1);
  self->pool_size += length + 1;
  self->pool_slots[slot] = place;
  self->pool_texts++;
  return place;
}

/* Every property, and one without a name behind those of each record, and one for all records that have none. */
static size_t most_properties(const cwp__builder *builder) {
  return builder->property_count + builder->draft_count + 1;
}

static int allocate_arrays(layout *self) {
  cwp__builder *builder = self->builder;
  const cwp_allocator *allocator = &builder->allocator;
  self->places = cwp__allocate(allocator, builder->draft_count, sizeof *self->places);
  self->words = cwp__allocate_zeroed(allocator, builder->draft_count + 1, sizeof *self->words);
  self->rows = cwp__allocate_zeroed(allocator, builder->draft_count + 1, sizeof *self->rows);
  self->links = cwp__allocate(allocator, builder->link_count, sizeof *self->links);
  self->properties = cwp__allocate(allocator, most_properties(builder), sizeof *self->properties);
  self->aliases = cwp__allocate(allocator, builder->alias_count, sizeof *self->aliases);
  if (!cwp__reserve(allocator, (void **)&self->pool, &self->pool_capacity, 1, 1)) return 0;
  self->pool[0] = '\0';
  self->pool_size = 1;
  return self->places && self->words && self->rows && self->links && self->properties && self->aliases;
}

static uint8_t coverage_of(const char *name) {
  for (int coverage = CWP_COVERAGE_NONE + 1; coverage < CWP_COVERAGE_END; coverage++)
    if (name && strcmp(name, cwp_coverage_name((cwp_coverage)coverage)) == 0) return (uint8_t)coverage;
  return CWP_COVERAGE_NONE;
}

/* A record without a title of its own, such as a statement, goes by that of the record that it stands in. */
static const char *title_of(const cwp__builder *builder, const cwp__draft *draft) {
  return draft->title[0] == '\0' && draft->parent != CWP_NONE ? builder->drafts[draft->parent].title : draft->title;
}

static void fill_rows(layout *self) {
  for (uint32_t id = 0; id < self->count; id++) {
    uint32_t place = self->places[id].draft;
    const cwp__draft *draft = self->builder->drafts + place;
    cwp__row *row = self->rows + id;
    self->words[id] = (cwp__words){.code = pool_text(self, draft->code),
                                   .title = pool_text(self, title_of(self->builder, draft)),
                                   .text = pool_text(self, draft->text),
                                   .note = pool_text(self, draft->note)};
    row->words = (uint16_t)id;
    row->source = number_of(self, draft->source);
    row->role = number_of(self, draft->role);
    row->parent = number_of(self, draft->parent);
    row->first_child = CWP__NO_RECORD;
    row->status = (uint8_t)draft->status;
    if (draft->kind == CWP_KIND_ROLE) row->coverage = coverage_of(cwp__builder_get(self->builder, place, "coverage"));
  }
  for (uint32_t id = 0; id < self->count; id++) { /* children lie side by side: the first met is the first */
    uint16_t parent = self->rows[id].parent;
    if (parent == CWP__NO_RECORD) continue;
    if (self->rows[parent].child_count++ == 0) self->rows[parent].first_child = (uint16_t)id;
  }
}

/* Links, properties and aliases are sorted by the record that they belong to; what belongs to a hidden one goes. */
static uint32_t owner_id(const layout *self, uint32_t draft) {
  return self->builder->drafts[draft].id;
}

typedef struct sortable {
  uint32_t owner;
  uint32_t second;
  uint32_t order;
  uint32_t index;
} sortable;

static int compare_sortables(const void *left, const void *right) {
  const sortable *a = left, *b = right;
  if (a->owner != b->owner) return a->owner < b->owner ? -1 : 1;
  if (a->second != b->second) return a->second < b->second ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static int link_is_kept(const layout *self, const cwp__draft_link *link) {
  return owner_id(self, link->from) != CWP_NONE && (link->to == CWP_NONE || owner_id(self, link->to) != CWP_NONE) &&
         (link->about == CWP_NONE || owner_id(self, link->about) != CWP_NONE);
}

/* The place of grounds, put there unless they are among the last ones: links that lie near rest on the same. */
static uint16_t place_of_grounds(layout *self, cwp__grounds grounds) {
  enum { NEAR = 256 };
  size_t count = self->ground_count;
  for (size_t i = count; i > 0 && count - i < NEAR; i--)
    if (memcmp(self->grounds + i - 1, &grounds, sizeof grounds) == 0) return (uint16_t)(i - 1);
  if (count == UINT16_MAX) self->too_many = 1;
  if (count == UINT16_MAX || self->failed) return 0;
  self->failed = !cwp__reserve(&self->builder->allocator, (void **)&self->grounds, &self->ground_capacity, count + 1,
                               sizeof grounds);
  if (self->failed) return 0;
  self->grounds[self->ground_count++] = grounds;
  return (uint16_t)count;
}

static uint32_t fill_links(layout *self, sortable *sorted) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < self->builder->link_count; i++) {
    const cwp__draft_link *link = self->builder->links + i;
    if (link_is_kept(self, link))
      sorted[count++] = (sortable){owner_id(self, link->from), (uint32_t)link->relation, link->order, i};
  }
  qsort(sorted, count, sizeof *sorted, compare_sortables);
  for (uint32_t i = 0; i < count; i++) {
    const cwp__draft_link *link = self->builder->links + sorted[i].index;
    cwp__grounds grounds = {.text = pool_text(self, link->text ? link->text : ""),
                            .about = number_of(self, link->about),
                            .source = number_of(self, link->source)};
    self->links[i] = (cwp__link){.to = number_of(self, link->to),
                                 .grounds = place_of_grounds(self, grounds),
                                 .relation = (uint8_t)link->relation,
                                 .extent_and_status = (uint8_t)((unsigned)link->extent | (unsigned)link->status << 4)};
  }
  uint32_t next = 0;
  for (uint32_t id = 0; id <= self->count; id++) {
    while (next < count && sorted[next].owner < id)
      next++;
    self->rows[id].first_link = next;
  }
  return count;
}

static void fill_properties(layout *self, sortable *sorted) {
  uint32_t count = 0, next = 0;
  for (uint32_t i = 0; i < self->builder->property_count; i++) {
    const cwp__draft_property *property = self->builder->properties + i;
    if (owner_id(self, property->draft) != CWP_NONE)
      sorted[count++] = (sortable){owner_id(self, property->draft), 0, property->order, i};
  }
  qsort(sorted, count, sizeof *sorted, compare_sortables);
  uint32_t place = 0;
  self->properties[place++] = (cwp__property){0, 0};
  for (uint32_t id = 0; id < self->count; id++) {
    if (next == count || sorted[next].owner != id) continue;
    self->words[id].properties = place;
    for (; next < count && sorted[next].owner == id; next++) {
      const cwp__draft_property *property = self->builder->properties + sorted[next].index;
      self->properties[place++] = (cwp__property){pool_text(self, property->name), pool_text(self, property->value)};
    }
    self->properties[place++] = (cwp__property){0, 0};
  }
}

static void fill_aliases(layout *self, sortable *sorted) {
  uint32_t count = 0, next = 0;
  for (uint32_t i = 0; i < self->builder->alias_count; i++) {
    const cwp__draft_alias *alias = self->builder->aliases + i;
    if (owner_id(self, alias->draft) != CWP_NONE)
      sorted[count++] = (sortable){owner_id(self, alias->draft), 0, alias->order, i};
  }
  qsort(sorted, count, sizeof *sorted, compare_sortables);
  for (uint32_t i = 0; i < count; i++)
    self->aliases[i] = pool_text(self, self->builder->aliases[sorted[i].index].name);
  for (uint32_t id = 0; id <= self->count; id++) {
    while (next < count && sorted[next].owner < id)
      next++;
    self->rows[id].first_alias = (uint16_t)next;
  }
}

/* Links, properties and aliases, each through the same scratch memory. */
static int fill_belongings(layout *self, uint32_t *link_count) {
  const cwp__builder *builder = self->builder;
  size_t most = builder->link_count;
  if (builder->property_count > most) most = builder->property_count;
  if (builder->alias_count > most) most = builder->alias_count;
  sortable *sorted = cwp__allocate(&builder->allocator, most, sizeof *sorted);
  if (!sorted) return 0;
  *link_count = fill_links(self, sorted);
  fill_properties(self, sorted);
  fill_aliases(self, sorted);
  cwp__release(&builder->allocator, sorted);
  return !self->failed;
}

/* Puts one name into the hash table. Returns the record that has the name already, or CWP_NONE. */
static uint32_t insert_name(layout *self, uint32_t name) {
  const cwp_pathway *pathway = self->pathway;
  const char *text = cwp__name_text(pathway, (uint16_t)name);
  uint32_t mask = pathway->slot_count - 1;
  uint32_t slot = cwp__hash_fold(text, strlen(text)) & mask;
  for (; self->slots[slot] != CWP__NO_RECORD; slot = (slot + 1) & mask)
    if (cwp__compare_fold(cwp__name_text(pathway, self->slots[slot]), text) == 0)
      return cwp__name_record(pathway, self->slots[slot]);
  self->slots[slot] = (uint16_t)name;
  return CWP_NONE;
}

static cwp_status fill_names(layout *self, cwp_error *error) {
  size_t names = self->builder->draft_count + self->builder->alias_count;
  if (names >= CWP__NO_RECORD) return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d codes and aliases", UINT16_MAX);
  self->pathway->slot_count = 16;
  while (self->pathway->slot_count < names + names / 2) /* at most two thirds full */
    self->pathway->slot_count *= 2;
  self->slots = cwp__allocate(&self->builder->allocator, self->pathway->slot_count, sizeof *self->slots);
  if (!self->slots) return cwp__fail_memory(error);
  memset(self->slots, 0xff, self->pathway->slot_count * sizeof *self->slots);
  self->pathway->slots = self->slots;
  for (uint32_t id = 0; id < self->count; id++)
    insert_name(self, id);
  for (uint32_t id = 0; id < self->count; id++)
    for (uint32_t i = self->rows[id].first_alias; i < self->rows[id + 1].first_alias; i++) {
      uint32_t other = insert_name(self, self->count + i);
      if (other != CWP_NONE && other != id)
        return cwp__fail(error, CWP_ERROR_INVALID, "the name \"%s\" stands for both %s and %s",
                         self->pool + self->aliases[i], cwp_record_code(self->pathway, other),
                         cwp_record_code(self->pathway, id));
    }
  return CWP_OK;
}

static void point_pathway(layout *self) {
  cwp_pathway *pathway = self->pathway;
  pathway->pool = self->pool;
  pathway->words = self->words;
  pathway->rows = self->rows;
  pathway->links = self->links;
  pathway->grounds = self->grounds;
  pathway->properties = self->properties;
  pathway->aliases = self->aliases;
  pathway->slots = self->slots;
  pathway->covers = self->covers;
  pathway->terms = self->terms;
  pathway->lines = self->lines;
  pathway->pool_size = (uint32_t)self->pool_size;
  pathway->allocator = self->builder->allocator;
}

/* What is read often, in a shape that is quick to read. */
static cwp_status fill_numbers(layout *self, cwp_error *error) {
  cwp_pathway *pathway = self->pathway;
  const cwp_allocator *allocator = &self->builder->allocator;
  self->terms = cwp__allocate_zeroed(allocator, cwp_pathway_count(pathway, CWP_KIND_RULE) + 1, sizeof *self->terms);
  self->lines = cwp__allocate_zeroed(allocator, cwp_pathway_count(pathway, CWP_KIND_ROLE) + 1, sizeof *self->lines);
  pathway->terms = self->terms;
  pathway->lines = self->lines;
  if (!self->terms || !self->lines) return cwp__fail_memory(error);
  cwp__find_terms(pathway, self->terms);
  cwp__find_lines(pathway, self->lines);
  return CWP_OK;
}

static cwp_status lay_out(layout *self, cwp_error *error) {
  uint32_t link_count = 0;
  size_t cover_count = 0;
  if (!allocate_arrays(self)) return cwp__fail_memory(error);
  number_drafts(self);
  count_kinds(self);
  if (self->pathway->first[CWP_KIND_EDITION + 1] != 1)
    return cwp__fail(error, CWP_ERROR_INVALID, "there is no edition: \"edition\" is missing");
  fill_rows(self);
  if (!fill_belongings(self, &link_count)) return cwp__fail_memory(error);
  if (self->too_many) return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d different links", UINT16_MAX);
  point_pathway(self);
  cwp_status status = fill_names(self, error);
  if (status == CWP_OK) status = fill_numbers(self, error);
  if (status != CWP_OK) return status;
  status = cwp__find_covers(self->pathway, self->rows, &self->builder->allocator, &self->covers, &cover_count, error);
  self->pathway->covers = self->covers;
  return status;
}

cwp_status cwp__builder_freeze(cwp__builder *builder, cwp_pathway **out, cwp_error *error) {
  layout self = {.builder = builder};
  *out = NULL;
  self.pathway = cwp__allocate_zeroed(&builder->allocator, 1, sizeof *self.pathway);
  cwp_status status = self.pathway ? lay_out(&self, error) : cwp__fail_memory(error);
  cwp__release(&builder->allocator, self.places);
  cwp__release(&builder->allocator, self.pool_slots);
  if (status == CWP_OK) {
    *out = self.pathway;
    return CWP_OK;
  }
  if (self.pathway) {
    point_pathway(&self);
    cwp_pathway_free(self.pathway);
  }
  return status;
}
