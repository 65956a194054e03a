/* Drafts, links, properties and names in growing arrays. */

#include "pathway/builder.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { MOST_LINKS = 1000000 };

void cwp__builder_init(cwp__builder *builder, const cwp_allocator *allocator) {
  memset(builder, 0, sizeof *builder);
  builder->allocator = cwp__allocator_or_default(allocator);
  cwp__arena_init(&builder->texts, &builder->allocator);
}

void cwp__builder_free(cwp__builder *builder) {
  cwp__release(&builder->allocator, builder->drafts);
  cwp__release(&builder->allocator, builder->links);
  cwp__release(&builder->allocator, builder->properties);
  cwp__release(&builder->allocator, builder->aliases);
  cwp__release(&builder->allocator, builder->slots);
  cwp__arena_free(&builder->texts);
}

/* The slot where the code's draft stands, or the empty one where it would stand. */
static size_t slot_of(const cwp__builder *builder, const char *code) {
  size_t mask = builder->slot_count - 1;
  size_t slot = cwp__hash_fold(code, strlen(code)) & mask;
  while (builder->slots[slot] != CWP_NONE && cwp__compare_fold(builder->drafts[builder->slots[slot]].code, code) != 0)
    slot = (slot + 1) & mask;
  return slot;
}

uint32_t cwp__builder_find(const cwp__builder *builder, const char *code) {
  return builder->slot_count == 0 ? CWP_NONE : builder->slots[slot_of(builder, code)];
}

/* Keeps the hash table at most half full. */
static int grow_slots(cwp__builder *builder) {
  size_t count = builder->slot_count == 0 ? 1024 : builder->slot_count * 2;
  if ((builder->draft_count + 1) * 2 <= builder->slot_count) return 1;
  uint32_t *slots = cwp__allocate(&builder->allocator, count, sizeof *slots);
  if (!slots) return 0;
  memset(slots, 0xff, count * sizeof *slots);
  cwp__release(&builder->allocator, builder->slots);
  builder->slots = slots;
  builder->slot_count = count;
  for (uint32_t i = 0; i < builder->draft_count; i++)
    slots[slot_of(builder, builder->drafts[i].code)] = i;
  return 1;
}

