#include "exchange/join.h"

#include "person/portfolio.h"
#include "person/team.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_AGE = 14 };

/* A fact that is left out has no key. */
#define NOBODY UINT32_MAX

/* Holding files against each other. */

static cwp__report report_at(const cwp__join *join, uint16_t file, uint32_t line, uint32_t record) {
  return (cwp__report){.sink = join->sink, .path = join->paths[file], .line = line, .record = record};
}

/* 1 if workplace files were read and none of them has that site. */
static int is_unknown_site(const cwp__join *join, uint32_t site) {
  const char *text = cwp__names_at(&join->people->texts, site);
  return text != NULL && cwp__together_lacks_site(join->together, cwp__span_of(text));
}

/* Looks at one training row together with its worker, and leaves it out where it cannot count. */
static cwp_status check_training(const cwp__join *join, cwp__fact *fact) {
  const cwp__people *people = join->people;
  const cwp__keyed *keyed = &people->keyed[fact->key];
  const cwp__worker *worker = keyed->worker == 0 ? NULL : &people->workers[keyed->worker - 1];
  cwp__report report = report_at(join, fact->file, fact->line, fact->record);
  int lacks_site = is_unknown_site(join, keyed->site);
  if (lacks_site)
    cwp__report_add(&report, CWP__RULE_TRAINING_LOCALESTID_NO_WORKPLACE, "LOCALESTID",
                    cwp__span_of(cwp__names_at(&people->texts, keyed->site)), NULL);
  /* The service looks for nobody in a workplace that it has not found. */
  report.ours_alone = lacks_site;
  if (worker == NULL && join->has_staff) {
    cwp__report_add(&report, CWP__RULE_TRAINING_UNIQUEWORKERID_NO_WORKER, "UNIQUEWORKERID",
                    cwp__span_of(cwp__names_at(&people->texts, keyed->id)), NULL);
    fact->key = NOBODY;
  } else if (worker != NULL && worker->born != CWP_DATE_NONE && fact->from != CWP_DATE_NONE &&
             fact->from < cwp_date_add_months(worker->born, LEAST_AGE * 12)) {
    char day[CWP_DATE_TEXT_SIZE];
    cwp__report_add(&report, CWP__RULE_TRAINING_DATECOMPLETED_TOO_YOUNG, "DATECOMPLETED",
                    cwp__span_of(cwp_date_format(fact->from, day)), NULL);
    fact->key = NOBODY;
  }
  return report.status;
}

static cwp_status check_all(const cwp__join *join) {
  cwp_status status = CWP_OK;
  for (size_t i = 0; i < join->people->fact_count && status == CWP_OK; i++)
    if (join->people->facts[i].kind == CWP_EVIDENCE_TRAINED) status = check_training(join, &join->people->facts[i]);
  return status;
}

/* Making the team. */

/* Facts by worker, each worker's in the order of the files: those of key k are order[starts[k]] to starts[k + 1]. */
typedef struct grouping {
  uint32_t *starts;
  uint32_t *order;
} grouping;

static int group_facts(const cwp__people *people, grouping *groups) {
  size_t keys = people->keys.count;
  groups->starts = cwp__allocate_zeroed(&people->allocator, keys + 2, sizeof *groups->starts);
  groups->order = cwp__allocate(&people->allocator, people->fact_count + 1, sizeof *groups->order);
  if (groups->starts == NULL || groups->order == NULL) return 0;
  /* Count into the place after next, so that placing leaves every start where it belongs. */
  for (size_t i = 0; i < people->fact_count; i++)
    if (people->facts[i].key != NOBODY) groups->starts[people->facts[i].key + 2]++;
  for (size_t k = 1; k < keys + 2; k++)
    groups->starts[k] += groups->starts[k - 1];
  for (size_t i = 0; i < people->fact_count; i++)
    if (people->facts[i].key != NOBODY) groups->order[groups->starts[people->facts[i].key + 1]++] = (uint32_t)i;
  return 1;
}

enum { ORIGIN_SIZE = 300 };

/* Writes "training.csv:14". There may be millions, so it is done by hand. */
static void write_origin(const char *name, uint32_t line, char out[ORIGIN_SIZE]) {
  char digits[16];
  size_t count = 0;
  size_t length = strlen(name);
  if (length > ORIGIN_SIZE - sizeof digits) length = cwp__utf8_valid_prefix(name, ORIGIN_SIZE - sizeof digits);
  memcpy(out, name, length);
  out[length++] = ':';
  do
    digits[count++] = (char)('0' + line % 10);
  while ((line /= 10) > 0);
  while (count > 0)
    out[length++] = digits[--count];
  out[length] = '\0';
}

static cwp_status add_fact(const cwp__join *join, const cwp__fact *fact, cwp_portfolio_builder *builder,
                           cwp_error *error) {
  char origin[ORIGIN_SIZE];
  const cwp__people *people = join->people;
  cwp_evidence evidence = CWP_EVIDENCE_INIT;
  write_origin(join->names[fact->file], fact->line, origin);
  evidence.about = cwp_record_code(people->codes->lists, fact->about);
  evidence.kind = (cwp_evidence_kind)fact->kind;
  evidence.result = (cwp_result)fact->result;
  evidence.from = fact->from;
  evidence.until = fact->until;
  evidence.title = cwp__names_at(&people->texts, fact->title);
  evidence.note = cwp__names_at(&people->texts, fact->note);
  evidence.origin = origin;
  return cwp_portfolio_builder_add(builder, &evidence, error);
}

