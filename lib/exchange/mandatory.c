/* Mandatory training: who has it. */

#include "exchange/mandatory.h"

#include "base/error.h"
#include "base/text.h"
#include "person/policy.h"
#include "person/weigh.h"

#include <string.h>

struct cwp_mandatory_report {
  cwp_allocator allocator;
  cwp_mandatory_category *categories;
  size_t category_count;
  cwp_mandatory_person *people;
  size_t person_count;
  cwp_mandatory_cell *cells; /* person by person */
};

const char *cwp_mandatory_standing_name(cwp_mandatory_standing standing) {
  static const char *const names[CWP_MANDATORY_STANDING_END] = {"not-asked", "present", "expiring", "expired",
                                                                "missing"};
  return (unsigned)standing < CWP_MANDATORY_STANDING_END ? names[standing] : "unknown";
}

/* Who is asked. */

int cwp__mandatory_is_job(const char *job_title, const char *job_role) {
  size_t length = strlen(job_role);
  if (cwp__compare_fold(job_title, job_role) == 0) return 1;
  if (length == 0 || strlen(job_title) <= length || job_title[length] != ':') return 0;
  return cwp__span_is_fold((cwp__span){job_title, length}, job_role);
}

static int is_asked(const cwp_mandatory_rule *rule, const cwp_person *person) {
  if (rule->workplace[0] && cwp__compare_fold(rule->workplace, person->site) != 0) return 0;
  return !rule->job_role[0] || cwp__mandatory_is_job(person->job_title, rule->job_role);
}

/* 1 if what single job roles are asked cannot be told of somebody. */
static int is_job_unknown(const cwp_mandatory *rules, const cwp_person *person) {
  int has_single = 0;
  for (size_t i = 0; i < rules->count; i++) {
    const cwp_mandatory_rule *rule = &rules->rules[i];
    if (!rule->job_role[0] || (rule->workplace[0] && cwp__compare_fold(rule->workplace, person->site) != 0)) continue;
    if (person->job_title[0] && cwp__mandatory_is_job(person->job_title, rule->job_role)) return 0;
    has_single = 1;
  }
  for (size_t i = 0; i < rules->job_count && has_single && person->job_title[0]; i++)
    if (cwp__mandatory_is_job(person->job_title, rules->jobs[i])) return 0;
  return has_single;
}

/* The rule by which a category is asked of somebody: of several the one with the fewest months. SIZE_MAX if none. */
static size_t rule_for(const cwp_mandatory *rules, const char *category, const cwp_person *person) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < rules->count; i++) {
    const cwp_mandatory_rule *rule = &rules->rules[i];
    if (strcmp(rule->category, category) != 0 || !is_asked(rule, person)) continue;
    int sooner = best == SIZE_MAX ||
                 (rule->months > 0 && (rules->rules[best].months == 0 || rule->months < rules->rules[best].months));
    if (sooner) best = i;
  }
  return best;
}

/* What they have. */

/* 1 if `a` ends after `b`; no end is the latest. */
static int ends_later(cwp_date a, cwp_date b) {
  return b != CWP_DATE_NONE && (a == CWP_DATE_NONE || a > b);
}

static void look_at(const cwp_evidence *evidence, size_t index, int months, cwp_date on, cwp_mandatory_cell *cell) {
  cwp_result result = cwp__result_on(evidence, on);
  if (result == CWP_RESULT_BOOKED || result == CWP_RESULT_IN_PROGRESS) {
    if (cell->booked == SIZE_MAX) cell->booked = index;
    return;
  }
  if (result != CWP_RESULT_COMPLETED) return;
  cwp_date until = evidence->until;
  if (until == CWP_DATE_NONE && months > 0) until = cwp_date_valid_until(evidence->from, months);
  if (cell->evidence != SIZE_MAX && !ends_later(until, cell->until)) return;
  cell->evidence = index;
  cell->until = until;
  cell->is_undated = until == CWP_DATE_NONE && months > 0;
}

static cwp_mandatory_cell judge(const cwp_mandatory *rules, const char *category, const cwp_portfolio *portfolio,
                                const cwp_mandatory_question *question) {
  cwp_mandatory_cell cell = {CWP_MANDATORY_NOT_ASKED, 0, 0, SIZE_MAX, CWP_DATE_NONE, SIZE_MAX, SIZE_MAX};
  cell.rule = rule_for(rules, category, cwp_portfolio_person(portfolio));
  if (cell.rule == SIZE_MAX) return cell;
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++) {
    const cwp_evidence *evidence = cwp_portfolio_evidence(portfolio, i);
    if (evidence->kind != CWP_EVIDENCE_DECLARED && cwp__compare_fold(evidence->about, category) == 0)
      look_at(evidence, i, rules->rules[cell.rule].months, question->on, &cell);
  }
  cell.standing = CWP_MANDATORY_PRESENT;
  if (cell.evidence == SIZE_MAX)
    cell.standing = CWP_MANDATORY_MISSING;
  else if (cell.until != CWP_DATE_NONE && cell.until < question->on)
    cell.standing = CWP_MANDATORY_EXPIRED;
  else if (cell.until != CWP_DATE_NONE && cell.until - question->on <= question->expiring_days)
    cell.standing = CWP_MANDATORY_EXPIRING;
  cell.lacking = cell.standing == CWP_MANDATORY_MISSING || (question->strict && cell.standing == CWP_MANDATORY_EXPIRED);
  return cell;
}

