#ifndef COMMAND_DIFFERENCE_H
#define COMMAND_DIFFERENCE_H

/* The parts of `cwp diff`: two editions side by side, what differs field by field, and two ways to print it. */

#include "cwp/compare.h"
#include "cwp/crosswalk.h"
#include "record.h"

typedef struct cmd_diff {
  const cmd_arguments *arguments;
  const cwp_pathway *from, *to;
  const record_plural *kind; /* the only kind that is looked at, or NULL */
  cwp_diff *made;
} cmd_diff;

/* The record of a change, as the second edition has it, or, where it has it no more, as the first does. */
const cwp_pathway *diff_edition(const cmd_diff *self, const cwp_change *change);
cwp_id diff_record(const cwp_change *change);
cwp_kind diff_kind(const cmd_diff *self, const cwp_change *change);

/*
 * Calls `visit` for every field that differs and is one text: titles, texts, codes, and every property, whose name is
 * handed over ("" for other fields). A text is "" where there is none. The place of a record is the code of the one
 * before it, "" for the first.
 */
typedef void diff_text_visitor(void *context, cwp_field field, const char *name, const char *before, const char *after);
void diff_each_text(const cmd_diff *self, const cwp_change *change, diff_text_visitor *visit, void *context);

/* Calls `visit` for every other name, or link, that only one of the two has: the second if `after` is 1. */
typedef void diff_alias_visitor(void *context, const char *alias);
typedef void diff_link_visitor(void *context, const cwp_pathway *pathway, const cwp_link *link);
void diff_each_alias(const cmd_diff *self, const cwp_change *change, int after, diff_alias_visitor *visit,
                     void *context);
void diff_each_link(const cmd_diff *self, const cwp_change *change, int after, diff_link_visitor *visit, void *context);

/*
 * What corresponds to the record of a change in the other edition, where that is more than that the code is the same.
 * Gives how many were put into `out`, at most `capacity`.
 */
size_t diff_counterparts(const cmd_diff *self, const cwp_change *change, cwp_counterpart *out, size_t capacity);

/* The edition in which those counterparts are. */
const cwp_pathway *diff_other_edition(const cmd_diff *self, const cwp_change *change);

void diff_print_json(const cmd_diff *self);
void diff_print_text(const cmd_diff *self, int all);

#endif
