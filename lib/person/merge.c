/*
 * Two portfolios of one person made into one. Pieces are told apart by a hash table; those that are the same form a
 * chain, older first, and become one piece.
 */

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "person/portfolio.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* No piece. */
#define NOBODY UINT32_MAX

typedef struct merging {
  const cwp_portfolio *from[2]; /* the older, then the newer */
  size_t counts[2];
  cwp_findings *findings;
  cwp_allocator memory;
  cwp_portfolio_builder *builder;
  uint32_t *slots; /* the first piece of each chain, by hash */
  size_t slot_count;
  uint32_t *next; /* of each piece: the next one that is the same */
  uint32_t *last; /* of a first piece: the last of its chain; NOBODY for pieces that are not the first */
  cwp_error *error;
} merging;

/* A member of the documents that this library does not know, on its way into the merged one. */
typedef struct member {
  const cwp__kept *kept;
  size_t place; /* in the order in which they are met */
  int lost;     /* a later one has the same key */
} member;

/* Findings. */

static cwp_status report(const merging *self, const char *id, size_t record, const char *column, const char *lost,
                         const char *message) {
  if (!self->findings) return CWP_OK;
  const cwp_finding finding = {.id = id,
                               .severity = CWP_SEVERITY_WARNING,
                               .record = record,
                               .column = column,
                               .value = lost,
                               .message = message};
  return cwp_findings_add(self->findings, &finding, self->error);
}

/* The person. */

/* Takes the newer text where there is one. */
static cwp_status merge_text(const merging *self, const char *older, const char **newer, const char *column) {
  if (!**newer) *newer = older;
  if (!*older || strcmp(older, *newer) == 0) return CWP_OK;
  return report(self, "MERGE-PERSON", 0, column, older, "the newer portfolio says otherwise, and its value is taken");
}

/* What is known of the role category belongs together: it is taken from one of the two as a whole. */
static cwp_status merge_role(const merging *self, const cwp_person *older, cwp_person *person) {
  if (!*person->role && *older->role) {
    person->role = older->role;
    person->role_basis = older->role_basis;
    person->role_reason = older->role_reason;
    person->role_other = older->role_other;
    return CWP_OK;
  }
  if (!*older->role) return CWP_OK;
  if (cwp__compare_fold(older->role, person->role) != 0)
    return report(self, "MERGE-PERSON", 0, "role", older->role,
                  "the newer portfolio has another role category, and what it says of it is taken");
  if (older->role_basis != person->role_basis)
    return report(self, "MERGE-PERSON", 0, "role_basis", cwp_role_basis_name(older->role_basis),
                  "the newer portfolio knows the role category from elsewhere, and what it says of it is taken");
  return CWP_OK;
}

static cwp_status merge_start(const merging *self, const cwp_person *older, cwp_person *person) {
  char date[CWP_DATE_TEXT_SIZE];
  if (person->started == CWP_DATE_NONE) person->started = older->started;
  if (older->started == CWP_DATE_NONE || older->started == person->started) return CWP_OK;
  return report(self, "MERGE-PERSON", 0, "started", cwp_date_format(older->started, date),
                "the newer portfolio says otherwise, and its value is taken");
}

static cwp_status merge_person(merging *self) {
  const cwp_person *older = cwp_portfolio_person(self->from[0]);
  cwp_person person = *cwp_portfolio_person(self->from[1]);
  cwp_status status = merge_text(self, older->site, &person.site, "site");
  if (!status) status = merge_text(self, older->job_title, &person.job_title, "job_title");
  if (!status) status = merge_role(self, older, &person);
  if (!status) status = merge_start(self, older, &person);
  if (!status) status = cwp_portfolio_builder_new(&person, &self->memory, &self->builder, self->error);
  return status;
}

/* Members that this library does not know. */

static int compare_keys(const void *left, const void *right) {
  const member *a = left, *b = right;
  int order = strcmp(a->kept->key, b->kept->key);
  return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int compare_places(const void *left, const void *right) {
  const member *a = left, *b = right;
  return (a->place > b->place) - (a->place < b->place);
}

/* The members that a portfolio keeps of an owner. */
static const cwp__kept *kept_of(const cwp_portfolio *portfolio, size_t owner, size_t *count) {
  const cwp__kept *all;
  size_t high = cwp__portfolio_kept(portfolio, &all), end = high, low = 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (all[middle].owner < owner)
      low = middle + 1;
    else
      high = middle;
  }
  for (*count = 0; low + *count < end && all[low + *count].owner == owner;)
    ++*count;
  return all + low;
}

/* Marks all but the last of each key as lost, and reports those that said something else. Members come by key. */
static cwp_status drop_repeated(const merging *self, member *members, size_t count, size_t record) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i + 1 < count && !status; i++) {
    const cwp__kept *one = members[i].kept, *other = members[i + 1].kept;
    if (strcmp(one->key, other->key) != 0) continue;
    members[i].lost = 1;
    if (strcmp(one->value, other->value) != 0)
      status = report(self, "MERGE-UNKNOWN", record, one->key, one->value,
                      "the newer portfolio has another value, which is taken");
  }
  return status;
}

