/* The columns of evidence and what their values stand for. */

#include "workforce/evidence.h"

#include "base/error.h"
#include "person/policy.h"

#include <string.h>

/* Longer than any code, alias or slug. */
enum { NAME_MOST = 256 };

uint16_t cwp__record_of_text(const cwp_pathway *pathway, cwp__span text) {
  char name[NAME_MOST];
  if (text.length >= NAME_MOST || memchr(text.text, '\0', text.length) != NULL) return CWP__CODE_UNKNOWN;
  memcpy(name, text.text, text.length);
  name[text.length] = '\0';
  cwp_id id = cwp_pathway_id(pathway, name);
  return id == CWP_NONE ? (uint16_t)CWP__CODE_UNKNOWN : (uint16_t)id;
}

/* ---- Codings ---- */

static uint16_t code_subject(void *context, cwp__span text) {
  return cwp__record_of_text(context, text);
}

static uint16_t code_kind(void *context, cwp__span text) {
  cwp_evidence_kind kind = cwp__evidence_kind_of(text.text, text.length);
  (void)context;
  return kind == CWP_EVIDENCE_KIND_END ? (uint16_t)CWP__CODE_UNKNOWN : (uint16_t)kind;
}

static uint16_t code_result(void *context, cwp__span text) {
  cwp_result result = cwp__result_of(text.text, text.length);
  (void)context;
  return result == CWP_RESULT_END ? (uint16_t)CWP__CODE_UNKNOWN : (uint16_t)result;
}

static uint16_t code_extent(void *context, cwp__span text) {
  (void)context;
  if (cwp__span_is(text, cwp_extent_name(CWP_EXTENT_FULL))) return CWP_EXTENT_FULL;
  return cwp__span_is(text, cwp_extent_name(CWP_EXTENT_PART)) ? CWP_EXTENT_PART : (uint16_t)CWP__CODE_UNKNOWN;
}

static void start_codings(cwp__evidence *self) {
  static const uint16_t kinds[] = {0, 1, 2, 3}, results[] = {0, 1, 2, 3, 4, 5};
  /* No extent counts as the whole, as it does in cwp_evidence. */
  static const uint16_t extents[] = {CWP_EXTENT_FULL, CWP_EXTENT_PART, CWP_EXTENT_FULL};
  _Static_assert(sizeof kinds / sizeof *kinds == CWP_EVIDENCE_KIND_END, "all kinds of evidence have a code");
  _Static_assert(sizeof results / sizeof *results == CWP_RESULT_END, "all results have a code");
  _Static_assert(sizeof extents / sizeof *extents == CWP_EXTENT_END, "all extents have a code");
  self->codings[CWP__EVIDENCE_SUBJECT] =
      (cwp__coding){(void *)(uintptr_t)self->pathway, code_subject, NULL, 0, CWP__CODE_NULL, NULL};
  self->codings[CWP__EVIDENCE_OF_KIND] =
      (cwp__coding){NULL, code_kind, kinds, CWP_EVIDENCE_KIND_END, CWP_EVIDENCE_TRAINED, NULL};
  self->codings[CWP__EVIDENCE_OF_RESULT] =
      (cwp__coding){NULL, code_result, results, CWP_RESULT_END, CWP_RESULT_COMPLETED, NULL};
  self->codings[CWP__EVIDENCE_OF_EXTENT] =
      (cwp__coding){NULL, code_extent, extents, CWP_EXTENT_END, CWP_EXTENT_FULL, NULL};
}

/* Subjects by name, as they are written as a rule: other ways of writing them are looked up in the pathway. */
static cwp_status name_subjects(cwp__evidence *self, cwp_error *error) {
  size_t count = cwp_pathway_count(self->pathway, CWP_KIND_END);
  if (!cwp__exact_start(&self->names, &self->table.allocator)) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++)
    cwp__exact_add(&self->names, cwp__span_of(cwp_record_code(self->pathway, (cwp_id)i)), (uint16_t)i);
  self->codings[CWP__EVIDENCE_SUBJECT].names = &self->names;
  return CWP_OK;
}

