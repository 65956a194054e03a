/* Tables for a workforce from a team of people. */

#include "base/answer.h"
#include "base/memory.h"
#include "cwp/workforce_files.h"
#include "exchange/names.h"

#include <stdio.h>
#include <string.h>

enum { BATCH_ROWS = 65536, MOST_JOB = 999, NUMBER_SIZE = 16 };

/* The stream's own. */
typedef struct team_table {
  cwp_allocator allocator;
  const cwp_team *team;
  const cwp_pathway *pathway;
  size_t person, piece; /* that come next */
  cwp__names jobs;      /* titles of the job roles of the national data set ... */
  cwp_id *job_ids;      /* ... and what they are */
} team_table;

enum { WORKER, ROLE, BASIS, SITE, JOB_TITLE, JOB_ROLE, STARTED, WORKER_COLUMNS };
enum { PERSON, SUBJECT, KIND, RESULT, FROM, UNTIL, EXTENT, EVIDENCE_COLUMNS };

/* Putting values into a row. */

static void set_null(cwp__batch *batch, size_t column) {
  batch->valid[column][batch->rows / 8] &= (uint8_t) ~(1u << (batch->rows % 8));
}

/* An empty text is null where the column may be. */
static cwp_status put_text(const team_table *self, cwp__batch *batch, size_t column, const char *text,
                           cwp_error *error) {
  int64_t *ends = batch->values[column];
  if (batch->rows == 0) ends[0] = 0;
  const size_t start = (size_t)ends[batch->rows], length = text ? strlen(text) : 0;
  cwp_status status = cwp__batch_text(batch, column, start + length, &self->allocator, error);
  if (status) return status;
  if (length) memcpy(batch->text[column] + start, text, length);
  if (!length && batch->valid[column]) set_null(batch, column);
  ends[batch->rows + 1] = (int64_t)(start + length);
  return CWP_OK;
}

static void put_day(cwp__batch *batch, size_t column, cwp_date day) {
  ((int32_t *)batch->values[column])[batch->rows] = day == CWP_DATE_NONE ? 0 : day;
  if (day == CWP_DATE_NONE) set_null(batch, column);
}

static void put_label(cwp__batch *batch, size_t column, unsigned label) {
  ((int8_t *)batch->values[column])[batch->rows] = (int8_t)label;
}

/* Workers. */

/* Job roles by title. */
static cwp_status find_jobs(team_table *self, cwp_error *error) {
  char number[NUMBER_SIZE];
  uint32_t place;
  self->job_ids = cwp__allocate_zeroed(&self->allocator, MOST_JOB + 1, sizeof *self->job_ids);
  if (!self->job_ids) return cwp__fail_memory(error);
  for (int i = 1; i <= MOST_JOB; i++) {
    snprintf(number, sizeof number, "%d", i);
    cwp_id job = cwp_pathway_bulk_code(self->pathway, "job-role", number);
    if (job == CWP_NONE) continue;
    if (!cwp__names_add(&self->jobs, cwp__span_of(cwp_record_title(self->pathway, job)), &place))
      return cwp__fail_memory(error);
    self->job_ids[place] = job;
  }
  return CWP_OK;
}

/* The code of the job role that a title, or what stands before its colon, is of; "" if there is none. */
static const char *job_code(const team_table *self, const char *title) {
  uint32_t place = cwp__names_find(&self->jobs, cwp__span_of(title));
  if (place == CWP__NO_NAME) place = cwp__names_find(&self->jobs, (cwp__span){title, strcspn(title, ":")});
  return place == CWP__NO_NAME ? "" : cwp_record_code(self->pathway, self->job_ids[place]);
}

static cwp_status put_worker(const team_table *self, const cwp_person *person, cwp__batch *batch, cwp_error *error) {
  const struct {
    size_t column;
    const char *text;
  } texts[] = {{WORKER, person->id},
               {ROLE, person->role},
               {SITE, person->site},
               {JOB_TITLE, person->job_title},
               {JOB_ROLE, job_code(self, person->job_title)}};
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
    status = put_text(self, batch, texts[i].column, texts[i].text, error);
  put_label(batch, BASIS, (unsigned)person->role_basis);
  put_day(batch, STARTED, person->started);
  batch->rows++;
  return status;
}

static cwp_status next_workers(void *context, cwp__batch *batch, cwp_error *error) {
  team_table *self = context;
  cwp_status status = CWP_OK;
  for (; batch->rows < BATCH_ROWS && self->person < cwp_team_count(self->team) && !status; self->person++)
    status = put_worker(self, cwp_portfolio_person(cwp_team_at(self->team, self->person)), batch, error);
  return status;
}

/* Evidence. */

static cwp_status put_piece(const team_table *self, const char *worker, const cwp_evidence *piece, cwp__batch *batch,
                            cwp_error *error) {
  cwp_status status = put_text(self, batch, PERSON, worker, error);
  if (!status) status = put_text(self, batch, SUBJECT, piece->about, error);
  put_label(batch, KIND, (unsigned)piece->kind);
  put_label(batch, RESULT, (unsigned)piece->result);
  put_label(batch, EXTENT, piece->extent == CWP_EXTENT_PART);
  put_day(batch, FROM, piece->from);
  put_day(batch, UNTIL, piece->until);
  batch->rows++;
  return status;
}