/* The report. */

static void add_categories(cwp_mandatory_report *self, const cwp_mandatory *rules) {
  for (size_t i = 0; i < rules->count; i++) {
    size_t known = 0;
    while (known < self->category_count && strcmp(self->categories[known].code, rules->rules[i].category) != 0)
      known++;
    if (known < self->category_count) continue;
    self->categories[self->category_count].code = rules->rules[i].category;
    self->categories[self->category_count++].title = rules->rules[i].title;
  }
}

static void judge_everybody(cwp_mandatory_report *self, const cwp_mandatory *rules, const cwp_team *team,
                            const cwp_mandatory_question *question) {
  cwp_mandatory_cell *cell = self->cells;
  for (size_t i = 0; i < self->person_count; i++) {
    cwp_mandatory_person *person = &self->people[i];
    person->portfolio = cwp_team_at(team, i);
    person->job_unknown = is_job_unknown(rules, cwp_portfolio_person(person->portfolio));
    for (size_t c = 0; c < self->category_count; c++, cell++) {
      cwp_mandatory_category *category = &self->categories[c];
      *cell = judge(rules, category->code, person->portfolio, question);
      person->categories[cell->standing]++;
      category->people[cell->standing]++;
      if (!cell->lacking) continue;
      person->lacking++;
      category->lacking++;
    }
  }
}

static cwp_status check(const cwp_mandatory *rules, const cwp_team *team, const cwp_mandatory_question *question,
                        cwp_error *error) {
  if (!rules || !team || !question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "rules, a team and a question are needed");
  if (question->size < sizeof *question)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the question has size %zu: set it up with CWP_MANDATORY_QUESTION_INIT",
                     question->size);
  if (!cwp_date_is_valid(question->on))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "the day that is asked about is missing");
  if (!cwp__is_window(question->expiring_days))
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "%d days are no window: 0 to 3660 are, and CWP_EXPIRING_ANY",
                     question->expiring_days);
  return CWP_OK;
}

cwp_status cwp_mandatory_report_make(const cwp_mandatory *rules, const cwp_team *team,
                                     const cwp_mandatory_question *question, const cwp_allocator *allocator,
                                     cwp_mandatory_report **out, cwp_error *error) {
  *out = NULL;
  cwp_status status = check(rules, team, question, error);
  if (status != CWP_OK) return status;
  cwp_allocator memory = cwp__allocator_or_default(allocator);
  cwp_mandatory_report *self = cwp__allocate_zeroed(&memory, 1, sizeof *self);
  if (!self) return cwp__fail_memory(error);
  self->allocator = memory;
  self->person_count = cwp_team_count(team);
  self->categories = cwp__allocate_zeroed(&memory, rules->count + 1, sizeof *self->categories);
  self->people = cwp__allocate_zeroed(&memory, self->person_count + 1, sizeof *self->people);
  if (self->categories) add_categories(self, rules);
  if (self->person_count > SIZE_MAX / sizeof *self->cells / (self->category_count + 1)) {
    status =
        cwp__fail(error, CWP_ERROR_LIMIT, "%zu people times %zu categories", self->person_count, self->category_count);
  } else {
    self->cells = cwp__allocate(&memory, self->person_count * self->category_count + 1, sizeof *self->cells);
    if (!self->categories || !self->people || !self->cells) status = cwp__fail_memory(error);
  }
  if (status != CWP_OK) {
    cwp_mandatory_report_free(self);
    return status;
  }
  judge_everybody(self, rules, team, question);
  *out = self;
  return CWP_OK;
}

void cwp_mandatory_report_free(cwp_mandatory_report *self) {
  if (!self) return;
  cwp_allocator memory = self->allocator;
  cwp__release(&memory, self->categories);
  cwp__release(&memory, self->people);
  cwp__release(&memory, self->cells);
  cwp__release(&memory, self);
}

size_t cwp_mandatory_report_category_count(const cwp_mandatory_report *self) {
  return self ? self->category_count : 0;
}

const cwp_mandatory_category *cwp_mandatory_report_category_at(const cwp_mandatory_report *self, size_t index) {
  return self && index < self->category_count ? &self->categories[index] : NULL;
}

size_t cwp_mandatory_report_person_count(const cwp_mandatory_report *self) {
  return self ? self->person_count : 0;
}

const cwp_mandatory_person *cwp_mandatory_report_person_at(const cwp_mandatory_report *self, size_t index) {
  return self && index < self->person_count ? &self->people[index] : NULL;
}

cwp_mandatory_cell cwp_mandatory_report_cell(const cwp_mandatory_report *self, size_t person, size_t category) {
  if (!self || person >= self->person_count || category >= self->category_count)
    return (cwp_mandatory_cell){CWP_MANDATORY_NOT_ASKED, 0, 0, SIZE_MAX, CWP_DATE_NONE, SIZE_MAX, SIZE_MAX};
  return self->cells[person * self->category_count + category];
}
