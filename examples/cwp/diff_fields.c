/* What differs between a record of one edition and the same record of another. */

#include "difference.h"

#include <string.h>

cwp_id diff_record(const cwp_change *change) {
  return change->after != CWP_NONE ? change->after : change->before;
}

const cwp_pathway *diff_edition(const cmd_diff *self, const cwp_change *change) {
  return change->after != CWP_NONE ? self->to : self->from;
}

const cwp_pathway *diff_other_edition(const cmd_diff *self, const cwp_change *change) {
  return change->after != CWP_NONE ? self->from : self->to;
}

cwp_kind diff_kind(const cmd_diff *self, const cwp_change *change) {
  return cwp_record_kind(diff_edition(self, change), diff_record(change));
}

/* The code of the record before one, among those of its kind that belong to the same role category and the same group
 * or list; "" for the first of them. */
static const char *place_text(const cwp_pathway *pathway, cwp_id id) {
  cwp_id before = id - 1;
  if (id == 0 || cwp_record_kind(pathway, before) != cwp_record_kind(pathway, id) ||
      cwp_record_parent(pathway, before) != cwp_record_parent(pathway, id))
    return "";
  if (cwp_record_kind(pathway, id) != CWP_KIND_ROLE && cwp_record_role(pathway, before) != cwp_record_role(pathway, id))
    return "";
  return cwp_record_code(pathway, before);
}

/* A field that is one text, as one edition has it. */
static const char *field_text(const cwp_pathway *pathway, cwp_id id, cwp_field field) {
  switch (field) {
  case CWP_FIELD_TITLE:
    return cwp_record_title(pathway, id);
  case CWP_FIELD_TEXT:
    return cwp_record_text(pathway, id);
  case CWP_FIELD_NOTE:
    return cwp_record_note(pathway, id);
  case CWP_FIELD_STATUS:
    return cwp_provenance_name(cwp_record_status(pathway, id));
  case CWP_FIELD_SOURCE:
    return record_code_or_none(pathway, cwp_record_source(pathway, id));
  case CWP_FIELD_ROLE:
    return record_code_or_none(pathway, cwp_record_role(pathway, id));
  case CWP_FIELD_PARENT:
    return record_code_or_none(pathway, cwp_record_parent(pathway, id));
  default:
    return place_text(pathway, id);
  }
}

/* Every property of the second record, then those that only the first has. */
static void each_property(const cmd_diff *self, const cwp_change *change, diff_text_visitor *visit, void *context) {
  const char *name, *before, *after;
  for (size_t i = 0; (name = cwp_record_property_name(self->to, change->after, i)) != NULL; i++) {
    before = cwp_record_property(self->from, change->before, name);
    after = cwp_record_property(self->to, change->after, name);
    if (strcmp(before, after) != 0) visit(context, CWP_FIELD_PROPERTIES, name, before, after);
  }
  for (size_t i = 0; (name = cwp_record_property_name(self->from, change->before, i)) != NULL; i++) {
    before = cwp_record_property(self->from, change->before, name);
    if (before[0] && !cwp_record_property(self->to, change->after, name)[0])
      visit(context, CWP_FIELD_PROPERTIES, name, before, "");
  }
}

void diff_each_text(const cmd_diff *self, const cwp_change *change, diff_text_visitor *visit, void *context) {
  static const cwp_field fields[] = {CWP_FIELD_TITLE,  CWP_FIELD_TEXT,       CWP_FIELD_STATUS,
                                     CWP_FIELD_SOURCE, CWP_FIELD_PROPERTIES, CWP_FIELD_NOTE,
                                     CWP_FIELD_ROLE,   CWP_FIELD_PARENT,     CWP_FIELD_PLACE};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (!(change->fields & (unsigned)fields[i])) continue;
    if (fields[i] == CWP_FIELD_PROPERTIES) {
      each_property(self, change, visit, context);
      continue;
    }
    visit(context, fields[i], "", field_text(self->from, change->before, fields[i]),
          field_text(self->to, change->after, fields[i]));
  }
}

static int has_alias(const cwp_pathway *pathway, cwp_id id, const char *name) {
  const char *alias;
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++) {
    if (strcmp(alias, name) == 0) return 1;
  }
  return 0;
}

void diff_each_alias(const cmd_diff *self, const cwp_change *change, int after, diff_alias_visitor *visit,
                     void *context) {
  const cwp_pathway *here = after ? self->to : self->from, *there = after ? self->from : self->to;
  const char *alias;
  for (size_t i = 0; (alias = cwp_record_alias(here, after ? change->after : change->before, i)) != NULL; i++) {
    if (!has_alias(there, after ? change->before : change->after, alias)) visit(context, alias);
  }
}

/* 1 if links of two editions say the same. */
static int is_same_link(const cwp_pathway *a, const cwp_link *x, const cwp_pathway *b, const cwp_link *y) {
  return x->relation == y->relation && x->extent == y->extent && x->status == y->status &&
         strcmp(record_code_or_none(a, x->to), record_code_or_none(b, y->to)) == 0 &&
         strcmp(record_code_or_none(a, x->about), record_code_or_none(b, y->about)) == 0 &&
         strcmp(record_code_or_none(a, x->source), record_code_or_none(b, y->source)) == 0 &&
         strcmp(x->text, y->text) == 0;
}

/* 1 if a record of `there` has a link that says the same as one of `here`. */
static int has_link(const cwp_pathway *there, cwp_id id, const cwp_pathway *here, const cwp_link *wanted) {
  cwp_link link;
  for (size_t i = 0; cwp_record_link(there, id, wanted->relation, i, &link, NULL) == CWP_OK; i++) {
    if (is_same_link(there, &link, here, wanted)) return 1;
  }
  return 0;
}

void diff_each_link(const cmd_diff *self, const cwp_change *change, int after, diff_link_visitor *visit,
                    void *context) {
  const cwp_pathway *here = after ? self->to : self->from, *there = after ? self->from : self->to;
  cwp_id id = after ? change->after : change->before, other = after ? change->before : change->after;
  for (int relation = 0; relation < CWP_RELATION_END; relation++) {
    cwp_link link;
    for (size_t i = 0; cwp_record_link(here, id, (cwp_relation)relation, i, &link, NULL) == CWP_OK; i++) {
      if (!has_link(there, other, here, &link)) visit(context, here, &link);
    }
  }
}

size_t diff_counterparts(const cmd_diff *self, const cwp_change *change, cwp_counterpart *out, size_t capacity) {
  const cwp_pathway *edition = diff_edition(self, change), *other = diff_other_edition(self, change);
  size_t count = 0, kept = 0;
  if (cwp_record_counterparts(edition, diff_record(change), other, out, capacity, &count, NULL) != CWP_OK) return 0;
  for (size_t i = 0; i < count && i < capacity; i++) {
    if (out[i].crosswalk != CWP_NONE || out[i].relation != CWP_SETS_EQUAL) out[kept++] = out[i];
  }
  return kept;
}
