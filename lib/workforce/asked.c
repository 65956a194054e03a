#include "workforce/asked.h"

#include "base/crew.h"
#include "base/error.h"
#include "pathway/requirements.h"
#include "person/policy.h"

#include <string.h>

enum { USUAL_BATCH = 65536, MOST_SMALL_LABELS = 127 };

static const char *const answer_names[CWP_ANSWER_END] = {"own", "moves", "gaps", "readiness", "course", "consistency"};

const char *cwp_workforce_answer_name(cwp_workforce_answer answer) {
  return (unsigned)answer < CWP_ANSWER_END ? answer_names[answer] : "unknown";
}

/* Checks. */

static cwp_status check_days(const cwp_workforce_question *question, cwp_error *error) {
  if (question->answer == CWP_ANSWER_CONSISTENCY && question->on_count == 0) return CWP_OK;
  if (!question->on || question->on_count == 0)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question names no day");
  if (question->on_count > CWP_WORKFORCE_DATES)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question names %zu days, more than %d", question->on_count,
                     (int)CWP_WORKFORCE_DATES);
  for (size_t i = 0; i < question->on_count; i++) {
    if (!cwp_date_is_valid(question->on[i]))
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "day %zu of the question is no day that there is: %ld", i + 1,
                       (long)question->on[i]);
    if (i > 0 && question->on[i] <= question->on[i - 1])
      return cwp__fail(error, CWP_ERROR_ARGUMENT, "day %zu of the question is not after the one before it", i + 1);
  }
  return CWP_OK;
}

static cwp_status check_course(const cwp_pathway *pathway, const cwp_workforce_question *question, cwp_error *error) {
  if (question->answer != CWP_ANSWER_COURSE) return CWP_OK;
  if (question->course >= cwp__record_count(pathway))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the course is no record of the pathway");
  if ((unsigned)question->kind >= CWP_EVIDENCE_KIND_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the course's kind is no kind of evidence: %d", (int)question->kind);
  return CWP_OK;
}

static cwp_status check(const cwp_pathway *pathway, const cwp_workforce_question *question, cwp_error *error) {
  if (!question) return cwp__fail(error, CWP_ERROR_ARGUMENT, "there is no question");
  if (question->size < sizeof *question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_WORKFORCE_QUESTION_INIT",
                     question->size);
  if ((unsigned)question->answer >= CWP_ANSWER_END)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question asks for no answer that there is: %d",
                     (int)question->answer);
  if (question->by_count > CWP_WORKFORCE_KEYS || (question->by_count && !question->by))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question groups by %zu columns, more than %d or none named",
                     question->by_count, (int)CWP_WORKFORCE_KEYS);
  cwp_status status = check_days(question, error);
  if (!status) status = cwp__settings_check(pathway, question->settings, question->setting_count, error);
  return status ? status : check_course(pathway, question, error);
}

/* Settings. */

static int compare_ids(cwp_id a, cwp_id b) {
  return a < b ? -1 : a > b;
}

/* Adds ids to a sorted list without repeats. Returns how many there are. */
static size_t add_ids(cwp_id *list, size_t count, const cwp_id *ids, size_t added) {
  for (size_t i = 0; i < added; i++) {
    size_t place = count;
    while (place > 0 && compare_ids(list[place - 1], ids[i]) > 0)
      place--;
    if (place > 0 && list[place - 1] == ids[i]) continue;
    memmove(list + place + 1, list + place, (count - place) * sizeof *list);
    list[place] = ids[i];
    count++;
  }
  return count;
}

/* The people's sets of settings, each with the question's beside. */
static cwp_status make_reaches(cwp__asked *self, const cwp_workforce_question *question, const cwp_policy *policy,
                               const cwp__setting_set *sets, size_t set_count, cwp_error *error) {
  cwp__arena scratch;
  cwp__arena_init(&scratch, &self->allocator);
  cwp__setting_set *joined = cwp__arena_allocate(&scratch, set_count, sizeof *joined);
  cwp_status status = joined ? CWP_OK : cwp__fail_memory(error);
  for (size_t i = 0; i < set_count && !status; i++) {
    cwp_id *list = cwp__arena_allocate(&scratch, sets[i].count + question->setting_count + 1, sizeof *list);
    if (!list) {
      status = cwp__fail_memory(error);
      break;
    }
    size_t count = add_ids(list, 0, question->settings, question->setting_count);
    joined[i] = (cwp__setting_set){list, add_ids(list, count, sets[i].settings, sets[i].count)};
  }
  if (!status)
    status = cwp__reaches_make(&self->reaches, self->pathway, policy, joined, set_count, &self->allocator, error);
  cwp__arena_free(&scratch);
  return status;
}

