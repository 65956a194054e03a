/* People as tables. */

#include "cwp/tables.h"

#include "base/csv_write.h"
#include "base/error.h"
#include "base/memory.h"
#include "exchange/asc_values.h"
#include "exchange/listed.h"
#include "pathway/code_lists.h"

#include <stdio.h>
#include <string.h>

/* A table on its way out. */
typedef struct table {
  const cwp_pathway *pathway; /* whose names and codes are used */
  cwp_id jobs;                /* its list of job roles */
  cwp_print_options options;
  const cwp_output *output;
  cwp_allocator allocator;
  cwp__buffer line;
  int has_cells; /* the row in hand has some */
  cwp_table_counts counts;
} table;

static void put(table *self, const char *text) {
  if (self->has_cells) cwp__buffer_add_text(&self->line, ",");
  self->has_cells = 1;
  cwp__csv_put_shown(&self->line, text);
}

static void put_number(table *self, long number) {
  char text[24];
  snprintf(text, sizeof text, "%ld", number);
  put(self, text);
}

static void put_date(table *self, cwp_date date) {
  char text[CWP_DATE_TEXT_SIZE];
  put(self, cwp_date_format(date, text));
}

static cwp_status end_row(table *self, cwp_error *error) {
  cwp__buffer_add_text(&self->line, "\r\n");
  if (self->line.failed) return cwp__fail_memory(error);
  int failed = self->output->write(self->output->context, self->line.text, self->line.length);
  self->line.length = 0;
  self->has_cells = 0;
  if (!failed) return CWP_OK;
  return cwp__fail_in(error, cwp__fail(error, CWP_ERROR_IO, "cannot be written"), self->output->name);
}

static cwp_status start(table *self, const cwp_team *team, const cwp_pathway *pathway, const cwp_output *output,
                        const cwp_allocator *allocator, cwp_error *error) {
  if (team == NULL || pathway == NULL || output == NULL || output->write == NULL)
    return cwp__fail(error, CWP_ERROR_ARGUMENT, "a table wants a team, a pathway and somewhere to go");
  *self = (table){.pathway = cwp__listed_in(pathway),
                  .options = CWP_PRINT_OPTIONS_INIT,
                  .output = output,
                  .allocator = cwp__allocator_or_default(allocator)};
  self->counts.people = cwp_team_count(team);
  self->jobs = cwp__list_named(self->pathway, "job-role");
  cwp__buffer_init(&self->line, &self->allocator);
  return CWP_OK;
}

/* ---- Evidence ---- */

