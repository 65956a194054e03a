/* Asking a workforce: its people are shared out among threads, a few hundred at a time. */

#include "base/crew.h"
#include "base/error.h"
#include "workforce/rows.h"
#include "workforce/tally.h"

#include <string.h>

/* People of one task, a multiple of 8 so that no two tasks write into one byte of bits. */
enum { TASK = 512 };

/* People that are counted in one go: whole numbers of tasks. */
enum { AT_ONCE = TASK * 4096 };

/* What a thread works at. */
typedef struct bench {
  cwp__desk desk;
  cwp__stretch stretch;
  uint64_t rows; /* of evidence in the task at hand */
  uint32_t groups[TASK];
} bench;

/* A question to a workforce. An answer that is computed as it is read owns it. */
typedef struct asker {
  cwp_workforce *workforce;
  cwp_allocator allocator;
  cwp__asked asked;
  bench *benches;
  unsigned bench_count;
  uint64_t next;     /* person */
  size_t people;     /* of the batch at hand */
  cwp__batch *batch; /* being filled */
  cwp__groups groups;
  cwp__ledger ledger;
  cwp__tally *tallies; /* of each thread; the first one has the counts of all in the end */
  cwp__tally_place place;
} asker;

static void asker_end(asker *self) {
  const cwp_allocator allocator = self->allocator;
  for (unsigned i = 0; i < self->bench_count; i++) {
    cwp__desk_clear(&self->benches[i].desk);
    cwp__stretch_clear(self->workforce, &self->benches[i].stretch);
  }
  cwp__release(&allocator, self->benches);
  for (unsigned i = 0; self->tallies && i < self->asked.threads; i++)
    cwp__tally_clear(&self->tallies[i]);
  cwp__release(&allocator, self->tallies);
  cwp__ledger_clear(&self->ledger);
  cwp__groups_clear(self->workforce, &self->groups);
  cwp__asked_clear(&self->asked);
  cwp__workforce_drop(self->workforce);
  *self = (asker){0};
}

static void release(void *context) {
  asker *self = context;
  const cwp_allocator allocator = self->allocator;
  asker_end(self);
  cwp__release(&allocator, self);
}

static cwp_status take_benches(asker *self, cwp_error *error) {
  self->benches = cwp__allocate_zeroed(&self->allocator, self->asked.threads, sizeof *self->benches);
  if (!self->benches) return cwp__fail_memory(error);
  cwp_status status = CWP_OK;
  for (; self->bench_count < self->asked.threads && !status; self->bench_count++)
    status = cwp__desk_start(&self->benches[self->bench_count].desk, &self->asked.reaches, &self->allocator, error);
  return status;
}

/* Checks the question with the people's sets of settings, and makes all that answering takes. */
static cwp_status asker_start(asker *self, const cwp_workforce *workforce, const cwp_workforce_question *question,
                              cwp_error *error) {
  *self = (asker){.workforce = cwp__workforce_hold(workforce), .allocator = *cwp__workforce_allocator(workforce)};
  size_t count = cwp__workforce_setting_sets(workforce);
  cwp__setting_set *sets = cwp__allocate(&self->allocator, count, sizeof *sets);
  if (!sets) return cwp__fail_memory(error);
  for (size_t i = 0; i < count; i++)
    sets[i] = cwp__workforce_setting_set(workforce, i);
  cwp_status status =
      cwp__asked_make(&self->asked, cwp__workforce_pathway(workforce), question, sets, count, &self->allocator, error);
  cwp__release(&self->allocator, sets);
  return status ? status : take_benches(self, error);
}

static cwp_status report(void *context, size_t worker, size_t task, cwp_error *error) {
  asker *self = context;
  (void)task;
  return cwp__workforce_progress(self->workforce, self->benches[worker].rows, error);
}

/* Reads the people of a task, stretch by stretch, and hands them on. */
static cwp_status do_task(asker *self, size_t worker, size_t task, cwp_error *error,
                          cwp_status (*take)(asker *self, size_t worker, cwp_error *error)) {
  bench *at = &self->benches[worker];
  size_t first = task * TASK, end = self->people - first < TASK ? self->people : first + TASK;
  at->rows = 0;
  while (first < end) {
    cwp_status status = cwp__workforce_stretch(self->workforce, self->next + first, end - first, &at->stretch, error);
    if (!status) status = take(self, worker, error);
    if (status) return status;
    at->rows += at->stretch.starts[at->stretch.count];
    first += at->stretch.count;
  }
  return CWP_OK;
}