static cwp_status take_labels(cwp__asked *self, cwp_error *error) {
  size_t roles = cwp_pathway_count(self->pathway, CWP_KIND_ROLE);
  self->labels = cwp__allocate(&self->allocator, roles + 1, sizeof *self->labels);
  if (!self->labels) return cwp__fail_memory(error);
  for (size_t i = 0; i < roles; i++)
    self->labels[i] = cwp_record_code(self->pathway, cwp_pathway_first(self->pathway, CWP_KIND_ROLE) + (cwp_id)i);
  for (unsigned i = 0; i < CWP_COVERAGE_END; i++)
    self->coverages[i] = cwp_coverage_name((cwp_coverage)i);
  for (unsigned i = 0; i < CWP_REQUIREMENT_KIND_END; i++)
    self->kinds[i] = cwp_requirement_kind_name((cwp_requirement_kind)i);
  return CWP_OK;
}

size_t cwp__role_width(const cwp__asked *self) {
  return self->reaches.role_count > MOST_SMALL_LABELS ? sizeof(int32_t) : sizeof(int8_t);
}

static cwp_status take_role_values(cwp__asked *self, cwp_error *error) {
  self->role_values = cwp__allocate(&self->allocator, self->reaches.role_count + 1u, cwp__role_width(self));
  if (!self->role_values) return cwp__fail_memory(error);
  for (uint32_t role = 0; role < self->reaches.role_count; role++)
    cwp__put_role(self, self->role_values, role, role);
  return CWP_OK;
}

cwp_status cwp__asked_make(cwp__asked *self, const cwp_pathway *pathway, const cwp_workforce_question *question,
                           const cwp__setting_set *sets, size_t set_count, const cwp_allocator *allocator,
                           cwp_error *error) {
  cwp_policy policy;
  *self = (cwp__asked){.pathway = pathway, .allocator = *allocator};
  cwp_status status = check(pathway, question, error);
  if (!status) status = cwp__policy_take(question->policy, &policy, error);
  if (status) return status;
  self->answer = question->answer;
  self->threads = cwp__crew_size(question->threads);
  self->batch_rows = question->batch_rows ? question->batch_rows : USUAL_BATCH;
  if (question->answer == CWP_ANSWER_COURSE)
    self->course = (cwp__fact){.until = CWP_DATE_NONE,
                               .about = (uint16_t)question->course,
                               .kind = (uint8_t)question->kind,
                               .extent = CWP_EXTENT_FULL};
  self->on = cwp__allocate(allocator, question->on_count, sizeof *self->on);
  if (!self->on) return cwp__fail_memory(error);
  if (question->on_count) memcpy(self->on, question->on, question->on_count * sizeof *self->on);
  self->on_count = question->on_count;
  status = take_labels(self, error);
  if (!status) status = make_reaches(self, question, &policy, sets, set_count, error);
  return status ? status : take_role_values(self, error);
}

void cwp__asked_clear(cwp__asked *self) {
  cwp__release(&self->allocator, self->on);
  cwp__release(&self->allocator, (void *)self->labels);
  cwp__release(&self->allocator, self->role_values);
  if (self->reaches.pathway) cwp__reaches_clear(&self->reaches);
  *self = (cwp__asked){0};
}

/* Columns. */

cwp__column cwp__kind_column(const cwp__asked *self) {
  return (cwp__column){
      .name = "kind", .type = CWP__COLUMN_SMALL_LABEL, .labels = self->kinds, .label_count = CWP_REQUIREMENT_KIND_END};
}

cwp__column cwp__role_column(const cwp__asked *self, const char *name, int nullable) {
  return (cwp__column){.name = name,
                       .type =
                           self->reaches.role_count > MOST_SMALL_LABELS ? CWP__COLUMN_LABEL : CWP__COLUMN_SMALL_LABEL,
                       .nullable = nullable,
                       .labels = self->labels,
                       .label_count = self->reaches.role_count};
}

cwp__column cwp__coverage_column(const cwp__asked *self, int nullable) {
  return (cwp__column){.name = "coverage",
                       .type = CWP__COLUMN_SMALL_LABEL,
                       .nullable = nullable,
                       .labels = self->coverages,
                       .label_count = CWP_COVERAGE_END};
}

void cwp__put_role(const cwp__asked *self, void *values, size_t row, uint32_t role) {
  if (self->reaches.role_count > MOST_SMALL_LABELS)
    ((int32_t *)values)[row] = (int32_t)role;
  else
    ((int8_t *)values)[row] = (int8_t)role;
}