static cwp_status put_evidence_header(table *self, cwp_error *error) {
  static const char *const names[] = {"person", "site", "job_title", "role", "role_basis", "started", "about",
                                      "name",   "kind", "result",    "from", "until",      "extent",  "title"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    put(self, names[i]);
  if (!self->options.without_assessors) put(self, "assessor");
  if (!self->options.without_origins) put(self, "origin");
  if (!self->options.without_notes) put(self, "note");
  return end_row(self, error);
}

static void put_person(table *self, const cwp_person *person) {
  put(self, person->id);
  put(self, person->site);
  put(self, person->job_title);
  put(self, person->role);
  put(self, cwp_role_basis_name(person->role_basis));
  put_date(self, person->started);
}

/* What a code is called; a statement, which has no name of its own, by its text. */
static const char *name_of(const cwp_pathway *pathway, const char *code) {
  cwp_id id = cwp_pathway_id(pathway, code);
  if (id == CWP_NONE) return "";
  cwp_kind kind = cwp_record_kind(pathway, id);
  int is_line = kind == CWP_KIND_STATEMENT || kind == CWP_KIND_BEHAVIOUR;
  const char *title = cwp_record_title(pathway, id);
  return is_line || title[0] == '\0' ? cwp_record_text(pathway, id) : title;
}

static cwp_status put_piece(table *self, const cwp_person *person, const cwp_evidence *piece, cwp_error *error) {
  put_person(self, person);
  put(self, piece->about);
  put(self, name_of(self->pathway, piece->about));
  put(self, cwp_evidence_kind_name(piece->kind));
  put(self, cwp_result_name(piece->result));
  put_date(self, piece->from);
  put_date(self, piece->until);
  put(self, piece->extent == CWP_EXTENT_PART ? "part" : "full");
  put(self, piece->title);
  if (!self->options.without_assessors) put(self, piece->assessor);
  if (!self->options.without_origins) put(self, piece->origin);
  if (!self->options.without_notes) put(self, piece->note);
  self->counts.rows++;
  return end_row(self, error);
}

static cwp_status put_team_evidence(table *self, const cwp_team *team, cwp_error *error) {
  cwp_status status = put_evidence_header(self, error);
  for (size_t i = 0; i < cwp_team_count(team); i++) {
    const cwp_portfolio *portfolio = cwp_team_at(team, i);
    for (size_t j = 0; j < cwp_portfolio_count(portfolio) && status == CWP_OK; j++)
      status = put_piece(self, cwp_portfolio_person(portfolio), cwp_portfolio_evidence(portfolio, j), error);
  }
  return status;
}

cwp_status cwp_table_evidence(const cwp_team *team, const cwp_pathway *pathway, const cwp_print_options *options,
                              const cwp_output *output, const cwp_allocator *allocator, cwp_table_counts *counts,
                              cwp_error *error) {
  table self;
  cwp_status status = start(&self, team, pathway, output, allocator, error);
  if (status != CWP_OK) return status;
  if (options != NULL)
    memcpy(&self.options, options, options->size < sizeof self.options ? options->size : sizeof self.options);
  status = put_team_evidence(&self, team, error);
  cwp__buffer_free(&self.line);
  if (counts != NULL) *counts = self.counts;
  return status;
}

/* ---- The wide shape ---- */

enum { MOST_COLUMNS = 256, MOST_LEVEL = 4 };

/* A training category or qualification, and what one worker has of it. */
typedef struct wide_item {
  cwp_id id;
  int code;
  int is_apprenticeship;
  char suffix[4]; /* of a qualification: its level, as far as known */
  unsigned count; /* what the worker in hand has, from here on */
  unsigned accredited;
  unsigned not_accredited;
  cwp_date latest;
} wide_item;

typedef struct wide {
  table table;
  wide_item trainings[MOST_COLUMNS];
  size_t training_count;
  wide_item qualifications[MOST_COLUMNS];
  size_t qualification_count;
  int care_certificate; /* of the worker in hand, 0 if nothing is known */
} wide;

static int code_of(const cwp_pathway *pathway, cwp_id item) {
  cwp__number number = cwp__asc_number(cwp__span_of(cwp_record_property(pathway, item, "bulk")));
  return number.form == CWP__NUMBER_EXACT ? (int)number.value : -1;
}

static void add_item(const cwp_pathway *pathway, cwp_id id, wide_item *items, size_t *count) {
  int code = code_of(pathway, id);
  if (code < 0 || *count == MOST_COLUMNS) return;
  wide_item *item = &items[(*count)++];
  *item = (wide_item){.id = id, .code = code};
  item->is_apprenticeship = strstr(cwp_record_property(pathway, id, "group"), "pprenticeship") != NULL;
  cwp__number level = cwp__asc_number(cwp__span_of(cwp_record_property(pathway, id, "level")));
  if (level.form != CWP__NUMBER_EXACT) return;
  snprintf(item->suffix, sizeof item->suffix, "%d", level.value < MOST_LEVEL ? (int)level.value % 10 : MOST_LEVEL);
}

static void add_items(const cwp_pathway *pathway, const char *name, wide_item *items, size_t *count) {
  cwp_id list = cwp__list_named(pathway, name), first = cwp_record_first_child(pathway, list);
  for (cwp_id id = first; id < first + cwp_record_child_count(pathway, list); id++)
    add_item(pathway, id, items, count);
}

static void find_items(wide *self) {
  const cwp_pathway *pathway = self->table.pathway;
  add_items(pathway, "training-category", self->trainings, &self->training_count);
  add_items(pathway, "qualification", self->qualifications, &self->qualification_count);
}

static void put_name(table *self, const char *before, const wide_item *item, const char *after, const char *suffix) {
  char name[40];
  snprintf(name, sizeof name, "%s%02d%s%s", before, item->code, after, suffix);
  put(self, name);
}

static cwp_status put_wide_header(wide *self, cwp_error *error) {
  static const char *const first[] = {"establishmentid", "workerid", "mainjrid", "ccstatus"};
  static const char *const of_training[] = {"flag", "count", "ac", "nac", "dn", "latestdate"};
  for (size_t i = 0; i < sizeof first / sizeof *first; i++)
    put(&self->table, first[i]);
  for (size_t i = 0; i < self->training_count; i++)
    for (size_t j = 0; j < sizeof of_training / sizeof *of_training; j++)
      put_name(&self->table, "tr", &self->trainings[i], of_training[j], "");
  for (size_t i = 0; i < self->qualification_count; i++) {
    const wide_item *item = &self->qualifications[i];
    put_name(&self->table, "ql", item, item->is_apprenticeship ? "app" : "achq",
             item->is_apprenticeship ? "" : item->suffix);
    put_name(&self->table, "ql", item, "year", item->is_apprenticeship ? "" : item->suffix);
  }
  return end_row(&self->table, error);
}

static wide_item *item_of(wide *self, cwp_id id) {
  for (size_t i = 0; i < self->training_count; i++)
    if (self->trainings[i].id == id) return &self->trainings[i];
  for (size_t i = 0; i < self->qualification_count; i++)
    if (self->qualifications[i].id == id) return &self->qualifications[i];
  return NULL;
}

/* What was accredited stands at the beginning of the note that an import makes. */
static int note_begins(const cwp_evidence *piece, const char *words) {
  return strncmp(piece->note, words, strlen(words)) == 0;
}

static int is_care_certificate(const wide *self, cwp_id id) {
  return id != CWP_NONE && id == cwp_pathway_bulk_code(self->table.pathway, "care-certificate", "1");
}

static void count_piece(wide *self, const cwp_evidence *piece) {
  cwp_id id = cwp_pathway_id(self->table.pathway, piece->about);
  wide_item *item = id == CWP_NONE ? NULL : item_of(self, id);
  if (is_care_certificate(self, id) && piece->result <= CWP_RESULT_IN_PROGRESS) {
    int status = piece->result == CWP_RESULT_COMPLETED ? 1 : 3;
    if (self->care_certificate == 0 || status < self->care_certificate) self->care_certificate = status;
    return;
  }
  if (item == NULL || piece->result != CWP_RESULT_COMPLETED) {
    self->table.counts.left_out++;
    return;
  }
  item->count++;
  item->accredited += note_begins(piece, "Accredited.") ? 1 : 0;
  item->not_accredited += note_begins(piece, "Not accredited.") ? 1 : 0;
  if (piece->from != CWP_DATE_NONE && (item->latest == CWP_DATE_NONE || piece->from > item->latest))
    item->latest = piece->from;
}

static void forget(wide_item *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    items[i].count = items[i].accredited = items[i].not_accredited = 0;
    items[i].latest = CWP_DATE_NONE;
  }
}

