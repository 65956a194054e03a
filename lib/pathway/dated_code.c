/* What a bulk upload code of the national data set meant on a day. */

#include "base/date.h"
#include "base/error.h"
#include "pathway/code_lists.h"

#include <stdio.h>
#include <string.h>

/* The time in which an item has its meaning; an end that is not given is open. */
typedef struct span {
  cwp_date first;
  cwp_date last;
} span;

static span span_of(const cwp_pathway *pathway, cwp_id item) {
  span self = {CWP_DATE_MIN, CWP_DATE_MAX};
  cwp_date other;
  const char *from = cwp_record_property(pathway, item, "from");
  const char *until = cwp_record_property(pathway, item, "until");
  if (from[0] && !cwp__date_span(from, &self.first, &other)) self.first = CWP_DATE_MIN;
  if (until[0] && !cwp__date_span(until, &other, &self.last)) self.last = CWP_DATE_MAX;
  return self;
}

/* What is looked for, and the best item so far. */
typedef struct inquiry {
  const cwp_pathway *pathway;
  const char *bulk;
  cwp_date date;
  cwp_id found;
  cwp_date began;  /* the day on which the item found began */
  size_t meanings; /* items with that code, of any date */
} inquiry;

static void look_at(inquiry *self, cwp_id item) {
  if (strcmp(cwp_record_property(self->pathway, item, "bulk"), self->bulk) != 0) return;
  span holds = span_of(self->pathway, item);
  self->meanings++;
  if (self->date != CWP_DATE_NONE && (self->date < holds.first || self->date > holds.last)) return;
  if (self->found != CWP_NONE && holds.first <= self->began) return;
  self->found = item;
  self->began = holds.first;
}

/* "ASC.R998 from 2025-05, until 2026-07" for each meaning, as many as fit. */
static void list_meanings(const inquiry *self, cwp_id first, size_t count, char *text, size_t capacity) {
  size_t used = 0;
  text[0] = '\0';
  for (cwp_id item = first; item < first + count && used < capacity; item++) {
    if (strcmp(cwp_record_property(self->pathway, item, "bulk"), self->bulk) != 0) continue;
    const char *from = cwp_record_property(self->pathway, item, "from");
    const char *until = cwp_record_property(self->pathway, item, "until");
    int length =
        snprintf(text + used, capacity - used, "%s%s%s%s%s%s", used ? "; " : "", cwp_record_code(self->pathway, item),
                 from[0] ? " from " : "", from, until[0] ? " until " : "", until);
    if (length > 0) used += (size_t)length;
  }
}

static cwp_status fail_no_meaning(const inquiry *self, const char *list, cwp_id first, size_t count, cwp_error *error) {
  char day[CWP_DATE_TEXT_SIZE], meanings[200];
  list_meanings(self, first, count, meanings, sizeof meanings);
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "code %s of %s had no meaning on %s; there is %s", self->bulk, list,
                   cwp_date_format(self->date, day), meanings);
}

cwp_status cwp_code_on(const cwp_pathway *pathway, const char *list, const char *bulk, cwp_date date, cwp_id *out,
                       cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the item");
  *out = CWP_NONE;
  if (!pathway || !list || !bulk)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a list and a bulk upload code are needed");
  if (date != CWP_DATE_NONE && !cwp_date_is_valid(date))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the date is out of range: day %ld", (long)date);
  inquiry self = {.pathway = pathway, .bulk = bulk, .date = date, .found = CWP_NONE};
  cwp_id of = cwp__list_named(pathway, list);
  cwp_id first = cwp_record_first_child(pathway, of);
  size_t count = cwp_record_child_count(pathway, of);
  for (cwp_id item = first; item < first + count; item++)
    look_at(&self, item);
  /* Role categories are no items of a list; their codes have had one meaning. */
  if (of == CWP_NONE) self.found = cwp_pathway_bulk_code(pathway, list, bulk);
  *out = self.found;
  if (self.found != CWP_NONE) return CWP_OK;
  if (self.meanings > 0) return fail_no_meaning(&self, list, first, count, error);
  return cwp__fail(error, CWP_ERROR_NOT_FOUND, "edition %s has no code \"%s\" of a list \"%s\"",
                   cwp_record_code(pathway, 0), bulk, list);
}
