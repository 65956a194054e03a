/* Two editions side by side, record by record. */

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "cwp/compare.h"
#include "pathway/model.h"

#include <string.h>

/* One block of memory holds the diff and its changes. */
struct cwp_diff {
  cwp_allocator allocator;
  cwp_change *changes;
  size_t count;
  size_t counts[CWP_CHANGE_END];
};

const char *cwp_change_kind_name(cwp_change_kind kind) {
  static const char *const names[CWP_CHANGE_END] = {"added", "removed", "changed", "moved"};
  return (unsigned)kind < CWP_CHANGE_END ? names[kind] : "unknown";
}

const char *cwp_field_name(cwp_field field) {
  static const char *const names[] = {"title",   "text",  "note", "status", "source", "properties",
                                      "aliases", "links", "role", "parent", "place"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if ((unsigned)field == 1u << i) return names[i];
  return "unknown";
}

/* Fields that say where a record stands, not what it says. */
enum { WHERE = CWP_FIELD_ROLE | CWP_FIELD_PARENT | CWP_FIELD_PLACE };

/* Two editions while they are compared. The arrays are freed afterwards. */
typedef struct pair {
  const cwp_pathway *from;
  const cwp_pathway *to;
  cwp_diff_options options;
  cwp_allocator allocator;
  uint32_t *match;      /* for each record of `to`, the same one of `from`, or CWP_NONE */
  unsigned char *known; /* for each record of `from`: `to` has it */
  unsigned char *moved; /* for each record of `to`: it has another place among its neighbours */
  uint32_t *run;        /* records of one run of neighbours, in the order of `to` */
  uint32_t *best;       /* places in the run: ends of the best rising rows of each length */
  uint32_t *before;     /* for each place in the run, the one before it in its row */
} pair;

/* ---- Which records are the same ---- */

static uint32_t find_match(const pair *self, cwp_id id) {
  const char *code = cwp_record_code(self->to, id);
  cwp_id there = id == 0 ? 0 : cwp_pathway_id(self->from, code);
  if (there == CWP_NONE || cwp_record_kind(self->from, there) != cwp_record_kind(self->to, id)) return CWP_NONE;
  return id == 0 || cwp__compare_fold(cwp_record_code(self->from, there), code) == 0 ? there : CWP_NONE;
}

static void match_records(pair *self) {
  memset(self->known, 0, cwp__record_count(self->from));
  for (cwp_id id = 0; id < cwp__record_count(self->to); id++) {
    self->match[id] = find_match(self, id);
    if (self->match[id] != CWP_NONE) self->known[self->match[id]] = 1;
  }
}

/* ---- Which have another place ---- */

/* Whether records of the two editions have the same code; none is like none. */
static int is_same(const pair *self, cwp_id in_from, cwp_id in_to) {
  return cwp__compare_fold(cwp_record_code(self->from, in_from), cwp_record_code(self->to, in_to)) == 0;
}

static int is_neighbour(const cwp_pathway *pathway, cwp_id a, cwp_id b) {
  return cwp_record_kind(pathway, a) == cwp_record_kind(pathway, b) &&
         cwp_record_role(pathway, a) == cwp_record_role(pathway, b) &&
         cwp_record_parent(pathway, a) == cwp_record_parent(pathway, b);
}

/* The length of the longest row of rising records that ends before `value` may follow: the first end not below it. */
static size_t row_for(const pair *self, size_t rows, uint32_t value) {
  size_t low = 0, high = rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (self->match[self->run[self->best[middle]]] < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Of the records of a run, as few as can be are said to have moved: all but the longest that kept their order. */
static void mark_moved(pair *self, size_t count) {
  size_t rows = 0;
  for (size_t i = 0; i < count; i++) {
    size_t row = row_for(self, rows, self->match[self->run[i]]);
    self->before[i] = row > 0 ? self->best[row - 1] : CWP_NONE;
    self->best[row] = (uint32_t)i;
    if (row == rows) rows++;
    self->moved[self->run[i]] = 1;
  }
  for (uint32_t i = rows > 0 ? self->best[rows - 1] : CWP_NONE; i != CWP_NONE; i = self->before[i])
    self->moved[self->run[i]] = 0;
}

/* Records that stand side by side in both editions are looked at run by run. */
static void find_moved(pair *self) {
  cwp_id end = cwp__record_count(self->to), id = 0;
  memset(self->moved, 0, end);
  while (id < end) {
    cwp_id first = id;
    size_t count = 0;
    for (; id < end && is_neighbour(self->to, first, id); id++) {
      cwp_id old = self->match[id];
      if (old != CWP_NONE && is_same(self, cwp_record_role(self->from, old), cwp_record_role(self->to, id)) &&
          is_same(self, cwp_record_parent(self->from, old), cwp_record_parent(self->to, id)))
        self->run[count++] = id;
    }
    mark_moved(self, count);
  }
}

/* ---- What differs ---- */

/* Titles that are made of other records' titles change with those. */
static int has_own_title(const cwp_pathway *pathway, cwp_id id) {
  cwp_kind kind = cwp_record_kind(pathway, id);
  cwp_id parent = cwp_record_parent(pathway, id);
  if (kind == CWP_KIND_MOVE || kind == CWP_KIND_MAP || kind == CWP_KIND_SUGGESTION || kind == CWP_KIND_CROSSWALK)
    return 0;
  return parent == CWP_NONE || strcmp(cwp_record_title(pathway, id), cwp_record_title(pathway, parent)) != 0;
}

static int titles_differ(const pair *self, cwp_id old, cwp_id new) {
  return (has_own_title(self->from, old) || has_own_title(self->to, new)) &&
         strcmp(cwp_record_title(self->from, old), cwp_record_title(self->to, new)) != 0;
}

static int properties_differ(const pair *self, cwp_id old, cwp_id new) {
  size_t count = 0;
  const char *name;
  for (; (name = cwp_record_property_name(self->from, old, count)) != NULL; count++)
    if (strcmp(cwp_record_property(self->from, old, name), cwp_record_property(self->to, new, name)) != 0) return 1;
  return (count > 0 && !cwp_record_property_name(self->to, new, count - 1)) ||
         cwp_record_property_name(self->to, new, count);
}

static int has_alias(const cwp_pathway *pathway, cwp_id id, const char *name) {
  const char *alias;
  for (size_t i = 0; (alias = cwp_record_alias(pathway, id, i)) != NULL; i++)
    if (strcmp(alias, name) == 0) return 1;
  return 0;
}

static int aliases_differ(const pair *self, cwp_id old, cwp_id new) {
  const cwp__row *a = self->from->rows + old, *b = self->to->rows + new;
  const char *alias;
  if (a[1].first_alias - a[0].first_alias != b[1].first_alias - b[0].first_alias) return 1;
  for (size_t i = 0; (alias = cwp_record_alias(self->from, old, i)) != NULL; i++)
    if (!has_alias(self->to, new, alias)) return 1;
  return 0;
}

/* Whether two ids as they stand in a link lead to records of the same code. */
static int ends_differ(const pair *self, uint16_t a, uint16_t b) {
  return !is_same(self, a == CWP__NO_RECORD ? CWP_NONE : a, b == CWP__NO_RECORD ? CWP_NONE : b);
}

static int grounds_differ(const pair *self, const cwp__grounds *a, const cwp__grounds *b) {
  return ends_differ(self, a->about, b->about) || ends_differ(self, a->source, b->source) ||
         strcmp(cwp__pool_text(self->from, a->text), cwp__pool_text(self->to, b->text)) != 0;
}

static int links_differ(const pair *self, cwp_id old, cwp_id new) {
  const cwp__row *a = self->from->rows + old, *b = self->to->rows + new;
  uint32_t count = a[1].first_link - a[0].first_link;
  if (count != b[1].first_link - b[0].first_link) return 1;
  for (uint32_t i = 0; i < count; i++) {
    const cwp__link *x = self->from->links + a->first_link + i, *y = self->to->links + b->first_link + i;
    if (x->relation != y->relation || x->extent_and_status != y->extent_and_status || ends_differ(self, x->to, y->to) ||
        grounds_differ(self, cwp__grounds_of(self->from, x), cwp__grounds_of(self->to, y)))
      return 1;
  }
  return 0;
}

static unsigned bit(int differs, cwp_field field) {
  return differs ? (unsigned)field : 0;
}

static unsigned fields_of(const pair *self, cwp_id old, cwp_id new) {
  const cwp_pathway *from = self->from, *to = self->to;
  unsigned fields = bit(titles_differ(self, old, new), CWP_FIELD_TITLE);
  fields |= bit(strcmp(cwp_record_text(from, old), cwp_record_text(to, new)) != 0, CWP_FIELD_TEXT);
  fields |= bit(strcmp(cwp_record_note(from, old), cwp_record_note(to, new)) != 0, CWP_FIELD_NOTE);
  fields |= bit(cwp_record_status(from, old) != cwp_record_status(to, new), CWP_FIELD_STATUS);
  fields |= bit(!is_same(self, cwp_record_source(from, old), cwp_record_source(to, new)), CWP_FIELD_SOURCE);
  fields |= bit(properties_differ(self, old, new), CWP_FIELD_PROPERTIES);
  fields |= bit(aliases_differ(self, old, new), CWP_FIELD_ALIASES);
  fields |= bit(links_differ(self, old, new), CWP_FIELD_LINKS);
  fields |= bit(!is_same(self, cwp_record_role(from, old), cwp_record_role(to, new)), CWP_FIELD_ROLE);
  fields |= bit(!is_same(self, cwp_record_parent(from, old), cwp_record_parent(to, new)), CWP_FIELD_PARENT);
  fields |= bit(self->moved[new], CWP_FIELD_PLACE);
  return fields;
}

/* ---- The answer ---- */

static void add_change(cwp_diff *answer, cwp_change_kind kind, cwp_id before, cwp_id after, unsigned fields) {
  answer->changes[answer->count++] = (cwp_change){kind, before, after, fields};
  answer->counts[kind]++;
}

static void diff_record(cwp_diff *answer, const pair *self, cwp_id id) {
  cwp_id old = self->match[id];
  if (old == CWP_NONE) {
    add_change(answer, CWP_CHANGE_ADDED, CWP_NONE, id, 0);
    return;
  }
  unsigned fields = fields_of(self, old, id) & self->options.fields;
  if (fields != 0)
    add_change(answer, fields & ~(unsigned)WHERE ? CWP_CHANGE_CHANGED : CWP_CHANGE_MOVED, old, id, fields);
}

static int is_wanted(const cwp_diff_options *options, cwp_kind kind) {
  int wanted = options->kinds == NULL;
  for (size_t i = 0; i < options->kind_count && !wanted; i++)
    wanted = options->kinds[i] == kind;
  return wanted;
}

static void diff_kind(cwp_diff *answer, const pair *self, cwp_kind kind) {
  for (cwp_id id = self->to->first[kind]; id < self->to->first[kind + 1]; id++)
    diff_record(answer, self, id);
  for (cwp_id id = self->from->first[kind]; id < self->from->first[kind + 1]; id++)
    if (!self->known[id]) add_change(answer, CWP_CHANGE_REMOVED, id, CWP_NONE, 0);
}

static cwp_status answer(pair *self, cwp_diff **out, cwp_error *error) {
  size_t most = (size_t)cwp__record_count(self->from) + cwp__record_count(self->to);
  cwp_diff *made = cwp__allocate(&self->allocator, sizeof *made + most * sizeof(cwp_change), 1);
  if (!made) return cwp__fail_memory(error);
  memset(made, 0, sizeof *made);
  made->allocator = self->allocator;
  made->changes = (cwp_change *)(void *)(made + 1);
  match_records(self);
  find_moved(self);
  for (unsigned kind = 0; kind < CWP_KIND_END; kind++)
    if (is_wanted(&self->options, (cwp_kind)kind)) diff_kind(made, self, (cwp_kind)kind);
  *out = made;
  return CWP_OK;
}

static cwp_status allocate_arrays(pair *self, cwp_error *error) {
  size_t records = cwp__record_count(self->to);
  self->match = cwp__allocate(&self->allocator, records, sizeof *self->match);
  self->known = cwp__allocate(&self->allocator, cwp__record_count(self->from), sizeof *self->known);
  self->moved = cwp__allocate(&self->allocator, records, sizeof *self->moved);
  self->run = cwp__allocate(&self->allocator, records, sizeof *self->run);
  self->best = cwp__allocate(&self->allocator, records, sizeof *self->best);
  self->before = cwp__allocate(&self->allocator, records, sizeof *self->before);
  int all = self->match && self->known && self->moved && self->run && self->best && self->before;
  return all ? CWP_OK : cwp__fail_memory(error);
}

static void clean_up(pair *self) {
  cwp__release(&self->allocator, self->match);
  cwp__release(&self->allocator, self->known);
  cwp__release(&self->allocator, self->moved);
  cwp__release(&self->allocator, self->run);
  cwp__release(&self->allocator, self->best);
  cwp__release(&self->allocator, self->before);
}

static cwp_status take_options(pair *self, const cwp_diff_options *options, cwp_error *error) {
  static const cwp_diff_options everything = CWP_DIFF_OPTIONS_INIT;
  self->options = everything;
  if (!options) return CWP_OK;
  if (options->size < sizeof *options)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the options have size %zu: set them up with %s", options->size,
                     "CWP_DIFF_OPTIONS_INIT");
  if ((options->kind_count > 0) != (options->kinds != NULL))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "kinds of records are counted but not given, or given but not counted");
  for (size_t i = 0; i < options->kind_count; i++)
    if ((unsigned)options->kinds[i] >= CWP_KIND_END)
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "%d is no kind of record", (int)options->kinds[i]);
  if (options->fields == 0 || options->fields & ~(unsigned)CWP_FIELD_ALL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "fields is %u, which is no set of fields", options->fields);
  self->options = *options;
  return CWP_OK;
}

cwp_status cwp_pathway_diff(const cwp_pathway *from, const cwp_pathway *to, const cwp_diff_options *options,
                            const cwp_allocator *allocator, cwp_diff **out, cwp_error *error) {
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the diff");
  *out = NULL;
  if (!from || !to) return cwp__fail(error, CWP_ERROR_ARGUMENT, "two editions are needed");
  pair self = {.from = from, .to = to};
  self.allocator = cwp__allocator_or_default(allocator);
  cwp_status status = take_options(&self, options, error);
  if (status == CWP_OK) status = allocate_arrays(&self, error);
  if (status == CWP_OK) status = answer(&self, out, error);
  clean_up(&self);
  return status;
}

void cwp_diff_free(cwp_diff *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

size_t cwp_diff_count(const cwp_diff *self) {
  return self ? self->count : 0;
}

size_t cwp_diff_count_of(const cwp_diff *self, cwp_change_kind kind) {
  return self && (unsigned)kind < CWP_CHANGE_END ? self->counts[kind] : 0;
}

const cwp_change *cwp_diff_at(const cwp_diff *self, size_t index) {
  return self && index < self->count ? self->changes + index : NULL;
}