static cwp_status run(asker *self, cwp_status (*task)(void *, size_t, size_t, cwp_error *), cwp_error *error) {
  const cwp__crew_work work = {
      .context = self, .tasks = (self->people + TASK - 1) / TASK, .task = task, .after = report};
  return cwp__crew_run(self->bench_count, &work, error);
}

/* Goes on to the next people of a workforce whose evidence is read as it is answered, once all who were there are done;
   `*left` is 0 when there are no more. */
static cwp_status see_who_is_left(asker *self, uint64_t *left, cwp_error *error) {
  *left = cwp_workforce_people(self->workforce) - self->next;
  for (int more = 1; *left == 0 && more;) {
    cwp_status status = cwp__workforce_advance(self->workforce, &more, error);
    if (status) return status;
    if (more) self->next = 0;
    if (more) *left = cwp_workforce_people(self->workforce);
  }
  return CWP_OK;
}

/* Rows for people. */

static cwp_status put_stretch(asker *self, size_t worker, cwp_error *error) {
  bench *at = &self->benches[worker];
  size_t each = cwp__rows_each(&self->asked), row = (size_t)(at->stretch.first - self->next) * each;
  cwp_status status = CWP_OK;
  if (!cwp__workforce_keys_are_text(self->workforce))
    status = cwp__workforce_put_keys(self->workforce, at->stretch.first, at->stretch.count, each, self->batch,
                                     CWP__ROWS_KEY, row, error);
  if (!status) cwp__rows_put(&self->asked, &at->desk, &at->stretch, self->batch, row);
  return status;
}

static cwp_status rows_task(void *context, size_t worker, size_t task, cwp_error *error) {
  return do_task(context, worker, task, error, put_stretch);
}

/* Keys that are texts lie one behind the other, so that one thread puts them all. */
static cwp_status next_rows(void *context, cwp__batch *batch, cwp_error *error) {
  asker *self = context;
  size_t each = cwp__rows_each(&self->asked), most = cwp__rows_people(&self->asked);
  uint64_t left;
  cwp_status status = see_who_is_left(self, &left, error);
  batch->rows = 0;
  if (status || left == 0 || each == 0) return status;
  self->batch = batch;
  self->people = left < most ? (size_t)left : most;
  status = cwp__batch_room(batch, self->people * each, error);
  if (!status && cwp__workforce_keys_are_text(self->workforce))
    status = cwp__workforce_put_keys(self->workforce, self->next, self->people, each, batch, CWP__ROWS_KEY, 0, error);
  if (!status) status = run(self, rows_task, error);
  if (status) return status;
  self->next += self->people;
  batch->rows = self->people * each;
  return CWP_OK;
}

/* The asker goes over to the answer. */
static cwp_status answer_rows(asker *self, struct ArrowArrayStream *out, cwp_error *error) {
  cwp__column columns[CWP__ROWS_MOST_COLUMNS];
  size_t count = cwp__rows_columns(
      &self->asked, cwp__workforce_keys_are_text(self->workforce) ? CWP__COLUMN_TEXT : CWP__COLUMN_INT64, columns);
  const cwp__answer_maker maker = {.context = self, .next = next_rows, .release = release};
  return cwp__answer_stream(columns, count, &maker, &self->allocator, out, error);
}

/* Counts. */

static cwp_status count_stretch(asker *self, size_t worker, cwp_error *error) {
  bench *at = &self->benches[worker];
  const uint32_t *groups = self->groups.of_person, *people = at->stretch.people;
  if (groups && people) {
    for (size_t i = 0; i < at->stretch.count; i++)
      at->groups[i] = groups[people[i]];
    groups = at->groups;
  } else if (groups) {
    groups += at->stretch.first;
  }
  return cwp__tally_add(&self->tallies[worker], &at->desk, &at->stretch, groups, error);
}

static cwp_status count_task(void *context, size_t worker, size_t task, cwp_error *error) {
  return do_task(context, worker, task, error, count_stretch);
}

/* The columns that people are grouped by: the job role behind the others, where it is asked about. All that is counted
   is counted by own role category, so that "role" says nothing more. */
