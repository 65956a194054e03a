#include "exchange/people.h"

#include <stdio.h>
#include <string.h>

void cwp__people_init(cwp__people *people, const cwp_allocator *allocator, const cwp__codes *codes) {
  *people = (cwp__people){.allocator = *allocator, .codes = codes};
  cwp__names_init(&people->keys, allocator);
  cwp__names_init(&people->texts, allocator);
}

void cwp__people_free(cwp__people *people) {
  for (size_t i = 0; i < people->worker_count; i++)
    cwp_portfolio_free(people->workers[i].portfolio);
  cwp__release(&people->allocator, people->workers);
  cwp__release(&people->allocator, people->facts);
  cwp__release(&people->allocator, people->keyed);
  cwp__names_free(&people->keys);
  cwp__names_free(&people->texts);
}

/* The number of a text; CWP__NO_NAME for an empty one. Returns 0 when there is no memory. */
static int keep_text(cwp__people *people, cwp__span text, uint32_t *number) {
  *number = CWP__NO_NAME;
  return text.length == 0 || cwp__names_add(&people->texts, text, number);
}

/* Finds or adds a key. `id` and `site` are what is shown. */
static int keep_key(cwp__people *people, const char *key, const char *id, cwp__span site, uint32_t *number) {
  void *keyed = people->keyed;
  if (!cwp__reserve(&people->allocator, &keyed, &people->keyed_capacity, people->keys.count + 1, sizeof *people->keyed))
    return 0;
  people->keyed = keyed;
  cwp__keyed entry = {0, CWP__NO_NAME, CWP__NO_NAME};
  size_t known = people->keys.count;
  if (cwp__names_find(&people->keys, cwp__span_of(key)) == CWP__NO_NAME &&
      !(keep_text(people, cwp__span_of(id), &entry.id) && keep_text(people, site, &entry.site)))
    return 0;
  if (!cwp__names_add(&people->keys, cwp__span_of(key), number)) return 0;
  if (people->keys.count > known) people->keyed[*number] = entry;
  return 1;
}

/* Adds a worker for a key that has none. */
static int add_worker(cwp__people *people, const cwp__worker *worker) {
  void *workers = people->workers;
  if (people->worker_count >= UINT32_MAX - 1 || !cwp__reserve(&people->allocator, &workers, &people->worker_capacity,
                                                              people->worker_count + 1, sizeof *people->workers))
    return 0;
  people->workers = workers;
  people->workers[people->worker_count++] = *worker;
  people->keyed[worker->key].worker = (uint32_t)people->worker_count;
  return 1;
}

static int add_fact(cwp__people *people, const cwp__fact *fact) {
  void *facts = people->facts;
  if (people->fact_count >= UINT32_MAX ||
      !cwp__reserve(&people->allocator, &facts, &people->fact_capacity, people->fact_count + 1, sizeof *people->facts))
    return 0;
  people->facts = facts;
  people->facts[people->fact_count++] = *fact;
  return 1;
}

/* The name of a job, with what is said of it where the job role is an "other" one. */
static int keep_job_title(cwp__people *people, const cwp__staff *staff, uint32_t *number) {
  char title[512];
  *number = CWP__NO_NAME;
  if (staff->job == CWP_NONE) return 1;
  const char *name = cwp_record_title(people->codes->lists, staff->job);
  cwp__span described = staff->job_description;
  if (described.length == 0 || described.length > sizeof title / 2)
    return keep_text(people, cwp__span_of(name), number);
  snprintf(title, sizeof title, "%.200s: %.*s", name, (int)described.length, described.text);
  return keep_text(people, cwp__span_of(title), number);
}

/* A staff row gives years, not days: evidence holds from the first of January, and says so. */
static int add_staff_fact(cwp__people *people, const cwp__staff_fact *from, const cwp__fact *common) {
  enum { NOTE_SIZE = 640 }; /* notes have up to 120 characters, none of more than four bytes */
  char note[NOTE_SIZE];
  cwp__fact fact = *common;
  fact.about = from->about;
  fact.kind = (uint8_t)from->kind;
  fact.result = (uint8_t)from->result;
  fact.from = CWP_DATE_NONE;
  fact.until = CWP_DATE_NONE;
  size_t length = 0;
  const char *level = cwp_record_property(people->codes->lists, from->about, "level");
  note[0] = '\0';
  if (level[0] != '\0') length = (size_t)snprintf(note, sizeof note, "Level %.8s.", level);
  if (from->year > 0) {
    if (cwp_date_make(from->year, 1, 1, &fact.from, NULL) != CWP_OK) fact.from = CWP_DATE_NONE;
    snprintf(note + length, sizeof note - length, "%sYear only: %d.", length > 0 ? " " : "", from->year);
  }
  length = strlen(note);
  if (from->notes.length > 0)
    snprintf(note + length, sizeof note - length, "%s%.*s", length > 0 ? " " : "", (int)from->notes.length,
             from->notes.text);
  return keep_text(people, cwp__span_of(from->title), &fact.title) &&
         keep_text(people, cwp__span_of(note), &fact.note) && add_fact(people, &fact);
}

