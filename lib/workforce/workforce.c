/* Making a workforce of two tables, and what it is asked in passing. */

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

/* ---- Starting and ending ---- */

static cwp_status take_options(cwp_workforce *self, const cwp_workforce_options *options, cwp_error *error) {
  enum { MOST_GROUPS = 1000000 };
  self->options = (cwp_workforce_options)CWP_WORKFORCE_OPTIONS_INIT;
  if (options != NULL && options->size < sizeof *options)
    return cwp__fail(error, CWP_ERROR_ARGUMENT,
                     "the options say that they have %zu bytes: use "
                     "CWP_WORKFORCE_OPTIONS_INIT",
                     options->size);
  if (options != NULL) self->options = *options;
  if (self->options.most_groups == 0) self->options.most_groups = MOST_GROUPS;
  return CWP_OK;
}

cwp_status cwp__workforce_start(const cwp_pathway *pathway, const cwp_workforce_options *options,
                                const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error) {
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_workforce *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  *out = self;
  if (self == NULL) return cwp__fail_memory(error);
  self->allocator = memory;
  self->pathway = pathway;
  atomic_init(&self->holders, 1);
  atomic_init(&self->progressed, 0);
  self->people.allocator = self->places.allocator = memory;
  self->evidence.table.allocator = memory;
  cwp__arena_init(&self->evidence.codes, &memory);
  cwp__findings_start(&self->findings, &memory);
  cwp_status status = cwp__members_start(&self->members, pathway, &memory, error);
  if (status == CWP_OK) status = take_options(self, options, error);
  if (status == CWP_OK) return CWP_OK;
  cwp__workforce_drop(self);
  *out = NULL;
  return status;
}

cwp_workforce *cwp__workforce_hold(const cwp_workforce *self) {
  cwp_workforce *held = (cwp_workforce *)(uintptr_t)self; /* counting who holds it changes nothing that is asked for */
  atomic_fetch_add_explicit(&held->holders, 1, memory_order_relaxed);
  return held;
}

void cwp__workforce_drop(cwp_workforce *self) {
  if (self == NULL || atomic_fetch_sub_explicit(&self->holders, 1, memory_order_acq_rel) > 1) return;
  cwp__flow_clear(self);
  cwp__people_clear(&self->people);
  cwp__places_clear(&self->places);
  cwp__members_clear(&self->members);
  cwp__evidence_clear(&self->evidence);
  cwp__findings_clear(&self->findings);
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self);
}

void cwp_workforce_free(cwp_workforce *self) {
  cwp__workforce_drop(self);
}

/* ---- Reading ---- */

static cwp_status read_batches(cwp_workforce *self, cwp__table *table, struct ArrowArrayStream *stream,
                               cwp_error *error) {
  cwp_status status = CWP_OK;
  for (int more = 1; more && status == CWP_OK;) {
    status = cwp__table_take(table, stream, &more, error);
    if (status == CWP_OK) status = cwp__workforce_progress(self, 0, error);
  }
  return status;
}

cwp_status cwp__workforce_open_workers(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error) {
  self->has_workers = 1;
  return cwp__members_open(&self->members, workers, error);
}

cwp_status cwp__workforce_read_workers(cwp_workforce *self, struct ArrowArrayStream *workers, cwp_error *error) {
  cwp_status status = read_batches(self, &self->members.table, workers, error);
  if (status != CWP_OK) return status;
  cwp__people_start(&self->people, &self->members.table, self->members.worker, (size_t)self->members.table.rows,
                    &self->allocator);
  return cwp__members_read(&self->members, &self->people, &self->findings, error);
}

/* Keys of evidence are found among those of workers: both must be texts, or integers. */
static cwp_status check_keys(const cwp_workforce *self, cwp_error *error) {
  const cwp__table *workers = &self->members.table, *evidence = &self->evidence.table;
  if (!self->has_workers) return CWP_OK;
  unsigned theirs = cwp__field_uses(&workers->fields[self->members.worker]);
  unsigned its = cwp__field_uses(&evidence->fields[self->evidence.worker]);
  if (theirs == its || theirs == CWP__AS_NULL || its == CWP__AS_NULL) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_INVALID,
                   "evidence: column \"worker\" has %s and the workers' has %s: they cannot be the same people",
                   its == CWP__AS_TEXT ? "texts" : "integers", theirs == CWP__AS_TEXT ? "texts" : "integers");
}

