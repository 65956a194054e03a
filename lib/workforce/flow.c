/* Evidence larger than memory: people as their rows come by. */

#include "workforce/flow.h"

#include "base/error.h"
#include "base/memory.h"
#include "workforce/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Rows that are read before they are answered, and people without any who are answered together. */
enum { ROWS = 1 << 18, PEOPLE = 1 << 16 };

/* Takes the evidence over, and the workers where they go by too. */
static cwp_status start(cwp_workforce *self, struct ArrowArrayStream *evidence, struct ArrowArrayStream *workers,
                        cwp_error *error) {
  cwp__flow *flow = cwp__allocate_zeroed(&self->allocator, 1, sizeof *flow);
  if (flow == NULL) return cwp__fail_memory(error);
  self->flow = flow;
  flow->rows = ROWS;
  if (self->has_workers && workers == NULL)
    flow->seen = cwp__allocate_zeroed(&self->allocator, self->people.count / 8 + 1, 1);
  if (self->has_workers && workers == NULL && flow->seen == NULL) return cwp__fail_memory(error);
  flow->evidence = *evidence;
  evidence->release = NULL;
  return workers != NULL ? cwp__merge_start(self, workers, error) : CWP_OK;
}

cwp_status cwp__flow_open(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                          struct ArrowArrayStream *evidence, int keeps_workers, const cwp_workforce_options *options,
                          const cwp_allocator *allocator, cwp_workforce **out, cwp_error *error) {
  int go_by = 0;
  cwp_status status = cwp__workforce_start(pathway, options, allocator, out, error);
  if (status == CWP_OK && workers != NULL) status = cwp__workforce_open_workers(*out, workers, error);
  if (status != CWP_OK) return status;
  /* Settings of people's own are needed before the first question, since what is asked depends on all of them. */
  go_by = workers != NULL && (*out)->options.sorted && !keeps_workers && (*out)->members.settings == CWP__NO_FIELD;
  if (workers != NULL && !go_by) status = cwp__workforce_read_workers(*out, workers, error);
  if (status == CWP_OK) status = cwp__workforce_open_evidence(*out, evidence, error);
  return status == CWP_OK ? start(*out, evidence, go_by ? workers : NULL, error) : status;
}

void cwp__flow_clear(cwp_workforce *self) {
  cwp__flow *flow = self->flow;
  if (flow == NULL) return;
  cwp__merge_clear(self);
  if (flow->evidence.release != NULL) flow->evidence.release(&flow->evidence);
  cwp__release(&self->allocator, flow->people);
  cwp__release(&self->allocator, flow->seen);
  cwp__release(&self->allocator, flow);
  self->flow = NULL;
}

/* ---- Whose rows come by ---- */

void cwp__flow_show_key(const cwp_workforce *self, const cwp__key *key, char room[CWP__SHOWN]) {
  if (self->people.are_text)
    cwp__show(room, CWP__SHOWN, key->text.text, key->text.length);
  else
    snprintf(room, CWP__SHOWN, "%" PRId64, key->number);
}

cwp_status cwp__flow_fail_apart(const cwp_workforce *self, const cwp__key *key, uint64_t row, cwp_error *error) {
  char shown[CWP__SHOWN];
  cwp__flow_show_key(self, key, shown);
  return cwp__fail(error, CWP_ERROR_INVALID,
                   "evidence: row %" PRIu64 " is of worker \"%s\", whose rows do not lie together: a stream's must",
                   row, shown);
}

/* Without workers nobody remembers who there was, so keys must go up. */
static cwp_status fail_order(const cwp_workforce *self, const cwp__key *key, const cwp__key *before, uint64_t row,
                             cwp_error *error) {
  char shown[CWP__SHOWN], last[CWP__SHOWN];
  cwp__flow_show_key(self, key, shown);
  cwp__flow_show_key(self, before, last);
  return cwp__fail(error, CWP_ERROR_INVALID,
                   "evidence: row %" PRIu64 " is of worker \"%s\", behind \"%s\": without a table of workers a stream "
                   "must be sorted by \"worker\"",
                   row, shown, last);
}