/* Hands members on to what is being made, each key once, as those of `owner`. */
static cwp_status hand_on(merging *self, member *members, size_t count, size_t owner) {
  size_t record = owner < CWP__KEPT_OF_EVIDENCE ? 0 : owner - CWP__KEPT_OF_EVIDENCE + 1;
  if (count > 1) qsort(members, count, sizeof(*members), compare_keys);
  cwp_status status = drop_repeated(self, members, count, record);
  if (count > 1) qsort(members, count, sizeof(*members), compare_places);
  for (size_t i = 0; i < count && !status; i++) {
    cwp__kept kept = {owner, members[i].kept->key, members[i].kept->value};
    if (!members[i].lost) status = cwp__portfolio_builder_keep(self->builder, &kept, strlen(kept.value), self->error);
  }
  return status;
}

/* Pieces by number: those of the older portfolio, then those of the newer one. */

static int side_of(const merging *self, uint32_t piece) {
  return piece >= self->counts[0];
}

static size_t index_of(const merging *self, uint32_t piece) {
  return side_of(self, piece) ? piece - self->counts[0] : piece;
}

static const cwp_evidence *evidence_of(const merging *self, uint32_t piece) {
  return cwp_portfolio_evidence(self->from[side_of(self, piece)], index_of(self, piece));
}

/* Merges the members of the pieces of a chain, which become those of the piece `made`. */
static cwp_status merge_members_of_chain(merging *self, uint32_t first, size_t made) {
  size_t total = 0, count;
  for (uint32_t piece = first; piece != NOBODY; piece = self->next[piece]) {
    kept_of(self->from[side_of(self, piece)], CWP__KEPT_OF_EVIDENCE + index_of(self, piece), &count);
    total += count;
  }
  if (total == 0) return CWP_OK;
  member *members = cwp__allocate(&self->memory, total, sizeof(*members));
  if (!members) return cwp__fail_memory(self->error);
  total = 0;
  for (uint32_t piece = first; piece != NOBODY; piece = self->next[piece]) {
    const cwp__kept *kept =
        kept_of(self->from[side_of(self, piece)], CWP__KEPT_OF_EVIDENCE + index_of(self, piece), &count);
    for (size_t i = 0; i < count; i++, total++)
      members[total] = (member){&kept[i], total, 0};
  }
  cwp_status status = hand_on(self, members, total, CWP__KEPT_OF_EVIDENCE + made);
  cwp__release(&self->memory, members);
  return status;
}

/* Merges the members of the documents, or of the persons. */
static cwp_status merge_members_of(merging *self, size_t owner) {
  size_t counts[2];
  const cwp__kept *kept[2] = {kept_of(self->from[0], owner, &counts[0]), kept_of(self->from[1], owner, &counts[1])};
  size_t total = counts[0] + counts[1], place = 0;
  if (total == 0) return CWP_OK;
  member *members = cwp__allocate(&self->memory, total, sizeof(*members));
  if (!members) return cwp__fail_memory(self->error);
  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i < counts[side]; i++, place++)
      members[place] = (member){&kept[side][i], place, 0};
  cwp_status status = hand_on(self, members, total, owner);
  cwp__release(&self->memory, members);
  return status;
}

/* Evidence. */

/* 1 for what may differ between two pieces that are the same. */
static int may_differ(const cwp__text_field *field) {
  return strcmp(field->name, "origin") == 0 || strcmp(field->name, "note") == 0;
}

static cwp_extent extent_of(const cwp_evidence *evidence) {
  return evidence->extent == CWP_EXTENT_PART ? CWP_EXTENT_PART : CWP_EXTENT_FULL;
}

static int is_same(const cwp_evidence *a, const cwp_evidence *b) {
  cwp_evidence one = *a, other = *b;
  if (a->kind != b->kind || a->result != b->result || a->from != b->from || a->until != b->until ||
      extent_of(a) != extent_of(b) || cwp__compare_fold(a->about, b->about) != 0)
    return 0;
  for (size_t i = 1; i < CWP__EVIDENCE_TEXTS; i++)
    if (!may_differ(&cwp__evidence_texts[i]) &&
        strcmp(*cwp__text_at(&one, &cwp__evidence_texts[i]), *cwp__text_at(&other, &cwp__evidence_texts[i])) != 0)
      return 0;
  return 1;
}

/* Of what two pieces that are the same have in common. */
static uint64_t hash_of(const cwp_evidence *evidence) {
  const int64_t numbers[] = {(int64_t)cwp__hash_fold(evidence->about, strlen(evidence->about)),
                             (int64_t)evidence->kind,
                             (int64_t)evidence->result,
                             evidence->from,
                             evidence->until,
                             (int64_t)extent_of(evidence)};
  cwp_evidence copy = *evidence;
  uint64_t hash = cwp__hash_bytes(CWP__HASH_START, numbers, sizeof numbers);
  for (size_t i = 1; i < CWP__EVIDENCE_TEXTS; i++) {
    const char *text = *cwp__text_at(&copy, &cwp__evidence_texts[i]);
    if (!may_differ(&cwp__evidence_texts[i])) hash = cwp__hash_bytes(hash, text, strlen(text) + 1);
  }
  return hash;
}