/* Reports a worker who is there already, with a portfolio. */
static void report_repeated(const cwp__row *row, const cwp__staff *staff) {
  cwp__report_add(row->report, CWP__RULE_STAFF_UNIQUEWORKERID_REPEATED, row->layout->name[CWP__STAFF_UNIQUEWORKERID],
                  cwp__span_of(staff->key.id), "");
}

int cwp__people_add_staff(cwp__people *people, const cwp__row *row, const cwp__staff *staff, cwp__origin origin) {
  cwp__span site = row->cells[CWP__STAFF_LOCALESTID];
  cwp__worker worker = {.origin = origin,
                        .role = staff->role,
                        .born = staff->born,
                        .started = staff->started,
                        .is_deleted = staff->is_deleted != 0,
                        .has_row = 1};
  if (!keep_key(people, staff->key.key, staff->key.id, site, &worker.key)) return 0;
  if (people->keyed[worker.key].worker != 0) {
    report_repeated(row, staff);
    return 1;
  }
  cwp__role_weigh(row, &worker.role);
  if (!keep_text(people, cwp__span_of(staff->key.id), &worker.id) || !keep_text(people, site, &worker.site) ||
      !keep_job_title(people, staff, &worker.job_title) || !add_worker(people, &worker))
    return 0;
  const cwp__fact common = {.key = worker.key, .line = origin.line, .record = origin.record, .file = origin.file};
  for (size_t i = 0; i < staff->fact_count; i++)
    if (!add_staff_fact(people, &staff->facts[i], &common)) return 0;
  return 1;
}

int cwp__people_add_training(cwp__people *people, const cwp__row *row, const cwp__training *training,
                             cwp__origin origin) {
  cwp__fact fact = {.line = origin.line,
                    .record = origin.record,
                    .file = origin.file,
                    .about = training->about,
                    .from = training->from,
                    .until = training->until,
                    .kind = CWP_EVIDENCE_TRAINED,
                    .result = CWP_RESULT_COMPLETED};
  return keep_key(people, training->key.key, training->key.id, row->cells[CWP__TRAINING_LOCALESTID], &fact.key) &&
         keep_text(people, training->title, &fact.title) && keep_text(people, training->note, &fact.note) &&
         add_fact(people, &fact);
}

int cwp__people_add_portfolio(cwp__people *people, cwp_portfolio *portfolio, cwp__origin origin, int *is_new) {
  char key[CWP__ID_SIZE];
  const cwp_person *person = cwp_portfolio_person(portfolio);
  cwp__worker worker = {.origin = origin,
                        .site = CWP__NO_NAME,
                        .job_title = CWP__NO_NAME,
                        .born = CWP_DATE_NONE,
                        .started = CWP_DATE_NONE,
                        .portfolio = portfolio};
  *is_new = 0;
  cwp__asc_strip(cwp__span_of(person->id), key, sizeof key);
  if (!keep_key(people, key, person->id, (cwp__span){"", 0}, &worker.key)) return 0;
  if (people->keyed[worker.key].worker != 0) return 1;
  if (!keep_text(people, cwp__span_of(person->id), &worker.id) || !add_worker(people, &worker)) return 0;
  *is_new = 1;
  return 1;
}

int cwp__people_add_from_keys(cwp__people *people) {
  for (uint32_t key = 0; key < people->keys.count; key++) {
    const cwp__keyed *keyed = &people->keyed[key];
    if (keyed->worker != 0) continue;
    const cwp__worker worker = {.key = key,
                                .id = keyed->id,
                                .site = keyed->site,
                                .job_title = CWP__NO_NAME,
                                .role = {0, 0, CWP_NONE, CWP_NONE, ""},
                                .born = CWP_DATE_NONE,
                                .started = CWP_DATE_NONE};
    if (!add_worker(people, &worker)) return 0;
  }
  return 1;
}