/* The key of the last one here. */
static cwp__key last_key(const cwp_workforce *self) {
  const cwp__table *table = &self->evidence.table;
  uint64_t row = self->places.first[self->flow->total - 1];
  const cwp__chunk *chunk = &table->chunks[cwp__table_chunk_of(table, row, table->chunk_count - 1)];
  return cwp__key_at(table, self->evidence.worker, chunk, (size_t)(row - chunk->first));
}

/* Adds a place for whoever comes next. */
static cwp_status append(cwp_workforce *self, uint32_t worker, cwp_error *error) {
  cwp__flow *flow = self->flow;
  if (self->has_workers) {
    if (!cwp__reserve(&self->allocator, (void **)&flow->people, &flow->people_capacity, flow->total + 1,
                      sizeof *flow->people))
      return cwp__fail_memory(error);
    flow->people[flow->total] = worker;
  }
  flow->total++;
  return cwp__places_grow(&self->places, flow->total, error);
}

cwp_status cwp__flow_find(cwp_workforce *self, const cwp__key *key, uint64_t row, uint32_t *person, cwp_error *error) {
  cwp__flow *flow = self->flow;
  uint32_t worker = *person, last = (uint32_t)flow->total - 1;
  cwp__key before = {0, {"", 0}};
  int is_last = 0;
  if (flow->total > 0 && !self->has_workers) before = last_key(self);
  if (flow->total > 0)
    is_last =
        self->has_workers ? flow->people[last] == worker : cwp__keys_are_same(key, &before, self->people.are_text);
  *person = is_last ? last : (uint32_t)flow->total;
  if (is_last && self->places.first[last] + self->places.counts[last] != row)
    return cwp__flow_fail_apart(self, key, row, error);
  if (is_last) return CWP_OK;
  if (!self->has_workers) {
    if (flow->total > 0 && cwp__keys_compare(key, &before, self->people.are_text) < 0)
      return fail_order(self, key, &before, row, error);
    return append(self, 0, error);
  }
  uint8_t bit = (uint8_t)(1u << worker % 8);
  if (flow->seen[worker / 8] & bit) return cwp__flow_fail_apart(self, key, row, error);
  flow->seen[worker / 8] |= bit;
  return append(self, worker, error);
}

/* ---- Going on ---- */

/* Dictionaries have their codes in one arena, which is made anew for the batches that stay. */
cwp_status cwp__flow_forget(cwp_workforce *self, uint64_t until, cwp_error *error) {
  cwp__table *table = &self->evidence.table;
  size_t count = 0;
  while (count < table->chunk_count && table->chunks[count].first + table->chunks[count].rows <= until)
    count++;
  if (count == 0) return CWP_OK;
  cwp__table_forget(table, count);
  cwp__arena_free(&self->evidence.codes);
  self->evidence.coded_chunks = 0;
  return cwp__evidence_code_batches(&self->evidence, error);
}

/* Lets those go who were answered: the one who may go on becomes the first. */
static cwp_status forget_people(cwp_workforce *self, cwp_error *error) {
  cwp__flow *flow = self->flow;
  cwp__places *places = &self->places;
  size_t held = flow->total - flow->count, last = flow->count;
  if (held > 0 && last > 0) {
    places->first[0] = places->first[last];
    places->counts[0] = places->counts[last];
    if (flow->people != NULL) flow->people[0] = flow->people[last];
  }
  places->people = flow->total = held;
  flow->count = 0;
  return cwp__flow_forget(self, held > 0 ? places->first[0] : flow->placed, error);
}