cwp_status cwp__builder_add(cwp__builder *builder, cwp_kind kind, const char *code, uint32_t *out, cwp_error *error) {
  if (builder->draft_count >= CWP__MOST_RECORDS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d records", (int)CWP__MOST_RECORDS);
  if (!grow_slots(builder) || !cwp__reserve(&builder->allocator, (void **)&builder->drafts, &builder->draft_capacity,
                                            builder->draft_count + 1, sizeof *builder->drafts))
    return cwp__fail_memory(error);
  uint32_t place = (uint32_t)builder->draft_count;
  builder->slots[slot_of(builder, code)] = place;
  builder->drafts[builder->draft_count++] = (cwp__draft){
      .kind = kind,
      .status = CWP_PROVENANCE_END,
      .code = code,
      .title = "",
      .text = "",
      .note = "",
      .source = CWP_NONE,
      .role = CWP_NONE,
      .parent = CWP_NONE,
      .order = builder->next_order++,
      .document = builder->document,
      .id = CWP_NONE,
  };
  *out = place;
  return CWP_OK;
}

cwp_status cwp__builder_link(cwp__builder *builder, const cwp__draft_link *link, cwp_error *error) {
  if (builder->link_count >= MOST_LINKS)
    return cwp__fail(error, CWP_ERROR_LIMIT, "more than %d links between records", (int)MOST_LINKS);
  if (!cwp__reserve(&builder->allocator, (void **)&builder->links, &builder->link_capacity, builder->link_count + 1,
                    sizeof *builder->links))
    return cwp__fail_memory(error);
  builder->links[builder->link_count] = *link;
  builder->links[builder->link_count++].order = builder->next_order++;
  return CWP_OK;
}

void cwp__builder_unlink(cwp__builder *builder, uint32_t from, cwp_relation relation) {
  size_t kept = 0;
  for (size_t i = 0; i < builder->link_count; i++)
    if (builder->links[i].from != from || builder->links[i].relation != relation)
      builder->links[kept++] = builder->links[i];
  builder->link_count = kept;
}

static cwp__draft_property *find_property(const cwp__builder *builder, uint32_t draft, const char *name) {
  for (size_t i = builder->property_count; i-- > 0;)
    if (builder->properties[i].draft == draft && strcmp(builder->properties[i].name, name) == 0)
      return builder->properties + i;
  return NULL;
}

const char *cwp__builder_get(const cwp__builder *builder, uint32_t draft, const char *name) {
  const cwp__draft_property *property = find_property(builder, draft, name);
  return property ? property->value : NULL;
}

static cwp_status append_property(cwp__builder *builder, uint32_t draft, const char *name, const char *value,
                                  cwp_error *error) {
  if (!cwp__reserve(&builder->allocator, (void **)&builder->properties, &builder->property_capacity,
                    builder->property_count + 1, sizeof *builder->properties))
    return cwp__fail_memory(error);
  builder->properties[builder->property_count++] =
      (cwp__draft_property){.draft = draft, .order = builder->next_order++, .name = name, .value = value};
  return CWP_OK;
}

cwp_status cwp__builder_set(cwp__builder *builder, uint32_t draft, const char *name, const char *value,
                            cwp_error *error) {
  /* Only a draft from the base edition may have a value to replace. */
  cwp__draft_property *old = builder->drafts[draft].based ? find_property(builder, draft, name) : NULL;
  if (old) {
    old->value = value;
    return CWP_OK;
  }
  return append_property(builder, draft, name, value, error);
}

cwp_status cwp__builder_alias(cwp__builder *builder, uint32_t draft, const char *name, cwp_error *error) {
  for (size_t i = builder->alias_count; i-- > 0;)
    if (builder->aliases[i].draft == draft && cwp__compare_fold(builder->aliases[i].name, name) == 0) return CWP_OK;
  if (!cwp__reserve(&builder->allocator, (void **)&builder->aliases, &builder->alias_capacity, builder->alias_count + 1,
                    sizeof *builder->aliases))
    return cwp__fail_memory(error);
  builder->aliases[builder->alias_count++] =
      (cwp__draft_alias){.draft = draft, .order = builder->next_order++, .name = name};
  return CWP_OK;
}

uint32_t cwp__builder_named(const cwp__builder *builder, const char *name) {
  for (size_t i = 0; i < builder->alias_count; i++) {
    uint32_t draft = builder->aliases[i].draft;
    if (!builder->drafts[draft].hidden && cwp__compare_fold(builder->aliases[i].name, name) == 0) return draft;
  }
  return CWP_NONE;
}

void cwp__builder_unalias(cwp__builder *builder, uint32_t draft, const char *name) {
  size_t kept = 0;
  for (size_t i = 0; i < builder->alias_count; i++)
    if (builder->aliases[i].draft != draft || cwp__compare_fold(builder->aliases[i].name, name) != 0)
      builder->aliases[kept++] = builder->aliases[i];
  builder->alias_count = kept;
}

const char *cwp__builder_compose(cwp__builder *builder, const char *a, const char *b, const char *c) {
  size_t first = strlen(a), second = strlen(b), third = strlen(c);
  char *text = cwp__arena_allocate(&builder->texts, first + second + third + 1, 1);
  if (!text) return NULL;
  memcpy(text, a, first);
  memcpy(text + first, b, second);
  memcpy(text + first + second, c, third + 1);
  return text;
}

void cwp__builder_hide(cwp__builder *builder, uint32_t draft) {
  builder->drafts[draft].hidden = 1;
  for (size_t i = 0; i < builder->draft_count; i++)
    if (builder->drafts[i].role == draft || builder->drafts[i].parent == draft) builder->drafts[i].hidden = 1;
}

/* What a record of the base edition is in the new one: carried, where that is asked and it belongs to a role category.
 */
static cwp_provenance carried_status(const cwp_pathway *base, cwp_id id, int carry) {
  cwp_provenance status = cwp_record_status(base, id);
  cwp_kind kind = cwp_record_kind(base, id);
  int of_role = kind == CWP_KIND_ROLE || kind == CWP_KIND_MOVE || cwp_record_role(base, id) != CWP_NONE;
  return carry && of_role && status != CWP_PROVENANCE_EDITORIAL ? CWP_PROVENANCE_CARRIED : status;
}

/* Drafts of a base edition stand at the record's number less one: its edition record is left behind, or comes last. */
static uint32_t draft_of(const cwp__builder *builder, uint16_t record) {
  if (record == CWP__NO_RECORD) return CWP_NONE;
  return record == 0 ? builder->base_edition : (uint32_t)record - 1;
}

static cwp_status copy_properties(cwp__builder *builder, const cwp_pathway *base, cwp_id id, uint32_t draft,
                                  cwp_error *error) {
  cwp_status status = CWP_OK;
  for (const cwp__property *old = cwp__properties_of(base, base->rows + id); old->name && status == CWP_OK; old++)
    status = append_property(builder, draft, cwp__pool_text(base, old->name), cwp__pool_text(base, old->value), error);
  for (uint32_t i = base->rows[id].first_alias; i < base->rows[id + 1].first_alias && status == CWP_OK; i++)
    status = cwp__builder_alias(builder, draft, cwp__pool_text(base, base->aliases[i]), error);
  return status;
}

static cwp_status copy_links(cwp__builder *builder, const cwp_pathway *base, cwp_id id, uint32_t draft,
                             cwp_error *error) {
  cwp_status status = CWP_OK;
  for (uint32_t i = base->rows[id].first_link; i < base->rows[id + 1].first_link && status == CWP_OK; i++) {
    const cwp__link *old = base->links + i;
    const cwp__grounds *grounds = cwp__grounds_of(base, old);
    cwp__draft_link link = {.from = draft,
                            .to = draft_of(builder, old->to),
                            .about = draft_of(builder, grounds->about),
                            .source = draft_of(builder, grounds->source),
                            .relation = (cwp_relation)old->relation,
                            .extent = (cwp_extent)(old->extent_and_status & 15),
                            .status = (cwp_provenance)(old->extent_and_status >> 4),
                            .text = cwp__pool_text(base, grounds->text)};
    status = cwp__builder_link(builder, &link, error);
  }
  return status;
}

static cwp_status copy_record(cwp__builder *builder, const cwp_pathway *base, cwp_id id, int carry, cwp_error *error) {
  const cwp__row *row = base->rows + id;
  const cwp__words *words = cwp__words_of(base, row);
  uint32_t place = CWP_NONE;
  cwp_status status =
      cwp__builder_add(builder, cwp_record_kind(base, id), cwp__pool_text(base, words->code), &place, error);
  if (status == CWP_OK) status = copy_properties(builder, base, id, place, error);
  if (status == CWP_OK) status = copy_links(builder, base, id, place, error);
  if (status != CWP_OK) return status;
  cwp__draft *draft = builder->drafts + place;
  draft->based = 1;
  draft->status = carried_status(base, id, carry);
  draft->title = cwp__pool_text(base, words->title);
  draft->text = cwp__pool_text(base, words->text);
  draft->note = cwp__pool_text(base, words->note);
  draft->source = draft_of(builder, row->source);
  draft->role = draft_of(builder, row->role);
  draft->parent = draft_of(builder, row->parent);
  return CWP_OK;
}

static cwp_status copy_records(cwp__builder *builder, const cwp_pathway *base, int carry, cwp_error *error) {
  cwp_status status = CWP_OK;
  for (cwp_id id = 1; id < cwp__record_count(base) && status == CWP_OK; id++)
    status = copy_record(builder, base, id, carry, error);
  return status;
}

cwp_status cwp__builder_start_from(cwp__builder *builder, const cwp_pathway *base, int carry, cwp_error *error) {
  builder->base_edition = CWP_NONE;
  return copy_records(builder, base, carry, error);
}

cwp_status cwp__builder_start_as(cwp__builder *builder, const cwp_pathway *base, cwp_error *error) {
  builder->base_edition = cwp__record_count(base) - 1;
  cwp_status status = copy_records(builder, base, 0, error);
  return status == CWP_OK ? copy_record(builder, base, 0, 0, error) : status;
}