static cwp_status next_evidence(void *context, cwp__batch *batch, cwp_error *error) {
  team_table *self = context;
  cwp_status status = CWP_OK;
  while (batch->rows < BATCH_ROWS && self->person < cwp_team_count(self->team) && !status) {
    const cwp_portfolio *portfolio = cwp_team_at(self->team, self->person);
    const char *id = cwp_portfolio_person(portfolio)->id;
    for (; batch->rows < BATCH_ROWS && self->piece < cwp_portfolio_count(portfolio) && !status; self->piece++)
      status = put_piece(self, id, cwp_portfolio_evidence(portfolio, self->piece), batch, error);
    if (self->piece < cwp_portfolio_count(portfolio)) break;
    self->person++;
    self->piece = 0;
  }
  return status;
}

/* The streams. */

static void free_table(void *context) {
  team_table *self = context;
  cwp_allocator allocator = self->allocator;
  cwp__names_free(&self->jobs);
  cwp__release(&allocator, self->job_ids);
  cwp__release(&allocator, self);
}

static team_table *new_table(const cwp_team *team, const cwp_pathway *pathway, const cwp_allocator *allocator) {
  team_table *self = cwp__allocate_zeroed(allocator, 1, sizeof *self);
  if (!self) return NULL;
  self->allocator = *allocator;
  self->team = team;
  self->pathway = pathway;
  cwp__names_init(&self->jobs, allocator);
  return self;
}

static cwp_status give_workers(const cwp_team *team, const cwp_pathway *pathway, const cwp_allocator *allocator,
                               struct ArrowArrayStream *out, cwp_error *error) {
  const char *bases[CWP_ROLE_BASIS_END];
  const cwp__column columns[WORKER_COLUMNS] = {
      [WORKER] = {"worker", CWP__COLUMN_TEXT, 0, NULL, 0},
      [ROLE] = {"role", CWP__COLUMN_TEXT, 1, NULL, 0},
      [BASIS] = {"role_basis", CWP__COLUMN_SMALL_LABEL, 0, bases, CWP_ROLE_BASIS_END},
      [SITE] = {"site", CWP__COLUMN_TEXT, 1, NULL, 0},
      [JOB_TITLE] = {"job_title", CWP__COLUMN_TEXT, 1, NULL, 0},
      [JOB_ROLE] = {"job_role", CWP__COLUMN_TEXT, 1, NULL, 0},
      [STARTED] = {"started", CWP__COLUMN_DATE32, 1, NULL, 0}};
  for (size_t i = 0; i < CWP_ROLE_BASIS_END; i++)
    bases[i] = cwp_role_basis_name((cwp_role_basis)i);
  team_table *self = new_table(team, pathway, allocator);
  if (!self) return cwp__fail_memory(error);
  cwp_status status = find_jobs(self, error);
  if (status) {
    free_table(self);
    return status;
  }
  const cwp__answer_maker maker = {self, BATCH_ROWS, next_workers, free_table};
  return cwp__answer_stream(columns, WORKER_COLUMNS, &maker, allocator, out, error);
}

static cwp_status give_evidence(const cwp_team *team, const cwp_pathway *pathway, const cwp_allocator *allocator,
                                struct ArrowArrayStream *out, cwp_error *error) {
  const char *kinds[CWP_EVIDENCE_KIND_END], *results[CWP_RESULT_END];
  static const char *const extents[] = {"full", "part"};
  const cwp__column columns[EVIDENCE_COLUMNS] = {
      [PERSON] = {"worker", CWP__COLUMN_TEXT, 0, NULL, 0},
      [SUBJECT] = {"subject", CWP__COLUMN_TEXT, 0, NULL, 0},
      [KIND] = {"kind", CWP__COLUMN_SMALL_LABEL, 0, kinds, CWP_EVIDENCE_KIND_END},
      [RESULT] = {"result", CWP__COLUMN_SMALL_LABEL, 0, results, CWP_RESULT_END},
      [FROM] = {"from", CWP__COLUMN_DATE32, 1, NULL, 0},
      [UNTIL] = {"until", CWP__COLUMN_DATE32, 1, NULL, 0},
      [EXTENT] = {"extent", CWP__COLUMN_SMALL_LABEL, 0, extents, 2}};
  for (size_t i = 0; i < CWP_EVIDENCE_KIND_END; i++)
    kinds[i] = cwp_evidence_kind_name((cwp_evidence_kind)i);
  for (size_t i = 0; i < CWP_RESULT_END; i++)
    results[i] = cwp_result_name((cwp_result)i);
  team_table *self = new_table(team, pathway, allocator);
  if (!self) return cwp__fail_memory(error);
  const cwp__answer_maker maker = {self, BATCH_ROWS, next_evidence, free_table};
  return cwp__answer_stream(columns, EVIDENCE_COLUMNS, &maker, allocator, out, error);
}

cwp_status cwp_workforce_team(const cwp_team *team, const cwp_pathway *pathway, const cwp_allocator *allocator,
                              struct ArrowArrayStream *workers, struct ArrowArrayStream *evidence, cwp_error *error) {
  const cwp_allocator own = cwp__allocator_or_default(allocator);
  if (workers) memset(workers, 0, sizeof *workers);
  if (evidence) memset(evidence, 0, sizeof *evidence);
  if (!team || !pathway || !workers || !evidence)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a team, a pathway and two streams are needed");
  cwp_status status = give_workers(team, pathway, &own, workers, error);
  if (!status) status = give_evidence(team, pathway, &own, evidence, error);
  if (status && workers->release) workers->release(workers);
  return status;
}