/* Reads until there is enough to be answered. */
static cwp_status read_on(cwp_workforce *self, cwp_error *error) {
  cwp__flow *flow = self->flow;
  uint64_t first = flow->placed;
  cwp_status status = CWP_OK;
  while (!flow->is_over && status == CWP_OK && (flow->total < 2 || flow->placed - first < flow->rows)) {
    int more;
    status = cwp__table_take(&self->evidence.table, &flow->evidence, &more, error);
    if (status == CWP_OK) status = cwp__workforce_place(self, error);
    flow->placed = self->evidence.table.rows;
    flow->is_over = !more;
  }
  flow->count = flow->is_over || flow->total == 0 ? flow->total : flow->total - 1;
  return status;
}

/* Once there is no more evidence: workers of whom there was none. */
static cwp_status take_tail(cwp_workforce *self, cwp_error *error) {
  cwp__flow *flow = self->flow;
  cwp_status status = CWP_OK;
  uint64_t end = self->has_workers ? self->people.count : 0;
  for (; flow->tail < end && flow->total < PEOPLE && status == CWP_OK; flow->tail++)
    if (!(flow->seen[flow->tail / 8] >> flow->tail % 8 & 1)) status = append(self, (uint32_t)flow->tail, error);
  flow->count = flow->total;
  return status;
}

static cwp_status go_on(cwp_workforce *self, cwp_error *error) {
  cwp_status status = forget_people(self, error);
  if (status == CWP_OK) status = read_on(self, error);
  return status == CWP_OK && self->flow->count == 0 ? take_tail(self, error) : status;
}

cwp_status cwp__workforce_advance(cwp_workforce *self, int *more, cwp_error *error) {
  cwp__flow *flow = self->flow;
  *more = 0;
  if (flow == NULL || flow->is_done) return CWP_OK;
  cwp_status status = flow->merge != NULL ? cwp__merge_advance(self, error) : go_on(self, error);
  if (status != CWP_OK) return status;
  *more = flow->count > 0;
  if (*more) return CWP_OK;
  flow->is_done = 1;
  cwp__findings_sort(&self->findings);
  return CWP_OK;
}

/* ---- Asking ---- */

static void release(struct ArrowArrayStream *stream) {
  if (stream != NULL && stream->release != NULL) stream->release(stream);
}

/* 1 if people are grouped by columns of theirs. */
static int needs_all_workers(const cwp_workforce_question *question) {
  return question->by_count > 0 || question->answer == CWP_ANSWER_CONSISTENCY;
}

/* Starts the answer, and what comes with it. */
static cwp_status answer(cwp_workforce *self, const cwp_workforce_question *question, struct ArrowArrayStream *out,
                         struct ArrowArrayStream *findings, cwp_error *error) {
  cwp_status status = findings != NULL ? cwp_workforce_findings(self, findings, error) : CWP_OK;
  if (status == CWP_OK) status = cwp_workforce_ask(self, question, out, error);
  if (status != CWP_OK) release(findings);
  return status;
}

/* As many parameters as two tables, a question and two answers take. */
/* NOLINTNEXTLINE(readability-function-size) */
cwp_status cwp_workforce_stream(const cwp_pathway *pathway, struct ArrowArrayStream *workers,
                                struct ArrowArrayStream *evidence, const cwp_workforce_options *options,
                                const cwp_workforce_question *question, const cwp_allocator *allocator,
                                struct ArrowArrayStream *out, struct ArrowArrayStream *findings, cwp_error *error) {
  cwp_workforce *self = NULL;
  cwp_status status = CWP_OK;
  if (out != NULL) out->release = NULL;
  if (findings != NULL) findings->release = NULL;
  if (pathway == NULL || evidence == NULL || question == NULL || out == NULL)
    status = cwp__fail(error, CWP_ERROR_ARGUMENT,
                       "a pathway, a stream of evidence, a question and a place for the answer are needed");
  if (status == CWP_OK)
    status = cwp__flow_open(pathway, workers, evidence, needs_all_workers(question), options, allocator, &self, error);
  if (status == CWP_OK) status = answer(self, question, out, findings, error);
  release(workers);
  release(evidence);
  cwp__workforce_drop(self);
  return status;
}