cwp_status cwp__workforce_open_evidence(cwp_workforce *self, struct ArrowArrayStream *evidence, cwp_error *error) {
  cwp_status status = cwp__evidence_open(&self->evidence, self->pathway, evidence, &self->allocator, error);
  if (status == CWP_OK) status = check_keys(self, error);
  if (status != CWP_OK) return status;
  if (self->people.count == 0) /* among no workers nobody is found, whatever their keys are */
    self->people.are_text = cwp__field_uses(&self->evidence.table.fields[self->evidence.worker]) == CWP__AS_TEXT;
  if (!self->has_workers)
    cwp__people_start(&self->people, &self->evidence.table, self->evidence.worker, 0, &self->allocator);
  return CWP_OK;
}

static cwp_status read_evidence(cwp_workforce *self, struct ArrowArrayStream *evidence, cwp_error *error) {
  cwp_status status = cwp__workforce_open_evidence(self, evidence, error);
  if (status == CWP_OK) status = read_batches(self, &self->evidence.table, evidence, error);
  if (status != CWP_OK) return status;
  cwp__places_start(&self->places, self->evidence.table.rows, &self->allocator);
  status = cwp__workforce_place(self, error);
  cwp__people_settle(&self->people);
  if (status == CWP_OK) status = cwp__workforce_lay(self, error);
  if (status == CWP_OK && self->places.laid.words != NULL && self->has_workers) /* nothing of it is read again */
    cwp__table_forget(&self->evidence.table, self->evidence.table.chunk_count);
  cwp__findings_sort(&self->findings);
  return status;
}

/* Gives a stream back, if there is one. */
static void release(struct ArrowArrayStream *stream) {
  if (stream != NULL && stream->release != NULL) stream->release(stream);
}

cwp_status cwp_workforce_make(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                              struct ArrowArrayStream *evidence, const cwp_workforce_options *options,
                              const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error) {
  cwp_workforce *self = NULL;
  cwp_status status = CWP_OK;
  if (out != NULL) *out = NULL;
  if (pathway == NULL || evidence == NULL || out == NULL)
    status = cwp__fail(error, CWP_ERROR_ARGUMENT, "a pathway, a stream of evidence and a place are needed");
  if (status == CWP_OK) status = cwp__workforce_start(pathway, options, allocator, &self, error);
  if (status == CWP_OK && workers != NULL) status = cwp__workforce_open_workers(self, workers, error);
  if (status == CWP_OK && workers != NULL) status = cwp__workforce_read_workers(self, workers, error);
  if (status == CWP_OK) status = read_evidence(self, evidence, error);
  release(workers);
  release(evidence);
  if (status == CWP_OK)
    *out = self;
  else
    cwp__workforce_drop(self);
  return status;
}

/* ---- What is known of it ---- */

uint64_t cwp_workforce_people(const cwp_workforce *self) {
  if (self == NULL) return 0;
  return self->flow != NULL ? self->flow->count : self->people.count;
}

uint64_t cwp_workforce_evidence(const cwp_workforce *self) {
  return self != NULL ? self->evidence.table.rows - self->unplaced - self->refused : 0;
}

uint64_t cwp_workforce_refused(const cwp_workforce *self) {
  return self != NULL ? self->refused + self->unplaced + self->members.refused : 0;
}

size_t cwp__workforce_setting_sets(const cwp_workforce *self) {
  return self->members.sets.count;
}

cwp__setting_set cwp__workforce_setting_set(const cwp_workforce *self, size_t index) {
  return self->members.sets.sets[index];
}

const cwp_pathway *cwp__workforce_pathway(const cwp_workforce *self) {
  return self->pathway;
}

const cwp_allocator *cwp__workforce_allocator(const cwp_workforce *self) {
  return &self->allocator;
}

const cwp_workforce_options *cwp__workforce_options_of(const cwp_workforce *self) {
  return &self->options;
}

int cwp__workforce_keys_are_text(const cwp_workforce *self) {
  return self->people.are_text;
}

cwp_status cwp__workforce_progress(const cwp_workforce *self, uint64_t rows, cwp_error *error) {
  cwp_workforce *counted = (cwp_workforce *)(uintptr_t)self; /* as in cwp__workforce_hold */
  uint64_t all = atomic_fetch_add_explicit(&counted->progressed, rows, memory_order_relaxed) + rows;
  if (self->options.progress == NULL || self->options.progress(self->options.progress_context, all) == 0) return CWP_OK;
  return cwp__fail(error, CWP_ERROR_ARGUMENT, "cancelled");
}