static cwp_status add_facts(const cwp__join *join, const grouping *groups, uint32_t key, cwp_portfolio_builder *builder,
                            cwp_error *error) {
  cwp_status status = CWP_OK;
  for (uint32_t at = groups->starts[key]; at < groups->starts[key + 1] && status == CWP_OK; at++)
    status = add_fact(join, &join->people->facts[groups->order[at]], builder, error);
  return status;
}

/* Starts the portfolio of a worker of national files. */
static cwp_status start_worker(const cwp__join *join, const cwp__worker *worker, cwp_portfolio_builder **builder,
                               cwp_error *error) {
  const cwp__people *people = join->people;
  char reason[CWP__REASON_SIZE];
  cwp_person person = CWP_PERSON_INIT;
  person.id = cwp__names_at(&people->texts, worker->id);
  person.site = cwp__names_at(&people->texts, worker->site);
  person.job_title = cwp__names_at(&people->texts, worker->job_title);
  person.started = worker->started;
  if (worker->has_row)
    cwp__role_settle(people->codes, &worker->role, &person, reason);
  else
    person.role_reason = "No staff file was read.";
  return cwp_portfolio_builder_new(&person, &people->allocator, builder, error);
}

/* Starts a portfolio that is another one and more. */
static cwp_status start_copy(const cwp__join *join, const cwp_portfolio *from, cwp_portfolio_builder **builder,
                             cwp_error *error) {
  cwp_status status = cwp_portfolio_builder_new(cwp_portfolio_person(from), &join->people->allocator, builder, error);
  for (size_t i = 0; i < cwp_portfolio_count(from) && status == CWP_OK; i++)
    status = cwp_portfolio_builder_add(*builder, cwp_portfolio_evidence(from, i), error);
  const cwp__kept *kept;
  size_t kept_count = cwp__portfolio_kept(from, &kept);
  for (size_t i = 0; i < kept_count && status == CWP_OK; i++)
    status = cwp__portfolio_builder_keep(*builder, &kept[i], strlen(kept[i].value), error);
  return status;
}

static cwp_status build_portfolio(const cwp__join *join, const grouping *groups, const cwp__worker *worker,
                                  cwp_portfolio **out, cwp_error *error) {
  cwp_portfolio_builder *builder = NULL;
  *out = NULL;
  cwp_status status = worker->portfolio != NULL ? start_copy(join, worker->portfolio, &builder, error)
                                                : start_worker(join, worker, &builder, error);
  if (status == CWP_OK) status = add_facts(join, groups, worker->key, builder, error);
  if (status == CWP_OK) status = cwp_portfolio_builder_finish(builder, out, error);
  cwp_portfolio_builder_free(builder);
  return status;
}

static cwp_status add_person(const cwp__join *join, const grouping *groups, cwp__worker *worker, cwp_team *team,
                             cwp_error *error) {
  int has_facts = groups->starts[worker->key] < groups->starts[worker->key + 1];
  cwp_portfolio *portfolio = worker->portfolio;
  cwp_status status = CWP_OK;
  if (worker->is_deleted) return CWP_OK;
  if (portfolio == NULL || has_facts) status = build_portfolio(join, groups, worker, &portfolio, error);
  if (status != CWP_OK) return status;
  status = cwp__team_add(team, portfolio, error);
  if (status == CWP_OK && portfolio == worker->portfolio)
    worker->portfolio = NULL; /* the team's now */
  else if (status != CWP_OK && portfolio != worker->portfolio)
    cwp_portfolio_free(portfolio);
  return status;
}

static cwp_status make_team(const cwp__join *join, const grouping *groups, cwp_team **out, cwp_error *error) {
  cwp_status status = cwp__team_new(&join->people->allocator, out, error);
  for (size_t i = 0; i < join->people->worker_count && status == CWP_OK; i++)
    status = add_person(join, groups, &join->people->workers[i], *out, error);
  if (status == CWP_OK) return CWP_OK;
  cwp_team_free(*out);
  *out = NULL;
  return status;
}

cwp_status cwp__join_people(const cwp__join *join, cwp_team **out, cwp_error *error) {
  cwp__people *people = join->people;
  grouping groups = {NULL, NULL};
  *out = NULL;
  cwp_status status = check_all(join);
  if (status == CWP_OK && !join->has_staff && !cwp__people_add_from_keys(people)) status = CWP_ERROR_MEMORY;
  if (status == CWP_OK && !group_facts(people, &groups)) status = CWP_ERROR_MEMORY;
  if (status != CWP_OK)
    cwp__fail_memory(error);
  else
    status = make_team(join, &groups, out, error);
  cwp__release(&people->allocator, groups.starts);
  cwp__release(&people->allocator, groups.order);
  return status;
}