/* Subjects by number are records of the pathway. */
static cwp_status number_subjects(cwp__evidence *self, cwp_error *error) {
  size_t column = self->coded[CWP__EVIDENCE_SUBJECT], count = cwp_pathway_count(self->pathway, CWP_KIND_END);
  const cwp__field *field = &self->table.fields[column];
  if (cwp__field_uses(field) == CWP__AS_TEXT && field->index == CWP__VALUE_OTHER) return name_subjects(self, error);
  if (cwp__field_uses(field) != CWP__AS_INTEGER) return CWP_OK;
  self->subjects = cwp__allocate(&self->table.allocator, count, sizeof *self->subjects);
  if (self->subjects == NULL) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++)
    self->subjects[i] = (uint16_t)i;
  self->codings[CWP__EVIDENCE_SUBJECT].of_number = self->subjects;
  self->codings[CWP__EVIDENCE_SUBJECT].number_count = count;
  return CWP_OK;
}

/* ---- Columns ---- */

static cwp_status find_columns(cwp__evidence *self, cwp_error *error) {
  static const char *const coded[CWP__EVIDENCE_CODES] = {"subject", "kind", "result", "extent"};
  static const char *const days[CWP__EVIDENCE_DAYS] = {"from", "until"};
  const unsigned keys = CWP__AS_TEXT | CWP__AS_INTEGER;
  cwp_status status = cwp__table_use(&self->table, "worker", keys, &self->worker, error);
  for (int i = 0; i < CWP__EVIDENCE_CODES && status == CWP_OK; i++)
    status = cwp__table_use(&self->table, coded[i], keys, &self->coded[i], error);
  for (int i = 0; i < CWP__EVIDENCE_DAYS && status == CWP_OK; i++)
    status = cwp__table_use(&self->table, days[i], CWP__AS_DAY, &self->days[i], error);
  if (status == CWP_OK && self->worker == CWP__NO_FIELD)
    return cwp__fail(error, CWP_ERROR_INVALID, "evidence: there is no column \"worker\"");
  return status;
}

cwp_status cwp__evidence_open(cwp__evidence *self, const cwp_pathway *pathway, struct ArrowArrayStream *stream,
                              const cwp_allocator *allocator, cwp_error *error) {
  *self = (cwp__evidence){.pathway = pathway};
  cwp__arena_init(&self->codes, allocator);
  start_codings(self);
  cwp_status status = cwp__table_open(&self->table, "evidence", stream, allocator, error);
  if (status == CWP_OK) status = find_columns(self, error);
  if (status != CWP_OK) return status;
  if (self->coded[CWP__EVIDENCE_SUBJECT] != CWP__NO_FIELD) return number_subjects(self, error);
  status = cwp__wide_open(self, error);
  if (status == CWP_OK && self->wide_count == 0)
    return cwp__fail(error, CWP_ERROR_INVALID,
                     "evidence: there is no column \"subject\", and none of the wide shape, such as \"tr20flag\"");
  return status;
}

void cwp__evidence_clear(cwp__evidence *self) {
  cwp__release(&self->table.allocator, self->subjects);
  cwp__release(&self->table.allocator, self->names.of);
  cwp__release(&self->table.allocator, self->wide);
  self->subjects = NULL;
  self->names.of = NULL;
  self->wide = NULL;
  cwp__arena_free(&self->codes);
  cwp__table_clear(&self->table);
}

cwp_status cwp__evidence_code_batches(cwp__evidence *self, cwp_error *error) {
  int is_done = self->wide == NULL || cwp__wide_code_batches(self);
  for (int i = 0; i < CWP__EVIDENCE_CODES && is_done && self->wide == NULL; i++)
    is_done = cwp__table_code(&self->table, self->coded[i], self->coded_chunks, &self->codings[i], &self->codes);
  if (!is_done) return cwp__fail_memory(error);
  self->coded_chunks = self->table.chunk_count;
  return CWP_OK;
}

size_t cwp__evidence_most(const cwp__evidence *self) {
  return self->wide != NULL ? self->wide_count : 1;
}
