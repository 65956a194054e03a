#ifndef CWP_PATHWAY_BUILDER_H
#define CWP_PATHWAY_BUILDER_H

/*
 * A pathway in the making. Records are drafts, in the order in which they were met, that name each other by their place
 * in the list; freezing sorts them by kind, numbers them, and lays them out as model.h has it.
 *
 * Texts are borrowed from the documents and the base edition, which must live until the freeze.
 */

#include "base/memory.h"
#include "pathway/model.h"

/* A record in the making. */
typedef struct cwp__draft {
  cwp_kind kind;
  cwp_provenance status; /* CWP_PROVENANCE_END until it is known */
  const char *code;
  const char *title;
  const char *text;
  const char *note;
  uint32_t source; /* drafts, CWP_NONE where there is none */
  uint32_t role;
  uint32_t parent;
  uint32_t order;    /* among its kind, within its role category and parent */
  uint32_t document; /* the document that spoke of it last; 0 = the base edition */
  int based;         /* it came from the base edition, so a document may change it */
  uint32_t id;       /* its number once frozen; CWP_NONE for a hidden one */
  int hidden;
} cwp__draft;

typedef struct cwp__draft_link {
  uint32_t from;
  uint32_t to;
  uint32_t about;
  uint32_t source;
  cwp_relation relation;
  cwp_extent extent;
  cwp_provenance status;
  const char *text;
  uint32_t order;
} cwp__draft_link;

typedef struct cwp__draft_property {
  uint32_t draft;
  uint32_t order;
  const char *name;
  const char *value;
} cwp__draft_property;

typedef struct cwp__draft_alias {
  uint32_t draft;
  uint32_t order;
  const char *name;
} cwp__draft_alias;

typedef struct cwp__builder {
  cwp_allocator allocator;
  cwp__arena texts; /* composed texts only */
  cwp__draft *drafts;
  cwp__draft_link *links;
  cwp__draft_property *properties;
  cwp__draft_alias *aliases;
  size_t draft_count, link_count, property_count, alias_count;
  size_t draft_capacity, link_capacity, property_capacity, alias_capacity;
  uint32_t *slots; /* hash table from code to draft, CWP_NONE where empty */
  size_t slot_count;
  uint32_t document;     /* number of the document being read, from 1 */
  uint32_t base_edition; /* draft of the base edition's own record, CWP_NONE where it is left behind */
  uint32_t next_order;
} cwp__builder;

void cwp__builder_init(cwp__builder *builder, const cwp_allocator *allocator);
void cwp__builder_free(cwp__builder *builder);

/* Starts from an edition; with `carry`, what belongs to role categories takes the status "carried". */
cwp_status cwp__builder_start_from(cwp__builder *builder, const cwp_pathway *base, int carry, cwp_error *error);

/* Starts from the whole of a pathway, its edition record too, which stands last. */
cwp_status cwp__builder_start_as(cwp__builder *builder, const cwp_pathway *base, cwp_error *error);

/* The draft with that code, without regard to ASCII case, or CWP_NONE. */
uint32_t cwp__builder_find(const cwp__builder *builder, const char *code);

/* Adds a draft with that code, which must be new. Errors: CWP_ERROR_MEMORY, CWP_ERROR_LIMIT. */
cwp_status cwp__builder_add(cwp__builder *builder, cwp_kind kind, const char *code, uint32_t *out, cwp_error *error);

/* Adds a link; its `order` is set here. */
cwp_status cwp__builder_link(cwp__builder *builder, const cwp__draft_link *link, cwp_error *error);

/* Removes the links of one relation that start at a draft. */
void cwp__builder_unlink(cwp__builder *builder, uint32_t from, cwp_relation relation);

/* Sets a property, in place of one of the same name. */
cwp_status cwp__builder_set(cwp__builder *builder, uint32_t draft, const char *name, const char *value,
                            cwp_error *error);

/* The value of a property, or NULL. */
const char *cwp__builder_get(const cwp__builder *builder, uint32_t draft, const char *name);

/* Adds another name. One that the draft has already is passed over. */
cwp_status cwp__builder_alias(cwp__builder *builder, uint32_t draft, const char *name, cwp_error *error);

/* A draft that has that other name and is not hidden, or CWP_NONE. */
uint32_t cwp__builder_named(const cwp__builder *builder, const char *name);

/* Takes another name away. */
void cwp__builder_unalias(cwp__builder *builder, uint32_t draft, const char *name);

/* Keeps a composed text until the freeze. NULL when there is no memory. */
const char *cwp__builder_compose(cwp__builder *builder, const char *a, const char *b, const char *c);

/* Hides a draft and all that stands in it. */
void cwp__builder_hide(cwp__builder *builder, uint32_t draft);

/* Lays the drafts out as a pathway of its own. Errors: CWP_ERROR_INVALID when a name stands for two records or there is
   no edition; CWP_ERROR_MEMORY; CWP_ERROR_LIMIT. */
cwp_status cwp__builder_freeze(cwp__builder *builder, cwp_pathway **out, cwp_error *error);

/* Writes down in numbers what the rules of a pathway say, and where the lines of each role category lie. `terms` has
   room for each rule, `lines` for each role category and one more. */
void cwp__find_terms(const cwp_pathway *pathway, cwp__terms *terms);
void cwp__find_lines(const cwp_pathway *pathway, cwp__lines *lines);

/* Fills in the evidence covers of a pathway that has all else: an array of its own, and each row's place in it. */
cwp_status cwp__find_covers(const cwp_pathway *pathway, cwp__row *rows, const cwp_allocator *allocator,
                            cwp__cover **covers, size_t *count, cwp_error *error);

#endif