static cwp_status make_groups(asker *self, const cwp_workforce_question *question, cwp_error *error) {
  const char *by[CWP_WORKFORCE_KEYS + 1];
  size_t count = 0;
  for (size_t i = 0; i < question->by_count; i++)
    if (!question->by[i] || strcmp(question->by[i], "role") != 0) by[count++] = question->by[i];
  if (question->answer == CWP_ANSWER_CONSISTENCY) by[count++] = question->job_role ? question->job_role : "job_role";
  return cwp__groups_make(self->workforce, by, count, &self->groups, error);
}

static cwp_status start_tallies(asker *self, cwp_error *error) {
  self->tallies = cwp__allocate_zeroed(&self->allocator, self->bench_count, sizeof *self->tallies);
  if (!self->tallies) return cwp__fail_memory(error);
  cwp_status status = CWP_OK;
  for (unsigned i = 0; i < self->bench_count && !status; i++)
    status = cwp__tally_start(&self->tallies[i], &self->ledger, error);
  return status;
}

/* Counts everybody. Sums do not depend on who was counted by which thread. */
static cwp_status count_all(asker *self, cwp_error *error) {
  uint64_t left;
  cwp_status status = see_who_is_left(self, &left, error);
  while (!status && left > 0) {
    self->people = left < AT_ONCE ? (size_t)left : AT_ONCE;
    status = run(self, count_task, error);
    self->next += self->people;
    if (!status) status = see_who_is_left(self, &left, error);
  }
  for (unsigned i = 1; i < self->bench_count && !status; i++) {
    cwp__tally_join(&self->tallies[0], &self->tallies[i]);
    cwp__tally_clear(&self->tallies[i]);
  }
  if (!status) cwp__tally_finish(&self->tallies[0]);
  return status;
}

static cwp_status next_counts(void *context, cwp__batch *batch, cwp_error *error) {
  asker *self = context;
  (void)error;
  cwp__tally_write(&self->tallies[0], &self->place, batch, cwp__tally_room(&self->ledger));
  return CWP_OK;
}

static cwp_status count(asker *self, const cwp_workforce_question *question, cwp_error *error) {
  cwp_status status = make_groups(self, question, error);
  if (!status) status = cwp__ledger_start(&self->ledger, &self->asked, &self->groups, error);
  if (!status) status = start_tallies(self, error);
  return status ? status : count_all(self, error);
}

/* No two columns have one name. */
static cwp_status check_names(const cwp__column *columns, size_t count, cwp_error *error) {
  for (size_t i = 1; i < count; i++)
    for (size_t j = 0; j < i; j++)
      if (strcmp(columns[i].name, columns[j].name) == 0)
        return cwp__fail(error, CWP_ERROR_ARGUMENT, "the answer would have two columns \"%s\": group by others",
                         columns[i].name);
  return CWP_OK;
}

/* The asker goes over to the answer. */
static cwp_status answer_counts(asker *self, struct ArrowArrayStream *out, cwp_error *error) {
  cwp__column columns[CWP_WORKFORCE_KEYS + 1 + CWP__COUNT_MOST_COLUMNS];
  size_t found = cwp__tally_columns(&self->ledger, columns);
  const cwp__answer_maker maker = {
      .context = self, .capacity = cwp__tally_room(&self->ledger), .next = next_counts, .release = release};
  cwp_status status = check_names(columns, found, error);
  if (status) {
    release(self);
    return status;
  }
  return cwp__answer_stream(columns, found, &maker, &self->allocator, out, error);
}

/* The asker stays in one place, since what it is made of points into it. */
cwp_status cwp_workforce_ask(const cwp_workforce *self, const cwp_workforce_question *question,
                             struct ArrowArrayStream *out, cwp_error *error) {
  if (!self || !out) return cwp__fail(error, CWP_ERROR_ARGUMENT, "a workforce and a place for the answer are needed");
  *out = (struct ArrowArrayStream){0};
  const cwp_allocator *allocator = cwp__workforce_allocator(self);
  asker *one = cwp__allocate(allocator, 1, sizeof *one);
  if (!one) return cwp__fail_memory(error);
  cwp_status status = asker_start(one, self, question, error);
  int has_rows = !status && cwp__rows_are_asked(&one->asked);
  if (!status && !has_rows) status = count(one, question, error);
  if (!status) return has_rows ? answer_rows(one, out, error) : answer_counts(one, out, error);
  release(one);
  return status;
}