/* Puts a piece at the end of the chain of those that are the same, or begins one. */
static void chain(merging *self, uint32_t piece) {
  const cwp_evidence *evidence = evidence_of(self, piece);
  size_t mask = self->slot_count - 1, slot = (size_t)hash_of(evidence) & mask;
  self->next[piece] = NOBODY;
  while (self->slots[slot] != NOBODY && !is_same(evidence_of(self, self->slots[slot]), evidence))
    slot = (slot + 1) & mask;
  if (self->slots[slot] == NOBODY) {
    self->slots[slot] = self->last[piece] = piece;
    return;
  }
  uint32_t first = self->slots[slot];
  self->next[self->last[first]] = piece;
  self->last[first] = piece;
  self->last[piece] = NOBODY;
}

static cwp_status make_chains(merging *self) {
  size_t total = self->counts[0] + self->counts[1];
  if (total >= NOBODY / 4)
    return cwp__fail(self->error, CWP_ERROR_LIMIT, "there are too many pieces of evidence: %zu", total);
  self->slot_count = 8;
  while (self->slot_count < 2 * total)
    self->slot_count *= 2;
  self->slots = cwp__allocate(&self->memory, self->slot_count, sizeof(*self->slots));
  self->next = cwp__allocate(&self->memory, total, sizeof(*self->next));
  self->last = cwp__allocate(&self->memory, total, sizeof(*self->last));
  if (!self->slots || !self->next || !self->last) return cwp__fail_memory(self->error);
  memset(self->slots, 0xff, self->slot_count * sizeof(*self->slots)); /* NOBODY */
  for (uint32_t piece = 0; piece < total; piece++)
    chain(self, piece);
  return CWP_OK;
}

/* Makes one piece of a chain: of origins and notes the last that is given. */
static cwp_status merge_chain(merging *self, uint32_t first, size_t made) {
  cwp_evidence evidence = *evidence_of(self, first);
  cwp_status status = CWP_OK;
  for (uint32_t piece = self->next[first]; piece != NOBODY && !status; piece = self->next[piece]) {
    const cwp_evidence *same = evidence_of(self, piece);
    if (*same->origin) evidence.origin = same->origin;
    if (!*same->note) continue;
    if (*evidence.note && strcmp(evidence.note, same->note) != 0)
      status = report(self, "MERGE-NOTE", made + 1, "note", evidence.note,
                      "the same piece of evidence has another note later, which is taken");
    evidence.note = same->note;
  }
  if (!status) status = cwp_portfolio_builder_add(self->builder, &evidence, self->error);
  if (!status) status = merge_members_of_chain(self, first, made);
  return status;
}

static cwp_status merge_evidence(merging *self) {
  size_t total = self->counts[0] + self->counts[1], made = 0;
  cwp_status status = make_chains(self);
  for (uint32_t piece = 0; piece < total && !status; piece++)
    if (self->last[piece] != NOBODY) status = merge_chain(self, piece, made++);
  return status;
}

/* Both. */

static cwp_status check(const cwp_portfolio *older, const cwp_portfolio *newer, cwp_error *error) {
  if (!older || !newer) return cwp__fail(error, CWP_ERROR_ARGUMENT, "two portfolios are needed");
  const char *one = cwp_portfolio_person(older)->id, *other = cwp_portfolio_person(newer)->id;
  if (strcmp(one, other) == 0) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_INVALID, "these are portfolios of two people, \"%s\" and \"%s\"", one, other);
}

cwp_status cwp_portfolio_merge(const cwp_portfolio *older, const cwp_portfolio *newer, const cwp_allocator *allocator,
                               cwp_findings *findings, cwp_portfolio **out, cwp_error *error) {
  merging self = {.from = {older, newer}, .findings = findings, .error = error};
  if (!out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is nowhere to put the portfolio");
  *out = NULL;
  cwp_status status = check(older, newer, error);
  if (status) return status;
  self.memory = cwp__allocator_or_default(allocator);
  self.counts[0] = cwp_portfolio_count(older);
  self.counts[1] = cwp_portfolio_count(newer);
  status = merge_person(&self);
  if (!status) status = merge_members_of(&self, CWP__KEPT_OF_DOCUMENT);
  if (!status) status = merge_members_of(&self, CWP__KEPT_OF_PERSON);
  if (!status) status = merge_evidence(&self);
  if (!status) status = cwp_portfolio_builder_finish(self.builder, out, error);
  cwp_portfolio_builder_free(self.builder);
  cwp__release(&self.memory, self.slots);
  cwp__release(&self.memory, self.next);
  cwp__release(&self.memory, self.last);
  return status;
}