static void put_training(table *self, const wide_item *item) {
  char day[40] = "";
  int year, month, of_month;
  put_number(self, item->count > 0);
  put_number(self, (long)item->count);
  put_number(self, (long)item->accredited);
  put_number(self, (long)item->not_accredited);
  put_number(self, (long)(item->count - item->accredited - item->not_accredited));
  cwp_date_split(item->latest, &year, &month, &of_month);
  if (item->latest != CWP_DATE_NONE) snprintf(day, sizeof day, "%02d/%02d/%04d", of_month, month, year);
  put(self, day);
}

static void put_qualification(table *self, const wide_item *item) {
  int year = 0;
  put_number(self, item->count > 0);
  cwp_date_split(item->latest, &year, NULL, NULL);
  if (year > 0)
    put_number(self, year);
  else
    put(self, "");
}

/* The code of a job role by its name, which is how a portfolio has it; what is said of an "other" one is cut off. */
static void put_job(table *self, const char *title) {
  size_t length = strcspn(title, ":");
  cwp_id first = cwp_record_first_child(self->pathway, self->jobs);
  for (cwp_id id = first; id < first + cwp_record_child_count(self->pathway, self->jobs) && length > 0; id++) {
    const char *name = cwp_record_title(self->pathway, id);
    if (strlen(name) != length || strncmp(name, title, length) != 0) continue;
    put(self, cwp_record_property(self->pathway, id, "bulk"));
    return;
  }
  put(self, "");
}

/* The worker's own part of an id such as SITE/WORKER. */
static const char *worker_of(const cwp_person *person) {
  size_t length = strlen(person->site);
  int has_site = length > 0 && strncmp(person->id, person->site, length) == 0 && person->id[length] == '/';
  return has_site ? person->id + length + 1 : person->id;
}

static cwp_status put_worker(wide *self, const cwp_portfolio *portfolio, cwp_error *error) {
  const cwp_person *person = cwp_portfolio_person(portfolio);
  forget(self->trainings, self->training_count);
  forget(self->qualifications, self->qualification_count);
  self->care_certificate = 0;
  for (size_t i = 0; i < cwp_portfolio_count(portfolio); i++)
    count_piece(self, cwp_portfolio_evidence(portfolio, i));
  put(&self->table, person->site);
  put(&self->table, worker_of(person));
  put_job(&self->table, person->job_title);
  if (self->care_certificate != 0)
    put_number(&self->table, self->care_certificate);
  else
    put(&self->table, "");
  for (size_t i = 0; i < self->training_count; i++)
    put_training(&self->table, &self->trainings[i]);
  for (size_t i = 0; i < self->qualification_count; i++)
    put_qualification(&self->table, &self->qualifications[i]);
  self->table.counts.rows++;
  return end_row(&self->table, error);
}

cwp_status cwp_table_wide(const cwp_team *team, const cwp_pathway *pathway, const cwp_output *output,
                          const cwp_allocator *allocator, cwp_table_counts *counts, cwp_error *error) {
  const cwp_allocator with = cwp__allocator_or_default(allocator);
  wide *self = cwp__allocate_zeroed(&with, 1, sizeof *self);
  if (self == NULL) return cwp__fail_memory(error);
  cwp_status status = start(&self->table, team, pathway, output, &with, error);
  if (status == CWP_OK) {
    find_items(self);
    status = put_wide_header(self, error);
    for (size_t i = 0; i < cwp_team_count(team) && status == CWP_OK; i++)
      status = put_worker(self, cwp_team_at(team, i), error);
    cwp__buffer_free(&self->table.line);
    if (counts != NULL) *counts = self->table.counts;
  }
  cwp__release(&with, self);
  return status;
}
